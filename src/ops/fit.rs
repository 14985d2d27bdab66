//! Whether what a user writes about a person can be: days in their order, and list entries that say something. What came from other
//! houses is not asked; it stays readable, and only what is written now is looked at.

use chrono::{Months, NaiveDate};

use super::error::{OpError, OpResult};
use super::op::Registration;
use super::read;
use super::write::Write;
use crate::codes::icd10;
use crate::domain::allergy::{Allergy, Status};
use crate::domain::background::{FamilyIllness, Procedure};
use crate::domain::dates::PartialDate;
use crate::domain::ids::PatientId;
use crate::domain::person::{Contact, Person};
use crate::domain::problem::{CurrentMedicine, Problem};
use crate::record::shape::{self, Object};

/// Completed weeks of gestation; a week on both sides of what is ever recorded.
const WEEKS: std::ops::RangeInclusive<u8> = 20..=45;
/// Nobody has lived longer by more than a typing error.
const LONGEST_LIFE: Months = Months::new(125 * 12);
const FIRST_YEAR: i32 = 1900;

fn invalid(code: &'static str, field: &str) -> OpError {
    OpError::Invalid {
        code,
        field: field.to_owned(),
    }
}

/// A person with what was told of her health.
pub(super) fn registration(write: &Write<'_, '_>, new: &Registration) -> OpResult<()> {
    person(write, &new.person, &["name.sur", "born", "dead", "weeks"])?;
    for (at, each) in new.allergies.iter().enumerate() {
        allergy(write, &format!("allergies[{at}]"), each)?;
    }
    for (at, each) in new.problems.iter().enumerate() {
        problem(write, &format!("problems[{at}]"), each)?;
    }
    for (at, each) in new.medicines.iter().enumerate() {
        medicine(&format!("medicines[{at}]"), each)?;
    }
    let has_one = new.allergies.iter().any(|a| a.status == Status::Active);
    if new.no_known_allergies && has_one {
        return Err(invalid("allergies-differ", "no_known_allergies"));
    }
    Ok(())
}

/// The parts of a person that are `changed`, by their keys in the card: a wrong date that came from elsewhere does not stand in the
/// way of a new telephone.
pub(super) fn person(write: &Write<'_, '_>, person: &Person, changed: &[&str]) -> OpResult<()> {
    let is_changed = |key: &str| changed.contains(&key);
    if (is_changed("name.sur") || is_changed("name.giv")) && person.name.is_empty() {
        return Err(invalid("name-missing", "family"));
    }
    if is_changed("born") {
        birth(write, person.born)?;
    }
    let died = person.deceased.unwrap_or_default();
    if is_changed("dead") && write.is_day_to_come(died) {
        return Err(invalid("death-to-come", "deceased"));
    }
    let order = died.latest().zip(person.born.earliest());
    if (is_changed("born") || is_changed("dead")) && order.is_some_and(|(died, born)| died < born) {
        return Err(invalid("death-before-birth", "deceased"));
    }
    let weeks_fit = person
        .birth_weeks
        .is_none_or(|weeks| WEEKS.contains(&weeks));
    if is_changed("weeks") && !weeks_fit {
        return Err(invalid("birth-weeks", "birth_weeks"));
    }
    Ok(())
}

/// Nobody is born on a day that has not come, and nobody who is cared for was born in the century before the last.
fn birth(write: &Write<'_, '_>, born: PartialDate) -> OpResult<()> {
    if write.is_day_to_come(born) {
        return Err(invalid("birth-to-come", "born"));
    }
    let today = write
        .local_day(write.now())
        .filter(|_| !write.is_clock_doubtful());
    let oldest = today.and_then(|day| day.checked_sub_months(LONGEST_LIFE));
    let first = NaiveDate::from_ymd_opt(FIRST_YEAR, 1, 1);
    // The last day that it can mean decides: of a year, some day may still be right.
    let too_early = born
        .latest()
        .is_some_and(|last| Some(last) < first.max(oldest));
    if too_early {
        return Err(invalid("birth-too-early", "born"));
    }
    Ok(())
}

/// One fact of a card that is written by its key.
pub(super) fn fact(
    write: &Write<'_, '_>,
    patient: PatientId,
    key: &str,
    value: &Object,
) -> OpResult<()> {
    let list = key.split_once('/').map_or(key, |(list, _)| list);
    match list {
        "al" => shape::typed(value).map_or(Ok(()), |each| allergy(write, key, &each)),
        "pr" => shape::typed(value).map_or(Ok(()), |each| problem(write, key, &each)),
        "med" => shape::typed(value).map_or(Ok(()), |each| medicine(key, &each)),
        "ct" => shape::typed(value).map_or(Ok(()), |each: Contact| {
            says(key, each.status, &[&each.name])
        }),
        "fam" => shape::typed(value).map_or(Ok(()), |each: FamilyIllness| {
            says(key, each.status, &[&each.title])
        }),
        "proc" => shape::typed(value).map_or(Ok(()), |each: Procedure| {
            says(key, each.status, &[&each.title])?;
            begun(write, key, each.date)
        }),
        "name.sur" | "name.giv" | "born" | "dead" | "weeks" => {
            let said = value.get("value").and_then(serde_json::Value::as_str);
            let said = said.unwrap_or_default();
            let mut after = read::person(&write.tx, patient)?;
            match key {
                "name.sur" => said.clone_into(&mut after.name.family),
                "name.giv" => said.clone_into(&mut after.name.given),
                "born" => after.born = said.parse().unwrap_or_default(),
                "dead" => after.deceased = said.parse().ok(),
                // What is no number of weeks would be read as none.
                _ if said.is_empty() => after.birth_weeks = None,
                _ => after.birth_weeks = Some(said.parse().unwrap_or(0)),
            }
            person(write, &after, &[key])
        }
        _ => Ok(()),
    }
}

fn allergy(write: &Write<'_, '_>, field: &str, allergy: &Allergy) -> OpResult<()> {
    says(field, allergy.status, &[&allergy.substance])?;
    begun(write, field, allergy.onset)
}

fn problem(write: &Write<'_, '_>, field: &str, problem: &Problem) -> OpResult<()> {
    let code = problem.code.as_deref().unwrap_or_default();
    says(field, problem.status, &[&problem.title, code])?;
    // What is over, or was a mistake, may be closed with the code that it has.
    if problem.status == Status::Active && !code.is_empty() && !icd10::is_well_formed(code) {
        return Err(invalid("diagnosis-code", code));
    }
    begun(write, field, problem.onset)
}

fn medicine(field: &str, medicine: &CurrentMedicine) -> OpResult<()> {
    says(field, medicine.status, &[&medicine.name])
}

/// One of the words by which an entry is known stands there. An empty one that came from elsewhere may be marked as an error.
fn says(field: &str, status: Status, words: &[&str]) -> OpResult<()> {
    if status != Status::EnteredInError && words.iter().all(|word| word.trim().is_empty()) {
        return Err(invalid("fact-empty", field));
    }
    Ok(())
}

fn begun(write: &Write<'_, '_>, field: &str, onset: PartialDate) -> OpResult<()> {
    if write.is_day_to_come(onset) {
        return Err(invalid("onset-to-come", field));
    }
    Ok(())
}
