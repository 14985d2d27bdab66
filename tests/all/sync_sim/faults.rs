//! The catalogue of faults by number (the design page on record and sync, §6), how often a run injected each, and why some are not here.

use std::fmt;

/// Faults that the simulation makes; each must have happened in every run of some hundred seeds.
pub const MADE: [(u8, &str); 43] = [
    (1, "request lost"),
    (2, "answer lost after the store committed"),
    (3, "answer cut inside a frame"),
    (4, "request cut inside a frame"),
    (5, "request delivered twice"),
    (6, "request replayed hours later"),
    (7, "two requests of one replica interleaved"),
    (8, "captive portal, empty 200, noise"),
    (9, "line that breaks after a few kilobytes each way"),
    (11, "store dies between accept and answer"),
    (12, "store restored from a backup"),
    (13, "store restored twice, cursors of three lives"),
    (14, "failover to a lagging copy"),
    (15, "grants younger than the backup are gone"),
    (16, "workstation restored from an old backup"),
    (
        17,
        "workstation restored from a backup of an older life of the store",
    ),
    (18, "disk cloned, both write"),
    (19, "one actor in two memories"),
    (21, "power cut in the middle of a write"),
    (22, "disk full during sync"),
    (25, "poison change"),
    (26, "kind of a newer program"),
    (27, "decompression bomb, oversized frame"),
    (28, "wrong signature, foreign document"),
    (29, "missing predecessor"),
    (30, "orphan at the head of the outbox"),
    (31, "grant while the patient is edited"),
    (32, "history of a grant cut and resumed"),
    (33, "revoke of a patient with unsent or unsafe changes"),
    (34, "write for a patient out of scope"),
    (35, "patient taken from a house and given back"),
    (36, "two cards of one person"),
    (37, "two doctors change one entry"),
    (38, "withdrawn here, amended there"),
    (39, "record erased by law, unsent changes of it elsewhere"),
    (40, "clock in 1970, in 2126, an hour back"),
    (41, "429 with Retry-After"),
    (42, "entries of another scope in the answer"),
    (43, "digest mismatch"),
    (44, "dictionary not known to the store"),
    (45, "device refused as revoked, enrolled again"),
    (49, "killed between COMMIT and \"saved\""),
    (
        50,
        "two histories shown: one exchange with a copy of the store that is then thrown away",
    ),
];

/// Faults of the catalogue that are not injected here, with the reason.
pub const NOT_MADE: [(u8, &str); 7] = [
    (
        10,
        "embedded SQLite commits one after another: a directed schedule with a database that hands out numbers early instead",
    ),
    (
        20,
        "a failing COMMIT needs a VFS of our own, which is unsafe code",
    ),
    (
        23,
        "by its own test (`salvage`): a rotten row comes back from the store",
    ),
    (
        24,
        "by its own test (`salvage`): every page of a record rots in turn",
    ),
    (
        46,
        "one version of the projections; that they equal a rebuild is asked at the end of every seed",
    ),
    (
        47,
        "by the tests of the directory: packs cut, old, of another key",
    ),
    (48, "volume: a history of one seed has a few dozen changes"),
];

#[derive(Clone)]
pub struct Tally {
    injected: [u64; 51],
    pub seeds: u64,
    pub steps: u64,
    pub requests: u64,
    pub facts: u64,
    /// Repairs by digest, and how many of them somebody ordered (43).
    pub repairs: u64,
    pub reauthored: u64,
    /// What the store gave a number and then did not have.
    pub broken_promises: u64,
    pub held: u64,
    pub regrants: u64,
    /// Meetings of neighbours that came to their end, the changes that they brought, and those that one saw at the store for the other.
    pub meetings: u64,
    pub brought: u64,
    pub seen_by_neighbours: u64,
}

impl Default for Tally {
    fn default() -> Self {
        Self {
            injected: [0; 51],
            seeds: 0,
            steps: 0,
            requests: 0,
            facts: 0,
            repairs: 0,
            reauthored: 0,
            broken_promises: 0,
            held: 0,
            regrants: 0,
            meetings: 0,
            brought: 0,
            seen_by_neighbours: 0,
        }
    }
}

impl Tally {
    pub fn hit(&mut self, fault: u8) {
        self.injected[usize::from(fault)] += 1;
    }

    pub fn of(&self, fault: u8) -> u64 {
        self.injected[usize::from(fault)]
    }

    pub fn add(&mut self, other: &Self) {
        for (mine, theirs) in self.injected.iter_mut().zip(other.injected) {
            *mine += theirs;
        }
        self.seeds += other.seeds;
        self.steps += other.steps;
        self.requests += other.requests;
        self.facts += other.facts;
        self.repairs += other.repairs;
        self.reauthored += other.reauthored;
        self.broken_promises += other.broken_promises;
        self.held += other.held;
        self.regrants += other.regrants;
        self.meetings += other.meetings;
        self.brought += other.brought;
        self.seen_by_neighbours += other.seen_by_neighbours;
    }

    /// Faults of the table that never happened.
    pub fn idle(&self) -> Vec<u8> {
        let made = MADE.iter().map(|(fault, _)| *fault);
        made.filter(|fault| self.of(*fault) == 0).collect()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (fault, words) in MADE {
            writeln!(f, "| {fault} | {words} | {} |", self.of(fault))?;
        }
        for (fault, why) in NOT_MADE {
            writeln!(f, "| {fault} | not made: {why} | – |")?;
        }
        writeln!(
            f,
            "seeds {}, steps {}, requests {}, facts {}, repairs {}, written anew {}, promises not kept {}, held {}, grants repeated {}, meetings {}, brought {}, seen by neighbours {}",
            self.seeds,
            self.steps,
            self.requests,
            self.facts,
            self.repairs,
            self.reauthored,
            self.broken_promises,
            self.held,
            self.regrants,
            self.meetings,
            self.brought,
            self.seen_by_neighbours
        )
    }
}

#[test]
fn every_fault_of_the_catalogue_is_made_or_named() {
    let mut all: Vec<u8> = MADE.iter().chain(&NOT_MADE).map(|(n, _)| *n).collect();
    all.sort_unstable();
    assert_eq!(all, (1..=50).collect::<Vec<u8>>());
}
