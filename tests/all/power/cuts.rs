//! Power fails between any two writes: what the platter then holds opens, and shows everything that was called saved.

use std::collections::BTreeMap;
use std::sync::Arc;

use feldsher::domain::ids::{DocId, PatientId};
use feldsher::store::Store;
use feldsher::store::sqlite::Sqlite;
use feldsher::sync::guards::Guards;

use super::disk::{Disk, Event, What};
use super::{alone, fact, number, register, sign, times, visit};
use crate::guards::Copied as _;
use crate::sync::rig::{Dice, Direct, open_store};
use crate::sync_sim::machine::Machine;
use crate::sync_sim::template::{Image, Room, Seat, Template};

/// Images in a run of all tests.
const IMAGES: u64 = 200;
/// Images made of one life.
const OF_ONE_LIFE: u64 = 100;
/// Disks write whole sectors, in whatever order.
const SECTOR: u64 = 512;

/// What may become of writes that no sync has confirmed.
#[derive(Debug, Clone, Copy)]
enum Cut {
    /// The process died, the system did not.
    AllWritten,
    NoneWritten,
    /// Written in order; the last one is torn.
    Torn,
    /// The disk's memory was written in an order of its own.
    AnySectors,
}

const CUTS: [Cut; 4] = [
    Cut::AllWritten,
    Cut::NoneWritten,
    Cut::Torn,
    Cut::AnySectors,
];

/// One file: what is surely on the platter, and what may be.
#[derive(Default, Clone)]
struct Held {
    sure: Option<Vec<u8>>,
    open: Vec<What>,
}

impl Held {
    fn take(&mut self, what: &What) {
        self.open.push(what.clone());
        if matches!(what, What::Sync) {
            for what in std::mem::take(&mut self.open) {
                apply(&mut self.sure, &what);
            }
        }
    }

    fn after(&self, cut: Cut, dice: &Dice) -> Option<Vec<u8>> {
        let mut left = self.sure.clone();
        let torn = dice.below(self.open.len() + 1);
        for (at, what) in self.open.iter().enumerate() {
            match cut {
                Cut::NoneWritten => break,
                Cut::Torn if at > torn => break,
                Cut::Torn if at == torn => {
                    for part in sectors(what).take(dice.below(9)) {
                        apply(&mut left, &part);
                    }
                }
                Cut::AnySectors if matches!(what, What::Gone) => {
                    // The name still belongs to the old file, whatever was written into a new one.
                    if dice.percent(50) {
                        break;
                    }
                    apply(&mut left, what);
                }
                Cut::AnySectors => {
                    for part in sectors(what) {
                        if dice.percent(50) {
                            apply(&mut left, &part);
                        }
                    }
                }
                Cut::AllWritten | Cut::Torn => apply(&mut left, what),
            }
        }
        left
    }
}

fn sectors(what: &What) -> impl Iterator<Item = What> {
    let mut parts = Vec::new();
    match what {
        What::Write { at, bytes } => {
            let (mut at, mut rest) = (*at, bytes.as_slice());
            while !rest.is_empty() {
                let room = (SECTOR - at % SECTOR) as usize;
                let (part, more) = rest.split_at(room.min(rest.len()));
                parts.push(What::Write {
                    at,
                    bytes: part.to_vec(),
                });
                at += part.len() as u64;
                rest = more;
            }
        }
        other => parts.push(other.clone()),
    }
    parts.into_iter()
}

fn apply(file: &mut Option<Vec<u8>>, what: &What) {
    match what {
        What::Write { at, bytes } => {
            let file = file.get_or_insert_default();
            let (from, to) = (*at as usize, *at as usize + bytes.len());
            if file.len() < to {
                file.resize(to, 0);
            }
            file[from..to].copy_from_slice(bytes);
        }
        What::Length(length) => file.get_or_insert_default().resize(*length as usize, 0),
        What::Gone => *file = None,
        What::Sync => {}
    }
}

/// Something that somebody was told is saved, and when.
struct Told {
    moment: usize,
    what: Promise,
}

enum Promise {
    /// Stands in what the workstation shows, this often.
    Shown(PatientId, String),
    /// Is what was typed last.
    Typed(DocId, String),
    /// The store acknowledged all words before this one.
    Centre,
}

/// What one workstation and the disks under it and its store went through.
struct Life {
    seat: Seat,
    /// Files at the first moment.
    began: Vec<Event>,
    events: Vec<Event>,
    told: Vec<Told>,
    station: String,
    centre: String,
}

/// A working day in small: people come, visits are typed and signed, the line comes and goes, the program is closed and opened.
fn live(seed: u64, disk: &Disk, template: &Template) -> Life {
    let dice = Dice::new(seed);
    let centre_room = Room::new();
    template.store.put(centre_room.path());
    let storage = Sqlite::open(&centre_room.path().join("store.sqlite")).unwrap();
    let store = open_store(Arc::new(storage), &dice);
    let seat = &template.seats[0];
    let mut machine = Machine::begin(0, seat, &dice, Guards::default());
    let station = machine.folder().to_string_lossy().into_owned();
    let began = [machine.folder(), centre_room.path()].map(files).concat();
    disk.remember();
    let mut told = Vec::new();
    let mut patients = Vec::new();
    let mut drafts: Vec<(DocId, PatientId)> = Vec::new();
    for step in 0..40 {
        let word = format!("w{seed}x{step}");
        let some = |dice: &Dice| patients[dice.below(patients.len())];
        let what = match dice.below(12) {
            _ if patients.is_empty() => {
                let patient = register(&mut machine, &word).unwrap();
                patients.push(patient);
                Promise::Shown(patient, word)
            }
            0 => {
                let patient = register(&mut machine, &word).unwrap();
                patients.push(patient);
                Promise::Shown(patient, word)
            }
            1..=3 => {
                let patient = some(&dice);
                sign(&mut machine, patient, &word).unwrap();
                Promise::Shown(patient, word)
            }
            4 | 5 => {
                let patient = some(&dice);
                fact(&mut machine, patient, &word).unwrap();
                Promise::Shown(patient, word)
            }
            6 | 7 => {
                let known = drafts.pop();
                let patient = known.map_or_else(|| some(&dice), |(_, patient)| patient);
                let me = machine.me.copy();
                let draft = machine.house().lock().save_draft(
                    &me,
                    known.map(|(id, _)| id),
                    patient,
                    &visit(&word),
                );
                let id = draft.unwrap().id;
                drafts.push((id, patient));
                Promise::Typed(id, word)
            }
            8 | 9 => {
                machine.exchange(&mut Direct::new(&store)).unwrap();
                Promise::Centre
            }
            10 => {
                machine.house().lock().settle_file();
                continue;
            }
            _ => {
                machine.reopen();
                continue;
            }
        };
        told.push(Told {
            moment: disk.moment(),
            what,
        });
    }
    let events = disk.forget();
    let image = Image::of(machine.folder());
    Life {
        seat: Seat {
            image,
            key: seat.key.duplicate(),
            me: seat.me.copy(),
            scope: seat.scope,
        },
        began,
        events,
        told,
        station,
        centre: centre_room.path().to_string_lossy().into_owned(),
    }
}

/// The files of SQLite as they lie there, as if just written and confirmed.
fn files(folder: &std::path::Path) -> Vec<Event> {
    let mut events = Vec::new();
    for (name, bytes) in Image::of(folder).0 {
        let path: Arc<str> = folder.join(name).to_string_lossy().into();
        events.push((path.clone(), What::Write { at: 0, bytes }));
        events.push((path, What::Sync));
    }
    events
}

/// What lies in a folder after the cut; files that SQLite never touched stand as they were.
fn image(held: &BTreeMap<Arc<str>, Held>, folder: &str, cut: Cut, dice: &Dice) -> Image {
    let mut files = Vec::new();
    for (path, held) in held {
        if let Some(name) = path.strip_prefix(folder).and_then(|n| n.strip_prefix('/'))
            && let Some(bytes) = held.after(cut, dice)
        {
            files.push((name.to_owned(), bytes));
        }
    }
    Image(files)
}

#[derive(Debug, Default)]
struct Count {
    images: u64,
    events: usize,
    words: usize,
    typed: usize,
    centre: usize,
}

/// Everything that was told before the cut is there after it.
fn judge(
    life: &Life,
    template: &Template,
    moment: usize,
    [station, centre]: [Image; 2],
    count: &mut Count,
) {
    let dice = Dice::new(moment as u64);
    let seat = Seat {
        image: station,
        key: life.seat.key.duplicate(),
        me: life.seat.me.copy(),
        scope: life.seat.scope,
    };
    let mut machine = Machine::begin(0, &seat, &dice, Guards::default());
    let mut typed = BTreeMap::new();
    let mut at_centre = 0;
    let before: Vec<&Told> = life
        .told
        .iter()
        .filter(|told| told.moment <= moment)
        .collect();
    for (at, told) in before.iter().enumerate() {
        match &told.what {
            Promise::Shown(patient, word) => {
                assert_eq!(times(&mut machine, *patient, word), 1, "{word} at {moment}");
                count.words += 1;
            }
            Promise::Typed(id, word) => {
                typed.insert(*id, word);
            }
            Promise::Centre => at_centre = at,
        }
    }
    // What was typed later may have been kept, too: a draft is as new as it was told, or newer.
    for (id, word) in typed {
        let newer = life.told.iter().any(|told| {
            told.moment > moment && matches!(&told.what, Promise::Typed(of, _) if *of == id)
        });
        let draft = machine.house().lock().draft(id).unwrap();
        let draft = draft.unwrap_or_else(|| panic!("the draft {word} is gone at {moment}"));
        let text = draft.draft.visit.answers["complaints"].clone();
        assert!(text == *word || newer, "{text} for {word} at {moment}");
        count.typed += 1;
    }
    let report = machine.verified();
    assert_eq!(report.problems, Vec::<String>::new(), "at {moment}");
    // The store lost its power at the same moment, and another computer of the house asks it.
    let room = Room::new();
    centre.put(room.path());
    let storage = Sqlite::open(&room.path().join("store.sqlite")).unwrap();
    let store: Arc<Store> = open_store(Arc::new(storage), &dice);
    let mut other = Machine::begin(1, &template.seats[1], &dice, Guards::default());
    other.exchange(&mut Direct::new(&store)).unwrap();
    for told in &before[..at_centre] {
        if let Promise::Shown(patient, word) = &told.what {
            assert_eq!(times(&mut other, *patient, word), 1, "{word} at {moment}");
            count.centre += 1;
        }
    }
    // And both go on.
    machine.exchange(&mut Direct::new(&store)).unwrap();
    assert!(machine.waiting().is_empty(), "something waits at {moment}");
    count.images += 1;
}

#[test]
fn what_was_told_is_saved_stands_on_the_platter_when_power_fails() {
    alone(
        "power::cuts::what_was_told_is_saved_stands_on_the_platter_when_power_fails",
        || {
            let images = number("FELDSHER_POWER_IMAGES", IMAGES);
            let from = number("FELDSHER_POWER_FROM", 0);
            let template = Template::found();
            let disk = Disk::install();
            let mut count = Count::default();
            for seed in from..from + images.div_ceil(OF_ONE_LIFE) {
                let life = live(seed, &disk, &template);
                count.events += life.events.len();
                cut(&life, &template, seed, &mut count);
            }
            eprintln!("{count:?}");
            assert!(count.images >= images && count.words > 0 && count.typed > 0);
            assert!(count.centre > 0);
        },
    );
}

/// Cuts at moments all over a life, each in every way.
fn cut(life: &Life, template: &Template, seed: u64, count: &mut Count) {
    let dice = Dice::new(!seed);
    let mut moments: Vec<usize> = (0..OF_ONE_LIFE / CUTS.len() as u64)
        .map(|_| dice.below(life.events.len() + 1))
        .collect();
    moments.sort_unstable();
    let mut held: BTreeMap<Arc<str>, Held> = BTreeMap::new();
    for (path, what) in &life.began {
        held.entry(path.clone()).or_default().take(what);
    }
    let mut done = 0;
    for moment in moments {
        for (path, what) in &life.events[done..moment] {
            held.entry(path.clone()).or_default().take(what);
        }
        done = moment;
        for kind in CUTS {
            let what = format!(
                "seed {seed}, {kind:?} after {moment} of {}",
                life.events.len()
            );
            let folders = [&life.station, &life.centre];
            let images = folders.map(|folder| image(&held, folder, kind, &dice));
            let work =
                std::panic::AssertUnwindSafe(|| judge(life, template, moment, images, count));
            if let Err(panic) = std::panic::catch_unwind(work) {
                eprintln!("{what}");
                std::panic::resume_unwind(panic);
            }
        }
    }
}

/// The disk must be able to break a promise, or nothing above means anything.
#[test]
fn a_disk_that_confirms_what_it_has_not_written_is_noticed() {
    alone(
        "power::cuts::a_disk_that_confirms_what_it_has_not_written_is_noticed",
        || {
            let template = Template::found();
            let disk = Disk::install();
            let mut life = live(1, &disk, &template);
            life.events.retain(|(_, what)| !matches!(what, What::Sync));
            let lost = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                cut(&life, &template, 1, &mut Count::default());
            }));
            assert!(lost.is_err(), "nobody noticed a disk that lies");
        },
    );
}
