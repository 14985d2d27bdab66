//! The workstation's core as a process of its own, killed without warning again and again: what it called saved is there the next time.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

use feldsher::clock::FixedClock;
use feldsher::domain::ids::{DocId, PatientId};
use feldsher::domain::role::Role;
use feldsher::ops::op::Op;
use feldsher::ops::policy::{Scope, authorize, may};
use feldsher::ops::{House, Setup, SignedIn};
use feldsher::paths::DataFolder;
use feldsher::vault::OsEntropy;
use feldsher::vault::slots::KdfCost;

use super::{number, visit};
use crate::house::{person, setup};
use crate::sync::rig::{Dice, NOW};
use crate::sync_sim::template::Room;

/// Where the killed process works, and who its patient is.
const FOLDER: &str = "FELDSHER_KILLED_FOLDER";
const PATIENT: &str = "FELDSHER_KILLED_PATIENT";
const PASSWORD: &str = "correct horse";
/// Kills in a run of all tests.
const KILLS: u64 = 60;
/// So many lives in one folder, then the record is looked at and another begins.
const OF_ONE_FOLDER: u64 = 50;

fn open(folder: &Path) -> (House, SignedIn) {
    House::unlock(
        &DataFolder::at(folder),
        "doctor",
        PASSWORD,
        Arc::new(FixedClock::at(NOW)),
        Box::new(OsEntropy),
        KdfCost::CHEAPEST,
        &mut |_, _| (),
    )
    .unwrap()
}

/// Writes until it is killed; a line is printed only after the change was called saved.
fn write_on(folder: &Path, patient: PatientId) {
    let (mut house, me) = open(folder);
    let mut out = std::io::stdout();
    let mut draft = None;
    let life = std::process::id();
    for n in 0.. {
        let word = format!("w{life}x{n}");
        let line = match n % 4 {
            0 => {
                let kept = house
                    .save_draft(&me, draft, patient, &visit(&word))
                    .unwrap();
                draft = Some(kept.id);
                format!("typed {} {word}", kept.id)
            }
            1 => {
                let value = serde_json::json!({"title": word, "status": "active"});
                let op = Op::SetFact {
                    seen: None,
                    patient,
                    key: "pr/new".into(),
                    value: value.as_object().unwrap().clone(),
                };
                house.transact(&me, &op).unwrap();
                format!("shown {word}")
            }
            2 => {
                let op = Op::SignNew {
                    patient,
                    content: Box::new(visit(&word)),
                    id: None,
                    confirmed: false,
                };
                house.transact(&me, &op).unwrap();
                format!("shown {word}")
            }
            _ => {
                house.settle_file();
                continue;
            }
        };
        // A line of its own: the runner of the tests writes on the same stream.
        writeln!(out, "\n> {line}").unwrap();
        out.flush().unwrap();
    }
}

/// Words that must be shown, and every draft with what was typed last into it.
#[derive(Default)]
struct Told {
    shown: Vec<String>,
    typed: std::collections::BTreeMap<String, String>,
}

/// One life: it begins, says what it saved, and is killed: nearly always some moments after its first change, sometimes while it opens.
fn one_life(test: &str, folder: &Path, patient: PatientId, dice: &Dice, told: &mut Told) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--test-threads=1", "--nocapture"])
        .env(FOLDER, folder)
        .env(PATIENT, patient.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let out = child.stdout.take().unwrap();
    let (began, first) = channel();
    let reader = std::thread::Builder::new()
        .name("listener".into())
        .spawn(move || heard(out, &began))
        .unwrap();
    if dice.percent(90) {
        // Ends by itself when the child does.
        first.recv_timeout(Duration::from_secs(60)).ok();
        std::thread::sleep(Duration::from_micros(dice.below(60_000) as u64));
    } else {
        std::thread::sleep(Duration::from_millis(dice.below(100) as u64));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    for line in reader.join().unwrap() {
        let words: Vec<&str> = line.split(' ').collect();
        match words.as_slice() {
            ["shown", word] => told.shown.push((*word).to_owned()),
            ["typed", id, word] => {
                told.typed.insert((*id).to_owned(), (*word).to_owned());
            }
            other => panic!("{other:?}"),
        }
    }
}

/// What the child said, line by line; a line without its end was told to nobody.
fn heard(out: ChildStdout, began: &Sender<()>) -> Vec<String> {
    let mut out = BufReader::new(out);
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if out.read_line(&mut line).unwrap() == 0 || !line.ends_with('\n') {
            return lines;
        }
        if let Some(told) = line.trim_end().strip_prefix("> ") {
            lines.push(told.to_owned());
            // Nobody listens after the first.
            began.send(()).ok();
        }
    }
}

#[test]
fn a_workstation_killed_again_and_again_keeps_what_it_called_saved() {
    let test = "power::kills::a_workstation_killed_again_and_again_keeps_what_it_called_saved";
    if let Some(folder) = std::env::var_os(FOLDER) {
        let patient = PatientId::parse(&std::env::var(PATIENT).unwrap()).unwrap();
        return write_on(&PathBuf::from(folder), patient);
    }
    let kills = number("FELDSHER_KILLS", KILLS);
    let dice = Dice::new(number("FELDSHER_POWER_FROM", 0));
    let (mut done, mut shown, mut typed) = (0, 0, 0);
    while done < kills {
        let room = Room::new();
        let folder = DataFolder::at(room.path());
        let setup = Setup {
            password: PASSWORD,
            ..setup("Үлгі", "doctor", Role::Doctor)
        };
        let clock = Arc::new(FixedClock::at(NOW));
        let (mut house, me, _) =
            House::create(&folder, &setup, clock, Box::new(OsEntropy)).unwrap();
        let registered = house.transact(&me, &Op::Register(Box::new(person())));
        let patient = registered.unwrap().written[0];
        drop((house, me));
        let mut told = Told::default();
        for _ in 0..OF_ONE_FOLDER.min(kills - done) {
            one_life(test, room.path(), patient, &dice, &mut told);
            done += 1;
        }
        let (mut house, me) = open(room.path());
        let record = house.show(&me, patient).unwrap();
        for word in &told.shown {
            let times = record.matches(&format!("\"{word}\"")).count();
            assert_eq!(times, 1, "{word} after {done} kills");
        }
        for (id, word) in &told.typed {
            let draft = house.draft(DocId::parse(id).unwrap()).unwrap();
            let draft = draft.unwrap_or_else(|| panic!("the draft {word} is gone"));
            // What was typed when the kill came may stand there already.
            let text = &draft.draft.visit.answers["complaints"];
            let number = |text: &str| text.split_once('x').unwrap().1.parse::<u64>().unwrap();
            assert!(number(text) >= number(word), "{text} for {word}");
        }
        let may = authorize::<may::Verify>(&me.who, Scope::House).unwrap();
        assert_eq!(house.verify(&may).unwrap().problems, Vec::<String>::new());
        shown += told.shown.len();
        typed += told.typed.len();
    }
    eprintln!("{done} kills, {shown} changes and {typed} drafts were called saved");
    assert!(
        shown as u64 > kills / 4 && typed as u64 > kills / 4,
        "{shown} {typed}"
    );
}
