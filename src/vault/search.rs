//! Search as you type: every person's keys in memory, so that an answer needs no SQL. 20,000 people take about 8 MB.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::VaultError;
use crate::codes::fold::Keys;
use crate::codes::query::{Found, Query, Rank};
use crate::domain::ids::{DocId, PatientId};

/// The people of this vault, ready to be searched.
#[derive(Debug, Default)]
pub struct Index {
    people: BTreeMap<PatientId, Line>,
}

#[derive(Debug)]
pub(super) struct Line {
    pub(super) keys: Keys,
    pub(super) digits: String,
}

/// How a person was found; the smaller the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    Number,
    Name(Found),
    /// Inside a word of the name.
    Inside,
}

impl How {
    pub fn code(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Name(found) => match found.rank {
                Rank::Exact => "exact",
                Rank::Canonical => "canonical",
                Rank::Fold => "fold",
                Rank::Weak => "weak",
            },
            Self::Inside => "inside",
        }
    }
}

impl Index {
    pub fn load(conn: &Connection) -> Result<Self, VaultError> {
        let mut find =
            conn.prepare("SELECT card, exact, canonical, fold, weak, digits FROM search_key")?;
        let rows = find.query_map([], line)?;
        Ok(Self {
            people: rows.collect::<Result<_, _>>()?,
        })
    }

    /// Reads one person's line again after a change.
    pub fn refresh(&mut self, conn: &Connection, card: PatientId) -> Result<(), VaultError> {
        let mut find = conn.prepare_cached(
            "SELECT card, exact, canonical, fold, weak, digits FROM search_key WHERE card = ?1",
        )?;
        let mut rows = find.query_map([card.0], line)?;
        match rows.next().transpose()? {
            Some((card, line)) => self.people.insert(card, line),
            None => self.people.remove(&card),
        };
        Ok(())
    }

    pub fn len(&self) -> usize {
        self.people.len()
    }

    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    /// Whether this card is in the vault.
    pub fn has(&self, card: PatientId) -> bool {
        self.people.contains_key(&card)
    }

    /// How many match, and the best `limit` of them, best first.
    pub fn search(&self, typed: &str, limit: usize) -> (usize, Vec<(PatientId, How)>) {
        let asked = Asked::new(typed);
        if asked.is_empty() {
            return (0, Vec::new());
        }
        let mut found: Vec<(How, &str, PatientId)> = self
            .people
            .iter()
            .filter_map(|(card, line)| {
                Some((asked.find_in(line)?, line.keys.exact.as_str(), *card))
            })
            .collect();
        let total = found.len();
        found.sort_unstable();
        found.truncate(limit);
        (
            total,
            found
                .into_iter()
                .map(|(how, _, card)| (card, how))
                .collect(),
        )
    }
}

/// What was typed, taken apart: words for the name, figures for numbers, dates and phones.
pub(super) struct Asked {
    pub(super) name: Option<Query>,
    /// Words of the name by their fold.
    pub(super) inside: Vec<String>,
    pub(super) numbers: Vec<String>,
}

/// A part of a word is looked for from this length on; shorter ones only as a beginning.
const INSIDE_FROM: usize = 3;
/// Fewer figures than this find half of the village.
const FIGURES_FROM: usize = 2;

impl Asked {
    pub(super) fn new(typed: &str) -> Self {
        let mut words = Vec::new();
        let mut numbers = Vec::new();
        for word in typed.split_whitespace() {
            let squeezed: String = word
                .chars()
                .filter(|c| c.is_alphanumeric())
                .flat_map(char::to_lowercase)
                .collect();
            if squeezed.chars().any(|c| c.is_ascii_digit()) {
                if squeezed.len() >= FIGURES_FROM {
                    numbers.push(squeezed);
                }
            } else {
                words.push(word);
            }
        }
        let name = (!words.is_empty())
            .then(|| Query::new(&words.join(" ")))
            .filter(|query| !query.is_empty());
        let inside = name
            .as_ref()
            .map(|query| query.keys().fold.split(' ').map(str::to_owned).collect())
            .unwrap_or_default();
        // A telephone typed in groups is one number.
        if name.is_none() && numbers.len() > 1 {
            numbers = vec![numbers.concat()];
        }
        Self {
            name,
            inside,
            numbers,
        }
    }

    fn is_empty(&self) -> bool {
        self.name.is_none() && self.numbers.is_empty()
    }

    pub(super) fn find_in(&self, line: &Line) -> Option<How> {
        if !self
            .numbers
            .iter()
            .all(|number| line.digits.contains(number.as_str()))
        {
            return None;
        }
        let Some(name) = &self.name else {
            return Some(How::Number);
        };
        if let Some(found) = name.find_in(&line.keys) {
            return Some(How::Name(found));
        }
        let inside =
            |word: &String| word.len() >= INSIDE_FROM && line.keys.fold.contains(word.as_str());
        (name.is_spelled() && self.inside.iter().all(inside)).then_some(How::Inside)
    }
}

fn line(row: &rusqlite::Row<'_>) -> rusqlite::Result<(PatientId, Line)> {
    let keys = Keys {
        exact: row.get(1)?,
        canonical: row.get(2)?,
        fold: row.get(3)?,
        weak: row.get(4)?,
    };
    Ok((
        DocId(row.get(0)?),
        Line {
            keys,
            digits: row.get(5)?,
        },
    ))
}
