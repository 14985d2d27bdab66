//! JSON Lines in, JSON Lines out, in the same order. A line that cannot be read or answered is answered with its reason.

use std::io::BufRead;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::face::say_line;

/// Answers every line; false if one of them was refused.
pub fn each<Q, A>(input: impl BufRead, answer: impl Fn(Q) -> Result<A, String>) -> bool
where
    Q: DeserializeOwned,
    A: Serialize,
{
    let mut clean = true;
    for line in input.lines() {
        let Ok(line) = line else { return false };
        if line.trim().is_empty() {
            continue;
        }
        match answer_line(&line, &answer) {
            Ok(text) => say_line(&text),
            Err(refusal) => {
                clean = false;
                say_line(&refusal.to_string());
            }
        }
    }
    clean
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
