//! What a workstation writes for the store: Hello, everything that waits, and what it lacks. Nothing leaves the outbox by it.

use ed25519_dalek::{SigningKey, VerifyingKey};

use super::envelope::Sealer;
use super::letter::{self, Errand, Letter};
use super::parts::{Parts, Place};
use super::read::MAX_WANTS;
use super::{COURIER_PATH, CourierError, SMALLEST_PART};
use crate::domain::chunk::{Chunk, Kind};
use crate::domain::ids::{DeviceId, Hash32};
use crate::sync::auth::{Bound, Seal, seal};
use crate::sync::dictionary::{self, DictId, NONE};
use crate::sync::frame;
use crate::sync::message::{Hello, MAX_WANTED, Message, PROTO, Want};
use crate::sync::pack;
use crate::sync::port::{Queued, SyncVault};

/// Who writes, and to whom.
#[derive(Clone)]
pub struct Sender {
    pub device: DeviceId,
    pub key: SigningKey,
    pub store_key: VerifyingKey,
    pub replica: [u8; 16],
    /// Dictionaries that the store is known to read.
    pub store_dicts: Vec<DictId>,
    pub app_version: String,
}

/// What every part has of its own, drawn at random; the number is durable before the part is begun.
#[derive(Debug, Clone, Copy)]
pub struct Fresh {
    pub no: u64,
    pub id: [u8; 16],
    pub secret: [u8; 32],
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Written {
    pub parts: usize,
    pub bytes: u64,
    /// Changes that wait for the store's word.
    pub records: u64,
    /// How many of them are visits.
    pub visits: u64,
    /// Changes longer than a frame: they stay, and the next exchange over a line says so.
    pub too_long: u64,
}

/// Writes as many parts as are needed. `tell` hears how many changes were written so far.
pub fn write(
    me: &Sender,
    vault: &mut dyn SyncVault,
    parts: &mut dyn Parts,
    max_part: u64,
    fresh: &mut dyn FnMut() -> Result<Fresh, CourierError>,
    tell: &mut dyn FnMut(u64),
) -> Result<Written, CourierError> {
    if max_part < SMALLEST_PART {
        return Err(CourierError::TooSmall(SMALLEST_PART));
    }
    let mut writing = Writing {
        me,
        dict: dictionary::common(&me.store_dicts),
        max_part,
        part: None,
        written: Written::default(),
    };
    let lacking = vault.lacking()?;
    let mut cursors = vault.cursors()?;
    writing.begin(parts, fresh, &cursors)?;
    for hashes in lacking.chunks(MAX_WANTED).take(MAX_WANTS) {
        let (kind, payload) = Message::Want(Want::Chunks(hashes.to_vec())).encode();
        writing.put(&framed(kind, &payload)?)?;
    }
    let mut position = 0;
    loop {
        let page = vault.outbox(position, PAGE_BYTES)?;
        let Some(last) = page.last() else { break };
        position = last.position;
        let mut rest = &page[..];
        while !rest.is_empty() {
            match writing.push(rest)? {
                Pushed::Taken(count) => rest = rest.get(count..).unwrap_or_default(),
                Pushed::NoRoom => {
                    writing.end(parts)?;
                    // A part is a request of its own: another Hello, from where the vault stands.
                    cursors = vault.cursors()?;
                    writing.begin(parts, fresh, &cursors)?;
                }
            }
        }
        tell(writing.written.records);
    }
    writing.end(parts)?;
    Ok(writing.written)
}

/// Raw bytes read from the outbox at once.
const PAGE_BYTES: usize = 256 * 1024;
/// What a frame should weigh: nothing here is cut by a bad line.
const FRAME_BYTES: usize = 12 * 1024;
/// Of a file, which has no limit but its part.
const ANSWER_BYTES: u64 = 1 << 40;

struct Writing<'a> {
    me: &'a Sender,
    dict: DictId,
    max_part: u64,
    part: Option<Part>,
    written: Written,
}

struct Part {
    sealer: Sealer<Box<dyn Place>>,
    no: u64,
    pushes: u64,
    prev: Hash32,
}

enum Pushed {
    Taken(usize),
    NoRoom,
}

impl Writing<'_> {
    fn begin(
        &mut self,
        parts: &mut dyn Parts,
        fresh: &mut dyn FnMut() -> Result<Fresh, CourierError>,
        cursors: &[crate::sync::cursor::Cursor],
    ) -> Result<(), CourierError> {
        let fresh = fresh()?;
        let me = self.me;
        let (mut sealer, head) = Sealer::begin(parts.begin()?, &me.store_key, fresh.secret)?;
        let letter = Letter {
            id: fresh.id,
            device: me.device,
            replica: me.replica,
            no: fresh.no,
            errand: Errand::Request,
        };
        sealer.write(&frame::MAGIC)?;
        sealer.write(&framed(letter::KIND, &letter.encode(&head, &me.key))?)?;
        let (kind, mut payload) = Message::Hello(Hello {
            proto: PROTO,
            app_version: me.app_version.clone(),
            schema_max: 1,
            dicts: dictionary::KNOWN.to_vec(),
            device: me.device,
            replica: me.replica,
            // The token belongs to the line; one that travelled for weeks would look like a clone.
            token: [0; 8],
            counter: fresh.no,
            cursors: cursors.to_vec(),
            max_answer_bytes: ANSWER_BYTES,
            frame_bytes: FRAME_BYTES as u64,
            lanes: Vec::new(),
            seal: Seal::EMPTY,
        })
        .encode();
        let bound = Bound::hello(COURIER_PATH, me.device, fresh.no);
        seal(&mut payload, bound, &me.key);
        sealer.write(&framed(kind, &payload)?)?;
        self.part = Some(Part {
            sealer,
            no: fresh.no,
            pushes: 0,
            prev: Hash32::default(),
        });
        Ok(())
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), CourierError> {
        let part = self.part.as_mut().ok_or(CourierError::Full)?;
        part.sealer.write(bytes)
    }

    /// One Push frame from the front of `rest`.
    fn push(&mut self, rest: &[Queued]) -> Result<Pushed, CourierError> {
        let me = self.me;
        let part = self.part.as_mut().ok_or(CourierError::Full)?;
        let chunks: Vec<Chunk> = rest
            .iter()
            .take(MOST_CHUNKS)
            .map(|queued| queued.chunk.clone())
            .collect();
        let bound = Bound::push(COURIER_PATH, me.device, part.no, part.pushes);
        let packed = pack::push_frame(
            &chunks,
            part.prev,
            part.pushes,
            bound,
            &me.key,
            self.dict,
            FRAME_BYTES,
        );
        let Some(packed) = packed else {
            self.written.too_long += 1;
            return Ok(Pushed::Taken(1));
        };
        if part.pushes > 0 && part.sealer.length_with(packed.bytes.len()) > self.max_part {
            return Ok(Pushed::NoRoom);
        }
        part.sealer.write(&packed.bytes)?;
        part.pushes += 1;
        part.prev = packed.hash;
        self.written.records += packed.count as u64;
        let visits = chunks.iter().take(packed.count);
        self.written.visits += visits.filter(|chunk| chunk.kind == Kind::VISIT).count() as u64;
        Ok(Pushed::Taken(packed.count))
    }

    fn end(&mut self, parts: &mut dyn Parts) -> Result<(), CourierError> {
        let Some(part) = self.part.take() else {
            return Ok(());
        };
        self.written.bytes += part.sealer.length_with(0);
        parts.end(part.sealer.finish()?)?;
        self.written.parts += 1;
        Ok(())
    }
}

/// Chunks tried for one frame: more do not fit whatever they are.
const MOST_CHUNKS: usize = 200;

/// A frame that is never compressed with a dictionary.
pub fn framed(kind: u8, payload: &[u8]) -> Result<Vec<u8>, CourierError> {
    let mut bytes = Vec::new();
    frame::write(&mut bytes, kind, payload, NONE, dictionary::LEVEL_SMALL)
        .ok_or(CourierError::Meaning("frame"))?;
    Ok(bytes)
}
