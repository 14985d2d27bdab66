//! The command line as a stranger meets it: wrong files, names, ids and folders are answered with what to do, and nothing is made.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

struct Station {
    dir: tempfile::TempDir,
    data: PathBuf,
    lang: &'static str,
}

fn station() -> Station {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    Station {
        dir,
        data,
        lang: "en_US.UTF-8",
    }
}

/// The exit code, standard output line by line, and standard error.
type Said = (i32, Vec<Value>, String);

impl Station {
    fn run(&self, args: &[&str]) -> Said {
        self.feed(args, "")
    }

    fn feed(&self, args: &[&str], input: &str) -> Said {
        let mut child = Command::new(env!("CARGO_BIN_EXE_feldsher"))
            .args(args)
            .args(["--data", self.data.to_str().unwrap()])
            .env("FELDSHER_PASSWORD", "three words kept")
            .env("LC_ALL", self.lang)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A command that refuses before it reads closes the pipe.
        child.stdin.take().unwrap().write_all(input.as_bytes()).ok();
        let Output {
            status,
            stdout,
            stderr,
        } = child.wait_with_output().unwrap();
        let lines = String::from_utf8(stdout).unwrap();
        let lines = lines
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        (
            status.code().unwrap(),
            lines,
            String::from_utf8(stderr).unwrap(),
        )
    }

    fn file(&self, content: &str) -> String {
        let path = self.dir.path().join("input.json");
        std::fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn set_up(&self) {
        let (code, ..) = self.run(&[
            "setup",
            "--clinic",
            "Үлгі",
            "--country",
            "kz",
            "--lang",
            "ru",
            "--name",
            "Сынақ",
            "--role",
            "doctor",
        ]);
        assert_eq!(code, 0);
    }

    fn register(&self) -> String {
        let file = self.file(
            r#"{"family": "Үлгібаев", "given": "Сынақ", "born": "1985-01-02", "sex": "male"}"#,
        );
        let (code, lines, said) = self.run(&["register", "--file", &file]);
        assert_eq!(code, 0, "{said}");
        lines[0]["patient"].as_str().unwrap().to_owned()
    }
}

/// Programs read why in the answer; a person at the terminal is told once, in her language, which lines and what to do.
#[test]
fn refused_lines_are_told_in_the_language_of_the_terminal() {
    let at = Station {
        lang: "uz_UZ.UTF-8",
        ..station()
    };
    let good = r#"{"id":"1","sex":"male","age_days":365,"weight_kg":9.6}"#;
    let (code, lines, said) = at.feed(&["growth"], &format!("{good}\n{{\n{good}\n[\n"));
    assert_eq!((code != 0, lines.len()), (true, 4));
    assert_eq!(lines[1]["line"], 2);
    assert!(said.contains("2-qator"), "{said}");
    let (_, _, said) = at.feed(&["growth"], good);
    assert!(said.is_empty(), "{said}");
}

/// A second clinic in the folder of the first: nothing is touched, and the sentence says what to do.
#[test]
fn a_clinic_is_not_made_where_one_stands() {
    let at = Station {
        lang: "ru_RU.UTF-8",
        ..station()
    };
    at.set_up();
    for args in [
        vec!["demo", "--patients", "3"],
        vec![
            "setup",
            "--clinic",
            "Екі",
            "--country",
            "kz",
            "--lang",
            "kk",
            "--name",
            "Н",
            "--role",
            "doctor",
        ],
    ] {
        let (code, _, said) = at.run(&args);
        assert_eq!(code, 1, "{said}");
        assert!(said.contains("уже есть медпункт"), "{said}");
        assert!(said.contains("другую папку"), "{said}");
    }
}

#[test]
fn somebody_alike_is_registered_and_said() {
    let at = station();
    at.set_up();
    let first = at.register();
    let file =
        at.file(r#"{"family": "Үлгібаев", "given": "Сынақ", "born": "1985-01-02", "sex": "male"}"#);
    let (code, lines, said) = at.run(&["register", "--file", &file]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(lines[0]["alike"][0]["patient"], first.as_str());
    assert_ne!(lines[0]["patient"], first.as_str());
    assert!(said.contains("looks like this person"), "{said}");
}

#[test]
fn a_new_fact_answers_with_its_own_key() {
    let at = station();
    at.set_up();
    let patient = at.register();
    let file = at.file(r#"{"title": "hypertension", "code": "I10", "status": "active"}"#);
    let (code, lines, said) = at.run(&["card", "set", &patient, "pr/new", "--file", &file]);
    assert_eq!(code, 0, "{said}");
    let key = lines[0]["key"].as_str().unwrap();
    assert!(key.starts_with("pr/") && key != "pr/new", "{key}");
    let (code, again, said) = at.run(&["card", "set", &patient, key, "--file", &file]);
    assert_eq!((code, again[0]["key"].as_str()), (0, Some(key)), "{said}");
}

#[test]
fn a_clinic_that_nobody_could_administer_is_not_made() {
    let at = station();
    let setup = |clinic: &str, name: &str, role: &str| {
        at.run(&[
            "setup",
            "--clinic",
            clinic,
            "--country",
            "kz",
            "--lang",
            "ru",
            "--name",
            name,
            "--role",
            role,
        ])
    };
    refused(&setup("Үлгі", "Үлгі", "registrar"), 1, &["manage users"]);
    refused(&setup("Үлгі", "Үлгі", "nurse"), 1, &["manage users"]);
    refused(&setup(" ", "Үлгі", "doctor"), 1, &["need names"]);
    refused(&setup("Үлгі", "", "doctor"), 1, &["need names"]);
    refused(&at.run(&["user", "list"]), 1, &["There is no clinic"]);
}

#[track_caller]
fn refused(said: &Said, code: i32, words: &[&str]) {
    assert_eq!(said.0, code, "{said:?}");
    assert!(said.1.is_empty(), "{said:?}");
    for word in words {
        assert!(said.2.contains(word), "{word} is missing: {}", said.2);
    }
}

#[test]
fn a_wrong_folder_is_not_made_and_the_way_to_a_clinic_is_told() {
    let at = station();
    let id = "0123456789abcdef0123456789abcdef";
    for args in [
        &["search", "айт"][..],
        &["show", id],
        &["verify"],
        &["sync", "--once"],
        &["print", "visit", id, "-o", "out.pdf"],
        &["conflicts"],
        &["register", "--file", "person.json"],
        &["recover", "doctor"],
        &["user", "list"],
    ] {
        refused(
            &at.run(args),
            1,
            &["There is no clinic in", "feldsher setup"],
        );
        assert!(!at.data.exists(), "{args:?}");
    }
    refused(
        &at.run(&["restore", "nowhere.backup"]),
        2,
        &["There is no file nowhere.backup"],
    );
    assert!(!at.data.exists());
}

#[test]
fn what_is_mistyped_is_named_and_nothing_is_written() {
    let mut at = station();
    at.set_up();
    let register = |at: &Station, person: &str| {
        let file = at.file(person);
        at.run(&["register", "--file", &file])
    };
    let known = ["famly", "family, given, patronymic"];
    refused(&register(&at, r#"{"famly": "Ү"}"#), 2, &known);
    let number = r#"{"family": "Ү", "identifiers": [{"kind": "kz-iin", "number": "1"}]}"#;
    refused(
        &register(&at, number),
        2,
        &["number is not known in identifiers[0]", "kind, value"],
    );
    refused(
        &register(&at, r#"{"family": "Ү", "born": "2099-01-01"}"#),
        1,
        &["The birth date has not come yet"],
    );
    refused(
        &at.run(&["register", "--file", "nowhere.json"]),
        2,
        &["There is no file nowhere.json"],
    );
    let (code, lines, said) = at.run(&["search", "Үлгібаев"]);
    assert_eq!((code, lines.len()), (0, 0));
    assert!(said.contains("Nobody was found"), "{said}");

    let patient = at.register();
    let add = |at: &Station, visit: &str| {
        let file = at.file(visit);
        at.run(&["visit", "add", &patient, "--file", &file, "--sign"])
    };
    for (visit, code, words) in [
        (
            r#"{"form": "urn:feldsher:form:kz-1905", "answers": {"complaints": "кашель"}}"#,
            2,
            &["kz-1905 is not known in form", "urn:feldsher:form:kz-056u"][..],
        ),
        (
            r#"{"form": "urn:feldsher:form:kz-056u", "answers": {"called-at": "2026-11-20T10:30", "history": "давно"}}"#,
            2,
            &["history is not known in answers", "called-at"][..],
        ),
        (
            r#"{"form": "urn:feldsher:form:kz-056u", "answers": {"outcome": "home"}}"#,
            1,
            &["Day and time of the call (called-at)"][..],
        ),
        (
            r#"{"answers": {"complaints": "кашель"}, "diagnoses": [{"code": "J06.9", "titel": "ОРВИ"}]}"#,
            2,
            &["titel is not known in diagnoses[0]", "code, title, role"][..],
        ),
        (
            r#"{"answers": {"wieght": "12"}}"#,
            2,
            &["wieght is not known in answers", "weight, height"],
        ),
        (
            r#"{"answers": {"patient-age": "12"}}"#,
            2,
            &["patient-age is not known in answers"],
        ),
        (
            r#"{"answer": {"weight": "12"}}"#,
            2,
            &["answer is not known in visit"],
        ),
        (r#"{"prescriptions": []}"#, 2, &["written in the window"]),
        (
            r#"{"answers": {"weight": "-5"}}"#,
            1,
            &["Weight (weight): The value must be at least 0.3"],
        ),
        ("{}", 1, &["Nothing is written in this visit"]),
        (
            r#"{"answers": {"temp": "41.5"}}"#,
            1,
            &["--confirm-unusual"],
        ),
    ] {
        refused(&add(&at, visit), code, words);
    }
    // Two people are named, and a visit belongs to one.
    for named in [
        "\"00112233445566778899aabbccddeeff\"",
        "\"12\"",
        "12",
        "null",
    ] {
        let visit = format!(r#"{{"patient": {named}, "answers": {{"complaints": "кашель"}}}}"#);
        let words = [named.trim_matches('"'), &patient, "Nothing was saved"];
        refused(&add(&at, &visit), 2, &words);
    }
    let same = format!(r#"{{"patient": "{patient}", "answers": {{"complaints": "кашель"}}}}"#);
    let same = at.file(&same);
    assert_eq!(at.run(&["visit", "add", &patient, "--file", &same]).0, 0);
    refused(
        &add(
            &at,
            r#"{"answers": {"complaints": "кашель"}, "referral": {}}"#,
        ),
        1,
        &["neither where to nor why"],
    );
    let card = at.file(r#"{"titel": "asthma"}"#);
    refused(
        &at.run(&["card", "set", &patient, "pr/new", "--file", &card]),
        1,
        &[
            "titel is not known in pr/",
            "code, title, status, onset, note",
        ],
    );
    refused(
        &at.run(&["card", "set", &patient, "problem", "--file", &card]),
        1,
        &["no place called problem", "pr/new"],
    );
    refused(&at.run(&["show", "12"]), 2, &["12 is no id"]);
    for what in ["visit", "prescription", "referral"] {
        refused(
            &at.run(&["print", what, &patient, "-o", "out.pdf"]),
            2,
            &["is not the id of", "card"],
        );
    }
    refused(
        &at.run(&["print", "discharge", &patient, "-o", "out.pdf"]),
        2,
        &["no signed visit"],
    );
    at.lang = "uz_UZ.UTF-8";
    refused(&add(&at, "{}"), 1, &["Bu tashrifda hech narsa yozilmagan"]);
    // The terminal says nothing of a language: the clinic's.
    at.lang = "C";
    refused(&add(&at, "{}"), 1, &["В этом приёме ничего не записано"]);
}

#[test]
fn a_line_of_a_stream_is_refused_by_itself_and_an_id_means_one_visit() {
    let at = station();
    at.set_up();
    let patient = at.register();
    let id = "00112233445566778899aabbccddeeff";
    let lines = [
        format!(r#"{{"id": "{id}", "answers": {{"complaints": "кашель"}}}}"#),
        format!(r#"{{"id": "{id}", "answers": {{"complaints": "кашель"}}}}"#),
        format!(r#"{{"id": "{id}", "answers": {{"complaints": "зуд"}}}}"#),
        r#"{"answers": {"temp": "41.5"}}"#.to_owned(),
        r#"{"answers": {"temp": "41.5"}, "confirm_unusual": true}"#.to_owned(),
        r#"{"answers": {"temp": "51.5"}, "confirm_unusual": true}"#.to_owned(),
        r#"{"answers": {"temp": "41.5"}, "confirm_unusual": "yes"}"#.to_owned(),
    ];
    let (code, lines, _) = at.feed(
        &["visit", "add", &patient, "--stream", "--sign"],
        &lines.join("\n"),
    );
    assert_eq!(code, 1);
    let answers: Vec<String> = lines
        .iter()
        .map(|line| {
            let signed = if line["already"] == true {
                "already"
            } else {
                "signed"
            };
            line["error"].as_str().unwrap_or(signed).to_owned()
        })
        .collect();
    assert_eq!(
        answers,
        [
            "signed",
            "already",
            "id-differs",
            "visit-unusual",
            "signed",
            "visit-unfit",
            "input"
        ]
    );
    let (_, record, _) = at.run(&["show", &patient]);
    let visits = record[0]["entries"].as_array().unwrap().iter();
    assert_eq!(visits.filter(|entry| entry["kind"] == "visit").count(), 2);
    // What was written without a window has its backup of the day.
    assert_eq!(
        std::fs::read_dir(at.data.join("backups")).unwrap().count(),
        1
    );
    // The folder is told where the old record was kept.
    let backup = at.dir.path().join("stick.backup");
    let backup = backup.to_str().unwrap();
    assert_eq!(at.run(&["backup", backup]).0, 0);
    let (code, lines, said) = at.run(&["restore", backup]);
    assert_eq!(code, 0, "{said}");
    let aside = lines[0]["aside"].as_str().unwrap();
    assert!(said.contains(aside), "{said}");
}

#[test]
fn the_lists_of_the_house_are_lines_for_programs_and_a_paper_for_the_nurse() {
    let station = station();
    let (code, ..) = station.run(&["demo", "--patients", "60", "--seed", "2"]);
    assert_eq!(code, 0);
    let (code, all, said) = station.run(&["recall", "screening", "--state", "due"]);
    assert_eq!(code, 0, "{said}");
    assert!(all.len() > 5, "{said}");
    assert!(said.contains("All together: To call "), "{said}");
    let heart = |line: &Value| {
        let asks = line["asks"].as_array().unwrap();
        asks.iter()
            .any(|ask| ask["part"] == "kz-heart" && ask["state"] == "due")
    };
    let mine = all.iter().filter(|line| heart(line)).count();
    let (code, only, _) = station.run(&[
        "recall",
        "screening",
        "--state",
        "due",
        "--part",
        "kz-heart",
    ]);
    assert_eq!((code, only.len()), (0, mine));
    for kind in ["follow-up", "pregnancy", "vaccination"] {
        let (code, _, said) = station.run(&["recall", kind, "--month", "1"]);
        assert_eq!(code, 0, "{kind}: {said}");
    }
    let paper = station.dir.path().join("list.pdf");
    let (code, lines, said) = station.run(&[
        "recall",
        "follow-up",
        "--lang",
        "kk",
        "-o",
        paper.to_str().unwrap(),
    ]);
    assert_eq!(code, 0, "{said}");
    assert!(lines[0]["paper"].is_string());
    assert!(std::fs::read(&paper).unwrap().starts_with(b"%PDF"));
    let paper = station.dir.path().join("vaccination.pdf");
    let path = paper.to_str().unwrap();
    let (code, _, said) =
        station.run(&["recall", "vaccination", "-o", path, "--user", "registrar"]);
    assert!(code == 1 && !paper.exists(), "{code} {said}");
    let (code, lines, said) = station.run(&["recall", "vaccination", "-o", path]);
    assert_eq!(code, 0, "{said}");
    assert!(lines[0]["paper"].is_string());
    assert!(std::fs::read(&paper).unwrap().starts_with(b"%PDF"));
    let (code, ..) = station.run(&["recall", "vaccination", "--state", "due"]);
    assert_eq!(code, 2);
    let (code, _, said) = station.run(&["recall", "screening", "--part", "kz-luck"]);
    assert!(code == 2 && said.contains("kz-heart"), "{code} {said}");
    let (code, _, said) = station.run(&["recall", "screening", "--user", "registrar"]);
    assert_eq!(code, 1, "{said}");
}

#[test]
fn a_rule_is_signed_listed_checked_with_its_signature_and_withdrawn() {
    const ORDER: &str = r#"{"id": "1", "medicine": "paracetamol", "route": "oral", "weight_kg": 12.4, "weight_date": "2026-11-20", "birth_date": "2024-03-09", "date": "2026-11-21", "sex": "male", "conditions": [], "allergies": [], "current": [], "given": [], "order": {"dose": 180, "unit": "mg", "per_day": 4, "interval_h": 6, "strength": "120 mg/5 mL"}}"#;
    let at = station();
    at.set_up();
    let approved = |at: &Station| {
        let (code, lines, said) = at.feed(&["check"], ORDER);
        assert_eq!(code, 0, "{said}");
        assert_eq!(lines[0]["answer"], "within", "{lines:?}");
        (lines[0]["approved"].clone(), lines[0]["approvals"].clone())
    };
    assert_eq!(
        approved(&at),
        (Value::from(false), Value::from(Vec::<Value>::new()))
    );
    let (code, _, said) = at.run(&["formulary", "sign", "paracetamol-po-chidl"]);
    assert_eq!(code, 2);
    assert!(said.contains("paracetamol-po-chidl"), "{said}");
    let (code, lines, said) = at.run(&[
        "formulary",
        "sign",
        "paracetamol-po-child",
        "--position",
        "head of the point",
    ]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(lines[0]["signed"], "paracetamol-po-child");
    let (is_approved, by) = approved(&at);
    assert_eq!(is_approved, true);
    assert_eq!(
        (&by[0]["by"], &by[0]["position"]),
        (&"Сынақ".into(), &"head of the point".into())
    );
    let (_, listed, _) = at.run(&["formulary", "list"]);
    assert_eq!(
        (&listed[0]["rule"], &listed[0]["holds"]),
        (&"paracetamol-po-child".into(), &true.into())
    );
    assert_eq!(listed[0]["hash"], lines[0]["hash"]);
    let (code, ..) = at.run(&["formulary", "withdraw", "paracetamol-po-child"]);
    assert_eq!(code, 0);
    assert_eq!(approved(&at).0, false);
}

/// The names of the fields are fixed: nothing is added where no house is named.
#[test]
fn a_check_without_a_house_answers_as_it_always_did() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_feldsher"))
        .arg("check")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let order = br#"{"id": "1", "medicine": "paracetamol"}"#;
    child.stdin.take().unwrap().write_all(order).unwrap();
    let output = child.wait_with_output().unwrap();
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let names: Vec<&String> = answer.as_object().unwrap().keys().collect();
    assert_eq!(
        names,
        ["amount", "answer", "findings", "id", "rules", "volume_ml"]
    );
}
