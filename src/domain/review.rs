//! An order looked at again, after something new came to the record.

use serde::{Deserialize, Serialize};

use super::ids::DocId;

/// What was decided.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Decision {
    /// It goes on in spite of what was found.
    #[default]
    Kept,
    /// It ends now.
    Stopped,
}

impl Decision {
    pub fn code(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Stopped => "stopped",
        }
    }
}

/// Content of an entry of kind `review`: a decision about a signed order. It travels, so that the other houses are not asked again.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Review {
    pub prescription: DocId,
    pub decision: Decision,
    /// Keys of what the author saw of the order, as in [`super::visit::Prescription::findings`]; only these are accepted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<String>,
    /// Of [`super::visit::Prescription::REASONS`] where it goes on; empty where it was stopped.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Second person, or `alone` with the dose typed again.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub second_check: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
}
