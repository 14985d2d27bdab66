//! Bugs planted on purpose, none of them in the product: in the vault's port, the database of the store, the disk, the user.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use feldsher::domain::ids::Hash32;
use feldsher::store::sqlite::Sqlite;
use feldsher::store::storage::{Row, Storage, StoreError, Tx, Value};
use feldsher::sync::cursor::{Cursor, Log, Scope};
use feldsher::sync::digest::{BucketSum, SetDigest};
use feldsher::sync::message::{Reset, Stable, What};
use feldsher::sync::port::{
    Batch, Contact, Queued, Settlement, SyncVault, VaultError, VaultResult,
};

use crate::sync::rig::Dice;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plant {
    // The vault's port.
    ForgetsAcknowledgements,
    TakesForkForAccepted,
    TakesHeldForAccepted,
    DropsTheLastOfABatch,
    KeepsNoCursor,
    ForgetsTheReset,
    ForgetsWhatIsLacking,
    ForgetsTheToken,
    MovesTheCursorOnAFullDisk,
    // The store's database.
    AnswersWithoutCommit,
    SeesOneHolderOnly,
    GrantsWithoutHolding,
    ForgetsQuarantine,
    // The store's operator.
    SaysStableAtOnce,
    BacksUpWithoutTheLog,
    // Disk and user.
    LosesTheLastCommit,
    WritesAgainUnderAnotherId,
}

/// The real port with one bug, or a disk that is full.
pub struct VaultShell<'a> {
    pub inner: &'a mut dyn SyncVault,
    pub plant: Option<Plant>,
    pub dice: Dice,
    /// The disk is full when so many batches were stored.
    pub full_after: Option<usize>,
    pub was_full: bool,
    /// What this workstation was told to be safe.
    pub told: Vec<Stable>,
    pub anew: u64,
    pub late: u64,
    /// Logs at whose end something was promised and had not come by.
    pub broken_promises: u64,
}

impl SyncVault for VaultShell<'_> {
    fn cursors(&mut self) -> VaultResult<Vec<Cursor>> {
        self.inner.cursors()
    }

    fn lacking(&mut self) -> VaultResult<Vec<Hash32>> {
        if self.plant == Some(Plant::ForgetsWhatIsLacking) {
            return Ok(Vec::new());
        }
        self.inner.lacking()
    }

    fn outbox(&mut self, position: u64, max_bytes: usize) -> VaultResult<Vec<Queued>> {
        self.inner.outbox(position, max_bytes)
    }

    fn apply(&mut self, batch: &Batch) -> VaultResult<Vec<Hash32>> {
        if let Some(left) = &mut self.full_after {
            if *left == 0 {
                self.was_full = true;
                if self.plant == Some(Plant::MovesTheCursorOnAFullDisk) {
                    let items = Vec::new();
                    self.inner.apply(&Batch {
                        items,
                        ..batch.clone()
                    })?;
                }
                return Err(VaultError("disk full".to_owned()));
            }
            *left -= 1;
        }
        let mut batch = batch.clone();
        match self.plant {
            Some(Plant::DropsTheLastOfABatch) if self.dice.percent(10) => {
                if matches!(batch.items.last().map(|i| &i.what), Some(What::Change(_))) {
                    batch.items.pop();
                }
            }
            Some(Plant::KeepsNoCursor) => batch.next = None,
            _ => {}
        }
        let missing = self.inner.apply(&batch)?;
        if self.plant == Some(Plant::ForgetsWhatIsLacking) {
            return Ok(Vec::new());
        }
        Ok(missing)
    }

    fn settle(&mut self, settled: &[(Hash32, Settlement)]) -> VaultResult<()> {
        let mut settled = settled.to_vec();
        self.anew += settled
            .iter()
            .filter(|(_, s)| *s == Settlement::Reauthor)
            .count() as u64;
        self.late += settled
            .iter()
            .filter(|(_, s)| *s == Settlement::Accepted(None))
            .count() as u64;
        for (_, settlement) in &mut settled {
            *settlement = match (self.plant, settlement.clone()) {
                (Some(Plant::TakesForkForAccepted), Settlement::Reauthor)
                | (Some(Plant::TakesHeldForAccepted), Settlement::Held { .. }) => {
                    Settlement::Accepted(None)
                }
                (_, other) => other,
            };
        }
        if self.plant == Some(Plant::ForgetsAcknowledgements) {
            settled.retain(|(_, s)| !matches!(s, Settlement::Accepted(_)));
        }
        self.inner.settle(&settled)
    }

    fn reset(&mut self, reset: &Reset) -> VaultResult<()> {
        if self.plant == Some(Plant::ForgetsTheReset) {
            return Ok(());
        }
        self.inner.reset(reset)
    }

    fn requeue(&mut self, hashes: &[Hash32]) -> VaultResult<()> {
        self.inner.requeue(hashes)
    }

    fn mark_stable(&mut self, mark: Stable) -> VaultResult<()> {
        self.told.push(mark);
        self.inner.mark_stable(mark)
    }

    fn log_ended(&mut self, scope: Scope, log: Log) -> VaultResult<bool> {
        let went_back = self.inner.log_ended(scope, log)?;
        self.broken_promises += u64::from(went_back);
        Ok(went_back)
    }

    fn digest(&mut self, scope: Scope, log: Log) -> VaultResult<SetDigest> {
        self.inner.digest(scope, log)
    }

    fn bucket_sums(&mut self, scope: Scope, log: Log) -> VaultResult<Vec<BucketSum>> {
        self.inner.bucket_sums(scope, log)
    }

    fn bucket(&mut self, scope: Scope, log: Log, bucket: u8) -> VaultResult<Vec<Hash32>> {
        self.inner.bucket(scope, log, bucket)
    }

    fn remember(&mut self, contact: &Contact) -> VaultResult<()> {
        if self.plant == Some(Plant::ForgetsTheToken) {
            return Ok(());
        }
        self.inner.remember(contact)
    }

    fn raise_boot(&mut self, boot_no: u64) -> VaultResult<()> {
        self.inner.raise_boot(boot_no)
    }

    fn repair_began(&mut self, scope: Scope, log: Log) -> VaultResult<()> {
        self.inner.repair_began(scope, log)
    }
}

/// Runs between the number and the commit.
pub type Between = Box<dyn FnOnce() + Send>;

/// The store's own database with one bug.
pub struct StorageShell {
    inner: Sqlite,
    plant: Option<Plant>,
    dice: Dice,
    /// For one transaction: numbers are taken, then this happens, then the rows are written and committed.
    pub early: Mutex<Option<Between>>,
    armed: AtomicBool,
}

impl StorageShell {
    pub fn new(inner: Sqlite, plant: Option<Plant>, dice: Dice) -> Self {
        Self {
            inner,
            plant,
            dice,
            early: Mutex::new(None),
            armed: AtomicBool::new(true),
        }
    }

    /// Whether bugs act now; what the test itself reads is read truly.
    pub fn arm(&self, armed: bool) {
        self.armed.store(armed, Ordering::SeqCst);
    }

    fn plant(&self) -> Option<Plant> {
        self.plant.filter(|_| self.armed.load(Ordering::SeqCst))
    }
}

impl Storage for StorageShell {
    fn transact(
        &self,
        work: &mut dyn FnMut(&mut dyn Tx) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let between = self.early.lock().unwrap().take();
        if let Some(between) = between {
            return self.numbers_first(between, work);
        }
        let plant = self.plant();
        let loses = plant == Some(Plant::AnswersWithoutCommit) && self.dice.percent(8);
        let mut kept = false;
        let outcome = self.inner.transact(&mut |tx| {
            let mut spy = Spy {
                tx,
                plant,
                kept: false,
                numbers: Numbers::None,
            };
            work(&mut spy)?;
            kept = spy.kept;
            if loses && kept {
                return Err(StoreError::Corrupt("undone on purpose"));
            }
            Ok(())
        });
        match outcome {
            Err(StoreError::Corrupt("undone on purpose")) => Ok(()),
            other => other,
        }
    }

    fn migrate(&self) -> Result<(), StoreError> {
        self.inner.migrate()
    }
}

impl StorageShell {
    /// As a sequence of a database does it: the numbers are taken at once, visible to others only at the commit.
    fn numbers_first(
        &self,
        between: Between,
        work: &mut dyn FnMut(&mut dyn Tx) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut taken = Vec::new();
        self.inner
            .transact(&mut |tx| {
                let mut spy = Spy {
                    tx,
                    plant: None,
                    kept: false,
                    numbers: Numbers::Taking(Vec::new()),
                };
                work(&mut spy)?;
                if let Numbers::Taking(rows) = spy.numbers {
                    taken = rows;
                }
                Err(StoreError::Corrupt("not yet"))
            })
            .unwrap_err();
        if taken.is_empty() {
            *self.early.lock().unwrap() = Some(between);
            return self.inner.transact(work);
        }
        // The sequence has moved on, whatever becomes of the transaction.
        self.inner.transact(&mut |tx| {
            for (values, _) in &taken {
                tx.execute(
                    "UPDATE log_head SET seq = seq + $3 WHERE scope = $1 AND log = $2",
                    values,
                )?;
            }
            Ok(())
        })?;
        between();
        self.inner.transact(&mut |tx| {
            let mut spy = Spy {
                tx,
                plant: None,
                kept: false,
                numbers: Numbers::Given(taken.clone()),
            };
            work(&mut spy)
        })
    }
}

enum Numbers {
    None,
    /// Counter rows as the first pass saw them.
    Taking(Vec<(Vec<Value>, Row)>),
    Given(Vec<(Vec<Value>, Row)>),
}

struct Spy<'a> {
    tx: &'a mut dyn Tx,
    plant: Option<Plant>,
    /// A change was inserted.
    kept: bool,
    numbers: Numbers,
}

impl Tx for Spy<'_> {
    fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError> {
        self.kept |= sql.starts_with("INSERT INTO chunk");
        match self.plant {
            Some(Plant::ForgetsQuarantine) if sql.starts_with("INSERT INTO quarantine") => {
                return Ok(1);
            }
            Some(Plant::GrantsWithoutHolding) if sql.starts_with("INSERT INTO unit_scope") => {
                let holders = self
                    .tx
                    .query("SELECT scope FROM unit_scope WHERE unit = $1", &values[..1])?;
                if !holders.is_empty() {
                    return Ok(1);
                }
            }
            _ => {}
        }
        self.tx.execute(sql, values)
    }

    fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        if sql.starts_with("UPDATE log_head SET seq = seq + $3") {
            match &mut self.numbers {
                Numbers::None => {}
                Numbers::Taking(taken) => {
                    let rows = self.tx.query(sql, values)?;
                    taken.extend(rows.first().map(|row| (values.to_vec(), row.clone())));
                    return Ok(rows);
                }
                Numbers::Given(given) => {
                    let at = given.iter().position(|(known, _)| known == values);
                    if let Some(at) = at {
                        return Ok(vec![given.remove(at).1]);
                    }
                }
            }
        }
        let mut rows = self.tx.query(sql, values)?;
        if self.plant == Some(Plant::SeesOneHolderOnly)
            && sql.starts_with("SELECT scope FROM unit_scope")
        {
            rows.truncate(1);
        }
        Ok(rows)
    }
}
