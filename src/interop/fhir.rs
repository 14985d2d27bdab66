//! The small parts of FHIR R4 JSON: codings, references, times, what is absent and why.

use chrono::{DateTime, FixedOffset};
use serde_json::{Value as Json, json};
use sha2::{Digest as _, Sha256};

use crate::domain::dates::PartialDate;
use crate::domain::dose::Unit;
use crate::domain::ids::PatientId;

pub const ICD10: &str = "http://hl7.org/fhir/sid/icd-10";
pub const LOINC: &str = "http://loinc.org";
pub const SNOMED: &str = "http://snomed.info/sct";
pub const ATC: &str = "http://www.whocc.no/atc";
pub const UCUM: &str = "http://unitsofmeasure.org";
const ABSENT_CODES: &str = "http://terminology.hl7.org/CodeSystem/data-absent-reason";
const ABSENT: &str = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

/// Codes that FHIR or IPS ask for, whatever the record holds: of sections, states, kinds. Everything else comes from the record.
/// SNOMED CT's one is in the Global Patient Set, free for all.
pub const STRUCTURE: &[(&str, &[&str])] = &[
    (
        LOINC,
        &[
            "60591-5", "11450-4", "48765-2", "10160-0", "11369-6", "30954-2", "8716-3", "10162-6",
            "18776-5", "104605-1", "11348-0",
            // the question behind an answer of the card: pregnancy, its dates and counts, blood group, both pressures
            "82810-3", "11778-8", "8665-2", "11996-6", "11640-0", "11638-4", "882-1", "85354-9",
            "8480-6", "8462-4",
        ],
    ),
    (SNOMED, &["716186003"]),
    (ABSENT_CODES, &["unknown"]),
    (
        "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical",
        &["active", "resolved"],
    ),
    (
        "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification",
        &["entered-in-error"],
    ),
    (
        "http://terminology.hl7.org/CodeSystem/condition-clinical",
        &["active", "resolved"],
    ),
    (
        "http://terminology.hl7.org/CodeSystem/condition-ver-status",
        &["entered-in-error"],
    ),
    (
        "http://terminology.hl7.org/CodeSystem/condition-category",
        &["problem-list-item", "encounter-diagnosis"],
    ),
    (
        "http://terminology.hl7.org/CodeSystem/observation-category",
        &["vital-signs", "laboratory", "survey"],
    ),
    (
        "http://terminology.hl7.org/CodeSystem/list-empty-reason",
        &["notasked", "unavailable"],
    ),
    (
        "http://terminology.hl7.org/CodeSystem/v2-0203",
        &["NI", "PPN", "BCT"],
    ),
    ("http://terminology.hl7.org/CodeSystem/v3-ActCode", &["AMB"]),
    (
        "http://terminology.hl7.org/CodeSystem/v3-ActReason",
        &["HTEST"],
    ),
];

/// A code of one of [`STRUCTURE`]'s systems of HL7, by the last part of the system's address.
pub fn hl7(system: &str, code: &str) -> Json {
    json!({"system": format!("http://terminology.hl7.org/CodeSystem/{system}"), "code": code})
}

/// A concept of one HL7 code.
pub fn kind(system: &str, code: &str) -> Json {
    json!({"coding": [hl7(system, code)]})
}

/// A concept of one LOINC code, with the words of the record's language.
pub fn loinc(code: &str, text: &str) -> Json {
    json!({"coding": [{"system": LOINC, "code": code}], "text": text})
}

/// Words, with a code where the record has one.
pub fn concept(system: &str, code: Option<&str>, text: &str) -> Json {
    match code.map(str::trim).filter(|code| !code.is_empty()) {
        Some(code) => json!({"coding": [{"system": system, "code": code}], "text": text}),
        None => json!({ "text": text }),
    }
}

pub fn reference(urn: &str) -> Json {
    json!({ "reference": urn })
}

/// In the place of a value that nobody wrote down; a primitive's stands beside it under `_name`.
pub fn absent() -> Json {
    json!({"extension": [{"url": ABSENT, "valueCode": "unknown"}]})
}

/// "Not known" as a concept, where a concept must stand.
pub fn unknown(text: &str) -> Json {
    json!({"coding": [{"system": ABSENT_CODES, "code": "unknown"}], "text": text})
}

/// The address of a document of the record.
pub fn urn(id: [u8; 16]) -> String {
    format!("urn:uuid:{}", uuid::Uuid::from_bytes(id).hyphenated())
}

/// The same text always has the same address: facts of a card have no id of their own.
pub fn urn_of(text: &str) -> String {
    let hash: [u8; 32] = Sha256::digest(text.as_bytes()).into();
    let mut id = [0; 16];
    for (to, from) in id.iter_mut().zip(hash) {
        *to = from;
    }
    // RFC 9562: version 8, variant 10.
    id[6] = (id[6] & 0x0f) | 0x80;
    id[8] = (id[8] & 0x3f) | 0x80;
    urn(id)
}

/// The address of the `nth` value that stands under a key of a card.
pub fn urn_of_fact(card: PatientId, key: &str, nth: usize) -> String {
    urn_of(&format!("feldsher:{card}:{key}:{nth}"))
}

/// A moment with the offset of the place.
pub fn instant(at: i64, offset_minutes: i32) -> Option<String> {
    let zone = FixedOffset::east_opt(offset_minutes.checked_mul(60)?)?;
    let moment = DateTime::from_timestamp(at, 0)?.with_timezone(&zone);
    Some(moment.to_rfc3339())
}

/// A date as far as it is known; nothing where it is not.
pub fn date(date: PartialDate) -> Option<String> {
    date.is_known().then(|| date.to_string())
}

/// A decimal as a JSON number, only if the number says digit for digit the same.
pub fn number(text: &str) -> Option<Json> {
    let number = text.trim();
    let value: Json = if number.contains('.') {
        json!(number.parse::<f64>().ok()?)
    } else {
        json!(number.parse::<i64>().ok()?)
    };
    let said = value.to_string();
    (said == number).then_some(value)
}

/// A number with a UCUM unit; a number that cannot be said exactly is left to the words beside it.
pub fn quantity(value: &str, ucum: &str, words: &str) -> Option<Json> {
    Some(json!({"value": number(value)?, "unit": words, "system": UCUM, "code": ucum}))
}

/// UCUM of a unit of a dose; pieces have none that everybody reads alike.
pub fn ucum(unit: &str) -> Option<&'static str> {
    match Unit::parse(unit)? {
        Unit::Microgram => Some("ug"),
        Unit::Milligram => Some("mg"),
        Unit::Gram => Some("g"),
        Unit::Iu => Some("[IU]"),
        Unit::Millimole => Some("mmol"),
        Unit::Millilitre => Some("mL"),
        Unit::Drop | Unit::Puff | Unit::Tablet | Unit::Suppository => None,
    }
}

/// Without what says nothing: FHIR knows no `null`, no empty text, list or object. Control characters, which it forbids, go too.
pub fn clean(value: Json) -> Json {
    prune(value).unwrap_or(Json::Null)
}

fn prune(value: Json) -> Option<Json> {
    match value {
        Json::Null => None,
        Json::String(text) => {
            let text: String = text
                .chars()
                .filter(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t'))
                .collect();
            let text = text.trim();
            (!text.is_empty()).then(|| Json::String(text.to_owned()))
        }
        Json::Array(items) => {
            let items: Vec<Json> = items.into_iter().filter_map(prune).collect();
            (!items.is_empty()).then_some(Json::Array(items))
        }
        Json::Object(fields) => {
            let fields: serde_json::Map<String, Json> = fields
                .into_iter()
                .filter_map(|(name, value)| Some((name, prune(value)?)))
                .collect();
            (!fields.is_empty()).then_some(Json::Object(fields))
        }
        other @ (Json::Bool(_) | Json::Number(_)) => Some(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_travels_exactly_or_not_at_all() {
        for (text, expected) in [
            ("101", Some("101")),
            ("0.1", Some("0.1")),
            ("2.5", Some("2.5")),
            ("37.0", Some("37.0")),
            ("2.50", None),
            ("0.30000000000000004", Some("0.30000000000000004")),
            ("0.3000000000000000444", None),
            ("a", None),
            ("", None),
        ] {
            assert_eq!(
                number(text).map(|n| n.to_string()).as_deref(),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn a_fact_has_one_address_and_no_other_fact_has_it() {
        let card = PatientId::default();
        let first = urn_of_fact(card, "al/1", 0);
        assert_eq!(first, urn_of_fact(card, "al/1", 0));
        assert_ne!(first, urn_of_fact(card, "al/1", 1));
        assert_eq!(
            first.len(),
            "urn:uuid:00000000-0000-0000-0000-000000000000".len()
        );
    }

    #[test]
    fn nothing_empty_leaves() {
        let dirty = json!({"a": "", "b": [null, {"c": []}], "d": " x\u{0}y ", "e": false});
        assert_eq!(clean(dirty), json!({"d": "xy", "e": false}));
    }

    #[test]
    fn a_moment_names_its_offset() {
        assert_eq!(
            instant(1_790_000_000, 300).as_deref(),
            Some("2026-09-21T19:13:20+05:00")
        );
    }
}
