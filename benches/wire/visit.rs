//! One signed visit with its orders, alone in its frame, beside the same content in two other forms, each shrunk by `gzip -9` alone.

use std::io::Write as _;
use std::process::{Command, Stdio};

use ed25519_dalek::SigningKey;
use feldsher::demo;
use feldsher::domain::card::Draft;
use feldsher::domain::chunk::{Chunk, Kind};
use feldsher::domain::country::Country;
use feldsher::domain::ids::{DeviceId, DocId, Hash32};
use feldsher::domain::number::Decimal;
use feldsher::domain::visit::{Diagnosis, Prescription};
use feldsher::forms::{Answer, Quantity};
use feldsher::ops::op::Registration;
use feldsher::sync::auth::{Bound, SYNC_PATH};
use feldsher::sync::{dictionary, frame, pack};
use feldsher::vault::log::Logged;
use feldsher::worker::{ExportOf, fill};
use serde_json::json;

use crate::common::Board;
use crate::point::{NOW, Point};
use crate::text::{Dice, Words};

const VISITS: usize = 200;
/// What a frame aims at on a good line.
const USUAL_FRAME: usize = 8 * 1024;
const OFFSET_MINUTES: i32 = 300;
/// Bytes of each of four fields of text: together what a visit of the measurements behind the design had (1.34 kB).
const FIELD: usize = 335;
const TEXTS: [&str; 4] = ["complaints", "history", "exam", "plan"];
const VITALS: [(&str, &str, f64, f64); 7] = [
    ("weight", "kg", 45.0, 95.0),
    ("height", "cm", 150.0, 185.0),
    ("temp", "Cel", 36.0, 38.0),
    ("bp-sys", "mm[Hg]", 105.0, 138.0),
    ("bp-dia", "mm[Hg]", 65.0, 85.0),
    ("pulse", "/min", 62.0, 95.0),
    ("resp", "/min", 13.0, 19.0),
];
const DIAGNOSES: [(&str, &str); 4] = [
    (
        "J06.9",
        "Острая инфекция верхних дыхательных путей неуточнённая",
    ),
    ("I10", "Эссенциальная [первичная] гипертензия"),
    ("K29.5", "Хронический гастрит неуточнённый"),
    ("M54.5", "Боль внизу спины"),
];
const ORDERS: [(&str, &str, &str); 3] = [
    ("Парацетамол", "500", "mg"),
    ("Амлодипин", "5", "mg"),
    ("Омепразол", "20", "mg"),
];

pub fn weigh(board: &mut Board, point: &Point) {
    let words = Words::read();
    board.method(&format!(
        "mixed: 0 to 2 orders, four fields of {FIELD} B (half phrases, half free words out of {}, one in 16 mistyped; none of them known to \
         the dictionary), seven measurements",
        words.len()
    ));
    let mut dice = Dice(11);
    let mixed = (0..VISITS).map(|_| draft(&words, &mut dice));
    let mixed = measure(board, "mixed", point, mixed);
    board.beside(
        "mixed, beside JSON",
        mixed.wire,
        mixed.keyed,
        "B",
        Some(0.50),
    );
    board.beside(
        "mixed, beside FHIR",
        mixed.wire,
        mixed.fhir,
        "B",
        Some(0.22),
    );

    board.method("demo: visits of the invented people, all four languages of the phrases known to the dictionary by kind, not by word");
    let day = chrono::DateTime::from_timestamp(NOW, 0).expect("a day");
    let demo = demo::patients(5, Country::Kz, day.date_naive())
        .flat_map(|patient| patient.visits)
        .map(|visit| visit.draft)
        .take(VISITS);
    let demo = measure(board, "demo", point, demo);
    board.beside("demo, beside JSON", demo.wire, demo.keyed, "B", None);
    board.beside("demo, beside FHIR", demo.wire, demo.fhir, "B", None);
}

/// Medians, bytes.
struct Measured {
    wire: f64,
    keyed: f64,
    fhir: f64,
}

/// Each visit signed, alone in a push frame with its seal; JSON and FHIR by `gzip -9`, a file each.
fn measure(
    board: &Board,
    name: &str,
    point: &Point,
    drafts: impl Iterator<Item = Draft>,
) -> Measured {
    let person = json!({"family": "Сынақ", "given": "Айна", "sex": "female", "born": "1980-05-17"});
    let person: Registration = serde_json::from_value(person).expect("a person");
    let patient = point.register(person);
    let mut behind = point.outbox(0).last().map_or(0, |last| last.n);
    let (mut wire, mut keyed, mut fhir) = (Vec::new(), Vec::new(), Vec::new());
    let (mut all, mut texts) = (Vec::new(), 0);
    for draft in drafts {
        point.sign(patient, &draft);
        let new = point.outbox(behind);
        behind = new.last().map_or(behind, |last| last.n);
        let chunks = chunks(new);
        let visit = chunks.iter().find(|chunk| chunk.kind == Kind::VISIT);
        let visit = visit.expect("a visit").doc;
        let (bytes, packed) = framed(&chunks, frame::MAX_PAYLOAD);
        assert_eq!(packed, chunks.len(), "all in one frame");
        wire.push(bytes as f64);
        texts += draft.visit.answers.values().map(String::len).sum::<usize>();
        keyed.push(gzipped(
            full_keys(&draft, patient, visit).to_string().as_bytes(),
        ));
        let bundle = point.read(patient, |house, view| {
            let what = ExportOf::Visit { patient, visit };
            fill::bundle(view, house.place(), &what, None, NOW, OFFSET_MINUTES).expect("a bundle")
        });
        fhir.push(gzipped(bundle.to_string().as_bytes()));
        all.extend(chunks);
    }
    let count = wire.len() as f64;
    board.note(&format!("{name}, visits"), count, "");
    board.note(
        &format!("{name}, changes of a visit"),
        all.len() as f64 / count,
        "",
    );
    board.note(
        &format!("{name}, text of a visit"),
        texts as f64 / count,
        "B",
    );
    let (mut rest, mut together) = (&all[..], 0);
    while !rest.is_empty() {
        let (bytes, packed) = framed(rest, USUAL_FRAME);
        together += bytes;
        rest = &rest[packed..];
    }
    board.note(
        &format!("{name}, share of a visit in the frames of a day"),
        together as f64 / count,
        "B",
    );
    Measured {
        wire: median(wire),
        keyed: median(keyed),
        fhir: median(fhir),
    }
}

fn draft(words: &Words, dice: &mut Dice) -> Draft {
    let mut draft = Draft::default();
    draft.visit.form = "visit".to_owned();
    draft.visit.form_version = "1.1".to_owned();
    for item in TEXTS {
        let text = dice.text(words, FIELD);
        draft
            .visit
            .answers
            .insert(item.to_owned(), Answer::Text(text).encode());
    }
    for (item, unit, low, high) in VITALS {
        let step = (high - low) * 10.0;
        let tenths = (low * 10.0) as i64 + dice.below(step as usize) as i64;
        let whole = item != "temp";
        let value = if whole {
            (tenths / 10).to_string()
        } else {
            format!("{}.{}", tenths / 10, tenths % 10)
        };
        let quantity = Quantity {
            value: Decimal::parse(&value).expect("a number"),
            unit: unit.to_owned(),
        };
        draft
            .visit
            .answers
            .insert(item.to_owned(), Answer::Quantity(quantity).encode());
    }
    let (code, title) = DIAGNOSES[dice.below(DIAGNOSES.len())];
    draft.visit.diagnoses = vec![Diagnosis {
        code: code.to_owned(),
        title: title.to_owned(),
        ..Diagnosis::default()
    }];
    draft.prescriptions = (0..dice.below(3))
        .map(|nth| {
            let (name, dose, unit) = ORDERS[nth];
            Prescription {
                name: name.to_owned(),
                dose: dose.to_owned(),
                unit: unit.to_owned(),
                ..Prescription::default()
            }
        })
        .collect();
    draft
}

/// The visit and its orders; the line of the access log travels by itself.
fn chunks(new: Vec<Logged>) -> Vec<Chunk> {
    let new = new.into_iter();
    new.map(|logged| logged.chunk)
        .filter(|chunk| chunk.kind != Kind::ACCESS)
        .collect()
}

/// Bytes of one push frame, and how many changes it took.
fn framed(chunks: &[Chunk], target: usize) -> (usize, usize) {
    let device = DeviceId([2; 16]);
    let key = SigningKey::from_bytes(&[7; 32]);
    let bound = Bound::push(SYNC_PATH, device, 1, 0);
    let dict = dictionary::KNOWN[0];
    let prev = Hash32([5; 32]);
    let packed = pack::push_frame(chunks, prev, 0, bound, &key, dict, target);
    let packed = packed.expect("a frame");
    (packed.bytes.len(), packed.count)
}

/// As a program would write it that names every field: no signature in it, which is in ours.
fn full_keys(draft: &Draft, patient: DocId, visit: DocId) -> serde_json::Value {
    json!({
        "id": visit.to_string(), "kind": "visit", "patient": patient.to_string(), "author": patient.to_string(), "role": "doctor",
        "device": visit.to_string(), "facility": patient.to_string(), "care_at": NOW, "entered_at": NOW, "content": draft,
    })
}

fn gzipped(bytes: &[u8]) -> f64 {
    let mut gzip = Command::new("gzip")
        .arg("-9")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("gzip is on every Unix");
    gzip.stdin
        .take()
        .expect("a pipe")
        .write_all(bytes)
        .expect("written");
    gzip.wait_with_output().expect("an answer").stdout.len() as f64
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
