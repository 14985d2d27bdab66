//! A record is erased by law: what was anywhere of it goes and never comes back, and nothing else is touched.

use feldsher::domain::card::Draft;
use feldsher::domain::visit::{Attachment, Visit};
use feldsher::ops::OpError;
use feldsher::ops::op::Op;
use feldsher::ops::policy::{Scope, authorize, may};
use feldsher::store::storage::StoreError;
use feldsher::sync::client::{Outcome, Report};
use feldsher::vault::erased::Erased;
use feldsher::vault::left::Counts;

use super::directed::world;
use super::judge;
use super::line::Fate;
use super::world::World;
use crate::sync::rig::NOW;

const YEAR: i64 = 366 * 86_400;

/// Two patients in the first house (machines 0 and 1), the first of them held by the second house (machine 2) too.
fn two_patients() -> World {
    let mut world = world();
    for no in [0, 1] {
        world.register(0, None).unwrap();
        world.write_fact_of(0, no).unwrap();
    }
    calm(&mut world, 0);
    let other = world.machines[2].scope;
    world.grant_to(other, 0).unwrap();
    for at in [1, 2] {
        calm(&mut world, at);
    }
    world
}

fn calm(world: &mut World, at: usize) -> Report {
    let report = world.sync(at, 0, None).unwrap().unwrap();
    assert_eq!((&report.outcome, report.repairs), (&Outcome::Done, 0));
    report
}

fn says_erased(world: &mut World, at: usize) {
    let patient = world.patients[0];
    let shown = world.machines[at].show(patient);
    match shown {
        Err(OpError::Erased { id, at, who }) => {
            assert_eq!((id, at, who.as_str()), (patient, NOW, "Сынақ соты"));
        }
        other => panic!("{other:?}"),
    }
    let house = world.machines[at].house().lock();
    assert!(!house.keeps_anything_of(patient).unwrap());
    assert_eq!(house.erased().unwrap(), 1);
    assert_eq!(
        house.left().unwrap(),
        Counts::default(),
        "not moved, erased"
    );
}

fn draft(world: &World, at: usize, text: &str) -> Result<(), OpError> {
    let machine = &world.machines[at];
    let content = Draft {
        visit: Visit {
            answers: [("complaints".to_owned(), text.to_owned())].into(),
            ..Visit::default()
        },
        ..Draft::default()
    };
    let mut house = machine.house().lock();
    let saved = house.save_draft(&machine.me, None, world.patients[0], &content);
    saved.map(|_| ())
}

fn attach(world: &mut World, at: usize, no: usize) {
    let op = Op::Attach {
        patient: world.patients[no],
        attachment: Box::new(Attachment {
            visit: None,
            name: "снимок.pdf".into(),
            media_type: "application/pdf".into(),
            size: 4,
            sha256: String::new(),
        }),
        bytes: b"%PDF".to_vec(),
    };
    world.machines[at].transact(&op).unwrap();
}

#[test]
fn a_workstation_that_was_offline_for_a_year_loses_her_at_its_return_and_asks_for_nothing() {
    let mut world = two_patients();
    let patient = world.patients[0];
    world.write_fact_of(2, 0).unwrap();
    world.write_fact_of(2, 0).unwrap();
    attach(&mut world, 2, 0);
    draft(&world, 2, "начато").unwrap();
    world.erase_now(0).unwrap();
    calm(&mut world, 0);
    says_erased(&mut world, 0);

    world.machines[2].clock.set(NOW + YEAR);
    let lines = |world: &World| {
        let machine = &world.machines[2];
        let may =
            authorize::<may::ReadAccessLog>(&machine.me.who, Scope::Patient(patient)).unwrap();
        machine.house().lock().access_log(&may).unwrap().len()
    };
    let before = lines(&world);
    assert!(before > 0);
    let returned = calm(&mut world, 2);
    assert!(
        returned.refused == 0 && returned.requests <= 3,
        "{returned:?}"
    );
    says_erased(&mut world, 2);
    assert!(lines(&world) >= before, "who opened it is still known");
    assert!(world.machines[2].refused().is_empty());
    assert!(matches!(
        draft(&world, 2, "поздно"),
        Err(OpError::Erased { .. })
    ));
    let again = calm(&mut world, 2);
    assert_eq!((again.requests, again.pulled, again.pushed), (1, 0, 0));

    let machine = &world.machines[0];
    let may = authorize::<may::Search>(&machine.me.who, Scope::House).unwrap();
    let (count, _) = machine.house().lock().search(&may, "Сынақова", 10).unwrap();
    assert_eq!(count, 1, "the other one is found, she is not");
    judge::judge(&mut world).unwrap();
}

/// A file lies in the card of another patient too: that one keeps it.
#[test]
fn a_file_goes_unless_somebody_else_has_it_too() {
    for shared in [false, true] {
        let mut world = two_patients();
        attach(&mut world, 0, 0);
        if shared {
            attach(&mut world, 0, 1);
        }
        calm(&mut world, 0);
        world.erase_now(0).unwrap();
        calm(&mut world, 0);
        says_erased(&mut world, 0);
        if shared {
            let machine = &world.machines[0];
            let card = Scope::Patient(world.patients[1]);
            let may = authorize::<may::ReadCard>(&machine.me.who, card).unwrap();
            let mut house = machine.house().lock();
            let shown = house.open_card(&machine.me, world.patients[1]).unwrap();
            let file = shown.attachments[0].id;
            let (_, bytes) = house.attachment(&may, file).unwrap();
            assert_eq!(bytes.as_deref(), Some(&b"%PDF"[..]));
        }
        judge::judge(&mut world).unwrap();
    }
}

#[test]
fn erased_twice_is_erased_once() {
    let mut world = two_patients();
    world.erase_now(0).unwrap();
    let heads = world.centre.heads();
    let again = world.centre.store.erase(world.patients[0], "Басқа", "№ 13");
    let again = again.unwrap();
    assert!(!again.erased && again.at == NOW);
    assert_eq!(world.centre.heads(), heads);
    let other = world.machines[2].scope;
    assert!(matches!(
        world.centre.store.grant(other, world.patients[0]),
        Err(StoreError::Refused(_))
    ));
    for at in 0..3 {
        calm(&mut world, at);
        says_erased(&mut world, at);
    }
    // A tombstone that comes again and names somebody else in its stead changes nothing.
    let patient = world.patients[0];
    let who = "Басқа".to_owned();
    let told = world.machines[0]
        .house()
        .lock()
        .erase(patient, &Erased { at: 1, who });
    assert!(told.unwrap().patients.is_empty());
    says_erased(&mut world, 0);
    judge::judge(&mut world).unwrap();
}

/// The store forgets the erasure. Who heard of it hands nothing back and takes nothing in; who did not is told again.
#[test]
fn a_store_restored_from_before_is_told_again_and_gets_nothing_back() {
    for (announced, at_once) in [(true, true), (true, false), (false, false)] {
        let mut world = two_patients();
        world.centre.copy(1, true);
        let copy = world.centre.copies[0].clone();
        world.write_fact_of(2, 0).unwrap();
        calm(&mut world, 2);
        world.erase_now(0).unwrap();
        calm(&mut world, 0);
        world.centre.restore(&copy, announced).unwrap();
        world.tally.hit(12);
        if at_once {
            world.erase_again().unwrap();
        }
        for at in [0, 1, 2, 0] {
            world.sync(at, 0, None).unwrap();
            if at == 0 {
                says_erased(&mut world, 0);
            }
        }
        judge::judge(&mut world).unwrap();
        for at in 0..3 {
            says_erased(&mut world, at);
        }
    }
}

/// The history of a grant is cut in the middle, and meanwhile there is no such record any more.
#[test]
fn erased_while_the_other_house_gets_her_history() {
    let mut world = world();
    world.register(0, None).unwrap();
    for _ in 0..40 {
        world.write_fact_of(0, 0).unwrap();
    }
    calm(&mut world, 0);
    calm(&mut world, 2);
    let other = world.machines[2].scope;
    world.grant_to(other, 0).unwrap();
    world.script.push_back(Fate::AnswerCut);
    let cut = world.sync(2, 0, None).unwrap().unwrap();
    assert_eq!(cut.outcome, Outcome::Cut);
    world.erase_now(0).unwrap();
    for at in 0..3 {
        calm(&mut world, at);
        says_erased(&mut world, at);
    }
    judge::judge(&mut world).unwrap();
}

/// A backup of a workstation has her still; at the next exchange she goes again.
#[test]
fn a_workstation_restored_from_before_the_erasure_lets_her_go_again() {
    for known in [true, false] {
        let mut world = two_patients();
        world.write_fact_of(0, 0).unwrap();
        let lives = world.centre.lives;
        world.machines[0].back_up(lives);
        calm(&mut world, 0);
        world.erase_now(0).unwrap();
        calm(&mut world, 0);
        let backup = world.machines[0].backup.take().unwrap();
        world.machines[0].restore(backup, known);
        world.tally.hit(16);
        assert!(world.machines[0].knows(world.patients[0]));
        world.sync(0, 0, None).unwrap();
        says_erased(&mut world, 0);
        judge::judge(&mut world).unwrap();
    }
}

/// Another house has something of her that no log names: it hears of it when it brings that.
#[test]
fn a_house_that_was_never_told_hears_of_it_when_it_brings_something() {
    let mut world = two_patients();
    let copy = world.centre.copies[0].clone();
    // The store forgets everything; then she is erased from where nobody knows her.
    world.centre.restore(&copy, true).unwrap();
    world.tally.hit(12);
    world.erased.insert(0);
    for set in [&mut world.wanted, &mut world.granted] {
        set.retain(|(_, no)| *no != 0);
    }
    world.erase_again().unwrap();
    for at in 0..3 {
        let report = world.sync(at, 0, None).unwrap().unwrap();
        assert_eq!(report.outcome, Outcome::Done);
        says_erased(&mut world, at);
    }
    judge::judge(&mut world).unwrap();
}
