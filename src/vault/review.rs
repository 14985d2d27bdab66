//! Which cards are to be looked at again for their open orders, and which orders were found dangerous. Local, never sent, made anew
//! from the record at any time. What is dangerous is decided elsewhere: here stand ids only.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::VaultError;
use crate::domain::chunk::Kind;
use crate::domain::ids::{DocId, PatientId};

/// Something new came to this card. Cards that a link ever named with it wait too: what parts two cards is written in one of them.
/// Of somebody whose record a law took nothing waits.
pub fn due(conn: &Connection, card: PatientId) -> Result<(), VaultError> {
    conn.prepare_cached(
        "INSERT INTO review_due (card, urgent)
         SELECT card, 1 FROM (
           SELECT ?1 AS card
           UNION SELECT target FROM entry INDEXED BY entry_patient WHERE patient = ?1 AND kind = ?2
           UNION SELECT patient FROM entry INDEXED BY entry_target WHERE target = ?1 AND kind = ?2)
         WHERE card IS NOT NULL AND NOT EXISTS (SELECT 1 FROM erased WHERE patient = card)
         ON CONFLICT (card) DO UPDATE SET urgent = 1",
    )?
    .execute(params![card.0, Kind::LINK.0])?;
    Ok(())
}

/// Every card with an order is to be looked at, after what is in the queue already.
pub fn everything(conn: &Connection) -> Result<(), VaultError> {
    conn.prepare_cached(
        "INSERT OR IGNORE INTO review_due (card, urgent)
         SELECT DISTINCT patient, 0 FROM entry INDEXED BY entry_patient WHERE patient IS NOT NULL AND kind = ?1",
    )?
    .execute([Kind::PRESCRIPTION.0])?;
    flagged(conn)
}

/// The cards whose orders were found dangerous: what the screens say of them is kept in memory only.
pub fn flagged(conn: &Connection) -> Result<(), VaultError> {
    conn.prepare_cached(
        "INSERT INTO review_due (card, urgent) SELECT DISTINCT card, 1 FROM review WHERE true
         ON CONFLICT (card) DO UPDATE SET urgent = 1",
    )?
    .execute([])?;
    Ok(())
}

/// The next cards of the queue, those with news first.
pub fn next(conn: &Connection, most: usize) -> Result<Vec<PatientId>, VaultError> {
    let mut find = conn.prepare_cached(
        "SELECT card FROM review_due INDEXED BY review_due_urgent ORDER BY urgent DESC LIMIT ?1",
    )?;
    let rows = find.query_map([most as i64], |row| Ok(DocId(row.get(0)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// This card was looked at.
pub fn looked(conn: &Connection, card: PatientId) -> Result<(), VaultError> {
    conn.prepare_cached("DELETE FROM review_due WHERE card = ?1")?
        .execute([card.0])?;
    Ok(())
}

/// Orders of this card that were found dangerous, and since when.
pub fn of_card(conn: &Connection, card: PatientId) -> Result<Vec<(DocId, i64)>, VaultError> {
    let mut find = conn.prepare_cached("SELECT ord, since FROM review WHERE card = ?1")?;
    let rows = find.query_map([card.0], |row| Ok((DocId(row.get(0)?), row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// An order was found dangerous; the answer is since when that is known here.
pub fn put(conn: &Connection, order: DocId, card: PatientId, now: i64) -> Result<i64, VaultError> {
    conn.prepare_cached("INSERT OR IGNORE INTO review (ord, card, since) VALUES (?1, ?2, ?3)")?
        .execute(params![order.0, card.0, now])?;
    let mut find = conn.prepare_cached("SELECT since FROM review WHERE ord = ?1")?;
    let since = find.query_row([order.0], |row| row.get(0)).optional()?;
    Ok(since.unwrap_or(now))
}

/// Nothing is wrong with this order any more.
pub fn clear(conn: &Connection, order: DocId) -> Result<(), VaultError> {
    conn.prepare_cached("DELETE FROM review WHERE ord = ?1")?
        .execute([order.0])?;
    Ok(())
}
