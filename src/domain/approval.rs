//! A clinician has read rules of dosing and stands by them: what the signed entry holds, and what of it counts.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::ids::{DocId, UserId};
use super::role::Role;

/// Content of an entry of kind `approval`: a signature under rules, or its withdrawal.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Approval {
    /// The edition of the formulary that the signer had before her.
    pub edition: NaiveDate,
    /// What was signed: id of a rule → hash of its text, so that a changed rule is unsigned again. In a withdrawal: what is withdrawn.
    pub items: BTreeMap<String, String>,
    /// The earlier signatures whose items are withdrawn; empty in a signature. Naming them makes the order causal: no clock decides.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub withdraws: Vec<DocId>,
    /// The signer's name as it stood then.
    pub name: String,
    /// What the signer is, in her own words, where the role does not say it ("clinical pharmacist, district hospital").
    #[serde(skip_serializing_if = "String::is_empty")]
    pub position: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub remark: String,
}

impl Approval {
    /// More do not fit into one entry of the wire (64 digits for each).
    pub const MOST_ITEMS: usize = 100;
    /// Longest position or remark, in characters.
    pub const LONGEST: usize = 500;

    pub fn is_withdrawal(&self) -> bool {
        !self.withdraws.is_empty()
    }
}

/// One signature under one rule that stands: not withdrawn, by somebody who may sign and still works here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approved {
    pub entry: DocId,
    pub item: String,
    pub hash: String,
    pub edition: NaiveDate,
    pub by: UserId,
    pub name: String,
    pub role: Role,
    pub position: String,
    /// Where the signer works.
    pub place: String,
    /// UTC seconds.
    pub at: i64,
    pub remark: String,
}
