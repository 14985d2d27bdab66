//! What a workstation asks of the store about the directory, and what it hears. Requests are signed by the device as every other;
//! the plan is signed by the store. A pack's bytes come from any offset and are proven by the pack itself.

use ed25519_dalek::{SigningKey, VerifyingKey};

use crate::domain::ids::{DeviceId, Hash32};
use crate::record::bytes::{CodecError, Reader, Writer};
use crate::sync::auth::{Bound, SEAL_BYTES, Seal, is_sealed_by, seal};
use crate::sync::digest::SetDigest;

/// Route of the store.
pub const DIRECTORY_PATH: &str = "/v1/directory";
/// What requests are signed for.
pub const DIRECTORY_BOUND: &str = "POST /v1/directory";
/// Bytes of a request at most.
pub const MAX_ASK: usize = 1024;
/// Bytes of a pack in one answer.
pub const PART_BYTES: usize = 128 * 1024;
/// Packs in one plan.
pub const MAX_OFFERS: usize = 400;
const VERSION: u8 = 1;
const PART_MAGIC: &[u8; 8] = b"FLDpart1";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Want {
    /// How to come from this state (none: nothing is here yet) to the newest.
    Plan(Option<SetDigest>),
    /// A pack's bytes from an offset, as many as one answer carries.
    Part { pack: Hash32, offset: u64 },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ask {
    pub device: DeviceId,
    /// From the device's row of numbers, never used twice.
    pub counter: u64,
    pub want: Want,
}

/// A pack that the store holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    pub pack: Hash32,
    pub bytes: u64,
}

/// Packs to take one after another. None: what is there is the newest.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// 0: the store has built no directory.
    pub version: u64,
    /// When the store last looked at all its cards, UTC seconds on its clock: of what day the newest state is.
    pub as_of: i64,
    pub packs: Vec<Offer>,
}

impl Ask {
    pub fn seal(&self, key: &SigningKey) -> Vec<u8> {
        let mut w = Writer::default();
        w.u8(VERSION);
        w.raw(&self.device.0);
        w.raw(&self.counter.to_be_bytes());
        match self.want {
            Want::Plan(None) => w.u8(0),
            Want::Plan(Some(have)) => {
                w.u8(1);
                put_state(&mut w, have);
            }
            Want::Part { pack, offset } => {
                w.u8(2);
                w.raw(&pack.0);
                w.raw(&offset.to_be_bytes());
            }
        }
        sealed(
            w,
            Bound::hello(DIRECTORY_BOUND, self.device, self.counter),
            key,
        )
    }

    /// Reads what stands before the seal; whether it fits is seen by [`Self::is_of`] when the device's key is known.
    pub fn read(bytes: &[u8]) -> Result<Self, CodecError> {
        let mut r = unsealed(bytes)?;
        if r.u8()? != VERSION {
            return Err(CodecError::Value("version"));
        }
        let device = DeviceId(r.array()?);
        let counter = u64::from_be_bytes(r.array()?);
        let want = match r.u8()? {
            0 => Want::Plan(None),
            1 => Want::Plan(Some(take_state(&mut r)?)),
            2 => Want::Part {
                pack: Hash32(r.array()?),
                offset: u64::from_be_bytes(r.array()?),
            },
            _ => return Err(CodecError::Value("want")),
        };
        r.end()?;
        Ok(Self {
            device,
            counter,
            want,
        })
    }

    pub fn is_of(&self, bytes: &[u8], key: &VerifyingKey) -> bool {
        is_sealed_by(
            bytes,
            Bound::hello(DIRECTORY_BOUND, self.device, self.counter),
            key,
        )
    }
}

impl Plan {
    pub fn seal(&self, ask: &Ask, key: &SigningKey) -> Vec<u8> {
        let mut w = Writer::default();
        w.u8(VERSION);
        w.raw(&self.version.to_be_bytes());
        w.raw(&self.as_of.to_be_bytes());
        w.varint(self.packs.len() as u64);
        for offer in &self.packs {
            w.raw(&offer.pack.0);
            w.raw(&offer.bytes.to_be_bytes());
        }
        sealed(w, answer(ask), key)
    }

    /// `None`: not the answer of this store to this question.
    pub fn open(bytes: &[u8], ask: &Ask, store: &VerifyingKey) -> Option<Self> {
        if !is_sealed_by(bytes, answer(ask), store) {
            return None;
        }
        Self::read(bytes).ok()
    }

    fn read(bytes: &[u8]) -> Result<Self, CodecError> {
        let mut r = unsealed(bytes)?;
        if r.u8()? != VERSION {
            return Err(CodecError::Value("version"));
        }
        let version = u64::from_be_bytes(r.array()?);
        let as_of = i64::from_be_bytes(r.array()?);
        let packs = (0..r.count("packs", MAX_OFFERS, 40)?)
            .map(|_| {
                Ok(Offer {
                    pack: Hash32(r.array()?),
                    bytes: u64::from_be_bytes(r.array()?),
                })
            })
            .collect::<Result<_, CodecError>>()?;
        r.end()?;
        Ok(Self {
            version,
            as_of,
            packs,
        })
    }
}

/// Bytes before a part: magic, pack, offset.
pub const PART_HEAD: usize = 8 + 32 + 8;

/// What stands before a part's bytes, so that a page of a portal is never taken for one.
pub fn part_head(pack: Hash32, offset: u64) -> [u8; PART_HEAD] {
    let mut head = [0; PART_HEAD];
    head[..8].copy_from_slice(PART_MAGIC);
    head[8..40].copy_from_slice(&pack.0);
    head[40..].copy_from_slice(&offset.to_be_bytes());
    head
}

pub(super) fn put_state(w: &mut Writer, state: SetDigest) {
    w.raw(&state.count.to_be_bytes());
    w.raw(&state.sum);
}

pub(super) fn take_state(r: &mut Reader<'_>) -> Result<SetDigest, CodecError> {
    Ok(SetDigest {
        count: u64::from_be_bytes(r.array()?),
        sum: r.array()?,
    })
}

/// Appends the seal.
pub(super) fn sealed(mut w: Writer, bound: Bound<'_>, key: &SigningKey) -> Vec<u8> {
    w.u8(Seal::EMPTY.algorithm);
    w.raw(&Seal::EMPTY.signature);
    seal(&mut w.0, bound, key);
    w.0
}

pub(super) fn unsealed(bytes: &[u8]) -> Result<Reader<'_>, CodecError> {
    let body = bytes.len().checked_sub(SEAL_BYTES);
    let body = body.and_then(|body| bytes.get(..body));
    body.map(Reader::new).ok_or(CodecError::Short)
}

fn answer(ask: &Ask) -> Bound<'static> {
    Bound {
        path: "directory plan",
        device: ask.device,
        counter: ask.counter,
        frame: Hash32([0; 32]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_and_its_plan_read_back_and_fit_nobody_else() {
        let device = SigningKey::from_bytes(&[3; 32]);
        let store = SigningKey::from_bytes(&[4; 32]);
        let state = SetDigest {
            count: 7,
            sum: [9; 32],
        };
        let pack = Hash32([5; 32]);
        for want in [
            Want::Plan(None),
            Want::Plan(Some(state)),
            Want::Part {
                pack,
                offset: 1 << 33,
            },
        ] {
            let ask = Ask {
                device: DeviceId([1; 16]),
                counter: 77,
                want,
            };
            let bytes = ask.seal(&device);
            assert!(bytes.len() <= MAX_ASK);
            assert_eq!(Ask::read(&bytes), Ok(ask));
            assert!(ask.is_of(&bytes, &device.verifying_key()));
            assert!(!ask.is_of(&bytes, &store.verifying_key()));
            for length in 0..bytes.len() {
                assert_ne!(Ask::read(&bytes[..length]), Ok(ask));
            }
            let plan = Plan {
                version: 3,
                as_of: 1_790_000_000,
                packs: vec![Offer { pack, bytes: 9 }],
            };
            let answer = plan.seal(&ask, &store);
            assert_eq!(
                Plan::open(&answer, &ask, &store.verifying_key()),
                Some(plan)
            );
            let other = Ask { counter: 78, ..ask };
            assert_eq!(Plan::open(&answer, &other, &store.verifying_key()), None);
            assert_eq!(Plan::open(&answer, &ask, &device.verifying_key()), None);
        }
    }
}
