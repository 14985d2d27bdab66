//! Taking in one Push frame, in one transaction: every chunk is judged alone, the good ones get a number in the log of every
//! scope that holds their unit.

use std::collections::{BTreeMap, BTreeSet};

use ed25519_dalek::VerifyingKey;

use super::devices::Peer;
use super::erase::tombstones;
use super::exchange::can_travel;
use super::log::{self, Append};
use super::storage::{StoreError, Tx, Value, bytes, int, one, text};
use crate::domain::chunk::{Chunk, Kind, Unit};
use crate::domain::ids::{FacilityId, Hash32};
use crate::record::{self, Header};
use crate::sync::cursor::{Log, Scope};
use crate::sync::follow::counts_for;
use crate::sync::guards::{Guard, Guards};
use crate::sync::message::{Verdict, What};

/// Verdicts in the order of `chunks`; `seen` is how far the workstation has followed its log of cards. May be run again from its start.
pub fn accept(
    tx: &mut dyn Tx,
    peer: &Peer,
    chunks: &[Chunk],
    seen: u64,
    guards: Guards,
    now: i64,
) -> Result<Vec<Verdict>, StoreError> {
    lock_units(tx, chunks)?;
    let erased = if guards.has(Guard::Tombstone) {
        tombstones(tx, chunks)?
    } else {
        BTreeMap::new()
    };
    let mut judged = Vec::with_capacity(chunks.len());
    let mut logs: BTreeMap<(Scope, Log), Vec<Append>> = BTreeMap::new();
    let mut holders_of: BTreeMap<Unit, Vec<Scope>> = BTreeMap::new();
    for chunk in chunks {
        let hash = record::hash(&chunk.bytes);
        let outcome = if erased.contains_key(&chunk.unit) {
            Judged::Gone
        } else {
            judge(tx, peer, chunk, hash, guards, now)?
        };
        match &outcome {
            Judged::New(header, is_first) => {
                let mut holders = match holders_of.get(&chunk.unit) {
                    Some(holders) => holders.clone(),
                    None => holders(tx, peer.scope, chunk.unit, now)?,
                };
                if *is_first
                    && chunk.kind == Kind::CARD
                    && let Some(home) = registrar(tx, chunk)?
                    && !holders.contains(&home)
                {
                    hold(tx, home, chunk.unit, now)?;
                    let [cards, entries] = log::history(tx, chunk.unit)?;
                    let grant = std::iter::once(Append::Grant(chunk.unit));
                    let more = logs.entry((home, Log::Cards)).or_default();
                    more.extend(grant.chain(cards));
                    logs.entry((home, Log::Entries))
                        .or_default()
                        .extend(entries);
                    holders.push(home);
                }
                insert(tx, peer, chunk, hash, header, now)?;
                if !holders.contains(&peer.scope) {
                    let log = logs.entry((peer.scope, Log::of(chunk.kind))).or_default();
                    log.push(elsewhere(chunk, hash));
                }
                for scope in &holders {
                    let entries = logs.entry((*scope, Log::of(chunk.kind))).or_default();
                    entries.push(Append::Change {
                        hash,
                        unit: chunk.unit,
                        doc: chunk.doc,
                    });
                }
                holders_of.insert(chunk.unit, holders);
            }
            Judged::Poison(reason) => quarantine(tx, peer, chunk, hash, reason, now)?,
            Judged::Dup => {
                let log = Log::of(chunk.kind);
                let appended = logs.get(&(peer.scope, log));
                let is_named = appended.is_some_and(|log| log.iter().any(|one| one.is_of(hash)))
                    || log::names(tx, peer.scope, log, hash)?;
                if !is_named {
                    let log = logs.entry((peer.scope, log)).or_default();
                    log.push(elsewhere(chunk, hash));
                }
            }
            Judged::Fork | Judged::Held(_) | Judged::Gone => {}
        }
        judged.push((hash, Log::of(chunk.kind), outcome));
    }
    // Whoever still has the patient is told in its own log; again, if it went by there with a program that did not know what that is.
    for tombstone in erased.into_values() {
        let notice = counts_for(&What::Notice(tombstone.clone()));
        let told = log::last_named(tx, peer.scope, Log::Cards, notice)?;
        if told.is_none_or(|told| told <= seen) {
            let log = logs.entry((peer.scope, Log::Cards)).or_default();
            log.push(Append::Notice(tombstone));
        }
    }
    // The counter rows come last and in one order everywhere.
    logs.retain(|_, entries| !entries.is_empty());
    for ((scope, log), entries) in &logs {
        log::append(tx, *scope, *log, entries)?;
    }
    judged
        .into_iter()
        .map(|(hash, log, outcome)| verdict(tx, peer.scope, hash, log, outcome))
        .collect()
}

/// What a house brought of a patient whom others hold is named in its own log.
fn elsewhere(chunk: &Chunk, hash: Hash32) -> Append {
    Append::Elsewhere {
        hash,
        unit: chunk.unit,
        doc: chunk.doc,
    }
}

/// Writers of one unit come one after another; everyone locks in the same order.
pub fn lock_unit(tx: &mut dyn Tx, unit: Unit) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO unit (unit, writes) VALUES ($1, 0) ON CONFLICT DO NOTHING",
        &[bytes(unit.to_bytes())],
    )?;
    tx.execute(
        "UPDATE unit SET writes = writes + 1 WHERE unit = $1",
        &[bytes(unit.to_bytes())],
    )?;
    Ok(())
}

/// Scopes that hold a unit.
pub fn held_by(tx: &mut dyn Tx, unit: Unit) -> Result<Vec<Scope>, StoreError> {
    tx.query(
        "SELECT scope FROM unit_scope WHERE unit = $1 ORDER BY scope",
        &[bytes(unit.to_bytes())],
    )?
    .iter()
    .map(|row| row.array(0).map(FacilityId))
    .collect()
}

pub fn hold(tx: &mut dyn Tx, scope: Scope, unit: Unit, now: i64) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO unit_scope (unit, scope, granted_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        &[bytes(unit.to_bytes()), bytes(scope.0), Value::Int(now)],
    )?;
    Ok(())
}

enum Judged {
    /// And whether it is the first change of its document.
    New(Header, bool),
    Dup,
    Fork,
    Held(Hash32),
    Poison(&'static str),
    /// Of a patient whose record a law took.
    Gone,
}

/// A device or a house writes under its own name only.
const FOREIGN_UNIT: &str = "foreign-unit";
/// It came in a frame, and packed as hastily as the store does it would not go out again.
const TOO_LONG: &str = "too-long";
/// The document is known under another patient or another kind.
const OTHER_LABEL: &str = "other-label";

fn lock_units(tx: &mut dyn Tx, chunks: &[Chunk]) -> Result<(), StoreError> {
    let units: BTreeSet<Unit> = chunks.iter().map(|chunk| chunk.unit).collect();
    units.into_iter().try_for_each(|unit| lock_unit(tx, unit))
}

/// Cheap refusals first: the trial on a copy of the document is the dearest.
fn judge(
    tx: &mut dyn Tx,
    peer: &Peer,
    chunk: &Chunk,
    hash: Hash32,
    guards: Guards,
    now: i64,
) -> Result<Judged, StoreError> {
    let unit = bytes(chunk.unit.to_bytes());
    let known = one(
        tx,
        "SELECT doc, kind FROM chunk WHERE unit = $1 AND hash = $2",
        &[unit.clone(), bytes(hash.0)],
    )?;
    if let Some(row) = known {
        let same = row.array(0)? == chunk.doc.0 && row.i64(1)? == i64::from(chunk.kind.0);
        return Ok(if same {
            Judged::Dup
        } else {
            Judged::Poison(OTHER_LABEL)
        });
    }
    let header = match record::inspect(chunk) {
        Ok(header) => header,
        Err(poison) => return Ok(Judged::Poison(poison.code())),
    };
    if !is_own(tx, peer.scope, chunk.unit)? {
        return Ok(Judged::Poison(FOREIGN_UNIT));
    }
    if !is_labelled_so(tx, chunk)? {
        return Ok(Judged::Poison(OTHER_LABEL));
    }
    if !can_travel(chunk) {
        return Ok(Judged::Poison(TOO_LONG));
    }
    if let Some(reason) = unsigned(tx, chunk)? {
        return Ok(Judged::Poison(reason));
    }
    let fork = one(
        tx,
        "SELECT hash FROM chunk WHERE unit = $1 AND doc = $2 AND actor = $3 AND actor_seq = $4",
        &[
            unit.clone(),
            bytes(chunk.doc.0),
            bytes(header.actor),
            int(header.seq),
        ],
    )?;
    if fork.is_some() && guards.has(Guard::OneChangePerNumber) {
        quarantine(tx, peer, chunk, hash, "fork", now)?;
        return Ok(Judged::Fork);
    }
    let rows = tx.query(
        "SELECT change_hash, bytes, actor, actor_seq FROM chunk WHERE unit = $1 AND doc = $2 ORDER BY pos",
        &[unit, bytes(chunk.doc.0)],
    )?;
    let mut before = Vec::with_capacity(rows.len());
    let mut changes = BTreeSet::new();
    let mut follows_own = header.seq == 1;
    for row in &rows {
        changes.insert(Hash32(row.array(0)?));
        before.push(row.bytes(1)?.to_vec());
        follows_own |= row.array(2)? == header.actor && row.u64(3)? + 1 == header.seq;
    }
    if let Some(missing) = header.deps.iter().find(|dep| !changes.contains(dep)) {
        return Ok(Judged::Held(*missing));
    }
    if !follows_own {
        return Ok(Judged::Held(Hash32::default()));
    }
    Ok(match record::check(chunk, &before) {
        Ok(header) => Judged::New(header, before.is_empty()),
        Err(poison) => Judged::Poison(poison.code()),
    })
}

/// Patients are everyone's concern; a house's or a device's own papers are not.
fn is_own(tx: &mut dyn Tx, scope: Scope, unit: Unit) -> Result<bool, StoreError> {
    Ok(match unit {
        Unit::Patient(_) => true,
        Unit::Facility(_) | Unit::Device(_) => {
            let holders = held_by(tx, unit)?;
            holders.is_empty() || holders.contains(&scope)
        }
    })
}

/// A document has one unit and one kind for ever; a card is its own patient.
fn is_labelled_so(tx: &mut dyn Tx, chunk: &Chunk) -> Result<bool, StoreError> {
    if chunk.kind == Kind::CARD && chunk.unit != Unit::Patient(chunk.doc) {
        return Ok(false);
    }
    let label = one(
        tx,
        "SELECT unit, kind FROM doc WHERE doc = $1",
        &[bytes(chunk.doc.0)],
    )?;
    let Some(row) = label else { return Ok(true) };
    Ok(row.bytes(0)? == chunk.unit.to_bytes() && row.i64(1)? == i64::from(chunk.kind.0))
}

/// Every change carries a signature. Devices' keys are known here and are checked; users' keys travel inside the facility's
/// own log and are checked by the workstations.
fn unsigned(tx: &mut dyn Tx, chunk: &Chunk) -> Result<Option<&'static str>, StoreError> {
    let Ok(signed) = record::signed(chunk) else {
        return Ok(Some("unsigned"));
    };
    let record::Signer::Device(device) = signed.by else {
        return Ok(None);
    };
    let known = one(
        tx,
        "SELECT public_key FROM device WHERE device = $1",
        &[bytes(device.0)],
    )?;
    let Some(row) = known else { return Ok(None) };
    let key = VerifyingKey::from_bytes(&row.array(0)?)
        .map_err(|_point| StoreError::Corrupt("a key that is none"))?;
    Ok((!signed.verify(&key)).then_some("signature"))
}

/// The house of the device that signed a card's first change. When this store lost a patient and another house hands her back, the house
/// that registered her holds her again with her first change.
fn registrar(tx: &mut dyn Tx, chunk: &Chunk) -> Result<Option<Scope>, StoreError> {
    let Ok(record::Signer::Device(device)) = record::signed(chunk).map(|signed| signed.by) else {
        return Ok(None);
    };
    let known = one(
        tx,
        "SELECT scope FROM device WHERE device = $1",
        &[bytes(device.0)],
    )?;
    known.map(|row| row.array(0).map(FacilityId)).transpose()
}

/// Who gets a reference. Whoever first brings a unit that nobody holds, holds it.
fn holders(tx: &mut dyn Tx, scope: Scope, unit: Unit, now: i64) -> Result<Vec<Scope>, StoreError> {
    let holders = held_by(tx, unit)?;
    if !holders.is_empty() {
        return Ok(holders);
    }
    hold(tx, scope, unit, now)?;
    Ok(vec![scope])
}

fn insert(
    tx: &mut dyn Tx,
    peer: &Peer,
    chunk: &Chunk,
    hash: Hash32,
    header: &Header,
    now: i64,
) -> Result<(), StoreError> {
    let unit = bytes(chunk.unit.to_bytes());
    let pos = one(
        tx,
        "SELECT COUNT(*) FROM chunk WHERE unit = $1 AND doc = $2",
        &[unit.clone(), bytes(chunk.doc.0)],
    )?
    .ok_or(StoreError::Corrupt("a count without a row"))?
    .i64(0)?;
    if pos == 0 {
        let created = tx.execute(
            "INSERT INTO doc (doc, unit, kind) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            &[
                bytes(chunk.doc.0),
                unit.clone(),
                int(u64::from(chunk.kind.0)),
            ],
        )?;
        if created == 0 {
            // Someone brought this document under another unit in the meantime: look again.
            return Err(StoreError::Conflict("one document twice".to_owned()));
        }
    }
    tx.execute(
        "INSERT INTO chunk (unit, doc, pos, hash, kind, actor, actor_seq, change_hash, bytes, device, received_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        &[
            unit,
            bytes(chunk.doc.0),
            Value::Int(pos),
            bytes(hash.0),
            int(u64::from(chunk.kind.0)),
            bytes(header.actor),
            int(header.seq),
            bytes(header.change.0),
            bytes(&chunk.bytes),
            bytes(peer.device.0),
            Value::Int(now),
        ],
    )?;
    Ok(())
}

fn quarantine(
    tx: &mut dyn Tx,
    peer: &Peer,
    chunk: &Chunk,
    hash: Hash32,
    reason: &str,
    now: i64,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO quarantine (scope, hash, device, doc, kind, unit, reason, bytes, received_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING",
        &[
            bytes(peer.scope.0),
            bytes(hash.0),
            bytes(peer.device.0),
            bytes(chunk.doc.0),
            int(u64::from(chunk.kind.0)),
            bytes(chunk.unit.to_bytes()),
            text(reason),
            bytes(&chunk.bytes),
            Value::Int(now),
        ],
    )?;
    Ok(())
}

fn verdict(
    tx: &mut dyn Tx,
    scope: Scope,
    hash: Hash32,
    log: Log,
    judged: Judged,
) -> Result<Verdict, StoreError> {
    Ok(match judged {
        Judged::New(..) => match log::seq_of(tx, scope, log, hash)? {
            Some(seq) => Verdict::Ok { scope, log, seq },
            None => Verdict::Late,
        },
        Judged::Dup => match log::seq_of(tx, scope, log, hash)? {
            Some(seq) => Verdict::Dup { scope, log, seq },
            None => Verdict::Late,
        },
        Judged::Fork => Verdict::Fork,
        Judged::Gone => Verdict::Gone,
        Judged::Held(missing) => Verdict::Held { missing },
        Judged::Poison(reason) => Verdict::Poison {
            reason: reason.to_owned(),
        },
    })
}
