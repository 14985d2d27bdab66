//! Histories that chance found once or would find too seldom, walked step by step.

use std::sync::{Arc, Mutex};

use feldsher::sync::client::Outcome;
use feldsher::sync::guards::{Guard, Guards};

use super::guest::Whole;
use super::judge;
use super::line::{Fate, serve};
use super::plant::Plant;
use super::template::{SEATS, Template};
use super::world::{Setup, World};
use crate::sync::rig::Station;

pub(super) fn world() -> World {
    world_without(Guards::ALL)
}

/// With every guard, or with every one but this.
fn world_with(guarded: bool, guard: Guard) -> World {
    world_without(if guarded {
        Guards::ALL
    } else {
        Guards::ALL.left_out_in_a_test(guard)
    })
}

fn world_without(guards: Guards) -> World {
    let setup = Setup {
        guards,
        ..Setup::USUAL
    };
    World::begin(0, setup, &Template::found())
}

/// The doctor at the second computer never saw what was written at the first: it had come before the store's verdict on her own
/// change, and lay in quarantine for ever.
#[test]
fn what_took_our_number_is_shown_although_it_came_before_the_verdict() {
    let mut world = world();
    world.register(0, None).unwrap();
    world.sync(0, 0, None).unwrap();
    let clone = world.machines[0].clone_disk(Some([7; 16]));
    world.machines.push(clone);
    world.tally.hit(19);
    let second = world.machines.len() - 1;
    world.write_fact_of(0, 0).unwrap();
    world.write_fact_of(second, 0).unwrap();
    world.write_fact_of(second, 0).unwrap();
    world.sync(0, 0, None).unwrap();
    // After a line that broke in the middle of a push, the log is read first.
    world.script.push_back(Fate::RequestLost);
    world.sync(second, 0, None).unwrap();
    world.sync(second, 0, None).unwrap();
    judge::judge(&mut world).unwrap();
    assert!(world.tally.reauthored >= 1);
}

/// Only the comparison of digests noticed that the store had lost what a workstation had sent, when the workstation was enrolled
/// again before its next exchange.
#[test]
fn enrolled_again_after_a_restore_of_the_store_a_workstation_hands_everything_back() {
    for announced in [true, false] {
        let mut world = world();
        let copy = world.centre.copies[0].clone();
        world.register(0, None).unwrap();
        world.write_fact_of(0, 0).unwrap();
        world.sync(0, 0, None).unwrap();
        world.centre.restore(&copy, announced).unwrap();
        world.tally.hit(12);
        world.enrol_again(0);
        let report = world.sync(0, 0, None).unwrap().unwrap();
        assert_eq!((report.outcome, report.repairs), (Outcome::Done, 0));
        judge::judge(&mut world).unwrap();
    }
}

/// One bit of an answer was changed on the way: what it brought lay in quarantine for ever, or the digests differed for ever.
#[test]
fn names_that_somebody_changed_on_the_line_do_no_harm() {
    let mut world = world();
    world.register(0, None).unwrap();
    world.write_fact_of(0, 0).unwrap();
    world.sync(0, 0, None).unwrap();
    world.write_fact_of(0, 0).unwrap();
    for at in [0, 1] {
        world.script.push_back(Fate::FalseNames);
        let report = world.sync(at, 0, None).unwrap().unwrap();
        assert!(matches!(report.outcome, Outcome::Broken(_)));
    }
    judge::judge(&mut world).unwrap();
    assert_eq!(world.tally.repairs, 0);
}

/// Guard "digest": a vault that forgets what it was brought is mended by the comparison (43), and by nothing else.
#[test]
fn what_a_vault_forgot_comes_back_by_the_digest_only() {
    for guarded in [true, false] {
        let mut world = world_with(guarded, Guard::DigestRepair);
        world.register(0, None).unwrap();
        world.setup.plant = Some(Plant::DropsTheLastOfABatch);
        for _ in 0..30 {
            world.write_fact_of(0, 0).unwrap();
            world.sync(0, 0, None).unwrap();
            world.sync(1, 0, None).unwrap();
        }
        world.setup.plant = None;
        // The repairs of this history are in order.
        world.wrong_digests = u64::MAX;
        let judged = judge::judge(&mut world);
        assert_eq!(judged.is_ok(), guarded, "{judged:?}");
        assert_eq!(world.tally.repairs > 0, guarded);
    }
}

/// Guard "clone token": the operator is told that a disk was copied (18).
#[test]
fn the_operator_hears_of_a_copied_disk_by_its_token_only() {
    for guarded in [true, false] {
        let mut world = world_with(guarded, Guard::CloneToken);
        world.register(0, None).unwrap();
        world.sync(0, 0, None).unwrap();
        let clone = world.machines[0].clone_disk(None);
        world.machines.push(clone);
        world.tally.hit(18);
        world.write_fact_of(0, 0).unwrap();
        world.write_fact_of(3, 0).unwrap();
        for at in [0, 3, 0, 3] {
            world.sync(at, 0, None).unwrap();
        }
        let told = world.centre.events().contains_key("replica-cloned");
        assert_eq!(told, guarded);
        judge::judge(&mut world).unwrap();
    }
}

/// Guard "number at commit": a database that hands out numbers before the commit lets a reader pass by what becomes visible later
/// (10). With the counter row, whose lock is held until the commit, the same two come one after another.
#[test]
fn numbers_taken_before_the_commit_lose_what_is_committed_later() {
    for early in [false, true] {
        let mut world = world();
        world.register(0, None).unwrap();
        world.sync(0, 0, None).unwrap();
        world.sync(1, 0, None).unwrap();
        world.write_fact_of(0, 0).unwrap();
        world.write_fact_of(1, 0).unwrap();
        if early {
            let second = Arc::new(Mutex::new(Some(world.machines.remove(1))));
            let (store, lent) = (world.centre.store.clone(), second.clone());
            *world.centre.storage.early.lock().unwrap() = Some(Box::new(move || {
                let mut machine = lent.lock().unwrap().take().unwrap();
                machine.exchange(&mut Whole(&store)).unwrap();
                *lent.lock().unwrap() = Some(machine);
            }));
            world.sync(0, 0, None).unwrap();
            assert!(world.centre.storage.early.lock().unwrap().is_none());
            let machine = second.lock().unwrap().take().unwrap();
            world.machines.insert(1, machine);
        } else {
            world.sync(1, 0, None).unwrap();
            world.sync(0, 0, None).unwrap();
        }
        let judged = judge::judge(&mut world);
        assert_eq!(judged.is_err(), early, "{judged:?}");
    }
}

/// A request that had wandered about for an hour made the operator look for a stolen disk, and so did an enrolment anew.
#[test]
fn a_late_request_and_a_second_enrolment_are_no_copied_disk() {
    let mut world = world();
    world.register(0, None).unwrap();
    world.script.push_back(Fate::RequestLost);
    world.sync(0, 0, None).unwrap();
    let late = world.old[0].clone();
    for _ in 0..3 {
        world.write_fact_of(0, 0).unwrap();
        world.sync(0, 0, None).unwrap();
    }
    serve(&world.centre.store, &late, true).unwrap();
    world.sync(0, 0, None).unwrap();
    world.enrol_again(0);
    world.sync(0, 0, None).unwrap();
    assert!(world.centre.events().is_empty());
    judge::judge(&mut world).unwrap();
}

/// Seed 37: what was refused while the device was out of use was carried out when it came again after the enrolment, and the operator
/// heard of a copied disk.
#[test]
fn what_was_refused_is_refused_when_it_comes_again() {
    for lost in [false, true] {
        let mut world = world();
        world.register(0, None).unwrap();
        if lost {
            // The store hears of it for the first time after everything else.
            world.script.push_back(Fate::RequestLost);
            world.sync(0, 0, None).unwrap();
        }
        world.revoke(0);
        // Refused, and enrolled again.
        world.sync(0, 0, None).unwrap();
        let late = world.old[0].clone();
        assert!(serve(&world.centre.store, &late, true).is_err());
        for _ in 0..2 {
            world.write_fact_of(0, 0).unwrap();
            world.sync(0, 0, None).unwrap();
        }
        assert!(world.centre.events().is_empty());
        judge::judge(&mut world).unwrap();
    }
}

/// Seed 199: the disk was full between the acknowledgement and the log in which it stands; then the store went back without a word and
/// gave the numbers to others. Our cursor stood below and fitted, and only the digest noticed.
#[test]
fn what_was_promised_a_number_and_did_not_come_by_goes_out_again() {
    for taken in [false, true] {
        let mut world = world();
        let copy = world.centre.copies[0].clone();
        world.centre.restore(&copy, true).unwrap();
        world.centre.copy(0, true);
        let copy = world.centre.copies[0].clone();
        world.tally.hit(12);
        world.register(0, None).unwrap();
        assert!(world.sync(0, 0, Some(1)).unwrap().is_none());
        world.centre.restore(&copy, false).unwrap();
        if taken {
            world.register(1, None).unwrap();
            world.sync(1, 0, None).unwrap();
        }
        let report = world.sync(0, 0, None).unwrap().unwrap();
        assert_eq!((report.outcome, report.repairs), (Outcome::Done, 0));
        assert!(world.machines[0].waiting().is_empty());
        judge::judge(&mut world).unwrap();
    }
}

/// Seed 269: one bit of a chunk that was asked for was changed on the way; it got a place in the log under the hash that it then had.
#[test]
fn a_false_chunk_among_those_that_were_asked_for_gets_no_place() {
    a_twin_is_lied_to(Fate::FalseChunks);
}

/// The store lost a patient whole and another house handed her back first: the house that registered her saw nothing new of her until
/// the operator granted her.
#[test]
fn who_registered_a_patient_holds_her_again_whoever_hands_her_back() {
    for first in [2, 0] {
        let mut world = world();
        let copy = world.centre.copies[0].clone();
        world.register(0, None).unwrap();
        world.sync(0, 0, None).unwrap();
        let (patient, other) = (world.patients[0], world.machines[2].scope);
        world.centre.store.grant(other, patient).unwrap();
        world.wanted.insert((other, 0));
        world.granted.insert((other, 0));
        world.sync(2, 0, None).unwrap();
        world.write_fact_of(2, 0).unwrap();
        world.sync(2, 0, None).unwrap();
        world.centre.restore(&copy, true).unwrap();
        world.tally.hit(12);
        world.sync(first, 0, None).unwrap();
        world.write_fact_of(2, 0).unwrap();
        judge::judge(&mut world).unwrap();
        // A grant is lost with the store; a registration is not.
        assert_eq!(world.tally.regrants, u64::from(first == 0));
    }
}

/// Whoever sends a first change of her own under a patient's name does not become one of those who hold her.
#[test]
fn a_second_beginning_of_a_card_makes_nobody_a_holder() {
    let mut world = world();
    world.register(0, None).unwrap();
    world.sync(0, 0, None).unwrap();
    let patient = world.patients[0];
    let before = world.centre.holders(patient);
    let store = world.centre.store.clone();
    let mut stranger = Station::enrol(&store, SEATS[2], &world.dice);
    let change = stranger.card_change(patient, "tel", "1");
    stranger.vault.write(change);
    let report = stranger.sync(&mut Whole(&store));
    assert_eq!((report.pushed, before.len()), (1, 1), "{report:?}");
    assert_eq!(world.centre.holders(patient), before);
}

/// The same where a copied computer asks for what its twin wrote, and the false names come with what it asked for.
#[test]
fn false_names_on_what_was_asked_for_do_no_harm() {
    a_twin_is_lied_to(Fate::FalseNames);
}

/// A copied computer asks for what its twin wrote, and what it gets was changed on the way.
fn a_twin_is_lied_to(lie: Fate) {
    let mut world = world();
    world.register(0, None).unwrap();
    world.sync(0, 0, None).unwrap();
    let clone = world.machines[0].clone_disk(None);
    world.machines.push(clone);
    world.tally.hit(18);
    world.write_fact_of(0, 0).unwrap();
    world.sync(0, 0, None).unwrap();
    world.script.extend([Fate::ForeignEntries, lie]);
    let report = world.sync(3, 0, None).unwrap().unwrap();
    assert!(matches!(report.outcome, Outcome::Broken(_)), "{report:?}");
    judge::judge(&mut world).unwrap();
    assert_eq!(world.tally.repairs, 0);
}

/// Guard "stable mark" (33): what a house wrote and the store acknowledged is in no backup yet when the patient is taken from the house.
/// The store goes back behind it, and nobody else ever had it.
#[test]
fn what_is_not_safe_yet_is_kept_when_a_patient_is_taken_away() {
    for guarded in [true, false] {
        let mut world = world_with(guarded, Guard::StableMark);
        world.register(0, None).unwrap();
        world.sync(0, 0, None).unwrap();
        let (home, other) = (world.machines[0].scope, world.machines[2].scope);
        world.grant_to(other, 0).unwrap();
        world.sync(2, 0, None).unwrap();
        world.centre.copy(1, true);
        let copy = world.centre.copies[0].clone();
        world.write_fact_of(0, 0).unwrap();
        world.sync(0, 0, None).unwrap();
        assert!(world.machines[0].waiting().is_empty());
        world.take_from(home, 0).unwrap();
        world.sync(0, 0, None).unwrap();
        let patient = world.patients[0];
        assert_eq!(world.machines[0].knows(patient), guarded);
        world.tally.hit(12);
        world.centre.restore(&copy, true).unwrap();
        let judged = judge::judge(&mut world);
        assert_eq!(judged.is_ok(), guarded, "{judged:?}");
        if let Err(what) = judged {
            assert!(what.starts_with("I1"), "{what}");
        }
    }
}

/// What still waits here is sent, is told to be at the centre, and goes with the rest when the centre has it safely; and given back she is
/// whole again (35).
#[test]
fn a_patient_taken_away_goes_when_all_is_safe_and_comes_back_whole() {
    let mut world = world();
    for _ in 0..2 {
        world.register(0, None).unwrap();
    }
    world.sync(0, 0, None).unwrap();
    let (home, other) = (world.machines[0].scope, world.machines[2].scope);
    let patient = world.patients[0];
    assert!(world.centre.store.revoke(home, patient).is_err());
    world.grant_to(other, 0).unwrap();
    world.sync(2, 0, None).unwrap();
    world.sync(1, 0, None).unwrap();
    world.write_fact_of(0, 0).unwrap();
    world.take_from(home, 0).unwrap();
    for _ in 0..2 {
        let report = world.sync(0, 0, None).unwrap().unwrap();
        assert_eq!((report.outcome, report.repairs), (Outcome::Done, 0));
        world.sync(1, 0, None).unwrap();
        assert!(world.machines[0].knows(patient) && world.machines[1].knows(patient));
    }
    world.centre.copy(1, true);
    for at in [0, 1] {
        world.sync(at, 0, None).unwrap();
        let machine = &mut world.machines[at];
        assert!(!machine.knows(patient) && machine.knows(world.patients[1]));
        assert_eq!(machine.verified().problems, Vec::<String>::new());
    }
    world.machines[0].restart();
    assert!(!world.machines[0].knows(patient));
    world.grant_to(home, 0).unwrap();
    world.sync(0, 0, None).unwrap();
    assert!(world.machines[0].knows(patient));
    world.write_fact_of(0, 0).unwrap();
    judge::judge(&mut world).unwrap();
    assert_eq!(world.tally.repairs, 0);
}

/// A store that went back behind the revoke lets the house hold her again: what was dropped comes back without a repair (15).
#[test]
fn a_store_that_forgot_the_revoke_gives_the_patient_back() {
    let mut world = world();
    world.register(0, None).unwrap();
    world.sync(0, 0, None).unwrap();
    let (home, other) = (world.machines[0].scope, world.machines[2].scope);
    world.grant_to(other, 0).unwrap();
    world.sync(2, 0, None).unwrap();
    world.centre.copy(1, true);
    let copy = world.centre.copies[0].clone();
    world.take_from(home, 0).unwrap();
    world.sync(0, 0, None).unwrap();
    let patient = world.patients[0];
    assert!(!world.machines[0].knows(patient));
    world.tally.hit(12);
    world.centre.restore(&copy, true).unwrap();
    let report = world.sync(0, 0, None).unwrap().unwrap();
    assert_eq!((report.outcome, report.repairs), (Outcome::Done, 0));
    assert!(world.machines[0].knows(patient));
    judge::judge(&mut world).unwrap();
}
