//! What a disk does to a record: power that fails between two writes, room that ends at any write, a program that is killed.
//!
//! [`disk`] is a file system for SQLite that remembers every write in its order. It becomes the default of the whole process, so these tests run
//! in a process of their own: this very binary once more, with the name of the test and [`CHILD`].
//!
//! `FELDSHER_POWER_IMAGES` and `FELDSHER_KILLS` ask for more than a run of all tests has time for, `FELDSHER_POWER_FROM` says the first.

mod cuts;
mod disk;
mod full;
mod kills;

use std::process::Command;

use feldsher::domain::card::Draft;
use feldsher::domain::ids::PatientId;
use feldsher::domain::visit::Visit;
use feldsher::ops::op::{Op, OpChanges};

use crate::house::person;
use crate::sync_sim::machine::Machine;

const CHILD: &str = "FELDSHER_POWER_CHILD";

fn number(name: &str, usual: u64) -> u64 {
    let asked = std::env::var(name).ok();
    asked.map_or(usual, |text| text.parse().unwrap())
}

/// Does the work in a process of its own and hands on what it says.
fn alone(test: &str, work: impl FnOnce()) {
    if std::env::var_os(CHILD).is_some() {
        return work();
    }
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--test-threads=1", "--nocapture"])
        .env(CHILD, "1")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&child.stdout);
    let errors = String::from_utf8_lossy(&child.stderr);
    assert!(child.status.success(), "{said}\n{errors}");
    assert!(said.contains("1 passed"), "{test} was not found: {said}");
    eprint!("{errors}");
}

fn register(machine: &mut Machine, word: &str) -> Result<PatientId, String> {
    let mut registration = person();
    registration.person.name.given = word.to_owned();
    registration.person.identifiers.clear();
    let done = write(machine, &Op::Register(Box::new(registration)))?;
    Ok(done.written[0])
}

fn visit(word: &str) -> Draft {
    let visit = Visit {
        form: "visit".into(),
        form_version: "1.0".into(),
        answers: [("complaints".to_owned(), word.to_owned())].into(),
        ..Visit::default()
    };
    Draft {
        visit,
        ..Draft::default()
    }
}

fn sign(machine: &mut Machine, patient: PatientId, word: &str) -> Result<(), String> {
    let op = Op::SignNew {
        patient,
        content: Box::new(visit(word)),
        id: None,
        confirmed: false,
    };
    write(machine, &op).map(drop)
}

fn fact(machine: &mut Machine, patient: PatientId, word: &str) -> Result<(), String> {
    let value = serde_json::json!({"title": word, "status": "active"});
    let op = Op::SetFact {
        seen: None,
        patient,
        key: "pr/new".into(),
        value: value.as_object().unwrap().clone(),
    };
    write(machine, &op).map(drop)
}

fn write(machine: &mut Machine, op: &Op) -> Result<OpChanges, String> {
    machine.transact(op).map_err(|error| error.to_string())
}

/// How often the word stands in what the workstation shows of the patient.
fn times(machine: &mut Machine, patient: PatientId, word: &str) -> usize {
    let shown = machine.show(patient).unwrap_or_default();
    shown.matches(&format!("\"{word}\"")).count()
}
