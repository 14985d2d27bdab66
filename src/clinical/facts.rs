//! The patient of a question, made ready: ages, the state of the weight, conditions with what they imply.
//! Contradictions become findings here, once.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use super::age::{Span, completed_years};
use super::answer::{Arg, Finding, Level};
use super::data::Formulary;
use super::profile::Unchosen;
use super::question::{Question, Sex};

/// A weight as far as it can be trusted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Weight {
    Known(f64),
    /// A number is there but must not be used; the code says why.
    Doubtful(&'static str),
    Missing,
}

/// Facts of the patient in the form in which populations are compared.
#[derive(Debug)]
pub struct Facts<'a> {
    pub question: &'a Question,
    pub now: Option<NaiveDateTime>,
    /// The earliest moment `now` can be: the beginning of the day when only the date is known.
    pub earliest: Option<NaiveDateTime>,
    pub today: Option<NaiveDate>,
    /// Birth date, when it is known and not after today.
    pub birth: Option<NaiveDate>,
    pub weight: Weight,
    /// Least and greatest weight that someone of this age can have; both are the weight when it is known.
    pub weight_range: (f64, f64),
    /// From an age formula, not from scales; `None` when nobody said.
    pub estimated: Option<bool>,
    pub sex: Option<Sex>,
    pub pregnant: Option<bool>,
    pub trimester: Option<u8>,
    pub breastfeeding: Option<bool>,
    pub egfr: Option<f64>,
    /// `None`: not asked. What follows from other facts is in `derived`.
    pub conditions: Option<BTreeSet<String>>,
    pub derived: BTreeSet<&'static str>,
    /// mg in one mL of the ordered solution.
    pub strength_mg_ml: Option<f64>,
    pub contradictions: Vec<Finding>,
    /// Rules that do not stand in this country for this patient.
    pub unchosen: Unchosen,
}

/// Conditions that the engine finds out itself from the lists of medicines, if those are known.
pub(super) const FROM_MEDICINES: [&str; 3] =
    ["on_ceftriaxone", "iv_calcium", "theophylline_last_24h"];

/// Conditions that are found from the eGFR.
pub const FROM_EGFR: [&str; 2] = ["renal_impairment", "severe_renal_impairment"];

/// Ages in which pregnancy must be asked before a medicine that harms the unborn (completed years, inclusive).
pub(super) const CHILDBEARING: std::ops::RangeInclusive<u32> = 10..=55;

/// Outside these ages a stated pregnancy or breast-feeding is a slip of the hand or the wrong patient (completed years).
pub const PREGNANCY_POSSIBLE: std::ops::RangeInclusive<u32> = 9..=60;

/// Hours in which ceftriaxone and calcium by vein meet: 48 by the older FDA label, the longest that is printed (knowledge).
const CALCIUM_WINDOW_H: i64 = 48;

const GREATEST_KG: f64 = 300.0;
const LEAST_KG: f64 = 0.4;

/// A newborn below this can be a preterm one; one born before 30 weeks is not above it in the first 28 days.
const SMALL_KG: f64 = 2.5;
/// Nobody born at term weighs less in the first 28 days (the project's proposal).
const TERM_LEAST_KG: f64 = 1.5;
const TERM_WEEKS: f64 = 37.0;
const VERY_PRETERM_WEEKS: f64 = 30.0;

/// In the first 28 days of life.
fn newborn(birth: Option<NaiveDate>, today: Option<NaiveDate>) -> bool {
    birth
        .zip(today)
        .is_some_and(|(birth, today)| !Span::Days(28).is_reached(birth, today))
}

impl<'a> Facts<'a> {
    pub fn of(data: &Formulary, question: &'a Question) -> Self {
        let mut contradictions = Vec::new();
        let today = question.today();
        if let (Some(at), Some(date)) = (question.at, question.date)
            && at.date() != date
        {
            contradictions.push(contradiction("contradiction-date"));
        }
        let birth = question.birth_date.filter(|birth| {
            let sane =
                today.is_none_or(|today| *birth <= today && completed_years(*birth, today) <= 120);
            if !sane {
                contradictions.push(contradiction("contradiction-birth"));
            }
            sane
        });
        let (weight, weight_range) = weigh(data, question, birth, today, &mut contradictions);
        let pregnant = match (question.pregnant, question.trimester) {
            (Some(false), Some(_)) => {
                contradictions.push(contradiction("contradiction-pregnancy"));
                None
            }
            (None, Some(_)) => Some(true),
            (known, _) => known,
        };
        let years = birth
            .zip(today)
            .map(|(birth, today)| completed_years(birth, today));
        let bears = |years: u32| PREGNANCY_POSSIBLE.contains(&years);
        if pregnant == Some(true)
            && (question.sex == Some(Sex::Male) || years.is_some_and(|years| !bears(years)))
        {
            contradictions.push(contradiction("contradiction-pregnancy"));
        }
        if question.breastfeeding == Some(true)
            && (question.sex == Some(Sex::Male) || years.is_some_and(|years| !bears(years)))
        {
            contradictions.push(contradiction("contradiction-breastfeeding"));
        }
        let said = |name: &str| {
            let listed = question.conditions.as_deref().unwrap_or_default();
            listed.iter().any(|condition| condition == name)
        };
        if pregnant == Some(false) && (said("preeclampsia") || said("labour_undelivered")) {
            contradictions.push(contradiction("contradiction-pregnancy"));
        }
        if question.egfr.is_some_and(|egfr| egfr >= 60.0) && said("severe_renal_impairment") {
            contradictions.push(contradiction("contradiction-egfr"));
        }
        if question.trimester.is_some_and(|t| !(1..=3).contains(&t)) {
            contradictions.push(contradiction("contradiction-pregnancy"));
        }
        if question
            .egfr
            .is_some_and(|e| !(e.is_finite() && (0.0..=250.0).contains(&e)))
        {
            contradictions.push(contradiction("contradiction-egfr"));
        }
        if question
            .birth_weeks
            .is_some_and(|w| !(w.is_finite() && (20.0..=45.0).contains(&w)))
        {
            contradictions.push(contradiction("contradiction-birth-weeks"));
        }
        if let (Some(weeks), Some(kg), true) = (
            question.birth_weeks,
            question.weight_kg,
            newborn(birth, today),
        ) && ((weeks >= TERM_WEEKS && kg < TERM_LEAST_KG)
            || (weeks < VERY_PRETERM_WEEKS && kg > SMALL_KG))
        {
            contradictions.push(contradiction("contradiction-birth-weeks"));
        }
        let conditions = question.conditions.as_ref().map(|listed| {
            let mut all = BTreeSet::new();
            for condition in listed {
                if data.conditions.contains(condition) {
                    add_implied(data, condition, &mut all);
                } else {
                    contradictions.push(
                        Finding::new(Level::CannotCheck, "condition-unknown")
                            .with("condition", Arg::Text(condition.clone())),
                    );
                }
            }
            all
        });
        let mut facts = Self {
            question,
            now: question.now(),
            earliest: question
                .at
                .or_else(|| question.date.and_then(|day| day.and_hms_opt(0, 0, 0))),
            today,
            birth,
            weight,
            weight_range,
            estimated: question.weight_estimated,
            sex: question.sex,
            pregnant,
            trimester: question.trimester.filter(|t| (1..=3).contains(t)),
            breastfeeding: question.breastfeeding,
            egfr: question.egfr.filter(|e| e.is_finite()),
            conditions,
            derived: BTreeSet::new(),
            strength_mg_ml: None,
            contradictions,
            unchosen: Unchosen::new(),
        };
        facts.derive(data);
        facts
    }

    /// Completed years of age.
    pub fn years(&self) -> Option<u32> {
        Some(completed_years(self.birth?, self.today?))
    }

    /// Could this person be pregnant or breast-feeding, going by sex and age alone?
    pub fn could_bear(&self) -> bool {
        self.sex != Some(Sex::Male)
            && self
                .years()
                .is_none_or(|years| CHILDBEARING.contains(&years))
    }

    pub fn has(&self, condition: &str) -> bool {
        self.derived.contains(condition)
            || self
                .conditions
                .as_ref()
                .is_some_and(|all| all.contains(condition))
    }

    /// Kidneys that may be failing although no eGFR is known (the age limit is the project's proposal).
    pub fn kidney_risk(&self) -> bool {
        self.has("renal_impairment") || self.years().is_none_or(|years| years > 65)
    }

    /// Under 18 years, or of unknown age.
    pub fn may_be_child(&self) -> bool {
        self.birth
            .zip(self.today)
            .is_none_or(|(birth, today)| completed_years(birth, today) < 18)
    }

    /// A newborn so small that weeks at birth must be known before a rule for term newborns is used.
    pub fn may_be_preterm(&self) -> bool {
        newborn(self.birth, self.today) && self.question.weight_kg.is_none_or(|kg| kg < SMALL_KG)
    }

    fn derive(&mut self, data: &Formulary) {
        // KDIGO stages: G4 begins below 30, G3 below 60 mL/min/1.73 m².
        if let Some(egfr) = self.egfr {
            if egfr < 30.0 {
                self.derived.insert("severe_renal_impairment");
            }
            if egfr < 60.0 {
                self.derived.insert("renal_impairment");
            }
        }
        let lists = self.question.current.iter().flatten().map(String::as_str);
        let ago = |hours| {
            self.now
                .and_then(|now| now.checked_sub_signed(TimeDelta::hours(hours)))
        };
        let (day_ago, two_days_ago) = (ago(24), ago(CALCIUM_WINDOW_H));
        let given = self.question.given.iter().flatten().filter_map(|g| {
            let since = |limit| match (g.at, limit) {
                (Some(at), Some(limit)) => at > limit,
                _ => true,
            };
            since(two_days_ago).then(|| (g.medicine.as_str(), since(day_ago)))
        });
        for (name, lately) in lists.map(|name| (name, true)).chain(given) {
            for medicine in data.ingredients(name) {
                match medicine.id.as_str() {
                    "ceftriaxone" => {
                        self.derived.insert("on_ceftriaxone");
                    }
                    "calcium-gluconate" | "ringer-lactate" => {
                        self.derived.insert("iv_calcium");
                    }
                    // One substance: aminophylline is its salt.
                    "aminophylline" | "theophylline" if lately => {
                        self.derived.insert("theophylline_last_24h");
                    }
                    _ => {}
                }
            }
        }
    }
}

fn add_implied(data: &Formulary, condition: &str, all: &mut BTreeSet<String>) {
    if all.insert(condition.to_owned()) {
        for implied in data.condition_implies.get(condition).into_iter().flatten() {
            add_implied(data, implied, all);
        }
    }
}

fn weigh(
    data: &Formulary,
    question: &Question,
    birth: Option<NaiveDate>,
    today: Option<NaiveDate>,
    contradictions: &mut Vec<Finding>,
) -> (Weight, (f64, f64)) {
    let plausible = match (birth, today) {
        (Some(birth), Some(today)) => data
            .weight_rules
            .plausible_kg
            .iter()
            .find(|row| !row.age_max.is_reached(birth, today))
            .map_or((LEAST_KG, GREATEST_KG), |row| (row.min, row.max)),
        _ => (LEAST_KG, GREATEST_KG),
    };
    let Some(kg) = question.weight_kg else {
        return (Weight::Missing, plausible);
    };
    if !kg.is_finite() || kg < plausible.0 || kg > plausible.1 {
        contradictions.push(
            Finding::new(Level::CannotCheck, "weight-implausible")
                .with("weight", Arg::Number(kg))
                .with("low", Arg::Number(plausible.0))
                .with("high", Arg::Number(plausible.1)),
        );
        return (Weight::Doubtful("weight-implausible"), plausible);
    }
    let (Some(on), Some(today)) = (question.weight_date, today) else {
        return (Weight::Doubtful("weight-date-needed"), plausible);
    };
    if on > today || birth.is_some_and(|birth| on < birth) {
        contradictions
            .push(Finding::new(Level::CannotCheck, "weight-date-wrong").with("date", Arg::Day(on)));
        return (Weight::Doubtful("weight-date-wrong"), plausible);
    }
    let Some(birth) = birth else {
        // Without an age nobody can say how long a weight holds.
        return (Weight::Doubtful("need-age"), plausible);
    };
    let most = data
        .weight_rules
        .max_age_days
        .iter()
        .find(|row| !row.age_max.is_reached(birth, today))
        .map_or(0, |row| row.days);
    if (today - on).num_days() > most {
        return (Weight::Doubtful("weight-stale"), plausible);
    }
    (Weight::Known(kg), (kg, kg))
}

fn contradiction(code: &'static str) -> Finding {
    Finding::new(Level::CannotCheck, code)
}
