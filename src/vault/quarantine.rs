//! Changes that were refused, here or at the store. They are kept with the reason and shown; nothing is thrown away.

use rusqlite::{Connection, params};

use super::VaultError;
use super::log::damaged;
use crate::domain::chunk::{Chunk, Kind, Unit};
use crate::domain::ids::{DocId, PatientId};
use crate::record;

/// Who refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    Here,
    Store,
}

/// A refused change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    pub doc: DocId,
    pub kind: Kind,
    pub reason: String,
    pub at: i64,
}

pub fn put(
    conn: &Connection,
    chunk: &Chunk,
    reason: &str,
    origin: Origin,
    at: i64,
) -> Result<(), VaultError> {
    let origin = match origin {
        Origin::Here => "here",
        Origin::Store => "store",
    };
    conn.prepare_cached(
        "INSERT OR IGNORE INTO quarantine (hash, doc, kind, unit, bytes, reason, origin, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![record::hash(&chunk.bytes).0, chunk.doc.0, chunk.kind.0, chunk.unit.to_bytes(), chunk.bytes, reason, origin, at])?;
    Ok(())
}

/// Takes out what was refused here because its number was already used in this document, and hands it back, oldest first.
pub fn take_forks(conn: &Connection, doc: DocId) -> Result<Vec<Chunk>, VaultError> {
    let mut find = conn.prepare_cached(
        "DELETE FROM quarantine WHERE doc = ?1 AND origin = 'here' AND reason = ?2 RETURNING kind, unit, bytes",
    )?;
    let rows = find.query_map(params![doc.0, FORK], |row| {
        let unit: Vec<u8> = row.get(1)?;
        Ok((Kind(row.get(0)?), unit, row.get(2)?))
    })?;
    let mut chunks = Vec::new();
    for row in rows {
        let (kind, unit, bytes) = row?;
        let unit = Unit::from_bytes(&unit)
            .ok_or_else(|| damaged("quarantine: an unknown unit".to_owned()))?;
        chunks.push(Chunk {
            doc,
            kind,
            unit,
            bytes,
        });
    }
    Ok(chunks)
}

/// The number of this change was already used by another one.
pub const FORK: &str = "fork";

pub fn all(conn: &Connection) -> Result<Vec<Refused>, VaultError> {
    let mut find =
        conn.prepare_cached("SELECT doc, kind, reason, at FROM quarantine ORDER BY at, hash")?;
    let rows = find.query_map([], |row| {
        Ok(Refused {
            doc: DocId(row.get(0)?),
            kind: Kind(row.get(1)?),
            reason: row.get(2)?,
            at: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How many refused changes belong to this card.
pub fn of_patient(conn: &Connection, patient: PatientId) -> Result<usize, VaultError> {
    let unit = crate::domain::chunk::Unit::Patient(patient).to_bytes();
    let mut find =
        conn.prepare_cached("SELECT count(*) FROM quarantine WHERE unit = ?1 AND origin = 'here'")?;
    Ok(find.query_row([unit], |row| row.get::<_, i64>(0))? as usize)
}
