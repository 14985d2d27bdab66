//! Narrative: the text of a section as XHTML, for a reader whose program understands no code.

use serde_json::{Value as Json, json};

use crate::domain::lang::Lang;

/// Lines as a list; every character of a line is text.
pub fn list(lang: Lang, lines: &[String]) -> Json {
    let items: String = lines
        .iter()
        .map(|line| format!("<li>{}</li>", escape(line)))
        .collect();
    div(lang, &format!("<ul>{items}</ul>"))
}

/// Sentences, each in its paragraph.
pub fn sentences(lang: Lang, lines: &[String]) -> Json {
    let items: String = lines
        .iter()
        .map(|line| format!("<p>{}</p>", escape(line)))
        .collect();
    div(lang, &items)
}

fn div(lang: Lang, inside: &str) -> Json {
    let lang = lang.code();
    json!({
        "status": "generated",
        "div": format!(
            r#"<div xmlns="http://www.w3.org/1999/xhtml" lang="{lang}" xml:lang="{lang}">{inside}</div>"#
        ),
    })
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("<br/>"),
            // XML 1.0 has no other control characters.
            c if c.is_control() && c != '\t' => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_typed_is_text_and_never_a_tag() {
        let made = list(
            Lang::Ru,
            &["<script>alert(1)</script> & \"<\"\nвторая".to_owned()],
        );
        let div = made["div"].as_str().unwrap();
        assert!(!div.contains("<script"), "{div}");
        assert!(
            div.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;&lt;&quot;<br/>вторая")
        );
        assert!(div.starts_with(r#"<div xmlns="http://www.w3.org/1999/xhtml" lang="ru""#));
    }
}
