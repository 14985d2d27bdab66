//! One conversation with the worker: asks a job, hands back the answer or the fault.

use std::io::{self, Write as _};

use serde::Serialize;

use crate::domain::lang::Lang;
use crate::paths::DataFolder;
use crate::worker::{Desk, Event, Fault, Job, clinic_lang, fault_words};

/// Why a command ended badly.
#[derive(Debug)]
pub enum Trouble {
    /// The worker said no, in its own words.
    Fault(Fault),
    /// The call or its input is wrong, in words of the catalogue.
    Call(Fault),
    /// The same, where a library says what is wrong.
    Usage(String),
}

impl Trouble {
    /// Nothing was asked of the record yet, so it is safe.
    pub fn call(code: &str, args: &[(&str, &str)]) -> Self {
        let told = |fault: Fault, (name, value): &(&str, &str)| fault.with(name, value);
        Self::Call(args.iter().fold(Fault::new(code), told))
    }
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
    pub lang: Lang,
}

impl Face {
    /// What the window does in its idle moments: the day's backup, the disk reserve. A copy that could not be made is told, and the
    /// command was done all the same.
    pub fn keep(&mut self) {
        let lang = self.lang;
        self.desk.keep(&mut |event| {
            if let Event::Failed { fault, .. } = event {
                tell(&words(lang, &fault));
            }
        });
    }

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
pub fn words(lang: Lang, fault: &Fault) -> String {
    fault_words(lang, fault).unwrap_or_else(|| format!("{} {:?}", fault.code, fault.args))
}

/// The language of the terminal where it is one of ours, else the clinic's, else English.
pub fn lang_here(folder: Option<&DataFolder>) -> Lang {
    let of_terminal = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty())
        .and_then(|value| Lang::parse(value.split(['_', '.', '@']).next().unwrap_or_default()));
    of_terminal
        .or_else(|| folder.and_then(clinic_lang))
        .unwrap_or(Lang::En)
}
