//! A pack: a signed head that names the hash of every section, then the sections, zstd each.
//!
//! ```text
//! magic 8 | length of the head u32 | head, sealed | sections
//! head: form, kind, version, made at, state before, state after, per section: what, bytes, SHA-256
//! section of words: count, each with its length
//! section of people: count, columns (cards, origins, and those of `record::emergency`)
//! section of the gone: cards
//! ```

use std::collections::HashMap;
use std::io::Read;

use ed25519_dalek::{SigningKey, VerifyingKey};
use sha2::{Digest as _, Sha256};

use super::ask::{put_state, sealed, take_state, unsealed};
use super::{PackError, hash};
use crate::domain::emergency::{EmergencyPassport, MADE_FROM_BYTES};
use crate::domain::ids::{DeviceId, DocId, Hash32, PatientId};
use crate::record::bytes::{CodecError, Reader, Writer};
use crate::record::emergency::{COLUMNS, Looked, Numbered, Whole, read, write};
use crate::sync::auth::{Bound, is_sealed_by};
use crate::sync::dictionary::{self, LEVEL_SMALL, NONE};
use crate::sync::digest::SetDigest;

pub const MAGIC: &[u8; 8] = b"FLDdir01";
/// A whole pack: the directory of a region of a million people.
pub const MAX_PACK: u64 = 64 * 1024 * 1024;
/// A head with every section that fits into [`MAX_PACK`].
const MAX_HEAD: usize = 256 * 1024;
const MAX_SECTIONS: usize = 4_096;
/// One section, unpacked.
const MAX_SECTION: usize = 1024 * 1024;
/// About how long the writer lets a section grow; the rows of one person may come on top.
const SECTION: usize = 900 * 1024;
/// People of one section; the writer takes fewer when they have much to say.
const MAX_PEOPLE: usize = 16_384;
/// All words of a pack, unpacked: what the reader holds in memory.
const MAX_WORDS: usize = 32 * 1024 * 1024;
const FORM: u8 = 1;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Base,
    Delta,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub kind: Kind,
    /// Counts the states of one store.
    pub version: u64,
    /// UTC seconds on the store's clock.
    pub made_at: i64,
    /// Of a base: the empty state.
    pub before: SetDigest,
    pub after: SetDigest,
    pub sections: Vec<Section>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    Words,
    People,
    Gone,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Section {
    pub holds: Holds,
    /// As packed.
    pub bytes: u32,
    pub hash: Hash32,
}

/// A pack that was made.
#[derive(Debug, Clone)]
pub struct Made {
    pub head: Head,
    pub id: Hash32,
    pub bytes: Vec<u8>,
}

impl Head {
    pub fn seal(&self, key: &SigningKey) -> Vec<u8> {
        let mut w = Writer::default();
        w.u8(FORM);
        w.u8(match self.kind {
            Kind::Base => 0,
            Kind::Delta => 1,
        });
        w.raw(&self.version.to_be_bytes());
        w.raw(&self.made_at.to_be_bytes());
        put_state(&mut w, self.before);
        put_state(&mut w, self.after);
        w.varint(self.sections.len() as u64);
        for section in &self.sections {
            w.u8(match section.holds {
                Holds::Words => 0,
                Holds::People => 1,
                Holds::Gone => 2,
            });
            w.raw(&section.bytes.to_be_bytes());
            w.raw(&section.hash.0);
        }
        sealed(w, bound(), key)
    }

    /// What stands before the seal, whoever sealed it.
    pub fn read(sealed: &[u8]) -> Result<Self, CodecError> {
        let mut r = unsealed(sealed)?;
        if r.u8()? != FORM {
            return Err(CodecError::Value("form"));
        }
        let kind = match r.u8()? {
            0 => Kind::Base,
            1 => Kind::Delta,
            _ => return Err(CodecError::Value("kind")),
        };
        let version = u64::from_be_bytes(r.array()?);
        let made_at = i64::from_be_bytes(r.array()?);
        let before = take_state(&mut r)?;
        let after = take_state(&mut r)?;
        let sections = (0..r.count("sections", MAX_SECTIONS, 37)?)
            .map(|_| {
                Ok(Section {
                    holds: match r.u8()? {
                        0 => Holds::Words,
                        1 => Holds::People,
                        2 => Holds::Gone,
                        _ => return Err(CodecError::Value("section")),
                    },
                    bytes: u32::from_be_bytes(r.array()?),
                    hash: Hash32(r.array()?),
                })
            })
            .collect::<Result<Vec<_>, CodecError>>()?;
        r.end()?;
        let all: u64 = sections.iter().map(|s| u64::from(s.bytes)).sum();
        if all > MAX_PACK {
            return Err(CodecError::Limit("pack"));
        }
        if kind == Kind::Base && before != SetDigest::default() {
            return Err(CodecError::Value("before"));
        }
        Ok(Self {
            kind,
            version,
            made_at,
            before,
            after,
            sections,
        })
    }
}

/// A pack of everybody.
pub fn base(
    people: &[EmergencyPassport],
    version: u64,
    made_at: i64,
    key: &SigningKey,
) -> Result<Made, PackError> {
    let head = Head {
        kind: Kind::Base,
        version,
        made_at,
        before: SetDigest::default(),
        after: super::state(people),
        sections: Vec::new(),
    };
    let all: Vec<&EmergencyPassport> = people.iter().collect();
    make(head, &all, &[], key)
}

/// A pack of what is another between two states: who is new or other now, and who is there no more. `before` and `after` are the
/// states.
pub fn delta(
    (before, after): (SetDigest, SetDigest),
    changed: &[&EmergencyPassport],
    gone: &[PatientId],
    version: u64,
    made_at: i64,
    key: &SigningKey,
) -> Result<Made, PackError> {
    let head = Head {
        kind: Kind::Delta,
        version,
        made_at,
        before,
        after,
        sections: Vec::new(),
    };
    make(head, changed, gone, key)
}

fn make(
    mut head: Head,
    people: &[&EmergencyPassport],
    gone: &[PatientId],
    key: &SigningKey,
) -> Result<Made, PackError> {
    let words = Words::of(people);
    let mut body = Vec::new();
    let mut put = |holds, raw: &[u8]| -> Result<(), PackError> {
        let packed = dictionary::compress(raw, NONE, LEVEL_SMALL)
            .and_then(Result::ok)
            .ok_or(PackError::TooLong)?;
        head.sections.push(Section {
            holds,
            bytes: u32::try_from(packed.len()).map_err(|_long| PackError::TooLong)?,
            hash: Hash32(Sha256::digest(&packed).into()),
        });
        body.extend(packed);
        Ok(())
    };
    for part in words.parts() {
        put(Holds::Words, &part)?;
    }
    for part in rows(people, &words) {
        put(Holds::People, &part)?;
    }
    for part in gone.chunks(MAX_PEOPLE) {
        let mut w = Writer::default();
        part.iter().for_each(|card| w.raw(&card.0));
        put(Holds::Gone, &w.0)?;
    }
    if head.sections.len() > MAX_SECTIONS || body.len() as u64 > MAX_PACK {
        return Err(PackError::TooLong);
    }
    let sealed = head.seal(key);
    let mut bytes = MAGIC.to_vec();
    bytes.extend((sealed.len() as u32).to_be_bytes());
    bytes.extend(&sealed);
    let id = Hash32(Sha256::digest(&bytes).into());
    bytes.extend(body);
    Ok(Made { head, id, bytes })
}

/// A pack that is read from its start to its end.
pub struct Opened<R> {
    pub head: Head,
    /// SHA-256 of everything up to the sections, which names their hashes.
    pub id: Hash32,
    source: R,
    next: usize,
    words: Vec<String>,
    words_bytes: usize,
}

/// What a section brought.
#[derive(Debug, PartialEq, Eq)]
pub enum Part {
    People(Vec<EmergencyPassport>),
    Gone(Vec<PatientId>),
}

/// Reads the head, which has to be signed by `store`.
pub fn open<R: Read>(mut source: R, store: &VerifyingKey) -> Result<Opened<R>, PackError> {
    let mut start = [0; 12];
    source
        .read_exact(&mut start)
        .map_err(|_short| PackError::Damaged)?;
    if &start[..8] != MAGIC {
        return Err(PackError::NotOurs);
    }
    let length = u32::from_be_bytes([start[8], start[9], start[10], start[11]]) as usize;
    if length > MAX_HEAD {
        return Err(PackError::TooLong);
    }
    let mut sealed = vec![0; length];
    source
        .read_exact(&mut sealed)
        .map_err(|_short| PackError::Damaged)?;
    if !is_sealed_by(&sealed, bound(), store) {
        return Err(PackError::Foreign);
    }
    let head = Head::read(&sealed).map_err(wrong)?;
    let mut hasher = Sha256::new();
    hasher.update(start);
    hasher.update(&sealed);
    Ok(Opened {
        head,
        id: Hash32(hasher.finalize().into()),
        source,
        next: 0,
        words: Vec::new(),
        words_bytes: 0,
    })
}

impl<R: Read> Opened<R> {
    /// The next section that brings somebody; `None` at the end, when not one byte is left over.
    pub fn part(&mut self) -> Result<Option<Part>, PackError> {
        loop {
            let Some(section) = self.head.sections.get(self.next).copied() else {
                let mut more = [0];
                return match self.source.read(&mut more) {
                    Ok(0) => Ok(None),
                    Ok(_) | Err(_) => Err(PackError::Damaged),
                };
            };
            self.next += 1;
            let mut packed = Vec::new();
            let wanted = u64::from(section.bytes);
            // Grows with what really comes, not with what a head promises.
            let came = (&mut self.source).take(wanted).read_to_end(&mut packed);
            if came.is_err()
                || packed.len() as u64 != wanted
                || section.hash.0[..] != Sha256::digest(&packed)[..]
            {
                return Err(PackError::Damaged);
            }
            let raw = dictionary::decompress(&packed, NONE, MAX_SECTION)
                .and_then(Result::ok)
                .ok_or(PackError::Damaged)?;
            match section.holds {
                Holds::Words => self.take_words(&raw)?,
                Holds::People => {
                    return people(&raw, &self.words)
                        .map(|p| Some(Part::People(p)))
                        .map_err(wrong);
                }
                Holds::Gone => {
                    let cards = raw.chunks_exact(16);
                    if !cards.remainder().is_empty() {
                        return Err(PackError::Damaged);
                    }
                    return Ok(Some(Part::Gone(
                        cards.filter_map(DocId::from_slice).collect(),
                    )));
                }
            }
        }
    }

    fn take_words(&mut self, raw: &[u8]) -> Result<(), PackError> {
        self.words_bytes += raw.len();
        if self.words_bytes > MAX_WORDS {
            return Err(PackError::TooLong);
        }
        let mut r = Reader::new(raw);
        let mut take = || -> Result<(), CodecError> {
            for _ in 0..r.count("words", MAX_SECTION, 1)? {
                self.words.push(r.text("word", MAX_SECTION)?);
            }
            r.end()
        };
        take().map_err(wrong)
    }
}

/// A whole pack in memory: the entry of tests and of whoever only wants to know whether a pack is good.
pub fn whole(bytes: &[u8], store: &VerifyingKey) -> Result<(Head, Vec<Part>), PackError> {
    let mut pack = open(bytes, store)?;
    let mut parts = Vec::new();
    let mut state = pack.head.before;
    while let Some(part) = pack.part()? {
        if let (Kind::Base, Part::People(people)) = (pack.head.kind, &part) {
            for passport in people {
                state.add(hash(passport), passport.card);
            }
        }
        parts.push(part);
    }
    if pack.head.kind == Kind::Base && state != pack.head.after {
        return Err(PackError::Damaged);
    }
    Ok((pack.head, parts))
}

/// Every word once, the most frequent with the shortest number.
struct Words {
    sorted: Vec<String>,
    numbers: HashMap<String, u64>,
}

impl Words {
    fn of(people: &[&EmergencyPassport]) -> Self {
        let mut counts: HashMap<String, u64> = HashMap::new();
        let mut columns = [Writer::default()];
        for passport in people {
            write(
                passport,
                &mut Numbered {
                    columns: &mut columns,
                    number: &mut |word| {
                        match counts.get_mut(word) {
                            Some(count) => *count += 1,
                            None => drop(counts.insert(word.to_owned(), 1)),
                        }
                        0
                    },
                },
            );
            columns[0].0.clear();
        }
        let mut sorted: Vec<(String, u64)> = counts.into_iter().collect();
        sorted.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let sorted: Vec<String> = sorted.into_iter().map(|(word, _)| word).collect();
        let numbers = sorted.iter().cloned().zip(0..).collect();
        Self { sorted, numbers }
    }

    fn parts(&self) -> Vec<Vec<u8>> {
        let mut parts = Vec::new();
        let mut rest = &self.sorted[..];
        while !rest.is_empty() {
            let mut bytes = 0;
            let fits = rest.iter().take_while(|word| {
                bytes += word.len() + 5;
                bytes <= SECTION
            });
            let (now, later) = rest.split_at(fits.count().max(1));
            let mut w = Writer::default();
            w.varint(now.len() as u64);
            now.iter().for_each(|word| w.bytes(word.as_bytes()));
            parts.push(w.0);
            rest = later;
        }
        parts
    }
}

/// Columns of a section before those of the passports.
const CARDS: usize = 0;
const ORIGINS: usize = 1;
const FIRST: usize = 2;

fn rows(people: &[&EmergencyPassport], words: &Words) -> Vec<Vec<u8>> {
    let mut parts = Vec::new();
    let mut rest = people;
    while !rest.is_empty() {
        let mut columns: [Writer; FIRST + COLUMNS] = Default::default();
        let mut count = 0;
        for passport in rest.iter().take(MAX_PEOPLE) {
            if columns.iter().map(|column| column.0.len()).sum::<usize>() > SECTION {
                break;
            }
            columns[CARDS].raw(&passport.card.0);
            columns[ORIGINS].raw(&passport.made_from);
            let mut pen = Numbered {
                columns: &mut columns[FIRST..],
                number: &mut |word| words.numbers.get(word).copied().unwrap_or_default(),
            };
            write(passport, &mut pen);
            count += 1;
        }
        let mut w = Writer::default();
        w.varint(count as u64);
        columns.iter().for_each(|column| w.bytes(&column.0));
        parts.push(w.0);
        rest = rest.get(count..).unwrap_or_default();
    }
    parts
}

fn people(raw: &[u8], words: &[String]) -> Result<Vec<EmergencyPassport>, CodecError> {
    let mut r = Reader::new(raw);
    let count = r.count("people", MAX_PEOPLE, 16)?;
    let mut columns = Vec::with_capacity(FIRST + COLUMNS);
    for _ in 0..FIRST + COLUMNS {
        columns.push(Reader::new(r.bytes("column", MAX_SECTION)?));
    }
    r.end()?;
    let (own, rest) = columns.split_at_mut(FIRST);
    let mut all = Vec::with_capacity(count);
    // A word of a long section may be named by every row: what comes out is bounded too.
    let mut room = MAX_OUT;
    let mut find = |number: u64| {
        let word = words.get(usize::try_from(number).ok()?)?;
        room = room.checked_sub(word.len())?;
        Some(word.clone())
    };
    for _ in 0..count {
        let card = DocId(own[CARDS].array()?);
        let made_from: [u8; MADE_FROM_BYTES] = own[ORIGINS].array()?;
        let mut eye = Looked {
            columns: rest,
            find: &mut find,
        };
        all.push(read(card, made_from, Whole::Everything, &mut eye)?);
    }
    if columns.iter().any(|column| column.left() > 0) {
        return Err(CodecError::Trailing);
    }
    Ok(all)
}

/// Bytes of words that one section may bring.
const MAX_OUT: usize = 64 * 1024 * 1024;

fn bound() -> Bound<'static> {
    Bound {
        path: "directory pack",
        device: DeviceId([0; 16]),
        counter: 0,
        frame: Hash32([0; 32]),
    }
}

/// A signed pack that does not read was made by a newer store, or by one with a fault.
fn wrong(error: CodecError) -> PackError {
    match error {
        CodecError::Limit(_) => PackError::TooLong,
        CodecError::Value("form") => PackError::NotOurs,
        CodecError::Short | CodecError::Value(_) | CodecError::Trailing => PackError::Damaged,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::person::{KnownNumber, Name};

    fn person(n: u32) -> EmergencyPassport {
        let mut card = [0; 16];
        card[..8].copy_from_slice(&Sha256::digest(n.to_be_bytes())[..8]);
        EmergencyPassport {
            card: DocId(card),
            name: Name {
                family: format!("Үлгі{}", n % 97),
                given: format!("Сынақ{}", n % 31),
                patronymic: String::new(),
            },
            numbers: vec![KnownNumber {
                kind: "kz-iin".to_owned(),
                value: format!("{:012}", u64::from(n) * 7_919),
            }],
            ..EmergencyPassport::default()
        }
    }

    #[test]
    fn everybody_comes_out_and_a_byte_that_differs_is_noticed() {
        let key = SigningKey::from_bytes(&[8; 32]);
        let people: Vec<_> = (0..300).map(person).collect();
        let made = base(&people, 1, 5, &key).unwrap();
        let (head, parts) = whole(&made.bytes, &key.verifying_key()).unwrap();
        assert_eq!(head, made.head);
        assert_eq!(parts, [Part::People(people)]);
        for at in 0..made.bytes.len() {
            let mut changed = made.bytes.clone();
            changed[at] ^= 1;
            assert!(whole(&changed, &key.verifying_key()).is_err(), "byte {at}");
            assert!(whole(&made.bytes[..at], &key.verifying_key()).is_err());
        }
        let mut longer = made.bytes.clone();
        longer.push(0);
        assert_eq!(
            whole(&longer, &key.verifying_key()),
            Err(PackError::Damaged)
        );
        let other = SigningKey::from_bytes(&[9; 32]).verifying_key();
        assert_eq!(whole(&made.bytes, &other), Err(PackError::Foreign));
    }

    #[test]
    fn many_fill_several_sections() {
        let key = SigningKey::from_bytes(&[8; 32]);
        let people: Vec<_> = (0..MAX_PEOPLE as u32 + 5).map(person).collect();
        let made = base(&people, 1, 5, &key).unwrap();
        let (_, parts) = whole(&made.bytes, &key.verifying_key()).unwrap();
        assert_eq!(parts.len(), 2);
    }

    #[test]
    fn a_state_is_the_same_however_it_came_about() {
        let people: Vec<_> = (0..40).map(person).collect();
        let mut state = super::super::state(&people);
        for passport in &people[10..] {
            state.remove(hash(passport), passport.card);
        }
        assert_eq!(state, super::super::state(&people[..10]));
    }
}
