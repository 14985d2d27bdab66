//! A pregnancy booked, corrected or ended: what must hold before it is signed.

use super::error::{OpError, OpResult};
use super::policy::{Authorized, may};
use super::transact::{day_of, known, patient_of};
use super::view;
use super::write::{Circumstance, Write};
use crate::clinical::pregnancy::{self, Book, Known, OutOfRange, Undated};
use crate::domain::chunk::Kind;
use crate::domain::ids::{DocId, PatientId};
use crate::domain::number::Decimal;
use crate::domain::person::Sex;
use crate::domain::pregnancy::Booking;
use crate::vault::entries;

/// Nobody has more pregnancies or carries more children; a slip of the finger does.
const MOST: i64 = 25;
const MOST_FETUSES: i64 = 6;
const HEIGHTS_CM: std::ops::RangeInclusive<f64> = 100.0..=220.0;
const WEIGHTS_KG: std::ops::RangeInclusive<f64> = 25.0..=250.0;

/// Signs it. The day of booking, or of the end, is the day of care.
pub(super) fn book(
    write: &mut Write<'_, '_>,
    may: &Authorized<may::Book>,
    content: &Booking,
    amends: Option<DocId>,
) -> OpResult<()> {
    let patient = patient_of(may)?;
    known(write, patient)?;
    let now = write.now();
    let booked = day_of(now, content.date, "pregnancy-day")?;
    holds(content)?;
    dated(content, now)?;
    stands_alone(write, patient, content, amends)?;
    let care_at = if content.is_open() {
        booked
    } else {
        day_of(now, content.ended, "pregnancy-end")?
    };
    let when = Circumstance {
        care_at: Some(care_at),
        amends,
        id: None,
    };
    let id = write.entry(Kind::PREGNANCY, patient, content, when)?;
    write.access("change", "care", Some(patient), Some(id))
}

fn holds(content: &Booking) -> OpResult<()> {
    let counts = [content.gravida, content.parity, content.living];
    let sane = counts.iter().flatten().all(|n| (0..=MOST).contains(n));
    // This pregnancy is counted and has not been born: births are fewer.
    let order = content
        .gravida
        .is_none_or(|gravida| gravida >= 1 && content.parity.is_none_or(|parity| parity < gravida));
    let few = content
        .fetuses
        .is_none_or(|n| (1..=MOST_FETUSES).contains(&n));
    if !sane || !order || !few {
        return Err(invalid("pregnancy-numbers", "gravida"));
    }
    let within = |text: &str, range: &std::ops::RangeInclusive<f64>| {
        text.is_empty() || Decimal::parse(text).is_ok_and(|value| range.contains(&value.to_f64()))
    };
    if !within(&content.height_cm, &HEIGHTS_CM) || !within(&content.weight_kg, &WEIGHTS_KG) {
        return Err(invalid("pregnancy-body", "weight_kg"));
    }
    let coded = |code: &String, list: &[&str]| list.contains(&code.as_str());
    let history = content.history.iter();
    if !history.clone().all(|code| coded(code, &Booking::HISTORY))
        || !(content.father_rh.is_empty() || coded(&content.father_rh, &Booking::RHESUS))
    {
        return Err(invalid("value-unfit", "history"));
    }
    let is_ended = coded(&content.outcome, &Booking::OUTCOMES) && content.ended.day().is_some();
    if !(content.is_open() || is_ended) {
        return Err(invalid("pregnancy-end", "ended"));
    }
    Ok(())
}

/// Dates that nobody can have meant are refused; that two dates differ is no fault, and is said where they are shown.
fn dated(content: &Booking, now: i64) -> OpResult<()> {
    if content.lmp.is_known() {
        day_of(now, content.lmp, "pregnancy-lmp")?;
    }
    let scan = [
        content.scan_on.is_known(),
        content.scan_weeks.is_some(),
        content.scan_days.is_some(),
    ];
    let week = content.scan_days.is_none_or(|days| (0..7).contains(&days));
    let whole = scan[0] && scan[1] && content.scan_on.day().is_some() && week;
    if scan.contains(&true) && !whole {
        return Err(invalid("pregnancy-scan", "scan_on"));
    }
    if scan[0] {
        day_of(now, content.scan_on, "pregnancy-scan")?;
    }
    let rules = &Book::builtin().rules.dating;
    let dated = match pregnancy::begun(content) {
        Ok(dated) => dated,
        Err(Undated::Nothing) => return Ok(()),
        Err(Undated::ScanBeforeLmp) => return Err(invalid("pregnancy-scan-early", "scan_on")),
        Err(Undated::ScanAge | Undated::Calendar) => {
            return Err(invalid("pregnancy-scan", "scan_weeks"));
        }
    };
    let on = |day| match dated.age_on(rules, day) {
        Ok(_) => Ok(()),
        Err(OutOfRange::Before) => Err(invalid("pregnancy-before", "date")),
        Err(OutOfRange::After) => Err(invalid("pregnancy-too-long", "lmp")),
    };
    if let Some(booked) = content.date.latest() {
        on(booked)?;
    }
    if let Some(ended) = content.ended.latest() {
        on(ended)?;
    }
    Ok(())
}

/// A woman has one pregnancy at a time, and a correction names an entry of the same card.
fn stands_alone(
    write: &Write<'_, '_>,
    patient: PatientId,
    content: &Booking,
    amends: Option<DocId>,
) -> OpResult<()> {
    let card = view::view(&write.tx, patient)?;
    if card.person.sex == Sex::Male {
        return Err(invalid("pregnancy-sex", "sex"));
    }
    if let Some(earlier) = amends {
        let of_it = entries::one(&write.tx, earlier)?
            .is_some_and(|row| row.kind == Kind::PREGNANCY && row.patient == Some(patient));
        return if of_it {
            Ok(())
        } else {
            Err(OpError::Unknown(earlier))
        };
    }
    match pregnancy::known(&card) {
        Known::Open(_) | Known::Disputed(_) if content.is_open() => {
            Err(invalid("pregnancy-open", "date"))
        }
        Known::None | Known::Open(_) | Known::Ended(_) | Known::Disputed(_) => Ok(()),
    }
}

fn invalid(code: &'static str, field: &str) -> OpError {
    OpError::Invalid {
        code,
        field: field.to_owned(),
    }
}
