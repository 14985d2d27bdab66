//! What sync needs from the outside: a vault and a line. Both are implemented by the worker, and in tests by memory and chaos.

use ed25519_dalek::{SigningKey, VerifyingKey};
use thiserror::Error;

use super::cursor::{Cursor, Epoch, Log, Place, Scope};
use super::dictionary::DictId;
use super::digest::{BucketSum, SetDigest};
use super::message::{Item, Reset, Stable};
use crate::domain::chunk::Chunk;
use crate::domain::ids::{DeviceId, Hash32};

/// Who this workstation is towards one store; kept in the vault since enrolment.
#[derive(Clone)]
pub struct Identity {
    pub device: DeviceId,
    /// The device's transport key.
    pub key: SigningKey,
    /// Pinned at enrolment.
    pub store_key: VerifyingKey,
    /// 16 random bytes, drawn when the database began this life.
    pub replica: [u8; 16],
    /// From the last answer.
    pub token: [u8; 8],
    /// One more at every start of the program, durable before the first request.
    pub boot_no: u64,
    /// Dictionaries that the store said it reads; empty before the first answer.
    pub store_dicts: Vec<DictId>,
}

/// A chunk that the store has not acknowledged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queued {
    /// Grows along the outbox; only used to ask for the next page.
    pub position: u64,
    pub hash: Hash32,
    pub chunk: Chunk,
}

/// Entries to apply in **one** transaction, the cursor included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    pub scope: Scope,
    pub log: Log,
    pub epoch: Epoch,
    /// `item.seq` with scope, log and epoch is the [`Place`] to keep beside the chunk.
    pub items: Vec<Item>,
    /// To be stored with the rows; `None` for what was wanted out of turn.
    pub next: Option<Cursor>,
    /// The seal at the end of what brought it was good: what does not pass the gate now never will.
    pub is_proven: bool,
}

/// What became of a pushed chunk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settlement {
    /// The store has it: out of the outbox. Without a place it is in others' scopes only, and not in our digest. A place above the cursor
    /// is a promise until the log was followed so far.
    Accepted(Option<Place>),
    /// It stays in the outbox. `missing` is an Automerge hash; if the vault holds that change, it goes back to the outbox too.
    /// All zero: an earlier change of the same actor. After three syncs the change is authored anew without the dependency.
    Held { missing: Hash32 },
    /// Author the change and its followers anew under a fresh actor; the original goes to quarantine.
    Reauthor,
    /// Refused for good: to quarantine with the reason.
    Poison { reason: String },
    /// Legally erased at the store: erase here.
    Gone,
}

/// What the last answer said besides records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    pub token: [u8; 8],
    /// The replica's new id, when the store saw that the old one is in use twice.
    pub replica: Option<[u8; 16]>,
    /// UTC seconds on the store's clock, to be kept beside our own.
    pub server_time: u64,
    pub store_dicts: Vec<DictId>,
}

/// Whatever went wrong inside the vault, in its own words. The sync stops and changes nothing further.
#[derive(Debug, Error)]
#[error("{0}")]
pub struct VaultError(pub String);

pub type VaultResult<T> = Result<T, VaultError>;

/// The vault as sync sees it. Every call is one transaction and durable when it returns.
///
/// *Placed* chunks of a log are those with a [`Place`] in it: acknowledged or received, whether they could be applied or went to
/// quarantine here. Only they count in `digest`, `bucket_sums` and `bucket`.
pub trait SyncVault {
    /// One for each log that this workstation follows.
    fn cursors(&mut self) -> VaultResult<Vec<Cursor>>;

    /// Chunks with a place whose bytes are neither in the log nor in quarantine: what `apply` named and nobody brought yet.
    fn lacking(&mut self) -> VaultResult<Vec<Hash32>>;

    /// Unacknowledged chunks after `position`, oldest first and so in causal order, until `max_bytes` raw bytes; at least one
    /// if there is any.
    fn outbox(&mut self, position: u64, max_bytes: usize) -> VaultResult<Vec<Queued>>;

    /// Checks and stores what came, and the cursor, in one transaction. A chunk already held only gets its place; it leaves the
    /// outbox when it is settled, not on the word of an answer whose end has not come. Returns the hashes of
    /// [`super::message::What::Own`] items that are not held here (after a restore), and of changes whose names do not fit what is
    /// inside and the batch is not proven: they get their place too, and are [`Self::lacking`] until they come.
    fn apply(&mut self, batch: &Batch) -> VaultResult<Vec<Hash32>>;

    fn settle(&mut self, settled: &[(Hash32, Settlement)]) -> VaultResult<()>;

    /// The store lost its tail: every chunk of this log with a place above `reset.fork_seq` loses it and goes back to the
    /// outbox, **whoever wrote it**; chunks below keep theirs. So does every chunk that was accepted without a place. Stores
    /// `reset.resume` in the same transaction.
    fn reset(&mut self, reset: &Reset) -> VaultResult<()>;

    /// Back to the outbox, without a place.
    fn requeue(&mut self, hashes: &[Hash32]) -> VaultResult<()>;

    /// What the store's backup covers: the second tick. May fall after a reset.
    fn mark_stable(&mut self, mark: Stable) -> VaultResult<()>;

    /// This log was followed to its end. What was promised a number in it and did not come by is gone from there (a store lost its tail and
    /// did not tell): back to the outbox. True if there was any.
    fn log_ended(&mut self, scope: Scope, log: Log) -> VaultResult<bool>;

    fn digest(&mut self, scope: Scope, log: Log) -> VaultResult<SetDigest>;
    fn bucket_sums(&mut self, scope: Scope, log: Log) -> VaultResult<Vec<BucketSum>>;
    /// Hashes of the placed chunks whose first byte is `bucket`.
    fn bucket(&mut self, scope: Scope, log: Log, bucket: u8) -> VaultResult<Vec<Hash32>>;

    fn remember(&mut self, contact: &Contact) -> VaultResult<()>;
    /// This start's number was too low (a restored backup); use this one from now on.
    fn raise_boot(&mut self, boot_no: u64) -> VaultResult<()>;
    /// Digests differed: a bug report, for the log and the operator.
    fn repair_began(&mut self, scope: Scope, log: Log) -> VaultResult<()>;
}

/// The store (or what stands before it) answered, but not with frames.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub status: u16,
    /// A stable word.
    pub code: String,
    pub retry_after: Option<u64>,
    /// The highest counter the store has seen, when ours was too low.
    pub counter: Option<u64>,
}

impl Refusal {
    /// Trying the same again cannot help; a person has to do something.
    pub fn is_permanent(&self) -> bool {
        !matches!(self.status, 408 | 425 | 429 | 500..=599)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TransportError {
    /// No connection, or it broke: try again later.
    #[error("the line is down: {0}")]
    Cut(String),
    /// Something on the way answered in the store's stead: the sign-in page of a network, a blocked or unpaid line. Try again later.
    #[error("not the store answered: {0}")]
    Portal(String),
    #[error("refused: {}", .0.code)]
    Refused(Refusal),
    /// The address must not be used, such as `http://` to another machine.
    #[error("the address is not allowed: {0}")]
    Address(String),
}

impl TransportError {
    pub fn is_permanent(&self) -> bool {
        match self {
            Self::Cut(_) | Self::Portal(_) => false,
            Self::Refused(refusal) => refusal.is_permanent(),
            Self::Address(_) => true,
        }
    }
}

/// One request and its answer.
pub trait Transport {
    /// Sends `body` and hands on the answer's bytes as they arrive, until the end or until `on_bytes` returns false.
    fn exchange(
        &mut self,
        body: &[u8],
        on_bytes: &mut dyn FnMut(&[u8]) -> bool,
    ) -> Result<(), TransportError>;
}
