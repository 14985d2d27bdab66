//! What the lists of the whole house read of everybody: the card as far as a plan of prevention asks for it, a slice of people at a
//! time, so that others who wait for the house wait for a slice and not for the village. Linked cards are one person.

use std::collections::{BTreeMap, BTreeSet};

use super::error::OpResult;
use super::house::House;
use super::links::{self, Standing};
use super::policy::{Authorized, may};
use super::view;
use crate::domain::card::{CardView, Event, Sent, standing};
use crate::domain::chunk::Kind;
use crate::domain::ids::{DeviceId, DocId, FacilityId, PatientId};
use crate::domain::person::Person;
use crate::domain::pregnancy::Booking;
use crate::domain::prevention::Preventive;
use crate::domain::visit::{Diagnosis, EnteredInError, LinkAct, Visit};
use crate::vault::facts::FactRow;
use crate::vault::plan_entries::{self, PlanEntry, Span};
use crate::vault::{facts, people};

/// Cards of one slice: some hundredths of a second on an old computer.
pub const SLICE: usize = 2_000;

/// Of whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// The next slice after this card; the first one without it.
    After(Option<PatientId>),
    /// The people of these cards.
    Of(Vec<PatientId>),
}

/// People of a slice; nobody who has died.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Slice {
    /// Problems, visits with their diagnoses only, marks of prevention; the whole card where a pregnancy is open.
    pub people: Vec<CardView>,
    /// Where the next slice begins; `None` at the end.
    pub next: Option<PatientId>,
}

type Pairs = BTreeMap<(PatientId, PatientId), Standing>;

impl House {
    pub fn call_cards(
        &self,
        _may: &Authorized<may::Recall>,
        which: &Which,
        limit: usize,
    ) -> OpResult<Slice> {
        let pairs = links::standing(&self.conn)?;
        match which {
            Which::After(after) => self.slice(*after, limit, &pairs),
            Which::Of(cards) => {
                let mut firsts = BTreeSet::new();
                for card in cards {
                    let group = links::group(&pairs, *card);
                    firsts.extend(self.first_here(&group)?);
                }
                let mut people = Vec::new();
                for patient in firsts {
                    if let Some(person) = facts::person(&self.conn, patient)? {
                        let group = links::group(&pairs, patient);
                        people.extend(self.one(patient, person, group, None)?);
                    }
                }
                Ok(Slice { people, next: None })
            }
        }
    }

    fn slice(&self, after: Option<PatientId>, limit: usize, pairs: &Pairs) -> OpResult<Slice> {
        let page = people::page(&self.conn, after, limit)?;
        let Some(last) = page.last().map(|(card, _)| *card) else {
            return Ok(Slice::default());
        };
        let next = (page.len() >= limit).then_some(last);
        let linked: BTreeSet<PatientId> = pairs
            .iter()
            .filter(|(_, stands)| stands.link.statement == LinkAct::Same)
            .flat_map(|((a, b), _)| [*a, *b])
            .collect();
        let span = Span { after, last };
        let mut problems = plan_entries::problems(&self.conn, span)?;
        let mut entries = plan_entries::of_span(&self.conn, span)?;
        let mut people = Vec::with_capacity(page.len());
        for (patient, person) in page {
            let mut group = vec![patient];
            if linked.contains(&patient) {
                group = links::group(pairs, patient);
                if self.first_here(&group)? != Some(patient) {
                    continue;
                }
            }
            let own = (
                problems.remove(&patient).unwrap_or_default(),
                entries.remove(&patient).unwrap_or_default(),
            );
            people.extend(self.one(patient, person, group, Some(own))?);
        }
        Ok(Slice { people, next })
    }

    /// A person of several cards stands under the first of them that is here.
    fn first_here(&self, group: &[PatientId]) -> OpResult<Option<PatientId>> {
        for card in group {
            if facts::person(&self.conn, *card)?.is_some() {
                return Ok(Some(*card));
            }
        }
        Ok(None)
    }

    /// `own`: what was read of the person's own card already.
    fn one(
        &self,
        patient: PatientId,
        person: Person,
        group: Vec<PatientId>,
        mut own: Option<(Vec<FactRow>, Vec<PlanEntry>)>,
    ) -> OpResult<Option<CardView>> {
        if person.deceased.is_some() {
            return Ok(None);
        }
        let mut card = CardView {
            patient,
            person,
            ..CardView::default()
        };
        for id in &group {
            let read = (*id == patient).then(|| own.take()).flatten();
            let (problems, entries) = match read {
                Some(read) => read,
                None => (
                    facts::rows(&self.conn, *id)?,
                    plan_entries::of_card(&self.conn, *id)?,
                ),
            };
            let lost = &mut card.unreadable;
            card.problems
                .extend(view::list(*id, &problems, "pr/", lost));
            add(&mut card, *id, &entries);
        }
        let is_pregnant =
            standing(&card.pregnancies, None).any(|event| event.acts() && event.content.is_open());
        if is_pregnant {
            return Ok(Some(view::view(&self.conn, patient)?));
        }
        // The order of the whole card.
        card.visits
            .sort_by_key(|event| std::cmp::Reverse((event.care_at, event.id)));
        card.preventive
            .sort_by_key(|event| std::cmp::Reverse((event.content.date, event.care_at, event.id)));
        card.cards = group;
        Ok(Some(card))
    }
}

/// The entries of one card. What the card itself could not read is left out, as there.
fn add(view: &mut CardView, card: PatientId, rows: &[PlanEntry]) {
    let withdrawn: BTreeMap<DocId, String> = rows
        .iter()
        .filter(|row| row.kind == Kind::ENTERED_IN_ERROR && row.acts())
        .filter_map(|row| serde_json::from_str::<EnteredInError>(&row.says).ok())
        .map(|error| (error.target, error.reason))
        .collect();
    let mut amended: BTreeMap<DocId, Vec<DocId>> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.acts()) {
        if let Some(earlier) = row.amends {
            amended.entry(earlier).or_default().push(row.doc);
        }
    }
    for row in rows {
        let meta = Meta {
            row,
            card,
            amended_by: amended.get(&row.doc).cloned().unwrap_or_default(),
            withdrawn: withdrawn.get(&row.doc).cloned(),
        };
        match row.kind {
            Kind::VISIT => view.visits.extend(visit(&row.says).map(|v| meta.event(v))),
            Kind::PREVENTION => {
                let mark = serde_json::from_str::<Preventive>(&row.says).ok();
                view.preventive.extend(mark.map(|mark| meta.event(mark)));
            }
            Kind::PREGNANCY => {
                let booking = serde_json::from_str::<Booking>(&row.says).ok();
                view.pregnancies.extend(booking.map(|b| meta.event(b)));
            }
            _ => {}
        }
    }
}

fn visit(codes: &str) -> Option<Visit> {
    let codes: Vec<Option<String>> = serde_json::from_str(codes).ok()?;
    let diagnoses = codes.into_iter().map(|code| Diagnosis {
        code: code.unwrap_or_default(),
        ..Diagnosis::default()
    });
    Some(Visit {
        diagnoses: diagnoses.collect(),
        ..Visit::default()
    })
}

struct Meta<'r> {
    row: &'r PlanEntry,
    card: PatientId,
    amended_by: Vec<DocId>,
    withdrawn: Option<String>,
}

impl Meta<'_> {
    /// Author, place and delivery are not asked for by any plan.
    fn event<T>(self, content: T) -> Event<T> {
        let row = self.row;
        Event {
            id: row.doc,
            kind: row.kind,
            card: self.card,
            by: None,
            role: row.role.clone(),
            device: DeviceId::default(),
            facility: FacilityId::default(),
            care_at: row.care_at,
            entered_at: row.entered_at,
            clock_doubtful: row.doubtful,
            amends: row.amends,
            amended_by: self.amended_by,
            withdrawn: self.withdrawn,
            signature: row.signature,
            sent: Sent::Here,
            content,
        }
    }
}
