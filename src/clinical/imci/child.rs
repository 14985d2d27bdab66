//! One child: what is known of it, and what was answered.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::super::growth;
use super::super::question::Sex;
use super::data::{Chart, Kind, Sign};

/// Places that the z-scores are computed from.
pub(super) const WEIGHT: &str = "weight";
/// Not a question of the form: it stands in the card.
pub(super) const SEX: &str = "sex";
const LENGTH: &str = "height";
const OEDEMA: &str = "oedema";

/// Weights for age that a fluid may be computed from. WHO Anthro calls a score below -6 a mistake of measuring; a volume is not
/// trusted below -5 either.
const DOSED_Z: std::ops::RangeInclusive<f64> = -5.0..=5.0;

/// An answer to one sign.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    Yes(bool),
    Number(f64),
    Word(String),
}

/// Who is assessed, and what was found. A sign without an answer was not asked yet.
#[derive(Debug, Clone, Copy)]
pub struct Child<'a> {
    pub birth: NaiveDate,
    pub today: NaiveDate,
    pub sex: Option<Sex>,
    /// Day of the answer `weight`; today where it is not said.
    pub weight_on: Option<NaiveDate>,
    pub answers: &'a BTreeMap<String, Value>,
}

/// Why there is no assessment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    #[error("IMCI is for children from birth to the day before the fifth birthday")]
    Age,
    #[error("{0}: no such sign at this age")]
    NoSuchSign(String),
    #[error("{0}: no answer to this question, or outside its limits")]
    NoAnswer(String),
}

/// The answers with what is computed from them.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub values: BTreeMap<String, Value>,
    /// Signs whose value cannot be true of a child that is well. Such a value may say *yes*; it never says *no*.
    pub doubtful: BTreeSet<String>,
}

impl Sign {
    pub fn fits(&self, value: &Value) -> bool {
        match (&self.kind, value) {
            (Kind::Bool, Value::Yes(_)) => true,
            (Kind::Number { min, max }, Value::Number(n)) => (*min..=*max).contains(n),
            (Kind::Choice { options }, Value::Word(word)) => options.contains(word),
            (Kind::Bool | Kind::Number { .. } | Kind::Choice { .. } | Kind::Derived { .. }, _) => {
                false
            }
        }
    }
}

impl Sign {
    fn believes(&self, value: &Value) -> bool {
        match (&self.believable, value) {
            (Some(window), Value::Number(n)) => (window.from..=window.to).contains(n),
            (Some(_) | None, _) => true,
        }
    }
}

impl Child<'_> {
    pub(super) fn known(&self, chart: &Chart) -> Result<Known, Unfit> {
        let mut known = Known::default();
        for (id, value) in self.answers {
            let sign = chart
                .sign(id)
                .ok_or_else(|| Unfit::NoSuchSign(id.clone()))?;
            if !sign.fits(value) {
                return Err(Unfit::NoAnswer(id.clone()));
            }
            if !sign.believes(value) {
                known.doubtful.insert(id.clone());
            }
            known.values.insert(id.clone(), value.clone());
        }
        self.score(chart, &mut known);
        Ok(known)
    }

    /// The weight was taken on the day of the assessment.
    pub(super) fn is_weighed_today(&self) -> bool {
        self.weight_on.is_none_or(|day| day == self.today)
    }

    /// A child of this age can have this weight; where the sex is not known, a boy or a girl.
    pub(super) fn can_weigh(&self, kg: f64) -> bool {
        let days = (self.today - self.birth).num_days();
        let sexes = match self.sex {
            Some(sex) => vec![sex],
            None => vec![Sex::Female, Sex::Male],
        };
        sexes.into_iter().any(|sex| {
            let child = growth::Child {
                weight_kg: Some(kg),
                ..growth::Child::of(sex, days as f64)
            };
            let z = growth::assess(&child).ok().and_then(|found| found.wfa);
            z.is_some_and(|z| DOSED_Z.contains(&z))
        })
    }

    /// Z-scores by WHO's standards; none without the sex. A score of an old weight says nothing of today's child.
    fn score(&self, chart: &Chart, known: &mut Known) {
        let values = &mut known.values;
        let number = |id: &str| match values.get(id) {
            Some(Value::Number(n)) => Some(*n),
            _ => None,
        };
        let Some(sex) = self.sex.filter(|_| self.is_weighed_today()) else {
            return;
        };
        let days = (self.today - self.birth).num_days();
        // Water in the feet weighs too: where it is asked, there is no score before the answer is no.
        if chart.sign(OEDEMA).is_some() && values.get(OEDEMA) != Some(&Value::Yes(false)) {
            return;
        }
        let child = growth::Child {
            weight_kg: number(WEIGHT),
            length_cm: number(LENGTH),
            ..growth::Child::of(sex, days as f64)
        };
        let Ok(found) = growth::assess(&child) else {
            return;
        };
        let has = |flag: &str| found.flags.iter().any(|one| one == flag);
        let weight = has("wfa_implausible") || has("weight_kg_impossible");
        let length = has("lhfa_implausible") || has("length_cm_impossible");
        let build = has("wfl_implausible") || has("bmi_implausible");
        // Which of the two was measured wrong: the one that does not fit the age; both, where only their proportion is strange.
        for (id, is_doubtful) in [
            (WEIGHT, weight || build && !length),
            (LENGTH, length || build && !weight),
        ] {
            if is_doubtful && chart.sign(id).is_some() {
                known.doubtful.insert(id.to_owned());
            }
        }
        for (id, z) in [("wfa-z", found.wfa), ("wfl-z", found.wfl)] {
            let Some(z) = z.filter(|_| chart.sign(id).is_some()) else {
                continue;
            };
            values.insert(id.to_owned(), Value::Number(z));
            if weight || length || build {
                known.doubtful.insert(id.to_owned());
            }
        }
    }
}
