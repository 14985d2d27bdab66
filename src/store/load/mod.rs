//! What a store bears: invented workstations whose whole day was written and signed beforehand play it over real HTTP, with every check
//! on, and read everything back afterwards. Start reading at [`run`]; [`workstation`] makes a day, [`play`] sends it.

pub mod play;
pub mod workstation;

use std::time::Duration;

use serde::Serialize;
use thiserror::Error;

use self::play::{Played, Sampler, play, read_back};
use self::workstation::Workstation;
use super::metrics::resident_bytes;
use super::storage::{StoreError, one, within};
use super::{Store, system_entropy};
use crate::sync::port::TransportError;

/// How much is played.
#[derive(Debug, Clone)]
pub struct Load {
    /// Where the store serves.
    pub url: String,
    pub workstations: usize,
    /// Of one workstation.
    pub visits: usize,
    /// Requests on their way at the same time.
    pub at_once: usize,
    /// The store's process, if it runs on this machine and its memory is to be watched.
    pub pid: Option<u32>,
}

/// Changes of one Push frame.
pub const FRAME_CHANGES: usize = 20;
/// Workstations of one house.
const PER_HOUSE: usize = 2;

/// What was seen. Times are those of whole requests, as a workstation waits for them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    pub workstations: usize,
    pub visits: usize,
    pub changes: usize,
    pub frames: usize,
    pub requests: u64,
    pub seconds: f64,
    pub frames_per_second: f64,
    pub changes_per_second: f64,
    pub p50_ms: f64,
    pub p95_ms: f64,
    pub p99_ms: f64,
    pub max_ms: f64,
    /// Requests that the store asked to come again later.
    pub asked_to_wait: u64,
    /// Requests whose line broke, and that were sent again.
    pub sent_again: u64,
    /// Changes that the store named when everything was read back.
    pub read_back: usize,
    /// Acknowledged or sent, and not named when everything was read back.
    pub lost: usize,
    /// Of the store's process, where asked for and told by the system.
    pub resident_bytes: Option<Resident>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Resident {
    pub before: u64,
    pub peak: u64,
    pub after: u64,
}

#[derive(Debug, Error)]
pub enum LoadError {
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("{0}")]
    Line(#[from] TransportError),
    #[error("the record refused an invented change: {0}")]
    Record(#[from] crate::record::RecordError),
    #[error(
        "this store holds records: a load is played into a store of its own only; nothing was changed"
    )]
    Records,
    #[error("workstations, visits and requests at once must be at least 1; nothing was changed")]
    Nothing,
    #[error("the store answered something that is no answer")]
    Answer,
    #[error("{0}")]
    Io(#[from] std::io::Error),
}

/// Makes the workstations in the store's database, then plays their day against the store that serves it. `tell` hears how far it is.
pub fn run(store: &Store, load: &Load, tell: &dyn Fn(&str)) -> Result<Report, LoadError> {
    if load.workstations == 0 || load.visits == 0 || load.at_once == 0 {
        return Err(LoadError::Nothing);
    }
    may_be_filled(store)?;
    tell("load: writing and signing");
    let entropy = system_entropy();
    let mut days = Vec::with_capacity(load.workstations);
    for no in 0..load.workstations {
        let house = format!("load {}", no / PER_HOUSE);
        days.push(Workstation::enrol(store, &house, load.visits, &entropy)?);
    }
    tell("load: playing");
    let sampler = load.pid.and_then(|pid| Sampler::begin(pid).transpose());
    let sampler = sampler.transpose()?;
    let played = play(&mut days, load)?;
    let resident = sampler.map(Sampler::end);
    tell("load: reading back");
    let read_back = read_back(&mut days, load)?;
    let changes = days.iter().map(|day| day.hashes.len()).sum();
    let lost = days.iter().map(Workstation::lost).sum();
    Ok(report(
        load, &days, &played, changes, read_back, lost, resident,
    ))
}

fn report(
    load: &Load,
    days: &[Workstation],
    played: &Played,
    changes: usize,
    read_back: usize,
    lost: usize,
    resident_bytes: Option<Resident>,
) -> Report {
    let mut times = played.times.clone();
    times.sort_unstable();
    let at = |share: f64| ms(quantile(&times, share));
    let frames = days.iter().map(|day| day.bodies.len()).sum::<usize>();
    let seconds = played.took.as_secs_f64();
    let a_second = |count: usize| {
        if seconds > 0.0 {
            count as f64 / seconds
        } else {
            0.0
        }
    };
    Report {
        workstations: load.workstations,
        visits: load.visits,
        changes,
        frames,
        requests: played.requests,
        seconds,
        frames_per_second: a_second(frames),
        changes_per_second: a_second(changes),
        p50_ms: at(0.5),
        p95_ms: at(0.95),
        p99_ms: at(0.99),
        max_ms: at(1.0),
        asked_to_wait: played.asked_to_wait,
        sent_again: played.sent_again,
        read_back,
        lost,
        resident_bytes,
    }
}

/// A nation's records and an invented load must never lie in one database.
fn may_be_filled(store: &Store) -> Result<(), LoadError> {
    const MARK: &str = "load";
    let may = within(&**store.storage(), |tx| {
        let marked = one(
            tx,
            "SELECT name FROM meta WHERE name = $1",
            &[super::storage::text(MARK)],
        )?;
        let holds = one(tx, "SELECT device FROM device LIMIT 1", &[])?;
        if marked.is_none() && holds.is_none() {
            tx.execute(
                "INSERT INTO meta (name, value) VALUES ($1, $2)",
                &[super::storage::text(MARK), super::storage::bytes([1])],
            )?;
        }
        Ok(marked.is_some() || holds.is_none())
    })?;
    if may { Ok(()) } else { Err(LoadError::Records) }
}

/// The smallest time within which this share of all requests was answered.
fn quantile(sorted: &[Duration], share: f64) -> Duration {
    let rank = (share * sorted.len() as f64).ceil().max(1.0) as usize;
    sorted.get(rank - 1).copied().unwrap_or_default()
}

fn ms(time: Duration) -> f64 {
    (time.as_secs_f64() * 10_000.0).round() / 10.0
}

/// The store's process, if the system tells of it.
fn memory(pid: u32) -> Option<u64> {
    resident_bytes(&pid.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantile_is_a_time_that_was_measured() {
        let times: Vec<Duration> = (1..=200).map(Duration::from_millis).collect();
        let at = |share| quantile(&times, share).as_millis();
        assert_eq!([at(0.5), at(0.95), at(0.99), at(1.0)], [100, 190, 198, 200]);
        assert_eq!(quantile(&[], 0.99), Duration::ZERO);
        assert_eq!(quantile(&times[..1], 0.5).as_millis(), 1);
    }
}
