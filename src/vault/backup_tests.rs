use super::*;
use crate::vault::lock::{VaultLock, enter};
use crate::vault::restore::{self, restore};
use crate::vault::secret::tests::SeededEntropy;
use crate::vault::slots::{KdfCost, KeySlots, NewUser};

const DAY: i64 = 86_400;
const NOW: i64 = 1_795_000_000;

struct House {
    dir: tempfile::TempDir,
    lock: VaultLock,
    key: DataKey,
    conn: Connection,
    entropy: SeededEntropy,
}

impl House {
    fn folder(&self) -> &DataFolder {
        self.lock.folder()
    }

    fn back_up(&mut self, now: i64, reason: Reason) -> Result<Made, VaultError> {
        let occasion = Occasion {
            now,
            offset_minutes: 300,
            reason,
        };
        make_here(
            &self.lock.folder().clone(),
            &self.key,
            occasion,
            &mut self.entropy,
            &mut |_| true,
        )
    }

    fn note(&self, text: &str) {
        self.conn
            .execute("INSERT INTO note(text) VALUES (?1)", [text])
            .unwrap();
    }
}

/// A vault of 300 notes, with one attachment.
fn house() -> House {
    let dir = tempfile::tempdir().unwrap();
    let lock = enter(&DataFolder::at(dir.path().join("data"))).unwrap();
    let mut entropy = SeededEntropy(1);
    let user = NewUser {
        user_id: uuid::Uuid::from_u128(1),
        login: "doctor",
        password: "steady pulse",
    };
    let vault = uuid::Uuid::from_u128(77);
    let (_, open) = KeySlots::create(
        &lock.folder().keys(),
        vault,
        user,
        KdfCost::CHEAPEST,
        &mut entropy,
    )
    .unwrap();
    let conn = file::open(&lock.folder().database(), &open.data_key, Mode::Create).unwrap();
    conn.execute_batch("CREATE TABLE note(id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT; PRAGMA user_version = 3")
        .unwrap();
    fs::write(lock.folder().attachments().join("0a0b"), b"sealed picture").unwrap();
    let house = House {
        dir,
        lock,
        key: open.data_key,
        conn,
        entropy,
    };
    for n in 0..300 {
        house.note(&format!("note {n} {}", "x".repeat(300)));
    }
    house
}

fn notes(conn: &Connection) -> i64 {
    conn.query_row("SELECT count(*) FROM note", [], |row| row.get(0))
        .unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_backup_is_one_file_that_holds_everything_and_shows_nothing() {
    let mut house = house();
    let made = house.back_up(NOW, Reason::Daily).unwrap();
    assert_eq!(made.rows, RowCounts::from([("note".to_owned(), 300)]));
    assert_eq!(made.manifest.schema, 3);
    assert_eq!(
        names(&house.folder().backups()),
        ["feldsher-000001-20261118-1606-daily.backup"]
    );
    let bytes = fs::read(&made.path).unwrap();
    for word in [
        b"note ".as_slice(),
        b"CREATE TABLE",
        b"\"note\"",
        b"SQLite format",
    ] {
        assert!(
            !bytes.windows(word.len()).any(|window| window == word),
            "{}",
            String::from_utf8_lossy(word)
        );
    }
    let scratch = house.folder().backups();
    let (manifest, rows) = verify(&made.path, &house.key, &scratch).unwrap();
    assert_eq!((manifest, rows), (made.manifest, made.rows));
    assert!(verify(&made.path, &DataKey::from_bytes(&[9; 32]), &scratch).is_err());
    assert_eq!(names(&scratch).len(), 1, "nothing is left behind");
}

#[test]
fn every_damaged_byte_of_a_backup_is_found() {
    let mut house = house();
    let made = house.back_up(NOW, Reason::Hand).unwrap();
    let whole = fs::read(&made.path).unwrap();
    let bad = house.dir.path().join("bad.backup");
    for at in (0..whole.len()).step_by(whole.len() / 61) {
        let mut bytes = whole.clone();
        bytes[at] ^= 4;
        fs::write(&bad, &bytes).unwrap();
        assert!(
            matches!(check(&bad), Err(VaultError::BackupDamaged { .. })),
            "byte {at}"
        );
    }
    for cut in [0, 10, 400, whole.len() / 2, whole.len() - 1] {
        fs::write(&bad, &whole[..cut]).unwrap();
        assert!(
            matches!(check(&bad), Err(VaultError::BackupDamaged { .. })),
            "cut at {cut}"
        );
    }
    fs::write(&bad, [whole.as_slice(), b"x"].concat()).unwrap();
    assert!(check(&bad).is_err());
}

#[test]
fn people_go_on_writing_while_it_is_made_and_the_copy_is_one_moment() {
    let mut house = house();
    let folder = house.folder().clone();
    let occasion = Occasion {
        now: NOW,
        offset_minutes: 0,
        reason: Reason::Hand,
    };
    let target = house.dir.path().join("b.backup");
    for _ in 0..4_000 {
        house.note(&"y".repeat(500));
    }
    let before = notes(&house.conn);
    let writer = &house.conn;
    let mut steps = 0;
    let made = make(
        &folder,
        &house.key,
        occasion,
        &target,
        &mut house.entropy,
        &mut |_| {
            steps += 1;
            writer
                .execute("INSERT INTO note(text) VALUES ('meanwhile')", [])
                .unwrap();
            true
        },
    )
    .unwrap();
    assert!(steps >= 2, "{steps}");
    assert_eq!(made.rows["note"], before as u64);
    assert_eq!(notes(&house.conn), before + steps);
    verify(&target, &house.key, house.dir.path()).unwrap();
}

#[test]
fn a_stopped_or_failed_backup_leaves_no_file() {
    let mut house = house();
    let folder = house.folder().clone();
    for _ in 0..2_000 {
        house.note(&"y".repeat(500));
    }
    let occasion = Occasion {
        now: NOW,
        offset_minutes: 0,
        reason: Reason::Daily,
    };
    let stopped = make_here(
        &folder,
        &house.key,
        occasion,
        &mut house.entropy,
        &mut |_| false,
    );
    assert!(matches!(stopped, Err(VaultError::Cancelled)));
    assert!(
        names(&folder.backups()).is_empty(),
        "{:?}",
        names(&folder.backups())
    );
    let foreign = DataKey::from_bytes(&[9; 32]);
    let refused = make_here(&folder, &foreign, occasion, &mut house.entropy, &mut |_| {
        true
    });
    assert!(matches!(refused, Err(VaultError::WrongKey)), "{refused:?}");
    assert!(names(&folder.backups()).is_empty());
    assert!(is_due(&folder, NOW, 0, false).unwrap());
}

#[test]
fn a_damaged_vault_is_not_copied_over_good_backups() {
    let mut house = house();
    house.back_up(NOW, Reason::Daily).unwrap();
    assert!(file::checkpoint(&house.conn, true).unwrap());
    let path = house.folder().database();
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&path, bytes).unwrap();
    let refused = house.back_up(NOW + DAY, Reason::Daily);
    assert!(
        matches!(
            refused,
            Err(VaultError::Corrupt { .. } | VaultError::Sql(_))
        ),
        "{refused:?}"
    );
    assert_eq!(list(&house.folder().backups()).unwrap().len(), 1);
}

#[test]
fn seven_days_are_kept_whatever_the_clock_says() {
    let mut house = house();
    let hand = house.back_up(NOW, Reason::Hand).unwrap().path;
    for _ in 0..3 {
        house.back_up(NOW, Reason::Migration).unwrap();
    }
    for day in 0..9 {
        assert!(is_due(house.folder(), NOW + day * DAY, 300, false).unwrap());
        house.back_up(NOW + day * DAY, Reason::Daily).unwrap();
        assert!(!is_due(house.folder(), NOW + day * DAY + 3_600, 300, false).unwrap());
    }
    // The battery is empty: the computer says 1970. The newest backup is the newest all the same.
    assert!(is_due(house.folder(), 100, 0, false).unwrap());
    let in_1970 = house.back_up(100, Reason::Daily).unwrap().path;
    assert!(!is_due(house.folder(), 200, 0, false).unwrap());
    assert!(
        is_due(house.folder(), 200, 0, true).unwrap(),
        "the next start is in 1970 again, and so is every other"
    );
    let twice_a_day = house.back_up(200, Reason::Daily).unwrap().path;
    let kept = list(&house.folder().backups()).unwrap();
    let days: Vec<&str> = kept
        .iter()
        .filter(|one| one.kind == "daily")
        .map(|one| one.day.as_str())
        .collect();
    assert_eq!(
        days,
        [
            "20261121", "20261122", "20261123", "20261124", "20261125", "20261126", "19700101"
        ]
    );
    assert!(twice_a_day.exists() && !in_1970.exists() && hand.exists());
    assert_eq!(
        kept.iter().filter(|one| one.kind == "migration").count(),
        MIGRATIONS_KEPT
    );
}

#[test]
fn nothing_old_is_removed_while_the_newest_cannot_be_read() {
    let mut house = house();
    for day in 0..7 {
        house.back_up(NOW + day * DAY, Reason::Daily).unwrap();
    }
    let bad = house
        .folder()
        .backups()
        .join("feldsher-000099-20271201-0000-daily.backup");
    fs::write(&bad, "not a backup").unwrap();
    assert_eq!(
        prune(&house.folder().backups()).unwrap(),
        Vec::<PathBuf>::new()
    );
    assert_eq!(list(&house.folder().backups()).unwrap().len(), 8);
}

#[test]
fn a_restore_is_a_new_life_and_keeps_the_old_vault_aside() {
    let mut house = house();
    let made = house.back_up(NOW, Reason::Hand).unwrap();
    house.note("after the backup");
    let House {
        dir,
        lock,
        key,
        conn,
        ..
    } = house;
    // A crash: the old write-ahead log is still there and must not be replayed into the restored database.
    let wal = disk::beside(&lock.folder().database(), "-wal");
    let wal_bytes = fs::read(&wal).unwrap();
    drop(conn);
    fs::write(&wal, wal_bytes).unwrap();
    fs::remove_file(lock.folder().attachments().join("0a0b")).unwrap();

    let refused = restore(&made.path, &lock, false, &|_| Ok(key.duplicate()));
    assert!(matches!(refused, Err(VaultError::Exists { .. })));
    assert!(!restore::new_life(lock.folder()));
    let done = restore(&made.path, &lock, true, &|_| Ok(key.duplicate())).unwrap();
    assert_eq!(done.manifest.vault_id(), uuid::Uuid::from_u128(77));
    assert!(restore::new_life(lock.folder()));
    let open = KeySlots::load(&lock.folder().keys())
        .unwrap()
        .unlock("doctor", "steady pulse")
        .unwrap();
    let conn = file::open(&lock.folder().database(), &open.data_key, Mode::Write).unwrap();
    assert_eq!(notes(&conn), 300);
    assert_eq!(
        fs::read(lock.folder().attachments().join("0a0b")).unwrap(),
        b"sealed picture"
    );
    let aside = done.aside.unwrap();
    assert_eq!(
        names(&aside),
        [
            "feldsher.db",
            "feldsher.db-wal",
            "feldsher.keys",
            "feldsher.keys.twin"
        ]
    );
    assert!(!lock.folder().restoring().exists());
    restore::new_life_begun(lock.folder()).unwrap();
    assert!(!restore::new_life(lock.folder()));

    // Onto an empty computer: not by someone who has no password.
    let other = enter(&DataFolder::at(dir.path().join("other"))).unwrap();
    let stranger = |slots: &KeySlots| slots.unlock("doctor", "guess").map(|open| open.data_key);
    let refused = restore(&made.path, &other, false, &stranger);
    assert!(matches!(refused, Err(VaultError::BadLogin)));
    assert!(!other.folder().database().exists() && !restore::new_life(other.folder()));
    let done = restore(&made.path, &other, false, &|slots| {
        slots
            .unlock("doctor", "steady pulse")
            .map(|open| open.data_key)
    })
    .unwrap();
    assert!(done.aside.is_none() && restore::new_life(other.folder()));
    assert_eq!(
        notes(&file::open(&other.folder().database(), &key, Mode::Read).unwrap()),
        300
    );
}

#[test]
fn a_damaged_backup_is_never_restored() {
    let mut house = house();
    let made = house.back_up(NOW, Reason::Hand).unwrap();
    let mut bytes = fs::read(&made.path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&made.path, bytes).unwrap();
    house.note("still here");
    let refused = restore(&made.path, &house.lock, true, &|slots| {
        slots
            .unlock("doctor", "steady pulse")
            .map(|open| open.data_key)
    });
    assert!(matches!(refused, Err(VaultError::BackupDamaged { .. })));
    assert!(!house.folder().restoring().exists() && !restore::new_life(house.folder()));
    assert_eq!(notes(&house.conn), 301);
}

/// The power goes after each of the moves of a restore; the next start finishes it.
#[test]
fn a_cut_restore_is_finished_at_the_next_start() {
    for moved in 0..4 {
        let mut house = house();
        let made = house.back_up(NOW, Reason::Hand).unwrap();
        house.note("after");
        let House {
            dir: _dir,
            lock,
            key,
            conn,
            ..
        } = house;
        drop(conn);
        let folder = lock.folder().clone();
        // Prepared and ready, then as many of the moves as happened before the cut.
        let stage = folder.restoring();
        unpack(&made.path, &stage).unwrap();
        fs::write(stage.join("new-life"), "1").unwrap();
        fs::write(stage.join("ready"), "before-restore-1").unwrap();
        let aside = folder.root().join("before-restore-1");
        fs::create_dir(&aside).unwrap();
        if moved > 0 {
            fs::rename(stage.join("new-life"), folder.new_life()).unwrap();
        }
        if moved > 1 {
            fs::rename(folder.database(), aside.join(DATABASE)).unwrap();
        }
        if moved > 2 {
            fs::rename(stage.join(DATABASE), folder.database()).unwrap();
        }
        drop(lock);
        let again = enter(&folder).unwrap();
        assert!(again.mended.restore, "{moved}");
        let conn = file::open(&folder.database(), &key, Mode::Read).unwrap();
        assert_eq!(notes(&conn), 300, "{moved}");
        assert!(restore::new_life(&folder) && !stage.exists());
        assert!(aside.join(DATABASE).exists() && aside.join(KEYS).exists());
        assert!(
            KeySlots::load(&folder.keys())
                .unwrap()
                .unlock("doctor", "steady pulse")
                .is_ok()
        );
    }
    // Not ready: the old vault stays and the half-made restore goes.
    let house = house();
    let folder = house.folder().clone();
    fs::create_dir(folder.restoring()).unwrap();
    fs::write(folder.restoring().join(DATABASE), "half").unwrap();
    let House {
        dir: _dir,
        lock,
        conn,
        ..
    } = house;
    drop(lock);
    assert!(!enter(&folder).unwrap().mended.restore);
    assert!(!folder.restoring().exists());
    assert_eq!(notes(&conn), 300);
}
