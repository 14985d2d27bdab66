//! The disk is full at every write of the five main flows: nothing is lost, the reason is said, and with room again it goes on.

use std::sync::Arc;

use feldsher::domain::ids::{DocId, PatientId};
use feldsher::ops::OpError;
use feldsher::store::Store;
use feldsher::store::sqlite::Sqlite;
use feldsher::sync::guards::Guards;
use feldsher::vault::VaultError;

use super::disk::Disk;
use super::{alone, fact, register, sign, times, visit};
use crate::guards::Copied as _;
use crate::sync::rig::{Dice, Direct, open_store};
use crate::sync_sim::machine::Machine;
use crate::sync_sim::template::{Image, Room, Seat, Template};

/// What stands in the record before the disk fills.
struct Scene {
    seat: Seat,
    store: Image,
    patient: PatientId,
    draft: DocId,
}

const BEFORE: &str = "before";
const TYPED: &str = "typed";
const NEW: &str = "afterwards";
const FROM_AFAR: &str = "afar";

fn scene(template: &Template) -> Scene {
    let dice = Dice::new(5);
    let room = Room::new();
    let store = centre(&template.store, &room);
    let seat = &template.seats[0];
    let mut machine = Machine::begin(0, seat, &dice, Guards::default());
    let patient = register(&mut machine, "Сынақова").unwrap();
    sign(&mut machine, patient, BEFORE).unwrap();
    let me = machine.me.copy();
    let draft = machine
        .house()
        .lock()
        .save_draft(&me, None, patient, &visit(TYPED));
    let draft = draft.unwrap().id;
    machine.exchange(&mut Direct::new(&store)).unwrap();
    let mut other = Machine::begin(1, &template.seats[1], &dice, Guards::default());
    other.exchange(&mut Direct::new(&store)).unwrap();
    for n in 0..5 {
        sign(&mut other, patient, &format!("{FROM_AFAR}{n}")).unwrap();
    }
    other.exchange(&mut Direct::new(&store)).unwrap();
    machine.house().lock().settle_file();
    let image = Image::of(machine.folder());
    Scene {
        seat: Seat {
            image,
            key: seat.key.duplicate(),
            me: seat.me.copy(),
            scope: seat.scope,
        },
        store: Image::of(room.path()),
        patient,
        draft,
    }
}

fn centre(image: &Image, room: &Room) -> Arc<Store> {
    image.put(room.path());
    let storage = Sqlite::open(&room.path().join("store.sqlite")).unwrap();
    open_store(Arc::new(storage), &Dice::new(6))
}

type Flow = fn(&mut Machine, &Scene, &Store) -> Result<(), String>;

const FLOWS: [(&str, Flow); 5] = [
    ("a patient is registered", |machine, _, _| {
        register(machine, NEW).map(drop)
    }),
    ("a visit is signed", |machine, scene, _| {
        sign(machine, scene.patient, NEW)
    }),
    ("a fact of the card is changed", |machine, scene, _| {
        fact(machine, scene.patient, NEW)
    }),
    ("what is typed is kept", |machine, scene, _| {
        let me = machine.me.copy();
        let mut house = machine.house().lock();
        let kept = house.save_draft(&me, Some(scene.draft), scene.patient, &visit(NEW));
        kept.map(drop).map_err(|error| error.to_string())
    }),
    ("sync takes in what others wrote", |machine, _, store| {
        machine.exchange(&mut Direct::new(store))
    }),
];

/// What was there before is there, and what was refused is not there by half.
fn assert_whole(machine: &mut Machine, scene: &Scene, done: bool, what: &str) {
    assert_eq!(times(machine, scene.patient, BEFORE), 1, "{what}");
    let draft = machine.house().lock().draft(scene.draft).unwrap();
    let draft = draft.unwrap_or_else(|| panic!("{what}: what was typed is gone"));
    let text = draft.draft.visit.answers["complaints"].clone();
    assert!(text == TYPED || (text == NEW && done), "{what}: {text}");
    let far = (0..5).map(|n| times(machine, scene.patient, &format!("{FROM_AFAR}{n}")));
    assert!(far.max().unwrap() <= 1, "{what}");
    assert!(
        times(machine, scene.patient, NEW) <= usize::from(done),
        "{what}"
    );
    assert_eq!(machine.verified().problems, Vec::<String>::new(), "{what}");
}

#[test]
fn a_disk_that_is_full_at_any_write_loses_nothing_and_is_named() {
    alone(
        "power::full::a_disk_that_is_full_at_any_write_loses_nothing_and_is_named",
        || {
            let template = Template::found();
            let disk = Disk::install();
            let scene = scene(&template);
            let full = OpError::Vault(VaultError::DiskFull).to_string();
            for (name, flow) in FLOWS {
                let begin = || Machine::begin(0, &scene.seat, &Dice::new(3), Guards::default());
                let mut machine = begin();
                let room_of_store = Room::new();
                let store = centre(&scene.store, &room_of_store);
                disk.room_for(machine.folder(), None);
                flow(&mut machine, &scene, &store).unwrap();
                let writes = disk.writes();
                assert!(writes > 1, "{name}: {writes} writes");
                let mut refused = 0;
                for room in 0..writes {
                    let what = format!("{name}, room for {room} of {writes} writes");
                    let mut machine = begin();
                    let room_of_store = Room::new();
                    let store = centre(&scene.store, &room_of_store);
                    disk.room_for(machine.folder(), Some(room));
                    let answer = flow(&mut machine, &scene, &store);
                    disk.room_for(machine.folder(), None);
                    let done = answer.is_ok();
                    if let Err(why) = answer {
                        let named = why.contains(&full) || why.contains("vault-disk-full");
                        assert!(named, "{what}: {why}");
                        refused += 1;
                    }
                    // The program goes on, or somebody starts it anew.
                    if room % 2 == 0 {
                        machine.reopen();
                    }
                    assert_whole(&mut machine, &scene, done, &what);
                    if !done {
                        flow(&mut machine, &scene, &store)
                            .unwrap_or_else(|e| panic!("{what}: {e}"));
                    }
                    assert_whole(&mut machine, &scene, true, &what);
                    machine.exchange(&mut Direct::new(&store)).unwrap();
                    assert!(machine.waiting().is_empty(), "{what}");
                    for n in 0..5 {
                        let word = format!("{FROM_AFAR}{n}");
                        assert_eq!(times(&mut machine, scene.patient, &word), 1, "{what}");
                    }
                }
                eprintln!("{name}: {writes} writes, refused at {refused}");
                assert!(refused > 0, "{name} never met a full disk");
            }
        },
    );
}
