//! Feldsher: the offline-first workstation of rural doctors, feldshers and nurses. This page is the map.
//!
//! # Bird's-eye view
//! Data flows one way:
//!
//! ```text
//! keyboard → ui::Command → worker::Job → ops::Op → change log → projections → worker::Event → ui::Model → screen
//!                                            ↑ ↓
//!                         sync: what other houses wrote, what they have not seen
//! ```
//!
//! The change log in [`vault`] is the truth: a list of Automerge changes that is only added to. Everything that a screen reads (cards,
//! visits, search, conflicts) is projected from it in the same transaction and can be rebuilt at any time. A patient is one small
//! *card* that several people keep up to date, and many *entries* (visit, prescription, referral…) that are signed once and never change.
//! [`record`] knows both as documents; nobody else names Automerge.
//!
//! # Entry points
//! - `main.rs` chooses between window and command line. The window is `ui::window::run`, the command line [`cli::run()`].
//! - Both speak to a [`worker::Desk`], the window through a thread ([`worker::start`]), the command line directly. To see everything
//!   the program can do, read [`worker::Job`]; to see everything that can change the record, [`ops::op::Op`].
//! - `bin/feldsher-store.rs` serves `store`, the reference national store.
//!
//! # Rooms
//! | room | what it is for | may name |
//! |---|---|---|
//! | [`domain`] | words of the clinic as plain types | nothing |
//! | [`clinical`] | order + patient → findings; order + doses → when the next is due; child + calendar → plan; screening and follow-up; a pregnancy → dates, contacts, danger signs; sick child → IMCI classification; growth, bedside calculators | `domain` |
//! | [`forms`] | form files → what is asked, shown, wrong | `domain` |
//! | [`codes`] | ICD-10, look-alike names, the search that ignores script and spelling | `domain` |
//! | [`i18n`] | sentences, numbers, dates, names in five languages | `domain` |
//! | [`record`] | cards and entries as documents; the gate for what comes from outside | `domain` |
//! | [`vault`] | the encrypted database: keys, change log, projections, backup | `domain` `record` `codes` |
//! | [`ops`] | every intent, the policy, the three doors that write | the rooms above, except `i18n` |
//! | [`sync`] | the protocol as a pure state machine, over HTTP or as a file on a stick; between workstations of one house | `domain` `record` |
//! | `store` | the national store on SQLite or PostgreSQL (feature `server`) | `domain` `record` `sync` |
//! | [`print`] | papers: layout, PDF, the way to a printer | `domain` `i18n` `forms` `codes` |
//! | [`interop`] | FHIR R4: International Patient Summary and visits out, foreign summaries in | `domain` `i18n` `forms` `codes` |
//! | [`demo`] | invented patients from a seed | `domain` `clinical` `codes` `forms`, `ops`' plain `Registration` |
//! | [`worker`] | jobs in, events out | everything above |
//! | [`cli`] | the command line | `worker` `domain` `clinical` `forms` `i18n` |
//! | `ui` | the window (feature `desktop`) | `worker` `domain` `clinical` `forms` `codes` `i18n` |
//!
//! [`clock`], [`paths`] and [`log`] are the floor they stand on. The test `tidy` reads the imports and holds this table, and also which
//! crate of others may be named where.
//!
//! # Invariants
//! What is deliberately absent:
//! - **No second way to change the record.** Three doors write: `House::transact` (a user's intent), `House::apply_remote` (what sync
//!   brings) and `House::save_draft` (typing). Each is one transaction with its access-log line and its projections, and says what
//!   changed. (`ops::bulk` is the first door, held open for a whole village of the demo.)
//! - **No read or write without a permission.** It is a value of a type, [`ops::policy::Authorized`], that only the policy table makes.
//!   `tidy::doors` tries every role at every job and intent.
//! - **No deletion and no overwriting of anything clinical.** An error is marked; a correction is a new entry; values written apart both
//!   stand until a clinician settles them. (A house that no longer holds a patient drops its copy once the store has it safely:
//!   [`vault::left`]; what a law takes goes from everybody: [`vault::erased`], `store::erase`.)
//! - **No clock in a decision about data.** Time, randomness and ids are arguments; order is causal.
//! - **No sentence outside the catalogues.** Rooms hand over codes and arguments; words are made in [`i18n`].
//! - **No "safe" out of missing data.** A check answers *outside*, *cannot check* or *within*, in that order.
//! - **No database, file, network or lock in `ui`.** It draws a model and sends commands; an idle window draws no frame.
//! - **No personal data in logs.** Ids and codes only.
//! - **No OpenSSL for the network.** TLS is rustls; SQLCipher's ciphers are its own copy.
//!
//! # When something fails
//! An error is data: an enum that says what failed, whether the record is safe and whether trying again can help
//! (`is_permanent`). The worker turns it into a [`worker::Fault`], the face into a sentence (`error-…` in the catalogues). An error is
//! handled once: returned, or shown and logged.
//!
//! - *A panic inside Automerge* is caught; the change is quarantined and the rest goes on. Programs unwind, never abort.
//! - *A hostile or damaged change* never reaches the log: [`record::check`] looks at every part first.
//! - *Power is lost.* What was acknowledged is on the disk (write-ahead log, `synchronous = FULL`); drafts are at most a second old.
//! - *The disk is full.* The transaction fails whole and the screen says so.
//! - *A newer program was here.* Unknown kinds, keys and versions are kept and passed on untouched; a newer vault is refused with a sentence.
//!   After the update the log is read anew, so that what was only kept is shown ([`vault::rebuild`]).
//!
//! # What runs through every room
//! - **Access log.** Opening and changing a record writes an entry of kind `access`, chained per device, which travels like any other.
//! - **Emergency directory.** The store makes a short passport of every card of the region ([`record::emergency`]), signs them as packs
//!   ([`sync::directory`]); a workstation keeps them in a file of its own ([`vault::directory`]), which is no part of the record, and opens
//!   one with a reason ([`ops::directory`]).
//! - **Help.** Topics of [`i18n::help`] name keys and buttons; the test `help` holds them against the table of commands and the catalogues.
//! - **Neighbours.** Workstations of one house meet on their own network ([`sync::lan`], [`worker::lan`]) and read each other's log; what one
//!   wrote waits in the outbox of the other as well, and goes from there when the one who wrote it does not send it ([`vault::relay`]).
//! - **Open orders.** Every write and every sync marks the cards that it changed; in idle moments the worker asks the dose check about
//!   their open orders again ([`worker::dose::to_review`]), a few cards at a time, and tells what has become dangerous.
//! - **Limits.** Every queue, request, retry and page has one with a name.
//! - **Tests.** Unit tests stand at the foot of a file; `tests/all` is one binary of everything larger; `tests/day.sh` is a working day
//!   with two workstations and a store that are killed in the middle. `tests/all/sync_sim` lives whole histories of workstations, store and
//!   everything that can break between them, one from every seed; [`sync::guards`] lets it leave a guard out. `tests/all/versions.rs` reads what
//!   older programs left behind, `tests/versions.sh` runs them against the present ones; `tests/all/fuzz` damages what outsiders hand us.
//!   `tests/all/line` puts the real programs on lines that cut, stall and lie, as root also at 2 kbit/s.
//!   `tests/all/power` cuts the power between any two writes, fills the disk at every one of them and kills the program again and again.
//!   `tests/all/ui_pictures` brings the window to every screen and dialog: nothing cut, covered, nameless or out of
//!   the way of Tab, and pictures of them under `FELDSHER_SHOTS`; `tests/all/ui_strokes` counts the keys of the commonest tasks.
//!   `.ci/run` is all of it but `versions.sh`.

pub mod cli;
pub mod clinical;
pub mod clock;
pub mod codes;
pub mod demo;
pub mod domain;
pub mod forms;
pub mod i18n;
pub mod interop;
pub mod log;
pub mod ops;
pub mod paths;
pub mod print;
pub mod record;
#[cfg(feature = "server")]
pub mod store;
pub mod sync;
#[cfg(feature = "desktop")]
pub mod ui;
pub mod vault;
pub mod worker;
