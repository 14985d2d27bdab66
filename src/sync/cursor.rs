//! Where a workstation stands in a scope's log.

use sha2::{Digest as _, Sha256};

use crate::domain::chunk::Kind;
use crate::domain::ids::{FacilityId, Hash32};

/// A scope is the house whose log a workstation follows.
pub type Scope = FacilityId;
/// Drawn by the store whenever its database starts a new life.
pub type Epoch = [u8; 8];
/// First 16 bytes of H(chain before, seq, entry hash).
pub type Chain = [u8; 16];

/// Every scope has two logs, so that cards can run ahead of the entries. Grants and notices travel with the cards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Log {
    Cards,
    Entries,
}

impl Log {
    pub const ALL: [Self; 2] = [Self::Cards, Self::Entries];

    pub fn of(kind: Kind) -> Self {
        if kind == Kind::CARD {
            Self::Cards
        } else {
            Self::Entries
        }
    }

    pub fn number(self) -> u8 {
        match self {
            Self::Cards => 0,
            Self::Entries => 1,
        }
    }

    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|log| log.number() == number)
    }
}

/// Everything up to `seq` of this log was received; `chain` proves that it was this history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    pub scope: Scope,
    pub log: Log,
    pub epoch: Epoch,
    pub seq: u64,
    pub chain: Chain,
}

impl Cursor {
    pub fn start(scope: Scope, log: Log, epoch: Epoch) -> Self {
        Self {
            scope,
            log,
            epoch,
            seq: 0,
            chain: [0; 16],
        }
    }
}

/// One log entry's place, kept beside the chunk: what it was acknowledged as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub scope: Scope,
    pub log: Log,
    pub epoch: Epoch,
    pub seq: u64,
}

/// The next link of a log's chain.
pub fn chain(before: Chain, seq: u64, entry: Hash32) -> Chain {
    let mut hasher = Sha256::new();
    hasher.update(before);
    hasher.update(seq.to_be_bytes());
    hasher.update(entry.0);
    let full: [u8; 32] = hasher.finalize().into();
    let mut out = [0; 16];
    out.copy_from_slice(&full[..16]);
    out
}

/// What a log entry that is no chunk (grant, notice) stands for in the chain.
pub fn item_hash(tag: &[u8], content: &[u8]) -> Hash32 {
    let mut hasher = Sha256::new();
    hasher.update(b"feldsher item 1\0");
    hasher.update(tag);
    hasher.update([0]);
    hasher.update(content);
    Hash32(hasher.finalize().into())
}
