//! An entry: something that happened, as one immutable signed change without predecessors. A correction is a new entry that
//! names the old one.

use std::collections::BTreeMap;

use automerge::transaction::{CommitOptions, Transactable as _};
use automerge::{ActorId, Automerge, ROOT, ScalarValue};
use ciborium::Value as Cbor;
use ed25519_dalek::{Signer as _, SigningKey};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json};

use super::signed::{SIG, entry_message};
use super::{Actor, RecordError, cbor, check, fields};
use crate::domain::chunk::{Chunk, Kind, Unit};
use crate::domain::ids::{DeviceId, DocId, FacilityId, UserId};

/// A frame carries at most this many compressed bytes of one chunk (sync §3).
pub const LIMIT_WIRE_BYTES: usize = 16 * 1024;
/// Version of an entry's layout that this program writes.
pub const VERSION: i64 = 1;

/// Who, when, where, about whom: the part that every entry has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub id: DocId,
    pub kind: Kind,
    pub unit: Unit,
    /// The author; `None` where the workstation itself speaks (access log, sure links).
    pub by: Option<UserId>,
    /// The author's role at that time.
    pub role: String,
    pub device: DeviceId,
    pub facility: FacilityId,
    /// Time of care, UTC seconds.
    pub care_at: i64,
    /// Time of entry, UTC seconds.
    pub entered_at: i64,
    /// The clock was earlier than the last commit, or a day away from the store's.
    pub clock_doubtful: bool,
    /// The entry that this one corrects.
    pub amends: Option<DocId>,
}

/// An entry as read back: what is known of it, and every root key as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub head: Head,
    /// Newer than [`VERSION`]: shown, read-only, never rewritten.
    pub version: i64,
    content: Map<String, Json>,
    signature: Option<[u8; 64]>,
}

impl Entry {
    pub fn open(bytes: &[u8]) -> Result<Self, RecordError> {
        let puts =
            check::puts(bytes).map_err(|poison| RecordError::Unreadable(poison.to_string()))?;
        Self::from_puts(&puts)
    }

    /// The content as the type of its kind.
    pub fn content<T: DeserializeOwned>(&self) -> Result<T, RecordError> {
        serde_json::from_value(Json::Object(self.content.clone()))
            .map_err(|e| RecordError::Unreadable(e.to_string()))
    }

    /// The content as it is, for `show` and for kinds that this program does not know.
    pub fn json(&self) -> &Map<String, Json> {
        &self.content
    }

    pub fn is_newer(&self) -> bool {
        self.version > VERSION
    }

    pub fn signature(&self) -> Option<[u8; 64]> {
        self.signature
    }

    pub(super) fn from_puts(puts: &BTreeMap<String, ScalarValue>) -> Result<Self, RecordError> {
        let missing = |what: &str| RecordError::Unreadable(format!("no `{what}`"));
        let (id, kind, unit) = names(puts).ok_or_else(|| missing("id, kind or unit"))?;
        let head = Head {
            id,
            kind,
            unit,
            by: bytes(puts, BY).and_then(UserId::from_slice),
            role: text(puts, ROLE).unwrap_or_default(),
            device: bytes(puts, DEVICE)
                .and_then(DeviceId::from_slice)
                .ok_or_else(|| missing(DEVICE))?,
            facility: bytes(puts, FACILITY)
                .and_then(FacilityId::from_slice)
                .ok_or_else(|| missing(FACILITY))?,
            care_at: int(puts, CARE_AT).ok_or_else(|| missing(CARE_AT))?,
            entered_at: int(puts, ENTERED_AT).ok_or_else(|| missing(ENTERED_AT))?,
            clock_doubtful: puts.get(DOUBTFUL) == Some(&ScalarValue::Boolean(true)),
            amends: bytes(puts, AMENDS).and_then(DocId::from_slice),
        };
        Ok(Self {
            head,
            version: int(puts, VERSION_KEY).unwrap_or(i64::MAX),
            content: unflatten(puts)?,
            signature: bytes(puts, SIG).and_then(|b| b.try_into().ok()),
        })
    }
}

/// Writes an entry: signed by its author's key (the device's where the head names no author).
pub fn seal(
    head: &Head,
    content: &impl Serialize,
    key: &SigningKey,
    actor: Actor,
) -> Result<Chunk, RecordError> {
    let json = serde_json::to_value(content).map_err(|e| RecordError::Unreadable(e.to_string()))?;
    let Json::Object(object) = json else {
        return Err(RecordError::UnfitValue("content".to_owned()));
    };
    let mut puts = head_puts(head);
    flatten(&object, &mut puts)?;
    let signature = key.sign(&entry_message(&puts)).to_bytes();
    puts.insert(SIG.to_owned(), ScalarValue::Bytes(signature.to_vec()));
    let bytes = change(puts, head.entered_at, actor)?;
    fits_the_wire(&bytes)?;
    Ok(Chunk {
        doc: head.id,
        kind: head.kind,
        unit: head.unit,
        bytes,
    })
}

/// The same entry under another actor: content and author's signature stay, byte for byte.
pub fn reauthor(refused: &Chunk, actor: Actor) -> Result<Chunk, RecordError> {
    let puts = check::puts(&refused.bytes)
        .map_err(|poison| RecordError::Unreadable(poison.to_string()))?;
    let time = int(&puts, ENTERED_AT).unwrap_or_default();
    Ok(Chunk {
        bytes: change(puts, time, actor)?,
        ..refused.clone()
    })
}

fn change(
    puts: BTreeMap<String, ScalarValue>,
    time: i64,
    actor: Actor,
) -> Result<Vec<u8>, RecordError> {
    let mut doc = Automerge::new().with_actor(ActorId::from(&actor.0[..]));
    let mut tx = doc.transaction();
    for (key, value) in puts {
        tx.put(ROOT, key, value)
            .map_err(|e| RecordError::Unreadable(e.to_string()))?;
    }
    tx.commit_with(CommitOptions::default().with_time(time));
    Ok(doc
        .get_last_local_change()
        .ok_or(RecordError::Empty)?
        .raw_bytes()
        .to_vec())
}

/// The names that an entry travels under, read from inside it.
pub(super) fn names(puts: &BTreeMap<String, ScalarValue>) -> Option<(DocId, Kind, Unit)> {
    let id = bytes(puts, ID).and_then(DocId::from_slice)?;
    let kind = int(puts, KIND).and_then(|n| u16::try_from(n).ok())?;
    let unit = bytes(puts, UNIT).and_then(Unit::from_bytes)?;
    Some((id, Kind(kind), unit))
}

// Root keys of the head. Content keys are three letters or longer.
const ID: &str = "id";
const KIND: &str = "k";
const VERSION_KEY: &str = "v";
const UNIT: &str = "u";
const BY: &str = "by";
const ROLE: &str = "ro";
const DEVICE: &str = "dv";
const FACILITY: &str = "fc";
const CARE_AT: &str = "ca";
const ENTERED_AT: &str = "at";
const DOUBTFUL: &str = "db";
const AMENDS: &str = "am";
const SHORTEST_CONTENT_KEY: usize = 3;

fn head_puts(head: &Head) -> BTreeMap<String, ScalarValue> {
    let id = |bytes: &[u8]| ScalarValue::Bytes(bytes.to_vec());
    let mut puts = BTreeMap::from([
        (ID.to_owned(), id(&head.id.0)),
        (KIND.to_owned(), ScalarValue::Int(i64::from(head.kind.0))),
        (VERSION_KEY.to_owned(), ScalarValue::Int(VERSION)),
        (UNIT.to_owned(), id(&head.unit.to_bytes())),
        (DEVICE.to_owned(), id(&head.device.0)),
        (FACILITY.to_owned(), id(&head.facility.0)),
        (CARE_AT.to_owned(), ScalarValue::Int(head.care_at)),
        (ENTERED_AT.to_owned(), ScalarValue::Int(head.entered_at)),
    ]);
    if let Some(by) = head.by {
        puts.insert(BY.to_owned(), id(&by.0));
        puts.insert(ROLE.to_owned(), ScalarValue::Str(head.role.as_str().into()));
    }
    if head.clock_doubtful {
        puts.insert(DOUBTFUL.to_owned(), ScalarValue::Boolean(true));
    }
    if let Some(amends) = head.amends {
        puts.insert(AMENDS.to_owned(), id(&amends.0));
    }
    puts
}

/// Maps become `name/key`, lists `name.0`, and an object inside a list one scalar of the field registry.
fn flatten(
    object: &Map<String, Json>,
    puts: &mut BTreeMap<String, ScalarValue>,
) -> Result<(), RecordError> {
    for (name, value) in object {
        assert!(
            name.len() >= SHORTEST_CONTENT_KEY && name != SIG,
            "content key `{name}` would hide the head"
        );
        match value {
            Json::Object(map) => {
                for (key, value) in map {
                    put(puts, format!("{name}/{key}"), value)?;
                }
            }
            Json::Array(items) => {
                for (i, value) in items.iter().enumerate() {
                    put(puts, format!("{name}.{i}"), value)?;
                }
            }
            plain => put(puts, name.clone(), plain)?,
        }
    }
    Ok(())
}

fn put(
    puts: &mut BTreeMap<String, ScalarValue>,
    key: String,
    value: &Json,
) -> Result<(), RecordError> {
    let scalar = match value {
        Json::Null => return Ok(()),
        Json::String(text) => ScalarValue::Str(text.as_str().into()),
        Json::Bool(yes) => ScalarValue::Boolean(*yes),
        Json::Number(n) => ScalarValue::Int(
            n.as_i64()
                .ok_or_else(|| RecordError::UnfitValue(key.clone()))?,
        ),
        Json::Object(object) => ScalarValue::Bytes(fields::encode(object, None)?),
        Json::Array(_) => ScalarValue::Bytes(cbor::encode(&fields::to_cbor(&key, value)?)),
    };
    puts.insert(key, scalar);
    Ok(())
}

fn unflatten(puts: &BTreeMap<String, ScalarValue>) -> Result<Map<String, Json>, RecordError> {
    let mut content = Map::new();
    for (key, value) in puts {
        if key.len() < SHORTEST_CONTENT_KEY || key == SIG {
            continue;
        }
        let value = plain(key, value)?;
        match key.find(['/', '.']) {
            None => {
                content.insert(key.clone(), value);
            }
            Some(at) if key.as_bytes()[at] == b'/' => {
                let map = content
                    .entry(&key[..at])
                    .or_insert_with(|| Json::Object(Map::new()));
                if let Json::Object(map) = map {
                    map.insert(key[at + 1..].to_owned(), value);
                }
            }
            Some(at) => {
                let list = content
                    .entry(&key[..at])
                    .or_insert_with(|| Json::Array(Vec::new()));
                if let (Json::Array(list), Ok(_)) = (list, key[at + 1..].parse::<u32>()) {
                    list.push(value);
                }
            }
        }
    }
    reorder(&mut content, puts);
    Ok(content)
}

/// Root keys sort as text, so `dx.10` was read before `dx.2`.
fn reorder(content: &mut Map<String, Json>, puts: &BTreeMap<String, ScalarValue>) {
    for (name, value) in content.iter_mut() {
        let Json::Array(list) = value else { continue };
        let prefix = format!("{name}.");
        let order: Vec<u32> = puts
            .keys()
            .filter_map(|key| key.strip_prefix(&prefix)?.parse().ok())
            .collect();
        if order.len() == list.len() {
            let mut numbered: Vec<_> = order.into_iter().zip(std::mem::take(list)).collect();
            numbered.sort_by_key(|(n, _)| *n);
            *list = numbered.into_iter().map(|(_, item)| item).collect();
        }
    }
}

fn plain(key: &str, value: &ScalarValue) -> Result<Json, RecordError> {
    match value {
        ScalarValue::Str(text) => Ok(Json::from(text.as_str())),
        ScalarValue::Int(n) => Ok(Json::from(*n)),
        ScalarValue::Boolean(yes) => Ok(Json::from(*yes)),
        ScalarValue::Bytes(bytes) => match cbor::decode(bytes)? {
            Cbor::Map(_) => fields::decode(bytes).map(|(object, _)| Json::Object(object)),
            other => fields::to_json(key, &other),
        },
        ScalarValue::Uint(_)
        | ScalarValue::F64(_)
        | ScalarValue::Counter(_)
        | ScalarValue::Timestamp(_)
        | ScalarValue::Unknown { .. }
        | ScalarValue::Null => Err(RecordError::UnfitValue(key.to_owned())),
    }
}

/// Whoever hands a change on must be able to: it is measured as the hastiest sender packs it (the store, `LEVEL_QUICK`), without
/// the shared dictionary.
pub(super) fn fits_the_wire(bytes: &[u8]) -> Result<(), RecordError> {
    const LEVEL: i32 = 6;
    let packed = || zstd::bulk::compress(bytes, LEVEL).map_or(usize::MAX, |packed| packed.len());
    let is_short = bytes.len() <= LIMIT_WIRE_BYTES;
    if is_short || (bytes.len() <= check::LIMIT_BYTES && packed() <= LIMIT_WIRE_BYTES) {
        return Ok(());
    }
    Err(RecordError::TooLong {
        limit: LIMIT_WIRE_BYTES,
    })
}

fn bytes<'a>(puts: &'a BTreeMap<String, ScalarValue>, key: &str) -> Option<&'a [u8]> {
    match puts.get(key)? {
        ScalarValue::Bytes(bytes) => Some(bytes),
        _ => None,
    }
}

fn text(puts: &BTreeMap<String, ScalarValue>, key: &str) -> Option<String> {
    match puts.get(key)? {
        ScalarValue::Str(text) => Some(text.to_string()),
        _ => None,
    }
}

fn int(puts: &BTreeMap<String, ScalarValue>, key: &str) -> Option<i64> {
    match puts.get(key)? {
        ScalarValue::Int(n) => Some(*n),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{inspect, signed};
    use serde_json::json;

    pub(crate) fn head(kind: Kind) -> Head {
        Head {
            id: DocId([1; 16]),
            kind,
            unit: Unit::Patient(DocId([2; 16])),
            by: Some(UserId([3; 16])),
            role: "feldsher".to_owned(),
            device: DeviceId([4; 16]),
            facility: FacilityId([5; 16]),
            care_at: 1_790_000_000,
            entered_at: 1_790_000_100,
            clock_doubtful: false,
            amends: None,
        }
    }

    fn key() -> SigningKey {
        SigningKey::from_bytes(&[9; 32])
    }

    #[test]
    fn an_entry_reads_back_whole() {
        let content = json!({
            "form": "visit",
            "answers": {"complaints": "кашель", "weight": "8.4 kg"},
            "diagnoses": (0..12).map(|n| json!({"code": format!("J{n}"), "role": "main"})).collect::<Vec<_>>(),
        });
        let chunk = seal(&head(Kind::VISIT), &content, &key(), Actor([6; 16])).unwrap();
        let entry = Entry::open(&chunk.bytes).unwrap();
        assert_eq!(entry.head, head(Kind::VISIT));
        assert_eq!(Json::Object(entry.json().clone()), content);
        assert!(signed(&chunk).unwrap().verify(&key().verifying_key()));
        assert!(
            !signed(&chunk)
                .unwrap()
                .verify(&SigningKey::from_bytes(&[8; 32]).verifying_key())
        );
        assert_eq!(inspect(&chunk).unwrap().seq, 1);
    }

    #[test]
    fn the_same_entry_has_the_same_bytes() {
        let once = seal(
            &head(Kind::VISIT),
            &json!({"form": "visit"}),
            &key(),
            Actor([6; 16]),
        )
        .unwrap();
        let again = seal(
            &head(Kind::VISIT),
            &json!({"form": "visit"}),
            &key(),
            Actor([6; 16]),
        )
        .unwrap();
        assert_eq!(once, again);
    }

    #[test]
    fn reauthoring_never_renews_the_signature() {
        let chunk = seal(
            &head(Kind::VISIT),
            &json!({"form": "visit"}),
            &key(),
            Actor([6; 16]),
        )
        .unwrap();
        let twin = reauthor(&chunk, Actor([7; 16])).unwrap();
        assert_ne!(chunk.bytes, twin.bytes);
        assert_eq!(
            Entry::open(&chunk.bytes).unwrap(),
            Entry::open(&twin.bytes).unwrap()
        );
        assert!(signed(&twin).unwrap().verify(&key().verifying_key()));
    }

    #[test]
    fn a_mislabelled_entry_is_refused() {
        let mut chunk = seal(
            &head(Kind::VISIT),
            &json!({"form": "visit"}),
            &key(),
            Actor([6; 16]),
        )
        .unwrap();
        chunk.unit = Unit::Patient(DocId([99; 16]));
        assert_eq!(inspect(&chunk), Err(check::Poison::Mislabelled));
    }

    #[test]
    fn text_that_no_frame_can_carry_is_refused_at_signing() {
        // Digits of a simple generator: text that does not compress away.
        let mut state = 1_u64;
        let noise: String = (0..80_000)
            .map(|_| {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1);
                char::from(b'!' + (state >> 33) as u8 % 90)
            })
            .collect();
        let sealed = seal(
            &head(Kind::VISIT),
            &json!({"note": noise}),
            &key(),
            Actor([6; 16]),
        );
        assert_eq!(
            sealed,
            Err(RecordError::TooLong {
                limit: LIMIT_WIRE_BYTES
            })
        );
    }

    #[test]
    fn an_unknown_kind_is_read_as_far_as_its_head() {
        let chunk = seal(
            &head(Kind(977)),
            &json!({"tomorrow": "yes"}),
            &key(),
            Actor([6; 16]),
        )
        .unwrap();
        assert_eq!(Entry::open(&chunk.bytes).unwrap().head.kind.name(), None);
        assert!(inspect(&chunk).is_ok());
    }
}
