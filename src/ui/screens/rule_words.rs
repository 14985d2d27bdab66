//! A rule of dosing in words that a pharmacist can judge: for whom, how much, how often, from which source. Text only.

use super::card_words::{dose_text, in_words, route_word, source_text};
use crate::clinical::{
    Band, DoseKind, Formulary, Population, Rule, Sex, Span, Verified, data_text,
};
use crate::domain::dose::{Dose, shown};
use crate::i18n::numbers;
use crate::ui::cx::Cx;

/// Name of a medicine in the user's language, with its international one.
pub fn medicine_text(cx: &Cx, id: &str) -> String {
    let Some(medicine) = Formulary::builtin().medicine(id) else {
        return id.to_owned();
    };
    let name = data_text(cx.lang, &format!("medicine-{id}"), &medicine.inn);
    if name.translated && name.text != medicine.inn {
        format!("{} · {}", name.text, medicine.inn)
    } else {
        medicine.inn.clone()
    }
}

/// English prose of the data in the user's language, or as it stands and marked so.
pub fn prose(cx: &Cx, kind: &str, rule: &Rule, english: &str) -> String {
    in_words(cx, &format!("{kind}-{}", rule.id), english)
}

pub fn routes(cx: &Cx, rule: &Rule) -> String {
    let words: Vec<String> = rule.route.iter().map(|r| route_word(cx, r)).collect();
    words.join(", ")
}

/// For whom; everybody where the rule sets no limit.
pub fn who(cx: &Cx, population: &Population) -> String {
    let mut parts = Vec::new();
    let mut say = |key: &str, text: Option<String>| {
        if let Some(text) = text {
            parts.push(cx.tr_with(key, &[("limit", &text)]));
        }
    };
    say("rules-from", population.age_min.map(|age| span(cx, age)));
    let oldest = population.age_max.filter(|age| !is_lifetime(*age));
    say("rules-under", oldest.map(|age| span(cx, age)));
    say(
        "rules-from",
        population.weight_min.map(|kg| kilograms(cx, kg)),
    );
    say(
        "rules-under",
        population.weight_max.map(|kg| kilograms(cx, kg)),
    );
    match population.sex {
        Some(Sex::Female) => parts.push(cx.tr("common-sex-female")),
        Some(Sex::Male) => parts.push(cx.tr("common-sex-male")),
        None => {}
    }
    match population.pregnant {
        Some(true) => parts.push(cx.tr("rules-pregnant")),
        Some(false) => parts.push(cx.tr("rules-not-pregnant")),
        None => {}
    }
    if parts.is_empty() {
        parts.push(cx.tr("rules-everybody"));
    }
    parts.join(", ")
}

/// The dose, one line for each band.
pub fn dose(cx: &Cx, rule: &Rule) -> Vec<String> {
    let ends = (
        rule.dose.min.unwrap_or_default(),
        rule.dose.max.unwrap_or_default(),
    );
    let range = range(cx, rule, ends);
    let key = match rule.dose.kind {
        DoseKind::PerKgDose => "rules-per-kg-dose",
        DoseKind::PerKgDay => "rules-per-kg-day",
        DoseKind::FixedDose => "rules-fixed-dose",
        DoseKind::FixedDay => "rules-fixed-day",
        DoseKind::Band => return bands(cx, rule),
    };
    vec![cx.tr_with(key, &[("dose", &range)])]
}

fn bands(cx: &Cx, rule: &Rule) -> Vec<String> {
    let key = match rule.dose.per.as_deref() {
        Some("day") => "rules-fixed-day",
        _ => "rules-fixed-dose",
    };
    let line = |band: &Band| {
        let limits = Population {
            age_min: band.age_min,
            age_max: band.age_max,
            weight_min: band.weight_min,
            weight_max: band.weight_max,
            ..Population::default()
        };
        let dose = range(cx, rule, (band.dose_min, band.dose_max));
        let dose = cx.tr_with(key, &[("dose", &dose)]);
        format!("{} — {dose}", who(cx, &limits))
    };
    rule.bands.iter().map(line).collect()
}

/// Everything that bounds it, one line each.
pub fn caps(cx: &Cx, rule: &Rule) -> Vec<String> {
    let mut lines = Vec::new();
    let mut amount = |key: &str, value: Option<f64>| {
        if let Some(value) = value {
            lines.push(cx.tr_with(key, &[("dose", &figure(cx, rule, value))]));
        }
    };
    amount("rules-most-single", rule.max_single);
    amount("rules-most-day", rule.max_daily);
    amount("rules-most-day-kg", rule.max_daily_per_kg);
    let number = |value: f64| numbers::rounded(cx.lang, shown(value), 9);
    let mut count = |key: &str, value: Option<f64>| {
        if let Some(value) = value {
            lines.push(cx.tr_with(key, &[("number", &number(value))]));
        }
    };
    count("rules-most-kg", rule.max_kg);
    count("rules-divided", rule.dose.divided);
    count("rules-gap", rule.interval_h);
    count("rules-times", rule.doses_per_day);
    if let Some([least, most]) = rule.duration_days {
        let days = if least == most {
            least.to_string()
        } else {
            format!("{least}–{most}")
        };
        lines.push(cx.tr_with("rules-days", &[("number", &days)]));
    }
    if rule.repeats {
        lines.push(cx.tr("rules-repeats"));
    }
    if rule.only_chosen {
        lines.push(cx.tr("rules-only-chosen"));
    }
    if let Some(from) = &rule.cap_from {
        let title = Formulary::builtin().source_title(&from.source);
        let source = placed(cx, title.unwrap_or(&from.source), &from.place);
        lines.push(cx.tr_with("rules-cap-from", &[("source", &source)]));
    }
    let cap = rule.capped_by.as_deref();
    if let Some(cap) = cap.and_then(|id| Formulary::builtin().rule(id)) {
        let text = dose(cx, cap).join("; ");
        lines.push(cx.tr_with("rules-capped", &[("dose", &text)]));
    }
    lines
}

/// Title and place of the source.
pub fn source(cx: &Cx, rule: &Rule) -> String {
    let title = Formulary::builtin()
        .source_title(&rule.source)
        .unwrap_or(&rule.source);
    placed(cx, title, &rule.place)
}

fn placed(cx: &Cx, title: &str, place: &str) -> String {
    let text = source_text(cx, title);
    if place.is_empty() {
        text
    } else {
        format!("{text}, {place}")
    }
}

/// How sure the figure is.
pub fn confidence(cx: &Cx, rule: &Rule) -> String {
    cx.tr(match (rule.verified, rule.seen.as_deref()) {
        (Verified::Knowledge, _) => "rules-knowledge",
        (Verified::SourceSeen, Some("primary")) => "rules-seen-primary",
        (Verified::SourceSeen, _) => "rules-seen-second",
    })
}

fn range(cx: &Cx, rule: &Rule, (low, high): (f64, f64)) -> String {
    if (low - high).abs() < 1e-12 {
        return figure(cx, rule, high);
    }
    let low = numbers::rounded(cx.lang, shown(low), 9);
    format!("{low}–{}", figure(cx, rule, high))
}

/// A figure in the rule's unit; a unit of more than one word ("mL of 40 mg/mL") as the rule has it.
fn figure(cx: &Cx, rule: &Rule, value: f64) -> String {
    match &rule.basis {
        Some(basis) if !rule.dose.unit.contains(' ') => dose_text(cx, Dose::new(value, basis.unit)),
        _ => {
            let number = numbers::rounded(cx.lang, shown(value), 9);
            format!("{number}\u{a0}{}", rule.dose.unit)
        }
    }
}

/// A limit that nobody reaches says nothing.
fn is_lifetime(age: Span) -> bool {
    matches!(age, Span::Months(months) if months >= 100 * 12)
}

fn kilograms(cx: &Cx, kg: f64) -> String {
    let number = numbers::rounded(cx.lang, shown(kg), 9);
    format!("{number}\u{a0}{}", cx.tr("common-unit-kg"))
}

fn span(cx: &Cx, age: Span) -> String {
    let (key, n) = match age {
        Span::Days(days) => ("common-age-days", days),
        // "From 12 months": the first year has a case of its own in Russian.
        Span::Months(months) if months % 12 == 0 && months > 12 => {
            ("common-age-years", months / 12)
        }
        Span::Months(months) => ("common-age-months", months),
    };
    cx.tr_with(key, &[("n", &n.to_string())])
}
