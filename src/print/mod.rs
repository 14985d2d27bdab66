//! Papers: what stands on them -> pages -> PDF bytes -> the printer.
//!
//! `domain::paper` holds the plain data; [`papers`] arranges it as a [`paper::Paper`] in the patient's language;
//! [`layout::layout`] breaks that into pages (`domain::page`), which the preview draws as they are and
//! [`pdf::to_pdf`] turns into a file; [`printer`] hands the file over. Everything before `printer` is pure.
//! This room knows no record, no database and no clock.
//!
//! Nothing is ever cut or shortened here: a line that does not fit goes on in the next one, a table row that does
//! not fit goes on to the next page. A truncated medicine line is a hazard.

pub mod fonts;
pub mod layout;
pub mod paper;
pub mod papers;
pub mod pdf;
pub mod printer;

mod blocks;
mod columns;
mod figure;
mod labels;
mod paginate;
mod qr;
mod text;
mod wallet;
mod words;

/// Why a paper did not become a file. The record is untouched in every case.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    #[error("a file needs at least one page")]
    NoPages,
    #[error("the date of the file lies outside the calendar")]
    Date,
    #[error("the PDF library made a file without the expected parts")]
    Malformed,
    #[error("the PDF could not be written out")]
    Write(#[from] std::io::Error),
}

impl PrintError {
    /// Whether trying again with the same input is of no use.
    pub fn is_permanent(&self) -> bool {
        match self {
            Self::NoPages | Self::Date | Self::Malformed => true,
            Self::Write(_) => false,
        }
    }
}
