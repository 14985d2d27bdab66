//! Legal erasure: a patient's record goes from this store and from every house, for ever. What stays are the numbers and hashes in the
//! logs, so that every cursor stands where it stood, and a row that says when, by whom and why.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::Store;
use super::accept::{held_by, lock_unit};
use super::directory::forget_soon;
use super::log::{self, Append, MAX_ROWS};
use super::refused::Refused;
use super::storage::{StoreError, Tx, Value, bytes, int, one, text, within};
use crate::domain::chunk::{Chunk, Unit};
use crate::domain::ids::{FacilityId, PatientId};
use crate::sync::cursor::{Log, Scope};
use crate::sync::tombstone::Tombstone;

pub use crate::sync::tombstone::MAX_WHO;

/// What there is of a patient in this store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Holding {
    pub patient: PatientId,
    /// Houses that hold her, by name.
    pub houses: Vec<String>,
    pub documents: u64,
    pub changes: u64,
    pub bytes: u64,
    /// Changes of hers that were refused and kept.
    pub refused: u64,
    /// UTC seconds; she was erased before.
    pub erased_at: Option<i64>,
}

/// One erasure, as it is kept beside the backups: a store that was restored is told again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erasure {
    pub patient: PatientId,
    /// UTC seconds.
    pub at: i64,
    pub by: String,
    pub reason: String,
}

/// What an erasure did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Erased {
    pub patient: PatientId,
    /// False: it was done before, and that one stands.
    pub erased: bool,
    /// Of the one that stands.
    pub at: i64,
    pub changes: u64,
    /// Houses whose logs say so now; others are told when they bring something of hers.
    pub houses_told: u64,
    /// Packs of the emergency directory still name her until it is built anew.
    pub directory_waits: bool,
}

impl Store {
    /// What an erasure would take.
    pub fn holding(&self, patient: PatientId) -> Result<Holding, StoreError> {
        let unit = bytes(Unit::Patient(patient).to_bytes());
        within(&*self.storage, |tx| {
            let houses = tx.query(
                "SELECT s.name FROM unit_scope u JOIN scope s ON s.scope = u.scope WHERE u.unit = $1 ORDER BY s.name",
                std::slice::from_ref(&unit),
            )?;
            let houses = houses.iter().map(|row| row.text(0).map(str::to_owned));
            let mut count = |sql: &str| {
                one(tx, sql, std::slice::from_ref(&unit))?
                    .ok_or(StoreError::Corrupt("a count without a row"))?
                    .u64(0)
            };
            Ok(Holding {
                patient,
                houses: houses.collect::<Result<_, _>>()?,
                documents: count("SELECT COUNT(*) FROM doc WHERE unit = $1")?,
                changes: count("SELECT COUNT(*) FROM chunk WHERE unit = $1")?,
                bytes: count(
                    "SELECT CAST(COALESCE(SUM(LENGTH(bytes)), 0) AS BIGINT) FROM chunk WHERE unit = $1",
                )?,
                refused: count("SELECT COUNT(*) FROM quarantine WHERE unit = $1")?,
                erased_at: one(
                    tx,
                    "SELECT at FROM erased WHERE unit = $1",
                    std::slice::from_ref(&unit),
                )?
                .map(|row| row.i64(0))
                .transpose()?,
            })
        })
    }

    /// Erases a patient's record for everybody. Nothing brings it back: a change of hers that comes from anywhere is answered GONE.
    ///
    /// # Errors
    /// [`Refused::UnknownPatient`] where there is nothing of her and never was; [`Refused::TooLong`] for `by` above [`MAX_WHO`] bytes.
    pub fn erase(&self, patient: PatientId, by: &str, reason: &str) -> Result<Erased, StoreError> {
        let order = Erasure {
            patient,
            at: self.clock.now(),
            by: by.to_owned(),
            reason: reason.to_owned(),
        };
        self.bury(&order, true)
    }

    /// What was deleted goes from the database's own log too (SQLite; PostgreSQL keeps it until it is vacuumed).
    pub fn scrub(&self) -> Result<(), StoreError> {
        self.storage.scrub()
    }

    /// Says an erasure again to a store that was restored from before it; one that stands is left as it is. She need not be known here:
    /// a house may hand her back.
    pub fn erase_again(&self, order: &Erasure) -> Result<Erased, StoreError> {
        self.bury(order, false)
    }

    /// Every erasure, by patient.
    pub fn erasures(&self) -> Result<Vec<Erasure>, StoreError> {
        let mut all: Vec<Erasure> = Vec::new();
        loop {
            let after = all.last().map_or_else(Vec::new, |last| {
                Unit::Patient(last.patient).to_bytes().to_vec()
            });
            let page = within(&*self.storage, |tx| {
                tx.query(
                    "SELECT unit, at, by_whom, reason FROM erased WHERE unit > $1 ORDER BY unit LIMIT $2",
                    &[bytes(&after), int(MAX_ROWS as u64)],
                )?
                .iter()
                .map(|row| {
                    let unit = Unit::from_bytes(row.bytes(0)?);
                    let Some(Unit::Patient(patient)) = unit else {
                        return Err(StoreError::Corrupt("an erased unit that is no patient"));
                    };
                    Ok(Erasure {
                        patient,
                        at: row.i64(1)?,
                        by: row.text(2)?.to_owned(),
                        reason: row.text(3)?.to_owned(),
                    })
                })
                .collect::<Result<Vec<_>, _>>()
            })?;
            let is_last = page.len() < MAX_ROWS;
            all.extend(page);
            if is_last {
                return Ok(all);
            }
        }
    }

    fn bury(&self, order: &Erasure, must_be_known: bool) -> Result<Erased, StoreError> {
        if order.by.len() > MAX_WHO {
            return Err(Refused::TooLong.into());
        }
        let tombstone = Tombstone {
            patient: order.patient,
            at: order.at,
            who: order.by.clone(),
        };
        let sealed = tombstone.seal(&self.key);
        let erased = within(&*self.storage, |tx| bury(tx, order, &sealed, must_be_known))?;
        if erased.erased {
            self.storage.scrub()?;
        }
        Ok(erased)
    }
}

fn bury(
    tx: &mut dyn Tx,
    order: &Erasure,
    tombstone: &[u8],
    must_be_known: bool,
) -> Result<Erased, StoreError> {
    let unit = Unit::Patient(order.patient);
    let key = bytes(unit.to_bytes());
    let of_unit = std::slice::from_ref(&key);
    lock_unit(tx, unit)?;
    let before = one(
        tx,
        "SELECT at, changes FROM erased WHERE unit = $1",
        of_unit,
    )?;
    if let Some(row) = before {
        return Ok(Erased {
            patient: order.patient,
            erased: false,
            at: row.i64(0)?,
            changes: row.u64(1)?,
            houses_told: 0,
            directory_waits: false,
        });
    }
    let holders = held_by(tx, unit)?;
    let named = named_by(tx, unit)?;
    let known = one(
        tx,
        "SELECT hash FROM chunk WHERE unit = $1 LIMIT 1",
        of_unit,
    )?;
    if must_be_known && known.is_none() && named.is_empty() && holders.is_empty() {
        return Err(Refused::UnknownPatient.into());
    }
    let told: BTreeSet<Scope> = holders.iter().copied().chain(named).collect();
    // The logs first: what counts in them is found by the changes.
    for scope in &told {
        for log in Log::ALL {
            let mut entries = Vec::new();
            if log == Log::Cards {
                entries.push(Append::Notice(tombstone.to_vec()));
            }
            if holders.contains(scope) {
                entries.push(Append::Revoke(unit));
            }
            if !entries.is_empty() {
                log::append(tx, *scope, log, &entries)?;
            }
        }
    }
    let changes = tx.execute("DELETE FROM chunk WHERE unit = $1", of_unit)?;
    for sql in [
        "DELETE FROM doc WHERE unit = $1",
        "DELETE FROM quarantine WHERE unit = $1",
        "DELETE FROM unit_scope WHERE unit = $1",
    ] {
        tx.execute(sql, of_unit)?;
    }
    tx.execute(
        "INSERT INTO erased (unit, at, by_whom, reason, changes, tombstone) VALUES ($1, $2, $3, $4, $5, $6)",
        &[
            key.clone(),
            Value::Int(order.at),
            text(&order.by),
            text(&order.reason),
            int(changes),
            bytes(tombstone),
        ],
    )?;
    Ok(Erased {
        patient: order.patient,
        erased: true,
        at: order.at,
        changes,
        houses_told: told.len() as u64,
        directory_waits: forget_soon(tx)?,
    })
}

/// Scopes in whose logs something of this unit stands or stood. Walks all logs: a law takes a record seldom.
fn named_by(tx: &mut dyn Tx, unit: Unit) -> Result<Vec<Scope>, StoreError> {
    tx.query(
        "SELECT DISTINCT scope FROM log_entry WHERE unit = $1 ORDER BY scope",
        &[bytes(unit.to_bytes())],
    )?
    .iter()
    .map(|row| row.array(0).map(FacilityId))
    .collect()
}

pub(super) fn is_erased(tx: &mut dyn Tx, unit: Unit) -> Result<bool, StoreError> {
    Ok(tombstone_of(tx, unit)?.is_some())
}

/// Units of these changes that were erased, with what their houses are told.
pub(super) fn tombstones(
    tx: &mut dyn Tx,
    chunks: &[Chunk],
) -> Result<BTreeMap<Unit, Vec<u8>>, StoreError> {
    let units: BTreeSet<Unit> = chunks.iter().map(|chunk| chunk.unit).collect();
    let mut erased = BTreeMap::new();
    for unit in units {
        if let (Unit::Patient(_), Some(tombstone)) = (unit, tombstone_of(tx, unit)?) {
            erased.insert(unit, tombstone);
        }
    }
    Ok(erased)
}

fn tombstone_of(tx: &mut dyn Tx, unit: Unit) -> Result<Option<Vec<u8>>, StoreError> {
    one(
        tx,
        "SELECT tombstone FROM erased WHERE unit = $1",
        &[bytes(unit.to_bytes())],
    )?
    .map(|row| row.bytes(0).map(<[u8]>::to_vec))
    .transpose()
}
