//! The desk's part in courier files: one at a time, never beside an exchange over the line, and on a thread of its own where the
//! window must not wait.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::thread::Builder;

use super::{Desk, Send, said};
use crate::ops::op::OpChanges;
use crate::ops::policy::{Scope, authorize, may};
use crate::sync::courier::USUAL_PART;
use crate::worker::SharedHouse;
use crate::worker::api::{CourierNews, Event, Fault};
use crate::worker::courier;
use crate::worker::shared::HouseGuest;
use crate::worker::sync_link::{SyncLink, op_fault};
use crate::worker::target::{Over, target};

/// Which way the stick goes.
#[derive(Debug)]
pub(super) enum Errand {
    Out {
        path: PathBuf,
        max_part: Option<u64>,
    },
    In {
        path: PathBuf,
    },
}

/// What the thread says while it works, and at last.
pub(super) enum Said {
    Records(u64),
    Done(Box<Result<(CourierNews, OpChanges), Fault>>),
}

/// How many words of progress may wait.
const WORDS: usize = 64;
/// The name in a folder that was chosen without one.
const NAME: &str = "feldsher-to-centre.courier";

impl Desk {
    pub(super) fn carry(
        &mut self,
        house: &SharedHouse,
        errand: Errand,
        send: Send<'_>,
    ) -> Result<(), Fault> {
        let me = self.me.as_ref().ok_or_else(|| Fault::new("locked"))?;
        authorize::<may::Courier>(&me.who, Scope::House)
            .map_err(|denied| op_fault(&denied.into()))?;
        if self.courier.is_some() || self.running.is_some() {
            return Err(Fault::new("courier-busy").retry(true));
        }
        courier::is_enrolled(&house.lock())?;
        let (errand, act) = match errand {
            Errand::Out { path, max_part } => {
                let path = courier::in_folder(&path, NAME);
                let path = target(&self.folder, &path, Over::Nothing)?;
                (Errand::Out { path, max_part }, "courier-write")
            }
            Errand::In { path } => (Errand::In { path }, "courier-read"),
        };
        house.lock().log_list(me, act, "exchange").map_err(said)?;
        self.wrote = true;
        // The line of the log waits as well now.
        self.tell_sync(house, send);
        if !self.in_background {
            let done = work(&house.guest(), errand, &mut |records| {
                send(Event::Courier(CourierNews::Running { records }));
            });
            return self.carried(house, done, send);
        }
        let (tell, heard) = sync_channel(WORDS);
        let guest = house.guest();
        let started = Builder::new().name("courier".to_owned()).spawn(move || {
            run(&guest, errand, &tell);
        });
        match started {
            Ok(_thread) => {
                self.courier = Some(heard);
                send(Event::Courier(CourierNews::Running { records: 0 }));
                Ok(())
            }
            Err(error) => {
                log::warn!("courier: no thread: {error}");
                Err(Fault::new("courier-busy").retry(true))
            }
        }
    }

    /// Takes what the thread has said since.
    pub(super) fn hear_courier(&mut self, house: &SharedHouse, send: Send<'_>) {
        while let Some(heard) = &self.courier {
            let done = match heard.try_recv() {
                Ok(Said::Records(records)) => {
                    send(Event::Courier(CourierNews::Running { records }));
                    continue;
                }
                Ok(Said::Done(done)) => *done,
                Err(TryRecvError::Empty) => return,
                // The thread panicked; the log has it, and every step in the vault was a transaction.
                Err(TryRecvError::Disconnected) => {
                    Err(Fault::new("courier-stopped").with("detail", "").retry(true))
                }
            };
            self.courier = None;
            if let Err(fault) = self.carried(house, done, send) {
                send(Event::Courier(CourierNews::Stopped));
                send(Event::Failed {
                    ticket: None,
                    fault,
                });
            }
        }
    }

    fn carried(
        &mut self,
        house: &SharedHouse,
        done: Result<(CourierNews, OpChanges), Fault>,
        send: Send<'_>,
    ) -> Result<(), Fault> {
        let (news, changes) = done?;
        if matches!(news, CourierNews::Read(_)) {
            // What the line's own memory says of marks and names is older now.
            self.link = SyncLink::open(house)?;
        }
        if changes != OpChanges::default() {
            self.reviews.more = true;
            send(Event::Changed(changes));
        }
        send(Event::Courier(news));
        self.tell_sync(house, send);
        Ok(())
    }
}

fn run(guest: &HouseGuest, errand: Errand, tell: &SyncSender<Said>) {
    let done = work(guest, errand, &mut |records| {
        // Progress that nobody has heard yet is overtaken by the next.
        tell.try_send(Said::Records(records)).ok();
    });
    // The desk may have closed for the day meanwhile.
    tell.send(Said::Done(Box::new(done))).ok();
}

fn work(
    guest: &HouseGuest,
    errand: Errand,
    tell: &mut dyn FnMut(u64),
) -> Result<(CourierNews, OpChanges), Fault> {
    match errand {
        Errand::Out { path, max_part } => {
            let max_part = max_part.unwrap_or(USUAL_PART);
            let written = courier::write(guest, &path, max_part, tell)?;
            Ok((CourierNews::Written(written), OpChanges::default()))
        }
        Errand::In { path } => {
            let (read, changes) = courier::read(guest, &path, tell)?;
            Ok((CourierNews::Read(read), changes))
        }
    }
}

pub(super) type Heard = Receiver<Said>;
