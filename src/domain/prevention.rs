//! Screening and follow-up as they are kept: done, declined, or the person was invited.

use serde::{Deserialize, Serialize};

use super::dates::PartialDate;

/// Content of an entry of kind `prevention`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Preventive {
    /// Id of the programme's item that was in force.
    pub item: String,
    /// Name as shown to the author.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Code of [`Preventive::STATUSES`].
    pub status: String,
    /// The day it was done, declined, or the person was invited.
    pub date: PartialDate,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Preventive {
    pub const DONE: &str = "done";
    pub const STATUSES: [&str; 3] = [Self::DONE, "declined", "invited"];

    pub fn is_done(&self) -> bool {
        self.status == Self::DONE
    }
}
