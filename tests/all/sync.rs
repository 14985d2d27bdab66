//! The workstation's side of sync against a real store in this process, over lines that lose, cut, double and lie.

pub mod rig;

use std::collections::BTreeSet;
use std::sync::Arc;

use feldsher::domain::ids::Hash32;
use feldsher::store::sqlite::Sqlite;
use feldsher::sync::client::Outcome;
use proptest::prelude::*;

use rig::{Dice, Direct, Fate, Station, open_store};

/// Seeds of the first simulation.
const SEEDS: u32 = 600;

proptest! {
    #![proptest_config(ProptestConfig { cases: SEEDS, max_shrink_iters: 60, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_schedule_over_a_bad_line_converges(seed in any::<u64>()) {
        simulate(seed);
    }
}

/// Three workstations in two houses write, restart and sync over a line full of faults; then the faults stop.
fn simulate(seed: u64) {
    let dice = Dice::new(seed);
    let storage = Arc::new(Sqlite::in_memory().unwrap());
    let store = open_store(storage, &dice);
    let mut stations = vec![
        Station::enrol(&store, "дом А", &dice),
        Station::enrol(&store, "дом А", &dice),
        Station::enrol(&store, "дом Б", &dice),
    ];
    let mut patients = Vec::new();
    let mut written: Vec<BTreeSet<Hash32>> = vec![BTreeSet::new(); 3];
    let mut replays: Vec<Vec<u8>> = Vec::new();
    for _ in 0..24 {
        let at = dice.below(3);
        let station = &mut stations[at];
        match dice.below(10) {
            0 => {
                let patient = station.new_patient("Пробников");
                patients.push((at, patient));
                written[at].extend(
                    station
                        .vault
                        .rows
                        .iter()
                        .filter(|(_, r)| r.chunk.doc == patient)
                        .map(|(h, _)| *h),
                );
            }
            1..=4 => {
                let house = |n: usize| n / 2;
                let known: Vec<_> = patients
                    .iter()
                    .filter(|(by, _)| house(*by) == house(at))
                    .collect();
                if known.is_empty() {
                    continue;
                }
                let patient = known[dice.below(known.len())].1;
                let hash = if dice.percent(50) && !station.vault.changes(patient).is_empty() {
                    station.edit(patient, "ct.phone", &dice.roll().to_string())
                } else {
                    station.visit(patient, &dice.roll().to_string())
                };
                written[at].insert(hash);
            }
            5 => station.restart(),
            6 => {
                if !replays.is_empty() {
                    // An old request turns up again, from nowhere.
                    let old = &replays[dice.below(replays.len())];
                    rig::answer_to(&store, old, true).ok();
                }
            }
            _ => {
                let fate = match dice.below(6) {
                    0 => Fate::RequestLost,
                    1 => Fate::RequestCut(dice.below(3_000)),
                    2 => Fate::AnswerCut(dice.below(3_000)),
                    3 => Fate::Doubled,
                    4 => Fate::Portal,
                    _ => Fate::Whole,
                };
                let mut line = Direct::with(&store, fate);
                station.sync(&mut line);
                replays.push(line.last_request);
            }
        }
    }
    for _ in 0..4 {
        for station in &mut stations {
            let report = station.sync(&mut Direct::new(&store));
            assert_eq!(report.outcome, Outcome::Done, "seed {seed}: {report:?}");
        }
    }
    let house_a: BTreeSet<Hash32> = written[0].union(&written[1]).copied().collect();
    for (at, expected) in [(0, &house_a), (1, &house_a), (2, &written[2])] {
        let vault = &stations[at].vault;
        assert_eq!(&vault.placed(), expected, "seed {seed}: workstation {at}");
        assert_eq!(vault.outbox_len(), 0, "seed {seed}");
        assert!(vault.quarantine.is_empty(), "seed {seed}");
        assert_eq!(vault.repairs, 0, "seed {seed}: a repair is a bug report");
    }
    let chunks = store.stats().unwrap().chunks;
    assert_eq!(
        chunks,
        (house_a.len() + written[2].len()) as u64,
        "seed {seed}"
    );
}

#[test]
fn three_months_offline_are_sent_in_growing_frames() {
    let dice = Dice::new(1);
    let store = open_store(Arc::new(Sqlite::in_memory().unwrap()), &dice);
    let mut station = Station::enrol(&store, "дом", &dice);
    let mut other = Station::enrol(&store, "дом", &dice);
    let patient = station.new_patient("Пробников");
    for day in 0..400 {
        station.visit(
            patient,
            &format!("день {day}: жалобы на кашель, температура 38,{}", day % 10),
        );
    }
    let report = station.sync(&mut Direct::new(&store));
    assert_eq!(report.outcome, Outcome::Done);
    assert_eq!(report.pushed, 401);
    assert!(report.requests < 20, "{} requests", report.requests);
    assert!(station.client.line().frame_bytes > 4 * 1024);
    assert_eq!(other.sync(&mut Direct::new(&store)).outcome, Outcome::Done);
    assert_eq!(other.vault.placed(), station.vault.placed());
}

#[test]
fn after_cuts_the_frames_shrink_and_progress_goes_on() {
    let dice = Dice::new(2);
    let store = open_store(Arc::new(Sqlite::in_memory().unwrap()), &dice);
    let mut station = Station::enrol(&store, "дом", &dice);
    let patient = station.new_patient("Пробников");
    for day in 0..60 {
        station.visit(patient, &format!("день {day}"));
    }
    let mut sessions = 0;
    while station.vault.outbox_len() > 0 {
        // Never more than 3,000 bytes get through before the line breaks.
        let fate = if sessions % 2 == 0 {
            Fate::RequestCut(3_000)
        } else {
            Fate::AnswerCut(3_000)
        };
        station.sync(&mut Direct::with(&store, fate));
        sessions += 1;
        assert!(sessions < 200, "no progress");
    }
    assert_eq!(store.stats().unwrap().chunks, 61);
}

#[test]
fn a_waiting_patient_is_fetched_out_of_turn() {
    let dice = Dice::new(3);
    let store = open_store(Arc::new(Sqlite::in_memory().unwrap()), &dice);
    let mut station = Station::enrol(&store, "дом", &dice);
    let mut other = Station::enrol(&store, "дом", &dice);
    let patient = station.new_patient("Пробников");
    station.sync(&mut Direct::new(&store));
    other.sync(&mut Direct::new(&store));
    let seen = other.vault.cursors.clone();
    let hash = *other.vault.placed().iter().next().unwrap();
    other.vault.rows.clear();
    other.client.want_docs(&[patient]);
    other.sync(&mut Direct::new(&store));
    assert!(other.vault.placed().contains(&hash));
    assert_eq!(other.vault.cursors, seen, "no cursor moved");
}

#[test]
fn the_dictionary_halves_a_visit_it_has_never_seen() {
    use feldsher::domain::chunk::{Kind, Unit};
    use feldsher::domain::ids::{DocId, UserId};
    use feldsher::record::{Actor, Head, seal};
    use feldsher::sync::dictionary::{LEVEL_SMALL, NONE, compress};
    let content = serde_json::json!({
        "form": "urn:feldsher:form:visit",
        "answers": {
            "complaints": "Сухой кашель по ночам вторую неделю, першение в горле, температура вечером 37,2.",
            "history": "Началось после поездки в район, лечился дома травами, без улучшения.",
            "objective": "Состояние удовлетворительное. Дыхание жёсткое, хрипов нет. Живот мягкий, безболезненный.",
            "plan": "Флюорография, общий анализ крови.",
            "advice": "Тёплое питьё, проветривать комнату, явка через 5 дней.",
            "temp": "368 Cel", "pulse": "78 /min", "bp-sys": "128 mm[Hg]", "bp-dia": "82 mm[Hg]", "weight": "71 kg",
        },
        "diagnoses": [{"code": "J20.9", "system": "icd10", "title": "Острый бронхит неуточнённый", "role": "main"}],
    });
    let dice = Dice::new(9);
    let head = Head {
        id: DocId(dice.bytes()),
        kind: Kind::VISIT,
        unit: Unit::Patient(DocId(dice.bytes())),
        by: Some(UserId(dice.bytes())),
        role: "feldsher".to_owned(),
        device: feldsher::domain::ids::DeviceId(dice.bytes()),
        facility: feldsher::domain::ids::FacilityId(dice.bytes()),
        care_at: rig::NOW,
        entered_at: rig::NOW,
        clock_doubtful: false,
        amends: None,
    };
    let key = ed25519_dalek::SigningKey::from_bytes(&dice.bytes());
    let visit = seal(&head, &content, &key, Actor(dice.bytes()))
        .unwrap()
        .bytes;
    let length = |dict| compress(&visit, dict, LEVEL_SMALL).unwrap().unwrap().len();
    let (with, without) = (length(1), length(NONE));
    println!(
        "visit: {} B raw, {without} B zstd, {with} B with the dictionary",
        visit.len()
    );
    assert!(with * 100 <= without * 65, "{with} of {without} bytes");
}

/// At 2 kbit/s 30 kB are all that passes in the two minutes of a request. `feldsher sync --once` is a new program each time: it sent
/// 45 kB, heard nothing of them, and sent them again, for ever.
#[test]
fn a_program_that_begins_anew_for_each_exchange_gets_through_a_line_of_2_kbit() {
    let dice = Dice::new(6);
    let store = open_store(Arc::new(Sqlite::in_memory().unwrap()), &dice);
    let mut station = Station::enrol(&store, "дом", &dice);
    let patient = station.new_patient("Пробников");
    for _ in 0..200 {
        let text = feldsher::domain::ids::hex(&dice.bytes::<200>());
        station.visit(patient, &text);
    }
    let mut sessions = 0;
    while station.vault.outbox_len() > 0 {
        let waiting = station.vault.outbox_len();
        station.restart();
        station.sync(&mut Direct::with(&store, Fate::RequestCut(30_000)));
        assert!(station.vault.outbox_len() < waiting, "no progress");
        sessions += 1;
    }
    assert!(sessions < 20, "{sessions} sessions");
    assert_eq!(store.stats().unwrap().chunks, 201);
}

#[test]
fn whatever_a_portal_answers_is_no_answer_of_the_store() {
    use std::io::{Read as _, Write as _};
    let dice = Dice::new(4);
    let store = open_store(Arc::new(Sqlite::in_memory().unwrap()), &dice);
    let mut station = Station::enrol(&store, "дом", &dice);
    station.new_patient("Пробников");
    for (expected, answer) in [
        (
            Outcome::Portal,
            "HTTP/1.1 302 Found\r\nlocation: http://login.example/\r\ncontent-length: 0\r\n\r\n",
        ),
        (
            Outcome::Portal,
            "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 21\r\n\r\n<html>pay here</html>",
        ),
        (
            Outcome::Portal,
            "HTTP/1.1 511 Network Authentication Required\r\ncontent-length: 2\r\n\r\nno",
        ),
        (
            Outcome::Portal,
            "HTTP/1.1 403 Forbidden\r\ncontent-type: Text/HTML; charset=utf-8\r\ncontent-length: 6\r\n\r\n<html>",
        ),
        // The store's own proxy, with nobody behind it.
        (
            Outcome::Cut,
            "HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/html\r\ncontent-length: 6\r\n\r\n<html>",
        ),
        (
            Outcome::Cut,
            "HTTP/1.1 200 OK\r\ncontent-length: 21\r\n\r\n<html>pay here</html>",
        ),
        (Outcome::Cut, "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"),
        (
            Outcome::Cut,
            "HTTP/1.1 403 Forbidden\r\ncontent-length: 6\r\n\r\n<html>",
        ),
        (
            Outcome::Cut,
            "HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\n\u{1}",
        ),
        (Outcome::Cut, ""),
    ] {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let outcome = std::thread::scope(|scope| {
            scope.spawn(|| {
                let (mut stream, _) = listener.accept().unwrap();
                let mut request = [0; 4096];
                let read = stream.read(&mut request).unwrap();
                assert!(read > 0);
                stream.write_all(answer.as_bytes()).unwrap();
            });
            let mut line = feldsher::sync::http::HttpLine::new(&url).unwrap();
            station.sync(&mut line).outcome
        });
        assert_eq!(outcome, expected, "{answer}");
        assert_eq!(station.vault.outbox_len(), 1);
    }
    assert_eq!(
        station.sync(&mut Direct::new(&store)).outcome,
        Outcome::Done
    );
    assert_eq!(station.vault.outbox_len(), 0);
}
