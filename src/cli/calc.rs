//! `feldsher calc`: the bedside calculators. Pure; reads no record.

use std::io::BufRead;

use serde_json::{Map, Value};

use super::face::{say, tell};
use super::lines;
use crate::clinical::calc;

/// One line for each calculator.
pub fn list() {
    for calculator in calc::calculators() {
        say(&calculator.describe());
    }
}

/// Answers every line with calculator `name`; the exit code: 1 if a line was refused, 2 if there is no such calculator.
pub fn run(name: &str, input: impl BufRead) -> u8 {
    if calc::find(name).is_none() {
        tell(&calc::Refusal::NoSuch(name.to_owned()).to_string());
        return 2;
    }
    let clean = lines::each(input, |given: Map<String, Value>| {
        let mut answer = calc::compute(name, &given).map_err(|refusal| refusal.to_string())?;
        if let Some(id) = given.get("id") {
            answer.insert("id".to_owned(), id.clone());
        }
        Ok(answer)
    });
    u8::from(!clean)
}
