//! The kidney function of a patient, from the creatinines of signed visits and of the visit being written. The dose check and the
//! line beside it begin here. Pure: knows the card, not the window.

pub mod words;

use chrono::NaiveDate;

use super::answers::{date, is_answered, quantity};
use super::growth::amount;
use crate::clinical::{
    Creatinine, CreatinineUnit, KidneyFunction, Kidneys, Reading, Sex, kidney_function,
};
use crate::domain::card::{CardView, Draft, SignatureState, standing};
use crate::domain::dates::PartialDate;
use crate::domain::person;
use crate::domain::visit::Visit;
use crate::i18n::dates;

/// Places of the visit form: one for each unit, so that neither can pass for the other.
const PLACES: [(&str, &str, CreatinineUnit); 2] = [
    ("creatinine", "umol/L", CreatinineUnit::MicromolPerL),
    ("creatinine-mg", "mg/dL", CreatinineUnit::MgPerDl),
];
const SAMPLED: &str = "creatinine-date";
const HEIGHT: &str = "height";

/// The kidney function of `today`; `pregnant` as the dose check knows it.
pub fn of_card(
    card: &CardView,
    draft: &Draft,
    pregnant: Option<bool>,
    today: NaiveDate,
    offset_minutes: i32,
) -> KidneyFunction {
    let mut visits: Vec<(NaiveDate, &Visit)> = standing(&card.visits, draft.amends)
        .filter(|visit| visit.signature != SignatureState::Invalid)
        .filter_map(|visit| {
            let on = dates::local_day(visit.care_at, offset_minutes)?;
            // With a doubtful clock the day of the visit says nothing; the day of the sample was typed.
            let on = if visit.clock_doubtful { today } else { on };
            Some((on, &visit.content))
        })
        .collect();
    // Somebody has just typed it: it is not signed yet, and still the newest that is known.
    visits.push((today, &draft.visit));
    let readings: Vec<Reading> = visits
        .iter()
        .flat_map(|(on, visit)| readings(visit, *on))
        .collect();
    let heights = visits
        .iter()
        .filter_map(|(on, visit)| Some((*on, amount(visit, HEIGHT)?)));
    let patient = Kidneys {
        born: card
            .person
            .born
            .earliest()
            .zip(card.person.born.latest())
            .map(|(first, last)| (first, last.min(today).max(first))),
        sex: match card.person.sex {
            person::Sex::Female => Some(Sex::Female),
            person::Sex::Male => Some(Sex::Male),
            person::Sex::Unknown => None,
        },
        pregnant,
        heights: heights.collect(),
    };
    kidney_function(&readings, &patient, today)
}

/// Every creatinine of one visit; one that cannot be read, or has no day, stands there as unread.
fn readings(visit: &Visit, on: NaiveDate) -> Vec<Reading> {
    let sampled = date(visit, SAMPLED).and_then(PartialDate::day);
    let answered = PLACES
        .into_iter()
        .filter(|(place, _, _)| is_answered(visit, place));
    answered
        .map(|(place, unit, kind)| Reading {
            on: sampled.unwrap_or(on),
            value: sampled
                .and(quantity(visit, place, unit))
                .map(|value| Creatinine {
                    value: value.to_f64(),
                    unit: kind,
                }),
        })
        .collect()
}
