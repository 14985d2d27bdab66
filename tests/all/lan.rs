//! Workstations of one house over real lines of this computer: the real desk with its vault, the real store.

mod enemies;
pub mod pipe;
mod processes;
mod rig;

use feldsher::worker::{Job, LanAsk};
use rig::{Centre, Point, pair};

#[test]
fn two_workstations_without_a_store_keep_in_step() {
    let (mut a, mut b) = (Point::new("nina"), Point::new("olga"));
    let early = a.register("Ерте");
    let address = pair(&mut a, &mut b);
    assert_eq!(b.show(early).unwrap(), a.show(early).unwrap());

    let (of_a, of_b) = (a.register("Айна"), b.register("Болат"));
    assert!(b.show(of_a).is_err() && a.show(of_b).is_err());
    b.meet(&address).unwrap();
    for patient in [of_a, of_b] {
        assert_eq!(a.show(patient).unwrap(), b.show(patient).unwrap());
    }
    // Looking at a card is a line of the access log, which goes along.
    b.meet(&address).unwrap();
    let before = (a.everything(), b.everything());
    assert_eq!(before.0, before.1);
    b.meet(&address).unwrap();
    assert_eq!(before, (a.everything(), b.everything()), "nothing twice");
    let view = a.view().lan;
    assert_eq!(view.neighbours.len(), 1);
    assert!(view.neighbours[0].last_at.is_some());
    assert!(view.code.is_none(), "a code is good for one workstation");
    a.verify();
    b.verify();
}

#[test]
fn what_two_wrote_while_the_line_was_down_reaches_the_store_once() {
    let centre = Centre::new();
    let (mut a, mut b) = (Point::new("nina"), Point::new("olga"));
    let address = pair(&mut a, &mut b);
    let (of_a, of_b) = (a.register("Айна"), b.register("Болат"));
    b.meet(&address).unwrap();
    for point in [&mut a, &mut b] {
        centre.enrol(point, "Үлгі");
    }
    // Each sends what it wrote, and expects the other to do so too.
    let own_of_b = b.due();
    assert!(own_of_b.is_disjoint(&a.due()), "nothing goes twice");
    assert!(b.everything_waiting().is_superset(&a.due()));
    a.sync();
    b.sync();
    // What the log of the store has shown waits no longer.
    assert_eq!(b.view().waiting, 0);
    a.sync();
    assert_eq!(a.view().waiting, 0);
    assert_eq!(a.everything(), b.everything());
    assert_eq!(centre.count(), a.everything().len(), "each exactly once");
    for patient in [of_a, of_b] {
        assert_eq!(a.show(patient).unwrap(), b.show(patient).unwrap());
    }
    a.verify();
    b.verify();

    // Later only one of them has a line: what the other wrote goes with it in the end, and need not go again.
    let late = a.register("Дана");
    b.meet(&address).unwrap();
    let written = a.everything_waiting();
    b.sync();
    assert!(
        !centre.holds(&written),
        "it is left to the one who wrote it"
    );
    for _ in 0..3 {
        b.sync();
    }
    assert!(centre.holds(&written));
    // A change that goes to the store is seen there by the exchange after it.
    b.sync();
    assert!(!a.due().is_empty());
    b.meet(&address).unwrap();
    assert!(a.due().is_disjoint(&written), "seen there by the neighbour");
    a.sync();
    a.sync();
    assert_eq!(a.view().waiting, 0);
    assert_eq!(centre.count(), a.everything().len(), "each exactly once");
    assert!(a.show(late).is_ok());
    a.verify();
    b.verify();
}

#[test]
fn what_a_burnt_workstation_wrote_reaches_the_store_through_its_neighbour() {
    let centre = Centre::new();
    let (mut a, mut b) = (Point::new("nina"), Point::new("olga"));
    let address = pair(&mut a, &mut b);
    for point in [&mut a, &mut b] {
        centre.enrol(point, "Үлгі");
    }
    let patient = a.register("Айна");
    let written = a.everything_waiting();
    b.meet(&address).unwrap();
    drop(a);
    std::thread::sleep(std::time::Duration::from_millis(500));
    assert_eq!(b.meet(&address).unwrap_err().code, "lan-unreachable");
    for _ in 0..4 {
        b.sync();
    }
    assert!(centre.holds(&written));
    assert_eq!(b.view().waiting, 0);
    let mut c = Point::new("dina");
    centre.enrol(&mut c, "Үлгі");
    c.sync();
    assert_eq!(c.show(patient).unwrap(), b.show(patient).unwrap());
    b.verify();
    c.verify();
}

#[test]
fn what_waits_for_a_burnt_neighbour_goes_at_once_when_she_is_taken_out() {
    let centre = Centre::new();
    let (mut a, mut b) = (Point::new("nina"), Point::new("olga"));
    let address = pair(&mut a, &mut b);
    for point in [&mut a, &mut b] {
        centre.enrol(point, "Үлгі");
    }
    a.register("Айна");
    let written = a.everything_waiting();
    b.meet(&address).unwrap();
    let device = b.view().lan.neighbours[0].device;
    b.ask(Job::Lan(LanAsk::Forget { device })).unwrap();
    b.sync();
    assert!(centre.holds(&written));
    // She is refused from now on, in both directions.
    assert_eq!(b.meet(&address).unwrap_err().code, "lan-stranger");
    assert!(b.view().lan.neighbours.is_empty());
}

#[test]
fn three_workstations_pass_on_what_they_hear() {
    let (mut a, mut b, mut c) = (Point::new("nina"), Point::new("olga"), Point::new("dina"));
    let of_b = pair(&mut b, &mut a);
    pair(&mut b, &mut c);
    let patient = a.register("Айна");
    a.meet(&of_b).unwrap();
    c.meet(&of_b).unwrap();
    assert_eq!(a.show(patient).unwrap(), c.show(patient).unwrap());
    a.meet(&of_b).unwrap();
    for point in [&mut a, &mut b, &mut c] {
        point.sound();
    }
}

#[test]
fn a_workstation_restored_from_yesterdays_backup_gets_back_what_it_lost() {
    let (mut a, mut b) = (Point::new("nina"), Point::new("olga"));
    let address = pair(&mut a, &mut b);
    let backup = a.at("old.backup");
    let path = backup.clone();
    a.ask(Job::Backup { path }).unwrap();
    let patient = a.register("Айна");
    b.meet(&address).unwrap();
    let shown = b.show(patient).unwrap();
    a.ask(Job::CloseForTheDay).unwrap();
    a.ask(Job::Restore {
        file: backup,
        login: "nina".to_owned(),
        password: rig::PASSWORD.to_owned(),
        shares: Vec::new(),
    })
    .unwrap();
    a.unlock();
    assert!(a.show(patient).is_err());
    let address = a.listen();
    b.meet(&address).unwrap();
    assert_eq!(a.show(patient).unwrap(), shown);
    a.verify();
    b.verify();
}
