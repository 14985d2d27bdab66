//! The reference national store: accepts the change logs of workstations, checks every change, and gives each scope its own
//! dense log. Knows nothing of the vault and shows nothing to anyone: it keeps and passes on.
//!
//! Start reading at [`exchange`] (one request, frame by frame) and [`accept`] (the rules for a pushed change). [`storage`] is the
//! seam to a database with two sides, [`sqlite`] and [`postgres`]; [`serve`] puts HTTP around it, [`courier`] a file; [`admin`] and
//! [`roster`] are for operators, [`watch`] for the machine that watches the store. [`directory`] is the one place that reads cards: it makes
//! the emergency passports of everybody out of them.
//!
//! Invariants: a change is acknowledged after its commit; one (document, actor, number) has one hash; a log has no gaps and its
//! visible order is its number order; no row is ever deleted by a request. (What an operator erases by law, see [`erase`], leaves its
//! numbers and hashes in the logs.)

pub mod accept;
pub mod admin;
pub mod courier;
pub mod devices;
pub mod directory;
pub mod erase;
pub mod exchange;
pub mod load;
pub mod log;
pub mod metrics;
pub mod postgres;
pub mod quota;
pub mod refused;
pub mod roster;
pub mod serve;
pub mod sqlite;
pub mod storage;
pub mod watch;

use std::sync::Arc;

use ed25519_dalek::{SigningKey, VerifyingKey};

use crate::clock::Clock;
use crate::sync::cursor::Epoch;
use crate::sync::guards::Guards;
use storage::{Storage, StoreError, bytes, one, within};

/// Fills a buffer with random bytes: the operating system's in earnest, a seed's in a simulation.
pub type Entropy = Arc<dyn Fn(&mut [u8]) + Send + Sync>;

/// A store over some database.
pub struct Store {
    storage: Arc<dyn Storage>,
    clock: Arc<dyn Clock>,
    entropy: Entropy,
    key: SigningKey,
    stable_immediately: bool,
    guards: Guards,
}

impl Store {
    /// Brings the schema up to date and, in an empty database, draws the store's key and its first epoch.
    pub fn open(
        storage: Arc<dyn Storage>,
        clock: Arc<dyn Clock>,
        entropy: Entropy,
    ) -> Result<Self, StoreError> {
        storage.migrate()?;
        let mut secret = [0; 32];
        entropy(&mut secret);
        let mut epoch: Epoch = [0; 8];
        entropy(&mut epoch);
        let now = clock.now();
        let secret = within(&*storage, |tx| {
            tx.execute(
                "INSERT INTO meta (name, value) VALUES ('store-key', $1) ON CONFLICT DO NOTHING",
                &[bytes(secret)],
            )?;
            if one(tx, "SELECT n FROM epoch LIMIT 1", &[])?.is_none() {
                log::new_epoch(tx, epoch, now)?;
            }
            one(tx, "SELECT value FROM meta WHERE name = 'store-key'", &[])?
                .ok_or(StoreError::Corrupt("a store without a key"))?
                .array::<32>(0)
        })?;
        Ok(Self {
            storage,
            clock,
            entropy,
            key: SigningKey::from_bytes(&secret),
            stable_immediately: false,
            guards: Guards::ALL,
        })
    }

    /// For a single machine whose disk is all the backup there is: what is accepted counts as safe at once.
    #[must_use]
    pub fn stable_immediately(mut self, immediately: bool) -> Self {
        self.stable_immediately = immediately;
        self
    }

    pub fn guarded_by(mut self, guards: Guards) -> Self {
        self.guards = guards;
        self
    }

    /// What workstations pin.
    pub fn public_key(&self) -> VerifyingKey {
        self.key.verifying_key()
    }

    pub fn storage(&self) -> &Arc<dyn Storage> {
        &self.storage
    }

    pub(crate) fn draw<const N: usize>(&self) -> [u8; N] {
        let mut out = [0; N];
        (self.entropy)(&mut out);
        out
    }
}

/// The operating system's randomness. A machine without any must not hand out keys: this panics.
#[expect(
    clippy::panic,
    reason = "without randomness no key, code or token may be made"
)]
pub fn system_entropy() -> Entropy {
    Arc::new(|buffer: &mut [u8]| {
        if let Err(error) = getrandom::fill(buffer) {
            panic!("no randomness from the operating system: {error}");
        }
    })
}
