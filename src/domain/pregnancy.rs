//! A pregnancy as it is kept: what was told at booking, and how it ended. What is measured later stands in visits.

use serde::{Deserialize, Serialize};

use super::allergy::is_unknown;
use super::dates::PartialDate;

/// Content of an entry of kind `pregnancy`. A correction, and the end, is a new entry that amends the one before.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Booking {
    /// The day on which she was booked.
    pub date: PartialDate,
    /// First day of the last period; unknown where nobody knows.
    #[serde(skip_serializing_if = "is_unknown")]
    pub lmp: PartialDate,
    /// The first ultrasound, and the age that it showed.
    #[serde(skip_serializing_if = "is_unknown")]
    pub scan_on: PartialDate,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scan_weeks: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scan_days: Option<i64>,
    /// Pregnancies with this one, births, children who live.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gravida: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parity: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub living: Option<i64>,
    /// Seen by ultrasound.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fetuses: Option<i64>,
    /// Canonical decimals; the weight is that before the pregnancy.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub height_cm: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub weight_kg: String,
    /// Codes of [`Booking::HISTORY`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<String>,
    /// She was asked about all of them.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub history_asked: bool,
    /// The father's Rh factor, code of [`Booking::RHESUS`]; her own stands in the passport.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub father_rh: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The day it ended; unknown while it goes on.
    #[serde(skip_serializing_if = "is_unknown")]
    pub ended: PartialDate,
    /// Code of [`Booking::OUTCOMES`].
    #[serde(skip_serializing_if = "String::is_empty")]
    pub outcome: String,
}

impl Booking {
    /// What makes a pregnancy need a doctor's eye; the list is this program's.
    pub const HISTORY: [&str; 12] = [
        "caesarean",
        "preeclampsia",
        "bleeding",
        "stillbirth",
        "preterm",
        "miscarriages",
        "hypertension",
        "diabetes",
        "heart",
        "kidney",
        "epilepsy",
        "other",
    ];
    pub const RHESUS: [&str; 2] = ["positive", "negative"];
    pub const OUTCOMES: [&str; 6] = [
        "live-birth",
        "stillbirth",
        "miscarriage",
        "termination",
        "ectopic",
        "other",
    ];

    pub fn is_open(&self) -> bool {
        !self.ended.is_known() && self.outcome.is_empty()
    }
}
