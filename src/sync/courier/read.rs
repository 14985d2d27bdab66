//! The one way into a courier file: bytes in, a letter and checked frames out. Takes nothing in and changes nothing.

use std::io::Read;

use ed25519_dalek::{SigningKey, VerifyingKey};

use super::envelope::{Head, Opener};
use super::letter::{Errand, Letter};
use super::{COURIER_PATH, CourierError};
use crate::sync::auth::{Bound, Transcript, is_sealed_by};
use crate::sync::frame::{Frame, FrameError, FrameReader};
use crate::sync::message::{Hello, Message, PROTO, Want};

/// A file that we can decrypt and nobody vouched for yet.
pub struct Unproven<R> {
    pub letter: Letter,
    frame: Frame,
    head: Head,
    rest: Frames<R>,
}

/// The frames behind the letter.
pub struct Frames<R> {
    opener: Opener<R>,
    reader: FrameReader,
}

/// Opens a file of `size` bytes and reads its letter.
pub fn open<R: Read>(source: R, size: u64, me: &SigningKey) -> Result<Unproven<R>, CourierError> {
    let (opener, head) = Opener::begin(source, size, me)?;
    let mut rest = Frames {
        opener,
        reader: FrameReader::default(),
    };
    let frame = rest.frame()?.ok_or(CourierError::Meaning("empty"))?;
    Ok(Unproven {
        letter: Letter::decode(&frame)?,
        frame,
        head,
        rest,
    })
}

impl<R: Read> Unproven<R> {
    /// The frames, if this key signed the letter.
    pub fn prove(self, sender: &VerifyingKey) -> Result<(Letter, Frames<R>), CourierError> {
        if self.letter.is_signed_by(&self.frame, &self.head, sender) {
            Ok((self.letter, self.rest))
        } else {
            Err(CourierError::Sender)
        }
    }
}

impl<R: Read> Frames<R> {
    pub fn frame(&mut self) -> Result<Option<Frame>, CourierError> {
        loop {
            match self.reader.next_frame() {
                Ok(Some(frame)) => return Ok(Some(frame)),
                Ok(None) => {}
                Err(FrameError::UnknownDictionary(_)) => return Err(CourierError::Newer),
                Err(_unreadable) => return Err(CourierError::Meaning("frame")),
            }
            match self.opener.portion()? {
                Some(portion) => self.reader.push(&portion),
                None if self.reader.is_at_border() => return Ok(None),
                None => return Err(CourierError::Meaning("frame")),
            }
        }
    }
}

/// Reads a whole file and says whether it is good: every portion, signature and message. `sender` tells whose key it must bear. This is
/// what stands before every import; whatever bytes it is given, it neither panics nor keeps more than a portion and a frame.
pub fn whole<R: Read, E: From<CourierError>>(
    source: R,
    size: u64,
    me: &SigningKey,
    sender: &mut dyn FnMut(&Letter) -> Result<VerifyingKey, E>,
) -> Result<Checked, E> {
    let unproven = open(source, size, me)?;
    let key = sender(&unproven.letter)?;
    let (letter, mut frames) = unproven.prove(&key)?;
    let hello = match letter.errand {
        Errand::Request => Some(request(&letter, &mut frames, &key)?),
        Errand::Answer { .. } => {
            answer(&letter, &mut frames, &key)?;
            None
        }
        Errand::Renamed { .. } => {
            if frames.frame()?.is_some() {
                return Err(CourierError::Meaning("renamed").into());
            }
            None
        }
    };
    Ok(Checked { letter, hello, key })
}

/// What a file that was found good says of itself.
#[derive(Debug, Clone)]
pub struct Checked {
    pub letter: Letter,
    /// Of a request.
    pub hello: Option<Hello>,
    pub key: VerifyingKey,
}

fn request<R: Read>(
    letter: &Letter,
    frames: &mut Frames<R>,
    key: &VerifyingKey,
) -> Result<Hello, CourierError> {
    let first = frames.frame()?.ok_or(CourierError::Meaning("hello"))?;
    let Ok(Message::Hello(hello)) = Message::decode(&first) else {
        return Err(CourierError::Meaning("hello"));
    };
    if hello.proto != PROTO {
        return Err(CourierError::Newer);
    }
    let is_same =
        (hello.device, hello.replica, hello.counter) == (letter.device, letter.replica, letter.no);
    if !is_same {
        return Err(CourierError::Meaning("hello"));
    }
    let bound = Bound::hello(COURIER_PATH, letter.device, letter.no);
    if !is_sealed_by(&first.payload, bound, key) {
        return Err(CourierError::Sender);
    }
    let mut pushes = 0;
    let mut wants = 0;
    while let Some(frame) = frames.frame()? {
        match Message::decode(&frame).map_err(|_codec| CourierError::Meaning("message"))? {
            Message::Push(push) if push.no == pushes => {
                let bound = Bound::push(COURIER_PATH, letter.device, letter.no, push.no);
                if !is_sealed_by(&frame.payload, bound, key) {
                    return Err(CourierError::Sender);
                }
                pushes += 1;
            }
            Message::Want(Want::Chunks(_)) if wants < MAX_WANTS => wants += 1,
            Message::Unknown(_) => {}
            _ => return Err(CourierError::Meaning("request")),
        }
    }
    Ok(hello)
}

/// Want frames of one request.
pub const MAX_WANTS: usize = 64;

fn answer<R: Read>(
    letter: &Letter,
    frames: &mut Frames<R>,
    key: &VerifyingKey,
) -> Result<(), CourierError> {
    let mut transcript = Transcript::default();
    let mut named = None;
    while let Some(frame) = frames.frame()? {
        let message = Message::decode(&frame).map_err(|_codec| CourierError::Meaning("message"))?;
        if let Message::End(_) = message {
            let bound = Bound::answer(letter.device, letter.no, transcript.hash());
            if !is_sealed_by(&frame.payload, bound, key) {
                return Err(CourierError::Sender);
            }
            return match frames.frame()? {
                None => Ok(()),
                Some(_after) => Err(CourierError::Meaning("end")),
            };
        }
        transcript.add(frame.kind, &frame.payload);
        match message {
            Message::Named(names) => named = Some((names.no, names.hashes.len())),
            // A verdict without the name of its chunk would settle another one.
            Message::Ack(ack) if named.take() == Some((ack.no, ack.verdicts.len())) => {}
            Message::Entries(_) | Message::Reset(_) | Message::Digest(_) | Message::Unknown(_) => {}
            _ => return Err(CourierError::Meaning("answer")),
        }
    }
    Err(CourierError::Meaning("end"))
}
