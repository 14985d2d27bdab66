//! The real programs, as an administrator tries them.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

fn program(data: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_feldsher"));
    command
        .args(args)
        .arg("--data")
        .arg(data)
        .env("FELDSHER_PASSWORD", "three words kept")
        .env("FELDSHER_NAME", "Кабинет")
        .env("LC_ALL", "en_US.UTF-8")
        .stdin(Stdio::null())
        .stderr(Stdio::piped());
    command
}

fn lines(data: &Path, args: &[&str]) -> (i32, Vec<Value>, String) {
    let output = program(data, args).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
    let told = String::from_utf8(output.stderr).unwrap();
    (output.status.code().unwrap(), lines.collect(), told)
}

struct Served(Child);

impl Drop for Served {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

#[test]
fn two_programs_pair_and_keep_in_step() {
    let folder = tempfile::tempdir().unwrap();
    let (a, b) = (folder.path().join("a"), folder.path().join("b"));
    for (data, user) in [(&a, "nina"), (&b, "olga")] {
        let (code, ..) = lines(
            data,
            &[
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
                "--user",
                user,
            ],
        );
        assert_eq!(code, 0);
    }
    let person = folder.path().join("person.json");
    std::fs::write(
        &person,
        r#"{"family": "Сынақ", "given": "Айна", "born": "1990-03-09", "sex": "female"}"#,
    )
    .unwrap();
    let person = person.to_str().unwrap();
    let (code, registered, told) = lines(&a, &["register", "--file", person, "--user", "nina"]);
    assert_eq!(code, 0, "{told}");
    let patient = registered[0]["patient"].as_str().unwrap().to_owned();

    let mut serving = program(
        &a,
        &[
            "lan",
            "serve",
            "--port",
            "0",
            "--code",
            "--seconds",
            "120",
            "--user",
            "nina",
        ],
    );
    let mut serving = Served(serving.stdout(Stdio::piped()).spawn().unwrap());
    let mut told = BufReader::new(serving.0.stdout.take().unwrap()).lines();
    let first: Value = serde_json::from_str(&told.next().unwrap().unwrap()).unwrap();
    let address = format!("127.0.0.1:{}", first["port"]);
    let code = first["code"].as_str().unwrap();

    let (status, _, words) = lines(&b, &["lan", "pair", &address, "1", "--user", "olga"]);
    assert_eq!(status, 1);
    assert!(words.contains("eight digits"), "{words}");
    let (status, neighbours, words) = lines(&b, &["lan", "pair", &address, code, "--user", "olga"]);
    assert_eq!(status, 0, "{words}");
    assert_eq!(neighbours[0]["name"], "Кабинет");
    assert_eq!(neighbours[0]["fault"], Value::Null);
    let (status, shown, words) = lines(&b, &["show", &patient, "--user", "olga"]);
    assert_eq!(status, 0, "{words}");
    assert!(shown[0].to_string().contains("Айна"));

    lines(&b, &["register", "--file", person, "--user", "olga"]);
    let (status, ..) = lines(&b, &["lan", "sync", "--user", "olga"]);
    assert_eq!(status, 0);
    drop(serving);
    let (_, found, _) = lines(&a, &["search", "Сынақ", "--user", "nina"]);
    assert_eq!(found.len(), 2, "{found:?}");
    let (status, list, words) = lines(&b, &["lan", "sync", "--user", "olga"]);
    assert_eq!(status, 1);
    assert_eq!(list[0]["fault"], "lan-unreachable");
    assert!(words.contains("No workstation answers"), "{words}");
    let device = list[0]["device"].as_str().unwrap();
    let (status, list, _) = lines(&b, &["lan", "forget", device, "--user", "olga"]);
    assert_eq!((status, list.len()), (0, 0));
    for (data, user) in [(&a, "nina"), (&b, "olga")] {
        let (status, ..) = lines(data, &["verify", "--user", user]);
        assert_eq!(status, 0);
    }
}
