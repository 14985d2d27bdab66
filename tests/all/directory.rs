//! The emergency directory from card to stranger: built by a real store, fetched over a line that breaks, found in any script, opened
//! with a reason.

pub mod cards;

use std::sync::Arc;
use std::time::Duration;

use ed25519_dalek::{SigningKey, VerifyingKey};
use feldsher::clock::SystemClock;
use feldsher::domain::country::Country;
use feldsher::domain::ids::{DeviceId, DocId, Hash32, PatientId};
use feldsher::domain::lang::Lang;
use feldsher::domain::role::Role;
use feldsher::paths::DataFolder;
use feldsher::store::devices::Newcomer;
use feldsher::store::serve::{Limits, Running, start};
use feldsher::store::sqlite::Sqlite;
use feldsher::store::{Store, system_entropy};
use feldsher::sync::directory::ask::{Ask, Offer, Plan, Want, part_head};
use feldsher::sync::directory::pack;
use feldsher::sync::http::HttpLine;
use feldsher::sync::port::{Transport, TransportError};
use feldsher::vault::directory::Standing;
use feldsher::vault::slots::KdfCost;
use feldsher::worker::directory::{Asker, Fetched, fetch};
use feldsher::worker::{
    Desk, Elsewhere, EmergencyReason, Event, Fault, Job, NewClinic, Op, Opened, Registration,
    SharedHouse,
};
use serde_json::json;

use crate::sync::rig::Dice;
use cards::{card, change_card, forget_card, put_card};

/// A store that serves on this machine.
struct Centre {
    store: Arc<Store>,
    running: Running,
    _folder: tempfile::TempDir,
}

impl Centre {
    fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let storage = Arc::new(Sqlite::open(&folder.path().join("store.sqlite")).unwrap());
        let store = Store::open(storage, Arc::new(SystemClock), system_entropy()).unwrap();
        let store = Arc::new(store);
        let listen = ([127, 0, 0, 1], 0).into();
        Self {
            running: start(Arc::clone(&store), listen, Limits::default()).unwrap(),
            store,
            _folder: folder,
        }
    }

    fn line(&self) -> HttpLine {
        let line = HttpLine::new(&self.running.url()).unwrap();
        line.to_directory().unwrap()
    }
}

/// A workstation, and how it asks the store when no desk does.
struct Point {
    desk: Desk,
    device: DeviceId,
    key: SigningKey,
    counter: u64,
    _folder: tempfile::TempDir,
}

impl Point {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = DataFolder::at(folder.path());
        let mut desk = Desk::new(place, Arc::new(SystemClock), KdfCost::CHEAPEST);
        let new = Job::CreateClinic(Box::new(NewClinic {
            name: "Үлгі медициналық пункті".to_owned(),
            country: Country::Kz,
            lang: Lang::Ru,
            login: "doctor".to_owned(),
            user_name: "Сынақов Үлгі".to_owned(),
            role: Role::Doctor,
            password: "correct horse".to_owned(),
        }));
        desk.handle(new, &mut |_event| ());
        let house = desk.house().unwrap();
        let (device, key) = {
            let house = house.lock();
            (house.place().device, house.place().device_key.clone())
        };
        Self {
            desk,
            device,
            key,
            counter: 1 << 40,
            _folder: folder,
        }
    }

    fn enrolled(centre: &Centre, scope: &str) -> Self {
        let mut point = Self::new();
        let code = centre.store.enrol_code(scope, 15).unwrap().code;
        let url = centre.running.url();
        point.ask(Job::Enrol { url, code });
        point
    }

    /// Known to the store, and never talks to it by itself.
    fn quiet(centre: &Centre) -> Self {
        let point = Self::new();
        let code = centre.store.enrol_code("Үлгі", 15).unwrap().code;
        let newcomer = Newcomer {
            device: point.device,
            key: point.key.verifying_key(),
            name: "quiet".to_owned(),
            managers: Vec::new(),
        };
        centre.store.enrol(&code, &newcomer).unwrap();
        point
    }

    fn house(&self) -> SharedHouse {
        self.desk.house().unwrap()
    }

    fn try_ask(&mut self, job: Job) -> Result<Vec<Event>, Fault> {
        let mut events = Vec::new();
        self.desk.handle(job, &mut |event| events.push(event));
        let failed = events.iter().find_map(|event| match event {
            Event::Failed { fault, .. } => Some(fault.clone()),
            _ => None,
        });
        failed.map_or(Ok(events), Err)
    }

    fn ask(&mut self, job: Job) -> Vec<Event> {
        self.try_ask(job).unwrap()
    }

    fn sync(&mut self) {
        for event in self.ask(Job::SyncNow) {
            if let Event::Sync(view) = event {
                assert_eq!(view.last_fault, None);
                assert_eq!(view.waiting, 0);
            }
        }
    }

    fn find(&mut self, typed: &str) -> Elsewhere {
        let query = typed.to_owned();
        let events = self.ask(Job::SearchDirectory { ticket: 1, query });
        let found = events.into_iter().find_map(|event| match event {
            Event::Elsewhere { found, .. } => Some(found),
            _ => None,
        });
        found.unwrap()
    }

    fn cards(&mut self, typed: &str) -> Vec<PatientId> {
        let found = self.find(typed).found;
        found.into_iter().map(|one| one.who.card).collect()
    }

    fn open(&mut self, patient: PatientId, words: &str) -> Result<Opened, Fault> {
        let reason = if words.is_empty() {
            EmergencyReason::LifeInDanger
        } else {
            EmergencyReason::Other
        };
        let events = self.try_ask(Job::BreakGlass {
            ticket: 1,
            patient,
            reason,
            words: words.trim().to_owned(),
        })?;
        let opened = events.into_iter().find_map(|event| match event {
            Event::EmergencyPassport { opened, .. } => Some(*opened),
            _ => None,
        });
        Ok(opened.unwrap())
    }

    fn fetch(&mut self, store: &VerifyingKey, line: &mut dyn Transport) -> Result<Fetched, Fault> {
        let house = self.house().guest();
        let mut asker = Asker {
            device: self.device,
            key: &self.key,
            store_key: store,
            line,
            counter: &mut || {
                self.counter += 1;
                self.counter
            },
        };
        fetch(&house, &mut asker, None)
    }

    fn standing(&self) -> Option<Standing> {
        let house = self.house();
        let standing = house
            .lock()
            .with_directory(|directory| directory.standing());
        standing.unwrap().flatten()
    }
}

/// A line that breaks after some bytes of each answer, or changes one.
struct Breaking<'a> {
    line: &'a mut dyn Transport,
    dice: &'a Dice,
    /// Bytes of one answer at most.
    most: usize,
    flips: bool,
    moved: u64,
    answers: u64,
}

impl Transport for Breaking<'_> {
    fn exchange(
        &mut self,
        body: &[u8],
        on_bytes: &mut dyn FnMut(&[u8]) -> bool,
    ) -> Result<(), TransportError> {
        self.answers += 1;
        let mut room = 1 + self.dice.below(self.most);
        let is_part = matches!(Ask::read(body).map(|ask| ask.want), Ok(Want::Part { .. }));
        let flips = self.flips && is_part;
        let mut seen = 0;
        let moved = &mut self.moved;
        let outcome = self.line.exchange(body, &mut |bytes| {
            let mut now = bytes[..bytes.len().min(room)].to_vec();
            // Behind the head of a part, so that it is taken for one.
            if flips && seen + now.len() > 60 && seen <= 60 {
                now[60 - seen] ^= 1;
            }
            seen += now.len();
            room -= now.len();
            *moved += now.len() as u64;
            let wants_more = on_bytes(&now);
            wants_more && room > 0
        });
        if room == 0 {
            return Err(TransportError::Cut("broken for the test".to_owned()));
        }
        outcome
    }
}

#[test]
fn what_one_house_wrote_helps_a_stranger_in_another_who_says_why() {
    let centre = Centre::open();
    let mut home = Point::enrolled(&centre, "Үлгі");
    let mut away = Point::enrolled(&centre, "Басқа");
    let registration: Registration = serde_json::from_value(json!({
        "family": "Сынақова", "given": "Айна", "sex": "female", "born": "1902-01-01",
        "identifiers": [{"kind": "kz-iin", "value": "000101499599"}],
        "allergies": [{"substance": "Пенициллин", "severity": "severe"}],
    }))
    .unwrap();
    let op = Box::new(Op::Register(Box::new(registration)));
    let events = home.ask(Job::Do { ticket: 0, op });
    let patient = events.iter().find_map(|event| match event {
        Event::Done { changes, .. } => changes.patients.first().copied(),
        _ => None,
    });
    let patient = patient.unwrap();
    home.sync();
    away.sync();
    assert_eq!(away.find("сынақова").age, None);
    assert_eq!(away.open(patient, "").unwrap_err().code, "directory-none");

    let built = centre.store.build_directory(false).unwrap();
    assert_eq!((built.version, built.people), (1, 1));
    away.sync();
    for typed in [
        "Сынақова",
        "synakova",
        "სინაკოვა",
        "000101",
        "01.01.1902",
        "аина сын",
    ] {
        assert_eq!(away.cards(typed), [patient], "{typed}");
    }
    let found = away.find("сынақ");
    assert_eq!(found.found[0].who.place, "Үлгі");
    assert!(
        found.found[0].who.allergies.is_empty(),
        "a list says who, not what"
    );
    assert_eq!(found.age.unwrap().people, 1);

    // The card is not here, and stays closed.
    assert!(away.try_ask(Job::OpenCard { patient }).is_err());
    assert_eq!(
        away.open(patient, "   ").unwrap_err().code,
        "directory-reason"
    );
    let nobody = DocId([9; 16]);
    assert_eq!(away.open(nobody, "").unwrap_err().code, "unknown-record");
    assert!(audit(&mut away).is_empty(), "nothing was opened so far");
    let opened = away.open(patient, "").unwrap();
    assert_eq!(opened.passport.allergies[0].substance, "Пенициллин");
    away.open(patient, " жұбайының сұрауымен").unwrap();
    let lines = audit(&mut away);
    assert_eq!(
        lines,
        [
            (
                patient,
                "other".to_owned(),
                "жұбайының сұрауымен".to_owned()
            ),
            (patient, "life-in-danger".to_owned(), String::new()),
        ]
    );
    let before = centre.store.stats().unwrap().documents;
    away.sync();
    let after = centre.store.stats().unwrap().documents;
    assert!(after >= before + 2, "the log of openings travels");

    // At home the card is the one that counts.
    home.sync();
    assert!(home.cards("сынақова").is_empty());
    assert_eq!(home.find("сынақова").age.unwrap().people, 1);
    assert_eq!(
        home.open(patient, "").unwrap_err().code,
        "directory-card-here"
    );
    centre.running.stop().unwrap();
}

/// Openings with a reason, newest first. The doctor of a point of one reads them through the patient's log.
fn audit(point: &mut Point) -> Vec<(PatientId, String, String)> {
    let house = point.house();
    let house = house.lock();
    let mut who = point.desk.me().unwrap().who.clone();
    who.role = Role::Auditor;
    let may = feldsher::ops::policy::authorize(&who, feldsher::ops::policy::Scope::House).unwrap();
    let mut lines: Vec<_> = house
        .audit(&may)
        .unwrap()
        .into_iter()
        .filter(|(_, line)| line.action == "break-glass")
        .map(|(_, line)| {
            assert_eq!(line.purpose, "emergency");
            (line.number, (line.patient.unwrap(), line.reason, line.note))
        })
        .collect();
    lines.sort_by_key(|(number, _)| std::cmp::Reverse(*number));
    lines.into_iter().map(|(_, line)| line).collect()
}

#[test]
fn a_pack_that_is_cut_anywhere_goes_on_where_it_was_cut() {
    let centre = Centre::open();
    for n in 0..400 {
        put_card(&**centre.store.storage(), &card(n, 0));
    }
    let built = centre.store.build_directory(false).unwrap();
    let bytes = built.base_bytes.unwrap();
    for (seed, most) in [(1, 300), (2, 2_000), (3, 40_000)] {
        let dice = Dice::new(seed);
        let mut point = Point::quiet(&centre);
        let mut line = centre.line();
        let mut breaking = Breaking {
            line: &mut line,
            dice: &dice,
            most,
            flips: false,
            moved: 0,
            answers: 0,
        };
        let mut tries = 0;
        while point
            .fetch(&centre.store.public_key(), &mut breaking)
            .is_err()
        {
            tries += 1;
            assert!(tries < 4_000, "no progress");
            assert_eq!(point.standing(), None, "nothing half is ever shown");
        }
        // Each answer has a head, and a plan is asked for with every try; no byte of the pack twice.
        let beside = breaking.answers * 300;
        assert!(
            breaking.moved <= bytes + beside,
            "{} of {bytes}",
            breaking.moved
        );
        assert_eq!(point.find("Үлгі").age.unwrap().people, 400);
        assert_eq!(point.cards(&cards::number(7)), [card(7, 0).0]);
    }
}

#[test]
fn deltas_over_a_base_are_a_fresh_base() {
    let centre = Centre::open();
    let dice = Dice::new(11);
    let storage = &**centre.store.storage();
    let mut versions: Vec<Option<u32>> = vec![Some(0); 60];
    for n in 0..60 {
        put_card(storage, &card(n, 0));
    }
    centre.store.build_directory(false).unwrap();
    let mut old = Point::quiet(&centre);
    let store = centre.store.public_key();
    old.fetch(&store, &mut centre.line()).unwrap();
    for round in 1..6 {
        for _ in 0..6 {
            let n = dice.below(versions.len());
            match versions[n] {
                Some(version) if dice.percent(70) => {
                    change_card(storage, n as u32, version + 1);
                    versions[n] = Some(version + 1);
                }
                Some(_) => {
                    forget_card(storage, n as u32);
                    versions[n] = None;
                }
                None => {
                    put_card(storage, &card(n as u32, 0));
                    versions[n] = Some(0);
                }
            }
        }
        put_card(storage, &card(versions.len() as u32, 0));
        versions.push(Some(0));
        let built = centre.store.build_directory(round % 2 == 0).unwrap();
        assert!(built.changed > 0 && built.delta_bytes.is_some());
        if round == 3 {
            continue;
        }
        old.fetch(&store, &mut centre.line()).unwrap();
        let mut new = Point::quiet(&centre);
        new.fetch(&store, &mut centre.line()).unwrap();
        assert_eq!(old.standing(), new.standing());
        for n in 0..versions.len() as u32 {
            let patient = card(n, 0).0;
            let of = |point: &Point| {
                let house = point.house();
                let found = house
                    .lock()
                    .with_directory(|directory| directory.passport(patient));
                found.unwrap().flatten()
            };
            assert_eq!(of(&old), of(&new), "{n} in round {round}");
            assert_eq!(of(&old).is_some(), versions[n as usize].is_some());
        }
        let ninth = cards::number(9);
        for typed in ["үлгіаб", "сынақбв", "1903", &ninth] {
            let (mut here, mut there) = (old.cards(typed), new.cards(typed));
            if here.len() < 20 {
                here.sort();
                there.sort();
                assert_eq!(here, there, "{typed}");
            }
        }
    }
    // The same day again: nothing to fetch, and the newest age.
    let again = old.fetch(&store, &mut centre.line()).unwrap();
    assert_eq!(again, Fetched::default());
    assert_eq!(
        centre.store.build_directory(false).unwrap().delta_bytes,
        None
    );
}

#[test]
fn a_damaged_pack_never_replaces_a_good_one() {
    let centre = Centre::open();
    let store = centre.store.public_key();
    let dice = Dice::new(5);
    for n in 0..30 {
        put_card(&**centre.store.storage(), &card(n, 0));
    }
    centre.store.build_directory(false).unwrap();
    let mut point = Point::quiet(&centre);
    point.fetch(&store, &mut centre.line()).unwrap();
    let good = point.standing().unwrap();
    let whole = point.cards("Үлгі");
    assert_eq!(whole.len(), 20);
    change_card(&**centre.store.storage(), 3, 1);
    centre.store.build_directory(false).unwrap();
    let mut line = centre.line();
    let mut breaking = Breaking {
        line: &mut line,
        dice: &dice,
        most: usize::MAX,
        flips: true,
        moved: 0,
        answers: 0,
    };
    let fault = point.fetch(&store, &mut breaking).unwrap_err();
    assert!(
        fault.code.starts_with("directory-") && !fault.can_retry,
        "{fault:?}"
    );
    assert_eq!(point.standing(), Some(good));
    assert_eq!(point.cards("Үлгі"), whole);
    // The bad bytes are gone: the good ones come whole.
    point.fetch(&store, &mut centre.line()).unwrap();
    assert_ne!(point.standing(), Some(good));
}

/// A store that answers what the test likes, under its own key.
struct Forged {
    key: SigningKey,
    pack: pack::Made,
}

impl Transport for Forged {
    fn exchange(
        &mut self,
        body: &[u8],
        on_bytes: &mut dyn FnMut(&[u8]) -> bool,
    ) -> Result<(), TransportError> {
        let ask = Ask::read(body).unwrap();
        let answer = match ask.want {
            Want::Plan(_) => Plan {
                version: 9,
                as_of: 1_790_000_000,
                packs: vec![Offer {
                    pack: self.pack.id,
                    bytes: self.pack.bytes.len() as u64,
                }],
            }
            .seal(&ask, &self.key),
            Want::Part { pack, offset } => {
                let mut answer = part_head(pack, offset).to_vec();
                answer.extend(&self.pack.bytes[offset as usize..]);
                answer
            }
        };
        on_bytes(&answer);
        Ok(())
    }
}

#[test]
fn a_pack_of_another_store_is_not_believed() {
    let centre = Centre::open();
    put_card(&**centre.store.storage(), &card(1, 0));
    centre.store.build_directory(false).unwrap();
    let mut point = Point::quiet(&centre);
    let ours = SigningKey::from_bytes(&[3; 32]);
    let theirs = SigningKey::from_bytes(&[4; 32]);
    point
        .fetch(&centre.store.public_key(), &mut centre.line())
        .unwrap();
    let good = point.standing();
    // Another store's answer is none; another store's pack under our store's plan is not taken.
    let mut line = centre.line();
    let code = point
        .fetch(&ours.verifying_key(), &mut line)
        .unwrap_err()
        .code;
    assert_eq!(code, "directory-answer");
    let people = [cards::passport(7)];
    let (before, after) = (
        feldsher::sync::digest::SetDigest::default(),
        feldsher::sync::directory::state(&people),
    );
    let right = |key: &SigningKey| pack::base(&people, 9, 5, key).unwrap();
    let mut wrong_sum = right(&ours).head;
    wrong_sum.after.count += 1;
    for (pack, code) in [
        (right(&theirs), "directory-foreign"),
        (
            reheaded(&right(&ours), &wrong_sum, &ours),
            "directory-damaged",
        ),
        (
            pack::delta((after, before), &[], &[people[0].card], 9, 5, &ours).unwrap(),
            "directory-gap",
        ),
    ] {
        let mut forged = Forged {
            key: ours.clone(),
            pack,
        };
        let fault = point.fetch(&ours.verifying_key(), &mut forged).unwrap_err();
        assert_eq!(fault.code, code);
        assert_eq!(point.standing(), good);
    }
    let mut good_one = Forged {
        key: ours.clone(),
        pack: right(&ours),
    };
    assert!(
        point
            .fetch(&ours.verifying_key(), &mut good_one)
            .unwrap()
            .is_new
    );
    assert_eq!(point.cards("Үлгі").len(), 1);
}

/// The same sections under another head.
fn reheaded(made: &pack::Made, head: &pack::Head, key: &SigningKey) -> pack::Made {
    use sha2::{Digest as _, Sha256};
    let length = u32::from_be_bytes(made.bytes[8..12].try_into().unwrap()) as usize;
    let sealed = head.seal(key);
    let mut bytes = pack::MAGIC.to_vec();
    bytes.extend((sealed.len() as u32).to_be_bytes());
    bytes.extend(sealed);
    let id = Hash32(Sha256::digest(&bytes).into());
    bytes.extend(&made.bytes[12 + length..]);
    pack::Made {
        head: head.clone(),
        id,
        bytes,
    }
}

#[test]
fn a_whole_pack_over_a_slow_line_comes_in_slices() {
    let centre = Centre::open();
    for n in 0..50 {
        put_card(&**centre.store.storage(), &card(n, 0));
    }
    centre.store.build_directory(false).unwrap();
    let mut point = Point::quiet(&centre);
    let house = point.house().guest();
    let mut line = centre.line();
    let mut asker = Asker {
        device: point.device,
        key: &point.key,
        store_key: &centre.store.public_key(),
        line: &mut line,
        counter: &mut || {
            point.counter += 1;
            point.counter
        },
    };
    let none = fetch(&house, &mut asker, Some(Duration::ZERO)).unwrap();
    assert!(matches!(none.coming, Some((0, of)) if of > 0) && !none.is_new);
    let all = fetch(&house, &mut asker, Some(Duration::from_secs(60))).unwrap();
    assert_eq!((all.coming, all.is_new), (None, true));
}

/// One case of the store's suite, on both databases.
pub fn built_and_handed_out(store: &Store) {
    let storage = &**store.storage();
    let key = SigningKey::from_bytes(&[6; 32]);
    let device = DeviceId([6; 16]);
    let code = store.enrol_code("Үлгі", 15).unwrap().code;
    let newcomer = Newcomer {
        device,
        key: key.verifying_key(),
        name: "one".to_owned(),
        managers: Vec::new(),
    };
    store.enrol(&code, &newcomer).unwrap();
    let mut counter = 0;
    let mut ask = |want| {
        counter += 1;
        let ask = Ask {
            device,
            counter,
            want,
        };
        let answer = store.directory_answer(&ask.seal(&key)).unwrap();
        (ask, answer)
    };
    let (asked, answer) = ask(Want::Plan(None));
    let plan = Plan::open(&answer, &asked, &store.public_key()).unwrap();
    assert_eq!(plan, Plan::default(), "nothing was built yet");
    // A first look at an empty store finds nobody and is due again.
    assert_eq!(store.build_directory(false).unwrap().version, 0);
    assert!(store.directory_is_due(86_400).unwrap());
    for n in 0..3_000 {
        put_card(storage, &card(n, 0));
    }
    assert_eq!(store.build_directory(false).unwrap().people, 3_000);
    assert!(!store.directory_is_due(86_400).unwrap());
    change_card(storage, 5, 1);
    forget_card(storage, 6);
    let built = store.build_directory(false).unwrap();
    assert_eq!((built.changed, built.gone, built.base_bytes), (1, 1, None));
    let (asked, answer) = ask(Want::Plan(None));
    let plan = Plan::open(&answer, &asked, &store.public_key()).unwrap();
    assert_eq!((plan.version, plan.packs.len()), (2, 2));
    for offer in plan.packs {
        let mut pack = Vec::new();
        while (pack.len() as u64) < offer.bytes {
            let offset = pack.len() as u64;
            let want = Want::Part {
                pack: offer.pack,
                offset,
            };
            let (_, answer) = ask(want);
            let head = part_head(offer.pack, offset);
            let bytes = answer.strip_prefix(&head[..]).unwrap();
            // Not where a part of the table ends.
            pack.extend(&bytes[..bytes.len().min(100_003)]);
        }
        let (head, _) = pack::whole(&pack, &store.public_key()).unwrap();
        assert!(head.version <= 2);
    }
    // A number that was used is used up.
    let replay = Ask {
        device,
        counter: 1,
        want: Want::Plan(None),
    };
    assert!(store.directory_answer(&replay.seal(&key)).is_err());
    let stranger = Ask {
        device: DeviceId([7; 16]),
        counter: 1,
        want: Want::Plan(None),
    };
    assert!(store.directory_answer(&stranger.seal(&key)).is_err());
    let other = SigningKey::from_bytes(&[8; 32]);
    let forged = Ask {
        device,
        counter: 1 << 20,
        want: Want::Plan(None),
    };
    assert!(store.directory_answer(&forged.seal(&other)).is_err());
    let status = store.directory_status().unwrap();
    assert_eq!(
        (status.version, status.people, status.deltas),
        (2, 2_999, 1)
    );
}
