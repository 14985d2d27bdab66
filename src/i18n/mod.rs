//! Words for people: message catalogues, numbers, dates and names in five languages.
//!
//! The rest of the program hands over codes and arguments; sentences are made here, from the Fluent
//! files of `assets/locales/<language>/<area>.ftl`. This room knows `domain` and nothing else.
//! Start with [`tr`]; `numbers`, `dates` and `names` are independent of each other; `help` holds the texts of F1.

mod catalogue;
pub mod dates;
pub mod help;
pub mod names;
pub mod numbers;

pub use catalogue::{has, problems, source, tr, tr_n, try_tr};
