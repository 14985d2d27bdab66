//! One machine in a loop must not slow a region down: a token bucket per device, and one for everyone unknown.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use crate::domain::ids::DeviceId;

/// Requests at once, and requests a second after that.
#[derive(Debug, Clone, Copy)]
pub struct Rate {
    pub burst: f64,
    pub per_second: f64,
}

/// Devices remembered; beyond it the fullest buckets are forgotten, which harms nobody.
const MAX_BUCKETS: usize = 100_000;

#[derive(Debug)]
pub struct Quota {
    rate: Rate,
    buckets: Mutex<HashMap<DeviceId, Bucket>>,
}

#[derive(Debug, Clone, Copy)]
struct Bucket {
    level: f64,
    at: Instant,
}

impl Quota {
    pub fn new(rate: Rate) -> Self {
        Self {
            rate,
            buckets: Mutex::new(HashMap::new()),
        }
    }

    /// Takes one request off the device's bucket; `Err` is in how many seconds to come again.
    pub fn take(&self, device: DeviceId, now: Instant) -> Result<(), u64> {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MAX_BUCKETS {
            buckets.retain(|_, bucket| self.refilled(*bucket, now) < self.rate.burst);
        }
        let bucket = buckets.entry(device).or_insert(Bucket {
            level: self.rate.burst,
            at: now,
        });
        bucket.level = self.refilled(*bucket, now);
        bucket.at = now;
        if bucket.level >= 1.0 {
            bucket.level -= 1.0;
            Ok(())
        } else {
            Err(((1.0 - bucket.level) / self.rate.per_second).ceil() as u64)
        }
    }

    fn refilled(&self, bucket: Bucket, now: Instant) -> f64 {
        let passed = now.saturating_duration_since(bucket.at).as_secs_f64();
        (bucket.level + passed * self.rate.per_second).min(self.rate.burst)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_device_in_a_loop_waits_and_the_others_do_not() {
        let quota = Quota::new(Rate {
            burst: 3.0,
            per_second: 0.5,
        });
        let start = Instant::now();
        let (loud, quiet) = (DeviceId([1; 16]), DeviceId([2; 16]));
        for _ in 0..3 {
            assert_eq!(quota.take(loud, start), Ok(()));
        }
        assert_eq!(quota.take(loud, start), Err(2));
        assert_eq!(quota.take(quiet, start), Ok(()));
        assert_eq!(quota.take(loud, start + Duration::from_secs(2)), Ok(()));
    }
}
