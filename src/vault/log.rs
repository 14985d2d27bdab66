//! The change log: the truth. Chunks are appended, never changed; everything else can be rebuilt from them. Those of a patient whom this
//! house no longer holds go ([`super::left`]), and leave their number, hash and link of the chain.

use std::cell::RefCell;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension as _, params};
use sha2::{Digest as _, Sha256};
use zstd::bulk::Compressor;

use super::VaultError;
use crate::domain::chunk::{Chunk, Kind, Unit};
use crate::domain::ids::{DocId, Hash32};
use crate::record::{self, Header};

/// A chunk as it stands in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logged {
    pub n: i64,
    pub hash: Hash32,
    pub chunk: Chunk,
}

/// Appends a chunk that passed `record::check`; `None` when it is already there.
pub fn append(
    conn: &Connection,
    chunk: &Chunk,
    header: &Header,
    to_outbox: bool,
) -> Result<Option<i64>, VaultError> {
    let hash = record::hash(&chunk.bytes);
    if number(conn, hash)?.is_some() {
        return Ok(None);
    }
    let (last, before) = tip(conn)?;
    let n = last + 1;
    conn.prepare_cached(
        "INSERT INTO chunk (n, hash, doc, kind, unit, actor, seq, change, chain, bytes)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(params![
        n,
        hash.0,
        chunk.doc.0,
        chunk.kind.0,
        chunk.unit.to_bytes(),
        header.actor,
        header.seq as i64,
        header.change.0,
        link(&before, n, hash),
        pack(&chunk.bytes),
    ])?;
    if to_outbox {
        conn.prepare_cached("INSERT INTO outbox (n) VALUES (?1)")?
            .execute([n])?;
    }
    Ok(Some(n))
}

/// Number of a chunk in this log.
pub fn number(conn: &Connection, hash: Hash32) -> Result<Option<i64>, VaultError> {
    let mut find = conn.prepare_cached("SELECT n FROM chunk WHERE hash = ?1")?;
    Ok(find.query_row([hash.0], |row| row.get(0)).optional()?)
}

/// One chunk by its content address.
pub fn chunk(conn: &Connection, hash: Hash32) -> Result<Option<Logged>, VaultError> {
    let mut find =
        conn.prepare_cached("SELECT n, hash, doc, kind, unit, bytes FROM chunk WHERE hash = ?1")?;
    let found = find.query_row([hash.0], |row| Ok(read(row))).optional()?;
    found.transpose()
}

/// Whether a change with this Automerge hash is here.
pub fn has_change(conn: &Connection, change: Hash32) -> Result<bool, VaultError> {
    let mut find = conn.prepare_cached("SELECT 1 FROM chunk WHERE change = ?1")?;
    Ok(find.exists([change.0])?)
}

/// The chunk that this actor already wrote under this number, if any.
pub fn by_actor(
    conn: &Connection,
    doc: DocId,
    actor: &[u8; 16],
    seq: u64,
) -> Result<Option<Hash32>, VaultError> {
    let mut find = conn.prepare_cached(
        "SELECT hash FROM chunk WHERE doc = ?1 AND actor = ?2 AND seq = ?3 AND refused = 0",
    )?;
    let hash: Option<[u8; 32]> = find
        .query_row(params![doc.0, actor, seq as i64], |row| row.get(0))
        .optional()?;
    Ok(hash.map(Hash32))
}

/// The changes of one document, oldest first.
pub fn changes(conn: &Connection, doc: DocId) -> Result<Vec<Vec<u8>>, VaultError> {
    let mut find = conn.prepare_cached(
        "SELECT n, hash, doc, kind, unit, bytes FROM chunk WHERE doc = ?1 AND refused = 0 ORDER BY n",
    )?;
    let rows = find.query_map([doc.0], |row| Ok(read(row)))?;
    rows.map(|row| Ok(row??.chunk.bytes)).collect()
}

/// Chunks after `n`, at most `limit`; those that were authored anew are left out.
pub fn after(conn: &Connection, n: i64, limit: usize) -> Result<Vec<Logged>, VaultError> {
    let mut find = conn.prepare_cached(
        "SELECT n, hash, doc, kind, unit, bytes FROM chunk WHERE n > ?1 AND refused = 0 ORDER BY n LIMIT ?2",
    )?;
    let rows = find.query_map(params![n, limit as i64], |row| Ok(read(row)))?;
    rows.map(|row| row?).collect()
}

/// Whether the chunk of this number can be read and is what its hash says.
pub(super) fn is_whole(conn: &Connection, n: i64) -> Result<bool, VaultError> {
    let mut find =
        conn.prepare_cached("SELECT n, hash, doc, kind, unit, bytes FROM chunk WHERE n = ?1")?;
    let found = find
        .query_row([n], |row| Ok(read(row).is_ok()))
        .optional()?;
    Ok(found == Some(true))
}

/// Number and chain of the newest chunk.
pub fn tip(conn: &Connection) -> Result<(i64, [u8; 32]), VaultError> {
    let mut find = conn.prepare_cached(
        "SELECT n, chain FROM (SELECT n, chain FROM chunk ORDER BY n DESC LIMIT 1)
         UNION ALL SELECT n, chain FROM (SELECT n, chain FROM purged ORDER BY n DESC LIMIT 1) ORDER BY 1 DESC LIMIT 1",
    )?;
    Ok(find
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?
        .unwrap_or((0, [0; 32])))
}

/// Walks the whole log: numbers without a gap, content addresses and chain as computed. Of what was purged ([`super::left`]) only number,
/// hash and chain are there.
pub fn verify(conn: &Connection) -> Result<u64, VaultError> {
    const PAGE: usize = 1_000;
    let mut chain = [0; 32];
    let mut last = 0;
    loop {
        let mut find = conn.prepare_cached(
            "SELECT n, hash, doc, kind, unit, bytes, chain FROM chunk WHERE n > ?1
             UNION ALL SELECT n, hash, NULL, NULL, NULL, NULL, chain FROM purged WHERE n > ?1 ORDER BY 1 LIMIT ?2",
        )?;
        let rows = find
            .query_map(params![last, PAGE as i64], |row| {
                let is_purged = row.get_ref(5)? == ValueRef::Null;
                let named = if is_purged {
                    Ok((row.get(0)?, Hash32(row.get(1)?)))
                } else {
                    read(row).map(|logged| (logged.n, logged.hash))
                };
                Ok((named, row.get::<_, [u8; 32]>(6)?))
            })?
            .collect::<Result<Vec<_>, _>>()?;
        if rows.is_empty() {
            return Ok(last as u64);
        }
        for (named, stored) in rows {
            let (n, hash): (i64, Hash32) = named?;
            chain = link(&chain, n, hash);
            if n != last + 1 || chain != stored {
                return Err(damaged(format!("log: broken after {last}")));
            }
            last = n;
        }
    }
}

pub(super) fn damaged(problem: String) -> VaultError {
    VaultError::Corrupt {
        problems: vec![problem],
    }
}

fn read(row: &rusqlite::Row<'_>) -> Result<Logged, VaultError> {
    let n: i64 = row.get(0)?;
    let hash = Hash32(row.get(1)?);
    let unit: Vec<u8> = row.get(4)?;
    let packed: Vec<u8> = row.get(5)?;
    let bytes = unpack(&packed).filter(|bytes| record::hash(bytes) == hash);
    let (Some(bytes), Some(unit)) = (bytes, Unit::from_bytes(&unit)) else {
        return Err(damaged(format!("log: chunk {n} does not match its hash")));
    };
    let chunk = Chunk {
        doc: DocId(row.get(2)?),
        kind: Kind(row.get(3)?),
        unit,
        bytes,
    };
    Ok(Logged { n, hash, chunk })
}

pub(super) fn link(before: &[u8; 32], n: i64, hash: Hash32) -> [u8; 32] {
    Sha256::new()
        .chain_update(before)
        .chain_update(n.to_be_bytes())
        .chain_update(hash.0)
        .finalize()
        .into()
}

const RAW: u8 = 0;
const ZSTD: u8 = 1;
/// Cheap enough for a save; the wire has its own, stronger packing.
const LEVEL: i32 = 3;

thread_local! {
    /// Kept between changes: to make one costs more than to pack with it.
    static PACKER: RefCell<Option<Compressor<'static>>> = RefCell::new(Compressor::new(LEVEL).ok());
}

fn pack(bytes: &[u8]) -> Vec<u8> {
    let packed = PACKER.with_borrow_mut(|packer| packer.as_mut()?.compress(bytes).ok());
    match packed {
        Some(packed) if packed.len() < bytes.len() => tagged(ZSTD, &packed),
        Some(_) | None => tagged(RAW, bytes),
    }
}

fn unpack(packed: &[u8]) -> Option<Vec<u8>> {
    let (tag, body) = packed.split_first()?;
    match *tag {
        RAW => Some(body.to_vec()),
        ZSTD => zstd::bulk::decompress(body, record::check::LIMIT_BYTES).ok(),
        _ => None,
    }
}

fn tagged(tag: u8, body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len() + 1);
    out.push(tag);
    out.extend_from_slice(body);
    out
}
