//! Several workstations with nothing but a log of bytes each, driven by chance. Cards, entries and links are the real ones.

use std::collections::{BTreeMap, BTreeSet};

use ed25519_dalek::SigningKey;
use feldsher::domain::chunk::{Chunk, Kind, Unit};
use feldsher::domain::ids::{DeviceId, DocId, FacilityId, UserId};
use feldsher::domain::visit::{EnteredInError, Link, LinkAct};
use feldsher::ops::links::{self, Standing};
use feldsher::record::shape::{self, Object};
use feldsher::record::{Actor, Card, Entry, Fact, Head, check, inspect, seal, signed};
use serde_json::json;

use super::dice::Dice;
use super::model::{Event, Model, Shown, ShownEntry};

/// A fault put into the layer around the record, to prove that the checker sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plant {
    /// A received change that joins two branches is dropped.
    DropsChangesThatJoin,
    /// A received change whose predecessor is not here yet is dropped, and never asked for again.
    DropsChangesThatWait,
    /// Of the values that stand, only the one with the latest clock is kept.
    LatestClockWins,
    /// The actor is read from disk, so that a restored backup writes on under the numbers it has used.
    ActorOutlivesTheProcess,
    /// Settling hides the other values on the spot instead of writing the decision.
    SettlingOnlyHides,
    /// Settling for the value that is shown first is taken for nothing to do.
    SettlingForTheShownWritesNothing,
    /// The link statement with the latest clock stands.
    LatestLinkWins,
    /// A withdrawal deletes the entry that it names.
    WithdrawingDeletes,
    /// An addendum takes the place of the entry that it corrects.
    AmendingReplaces,
}

/// A schedule that went wrong.
#[derive(Debug)]
pub struct Failure {
    pub seed: u64,
    pub what: String,
    pub steps: Vec<String>,
}

pub struct World {
    dice: Dice,
    plant: Option<Plant>,
    model: Model,
    /// By event; `None` where a planted fault wrote nothing.
    chunks: Vec<Option<Chunk>>,
    entries: BTreeMap<usize, Entry>,
    cards: Vec<DocId>,
    replicas: Vec<Replica>,
    /// Every received card change passes the whole gate, not only its first half.
    full_gate: bool,
    steps: Vec<String>,
}

struct Replica {
    device: DeviceId,
    key: SigningKey,
    actor: Actor,
    /// Events in the order in which their bytes came.
    log: Vec<usize>,
    backup: Option<Vec<usize>>,
    clock: i64,
    hidden: BTreeSet<(DocId, String, String)>,
    forgotten: BTreeSet<usize>,
}

const KEYS: [&str; 5] = ["tel", "pr/1", "al/1", "alst", "name.sur"];
const VALUES: [&str; 3] = ["one", "two", "three"];
const USERS: [UserId; 2] = [UserId([21; 16]), UserId([22; 16])];
const REASONS: [&str; 3] = ["mistake", "duplicate", "wrong-patient"];

type Outcome<T = ()> = Result<T, String>;
/// Each key of a card, the value that is shown first, and all that stand.
type Facts = Vec<(String, Option<Fact>, Vec<Fact>)>;

/// Runs one schedule; the same seed is the same schedule.
pub fn run(seed: u64, plant: Option<Plant>, keys: &[SigningKey]) -> Result<(), Failure> {
    let mut world = World::new(seed, plant, keys);
    world.live().map_err(|what| Failure {
        seed,
        what,
        steps: world.steps,
    })
}

/// Signing keys of the devices, made once.
pub fn keys() -> Vec<SigningKey> {
    (0..4).map(|n| SigningKey::from_bytes(&[n; 32])).collect()
}

impl World {
    fn new(seed: u64, plant: Option<Plant>, keys: &[SigningKey]) -> Self {
        let mut dice = Dice::new(seed);
        let replicas = if dice.one_in(4) { 4 } else { 3 };
        let cards = (0..*dice.pick(&[1, 2, 2, 2]))
            .map(|_| DocId(dice.id()))
            .collect();
        Self {
            model: Model::new(replicas),
            chunks: Vec::new(),
            entries: BTreeMap::new(),
            cards,
            replicas: (0..replicas)
                .map(|n| Replica {
                    device: DeviceId([n as u8; 16]),
                    key: keys[n].clone(),
                    actor: Actor(dice.id()),
                    log: Vec::new(),
                    backup: None,
                    clock: dice.below(4) as i64,
                    hidden: BTreeSet::new(),
                    forgotten: BTreeSet::new(),
                })
                .collect(),
            full_gate: dice.one_in(16),
            steps: Vec::new(),
            dice,
            plant,
        }
    }

    fn live(&mut self) -> Outcome {
        for n in 0..self.cards.len() {
            let replica = self.dice.below(self.replicas.len());
            self.edit(replica, self.cards[n])?;
        }
        for _ in 0..12 + self.dice.below(9) {
            let replica = self.dice.below(self.replicas.len());
            self.step(replica)?;
        }
        self.all_meet()?;
        self.judge()?;
        if self.dice.one_in(8) {
            self.settle_all()?;
        }
        Ok(())
    }

    fn step(&mut self, at: usize) -> Outcome {
        let chance = self.dice.below(100);
        let card = *self.dice.pick(&self.cards);
        let known = self.replicas[at]
            .log
            .iter()
            .any(|n| matches!(&self.model.events[*n], Event::Change { card: c, .. } if *c == card));
        match chance {
            _ if !known => self.meet(at),
            0..35 => self.edit(at, card),
            35..43 => self.settle(at, card),
            43..48 => self.write_entry(at, card, None),
            48..51 => self.amend(at),
            51..55 => self.withdraw(at),
            55..63 => self.link(at),
            63..66 => {
                self.restart(at);
                Ok(())
            }
            66..70 => {
                self.replicas[at].backup = Some(self.replicas[at].log.clone());
                Ok(())
            }
            70..75 => {
                self.restore(at);
                Ok(())
            }
            _ => self.meet(at),
        }
    }

    // What a user does.

    fn edit(&mut self, at: usize, card: DocId) -> Outcome {
        let mut writes = BTreeMap::new();
        for _ in 0..=self.dice.below(2) {
            let key = if self.dice.one_in(6) {
                format!("al/{}", self.chunks.len())
            } else {
                (*self.dice.pick(&KEYS)).to_owned()
            };
            let value = *self.dice.pick(&VALUES);
            writes.insert(key, object(value));
        }
        self.write(at, card, writes)
    }

    /// One of the values that stand side by side is written again.
    fn settle(&mut self, at: usize, of: DocId) -> Outcome {
        let card = self.load(at, of);
        let Some(key) = card
            .keys()
            .into_iter()
            .find(|key| card.facts(key).len() > 1)
        else {
            return self.meet(at);
        };
        let standing = card.facts(&key);
        let keep = self.dice.pick(&standing).value.clone();
        if self.plant == Some(Plant::SettlingOnlyHides) {
            let others = standing
                .into_iter()
                .filter(|fact| fact.value != keep)
                .map(|fact| (of, key.clone(), shape::canonical(&fact.value)));
            self.replicas[at].hidden.extend(others);
            return Ok(());
        }
        let shown = card.fact(&key).is_some_and(|fact| fact.value == keep);
        if self.plant == Some(Plant::SettlingForTheShownWritesNothing) && shown {
            let past = self.model.past_of_card(at, of);
            self.model.did(
                at,
                Event::Change {
                    card: of,
                    writes: vec![(key, shape::canonical(&keep))],
                    past,
                },
            );
            self.chunks.push(None);
            return Ok(());
        }
        self.steps.push(format!("{at} settles {key}"));
        self.write(at, of, BTreeMap::from([(key, keep)]))
    }

    fn write(&mut self, at: usize, of: DocId, writes: BTreeMap<String, Object>) -> Outcome {
        let mut card = self.load(at, of);
        // The same hands and the same second at two places, and the same words: what a merge must not trip over.
        let by = *self.dice.pick(&USERS);
        let replica = &mut self.replicas[at];
        replica.clock += self.dice.below(2) as i64;
        let now = replica.clock;
        for (key, value) in &writes {
            card.put(key, value, by, now).map_err(|e| e.to_string())?;
        }
        let chunk = card
            .commit(now, replica.device, &replica.key)
            .map_err(|e| format!("{at} could not write: {e}"))?;
        inspect(&chunk).map_err(|poison| format!("{at} wrote what its gate refuses: {poison}"))?;
        let writes: Vec<_> = writes
            .iter()
            .map(|(key, value)| (key.clone(), shape::canonical(value)))
            .collect();
        self.steps.push(format!(
            "{at} writes event {} {writes:?} at {now}",
            self.chunks.len()
        ));
        let event = Event::Change {
            card: of,
            writes,
            past: self.model.past_of_card(at, of),
        };
        self.keep(at, event, chunk)?;
        Ok(())
    }

    fn write_entry(&mut self, at: usize, card: DocId, amends: Option<DocId>) -> Outcome {
        let note = format!("said {}", self.chunks.len());
        let content = json!({"form": "visit", "answers": {"complaints": note}});
        let chunk = self.sealed(at, Kind::VISIT, card, amends, &content)?;
        let event = Event::Entry {
            id: chunk.doc,
            card,
            content: content.to_string(),
            amends,
        };
        self.steps
            .push(format!("{at} signs event {}", self.chunks.len()));
        self.keep(at, event, chunk)?;
        Ok(())
    }

    fn amend(&mut self, at: usize) -> Outcome {
        match self.some_entry(at) {
            Some((id, card)) => self.write_entry(at, card, Some(id)),
            None => self.meet(at),
        }
    }

    fn withdraw(&mut self, at: usize) -> Outcome {
        let Some((target, card)) = self.some_entry(at) else {
            return self.meet(at);
        };
        let reason = (*self.dice.pick(&REASONS)).to_owned();
        let content = EnteredInError {
            target,
            reason: reason.clone(),
            note: String::new(),
        };
        let chunk = self.sealed(at, Kind::ENTERED_IN_ERROR, card, None, &content)?;
        self.steps
            .push(format!("{at} withdraws, event {}", self.chunks.len()));
        let event = Event::Withdrawal { target, reason };
        self.keep(at, event, chunk)?;
        Ok(())
    }

    fn link(&mut self, at: usize) -> Outcome {
        if self.cards.len() < 2 {
            return self.meet(at);
        }
        let mut two = self.cards.clone();
        self.dice.shuffle(&mut two);
        let (first, second) = (two[0], two[1]);
        let pair = (first.min(second), first.max(second));
        let known: Vec<DocId> = self
            .links(at)
            .into_iter()
            .filter(|s| {
                (s.link.first, s.link.second) == pair || (s.link.second, s.link.first) == pair
            })
            .map(|s| s.entry)
            .collect();
        let same = known.is_empty() || self.dice.one_in(2);
        let content = Link {
            first,
            second,
            statement: if same {
                LinkAct::Same
            } else {
                LinkAct::Different
            },
            sure: known.is_empty(),
            after: known,
            reasons: Vec::new(),
        };
        let chunk = self.sealed(at, Kind::LINK, first, None, &content)?;
        self.steps.push(format!(
            "{at} says of two cards same={same}, event {}",
            self.chunks.len()
        ));
        let past = self.model.past_of_pair(at, pair);
        self.keep(at, Event::Link { pair, same, past }, chunk)?;
        Ok(())
    }

    // What happens to a workstation.

    /// A new process: a new actor, and everything else from bytes.
    fn restart(&mut self, at: usize) {
        self.steps.push(format!("{at} restarts"));
        if self.plant != Some(Plant::ActorOutlivesTheProcess) {
            self.replicas[at].actor = Actor(self.dice.id());
        }
    }

    /// Back to the backup, except for what nobody else has (a real loss, which no protocol can undo).
    fn restore(&mut self, at: usize) {
        let Some(backup) = self.replicas[at].backup.clone() else {
            return;
        };
        let elsewhere: BTreeSet<usize> = (0..self.replicas.len())
            .filter(|other| *other != at)
            .flat_map(|other| self.replicas[other].log.iter().copied())
            .collect();
        let replica = &mut self.replicas[at];
        replica
            .log
            .retain(|n| backup.contains(n) || !elsewhere.contains(n));
        self.model.held[at] &= replica.log.iter().fold(0, |held, n| held | 1 << n);
        self.restart(at);
        self.steps.push(format!("{at} is restored from its backup"));
    }

    /// Takes from another what is not here: all of it or a part, in any order.
    fn meet(&mut self, at: usize) -> Outcome {
        let from = self.dice.below(self.replicas.len());
        let mut news: Vec<usize> = self.replicas[from].log.clone();
        self.dice.shuffle(&mut news);
        if self.dice.one_in(3) {
            news.truncate(news.len().div_ceil(2));
        }
        // The same message comes twice.
        let again: Vec<usize> = news.iter().take(2).copied().collect();
        news.extend(again);
        self.steps.push(format!("{at} takes from {from}: {news:?}"));
        self.receive(at, &news)
    }

    fn all_meet(&mut self) -> Outcome {
        for at in 0..self.replicas.len() {
            let mut all: Vec<usize> = (0..self.chunks.len()).collect();
            self.dice.shuffle(&mut all);
            self.receive(at, &all)?;
        }
        Ok(())
    }

    fn receive(&mut self, at: usize, news: &[usize]) -> Outcome {
        for n in news {
            let here = self.replicas[at].log.contains(n) || self.replicas[at].forgotten.contains(n);
            let (Some(chunk), false) = (&self.chunks[*n], here) else {
                self.model.held[at] |= 1 << n;
                continue;
            };
            if self.drops(at, chunk)? {
                self.replicas[at].forgotten.insert(*n);
            } else {
                if self.full_gate && chunk.kind == Kind::CARD {
                    self.pass_gate(at, chunk)?;
                }
                self.replicas[at].log.push(*n);
            }
            self.model.held[at] |= 1 << n;
            if self.plant == Some(Plant::WithdrawingDeletes)
                && let Event::Withdrawal { target, .. } = &self.model.events[*n]
            {
                let target = *target;
                self.replicas[at]
                    .log
                    .retain(|n| self.chunks[*n].as_ref().is_none_or(|c| c.doc != target));
            }
        }
        Ok(())
    }

    fn drops(&self, at: usize, chunk: &Chunk) -> Outcome<bool> {
        let deps = match self.plant {
            Some(Plant::DropsChangesThatJoin | Plant::DropsChangesThatWait) => {
                inspect(chunk).map_err(|p| p.to_string())?.deps
            }
            _ => return Ok(false),
        };
        let here = |dep| {
            self.replicas[at].log.iter().any(|n| {
                self.chunks[*n]
                    .as_ref()
                    .and_then(|c| inspect(c).ok())
                    .is_some_and(|header| header.change == dep)
            })
        };
        Ok(match self.plant {
            Some(Plant::DropsChangesThatJoin) => deps.len() > 1,
            _ => !deps.into_iter().all(here),
        })
    }

    /// As a vault does: a change whose predecessors are all here is tried on a copy.
    fn pass_gate(&self, at: usize, chunk: &Chunk) -> Outcome {
        let before: Vec<&Chunk> = self.of_card(at, chunk.doc).collect();
        let header = inspect(chunk).map_err(|poison| poison.to_string())?;
        let known: Vec<_> = before
            .iter()
            .filter_map(|c| inspect(c).ok())
            .map(|header| header.change)
            .collect();
        if header.deps.iter().all(|dep| known.contains(dep)) {
            let before: Vec<Vec<u8>> = before.iter().map(|c| c.bytes.clone()).collect();
            check(chunk, &before)
                .map_err(|poison| format!("{at} refuses an honest change: {poison}"))?;
        }
        let key = &self
            .replicas
            .iter()
            .find(|r| {
                signed(chunk).is_ok_and(|s| s.by == feldsher::record::Signer::Device(r.device))
            })
            .ok_or("signed by nobody here")?
            .key;
        let fits = signed(chunk).is_ok_and(|s| s.verify(&key.verifying_key()));
        fits.then_some(())
            .ok_or_else(|| "a signature does not fit".to_owned())
    }

    // What must be true in the end.

    fn judge(&mut self) -> Outcome {
        let wanted = self.model.shown(&self.cards, self.model.everything());
        let mut texts = BTreeSet::new();
        for at in 0..self.replicas.len() {
            let cards = self.read(at)?;
            let shown = self.shown(at, &cards)?;
            let lost = self.model.lost(&shown);
            if !lost.is_empty() {
                return Err(format!("{at} lost {lost:?}"));
            }
            if shown != wanted {
                return Err(format!(
                    "{at} shows {shown:#?}\nand should show {wanted:#?}"
                ));
            }
            // Every value with author and time, as `show` prints them.
            let links: Vec<_> = self.standing_links(at).into_values().collect();
            texts.insert(format!("{cards:?} {links:?}"));
        }
        if texts.len() > 1 {
            return Err(format!("the same record in two texts: {texts:#?}"));
        }
        if self.dice.one_in(8) {
            self.twice_and_shuffled()?;
        }
        Ok(())
    }

    /// The same bytes in another order, each twice, are the same card.
    fn twice_and_shuffled(&mut self) -> Outcome {
        let of = *self.dice.pick(&self.cards);
        let once = self.load(0, of);
        let mut bytes: Vec<Vec<u8>> = self.of_card(0, of).map(|c| c.bytes.clone()).collect();
        bytes.extend(bytes.clone());
        self.dice.shuffle(&mut bytes);
        let (twice, _) = Card::load(of, Actor([0; 16]), bytes.iter().map(Vec::as_slice));
        if facts(&once) == facts(&twice) {
            Ok(())
        } else {
            Err("a card read twice differs from the card".to_owned())
        }
    }

    /// One settles everything, all meet: no conflict is left, and the record is still the same everywhere.
    fn settle_all(&mut self) -> Outcome {
        for of in self.cards.clone() {
            let card = self.load(0, of);
            let writes: BTreeMap<String, Object> = card
                .keys()
                .into_iter()
                .filter(|key| card.facts(key).len() > 1)
                .map(|key| {
                    let standing = card.facts(&key);
                    (key, self.dice.pick(&standing).value.clone())
                })
                .collect();
            if !writes.is_empty() {
                self.write(0, of, writes)?;
            }
        }
        self.all_meet()?;
        self.judge()?;
        for of in self.cards.clone() {
            let card = self.load(1, of);
            if let Some(key) = card.keys().iter().find(|key| card.facts(key).len() > 1) {
                return Err(format!("{key} is still disputed after it was settled"));
            }
        }
        Ok(())
    }

    // Reading and keeping.

    fn load(&self, at: usize, of: DocId) -> Card {
        let bytes = self.of_card(at, of).map(|chunk| chunk.bytes.as_slice());
        Card::load(of, self.replicas[at].actor, bytes).0
    }

    fn of_card(&self, at: usize, of: DocId) -> impl Iterator<Item = &Chunk> {
        self.replicas[at]
            .log
            .iter()
            .filter_map(move |n| self.chunks[*n].as_ref())
            .filter(move |chunk| chunk.kind == Kind::CARD && chunk.doc == of)
    }

    fn read(&self, at: usize) -> Outcome<Vec<(DocId, Facts)>> {
        let one = |of: &DocId| {
            let card = self.load(at, *of);
            if card.has_orphans() {
                return Err(format!("{at} still waits for a predecessor"));
            }
            Ok((*of, facts(&card)))
        };
        self.cards.iter().map(one).collect()
    }

    fn shown(&self, at: usize, cards: &[(DocId, Facts)]) -> Outcome<Shown> {
        let replica = &self.replicas[at];
        let mut shown = Shown::default();
        for (of, facts) in cards {
            for (key, _, standing) in facts {
                let latest = standing.iter().map(|fact| fact.at).max();
                let kept = |fact: &&Fact| {
                    self.plant != Some(Plant::LatestClockWins) || Some(fact.at) == latest
                };
                let values = standing
                    .iter()
                    .filter(kept)
                    .map(|fact| shape::canonical(&fact.value))
                    .filter(|value| !replica.hidden.contains(&(*of, key.clone(), value.clone())));
                shown.facts.insert((*of, key.clone()), values.collect());
            }
        }
        let here = || replica.log.iter().filter_map(|n| self.entries.get(n));
        for entry in here().filter(|entry| entry.head.kind == Kind::VISIT) {
            let Unit::Patient(card) = entry.head.unit else {
                return Err("an entry without a patient".to_owned());
            };
            let one = ShownEntry {
                card,
                content: serde_json::Value::Object(entry.json().clone()).to_string(),
                amends: entry.head.amends,
                withdrawn: BTreeSet::new(),
            };
            shown.entries.insert(entry.head.id, one);
        }
        if self.plant == Some(Plant::AmendingReplaces) {
            for entry in here() {
                if let Some(old) = entry.head.amends {
                    shown.entries.remove(&old);
                }
            }
        }
        for entry in here().filter(|entry| entry.head.kind == Kind::ENTERED_IN_ERROR) {
            let error: EnteredInError = entry.content().map_err(|e| e.to_string())?;
            if let Some(target) = shown.entries.get_mut(&error.target) {
                target.withdrawn.insert(error.reason);
            }
        }
        let standing = self.standing_links(at);
        shown.people = self
            .cards
            .iter()
            .map(|card| links::group(&standing, *card))
            .collect();
        Ok(shown)
    }

    fn standing_links(&self, at: usize) -> BTreeMap<(DocId, DocId), Standing> {
        let statements = self.links(at);
        if self.plant != Some(Plant::LatestLinkWins) {
            return links::standing_of(statements);
        }
        let mut latest: BTreeMap<(DocId, DocId), Standing> = BTreeMap::new();
        for stated in statements {
            let (a, b) = (stated.link.first, stated.link.second);
            let pair = (a.min(b), a.max(b));
            let newer = latest
                .get(&pair)
                .is_none_or(|known| (known.at, known.entry) < (stated.at, stated.entry));
            if newer {
                latest.insert(pair, stated);
            }
        }
        latest
    }

    fn links(&self, at: usize) -> Vec<Standing> {
        self.replicas[at]
            .log
            .iter()
            .filter_map(|n| self.entries.get(n))
            .filter(|entry| entry.head.kind == Kind::LINK)
            .filter_map(|entry| {
                Some(Standing {
                    entry: entry.head.id,
                    link: shape::typed(entry.json())?,
                    at: entry.head.entered_at,
                })
            })
            .collect()
    }

    fn some_entry(&mut self, at: usize) -> Option<(DocId, DocId)> {
        let here: Vec<(DocId, DocId)> = self.replicas[at]
            .log
            .iter()
            .filter_map(|n| match &self.model.events[*n] {
                Event::Entry { id, card, .. } => Some((*id, *card)),
                _ => None,
            })
            .collect();
        (!here.is_empty()).then(|| *self.dice.pick(&here))
    }

    fn sealed(
        &mut self,
        at: usize,
        kind: Kind,
        card: DocId,
        amends: Option<DocId>,
        content: &impl serde::Serialize,
    ) -> Outcome<Chunk> {
        let id = DocId(self.dice.id());
        let by = *self.dice.pick(&USERS);
        let replica = &mut self.replicas[at];
        replica.clock += self.dice.below(2) as i64;
        let head = Head {
            id,
            kind,
            unit: Unit::Patient(card),
            by: Some(by),
            role: "doctor".to_owned(),
            device: replica.device,
            facility: FacilityId([9; 16]),
            care_at: replica.clock,
            entered_at: replica.clock,
            clock_doubtful: false,
            amends,
        };
        seal(&head, content, &replica.key, replica.actor).map_err(|e| e.to_string())
    }

    fn keep(&mut self, at: usize, event: Event, chunk: Chunk) -> Outcome {
        if chunk.kind != Kind::CARD {
            inspect(&chunk).map_err(|poison| poison.to_string())?;
            let entry = Entry::open(&chunk.bytes).map_err(|e| e.to_string())?;
            self.entries.insert(self.chunks.len(), entry);
        }
        let n = self.model.did(at, event);
        self.chunks.push(Some(chunk));
        self.replicas[at].log.push(n);
        Ok(())
    }
}

fn object(value: &str) -> Object {
    Object::from_iter([("value".to_owned(), value.into())])
}

/// What a vault projects.
fn facts(card: &Card) -> Facts {
    card.keys()
        .into_iter()
        .map(|key| {
            let (first, all) = (card.fact(&key), card.facts(&key));
            (key, first, all)
        })
        .collect()
}
