//! Processor time instead of time on the wall, for what is too short to be measured on a busy machine.

use std::time::{Duration, Instant};

/// Processor time that `work` took on this thread, and what it gave; where the system does not tell it, the time on the wall. A
/// machine that does other things does not change it much.
pub fn burnt<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let (start, before) = (Instant::now(), on_processor());
    let done = work();
    let spent = on_processor()
        .zip(before)
        .map(|(after, before)| after.saturating_sub(before));
    (spent.unwrap_or_else(|| start.elapsed()), done)
}

/// Linux: the first number of schedstat is the time this thread ran, ns.
fn on_processor() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    stat.split_whitespace()
        .next()?
        .parse()
        .ok()
        .map(Duration::from_nanos)
}
