//! Narrative is XHTML of a stranger: what is left of it here is text. Scripts, styles and event attributes become nothing but letters.

/// Elements after which a reader expects a new line.
const BLOCKS: [&str; 18] = [
    "p", "div", "li", "tr", "table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "thead",
    "tbody", "caption", "br", "dd",
];
/// Attributes that hold words or addresses.
const SHOWN: [&str; 4] = ["href", "src", "alt", "title"];
/// Elements inside each other that are followed; what is struck out deeper stays struck out to the end.
const DEEPEST: usize = 256;
const STRUCK: [&str; 3] = ["del", "s", "strike"];

/// The text of a piece of XHTML. What its author struck out or hid is put in brackets with the word `struck`: read as plain text it
/// would say the opposite.
pub fn text(xhtml: &str, struck: &str) -> String {
    let mut out = String::with_capacity(xhtml.len());
    let mut open: Vec<(String, bool)> = Vec::new();
    let mut rest = xhtml;
    while let Some(at) = rest.find('<') {
        let (before, from) = rest.split_at(at);
        out.push_str(&entities(before));
        if let Some(comment) = from.strip_prefix("<!--") {
            let (inside, after) = comment.split_once("-->").unwrap_or((comment, ""));
            out.push_str(&format!(" [{}] ", inside.trim()));
            rest = after;
            continue;
        }
        let Some(end) = tag_end(from) else {
            out.push_str(&entities(from));
            rest = "";
            break;
        };
        let (tag, after) = from.split_at(end);
        element(tag.trim_start_matches('<'), struck, &mut out, &mut open);
        rest = after.strip_prefix('>').unwrap_or(after);
    }
    out.push_str(&entities(rest));
    if open.iter().any(|(_, is_struck)| *is_struck) {
        out.push(']');
    }
    tidy(&out)
}

/// Where a tag ends; a `>` inside quotes is not its end.
fn tag_end(from: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in from.char_indices() {
        match (quote, c) {
            (None, '>') => return Some(at),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            _ => {}
        }
    }
    None
}

fn element(tag: &str, struck: &str, out: &mut String, open: &mut Vec<(String, bool)>) {
    let closing = tag.starts_with('/');
    let inside = tag.trim_start_matches('/').trim_end_matches('/');
    let name: String = inside
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_lowercase();
    if closing && let Some(at) = open.iter().rposition(|(known, _)| *known == name) {
        // The bracket belongs to what was struck out, not to the next line.
        for (_, is_struck) in open.drain(at..) {
            if is_struck {
                out.push(']');
            }
        }
    }
    if name == "td" || name == "th" {
        out.push_str(if closing { "\t" } else { "" });
    } else if BLOCKS.contains(&name.as_str()) {
        out.push('\n');
    }
    if closing {
        return;
    }
    let attributes = attributes(inside);
    let is_hidden = attributes.iter().any(|(name, value)| {
        let value: String = value.to_lowercase().split_whitespace().collect();
        name == "hidden"
            || (name == "style"
                && ["line-through", "display:none", "visibility:hidden"]
                    .iter()
                    .any(|bad| value.contains(bad)))
    });
    let is_struck = is_hidden || STRUCK.contains(&name.as_str());
    if is_struck {
        out.push_str(&format!(" [{struck} "));
    }
    for (name, value) in &attributes {
        if SHOWN.contains(&name.as_str()) && !value.is_empty() {
            out.push_str(&format!(" [{value}] "));
        }
    }
    if tag.ends_with('/') || name == "br" || name == "img" {
        if is_struck {
            out.push(']');
        }
    } else if open.len() < DEEPEST {
        open.push((name, is_struck));
    }
}

fn attributes(inside: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut rest = inside
        .split_once(char::is_whitespace)
        .map_or("", |(_, rest)| rest);
    loop {
        rest = rest.trim_start();
        let end = rest
            .find(|c: char| c == '=' || c.is_whitespace())
            .unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        if name.is_empty() {
            match after.strip_prefix('=') {
                Some(next) => {
                    rest = next;
                    continue;
                }
                None => return out,
            }
        }
        let name = name.to_lowercase();
        let after = after.trim_start();
        let Some(value) = after.strip_prefix('=') else {
            out.push((name, String::new()));
            rest = after;
            continue;
        };
        let value = value.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, next) = match quote {
            Some(quote) => {
                let inner = value.get(1..).unwrap_or_default();
                inner.split_once(quote).unwrap_or((inner, ""))
            }
            None => value.split_once(char::is_whitespace).unwrap_or((value, "")),
        };
        out.push((name, entities(value)));
        rest = next;
    }
}

fn entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let short: String = from.chars().take(12).collect();
        let known = short
            .split_once(';')
            .and_then(|(name, _)| Some((name.len() + 1, entity(name.get(1..)?)?)));
        match known {
            Some((length, c)) => {
                out.push(c);
                rest = from.get(length..).unwrap_or_default();
            }
            None => {
                out.push('&');
                rest = from.get(1..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "deg" => '°',
        "micro" => 'µ',
        "ndash" => '–',
        "mdash" => '—',
        "le" => '≤',
        "ge" => '≥',
        "plusmn" => '±',
        _ => return None,
    })
}

/// One space for many, no empty lines.
fn tidy(text: &str) -> String {
    text.lines()
        .map(|line| {
            let cells = line.split('\t').map(|cell| {
                cell.split([' ', '\r'])
                    .filter(|w| !w.is_empty())
                    .collect::<Vec<_>>()
                    .join(" ")
            });
            cells
                .filter(|cell| !cell.is_empty())
                .collect::<Vec<_>>()
                .join(" | ")
        })
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_becomes_text_and_says_what_was_struck_out() {
        for (xhtml, expected) in [
            ("<div><p>a</p><p>b &lt; c &amp; d</p></div>", "a\nb < c & d"),
            (
                "<table><tr><td>x</td><td>1&nbsp;mg</td></tr></table>",
                "x | 1\u{a0}mg",
            ),
            ("<script>alert('x')</script>ok", "alert('x')ok"),
            (
                "<p onclick=\"steal()\" title='see > here'>y</p>",
                "[see > here] y",
            ),
            ("<del>penicillin</del> none", "[struck: penicillin] none"),
            (
                "<span style=\"text-decoration: line-through\">old</span>new",
                "[struck: old]new",
            ),
            ("<p style='display:none'>secret</p>", "[struck: secret]"),
            (
                "<a href=\"http://example.org/?a=1&amp;b\">x</a>",
                "[http://example.org/?a=1&b] x",
            ),
            ("5 < 6 and no tag", "5 < 6 and no tag"),
            ("&unknown; &#x41;&#66;", "&unknown; AB"),
            ("<!-- hidden -->x", "[hidden] x"),
            ("<p", "<p"),
            ("<del>never closed", "[struck: never closed]"),
        ] {
            assert_eq!(text(xhtml, "struck:"), expected, "{xhtml}");
        }
    }

    #[test]
    fn a_hostile_text_takes_no_time() {
        let deep = "<div>".repeat(100_000);
        assert_eq!(text(&deep, "x"), "");
        let closed = format!("{deep}{}", "</x>".repeat(100_000));
        assert_eq!(text(&closed, "x"), "");
        let open = "<".repeat(100_000);
        assert!(!text(&open, "x").is_empty());
    }
}
