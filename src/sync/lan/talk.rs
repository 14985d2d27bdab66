//! Who says what when. The caller reads the host's log first, then the host the caller's; each piece is durable before the next is asked
//! for, so that a cut costs one piece.

use std::io::{ErrorKind, Read, Write};

use super::message::{Hello, MOST_HASHES, Mark, Message, PROTO};
use super::{LanError, Refusal};
use crate::domain::chunk::Chunk;
use crate::domain::ids::Hash32;
use crate::record;
use crate::sync::cursor::Place;
use crate::sync::dictionary::{LEVEL_QUICK, NONE};
use crate::sync::frame::{self, FrameReader, MAGIC};
use crate::sync::port::VaultResult;

/// A piece of a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    pub hashes: Vec<Hash32>,
    pub upto: Mark,
    pub is_last: bool,
}

/// What a piece of the other's log brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Taken {
    pub new: u64,
    pub refused: u64,
}

/// The vault as a meeting with one neighbour sees it. Every call is one transaction and durable when it returns.
pub trait LanVault {
    /// How far the neighbour's log was read here.
    fn mark(&mut self) -> VaultResult<Mark>;
    /// This log after `from`, at most `most` numbers of it; from its beginning when `from` is not of this log.
    fn piece(&mut self, from: &Mark, most: usize) -> VaultResult<Piece>;
    /// Those of `hashes` that are wanted here.
    fn missing(&mut self, hashes: &[Hash32]) -> VaultResult<Vec<Hash32>>;
    /// Those that are here; what left meanwhile is left out.
    fn chunks(&mut self, hashes: &[Hash32]) -> VaultResult<Vec<Chunk>>;
    /// Checks and stores what came, and the mark, in one transaction.
    fn take(&mut self, chunks: &[Chunk], upto: &Mark) -> VaultResult<Taken>;
    /// What waits here for the store, after this number, with the last number looked at.
    fn waiting(&mut self, after: u64, most: usize) -> VaultResult<(Vec<Hash32>, u64)>;
    /// Which of them the store's log has shown here.
    fn placed(&mut self, hashes: &[Hash32]) -> VaultResult<Vec<(Hash32, Place)>>;
    /// What the neighbour saw in the store's log. How many changes wait no longer.
    fn told(&mut self, places: &[(Hash32, Place)]) -> VaultResult<u64>;
}

/// A meeting that came to its end.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Met {
    /// Changes that are new here.
    pub new: u64,
    /// Changes that did not pass the gate.
    pub refused: u64,
    /// Changes that went to the neighbour.
    pub given: u64,
    /// Changes that the neighbour saw at the store, so that they need not go from here.
    pub seen: u64,
    /// How far the neighbour has read this log.
    pub read: u64,
    /// There is more: meet again at once.
    pub more: bool,
}

/// Pieces of a log in one meeting.
const MOST_PIECES: usize = 2_000;
/// Questions that one meeting answers.
const MOST_QUESTIONS: usize = 3 * MOST_PIECES;
/// Pages of what waits, in one meeting.
const MOST_WAITING: usize = 32;

/// Messages over any stream of bytes.
pub struct Line<S> {
    stream: S,
    reader: FrameReader,
    begun: bool,
}

impl<S: Read + Write> Line<S> {
    pub fn new(stream: S) -> Self {
        Self {
            stream,
            reader: FrameReader::default(),
            begun: false,
        }
    }

    pub fn stream(&mut self) -> &mut S {
        &mut self.stream
    }

    pub fn say(&mut self, message: &Message) -> Result<(), LanError> {
        if self.try_say(message)? {
            Ok(())
        } else {
            Err(LanError::Meaning("too long"))
        }
    }

    /// False: over the limit of a frame, and nothing was said.
    fn try_say(&mut self, message: &Message) -> Result<bool, LanError> {
        let (kind, payload) = message.encode();
        let mut bytes = Vec::new();
        if !self.begun {
            bytes.extend_from_slice(&MAGIC);
        }
        if frame::write(&mut bytes, kind, &payload, NONE, LEVEL_QUICK).is_none() {
            return Ok(false);
        }
        self.begun = true;
        self.stream.write_all(&bytes)?;
        self.stream.flush()?;
        Ok(true)
    }

    pub fn hear(&mut self) -> Result<Message, LanError> {
        let mut buffer = [0; 8 * 1024];
        loop {
            if let Some(frame) = self.reader.next_frame()? {
                return Message::decode(&frame);
            }
            let read = self.stream.read(&mut buffer)?;
            if read == 0 {
                return Err(LanError::Cut(ErrorKind::UnexpectedEof.into()));
            }
            self.reader.push(&buffer[..read]);
        }
    }

    /// The reason is said as well as it can be, and handed back.
    pub fn refuse(&mut self, why: Refusal) -> LanError {
        self.say(&Message::Refuse(Some(why))).ok();
        LanError::Refused(why)
    }
}

/// The caller's first words. The answer is the other's Hello, already compared with ours.
pub fn greet<S: Read + Write>(line: &mut Line<S>, me: &Hello) -> Result<Hello, LanError> {
    line.say(&Message::Hello(me.clone()))?;
    match line.hear()? {
        Message::Hello(theirs) => match stands_against(me, &theirs) {
            None => Ok(theirs),
            Some(why) => Err(LanError::Refused(why)),
        },
        Message::Refuse(Some(why)) => Err(LanError::Refused(turned(why))),
        _ => Err(LanError::Meaning("hello")),
    }
}

/// The host hears who calls. `Some` reason: it is to be said instead of our own Hello.
pub fn heard<S: Read + Write>(
    line: &mut Line<S>,
    me: &Hello,
) -> Result<(Hello, Option<Refusal>), LanError> {
    match line.hear()? {
        Message::Hello(theirs) => {
            let why = stands_against(me, &theirs);
            Ok((theirs, why))
        }
        _ => Err(LanError::Meaning("hello")),
    }
}

/// "Newer" said there means "older" here.
fn turned(why: Refusal) -> Refusal {
    match why {
        Refusal::Newer => Refusal::Older,
        Refusal::Older => Refusal::Newer,
        other => other,
    }
}

/// Why these two do not meet, as the one who speaks first in the pair sees the other.
fn stands_against(me: &Hello, theirs: &Hello) -> Option<Refusal> {
    if theirs.proto > PROTO {
        return Some(Refusal::Newer);
    }
    if theirs.proto < PROTO {
        return Some(Refusal::Older);
    }
    if theirs.device == me.device {
        return Some(Refusal::Self_);
    }
    match (&me.house, &theirs.house) {
        (Some(ours), Some(other)) if ours != other => Some(Refusal::OtherHouse),
        _ => None,
    }
}

/// After the greeting, at the caller.
pub fn call<S: Read + Write>(
    line: &mut Line<S>,
    vault: &mut dyn LanVault,
) -> Result<Met, LanError> {
    let mut met = Met::default();
    ask(line, vault, &mut met)?;
    answer(line, vault, &mut met)?;
    Ok(met)
}

/// After the greeting, at the host.
pub fn host<S: Read + Write>(
    line: &mut Line<S>,
    vault: &mut dyn LanVault,
) -> Result<Met, LanError> {
    let mut met = Met::default();
    answer(line, vault, &mut met)?;
    ask(line, vault, &mut met)?;
    Ok(met)
}

/// Reads the other's log, and asks what of ours the other has seen at the store.
fn ask<S: Read + Write>(
    line: &mut Line<S>,
    vault: &mut dyn LanVault,
    met: &mut Met,
) -> Result<(), LanError> {
    let mut mark = vault.mark()?;
    met.more = true;
    for no in 0..MOST_PIECES {
        line.say(&Message::Ask(mark))?;
        let Message::Offer {
            hashes,
            upto,
            is_last,
        } = line.hear()?
        else {
            return Err(LanError::Meaning("offer"));
        };
        // Backwards only at the beginning: the log there is not the one that was read (a backup was restored).
        if no > 0 && !is_last && upto.n <= mark.n {
            return Err(LanError::Meaning("a log that does not go on"));
        }
        let wanted = vault.missing(&hashes)?;
        let chunks = if wanted.is_empty() {
            Vec::new()
        } else {
            fetch(line, wanted)?
        };
        if !chunks.is_empty() || upto != mark {
            let taken = vault.take(&chunks, &upto)?;
            met.new += taken.new;
            met.refused += taken.refused;
        }
        mark = upto;
        if is_last {
            met.more = false;
            break;
        }
    }
    let mut after = 0;
    for _ in 0..MOST_WAITING {
        let (hashes, last) = vault.waiting(after, MOST_HASHES)?;
        if hashes.is_empty() {
            break;
        }
        after = last;
        line.say(&Message::Waiting(hashes.clone()))?;
        match line.hear()? {
            Message::Placed(mut places) => {
                places.retain(|(hash, _)| hashes.contains(hash));
                met.seen += vault.told(&places)?;
            }
            _ => return Err(LanError::Meaning("places")),
        }
    }
    line.say(&Message::Done)
}

/// What was wanted, in the order of the other's log; nothing else is believed.
fn fetch<S: Read + Write>(line: &mut Line<S>, wanted: Vec<Hash32>) -> Result<Vec<Chunk>, LanError> {
    line.say(&Message::Want(wanted.clone()))?;
    let mut chunks: Vec<Chunk> = Vec::with_capacity(wanted.len());
    loop {
        match line.hear()? {
            Message::Done => return Ok(chunks),
            Message::Chunks(more) => {
                if more.is_empty() || chunks.len() + more.len() > wanted.len() {
                    return Err(LanError::Meaning("more than was wanted"));
                }
                for chunk in more {
                    if !wanted.contains(&record::hash(&chunk.bytes)) {
                        return Err(LanError::Meaning("not what was wanted"));
                    }
                    chunks.push(chunk);
                }
            }
            _ => return Err(LanError::Meaning("chunks")),
        }
    }
}

/// Answers until the other has no more questions.
fn answer<S: Read + Write>(
    line: &mut Line<S>,
    vault: &mut dyn LanVault,
    met: &mut Met,
) -> Result<(), LanError> {
    let mut offered = 0;
    for _ in 0..MOST_QUESTIONS {
        match line.hear()? {
            Message::Ask(mark) => {
                let piece = vault.piece(&mark, MOST_HASHES)?;
                offered = piece.upto.n;
                line.say(&Message::Offer {
                    hashes: piece.hashes,
                    upto: piece.upto,
                    is_last: piece.is_last,
                })?;
            }
            Message::Want(hashes) => {
                let chunks = vault.chunks(&hashes)?;
                met.given += chunks.len() as u64;
                give(line, &chunks)?;
            }
            Message::Waiting(hashes) => {
                let places = vault.placed(&hashes)?;
                line.say(&Message::Placed(places))?;
            }
            Message::Done => {
                met.read = offered;
                return Ok(());
            }
            _ => return Err(LanError::Meaning("question")),
        }
    }
    Err(LanError::Meaning("questions without an end"))
}

/// As many frames as are needed. A change that no frame can hold stays: it cannot travel to the store either.
fn give<S: Read + Write>(line: &mut Line<S>, chunks: &[Chunk]) -> Result<(), LanError> {
    let mut rest = chunks;
    while !rest.is_empty() {
        let mut count = rest.len();
        while count > 0 && !line.try_say(&Message::Chunks(rest[..count].to_vec()))? {
            count /= 2;
        }
        rest = &rest[count.max(1)..];
    }
    line.say(&Message::Done)
}
