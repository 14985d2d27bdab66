//! Patients whose records a law took: what was here of them goes at once, and what still comes of them is not taken in.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::{VaultError, left};
use crate::domain::chunk::{Kind, Unit};
use crate::domain::ids::{DocId, Hash32, PatientId};

/// When and in whose name a record was erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erased {
    /// UTC seconds, on the store's clock.
    pub at: i64,
    pub who: String,
}

pub fn find(conn: &Connection, patient: PatientId) -> Result<Option<Erased>, VaultError> {
    let mut find = conn.prepare_cached("SELECT at, who FROM erased WHERE patient = ?1")?;
    let found = find.query_row([patient.0], |row| {
        Ok(Erased {
            at: row.get(0)?,
            who: row.get(1)?,
        })
    });
    Ok(found.optional()?)
}

/// Whether something of a patient is still here, in the log, in what is projected from it, in drafts or quarantine.
pub fn is_here(conn: &Connection, patient: PatientId) -> Result<bool, VaultError> {
    let mut find = conn.prepare_cached(
        "SELECT 1 FROM chunk WHERE unit = ?1 UNION ALL SELECT 1 FROM quarantine WHERE unit = ?1
         UNION ALL SELECT 1 FROM draft WHERE patient = ?2 UNION ALL SELECT 1 FROM entry WHERE unit = ?1
         UNION ALL SELECT 1 FROM plan_entry WHERE patient = ?2 UNION ALL SELECT 1 FROM fact WHERE card = ?2
         UNION ALL SELECT 1 FROM person WHERE card = ?2 UNION ALL SELECT 1 FROM search_key WHERE card = ?2
         UNION ALL SELECT 1 FROM review WHERE card = ?2 UNION ALL SELECT 1 FROM review_due WHERE card = ?2 LIMIT 1",
    )?;
    Ok(find.exists(params![Unit::Patient(patient).to_bytes(), patient.0])?)
}

/// Takes out whatever is here of a patient: changes, those that wait included, projections, drafts, files. The log keeps number, hash and
/// chain; the places of her changes stay until the store's log takes them back.
pub fn purge(conn: &Connection, patient: PatientId, erased: &Erased) -> Result<(), VaultError> {
    conn.execute(
        "INSERT OR IGNORE INTO erased (patient, at, who) VALUES (?1, ?2, ?3)",
        params![patient.0, erased.at, erased.who],
    )?;
    let unit = Unit::Patient(patient).to_bytes();
    conn.execute(
        "INSERT OR IGNORE INTO erased_change (hash, patient)
         SELECT hash, ?2 FROM chunk WHERE unit = ?1 UNION SELECT hash, ?2 FROM quarantine WHERE unit = ?1",
        params![unit, patient.0],
    )?;
    // A file that is attached to somebody else's card too stays for that one.
    conn.execute(
        "DELETE FROM blob WHERE lower(hex(sha256)) IN (SELECT json_extract(content, '$.sha256') FROM entry WHERE unit = ?1 AND kind = ?2)
           AND NOT EXISTS (SELECT 1 FROM entry WHERE unit <> ?1 AND kind = ?2 AND json_extract(content, '$.sha256') = lower(hex(blob.sha256)))",
        params![unit, Kind::ATTACHMENT.0],
    )?;
    conn.execute(
        "DELETE FROM outbox WHERE n IN (SELECT n FROM chunk WHERE unit = ?1)",
        [unit],
    )?;
    conn.execute("DELETE FROM draft WHERE patient = ?1", [patient.0])?;
    left::forget(conn, patient)?;
    super::places::forget_promises_of_erased(conn, patient)
}

/// Whatever came back of anybody who was erased, by a backup that a salvage drew on, goes again.
pub fn purge_all(conn: &Connection) -> Result<(), VaultError> {
    let mut find = conn.prepare("SELECT patient, at, who FROM erased")?;
    let all = find.query_map([], |row| {
        let (at, who) = (row.get(1)?, row.get(2)?);
        Ok((DocId(row.get(0)?), Erased { at, who }))
    })?;
    for (patient, erased) in all.collect::<Result<Vec<_>, _>>()? {
        purge(conn, patient, &erased)?;
    }
    Ok(())
}

/// A change of an erased patient came: it is not taken in and not asked for again.
pub fn keep_out(conn: &Connection, hash: Hash32, patient: PatientId) -> Result<(), VaultError> {
    conn.prepare_cached("INSERT OR IGNORE INTO erased_change (hash, patient) VALUES (?1, ?2)")?
        .execute(params![hash.0, patient.0])?;
    Ok(())
}

pub fn is_kept_out(conn: &Connection, hash: Hash32) -> Result<bool, VaultError> {
    Ok(conn
        .prepare_cached("SELECT 1 FROM erased_change WHERE hash = ?1")?
        .exists([hash.0])?)
}

/// How many records were erased, as far as this workstation has heard.
pub fn count(conn: &Connection) -> Result<u64, VaultError> {
    let mut find = conn.prepare_cached("SELECT count(*) FROM erased")?;
    Ok(find.query_row([], |row| row.get::<_, i64>(0))? as u64)
}

/// Whether what is deleted from here on is overwritten wherever it stood. Afterwards the database's own log, where it stood too, is cut.
pub fn overwrite_deleted(conn: &Connection, is_on: bool) -> Result<(), VaultError> {
    conn.execute_batch(if is_on {
        "PRAGMA secure_delete = ON"
    } else {
        "PRAGMA secure_delete = FAST; PRAGMA wal_checkpoint(TRUNCATE)"
    })?;
    Ok(())
}
