//! Words of the clinic as plain types. No IO, no clock, no SQL, no CRDT.

pub mod chunk;
pub mod country;
pub mod dates;
pub mod dose;
pub mod identifiers;
pub mod ids;
pub mod lang;
pub mod number;
pub mod phone;
