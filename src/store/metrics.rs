//! What the store counts about itself while it serves, in Prometheus' text form. Numbers, stable words and nothing else: no id of a
//! patient, device or house, no name, no address.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::exchange::Verdicts;

/// Upper bounds of the histograms' buckets, in milliseconds.
pub const BOUNDS_MS: [u64; 13] = [
    1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000,
];

/// Different reasons of a refusal that are told apart; any further one counts as `other`.
const MAX_REASONS: usize = 64;

/// How long something took, by bucket.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Histogram {
    buckets: [u64; BOUNDS_MS.len()],
    count: u64,
    total: Duration,
}

impl Histogram {
    pub fn add(&mut self, took: Duration) {
        let of = BOUNDS_MS
            .iter()
            .position(|bound| took <= Duration::from_millis(*bound));
        if let Some(bucket) = of.and_then(|at| self.buckets.get_mut(at)) {
            *bucket += 1;
        }
        self.count += 1;
        self.total += took;
    }

    fn write(&self, out: &mut Text, name: &str, help: &str) {
        out.head(name, "histogram", help);
        let mut below = 0;
        for (bound, count) in BOUNDS_MS.iter().zip(self.buckets) {
            below += count;
            let secs = *bound as f64 / 1_000.0;
            out.line(&format!("{name}_bucket{{le=\"{secs}\"}}"), below);
        }
        out.line(&format!("{name}_bucket{{le=\"+Inf\"}}"), self.count);
        out.line(&format!("{name}_sum"), self.total.as_secs_f64());
        out.line(&format!("{name}_count"), self.count);
    }
}

#[derive(Debug, Clone, Default)]
struct Counts {
    /// By kind of request and answer.
    requests: BTreeMap<(&'static str, &'static str), u64>,
    request: Histogram,
    frame: Histogram,
    verdicts: Verdicts,
    /// Changes that were refused for good, by reason.
    reasons: BTreeMap<String, u64>,
    in_bytes: u64,
    out_bytes: u64,
}

/// Counters since the store began to serve.
#[derive(Debug, Default)]
pub struct Metrics(Mutex<Counts>);

impl Metrics {
    /// A request was answered. `answer` is `ok` or the word of the refusal.
    pub fn answered(
        &self,
        kind: &'static str,
        answer: &'static str,
        took: Duration,
        out_bytes: usize,
    ) {
        let mut counts = self.lock();
        *counts.requests.entry((kind, answer)).or_default() += 1;
        counts.out_bytes += out_bytes as u64;
        if kind == SYNC {
            counts.request.add(took);
        }
    }

    /// A part of a request's body came.
    pub fn received(&self, bytes: usize) {
        self.lock().in_bytes += bytes as u64;
    }

    /// A Push frame was taken in: its changes are durable.
    pub fn frame(&self, took: Duration) {
        self.lock().frame.add(took);
    }

    /// What became of the changes of one request.
    pub fn judged(&self, verdicts: Verdicts, reasons: &BTreeMap<String, u64>) {
        let mut counts = self.lock();
        counts.verdicts.join(verdicts);
        for (reason, count) in reasons {
            let is_known = counts.reasons.contains_key(reason);
            let room = is_known || counts.reasons.len() < MAX_REASONS;
            let reason = if room { reason.as_str() } else { "other" };
            *counts.reasons.entry(reason.to_owned()).or_default() += count;
        }
    }

    /// The counters and what is true at this moment.
    pub fn text(&self, now: &Gauges) -> String {
        let counts = self.lock().clone();
        let mut out = Text::default();
        out.head(
            "feldsher_store_requests_total",
            "counter",
            "Requests by kind and answer.",
        );
        for ((kind, answer), count) in &counts.requests {
            let name =
                format!("feldsher_store_requests_total{{kind=\"{kind}\",answer=\"{answer}\"}}");
            out.line(&name, count);
        }
        out.head(
            "feldsher_store_changes_total",
            "counter",
            "Changes that workstations pushed, by what became of them.",
        );
        let verdicts = counts.verdicts;
        for (verdict, count) in [
            ("accepted", verdicts.accepted),
            ("duplicate", verdicts.duplicates),
            ("held", verdicts.held),
            ("refused", verdicts.refused),
        ] {
            let name = format!("feldsher_store_changes_total{{verdict=\"{verdict}\"}}");
            out.line(&name, count);
        }
        out.head(
            "feldsher_store_refused_changes_total",
            "counter",
            "Changes refused for good, by reason.",
        );
        for (reason, count) in &counts.reasons {
            let name = format!("feldsher_store_refused_changes_total{{reason=\"{reason}\"}}");
            out.line(&name, count);
        }
        for (direction, bytes) in [("in", counts.in_bytes), ("out", counts.out_bytes)] {
            let name = format!("feldsher_store_{direction}_bytes_total");
            out.head(&name, "counter", "Bytes of bodies.");
            out.line(&name, bytes);
        }
        counts.request.write(
            &mut out,
            "feldsher_store_request_seconds",
            "From the first byte of a sync request to its answer.",
        );
        counts.frame.write(
            &mut out,
            "feldsher_store_push_frame_seconds",
            "From a whole Push frame to its commit.",
        );
        now.write(&mut out);
        out.0
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Counts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub const SYNC: &str = "sync";
pub const ENROL: &str = "enrol";

/// What is true at this moment. `None`: not to be found out here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gauges {
    pub in_work: u64,
    pub at_once: u64,
    /// Whether the database answered; without it the numbers below are not there.
    pub database_answers: bool,
    pub database_bytes: Option<u64>,
    pub devices: Option<Devices>,
    pub resident_bytes: Option<u64>,
}

/// Workstations, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Devices {
    pub in_use: u64,
    pub revoked: u64,
    /// Heard of within a day.
    pub seen: u64,
    /// Changes that were put away for people to look at.
    pub quarantine: u64,
    /// What the operator should look at.
    pub events: u64,
}

impl Gauges {
    fn write(&self, out: &mut Text) {
        let mut gauge = |name: &str, help: &str, value: Option<u64>| {
            if let Some(value) = value {
                let name = format!("feldsher_store_{name}");
                out.head(&name, "gauge", help);
                out.line(&name, value);
            }
        };
        gauge(
            "requests_in_work",
            "Requests in work now.",
            Some(self.in_work),
        );
        gauge(
            "requests_at_once",
            "Requests that are worked on at the same time at most; further ones are asked to come again.",
            Some(self.at_once),
        );
        gauge(
            "database_up",
            "1: the database answers.",
            Some(u64::from(self.database_answers)),
        );
        gauge(
            "database_bytes",
            "Size of the database.",
            self.database_bytes,
        );
        let of = |pick: fn(&Devices) -> u64| self.devices.as_ref().map(pick);
        gauge("devices", "Workstations in use.", of(|d| d.in_use));
        gauge(
            "devices_revoked",
            "Workstations taken out of use.",
            of(|d| d.revoked),
        );
        gauge(
            "devices_seen",
            "Workstations heard of within a day.",
            of(|d| d.seen),
        );
        gauge(
            "quarantine",
            "Changes put away for people to look at.",
            of(|d| d.quarantine),
        );
        gauge(
            "events",
            "What the operator should look at: copied disks, logs that went back.",
            of(|d| d.events),
        );
        gauge(
            "resident_bytes",
            "Memory of this process.",
            self.resident_bytes,
        );
    }
}

/// Lines of Prometheus' text form.
#[derive(Default)]
struct Text(String);

impl Text {
    fn head(&mut self, name: &str, kind: &str, help: &str) {
        // Writing to a String cannot fail.
        writeln!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}").ok();
    }

    fn line(&mut self, name: &str, value: impl std::fmt::Display) {
        writeln!(self.0, "{name} {value}").ok();
    }
}

/// Resident memory of a process of this machine, where the system tells (Linux): `self` or a number.
pub fn resident_bytes(process: &str) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib * 1_024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_counts_everything_below_its_bound() {
        let metrics = Metrics::default();
        for ms in [1, 3, 5, 400, 60_000] {
            metrics.frame(Duration::from_millis(ms));
        }
        let text = metrics.text(&Gauges::default());
        let value = |name: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(name));
            line.unwrap().trim().to_owned()
        };
        let bucket = |le: &str| {
            value(&format!(
                "feldsher_store_push_frame_seconds_bucket{{le=\"{le}\"}}"
            ))
        };
        let found = ["0.001", "0.002", "0.005", "0.25", "0.5", "10", "+Inf"].map(bucket);
        assert_eq!(found, ["1", "1", "3", "3", "4", "4", "5"]);
        assert_eq!(value("feldsher_store_push_frame_seconds_sum"), "60.409");
    }

    /// A reason comes from this program, but a word of a newer one must not grow without end.
    #[test]
    fn reasons_without_end_are_counted_together() {
        let metrics = Metrics::default();
        for n in 0..200 {
            let reasons = BTreeMap::from([(format!("reason-{n}"), 1)]);
            metrics.judged(Verdicts::default(), &reasons);
        }
        let text = metrics.text(&Gauges::default());
        let lines = text.matches("refused_changes_total{").count();
        assert_eq!(lines, MAX_REASONS + 1);
        assert!(text.contains("reason=\"other\"} 136"));
    }
}
