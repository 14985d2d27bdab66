//! What sync weighs: a signed visit on the wire beside JSON and FHIR, ten changes each way among 1,500 patients beside Automerge's own
//! sync, and a session with nothing new. Bytes, so that a debug build says the same. `FELDSHER_BENCH_COUCH=DIR` names a folder where
//! `npm install pouchdb express-pouchdb express@4 pouchdb-adapter-memory` has been done: then CouchDB's replication of the same
//! people is measured too (`couch.mjs`).

#[path = "../common/mod.rs"]
mod common;
mod couch;
mod point;
mod rival;
mod text;
mod visit;

use std::process::ExitCode;

use common::{Board, Samples, timed};
use feldsher::demo;
use feldsher::domain::country::Country;
use serde_json::json;

use point::{NOW, Point, store};

/// Patients of a large medical point.
const PATIENTS: usize = 1_500;
/// Sessions that are timed.
const IDLE: usize = 50;
/// Changes on either side.
const CHANGES: usize = 10;

fn main() -> ExitCode {
    let mut board = Board::default();
    let folder = tempfile::tempdir().expect("a folder");
    let store = store(&folder);
    let mut a = Point::found(&store);
    visit::weigh(&mut board, &a);

    let day = chrono::DateTime::from_timestamp(NOW, 0).expect("a day");
    let people: Vec<_> = demo::patients(3, Country::Kz, day.date_naive())
        .take(PATIENTS)
        .map(|patient| patient.registration)
        .collect();
    let cards: Vec<_> = people.iter().map(|one| a.register(one.clone())).collect();
    let shared = a.outbox(0);
    a.sync(&store);
    let mut b = Point::found(&store);
    while b.sync(&store).0.pulled > 0 {}
    // Each learns of the other's devices and of what the store has made safe since.
    for _ in 0..2 {
        a.sync(&store);
        b.sync(&store);
    }

    let (_, idle) = a.sync(&store);
    board.method("nothing new: bodies of one session, HTTP not counted");
    board.figure("nothing new, round trips", idle.trips as f64, "", 1.0);
    board.figure("nothing new, there", idle.there as f64, "B", 300.0);
    board.figure("nothing new, back", idle.back as f64, "B", 300.0);

    let times = Samples::new((0..IDLE).map(|_| timed(|| a.sync(&store)).0));
    board.note("nothing new, both ends, p50", times.p(50.0), "ms");

    let allergy = json!({"substance": "Пенициллин", "severity": "severe", "status": "active"});
    for &card in &cards[..CHANGES] {
        a.set(card, "al/new", &allergy);
    }
    for &card in &cards[CHANGES..2 * CHANGES] {
        b.set(card, "al/new", &allergy);
    }
    let (ours, theirs) = (a.outbox(0), b.outbox(0));
    b.sync(&store);
    let (report, weight) = a.sync(&store);
    board.method(&format!(
        "{PATIENTS} patients, {CHANGES} changes here and {CHANGES} at the centre ({} sent, {} came): bodies of one session",
        report.pushed, report.pulled
    ));
    board.figure("ten and ten, round trips", weight.trips as f64, "", 1.0);
    board.note("ten and ten, there", weight.there as f64, "B");
    board.note("ten and ten, back", weight.back as f64, "B");
    let automerge = rival::automerge(&shared, &ours, &theirs);
    board.note(
        "Automerge's own sync, round trips",
        automerge.trips as f64,
        "",
    );
    board.beside(
        "ten and ten, beside Automerge's own sync",
        weight.whole(),
        automerge.whole(),
        "B",
        Some(1.0 / 20.0),
    );
    match couch::replication(&people, CHANGES) {
        Ok(couch) => board.beside(
            "ten and ten, beside CouchDB's replication",
            weight.whole(),
            couch,
            "B",
            Some(1.0 / 4.0),
        ),
        Err(why) => board.method(&format!("CouchDB's replication is not measured: {why}")),
    }
    board.finish()
}
