//! Codes and names made findable: ICD-10, and a search that does not care about script, keyboard or spelling.
//! Knows the types of `domain`; knows no files beyond the lists built in, no database, no words for people.
//! Start at [`fold`]; [`query`] matches names by it, [`icd10`] diagnoses.

pub mod fold;
pub mod icd10;
pub mod lookalike;
pub mod names;
pub mod query;
