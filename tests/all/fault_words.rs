//! Every fault that the worker can say has its sentence in five languages.

use std::collections::BTreeSet;
use std::path::Path;

use feldsher::domain::lang::Lang;
use feldsher::i18n::{self, tr};
use feldsher::ops::OpError;
use feldsher::vault::VaultError;

/// The codes of faults stand in the sources as literals; every one has its sentence in five languages.
#[test]
fn every_fault_has_its_sentence() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut codes = BTreeSet::new();
    for (folder, marks) in [
        ("ops", &["code: \"", "=> \""][..]),
        (
            "worker",
            &["code: \"", "fault(\"", "fault(\n", "Fault::new(\""],
        ),
        ("cli", &["call(\"", "call(\n", "Fault::new(\""]),
    ] {
        let mut files = Vec::new();
        rust_files(&root.join(folder), &mut files);
        for file in files {
            // Only the table of codes has arms that are codes.
            let arms = file.ends_with("error.rs");
            let text = std::fs::read_to_string(&file).unwrap();
            let program = text.split("#[cfg(test)]").next().unwrap();
            for mark in marks.iter().filter(|mark| arms || **mark != "=> \"") {
                for (at, _) in program.match_indices(mark) {
                    let rest = program[at + mark.len()..].trim_start();
                    let rest = rest.strip_prefix('"').unwrap_or(rest);
                    let code: String = rest
                        .chars()
                        .take_while(|c| c.is_ascii_lowercase() || *c == '-')
                        .collect();
                    if rest[code.len()..].starts_with('"') {
                        codes.insert(code);
                    }
                }
            }
        }
    }
    for known in [
        "denied",
        "not-enrolled",
        "sync-line-down",
        "print-failed",
        "withdrawn-record",
    ] {
        assert!(
            codes.contains(known),
            "the search missed {known}: {codes:?}"
        );
    }
    let printer = std::fs::read_to_string(root.join("print/printer.rs")).unwrap();
    let arms = printer
        .lines()
        .filter(|line| line.contains("Self::") && line.contains("=> \""));
    codes.extend(arms.map(|line| format!("print-{}", line.split('"').nth(1).unwrap())));
    assert!(
        codes.contains("print-no-printer") && codes.len() > 28,
        "{codes:?}"
    );
    let vault = [
        VaultError::Busy,
        VaultError::DiskFull,
        VaultError::BadLogin,
        VaultError::WrongKey,
    ];
    codes.extend(vault.map(|error| OpError::from(error).code()));
    for lang in Lang::ALL {
        for code in &codes {
            let key = format!("error-{code}");
            assert!(i18n::has(lang, &key), "{} lacks {key}", lang.code());
            let args = [
                "id", "field", "detail", "tool", "reason", "limit", "key", "role", "action",
                "place", "known", "label", "why", "path", "variable", "kind",
            ]
            .map(|name| (name, "7"));
            let sentence = tr(lang, &key, &args);
            let sentences = sentence.matches(['.', ';']).count();
            // What happened; whether the record is safe; what to do now.
            assert!(sentences >= 3, "{} {key}: {sentence}", lang.code());
        }
    }
}

fn rust_files(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            found.push(path);
        }
    }
}
