//! The rules and calendars as they stand in `assets/immunisation/` (schema: the README there). Reads; decides nothing about a child.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;

use super::super::age::Span;
use super::super::question::Sex;
use crate::domain::country::Country;
use crate::domain::lang::Lang;

/// How a figure is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Seen {
    /// Written from knowledge: never shown as confirmed.
    Knowledge,
    /// Read where somebody restates the source.
    Secondary,
    SourceSeen,
}

/// `who.json`: what holds everywhere.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RulesFile {
    pub schema: String,
    pub edition: String,
    pub valid_from: NaiveDate,
    pub sources: BTreeMap<String, String>,
    pub childhood_until: Limit,
    /// A dose that falls due within this time is `upcoming`.
    pub soon: Span,
    pub live: LiveRule,
    pub antigens: BTreeMap<String, Antigen>,
    pub contraindications: Vec<Contraindication>,
    /// Allergies to something that a vaccine may hold.
    pub allergies: Vec<AllergyRule>,
    pub vaccines: Vec<Vaccine>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    pub span: Span,
    pub source: String,
    pub verified: Seen,
}

/// Two live vaccines: the same day, or so far apart.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LiveRule {
    pub interval: Span,
    /// Components that are live and yet may be given at any time.
    pub exempt: Vec<String>,
    pub source: String,
    #[serde(rename = "where")]
    pub place: String,
    pub verified: Seen,
}

/// What one series of doses asks.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Antigen {
    /// A product counts if it holds all components of one of these sets.
    pub from: Vec<Vec<String>>,
    /// Of every primary dose but one given at birth.
    pub min_age: Span,
    /// Between primary doses.
    #[serde(default)]
    pub interval: Option<Span>,
    #[serde(default)]
    pub booster_min_ages: Vec<Span>,
    /// To the dose before; the last one holds for all that follow.
    #[serde(default)]
    pub booster_intervals: Vec<Span>,
    /// From this age no dose is needed or allowed any more.
    #[serde(default)]
    pub max_age: Option<Span>,
    /// Doses in all, the one at birth included; more are added when that one was missed.
    pub total: Option<u32>,
    #[serde(default)]
    pub live: bool,
    /// A dose too soon after another live vaccine does not count.
    #[serde(default)]
    pub repeat_after_live: bool,
    /// What is given for this antigen alone; the first whose age has not passed.
    pub substitutes: Vec<Substitute>,
    #[serde(default)]
    pub late: Vec<Late>,
    /// Fields above that no source was read for.
    #[serde(default)]
    pub knowledge: Vec<String>,
    pub source: String,
    #[serde(rename = "where")]
    pub place: String,
    pub verified: Seen,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Substitute {
    #[serde(default)]
    pub until: Option<Span>,
    pub vaccine: String,
}

/// What changes when a series begins late; the last entry whose age is reached holds.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Late {
    pub start_from: Span,
    pub primary: Option<u32>,
    pub boosters: Option<u32>,
    /// Before the second, third … primary dose.
    #[serde(default)]
    pub intervals: Vec<Span>,
    #[serde(default)]
    pub third_from_first: Option<Span>,
    #[serde(default)]
    pub booster_interval: Option<Span>,
    pub source: String,
    #[serde(rename = "where")]
    pub place: String,
    pub verified: Seen,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum When {
    Pregnant,
    Immunodeficient,
    Intussusception,
    /// To this vaccine or one that shares a component with it.
    Anaphylaxis,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contraindication {
    pub id: String,
    pub when: When,
    pub components: Vec<String>,
    pub source: String,
    #[serde(rename = "where")]
    pub place: String,
    pub verified: Seen,
}

/// An allergy class of the dose check that may matter to these components; none named: to every vaccine.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AllergyRule {
    pub id: String,
    pub class: String,
    pub components: Vec<String>,
    pub source: String,
    #[serde(rename = "where")]
    pub place: String,
    pub verified: Seen,
}

/// A product by what is in it, with the names it goes by.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vaccine {
    pub id: String,
    pub components: Vec<String>,
    #[serde(default)]
    pub min_age: Option<Span>,
    #[serde(default)]
    pub max_age: Option<Span>,
    /// In the languages of the region; English is the id.
    pub names: BTreeMap<Lang, String>,
    pub also: Vec<String>,
    /// How it is usually given; a reminder to read the box, never a rule.
    #[serde(default)]
    pub usual: Option<Usual>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Usual {
    /// One of `Immunisation::ROUTES`.
    pub route: String,
    /// Left out where it differs by product or age.
    #[serde(default)]
    pub dose_ml: Option<f64>,
    pub verified: Seen,
}

impl Vaccine {
    pub fn name(&self, lang: Lang) -> &str {
        self.names.get(&lang).unwrap_or(&self.id)
    }
}

/// The calendar of one country.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    pub schema: String,
    pub country: Country,
    pub edition: String,
    pub title: String,
    pub valid_from: NaiveDate,
    /// How it was read.
    pub seen: String,
    pub lines: Vec<Line>,
}

/// One dose of the calendar.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    pub id: String,
    pub vaccine: String,
    pub dose: u32,
    pub age: Span,
    /// End of the calendar's own window; a month after `age` if it names none.
    #[serde(default)]
    pub until: Option<Span>,
    /// The first one leads: the product is given for its sake.
    pub antigens: Vec<(String, Role)>,
    pub sex: Option<Sex>,
    /// Instead of the antigen's own; for the leading antigen.
    #[serde(default)]
    pub min_age: Option<Span>,
    #[serde(default)]
    pub interval: Option<Span>,
    #[serde(default)]
    pub max_age: Option<Span>,
    /// From this age only after a negative tuberculin test.
    #[serde(default)]
    pub test_from: Option<Span>,
    pub test_verified: Option<Seen>,
    /// Again and again after the last dose.
    #[serde(default)]
    pub repeat: Option<Span>,
    pub verified: Seen,
    #[serde(rename = "where")]
    pub place: String,
}

/// Which dose of its series: `birth`, `p1`, `b1`, `repeat`. In the order in which they follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    Birth,
    Primary(u32),
    Booster(u32),
    Repeat,
}

impl Role {
    pub fn parse(text: &str) -> Option<Self> {
        let numbered = |prefix| {
            text.strip_prefix(prefix)
                .and_then(|digits: &str| digits.parse::<u32>().ok())
                .filter(|n| (1..=9).contains(n))
        };
        match text {
            "birth" => Some(Self::Birth),
            "repeat" => Some(Self::Repeat),
            _ => numbered("p")
                .map(Self::Primary)
                .or_else(|| numbered("b").map(Self::Booster)),
        }
    }
}

impl<'de> Deserialize<'de> for Role {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text)
            .ok_or_else(|| serde::de::Error::custom(format!("not a dose of a series: {text}")))
    }
}
