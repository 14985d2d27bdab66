//! What is asked of the dose check: the facts of one line of `feldsher check`, and nothing else.
//!
//! `None` always means "not known" or "not asked"; an empty list means "asked, there are none".

use chrono::{Datelike as _, NaiveDate, NaiveDateTime};
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

use crate::domain::country::Country;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sex {
    Female,
    Male,
}

/// One order (or, without `order.dose`, a wish for a proposal) and the patient it is for.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    #[serde(default)]
    pub id: String,
    /// Medicine id of the formulary; without one the answer is *cannot check*.
    #[serde(default)]
    pub medicine: String,
    #[serde(default)]
    pub route: Option<String>,
    /// One of the formulary's own indications, or not chosen.
    #[serde(default)]
    pub indication: Option<String>,
    #[serde(default)]
    pub weight_kg: Option<f64>,
    #[serde(default)]
    pub weight_date: Option<NaiveDate>,
    /// From an age formula or a tape, not from scales.
    #[serde(default)]
    pub weight_estimated: Option<bool>,
    #[serde(default)]
    pub birth_date: Option<NaiveDate>,
    #[serde(default)]
    pub date: Option<NaiveDate>,
    /// Local time of the dose; without it the end of `date`.
    #[serde(default, deserialize_with = "local_time")]
    pub at: Option<NaiveDateTime>,
    #[serde(default)]
    pub sex: Option<Sex>,
    #[serde(default)]
    pub pregnant: Option<bool>,
    #[serde(default)]
    pub trimester: Option<u8>,
    #[serde(default)]
    pub breastfeeding: Option<bool>,
    /// mL/min/1.73 m²
    #[serde(default)]
    pub egfr: Option<f64>,
    /// Completed weeks of gestation at birth.
    #[serde(default)]
    pub birth_weeks: Option<f64>,
    /// Conditions in the formulary's own words.
    #[serde(default)]
    pub conditions: Option<Vec<String>>,
    /// Allergy classes, medicine ids or free text.
    #[serde(default)]
    pub allergies: Option<Vec<String>>,
    /// Medicines the patient takes now, without the order itself.
    #[serde(default)]
    pub current: Option<Vec<String>>,
    /// What was given lately; the engine uses the last 24 hours and the last dose.
    #[serde(default)]
    pub given: Option<Vec<Given>>,
    #[serde(default)]
    pub order: Option<Order>,
    /// Where editions of a guideline conflict, the country's choice counts. Not said: every rule stands.
    #[serde(default)]
    pub country: Option<Country>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// Medicine id, brand or combination product.
    pub medicine: String,
    #[serde(default)]
    pub dose: Option<f64>,
    #[serde(default)]
    pub unit: Option<String>,
    #[serde(default, deserialize_with = "local_time")]
    pub at: Option<NaiveDateTime>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// Without a dose the question is for a proposal with this product.
    #[serde(default)]
    pub dose: Option<f64>,
    #[serde(default)]
    pub unit: Option<String>,
    #[serde(default)]
    pub per_day: Option<f64>,
    #[serde(default)]
    pub interval_h: Option<f64>,
    #[serde(default)]
    pub days: Option<f64>,
    /// Speed of an infusion in the words of the order: no rule knows speeds, so it is never confirmed.
    #[serde(default)]
    pub rate: Option<Rate>,
    #[serde(default)]
    pub product: Option<String>,
    /// Strength of the product as it will be given: "120 mg/5 mL", "500 mg", "25 %".
    #[serde(default)]
    pub strength: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Rate {
    Number(f64),
    Text(String),
}

/// Years that a date of a living patient can lie in; anything else is a slip of the hand.
const YEARS: std::ops::Range<i32> = 1880..2200;

impl Question {
    /// The question without dates that nobody can have meant, and which kinds of date were refused.
    /// `None` when every date is sane.
    pub(super) fn without_wild_dates(&self) -> Option<(Self, Vec<&'static str>)> {
        let wild = |day: Option<NaiveDate>| day.is_some_and(|day| !YEARS.contains(&day.year()));
        let wild_time = |at: Option<NaiveDateTime>| wild(at.map(|at| at.date()));
        let mut said = Vec::new();
        let mut sane = self.clone();
        if wild(self.date) || wild_time(self.at) || wild(self.weight_date) {
            said.push("contradiction-date");
            sane.date = self.date.filter(|day| !wild(Some(*day)));
            sane.at = self.at.filter(|at| !wild_time(Some(*at)));
            sane.weight_date = self.weight_date.filter(|day| !wild(Some(*day)));
        }
        if wild(self.birth_date) {
            said.push("contradiction-birth");
            sane.birth_date = None;
        }
        for given in sane.given.iter_mut().flatten() {
            if wild_time(given.at) {
                given.at = None;
                if !said.contains(&"contradiction-date") {
                    said.push("contradiction-date");
                }
            }
        }
        (!said.is_empty()).then_some((sane, said))
    }

    /// The moment the question is about, and whether its time of day is known.
    pub fn now(&self) -> Option<NaiveDateTime> {
        self.at
            .or_else(|| self.date.and_then(|day| day.and_hms_opt(23, 59, 59)))
    }

    /// The day the question is about.
    pub fn today(&self) -> Option<NaiveDate> {
        self.at.map(|at| at.date()).or(self.date)
    }
}

fn local_time<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<NaiveDateTime>, D::Error> {
    let Some(text) = Option::<String>::deserialize(deserializer)? else {
        return Ok(None);
    };
    ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(&text, format).ok())
        .map(Some)
        .ok_or_else(|| D::Error::custom(format!("not a local time: {text}")))
}
