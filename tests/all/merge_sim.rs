//! Random histories of several workstations against a model that is too simple to be wrong: whatever the order of meetings,
//! everybody ends with the same record, and no value is gone that nobody wrote over knowingly.
//!
//! `FELDSHER_MERGE_SEEDS` says how many schedules, `FELDSHER_MERGE_FROM` the first; a failure prints what replays it.

mod dice;
pub mod houses;
mod model;
mod world;

use std::sync::atomic::{AtomicU64, Ordering};

use world::{Failure, Plant};

/// Done-when 7 of the first issue asks for at least so many.
const SCHEDULES: u64 = 20_000;
/// A planted fault must show within so many.
const WITHIN: u64 = 2_000;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

fn from() -> u64 {
    number("FELDSHER_MERGE_FROM").unwrap_or(0)
}

/// The first failure of these schedules, on all processors.
fn first_failure(schedules: u64, plant: Option<Plant>) -> Option<Failure> {
    let (start, keys) = (from(), world::keys());
    let next = AtomicU64::new(start);
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let work = || {
            loop {
                let seed = next.fetch_add(1, Ordering::Relaxed);
                if seed >= start + schedules {
                    return None;
                }
                if let Err(failure) = world::run(seed, plant, &keys) {
                    next.store(start + schedules, Ordering::Relaxed);
                    return Some(failure);
                }
            }
        };
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        workers
            .into_iter()
            .filter_map(|worker| worker.join().unwrap())
            .min_by_key(|failure| failure.seed)
    })
}

#[test]
fn every_schedule_ends_with_the_same_record_and_nothing_lost() {
    let schedules = number("FELDSHER_MERGE_SEEDS").unwrap_or(SCHEDULES);
    if let Some(Failure { seed, what, steps }) = first_failure(schedules, None) {
        panic!(
            "{what}\n{}\nreplay: FELDSHER_MERGE_FROM={seed} FELDSHER_MERGE_SEEDS=1",
            steps.join("\n")
        );
    }
}

fn caught(plant: Plant) {
    let found = first_failure(WITHIN, Some(plant));
    assert!(
        found.is_some(),
        "{plant:?} went unseen in {WITHIN} schedules"
    );
}

#[test]
fn planted_a_change_that_joins_two_branches_is_dropped() {
    caught(Plant::DropsChangesThatJoin);
}

#[test]
fn planted_a_change_that_waits_for_its_predecessor_is_dropped() {
    caught(Plant::DropsChangesThatWait);
}

#[test]
fn planted_the_latest_clock_wins_over_the_other_value() {
    caught(Plant::LatestClockWins);
}

#[test]
fn planted_a_restored_backup_writes_on_under_its_old_actor() {
    caught(Plant::ActorOutlivesTheProcess);
}

#[test]
fn planted_settling_only_hides_the_other_value() {
    caught(Plant::SettlingOnlyHides);
}

#[test]
fn planted_settling_for_the_shown_value_writes_nothing() {
    caught(Plant::SettlingForTheShownWritesNothing);
}

#[test]
fn planted_the_latest_link_wins_whatever_its_author_had_seen() {
    caught(Plant::LatestLinkWins);
}

#[test]
fn planted_a_withdrawal_deletes_the_entry() {
    caught(Plant::WithdrawingDeletes);
}

#[test]
fn planted_an_addendum_takes_the_place_of_the_entry() {
    caught(Plant::AmendingReplaces);
}
