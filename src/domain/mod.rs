//! Words of the clinic as plain types. No IO, no clock, no SQL, no CRDT.

pub mod administration;
pub mod allergy;
pub mod approval;
pub mod card;
pub mod chunk;
pub mod country;
pub mod dates;
pub mod dose;
pub mod gs1;
pub mod icd;
pub mod identifiers;
pub mod ids;
pub mod immunisation;
pub mod keys;
pub mod lang;
pub mod number;
pub mod page;
pub mod paper;
pub mod person;
pub mod phone;
pub mod pregnancy;
pub mod prevention;
pub mod problem;
pub mod review;
pub mod role;
pub mod visit;
