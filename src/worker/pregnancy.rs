//! The pregnancy of a card: its entry, its dates, what visits measured, signs and contacts. The card on screen and on paper begin
//! here. Pure: knows the card, not the window.

pub mod words;

use chrono::NaiveDate;

use crate::clinical::pregnancy::{
    Book, Chart, Contact, Dated, Finding, Gap, Known, Measure, Row, Schedule, Undated, Woman,
    begun, contacts, findings, fundal_chart, gaps, known, weight_chart,
};
use crate::domain::card::{CardView, Event, standing};
use crate::domain::country::Country;
use crate::domain::icd;
use crate::domain::ids::DocId;
use crate::domain::number::Decimal;
use crate::domain::pregnancy::Booking;
use crate::domain::visit::Visit;
use crate::forms::{ANTENATAL, Answer, decode_all};
use crate::i18n::dates;

use super::growth::amount;

/// Diagnoses that make a visit of any form one for the pregnancy: its supervision.
const SUPERVISION: [&str; 2] = ["Z34", "Z35"];

/// Everything that a pregnancy's screen and paper show.
#[derive(Debug, Clone)]
pub struct Followed<'c> {
    pub entry: &'c Event<Booking>,
    /// Entries that cannot both be true.
    pub is_disputed: bool,
    pub dated: Result<Dated, Undated>,
    pub woman: Woman,
    /// Newest first, and the visit behind each.
    pub contacts: Vec<Contact>,
    pub visits: Vec<DocId>,
    pub schedule: Option<&'static Schedule>,
    /// The plan of contacts; empty without a date.
    pub rows: Vec<Row<'static>>,
    pub findings: Vec<Finding<'static>>,
    pub gaps: Vec<Gap>,
}

/// The open pregnancy of a card, else the one that ended last.
pub fn followed(
    card: &CardView,
    country: Country,
    today: NaiveDate,
    offset_minutes: i32,
) -> Option<Followed<'_>> {
    let book = Book::builtin();
    let (entry, is_disputed) = match known(card) {
        Known::None => return None,
        Known::Open(entry) | Known::Ended(entry) => (entry, false),
        Known::Disputed(all) => (*all.first()?, true),
    };
    let booking = &entry.content;
    let dated = begun(booking);
    let last = booking.ended.latest().unwrap_or(today).min(today);
    let first = dated.map_or_else(|_| booking.date.earliest(), |dated| Some(dated.begun));
    let (contacts_held, visits) = held(card, (first?, last), offset_minutes);
    let woman = Woman {
        dated: dated.ok(),
        fetuses: booking.fetuses,
        rh_negative: rh_negative(card),
        father_rh_negative: match booking.father_rh.as_str() {
            "negative" => Some(true),
            "positive" => Some(false),
            _ => None,
        },
        has_history: !booking.history.is_empty(),
    };
    let schedule = book.schedule(country);
    let antenatal: Vec<NaiveDate> = contacts_held
        .iter()
        .filter(|contact| contact.antenatal)
        .map(|contact| contact.on)
        .collect();
    let rows = schedule
        .zip(dated.ok())
        .map_or_else(Vec::new, |(schedule, dated)| {
            contacts(schedule, dated.begun, &antenatal, last)
        });
    let is_open = booking.is_open();
    let found = if is_open {
        findings(book, &woman, &contacts_held, last)
    } else {
        Vec::new()
    };
    let missing = if is_open {
        gaps(book, &woman, &contacts_held, last)
    } else {
        Vec::new()
    };
    Some(Followed {
        entry,
        is_disputed,
        dated,
        woman,
        contacts: contacts_held,
        visits,
        schedule,
        rows,
        findings: found,
        gaps: missing,
    })
}

/// What visits of these days measured, newest first. A visit that measured nothing of a pregnancy is none of its contacts.
fn held(
    card: &CardView,
    (first, last): (NaiveDate, NaiveDate),
    offset_minutes: i32,
) -> (Vec<Contact>, Vec<DocId>) {
    let mut visits: Vec<&Event<Visit>> = standing(&card.visits, None)
        .filter(|visit| visit.acts())
        .collect();
    visits.sort_by_key(|visit| std::cmp::Reverse((visit.care_at, visit.entered_at, visit.id)));
    visits
        .into_iter()
        .filter_map(|visit| {
            let on = dates::local_day(visit.care_at, offset_minutes)?;
            let time = dates::local_time(visit.care_at, offset_minutes);
            let contact = Contact {
                time,
                ..contact(&visit.content, on)
            };
            let told = Contact {
                on,
                time,
                ..Contact::default()
            };
            let counts = contact != told && (first..=last).contains(&on);
            counts.then_some((contact, visit.id))
        })
        .unzip()
}

/// One visit, by the link ids that the visit form and the form of an antenatal contact share.
pub fn contact(visit: &Visit, on: NaiveDate) -> Contact {
    let code = |link_id: &str| {
        let given = decode_all(visit.answers.get(link_id)?);
        given.into_iter().find_map(|answer| match answer {
            Answer::Choice(coding) => Some(coding.code),
            _ => None,
        })
    };
    let supervision = |code: &str| {
        let code = icd::read(code);
        SUPERVISION.iter().any(|start| code.starts_with(start))
    };
    Contact {
        on,
        time: None,
        antenatal: visit.form == ANTENATAL || visit.diagnoses.iter().any(|d| supervision(&d.code)),
        weight_kg: amount(visit, "weight"),
        systolic: number(visit, "bp-sys"),
        diastolic: number(visit, "bp-dia"),
        temperature: number(visit, "temp"),
        pulse: number(visit, "pulse"),
        respiration: number(visit, "resp"),
        saturation: number(visit, "spo2"),
        fundal_cm: amount(visit, "fundal"),
        fetal_heart: number(visit, "fetal-heart"),
        haemoglobin_g_l: number(visit, "haemoglobin"),
        protein_plus: code("urine-protein").and_then(|code| pluses(&code)),
        presentation: code("presentation"),
        movements: code("movements"),
        oedema: code("oedema"),
        danger: danger(visit),
    }
}

/// A number in the unit of the form.
fn number(visit: &Visit, link_id: &str) -> Option<f64> {
    match decode_all(visit.answers.get(link_id)?).as_slice() {
        [Answer::Quantity(q)] => match q.unit.as_str() {
            "g/dL" => Some(q.value.to_f64() * 10.0),
            "mm[Hg]" | "/min" | "g/L" | "Cel" | "%" => Some(q.value.to_f64()),
            _ => None,
        },
        _ => None,
    }
}

fn pluses(code: &str) -> Option<f64> {
    match code {
        "negative" => Some(0.0),
        "trace" => Some(0.5),
        _ => code.strip_suffix('+')?.parse().ok(),
    }
}

/// `None` where nobody asked; empty where the answer was no.
fn danger(visit: &Visit) -> Option<Vec<String>> {
    let asked = decode_all(visit.answers.get("danger")?);
    if asked.contains(&Answer::Bool(false)) {
        return Some(Vec::new());
    }
    let told = visit.answers.get("danger-signs");
    let told = told.map_or_else(Vec::new, |text| decode_all(text));
    let codes = told.into_iter().filter_map(|answer| match answer {
        Answer::Choice(coding) => Some(coding.code),
        _ => None,
    });
    let codes: Vec<String> = codes.collect();
    (!codes.is_empty()).then_some(codes)
}

/// As the passport has it, every statement where they differ.
pub fn blood_text(card: &CardView) -> Option<String> {
    let all = card.blood.iter().chain(&card.blood_also);
    let texts: Vec<&str> = all.map(|noted| noted.value.as_str()).collect();
    (!texts.is_empty()).then(|| texts.join(" / "))
}

/// The chart of what was measured; `None` where nothing was, or the weeks are not known.
pub fn chart(followed: &Followed<'_>, measure: Measure) -> Option<Chart> {
    let book = Book::builtin();
    match measure {
        Measure::Fundal => fundal_chart(book, &followed.woman, &followed.contacts),
        Measure::Weight => {
            let read = |text: &str| Decimal::parse(text).ok().map(Decimal::to_f64);
            let booking = &followed.entry.content;
            let before = (read(&booking.weight_kg), read(&booking.height_cm));
            weight_chart(book, &followed.woman, before, &followed.contacts)
        }
    }
}

/// By the passport; `None` where it says nothing, or two things.
fn rh_negative(card: &CardView) -> Option<bool> {
    let noted = card.blood.as_ref().filter(|noted| !noted.disputed)?;
    if !card.blood_also.is_empty() {
        return None;
    }
    let text = noted.value.trim_end();
    if text.ends_with('+') {
        Some(false)
    } else if text.ends_with(['\u{2212}', '-', '\u{2013}']) {
        Some(true)
    } else {
        None
    }
}
