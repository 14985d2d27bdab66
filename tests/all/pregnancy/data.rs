//! The validator of `assets/pregnancy/` sees each fault by itself.

use feldsher::clinical::pregnancy::{Book, problems};

fn shipped(name: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/pregnancy/");
    std::fs::read_to_string(format!("{folder}{name}")).unwrap()
}

fn said(rules: &str, schedule: &str) -> String {
    let book = Book::parse(rules, &[schedule]).unwrap();
    problems(&book, &|_| true).join("\n")
}

#[test]
fn a_fault_in_the_rules_is_named() {
    let (rules, kz) = (shipped("rules.json"), shipped("kz.json"));
    for (from, to, fault) in [
        // an open end in the middle; two ends that are one; an end before the one before
        (
            r#"{"below_days": 112,"#,
            r#"{"below_days": null,"#,
            "does not rise",
        ),
        (
            r#""below_days": 112"#,
            r#""below_days": 63"#,
            "does not rise",
        ),
        (
            r#""below_days": 112"#,
            r#""below_days": 50"#,
            "does not rise",
        ),
        (
            r#""term_days": 280"#,
            r#""term_days": 380"#,
            "days out of order",
        ),
        (
            r#""scan_least_days": 35"#,
            r#""scan_least_days": 0"#,
            "days out of order",
        ),
        (
            r#""id": "vomiting""#,
            r#""id": "cough""#,
            "cough: the engine does not know it",
        ),
        (
            r#"{"below": 95}"#,
            r#"{"below": 95, "low": 90}"#,
            "saturation: limits that the engine asks for",
        ),
        (
            r#"{"below": 95}"#,
            r#"{"below": 0}"#,
            "limits that are none",
        ),
        (
            r#"{"below": 95}"#,
            r#"{"below": -95}"#,
            "limits that are none",
        ),
        ("[0.5, 2.0]", "[0.0, 2.0]", "gain: ranges"),
        ("[0.5, 2.0]", "[2.0, 2.0]", "gain: ranges"),
    ] {
        assert!(rules.contains(from), "{from}");
        let wrong = said(&rules.replacen(from, to, 1), &kz);
        assert!(wrong.contains(fault), "{to}: {wrong}");
    }
    assert_eq!(said(&rules, &kz), "");
}

#[test]
fn a_fault_in_a_schedule_is_named() {
    let rules = shipped("rules.json");
    let kz: serde_json::Value = serde_json::from_str(&shipped("kz.json")).unwrap();
    let with = |key: &str, value: &str| {
        let mut other = kz.clone();
        other[key] = value.into();
        said(&rules, &other.to_string())
    };
    for (key, value) in [
        ("schema", "feldsher-antenatal/2"),
        ("title", ""),
        ("seen", ""),
    ] {
        assert_eq!(with(key, value), "kz: schema, title or seen", "{key}");
    }
    let mut twice = kz.clone();
    twice["contacts"][1]["week"] = 12.into();
    assert_eq!(said(&rules, &twice.to_string()), "kz: weeks out of order");
}
