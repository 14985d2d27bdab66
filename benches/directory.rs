//! The emergency directory of a region: 202,398 invented people (`FELDSHER_BENCH_PEOPLE` for another number). Bars of the plan: pack 12 MB,
//! file 48 MB, name search 3 ms at p99 and 1.5 times plain SQLite in the same run; a first load goes on at any byte.

mod common;

use std::path::Path;

use common::{Board, Samples, timed};
use ed25519_dalek::SigningKey;
use feldsher::codes::fold;
use feldsher::codes::query::Query;
use feldsher::demo;
use feldsher::domain::country::Country;
use feldsher::domain::emergency::EmergencyPassport;
use feldsher::domain::ids::DocId;
use feldsher::ops::op::Registration;
use feldsher::sync::directory::hash;
use feldsher::sync::directory::pack::{self, Part};
use feldsher::vault::DataKey;
use feldsher::vault::directory::coming::Coming;
use feldsher::vault::directory::{Directory, Making, STATE_BYTES, Standing};
use rusqlite::{Connection, params};

/// Residents of the region that the figures are about.
const PEOPLE: usize = 202_398;
/// People whose names are typed.
const TYPED: usize = 400;
/// People that change in a day.
const DAILY: usize = 200;
/// Hits of one answer.
const SHOWN: usize = 20;

fn main() -> std::process::ExitCode {
    let mut board = Board::default();
    let asked = std::env::var("FELDSHER_BENCH_PEOPLE").ok();
    let count = asked.and_then(|text| text.parse().ok()).unwrap_or(PEOPLE);
    let share = count as f64 / PEOPLE as f64;
    let day = chrono::DateTime::from_timestamp(1_790_000_000, 0).expect("a day");
    let mut people: Vec<EmergencyPassport> = demo::patients(1, Country::Kz, day.date_naive())
        .take(count)
        .zip(0..)
        .map(|(patient, n)| passport(patient.registration, n))
        .collect();
    people.sort_by(|a, b| (&a.name.family, &a.name.given).cmp(&(&b.name.family, &b.name.given)));
    board.method(&format!(
        "{count} invented people of the demo's making; sizes are held against the bars in proportion to 202,398"
    ));

    let key = SigningKey::from_bytes(&[7; 32]);
    let (time, base) = timed(|| pack::base(&people, 1, 5, &key).expect("a pack"));
    let megabytes = |bytes: u64| bytes as f64 / 1e6;
    board.note("making the base", time.as_secs_f64(), "s");
    board.note(
        "base, bytes a person",
        base.bytes.len() as f64 / count as f64,
        "B",
    );
    board.figure(
        "base",
        megabytes(base.bytes.len() as u64),
        "MB",
        12.0 * share,
    );
    let daily = count / DAILY;
    let changed: Vec<EmergencyPassport> =
        people.iter().step_by(DAILY).take(daily).cloned().collect();
    let changed: Vec<EmergencyPassport> = changed.into_iter().map(another).collect();
    let mut after = base.head.after;
    for (old, new) in people.iter().step_by(DAILY).zip(&changed) {
        after.remove(hash(old), old.card);
        after.add(hash(new), new.card);
    }
    let references: Vec<&EmergencyPassport> = changed.iter().collect();
    let delta =
        pack::delta((base.head.after, after), &references, &[], 2, 6, &key).expect("a pack");
    board.note("a day's delta", delta.bytes.len() as f64 / 1e3, "kB");

    let folder = tempfile::tempdir().expect("a folder");
    let vault = DataKey::from_bytes(&[3; 32]);
    resume(&mut board, folder.path(), &vault, &base);
    let place = folder.path().join("directory.db");
    let (time, ()) = timed(|| load(&place, &vault, &base, &key));
    board.note("loading the base", time.as_secs_f64(), "s");
    let size = std::fs::metadata(&place).expect("a file").len();
    board.figure("file, encrypted", megabytes(size), "MB", 48.0 * share);
    let mut directory = Directory::open(&place, &vault)
        .expect("opens")
        .expect("is there");

    let plain = Plain::of(&folder.path().join("plain.db"), &people);
    let typed: Vec<String> = people
        .iter()
        .step_by((count / TYPED).max(1))
        .flat_map(typings)
        .collect();
    // Once over, so that neither pays for the first reading from the disk.
    for typed in &typed {
        directory.search(typed, SHOWN).expect("an answer");
        plain.search(typed);
    }
    let mut nobody = 0;
    let ours = Samples::new(typed.iter().map(|typed| {
        let (time, (found, _)) = timed(|| directory.search(typed, SHOWN).expect("an answer"));
        nobody += usize::from(found.is_empty());
        time
    }));
    let theirs = Samples::new(typed.iter().map(|typed| timed(|| plain.search(typed)).0));
    board.method(&format!(
        "{} searches; plain SQLite: the same index, names as text, the same ranking",
        typed.len()
    ));
    board.note("searches that found nobody", nobody as f64, "");
    board.beside("name search, p50", ours.p(50.0), theirs.p(50.0), "ms", None);
    board.beside(
        "name search, p99",
        ours.p(99.0),
        theirs.p(99.0),
        "ms",
        Some(1.5),
    );
    board.figure("name search, p99", ours.p(99.0), "ms", 3.0);
    let standing = Standing {
        state: [2; STATE_BYTES],
        version: 2,
        as_of: 6,
    };
    let (time, ()) = timed(|| directory.change(&changed, &[], &standing).expect("a delta"));
    board.note("taking a day's delta in", time.as_secs_f64() * 1e3, "ms");
    board.finish()
}

/// Cut at some hundred places, the pack comes whole.
fn resume(board: &mut Board, folder: &Path, vault: &DataKey, base: &pack::Made) {
    let place = folder.join("coming.db");
    let step = (base.bytes.len() / 300).max(1) | 1;
    let (time, ()) = timed(|| {
        let mut at = 0;
        while at < base.bytes.len() {
            let mut coming = Coming::of(&place, vault, base.id).expect("a place");
            assert_eq!(coming.length() as usize, at, "goes on where it was cut");
            let end = (at + step).min(base.bytes.len());
            coming.append(&base.bytes[at..end]).expect("kept");
            at = end;
        }
    });
    let coming = Coming::of(&place, vault, base.id).expect("a place");
    let mut all = Vec::new();
    std::io::Read::read_to_end(&mut coming.reader(), &mut all).expect("read");
    assert!(all == base.bytes, "byte for byte");
    board.note(
        "a load in 300 pieces, a start of the program for each",
        time.as_secs_f64(),
        "s",
    );
}

fn load(place: &Path, vault: &DataKey, base: &pack::Made, key: &SigningKey) {
    let mut making = Making::begin(&place.with_extension("making"), vault).expect("a place");
    let mut pack = pack::open(&base.bytes[..], &key.verifying_key()).expect("a pack");
    let mut came = feldsher::sync::digest::SetDigest::default();
    while let Some(part) = pack.part().expect("a section") {
        let Part::People(people) = part else { continue };
        people.iter().for_each(|one| came.add(hash(one), one.card));
        making.add(&people).expect("added");
    }
    assert!(came == base.head.after);
    let standing = Standing {
        state: [1; STATE_BYTES],
        version: 1,
        as_of: 5,
    };
    let made = making.finish(&standing).expect("made");
    std::fs::rename(made, place).expect("moved");
}

/// The same index on SQLite without encryption.
struct Plain(Connection);

impl Plain {
    fn of(place: &Path, people: &[EmergencyPassport]) -> Self {
        let mut conn = Connection::open(place).expect("opens");
        conn.execute_batch(
            "PRAGMA cache_size = -65536; CREATE TABLE person (n INTEGER PRIMARY KEY, name TEXT NOT NULL, born TEXT NOT NULL);
             CREATE VIRTUAL TABLE search USING fts5(t, content = '', detail = none, columnsize = 0, prefix = '2 3', tokenize = 'ascii');",
        )
        .expect("tables");
        let tx = conn.transaction().expect("begins");
        for (n, one) in people.iter().enumerate() {
            let name = one.name.plain();
            tx.prepare_cached("INSERT INTO person VALUES (?1, ?2, ?3)")
                .and_then(|mut s| s.execute(params![n as i64, name, one.born.to_string()]))
                .expect("a row");
            tx.prepare_cached("INSERT INTO search (rowid, t) VALUES (?1, ?2)")
                .and_then(|mut s| s.execute(params![n as i64, fold::keys(&name).fold]))
                .expect("a row");
        }
        tx.commit().expect("done");
        conn.execute("INSERT INTO search (search) VALUES ('optimize')", [])
            .expect("one segment");
        Self(conn)
    }

    fn search(&self, typed: &str) {
        let query = Query::new(typed);
        let words: Vec<&str> = query
            .keys()
            .fold
            .split(' ')
            .filter(|w| w.len() > 1)
            .collect();
        if words.is_empty() {
            return;
        }
        let room = 2 * SHOWN + 1;
        let mut found = Vec::new();
        for end in ["\"", "\"*"] {
            let ask: Vec<String> = words.iter().map(|word| format!("\"{word}{end}")).collect();
            let mut find = self
                .0
                .prepare_cached("SELECT rowid FROM search WHERE search MATCH ?1 LIMIT ?2")
                .expect("a statement");
            let rows = find
                .query_map(params![ask.join(" AND "), room as i64], |row| {
                    row.get::<_, i64>(0)
                })
                .expect("rows");
            for n in rows.flatten() {
                let name: String = self
                    .0
                    .prepare_cached("SELECT name FROM person WHERE n = ?1")
                    .and_then(|mut s| s.query_row([n], |row| row.get(0)))
                    .expect("a name");
                if let Some(how) = query.find_in(&fold::keys(&name)) {
                    found.push((how, name));
                }
            }
            if found.len() > SHOWN {
                break;
            }
        }
        found.sort();
        std::hint::black_box(found);
    }
}

/// What is typed of a name in a hurry.
fn typings(one: &EmergencyPassport) -> Vec<String> {
    let first = |text: &str, letters: usize| text.chars().take(letters).collect::<String>();
    let (family, given) = (&one.name.family, &one.name.given);
    vec![
        first(family, 3),
        first(family, 5),
        family.clone(),
        format!("{} {}", first(family, 4), first(given, 1)),
        format!("{family} {given}"),
    ]
}

fn another(mut one: EmergencyPassport) -> EmergencyPassport {
    one.alerts.push("Алдын ала хабар".to_owned());
    one.made_from[0] ^= 1;
    one
}

/// A card's passport without the card: ids as a workstation draws them, time first.
fn passport(of: Registration, n: u64) -> EmergencyPassport {
    let roll = |salt: u64| {
        let mut z = (n << 8 | salt).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    };
    const FIVE_YEARS: u64 = 5 * 365 * 86_400;
    let millis = (1_632_000_000 + roll(1) % FIVE_YEARS) * 1_000;
    let mut card = [0; 16];
    card[..6].copy_from_slice(&millis.to_be_bytes()[2..]);
    card[6..14].copy_from_slice(&roll(2).to_be_bytes());
    card[14..].copy_from_slice(&roll(3).to_be_bytes()[..2]);
    let mut made_from = [0; 4];
    made_from.copy_from_slice(&roll(4).to_be_bytes()[..4]);
    let person = of.person;
    EmergencyPassport {
        card: DocId(card),
        made_from,
        name: person.name,
        sex: person.sex,
        born: person.born,
        deceased: person.deceased,
        numbers: person.identifiers,
        place: format!("Үлгі-{}", roll(5) % 120),
        no_known_allergies: of.no_known_allergies,
        allergies: of.allergies,
        blood: Vec::new(),
        problems: of.problems,
        medicines: of.medicines,
        contacts: person.contacts,
        ..EmergencyPassport::default()
    }
}
