//! The vault from outside: a clinic's first day, a bad night and the morning after; and that every error has words.

use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;

use feldsher::domain::lang::Lang;
use feldsher::i18n;
use feldsher::paths::DataFolder;
use feldsher::vault::backup::{self, Occasion, Reason};
use feldsher::vault::file::{self, Mode};
use feldsher::vault::migrate::{self, Migration};
use feldsher::vault::recovery::{Share, ShareError};
use feldsher::vault::restore;
use feldsher::vault::slots::{KdfCost, KeySlots, NewUser};
use feldsher::vault::{OsEntropy, VaultError, enter};
use uuid::Uuid;

const STEPS: [Migration; 1] = [Migration {
    version: 1,
    name: "first",
    sql: "CREATE TABLE note(id INTEGER PRIMARY KEY, text TEXT) STRICT;",
}];

/// Set up, work, back up, lose the disk, restore on another computer, and open with two of the printed sheets.
#[test]
fn a_clinic_loses_its_computer_and_its_passwords_and_goes_on() {
    let dir = tempfile::tempdir().unwrap();
    let mut entropy = OsEntropy;
    let occasion = Occasion {
        now: 1_795_000_000,
        offset_minutes: 300,
        reason: Reason::Daily,
    };
    let first = NewUser {
        user_id: Uuid::from_u128(1),
        login: "doctor",
        password: "steady pulse",
    };

    let (backup_file, sheets, public_key) = {
        let lock = enter(&DataFolder::at(dir.path().join("old"))).unwrap();
        let folder = lock.folder();
        let vault = Uuid::from_u128(7);
        let (mut slots, open) = KeySlots::create(
            &folder.keys(),
            vault,
            first,
            KdfCost::CHEAPEST,
            &mut entropy,
        )
        .unwrap();
        let sheets: Vec<String> = slots
            .set_recovery(&open.data_key, &mut entropy)
            .unwrap()
            .iter()
            .map(Share::text)
            .collect();
        let conn = file::open(&folder.database(), &open.data_key, Mode::Create).unwrap();
        migrate::migrate(&conn, &STEPS, &mut |_| {
            panic!("a new vault has nothing to back up")
        })
        .unwrap();
        conn.execute("INSERT INTO note(text) VALUES ('kept')", [])
            .unwrap();
        let made = backup::make_here(folder, &open.data_key, occasion, &mut entropy, &mut |_| {
            true
        })
        .unwrap();
        let carried = dir.path().join("stick.backup");
        std::fs::copy(&made.path, &carried).unwrap();
        (carried, sheets, open.signing_key.verifying_key())
    };

    let lock = enter(&DataFolder::at(dir.path().join("new"))).unwrap();
    let typed = [&sheets[1], &sheets[2]].map(|sheet| Share::parse(sheet).unwrap());
    restore::restore(&backup_file, &lock, false, &|slots| {
        slots.open_with_shares(&typed)
    })
    .unwrap();
    assert!(
        restore::new_life(lock.folder()),
        "the device must draw a new identity"
    );
    let mut slots = KeySlots::load(&lock.folder().keys()).unwrap();
    let refused = slots.unlock("doctor", "forgotten");
    assert!(matches!(refused, Err(VaultError::BadLogin)), "{refused:?}");
    let typed = [&sheets[2], &sheets[0]].map(|sheet| Share::parse(sheet).unwrap());
    let data_key = slots.open_with_shares(&typed).unwrap();
    let new_key = slots
        .reset_password(
            Uuid::from_u128(1),
            "even breath",
            &data_key,
            KdfCost::CHEAPEST,
            &mut entropy,
        )
        .unwrap();
    assert_ne!(
        new_key.verifying_key(),
        public_key,
        "nobody can sign as she did before"
    );
    let open = slots.unlock("doctor", "even breath").unwrap();
    let conn = file::open(&lock.folder().database(), &open.data_key, Mode::Write).unwrap();
    file::verify(&conn).unwrap();
    let text: String = conn
        .query_row("SELECT text FROM note", [], |row| row.get(0))
        .unwrap();
    assert_eq!(text, "kept");
}

/// Every error a vault can give, with its arguments.
fn every_error() -> Vec<VaultError> {
    let path = PathBuf::from("/data/feldsher.db");
    let detail = String::new();
    let share = [
        ShareError::Character { group: 3 },
        ShareError::Length {
            found: 60,
            wanted: 64,
        },
        ShareError::Checksum,
        ShareError::Version,
        ShareError::DifferentSets,
        ShareError::Twice { number: 2 },
        ShareError::TooFew {
            found: 1,
            wanted: 2,
        },
    ];
    let mut all = vec![
        VaultError::Io {
            doing: "read",
            path: path.clone(),
            source: io::Error::from(io::ErrorKind::TimedOut),
        },
        VaultError::DiskFull,
        VaultError::Busy,
        VaultError::Sql(rusqlite::Error::InvalidQuery),
        VaultError::Missing { path: path.clone() },
        VaultError::Exists { path: path.clone() },
        VaultError::NotEncrypted { path: path.clone() },
        VaultError::NotADatabase { path },
        VaultError::WrongKey,
        VaultError::Corrupt { problems: vec![] },
        VaultError::Engine {
            detail: detail.clone(),
        },
        VaultError::Held { pid: Some(4711) },
        VaultError::Held { pid: None },
        VaultError::NewerProgram {
            vault: 9,
            program: 8,
        },
        VaultError::Migration {
            version: 5,
            source: Box::new(VaultError::DiskFull),
        },
        VaultError::BadLogin,
        VaultError::KeysUnreadable {
            detail: detail.clone(),
        },
        VaultError::LoginTaken,
        VaultError::LoginUnfit,
        VaultError::PasswordShort { min: 8 },
        VaultError::NoSuchUser,
        VaultError::SlotsFull { max: 64 },
        VaultError::LastUser,
        VaultError::KdfOutOfBounds,
        VaultError::SharesUnfit,
        VaultError::BackupDamaged {
            detail: detail.clone(),
        },
        VaultError::Cancelled,
        VaultError::Entropy { detail },
    ];
    all.extend(share.map(VaultError::Share));
    all
}

#[test]
fn every_error_of_the_vault_has_words_in_five_languages() {
    let errors = every_error();
    let codes: BTreeSet<&str> = errors.iter().map(VaultError::code).collect();
    assert_eq!(codes.len(), errors.len(), "one code, one meaning");
    for lang in Lang::ALL {
        for error in &errors {
            let args = error.args();
            let args: Vec<(&str, &str)> = args
                .iter()
                .map(|(name, value)| (*name, value.as_str()))
                .collect();
            let text = i18n::try_tr(lang, error.code(), 0, &args)
                .unwrap_or_else(|problems| panic!("{} {problems:?}", lang.code()));
            for (name, value) in args {
                assert!(
                    text.contains(value),
                    "{} {}: {name} is not said",
                    lang.code(),
                    error.code()
                );
            }
        }
        // And nothing there that no error says.
        let dead: Vec<&str> = i18n::source(lang)
            .lines()
            .filter_map(|line| line.split_once(" = ").map(|(key, _)| key))
            .filter(|key| key.starts_with("error-vault-") || key.starts_with("error-share-"))
            .filter(|key| !codes.contains(key))
            .collect();
        assert_eq!(dead, [""; 0], "{}", lang.code());
    }
}

#[test]
fn what_can_be_tried_again_and_what_endangers_the_record() {
    for error in every_error() {
        let retry = matches!(
            error,
            VaultError::Io { .. }
                | VaultError::DiskFull
                | VaultError::Busy
                | VaultError::Held { .. }
                | VaultError::Migration { .. }
                | VaultError::Cancelled
                | VaultError::Entropy { .. }
        );
        assert_eq!(error.is_permanent(), !retry, "{error}");
        let endangered = matches!(
            error,
            VaultError::NotADatabase { .. }
                | VaultError::WrongKey
                | VaultError::Corrupt { .. }
                | VaultError::KeysUnreadable { .. }
        );
        assert_eq!(error.record_is_safe(), !endangered, "{error}");
    }
}

/// A panic in another process, so that this one keeps its own hook. The child is this very test with a folder given.
#[test]
fn a_panic_report_says_where_and_never_what_was_typed() {
    const CHILD: &str = "FELDSHER_TEST_PANIC_FOLDER";
    if let Some(folder) = std::env::var_os(CHILD) {
        feldsher::log::start(
            &PathBuf::from(folder),
            log::LevelFilter::Info,
            feldsher::clock::SystemClock,
        )
        .unwrap();
        log::info!(target: "feldsher::test", "started");
        let typed = "Testova Gulnara";
        panic!("no patient {typed}");
    }
    let dir = tempfile::tempdir().unwrap();
    let child = std::process::Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "vault::a_panic_report_says_where_and_never_what_was_typed",
            "--test-threads=1",
        ])
        .env(CHILD, dir.path())
        .output()
        .unwrap();
    assert!(!child.status.success());
    let reports = feldsher::log::panic_reports(dir.path()).unwrap();
    assert_eq!(reports.len(), 1);
    let log_file = std::fs::read_to_string(dir.path().join("feldsher.log")).unwrap();
    for text in [&reports[0].text, &log_file] {
        assert!(text.contains("tests/all/vault.rs:"), "{text}");
        assert!(!text.contains("Gulnara"), "{text}");
    }
    assert!(reports[0].text.contains("message (message withheld)"));
    assert!(log_file.contains("INFO  feldsher::test started"));
}
