//! The emergency directory on its way: signed packs of passports, and how a workstation asks for them (sync §1.7).
//!
//! A *base* holds every resident, a *delta* what changed between two states. A state is known by its digest, so that a delta fits
//! exactly where it belongs and a store that came back from a backup is noticed. Start reading at [`pack`]; [`ask`] is the wire.
//!
//! Invariants: nothing of a pack is believed before its head was found signed by the pinned store and each section equals its
//! hash there; what comes out of all sections is the state that the head names, or the pack counts for nothing.

pub mod ask;
pub mod pack;

use sha2::{Digest as _, Sha256};
use thiserror::Error;

use super::digest::SetDigest;
use crate::domain::emergency::EmergencyPassport;
use crate::domain::ids::Hash32;
use crate::record::emergency::canonical;

/// Why a pack is not used. What was there before stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PackError {
    #[error("not a pack, or of a newer program")]
    NotOurs,
    #[error("not signed by the store that this workstation has joined")]
    Foreign,
    #[error("damaged or cut short")]
    Damaged,
    #[error("beyond a limit")]
    TooLong,
    #[error("it does not follow what is here")]
    Gap,
}

impl PackError {
    /// The end of a fault's code.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotOurs => "directory-not-ours",
            Self::Foreign => "directory-foreign",
            Self::Damaged => "directory-damaged",
            Self::TooLong => "directory-too-long",
            Self::Gap => "directory-gap",
        }
    }
}

/// What one passport counts for in a state.
pub fn hash(passport: &EmergencyPassport) -> Hash32 {
    Hash32(Sha256::digest(canonical(passport)).into())
}

/// The state of a whole directory.
pub fn state<'a>(people: impl IntoIterator<Item = &'a EmergencyPassport>) -> SetDigest {
    let mut state = SetDigest::default();
    for passport in people {
        state.add(hash(passport), passport.card);
    }
    state
}
