//! Where chunks stand in the store's logs, and what still waits to be sent.

use rusqlite::{Connection, params};

use super::log::{self, Logged};
use super::{VaultError, quarantine};
use crate::domain::ids::{DocId, FacilityId, Hash32};

/// Up to where a log of the store has been followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CursorRow {
    pub scope: FacilityId,
    pub log: u8,
    pub epoch: [u8; 8],
    pub seq: u64,
    pub chain: [u8; 16],
}

pub fn cursors(conn: &Connection) -> Result<Vec<CursorRow>, VaultError> {
    let mut find = conn
        .prepare_cached("SELECT scope, log, epoch, seq, chain FROM cursor ORDER BY scope, log")?;
    let rows = find.query_map([], |row| {
        Ok(CursorRow {
            scope: FacilityId(row.get(0)?),
            log: row.get(1)?,
            epoch: row.get(2)?,
            seq: row.get::<_, i64>(3)? as u64,
            chain: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub fn set_cursor(conn: &Connection, cursor: &CursorRow) -> Result<(), VaultError> {
    conn.prepare_cached(
        "INSERT INTO cursor (scope, log, epoch, seq, chain) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (scope, log) DO UPDATE SET epoch = excluded.epoch, seq = excluded.seq, chain = excluded.chain",
    )?
    .execute(params![cursor.scope.0, cursor.log, cursor.epoch, cursor.seq as i64, cursor.chain])?;
    Ok(())
}

pub fn set_stable(
    conn: &Connection,
    scope: FacilityId,
    log: u8,
    seq: u64,
) -> Result<(), VaultError> {
    conn.prepare_cached("UPDATE cursor SET stable = ?3 WHERE scope = ?1 AND log = ?2")?
        .execute(params![scope.0, log, seq as i64])?;
    Ok(())
}

/// The store has this chunk at this place: out of the outbox.
pub fn put(
    conn: &Connection,
    cursor: &CursorRow,
    hash: Hash32,
    doc: DocId,
) -> Result<(), VaultError> {
    conn.prepare_cached(
        "INSERT INTO place (scope, log, hash, doc, epoch, seq) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (scope, log, hash) DO UPDATE SET epoch = excluded.epoch, seq = excluded.seq",
    )?
    .execute(params![
        cursor.scope.0,
        cursor.log,
        hash.0,
        doc.0,
        cursor.epoch,
        cursor.seq as i64
    ])?;
    sent(conn, hash)
}

/// Takes a chunk out of the outbox.
pub fn sent(conn: &Connection, hash: Hash32) -> Result<(), VaultError> {
    conn.prepare_cached("DELETE FROM outbox WHERE n = (SELECT n FROM chunk WHERE hash = ?1)")?
        .execute([hash.0])?;
    Ok(())
}

/// Puts a chunk back into the outbox and forgets its places.
pub fn requeue(conn: &Connection, hash: Hash32) -> Result<(), VaultError> {
    conn.prepare_cached("DELETE FROM place WHERE hash = ?1")?
        .execute([hash.0])?;
    conn.prepare_cached(
        "INSERT OR IGNORE INTO outbox (n) SELECT n FROM chunk WHERE hash = ?1 AND refused = 0",
    )?
    .execute([hash.0])?;
    Ok(())
}

/// Puts whoever's change with this Automerge hash back into the outbox, if it is here.
pub fn requeue_change(conn: &Connection, change: Hash32) -> Result<(), VaultError> {
    conn.prepare_cached(
        "INSERT OR IGNORE INTO outbox (n) SELECT n FROM chunk WHERE change = ?1 AND refused = 0",
    )?
    .execute([change.0])?;
    Ok(())
}

/// The store lost what stood above `seq` in this log: everything there goes back to the outbox, whoever wrote it.
pub fn forget_above(
    conn: &Connection,
    scope: FacilityId,
    log: u8,
    seq: u64,
) -> Result<(), VaultError> {
    let mut find =
        conn.prepare("SELECT hash FROM place WHERE scope = ?1 AND log = ?2 AND seq > ?3")?;
    let rows = find.query_map(params![scope.0, log, seq as i64], |row| {
        row.get::<_, [u8; 32]>(0)
    })?;
    for hash in rows.collect::<Result<Vec<_>, _>>()? {
        requeue(conn, Hash32(hash))?;
    }
    Ok(())
}

/// Chunks that wait, after `position`, until `max_bytes` raw bytes are reached; at least one if there is any.
pub fn outbox(
    conn: &Connection,
    position: i64,
    max_bytes: usize,
) -> Result<Vec<Logged>, VaultError> {
    const PAGE: i64 = 256;
    let mut find = conn.prepare_cached("SELECT k.hash FROM outbox o JOIN chunk k ON k.n = o.n WHERE o.n > ?1 ORDER BY o.n LIMIT ?2")?;
    let hashes: Vec<[u8; 32]> = find
        .query_map(params![position, PAGE], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let mut page = Vec::new();
    let mut bytes = 0;
    for hash in hashes {
        let Some(logged) = log::chunk(conn, Hash32(hash))? else {
            continue;
        };
        bytes += logged.chunk.bytes.len();
        if !page.is_empty() && bytes > max_bytes {
            break;
        }
        page.push(logged);
    }
    Ok(page)
}

/// Counts one more sync in which the store asked for a predecessor.
pub fn held(conn: &Connection, hash: Hash32) -> Result<i64, VaultError> {
    conn.prepare_cached(
        "UPDATE outbox SET held = held + 1 WHERE n = (SELECT n FROM chunk WHERE hash = ?1)",
    )?
    .execute([hash.0])?;
    let mut find = conn.prepare_cached(
        "SELECT coalesce(max(held), 0) FROM outbox WHERE n = (SELECT n FROM chunk WHERE hash = ?1)",
    )?;
    Ok(find.query_row([hash.0], |row| row.get(0))?)
}

/// Content address and document of every chunk with a place in this log.
pub fn placed(
    conn: &Connection,
    scope: FacilityId,
    log: u8,
) -> Result<Vec<(Hash32, DocId)>, VaultError> {
    let mut find =
        conn.prepare_cached("SELECT hash, doc FROM place WHERE scope = ?1 AND log = ?2")?;
    let rows = find.query_map(params![scope.0, log], |row| {
        Ok((Hash32(row.get(0)?), DocId(row.get(1)?)))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The store will never take this chunk: out of the outbox, into quarantine with the reason; the record here keeps it.
pub fn refuse(conn: &Connection, hash: Hash32, reason: &str, at: i64) -> Result<(), VaultError> {
    if let Some(logged) = log::chunk(conn, hash)? {
        quarantine::put(conn, &logged.chunk, reason, quarantine::Origin::Store, at)?;
    }
    sent(conn, hash)
}

/// A forked change: it stays in the log, is no longer applied, and its twin under another actor takes its place.
pub fn supersede(conn: &Connection, hash: Hash32) -> Result<(), VaultError> {
    sent(conn, hash)?;
    conn.prepare_cached("UPDATE chunk SET refused = 1 WHERE hash = ?1")?
        .execute([hash.0])?;
    Ok(())
}
