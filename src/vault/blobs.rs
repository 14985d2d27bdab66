//! Attachment bytes, by content. They lie inside the encrypted file, so a backup or a stolen disk treats them like the record.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::VaultError;
use crate::domain::ids::Hash32;
use crate::record;

/// Stores bytes once; the answer is their content address.
pub fn put(conn: &Connection, bytes: &[u8]) -> Result<Hash32, VaultError> {
    let sha256 = record::hash(bytes);
    conn.prepare_cached("INSERT OR IGNORE INTO blob (sha256, size, bytes) VALUES (?1, ?2, ?3)")?
        .execute(params![sha256.0, bytes.len() as i64, bytes])?;
    Ok(sha256)
}

/// `None` when the bytes have not arrived here.
pub fn get(conn: &Connection, sha256: Hash32) -> Result<Option<Vec<u8>>, VaultError> {
    let mut find = conn.prepare_cached("SELECT bytes FROM blob WHERE sha256 = ?1")?;
    Ok(find.query_row([sha256.0], |row| row.get(0)).optional()?)
}

/// Whether the bytes have arrived here.
pub fn has(conn: &Connection, sha256: Hash32) -> Result<bool, VaultError> {
    let mut find = conn.prepare_cached("SELECT 1 FROM blob WHERE sha256 = ?1")?;
    Ok(find.exists([sha256.0])?)
}
