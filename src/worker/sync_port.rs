//! The house as sync sees it: `sync::port::SyncVault` over the second door.

use ed25519_dalek::VerifyingKey;

use super::shared::HouseGuest;
use crate::domain::ids::Hash32;
use crate::ops::remote::{RemoteBatch, RemoteItem, Verdict};
use crate::ops::{House, OpError, op::OpChanges};
use crate::record::Signer;
use crate::sync::cursor::{Cursor, Log, Scope};
use crate::sync::digest::{self, BucketSum, SetDigest};
use crate::sync::guards::{Guard, Guards};
use crate::sync::message::{Item, Reset, Stable, What};
use crate::sync::notice::{Device, Notice};
use crate::sync::port::{Batch, Contact, Queued, Settlement, SyncVault, VaultError, VaultResult};
use crate::sync::tombstone::Tombstone;
use crate::vault::erased::Erased;
use crate::vault::places::CursorRow;

/// Names under which sync keeps its small values.
pub mod notes {
    pub const TOKEN: &str = "sync_token";
    pub const REPLICA: &str = "sync_replica";
    pub const BOOT: &str = "sync_boot";
    pub const DICTS: &str = "sync_dicts";
    pub const STORE_KEY: &str = "sync_store_key";
    pub const REPAIRS: &str = "sync_repairs";
}

/// A house during one sync session.
pub struct Port<'a> {
    house: &'a HouseGuest,
    store_key: VerifyingKey,
    guards: Guards,
    is_stick: bool,
    /// What came in, for the screens.
    pub changes: OpChanges,
}

impl<'a> Port<'a> {
    pub fn new(house: &'a HouseGuest, store_key: VerifyingKey) -> Self {
        Self {
            house,
            store_key,
            guards: Guards::ALL,
            is_stick: false,
            changes: OpChanges::default(),
        }
    }

    #[must_use]
    pub fn guarded_by(mut self, guards: Guards) -> Self {
        self.guards = guards;
        self
    }

    /// A stick also carries what neighbours wrote and are expected to send over a line themselves.
    #[must_use]
    pub fn for_a_stick(mut self) -> Self {
        self.is_stick = true;
        self
    }

    /// Patients whom the house no longer holds go when nothing of them is here alone. Only after the answer's seal was found good.
    fn leave(&mut self) -> VaultResult<()> {
        let safe_only = self.guards.has(Guard::StableMark);
        let changes = said(self.house.step(|house| house.leave(safe_only)))?;
        self.note(changes);
        Ok(())
    }

    fn note(&mut self, changes: OpChanges) {
        self.changes.join(changes);
    }

    /// A notice names the devices and managers whose signatures count in this scope, or a patient whose record a law took.
    fn believe(
        &self,
        house: &mut House,
        scope: Scope,
        notice: &[u8],
    ) -> Result<OpChanges, OpError> {
        if let Some(Tombstone { patient, at, who }) = Tombstone::open(notice, &self.store_key) {
            log::info!("sync: the record {patient} was erased by law");
            return house.erase(patient, &Erased { at, who });
        }
        let Some(notice) = Notice::open(notice, scope, &self.store_key) else {
            return Ok(OpChanges::default());
        };
        for gone in notice.devices.iter().filter(|device| device.revoked) {
            house.forget_neighbour(gone.id)?;
        }
        for device in speaking(notice.devices) {
            if let Ok(key) = VerifyingKey::from_bytes(&device.key) {
                house.trust(Signer::Device(device.id), &key)?;
            }
        }
        Ok(OpChanges::default())
    }
}

impl SyncVault for Port<'_> {
    fn cursors(&mut self) -> VaultResult<Vec<Cursor>> {
        let rows = said(self.house.step(|house| house.cursors()))?;
        rows.iter().map(cursor).collect()
    }

    fn lacking(&mut self) -> VaultResult<Vec<Hash32>> {
        said(self.house.step(|house| house.lacking()))
    }

    fn outbox(&mut self, position: u64, max_bytes: usize) -> VaultResult<Vec<Queued>> {
        let page = said(self.house.step(|house| {
            if self.is_stick {
                house.whole_outbox(position as i64, max_bytes)
            } else {
                house.outbox(position as i64, max_bytes)
            }
        }))?;
        Ok(page
            .into_iter()
            .map(|logged| Queued {
                position: logged.n as u64,
                hash: logged.hash,
                chunk: logged.chunk,
            })
            .collect())
    }

    fn apply(&mut self, batch: &Batch) -> VaultResult<Vec<Hash32>> {
        let items = batch
            .items
            .iter()
            .filter_map(|item| Some((item.seq, remote(item)?)))
            .collect();
        let next = batch.next.as_ref().map(row);
        let remote = RemoteBatch {
            scope: batch.scope,
            log: batch.log.number(),
            epoch: batch.epoch,
            items,
            next,
        };
        let (changes, missing) = said(self.house.step(|house| {
            let mut all = Vec::new();
            for item in &batch.items {
                if let What::Notice(bytes) = &item.what {
                    all.push(self.believe(house, batch.scope, bytes)?);
                }
            }
            let (changes, missing) = if batch.is_proven {
                house.apply_remote(&remote)?
            } else {
                house.apply_unproven(&remote)?
            };
            all.push(changes);
            Ok((all, missing))
        }))?;
        changes.into_iter().for_each(|changes| self.note(changes));
        Ok(missing)
    }

    fn settle(&mut self, settled: &[(Hash32, Settlement)]) -> VaultResult<()> {
        let settled: Vec<(Hash32, Verdict)> = settled
            .iter()
            .map(|(hash, settlement)| (*hash, verdict(settlement)))
            .collect();
        let changes = said(self.house.step(|house| house.settle_push(&settled)))?;
        self.note(changes);
        Ok(())
    }

    fn reset(&mut self, reset: &Reset) -> VaultResult<()> {
        said(self.house.step(|house| {
            house.reset_log(
                reset.scope,
                reset.log.number(),
                reset.fork_seq,
                &row(&reset.resume),
            )
        }))
    }

    fn requeue(&mut self, hashes: &[Hash32]) -> VaultResult<()> {
        said(self.house.step(|house| house.requeue(hashes)))
    }

    fn mark_stable(&mut self, mark: Stable) -> VaultResult<()> {
        said(
            self.house
                .step(|house| house.mark_stable(mark.scope, mark.log.number(), mark.seq)),
        )?;
        self.leave()
    }

    fn log_ended(&mut self, scope: Scope, log: Log) -> VaultResult<bool> {
        let went_back = said(self.house.step(|house| house.log_ended(log.number())))?;
        if went_back {
            let log = log.number();
            log::warn!(
                "sync: scope {scope} log {log} does not have what it acknowledged; sending it again"
            );
        }
        self.leave()?;
        Ok(went_back)
    }

    fn digest(&mut self, scope: Scope, log: Log) -> VaultResult<SetDigest> {
        let placed = said(self.house.step(|house| house.placed(scope, log.number())))?;
        Ok(SetDigest::of(placed.iter().map(|(hash, doc)| (hash, doc))))
    }

    fn bucket_sums(&mut self, scope: Scope, log: Log) -> VaultResult<Vec<BucketSum>> {
        let placed = said(self.house.step(|house| house.placed(scope, log.number())))?;
        Ok(digest::bucket_sums(placed.iter().map(|(hash, _)| hash)))
    }

    fn bucket(&mut self, scope: Scope, log: Log, bucket: u8) -> VaultResult<Vec<Hash32>> {
        let placed = said(self.house.step(|house| house.placed(scope, log.number())))?;
        Ok(placed
            .into_iter()
            .map(|(hash, _)| hash)
            .filter(|hash| hash.0[0] == bucket)
            .collect())
    }

    fn remember(&mut self, contact: &Contact) -> VaultResult<()> {
        said(self.house.step(|house| {
            house.set_note(notes::TOKEN, &contact.token)?;
            if let Some(replica) = contact.replica {
                house.set_note(notes::REPLICA, &replica)?;
            }
            if let Some(time) = i64::try_from(contact.server_time).ok().filter(|t| *t > 0) {
                house.met_store(time)?;
            }
            house.set_note(notes::DICTS, &contact.store_dicts)
        }))
    }

    fn raise_boot(&mut self, boot_no: u64) -> VaultResult<()> {
        said(
            self.house
                .step(|house| house.set_note(notes::BOOT, &boot_no.to_be_bytes())),
        )
    }

    fn repair_began(&mut self, scope: Scope, log: Log) -> VaultResult<()> {
        log::warn!(
            "sync: sets differ in scope {scope} log {}; repairing",
            log.number()
        );
        said(self.house.step(|house| {
            let before = house
                .note(notes::REPAIRS)?
                .and_then(|b| b.try_into().ok())
                .map_or(0, u64::from_be_bytes);
            house.set_note(notes::REPAIRS, &(before + 1).to_be_bytes())
        }))
    }
}

fn remote(item: &Item) -> Option<RemoteItem> {
    match &item.what {
        What::Change(chunk) => Some(RemoteItem::Change(chunk.clone())),
        What::Own { hash, doc } => Some(RemoteItem::Own {
            hash: *hash,
            doc: *doc,
        }),
        What::Grant(unit) => Some(RemoteItem::Held {
            unit: *unit,
            granted: true,
        }),
        What::Revoke(unit) => Some(RemoteItem::Held {
            unit: *unit,
            granted: false,
        }),
        What::Elsewhere { hash } => Some(RemoteItem::Elsewhere(*hash)),
        What::Notice(_) | What::Unknown { .. } => None,
    }
}

fn verdict(settlement: &Settlement) -> Verdict {
    match settlement {
        Settlement::Accepted(place) => Verdict::Accepted(place.map(|place| CursorRow {
            scope: place.scope,
            log: place.log.number(),
            epoch: place.epoch,
            seq: place.seq,
            chain: [0; 16],
        })),
        Settlement::Held { missing } => Verdict::Held { missing: *missing },
        Settlement::Reauthor => Verdict::Reauthor,
        Settlement::Poison { reason } => Verdict::Poison(reason.clone()),
        Settlement::Gone => Verdict::Gone,
    }
}

fn row(cursor: &Cursor) -> CursorRow {
    CursorRow {
        scope: cursor.scope,
        log: cursor.log.number(),
        epoch: cursor.epoch,
        seq: cursor.seq,
        chain: cursor.chain,
    }
}

fn cursor(row: &CursorRow) -> VaultResult<Cursor> {
    let log =
        Log::from_number(row.log).ok_or_else(|| VaultError(format!("cursor: log {}", row.log)))?;
    Ok(Cursor {
        scope: row.scope,
        log,
        epoch: row.epoch,
        seq: row.seq,
        chain: row.chain,
    })
}

fn said<T>(result: Result<T, OpError>) -> VaultResult<T> {
    result.map_err(|error| VaultError(error.code()))
}

/// The devices of a notice whose signatures count: one that was taken out of use says nothing new.
fn speaking(devices: Vec<Device>) -> impl Iterator<Item = Device> {
    devices.into_iter().filter(|device| !device.revoked)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::DeviceId;

    #[test]
    fn a_device_out_of_use_is_not_believed() {
        let device = |n: u8, revoked| Device {
            id: DeviceId([n; 16]),
            key: [n; 32],
            name: String::new(),
            revoked,
        };
        let heard: Vec<_> = speaking(vec![device(1, true), device(2, false)])
            .map(|device| device.id)
            .collect();
        assert_eq!(heard, [DeviceId([2; 16])]);
    }
}
