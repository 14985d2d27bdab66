//! Ways in which an exchange could lose, hide or block what was written, each walked to its end.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use automerge::transaction::{CommitOptions, Transactable as _};
use automerge::{ActorId, Automerge, ROOT, ScalarValue};
use feldsher::clock::SystemClock;
use feldsher::domain::card::Sent;
use feldsher::domain::chunk::{Chunk, Kind, Unit};
use feldsher::domain::country::Country;
use feldsher::domain::ids::{DocId, FacilityId, Hash32, PatientId};
use feldsher::domain::lang::Lang;
use feldsher::domain::role::Role;
use feldsher::ops::OpError;
use feldsher::ops::op::Op;
use feldsher::ops::policy::{Scope, authorize, may};
use feldsher::ops::remote::Verdict;
use feldsher::paths::DataFolder;
use feldsher::record::{self, RecordError};
use feldsher::store::serve::{Limits, start};
use feldsher::store::sqlite::Sqlite;
use feldsher::store::{Store, system_entropy};
use feldsher::sync::auth::BOOT_SHIFT;
use feldsher::sync::client::Outcome;
use feldsher::sync::cursor::Log;
use feldsher::sync::dictionary::NONE;
use feldsher::sync::frame::{self, MAGIC};
use feldsher::sync::http::HttpLine;
use feldsher::sync::message::{Ack, Entries, Item, Message, Verdict as Said, What};
use feldsher::sync::port::{Refusal, Transport, TransportError};
use feldsher::vault::places::CursorRow;
use feldsher::vault::slots::KdfCost;
use feldsher::worker::{Desk, Event, Job, NewClinic, Registration};
use serde_json::json;

use crate::house::{Point, carry, person, point, visit};
use crate::sync::rig::{Dice, Direct, Station, open_store};

// A restored house behind a line that breaks.

/// A line that ends after so many bytes of answers.
struct Gate {
    address: SocketAddr,
    left: Arc<AtomicI64>,
}

const OPEN: i64 = i64::MAX / 2;

impl Gate {
    fn before(store: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let left = Arc::new(AtomicI64::new(OPEN));
        let gate = left.clone();
        on_a_thread(move || {
            while let Ok((here, _)) = listener.accept() {
                let there = TcpStream::connect(store).unwrap();
                let (mut up, mut up_to) = (here.try_clone().unwrap(), there.try_clone().unwrap());
                on_a_thread(move || drop(std::io::copy(&mut up, &mut up_to)));
                let left = gate.clone();
                on_a_thread(move || pass(there, here, &left));
            }
        });
        Self { address, left }
    }
}

fn on_a_thread(work: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new()
        .name("gate".to_owned())
        .spawn(work)
        .unwrap();
}

fn pass(mut from: TcpStream, mut to: TcpStream, left: &AtomicI64) {
    let mut part = [0; 256];
    while let Ok(length @ 1..) = from.read(&mut part) {
        let room = left.fetch_sub(length as i64, Ordering::SeqCst);
        let length = length.min(usize::try_from(room).unwrap_or(0));
        if length == 0 || to.write_all(&part[..length]).is_err() {
            break;
        }
    }
    to.shutdown(Shutdown::Both).ok();
    from.shutdown(Shutdown::Both).ok();
}

pub struct Workstation(Desk);

impl Workstation {
    pub fn on(folder: &Path) -> Self {
        let clock = Arc::new(SystemClock);
        Self(Desk::new(DataFolder::at(folder), clock, KdfCost::CHEAPEST))
    }

    pub fn founded(folder: &Path) -> Self {
        let mut own = Self::on(folder);
        own.ask(Job::CreateClinic(Box::new(NewClinic {
            name: "Үлгі медициналық пункті".to_owned(),
            country: Country::Kz,
            lang: Lang::Ru,
            login: "doctor".to_owned(),
            user_name: "Сынақов Үлгі".to_owned(),
            role: Role::Doctor,
            password: "correct horse".to_owned(),
        })));
        own
    }

    pub fn opened(folder: &Path) -> Self {
        let mut own = Self::on(folder);
        own.ask(Job::Unlock {
            login: "doctor".to_owned(),
            password: "correct horse".to_owned(),
        });
        own
    }

    pub fn ask(&mut self, job: Job) -> Vec<Event> {
        let mut events = Vec::new();
        self.0.handle(job, &mut |event| events.push(event));
        for event in &events {
            assert!(!matches!(event, Event::Failed { .. }), "{event:?}");
        }
        events
    }

    pub fn enrol(&mut self, store: &Store, scope: &str, address: SocketAddr) {
        let code = store.enrol_code(scope, 15).unwrap().code;
        let url = format!("http://{address}");
        self.ask(Job::Enrol { url, code });
    }

    pub fn act(&mut self, op: Op) -> PatientId {
        let op = Box::new(op);
        let events = self.ask(Job::Do { ticket: 0, op });
        let written = events.iter().find_map(|event| match event {
            Event::Done { changes, .. } => changes.written.first().copied(),
            _ => None,
        });
        written.unwrap()
    }

    pub fn register(&mut self) -> PatientId {
        let registration: Registration = serde_json::from_value(json!({
            "family": "Сынақова", "given": "Айна", "sex": "female", "born": "1902-01-01",
        }))
        .unwrap();
        self.act(Op::Register(Box::new(registration)))
    }

    /// What still waits, if the exchange came to its end.
    pub fn sync(&mut self) -> Option<u64> {
        let events = self.ask(Job::SyncNow);
        let view = events.into_iter().rev().find_map(|event| match event {
            Event::Sync(view) => Some(view),
            _ => None,
        });
        let view = view.unwrap();
        view.last_fault.is_none().then_some(view.waiting)
    }

    pub fn show(&mut self, patient: PatientId) -> String {
        self.shown(patient).unwrap()
    }

    /// `None` for somebody who is not here.
    pub fn shown(&mut self, patient: PatientId) -> Option<String> {
        let mut shown = None;
        self.0.handle(Job::Show { patient }, &mut |event| {
            if let Event::Shown { json } = event {
                shown = Some(json);
            }
        });
        shown
    }
}

pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

pub fn real_store(folder: &Path) -> Arc<Store> {
    let storage = Arc::new(Sqlite::open(&folder.join("store.sqlite")).unwrap());
    Arc::new(Store::open(storage, Arc::new(SystemClock), system_entropy()).unwrap())
}

pub fn fact(patient: PatientId, key: &str, value: serde_json::Value) -> Op {
    let serde_json::Value::Object(value) = value else {
        panic!("an object")
    };
    Op::SetFact {
        seen: None,
        patient,
        key: key.into(),
        value,
    }
}

#[test]
fn after_a_restore_no_cut_hides_what_the_house_itself_wrote() {
    let folder = tempfile::tempdir().unwrap();
    let store = real_store(folder.path());
    let running = start(store.clone(), ([127, 0, 0, 1], 0).into(), Limits::default()).unwrap();
    let gate = Gate::before(running.address());
    let [today, yesterday] = ["today", "yesterday"].map(|name| folder.path().join(name));

    let mut house = Workstation::founded(&today);
    house.enrol(&store, "Үлгі", gate.address);
    let patient = house.register();
    assert_eq!(house.sync(), Some(0));
    drop(house);
    copy(&today, &yesterday);
    let mut house = Workstation::opened(&today);
    for day in 0..12 {
        let title = format!("бронхит, {day}-й день: {}", record::hash(&[day]));
        house.act(fact(
            patient,
            "pr/new",
            json!({"title": title, "status": "active"}),
        ));
    }
    assert_eq!(house.sync(), Some(0));
    let written = house.show(patient);
    drop(house);

    let restored = |name: &str| {
        let at = folder.path().join(name);
        copy(&yesterday, &at);
        Workstation::opened(&at)
    };
    let mut whole = restored("whole");
    assert_eq!(whole.sync(), Some(0));
    assert_eq!(whole.show(patient), written, "over a whole line");
    let bytes = OPEN - gate.left.swap(OPEN, Ordering::SeqCst);
    drop(whole);
    let mut cuts = 0;
    for percent in [3, 6, 10, 15, 20, 25] {
        let mut house = restored(&format!("cut-{percent}"));
        // Everything until here went through the same gate, so that the restored house's own answers are the smaller part.
        gate.left.store(bytes * percent / 100, Ordering::SeqCst);
        cuts += usize::from(house.sync().is_none());
        gate.left.store(OPEN, Ordering::SeqCst);
        // One more for the number that the store asks for after a restore.
        for _ in 0..2 {
            house.sync();
        }
        assert_eq!(house.sync(), Some(0));
        assert_eq!(house.show(patient), written, "cut at {percent} %");
    }
    assert!(cuts >= 3, "{cuts} cuts");
    running.stop().unwrap();
}

#[test]
fn at_another_store_and_in_another_scope_the_past_goes_along() {
    let folder = tempfile::tempdir().unwrap();
    let [one, two] = ["one", "two"].map(|name| {
        let place = folder.path().join(name);
        std::fs::create_dir_all(&place).unwrap();
        real_store(&place)
    });
    let listen = ([127, 0, 0, 1], 0).into();
    let first = start(one.clone(), listen, Limits::default()).unwrap();
    let second = start(two.clone(), listen, Limits::default()).unwrap();
    let mut house = Workstation::founded(&folder.path().join("house"));
    house.enrol(&one, "Үлгі", first.address());
    let patient = house.register();
    house.act(fact(
        patient,
        "al/new",
        json!({"substance": "penicillin", "status": "active"}),
    ));
    assert_eq!(house.sync(), Some(0));
    let chunks = one.stats().unwrap().chunks;
    assert!(chunks >= 4, "{chunks}");

    house.enrol(&two, "Үлгі", second.address());
    assert_eq!(house.sync(), Some(0));
    assert_eq!(two.stats().unwrap().chunks, chunks);

    // The other scope of the same store: the lines of this device's access log go on.
    house.enrol(&two, "Басқа", second.address());
    house.act(fact(
        patient,
        "al/new",
        json!({"substance": "lidocaine", "status": "active"}),
    ));
    assert_eq!(house.sync(), Some(0));
    let stats = two.stats().unwrap();
    assert_eq!(stats.quarantine, 0, "{stats:?}");
    assert_eq!(stats.chunks, chunks + 2);
    first.stop().unwrap();
    second.stop().unwrap();
}

// Changes that the store does not take.

fn last_card_change(point: &Point) -> (Hash32, Chunk) {
    let sent = point.house.outbox(0, usize::MAX).unwrap();
    let last = sent
        .into_iter()
        .rfind(|logged| logged.chunk.kind == Kind::CARD);
    last.map(|logged| (logged.hash, logged.chunk)).unwrap()
}

/// The store takes what waits.
fn deliver(point: &mut Point) {
    let waiting = point.house.outbox(0, usize::MAX).unwrap();
    let settled: Vec<_> = waiting
        .iter()
        .zip(1..)
        .map(|(logged, seq)| (logged.hash, Verdict::Accepted(Some(at(seq)))))
        .collect();
    point.house.settle_push(&settled).unwrap();
    assert!(point.house.outbox(0, usize::MAX).unwrap().is_empty());
}

fn at(seq: u64) -> CursorRow {
    CursorRow {
        scope: FacilityId([1; 16]),
        log: 0,
        epoch: [1; 8],
        seq,
        chain: [0; 16],
    }
}

const KEY: &str = "pr/1";

#[test]
fn a_twin_knows_what_its_change_knew_and_both_doctors_values_stand() {
    let (mut a, mut b) = (point("a", Role::Doctor), point("b", Role::Doctor));
    let patient = a.register(person());
    a.set(patient, KEY, json!({"title": "asthma", "status": "active"}));
    carry(&a, &mut b);
    deliver(&mut a);
    deliver(&mut b);
    a.set(
        patient,
        KEY,
        json!({"title": "asthma, mild", "status": "active"}),
    );
    let (forked, _) = last_card_change(&a);
    a.set(patient, "tel", json!({"value": "+7 700 000 00 09"}));
    let (follower, _) = last_card_change(&a);
    b.set(
        patient,
        KEY,
        json!({"title": "asthma, severe", "status": "active"}),
    );
    carry(&b, &mut a);
    let may = authorize::<may::ListConflicts>(&a.me.who, Scope::House).unwrap();
    assert_eq!(a.house.conflicts(&may).unwrap()[0].values.len(), 2);

    a.house.settle_push(&[(forked, Verdict::Reauthor)]).unwrap();
    let conflicts = a.house.conflicts(&may).unwrap();
    assert_eq!(conflicts.len(), 1, "nobody settled it");
    assert_eq!(conflicts[0].values.len(), 2);
    // What was written on top of it followed.
    assert_eq!(a.view(patient).person.phone, "+7 700 000 00 09");
    let waiting = a.house.outbox(0, usize::MAX).unwrap();
    assert!(
        waiting
            .iter()
            .all(|logged| ![forked, follower].contains(&logged.hash))
    );
    assert_eq!(
        waiting
            .iter()
            .filter(|logged| logged.chunk.kind == Kind::CARD)
            .count(),
        2
    );
    a.verified();
}

#[test]
fn a_change_that_the_store_never_takes_blocks_and_breeds_nothing() {
    let mut a = point("a", Role::Doctor);
    let patient = a.register(person());
    deliver(&mut a);
    a.set(patient, KEY, json!({"title": "asthma", "status": "active"}));
    let (poison, chunk) = last_card_change(&a);
    let poison_change = record::inspect(&chunk).unwrap().change;
    a.house
        .settle_push(&[(poison, Verdict::Poison("too-long".to_owned()))])
        .unwrap();
    a.set(
        patient,
        KEY,
        json!({"title": "asthma, mild", "status": "active"}),
    );
    a.set(patient, "tel", json!({"value": "+7 700 000 00 09"}));

    // As the store would: held for whatever follows what it has not.
    let mut known: Vec<Hash32> = vec![poison_change];
    let mut lengths = Vec::new();
    for _ in 0..6 {
        let waiting = a.house.outbox(0, usize::MAX).unwrap();
        let mut settled = Vec::new();
        for logged in waiting
            .iter()
            .filter(|logged| logged.chunk.kind == Kind::CARD)
        {
            let header = record::inspect(&logged.chunk).unwrap();
            if let Some(missing) = header.deps.iter().find(|dep| known.contains(dep)) {
                known.push(header.change);
                settled.push((logged.hash, Verdict::Held { missing: *missing }));
            } else {
                settled.push((
                    logged.hash,
                    Verdict::Accepted(Some(at(100 + logged.n as u64))),
                ));
            }
        }
        a.house.settle_push(&settled).unwrap();
        lengths.push(a.verified().chunks);
    }
    let waiting = a.house.outbox(0, usize::MAX).unwrap();
    assert!(
        waiting.iter().all(|logged| logged.chunk.kind != Kind::CARD),
        "it waits for ever"
    );
    assert_eq!(lengths[0], lengths[5], "the log grows for ever");
    let view = a.view(patient);
    assert_eq!(view.problems.len(), 1);
    assert_eq!(view.problems[0].value.title, "asthma, mild");
    assert!(view.conflicts.is_empty(), "one doctor alone wrote it");
    assert_eq!(view.person.phone, "+7 700 000 00 09");
}

#[test]
fn what_the_store_refused_does_not_show_as_sent() {
    let mut a = point("a", Role::Doctor);
    let patient = a.register(person());
    let draft = a.house.save_draft(&a.me, None, patient, &visit()).unwrap();
    let op = Op::SignVisit {
        draft: draft.id,
        confirmed: false,
    };
    let signed = a.house.transact(&a.me, &op).unwrap().written[0];
    let waiting = a.house.outbox(0, usize::MAX).unwrap();
    let hash = waiting
        .iter()
        .find(|logged| logged.chunk.doc == signed)
        .unwrap()
        .hash;
    assert_eq!(a.view(patient).visits[0].sent, Sent::Here);
    a.house
        .settle_push(&[(hash, Verdict::Poison("signature".to_owned()))])
        .unwrap();
    assert_eq!(a.view(patient).visits[0].sent, Sent::Refused);
}

#[test]
fn a_late_write_goes_back_after_the_store_lost_its_tail() {
    let mut a = point("a", Role::Doctor);
    a.register(person());
    let waiting = a.house.outbox(0, usize::MAX).unwrap();
    let late: Vec<_> = waiting
        .iter()
        .map(|logged| (logged.hash, Verdict::Accepted(None)))
        .collect();
    a.house.settle_push(&late).unwrap();
    assert!(a.house.outbox(0, usize::MAX).unwrap().is_empty());
    a.house
        .reset_log(FacilityId([1; 16]), 0, 0, &at(0))
        .unwrap();
    assert_eq!(a.house.outbox(0, usize::MAX).unwrap(), waiting);
}

// Too long for the wire.

/// Words that no dictionary knows, so many bytes of them.
fn pasted(dice: &Dice, bytes: usize) -> String {
    let letters: Vec<char> = ('а'..='я').collect();
    let words: Vec<String> = (0..3_000)
        .map(|_| {
            (0..4 + dice.below(6))
                .map(|_| letters[dice.below(32)])
                .collect()
        })
        .collect();
    let mut text = String::new();
    while text.len() < bytes {
        text.push_str(&words[dice.below(words.len())]);
        text.push(' ');
    }
    text
}

#[test]
fn a_fact_too_long_for_the_wire_is_not_saved_and_says_so() {
    let mut a = point("a", Role::Doctor);
    let patient = a.register(person());
    let before = a.verified().chunks;
    let title = pasted(&Dice::new(1), 70_000);
    let op = fact(patient, KEY, json!({"title": title, "status": "active"}));
    let refused = a.house.transact(&a.me, &op).unwrap_err();
    assert!(
        matches!(refused, OpError::Record(RecordError::TooLong { .. })),
        "{refused}"
    );
    assert_eq!(a.verified().chunks, before);
    a.set(patient, KEY, json!({"title": "asthma", "status": "active"}));
}

/// A card's change as an older program made it: of any length.
fn unbounded(text: &str, dice: &Dice) -> Chunk {
    let doc = DocId(dice.bytes());
    let mut card = Automerge::new().with_actor(ActorId::from(&dice.bytes::<16>()[..]));
    let mut tx = card.transaction();
    // Of a device that this store does not know: it cannot check the signature and takes it.
    let signature = [&[0xa2, 1, 0x50][..], &[7; 16], &[2, 0x58, 64], &[7; 64]].concat();
    for (key, bytes) in [("pr/1", text.as_bytes().to_vec()), ("sig", signature)] {
        tx.put(ROOT, key, ScalarValue::Bytes(bytes)).unwrap();
    }
    tx.commit_with(CommitOptions::default().with_time(0));
    Chunk {
        doc,
        kind: Kind::CARD,
        unit: Unit::Patient(doc),
        bytes: card.get_last_local_change().unwrap().raw_bytes().to_vec(),
    }
}

#[test]
fn a_chunk_that_the_store_cannot_hand_on_stops_nobody() {
    let dice = Dice::new(5);
    let store = open_store(Arc::new(Sqlite::in_memory().unwrap()), &dice);
    let (mut a, mut b) = (
        Station::enrol(&store, "дом", &dice),
        Station::enrol(&store, "дом", &dice),
    );
    for bytes in (20_000..80_000).step_by(1_000) {
        a.vault.write(unbounded(&pasted(&dice, bytes), &dice));
    }
    let report = a.sync(&mut Direct::new(&store));
    assert_eq!(report.outcome, Outcome::Done, "{report:?}");
    assert_eq!(a.vault.outbox_len(), 0);
    let refused = |reason: &str| a.vault.quarantine.values().filter(|r| *r == reason).count();
    // Some go neither way, and some would come in and not go out.
    assert!(refused("too-large-for-a-frame") > 0 && refused("too-long") > 0);
    assert_eq!(refused("unsigned"), 0);
    assert!(report.pushed > 10, "{report:?}");
    let report = b.sync(&mut Direct::new(&store));
    assert_eq!(report.outcome, Outcome::Done, "{report:?}");
    assert_eq!(b.vault.placed(), a.vault.placed());
}

// Lines that lie.

/// Answers by itself and breaks.
struct Liar {
    frames: Vec<Message>,
}

impl Transport for Liar {
    fn exchange(
        &mut self,
        _body: &[u8],
        on_bytes: &mut dyn FnMut(&[u8]) -> bool,
    ) -> Result<(), TransportError> {
        let mut bytes = MAGIC.to_vec();
        for message in &self.frames {
            let (kind, payload) = message.encode();
            frame::write(&mut bytes, kind, &payload, NONE, 3).unwrap();
        }
        on_bytes(&bytes);
        Err(TransportError::Cut("in the test".to_owned()))
    }
}

#[test]
fn nothing_is_settled_before_the_store_has_signed_for_it() {
    let dice = Dice::new(6);
    let store = open_store(Arc::new(Sqlite::in_memory().unwrap()), &dice);
    let mut a = Station::enrol(&store, "дом", &dice);
    let patient = a.new_patient("Пробников");
    assert_eq!(a.sync(&mut Direct::new(&store)).outcome, Outcome::Done);
    let hash = a.edit(patient, "ct.phone", "1");
    let lies = [
        Said::Late,
        Said::Gone,
        Said::Fork,
        Said::Poison {
            reason: "too-long".to_owned(),
        },
    ];
    let mut answers: Vec<Message> = lies
        .into_iter()
        .map(|verdict| {
            Message::Ack(Ack {
                no: 0,
                verdicts: vec![verdict],
            })
        })
        .collect();
    answers.push(Message::Entries(Entries {
        scope: a.scope,
        log: Log::Cards,
        items: vec![Item {
            seq: 9,
            what: What::Own { hash, doc: patient },
        }],
        next: None,
    }));
    for answer in answers {
        let told = format!("{answer:?}");
        let frames = vec![answer];
        assert_eq!(a.sync(&mut Liar { frames }).outcome, Outcome::Cut, "{told}");
        assert_eq!(a.vault.outbox_len(), 1, "{told}");
        assert!(
            a.vault.quarantine.is_empty() && a.vault.reauthor.is_empty(),
            "{told}"
        );
        // The line was lost with a push on it: the next session only looks.
        a.restart();
    }
    assert_eq!(a.sync(&mut Direct::new(&store)).outcome, Outcome::Done);
    assert_eq!(a.vault.outbox_len(), 0);
    assert_eq!(store.stats().unwrap().chunks, 2);
}

struct Raiser(u64);

impl Transport for Raiser {
    fn exchange(
        &mut self,
        _body: &[u8],
        _on_bytes: &mut dyn FnMut(&[u8]) -> bool,
    ) -> Result<(), TransportError> {
        Err(TransportError::Refused(Refusal {
            status: 409,
            code: "replayed".to_owned(),
            retry_after: None,
            counter: Some(self.0),
        }))
    }
}

#[test]
fn an_unsigned_refusal_cannot_use_up_all_numbers() {
    let dice = Dice::new(7);
    let store = open_store(Arc::new(Sqlite::in_memory().unwrap()), &dice);
    let mut a = Station::enrol(&store, "дом", &dice);
    a.new_patient("Пробников");
    for counter in [i64::MAX as u64, u64::MAX, 70_000 << BOOT_SHIFT, 0] {
        a.sync(&mut Raiser(counter));
        assert_eq!(a.vault.boot_no, None, "{counter}");
    }
    a.sync(&mut Raiser(40 << BOOT_SHIFT));
    assert_eq!(a.vault.boot_no, Some(41));
    assert_eq!(a.sync(&mut Direct::new(&store)).outcome, Outcome::Done);
    assert_eq!(store.stats().unwrap().chunks, 1);
}

#[test]
fn silent_lines_take_nobodys_place() {
    let folder = tempfile::tempdir().unwrap();
    let dice = Dice::new(8);
    let storage = Arc::new(Sqlite::open(&folder.path().join("store.sqlite")).unwrap());
    let store = open_store(storage, &dice);
    let limits = Limits::default();
    let running = start(store.clone(), ([127, 0, 0, 1], 0).into(), limits).unwrap();
    let mut silent = Vec::new();
    for n in 0..limits.at_once {
        let mut line = TcpStream::connect(running.address()).unwrap();
        line.write_all(b"POST /v1/sync HTTP/1.1\r\nhost: x\r\ncontent-length: 5000\r\n\r\n")
            .unwrap();
        if n % 2 == 0 {
            line.write_all(&MAGIC).unwrap();
        }
        silent.push(line);
    }
    std::thread::sleep(std::time::Duration::from_millis(300));
    let mut a = Station::enrol(&store, "дом", &dice);
    a.new_patient("Пробников");
    let mut line = HttpLine::new(&running.url()).unwrap();
    assert_eq!(a.sync(&mut line).outcome, Outcome::Done);
    drop(silent);
    running.stop().unwrap();
}
