//! Where in a JSON text each value stands, so that a mistake can be shown with its line.

use std::collections::BTreeMap;

/// JSON pointer → line (from 1) where the value begins.
pub struct Positions(BTreeMap<String, usize>);

impl Positions {
    /// `text` must already have been accepted by a JSON parser; the walk trusts its shape and stops quietly
    /// where it does not find it.
    pub fn of(text: &str) -> Self {
        let mut walk = Walk {
            bytes: text.as_bytes(),
            at: 0,
            line: 1,
            found: BTreeMap::new(),
        };
        walk.value(&mut String::new());
        Self(walk.found)
    }

    /// The line of `pointer`, or of the nearest value around it that exists.
    pub fn line(&self, pointer: &str) -> usize {
        let mut pointer = pointer;
        loop {
            if let Some(line) = self.0.get(pointer) {
                return *line;
            }
            match pointer.rfind('/') {
                Some(at) => pointer = &pointer[..at],
                None => return 1,
            }
        }
    }
}

struct Walk<'a> {
    bytes: &'a [u8],
    at: usize,
    line: usize,
    found: BTreeMap<String, usize>,
}

impl Walk<'_> {
    fn value(&mut self, pointer: &mut String) {
        self.space();
        self.found.insert(pointer.clone(), self.line);
        match self.peek() {
            Some(b'{') => self.members(pointer, b'}'),
            Some(b'[') => self.members(pointer, b']'),
            Some(b'"') => {
                self.string();
            }
            _ => {
                while self
                    .peek()
                    .is_some_and(|b| !matches!(b, b',' | b'}' | b']') && !b.is_ascii_whitespace())
                {
                    self.at += 1;
                }
            }
        }
    }

    fn members(&mut self, pointer: &mut String, end: u8) {
        self.at += 1;
        let mut index = 0;
        loop {
            self.space();
            match self.peek() {
                None => return,
                Some(b) if b == end => {
                    self.at += 1;
                    return;
                }
                Some(b',') => {
                    self.at += 1;
                    continue;
                }
                Some(_) => {}
            }
            let before = pointer.len();
            pointer.push('/');
            if end == b'}' {
                let name = self.string();
                pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
                self.space();
                self.at += 1; // the colon
            } else {
                pointer.push_str(&index.to_string());
                index += 1;
            }
            self.value(pointer);
            pointer.truncate(before);
        }
    }

    /// The raw text between quotes; names of FHIR have no escapes.
    fn string(&mut self) -> String {
        let start = self.at + 1;
        self.at = start;
        while let Some(b) = self.peek() {
            match b {
                b'\\' => self.at += 2,
                b'"' => break,
                _ => self.at += 1,
            }
        }
        let raw = self.bytes.get(start..self.at).unwrap_or_default();
        self.at += 1;
        String::from_utf8_lossy(raw).into_owned()
    }

    fn space(&mut self) {
        while let Some(b) = self.peek().filter(u8::is_ascii_whitespace) {
            self.line += usize::from(b == b'\n');
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_values() {
        let text = "{\n \"a\": [1,\n  {\"b\": \"x\\\"}\",\n   \"c\": null}],\n \"d\":\n 2}";
        let positions = Positions::of(text);
        for (pointer, line) in [
            ("", 1),
            ("/a", 2),
            ("/a/0", 2),
            ("/a/1", 3),
            ("/a/1/c", 4),
            ("/d", 6),
            ("/a/1/zz/1", 3),
        ] {
            assert_eq!(positions.line(pointer), line, "{pointer}");
        }
    }

    #[test]
    fn broken_text_ends_the_walk() {
        for text in ["", "{", "[1,", "{\"a\"", "{\"a\\"] {
            assert_eq!(Positions::of(text).line(""), 1);
        }
    }
}
