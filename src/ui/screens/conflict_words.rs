//! A disputed fact in words: which fact it is, and in what its values differ beyond the first line.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::domain::background::{DISABILITY_VALUES, HABIT_VALUES, HABITS};
use crate::domain::card::ConflictValue;
use crate::domain::dates::PartialDate;
use crate::ui::cx::Cx;
use crate::ui::screens::background_edit::relation_word;
use crate::ui::screens::parts;

/// What the first line of a value says already.
const SUMMARY: [&str; 5] = ["title", "substance", "name", "text", "value"];
/// Who and when stand below; the id of a medicine means nothing to people.
const SILENT: [&str; 4] = ["at", "by", "medicine", "system"];

/// In what this value differs from the others, one line each: two problems of one title may differ in their onset alone.
pub fn differences(cx: &Cx, values: &[ConflictValue], index: usize) -> Vec<String> {
    let read: Vec<Map<String, Value>> = values
        .iter()
        .map(|v| serde_json::from_str(&v.json).unwrap_or_default())
        .collect();
    let Some(own) = read.get(index) else {
        return Vec::new();
    };
    let first = |fields: &Map<String, Value>| {
        SUMMARY
            .into_iter()
            .find(|name| fields.get(*name).is_some_and(Value::is_string))
    };
    let keys: BTreeSet<&String> = read.iter().flat_map(Map::keys).collect();
    keys.into_iter()
        .filter(|key| !SILENT.contains(&key.as_str()) && first(own) != Some(key.as_str()))
        .filter(|key| read.iter().any(|other| other.get(*key) != own.get(*key)))
        .map(|key| {
            let value = own.get(key).map(|value| value_word(cx, key, value));
            let value = value
                .filter(|text| !text.is_empty())
                .unwrap_or_else(|| cx.tr("common-not-recorded"));
            format!("{} — {value}", field_word(cx, key))
        })
        .collect()
}

/// Facts that the dose check reads: it counts every value while they are disputed.
pub fn weighs_on_doses(key: &str) -> bool {
    let head = key.split_once('/').map_or(key, |(head, _)| head);
    matches!(head, "al" | "alst" | "pr" | "med" | "preg")
}

fn field_word(cx: &Cx, key: &str) -> String {
    match key {
        "status" => cx.tr("card-status"),
        "onset" | "since" => cx.tr("card-onset"),
        "note" => cx.tr("common-note"),
        "dose" => cx.tr("common-dose"),
        "frequency" => cx.tr("card-frequency"),
        "reactions" => cx.tr("screen-allergy-reaction"),
        "severity" => cx.tr("card-severity"),
        "code" => cx.tr("screen-conflict-code"),
        "phone" => cx.tr("common-phone"),
        "relation" => cx.tr("screen-kin-relation"),
        "kind" => cx.tr("passport-procedure-kind"),
        "date" => cx.tr("passport-procedure-date"),
        other => other.to_owned(),
    }
}

fn value_word(cx: &Cx, key: &str, value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Array(all) => all
            .iter()
            .filter_map(Value::as_str)
            .collect::<Vec<_>>()
            .join(" + "),
        other => other.to_string(),
    };
    match (key, text.as_str()) {
        ("status", "active" | "resolved") => cx.tr(&format!("card-status-{text}")),
        ("status", "entered-in-error") => cx.tr("common-entered-in-error"),
        ("severity", "mild" | "moderate" | "severe" | "unknown") => {
            cx.tr(&format!("common-severity-{text}"))
        }
        ("relation", _) => relation_word(cx, &text),
        ("kind", "operation" | "implant") => cx.tr(&format!("passport-procedure-{text}")),
        ("onset" | "since" | "date", _) => text
            .parse::<PartialDate>()
            .map_or_else(|_| text.clone(), |date| cx.partial(date)),
        _ => text,
    }
}

/// A key of the card in words.
pub fn fact_word(cx: &Cx, key: &str) -> String {
    let (head, tail) = key.split_once('/').unwrap_or((key, ""));
    match head {
        "name.sur" => cx.tr("common-family-name"),
        "name.giv" => cx.tr("common-given-name"),
        "name.pat" => cx.tr("common-patronymic"),
        "sex" => cx.tr("common-sex"),
        "born" => cx.tr("common-birth-date"),
        "weeks" => cx.tr("screen-weeks"),
        "lang" => cx.tr("screen-paper-language"),
        "addr" => cx.tr("common-address"),
        "tel" => cx.tr("common-phone"),
        "dead" => cx.tr("ui-banner-died"),
        "id" => parts::number_label(cx, tail),
        "ct" => cx.tr("screen-kin"),
        "rel" => cx.tr("screen-fact-relative"),
        "att" => cx.tr("screen-fact-attached"),
        "alst" | "al" => cx.tr("common-allergy"),
        "pr" => cx.tr("screen-fact-problem"),
        "med" => cx.tr("common-medicine"),
        "alert" => cx.tr("screen-fact-alert"),
        "preg" => cx.tr("common-pregnancy"),
        "blood" => cx.tr("screen-fact-blood"),
        "risk" if HABITS.contains(&tail) => cx.tr(&format!("passport-habit-{tail}")),
        "risk" => cx.tr("passport-habits"),
        "disab" => cx.tr("passport-disability"),
        "proc" => cx.tr("passport-procedure"),
        "fam" => cx.tr("passport-family-illness"),
        "none" => cx.tr("passport-say-none"),
        _ => key.to_owned(),
    }
}

/// The first line of a value in words: some facts are kept as codes.
pub fn summary_word(cx: &Cx, key: &str, summary: &str) -> String {
    let (head, _) = key.split_once('/').unwrap_or((key, ""));
    match (head, summary) {
        ("preg", "yes" | "no" | "unknown") => cx.tr(&format!("common-{summary}")),
        ("sex", "female" | "male" | "unknown") => cx.tr(&format!("common-sex-{summary}")),
        ("risk", value) if HABIT_VALUES.contains(&value) => {
            cx.tr(&format!("passport-habit-{value}"))
        }
        ("disab", value) if DISABILITY_VALUES.contains(&value) => {
            cx.tr(&format!("passport-disability-{value}"))
        }
        _ => summary.to_owned(),
    }
}
