//! The papers. Each module is one function from plain data (`domain::paper`) to a `Paper`; no clock, no record.
//! The order of fields of national forms comes from `assets/papers/layouts.json`, never from code.

mod discharge;
mod form;
mod parts;
mod prescription;
mod referral;
mod visit;

pub use discharge::discharge;
pub use form::{Confidence, FieldLayout, FormLayout, layouts};
pub use prescription::prescription;
pub use referral::referral;
pub use visit::visit;
