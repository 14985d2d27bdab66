//! What a person brings along and no visit has a place for: habits, disability, operations and implants, illnesses of
//! relatives, and that somebody asked and there was nothing.

use serde::{Deserialize, Serialize};

use super::allergy::{Status, is_unknown};
use super::dates::PartialDate;

/// Habits that are asked about; the key is `risk/<habit>`, so that two points that ask the same write in one place.
/// Nasvay is smokeless tobacco, common in Central Asia.
pub const HABITS: [&str; 4] = ["tobacco", "nasvay", "alcohol", "drugs"];

/// What a habit may be said to be.
pub const HABIT_VALUES: [&str; 3] = ["never", "past", "now"];

/// One habit that harms health (FHIR Observation, social history).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Habit {
    /// One of [`HABIT_VALUES`].
    pub value: String,
    /// How much, since when.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// Groups of disability in Kazakhstan and Uzbekistan, a child with a disability, and that there is none.
pub const DISABILITY_VALUES: [&str; 5] = ["none", "1", "2", "3", "child"];

/// Disability as a commission has stated it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Disability {
    /// One of [`DISABILITY_VALUES`].
    pub value: String,
    /// The cause, the category of another country, until when.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// An operation that was done, or what was left in the body: a pacemaker, a stent, a plate.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Procedure {
    pub kind: ProcedureKind,
    pub title: String,
    #[serde(skip_serializing_if = "is_unknown")]
    pub date: PartialDate,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    pub status: Status,
}

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum ProcedureKind {
    #[default]
    Operation,
    /// It stays in the body: it matters for a magnet, a current, an operation.
    Implant,
}

/// An illness of a relative (FHIR FamilyMemberHistory).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct FamilyIllness {
    /// As in [`super::person::Relative`], or a free word.
    pub relation: String,
    pub title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    pub status: Status,
}

/// Lists about which "asked: nothing" can be said, by their keys; allergies have their own (`alst`).
pub const ASKABLE: [&str; 4] = ["pr", "med", "proc", "fam"];

/// Somebody asked, and there was nothing to write in the list of this key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    pub none_known: bool,
}
