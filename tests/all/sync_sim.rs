//! Workstations and the store in one process, with everything on the way that can go wrong: the real house on its files, the real
//! port, client and store, real frames. One number is one history.
//!
//! `FELDSHER_SIM_SEEDS` says how many, `FELDSHER_SIM_FROM` the first; a failure prints what replays it alone, and
//! `FELDSHER_SIM_FAILURES` goes on until there are so many. `FELDSHER_SIM_TRACE=1` prints what travels.

mod caught;
mod centre;
mod directed;
mod erasing;
mod faults;
mod guest;
mod judge;
mod leaving;
mod line;
pub mod machine;
mod neighbours;
mod newer;
mod plant;
mod scopes;
pub mod template;
mod trace;
mod world;

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use faults::Tally;
use template::Template;
use world::{Failure, Setup};

/// As many as a run of all tests at a desk has time for; `.ci/run` asks for 2,000.
const SEEDS: u64 = 300;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// All seeds of a range on all processors, until so many have failed.
fn run(from: u64, seeds: u64, setup: Setup, enough: usize) -> (Tally, Vec<Failure>) {
    let next = AtomicU64::new(from);
    let end = from + seeds;
    let tally = Mutex::new(Tally::default());
    let failures = Mutex::new(Vec::new());
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                let template = Template::found();
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= end {
                        return;
                    }
                    match world::run(seed, setup, &template) {
                        Ok(one) => tally.lock().unwrap().add(&one),
                        Err(failure) => {
                            let mut failures = failures.lock().unwrap();
                            failures.push(failure);
                            if failures.len() >= enough {
                                next.store(end, Ordering::Relaxed);
                            }
                        }
                    }
                }
            });
        }
    });
    let mut failures = failures.into_inner().unwrap();
    failures.sort_by_key(|failure| failure.seed);
    (tally.into_inner().unwrap(), failures)
}

#[test]
fn nothing_is_lost_whatever_goes_wrong_on_the_way() {
    let from = number("FELDSHER_SIM_FROM").unwrap_or(0);
    let seeds = number("FELDSHER_SIM_SEEDS").unwrap_or(SEEDS);
    let began = std::time::Instant::now();
    let enough = number("FELDSHER_SIM_FAILURES").unwrap_or(1) as usize;
    let (tally, failures) = run(from, seeds, Setup::USUAL, enough);
    hold(&failures);
    let seconds = began.elapsed().as_secs_f64();
    eprintln!("{tally}{:.1} seeds/s", seeds as f64 / seconds);
    if seeds >= 1_000 {
        assert_eq!(tally.idle(), Vec::<u8>::new(), "faults that never happened");
    }
}

/// The same while workstations of one house also meet on their own network.
#[test]
fn nothing_is_lost_or_doubled_while_neighbours_meet_beside_the_store() {
    let from = number("FELDSHER_SIM_FROM").unwrap_or(0);
    let seeds = number("FELDSHER_SIM_SEEDS").unwrap_or(SEEDS);
    let enough = number("FELDSHER_SIM_FAILURES").unwrap_or(1) as usize;
    let setup = Setup {
        neighbours: true,
        ..Setup::USUAL
    };
    let (tally, failures) = run(from, seeds, setup, enough);
    hold(&failures);
    eprintln!("{tally}");
    assert!(
        seeds < 20
            || tally
                .meetings
                .min(tally.brought)
                .min(tally.seen_by_neighbours)
                > seeds / 4,
        "{tally}"
    );
}

fn hold(failures: &[Failure]) {
    for failure in failures.iter().skip(1) {
        eprintln!("seed {}: {}", failure.seed, failure.what);
    }
    if let Some(Failure { seed, what, steps }) = failures.first() {
        panic!(
            "{}\n{what}\nreplay: FELDSHER_SIM_FROM={seed} FELDSHER_SIM_SEEDS=1",
            steps.join("\n")
        );
    }
}
