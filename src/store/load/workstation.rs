//! One invented workstation: enrolled, with a day's changes written, signed and packed before anything is measured.

use std::collections::BTreeSet;

use ed25519_dalek::SigningKey;
use serde_json::{Map, Value as Json, json};

use super::{FRAME_CHANGES, LoadError};
use crate::domain::chunk::{Chunk, Kind, Unit};
use crate::domain::ids::{DeviceId, DocId, FacilityId, Hash32, UserId};
use crate::record::{self, Actor, Card, Head};
use crate::store::devices::Newcomer;
use crate::store::{Entropy, Store};
use crate::sync::auth::{BOOT_SHIFT, Bound, SYNC_PATH, Seal, seal};
use crate::sync::cursor::{Cursor, Epoch, Log, Scope};
use crate::sync::dictionary::{self, KNOWN, LEVEL_SMALL, NONE};
use crate::sync::frame;
use crate::sync::message::{Hello, Message, PROTO};
use crate::sync::pack::push_frame;

/// Visits of one patient in a day's load.
const PER_PATIENT: usize = 5;
/// Moment of every change, UTC seconds: 2026-01-01.
const AT: i64 = 1_767_225_600;
const ANSWER_BYTES: u64 = 1024 * 1024;
const FRAME_BYTES: u64 = 16 * 1024;

pub struct Workstation {
    device: DeviceId,
    key: SigningKey,
    scope: Scope,
    epoch: Epoch,
    token: [u8; 8],
    replica: [u8; 16],
    /// Requests so far: no number is used twice.
    request: u64,
    /// The changes of each frame of the day, and the request that carries it, ready to be sent.
    frames: Vec<Vec<Chunk>>,
    pub bodies: Vec<Vec<u8>>,
    /// What the store must have afterwards.
    pub hashes: BTreeSet<Hash32>,
    /// What it named when it was asked.
    pub named: BTreeSet<Hash32>,
}

impl Workstation {
    /// Enrols in the database itself: codes and their limits are not what is measured.
    pub fn enrol(
        store: &Store,
        house: &str,
        visits: usize,
        entropy: &Entropy,
    ) -> Result<Self, LoadError> {
        let key = SigningKey::from_bytes(&draw(entropy));
        let device = DeviceId(draw(entropy));
        let code = store.enrol_code(house, 60)?;
        let newcomer = Newcomer {
            device,
            key: key.verifying_key(),
            name: house.to_owned(),
            managers: Vec::new(),
        };
        let (enrolled, epoch, token) = store.enrol(&code.code, &newcomer)?;
        let mut made = Self {
            device,
            key,
            scope: enrolled.scope,
            epoch,
            token,
            replica: draw(entropy),
            request: 0,
            frames: Vec::new(),
            bodies: Vec::new(),
            hashes: BTreeSet::new(),
            named: BTreeSet::new(),
        };
        made.write(visits, entropy)?;
        for no in 0..made.frames.len() {
            let body = made.request(no)?;
            made.bodies.push(body);
        }
        Ok(made)
    }

    /// The request of a frame under a number that was never used.
    pub fn request(&mut self, no: usize) -> Result<Vec<u8>, LoadError> {
        let mut body = self.hello(Vec::new())?;
        let bound = Bound::push(SYNC_PATH, self.device, self.counter(), 0);
        let chunks = self.frames.get(no).ok_or(LoadError::Answer)?;
        let dict = dictionary::common(&KNOWN);
        let target = FRAME_BYTES as usize;
        let packed = push_frame(chunks, Hash32::default(), 0, bound, &self.key, dict, target)
            .filter(|packed| packed.count == chunks.len())
            .ok_or(LoadError::Answer)?;
        body.extend_from_slice(&packed.bytes);
        Ok(body)
    }

    /// Asks for everything that stands in the house's logs after these cursors.
    pub fn ask(&mut self, cursors: Vec<Cursor>) -> Result<Vec<u8>, LoadError> {
        self.hello(cursors)
    }

    pub fn start(&self) -> Vec<Cursor> {
        Log::ALL
            .map(|log| Cursor::start(self.scope, log, self.epoch))
            .to_vec()
    }

    pub fn lost(&self) -> usize {
        self.hashes.difference(&self.named).count()
    }

    fn counter(&self) -> u64 {
        (1 << BOOT_SHIFT) | self.request
    }

    /// The token of the enrolment is presented every time: the last one presented stays good.
    fn hello(&mut self, cursors: Vec<Cursor>) -> Result<Vec<u8>, LoadError> {
        self.request += 1;
        let (kind, mut payload) = Message::Hello(Hello {
            proto: PROTO,
            app_version: env!("CARGO_PKG_VERSION").to_owned(),
            schema_max: 1,
            dicts: KNOWN.to_vec(),
            device: self.device,
            replica: self.replica,
            token: self.token,
            counter: self.counter(),
            cursors,
            max_answer_bytes: ANSWER_BYTES,
            frame_bytes: FRAME_BYTES,
            lanes: Vec::new(),
            seal: Seal::EMPTY,
        })
        .encode();
        let bound = Bound::hello(SYNC_PATH, self.device, self.counter());
        seal(&mut payload, bound, &self.key);
        let mut body = frame::MAGIC.to_vec();
        frame::write(&mut body, kind, &payload, NONE, LEVEL_SMALL).ok_or(LoadError::Answer)?;
        Ok(body)
    }

    /// Cards first, then their visits, in frames of [`FRAME_CHANGES`].
    fn write(&mut self, visits: usize, entropy: &Entropy) -> Result<(), LoadError> {
        let mut chunks = Vec::new();
        let mut patients = Vec::new();
        for _ in 0..visits.div_ceil(PER_PATIENT) {
            let patient = DocId(draw(entropy));
            let mut card = Card::new(patient, Actor(draw(entropy)));
            let name = Map::from_iter([("text".to_owned(), json!(words(entropy, 1)))]);
            for key in ["name.sur", "name.given"] {
                card.put(key, &name, UserId::default(), AT)?;
            }
            chunks.push(card.commit(AT, self.device, &self.key)?);
            patients.push(patient);
        }
        for patient in patients.iter().cycle().take(visits) {
            chunks.push(self.visit(*patient, entropy)?);
        }
        self.hashes = chunks
            .iter()
            .map(|chunk| record::hash(&chunk.bytes))
            .collect();
        self.frames = chunks.chunks(FRAME_CHANGES).map(<[_]>::to_vec).collect();
        Ok(())
    }

    /// About as long as a visit that somebody typed.
    fn visit(&self, patient: DocId, entropy: &Entropy) -> Result<Chunk, LoadError> {
        let head = Head {
            id: DocId(draw(entropy)),
            kind: Kind::VISIT,
            unit: Unit::Patient(patient),
            by: None,
            role: String::new(),
            device: self.device,
            facility: FacilityId(self.device.0),
            care_at: AT,
            entered_at: AT,
            clock_doubtful: false,
            amends: None,
        };
        let content: Json = json!({
            "form": "visit", "form_version": "1",
            "answers": { "complaints": words(entropy, 20), "exam": words(entropy, 40), "plan": words(entropy, 30), "temp": "37.2" },
            "diagnoses": [{ "code": "J06.9", "title": words(entropy, 4), "role": "main" }],
        });
        Ok(record::seal(
            &head,
            &content,
            &self.key,
            Actor(draw(entropy)),
        )?)
    }
}

fn draw<const N: usize>(entropy: &Entropy) -> [u8; N] {
    let mut out = [0; N];
    entropy(&mut out);
    out
}

/// Words of invented syllables: no language, and nobody's record.
fn words(entropy: &Entropy, count: usize) -> String {
    const SYLLABLES: [&str; 16] = [
        "ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ra", "se", "ti", "vo", "xa", "ye",
        "zu",
    ];
    let mut drawn = vec![0_u8; count * 2];
    entropy(&mut drawn);
    let word = |pair: &[u8]| -> String {
        pair.iter()
            .flat_map(|byte| [byte >> 4, byte & 15])
            .filter_map(|at| SYLLABLES.get(usize::from(at)).copied())
            .collect()
    };
    let words: Vec<String> = drawn.chunks(2).map(word).collect();
    words.join(" ")
}
