//! The way of a chunk to the store: waiting here, accepted there, safe there.

use rusqlite::{Connection, OptionalExtension as _};

use super::VaultError;
use crate::domain::card::Sent;

/// How many chunks stand where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    pub waiting: u64,
    pub accepted: u64,
    pub stable: u64,
}

pub fn of(conn: &Connection, n: i64) -> Result<Sent, VaultError> {
    if conn
        .prepare_cached("SELECT 1 FROM outbox WHERE n = ?1")?
        .exists([n])?
    {
        return Ok(Sent::Here);
    }
    let mut find = conn.prepare_cached(
        "SELECT p.seq <= c.stable FROM chunk k JOIN place p ON p.hash = k.hash
           JOIN cursor c ON c.scope = p.scope AND c.log = p.log WHERE k.n = ?1",
    )?;
    let stable: Option<bool> = find.query_row([n], |row| row.get(0)).optional()?;
    Ok(match stable {
        Some(true) => Sent::Stable,
        Some(false) => Sent::Accepted,
        None if is_refused(conn, n)? => Sent::Refused,
        None => Sent::Accepted,
    })
}

/// The store will not have it, and has it nowhere.
fn is_refused(conn: &Connection, n: i64) -> Result<bool, VaultError> {
    Ok(conn
        .prepare_cached(&format!("SELECT 1 FROM {REFUSED} AND k.n = ?1"))?
        .exists([n])?)
}

const REFUSED: &str = "chunk k JOIN quarantine q ON q.hash = k.hash WHERE q.origin = 'store'
  AND NOT EXISTS (SELECT 1 FROM place p WHERE p.hash = k.hash) AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.n = k.n)";

pub fn counts(conn: &Connection) -> Result<Counts, VaultError> {
    let one = |sql: &str| -> Result<u64, VaultError> {
        Ok(conn
            .prepare_cached(sql)?
            .query_row([], |row| row.get::<_, i64>(0))? as u64)
    };
    let waiting = one("SELECT count(*) FROM outbox")?;
    let all = one(
        "SELECT (SELECT coalesce(max(n), 0) FROM chunk) - (SELECT count(*) FROM purged p WHERE p.n < (SELECT max(n) FROM chunk))",
    )?;
    let refused = one(&format!("SELECT count(*) FROM {REFUSED}"))?;
    let stable = one(
        "SELECT count(*) FROM place p JOIN cursor c ON c.scope = p.scope AND c.log = p.log WHERE p.seq <= c.stable",
    )?;
    Ok(Counts {
        waiting,
        accepted: all.saturating_sub(waiting + stable + refused),
        stable,
    })
}
