//! Many mutants of each kept file against each reader, in release: `cargo bench --bench fuzz -- 10000000` (executions of each target, one
//! million without a number; a name after it runs one target). The targets are those of `tests/all/fuzz`.
#![expect(clippy::print_stdout, reason = "its figures are what it is for")]

#[path = "../tests/all/fuzz/mutate.rs"]
mod mutate;
#[path = "../tests/all/fuzz/targets.rs"]
mod targets;

use std::time::Instant;

use targets::Draw;

/// What the process may hold at most at any time, in KiB, above what it held before the first mutant.
const MOST_KIB: u64 = 256 * 1024;

/// Highest resident memory so far; `None` where the system does not say.
fn peak_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

fn main() {
    let args: Vec<String> = std::env::args()
        .skip(1)
        .filter(|arg| arg != "--bench")
        .collect();
    let executions: u64 = args
        .first()
        .and_then(|arg| arg.parse().ok())
        .unwrap_or(1_000_000);
    let only = args.get(1);
    let room = tempfile::tempdir().expect("a folder");
    let before = peak_kib();
    for target in targets::all() {
        if only.is_some_and(|name| name != target.name) {
            continue;
        }
        assert!(
            target.takes_its_corpus(room.path()),
            "{}: a kept file is refused",
            target.name
        );
        let began = Instant::now();
        let mut taken = 0_u64;
        for n in 0..executions {
            taken += u64::from(target.run(&mut Draw(n), room.path()));
        }
        let seconds = began.elapsed().as_secs_f64();
        let rate = executions as f64 / seconds;
        println!(
            "{}: {executions} executions in {seconds:.0} s ({rate:.0}/s), {taken} taken for good",
            target.name
        );
    }
    if let (Some(before), Some(after)) = (before, peak_kib()) {
        println!("memory: {} KiB above the start", after - before);
        assert!(after - before < MOST_KIB, "memory above the limit");
    }
}
