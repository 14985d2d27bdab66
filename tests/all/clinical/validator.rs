//! Faults in the data that the validator must see: one damaged figure each, in files that are right otherwise.

use feldsher::clinical::{BUILTIN_FILES, DataError, Files};
use serde_json::{Value, json};

use super::*;

/// The faults that are found after `change`.
fn faults(change: impl FnOnce(&mut Value, &mut Value)) -> Vec<String> {
    let mut formulary: Value = serde_json::from_str(BUILTIN_FILES.formulary).unwrap();
    let mut interactions: Value = serde_json::from_str(BUILTIN_FILES.interactions).unwrap();
    change(&mut formulary, &mut interactions);
    faults_of(&Files {
        formulary: &formulary.to_string(),
        interactions: &interactions.to_string(),
        ..BUILTIN_FILES
    })
}

fn faults_of(files: &Files<'_>) -> Vec<String> {
    match Formulary::parse(files) {
        Ok(_) => Vec::new(),
        Err(error) => {
            assert!(error.is_permanent(), "the same file is as wrong tomorrow");
            match error {
                DataError::Faults(faults) => faults,
                DataError::Unreadable { .. } | DataError::Schema { .. } => panic!("{error}"),
            }
        }
    }
}

fn must_say(faults: &[String], what: &str, case: &str) {
    assert!(
        faults.iter().any(|fault| fault.contains(what)),
        "{case}: {what} is not among {faults:?}"
    );
}

/// Paracetamol is the first medicine; its third rule is a fixed dose, its fourth has bands.
#[test]
fn a_damaged_medicine_is_refused() {
    assert!(faults(|_, _| ()).is_empty());
    let rule = |n: usize, field: &str, value: Value| (format!("/rules/{n}/{field}"), value);
    let cases = [
        (("/atc".to_owned(), json!([])), "paracetamol: ATC code"),
        (
            ("/atc".to_owned(), json!(["N02B"])),
            "paracetamol: ATC code",
        ),
        (
            ("/atc".to_owned(), json!(["N02BE0X"])),
            "paracetamol: ATC code",
        ),
        (
            ("/atc".to_owned(), json!(["N02BE01", "n02be01"])),
            "paracetamol: ATC code",
        ),
        (
            ("/stops/0/except_indications".to_owned(), json!(["nothing"])),
            "excepts an indication no rule has",
        ),
        (
            rule(3, "capped_by", json!("paracetamol-po-imci")),
            "capped by a rule",
        ),
        (
            rule(3, "capped_by", json!("paracetamol-po-nobody")),
            "capped by a rule",
        ),
        (
            rule(3, "capped_by", json!("ibuprofen-po-child")),
            "capped by a rule",
        ),
        (
            rule(
                2,
                "dose",
                json!({"kind": "fixed_dose", "min": 0, "max": 0, "unit": "mg"}),
            ),
            "dose range",
        ),
        (
            rule(
                2,
                "dose",
                json!({"kind": "fixed_dose", "min": -1, "max": 9, "unit": "mg"}),
            ),
            "dose range",
        ),
        (
            rule(2, "max_single", json!(900)),
            "dose above its own single cap",
        ),
        (
            rule(0, "max_kg", Value::Null),
            "paracetamol-po-neonate: a dose per kg without a cap or a highest weight",
        ),
        (rule(0, "max_kg", json!(0.2)), "highest weight"),
        (rule(0, "max_kg", json!(301)), "highest weight"),
        (
            rule(0, "population", json!({"age_max": "P1M", "weight_min": 7})),
            "highest weight",
        ),
        (rule(2, "max_kg", json!(70)), "highest weight"),
        (rule(0, "cap_from/where", json!("")), "seen where?"),
        (
            rule(0, "cap_from/source", json!("hearsay")),
            "unknown source",
        ),
        (
            rule(
                3,
                "cap_from",
                json!({"verified": "source-seen", "seen": "primary", "source": "WHO-IMCI14", "where": "p. 1"}),
            ),
            "a source of a cap that is not there",
        ),
        (rule(2, "max_single", json!(0)), "a cap of nothing"),
        (rule(2, "max_daily", json!(-1)), "a cap of nothing"),
        (rule(2, "max_daily_per_kg", json!(0)), "a cap of nothing"),
        (
            ("/stops/0/population".to_owned(), json!({"trimester": [3]})),
            "trimester without a pregnancy",
        ),
        (
            rule(
                2,
                "population",
                json!({"trimester": [3], "pregnant": false}),
            ),
            "trimester without a pregnancy",
        ),
        (rule(3, "bands/0/dose_min", json!(0)), "band dose"),
        (rule(3, "bands/0/dose_min", json!(130)), "band dose"),
        (
            rule(3, "bands/1/dose_max", json!(5000)),
            "band above 100 mg/kg",
        ),
    ];
    for ((place, value), what) in cases {
        let case = format!("{place} = {value}");
        let found = faults(|formulary, _| {
            let paracetamol = &mut formulary["medicines"][0];
            match paracetamol.pointer_mut(&place) {
                Some(old) => *old = value,
                // A field that this place does not have: its parent is there.
                None => {
                    let (parent, field) = place.rsplit_once('/').unwrap();
                    paracetamol.pointer_mut(parent).unwrap()[field] = value;
                }
            }
        });
        must_say(&found, what, &case);
    }
}

/// Just what is allowed is taken: the cap itself as the greatest dose, a band that says one dose, one weight alone.
#[test]
fn the_edge_of_a_limit_is_allowed() {
    for (place, value) in [
        ("/rules/2/max_single", json!(1000)),
        ("/rules/3/bands/0/dose_min", json!(125)),
        ("/rules/1/max_daily_per_kg", json!(40)),
        // Counted up to 6.5 kg.
        (
            "/rules/0/population",
            json!({"age_max": "P1M", "weight_min": 6.5}),
        ),
        ("/atc", json!(["N02BE"])),
    ] {
        let found = faults(|formulary, _| {
            *formulary["medicines"][0].pointer_mut(place).unwrap() = value;
        });
        assert!(found.is_empty(), "{place}: {found:?}");
    }
}

#[test]
fn damaged_weights_are_refused() {
    let ages = "ages of a weight out of order";
    let plausible = "plausible weights out of order";
    let limits = "plausible limits";
    for (place, value, what) in [
        ("max_age_days", json!([]), ages),
        ("max_age_days/1/age_max", json!("P1M"), ages),
        ("max_age_days/1/age_max", json!("P7D"), ages),
        ("plausible_kg", json!([]), plausible),
        ("plausible_kg/1/age_max", json!("P7D"), plausible),
        ("plausible_kg/1/age_max", json!("P3D"), plausible),
        ("plausible_kg/0/min", json!(0), limits),
        ("plausible_kg/0/min", json!(7), limits),
        ("plausible_kg/0/min", json!(8), limits),
    ] {
        let case = format!("{place} = {value}");
        let found = faults(|formulary, _| {
            let place = format!("/weight_rules/{place}");
            *formulary.pointer_mut(&place).unwrap() = value;
        });
        must_say(&found, what, &case);
    }
}

#[test]
fn damaged_groups_and_products_are_refused() {
    type Break = fn(&mut Value, &mut Value);
    let cases: [(&str, Break); 10] = [
        ("therapy-ace-inhibitor: name or prefix", |_, i| {
            i["therapy_classes"][0]["name"] = "".into();
        }),
        ("therapy-ace-inhibitor: name or prefix", |_, i| {
            i["therapy_classes"][0]["atc_prefixes"][0] = "C09A1".into();
        }),
        ("prefix J0", |_, i| {
            i["allergy_classes"][0]["atc_prefixes"][0] = "J0".into();
        }),
        ("prefix J01CA0", |_, i| {
            i["allergy_classes"][0]["atc_prefixes"][0] = "J01CA0".into();
        }),
        // The same pair the other way round.
        ("twice", |_, i| {
            let mut pair = i["interactions"][0].clone();
            let (a, b) = (pair["a"].clone(), pair["b"].clone());
            (pair["a"], pair["b"]) = (b, a);
            i["interactions"].as_array_mut().unwrap().push(pair);
        }),
        ("Citramon: amounts in a piece", |f, _| {
            f["combination_products"][0]["amounts"] = json!({"zinc": 20});
        }),
        ("Citramon: amounts in a piece", |f, _| {
            f["combination_products"][0]["amounts"]["paracetamol"] = 0.into();
        }),
        ("Citramon: amounts in a piece", |f, _| {
            f["combination_products"][0]["amounts"]["paracetamol"] = 1001.into();
        }),
        ("Citramon: amounts in a piece", |f, _| {
            f["combination_products"][0]["piece"] = Value::Null;
        }),
        ("holds unknown unicornol", |f, _| {
            f["combination_products"][0]["medicines"][0] = "unicornol".into();
        }),
    ];
    for (n, (what, change)) in cases.into_iter().enumerate() {
        must_say(&faults(change), what, &format!("case {n}"));
    }
    for row in [
        "zinc\t\toral\t20 mg\t\tknowledge\tCHK-SMPC",
        "zinc\tsyrup\toral\t20 mg/5 mL\t0\tknowledge\tCHK-SMPC",
    ] {
        let files = Files {
            products: row,
            ..BUILTIN_FILES
        };
        must_say(&faults_of(&files), "form or volume", row);
    }
}

/// What is shown of the data is what stands in its files.
#[test]
fn the_formulary_tells_what_its_files_say() {
    let file: Value = serde_json::from_str(BUILTIN_FILES.formulary).unwrap();
    let from: NaiveDate = file["valid_from"].as_str().unwrap().parse().unwrap();
    assert_eq!(formulary().valid_from(), from);
    for (key, source) in file["sources"].as_object().unwrap() {
        assert_eq!(
            formulary().source_title(key),
            source["title"].as_str(),
            "{key}"
        );
    }
    assert_eq!(formulary().source_title("hearsay"), None);
    for (_, rule) in all_rules() {
        let hash = formulary().hash_of(&rule.id);
        assert_eq!(hash, Some(rule.hash.as_str()), "{}", rule.id);
    }
    assert_eq!(formulary().hash_of("paracetamol-po-nobody"), None);
    let rows = BUILTIN_FILES
        .problems
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty());
    let codes: Vec<String> = rows
        .map(|line| line.split(['\t', '-']).next().unwrap().replace('.', ""))
        .collect();
    let read: Vec<&str> = formulary()
        .problem_rows()
        .iter()
        .map(|row| row.first.as_str())
        .collect();
    assert_eq!(read, codes);
}

/// Lengths of courses and the second substance of a combination.
#[test]
fn a_course_or_a_second_substance_that_makes_no_sense_is_refused() {
    let long = |days: u32, source: &str| json!({"days": days, "verified": "knowledge", "seen": null, "source": source, "where": ""});
    let second = |name: &str, usual: f64, most: f64, day: f64, source: &str| {
        json!({"name": name, "usual_daily_per_kg": usual, "max_daily_per_kg": most, "max_daily": day,
            "verified": "knowledge", "seen": null, "source": source, "where": ""})
    };
    let rule = |n: usize, field: &'static str, value: Value| {
        move |medicine: &mut Value| medicine["rules"][n][field] = value
    };
    type Damage = Box<dyn FnOnce(&mut Value)>;
    let inhibitor = |value: Value| move |medicine: &mut Value| medicine["second"] = value;
    let place = "co-amoxiclav: second substance";
    let cases: Vec<(&str, Damage, Option<&str>)> = vec![
        (
            "co-amoxiclav",
            Box::new(rule(0, "hard_days", json!(true))),
            Some("maximum of days"),
        ),
        (
            "co-amoxiclav",
            Box::new(rule(0, "long_days", long(1, "CHK-SMPC"))),
            None,
        ),
        (
            "co-amoxiclav",
            Box::new(rule(0, "long_days", long(0, "CHK-SMPC"))),
            Some("long course"),
        ),
        (
            "co-amoxiclav",
            Box::new(rule(0, "long_days", long(1, "hearsay"))),
            Some("unknown source"),
        ),
        (
            "nimesulide",
            Box::new(rule(0, "long_days", long(30, "CHK-SMPC"))),
            Some("long course"),
        ),
        (
            "co-amoxiclav",
            Box::new(inhibitor(second("x", 10.0, 10.0, 1.0, "CHK-SMPC"))),
            None,
        ),
        (
            "co-amoxiclav",
            Box::new(inhibitor(second("", 10.0, 15.0, 600.0, "CHK-SMPC"))),
            Some(place),
        ),
        (
            "co-amoxiclav",
            Box::new(inhibitor(second("x", 0.0, 15.0, 600.0, "CHK-SMPC"))),
            Some(place),
        ),
        (
            "co-amoxiclav",
            Box::new(inhibitor(second("x", 16.0, 15.0, 600.0, "CHK-SMPC"))),
            Some(place),
        ),
        (
            "co-amoxiclav",
            Box::new(inhibitor(second("x", 10.0, 15.0, 0.0, "CHK-SMPC"))),
            Some(place),
        ),
        (
            "co-amoxiclav",
            Box::new(inhibitor(second("x", 10.0, 15.0, 600.0, "hearsay"))),
            Some("unknown source"),
        ),
        (
            "nimesulide",
            Box::new(inhibitor(second("x", 10.0, 15.0, 600.0, "CHK-SMPC"))),
            Some("nimesulide: second substance"),
        ),
    ];
    for (id, damage, wanted) in cases {
        let found = faults(|formulary, _| {
            let medicines = formulary["medicines"].as_array_mut().unwrap();
            let medicine = medicines.iter_mut().find(|m| m["id"] == id).unwrap();
            damage(medicine);
        });
        match wanted {
            Some(wanted) => must_say(&found, wanted, id),
            None => assert!(found.is_empty(), "{found:?}"),
        }
    }
}
