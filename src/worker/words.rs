//! Faults as sentences, for both faces.

use chrono::NaiveDate;

use super::api::Fault;
use crate::clock::{Clock as _, SystemClock};
use crate::domain::lang::Lang;
use crate::domain::number::Decimal;
use crate::forms::{FormSet, VISIT};
use crate::i18n::{dates, has, numbers, tr};

/// The fault in words; `None` where the catalogue has none for it.
pub fn fault_words(lang: Lang, fault: &Fault) -> Option<String> {
    let key = format!("error-{}", fault.code);
    if !has(lang, &key) {
        return None;
    }
    let mut args = fault.args.clone();
    if let Some(day) = value(fault, "erased_at")
        .and_then(|at| at.parse().ok())
        .and_then(local_day)
    {
        args.push(("day".to_owned(), dates::short(lang, day)));
    }
    if let Some(finding) = value(fault, "finding").map(str::to_owned) {
        args.extend(about_field(lang, fault, &finding));
    }
    Some(tr(lang, &key, &borrowed(&args)))
}

/// A finding about a field of a visit: the field's label, and what is wrong in the words that stand beside it on the screen.
fn about_field(lang: Lang, fault: &Fault, finding: &str) -> [(String, String); 2] {
    let label = |link_id: &str| {
        let form = FormSet::in_force().current(value(fault, "form").unwrap_or(VISIT));
        let item = form.and_then(|form| form.item(link_id));
        item.map_or_else(|| link_id.to_owned(), |item| item.text(lang).to_owned())
    };
    let inside: Vec<(String, String)> = fault
        .args
        .iter()
        .map(|(name, value)| {
            let text = match name.as_str() {
                "item" => label(value),
                _ => Decimal::parse(value)
                    .map_or_else(|_words| value.clone(), |n| numbers::decimal(lang, n)),
            };
            (name.clone(), text)
        })
        .collect();
    let field = value(fault, "field").unwrap_or_default();
    [
        ("label".to_owned(), label(field)),
        ("why".to_owned(), tr(lang, finding, &borrowed(&inside))),
    ]
}

/// Of a moment in UTC seconds, where this computer stands.
fn local_day(at: i64) -> Option<NaiveDate> {
    dates::local_day(at, SystemClock.offset_minutes())
}

fn value<'a>(fault: &'a Fault, wanted: &str) -> Option<&'a str> {
    let found = fault.args.iter().find(|(name, _)| name == wanted);
    found.map(|(_, value)| value.as_str())
}

fn borrowed(args: &[(String, String)]) -> Vec<(&str, &str)> {
    args.iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}
