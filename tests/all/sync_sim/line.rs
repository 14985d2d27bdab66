//! A line between a workstation and the store on which everything can go wrong. What travels are the real bytes.

use std::collections::VecDeque;

use feldsher::store::Store;
use feldsher::store::exchange::Exchange;
use feldsher::store::refused::Refused;
use feldsher::store::storage::StoreError;
use feldsher::sync::auth::{Bound, SYNC_PATH, Seal, Transcript, seal};
use feldsher::sync::dictionary::{LEVEL_QUICK, NONE};
use feldsher::sync::frame::{self, Frame, FrameReader};
use feldsher::sync::message::{Entries, Item, Message, What};
use feldsher::sync::port::{Refusal, Transport, TransportError};

use super::centre::Centre;
use super::faults::Tally;
use super::trace;
use crate::sync::rig::{Dice, NOW};

/// What may happen to one exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    RequestLost,
    AnswerLost,
    AnswerCut,
    RequestCut,
    Doubled,
    Interleaved,
    Foreign,
    Narrow,
    StoreDies,
    Quota,
    Dictionary,
    ForeignEntries,
    WrongDigest,
    /// Somebody on the line changes which documents the entries are said to belong to.
    FalseNames,
    /// Or one bit of a chunk that was asked for. Only by script.
    FalseChunks,
}

const FATES: [(Fate, u8); 14] = [
    (Fate::RequestLost, 1),
    (Fate::AnswerLost, 2),
    (Fate::AnswerCut, 3),
    (Fate::RequestCut, 4),
    (Fate::Doubled, 5),
    (Fate::Interleaved, 7),
    (Fate::Foreign, 8),
    (Fate::Narrow, 9),
    (Fate::StoreDies, 11),
    (Fate::Quota, 41),
    (Fate::Dictionary, 44),
    (Fate::ForeignEntries, 42),
    (Fate::WrongDigest, 43),
    (Fate::FalseNames, 8),
];

pub struct Line<'a> {
    pub centre: &'a mut Centre,
    pub dice: Dice,
    /// Percent of exchanges that something happens to.
    pub trouble: u64,
    pub tally: &'a mut Tally,
    /// Requests that some router may still deliver.
    pub old: &'a mut Vec<Vec<u8>>,
    pub script: &'a mut VecDeque<Fate>,
    /// Of the session so far.
    pub fates: Vec<Fate>,
    pub requests: u64,
    pub wrong_digests: u64,
}

impl Line<'_> {
    fn fate(&mut self) -> Option<Fate> {
        if let Some(fate) = self.script.pop_front() {
            self.fates.push(fate);
            return Some(fate);
        }
        if !self.dice.percent(self.trouble) {
            return None;
        }
        let (fate, number) = FATES[self.dice.below(FATES.len())];
        self.tally.hit(number);
        self.fates.push(fate);
        Some(fate)
    }

    fn answer(&mut self, body: &[u8]) -> Result<Vec<u8>, TransportError> {
        serve(&self.centre.store, body, true).map_err(refusal)
    }

    /// A part of `whole`, by chance never nothing and never all.
    fn part(&self, whole: usize) -> usize {
        1 + self.dice.below(whole.saturating_sub(1))
    }
}

impl Transport for Line<'_> {
    fn exchange(
        &mut self,
        body: &[u8],
        on_bytes: &mut dyn FnMut(&[u8]) -> bool,
    ) -> Result<(), TransportError> {
        self.requests += 1;
        if self.old.len() < 40 {
            self.old.push(body.to_vec());
        }
        let cut = || TransportError::Cut("in the simulation".to_owned());
        let mut room = usize::MAX;
        trace::body(">", body);
        let answer = match self.fate() {
            None => self.answer(body)?,
            Some(Fate::AnswerCut) => {
                let answer = self.answer(body)?;
                room = self.part(answer.len());
                answer
            }
            Some(Fate::RequestLost) => return Err(cut()),
            Some(Fate::AnswerLost) => {
                self.answer(body).ok();
                return Err(cut());
            }
            Some(Fate::RequestCut) => {
                let at = self.part(body.len());
                serve(&self.centre.store, &body[..at], false).ok();
                return Err(cut());
            }
            Some(Fate::Doubled) => {
                let first = self.answer(body);
                let second = self.answer(body);
                if self.dice.percent(50) {
                    first?
                } else {
                    second?
                }
            }
            Some(Fate::Interleaved) => {
                // The line breaks for us; the request stands half read at the store while another of ours, or of somebody else,
                // is served from its beginning to its end.
                let between = self.old[self.dice.below(self.old.len())].clone();
                interleave(&self.centre.store, body, &between, &self.dice);
                return Err(cut());
            }
            Some(Fate::Foreign) => {
                let page: &[u8] = match self.dice.below(3) {
                    0 => b"<html><body>Sign in to the network</body></html>",
                    1 => b"",
                    _ => {
                        let mut noisy = self.answer(body)?;
                        let at = self.dice.below(noisy.len());
                        noisy[at] ^= 1 << self.dice.below(8);
                        on_bytes(&noisy);
                        return Ok(());
                    }
                };
                on_bytes(page);
                return Ok(());
            }
            Some(Fate::Narrow) => {
                room = 1_200 + self.dice.below(3_000);
                if body.len() > room {
                    serve(&self.centre.store, &body[..room], false).ok();
                    return Err(cut());
                }
                self.answer(body)?
            }
            Some(Fate::StoreDies) => {
                let at = if self.dice.percent(50) {
                    body.len()
                } else {
                    self.part(body.len())
                };
                serve(&self.centre.store, &body[..at], at == body.len()).ok();
                self.centre.die();
                return Err(cut());
            }
            Some(Fate::Quota) => {
                return Err(TransportError::Refused(Refusal {
                    status: 429,
                    code: "quota".to_owned(),
                    retry_after: Some(7),
                    counter: None,
                }));
            }
            Some(Fate::Dictionary) => return Err(refusal(Refused::Dictionary.into())),
            Some(
                fate @ (Fate::ForeignEntries
                | Fate::WrongDigest
                | Fate::FalseNames
                | Fate::FalseChunks),
            ) => {
                let true_answer = self.answer(body)?;
                let (bent, hits) = bend(self.centre, body, &true_answer, fate);
                if fate == Fate::WrongDigest {
                    self.wrong_digests += hits;
                }
                bent
            }
        };
        trace::body("<", &answer);
        let at = answer.len().min(room);
        for part in answer[..at].chunks(700) {
            if !on_bytes(part) {
                return Ok(());
            }
        }
        if at < answer.len() {
            Err(cut())
        } else {
            Ok(())
        }
    }
}

/// What the HTTP shell does with a body, without HTTP.
pub fn serve(store: &Store, body: &[u8], whole: bool) -> Result<Vec<u8>, StoreError> {
    let mut exchange = Exchange::new(store, SYNC_PATH, NOW);
    for frame in frames(body)? {
        exchange.frame(&frame)?;
    }
    let mut reader = FrameReader::default();
    reader.push(body);
    while let Ok(Some(_)) = reader.next_frame() {}
    if !whole || !reader.is_at_border() {
        return Err(Refused::Cut.into());
    }
    exchange.finish()
}

fn interleave(store: &Store, body: &[u8], between: &[u8], dice: &Dice) {
    let Ok(all) = frames(body) else { return };
    let stop = dice.below(all.len() + 1);
    let mut exchange = Exchange::new(store, SYNC_PATH, NOW);
    for frame in &all[..stop] {
        if exchange.frame(frame).is_err() {
            return;
        }
    }
    serve(store, between, true).ok();
    for frame in &all[stop..] {
        if exchange.frame(frame).is_err() {
            return;
        }
    }
    exchange.finish().ok();
}

pub fn frames(body: &[u8]) -> Result<Vec<Frame>, StoreError> {
    let mut reader = FrameReader::default();
    reader.push(body);
    let mut all = Vec::new();
    while let Some(frame) = reader.next_frame().map_err(|_odd| Refused::Malformed)? {
        all.push(frame);
    }
    Ok(all)
}

pub fn refusal(error: StoreError) -> TransportError {
    let (status, code, counter) = match error {
        StoreError::Refused(refused) => (
            refused.status(),
            refused.code().to_owned(),
            match refused {
                Refused::Replayed { highest } => Some(highest),
                _ => None,
            },
        ),
        other => (500, format!("{other}"), None),
    };
    TransportError::Refused(Refusal {
        status,
        code,
        retry_after: None,
        counter,
    })
}

/// A store with a bug signs what it says like any other. The answer again, with something false in it, and how often.
fn bend(centre: &Centre, body: &[u8], answer: &[u8], fate: Fate) -> (Vec<u8>, u64) {
    let hello = frames(body).unwrap().first().map(Message::decode);
    let Some(Ok(Message::Hello(hello))) = hello else {
        panic!("a request without a Hello")
    };
    let key = centre.ask("SELECT value FROM meta WHERE name = 'store-key'", &[]);
    let key = ed25519_dalek::SigningKey::from_bytes(&key[0].array(0).unwrap());
    let mut out = frame::MAGIC.to_vec();
    let mut transcript = Transcript::default();
    let mut hits = 0;
    let mut say = |message: Message, transcript: &mut Transcript| {
        let (kind, payload) = message.encode();
        frame::write(&mut out, kind, &payload, NONE, LEVEL_QUICK).unwrap();
        transcript.add(kind, &payload);
    };
    let mut end = None;
    for part in frames(answer).unwrap() {
        match Message::decode(&part).unwrap() {
            Message::End(last) => end = Some(last),
            Message::Digest(mut digest) if fate == Fate::WrongDigest => {
                digest.set.count += 1;
                hits += 1;
                say(Message::Digest(digest), &mut transcript);
            }
            Message::Entries(mut entries) if fate == Fate::FalseNames => {
                for item in &mut entries.items {
                    match &mut item.what {
                        What::Change(chunk) => chunk.doc.0[3] ^= 1,
                        What::Own { doc, .. } => doc.0[3] ^= 1,
                        _ => {}
                    }
                }
                say(Message::Entries(entries), &mut transcript);
            }
            Message::Entries(mut entries)
                if fate == Fate::FalseChunks && entries.next.is_none() =>
            {
                for item in &mut entries.items {
                    if let What::Change(chunk) = &mut item.what {
                        let middle = chunk.bytes.len() / 2;
                        chunk.bytes[middle] ^= 1;
                    }
                }
                say(Message::Entries(entries), &mut transcript);
            }
            other => say(other, &mut transcript),
        }
    }
    if fate == Fate::ForeignEntries {
        let mut foreign = hello.cursors[0];
        foreign.scope.0[0] ^= 0xff;
        foreign.seq += 1;
        let grant = What::Grant(feldsher::domain::chunk::Unit::Facility(foreign.scope));
        let items = vec![Item {
            seq: foreign.seq,
            what: grant,
        }];
        say(
            Message::Entries(Entries {
                scope: foreign.scope,
                log: foreign.log,
                items,
                next: Some(foreign),
            }),
            &mut transcript,
        );
        hits += 1;
    }
    let mut end = end.expect("an answer has an End");
    end.seal = Seal::EMPTY;
    let (kind, mut payload) = Message::End(end).encode();
    let bound = Bound::answer(hello.device, hello.counter, transcript.hash());
    // Whoever stands on the line cannot sign for the store.
    if fate != Fate::FalseNames && fate != Fate::FalseChunks {
        seal(&mut payload, bound, &key);
    }
    frame::write(&mut out, kind, &payload, NONE, LEVEL_QUICK).unwrap();
    (out, hits)
}
