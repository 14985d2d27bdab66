//! How this workstation looks, apart from the record: language, colours, size, when it locks itself.

use serde::{Deserialize, Serialize};

use super::theme::tokens::{Scheme, size};
use crate::domain::lang::Lang;

/// Minutes without a key press after which the window locks itself.
pub const IDLE_MINUTES: std::ops::RangeInclusive<u8> = 1..=15;

/// Kept in a file beside the vault; holds nothing about any person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Nothing: that of the clinic or of the system.
    pub lang: Option<Lang>,
    pub colours: Colours,
    /// Zoom of the window, 0.8 to 1.5.
    pub zoom: f32,
    pub idle_minutes: u8,
    /// Bigger targets for fingers.
    pub touch: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Colours {
    #[default]
    Light,
    Dark,
    HighContrast,
}

impl Colours {
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::HighContrast];

    pub fn scheme(self) -> Scheme {
        match self {
            Self::Light => Scheme::Light,
            Self::Dark => Scheme::Dark,
            Self::HighContrast => Scheme::HighContrast,
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            lang: None,
            colours: Colours::default(),
            zoom: 1.0,
            idle_minutes: 5,
            touch: false,
        }
    }
}

impl Settings {
    /// Reads what [`Settings::to_json`] wrote; a file that cannot be read gives the usual settings.
    pub fn from_json(text: &str) -> Self {
        let read: Self = serde_json::from_str(text).unwrap_or_default();
        Self {
            zoom: if read.zoom.is_finite() {
                read.zoom.clamp(size::ZOOM_MIN, size::ZOOM_MAX)
            } else {
                1.0
            },
            idle_minutes: read
                .idle_minutes
                .clamp(*IDLE_MINUTES.start(), *IDLE_MINUTES.end()),
            ..read
        }
    }

    pub fn to_json(&self) -> String {
        // A struct of numbers and words always has a JSON text.
        serde_json::to_string(self).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_read_back_and_stay_in_their_bounds() {
        let kept = Settings {
            lang: Some(Lang::Kk),
            colours: Colours::HighContrast,
            zoom: 1.2,
            idle_minutes: 10,
            touch: true,
        };
        assert_eq!(Settings::from_json(&kept.to_json()), kept);
        let odd = Settings::from_json(r#"{"zoom":9,"idle_minutes":0,"lang":"ka","unheard":1}"#);
        assert_eq!((odd.zoom, odd.idle_minutes), (size::ZOOM_MAX, 1));
        assert_eq!(odd.lang, Some(Lang::Ka));
        assert_eq!(Settings::from_json("{"), Settings::default());
    }
}
