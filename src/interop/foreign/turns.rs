//! What turns the meaning of an entry: read without it, it would say the opposite. Everything that is not known to be harmless counts.

use super::super::json::Value;
use super::{lines, plain};
use crate::domain::lang::Lang;
use crate::i18n::{has, tr};

/// States in which an entry says what it says. Any other is told, with our word where we have one.
const PLAIN: [&str; 16] = [
    "active",
    "final",
    "completed",
    "confirmed",
    "current",
    "in-progress",
    "finished",
    "generated",
    "available",
    "registered",
    "recurrence",
    "relapse",
    "additional",
    "amended",
    "corrected",
    "extensions",
];
/// Fields that hold such a state.
const STATES: [&str; 4] = [
    "status",
    "clinicalStatus",
    "verificationStatus",
    "docStatus",
];
/// Statements of SNOMED CT that something is not there, or that nothing is known (IPS 1.1 and 2.0).
const NONE_KNOWN: [&str; 9] = [
    "716186003",
    "409137002",
    "428607008",
    "429625007",
    "428197003",
    "160245001",
    "787481004",
    "1217675007",
    "787480003",
];
const NOTHING_KNOWN: [&str; 1] = ["1287211007"];

/// Test data of nobody (`HTEST`).
pub(super) fn is_test(resource: &Value) -> bool {
    let Some(meta) = resource.get("meta") else {
        return false;
    };
    let labels = meta.list_of("security").iter().chain(meta.list_of("tag"));
    labels
        .into_iter()
        .any(|label| label.text_of("code") == Some("HTEST"))
}

/// The sentences for one resource.
pub(super) fn of(lang: Lang, resource: &Value) -> Vec<String> {
    let mut out = Vec::new();
    for name in STATES {
        for state in resource.list_of(name) {
            let codes = match state {
                Value::Text(code) => vec![code.as_str()],
                other => {
                    let coded: Vec<&str> = other
                        .list_of("coding")
                        .iter()
                        .filter_map(|c| c.text_of("code"))
                        .collect();
                    if coded.is_empty() {
                        other.text_of("text").into_iter().collect()
                    } else {
                        coded
                    }
                }
            };
            for code in codes {
                if !PLAIN.contains(&code) {
                    push(&mut out, state_words(lang, code));
                }
            }
        }
    }
    for (name, value, key) in [
        ("doNotPerform", true, "foreign-not-to-do"),
        ("wasNotGiven", true, "foreign-state-not-done"),
        ("notGiven", true, "foreign-state-not-done"),
        ("notTaken", true, "foreign-state-not-taken"),
        ("negated", true, "foreign-negated"),
        ("active", false, "foreign-state-inactive"),
        ("deceasedBoolean", true, "foreign-dead"),
    ] {
        if resource.get(name) == Some(&Value::Bool(value)) {
            push(&mut out, tr(lang, key, &[]));
        }
    }
    if resource.get("deceasedDateTime").is_some() {
        push(&mut out, tr(lang, "foreign-dead", &[]));
    }
    if let Some(rules) = resource.text_of("implicitRules") {
        push(
            &mut out,
            tr(lang, "foreign-modifier", &[("what", &plain(rules))]),
        );
    }
    deep(lang, resource, &mut out);
    out
}

/// So many sentences above an entry; everything stands among its lines too.
const MOST: usize = 60;

fn push(out: &mut Vec<String>, text: String) {
    if out.len() < MOST && !out.contains(&text) {
        out.push(text);
    }
}

/// Our word with the code that was written.
fn state_words(lang: Lang, code: &str) -> String {
    let key = format!("foreign-state-{code}");
    if code.chars().all(|c| c.is_ascii_lowercase() || c == '-') && has(lang, &key) {
        format!("{} ({code})", tr(lang, &key, &[]))
    } else {
        tr(lang, "foreign-state", &[("state", &plain(code))])
    }
}

/// Modifiers, absent values and statements of absence, wherever they stand.
fn deep(lang: Lang, value: &Value, out: &mut Vec<String>) {
    match value {
        Value::List(items) => items.iter().for_each(|item| deep(lang, item, out)),
        Value::Object(fields) => {
            for (name, inner) in fields {
                match name.as_str() {
                    "modifierExtension" => {
                        for one in value.list_of(name) {
                            let url = one.text_of("url").unwrap_or_default();
                            push(out, tr(lang, "foreign-modifier", &[("what", &plain(url))]));
                        }
                    }
                    "coding" | "valueCoding" => {
                        for coding in value.list_of(name) {
                            absence(lang, coding, out);
                        }
                    }
                    _ => {}
                }
                deep(lang, inner, out);
            }
        }
        _ => {}
    }
}

fn absence(lang: Lang, coding: &Value, out: &mut Vec<String>) {
    let code = coding.text_of("code").unwrap_or_default();
    let system = coding.text_of("system").unwrap_or_default();
    let key = if system.ends_with("/absent-unknown-uv-ips") {
        if code.starts_with("no-known") {
            "foreign-none-known"
        } else {
            "foreign-nothing-known"
        }
    } else if system == "http://snomed.info/sct" && NONE_KNOWN.contains(&code) {
        "foreign-none-known"
    } else if system == "http://snomed.info/sct" && NOTHING_KNOWN.contains(&code) {
        "foreign-nothing-known"
    } else {
        return;
    };
    let what = coding
        .text_of("display")
        .map_or_else(|| lines::concept_text(coding), plain);
    let what = if what.is_empty() { plain(code) } else { what };
    push(out, tr(lang, key, &[("what", &what)]));
}
