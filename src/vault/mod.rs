//! The encrypted database: keys, file, migrations, backup, and what keeps them alive on an old computer.
//!
//! Start reading at [`slots`] (a password gives the data key), then [`file`] (the data key opens the database). Must
//! not know screens, HTTP or clinical rules; rusqlite is named only here and in the store's own database.

pub mod file;
pub mod recovery;
pub mod secret;
pub mod slots;

mod disk;
mod error;
mod keyfile;

pub use error::{VaultError, io_at};
pub use secret::{DataKey, Entropy, OsEntropy};
