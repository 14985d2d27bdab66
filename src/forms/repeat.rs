//! Groups that are filled in several times. A form with such groups is unfolded: each repetition becomes a group of its own, and
//! everything else in this room and on the screen knows plain forms only.
//!
//! The first repetition keeps the link ids of the file, the second has `"name 2"` and so on: link ids have no spaces, so the two cannot
//! be mixed up, and a program that does not know repetitions keeps those answers as they came.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::forms::Kind;
use crate::forms::form::{Form, Item};

/// More repetitions than this are not asked; a form may set less.
pub const REPETITIONS_MAX: u32 = 50;

/// Repeating group → how many of it there are, at least 1.
pub type Repetitions = BTreeMap<String, u32>;

/// The link id in the `number`th repetition, from 1.
pub fn link_id_in(link_id: &str, number: u32) -> String {
    if number <= 1 {
        link_id.to_owned()
    } else {
        format!("{link_id} {number}")
    }
}

/// The link id of the file, and the repetition.
pub fn plain(link_id: &str) -> (&str, u32) {
    let split = link_id.rsplit_once(' ').and_then(|(plain, number)| {
        let read: u32 = number.parse().ok()?;
        (read > 1 && read.to_string() == number).then_some((plain, read))
    });
    split.unwrap_or((link_id, 1))
}

impl Item {
    pub fn is_repeating_group(&self) -> bool {
        self.kind == Kind::Group && self.repeats
    }

    /// How often this group may stand.
    pub fn repetitions_max(&self) -> u32 {
        let asked = self.limits.max_occurs.unwrap_or(REPETITIONS_MAX);
        asked.clamp(1, REPETITIONS_MAX)
    }

    fn repetitions_min(&self) -> u32 {
        let asked = self.limits.min_occurs.unwrap_or(1);
        asked.clamp(1, self.repetitions_max())
    }

    fn below(&self) -> Vec<&Self> {
        let mut found = vec![self];
        let mut at = 0;
        while let Some(item) = found.get(at).copied() {
            found.extend(&item.items);
            at += 1;
        }
        found
    }
}

impl Form {
    /// How many repetitions the given link ids need: those that have answers, and those that the form always asks.
    pub fn repetitions<'a>(&self, answered: impl IntoIterator<Item = &'a str>) -> Repetitions {
        let groups: Vec<&Item> = self
            .all_items()
            .into_iter()
            .filter(|item| item.is_repeating_group())
            .collect();
        let mut found: Repetitions = groups
            .iter()
            .map(|group| (group.link_id.clone(), group.repetitions_min()))
            .collect();
        if groups.is_empty() {
            return found;
        }
        let mut owner: BTreeMap<&str, &Item> = BTreeMap::new();
        for group in &groups {
            owner.extend(
                group
                    .below()
                    .iter()
                    .map(|item| (item.link_id.as_str(), *group)),
            );
        }
        for link_id in answered {
            let (name, number) = plain(link_id);
            let Some(group) = owner.get(name).filter(|_| number <= REPETITIONS_MAX) else {
                continue;
            };
            let count = found.entry(group.link_id.clone()).or_insert(1);
            *count = (*count).max(number);
        }
        found
    }

    /// This form with every repetition as a group of its own.
    pub fn unfolded(&self, counts: &Repetitions) -> Cow<'_, Self> {
        if self
            .all_items()
            .iter()
            .all(|item| !item.is_repeating_group())
        {
            return Cow::Borrowed(self);
        }
        let mut form = self.clone();
        form.items = unfold(&form.items, counts);
        Cow::Owned(form)
    }

    /// [`Self::unfolded`] as far as the given link ids need it.
    pub fn unfolded_for<'a>(&self, answered: impl IntoIterator<Item = &'a str>) -> Cow<'_, Self> {
        self.unfolded(&self.repetitions(answered))
    }
}

fn unfold(items: &[Item], counts: &Repetitions) -> Vec<Item> {
    let mut unfolded = Vec::new();
    for item in items {
        if !item.is_repeating_group() {
            let mut item = item.clone();
            item.items = unfold(&item.items, counts);
            unfolded.push(item);
            continue;
        }
        let inside: BTreeSet<&str> = item.below().iter().map(|i| i.link_id.as_str()).collect();
        let count = counts.get(&item.link_id).copied().unwrap_or(1).max(1);
        for number in 1..=count {
            let mut copy = item.clone();
            rename(&mut copy, number, &inside);
            copy.repetition = number;
            unfolded.push(copy);
        }
    }
    unfolded
}

/// Conditions on items of the same group look at the same repetition.
fn rename(item: &mut Item, number: u32, inside: &BTreeSet<&str>) {
    item.link_id = link_id_in(&item.link_id, number);
    let own = |link_id: &mut String| {
        if inside.contains(link_id.as_str()) {
            *link_id = link_id_in(link_id, number);
        }
    };
    if let Some(enable) = &mut item.enable {
        enable
            .conditions
            .iter_mut()
            .for_each(|c| own(&mut c.question));
    }
    if let Some(other) = &mut item.limits.not_less_than {
        own(other);
    }
    for child in &mut item.items {
        rename(child, number, inside);
    }
}
