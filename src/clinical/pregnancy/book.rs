//! Rules and schedules as they stand in `assets/pregnancy/`. Reads; decides nothing about a woman.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

use super::super::immunise::Seen;
use crate::domain::country::Country;

#[derive(Debug, Clone, PartialEq)]
pub struct Book {
    pub rules: Rules,
    pub schedules: Vec<Schedule>,
}

/// `rules.json`: what holds everywhere.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    pub schema: String,
    pub edition: String,
    pub valid_from: NaiveDate,
    pub sources: BTreeMap<String, String>,
    pub dating: Dating,
    pub trimesters: Trimesters,
    /// In the order in which they are said within a level.
    pub signs: Vec<Sign>,
    pub gain: Gain,
}

/// Days from the first day of the last period, unless said otherwise.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dating {
    pub term_days: i64,
    /// Nobody is pregnant longer.
    pub max_days: i64,
    pub scan_least_days: i64,
    pub scan_most_days: i64,
    pub redate: Vec<Band>,
    /// Without an ultrasound before this age the date is uncertain.
    pub well_dated_before_days: i64,
    /// From this age on a difference can also be a small or a large child.
    pub late_from_days: i64,
    pub verified: Seen,
    pub source: String,
    #[serde(rename = "where")]
    pub place: String,
}

/// Until this age on the day of the scan an ultrasound wins that differs by more than so many days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    pub below_days: Option<i64>,
    pub differs_days: i64,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trimesters {
    pub second_from_days: i64,
    pub third_from_days: i64,
    pub verified: Seen,
    pub source: String,
    #[serde(rename = "where")]
    pub place: String,
}

/// How soon somebody has to act, the most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    Emergency,
    Today,
    Soon,
    Note,
}

impl Level {
    pub const ALL: [Self; 4] = [Self::Emergency, Self::Today, Self::Soon, Self::Note];

    /// The ending of its catalogue key.
    pub fn code(self) -> &'static str {
        match self {
            Self::Emergency => "emergency",
            Self::Today => "today",
            Self::Soon => "soon",
            Self::Note => "note",
        }
    }
}

/// One thing that is looked for.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sign {
    /// `pregnancy-sign-<id>` in the catalogues.
    pub id: String,
    pub level: Level,
    pub limits: BTreeMap<String, f64>,
    pub verified: Seen,
    pub source: String,
    #[serde(rename = "where")]
    pub place: String,
}

impl Sign {
    /// A limit by name; the validator has seen that it is there.
    pub fn limit(&self, name: &str) -> Option<f64> {
        self.limits.get(name).copied()
    }
}

/// Kilograms over the weight before the pregnancy, for one child.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gain {
    /// Least and most at the end of the first trimester.
    pub first_kg: [f64; 2],
    pub from_days: i64,
    pub bands: Vec<GainBand>,
    pub verified: Seen,
    pub source: String,
    #[serde(rename = "where")]
    pub place: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GainBand {
    /// Body mass index before the pregnancy; the last band has no limit.
    pub bmi_below: Option<f64>,
    pub weekly_kg: [f64; 2],
}

/// In which weeks one country sees a pregnant woman.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schedule {
    pub schema: String,
    pub country: Country,
    pub edition: String,
    /// The legal act, or whose schedule stands in its place.
    pub title: String,
    pub valid_from: NaiveDate,
    /// How it was read, and what was left out.
    pub seen: String,
    pub contacts: Vec<Planned>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Planned {
    /// Completed weeks.
    pub week: i64,
    pub verified: Seen,
    #[serde(rename = "where")]
    pub place: String,
}

static BUILTIN: LazyLock<Book> = LazyLock::new(|| {
    let read = Book::parse(
        include_str!("../../../assets/pregnancy/rules.json"),
        &[
            include_str!("../../../assets/pregnancy/kz.json"),
            include_str!("../../../assets/pregnancy/uz.json"),
            include_str!("../../../assets/pregnancy/ge.json"),
        ],
    );
    match read {
        Ok(book) => book,
        // Our own bug: a test reads the same files.
        Err(error) => panic!("the built-in rules of pregnancy are broken: {error}"),
    }
});

impl Book {
    /// The rules and schedules shipped with the program.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    pub fn parse(rules: &str, schedules: &[&str]) -> Result<Self, serde_json::Error> {
        let schedules = schedules.iter().map(|text| serde_json::from_str(text));
        Ok(Self {
            rules: serde_json::from_str(rules)?,
            schedules: schedules.collect::<Result<_, _>>()?,
        })
    }

    pub fn schedule(&self, country: Country) -> Option<&Schedule> {
        self.schedules.iter().find(|one| one.country == country)
    }

    pub fn sign(&self, id: &str) -> Option<&Sign> {
        self.rules.signs.iter().find(|sign| sign.id == id)
    }

    pub fn source<'s>(&'s self, id: &'s str) -> &'s str {
        self.rules.sources.get(id).map_or(id, String::as_str)
    }
}
