//! The record: cards and entries as Automerge documents. The only room that names automerge.
//!
//! Start reading at [`card`] (what several people keep up to date about a living person) and [`entry`] (what happened:
//! one immutable signed change). [`check`] is the gate for everything that comes from outside.
//!
//! | what merges | rule | held by |
//! |---|---|---|
//! | two keys of one card edited apart | both stand | `card::tests` |
//! | one key edited apart, same content | one value | `card::tests` |
//! | one key edited apart, different content | both values stand until a clinician settles them | `card::tests` |
//! | an entry | never merges: one change, no dependencies | `check::tests` |
//! | an unknown key, kind or field number | kept untouched and passed on | `card::tests`, `entry::tests` |
//!
//! Deliberately absent: `Text`, lists, nested maps, counters, marks, `delete`, `merge`, `load_incremental`: each loses data in a
//! way that two doctors offline will meet. No clock and no randomness either: times, ids and the actor are arguments.

mod bounds;
pub mod bytes;
pub mod card;
mod cbor;
pub mod check;
pub mod emergency;
pub mod entry;
mod fields;
pub mod shape;
mod signed;
pub mod twin;

pub use card::{Card, Fact};
pub use check::{Header, Poison, check, hash, inspect};
pub use entry::{Entry, Head, seal};
pub use fields::VERSION as FIELDS_VERSION;
pub use signed::{Signed, Signer, open_signed, signed};

use thiserror::Error;

/// 16 random bytes drawn once per process start and never stored: a cloned disk that reused one could never be joined again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actor(pub [u8; 16]);

/// Why a document could not be read or written. The log is untouched in every case.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum RecordError {
    #[error("the change is not readable: {0}")]
    Unreadable(String),
    #[error("the entry is longer than {limit} bytes; longer text belongs into an attachment")]
    TooLong { limit: usize },
    #[error("`{key}` was written by a newer program and is read-only here")]
    Newer { key: String },
    #[error("`{key}` holds what this program cannot read; it is kept as it is")]
    Kept { key: String },
    #[error("`{0}` is not a field of the registry")]
    UnknownField(String),
    #[error("a value of `{0}` is neither text, whole number, yes/no nor a list of these")]
    UnfitValue(String),
    #[error("the document already has a change of this actor with number {0}")]
    Duplicate(u64),
    #[error("nothing to write")]
    Empty,
}
