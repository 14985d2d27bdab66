//! Feldsher: the offline-first workstation of rural doctors, feldshers and nurses.

pub mod cli;
pub mod clinical;
pub mod clock;
pub mod codes;
pub mod demo;
pub mod domain;
pub mod forms;
pub mod i18n;
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
