//! A calculator in words: its fields, its choices, its answer. Text only, no drawing.

use serde_json::{Map, Value};

use super::{Outcome, REGION};
use crate::clinical::calc::{Calculator, Field, Refusal, Why};
use crate::domain::lang::Lang;
use crate::i18n::{numbers, tr};

/// An answer whose words speak for themselves.
const CATEGORY: &str = "category";

/// UCUM units of an age.
const AGES: [&str; 2] = ["a", "mo"];

/// Fields whose digits mean something that has to be said.
const SPELT: [&str; 2] = ["gcs", "apgar"];

pub fn name(lang: Lang, about: &Calculator) -> String {
    tr(lang, &format!("calc-name-{}", about.name), &[])
}

/// For whom it holds.
pub fn for_whom(lang: Lang, about: &Calculator) -> String {
    tr(lang, &format!("calc-for-{}", about.name), &[])
}

pub fn source(lang: Lang, about: &Calculator) -> String {
    let source = format!("{}, {}", about.source.title, about.source.year);
    let key = if about.source.seen == "knowledge" {
        "calc-source-unread"
    } else {
        "calc-source"
    };
    tr(lang, key, &[("source", &source)])
}

pub fn field(lang: Lang, field: &str) -> String {
    tr(lang, &format!("calc-field-{field}"), &[])
}

/// A UCUM unit as it is written in this language.
pub fn unit(lang: Lang, ucum: &str) -> String {
    unit_key(ucum).map_or_else(String::new, |key| tr(lang, key, &[]))
}

fn unit_key(ucum: &str) -> Option<&'static str> {
    Some(match ucum {
        "a" => "calc-unit-a",
        "mo" => "calc-unit-mo",
        "kg" => "calc-unit-kg",
        "cm" => "calc-unit-cm",
        "h" => "calc-unit-h",
        "min" => "calc-unit-min",
        "mL" => "calc-unit-ml",
        "mL/d" => "calc-unit-ml_d",
        "mL/h" => "calc-unit-ml_h",
        "m2" => "calc-unit-m2",
        "[iU]" => "calc-unit-iu",
        "mm[Hg]" => "calc-unit-mmhg",
        "mmol/L" => "calc-unit-mmol_l",
        "%" => "calc-unit-percent",
        "{drops}/min" => "calc-unit-drops_min",
        _ => return None,
    })
}

/// A word of a field: by calculator and field where its meaning hangs on them, else by itself; bare figures stay figures.
pub fn word(lang: Lang, about: &Calculator, field: &str, choice: &str) -> String {
    tr(lang, &word_key(about, field, choice), &[])
}

/// What is said of a choice; a figure without a catalogue entry is its own word.
fn word_key(about: &Calculator, field: &str, choice: &str) -> String {
    let is_figure = choice.chars().all(|c| c.is_ascii_digit());
    match (about.name.as_str(), choice) {
        ("gcs" | "apgar", _) if is_spelt(about, field) => {
            format!("calc-word-{}-{field}-{choice}", about.name)
        }
        ("score2" | "score2_op", _) if field == REGION => format!("calc-word-region-{choice}"),
        ("apgar", "low") => "calc-word-apgar-low".to_owned(),
        ("gcs", "moderate") => "calc-word-gcs-moderate".to_owned(),
        _ if is_figure => choice.to_owned(),
        _ => format!("calc-word-{choice}"),
    }
}

fn is_spelt(about: &Calculator, field: &str) -> bool {
    SPELT.contains(&about.name.as_str())
        && field != "minute"
        && about.fields.iter().any(|of| of.name == field)
}

/// "risk in ten years 7.4 % · category high"; what the calculator does not say is left out.
pub fn sentence(lang: Lang, about: &Calculator, answer: &Map<String, Value>) -> String {
    let parts: Vec<String> = about
        .out
        .iter()
        .filter_map(|out| {
            let value = out_text(lang, about, &out.name, out.digits, answer.get(&out.name)?)?;
            let unit = unit(lang, &out.unit);
            // "High risk" needs no label before it.
            let label = if out.name == CATEGORY {
                String::new()
            } else {
                tr(lang, &format!("calc-out-{}", out.name), &[])
            };
            let text = format!("{label}\u{a0}{value}\u{a0}{unit}");
            Some(text.trim_matches('\u{a0}').to_owned())
        })
        .collect();
    parts.join(" · ")
}

fn out_text(
    lang: Lang,
    about: &Calculator,
    out: &str,
    digits: Option<u8>,
    value: &Value,
) -> Option<String> {
    match value {
        Value::Number(number) => Some(numbers::rounded(
            lang,
            number.as_f64()?,
            digits.unwrap_or_default(),
        )),
        // The parts of the Glasgow coma scale are written alike everywhere.
        Value::String(text) if out == "components" => Some(text.clone()),
        Value::String(text) => Some(word(lang, about, out, text)),
        Value::Array(fields) if !fields.is_empty() => {
            let words: Vec<String> = fields
                .iter()
                .filter_map(|name| Some(self::field(lang, name.as_str()?)))
                .collect();
            Some(words.join(", "))
        }
        Value::Array(_) | Value::Null | Value::Bool(_) | Value::Object(_) => None,
    }
}

/// What it was calculated from: "total cholesterol 6.3 mmol/L, smokes"; a "no" goes without saying.
pub fn from_what(lang: Lang, about: &Calculator, given: &Map<String, Value>) -> String {
    let parts: Vec<String> = about
        .fields
        .iter()
        .filter_map(|of| {
            let value = given.get(&of.name)?;
            let label = field(lang, &of.name);
            match value.as_str() {
                Some("false") => None,
                Some("true") => Some(label),
                _ => Some(format!(
                    "{label}\u{a0}{}",
                    value_text(lang, about, of, value)
                )),
            }
        })
        .collect();
    parts.join(", ")
}

/// A value of a field with its unit, or the word of its choice.
pub fn value_text(lang: Lang, about: &Calculator, of: &Field, value: &Value) -> String {
    match value {
        Value::String(text) => word(lang, about, &of.name, text),
        _ => {
            let number = value.as_f64().unwrap_or(f64::NAN);
            let number = numbers::rounded(lang, number, 2);
            // The label of an age says years or months.
            if AGES.contains(&of.unit.as_str()) {
                return number;
            }
            format!("{number}\u{a0}{}", unit(lang, &of.unit))
                .trim_end()
                .to_owned()
        }
    }
}

/// Why there is no answer yet; `None` when there is one.
pub fn why_not(lang: Lang, outcome: &Outcome) -> Option<String> {
    match outcome {
        Outcome::Done(_) => None,
        Outcome::Missing(fields) => {
            let words: Vec<String> = fields.iter().map(|name| field(lang, name)).collect();
            Some(tr(lang, "calc-missing", &[("what", &words.join(", "))]))
        }
        Outcome::Refused(refusal) => Some(refused(lang, refusal)),
    }
}

fn refused(lang: Lang, refusal: &Refusal) -> String {
    match refusal {
        Refusal::Outside {
            field: of,
            min,
            max,
            unit: ucum,
            ..
        } => {
            let arguments = [
                ("field", field(lang, of)),
                ("min", numbers::rounded(lang, *min, 2)),
                ("max", numbers::rounded(lang, *max, 2)),
                ("unit", unit(lang, ucum)),
            ];
            let arguments: Vec<(&str, &str)> = arguments
                .iter()
                .map(|(key, text)| (*key, text.as_str()))
                .collect();
            tr(lang, "calc-range", &arguments)
        }
        Refusal::NotValid(why) => tr(lang, why_key(*why), &[]),
        Refusal::NoSuch(_)
        | Refusal::Unknown { .. }
        | Refusal::Missing(_)
        | Refusal::Not { .. }
        | Refusal::OneOf(_) => tr(lang, "calc-not-here", &[]),
    }
}

fn why_key(why: Why) -> &'static str {
    match why {
        Why::SmallBurn => "calc-not-burn-small",
        Why::OtherSyringe => "calc-not-syringe",
        Why::DeviceFull => "calc-not-device-full",
        Why::CoarseDevice => "calc-not-rounding",
        Why::Uncountable => "calc-not-countable",
        Why::Diabetes => "calc-not-diabetes",
        Why::KnownDisease => "calc-not-known-disease",
        // Of calculators that a visit does not offer here.
        Why::Pregnant
        | Why::HalfAScan
        | Why::ScanAfterDate
        | Why::ScanAge
        | Why::ScanBeforeLmp
        | Why::Date
        | Why::NotBegun
        | Why::TooLong => "calc-not-here",
    }
}

/// The line that is written into the findings: name, answer, and what it was calculated from.
pub fn line(
    lang: Lang,
    about: &Calculator,
    given: &Map<String, Value>,
    answer: &Map<String, Value>,
) -> String {
    let from = from_what(lang, about, given);
    let said = format!("{}: {}", name(lang, about), sentence(lang, about, answer));
    if from.is_empty() {
        said
    } else {
        format!("{said} ({from})")
    }
}

#[cfg(test)]
mod tests {
    use super::super::OFFERED;
    use super::*;
    use crate::clinical::calc;
    use crate::i18n::has;
    use serde_json::json;

    #[test]
    fn every_word_that_can_come_up_is_in_every_language() {
        for about in OFFERED.iter().filter_map(|name| calc::find(name)) {
            let mut keys = vec![
                format!("calc-name-{}", about.name),
                format!("calc-for-{}", about.name),
            ];
            for of in &about.fields {
                if of.name != "country" {
                    keys.push(format!("calc-field-{}", of.name));
                }
                let plain = of.choices.is_empty() || of.name == "country";
                let units = plain && !of.unit.is_empty();
                assert!(
                    !units || unit_key(&of.unit).is_some(),
                    "{} {}",
                    about.name,
                    of.unit
                );
                if of.name != "country" {
                    keys.extend(
                        of.choices
                            .iter()
                            .map(|choice| word_key(about, &of.name, choice)),
                    );
                }
            }
            for out in &about.out {
                if out.name != CATEGORY {
                    keys.push(format!("calc-out-{}", out.name));
                }
                let words = out.unit.contains('|');
                if words {
                    keys.extend(
                        out.unit
                            .split('|')
                            .map(|choice| word_key(about, &out.name, choice)),
                    );
                } else if !out.unit.starts_with("{score")
                    && !out.unit.starts_with("{text")
                    && !out.unit.starts_with("{fields")
                {
                    assert!(unit_key(&out.unit).is_some(), "{} {}", about.name, out.unit);
                }
            }
            for key in keys
                .iter()
                .filter(|key| !key.chars().all(|c| c.is_ascii_digit()))
            {
                for lang in Lang::ALL {
                    assert!(has(lang, key), "{key} in {lang:?}");
                }
            }
        }
    }

    #[test]
    fn an_answer_is_one_line_and_says_what_it_was_made_of() {
        let about = calc::find("gcs").expect("described");
        let given = json!({"eye": "3", "verbal": "4", "motor": "6"});
        let given = given.as_object().expect("a map");
        let answer = calc::compute("gcs", given).expect("computed");
        assert_eq!(
            line(Lang::En, about, given, &answer).replace('\u{a0}', " "),
            "Glasgow coma scale: points 13 · parts E3 V4 M6 · assessment as in a mild head injury or none (13–15) (Eyes open 3: to speech, Words 4: \
             confused, Movement 6: obeys commands)"
        );
        let untested = json!({"eye": "NT", "verbal": "4", "motor": "6"});
        let untested = untested.as_object().expect("a map");
        let answer = calc::compute("gcs", untested).expect("computed");
        assert_eq!(
            sentence(Lang::En, about, &answer).replace('\u{a0}', " "),
            "parts ENT V4 M6",
            "no sum where a part could not be tested"
        );
    }

    #[test]
    fn figures_follow_the_language() {
        let about = calc::find("bsa").expect("described");
        let given = json!({"weight_kg": 70, "height_cm": 175});
        let given = given.as_object().expect("a map");
        let answer = calc::compute("bsa", given).expect("computed");
        assert_eq!(
            sentence(Lang::Ru, about, &answer)
                .replace('\u{a0}', " ")
                .split(' ')
                .rev()
                .nth(1),
            Some("1,84")
        );
    }
}
