//! Immunisation: a child and the doses it had -> the plan of a national calendar. Pure; no clock, no words.
//!
//! Start at [`plan`]. Rules and calendars are [`Book::builtin`], read from `assets/immunisation/` (its README says what each field means
//! and how each figure is known).
//!
//! # How a plan is made
//! 1. Names become products with components ([`Book::product`]); what is not understood gets a row of its own, `cannot_check`.
//! 2. Each antigen is a series of slots (`birth`, `p1`…, `b1`…) laid out by the calendar and shortened or lengthened by WHO's rules for a late
//!    start. Doses fill the slots in order of date; one before the minimum age or interval fills nothing, and the row says so.
//! 3. Lines of the calendar join the antigens again. A combination is proposed while its leading antigen is missing and the product fits
//!    the age; else each missing antigen gets its own row.
//!
//! # Choices that clinicians should confirm
//! - An interval is counted from the dose before even if that one did not count.
//! - Any polio vaccine fills any polio slot, but the line that asks for IPV by name takes only IPV.
//! - A month that lacks the day ends on the first of the next: never early.
//! - `overdue` begins with the end of the calendar's window, or a month after the dose became possible, whichever is later.
//! - The calendar of childhood is caught up until 18 years; later rows are `too_old`, boosters for life excepted.

mod book;
mod data;
mod history;
mod plan;
mod reason;
mod record;
mod series;
mod validate;

pub use book::{Book, Product, after, all_names, fold};
pub use data::{Antigen, Calendar, Late, Line, Role, Seen, Usual, Vaccine};
pub use history::Given;
pub use plan::{Child, Doubted, Facts, Row, Status, plan};
pub use reason::{Because, Said, Speech, say_span};
pub use record::{Recorded, declined, given};
pub use validate::problems;
