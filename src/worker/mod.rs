//! Threads and queues: [`Job`] in, [`Event`] out. Faces speak only this.

mod api;
mod link;

pub use api::*;
pub use link::WorkerLink;
