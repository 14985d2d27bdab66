//! Salvage: what can still be read of a damaged database becomes a new one in its place (sync §6, faults 23 and 24).
//!
//! The disk of an old computer loses single sectors. Each page of the file carries an HMAC, so a rotten one is refused and never
//! believed, and what lies on it is gone from here. Everything on the other pages is taken over row by row and proved anew by its hash;
//! the gaps are filled from the newest backup that opens; projections are made from the log. What the store has and this file lost is asked for at the next exchange, because its place in the
//! store's log says that it is missing ([`super::places::lacking`]); what nobody is known to have goes into the outbox. The damaged file
//! is kept aside. Must not know passwords.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension as _, Statement, params_from_iter};

use super::backup::{self, DATABASE, KEYS};
use super::file::{self, Mode};
use super::keyfile::KeyFile;
use super::lock::VaultLock;
use super::migrate::{MIGRATIONS, migrate, version};
use super::rebuild::{self, Told};
use super::restore::{self, Stage};
use super::secret::DataKey;
use super::{VaultError, begin, container, disk, erased, log, users};
use crate::domain::ids::{Hash32, UserId};
use crate::paths::DataFolder;

/// What a salvage saved, and what it could not read.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Salvaged {
    /// Changes taken over.
    pub changes: u64,
    /// Of these, changes that only the newest backup still had.
    pub from_backup: u64,
    /// Changes that stood in the log and could not be read. The store may have them.
    pub unreadable: u64,
    /// The end of the log could not be read: more changes than [`Salvaged::unreadable`] says may be missing.
    pub end_unknown: bool,
    /// Changes that wait to be sent, those included of which nothing says any more that the store has them.
    pub waiting: u64,
    pub drafts: u64,
    /// Tables of which rows could not be read, the log apart.
    pub partly: Vec<String>,
    /// Where the damaged vault lies now.
    pub aside: Option<PathBuf>,
}

/// Made from the log, or looked for anew.
const DERIVED: [&str; 7] = [
    "fact",
    "person",
    "search_key",
    "entry",
    "plan_entry",
    "review",
    "review_due",
];
/// Taken over by hand: their rows get other numbers.
const NUMBERED: [&str; 3] = ["chunk", "outbox", "purged"];
/// Who this workstation is, and its key: a vault without them is nobody's.
const IDENTITY: &str = "meta";
/// What a backup may fill up: these rows are written once, or their age does no harm. A cursor of yesterday would.
const FROM_BACKUP: [&str; 3] = [IDENTITY, "blob", "signer"];

/// Makes a new database out of what can be read, proves it whole and puts it in the place of the damaged one. A power cut at any point
/// leaves the old vault, or a move that the next start finishes.
///
/// # Errors
/// [`VaultError::Corrupt`] when the table of contents cannot be read, or no backup has the workstation's identity or the user `who` that the
/// file lost: only a restore helps, and nothing was changed. [`VaultError::NewerProgram`]; an error of the disk that is written to.
pub fn salvage(
    lock: &VaultLock,
    key: &DataKey,
    who: Option<UserId>,
    told: Told<'_>,
) -> Result<Salvaged, VaultError> {
    let folder = lock.folder();
    let stage = Stage::begin(folder)?;
    let made = make(&stage, folder, key, who, told).and_then(|salvaged| {
        disk::replace(&stage.file(KEYS), &KeyFile::load(&folder.keys())?.encode()?)?;
        Ok(salvaged)
    });
    match made {
        Ok(mut salvaged) => {
            salvaged.aside = Some(stage.put_in_place()?);
            Ok(salvaged)
        }
        Err(error) => {
            stage.give_up()?;
            Err(error)
        }
    }
}

fn make(
    stage: &Stage<'_>,
    folder: &DataFolder,
    key: &DataKey,
    who: Option<UserId>,
    told: Told<'_>,
) -> Result<Salvaged, VaultError> {
    let damaged = folder.database();
    let mut source = Source::open(&damaged, key)?;
    let reached = source.ask(version)?;
    let program = MIGRATIONS.last().map_or(0, |last| last.version);
    if reached > program {
        return Err(VaultError::NewerProgram {
            vault: reached,
            program,
        });
    }
    let mut new = file::open(&stage.file(DATABASE), key, Mode::Create)?;
    let steps: Vec<_> = MIGRATIONS
        .iter()
        .filter(|step| step.version <= reached)
        .copied()
        .collect();
    migrate(&new, &steps, &mut |_version| Ok(()))?;
    let earlier = Earlier::newest(folder, &stage.file("backup"), key);
    let mut salvaged = Salvaged::default();
    let tx = begin(&mut new)?;
    tx.execute_batch("PRAGMA defer_foreign_keys = ON")?;
    for table in tables(&tx)? {
        if take_over(&mut source, &tx, &table)? {
            continue;
        }
        let is_filled = FROM_BACKUP.contains(&table.name.as_str())
            && earlier
                .as_ref()
                .is_some_and(|earlier| earlier.fill(&tx, &table));
        if table.name == IDENTITY {
            if !is_filled {
                return Err(log::damaged(format!("{IDENTITY}: who this workstation is")));
            }
            // Its counters are those of the backup: towards the store it begins a new life, as after a restore.
            disk::replace(&stage.file(restore::NEW_LIFE), b"salvaged")?;
        }
        salvaged.partly.push(table.name);
    }
    take_over_log(&mut source, &tx, earlier.as_ref(), &mut salvaged, told)?;
    rebuild::rebuild(&tx, told)?;
    // The backup may be from before a law took a record.
    erased::purge_all(&tx)?;
    if let Some(who) = who
        && users::own(&tx, who)?.is_none()
    {
        return Err(log::damaged("the entry of the user who asks".to_owned()));
    }
    salvaged.drafts = count(&tx, "draft")?;
    salvaged.waiting = count(&tx, "outbox")?;
    tx.commit()?;
    file::verify(&new)?;
    log::verify(&new)?;
    file::checkpoint(&new, true)?;
    Ok(salvaged)
}

/// The log, with new numbers and a new chain.
fn take_over_log(
    source: &mut Source<'_>,
    new: &Connection,
    earlier: Option<&Earlier>,
    salvaged: &mut Salvaged,
    told: Told<'_>,
) -> Result<(), VaultError> {
    let table = Table::named(new, "chunk")?;
    let purged = numbers(source, "purged")?;
    let top: Option<i64> = ENDS.iter().find_map(|sql| {
        let asked = source.ask(|conn| Ok(conn.query_row(sql, [], |row| row.get(0))?));
        asked.ok().flatten()
    });
    let of = top.unwrap_or_default().unsigned_abs();
    let mut log = NewLog::begin(new, &table)?;
    let mut renumbered = BTreeMap::new();
    let mut missed = BTreeSet::new();
    let walked = walk(source, &table, top, &mut |old, row| {
        let mut n = match row {
            Some(row) => log.append(row)?,
            None => None,
        };
        if n.is_none()
            && !purged.contains(&old)
            && let Some(row) = earlier.and_then(|earlier| earlier.row(&table, old))
        {
            n = log.append(&row)?;
            salvaged.from_backup += u64::from(n.is_some());
        }
        match n {
            Some(n) => drop(renumbered.insert(old, n)),
            None => drop(missed.insert(old)),
        }
        let done = renumbered.len() as u64;
        told(done, of.max(done));
        Ok(())
    })?;
    let end = top.or_else(|| renumbered.keys().next_back().copied());
    salvaged.end_unknown = top.is_none() && !walked;
    salvaged.changes = renumbered.len() as u64;
    salvaged.unreadable = missed
        .iter()
        .filter(|n| end.is_none_or(|end| **n <= end) && !purged.contains(n))
        .count() as u64;
    let waited = numbers(source, "outbox")?;
    let mut wait = new.prepare("INSERT OR IGNORE INTO outbox (n) VALUES (?1)")?;
    for n in waited.iter().filter_map(|old| renumbered.get(old)) {
        wait.execute([n])?;
    }
    // Of these nothing says any more that the store has them. It says so again if it does.
    new.execute(
        "INSERT OR IGNORE INTO outbox (n) SELECT n FROM chunk WHERE refused = 0
           AND NOT EXISTS (SELECT 1 FROM place p WHERE p.hash = chunk.hash)
           AND NOT EXISTS (SELECT 1 FROM elsewhere e WHERE e.hash = chunk.hash)",
        [],
    )?;
    Ok(())
}

/// The new log, as it grows.
struct NewLog<'a> {
    conn: &'a Connection,
    put: Statement<'a>,
    last: i64,
    chain: [u8; 32],
    n_at: usize,
    hash_at: usize,
    chain_at: usize,
}

impl<'a> NewLog<'a> {
    fn begin(conn: &'a Connection, table: &Table) -> Result<Self, VaultError> {
        let at = |name: &str| {
            let found = table.columns.iter().position(|column| column == name);
            found.ok_or_else(|| log::damaged(format!("chunk: no column {name}")))
        };
        Ok(Self {
            conn,
            put: conn.prepare(&table.insert())?,
            last: 0,
            chain: [0; 32],
            n_at: at("n")?,
            hash_at: at("hash")?,
            chain_at: at("chain")?,
        })
    }

    /// Its new number; `None` for a row that is not what its hash says, or is here already.
    fn append(&mut self, row: &[Value]) -> Result<Option<i64>, VaultError> {
        let Some(hash) = hash_of(&row[self.hash_at]) else {
            return Ok(None);
        };
        let n = self.last + 1;
        let chain = log::link(&self.chain, n, hash);
        let mut row = row.to_vec();
        row[self.n_at] = Value::Integer(n);
        row[self.chain_at] = Value::Blob(chain.to_vec());
        if self.put.execute(params_from_iter(&row))? == 0 {
            return Ok(None);
        }
        if !log::is_whole(self.conn, n)? {
            // The page is sound and the row is not: written so by a memory that lied.
            self.conn.execute("DELETE FROM chunk WHERE n = ?1", [n])?;
            return Ok(None);
        }
        (self.last, self.chain) = (n, chain);
        Ok(Some(n))
    }
}

/// The newest backup of this vault that opens with its key and is whole.
struct Earlier(Connection);

impl Earlier {
    fn newest(folder: &DataFolder, inside: &Path, key: &DataKey) -> Option<Self> {
        let all = backup::list(&folder.backups()).unwrap_or_default();
        all.iter().rev().find_map(|one| {
            let opened = container::unpack(&one.path, inside)
                .and_then(|manifest| backup::verify_unpacked(&manifest, inside, key))
                .and_then(|_rows| file::open(&inside.join(DATABASE), key, Mode::Read));
            match opened {
                Ok(conn) => Some(Self(conn)),
                Err(error) => {
                    ::log::warn!("salvage: a backup is passed over: {error}");
                    std::fs::remove_dir_all(inside).ok();
                    None
                }
            }
        })
    }

    /// The row under this number; `None` also when the backup is of an older schema.
    fn row(&self, table: &Table, n: i64) -> Option<Vec<Value>> {
        let columns = quoted(&table.columns);
        let sql = format!("SELECT {columns} FROM \"{}\" WHERE rowid = ?1", table.name);
        let mut find = self.0.prepare_cached(&sql).ok()?;
        let width = find.column_count();
        find.query_row([n], |row| (0..width).map(|at| row.get(at)).collect())
            .ok()
    }

    /// Puts in what is missing. False when the backup has no such table.
    fn fill(&self, new: &Connection, table: &Table) -> bool {
        let sql = format!("SELECT {} FROM \"{}\"", quoted(&table.columns), table.name);
        let Ok(mut put) = new.prepare(&table.insert()) else {
            return false;
        };
        let filled = read_rows(&self.0, &sql, &[], &mut |row| {
            put.execute(params_from_iter(row))?;
            Ok(())
        });
        matches!(filled, Ok(true))
    }
}

fn hash_of(value: &Value) -> Option<Hash32> {
    let Value::Blob(hash) = value else {
        return None;
    };
    <[u8; 32]>::try_from(hash.as_slice()).ok().map(Hash32)
}

/// The numbers of a table that can be read.
fn numbers(source: &mut Source<'_>, name: &str) -> Result<BTreeSet<i64>, VaultError> {
    let table = Table {
        name: name.to_owned(),
        columns: vec!["n".to_owned()],
        key: Vec::new(),
    };
    let mut found = BTreeSet::new();
    walk(source, &table, None, &mut |n, row| {
        if row.is_some() {
            found.insert(n);
        }
        Ok(())
    })?;
    Ok(found)
}

/// One table as its migrations made it.
struct Table {
    name: String,
    columns: Vec<String>,
    /// Columns of the primary key of a table without rowid; empty for one with.
    key: Vec<String>,
}

impl Table {
    fn named(conn: &Connection, name: &str) -> Result<Self, VaultError> {
        let mut find = conn.prepare("SELECT name, pk FROM pragma_table_info(?1) ORDER BY cid")?;
        let columns: Vec<(String, i64)> = find
            .query_map([name], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        let is_keyed = conn.query_row(
            "SELECT wr FROM pragma_table_list WHERE schema = 'main' AND name = ?1",
            [name],
            |row| row.get::<_, bool>(0),
        )?;
        let mut key: Vec<(i64, String)> = columns
            .iter()
            .filter(|(_, pk)| is_keyed && *pk > 0)
            .map(|(name, pk)| (*pk, name.clone()))
            .collect();
        key.sort();
        Ok(Self {
            name: name.to_owned(),
            columns: columns.into_iter().map(|(name, _)| name).collect(),
            key: key.into_iter().map(|(_, name)| name).collect(),
        })
    }

    fn insert(&self) -> String {
        let places = vec!["?"; self.columns.len()].join(", ");
        format!(
            "INSERT OR IGNORE INTO \"{}\" ({}) VALUES ({places})",
            self.name,
            quoted(&self.columns)
        )
    }
}

/// Names of columns are words of SQL here and there (`by`, `at`).
fn quoted(columns: &[String]) -> String {
    let quoted: Vec<String> = columns.iter().map(|c| format!("\"{c}\"")).collect();
    quoted.join(", ")
}

/// Every table that is neither derived nor numbered anew.
fn tables(conn: &Connection) -> Result<Vec<Table>, VaultError> {
    let mut find = conn.prepare(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
    )?;
    let names: Vec<String> = find
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    names
        .iter()
        .filter(|name| !DERIVED.contains(&name.as_str()) && !NUMBERED.contains(&name.as_str()))
        .map(|name| Table::named(conn, name))
        .collect()
}

/// True if every row could be read.
fn take_over(source: &mut Source<'_>, new: &Connection, table: &Table) -> Result<bool, VaultError> {
    let mut put = new.prepare(&table.insert())?;
    if table.key.is_empty() {
        return walk(source, table, None, &mut |_rowid, row| {
            if let Some(row) = row {
                put.execute(params_from_iter(row))?;
            }
            Ok(())
        });
    }
    // From both ends towards the rotten page.
    for order in ["ASC", "DESC"] {
        let by: Vec<String> = table
            .key
            .iter()
            .map(|column| format!("\"{column}\" {order}"))
            .collect();
        let sql = format!(
            "SELECT {} FROM \"{}\" ORDER BY {}",
            quoted(&table.columns),
            table.name,
            by.join(", ")
        );
        let read = source.rows(&sql, &[], &mut |row| {
            put.execute(params_from_iter(row))?;
            Ok(())
        })?;
        if read {
            return Ok(order == "ASC");
        }
    }
    Ok(false)
}

/// Rows at a time.
const PAGE: i64 = 200;
/// Numbers tried behind the last readable row when nothing says where the table ends: under one page of the tree's inside stand fewer
/// changes (about 450 leaves of five).
const BLIND: i64 = 4_000;
/// Where the log ends, by its own tree or by one of its indexes.
const ENDS: [&str; 3] = [
    "SELECT max(n) FROM (SELECT max(n) AS n FROM chunk UNION ALL SELECT max(n) FROM purged)",
    "SELECT max(n) FROM chunk INDEXED BY chunk_doc",
    "SELECT max(n) FROM chunk INDEXED BY chunk_unit",
];

/// Hears a row and its number, or that a number cannot be read.
type Row<'a> = &'a mut dyn FnMut(i64, Option<&[Value]>) -> Result<(), VaultError>;

/// Goes through a table with rowids and round what cannot be read. True if everything could be.
fn walk(
    source: &mut Source<'_>,
    table: &Table,
    top: Option<i64>,
    each: Row<'_>,
) -> Result<bool, VaultError> {
    let columns = quoted(&table.columns);
    let many = format!(
        "SELECT rowid, {columns} FROM \"{}\" WHERE rowid > ?1 ORDER BY rowid LIMIT {PAGE}",
        table.name
    );
    let one = format!(
        "SELECT rowid, {columns} FROM \"{}\" WHERE rowid = ?1",
        table.name
    );
    let top = match top {
        Some(top) => Some(top),
        None => source
            .ask(|conn| {
                let sql = format!("SELECT max(rowid) FROM \"{}\"", table.name);
                Ok(conn.query_row(&sql, [], |row| row.get::<_, Option<i64>>(0))?)
            })
            .ok()
            .map(Option::unwrap_or_default),
    };
    let (mut last, mut whole, mut blind) = (0, true, 0);
    loop {
        let before = last;
        let read = source.rows(&many, &[last], &mut |row| {
            last = number(row);
            each(last, Some(&row[1..]))
        })?;
        if read && last == before {
            return Ok(whole);
        }
        if last > before {
            blind = 0;
        }
        if read {
            continue;
        }
        whole = false;
        loop {
            last += 1;
            if top.is_some_and(|top| last > top) || (top.is_none() && blind == BLIND) {
                return Ok(false);
            }
            let at = last;
            if source.rows(&one, &[at], &mut |row| each(at, Some(&row[1..])))? {
                blind = 0;
                break;
            }
            blind += 1;
            each(at, None)?;
        }
    }
}

fn number(row: &[Value]) -> i64 {
    match row.first() {
        Some(Value::Integer(n)) => *n,
        Some(_) | None => 0,
    }
}

/// The damaged file. After one rotten page SQLCipher refuses the whole connection: it is opened anew.
struct Source<'a> {
    path: &'a Path,
    key: &'a DataKey,
    conn: Connection,
}

impl<'a> Source<'a> {
    fn open(path: &'a Path, key: &'a DataKey) -> Result<Self, VaultError> {
        let conn = file::open(path, key, Mode::Read)?;
        Ok(Self { path, key, conn })
    }

    fn again(&mut self) {
        match file::open(self.path, self.key, Mode::Read) {
            Ok(conn) => self.conn = conn,
            // The next question fails too, and its rows count as lost.
            Err(error) => ::log::warn!("salvage: {error}"),
        }
    }

    fn ask<T>(
        &mut self,
        ask: impl Fn(&Connection) -> Result<T, VaultError>,
    ) -> Result<T, VaultError> {
        let answer = ask(&self.conn);
        if answer.is_err() {
            self.again();
        }
        answer
    }

    /// Every row up to the first that cannot be read; false if there was one. An error is the hearer's.
    fn rows(
        &mut self,
        sql: &str,
        with: &[i64],
        each: &mut dyn FnMut(&[Value]) -> Result<(), VaultError>,
    ) -> Result<bool, VaultError> {
        let read = read_rows(&self.conn, sql, with, each)?;
        if !read {
            self.again();
        }
        Ok(read)
    }
}

fn read_rows(
    conn: &Connection,
    sql: &str,
    with: &[i64],
    each: &mut dyn FnMut(&[Value]) -> Result<(), VaultError>,
) -> Result<bool, VaultError> {
    let Ok(mut find) = conn.prepare_cached(sql) else {
        return Ok(false);
    };
    let width = find.column_count();
    let Ok(mut rows) = find.query(params_from_iter(with)) else {
        return Ok(false);
    };
    let mut values = Vec::with_capacity(width);
    loop {
        let Ok(next) = rows.next() else {
            return Ok(false);
        };
        let Some(row) = next else { return Ok(true) };
        values.clear();
        for at in 0..width {
            let Ok(value) = row.get::<_, Value>(at) else {
                return Ok(false);
            };
            values.push(value);
        }
        each(&values)?;
    }
}

fn count(conn: &Connection, table: &str) -> Result<u64, VaultError> {
    let sql = format!("SELECT count(*) FROM {table}");
    let rows: Option<i64> = conn.query_row(&sql, [], |row| row.get(0)).optional()?;
    Ok(rows.unwrap_or_default().unsigned_abs())
}
