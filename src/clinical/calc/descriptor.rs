//! Descriptions of the calculators: dated data.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    schema: String,
    valid_from: String,
    calculators: Vec<Calculator>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calculator {
    pub name: String,
    #[serde(rename = "in")]
    pub fields: Vec<Field>,
    pub out: Vec<Out>,
    pub source: Source,
    /// For whom it holds, in English; beside the ranges of the fields.
    pub limits: String,
    #[serde(default)]
    pub(super) constants: BTreeMap<String, f64>,
    /// Rows of upper limit and value; the last has no limit.
    #[serde(default)]
    pub(super) tables: BTreeMap<String, Vec<(Option<f64>, f64)>>,
    #[serde(default)]
    pub(super) words: BTreeMap<String, String>,
}

/// A number in a UCUM unit, a date, or one of some words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    pub name: String,
    #[serde(default)]
    pub unit: String,
    #[serde(default)]
    pub choices: Vec<String>,
    #[serde(default)]
    pub min: Option<f64>,
    #[serde(default)]
    pub max: Option<f64>,
    #[serde(default)]
    pub whole: bool,
    #[serde(default)]
    pub optional: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Out {
    pub name: String,
    pub unit: String,
    #[serde(default)]
    pub digits: Option<u8>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub title: String,
    pub year: u16,
    /// `primary`, `transcription` or `knowledge` (nobody has read it yet for this program).
    pub seen: String,
}

static BUILTIN: LazyLock<File> = LazyLock::new(|| {
    match read(include_str!("../../../assets/calc/calculators.json")) {
        Ok(file) => file,
        // Our own bug: a test reads the same file.
        Err(what) => panic!("assets/calc/calculators.json is broken: {what}"),
    }
});

/// The file, or what is wrong with it.
fn read(text: &str) -> Result<File, String> {
    let file: File = serde_json::from_str(text).map_err(|error| error.to_string())?;
    if file.schema == "feldsher-calc/1" {
        Ok(file)
    } else {
        Err(format!("schema {}", file.schema))
    }
}

pub fn calculators() -> &'static [Calculator] {
    &BUILTIN.calculators
}

pub fn find(name: &str) -> Option<&'static Calculator> {
    calculators().iter().find(|c| c.name == name)
}

impl Field {
    /// Unit, `date`, or the words it may be.
    pub fn unit_or_words(&self) -> String {
        if self.choices.is_empty() {
            self.unit.clone()
        } else {
            self.choices.join("|")
        }
    }
}

impl Calculator {
    /// One line of `feldsher calc --list`.
    pub fn describe(&self) -> Value {
        let units: serde_json::Map<String, Value> = self
            .fields
            .iter()
            .map(|field| (field.name.clone(), field.unit_or_words().into()))
            .collect();
        let out: serde_json::Map<String, Value> = self
            .out
            .iter()
            .map(|out| (out.name.clone(), out.unit.clone().into()))
            .collect();
        let ranges: serde_json::Map<String, Value> = self
            .fields
            .iter()
            .filter_map(|field| Some((field.name.clone(), json!([field.min?, field.max?]))))
            .collect();
        let optional: Vec<&str> = self
            .fields
            .iter()
            .filter(|field| field.optional)
            .map(|field| field.name.as_str())
            .collect();
        json!({
            "name": self.name,
            "in": units,
            "out": out,
            "source": format!("{}, {}", self.source.title, self.source.year),
            "source_seen": self.source.seen,
            "ranges": ranges,
            "optional": optional,
            "limits": self.limits,
            "valid_from": BUILTIN.valid_from,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_another_schema_is_refused() {
        let text = include_str!("../../../assets/calc/calculators.json");
        assert!(read(text).is_ok());
        let newer = text.replacen("feldsher-calc/1", "feldsher-calc/2", 1);
        assert_eq!(
            read(&newer).err().as_deref(),
            Some("schema feldsher-calc/2")
        );
    }

    #[test]
    fn descriptions_are_whole() {
        for calculator in calculators() {
            let name = &calculator.name;
            assert!(!calculator.source.title.is_empty(), "{name}");
            assert!(
                ["primary", "transcription", "knowledge"]
                    .contains(&calculator.source.seen.as_str()),
                "{name}"
            );
            for field in &calculator.fields {
                let number = field.choices.is_empty() && field.unit != "date";
                assert_eq!(
                    number,
                    field.min.is_some() && field.max.is_some(),
                    "{name} {}: a number has a range, and only a number",
                    field.name
                );
                assert!(
                    field.min <= field.max && !field.unit_or_words().is_empty(),
                    "{name}"
                );
            }
            for (table, rows) in &calculator.tables {
                assert_eq!(
                    rows.last().map(|row| row.0),
                    Some(None),
                    "{name} {table}: open above"
                );
                let limits: Vec<f64> = rows.iter().filter_map(|row| row.0).collect();
                assert_eq!(limits.len() + 1, rows.len(), "{name} {table}");
                assert!(limits.is_sorted(), "{name} {table}");
            }
        }
    }
}
