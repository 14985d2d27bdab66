//! How long to wait before the next try.

/// Seconds before try number `attempt` (1 after the first failure): full jitter, so that a nation does not come back at once
/// after an outage. `draw` is any random number.
pub fn wait_secs(attempt: u32, draw: u64) -> u64 {
    let ceiling = FIRST_SECS
        .checked_shl(attempt.saturating_sub(1))
        .map_or(LONGEST_SECS, |secs| secs.min(LONGEST_SECS))
        .max(FIRST_SECS);
    1 + draw % ceiling
}

const FIRST_SECS: u64 = 4;
/// 30 minutes: what a store can serve when everyone returns (`trust-interop` §9: ≤ 300 requests a second from 30,000 machines).
const LONGEST_SECS: u64 = 1_800;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_grows_and_stays_within_half_an_hour() {
        assert_eq!(wait_secs(1, 3), 4);
        for attempt in 0..200 {
            for draw in [0, 1, 12_345, u64::MAX] {
                assert!((1..=LONGEST_SECS).contains(&wait_secs(attempt, draw)));
            }
        }
        assert_eq!(wait_secs(60, LONGEST_SECS - 1), LONGEST_SECS);
    }
}
