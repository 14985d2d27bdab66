//! Sends the days of all workstations, as many requests at once as asked for, and reads back what the store then has.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

use super::workstation::Workstation;
use super::{Load, LoadError, Resident, memory};
use crate::record;
use crate::sync::cursor::Cursor;
use crate::sync::frame::FrameReader;
use crate::sync::http::HttpLine;
use crate::sync::message::{Message, What};
use crate::sync::port::{Transport as _, TransportError};

/// Tries of one request before the load gives up.
const TRIES: u32 = 20;
/// Wait after a broken line.
const PAUSE: Duration = Duration::from_millis(200);
/// The longest that a store's wish to wait is followed at once.
const LONGEST: u64 = 30;

/// What playing showed.
#[derive(Debug, Clone, Default)]
pub struct Played {
    pub took: Duration,
    pub times: Vec<Duration>,
    pub requests: u64,
    pub asked_to_wait: u64,
    pub sent_again: u64,
}

impl Played {
    fn join(&mut self, other: Self) {
        self.times.extend(other.times);
        self.requests += other.requests;
        self.asked_to_wait += other.asked_to_wait;
        self.sent_again += other.sent_again;
    }
}

/// Every workstation sends its frames in their order, one after the other's answer.
pub fn play(days: &mut [Workstation], load: &Load) -> Result<Played, LoadError> {
    let began = Instant::now();
    let mut played = each(days, load, |day, line, played| {
        for no in 0..day.bodies.len() {
            let body = day.bodies.get(no).cloned().ok_or(LoadError::Answer)?;
            sent(day, line, played, body, |day| day.request(no))?;
        }
        Ok(())
    })?;
    played.took = began.elapsed();
    Ok(played)
}

/// Follows every house's logs from their beginning. Answers how many changes were named.
pub fn read_back(days: &mut [Workstation], load: &Load) -> Result<usize, LoadError> {
    each(days, load, |day, line, played| {
        let mut cursors = day.start();
        loop {
            let body = day.ask(cursors.clone())?;
            let asked = cursors.clone();
            let answer = sent(day, line, played, body, |day| day.ask(asked.clone()))?;
            if !take_in(day, &answer, &mut cursors)? {
                return Ok(());
            }
        }
    })?;
    Ok(days.iter().map(|day| day.named.len()).sum())
}

/// True: there is more.
fn take_in(
    day: &mut Workstation,
    answer: &[u8],
    cursors: &mut [Cursor],
) -> Result<bool, LoadError> {
    let mut reader = FrameReader::default();
    reader.push(answer);
    let mut more = None;
    while let Ok(Some(frame)) = reader.next_frame() {
        match Message::decode(&frame).map_err(|_codec| LoadError::Answer)? {
            Message::Entries(entries) => {
                for item in &entries.items {
                    let hash = match &item.what {
                        What::Own { hash, .. } => *hash,
                        What::Change(chunk) => record::hash(&chunk.bytes),
                        What::Grant(_)
                        | What::Revoke(_)
                        | What::Elsewhere { .. }
                        | What::Notice(_)
                        | What::Unknown { .. } => continue,
                    };
                    if day.hashes.contains(&hash) {
                        day.named.insert(hash);
                    }
                }
                for cursor in cursors.iter_mut() {
                    let next = entries.next.filter(|_| cursor.log == entries.log);
                    *cursor = next.unwrap_or(*cursor);
                }
            }
            Message::End(end) => more = Some(end.more),
            Message::Hello(_)
            | Message::Push(_)
            | Message::Want(_)
            | Message::Ack(_)
            | Message::Reset(_)
            | Message::Digest(_)
            | Message::Sums(_)
            | Message::Lack(_)
            | Message::Named(_)
            | Message::Unknown(_) => {}
        }
    }
    more.ok_or(LoadError::Answer)
}

/// Spreads the workstations over threads with a line each.
fn each(
    days: &mut [Workstation],
    load: &Load,
    work: impl Fn(&mut Workstation, &mut HttpLine, &mut Played) -> Result<(), LoadError> + Sync,
) -> Result<Played, LoadError> {
    let queue: Mutex<VecDeque<&mut Workstation>> = Mutex::new(days.iter_mut().collect());
    let next = || {
        queue
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop_front()
    };
    let (next, work) = (&next, &work);
    std::thread::scope(|scope| {
        let mut threads = Vec::new();
        for _ in 0..load.at_once {
            let one = move || -> Result<Played, LoadError> {
                let mut line = HttpLine::new(&load.url)?;
                let mut played = Played::default();
                while let Some(day) = next() {
                    work(day, &mut line, &mut played)?;
                }
                Ok(played)
            };
            threads.push(
                Builder::new()
                    .name("load".to_owned())
                    .spawn_scoped(scope, one)?,
            );
        }
        let mut all = Played::default();
        for thread in threads {
            let played = thread.join().map_err(|_panic| LoadError::Answer)?;
            all.join(played?);
        }
        Ok(all)
    })
}

/// One request to its answer. A store that asks for patience gets it; a request whose line broke goes out again under another number.
fn sent(
    day: &mut Workstation,
    line: &mut HttpLine,
    played: &mut Played,
    mut body: Vec<u8>,
    again: impl Fn(&mut Workstation) -> Result<Vec<u8>, LoadError>,
) -> Result<Vec<u8>, LoadError> {
    let mut tries = 0;
    loop {
        tries += 1;
        played.requests += 1;
        let began = Instant::now();
        let mut answer = Vec::new();
        let outcome = line.exchange(&body, &mut |bytes| {
            answer.extend_from_slice(bytes);
            true
        });
        let error = match outcome {
            Ok(()) => {
                played.times.push(began.elapsed());
                return Ok(answer);
            }
            Err(error) if tries >= TRIES || error.is_permanent() => return Err(error.into()),
            Err(error) => error,
        };
        match &error {
            TransportError::Refused(refusal) if refusal.retry_after.is_some() => {
                played.asked_to_wait += 1;
                let secs = refusal.retry_after.unwrap_or_default().min(LONGEST);
                std::thread::sleep(Duration::from_secs(secs));
            }
            _ => {
                played.sent_again += 1;
                std::thread::sleep(PAUSE);
            }
        }
        body = again(day)?;
    }
}

/// Looks at the memory of a process five times a second, until it is told to end.
pub struct Sampler {
    pid: u32,
    before: u64,
    peak: Arc<AtomicU64>,
    over: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

impl Sampler {
    /// `None`: this system does not tell.
    pub fn begin(pid: u32) -> Result<Option<Self>, LoadError> {
        let Some(before) = memory(pid) else {
            return Ok(None);
        };
        let (peak, over) = (
            Arc::new(AtomicU64::new(before)),
            Arc::new(AtomicBool::new(false)),
        );
        let (seen, end) = (Arc::clone(&peak), Arc::clone(&over));
        let thread = Builder::new().name("memory".to_owned()).spawn(move || {
            while !end.load(Ordering::Relaxed) {
                seen.fetch_max(memory(pid).unwrap_or_default(), Ordering::Relaxed);
                std::thread::sleep(PAUSE);
            }
        })?;
        Ok(Some(Self {
            pid,
            before,
            peak,
            over,
            thread,
        }))
    }

    pub fn end(self) -> Resident {
        self.over.store(true, Ordering::Relaxed);
        // A thread that only read is no loss.
        self.thread.join().ok();
        let after = memory(self.pid).unwrap_or_default();
        Resident {
            before: self.before,
            peak: self.peak.load(Ordering::Relaxed).max(after),
            after,
        }
    }
}
