//! The record in the words of other systems: FHIR R4 out, FHIR R4 in. Pure: the card and some facts in, JSON out; bytes in, plain
//! lines out. Knows no vault, no file, no clock.
//!
//! - [`summary`] makes an International Patient Summary (HL7 IPS 2.0.1) of a card, [`visit`] one signed visit.
//! - [`foreign`] reads what another system wrote and keeps every word of it; [`json`] is its door for hostile files.
//!
//! Nothing is invented: what the record holds without a code travels as text, what it does not hold says why it is absent. No code
//! leaves that the record, the formulary or the form of the visit does not hold, except those that FHIR itself asks for
//! ([`fhir::STRUCTURE`]).

pub mod fhir;
pub mod foreign;
pub mod json;
mod narrative;
pub mod summary;
pub mod systems;
pub mod visit;

mod events;
mod facts;
mod measured;
mod person;
mod source;

pub use source::Source;
