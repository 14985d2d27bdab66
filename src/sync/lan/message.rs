//! What two workstations say to each other, and how it becomes bytes. The frames are those of log sync v1.

use super::{LanError, Refusal};
use crate::domain::chunk::Chunk;
use crate::domain::ids::{DeviceId, Hash32};
use crate::sync::codec::{CodecError, Reader, Writer};
use crate::sync::cursor::{Log, Place};
use crate::sync::frame::Frame;
use crate::sync::wire::{get_chunk, list, put_chunk};

pub const PROTO: u8 = 1;
/// Content addresses in one message.
pub const MOST_HASHES: usize = 128;
const MOST_CHUNKS: usize = MOST_HASHES;
const MAX_NAME: usize = 200;
const MAX_TAG: usize = 64;

/// Up to where a log was read: number and link of its chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Mark {
    pub n: u64,
    pub chain: [u8; 32],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    Meet,
    Pair,
}

/// Who speaks. The key was shown by TLS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hello {
    pub proto: u8,
    pub wish: Wish,
    pub device: DeviceId,
    pub name: String,
    /// The store's key and the house there; `None` while it was never enrolled.
    pub house: Option<([u8; 32], [u8; 16])>,
    /// Where it listens itself; 0: nowhere.
    pub port: u16,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    Hello(Hello),
    Refuse(Option<Refusal>),
    /// One of the four messages of [`super::pair`].
    Pair(Vec<u8>),
    Ask(Mark),
    Offer {
        hashes: Vec<Hash32>,
        upto: Mark,
        is_last: bool,
    },
    Want(Vec<Hash32>),
    Chunks(Vec<Chunk>),
    /// The end of what was wanted, of questions, or of the meeting.
    Done,
    /// What waits here for the store.
    Waiting(Vec<Hash32>),
    /// Which of it the store's log has shown.
    Placed(Vec<(Hash32, Place)>),
}

impl Message {
    /// Kind and payload of the frame.
    pub fn encode(&self) -> (u8, Vec<u8>) {
        let mut w = Writer::default();
        let kind = match self {
            Self::Hello(hello) => {
                put_hello(&mut w, hello);
                64
            }
            Self::Refuse(why) => {
                let code = why.map_or("", Refusal::code);
                w.bytes(code.as_bytes());
                65
            }
            Self::Pair(bytes) => {
                w.bytes(bytes);
                66
            }
            Self::Ask(mark) => {
                put_mark(&mut w, mark);
                67
            }
            Self::Offer {
                hashes,
                upto,
                is_last,
            } => {
                put_mark(&mut w, upto);
                w.u8(u8::from(*is_last));
                put_hashes(&mut w, hashes);
                68
            }
            Self::Want(hashes) => {
                put_hashes(&mut w, hashes);
                69
            }
            Self::Chunks(chunks) => {
                w.varint(chunks.len() as u64);
                chunks.iter().for_each(|chunk| put_chunk(&mut w, chunk));
                70
            }
            Self::Done => 71,
            Self::Waiting(hashes) => {
                put_hashes(&mut w, hashes);
                72
            }
            Self::Placed(places) => {
                w.varint(places.len() as u64);
                for (hash, place) in places {
                    w.raw(&hash.0);
                    w.raw(&place.scope.0);
                    w.u8(place.log.number());
                    w.raw(&place.epoch);
                    w.varint(place.seq);
                }
                73
            }
        };
        (kind, w.0)
    }

    pub fn decode(frame: &Frame) -> Result<Self, LanError> {
        let mut r = Reader::new(&frame.payload);
        let message = match frame.kind {
            64 => {
                let hello = get_hello(&mut r)?;
                if hello.proto != PROTO {
                    // What else a newer one says in its first words is its own affair.
                    return Ok(Self::Hello(hello));
                }
                Self::Hello(hello)
            }
            65 => {
                let code = r.text("code", MAX_NAME)?;
                let known = Refusal::ALL.into_iter().find(|why| why.code() == code);
                Self::Refuse(known)
            }
            66 => Self::Pair(r.bytes("pairing", MAX_TAG)?.to_vec()),
            67 => Self::Ask(get_mark(&mut r)?),
            68 => {
                let upto = get_mark(&mut r)?;
                let is_last = r.u8()? != 0;
                Self::Offer {
                    hashes: get_hashes(&mut r)?,
                    upto,
                    is_last,
                }
            }
            69 => Self::Want(get_hashes(&mut r)?),
            70 => Self::Chunks(list(&mut r, "chunks", MOST_CHUNKS, 19, get_chunk)?),
            71 => Self::Done,
            72 => Self::Waiting(get_hashes(&mut r)?),
            73 => Self::Placed(list(&mut r, "places", MOST_HASHES, 58, get_place)?),
            _ => return Err(LanError::Meaning("kind")),
        };
        r.end()?;
        Ok(message)
    }
}

fn put_hello(w: &mut Writer, hello: &Hello) {
    w.u8(hello.proto);
    w.u8(match hello.wish {
        Wish::Meet => 0,
        Wish::Pair => 1,
    });
    w.raw(&hello.device.0);
    w.bytes(hello.name.as_bytes());
    match &hello.house {
        None => w.u8(0),
        Some((key, scope)) => {
            w.u8(1);
            w.raw(key);
            w.raw(scope);
        }
    }
    w.varint(u64::from(hello.port));
}

fn get_hello(r: &mut Reader<'_>) -> Result<Hello, CodecError> {
    let proto = r.u8()?;
    let hello = Hello {
        proto,
        wish: match r.u8()? {
            0 => Wish::Meet,
            1 => Wish::Pair,
            _ => return Err(CodecError::Value("wish")),
        },
        device: DeviceId(r.array()?),
        name: r.text("name", MAX_NAME)?,
        house: match r.u8()? {
            0 => None,
            1 => Some((r.array()?, r.array()?)),
            _ => return Err(CodecError::Value("house")),
        },
        port: r.number("port", u64::from(u16::MAX))? as u16,
    };
    if proto > PROTO {
        r.take(r.left())?;
    }
    Ok(hello)
}

fn put_mark(w: &mut Writer, mark: &Mark) {
    w.varint(mark.n);
    w.raw(&mark.chain);
}

fn get_mark(r: &mut Reader<'_>) -> Result<Mark, CodecError> {
    Ok(Mark {
        n: r.number("number", i64::MAX as u64)?,
        chain: r.array()?,
    })
}

fn put_hashes(w: &mut Writer, hashes: &[Hash32]) {
    w.varint(hashes.len() as u64);
    hashes.iter().for_each(|hash| w.raw(&hash.0));
}

fn get_hashes(r: &mut Reader<'_>) -> Result<Vec<Hash32>, CodecError> {
    list(r, "hashes", MOST_HASHES, 32, |r| Ok(Hash32(r.array()?)))
}

fn get_place(r: &mut Reader<'_>) -> Result<(Hash32, Place), CodecError> {
    use crate::domain::ids::FacilityId;
    Ok((
        Hash32(r.array()?),
        Place {
            scope: FacilityId(r.array()?),
            log: Log::from_number(r.u8()?).ok_or(CodecError::Value("log"))?,
            epoch: r.array()?,
            seq: r.number("seq", i64::MAX as u64)?,
        },
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::chunk::{Kind, Unit};
    use crate::domain::ids::{DocId, FacilityId};
    use proptest::prelude::*;

    fn samples() -> Vec<Message> {
        let mark = Mark {
            n: 300,
            chain: [7; 32],
        };
        let hash = Hash32([9; 32]);
        let hello = Hello {
            proto: PROTO,
            wish: Wish::Pair,
            device: DeviceId([1; 16]),
            name: "Үлгі · 2".to_owned(),
            house: Some(([2; 32], [3; 16])),
            port: 8_442,
        };
        let chunk = Chunk {
            doc: DocId([4; 16]),
            kind: Kind::VISIT,
            unit: Unit::Patient(DocId([5; 16])),
            bytes: vec![6; 40],
        };
        let place = Place {
            scope: FacilityId([1; 16]),
            log: Log::Entries,
            epoch: [2; 8],
            seq: 77,
        };
        vec![
            Message::Hello(hello),
            Message::Refuse(Some(Refusal::OtherHouse)),
            Message::Pair(vec![1; 33]),
            Message::Ask(mark),
            Message::Offer {
                hashes: vec![hash],
                upto: mark,
                is_last: true,
            },
            Message::Want(vec![hash; 2]),
            Message::Chunks(vec![chunk]),
            Message::Done,
            Message::Waiting(Vec::new()),
            Message::Placed(vec![(hash, place)]),
        ]
    }

    #[test]
    fn every_message_reads_back_and_no_shorter_or_longer_one_does() {
        for message in samples() {
            let (kind, payload) = message.encode();
            let read = |payload: &[u8]| {
                Message::decode(&Frame {
                    kind,
                    payload: payload.to_vec(),
                })
            };
            assert_eq!(read(&payload).unwrap(), message);
            for cut in 0..payload.len() {
                assert!(read(&payload[..cut]).is_err(), "{message:?} cut at {cut}");
            }
            let mut longer = payload.clone();
            longer.push(0);
            assert!(read(&longer).is_err(), "{message:?}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(kind in 60_u8..80, payload in proptest::collection::vec(any::<u8>(), 0..400)) {
            drop(Message::decode(&Frame { kind, payload }));
        }
    }
}
