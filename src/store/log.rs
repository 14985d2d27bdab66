//! The logs that workstations follow: heads, entries, epochs. A number is taken from the log's counter row at the end of the
//! accepting transaction and the row stays locked until the commit, so that visible order is number order, without gaps.

use super::storage::{Row, StoreError, Tx, Value, bytes, int, one};
use crate::domain::chunk::{Chunk, Kind, Unit};
use crate::domain::ids::{DeviceId, DocId, FacilityId, Hash32};
use crate::sync::cursor::{Chain, Cursor, Epoch, Log, Scope, chain};
use crate::sync::digest::SetDigest;
use crate::sync::follow::counts_for;
use crate::sync::message::{Item, Reset, What};

/// The end of a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    pub seq: u64,
    pub chain: Chain,
    pub stable_seq: u64,
    pub set: SetDigest,
}

/// One entry of a log with the chain up to it.
#[derive(Debug, Clone)]
pub struct Entry {
    pub item: Item,
    pub chain: Chain,
}

/// What is appended: a reference to a chunk, or a grant or notice.
#[derive(Debug, Clone)]
pub enum Append {
    Change {
        hash: Hash32,
        unit: Unit,
        doc: DocId,
    },
    Grant(Unit),
    /// The unit's changes so far no longer count in this log.
    Revoke(Unit),
    /// A change that this store took from a house that does not hold its unit: told, so that the house knows when it is safe.
    Elsewhere {
        hash: Hash32,
        unit: Unit,
        doc: DocId,
    },
    /// The bytes are kept under their hash.
    Notice(Vec<u8>),
}

impl Append {
    /// Whether it names this chunk.
    pub fn is_of(&self, chunk: Hash32) -> bool {
        match self {
            Self::Change { hash, .. } | Self::Elsewhere { hash, .. } => *hash == chunk,
            Self::Grant(_) | Self::Revoke(_) | Self::Notice(_) => false,
        }
    }
}

pub fn create(tx: &mut dyn Tx, scope: Scope) -> Result<(), StoreError> {
    for log in Log::ALL {
        tx.execute(
            "INSERT INTO log_head (scope, log, seq, chain, stable_seq, set_count, set_sum) VALUES ($1, $2, 0, $3, 0, 0, $4)",
            &[bytes(scope.0), number(log), bytes([0; 16]), bytes([0; 32])],
        )?;
    }
    Ok(())
}

pub fn head(tx: &mut dyn Tx, scope: Scope, log: Log) -> Result<Head, StoreError> {
    let row = one(
        tx,
        "SELECT seq, chain, stable_seq, set_count, set_sum FROM log_head WHERE scope = $1 AND log = $2",
        &[bytes(scope.0), number(log)],
    )?;
    read_head(&row.ok_or(StoreError::Corrupt("a scope without its logs"))?)
}

/// Appends in order and returns the number of the first. Call it last, log by log in the order of scope and log.
pub fn append(
    tx: &mut dyn Tx,
    scope: Scope,
    log: Log,
    entries: &[Append],
) -> Result<u64, StoreError> {
    let row = one(
        tx,
        "UPDATE log_head SET seq = seq + $3 WHERE scope = $1 AND log = $2 RETURNING seq, chain, stable_seq, set_count, set_sum",
        &[bytes(scope.0), number(log), int(entries.len() as u64)],
    )?;
    let mut head = read_head(&row.ok_or(StoreError::Corrupt("a scope without its logs"))?)?;
    let first = head.seq - entries.len() as u64 + 1;
    for (entry, seq) in entries.iter().zip(first..) {
        let (what, hash, unit, doc) = match entry {
            Append::Change { hash, unit, doc } => {
                head.set.add(*hash, *doc);
                (CHANGE, *hash, unit.to_bytes(), *doc)
            }
            Append::Grant(unit) => {
                let hash = counts_for(&What::Grant(*unit));
                (GRANT, hash, unit.to_bytes(), DocId::default())
            }
            Append::Revoke(unit) => {
                withdraw(tx, scope, log, *unit, &mut head.set)?;
                let hash = counts_for(&What::Revoke(*unit));
                (REVOKE, hash, unit.to_bytes(), DocId::default())
            }
            Append::Elsewhere { hash, unit, doc } => (ELSEWHERE, *hash, unit.to_bytes(), *doc),
            Append::Notice(notice) => {
                let hash = counts_for(&What::Notice(notice.clone()));
                tx.execute(
                    "INSERT INTO notice (scope, hash, bytes) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                    &[bytes(scope.0), bytes(hash.0), bytes(notice)],
                )?;
                (
                    NOTICE,
                    hash,
                    Unit::Facility(scope).to_bytes(),
                    DocId::default(),
                )
            }
        };
        head.chain = chain(head.chain, seq, hash);
        tx.execute(
            "INSERT INTO log_entry (scope, log, seq, what, hash, unit, doc, chain) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            &[
                bytes(scope.0),
                number(log),
                int(seq),
                Value::Int(what),
                bytes(hash.0),
                bytes(unit),
                bytes(doc.0),
                bytes(head.chain),
            ],
        )?;
    }
    tx.execute(
        "UPDATE log_head SET chain = $3, set_count = $4, set_sum = $5 WHERE scope = $1 AND log = $2",
        &[
            bytes(scope.0),
            number(log),
            bytes(head.chain),
            int(head.set.count),
            bytes(head.set.sum),
        ],
    )?;
    Ok(first)
}

/// The unit's changes no longer count in the log: their numbers stay, with their hashes, so that the chain does.
fn withdraw(
    tx: &mut dyn Tx,
    scope: Scope,
    log: Log,
    unit: Unit,
    set: &mut SetDigest,
) -> Result<(), StoreError> {
    let mut after = 0;
    loop {
        let rows = tx.query(
            "SELECT e.seq, e.hash, e.doc FROM chunk c JOIN log_entry e ON e.scope = $1 AND e.log = $2 AND e.hash = c.hash
             WHERE c.unit = $3 AND e.what = 0 AND e.seq > $4 ORDER BY e.seq LIMIT $5",
            &[
                bytes(scope.0),
                number(log),
                bytes(unit.to_bytes()),
                int(after),
                int(MAX_ROWS as u64),
            ],
        )?;
        for row in &rows {
            after = row.u64(0)?;
            set.remove(Hash32(row.array(1)?), DocId(row.array(2)?));
            tx.execute(
                "UPDATE log_entry SET what = 4 WHERE scope = $1 AND log = $2 AND seq = $3",
                &[bytes(scope.0), number(log), int(after)],
            )?;
        }
        if rows.len() < MAX_ROWS {
            return Ok(());
        }
    }
}

/// Whether a log names a chunk, as one that counts or as one that does not.
pub fn names(tx: &mut dyn Tx, scope: Scope, log: Log, hash: Hash32) -> Result<bool, StoreError> {
    let found = one(
        tx,
        "SELECT seq FROM log_entry WHERE scope = $1 AND log = $2 AND hash = $3 LIMIT 1",
        &[bytes(scope.0), number(log), bytes(hash.0)],
    )?;
    Ok(found.is_some())
}

/// Where a log names this last, whatever it is.
pub fn last_named(
    tx: &mut dyn Tx,
    scope: Scope,
    log: Log,
    hash: Hash32,
) -> Result<Option<u64>, StoreError> {
    one(
        tx,
        "SELECT seq FROM log_entry WHERE scope = $1 AND log = $2 AND hash = $3 ORDER BY seq DESC LIMIT 1",
        &[bytes(scope.0), number(log), bytes(hash.0)],
    )?
    .map(|row| row.u64(0))
    .transpose()
}

/// Where a log last refers to a chunk that counts in it.
pub fn seq_of(
    tx: &mut dyn Tx,
    scope: Scope,
    log: Log,
    hash: Hash32,
) -> Result<Option<u64>, StoreError> {
    one(
        tx,
        "SELECT seq FROM log_entry WHERE scope = $1 AND log = $2 AND hash = $3 AND what = 0 ORDER BY seq DESC LIMIT 1",
        &[bytes(scope.0), number(log), bytes(hash.0)],
    )?
    .map(|row| row.u64(0))
    .transpose()
}

/// Entries after `seq` up to `last`. What `device` itself pushed comes as its hash only.
pub fn page(
    tx: &mut dyn Tx,
    scope: Scope,
    log: Log,
    seq: u64,
    last: u64,
    device: DeviceId,
) -> Result<Vec<Entry>, StoreError> {
    let rows = tx.query(
        "SELECT e.seq, e.chain, e.what, e.hash, e.unit, e.doc, c.kind, c.bytes, c.device, n.bytes
         FROM log_entry e
         LEFT JOIN chunk c ON c.unit = e.unit AND c.hash = e.hash AND e.what = 0
         LEFT JOIN notice n ON n.scope = e.scope AND n.hash = e.hash
         WHERE e.scope = $1 AND e.log = $2 AND e.seq > $3 AND e.seq <= $4
         ORDER BY e.seq LIMIT $5",
        &[
            bytes(scope.0),
            number(log),
            int(seq),
            int(last),
            int(PAGE as u64),
        ],
    )?;
    rows.iter()
        .map(|row| read_entry(row, Some(device)))
        .collect()
}

/// What of a log is to be looked up out of turn.
#[derive(Debug, Clone)]
pub enum Pick {
    Doc(DocId),
    Chunk(Hash32),
    /// All hashes that begin with this byte.
    Bucket(u8),
}

/// Chunks of one log, always with their bytes, oldest first. One that was asked for by its hash and does not count in the log any more is
/// told to be elsewhere.
pub fn pick(
    tx: &mut dyn Tx,
    scope: Scope,
    log: Log,
    pick: &Pick,
    limit: usize,
) -> Result<Vec<Entry>, StoreError> {
    let (condition, low, high) = match pick {
        Pick::Doc(doc) => ("e.doc >= $3 AND e.doc <= $4", bytes(doc.0), bytes(doc.0)),
        Pick::Chunk(hash) => (
            "e.hash >= $3 AND e.hash <= $4",
            bytes(hash.0),
            bytes(hash.0),
        ),
        Pick::Bucket(first) => {
            let (low, high) = bucket_range(*first);
            ("e.hash >= $3 AND e.hash <= $4", low, high)
        }
    };
    let rows = tx.query(
        &format!(
            "SELECT e.seq, e.chain, e.what, e.hash, e.unit, e.doc, c.kind, c.bytes, c.device
             FROM log_entry e JOIN chunk c ON c.unit = e.unit AND c.hash = e.hash
             WHERE e.scope = $1 AND e.log = $2 AND {condition} AND e.what = 0
             ORDER BY e.seq LIMIT $5"
        ),
        &[bytes(scope.0), number(log), low, high, int(limit as u64)],
    )?;
    if let (Pick::Chunk(hash), true) = (pick, rows.is_empty()) {
        return elsewhere(tx, scope, log, *hash);
    }
    rows.iter().map(|row| read_entry(row, None)).collect()
}

/// Where a log names a chunk that does not count in it.
fn elsewhere(
    tx: &mut dyn Tx,
    scope: Scope,
    log: Log,
    hash: Hash32,
) -> Result<Vec<Entry>, StoreError> {
    tx.query(
        "SELECT seq, chain, what, hash, unit FROM log_entry
         WHERE scope = $1 AND log = $2 AND hash = $3 AND what = 4 ORDER BY seq LIMIT 1",
        &[bytes(scope.0), number(log), bytes(hash.0)],
    )?
    .iter()
    .map(|row| read_entry(row, None))
    .collect()
}

/// Hashes of a log's chunks, all or of one bucket.
pub fn hashes(
    tx: &mut dyn Tx,
    scope: Scope,
    log: Log,
    bucket: Option<u8>,
) -> Result<Vec<Hash32>, StoreError> {
    let (mut low, high) = match bucket {
        Some(first) => bucket_range(first),
        None => (bytes([0; 32]), bytes([0xff; 32])),
    };
    let mut all = Vec::new();
    loop {
        let rows = tx.query(
            "SELECT hash FROM log_entry WHERE scope = $1 AND log = $2 AND what = 0 AND hash >= $3 AND hash <= $4
             ORDER BY hash LIMIT $5",
            &[
                bytes(scope.0),
                number(log),
                low.clone(),
                high.clone(),
                int(MAX_ROWS as u64),
            ],
        )?;
        for row in &rows {
            let hash = Hash32(row.array(0)?);
            if all.last() != Some(&hash) {
                all.push(hash);
            }
        }
        match all.last() {
            Some(last) if rows.len() == MAX_ROWS => low = bytes(after(last.0)),
            _ => return Ok(all),
        }
    }
}

/// Every change of a unit, cards and entries apart, each document's in the order of acceptance.
pub fn history(tx: &mut dyn Tx, unit: Unit) -> Result<[Vec<Append>; 2], StoreError> {
    let mut logs = [Vec::new(), Vec::new()];
    let mut after = (Value::Bytes(Vec::new()), -1_i64);
    loop {
        let rows = tx.query(
            "SELECT doc, pos, hash, kind FROM chunk WHERE unit = $1 AND (doc > $2 OR (doc = $2 AND pos > $3)) ORDER BY doc, pos LIMIT $4",
            &[
                bytes(unit.to_bytes()),
                after.0.clone(),
                Value::Int(after.1),
                int(MAX_ROWS as u64),
            ],
        )?;
        for row in &rows {
            let log = Log::of(kind(row.i64(3)?)?);
            let entry = Append::Change {
                hash: Hash32(row.array(2)?),
                unit,
                doc: DocId(row.array(0)?),
            };
            let [cards, entries] = &mut logs;
            match log {
                Log::Cards => cards.push(entry),
                Log::Entries => entries.push(entry),
            }
            after = (bytes(row.bytes(0)?), row.i64(1)?);
        }
        if rows.len() < MAX_ROWS {
            return Ok(logs);
        }
    }
}

/// The life that this database is in.
pub fn current_epoch(tx: &mut dyn Tx) -> Result<(i64, Epoch, Epoch), StoreError> {
    let row = one(
        tx,
        "SELECT n, id, parent FROM epoch ORDER BY n DESC LIMIT 1",
        &[],
    )?
    .ok_or(StoreError::Corrupt("a store without an epoch"))?;
    Ok((row.i64(0)?, row.array(1)?, row.array(2)?))
}

/// Begins a new life: whatever a workstation was told above the present heads is forgotten here.
pub fn new_epoch(tx: &mut dyn Tx, id: Epoch, now: i64) -> Result<(), StoreError> {
    let last = one(tx, "SELECT n, id FROM epoch ORDER BY n DESC LIMIT 1", &[])?;
    let (n, parent) = match last {
        Some(row) => (row.i64(0)? + 1, row.array(1)?),
        None => (1, [0; 8]),
    };
    tx.execute(
        "INSERT INTO epoch (n, id, parent, began_at) VALUES ($1, $2, $3, $4)",
        &[Value::Int(n), bytes(id), bytes(parent), Value::Int(now)],
    )?;
    tx.execute(
        "INSERT INTO fork (scope, log, epoch, seq) SELECT scope, log, $1, seq FROM log_head",
        &[Value::Int(n)],
    )?;
    Ok(())
}

/// Whether a workstation stands in this history. `Some`: it does not, and has to go back to the last common point.
pub fn reset(
    tx: &mut dyn Tx,
    cursor: &Cursor,
    scopes: &[Scope],
) -> Result<Option<Reset>, StoreError> {
    let (scope, log) = (cursor.scope, cursor.log);
    let (n, epoch, parent) = current_epoch(tx)?;
    let head = head(tx, scope, log)?;
    let agrees =
        cursor.seq <= head.seq && chain_at(tx, scope, log, cursor.seq)? == Some(cursor.chain);
    if cursor.epoch == epoch && agrees {
        return Ok(None);
    }
    let fork_seq = match fork_of(tx, cursor, n)? {
        Some(fork) if agrees || cursor.seq > fork => fork,
        // A life that this database does not know, but the same history as far as the cursor goes.
        None if agrees && cursor.epoch != epoch => cursor.seq,
        // The present life without its tail (nobody told us of a restore), or another store's history.
        _ => 0,
    };
    let seq = cursor.seq.min(fork_seq);
    let chain =
        chain_at(tx, scope, log, seq)?.ok_or(StoreError::Corrupt("a fork above the log"))?;
    Ok(Some(Reset {
        log,
        scope,
        epoch,
        parent,
        fork_seq,
        resume: Cursor {
            scope,
            log,
            epoch,
            seq,
            chain,
        },
        scopes: scopes.to_vec(),
    }))
}

/// Rows of one page; a frame holds fewer.
pub const PAGE: usize = 64;
/// Rows of any one statement.
pub const MAX_ROWS: usize = 1_000;

pub(super) const CHANGE: i64 = 0;
pub(super) const GRANT: i64 = 1;
pub(super) const REVOKE: i64 = 2;
pub(super) const NOTICE: i64 = 3;
pub(super) const ELSEWHERE: i64 = 4;

pub(super) fn number(log: Log) -> Value {
    Value::Int(i64::from(log.number()))
}

/// Where the history after the cursor's epoch first left it; `None` for an epoch of another database, or the present one.
fn fork_of(tx: &mut dyn Tx, cursor: &Cursor, current: i64) -> Result<Option<u64>, StoreError> {
    let known = one(
        tx,
        "SELECT n FROM epoch WHERE id = $1",
        &[bytes(cursor.epoch)],
    )?;
    let Some(row) = known else { return Ok(None) };
    let n = row.i64(0)?;
    if n == current {
        return Ok(None);
    }
    let rows = tx.query(
        "SELECT seq FROM fork WHERE scope = $1 AND log = $2 AND epoch > $3 ORDER BY seq LIMIT 1",
        &[bytes(cursor.scope.0), number(cursor.log), Value::Int(n)],
    )?;
    rows.first().map_or(Ok(Some(0)), |row| row.u64(0).map(Some))
}

fn chain_at(
    tx: &mut dyn Tx,
    scope: FacilityId,
    log: Log,
    seq: u64,
) -> Result<Option<Chain>, StoreError> {
    if seq == 0 {
        return Ok(Some([0; 16]));
    }
    one(
        tx,
        "SELECT chain FROM log_entry WHERE scope = $1 AND log = $2 AND seq = $3",
        &[bytes(scope.0), number(log), int(seq)],
    )?
    .map(|row| row.array(0))
    .transpose()
}

fn read_head(row: &Row) -> Result<Head, StoreError> {
    Ok(Head {
        seq: row.u64(0)?,
        chain: row.array(1)?,
        stable_seq: row.u64(2)?,
        set: SetDigest {
            count: row.u64(3)?,
            sum: row.array(4)?,
        },
    })
}

fn read_entry(row: &Row, device: Option<DeviceId>) -> Result<Entry, StoreError> {
    let unit = Unit::from_bytes(row.bytes(4)?).ok_or(StoreError::Corrupt("an unknown unit"))?;
    let what = match row.i64(2)? {
        CHANGE => {
            let pushed_by = DeviceId(row.array(8)?);
            if device == Some(pushed_by) {
                What::Own {
                    hash: Hash32(row.array(3)?),
                    doc: DocId(row.array(5)?),
                }
            } else {
                What::Change(Chunk {
                    doc: DocId(row.array(5)?),
                    kind: kind(row.i64(6)?)?,
                    unit,
                    bytes: row.bytes(7)?.to_vec(),
                })
            }
        }
        GRANT => What::Grant(unit),
        REVOKE => What::Revoke(unit),
        ELSEWHERE => What::Elsewhere {
            hash: Hash32(row.array(3)?),
        },
        NOTICE => What::Notice(row.bytes(9)?.to_vec()),
        _ => return Err(StoreError::Corrupt("an unknown log entry")),
    };
    Ok(Entry {
        item: Item {
            seq: row.u64(0)?,
            what,
        },
        chain: row.array(1)?,
    })
}

pub(super) fn kind(number: i64) -> Result<Kind, StoreError> {
    u16::try_from(number)
        .map(Kind)
        .map_err(|_range| StoreError::Corrupt("a kind out of range"))
}

fn bucket_range(first: u8) -> (Value, Value) {
    let mut low = [0; 32];
    let mut high = [0xff; 32];
    low[0] = first;
    high[0] = first;
    (bytes(low), bytes(high))
}

/// The next hash in order: longer by one byte, so that nothing fits between.
fn after(hash: [u8; 32]) -> Vec<u8> {
    let mut next = hash.to_vec();
    next.push(0);
    next
}
