//! What was given to a calculator, checked against its description.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use super::descriptor::{Calculator, Field};
use super::refusal::Refusal;

pub struct Values<'a> {
    about: &'a Calculator,
    given: BTreeMap<&'a str, Given>,
}

enum Given {
    Number(f64),
    Word(String),
    Date(NaiveDate),
}

/// The key that may stand on every line and comes back unchanged.
const ID: &str = "id";

impl<'a> Values<'a> {
    pub fn read(about: &'a Calculator, given: &Map<String, Value>) -> Result<Self, Refusal> {
        let values = Self::read_known(about, given)?;
        let missing = |field: &&Field| !field.optional && !values.given.contains_key(&*field.name);
        match about.fields.iter().find(missing) {
            Some(field) => Err(Refusal::Missing(field.name.clone())),
            None => Ok(values),
        }
    }

    /// What is given, whether or not all of it is; what is given wrongly is refused all the same.
    pub fn read_known(about: &'a Calculator, given: &Map<String, Value>) -> Result<Self, Refusal> {
        let known = |name: &String| about.fields.iter().any(|field| field.name == *name);
        if let Some(field) = given.keys().find(|key| *key != ID && !known(key)) {
            let names: Vec<String> = about
                .fields
                .iter()
                .map(|field| format!("`{}`", field.name))
                .collect();
            return Err(Refusal::Unknown {
                field: field.clone(),
                known: names.join(", "),
            });
        }
        let mut values = Self {
            about,
            given: BTreeMap::new(),
        };
        for field in &about.fields {
            match given.get(&field.name) {
                None | Some(Value::Null) => {}
                Some(value) => {
                    values.given.insert(&field.name, parse(field, value)?);
                }
            }
        }
        Ok(values)
    }

    /// A number that may be missing.
    pub fn maybe(&self, field: &str) -> Option<f64> {
        match self.given.get(field)? {
            Given::Number(number) => Some(*number),
            Given::Word(_) | Given::Date(_) => None,
        }
    }

    pub fn number(&self, field: &str) -> Result<f64, Refusal> {
        self.maybe(field)
            .ok_or_else(|| Refusal::Missing(field.to_owned()))
    }

    pub fn date(&self, field: &str) -> Option<NaiveDate> {
        match self.given.get(field)? {
            Given::Date(date) => Some(*date),
            Given::Number(_) | Given::Word(_) => None,
        }
    }

    /// One of the words of the field.
    pub fn word(&self, field: &str) -> Option<&str> {
        match self.given.get(field)? {
            Given::Word(word) => Some(word),
            Given::Number(_) | Given::Date(_) => None,
        }
    }

    pub fn is(&self, field: &str) -> bool {
        self.word(field) == Some("true")
    }

    pub fn constant(&self, name: &str) -> Result<f64, Refusal> {
        let found = self.about.constants.get(name);
        found.copied().ok_or_else(|| missing(name))
    }

    /// A word of the data file.
    pub fn named(&self, name: &str) -> Result<&'a str, Refusal> {
        let found = self.about.words.get(name);
        found.map(String::as_str).ok_or_else(|| missing(name))
    }

    /// The row whose limit `x` does not pass (NEWS2: up to and with).
    pub fn up_to(&self, table: &str, x: f64) -> Result<f64, Refusal> {
        self.row(table, |limit| x <= limit)
    }

    /// The row whose limit `x` stays below (BMI 25 is overweight).
    pub fn below(&self, table: &str, x: f64) -> Result<f64, Refusal> {
        self.row(table, |limit| x < limit)
    }

    fn row(&self, table: &str, fits: impl Fn(f64) -> bool) -> Result<f64, Refusal> {
        let rows = self.about.tables.get(table).ok_or_else(|| missing(table))?;
        rows.iter()
            .find(|(limit, _)| limit.is_none_or(&fits))
            .map(|(_, value)| *value)
            .ok_or_else(|| missing(table))
    }

    /// The number as it is shown: with the digits of its out field.
    pub fn shown(&self, out: &str, value: f64) -> f64 {
        let digits = self
            .about
            .out
            .iter()
            .find(|o| o.name == out)
            .and_then(|o| o.digits);
        digits.map_or(value, |digits| round(value, digits))
    }
}

/// A hole in the data file; a test reads every constant and table.
fn missing(name: &str) -> Refusal {
    Refusal::Missing(name.to_owned())
}

/// To `digits` after the point, without a minus before zero.
pub fn round(value: f64, digits: u8) -> f64 {
    let parts = 10_f64.powi(i32::from(digits));
    let rounded = (value * parts).round() / parts;
    if rounded == 0.0 { 0.0 } else { rounded }
}

/// A whole number without a point in JSON.
pub fn number(value: f64) -> Value {
    if value.fract() == 0.0 && value.abs() < 1e15 {
        json!(value as i64)
    } else {
        json!(value)
    }
}

fn parse(field: &Field, value: &Value) -> Result<Given, Refusal> {
    let not = |what: &str| Refusal::Not {
        field: field.name.clone(),
        what: what.to_owned(),
    };
    if !field.choices.is_empty() {
        let word = match value {
            Value::String(word) => word.clone(),
            Value::Number(_) | Value::Bool(_) => value.to_string(),
            Value::Null | Value::Array(_) | Value::Object(_) => String::new(),
        };
        return if field.choices.contains(&word) {
            Ok(Given::Word(word))
        } else {
            Err(not(&format!("one of {}", field.choices.join(", "))))
        };
    }
    if field.unit == "date" {
        let date = value.as_str().and_then(|text| text.parse().ok());
        return date
            .map(Given::Date)
            .ok_or_else(|| not("a date like 2026-11-21"));
    }
    let number = value.as_f64().ok_or_else(|| not("a number"))?;
    let (min, max) = (
        field.min.unwrap_or(f64::NEG_INFINITY),
        field.max.unwrap_or(f64::INFINITY),
    );
    if !(min..=max).contains(&number) {
        return Err(Refusal::Outside {
            field: field.name.clone(),
            value: number,
            min,
            max,
            unit: field.unit.clone(),
        });
    }
    if field.whole && number.fract() != 0.0 {
        return Err(not("a whole number"));
    }
    Ok(Given::Number(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A figure is never cut to fit: only what is whole, and surely so, goes without its point.
    #[test]
    fn a_whole_number_has_no_point_and_no_other_loses_one() {
        for (value, want) in [
            (476.0, "476"),
            (-3.0, "-3"),
            (0.5, "0.5"),
            (68.8, "68.8"),
            (999_999_999_999_999.0, "999999999999999"),
            (1e15, "1000000000000000.0"),
        ] {
            assert_eq!(number(value).to_string(), want);
        }
    }
}
