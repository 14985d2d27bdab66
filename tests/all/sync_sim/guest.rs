//! Another workstation that comes by, by chance a hostile, a damaged or a newer one: what it sends must harm nobody.

use ed25519_dalek::SigningKey;
use feldsher::domain::chunk::{Chunk, Kind, Unit};
use feldsher::domain::ids::DocId;
use feldsher::sync::client::Report;
use feldsher::sync::frame::MAGIC;
use feldsher::sync::port::{Transport, TransportError};

use super::line::{refusal, serve};
use super::template::SEATS;
use super::world::World;
use crate::sync::rig::Station;

/// A kind that no program of today reads.
const NEWER: Kind = Kind(999);

pub struct Whole<'a>(pub &'a feldsher::store::Store);

impl Transport for Whole<'_> {
    fn exchange(
        &mut self,
        body: &[u8],
        on_bytes: &mut dyn FnMut(&[u8]) -> bool,
    ) -> Result<(), TransportError> {
        on_bytes(&serve(self.0, body, true).map_err(refusal)?);
        Ok(())
    }
}

pub fn visit(world: &mut World) -> Result<(), String> {
    let store = world.centre.store.clone();
    let patient = world.patients[world.dice.below(world.patients.len())];
    if world.centre.holders(patient).is_empty() {
        return Ok(());
    }
    let before = world.centre.count("SELECT COUNT(*) FROM quarantine");
    let chunks = world.centre.count("SELECT COUNT(*) FROM chunk");
    let mut guest = Station::enrol(&store, SEATS[0], &world.dice);
    let good = |guest: &Station, kind| guest.entry(kind, Unit::Patient(patient), "come by");
    let what = world.dice.below(6);
    let fault = match what {
        0 => {
            let mut poison = good(&guest, Kind::VISIT);
            let at = poison.bytes.len() / 2 + world.dice.below(poison.bytes.len() / 2);
            poison.bytes[at] ^= 0x10;
            guest.vault.write(poison);
            25
        }
        1 => {
            let newer = good(&guest, NEWER);
            guest.vault.write(newer);
            26
        }
        2 => {
            bombs(world)?;
            27
        }
        3 => {
            let own =
                std::mem::replace(&mut guest.key, SigningKey::from_bytes(&world.dice.bytes()));
            let forged = good(&guest, Kind::VISIT);
            guest.key = own;
            guest.vault.write(forged);
            28
        }
        4 => {
            let card = guest.card_change(DocId(world.dice.bytes()), "tel", "1");
            guest.vault.write(Chunk {
                unit: Unit::Patient(patient),
                ..card
            });
            28
        }
        _ => {
            // The first change is lost before it was sent: what hangs on it waits, and what comes after does not.
            let stranger = guest.new_patient("Пробников");
            let first: Vec<_> = guest.vault.rows.keys().copied().collect();
            guest.edit(stranger, "tel", "1");
            guest.vault.rows.retain(|hash, _| !first.contains(hash));
            let newer = good(&guest, NEWER);
            guest.vault.write(newer);
            30
        }
    };
    let report = guest.sync(&mut Whole(&store));
    world.tally.hit(fault);
    if fault == 30 {
        world.tally.hit(29);
    }
    world.say(format!("a guest does {fault}: {report:?}"));
    let quarantined = world.centre.count("SELECT COUNT(*) FROM quarantine") - before;
    let accepted = world.centre.count("SELECT COUNT(*) FROM chunk") - chunks;
    let wanted = match fault {
        25 | 28 => (1, 0, 1, 0),
        26 => (0, 0, 0, 1),
        30 => (0, 1, 0, 1),
        _ => (0, 0, 0, 0),
    };
    let Report { refused, held, .. } = report;
    if (refused, held.min(1), quarantined, accepted) == wanted {
        Ok(())
    } else {
        Err(format!(
            "a guest did {fault}: refused {refused}, held {held}, quarantined {quarantined}, accepted {accepted}"
        ))
    }
}

/// Frames that say more than they are: refused before anything is allocated.
fn bombs(world: &World) -> Result<(), String> {
    let packed = zstd::bulk::compress(&vec![0; 16 << 20], 3).map_err(|e| e.to_string())?;
    let mut bomb = MAGIC.to_vec();
    bomb.extend([1, 1]);
    let length = packed.len();
    bomb.extend([(length & 0x7f) as u8 | 0x80, (length >> 7) as u8 & 0x7f]);
    bomb.extend(packed);
    let mut long = MAGIC.to_vec();
    long.extend([1, 0, 0xff, 0xff, 0xff, 0xff, 0x7f]);
    for body in [bomb, long] {
        if serve(&world.centre.store, &body, true).is_ok() {
            return Err("a bomb was taken".to_owned());
        }
    }
    Ok(())
}
