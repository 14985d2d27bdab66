//! Courier files at the workstation: the outbox onto a stick, the store's answer from one. The house is held for one step at a time.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use super::api::{CourierRead, CourierWritten, Fault};
use super::shared::HouseGuest;
use super::sync_link::{self, LAST_AT, op_fault, store_and_replica};
use super::sync_port::{Port, notes};
use crate::ops::op::OpChanges;
use crate::ops::{House, OpResult};
use crate::sync::courier::CourierError;
use crate::sync::courier::envelope::hint_of;
use crate::sync::courier::letter::{Errand, Letter};
use crate::sync::courier::parts::FileParts;
use crate::sync::courier::read::{Checked, open, whole};
use crate::sync::courier::reply::{self, Taken};
use crate::sync::courier::request::{self, Fresh, Sender};
use crate::sync::port::VaultError;

/// Number of the last file that this workstation began.
const NO: &str = "courier_no";
/// Ids of the answers that were taken in last.
const SEEN: &str = "courier_seen";
/// So many are remembered; one that is older changes nothing either, it is only not called "again".
const MAX_SEEN: usize = 256;

/// Writes everything that waits to `path`, and further parts beside it. `tell` hears how many records are written.
pub fn write(
    guest: &HouseGuest,
    path: &Path,
    max_part: u64,
    tell: &mut dyn FnMut(u64),
) -> Result<CourierWritten, Fault> {
    let me = guest.step(sender).map_err(|error| op_fault(&error))?;
    let mut port = Port::new(guest, me.store_key).for_a_stick();
    let mut parts = FileParts::new(path);
    let mut fresh = || {
        guest
            .step(fresh)
            .map_err(|error| VaultError(error.code()).into())
    };
    let written = request::write(&me, &mut port, &mut parts, max_part, &mut fresh, tell);
    match written {
        Ok(written) => Ok(CourierWritten {
            files: std::mem::take(&mut parts.done),
            bytes: written.bytes,
            records: written.records,
            visits: written.visits,
            too_long: written.too_long,
        }),
        // Whole parts count alone: what fitted may travel.
        Err(CourierError::Full) => {
            let code = if parts.done.is_empty() {
                "courier-full"
            } else {
                "courier-full-parts"
            };
            Err(Fault::new(code)
                .with("path", path.display())
                .with("parts", parts.done.len())
                .retry(true))
        }
        Err(error) => Err(fault(&error, path)),
    }
}

/// Takes an answer of the store in.
pub fn read(
    guest: &HouseGuest,
    path: &Path,
    tell: &mut dyn FnMut(u64),
) -> Result<(CourierRead, OpChanges), Fault> {
    let me = guest.step(sender).map_err(|error| op_fault(&error))?;
    let told = |error: CourierError| {
        let to_store = hint_of(&me.store_key);
        match error {
            // Her own file came back to her before it was at the centre.
            CourierError::Elsewhere { receiver } if receiver == to_store => {
                Fault::new("courier-to-centre").with("path", path.display())
            }
            other => fault(&other, path),
        }
    };
    let file = File::open(path).map_err(|error| told(CourierError::Io(error)))?;
    let size = file
        .metadata()
        .map_err(|error| told(CourierError::Io(error)))?
        .len();
    let again =
        || -> Result<BufReader<File>, CourierError> { Ok(BufReader::new(File::open(path)?)) };
    let checked = whole(BufReader::new(file), size, &me.key, &mut |_letter| {
        Ok::<_, CourierError>(me.store_key)
    })
    .map_err(told)?;
    let step = |done: OpResult<bool>| done.map_err(|error| op_fault(&error));
    let letter = &checked.letter;
    if step(guest.step(|house| was_seen(house, letter)))? {
        let seen = CourierRead {
            is_again: true,
            waiting: waiting(guest)?,
            ..CourierRead::default()
        };
        return Ok((seen, OpChanges::default()));
    }
    let mut port = Port::new(guest, me.store_key);
    let mut outcome = CourierRead::default();
    match &letter.errand {
        Errand::Request => return Err(told(CourierError::Meaning("errand"))),
        Errand::Renamed { replica } => {
            let is_ours = letter.replica == me.replica;
            outcome.is_renamed = is_ours;
            outcome.is_old = !is_ours;
            if is_ours {
                step(guest.step(|house| house.set_note(notes::REPLICA, replica).map(|()| true)))?;
            }
        }
        Errand::Answer { .. } => {
            let before = waiting(guest)?;
            let taken = take(&me, &checked, size, &again, &mut port, tell).map_err(told)?;
            let after = waiting(guest)?;
            outcome.confirmed = before.saturating_sub(after);
            outcome.waiting = after;
            outcome.received = taken.pulled;
            outcome.held = taken.held;
            outcome.refused = taken.refused;
            outcome.is_old = taken.is_old && outcome.confirmed == 0;
            outcome.has_gap = taken.has_gap;
            outcome.has_more = taken.more;
            outcome.differs = taken.differs;
            let is_exchange = !outcome.is_old && !outcome.has_gap;
            step(guest.step(|house| {
                house.set_note(notes::DICTS, &taken.dicts)?;
                if is_exchange {
                    note_exchange(house, taken.answered_at)?;
                }
                Ok(true)
            }))?;
        }
    }
    // An answer that waits for another one is to be read once more after it.
    if !outcome.has_gap {
        step(guest.step(|house| remember(house, letter).map(|()| true)))?;
    }
    Ok((outcome, port.changes))
}

/// Once through without an effect, once with it.
fn take(
    me: &Sender,
    checked: &Checked,
    size: u64,
    again: &dyn Fn() -> Result<BufReader<File>, CourierError>,
    port: &mut Port<'_>,
    tell: &mut dyn FnMut(u64),
) -> Result<Taken, CourierError> {
    let reopened = || -> Result<_, CourierError> {
        let (letter, frames) = open(again()?, size, &me.key)?.prove(&checked.key)?;
        if letter == checked.letter {
            Ok(frames)
        } else {
            // The stick was changed between two readings.
            Err(CourierError::Damaged)
        }
    };
    reply::rehearse(&checked.letter, &mut reopened()?, port)?;
    reply::take(&checked.letter, &mut reopened()?, port, tell)
}

fn waiting(guest: &HouseGuest) -> Result<u64, Fault> {
    let counts = guest.step(|house| house.delivery());
    counts
        .map(|(counts, _)| counts.waiting)
        .map_err(|error| op_fault(&error))
}

fn sender(house: &mut House) -> OpResult<Sender> {
    let (store_key, replica) = store_and_replica(house)?;
    let store_dicts = house.note(notes::DICTS)?.unwrap_or_default();
    let place = house.place();
    Ok(Sender {
        device: place.device,
        key: place.device_key.clone(),
        store_key,
        replica,
        store_dicts,
        app_version: env!("CARGO_PKG_VERSION").to_owned(),
    })
}

/// The number is durable before anything is written: it is never given twice.
fn fresh(house: &mut House) -> OpResult<Fresh> {
    let no = house
        .note(NO)?
        .and_then(|bytes| bytes.try_into().ok())
        .map_or(0, u64::from_be_bytes)
        + 1;
    house.set_note(NO, &no.to_be_bytes())?;
    let (mut id, mut secret) = ([0; 16], [0; 32]);
    house.entropy().fill(&mut id)?;
    house.entropy().fill(&mut secret)?;
    Ok(Fresh { no, id, secret })
}

/// The last exchange is as old as the centre's answer, not as its arrival here.
fn note_exchange(house: &mut House, answered_at: u64) -> OpResult<()> {
    let known = house
        .note(LAST_AT)?
        .and_then(|bytes| bytes.try_into().ok())
        .map_or(0, i64::from_be_bytes);
    let at = i64::try_from(answered_at)
        .unwrap_or(i64::MAX)
        .min(house.clock().now());
    if at > known {
        house.set_note(LAST_AT, &at.to_be_bytes())?;
    }
    Ok(())
}

fn was_seen(house: &mut House, letter: &Letter) -> OpResult<bool> {
    let seen = house.note(SEEN)?.unwrap_or_default();
    Ok(seen.chunks(letter.id.len()).any(|id| id == letter.id))
}

fn remember(house: &mut House, letter: &Letter) -> OpResult<()> {
    let mut seen = house.note(SEEN)?.unwrap_or_default();
    seen.extend(letter.id);
    let most = MAX_SEEN * letter.id.len();
    let kept = seen.split_off(seen.len().saturating_sub(most));
    house.set_note(SEEN, &kept)
}

fn fault(error: &CourierError, path: &Path) -> Fault {
    let told = Fault::new(error.code())
        .with("path", path.display())
        .retry(!error.is_permanent());
    match error {
        CourierError::Io(detail) => told.with("detail", detail),
        CourierError::Vault(detail) => told.with("detail", detail),
        CourierError::TooSmall(bytes) => told.with("bytes", bytes),
        CourierError::Meaning(_)
        | CourierError::NotOurs
        | CourierError::Newer
        | CourierError::Elsewhere { .. }
        | CourierError::Cut
        | CourierError::Damaged
        | CourierError::Sender
        | CourierError::History
        | CourierError::Full => told,
    }
}

/// Where a stick's file is looked for when only its folder was named.
pub fn in_folder(path: &Path, name: &str) -> PathBuf {
    if path.is_dir() {
        path.join(name)
    } else {
        path.to_owned()
    }
}

/// So that a courier's file is never written before this workstation knows a store.
pub fn is_enrolled(house: &House) -> Result<(), Fault> {
    match sync_link::enrolled(house).map_err(|error| op_fault(&error))? {
        Some(_) => Ok(()),
        None => Err(Fault::new("not-enrolled")),
    }
}
