//! Small values of this vault: who we are, the last commit, the head of the access log.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::VaultError;

pub fn get(conn: &Connection, key: &str) -> Result<Option<Vec<u8>>, VaultError> {
    let mut find = conn.prepare_cached("SELECT value FROM meta WHERE key = ?1")?;
    Ok(find.query_row([key], |row| row.get(0)).optional()?)
}

pub fn set(conn: &Connection, key: &str, value: &[u8]) -> Result<(), VaultError> {
    conn.prepare_cached("INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value")?
        .execute(params![key, value])?;
    Ok(())
}

pub fn text(conn: &Connection, key: &str) -> Result<Option<String>, VaultError> {
    Ok(get(conn, key)?.and_then(|bytes| String::from_utf8(bytes).ok()))
}

pub fn int(conn: &Connection, key: &str) -> Result<Option<i64>, VaultError> {
    Ok(get(conn, key)?
        .and_then(|bytes| bytes.try_into().ok())
        .map(i64::from_be_bytes))
}

pub fn set_int(conn: &Connection, key: &str, value: i64) -> Result<(), VaultError> {
    set(conn, key, &value.to_be_bytes())
}

pub fn remove(conn: &Connection, key: &str) -> Result<(), VaultError> {
    conn.prepare_cached("DELETE FROM meta WHERE key = ?1")?
        .execute([key])?;
    Ok(())
}
