//! The workstation's side of log sync v1: a pure state machine, `(state, event) -> (state, actions)`. No clock, no IO, no thread.
//!
//! One session is: `Start`, then requests until outbox, wants and log are exhausted, then `Finished`. The shell carries out every
//! action in order and hands the results back as events before it reads on. One `Client` lives as long as the process, so that
//! what it learned about the line stays.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::auth::{BOOT_SHIFT, Bound, SYNC_PATH, Seal, Transcript, is_sealed_by, seal};
use super::cursor::{Cursor, Epoch, Log, Place, Scope};
use super::dictionary::{self, NONE};
use super::digest::{BucketSum, SetDigest, fingerprint};
use super::follow::{continues, counts_for};
use super::frame::{self, Frame};
use super::guards::{Guard, Guards};
use super::line::Line;
use super::message::{
    Ack, Digest, End, Entries, Hello, Lack, MAX_FINGERPRINTS, MAX_WANTED, Message, PROTO, Reset,
    Stable, Sums, Verdict, Want, What,
};
use super::pack;
use super::port::{Batch, Contact, Identity, Queued, Refusal, Settlement};
use crate::domain::ids::Hash32;
use crate::record;

pub use super::event::{Action, Event, Fault, Outcome, Report};

/// State of the workstation's side.
pub struct Client {
    me: Identity,
    app_version: String,
    request: u64,
    prev_push: Hash32,
    line: Line,
    /// A push was on its way when the line broke: look into the log first, what arrived is acknowledged there.
    unsure: bool,
    stable: Vec<Stable>,
    guards: Guards,
    session: Session,
}

impl Client {
    pub fn new(me: Identity, app_version: &str) -> Self {
        Self {
            me,
            app_version: app_version.to_owned(),
            request: 0,
            prev_push: Hash32::default(),
            line: Line::START,
            unsure: false,
            stable: Vec::new(),
            guards: Guards::ALL,
            session: Session::default(),
        }
    }

    pub fn guarded_by(mut self, guards: Guards) -> Self {
        self.guards = guards;
        self
    }

    pub fn line(&self) -> Line {
        self.line
    }

    pub fn identity(&self) -> &Identity {
        &self.me
    }

    /// One step. The result of every action comes back as an event before the next frame is handed in.
    pub fn step(&mut self, event: Event) -> Vec<Action> {
        match event {
            Event::Start { cursors, lacking } => {
                // Whoever was waited for is still waited for; the rest follows from what the store says now.
                let mut wants = std::mem::take(&mut self.session.asked_docs);
                wants.extend(std::mem::take(&mut self.session.wants));
                wants.retain(|want| matches!(want, Want::Docs(_)));
                self.session = Session {
                    cursors,
                    wants,
                    lacking: lacking.into_iter().collect(),
                    ..Session::default()
                };
                self.next_request()
            }
            Event::Outbox(page) => self.compose(page),
            Event::Frame(frame) => self.on_frame(&frame),
            Event::AnswerEnd { elapsed_ms } => self.on_answer_end(elapsed_ms),
            Event::Cut => self.on_cut(),
            Event::Portal => self.on_portal(),
            Event::Refused(refusal) => self.on_refused(refusal),
            Event::Applied { missing } => {
                self.session.lacking.extend(missing);
                Vec::new()
            }
            Event::LogEnded { went_back } => {
                let session = &mut self.session;
                // A store that goes on promising what its log never shows is not asked for ever.
                if went_back && session.went_back < MAX_REPAIRS {
                    session.went_back += 1;
                    session.position = 0;
                }
                Vec::new()
            }
            Event::LocalDigest { scope, log, set } => self.on_local_digest(scope, log, set),
            Event::LocalSums { scope, log, sums } => self.on_local_sums(scope, log, &sums),
            Event::LocalBucket {
                scope,
                log,
                bucket,
                hashes,
            } => {
                self.ask_bucket(scope, log, bucket, hashes);
                Vec::new()
            }
        }
    }

    /// A number for a request beside the exchange; never used twice.
    pub fn next_counter(&mut self) -> u64 {
        self.request += 1;
        (self.me.boot_no << BOOT_SHIFT) | self.request
    }

    /// Someone waits for this patient: ask for the documents with the next request.
    pub fn want_docs(&mut self, docs: &[crate::domain::ids::DocId]) {
        for part in docs.chunks(MAX_WANTED) {
            self.session.wants.push_front(Want::Docs(part.to_vec()));
        }
    }

    fn next_request(&mut self) -> Vec<Action> {
        if self.session.report.requests >= MAX_REQUESTS {
            return self.finish(Outcome::Busy);
        }
        if self.unsure {
            self.unsure = false;
            return self.compose_request(&[]);
        }
        vec![Action::LoadOutbox {
            position: self.session.position,
            max_bytes: self.line.frame_bytes * RAW_PER_FRAME_BYTE * self.line.push_frames,
        }]
    }

    fn compose(&mut self, page: Vec<Queued>) -> Vec<Action> {
        if page.is_empty()
            && self.session.is_answered
            && !self.session.more
            && self.session.wants.is_empty()
            && self.session.lacking.is_empty()
        {
            return self.finish(Outcome::Done);
        }
        self.compose_request(&page)
    }

    fn compose_request(&mut self, page: &[Queued]) -> Vec<Action> {
        let counter = self.next_counter();
        let dict = dictionary::common(&self.me.store_dicts);
        let session = &mut self.session;
        session.counter = counter;
        session.transcript = Transcript::default();
        session.end = None;
        session.in_flight.clear();
        session.acked.clear();
        session.held.clear();
        session.is_reset = false;
        session.is_given = false;
        session.report.requests += 1;

        let mut body = frame::MAGIC.to_vec();
        let (kind, mut payload) = Message::Hello(Hello {
            proto: PROTO,
            app_version: self.app_version.clone(),
            schema_max: 1,
            dicts: dictionary::KNOWN.to_vec(),
            device: self.me.device,
            replica: self.me.replica,
            token: self.me.token,
            counter,
            cursors: session.cursors.clone(),
            max_answer_bytes: self.line.answer_bytes,
            frame_bytes: self.line.frame_bytes as u64,
            lanes: Vec::new(),
            seal: Seal::EMPTY,
        })
        .encode();
        seal(
            &mut payload,
            Bound::hello(SYNC_PATH, self.me.device, counter),
            &self.me.key,
        );
        // The Hello is never compressed with a dictionary: the store may not know it yet.
        let mut fits = frame::write(&mut body, kind, &payload, NONE, dictionary::LEVEL_SMALL);

        let mut actions = Vec::new();
        let mut refused = Vec::new();
        let chunks: Vec<_> = page.iter().map(|queued| queued.chunk.clone()).collect();
        let mut done = 0;
        while let (Some(rest), Some(queued)) = (chunks.get(done..), page.get(done..)) {
            let Some(first) = queued.first() else { break };
            let no = session.in_flight.len() as u64;
            let bound = Bound::push(SYNC_PATH, self.me.device, counter, no);
            let target = self.line.frame_bytes;
            match pack::push_frame(rest, self.prev_push, no, bound, &self.me.key, dict, target) {
                Some(packed) => {
                    body.extend_from_slice(&packed.bytes);
                    self.prev_push = packed.hash;
                    session
                        .in_flight
                        .push(queued.iter().take(packed.count).map(|q| q.hash).collect());
                    done += packed.count;
                }
                None => {
                    let reason = "too-large-for-a-frame".to_owned();
                    refused.push((first.hash, Settlement::Poison { reason }));
                    session.report.refused += 1;
                    done += 1;
                }
            }
        }
        if let Some(last) = page.last() {
            session.position = last.position;
        }
        for _ in 0..WANTS_PER_REQUEST {
            let Some(want) = session.wants.pop_front() else {
                break;
            };
            if matches!(want, Want::Docs(_)) {
                session.asked_docs.push_back(want.clone());
            }
            fits = fits.and(write_want(&mut body, want));
        }
        session.asked_chunks = session.lacking.iter().take(MAX_ASKED).copied().collect();
        for part in session.asked_chunks.chunks(MAX_WANTED) {
            fits = fits.and(write_want(&mut body, Want::Chunks(part.to_vec())));
        }
        assert!(fits.is_some(), "Hello and Want are bounded below a frame");
        session.report.sent_bytes += body.len() as u64;
        if !refused.is_empty() {
            actions.push(Action::Settle(refused));
        }
        actions.push(Action::Send { body });
        actions
    }

    fn on_frame(&mut self, frame: &Frame) -> Vec<Action> {
        if self.session.is_over() {
            return Vec::new();
        }
        let Ok(message) = Message::decode(frame) else {
            return self.finish(Outcome::Broken(Fault::Message));
        };
        if let Message::End(end) = message {
            return self.on_end(end, &frame.payload);
        }
        self.session.transcript.add(frame.kind, &frame.payload);
        let actions = match message {
            Message::Ack(ack) => self.on_ack(ack),
            Message::Entries(entries) => self.on_entries(entries),
            Message::Reset(reset) => self.on_reset(reset),
            Message::Digest(digest) => self.on_digest(digest),
            Message::Sums(sums) => self.on_sums(sums),
            Message::Lack(lack) => self.on_lack(&lack),
            Message::Named(_) | Message::Unknown(_) => Vec::new(),
            Message::Hello(_) | Message::Push(_) | Message::Want(_) | Message::End(_) => {
                self.finish(Outcome::Broken(Fault::Message))
            }
        };
        self.hold(actions)
    }

    /// Whoever stands on the line could have put a frame into the answer. Chunks prove themselves and are taken at once, so that a
    /// cut costs one frame; what settles our own chunks or takes a log back waits for the seal at the answer's end, and so does
    /// whatever builds upon it.
    fn hold(&mut self, actions: Vec<Action>) -> Vec<Action> {
        let session = &mut self.session;
        let mut now = Vec::new();
        for action in actions {
            match action {
                Action::Settle(_)
                | Action::Reset(_)
                | Action::Requeue(_)
                | Action::LogEnded { .. }
                | Action::LoadDigest { .. } => session.held.push(action),
                Action::Apply(mut batch) if session.is_reset => {
                    batch.is_proven = true;
                    session.held.push(Action::Apply(batch));
                }
                Action::Apply(mut batch) if batch.next.is_none() => {
                    // No chain stands behind what comes out of turn: a chunk is taken at once only if we asked for this very hash. All of it
                    // is judged once more when it is proven: a name that somebody changed puts nothing away.
                    session.held.push(Action::Apply(Batch {
                        is_proven: true,
                        ..batch.clone()
                    }));
                    let asked = &session.asked_chunks;
                    batch.items.retain(|item| {
                        matches!(item.what, What::Change(_))
                            && asked.contains(&counts_for(&item.what))
                    });
                    if !batch.items.is_empty() {
                        now.push(Action::Apply(batch));
                    }
                }
                other => now.push(other),
            }
        }
        now
    }

    fn on_ack(&mut self, ack: Ack) -> Vec<Action> {
        let session = &mut self.session;
        let Some(hashes) = session.in_flight.get(ack.no as usize).cloned() else {
            return self.finish(Outcome::Broken(Fault::Message));
        };
        if hashes.len() != ack.verdicts.len() || !session.acked.insert(ack.no) {
            return self.finish(Outcome::Broken(Fault::Message));
        }
        let report = &mut session.report;
        let mut settled = Vec::with_capacity(hashes.len());
        for (hash, verdict) in hashes.into_iter().zip(ack.verdicts) {
            let settlement = match verdict {
                Verdict::Ok { scope, log, seq } => {
                    report.pushed += 1;
                    Settlement::Accepted(place(&session.cursors, scope, log, seq))
                }
                Verdict::Dup { scope, log, seq } => {
                    report.duplicates += 1;
                    Settlement::Accepted(place(&session.cursors, scope, log, seq))
                }
                Verdict::Late => {
                    report.pushed += 1;
                    Settlement::Accepted(None)
                }
                Verdict::Held { missing } => {
                    report.held += 1;
                    Settlement::Held { missing }
                }
                Verdict::Fork => {
                    report.refused += 1;
                    Settlement::Reauthor
                }
                Verdict::Poison { reason } => {
                    report.refused += 1;
                    Settlement::Poison { reason }
                }
                Verdict::Gone => Settlement::Gone,
                Verdict::Quota => {
                    session.quota = true;
                    continue;
                }
            };
            settled.push((hash, settlement));
        }
        vec![Action::Settle(settled)]
    }

    fn on_entries(&mut self, entries: Entries) -> Vec<Action> {
        let session = &mut self.session;
        let Some(cursor) = session.cursor_mut(entries.scope, entries.log) else {
            session.report.foreign += entries.items.len() as u64;
            return Vec::new();
        };
        let epoch = cursor.epoch;
        if let Some(next) = entries.next {
            if next.seq <= cursor.seq && next.epoch == cursor.epoch {
                return Vec::new();
            }
            if self.guards.has(Guard::Lineage) && !continues(cursor, &entries.items, &next) {
                return self.finish(Outcome::Broken(Fault::Chain));
            }
            *cursor = next;
        }
        session.report.pulled += entries.items.len() as u64;
        let mut own = Vec::new();
        for item in &entries.items {
            match &item.what {
                What::Change(chunk) => {
                    session.is_given |= entries.next.is_none();
                    if !session.lacking.is_empty() {
                        session.lacking.remove(&record::hash(&chunk.bytes));
                    }
                }
                What::Own { hash, .. } => {
                    let place = Place {
                        scope: entries.scope,
                        log: entries.log,
                        epoch,
                        seq: item.seq,
                    };
                    own.push((*hash, Settlement::Accepted(Some(place))));
                }
                // Nobody waits for its bytes any more.
                What::Elsewhere { hash } if entries.next.is_none() => {
                    session.is_given = true;
                    session.lacking.remove(hash);
                }
                What::Grant(_)
                | What::Revoke(_)
                | What::Elsewhere { .. }
                | What::Notice(_)
                | What::Unknown { .. } => {}
            }
        }
        let mut actions = vec![Action::Apply(Batch {
            scope: entries.scope,
            log: entries.log,
            epoch,
            items: entries.items,
            next: entries.next,
            is_proven: false,
        })];
        if !own.is_empty() {
            actions.push(Action::Settle(own));
        }
        actions
    }

    fn on_reset(&mut self, mut reset: Reset) -> Vec<Action> {
        let session = &mut self.session;
        session.resets += 1;
        if session.resets > MAX_RESETS {
            return self.finish(Outcome::Broken(Fault::Message));
        }
        let Some(cursor) = session.cursor_mut(reset.scope, reset.log) else {
            session.report.foreign += 1;
            return Vec::new();
        };
        // A common point beyond what we hold would skip entries.
        if reset.resume.seq > cursor.seq
            || (reset.resume.seq == cursor.seq && reset.resume.chain != cursor.chain)
            || (reset.resume.scope, reset.resume.log) != (reset.scope, reset.log)
        {
            return self.finish(Outcome::Broken(Fault::Chain));
        }
        *cursor = reset.resume;
        session.is_reset = true;
        session.position = 0;
        // What was safe is told anew: the vault forgot it above the fork.
        self.stable
            .retain(|mark| (mark.scope, mark.log) != (reset.scope, reset.log));
        if !self.guards.has(Guard::HandBack) {
            reset.fork_seq = i64::MAX as u64;
        }
        vec![Action::Reset(reset)]
    }

    fn on_digest(&mut self, digest: Digest) -> Vec<Action> {
        let session = &mut self.session;
        // Chunks that we already know to be missing are asked for first.
        if !session.wants.is_empty() {
            return Vec::new();
        }
        match session.cursor_mut(digest.scope, digest.log) {
            Some(cursor) if cursor.seq == digest.seq => {
                session
                    .expected
                    .insert((digest.scope, digest.log), digest.set);
                let (scope, log) = (digest.scope, digest.log);
                vec![
                    Action::LogEnded { scope, log },
                    Action::LoadDigest { scope, log },
                ]
            }
            _ => Vec::new(),
        }
    }

    fn on_local_digest(&mut self, scope: Scope, log: Log, set: SetDigest) -> Vec<Action> {
        let session = &mut self.session;
        if session.expected.remove(&(scope, log)) == Some(set)
            || session.report.repairs >= MAX_REPAIRS
            || !self.guards.has(Guard::DigestRepair)
        {
            return Vec::new();
        }
        session.report.repairs += 1;
        session.wants.push_back(Want::Sums { scope, log });
        vec![Action::RepairBegan { scope, log }]
    }

    fn on_sums(&mut self, sums: Sums) -> Vec<Action> {
        let (scope, log) = (sums.scope, sums.log);
        self.session.their_sums = sums.sums;
        vec![Action::LoadSums { scope, log }]
    }

    fn on_local_sums(&mut self, scope: Scope, log: Log, ours: &[BucketSum]) -> Vec<Action> {
        let theirs = std::mem::take(&mut self.session.their_sums);
        (0..=u8::MAX)
            .filter(|bucket| {
                let at = usize::from(*bucket);
                theirs.get(at) != ours.get(at)
            })
            .map(|bucket| Action::LoadBucket { scope, log, bucket })
            .collect()
    }

    fn ask_bucket(&mut self, scope: Scope, log: Log, bucket: u8, hashes: Vec<Hash32>) {
        let session = &mut self.session;
        let key = (session.counter << 8) | u64::from(bucket);
        let have = hashes
            .iter()
            .take(MAX_FINGERPRINTS)
            .map(|hash| fingerprint(key, *hash))
            .collect();
        session.asked.push((key, hashes));
        session.wants.push_back(Want::Bucket {
            scope,
            log,
            bucket,
            key,
            have,
        });
    }

    fn on_lack(&mut self, lack: &Lack) -> Vec<Action> {
        let session = &mut self.session;
        let lost: Vec<Hash32> = session
            .asked
            .iter()
            .filter(|(key, _)| *key == lack.key)
            .flat_map(|(key, hashes)| hashes.iter().map(move |hash| (*key, *hash)))
            .filter(|(key, hash)| lack.lacking.contains(&fingerprint(*key, *hash)))
            .map(|(_, hash)| hash)
            .collect();
        if lost.is_empty() {
            return Vec::new();
        }
        session.position = 0;
        vec![Action::Requeue(lost)]
    }

    fn on_end(&mut self, end: End, payload: &[u8]) -> Vec<Action> {
        let bound = Bound::answer(
            self.me.device,
            self.session.counter,
            self.session.transcript.hash(),
        );
        if !is_sealed_by(payload, bound, &self.me.store_key) {
            return self.finish(Outcome::Broken(Fault::StoreKey));
        }
        self.me.token = end.token;
        if let Some(replica) = end.replica {
            self.me.replica = replica;
        }
        self.me.store_dicts.clone_from(&end.dicts);
        let mut actions = std::mem::take(&mut self.session.held);
        if self.session.is_reset {
            // A store that forgot that it took a patient from this house lets us hold her again: what was dropped is asked for.
            actions.push(Action::LoadLacking);
        }
        actions.push(Action::Remember(Contact {
            token: end.token,
            replica: end.replica,
            server_time: end.server_time,
            store_dicts: end.dicts.clone(),
        }));
        for mark in &end.stable {
            if !self.stable.contains(mark) {
                self.stable
                    .retain(|old| (old.scope, old.log) != (mark.scope, mark.log));
                self.stable.push(*mark);
                actions.push(Action::MarkStable(*mark));
            }
        }
        self.session.more = end.more;
        self.session.report.directory = end.directory_pack_version;
        self.session.end = Some(end);
        actions
    }

    fn on_answer_end(&mut self, elapsed_ms: u64) -> Vec<Action> {
        if self.session.is_over() {
            return Vec::new();
        }
        let Some(end) = self.session.end.take() else {
            return self.on_cut();
        };
        let push_frames = self.session.in_flight.len() as u64;
        self.line = self.line.faster(elapsed_ms, push_frames);
        self.session.is_answered = true;
        self.session.in_flight.clear();
        self.session.asked_docs.clear();
        if !self.session.is_given {
            // The store has none of them either. The vault remembers, the next session asks again.
            for hash in std::mem::take(&mut self.session.asked_chunks) {
                self.session.lacking.remove(&hash);
            }
        }
        self.session.retried = false;
        if end.retry_after > 0 {
            self.session.report.retry_after = Some(end.retry_after);
        }
        if self.session.quota || (end.retry_after > 0 && end.more) {
            return self.finish(Outcome::Busy);
        }
        // What came may have made us write (a link of two cards, a twin): `compose` ends the session when nothing waits.
        self.next_request()
    }

    fn on_cut(&mut self) -> Vec<Action> {
        if self.session.is_over() {
            return Vec::new();
        }
        self.unsure = !self.session.in_flight.is_empty();
        self.line = self.line.slower();
        self.finish(Outcome::Cut)
    }

    /// Nothing was learnt of the line to the store, nor of what became of a push.
    fn on_portal(&mut self) -> Vec<Action> {
        if self.session.is_over() {
            return Vec::new();
        }
        self.unsure = !self.session.in_flight.is_empty();
        self.finish(Outcome::Portal)
    }

    fn on_refused(&mut self, refusal: Refusal) -> Vec<Action> {
        if self.session.is_over() {
            return Vec::new();
        }
        self.session.report.retry_after = refusal.retry_after;
        while let Some(want) = self.session.asked_docs.pop_back() {
            self.session.wants.push_front(want);
        }
        if !self.session.retried {
            self.session.retried = true;
            // A refusal is not signed: it may cost some numbers, never all of them.
            let raised = refusal
                .counter
                .map(|counter| (counter >> BOOT_SHIFT) + 1)
                .filter(|raised| {
                    (self.me.boot_no + 1..=self.me.boot_no + MAX_BOOT_JUMP).contains(raised)
                });
            if let Some(boot_no) = raised {
                self.me.boot_no = boot_no;
                self.request = 0;
                self.session.position = 0;
                let mut actions = vec![Action::RaiseBoot(self.me.boot_no)];
                actions.extend(self.next_request());
                return actions;
            }
            if refusal.code == "dictionary" {
                self.me.store_dicts.clear();
                self.session.position = 0;
                return self.next_request();
            }
        }
        // What we sent arrived only in part.
        if refusal.status == 408 {
            return self.on_cut();
        }
        // A request that someone doubled on the way is no reason to call for a person.
        if refusal.is_permanent() && refusal.counter.is_none() {
            self.finish(Outcome::Refused { code: refusal.code })
        } else {
            self.finish(Outcome::Busy)
        }
    }

    fn finish(&mut self, outcome: Outcome) -> Vec<Action> {
        self.session.over = true;
        let mut report = std::mem::take(&mut self.session.report);
        report.outcome = outcome;
        vec![Action::Finished(report)]
    }
}

/// A first fill of 26 MB in the smallest answers takes fewer.
const MAX_REQUESTS: u64 = 20_000;
const MAX_RESETS: u32 = 64;
const MAX_REPAIRS: u64 = 4;
/// Starts of the program between a backup and the day it is restored.
const MAX_BOOT_JUMP: u64 = 1 << 16;
const WANTS_PER_REQUEST: usize = 32;
/// Missing chunks named in one request: about what one answer can carry.
const MAX_ASKED: usize = 4 * MAX_WANTED;
const RAW_PER_FRAME_BYTE: usize = 4;

#[derive(Default)]
struct Session {
    cursors: Vec<Cursor>,
    counter: u64,
    /// How far the outbox was sent in this session.
    position: u64,
    /// Hashes of each Push frame of the request that is out.
    in_flight: Vec<Vec<Hash32>>,
    /// Push frames of this request that were answered.
    acked: BTreeSet<u64>,
    /// What the answer asks for, until its seal was found good.
    held: Vec<Action>,
    /// This answer took a log back.
    is_reset: bool,
    wants: VecDeque<Want>,
    /// Went out with the request that is not answered to its end.
    asked_docs: VecDeque<Want>,
    /// Have a place in the store's log and are not here; asked for until they come.
    lacking: BTreeSet<Hash32>,
    asked_chunks: Vec<Hash32>,
    /// This answer brought chunks out of turn.
    is_given: bool,
    /// Bucket lists that were sent, to know what a fingerprint stands for.
    asked: Vec<(u64, Vec<Hash32>)>,
    expected: BTreeMap<(Scope, Log), SetDigest>,
    their_sums: Vec<BucketSum>,
    transcript: Transcript,
    end: Option<End>,
    more: bool,
    quota: bool,
    resets: u32,
    /// How often something went back to the outbox at a log's end.
    went_back: u64,
    /// The request that is out is already a second try after a refusal.
    retried: bool,
    /// Some request of this session was answered to its end: a refusal that only asked for another number is no answer.
    is_answered: bool,
    over: bool,
    report: Report,
}

impl Session {
    fn is_over(&self) -> bool {
        self.over
    }

    fn cursor_mut(&mut self, scope: Scope, log: Log) -> Option<&mut Cursor> {
        self.cursors
            .iter_mut()
            .find(|cursor| (cursor.scope, cursor.log) == (scope, log))
    }
}

#[must_use]
fn write_want(body: &mut Vec<u8>, want: Want) -> Option<()> {
    let (kind, payload) = Message::Want(want).encode();
    frame::write(body, kind, &payload, NONE, dictionary::LEVEL_SMALL)
}

fn epoch_of(cursors: &[Cursor], scope: Scope, log: Log) -> Option<Epoch> {
    cursors
        .iter()
        .find(|cursor| (cursor.scope, cursor.log) == (scope, log))
        .map(|cursor| cursor.epoch)
}

/// `None` for a log that we do not follow.
fn place(cursors: &[Cursor], scope: Scope, log: Log, seq: u64) -> Option<Place> {
    Some(Place {
        scope,
        log,
        epoch: epoch_of(cursors, scope, log)?,
        seq,
    })
}
