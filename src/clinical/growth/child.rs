//! One child as measured on one day.

use serde::Deserialize;
use serde_json::Value;

use crate::clinical::Sex;

/// What was measured. Everything but sex and age may be missing.
#[derive(Debug, Clone, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Child {
    /// Comes back unchanged.
    #[serde(default)]
    pub id: Value,
    pub sex: Sex,
    /// Days since birth; or `age_months`, exactly one of the two.
    #[serde(default)]
    pub age_days: Option<f64>,
    #[serde(default)]
    pub age_months: Option<f64>,
    /// Completed weeks of pregnancy at birth; below 37 the age is corrected.
    #[serde(default)]
    pub birth_weeks: Option<f64>,
    #[serde(default)]
    pub weight_kg: Option<f64>,
    /// Length or height, as `standing` says; without it, as usual at this age.
    #[serde(default)]
    pub length_cm: Option<f64>,
    #[serde(default)]
    pub standing: Option<bool>,
    #[serde(default)]
    pub head_cm: Option<f64>,
    #[serde(default)]
    pub muac_cm: Option<f64>,
    /// Pitting oedema of both feet.
    #[serde(default)]
    pub oedema: Option<bool>,
}

/// Why a child cannot be assessed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Unfit {
    #[error("give exactly one of age_days and age_months")]
    Age,
    #[error("{field}: {value} is outside {min} to {max}")]
    Outside {
        field: &'static str,
        value: f64,
        min: f64,
        max: f64,
    },
}

/// Weeks of pregnancy that a living child can be born at.
const BIRTH_WEEKS: (f64, f64) = (20.0, 45.0);

/// The oldest age that any table knows, in days.
const MAX_DAYS: f64 = 7000.0;

impl Child {
    /// A child with nothing measured yet.
    pub fn of(sex: Sex, age_days: f64) -> Self {
        Self {
            id: Value::Null,
            sex,
            age_days: Some(age_days),
            age_months: None,
            birth_weeks: None,
            weight_kg: None,
            length_cm: None,
            standing: None,
            head_cm: None,
            muac_cm: None,
            oedema: None,
        }
    }

    /// Without an age that can be there is no answer at all.
    pub fn check(&self) -> Result<(), Unfit> {
        if self.age_days.is_some() == self.age_months.is_some() {
            return Err(Unfit::Age);
        }
        for (field, value, (min, max)) in [
            ("age_days", self.age_days, (0.0, MAX_DAYS)),
            ("age_months", self.age_months, (0.0, 230.0)),
            ("birth_weeks", self.birth_weeks, BIRTH_WEEKS),
        ] {
            if let Some(value) = value
                && !(min..=max).contains(&value)
            {
                return Err(Unfit::Outside {
                    field,
                    value,
                    min,
                    max,
                });
            }
        }
        Ok(())
    }

    /// The child without measurements that nobody can have (grams for kilograms, a slip of the mark), and the names of
    /// those: the others are still worth an answer. The limits are wide; the doubtful is flagged by its z-score.
    pub fn possible(&self) -> (Self, Vec<&'static str>) {
        let mut child = self.clone();
        let mut dropped = Vec::new();
        for (field, value, (min, max)) in [
            ("weight_kg", &mut child.weight_kg, (0.2, 300.0)),
            ("length_cm", &mut child.length_cm, (15.0, 250.0)),
            ("head_cm", &mut child.head_cm, (10.0, 80.0)),
            ("muac_cm", &mut child.muac_cm, (3.0, 60.0)),
        ] {
            if value.is_some_and(|value| !(min..=max).contains(&value)) {
                *value = None;
                dropped.push(field);
            }
        }
        (child, dropped)
    }
}
