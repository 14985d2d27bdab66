//! What was measured of a child, visit by visit, beside WHO's standards; the curve on screen and on paper begin here.
//! Pure: knows the card, not the window.

pub mod words;

use chrono::NaiveDate;

use crate::clinical::Sex;
use crate::clinical::growth::{Child, Growth, assess};
use crate::domain::card::{CardView, SignatureState, standing};
use crate::domain::person::{self, Person};
use crate::domain::visit::Visit;
use crate::forms::{Answer, decode_all};
use crate::i18n::dates;

/// Places of the visit form.
const WEIGHT: &str = "weight";
const HEIGHT: &str = "height";
const HEAD: &str = "head";
const ARM: &str = "muac";
const OEDEMA: &str = "oedema";
const POSITION: &str = "length-position";
/// Its answers.
const LYING: &str = "lying";
const STANDING: &str = "standing";

/// One day's measurements and what they mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    pub on: NaiveDate,
    pub weight_kg: Option<f64>,
    pub length_cm: Option<f64>,
    pub growth: Growth,
}

/// The sex whose tables are used; the standard knows two.
pub fn table_sex(person: &Person) -> Option<Sex> {
    match person.sex {
        person::Sex::Female => Some(Sex::Female),
        person::Sex::Male => Some(Sex::Male),
        person::Sex::Unknown => None,
    }
}

/// Measurements that stand, oldest first. Empty for adults, and where sex or the day of birth is not known.
pub fn measured(card: &CardView, offset_minutes: i32) -> Vec<Measured> {
    let mut visits: Vec<_> = standing(&card.visits, None)
        .filter(|visit| visit.signature != SignatureState::Invalid && !visit.clock_doubtful)
        .collect();
    visits.sort_by_key(|visit| (visit.care_at, visit.entered_at, visit.id));
    visits
        .into_iter()
        .filter_map(|visit| {
            let on = dates::local_day(visit.care_at, offset_minutes)?;
            of_visit(&card.person, &visit.content, on)
        })
        .collect()
}

/// The measurements of one visit; `None` if there is none that a standard knows.
pub fn of_visit(person: &Person, visit: &Visit, on: NaiveDate) -> Option<Measured> {
    let born = person.born.day()?;
    let days = (on - born).num_days();
    let child = Child {
        birth_weeks: person.birth_weeks.map(f64::from),
        weight_kg: amount(visit, WEIGHT),
        length_cm: amount(visit, HEIGHT),
        standing: standing_up(visit),
        head_cm: amount(visit, HEAD),
        muac_cm: amount(visit, ARM),
        oedema: visit
            .answers
            .get(OEDEMA)
            .map(|text| decode_all(text).contains(&Answer::Bool(true))),
        ..Child::of(table_sex(person)?, days as f64)
    };
    let growth = assess(&child).ok()?;
    let any = !growth.scores.is_empty() || !growth.findings.is_empty();
    any.then_some(Measured {
        on,
        weight_kg: child.weight_kg,
        length_cm: child.length_cm,
        growth,
    })
}

/// Whether the child stood when measured; `None` where nobody said, then as usual at the age.
fn standing_up(visit: &Visit) -> Option<bool> {
    match decode_all(visit.answers.get(POSITION)?).as_slice() {
        [Answer::Choice(coding)] if coding.code == STANDING => Some(true),
        [Answer::Choice(coding)] if coding.code == LYING => Some(false),
        _ => None,
    }
}

/// Kilograms or centimetres.
pub fn amount(visit: &Visit, link_id: &str) -> Option<f64> {
    match decode_all(visit.answers.get(link_id)?).as_slice() {
        [Answer::Quantity(q)] => {
            let value = q.value.to_f64();
            match q.unit.as_str() {
                "kg" | "cm" => Some(value),
                "g" => Some(value / 1000.0),
                "mm" => Some(value / 10.0),
                "m" => Some(value * 100.0),
                _ => None,
            }
        }
        _ => None,
    }
}
