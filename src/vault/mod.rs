//! The encrypted database: keys, file, migrations, backup, and what keeps them alive on an old computer.
//!
//! Start reading at [`enter`] (one process takes the data folder), then [`slots`] (a password gives the data key),
//! then [`file`] (the data key opens the database), then [`log`] (the truth) and its projections [`facts`] and [`entries`]. Must not know screens, HTTP or clinical rules; rusqlite is named
//! only here and in the store's own database.

pub mod backup;
pub mod blobs;
pub mod delivery;
pub mod directory;
pub mod drafts;
pub mod entries;
pub mod erased;
pub mod facts;
pub mod file;
pub mod left;
pub mod lock;
pub mod log;
pub mod meta;
pub mod migrate;
pub mod people;
pub mod pinned;
pub mod places;
pub mod plan_entries;
pub mod quarantine;
pub mod rebuild;
pub mod recovery;
pub mod relay;
pub mod reserve;
pub mod restore;
pub mod review;
pub mod salvage;
pub mod search;
pub mod secret;
pub mod signers;
pub mod slots;
pub mod users;

mod container;
mod disk;
mod error;
mod keyfile;

pub use error::{VaultError, io_at};
pub use lock::{VaultLock, enter};
pub use secret::{DataKey, Entropy, OsEntropy};

/// The open database, for the rooms above that hold it but speak no SQL.
pub use rusqlite::{Connection, Transaction};

/// Begins the one transaction of a write; the lock is taken at once, so that nothing is computed on rows that change.
pub fn begin(conn: &mut Connection) -> Result<Transaction<'_>, VaultError> {
    Ok(conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?)
}
