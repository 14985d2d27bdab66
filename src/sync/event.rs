//! What goes into the workstation's state machine and what comes out of it, as plain data.

use super::cursor::{Cursor, Log, Scope};
use super::digest::{BucketSum, SetDigest};
use super::frame::Frame;
use super::message::{Reset, Stable};
use super::port::{Batch, Contact, Queued, Refusal, Settlement};
use crate::domain::ids::Hash32;

/// What happened outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Begin a session from where the vault stands.
    Start {
        cursors: Vec<Cursor>,
        /// Have a place and are not here.
        lacking: Vec<Hash32>,
    },
    Outbox(Vec<Queued>),
    Frame(Frame),
    /// The answer came to its end this many milliseconds after the request was begun.
    AnswerEnd {
        elapsed_ms: u64,
    },
    /// The line broke, or what came was not ours.
    Cut,
    /// Something on the way answered in the store's stead.
    Portal,
    Refused(Refusal),
    /// The batch is stored; these own chunks were not held here.
    Applied {
        missing: Vec<Hash32>,
    },
    /// Whether something that was promised a number went back to the outbox.
    LogEnded {
        went_back: bool,
    },
    LocalDigest {
        scope: Scope,
        log: Log,
        set: SetDigest,
    },
    LocalSums {
        scope: Scope,
        log: Log,
        sums: Vec<BucketSum>,
    },
    LocalBucket {
        scope: Scope,
        log: Log,
        bucket: u8,
        hashes: Vec<Hash32>,
    },
}

/// What the shell has to do, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    LoadOutbox {
        position: u64,
        max_bytes: usize,
    },
    Send {
        body: Vec<u8>,
    },
    Apply(Batch),
    Settle(Vec<(Hash32, Settlement)>),
    Reset(Reset),
    /// Which chunks have a place and are not here, answered as [`Event::Applied`].
    LoadLacking,
    Requeue(Vec<Hash32>),
    MarkStable(Stable),
    Remember(Contact),
    RaiseBoot(u64),
    /// The log was followed to its end.
    LogEnded {
        scope: Scope,
        log: Log,
    },
    LoadDigest {
        scope: Scope,
        log: Log,
    },
    LoadSums {
        scope: Scope,
        log: Log,
    },
    LoadBucket {
        scope: Scope,
        log: Log,
        bucket: u8,
    },
    /// Digests differed.
    RepairBegan {
        scope: Scope,
        log: Log,
    },
    Finished(Report),
}

/// How a session ended and what it moved.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    pub outcome: Outcome,
    /// The store's wish, seconds.
    pub retry_after: Option<u64>,
    pub requests: u64,
    pub pushed: u64,
    pub duplicates: u64,
    pub held: u64,
    pub refused: u64,
    pub pulled: u64,
    pub repairs: u64,
    pub sent_bytes: u64,
    /// Items of scopes that are not ours: dropped.
    pub foreign: u64,
    /// Version of the store's emergency directory; 0: it has none, or did not come to say.
    pub directory: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Outcome {
    /// Nothing is left to send or to fetch.
    Done,
    /// The line broke; try again with back-off.
    #[default]
    Cut,
    /// Something on the way answered in the store's stead; try again with back-off.
    Portal,
    /// The store asks for patience.
    Busy,
    /// The store will not speak with us until someone acts.
    Refused { code: String },
    /// The other side is not what it should be: a wrong key, a broken chain. Never retried in a hurry.
    Broken(Fault),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The answer was not signed by the store we were enrolled at.
    StoreKey,
    /// The log's chain does not continue what we hold: two histories are shown.
    Chain,
    /// A message that nobody should send.
    Message,
}
