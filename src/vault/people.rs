//! People by what they share: the candidates for "is this the same person?". Judging them is `ops::matching`'s work.

use rusqlite::{Connection, Row, params};

use super::VaultError;
use crate::codes::fold;
use crate::domain::ids::{DocId, PatientId};
use crate::domain::person::Person;

/// Never more candidates than a person can look through.
const LIMIT: i64 = 50;

/// Every card born on or after this day, for lists of the whole house. A birth date that is only a year counts from its first day.
pub fn born_since(
    conn: &Connection,
    since: chrono::NaiveDate,
) -> Result<Vec<(PatientId, Person)>, VaultError> {
    let mut find = conn.prepare_cached("SELECT card, person FROM person")?;
    let rows = find.query_map([], read)?;
    let mut found = Vec::new();
    for row in rows {
        let (card, person) = row?;
        if person.born.earliest().is_some_and(|born| born >= since) {
            found.push((card, person));
        }
    }
    Ok(found)
}

/// The next cards in the order of their ids, after `after`.
pub fn page(
    conn: &Connection,
    after: Option<PatientId>,
    limit: usize,
) -> Result<Vec<(PatientId, Person)>, VaultError> {
    let mut find = conn
        .prepare_cached("SELECT card, person FROM person WHERE card > ?1 ORDER BY card LIMIT ?2")?;
    let after = after.map_or_else(Vec::new, |card| card.0.to_vec());
    let rows = find.query_map(params![after, limit as i64], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Other cards with this card's national number.
pub fn with_same_number(
    conn: &Connection,
    card: PatientId,
) -> Result<Vec<(PatientId, Person)>, VaultError> {
    let mut find = conn.prepare_cached(
        "SELECT b.card, b.person FROM person a JOIN person b ON b.national = a.national AND b.card <> a.card WHERE a.card = ?1 LIMIT ?2",
    )?;
    let rows = find.query_map(params![card.0, LIMIT], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Cards that share a number, the phone or the folded name with someone who is not registered yet.
pub fn alike(conn: &Connection, person: &Person) -> Result<Vec<(PatientId, Person)>, VaultError> {
    let mut find = conn.prepare_cached(
        "SELECT card, person FROM person WHERE national = ?1
         UNION SELECT card, person FROM search_key JOIN person USING (card) WHERE fold = ?2 OR fold >= ?3 AND fold < ?3 || x'f48fbfbf'
         LIMIT ?4",
    )?;
    let national = person
        .main_number()
        .map(|number| format!("{} {}", number.kind, number.value));
    let whole = fold::fold(&person.name.plain());
    // Family and given name: the patronymic is missing on half of the papers.
    let short = fold::fold(&format!("{} {}", person.name.family, person.name.given));
    let begins = if short.contains(' ') {
        short
    } else {
        "\u{10ffff}".to_owned()
    };
    let rows = find.query_map(params![national, whole, begins, LIMIT], read)?;
    let mut found: Vec<(PatientId, Person)> = rows.collect::<Result<_, _>>()?;
    found.extend(with_phone(conn, &person.phone)?);
    found.sort_by_key(|(card, _)| *card);
    found.dedup_by_key(|(card, _)| *card);
    Ok(found)
}

/// Pairs of cards with one national number or one folded name, each pair once.
pub fn pairs(conn: &Connection) -> Result<Vec<(PatientId, PatientId)>, VaultError> {
    let mut find = conn.prepare_cached(
        "SELECT a.card, b.card FROM person a JOIN person b ON b.national = a.national AND a.card < b.card
         UNION SELECT a.card, b.card FROM search_key a JOIN search_key b ON b.fold = a.fold AND a.card < b.card AND a.fold <> ''
         ORDER BY 1, 2",
    )?;
    let rows = find.query_map([], |row| Ok((DocId(row.get(0)?), DocId(row.get(1)?))))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn with_phone(conn: &Connection, phone: &str) -> Result<Vec<(PatientId, Person)>, VaultError> {
    /// Shorter is an extension, not a telephone.
    const SHORTEST: usize = 6;
    let figures: Vec<char> = phone.chars().filter(char::is_ascii_digit).collect();
    if figures.len() < SHORTEST {
        return Ok(Vec::new());
    }
    let tail: String = figures[figures.len().saturating_sub(9)..].iter().collect();
    let mut find = conn
        .prepare_cached("SELECT card, person FROM search_key JOIN person USING (card) WHERE instr(digits, ?1) > 0 LIMIT ?2")?;
    let rows = find.query_map(params![tail, LIMIT], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<(PatientId, Person)> {
    let text: String = row.get(1)?;
    let person = serde_json::from_str(&text).map_err(|e| {
        rusqlite::Error::FromSqlConversionFailure(1, rusqlite::types::Type::Text, Box::new(e))
    })?;
    Ok((DocId(row.get(0)?), person))
}
