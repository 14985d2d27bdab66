//! One conversation with the worker: asks a job, hands back the answer or the fault.

use std::io::{self, Write as _};

use serde::Serialize;

use crate::domain::lang::Lang;
use crate::i18n;
use crate::worker::{Desk, Event, Fault, Job};

/// Why a command ended badly.
#[derive(Debug)]
pub enum Trouble {
    /// The worker said no, in its own words.
    Fault(Fault),
    /// The call or its input is wrong.
    Usage(String),
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

pub type Outcome<T = ()> = Result<T, Trouble>;

/// The worker as the command line holds it.
pub struct Face {
    pub desk: Desk,
}

impl Face {
    /// Asks, and takes the event that `take` recognises.
    pub fn ask<T>(&mut self, job: Job, mut take: impl FnMut(Event) -> Option<T>) -> Outcome<T> {
        let mut answer = None;
        let mut failed = None;
        self.desk.handle(job, &mut |event| match event {
            Event::Failed { fault, .. } => failed = Some(fault),
            other => {
                let taken = take(other);
                answer = answer.take().or(taken);
            }
        });
        match (failed, answer) {
            (Some(fault), _) => Err(fault.into()),
            (None, Some(answer)) => Ok(answer),
            (None, None) => Err(Trouble::Usage("the worker gave no answer".to_owned())),
        }
    }
}

/// One JSON line on standard output; a reader that went away is no error of ours.
pub fn say(value: &impl Serialize) {
    if let Ok(line) = serde_json::to_string(value) {
        say_line(&line);
    }
}

pub fn say_line(line: &str) {
    let mut out = io::stdout().lock();
    // Flushed at once: a line on standard output is a promise.
    writeln!(out, "{line}").and_then(|()| out.flush()).ok();
}

/// A sentence for a person, on standard error.
pub fn tell(text: &str) {
    writeln!(io::stderr().lock(), "{text}").ok();
}

/// The fault in words: the catalogue's entry, else the bare code.
pub fn words(fault: &Fault) -> String {
    let args: Vec<(&str, &str)> = fault
        .args
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let key = format!("error-{}", fault.code);
    if i18n::has(Lang::En, &key) {
        i18n::tr(Lang::En, &key, &args)
    } else {
        format!("{} {:?}", fault.code, fault.args)
    }
}
