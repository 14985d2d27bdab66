//! The second door: what sync brings. Hostile until checked; one transaction for the records and the cursor.

use std::collections::{BTreeSet, VecDeque};

use super::error::{OpError, OpResult};
use super::house::{House, NewDevice, become_device};
use super::op::OpChanges;
use super::transact::link_sure;
use super::write::{DAY_SECS, LAST_AT, STORE_MET_AT, STORE_TIME, Write};
use crate::domain::chunk::{Chunk, Kind, Unit};
use crate::domain::ids::{DocId, FacilityId, Hash32, PatientId};
use crate::record::{self, Actor, Header};
use crate::vault::erased::{self, Erased};
use crate::vault::log::Logged;
use crate::vault::places::{self, CursorRow};
use crate::vault::quarantine::{self, Origin};
use crate::vault::{facts, left, log, meta, rebuild, relay};

/// Part of one log of the store, as one frame brought it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteBatch {
    pub scope: FacilityId,
    pub log: u8,
    pub epoch: [u8; 8],
    pub items: Vec<(u64, RemoteItem)>,
    /// Stored with the rows; `None` for what was asked for out of turn.
    pub next: Option<CursorRow>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RemoteItem {
    Change(Chunk),
    /// A chunk that this workstation pushed itself.
    Own {
        hash: Hash32,
        doc: DocId,
    },
    /// This house holds the unit from here on, or no longer.
    Held {
        unit: Unit,
        granted: bool,
    },
    /// The store has this chunk, and it does not count in this house's log.
    Elsewhere(Hash32),
}

/// What the store says of a chunk that was pushed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    Accepted(Option<CursorRow>),
    Held {
        missing: Hash32,
    },
    Reauthor,
    Poison(String),
    /// Legally erased there.
    Gone,
}

/// After so many syncs a change is authored anew without the predecessor that nobody has.
const HELD_LIMIT: i64 = 3;

impl House {
    /// Checks, stores and projects; the answer names the `Own` chunks that are not here (after a restore).
    pub fn apply_remote(&mut self, batch: &RemoteBatch) -> OpResult<(OpChanges, Vec<Hash32>)> {
        self.take_in(batch, true)
    }

    /// The same before the seal of what brought it was seen. A log's chain proves a chunk's bytes, not the names beside them: somebody on
    /// the line may have changed those, so that what does not pass is not put away but asked for again, and named with the rest.
    pub fn apply_unproven(&mut self, batch: &RemoteBatch) -> OpResult<(OpChanges, Vec<Hash32>)> {
        self.take_in(batch, false)
    }

    fn take_in(
        &mut self,
        batch: &RemoteBatch,
        is_proven: bool,
    ) -> OpResult<(OpChanges, Vec<Hash32>)> {
        let mut write = self.write(None)?;
        let mut missing = Vec::new();
        let mut cards = BTreeSet::new();
        for (seq, item) in &batch.items {
            let place = CursorRow {
                scope: batch.scope,
                log: batch.log,
                epoch: batch.epoch,
                seq: *seq,
                chain: [0; 16],
            };
            match item {
                RemoteItem::Own { hash, doc } => {
                    let own = log::chunk(&write.tx, *hash)?;
                    if own.is_none() && !erased::is_kept_out(&write.tx, *hash)? {
                        missing.push(*hash);
                    }
                    let doc = own.map_or(*doc, |own| own.chunk.doc);
                    places::put(&write.tx, &place, *hash, doc)?;
                }
                RemoteItem::Held { unit, granted } => {
                    left::held(&write.tx, &place, *unit, *granted)?;
                }
                RemoteItem::Elsewhere(hash) => left::elsewhere(&write.tx, &place, *hash)?,
                RemoteItem::Change(chunk) => {
                    let hash = record::hash(&chunk.bytes);
                    let known = log::chunk(&write.tx, hash)?;
                    let doc = known.as_ref().map_or(chunk.doc, |known| known.chunk.doc);
                    places::put(&write.tx, &place, hash, doc)?;
                    if let Unit::Patient(patient) = chunk.unit
                        && erased::find(&write.tx, patient)?.is_some()
                    {
                        // A store that was restored from before the erasure and was not told again yet.
                        if is_proven {
                            erased::keep_out(&write.tx, hash, patient)?;
                        } else if batch.next.is_some() {
                            missing.push(hash);
                        }
                    } else if known.is_none()
                        && let Err(reason) = receive(&mut write, chunk, &mut cards)?
                    {
                        if is_proven || reason == quarantine::FORK {
                            quarantined(&mut write, chunk, reason)?;
                        } else if batch.next.is_some() {
                            missing.push(hash);
                        }
                    }
                }
            }
        }
        reproject(&mut write, &cards)?;
        if let Some(next) = &batch.next {
            places::set_cursor(&write.tx, next)?;
        }
        let done = write.commit();
        let changes = self.settle_commit(done)?;
        Ok((changes, missing))
    }

    /// What the store answered to a push.
    pub fn settle_push(&mut self, settled: &[(Hash32, Verdict)]) -> OpResult<OpChanges> {
        let now = self.clock.now();
        let mut again = Vec::new();
        let write = self.write(None)?;
        for (hash, verdict) in settled {
            match verdict {
                Verdict::Accepted(Some(place)) => {
                    if let Some(logged) = log::chunk(&write.tx, *hash)? {
                        places::told(&write.tx, place, *hash, logged.chunk.doc)?;
                    }
                    places::sent(&write.tx, *hash)?;
                }
                Verdict::Accepted(None) => places::late(&write.tx, *hash)?,
                Verdict::Held { missing } => {
                    let may_come = places::requeue_change(&write.tx, *missing)?;
                    if !may_come || places::held(&write.tx, *hash)? >= HELD_LIMIT {
                        again.push(*hash);
                    }
                }
                Verdict::Reauthor => again.push(*hash),
                Verdict::Poison(reason) => places::refuse(&write.tx, *hash, reason, now)?,
                // The log says so too, signed, and then the whole record goes.
                Verdict::Gone => places::refuse(&write.tx, *hash, "gone", now)?,
            }
        }
        let done = write.commit();
        let mut changes = self.settle_commit(done)?;
        // A twin's followers hang in the air until they are authored anew as well, each upon the twin before it.
        let mut again: VecDeque<Hash32> = again.into();
        while let Some(hash) = again.pop_front() {
            let (more, followers) = self.reauthor(hash)?;
            changes.patients.extend(more.patients);
            for follower in followers.into_iter().rev() {
                again.push_front(follower);
            }
        }
        Ok(changes)
    }

    /// The same content under a fresh actor: the cure for a change whose number was used twice (sync §4 row 5), or which follows
    /// one that the store will never have. The author's signature stays valid, because it never covered the actor. Also answers
    /// which changes have to follow the same way.
    fn reauthor(&mut self, hash: Hash32) -> OpResult<(OpChanges, Vec<Hash32>)> {
        if places::is_superseded(&self.conn, hash)? {
            return Ok(<_>::default());
        }
        self.new_actor()?;
        let actor = self.actor;
        let mut write = self.write(None)?;
        let Some(Logged { chunk, .. }) = log::chunk(&write.tx, hash)? else {
            return Ok(<_>::default());
        };
        let now = write.now();
        match twin(&mut write, &chunk, hash, actor) {
            Ok(followers) => {
                let done = write.commit();
                Ok((self.settle_commit(done)?, followers))
            }
            // What cannot be written again is kept as it is, and must not stop everything else.
            Err(OpError::Record(_)) => {
                drop(write);
                let write = self.write(None)?;
                places::refuse(&write.tx, hash, "not-authored-anew", now)?;
                let done = write.commit();
                Ok((self.settle_commit(done)?, Vec::new()))
            }
            Err(error) => Err(error),
        }
    }

    /// The store lost its tail (sync §3, server restore).
    pub fn reset_log(
        &mut self,
        scope: FacilityId,
        log: u8,
        fork_seq: u64,
        resume: &CursorRow,
    ) -> OpResult<()> {
        let write = self.write(None)?;
        places::forget_above(&write.tx, scope, log, fork_seq)?;
        places::set_cursor(&write.tx, resume)?;
        let done = write.commit();
        self.settle_commit(done).map(|_| ())
    }

    /// Chunks that the store has a place for and this workstation lost.
    pub fn lacking(&self) -> OpResult<Vec<Hash32>> {
        Ok(places::lacking(&self.conn)?)
    }

    /// Joins a store: `notes` and the logs' beginnings in one transaction. At another store, or in another scope of the same,
    /// everything that is here goes out again. A log that is followed already goes on from where it stands: at its beginning the
    /// store could not see that it lost what we were told it has. With `renewed` this workstation is another one from here on.
    pub fn join(
        &mut self,
        notes: &[(&str, Vec<u8>)],
        cursors: &[CursorRow],
        is_elsewhere: bool,
        renewed: Option<NewDevice>,
    ) -> OpResult<()> {
        let write = self.write(None)?;
        if is_elsewhere {
            places::leave(&write.tx)?;
        }
        for (key, value) in notes {
            meta::set(&write.tx, key, value)?;
        }
        let followed = places::cursors(&write.tx)?;
        let is_new = |new: &&CursorRow| {
            let mut known = followed.iter();
            !known.any(|known| (known.scope, known.log) == (new.scope, new.log))
        };
        for cursor in cursors.iter().filter(is_new) {
            places::set_cursor(&write.tx, cursor)?;
        }
        if let Some(new) = &renewed {
            become_device(&write.tx, new)?;
        }
        let done = write.commit();
        self.settle_commit(done)?;
        if let Some(new) = renewed {
            (self.place.device, self.place.device_key) = (new.id, new.key);
        }
        Ok(())
    }

    pub fn requeue(&mut self, hashes: &[Hash32]) -> OpResult<()> {
        let write = self.write(None)?;
        for hash in hashes {
            places::requeue(&write.tx, *hash)?;
        }
        let done = write.commit();
        self.settle_commit(done).map(|_| ())
    }

    /// What this log promised and did not show goes out again; whether there was any.
    pub fn log_ended(&mut self, log: u8) -> OpResult<bool> {
        let went_back = !places::promises(&self.conn, log)?.is_empty();
        if !went_back && !relay::is_waiting(&self.conn, log)? {
            return Ok(false);
        }
        let write = self.write(None)?;
        for hash in places::promises(&write.tx, log)? {
            places::requeue(&write.tx, hash)?;
        }
        relay::log_ended(&write.tx, log)?;
        let done = write.commit();
        self.settle_commit(done).map(|_| went_back)
    }

    /// Drops the patients whom this house no longer holds, as far as nothing of them is here alone. With `safe_only` that means: as far as
    /// the store's backup covers them.
    pub fn leave(&mut self, safe_only: bool) -> OpResult<OpChanges> {
        let ready = left::ready(&self.conn, safe_only)?;
        if ready.is_empty() {
            return Ok(OpChanges::default());
        }
        let write = self.write(None)?;
        for patient in &ready {
            left::purge(&write.tx, *patient)?;
        }
        // Nothing of theirs is left to be reviewed; search and screens have to hear of it.
        let done = write.commit().map(|changes| OpChanges {
            patients: ready,
            worklist: true,
            ..changes
        });
        self.settle_commit(done)
    }

    /// A law took a patient's record: everything that is here of her goes at once, what waits and what is being written included. Told
    /// again it changes nothing.
    pub fn erase(&mut self, patient: PatientId, what: &Erased) -> OpResult<OpChanges> {
        let is_known = erased::find(&self.conn, patient)?.is_some();
        if is_known && !erased::is_here(&self.conn, patient)? {
            return Ok(OpChanges::default());
        }
        erased::overwrite_deleted(&self.conn, true)?;
        let done = self.erase_now(patient, what);
        if let Err(error) = erased::overwrite_deleted(&self.conn, false) {
            ::log::warn!("erasure: the database's log was not cut: {}", error.code());
        }
        done
    }

    fn erase_now(&mut self, patient: PatientId, what: &Erased) -> OpResult<OpChanges> {
        let write = self.write(None)?;
        erased::purge(&write.tx, patient, what)?;
        // Nothing of hers is left to be reviewed; search and screens have to hear of it.
        let done = write.commit().map(|changes| OpChanges {
            patients: vec![patient],
            conflicts: true,
            worklist: true,
            ..changes
        });
        self.settle_commit(done)
    }

    pub fn mark_stable(&mut self, scope: FacilityId, log: u8, seq: u64) -> OpResult<()> {
        Ok(places::set_stable(&self.conn, scope, log, seq)?)
    }

    pub fn cursors(&self) -> OpResult<Vec<CursorRow>> {
        Ok(places::cursors(&self.conn)?)
    }

    pub fn outbox(&self, position: i64, max_bytes: usize) -> OpResult<Vec<Logged>> {
        Ok(places::outbox(&self.conn, position, max_bytes, false)?)
    }

    /// The same with what neighbours wrote and are expected to send themselves: a stick carries everything.
    pub fn whole_outbox(&self, position: i64, max_bytes: usize) -> OpResult<Vec<Logged>> {
        Ok(places::outbox(&self.conn, position, max_bytes, true)?)
    }

    pub fn placed(&self, scope: FacilityId, log: u8) -> OpResult<Vec<(Hash32, DocId)>> {
        Ok(places::placed(&self.conn, scope, log)?)
    }

    /// Small values that sync keeps: token, replica, counters, the pinned key.
    pub fn note(&self, key: &str) -> OpResult<Option<Vec<u8>>> {
        Ok(meta::get(&self.conn, key)?)
    }

    pub fn set_note(&mut self, key: &str, value: &[u8]) -> OpResult<()> {
        Ok(meta::set(&self.conn, key, value)?)
    }

    /// The store's time, as a sync has just brought it: the measure of the clock here from now on. What a wrong clock left as the
    /// "last entry" is forgotten.
    pub fn met_store(&mut self, store: i64) -> OpResult<()> {
        let here = self.clock.now();
        let near = here.saturating_sub(store).saturating_abs() <= DAY_SECS;
        let tx = crate::vault::begin(&mut self.conn)?;
        meta::set_int(&tx, STORE_TIME, store)?;
        meta::set_int(&tx, STORE_MET_AT, here)?;
        meta::set_int(&tx, LAST_AT, if near { here } else { store })?;
        tx.commit().map_err(crate::vault::VaultError::from)?;
        Ok(())
    }

    /// Believes the key of another device or manager, from the store's signed list.
    pub fn trust(
        &mut self,
        who: record::Signer,
        key: &ed25519_dalek::VerifyingKey,
    ) -> OpResult<()> {
        Ok(crate::vault::signers::trust(
            &self.conn,
            who,
            key,
            crate::vault::signers::Source::Store,
        )?)
    }
}

/// Puts a twin in the place of a change of ours that the store cannot take; its followers are the answer.
fn twin(
    write: &mut Write<'_, '_>,
    chunk: &Chunk,
    hash: Hash32,
    actor: Actor,
) -> OpResult<Vec<Hash32>> {
    let mut cards = BTreeSet::new();
    let mut followers = Vec::new();
    if chunk.kind == Kind::CARD {
        let known = places::of_card(&write.tx, chunk.doc)?;
        let basis = record::twin::basis(hash, &known)
            .ok_or_else(|| record::RecordError::Unreadable("a change of a card".to_owned()))?;
        places::supersede(&write.tx, hash)?;
        for gone in &basis.overwritten {
            places::supersede(&write.tx, *gone)?;
        }
        let changes = basis.changes.iter().map(Vec::as_slice);
        let (card, _) = record::Card::load(chunk.doc, actor, changes);
        write.adopt_card(card, chunk)?;
        cards.insert(chunk.doc);
        followers = basis.followers;
    } else {
        places::supersede(&write.tx, hash)?;
        let twin = record::entry::reauthor(chunk, actor)?;
        write.adopt(&twin)?;
    }
    // The change to which the store gave our number may have come before its verdict on ours did.
    for theirs in quarantine::take_forks(&write.tx, chunk.doc)? {
        if let Err(reason) = receive(write, &theirs, &mut cards)? {
            quarantined(write, &theirs, reason)?;
        }
    }
    reproject(write, &cards)?;
    Ok(followers)
}

/// One change from outside, or why it does not pass; the rest of the frame goes on.
pub(super) fn receive(
    write: &mut Write<'_, '_>,
    chunk: &Chunk,
    cards: &mut BTreeSet<PatientId>,
) -> OpResult<Result<(), &'static str>> {
    let header = match record::inspect(chunk) {
        Ok(header) => header,
        Err(poison) => return Ok(Err(poison.code())),
    };
    if log::by_actor(&write.tx, chunk.doc, &header.actor, header.seq)?.is_some() {
        return Ok(Err(quarantine::FORK));
    }
    if chunk.kind == Kind::CARD {
        if chunk.unit != Unit::Patient(chunk.doc) {
            return Ok(Err("mislabelled"));
        }
        if let Err(reason) = fits(write, chunk, &header)? {
            return Ok(Err(reason));
        }
        log::append(&write.tx, chunk, &header, false)?;
        cards.insert(chunk.doc);
        return Ok(Ok(()));
    }
    if let Err(poison) = record::check(chunk, &[]) {
        return Ok(Err(poison.code()));
    }
    // An entry is one change for ever. The same content again (authored anew after a fork) adds nothing; other content under
    // the id of a known entry would replace what somebody signed.
    if let Some(known) = log::changes(&write.tx, chunk.doc)?.first() {
        return match (
            record::Entry::open(known),
            record::Entry::open(&chunk.bytes),
        ) {
            (Ok(known), Ok(twin)) if known == twin => Ok(Ok(())),
            _ => Ok(Err("second-entry")),
        };
    }
    if let Some(n) = log::append(&write.tx, chunk, &header, false)? {
        rebuild::entry(&write.tx, n, chunk)?;
        write.received(chunk);
    }
    Ok(Ok(()))
}

/// A card's change is tried on a copy of its document. One whose predecessor is not here waits in the log as an orphan, seen on
/// the card, and applies when the predecessor comes.
fn fits(
    write: &Write<'_, '_>,
    chunk: &Chunk,
    header: &Header,
) -> OpResult<Result<(), &'static str>> {
    for dep in &header.deps {
        if !log::has_change(&write.tx, *dep)? {
            return Ok(Ok(()));
        }
    }
    let before = log::changes(&write.tx, chunk.doc)?;
    Ok(record::check(chunk, &before)
        .map(|_| ())
        .map_err(|poison| poison.code()))
}

pub(super) fn quarantined(write: &mut Write<'_, '_>, chunk: &Chunk, reason: &str) -> OpResult<()> {
    let at = write.now();
    Ok(quarantine::put(&write.tx, chunk, reason, Origin::Here, at)?)
}

pub(super) fn reproject(write: &mut Write<'_, '_>, cards: &BTreeSet<PatientId>) -> OpResult<()> {
    for card in cards {
        let loaded = facts::load(&write.tx, *card, Actor([0; 16]))?;
        facts::project(&write.tx, &loaded)?;
        write.changes.patients.push(*card);
        write.changes.conflicts = true;
    }
    for card in cards {
        link_sure(write, *card)?;
    }
    Ok(())
}
