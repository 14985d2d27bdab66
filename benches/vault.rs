//! A clinic on its disk: a save and its fsync, its SQL beside plain SQLite, unlocking, opening a card, memory.
//!
//! The file runs itself again for what must be counted from outside (`strace`) or in a fresh process (memory).

#[path = "common/clinic.rs"]
mod clinic;
mod common;
#[path = "common/door.rs"]
mod door;

use std::path::Path;
use std::process::{Command, ExitCode};
use std::sync::Arc;
use std::time::{Duration, Instant};

use common::{Board, Samples, timed};
use door::unlock;
use feldsher::clock::SystemClock;
use feldsher::domain::chunk::{Chunk, Kind, Unit};
use feldsher::domain::country::Country;
use feldsher::domain::ids::{DocId, PatientId};
use feldsher::domain::lang::Lang;
use feldsher::ops::calls::{SLICE, Which};
use feldsher::ops::op::Op;
use feldsher::ops::policy::{Scope, authorize, may};
use feldsher::ops::{House, SignedIn};
use feldsher::paths::DataFolder;
use feldsher::record::shape::{self, Object};
use feldsher::record::{Actor, inspect, seal};
use feldsher::vault::file::{self, Mode};
use feldsher::vault::slots::KdfCost;
use feldsher::vault::{Connection, OsEntropy, facts, log, meta, rebuild};
use feldsher::worker::calls::called;
use rusqlite::types::Value as Cell;

const SAVES: usize = 300;
const OPENINGS: usize = 500;
const UNLOCKS: usize = 7;
/// Patients of the clinic that saves are compared on: plain SQLite gets a copy of it.
const SMALL: u32 = 1_000;

/// Set in the processes that this one starts.
const PART: &str = "FELDSHER_BENCH_PART";

fn main() -> ExitCode {
    match std::env::var(PART).as_deref() {
        Ok("rss") => return rss_part(),
        Ok(saves) => return saves_part(saves.parse().unwrap_or(0)),
        Err(_whole) => {}
    }
    let mut board = Board::default();
    let big = clinic::folder(clinic::patients());
    fsyncs(&mut board);
    sql(&mut board);
    unlocking(&mut board, &big);
    open(&mut board, &big);
    round(&mut board, &big);
    calls(&mut board, &big);
    rss(&mut board);
    board.finish()
}

// Exactly one fsync.

fn fsyncs(board: &mut Board) {
    const MORE: usize = 100;
    board.method(&format!(
        "fsync and fdatasync counted by strace in two runs that differ by {MORE} saves"
    ));
    let (Some(few), Some(many)) = (fsyncs_of(1), fsyncs_of(1 + MORE)) else {
        board.method("strace is not here or may not trace: fsyncs not counted");
        return;
    };
    let each = (many as f64 - few as f64) / MORE as f64;
    board.note("fsyncs of a save", each, "");
    board.figure(
        "fsyncs of a save, away from one",
        (each - 1.0).abs(),
        "",
        0.0,
    );
}

fn fsyncs_of(saves: usize) -> Option<u64> {
    let own = std::env::current_exe().ok()?;
    let folder = tempfile::tempdir().ok()?;
    let counts = folder.path().join("counts");
    let done = Command::new("strace")
        .args(["-f", "-e", "trace=fsync,fdatasync", "-o"])
        .arg(&counts)
        .arg(own)
        .env(PART, saves.to_string())
        .output()
        .ok()?;
    let traced = std::fs::read_to_string(counts).ok()?;
    done.status.success().then(|| {
        let calls = traced.lines().filter(|line| line.contains("sync("));
        calls.count() as u64
    })
}

/// So many saves in a new clinic, and nothing else that differs.
fn saves_part(saves: usize) -> ExitCode {
    let folder = tempfile::tempdir().expect("a place");
    let (mut house, me) = feldsher::worker::demo::make(
        &DataFolder::at(folder.path()),
        20,
        1,
        Country::Kz,
        Lang::Ru,
        Arc::new(SystemClock),
        KdfCost::FLOOR,
        &mut |_done| {},
    )
    .expect("the demo");
    let patient = some_patients(&house, &me)[0];
    for n in 0..saves {
        save(&mut house, &me, patient, n);
    }
    ExitCode::SUCCESS
}

fn save(house: &mut House, me: &SignedIn, patient: PatientId, n: usize) {
    let op = Op::SetFact {
        seen: None,
        patient,
        key: "pr/bench".to_owned(),
        value: problem(n),
    };
    house.transact(me, &op).expect("a save");
}

// SQL beside plain SQLite.

fn sql(board: &mut Board) {
    board.method(&format!(
        "{SAVES} saves of a card's fact with its access line into the vault ({SMALL} patients): from BEGIN to durable, with packing, \
         chain and projections, chunks made beforehand; baseline: the rows that each save left, inserted by prepared statements into a copy \
         of the same tables without encryption, WAL, synchronous=FULL, the same disk, turn by turn"
    ));
    let folder = clinic::folder(SMALL);
    let (mut house, me) = unlock(&folder);
    let patients = some_patients(&house, &me);
    let whole = Samples::new((0..SAVES).map(|n| {
        let patient = patients[n % patients.len()];
        timed(|| save(&mut house, &me, patient, n)).0
    }));
    let place = (house.place().device, house.place().facility);
    let key = house.place().device_key.clone();
    let data_key = house.data_key().duplicate();
    house.settle_file();
    drop(house);

    let mut vault = file::open(&folder.database(), &data_key, Mode::Write).expect("the vault");
    let beside = tempfile::tempdir_in(folder.root()).expect("the same disk");
    let plain = plain_copy(&vault, &beside.path().join("plain.db"));
    let actor = Actor(seed());
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    let mut parts = [const { Vec::new() }; 6];
    for n in 0..SAVES {
        let patient = patients[n % patients.len()];
        let mut card = facts::load(&vault, patient, actor).expect("the card");
        card.put("pr/bench", &problem(SAVES + n), me.who.user, n as i64)
            .expect("a fact");
        let change = card.commit(n as i64, place.0, &key).expect("a change");
        let access = access_line(&key, place, actor, n);
        let headers = [&change, &access].map(|chunk| inspect(chunk).expect("its own gate"));
        let before = log::tip(&vault).expect("the tip").0;

        // The whole is timed by itself: the parts lie inside it.
        let (time, ()) = timed(|| {
            let mut part = |no: usize, begun: Instant| parts[no].push(begun.elapsed());
            let begun = Instant::now();
            let tx = feldsher::vault::begin(&mut vault).expect("begin");
            log::append(&tx, &change, &headers[0], true).expect("append");
            part(0, begun);
            let begun = Instant::now();
            facts::project(&tx, &card).expect("project");
            part(1, begun);
            let begun = Instant::now();
            let n = log::append(&tx, &access, &headers[1], true).expect("append");
            part(2, begun);
            let begun = Instant::now();
            rebuild::entry(&tx, n.expect("new"), &access).expect("project");
            part(3, begun);
            let begun = Instant::now();
            meta::set_int(&tx, "access_number", before).expect("number");
            meta::set(&tx, "access_head", &[7; 32]).expect("head");
            meta::set_int(&tx, "last_at", before).expect("time");
            part(4, begun);
            let begun = Instant::now();
            tx.commit().expect("durable");
            part(5, begun);
        });
        ours.push(time);
        let rows = rows_of(&vault, before, patient, access.doc);
        theirs.push(timed(|| write_rows(&plain, &rows)).0);
    }
    let (ours, theirs) = (Samples::new(ours), Samples::new(theirs));
    let names = [
        "the change",
        "the card's rows",
        "the access line",
        "its row",
        "counters",
        "commit",
    ];
    for (name, part) in names.into_iter().zip(parts) {
        board.note(
            &format!("of a save's SQL, {name}, p50"),
            Samples::new(part).p(50.0),
            "ms",
        );
    }
    board.note("save as a user waits for it, p50", whole.p(50.0), "ms");
    board.note("save as a user waits for it, p99", whole.p(99.0), "ms");
    board.note("plain SQLite, p99", theirs.p(99.0), "ms");
    board.note("SQL part of a save, p99", ours.p(99.0), "ms");
    board.beside(
        "SQL part of a save, p50",
        ours.p(50.0),
        theirs.p(50.0),
        "ms",
        Some(2.5),
    );
}

/// Rows by table and columns.
type Rows = Vec<(&'static str, Vec<Vec<Cell>>)>;

/// Exactly the rows that the last save wrote.
fn rows_of(vault: &Connection, after: i64, card: PatientId, entry: DocId) -> Rows {
    let read = |sql: &str, bound: &dyn rusqlite::ToSql| -> Vec<Vec<Cell>> {
        let mut find = vault.prepare_cached(sql).expect("a query");
        let columns = find.column_count();
        let rows = find.query_map([bound], |row| (0..columns).map(|i| row.get(i)).collect());
        rows.expect("rows")
            .collect::<Result<_, _>>()
            .expect("a row")
    };
    vec![
        (
            "chunk",
            read("SELECT * FROM chunk WHERE n > ?1 ORDER BY n", &after),
        ),
        (
            "outbox",
            read("SELECT * FROM outbox WHERE n > ?1 ORDER BY n", &after),
        ),
        (
            "fact",
            read(
                "SELECT * FROM fact WHERE card = ?1 AND key = 'pr/bench'",
                &card.0,
            ),
        ),
        (
            "entry",
            read("SELECT * FROM entry WHERE doc = ?1", &entry.0),
        ),
        (
            "meta",
            read(
                "SELECT * FROM meta WHERE key IN ('access_number', 'access_head', ?1)",
                &"last_at",
            ),
        ),
    ]
}

fn write_rows(plain: &Connection, rows: &Rows) {
    let tx = plain.unchecked_transaction().expect("begin");
    for (table, rows) in rows {
        for row in rows {
            let marks = vec!["?"; row.len()].join(", ");
            tx.prepare_cached(&format!("INSERT OR REPLACE INTO {table} VALUES ({marks})"))
                .and_then(|mut insert| insert.execute(rusqlite::params_from_iter(row)))
                .expect("a row");
        }
    }
    tx.commit().expect("durable");
}

fn plain_copy(vault: &Connection, path: &Path) -> Connection {
    // The vault's own connection may not make files.
    std::fs::write(path, []).expect("a file");
    vault
        .execute("ATTACH ?1 AS plain KEY ''", [path.to_string_lossy()])
        .expect("attach");
    vault
        .query_row("SELECT sqlcipher_export('plain')", [], |_row| Ok(()))
        .expect("export");
    vault.execute_batch("DETACH plain").expect("detach");
    let plain = Connection::open(path).expect("plain SQLite");
    plain
        .execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4096; PRAGMA cache_size = -32768;",
        )
        .expect("settings");
    plain
}

fn access_line(
    key: &ed25519_dalek::SigningKey,
    (device, facility): (
        feldsher::domain::ids::DeviceId,
        feldsher::domain::ids::FacilityId,
    ),
    actor: Actor,
    n: usize,
) -> Chunk {
    let head = feldsher::record::Head {
        id: DocId(seed()),
        kind: Kind::ACCESS,
        unit: Unit::Device(device),
        by: None,
        role: String::new(),
        device,
        facility,
        care_at: n as i64,
        entered_at: n as i64,
        clock_doubtful: false,
        amends: None,
    };
    let line = feldsher::domain::visit::Access {
        number: n as i64,
        previous: "0".repeat(64),
        user: "0".repeat(32),
        action: "change".to_owned(),
        purpose: "care".to_owned(),
        ..Default::default()
    };
    seal(&head, &line, key, actor).expect("an access line")
}

// Opening.

fn unlocking(board: &mut Board, folder: &DataFolder) {
    board.method(&format!(
        "password to open house: Argon2id 64 MiB × 3, file, migrations looked at, search index of {} people; once after the system \
         forgot the file, as after switching on, then {UNLOCKS} times",
        clinic::patients()
    ));
    if forget_files() {
        let cold = Samples::new([timed(|| unlock(folder)).0]);
        board.figure("unlock, first", cold.p(100.0), "ms", 1_000.0);
    } else {
        board.method("only root may make the system forget files: first unlock not taken");
    }
    let times = Samples::new((0..UNLOCKS).map(|_| timed(|| unlock(folder)).0));
    board.note("unlock, p50", times.p(50.0), "ms");
    board.figure("unlock, slowest", times.p(100.0), "ms", 1_000.0);
}

/// Read at every sign-in, before anything else is answered.
fn round(board: &mut Board, folder: &DataFolder) {
    const ROUNDS: usize = 20;
    let (house, me) = unlock(folder);
    let may = authorize::<may::Round>(&me.who, Scope::House).expect("a doctor");
    let orders = house.round(&may).expect("the round").len();
    board.method(&format!(
        "{ROUNDS} times the nurse's round: {orders} running orders among {} people",
        clinic::patients()
    ));
    let times =
        Samples::new((0..ROUNDS).map(|_| timed(|| house.round(&may).expect("the round")).0));
    board.figure("the round, slowest", times.p(100.0), "ms", 250.0);
}

/// The lists of who is due, invited and done: read and planned, and the longest time that another job waits for.
fn calls(board: &mut Board, folder: &DataFolder) {
    const ROUNDS: usize = 5;
    let (house, me) = unlock(folder);
    let may = authorize::<may::Recall>(&me.who, Scope::House).expect("a doctor");
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day");
    let country = house.place().country;
    board.method(&format!(
        "{ROUNDS} times everybody's plan of screening, follow-up and pregnancy among {} people, in slices of {SLICE}",
        clinic::patients()
    ));
    let (mut whole, mut slices, mut people) = (Vec::new(), Vec::new(), 0);
    for _ in 0..ROUNDS {
        let mut after = None;
        let mut sum = Duration::ZERO;
        people = 0;
        loop {
            let (time, (found, next)) = timed(|| {
                let slice = house
                    .call_cards(&may, &Which::After(after), SLICE)
                    .expect("a slice");
                let found = slice
                    .people
                    .iter()
                    .filter_map(|card| called(card, country, today, 300))
                    .count();
                (found, slice.next)
            });
            sum += time;
            slices.push(time);
            people += found;
            if next.is_none() {
                break;
            }
            after = next;
        }
        whole.push(sum);
    }
    board.note("people in the lists of who is due", people as f64, "");
    let slices = Samples::new(slices);
    board.note("a slice of them, slowest", slices.p(100.0), "ms");
    board.figure(
        "lists of who is due, slowest",
        Samples::new(whole).p(100.0),
        "ms",
        1000.0,
    );
}

/// Writes what waits to the disk and empties Linux' page cache; only root may.
fn forget_files() -> bool {
    let synced = Command::new("sync").status().is_ok_and(|s| s.success());
    synced && std::fs::write("/proc/sys/vm/drop_caches", "3").is_ok()
}

fn open(board: &mut Board, folder: &DataFolder) {
    board.method(&format!(
        "{OPENINGS} cards opened, each with its line in the access log, durable; then read again without it"
    ));
    let (mut house, me) = unlock(folder);
    let patients = some_patients(&house, &me);
    let pick = |n: usize| patients[n * 7_919 % patients.len()];
    let opened = Samples::new(
        (0..OPENINGS).map(|n| timed(|| house.open_card(&me, pick(n)).expect("a card")).0),
    );
    let read = Samples::new((0..OPENINGS).map(|n| {
        let may = authorize::<may::ReadCard>(&me.who, Scope::Patient(pick(n))).expect("a doctor");
        timed(|| house.card(&may).expect("a card")).0
    }));
    board.note("card read again, p99", read.p(99.0), "ms");
    board.note("card open, p50", opened.p(50.0), "ms");
    board.figure("card open, p99", opened.p(99.0), "ms", 50.0);
}

// Memory.

fn rss(board: &mut Board) {
    board.method("resident memory of a fresh process without a window (/proc/self/status): unlock, 200 searches, 200 cards; then at rest");
    let own = std::env::current_exe().expect("this program");
    let part = Command::new(own)
        .env(PART, "rss")
        .output()
        .expect("a process");
    let told = String::from_utf8_lossy(&part.stdout).into_owned();
    let mib = |name: &str| {
        told.lines()
            .find_map(|line| line.strip_prefix(name)?.trim().strip_suffix("kB"))
            .and_then(|kb| kb.trim().parse::<f64>().ok())
            .map(|kb| kb / 1_024.0)
    };
    let (Some(now), Some(most)) = (mib("VmRSS:"), mib("VmHWM:")) else {
        board.method("/proc/self/status is not here: memory not measured");
        return;
    };
    board.note("most memory, while unlocking", most, "MiB");
    board.figure("memory", now, "MiB", 200.0);
}

#[expect(clippy::print_stdout, reason = "the parent process reads it")]
fn rss_part() -> ExitCode {
    let (mut house, me) = unlock(&clinic::folder(clinic::patients()));
    let may = authorize::<may::Search>(&me.who, Scope::House).expect("a doctor may search");
    let mut patients = Vec::new();
    for first in ["а", "б", "с", "м", "а", "к", "т", "ж", "n", "0"] {
        for _ in 0..20 {
            let (_, hits) = house.search(&may, first, 50).expect("an answer");
            patients.extend(hits.into_iter().map(|hit| hit.patient));
        }
    }
    assert!(!patients.is_empty(), "searches find nobody");
    for n in 0..200 {
        house
            .open_card(&me, patients[n % patients.len()])
            .expect("a card");
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    for line in status.lines().filter(|line| line.starts_with("Vm")) {
        println!("{line}");
    }
    ExitCode::SUCCESS
}

/// People who were seen in the last years.
fn some_patients(house: &House, me: &SignedIn) -> Vec<PatientId> {
    let may = authorize::<may::Worklist>(&me.who, Scope::House).expect("a doctor has a worklist");
    let until = house.clock().now();
    for days in [30, 365, 3_650, 36_500] {
        let (_, visits) = house
            .worklist(&may, until - days * 86_400, until)
            .expect("the worklist");
        let mut seen: Vec<PatientId> = visits.into_iter().filter_map(|row| row.patient).collect();
        seen.sort_unstable();
        seen.dedup();
        if seen.len() >= 10 {
            return seen;
        }
    }
    panic!("the demo has nobody who was seen")
}

fn problem(n: usize) -> Object {
    shape::parse(&format!(
        r#"{{"title":"invented problem, note {n}","code":"J45.0","status":"active"}}"#
    ))
    .expect("an object")
}

/// Ids that no earlier run has used.
fn seed() -> [u8; 16] {
    let mut random = [0; 16];
    feldsher::vault::Entropy::fill(&mut OsEntropy, &mut random).expect("randomness");
    random
}
