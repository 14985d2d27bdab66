//! Patients whom this house no longer holds: what is here of them stays until the store has it safely, and then goes.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::places::CursorRow;
use super::{VaultError, places};
use crate::domain::chunk::{Kind, Unit};
use crate::domain::ids::{DocId, FacilityId, Hash32, PatientId};

/// The store says in its log that this house holds a unit from here on, or no longer.
pub fn held(
    conn: &Connection,
    at: &CursorRow,
    unit: Unit,
    granted: bool,
) -> Result<(), VaultError> {
    conn.prepare_cached(
        "INSERT OR REPLACE INTO held_change (scope, log, unit, seq, granted) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![at.scope.0, at.log, unit.to_bytes(), at.seq as i64, granted])?;
    if granted {
        return Ok(());
    }
    // Whatever of it has a place in this log has none from here on.
    let card = match unit {
        Unit::Patient(patient) => patient,
        Unit::Facility(_) | Unit::Device(_) => DocId::default(),
    };
    let mut find = conn.prepare_cached(
        "SELECT p.hash, p.doc, p.epoch, p.seq FROM place p WHERE p.scope = ?1 AND p.log = ?2 AND (p.doc = ?4
           OR EXISTS (SELECT 1 FROM chunk k WHERE k.hash = p.hash AND k.unit = ?3)
           OR EXISTS (SELECT 1 FROM quarantine q WHERE q.hash = p.hash AND q.unit = ?3)
           OR EXISTS (SELECT 1 FROM erased_change g WHERE g.hash = p.hash AND g.patient = ?4))",
    )?;
    let rows = find.query_map(
        params![at.scope.0, at.log, unit.to_bytes(), card.0],
        |row| {
            Ok(Put {
                hash: Hash32(row.get(0)?),
                doc: DocId(row.get(1)?),
                epoch: row.get(2)?,
                seq: row.get(3)?,
            })
        },
    )?;
    for put in rows.collect::<Result<Vec<_>, _>>()? {
        note(conn, at, &put, at.seq as i64)?;
        conn.prepare_cached("DELETE FROM place WHERE scope = ?1 AND log = ?2 AND hash = ?3")?
            .execute(params![at.scope.0, at.log, put.hash.0])?;
    }
    Ok(())
}

/// The store has this chunk under this number, outside of what this house holds. Nothing to us if it is neither here nor asked for.
pub fn elsewhere(conn: &Connection, at: &CursorRow, hash: Hash32) -> Result<(), VaultError> {
    let mut find = conn.prepare_cached(
        "SELECT doc FROM chunk WHERE hash = ?3
         UNION ALL SELECT doc FROM place WHERE scope = ?1 AND log = ?2 AND hash = ?3 LIMIT 1",
    )?;
    let of_log = params![at.scope.0, at.log, hash.0];
    let doc = find
        .query_row(of_log, |row| row.get(0).map(DocId))
        .optional()?;
    let Some(doc) = doc else { return Ok(()) };
    let put = Put {
        hash,
        doc,
        epoch: at.epoch,
        seq: at.seq as i64,
    };
    places::forget_promise(conn, at.log, hash)?;
    conn.prepare_cached("DELETE FROM place WHERE scope = ?1 AND log = ?2 AND hash = ?3")?
        .execute(of_log)?;
    note(conn, at, &put, at.seq as i64)
}

/// The store went back to `seq` in this log: what it told above that is not so, and what it took back above that counts again.
pub fn forget_above(
    conn: &Connection,
    scope: FacilityId,
    log: u8,
    seq: u64,
) -> Result<(), VaultError> {
    let of_log = params![scope.0, log, seq as i64];
    let mut find = conn
        .prepare_cached("SELECT hash FROM elsewhere WHERE scope = ?1 AND log = ?2 AND seq > ?3")?;
    let lost = find.query_map(of_log, |row| row.get(0).map(Hash32))?;
    for hash in lost.collect::<Result<Vec<_>, _>>()? {
        places::requeue(conn, hash)?;
    }
    conn.prepare_cached(
        "INSERT OR REPLACE INTO place (scope, log, hash, doc, epoch, seq)
         SELECT scope, log, hash, doc, epoch, seq FROM elsewhere WHERE scope = ?1 AND log = ?2 AND since > ?3 AND seq <= ?3",
    )?
    .execute(of_log)?;
    conn.prepare_cached("DELETE FROM elsewhere WHERE scope = ?1 AND log = ?2 AND since > ?3")?
        .execute(of_log)?;
    conn.prepare_cached("DELETE FROM held_change WHERE scope = ?1 AND log = ?2 AND seq > ?3")?
        .execute(of_log)?;
    // What the store called safe above is not there any more; numbers that it gives anew are not safe for that.
    conn.prepare_cached(
        "UPDATE cursor SET stable = min(stable, ?3) WHERE scope = ?1 AND log = ?2",
    )?
    .execute(of_log)?;
    Ok(())
}

/// Patients whom this house no longer holds and of whom nothing is here alone: nothing waits, is being written, was refused by the store or
/// has a file whose bytes do not travel; and with `safe_only` the store's backup covers every change. Without it an acknowledgement is
/// enough: what a store then loses is lost.
pub fn ready(conn: &Connection, safe_only: bool) -> Result<Vec<PatientId>, VaultError> {
    let mut find = conn.prepare_cached(&format!(
        "SELECT h.unit FROM held_change h WHERE {TAKEN}
           AND EXISTS (SELECT 1 FROM chunk k WHERE k.unit = h.unit)
           AND NOT EXISTS (SELECT 1 FROM outbox o JOIN chunk k ON k.n = o.n WHERE k.unit = h.unit)
           AND NOT EXISTS (SELECT 1 FROM quarantine q WHERE q.unit = h.unit AND q.origin = 'store')
           AND NOT EXISTS (SELECT 1 FROM chunk k WHERE k.unit = h.unit AND k.kind = ?2)
           AND NOT EXISTS (SELECT 1 FROM place p JOIN chunk k ON k.hash = p.hash WHERE k.unit = h.unit)
           AND (?3 = 0 OR NOT EXISTS (
                 SELECT 1 FROM (SELECT hash FROM chunk WHERE unit = h.unit AND refused = 0 UNION ALL SELECT hash FROM quarantine WHERE unit = h.unit) k
                 WHERE NOT EXISTS (SELECT 1 FROM elsewhere e JOIN cursor c ON c.scope = e.scope AND c.log = e.log
                   WHERE e.hash = k.hash AND e.scope = h.scope AND e.seq <= c.stable)))"
    ))?;
    let rows = find.query_map(params![CARDS, Kind::ATTACHMENT.0, safe_only], |row| {
        row.get::<_, Vec<u8>>(0)
    })?;
    let mut ready = Vec::new();
    for unit in rows.collect::<Result<Vec<_>, _>>()? {
        let Some(Unit::Patient(patient)) = Unit::from_bytes(&unit) else {
            continue;
        };
        if super::drafts::of_patient(conn, patient)?.is_empty() {
            ready.push(patient);
        }
    }
    Ok(ready)
}

/// How many patients the store took from this house.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Still here, because not everything of them is safe at the centre.
    pub here: u64,
    pub gone: u64,
}

pub fn counts(conn: &Connection) -> Result<Counts, VaultError> {
    let mut count = conn.prepare_cached(&format!(
        "SELECT coalesce(sum(here), 0), coalesce(sum(1 - here), 0)
         FROM (SELECT EXISTS (SELECT 1 FROM chunk k WHERE k.unit = h.unit) AS here FROM held_change h WHERE {TAKEN})"
    ))?;
    Ok(count.query_row([CARDS], |row| {
        Ok(Counts {
            here: row.get::<_, i64>(0)? as u64,
            gone: row.get::<_, i64>(1)? as u64,
        })
    })?)
}

/// Whether the store took this patient from this house; she may be here still.
pub fn is_leaving(conn: &Connection, patient: PatientId) -> Result<bool, VaultError> {
    let mut find = conn.prepare_cached(&format!(
        "SELECT 1 FROM held_change h WHERE {TAKEN} AND h.unit = ?2"
    ))?;
    Ok(find.exists(params![CARDS, Unit::Patient(patient).to_bytes()])?)
}

/// The last word about who is held here is that this one is not. `?1` is the log of cards.
const TAKEN: &str = "h.log = ?1 AND h.granted = 0
  AND NOT EXISTS (SELECT 1 FROM held_change l WHERE l.scope = h.scope AND l.log = h.log AND l.unit = h.unit AND l.seq > h.seq)
  AND NOT EXISTS (SELECT 1 FROM erased g WHERE g.patient = substr(h.unit, 2))";

/// Takes a patient's changes and everything projected from them out of the vault. The log keeps number, hash and chain of each.
pub fn purge(conn: &Connection, patient: PatientId) -> Result<(), VaultError> {
    let unit = Unit::Patient(patient).to_bytes();
    conn.execute(
        "DELETE FROM place WHERE hash IN (SELECT hash FROM chunk WHERE unit = ?1)",
        [unit],
    )?;
    forget(conn, patient)
}

/// The same without a word about where the changes stand in the store's logs.
pub(super) fn forget(conn: &Connection, patient: PatientId) -> Result<(), VaultError> {
    let unit = Unit::Patient(patient).to_bytes();
    for sql in [
        "INSERT INTO purged (n, hash, chain) SELECT n, hash, chain FROM chunk WHERE unit = ?1",
        "DELETE FROM chunk WHERE unit = ?1",
        "DELETE FROM entry WHERE unit = ?1",
        "DELETE FROM quarantine WHERE unit = ?1",
    ] {
        conn.execute(sql, [unit])?;
    }
    for sql in [
        "DELETE FROM plan_entry WHERE patient = ?1",
        "DELETE FROM fact WHERE card = ?1",
        "DELETE FROM person WHERE card = ?1",
        "DELETE FROM search_key WHERE card = ?1",
        "DELETE FROM review WHERE card = ?1",
        "DELETE FROM review_due WHERE card = ?1",
    ] {
        conn.execute(sql, [patient.0])?;
    }
    Ok(())
}

/// Who a house holds is told in the log of cards.
const CARDS: u8 = 0;

struct Put {
    hash: Hash32,
    doc: DocId,
    epoch: [u8; 8],
    seq: i64,
}

fn note(conn: &Connection, at: &CursorRow, put: &Put, since: i64) -> Result<(), VaultError> {
    conn.prepare_cached(
        "INSERT OR REPLACE INTO elsewhere (scope, log, hash, doc, epoch, seq, since) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![at.scope.0, at.log, put.hash.0, put.doc.0, put.epoch, put.seq, since])?;
    Ok(())
}
