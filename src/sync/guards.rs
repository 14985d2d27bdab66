//! The guards of log sync v1: what was measured to be necessary against loss (`sync.md` §5), each with a name.
//!
//! They are a value that is handed to the workstation's side and to the store, so that a simulation can leave one out and see that
//! it is missed. Programs have [`Guards::ALL`] and no way to another value: the test `tidy` looks for one.

/// One guard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guard {
    /// At a log's end both sides compare what they hold, and mend the difference.
    DigestRepair,
    /// What was acknowledged above the point where the store's history left ours goes back to the outbox, whoever wrote it.
    HandBack,
    /// A cursor counts only in the history that its epoch and its chain name.
    Lineage,
    /// One document, actor and number has one change: another one is answered with FORK and written anew.
    OneChangePerNumber,
    /// A token that is older than the last two shows a second life of a workstation.
    CloneToken,
    /// A grant brings the patient's whole history with it.
    Backfill,
    /// A patient whom the house no longer holds is dropped only when the store's backup covers every change of hers that is here.
    StableMark,
    /// The store takes nothing in again of a patient whose record a law took.
    Tombstone,
}

/// Which guards stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Guards {
    left_out: u8,
}

impl Guards {
    pub const ALL: Self = Self { left_out: 0 };

    pub const fn has(self, guard: Guard) -> bool {
        self.left_out & (1 << guard as u8) == 0
    }

    /// For tests only.
    #[doc(hidden)]
    #[must_use]
    pub const fn left_out_in_a_test(self, guard: Guard) -> Self {
        Self {
            left_out: self.left_out | (1 << guard as u8),
        }
    }
}

impl Default for Guards {
    fn default() -> Self {
        Self::ALL
    }
}
