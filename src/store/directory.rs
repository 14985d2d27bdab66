//! The emergency directory: a passport made from every card, as a signed base and the deltas after it (sync §1.7).
//!
//! Built beside the exchange, page by page, so that nobody waits for it; what changes meanwhile is in the next one. Holds the
//! passports of the whole region in memory while it builds.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::Serialize;

use super::Store;
use super::devices::admit;
use super::log::MAX_ROWS;
use super::refused::Refused;
use super::storage::{Row, Storage, StoreError, Tx, Value, bytes, int, one, within};
use crate::domain::chunk::{Kind, Unit};
use crate::domain::emergency::EmergencyPassport;
use crate::domain::ids::{DocId, Hash32, PatientId};
use crate::record::emergency::of_card;
use crate::record::{Actor, Card};
use crate::sync::digest::SetDigest;
use crate::sync::directory::ask::{
    Ask, DIRECTORY_BOUND, MAX_ASK, Offer, PART_BYTES, Plan, Want, part_head,
};
use crate::sync::directory::pack::{self, Made, Part};
use crate::sync::directory::{PackError, state};

/// Deltas after a base before a workstation that begins anew is given another base.
const MAX_DELTAS: usize = 60;
/// The same by their bytes: so many times all of them is what a base weighs.
const BASE_WEIGHS: u64 = 4;
/// Bases that are kept, the newest of them for who begins now, the one before for who is fetching it.
const KEPT_BASES: usize = 2;
const BASE: i64 = 0;
const DELTA: i64 = 1;
/// Under this name in `meta`: when the cards were last looked at, UTC seconds.
const BUILT_AT: &str = "directory-built-at";
/// The same: somebody was erased since the packs were made.
const MUST_FORGET: &str = "directory-must-forget";

/// What a build did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Built {
    /// 0: there is nobody yet.
    pub version: u64,
    pub people: u64,
    /// New, or another than in the version before.
    pub changed: u64,
    pub gone: u64,
    /// Cards that could not be read at all: who was in the version before stays as she was there.
    pub unreadable: u64,
    /// Bytes of the packs that were made; nothing has changed where neither was.
    pub base_bytes: Option<u64>,
    pub delta_bytes: Option<u64>,
}

/// What workstations can fetch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DirectoryStatus {
    pub version: u64,
    /// UTC seconds; nothing where none was built.
    pub built_at: Option<i64>,
    pub people: u64,
    pub base_version: u64,
    pub base_bytes: u64,
    pub deltas: u64,
    pub delta_bytes: u64,
}

/// A pack of the table.
#[derive(Debug, Clone, Copy)]
struct Kept {
    version: u64,
    is_base: bool,
    offer: Offer,
    before: SetDigest,
    after: SetDigest,
}

impl Store {
    /// Looks at every card. Makes a delta of what has changed, and a base where there is none, where the deltas have grown, or
    /// where it is asked for.
    pub fn build_directory(&self, fresh_base: bool) -> Result<Built, StoreError> {
        let (kept, must_forget) = within(&*self.storage, |tx| Ok((kept(tx)?, must_forget(tx)?)))?;
        let fresh_base = fresh_base || must_forget;
        let before = self.standing(&kept)?;
        let now = self.clock.now();
        let (mut people, unreadable) = everybody(&*self.storage)?;
        // Better of yesterday than not there.
        let yesterday = unreadable
            .iter()
            .filter_map(|card| before.as_ref()?.get(card));
        people.extend(yesterday.cloned());
        people.sort_by(|a, b| {
            (&a.name.family, &a.name.given, a.card).cmp(&(&b.name.family, &b.name.given, b.card))
        });
        let mut built = Built {
            version: kept.last().map_or(0, |last| last.version),
            people: people.len() as u64,
            changed: 0,
            gone: 0,
            unreadable: unreadable.len() as u64,
            base_bytes: None,
            delta_bytes: None,
        };
        let after = state(&people);
        let before_state = before.as_ref().map(|before| state(before.values()));
        let mut packs = Vec::new();
        let version = built.version + 1;
        if let (Some(before), Some(stood)) = (&before, before_state) {
            let changed: Vec<&EmergencyPassport> = people
                .iter()
                .filter(|one| before.get(&one.card) != Some(*one))
                .collect();
            let here: BTreeSet<PatientId> = people.iter().map(|one| one.card).collect();
            let gone: Vec<PatientId> = before
                .keys()
                .filter(|card| !here.contains(*card))
                .copied()
                .collect();
            (built.changed, built.gone) = (changed.len() as u64, gone.len() as u64);
            if !(changed.is_empty() && gone.is_empty()) {
                let made = pack::delta((stood, after), &changed, &gone, version, now, &self.key)
                    .map_err(unmade)?;
                built.delta_bytes = Some(made.bytes.len() as u64);
                packs.push(made);
            }
        } else {
            built.changed = built.people;
        }
        let is_news = before.is_none() || !packs.is_empty();
        let wants_base = before.is_none() || fresh_base || (is_news && is_heavy(&kept, &packs));
        if wants_base && (!people.is_empty() || before.is_some()) {
            let made = pack::base(&people, version, now, &self.key).map_err(unmade)?;
            built.base_bytes = Some(made.bytes.len() as u64);
            packs.push(made);
        }
        if !packs.is_empty() {
            built.version = version;
        }
        within(&*self.storage, |tx| {
            for made in &packs {
                keep(tx, made, built.changed, built.gone)?;
            }
            if must_forget && packs.iter().any(|made| made.head.kind == pack::Kind::Base) {
                drop_before(tx, &int(built.version))?;
                tx.execute("DELETE FROM meta WHERE name = $1", &[text(MUST_FORGET)])?;
            }
            prune(tx)?;
            if built.version == 0 {
                // Soon again: the first records may come any moment.
                return Ok(());
            }
            tx.execute("DELETE FROM meta WHERE name = $1", &[text(BUILT_AT)])?;
            tx.execute(
                "INSERT INTO meta (name, value) VALUES ($1, $2)",
                &[text(BUILT_AT), bytes(now.to_be_bytes())],
            )?;
            Ok(())
        })?;
        Ok(built)
    }

    pub fn directory_status(&self) -> Result<DirectoryStatus, StoreError> {
        within(&*self.storage, |tx| {
            let kept = kept(tx)?;
            let base = kept.iter().rev().find(|pack| pack.is_base);
            let base_version = base.map_or(0, |base| base.version);
            let deltas = kept
                .iter()
                .filter(|pack| !pack.is_base && pack.version > base_version);
            let deltas: Vec<u64> = deltas.map(|pack| pack.offer.bytes).collect();
            Ok(DirectoryStatus {
                version: kept.last().map_or(0, |last| last.version),
                built_at: built_at(tx)?,
                people: kept.last().map_or(0, |last| last.after.count),
                base_version,
                base_bytes: base.map_or(0, |base| base.offer.bytes),
                deltas: deltas.len() as u64,
                delta_bytes: deltas.iter().sum(),
            })
        })
    }

    /// Whether so many seconds have gone by since the last build. A clock that was put back does not put a build off.
    pub fn directory_is_due(&self, every_secs: i64) -> Result<bool, StoreError> {
        let now = self.clock.now();
        let (built, must_forget) =
            within(&*self.storage, |tx| Ok((built_at(tx)?, must_forget(tx)?)))?;
        Ok(must_forget
            || built.is_none_or(|at| now.saturating_sub(at).saturating_abs() >= every_secs))
    }

    /// Answers one request about the directory; `body` is what [`Ask::seal`] made.
    pub fn directory_answer(&self, body: &[u8]) -> Result<Vec<u8>, StoreError> {
        if body.len() > MAX_ASK {
            return Err(Refused::TooLong.into());
        }
        let ask = Ask::read(body).map_err(|_codec| Refused::Malformed)?;
        let admitted = within(&*self.storage, |tx| {
            admit(tx, ask.device, ask.counter, body, DIRECTORY_BOUND)
                .map(super::devices::Admitted::speaking)
        })?;
        admitted?;
        match ask.want {
            Want::Plan(have) => {
                let plan = within(&*self.storage, |tx| plan(&kept(tx)?, have, built_at(tx)?))?;
                Ok(plan.seal(&ask, &self.key))
            }
            Want::Part { pack, offset } => {
                let mut answer = part_head(pack, offset).to_vec();
                answer.extend(within(&*self.storage, |tx| part(tx, pack, offset))?);
                Ok(answer)
            }
        }
    }

    /// The newest version as its packs tell it. `None`: there is none, or its packs do not read and it is made anew.
    fn standing(
        &self,
        kept: &[Kept],
    ) -> Result<Option<BTreeMap<PatientId, EmergencyPassport>>, StoreError> {
        let Some(newest) = kept.last() else {
            return Ok(None);
        };
        let mut people = BTreeMap::new();
        for step in plan(kept, None, None)?.packs {
            let raw = within(&*self.storage, |tx| {
                let rows = tx.query(
                    "SELECT bytes FROM directory_part WHERE pack = $1 ORDER BY n",
                    &[bytes(step.pack.0)],
                )?;
                let parts = rows.iter().map(|row| row.bytes(0).map(<[u8]>::to_vec));
                parts.collect::<Result<Vec<_>, _>>()
            })?
            .concat();
            match pack::whole(&raw, &self.public_key()) {
                Ok((_, parts)) => take(parts, &mut people),
                Err(error) => {
                    ::log::error!("store: a pack of the directory does not read: {error}");
                    return Ok(None);
                }
            }
        }
        if state(people.values()) != newest.after {
            ::log::error!("store: the directory's packs are not what they were; making it anew");
            return Ok(None);
        }
        Ok(Some(people))
    }
}

/// Version that workstations are told of after every exchange; 0: none.
pub(super) fn version(tx: &mut dyn Tx) -> Result<u64, StoreError> {
    one(
        tx,
        "SELECT version FROM directory_pack ORDER BY version DESC LIMIT 1",
        &[],
    )?
    .map_or(Ok(0), |row| row.u64(0))
}

fn take(parts: Vec<Part>, people: &mut BTreeMap<PatientId, EmergencyPassport>) {
    for part in parts {
        match part {
            Part::People(some) => people.extend(some.into_iter().map(|one| (one.card, one))),
            Part::Gone(cards) => {
                for card in cards {
                    people.remove(&card);
                }
            }
        }
    }
}

fn is_heavy(kept: &[Kept], made: &[Made]) -> bool {
    let Some(base) = kept.iter().rev().find(|pack| pack.is_base) else {
        return true;
    };
    let after = kept.iter().filter(|pack| pack.version > base.version);
    let all: Vec<u64> = after
        .map(|pack| pack.offer.bytes)
        .chain(made.iter().map(|made| made.bytes.len() as u64))
        .collect();
    all.len() >= MAX_DELTAS || all.iter().sum::<u64>() * BASE_WEIGHS >= base.offer.bytes
}

/// From a state to the newest: the deltas that follow it, else the newest base and what follows that.
fn plan(kept: &[Kept], have: Option<SetDigest>, as_of: Option<i64>) -> Result<Plan, StoreError> {
    let Some(newest) = kept.last() else {
        return Ok(Plan::default());
    };
    let of = |packs: Vec<Offer>| Plan {
        version: newest.version,
        as_of: as_of.unwrap_or_default(),
        packs,
    };
    let Some(have) = have else {
        return from_base(kept, newest.after).map(of);
    };
    if have == newest.after {
        return Ok(of(Vec::new()));
    }
    let first = kept
        .iter()
        .rposition(|pack| !pack.is_base && pack.before == have);
    let after = first.and_then(|first| chain(&kept[first..], have, newest.after));
    match after {
        Some(packs) => Ok(of(packs)),
        None => from_base(kept, newest.after).map(of),
    }
}

fn from_base(kept: &[Kept], goal: SetDigest) -> Result<Vec<Offer>, StoreError> {
    let broken = StoreError::Corrupt("a directory without its base");
    let Some(at) = kept.iter().rposition(|pack| pack.is_base) else {
        return Err(broken);
    };
    let (base, rest) = (&kept[at], &kept[at + 1..]);
    let mut packs = vec![base.offer];
    packs.extend(chain(rest, base.after, goal).ok_or(broken)?);
    Ok(packs)
}

/// Deltas that lead from a state to another, if there are all.
fn chain(kept: &[Kept], from: SetDigest, goal: SetDigest) -> Option<Vec<Offer>> {
    let mut at = from;
    let mut packs = Vec::new();
    for delta in kept.iter().filter(|pack| !pack.is_base) {
        if delta.before == at {
            at = delta.after;
            packs.push(delta.offer);
        }
    }
    (at == goal).then_some(packs)
}

/// Every pack, oldest first; of one version the delta before the base.
fn kept(tx: &mut dyn Tx) -> Result<Vec<Kept>, StoreError> {
    let rows = tx.query(
        "SELECT version, kind, pack, bytes, before_count, before_sum, state_count, state_sum FROM directory_pack
         ORDER BY version, kind DESC LIMIT $1",
        &[int(MAX_ROWS as u64)],
    )?;
    let read = |row: &Row| {
        Ok(Kept {
            version: row.u64(0)?,
            is_base: row.i64(1)? == BASE,
            offer: Offer {
                pack: Hash32(row.array(2)?),
                bytes: row.u64(3)?,
            },
            before: SetDigest {
                count: row.u64(4)?,
                sum: row.array(5)?,
            },
            after: SetDigest {
                count: row.u64(6)?,
                sum: row.array(7)?,
            },
        })
    };
    rows.iter().map(read).collect()
}

fn keep(tx: &mut dyn Tx, made: &Made, changed: u64, gone: u64) -> Result<(), StoreError> {
    let head = &made.head;
    tx.execute(
        "INSERT INTO directory_pack (version, kind, pack, bytes, made_at, before_count, before_sum, state_count, state_sum, changed, gone)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        &[
            int(head.version),
            Value::Int(match head.kind {
                pack::Kind::Base => BASE,
                pack::Kind::Delta => DELTA,
            }),
            bytes(made.id.0),
            int(made.bytes.len() as u64),
            Value::Int(head.made_at),
            int(head.before.count),
            bytes(head.before.sum),
            int(head.after.count),
            bytes(head.after.sum),
            int(changed),
            int(gone),
        ],
    )?;
    for (n, part) in made.bytes.chunks(PART_BYTES).enumerate() {
        tx.execute(
            "INSERT INTO directory_part (pack, n, bytes) VALUES ($1, $2, $3)",
            &[bytes(made.id.0), int(n as u64), bytes(part)],
        )?;
    }
    Ok(())
}

/// What nobody is led to any more. Only the directory's own copies: cards are never touched.
fn prune(tx: &mut dyn Tx) -> Result<(), StoreError> {
    let bases = tx.query(
        "SELECT version FROM directory_pack WHERE kind = $1 ORDER BY version DESC LIMIT $2",
        &[Value::Int(BASE), int(KEPT_BASES as u64)],
    )?;
    let Some(oldest) = bases.get(KEPT_BASES - 1) else {
        return Ok(());
    };
    drop_before(tx, &Value::Int(oldest.i64(0)?))
}

/// Packs of older versions than this.
fn drop_before(tx: &mut dyn Tx, version: &Value) -> Result<(), StoreError> {
    let version = std::slice::from_ref(version);
    tx.execute(
        "DELETE FROM directory_part WHERE pack IN (SELECT pack FROM directory_pack WHERE version < $1)",
        version,
    )?;
    tx.execute("DELETE FROM directory_pack WHERE version < $1", version)?;
    Ok(())
}

/// Somebody whose data stand in the packs was erased: the next build leaves no pack that names her. False: nobody stands in any pack.
pub(super) fn forget_soon(tx: &mut dyn Tx) -> Result<bool, StoreError> {
    if version(tx)? == 0 {
        return Ok(false);
    }
    tx.execute(
        "INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        &[text(MUST_FORGET), bytes([1])],
    )?;
    Ok(true)
}

fn must_forget(tx: &mut dyn Tx) -> Result<bool, StoreError> {
    let found = one(
        tx,
        "SELECT name FROM meta WHERE name = $1",
        &[text(MUST_FORGET)],
    )?;
    Ok(found.is_some())
}

fn part(tx: &mut dyn Tx, pack: Hash32, offset: u64) -> Result<Vec<u8>, StoreError> {
    let (n, inside) = (offset / PART_BYTES as u64, offset % PART_BYTES as u64);
    let row = one(
        tx,
        "SELECT bytes FROM directory_part WHERE pack = $1 AND n = $2",
        &[bytes(pack.0), int(n)],
    )?
    .ok_or(Refused::UnknownPack)?;
    let bytes = row.bytes(0)?;
    Ok(bytes.get(inside as usize..).unwrap_or_default().to_vec())
}

fn built_at(tx: &mut dyn Tx) -> Result<Option<i64>, StoreError> {
    one(
        tx,
        "SELECT value FROM meta WHERE name = $1",
        &[text(BUILT_AT)],
    )?
    .map(|row| row.array(0).map(i64::from_be_bytes))
    .transpose()
}

fn text(name: &str) -> Value {
    super::storage::text(name)
}

/// A passport of every card, and the cards that could not be read at all.
fn everybody(
    storage: &dyn Storage,
) -> Result<(Vec<EmergencyPassport>, Vec<PatientId>), StoreError> {
    let places = places(storage)?;
    let mut people = Vec::new();
    let mut unreadable = Vec::new();
    let mut of: Option<(Vec<u8>, DocId)> = None;
    let mut changes: Vec<Vec<u8>> = Vec::new();
    let mut after = (Vec::new(), Vec::new(), -1_i64);
    let mut take = |of: &Option<(Vec<u8>, DocId)>, changes: &[Vec<u8>]| {
        let Some((unit, card)) = of else { return };
        let place = places.get(unit).map_or("", String::as_str);
        match passport(*card, changes, place) {
            Some(passport) => people.push(passport),
            None => unreadable.push(*card),
        }
    };
    loop {
        let rows = within(storage, |tx| {
            tx.query(
                "SELECT unit, doc, pos, bytes FROM chunk
                 WHERE kind = $1 AND (unit > $2 OR (unit = $2 AND (doc > $3 OR (doc = $3 AND pos > $4))))
                 ORDER BY unit, doc, pos LIMIT $5",
                &[
                    int(u64::from(Kind::CARD.0)),
                    bytes(&after.0),
                    bytes(&after.1),
                    Value::Int(after.2),
                    int(MAX_ROWS as u64),
                ],
            )
        })?;
        for row in &rows {
            let here = (row.bytes(0)?.to_vec(), DocId(row.array(1)?));
            if of.as_ref() != Some(&here) {
                take(&of, &changes);
                changes.clear();
                of = Some(here);
            }
            changes.push(row.bytes(3)?.to_vec());
        }
        match rows.last() {
            Some(last) if rows.len() == MAX_ROWS => {
                after = (
                    last.bytes(0)?.to_vec(),
                    last.bytes(1)?.to_vec(),
                    last.i64(2)?,
                );
            }
            _ => break,
        }
    }
    take(&of, &changes);
    Ok((people, unreadable))
}

/// Every change passed the gate when it was taken in; a panic now would be one that the gate does not know.
fn passport(card: DocId, changes: &[Vec<u8>], place: &str) -> Option<EmergencyPassport> {
    let made = catch_unwind(AssertUnwindSafe(|| {
        let (card, refused) = Card::load(card, Actor([0; 16]), changes.iter().map(Vec::as_slice));
        let mut passport = of_card(&card, place);
        passport.incomplete |= !refused.is_empty();
        passport
    }));
    made.ok()
}

/// The point that first held each unit.
fn places(storage: &dyn Storage) -> Result<BTreeMap<Vec<u8>, String>, StoreError> {
    let mut places: BTreeMap<Vec<u8>, (i64, String)> = BTreeMap::new();
    let mut after = (Vec::new(), Vec::new());
    loop {
        let rows = within(storage, |tx| {
            tx.query(
                "SELECT u.unit, u.scope, u.granted_at, s.name FROM unit_scope u JOIN scope s ON s.scope = u.scope
                 WHERE u.unit > $1 OR (u.unit = $1 AND u.scope > $2) ORDER BY u.unit, u.scope LIMIT $3",
                &[bytes(&after.0), bytes(&after.1), int(MAX_ROWS as u64)],
            )
        })?;
        for row in &rows {
            let unit = row.bytes(0)?;
            if !matches!(Unit::from_bytes(unit), Some(Unit::Patient(_))) {
                continue;
            }
            let (at, name) = (row.i64(2)?, row.text(3)?);
            let known = places.get(unit).is_some_and(|(first, _)| *first <= at);
            if !known {
                places.insert(unit.to_vec(), (at, name.to_owned()));
            }
        }
        match rows.last() {
            Some(last) if rows.len() == MAX_ROWS => {
                after = (last.bytes(0)?.to_vec(), last.bytes(1)?.to_vec());
            }
            _ => break,
        }
    }
    let name = |(unit, (_, name))| (unit, name);
    Ok(places.into_iter().map(name).collect())
}

fn unmade(error: PackError) -> StoreError {
    ::log::error!("store: the directory could not be packed: {error}");
    StoreError::Corrupt("the directory is beyond the limits of a pack")
}
