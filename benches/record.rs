//! The part of a save that is not SQL: a card read from its changes, written, signed and passed through the gate; a visit sealed
//! and passed. Bar: 2 ms at p99 for all of it.

mod common;

use std::process::ExitCode;

use common::{Board, Samples, timed};
use ed25519_dalek::SigningKey;
use feldsher::domain::chunk::{Chunk, Kind, Unit};
use feldsher::domain::ids::{DeviceId, DocId, FacilityId, UserId};
use feldsher::domain::visit::{Access, Diagnosis, Prescription, Visit};
use feldsher::record::shape::Object;
use feldsher::record::{Actor, Card, Entry, Head, hash, inspect, seal};

const SAVES: usize = 1_000;
/// Changes of a card that has been kept up for years.
const CARD_CHANGES: usize = 40;
const PATIENT: DocId = DocId([1; 16]);
const DEVICE: DeviceId = DeviceId([2; 16]);
const USER: UserId = UserId([3; 16]);

fn main() -> ExitCode {
    let mut board = Board::default();
    let key = SigningKey::from_bytes(&[7; 32]);

    let card = card_of_years(&key);
    let signing = Samples::new((0..SAVES).map(|n| timed(|| sign_once(&key, n)).0));
    board.note(
        "one Ed25519 signature over 1 kB, p50",
        signing.p(50.0),
        "ms",
    );
    board.method(&format!(
        "{SAVES} edits of a card of {CARD_CHANGES} changes: load from bytes, put, commit, sign, gate; and its line of the access log"
    ));
    let edits = Samples::new((0..SAVES).map(|n| timed(|| edit(&card, &key, n)).0));
    board.beside(
        "edit a card, p50",
        edits.p(50.0),
        signing.p(50.0),
        "ms",
        None,
    );
    board.figure("edit a card, p99", edits.p(99.0), "ms", 2.0);

    board.method(&format!(
        "{SAVES} visits with two diagnoses and one prescription: seal and sign three entries, gate each, read each back for its row"
    ));
    let visits = Samples::new((0..SAVES).map(|n| timed(|| sign_visit(&key, n)).0));
    board.beside(
        "sign a visit, p50",
        visits.p(50.0),
        signing.p(50.0),
        "ms",
        None,
    );
    board.figure("sign a visit, p99", visits.p(99.0), "ms", 2.0);
    board.finish()
}

fn sign_once(key: &SigningKey, n: usize) {
    use ed25519_dalek::Signer as _;
    std::hint::black_box(key.sign(&[n as u8; 1_024]));
}

fn card_of_years(key: &SigningKey) -> Vec<Vec<u8>> {
    let mut log: Vec<Vec<u8>> = Vec::new();
    for n in 0..CARD_CHANGES {
        let actor = Actor([n as u8 / 4 + 1; 16]);
        let mut card = Card::load(PATIENT, actor, log.iter().map(Vec::as_slice)).0;
        for (key, value) in [(format!("pr/{n}"), "asthma"), ("tel".to_owned(), "+7 000")] {
            let value = Object::from_iter([("title".to_owned(), format!("{value} {n}").into())]);
            card.put(&key, &value, USER, n as i64).expect("a fact");
        }
        log.push(card.commit(n as i64, DEVICE, key).expect("a change").bytes);
    }
    log
}

fn edit(log: &[Vec<u8>], key: &SigningKey, n: usize) {
    let mut card = Card::load(PATIENT, Actor([200; 16]), log.iter().map(Vec::as_slice)).0;
    let value = Object::from_iter([("title".to_owned(), format!("asthma, mild {n}").into())]);
    card.put("pr/1", &value, USER, n as i64).expect("a fact");
    pass(&card.commit(n as i64, DEVICE, key).expect("a change"));
    // What the projection reads from it.
    for key in card.keys() {
        std::hint::black_box((card.fact(&key), card.facts(&key)));
    }
    access(key, n);
}

fn sign_visit(key: &SigningKey, n: usize) {
    let long =
        "Жалобы на кашель с мокротой, слабость, повышение температуры до 38,2 в течение трёх дней.";
    let visit = Visit {
        form: "visit".to_owned(),
        drafted_by: None,
        form_version: "1.0".to_owned(),
        answers: ["complaints", "history", "exam", "plan", "advice", "weight"]
            .map(|item| (item.to_owned(), format!("{long} {n}")))
            .into(),
        diagnoses: vec![
            Diagnosis {
                code: "J20.9".to_owned(),
                title: "Острый бронхит".to_owned(),
                ..Diagnosis::default()
            };
            2
        ],
    };
    let prescription = Prescription {
        name: "paracetamol".to_owned(),
        dose: "500".to_owned(),
        unit: "mg".to_owned(),
        ..Prescription::default()
    };
    entry(Kind::VISIT, n, &visit, key);
    entry(Kind::PRESCRIPTION, n, &prescription, key);
    access(key, n);
}

fn access(key: &SigningKey, n: usize) {
    let access = Access {
        number: n as i64,
        user: USER.to_string(),
        action: "change".to_owned(),
        purpose: "care".to_owned(),
        patient: Some(PATIENT),
        ..Access::default()
    };
    entry(Kind::ACCESS, n, &access, key);
}

fn entry(kind: Kind, n: usize, content: &impl serde::Serialize, key: &SigningKey) {
    let mut id = [9; 16];
    id[..8].copy_from_slice(&(n as u64).to_be_bytes());
    let head = Head {
        id: DocId(id),
        kind,
        unit: if kind == Kind::ACCESS {
            Unit::Device(DEVICE)
        } else {
            Unit::Patient(PATIENT)
        },
        by: Some(USER),
        role: "feldsher".to_owned(),
        device: DEVICE,
        facility: FacilityId([4; 16]),
        care_at: n as i64,
        entered_at: n as i64,
        clock_doubtful: false,
        amends: None,
    };
    let chunk = seal(&head, content, key, Actor([5; 16])).expect("an entry");
    pass(&chunk);
    std::hint::black_box(Entry::open(&chunk.bytes).expect("reads back"));
}

fn pass(chunk: &Chunk) {
    std::hint::black_box((inspect(chunk).expect("its own gate"), hash(&chunk.bytes)));
}
