//! What an operator does at the store itself: codes, grants, epochs, marks, figures.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Store;
use super::accept::{held_by, hold, lock_unit};
use super::devices::{Enrolled, Newcomer, announce, enrol};
use super::erase::is_erased;
use super::log::{self, Append};
use super::refused::Refused;
use super::storage::{StoreError, Tx, Value, bytes, int, one, text, within};
use crate::domain::chunk::{Kind, Unit};
use crate::domain::ids::{DeviceId, FacilityId, PatientId, hex};
use crate::sync::auth::code_hash;
use crate::sync::cursor::{Epoch, Log, Scope};
use crate::sync::enrol::EnrolAnswer;
use crate::sync::guards::Guard;

/// Default life of an enrolment code.
pub const CODE_MINUTES: u32 = 15;

/// A one-time code, shown once and kept as a hash only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Code {
    pub code: String,
    pub scope: Scope,
    pub scope_name: String,
    /// UTC seconds on the store's clock.
    pub expires_at: i64,
}

/// Figures of the whole store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stats {
    pub epoch: String,
    pub scopes: Vec<ScopeStats>,
    pub documents: u64,
    pub chunks: u64,
    pub duplicates_refused: u64,
    pub quarantine: u64,
    pub devices: u64,
    pub events: u64,
    /// Patients whose records a law took.
    pub erased: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ScopeStats {
    pub scope: Scope,
    pub name: String,
    pub cards_seq: u64,
    pub entries_seq: u64,
    pub units: u64,
}

impl Store {
    /// Makes a code for a scope, given by id or by name; a name that is new makes a new scope.
    pub fn enrol_code(&self, scope: &str, minutes: u32) -> Result<Code, StoreError> {
        let now = self.clock.now();
        let code = grouped(&hex(&self.draw::<16>()));
        let fresh: [u8; 16] = self.draw();
        let expires_at = now.saturating_add(i64::from(minutes) * 60);
        let (scope, scope_name) = within(&*self.storage, |tx| {
            let (id, name) = find_or_make_scope(tx, scope, FacilityId(fresh), now)?;
            tx.execute(
                "INSERT INTO enrol_code (code_hash, scope, expires_at, used_at, device) VALUES ($1, $2, $3, NULL, NULL)",
                &[
                    bytes(code_hash(&code).0),
                    bytes(id.0),
                    Value::Int(expires_at),
                ],
            )?;
            Ok((id, name))
        })?;
        Ok(Code {
            code,
            scope,
            scope_name,
            expires_at,
        })
    }

    /// [`Self::enrol`] in the words of the wire.
    pub fn enrol_answer(&self, code: &str, newcomer: &Newcomer) -> Result<EnrolAnswer, StoreError> {
        let (enrolled, epoch, token) = self.enrol(code, newcomer)?;
        Ok(EnrolAnswer {
            scope: enrolled.scope,
            scope_name: enrolled.scope_name,
            device: newcomer.device,
            store_key: hex(self.public_key().as_bytes()),
            epoch: hex(&epoch),
            token: hex(&token),
        })
    }

    /// Uses a code up and tells the scope about its new device.
    pub fn enrol(
        &self,
        code: &str,
        newcomer: &Newcomer,
    ) -> Result<(Enrolled, Epoch, [u8; 8]), StoreError> {
        let token = self.draw();
        let now = self.clock.now();
        within(&*self.storage, |tx| {
            let before = one(
                tx,
                "SELECT scope FROM device WHERE device = $1",
                &[bytes(newcomer.device.0)],
            )?;
            let enrolled = enrol(tx, code, newcomer, token, now)?;
            if before.is_some_and(|row| row.array(0).is_ok_and(|old| old != enrolled.scope.0)) {
                bring_along(tx, enrolled.scope, newcomer.device, now)?;
            }
            announce(tx, enrolled.scope, &self.key)?;
            let (_, epoch, _) = log::current_epoch(tx)?;
            Ok((enrolled, epoch, token))
        })
    }

    /// Lets a scope hold a patient: from now on, and the whole history. Granting twice changes nothing.
    pub fn grant(&self, scope: Scope, patient: PatientId) -> Result<bool, StoreError> {
        let unit = Unit::Patient(patient);
        let now = self.clock.now();
        within(&*self.storage, |tx| {
            if one(
                tx,
                "SELECT name FROM scope WHERE scope = $1",
                &[bytes(scope.0)],
            )?
            .is_none()
            {
                return Err(Refused::UnknownScope.into());
            }
            lock_unit(tx, unit)?;
            if is_erased(tx, unit)? {
                return Err(Refused::Erased.into());
            }
            let holders = held_by(tx, unit)?;
            if holders.contains(&scope) {
                return Ok(false);
            }
            let [mut cards, mut entries] = log::history(tx, unit)?;
            if cards.is_empty() && entries.is_empty() {
                return Err(Refused::UnknownPatient.into());
            }
            if !self.guards.has(Guard::Backfill) {
                cards.clear();
                entries.clear();
            }
            hold(tx, scope, unit, now)?;
            let mut first = vec![Append::Grant(unit)];
            first.extend(cards);
            log::append(tx, scope, Log::Cards, &first)?;
            if !entries.is_empty() {
                log::append(tx, scope, Log::Entries, &entries)?;
            }
            Ok(true)
        })
    }

    /// Lets a scope hold a patient no longer. Its workstations keep what is not safe here yet, and what they still send of her is taken. The
    /// last house that holds her cannot be taken away. False: it did not hold her.
    pub fn revoke(&self, scope: Scope, patient: PatientId) -> Result<bool, StoreError> {
        let unit = Unit::Patient(patient);
        within(&*self.storage, |tx| {
            let known = one(
                tx,
                "SELECT name FROM scope WHERE scope = $1",
                &[bytes(scope.0)],
            )?;
            known.ok_or(Refused::UnknownScope)?;
            lock_unit(tx, unit)?;
            let holders = held_by(tx, unit)?;
            if !holders.contains(&scope) {
                return Ok(false);
            }
            if holders.len() == 1 {
                return Err(Refused::LastHolder.into());
            }
            tx.execute(
                "DELETE FROM unit_scope WHERE unit = $1 AND scope = $2",
                &[bytes(unit.to_bytes()), bytes(scope.0)],
            )?;
            for log in Log::ALL {
                log::append(tx, scope, log, &[Append::Revoke(unit)])?;
            }
            Ok(true)
        })
    }

    /// After a restore or a failover: workstations hand back what this database no longer has.
    pub fn new_epoch(&self) -> Result<Epoch, StoreError> {
        let id = self.draw();
        let now = self.clock.now();
        within(&*self.storage, |tx| log::new_epoch(tx, id, now))?;
        Ok(id)
    }

    /// Everything so far is covered by a backup outside this machine. Returns how many logs were marked.
    pub fn mark_stable(&self) -> Result<u64, StoreError> {
        within(&*self.storage, |tx| {
            tx.execute("UPDATE log_head SET stable_seq = seq", &[])
        })
    }

    pub fn stats(&self) -> Result<Stats, StoreError> {
        within(&*self.storage, |tx| {
            let (_, epoch, _) = log::current_epoch(tx)?;
            Ok(Stats {
                epoch: hex(&epoch),
                scopes: scopes(tx)?,
                documents: count(tx, "SELECT COUNT(*) FROM doc")?,
                chunks: count(tx, "SELECT COUNT(*) FROM chunk")?,
                duplicates_refused: count(
                    tx,
                    "SELECT CAST(COALESCE(SUM(duplicates), 0) AS BIGINT) FROM replica",
                )?,
                quarantine: count(tx, "SELECT COUNT(*) FROM quarantine")?,
                devices: count(tx, "SELECT COUNT(*) FROM device")?,
                events: count(tx, "SELECT COUNT(*) FROM event")?,
                erased: count(tx, "SELECT COUNT(*) FROM erased")?,
            })
        })
    }
}

/// Groups of four are read out and typed with fewer mistakes.
fn grouped(digits: &str) -> String {
    let groups: Vec<&str> = (0..digits.len())
        .step_by(4)
        .filter_map(|at| digits.get(at..digits.len().min(at + 4)))
        .collect();
    groups.join("-")
}

fn find_or_make_scope(
    tx: &mut dyn Tx,
    wanted: &str,
    fresh: FacilityId,
    now: i64,
) -> Result<(Scope, String), StoreError> {
    let id = FacilityId::parse(wanted);
    let found = one(
        tx,
        "SELECT scope, name FROM scope WHERE scope = $1 OR name = $2",
        &[bytes(id.unwrap_or_default().0), text(wanted)],
    )?;
    if let Some(row) = found {
        return Ok((FacilityId(row.array(0)?), row.text(1)?.to_owned()));
    }
    let scope = id.unwrap_or(fresh);
    tx.execute(
        "INSERT INTO scope (scope, name, created_at) VALUES ($1, $2, $3)",
        &[bytes(scope.0), text(wanted), Value::Int(now)],
    )?;
    log::create(tx, scope)?;
    Ok((scope, wanted.to_owned()))
}

/// A device that changed its scope writes on under its own name and its house's: the new scope holds both, with their history.
fn bring_along(
    tx: &mut dyn Tx,
    scope: Scope,
    device: DeviceId,
    now: i64,
) -> Result<(), StoreError> {
    let rows = tx.query(
        "SELECT DISTINCT unit FROM chunk WHERE device = $1 AND kind = $2 ORDER BY unit LIMIT $3",
        &[
            bytes(device.0),
            int(u64::from(Kind::USER.0)),
            int(log::MAX_ROWS as u64),
        ],
    )?;
    let mut units = BTreeSet::from([Unit::Device(device)]);
    for row in &rows {
        let unit = Unit::from_bytes(row.bytes(0)?).ok_or(StoreError::Corrupt("an unknown unit"))?;
        if matches!(unit, Unit::Facility(_)) {
            units.insert(unit);
        }
    }
    let (mut cards, mut entries) = (Vec::new(), Vec::new());
    for unit in &units {
        lock_unit(tx, *unit)?;
    }
    for unit in units {
        let holders = held_by(tx, unit)?;
        if holders.is_empty() || holders.contains(&scope) {
            continue;
        }
        hold(tx, scope, unit, now)?;
        let [more_cards, more_entries] = log::history(tx, unit)?;
        cards.push(Append::Grant(unit));
        cards.extend(more_cards);
        entries.extend(more_entries);
    }
    for (log, appended) in [(Log::Cards, cards), (Log::Entries, entries)] {
        if !appended.is_empty() {
            log::append(tx, scope, log, &appended)?;
        }
    }
    Ok(())
}

fn scopes(tx: &mut dyn Tx) -> Result<Vec<ScopeStats>, StoreError> {
    let rows = tx.query(
        "SELECT s.scope, s.name, c.seq, e.seq, (SELECT COUNT(*) FROM unit_scope u WHERE u.scope = s.scope)
         FROM scope s JOIN log_head c ON c.scope = s.scope AND c.log = 0 JOIN log_head e ON e.scope = s.scope AND e.log = 1
         ORDER BY s.name LIMIT $1",
        &[int(log::MAX_ROWS as u64)],
    )?;
    rows.iter()
        .map(|row| {
            Ok(ScopeStats {
                scope: FacilityId(row.array(0)?),
                name: row.text(1)?.to_owned(),
                cards_seq: row.u64(2)?,
                entries_seq: row.u64(3)?,
                units: row.u64(4)?,
            })
        })
        .collect()
}

fn count(tx: &mut dyn Tx, sql: &str) -> Result<u64, StoreError> {
    one(tx, sql, &[])?
        .ok_or(StoreError::Corrupt("a count without a row"))?
        .u64(0)
}
