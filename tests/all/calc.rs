//! Calculators against published and hand-computed examples; what is outside their limits is refused.

use std::collections::BTreeSet;
use std::fs;

use feldsher::clinical::calc::{calculators, compute};
use serde_json::{Map, Value, json};

#[test]
fn examples_of_every_calculator() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/calc/vectors.jsonl");
    let text = fs::read_to_string(path).unwrap();
    let (mut answered, mut refused) = (BTreeSet::new(), BTreeSet::new());
    let mut wrong = Vec::new();
    for line in text.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let name = case["calc"].as_str().unwrap();
        let given: &Map<String, Value> = case["in"].as_object().unwrap();
        match (compute(name, given), case["error"].as_str()) {
            (Ok(got), None) => {
                if Value::Object(got.clone()) != case["out"] {
                    wrong.push(format!("{name} {given:?}: {got:?}"));
                }
                answered.insert(name.to_owned());
            }
            (Err(refusal), Some(want)) if refusal.to_string().contains(want) => {
                refused.insert(name.to_owned());
            }
            (got, want) => wrong.push(format!("{name} {given:?}: {got:?} for {want:?}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for calculator in calculators() {
        let name = &calculator.name;
        assert!(
            answered.contains(name) || name == "etat",
            "{name} has no example"
        );
    }
    assert!(refused.len() >= 10, "{refused:?}");
}

fn well_child() -> Map<String, Value> {
    let etat = calculators().iter().find(|c| c.name == "etat").unwrap();
    etat.fields
        .iter()
        .map(|field| {
            let value = match field.name.as_str() {
                "age_months" => json!(24),
                "avpu" => json!("A"),
                _ => json!(false),
            };
            (field.name.clone(), value)
        })
        .collect()
}

#[test]
fn etat_sends_each_sign_where_it_belongs() {
    let category = |signs: &[(&str, Value)]| {
        let mut child = well_child();
        for (name, value) in signs {
            assert!(child.insert((*name).to_owned(), value.clone()).is_some());
        }
        compute("etat", &child).unwrap()["category"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let yes = || json!(true);
    assert_eq!(category(&[]), "queue");
    for sign in [
        "not_breathing",
        "central_cyanosis",
        "severe_respiratory_distress",
        "convulsing",
    ] {
        assert_eq!(category(&[(sign, yes())]), "emergency", "{sign}");
    }
    for sign in [
        "very_hot",
        "trauma",
        "severe_pallor",
        "poisoning",
        "severe_pain",
        "respiratory_distress",
        "restless",
        "urgent_referral",
        "visible_wasting",
        "oedema_both_feet",
        "major_burn",
        "lethargy",
    ] {
        assert_eq!(category(&[(sign, yes())]), "priority", "{sign}");
    }
    assert_eq!(category(&[("age_months", json!(1.9))]), "priority");
    assert_eq!(category(&[("age_months", json!(2))]), "queue");
    for (avpu, want) in [("V", "queue"), ("P", "emergency"), ("U", "emergency")] {
        assert_eq!(category(&[("avpu", json!(avpu))]), want, "{avpu}");
    }
    assert_eq!(category(&[("cold_hands", yes())]), "queue");
    assert_eq!(
        category(&[("cold_hands", yes()), ("capillary_refill_over_3s", yes())]),
        "emergency"
    );
    assert_eq!(
        category(&[("diarrhoea", yes()), ("sunken_eyes", yes())]),
        "queue"
    );
    assert_eq!(
        category(&[
            ("diarrhoea", yes()),
            ("sunken_eyes", yes()),
            ("skin_pinch_over_2s", yes())
        ]),
        "emergency"
    );
}

#[test]
fn etat_is_refused_while_a_sign_was_not_looked_for() {
    let whole = well_child();
    for sign in whole.keys() {
        let mut part = whole.clone();
        part.remove(sign);
        let refusal = compute("etat", &part).unwrap_err().to_string();
        assert_eq!(refusal, format!("{sign} is missing"));
    }
}

/// One step outside a range there is no number, for every field of every calculator.
#[test]
fn outside_a_range_there_is_never_a_number() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/calc/vectors.jsonl");
    let text = fs::read_to_string(path).unwrap();
    let mut tried = 0;
    for line in text.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let name = case["calc"].as_str().unwrap();
        if case["error"].is_string() {
            continue;
        }
        let about = calculators().iter().find(|c| c.name == name).unwrap();
        for field in &about.fields {
            let (Some(min), Some(max)) = (field.min, field.max) else {
                continue;
            };
            for bad in [
                json!(min - 0.001),
                json!(max + 0.001),
                json!("1"),
                json!([]),
            ] {
                let mut given = case["in"].as_object().unwrap().clone();
                given.insert(field.name.clone(), bad);
                assert!(compute(name, &given).is_err(), "{name} {}", field.name);
                tried += 1;
            }
        }
    }
    assert!(tried > 200);
}

/// What `feldsher calc --list` says of a field: its unit, or the words that it may be.
#[test]
fn a_description_names_every_field_with_its_unit_or_its_words() {
    let of = |name: &str| {
        let found = calculators().iter().find(|c| c.name == name);
        found.unwrap().describe()
    };
    let score = of("score2");
    assert_eq!(score["in"]["sbp_mmhg"], "mm[Hg]");
    assert_eq!(score["in"]["sex"], "female|male");
    assert_eq!(score["out"]["risk_percent"], "%");
    assert_eq!(score["ranges"]["sbp_mmhg"], json!([80.0, 230.0]));
    assert_eq!(score["optional"], json!(["country", "region"]));
    assert_eq!(of("gestational_age")["in"]["lmp"], "date");
    for calculator in calculators() {
        let described = calculator.describe();
        for field in &calculator.fields {
            let unit = &described["in"][&field.name];
            assert_eq!(*unit, field.unit_or_words(), "{}", calculator.name);
        }
    }
}
