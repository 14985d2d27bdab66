//! Open orders looked at again: what a decision must hold, and whose turn it is. What is dangerous is judged by the worker, which has
//! the question of the dose check; here stands which cards it has to look at.
//!
//! The workstation looks by itself, in nobody's name; what it finds is shown only to who may list it (`ListReviews`).

use std::collections::{BTreeMap, BTreeSet};

use super::error::{OpError, OpResult};
use super::house::House;
use super::policy::{Authorized, may};
use super::transact::{known, patient_of};
use super::write::{Circumstance, Write};
use super::{links, view};
use crate::domain::card::CardView;
use crate::domain::chunk::Kind;
use crate::domain::ids::{DocId, PatientId};
use crate::domain::review::{Decision, Review};
use crate::domain::visit::Prescription;
use crate::record::shape;
use crate::vault::{Connection, begin, entries, facts, meta, review as queue};

/// The rules by which everybody was last looked at.
const RULES: &str = "review_rules";

/// Signs a decision about an order of this card.
pub(super) fn review(
    write: &mut Write<'_, '_>,
    may: &Authorized<may::Prescribe>,
    content: &Review,
) -> OpResult<()> {
    let patient = patient_of(may)?;
    known(write, patient)?;
    let order = content.prescription;
    let row = entries::one(&write.tx, order)?.ok_or(OpError::Unknown(order))?;
    if row.kind != Kind::PRESCRIPTION || row.patient != Some(patient) {
        return Err(OpError::Unknown(order));
    }
    let holds = match content.decision {
        // What is accepted is named, and why.
        Decision::Kept => {
            Prescription::REASONS.contains(&content.reason.as_str()) && !content.findings.is_empty()
        }
        Decision::Stopped => content.reason.is_empty(),
    };
    if !holds {
        return Err(OpError::Invalid {
            code: "value-unfit",
            field: "reason".to_owned(),
        });
    }
    let id = write.entry(Kind::REVIEW, patient, content, Circumstance::default())?;
    write.access("change", "care", Some(patient), Some(id))
}

/// A part of the queue.
#[derive(Debug, Default)]
pub struct Portion {
    /// Cards that were looked at, with the cards linked to them.
    pub looked: BTreeSet<PatientId>,
    /// Those people who have an open order.
    pub open: Vec<CardView>,
    /// The queue holds others.
    pub more: bool,
}

impl House {
    /// The next of the queue: at most `cards`, of which at most `open` have an open order and are read whole.
    pub fn next_reviews(&self, cards: usize, open: usize) -> OpResult<Portion> {
        let next = queue::next(&self.conn, cards + 1)?;
        let mut portion = Portion {
            more: next.len() > cards,
            ..Portion::default()
        };
        if next.is_empty() {
            return Ok(portion);
        }
        let standing = links::standing(&self.conn)?;
        let now = self.clock().now();
        for card in next.into_iter().take(cards) {
            if portion.looked.contains(&card) {
                continue;
            }
            if portion.open.len() >= open {
                portion.more = true;
                break;
            }
            let group = links::group(&standing, card);
            let is_open = group.iter().try_fold(false, |found, card| {
                Ok::<_, OpError>(found || has_open_order(&self.conn, *card, now)?)
            })?;
            // A card that has not come yet is looked at when it comes.
            if is_open && facts::person(&self.conn, card)?.is_some() {
                portion.open.push(view::view(&self.conn, card)?);
            }
            portion.looked.extend(group);
        }
        Ok(portion)
    }

    /// Keeps what was found in a portion: orders with their cards. The answer is since when each is known here.
    pub fn reviewed(
        &mut self,
        portion: &Portion,
        found: &[(DocId, PatientId)],
    ) -> OpResult<BTreeMap<DocId, i64>> {
        let now = self.clock().now();
        let tx = begin(&mut self.conn)?;
        for card in &portion.looked {
            queue::looked(&tx, *card)?;
            for (order, _since) in queue::of_card(&tx, *card)? {
                if !found.iter().any(|(other, _)| *other == order) {
                    queue::clear(&tx, order)?;
                }
            }
        }
        let mut since = BTreeMap::new();
        for (order, card) in found {
            since.insert(*order, queue::put(&tx, *order, *card, now)?);
        }
        tx.commit().map_err(crate::vault::VaultError::from)?;
        Ok(since)
    }

    /// At the opening of the house: what was found is looked for again, and everybody is, where the rules are others than last time.
    pub fn begin_reviews(&mut self, rules: &[u8]) -> OpResult<()> {
        let tx = begin(&mut self.conn)?;
        if meta::get(&tx, RULES)?.as_deref() == Some(rules) {
            queue::flagged(&tx)?;
        } else {
            queue::everything(&tx)?;
            meta::set(&tx, RULES, rules)?;
        }
        tx.commit().map_err(crate::vault::VaultError::from)?;
        Ok(())
    }
}

fn has_open_order(conn: &Connection, card: PatientId, now: i64) -> OpResult<bool> {
    let orders = entries::of_patient_kinds(conn, card, &[Kind::PRESCRIPTION])?;
    Ok(orders.iter().any(|row| {
        row.acts()
            && shape::typed::<Prescription>(&row.content)
                .is_some_and(|order| now <= order.ends_at(row.care_at))
    }))
}
