//! What passes between workstations of one house: this log as a neighbour reads it, and what she wrote and may never send herself.
//!
//! A neighbour's change waits in the outbox here too, because her computer may burn. She is expected to send it, so that it goes from here
//! only when several exchanges with the store have ended without showing it, or when something of this workstation builds upon it.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::VaultError;
use super::places::{CursorRow, NOWHERE};
use crate::domain::chunk::{Kind, Unit};
use crate::domain::ids::Hash32;

/// Ends of the store's log that did not show a neighbour's change, after which it goes from here. An exchange may come to it twice.
const PATIENCE: i64 = 3;

/// Of a row `o` of the outbox with its chunk `k`: whether it goes with the next exchange. What is written here of the same document would
/// be held at the store without its predecessors.
pub(super) const IS_DUE: &str = "(o.relay IS NULL OR o.relay >= 3
   OR EXISTS (SELECT 1 FROM chunk k2 JOIN outbox o2 ON o2.n = k2.n WHERE k2.doc = k.doc AND o2.relay IS NULL))";

/// Up to where a neighbour's log was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Mark {
    pub n: u64,
    pub chain: [u8; 32],
}

/// A piece of this log: what stands after `from`, up to `upto`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    pub hashes: Vec<Hash32>,
    pub upto: Mark,
    pub is_last: bool,
}

/// Content addresses after `from`, at most `most` numbers of the log. From its beginning when `from` is not of this log.
pub fn listing(conn: &Connection, from: &Mark, most: usize) -> Result<Listing, VaultError> {
    let known = match from.n {
        0 => Some([0; 32]),
        n => conn
            .prepare_cached("SELECT chain FROM chunk WHERE n = ?1 UNION ALL SELECT chain FROM purged WHERE n = ?1")?
            .query_row([n as i64], |row| row.get(0))
            .optional()?,
    };
    let mut upto = if known == Some(from.chain) {
        *from
    } else {
        Mark::default()
    };
    let mut find = conn.prepare_cached(
        "SELECT n, hash, chain, refused FROM chunk WHERE n > ?1
         UNION ALL SELECT n, hash, chain, 1 FROM purged WHERE n > ?1 ORDER BY 1 LIMIT ?2",
    )?;
    let rows = find.query_map(params![upto.n as i64, most as i64], |row| {
        let mark = Mark {
            n: row.get::<_, i64>(0)? as u64,
            chain: row.get(2)?,
        };
        Ok((mark, Hash32(row.get(1)?), row.get::<_, bool>(3)?))
    })?;
    let (mut hashes, mut count) = (Vec::new(), 0);
    for row in rows {
        let (mark, hash, is_out) = row?;
        (upto, count) = (mark, count + 1);
        if !is_out {
            hashes.push(hash);
        }
    }
    Ok(Listing {
        hashes,
        upto,
        is_last: count < most,
    })
}

/// Neither here, nor put away here, nor dropped from here because the house no longer holds the patient.
pub fn is_missing(conn: &Connection, hash: Hash32) -> Result<bool, VaultError> {
    let mut find = conn.prepare_cached(
        "SELECT 1 FROM chunk WHERE hash = ?1 UNION ALL SELECT 1 FROM quarantine WHERE hash = ?1
         UNION ALL SELECT 1 FROM purged WHERE hash = ?1",
    )?;
    Ok(!find.exists([hash.0])?)
}

/// Whether the record of this unit is being dropped here: what comes of it has no place any more.
pub fn is_leaving(conn: &Connection, unit: Unit) -> Result<bool, VaultError> {
    match unit {
        Unit::Patient(patient) => super::left::is_leaving(conn, patient),
        Unit::Facility(_) | Unit::Device(_) => Ok(false),
    }
}

/// A neighbour's change, just appended, waits in case she never sends it; unless the store is known to have it.
pub fn wait(conn: &Connection, hash: Hash32) -> Result<(), VaultError> {
    conn.prepare_cached(
        "INSERT OR IGNORE INTO outbox (n, relay) SELECT n, 0 FROM chunk WHERE hash = ?1
           AND NOT EXISTS (SELECT 1 FROM place p WHERE p.hash = ?1 AND p.scope <> ?2)
           AND NOT EXISTS (SELECT 1 FROM elsewhere e WHERE e.hash = ?1)",
    )?
    .execute(params![hash.0, NOWHERE.0])?;
    Ok(())
}

/// Whether anything of a neighbour waits in this log.
pub fn is_waiting(conn: &Connection, log: u8) -> Result<bool, VaultError> {
    let mut find = conn.prepare_cached(
        "SELECT 1 FROM outbox o JOIN chunk k ON k.n = o.n WHERE o.relay IS NOT NULL AND (k.kind = ?1) = (?2 = 0) LIMIT 1",
    )?;
    Ok(find.exists(params![Kind::CARD.0, log])?)
}

/// This log of the store was followed to its end: what it showed need not go from here, and what it did not is nearer to going.
pub fn log_ended(conn: &Connection, log: u8) -> Result<(), VaultError> {
    conn.prepare_cached(
        "DELETE FROM outbox WHERE relay IS NOT NULL AND n IN (
           SELECT k.n FROM outbox o JOIN chunk k ON k.n = o.n WHERE o.relay IS NOT NULL AND (
             EXISTS (SELECT 1 FROM place p WHERE p.hash = k.hash AND p.scope <> ?1)
             OR EXISTS (SELECT 1 FROM elsewhere e WHERE e.hash = k.hash)))",
    )?
    .execute([NOWHERE.0])?;
    conn.prepare_cached(
        "UPDATE outbox SET relay = relay + 1 WHERE relay < ?3
           AND (SELECT kind = ?1 FROM chunk k WHERE k.n = outbox.n) = (?2 = 0)",
    )?
    .execute(params![Kind::CARD.0, log, PATIENCE])?;
    Ok(())
}

/// Nobody is expected to send what waits: all of it goes with the next exchange.
pub fn release(conn: &Connection) -> Result<(), VaultError> {
    conn.execute("UPDATE outbox SET relay = NULL WHERE relay IS NOT NULL", [])?;
    Ok(())
}

/// Content addresses that wait, after `n`, with the last number looked at.
pub fn waiting(conn: &Connection, n: i64, most: usize) -> Result<(Vec<Hash32>, i64), VaultError> {
    let mut find = conn.prepare_cached(
        "SELECT o.n, k.hash FROM outbox o JOIN chunk k ON k.n = o.n WHERE o.n > ?1 ORDER BY o.n LIMIT ?2",
    )?;
    let rows = find.query_map(params![n, most as i64], |row| {
        Ok((row.get::<_, i64>(0)?, Hash32(row.get(1)?)))
    })?;
    let (mut hashes, mut last) = (Vec::new(), n);
    for row in rows {
        let (number, hash) = row?;
        last = number;
        hashes.push(hash);
    }
    Ok((hashes, last))
}

/// Where the store's log showed this chunk, if it did.
pub fn place_of(conn: &Connection, hash: Hash32) -> Result<Option<CursorRow>, VaultError> {
    let mut find = conn.prepare_cached(
        "SELECT p.scope, p.log, p.epoch, p.seq, c.chain FROM place p
         JOIN cursor c ON c.scope = p.scope AND c.log = p.log AND c.epoch = p.epoch AND p.seq <= c.seq WHERE p.hash = ?1",
    )?;
    let row = find.query_row([hash.0], |row| {
        use crate::domain::ids::FacilityId;
        Ok(CursorRow {
            scope: FacilityId(row.get(0)?),
            log: row.get(1)?,
            epoch: row.get(2)?,
            seq: row.get::<_, i64>(3)? as u64,
            chain: row.get(4)?,
        })
    });
    Ok(row.optional()?)
}

/// A neighbour saw in the store's log a chunk that waits here. Believed as a promise only: the log has to show it when it is followed so
/// far, else the chunk goes out again. True when it waits no longer.
pub fn told(conn: &Connection, place: &CursorRow, hash: Hash32) -> Result<bool, VaultError> {
    let doc: Option<[u8; 16]> = conn
        .prepare_cached(
            "SELECT k.doc FROM chunk k JOIN outbox o ON o.n = k.n
             JOIN cursor c ON c.scope = ?2 AND c.log = ?3 AND c.epoch = ?4 AND c.seq < ?5
             WHERE k.hash = ?1 AND (k.kind = ?6) = (?3 = 0)",
        )?
        .query_row(
            params![
                hash.0,
                place.scope.0,
                place.log,
                place.epoch,
                place.seq as i64,
                Kind::CARD.0
            ],
            |row| row.get(0),
        )
        .optional()?;
    let Some(doc) = doc else { return Ok(false) };
    super::places::told(conn, place, hash, crate::domain::ids::DocId(doc))?;
    super::places::sent(conn, hash)?;
    Ok(true)
}
