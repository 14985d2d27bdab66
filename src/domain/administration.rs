//! A dose as it is kept: given, or not given and why (FHIR R4 MedicationAdministration).

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::allergy::is_unknown;
use super::dates::PartialDate;
use super::ids::DocId;

/// Content of an entry of kind `administration`: one dose given, or not.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Administration {
    /// The order it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prescription: Option<DocId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub medicine: Option<String>,
    pub name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub dosage_form: String,
    /// Strength of the product in the nurse's hand.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub strength: String,
    /// What is printed on the box in the nurse's hand, where she wrote it down.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub product: String,
    /// Of the package it came from, as read by a scanner or typed.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub lot: String,
    #[serde(skip_serializing_if = "is_unknown")]
    pub expires: PartialDate,
    /// Number of the trade item, 14 digits, only from a scanned code. It names no medicine here.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub gtin: String,
    /// One dose as a canonical decimal.
    pub dose: String,
    pub unit: String,
    /// What was measured off, for example `4.2 mL`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub amount: String,
    pub route: String,
    /// False: refused or not given, `status_reason` says why.
    pub given: bool,
    /// Code of [`Administration::REASONS`]; empty where the dose was given.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub status_reason: String,
    /// Given elsewhere, as somebody told: code of [`Administration::SAYERS`]. Empty where whoever signed it gave it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub stated_by: String,
    /// Wall clock at the bedside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_at: Option<NaiveDateTime>,
    /// Kilograms that the check counted with, canonical decimal, and their day.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub weight_kg: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight_on: Option<NaiveDate>,
    /// The weight was taken at this bedside, not read from a visit.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub weighed: bool,
    /// The check's answer at the bedside: `within`, `outside`, `cannot_check`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub answer: String,
    /// Ids of the rules that answered.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<String>,
    /// Coded reason of an override; empty where none was needed.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub override_reason: String,
    /// Second person, or `alone` with the dose typed again.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub second_check: String,
    /// A drip: what runs in, how fast, and the drops that were counted. Canonical decimals.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub volume_ml: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub rate_ml_h: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub drops_per_min: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Administration {
    /// Why a dose was not given; the first is the patient's own refusal.
    pub const REASONS: [&str; 6] = [
        "refused",
        "absent",
        "condition",
        "doctor",
        "no-medicine",
        "other",
    ];
    /// Who says that a dose was given elsewhere.
    pub const SAYERS: [&str; 5] = ["patient", "family", "ambulance", "hospital", "other"];
    /// Where the code alone says too little, a note is needed.
    pub const OTHER: &str = "other";

    /// Longest lot: GS1 allows 20 characters, a label may print more.
    pub const LOT_MAX: usize = 40;

    /// Whether anything is said of the package.
    pub fn has_package(&self) -> bool {
        !self.product.is_empty()
            || !self.lot.is_empty()
            || !self.gtin.is_empty()
            || self.expires.is_known()
    }

    /// The package was past its date on that day. An unknown date says nothing, and is no "not expired".
    pub fn is_expired_on(&self, day: NaiveDate) -> bool {
        self.expires.latest().is_some_and(|last| last < day)
    }

    /// Nobody here gave it: it is written down as told, and counts as given.
    pub fn is_stated(&self) -> bool {
        !self.stated_by.is_empty()
    }

    pub fn is_refused(&self) -> bool {
        !self.given && self.status_reason == Self::REASONS[0]
    }
}
