//! CouchDB's replication of the same people, by the JavaScript programs that speak its protocol.

use std::path::Path;
use std::process::Command;

use feldsher::ops::op::Registration;
use serde_json::json;

/// Bytes both ways, HTTP included as theirs needs it, of one live replication in each direction after a whole first one.
pub fn replication(people: &[Registration], changes: usize) -> Result<f64, String> {
    let modules = std::env::var("FELDSHER_BENCH_COUCH")
        .map_err(|_unset| "FELDSHER_BENCH_COUCH is not set".to_owned())?;
    let folder = tempfile::tempdir().map_err(|e| e.to_string())?;
    let input = folder.path().join("people.json");
    let text = json!({"people": people, "changes": changes}).to_string();
    std::fs::write(&input, text).map_err(|e| e.to_string())?;
    // Modules are looked for beside the script.
    let script = Path::new(&modules).join("feldsher-couch.mjs");
    std::fs::write(&script, include_str!("couch.mjs")).map_err(|e| e.to_string())?;
    let ran = Command::new("node")
        .arg(&script)
        .arg(&input)
        .current_dir(folder.path())
        .output()
        .map_err(|e| e.to_string())?;
    let said = String::from_utf8_lossy(&ran.stdout);
    let bytes = said
        .lines()
        .rev()
        .find_map(|line| line.strip_prefix("bytes "));
    bytes
        .and_then(|bytes| bytes.trim().parse().ok())
        .ok_or_else(|| format!("{said}{}", String::from_utf8_lossy(&ran.stderr)))
}
