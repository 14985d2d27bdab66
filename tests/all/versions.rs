//! What programs of older commits left behind (`tests/data/versions`), read by the present ones: their folders open, their requests are
//! served, their answers are understood, and what they acknowledged is there. `tests/versions.sh` runs the programs themselves against
//! each other; what a newer program writes is in `sync_sim::newer`.

use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use feldsher::clock::FixedClock;
use feldsher::domain::ids::DocId;
use feldsher::ops::policy::{Scope, authorize, may};
use feldsher::ops::{House, OpError, SignedIn};
use feldsher::paths::DataFolder;
use feldsher::store::Store;
use feldsher::store::sqlite::Sqlite;
use feldsher::sync::client::{Client, Outcome, Report};
use feldsher::sync::frame::FrameReader;
use feldsher::sync::message::Message;
use feldsher::sync::port::{Transport, TransportError};
use feldsher::sync::session;
use feldsher::vault::migrate::{self, MIGRATIONS};
use feldsher::vault::rebuild::Told;
use feldsher::vault::slots::{KdfCost, KeySlots};
use feldsher::vault::{OsEntropy, VaultError, file};
use feldsher::worker::sync_port::Port;
use feldsher::worker::{SharedHouse, sync_link};
use serde_json::Value as Json;

use crate::sync::rig::{Dice, Direct, NOW, answer_to, open_store};

const USER: &str = "doctor";
const PASSWORD: &str = "demo-password";

/// Every commit of which something is kept, with the schema of its vault.
const COMMITS: [(&str, u32); 1] = [("b9a402a", 3)];

fn kept(commit: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    root.join("tests/data/versions").join(commit)
}

/// A copy of the older workstation's folder.
fn clinic(commit: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["feldsher.db", "feldsher.keys", "clinic.json"] {
        std::fs::copy(kept(commit).join(name), folder.path().join(name)).unwrap();
    }
    DataFolder::at(folder.path()).create().unwrap();
    folder
}

fn unlock(folder: &Path) -> Result<(House, SignedIn), OpError> {
    unlock_told(folder, &mut |_, _| ())
}

fn unlock_told(folder: &Path, told: Told<'_>) -> Result<(House, SignedIn), OpError> {
    let clock = Arc::new(FixedClock::at(NOW));
    let folder = DataFolder::at(folder);
    House::unlock(
        &folder,
        USER,
        PASSWORD,
        clock,
        Box::new(OsEntropy),
        KdfCost::CHEAPEST,
        told,
    )
}

/// The long wait after an update is counted on the screen, and only that one.
#[test]
fn the_reading_after_an_update_is_told() {
    for (commit, _) in COMMITS {
        let folder = clinic(commit);
        let mut heard = Vec::new();
        drop(unlock_told(folder.path(), &mut |done, of| heard.push((done, of))).unwrap());
        assert!(!heard.is_empty(), "{commit}: nobody was told");
        assert!(heard.is_sorted(), "{heard:?}");
        let of = heard[0].1;
        assert!(of > 30, "{heard:?}");
        assert!(
            heard.iter().all(|(done, all)| *all == of && *done < of),
            "{heard:?}"
        );
        heard.clear();
        drop(unlock_told(folder.path(), &mut |done, of| heard.push((done, of))).unwrap());
        assert_eq!(heard, [], "{commit}: read again without need");
    }
}

/// The present store over a copy of the older one's database.
fn store(commit: &str) -> (tempfile::TempDir, Arc<Store>) {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("store.sqlite");
    std::fs::copy(kept(commit).join("store.sqlite"), &database).unwrap();
    let storage = Arc::new(Sqlite::open(&database).unwrap());
    let store = open_store(storage, &Dice::new(1));
    (folder, store)
}

/// Requests and answers of the exchange that was recorded.
fn exchanges(commit: &str) -> Vec<(Vec<u8>, Vec<u8>)> {
    let body = |no: usize, what: &str| std::fs::read(kept(commit).join(format!("{no}-{what}.bin")));
    let mut all = Vec::new();
    while let Ok(request) = body(all.len() + 1, "request") {
        let answer = body(all.len() + 1, "answer").unwrap();
        all.push((request, answer));
    }
    assert!(!all.is_empty());
    all
}

fn messages(body: &[u8]) -> Vec<Message> {
    let mut reader = FrameReader::default();
    reader.push(body);
    let mut all = Vec::new();
    while let Some(frame) = reader.next_frame().unwrap() {
        all.push(Message::decode(&frame).unwrap());
    }
    assert!(reader.is_at_border());
    all
}

fn exchange(house: &SharedHouse, line: &mut dyn Transport) -> Report {
    let identity = sync_link::identity(&mut house.lock()).unwrap();
    let store_key = identity.store_key;
    let guest = house.guest();
    let mut port = Port::new(&guest, store_key);
    let mut client = Client::new(identity, "present");
    session::run(&mut client, &mut port, line, &|| 0).unwrap()
}

/// The older store as it answered then.
struct Recorded(VecDeque<Vec<u8>>);

impl Transport for Recorded {
    fn exchange(
        &mut self,
        _body: &[u8],
        on_bytes: &mut dyn FnMut(&[u8]) -> bool,
    ) -> Result<(), TransportError> {
        match self.0.pop_front() {
            Some(answer) => {
                on_bytes(&answer);
                Ok(())
            }
            None => Err(TransportError::Cut("nothing more was recorded".to_owned())),
        }
    }
}

/// Everything in `before` stands in `now`; a newer program may say more.
fn says(before: &Json, now: &Json) -> bool {
    match (before, now) {
        (Json::Object(before), Json::Object(now)) => before
            .iter()
            .all(|(key, value)| now.get(key).is_some_and(|now| says(value, now))),
        (Json::Array(before), Json::Array(now)) => {
            before.len() == now.len()
                && before
                    .iter()
                    .zip(now)
                    .all(|(before, now)| says(before, now))
        }
        _ => before == now,
    }
}

/// After the exchange: nothing waits, the record says what the older workstation said of it, and every acknowledged visit is there once.
fn assert_it_arrived(commit: &str, house: &SharedHouse, me: &SignedIn) {
    let mut house = house.lock();
    assert!(house.outbox(0, usize::MAX).unwrap().is_empty());
    assert!(house.lacking().unwrap().is_empty());
    let may = authorize::<may::Verify>(&me.who, Scope::House).unwrap();
    let report = house.verify(&may).unwrap();
    assert!(report.problems.is_empty(), "{:?}", report.problems);
    assert_eq!(
        (report.signatures_unknown, report.signatures_invalid),
        (0, 0)
    );
    let shown = std::fs::read_to_string(kept(commit).join("shown.jsonl")).unwrap();
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in shown.lines() {
        let line: Json = serde_json::from_str(line).unwrap();
        let patient = DocId::parse(line["patient"].as_str().unwrap()).unwrap();
        let now: Json = serde_json::from_str(&house.show(me, patient).unwrap()).unwrap();
        assert!(says(&line["record"], &now), "{}\n{now}", line["record"]);
        for entry in now["entries"].as_array().unwrap() {
            let word = entry["content"]["answers"]["complaints"].as_str();
            if let Some(word) = word.map(|word| word.trim_start_matches("t:")) {
                let id = entry["id"].as_str().unwrap().to_owned();
                found.entry(word.to_owned()).or_default().push(id);
            }
        }
    }
    let visits = std::fs::read_to_string(kept(commit).join("visits.json")).unwrap();
    let visits: BTreeMap<String, String> = serde_json::from_str(&visits).unwrap();
    assert!(visits.len() >= 6);
    for (word, id) in visits {
        assert_eq!(found.get(&word), Some(&vec![id]), "{word}");
    }
}

#[test]
fn an_older_folder_opens_after_a_backup_and_every_signature_holds() {
    for (commit, schema) in COMMITS {
        let folder = clinic(commit);
        let place = DataFolder::at(folder.path());
        let key = KeySlots::load(&place.keys()).unwrap();
        let key = key.unlock(USER, PASSWORD).unwrap().data_key;
        let conn = file::open(&place.database(), &key, file::Mode::Write).unwrap();
        assert_eq!(migrate::version(&conn).unwrap(), schema);
        drop(conn);
        let (mut house, me) = unlock(folder.path()).unwrap();
        let may = authorize::<may::Verify>(&me.who, Scope::House).unwrap();
        let report = house.verify(&may).unwrap();
        assert!(report.problems.is_empty(), "{:?}", report.problems);
        assert!(report.signatures_valid > 30);
        assert_eq!(
            (report.signatures_unknown, report.signatures_invalid),
            (0, 0)
        );
        assert!(
            !house.outbox(0, usize::MAX).unwrap().is_empty(),
            "nothing waited"
        );
        let backups = std::fs::read_dir(place.backups()).unwrap().count();
        assert_eq!(
            backups, 1,
            "no backup before the first change of an older vault"
        );
    }
}

#[test]
fn an_older_workstations_requests_are_answered_as_they_were() {
    for (commit, _) in COMMITS {
        let (_folder, store) = store(commit);
        for (request, then) in exchanges(commit) {
            let now = answer_to(&store, &request, true).unwrap();
            let (then, now) = (messages(&then), messages(&now));
            assert_eq!(then.len(), now.len());
            for (then, now) in then.iter().zip(&now) {
                match (then, now) {
                    // Token and time are new at every answer.
                    (Message::End(then), Message::End(now)) => {
                        assert_eq!((then.more, &then.stable), (now.more, &now.stable));
                    }
                    _ => assert_eq!(then, now),
                }
            }
        }
    }
}

#[test]
fn an_older_stores_answers_are_taken_in() {
    for (commit, _) in COMMITS {
        let folder = clinic(commit);
        let (house, me) = unlock(folder.path()).unwrap();
        let house = SharedHouse::new(house);
        let answers = exchanges(commit).into_iter().map(|(_, answer)| answer);
        let report = exchange(&house, &mut Recorded(answers.collect()));
        assert_eq!(report.outcome, Outcome::Done, "{report:?}");
        assert!(report.pushed >= 4 && report.pulled > report.pushed);
        assert_eq!((report.repairs, report.held, report.refused), (0, 0, 0));
        assert_it_arrived(commit, &house, &me);
    }
}

#[test]
fn after_both_were_replaced_they_go_on_where_they_stood() {
    for (commit, _) in COMMITS {
        let folder = clinic(commit);
        let (_database, store) = store(commit);
        let (house, me) = unlock(folder.path()).unwrap();
        let house = SharedHouse::new(house);
        let report = exchange(&house, &mut Direct::new(&store));
        assert_eq!(report.outcome, Outcome::Done, "{report:?}");
        assert_eq!(
            (report.duplicates, report.repairs, report.requests),
            (0, 0, 1)
        );
        assert_eq!((report.held, report.refused, report.foreign), (0, 0, 0));
        assert_it_arrived(commit, &house, &me);
        assert_eq!(store.stats().unwrap().quarantine, 0);
        assert_eq!(store.stats().unwrap().events, 0);
    }
}

/// One number above the present schema: refused with both numbers, and not a byte of any file is another.
#[test]
fn a_folder_of_a_newer_program_is_left_as_it_is() {
    let folder = clinic(COMMITS[0].0);
    let place = DataFolder::at(folder.path());
    drop(unlock(folder.path()).unwrap());
    let key = KeySlots::load(&place.keys()).unwrap();
    let key = key.unlock(USER, PASSWORD).unwrap().data_key;
    let conn = file::open(&place.database(), &key, file::Mode::Write).unwrap();
    let present = MIGRATIONS.last().unwrap().version;
    conn.execute_batch(
        "CREATE TABLE hologram (angle INTEGER) STRICT; INSERT INTO hologram VALUES (7);",
    )
    .unwrap();
    conn.pragma_update(None, "user_version", present + 1)
        .unwrap();
    drop(conn);
    let before = files(folder.path());
    for _ in 0..2 {
        let Err(OpError::Vault(VaultError::NewerProgram { vault, program })) =
            unlock(folder.path()).map(|_| ())
        else {
            panic!("a newer vault was opened")
        };
        assert_eq!((vault, program), (present + 1, present));
        assert_eq!(files(folder.path()), before);
    }
}

/// Every file of a folder but the lock and what SQLite shares while it is open.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if !name.ends_with("-shm") && !name.ends_with(".lock") {
                let bytes = std::fs::read(&path).unwrap();
                // An empty write-ahead log says nothing.
                if !(name.ends_with("-wal") && bytes.is_empty()) {
                    all.insert(path, bytes);
                }
            }
        }
    }
    all
}
