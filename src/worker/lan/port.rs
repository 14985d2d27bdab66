//! The house during a meeting with one neighbour: `sync::lan::talk::LanVault` over the second door.

use crate::domain::chunk::Chunk;
use crate::domain::ids::{DeviceId, Hash32};
use crate::ops::OpError;
use crate::ops::op::OpChanges;
use crate::sync::cursor::{Log, Place};
use crate::sync::lan::message::Mark;
use crate::sync::lan::talk::{LanVault, Piece, Taken};
use crate::sync::port::{VaultError, VaultResult};
use crate::vault::places::CursorRow;
use crate::vault::relay;
use crate::worker::shared::HouseGuest;

pub struct LanPort<'a> {
    house: &'a HouseGuest,
    device: DeviceId,
    /// What came in, for the screens.
    pub changes: OpChanges,
}

impl<'a> LanPort<'a> {
    pub fn new(house: &'a HouseGuest, neighbour: DeviceId) -> Self {
        Self {
            house,
            device: neighbour,
            changes: OpChanges::default(),
        }
    }
}

impl LanVault for LanPort<'_> {
    fn mark(&mut self) -> VaultResult<Mark> {
        let device = self.device;
        let mark = said(self.house.step(|house| house.neighbour_mark(device)))?;
        Ok(Mark {
            n: mark.n,
            chain: mark.chain,
        })
    }

    fn piece(&mut self, from: &Mark, most: usize) -> VaultResult<Piece> {
        let from = inner(from);
        let listing = said(self.house.step(|house| house.log_listing(&from, most)))?;
        Ok(Piece {
            hashes: listing.hashes,
            upto: Mark {
                n: listing.upto.n,
                chain: listing.upto.chain,
            },
            is_last: listing.is_last,
        })
    }

    fn missing(&mut self, hashes: &[Hash32]) -> VaultResult<Vec<Hash32>> {
        said(self.house.step(|house| house.missing(hashes)))
    }

    fn chunks(&mut self, hashes: &[Hash32]) -> VaultResult<Vec<Chunk>> {
        said(self.house.step(|house| house.chunks_of(hashes)))
    }

    fn take(&mut self, chunks: &[Chunk], upto: &Mark) -> VaultResult<Taken> {
        let (device, upto) = (self.device, inner(upto));
        let brought = said(
            self.house
                .step(|house| house.take_from_neighbour(device, chunks, &upto)),
        )?;
        self.changes.join(brought.changes);
        Ok(Taken {
            new: brought.new,
            refused: brought.refused,
        })
    }

    fn waiting(&mut self, after: u64, most: usize) -> VaultResult<(Vec<Hash32>, u64)> {
        said(self.house.step(|house| {
            // Without a store nobody can have seen anything there.
            if house.cursors()?.is_empty() {
                return Ok((Vec::new(), after));
            }
            house.waiting_after(after, most)
        }))
    }

    fn placed(&mut self, hashes: &[Hash32]) -> VaultResult<Vec<(Hash32, Place)>> {
        let rows = said(self.house.step(|house| house.places_of(hashes)))?;
        let places = rows.into_iter().filter_map(|(hash, row)| {
            let log = Log::from_number(row.log)?;
            Some((
                hash,
                Place {
                    scope: row.scope,
                    log,
                    epoch: row.epoch,
                    seq: row.seq,
                },
            ))
        });
        Ok(places.collect())
    }

    fn told(&mut self, places: &[(Hash32, Place)]) -> VaultResult<u64> {
        let rows: Vec<(Hash32, CursorRow)> = places
            .iter()
            .map(|(hash, place)| {
                let row = CursorRow {
                    scope: place.scope,
                    log: place.log.number(),
                    epoch: place.epoch,
                    seq: place.seq,
                    chain: [0; 16],
                };
                (*hash, row)
            })
            .collect();
        said(self.house.step(|house| house.seen_by_neighbour(&rows)))
    }
}

fn inner(mark: &Mark) -> relay::Mark {
    relay::Mark {
        n: mark.n,
        chain: mark.chain,
    }
}

fn said<T>(result: Result<T, OpError>) -> VaultResult<T> {
    result.map_err(|error| VaultError(error.code()))
}
