//! Who is to be called for vaccination: every child of the house whose plan has something due, with linked cards as one person.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Months, NaiveDate};

use super::error::OpResult;
use super::house::House;
use super::links;
use super::policy::{Authorized, may};
use super::view;
use crate::clinical::Sex as AskedSex;
use crate::clinical::immunise::{Book, Child, Recorded, Row, declined, plan};
use crate::domain::chunk::Kind;
use crate::domain::ids::PatientId;
use crate::domain::immunisation::Immunisation;
use crate::domain::person::{Person, Sex};
use crate::domain::visit::EnteredInError;
use crate::record::shape;
use crate::vault::{entries, people};

/// One child and what is due.
#[derive(Debug, Clone, PartialEq)]
pub struct Recalled {
    pub patient: PatientId,
    pub person: Person,
    pub rows: Vec<Due>,
    /// No vaccination stands in the record: not the same as none given.
    pub nothing_recorded: bool,
}

/// A dose that falls due by the end of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Due {
    pub row: Row,
    /// Refused, or exempted until a later day.
    pub declined: Option<Immunisation>,
}

impl House {
    /// Children with doses due until `until`, by today's knowledge. Children whose day of birth is not known are in it with no rows: their
    /// plan cannot be made, and nobody may forget them.
    pub fn recall(
        &self,
        _may: &Authorized<may::Recall>,
        today: NaiveDate,
        until: NaiveDate,
    ) -> OpResult<Vec<Recalled>> {
        let book = Book::builtin();
        let Some(calendar) = book.calendar(self.place().country) else {
            return Ok(Vec::new());
        };
        let years = match book.rules.childhood_until.span {
            crate::clinical::Span::Months(months) => months,
            crate::clinical::Span::Days(days) => days / 30,
        };
        let since = today
            .checked_sub_months(Months::new(years))
            .unwrap_or(NaiveDate::MIN);
        let standing = links::standing(&self.conn)?;
        let doses = self.standing_immunisations()?;
        // Few children: for these the whole card is read.
        let booked: BTreeSet<PatientId> =
            entries::of_kind(&self.conn, Kind::PREGNANCY, i64::MIN, i64::MAX)?
                .iter()
                .filter_map(|row| row.patient)
                .collect();
        let mut seen = BTreeSet::new();
        let mut list = Vec::new();
        for (patient, person) in people::born_since(&self.conn, since)? {
            let group = links::group(&standing, patient);
            if person.deceased.is_some() || !seen.insert(group.clone()) {
                continue;
            }
            let mine: Vec<&Immunisation> = group
                .iter()
                .filter_map(|card| doses.get(card))
                .flatten()
                .collect();
            let Some(birth) = person.born.day() else {
                list.push(Recalled {
                    patient,
                    person,
                    rows: Vec::new(),
                    nothing_recorded: mine.is_empty(),
                });
                continue;
            };
            let card = if group.iter().any(|card| booked.contains(card)) {
                view::view(&self.conn, patient)?
            } else {
                view::told(&self.conn, patient, person.clone(), group)?
            };
            // What speaks against a vaccine is what the child's own plan knows.
            let recorded = Recorded::with(book, &card, &mine);
            let child = Child {
                birth,
                sex: match person.sex {
                    Sex::Female => Some(AskedSex::Female),
                    Sex::Male => Some(AskedSex::Male),
                    Sex::Unknown => None,
                },
                today,
                given: &recorded.given,
                facts: recorded.facts(),
            };
            let rows: Vec<Due> = plan(book, calendar, &child)
                .into_iter()
                .filter(|row| row.status.is_open() && row.due.is_some_and(|due| due <= until))
                .map(|row| Due {
                    declined: declined(&row, today, mine.iter().copied()).cloned(),
                    row,
                })
                .collect();
            if !rows.is_empty() {
                list.push(Recalled {
                    patient,
                    person,
                    rows,
                    nothing_recorded: recorded.given.is_empty(),
                });
            }
        }
        Ok(list)
    }

    /// Every vaccination that was neither withdrawn nor corrected, by card.
    fn standing_immunisations(&self) -> OpResult<BTreeMap<PatientId, Vec<Immunisation>>> {
        let all = entries::of_kind(&self.conn, Kind::IMMUNISATION, i64::MIN, i64::MAX)?;
        let withdrawn: BTreeSet<_> =
            entries::of_kind(&self.conn, Kind::ENTERED_IN_ERROR, i64::MIN, i64::MAX)?
                .iter()
                .filter(|row| row.acts())
                .filter_map(|row| {
                    let error = shape::typed::<EnteredInError>(&row.content)?;
                    Some((row.patient, error.target))
                })
                .collect();
        // As on the card: only what is signed aright, only within one patient's record, and a correction that was withdrawn
        // itself gives the dose back. Newest first, so that a correction is judged before what it corrects.
        let mut corrections: Vec<_> = all
            .iter()
            .filter(|row| row.acts() && row.amends.is_some())
            .collect();
        corrections.sort_by_key(|row| std::cmp::Reverse((row.entered_at, row.doc)));
        let mut amended = BTreeSet::new();
        for row in corrections {
            let this = (row.patient, row.doc);
            let stands = !withdrawn.contains(&this) || amended.contains(&this);
            if stands && let Some(target) = row.amends {
                amended.insert((row.patient, target));
            }
        }
        let mut found: BTreeMap<PatientId, Vec<Immunisation>> = BTreeMap::new();
        for row in all {
            let this = (row.patient, row.doc);
            if amended.contains(&this) || withdrawn.contains(&this) {
                continue;
            }
            if let (Some(patient), Some(content)) = (row.patient, shape::typed(&row.content)) {
                found.entry(patient).or_default().push(content);
            }
        }
        Ok(found)
    }
}
