//! A pregnancy in words: one sentence a finding, what is missing, what comes next. Text only, no drawing.

use chrono::NaiveDate;

use super::Followed;
use crate::clinical::immunise::Seen;
use crate::clinical::pregnancy::{
    Age, Book, By, Chart, Contact, Dated, Finding, Gap, Measure, OutOfRange, Row, Status, Undated,
    next,
};
use crate::domain::dates::PartialDate;
use crate::domain::lang::Lang;
use crate::domain::number::Decimal;
use crate::domain::pregnancy::Booking;
use crate::i18n::{dates, numbers, tr};

/// Between a number and its unit: they are never parted (MEDi-008).
const NBSP: char = '\u{a0}';

/// `26 wk 3 d`.
pub fn age_text(lang: Lang, age: Age) -> String {
    let (weeks, days) = (age.weeks().to_string(), age.odd_days().to_string());
    let text = tr(lang, "pregnancy-age", &[("weeks", &weeks), ("days", &days)]);
    text.replace(' ', &NBSP.to_string())
}

/// How far she is and when the birth is due, and what makes that uncertain: one sentence each, the main one first.
pub fn dating_sentences(
    lang: Lang,
    dated: Result<Dated, Undated>,
    today: NaiveDate,
) -> Vec<String> {
    let rules = &Book::builtin().rules.dating;
    let say = |key: &str, args: &[(&str, &str)]| tr(lang, key, args);
    let dated = match dated {
        Ok(dated) => dated,
        Err(Undated::ScanBeforeLmp) => return vec![say("pregnancy-scan-early", &[])],
        Err(Undated::Nothing | Undated::ScanAge | Undated::Calendar) => {
            return vec![say("pregnancy-undated", &[])];
        }
    };
    let age = match dated.age_on(rules, today) {
        Ok(age) => age,
        Err(OutOfRange::After) => return vec![say("pregnancy-over", &[])],
        Err(OutOfRange::Before) => return vec![say("pregnancy-ahead", &[])],
    };
    let key = match dated.by {
        By::Lmp => "pregnancy-dated-lmp",
        By::Ultrasound => "pregnancy-dated-ultrasound",
    };
    let due = dates::short(lang, dated.due);
    let mut all = vec![say(key, &[("age", &age_text(lang, age)), ("due", &due)])];
    all.extend(dating_doubts(lang, &dated));
    all
}

/// What stands beside the date: that two dates differ, that it is uncertain.
pub fn dating_doubts(lang: Lang, dated: &Dated) -> Vec<String> {
    let rules = &Book::builtin().rules.dating;
    let mut all = Vec::new();
    if let (Some(differs), Some(allowed)) = (dated.difference_days, dated.allowed_days) {
        let key = if dated.is_redated() {
            "pregnancy-redated"
        } else {
            "pregnancy-agrees"
        };
        let (days, allowed) = (differs.abs().to_string(), allowed.to_string());
        all.push(tr(lang, key, &[("days", &days), ("allowed", &allowed)]));
    }
    match dated.scanned_at_days {
        Some(days) if days >= rules.late_from_days && dated.difference_days.is_some() => {
            let age = age_text(lang, Age { days });
            all.push(tr(lang, "pregnancy-late-scan", &[("age", &age)]));
        }
        Some(_) | None => {}
    }
    if dated.is_uncertain(rules) {
        all.push(tr(lang, "pregnancy-uncertain", &[]));
    }
    all
}

/// One sentence with what to do; the day of the measurement before it where it was not today, the time where a better value followed.
pub fn finding_text(lang: Lang, finding: &Finding<'_>, today: NaiveDate) -> String {
    let number = |name: &str| {
        let found = finding.numbers.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| *value)
    };
    let mut args: Vec<(&str, String)> = Vec::new();
    if let (Some(over), Some(under)) = (number("over"), number("under")) {
        args.push(("pressure", pressure_text(lang, Some(over), Some(under))));
    }
    if let Some(plus) = number("plus") {
        args.push(("protein", protein_text(lang, plus)));
    }
    for (name, value) in &finding.numbers {
        args.push((name, numbers::rounded(lang, *value, 1)));
    }
    let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let text = tr(lang, &format!("pregnancy-sign-{}", finding.sign.id), &args);
    let day = finding.on.filter(|on| *on != today);
    let day = day.map(|on| dates::short(lang, on));
    let time = finding.time.map(|time| time.format("%H:%M").to_string());
    let when: Vec<String> = day.into_iter().chain(time).collect();
    if when.is_empty() {
        text
    } else {
        format!("{}: {text}", when.join(" "))
    }
}

/// Where a sign comes from, and that nobody has confirmed it.
pub fn source_text(lang: Lang, finding: &Finding<'_>) -> String {
    let title = Book::builtin().source(&finding.sign.source);
    let mut text = tr(lang, "pregnancy-source", &[("title", title)]);
    if finding.sign.verified == Seen::Knowledge {
        text = format!("{text} {}", tr(lang, "pregnancy-unconfirmed", &[]));
    }
    text
}

/// What was not measured, as one sentence; `None` where nothing is missing.
pub fn gaps_text(lang: Lang, gaps: &[Gap]) -> Option<String> {
    let word = |gap: &Gap| tr(lang, &format!("pregnancy-gap-{}", gap.code()), &[]);
    if gaps.contains(&Gap::Contact) {
        return Some(word(&Gap::Contact));
    }
    if gaps.is_empty() {
        return None;
    }
    let names: Vec<String> = gaps.iter().map(word).collect();
    let names = names.join(", ");
    Some(tr(lang, "pregnancy-gaps", &[("names", &names)]))
}

/// What contact comes next, and whether it is late.
pub fn next_text(lang: Lang, followed: &Followed<'_>) -> Option<(Status, String)> {
    if !followed.entry.content.is_open() {
        return None;
    }
    let row = next(&followed.rows)?;
    let key = match row.status {
        Status::Due => "pregnancy-contact-due",
        Status::Overdue => "pregnancy-contact-overdue",
        Status::Soon | Status::Later | Status::Held | Status::Missed => "pregnancy-contact-next",
    };
    let (week, date) = (row.planned.week.to_string(), dates::short(lang, row.day));
    Some((
        row.status,
        tr(lang, key, &[("week", &week), ("date", &date)]),
    ))
}

pub fn status_word(lang: Lang, row: &Row<'_>) -> String {
    tr(
        lang,
        &format!("pregnancy-status-{}", row.status.code()),
        &[],
    )
}

/// `{ $weeks } wk`.
pub fn week_text(lang: Lang, week: i64) -> String {
    tr(lang, "pregnancy-weeks", &[("weeks", &week.to_string())]).replace(' ', &NBSP.to_string())
}

/// `140/90`; a side that nobody measured is a dash.
pub fn pressure_text(lang: Lang, over: Option<f64>, under: Option<f64>) -> String {
    let side = |value: Option<f64>| {
        value
            .filter(|value| *value > 0.0)
            .map_or_else(|| "\u{2014}".to_owned(), |v| numbers::rounded(lang, v, 0))
    };
    format!("{}/{}", side(over), side(under))
}

pub fn protein_text(lang: Lang, plus: f64) -> String {
    if plus < 0.25 {
        tr(lang, "pregnancy-protein-none", &[])
    } else if plus < 1.0 {
        tr(lang, "pregnancy-protein-trace", &[])
    } else {
        format!("{}+", numbers::rounded(lang, plus, 0))
    }
}

/// The cells of one contact: weight, pressure, fundus, fetal heart, protein, haemoglobin, danger signs. Empty: not measured.
pub fn cells(lang: Lang, contact: &Contact) -> [String; 7] {
    let one = |value: Option<f64>, digits: u8| {
        value.map_or_else(String::new, |v| numbers::rounded(lang, v, digits))
    };
    let pressure = (contact.systolic.is_some() || contact.diastolic.is_some())
        .then(|| pressure_text(lang, contact.systolic, contact.diastolic));
    let danger = contact.danger.as_ref().map(|codes| {
        let key = if codes.is_empty() {
            "pregnancy-danger-none"
        } else {
            "pregnancy-danger-some"
        };
        tr(lang, key, &[])
    });
    [
        one(contact.weight_kg, 1),
        pressure.unwrap_or_default(),
        one(contact.fundal_cm, 1),
        one(contact.fetal_heart, 0),
        contact
            .protein_plus
            .map_or_else(String::new, |plus| protein_text(lang, plus)),
        one(contact.haemoglobin_g_l, 0),
        danger.unwrap_or_default(),
    ]
}

/// Keys of the titles above [`cells`].
pub const COLUMNS: [&str; 7] = [
    "pregnancy-column-weight",
    "pregnancy-column-pressure",
    "pregnancy-column-fundal",
    "pregnancy-column-fetal-heart",
    "pregnancy-column-protein",
    "pregnancy-column-hb",
    "pregnancy-column-danger",
];

/// What was told at booking: the part, whose label is `print-item-pregnancy-<part>`, and its text. What nobody told is left out.
pub fn booking_parts(
    lang: Lang,
    booking: &Booking,
    blood: Option<&str>,
) -> Vec<(&'static str, String)> {
    let word = |key: &str| tr(lang, key, &[]);
    let date = |date: PartialDate| date.is_known().then(|| dates::short_partial(lang, date));
    let blood = blood.map_or_else(|| word("pregnancy-blood-missing"), str::to_owned);
    let rh = Booking::RHESUS.contains(&booking.father_rh.as_str());
    let father = rh.then(|| word(&format!("pregnancy-rh-{}", booking.father_rh)));
    let note = booking.note.trim();
    let all = [
        ("booked", date(booking.date)),
        ("blood", Some(blood)),
        ("father-rh", father),
        ("history", Some(history_text(lang, booking))),
        ("numbers", numbers_text(booking)),
        ("lmp", date(booking.lmp)),
        ("scan", scan_text(lang, booking)),
        ("fetuses", booking.fetuses.map(|n| n.to_string())),
        ("body", body_text(lang, booking)),
        ("note", (!note.is_empty()).then(|| note.to_owned())),
        ("end", ended_text(lang, booking)),
    ];
    let told = all.into_iter();
    told.filter_map(|(part, text)| Some((part, text?)))
        .collect()
}

/// `2, 1, 1`: a dash for what nobody asked.
fn numbers_text(booking: &Booking) -> Option<String> {
    let counts = [booking.gravida, booking.parity, booking.living];
    let text = |n: Option<i64>| n.map_or_else(|| "\u{2014}".to_owned(), |n| n.to_string());
    counts
        .iter()
        .any(Option::is_some)
        .then(|| counts.map(text).join(", "))
}

fn body_text(lang: Lang, booking: &Booking) -> Option<String> {
    let amount = |text: &str, unit: &str| {
        let value = numbers::decimal(lang, Decimal::parse(text).ok()?);
        Some(format!("{value}{NBSP}{}", tr(lang, unit, &[])))
    };
    let parts = [
        amount(&booking.height_cm, "common-unit-cm"),
        amount(&booking.weight_kg, "common-unit-kg"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

fn scan_text(lang: Lang, booking: &Booking) -> Option<String> {
    let weeks = booking.scan_weeks?;
    let days = weeks
        .saturating_mul(7)
        .saturating_add(booking.scan_days.unwrap_or(0));
    Some(format!(
        "{}, {}",
        dates::short_partial(lang, booking.scan_on),
        age_text(lang, Age { days })
    ))
}

fn history_text(lang: Lang, booking: &Booking) -> String {
    let word = |code: &str| tr(lang, &format!("pregnancy-history-{code}"), &[]);
    if booking.history.is_empty() {
        let code = if booking.history_asked {
            "none"
        } else {
            "not-asked"
        };
        return word(code);
    }
    let words: Vec<String> = booking
        .history
        .iter()
        .map(|code| {
            if Booking::HISTORY.contains(&code.as_str()) {
                word(code)
            } else {
                code.clone()
            }
        })
        .collect();
    words.join("; ")
}

/// `Ended on 3-Oct-2026: live birth.`
pub fn ended_text(lang: Lang, booking: &Booking) -> Option<String> {
    if booking.is_open() {
        return None;
    }
    let known = Booking::OUTCOMES.contains(&booking.outcome.as_str());
    let outcome = if known {
        tr(lang, &format!("pregnancy-outcome-{}", booking.outcome), &[])
    } else {
        booking.outcome.clone()
    };
    let date = dates::short_partial(lang, booking.ended);
    Some(tr(
        lang,
        "pregnancy-ended-on",
        &[("date", &date), ("outcome", &outcome)],
    ))
}

/// What stands above the upright axis.
pub fn upright_word(lang: Lang, measure: Measure) -> String {
    let key = match measure {
        Measure::Fundal => "pregnancy-upright-fundal",
        Measure::Weight => "pregnancy-upright-weight",
    };
    tr(lang, key, &[])
}

/// What the lines of a chart are.
pub fn lines_text(lang: Lang, chart: &Chart) -> String {
    let key = match chart.measure {
        Measure::Fundal => "pregnancy-curve-fundal",
        Measure::Weight if chart.lines.is_empty() => "pregnancy-curve-weight-bare",
        Measure::Weight => "pregnancy-curve-weight",
    };
    tr(lang, key, &[])
}

/// At the end of a line: how far it lies from the middle one. The range of gain needs no number.
pub fn line_label(lang: Lang, chart: &Chart, label: f64) -> String {
    match chart.measure {
        Measure::Weight => String::new(),
        Measure::Fundal if label > 0.0 => format!("+{}", numbers::rounded(lang, label, 0)),
        Measure::Fundal => numbers::rounded(lang, label, 0).replace('-', "\u{2212}"),
    }
}
