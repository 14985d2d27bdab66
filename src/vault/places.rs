//! Where chunks stand in the store's logs, and what still waits to be sent.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::log::{self, Logged};
use super::{VaultError, left, quarantine};
use crate::domain::chunk::Kind;
use crate::domain::ids::{DocId, FacilityId, Hash32, PatientId};
use crate::record::twin::{Known, Standing};

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

/// The store says that this chunk stands there. It stays in the outbox until [`sent`]. What an answer says of a chunk's document is
/// proven by the chunk alone: the name that comes with it replaces one that came without.
pub fn put(
    conn: &Connection,
    cursor: &CursorRow,
    hash: Hash32,
    doc: DocId,
) -> Result<(), VaultError> {
    conn.prepare_cached(
        "INSERT INTO place (scope, log, hash, doc, epoch, seq) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (scope, log, hash) DO UPDATE SET doc = excluded.doc, epoch = excluded.epoch, seq = excluded.seq",
    )?
    .execute(params![
        cursor.scope.0,
        cursor.log,
        hash.0,
        doc.0,
        cursor.epoch,
        cursor.seq as i64
    ])?;
    conn.prepare_cached("DELETE FROM elsewhere WHERE scope = ?1 AND log = ?2 AND hash = ?3")?
        .execute(params![cursor.scope.0, cursor.log, hash.0])?;
    forget_promise(conn, cursor.log, hash)
}

/// A chunk came by another way than the log that named it: what an answer said of its document is proven by the chunk alone.
pub fn named(conn: &Connection, hash: Hash32, doc: DocId) -> Result<(), VaultError> {
    conn.prepare_cached("UPDATE place SET doc = ?2 WHERE hash = ?1 AND doc <> ?2")?
        .execute(params![hash.0, doc.0])?;
    Ok(())
}

/// The log shows what became of a chunk: nothing is expected of it any more.
pub fn forget_promise(conn: &Connection, log: u8, hash: Hash32) -> Result<(), VaultError> {
    conn.prepare_cached("DELETE FROM place WHERE scope = ?1 AND log IN (?2, ?3) AND hash = ?4")?
        .execute(params![NOWHERE.0, LATE, promised(log), hash.0])?;
    Ok(())
}

/// The store says that it gave a chunk of ours this number. Above the cursor that is a promise, which the log has to keep when it is
/// followed so far: a store that lost its tail without a word gives the number to another chunk, and our cursor would not show it.
pub fn told(
    conn: &Connection,
    place: &CursorRow,
    hash: Hash32,
    doc: DocId,
) -> Result<(), VaultError> {
    let is_ahead = conn
        .prepare_cached("SELECT 1 FROM cursor WHERE scope = ?1 AND log = ?2 AND seq < ?3")?
        .exists(params![place.scope.0, place.log, place.seq as i64])?;
    if !is_ahead {
        // An answer that was long on its way, by a stick: the log has said since that the chunk does not count here any more.
        let is_withdrawn = conn
            .prepare_cached("SELECT 1 FROM elsewhere WHERE scope = ?1 AND log = ?2 AND hash = ?3 AND since >= ?4")?
            .exists(params![place.scope.0, place.log, hash.0, place.seq as i64])?;
        return if is_withdrawn {
            Ok(())
        } else {
            put(conn, place, hash, doc)
        };
    }
    conn.prepare_cached(
        "INSERT INTO place (scope, log, hash, doc, epoch, seq) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (scope, log, hash) DO UPDATE SET epoch = excluded.epoch, seq = excluded.seq",
    )?
    .execute(params![
        NOWHERE.0,
        promised(place.log),
        hash.0,
        doc.0,
        place.epoch,
        place.seq as i64
    ])?;
    Ok(())
}

/// What was promised a number in this log that the log has not shown.
pub fn promises(conn: &Connection, log: u8) -> Result<Vec<Hash32>, VaultError> {
    let mut find = conn.prepare_cached("SELECT hash FROM place WHERE scope = ?1 AND log = ?2")?;
    let rows = find.query_map(params![NOWHERE.0, promised(log)], |row| {
        row.get(0).map(Hash32)
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Nothing is expected any more of the changes of a patient who was erased.
pub(super) fn forget_promises_of_erased(
    conn: &Connection,
    patient: PatientId,
) -> Result<(), VaultError> {
    conn.prepare_cached(
        "DELETE FROM place WHERE scope = ?1 AND hash IN (SELECT hash FROM erased_change WHERE patient = ?2)",
    )?
    .execute(params![NOWHERE.0, patient.0])?;
    Ok(())
}

/// Not a scope of any store: what is noted under it is in no digest.
pub(super) const NOWHERE: FacilityId = FacilityId([0; 16]);

/// Under [`NOWHERE`]: a chunk that only other houses' logs name. After the store lost its tail nobody else may have it, so it goes back
/// with the rest.
const LATE: u8 = u8::MAX;

/// Under [`NOWHERE`]: chunks that were promised a number in this log.
const fn promised(log: u8) -> u8 {
    0x80 | log
}

/// The store has this chunk, in others' scopes only: out of the outbox.
pub fn late(conn: &Connection, hash: Hash32) -> Result<(), VaultError> {
    conn.prepare_cached(
        "INSERT OR IGNORE INTO place (scope, log, hash, doc, epoch, seq)
         SELECT ?1, ?2, k.hash, k.doc, x'0000000000000000', 0 FROM chunk k
         WHERE k.hash = ?3 AND NOT EXISTS (SELECT 1 FROM place p WHERE p.hash = k.hash)
           AND NOT EXISTS (SELECT 1 FROM elsewhere e WHERE e.hash = k.hash)",
    )?
    .execute(params![NOWHERE.0, LATE, hash.0])?;
    sent(conn, hash)
}

/// Chunks with a place that are neither in the log nor in quarantine. An entry whose twin is here is not missed.
pub fn lacking(conn: &Connection) -> Result<Vec<Hash32>, VaultError> {
    let mut find = conn.prepare_cached(
        "SELECT DISTINCT p.hash FROM place p
         WHERE NOT EXISTS (SELECT 1 FROM chunk k WHERE k.hash = p.hash)
           AND NOT EXISTS (SELECT 1 FROM quarantine q WHERE q.hash = p.hash)
           AND NOT EXISTS (SELECT 1 FROM erased_change g WHERE g.hash = p.hash)
           AND NOT EXISTS (SELECT 1 FROM chunk k WHERE k.doc = p.doc AND k.kind <> ?1)",
    )?;
    let rows = find.query_map([Kind::CARD.0], |row| row.get(0).map(Hash32))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Another store, or another scope: what is known of the old one's logs says nothing there, and everything goes out again.
pub fn leave(conn: &Connection) -> Result<(), VaultError> {
    conn.execute("DELETE FROM place", [])?;
    conn.execute("DELETE FROM cursor", [])?;
    conn.execute("DELETE FROM elsewhere", [])?;
    conn.execute("DELETE FROM held_change", [])?;
    conn.execute(
        "INSERT OR IGNORE INTO outbox (n) SELECT n FROM chunk WHERE refused = 0",
        [],
    )?;
    Ok(())
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
        "INSERT INTO outbox (n) SELECT n FROM chunk WHERE hash = ?1 AND refused = 0
         ON CONFLICT (n) DO UPDATE SET relay = NULL",
    )?
    .execute([hash.0])?;
    Ok(())
}

/// Puts whoever's change with this Automerge hash back into the outbox. False: it is here and will never be there, because the
/// store refused it for good or a twin took its place; whoever follows it waits in vain.
pub fn requeue_change(conn: &Connection, change: Hash32) -> Result<bool, VaultError> {
    let mut find = conn.prepare_cached(
        "SELECT n, refused OR EXISTS (SELECT 1 FROM quarantine q WHERE q.hash = chunk.hash AND q.origin = 'store')
         FROM chunk WHERE change = ?1",
    )?;
    let found: Option<(i64, bool)> = find
        .query_row([change.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    match found {
        Some((_, true)) => Ok(false),
        Some((n, false)) => {
            conn.prepare_cached(
                "INSERT INTO outbox (n) VALUES (?1) ON CONFLICT (n) DO UPDATE SET relay = NULL",
            )?
            .execute([n])?;
            Ok(true)
        }
        None => Ok(true),
    }
}

/// The store lost what stood above `seq` in this log: everything there goes back to the outbox, whoever wrote it, and with it
/// what it took without telling a place.
pub fn forget_above(
    conn: &Connection,
    scope: FacilityId,
    log: u8,
    seq: u64,
) -> Result<(), VaultError> {
    let mut find =
        conn.prepare("SELECT hash FROM place WHERE (scope = ?1 AND log = ?2 AND seq > ?3) OR (scope = ?4 AND log IN (?5, ?6))")?;
    let rows = find.query_map(
        params![scope.0, log, seq as i64, NOWHERE.0, LATE, promised(log)],
        |row| row.get::<_, [u8; 32]>(0),
    )?;
    for hash in rows.collect::<Result<Vec<_>, _>>()? {
        requeue(conn, Hash32(hash))?;
    }
    left::forget_above(conn, scope, log, seq)
}

/// Chunks that wait, after `position`, until `max_bytes` raw bytes are reached; at least one if there is any. With `is_all` also what a
/// neighbour wrote and is expected to send herself ([`super::relay`]).
pub fn outbox(
    conn: &Connection,
    position: i64,
    max_bytes: usize,
    is_all: bool,
) -> Result<Vec<Logged>, VaultError> {
    const PAGE: i64 = 256;
    let mut find = conn.prepare_cached(&format!(
        "SELECT k.hash FROM outbox o JOIN chunk k ON k.n = o.n WHERE o.n > ?1 AND (?3 OR {}) ORDER BY o.n LIMIT ?2",
        super::relay::IS_DUE
    ))?;
    let hashes: Vec<[u8; 32]> = find
        .query_map(params![position, PAGE, is_all], |row| row.get(0))?
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

/// Whether a twin already took the place of this change.
pub fn is_superseded(conn: &Connection, hash: Hash32) -> Result<bool, VaultError> {
    Ok(conn
        .prepare_cached("SELECT 1 FROM chunk WHERE hash = ?1 AND refused = 1")?
        .exists([hash.0])?)
}

/// Every change of a card that is here, oldest first, with what became of it.
pub fn of_card(conn: &Connection, card: DocId) -> Result<Vec<Known>, VaultError> {
    let mut find = conn.prepare_cached(
        "SELECT hash, refused,
           EXISTS (SELECT 1 FROM quarantine q WHERE q.hash = chunk.hash AND q.origin = 'store')
             AND NOT EXISTS (SELECT 1 FROM place p WHERE p.hash = chunk.hash)
         FROM chunk WHERE doc = ?1 ORDER BY n",
    )?;
    let rows = find.query_map([card.0], |row| {
        let standing = match (row.get(1)?, row.get(2)?) {
            (true, _) => Standing::Superseded,
            (false, true) => Standing::Refused,
            (false, false) => Standing::Good,
        };
        Ok((Hash32(row.get(0)?), standing))
    })?;
    let mut known = Vec::new();
    for row in rows {
        let (hash, standing) = row?;
        if let Some(logged) = log::chunk(conn, hash)? {
            known.push(Known {
                hash,
                bytes: logged.chunk.bytes,
                standing,
            });
        }
    }
    Ok(known)
}

/// A forked change: it stays in the log, is no longer applied, and its twin under another actor takes its place.
pub fn supersede(conn: &Connection, hash: Hash32) -> Result<(), VaultError> {
    sent(conn, hash)?;
    conn.prepare_cached("UPDATE chunk SET refused = 1 WHERE hash = ?1")?
        .execute([hash.0])?;
    Ok(())
}
