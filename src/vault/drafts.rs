//! Drafts: the third door. Local rows, saved within a second of a key press, durable through a power cut.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::VaultError;
use crate::domain::card::{Draft, DraftView};
use crate::domain::ids::{DocId, PatientId, UserId};

pub fn save(conn: &Connection, draft: &DraftView) -> Result<(), VaultError> {
    let content = serde_json::to_string(&draft.draft).unwrap_or_default();
    conn.prepare_cached(
        "INSERT INTO draft (id, patient, author, started_at, saved_at, content) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (id) DO UPDATE SET saved_at = excluded.saved_at, content = excluded.content",
    )?
    .execute(params![draft.id.0, draft.patient.0, draft.author.0, draft.started_at, draft.saved_at, content])?;
    Ok(())
}

pub fn one(conn: &Connection, id: DocId) -> Result<Option<DraftView>, VaultError> {
    let mut find = conn.prepare_cached(
        "SELECT id, patient, author, started_at, saved_at, content FROM draft WHERE id = ?1",
    )?;
    Ok(find.query_row([id.0], read).optional()?)
}

pub fn of_patient(conn: &Connection, patient: PatientId) -> Result<Vec<DraftView>, VaultError> {
    let mut find =
        conn.prepare_cached("SELECT id, patient, author, started_at, saved_at, content FROM draft WHERE patient = ?1 ORDER BY started_at")?;
    let rows = find.query_map([patient.0], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub fn all(conn: &Connection) -> Result<Vec<DraftView>, VaultError> {
    let mut find = conn.prepare_cached(
        "SELECT id, patient, author, started_at, saved_at, content FROM draft ORDER BY started_at",
    )?;
    let rows = find.query_map([], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub fn remove(conn: &Connection, id: DocId) -> Result<bool, VaultError> {
    Ok(conn
        .prepare_cached("DELETE FROM draft WHERE id = ?1")?
        .execute([id.0])?
        > 0)
}

fn read(row: &Row<'_>) -> rusqlite::Result<DraftView> {
    let content: String = row.get(5)?;
    let draft: Draft = serde_json::from_str(&content).map_err(|e| {
        rusqlite::Error::FromSqlConversionFailure(5, rusqlite::types::Type::Text, Box::new(e))
    })?;
    Ok(DraftView {
        id: DocId(row.get(0)?),
        patient: DocId(row.get(1)?),
        author: UserId(row.get(2)?),
        started_at: row.get(3)?,
        saved_at: row.get(4)?,
        draft,
    })
}
