//! Everything rebuilt from the log, and the proof that the projections say what the log says.

use std::collections::BTreeSet;

use rusqlite::Connection;
use sha2::{Digest as _, Sha256};

use super::migrate::MIGRATIONS;
use super::{VaultError, begin, entries, facts, log, meta, review, signers, users};
use crate::domain::chunk::{Chunk, Kind};
use crate::domain::ids::DocId;
use crate::domain::role::Role;
use crate::record::{self, Actor, signed};

/// Tables that can be dropped.
const PROJECTIONS: [&str; 5] = ["fact", "person", "search_key", "entry", "plan_entry"];

/// Hears how far a long reading is: done, of how many.
pub type Told<'a> = &'a mut dyn FnMut(u64, u64);

/// Drops the projections and makes them again from the log. Call inside a transaction.
pub fn rebuild(conn: &Connection, told: Told<'_>) -> Result<(), VaultError> {
    const PAGE: usize = 500;
    // A card is read when its last change is known: the log is gone through first, then the cards.
    let of = count(conn, "SELECT count(*) FROM chunk")? + cards_in(conn)?;
    let mut done = 0;
    for table in PROJECTIONS {
        conn.execute(&format!("DELETE FROM {table}"), [])?;
    }
    conn.execute("DELETE FROM signer WHERE source = 'entry'", [])?;
    let mut cards = BTreeSet::new();
    let mut last = 0;
    loop {
        let page = log::after(conn, last, PAGE)?;
        let Some(newest) = page.last() else { break };
        last = newest.n;
        told(done, of);
        done += page.len() as u64;
        for logged in &page {
            if logged.chunk.kind == Kind::CARD {
                cards.insert(logged.chunk.doc);
            } else {
                entry(conn, logged.n, &logged.chunk)?;
            }
        }
    }
    for card in cards {
        if done.is_multiple_of(PAGE as u64) {
            told(done, of);
        }
        done += 1;
        let card = facts::load(conn, card, Actor([0; 16]))?;
        facts::project(conn, &card)?;
    }
    // What is found about open orders follows from the projections: it is looked for anew.
    review::everything(conn)
}

fn cards_in(conn: &Connection) -> Result<u64, VaultError> {
    let sql = "SELECT count(DISTINCT doc) FROM chunk WHERE kind = ?1";
    let cards: i64 = conn.query_row(sql, [Kind::CARD.0], |row| row.get(0))?;
    Ok(cards.unsigned_abs())
}

/// What this program makes of the log: another release, kind, role or form may read what the one before could only keep.
fn reading() -> [u8; 32] {
    let mut sha = Sha256::new();
    sha.update(env!("CARGO_PKG_VERSION"));
    sha.update(record::entry::VERSION.to_be_bytes());
    sha.update(record::FIELDS_VERSION.to_be_bytes());
    sha.update((MIGRATIONS.len() as u64).to_be_bytes());
    for (kind, name) in Kind::KNOWN {
        sha.update(format!("|{} {name}", kind.0));
    }
    for role in Role::ALL {
        sha.update(format!("|{}", role.code()));
    }
    sha.finalize().into()
}

const READING: &str = "reading";

/// The projections of a new vault are this program's.
pub fn read_by_us(conn: &Connection) -> Result<(), VaultError> {
    meta::set(conn, READING, &reading())
}

/// After an update: projects the whole log anew, with what the program before could not read. True if it did.
pub fn read_anew(conn: &mut Connection, told: Told<'_>) -> Result<bool, VaultError> {
    if meta::get(conn, READING)?.is_some_and(|before| before == reading()) {
        return Ok(false);
    }
    let tx = begin(conn)?;
    rebuild(&tx, told)?;
    read_by_us(&tx)?;
    tx.commit()?;
    Ok(true)
}

/// Projects one entry, and learns the key it may announce.
pub fn entry(conn: &Connection, n: i64, chunk: &Chunk) -> Result<bool, VaultError> {
    if entries::project(conn, n, chunk)?.is_none() {
        return Ok(false);
    }
    if chunk.kind == Kind::USER {
        users::learn(conn)?;
    }
    Ok(true)
}

/// What `verify` found.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Report {
    pub chunks: u64,
    pub signatures_valid: u64,
    /// Authors whose key has not arrived yet.
    pub signatures_unknown: u64,
    pub signatures_invalid: u64,
    pub quarantined: u64,
    pub drafts: u64,
    /// Sentences for the person who repairs; empty when everything is in order.
    pub problems: Vec<String>,
}

/// Checks pages, structure, log chain and signatures, then rebuilds the projections and compares. Changes nothing.
pub fn verify(conn: &mut Connection) -> Result<Report, VaultError> {
    super::file::verify(conn)?;
    let mut report = Report {
        chunks: log::verify(conn)?,
        ..Report::default()
    };
    signatures(conn, &mut report)?;
    report.quarantined = count(conn, "SELECT count(*) FROM quarantine")?;
    report.drafts = count(conn, "SELECT count(*) FROM draft")?;
    let tx = conn.transaction()?;
    let before = PROJECTIONS.map(|table| fingerprint(&tx, table));
    rebuild(&tx, &mut |_, _| ())?;
    for (table, before) in PROJECTIONS.iter().zip(before) {
        if before? != fingerprint(&tx, table)? {
            report
                .problems
                .push(format!("projection `{table}` differs from the log"));
        }
    }
    tx.rollback()?;
    if report.signatures_invalid > 0 {
        report.problems.push(format!(
            "{} signatures do not fit",
            report.signatures_invalid
        ));
    }
    Ok(report)
}

fn signatures(conn: &Connection, report: &mut Report) -> Result<(), VaultError> {
    const PAGE: usize = 1_000;
    let mut last = 0;
    loop {
        let page = log::after(conn, last, PAGE)?;
        let Some(newest) = page.last() else {
            return Ok(());
        };
        last = newest.n;
        for logged in &page {
            let Ok(signed) = signed(&logged.chunk) else {
                report.signatures_invalid += 1;
                continue;
            };
            let keys = signers::keys_of(conn, signed.by)?;
            if keys.iter().any(|key| signed.verify(key)) {
                report.signatures_valid += 1;
            } else if keys.is_empty() {
                report.signatures_unknown += 1;
            } else {
                report.signatures_invalid += 1;
            }
        }
    }
}

fn count(conn: &Connection, sql: &str) -> Result<u64, VaultError> {
    let n: i64 = conn.query_row(sql, [], |row| row.get(0))?;
    Ok(n as u64)
}

/// SHA-256 over every row of a table in key order.
fn fingerprint(conn: &Connection, table: &str) -> Result<[u8; 32], VaultError> {
    let mut sha = Sha256::new();
    let mut all = conn.prepare(&format!("SELECT * FROM {table} ORDER BY 1, 2, 3"))?;
    let columns = all.column_count();
    let mut rows = all.query([])?;
    while let Some(row) = rows.next()? {
        for i in 0..columns {
            sha.update(format!("{:?}|", row.get_ref(i)?));
        }
        sha.update("\n");
    }
    Ok(sha.finalize().into())
}

/// A document that `show` may print: is any of its chunks here?
pub fn is_known(conn: &Connection, doc: DocId) -> Result<bool, VaultError> {
    Ok(conn
        .prepare_cached("SELECT 1 FROM chunk WHERE doc = ?1")?
        .exists([doc.0])?)
}
