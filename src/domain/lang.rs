//! The five languages of the program and its papers.

use serde::{Deserialize, Serialize};

/// Language (BCP 47 primary tag): Kazakh in Cyrillic, Russian, Uzbek in Latin, Georgian, English.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    Kk,
    Ru,
    Uz,
    Ka,
    En,
}

impl Lang {
    pub const ALL: [Self; 5] = [Self::Kk, Self::Ru, Self::Uz, Self::Ka, Self::En];

    pub fn code(self) -> &'static str {
        match self {
            Self::Kk => "kk",
            Self::Ru => "ru",
            Self::Uz => "uz",
            Self::Ka => "ka",
            Self::En => "en",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.code() == text)
    }

    /// The language's own name for itself, shown in the language switch.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::Kk => "Қазақша",
            Self::Ru => "Русский",
            Self::Uz => "Oʻzbekcha",
            Self::Ka => "ქართული",
            Self::En => "English",
        }
    }
}
