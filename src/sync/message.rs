//! The messages of log sync v1, as plain data. How they become bytes is in [`super::wire`].

use super::auth::Seal;
use super::cursor::{Cursor, Epoch, Log, Scope};
use super::dictionary::DictId;
use super::digest::{BucketSum, SetDigest};
use crate::domain::chunk::{Chunk, Unit};
use crate::domain::ids::{DeviceId, DocId, Hash32};

pub const PROTO: u8 = 1;
/// Chunks in one Push frame.
pub const MAX_CHUNKS: usize = 512;
/// Logs that one workstation follows.
pub const MAX_CURSORS: usize = 64;
/// Documents or hashes in one Want.
pub const MAX_WANTED: usize = 400;
/// Fingerprints in one bucket list: a log of half a million chunks.
pub const MAX_FINGERPRINTS: usize = 2_000;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    // workstation -> store
    Hello(Hello),
    Push(Push),
    Want(Want),
    // store -> workstation
    Ack(Ack),
    Entries(Entries),
    Reset(Reset),
    Digest(Digest),
    Sums(Sums),
    Lack(Lack),
    Named(Named),
    End(End),
    /// From a newer peer; skipped.
    Unknown(u8),
}

/// First frame of a request, signed over everything before the seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hello {
    pub proto: u8,
    pub app_version: String,
    /// Newest kind registry that this program reads.
    pub schema_max: u64,
    pub dicts: Vec<DictId>,
    pub device: DeviceId,
    /// One life of one database: a new one after a restore or a clone was noticed.
    pub replica: [u8; 16],
    pub token: [u8; 8],
    /// Never used twice by a device: `boot_no << 24 | request`.
    pub counter: u64,
    pub cursors: Vec<Cursor>,
    pub max_answer_bytes: u64,
    /// How long the workstation would like an answer frame.
    pub frame_bytes: u64,
    /// Lanes asked for, most urgent first; empty means all in the order of the store.
    pub lanes: Vec<u8>,
    pub seal: Seal,
}

/// Some chunks in causal order, oldest first. Its seal also covers device, counter and number, so that it cannot be replayed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Push {
    /// Position in this request, from 0.
    pub no: u64,
    /// SHA-256 of the replica's previous Push payload: an auditor sees removed or forked pushes.
    pub prev: Hash32,
    pub chunks: Vec<Chunk>,
    pub seal: Seal,
}

/// Something out of the ordinary flow. Moves no cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Want {
    /// Everything of these documents, now (a patient someone is waiting for).
    Docs(Vec<DocId>),
    /// These chunks (a reference to what a restored workstation no longer has).
    Chunks(Vec<Hash32>),
    /// The 256 bucket sums of a log after digests differed.
    Sums { scope: Scope, log: Log },
    /// Our fingerprints of one bucket: send what is missing here, name what is missing there.
    Bucket {
        scope: Scope,
        log: Log,
        bucket: u8,
        key: u64,
        have: Vec<[u8; 8]>,
    },
}

/// Answers one Push, in the order of its chunks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ack {
    pub no: u64,
    pub verdicts: Vec<Verdict>,
}

/// In a courier file, before each Ack: which chunks its verdicts are about. On a line the workstation knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub no: u64,
    pub hashes: Vec<Hash32>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    Ok {
        scope: Scope,
        log: Log,
        seq: u64,
    },
    /// The store had it already.
    Dup {
        scope: Scope,
        log: Log,
        seq: u64,
    },
    /// Accepted for the scopes that hold the patient; ours does not, so it has no place in our log.
    Late,
    /// A predecessor (its Automerge hash) is not there; the rest of the frame was judged without it.
    Held {
        missing: Hash32,
    },
    /// Another change has this document, actor and number.
    Fork,
    /// Refused for good, with a stable word for the reason.
    Poison {
        reason: String,
    },
    /// Legally erased; the replica erases it too.
    Gone,
    /// Not now.
    Quota,
}

/// A stretch of a log (`next` is then usable at once), or chunks that were wanted (`next` is `None`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entries {
    pub scope: Scope,
    pub log: Log,
    pub items: Vec<Item>,
    pub next: Option<Cursor>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub seq: u64,
    pub what: What,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    Change(Chunk),
    /// A chunk that this device itself pushed: only its hash. Works as an acknowledgement that cannot get lost.
    Own {
        hash: Hash32,
        doc: DocId,
    },
    Grant(Unit),
    /// This house no longer holds the unit: its changes before this one do not count in this log any more.
    Revoke(Unit),
    /// A change that the store has and that does not count in this log: of a unit that this house no longer holds, or never did and wrote of.
    Elsewhere {
        hash: Hash32,
    },
    /// A signed [`super::notice::Notice`], still as bytes.
    Notice(Vec<u8>),
    /// An item of a newer store, with what it counts for in the chain; kept out of the way.
    Unknown {
        tag: u8,
        hash: Hash32,
    },
}

/// The cursor names a history that this store does not share beyond `fork_seq`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reset {
    pub log: Log,
    pub scope: Scope,
    pub epoch: Epoch,
    /// Zero at the first life.
    pub parent: Epoch,
    /// Whatever was acknowledged above goes back to the outbox, whoever wrote it.
    pub fork_seq: u64,
    pub resume: Cursor,
    /// The full list of scopes that this device follows.
    pub scopes: Vec<Scope>,
}

/// What the log holds up to its end. Only sent when the workstation has reached it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digest {
    pub scope: Scope,
    pub log: Log,
    pub seq: u64,
    pub set: SetDigest,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sums {
    pub scope: Scope,
    pub log: Log,
    pub sums: Vec<BucketSum>,
}

/// Fingerprints of a bucket list that the store does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lack {
    pub scope: Scope,
    pub log: Log,
    pub key: u64,
    pub lacking: Vec<[u8; 8]>,
}

/// Last frame of an answer, signed by the store over the request's counter and every frame before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    pub more: bool,
    /// Seconds; 0 means as the workstation likes.
    pub retry_after: u64,
    /// UTC seconds on the store's clock. Shown and stored, never believed.
    pub server_time: u64,
    /// 0: none.
    pub directory_pack_version: u64,
    pub token: [u8; 8],
    /// The replica's new name: the old one is in use twice (a clone or a restore).
    pub replica: Option<[u8; 16]>,
    /// Dictionaries that the store reads.
    pub dicts: Vec<DictId>,
    /// What the store's backup covers, per log.
    pub stable: Vec<Stable>,
    pub seal: Seal,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stable {
    pub scope: Scope,
    pub log: Log,
    pub epoch: Epoch,
    pub seq: u64,
}
