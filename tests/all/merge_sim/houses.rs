//! The same histories through the doors of real houses: files, transactions, projections, gate and sure links included.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use feldsher::clock::FixedClock;
use feldsher::domain::card::Draft;
use feldsher::domain::chunk::{Chunk, Kind, Unit};
use feldsher::domain::identifiers::{Identifier, IdentifierKind};
use feldsher::domain::ids::{DocId, FacilityId};
use feldsher::domain::person::{KnownNumber, Name, Person};
use feldsher::domain::role::Role;
use feldsher::domain::visit::{EnteredInError, Link, LinkAct, Visit};
use feldsher::ops::op::{Op, Registration};
use feldsher::ops::policy::{Scope, authorize, may};
use feldsher::ops::remote::{RemoteBatch, RemoteItem};
use feldsher::ops::{House, OpError, SignedIn};
use feldsher::paths::DataFolder;
use feldsher::record::Entry;
use feldsher::record::shape::{self, Object};
use feldsher::vault::slots::KdfCost;
use serde_json::Value as Json;

use super::dice::Dice;
use super::model::{Event, Model, Shown, ShownEntry};
use super::number;
use crate::house::setup;

/// Real files and real commits: far fewer than the schedules in memory.
const SCHEDULES: u64 = 100;
const HOUSES: usize = 3;
const KEYS: [&str; 4] = ["addr", "pr/1", "al/1", "blood"];
const VALUES: [&str; 3] = ["one", "two", "three"];
const NOON: i64 = 1_790_000_000;

#[test]
fn three_houses_end_with_the_same_record_and_nothing_lost() {
    let folders: Vec<_> = (0..HOUSES).map(|_| tempfile::tempdir().unwrap()).collect();
    let from = super::from();
    let schedules = number("FELDSHER_MERGE_HOUSE_SEEDS").unwrap_or(SCHEDULES);
    let mut village = Village::found(folders.iter().map(tempfile::TempDir::path));
    for seed in from..from + schedules {
        village.begin(seed);
        if let Err(what) = village.live(seed) {
            panic!(
                "{what}\n{}\nreplay: FELDSHER_MERGE_FROM={seed} FELDSHER_MERGE_HOUSE_SEEDS=1",
                village.steps.join("\n")
            );
        }
    }
    for house in &mut village.houses {
        let may = authorize::<may::Verify>(&house.me.who, Scope::House).unwrap();
        let report = house.open().verify(&may).unwrap();
        assert_eq!(
            (report.problems.len(), report.quarantined),
            (0, 0),
            "{report:?}"
        );
    }
}

struct Village {
    houses: Vec<Point>,
    dice: Dice,
    model: Model,
    /// What each event wrote, by event.
    chunks: Vec<Option<Chunk>>,
    cards: Vec<DocId>,
    steps: Vec<String>,
}

struct Point {
    /// `None` only while it restarts.
    house: Option<House>,
    me: SignedIn,
    clock: Arc<FixedClock>,
    folder: DataFolder,
    /// The last row of the outbox that was looked at.
    sent: i64,
}

impl Point {
    fn open(&mut self) -> &mut House {
        self.house.as_mut().expect("open")
    }

    fn restart(&mut self, entropy: Dice) {
        let key = self.open().data_key().duplicate();
        self.house = None;
        let clock = self.clock.clone();
        let house = House::open(
            &self.folder,
            &key,
            clock,
            Box::new(entropy),
            KdfCost::CHEAPEST,
            &mut |_, _| (),
        );
        self.house = Some(house.unwrap());
    }

    fn open_and_do(&mut self, op: &Op) -> Result<(), OpError> {
        let house = self.house.as_mut().expect("open");
        house.transact(&self.me, op).map(|_changes| ())
    }

    /// What was written since the last look, the access log left out.
    fn written(&mut self) -> Vec<Chunk> {
        let news = self.open_ref().outbox(self.sent, usize::MAX).unwrap();
        self.sent = news.last().map_or(self.sent, |logged| logged.n);
        news.into_iter()
            .map(|logged| logged.chunk)
            .filter(|chunk| matches!(chunk.unit, Unit::Patient(_)))
            .collect()
    }

    fn open_ref(&self) -> &House {
        self.house.as_ref().expect("open")
    }

    fn take(&mut self, chunks: &[Chunk]) {
        let items = chunks.iter().cloned().enumerate();
        let batch = RemoteBatch {
            scope: FacilityId([1; 16]),
            log: 0,
            epoch: [1; 8],
            items: items
                .map(|(n, chunk)| (n as u64 + 1, RemoteItem::Change(chunk)))
                .collect(),
            next: None,
        };
        self.open().apply_remote(&batch).unwrap();
    }
}

impl Village {
    fn found<'a>(folders: impl Iterator<Item = &'a Path>) -> Self {
        let mut houses: Vec<Point> = folders
            .enumerate()
            .map(|(n, folder)| {
                let folder = DataFolder::at(folder);
                let clock = Arc::new(FixedClock::at(NOON));
                let setup = setup("Үлгі", "doctor", Role::Doctor);
                let entropy = Box::new(Dice::new(1_000_000 + n as u64));
                let (house, me, _) =
                    House::create(&folder, &setup, clock.clone(), entropy).unwrap();
                Point {
                    house: Some(house),
                    me,
                    clock,
                    folder,
                    sent: 0,
                }
            })
            .collect();
        // Everybody knows everybody's key from the start.
        let users: Vec<Vec<Chunk>> = houses
            .iter()
            .map(|point| {
                let logged = point.open_ref().outbox(0, usize::MAX).unwrap();
                logged.into_iter().map(|logged| logged.chunk).collect()
            })
            .collect();
        for (n, point) in houses.iter_mut().enumerate() {
            for (m, chunks) in users.iter().enumerate() {
                if n != m {
                    point.take(chunks);
                }
            }
            point.written();
        }
        Self {
            houses,
            dice: Dice::new(0),
            model: Model::new(HOUSES),
            chunks: Vec::new(),
            cards: Vec::new(),
            steps: Vec::new(),
        }
    }

    /// New processes and new people; what earlier schedules wrote stays beside them.
    fn begin(&mut self, seed: u64) {
        self.dice = Dice::new(seed);
        self.model = Model::new(HOUSES);
        self.chunks.clear();
        self.cards.clear();
        self.steps.clear();
        for n in 0..HOUSES {
            let entropy = Dice::new(self.dice.next());
            self.houses[n].restart(entropy);
            self.houses[n].clock.set(NOON + seed as i64 * 10);
        }
    }

    fn live(&mut self, seed: u64) -> Result<(), String> {
        let twins = self.dice.one_in(2);
        let first = self.dice.below(HOUSES);
        self.register(first, twins.then(|| iin(seed)))?;
        let second = if twins {
            (first + 1) % HOUSES
        } else {
            self.dice.below(HOUSES)
        };
        self.register(second, twins.then(|| iin(seed)))?;
        for _ in 0..10 + self.dice.below(11) {
            let at = self.dice.below(HOUSES);
            let card = *self.dice.pick(&self.cards);
            let known = self.model.past_of_card(at, card) != 0;
            match self.dice.below(100) {
                _ if !known => self.meet(at)?,
                0..35 => self.edit(at, card)?,
                35..45 => self.settle(at, card)?,
                45..52 => self.visit(at, card)?,
                52..57 => self.withdraw(at, card)?,
                57..63 => self.link(at)?,
                63..68 => {
                    self.steps.push(format!("{at} restarts"));
                    let entropy = Dice::new(self.dice.next());
                    self.houses[at].restart(entropy);
                }
                68..72 => {
                    let point = &self.houses[at];
                    point.clock.set(NOON + self.dice.below(1_000) as i64);
                }
                _ => self.meet(at)?,
            }
        }
        // A sure link that one makes on meeting must itself go round.
        for _ in 0..2 {
            for at in 0..HOUSES {
                let mut all: Vec<usize> = (0..self.chunks.len()).collect();
                self.dice.shuffle(&mut all);
                self.receive(at, &all)?;
            }
        }
        self.judge()
    }

    fn register(&mut self, at: usize, number: Option<String>) -> Result<(), String> {
        let given = format!(
            "Үлгі{}",
            if number.is_some() {
                0
            } else {
                self.cards.len()
            }
        );
        let registration = Registration {
            person: Person {
                name: Name {
                    family: "Сынақова".into(),
                    given,
                    patronymic: String::new(),
                },
                born: "1902-01-01".parse().unwrap(),
                identifiers: number
                    .into_iter()
                    .map(|value| KnownNumber {
                        kind: "kz-iin".into(),
                        value,
                    })
                    .collect(),
                ..Person::default()
            },
            ..Registration::default()
        };
        let writes: Vec<_> = shape::person_facts(&registration.person)
            .into_iter()
            .map(|(key, value)| (key, shape::canonical(&value)))
            .collect();
        self.transact(at, &Op::Register(Box::new(registration)), &writes)?;
        let card = self
            .chunks
            .iter()
            .flatten()
            .rev()
            .find(|c| c.kind == Kind::CARD);
        self.cards.push(card.ok_or("no card was written")?.doc);
        Ok(())
    }

    fn edit(&mut self, at: usize, patient: DocId) -> Result<(), String> {
        let key = (*self.dice.pick(&KEYS)).to_owned();
        let value = object(&key, VALUES[self.dice.below(VALUES.len())]);
        let before = self.standing(at, patient, &key);
        let events = self.chunks.len();
        let unchanged = before == BTreeSet::from([shape::canonical(&value)]);
        self.steps.push(format!("{at} sets {key} to {value:?}"));
        let writes = [(key.clone(), shape::canonical(&value))];
        let op = Op::SetFact {
            seen: None,
            patient,
            key,
            value,
        };
        self.transact(at, &op, &writes)?;
        let wrote = self.chunks[events..]
            .iter()
            .flatten()
            .any(|c| c.kind == Kind::CARD);
        if wrote == unchanged {
            return Err(format!("{at} wrote {wrote} where unchanged is {unchanged}"));
        }
        Ok(())
    }

    fn settle(&mut self, at: usize, patient: DocId) -> Result<(), String> {
        let me = &self.houses[at].me;
        let may = authorize::<may::ListConflicts>(&me.who, Scope::House).unwrap();
        let conflicts = self.houses[at].open_ref().conflicts(&may).unwrap();
        let here: Vec<_> = conflicts
            .into_iter()
            .filter(|c| c.card == patient)
            .collect();
        for conflict in &here {
            let shown: BTreeSet<String> = conflict.values.iter().map(|v| v.json.clone()).collect();
            let wanted = self.standing(at, patient, &conflict.key);
            if shown != wanted {
                return Err(format!("{at} lists {shown:?} for {wanted:?}"));
            }
        }
        let Some(conflict) = here.into_iter().next() else {
            return self.meet(at);
        };
        let shown = conflict.values.len();
        let keep = self.dice.below(shown);
        let writes = [(conflict.key.clone(), conflict.values[keep].json.clone())];
        let op = Op::Settle {
            seen: None,
            patient,
            key: conflict.key.clone(),
            keep,
            shown,
        };
        self.steps.push(format!("{at} settles {}", conflict.key));
        self.transact(at, &op, &writes)?;
        let point = &mut self.houses[at];
        match point.open_and_do(&op) {
            Err(OpError::Moved { .. }) => Ok(()),
            other => Err(format!("{at} settled twice: {other:?}")),
        }
    }

    fn visit(&mut self, at: usize, patient: DocId) -> Result<(), String> {
        let amends = self.some_visit(at, patient).filter(|_| self.dice.one_in(2));
        let draft = Draft {
            visit: Visit {
                form: "visit".into(),
                drafted_by: None,
                form_version: "1.0".into(),
                answers: [(
                    "complaints".to_owned(),
                    format!("said {}", self.chunks.len()),
                )]
                .into(),
                diagnoses: Vec::new(),
            },
            amends,
            ..Draft::default()
        };
        let point = &mut self.houses[at];
        let house = point.house.as_mut().expect("open");
        let draft = house.save_draft(&point.me, None, patient, &draft).unwrap();
        self.steps.push(format!("{at} signs a visit"));
        self.transact(
            at,
            &Op::SignVisit {
                draft: draft.id,
                confirmed: false,
            },
            &[],
        )
    }

    fn withdraw(&mut self, at: usize, patient: DocId) -> Result<(), String> {
        let Some(target) = self.some_visit(at, patient) else {
            return self.meet(at);
        };
        let reason = (*self.dice.pick(&["mistake", "duplicate"])).to_owned();
        let error = EnteredInError {
            target,
            reason,
            note: String::new(),
        };
        self.steps.push(format!("{at} withdraws a visit"));
        self.transact(at, &Op::Withdraw { patient, error }, &[])
    }

    fn link(&mut self, at: usize) -> Result<(), String> {
        let (first, second) = (self.cards[0], self.cards[1]);
        if self.model.past_of_card(at, first) == 0 || self.model.past_of_card(at, second) == 0 {
            return self.meet(at);
        }
        let statement = *self.dice.pick(&[LinkAct::Same, LinkAct::Different]);
        self.steps.push(format!("{at} says {statement:?}"));
        let op = Op::Link {
            first,
            second,
            statement,
        };
        self.transact(at, &op, &[])
    }

    fn transact(&mut self, at: usize, op: &Op, writes: &[(String, String)]) -> Result<(), String> {
        self.houses[at]
            .open_and_do(op)
            .map_err(|e| format!("{at} could not: {e}"))?;
        self.note(at, writes)
    }

    /// What the house just wrote, told to the model: what it says, and what its author had here.
    fn note(&mut self, at: usize, writes: &[(String, String)]) -> Result<(), String> {
        for chunk in self.houses[at].written() {
            let event = self.event(at, &chunk, writes)?;
            self.model.did(at, event);
            self.chunks.push(Some(chunk));
        }
        Ok(())
    }

    fn event(
        &self,
        at: usize,
        chunk: &Chunk,
        writes: &[(String, String)],
    ) -> Result<Event, String> {
        if chunk.kind == Kind::CARD {
            return Ok(Event::Change {
                card: chunk.doc,
                writes: writes.to_vec(),
                past: self.model.past_of_card(at, chunk.doc),
            });
        }
        let entry = Entry::open(&chunk.bytes).map_err(|e| e.to_string())?;
        let Unit::Patient(card) = chunk.unit else {
            return Err("an entry without a patient".to_owned());
        };
        Ok(match chunk.kind {
            Kind::LINK => {
                let link: Link = entry.content().map_err(|e| e.to_string())?;
                let pair = (link.first.min(link.second), link.first.max(link.second));
                Event::Link {
                    pair,
                    same: link.statement == LinkAct::Same,
                    past: self.model.past_of_pair(at, pair),
                }
            }
            Kind::ENTERED_IN_ERROR => {
                let error: EnteredInError = entry.content().map_err(|e| e.to_string())?;
                Event::Withdrawal {
                    target: error.target,
                    reason: error.reason,
                }
            }
            _ => Event::Entry {
                id: chunk.doc,
                card,
                content: Json::Object(entry.json().clone()).to_string(),
                amends: entry.head.amends,
            },
        })
    }

    fn meet(&mut self, at: usize) -> Result<(), String> {
        let other = self.dice.below(HOUSES);
        let mut news: Vec<usize> = (0..self.chunks.len())
            .filter(|n| self.model.held[other] & (1 << n) != 0)
            .collect();
        self.dice.shuffle(&mut news);
        if self.dice.one_in(3) {
            news.truncate(news.len().div_ceil(2));
        }
        self.steps
            .push(format!("{at} takes from {other}: {news:?}"));
        self.receive(at, &news)
    }

    fn receive(&mut self, at: usize, news: &[usize]) -> Result<(), String> {
        let mut chunks: Vec<Chunk> = news
            .iter()
            .filter_map(|n| self.chunks[*n].clone())
            .collect();
        // The same message twice in one batch.
        let again: Vec<Chunk> = chunks.iter().take(1).cloned().collect();
        chunks.extend(again);
        self.houses[at].take(&chunks);
        for n in news {
            self.model.held[at] |= 1 << n;
        }
        self.note(at, &[])
    }

    fn judge(&mut self) -> Result<(), String> {
        let wanted = self.model.shown(&self.cards, self.model.everything());
        for patient in self.cards.clone() {
            let mut texts = BTreeSet::new();
            for at in 0..HOUSES {
                let point = &mut self.houses[at];
                let house = point.house.as_mut().expect("open");
                texts.insert(house.show(&point.me, patient).map_err(|e| e.to_string())?);
                point.written();
            }
            if texts.len() > 1 {
                return Err(format!("the same record in two texts: {texts:#?}"));
            }
        }
        for at in 0..HOUSES {
            let shown = self.shown(at)?;
            let lost = self.model.lost(&shown);
            if !lost.is_empty() {
                return Err(format!("{at} lost {lost:?}"));
            }
            if shown != wanted {
                return Err(format!(
                    "{at} shows {shown:#?}\nand should show {wanted:#?}"
                ));
            }
            let (_, refused) = self.houses[at].open_ref().delivery().unwrap();
            if !refused.is_empty() {
                return Err(format!("{at} refused {refused:?}"));
            }
        }
        Ok(())
    }

    /// Read from what `show` prints.
    fn shown(&mut self, at: usize) -> Result<Shown, String> {
        let mut shown = Shown::default();
        for patient in self.cards.clone() {
            let point = &mut self.houses[at];
            let house = point.house.as_mut().expect("open");
            let text = house.show(&point.me, patient).map_err(|e| e.to_string())?;
            let record: Json = serde_json::from_str(&text).map_err(|e| e.to_string())?;
            let mut group = Vec::new();
            for card in record["cards"].as_array().into_iter().flatten() {
                let id = doc(&card["card"])?;
                group.push(id);
                for (key, values) in card["facts"].as_object().into_iter().flatten() {
                    let values = values.as_array().into_iter().flatten();
                    let values = values
                        .filter_map(|v| v["value"].as_object())
                        .map(shape::canonical);
                    shown.facts.insert((id, key.clone()), values.collect());
                }
            }
            group.sort_unstable();
            shown.people.insert(group);
            self.entries(&record, &mut shown)?;
        }
        Ok(shown)
    }

    fn entries(&self, record: &Json, shown: &mut Shown) -> Result<(), String> {
        let all = || record["entries"].as_array().into_iter().flatten();
        for entry in all().filter(|entry| entry["kind"] == "visit") {
            let one = ShownEntry {
                card: doc(&entry["card"])?,
                content: entry["content"].to_string(),
                amends: doc(&entry["amends"]).ok(),
                withdrawn: BTreeSet::new(),
            };
            shown.entries.entry(doc(&entry["id"])?).or_insert(one);
        }
        for entry in all().filter(|entry| entry["kind"] == "entered-in-error") {
            let reason = entry["content"]["reason"].as_str().unwrap_or_default();
            if let Some(target) = shown.entries.get_mut(&doc(&entry["content"]["target"])?) {
                target.withdrawn.insert(reason.to_owned());
            }
        }
        Ok(())
    }

    fn standing(&self, at: usize, card: DocId, key: &str) -> BTreeSet<String> {
        self.model.standing(self.model.held[at], card, key)
    }

    fn some_visit(&mut self, at: usize, of: DocId) -> Option<DocId> {
        let held = self.model.held[at];
        let here: BTreeMap<usize, DocId> = (0..self.model.events.len())
            .filter(|n| held & (1 << n) != 0)
            .filter_map(|n| match &self.model.events[n] {
                Event::Entry { id, card, .. } if *card == of => Some((n, *id)),
                _ => None,
            })
            .collect();
        let here: Vec<DocId> = here.into_values().collect();
        (!here.is_empty()).then(|| *self.dice.pick(&here))
    }
}

fn doc(value: &Json) -> Result<DocId, String> {
    value
        .as_str()
        .and_then(DocId::parse)
        .ok_or_else(|| format!("{value} is no id"))
}

/// A value under one of [`KEYS`], in the part that its place has for it.
fn object(key: &str, value: &str) -> Object {
    let part = match key {
        "pr/1" => "title",
        "al/1" => "substance",
        _ => "value",
    };
    Object::from_iter([(part.to_owned(), value.into())])
}

/// A number that passes every check of an IIN, born 1900-01-01, in the series of invented people.
pub fn iin(seed: u64) -> String {
    let valid = |text: &String| {
        Identifier::parse(IdentifierKind::KzIin, text, chrono::NaiveDate::MAX)
            .is_ok_and(|read| read.warnings.is_empty())
    };
    (0..10_000)
        .flat_map(|serial| (0..10).map(move |check| format!("0001014{serial:04}{check}")))
        .filter(valid)
        .nth(seed as usize % 8_000)
        .expect("valid numbers are many")
}
