//! Threads and queues: [`Job`] in, [`Event`] out. Faces speak only this.

mod api;

pub use api::*;
