//! The desk's part in sync: when a session begins, what it brings back, and what the status line says of it.

use std::sync::mpsc::{TryRecvError, sync_channel};
use std::thread::Builder;
use std::time::Duration;

use super::{Desk, Send, said};
use crate::ops::op::OpChanges;
use crate::ops::{House, OpResult};
use crate::worker::SharedHouse;
use crate::worker::api::{Event, Fault, Refusal, SyncView};
use crate::worker::sync_link::{self, SyncLink};

/// What the status line says about the line.
#[derive(Debug, Clone, Default)]
pub(super) struct SyncMemory {
    pub(super) next_at: Option<i64>,
    pub(super) last_fault: Option<Fault>,
    pub(super) attempt: u32,
    /// Bytes of the emergency directory that are here and that are wanted, while it is coming.
    directory_coming: Option<(u64, u64)>,
}

/// Seconds of one session that the emergency directory may take while somebody works here.
const DIRECTORY_TIME: Duration = Duration::from_secs(20);

/// What a sync session brings back.
pub(super) type SyncEnd = (
    SyncLink,
    Result<(crate::sync::client::Report, OpChanges), Fault>,
);

impl Desk {
    pub(super) fn sync_once(&mut self, house: &SharedHouse, send: Send<'_>) {
        // A file and the line would settle the same outbox at once: whoever came first.
        if self.running.is_some() || self.courier.is_some() {
            return;
        }
        let Some(mut link) = self.link.take() else {
            send(Event::Failed {
                ticket: None,
                fault: Fault::new("not-enrolled"),
            });
            return;
        };
        link.directory_time = self.in_background.then_some(DIRECTORY_TIME);
        if !self.in_background {
            let result = link.run(&house.guest());
            self.synced(house, (link, result), send);
            return;
        }
        let (done, running) = sync_channel(1);
        // A guest: closing for the day takes the house and its keys away in the middle of an exchange.
        let guest = house.guest();
        let started = Builder::new().name("sync".to_owned()).spawn(move || {
            let result = link.run(&guest);
            // The desk may have closed for the day meanwhile.
            done.send((link, result)).ok();
        });
        match started {
            Ok(_thread) => {
                self.running = Some(running);
                self.tell_sync(house, send);
            }
            Err(error) => log::warn!("sync: no thread: {error}"),
        }
    }

    /// Takes what a session on its own thread brought back.
    pub(super) fn end_sync(&mut self, house: &SharedHouse, send: Send<'_>) {
        let Some(running) = &self.running else { return };
        match running.try_recv() {
            Ok(end) => {
                self.running = None;
                self.synced(house, end, send);
            }
            Err(TryRecvError::Empty) => {}
            Err(TryRecvError::Disconnected) => {
                // The thread panicked; the log has it. The next try opens a new line.
                self.running = None;
                self.link = SyncLink::open(house).unwrap_or_default();
                self.sync.attempt += 1;
                self.sync.next_at = Some(
                    self.clock
                        .now()
                        .saturating_add(sync_link::wait_secs(self.sync.attempt) as i64),
                );
            }
        }
    }

    fn synced(&mut self, house: &SharedHouse, (link, result): SyncEnd, send: Send<'_>) {
        let (coming, directory_fault) = match &link.directory {
            Ok(fetched) => (fetched.coming, None),
            Err(fault) => (None, Some(fault.clone())),
        };
        self.link = Some(link);
        self.sync.directory_coming = coming;
        let wait = match result {
            Ok((report, changes)) => {
                if changes != OpChanges::default() {
                    self.reviews.more = true;
                    send(Event::Changed(changes));
                }
                self.sync.last_fault = sync_link::report_fault(&report);
                self.sync.attempt = if self.sync.last_fault.is_none() {
                    0
                } else {
                    self.sync.attempt + 1
                };
                if self.sync.attempt == 0 {
                    self.sync.last_fault = directory_fault;
                }
                // The rest of the directory comes at once, after another look for records.
                let at_once = (self.sync.attempt == 0 && coming.is_some()).then_some(1);
                report.retry_after.or(at_once)
            }
            Err(fault) => {
                self.sync.attempt += 1;
                self.sync.last_fault = Some(fault);
                None
            }
        };
        let wait = sync_link::wait_after(wait, self.sync.attempt);
        self.sync.next_at = Some(self.clock.now().saturating_add(wait as i64));
        self.tell_sync(house, send);
    }

    pub(super) fn tell_sync(&self, house: &SharedHouse, send: Send<'_>) {
        match self.sync_view(&house.lock()) {
            Ok(view) => send(Event::Sync(view)),
            Err(error) => send(Event::Failed {
                ticket: None,
                fault: said(error),
            }),
        }
    }

    pub(super) fn sync_view(&self, house: &House) -> OpResult<SyncView> {
        let (counts, refused) = house.delivery()?;
        let left = house.left()?;
        let last_at = house
            .note(sync_link::LAST_AT)?
            .and_then(|b| b.try_into().ok())
            .map(i64::from_be_bytes);
        Ok(SyncView {
            enrolled: sync_link::enrolled(house)?
                .map(|enrolled| format!("{} · {}", enrolled.scope_name, enrolled.url)),
            waiting: counts.waiting,
            accepted: counts.accepted,
            stable: counts.stable,
            left: (left.here, left.gone),
            erased: house.erased()?,
            refused: refused
                .into_iter()
                .map(|r| Refusal {
                    doc: r.doc,
                    kind: r.kind.name().unwrap_or("unknown").to_owned(),
                    reason: r.reason,
                    at: r.at,
                })
                .collect(),
            last_at,
            next_at: self.sync.next_at,
            running: self.running.is_some(),
            last_fault: self.sync.last_fault.clone(),
            lan: Box::new(self.lan.view(house)?),
            directory: house.directory_age()?,
            directory_coming: self.sync.directory_coming,
        })
    }
}
