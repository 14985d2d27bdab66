//! Validators that others wrote, where they are installed (`tests/ips-validators.sh` installs them): every message they have about our
//! bundles is on a short list with its reason, and each of them finds what was broken on purpose.

use std::path::Path;
use std::process::Command;

use super::village;

/// Where `tests/ips-validators.sh` puts them.
const PYTHON: &str = "target/ips-validators/bin/python";

#[test]
fn validators_of_others_find_nothing_unexplained() {
    if !Path::new(PYTHON).exists() {
        assert!(
            std::env::var_os("CI").is_none(),
            "CI needs the validators (tests/ips-validators.sh)"
        );
        eprintln!("skipped: tests/ips-validators.sh installs the validators of FHIR bundles");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for (nth, made) in village().iter().enumerate() {
        let text = serde_json::to_string_pretty(&made.bundle).unwrap();
        std::fs::write(folder.path().join(format!("ips-{nth:03}.json")), text).unwrap();
        if let Some((_, visit)) = made.visits.first() {
            let text = serde_json::to_string_pretty(visit).unwrap();
            std::fs::write(folder.path().join(format!("visit-{nth:03}.json")), text).unwrap();
        }
    }
    let output = Command::new(PYTHON)
        .arg("tests/ips-validators.py")
        .arg(folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    println!("{said}{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}");
}
