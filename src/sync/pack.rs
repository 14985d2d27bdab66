//! Chunks into Push frames of about the length that the line can carry.

use ed25519_dalek::SigningKey;
use sha2::{Digest as _, Sha256};

use super::auth::{Bound, Seal, seal};
use super::dictionary::{DictId, LEVEL_SMALL};
use super::frame;
use super::message::{MAX_CHUNKS, Message, Push};
use crate::domain::chunk::Chunk;
use crate::domain::ids::Hash32;

/// One sealed Push frame: `bytes` carries the first `count` chunks.
pub struct Packed {
    pub bytes: Vec<u8>,
    pub count: usize,
    /// SHA-256 of the payload: the next frame's `prev`.
    pub hash: Hash32,
}

/// Packs from the front of `chunks`, aiming at `target` compressed bytes. `None`: not even the first one fits into a frame.
pub fn push_frame(
    chunks: &[Chunk],
    prev: Hash32,
    no: u64,
    bound: Bound<'_>,
    key: &SigningKey,
    dict: DictId,
    target: usize,
) -> Option<Packed> {
    let mut count = estimate(chunks, target);
    while count > 0 {
        let (kind, mut payload) = Message::Push(Push {
            no,
            prev,
            chunks: chunks.get(..count)?.to_vec(),
            seal: Seal::EMPTY,
        })
        .encode();
        seal(&mut payload, bound, key);
        let mut bytes = Vec::new();
        if frame::write(&mut bytes, kind, &payload, dict, LEVEL_SMALL).is_some() {
            return Some(Packed {
                bytes,
                count,
                hash: Hash32(Sha256::digest(&payload).into()),
            });
        }
        count /= 2;
    }
    None
}

/// What a change shrinks to, roughly, with the shared dictionary (`crdt-sync` §4: 0.18–0.25).
const USUAL_RATIO: usize = 4;

fn estimate(chunks: &[Chunk], target: usize) -> usize {
    let mut raw = 0;
    for (index, chunk) in chunks.iter().enumerate() {
        raw += chunk.bytes.len();
        if index > 0 && (raw / USUAL_RATIO > target || index == MAX_CHUNKS) {
            return index;
        }
    }
    chunks.len().min(MAX_CHUNKS)
}
