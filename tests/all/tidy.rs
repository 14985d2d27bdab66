//! The invariants of the house, held as ordinary tests: they read the sources.
//!
//! A failure here is a question, not a verdict: move the code to its room, or change the table and say why.

mod doors;
mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use sha2::{Digest as _, Sha256};
use source::{Source, paths, root, rust_files, text};

/// Room → what of this crate it may name. A longer path allows just that much of another room.
const IMPORTS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("clinical", &["domain"]),
    ("forms", &["domain"]),
    ("codes", &["domain"]),
    // the type of an instant; the clock itself is an argument
    ("i18n", &["domain", "clock::UnixSecs"]),
    ("record", &["domain"]),
    ("vault", &["domain", "record", "codes", "clock", "paths"]),
    (
        "ops",
        &[
            "domain", "clinical", "forms", "codes", "record", "vault", "clock", "paths",
        ],
    ),
    ("sync", &["domain", "record"]),
    ("store", &["domain", "record", "sync", "clock"]),
    ("print", &["domain", "i18n", "forms", "codes"]),
    ("interop", &["domain", "i18n", "forms", "codes"]),
    // invented registrations are the same plain data that a screen makes
    (
        "demo",
        &[
            "domain",
            "clinical",
            "codes",
            "forms",
            "ops::op::Registration",
        ],
    ),
    (
        "worker",
        &[
            "domain", "clinical", "forms", "codes", "i18n", "record", "vault", "ops", "sync",
            "store", "print", "interop", "demo", "clock", "paths",
        ],
    ),
    // the price of a password is chosen by whoever starts the desk
    (
        "cli",
        &[
            "worker",
            "domain",
            "clinical",
            "forms",
            "i18n",
            "clock",
            "paths",
            "vault::slots::KdfCost",
        ],
    ),
    (
        "ui",
        &[
            "worker", "domain", "clinical", "forms", "codes", "i18n", "clock",
        ],
    ),
    ("clock", &[]),
    ("paths", &[]),
    ("log", &["clock", "paths"]),
    ("lib", &[]),
    // the two programs; they name the library from outside
    (
        "main",
        &[
            "cli",
            "ui",
            "worker",
            "clock",
            "log",
            "paths",
            "vault::slots::KdfCost",
        ],
    ),
    // an operator reads why a file was not taken in
    (
        "bin",
        &["store", "sync::courier", "domain", "clock", "i18n"],
    ),
];

/// A crate of others → the only places that name it. A crate that is not here may be named anywhere but in `domain`.
const HOMES: &[(&str, &[&str])] = &[
    ("automerge", &["src/record/"]),
    ("rusqlite", &["src/vault/", "src/store/sqlite.rs"]),
    ("postgres", &["src/store/", "src/bin/feldsher-store.rs"]),
    ("reqwest", &["src/sync/http.rs"]),
    ("rustls", &["src/sync/http.rs", "src/sync/lan/tls.rs"]),
    ("spake2", &["src/sync/lan/pair.rs"]),
    ("axum", &["src/store/serve.rs", "src/store/watch.rs"]),
    (
        "tokio",
        &[
            "src/store/serve.rs",
            "src/store/watch.rs",
            "src/bin/feldsher-store.rs",
        ],
    ),
    ("egui", &["src/ui/"]),
    ("eframe", &["src/ui/"]),
    ("egui_extras", &["src/ui/"]),
    ("rfd", &["src/ui/"]),
    ("printpdf", &["src/print/"]),
    ("qrcodegen", &["src/print/"]),
    ("regex_lite", &["src/forms/"]),
    ("argon2", &["src/vault/"]),
    (
        "chacha20poly1305",
        &["src/vault/", "src/sync/courier/envelope.rs"],
    ),
    ("x25519_dalek", &["src/sync/courier/envelope.rs"]),
    (
        "hkdf",
        &["src/sync/courier/envelope.rs", "src/sync/lan/pair.rs"],
    ),
    ("region", &["src/vault/"]),
    (
        "zeroize",
        &[
            "src/vault/",
            "src/sync/courier/envelope.rs",
            "src/sync/lan/pair.rs",
        ],
    ),
    ("ciborium", &["src/record/"]),
    ("fluent_bundle", &["src/i18n/"]),
    ("unic_langid", &["src/i18n/"]),
    ("clap", &["src/cli/", "src/main.rs", "src/bin/"]),
    ("rpassword", &["src/cli/"]),
    (
        "getrandom",
        &["src/vault/", "src/store/mod.rs", "src/worker/"],
    ),
];

/// `domain` stays readable for a clinician: plain types that can be written down and compared.
const DOMAIN_CRATES: &[&str] = &["serde", "serde_json", "chrono", "thiserror"];

/// Files that pass 800 lines, each with the reason why it has no second noun.
const LONG_FILES: &[(&str, &str)] = &[
    (
        "tests/all/store.rs",
        "one world, tried on two databases by the same cases",
    ),
    (
        "tests/all/tidy/doors.rs",
        "the tables of all doors with one try at each: apart, a row would lose its try",
    ),
];

/// Words in strings of `ui` that are the same in every language: the program's name, names on keys, the rhesus sign.
const NAMES: &[&str] = &[
    "Feldsher", "Ctrl", "Alt", "Shift", "Tab", "Enter", "Esc", "Rh",
];

/// An example of three scripts in the search field.
const EXAMPLE: &str = "Қасымова Ай · qasim · ქავთარ";

/// Strings of `ui` that are shown before there is a window, on the terminal.
const BEFORE_THE_WINDOW: &str = "src/ui/window.rs";

fn all_sources() -> Vec<Source> {
    let mut all = rust_files("src");
    all.retain(|source| !source.path.ends_with("_tests.rs"));
    all
}

fn hold(wrong: &[String], rule: &str) {
    assert!(wrong.is_empty(), "{rule}:\n  {}", wrong.join("\n  "));
}

fn place(source: &Source, at: usize) -> String {
    format!("{}:{}", source.path, source.line_of(at))
}

#[test]
fn rooms_import_what_the_table_allows() {
    let table: BTreeMap<&str, &[&str]> = IMPORTS.iter().copied().collect();
    let mut wrong = Vec::new();
    for source in all_sources() {
        let room = source.room();
        let Some(allowed) = table.get(room) else {
            wrong.push(format!(
                "{}: a room without a row in the table",
                source.path
            ));
            continue;
        };
        let named = paths(&source.code, "crate")
            .into_iter()
            .chain(paths(&source.code, "feldsher"));
        for (at, path) in named {
            let inside = |part: &str| {
                path.strip_prefix(part)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
            };
            if !inside(room) && !allowed.iter().any(|part| inside(part)) {
                wrong.push(format!("{}: {room} names {path}", place(&source, at)));
            }
        }
        wrong.extend(ways_out(&source));
    }
    hold(
        &wrong,
        "rooms may import what the table at the top of tidy.rs says",
    );
}

/// `super::super::…` that leaves the room would pass the table unseen.
fn ways_out(source: &Source) -> Vec<String> {
    let inside = source.path.strip_prefix("src/").unwrap();
    let is_root = inside.ends_with("/mod.rs") || !inside.contains('/');
    let depth = inside.matches('/').count() + usize::from(!is_root);
    let mut wrong = Vec::new();
    let mut at = 0;
    while let Some(found) = source.code[at..].find("super::") {
        let begin = at + found;
        let mut ups = 0;
        let mut rest = &source.code[begin..];
        while let Some(next) = rest.strip_prefix("super::") {
            ups += 1;
            rest = next;
        }
        // A module inside the file is one storey more.
        if ups >= depth && !source.code[..begin].contains("\nmod ") {
            wrong.push(format!("{}: leaves its room", place(source, begin)));
        }
        at = source.code.len() - rest.len();
    }
    wrong
}

/// The programs have every guard of sync: only tests ask for less.
#[test]
fn no_guard_of_sync_is_left_out_by_a_program() {
    const WAY: &str = "left_out_in_a_test";
    const HOME: &str = "src/sync/guards.rs";
    let all = rust_files("src").into_iter().chain(rust_files("benches"));
    let naming: Vec<String> = all
        .filter(|source| source.code.contains(WAY))
        .map(|source| source.path)
        .collect();
    assert_eq!(naming, [HOME]);
}

#[test]
fn every_room_of_the_table_is_needed() {
    let rooms: BTreeSet<String> = all_sources()
        .iter()
        .map(|source| source.room().to_owned())
        .collect();
    // interop comes with the issue on exchange; its row stands already
    let gone: Vec<String> = IMPORTS
        .iter()
        .map(|(room, _)| (*room).to_owned())
        .filter(|room| room != "interop" && !rooms.contains(room))
        .collect();
    hold(&gone, "rows of the table without a room");
}

#[test]
fn crates_of_others_stay_in_their_homes() {
    let mut wrong = Vec::new();
    for source in all_sources() {
        for (name, homes) in HOMES {
            if homes.iter().any(|home| source.path.starts_with(home)) {
                continue;
            }
            wrong.extend(
                names(&source.code, name).map(|at| format!("{}: {name}", place(&source, at))),
            );
        }
    }
    hold(&wrong, "crates named outside their homes");
}

#[test]
fn domain_knows_no_crate_beyond_plain_data() {
    let manifest = text("Cargo.toml");
    let dependencies: Vec<String> = manifest
        .split("\n[dependencies]\n")
        .nth(1)
        .unwrap()
        .split("\n[")
        .next()
        .unwrap()
        .lines()
        .filter_map(|line| line.split_once(" = "))
        .map(|(name, _)| name.replace('-', "_"))
        .collect();
    assert!(dependencies.contains(&"automerge".to_owned()));
    let mut wrong = Vec::new();
    for source in all_sources() {
        if source.room() != "domain" {
            continue;
        }
        for name in &dependencies {
            if !DOMAIN_CRATES.contains(&name.as_str()) {
                wrong.extend(
                    names(&source.code, name).map(|at| format!("{}: {name}", place(&source, at))),
                );
            }
        }
    }
    hold(&wrong, "domain is std, serde, chrono and errors");
}

/// Where `name::` begins a path.
fn names<'c>(code: &'c str, name: &str) -> impl Iterator<Item = usize> + 'c {
    let marker = format!("{name}::");
    code.match_indices(&marker)
        .map(|(at, _)| at)
        .filter(|at| !code[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':'))
        .collect::<Vec<_>>()
        .into_iter()
}

#[test]
fn colours_stand_in_the_theme_alone() {
    let mut wrong = Vec::new();
    for source in all_sources() {
        if source.path.starts_with("src/ui/theme/") {
            continue;
        }
        for marker in ["Color32::", "Rgba::", "hex_color!", "Hsva::"] {
            for (at, _) in source.code.match_indices(marker) {
                let what = &source.code[at + marker.len()..];
                // Neither is a colour: nothing, and "the text's own".
                if !["TRANSPARENT", "PLACEHOLDER"]
                    .iter()
                    .any(|name| what.starts_with(name))
                {
                    wrong.push(place(&source, at));
                }
            }
        }
    }
    hold(&wrong, "colours are tokens of ui/theme");
}

#[test]
fn text_is_typed_through_the_field_alone() {
    let mut wrong = Vec::new();
    for source in all_sources() {
        if !source.path.starts_with("src/ui/") {
            continue;
        }
        if source.path == "src/ui/widgets/field.rs" {
            continue;
        }
        for marker in ["TextEdit", "text_edit_singleline", "text_edit_multiline"] {
            wrong.extend(
                source
                    .code
                    .match_indices(marker)
                    .map(|(at, _)| place(&source, at)),
            );
        }
    }
    hold(
        &wrong,
        "a raw text edit has no undo per record, no label, no error: use widgets::field",
    );
}

#[test]
fn screens_say_nothing_that_is_not_in_a_catalogue() {
    let mut wrong = Vec::new();
    for source in all_sources() {
        if !source.path.starts_with("src/ui/") {
            continue;
        }
        for text in &source.strings {
            let allowed = text.words == EXAMPLE
                || source.path == BEFORE_THE_WINDOW && !is_drawn(&text.before);
            if !allowed && is_prose(&text.words, &text.before) {
                wrong.push(format!("{}:{}: {:?}", source.path, text.line, text.words));
            }
        }
    }
    hold(&wrong, "words for people stand in assets/locales");
}

fn is_drawn(before: &str) -> bool {
    [
        ".label(",
        ".button(",
        ".heading(",
        ".small(",
        ".strong(",
        ".weak(",
        ".monospace(",
        ".on_hover_text(",
        ".on_disabled_hover_text(",
        ".hint_text(",
        ".checkbox(",
        ".link(",
        "RichText::new(",
        "Button::new(",
        "Label::new(",
        "WidgetText::from(",
    ]
    .iter()
    .any(|call| before.ends_with(call))
}

/// Words of a language, as against keys, names of things, and text for whoever reads the log.
fn is_prose(words: &str, before: &str) -> bool {
    let words = words.replace("\\n", " ");
    let mut plain = String::new();
    let mut depth = 0_usize;
    for letter in words.chars() {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 => plain.push(letter),
            _ => {}
        }
    }
    let spoken: Vec<&str> = plain
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty() && !NAMES.contains(word))
        .collect();
    let Some(first) = spoken.first() else {
        return false;
    };
    if is_drawn(before) || spoken.iter().any(|word| !word.is_ascii()) {
        return true;
    }
    let for_programmers = [
        "must_use =",
        "reason =",
        "#[error(",
        ".expect(",
        "error!(",
        "warn!(",
        "info!(",
        "debug!(",
        "panic!(",
        "unreachable!(",
        "#[deprecated(",
        "include_bytes!(",
        "include_str!(",
    ]
    .iter()
    .any(|mark| before.ends_with(mark))
        || before.contains("assert!(");
    let begins_large = first.starts_with(|c: char| c.is_ascii_uppercase())
        && plain.chars().any(|c| c.is_ascii_lowercase());
    let is_sentence = plain.trim().contains(' ') && spoken.concat().len() > 3;
    !for_programmers && (begins_large && first.len() > 1 || is_sentence)
}

#[test]
fn prose_is_told_from_keys() {
    for (words, before, expected) in [
        ("Save", "tr(", true),
        ("not saved yet", "let x =", true),
        ("ok", "ui.label(", true),
        ("сақтау", "", true),
        ("ui-command-help", "cx.tr(", false),
        ("{name}: {value}", "format!(", false),
        ("call show", "#[must_use =", false),
        ("F2", "", false),
        ("Feldsher\\n{clinic}", "format!(", false),
    ] {
        assert_eq!(is_prose(words, before), expected, "{words}");
    }
}

#[test]
fn nothing_unfinished_is_left() {
    let mut wrong = Vec::new();
    for folder in ["src", "tests", "assets"] {
        for source in rust_files(folder) {
            for marker in [
                "todo!",
                "unimplemented!",
                "dbg!",
                "#[ignore",
                "#[allow(",
                "#![allow(",
            ] {
                wrong.extend(
                    source
                        .code
                        .match_indices(marker)
                        .map(|(at, _)| format!("{}: {marker}", place(&source, at))),
                );
            }
        }
    }
    hold(
        &wrong,
        "unfinished work, or a lint silenced without a reason (use expect)",
    );
}

#[test]
fn files_are_short_and_say_what_they_are_for() {
    let mut wrong = Vec::new();
    let mut lengths = Vec::new();
    for folder in ["src", "tests"] {
        for source in rust_files(folder) {
            let listed = LONG_FILES.iter().any(|(path, _)| *path == source.path);
            if (source.lines > 800) != listed {
                wrong.push(format!(
                    "{}: {} lines: look for the second noun inside it, or strike it from the list",
                    source.path, source.lines
                ));
            }
            if folder == "src" {
                lengths.push((source.lines, source.path.clone()));
                // Unit tests of a long file stand beside it and need no words of their own.
                if !source.first_line.starts_with("//!") && !source.path.ends_with("_tests.rs") {
                    wrong.push(format!("{}: opens without //!", source.path));
                }
            }
        }
    }
    lengths.sort();
    println!(
        "{} files, half within {} lines, nine in ten within {}; the longest:",
        lengths.len(),
        lengths[lengths.len() / 2].0,
        lengths[lengths.len() * 9 / 10].0
    );
    for (lines, path) in lengths.iter().rev().take_while(|(lines, _)| *lines > 600) {
        println!("{lines:5} {path}");
    }
    hold(&wrong, "length and opening of files");
}

#[test]
fn every_area_of_words_has_five_languages() {
    let areas = |language: &str| -> BTreeSet<String> {
        fs::read_dir(root().join("assets/locales").join(language))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect()
    };
    let english = areas("en");
    assert!(english.contains("ui.ftl"));
    for language in ["kk", "ru", "uz", "ka"] {
        assert_eq!(areas(language), english, "{language}");
    }
    assert_eq!(
        fs::read_dir(root().join("assets/locales")).unwrap().count(),
        5
    );
}

/// What was released stays as it is; a change is the next number. (`released.sha256`: what `sha256sum` prints.)
#[test]
fn migrations_are_never_edited() {
    let mut held = 0;
    for folder in ["vault", "store-sqlite", "store-postgres"] {
        let here = root().join("migrations").join(folder);
        let mut files: Vec<String> = fs::read_dir(&here)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.ends_with(".sql"))
            .collect();
        files.sort();
        for (index, name) in files.iter().enumerate() {
            let number = name.split('_').next().unwrap().parse();
            assert_eq!(
                number,
                Ok(index + 1),
                "{folder}/{name}: numbers have no gap"
            );
        }
        let list = text(&format!("migrations/{folder}/released.sha256"));
        for line in list.lines().filter(|line| !line.starts_with('#')) {
            let (sum, name) = line.split_once("  ").unwrap();
            let bytes = fs::read(here.join(name)).unwrap();
            let now: String = Sha256::digest(&bytes)
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect();
            assert_eq!(
                now, sum,
                "{folder}/{name} was released: add the next number instead"
            );
            held += 1;
        }
    }
    assert!(held > 0, "no migration is held");
}
