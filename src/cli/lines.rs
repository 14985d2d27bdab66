//! JSON Lines in, JSON Lines out, in the same order. A line that cannot be read or answered is answered with its reason.

use std::io::{BufRead, Read as _};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::face::{lang_here, say_line, tell};
use crate::i18n::tr;

/// Longer than any visit that can be saved. A pipe without line ends must not fill the memory.
const LONGEST_LINE: u64 = 4 * 1024 * 1024;

/// A line with its number from 1, or why it is no text. Old tables leave in other encodings: such a line must not take the
/// following ones with it.
pub struct Line {
    pub number: usize,
    pub text: Result<String, String>,
}

/// The lines that are not empty. Reading ends with the input, or with a line that tells of its failure.
pub fn numbered(mut input: impl BufRead) -> impl Iterator<Item = Line> {
    const BYTE_ORDER_MARK: char = '\u{feff}';
    let mut number = 0;
    let mut failed = false;
    std::iter::from_fn(move || {
        while !failed {
            number += 1;
            let mut bytes = Vec::new();
            let mut one = (&mut input).take(LONGEST_LINE);
            let text = match one.read_until(b'\n', &mut bytes) {
                Ok(0) => return None,
                Ok(_) if bytes.len() as u64 == LONGEST_LINE && !bytes.ends_with(b"\n") => {
                    failed = true;
                    Err(format!(
                        "a line of more than {LONGEST_LINE} bytes; nothing after it was read"
                    ))
                }
                Ok(_) => String::from_utf8(bytes).map_err(|_foreign| {
                    "not UTF-8 text; save the file as UTF-8 and send this line again".to_owned()
                }),
                Err(error) => {
                    failed = true;
                    Err(error.to_string())
                }
            };
            let text = text.map(|text| text.trim_start_matches(BYTE_ORDER_MARK).trim().to_owned());
            if text.as_ref().is_ok_and(String::is_empty) {
                continue;
            }
            return Some(Line { number, text });
        }
        None
    })
}

/// Answers every line; false if one of them was refused. Programs read why beside the line's number, people are told once.
pub fn each<Q, A>(input: impl BufRead, answer: impl Fn(Q) -> Result<A, String>) -> bool
where
    Q: DeserializeOwned,
    A: Serialize,
{
    let mut refused = Vec::new();
    for line in numbered(input) {
        let refusal = match &line.text {
            Ok(text) => answer_line(text, &answer),
            Err(unread) => Err(json!({"id": null, "error": unread})),
        };
        match refusal {
            Ok(text) => say_line(&text),
            Err(mut refusal) => {
                refused.push(line.number);
                refusal["line"] = json!(line.number);
                say_line(&refusal.to_string());
            }
        }
    }
    if let Some(first) = refused.first() {
        let (n, first) = (refused.len().to_string(), first.to_string());
        let args = [("n", n.as_str()), ("first", &first)];
        tell(&tr(lang_here(None), "cli-lines-refused", &args));
    }
    refused.is_empty()
}

fn answer_line<Q, A>(line: &str, answer: impl Fn(Q) -> Result<A, String>) -> Result<String, Value>
where
    Q: DeserializeOwned,
    A: Serialize,
{
    serde_json::from_str(line)
        .map_err(|error| error.to_string())
        .and_then(answer)
        .and_then(|given| serde_json::to_string(&given).map_err(|error| error.to_string()))
        .map_err(|error| {
            let id = serde_json::from_str::<Value>(line)
                .map(|value| value["id"].clone())
                .unwrap_or_default();
            json!({"id": id, "error": error})
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clinical::growth::{Child, assess};

    fn growth(line: &str) -> Result<String, Value> {
        answer_line(line, |child: Child| {
            assess(&child).map_err(|unfit| unfit.to_string())
        })
    }

    #[test]
    fn a_line_without_end_is_not_read_without_end() {
        let read: Vec<_> = numbered(std::io::BufReader::new(std::io::repeat(b'1'))).collect();
        assert!(matches!(
            read.as_slice(),
            [Line {
                number: 1,
                text: Err(_)
            }]
        ));
    }

    #[test]
    fn a_line_in_another_encoding_does_not_take_the_others_with_it() {
        let file = b"\xef\xbb\xbf{\"a\":1}\r\n\n\xca\xe0\n{\"b\":2}";
        let lines: Vec<(usize, Option<String>)> = numbered(&file[..])
            .map(|line| (line.number, line.text.ok()))
            .collect();
        assert_eq!(
            lines,
            [
                (1, Some(r#"{"a":1}"#.to_owned())),
                (3, None),
                (4, Some(r#"{"b":2}"#.to_owned()))
            ]
        );
    }

    #[test]
    fn a_child_is_answered_and_a_slip_refused_with_its_place() {
        let answer = growth(
            r#"{"id":"7","sex":"male","age_days":365,"weight_kg":9.6,"length_cm":75.7,"standing":false}"#,
        )
        .unwrap();
        let answer: Value = serde_json::from_str(&answer).unwrap();
        assert_eq!(answer["id"], "7");
        assert_eq!(answer["wfa"], -0.04);
        assert_eq!(answer["hc"], Value::Null);
        for (line, want) in [
            (
                r#"{"id":8,"sex":"male","age_days":1,"wieght_kg":3}"#,
                "unknown field `wieght_kg`",
            ),
            (
                r#"{"id":8,"sex":"other","age_days":1}"#,
                "unknown variant `other`",
            ),
            (
                r#"{"id":8,"sex":"male"}"#,
                "exactly one of age_days and age_months",
            ),
            (
                r#"{"id":8,"sex":"male","age_days":1,"age_months":61}"#,
                "exactly one",
            ),
            (
                r#"{"id":8,"sex":"male","age_days":-1}"#,
                "age_days: -1 is outside",
            ),
        ] {
            let refusal = growth(line).unwrap_err();
            assert_eq!(refusal["id"], 8);
            let error = refusal["error"].as_str().unwrap();
            assert!(error.contains(want), "{error}");
        }
    }
}
