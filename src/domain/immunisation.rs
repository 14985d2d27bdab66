//! A vaccination as it is kept: given, or not given and why (FHIR R4 Immunization).

use serde::{Deserialize, Serialize};

use super::allergy::is_unknown;
use super::dates::PartialDate;
use super::ids::DocId;

/// Whether the vaccine went in.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum ImmunisationStatus {
    #[default]
    Completed,
    /// Refused or exempted: `status_reason` says which.
    NotDone,
}

const ANAPHYLAXIS: &str = "anaphylaxis";

/// Content of an entry of kind `immunisation`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Immunisation {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visit: Option<DocId>,
    pub status: ImmunisationStatus,
    /// Code of [`Immunisation::REASONS`]; empty where the vaccine was given.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub status_reason: String,
    /// Id of the vaccine in the rules, or its name as it stands on a card.
    pub vaccine: String,
    /// Name as shown to the author.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Number in the calendar that was in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dose_number: Option<i64>,
    /// The day it was given, refused or exempted.
    pub date: PartialDate,
    /// Last day of an exemption; unknown where it has no end.
    #[serde(skip_serializing_if = "is_unknown")]
    pub until: PartialDate,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub lot: String,
    #[serde(skip_serializing_if = "is_unknown")]
    pub expiry: PartialDate,
    /// GTIN of the package, 14 digits, where its code was scanned.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub gtin: String,
    /// Code of [`Immunisation::SITES`].
    #[serde(skip_serializing_if = "String::is_empty")]
    pub site: String,
    /// Code of [`Immunisation::ROUTES`].
    #[serde(skip_serializing_if = "String::is_empty")]
    pub route: String,
    /// Canonical decimal.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub dose_ml: String,
    /// Code of [`Immunisation::LOCAL`]: what was seen where it was given. Empty: nobody has said.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reaction_local: String,
    /// Code of [`Immunisation::GENERAL`].
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reaction_general: String,
    /// What the codes do not say.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reaction: String,
    /// Copied from a card or told, not given here.
    pub reported: bool,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Immunisation {
    /// Why a vaccine was not given.
    pub const REASONS: [&str; 2] = [Self::REFUSAL, "medical-exemption"];
    pub const REFUSAL: &str = "refusal";
    /// Where on the body.
    pub const SITES: [&str; 5] = [
        "left-thigh",
        "right-thigh",
        "left-arm",
        "right-arm",
        "mouth",
    ];
    /// How.
    pub const ROUTES: [&str; 4] = ["intramuscular", "subcutaneous", "intradermal", "oral"];

    /// Reaction at the place, as form 065/у of Kazakhstan asks for it; the list itself is this program's.
    pub const LOCAL: [&str; 5] = [
        "none",
        "redness-swelling",
        "induration",
        "abscess",
        "lymph-node",
    ];
    /// Reaction of the whole body.
    pub const GENERAL: [&str; 6] = ["none", "fever", "rash", "convulsions", ANAPHYLAXIS, "other"];

    /// After this the same vaccine is not given again.
    pub fn had_anaphylaxis(&self) -> bool {
        self.reaction_general == ANAPHYLAXIS
    }

    pub fn is_done(&self) -> bool {
        self.status == ImmunisationStatus::Completed
    }
}
