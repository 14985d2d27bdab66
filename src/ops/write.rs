//! One intent, one SQLite transaction: chunks, projections, access log and outbox together. "Saved" is true only after
//! [`Write::commit`] returned.

use chrono::{DateTime, NaiveDate};
use serde::Serialize;

use super::error::{OpError, OpResult};
use super::house::{Place, SignedIn, new_id};
use super::op::OpChanges;
use crate::domain::chunk::{Chunk, Kind, Unit};
use crate::domain::dates::PartialDate;
use crate::domain::ids::{DocId, PatientId, hex};
use crate::domain::role::User;
use crate::domain::visit::Access;
use crate::record::shape::Object;
use crate::record::{Actor, Card, Head, inspect, seal};
use crate::vault::{
    Connection, Entropy, Transaction, VaultError, facts, log, meta, rebuild, review,
};

/// The open transaction of one intent.
pub struct Write<'a, 'u> {
    pub tx: Transaction<'a>,
    place: &'a Place,
    me: Option<&'u SignedIn>,
    now: i64,
    offset_minutes: i32,
    clock_doubtful: bool,
    actor: Actor,
    entropy: &'a mut dyn Entropy,
    pub changes: OpChanges,
}

/// When and what an entry corrects, where it is not simply "now".
#[derive(Debug, Clone, Copy, Default)]
pub struct Circumstance {
    pub care_at: Option<i64>,
    pub amends: Option<DocId>,
    /// The sender's own id for it; it must be free.
    pub id: Option<DocId>,
}

/// Newest commit by a clock that was not in doubt.
pub(super) const LAST_AT: &str = "last_at";
/// The store's time at the last sync, and what the clock here said then.
pub(super) const STORE_TIME: &str = "store_time";
pub(super) const STORE_MET_AT: &str = "store_met_at";
/// Further apart than this, one of two clocks is wrong.
pub(super) const DAY_SECS: i64 = 86_400;
const ACCESS_NUMBER: &str = "access_number";
const ACCESS_HEAD: &str = "access_head";

impl<'a, 'u> Write<'a, 'u> {
    pub fn begin(
        conn: &'a mut Connection,
        place: &'a Place,
        me: Option<&'u SignedIn>,
        (now, offset_minutes): (i64, i32),
        actor: Actor,
        entropy: &'a mut dyn Entropy,
    ) -> OpResult<Self> {
        let tx = crate::vault::begin(conn)?;
        let clock_doubtful = is_doubtful(&tx, now)?;
        Ok(Self {
            tx,
            place,
            me,
            now,
            offset_minutes,
            clock_doubtful,
            actor,
            entropy,
            changes: OpChanges::default(),
        })
    }

    pub fn now(&self) -> i64 {
        self.now
    }

    /// The day at this place.
    pub fn local_day(&self, at: i64) -> Option<NaiveDate> {
        let local = at.checked_add(i64::from(self.offset_minutes) * 60)?;
        DateTime::from_timestamp(local, 0).map(|at| at.date_naive())
    }

    /// Whether this time has not come yet; a day is allowed for clocks that disagree. A clock that is known to be wrong says nothing
    /// of what is still to come.
    pub fn is_to_come(&self, at: i64) -> bool {
        !self.clock_doubtful && at > self.now.saturating_add(DAY_SECS)
    }

    /// The same for a day.
    pub fn is_day_to_come(&self, date: PartialDate) -> bool {
        let tomorrow = self.local_day(self.now.saturating_add(DAY_SECS));
        !self.clock_doubtful && tomorrow.is_some_and(|tomorrow| date.is_after(tomorrow))
    }

    /// Whether the clock is known to be wrong: then it is no measure for what a user says.
    pub fn is_clock_doubtful(&self) -> bool {
        self.clock_doubtful
    }

    /// Goes on in another user's name and at another time; only for invented records.
    pub fn act_as(&mut self, me: &'u SignedIn, at: i64) {
        self.me = Some(me);
        self.now = at;
        self.clock_doubtful = false;
    }

    pub fn new_doc(&mut self) -> OpResult<DocId> {
        Ok(DocId(new_id(self.now, self.entropy)?))
    }

    /// Short id for an entry of a list inside a card.
    pub fn new_key(&mut self) -> OpResult<String> {
        let mut random = [0; 8];
        self.entropy.fill(&mut random)?;
        Ok(hex(&random))
    }

    /// A new card with its first facts.
    pub fn new_card(&mut self, edits: &[(String, Object)]) -> OpResult<PatientId> {
        let patient = self.new_doc()?;
        let card = Card::new(patient, self.actor);
        self.write_card(card, edits)?;
        Ok(patient)
    }

    /// Edits facts of a known card that nobody disputes; unchanged values are not written again.
    pub fn edit_card(&mut self, patient: PatientId, edits: &[(String, Object)]) -> OpResult<()> {
        if !rebuild::is_known(&self.tx, patient)? {
            return Err(OpError::Unknown(patient));
        }
        let card = facts::load(&self.tx, patient, self.actor)?;
        let differs = |(key, value): &&(String, Object)| {
            let standing = card.facts(key);
            standing.len() != 1 || standing[0].value != *value
        };
        let edits: Vec<(String, Object)> = edits.iter().filter(differs).cloned().collect();
        if edits.is_empty() {
            return Ok(());
        }
        self.write_card(card, &edits)
    }

    /// Writes one of the values that stand under a key over all of them.
    pub fn settle_card(&mut self, patient: PatientId, kept: &(String, Object)) -> OpResult<()> {
        let card = facts::load(&self.tx, patient, self.actor)?;
        self.write_card(card, std::slice::from_ref(kept))
    }

    /// An entry about a patient, signed by the user; by the workstation where no user acts.
    pub fn entry(
        &mut self,
        kind: Kind,
        patient: PatientId,
        content: &impl Serialize,
        when: Circumstance,
    ) -> OpResult<DocId> {
        let id = match when.id {
            Some(id) => id,
            None => self.new_doc()?,
        };
        let chunk = self.seal(id, kind, Unit::Patient(patient), content, when, true)?;
        self.append(&chunk)?;
        self.note(patient, id);
        Ok(id)
    }

    /// An entry that the program makes by itself, signed by the workstation.
    pub fn own_entry(
        &mut self,
        kind: Kind,
        patient: PatientId,
        content: &impl Serialize,
    ) -> OpResult<DocId> {
        let id = self.new_doc()?;
        let chunk = self.seal(
            id,
            kind,
            Unit::Patient(patient),
            content,
            Circumstance::default(),
            false,
        )?;
        self.append(&chunk)?;
        self.note(patient, id);
        Ok(id)
    }

    /// A user entry, in the facility's scope.
    pub fn user(&mut self, user: &User) -> OpResult<DocId> {
        self.changes.users = true;
        self.changes.rules = true;
        self.house_entry(Kind::USER, user)
    }

    /// An entry of the house as a whole, signed by the user; it reaches every workstation of the house.
    pub fn house_entry(&mut self, kind: Kind, content: &impl Serialize) -> OpResult<DocId> {
        let id = self.new_doc()?;
        let chunk = self.seal(
            id,
            kind,
            Unit::Facility(self.place.facility),
            content,
            Circumstance::default(),
            true,
        )?;
        self.append(&chunk)?;
        Ok(id)
    }

    /// One line of the access log, chained to the line before on this device.
    pub fn access(
        &mut self,
        action: &str,
        purpose: &str,
        patient: Option<PatientId>,
        target: Option<DocId>,
    ) -> OpResult<()> {
        self.access_because(action, purpose, patient, target, ("", ""))
    }

    /// The same with a reason and what was said to it.
    pub fn access_because(
        &mut self,
        action: &str,
        purpose: &str,
        patient: Option<PatientId>,
        target: Option<DocId>,
        (reason, note): (&str, &str),
    ) -> OpResult<()> {
        let number = meta::int(&self.tx, ACCESS_NUMBER)?.unwrap_or(0) + 1;
        let access = Access {
            number,
            previous: meta::get(&self.tx, ACCESS_HEAD)?
                .map(|head| hex(&head))
                .unwrap_or_default(),
            user: self
                .me
                .map(|me| me.who.user.to_string())
                .unwrap_or_default(),
            action: action.to_owned(),
            patient,
            target,
            purpose: purpose.to_owned(),
            reason: reason.to_owned(),
            note: note.to_owned(),
        };
        let id = self.new_doc()?;
        let chunk = self.seal(
            id,
            Kind::ACCESS,
            Unit::Device(self.place.device),
            &access,
            Circumstance::default(),
            false,
        )?;
        self.append(&chunk)?;
        meta::set_int(&self.tx, ACCESS_NUMBER, number)?;
        meta::set(&self.tx, ACCESS_HEAD, &crate::record::hash(&chunk.bytes).0)?;
        Ok(())
    }

    /// The twin of a refused card change, with the same facts under this transaction's actor.
    pub fn adopt_card(&mut self, mut card: Card, refused: &Chunk) -> OpResult<()> {
        let chunk = card.reauthor(refused, self.now, self.place.device, &self.place.device_key)?;
        let header = self.checked(&chunk)?;
        log::append(&self.tx, &chunk, &header, true)?;
        Ok(())
    }

    /// The twin of a refused entry; its author's signature goes along.
    pub fn adopt(&mut self, twin: &Chunk) -> OpResult<()> {
        self.append(twin)?;
        self.received(twin);
        Ok(())
    }

    /// Says which screens an entry from outside concerns.
    pub fn received(&mut self, chunk: &Chunk) {
        match chunk.unit {
            Unit::Patient(patient) => self.note(patient, chunk.doc),
            // A user who joins or leaves may change whose signature under a rule counts.
            Unit::Facility(_) => {
                self.changes.users = true;
                self.changes.rules = true;
            }
            Unit::Device(_) => {}
        }
    }

    /// Durable when this returns. On an error the caller draws a new actor.
    pub fn commit(self) -> OpResult<OpChanges> {
        // A clock known to be wrong is no measure for the entries that follow.
        if !self.clock_doubtful {
            let last = meta::int(&self.tx, LAST_AT)?.unwrap_or(self.now);
            meta::set_int(&self.tx, LAST_AT, last.max(self.now))?;
        }
        let mut changes = self.changes;
        changes.patients.sort_unstable();
        changes.patients.dedup();
        // What is new may make an open order dangerous. Kept in the same transaction: a restart forgets nobody.
        for patient in &changes.patients {
            review::due(&self.tx, *patient)?;
        }
        self.tx.commit().map_err(VaultError::from)?;
        Ok(changes)
    }

    fn write_card(&mut self, mut card: Card, edits: &[(String, Object)]) -> OpResult<()> {
        let by = self.me.map(|me| me.who.user).unwrap_or_default();
        for (key, value) in edits {
            card.put(key, value, by, self.now)?;
        }
        let chunk = card.commit(self.now, self.place.device, &self.place.device_key)?;
        let header = self.checked(&chunk)?;
        log::append(&self.tx, &chunk, &header, true)?;
        facts::project(&self.tx, &card)?;
        self.note(card.id(), card.id());
        self.changes.conflicts = true;
        Ok(())
    }

    fn seal(
        &self,
        id: DocId,
        kind: Kind,
        unit: Unit,
        content: &impl Serialize,
        when: Circumstance,
        by_user: bool,
    ) -> OpResult<Chunk> {
        let me = self.me.filter(|_| by_user);
        let head = Head {
            id,
            kind,
            unit,
            by: me.map(|me| me.who.user),
            role: me
                .map(|me| me.who.role.code().to_owned())
                .unwrap_or_default(),
            device: self.place.device,
            facility: self.place.facility,
            care_at: when.care_at.unwrap_or(self.now),
            entered_at: self.now,
            clock_doubtful: self.clock_doubtful,
            amends: when.amends,
        };
        let key = me.map_or(&self.place.device_key, |me| &me.key);
        Ok(seal(&head, content, key, self.actor)?)
    }

    fn append(&mut self, chunk: &Chunk) -> OpResult<()> {
        let header = self.checked(chunk)?;
        if let Some(n) = log::append(&self.tx, chunk, &header, true)? {
            rebuild::entry(&self.tx, n, chunk)?;
        }
        Ok(())
    }

    /// Our own chunk passes the gate that everybody else's must pass; otherwise it is a fault of this program.
    fn checked(&self, chunk: &Chunk) -> OpResult<crate::record::Header> {
        inspect(chunk).map_err(|poison| {
            OpError::Record(crate::record::RecordError::Unreadable(poison.to_string()))
        })
    }

    fn note(&mut self, patient: PatientId, written: DocId) {
        self.changes.patients.push(patient);
        self.changes.written.push(written);
        self.changes.worklist = true;
    }
}

/// Before the last entry, or more than a day from the store's time: what the store said at the last sync, and what has passed
/// since. A clock that jumps ahead between two syncs is found at the second one.
fn is_doubtful(conn: &Connection, now: i64) -> OpResult<bool> {
    if meta::int(conn, LAST_AT)?.is_some_and(|last| now < last) {
        return Ok(true);
    }
    let (Some(store), Some(here)) = (meta::int(conn, STORE_TIME)?, meta::int(conn, STORE_MET_AT)?)
    else {
        return Ok(false);
    };
    // The store's time has passed already, here it has not.
    let behind = now < store.saturating_sub(DAY_SECS);
    // It was ahead then, and nobody has put it back.
    let ahead = here.saturating_sub(store) > DAY_SECS && now >= here;
    Ok(behind || ahead)
}
