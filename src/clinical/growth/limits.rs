//! From which z-score or size on a finding has a name: `assets/growth/limits.json`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::indicator::Indicator;

/// How much it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// For the record.
    Info,
    /// Measure again.
    Implausible,
    Moderate,
    Severe,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    pub schema: String,
    pub valid_from: String,
    pub sources: BTreeMap<String, Source>,
    pub implausible: Vec<Implausible>,
    pub flags: Vec<Flag>,
    pub acute: Acute,
    pub preterm: Preterm,
}

/// Which flags make acute malnutrition, by whatever sign it was found.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Acute {
    pub severe: Vec<String>,
    pub moderate: Vec<String>,
    pub source: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub title: String,
    pub year: u16,
    /// `primary` (the publisher's own text or data), `transcription`, or `knowledge` where nobody has read it yet.
    pub seen: String,
}

/// A z-score outside of these is a slip rather than a child.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Implausible {
    pub indicator: Indicator,
    pub min: f64,
    pub max: f64,
    pub source: String,
}

/// What is measured against a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measured {
    Z,
    MuacCm,
}

/// A named range: `from` ≤ x < `below`, or x > `above` up to and with `to`; age in months, half-open.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flag {
    pub flag: String,
    pub level: Level,
    pub of: Measured,
    pub indicator: Indicator,
    pub months: (f64, f64),
    #[serde(default)]
    pub from: Option<f64>,
    #[serde(default)]
    pub below: Option<f64>,
    #[serde(default)]
    pub above: Option<f64>,
    #[serde(default)]
    pub to: Option<f64>,
    pub source: String,
}

/// Whose age is counted from the due date, and how long.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Preterm {
    pub before_weeks: f64,
    pub term_weeks: f64,
    pub until_months: f64,
    pub source: String,
}

static BUILTIN: LazyLock<Limits> = LazyLock::new(|| {
    match serde_json::from_str(include_str!("../../../assets/growth/limits.json")) {
        Ok(limits) => limits,
        // Our own bug: a test reads the same file.
        Err(error) => panic!("assets/growth/limits.json is broken: {error}"),
    }
});

impl Limits {
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// Title and year of a source, for the person who asks why.
    pub fn cite(&self, key: &str) -> String {
        self.sources.get(key).map_or_else(
            || key.to_owned(),
            |source| format!("{}, {}", source.title, source.year),
        )
    }
}

impl Flag {
    pub fn holds(&self, value: f64, months: f64) -> bool {
        (self.months.0..self.months.1).contains(&months)
            && self.from.is_none_or(|from| value >= from)
            && self.below.is_none_or(|below| value < below)
            && self.above.is_none_or(|above| value > above)
            && self.to.is_none_or(|to| value <= to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_limit_has_a_source_and_a_range() {
        let limits = Limits::builtin();
        assert_eq!(limits.schema, "feldsher-growth-limits/1");
        assert_eq!(limits.implausible.len(), Indicator::ALL.len());
        let cited = limits
            .flags
            .iter()
            .map(|f| &f.source)
            .chain(limits.implausible.iter().map(|i| &i.source))
            .chain([&limits.preterm.source, &limits.acute.source]);
        for key in cited {
            assert!(limits.sources.contains_key(key), "{key}");
        }
        for source in limits.sources.values() {
            assert!(["primary", "transcription", "knowledge"].contains(&source.seen.as_str()));
        }
        for flag in &limits.flags {
            assert!(
                flag.below.is_some() != flag.above.is_some(),
                "{}: one direction",
                flag.flag
            );
            assert!(flag.months.0 < flag.months.1);
        }
    }
}
