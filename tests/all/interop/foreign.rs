//! Bundles that others wrote: everything they contain is shown, what turns a meaning is said, nothing in them hurts.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use feldsher::domain::foreign::{Foreign, Item, Offer};
use feldsher::domain::lang::Lang;
use feldsher::interop::{foreign, systems};
use feldsher::worker::{fault_words, foreign_faults};
use serde_json::{Value as Json, json};

use super::export::everything;
use super::texts;

/// Names whose texts are shown in another way, and how.
const SHOWN_OTHERWISE: [(&str, &str); 3] = [
    ("div", "as text, without its tags"),
    ("data", "as its length"),
    ("resourceType", "as a word of the reader's language"),
];

fn fixtures() -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = std::fs::read_dir("tests/all/interop/fixtures")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    all.sort();
    assert!(all.len() >= 3, "{all:?}");
    // More of them, where somebody has a folder: connectathon files of other systems are not ours to keep.
    if let Some(folder) = std::env::var_os("FELDSHER_FOREIGN_IPS") {
        json_files(Path::new(&folder), &mut all);
    }
    all
}

fn json_files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            json_files(&path, out);
        } else if path
            .extension()
            .is_some_and(|end| end.eq_ignore_ascii_case("json"))
        {
            out.push(path);
        }
    }
}

fn squeezed(text: &str) -> String {
    foreign::plain(text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn every_value_of_a_foreign_file_is_shown() {
    let mut read = 0;
    let mut refused = Vec::new();
    for path in fixtures() {
        let bytes = std::fs::read(&path).unwrap();
        let file = path.display();
        let shown = match foreign::read(&bytes, Lang::Ru) {
            Ok(shown) => shown,
            Err(refusal) => {
                refused.push(format!("{file}: {refusal}"));
                continue;
            }
        };
        read += 1;
        let seen = squeezed(&everything(&shown));
        let value: Json =
            serde_json::from_slice(bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes))
                .unwrap();
        let mut all = Vec::new();
        texts("", &value, &mut all);
        for (name, text) in all {
            let is_known_system =
                name == "system" && systems::name(text).is_some_and(|name| seen.contains(name));
            if SHOWN_OTHERWISE.iter().any(|(known, _)| *known == name)
                || is_known_system
                || text.len() > 20_000
            {
                continue;
            }
            let text = squeezed(text);
            assert!(seen.contains(&text), "{file}: {name} {text}");
        }
        // Numbers keep their digits.
        for number in numbers(&value) {
            assert!(seen.contains(&number), "{file}: {number}");
        }
    }
    println!("{read} read, refused: {refused:#?}");
    assert!(read >= 3);
}

/// Numbers as whole texts, where another reader keeps their digits.
fn numbers(value: &Json) -> Vec<String> {
    match value {
        Json::Number(number) if number.is_i64() => vec![number.to_string()],
        Json::Array(items) => items.iter().flat_map(numbers).collect(),
        Json::Object(fields) => fields.values().flat_map(numbers).collect(),
        _ => Vec::new(),
    }
}

fn read(value: &Json) -> Foreign {
    foreign::read(value.to_string().as_bytes(), Lang::En).unwrap()
}

/// A document with one section and these resources in it.
fn document(resources: &[Json]) -> Json {
    let entries: Vec<Json> = resources
        .iter()
        .enumerate()
        .map(|(nth, one)| json!({"fullUrl": format!("urn:uuid:{nth}"), "resource": one}))
        .collect();
    let listed: Vec<Json> = (0..resources.len())
        .map(|nth| json!({"reference": format!("urn:uuid:{nth}")}))
        .collect();
    let composition = json!({
        "resourceType": "Composition", "status": "final", "title": "Summary", "date": "2026-01-02",
        "section": [{"title": "All", "code": {"coding": [{"system": "http://loinc.org", "code": "48765-2"}]}, "entry": listed}],
    });
    let mut all = vec![json!({"fullUrl": "urn:uuid:c", "resource": composition})];
    all.extend(entries);
    json!({"resourceType": "Bundle", "type": "document", "entry": all})
}

fn item(resource: Json) -> Item {
    let shown = read(&document(&[resource]));
    let part = shown.parts.iter().find(|part| part.title == "All").unwrap();
    part.items[0].clone()
}

#[test]
fn what_turns_a_meaning_is_said_and_never_offered() {
    let allergy = |extra: Json| {
        let mut one = json!({"resourceType": "AllergyIntolerance", "code": {"text": "Penicillin"}});
        for (name, value) in extra.as_object().unwrap() {
            one[name] = value.clone();
        }
        item(one)
    };
    let code = |system: &str, code: &str| json!({"coding": [{"system": system, "code": code}]});
    for (extra, word) in [
        (
            json!({"verificationStatus": code("x", "entered-in-error")}),
            "Entered in error",
        ),
        (
            json!({"verificationStatus": code("x", "refuted")}),
            "Refuted",
        ),
        (
            json!({"verificationStatus": {"text": "disproved"}}),
            "disproved",
        ),
        (
            json!({"clinicalStatus": code("x", "inactive")}),
            "Not active",
        ),
        (
            json!({"clinicalStatus": code("x", "of-tomorrow")}),
            "of-tomorrow",
        ),
        (
            json!({"modifierExtension": [{"url": "http://example.org/not", "valueBoolean": true}]}),
            "http://example.org/not",
        ),
        (
            json!({"reaction": [{"modifierExtension": [{"url": "http://example.org/deep"}]}]}),
            "http://example.org/deep",
        ),
        (
            json!({"implicitRules": "http://example.org/rules"}),
            "http://example.org/rules",
        ),
        (
            json!({"code": code("http://snomed.info/sct", "716186003")}),
            "none is known",
        ),
        (
            json!({"code": code("http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips", "no-known-allergies")}),
            "none is known",
        ),
        (
            json!({"code": code("http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips", "no-allergy-info")}),
            "nothing is known",
        ),
    ] {
        let item = allergy(extra.clone());
        assert!(
            item.warnings.iter().any(|one| one.contains(word)),
            "{extra}: {:?}",
            item.warnings
        );
        assert_eq!(item.offer, None, "{extra}");
    }
    let plain = allergy(json!({
        "clinicalStatus": code("x", "active"), "verificationStatus": code("x", "confirmed"),
        "onsetDateTime": "2019-05", "reaction": [{"manifestation": [{"text": "rash"}], "severity": "severe"}],
    }));
    assert!(plain.warnings.is_empty(), "{:?}", plain.warnings);
    let Some(Offer::Allergy(offer)) = plain.offer else {
        panic!("not offered")
    };
    assert_eq!(
        (offer.substance.as_str(), offer.onset.to_string().as_str()),
        ("Penicillin", "2019-05")
    );
    for (resource, word) in [
        (
            json!({"resourceType": "Immunization", "status": "not-done", "vaccineCode": {"text": "BCG"}}),
            "not done",
        ),
        (
            json!({"resourceType": "MedicationRequest", "status": "active", "doNotPerform": true, "medicationCodeableConcept": {"text": "Aspirin"}}),
            "NOT",
        ),
        (
            json!({"resourceType": "MedicationStatement", "status": "not-taken", "medicationCodeableConcept": {"text": "Aspirin"}}),
            "not taken",
        ),
        (
            json!({"resourceType": "Patient", "deceasedBoolean": true}),
            "died",
        ),
        (
            json!({"resourceType": "Patient", "active": false}),
            "Not active",
        ),
    ] {
        let item = item(resource.clone());
        assert!(
            item.warnings.iter().any(|one| one.contains(word)),
            "{resource}: {:?}",
            item.warnings
        );
    }
}

#[test]
fn a_hostile_file_is_shown_or_refused_and_takes_no_time() {
    let began = Instant::now();
    // References in a circle, to itself, to nowhere; a section inside itself is not possible in JSON.
    let circle = document(&[
        json!({"resourceType": "MedicationStatement", "id": "a", "medicationReference": {"reference": "urn:uuid:1"}}),
        json!({"resourceType": "Medication", "id": "b", "medicationReference": {"reference": "urn:uuid:0"}, "partOf": {"reference": "urn:uuid:1"}}),
        json!({"resourceType": "Observation", "hasMember": [{"reference": "urn:uuid:2"}, {"reference": "Nothing/here"}]}),
    ]);
    let shown = everything(&read(&circle));
    assert!(shown.contains("Nothing/here"));
    let script = document(&[json!({
        "resourceType": "Condition",
        "text": {"status": "generated", "div": "<div onload='x()'><script>steal()</script><del>asthma</del></div>"},
        "code": {"text": "a\u{202e}b\u{7}c<b>d</b>"},
    })]);
    let shown = everything(&read(&script));
    assert!(
        !shown.contains("<script") && shown.contains("steal()"),
        "{shown}"
    );
    assert!(shown.contains("struck out") && shown.contains("asthma"));
    assert!(
        !shown.contains('\u{202e}') && shown.contains("ab c<b>d</b>"),
        "{shown}"
    );
    let many: Vec<Json> = (0..20_000)
        .map(|nth| json!({"resourceType": "Condition", "code": {"text": nth.to_string()}}))
        .collect();
    let many = document(&many).to_string();
    assert!(foreign::read(many.as_bytes(), Lang::Kk).is_ok());
    for bad in [
        String::new(),
        "null".to_owned(),
        "[]".to_owned(),
        "{}".to_owned(),
        r#"{"resourceType":"Patient"}"#.to_owned(),
        "[".repeat(1_000_000),
        format!(
            "{{\"resourceType\":\"Bundle\",\"entry\":[{}0]}}",
            "{},".repeat(300_000)
        ),
        r#"{"resourceType":"Bundle","resourceType":"Bundle"}"#.to_owned(),
    ] {
        assert!(foreign::read(bad.as_bytes(), Lang::Ru).is_err());
    }
    // Odd shapes where FHIR has others: shown all the same.
    let odd = json!({"resourceType": "Bundle", "type": 7, "entry": [null, 5, "text of nobody", {"resource": "x"}, {"resource": {"resourceType": ["y"]}}]});
    let shown = everything(&read(&odd));
    for wanted in ["text of nobody", "x", "y"] {
        assert!(shown.contains(wanted), "{shown}");
    }
    assert!(
        began.elapsed() < Duration::from_secs(20),
        "{:?}",
        began.elapsed()
    );
}

#[test]
fn every_cut_and_every_flipped_byte_is_refused_or_shown() {
    let bytes = std::fs::read("tests/all/interop/fixtures/modifiers.json").unwrap();
    for at in (0..bytes.len()).step_by(7) {
        assert!(foreign::read(&bytes[..at], Lang::Uz).is_err(), "{at}");
        for bit in [0, 3, 7] {
            let mut bad = bytes.clone();
            bad[at] ^= 1 << bit;
            drop(foreign::read(&bad, Lang::Uz));
        }
    }
}

#[test]
fn every_refusal_is_a_sentence_with_its_file() {
    for fault in foreign_faults() {
        for lang in Lang::ALL {
            let words =
                fault_words(lang, &fault).unwrap_or_else(|| panic!("{} {lang:?}", fault.code));
            assert!(words.contains("file.json"), "{words}");
        }
    }
}
