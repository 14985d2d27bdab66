//! Forms that a ministry can edit without a compiler: the FHIR R4 `Questionnaire` subset of `forms/README.md`.
//!
//! Text of a file → [`Form`] (or all its mistakes), answers → what is shown, what is wrong, what is
//! unusual. This room knows `domain` only: no files, no clock, no words for people (codes and
//! arguments instead). Start with [`Form::parse`], then [`visible`] and [`validate`].

mod answers;
mod begin;
mod check;
mod enable;
mod expression;
pub mod extensions;
mod form;
mod mistakes;
mod parse;
mod positions;
mod repeat;
mod set;
mod shipped;
mod validate;

pub use answers::{Answer, Answers, Coding, Quantity, clock, decode_all, encode_all, time};
pub use begin::begin;
pub use enable::{Facts, SEX_SYSTEM, enabled, to_store, visible, with_facts};
pub use form::{
    Bound, Choice, Component, Condition, Constraint, ContextFact, DateRule, Enable, Form, Item,
    Kind, Limits, Operator, Pattern, Plausible, Text, Unit,
};
pub use mistakes::{FormMistake, MistakeKind};
pub use parse::{MAX_BYTES, MAX_ITEMS};
pub use repeat::{REPETITIONS_MAX, Repetitions, link_id_in, plain};
pub use set::{ANTENATAL, FormSet, VISIT, builtin};
pub use validate::{Arg, FieldError, not_worked_out, validate, warnings};
