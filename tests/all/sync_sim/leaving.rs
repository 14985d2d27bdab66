//! A patient is taken from a house: what keeps her there, and that nothing of her is left or lost afterwards.

use feldsher::domain::card::Draft;
use feldsher::domain::visit::{Attachment, Visit};
use feldsher::ops::OpError;
use feldsher::ops::op::Op;
use feldsher::ops::policy::{Scope, authorize, may};
use feldsher::ops::remote::Verdict;
use feldsher::sync::client::Outcome;
use feldsher::sync::cursor::Log;

use super::directed::world;
use super::judge;
use super::world::World;

/// The first house registered her and wrote, the second holds her too, and everything so far is in a backup.
fn held_by_two() -> World {
    let mut world = world();
    world.register(0, None).unwrap();
    world.write_fact_of(0, 0).unwrap();
    calm(&mut world, 0);
    let other = world.machines[2].scope;
    world.grant_to(other, 0).unwrap();
    calm(&mut world, 2);
    calm(&mut world, 1);
    world.centre.copy(1, true);
    world
}

fn take(world: &mut World) {
    let home = world.machines[0].scope;
    world.take_from(home, 0).unwrap();
}

fn calm(world: &mut World, at: usize) {
    let report = world.sync(at, 0, None).unwrap().unwrap();
    assert_eq!((&report.outcome, report.repairs), (&Outcome::Done, 0));
}

/// Whether she is gone after one more exchange: from record, search and counts alike.
fn is_gone(world: &mut World, at: usize) -> bool {
    calm(world, at);
    let patient = world.patients[0];
    let machine = &mut world.machines[at];
    assert_eq!(machine.verified().problems, Vec::<String>::new());
    let shown = machine.show(patient);
    let knows = machine.knows(patient);
    assert_eq!(knows, shown.is_ok());
    assert!(knows || matches!(shown, Err(OpError::Left(_))), "{shown:?}");
    let left = machine.house().lock().left().unwrap();
    assert_eq!(
        (left.here, left.gone),
        (u64::from(knows), u64::from(!knows))
    );
    !knows
}

#[test]
fn what_is_being_written_keeps_her_and_nothing_of_her_is_left_afterwards() {
    let mut world = held_by_two();
    let patient = world.patients[0];
    let draft = |world: &World, text: &str| {
        let machine = &world.machines[0];
        let content = Draft {
            visit: Visit {
                answers: [("complaints".to_owned(), text.to_owned())].into(),
                ..Visit::default()
            },
            ..Draft::default()
        };
        let mut house = machine.house().lock();
        house.save_draft(&machine.me, None, patient, &content)
    };
    let may = authorize::<may::Search>(&world.machines[0].me.who, Scope::House).unwrap();
    let found = world.machines[0]
        .house()
        .lock()
        .search(&may, "Сынақова", 10);
    assert_eq!(found.unwrap().0, 1);
    let saved = draft(&world, "начато").unwrap();
    take(&mut world);
    assert!(!is_gone(&mut world, 0));
    assert!(is_gone(&mut world, 1), "nobody writes there");
    world.machines[0].restart();
    assert!(!is_gone(&mut world, 0));
    let drop = Op::DropDraft { draft: saved.id };
    world.machines[0].transact(&drop).unwrap();
    assert!(is_gone(&mut world, 0));
    let late = draft(&world, "поздно");
    assert!(matches!(late, Err(OpError::Left(_))), "{late:?}");
    for at in [0, 1] {
        let machine = &world.machines[at];
        let house = machine.house().lock();
        let may = authorize::<may::Search>(&machine.me.who, Scope::House).unwrap();
        let (count, _) = house.search(&may, "Сынақова", 10).unwrap();
        assert_eq!(count, 0, "the search forgot her");
    }
    judge::judge(&mut world).unwrap();
}

/// The bytes of a file lie in this house only: they do not travel.
#[test]
fn an_attached_file_keeps_her() {
    let mut world = held_by_two();
    let op = Op::Attach {
        patient: world.patients[0],
        attachment: Box::new(Attachment {
            visit: None,
            name: "снимок.pdf".into(),
            media_type: "application/pdf".into(),
            size: 4,
            sha256: String::new(),
        }),
        bytes: b"%PDF".to_vec(),
    };
    world.machines[0].transact(&op).unwrap();
    calm(&mut world, 0);
    calm(&mut world, 1);
    take(&mut world);
    for _ in 0..2 {
        world.centre.copy(1, true);
        assert!(!is_gone(&mut world, 0));
    }
}

/// A backup from before brings her back to this computer, with what had been sent since: she goes again, and nothing is sent twice.
#[test]
fn a_workstation_restored_from_before_the_revoke_lets_her_go_again() {
    for known in [true, false] {
        let mut world = held_by_two();
        world.write_fact_of(0, 0).unwrap();
        let lives = world.centre.lives;
        world.machines[0].back_up(lives);
        calm(&mut world, 0);
        take(&mut world);
        assert!(!is_gone(&mut world, 0), "the last change is in no backup");
        world.centre.copy(1, true);
        assert!(is_gone(&mut world, 0));
        let backup = world.machines[0].backup.take().unwrap();
        world.machines[0].restore(backup, known);
        world.tally.hit(16);
        assert!(world.machines[0].knows(world.patients[0]));
        world.sync(0, 0, None).unwrap();
        assert!(is_gone(&mut world, 0));
        assert!(world.machines[0].waiting().is_empty());
        judge::judge(&mut world).unwrap();
    }
}

/// Two computers from one disk: the one that has something of its own keeps her until that is safe.
#[test]
fn a_copied_disk_keeps_what_only_it_wrote() {
    let mut world = held_by_two();
    let clone = world.machines[0].clone_disk(None);
    world.machines.push(clone);
    world.tally.hit(18);
    let second = world.machines.len() - 1;
    world.write_fact_of(second, 0).unwrap();
    take(&mut world);
    assert!(is_gone(&mut world, 0));
    let patient = world.patients[0];
    for _ in 0..2 {
        world.sync(second, 0, None).unwrap();
        assert!(world.machines[second].knows(patient));
    }
    world.centre.copy(1, true);
    world.sync(second, 0, None).unwrap();
    assert!(!world.machines[second].knows(patient));
    judge::judge(&mut world).unwrap();
}

/// An answer that came by stick after the line had told that the change does not count here any more.
#[test]
fn an_answer_from_before_the_revoke_that_comes_late_changes_nothing() {
    let mut world = held_by_two();
    world.write_fact_of(0, 0).unwrap();
    let hash = world.machines[0].waiting()[0].0;
    calm(&mut world, 0);
    let mut told = {
        let house = world.machines[0].house().lock();
        let cursors = house.cursors().unwrap();
        let cards = |row: &&_| is_cards(row);
        *cursors.iter().find(cards).unwrap()
    };
    told.chain = [0; 16];
    take(&mut world);
    assert!(!is_gone(&mut world, 0));
    let verdict = Verdict::Accepted(Some(told));
    let settled = world.machines[0]
        .house()
        .lock()
        .settle_push(&[(hash, verdict)]);
    settled.unwrap();
    assert!(!is_gone(&mut world, 0));
    world.centre.copy(1, true);
    assert!(is_gone(&mut world, 0));
    judge::judge(&mut world).unwrap();
}

fn is_cards(row: &feldsher::vault::places::CursorRow) -> bool {
    row.log == Log::Cards.number()
}

/// The power fails while she is dropped: she is here whole or gone whole, and then gone.
#[test]
fn a_power_cut_in_the_middle_of_dropping_leaves_no_half_of_her() {
    for eighth in 0..8 {
        let mut world = held_by_two();
        take(&mut world);
        let before = world.machines[0].log_length();
        // No look at it in between: that would carry the log into the database, and what was carried is not cut any more.
        world.sync(0, 0, None).unwrap();
        world.machines[0].crash(|image| {
            let log = image.log_mut().unwrap();
            assert!(log.len() > before);
            log.truncate(log.len() - (log.len() - before) * eighth / 8);
        });
        world.tally.hit(21);
        let machine = &mut world.machines[0];
        assert_eq!(machine.verified().problems, Vec::<String>::new());
        world.sync(0, 0, None).unwrap();
        assert!(is_gone(&mut world, 0), "{eighth}");
        judge::judge(&mut world).unwrap();
    }
}
