//! Projection of cards: one row for each value that stands, and one line about the person for lists and search.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension as _, params};

use super::{VaultError, log};
use crate::codes::fold;
use crate::domain::dates::PartialDate;
use crate::domain::identifiers::IdentifierKind;
use crate::domain::ids::{PatientId, UserId};
use crate::domain::person::{KnownNumber, Person};
use crate::record::shape::{self, Object};
use crate::record::{Actor, Card};

/// A value of a card as a row.
#[derive(Debug, Clone, PartialEq)]
pub struct FactRow {
    pub key: String,
    pub pos: i64,
    pub value: Object,
    pub by: Option<UserId>,
    pub at: i64,
    pub newer: bool,
    /// The value cannot be read and stands as an empty one; the log keeps its bytes.
    pub unreadable: bool,
}

/// Column `newer` of a row that cannot be read.
const UNREADABLE: i64 = 2;

/// Loads a card from the log. The actor is the one that will write, if anything is written.
pub fn load(conn: &Connection, card: PatientId, actor: Actor) -> Result<Card, VaultError> {
    let changes = log::changes(conn, card)?;
    Ok(Card::load(card, actor, changes.iter().map(Vec::as_slice)).0)
}

/// Brings the rows of one card into step with the document; only what differs is written.
pub fn project(conn: &Connection, card: &Card) -> Result<(), VaultError> {
    let id = card.id();
    let mut standing = standing(conn, id)?;
    let mut shown = BTreeMap::new();
    for row in card_rows(card) {
        if !row.unreadable {
            shown
                .entry(row.key.clone())
                .or_insert_with(|| row.value.clone());
        }
        let line = Line::of(&row);
        let place = (row.key, row.pos);
        if standing.remove(&place).as_ref() != Some(&line) {
            write(conn, id, &place, &line)?;
        }
    }
    for (key, pos) in standing.into_keys() {
        conn.prepare_cached("DELETE FROM fact WHERE card = ?1 AND key = ?2 AND pos = ?3")?
            .execute(params![id.0, key, pos])?;
    }
    write_person(conn, id, &shape::person(&shown), card.has_orphans())
}

/// The rows of one card in key order.
pub fn rows(conn: &Connection, card: PatientId) -> Result<Vec<FactRow>, VaultError> {
    let mut find = conn.prepare_cached(
        "SELECT key, pos, value, by, at, newer FROM fact WHERE card = ?1 ORDER BY key, pos",
    )?;
    let rows = find.query_map([card.0], |row| {
        let by: Option<Vec<u8>> = row.get(3)?;
        let value: String = row.get(2)?;
        let newer: i64 = row.get(5)?;
        Ok(FactRow {
            key: row.get(0)?,
            pos: row.get(1)?,
            value: shape::parse(&value).unwrap_or_default(),
            by: by.and_then(|b| UserId::from_slice(&b)),
            at: row.get(4)?,
            newer: newer == 1,
            unreadable: newer == UNREADABLE,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A row of `card, key, pos, newer, at, by, value`: the order of the index `fact_problem`.
pub(super) fn read_problem(row: &rusqlite::Row<'_>) -> rusqlite::Result<FactRow> {
    let by: Option<Vec<u8>> = row.get(5)?;
    let value: String = row.get(6)?;
    let newer: i64 = row.get(3)?;
    Ok(FactRow {
        key: row.get(1)?,
        pos: row.get(2)?,
        value: shape::parse(&value).unwrap_or_default(),
        by: by.and_then(|b| UserId::from_slice(&b)),
        at: row.get(4)?,
        newer: newer == 1,
        unreadable: newer == UNREADABLE,
    })
}

/// Cards and keys under which more than one value stands.
pub fn conflicts(conn: &Connection) -> Result<Vec<(PatientId, String)>, VaultError> {
    let mut find =
        conn.prepare_cached("SELECT card, key FROM fact WHERE pos = 1 ORDER BY card, key")?;
    let rows = find.query_map([], |row| {
        Ok((crate::domain::ids::DocId(row.get(0)?), row.get(1)?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The person line of a card, if the card is here.
pub fn person(conn: &Connection, card: PatientId) -> Result<Option<Person>, VaultError> {
    let mut find = conn.prepare_cached("SELECT person FROM person WHERE card = ?1")?;
    let text: Option<String> = find.query_row([card.0], |row| row.get(0)).optional()?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}

/// Whether a change of this card waits for one that has not come.
pub fn waits(conn: &Connection, card: PatientId) -> Result<bool, VaultError> {
    Ok(conn
        .prepare_cached("SELECT 1 FROM person WHERE card = ?1 AND orphans <> 0")?
        .exists([card.0])?)
}

fn card_rows(card: &Card) -> Vec<FactRow> {
    let mut rows = Vec::new();
    for key in card.keys() {
        let mut facts = card.facts(&key);
        let shown = (facts.len() > 1).then(|| card.fact(&key)).flatten();
        // What every replica shows first comes first; the others follow in the order that is the same everywhere.
        facts.sort_by_key(|fact| {
            !shown
                .as_ref()
                .is_some_and(|shown| shown.says_the_same(fact))
        });
        rows.extend(facts.into_iter().enumerate().map(|(pos, fact)| FactRow {
            key: key.clone(),
            pos: pos as i64,
            value: fact.value,
            by: fact.by,
            at: fact.at,
            newer: fact.newer,
            unreadable: fact.unreadable,
        }));
    }
    rows
}

/// What a row says, as it stands in the table: compared without being understood.
#[derive(PartialEq)]
struct Line {
    value: String,
    by: Option<Vec<u8>>,
    at: i64,
    newer: i64,
}

impl Line {
    fn of(row: &FactRow) -> Self {
        let newer = if row.unreadable {
            UNREADABLE
        } else {
            i64::from(row.newer)
        };
        Self {
            value: shape::canonical(&row.value),
            by: row.by.map(|by| by.0.to_vec()),
            at: row.at,
            newer,
        }
    }
}

fn standing(
    conn: &Connection,
    card: PatientId,
) -> Result<BTreeMap<(String, i64), Line>, VaultError> {
    let mut find =
        conn.prepare_cached("SELECT key, pos, value, by, at, newer FROM fact WHERE card = ?1")?;
    let rows = find.query_map([card.0], |row| {
        let line = Line {
            value: row.get(2)?,
            by: row.get(3)?,
            at: row.get(4)?,
            newer: row.get(5)?,
        };
        Ok(((row.get(0)?, row.get(1)?), line))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn write(
    conn: &Connection,
    card: PatientId,
    (key, pos): &(String, i64),
    line: &Line,
) -> Result<(), VaultError> {
    conn.prepare_cached("INSERT OR REPLACE INTO fact (card, key, pos, value, by, at, newer) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
        .execute(params![card.0, key, pos, line.value, line.by, line.at, line.newer])?;
    Ok(())
}

fn write_person(
    conn: &Connection,
    card: PatientId,
    person: &Person,
    orphans: bool,
) -> Result<(), VaultError> {
    let json = serde_json::to_string(person).unwrap_or_default();
    // Most saves change nothing of the person: the search keys of her name are not made anew for them.
    let standing: Option<(String, bool)> = conn
        .prepare_cached("SELECT person, orphans FROM person WHERE card = ?1")?
        .query_row([card.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    if standing.is_some_and(|standing| standing == (json.clone(), orphans)) {
        return Ok(());
    }
    conn.prepare_cached(
        "INSERT OR REPLACE INTO person (card, person, national, orphans) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![card.0, json, national(person), orphans])?;
    let keys = fold::keys(&person.name.plain());
    conn.prepare_cached(
        "INSERT OR REPLACE INTO search_key (card, exact, canonical, fold, weak, digits) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![card.0, keys.exact, keys.canonical, keys.fold, keys.weak, digits(person)])?;
    Ok(())
}

fn digits(person: &Person) -> String {
    figures(&person.identifiers, &person.phone, person.born)
}

/// Numbers as they may be typed: identifiers and phone without separators, birth date as figures in both orders.
pub(super) fn figures(numbers: &[KnownNumber], phone: &str, born: PartialDate) -> String {
    let squeeze = |text: &str| {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    let mut all: Vec<String> = numbers
        .iter()
        .map(|number| squeeze(&number.value))
        .collect();
    all.push(squeeze(phone));
    all.extend(birth_digits(born));
    all.retain(|text| !text.is_empty());
    all.join(" ")
}

fn birth_digits(born: PartialDate) -> Vec<String> {
    match (born.day(), born.year()) {
        (Some(day), _) => vec![
            day.format("%d%m%Y").to_string(),
            day.format("%Y%m%d").to_string(),
        ],
        (None, Some(year)) => vec![year.to_string()],
        (None, None) => Vec::new(),
    }
}

fn national(person: &Person) -> Option<String> {
    let number = person.main_number()?;
    let kind = IdentifierKind::from_code(&number.kind)?;
    kind.is_national()
        .then(|| format!("{} {}", number.kind, number.value))
}
