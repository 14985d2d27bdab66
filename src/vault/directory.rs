//! The emergency directory of the region: an encrypted file of its own beside the vault, made from packs of the store and only read
//! by people. It is no part of the record: no backup holds it, and when it is lost it is fetched again.
//!
//! Every word (name, title, pattern of a number) stands once in `word`; `search` is a full-text index over folded names, their
//! consonants (marked `~`), numbers and birth dates, so that any script finds any other.

pub mod coming;
mod making;

pub use making::Making;

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension as _, params};

use super::file::{self, Mode, Tuning};
use super::search::{Asked, How, Line};
use super::secret::Purpose;
use super::{DataKey, VaultError, facts, io_at};
use crate::codes::fold;
use crate::domain::emergency::{DirectoryAge, EmergencyPassport, MADE_FROM_BYTES};
use crate::domain::ids::{DocId, PatientId};
use crate::record::bytes::{Reader, Writer};
use crate::record::emergency::{Looked, Numbered, Whole, read, write};

/// 40 bytes that name a state, as the packs do: how many people, and the sum of their hashes.
pub const STATE_BYTES: usize = 40;

/// Letters of a name that are asked for in the index; a single one is only compared with what others found.
const LETTERS_FROM: usize = 2;
/// Figures that are asked for in the index.
const FIGURES_FROM: usize = 3;
/// The consonants of shorter words find everybody.
const CONSONANTS_FROM: usize = 4;

mod notes {
    pub const STATE: &str = "state";
    pub const VERSION: &str = "version";
    pub const AS_OF: &str = "as_of";
    pub const PEOPLE: &str = "people";
    pub const FOLD: &str = "fold";
}

const SCHEMA: &str = "
CREATE TABLE note (name TEXT NOT NULL PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE word (n INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE person (n INTEGER PRIMARY KEY, card BLOB NOT NULL UNIQUE, made_from BLOB NOT NULL, row BLOB NOT NULL) STRICT;
CREATE VIRTUAL TABLE search USING fts5(t, content = '', detail = none, columnsize = 0, prefix = '2 3', tokenize = \"ascii tokenchars '~'\");
";

/// What a directory is, as it was told with its last pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    pub state: [u8; STATE_BYTES],
    pub version: u64,
    /// UTC seconds on the store's clock.
    pub as_of: i64,
}

/// Somebody found: only who she is, none of what is known about her.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub how: How,
    pub who: EmergencyPassport,
}

pub struct Directory {
    conn: Connection,
    path: PathBuf,
}

impl Directory {
    /// `Ok(None)`: there is none.
    pub fn open(path: &Path, vault: &DataKey) -> Result<Option<Self>, VaultError> {
        if !path.try_exists().map_err(io_at("look for", path))? {
            return Ok(None);
        }
        let conn = file::open_tuned(path, &key(vault), Mode::Write, tuning())?;
        let mut directory = Self {
            conn,
            path: path.to_owned(),
        };
        if text_note(&directory.conn, notes::FOLD)? != Some(probe()) {
            directory.index_anew()?;
        }
        Ok(Some(directory))
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn age(&self) -> Result<DirectoryAge, VaultError> {
        Ok(DirectoryAge {
            made_at: number(&self.conn, notes::AS_OF)?,
            people: number(&self.conn, notes::PEOPLE)?.unsigned_abs(),
        })
    }

    /// `None` while a base is being made.
    pub fn standing(&self) -> Result<Option<Standing>, VaultError> {
        let state = bytes_note(&self.conn, notes::STATE)?.and_then(|b| b.try_into().ok());
        Ok(match state {
            Some(state) => Some(Standing {
                state,
                version: number(&self.conn, notes::VERSION)?.unsigned_abs(),
                as_of: number(&self.conn, notes::AS_OF)?,
            }),
            None => None,
        })
    }

    /// The store has looked again and this is still the newest.
    pub fn is_newest(&self, version: u64, as_of: i64) -> Result<(), VaultError> {
        note(&self.conn, notes::VERSION, &version.to_be_bytes())?;
        note(&self.conn, notes::AS_OF, &as_of.to_be_bytes())
    }

    /// The first people that match, best first, and whether there are more. Each word has to begin a word of the name, a number a
    /// number or a birth date (as 14.07.1985, 1985-07-14 or 1985).
    pub fn search(&self, typed: &str, limit: usize) -> Result<(Vec<Found>, bool), VaultError> {
        let asked = Asked::new(typed);
        let mut found: Vec<Found> = Vec::new();
        let mut more = false;
        for way in [Way::Whole, Way::Beginning, Way::Consonants] {
            let is_enough = found.len() > limit || (way == Way::Consonants && !found.is_empty());
            let Some(query) = (!is_enough).then(|| way.query(&asked)).flatten() else {
                continue;
            };
            let room = 2 * limit + 1;
            let numbers = self.numbers(&query, room)?;
            more |= numbers.len() == room;
            for n in numbers {
                let Some(who) = self.person(n, Whole::Who)? else {
                    continue;
                };
                if found.iter().any(|known| known.who.card == who.card) {
                    continue;
                }
                if let Some(how) = asked.find_in(&line(&who)) {
                    found.push(Found { how, who });
                }
            }
        }
        found.sort_by_cached_key(|one| (one.how, fold::keys(&one.who.name.plain()).exact));
        more |= found.len() > limit;
        found.truncate(limit);
        Ok((found, more))
    }

    pub fn passport(&self, card: PatientId) -> Result<Option<EmergencyPassport>, VaultError> {
        match number_of(&self.conn, card)? {
            Some(n) => self.person(n, Whole::Everything),
            None => Ok(None),
        }
    }

    /// Takes a delta in, in one transaction.
    pub fn change(
        &mut self,
        changed: &[EmergencyPassport],
        gone: &[PatientId],
        standing: &Standing,
    ) -> Result<(), VaultError> {
        let tx = super::begin(&mut self.conn)?;
        let cards = gone.iter().chain(changed.iter().map(|one| &one.card));
        for card in cards {
            if let Some(n) = number_of(&tx, *card)? {
                let stood = person(&tx, n, Whole::Who)?.ok_or_else(|| damaged("a row"))?;
                tx.prepare_cached(
                    "INSERT INTO search (search, rowid, t) VALUES ('delete', ?1, ?2)",
                )?
                .execute(params![n, tokens(&stood)])?;
                tx.prepare_cached("DELETE FROM person WHERE n = ?1")?
                    .execute([n])?;
            }
        }
        for passport in changed {
            put(&tx, passport, &mut |word| word_number(&tx, word))?;
        }
        settle(&tx, standing)?;
        Ok(tx.commit()?)
    }

    fn numbers(&self, query: &str, limit: usize) -> Result<Vec<i64>, VaultError> {
        let mut find = self
            .conn
            .prepare_cached("SELECT rowid FROM search WHERE search MATCH ?1 LIMIT ?2")?;
        let rows = find.query_map(params![query, limit as i64], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn person(&self, n: i64, part: Whole) -> Result<Option<EmergencyPassport>, VaultError> {
        person(&self.conn, n, part)
    }

    /// Another program folds names in another way: the index is made again.
    fn index_anew(&mut self) -> Result<(), VaultError> {
        let tx = super::begin(&mut self.conn)?;
        tx.execute("INSERT INTO search (search) VALUES ('delete-all')", [])?;
        let mut after = i64::MIN;
        loop {
            let next: Option<i64> = tx
                .prepare_cached("SELECT n FROM person WHERE n > ?1 ORDER BY n LIMIT 1")?
                .query_row([after], |row| row.get(0))
                .optional()?;
            let Some(n) = next else { break };
            if let Some(who) = person(&tx, n, Whole::Who)? {
                index(&tx, n, &who)?;
            }
            after = n;
        }
        note(&tx, notes::FOLD, probe().as_bytes())?;
        Ok(tx.commit()?)
    }
}

/// How the index is asked, the narrower first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Whole,
    Beginning,
    Consonants,
}

impl Way {
    /// `None`: too little was typed to be asked so.
    fn query(self, asked: &Asked) -> Option<String> {
        let begins = |token: &str| format!("\"{}\"*", token.replace('"', "\"\""));
        let is = |token: &str| format!("\"{}\"", token.replace('"', "\"\""));
        let long = |word: &&String| word.chars().count() >= LETTERS_FROM;
        let mut parts: Vec<String> = match self {
            Self::Whole => asked.inside.iter().filter(long).map(|w| is(w)).collect(),
            Self::Beginning => asked
                .inside
                .iter()
                .filter(long)
                .map(|w| begins(w))
                .collect(),
            Self::Consonants => {
                let name = asked.name.as_ref().filter(|name| name.is_spelled())?;
                let keys = name.keys();
                let pairs = keys.fold.split(' ').zip(keys.weak.split(' '));
                let part = |(word, consonants): (&str, &str)| {
                    if word.len() >= CONSONANTS_FROM {
                        Some(begins(&format!("~{consonants}")))
                    } else {
                        (word.chars().count() >= LETTERS_FROM).then(|| begins(word))
                    }
                };
                pairs.filter_map(part).collect()
            }
        };
        if parts.is_empty() && self != Self::Beginning {
            return None;
        }
        let figures = asked.numbers.iter().filter(|n| n.len() >= FIGURES_FROM);
        parts.extend(figures.map(|number| begins(number)));
        (!parts.is_empty()).then(|| parts.join(" AND "))
    }
}

fn key(vault: &DataKey) -> DataKey {
    vault.beside(Purpose::Directory)
}

/// Facts of the crdt measurements: below 64 MB of cache SQLCipher decrypts the same pages again and again.
fn tuning() -> Tuning {
    Tuning {
        cache_mib: file::CACHE_CAP_MIB,
        ..Tuning::default()
    }
}

fn line(who: &EmergencyPassport) -> Line {
    Line {
        keys: fold::keys(&who.name.plain()),
        digits: facts::figures(&who.numbers, "", who.born),
    }
}

/// What the index knows of a person.
fn tokens(who: &EmergencyPassport) -> String {
    let line = line(who);
    let mut all = line.keys.fold.clone();
    for (word, consonants) in line.keys.fold.split(' ').zip(line.keys.weak.split(' ')) {
        if word.len() >= CONSONANTS_FROM {
            all.push_str(" ~");
            all.push_str(consonants);
        }
    }
    all.push(' ');
    all.push_str(&line.digits);
    all
}

/// Changes when the fold does: letters of the five languages, and spellings that it merges.
fn probe() -> String {
    const LETTERS: &str = "АаӘәБбВвГгҒғДдЕеЁёЖжЗзИиЙйКкҚқЛлМмНнҢңОоӨөПпРрСсТтУуҰұҮүФфХхҲҳҺһЦцЧчШшЩщЪъЫыІіЬьЭэЮюЯяЎў \
        abcdefghijklmnopqrstuvwxyz oʻgʻ ʼ shch sch dzh kh gh ph ts dz ng alex maxim ye ie აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ \
        Королёв Ёдгор Қасымова Исҳоқ";
    let keys = fold::keys(LETTERS);
    format!("{} {}", keys.fold, keys.weak)
}

fn person(conn: &Connection, n: i64, part: Whole) -> Result<Option<EmergencyPassport>, VaultError> {
    let row: Option<(Vec<u8>, Vec<u8>, Vec<u8>)> = conn
        .prepare_cached("SELECT card, made_from, row FROM person WHERE n = ?1")?
        .query_row([n], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let Some((card, made_from, row)) = row else {
        return Ok(None);
    };
    let card = DocId::from_slice(&card).ok_or_else(|| damaged("a card"))?;
    let made_from: [u8; MADE_FROM_BYTES] = made_from
        .try_into()
        .map_err(|_length| damaged("an origin"))?;
    let mut words = conn.prepare_cached("SELECT text FROM word WHERE n = ?1")?;
    let mut failed = None;
    let mut find = |number: u64| {
        let found = words
            .query_row([number as i64], |row| row.get(0))
            .optional();
        found.unwrap_or_else(|error| {
            failed = Some(error);
            None
        })
    };
    let passport = read(
        card,
        made_from,
        part,
        &mut Looked {
            columns: &mut [Reader::new(&row)],
            find: &mut find,
        },
    );
    match (passport, failed) {
        (_, Some(error)) => Err(error.into()),
        (Ok(passport), None) => Ok(Some(passport)),
        (Err(_codec), None) => Err(damaged("a row")),
    }
}

/// Writes one person; `number` gives every word its place.
fn put(
    conn: &Connection,
    passport: &EmergencyPassport,
    number: &mut dyn FnMut(&str) -> Result<u64, VaultError>,
) -> Result<(), VaultError> {
    let mut failed = None;
    let mut columns = [Writer::default()];
    write(
        passport,
        &mut Numbered {
            columns: &mut columns,
            number: &mut |word| {
                number(word).unwrap_or_else(|error| {
                    failed.get_or_insert(error);
                    0
                })
            },
        },
    );
    if let Some(error) = failed {
        return Err(error);
    }
    let [row] = columns;
    conn.prepare_cached("INSERT INTO person (card, made_from, row) VALUES (?1, ?2, ?3)")?
        .execute(params![passport.card.0, passport.made_from, row.0])?;
    index(conn, conn.last_insert_rowid(), passport)
}

fn index(conn: &Connection, n: i64, who: &EmergencyPassport) -> Result<(), VaultError> {
    conn.prepare_cached("INSERT INTO search (rowid, t) VALUES (?1, ?2)")?
        .execute(params![n, tokens(who)])?;
    Ok(())
}

fn word_number(conn: &Connection, word: &str) -> Result<u64, VaultError> {
    let known: Option<i64> = conn
        .prepare_cached("SELECT n FROM word WHERE text = ?1")?
        .query_row([word], |row| row.get(0))
        .optional()?;
    if let Some(n) = known {
        return Ok(n.unsigned_abs());
    }
    conn.prepare_cached("INSERT INTO word (text) VALUES (?1)")?
        .execute([word])?;
    Ok(conn.last_insert_rowid().unsigned_abs())
}

fn number_of(conn: &Connection, card: PatientId) -> Result<Option<i64>, VaultError> {
    Ok(conn
        .prepare_cached("SELECT n FROM person WHERE card = ?1")?
        .query_row([card.0], |row| row.get(0))
        .optional()?)
}

fn settle(conn: &Connection, standing: &Standing) -> Result<(), VaultError> {
    let people: i64 = conn.query_row("SELECT count(*) FROM person", [], |row| row.get(0))?;
    note(conn, notes::PEOPLE, &people.to_be_bytes())?;
    note(conn, notes::VERSION, &standing.version.to_be_bytes())?;
    note(conn, notes::AS_OF, &standing.as_of.to_be_bytes())?;
    note(conn, notes::FOLD, probe().as_bytes())?;
    note(conn, notes::STATE, &standing.state)
}

fn note(conn: &Connection, name: &str, value: &[u8]) -> Result<(), VaultError> {
    conn.prepare_cached("INSERT INTO note (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value")?
        .execute(params![name, value])?;
    Ok(())
}

fn bytes_note(conn: &Connection, name: &str) -> Result<Option<Vec<u8>>, VaultError> {
    Ok(conn
        .prepare_cached("SELECT value FROM note WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?)
}

fn text_note(conn: &Connection, name: &str) -> Result<Option<String>, VaultError> {
    Ok(bytes_note(conn, name)?.and_then(|bytes| String::from_utf8(bytes).ok()))
}

fn number(conn: &Connection, name: &str) -> Result<i64, VaultError> {
    Ok(bytes_note(conn, name)?
        .and_then(|bytes| bytes.try_into().ok())
        .map_or(0, i64::from_be_bytes))
}

fn damaged(what: &str) -> VaultError {
    VaultError::Corrupt {
        problems: vec![format!("directory: {what} does not read")],
    }
}

/// Removes a database with what SQLite puts beside it.
pub fn remove(path: &Path) -> Result<(), VaultError> {
    for end in ["", "-wal", "-shm", "-journal"] {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        let file = PathBuf::from(name);
        match std::fs::remove_file(&file) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(io_at("remove", &file)(error));
            }
            Ok(()) | Err(_) => {}
        }
    }
    Ok(())
}

#[cfg(test)]
#[path = "directory/tests.rs"]
mod tests;
