//! Any order of deliveries of any courier files, beside a line that breaks: in the end everybody is equal and nothing waits.

use std::collections::BTreeSet;
use std::sync::Arc;

use feldsher::domain::ids::Hash32;
use feldsher::store::sqlite::Sqlite;
use feldsher::sync::client::Outcome;
use feldsher::sync::courier::{CourierError, SMALLEST_PART, USUAL_PART};
use proptest::prelude::*;

use super::rig::{Point, carry_in};
use crate::sync::rig::{Dice, Direct, Fate, open_store};

const SEEDS: u32 = 300;
/// With a store that is restored from a file.
const RESTORES: u32 = 60;

proptest! {
    #![proptest_config(ProptestConfig { cases: SEEDS, max_shrink_iters: 40, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_order_of_sticks_and_lines_converges(seed in any::<u64>()) {
        simulate(seed, None);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: RESTORES, max_shrink_iters: 10, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn and_so_it_does_when_the_store_loses_its_tail(seed in any::<u64>()) {
        simulate(seed, Some(tempfile::tempdir().unwrap()));
    }
}

/// A file under way, and for whom.
struct Travelling {
    point: usize,
    bytes: Vec<u8>,
}

fn simulate(seed: u64, disk: Option<tempfile::TempDir>) {
    let dice = Dice::new(seed);
    let file = disk.as_ref().map(|disk| disk.path().join("store.sqlite"));
    let opened = || {
        let storage = match &file {
            Some(file) => Sqlite::open(file).unwrap(),
            None => Sqlite::in_memory().unwrap(),
        };
        open_store(Arc::new(storage), &dice)
    };
    let mut store = opened();
    let mut points = vec![
        Point::enrol(&store, "дом А", &dice),
        Point::enrol(&store, "дом А", &dice),
        Point::enrol(&store, "дом Б", &dice),
    ];
    let mut patients = Vec::new();
    let mut written: BTreeSet<Hash32> = BTreeSet::new();
    let (mut to_store, mut to_points): (Vec<Travelling>, Vec<Travelling>) =
        (Vec::new(), Vec::new());
    let mut is_backed_up = false;
    for _ in 0..40 {
        let at = dice.below(3);
        let size = if dice.percent(50) {
            SMALLEST_PART
        } else {
            USUAL_PART
        };
        match dice.below(14) {
            0 | 1 => {
                let station = &mut points[at].station;
                let patient = station.new_patient("Пробников");
                patients.push((at, patient));
                let mine = station.vault.rows.iter();
                written.extend(
                    mine.filter(|(_, r)| r.chunk.doc == patient)
                        .map(|(h, _)| *h),
                );
            }
            2..=4 => {
                let known: Vec<_> = patients.iter().filter(|(by, _)| by / 2 == at / 2).collect();
                if known.is_empty() {
                    continue;
                }
                let patient = known[dice.below(known.len())].1;
                let station = &mut points[at].station;
                let hash = if dice.percent(40) && !station.vault.changes(patient).is_empty() {
                    station.edit(patient, "ct.phone", &dice.roll().to_string())
                } else {
                    // Long enough that some sticks are split.
                    let text: String = (0..dice.below(900))
                        .map(|_| format!("{:016x}", dice.roll()))
                        .collect();
                    station.visit(patient, &text)
                };
                written.insert(hash);
            }
            5 | 6 => {
                let (_, files) = points[at].export_in(size);
                to_store.extend(
                    files
                        .into_iter()
                        .map(|bytes| Travelling { point: at, bytes }),
                );
            }
            7 | 8 if !to_store.is_empty() => {
                let one = dice.below(to_store.len());
                let Travelling { point, bytes } = &to_store[one];
                if dice.percent(20) {
                    // Half of it was copied, and the whole lies still at home.
                    let cut = dice.below(bytes.len());
                    carry_in(&store, &bytes[..cut], size).unwrap_err();
                    continue;
                }
                let (carried, answers) = carry_in(&store, bytes, size).unwrap();
                assert!(!carried.is_copy, "seed {seed}");
                let point = *point;
                to_points.extend(answers.into_iter().map(|bytes| Travelling { point, bytes }));
                if dice.percent(50) {
                    to_store.swap_remove(one);
                }
            }
            9 | 10 if !to_points.is_empty() => {
                let one = dice.below(to_points.len());
                let Travelling { point, bytes } = &to_points[one];
                if dice.percent(20) {
                    let cut = dice.below(bytes.len());
                    let cut = points[*point].import(&bytes[..cut]);
                    assert!(matches!(cut, Err(CourierError::Cut)));
                    continue;
                }
                points[*point].import(bytes).unwrap();
                if dice.percent(50) {
                    to_points.swap_remove(one);
                }
            }
            11 => points[at].station.restart(),
            12 => {
                let fate = match dice.below(4) {
                    0 => Fate::RequestCut(dice.below(3_000)),
                    1 => Fate::AnswerCut(dice.below(3_000)),
                    _ => Fate::Whole,
                };
                points[at].station.sync(&mut Direct::with(&store, fate));
            }
            _ => {
                let Some(file) = &file else { continue };
                let copy = file.with_extension("copy");
                drop(store);
                if is_backed_up {
                    std::fs::copy(&copy, file).unwrap();
                    store = opened();
                    store.new_epoch().unwrap();
                    is_backed_up = false;
                } else {
                    std::fs::copy(file, &copy).unwrap();
                    is_backed_up = true;
                    store = opened();
                }
            }
        }
    }
    // Whatever still travels arrives at last, in any order; then some have a line and some a stick that is not lost.
    while let Some(Travelling { bytes, .. }) = to_store.pop() {
        carry_in(&store, &bytes, USUAL_PART).unwrap();
    }
    while let Some(Travelling { point, bytes }) = to_points.pop() {
        points[point].import(&bytes).unwrap();
    }
    let by_line: Vec<bool> = points.iter().map(|_| dice.percent(50)).collect();
    for _ in 0..6 {
        for (point, by_line) in points.iter_mut().zip(&by_line) {
            if *by_line {
                let report = point.station.sync(&mut Direct::new(&store));
                assert_eq!(report.outcome, Outcome::Done, "seed {seed}: {report:?}");
            } else {
                point.round(&store);
            }
        }
    }
    assert_eq!(
        points[0].station.vault.placed(),
        points[1].station.vault.placed(),
        "seed {seed}"
    );
    let mut everywhere = points[0].station.vault.placed();
    everywhere.extend(points[2].station.vault.placed());
    assert_eq!(
        everywhere, written,
        "seed {seed}: a record is missing or came from nowhere"
    );
    assert_eq!(
        store.stats().unwrap().chunks,
        written.len() as u64,
        "seed {seed}"
    );
    for point in &mut points {
        let vault = &point.station.vault;
        assert_eq!(vault.outbox_len(), 0, "seed {seed}");
        assert!(
            vault.quarantine.is_empty(),
            "seed {seed}: {:?}",
            vault.quarantine
        );
        assert!(vault.gaps.is_empty(), "seed {seed}");
        assert_eq!(vault.repairs, 0, "seed {seed}: a repair is a bug report");
        let last = point.round(&store);
        assert!(!last.differs && !last.has_gap, "seed {seed}: {last:?}");
    }
    if disk.is_none() {
        let events = store.stats().unwrap().events;
        assert_eq!(events, 0, "seed {seed}: nobody was taken for a clone");
    }
}
