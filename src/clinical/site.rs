//! What the house around a check has decided: which rules its clinicians have signed. A value that is handed in; the room itself
//! keeps nothing. A signature changes what is said of an answer, never the answer.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::data::Rule;

/// Id of a rule → the texts of it that were signed, as hashes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Site {
    signed: BTreeMap<String, BTreeSet<String>>,
}

impl Site {
    /// Ids and hashes of what was signed.
    pub fn new(signed: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (id, hash) in signed {
            all.entry(id).or_default().insert(hash);
        }
        Self { signed: all }
    }

    /// Somebody has signed this rule as it stands now.
    pub fn approves(&self, rule: &Rule) -> bool {
        rule.signed_by.is_some() || self.has(&rule.id, &rule.hash)
    }

    pub(super) fn has(&self, id: &str, hash: &str) -> bool {
        !hash.is_empty()
            && self
                .signed
                .get(id)
                .is_some_and(|texts| texts.contains(hash))
    }
}

/// A rule of the file with everything that stands in it, read or not.
#[derive(Deserialize)]
struct Raw {
    medicines: Vec<RawMedicine>,
}

#[derive(Deserialize)]
struct RawMedicine {
    id: String,
    inn: String,
    rules: Vec<Value>,
}

/// Hash of every rule of a formulary file: medicine, rule as data, and the rule that caps it. Who signed it in the file is no part.
pub(super) fn hashes(file: &str) -> Result<BTreeMap<String, String>, serde_json::Error> {
    let raw: Raw = serde_json::from_str(file)?;
    let mut out = BTreeMap::new();
    for medicine in &raw.medicines {
        let text_of = |id: &str| {
            let rule = medicine.rules.iter().find(|rule| rule["id"] == id);
            rule.map(canonical).unwrap_or_default()
        };
        for rule in &medicine.rules {
            let Some(id) = rule["id"].as_str() else {
                continue;
            };
            let cap = rule["capped_by"].as_str().map(text_of);
            let parts = [
                RULE_TAG,
                &medicine.id,
                &medicine.inn,
                &canonical(rule),
                cap.as_deref().unwrap_or_default(),
            ];
            out.insert(id.to_owned(), digest(&parts));
        }
    }
    Ok(out)
}

const RULE_TAG: &str = "feldsher rule 1";
/// A signature inside the data is not part of what is signed.
const NOT_SIGNED: [&str; 2] = ["signed_by", "signed_on"];

/// SHA-256 of the parts in hexadecimal digits. No part holds a zero byte, so they cannot run into one another.
pub(super) fn digest(parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part.as_bytes());
        hasher.update([0]);
    }
    crate::domain::ids::hex(&hasher.finalize())
}

/// JSON with sorted keys and no spaces, whatever order the file has them in.
pub(super) fn canonical(value: &Value) -> String {
    match value {
        Value::Object(map) => {
            let fields: BTreeMap<&String, String> = map
                .iter()
                .filter(|(key, _)| !NOT_SIGNED.contains(&key.as_str()))
                .map(|(key, value)| (key, canonical(value)))
                .collect();
            let fields: Vec<String> = fields
                .iter()
                .map(|(key, value)| format!("{}:{value}", Value::from(key.as_str())))
                .collect();
            format!("{{{}}}", fields.join(","))
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(canonical).collect();
            format!("[{}]", items.join(","))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of one medicine; `rules` is the inside of its list.
    fn file(inn: &str, rules: &str) -> String {
        format!(r#"{{"medicines": [{{"id": "m", "inn": "{inn}", "rules": [{rules}]}}]}}"#)
    }

    fn hash(inn: &str, rules: &str) -> String {
        hashes(&file(inn, rules)).unwrap().remove("r").unwrap()
    }

    #[test]
    fn a_hash_is_of_what_a_rule_says_and_of_nothing_else() {
        const RULE: &str = r#"{"id": "r", "dose": {"min": 10, "max": 15}, "note": "with food"}"#;
        let was = hash("A", RULE);
        assert_eq!(was.len(), 64);
        for same in [
            r#"{"note":"with food","dose":{"max":15,"min":10},"id":"r"}"#,
            r#"{"id": "r", "dose": {"min": 10, "max": 15}, "note": "with food", "signed_by": "Ü", "signed_on": "2026-11-22"}"#,
            r#"{"id": "r", "dose": {"min": 10, "max": 15}, "note": "with food"}, {"id": "other"}"#,
        ] {
            assert_eq!(hash("A", same), was, "{same}");
        }
        for other in [
            r#"{"id": "r", "dose": {"min": 10, "max": 16}, "note": "with food"}"#,
            r#"{"id": "r", "dose": {"min": 1, "max": 15}, "note": "with food"}"#,
            r#"{"id": "r", "dose": {"min": 10, "max": 15}, "note": "with food "}"#,
            r#"{"id": "r", "dose": {"min": 10, "max": 15}, "note": "with food", "engine_note": "new"}"#,
            r#"{"id": "r", "dose": {"min": 10, "max": 15}}"#,
        ] {
            assert_ne!(hash("A", other), was, "{other}");
        }
        assert_ne!(hash("B", RULE), was, "another medicine");
    }

    #[test]
    fn a_rule_changes_with_the_rule_that_caps_it() {
        const RULE: &str = r#"{"id": "r", "capped_by": "cap"}"#;
        let with = |most: u32| hash("A", &format!(r#"{RULE}, {{"id": "cap", "max": {most}}}"#));
        assert_ne!(with(15), with(16));
        assert_eq!(with(15), with(15));
    }

    #[test]
    fn only_the_text_that_was_signed_counts() {
        let site = Site::new([("r".to_owned(), "aa".to_owned())]);
        assert!(site.has("r", "aa"));
        for (id, hash) in [("r", "ab"), ("s", "aa"), ("r", "")] {
            assert!(!site.has(id, hash), "{id} {hash}");
        }
        let nothing = Site::new([("r".to_owned(), String::new())]);
        assert!(!nothing.has("r", ""), "a rule without a hash is not signed");
    }

    #[test]
    fn a_rule_is_approved_by_its_file_or_by_the_house() {
        let data = crate::clinical::Formulary::builtin();
        let rule = data.rule("paracetamol-po-child").unwrap();
        assert_eq!(rule.signed_by, None, "nobody has signed any in the file");
        let for_everybody = Rule {
            signed_by: Some("Үлгі".to_owned()),
            ..rule.clone()
        };
        let nobody = Site::default();
        let house = Site::new([(rule.id.clone(), rule.hash.clone())]);
        for (site, rule, approved) in [
            (&nobody, rule, false),
            (&house, rule, true),
            (&nobody, &for_everybody, true),
        ] {
            assert_eq!(site.approves(rule), approved, "{:?}", rule.signed_by);
        }
    }
}
