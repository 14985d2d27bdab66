//! Who may sit in front of the program.

use serde::{Deserialize, Serialize};

use super::ids::UserId;

/// A user's role; what it may do stands in one table, `ops::policy`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    Registrar,
    Nurse,
    Feldsher,
    Doctor,
    Manager,
    Auditor,
    /// Reads and signs the rules of dosing; opens no card.
    Pharmacist,
}

impl Role {
    pub const ALL: [Self; 7] = [
        Self::Registrar,
        Self::Nurse,
        Self::Feldsher,
        Self::Doctor,
        Self::Manager,
        Self::Auditor,
        Self::Pharmacist,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Registrar => "registrar",
            Self::Nurse => "nurse",
            Self::Feldsher => "feldsher",
            Self::Doctor => "doctor",
            Self::Manager => "manager",
            Self::Auditor => "auditor",
            Self::Pharmacist => "pharmacist",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == text)
    }
}

/// The public part of a user, as it travels in the facility's scope (entry kind `user`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    pub user: UserId,
    pub login: String,
    pub name: String,
    pub role: Role,
    /// Ed25519 public key, 64 hexadecimal digits.
    pub public_key: String,
    /// Where they work, as the house that announced them calls itself; empty when an older program wrote the entry.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// UTC seconds.
    pub valid_from: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<i64>,
}
