//! Histories that chance found once, walked step by step.

use feldsher::sync::client::Outcome;

use super::judge;
use super::line::Fate;
use super::template::Template;
use super::world::{Setup, World};

fn world() -> World {
    World::begin(0, Setup::USUAL, &Template::found())
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
