//! Workstations of the same house: who they are, and what goes to them and comes from them over the local network. What comes is as
//! hostile as what comes from the store, and passes the same gate.

use std::collections::BTreeSet;

use ed25519_dalek::VerifyingKey;
use serde::{Deserialize, Serialize};

use super::error::{OpError, OpResult};
use super::house::House;
use super::op::OpChanges;
use super::remote::{quarantined, receive, reproject};
use crate::domain::chunk::{Chunk, Unit};
use crate::domain::ids::{DeviceId, Hash32, hex, unhex};
use crate::record::{self, Signer};
use crate::vault::places::CursorRow;
use crate::vault::relay::{self, Listing, Mark};
use crate::vault::signers::{self, Source};
use crate::vault::{erased, log, meta, places};

/// A workstation that was paired with this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Neighbour {
    pub device: DeviceId,
    /// Its Ed25519 key, 64 hexadecimal digits: whoever shows another one is not this workstation.
    pub key: String,
    /// As it calls itself.
    pub name: String,
    /// `host:port` where it can be reached; empty while it only comes by itself.
    pub address: String,
    /// The last meeting that came to its end, UTC seconds.
    #[serde(default)]
    pub last_at: Option<i64>,
    /// How far it has read this log.
    #[serde(default)]
    pub read: u64,
}

impl Neighbour {
    pub fn key(&self) -> Option<VerifyingKey> {
        let bytes: [u8; 32] = unhex(&self.key)?.try_into().ok()?;
        VerifyingKey::from_bytes(&bytes).ok()
    }
}

/// What one piece of a neighbour's log brought.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Brought {
    pub changes: OpChanges,
    /// Changes that are new here.
    pub new: u64,
    /// Changes that did not pass the gate and were put away.
    pub refused: u64,
}

const NEIGHBOURS: &str = "lan_neighbours";
/// Workstations of one house.
pub const MOST_NEIGHBOURS: usize = 16;

fn mark_of(device: DeviceId) -> String {
    format!("lan_mark:{}", hex(&device.0))
}

impl House {
    pub fn neighbours(&self) -> OpResult<Vec<Neighbour>> {
        let kept = meta::get(&self.conn, NEIGHBOURS)?.unwrap_or_default();
        Ok(serde_json::from_slice(&kept).unwrap_or_default())
    }

    /// Adds or replaces one. Its key is believed from now on: people read the code from one screen and typed it at the other.
    pub fn pair(&mut self, new: Neighbour) -> OpResult<()> {
        let mut all = self.neighbours()?;
        all.retain(|known| known.device != new.device);
        let key = new.key().filter(|_| all.len() < MOST_NEIGHBOURS);
        let key = key.ok_or_else(|| OpError::Invalid {
            code: "too-many-neighbours",
            field: String::new(),
        })?;
        let device = new.device;
        // A name in use keeps its key: nobody becomes another workstation of this house by saying so.
        let known = signers::keys_of(&self.conn, Signer::Device(device))?;
        if !known.is_empty() && !known.contains(&key) {
            return Err(OpError::Invalid {
                code: "neighbour-key",
                field: String::new(),
            });
        }
        all.push(new);
        let write = self.write(None)?;
        signers::trust(&write.tx, Signer::Device(device), &key, Source::Neighbour)?;
        meta::set(&write.tx, NEIGHBOURS, &told(&all))?;
        meta::remove(&write.tx, &mark_of(device))?;
        let done = write.commit();
        self.settle_commit(done).map(|_changes| ())
    }

    /// Takes one out: it is refused from now on. What it signed stays believed, and what it wrote is sent from here. False: it was none.
    pub fn forget_neighbour(&mut self, device: DeviceId) -> OpResult<bool> {
        let mut all = self.neighbours()?;
        let before = all.len();
        all.retain(|known| known.device != device);
        if all.len() == before {
            return Ok(false);
        }
        let write = self.write(None)?;
        meta::set(&write.tx, NEIGHBOURS, &told(&all))?;
        meta::remove(&write.tx, &mark_of(device))?;
        relay::release(&write.tx)?;
        let done = write.commit();
        self.settle_commit(done).map(|_changes| true)
    }

    /// A meeting came to its end.
    pub fn met_neighbour(
        &mut self,
        device: DeviceId,
        name: &str,
        address: Option<String>,
        read: u64,
    ) -> OpResult<()> {
        let mut all = self.neighbours()?;
        let Some(one) = all.iter_mut().find(|known| known.device == device) else {
            return Ok(());
        };
        name.clone_into(&mut one.name);
        if let Some(address) = address {
            one.address = address;
        }
        one.last_at = Some(self.clock.now());
        one.read = read;
        Ok(meta::set(&self.conn, NEIGHBOURS, &told(&all))?)
    }

    /// Number of the newest change of this log.
    pub fn log_tip(&self) -> OpResult<u64> {
        Ok(log::tip(&self.conn)?.0 as u64)
    }

    /// How far this neighbour's log was read here.
    pub fn neighbour_mark(&self, device: DeviceId) -> OpResult<Mark> {
        let kept = meta::get(&self.conn, &mark_of(device))?.unwrap_or_default();
        let Some((n, chain)) = kept.split_first_chunk() else {
            return Ok(Mark::default());
        };
        Ok(chain.try_into().map_or_else(
            |_length| Mark::default(),
            |chain| Mark {
                n: u64::from_be_bytes(*n),
                chain,
            },
        ))
    }

    pub fn log_listing(&self, from: &Mark, most: usize) -> OpResult<Listing> {
        Ok(relay::listing(&self.conn, from, most)?)
    }

    /// Those of `hashes` that are wanted here.
    pub fn missing(&self, hashes: &[Hash32]) -> OpResult<Vec<Hash32>> {
        let mut missing = Vec::new();
        for hash in hashes {
            if relay::is_missing(&self.conn, *hash)? {
                missing.push(*hash);
            }
        }
        Ok(missing)
    }

    pub fn chunks_of(&self, hashes: &[Hash32]) -> OpResult<Vec<Chunk>> {
        let mut chunks = Vec::new();
        for hash in hashes {
            if let Some(logged) = log::chunk(&self.conn, *hash)? {
                chunks.push(logged.chunk);
            }
        }
        Ok(chunks)
    }

    /// Checks, stores and projects what a neighbour's log brought, and how far it was read, in one transaction.
    pub fn take_from_neighbour(
        &mut self,
        device: DeviceId,
        chunks: &[Chunk],
        upto: &Mark,
    ) -> OpResult<Brought> {
        let mut write = self.write(None)?;
        let mut cards = BTreeSet::new();
        let (mut new, mut refused) = (0, 0);
        for chunk in chunks {
            let hash = record::hash(&chunk.bytes);
            if !relay::is_missing(&write.tx, hash)? || relay::is_leaving(&write.tx, chunk.unit)? {
                continue;
            }
            if let Unit::Patient(patient) = chunk.unit
                && erased::find(&write.tx, patient)?.is_some()
            {
                // The neighbour has not heard of the erasure yet.
                erased::keep_out(&write.tx, hash, patient)?;
                continue;
            }
            match receive(&mut write, chunk, &mut cards)? {
                Ok(()) => {
                    places::named(&write.tx, hash, chunk.doc)?;
                    relay::wait(&write.tx, hash)?;
                    new += 1;
                }
                Err(reason) => {
                    quarantined(&mut write, chunk, reason)?;
                    refused += 1;
                }
            }
        }
        reproject(&mut write, &cards)?;
        let mut kept = upto.n.to_be_bytes().to_vec();
        kept.extend(upto.chain);
        meta::set(&write.tx, &mark_of(device), &kept)?;
        let done = write.commit();
        Ok(Brought {
            changes: self.settle_commit(done)?,
            new,
            refused,
        })
    }

    /// Content addresses that wait for the store, after this number.
    pub fn waiting_after(&self, n: u64, most: usize) -> OpResult<(Vec<Hash32>, u64)> {
        let (hashes, last) = relay::waiting(&self.conn, n as i64, most)?;
        Ok((hashes, last as u64))
    }

    /// Which of them the store has shown here, and where.
    pub fn places_of(&self, hashes: &[Hash32]) -> OpResult<Vec<(Hash32, CursorRow)>> {
        let mut places = Vec::new();
        for hash in hashes {
            if let Some(place) = relay::place_of(&self.conn, *hash)? {
                places.push((*hash, place));
            }
        }
        Ok(places)
    }

    /// What a neighbour saw in the store's log need not go from here. How many that were.
    pub fn seen_by_neighbour(&mut self, places: &[(Hash32, CursorRow)]) -> OpResult<u64> {
        if places.is_empty() {
            return Ok(0);
        }
        let write = self.write(None)?;
        let mut count = 0;
        for (hash, place) in places {
            count += u64::from(relay::told(&write.tx, place, *hash)?);
        }
        let done = write.commit();
        self.settle_commit(done).map(|_changes| count)
    }
}

fn told(all: &[Neighbour]) -> Vec<u8> {
    serde_json::to_vec(all).unwrap_or_default()
}
