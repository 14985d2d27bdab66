//! A laid-out page as plain data: what the printer draws and what the preview draws.
//! It knows no fonts and no documents; `print::layout` makes it, the window and `print::pdf` draw it.

/// One sheet. All lengths are millimetres from the upper left corner.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    pub width_mm: f32,
    pub height_mm: f32,
    /// In reading order; a later item is drawn over an earlier one.
    pub items: Vec<Item>,
}

/// A mark on the page.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// A run of letters of one face. `y_mm` is the baseline, `size_pt` the font size in points.
    Text {
        x_mm: f32,
        y_mm: f32,
        size_pt: f32,
        face: Face,
        shade: Shade,
        text: String,
    },
    /// A straight stroke, `width_mm` thick.
    Line {
        from_mm: (f32, f32),
        to_mm: (f32, f32),
        width_mm: f32,
        shade: Shade,
    },
    /// A filled rectangle; `x_mm`, `y_mm` is its upper left corner.
    Rect {
        x_mm: f32,
        y_mm: f32,
        width_mm: f32,
        height_mm: f32,
        shade: Shade,
    },
}

/// The font file of a run (`assets/fonts`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    Regular,
    SemiBold,
    GeorgianRegular,
    GeorgianSemiBold,
    Symbols,
}

impl Face {
    pub const ALL: [Self; 5] = [
        Self::Regular,
        Self::SemiBold,
        Self::GeorgianRegular,
        Self::GeorgianSemiBold,
        Self::Symbols,
    ];
}

/// Greys of a paper: it must read the same from a worn black-and-white printer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shade {
    /// Text.
    Ink,
    /// Labels, running heads.
    Muted,
    /// Rules between rows.
    Hairline,
    /// The ground of a table's header.
    Tint,
}

impl Shade {
    /// Lightness from 0 (black) to 255 (white).
    pub fn grey(self) -> u8 {
        match self {
            Self::Ink => 0,
            Self::Muted => 82,
            Self::Hairline => 168,
            Self::Tint => 240,
        }
    }
}
