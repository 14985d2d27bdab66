//! The list of open orders that have become dangerous: looked for in small portions, card by card, where something new came.
//!
//! The vault keeps which cards wait and which orders were found; this keeps in memory what the screens show of them. What is dangerous
//! is [`dose::to_review`].

use std::collections::BTreeMap;

use super::api::{PatientRow, ToReview};
use super::dose::{self, Moment};
use crate::clinical::{BUILTIN_FILES, Formulary};
use crate::domain::card::CardView;
use crate::domain::ids::DocId;
use crate::ops::{House, OpResult};
use crate::record;

/// How much is looked at before a job has its turn.
#[derive(Debug, Clone, Copy)]
struct Size {
    /// Most cards have no open order and cost one look into an index.
    cards: usize,
    /// Those that are read whole: a job that comes meanwhile waits so long.
    open: usize,
}

/// In idle moments.
const SMALL: Size = Size { cards: 64, open: 2 };
/// Where somebody waits for the whole list anyway.
const LARGE: Size = Size {
    cards: 1_024,
    open: 64,
};

#[derive(Debug, Default)]
pub struct Reviews {
    list: BTreeMap<DocId, ToReview>,
    /// Cards may wait to be looked at.
    pub more: bool,
}

impl Reviews {
    /// A house was opened: what it found before is looked for again, and everything where the rules are others than last time.
    pub fn begin(house: &mut House) -> OpResult<Self> {
        house.begin_reviews(&rules())?;
        Ok(Self {
            list: BTreeMap::new(),
            more: true,
        })
    }

    /// Looks at the next of the queue. Whether the list has changed.
    pub fn portion(&mut self, house: &mut House) -> OpResult<bool> {
        self.look(house, SMALL)
    }

    fn look(&mut self, house: &mut House, size: Size) -> OpResult<bool> {
        let portion = house.next_reviews(size.cards, size.open)?;
        self.more = portion.more;
        if portion.looked.is_empty() {
            return Ok(false);
        }
        let clock = house.clock();
        let moment = Moment {
            now: clock.now(),
            offset_minutes: clock.offset_minutes(),
            country: Some(house.place().country),
        };
        let mut found = Vec::new();
        for card in &portion.open {
            for danger in dose::to_review(Formulary::builtin(), card, moment) {
                found.push(line(house, card, &danger)?);
            }
        }
        let orders: Vec<_> = found
            .iter()
            .map(|one| (one.order, one.patient.patient))
            .collect();
        let since = house.reviewed(&portion, &orders)?;
        let before = self.list.len();
        let old: BTreeMap<DocId, ToReview> = self
            .list
            .extract_if(.., |_, one| portion.looked.contains(&one.patient.patient))
            .collect();
        let kept = self.list.len();
        let mut changed = before - kept != found.len();
        for mut one in found {
            one.since = since.get(&one.order).copied().unwrap_or(moment.now);
            changed |= old.get(&one.order) != Some(&one);
            self.list.insert(one.order, one);
        }
        Ok(changed)
    }

    /// Everything that waits, at once.
    pub fn all(&mut self, house: &mut House) -> OpResult<()> {
        loop {
            self.look(house, LARGE)?;
            if !self.more {
                return Ok(());
            }
        }
    }

    /// Orders that still run: what is forbidden first, then what became known last.
    pub fn list(&self, now: i64) -> Vec<ToReview> {
        let mut list: Vec<ToReview> = self
            .list
            .values()
            .filter(|one| now <= one.prescription.ends_at(one.ordered_at))
            .cloned()
            .collect();
        list.sort_by_key(|one| {
            let loudest = one.findings.first().map(|finding| finding.level);
            (loudest, std::cmp::Reverse(one.since), one.order)
        });
        list
    }
}

fn line(house: &House, card: &CardView, danger: &dose::Danger<'_>) -> OpResult<ToReview> {
    let name = |by: Option<_>| {
        by.and_then(|by| card.names.get(&by))
            .cloned()
            .unwrap_or_default()
    };
    let order = danger.order;
    Ok(ToReview {
        patient: PatientRow {
            patient: order.card,
            person: card.person.clone(),
            ..PatientRow::default()
        },
        order: order.id,
        prescription: order.content.clone(),
        ordered_at: order.care_at,
        ordered_by: name(order.by),
        findings: danger.findings.clone(),
        since: house.clock().now(),
        origin: danger.origin.map(|(by, at)| (name(by), at)),
    })
}

/// A mark of the rules that this program judges by.
fn rules() -> Vec<u8> {
    let files = BUILTIN_FILES;
    let text = [
        env!("CARGO_PKG_VERSION"),
        files.formulary,
        files.interactions,
        files.products,
        files.names,
        files.problems,
    ]
    .concat();
    record::hash(text.as_bytes()).0.to_vec()
}
