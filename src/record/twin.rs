//! What a card's change is authored anew upon when the store will not take it as it is: its own past, as far as the store can have
//! it. Never what came in beside it: two doctors' values of one key stand side by side, and a twin that knew both would settle
//! for one of them in nobody's name.

use std::collections::{BTreeMap, BTreeSet};

use automerge::ScalarValue;

use super::check;
use super::signed::SIG;
use crate::domain::ids::Hash32;

/// How a change of a card stands in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Good,
    /// A twin with the same facts took its place.
    Superseded,
    /// It stands here, and the store will never take it.
    Refused,
}

/// A change of a card with its content address.
#[derive(Debug, Clone)]
pub struct Known {
    pub hash: Hash32,
    pub bytes: Vec<u8>,
    pub standing: Standing,
}

/// What a twin is written upon.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Basis {
    /// In the order in which they were given.
    pub changes: Vec<Vec<u8>>,
    /// Refused changes of which nothing is left: the change that is authored anew replaced every key of theirs.
    pub overwritten: Vec<Hash32>,
    /// Changes written in the knowledge of what the twin replaces: they have to follow, oldest first.
    pub followers: Vec<Hash32>,
}

/// The past of one change among everything known of its card; `None` when it is not among it or cannot be read.
pub fn basis(of: Hash32, known: &[Known]) -> Option<Basis> {
    let read: Vec<Read> = known.iter().filter_map(read).collect();
    let at: BTreeMap<Hash32, usize> = read.iter().map(|r| r.change).zip(0..).collect();
    let start = read.iter().position(|r| r.known.hash == of)?;
    let whole = whole(&read, &at);
    let mut taken = BTreeSet::new();
    let mut overwritten = BTreeSet::new();
    let mut seen = BTreeSet::from([start]);
    let mut left = read[start].deps.clone();
    while let Some(dep) = left.pop() {
        let Some(&index) = at.get(&dep) else { continue };
        // In place of what was authored anew, its twin.
        let index = match read[index].known.standing {
            Standing::Superseded => twin(&read, index, start).unwrap_or(index),
            Standing::Good | Standing::Refused => index,
        };
        if !seen.insert(index) {
            continue;
        }
        let this = &read[index];
        left.extend(&this.deps);
        if whole.contains(&index) {
            taken.insert(index);
        } else if this.known.standing == Standing::Refused
            && this
                .facts
                .keys()
                .all(|key| read[start].facts.contains_key(key))
        {
            overwritten.insert(index);
        }
    }
    let mut after: BTreeSet<Hash32> = overwritten.iter().map(|i| read[*i].change).collect();
    after.insert(read[start].change);
    let mut followers = Vec::new();
    loop {
        let before = after.len();
        for (index, this) in read.iter().enumerate() {
            let follows = this.deps.iter().any(|dep| after.contains(dep));
            if follows && after.insert(this.change) && index != start {
                followers.push(index);
            }
        }
        if after.len() == before {
            break;
        }
    }
    followers.retain(|index| read[*index].known.standing == Standing::Good);
    followers.sort_unstable();
    let hashes = |indices: &mut dyn Iterator<Item = usize>| -> Vec<Hash32> {
        indices.map(|index| read[index].known.hash).collect()
    };
    Some(Basis {
        changes: taken
            .iter()
            .map(|index| read[*index].known.bytes.clone())
            .collect(),
        overwritten: hashes(&mut overwritten.into_iter()),
        followers: hashes(&mut followers.into_iter()),
    })
}

struct Read<'a> {
    known: &'a Known,
    change: Hash32,
    deps: Vec<Hash32>,
    facts: BTreeMap<String, ScalarValue>,
}

fn read(known: &Known) -> Option<Read<'_>> {
    let change = check::kept(&known.bytes).ok()?;
    let mut facts = check::puts(&known.bytes).ok()?;
    facts.remove(SIG);
    Some(Read {
        known,
        change: Hash32(change.hash().0),
        deps: change.deps().iter().map(|dep| Hash32(dep.0)).collect(),
        facts,
    })
}

/// Good changes whose whole past is good and here: only those apply.
fn whole(read: &[Read<'_>], at: &BTreeMap<Hash32, usize>) -> BTreeSet<usize> {
    let mut whole = BTreeSet::new();
    loop {
        let before = whole.len();
        for (index, this) in read.iter().enumerate() {
            let is_good = this.known.standing == Standing::Good;
            let rests = |dep| at.get(dep).is_some_and(|index| whole.contains(index));
            if is_good && this.deps.iter().all(rests) {
                whole.insert(index);
            }
        }
        if whole.len() == before {
            return whole;
        }
    }
}

/// Every fact carries author and time inside itself, so that equal facts are the same writing.
fn twin(read: &[Read<'_>], of: usize, but: usize) -> Option<usize> {
    let fits = |r: &Read<'_>| r.known.standing == Standing::Good && r.facts == read[of].facts;
    (0..read.len()).find(|index| *index != but && fits(&read[*index]))
}
