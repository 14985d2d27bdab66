//! The desk on a thread of its own, with bounded queues both ways.

use std::io;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use super::api::Job;
use super::desk::Desk;
use super::link::WorkerLink;

/// Jobs that may wait; a face never has more open questions than this.
const JOBS: usize = 64;
/// Events that may wait for the next frame.
const EVENTS: usize = 1_024;
/// How long the desk waits for a job before it looks after the house.
const IDLE: Duration = Duration::from_secs(5);
/// The same while a sync session is on its way.
const SYNCING: Duration = Duration::from_millis(200);
/// The same while other workstations of the house are on the local network: what is written reaches them within seconds.
const BESIDE_OTHERS: Duration = Duration::from_secs(1);
/// The same while open orders wait to be looked at.
const REVIEWING: Duration = Duration::from_millis(10);

/// Starts the worker; it ends when the link is dropped, and the handle tells when it has closed the vault. `wake` is called after each event, so that a sleeping window looks at it.
pub fn start(
    desk: Desk,
    wake: impl Fn() + Send + 'static,
) -> io::Result<(WorkerLink, JoinHandle<()>)> {
    let mut desk = desk.in_background();
    let (jobs, inbox) = sync_channel(JOBS);
    let (outbox, events) = sync_channel(EVENTS);
    let thread = Builder::new().name("worker".to_owned()).spawn(move || {
        let mut send = |event| {
            // A face that is gone has no use for the answer; what was written stays written.
            outbox.send(event).ok();
            wake();
        };
        loop {
            // A job that waits is always taken first: what the desk does by itself, it does in small portions.
            let patience = if desk.is_reviewing() {
                REVIEWING
            } else if desk.is_syncing() {
                SYNCING
            } else if desk.has_neighbours() {
                BESIDE_OTHERS
            } else {
                IDLE
            };
            match inbox.recv_timeout(patience) {
                Ok(Job::Stop) | Err(RecvTimeoutError::Disconnected) => {
                    desk.handle(Job::Stop, &mut send);
                    return;
                }
                Ok(job) => desk.handle(job, &mut send),
                Err(RecvTimeoutError::Timeout) => desk.idle(&mut send),
            }
        }
    })?;
    Ok((WorkerLink { jobs, events }, thread))
}
