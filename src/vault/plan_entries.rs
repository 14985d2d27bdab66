//! What a plan of prevention reads of entries, of many people at once. The triggers of migration 4 write the table.

use std::collections::BTreeMap;

use rusqlite::{Connection, Row, params};

use super::{VaultError, entries, facts};
use crate::domain::card::SignatureState;
use crate::domain::chunk::Kind;
use crate::domain::ids::{DocId, PatientId};
use facts::FactRow;

/// A visit, a withdrawal, a mark of prevention or a pregnancy without what no plan asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanEntry {
    pub doc: DocId,
    pub kind: Kind,
    pub amends: Option<DocId>,
    pub role: String,
    pub care_at: i64,
    pub entered_at: i64,
    pub doubtful: bool,
    pub signature: SignatureState,
    /// JSON: of a visit the codes of its diagnoses.
    pub says: String,
}

impl PlanEntry {
    /// As [`entries::EntryRow::acts`].
    pub fn acts(&self) -> bool {
        self.signature != SignatureState::Invalid
    }
}

/// The cards after `after` (from the first one without it) up to and with `last`.
#[derive(Debug, Clone, Copy)]
pub struct Span {
    pub after: Option<PatientId>,
    pub last: PatientId,
}

impl Span {
    /// The smallest bound: no id is shorter than nothing.
    fn bounds(&self) -> (Vec<u8>, [u8; 16]) {
        let after = self.after.map_or_else(Vec::new, |card| card.0.to_vec());
        (after, self.last.0)
    }
}

/// By card, each card's in the order of their ids.
pub fn of_span(
    conn: &Connection,
    span: Span,
) -> Result<BTreeMap<PatientId, Vec<PlanEntry>>, VaultError> {
    let mut find = conn.prepare_cached(
        "SELECT patient, doc, kind, amends, role, care_at, entered_at, doubtful, signature, says FROM plan_entry
         WHERE patient > ?1 AND patient <= ?2 ORDER BY patient, doc",
    )?;
    let (after, last) = span.bounds();
    let mut found: BTreeMap<PatientId, Vec<PlanEntry>> = BTreeMap::new();
    for row in find.query_map(params![after, last], read)? {
        let (card, entry) = row?;
        found.entry(card).or_default().push(entry);
    }
    Ok(found)
}

/// The same of one card.
pub fn of_card(conn: &Connection, card: PatientId) -> Result<Vec<PlanEntry>, VaultError> {
    let mut find = conn.prepare_cached(
        "SELECT patient, doc, kind, amends, role, care_at, entered_at, doubtful, signature, says FROM plan_entry
         WHERE patient = ?1 ORDER BY doc",
    )?;
    let rows = find.query_map([card.0], read)?;
    rows.map(|row| Ok(row?.1)).collect()
}

/// The problems of these cards, by card.
pub fn problems(
    conn: &Connection,
    span: Span,
) -> Result<BTreeMap<PatientId, Vec<FactRow>>, VaultError> {
    let mut find = conn.prepare_cached(
        "SELECT card, key, pos, newer, at, by, value FROM fact INDEXED BY fact_problem
         WHERE key >= 'pr/' AND key < 'pr0' AND card > ?1 AND card <= ?2 ORDER BY card, key, pos",
    )?;
    let (after, last) = span.bounds();
    let mut found: BTreeMap<PatientId, Vec<FactRow>> = BTreeMap::new();
    let rows = find.query_map(params![after, last], |row| {
        Ok((DocId(row.get(0)?), facts::read_problem(row)?))
    })?;
    for row in rows {
        let (card, fact) = row?;
        found.entry(card).or_default().push(fact);
    }
    Ok(found)
}

fn read(row: &Row<'_>) -> rusqlite::Result<(PatientId, PlanEntry)> {
    Ok((
        DocId(row.get(0)?),
        PlanEntry {
            doc: DocId(row.get(1)?),
            kind: Kind(row.get(2)?),
            amends: row.get::<_, Option<[u8; 16]>>(3)?.map(DocId),
            role: row.get(4)?,
            care_at: row.get(5)?,
            entered_at: row.get(6)?,
            doubtful: row.get(7)?,
            signature: entries::state_of(row.get(8)?),
            says: row.get(9)?,
        },
    ))
}
