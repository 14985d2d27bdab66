//! Records by stick: two houses and a store, files that are lost, doubled, overtaken, cut, forged; and the line beside them.

mod mutants;
mod rig;
mod weather;
mod workstation;

use std::sync::Arc;

use ed25519_dalek::SigningKey;
use feldsher::store::Store;
use feldsher::store::courier::CarryError;
use feldsher::store::refused::Refused;
use feldsher::store::sqlite::Sqlite;
use feldsher::store::storage::{StoreError, bytes};
use feldsher::sync::client::Outcome;
use feldsher::sync::courier::letter::{Errand, Letter};
use feldsher::sync::courier::{CourierError, SMALLEST_PART};
use feldsher::sync::cursor::Log;

use crate::sync::rig::{Dice, Direct, Fate, open_store};
use rig::{Point, Stick, carry, carry_in, forged, look};

fn world(seed: u64) -> (Dice, Arc<Store>) {
    let dice = Dice::new(seed);
    let store = open_store(Arc::new(Sqlite::in_memory().unwrap()), &dice);
    (dice, store)
}

/// Text that no dictionary shortens.
fn noise(dice: &Dice, words: usize) -> String {
    (0..words)
        .map(|_| format!("{:016x}", dice.roll()))
        .collect()
}

#[test]
fn two_houses_that_never_had_a_line_know_each_others_patient() {
    let (dice, store) = world(1);
    let mut a = Point::enrol(&store, "дом А", &dice);
    let mut second = Point::enrol(&store, "дом А", &dice);
    let mut b = Point::enrol(&store, "дом Б", &dice);
    let patient = a.station.new_patient("Пробников");
    let visit = a.station.visit(patient, "кашель");

    let (written, files) = a.export_in(u64::MAX);
    assert_eq!((written.records, written.visits, written.parts), (2, 1, 1));
    assert_eq!(a.station.vault.outbox_len(), 2, "written is not confirmed");
    let (carried, answers) = carry(&store, &files[0]).unwrap();
    assert_eq!(carried.verdicts.accepted, 2);
    assert_eq!(a.station.vault.outbox_len(), 2, "taken in is not confirmed");
    let taken = a.import(&answers[0]).unwrap();
    assert_eq!(a.station.vault.outbox_len(), 0);
    assert!(!taken.is_old && !taken.has_gap && !taken.more && !taken.differs);

    second.round(&store);
    assert!(second.station.vault.placed().contains(&visit));
    store.grant(b.station.scope, patient).unwrap();
    b.station.visit(patient, "осмотр в другом доме");
    b.round(&store);
    a.round(&store);
    assert_eq!(a.station.vault.placed(), b.station.vault.placed());
    for point in [&a, &second, &b] {
        assert_eq!(point.station.vault.outbox_len(), 0);
        assert!(point.station.vault.quarantine.is_empty());
    }
}

#[test]
fn what_is_lost_doubled_or_overtaken_changes_nothing_twice() {
    let (dice, store) = world(2);
    let mut a = Point::enrol(&store, "дом", &dice);
    let mut b = Point::enrol(&store, "дом", &dice);
    let patient = a.station.new_patient("Пробников");
    let lost = a.export();
    drop(lost);
    a.station.visit(patient, "первый");
    let first = a.export();
    a.station.visit(patient, "второй");
    let second = a.export();

    // The later one arrives first, then both twice.
    let (_, late) = carry(&store, &second[0]).unwrap();
    let (carried, early) = carry(&store, &first[0]).unwrap();
    assert_eq!(
        (carried.verdicts.accepted, carried.verdicts.duplicates),
        (0, 2)
    );
    let stats = store.stats().unwrap();
    for file in [&first[0], &second[0], &first[0]] {
        carry(&store, file).unwrap();
    }
    let again = store.stats().unwrap();
    assert_eq!(again.chunks, stats.chunks);
    assert_eq!(again.scopes, stats.scopes);

    a.import(&early[0]).unwrap();
    // The centre knew the second visit already when it answered the first file: its log acknowledges as well.
    assert_eq!(a.station.vault.outbox_len(), 0);
    let state = a.state();
    for answer in [&early[0], &late[0], &early[0]] {
        let taken = a.import(answer).unwrap();
        assert!(taken.is_old, "{taken:?}");
        assert_eq!(a.state(), state);
    }
    b.round(&store);
    assert_eq!(a.station.vault.placed(), b.station.vault.placed());
}

#[test]
fn a_line_that_works_meanwhile_and_a_stick_settle_the_same_once() {
    let (dice, store) = world(3);
    let mut a = Point::enrol(&store, "дом", &dice);
    let mut b = Point::enrol(&store, "дом", &dice);
    let patient = a.station.new_patient("Пробников");
    a.station.visit(patient, "на флешке и по связи");
    let files = a.export();
    // Weeks with a line: counters, starts and tokens go on.
    for day in 0..5 {
        a.station.visit(patient, &format!("день {day}"));
        a.station.restart();
        assert_eq!(
            a.station.sync(&mut Direct::new(&store)).outcome,
            Outcome::Done
        );
        b.station.sync(&mut Direct::new(&store));
    }
    assert_eq!(a.station.vault.outbox_len(), 0);
    let before = (a.state(), store.stats().unwrap());
    let (carried, answers) = carry(&store, &files[0]).unwrap();
    assert_eq!(carried.verdicts.accepted, 0);
    assert_eq!(store.stats().unwrap().scopes, before.1.scopes);
    // What the answer brings is here already: the line was faster.
    assert!(a.import(&answers[0]).unwrap().is_old);
    assert_eq!(a.state(), before.0);
    // The line was not disturbed: no clone was seen, no number used up.
    a.station.visit(patient, "после");
    let report = a.station.sync(&mut Direct::new(&store));
    assert_eq!((report.outcome, report.requests), (Outcome::Done, 1));
    assert_eq!(store.stats().unwrap().events, before.1.events);
    assert_eq!(a.station.client.identity().replica, a.sender().replica);

    // The other way round: the store's answer by line was cut, the stick's answer settles.
    a.station.visit(patient, "ответ потерян");
    let files = a.export();
    a.station
        .sync(&mut Direct::with(&store, Fate::AnswerCut(10)));
    assert_eq!(a.station.vault.outbox_len(), 1);
    let (carried, answers) = carry(&store, &files[0]).unwrap();
    assert_eq!(carried.verdicts.duplicates, 1);
    a.import(&answers[0]).unwrap();
    assert_eq!(a.station.vault.outbox_len(), 0);
    assert_eq!(
        a.station.sync(&mut Direct::new(&store)).outcome,
        Outcome::Done
    );
    b.station.sync(&mut Direct::new(&store));
    assert_eq!(a.station.vault.placed(), b.station.vault.placed());
    assert_eq!(a.station.vault.repairs + b.station.vault.repairs, 0);
}

#[test]
fn parts_count_alone_and_a_missing_one_is_made_up_by_the_next_stick() {
    let (dice, store) = world(4);
    let mut a = Point::enrol(&store, "дом", &dice);
    let mut b = Point::enrol(&store, "дом", &dice);
    let patient = a.station.new_patient("Пробников");
    for _ in 0..150 {
        a.station.visit(patient, &noise(&dice, 600));
    }
    let (written, files) = a.export_in(SMALLEST_PART);
    assert_eq!(written.parts, files.len());
    assert_eq!(written.records, 151);
    assert!(files.len() >= 3, "{}", files.len());
    let sizes: Vec<u64> = files.iter().map(|file| file.len() as u64).collect();
    assert!(sizes.iter().all(|size| *size <= SMALLEST_PART), "{sizes:?}");
    assert_eq!(written.bytes, sizes.iter().sum::<u64>());

    // Backwards, and one of them is left in the ambulance.
    let mut answers = Vec::new();
    for (index, file) in files.iter().enumerate().rev() {
        if index != 1 {
            answers.extend(carry(&store, file).unwrap().1);
        }
    }
    for answer in &answers {
        a.import(answer).unwrap();
    }
    let waiting = a.station.vault.outbox_len();
    assert!(waiting > 0 && waiting < 151, "{waiting}");
    a.round(&store);
    assert_eq!(a.station.vault.outbox_len(), 0);
    assert_eq!(store.stats().unwrap().chunks, 151);

    // The answer in parts: a later one waits for those before it, acknowledgements do not.
    let request = b.export();
    let (carried, parts) = carry_in(&store, &request[0], SMALLEST_PART).unwrap();
    assert_eq!(carried.parts, parts.len());
    assert!(parts.len() >= 3);
    assert!(parts.iter().all(|part| part.len() as u64 <= SMALLEST_PART));
    let before = b.state();
    assert!(b.import(&parts[2]).unwrap().has_gap);
    assert_eq!(b.state(), before);
    for (index, part) in parts.iter().enumerate() {
        let taken = b.import(part).unwrap();
        assert_eq!(taken.more, index + 1 < parts.len());
        assert!(!taken.has_gap && !taken.differs);
    }
    assert_eq!(a.station.vault.placed(), b.station.vault.placed());
}

#[test]
fn a_full_stick_keeps_whole_parts_and_everything_waits_on() {
    let (dice, store) = world(5);
    let mut a = Point::enrol(&store, "дом", &dice);
    let patient = a.station.new_patient("Пробников");
    for _ in 0..90 {
        a.station.visit(patient, &noise(&dice, 600));
    }
    let mut stick = Stick {
        most: Some(1),
        ..Stick::default()
    };
    let full = a.export_to(&mut stick, SMALLEST_PART);
    assert!(matches!(full, Err(CourierError::Full)));
    assert_eq!(stick.files.len(), 1);
    assert_eq!(a.station.vault.outbox_len(), 91);
    let (_, answers) = carry(&store, &stick.files[0]).unwrap();
    a.import(&answers[0]).unwrap();
    assert!((1..91).contains(&a.station.vault.outbox_len()));
    assert!(matches!(
        a.export_to(&mut Stick::default(), SMALLEST_PART - 1),
        Err(CourierError::TooSmall(_))
    ));
}

#[test]
fn half_copied_foreign_and_forged_files_change_nothing_anywhere() {
    let (dice, store) = world(6);
    let mut a = Point::enrol(&store, "дом А", &dice);
    let mut b = Point::enrol(&store, "дом Б", &dice);
    let patient = a.station.new_patient("Пробников");
    a.station.visit(patient, "кашель");
    let request = a.export().remove(0);
    let other_store = world(7).1;
    let stranger = SigningKey::from_bytes(&[8; 32]);
    let me = a.sender();
    let stats = store.stats().unwrap();
    let letter = |errand| Letter {
        id: [1; 16],
        device: me.device,
        replica: me.replica,
        no: 900,
        errand,
    };
    let code = |store: &Store, file: &[u8]| carry(store, file).unwrap_err().code();

    for cut in [0, 1, 40, 56, request.len() / 2, request.len() - 1] {
        assert_eq!(code(&store, &request[..cut]), "courier-cut");
    }
    assert_eq!(code(&other_store, &request), "courier-elsewhere");
    let by_stranger = forged(
        &letter(Errand::Request),
        &stranger,
        &store.public_key(),
        &[],
    );
    assert_eq!(code(&store, &by_stranger), "courier-sender");
    let nobody = Letter {
        device: feldsher::domain::ids::DeviceId([9; 16]),
        ..letter(Errand::Request)
    };
    let from_nobody = forged(&nobody, &stranger, &store.public_key(), &[]);
    assert_eq!(code(&store, &from_nobody), "courier-unknown-device");
    let without_hello = forged(&letter(Errand::Request), &me.key, &store.public_key(), &[]);
    assert_eq!(code(&store, &without_hello), "courier-meaning");
    let its_own_answer = forged(
        &letter(Errand::Renamed { replica: [3; 16] }),
        &me.key,
        &store.public_key(),
        &[],
    );
    assert_eq!(code(&store, &its_own_answer), "courier-meaning");
    assert_eq!(store.stats().unwrap(), stats);

    let (_, answers) = carry(&store, &request).unwrap();
    let answer = &answers[0];
    let before = (a.state(), b.state());
    for cut in [0, 8, 55, answer.len() / 2, answer.len() - 1] {
        assert!(matches!(a.import(&answer[..cut]), Err(CourierError::Cut)));
    }
    assert!(matches!(
        b.import(answer),
        Err(CourierError::Elsewhere { .. })
    ));
    assert!(matches!(
        a.import(&request),
        Err(CourierError::Elsewhere { .. })
    ));
    // Whoever knows the workstation's key can encrypt to it, and only the store can sign.
    let errand = Errand::Renamed { replica: [3; 16] };
    let forgery = forged(&letter(errand), &stranger, &me.key.verifying_key(), &[]);
    assert!(matches!(a.import(&forgery), Err(CourierError::Sender)));
    let mut newer = answer.clone();
    newer[5] = b'2';
    assert!(matches!(a.import(&newer), Err(CourierError::Newer)));
    assert!(matches!(
        a.import(b"PK\x03\x04 a letter of somebody"),
        Err(CourierError::NotOurs)
    ));
    assert_eq!((a.state(), b.state()), before);
    a.import(answer).unwrap();
    assert_eq!(a.station.vault.outbox_len(), 0);
}

#[test]
fn nobody_on_the_way_reads_a_name() {
    let (dice, store) = world(8);
    let mut a = Point::enrol(&store, "дом", &dice);
    a.station.new_patient("Проброва-Единственная");
    let request = a.export().remove(0);
    let (_, answers) = carry(&store, &request).unwrap();
    let device = a.sender().device.0;
    for file in [&request, &answers[0]] {
        let finds = |needle: &[u8]| file.windows(needle.len()).any(|part| part == needle);
        assert!(!finds("Единственная".as_bytes()));
        assert!(!finds(&device), "not even whose it is");
    }
    // Two files with the same content have nothing in common but head and receiver.
    let twin = a.export().remove(0);
    let same = request.iter().zip(&twin).filter(|(x, y)| x == y).count();
    assert!(
        same < request.len() / 10 + 40,
        "{same} of {}",
        request.len()
    );
}

#[test]
fn a_revoked_device_and_a_key_of_before_are_refused() {
    let (dice, store) = world(9);
    let mut a = Point::enrol(&store, "дом", &dice);
    a.station.new_patient("Пробников");
    let file = a.export().remove(0);
    let device = a.sender().device;
    store
        .storage()
        .transact(&mut |tx| {
            let sql = "UPDATE device SET revoked_at = 1 WHERE device = $1";
            tx.execute(sql, &[bytes(device.0)]).map(|_| ())
        })
        .unwrap();
    let stats = store.stats().unwrap();
    let error = carry(&store, &file).unwrap_err();
    assert_eq!(error.code(), "courier-revoked");
    assert!(matches!(
        error,
        CarryError::Store(StoreError::Refused(Refused::Revoked))
    ));
    assert_eq!(store.stats().unwrap(), stats);
    assert_eq!(a.station.vault.outbox_len(), 1);
}

#[test]
fn of_two_copies_of_one_database_both_lose_nothing_and_the_operator_knows() {
    let (dice, store) = world(10);
    let mut a = Point::enrol(&store, "дом", &dice);
    let patient = a.station.new_patient("Пробников");
    a.round(&store);
    // The disk is cloned: same device, same life, same number.
    let mut copy = Point::enrol(&store, "другой", &dice);
    let identity = a.station.client.identity().clone();
    let scope = a.station.scope;
    copy.station = crate::sync::rig::Station::with(identity, scope, [0; 8], &dice);
    copy.station.vault = a.station.vault.clone();
    copy.no = a.no;

    a.station.visit(patient, "на первом");
    copy.station.visit(patient, "на втором");
    a.round(&store);
    let stats = store.stats().unwrap();
    let file = copy.export().remove(0);
    let (carried, answers) = carry(&store, &file).unwrap();
    assert!(carried.is_copy);
    assert_eq!(carried.verdicts.accepted, 0);
    let after = store.stats().unwrap();
    assert_eq!(after.chunks, stats.chunks);
    assert_eq!(after.events, stats.events + 1);
    let waiting = copy.state();
    copy.import(&answers[0]).unwrap();
    assert_eq!(copy.state(), waiting, "only the name has changed");
    assert_ne!(copy.sender().replica, a.sender().replica);
    // Read once more, or by the other copy later, it renames nobody again.
    let renamed = copy.sender().replica;
    copy.import(&answers[0]).unwrap();
    assert_eq!(copy.sender().replica, renamed);

    // What the other copy wrote comes by name, as one's own; the next stick asks for the bytes.
    for _ in 0..2 {
        copy.round(&store);
        a.round(&store);
    }
    assert_eq!(store.stats().unwrap().chunks, 3);
    assert_eq!(copy.station.vault.outbox_len(), 0);
    assert_eq!(a.station.vault.outbox_len(), 0);
    assert_eq!(a.station.vault.placed(), copy.station.vault.placed());
}

#[test]
fn a_workstation_from_yesterdays_backup_takes_old_and_new_answers() {
    let (dice, store) = world(11);
    let mut a = Point::enrol(&store, "дом", &dice);
    let patient = a.station.new_patient("Пробников");
    a.round(&store);
    let backup = a.station.vault.clone();
    a.station.visit(patient, "после копии");
    let request = a.export().remove(0);
    let (_, first) = carry(&store, &request).unwrap();
    a.import(&first[0]).unwrap();
    a.station.visit(patient, "позже");
    let request = a.export().remove(0);
    let (_, second) = carry(&store, &request).unwrap();

    a.station.vault = backup;
    let mut identity = a.station.client.identity().clone();
    identity.replica = dice.bytes();
    a.station.client = feldsher::sync::client::Client::new(identity, "0.1.0");
    a.station.restart();
    let taken = a.import(&second[0]).unwrap();
    assert!(
        taken.has_gap,
        "the first answer is not in the backup: {taken:?}"
    );
    a.import(&first[0]).unwrap();
    a.import(&second[0]).unwrap();
    // What this device wrote itself comes by name only; the next stick asks for the bytes.
    assert_eq!(a.station.vault.gaps.len(), 2);
    a.round(&store);
    assert!(a.station.vault.gaps.is_empty());
    assert_eq!(a.station.vault.placed().len(), 3);
}

#[test]
fn an_acknowledgement_of_a_life_that_the_store_left_takes_nothing_out_of_the_outbox() {
    let folder = tempfile::tempdir().unwrap();
    let (file, copy) = (folder.path().join("s.sqlite"), folder.path().join("copy"));
    let dice = Dice::new(12);
    let opened = || open_store(Arc::new(Sqlite::open(&file).unwrap()), &dice);
    let store = opened();
    let mut a = Point::enrol(&store, "дом", &dice);
    let patient = a.station.new_patient("Пробников");
    a.round(&store);
    drop(store);
    std::fs::copy(&file, &copy).unwrap();

    let store = opened();
    a.station.visit(patient, "потеряно в центре");
    let request = a.export().remove(0);
    let (_, stale) = carry(&store, &request).unwrap();
    // Of the same life, acknowledged before the centre lost it.
    let known = a.station.vault.clone();
    drop(store);
    std::fs::copy(&copy, &file).unwrap();
    let store = opened();
    store.new_epoch().unwrap();

    // The line tells of the new life first, then the old answer arrives.
    a.station.sync(&mut Direct::with(&store, Fate::Whole));
    a.station.visit(patient, "новое");
    let waiting = a.station.vault.outbox_len();
    let taken = a.import(&stale[0]).unwrap();
    assert!(taken.is_old);
    assert_eq!(a.station.vault.outbox_len(), waiting);
    a.round(&store);
    assert_eq!(store.stats().unwrap().chunks, 3);
    assert_eq!(a.station.vault.outbox_len(), 0);

    // The other order: the old answer settles, and the stick that tells of the new life brings the visit back.
    drop(store);
    std::fs::copy(&copy, &file).unwrap();
    let store = opened();
    store.new_epoch().unwrap();
    a.station.vault = known;
    a.station.restart();
    a.import(&stale[0]).unwrap();
    let nobody_knows_better = a.station.vault.outbox_len();
    assert_eq!(nobody_knows_better, 0);
    let request = a.export().remove(0);
    let (_, answers) = carry(&store, &request).unwrap();
    a.import(&answers[0]).unwrap();
    assert_eq!(a.station.vault.outbox_len(), 1, "handed back");
    a.round(&store);
    assert_eq!(a.station.vault.outbox_len(), 0);
    assert_eq!(store.stats().unwrap().chunks, 2);
}

#[test]
fn the_second_tick_comes_with_the_stick_and_never_goes_back() {
    let (dice, store) = world(13);
    let mut a = Point::enrol(&store, "дом", &dice);
    let patient = a.station.new_patient("Пробников");
    a.round(&store);
    let tick = |point: &Point| {
        let key = (point.station.scope, Log::Entries);
        point.station.vault.stable.get(&key).copied().unwrap_or(0)
    };
    a.station.visit(patient, "раз");
    let request = a.export().remove(0);
    let (_, early) = carry(&store, &request).unwrap();
    a.import(&early[0]).unwrap();
    assert_eq!(tick(&a), 0, "accepted, and in no backup yet");
    store.mark_stable().unwrap();
    a.round(&store);
    assert_eq!(tick(&a), 1);
    a.station.visit(patient, "два");
    a.round(&store);
    assert_eq!(tick(&a), 1, "the second visit is not in the backup");
    a.import(&early[0]).unwrap();
    assert_eq!(tick(&a), 1);
}

#[test]
fn somebody_elses_file_can_be_looked_at_by_nobody_else() {
    let (dice, store) = world(14);
    let mut a = Point::enrol(&store, "дом А", &dice);
    let b = Point::enrol(&store, "дом Б", &dice);
    a.station.new_patient("Пробников");
    let file = a.export().remove(0);
    let neighbour = b.sender();
    assert!(matches!(
        look(&file, &neighbour.key, &a.sender().key.verifying_key()),
        Err(CourierError::Elsewhere { .. })
    ));
}
