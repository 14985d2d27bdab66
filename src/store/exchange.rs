//! One request and its answer, frame by frame. No IO of its own, no clock, no thread: HTTP, a courier file or a simulator hand
//! the frames in, and what was pushed is durable when [`Exchange::frame`] returns.

use std::collections::{BTreeMap, VecDeque};

use sha2::{Digest as _, Sha256};

use super::Store;
use super::accept::accept;
use super::devices::{Fresh, Peer, greet, greet_courier, note_event, note_push};
use super::log::{self, Entry, Pick};
use super::refused::Refused;
use super::roster::still_in_use;
use super::storage::{StoreError, within};
use crate::domain::chunk::Chunk;
use crate::domain::ids::{DocId, Hash32};
use crate::sync::auth::{Bound, Seal, Transcript, is_sealed_by, seal};
use crate::sync::courier::COURIER_PATH;
use crate::sync::cursor::{Cursor, Log, Scope};
use crate::sync::dictionary::{self, DictId, NONE};
use crate::sync::digest::{bucket_sums, fingerprint};
use crate::sync::follow::counts_for;
use crate::sync::frame::{self, Frame};
use crate::sync::guards::Guard;
use crate::sync::message::{
    Ack, Digest, End, Entries, Hello, Item, Lack, MAX_FINGERPRINTS, Message, Named, PROTO, Push,
    Stable, Sums, Verdict, Want, What,
};

/// A request in the making of its answer.
pub struct Exchange<'a> {
    store: &'a Store,
    path: &'a str,
    now: i64,
    peer: Option<Peer>,
    cursors: Vec<Cursor>,
    wants: Vec<Want>,
    pushes: u64,
    /// The file that this request came in; none on a line.
    file: Option<[u8; 16]>,
    pub(super) verdicts: Verdicts,
    /// Changes refused for good, by reason.
    pub(super) reasons: BTreeMap<String, u64>,
    answer: Answer,
    answer_limit: usize,
}

impl<'a> Exchange<'a> {
    /// `path` is what the requests of this transport are signed for; `now` only dates rows.
    pub fn new(store: &'a Store, path: &'a str, now: i64) -> Self {
        Self {
            store,
            path,
            now,
            peer: None,
            cursors: Vec::new(),
            wants: Vec::new(),
            pushes: 0,
            file: None,
            verdicts: Verdicts::default(),
            reasons: BTreeMap::new(),
            answer: Answer::default(),
            answer_limit: MIN_ANSWER,
        }
    }

    /// A request that came in a courier file with this id. Its answer is taken out in portions, see `super::courier`.
    pub(super) fn by_courier(store: &'a Store, now: i64, file: [u8; 16]) -> Self {
        Self {
            file: Some(file),
            answer_limit: PORTION,
            ..Self::new(store, COURIER_PATH, now)
        }
    }

    /// Which device speaks, once its Hello was good.
    pub fn peer(&self) -> Option<&Peer> {
        self.peer.as_ref()
    }

    /// Takes in one frame. After an error there is no answer but the refusal.
    pub fn frame(&mut self, frame: &Frame) -> Result<(), StoreError> {
        let message = Message::decode(frame).map_err(|_codec| Refused::Malformed)?;
        match message {
            Message::Hello(hello) if self.peer.is_none() => self.hello(&hello, &frame.payload),
            Message::Push(push) => self.push(&push, &frame.payload),
            Message::Want(want) if self.peer.is_some() && self.wants.len() < MAX_WANTS => {
                self.wants.push(want);
                Ok(())
            }
            Message::Unknown(_) if self.peer.is_some() => Ok(()),
            _ => Err(Refused::Malformed.into()),
        }
    }

    /// The answer's bytes, magic and End included.
    pub fn finish(mut self) -> Result<Vec<u8>, StoreError> {
        let peer = self.peer.take().ok_or(Refused::Malformed)?;
        within(&*self.store.storage, |tx| still_in_use(tx, peer.device))?;
        for want in std::mem::take(&mut self.wants) {
            self.give(&peer, &want)?;
        }
        let mut more = false;
        let mut stable = Vec::new();
        for mut cursor in std::mem::take(&mut self.cursors) {
            let head = self.head(&cursor)?;
            more |= self.stretch(&peer, &mut cursor, &head)?;
            stable.extend(self.mark(&cursor, &head));
        }
        self.end(&peer, more, stable)?;
        Ok(self.answer.bytes)
    }

    /// What a courier's answer has to say when every frame of the request was taken in, frame group by frame group: after each call of
    /// `portion` what it made is taken out with [`Self::taken_out`].
    pub(super) fn rest(&mut self) -> Result<Rest, StoreError> {
        let peer = self.peer.clone().ok_or(Refused::Malformed)?;
        let mut hashes = Vec::new();
        for want in std::mem::take(&mut self.wants) {
            if let Want::Chunks(more) = want {
                hashes.extend(more);
            }
        }
        Ok(Rest {
            peer,
            hashes: hashes.into(),
            cursors: std::mem::take(&mut self.cursors).into(),
            head: None,
            stable: Vec::new(),
        })
    }

    /// The next frames, about [`PORTION`] long. False: there is nothing more.
    pub(super) fn portion(&mut self, rest: &mut Rest) -> Result<bool, StoreError> {
        let peer = rest.peer.clone();
        if let Some(hash) = rest.hashes.pop_front() {
            self.give(&peer, &Want::Chunks(vec![hash]))?;
            return Ok(true);
        }
        let Some(cursor) = rest.cursors.front_mut() else {
            return Ok(false);
        };
        // A log is answered up to where it ended when its turn came: others go on writing.
        let head = match rest.head {
            Some(head) => head,
            None => *rest.head.insert(self.head(cursor)?),
        };
        if !self.stretch(&peer, cursor, &head)? {
            rest.stable.extend(self.mark(cursor, &head));
            rest.cursors.pop_front();
            rest.head = None;
        }
        Ok(true)
    }

    /// Ends a part of a courier's answer; only the last one says what is safe.
    pub(super) fn end_part(&mut self, rest: Option<&Rest>) -> Result<(), StoreError> {
        let peer = self.peer.clone().ok_or(Refused::Malformed)?;
        let stable = rest.map(|rest| rest.stable.clone()).unwrap_or_default();
        self.end(&peer, rest.is_none(), stable)?;
        self.answer.transcript = Transcript::default();
        Ok(())
    }

    /// The answer's bytes so far, each once.
    pub(super) fn taken_out(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.answer.bytes)
    }

    fn head(&self, cursor: &Cursor) -> Result<log::Head, StoreError> {
        within(&*self.store.storage, |tx| {
            log::head(tx, cursor.scope, cursor.log)
        })
    }

    fn mark(&self, cursor: &Cursor, head: &log::Head) -> Option<Stable> {
        let seq = if self.store.stable_immediately {
            head.seq
        } else {
            head.stable_seq
        };
        (seq > 0).then_some(Stable {
            scope: cursor.scope,
            log: cursor.log,
            epoch: cursor.epoch,
            seq,
        })
    }

    fn hello(&mut self, hello: &Hello, payload: &[u8]) -> Result<(), StoreError> {
        if hello.proto != PROTO {
            return Err(Refused::Protocol.into());
        }
        let fresh = Fresh {
            token: self.store.draw(),
            replica: self.store.draw(),
            event: self.store.draw(),
        };
        let (path, now, file) = (self.path, self.now, self.file);
        let guards = self.store.guards;
        let greeted = within(&*self.store.storage, |tx| {
            let peer = match file {
                None => match greet(tx, hello, payload, path, fresh, guards, now)? {
                    Ok(peer) => peer,
                    Err(refused) => return Ok(Err(refused)),
                },
                Some(file) => greet_courier(tx, hello, payload, path, file, now)?,
            };
            let mut cursors = Vec::new();
            let mut resets = Vec::new();
            for cursor in &hello.cursors {
                // A device follows its own scope's logs, each once.
                let twice = cursors
                    .iter()
                    .any(|c: &Cursor| (c.scope, c.log) == (cursor.scope, cursor.log));
                if cursor.scope != peer.scope || twice {
                    continue;
                }
                let left = if guards.has(Guard::Lineage) {
                    log::reset(tx, cursor, &[peer.scope])?
                } else {
                    None
                };
                match left {
                    None => cursors.push(*cursor),
                    Some(reset) => {
                        if reset.epoch == cursor.epoch {
                            let what = "log-went-back";
                            note_event(tx, peer.scope, fresh.event, peer.device, what, now)?;
                        }
                        cursors.push(reset.resume);
                        resets.push(reset);
                    }
                }
            }
            cursors.sort_by_key(|cursor| (cursor.scope, cursor.log));
            Ok(Ok((peer, cursors, resets)))
        })?;
        let (peer, cursors, resets) = greeted?;
        self.answer = Answer::new(
            dictionary::common(&hello.dicts),
            clamp(hello.frame_bytes, MIN_FRAME, MAX_FRAME),
        );
        if file.is_some() {
            // The stream's first bytes stand before the letter.
            self.answer.bytes.clear();
        } else {
            self.answer_limit = clamp(hello.max_answer_bytes, MIN_ANSWER, MAX_ANSWER);
        }
        for reset in resets {
            self.answer.add(&Message::Reset(reset))?;
        }
        self.cursors = cursors;
        self.peer = Some(peer);
        Ok(())
    }

    fn push(&mut self, push: &Push, payload: &[u8]) -> Result<(), StoreError> {
        let peer = self.peer.as_ref().ok_or(Refused::Malformed)?;
        let is_file = self.file.is_some();
        if push.no != self.pushes || (push.no >= MAX_PUSHES && !is_file) {
            return Err(Refused::Malformed.into());
        }
        let bound = Bound::push(self.path, peer.device, peer.counter, push.no);
        if !is_sealed_by(payload, bound, &peer.key) {
            return Err(Refused::Signature.into());
        }
        self.pushes += 1;
        // A file's pushes have a chain of their own: what was on its way for weeks is not the line's last one.
        let hash = (!is_file).then(|| Hash32(Sha256::digest(payload).into()));
        let (now, guards) = (self.now, self.store.guards);
        let mut followed = self.cursors.iter();
        let cards = followed.find(|cursor| (cursor.scope, cursor.log) == (peer.scope, Log::Cards));
        let seen = cards.map_or(0, |cursor| cursor.seq);
        let verdicts = within(&*self.store.storage, |tx| {
            still_in_use(tx, peer.device)?;
            let verdicts = accept(tx, peer, &push.chunks, seen, guards, now)?;
            let of = |wanted: fn(&Verdict) -> bool| {
                verdicts.iter().filter(|verdict| wanted(verdict)).count() as u64
            };
            let accepted = of(|v| matches!(v, Verdict::Ok { .. }));
            let duplicates = of(|v| matches!(v, Verdict::Dup { .. }));
            note_push(tx, peer, hash, accepted, duplicates)?;
            Ok(verdicts)
        })?;
        if is_file {
            self.answer.add(&Message::Named(Named {
                no: push.no,
                hashes: push
                    .chunks
                    .iter()
                    .map(|chunk| crate::record::hash(&chunk.bytes))
                    .collect(),
            }))?;
        }
        self.verdicts.add(&verdicts);
        for verdict in &verdicts {
            let reason = match verdict {
                Verdict::Fork => "fork",
                Verdict::Gone => "gone",
                Verdict::Poison { reason } => reason.as_str(),
                Verdict::Ok { .. }
                | Verdict::Dup { .. }
                | Verdict::Late
                | Verdict::Held { .. }
                | Verdict::Quota => continue,
            };
            *self.reasons.entry(reason.to_owned()).or_default() += 1;
        }
        self.answer.add(&Message::Ack(Ack {
            no: push.no,
            verdicts,
        }))
    }

    /// Entries after the cursor, as many as this answer may carry, and the digest at the log's end. True: there is more.
    fn stretch(
        &mut self,
        peer: &Peer,
        cursor: &mut Cursor,
        head: &log::Head,
    ) -> Result<bool, StoreError> {
        let (scope, log) = (cursor.scope, cursor.log);
        while cursor.seq < head.seq {
            if self.answer.len() >= self.answer_limit {
                return Ok(true);
            }
            let page = within(&*self.store.storage, |tx| {
                log::page(tx, scope, log, cursor.seq, head.seq, peer.device)
            })?;
            let mut rest = &page[..];
            while !rest.is_empty() && self.answer.len() < self.answer_limit {
                let count = self.answer.add_entries(scope, log, rest, Some(*cursor))?;
                let (sent, after) = rest.split_at(count);
                if let Some(last) = sent.last() {
                    cursor.seq = last.item.seq;
                    cursor.chain = last.chain;
                }
                rest = after;
            }
            if page.is_empty() {
                return Err(StoreError::Corrupt("a gap in a log"));
            }
        }
        self.answer.add(&Message::Digest(Digest {
            scope,
            log,
            seq: head.seq,
            set: head.set,
        }))?;
        Ok(false)
    }

    fn give(&mut self, peer: &Peer, want: &Want) -> Result<(), StoreError> {
        match want {
            Want::Docs(docs) => {
                for log in Log::ALL {
                    let picks = docs.iter().map(|doc: &DocId| Pick::Doc(*doc)).collect();
                    self.give_picks(peer.scope, log, picks)?;
                }
                Ok(())
            }
            Want::Chunks(hashes) => {
                for log in Log::ALL {
                    let picks = hashes.iter().map(|hash| Pick::Chunk(*hash)).collect();
                    self.give_picks(peer.scope, log, picks)?;
                }
                Ok(())
            }
            Want::Sums { scope, log } if *scope == peer.scope => {
                let hashes = within(&*self.store.storage, |tx| {
                    log::hashes(tx, *scope, *log, None)
                })?;
                self.answer.add(&Message::Sums(Sums {
                    scope: *scope,
                    log: *log,
                    sums: bucket_sums(&hashes),
                }))
            }
            Want::Bucket {
                scope,
                log,
                bucket,
                key,
                have,
            } if *scope == peer.scope => {
                let ours = within(&*self.store.storage, |tx| {
                    log::hashes(tx, *scope, *log, Some(*bucket))
                })?;
                let known: std::collections::BTreeMap<[u8; 8], Hash32> = ours
                    .iter()
                    .map(|hash| (fingerprint(*key, *hash), *hash))
                    .collect();
                let lacking: Vec<[u8; 8]> = have
                    .iter()
                    .filter(|print| !known.contains_key(*print))
                    .copied()
                    .take(MAX_FINGERPRINTS)
                    .collect();
                let missing: Vec<Pick> = known
                    .iter()
                    .filter(|(print, _)| !have.contains(print))
                    .map(|(_, hash)| Pick::Chunk(*hash))
                    .collect();
                if !lacking.is_empty() {
                    self.answer.add(&Message::Lack(Lack {
                        scope: *scope,
                        log: *log,
                        key: *key,
                        lacking,
                    }))?;
                }
                self.give_picks(*scope, *log, missing)
            }
            // Another scope's log: as if it were empty.
            Want::Sums { .. } | Want::Bucket { .. } => Ok(()),
        }
    }

    fn give_picks(&mut self, scope: Scope, log: Log, picks: Vec<Pick>) -> Result<(), StoreError> {
        for pick in picks {
            // What does not fit is asked for again: nothing here moves a cursor.
            if self.answer.len() >= MAX_ANSWER {
                return Ok(());
            }
            let found = within(&*self.store.storage, |tx| {
                log::pick(tx, scope, log, &pick, log::MAX_ROWS)
            })?;
            let mut rest = &found[..];
            while !rest.is_empty() {
                let count = self.answer.add_entries(scope, log, rest, None)?;
                rest = rest.get(count..).unwrap_or_default();
            }
        }
        Ok(())
    }

    fn end(&mut self, peer: &Peer, more: bool, stable: Vec<Stable>) -> Result<(), StoreError> {
        let directory = within(&*self.store.storage, super::directory::version)?;
        let (kind, mut payload) = Message::End(End {
            more,
            retry_after: 0,
            server_time: u64::try_from(self.now).unwrap_or_default(),
            directory_pack_version: directory,
            token: peer.token,
            replica: peer.renamed.then_some(peer.replica),
            dicts: dictionary::KNOWN.to_vec(),
            stable,
            seal: Seal::EMPTY,
        })
        .encode();
        let frames = self.answer.transcript.hash();
        seal(
            &mut payload,
            Bound::answer(peer.device, peer.counter, frames),
            &self.store.key,
        );
        frame::write(&mut self.answer.bytes, kind, &payload, NONE, LEVEL)
            .ok_or(StoreError::Corrupt("an End longer than a frame"))
    }
}

/// What became of the changes of one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Verdicts {
    pub accepted: u64,
    pub duplicates: u64,
    pub held: u64,
    pub refused: u64,
}

impl Verdicts {
    pub fn join(&mut self, other: Self) {
        self.accepted += other.accepted;
        self.duplicates += other.duplicates;
        self.held += other.held;
        self.refused += other.refused;
    }

    fn add(&mut self, verdicts: &[Verdict]) {
        for verdict in verdicts {
            match verdict {
                Verdict::Ok { .. } | Verdict::Late => self.accepted += 1,
                Verdict::Dup { .. } => self.duplicates += 1,
                Verdict::Held { .. } | Verdict::Quota => self.held += 1,
                Verdict::Fork | Verdict::Poison { .. } | Verdict::Gone => self.refused += 1,
            }
        }
    }
}

/// What a courier's answer still has to say.
pub(super) struct Rest {
    peer: Peer,
    hashes: VecDeque<Hash32>,
    cursors: VecDeque<Cursor>,
    /// Of the first of `cursors`, once its turn has come.
    head: Option<log::Head>,
    stable: Vec<Stable>,
}

const LEVEL: i32 = dictionary::LEVEL_QUICK;
const MIN_FRAME: usize = 1024;
const MAX_FRAME: usize = 16 * 1024;
const MIN_ANSWER: usize = 2 * 1024;
const MAX_ANSWER: usize = 1024 * 1024;
/// What a courier's answer is taken out in.
const PORTION: usize = 16 * 1024;
/// Push frames of one request.
const MAX_PUSHES: u64 = 512;
const MAX_WANTS: usize = 64;
/// What changes shrink to with the dictionary, roughly.
const USUAL_RATIO: usize = 4;
/// Raw bytes in one frame, well below its limit after decompression.
const MAX_RAW: usize = 700 * 1024;
const MAX_FRAME_ITEMS: usize = 1_000;
/// No item of the protocol; every workstation keeps such a one out of the way.
const UNFIT: u8 = u8::MAX;

#[derive(Default)]
struct Answer {
    bytes: Vec<u8>,
    transcript: Transcript,
    dict: DictId,
    frame_bytes: usize,
}

impl Answer {
    fn new(dict: DictId, frame_bytes: usize) -> Self {
        Self {
            bytes: frame::MAGIC.to_vec(),
            transcript: Transcript::default(),
            dict,
            frame_bytes,
        }
    }

    fn len(&self) -> usize {
        self.bytes.len()
    }

    fn add(&mut self, message: &Message) -> Result<(), StoreError> {
        if self.try_add(message) {
            Ok(())
        } else {
            Err(StoreError::Corrupt("a message longer than a frame"))
        }
    }

    fn try_add(&mut self, message: &Message) -> bool {
        let (kind, payload) = message.encode();
        let written = [LEVEL, dictionary::LEVEL_SMALL]
            .into_iter()
            .any(|level| frame::write(&mut self.bytes, kind, &payload, self.dict, level).is_some());
        if written {
            self.transcript.add(kind, &payload);
        }
        written
    }

    /// Adds one frame with as many entries from the front as it should carry, and says how many.
    fn add_entries(
        &mut self,
        scope: Scope,
        log: Log,
        entries: &[Entry],
        cursor: Option<Cursor>,
    ) -> Result<usize, StoreError> {
        let mut count = estimate(entries, self.frame_bytes);
        while let Some(last) = count.checked_sub(1).and_then(|last| entries.get(last)) {
            let next = cursor.map(|cursor| Cursor {
                seq: last.item.seq,
                chain: last.chain,
                ..cursor
            });
            let items: Vec<Item> = entries.iter().take(count).map(|e| e.item.clone()).collect();
            let of = |items| {
                Message::Entries(Entries {
                    scope,
                    log,
                    items,
                    next,
                })
            };
            // One that does not fit must not stand in the way of all that follow: its number and hash go.
            let named = (count == 1).then(|| items.iter().map(unfit).collect());
            if self.try_add(&of(items)) {
                return Ok(count);
            }
            if let Some(named) = named {
                ::log::error!("store: a chunk longer than a frame");
                return self.add(&of(named)).map(|()| count);
            }
            count /= 2;
        }
        Err(StoreError::Corrupt("no entries to add"))
    }
}

/// An item in its place that says no more than what it counts for.
fn unfit(item: &Item) -> Item {
    Item {
        seq: item.seq,
        what: What::Unknown {
            tag: UNFIT,
            hash: counts_for(&item.what),
        },
    }
}

/// Whether the store could hand this chunk on, alone, to a workstation that knows no dictionary.
pub(super) fn can_travel(chunk: &Chunk) -> bool {
    if chunk.bytes.len() <= MAX_FRAME {
        return true;
    }
    let (scope, log) = (Scope::default(), Log::of(chunk.kind));
    let seq = u64::MAX;
    let (kind, payload) = Message::Entries(Entries {
        scope,
        log,
        items: vec![Item {
            seq,
            what: What::Change(chunk.clone()),
        }],
        next: Some(Cursor {
            scope,
            log,
            epoch: [0; 8],
            seq,
            chain: [0; 16],
        }),
    })
    .encode();
    frame::write(&mut Vec::new(), kind, &payload, NONE, LEVEL).is_some()
}

fn estimate(entries: &[Entry], frame_bytes: usize) -> usize {
    let mut raw = 0;
    for (at, entry) in entries.iter().enumerate() {
        raw += match &entry.item.what {
            What::Change(chunk) => chunk.bytes.len(),
            What::Notice(bytes) => bytes.len() * USUAL_RATIO,
            What::Own { .. }
            | What::Grant(_)
            | What::Revoke(_)
            | What::Elsewhere { .. }
            | What::Unknown { .. } => 40 * USUAL_RATIO,
        };
        if at > 0 && (raw / USUAL_RATIO > frame_bytes || raw > MAX_RAW || at >= MAX_FRAME_ITEMS) {
            return at;
        }
    }
    entries.len()
}

fn clamp(wish: u64, low: usize, high: usize) -> usize {
    usize::try_from(wish).unwrap_or(high).clamp(low, high)
}
