//! The model of any paper: a head with the patient's identity and a row of blocks.
//! It knows no positions (see `layout`) and no particular paper (see `papers`).

use crate::domain::lang::Lang;
use crate::domain::paper::LabelStock;

/// A document ready to be laid out. All texts are in `lang`.
#[derive(Debug, Clone, PartialEq)]
pub struct Paper {
    pub lang: Lang,
    pub size: Size,
    /// Large, on the first page.
    pub title: String,
    /// Under the title: number of the paper, form and legal act.
    pub subtitle: Vec<String>,
    /// The contents of the square code beside the title.
    pub code: Option<String>,
    /// Small, at the top of every page: who issues.
    pub issuer: String,
    /// At the top of every page, framed: who the patient is. The first line is set large.
    pub identity: Vec<Rich>,
    /// Across the top of every page when the paper is not for real use.
    pub mark: Option<String>,
    /// At the foot of every page, left: what this paper is.
    pub foot: String,
    pub blocks: Vec<Block>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    A4,
    /// A4 in smaller letters: what has to stand on one sheet.
    A4Dense,
    A5,
    /// One label of 57 × 32 mm.
    Label,
}

impl Size {
    /// Width and height in millimetres.
    pub fn mm(self) -> (f32, f32) {
        match self {
            Self::A4 | Self::A4Dense => (210.0, 297.0),
            Self::A5 => (148.0, 210.0),
            Self::Label => (57.0, 32.0),
        }
    }

    /// The name of the sheet for CUPS.
    pub fn media(self) -> &'static str {
        match self {
            Self::A4 | Self::A4Dense => "A4",
            Self::A5 => "A5",
            Self::Label => "Custom.57x32mm",
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// Stays with what follows it.
    Heading(String),
    /// Small; stays with what follows it.
    Subheading(String),
    /// Rows of label and value.
    Fields(Vec<Field>),
    Paragraph(Rich),
    /// A frame with a heavy edge: what must not be overlooked.
    Callout {
        label: String,
        text: Rich,
    },
    Table(Table),
    /// A chart: lines of a standard and a row of measurements.
    Figure(Figure),
    /// Two faces of a card to cut out and fold.
    Wallet(Wallet),
    /// Labels fill their pages: the only block of their paper.
    Labels(Labels),
    /// Small and grey: about the paper, not about the patient.
    Note(String),
    /// Empty ruled lines to write on by hand.
    Lines(u32),
    Signatures(Vec<Signature>),
    /// Its blocks stay on one page when one page can hold them.
    Together(Vec<Block>),
}

#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    pub label: String,
    pub value: Rich,
}

/// Rows wrap in their cells; the header stands again at the top of every page.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Rich>>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    pub title: String,
    /// Share of the width, against the other columns' shares.
    pub share: f32,
}

/// A chart in its own numbers; the layout gives it millimetres.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Above the upright axis, and below the foot.
    pub upright: String,
    pub foot: String,
    pub x: (f64, f64),
    pub y: (f64, f64),
    /// Where, and what is written there.
    pub x_ticks: Vec<(f64, String)>,
    pub y_ticks: Vec<(f64, String)>,
    pub lines: Vec<FigureLine>,
    /// Joined by a heavy line, each with a mark.
    pub points: Vec<(f64, f64)>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct FigureLine {
    /// At its end.
    pub label: String,
    /// The middle and the outer lines are drawn in ink, those between them grey.
    pub loud: bool,
    pub pieces: Vec<Vec<(f64, f64)>>,
}

/// Both faces of a card of 85.6 × 54 mm (ISO/IEC 7810 ID-1), side by side. Their texts are as long as `print::wallet` found room for.
#[derive(Debug, Clone, PartialEq)]
pub struct Wallet {
    pub front: CardFace,
    pub back: CardFace,
    /// The contents of the square code of the back.
    pub code: String,
}

/// Labels that are all the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Labels {
    pub on: LabelStock,
    pub label: Label,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    pub name: String,
    pub facts: Vec<Rich>,
    /// Words before a line to write on by hand.
    pub blanks: Vec<String>,
    /// The contents of the square code.
    pub code: String,
}

/// The text of one face.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CardFace {
    pub size_pt: f32,
    pub texts: Vec<Rich>,
}

/// A line to sign on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// Doctor, head of the institution.
    pub role: String,
    /// Name in print, or that it was not recorded.
    pub name: Rich,
    /// Words under the line ("signature"), a place for a stamp, a date.
    pub under: String,
}

/// A text with emphasised parts. A line break in it is a line break on paper.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rich(pub Vec<Span>);

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    pub text: String,
    pub style: Style,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    Plain,
    Bold,
    Muted,
}

impl Rich {
    pub fn plain(text: impl Into<String>) -> Self {
        Self::default().and(text, Style::Plain)
    }

    pub fn bold(text: impl Into<String>) -> Self {
        Self::default().and(text, Style::Bold)
    }

    pub fn muted(text: impl Into<String>) -> Self {
        Self::default().and(text, Style::Muted)
    }

    /// This text, followed by `text` without a space between.
    pub fn and(mut self, text: impl Into<String>, style: Style) -> Self {
        self.0.push(Span {
            text: text.into(),
            style,
        });
        self
    }

    /// This text and `next` without anything between.
    pub fn followed_by(mut self, next: Self) -> Self {
        self.0.extend(next.0);
        self
    }

    /// All texts one after another, with `between` between them.
    pub fn join(parts: impl IntoIterator<Item = Self>, between: &str) -> Self {
        let mut all = Self::default();
        for part in parts {
            if !all.0.is_empty() {
                all = all.and(between, Style::Plain);
            }
            all.0.extend(part.0);
        }
        all
    }

    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|span| span.text.is_empty())
    }

    /// The letters without their styles.
    pub fn text(&self) -> String {
        self.0.iter().map(|span| span.text.as_str()).collect()
    }
}
