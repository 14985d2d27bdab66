//! The nurse's round: running orders whose doses are given at the point, with every turn that was taken of them.

use std::collections::{BTreeMap, BTreeSet};

use super::error::OpResult;
use super::house::House;
use super::policy::{Authorized, may};
use super::view;
use crate::domain::administration::Administration;
use crate::domain::card::SignatureState;
use crate::domain::chunk::Kind;
use crate::domain::ids::{DocId, PatientId};
use crate::domain::person::Person;
use crate::domain::review::{Decision, Review};
use crate::domain::visit::{EnteredInError, Prescription};
use crate::record::shape;
use crate::vault::entries::{self, EntryRow};
use crate::vault::{facts, users};

/// One order of the round.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    /// The card that holds the order.
    pub patient: PatientId,
    pub person: Person,
    pub order: DocId,
    pub prescription: Prescription,
    /// UTC seconds of the order.
    pub ordered_at: i64,
    /// Doses given and not given, oldest first.
    pub turns: Vec<Taken>,
}

/// A turn of an order that was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// UTC seconds.
    pub at: i64,
    pub given: bool,
    /// The clock was in doubt: nobody knows when it was.
    pub doubtful: bool,
}

/// What decides about an order, beside itself. Visits are many and long, and say nothing here: one that is withdrawn is named by
/// the entry that withdraws it.
const KINDS: [Kind; 4] = [
    Kind::PRESCRIPTION,
    Kind::REVIEW,
    Kind::ADMINISTRATION,
    Kind::ENTERED_IN_ERROR,
];

impl House {
    /// Orders that run now, are given here, and stand: neither stopped, withdrawn nor corrected, nor written in a withdrawn visit.
    pub fn round(&self, _may: &Authorized<may::Round>) -> OpResult<Vec<Course>> {
        let now = self.clock().now();
        let mut orders: BTreeMap<PatientId, Vec<EntryRow>> = BTreeMap::new();
        for row in entries::courses(&self.conn, now)? {
            if let (Some(patient), true) = (row.patient, row.acts()) {
                orders.entry(patient).or_default().push(row);
            }
        }
        let known = users::announced(&self.conn)?;
        let mut list = Vec::new();
        for (patient, orders) in orders {
            let Some(person) = facts::person(&self.conn, patient)? else {
                continue;
            };
            if person.deceased.is_some() {
                continue;
            }
            let beside = entries::of_patient_kinds(&self.conn, patient, &KINDS)?;
            let gone = Gone::of(&beside, |row| {
                view::may_decide(&known, row.facility, row.author, patient)
            });
            for row in orders {
                let Some(prescription) = shape::typed::<Prescription>(&row.content) else {
                    continue;
                };
                // The index asks broadly; the order itself decides.
                let runs = prescription.is_given_here() && now <= prescription.ends_at(row.care_at);
                let in_error = prescription
                    .visit
                    .is_some_and(|v| gone.withdrawn.contains(&v));
                if !runs || in_error || gone.has(row.doc) || gone.stopped.contains(&row.doc) {
                    continue;
                }
                list.push(Course {
                    patient,
                    person: person.clone(),
                    order: row.doc,
                    turns: turns(&beside, &gone, row.doc),
                    prescription,
                    ordered_at: row.care_at,
                });
            }
        }
        Ok(list)
    }
}

/// Entries of one patient that count no more.
struct Gone {
    withdrawn: BTreeSet<DocId>,
    amended: BTreeSet<DocId>,
    /// Orders that a decision ended.
    stopped: BTreeSet<DocId>,
}

impl Gone {
    /// As on the card: only what is signed aright says so, and a withdrawn correction corrects nothing.
    /// A stop counts under a signature that was checked, by somebody who may decide; the bedside check says where another one stands.
    fn of(rows: &[EntryRow], may_decide: impl Fn(&EntryRow) -> bool) -> Self {
        let acting = || rows.iter().filter(|row| row.acts());
        let withdrawn: BTreeSet<DocId> = acting()
            .filter(|row| row.kind == Kind::ENTERED_IN_ERROR)
            .filter_map(|row| shape::typed::<EnteredInError>(&row.content))
            .map(|error| error.target)
            .collect();
        let amended = acting()
            .filter(|row| !withdrawn.contains(&row.doc))
            .filter_map(|row| row.amends)
            .collect();
        let stopped = acting()
            .filter(|row| row.kind == Kind::REVIEW && !withdrawn.contains(&row.doc))
            .filter(|row| row.signature == SignatureState::Valid && may_decide(row))
            .filter_map(|row| shape::typed::<Review>(&row.content))
            .filter(|review| review.decision == Decision::Stopped)
            .map(|review| review.prescription)
            .collect();
        Self {
            withdrawn,
            amended,
            stopped,
        }
    }

    fn has(&self, doc: DocId) -> bool {
        self.withdrawn.contains(&doc) || self.amended.contains(&doc)
    }
}

fn turns(rows: &[EntryRow], gone: &Gone, order: DocId) -> Vec<Taken> {
    rows.iter()
        .filter(|row| row.kind == Kind::ADMINISTRATION && !gone.has(row.doc))
        .filter_map(|row| {
            let content = shape::typed::<Administration>(&row.content)?;
            (content.prescription == Some(order)).then_some(Taken {
                at: row.care_at,
                given: content.given,
                doubtful: row.doubtful,
            })
        })
        .collect()
}
