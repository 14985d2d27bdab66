//! Files of the first version, kept: they open for ever, and no damaged one does anything. `FELDSHER_WRITE_CORPUS` writes them anew
//! after a new version was added; those of an old version stay.

use std::path::PathBuf;
use std::sync::Arc;

use ed25519_dalek::SigningKey;
use feldsher::store::sqlite::Sqlite;
use feldsher::sync::courier::letter::Errand;
use feldsher::sync::courier::read::whole;
use feldsher::sync::courier::{CourierError, SMALLEST_PART};

use super::rig::{Point, carry_in, look};
use crate::sync::rig::{Dice, open_store};

/// The seed from which the kept files were made: keys and all.
const SEED: u64 = 20_261_122;
/// Damaged copies of each kept file.
const MUTANTS: usize = 3_000;

fn kept(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/courier")
        .join(name)
}

/// Who wrote and may read the kept files.
struct Keys {
    station: SigningKey,
    store: SigningKey,
}

fn keys() -> Keys {
    Keys {
        station: SigningKey::from_bytes(&Dice::new(SEED).bytes()),
        store: SigningKey::from_bytes(&Dice::new(SEED + 1).bytes()),
    }
}

/// Name, bytes, reader's key, sender's key.
fn corpus() -> Vec<(String, Vec<u8>, SigningKey, SigningKey)> {
    if std::env::var_os("FELDSHER_WRITE_CORPUS").is_some() {
        write_corpus();
    }
    let Keys { station, store } = keys();
    let read = |name: &str| std::fs::read(kept(name)).unwrap();
    let mut files = Vec::new();
    for name in ["request-1.courier", "request-long-1.courier"] {
        files.push((name.to_owned(), read(name), store.clone(), station.clone()));
    }
    for name in ["answer-1.courier", "renamed-1.courier"] {
        files.push((name.to_owned(), read(name), station.clone(), store.clone()));
    }
    files
}

/// A store and a workstation with the known keys.
fn write_corpus() {
    let Keys {
        station,
        store: store_key,
    } = keys();
    let dice = Dice::new(SEED + 2);
    let storage = Arc::new(Sqlite::in_memory().unwrap());
    let first = std::sync::Mutex::new(Some(store_key.to_bytes()));
    let rest = dice.entropy();
    // The store draws its key first.
    let entropy: feldsher::store::Entropy =
        Arc::new(
            move |buffer: &mut [u8]| match first.lock().unwrap().take() {
                Some(secret) => buffer.copy_from_slice(&secret),
                None => rest(buffer),
            },
        );
    let clock = Arc::new(feldsher::clock::FixedClock::at(crate::sync::rig::NOW));
    let store = feldsher::store::Store::open(storage, clock, entropy).unwrap();
    let mut point = Point::enrol(&store, "дом", &dice);
    let identity = feldsher::sync::port::Identity {
        key: station,
        device: feldsher::domain::ids::DeviceId(dice.bytes()),
        ..point.station.client.identity().clone()
    };
    let code = store.enrol_code("дом", 15).unwrap();
    let newcomer = feldsher::store::devices::Newcomer {
        device: identity.device,
        key: identity.key.verifying_key(),
        name: "Кабинет".to_owned(),
        managers: Vec::new(),
    };
    let (enrolled, epoch, _) = store.enrol(&code.code, &newcomer).unwrap();
    point.station = crate::sync::rig::Station::with(identity, enrolled.scope, epoch, &dice);
    let patient = point.station.new_patient("Пробников");
    point.station.visit(patient, "кашель третий день");
    let put = |name: &str, bytes: &[u8]| std::fs::write(kept(name), bytes).unwrap();
    let request = point.export().remove(0);
    put("request-1.courier", &request);
    let answer = carry_in(&store, &request, SMALLEST_PART)
        .unwrap()
        .1
        .remove(0);
    put("answer-1.courier", &answer);
    // Longer than one portion.
    let noise: Vec<String> = (0..600).map(|_| format!("{:016x}", dice.roll())).collect();
    for _ in 0..12 {
        point.station.visit(patient, &noise.concat());
        point
            .station
            .visit(patient, &dice.bytes::<32>().map(|b| b.to_string()).concat());
    }
    for _ in 0..8 {
        let text: String = (0..600).map(|_| format!("{:016x}", dice.roll())).collect();
        point.station.visit(patient, &text);
    }
    point.no -= 1;
    let long = point.export().remove(0);
    put("request-long-1.courier", &long);
    put(
        "renamed-1.courier",
        &carry_in(&store, &long, SMALLEST_PART).unwrap().1[0],
    );
}

#[test]
fn kept_files_of_version_1_open() {
    let mut errands = Vec::new();
    for (name, file, reader, sender) in corpus() {
        let checked = look(&file, &reader, &sender.verifying_key())
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        errands.push(match checked.letter.errand {
            Errand::Request => "request",
            Errand::Answer { .. } => "answer",
            Errand::Renamed { .. } => "renamed",
        });
        assert_eq!(checked.hello.is_some(), name.starts_with("request"));
    }
    assert_eq!(errands, ["request", "request", "answer", "renamed"]);
}

#[test]
fn a_kept_file_that_was_damaged_anyhow_is_refused_with_a_word() {
    let dice = Dice::new(7);
    let mut codes = std::collections::BTreeSet::new();
    for (name, file, reader, sender) in corpus() {
        let sender = sender.verifying_key();
        for _ in 0..MUTANTS {
            let mutant = mutated(&dice, &file);
            if mutant == file {
                continue;
            }
            let error = match look(&mutant, &reader, &sender) {
                Err(error) => error,
                Ok(checked) => panic!("{name}: a damaged file was good: {:?}", checked.letter),
            };
            codes.insert(error.code());
        }
        // A size that the file system tells wrongly.
        for size in [0, 1, 55, 56, 57, file.len() as u64 + 1, u64::MAX] {
            let told = whole(&file[..], size, &reader, &mut |_| {
                Ok::<_, CourierError>(sender)
            });
            assert!(told.is_err(), "{name}: {size}");
        }
    }
    for code in [
        "courier-cut",
        "courier-damaged",
        "courier-elsewhere",
        "courier-not-ours",
    ] {
        assert!(codes.contains(code), "{code} never came: {codes:?}");
    }
}

/// Behind the encryption: frames that a holder of good keys garbles are refused as well, and nothing panics.
#[test]
fn what_a_signer_garbles_is_refused_before_anything_is_taken_in() {
    let dice = Dice::new(8);
    let (world, store) = (
        Dice::new(9),
        open_store(Arc::new(Sqlite::in_memory().unwrap()), &Dice::new(9)),
    );
    let mut point = Point::enrol(&store, "дом", &world);
    let patient = point.station.new_patient("Пробников");
    point.station.visit(patient, "кашель");
    let request = point.export().remove(0);
    let answer = carry_in(&store, &request, SMALLEST_PART)
        .unwrap()
        .1
        .remove(0);
    let me = point.sender();
    let size = answer.len() as u64;
    let (letter, mut frames) = feldsher::sync::courier::read::open(&answer[..], size, &me.key)
        .unwrap()
        .prove(&me.store_key)
        .unwrap();
    let mut plain = Vec::new();
    while let Some(frame) = frames.frame().unwrap() {
        plain.push((frame.kind, frame.payload));
    }
    // The test stands in for the store with a key of its own.
    let signer = SigningKey::from_bytes(&[5; 32]);
    let before = point.state();
    for _ in 0..2_000 {
        let mut garbled = plain.clone();
        let one = dice.below(garbled.len());
        match dice.below(4) {
            0 => drop(garbled.remove(one)),
            1 => garbled.insert(one, plain[dice.below(plain.len())].clone()),
            2 => garbled[one].0 = dice.roll() as u8,
            _ => garbled[one].1 = mutated(&dice, &plain[one].1),
        }
        let file = super::rig::forged(&letter, &signer, &me.key.verifying_key(), &garbled);
        let error = look(&file, &me.key, &signer.verifying_key()).unwrap_err();
        assert!(
            matches!(
                error,
                CourierError::Sender | CourierError::Meaning(_) | CourierError::Newer
            ),
            "{error}"
        );
    }
    assert_eq!(point.state(), before);
    point.import(&answer).unwrap();
}

fn mutated(dice: &Dice, bytes: &[u8]) -> Vec<u8> {
    crate::fuzz::mutate::mutated(&mut |limit| dice.below(limit), bytes)
}
