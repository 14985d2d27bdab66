//! JSON from strangers: read strictly, with limits, and without losing anything. Numbers keep their digits, a name that stands twice
//! in one object is refused (which of the two is meant?), and every fault has its line.

use std::str::Chars;

/// Largest file, in bytes. A summary weighs some kilobytes; pictures in it some megabytes.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;
/// Values in one file, lists and objects counted.
pub const MAX_VALUES: usize = 200_000;
/// Lists and objects inside each other. FHIR's own deepest examples stay under 30.
pub const MAX_DEPTH: usize = 64;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Null,
    Bool(bool),
    /// As it was written.
    Number(String),
    Text(String),
    List(Vec<Value>),
    Object(Vec<(String, Value)>),
}

/// Why a file was not read, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason:?}")]
pub struct Refusal {
    /// From 1; 0 where it is about the whole file.
    pub line: usize,
    pub reason: Reason,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    TooLarge,
    NotText,
    /// XML of FHIR is another format.
    Xml,
    NotJson,
    TooDeep,
    TooMany,
    NamedTwice,
    /// JSON, but no bundle of FHIR.
    NotABundle,
}

impl Reason {
    /// Stable word; the sentence is `error-foreign-<code>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "too-large",
            Self::NotText => "not-text",
            Self::Xml => "xml",
            Self::NotJson => "not-json",
            Self::TooDeep => "too-deep",
            Self::TooMany => "too-many",
            Self::NamedTwice => "named-twice",
            Self::NotABundle => "not-a-bundle",
        }
    }
}

impl Value {
    pub fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(fields) => fields.iter().find(|(own, _)| own == name).map(|(_, v)| v),
            _ => None,
        }
    }

    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The text under a name.
    pub fn text_of(&self, name: &str) -> Option<&str> {
        self.get(name)?.text()
    }

    /// The list under a name; a single value is a list of one.
    pub fn list_of(&self, name: &str) -> &[Self] {
        match self.get(name) {
            Some(Self::List(items)) => items,
            Some(one) => std::slice::from_ref(one),
            None => &[],
        }
    }
}

/// Reads a whole file.
pub fn parse(bytes: &[u8]) -> Result<Value, Refusal> {
    let whole = |reason| Refusal { line: 0, reason };
    if bytes.len() > MAX_BYTES {
        return Err(whole(Reason::TooLarge));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| Refusal {
        line: line_of(bytes, error.valid_up_to()),
        reason: Reason::NotText,
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim_start().starts_with('<') {
        return Err(whole(Reason::Xml));
    }
    let mut reader = Reader {
        rest: text.chars(),
        whole: text,
        values: 0,
    };
    let value = reader.value(0)?;
    reader.space();
    match reader.rest.next() {
        None => Ok(value),
        Some(_) => Err(reader.refuse(Reason::NotJson)),
    }
}

fn line_of(bytes: &[u8], at: usize) -> usize {
    let before = bytes.get(..at).unwrap_or(bytes);
    before.split(|byte| *byte == b'\n').count()
}

struct Reader<'t> {
    rest: Chars<'t>,
    whole: &'t str,
    values: usize,
}

impl Reader<'_> {
    fn refuse(&self, reason: Reason) -> Refusal {
        let at = self.whole.len().saturating_sub(self.rest.as_str().len());
        Refusal {
            line: line_of(self.whole.as_bytes(), at),
            reason,
        }
    }

    fn peek(&self) -> Option<char> {
        self.rest.clone().next()
    }

    fn space(&mut self) {
        while self
            .peek()
            .is_some_and(|c| matches!(c, ' ' | '\t' | '\n' | '\r'))
        {
            self.rest.next();
        }
    }

    /// The next sign, which must be this one.
    fn sign(&mut self, wanted: char) -> Result<(), Refusal> {
        self.space();
        if self.peek() == Some(wanted) {
            self.rest.next();
            Ok(())
        } else {
            Err(self.refuse(Reason::NotJson))
        }
    }

    fn value(&mut self, depth: usize) -> Result<Value, Refusal> {
        self.values += 1;
        if self.values > MAX_VALUES {
            return Err(self.refuse(Reason::TooMany));
        }
        if depth > MAX_DEPTH {
            return Err(self.refuse(Reason::TooDeep));
        }
        self.space();
        match self.peek() {
            Some('{') => self.object(depth),
            Some('[') => self.list(depth),
            Some('"') => Ok(Value::Text(self.string()?)),
            Some('-' | '0'..='9') => self.number(),
            _ => self.word(),
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value, Refusal> {
        self.sign('{')?;
        let mut fields: Vec<(String, Value)> = Vec::new();
        let mut names = std::collections::BTreeSet::new();
        self.space();
        if self.peek() == Some('}') {
            self.rest.next();
            return Ok(Value::Object(fields));
        }
        loop {
            self.space();
            let name = self.string()?;
            if !names.insert(name.clone()) {
                return Err(self.refuse(Reason::NamedTwice));
            }
            self.sign(':')?;
            fields.push((name, self.value(depth + 1)?));
            if self.ends('}')? {
                return Ok(Value::Object(fields));
            }
        }
    }

    fn list(&mut self, depth: usize) -> Result<Value, Refusal> {
        self.sign('[')?;
        let mut items = Vec::new();
        self.space();
        if self.peek() == Some(']') {
            self.rest.next();
            return Ok(Value::List(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            if self.ends(']')? {
                return Ok(Value::List(items));
            }
        }
    }

    /// After an item: a comma goes on, the bracket ends.
    fn ends(&mut self, bracket: char) -> Result<bool, Refusal> {
        self.space();
        match self.rest.next() {
            Some(',') => Ok(false),
            Some(c) if c == bracket => Ok(true),
            _ => Err(self.refuse(Reason::NotJson)),
        }
    }

    fn string(&mut self) -> Result<String, Refusal> {
        if self.rest.next() != Some('"') {
            return Err(self.refuse(Reason::NotJson));
        }
        let mut out = String::new();
        loop {
            match self.rest.next() {
                Some('"') => return Ok(out),
                Some('\\') => out.push(self.escaped()?),
                Some(c) if c >= ' ' => out.push(c),
                _ => return Err(self.refuse(Reason::NotJson)),
            }
        }
    }

    fn escaped(&mut self) -> Result<char, Refusal> {
        match self.rest.next() {
            Some(c @ ('"' | '\\' | '/')) => Ok(c),
            Some('b') => Ok('\u{8}'),
            Some('f') => Ok('\u{c}'),
            Some('n') => Ok('\n'),
            Some('r') => Ok('\r'),
            Some('t') => Ok('\t'),
            Some('u') => self.unicode(),
            _ => Err(self.refuse(Reason::NotJson)),
        }
    }

    fn unicode(&mut self) -> Result<char, Refusal> {
        let first = self.hex()?;
        let code = if (0xd800..0xdc00).contains(&first) {
            let pair = self.rest.next() == Some('\\') && self.rest.next() == Some('u');
            let second = if pair { self.hex()? } else { 0 };
            if !(0xdc00..0xe000).contains(&second) {
                return Err(self.refuse(Reason::NotJson));
            }
            0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00)
        } else {
            first
        };
        char::from_u32(code).ok_or_else(|| self.refuse(Reason::NotJson))
    }

    fn hex(&mut self) -> Result<u32, Refusal> {
        let mut code = 0;
        for _ in 0..4 {
            let digit = self.rest.next().and_then(|c| c.to_digit(16));
            code = code * 16 + digit.ok_or_else(|| self.refuse(Reason::NotJson))?;
        }
        Ok(code)
    }

    fn number(&mut self) -> Result<Value, Refusal> {
        let mut text = String::new();
        while let Some(c) = self.peek() {
            if !matches!(c, '-' | '+' | '.' | 'e' | 'E' | '0'..='9') {
                break;
            }
            text.push(c);
            self.rest.next();
        }
        // The grammar is left to somebody who knows it; the digits stay as they were written.
        match serde_json::from_str::<serde_json::Number>(&text) {
            Ok(_) => Ok(Value::Number(text)),
            Err(_) => Err(self.refuse(Reason::NotJson)),
        }
    }

    fn word(&mut self) -> Result<Value, Refusal> {
        for (word, value) in [
            ("true", Value::Bool(true)),
            ("false", Value::Bool(false)),
            ("null", Value::Null),
        ] {
            if let Some(rest) = self.rest.as_str().strip_prefix(word) {
                self.rest = rest.chars();
                return Ok(value);
            }
        }
        Err(self.refuse(Reason::NotJson))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_json_can_say_is_read_as_it_was_written() {
        let read = parse(
            r#" {"a": [1.10, -0, 1e3, "\u00e9\ud83d\ude00\n\/", true, null], "b": {}} "#.as_bytes(),
        );
        let list = vec![
            Value::Number("1.10".into()),
            Value::Number("-0".into()),
            Value::Number("1e3".into()),
            Value::Text("é😀\n/".into()),
            Value::Bool(true),
            Value::Null,
        ];
        let whole = vec![
            ("a".to_owned(), Value::List(list)),
            ("b".to_owned(), Value::Object(vec![])),
        ];
        assert_eq!(read, Ok(Value::Object(whole)));
    }

    #[test]
    fn what_cannot_be_read_is_refused_with_its_line() {
        let deep = "[".repeat(100_000);
        let many = format!("[{}0]", "0,".repeat(MAX_VALUES));
        for (text, line, reason) in [
            ("", 1, Reason::NotJson),
            ("{\"a\": 1,\n\"a\": 2}", 2, Reason::NamedTwice),
            ("[1,\n\n 01]", 3, Reason::NotJson),
            ("{\"a\": tru}", 1, Reason::NotJson),
            ("[1] 2", 1, Reason::NotJson),
            ("\"\\ud800x\"", 1, Reason::NotJson),
            ("\"a\nb\"", 1, Reason::NotJson),
            ("<Bundle/>", 0, Reason::Xml),
            (&deep, 1, Reason::TooDeep),
            (&many, 1, Reason::TooMany),
        ] {
            let refused = parse(text.as_bytes()).unwrap_err();
            let start: String = text.chars().take(20).collect();
            assert_eq!(refused.reason, reason, "{start}");
            // After the sign that was wrong the reader may stand in the next line.
            assert!(refused.line.abs_diff(line) <= 1, "{start}: {refused}");
        }
        let refused = parse(b"{\n\xff}").unwrap_err();
        assert_eq!((refused.line, refused.reason), (2, Reason::NotText));
        let large = vec![b' '; MAX_BYTES + 1];
        assert_eq!(parse(&large).unwrap_err().reason, Reason::TooLarge);
    }

    #[test]
    fn it_reads_what_another_reader_reads() {
        let text = r#"{"x":[{"y":"z","n":-12.5e-3},[],"\"\\"],"t":false}"#;
        assert!(parse(text.as_bytes()).is_ok());
        assert!(serde_json::from_str::<serde_json::Value>(text).is_ok());
        for at in 0..text.len() {
            let cut = &text.as_bytes()[..at];
            assert!(parse(cut).is_err(), "{at}");
        }
    }
}
