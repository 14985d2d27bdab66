//! Which rules are, or may be, about this patient, and with which limits.

use super::answer::RuleAnswer;
use super::data::{Medicine, Rule};
use super::facts::{Facts, Weight};
use super::limits::{Limits, Who, limits};
use super::population::{Match, Need, matches};
use crate::domain::dose::tidy;

/// A rule that is, or may be, about this patient.
pub(super) struct Candidate<'a> {
    pub(super) rule: &'a Rule,
    /// At the weight that is known, or at the greatest this patient can have.
    pub(super) limits: Limits,
    /// Facts still missing; empty when the rule surely applies.
    pub(super) open: Vec<Need>,
    pub(super) uses_weight: bool,
}

/// How far a rule must fit to be considered.
#[derive(Clone, Copy)]
pub(super) struct Scope {
    pub(super) route: bool,
    pub(super) indication: bool,
    pub(super) population: bool,
}

pub(super) const FULL: Scope = Scope {
    route: true,
    indication: true,
    population: true,
};

/// Does the rule speak of this patient, route and indication; with which limits?
fn consider<'a>(
    medicine: &'a Medicine,
    rule: &'a Rule,
    facts: &Facts<'_>,
    scope: Scope,
) -> Option<Candidate<'a>> {
    let question = facts.question;
    let mut open = Vec::new();
    // Compared with as a rule that does not fit: it can say "above even that", never accept.
    if scope.indication && facts.unchosen.contains_key(&rule.id) {
        return None;
    }
    if scope.route {
        match &question.route {
            Some(route) if rule.route.contains(route) => {}
            Some(_) => return None,
            None => open.push(Need::Route),
        }
    }
    if scope.indication
        && question
            .indication
            .as_ref()
            .is_some_and(|chosen| *chosen != rule.indication)
    {
        return None;
    }
    if scope.indication && rule.only_chosen && question.indication.is_none() {
        open.push(Need::Indication);
    }
    if scope.population {
        match matches(&rule.population, facts) {
            Match::No => return None,
            Match::Yes => {}
            Match::Open(needs) => open.extend(needs),
        }
    }
    let born_today = facts.birth.zip(facts.today);
    let capped_by = rule
        .capped_by
        .as_ref()
        .and_then(|id| medicine.rules.iter().find(|r| r.id == *id));
    let (light, heavy) = facts.weight_range;
    let at = |kg| limits(rule, capped_by, Who { kg, born_today });
    let (lower, upper) = (at(light), at(heavy));
    let by_age = rule.bands.iter().any(|b| b.age_min.or(b.age_max).is_some());
    if by_age && born_today.is_none() {
        open.push(Need::Age);
    }
    let one_weight = matches!(facts.weight, Weight::Known(_));
    let same = lower == upper;
    if !one_weight && !same && !open.contains(&Need::Weight) {
        open.push(Need::Weight);
    }
    let limits = match (lower, upper) {
        (_, Some(upper)) => upper,
        (Some(lower), None) => lower,
        // Between two weights no band fits at the ends; any band could be meant. Between a weight and itself lies none.
        (None, None) => rule
            .bands
            .iter()
            .filter_map(|b| b.weight_min)
            .filter(|kg| (light..heavy).contains(kg))
            .filter_map(at)
            .max_by(|a, b| a.high.total_cmp(&b.high))?,
    };
    let weighs = |kg: f64| limits_of_weight(rule, capped_by, kg, born_today);
    let uses_weight = rule.population.weight_min.is_some()
        || rule.population.weight_max.is_some()
        || weighs(light * 0.9) != weighs(light);
    Some(Candidate {
        rule,
        limits,
        open,
        uses_weight,
    })
}

fn limits_of_weight(
    rule: &Rule,
    capped_by: Option<&Rule>,
    kg: f64,
    born_today: Option<(chrono::NaiveDate, chrono::NaiveDate)>,
) -> Option<(f64, f64, Option<f64>)> {
    limits(rule, capped_by, Who { kg, born_today }).map(|l| (l.low, l.high, l.hard_day))
}

/// Rules that accept or limit the order. A band under a per-kg rule adds nothing where that rule is there itself.
pub(super) fn candidates<'a>(medicine: &'a Medicine, facts: &Facts<'_>) -> Vec<Candidate<'a>> {
    within(medicine, facts, FULL)
}

pub(super) fn within<'a>(
    medicine: &'a Medicine,
    facts: &Facts<'_>,
    scope: Scope,
) -> Vec<Candidate<'a>> {
    let mut all: Vec<Candidate<'_>> = medicine
        .rules
        .iter()
        .filter_map(|rule| consider(medicine, rule, facts, scope))
        .collect();
    let ids: Vec<&str> = all.iter().map(|c| c.rule.id.as_str()).collect();
    let keep: Vec<bool> = all
        .iter()
        .map(|c| {
            c.rule
                .capped_by
                .as_deref()
                .is_none_or(|other| !ids.contains(&other))
        })
        .collect();
    let mut keep = keep.into_iter();
    all.retain(|_| keep.next().unwrap_or(true));
    all
}

pub(super) fn rule_answer(medicine: &Medicine, rule: &Rule, facts: &Facts<'_>) -> RuleAnswer {
    let sure = consider(medicine, rule, facts, FULL).filter(|c| c.open.is_empty());
    RuleAnswer {
        id: rule.id.clone(),
        applies: sure.is_some(),
        single: sure
            .as_ref()
            .map(|c| [tidy(c.limits.low), tidy(c.limits.high)]),
        unit: rule.dose.unit.clone(),
        day_max: sure.and_then(|c| c.limits.day).map(tidy),
        profile: facts.unchosen.get(&rule.id).cloned(),
    }
}
