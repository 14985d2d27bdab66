//! One integration binary: each further binary would link egui again.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on stops with the line that says where"
)]

mod administration;
mod approvals;
mod calc;
mod calls;
mod clinical;
mod codes;
mod command_line;
#[cfg(feature = "server")]
mod courier;
#[cfg(feature = "server")]
mod day_list;
mod day_sync;
mod demo;
mod desk;
#[cfg(feature = "server")]
mod directory;
mod every_paper;
#[cfg(all(feature = "server", unix))]
mod failover;
mod fault_words;
mod fit;
mod form_engine;
mod form_files;
mod form_paper;
mod forms;
#[cfg(feature = "server")]
mod fuzz;
mod growth;
mod guards;
#[cfg(feature = "desktop")]
mod help;
mod house;
mod i18n;
mod imci;
mod immunise;
mod interop;
#[cfg(feature = "server")]
mod lan;
#[cfg(feature = "server")]
mod line;
mod merge_sim;
mod national_forms;
mod news;
mod papers;
mod passport_paper;
#[cfg(all(feature = "server", unix))]
mod power;
mod pregnancy;
mod prevention;
mod print;
#[cfg(feature = "server")]
mod reviews;
#[cfg(feature = "server")]
mod salvage;
mod signing;
mod stay;
#[cfg(feature = "server")]
mod store;
mod store_erase;
mod store_ops;
mod store_watch;
#[cfg(feature = "server")]
mod sync;
#[cfg(feature = "server")]
mod sync_losses;
#[cfg(feature = "server")]
mod sync_sim;
mod tidy;
#[cfg(feature = "desktop")]
mod ui;
#[cfg(feature = "desktop")]
mod ui_card;
#[cfg(feature = "desktop")]
mod ui_day;
#[cfg(feature = "desktop")]
mod ui_help;
#[cfg(feature = "desktop")]
mod ui_pictures;
#[cfg(feature = "desktop")]
mod ui_screens;
#[cfg(feature = "desktop")]
mod ui_strokes;
mod vaccination_paper;
mod vault;
#[cfg(feature = "server")]
mod versions;
