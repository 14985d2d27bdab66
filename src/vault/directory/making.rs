//! A directory in the making, beside the one that stands. It takes its place only when everything in it was found good.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::{SCHEMA, Standing, key, put, remove, settle, tuning};
use crate::domain::emergency::EmergencyPassport;
use crate::vault::file::{self, Mode};
use crate::vault::{DataKey, VaultError, begin};

pub struct Making {
    conn: Connection,
    path: PathBuf,
    words: HashMap<String, u64>,
}

impl Making {
    /// Whatever an interrupted making left at `path` is removed.
    pub fn begin(path: &Path, vault: &DataKey) -> Result<Self, VaultError> {
        remove(path)?;
        let conn = file::open_tuned(path, &key(vault), Mode::Create, tuning())?;
        conn.execute_batch(SCHEMA)?;
        Ok(Self {
            conn,
            path: path.to_owned(),
            words: HashMap::new(),
        })
    }

    /// Two passports of one card are refused.
    pub fn add(&mut self, people: &[EmergencyPassport]) -> Result<(), VaultError> {
        let words = &mut self.words;
        let tx = begin(&mut self.conn)?;
        for passport in people {
            put(&tx, passport, &mut |word| {
                if let Some(n) = words.get(word) {
                    return Ok(*n);
                }
                tx.prepare_cached("INSERT INTO word (text) VALUES (?1)")?
                    .execute([word])?;
                let n = tx.last_insert_rowid().unsigned_abs();
                words.insert(word.to_owned(), n);
                Ok(n)
            })?;
        }
        Ok(tx.commit()?)
    }

    /// Everybody is in it: the file stands by itself and can take another's place.
    pub fn finish(self, standing: &Standing) -> Result<PathBuf, VaultError> {
        // One segment is what a search is quick in.
        self.conn
            .execute("INSERT INTO search (search) VALUES ('optimize')", [])?;
        // The segments before it leave a quarter of the file empty.
        self.conn.execute_batch("VACUUM")?;
        settle(&self.conn, standing)?;
        file::checkpoint(&self.conn, true)?;
        self.conn
            .close()
            .map_err(|(_conn, error)| VaultError::from(error))?;
        Ok(self.path)
    }
}
