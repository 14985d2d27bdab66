//! Colours by role and sizes in points. Every text colour keeps at least 5.6 : 1 on its ground, every border 3 : 1 (a test measures).

use egui::{Color32, TextStyle};

/// Which set of colours the user chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scheme {
    Light,
    Dark,
    /// Light, with black lines and a yellow focus.
    HighContrast,
}

/// A role that fills: text and line on a ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Role {
    pub fg: Color32,
    pub bg: Color32,
}

/// All colours of one scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tokens {
    pub dark: bool,
    /// Panels around the card.
    pub ground: Color32,
    /// The card and every field.
    pub sheet: Color32,
    pub text: Color32,
    pub muted: Color32,
    /// Hairlines between things.
    pub line: Color32,
    /// The edge of a control.
    pub border: Color32,
    /// Action and selection.
    pub accent: Color32,
    pub accent_hover: Color32,
    pub on_accent: Color32,
    /// Ground of a selected row or choice.
    pub selected: Color32,
    /// Ground under the pointer.
    pub hover: Color32,
    /// Every second row.
    pub zebra: Color32,
    /// The ring of the focus.
    pub focus: Color32,
    /// What lies over the window behind a dialog.
    pub scrim: Color32,
    /// Patient identity only.
    pub banner: Role,
    /// The banner of a person who has died; also hatched.
    pub deceased: Role,
    pub danger: Role,
    pub warning: Role,
    pub ok: Role,
    pub info: Role,
    pub offline: Role,
}

/// Distances in points.
pub mod space {
    pub const XS: f32 = 4.0;
    pub const S: f32 = 8.0;
    pub const M: f32 = 12.0;
    pub const L: f32 = 16.0;
    pub const XL: f32 = 24.0;
    pub const XXL: f32 = 32.0;
}

/// Sizes in points.
pub mod size {
    pub const CONTROL: f32 = 32.0;
    pub const CONTROL_TOUCH: f32 = 44.0;
    /// A line of body text.
    pub const LINE: f32 = 20.0;
    pub const ROW: f32 = 28.0;
    /// A row of two lines: a name is never cut.
    pub const ROW_TALL: f32 = 48.0;
    pub const RADIUS: u8 = 4;
    pub const HAIRLINE: f32 = 1.0;
    pub const FOCUS: f32 = 2.0;
    pub const BANNER: f32 = 88.0;
    pub const STATUS: f32 = 32.0;
    pub const LEFT: f32 = 260.0;
    pub const RAIL: f32 = 48.0;
    pub const RIGHT: f32 = 300.0;
    /// Below this width of the window the right zone becomes a tab.
    pub const WIDE: f32 = 1200.0;
    /// Width of a field that holds a number.
    pub const NUMBER: f32 = 112.0;
    /// Width of a field that holds a date.
    pub const DATE: f32 = 168.0;
    /// Width of a field that holds a name or a sentence.
    pub const TEXT: f32 = 320.0;
    /// The sign of a severity.
    pub const SIGN: f32 = 18.0;
    /// Reading width of a dialog.
    pub const DIALOG: f32 = 520.0;
    pub const ZOOM_MIN: f32 = 0.8;
    pub const ZOOM_MAX: f32 = 1.5;
}

/// Font sizes in points.
pub mod type_size {
    pub const NAME: f32 = 22.0;
    pub const HEADING: f32 = 18.0;
    pub const BODY: f32 = 15.0;
    pub const SMALL: f32 = 12.0;
}

/// The patient's name: 22 semibold.
pub fn name_style() -> TextStyle {
    TextStyle::Name("name".into())
}

/// Body size, semibold.
pub fn strong_style() -> TextStyle {
    TextStyle::Name("strong".into())
}

impl Scheme {
    pub fn tokens(self) -> &'static Tokens {
        match self {
            Self::Light => &LIGHT,
            Self::Dark => &DARK,
            Self::HighContrast => &HIGH_CONTRAST,
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place where a colour is written"
)]
const fn hex(rgb: u32) -> Color32 {
    Color32::from_rgb((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8)
}

/// A grey of a printed page, 0 black to 255 white: the paper's own, the same in every scheme.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place where a grey is written"
)]
pub fn paper(grey: u8) -> Color32 {
    Color32::from_gray(grey)
}

const fn role(fg: u32, bg: u32) -> Role {
    Role {
        fg: hex(fg),
        bg: hex(bg),
    }
}

static LIGHT: Tokens = Tokens {
    dark: false,
    ground: hex(0xF3F5F7),
    sheet: hex(0xFFFFFF),
    text: hex(0x1B2A33),
    muted: hex(0x4C5F6B),
    line: hex(0xC9D3DA),
    border: hex(0x768692),
    accent: hex(0x005A8C),
    accent_hover: hex(0x004A75),
    on_accent: hex(0xFFFFFF),
    selected: hex(0xDCEBF5),
    hover: hex(0xEAEFF3),
    zebra: hex(0xF7F9FA),
    focus: hex(0x005A8C),
    scrim: Color32::from_black_alpha(96),
    banner: role(0x1B2A33, 0xE3EEF4),
    deceased: role(0x1B2A33, 0xDDDFE1),
    danger: role(0xA3121B, 0xFBE3E4),
    warning: role(0x7A4300, 0xFFEBC7),
    ok: role(0x00602F, 0xDCF1E3),
    info: role(0x1D4E89, 0xE1ECF8),
    offline: role(0x4A3A78, 0xECE8F7),
};

static DARK: Tokens = Tokens {
    dark: true,
    ground: hex(0x14191D),
    sheet: hex(0x1D2429),
    text: hex(0xE6ECF0),
    muted: hex(0xA7B5BF),
    line: hex(0x36434C),
    border: hex(0x7C8C97),
    accent: hex(0x6CC0F0),
    accent_hover: hex(0x8FD0F5),
    on_accent: hex(0x10202B),
    selected: hex(0x1F3B4D),
    hover: hex(0x28323A),
    zebra: hex(0x20282E),
    focus: hex(0x6CC0F0),
    scrim: Color32::from_black_alpha(150),
    banner: role(0xE6ECF0, 0x22333F),
    deceased: role(0xE6ECF0, 0x33373A),
    danger: role(0xFF9C9C, 0x4A1518),
    warning: role(0xFFC46B, 0x402B08),
    ok: role(0x7FD8A0, 0x12331F),
    info: role(0x9CC8FF, 0x14304F),
    offline: role(0xC9BBF5, 0x2C2449),
};

static HIGH_CONTRAST: Tokens = Tokens {
    dark: false,
    ground: hex(0xFFFFFF),
    sheet: hex(0xFFFFFF),
    text: hex(0x000000),
    muted: hex(0x2B2B2B),
    line: hex(0x000000),
    border: hex(0x000000),
    accent: hex(0x00365A),
    accent_hover: hex(0x000000),
    on_accent: hex(0xFFFFFF),
    selected: hex(0xFFF3A6),
    hover: hex(0xEDEDED),
    zebra: hex(0xF4F4F4),
    focus: hex(0xFFDD00),
    scrim: Color32::from_black_alpha(150),
    banner: role(0x000000, 0xE3EEF4),
    deceased: role(0x000000, 0xD0D0D0),
    danger: role(0x7A0009, 0xFFFFFF),
    warning: role(0x5C3200, 0xFFFFFF),
    ok: role(0x004622, 0xFFFFFF),
    info: role(0x0C2F5C, 0xFFFFFF),
    offline: role(0x35275F, 0xFFFFFF),
};

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance contrast of WCAG 2.
    fn contrast(a: Color32, b: Color32) -> f64 {
        let light = |c: Color32| {
            let part = |v: u8| {
                let v = f64::from(v) / 255.0;
                if v <= 0.040_45 {
                    v / 12.92
                } else {
                    ((v + 0.055) / 1.055).powf(2.4)
                }
            };
            0.2126 * part(c.r()) + 0.7152 * part(c.g()) + 0.0722 * part(c.b())
        };
        let (a, b) = (light(a), light(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_text_is_readable_and_every_edge_visible() {
        for scheme in [Scheme::Light, Scheme::Dark, Scheme::HighContrast] {
            let t = scheme.tokens();
            let texts = [
                ("text on sheet", t.text, t.sheet),
                ("text on ground", t.text, t.ground),
                ("text on hover", t.text, t.hover),
                ("text on selected", t.text, t.selected),
                ("muted on sheet", t.muted, t.sheet),
                ("muted on ground", t.muted, t.ground),
                ("muted on zebra", t.muted, t.zebra),
                ("muted on banner", t.muted, t.banner.bg),
                ("accent on sheet", t.accent, t.sheet),
                ("on accent", t.on_accent, t.accent),
                ("on accent, hovered", t.on_accent, t.accent_hover),
                ("danger on sheet", t.danger.fg, t.sheet),
                ("required on sheet", t.info.fg, t.sheet),
            ];
            for (what, fg, bg) in texts {
                assert!(
                    contrast(fg, bg) >= 5.5,
                    "{scheme:?} {what}: {:.1}",
                    contrast(fg, bg)
                );
            }
            for (what, r) in [
                ("banner", t.banner),
                ("deceased", t.deceased),
                ("danger", t.danger),
                ("warning", t.warning),
                ("ok", t.ok),
                ("info", t.info),
                ("offline", t.offline),
            ] {
                assert!(
                    contrast(r.fg, r.bg) >= 5.5,
                    "{scheme:?} {what}: {:.1}",
                    contrast(r.fg, r.bg)
                );
            }
            assert!(contrast(t.border, t.sheet) >= 3.0, "{scheme:?} border");
            assert!(
                contrast(t.border, t.ground) >= 3.0,
                "{scheme:?} border on ground"
            );
        }
    }
}
