//! What the field of the diagnosis offers first: the diagnoses that a clinician pinned, then those that she signs most, from her own
//! visits.

use std::collections::BTreeMap;

use super::error::OpResult;
use super::house::House;
use super::policy::{Authorized, may};
use crate::domain::chunk::Kind;
use crate::domain::frequent::{FrequentDiagnosis, PINNED_MAX, Pin};
use crate::domain::visit::Visit;
use crate::record::shape;
use crate::vault::{entries, pinned};

/// Visits that are looked at.
const VISITS_MAX: u32 = 400;
/// Seconds that are looked back: what was common two winters ago is not what is common now.
const BACK_SECS: i64 = 365 * 86_400;
/// Diagnoses of the answer.
const DIAGNOSES_MAX: usize = 20;

impl House {
    /// The asker's own diagnoses: the pinned ones, then those of the last year, most frequent first, equal ones by code. `now` in UTC
    /// seconds.
    pub fn own_diagnoses(
        &self,
        may: &Authorized<may::OwnDiagnoses>,
        now: i64,
    ) -> OpResult<Vec<FrequentDiagnosis>> {
        let from = now.saturating_sub(BACK_SECS);
        let rows = entries::newest_by(&self.conn, Kind::VISIT, may.who().user, from, VISITS_MAX)?;
        let visits = rows
            .iter()
            .filter(|row| row.acts())
            .filter_map(|row| shape::typed::<Visit>(&row.content));
        let mut all = pinned::of(&self.conn, may.who().user)?;
        let counted = counted(visits).into_iter();
        let rest: Vec<_> = counted
            .filter(|one| !all.iter().any(|pinned| pinned.code == one.code))
            .collect();
        all.extend(rest);
        Ok(all)
    }

    /// Puts a diagnosis first among the asker's own, or no longer. It stays on this workstation. Beyond [`PINNED_MAX`] nothing is
    /// pinned: the window offers it only below that.
    pub fn pin_diagnosis(
        &mut self,
        may: &Authorized<may::OwnDiagnoses>,
        pin: &Pin,
        now: i64,
    ) -> OpResult<()> {
        let user = may.who().user;
        if !pin.is_pinned {
            pinned::unpin(&self.conn, user, &pin.code)?;
        } else if pinned::of(&self.conn, user)?.len() < PINNED_MAX {
            pinned::pin(&self.conn, user, &pin.code, &pin.title, now)?;
        }
        Ok(())
    }
}

/// `visits` come newest first.
fn counted(visits: impl Iterator<Item = Visit>) -> Vec<FrequentDiagnosis> {
    let mut found: BTreeMap<String, FrequentDiagnosis> = BTreeMap::new();
    for diagnosis in visits.flat_map(|visit| visit.diagnoses) {
        let known = found
            .entry(diagnosis.code.clone())
            .or_insert_with(|| FrequentDiagnosis {
                code: diagnosis.code,
                title: diagnosis.title,
                times: 0,
                pinned: false,
            });
        known.times += 1;
    }
    let mut all: Vec<FrequentDiagnosis> = found.into_values().collect();
    all.sort_by_key(|one| std::cmp::Reverse(one.times));
    all.truncate(DIAGNOSES_MAX);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::visit::Diagnosis;

    #[test]
    fn the_commonest_stands_first_with_its_newest_words() {
        let visit = |codes: &[(&str, &str)]| Visit {
            diagnoses: codes
                .iter()
                .map(|(code, title)| Diagnosis {
                    code: (*code).into(),
                    title: (*title).into(),
                    ..Diagnosis::default()
                })
                .collect(),
            ..Visit::default()
        };
        let visits = [
            visit(&[("J06.9", "new")]),
            visit(&[("I10", "b"), ("J06.9", "old")]),
            visit(&[("A09", "c")]),
        ];
        let found = counted(visits.into_iter());
        let codes: Vec<(&str, usize)> = found.iter().map(|f| (f.code.as_str(), f.times)).collect();
        assert_eq!(codes, [("J06.9", 2), ("A09", 1), ("I10", 1)]);
        assert_eq!(found[0].title, "new");
    }
}
