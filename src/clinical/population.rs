//! Is this patient one of those a stop or rule speaks of? Yes, no, or "it depends on a fact nobody told us".

use super::data::Population;
use super::facts::{FROM_MEDICINES, Facts};
use super::question::Sex;
use super::shelf::SAME;

/// A fact whose absence keeps a question open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    Age,
    Weight,
    Route,
    Sex,
    Pregnancy,
    Trimester,
    Breastfeeding,
    Egfr,
    Conditions,
    BirthWeeks,
    Strength,
    Allergies,
    /// The rule is only for what it names, and nobody chose that.
    Indication,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Match {
    Yes,
    No,
    /// Everything known fits; these facts decide.
    Open(Vec<Need>),
}

/// Earliest gestation at which a newborn survives, in weeks: bounds an unknown one.
const LEAST_BIRTH_WEEKS: f64 = 22.0;

pub fn matches(population: &Population, facts: &Facts<'_>) -> Match {
    let mut open = Vec::new();
    let answers = [
        age(population, facts),
        weight(population, facts),
        sex(population, facts),
        pregnancy(population, facts),
        trimester(population, facts),
        breastfeeding(population, facts),
        egfr(population, facts),
        conditions(population, facts),
        corrected_age(population, facts),
        preterm(population, facts),
        route(population, facts),
        strength(population, facts),
    ];
    for answer in answers {
        match answer {
            Match::No => return Match::No,
            Match::Yes => {}
            Match::Open(needs) => open.extend(needs),
        }
    }
    if open.is_empty() {
        Match::Yes
    } else {
        Match::Open(open)
    }
}

fn decide(condition: bool) -> Match {
    if condition { Match::Yes } else { Match::No }
}

fn need(what: Need) -> Match {
    Match::Open(vec![what])
}

fn age(population: &Population, facts: &Facts<'_>) -> Match {
    if population.age_min.is_none() && population.age_max.is_none() {
        return Match::Yes;
    }
    let (Some(birth), Some(today)) = (facts.birth, facts.today) else {
        return need(Need::Age);
    };
    decide(
        population
            .age_min
            .is_none_or(|span| span.is_reached(birth, today))
            && population
                .age_max
                .is_none_or(|span| !span.is_reached(birth, today)),
    )
}

fn weight(population: &Population, facts: &Facts<'_>) -> Match {
    if population.weight_min.is_none() && population.weight_max.is_none() {
        return Match::Yes;
    }
    let least = population.weight_min.unwrap_or(0.0);
    let most = population.weight_max.unwrap_or(f64::INFINITY);
    let (low, high) = facts.weight_range;
    if low >= least && high < most {
        Match::Yes
    } else if high < least || low >= most {
        Match::No
    } else {
        need(Need::Weight)
    }
}

fn sex(population: &Population, facts: &Facts<'_>) -> Match {
    match (population.sex, facts.sex) {
        (None, _) => Match::Yes,
        (Some(wanted), Some(sex)) => decide(wanted == sex),
        (Some(Sex::Female), None) if facts.pregnant == Some(true) => Match::Yes,
        (Some(_), None) => need(Need::Sex),
    }
}

fn pregnancy(population: &Population, facts: &Facts<'_>) -> Match {
    match (population.pregnant, facts.pregnant) {
        (None, _) => Match::Yes,
        (Some(wanted), Some(pregnant)) => decide(wanted == pregnant),
        (Some(wanted), None) if !facts.could_bear() => decide(!wanted),
        (Some(_), None) => need(Need::Pregnancy),
    }
}

fn trimester(population: &Population, facts: &Facts<'_>) -> Match {
    if population.trimester.is_empty() {
        return Match::Yes;
    }
    match facts.trimester {
        Some(trimester) => decide(population.trimester.contains(&trimester)),
        None if facts.pregnant == Some(true) => need(Need::Trimester),
        // Whoever speaks of a trimester speaks of pregnancy (the validator sees to it), which is asked first or answered.
        None => Match::Yes,
    }
}

fn breastfeeding(population: &Population, facts: &Facts<'_>) -> Match {
    match (population.breastfeeding, facts.breastfeeding) {
        (None, _) => Match::Yes,
        (Some(wanted), Some(nursing)) => decide(wanted == nursing),
        (Some(wanted), None) if !facts.could_bear() => decide(!wanted),
        (Some(_), None) => need(Need::Breastfeeding),
    }
}

fn egfr(population: &Population, facts: &Facts<'_>) -> Match {
    let Some(limit) = population.egfr_max else {
        return Match::Yes;
    };
    // Severe impairment is an eGFR below 30 (KDIGO G4). A listed one counts even beside a better, perhaps older, figure.
    if limit >= 30.0 && facts.has("severe_renal_impairment") {
        return Match::Yes;
    }
    match facts.egfr {
        Some(egfr) => decide(egfr < limit),
        None => need(Need::Egfr),
    }
}

fn conditions(population: &Population, facts: &Facts<'_>) -> Match {
    if population.condition.is_empty() || population.condition.iter().any(|c| facts.has(c)) {
        return Match::Yes;
    }
    let self_found = population
        .condition
        .iter()
        .all(|c| FROM_MEDICINES.contains(&c.as_str()));
    let lists_known = facts.question.current.is_some();
    if facts.conditions.is_some() || (self_found && lists_known) {
        Match::No
    } else {
        need(Need::Conditions)
    }
}

fn corrected_age(population: &Population, facts: &Facts<'_>) -> Match {
    let Some(limit) = population.pma_max_weeks else {
        return Match::Yes;
    };
    let (Some(birth), Some(today)) = (facts.birth, facts.today) else {
        return need(Need::Age);
    };
    let lived = (today - birth).num_days() as f64 / 7.0;
    let limit = f64::from(limit);
    match facts.question.birth_weeks {
        Some(weeks) => decide(weeks + lived < limit),
        None if LEAST_BIRTH_WEEKS + lived >= limit => Match::No,
        None => need(Need::BirthWeeks),
    }
}

fn preterm(population: &Population, facts: &Facts<'_>) -> Match {
    match (population.birth_weeks_max, facts.question.birth_weeks) {
        (None, _) => Match::Yes,
        (Some(limit), Some(weeks)) => decide(weeks < f64::from(limit)),
        (Some(_), None) => need(Need::BirthWeeks),
    }
}

fn route(population: &Population, facts: &Facts<'_>) -> Match {
    match (&population.route, &facts.question.route) {
        (None, _) => Match::Yes,
        // Into the marrow is into the blood: what is forbidden by vein is forbidden there.
        (Some(wanted), Some(route)) => {
            decide(wanted == route || (wanted == "intravenous" && route == "intraosseous"))
        }
        (Some(_), None) => need(Need::Route),
    }
}

fn strength(population: &Population, facts: &Facts<'_>) -> Match {
    match (population.strength_min_mg_ml, facts.strength_mg_ml) {
        (None, _) => Match::Yes,
        // "49.9 %" on a label is the 50 % of the shelf: the same share that makes it a known product holds the stop.
        (Some(least), Some(strength)) => decide(strength >= least * (1.0 - SAME - 1e-9)),
        (Some(_), None) => need(Need::Strength),
    }
}
