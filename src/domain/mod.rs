//! Words of the clinic as plain types. No IO, no clock, no SQL, no CRDT.

pub mod country;
pub mod dates;
pub mod identifiers;
pub mod lang;
