//! The three countries whose forms, numbers and schedules the program knows.

use serde::{Deserialize, Serialize};

/// Country of the medical point (ISO 3166-1 alpha-2, lower case).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Country {
    Kz,
    Uz,
    Ge,
}

impl Country {
    pub const ALL: [Self; 3] = [Self::Kz, Self::Uz, Self::Ge];

    pub fn code(self) -> &'static str {
        match self {
            Self::Kz => "kz",
            Self::Uz => "uz",
            Self::Ge => "ge",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.code() == text)
    }
}
