//! Mutants of kept files against everything that reads what outsiders hand us. `FELDSHER_FUZZ_SECONDS` says how long each target runs;
//! `cargo bench --bench fuzz -- 10000000` runs so many executions of each, in release.

pub mod mutate;
pub mod targets;

use std::time::{Duration, Instant};

use targets::{Draw, Target};

/// For a run at a desk; `.ci/run` asks for more.
const SECONDS: u64 = 1;
/// One execution that takes longer hangs.
const LONGEST: Duration = Duration::from_secs(5);

fn fuzz(name: &str) {
    let asked = std::env::var("FELDSHER_FUZZ_SECONDS").ok();
    let seconds = asked.and_then(|text| text.parse().ok()).unwrap_or(SECONDS);
    let all = targets::all();
    let target: &Target = all.iter().find(|target| target.name == name).unwrap();
    let room = tempfile::tempdir().unwrap();
    assert!(!target.corpus.is_empty());
    assert!(
        target.takes_its_corpus(room.path()),
        "a kept file is refused"
    );
    let began = Instant::now();
    let (mut runs, mut taken) = (0_u64, 0_u64);
    while runs < 200 || began.elapsed() < Duration::from_secs(seconds) {
        // One number is one mutant: a panic names it.
        let one = Instant::now();
        let mut draw = Draw(runs);
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            target.run(&mut draw, room.path())
        }));
        let Ok(good) = outcome else {
            panic!("{name}: mutant {runs} panics")
        };
        taken += u64::from(good);
        assert!(one.elapsed() < LONGEST, "{name}: mutant {runs} hangs");
        runs += 1;
    }
    eprintln!("{name}: {runs} executions, {taken} taken for good");
    assert!(taken < runs, "no mutant was refused");
}

#[test]
fn packs() {
    fuzz("pack");
}

#[test]
fn pack_sections() {
    fuzz("pack section");
}

#[test]
fn frames() {
    fuzz("frame");
}

#[test]
fn cursors() {
    fuzz("cursor");
}

#[test]
fn messages() {
    fuzz("message");
}

#[test]
fn chunks() {
    fuzz("chunk");
}

#[test]
fn courier_files() {
    fuzz("courier");
}

#[test]
fn key_slots() {
    fuzz("key slots");
}

#[test]
fn backup_headers() {
    fuzz("backup header");
}
