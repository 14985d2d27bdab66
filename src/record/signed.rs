//! What a signature covers. Content is signed, never change hashes, so that it survives compaction and re-authoring.

use std::collections::BTreeMap;

use automerge::ScalarValue;
use ciborium::Value as Cbor;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};

use super::entry::Entry;
use super::{RecordError, cbor, check};
use crate::domain::chunk::{Chunk, Kind};
use crate::domain::ids::{DeviceId, DocId, UserId};

/// Who must have signed a chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Signer {
    User(UserId),
    Device(DeviceId),
}

/// A chunk's signature beside what it covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    pub by: Signer,
    message: Vec<u8>,
    signature: [u8; 64],
}

impl Signed {
    pub fn verify(&self, key: &VerifyingKey) -> bool {
        key.verify_strict(&self.message, &Signature::from_bytes(&self.signature))
            .is_ok()
    }
}

/// Reads who signed a chunk and over what; the caller holds the keys.
pub fn signed(chunk: &Chunk) -> Result<Signed, RecordError> {
    let puts =
        check::puts(&chunk.bytes).map_err(|poison| RecordError::Unreadable(poison.to_string()))?;
    if chunk.kind == Kind::CARD {
        return card_signed(chunk.doc, &puts);
    }
    entry_signed(&Entry::from_puts(&puts)?, &puts)
}

/// An entry together with its signature, read once; an entry without a signature is still an entry.
pub fn open_signed(bytes: &[u8]) -> Result<(Entry, Option<Signed>), RecordError> {
    let puts = check::puts(bytes).map_err(|poison| RecordError::Unreadable(poison.to_string()))?;
    let entry = Entry::from_puts(&puts)?;
    let signed = entry_signed(&entry, &puts).ok();
    Ok((entry, signed))
}

fn entry_signed(
    entry: &Entry,
    puts: &BTreeMap<String, ScalarValue>,
) -> Result<Signed, RecordError> {
    let signature = entry
        .signature()
        .ok_or_else(|| RecordError::Unreadable("no signature".to_owned()))?;
    let by = entry
        .head
        .by
        .map_or(Signer::Device(entry.head.device), Signer::User);
    Ok(Signed {
        by,
        message: entry_message(puts),
        signature,
    })
}

pub(super) const SIG: &str = "sig";
const ENTRY_TAG: &[u8] = b"feldsher entry 1\0";
const CARD_TAG: &[u8] = b"feldsher card 1\0";
const SIGNED_DEVICE: u64 = 1;
const SIGNED_BYTES: u64 = 2;

/// Every root key but `sig`, unknown ones included, as deterministic CBOR.
pub(super) fn entry_message(puts: &BTreeMap<String, ScalarValue>) -> Vec<u8> {
    let mut message = ENTRY_TAG.to_vec();
    message.extend(content(puts));
    message
}

/// What a device signs of a card's change: the keys it set, under the card's id.
pub(super) fn card_message(doc: DocId, puts: &BTreeMap<String, ScalarValue>) -> Vec<u8> {
    let mut message = CARD_TAG.to_vec();
    message.extend(doc.0);
    message.extend(content(puts));
    message
}

pub(super) fn card_signature(
    doc: DocId,
    puts: &BTreeMap<String, ScalarValue>,
    device: DeviceId,
    key: &SigningKey,
) -> Vec<u8> {
    let signature = key.sign(&card_message(doc, puts)).to_bytes();
    cbor::encode(&Cbor::Map(vec![
        (Cbor::from(SIGNED_DEVICE), Cbor::Bytes(device.0.to_vec())),
        (Cbor::from(SIGNED_BYTES), Cbor::Bytes(signature.to_vec())),
    ]))
}

fn card_signed(doc: DocId, puts: &BTreeMap<String, ScalarValue>) -> Result<Signed, RecordError> {
    let missing = || RecordError::Unreadable("no signature of a device".to_owned());
    let Some(ScalarValue::Bytes(bytes)) = puts.get(SIG) else {
        return Err(missing());
    };
    let Cbor::Map(pairs) = cbor::decode(bytes)? else {
        return Err(missing());
    };
    let field = |number: u64| {
        pairs
            .iter()
            .find(|(key, _)| *key == Cbor::from(number))
            .and_then(|(_, value)| value.as_bytes())
    };
    let device = field(SIGNED_DEVICE)
        .and_then(|b| DeviceId::from_slice(b))
        .ok_or_else(missing)?;
    let signature = field(SIGNED_BYTES)
        .and_then(|b| b.as_slice().try_into().ok())
        .ok_or_else(missing)?;
    Ok(Signed {
        by: Signer::Device(device),
        message: card_message(doc, puts),
        signature,
    })
}

fn content(puts: &BTreeMap<String, ScalarValue>) -> Vec<u8> {
    let pairs = puts
        .iter()
        .filter(|(key, _)| key.as_str() != SIG)
        .map(|(key, value)| (Cbor::Text(key.clone()), scalar(value)))
        .collect();
    cbor::encode(&Cbor::Map(pairs))
}

fn scalar(value: &ScalarValue) -> Cbor {
    match value {
        ScalarValue::Bytes(bytes) => Cbor::Bytes(bytes.clone()),
        ScalarValue::Str(text) => Cbor::Text(text.to_string()),
        ScalarValue::Int(n) | ScalarValue::Timestamp(n) => Cbor::from(*n),
        ScalarValue::Uint(n) => Cbor::from(*n),
        ScalarValue::F64(n) => Cbor::from(*n),
        ScalarValue::Boolean(yes) => Cbor::Bool(*yes),
        ScalarValue::Counter(_) | ScalarValue::Null => Cbor::Null,
        ScalarValue::Unknown { type_code, bytes } => {
            Cbor::Array(vec![Cbor::from(*type_code), Cbor::Bytes(bytes.clone())])
        }
    }
}
