//! A pregnancy: its dates, the contacts a country plans, danger signs, curves. Pure; no clock, no words.
//!
//! Start at [`date`]; whatever shows an age or a due date (screen, paper, calculator, dose check) asks it. The figures stand in
//! `assets/pregnancy/` (its README says what each field means and how each is known). [`known`] reads the entries of a card.

mod book;
mod chart;
mod contacts;
mod dating;
mod record;
mod signs;
mod validate;

pub use book::{Book, Dating, Gain, Level, Planned, Rules, Schedule, Sign};
pub use chart::{Chart, Line, Measure, fundal_chart, weight_chart};
pub use contacts::{Row, Status, contacts, next};
pub use dating::{Age, By, Dated, OutOfRange, Scan, Told, Undated, date, trimester};
pub use record::{Known, Stated, begun, known, stated, told_of};
pub use signs::{ASKED, Contact, Finding, Gap, Woman, findings, gaps};
pub use validate::problems;
