//! A record is erased by law: what the store keeps of it, whom it tells, and the operator's command.

use std::sync::Arc;

use feldsher::clock::SystemClock;
use feldsher::domain::chunk::Unit;
use feldsher::domain::country::Country;
use feldsher::domain::ids::{DocId, Hash32};
use feldsher::domain::lang::Lang;
use feldsher::domain::role::Role;
use feldsher::paths::DataFolder;
use feldsher::store::refused::Refused;
use feldsher::store::storage::{StoreError, Value, within};
use feldsher::sync::client::Outcome;
use feldsher::sync::tombstone::{MAX_WHO, Tombstone};
use feldsher::vault::slots::KdfCost;
use feldsher::worker::{Desk, Event, Job, NewClinic, Op, Registration, SyncView, fault_words};
use serde_json::json;

use crate::store::rig::{Process, World, program};
use crate::sync::rig::{NOW, Station};

fn calm(world: &World, station: &mut Station) {
    let report = station.sync(&mut world.line());
    assert_eq!(
        (&report.outcome, report.repairs),
        (&Outcome::Done, 0),
        "{report:?}"
    );
}

/// Rows of a table that belong to a patient.
fn rows_of(world: &World, table: &str, patient: DocId) -> usize {
    let sql = format!("SELECT unit FROM {table} WHERE unit = $1");
    let unit = Value::Bytes(Unit::Patient(patient).to_bytes().to_vec());
    within(&*world.storage, |tx| {
        tx.query(&sql, std::slice::from_ref(&unit))
    })
    .unwrap()
    .len()
}

pub fn an_erased_record_is_gone_for_everybody_and_every_cursor_stands(world: &World) {
    let (mut a, mut b) = (world.station("дом А"), world.station("дом Б"));
    // One that follows half of it, one that never came, and a house that never held her.
    let (mut behind, mut fresh) = (world.station("дом А"), world.station("дом А"));
    let mut stranger = world.station("дом В");
    let (patient, other) = (a.new_patient("Пробников"), a.new_patient("Оставшийся"));
    let mut hashes = vec![a.visit(patient, "первая")];
    let stays = a.visit(other, "своё");
    calm(world, &mut a);
    calm(world, &mut behind);
    world.store.grant(b.scope, patient).unwrap();
    calm(world, &mut b);
    hashes.push(a.visit(patient, "вторая"));
    calm(world, &mut a);
    let built = world.store.build_directory(false).unwrap();
    assert_eq!((built.version, built.people), (1, 2));

    let holding = world.store.holding(patient).unwrap();
    assert_eq!(holding.houses, ["дом А", "дом Б"]);
    assert_eq!((holding.documents, holding.changes), (3, 3));
    assert!(holding.bytes > 0 && holding.erased_at.is_none());
    for (error, by) in [(Refused::UnknownPatient, "суд"), (Refused::TooLong, "я")] {
        let refused = world.store.erase(
            DocId([9; 16]),
            &by.repeat(if by == "я" { MAX_WHO } else { 1 }),
            "№ 1",
        );
        assert!(
            matches!(refused, Err(StoreError::Refused(why)) if why == error),
            "{refused:?}"
        );
    }
    let unsent = b.visit(patient, "ещё не отправлена");
    let brought = stranger.visit(patient, "чужая");
    let erased = world.store.erase(patient, "Сынақ соты", "№ 12").unwrap();
    assert!(erased.erased && erased.directory_waits);
    assert_eq!((erased.changes, erased.houses_told), (3, 2));
    let again = world.store.erase(patient, "кто-то", "№ 13").unwrap();
    assert!(!again.erased && again.at == NOW);
    for table in ["chunk", "doc", "quarantine", "unit_scope"] {
        assert_eq!(rows_of(world, table, patient), 0, "{table}");
    }
    assert_eq!(rows_of(world, "erased", patient), 1);
    assert!(rows_of(world, "log_entry", patient) > 0, "numbers stay");

    // Nobody's digest differs, wherever the cursor stood; what is sent is refused, once.
    for station in [&mut a, &mut behind, &mut fresh, &mut b, &mut stranger] {
        calm(world, station);
        assert_eq!(station.vault.outbox_len(), 0);
        let told = station
            .vault
            .notices
            .iter()
            .find_map(|bytes| Tombstone::open(bytes, &station.client.identity().store_key));
        let told = told.expect("every one of them was told");
        assert_eq!(
            (told.patient, told.at, told.who.as_str()),
            (patient, NOW, "Сынақ соты")
        );
        let placed = station.vault.placed();
        let mut gone = hashes.iter().chain([&unsent, &brought]);
        assert!(gone.all(|hash: &Hash32| !placed.contains(hash)));
        let notices = station.vault.notices.len();
        let idle = station.sync(&mut world.line());
        assert_eq!((idle.requests, idle.pulled), (1, 0), "no loop");
        assert_eq!(station.vault.notices.len(), notices);
    }
    assert!(fresh.vault.changes(patient).is_empty());
    assert!(fresh.vault.placed().contains(&stays) && a.vault.placed().contains(&stays));
    // A second one that brings something finds the house told already.
    stranger.visit(patient, "чужая снова");
    let notices = world.count("notice");
    calm(world, &mut stranger);
    assert_eq!(world.count("notice"), notices);
    assert!(matches!(
        world.store.grant(b.scope, patient),
        Err(StoreError::Refused(Refused::Erased))
    ));

    // No pack names her any more, those of before included.
    assert!(world.store.directory_is_due(i64::MAX).unwrap());
    let built = world.store.build_directory(false).unwrap();
    assert_eq!((built.version, built.people, built.gone), (2, 1, 1));
    assert!(built.base_bytes.is_some());
    let versions = world.rows("SELECT version FROM directory_pack ORDER BY version");
    assert!(versions.iter().all(|row| row.u64(0).unwrap() == 2));
    let parts =
        "SELECT pack FROM directory_part WHERE pack NOT IN (SELECT pack FROM directory_pack)";
    assert!(world.rows(parts).is_empty());
    assert!(!world.store.directory_is_due(i64::MAX).unwrap());

    let listed = world.store.erasures().unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!(
        (listed[0].by.as_str(), listed[0].reason.as_str()),
        ("Сынақ соты", "№ 12")
    );
    assert!(!world.store.erase_again(&listed[0]).unwrap().erased);
    world.assert_sound();
}

fn ask(desk: &mut Desk, job: Job) -> Vec<Event> {
    let mut events = Vec::new();
    desk.handle(job, &mut |event| events.push(event));
    events
}

fn synced(desk: &mut Desk) -> SyncView {
    let events = ask(desk, Job::SyncNow);
    let mut views = events.into_iter().filter_map(|event| match event {
        Event::Sync(view) => Some(view),
        _ => None,
    });
    views.next_back().expect("an exchange")
}

/// Exit code and lines of the operator's command.
fn erase(data: &std::path::Path, more: &[&str]) -> (Option<i32>, Vec<serde_json::Value>) {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_feldsher-store"))
        .args(more)
        .arg("--data")
        .arg(data)
        .output()
        .unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    let lines = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap());
    (output.status.code(), lines.collect())
}

/// A whole life: a clinic, a store that runs, the command with and without its confirmation, and the screen of who has the card open.
#[test]
fn the_command_erases_only_when_it_is_told_twice_and_the_clinic_says_why_the_card_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let (data, home) = (folder.path().join("store"), folder.path().join("clinic"));
    let process = Process::start(&data);
    let mut desk = Desk::new(
        DataFolder::at(&home),
        Arc::new(SystemClock),
        KdfCost::CHEAPEST,
    );
    ask(
        &mut desk,
        Job::CreateClinic(Box::new(NewClinic {
            name: "Үлгі".to_owned(),
            country: Country::Kz,
            lang: Lang::Ru,
            login: "first".to_owned(),
            user_name: "Сынақов Үлгі".to_owned(),
            role: Role::Doctor,
            password: "correct horse".to_owned(),
        })),
    );
    let code = program(&data, &["enrol-code", "--scope", "Үлгі"]);
    let code = code["code"].as_str().unwrap().to_owned();
    let url = process.url.clone();
    ask(&mut desk, Job::Enrol { url, code });
    let registration: Registration = serde_json::from_value(json!({
        "family": "Стираемова", "given": "Айна", "sex": "female", "born": "1902-01-01",
    }))
    .unwrap();
    let op = Box::new(Op::Register(Box::new(registration)));
    let done = ask(&mut desk, Job::Do { ticket: 0, op });
    let patient = done
        .iter()
        .find_map(|event| match event {
            Event::Done { changes, .. } => changes.patients.first().copied(),
            _ => None,
        })
        .expect("she is registered");
    assert_eq!(synced(&mut desk).waiting, 0);
    let opened = ask(&mut desk, Job::OpenCard { patient });
    assert!(opened.iter().any(|event| matches!(event, Event::Card(_))));
    program(&data, &["directory", "build"]);
    let holds = |word: &str| {
        ["store.sqlite", "store.sqlite-wal"].iter().any(|file| {
            let bytes = std::fs::read(data.join(file)).unwrap_or_default();
            bytes.windows(word.len()).any(|at| at == word.as_bytes())
        })
    };
    assert!(holds("Стираемова"));

    let id = patient.to_string();
    let other = DocId([7; 16]).to_string();
    let usual = [
        "erase",
        "--patient",
        &id,
        "--by",
        "Сынақ соты",
        "--reason",
        "№ 12",
    ];
    for more in [vec![], vec!["--confirm", &other], vec!["--confirm", "иә"]] {
        let (code, lines) = erase(&data, &[&usual[..], &more].concat());
        assert_eq!(code, Some(2));
        assert_eq!(
            (&lines[0]["changes"], &lines[0]["houses"]),
            (&json!(1), &json!(["Үлгі"]))
        );
        assert!(
            lines[1]["error"]
                .as_str()
                .unwrap()
                .contains("nothing was erased")
        );
    }
    let nameless = [
        "erase",
        "--patient",
        &id,
        "--by",
        " ",
        "--reason",
        "№ 12",
        "--confirm",
        &id,
    ];
    assert_eq!(erase(&data, &nameless).0, Some(2));
    assert!(holds("Стираемова"));
    assert_eq!(synced(&mut desk).erased, 0);

    let (code, lines) = erase(&data, &[&usual[..], &["--confirm", &id]].concat());
    assert_eq!(code, Some(0), "{lines:?}");
    assert_eq!(
        (&lines[1]["erased"], &lines[1]["changes"]),
        (&json!(true), &json!(1))
    );
    assert_eq!(
        (&lines[2]["gone"], &lines[2]["people"]),
        (&json!(1), &json!(0))
    );
    assert!(
        !holds("Стираемова"),
        "not in a free page, not in the log of the database"
    );
    let (code, lines) = erase(&data, &usual);
    assert_eq!((code, &lines[0]["erased"]), (Some(0), &json!(false)));

    // The card is open there.
    let view = synced(&mut desk);
    assert_eq!((view.erased, view.waiting, view.last_fault), (1, 0, None));
    for job in [Job::RefreshCard { patient }, Job::OpenCard { patient }] {
        let said = ask(&mut desk, job);
        let fault = said.iter().find_map(|event| match event {
            Event::Failed { fault, .. } => Some(fault),
            _ => None,
        });
        let fault = fault.expect("it says why");
        assert_eq!(fault.code, "patient-erased");
        for lang in Lang::ALL {
            let words = fault_words(lang, fault).unwrap();
            assert!(
                words.contains("Сынақ соты") && words.contains("20"),
                "{words}"
            );
            assert!(
                !words.contains('{') && !words.contains("erased_at"),
                "{words}"
            );
        }
    }

    // A restored store is told again by what was kept beside its backup.
    let (_, kept) = erase(&data, &["erasures", "list"]);
    assert_eq!((kept.len(), &kept[0]["by"]), (1, &json!("Сынақ соты")));
    drop(process);
    let second = folder.path().join("restored");
    let process = Process::start(&second);
    let file = folder.path().join("erasures.jsonl");
    std::fs::write(&file, format!("{}\n", kept[0])).unwrap();
    let replay = ["erasures", "replay", file.to_str().unwrap()];
    assert_eq!(erase(&second, &replay).1[0]["erased"], json!(true));
    assert_eq!(erase(&second, &replay).1[0]["erased"], json!(false));
    assert_eq!(erase(&second, &["erasures", "list"]).1, kept);
    std::fs::write(&file, "{}\n").unwrap();
    assert_eq!(erase(&second, &replay).0, Some(2));
    drop(process);
}
