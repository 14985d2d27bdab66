//! A workstation as its user has it: the program `feldsher` over a folder.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

use super::proxy::Fate;

pub struct Station {
    name: String,
    folder: tempfile::TempDir,
    /// Visits whose signing was acknowledged: the complaint of each stands in no other.
    pub signed: Vec<String>,
}

/// What `sync --once` said.
#[derive(Debug)]
pub struct Exchange {
    pub complete: bool,
    pub waiting: u64,
    pub accepted: u64,
    pub refused: u64,
    pub fault: String,
    /// To the person at the terminal.
    pub told: String,
}

impl Station {
    pub fn set_up(name: &str) -> Self {
        let station = Self {
            name: name.to_owned(),
            folder: tempfile::tempdir().unwrap(),
            signed: Vec::new(),
        };
        let person = format!("Үлгі {name}");
        let house = ["--clinic", "Үлгі", "--country", "kz", "--lang", "ru"];
        let who = ["--name", &person, "--role", "doctor", "--user", "doctor"];
        station.good(&[&["setup"], &house[..], &who[..]].concat(), "");
        station
    }

    pub fn run(&self, arguments: &[&str], given: &str) -> Output {
        let mut child = Command::new(env!("CARGO_BIN_EXE_feldsher"))
            .args(arguments)
            .arg("--data")
            .arg(self.folder.path().join("data"))
            .env("FELDSHER_PASSWORD", "three words kept")
            .env("LC_ALL", "en_US.UTF-8")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A command that reads nothing closes the pipe.
        child.stdin.take().unwrap().write_all(given.as_bytes()).ok();
        child.wait_with_output().unwrap()
    }

    fn good(&self, arguments: &[&str], given: &str) -> String {
        let output = self.run(arguments, given);
        assert!(output.status.success(), "{}: {output:?}", self.name);
        String::from_utf8(output.stdout).unwrap()
    }

    pub fn enrol(&self, url: &str, code: &str) -> Output {
        self.run(&["enrol", url, code], "")
    }

    pub fn register(&self, given: &str) -> String {
        let person =
            json!({"family": "Үлгібаев", "given": given, "born": "1985-01-02", "sex": "male"});
        let said = self.good(&["register", "--file", "-"], &person.to_string());
        let said: Value = serde_json::from_str(&said).unwrap();
        said["patient"].as_str().unwrap().to_owned()
    }

    /// Signs one visit of each patient.
    pub fn visit(&mut self, patients: &[String], when: &str) {
        let marks: Vec<String> = (0..patients.len())
            .map(|n| format!("{}-{when}-{n}.", self.name))
            .collect();
        let lines = patients.iter().zip(&marks).map(|(patient, mark)| {
            json!({"patient": patient, "answers": {"complaints": mark}}).to_string() + "\n"
        });
        let said = self.good(
            &["visit", "add", "--stream", "--sign"],
            &lines.collect::<String>(),
        );
        assert_eq!(said.lines().count(), patients.len(), "{said}");
        self.signed.extend(marks);
    }

    /// One exchange. Whatever the line does, the answer is whole and true.
    pub fn sync(&self) -> Exchange {
        let output = self.run(&["sync", "--once"], "");
        let text = String::from_utf8(output.stdout.clone()).unwrap();
        let last = text.lines().last().unwrap_or_default();
        let said: Value = serde_json::from_str(last).unwrap_or_else(|_| panic!("{output:?}"));
        let exchange = Exchange {
            complete: said["complete"].as_bool().unwrap(),
            waiting: said["waiting"].as_u64().unwrap(),
            accepted: said["accepted"].as_u64().unwrap(),
            refused: said["refused"].as_u64().unwrap(),
            fault: said["fault"].as_str().unwrap_or_default().to_owned(),
            told: String::from_utf8(output.stderr).unwrap(),
        };
        assert_eq!(
            output.status.code(),
            Some(i32::from(!exchange.complete)),
            "{exchange:?}"
        );
        assert!(!exchange.complete || exchange.waiting == 0, "{exchange:?}");
        assert_eq!(exchange.refused, 0, "{exchange:?}");
        // A bad line is never called a bad store.
        let honest = ["", "sync-line-down", "sync-portal", "sync-busy"];
        assert!(honest.contains(&exchange.fault.as_str()), "{exchange:?}");
        assert_eq!(
            exchange.complete,
            exchange.told.trim().is_empty(),
            "{exchange:?}"
        );
        exchange
    }

    /// The same, and what the person reads fits what befell the line last.
    pub fn sync_after(&self, struck: impl FnOnce() -> Option<Fate>) -> Exchange {
        let exchange = self.sync();
        match struck() {
            Some(Fate::Portal | Fate::Redirect) => {
                assert_eq!(exchange.fault, "sync-portal");
                assert!(exchange.told.contains("sign in"), "{exchange:?}");
            }
            Some(
                fate @ (Fate::RequestCut
                | Fate::AnswerCut
                | Fate::Truncated
                | Fate::Emptied
                | Fate::HalfClosed),
            ) => assert_eq!(exchange.fault, "sync-line-down", "{fate:?}: {exchange:?}"),
            Some(Fate::Whole | Fate::RequestStall | Fate::AnswerStall) | None => {}
        }
        exchange
    }

    pub fn show(&self, patient: &str) -> String {
        self.good(&["show", patient], "")
    }

    pub fn assert_clean(&self) {
        let said: Value = serde_json::from_str(&self.good(&["verify"], "")).unwrap();
        assert_eq!(said["problems"], json!([]), "{}: {said}", self.name);
        assert_eq!(said["signatures_invalid"], 0, "{}: {said}", self.name);
        assert_eq!(said["quarantined"], 0, "{}: {said}", self.name);
    }
}
