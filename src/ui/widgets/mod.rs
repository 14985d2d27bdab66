//! The parts screens are made of. They know tokens and words, never a record.

pub mod alert;
pub mod badge;
pub mod banner;
pub mod button;
pub mod choice;
pub mod curve;
pub mod date_field;
pub mod dialog;
pub mod empty;
pub mod error_summary;
pub mod field;
pub mod focus_chain;
pub mod number_field;
pub mod search_box;
pub mod sign;
pub mod spark;
pub mod status_line;
pub mod table;
pub mod text;
pub mod toast;

pub use alert::Alert;
pub use badge::badge_ui;
pub use button::Btn;
pub use choice::Choice;
pub use date_field::DateField;
pub use dialog::Dialog;
pub use field::{Field, RecordKey};
pub use number_field::NumberField;
pub use search_box::SearchBox;
pub use sign::Severity;
pub use table::Table;
