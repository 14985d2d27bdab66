//! Log sync v1: how the change log travels (`sync.md` §3). Knows nothing of the vault, of windows or of SQL.
//!
//! Start reading at [`message`] (what is said), then [`client`] (the workstation's side as a pure state machine). [`session`]
//! runs it over a [`port::SyncVault`] and a [`port::Transport`]; [`http`] is one transport, and [`courier`] carries the same frames on a
//! stick. The store's side is in
//! `crate::store`. [`frame`] and [`wire`] turn messages into bytes; every length is checked before anything is allocated.
//!
//! Invariants: a chunk is known by its SHA-256, so that any request may arrive twice, late or half; a cursor moves only in the
//! transaction that stores what it covers; nothing is refused because of a clock.

pub mod auth;
pub mod backoff;
pub mod client;
pub mod courier;
pub mod cursor;
pub mod dictionary;
pub mod digest;
pub mod directory;
pub mod enrol;
pub mod event;
pub mod follow;
pub mod frame;
pub mod guards;
pub mod http;
pub mod lan;
pub mod line;
pub mod message;
pub mod notice;
pub mod pack;
pub mod port;
pub mod session;
pub mod tombstone;
pub mod wire;

pub use crate::record::bytes as codec;
