//! The eGFR of today from the creatinines of the record: which one counts, how old it may be, and why there is none.
//!
//! The figure is the calculators' own (CKD-EPI 2021 from 18 years, the bedside equation of Schwartz from 1 to 17); the limits are
//! dated data in `assets/calc/creatinine.json`. Old, contradictory, unsteady or not understood is *unknown*, never normal.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::calc;
use super::facts::CHILDBEARING;
use super::question::Sex;

/// The two units that laboratories of the region print. They are never mixed: what stands in neither is no creatinine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CreatinineUnit {
    MicromolPerL,
    MgPerDl,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Creatinine {
    pub value: f64,
    pub unit: CreatinineUnit,
}

/// One time that a creatinine was written down.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading {
    /// The day of the sample; where it cannot be read, the day of the visit.
    pub on: NaiveDate,
    /// `None`: something stands there that is no dated creatinine.
    pub value: Option<Creatinine>,
}

/// What the equations want to know of the patient.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Kidneys {
    /// Earliest and latest day of birth.
    pub born: Option<(NaiveDate, NaiveDate)>,
    pub sex: Option<Sex>,
    /// `None`: not known.
    pub pregnant: Option<bool>,
    /// Heights in centimetres with their days.
    pub heights: Vec<(NaiveDate, f64)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum KidneyFunction {
    /// The record holds no creatinine.
    #[default]
    NotMeasured,
    Known {
        /// mL/min/1.73 m², with the digits that are shown.
        egfr: f64,
        creatinine: Creatinine,
        on: NaiveDate,
    },
    Unknown {
        why: Why,
        /// The day of the newest creatinine.
        on: NaiveDate,
        /// The least that the doubtful values would give: what forbids counts in doubt too, what reassures does not.
        worst: Option<f64>,
        /// The kidneys may be ill by what was measured: no medicine that hangs on them is sure.
        doubtful: bool,
    },
}

/// Why the newest creatinine gives no figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    Unreadable,
    Future,
    /// Older than the data file allows.
    Old,
    /// Two values of one day.
    Conflict,
    Unsteady,
    Pregnant,
    /// Nobody said whether she is pregnant.
    Pregnancy,
    /// Under one year, not known, or between two equations.
    Age,
    Sex,
    /// A child without a height of the time.
    Height,
    /// Beyond what the equation knows.
    Outside,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    schema: String,
    #[serde(rename = "valid_from")]
    _valid_from: NaiveDate,
    #[serde(rename = "about")]
    _about: String,
    limits: Vec<Limit>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Limit {
    name: String,
    #[serde(rename = "unit")]
    _unit: String,
    value: f64,
    #[serde(rename = "why")]
    _why: String,
    source: String,
    /// `primary`, `transcription` or `knowledge`.
    seen: String,
}

static LIMITS: LazyLock<File> = LazyLock::new(|| {
    let text = include_str!("../../assets/calc/creatinine.json");
    match read(text) {
        Ok(file) => file,
        // Our own bug: a test reads the same file.
        Err(what) => panic!("assets/calc/creatinine.json is broken: {what}"),
    }
});

/// The limits that the rules below ask for.
const NAMES: [&str; 9] = [
    "usable_days",
    "height_days",
    "same_ratio",
    "unsteady_ratio",
    "unsteady_days",
    "sound_egfr",
    "sound_egfr_pregnant",
    "tallest_cm",
    "smallest_cm",
];

/// The file, or what is wrong with it.
fn read(text: &str) -> Result<File, String> {
    let file: File = serde_json::from_str(text).map_err(|error| error.to_string())?;
    if file.schema != "feldsher-creatinine/1" {
        return Err(format!("schema {}", file.schema));
    }
    if !NAMES.iter().eq(file.limits.iter().map(|limit| &limit.name)) {
        return Err("not the limits that are read, in their order".to_owned());
    }
    for limit in &file.limits {
        let seen = ["primary", "transcription", "knowledge"];
        if limit.source.is_empty() || !seen.contains(&limit.seen.as_str()) {
            return Err(format!("{}: from where?", limit.name));
        }
        if limit.value < 1.0 {
            return Err(format!("{}: value", limit.name));
        }
    }
    Ok(file)
}

/// A limit of the data file; every one of [`NAMES`] is there.
fn limit(name: &str) -> f64 {
    let found = LIMITS.limits.iter().find(|limit| limit.name == name);
    found.map_or(f64::NAN, |limit| limit.value)
}

/// A creatinine counts so many days.
pub fn usable_days() -> i64 {
    limit("usable_days") as i64
}

/// The kidney function of `today`.
pub fn kidney_function(
    readings: &[Reading],
    patient: &Kidneys,
    today: NaiveDate,
) -> KidneyFunction {
    let Some(on) = readings.iter().map(|reading| reading.on).max() else {
        return KidneyFunction::NotMeasured;
    };
    let (why, doubtful) = match judge(readings, on, today) {
        Ok(creatinine) => match estimate(creatinine, patient, on, today) {
            Ok(egfr) => {
                return KidneyFunction::Known {
                    egfr,
                    creatinine,
                    on,
                };
            }
            Err(why) => (why, vec![creatinine]),
        },
        Err(refused) => refused,
    };
    let bounds: Vec<Bounds> = doubtful
        .into_iter()
        .map(|creatinine| bounds(creatinine, patient, on.min(today)))
        .collect();
    KidneyFunction::Unknown {
        why,
        on,
        worst: bounds.iter().filter_map(|of| of.forbids).reduce(f64::min),
        doubtful: match why {
            Why::Unreadable | Why::Future | Why::Conflict | Why::Unsteady | Why::Outside => true,
            // As where nothing was measured.
            Why::Old => false,
            Why::Pregnant | Why::Pregnancy => !all_above(&bounds, limit("sound_egfr_pregnant")),
            Why::Age | Why::Sex | Why::Height => !all_above(&bounds, limit("sound_egfr")),
        },
    }
}

/// What a creatinine says although there is no estimate.
struct Bounds {
    /// The kidneys are at least as good as this; `None`: nobody can say.
    least: Option<f64>,
    /// What is to be counted against a medicine.
    forbids: Option<f64>,
}

fn all_above(bounds: &[Bounds], sound: f64) -> bool {
    let is_sound = |of: &Bounds| of.least.is_some_and(|least| least >= sound);
    !bounds.is_empty() && bounds.iter().all(is_sound)
}

/// Both ends of what is not known: of the day of birth, the sex, the height of a child. A pregnancy is left aside here; it makes
/// the figure unsure, not the danger less.
fn bounds(creatinine: Creatinine, patient: &Kidneys, on: NaiveDate) -> Bounds {
    let nothing = Bounds {
        least: None,
        forbids: None,
    };
    let Some((first, last)) = patient.born else {
        return nothing;
    };
    let sexes = match patient.sex {
        Some(sex) => vec![sex],
        None => vec![Sex::Female, Sex::Male],
    };
    let of = |height_limit: Option<&str>| {
        let heights = match height_limit {
            Some(name) => vec![(on, limit(name))],
            None => patient.heights.clone(),
        };
        let mut all = Vec::new();
        for born in [first, last] {
            for sex in &sexes {
                let patient = Kidneys {
                    sex: Some(*sex),
                    heights: heights.clone(),
                    ..patient.clone()
                };
                let years = on.years_since(born).ok_or(Why::Age);
                all.push(years.and_then(|years| equation(creatinine, &patient, years, on)));
            }
        }
        all
    };
    let least = |all: &[Result<f64, Why>]| all.iter().copied().flatten().reduce(f64::min);
    let whole = |all: &[Result<f64, Why>]| least(all).filter(|_| all.iter().all(Result::is_ok));
    let known = of(None);
    if known.contains(&Err(Why::Height)) {
        // The tallest child has the best kidneys: where even hers are ill, they are.
        let tallest = least(&of(Some("tallest_cm"))).filter(|egfr| *egfr < limit("sound_egfr"));
        return Bounds {
            least: whole(&of(Some("smallest_cm"))),
            forbids: least(&known).into_iter().chain(tallest).reduce(f64::min),
        };
    }
    Bounds {
        least: whole(&known),
        forbids: least(&known),
    }
}

/// The newest creatinine, or why it does not count and which values were in question.
fn judge(
    readings: &[Reading],
    on: NaiveDate,
    today: NaiveDate,
) -> Result<Creatinine, (Why, Vec<Creatinine>)> {
    let all: Vec<&Reading> = readings.iter().filter(|reading| reading.on == on).collect();
    let newest: Vec<Creatinine> = all.iter().filter_map(|reading| reading.value).collect();
    // Where the newest cannot be used, nobody knows that the ones before it are over.
    let is_recent = |day: NaiveDate| day <= today && (today - day).num_days() <= usable_days();
    let with_recent = || {
        // The newest may be among them a second time: only the least of all is asked for.
        let recent = readings.iter().filter(|reading| is_recent(reading.on));
        let recent = recent.filter_map(|reading| reading.value);
        newest.iter().copied().chain(recent).collect()
    };
    if on > today {
        return Err((Why::Future, with_recent()));
    }
    let Some(creatinine) = newest
        .first()
        .copied()
        .filter(|_| newest.len() == all.len())
    else {
        return Err((Why::Unreadable, with_recent()));
    };
    if newest
        .iter()
        .skip(1)
        .any(|other| ratio(creatinine, *other) > limit("same_ratio"))
    {
        return Err((Why::Conflict, newest));
    }
    if (today - on).num_days() > usable_days() {
        return Err((Why::Old, newest));
    }
    let shortly_before = readings.iter().filter(|reading| {
        reading.on < on && (on - reading.on).num_days() <= limit("unsteady_days") as i64
    });
    for before in shortly_before {
        match before.value {
            Some(value) if ratio(creatinine, value) < limit("unsteady_ratio") => {}
            Some(value) => return Err((Why::Unsteady, vec![creatinine, value])),
            None => return Err((Why::Unreadable, with_recent())),
        }
    }
    Ok(creatinine)
}

/// The least figure where the day of birth is not whole: a reduced dose or a stop is not missed.
fn estimate(
    creatinine: Creatinine,
    patient: &Kidneys,
    on: NaiveDate,
    today: NaiveDate,
) -> Result<f64, Why> {
    let (first, last) = patient.born.ok_or(Why::Age)?;
    let years = |born: NaiveDate, day: NaiveDate| day.years_since(born).ok_or(Why::Age);
    let could_bear = patient.sex != Some(Sex::Male)
        && (CHILDBEARING.contains(&years(first, today)?)
            || CHILDBEARING.contains(&years(last, today)?));
    match patient.pregnant {
        Some(true) => return Err(Why::Pregnant),
        None if could_bear => return Err(Why::Pregnancy),
        Some(false) | None => {}
    }
    let one = equation(creatinine, patient, years(first, on)?, on)?;
    let other = equation(creatinine, patient, years(last, on)?, on)?;
    if (years(first, on)? >= ADULT) == (years(last, on)? >= ADULT) {
        Ok(one.min(other))
    } else {
        Err(Why::Age)
    }
}

/// From this age the equation of adults is used.
const ADULT: u32 = 18;

fn equation(
    creatinine: Creatinine,
    patient: &Kidneys,
    years: u32,
    on: NaiveDate,
) -> Result<f64, Why> {
    let mut given: Map<String, Value> = Map::new();
    given.insert("age_years".to_owned(), json!(years));
    let field = match creatinine.unit {
        CreatinineUnit::MicromolPerL => "creatinine_umol_l",
        CreatinineUnit::MgPerDl => "creatinine_mg_dl",
    };
    given.insert(field.to_owned(), json!(creatinine.value));
    let name = if years >= ADULT {
        let sex = match patient.sex.ok_or(Why::Sex)? {
            Sex::Female => "female",
            Sex::Male => "male",
        };
        given.insert("sex".to_owned(), json!(sex));
        "egfr_ckd_epi_2021"
    } else if years >= 1 {
        let height = height(patient, on).ok_or(Why::Height)?;
        given.insert("height_cm".to_owned(), json!(height));
        "egfr_schwartz"
    } else {
        return Err(Why::Age);
    };
    let answer = calc::compute(name, &given).map_err(|_refusal| Why::Outside)?;
    let egfr = answer.get("egfr").and_then(Value::as_f64);
    egfr.ok_or(Why::Outside)
}

/// The height measured nearest to the day of the sample; of two as near, the smaller: its figure is the lesser.
fn height(patient: &Kidneys, on: NaiveDate) -> Option<f64> {
    let near = |day: NaiveDate| (day - on).num_days().abs();
    patient
        .heights
        .iter()
        .filter(|(day, _)| near(*day) as f64 <= limit("height_days"))
        .min_by(|a, b| (near(a.0)).cmp(&near(b.0)).then(a.1.total_cmp(&b.1)))
        .map(|(_, cm)| *cm)
}

/// How many times the greater is the lesser; endless where one of them is no amount.
fn ratio(one: Creatinine, other: Creatinine) -> f64 {
    let (one, other) = (micromol(one), micromol(other));
    let (least, most) = (one.min(other), one.max(other));
    if least > 0.0 {
        most / least
    } else {
        f64::INFINITY
    }
}

fn micromol(creatinine: Creatinine) -> f64 {
    // The factor of both equations (NIDDK prints 88.4).
    const UMOL_PER_MG_DL: f64 = 88.4;
    match creatinine.unit {
        CreatinineUnit::MicromolPerL => creatinine.value,
        CreatinineUnit::MgPerDl => creatinine.value * UMOL_PER_MG_DL,
    }
}

#[cfg(test)]
#[path = "kidney_tests.rs"]
mod tests;
