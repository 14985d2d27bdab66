//! The command line: a thin face of the same worker and policy as the window. JSON Lines on standard output, sentences for
//! people on standard error. Exit code 0: done, 1: refused or failed, 2: the call was wrong.
//!
//! Start reading at [`Command`], then [`run`](run()). Builds without the window's libraries.

mod args;
mod calc;
mod check;
mod courier;
mod directory;
mod face;
mod forms;
mod formulary;
mod growth;
mod imci;
mod immunise;
mod input;
mod interop;
mod lan;
mod lines;
mod papers;
mod plan;
mod recall;
mod reviews;
mod rules;
mod run;
mod visits;

pub use args::{Cli, Command, RendererName};
pub use face::tell;
pub use run::run;
