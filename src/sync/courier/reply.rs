//! What a workstation does with the store's answer. A pure step per frame, and the loop that carries it out.
//!
//! The answer may be old: a line worked in between, the store was restored, another answer came first. So
//! - it counts only in the epoch in which it was given, or when it takes us from the epoch in which we asked into its own: an
//!   acknowledgement of a life that the store has left would take a record out of the outbox that nobody holds;
//! - entries that are here already are passed over, entries that begin beyond what is here wait for the file before them;
//! - the chain is computed from our own cursor: a history that does not continue ours is refused before anything is taken in;
//! - the second tick moves only with an answer that brought us to the log's end;
//! - token, counters and replica of the line are left alone.

use std::io::Read;

use super::CourierError;
use super::letter::{Errand, Letter};
use super::read::Frames;
use crate::domain::ids::Hash32;
use crate::sync::cursor::{Cursor, Epoch, Log, Place, Scope};
use crate::sync::dictionary::DictId;
use crate::sync::digest::SetDigest;
use crate::sync::follow::continues;
use crate::sync::frame::Frame;
use crate::sync::message::{
    Ack, Digest, End, Entries, Item, Message, Reset, Stable, Verdict, What,
};
use crate::sync::port::{Batch, Settlement, SyncVault};

/// What an answer did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Taken {
    /// Records of others that this answer brought.
    pub pulled: u64,
    /// Acknowledged by this answer, whether they still waited or not.
    pub acknowledged: u64,
    /// Wait for an earlier one that the store does not have.
    pub held: u64,
    pub refused: u64,
    /// Everything that the answer could bring is here already.
    pub is_old: bool,
    /// It begins after what is here: the answer before it is missing.
    pub has_gap: bool,
    /// The store has more than fitted into this file.
    pub more: bool,
    /// The sets at the log's end differ.
    pub differs: bool,
    /// Dictionaries that the store reads.
    pub dicts: Vec<DictId>,
    /// When it was written, UTC seconds on the store's clock.
    pub answered_at: u64,
}

/// Looks through an answer without taking anything in: a history that is not ours is found here.
pub fn rehearse<R: Read>(
    letter: &Letter,
    frames: &mut Frames<R>,
    vault: &mut dyn SyncVault,
) -> Result<(), CourierError> {
    let mut reply = Reply::new(letter, vault.cursors()?)?;
    while let Some(frame) = frames.frame()? {
        reply.step(&frame)?;
    }
    Ok(())
}

/// Takes an answer in that was read whole and rehearsed. Each frame is one transaction.
pub fn take<R: Read>(
    letter: &Letter,
    frames: &mut Frames<R>,
    vault: &mut dyn SyncVault,
    tell: &mut dyn FnMut(u64),
) -> Result<Taken, CourierError> {
    let mut reply = Reply::new(letter, vault.cursors()?)?;
    while let Some(frame) = frames.frame()? {
        for act in reply.step(&frame)? {
            match act {
                Act::Settle(settled) => vault.settle(&settled)?,
                Act::Reset(reset) => vault.reset(&reset)?,
                Act::MarkStable(mark) => vault.mark_stable(mark)?,
                Act::Compare(scope, log, set) => {
                    reply.taken.differs |= vault.digest(scope, log)? != set;
                }
                Act::Apply(batch) => {
                    vault.apply(&batch)?;
                    tell(reply.taken.pulled);
                }
            }
        }
    }
    let mut taken = reply.taken;
    taken.is_old &= !reply.has_news && !taken.has_gap;
    Ok(taken)
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Act {
    Settle(Vec<(Hash32, Settlement)>),
    Reset(Reset),
    Apply(Batch),
    Compare(Scope, Log, SetDigest),
    MarkStable(Stable),
}

struct Reply {
    epoch: Epoch,
    asked: Vec<Cursor>,
    cursors: Vec<Cursor>,
    named: Vec<Hash32>,
    /// Logs at whose end this answer left us.
    ends: Vec<(Scope, Log)>,
    /// Something moved on here.
    has_news: bool,
    taken: Taken,
}

impl Reply {
    fn new(letter: &Letter, cursors: Vec<Cursor>) -> Result<Self, CourierError> {
        let Errand::Answer { epoch, asked, .. } = &letter.errand else {
            return Err(CourierError::Meaning("errand"));
        };
        Ok(Self {
            epoch: *epoch,
            asked: asked.clone(),
            cursors,
            named: Vec::new(),
            ends: Vec::new(),
            has_news: false,
            taken: Taken::default(),
        })
    }

    fn step(&mut self, frame: &Frame) -> Result<Vec<Act>, CourierError> {
        let message = Message::decode(frame).map_err(|_codec| CourierError::Meaning("message"))?;
        match message {
            Message::Named(named) => {
                self.named = named.hashes;
                Ok(Vec::new())
            }
            Message::Ack(ack) => Ok(self.on_ack(ack)),
            Message::Reset(reset) => self.on_reset(reset),
            Message::Entries(entries) => self.on_entries(entries),
            Message::Digest(digest) => Ok(self.on_digest(&digest)),
            Message::End(end) => Ok(self.on_end(end)),
            Message::Unknown(_) => Ok(Vec::new()),
            Message::Hello(_)
            | Message::Push(_)
            | Message::Want(_)
            | Message::Sums(_)
            | Message::Lack(_) => Err(CourierError::Meaning("answer")),
        }
    }

    fn on_ack(&mut self, ack: Ack) -> Vec<Act> {
        let hashes = std::mem::take(&mut self.named);
        let mut settled = Vec::with_capacity(hashes.len());
        for (hash, verdict) in hashes.into_iter().zip(ack.verdicts) {
            let settlement = match verdict {
                Verdict::Ok { scope, log, seq } | Verdict::Dup { scope, log, seq } => {
                    let Some(epoch) = self.epoch_of(scope, log) else {
                        self.taken.is_old = true;
                        continue;
                    };
                    self.taken.acknowledged += 1;
                    Settlement::Accepted(Some(Place {
                        scope,
                        log,
                        epoch,
                        seq,
                    }))
                }
                _ if !self.is_present() => continue,
                Verdict::Late => {
                    self.taken.acknowledged += 1;
                    Settlement::Accepted(None)
                }
                Verdict::Held { missing } => {
                    self.taken.held += 1;
                    Settlement::Held { missing }
                }
                Verdict::Fork => {
                    self.taken.refused += 1;
                    Settlement::Reauthor
                }
                Verdict::Poison { reason } => {
                    self.taken.refused += 1;
                    Settlement::Poison { reason }
                }
                Verdict::Gone => Settlement::Gone,
                Verdict::Quota => continue,
            };
            settled.push((hash, settlement));
        }
        if settled.is_empty() {
            Vec::new()
        } else {
            vec![Act::Settle(settled)]
        }
    }

    fn on_reset(&mut self, reset: Reset) -> Result<Vec<Act>, CourierError> {
        let (scope, log) = (reset.scope, reset.log);
        if (reset.resume.scope, reset.resume.log) != (scope, log) || reset.epoch != self.epoch {
            return Err(CourierError::Meaning("reset"));
        }
        let asked = self.asked.iter().find(|c| (c.scope, c.log) == (scope, log));
        let asked = asked.copied();
        let Some(cursor) = cursor_mut(&mut self.cursors, scope, log) else {
            return Ok(Vec::new());
        };
        let is_due = asked.is_some_and(|asked| {
            if reset.epoch == asked.epoch {
                // The store went back without saying so; it asks this of whoever stands where we stood.
                asked == *cursor
            } else {
                asked.epoch == cursor.epoch
            }
        });
        // A common point beyond what is here would skip entries.
        if !is_due || reset.resume.seq > cursor.seq {
            return Ok(Vec::new());
        }
        if reset.resume.seq == cursor.seq && reset.resume.chain != cursor.chain {
            return Err(CourierError::History);
        }
        *cursor = reset.resume;
        self.has_news = true;
        Ok(vec![Act::Reset(reset)])
    }

    fn on_entries(&mut self, entries: Entries) -> Result<Vec<Act>, CourierError> {
        let (scope, log) = (entries.scope, entries.log);
        let Some(epoch) = self.epoch_of(scope, log) else {
            self.taken.is_old = true;
            return Ok(Vec::new());
        };
        let Some(cursor) = cursor_mut(&mut self.cursors, scope, log) else {
            return Ok(Vec::new());
        };
        let mut items = entries.items;
        if let Some(next) = entries.next {
            if next.epoch != epoch {
                return Err(CourierError::Meaning("epoch"));
            }
            if next.seq <= cursor.seq {
                self.taken.is_old = true;
                return Ok(Vec::new());
            }
            let begins = items.first().map_or(0, |item| item.seq);
            if begins > cursor.seq + 1 {
                self.taken.has_gap = true;
                return Ok(Vec::new());
            }
            items.retain(|item| item.seq > cursor.seq);
            if !continues(cursor, &items, &next) {
                return Err(CourierError::History);
            }
            *cursor = next;
        }
        self.has_news |= !items.is_empty();
        let others = |item: &&Item| matches!(item.what, What::Change(_));
        self.taken.pulled += items.iter().filter(others).count() as u64;
        let own: Vec<(Hash32, Settlement)> = items
            .iter()
            .filter_map(|item| match &item.what {
                What::Own { hash, .. } => {
                    let place = Place {
                        scope,
                        log,
                        epoch,
                        seq: item.seq,
                    };
                    Some((*hash, Settlement::Accepted(Some(place))))
                }
                What::Change(_)
                | What::Grant(_)
                | What::Revoke(_)
                | What::Elsewhere { .. }
                | What::Notice(_)
                | What::Unknown { .. } => None,
            })
            .collect();
        let mut acts = vec![Act::Apply(Batch {
            scope,
            log,
            epoch,
            items,
            next: entries.next,
            is_proven: true,
        })];
        if !own.is_empty() {
            acts.push(Act::Settle(own));
        }
        Ok(acts)
    }

    fn on_digest(&mut self, digest: &Digest) -> Vec<Act> {
        let (scope, log) = (digest.scope, digest.log);
        let is_present = self.epoch_of(scope, log).is_some();
        let Some(cursor) = cursor_mut(&mut self.cursors, scope, log) else {
            return Vec::new();
        };
        if !is_present || cursor.seq != digest.seq {
            self.taken.is_old |= !is_present || cursor.seq > digest.seq;
            return Vec::new();
        }
        self.ends.push((scope, log));
        vec![Act::Compare(scope, log, digest.set)]
    }

    fn on_end(&mut self, end: End) -> Vec<Act> {
        self.taken.more = end.more;
        self.taken.dicts = end.dicts;
        self.taken.answered_at = end.server_time;
        end.stable
            .into_iter()
            .filter(|mark| mark.epoch == self.epoch && self.ends.contains(&(mark.scope, mark.log)))
            .map(Act::MarkStable)
            .collect()
    }

    /// The epoch of a log that we follow, while it is the answer's.
    fn epoch_of(&self, scope: Scope, log: Log) -> Option<Epoch> {
        self.cursors
            .iter()
            .find(|c| (c.scope, c.log) == (scope, log) && c.epoch == self.epoch)
            .map(|c| c.epoch)
    }

    /// Every log that we follow is in the answer's life of the store.
    fn is_present(&self) -> bool {
        self.cursors.iter().all(|cursor| cursor.epoch == self.epoch)
    }
}

fn cursor_mut(cursors: &mut [Cursor], scope: Scope, log: Log) -> Option<&mut Cursor> {
    cursors
        .iter_mut()
        .find(|cursor| (cursor.scope, cursor.log) == (scope, log))
}
