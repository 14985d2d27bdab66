//! Frames: the envelope of log sync v1, the same over HTTP, in a courier file and in the LAN.
//!
//! A stream begins with [`MAGIC`]; then frames of `type u8 | flags u8 | length varint | payload`. Flag bit 0: the payload is
//! zstd; bit 1: and its first byte is the number of the shared dictionary. What is not this, is [`FrameError::NotOurs`]: the page
//! of a captive portal or an empty 200 is never read as an empty answer. A stream that stops inside a frame is cut, and the
//! whole frames before the cut count.

use thiserror::Error;

use super::codec::{CodecError, Reader, Writer};
use super::dictionary::{self, DictId, NONE};

/// The first bytes of every stream. The high bit and the line end show a proxy that meddles with text.
pub const MAGIC: [u8; 8] = *b"\x89FSYN1\r\n";
/// A chunk has at most 16 KiB compressed (enforced when it is signed); the rest is the frame's own head and signature.
pub const MAX_PAYLOAD: usize = 18 * 1024;
/// After decompression.
pub const MAX_EXPANDED: usize = 1 << 20;

/// One frame, its payload already decompressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    pub kind: u8,
    pub payload: Vec<u8>,
}

#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FrameError {
    #[error("this is not a sync stream")]
    NotOurs,
    #[error("a frame of {0} bytes is over the limit")]
    TooLong(u64),
    #[error("a frame that expands beyond the limit or does not expand at all")]
    Compression,
    #[error("dictionary {0} is not known here")]
    UnknownDictionary(DictId),
    #[error("a flag that has no meaning")]
    Flags,
}

/// Appends one frame. `None` when the payload is over a limit even compressed: the caller must send less at once.
#[must_use]
pub fn write(out: &mut Vec<u8>, kind: u8, payload: &[u8], dict: DictId, level: i32) -> Option<()> {
    if payload.len() > MAX_EXPANDED {
        return None;
    }
    let mut flags = 0;
    let mut packed = Vec::new();
    // Shorter than this nothing is won.
    if payload.len() > SHORTEST_TO_COMPRESS
        && let Some(Ok(smaller)) = dictionary::compress(payload, dict, level)
        && smaller.len() + 1 < payload.len()
    {
        flags = FLAG_ZSTD;
        if dict != NONE {
            flags |= FLAG_DICT;
            packed.push(dict);
        }
        packed.extend_from_slice(&smaller);
    }
    let body = if flags == 0 { payload } else { &packed[..] };
    if body.len() > MAX_PAYLOAD {
        return None;
    }
    let mut w = Writer(std::mem::take(out));
    w.u8(kind);
    w.u8(flags);
    w.bytes(body);
    *out = w.0;
    Some(())
}

/// Takes bytes as they arrive and hands out whole frames.
#[derive(Debug, Default)]
pub struct FrameReader {
    buffer: Vec<u8>,
    start: usize,
    begun: bool,
}

impl FrameReader {
    pub fn push(&mut self, bytes: &[u8]) {
        if self.start > 0 {
            self.buffer.drain(..self.start);
            self.start = 0;
        }
        self.buffer.extend_from_slice(bytes);
    }

    /// The next whole frame; `None` when more bytes are needed. After an error the stream is of no further use.
    pub fn next_frame(&mut self) -> Result<Option<Frame>, FrameError> {
        if !self.begun {
            let have = self.buffer.len().min(MAGIC.len());
            if self.buffer[..have] != MAGIC[..have] {
                return Err(FrameError::NotOurs);
            }
            if have < MAGIC.len() {
                return Ok(None);
            }
            self.start = MAGIC.len();
            self.begun = true;
        }
        let rest = &self.buffer[self.start..];
        let mut r = Reader::new(rest);
        let (kind, flags, length) = match head(&mut r) {
            Ok(head) => head,
            Err(CodecError::Short) => return Ok(None),
            Err(_) => return Err(FrameError::TooLong(u64::MAX)),
        };
        if length > MAX_PAYLOAD as u64 {
            return Err(FrameError::TooLong(length));
        }
        let Ok(body) = r.take(length as usize) else {
            return Ok(None);
        };
        let payload = expand(flags, body)?;
        self.start += rest.len() - r.left();
        Ok(Some(Frame { kind, payload }))
    }

    /// Whether the stream may end here: it began, and no part of a frame is waiting.
    pub fn is_at_border(&self) -> bool {
        self.begun && self.start == self.buffer.len()
    }
}

const FLAG_ZSTD: u8 = 1;
const FLAG_DICT: u8 = 2;
const SHORTEST_TO_COMPRESS: usize = 48;

fn head(r: &mut Reader<'_>) -> Result<(u8, u8, u64), CodecError> {
    Ok((r.u8()?, r.u8()?, r.varint()?))
}

fn expand(flags: u8, body: &[u8]) -> Result<Vec<u8>, FrameError> {
    let (dict, packed) = match flags {
        0 => return Ok(body.to_vec()),
        FLAG_ZSTD => (NONE, body),
        3 => {
            let (dict, packed) = body.split_first().ok_or(FrameError::Compression)?;
            (*dict, packed)
        }
        _ => return Err(FrameError::Flags),
    };
    match dictionary::decompress(packed, dict, MAX_EXPANDED) {
        None => Err(FrameError::UnknownDictionary(dict)),
        Some(Err(_)) => Err(FrameError::Compression),
        Some(Ok(payload)) => Ok(payload),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sync::dictionary::{LEVEL_QUICK, LEVEL_SMALL};

    fn stream() -> (Vec<u8>, Vec<Frame>) {
        let frames = vec![
            Frame {
                kind: 1,
                payload: b"short".to_vec(),
            },
            Frame {
                kind: 200,
                payload: "температура 38,5 ".repeat(300).into_bytes(),
            },
            Frame {
                kind: 21,
                payload: Vec::new(),
            },
        ];
        let mut out = MAGIC.to_vec();
        for frame in &frames {
            write(&mut out, frame.kind, &frame.payload, 1, LEVEL_SMALL).unwrap();
        }
        (out, frames)
    }

    fn read(bytes: &[u8]) -> (Vec<Frame>, Result<bool, FrameError>) {
        let mut reader = FrameReader::default();
        reader.push(bytes);
        let mut frames = Vec::new();
        loop {
            match reader.next_frame() {
                Ok(Some(frame)) => frames.push(frame),
                Ok(None) => return (frames, Ok(reader.is_at_border())),
                Err(error) => return (frames, Err(error)),
            }
        }
    }

    #[test]
    fn cut_at_every_byte_the_whole_frames_before_it_count() {
        let (bytes, frames) = stream();
        assert_eq!(read(&bytes), (frames.clone(), Ok(true)));
        for cut in 0..bytes.len() {
            let (got, end) = read(&bytes[..cut]);
            assert_eq!(got, frames[..got.len()]);
            let whole = MAGIC.len() == cut || (got.len() < frames.len() && !got.is_empty());
            if end == Ok(true) {
                assert!(whole, "a border inside a frame at {cut}");
            }
        }
    }

    #[test]
    fn byte_by_byte_is_the_same_as_at_once() {
        let (bytes, frames) = stream();
        let mut reader = FrameReader::default();
        let mut got = Vec::new();
        for byte in bytes {
            reader.push(&[byte]);
            while let Some(frame) = reader.next_frame().unwrap() {
                got.push(frame);
            }
        }
        assert_eq!(got, frames);
    }

    #[test]
    fn a_portal_page_and_an_empty_answer_are_not_ours() {
        assert_eq!(read(b"<html><body>pay here").1, Err(FrameError::NotOurs));
        assert_eq!(read(b"").1, Ok(false));
    }

    #[test]
    fn bombs_long_frames_and_foreign_dictionaries_are_refused() {
        let mut bomb = MAGIC.to_vec();
        let packed = zstd::bulk::compress(&vec![0; 200 << 20], 3).unwrap();
        let mut w = Writer(std::mem::take(&mut bomb));
        w.u8(2);
        w.u8(FLAG_ZSTD);
        w.bytes(&packed[..packed.len().min(MAX_PAYLOAD)]);
        assert_eq!(read(&w.0).1, Err(FrameError::Compression));

        let mut long = MAGIC.to_vec();
        long.extend([2, 0, 0xff, 0xff, 0xff, 0xff, 0x7f]);
        assert!(matches!(read(&long).1, Err(FrameError::TooLong(_))));

        let mut foreign = MAGIC.to_vec();
        foreign.extend([2, 3, 2, 99, 0]);
        assert_eq!(read(&foreign).1, Err(FrameError::UnknownDictionary(99)));

        let mut state = 1_u64;
        let noise: Vec<u8> = std::iter::repeat_with(|| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (state >> 56) as u8
        })
        .take(40_000)
        .collect();
        assert_eq!(write(&mut Vec::new(), 2, &noise, 1, LEVEL_QUICK), None);
    }
}
