//! Saving, printing, opening: what goes to the tools, and what is said when they are not there.

use std::{fs, path::Path};

use feldsher::print::{
    paper::Size,
    printer::{HandOffError, PrintJob, print_with, printers_with, save},
};

fn job(file: &Path) -> PrintJob<'_> {
    PrintJob {
        file,
        printer: Some("Kyocera FS-1040"),
        copies: 2,
        size: Size::A5,
        title: "рецепт 2026-000123",
    }
}

#[test]
fn a_saved_paper_is_whole_or_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("выписка.pdf");
    save(&path, b"first").unwrap();
    save(&path, b"second").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"second");
    let left: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(left, ["выписка.pdf"], "nothing else is left behind");

    let nowhere = folder.path().join("no such folder").join("a.pdf");
    assert!(matches!(save(&nowhere, b"x"), Err(HandOffError::Io(_))));
    let taken = folder.path().join("taken.pdf");
    fs::create_dir(&taken).unwrap();
    assert!(matches!(save(&taken, b"x"), Err(HandOffError::Io(_))));
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        2,
        "a failed save leaves nothing either"
    );
}

#[test]
fn a_missing_tool_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.pdf");
    fs::write(&file, b"%PDF").unwrap();
    let lp = folder.path().join("lp");
    let error = print_with(lp.as_os_str(), &job(&file)).unwrap_err();
    assert!(
        matches!(&error, HandOffError::ToolMissing { tool } if tool.ends_with("lp")),
        "{error:?}"
    );
    assert!(error.is_permanent());
    assert!(matches!(
        printers_with(lp.as_os_str()),
        Err(HandOffError::ToolMissing { .. })
    ));
}

/// A program with the given lines of shell, as `lp` and `lpstat` are on Linux.
#[cfg(unix)]
fn tool(folder: &Path, name: &str, lines: &str) -> std::path::PathBuf {
    use std::os::unix::fs::PermissionsExt as _;
    let path = folder.join(name);
    fs::write(&path, format!("#!/bin/sh\n{lines}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

#[cfg(unix)]
#[test]
fn lp_gets_every_word_as_one_argument() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("-o raw; rm ა.pdf");
    fs::write(&file, b"%PDF").unwrap();
    let seen = folder.path().join("seen");
    let lp = tool(
        folder.path(),
        "lp",
        &format!("printf '%s\\n' \"$LC_ALL\" \"$@\" > '{}'", seen.display()),
    );
    print_with(lp.as_os_str(), &job(&file)).unwrap();
    let want = [
        "C",
        "-d",
        "Kyocera FS-1040",
        "-n",
        "2",
        "-o",
        "media=A5",
        "-t",
        "рецепт 2026-000123",
        "--",
        file.to_str().unwrap(),
    ];
    assert_eq!(
        fs::read_to_string(seen)
            .unwrap()
            .lines()
            .collect::<Vec<_>>(),
        want
    );
    assert!(matches!(
        print_with(lp.as_os_str(), &job(Path::new("gone.pdf"))),
        Err(HandOffError::Io(_))
    ));
}

#[cfg(unix)]
#[test]
fn the_words_of_lp_become_errors() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.pdf");
    fs::write(&file, b"%PDF").unwrap();
    let check = |name: &str, stderr: &str, no_printer: bool| {
        let lp = tool(folder.path(), name, &format!("echo '{stderr}' >&2; exit 1"));
        match print_with(lp.as_os_str(), &job(&file)).unwrap_err() {
            HandOffError::NoPrinter => assert!(no_printer, "{stderr}"),
            HandOffError::PrinterRefused { stderr: said } => {
                assert!(!no_printer, "{stderr}");
                assert_eq!(said, stderr);
            }
            other => panic!("{other:?}"),
        }
    };
    check("lp1", "lp: Error - no default destination available.", true);
    check("lp2", "lp: The printer or class does not exist.", true);
    check("lp3", "lp: Error - scheduler not responding.", false);
    check("lp4", "lp: Too many active jobs.", false);
}

#[cfg(unix)]
#[test]
fn the_preferred_printer_comes_first() {
    let folder = tempfile::tempdir().unwrap();
    let lines = "case $1 in -d) echo 'system default destination: Zebra';; -e) printf 'Alpha\\nZebra\\n';; esac";
    let lpstat = tool(folder.path(), "lpstat", lines);
    assert_eq!(
        printers_with(lpstat.as_os_str()).unwrap(),
        ["Zebra", "Alpha"]
    );
    let none = tool(
        folder.path(),
        "lpstat2",
        "echo 'no system default destination'",
    );
    let none_found = printers_with(none.as_os_str()).unwrap();
    assert!(
        none_found
            .iter()
            .all(|name| name == "no system default destination"),
        "{none_found:?}"
    );
}
