//! The gate: nothing from outside reaches the log before it passed here (sync §1.8, facts of Automerge 0.12 in sync §4).

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use automerge::{Automerge, Change, ReadDoc as _, ScalarValue, legacy};
use sha2::{Digest as _, Sha256};
use thiserror::Error;

use super::{bounds, entry};
use crate::domain::chunk::{Chunk, Kind};
use crate::domain::ids::Hash32;

/// Raw bytes of one change.
pub const LIMIT_BYTES: usize = 256 * 1024;
/// Operations in one change.
pub const LIMIT_OPS: usize = 20_000;

/// What a change says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    pub actor: [u8; 16],
    /// 1 for the actor's first change of this document.
    pub seq: u64,
    /// Automerge hashes of the changes that this one follows.
    pub deps: Vec<Hash32>,
    /// Its own Automerge hash; not its content address, which is [`hash`].
    pub change: Hash32,
    pub ops: usize,
}

/// Why a change is refused for good. It goes to quarantine with this reason and is never tried again by itself.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Poison {
    #[error("longer than {LIMIT_BYTES} bytes")]
    TooLarge,
    #[error("more than {LIMIT_OPS} operations")]
    TooManyOps,
    #[error("not an uncompressed Automerge change")]
    NotAChange,
    #[error("its checksum does not fit")]
    Checksum,
    #[error("an operation other than setting a plain value at the root")]
    ForeignOperation,
    #[error("an actor of other than 16 bytes")]
    Actor,
    #[error("an entry must be one change without predecessors")]
    EntryHasHistory,
    #[error("the names it travels under are not those inside, or not of its kind")]
    Mislabelled,
    #[error("it does not apply to its document")]
    DoesNotApply,
    #[error("the document with it cannot be saved and loaded again")]
    Unloadable,
}

impl Poison {
    /// A stable word for tables, frames and the catalogue.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge => "too-large",
            Self::TooManyOps => "too-many-ops",
            Self::NotAChange => "not-a-change",
            Self::Checksum => "checksum",
            Self::ForeignOperation => "foreign-operation",
            Self::Actor => "actor",
            Self::EntryHasHistory => "entry-has-history",
            Self::Mislabelled => "mislabelled",
            Self::DoesNotApply => "does-not-apply",
            Self::Unloadable => "unloadable",
        }
    }
}

/// The content address of a change: SHA-256 of its raw bytes.
pub fn hash(bytes: &[u8]) -> Hash32 {
    Hash32(Sha256::digest(bytes).into())
}

/// Everything that can be checked without the document.
pub fn inspect(chunk: &Chunk) -> Result<Header, Poison> {
    let (change, puts) = read(&chunk.bytes)?;
    let header = header(&change)?;
    // A user entry that travels as a patient's would reach houses in which its author has no say.
    if !chunk.kind.belongs_to(chunk.doc, chunk.unit) {
        return Err(Poison::Mislabelled);
    }
    if chunk.kind != Kind::CARD {
        if header.seq != 1 || !header.deps.is_empty() {
            return Err(Poison::EntryHasHistory);
        }
        let names = entry::names(&puts).ok_or(Poison::Mislabelled)?;
        if names != (chunk.doc, chunk.kind, chunk.unit) {
            return Err(Poison::Mislabelled);
        }
    }
    Ok(header)
}

/// [`inspect`], then a trial on a copy of the document: apply, save, load, same heads. `before` holds the document's
/// accepted changes, oldest first. A change that waits for a predecessor, or for a predecessor of one that waits, is not
/// poison: it passes untried and applies when that comes.
pub fn check(chunk: &Chunk, before: &[Vec<u8>]) -> Result<Header, Poison> {
    let header = inspect(chunk)?;
    caught(|| trial(chunk, before)).unwrap_or(Err(Poison::DoesNotApply))?;
    Ok(header)
}

/// The keys that a change sets, after every limit of [`inspect`] that concerns the change alone.
pub(super) fn puts(bytes: &[u8]) -> Result<BTreeMap<String, ScalarValue>, Poison> {
    read(bytes).map(|(_, puts)| puts)
}

/// A change of our own log: it passed [`inspect`] before it was kept, so only its form is read again, which is what makes a save
/// cheap.
pub(super) fn kept(bytes: &[u8]) -> Result<Change, Poison> {
    caught(|| Change::from_bytes(bytes.to_vec()))
        .and_then(Result::ok)
        .ok_or(Poison::NotAChange)
}

fn trial(chunk: &Chunk, before: &[Vec<u8>]) -> Result<(), Poison> {
    let parse = |bytes: &Vec<u8>| {
        Change::from_bytes(bytes.clone()).map_err(|_unparsable| Poison::DoesNotApply)
    };
    let mut doc = Automerge::new();
    let known = before.iter().map(parse).collect::<Result<Vec<_>, _>>()?;
    doc.apply_changes(known)
        .map_err(|_refused| Poison::DoesNotApply)?;
    let change = parse(&chunk.bytes)?;
    let own = change.hash();
    doc.apply_changes([change])
        .map_err(|_refused| Poison::DoesNotApply)?;
    if doc.get_change_by_hash(&own).is_none() {
        let waits = !doc.get_missing_deps(&[]).is_empty();
        return if waits {
            Ok(())
        } else {
            Err(Poison::DoesNotApply)
        };
    }
    let again = Automerge::load(&doc.save()).map_err(|_refused| Poison::Unloadable)?;
    if again.get_heads() != doc.get_heads() {
        return Err(Poison::Unloadable);
    }
    Ok(())
}

fn read(bytes: &[u8]) -> Result<(Change, BTreeMap<String, ScalarValue>), Poison> {
    const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
    const CHANGE: u8 = 1;
    if bytes.len() > LIMIT_BYTES {
        return Err(Poison::TooLarge);
    }
    // Magic, checksum, chunk type; only type 1 is neither a document nor compressed.
    if bytes.len() < 10 || bytes[..4] != MAGIC || bytes[8] != CHANGE {
        return Err(Poison::NotAChange);
    }
    // Automerge does not check this one on a single change.
    if Sha256::digest(&bytes[8..])[..4] != bytes[4..8] {
        return Err(Poison::Checksum);
    }
    bounds::within(bytes)?;
    caught(|| {
        let change =
            Change::from_bytes(bytes.to_vec()).map_err(|_unparsable| Poison::NotAChange)?;
        if change.len() > LIMIT_OPS {
            return Err(Poison::TooManyOps);
        }
        if change.raw_bytes() != bytes {
            return Err(Poison::NotAChange);
        }
        let puts = root_puts(&change)?;
        Ok((change, puts))
    })
    .unwrap_or(Err(Poison::NotAChange))
}

fn root_puts(change: &Change) -> Result<BTreeMap<String, ScalarValue>, Poison> {
    let mut puts = BTreeMap::new();
    for op in change.decode().operations {
        let (legacy::ObjectId::Root, legacy::Key::Map(key), legacy::OpType::Put(value), false) =
            (op.obj, op.key, op.action, op.insert)
        else {
            return Err(Poison::ForeignOperation);
        };
        if matches!(value, ScalarValue::Counter(_)) || puts.insert(key.to_string(), value).is_some()
        {
            return Err(Poison::ForeignOperation);
        }
    }
    Ok(puts)
}

fn header(change: &Change) -> Result<Header, Poison> {
    let actor = change
        .actor_id()
        .to_bytes()
        .try_into()
        .map_err(|_length| Poison::Actor)?;
    Ok(Header {
        actor,
        seq: change.seq(),
        deps: change.deps().iter().map(|dep| Hash32(dep.0)).collect(),
        change: Hash32(change.hash().0),
        ops: change.len(),
    })
}

/// Automerge panics on some mutated changes (sync §4 row 9); a panic here is one more way to say no.
fn caught<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}
