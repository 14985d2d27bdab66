//! Time comes in as an argument: everything that needs "now" is given a [`Clock`].

use std::sync::atomic::{AtomicI64, Ordering};

/// Seconds since 1970-01-01T00:00:00Z.
pub type UnixSecs = i64;

/// Where "now" comes from. Nothing in `domain` or `clinical` may hold one.
pub trait Clock: Send + Sync {
    /// UTC seconds; may jump in either direction (dead CMOS batteries are normal here).
    fn now(&self) -> UnixSecs;
    /// Minutes east of UTC of the place, for what a person reads.
    fn offset_minutes(&self) -> i32;
}

/// The machine's own clock.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> UnixSecs {
        match std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH) {
            Ok(since) => since.as_secs() as i64,
            // A clock before 1970: still a time, and the entry is marked doubtful.
            Err(before) => -(before.duration().as_secs() as i64),
        }
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that asks the machine"
    )]
    fn offset_minutes(&self) -> i32 {
        chrono::Local::now().offset().local_minus_utc() / 60
    }
}

/// A clock that stands where it is put: tests, demo data, benches.
#[derive(Debug)]
pub struct FixedClock(AtomicI64);

impl FixedClock {
    pub fn at(secs: UnixSecs) -> Self {
        Self(AtomicI64::new(secs))
    }

    pub fn set(&self, secs: UnixSecs) {
        self.0.store(secs, Ordering::SeqCst);
    }
}

impl Clock for FixedClock {
    fn now(&self) -> UnixSecs {
        self.0.load(Ordering::SeqCst)
    }

    fn offset_minutes(&self) -> i32 {
        300
    }
}
