//! What has come of a pack so far: kept encrypted, byte for byte, over cuts and restarts. A pack is the whole region's emergency
//! data, so its parts never lie in a plain file.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension as _, params};

use super::{key, remove};
use crate::domain::ids::Hash32;
use crate::vault::file::{self, Mode};
use crate::vault::{DataKey, VaultError, begin};

const SCHEMA: &str = "
CREATE TABLE pack (one INTEGER PRIMARY KEY CHECK (one = 1), pack BLOB NOT NULL) STRICT;
CREATE TABLE part (at INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
";

pub struct Coming {
    conn: Connection,
    path: PathBuf,
    length: u64,
}

impl Coming {
    /// Goes on with `pack` where it was cut off; what is there of another one is thrown away.
    pub fn of(path: &Path, vault: &DataKey, pack: Hash32) -> Result<Self, VaultError> {
        match Self::standing(path, vault, pack) {
            Ok(Some(coming)) => Ok(coming),
            // Damaged, of another pack or of another vault: only bytes that can come again.
            Ok(None) | Err(_) => {
                remove(path)?;
                let conn = file::open(path, &key(vault), Mode::Create)?;
                conn.execute_batch(SCHEMA)?;
                conn.execute("INSERT INTO pack (one, pack) VALUES (1, ?1)", [pack.0])?;
                Ok(Self {
                    conn,
                    path: path.to_owned(),
                    length: 0,
                })
            }
        }
    }

    fn standing(path: &Path, vault: &DataKey, pack: Hash32) -> Result<Option<Self>, VaultError> {
        if !path.exists() {
            return Ok(None);
        }
        let conn = file::open(path, &key(vault), Mode::Write)?;
        let of: Option<[u8; 32]> = conn
            .query_row("SELECT pack FROM pack", [], |row| row.get(0))
            .optional()?;
        if of != Some(pack.0) {
            return Ok(None);
        }
        let end: Option<(i64, i64)> = conn
            .query_row(
                "SELECT at, length(bytes) FROM part ORDER BY at DESC LIMIT 1",
                [],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .optional()?;
        let length = end.map_or(0, |(at, length)| (at + length).unsigned_abs());
        Ok(Some(Self {
            conn,
            path: path.to_owned(),
            length,
        }))
    }

    /// Bytes that are here: where to go on.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Durable when it returns.
    pub fn append(&mut self, bytes: &[u8]) -> Result<(), VaultError> {
        if bytes.is_empty() {
            return Ok(());
        }
        let tx = begin(&mut self.conn)?;
        tx.execute(
            "INSERT INTO part (at, bytes) VALUES (?1, ?2)",
            params![self.length as i64, bytes],
        )?;
        tx.commit()?;
        self.length += bytes.len() as u64;
        Ok(())
    }

    /// From the first byte to the last.
    pub fn reader(&self) -> Parts<'_> {
        Parts {
            conn: &self.conn,
            at: 0,
            part: io::Cursor::new(Vec::new()),
        }
    }

    /// The pack was used, or will never be.
    pub fn remove(self) -> Result<(), VaultError> {
        let Self { conn, path, .. } = self;
        drop(conn);
        remove(&path)
    }
}

pub struct Parts<'a> {
    conn: &'a Connection,
    at: i64,
    part: io::Cursor<Vec<u8>>,
}

impl Read for Parts<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.part.read(out)?;
        if read > 0 || out.is_empty() {
            return Ok(read);
        }
        let next: Option<Vec<u8>> = self
            .conn
            .prepare_cached("SELECT bytes FROM part WHERE at = ?1")
            .and_then(|mut find| find.query_row([self.at], |row| row.get(0)).optional())
            .map_err(io::Error::other)?;
        let Some(next) = next else { return Ok(0) };
        self.at += next.len() as i64;
        self.part = io::Cursor::new(next);
        self.part.read(out)
    }
}
