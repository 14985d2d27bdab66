//! What the dose check answers: a verdict, every rule with its limits, and findings as codes with typed arguments.
//!
//! No sentence is made here. [`Finding::say`] hands codes and arguments to the catalogues (`finding-<code>`).

use serde::{Serialize, Serializer};

use super::data::Verified;
use crate::domain::dose::{Dose, Strength, plain, shown};

/// Exactly three answers (design §6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Within,
    Outside,
    CannotCheck,
}

/// How loud a finding is. `Contraindicated` interrupts; the others sit beside the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    Contraindicated,
    CannotCheck,
    Major,
    Warn,
    Info,
}

/// What it takes to go on (design §6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// Findings stand beside the order.
    Quiet,
    /// Contraindicated, or a high-alert medicine: a coded reason.
    Reason,
    /// Both: a reason and a second person, or alone with the dose typed again.
    SecondCheck,
}

impl Tier {
    pub fn of(contraindicated: bool, high_alert: bool) -> Self {
        match (contraindicated, high_alert) {
            (true, true) => Self::SecondCheck,
            (true, false) | (false, true) => Self::Reason,
            (false, false) => Self::Quiet,
        }
    }
}

/// The answer to one [`Question`](super::question::Question).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer {
    pub id: String,
    pub answer: Verdict,
    /// Every rule of the medicine, in the order of the file.
    pub rules: Vec<RuleAnswer>,
    /// Range of one dose in mL of the ordered product (exact, before rounding to a syringe).
    pub volume_ml: Option<[f64; 2]>,
    /// Range of one dose in pieces of the ordered product, when it is not liquid.
    pub amount: Option<Pieces>,
    pub findings: Vec<Finding>,
    /// What can be given, one per rule that applies, most specific limits first. Not part of the JSON line.
    #[serde(skip)]
    pub proposals: Vec<Proposal>,
    /// The ordered dose, how it was calculated and what can be drawn up. `None` without an order.
    #[serde(skip)]
    pub arithmetic: Option<Arithmetic>,
    /// Every rule behind a *within* is signed by a clinician. Until then the screen says "not yet approved".
    #[serde(skip)]
    pub approved: bool,
    /// The rules behind a *within*: those that accept the dose.
    #[serde(skip)]
    pub relied_on: Vec<String>,
    /// The medicine is one where a tenfold or route error is likely to kill.
    #[serde(skip)]
    pub high_alert: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RuleAnswer {
    pub id: String,
    pub applies: bool,
    /// One dose in `unit`, after every cap.
    pub single: Option<[f64; 2]>,
    /// The rule's own unit.
    pub unit: String,
    /// The most in 24 hours in `unit`, after every cap.
    pub day_max: Option<f64>,
    /// The national choice by which another edition stands instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
}

/// `value` is a range.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pieces {
    pub value: [f64; 2],
    pub unit: &'static str,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    pub level: Level,
    /// `finding-<code>` in the catalogues.
    pub code: &'static str,
    /// Rule or stop or interaction key.
    pub rule: Option<String>,
    /// Source key; its title is [`Formulary::source_title`](super::data::Formulary::source_title).
    pub source: Option<String>,
    /// English sentence, filled by whoever writes the JSON line.
    pub text: String,
    #[serde(skip)]
    pub source_title: Option<String>,
    #[serde(skip)]
    pub verified: Option<Verified>,
    #[serde(skip)]
    pub args: Vec<(&'static str, Arg)>,
    #[serde(skip)]
    pub arithmetic: Option<Arithmetic>,
}

/// A typed argument: each language formats its own numbers, units and dates.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg {
    /// A name or a word of the user, shown as it is.
    Text(String),
    /// English prose of the data and its key in `assets/clinical/words/`.
    Data {
        key: String,
        english: String,
    },
    Number(f64),
    /// A span in hours, said in hours and whole minutes: 1.05 h is read as an hour and five minutes.
    Hours(f64),
    Dose(Dose),
    Strength(Strength),
    Day(chrono::NaiveDate),
}

/// “12 mg/kg × 8.4 kg = 101 mg → 4.2 mL of 120 mg/5 mL”, as parts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Arithmetic {
    /// Dose for one kilogram and the weight in kg, where weight took part.
    pub per_kg: Option<Dose>,
    pub weight_kg: Option<f64>,
    pub result: Dose,
    /// A cap, not the weight, made the figure.
    pub capped: bool,
    /// Volume or pieces, exactly and as it can be measured.
    pub measure: Option<Measure>,
    pub strength: Option<Strength>,
}

/// An amount of product: exact, and rounded to what a syringe, a tablet knife or a dropper can do.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measure {
    pub exact: Dose,
    /// Rounded to nearest, but downwards where nearest would pass the limit.
    pub measured: Dose,
    /// (measured − exact) / exact in percent.
    pub error_percent: f64,
}

/// What can be given by one rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    pub rule: String,
    /// English indication and its key.
    pub indication: Arg,
    pub low: Arithmetic,
    pub high: Arithmetic,
    pub day_max: Option<Dose>,
    pub interval_h: Option<f64>,
    pub doses_per_day: Option<f64>,
    pub duration_days: Option<[u32; 2]>,
    /// English words on how to give it, and their key.
    pub administer: Option<Arg>,
    pub note: Option<Arg>,
    pub source: String,
    pub source_title: String,
    pub verified: Verified,
    pub approved: bool,
}

/// The words of one language, lent by the caller: catalogue, numbers, dates, translated data.
pub struct Words<'a> {
    /// Catalogue entry with arguments; `None` when the key is missing.
    pub tr: &'a dyn Fn(&str, &[(&str, String)]) -> Option<String>,
    /// A number as this language writes it; given already rounded by [`shown`].
    pub number: &'a dyn Fn(f64) -> String,
    pub day: &'a dyn Fn(chrono::NaiveDate) -> String,
    /// Translation of data prose by key and English original ([`data_text`](super::data_text)); `None` shows the English text, marked as such.
    pub data: &'a dyn Fn(&str, &str) -> Option<String>,
}

impl Answer {
    /// How loudly this order asks for a reason.
    pub fn tier(&self) -> Tier {
        let contraindicated = self
            .findings
            .iter()
            .any(|f| f.level == Level::Contraindicated);
        Tier::of(contraindicated, self.high_alert)
    }
}

impl Finding {
    /// The sentence of this finding in the caller's language.
    pub fn say(&self, words: &Words<'_>) -> String {
        let args: Vec<(&str, String)> = self
            .args
            .iter()
            .map(|(name, arg)| (*name, arg.say(words)))
            .collect();
        let key = format!("finding-{}", self.code);
        (words.tr)(&key, &args).unwrap_or(key)
    }

    pub fn arg(&self, name: &str) -> Option<&Arg> {
        self.args
            .iter()
            .find(|(n, _)| *n == name)
            .map(|(_, arg)| arg)
    }
}

impl Arg {
    pub fn say(&self, words: &Words<'_>) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Data { key, english } => match (words.data)(key, english) {
                Some(text) => text,
                None => {
                    let args = [("text", english.clone())];
                    (words.tr)("finding-untranslated", &args).unwrap_or_else(|| english.clone())
                }
            },
            Self::Number(value) => (words.number)(shown(*value)),
            Self::Hours(value) => say_hours(*value, words),
            Self::Dose(dose) => say_dose(*dose, words),
            Self::Strength(strength) => say_strength(strength, words),
            Self::Day(day) => (words.day)(*day),
        }
    }
}

impl Arithmetic {
    /// The calculation in words.
    pub fn say(&self, words: &Words<'_>) -> String {
        let mut out = String::new();
        if let (Some(per_kg), Some(weight)) = (self.per_kg, self.weight_kg) {
            let args = [
                ("perkg", say_dose(per_kg, words)),
                ("weight", (words.number)(shown(weight))),
                ("dose", say_dose(self.result, words)),
            ];
            let key = if self.capped {
                "finding-sum-capped"
            } else {
                "finding-sum"
            };
            out.push_str(&(words.tr)(key, &args).unwrap_or_default());
        } else {
            out.push_str(&say_dose(self.result, words));
        }
        if let (Some(measure), Some(strength)) = (&self.measure, &self.strength) {
            let args = [
                ("volume", say_dose(measure.exact, words)),
                ("strength", say_strength(strength, words)),
            ];
            out.push_str(&(words.tr)("finding-sum-volume", &args).unwrap_or_default());
            if measure.error_percent.abs() >= 0.05 {
                let args = [
                    ("measured", say_dose(measure.measured, words)),
                    ("error", (words.number)(shown(tenth(measure.error_percent)))),
                ];
                out.push_str(&(words.tr)("finding-sum-rounded", &args).unwrap_or_default());
            }
        }
        out
    }
}

impl std::fmt::Display for Arg {
    /// Plain English form for logs of tests.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Data { english, .. } => f.write_str(english),
            Self::Number(value) | Self::Hours(value) => f.write_str(&plain(shown(*value))),
            Self::Dose(dose) => write!(f, "{dose}"),
            Self::Strength(strength) => write!(f, "{strength}"),
            Self::Day(day) => write!(f, "{day}"),
        }
    }
}

impl Serialize for Arg {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Whole minutes, rounded down: a gap is never said longer than it was.
fn say_hours(hours: f64, words: &Words<'_>) -> String {
    let minutes = (hours * 60.0 + 1e-6).floor();
    let (hours, minutes) = ((minutes / 60.0).floor(), minutes % 60.0);
    let part = |key: &str, n: f64| {
        let args = [("n", (words.number)(n))];
        (words.tr)(key, &args).unwrap_or_else(|| plain(n))
    };
    let mut parts = Vec::new();
    if hours > 0.0 || minutes < 1.0 {
        parts.push(part("finding-hours", hours));
    }
    if minutes >= 1.0 {
        parts.push(part("finding-minutes", minutes));
    }
    parts.join("\u{a0}")
}

fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

fn say_unit(unit: crate::domain::dose::Unit, count: f64, words: &Words<'_>) -> String {
    let key = format!("finding-unit-{}", unit.code().to_lowercase());
    let args = [("count", plain(shown(count)))];
    (words.tr)(&key, &args).unwrap_or_else(|| unit.code().to_owned())
}

/// A number and its unit with a no-break space.
fn say_dose(dose: Dose, words: &Words<'_>) -> String {
    let number = (words.number)(shown(dose.value));
    format!("{number}\u{a0}{}", say_unit(dose.unit, dose.value, words))
}

fn say_strength(strength: &Strength, words: &Words<'_>) -> String {
    use crate::domain::dose::{Per, Unit};
    let amount = match strength.second {
        None => say_dose(strength.amount, words),
        Some(second) => format!(
            "{}+{}",
            (words.number)(shown(strength.amount.value)),
            say_dose(Dose::new(second, strength.amount.unit), words)
        ),
    };
    match strength.per {
        Per::Millilitres(1.0) => {
            format!("{amount}/{}", say_unit(Unit::Millilitre, 1.0, words))
        }
        Per::Millilitres(volume) => {
            format!(
                "{amount}/{}",
                say_dose(Dose::new(volume, Unit::Millilitre), words)
            )
        }
        Per::Drop => format!("{amount}/{}", say_unit(Unit::Drop, 1.0, words)),
        Per::Puff => format!("{amount}/{}", say_unit(Unit::Puff, 1.0, words)),
        Per::Piece => amount,
    }
}
