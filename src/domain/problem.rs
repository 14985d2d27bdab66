//! Problems and current medicines: the other lists of the card.

use serde::{Deserialize, Serialize};

use super::allergy::{Status, is_unknown};
use super::dates::PartialDate;

/// A health problem (FHIR Condition on the problem list).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Problem {
    /// ICD-10 code, when chosen from the list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    pub title: String,
    pub status: Status,
    #[serde(skip_serializing_if = "is_unknown")]
    pub onset: PartialDate,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A medicine the patient takes at present (FHIR MedicationStatement), whoever prescribed it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CurrentMedicine {
    /// Id in the formulary, when chosen from the list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub medicine: Option<String>,
    pub name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub dose: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub route: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub frequency: String,
    #[serde(skip_serializing_if = "is_unknown")]
    pub since: PartialDate,
    #[serde(skip_serializing_if = "is_unknown")]
    pub until: PartialDate,
    pub status: Status,
}

/// What everybody must see before touching the patient.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Alert {
    pub text: String,
    pub status: Status,
}

/// Pregnancy as last stated.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Pregnancy {
    /// `yes`, `no` or `unknown`.
    pub value: String,
    #[serde(skip_serializing_if = "is_unknown")]
    pub lmp: PartialDate,
}
