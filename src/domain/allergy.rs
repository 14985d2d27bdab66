//! Allergies and intolerances (FHIR AllergyIntolerance).

use serde::{Deserialize, Serialize};

use super::dates::PartialDate;

/// How a list entry of the card stands. Nothing clinical is deleted.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    #[default]
    Active,
    Resolved,
    EnteredInError,
}

impl Status {
    pub fn code(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Resolved => "resolved",
            Self::EnteredInError => "entered-in-error",
        }
    }
}

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    Mild,
    Moderate,
    Severe,
    #[default]
    Unknown,
}

impl Severity {
    pub const ALL: [Self; 4] = [Self::Mild, Self::Moderate, Self::Severe, Self::Unknown];

    pub fn code(self) -> &'static str {
        match self {
            Self::Mild => "mild",
            Self::Moderate => "moderate",
            Self::Severe => "severe",
            Self::Unknown => "unknown",
        }
    }
}

/// One allergy: agent, and what happened.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Allergy {
    /// As the patient or the paper said it.
    pub substance: String,
    /// Allergy class or medicine id of the formulary, when it was chosen from the list; only this is checked with certainty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reactions: Vec<String>,
    pub severity: Severity,
    pub status: Status,
    #[serde(skip_serializing_if = "is_unknown")]
    pub onset: PartialDate,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// The four values of the allergy status. An empty list is never "no allergies" (NHS CUI PAB-0064, ADR-0051).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AllergyStatus {
    /// At least one active allergy stands.
    Known,
    /// Somebody asked and wrote "none known".
    NoneKnown,
    NotRecorded,
    /// The record could not be read, or a part of it needs a newer program.
    Unavailable,
}

pub(super) fn is_unknown(date: &PartialDate) -> bool {
    !date.is_known()
}
