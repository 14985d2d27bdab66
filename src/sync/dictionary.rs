//! The shared zstd dictionaries (sync §1.6). Each has a number that is never used again for other bytes; `assets/sync/README.md`
//! tells what they were trained on and how.

use std::io;
use std::sync::OnceLock;

use zstd::bulk::{Compressor, Decompressor};
use zstd::dict::{DecoderDictionary, EncoderDictionary};

/// The number of a dictionary; 0 means none.
pub type DictId = u8;

pub const NONE: DictId = 0;
/// What this program can read, best first.
pub const KNOWN: [DictId; 1] = [1];
/// No sender needs a window beyond the largest decompressed payload (2^20 bytes).
const WINDOW_LOG: u32 = 20;
/// Senders on a 2G line can afford the slow level; the store, with many to answer, takes the quick one.
pub const LEVEL_SMALL: i32 = 19;
pub const LEVEL_QUICK: i32 = 6;

/// The best dictionary that both sides know.
pub fn common(theirs: &[DictId]) -> DictId {
    KNOWN
        .into_iter()
        .find(|id| theirs.contains(id))
        .unwrap_or(NONE)
}

/// `None`: this program does not know the dictionary.
pub fn compress(bytes: &[u8], id: DictId, level: i32) -> Option<io::Result<Vec<u8>>> {
    if id == NONE {
        return Some(zstd::bulk::compress(bytes, level));
    }
    let dictionary = encoder(id, level)?;
    Some(
        Compressor::with_prepared_dictionary(dictionary)
            .and_then(|mut compressor| compressor.compress(bytes)),
    )
}

/// `None`: this program does not know the dictionary. Never writes more than `limit` bytes.
pub fn decompress(bytes: &[u8], id: DictId, limit: usize) -> Option<io::Result<Vec<u8>>> {
    let decompressor = match id {
        NONE => Decompressor::new(),
        _ => Decompressor::with_prepared_dictionary(decoder(id)?),
    };
    Some(decompressor.and_then(|mut decompressor| {
        decompressor.window_log_max(WINDOW_LOG)?;
        // What the frame says of its own size is a hint for the reservation, never a permission.
        let told = zstd::zstd_safe::get_frame_content_size(bytes)
            .ok()
            .flatten()
            .unwrap_or(limit as u64);
        let room = usize::try_from(told).unwrap_or(limit).min(limit);
        decompressor.decompress(bytes, room)
    }))
}

static DICT_1: &[u8] = include_bytes!("../../assets/sync/dict-1.zdict");

fn bytes_of(id: DictId) -> Option<&'static [u8]> {
    (id == 1).then_some(DICT_1)
}

fn encoder(id: DictId, level: i32) -> Option<&'static EncoderDictionary<'static>> {
    static SMALL: OnceLock<EncoderDictionary<'static>> = OnceLock::new();
    static QUICK: OnceLock<EncoderDictionary<'static>> = OnceLock::new();
    let bytes = bytes_of(id)?;
    let (slot, level) = if level > LEVEL_QUICK {
        (&SMALL, LEVEL_SMALL)
    } else {
        (&QUICK, LEVEL_QUICK)
    };
    Some(slot.get_or_init(|| EncoderDictionary::copy(bytes, level)))
}

fn decoder(id: DictId) -> Option<&'static DecoderDictionary<'static>> {
    static PREPARED: OnceLock<DecoderDictionary<'static>> = OnceLock::new();
    let bytes = bytes_of(id)?;
    Some(PREPARED.get_or_init(|| DecoderDictionary::copy(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_levels_and_no_dictionary_read_back() {
        let text = "жалобы на кашель ".repeat(40);
        for id in [NONE, 1] {
            for level in [LEVEL_QUICK, LEVEL_SMALL] {
                let packed = compress(text.as_bytes(), id, level).unwrap().unwrap();
                assert!(packed.len() < text.len() / 4);
                let back = decompress(&packed, id, 1 << 20).unwrap().unwrap();
                assert_eq!(back, text.as_bytes());
            }
        }
    }

    #[test]
    fn the_limit_holds_whatever_the_frame_claims() {
        let packed = compress(&vec![0; 1 << 22], NONE, LEVEL_QUICK)
            .unwrap()
            .unwrap();
        assert!(packed.len() < 2_000);
        assert!(decompress(&packed, NONE, 1 << 20).unwrap().is_err());
    }

    #[test]
    fn an_unknown_dictionary_is_said_and_the_common_one_found() {
        assert!(decompress(&[1, 2, 3], 200, 100).is_none());
        assert_eq!(common(&[200, 1]), 1);
        assert_eq!(common(&[200]), NONE);
    }
}
