//! Backups: a verified copy of the living vault in one file, made every day, seven kept.
//!
//! Must not know tables or passwords. The copy is made by SQLite's online backup from one snapshot, encrypted with
//! the same data key, and counts as a backup only after the copy was opened and every page, row count and hash
//! compared. Names carry a serial number, because the clocks of old computers go back to 1970.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};
use zeroize::Zeroizing;

pub use super::container::{Manifest, Reason, RowCounts, check, manifest};
use super::container::{measure, unpack, write};
use super::file::{self, Mode};
use super::keyfile::{Hex, KeyFile};
use super::secret::{DataKey, Entropy};
use super::{VaultError, disk, io_at, migrate};
use crate::clock::UnixSecs;
use crate::paths::DataFolder;

/// Days of which a daily backup is kept.
pub const DAYS_KEPT: usize = 7;
/// Backups before a migration that are kept.
pub const MIGRATIONS_KEPT: usize = 2;

/// Name of the database inside a backup.
pub(in crate::vault) const DATABASE: &str = "feldsher.db";
/// Name of the key slots inside a backup.
pub(in crate::vault) const KEYS: &str = "feldsher.keys";
/// Folder of attachments inside a backup.
pub(in crate::vault) const ATTACHMENTS: &str = "attachments";

/// Pages copied between two looks at whether the user wants to stop.
const PAGES_PER_STEP: i32 = 256;

/// When and why a backup is made.
#[derive(Debug, Clone, Copy)]
pub struct Occasion {
    pub now: UnixSecs,
    /// Minutes east of UTC, for the date in the name.
    pub offset_minutes: i32,
    pub reason: Reason,
}

/// How far the copy has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    pub pages_done: u32,
    pub pages: u32,
}

/// A backup that was made and verified.
#[derive(Debug, Clone)]
pub struct Made {
    pub path: PathBuf,
    pub manifest: Manifest,
    pub rows: RowCounts,
}

/// A backup in the folder, as its name tells.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Listed {
    /// Grows with every backup; the clock has no say.
    pub serial: u32,
    /// `YYYYMMDD` by the clock of then.
    pub day: String,
    pub path: PathBuf,
    kind: String,
}

/// Makes a backup in the vault's own folder of backups, and removes those past keeping.
pub fn make_here(
    folder: &DataFolder,
    key: &DataKey,
    occasion: Occasion,
    entropy: &mut dyn Entropy,
    go_on: &mut dyn FnMut(Progress) -> bool,
) -> Result<Made, VaultError> {
    let serial = list(&folder.backups())?
        .last()
        .map_or(1, |last| last.serial + 1);
    let stamp = stamp(occasion);
    let name = format!(
        "feldsher-{serial:06}-{stamp}-{}.backup",
        kind(occasion.reason)
    );
    let made = make(
        folder,
        key,
        occasion,
        &folder.backups().join(name),
        entropy,
        go_on,
    )?;
    prune(&folder.backups())?;
    Ok(made)
}

/// Makes a verified backup at `target`. A file is there only when everything was compared; a file that was there
/// before is replaced in one step. `go_on` is asked every few pages.
pub fn make(
    folder: &DataFolder,
    key: &DataKey,
    occasion: Occasion,
    target: &Path,
    entropy: &mut dyn Entropy,
    go_on: &mut dyn FnMut(Progress) -> bool,
) -> Result<Made, VaultError> {
    let copy = disk::beside(target, ".db.part");
    let part = disk::beside(target, ".part");
    let made = assemble(
        folder,
        key,
        occasion,
        target,
        (&copy, &part),
        entropy,
        go_on,
    );
    let cleared = disk::remove_if_there(&copy).and(disk::remove_if_there(&part));
    let made = made?;
    cleared?;
    Ok(made)
}

/// 2026-01-01: no workstation has worked before. A clock that stands earlier has lost its battery and says nothing of days.
const CLOCK_FLOOR: UnixSecs = 1_767_225_600;

/// Whether today's backup is still to be made: the newest is of another day. A clock without a battery shows the same day at
/// every start; there each start of the program is a day (`just_started`).
pub fn is_due(
    folder: &DataFolder,
    now: UnixSecs,
    offset_minutes: i32,
    just_started: bool,
) -> Result<bool, VaultError> {
    if just_started && now < CLOCK_FLOOR {
        return Ok(true);
    }
    let stamp = stamp(Occasion {
        now,
        offset_minutes,
        reason: Reason::Daily,
    });
    let all = list(&folder.backups())?;
    let newest = all.iter().rev().find(|one| one.kind == "daily");
    Ok(newest.is_none_or(|one| !stamp.starts_with(&one.day)))
}

/// Opens a backup with the data key and compares everything: hashes, every page, numbers of rows. `scratch` is a
/// folder with room for the database; what is put there is encrypted and removed.
pub fn verify(
    path: &Path,
    key: &DataKey,
    scratch: &Path,
) -> Result<(Manifest, RowCounts), VaultError> {
    let inside = scratch.join(format!("verify-{}", std::process::id()));
    let outcome = unpack(path, &inside).and_then(|manifest| {
        let rows = verify_unpacked(&manifest, &inside, key)?;
        Ok((manifest, rows))
    });
    if inside.exists() {
        fs::remove_dir_all(&inside).map_err(io_at("remove", &inside))?;
    }
    outcome
}

/// The backups of a folder, oldest first. Files that are not ours are passed over.
pub fn list(backups: &Path) -> Result<Vec<Listed>, VaultError> {
    let entries = match fs::read_dir(backups) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(io_at("read", backups)(error)),
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.map_err(io_at("read", backups))?.path();
        found.extend(parse_name(path));
    }
    found.sort();
    Ok(found)
}

/// Removes daily backups beyond seven days and all but two of those before migrations. Nothing is removed unless the
/// newest daily one is read whole and found right.
pub fn prune(backups: &Path) -> Result<Vec<PathBuf>, VaultError> {
    let all = list(backups)?;
    let Some(newest) = all.iter().rev().find(|one| one.kind == "daily") else {
        return Ok(Vec::new());
    };
    if check(&newest.path).is_err() {
        return Ok(Vec::new());
    }
    let mut days: Vec<&str> = Vec::new();
    let mut migrations = 0;
    let mut removed = Vec::new();
    for one in all.iter().rev() {
        let keep = match one.kind.as_str() {
            "daily" if days.contains(&one.day.as_str()) => false,
            "daily" => {
                days.push(&one.day);
                days.len() <= DAYS_KEPT
            }
            "migration" => {
                migrations += 1;
                migrations <= MIGRATIONS_KEPT
            }
            _ => true,
        };
        if !keep {
            fs::remove_file(&one.path).map_err(io_at("remove", &one.path))?;
            removed.push(one.path.clone());
        }
    }
    Ok(removed)
}

/// Compares an unpacked backup with its manifest by opening it.
pub(in crate::vault) fn verify_unpacked(
    manifest: &Manifest,
    inside: &Path,
    key: &DataKey,
) -> Result<RowCounts, VaultError> {
    let wanted = manifest.open(key)?;
    let conn = file::open(&inside.join(DATABASE), key, Mode::Read)?;
    file::verify(&conn)?;
    let found = count_rows(&conn)?;
    if found != wanted || migrate::version(&conn)? != manifest.schema {
        return Err(VaultError::BackupDamaged {
            detail: "the copy has other rows than the vault had".to_owned(),
        });
    }
    Ok(found)
}

fn assemble(
    folder: &DataFolder,
    key: &DataKey,
    occasion: Occasion,
    target: &Path,
    (copy, part): (&Path, &Path),
    entropy: &mut dyn Entropy,
    go_on: &mut dyn FnMut(Progress) -> bool,
) -> Result<Made, VaultError> {
    disk::remove_if_there(copy)?;
    let (rows, schema) = copy_database(&folder.database(), key, copy, go_on)?;
    let keys = disk::beside(target, ".keys.part");
    let slots = KeyFile::load(&folder.keys())?;
    disk::replace(&keys, &slots.encode()?)?;
    let mut sources = vec![
        (copy.to_path_buf(), DATABASE.to_owned()),
        (keys.clone(), KEYS.to_owned()),
    ];
    sources.extend(attachments(folder)?);
    let mut made = || {
        let files = sources
            .iter()
            .map(|(path, name)| measure(path, name))
            .collect::<Result<Vec<_>, _>>()?;
        let mut manifest = Manifest {
            vault: slots.vault,
            made_at: occasion.now,
            reason: occasion.reason,
            schema,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            files,
            sealed_nonce: Hex([0; 24]),
            sealed_rows: String::new(),
        };
        manifest.seal(&rows, key, entropy)?;
        let paths: Vec<PathBuf> = sources.iter().map(|(path, _)| path.clone()).collect();
        write(part, &manifest, &paths)?;
        // What stands on the disk now is what was verified: the same hashes, read again.
        let read_back = check(part)?;
        if read_back != manifest {
            return Err(VaultError::BackupDamaged {
                detail: "the file reads back differently".to_owned(),
            });
        }
        disk::rename(part, target)?;
        Ok(Made {
            path: target.to_path_buf(),
            manifest,
            rows: rows.clone(),
        })
    };
    let made = made();
    disk::remove_if_there(&keys)?;
    made
}

/// Copies one snapshot of the database, then opens the copy and compares it with the snapshot.
fn copy_database(
    from: &Path,
    key: &DataKey,
    copy: &Path,
    go_on: &mut dyn FnMut(Progress) -> bool,
) -> Result<(RowCounts, u32), VaultError> {
    let source = file::open(from, key, Mode::Read)?;
    // One read transaction holds the snapshot: writers go on, and the copy never has to begin again.
    source.execute_batch("BEGIN")?;
    let (rows, schema) = (count_rows(&source)?, migrate::version(&source)?);
    drop(disk::create_private(copy)?);
    let mut target = Connection::open(copy)?;
    file::apply_key(&target, key)?;
    // The copy is worthless until it is whole, so it is fsynced once, at the end.
    target.execute_batch("PRAGMA synchronous = OFF")?;
    {
        let backup = Backup::new(&source, &mut target)?;
        loop {
            match backup.step(PAGES_PER_STEP)? {
                StepResult::Done => break,
                StepResult::More => {}
                StepResult::Busy | StepResult::Locked => return Err(VaultError::Busy),
                _ => {
                    return Err(VaultError::Engine {
                        detail: "an unknown answer of the backup".to_owned(),
                    });
                }
            }
            let progress = backup.progress();
            let pages = u32::try_from(progress.pagecount).unwrap_or(0);
            let left = u32::try_from(progress.remaining).unwrap_or(0);
            if !go_on(Progress {
                pages_done: pages.saturating_sub(left),
                pages,
            }) {
                return Err(VaultError::Cancelled);
            }
        }
    }
    source.execute_batch("ROLLBACK")?;
    // One file, no write-ahead log beside it.
    let mode: Zeroizing<String> = target
        .query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0))
        .map(Zeroizing::new)?;
    if mode.as_str() != "delete" {
        return Err(VaultError::Engine {
            detail: "the copy keeps its write-ahead log".to_owned(),
        });
    }
    drop(target);
    fs::File::open(copy)
        .and_then(|file| file.sync_all())
        .map_err(io_at("write", copy))?;
    let copied = file::open(copy, key, Mode::Read)?;
    file::verify(&copied)?;
    if count_rows(&copied)? != rows || migrate::version(&copied)? != schema {
        return Err(VaultError::BackupDamaged {
            detail: "the copy has other rows than the vault".to_owned(),
        });
    }
    Ok((rows, schema))
}

fn count_rows(conn: &Connection) -> Result<RowCounts, VaultError> {
    let mut statement = conn.prepare(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'shadow')
           AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
    )?;
    let names: Vec<String> = statement
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let mut rows = RowCounts::new();
    for name in names {
        let sql = format!(
            "SELECT count(*) FROM main.\"{}\"",
            name.replace('"', "\"\"")
        );
        let count: i64 = conn.query_row(&sql, [], |row| row.get(0))?;
        rows.insert(name, count.unsigned_abs());
    }
    Ok(rows)
}

fn attachments(folder: &DataFolder) -> Result<Vec<(PathBuf, String)>, VaultError> {
    let from = folder.attachments();
    let entries = match fs::read_dir(&from) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(io_at("read", &from)(error)),
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry.map_err(io_at("read", &from))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        // Half-written ones are not attachments yet.
        if !name.ends_with(".new") && entry.path().is_file() {
            found.push((entry.path(), format!("{ATTACHMENTS}/{name}")));
        }
    }
    found.sort();
    Ok(found)
}

/// `YYYYMMDD-HHMM` by the wall clock of the place.
fn stamp(occasion: Occasion) -> String {
    let local = occasion
        .now
        .saturating_add(i64::from(occasion.offset_minutes) * 60);
    chrono::DateTime::from_timestamp(local, 0).map_or_else(
        || "00000000-0000".to_owned(),
        |at| at.format("%Y%m%d-%H%M").to_string(),
    )
}

fn kind(reason: Reason) -> &'static str {
    match reason {
        Reason::Daily => "daily",
        Reason::Migration => "migration",
        Reason::Hand => "hand",
    }
}

fn parse_name(path: PathBuf) -> Option<Listed> {
    let stem = path
        .file_name()?
        .to_str()?
        .strip_suffix(".backup")?
        .to_owned();
    let mut parts = stem.strip_prefix("feldsher-")?.split('-');
    let serial = parts.next()?.parse().ok()?;
    let day = parts.next()?.to_owned();
    let _time = parts.next()?;
    let kind = parts.next()?.to_owned();
    Some(Listed {
        serial,
        day,
        path,
        kind,
    })
}

#[cfg(test)]
#[path = "backup_tests.rs"]
mod tests;
