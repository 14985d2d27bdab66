//! The national store: one suite of cases, run on embedded SQLite and on a real PostgreSQL.

pub mod rig;

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use feldsher::domain::chunk::{Chunk, Kind, Unit};
use feldsher::domain::ids::{DeviceId, DocId, FacilityId, Hash32, hex};
use feldsher::record;
use feldsher::store::Store;
use feldsher::store::refused::Refused;
use feldsher::store::serve::{Limits, Running};
use feldsher::store::storage::{StoreError, within};
use feldsher::sync::auth::{Bound, SYNC_PATH, Seal, seal};
use feldsher::sync::client::{Fault, Outcome};
use feldsher::sync::cursor::Log;
use feldsher::sync::dictionary::NONE;
use feldsher::sync::enrol::EnrolRequest;
use feldsher::sync::frame::{self, MAGIC};
use feldsher::sync::http::{HttpLine, enrol};
use feldsher::sync::message::{Message, Push};
use feldsher::sync::port::{SyncVault as _, TransportError};

use self::rig::{Cluster, Process, World, assert_same, on_sqlite, program, settle};
use crate::store_erase::an_erased_record_is_gone_for_everybody_and_every_cursor_stands;
use crate::store_ops::{
    a_device_out_of_use_is_never_the_same_again, a_device_out_of_use_is_refused_at_once,
    a_patient_taken_from_a_house_counts_there_no_longer,
};
use crate::sync::rig::{Dice, Direct, Fate, NOW, Station, answer_to};

macro_rules! on_both {
    ($($case:ident),+ $(,)?) => {
        mod sqlite {
            $(#[test] fn $case() { super::$case(&super::on_sqlite()); })+
        }

        /// One cluster serves all cases, each in a database of its own.
        #[test]
        fn postgres() {
            let Some(cluster) = Cluster::start() else { return };
            $(
                eprintln!("on PostgreSQL: {}", stringify!($case));
                $case(&cluster.world(stringify!($case)));
            )+
        }
    };
}

on_both!(
    workstations_of_one_house_converge_over_http,
    an_answer_cut_at_every_byte_loses_and_doubles_nothing,
    a_request_cut_at_every_byte_loses_and_doubles_nothing,
    an_answer_lost_after_the_commit_is_told_again,
    the_same_request_twice_is_answered_once,
    a_second_copy_of_a_chunk_is_a_duplicate,
    a_fork_is_refused_and_kept,
    an_orphan_waits_and_does_not_block,
    poison_goes_to_quarantine_and_the_rest_is_taken,
    another_house_cannot_write_into_ours,
    a_store_that_lost_its_tail_gets_it_back,
    a_store_restored_twice_finds_the_common_point,
    a_loss_that_nobody_announced_is_noticed,
    a_missing_chunk_is_noticed_and_repaired,
    a_wrongly_acknowledged_chunk_is_sent_again,
    a_workstation_restored_from_an_old_copy_catches_up,
    a_cloned_workstation_is_renamed_and_loses_nothing,
    a_granted_patient_comes_with_the_whole_history,
    a_late_write_is_taken_for_those_who_hold_the_patient,
    the_second_tick_follows_the_backup,
    codes_are_good_once_and_for_a_while,
    wrong_signatures_are_refused,
    hostile_bodies_are_refused_and_the_store_lives_on,
    a_device_in_a_loop_is_asked_to_wait,
    many_at_once_keep_every_log_dense,
    a_device_out_of_use_is_refused_at_once,
    a_device_out_of_use_is_never_the_same_again,
    the_emergency_directory_is_built_and_handed_out,
    an_erased_record_is_gone_for_everybody_and_every_cursor_stands,
    a_patient_taken_from_a_house_counts_there_no_longer,
);

fn the_emergency_directory_is_built_and_handed_out(world: &World) {
    crate::directory::built_and_handed_out(&world.store);
}

fn workstations_of_one_house_converge_over_http(world: &World) {
    let server = world.serve(Limits::default());
    let mut line = HttpLine::new(&server.url()).unwrap();
    let mut stations = [
        world.station("АВП Кара-Суу"),
        world.station("АВП Кара-Суу"),
        world.station("АВП Кара-Суу"),
    ];
    let patient = stations[0].new_patient("Пробников");
    for n in 0..40 {
        stations[n % 3].visit(patient, &format!("жалобы на кашель, день {n}"));
    }
    let other = stations[1].new_patient("Тестова");
    stations[1].visit(other, "осмотр");
    for round in 0..3 {
        for station in &mut stations {
            let report = station.sync(&mut line);
            assert_eq!(report.outcome, Outcome::Done);
        }
        if round == 0 {
            // Two doctors edit one card apart.
            stations[0].edit(patient, "ct.phone", "+7 700 000 00 01");
            stations[1].edit(patient, "ct.phone", "+7 700 000 00 02");
        }
    }
    let [a, b, c] = &mut stations;
    assert_same(a, b);
    assert_same(b, c);
    assert_eq!(a.vault.placed().len(), 45);
    assert_eq!(world.store.stats().unwrap().chunks, 45);
    assert_eq!(a.vault.repairs + b.vault.repairs + c.vault.repairs, 0);
    assert_eq!(a.notice().devices.len(), 3);
    world.assert_sound();
    let idle = a.sync(&mut line);
    assert_eq!((idle.requests, idle.pulled, idle.pushed), (1, 0, 0));
    assert!(idle.sent_bytes <= 300, "{} bytes", idle.sent_bytes);
    let mut direct = world.line();
    a.sync(&mut direct);
    assert!(
        direct.last_answer.len() <= 300,
        "{} bytes",
        direct.last_answer.len()
    );
    server.stop().unwrap();
}

fn an_answer_cut_at_every_byte_loses_and_doubles_nothing(world: &World) {
    let mut writer = world.station("дом");
    let patient = writer.new_patient("Пробников");
    for day in 0..3 {
        writer.visit(patient, &format!("день {day}: температура 38,{day}"));
    }
    settle(world, &mut [&mut writer]);
    let mut reader = world.station("дом");
    let empty = reader.vault.clone();
    let mut whole = world.line();
    reader.sync(&mut whole);
    let length = whole.last_answer.len();
    for at in (0..length).step_by(world.step) {
        let boot_no = reader.vault.boot_no;
        reader.vault = empty.clone();
        reader.vault.boot_no = boot_no;
        let report = reader.sync(&mut Direct::with(&world.store, Fate::AnswerCut(at)));
        assert_eq!(report.outcome, Outcome::Cut, "cut at {at}");
        let (before, cursors) = (reader.vault.placed(), reader.vault.cursors.clone());
        for log in Log::ALL {
            let seq = cursors.iter().find(|cursor| cursor.log == log).unwrap().seq;
            let places = reader.vault.rows.values().filter_map(|row| row.place);
            let highest = places
                .filter(|place| place.log == log)
                .map(|place| place.seq);
            assert!(highest.max().unwrap_or(0) <= seq, "rows beyond the cursor");
        }
        let report = reader.sync(&mut world.line());
        assert_eq!(report.outcome, Outcome::Done);
        assert!(before.is_subset(&reader.vault.placed()));
        assert_same(&writer, &reader);
    }
}

fn a_request_cut_at_every_byte_loses_and_doubles_nothing(world: &World) {
    let mut writer = world.station("дом");
    let mut at = 0;
    let mut written = 0;
    loop {
        let patient = writer.new_patient("Пробников");
        writer.visit(patient, "осмотр");
        written += 2;
        let mut line = Direct::with(&world.store, Fate::RequestCut(at));
        let report = writer.sync(&mut line);
        let whole = line.last_request.len() <= at;
        assert_eq!(report.outcome == Outcome::Done, whole, "cut at {at}");
        if !whole {
            assert_eq!(writer.sync(&mut world.line()).outcome, Outcome::Done);
        }
        assert_eq!(writer.vault.outbox_len(), 0);
        assert_eq!(writer.vault.placed().len(), written);
        assert_eq!(world.count("chunk"), written as u64);
        if whole {
            break;
        }
        at += world.step * 3;
    }
    assert!(at > 300, "a request has more than {at} bytes");
    world.assert_sound();
}

fn an_answer_lost_after_the_commit_is_told_again(world: &World) {
    let mut writer = world.station("дом");
    let patient = writer.new_patient("Пробников");
    writer.visit(patient, "осмотр");
    let report = writer.sync(&mut Direct::with(&world.store, Fate::AnswerCut(0)));
    assert_eq!(report.outcome, Outcome::Cut);
    assert_eq!(world.count("chunk"), 2);
    assert_eq!(writer.vault.outbox_len(), 2);
    let report = writer.sync(&mut world.line());
    // The log itself acknowledges: nothing is sent twice.
    assert_eq!((report.pushed, report.duplicates), (0, 0));
    assert_eq!(writer.vault.outbox_len(), 0);
    assert_eq!(world.count("chunk"), 2);
    world.assert_sound();
}

fn the_same_request_twice_is_answered_once(world: &World) {
    let mut writer = world.station("дом");
    let patient = writer.new_patient("Пробников");
    let mut line = world.line();
    writer.sync(&mut line);
    let replay = line.last_request.clone();
    let before = world.rows("SELECT seq, chain FROM log_head ORDER BY scope, log");
    let again = answer_to(&world.store, &replay, true);
    assert!(matches!(
        again,
        Err(StoreError::Refused(Refused::Replayed { .. }))
    ));
    assert_eq!(
        world.rows("SELECT seq, chain FROM log_head ORDER BY scope, log"),
        before
    );
    // A proxy doubles the request and only the second answer, a refusal, is heard.
    writer.visit(patient, "осмотр");
    let report = writer.sync(&mut Direct::with(&world.store, Fate::Doubled));
    assert_eq!(report.outcome, Outcome::Busy);
    assert_eq!(writer.sync(&mut world.line()).outcome, Outcome::Done);
    assert_eq!(writer.vault.outbox_len(), 0);
    assert_eq!(world.count("chunk"), 2);
    world.assert_sound();
}

fn a_second_copy_of_a_chunk_is_a_duplicate(world: &World) {
    let (mut a, mut b) = (world.station("дом"), world.station("дом"));
    let patient = DocId([9; 16]);
    let chunk = a.card_change(patient, "name.sur", "Пробников");
    a.vault.write(chunk.clone());
    b.vault.write(chunk);
    assert_eq!(a.sync(&mut world.line()).pushed, 1);
    let report = b.sync(&mut world.line());
    assert_eq!((report.pushed, report.duplicates), (0, 1));
    assert_same(&a, &b);
    assert_eq!(world.store.stats().unwrap().duplicates_refused, 1);
    assert_eq!(world.count("chunk"), 1);
}

fn a_fork_is_refused_and_kept(world: &World) {
    let (mut a, mut b) = (world.station("дом"), world.station("дом"));
    let patient = DocId([9; 16]);
    // One suspended machine, resumed twice: the same actor and number, other content.
    b.actor = a.actor;
    a.edit(patient, "name.sur", "Пробников");
    let refused = b.edit(patient, "name.sur", "Тестов");
    let followed = b.visit(patient, "осмотр");
    a.sync(&mut world.line());
    b.sync(&mut world.line());
    assert_eq!(b.vault.reauthor, [refused]);
    assert!(b.vault.placed().contains(&followed));
    assert_eq!(world.count("chunk"), 2);
    let kept = world.rows("SELECT reason, hash FROM quarantine");
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].text(0).unwrap(), "fork");
    // Authored anew it is an ordinary change, and both values stand.
    b.restart();
    b.edit(patient, "name.sur", "Тестов");
    settle(world, &mut [&mut a, &mut b]);
    assert_same(&a, &b);
    assert_eq!(world.count("chunk"), 3);
    world.assert_sound();
}

fn an_orphan_waits_and_does_not_block(world: &World) {
    let mut a = world.station("дом");
    let mut b = world.station("дом");
    let patient = a.new_patient("Пробников");
    let first = a.vault.rows.values().next().unwrap().chunk.clone();
    b.vault.write(first.clone());
    let orphan = b.edit(patient, "ct.phone", "+7");
    b.vault.rows.remove(&record::hash(&first.bytes));
    let other = b.new_patient("Тестова");
    let report = b.sync(&mut world.line());
    assert_eq!((report.held, report.pushed), (1, 1));
    assert_eq!(b.vault.outbox_len(), 1);
    assert_eq!(b.vault.held[&orphan], 1);
    assert!(
        b.vault
            .placed()
            .iter()
            .any(|hash| b.vault.rows[hash].chunk.doc == other)
    );
    a.sync(&mut world.line());
    settle(world, &mut [&mut b, &mut a]);
    assert_same(&a, &b);
    assert!(b.vault.placed().contains(&orphan));
    assert_eq!(world.count("chunk"), 3);
}

fn poison_goes_to_quarantine_and_the_rest_is_taken(world: &World) {
    let mut a = world.station("дом");
    let stranger = world.station("дом");
    let patient = a.new_patient("Пробников");
    let visit = |station: &Station| station.entry(Kind::VISIT, Unit::Patient(patient), "осмотр");

    let mut mislabelled = visit(&a);
    mislabelled.unit = Unit::Patient(DocId([77; 16]));
    let mut torn = visit(&a);
    torn.bytes.truncate(60);
    let mut flipped = visit(&a);
    flipped.bytes[40] ^= 1;
    let moved = Chunk {
        doc: DocId([78; 16]),
        unit: Unit::Patient(DocId([78; 16])),
        ..a.card_change(patient, "ct.phone", "+7")
    };
    let mut foreign_card = a.card_change(DocId([79; 16]), "name.sur", "Чужой");
    foreign_card.unit = Unit::Patient(patient);
    let forged = {
        let mut forger = Station::enrol(&world.store, "дом", &world.dice);
        forger.device = stranger.device;
        forger.entry(Kind::VISIT, Unit::Patient(patient), "подделка")
    };
    let expected = [
        (mislabelled, "mislabelled"),
        (torn, "checksum"),
        (flipped, "checksum"),
        (moved, "signature"),
        (foreign_card, "mislabelled"),
        (forged, "signature"),
    ];
    let mut reasons = Vec::new();
    for (chunk, reason) in expected {
        reasons.push((a.vault.write(chunk), reason));
    }
    let good = a.visit(patient, "осмотр");
    let report = a.sync(&mut world.line());
    assert_eq!((report.refused, report.pushed), (6, 2));
    for (hash, reason) in &reasons {
        assert_eq!(a.vault.quarantine[hash], *reason);
    }
    assert!(a.vault.placed().contains(&good));
    assert_eq!(a.vault.outbox_len(), 0, "poison is not sent again");
    assert_eq!(world.store.stats().unwrap().quarantine, 6);
    assert_eq!(world.count("chunk"), 2);
    world.assert_sound();
}

fn another_house_cannot_write_into_ours(world: &World) {
    let mut ours = world.station("наш дом");
    let mut theirs = world.station("чужой дом");
    let unit = Unit::Facility(ours.scope);
    ours.vault.write(ours.entry(Kind::USER, unit, "заведующая"));
    ours.sync(&mut world.line());
    let foreign = theirs.entry(Kind::USER, unit, "самозванец");
    let foreign = theirs.vault.write(foreign);
    theirs.sync(&mut world.line());
    assert_eq!(theirs.vault.quarantine[&foreign], "foreign-unit");
    ours.sync(&mut world.line());
    assert_eq!(ours.vault.placed().len(), 1);
}

fn a_store_that_lost_its_tail_gets_it_back(world: &World) {
    let (mut a, mut b) = (world.station("дом"), world.station("дом"));
    let patient = a.new_patient("Пробников");
    a.visit(patient, "до копии");
    settle(world, &mut [&mut a, &mut b]);
    let backup = head(world, a.scope, Log::Cards);
    for day in 0..5 {
        a.visit(patient, &format!("день {day}"));
        b.edit(patient, "ct.phone", &format!("+7 {day}"));
    }
    settle(world, &mut [&mut a, &mut b]);
    let all = a.vault.placed();
    assert_eq!(all.len(), 12);

    world.forget_tail(a.scope, Log::Entries, 1);
    world.forget_tail(a.scope, Log::Cards, backup);
    assert_eq!(world.count("chunk"), 2);
    world.store.new_epoch().unwrap();
    // Only B is still alive: it hands back what A wrote too.
    settle(world, &mut [&mut b]);
    assert_eq!(world.count("chunk"), 12);
    settle(world, &mut [&mut b, &mut a]);
    assert_same(&a, &b);
    assert_eq!(a.vault.placed(), all);
    assert_eq!(world.count("chunk"), 12);
    assert!(a.vault.resets > 0 && b.vault.resets > 0);
    world.assert_sound();
}

fn head(world: &World, scope: FacilityId, log: Log) -> u64 {
    within(&*world.storage, |tx| {
        feldsher::store::log::head(tx, scope, log)
    })
    .unwrap()
    .seq
}

fn a_store_restored_twice_finds_the_common_point(world: &World) {
    let (mut a, mut b, mut c) = (
        world.station("дом"),
        world.station("дом"),
        world.station("дом"),
    );
    let patient = a.new_patient("Пробников");
    settle(world, &mut [&mut a, &mut b, &mut c]);
    for keep in [2, 1] {
        for day in 0..4 {
            a.visit(patient, &format!("{keep} день {day}"));
        }
        settle(world, &mut [&mut a]);
        world.forget_tail(a.scope, Log::Entries, keep);
        world.store.new_epoch().unwrap();
        // B learns of every life, C of none but the last.
        settle(world, &mut [&mut b]);
    }
    settle(world, &mut [&mut c, &mut a, &mut b]);
    assert_same(&a, &b);
    assert_same(&b, &c);
    assert_eq!(a.vault.placed().len(), 9);
    assert_eq!(world.count("chunk"), 9);
    world.assert_sound();
}

fn a_loss_that_nobody_announced_is_noticed(world: &World) {
    let mut a = world.station("дом");
    let patient = a.new_patient("Пробников");
    for day in 0..4 {
        a.visit(patient, &format!("день {day}"));
    }
    settle(world, &mut [&mut a]);
    world.forget_tail(a.scope, Log::Entries, 1);
    settle(world, &mut [&mut a]);
    assert_eq!(world.count("chunk"), 5);
    assert_eq!(a.vault.placed().len(), 5);
    let events = world.rows("SELECT what FROM event");
    assert_eq!(events[0].text(0).unwrap(), "log-went-back");
    world.assert_sound();
}

fn a_missing_chunk_is_noticed_and_repaired(world: &World) {
    let (mut a, mut b) = (world.station("дом"), world.station("дом"));
    let patient = a.new_patient("Пробников");
    for day in 0..30 {
        a.visit(patient, &format!("день {day}"));
    }
    settle(world, &mut [&mut a, &mut b]);
    let lost: Vec<Hash32> = b.vault.placed().into_iter().step_by(7).collect();
    for hash in &lost {
        b.vault.rows.remove(hash);
    }
    let report = b.sync(&mut world.line());
    assert!(report.repairs > 0);
    assert_same(&a, &b);
    assert_eq!(b.sync(&mut world.line()).repairs, 0);
}

/// Under a number that the log already passed only the digest tells; a number that it never comes to is a promise not kept.
fn a_wrongly_acknowledged_chunk_is_sent_again(world: &World) {
    let mut a = world.station("дом");
    let patient = a.new_patient("Пробников");
    a.visit(patient, "осмотр");
    settle(world, &mut [&mut a]);
    for (seq, is_repaired) in [(1, true), (99, false)] {
        let before = world.count("chunk");
        let visit = a.visit(patient, "осмотр");
        let place = feldsher::sync::cursor::Place {
            scope: a.scope,
            log: Log::Entries,
            epoch: a.vault.cursors[0].epoch,
            seq,
        };
        let settlement = feldsher::sync::port::Settlement::Accepted(Some(place));
        a.vault.settle(&[(visit, settlement)]).unwrap();
        assert_eq!(a.vault.outbox_len(), 0);
        let report = a.sync(&mut world.line());
        assert_eq!(report.repairs > 0, is_repaired);
        assert_eq!(world.count("chunk"), before + 1);
        assert_eq!(a.sync(&mut world.line()).repairs, 0);
    }
}

fn a_workstation_restored_from_an_old_copy_catches_up(world: &World) {
    let mut a = world.station("дом");
    let patient = a.new_patient("Пробников");
    a.sync(&mut world.line());
    let backup = a.vault.clone();
    let identity = a.client.identity().clone();
    for day in 0..3 {
        a.visit(patient, &format!("день {day}"));
        a.sync(&mut world.line());
    }
    let all = a.vault.placed();
    let scope = a.scope;
    let mut restored = Station::with(identity, scope, [0; 8], &world.dice);
    restored.vault = backup;
    restored.visit(patient, "после восстановления");
    settle(world, &mut [&mut restored]);
    assert!(
        all.is_subset(&restored.vault.placed()),
        "own writes came back"
    );
    assert_eq!(world.count("chunk"), 5);
    assert!(restored.vault.boot_no.is_some(), "its counter was too low");
    settle(world, &mut [&mut a, &mut restored]);
    assert_same(&a, &restored);
    world.assert_sound();
}

fn a_cloned_workstation_is_renamed_and_loses_nothing(world: &World) {
    let mut a = world.station("дом");
    let patient = a.new_patient("Пробников");
    a.sync(&mut world.line());
    let mut clone = Station::with(a.client.identity().clone(), a.scope, [0; 8], &world.dice);
    clone.vault = a.vault.clone();
    let replica = a.client.identity().replica;
    for day in 0..4 {
        a.visit(patient, &format!("здесь, день {day}"));
        clone.visit(patient, &format!("там, день {day}"));
        // Each has raised the counter over the other's: a second try inside the session mends it.
        assert_eq!(a.sync(&mut world.line()).outcome, Outcome::Done);
        assert_eq!(clone.sync(&mut world.line()).outcome, Outcome::Done);
    }
    settle(world, &mut [&mut a, &mut clone]);
    assert_same(&a, &clone);
    assert_eq!(a.vault.placed().len(), 9);
    let names = [a.client.identity().replica, clone.client.identity().replica];
    assert_ne!(names[0], names[1]);
    assert!(names.contains(&replica));
    let events = world.rows("SELECT what FROM event");
    assert_eq!(events[0].text(0).unwrap(), "replica-cloned");
}

fn a_granted_patient_comes_with_the_whole_history(world: &World) {
    let (mut a, mut b) = (world.station("дом А"), world.station("дом Б"));
    let patient = a.new_patient("Пробников");
    for day in 0..3 {
        a.visit(patient, &format!("день {day}"));
    }
    a.edit(patient, "ct.phone", "+7");
    settle(world, &mut [&mut a, &mut b]);
    assert!(b.vault.placed().is_empty());
    assert!(world.store.grant(b.scope, patient).unwrap());
    assert!(!world.store.grant(b.scope, patient).unwrap());
    a.visit(patient, "после передачи");
    settle(world, &mut [&mut a, &mut b]);
    assert_eq!(b.vault.placed(), a.vault.placed());
    assert_eq!(b.vault.grants, [Unit::Patient(patient)]);
    b.visit(patient, "в новом доме");
    settle(world, &mut [&mut b, &mut a]);
    assert_eq!(b.vault.placed(), a.vault.placed());
    assert_eq!(a.vault.placed().len(), 7);
    assert!(matches!(
        world.store.grant(FacilityId([1; 16]), patient),
        Err(StoreError::Refused(Refused::UnknownScope))
    ));
    assert!(matches!(
        world.store.grant(b.scope, DocId([1; 16])),
        Err(StoreError::Refused(Refused::UnknownPatient))
    ));
    world.assert_sound();
}

fn a_late_write_is_taken_for_those_who_hold_the_patient(world: &World) {
    let (mut a, mut b) = (world.station("дом А"), world.station("дом Б"));
    let patient = a.new_patient("Пробников");
    settle(world, &mut [&mut a]);
    let late = b.visit(patient, "скорая помощь в пути");
    settle(world, &mut [&mut b, &mut a]);
    assert!(a.vault.placed().contains(&late));
    assert_eq!(b.vault.outbox_len(), 0);
    assert!(b.vault.placed().is_empty());
}

fn the_second_tick_follows_the_backup(world: &World) {
    let mut a = world.station("дом");
    let patient = a.new_patient("Пробников");
    settle(world, &mut [&mut a]);
    let tick = |a: &Station| a.vault.stable.get(&(a.scope, Log::Cards)).copied();
    assert_eq!(tick(&a), None);
    world.store.mark_stable().unwrap();
    settle(world, &mut [&mut a]);
    let cards = head(world, a.scope, Log::Cards);
    assert_eq!(tick(&a), Some(cards));
    a.edit(patient, "ct.phone", "+7");
    settle(world, &mut [&mut a]);
    assert_eq!(tick(&a), Some(cards), "not yet in the backup");
    let store = Store::open(
        Arc::clone(&world.storage),
        Arc::new(feldsher::clock::FixedClock::at(NOW)),
        world.dice.entropy(),
    )
    .unwrap()
    .stable_immediately(true);
    assert_eq!(store.public_key(), world.store.public_key());
    a.sync(&mut Direct::new(&store));
    assert_eq!(tick(&a), Some(cards + 1));
}

fn codes_are_good_once_and_for_a_while(world: &World) {
    let server = world.serve(Limits::default());
    let request = |code: &str, seed: u8| EnrolRequest {
        code: code.to_owned(),
        device: DeviceId([seed; 16]),
        device_key: hex(ed25519_dalek::SigningKey::from_bytes(&[seed; 32])
            .verifying_key()
            .as_bytes()),
        device_name: "Кабинет".to_owned(),
        manager_keys: vec![hex(ed25519_dalek::SigningKey::from_bytes(&[99; 32])
            .verifying_key()
            .as_bytes())],
    };
    let refused = |outcome: Result<_, TransportError>| match outcome {
        Err(TransportError::Refused(refusal)) => (refusal.status, refusal.code),
        other => panic!("{other:?}"),
    };
    let code = world.store.enrol_code("дом", 15).unwrap();
    assert!(code.code.replace('-', "").len() >= 32, "128 bits");
    let answer = enrol(&server.url(), &request(&code.code, 1)).unwrap();
    assert_eq!(answer.scope, code.scope);
    assert_eq!(answer.store_key, hex(world.store.public_key().as_bytes()));
    let again = enrol(&server.url(), &request(&code.code, 2));
    assert_eq!(refused(again.map(drop)), (403, "code".to_owned()));
    let unknown = enrol(&server.url(), &request("0000-0000", 2));
    assert_eq!(refused(unknown.map(drop)), (403, "code".to_owned()));
    // Minutes are on the store's own clock: minus one is over already.
    let old = world.store.enrol_code("дом", 0).unwrap();
    within(&*world.storage, |tx| {
        tx.execute(
            "UPDATE enrol_code SET expires_at = expires_at - 1 WHERE used_at IS NULL",
            &[],
        )
    })
    .unwrap();
    let late = enrol(&server.url(), &request(&old.code, 3));
    assert_eq!(refused(late.map(drop)), (403, "code".to_owned()));
    // The same device with another key is not the same device; the code is not lost by the attempt.
    let code = world
        .store
        .enrol_code(&answer.scope.to_string(), 15)
        .unwrap();
    assert_eq!(code.scope, answer.scope, "found by its id");
    let mut impostor = request(&code.code, 4);
    impostor.device = DeviceId([1; 16]);
    let taken = enrol(&server.url(), &impostor);
    assert_eq!(refused(taken.map(drop)), (409, "device-taken".to_owned()));
    assert!(enrol(&server.url(), &request(&code.code, 4)).is_ok());
    assert_eq!(world.store.stats().unwrap().devices, 2);
    let kept = world.rows("SELECT code_hash FROM enrol_code");
    assert!(kept.iter().all(|row| row.bytes(0).unwrap().len() == 32));
    assert_eq!(world.count("manager"), 1);
    server.stop().unwrap();
}

fn wrong_signatures_are_refused(world: &World) {
    let server = world.serve(Limits::default());
    let mut line = HttpLine::new(&server.url()).unwrap();
    let good = world.station("дом");
    let refused = |code: &str| Outcome::Refused {
        code: code.to_owned(),
    };
    let mut wrong_key = good.client.identity().clone();
    wrong_key.key = ed25519_dalek::SigningKey::from_bytes(&[66; 32]);
    let mut thief = Station::with(wrong_key, good.scope, [0; 8], &world.dice);
    assert_eq!(thief.sync(&mut line).outcome, refused("signature"));
    let mut nobody = good.client.identity().clone();
    nobody.device = DeviceId([42; 16]);
    let mut nobody = Station::with(nobody, good.scope, [0; 8], &world.dice);
    assert_eq!(nobody.sync(&mut line).outcome, refused("unknown-device"));

    // A Push that was signed for another place in the request.
    let mut honest = good;
    honest.new_patient("Пробников");
    let mut direct = world.line();
    honest.sync(&mut direct);
    let mut body = MAGIC.to_vec();
    let hello = hello_of(&honest);
    body.extend(hello);
    let (kind, mut payload) = Message::Push(Push {
        no: 0,
        prev: Hash32::default(),
        chunks: Vec::new(),
        seal: Seal::EMPTY,
    })
    .encode();
    seal(
        &mut payload,
        Bound::push(SYNC_PATH, honest.device, u64::MAX >> 2, 1),
        &honest.key,
    );
    frame::write(&mut body, kind, &payload, NONE, 3).unwrap();
    assert!(matches!(
        answer_to(&world.store, &body, true),
        Err(StoreError::Refused(Refused::Signature))
    ));

    // The store's own signature: another store answers in its place.
    let mut pinned_elsewhere = honest.client.identity().clone();
    pinned_elsewhere.store_key = ed25519_dalek::SigningKey::from_bytes(&[67; 32]).verifying_key();
    pinned_elsewhere.boot_no = 1 << 38;
    let mut station = Station::with(pinned_elsewhere, honest.scope, [0; 8], &world.dice);
    assert_eq!(
        station.sync(&mut line).outcome,
        Outcome::Broken(Fault::StoreKey)
    );
    assert_eq!(world.count("quarantine"), 0);
    server.stop().unwrap();
}

/// A fresh, good Hello frame of a station.
fn hello_of(station: &Station) -> Vec<u8> {
    let identity = station.client.identity();
    let counter = (identity.boot_no + 1_000) << feldsher::sync::auth::BOOT_SHIFT;
    let (kind, mut payload) = Message::Hello(feldsher::sync::message::Hello {
        proto: 1,
        app_version: "0.1.0".to_owned(),
        schema_max: 1,
        dicts: vec![1],
        device: station.device,
        replica: identity.replica,
        token: identity.token,
        counter,
        cursors: station.vault.cursors.clone(),
        max_answer_bytes: 65_536,
        frame_bytes: 4_096,
        lanes: Vec::new(),
        seal: Seal::EMPTY,
    })
    .encode();
    seal(
        &mut payload,
        Bound::hello(SYNC_PATH, station.device, counter),
        &station.key,
    );
    let mut bytes = Vec::new();
    frame::write(&mut bytes, kind, &payload, NONE, 3).unwrap();
    bytes
}

fn hostile_bodies_are_refused_and_the_store_lives_on(world: &World) {
    let server = world.serve(Limits {
        body_bytes: 200_000,
        ..Limits::default()
    });
    let mut station = world.station("дом");
    station.new_patient("Пробников");
    let bomb = {
        let packed = zstd::bulk::compress(&vec![0; 100 << 20], 3).unwrap();
        let mut body = MAGIC.to_vec();
        body.extend([2, 1]);
        let length = packed.len().min(16_000);
        body.extend([length as u8 & 0x7f | 0x80, (length >> 7) as u8]);
        body.extend(&packed[..length]);
        body
    };
    let mut oversized = MAGIC.to_vec();
    oversized.extend([2, 0, 0xff, 0xff, 0xff, 0x7f]);
    oversized.extend(vec![7; 1000]);
    let mut endless = MAGIC.to_vec();
    endless.extend(hello_of(&station));
    for _ in 0..400 {
        frame::write(&mut endless, 99, &[7; 600], NONE, 3).unwrap();
        let noise: Vec<u8> = (0..700).map(|_| world.dice.roll() as u8).collect();
        frame::write(&mut endless, 99, &noise, NONE, 3).unwrap();
    }
    let mut unknown_dictionary = MAGIC.to_vec();
    unknown_dictionary.extend([2, 3, 2, 99, 0]);
    let mut push_before_hello = MAGIC.to_vec();
    push_before_hello.extend([2, 0, 1, 0]);
    for (what, body, status) in [
        ("empty", Vec::new(), 408),
        ("html", b"<html><body>hello</body></html>".to_vec(), 400),
        ("garbage", vec![0x89; 500], 400),
        ("magic only", MAGIC.to_vec(), 400),
        ("half a frame", [&MAGIC[..], &[1, 0, 90, 1]].concat(), 408),
        ("bomb", bomb, 400),
        ("oversized frame", oversized, 413),
        ("endless", endless, 413),
        ("unknown dictionary", unknown_dictionary, 400),
        ("push before hello", push_before_hello, 400),
    ] {
        assert_eq!(post(&server, &body), status, "{what}");
    }
    // A line that dies in the middle of a body, and one that says nothing.
    let mut dying = TcpStream::connect(server.address()).unwrap();
    dying
        .write_all(b"POST /v1/sync HTTP/1.1\r\nhost: x\r\ncontent-length: 5000\r\n\r\n\x89FSYN")
        .unwrap();
    drop(dying);
    let mut line = HttpLine::new(&server.url()).unwrap();
    assert_eq!(station.sync(&mut line).outcome, Outcome::Done);
    assert_eq!(world.count("chunk"), 1);
    // Whoever listens at the store's address is not believed.
    let portal = station.sync(&mut Direct::with(&world.store, Fate::Portal));
    assert_eq!(portal.outcome, Outcome::Cut);
    server.stop().unwrap();
}

fn post(server: &Running, body: &[u8]) -> u16 {
    let mut stream = TcpStream::connect(server.address()).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    let head = format!(
        "POST /v1/sync HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    // The store may refuse before it has read everything.
    stream.write_all(body).ok();
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).unwrap();
    std::str::from_utf8(&answer[9..12])
        .unwrap()
        .parse()
        .unwrap()
}

fn a_device_in_a_loop_is_asked_to_wait(world: &World) {
    let server = world.serve(Limits {
        device: feldsher::store::quota::Rate {
            burst: 2.0,
            per_second: 0.1,
        },
        ..Limits::default()
    });
    let mut line = HttpLine::new(&server.url()).unwrap();
    let (mut loud, mut quiet) = (world.station("дом"), world.station("дом"));
    assert_eq!(loud.sync(&mut line).outcome, Outcome::Done);
    assert_eq!(loud.sync(&mut line).outcome, Outcome::Done);
    loud.new_patient("Пробников");
    let report = loud.sync(&mut line);
    assert_eq!(report.outcome, Outcome::Busy);
    assert!(report.retry_after.unwrap() > 0);
    assert_eq!(loud.vault.outbox_len(), 1, "the outbox is intact");
    assert_eq!(quiet.sync(&mut line).outcome, Outcome::Done);
    server.stop().unwrap();
}

fn many_at_once_keep_every_log_dense(world: &World) {
    let server = world.serve(Limits::default());
    let url = server.url();
    let mut stations: Vec<Station> = (0..6)
        .map(|n| world.station(if n < 4 { "дом А" } else { "дом Б" }))
        .collect();
    let shared = stations[0].new_patient("Пробников");
    stations[0].sync(&mut world.line());
    let other = stations[4].scope;
    world.store.grant(other, shared).unwrap();
    for station in &mut stations {
        station.sync(&mut world.line());
    }
    std::thread::scope(|scope| {
        for station in &mut stations {
            let url = url.clone();
            scope.spawn(move || {
                let mut line = HttpLine::new(&url).unwrap();
                for n in 0..8 {
                    // Everyone writes to one patient and to one of their own.
                    station.visit(shared, &format!("общий {n}"));
                    // Every value its own: equal bytes written over a conflict become a `delete`, which the gate refuses.
                    station.edit(shared, "ct.phone", &format!("+7 {n} {}", station.device));
                    let own = station.new_patient("Тестова");
                    station.visit(own, "осмотр");
                    let outcome = station.sync(&mut line).outcome;
                    assert!(
                        matches!(outcome, Outcome::Done | Outcome::Busy),
                        "{outcome:?}"
                    );
                }
            });
        }
    });
    let mut all: Vec<&mut Station> = stations.iter_mut().collect();
    settle(world, &mut all);
    for station in &stations {
        let vault = &station.vault;
        assert_eq!(
            (vault.outbox_len(), &vault.quarantine, vault.repairs),
            (0, &std::collections::BTreeMap::default(), 0)
        );
    }
    assert_eq!(world.count("chunk"), 1 + 6 * 8 * 4);
    assert_eq!(stations[0].vault.placed(), stations[3].vault.placed());
    assert_eq!(stations[4].vault.placed(), stations[5].vault.placed());
    assert_eq!(stations[0].vault.placed().len(), 1 + 6 * 8 * 2 + 4 * 8 * 2);
    assert_eq!(stations[4].vault.placed().len(), 1 + 6 * 8 * 2 + 2 * 8 * 2);
    assert!(
        stations
            .iter()
            .all(|s| s.vault.quarantine.is_empty() && s.vault.repairs == 0)
    );
    world.assert_sound();
    server.stop().unwrap();
}

/// The program itself, killed without warning while a workstation pushes.
#[test]
fn a_killed_store_loses_and_doubles_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let dice = Dice::new(11);
    let mut process = Process::start(&data);
    let code = program(&data, &["enrol-code", "--scope", "дом"]);
    assert_eq!(code["scope_name"], "дом");
    let key = ed25519_dalek::SigningKey::from_bytes(&dice.bytes());
    let request = EnrolRequest {
        code: code["code"].as_str().unwrap().to_owned(),
        device: DeviceId(dice.bytes()),
        device_key: hex(key.verifying_key().as_bytes()),
        device_name: "Кабинет".to_owned(),
        manager_keys: Vec::new(),
    };
    let answer = enrol(&process.url, &request).unwrap();
    let bytes = |text: &str| feldsher::domain::ids::unhex(text).unwrap();
    let store_key: [u8; 32] = bytes(&answer.store_key).try_into().unwrap();
    let identity = feldsher::sync::port::Identity {
        device: answer.device,
        key,
        store_key: ed25519_dalek::VerifyingKey::from_bytes(&store_key).unwrap(),
        replica: dice.bytes(),
        token: bytes(&answer.token).try_into().unwrap(),
        boot_no: 1,
        store_dicts: Vec::new(),
    };
    let epoch = bytes(&answer.epoch).try_into().unwrap();
    let mut station = Station::with(identity, answer.scope, epoch, &dice);
    let patient = station.new_patient("Пробников");
    let mut killed_in_work = 0;
    for round in 0..20_u64 {
        for n in 0..60 {
            station.visit(patient, &format!("{round}/{n}"));
        }
        let url = process.url.clone();
        let worker = std::thread::scope(|scope| {
            let pushing = scope.spawn(|| station.sync(&mut HttpLine::new(&url).unwrap()));
            std::thread::sleep(Duration::from_millis(2 + dice.below(60) as u64));
            process.kill();
            pushing.join().unwrap()
        });
        killed_in_work += u32::from(worker.outcome != Outcome::Done);
        process = Process::start(&data);
    }
    let report = station.sync(&mut HttpLine::new(&process.url).unwrap());
    assert_eq!(report.outcome, Outcome::Done);
    assert!(
        killed_in_work >= 5,
        "only {killed_in_work} kills met a push"
    );
    assert_eq!(station.vault.outbox_len(), 0);
    assert_eq!(station.vault.placed().len(), 1201);
    assert_eq!(report.repairs + u64::from(station.vault.repairs), 0);
    let stats = program(&data, &["stats"]);
    assert_eq!(stats["chunks"], 1201);
    assert_eq!(stats["scopes"][0]["entries_seq"], 1200);
    // A polite end is an end, too.
    assert!(process.terminate().success());
}

#[test]
fn the_store_listens_to_this_machine_only_without_a_proxy() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_feldsher-store"))
            .args(arguments)
            .arg("--data")
            .arg(folder.path())
            .stderr(Stdio::null())
            .output()
            .unwrap()
    };
    let refused = run(&["serve", "--listen", "0.0.0.0:0"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8(refused.stdout).unwrap().contains("proxy"));
    assert_eq!(
        run(&["grant", "--scope", "x", "--patient", "y"])
            .status
            .code(),
        Some(2)
    );
    drop(Process::start(folder.path()));
    let nobody = "00000000000000000000000000000001";
    assert_eq!(
        run(&["grant", "--scope", nobody, "--patient", nobody])
            .status
            .code(),
        Some(1)
    );
    assert_eq!(run(&["--help"]).status.code(), Some(0));
    assert_eq!(run(&["bake"]).status.code(), Some(2));
}

#[test]
fn a_mistyped_folder_does_not_become_a_store() {
    let dir = tempfile::tempdir().unwrap();
    let wrong = dir.path().join("stor");
    for command in ["stats", "new-epoch", "mark-stable"] {
        let output = Command::new(env!("CARGO_BIN_EXE_feldsher-store"))
            .arg(command)
            .arg("--data")
            .arg(&wrong)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{command}");
        assert!(!wrong.exists(), "{command}");
    }
}

/// What every engine that speaks PostgreSQL's protocol can do (see the first lines of the migrations).
#[test]
fn the_sql_stays_portable() {
    const FORBIDDEN: [&str; 14] = [
        "serial",
        "sequence",
        "nextval",
        "listen ",
        "notify",
        "advisory",
        "trigger",
        "skip locked",
        "for update",
        "xmin",
        "autoincrement",
        "rowid ",
        "now()",
        "datetime(",
    ];
    let mut read = 0;
    let mut folders = vec![
        PathBuf::from("src/store"),
        "migrations/store-sqlite".into(),
        "migrations/store-postgres".into(),
    ];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let sql: String = text
                .lines()
                .filter(|line| {
                    !line.trim_start().starts_with("//") && !line.trim_start().starts_with("--")
                })
                .filter(|line| path.extension().is_some_and(|e| e == "sql") || is_sql(line))
                .collect::<Vec<_>>()
                .join("\n")
                .to_lowercase()
                .replace("without rowid", "");
            for word in FORBIDDEN {
                assert!(!sql.contains(word), "`{word}` in {}", path.display());
            }
            read += usize::from(!sql.is_empty());
        }
    }
    assert!(read >= 6);
}

fn is_sql(line: &str) -> bool {
    [
        "SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "WHERE", "ORDER BY", "FROM ",
    ]
    .iter()
    .any(|word| line.contains(word))
}
