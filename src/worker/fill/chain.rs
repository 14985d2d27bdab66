//! A visit with its corrections: which version stands, and what each correction changed.

use std::collections::BTreeSet;

use super::{Fill, fault, unknown};
use crate::domain::card::Event;
use crate::domain::ids::DocId;
use crate::domain::visit::Visit;
use crate::worker::api::Fault;

/// A visit as it was signed first, and its corrections that stand, oldest first.
pub(super) struct Chain<'v> {
    pub original: &'v Event<Visit>,
    pub corrections: Vec<&'v Event<Visit>>,
}

impl<'v> Chain<'v> {
    pub fn newest(&self) -> &'v Event<Visit> {
        self.corrections.last().copied().unwrap_or(self.original)
    }

    pub fn holds(&self, id: DocId) -> bool {
        self.original.id == id || self.corrections.iter().any(|event| event.id == id)
    }
}

impl<'v> Fill<'v> {
    /// The visit that `id` is a version of. A withdrawn version, or one whose original was withdrawn, is refused.
    pub(super) fn chain(&self, id: DocId) -> Result<Chain<'v>, Fault> {
        let asked = self.visit_entry(id).ok_or_else(|| unknown(id))?;
        let mut original = asked;
        let mut climbed = BTreeSet::from([id]);
        while let Some(before) = original.amends.and_then(|before| self.visit_entry(before)) {
            if !climbed.insert(before.id) {
                break;
            }
            original = before;
        }
        if asked.withdrawn.is_some() || original.withdrawn.is_some() {
            return Err(fault("withdrawn-record", id));
        }
        let mut versions = BTreeSet::from([original.id]);
        let mut corrections: Vec<&Event<Visit>> = Vec::new();
        loop {
            let before = versions.len();
            for event in &self.view.visits {
                if event.amends.is_some_and(|of| versions.contains(&of))
                    && versions.insert(event.id)
                    && event.withdrawn.is_none()
                    && event.acts()
                {
                    corrections.push(event);
                }
            }
            if versions.len() == before {
                break;
            }
        }
        corrections.sort_by_key(|event| (event.entered_at, event.id));
        Ok(Chain {
            original,
            corrections,
        })
    }

    /// Visits before `at` in their newest version, newest first, without the versions in `chain`.
    pub(super) fn visits_before(
        &self,
        at: i64,
        chain: Option<&Chain<'_>>,
    ) -> Vec<&'v Event<Visit>> {
        let mut earlier: Vec<&Event<Visit>> = self
            .view
            .visits
            .iter()
            .filter(|event| event.care_at < at && event.amends.is_none())
            .filter(|event| chain.is_none_or(|chain| !chain.holds(event.id)))
            .filter_map(|event| Some(self.chain(event.id).ok()?.newest()))
            .collect();
        earlier.sort_by_key(|event| std::cmp::Reverse((event.care_at, event.id)));
        earlier
    }

    fn visit_entry(&self, id: DocId) -> Option<&'v Event<Visit>> {
        self.view.visits.iter().find(|event| event.id == id)
    }
}
