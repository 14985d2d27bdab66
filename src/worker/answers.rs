//! Answers of a visit by their link ids, as those who reckon with them read them. What cannot be read is no value.

use crate::domain::dates::PartialDate;
use crate::domain::number::Decimal;
use crate::domain::visit::Visit;
use crate::forms::{Answer, decode_all};

/// Link ids that every visit form with these questions uses.
pub const PREGNANT: &str = "pregnant";
/// LOINC answers to 82810-3, pregnancy status.
pub const PREGNANT_YES: &str = "LA15173-0";
pub const PREGNANT_NO: &str = "LA26683-5";
pub const LMP: &str = "lmp";
/// A pregnancy is over so many weeks after the last period, born or not.
pub const PREGNANCY_WEEKS: i64 = 44;

/// A single quantity in this UCUM unit.
pub fn quantity(visit: &Visit, link_id: &str, unit: &str) -> Option<Decimal> {
    match decode_all(visit.answers.get(link_id)?).as_slice() {
        [Answer::Quantity(q)] if q.unit == unit => Some(q.value),
        _ => None,
    }
}

/// Yes or no.
pub fn flag(visit: &Visit, link_id: &str) -> Option<bool> {
    match decode_all(visit.answers.get(link_id)?).as_slice() {
        [Answer::Bool(yes)] => Some(*yes),
        _ => None,
    }
}

/// The code of a single choice.
pub fn choice(visit: &Visit, link_id: &str) -> Option<String> {
    match decode_all(visit.answers.get(link_id)?).as_slice() {
        [Answer::Choice(coding)] => Some(coding.code.clone()),
        _ => None,
    }
}

pub fn date(visit: &Visit, link_id: &str) -> Option<PartialDate> {
    match decode_all(visit.answers.get(link_id)?).as_slice() {
        [Answer::Date(date)] => Some(*date),
        _ => None,
    }
}

/// Something stands there, readable or not.
pub fn is_answered(visit: &Visit, link_id: &str) -> bool {
    visit
        .answers
        .get(link_id)
        .is_some_and(|text| !decode_all(text).iter().all(Answer::is_blank))
}
