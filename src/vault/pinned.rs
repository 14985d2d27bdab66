//! What a user put first among her own offers. Local, never sent: it belongs to a user and to no patient.

use rusqlite::{Connection, params};

use super::VaultError;
use crate::domain::frequent::FrequentDiagnosis;
use crate::domain::ids::UserId;

/// The pinned diagnoses of a user, those pinned first before the later ones.
pub fn of(conn: &Connection, user: UserId) -> Result<Vec<FrequentDiagnosis>, VaultError> {
    let mut find =
        conn.prepare_cached("SELECT code, title FROM pinned WHERE user = ?1 ORDER BY at, code")?;
    let rows = find.query_map([user.0], |row| {
        Ok(FrequentDiagnosis {
            code: row.get(0)?,
            title: row.get(1)?,
            times: 0,
            pinned: true,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Pins a diagnosis at `at`, UTC seconds; what is pinned already keeps its place.
pub fn pin(
    conn: &Connection,
    user: UserId,
    code: &str,
    title: &str,
    at: i64,
) -> Result<(), VaultError> {
    conn.prepare_cached(
        "INSERT OR IGNORE INTO pinned (user, code, title, at) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![user.0, code, title, at])?;
    Ok(())
}

pub fn unpin(conn: &Connection, user: UserId, code: &str) -> Result<(), VaultError> {
    conn.prepare_cached("DELETE FROM pinned WHERE user = ?1 AND code = ?2")?
        .execute(params![user.0, code])?;
    Ok(())
}
