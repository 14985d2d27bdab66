//! The emergency directory on its way into the house: in slices between two exchanges, so that a whole pack over a slow line never
//! stands in the way of a record.

use std::time::{Duration, Instant};

use ed25519_dalek::{SigningKey, VerifyingKey};

use super::api::Fault;
use super::shared::HouseGuest;
use super::sync_link::{op_fault, transport_fault};
use crate::domain::ids::DeviceId;
use crate::ops::OpError;
use crate::paths::DataFolder;
use crate::sync::digest::SetDigest;
use crate::sync::directory::ask::{Ask, Offer, PART_BYTES, PART_HEAD, Plan, Want, part_head};
use crate::sync::directory::pack::{self, Kind, MAX_PACK, Part};
use crate::sync::directory::{PackError, hash};
use crate::sync::port::{Transport, TransportError};
use crate::vault::directory::coming::Coming;
use crate::vault::directory::{Making, STATE_BYTES, Standing, remove};
use crate::vault::{DataKey, VaultError};

/// Bytes that are made durable at once.
const SLICE: usize = 32 * 1024;
/// Longest plan: its seal, and 40 bytes for each pack.
const MAX_PLAN: usize = 32 * 1024;
/// Answers in a row that brought nothing before a line counts as broken.
const MAX_EMPTY: u32 = 2;

/// Who asks, and over what line.
pub struct Asker<'a> {
    pub device: DeviceId,
    pub key: &'a SigningKey,
    /// Pinned at enrolment: whose packs are believed.
    pub store_key: &'a VerifyingKey,
    pub line: &'a mut dyn Transport,
    /// A number that was never used.
    pub counter: &'a mut dyn FnMut() -> u64,
}

/// How far it came.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fetched {
    /// Bytes that are here, and bytes of all packs that are wanted; nothing when the newest is here.
    pub coming: Option<(u64, u64)>,
    /// What was taken in changed the directory.
    pub is_new: bool,
}

/// Fetches until the newest is here or the time is over. What came stays, whatever happens next.
pub fn fetch(
    house: &HouseGuest,
    asker: &mut Asker<'_>,
    time: Option<Duration>,
) -> Result<Fetched, Fault> {
    let began = Instant::now();
    let (folder, key, standing) = house
        .step(|house| {
            let standing = house.with_directory(|directory| directory.standing())?;
            let place = (house.folder().clone(), house.data_key().duplicate());
            Ok((place.0, place.1, standing.flatten()))
        })
        .map_err(said)?;
    let mut fetched = Fetched::default();
    let mut plan = asker.plan(standing.map(|standing| digest(&standing.state)))?;
    let mut is_base_asked = standing.is_none();
    loop {
        let Some(offer) = plan.packs.first().copied() else {
            if plan.version > 0 {
                newest(house, &plan)?;
            }
            fetched.coming = None;
            return Ok(fetched);
        };
        let all: u64 = plan.packs.iter().map(|offer| offer.bytes).sum();
        if offer.bytes > MAX_PACK {
            return Err(pack_fault(PackError::TooLong));
        }
        let mut coming = Coming::of(&folder.directory_coming(), &key, offer.pack)?;
        while coming.length() < offer.bytes {
            fetched.coming = Some((coming.length(), all));
            if time.is_some_and(|time| began.elapsed() >= time) {
                return Ok(fetched);
            }
            let until = time.and_then(|time| began.checked_add(time));
            asker.part(offer, &mut coming, until)?;
        }
        let taken = take(house, asker.store_key, &folder, &key, offer, &coming);
        // Good or bad, it is not wanted a second time.
        coming.remove()?;
        match taken {
            Ok(()) => {
                fetched.is_new = true;
                plan.packs.remove(0);
            }
            // What is here is not what it should be: everything again, once.
            Err(Untaken::Pack(error)) if !is_base_asked && error == PackError::Gap => {
                log::warn!("directory: {error}; a whole one is asked for");
                is_base_asked = true;
                plan = asker.plan(None)?;
            }
            Err(Untaken::Pack(error)) => return Err(pack_fault(error)),
            Err(Untaken::House(fault)) => return Err(fault),
        }
    }
}

impl Asker<'_> {
    fn ask(&mut self, want: Want) -> (Ask, Vec<u8>) {
        let ask = Ask {
            device: self.device,
            counter: (self.counter)(),
            want,
        };
        let bytes = ask.seal(self.key);
        (ask, bytes)
    }

    fn plan(&mut self, have: Option<SetDigest>) -> Result<Plan, Fault> {
        let (ask, body) = self.ask(Want::Plan(have));
        let mut answer = Vec::new();
        self.line
            .exchange(&body, &mut |bytes| {
                answer.extend_from_slice(bytes);
                answer.len() <= MAX_PLAN
            })
            .map_err(|error| transport_fault(&error))?;
        Plan::open(&answer, &ask, self.store_key).ok_or_else(unreadable)
    }

    /// One answer of a pack's bytes, broken off when the time is over. A line that breaks leaves what came before.
    fn part(
        &mut self,
        offer: Offer,
        coming: &mut Coming,
        until: Option<Instant>,
    ) -> Result<(), Fault> {
        for _ in 0..MAX_EMPTY {
            let before = coming.length();
            let (_, body) = self.ask(Want::Part {
                pack: offer.pack,
                offset: before,
            });
            let mut reading = Reading {
                head: part_head(offer.pack, before),
                seen: 0,
                waiting: Vec::new(),
                room: (offer.bytes - before).min(PART_BYTES as u64),
                until,
                coming: &mut *coming,
                outcome: Ok(()),
            };
            let line = self.line.exchange(&body, &mut |bytes| reading.take(bytes));
            reading.end();
            let outcome = reading.outcome;
            outcome?;
            match line {
                // A pack that the store has given up: there is another plan.
                Err(TransportError::Refused(refusal)) if refusal.code == "unknown-pack" => {
                    return Err(Fault::new("directory-moved").retry(true));
                }
                Err(error) if coming.length() == before || error.is_permanent() => {
                    return Err(transport_fault(&error));
                }
                Err(_) | Ok(()) if coming.length() > before => return Ok(()),
                Err(_) | Ok(()) => {}
            }
        }
        Err(unreadable())
    }
}

/// The bytes of a part as they arrive.
struct Reading<'a> {
    head: [u8; PART_HEAD],
    seen: usize,
    waiting: Vec<u8>,
    room: u64,
    until: Option<Instant>,
    coming: &'a mut Coming,
    outcome: Result<(), Fault>,
}

impl Reading<'_> {
    /// False: no more is wanted.
    fn take(&mut self, bytes: &[u8]) -> bool {
        let mut rest = bytes;
        while self.seen < PART_HEAD {
            let Some((first, after)) = rest.split_first() else {
                return true;
            };
            if self.head.get(self.seen) != Some(first) {
                // A portal's page, or another pack: not one byte of it is kept.
                return false;
            }
            self.seen += 1;
            rest = after;
        }
        let fits = usize::try_from(self.room)
            .unwrap_or(usize::MAX)
            .min(rest.len());
        self.waiting.extend_from_slice(&rest[..fits]);
        self.room -= fits as u64;
        if self.waiting.len() >= SLICE {
            self.flush();
        }
        let is_late = self.until.is_some_and(|until| Instant::now() >= until);
        self.room > 0 && self.outcome.is_ok() && !is_late
    }

    fn end(&mut self) {
        self.flush();
    }

    fn flush(&mut self) {
        if self.outcome.is_ok() {
            self.outcome = self.coming.append(&self.waiting).map_err(Fault::from);
            self.waiting.clear();
        }
    }
}

enum Untaken {
    Pack(PackError),
    House(Fault),
}

impl From<PackError> for Untaken {
    fn from(error: PackError) -> Self {
        Self::Pack(error)
    }
}

impl From<VaultError> for Untaken {
    fn from(error: VaultError) -> Self {
        Self::House(error.into())
    }
}

impl From<OpError> for Untaken {
    fn from(error: OpError) -> Self {
        Self::House(said(error))
    }
}

fn take(
    house: &HouseGuest,
    store: &VerifyingKey,
    folder: &DataFolder,
    key: &DataKey,
    offer: Offer,
    coming: &Coming,
) -> Result<(), Untaken> {
    let mut pack = pack::open(coming.reader(), store)?;
    if pack.id != offer.pack {
        return Err(PackError::Damaged.into());
    }
    let standing = Standing {
        state: bytes(pack.head.after),
        version: pack.head.version,
        as_of: pack.head.made_at,
    };
    if pack.head.kind == Kind::Delta {
        let (mut changed, mut gone) = (Vec::new(), Vec::new());
        while let Some(part) = pack.part()? {
            match part {
                Part::People(people) => changed.extend(people),
                Part::Gone(cards) => gone.extend(cards),
            }
        }
        let head = &pack.head;
        let done = house.step(|house| {
            house.with_directory(|directory| {
                let here = directory
                    .standing()?
                    .map(|standing| digest(&standing.state));
                if here != Some(head.before) {
                    return Ok(Err(PackError::Gap));
                }
                let mut state = head.before;
                let cards = gone.iter().chain(changed.iter().map(|one| &one.card));
                for card in cards {
                    if let Some(stood) = directory.passport(*card)? {
                        state.remove(hash(&stood), *card);
                    }
                }
                changed
                    .iter()
                    .for_each(|one| state.add(hash(one), one.card));
                if state != head.after {
                    return Ok(Err(PackError::Gap));
                }
                directory.change(&changed, &gone, &standing).map(Ok)
            })
        })?;
        return Ok(done.unwrap_or(Err(PackError::Gap))?);
    }
    let making_at = folder.directory_making();
    let made = make(house, key, &making_at, &mut pack, &standing);
    match made {
        Ok(path) => Ok(house.step(|house| house.replace_directory(&path))?),
        Err(error) => {
            remove(&making_at)?;
            Err(error)
        }
    }
}

/// Everybody of a base into a file of its own, checked to its last byte. The house is asked at every section whether it still
/// stands: a day that was closed takes its keys along.
fn make(
    house: &HouseGuest,
    key: &DataKey,
    path: &std::path::Path,
    pack: &mut pack::Opened<impl std::io::Read>,
    standing: &Standing,
) -> Result<std::path::PathBuf, Untaken> {
    let mut making = Making::begin(path, key)?;
    let mut state = SetDigest::default();
    while let Some(part) = pack.part()? {
        house.step(|_house| Ok(()))?;
        let Part::People(people) = part else {
            return Err(PackError::Damaged.into());
        };
        people.iter().for_each(|one| state.add(hash(one), one.card));
        making.add(&people)?;
    }
    if state != pack.head.after {
        return Err(PackError::Damaged.into());
    }
    Ok(making.finish(standing)?)
}

fn newest(house: &HouseGuest, plan: &Plan) -> Result<(), Fault> {
    house
        .step(|house| {
            house.with_directory(|directory| directory.is_newest(plan.version, plan.as_of))
        })
        .map(drop)
        .map_err(said)
}

fn digest(state: &[u8; STATE_BYTES]) -> SetDigest {
    let (mut count, mut sum) = ([0; 8], [0; 32]);
    count.copy_from_slice(&state[..8]);
    sum.copy_from_slice(&state[8..]);
    SetDigest {
        count: u64::from_be_bytes(count),
        sum,
    }
}

fn bytes(state: SetDigest) -> [u8; STATE_BYTES] {
    let mut all = [0; STATE_BYTES];
    all[..8].copy_from_slice(&state.count.to_be_bytes());
    all[8..].copy_from_slice(&state.sum);
    all
}

fn pack_fault(error: PackError) -> Fault {
    Fault::new(error.code())
}

fn unreadable() -> Fault {
    Fault::new("directory-answer").retry(true)
}

fn said(error: OpError) -> Fault {
    op_fault(&error)
}
