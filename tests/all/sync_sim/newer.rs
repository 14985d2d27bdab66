//! A workstation and a store of a newer program among those of today: what today's program cannot read it keeps, passes on and hands back
//! to the bit, through the real house and the real store.

use ed25519_dalek::SigningKey;
use feldsher::domain::chunk::{Chunk, Kind, Unit};
use feldsher::domain::ids::Hash32;
use feldsher::ops::policy::{Scope as Reach, authorize, may};
use feldsher::record;
use feldsher::store::Store;
use feldsher::sync::auth::{Bound, SYNC_PATH, Seal, Transcript, seal};
use feldsher::sync::client::Outcome;
use feldsher::sync::dictionary::{LEVEL_QUICK, NONE};
use feldsher::sync::frame;
use feldsher::sync::message::Message;
use feldsher::sync::port::{Transport, TransportError};
use serde_json::json;

use super::centre::Centre;
use super::judge;
use super::line::{frames, refusal, serve};
use super::template::{SEATS, Template};
use super::world::{Setup, World};
use crate::sync::rig::Station;

/// Kinds of entries and frames that today's program does not know.
const KINDS: [Kind; 2] = [Kind(998), Kind(999)];
const FRAME: u8 = 77;

/// A line on which one side speaks a newer edition of the same protocol.
struct Edition<'a> {
    store: &'a Store,
    /// The workstation's key: its requests say more than today's.
    workstation: Option<&'a SigningKey>,
    /// The store's: its answers do.
    answers: Option<SigningKey>,
}

impl Transport for Edition<'_> {
    fn exchange(
        &mut self,
        body: &[u8],
        on_bytes: &mut dyn FnMut(&[u8]) -> bool,
    ) -> Result<(), TransportError> {
        let body = match self.workstation {
            Some(key) => newer_request(body, key),
            None => body.to_vec(),
        };
        let answer = serve(self.store, &body, true).map_err(refusal)?;
        let answer = match &self.answers {
            Some(key) => newer_answer(&body, &answer, key),
            None => answer,
        };
        on_bytes(&answer);
        Ok(())
    }
}

fn write(out: &mut Vec<u8>, kind: u8, payload: &[u8]) {
    frame::write(out, kind, payload, NONE, LEVEL_QUICK).unwrap();
}

/// A newer registry of kinds, another dictionary, a lane, and a frame that nobody here has heard of.
fn newer_request(body: &[u8], key: &SigningKey) -> Vec<u8> {
    let mut out = frame::MAGIC.to_vec();
    for part in frames(body).unwrap() {
        let Ok(Message::Hello(mut hello)) = Message::decode(&part) else {
            write(&mut out, part.kind, &part.payload);
            continue;
        };
        let bound = Bound::hello(SYNC_PATH, hello.device, hello.counter);
        hello.schema_max += 1;
        hello.app_version = "9.0.0".to_owned();
        hello.dicts.push(200);
        hello.lanes.push(9);
        hello.seal = Seal::EMPTY;
        let (kind, mut payload) = Message::Hello(hello).encode();
        seal(&mut payload, bound, key);
        write(&mut out, kind, &payload);
        write(&mut out, FRAME, b"said by a newer workstation");
    }
    out
}

fn newer_answer(request: &[u8], answer: &[u8], key: &SigningKey) -> Vec<u8> {
    let Ok(Message::Hello(hello)) = Message::decode(&frames(request).unwrap()[0]) else {
        panic!("a request without a Hello")
    };
    let mut out = frame::MAGIC.to_vec();
    let mut transcript = Transcript::default();
    for part in frames(answer).unwrap() {
        let Ok(Message::End(mut end)) = Message::decode(&part) else {
            write(&mut out, part.kind, &part.payload);
            transcript.add(part.kind, &part.payload);
            continue;
        };
        write(&mut out, FRAME, b"said by a newer store");
        transcript.add(FRAME, b"said by a newer store");
        end.dicts.push(200);
        end.seal = Seal::EMPTY;
        let (kind, mut payload) = Message::End(end).encode();
        let bound = Bound::answer(hello.device, hello.counter, transcript.hash());
        seal(&mut payload, bound, key);
        write(&mut out, kind, &payload);
    }
    out
}

fn store_key(centre: &Centre) -> SigningKey {
    let rows = centre.ask("SELECT value FROM meta WHERE name = 'store-key'", &[]);
    SigningKey::from_bytes(&rows[0].array(0).unwrap())
}

/// What a newer program writes about one patient and its house: unknown kinds, an unknown key of a visit, an unknown fact of a card.
fn written_by(newer: &mut Station, world: &World) -> Vec<(Hash32, Chunk)> {
    let patient = world.patients[0];
    let mut chunks: Vec<Chunk> = Vec::new();
    for (kind, unit) in [
        (KINDS[0], Unit::Patient(patient)),
        (KINDS[1], Unit::Device(newer.device)),
        (Kind::VISIT, Unit::Patient(patient)),
    ] {
        let mut head = newer.head(kind, unit);
        head.care_at -= 3_600;
        let content = json!({
            "form": "visit", "form_version": "9.0", "answers": {"complaints": "жөтел"}, "hologram": {"angle": 7, "seen": true},
            "sounds": ["өкпе", "жүрек"], "strength": 12,
        });
        let actor = record::Actor(world.dice.bytes());
        chunks.push(record::seal(&head, &content, &newer.key, actor).unwrap());
    }
    let changed = newer.card_change(patient, "genome/1", "rs1");
    chunks.push(changed);
    let mut all = Vec::new();
    for chunk in chunks {
        all.push((newer.vault.write(chunk.clone()), chunk));
    }
    all
}

#[test]
fn what_a_newer_program_wrote_is_kept_passed_on_and_handed_back_to_the_bit() {
    let mut world = World::begin(0, Setup::USUAL, &Template::found());
    let mut newer = Station::enrol(&world.centre.store, SEATS[0], &world.dice);
    // From here on the store remembers who is enrolled, and nothing else.
    world.centre.copy(0, true);
    let empty = world.centre.copies[0].clone();
    world.register(0, None).unwrap();
    world.write_fact_of(0, 0).unwrap();
    world.sync(0, 0, None).unwrap();

    let store = world.centre.store.clone();
    let key = newer.key.clone();
    let mut line = Edition {
        store: &store,
        workstation: Some(&key),
        answers: None,
    };
    newer.sync(&mut line);
    let written = written_by(&mut newer, &world);
    let report = newer.sync(&mut line);
    assert_eq!(
        (report.outcome, report.refused, report.held),
        (Outcome::Done, 0, 0)
    );
    assert!(newer.vault.quarantine.is_empty());

    // Today's house takes it in from a newer store, shows what it can and says that there is more.
    let answers = Some(store_key(&world.centre));
    let mut line = Edition {
        store: &store,
        workstation: None,
        answers,
    };
    world.machines[0].exchange(&mut line).unwrap();
    world.sync(1, 0, None).unwrap();
    let patient = world.patients[0];
    for at in [0, 1] {
        let machine = &mut world.machines[at];
        assert!(machine.refused().is_empty());
        let report = machine.verified();
        assert!(report.problems.is_empty(), "{:?}", report.problems);
        let shown = machine.show(patient).unwrap();
        for part in ["\"998\"", "hologram", "genome/1"] {
            assert!(shown.contains(part), "{part} in {shown}");
        }
        let reads = authorize::<may::ReadCard>(&machine.me.who, Reach::Patient(patient)).unwrap();
        let view = machine.house().lock().card(&reads).unwrap();
        assert!(
            view.newer > 0,
            "nobody is told that a newer program wrote here"
        );
    }

    // The store loses all of it; today's house hands it back, and whoever comes new gets the same bytes.
    world.write_fact_of(0, 0).unwrap();
    world.centre.restore(&empty, true).unwrap();
    world.tally.hit(12);
    world.sync(0, 0, None).unwrap();
    let mut other = Station::enrol(&world.centre.store, SEATS[0], &world.dice);
    let store = world.centre.store.clone();
    let key = other.key.clone();
    other.sync(&mut Edition {
        store: &store,
        workstation: Some(&key),
        answers: None,
    });
    for (hash, chunk) in &written {
        let row = other.vault.rows.get(hash);
        assert_eq!(row.map(|row| &row.chunk), Some(chunk));
        assert!(!other.vault.quarantine.contains_key(hash));
    }
    judge::judge(&mut world).unwrap();
}
