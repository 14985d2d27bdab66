//! What is wrong with the data files, as sentences for developers. Run by the tests over the shipped files.

use std::collections::BTreeSet;

use super::book::{Book, Schedule, Sign};
use super::signs::ASKED;

const RULES: &str = "feldsher-pregnancy/1";
const SCHEDULE: &str = "feldsher-antenatal/1";

/// Signs that are measured, with the limits that the engine asks for.
const NEEDS: [(&str, &[&str]); 22] = [
    ("bp-severe", &["systolic", "diastolic"]),
    ("bp-high", &["systolic", "diastolic"]),
    ("bp-low", &["below"]),
    ("temperature", &["from"]),
    ("pulse", &["low", "high"]),
    ("respiration", &["from"]),
    ("saturation", &["below"]),
    ("shock", &["below", "pulse", "index"]),
    (
        "preeclampsia",
        &["systolic", "diastolic", "plus", "from_days"],
    ),
    ("fetal-heart", &["low", "high", "from_days"]),
    ("hb-severe", &["below"]),
    ("hb-low", &["first", "second", "third"]),
    ("protein", &["plus"]),
    ("movements", &["from_days"]),
    ("post-term", &["from_days"]),
    ("fundal-low", &["cm", "from_days", "until_days"]),
    ("fundal-high", &["cm", "from_days", "until_days"]),
    ("presentation", &["from_days"]),
    ("presentation-unclear", &["from_days"]),
    ("history", &[]),
    ("rhesus", &["from_days"]),
    ("fetuses", &[]),
];

/// Every fault by name; empty when sound. `word` says whether a catalogue has the key.
pub fn problems(book: &Book, word: &dyn Fn(&str) -> bool) -> Vec<String> {
    let mut wrong = Vec::new();
    let rules = &book.rules;
    if rules.schema != RULES {
        wrong.push("rules: schema".to_owned());
    }
    let sources = [
        ("dating", &rules.dating.source, &rules.dating.place),
        (
            "trimesters",
            &rules.trimesters.source,
            &rules.trimesters.place,
        ),
        ("gain", &rules.gain.source, &rules.gain.place),
    ];
    let signs = rules.signs.iter();
    let of_signs = signs.map(|sign| (sign.id.as_str(), &sign.source, &sign.place));
    for (id, source, place) in sources.into_iter().chain(of_signs) {
        if !rules.sources.contains_key(source) || place.is_empty() {
            wrong.push(format!("{id}: no source, or no place in it"));
        }
    }
    dating(book, &mut wrong);
    signs_of(book, word, &mut wrong);
    gain(book, &mut wrong);
    let mut countries = BTreeSet::new();
    for schedule in &book.schedules {
        if !countries.insert(schedule.country) {
            wrong.push(format!("{}: twice", schedule.country.code()));
        }
        of_schedule(schedule, &mut wrong);
    }
    wrong
}

fn dating(book: &Book, wrong: &mut Vec<String>) {
    let dating = &book.rules.dating;
    let rising = |pair: &[super::book::Band]| {
        let below = pair[0].below_days;
        below.is_some()
            && pair[1].below_days.is_none_or(|next| below < Some(next))
            && pair[0].differs_days <= pair[1].differs_days
    };
    let ends = dating.redate.last().is_some_and(|b| b.below_days.is_none());
    if !ends || !dating.redate.windows(2).all(rising) {
        wrong.push("dating: the table of redating does not rise to an open end".to_owned());
    }
    let in_order = [
        dating.scan_least_days,
        dating.well_dated_before_days,
        dating.late_from_days,
        dating.term_days,
        dating.scan_most_days,
        dating.max_days,
    ];
    if !in_order.is_sorted() || in_order[0] <= 0 {
        wrong.push("dating: days out of order".to_owned());
    }
    let thirds = &book.rules.trimesters;
    if thirds.second_from_days >= thirds.third_from_days {
        wrong.push("trimesters: out of order".to_owned());
    }
}

fn signs_of(book: &Book, word: &dyn Fn(&str) -> bool, wrong: &mut Vec<String>) {
    let mut ids = BTreeSet::new();
    for sign in &book.rules.signs {
        if !ids.insert(sign.id.as_str()) {
            wrong.push(format!("{}: twice", sign.id));
        }
        if !word(&format!("pregnancy-sign-{}", sign.id)) {
            wrong.push(format!("{}: no words", sign.id));
        }
        if let Some(fault) = limits(sign) {
            wrong.push(format!("{}: {fault}", sign.id));
        }
    }
    let needed = NEEDS.iter().map(|(id, _)| *id).chain(ASKED);
    for id in needed {
        if !ids.contains(id) {
            wrong.push(format!("{id}: is looked for by nobody"));
        }
    }
}

fn limits(sign: &Sign) -> Option<&'static str> {
    let needed = NEEDS.iter().find(|(id, _)| *id == sign.id);
    let names: &[&str] = match needed {
        Some((_, names)) => names,
        None if ASKED.contains(&sign.id.as_str()) => &[],
        None => return Some("the engine does not know it"),
    };
    let given: Vec<&str> = sign.limits.keys().map(String::as_str).collect();
    if names.iter().any(|name| !given.contains(name)) || given.len() != names.len() {
        return Some("limits that the engine asks for are missing, or others stand there");
    }
    let sane = sign
        .limits
        .values()
        .all(|limit| *limit > 0.0 && limit.is_finite());
    let low_high = sign.limit("low").zip(sign.limit("high"));
    if !sane || low_high.is_some_and(|(low, high)| low >= high) {
        return Some("limits that are none");
    }
    None
}

fn gain(book: &Book, wrong: &mut Vec<String>) {
    let gain = &book.rules.gain;
    let rises = |[least, most]: [f64; 2]| least > 0.0 && least < most;
    let bands = gain.bands.iter().all(|band| rises(band.weekly_kg));
    let ends = gain.bands.last().is_some_and(|b| b.bmi_below.is_none());
    if !rises(gain.first_kg) || !bands || !ends || gain.from_days <= 0 {
        wrong.push("gain: ranges that are none".to_owned());
    }
}

fn of_schedule(schedule: &Schedule, wrong: &mut Vec<String>) {
    let country = schedule.country.code();
    if schedule.schema != SCHEDULE || schedule.title.is_empty() || schedule.seen.is_empty() {
        wrong.push(format!("{country}: schema, title or seen"));
    }
    let weeks: Vec<i64> = schedule.contacts.iter().map(|one| one.week).collect();
    let rising = weeks.windows(2).all(|pair| pair[0] < pair[1]);
    let sane = weeks.iter().all(|week| (4..=42).contains(week));
    if weeks.is_empty() || !rising || !sane {
        wrong.push(format!("{country}: weeks out of order"));
    }
    if schedule.contacts.iter().any(|one| one.place.is_empty()) {
        wrong.push(format!("{country}: no place in a source"));
    }
}
