//! Stops: what forbids a medicine before any dose is counted.

use std::collections::BTreeSet;

use super::allergy;
use super::answer::{Arg, Finding, Level};
use super::data::{Formulary, Medicine, Stop, StopLevel};
use super::facts::{Facts, Weight};
use super::finding::{name_of, reason};
use super::population::{Match, Need, matches};

/// Findings of every stop that applies, and of every contraindication that an unknown fact keeps open.
pub(super) fn findings(data: &Formulary, medicine: &Medicine, facts: &Facts<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    let mut asked = BTreeSet::new();
    for stop in &medicine.stops {
        let indication = facts.question.indication.as_deref();
        if indication.is_some_and(|chosen| stop.except_indications.iter().any(|e| e == chosen)) {
            continue;
        }
        let (matched, allergy) = concerns(data, stop, facts);
        match matched {
            Match::No => {}
            Match::Yes => {
                let (level, code) = match stop.level {
                    StopLevel::Contraindicated => (Level::Contraindicated, "stop"),
                    StopLevel::Avoid => (Level::Major, "avoid"),
                    StopLevel::Specialist => (Level::CannotCheck, "specialist"),
                    StopLevel::Warn => (Level::Warn, "note"),
                };
                let finding = match allergy {
                    Some(allergy) => Finding::new(level, "allergy-part")
                        .with("allergy", Arg::Text(allergy.to_owned()))
                        .with("medicine", name_of(medicine)),
                    None => Finding::new(level, code),
                };
                out.push(finding.by_stop(data, stop));
            }
            Match::Open(_) if stop.common => {}
            Match::Open(needs) => {
                for need in needs {
                    let quiet = need == Need::Egfr && !facts.kidney_risk();
                    let level = match stop.level {
                        StopLevel::Contraindicated if !quiet => Level::CannotCheck,
                        StopLevel::Contraindicated | StopLevel::Avoid => Level::Info,
                        // A small newborn of unknown weeks may be a preterm one, whose doses no rule here knows.
                        StopLevel::Specialist
                            if need == Need::BirthWeeks && facts.may_be_preterm() =>
                        {
                            Level::CannotCheck
                        }
                        // A disease or allergy that hands the patient to a specialist is asked about like one that forbids.
                        StopLevel::Specialist
                            if matches!(need, Need::Conditions | Need::Allergies) =>
                        {
                            Level::CannotCheck
                        }
                        // So are kidneys that may be failing: the elderly, known impairment.
                        StopLevel::Specialist if need == Need::Egfr && !quiet => Level::CannotCheck,
                        // What only a note or a referral depends on is not asked.
                        StopLevel::Specialist | StopLevel::Warn => continue,
                    };
                    if level == Level::Info && matches!(need, Need::Conditions) {
                        continue;
                    }
                    if asked.insert((need, level)) {
                        let finding = self::need(need, level, facts);
                        out.push(finding.with("reason", reason(stop)).cite(
                            data,
                            &stop.key,
                            &stop.source,
                            stop.verified,
                        ));
                    }
                }
            }
        }
    }
    // The same fact asked loudly needs no quiet question beside it.
    let loud: Vec<&'static str> = out
        .iter()
        .filter(|f| f.level == Level::CannotCheck)
        .map(|f| f.code)
        .collect();
    out.retain(|f| {
        f.level != Level::Info
            || !loud
                .iter()
                .any(|code| code.trim_start_matches("need-") == f.code.trim_start_matches("ask-"))
    });
    out
}

/// Is the stop about this patient; where it turns on an allergy, by which recorded one?
fn concerns<'a>(data: &Formulary, stop: &Stop, facts: &Facts<'a>) -> (Match, Option<&'a str>) {
    let matched = matches(&stop.population, facts);
    if stop.allergy.is_empty() || matched == Match::No {
        return (matched, None);
    }
    match (&facts.question.allergies, matched) {
        (Some(recorded), matched) => match allergy::among(data, recorded, &stop.allergy) {
            Some(allergy) => (matched, Some(allergy)),
            None => (Match::No, None),
        },
        (None, Match::Open(mut needs)) => {
            needs.push(Need::Allergies);
            (Match::Open(needs), None)
        }
        (None, Match::Yes | Match::No) => (Match::Open(vec![Need::Allergies]), None),
    }
}

/// "This fact is needed" at the given level.
pub(super) fn need(need: Need, level: Level, facts: &Facts<'_>) -> Finding {
    let loud = level == Level::CannotCheck;
    let code = match (need, loud) {
        (Need::Age, true) => "need-age",
        (Need::Weight, true) => return weight(facts),
        (Need::Route, true) => "need-route",
        (Need::Sex, true) => "need-sex",
        (Need::Pregnancy, true) => "need-pregnancy",
        (Need::Trimester, true) => "need-trimester",
        (Need::Breastfeeding, true) => "need-breastfeeding",
        (Need::Egfr, true) => "need-egfr",
        (Need::Conditions, true) => "need-conditions",
        (Need::BirthWeeks, true) => "need-birth-weeks",
        (Need::Strength, true) => "need-strength",
        (Need::Indication, true) => "choose-indication",
        (Need::Allergies, true) => "need-allergies",
        (Need::Pregnancy, false) => "ask-pregnancy",
        (Need::Trimester, false) => "ask-trimester",
        (Need::Breastfeeding, false) => "ask-breastfeeding",
        (Need::Egfr, false) => "ask-egfr",
        (Need::Allergies, false) => "ask-allergies",
        (_, false) => "ask-fact",
    };
    Finding::new(level, code)
}

/// Why the weight cannot be used.
pub(super) fn weight(facts: &Facts<'_>) -> Finding {
    let code = match facts.weight {
        Weight::Known(_) | Weight::Missing => "need-weight",
        Weight::Doubtful(code) => code,
    };
    let mut finding = Finding::new(Level::CannotCheck, code);
    if let (Some(on), Some(today)) = (facts.question.weight_date, facts.today) {
        finding = finding.with("date", super::answer::Arg::Day(on)).with(
            "days",
            super::answer::Arg::Number((today - on).num_days() as f64),
        );
    }
    if let Some(kg) = facts.question.weight_kg {
        finding = finding.with("weight", super::answer::Arg::Number(kg));
    }
    if code == "weight-implausible" {
        finding = finding
            .with("low", super::answer::Arg::Number(facts.weight_range.0))
            .with("high", super::answer::Arg::Number(facts.weight_range.1));
    }
    finding
}
