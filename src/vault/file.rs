//! One SQLCipher file, opened with the data key in raw-key mode.
//!
//! Must not know users, passwords or the tables inside. Every connection of the program is made by [`open`], which
//! sets durability and reads it back: a connection that is not durable or not encrypted is never handed out.
//! Numbers and defaults: SQLCipher 4 (AES-256-CBC, HMAC-SHA512 per page, 4 KiB pages); SQLite's WAL-reset bug is
//! mended from 3.51.3.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use zeroize::Zeroizing;

use super::secret::DataKey;
use super::{VaultError, disk, io_at};

/// Oldest SQLite that may hold a vault, as `major * 1_000_000 + minor * 1_000 + patch`.
pub const MIN_SQLITE: i32 = 3_051_003;

/// Most memory one connection may take for its page cache, MiB.
pub const CACHE_CAP_MIB: u32 = 64;

/// Bytes of one page of the file.
pub const PAGE_BYTES: u64 = 4096;

/// How many damaged places an error lists.
const PROBLEMS_LISTED: usize = 20;

/// Why a connection is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Make the file; refused if it exists.
    Create,
    /// The one writing connection.
    Write,
    /// Search and screens: cannot change anything.
    Read,
}

/// What differs between a small laptop and a store room full of memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tuning {
    /// Page cache, MiB; capped at [`CACHE_CAP_MIB`].
    pub cache_mib: u32,
    /// How long a statement waits for another connection, ms.
    pub busy_ms: u32,
    /// Pages in the write-ahead log after which a commit also checkpoints. Above what a working day writes between
    /// two idle moments, so that a save is one fsync; the worker calls [`checkpoint`] when idle.
    pub autocheckpoint_pages: u32,
}

impl Default for Tuning {
    fn default() -> Self {
        Self {
            cache_mib: 32,
            busy_ms: 5_000,
            autocheckpoint_pages: 4_096,
        }
    }
}

/// Opens the vault's database with the usual tuning.
///
/// # Errors
/// [`VaultError::Missing`], [`VaultError::NotADatabase`], [`VaultError::NotEncrypted`], [`VaultError::WrongKey`] and
/// [`VaultError::Corrupt`] tell apart what a person has to do next.
pub fn open(path: &Path, key: &DataKey, mode: Mode) -> Result<Connection, VaultError> {
    open_tuned(path, key, mode, Tuning::default())
}

/// [`open`] with another tuning.
pub fn open_tuned(
    path: &Path,
    key: &DataKey,
    mode: Mode,
    tuning: Tuning,
) -> Result<Connection, VaultError> {
    engine_fits()?;
    look_at_file(path, mode)?;
    match mode {
        // SQLite gives its log and its shared memory the access of the file that it finds.
        Mode::Create => drop(disk::create_private(path)?),
        Mode::Write => disk::keep_private(path)?,
        Mode::Read => {}
    }
    let flags = match mode {
        Mode::Create => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
        Mode::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
        Mode::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
    };
    let conn = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    apply_key(&conn, key)?;
    if let Err(error) = first_read(&conn) {
        return Err(diagnose(&conn, path, error));
    }
    settle(&conn, mode, tuning)?;
    Ok(conn)
}

/// Moves what is in the write-ahead log into the file. Called when the program is idle and before it closes.
/// `Ok(false)`: a reader was in the way; nothing is lost, try again later.
pub fn checkpoint(conn: &Connection, truncate: bool) -> Result<bool, VaultError> {
    let sql = if truncate {
        "PRAGMA wal_checkpoint(TRUNCATE)"
    } else {
        "PRAGMA wal_checkpoint(PASSIVE)"
    };
    let (busy, in_log, moved) = conn.query_row(sql, [], |row| {
        Ok((
            row.get::<_, i64>(0)?,
            row.get::<_, i64>(1)?,
            row.get::<_, i64>(2)?,
        ))
    })?;
    Ok(busy == 0 && in_log == moved)
}

/// Reads every page of the file and checks its HMAC, then the structure and the foreign keys.
///
/// # Errors
/// [`VaultError::Corrupt`] with the first problems found. Takes about a second per 200 MB.
pub fn verify(conn: &Connection) -> Result<(), VaultError> {
    // A power cut in the middle of a checkpoint leaves half a page in the file and the whole one in the log. Every read takes the
    // one of the log; the check of pages looks at the file alone and would call a sound record damaged.
    if let Err(error) = checkpoint(conn, false) {
        log::warn!("verify: {error}");
    }
    let mut problems = bad_pages(conn)?;
    if problems.is_empty() {
        problems = strings(conn, "PRAGMA quick_check(20)")?;
        problems.retain(|line| line != "ok");
    }
    if problems.is_empty() {
        let mut statement = conn.prepare("PRAGMA foreign_key_check")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if problems.len() == PROBLEMS_LISTED {
                break;
            }
            let (table, parent): (String, String) = (row.get(0)?, row.get(2)?);
            problems.push(format!("a row of {table} points to nothing in {parent}"));
        }
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(VaultError::Corrupt { problems })
    }
}

/// Version of SQLite in this build.
pub fn sqlite_version() -> &'static str {
    rusqlite::version()
}

/// Keys a connection without any other setting; the backup's target is made with it.
pub(in crate::vault) fn apply_key(conn: &Connection, key: &DataKey) -> Result<(), VaultError> {
    // Must be the first statement. The library's own complaints would go to standard error, which belongs to the
    // command line's users; what failed comes back as an error anyway.
    conn.execute_batch("PRAGMA cipher_log_level = NONE")?;
    let literal = key.raw_literal();
    let sql = Zeroizing::new(format!("PRAGMA key = \"{}\"", literal.as_str()));
    conn.execute_batch(&sql)?;
    let cipher = strings(conn, "PRAGMA cipher_version")?;
    if cipher.first().is_none_or(String::is_empty) {
        return Err(VaultError::Engine {
            detail: "no encryption in this SQLite".to_owned(),
        });
    }
    Ok(())
}

/// HMAC of every page in the main file; one line per bad page.
fn bad_pages(conn: &Connection) -> Result<Vec<String>, VaultError> {
    let mut lines = strings(conn, "PRAGMA cipher_integrity_check")?;
    lines.truncate(PROBLEMS_LISTED);
    Ok(lines)
}

fn engine_fits() -> Result<(), VaultError> {
    if rusqlite::version_number() < MIN_SQLITE {
        return Err(VaultError::Engine {
            detail: format!("SQLite {} is too old", rusqlite::version()),
        });
    }
    Ok(())
}

fn look_at_file(path: &Path, mode: Mode) -> Result<(), VaultError> {
    let found = path.try_exists().map_err(io_at("look for", path))?;
    match (mode, found) {
        (Mode::Create, true) => {
            return Err(VaultError::Exists {
                path: path.to_path_buf(),
            });
        }
        (Mode::Create, false) => return Ok(()),
        (Mode::Write | Mode::Read, false) => {
            return Err(VaultError::Missing {
                path: path.to_path_buf(),
            });
        }
        (Mode::Write | Mode::Read, true) => {}
    }
    let mut file = File::open(path).map_err(io_at("open", path))?;
    let size = file.metadata().map_err(io_at("look at", path))?.len();
    let mut head = [0; 16];
    if size < PAGE_BYTES || file.read_exact(&mut head).is_err() {
        return Err(VaultError::NotADatabase {
            path: path.to_path_buf(),
        });
    }
    if &head == b"SQLite format 3\0" {
        return Err(VaultError::NotEncrypted {
            path: path.to_path_buf(),
        });
    }
    Ok(())
}

fn first_read(conn: &Connection) -> Result<(), rusqlite::Error> {
    conn.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))
}

/// A wrong key and a damaged first page give the same SQLite error; the HMACs of the other pages tell them apart.
fn diagnose(conn: &Connection, path: &Path, error: rusqlite::Error) -> VaultError {
    use rusqlite::ErrorCode;
    let unreadable = matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt)
    );
    let size = std::fs::metadata(path).map_or(0, |meta| meta.len());
    let Ok(bad) = strings(conn, "PRAGMA cipher_integrity_check") else {
        return error.into();
    };
    if bad.is_empty() || !unreadable {
        return error.into();
    }
    let bad_page_count = bad.iter().filter(|line| line.contains("page")).count() as u64;
    if bad_page_count >= size / PAGE_BYTES {
        VaultError::WrongKey
    } else {
        VaultError::Corrupt {
            problems: bad.into_iter().take(PROBLEMS_LISTED).collect(),
        }
    }
}

fn settle(conn: &Connection, mode: Mode, tuning: Tuning) -> Result<(), VaultError> {
    conn.busy_timeout(Duration::from_millis(u64::from(tuning.busy_ms)))?;
    for (config, on) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        // "text" in double quotes is a mistake, not a string
        (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
    ] {
        conn.set_db_config(config, on)?;
    }
    let cache_kib = i64::from(tuning.cache_mib.clamp(1, CACHE_CAP_MIB)) * 1024;
    conn.execute_batch(&format!(
        "PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON;
         PRAGMA cache_size = -{cache_kib};"
    ))?;
    if mode == Mode::Read {
        return expect(
            conn,
            "PRAGMA query_only = ON; PRAGMA query_only",
            "query_only",
            "1",
        );
    }
    conn.execute_batch(&format!(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = FAST;
         PRAGMA journal_size_limit = 67108864; PRAGMA wal_autocheckpoint = {};",
        tuning.autocheckpoint_pages.max(1)
    ))?;
    // Set and believed is not enough: a save that is not durable must never be shown as saved.
    for (pragma, wanted) in [
        ("journal_mode", "wal"),
        ("synchronous", "2"),
        ("foreign_keys", "1"),
        ("temp_store", "2"),
    ] {
        expect(conn, &format!("PRAGMA {pragma}"), pragma, wanted)?;
    }
    Ok(())
}

fn expect(conn: &Connection, sql: &str, pragma: &str, wanted: &str) -> Result<(), VaultError> {
    let (before, ask) = sql.rsplit_once(';').unwrap_or(("", sql));
    conn.execute_batch(before)?;
    let found = strings(conn, ask)?.into_iter().next().unwrap_or_default();
    if found == wanted {
        return Ok(());
    }
    Err(VaultError::Engine {
        detail: format!("{pragma} is {found:?}, not {wanted:?}"),
    })
}

/// First column of every row, as text.
fn strings(conn: &Connection, sql: &str) -> Result<Vec<String>, VaultError> {
    let mut statement = conn.prepare(sql)?;
    let mut rows = statement.query([])?;
    let mut lines = Vec::new();
    while let Some(row) = rows.next()? {
        lines.push(match row.get_ref(0)? {
            rusqlite::types::ValueRef::Null => String::new(),
            rusqlite::types::ValueRef::Integer(number) => number.to_string(),
            rusqlite::types::ValueRef::Real(number) => number.to_string(),
            rusqlite::types::ValueRef::Text(text) | rusqlite::types::ValueRef::Blob(text) => {
                String::from_utf8_lossy(text).into_owned()
            }
        });
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    const SECRET: &str = "Testova Gulnara, invented, 9901";

    fn key(n: u8) -> DataKey {
        DataKey::from_bytes(&[n; 32])
    }

    /// A vault with one table of many pages, closed.
    fn made(dir: &Path) -> PathBuf {
        let path = dir.join("v.db");
        let conn = open(&path, &key(7), Mode::Create).unwrap();
        conn.execute_batch("CREATE TABLE note(id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT")
            .unwrap();
        for n in 0..200 {
            conn.execute(
                "INSERT INTO note(text) VALUES (?1)",
                [format!("{SECRET} {n} {}", "x".repeat(400))],
            )
            .unwrap();
        }
        assert!(checkpoint(&conn, true).unwrap());
        drop(conn);
        path
    }

    fn flip(path: &Path, at: u64) {
        let mut bytes = std::fs::read(path).unwrap();
        bytes[at as usize] ^= 1;
        std::fs::write(path, bytes).unwrap();
    }

    #[test]
    fn the_engine_is_new_enough_and_encrypts() {
        assert!(
            rusqlite::version_number() >= MIN_SQLITE,
            "{}",
            rusqlite::version()
        );
        let dir = tempfile::tempdir().unwrap();
        let conn = open(&dir.path().join("v.db"), &key(7), Mode::Create).unwrap();
        assert!(strings(&conn, "PRAGMA cipher_version").unwrap()[0].starts_with('4'));
    }

    #[test]
    fn nothing_readable_lies_on_the_disk() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("v.db");
        let conn = open(&path, &key(7), Mode::Create).unwrap();
        conn.execute_batch("CREATE TABLE note(text TEXT) STRICT")
            .unwrap();
        conn.execute("INSERT INTO note VALUES (?1)", [SECRET])
            .unwrap();
        // Still in the write-ahead log: that file must be unreadable as well.
        let mut seen = 0;
        for entry in std::fs::read_dir(dir.path()).unwrap() {
            let bytes = std::fs::read(entry.unwrap().path()).unwrap();
            seen += bytes.len();
            for word in [SECRET.as_bytes(), b"CREATE TABLE", b"SQLite format"] {
                assert!(!bytes.windows(word.len()).any(|window| window == word));
            }
        }
        assert!(seen > 8_000);
        let found: String = conn
            .query_row("SELECT text FROM note", [], |row| row.get(0))
            .unwrap();
        assert_eq!(found, SECRET);
    }

    #[test]
    fn each_refusal_has_its_own_name() {
        let dir = tempfile::tempdir().unwrap();
        let path = made(dir.path());
        assert!(matches!(
            open(&path, &key(8), Mode::Write),
            Err(VaultError::WrongKey)
        ));
        assert!(matches!(
            open(&path, &key(8), Mode::Read),
            Err(VaultError::WrongKey)
        ));
        assert!(matches!(
            open(&path, &key(7), Mode::Create),
            Err(VaultError::Exists { .. })
        ));
        let other = dir.path().join("other.db");
        assert!(matches!(
            open(&other, &key(7), Mode::Write),
            Err(VaultError::Missing { .. })
        ));
        std::fs::write(&other, "short").unwrap();
        assert!(matches!(
            open(&other, &key(7), Mode::Write),
            Err(VaultError::NotADatabase { .. })
        ));
        std::fs::remove_file(&other).unwrap();
        Connection::open(&other)
            .unwrap()
            .execute_batch("CREATE TABLE a(b)")
            .unwrap();
        assert!(matches!(
            open(&other, &key(7), Mode::Write),
            Err(VaultError::NotEncrypted { .. })
        ));
        assert!(verify(&open(&path, &key(7), Mode::Write).unwrap()).is_ok());
    }

    #[test]
    fn one_flipped_bit_is_found() {
        for (page, offset) in [(0_u64, 100_u64), (3, 17), (9, 4_000)] {
            let dir = tempfile::tempdir().unwrap();
            let path = made(dir.path());
            flip(&path, page * PAGE_BYTES + offset);
            let outcome = open(&path, &key(7), Mode::Write).and_then(|conn| verify(&conn));
            let Err(VaultError::Corrupt { problems }) = outcome else {
                panic!("page {page}: {outcome:?}")
            };
            assert_eq!(problems.len(), 1, "{problems:?}");
            assert!(
                problems[0].contains(&format!("page {}", page + 1)),
                "{problems:?}"
            );
        }
    }

    #[test]
    fn a_cut_file_is_found() {
        let dir = tempfile::tempdir().unwrap();
        let path = made(dir.path());
        let bytes = std::fs::read(&path).unwrap();
        std::fs::write(&path, &bytes[..bytes.len() - 3 * PAGE_BYTES as usize]).unwrap();
        let outcome = open(&path, &key(7), Mode::Write).and_then(|conn| verify(&conn));
        assert!(
            matches!(outcome, Err(VaultError::Corrupt { .. })),
            "{outcome:?}"
        );
    }

    #[test]
    fn a_reader_reads_what_the_writer_commits_and_writes_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let path = made(dir.path());
        let writer = open(&path, &key(7), Mode::Write).unwrap();
        let reader = open(&path, &key(7), Mode::Read).unwrap();
        writer
            .execute("INSERT INTO note(text) VALUES ('new')", [])
            .unwrap();
        let count: i64 = reader
            .query_row("SELECT count(*) FROM note", [], |row| row.get(0))
            .unwrap();
        assert_eq!(count, 201);
        assert!(
            reader
                .execute("INSERT INTO note(text) VALUES ('no')", [])
                .is_err()
        );
    }

    #[test]
    fn a_full_database_is_a_full_disk() {
        let dir = tempfile::tempdir().unwrap();
        let conn = open(&made(dir.path()), &key(7), Mode::Write).unwrap();
        conn.execute_batch("PRAGMA max_page_count = 1").unwrap();
        let error = (0..100)
            .find_map(|_| {
                conn.execute("INSERT INTO note(text) VALUES (?1)", ["y".repeat(9_000)])
                    .err()
            })
            .map(VaultError::from);
        assert!(matches!(error, Some(VaultError::DiskFull)), "{error:?}");
    }

    #[test]
    fn a_committed_row_outlives_a_process_that_never_closed() {
        let dir = tempfile::tempdir().unwrap();
        let path = made(dir.path());
        let conn = open(&path, &key(7), Mode::Write).unwrap();
        conn.execute("INSERT INTO note(text) VALUES ('last')", [])
            .unwrap();
        // What a power cut leaves: the files as they are now, no shared-memory file.
        let copy = tempfile::tempdir().unwrap();
        for name in ["v.db", "v.db-wal"] {
            std::fs::copy(dir.path().join(name), copy.path().join(name)).unwrap();
        }
        let again = open(&copy.path().join("v.db"), &key(7), Mode::Write).unwrap();
        let last: String = again
            .query_row(
                "SELECT text FROM note ORDER BY id DESC LIMIT 1",
                [],
                |row| row.get(0),
            )
            .unwrap();
        assert_eq!(last, "last");
    }
}
