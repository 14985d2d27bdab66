//! What outsiders hand us, each through one entry function, and the kept files that the mutants are made of (`tests/data`). An entry
//! function may refuse; it must not panic, hang, or keep more than its limit.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ed25519_dalek::{SigningKey, VerifyingKey};
use feldsher::clock::FixedClock;
use feldsher::domain::allergy::Allergy;
use feldsher::domain::chunk::{Chunk, Kind, Unit};
use feldsher::domain::country::Country;
use feldsher::domain::emergency::EmergencyPassport;
use feldsher::domain::ids::{DocId, Hash32};
use feldsher::domain::lang::Lang;
use feldsher::domain::person::{KnownNumber, Name};
use feldsher::domain::role::Role;
use feldsher::ops::{House, Setup};
use feldsher::paths::DataFolder;
use feldsher::record;
use feldsher::sync::courier::CourierError;
use feldsher::sync::courier::read::whole;
use feldsher::sync::dictionary::{self, NONE};
use feldsher::sync::directory::{self, pack};
use feldsher::sync::frame::{Frame, FrameReader};
use feldsher::sync::message::{Message, What};
use feldsher::vault::OsEntropy;
use feldsher::vault::backup::{self, Occasion, Reason};
use feldsher::vault::slots::{KdfCost, KeySlots};
use sha2::{Digest as _, Sha256};

use super::mutate::mutated;

/// Decompressed, sync §3.
const MAX_FRAME: usize = 1024 * 1024;

pub struct Target {
    pub name: &'static str,
    pub corpus: Vec<Vec<u8>>,
    enter: fn(&[u8], &Path) -> bool,
    /// Makes a checksum fit again, so that what stands behind it is reached too.
    mend: fn(Vec<u8>) -> Vec<u8>,
}

/// Drawn from a seed (SplitMix64).
pub struct Draw(pub u64);

impl Draw {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.roll() % limit.max(1) as u64) as usize
    }
}

impl Target {
    /// One execution; true if what came was taken for good. `room` is a folder of its own.
    pub fn run(&self, draw: &mut Draw, room: &Path) -> bool {
        let one = draw.below(self.corpus.len());
        let mut bytes = self.corpus[one].clone();
        for _ in 0..=draw.below(3) {
            bytes = mutated(&mut |limit| draw.below(limit), &bytes);
        }
        if draw.below(2) == 0 {
            bytes = (self.mend)(bytes);
        }
        (self.enter)(&bytes, room)
    }

    /// The kept files themselves are good.
    pub fn takes_its_corpus(&self, room: &Path) -> bool {
        self.corpus.iter().all(|bytes| (self.enter)(bytes, room))
    }
}

pub fn all() -> Vec<Target> {
    let bodies = bodies();
    let frames: Vec<Frame> = bodies.iter().flat_map(|body| frames(body)).collect();
    let payloads = frames.iter().map(|frame| {
        let mut bytes = vec![frame.kind];
        bytes.extend(&frame.payload);
        bytes
    });
    let payloads: Vec<Vec<u8>> = payloads.collect();
    // Cursors travel in the Hello.
    let hellos = payloads.iter().filter(|bytes| bytes[0] == 1).cloned();
    let none = |bytes| bytes;
    vec![
        Target {
            name: "frame",
            corpus: bodies.clone(),
            enter: enter_frames,
            mend: none,
        },
        Target {
            name: "cursor",
            corpus: hellos.collect(),
            enter: enter_message,
            mend: none,
        },
        Target {
            name: "message",
            corpus: payloads,
            enter: enter_message,
            mend: none,
        },
        Target {
            name: "chunk",
            corpus: chunks(&frames),
            enter: enter_chunk,
            mend: mend_chunk,
        },
        Target {
            name: "courier",
            corpus: kept("courier", "courier"),
            enter: enter_courier,
            mend: none,
        },
        Target {
            name: "pack",
            corpus: packs(),
            enter: enter_pack,
            mend: mend_pack,
        },
        Target {
            name: "pack section",
            corpus: sections(),
            enter: enter_section,
            mend: none,
        },
        Target {
            name: "key slots",
            corpus: vec![
                std::fs::read(data().join("versions/b9a402a/feldsher.keys")).expect("kept"),
            ],
            enter: enter_keys,
            mend: mend_keys,
        },
        Target {
            name: "backup header",
            corpus: vec![header_of_a_backup()],
            enter: enter_backup,
            mend: mend_backup,
        },
    ]
}

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data")
}

fn kept(folder: &str, ending: &str) -> Vec<Vec<u8>> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(data().join(folder))
        .expect("kept files")
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .collect();
    files.sort();
    let files = files.iter().map(|path| std::fs::read(path).expect("kept"));
    files.collect()
}

/// Requests and answers.
fn bodies() -> Vec<Vec<u8>> {
    kept("versions/b9a402a", "bin")
}

fn frames(body: &[u8]) -> Vec<Frame> {
    let mut reader = FrameReader::default();
    reader.push(body);
    let mut all = Vec::new();
    while let Ok(Some(frame)) = reader.next_frame() {
        all.push(frame);
    }
    all
}

/// A kind before the bytes of each, as `enter_chunk` wants it.
fn chunks(frames: &[Frame]) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for frame in frames {
        let chunks = match Message::decode(frame) {
            Ok(Message::Push(push)) => push.chunks,
            Ok(Message::Entries(entries)) => entries
                .items
                .into_iter()
                .filter_map(|item| match item.what {
                    What::Change(chunk) => Some(chunk),
                    _ => None,
                })
                .collect(),
            _ => Vec::new(),
        };
        for chunk in chunks {
            let mut bytes = chunk.kind.0.to_be_bytes().to_vec();
            bytes.extend(chunk.unit.to_bytes());
            bytes.extend(chunk.doc.0);
            bytes.extend(chunk.bytes);
            all.push(bytes);
        }
    }
    all
}

/// The store whose packs are believed.
fn pack_key() -> SigningKey {
    SigningKey::from_bytes(&[21; 32])
}

/// A base and a delta of the emergency directory, of invented people.
fn packs() -> Vec<Vec<u8>> {
    let people: Vec<EmergencyPassport> = (1..60)
        .map(|n| EmergencyPassport {
            numbers: vec![KnownNumber {
                kind: "kz-iin".into(),
                value: format!("00010149{:04}", u32::from(n) * 7),
            }],
            allergies: vec![Allergy {
                substance: format!("Субстанция {}", n % 7),
                ..Allergy::default()
            }],
            card: DocId([n; 16]),
            name: Name {
                family: format!("Үлгі{n}"),
                ..Name::default()
            },
            ..EmergencyPassport::default()
        })
        .collect();
    let (few, gone) = (&people[..9], people[20].card);
    let states = (directory::state(&people), directory::state(few));
    let some: Vec<&EmergencyPassport> = few.iter().collect();
    let base = pack::base(&people, 1, 5, &pack_key()).expect("a pack");
    let delta = pack::delta(states, &some, &[gone], 2, 6, &pack_key()).expect("a pack");
    vec![base.bytes, delta.bytes]
}

/// What a workstation does with a pack before it believes a word of it.
fn enter_pack(bytes: &[u8], _: &Path) -> bool {
    let Ok((head, parts)) = pack::whole(bytes, &pack_key().verifying_key()) else {
        return false;
    };
    assert!(
        parts.len() <= head.sections.len(),
        "more than the head names"
    );
    true
}

/// Sections of people as they are when unpacked, each behind the length of the words that it names.
fn sections() -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for bytes in packs() {
        let (head, _) = pack::whole(&bytes, &pack_key().verifying_key()).expect("a pack");
        let mut rest = bytes;
        let sections: usize = head.sections.iter().map(|s| s.bytes as usize).sum();
        rest.drain(..rest.len() - sections);
        let mut words = Vec::new();
        for section in &head.sections {
            let packed: Vec<u8> = rest.drain(..section.bytes as usize).collect();
            let raw = dictionary::decompress(&packed, NONE, MAX_FRAME).expect("known");
            let raw = raw.expect("a section");
            match section.holds {
                pack::Holds::Words => words = raw,
                pack::Holds::People | pack::Holds::Gone => {
                    let mut one = (words.len() as u16).to_be_bytes().to_vec();
                    one.extend(&words);
                    one.extend(raw);
                    all.push(one);
                    break;
                }
            }
        }
    }
    all
}

/// What stands behind hash and packing, in a pack that our own store would have signed.
fn enter_section(bytes: &[u8], _: &Path) -> bool {
    let Some((length, rest)) = bytes.split_first_chunk::<2>() else {
        return false;
    };
    let length = usize::from(u16::from_be_bytes(*length));
    let Some((words, people)) = rest.split_at_checked(length) else {
        return false;
    };
    let mut body = Vec::new();
    let mut sections = Vec::new();
    for (holds, raw) in [(pack::Holds::Words, words), (pack::Holds::People, people)] {
        let packed = dictionary::compress(raw, NONE, 1)
            .expect("known")
            .expect("packed");
        sections.push(pack::Section {
            holds,
            bytes: packed.len() as u32,
            hash: Hash32(Sha256::digest(&packed).into()),
        });
        body.extend(packed);
    }
    let head = pack::Head {
        kind: pack::Kind::Delta,
        version: 1,
        made_at: 5,
        before: directory::state([]),
        after: directory::state([]),
        sections,
    };
    enter_pack(&in_pack(&head, &body), Path::new(""))
}

fn in_pack(head: &pack::Head, body: &[u8]) -> Vec<u8> {
    let sealed = head.seal(&pack_key());
    let mut bytes = pack::MAGIC.to_vec();
    bytes.extend((sealed.len() as u32).to_be_bytes());
    bytes.extend(sealed);
    bytes.extend(body);
    bytes
}

/// The head of the pack over the sections as they are now, signed again.
fn mend_pack(bytes: Vec<u8>) -> Vec<u8> {
    let length = |bytes: &[u8]| {
        let length = bytes.get(8..12)?.try_into().ok()?;
        Some(u32::from_be_bytes(length) as usize)
    };
    let head = length(&bytes).and_then(|length| {
        let sealed = bytes.get(12..12 + length)?;
        let head = pack::Head::read(sealed).ok()?;
        Some((head, bytes.get(12 + length..)?))
    });
    let Some((mut head, mut rest)) = head else {
        return bytes;
    };
    let body = rest;
    let last = head.sections.len().saturating_sub(1);
    for (at, section) in head.sections.iter_mut().enumerate() {
        let length = if at == last {
            rest.len()
        } else {
            section.bytes as usize
        };
        let Some((own, after)) = rest.split_at_checked(length) else {
            return bytes;
        };
        section.bytes = length as u32;
        section.hash = Hash32(Sha256::digest(own).into());
        rest = after;
    }
    in_pack(&head, body)
}

fn enter_frames(bytes: &[u8], _: &Path) -> bool {
    let all = frames(bytes);
    for frame in &all {
        assert!(frame.payload.len() <= MAX_FRAME, "a frame beyond its limit");
    }
    !all.is_empty()
}

/// What is understood says the same when it is written again.
fn enter_message(bytes: &[u8], _: &Path) -> bool {
    let Some((kind, payload)) = bytes.split_first() else {
        return false;
    };
    let frame = Frame {
        kind: *kind,
        payload: payload.to_vec(),
    };
    let Ok(message) = Message::decode(&frame) else {
        return false;
    };
    let (kind, payload) = message.encode();
    if !matches!(message, Message::Unknown(_)) {
        let again = Message::decode(&Frame { kind, payload });
        assert_eq!(
            again.as_ref(),
            Ok(&message),
            "another meaning when written again"
        );
    }
    true
}

/// The gate of the store and of the workstation.
fn enter_chunk(bytes: &[u8], _: &Path) -> bool {
    let Some((kind, rest)) = bytes.split_first_chunk::<2>() else {
        return false;
    };
    let Some((unit, rest)) = rest.split_first_chunk::<17>() else {
        return false;
    };
    let (Some(unit), Some((doc, bytes))) = (Unit::from_bytes(unit), rest.split_first_chunk::<16>())
    else {
        return false;
    };
    let chunk = Chunk {
        doc: DocId(*doc),
        kind: Kind(u16::from_be_bytes(*kind)),
        unit,
        bytes: bytes.to_vec(),
    };
    record::signed(&chunk).ok();
    record::open_signed(&chunk.bytes).ok();
    match record::inspect(&chunk) {
        // A change that follows others waits for them.
        Ok(header) => !header.deps.is_empty() || record::check(&chunk, &[]).is_ok(),
        Err(_poison) => false,
    }
}

/// Automerge names a chunk by four bytes of the hash of what follows: without them fitting nothing behind is read.
fn mend_chunk(mut bytes: Vec<u8>) -> Vec<u8> {
    const HEAD: usize = 2 + 17 + 16;
    if bytes.len() >= HEAD + 9 {
        let sum = Sha256::digest(&bytes[HEAD + 8..]);
        bytes[HEAD + 4..HEAD + 8].copy_from_slice(&sum[..4]);
    }
    bytes
}

fn enter_courier(bytes: &[u8], _: &Path) -> bool {
    // The two keys of the kept files (`tests/all/courier/mutants.rs`).
    let keys = [20_261_122_u64, 20_261_123].map(|seed| {
        let mut draw = Draw(seed ^ 0x9e37_79b9_7f4a_7c15);
        let mut secret = [0; 32];
        secret.fill_with(|| draw.roll() as u8);
        SigningKey::from_bytes(&secret)
    });
    let [station, store] = &keys;
    [(station, store), (store, station)]
        .into_iter()
        .any(|(me, sender)| {
            let sender: VerifyingKey = sender.verifying_key();
            whole(bytes, bytes.len() as u64, me, &mut |_| {
                Ok::<_, CourierError>(sender)
            })
            .is_ok()
        })
}

fn enter_keys(bytes: &[u8], room: &Path) -> bool {
    let path = room.join("feldsher.keys");
    std::fs::write(&path, bytes).expect("room for a file");
    KeySlots::load(&path).is_ok_and(|slots| slots.users().count() > 0)
}

/// The sum is that of the file with an empty sum.
fn mend_keys(bytes: Vec<u8>) -> Vec<u8> {
    summed(&bytes).unwrap_or(bytes)
}

fn summed(bytes: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let after = text.find("\"sum\"")? + 5;
    let begin = after + text[after..].find('"')? + 1;
    let end = begin + text[begin..].find('"')?;
    let (head, tail) = (&text[..begin], &text[end..]);
    let sum = Sha256::digest(format!("{head}{tail}").as_bytes());
    let sum: String = sum.iter().map(|byte| format!("{byte:02x}")).collect();
    Some(format!("{head}{sum}{tail}").into_bytes())
}

fn enter_backup(bytes: &[u8], room: &Path) -> bool {
    let path = room.join("one.backup");
    std::fs::write(&path, bytes).expect("room for a file");
    backup::manifest(&path).is_ok()
}

/// Magic, length, manifest, its SHA-256; what is inside comes after it and is not read for the header.
fn header_of_a_backup() -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a folder");
    let place = DataFolder::at(folder.path());
    place.create().expect("a folder");
    let setup = Setup {
        clinic: "Үлгі",
        country: Country::Kz,
        lang: Lang::Kk,
        demo: true,
        login: "doctor",
        name: "Сынақов Үлгі",
        role: Role::Doctor,
        password: "correct horse",
        cost: KdfCost::CHEAPEST,
    };
    let clock = Arc::new(FixedClock::at(1_790_000_000));
    let made = House::create(&place, &setup, clock, Box::new(OsEntropy));
    let (house, _, _) = made.expect("a clinic");
    let occasion = Occasion {
        now: 1_790_000_000,
        offset_minutes: 300,
        reason: Reason::Hand,
    };
    let key = house.data_key().duplicate();
    let made = backup::make_here(&place, &key, occasion, &mut OsEntropy, &mut |_| true);
    let whole = std::fs::read(made.expect("a backup").path).expect("a backup");
    whole[..end_of_header(&whole).expect("a header")].to_vec()
}

fn end_of_header(bytes: &[u8]) -> Option<usize> {
    let begin = bytes.iter().position(|byte| *byte == b'{')?;
    let length: [u8; 4] = bytes.get(begin.checked_sub(4)?..begin)?.try_into().ok()?;
    let end = begin + u32::from_be_bytes(length) as usize + 32;
    (end <= bytes.len()).then_some(end)
}

/// The length is made to fit too, now and then: whatever is left is the manifest.
fn mend_backup(mut bytes: Vec<u8>) -> Vec<u8> {
    let end = end_of_header(&bytes).unwrap_or(bytes.len());
    let begin = bytes.iter().position(|byte| *byte == b'{');
    let sum_at = end.saturating_sub(32);
    if let Some(begin) = begin.filter(|at| *at >= 4 && *at < sum_at) {
        let length = u32::try_from(sum_at - begin).expect("short");
        bytes[begin - 4..begin].copy_from_slice(&length.to_be_bytes());
        let sum = Sha256::digest(&bytes[begin..sum_at]);
        bytes[sum_at..end].copy_from_slice(&sum);
    }
    bytes
}
