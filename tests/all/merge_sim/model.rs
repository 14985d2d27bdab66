//! What must be true, said as simply as can be: sets of events and who had seen what. No clock, no CRDT.

use std::collections::{BTreeMap, BTreeSet};

use feldsher::domain::ids::DocId;

/// A set of events; a schedule has fewer than 128.
pub type Seen = u128;

/// Something that somebody did.
pub enum Event {
    /// One change of a card: these keys got these values; `past` is what of this card the author saw.
    Change {
        card: DocId,
        writes: Vec<(String, String)>,
        past: Seen,
    },
    Entry {
        id: DocId,
        card: DocId,
        content: String,
        amends: Option<DocId>,
    },
    Withdrawal {
        target: DocId,
        reason: String,
    },
    /// `past`: the statements that the author knew.
    Link {
        pair: (DocId, DocId),
        same: bool,
        past: Seen,
    },
}

/// Everything that happened, and which replica holds what.
#[derive(Default)]
pub struct Model {
    pub events: Vec<Event>,
    pub held: Vec<Seen>,
}

/// A record as a reader sees it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Card and key to the values that stand.
    pub facts: BTreeMap<(DocId, String), BTreeSet<String>>,
    pub entries: BTreeMap<DocId, ShownEntry>,
    /// Cards that are one person; each card is in one group.
    pub people: BTreeSet<Vec<DocId>>,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub struct ShownEntry {
    pub card: DocId,
    pub content: String,
    pub amends: Option<DocId>,
    /// Reasons of its withdrawals.
    pub withdrawn: BTreeSet<String>,
}

impl Model {
    pub fn new(replicas: usize) -> Self {
        Self {
            events: Vec::new(),
            held: vec![0; replicas],
        }
    }

    /// The replica did something; it holds its own event.
    pub fn did(&mut self, replica: usize, event: Event) -> usize {
        let n = self.events.len();
        assert!(n < Seen::BITS as usize, "the schedule is too long");
        self.events.push(event);
        self.held[replica] |= 1 << n;
        n
    }

    /// What of a card this replica can see: a change counts when all that its author saw is here too.
    pub fn past_of_card(&self, replica: usize, of: DocId) -> Seen {
        self.visible(
            self.held[replica],
            |event| matches!(event, Event::Change { card, .. } if *card == of),
        )
    }

    pub fn past_of_pair(&self, replica: usize, of: (DocId, DocId)) -> Seen {
        self.visible(
            self.held[replica],
            |event| matches!(event, Event::Link { pair, .. } if *pair == of),
        )
    }

    pub fn everything(&self) -> Seen {
        self.held.iter().fold(0, |all, held| all | held)
    }

    /// The values that stand under a key: written, and not written over by somebody who saw them.
    pub fn standing(&self, held: Seen, of: DocId, key: &str) -> BTreeSet<String> {
        let writers = self.visible(
            held,
            |event| matches!(event, Event::Change { card, writes, .. } if *card == of && writes.iter().any(|(k, _)| k == key)),
        );
        let mut over: Seen = 0;
        for n in bits(writers) {
            if let Event::Change { past, .. } = &self.events[n] {
                over |= past;
            }
        }
        let mut values = BTreeSet::new();
        for n in bits(writers & !over) {
            if let Event::Change { writes, .. } = &self.events[n] {
                values.extend(
                    writes
                        .iter()
                        .filter(|(k, _)| k == key)
                        .map(|(_, value)| value.clone()),
                );
            }
        }
        values
    }

    /// The record made of the events in `held`.
    pub fn shown(&self, cards: &[DocId], held: Seen) -> Shown {
        let mut shown = Shown::default();
        for n in bits(held) {
            match &self.events[n] {
                Event::Change { card, writes, past } => {
                    for (key, _) in writes.iter().filter(|_| past & !held == 0) {
                        let at = (*card, key.clone());
                        shown
                            .facts
                            .entry(at)
                            .or_insert_with(|| self.standing(held, *card, key));
                    }
                }
                Event::Entry {
                    id,
                    card,
                    content,
                    amends,
                } => {
                    let entry = shown.entries.entry(*id).or_default();
                    (entry.card, entry.content, entry.amends) = (*card, content.clone(), *amends);
                }
                Event::Withdrawal { .. } | Event::Link { .. } => {}
            }
        }
        for n in bits(held) {
            if let Event::Withdrawal { target, reason } = &self.events[n]
                && let Some(entry) = shown.entries.get_mut(target)
            {
                entry.withdrawn.insert(reason.clone());
            }
        }
        shown.people = self.people(cards, held);
        shown
    }

    /// Every value ever written that neither stands nor was written over by somebody who saw it.
    pub fn lost(&self, shown: &Shown) -> Vec<String> {
        let mut lost = Vec::new();
        for (n, event) in self.events.iter().enumerate() {
            let Event::Change { card, writes, .. } = event else {
                continue;
            };
            for (key, value) in writes {
                let stands = shown
                    .facts
                    .get(&(*card, key.clone()))
                    .is_some_and(|values| values.contains(value));
                let over = self.events.iter().any(|later| {
                    matches!(later, Event::Change { card: c, writes: w, past } if c == card && past & (1 << n) != 0 && w.iter().any(|(k, _)| k == key))
                });
                if !stands && !over {
                    lost.push(format!("event {n}: {key} = {value}"));
                }
            }
        }
        lost
    }

    fn people(&self, cards: &[DocId], held: Seen) -> BTreeSet<Vec<DocId>> {
        let mut groups: Vec<BTreeSet<DocId>> = cards.iter().map(|c| BTreeSet::from([*c])).collect();
        for (i, a) in cards.iter().enumerate() {
            for b in &cards[i + 1..] {
                let pair = (*a.min(b), *a.max(b));
                if self.same(pair, held) {
                    let (mut joined, rest): (Vec<_>, Vec<_>) = groups
                        .into_iter()
                        .partition(|group| group.contains(a) || group.contains(b));
                    groups = rest;
                    groups.push(joined.drain(..).flatten().collect());
                }
            }
        }
        groups
            .into_iter()
            .map(|group| group.into_iter().collect())
            .collect()
    }

    /// Of the statements that no other answers, one "different" is enough.
    fn same(&self, of: (DocId, DocId), held: Seen) -> bool {
        let about = self.visible(
            held,
            |event| matches!(event, Event::Link { pair, .. } if *pair == of),
        );
        let mut open = about;
        for n in bits(about) {
            if let Event::Link { past, .. } = &self.events[n] {
                open &= !past;
            }
        }
        open != 0 && bits(open).all(|n| matches!(self.events[n], Event::Link { same: true, .. }))
    }

    fn visible(&self, held: Seen, wanted: impl Fn(&Event) -> bool) -> Seen {
        bits(held)
            .filter(|n| wanted(&self.events[*n]))
            .filter(|n| match &self.events[*n] {
                Event::Change { past, .. } => past & !held == 0,
                Event::Entry { .. } | Event::Withdrawal { .. } | Event::Link { .. } => true,
            })
            .fold(0, |seen, n| seen | 1 << n)
    }
}

fn bits(set: Seen) -> impl Iterator<Item = usize> {
    (0..Seen::BITS as usize).filter(move |n| set & (1 << n) != 0)
}
