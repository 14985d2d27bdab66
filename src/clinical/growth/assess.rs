//! One child beside the standard: z-scores, and what they mean.

use serde::Serialize;
use serde_json::Value;

use super::child::{Child, Unfit};
use super::indicator::Indicator;
use super::limits::{Level, Limits, Measured};
use super::standard::{Axis, is_height_age, row};
use super::{DAYS_PER_MONTH, LAST_DAY_OF_2006};

/// How a length was, or counts as, measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Position {
    Lying,
    Standing,
}

/// The answer. Z-scores have two digits and are `None` where they are not defined.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Growth {
    pub id: Value,
    pub wfa: Option<f64>,
    pub lhfa: Option<f64>,
    pub wfl: Option<f64>,
    pub bmi: Option<f64>,
    pub hc: Option<f64>,
    pub ac: Option<f64>,
    pub flags: Vec<String>,
    /// Each flag with its weight and source.
    pub findings: Vec<Finding>,
    /// The age that was used, and whether it was counted from the due date.
    pub age_days: u32,
    pub age_corrected: bool,
    /// The length that was used: converted by 0.7 cm where it was measured the other way.
    pub length_cm: Option<f64>,
    pub position: Option<Position>,
    pub bmi_kg_m2: Option<f64>,
    /// Every z-score with the numbers it came from.
    #[serde(skip)]
    pub scores: Vec<Score>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    pub flag: String,
    pub level: Level,
    pub source: String,
}

/// One z-score and its arithmetic.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    pub indicator: Indicator,
    /// Rounded to two digits.
    pub z: f64,
    /// What was compared, in the table's unit.
    pub value: f64,
    pub lms: super::Lms,
    /// Beyond ±3: by the steps between 2 and 3 SD.
    pub stepped: bool,
}

impl Growth {
    pub fn score(&self, indicator: Indicator) -> Option<&Score> {
        self.scores.iter().find(|s| s.indicator == indicator)
    }

    /// The weightiest finding, the first of equals.
    pub fn worst(&self) -> Option<&Finding> {
        let level = self.findings.iter().map(|f| f.level).max()?;
        self.findings.iter().find(|f| f.level == level)
    }
}

/// The age that counts.
#[derive(Clone, Copy)]
struct Age {
    /// Negative before the due date.
    days: f64,
    months: f64,
    corrected: bool,
}

pub fn assess(child: &Child) -> Result<Growth, Unfit> {
    child.check()?;
    let (child, impossible) = child.possible();
    let child = &child;
    let limits = Limits::builtin();
    let age = age_of(child, limits)?;
    let born = age.days >= 0.0;
    let (length, position, ignored) = length_of(child, age);
    let dry = child.oedema != Some(true);
    let weight = child.weight_kg.filter(|_| dry);
    let bmi = weight.zip(length).map(|(kg, cm)| kg / (cm / 100.0).powi(2));
    let by_age = if age.days <= f64::from(LAST_DAY_OF_2006) {
        Axis::Days(age.days)
    } else {
        Axis::Months(age.months)
    };
    let by_length = match (length, position) {
        (Some(cm), Some(Position::Lying)) => Some(Axis::LengthCm(cm)),
        (Some(cm), Some(Position::Standing)) => Some(Axis::HeightCm(cm)),
        _ => None,
    }
    .filter(|_| age.days <= f64::from(LAST_DAY_OF_2006));
    let scores: Vec<Score> = Indicator::ALL
        .into_iter()
        .filter(|_| born)
        .filter_map(|indicator| {
            let (value, axis) = match indicator {
                Indicator::Wfa => (weight?, by_age),
                Indicator::Lhfa => (length?, by_age),
                Indicator::Wfl => (weight?, by_length?),
                Indicator::Bmi => (bmi?, by_age),
                Indicator::Hc => (child.head_cm?, by_age),
                Indicator::Ac => (child.muac_cm?, by_age),
            };
            score(indicator, child, value, axis)
        })
        .collect();
    let z = |indicator: Indicator| {
        scores
            .iter()
            .find(|s| s.indicator == indicator)
            .map(|s| s.z)
    };
    let mut findings = Vec::new();
    let mut find = |flag: &str, level, source: &str| {
        findings.push(Finding {
            flag: flag.to_owned(),
            level,
            source: limits.cite(source),
        });
    };
    if !dry {
        find("oedema", Level::Severe, "who-sam-2013");
    }
    for flag in &limits.flags {
        let value = match flag.of {
            Measured::Z => z(flag.indicator),
            Measured::MuacCm => child.muac_cm.filter(|_| born),
        };
        if value.is_some_and(|value| flag.holds(value, age.months)) {
            find(&flag.flag, flag.level, &flag.source);
        }
    }
    for limit in &limits.implausible {
        if z(limit.indicator).is_some_and(|z| !(limit.min..=limit.max).contains(&z)) {
            let flag = format!("{}_implausible", limit.indicator.code());
            find(&flag, Level::Implausible, &limit.source);
        }
    }
    for field in impossible {
        find(
            &format!("{field}_impossible"),
            Level::Implausible,
            "who-anthro",
        );
    }
    if ignored {
        find("standing_ignored", Level::Info, "who-anthro");
    }
    if age.corrected {
        find("age_corrected", Level::Info, &limits.preterm.source);
    }
    if !born {
        find("before_term", Level::Info, &limits.preterm.source);
    }
    if let Some(acute) = acute(&findings, limits) {
        findings.insert(0, acute);
    }
    let two = |value: f64| round(value, 100.0);
    Ok(Growth {
        id: child.id.clone(),
        wfa: z(Indicator::Wfa),
        lhfa: z(Indicator::Lhfa),
        wfl: z(Indicator::Wfl),
        bmi: z(Indicator::Bmi),
        hc: z(Indicator::Hc),
        ac: z(Indicator::Ac),
        flags: findings.iter().map(|f| f.flag.clone()).collect(),
        findings,
        age_days: age.days.max(0.0) as u32,
        age_corrected: age.corrected,
        length_cm: length.map(two),
        position,
        bmi_kg_m2: bmi.map(two),
        scores,
    })
}

/// Severe or moderate acute malnutrition, by weight, arm or oedema.
fn acute(findings: &[Finding], limits: &Limits) -> Option<Finding> {
    let any = |names: &[String]| findings.iter().any(|f| names.contains(&f.flag));
    let (flag, level) = if any(&limits.acute.severe) {
        ("severe_acute_malnutrition", Level::Severe)
    } else if any(&limits.acute.moderate) {
        ("moderate_acute_malnutrition", Level::Moderate)
    } else {
        return None;
    };
    Some(Finding {
        flag: flag.to_owned(),
        level,
        source: limits.cite(&limits.acute.source),
    })
}

fn score(indicator: Indicator, child: &Child, value: f64, axis: Axis) -> Option<Score> {
    let lms = row(indicator, child.sex, axis)?;
    let plain = lms.z(value);
    let stepped = indicator.is_restricted() && plain.abs() > 3.0;
    let z = if stepped {
        lms.z_restricted(value)
    } else {
        plain
    };
    z.is_finite().then(|| Score {
        indicator,
        z: round(z, 100.0),
        value,
        lms,
        stepped,
    })
}

/// To the nearest part; no minus before zero.
fn round(value: f64, parts: f64) -> f64 {
    let rounded = (value * parts).round() / parts;
    if rounded == 0.0 { 0.0 } else { rounded }
}

fn age_of(child: &Child, limits: &Limits) -> Result<Age, Unfit> {
    let (days, months) = match (child.age_days, child.age_months) {
        (Some(days), None) => {
            let days = (days + 0.5).floor();
            (days, days / DAYS_PER_MONTH)
        }
        (None, Some(months)) => ((months * DAYS_PER_MONTH + 0.5).floor(), months),
        _ => return Err(Unfit::Age),
    };
    let preterm = &limits.preterm;
    let early = child
        .birth_weeks
        .filter(|weeks| *weeks < preterm.before_weeks && months < preterm.until_months);
    Ok(match early {
        None => Age {
            days,
            months,
            corrected: false,
        },
        Some(weeks) => {
            let days = days - ((preterm.term_weeks - weeks) * 7.0).round();
            Age {
                days,
                months: days / DAYS_PER_MONTH,
                corrected: true,
            }
        }
    })
}

/// Under this age nobody stands to be measured.
const STANDS_FROM_MONTHS: f64 = 9.0;

/// The difference between lying and standing (WHO 2006).
const LYING_MINUS_STANDING_CM: f64 = 0.7;

/// The length as the tables want it, its position, and whether "standing" was ignored.
fn length_of(child: &Child, age: Age) -> (Option<f64>, Option<Position>, bool) {
    let Some(cm) = child.length_cm else {
        return (None, None, false);
    };
    let ignored = child.standing == Some(true) && age.months < STANDS_FROM_MONTHS;
    let standing = child.standing.filter(|_| !ignored);
    if is_height_age(age.days.max(0.0) as u32) {
        let less = if standing == Some(false) {
            LYING_MINUS_STANDING_CM
        } else {
            0.0
        };
        (Some(cm - less), Some(Position::Standing), ignored)
    } else {
        let more = if standing == Some(true) {
            LYING_MINUS_STANDING_CM
        } else {
            0.0
        };
        (Some(cm + more), Some(Position::Lying), ignored)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clinical::Sex;

    /// Beyond ±3 it goes on in equal steps; at three itself, where the two meet, the power still speaks.
    #[test]
    fn the_steps_begin_beyond_three() {
        let mut met = 0;
        for day in 0..=1856 {
            let child = Child::of(Sex::Male, f64::from(day));
            let axis = Axis::Days(f64::from(day));
            let lms = row(Indicator::Wfa, child.sex, axis).unwrap();
            for three in [3.0, -3.0] {
                let value = lms.value_at(three);
                // Not every row has a weight that comes out at three to the last bit.
                for value in [value.next_down(), value, value.next_up()] {
                    let score = score(Indicator::Wfa, &child, value, axis).unwrap();
                    let plain = lms.z(value).abs();
                    assert_eq!(score.stepped, plain > 3.0, "day {day}: {value}");
                    met += u32::from(plain.total_cmp(&3.0).is_eq());
                }
            }
        }
        assert!(met > 100, "{met}");
    }
}
