//! ETAT: which child is seen at once, which before the others, which waits.

use serde_json::json;

use super::Answer;
use super::values::Values;

const EMERGENCY: [&str; 4] = [
    "not_breathing",
    "central_cyanosis",
    "severe_respiratory_distress",
    "convulsing",
];

const PRIORITY: [&str; 11] = [
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
];

const DEHYDRATION: [&str; 3] = ["lethargy", "sunken_eyes", "skin_pinch_over_2s"];

pub fn etat(v: &Values<'_>) -> Answer {
    let set = |names: &[&'static str]| -> Vec<&'static str> {
        names.iter().copied().filter(|name| v.is(name)).collect()
    };
    let mut emergency = set(&EMERGENCY);
    if v.is("cold_hands") && (v.is("capillary_refill_over_3s") || v.is("weak_fast_pulse")) {
        emergency.extend(set(&[
            "cold_hands",
            "capillary_refill_over_3s",
            "weak_fast_pulse",
        ]));
    }
    if matches!(v.word("avpu"), Some("P" | "U")) {
        emergency.push("avpu");
    }
    let dry = set(&DEHYDRATION);
    if v.is("diarrhoea") && dry.len() as f64 >= v.constant("dehydration_signs")? {
        emergency.push("diarrhoea");
        emergency.extend(&dry);
    }
    let mut priority = set(&PRIORITY);
    if v.number("age_months")? < v.constant("tiny_months")? {
        priority.push("age_months");
    }
    if v.is("lethargy") {
        priority.push("lethargy");
    }
    let (category, signs) = if !emergency.is_empty() {
        ("emergency", emergency)
    } else if !priority.is_empty() {
        ("priority", priority)
    } else {
        ("queue", Vec::new())
    };
    Ok(vec![("category", json!(category)), ("signs", json!(signs))])
}
