//! What is compared with the standard.

use serde::{Deserialize, Serialize};

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Indicator {
    /// Weight-for-age.
    #[default]
    Wfa,
    /// Length- or height-for-age.
    Lhfa,
    /// Weight-for-length or weight-for-height.
    Wfl,
    /// Body mass index-for-age.
    Bmi,
    /// Head circumference-for-age.
    Hc,
    /// Arm circumference-for-age.
    Ac,
}

impl Indicator {
    pub const ALL: [Self; 6] = [
        Self::Wfa,
        Self::Lhfa,
        Self::Wfl,
        Self::Bmi,
        Self::Hc,
        Self::Ac,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Wfa => "wfa",
            Self::Lhfa => "lhfa",
            Self::Wfl => "wfl",
            Self::Bmi => "bmi",
            Self::Hc => "hc",
            Self::Ac => "ac",
        }
    }

    /// Beyond ±3 in equal steps.
    pub fn is_restricted(self) -> bool {
        match self {
            Self::Wfa | Self::Wfl | Self::Bmi | Self::Ac => true,
            Self::Lhfa | Self::Hc => false,
        }
    }
}
