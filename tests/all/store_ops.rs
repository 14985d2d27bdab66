//! What the operator of the national store does: workstations taken out of use, houses that hold a patient no longer.

use std::sync::Arc;

use feldsher::clock::SystemClock;
use feldsher::domain::country::Country;
use feldsher::domain::ids::Hash32;
use feldsher::domain::lang::Lang;
use feldsher::domain::role::Role;
use feldsher::paths::DataFolder;
use feldsher::store::devices::Newcomer;
use feldsher::store::exchange::Exchange;
use feldsher::store::refused::Refused;
use feldsher::store::storage::StoreError;
use feldsher::sync::auth::SYNC_PATH;
use feldsher::sync::client::Outcome;
use feldsher::sync::frame::{Frame, FrameReader};
use feldsher::sync::port::{Transport, TransportError};
use feldsher::vault::slots::KdfCost;
use feldsher::worker::{Desk, Event, Job, NewClinic, Op, Registration, SyncView};
use serde_json::json;

use crate::store::rig::{Process, World, program};
use crate::sync::rig::{NOW, Station};

/// Keeps what a workstation wanted to send.
struct Kept(Vec<Frame>);

impl Transport for Kept {
    fn exchange(
        &mut self,
        body: &[u8],
        _on_bytes: &mut dyn FnMut(&[u8]) -> bool,
    ) -> Result<(), TransportError> {
        let mut reader = FrameReader::default();
        reader.push(body);
        while let Ok(Some(frame)) = reader.next_frame() {
            self.0.push(frame);
        }
        Err(TransportError::Cut(String::new()))
    }
}

pub fn a_device_out_of_use_is_refused_at_once(world: &World) {
    let mut stolen = world.station("дом");
    let mut other = world.station("дом");
    let patient = stolen.new_patient("Пробников");
    assert_eq!(stolen.sync(&mut world.line()).outcome, Outcome::Done);
    stolen.visit(patient, "последний");
    // A request of it is in work: the next frame finds it out of use.
    let mut kept = Kept(Vec::new());
    stolen.sync(&mut kept);
    let [hello, push] = kept.0.as_slice() else {
        panic!("{} frames", kept.0.len())
    };
    let mut exchange = Exchange::new(&world.store, SYNC_PATH, NOW);
    exchange.frame(hello).unwrap();
    let mut empty = Exchange::new(&world.store, SYNC_PATH, NOW);
    let mut idle = Kept(Vec::new());
    other.sync(&mut idle);
    empty.frame(&idle.0[0]).unwrap();

    assert!(world.store.revoke_device(stolen.device, "украден").unwrap());
    assert!(!world.store.revoke_device(stolen.device, "снова").unwrap());
    let chunks = world.count("chunk");
    for error in [
        exchange.frame(push).unwrap_err(),
        exchange.finish().unwrap_err(),
    ] {
        assert!(
            matches!(error, StoreError::Refused(Refused::Revoked)),
            "{error}"
        );
    }
    empty.finish().unwrap();
    let report = stolen.sync(&mut world.line());
    let code = "revoked".to_owned();
    assert_eq!(report.outcome, Outcome::Refused { code });
    assert_eq!(
        (stolen.vault.outbox_len(), world.count("chunk")),
        (1, chunks)
    );

    // The house hears of it, and the operator finds it again.
    other.sync(&mut world.line());
    let told = other.notice();
    let is_out = |station: &Station| {
        let mut known = told.devices.iter();
        known.any(|device| device.id == station.device && device.revoked)
    };
    assert!(is_out(&stolen) && !is_out(&other));
    let listed = world.store.devices(None).unwrap();
    assert_eq!(listed.len(), 2);
    let by_id = world
        .store
        .devices(Some(&stolen.device.to_string()))
        .unwrap();
    let [row] = by_id.as_slice() else {
        panic!("{by_id:?}")
    };
    assert_eq!(
        (row.revoked_at, row.reason.as_deref()),
        (Some(NOW), Some("украден"))
    );
    assert_eq!(row.app_version.as_deref(), Some("0.1.0"));
    assert_eq!(world.store.devices(Some("Кабинет")).unwrap().len(), 2);
    assert!(world.store.devices(Some("Никто")).unwrap().is_empty());
    world.assert_sound();
}

pub fn a_device_out_of_use_is_never_the_same_again(world: &World) {
    let station = world.station("дом");
    let newcomer = Newcomer {
        device: station.device,
        key: station.client.identity().key.verifying_key(),
        name: "Кабинет".to_owned(),
        managers: Vec::new(),
    };
    world.store.revoke_device(station.device, "продан").unwrap();
    let code = world.store.enrol_code("дом", 15).unwrap().code;
    // Whoever has no good code learns nothing of devices.
    let guessed = world.store.enrol("0000", &newcomer).unwrap_err();
    assert!(matches!(guessed, StoreError::Refused(Refused::Code)));
    let refused = world.store.enrol(&code, &newcomer).unwrap_err();
    assert!(matches!(refused, StoreError::Refused(Refused::Revoked)));
    let other = Newcomer {
        device: feldsher::domain::ids::DeviceId(world.dice.bytes()),
        key: ed25519_dalek::SigningKey::from_bytes(&world.dice.bytes()).verifying_key(),
        ..newcomer
    };
    world.store.enrol(&code, &other).unwrap();
    let gone = world
        .store
        .revoke_device(feldsher::domain::ids::DeviceId([9; 16]), "");
    assert!(matches!(
        gone,
        Err(StoreError::Refused(Refused::UnknownDevice))
    ));
}

pub fn a_patient_taken_from_a_house_counts_there_no_longer(world: &World) {
    let calm = |station: &mut Station| {
        let report = station.sync(&mut world.line());
        assert_eq!(
            (&report.outcome, report.repairs),
            (&Outcome::Done, 0),
            "{report:?}"
        );
        report
    };
    let (mut a, mut b) = (world.station("дом А"), world.station("дом Б"));
    let (patient, other) = (a.new_patient("Пробников"), a.new_patient("Оставшийся"));
    let mut hashes = vec![a.edit(patient, "name.given", "Проба")];
    hashes.extend((0..3).map(|n| a.visit(patient, &format!("запись {n}"))));
    let stays = a.visit(other, "своё");
    calm(&mut a);
    let alone = world.store.revoke(a.scope, patient);
    assert!(
        matches!(alone, Err(StoreError::Refused(Refused::LastHolder))),
        "{alone:?}"
    );
    assert!(world.store.grant(b.scope, patient).unwrap());
    calm(&mut b);
    assert!(
        !world.store.revoke(b.scope, other).unwrap(),
        "it did not hold that one"
    );
    assert!(world.store.revoke(a.scope, patient).unwrap());
    assert!(!world.store.revoke(a.scope, patient).unwrap());

    calm(&mut a);
    let counts = |station: &Station, hash: &Hash32| station.vault.placed().contains(hash);
    assert!(
        hashes
            .iter()
            .all(|hash| !counts(&a, hash) && counts(&b, hash))
    );
    assert!(counts(&a, &stays));
    // A workstation that begins anew there is told that there was something, and not what.
    let mut fresh = world.station("дом А");
    calm(&mut fresh);
    assert!(fresh.vault.changes(patient).is_empty() && !fresh.vault.changes(other).is_empty());
    // What the house still sends of her is taken, for those who hold her.
    let late = a.visit(patient, "поздняя");
    assert_eq!(calm(&mut a).pushed, 1);
    calm(&mut b);
    calm(&mut fresh);
    assert!(counts(&b, &late) && !counts(&a, &late));
    // Given back she is whole.
    assert!(world.store.grant(a.scope, patient).unwrap());
    for station in [&mut a, &mut fresh] {
        calm(station);
        calm(station);
    }
    hashes.push(late);
    assert!(
        hashes
            .iter()
            .all(|hash| counts(&a, hash) && counts(&fresh, hash))
    );
    assert_eq!(a.vault.placed(), fresh.vault.placed());
    world.assert_sound();
}

/// A desk that tells what went wrong instead of stopping at it.
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

fn register(desk: &mut Desk, given: &str) {
    let registration: Registration = serde_json::from_value(json!({
        "family": "Сынақова", "given": given, "sex": "female", "born": "1902-01-01",
    }))
    .unwrap();
    let op = Box::new(Op::Register(Box::new(registration)));
    let events = ask(desk, Job::Do { ticket: 0, op });
    assert!(
        !events
            .iter()
            .any(|event| matches!(event, Event::Failed { .. })),
        "{events:?}"
    );
}

/// "A stolen workstation cannot be shut out yet": now it can, while the store runs; and who was shut out by mistake loses nothing.
#[test]
fn a_workstation_shut_out_keeps_its_work_and_comes_back_as_another_one() {
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
            name: "Үлгі медициналық пункті".to_owned(),
            country: Country::Kz,
            lang: Lang::Ru,
            login: "first".to_owned(),
            user_name: "Сынақов Үлгі".to_owned(),
            role: Role::Doctor,
            password: "correct horse".to_owned(),
        })),
    );
    let enrol = |desk: &mut Desk| {
        let code = program(&data, &["enrol-code", "--scope", "Үлгі"]);
        let code = code["code"].as_str().unwrap().to_owned();
        let url = process.url.clone();
        let events = ask(desk, Job::Enrol { url, code });
        assert!(
            !events
                .iter()
                .any(|event| matches!(event, Event::Failed { .. })),
            "{events:?}"
        );
    };
    enrol(&mut desk);
    register(&mut desk, "Айна");
    assert_eq!(synced(&mut desk).waiting, 0);
    let row = program(&data, &["device", "list"]);
    assert_eq!(
        (&row["name"], &row["revoked_at"]),
        (&json!("Үлгі медициналық пункті"), &json!(null))
    );

    let told = program(
        &data,
        &[
            "device",
            "revoke",
            "Үлгі медициналық пункті",
            "--reason",
            "ұрланды",
        ],
    );
    assert_eq!(
        (&told["revoked"], &told["device"]),
        (&json!(true), &row["device"])
    );
    register(&mut desk, "Алма");
    let view = synced(&mut desk);
    assert_eq!(
        view.last_fault.map(|fault| fault.code),
        Some("sync-revoked".to_owned())
    );
    let waiting = view.waiting;
    assert!(waiting > 0, "her card waits here");
    let stick = folder.path().join("stick.courier");
    let out = ask(
        &mut desk,
        Job::CourierOut {
            path: stick.clone(),
            max_part: None,
        },
    );
    assert!(
        stick.exists(),
        "what waits can be written to a stick: {out:?}"
    );

    enrol(&mut desk);
    let view = synced(&mut desk);
    assert_eq!((view.last_fault, view.waiting), (None, 0));
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_feldsher-store"))
        .args(["device", "list", "--data"])
        .arg(&data)
        .output()
        .unwrap();
    let mut rows: Vec<serde_json::Value> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    // Listed by their random names.
    rows.sort_by_key(|row| row["revoked_at"].is_null());
    let states: Vec<bool> = rows.iter().map(|row| row["revoked_at"].is_null()).collect();
    assert_eq!(states, [false, true]);
    assert_eq!(rows[0]["reason"], "ұрланды");
    // Two of one name now: it has to be said which.
    let both = std::process::Command::new(env!("CARGO_BIN_EXE_feldsher-store"))
        .args([
            "device",
            "revoke",
            "Үлгі медициналық пункті",
            "--reason",
            "x",
            "--data",
        ])
        .arg(&data)
        .output()
        .unwrap();
    assert_eq!(both.status.code(), Some(2));
    let said = String::from_utf8(both.stdout).unwrap();
    assert!(said.contains(rows[1]["device"].as_str().unwrap()), "{said}");
}
