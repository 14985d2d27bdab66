//! The two ends of the channel that a face holds.

use std::sync::mpsc::{Receiver, SyncSender};

use super::{Event, Job};

/// What a face holds of a running worker: jobs go in, events come out. Dropping it lets the worker end.
#[derive(Debug)]
pub struct WorkerLink {
    pub jobs: SyncSender<Job>,
    pub events: Receiver<Event>,
}
