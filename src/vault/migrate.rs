//! Numbered migrations: each one transaction, never edited after release, preceded by a backup of an existing vault.
//!
//! Must not know what the tables mean, and calls no living code: a migration is SQL and nothing else. To add one, put
//! `migrations/vault/NNNN_name.sql` there and a line into [`MIGRATIONS`]; at release its SHA-256 goes into
//! `migrations/vault/released.sha256`, and a test holds it from then on.

use rusqlite::Connection;

use super::VaultError;

/// One step of the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Migration {
    /// 1, 2, 3… without a gap; what `PRAGMA user_version` says afterwards.
    pub version: u32,
    pub name: &'static str,
    pub sql: &'static str,
}

/// Every migration of the vault, oldest first.
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        version: 1,
        name: "record",
        sql: include_str!("../../migrations/vault/0001_record.sql"),
    },
    Migration {
        version: 2,
        name: "search_key",
        sql: include_str!("../../migrations/vault/0002_search_key.sql"),
    },
    Migration {
        version: 3,
        name: "round",
        sql: include_str!("../../migrations/vault/0003_round.sql"),
    },
    Migration {
        version: 4,
        name: "plan_entry",
        sql: include_str!("../../migrations/vault/0004_plan_entry.sql"),
    },
    Migration {
        version: 5,
        name: "review",
        sql: include_str!("../../migrations/vault/0005_review.sql"),
    },
    Migration {
        version: 6,
        name: "left",
        sql: include_str!("../../migrations/vault/0006_left.sql"),
    },
    Migration {
        version: 7,
        name: "relay",
        sql: include_str!("../../migrations/vault/0007_relay.sql"),
    },
    Migration {
        version: 8,
        name: "erased",
        sql: include_str!("../../migrations/vault/0008_erased.sql"),
    },
    Migration {
        version: 9,
        name: "pinned",
        sql: include_str!("../../migrations/vault/0009_pinned.sql"),
    },
];

/// From where to where the schema went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Migrated {
    pub from: u32,
    pub to: u32,
}

/// Brings the vault to the newest version. `before` is called once, before the first change of a vault that already
/// holds something: it makes a verified backup, and its error stops everything.
///
/// # Errors
/// [`VaultError::NewerProgram`] for a vault that a newer program has changed; [`VaultError::Migration`] when a step
/// fails: the vault then stands at the step before it, whole.
pub fn migrate(
    conn: &Connection,
    migrations: &[Migration],
    before: &mut dyn FnMut(u32) -> Result<(), VaultError>,
) -> Result<Migrated, VaultError> {
    let program = migrations.last().map_or(0, |last| last.version);
    let from = version(conn)?;
    if from > program {
        return Err(VaultError::NewerProgram {
            vault: from,
            program,
        });
    }
    let waiting: Vec<&Migration> = migrations
        .iter()
        .filter(|step| step.version > from)
        .collect();
    if from > 0 && !waiting.is_empty() {
        before(from)?;
    }
    for step in waiting {
        apply(conn, step).map_err(|error| VaultError::Migration {
            version: step.version,
            source: Box::new(error),
        })?;
    }
    Ok(Migrated {
        from,
        to: version(conn)?,
    })
}

/// Which migration the vault has reached.
pub fn version(conn: &Connection) -> Result<u32, VaultError> {
    Ok(conn.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

fn apply(conn: &Connection, step: &Migration) -> Result<(), VaultError> {
    // A table is rebuilt by making another and renaming it; that needs the checks off until the end (SQLite's
    // documentation of ALTER TABLE, §7). The switch has no effect inside a transaction.
    conn.execute_batch("PRAGMA foreign_keys = OFF")?;
    let done = in_transaction(conn, step);
    if done.is_err() && !conn.is_autocommit() {
        conn.execute_batch("ROLLBACK")?;
    }
    conn.execute_batch("PRAGMA foreign_keys = ON")?;
    done
}

fn in_transaction(conn: &Connection, step: &Migration) -> Result<(), VaultError> {
    conn.execute_batch("BEGIN IMMEDIATE")?;
    conn.execute_batch(step.sql)?;
    assert!(
        !conn.is_autocommit(),
        "migration {} ended its own transaction",
        step.version
    );
    let mut dangling = conn.prepare("PRAGMA foreign_key_check")?;
    if let Some(row) = dangling.query([])?.next()? {
        let table: String = row.get(0)?;
        return Err(VaultError::Corrupt {
            problems: vec![format!("a row of {table} points to nothing")],
        });
    }
    conn.pragma_update(None, "user_version", step.version)?;
    Ok(conn.execute_batch("COMMIT")?)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use sha2::{Digest as _, Sha256};

    use super::*;
    use crate::vault::file::{self, Mode};
    use crate::vault::keyfile::hex;
    use crate::vault::secret::DataKey;

    const ONE: Migration = Migration {
        version: 1,
        name: "one",
        sql: "CREATE TABLE a(id INTEGER PRIMARY KEY, t TEXT) STRICT;",
    };
    const TWO: Migration = Migration {
        version: 2,
        name: "two",
        sql: "INSERT INTO a VALUES (1, 'two');",
    };
    const BAD: Migration = Migration {
        version: 3,
        name: "bad",
        sql: "INSERT INTO a VALUES (2, 'x'); INSERT INTO nowhere VALUES (1);",
    };
    const DANGLING: Migration = Migration {
        version: 3,
        name: "dangling",
        sql: "CREATE TABLE b(a INTEGER REFERENCES a(id)) STRICT; INSERT INTO b VALUES (99);",
    };

    fn vault(dir: &Path) -> Connection {
        file::open(
            &dir.join("v.db"),
            &DataKey::from_bytes(&[1; 32]),
            Mode::Create,
        )
        .unwrap()
    }

    fn run(conn: &Connection, steps: &[Migration]) -> (Result<Migrated, VaultError>, Vec<u32>) {
        let mut backups = Vec::new();
        let outcome = migrate(conn, steps, &mut |from| {
            backups.push(from);
            Ok(())
        });
        (outcome, backups)
    }

    fn rows(conn: &Connection) -> i64 {
        conn.query_row("SELECT count(*) FROM a", [], |row| row.get(0))
            .unwrap()
    }

    #[test]
    fn a_vault_climbs_step_by_step_and_is_backed_up_before_it_changes() {
        let dir = tempfile::tempdir().unwrap();
        let conn = vault(dir.path());
        // A new vault has nothing to back up.
        assert_eq!(run(&conn, &[ONE]).1, [0; 0]);
        let (outcome, backups) = run(&conn, &[ONE, TWO]);
        assert_eq!(
            (outcome.unwrap(), backups),
            (Migrated { from: 1, to: 2 }, vec![1])
        );
        let (outcome, backups) = run(&conn, &[ONE, TWO]);
        assert_eq!(
            (outcome.unwrap(), backups, rows(&conn)),
            (Migrated { from: 2, to: 2 }, vec![], 1)
        );
    }

    #[test]
    fn a_failed_step_leaves_the_step_before() {
        for bad in [BAD, DANGLING] {
            let dir = tempfile::tempdir().unwrap();
            let conn = vault(dir.path());
            let (outcome, _) = run(&conn, &[ONE, TWO, bad]);
            assert!(
                matches!(outcome, Err(VaultError::Migration { version: 3, .. })),
                "{outcome:?}"
            );
            assert_eq!((version(&conn).unwrap(), rows(&conn)), (2, 1));
            let on: i64 = conn
                .query_row("PRAGMA foreign_keys", [], |row| row.get(0))
                .unwrap();
            assert_eq!(on, 1);
            file::verify(&conn).unwrap();
        }
    }

    #[test]
    fn without_a_backup_nothing_changes() {
        let dir = tempfile::tempdir().unwrap();
        let conn = vault(dir.path());
        run(&conn, &[ONE]).0.unwrap();
        let outcome = migrate(&conn, &[ONE, TWO], &mut |_| Err(VaultError::DiskFull));
        assert!(matches!(outcome, Err(VaultError::DiskFull)));
        assert_eq!((version(&conn).unwrap(), rows(&conn)), (1, 0));
    }

    #[test]
    fn a_vault_of_a_newer_program_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let conn = vault(dir.path());
        run(&conn, &[ONE, TWO]).0.unwrap();
        let (outcome, backups) = run(&conn, &[ONE]);
        assert!(matches!(
            outcome,
            Err(VaultError::NewerProgram {
                vault: 2,
                program: 1
            })
        ));
        assert!(backups.is_empty());
    }

    #[test]
    fn the_files_are_the_list_and_released_ones_do_not_change() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/vault");
        let mut files: Vec<String> = std::fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.ends_with(".sql"))
            .collect();
        files.sort();
        let listed: Vec<String> = MIGRATIONS
            .iter()
            .map(|step| format!("{:04}_{}.sql", step.version, step.name))
            .collect();
        assert_eq!(files, listed);
        for (n, step) in MIGRATIONS.iter().enumerate() {
            assert_eq!(step.version as usize, n + 1, "numbered without a gap");
        }
        let released = std::fs::read_to_string(folder.join("released.sha256")).unwrap();
        for line in released
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
        {
            let (sum, name) = line.split_once("  ").unwrap();
            let bytes = std::fs::read(folder.join(name)).unwrap();
            assert_eq!(
                hex(&Sha256::digest(bytes)),
                sum,
                "{name} was released and must not change"
            );
        }
    }

    #[test]
    fn nobody_is_lost_to_search_when_the_search_keys_move() {
        let dir = tempfile::tempdir().unwrap();
        let conn = vault(dir.path());
        migrate(&conn, &MIGRATIONS[..1], &mut |_| Ok(())).unwrap();
        conn.execute(
            "INSERT INTO person (card, person, exact, canonical, fold, weak, digits) \
             VALUES (?1, '{}', 'сынақова', 'сынақова', 'sinakova', 'snkv', '990101')",
            [[7_u8; 16]],
        )
        .unwrap();
        migrate(&conn, MIGRATIONS, &mut |_| Ok(())).unwrap();
        let index = crate::vault::search::Index::load(&conn).unwrap();
        for typed in ["сынақ", "sinakova", "990101"] {
            assert_eq!(index.search(typed, 5).0, 1, "{typed}");
        }
    }
}
