//! Invented patients for the demo, the tests and the benches, made from a seed: whole families of an invented village
//! with visits over years.
//!
//! Pure: seed, country and day in, patients out; the same seed and index give the same patient however many are taken.
//! Nobody here is real and the record says so: national numbers stand in series that are not issued
//! ([`numbers`]), telephones begin with 0, villages have names out of fairy tales. Names, places and phrases are
//! dated files in `assets/demo/`. It must not know the vault, the record or the clock; `House::transact` writes what it
//! makes. `Registration` is the one type taken from `ops`.
//!
//! Start at [`patients`]; then [`people`] (who lives where), [`health`] (what they have), [`visits`] (what happened),
//! [`courses`] (what is given at the point these days), [`vaccinations`], [`pregnancies`], [`background`] (blood group, habits,
//! operations, relatives).

use chrono::NaiveDate;

use crate::domain::administration::Administration;
use crate::domain::card::Draft;
use crate::domain::country::Country;
use crate::domain::immunisation::Immunisation;
use crate::domain::pregnancy::Booking;
use crate::domain::role::Role;
use crate::ops::op::Registration;

pub use background::Background;

mod background;
mod banks;
mod courses;
mod dice;
mod growth;
mod health;
mod numbers;
mod orders;
mod people;
mod pregnancies;
mod topics;
mod vaccinations;
mod visits;

/// One invented patient: what registration writes, then the visits in the order in which they happened.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct DemoPatient {
    pub registration: Registration,
    pub visits: Vec<DemoVisit>,
    pub vaccinations: Vec<DemoVaccination>,
    pub background: Background,
    /// The card of a pregnancy that goes on today.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pregnancy: Option<Booking>,
}

/// One dose, or a refusal or exemption in its place, as the nurse would have signed it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct DemoVaccination {
    /// The day it came into the record: for what was copied from a card, the day of registration.
    pub written_on: NaiveDate,
    pub content: Immunisation,
}

/// One visit as its author would have typed and signed it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct DemoVisit {
    pub author_role: Role,
    /// Time of care, UTC seconds; always before the day of generation.
    pub care_at: i64,
    pub draft: Draft,
    pub afterwards: Afterwards,
    /// What was given of its only prescription.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub doses: Vec<DemoDose>,
}

/// One dose given or not given by the nurse.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct DemoDose {
    /// UTC seconds.
    pub at: i64,
    pub administration: Administration,
}

/// What became of a signed visit.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Afterwards {
    #[default]
    Stands,
    /// Marked as entered in error with this reason (`domain::visit::EnteredInError::reason`).
    Withdrawn { reason: &'static str },
    /// Corrected by this draft; whoever signs it fills in `amends`.
    Corrected(Box<Draft>),
}

/// Nobody has more visits.
const MOST_VISITS: usize = 12;

/// Patients are made in groups so that families end where a group ends.
const GROUP: u64 = 24;

/// An endless row of patients. Numbers stay unique for the first 168 000 of a seed.
pub fn patients(
    seed: u64,
    country: Country,
    today: NaiveDate,
) -> impl Iterator<Item = DemoPatient> {
    (0u64..).flat_map(move |group| {
        people::group(seed, country, today, group, GROUP)
            .into_iter()
            .map(move |resident| one(seed, country, today, resident))
    })
}

fn one(seed: u64, country: Country, today: NaiveDate, resident: people::Resident) -> DemoPatient {
    let mut dice = dice::Dice::new(seed, dice::HEALTH, resident.index);
    let health = health::draw(&mut dice, &resident, today);
    let mut visits = visits::draw(&mut dice, country, &resident, &health, today);
    // A stream of its own, as for vaccinations and courses.
    let mut dice = dice::Dice::new(seed, dice::PREGNANCY, resident.index);
    let pregnancy = pregnancies::draw(&mut dice, country, &resident, &health, &mut visits, today);
    let known_from = visits
        .first()
        .and_then(|visit| chrono::DateTime::from_timestamp(visit.care_at, 0))
        .map_or(today, |at| at.date_naive());
    // A stream of its own: what was there before the vaccinations stays as it was.
    let mut dice = dice::Dice::new(seed, dice::VACCINES, resident.index);
    let vaccinations = vaccinations::draw(&mut dice, country, &resident, known_from, today);
    let mut dice = dice::Dice::new(seed, dice::COURSE, resident.index);
    let last = visits.last().map(|visit| visit.care_at);
    let course = courses::draw(&mut dice, country, &resident, &health, last, today);
    if let Some(course) = course {
        visits.truncate(MOST_VISITS - 1);
        visits.push(course);
    }
    let mut dice = dice::Dice::new(seed, dice::BACKGROUND, resident.index);
    let background = background::draw(&mut dice, &resident, &health, today);
    DemoPatient {
        background,
        registration: Registration {
            person: resident.person,
            allergies: health.allergies,
            no_known_allergies: health.none_known,
            problems: health.problems,
            medicines: health.medicines,
        },
        visits,
        vaccinations,
        pregnancy,
    }
}
