//! Threads and queues: [`Job`] in, [`Event`] out. Faces speak only this.
//!
//! Start reading at [`Job`] and [`Event`], then [`Desk`], which does one job after another; [`start`] puts it on its own thread.

pub mod answers;
mod api;
mod beside;
pub mod calculate;
pub mod calls;
mod courier;
mod courier_words;
pub mod day_list;
pub mod demo;
mod desk;
pub mod directory;
pub mod dose;
mod files;
pub mod fill;
pub mod form_paper;
pub mod growth;
pub mod imci;
mod interop;
pub mod kidney;
pub mod lan;
mod link;
mod lists;
pub mod news;
mod paper_of;
mod papers;
pub mod pregnancy;
pub mod pregnant;
pub mod prevention;
pub mod recall;
mod reviews;
mod shared;
pub mod signs;
mod site_forms;
pub mod sync_link;
pub mod sync_port;
mod target;
mod thread;
pub mod vaccination;
mod words;

pub use crate::sync::lan::PORT as LAN_PORT;
pub use api::*;
pub use beside::clinic_lang;
pub use courier_words::courier_words;
pub use desk::Desk;
pub use interop::{foreign_faults, read_foreign};
pub use lan::{LanAsk, LanCode, LanView, NeighbourView};
pub use link::WorkerLink;
pub use papers::save_quick_start;
pub use shared::SharedHouse;
pub use thread::start;
pub use words::fault_words;
