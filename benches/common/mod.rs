//! A small timing harness: samples, percentiles, and one line for each figure: `name: value unit (ratio r, bar b, pass/fail)`.
//! Ratios are against a baseline of the same run, so that a slow or busy machine changes both.

use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Times of one thing done many times, ms.
pub struct Samples(Vec<f64>);

impl Samples {
    pub fn new(times: impl IntoIterator<Item = Duration>) -> Self {
        let mut ms: Vec<f64> = times.into_iter().map(|t| t.as_secs_f64() * 1e3).collect();
        ms.sort_by(f64::total_cmp);
        Self(ms)
    }

    /// The time that `percent` of the samples keep, ms.
    pub fn p(&self, percent: f64) -> f64 {
        let at = (percent / 100.0 * self.0.len() as f64).ceil() as usize;
        self.0
            .get(at.clamp(1, self.0.len().max(1)) - 1)
            .copied()
            .unwrap_or(f64::NAN)
    }
}

/// How long `work` took, and what it gave.
pub fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let done = work();
    (start.elapsed(), done)
}

/// The lines of one bench; its exit code says whether every bar was kept.
#[derive(Default)]
pub struct Board {
    missed: usize,
}

impl Board {
    /// How the figures that follow were taken.
    pub fn method(&self, words: &str) {
        say(&format!("# {words}"));
    }

    /// A figure without a bar.
    pub fn note(&self, name: &str, value: f64, unit: &str) {
        say(&format!("{name}: {value:.3} {unit}"));
    }

    /// A figure that must not pass its bar.
    pub fn figure(&mut self, name: &str, value: f64, unit: &str, bar: f64) {
        let verdict = self.judge(value <= bar);
        let ratio = if bar == 0.0 { value } else { value / bar };
        say(&format!(
            "{name}: {value:.3} {unit} (ratio {ratio:.2}, bar {bar} {unit}, {verdict})"
        ));
    }

    /// A figure beside a baseline of the same run; with a bar, its multiple of the baseline must not pass it.
    pub fn beside(&mut self, name: &str, value: f64, baseline: f64, unit: &str, bar: Option<f64>) {
        let ratio = value / baseline;
        let judged = bar.map_or(String::new(), |bar| {
            format!(", bar {bar}, {}", self.judge(ratio <= bar))
        });
        say(&format!(
            "{name}: {value:.3} {unit} (ratio {ratio:.2} to {baseline:.3} {unit}{judged})"
        ));
    }

    pub fn finish(self) -> ExitCode {
        if cfg!(debug_assertions) {
            say("# a debug build: the bars are for --release");
        }
        if self.missed == 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }

    fn judge(&mut self, kept: bool) -> &'static str {
        if kept {
            "pass"
        } else {
            self.missed += 1;
            "fail"
        }
    }
}

#[expect(clippy::print_stdout, reason = "a bench is its printed lines")]
fn say(line: &str) {
    println!("{line}");
}
