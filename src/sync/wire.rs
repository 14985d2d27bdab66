//! Messages to payloads and back. All numbers are LEB128; ids and hashes are their raw bytes.
//!
//! | kind | message | payload |
//! |---:|---|---|
//! | 1 | Hello | proto u8, version text, schema, dicts, device 16, replica 16, token 8, counter, cursors, answer bytes, frame bytes, lanes, seal 65 |
//! | 2 | Push | no, prev 32, chunks, seal 65 |
//! | 3 | Want | tag u8, then ids, hashes, a log, or a log with bucket u8, key, fingerprints |
//! | 17 | Ack | no, verdicts (tag u8 and its fields) |
//! | 18 | Entries | scope 16, log u8, items (tag u8, seq, length, body), 0 or 1 and the next cursor |
//! | 19 | Reset | scope 16, log u8, epoch 8, parent 8, fork seq, cursor, scopes |
//! | 20 | Digest | scope 16, log u8, seq, count, sum 32 |
//! | 21 | End | more u8, retry after, time, pack version, token 8, 0 or 1 and replica 16, dicts, stable marks, seal 65 |
//! | 22 | Sums | scope 16, log u8, 256 × 8 |
//! | 23 | Lack | scope 16, log u8, key, fingerprints |
//! | 24 | Named | no, hashes 32 |
//!
//! A chunk is document 16, kind, unit (tag u8: 0 patient, 1 facility, 2 device, each with 16 bytes; 3 the patient of this very
//! document), length, bytes. A new field goes behind the last one of a new kind number, never into an old one.

use super::auth::Seal;
use super::codec::{CodecError, Reader, Writer};
use super::cursor::{Cursor, Log, Scope};
use super::digest::{BUCKETS, SetDigest};
use super::frame::Frame;
use super::message::{
    Ack, Digest, End, Entries, Hello, Item, Lack, MAX_CHUNKS, MAX_CURSORS, MAX_FINGERPRINTS,
    MAX_WANTED, Message, Named, Push, Reset, Stable, Sums, Verdict, Want, What,
};
use crate::domain::chunk::{Chunk, Kind, Unit};
use crate::domain::ids::{DeviceId, DocId, FacilityId, Hash32};

/// Raw bytes of one chunk; the gate of `record` has the same limit.
pub const MAX_CHUNK_BYTES: usize = 256 * 1024;

pub mod kind {
    pub const HELLO: u8 = 1;
    pub const PUSH: u8 = 2;
    pub const WANT: u8 = 3;
    pub const ACK: u8 = 17;
    pub const ENTRIES: u8 = 18;
    pub const RESET: u8 = 19;
    pub const DIGEST: u8 = 20;
    pub const END: u8 = 21;
    pub const SUMS: u8 = 22;
    pub const LACK: u8 = 23;
    pub const NAMED: u8 = 24;
}

impl Message {
    /// The frame kind and the payload.
    pub fn encode(&self) -> (u8, Vec<u8>) {
        let mut w = Writer::default();
        let kind = match self {
            Self::Hello(hello) => {
                put_hello(&mut w, hello);
                kind::HELLO
            }
            Self::Push(push) => {
                w.varint(push.no);
                w.raw(&push.prev.0);
                w.varint(push.chunks.len() as u64);
                push.chunks.iter().for_each(|c| put_chunk(&mut w, c));
                put_seal(&mut w, &push.seal);
                kind::PUSH
            }
            Self::Want(want) => {
                put_want(&mut w, want);
                kind::WANT
            }
            Self::Ack(ack) => {
                w.varint(ack.no);
                w.varint(ack.verdicts.len() as u64);
                ack.verdicts.iter().for_each(|v| put_verdict(&mut w, v));
                kind::ACK
            }
            Self::Entries(entries) => {
                put_log(&mut w, entries.scope, entries.log);
                w.varint(entries.items.len() as u64);
                entries.items.iter().for_each(|item| put_item(&mut w, item));
                w.u8(u8::from(entries.next.is_some()));
                if let Some(next) = &entries.next {
                    put_cursor(&mut w, next);
                }
                kind::ENTRIES
            }
            Self::Reset(reset) => {
                put_log(&mut w, reset.scope, reset.log);
                w.raw(&reset.epoch);
                w.raw(&reset.parent);
                w.varint(reset.fork_seq);
                put_cursor(&mut w, &reset.resume);
                w.varint(reset.scopes.len() as u64);
                reset.scopes.iter().for_each(|scope| w.raw(&scope.0));
                kind::RESET
            }
            Self::Digest(digest) => {
                put_log(&mut w, digest.scope, digest.log);
                w.varint(digest.seq);
                w.varint(digest.set.count);
                w.raw(&digest.set.sum);
                kind::DIGEST
            }
            Self::Sums(sums) => {
                put_log(&mut w, sums.scope, sums.log);
                sums.sums.iter().for_each(|sum| w.raw(sum));
                kind::SUMS
            }
            Self::Lack(lack) => {
                put_log(&mut w, lack.scope, lack.log);
                w.varint(lack.key);
                put_all(&mut w, &lack.lacking);
                kind::LACK
            }
            Self::Named(named) => {
                w.varint(named.no);
                w.varint(named.hashes.len() as u64);
                named.hashes.iter().for_each(|hash| w.raw(&hash.0));
                kind::NAMED
            }
            Self::End(end) => {
                put_end(&mut w, end);
                kind::END
            }
            Self::Unknown(kind) => *kind,
        };
        (kind, w.0)
    }

    pub fn decode(frame: &Frame) -> Result<Self, CodecError> {
        let mut r = Reader::new(&frame.payload);
        let message = match frame.kind {
            kind::HELLO => Self::Hello(get_hello(&mut r)?),
            kind::PUSH => Self::Push(Push {
                no: r.varint()?,
                prev: Hash32(r.array()?),
                chunks: list(&mut r, "chunks", MAX_CHUNKS, SMALLEST_CHUNK, get_chunk)?,
                seal: get_seal(&mut r)?,
            }),
            kind::WANT => Self::Want(get_want(&mut r)?),
            kind::ACK => Self::Ack(Ack {
                no: r.varint()?,
                verdicts: list(&mut r, "verdicts", MAX_CHUNKS, 1, get_verdict)?,
            }),
            kind::ENTRIES => {
                let (scope, log) = get_log(&mut r)?;
                Self::Entries(Entries {
                    scope,
                    log,
                    items: list(&mut r, "items", MAX_ITEMS, 3, get_item)?,
                    next: option(&mut r, get_cursor)?,
                })
            }
            kind::RESET => {
                let (scope, log) = get_log(&mut r)?;
                Self::Reset(Reset {
                    log,
                    scope,
                    epoch: r.array()?,
                    parent: r.array()?,
                    fork_seq: r.varint()?,
                    resume: get_cursor(&mut r)?,
                    scopes: list(&mut r, "scopes", MAX_CURSORS, 16, |r| {
                        Ok(FacilityId(r.array()?))
                    })?,
                })
            }
            kind::DIGEST => {
                let (scope, log) = get_log(&mut r)?;
                Self::Digest(Digest {
                    scope,
                    log,
                    seq: r.varint()?,
                    set: SetDigest {
                        count: r.varint()?,
                        sum: r.array()?,
                    },
                })
            }
            kind::SUMS => {
                let (scope, log) = get_log(&mut r)?;
                let sums = (0..BUCKETS).map(|_| r.array()).collect::<Result<_, _>>()?;
                Self::Sums(Sums { scope, log, sums })
            }
            kind::LACK => {
                let (scope, log) = get_log(&mut r)?;
                Self::Lack(Lack {
                    scope,
                    log,
                    key: r.varint()?,
                    lacking: list(&mut r, "fingerprints", MAX_FINGERPRINTS, 8, Reader::array)?,
                })
            }
            kind::NAMED => Self::Named(Named {
                no: r.varint()?,
                hashes: list(&mut r, "hashes", MAX_CHUNKS, 32, |r| Ok(Hash32(r.array()?)))?,
            }),
            kind::END => Self::End(get_end(&mut r)?),
            other => return Ok(Self::Unknown(other)),
        };
        r.end()?;
        Ok(message)
    }
}

/// Items of one Entries frame.
const MAX_ITEMS: usize = 4_096;
const MAX_NOTICE: usize = 16 * 1024;
const MAX_DICTS: usize = 16;
const MAX_LANES: usize = 8;
const SMALLEST_CHUNK: usize = 16 + 1 + 1 + 1;

pub(super) fn list<'a, T>(
    r: &mut Reader<'a>,
    what: &'static str,
    limit: usize,
    smallest: usize,
    mut get: impl FnMut(&mut Reader<'a>) -> Result<T, CodecError>,
) -> Result<Vec<T>, CodecError> {
    let count = r.count(what, limit, smallest)?;
    let mut out = Vec::with_capacity(count);
    for _ in 0..count {
        out.push(get(r)?);
    }
    Ok(out)
}

fn option<'a, T>(
    r: &mut Reader<'a>,
    get: impl FnOnce(&mut Reader<'a>) -> Result<T, CodecError>,
) -> Result<Option<T>, CodecError> {
    match r.u8()? {
        0 => Ok(None),
        1 => get(r).map(Some),
        _ => Err(CodecError::Value("option")),
    }
}

fn put_all<const N: usize>(w: &mut Writer, items: &[[u8; N]]) {
    w.varint(items.len() as u64);
    items.iter().for_each(|item| w.raw(item));
}

fn put_seal(w: &mut Writer, seal: &Seal) {
    w.u8(seal.algorithm);
    w.raw(&seal.signature);
}

fn get_seal(r: &mut Reader<'_>) -> Result<Seal, CodecError> {
    Ok(Seal {
        algorithm: r.u8()?,
        signature: r.array()?,
    })
}

fn put_log(w: &mut Writer, scope: Scope, log: Log) {
    w.raw(&scope.0);
    w.u8(log.number());
}

fn get_log(r: &mut Reader<'_>) -> Result<(Scope, Log), CodecError> {
    let scope = FacilityId(r.array()?);
    let log = Log::from_number(r.u8()?).ok_or(CodecError::Value("log"))?;
    Ok((scope, log))
}

pub(super) fn put_cursor(w: &mut Writer, cursor: &Cursor) {
    put_log(w, cursor.scope, cursor.log);
    w.raw(&cursor.epoch);
    w.varint(cursor.seq);
    w.raw(&cursor.chain);
}

pub(super) fn get_cursor(r: &mut Reader<'_>) -> Result<Cursor, CodecError> {
    let (scope, log) = get_log(r)?;
    Ok(Cursor {
        scope,
        log,
        epoch: r.array()?,
        seq: r.varint()?,
        chain: r.array()?,
    })
}

fn put_hello(w: &mut Writer, hello: &Hello) {
    w.u8(hello.proto);
    w.bytes(hello.app_version.as_bytes());
    w.varint(hello.schema_max);
    w.bytes(&hello.dicts);
    w.raw(&hello.device.0);
    w.raw(&hello.replica);
    w.raw(&hello.token);
    w.varint(hello.counter);
    w.varint(hello.cursors.len() as u64);
    hello.cursors.iter().for_each(|c| put_cursor(w, c));
    w.varint(hello.max_answer_bytes);
    w.varint(hello.frame_bytes);
    w.bytes(&hello.lanes);
    put_seal(w, &hello.seal);
}

fn get_hello(r: &mut Reader<'_>) -> Result<Hello, CodecError> {
    Ok(Hello {
        proto: r.u8()?,
        app_version: r.text("version", 64)?,
        schema_max: r.varint()?,
        dicts: r.bytes("dictionaries", MAX_DICTS)?.to_vec(),
        device: DeviceId(r.array()?),
        replica: r.array()?,
        token: r.array()?,
        counter: r.varint()?,
        cursors: list(r, "cursors", MAX_CURSORS, 42, get_cursor)?,
        max_answer_bytes: r.varint()?,
        frame_bytes: r.varint()?,
        lanes: r.bytes("lanes", MAX_LANES)?.to_vec(),
        seal: get_seal(r)?,
    })
}

const SELF: u8 = 3;

pub(super) fn put_chunk(w: &mut Writer, chunk: &Chunk) {
    w.raw(&chunk.doc.0);
    w.varint(u64::from(chunk.kind.0));
    if chunk.unit == Unit::Patient(chunk.doc) {
        w.u8(SELF);
    } else {
        w.raw(&chunk.unit.to_bytes());
    }
    w.bytes(&chunk.bytes);
}

pub(super) fn get_chunk(r: &mut Reader<'_>) -> Result<Chunk, CodecError> {
    let doc = DocId(r.array()?);
    let kind = Kind(r.number("kind", u64::from(u16::MAX))? as u16);
    let tag = r.u8()?;
    let unit = if tag == SELF {
        Unit::Patient(doc)
    } else {
        let mut bytes = [tag; 17];
        bytes[1..].copy_from_slice(r.take(16)?);
        Unit::from_bytes(&bytes).ok_or(CodecError::Value("unit"))?
    };
    Ok(Chunk {
        doc,
        kind,
        unit,
        bytes: r.bytes("chunk", MAX_CHUNK_BYTES)?.to_vec(),
    })
}

fn put_want(w: &mut Writer, want: &Want) {
    match want {
        Want::Docs(docs) => {
            w.u8(0);
            w.varint(docs.len() as u64);
            docs.iter().for_each(|doc| w.raw(&doc.0));
        }
        Want::Chunks(hashes) => {
            w.u8(1);
            w.varint(hashes.len() as u64);
            hashes.iter().for_each(|hash| w.raw(&hash.0));
        }
        Want::Sums { scope, log } => {
            w.u8(2);
            put_log(w, *scope, *log);
        }
        Want::Bucket {
            scope,
            log,
            bucket,
            key,
            have,
        } => {
            w.u8(3);
            put_log(w, *scope, *log);
            w.u8(*bucket);
            w.varint(*key);
            put_all(w, have);
        }
    }
}

fn get_want(r: &mut Reader<'_>) -> Result<Want, CodecError> {
    Ok(match r.u8()? {
        0 => Want::Docs(list(r, "docs", MAX_WANTED, 16, |r| Ok(DocId(r.array()?)))?),
        1 => Want::Chunks(list(r, "hashes", MAX_WANTED, 32, |r| {
            Ok(Hash32(r.array()?))
        })?),
        2 => {
            let (scope, log) = get_log(r)?;
            Want::Sums { scope, log }
        }
        3 => {
            let (scope, log) = get_log(r)?;
            Want::Bucket {
                scope,
                log,
                bucket: r.u8()?,
                key: r.varint()?,
                have: list(r, "fingerprints", MAX_FINGERPRINTS, 8, Reader::array)?,
            }
        }
        _ => return Err(CodecError::Value("want")),
    })
}

fn put_verdict(w: &mut Writer, verdict: &Verdict) {
    match verdict {
        Verdict::Ok { scope, log, seq } => {
            w.u8(0);
            put_log(w, *scope, *log);
            w.varint(*seq);
        }
        Verdict::Dup { scope, log, seq } => {
            w.u8(1);
            put_log(w, *scope, *log);
            w.varint(*seq);
        }
        Verdict::Late => w.u8(2),
        Verdict::Held { missing } => {
            w.u8(3);
            w.raw(&missing.0);
        }
        Verdict::Fork => w.u8(4),
        Verdict::Poison { reason } => {
            w.u8(5);
            w.bytes(reason.as_bytes());
        }
        Verdict::Gone => w.u8(6),
        Verdict::Quota => w.u8(7),
    }
}

fn get_verdict(r: &mut Reader<'_>) -> Result<Verdict, CodecError> {
    Ok(match r.u8()? {
        tag @ (0 | 1) => {
            let (scope, log) = get_log(r)?;
            let seq = r.varint()?;
            if tag == 0 {
                Verdict::Ok { scope, log, seq }
            } else {
                Verdict::Dup { scope, log, seq }
            }
        }
        2 => Verdict::Late,
        3 => Verdict::Held {
            missing: Hash32(r.array()?),
        },
        4 => Verdict::Fork,
        5 => Verdict::Poison {
            reason: r.text("reason", 64)?,
        },
        6 => Verdict::Gone,
        7 => Verdict::Quota,
        _ => return Err(CodecError::Value("verdict")),
    })
}

fn put_item(w: &mut Writer, item: &Item) {
    let mut body = Writer::default();
    let tag = match &item.what {
        What::Change(chunk) => {
            put_chunk(&mut body, chunk);
            0
        }
        What::Own { hash, doc } => {
            body.raw(&hash.0);
            body.raw(&doc.0);
            1
        }
        What::Grant(unit) => {
            body.raw(&unit.to_bytes());
            2
        }
        What::Revoke(unit) => {
            body.raw(&unit.to_bytes());
            3
        }
        What::Notice(bytes) => {
            body.raw(bytes);
            4
        }
        What::Elsewhere { hash } => {
            body.raw(&hash.0);
            5
        }
        What::Unknown { tag, hash } => {
            body.raw(&hash.0);
            *tag
        }
    };
    w.u8(tag);
    w.varint(item.seq);
    w.bytes(&body.0);
}

fn get_item(r: &mut Reader<'_>) -> Result<Item, CodecError> {
    let tag = r.u8()?;
    let seq = r.varint()?;
    let mut body = Reader::new(r.bytes("item", MAX_CHUNK_BYTES + 64)?);
    let unit =
        |r: &mut Reader<'_>| Unit::from_bytes(&r.array::<17>()?).ok_or(CodecError::Value("unit"));
    let what = match tag {
        0 => What::Change(get_chunk(&mut body)?),
        1 => What::Own {
            hash: Hash32(body.array()?),
            doc: DocId(body.array()?),
        },
        2 => What::Grant(unit(&mut body)?),
        3 => What::Revoke(unit(&mut body)?),
        4 => {
            let length = body.left();
            if length > MAX_NOTICE {
                return Err(CodecError::Limit("notice"));
            }
            What::Notice(body.take(length)?.to_vec())
        }
        5 => What::Elsewhere {
            hash: Hash32(body.array()?),
        },
        tag => {
            // Whatever a newer store says here, it begins with what the item counts for in the chain.
            let hash = Hash32(body.array()?);
            body.take(body.left())?;
            What::Unknown { tag, hash }
        }
    };
    body.end()?;
    Ok(Item { seq, what })
}

fn put_end(w: &mut Writer, end: &End) {
    w.u8(u8::from(end.more));
    w.varint(end.retry_after);
    w.varint(end.server_time);
    w.varint(end.directory_pack_version);
    w.raw(&end.token);
    w.u8(u8::from(end.replica.is_some()));
    if let Some(replica) = &end.replica {
        w.raw(replica);
    }
    w.bytes(&end.dicts);
    w.varint(end.stable.len() as u64);
    for mark in &end.stable {
        put_log(w, mark.scope, mark.log);
        w.raw(&mark.epoch);
        w.varint(mark.seq);
    }
    put_seal(w, &end.seal);
}

fn get_end(r: &mut Reader<'_>) -> Result<End, CodecError> {
    Ok(End {
        more: match r.u8()? {
            0 => false,
            1 => true,
            _ => return Err(CodecError::Value("more")),
        },
        retry_after: r.varint()?,
        server_time: r.varint()?,
        directory_pack_version: r.varint()?,
        token: r.array()?,
        replica: option(r, Reader::array)?,
        dicts: r.bytes("dictionaries", MAX_DICTS)?.to_vec(),
        stable: list(r, "stable", MAX_CURSORS, 26, |r| {
            let (scope, log) = get_log(r)?;
            Ok(Stable {
                scope,
                log,
                epoch: r.array()?,
                seq: r.varint()?,
            })
        })?,
        seal: get_seal(r)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sync::cursor::Epoch;
    use proptest::prelude::*;

    const SCOPE: FacilityId = FacilityId([7; 16]);
    const EPOCH: Epoch = [1; 8];

    fn cursor() -> Cursor {
        Cursor {
            scope: SCOPE,
            log: Log::Entries,
            epoch: EPOCH,
            seq: 70_000,
            chain: [3; 16],
        }
    }

    fn chunk(unit: Unit) -> Chunk {
        Chunk {
            doc: DocId([5; 16]),
            kind: Kind(977),
            unit,
            bytes: vec![1, 2, 3],
        }
    }

    fn samples() -> Vec<Message> {
        let seal = Seal {
            algorithm: 1,
            signature: [9; 64],
        };
        vec![
            Message::Hello(Hello {
                proto: 1,
                app_version: "0.1.0".to_owned(),
                schema_max: 3,
                dicts: vec![1],
                device: DeviceId([2; 16]),
                replica: [3; 16],
                token: [4; 8],
                counter: u64::MAX,
                cursors: vec![cursor(), cursor()],
                max_answer_bytes: 65_536,
                frame_bytes: 4_096,
                lanes: vec![0, 1],
                seal,
            }),
            Message::Push(Push {
                no: 3,
                prev: Hash32([8; 32]),
                chunks: vec![
                    chunk(Unit::Patient(DocId([5; 16]))),
                    chunk(Unit::Patient(DocId([6; 16]))),
                    chunk(Unit::Facility(SCOPE)),
                    chunk(Unit::Device(DeviceId([1; 16]))),
                ],
                seal,
            }),
            Message::Want(Want::Docs(vec![DocId([1; 16])])),
            Message::Want(Want::Chunks(vec![Hash32([1; 32])])),
            Message::Want(Want::Sums {
                scope: SCOPE,
                log: Log::Cards,
            }),
            Message::Want(Want::Bucket {
                scope: SCOPE,
                log: Log::Cards,
                bucket: 255,
                key: 77,
                have: vec![[1; 8], [2; 8]],
            }),
            Message::Ack(Ack {
                no: 3,
                verdicts: vec![
                    Verdict::Ok {
                        scope: SCOPE,
                        log: Log::Cards,
                        seq: 300,
                    },
                    Verdict::Dup {
                        scope: SCOPE,
                        log: Log::Cards,
                        seq: 1,
                    },
                    Verdict::Late,
                    Verdict::Held {
                        missing: Hash32([2; 32]),
                    },
                    Verdict::Fork,
                    Verdict::Poison {
                        reason: "checksum".to_owned(),
                    },
                    Verdict::Gone,
                    Verdict::Quota,
                ],
            }),
            Message::Entries(Entries {
                scope: SCOPE,
                log: Log::Entries,
                items: [
                    What::Change(chunk(Unit::Facility(SCOPE))),
                    What::Own {
                        hash: Hash32([1; 32]),
                        doc: DocId([1; 16]),
                    },
                    What::Grant(Unit::Patient(DocId([1; 16]))),
                    What::Revoke(Unit::Patient(DocId([1; 16]))),
                    What::Notice(vec![1, 2]),
                    What::Unknown {
                        tag: 99,
                        hash: Hash32([4; 32]),
                    },
                ]
                .into_iter()
                .zip(1..)
                .map(|(what, seq)| Item { seq, what })
                .collect(),
                next: Some(cursor()),
            }),
            Message::Reset(Reset {
                log: Log::Cards,
                scope: SCOPE,
                epoch: EPOCH,
                parent: [0; 8],
                fork_seq: 12,
                resume: cursor(),
                scopes: vec![SCOPE],
            }),
            Message::Digest(Digest {
                scope: SCOPE,
                log: Log::Cards,
                seq: 9,
                set: SetDigest {
                    count: 4,
                    sum: [5; 32],
                },
            }),
            Message::Sums(Sums {
                scope: SCOPE,
                log: Log::Cards,
                sums: vec![[6; 8]; BUCKETS],
            }),
            Message::Lack(Lack {
                scope: SCOPE,
                log: Log::Cards,
                key: 1,
                lacking: vec![[1; 8]],
            }),
            Message::Named(Named {
                no: 3,
                hashes: vec![Hash32([8; 32])],
            }),
            Message::End(End {
                more: true,
                retry_after: 30,
                server_time: 1_790_000_000,
                directory_pack_version: 0,
                token: [1; 8],
                replica: Some([2; 16]),
                dicts: vec![1],
                stable: vec![Stable {
                    scope: SCOPE,
                    log: Log::Entries,
                    epoch: EPOCH,
                    seq: 4,
                }],
                seal,
            }),
        ]
    }

    #[test]
    fn every_message_reads_back_and_no_shorter_or_longer_one_does() {
        for message in samples() {
            let (kind, payload) = message.encode();
            let decoded = Message::decode(&Frame {
                kind,
                payload: payload.clone(),
            });
            assert_eq!(decoded, Ok(message));
            for cut in 0..payload.len() {
                let payload = payload[..cut].to_vec();
                assert!(Message::decode(&Frame { kind, payload }).is_err());
            }
            let mut payload = payload;
            payload.push(0);
            assert!(Message::decode(&Frame { kind, payload }).is_err());
        }
    }

    #[test]
    fn a_message_of_tomorrow_is_skipped() {
        let frame = Frame {
            kind: 90,
            payload: vec![1, 2, 3],
        };
        assert_eq!(Message::decode(&frame), Ok(Message::Unknown(90)));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]
        #[test]
        fn no_bytes_make_it_panic(kind in 0_u8..30, payload in proptest::collection::vec(any::<u8>(), 0..400)) {
            Message::decode(&Frame { kind, payload }).ok();
        }

        #[test]
        fn no_changed_byte_makes_it_panic(which in any::<proptest::sample::Index>(), at in any::<proptest::sample::Index>(), byte in any::<u8>()) {
            let all = samples();
            let (kind, mut payload) = all[which.index(all.len())].encode();
            let at = at.index(payload.len());
            payload[at] = byte;
            if let Ok(message) = Message::decode(&Frame { kind, payload }) {
                message.encode();
            }
        }
    }
}
