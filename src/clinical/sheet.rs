//! One question laid out: what its rules allow, in the rule's units and in the product's.

use super::amount::{measurable, product};
use super::answer::{Answer, Arg, Arithmetic, Finding, Level, Pieces, Proposal};
use super::candidate::{Candidate, FULL, Scope, within};
use super::data::{Formulary, Medicine, Rule, Verified};
use super::facts::{Facts, Weight};
use super::finding::{indication, name_of, prose};
use super::judge::Judgement;
use super::limits::above;
use super::schedule::{Past, Plan};
use super::site::Site;
use super::stops;
use super::weighing::most_expected;
use crate::domain::dose::{Dose, Strength, Unit, tidy};

/// One question laid out.
pub(super) struct Sheet<'a> {
    pub(super) data: &'a Formulary,
    pub(super) site: &'a Site,
    pub(super) medicine: &'a Medicine,
    pub(super) facts: &'a Facts<'a>,
    pub(super) past: &'a Past,
    pub(super) strength: Option<Strength>,
    pub(super) candidates: Vec<Candidate<'a>>,
}

impl Sheet<'_> {
    pub(super) fn sure(&self) -> impl Iterator<Item = &Candidate<'_>> {
        self.candidates.iter().filter(|c| c.open.is_empty())
    }

    pub(super) fn in_product(&self, rule: &Rule, value: f64) -> Option<Dose> {
        product(
            value,
            rule.basis.as_ref()?,
            self.strength.as_ref(),
            self.facts.question.route.as_deref(),
        )
    }

    /// Proposals of every rule that applies, and the range of the product: from the lowest least to the lowest most.
    pub(super) fn ranges(&self, answer: &mut Answer) {
        let mut low: Option<Dose> = None;
        let mut high: Option<Dose> = None;
        let mut mixed = false;
        for candidate in self.sure() {
            let ends = [candidate.limits.low, candidate.limits.high];
            if let [Some(from), Some(to)] = ends.map(|end| self.in_product(candidate.rule, end)) {
                mixed |= low.is_some_and(|low| low.unit != from.unit);
                low = Some(low.filter(|low| low.value <= from.value).unwrap_or(from));
                high = Some(high.filter(|high| high.value <= to.value).unwrap_or(to));
            }
            answer.proposals.extend(self.proposal(candidate));
        }
        let (Some(low), Some(high), false) = (low, high, mixed) else {
            return;
        };
        let range = [low.value, high.value];
        match low.unit {
            Unit::Millilitre => answer.volume_ml = Some(range),
            Unit::Drop | Unit::Puff | Unit::Tablet | Unit::Suppository => {
                answer.amount = Some(Pieces {
                    value: range,
                    unit: low.unit.code(),
                });
            }
            Unit::Microgram | Unit::Milligram | Unit::Gram | Unit::Iu | Unit::Millimole => {}
        }
    }

    pub(super) fn proposal(&self, candidate: &Candidate<'_>) -> Option<Proposal> {
        let rule = candidate.rule;
        let limits = &candidate.limits;
        let unit = rule.basis.as_ref()?.unit;
        let per_kg = limits.per_kg;
        let end = |value: f64, of_kg: Option<f64>, capped: bool| {
            let weight = matches!(self.facts.weight, Weight::Known(_))
                .then_some(self.facts.question.weight_kg)
                .flatten();
            Arithmetic {
                per_kg: of_kg.map(|v| Dose::new(tidy(v), unit)),
                weight_kg: of_kg.and(weight),
                result: Dose::new(tidy(value), unit),
                capped,
                measure: self.in_product(rule, value).map(|exact| {
                    measurable(
                        exact,
                        self.in_product(rule, limits.high).map(|most| most.value),
                    )
                }),
                strength: self.strength,
            }
        };
        let low_capped = per_kg
            .is_some_and(|(low, _)| limits.low < low * self.facts.weight_range.0 * (1.0 - 1e-9));
        Some(Proposal {
            rule: rule.id.clone(),
            indication: indication(rule),
            low: end(limits.low, per_kg.map(|p| p.0), low_capped),
            high: end(limits.high, per_kg.map(|p| p.1), limits.capped),
            day_max: limits.day.map(|day| Dose::new(tidy(day), unit)),
            interval_h: rule.interval_h,
            doses_per_day: rule.doses_per_day,
            duration_days: rule.duration_days,
            administer: rule
                .administer
                .as_ref()
                .map(|text| prose(format!("administer-{}", rule.id), text)),
            note: rule
                .note
                .as_ref()
                .map(|text| prose(format!("note-{}", rule.id), text)),
            source: rule.source.clone(),
            source_title: self
                .data
                .source_title(&rule.source)
                .unwrap_or_default()
                .to_owned(),
            verified: rule.verified,
            approved: self.site.approves(rule),
        })
    }

    /// Why no rule speaks surely of this patient.
    pub(super) fn nothing_sure(&self, findings: &mut Vec<Finding>) {
        let question = self.facts.question;
        let mut said = false;
        for need in self.candidates.iter().flat_map(|c| &c.open) {
            let finding = stops::need(*need, Level::CannotCheck, self.facts);
            if !findings.iter().any(|f| f.code == finding.code) {
                findings.push(finding);
            }
            said = true;
        }
        if said {
            return;
        }
        let some = |scope| !within(self.medicine, self.facts, scope).is_empty();
        let code = if self.medicine.rules.is_empty() {
            "no-rule"
        } else if some(Scope {
            indication: false,
            ..FULL
        }) {
            "no-rule-indication"
        } else if some(Scope {
            route: false,
            ..FULL
        }) {
            "no-rule-route"
        } else {
            "no-rule-patient"
        };
        let mut finding =
            Finding::new(Level::CannotCheck, code).with("medicine", name_of(self.medicine));
        if let Some(route) = &question.route {
            finding = finding.with("route", Arg::Text(route.clone()));
        }
        findings.push(finding);
    }

    /// Findings that keep a proposal from being made.
    pub(super) fn can_propose(&self, findings: &mut Vec<Finding>) {
        let sure: Vec<&Candidate<'_>> = self.sure().collect();
        if sure.is_empty() {
            self.nothing_sure(findings);
            return;
        }
        if sure.iter().all(|c| c.rule.verified == Verified::Knowledge) {
            findings.push(only_knowledge(self.data, sure.first().map(|c| c.rule)));
        }
        let heavy: Vec<Finding> = sure.iter().map_while(|c| self.too_heavy(c.rule)).collect();
        if heavy.len() == sure.len() {
            findings.extend(heavy.into_iter().next());
        }
        let comparable =
            |c: &Candidate<'_>| c.rule.basis.as_ref().and_then(|b| b.factor(b.dimension()));
        let least = sure
            .iter()
            .filter_map(|c| Some(c.limits.high * comparable(c)?))
            .reduce(f64::min);
        let most = sure
            .iter()
            .filter_map(|c| Some(c.limits.low * comparable(c)?))
            .reduce(f64::max);
        if let (Some(least), Some(most)) = (least, most)
            && above(most, least)
        {
            findings.push(Finding::new(Level::CannotCheck, "choose-indication"));
        }
        self.weight_doubts(&sure, findings);
        let blocked: Vec<Finding> = sure
            .iter()
            .map_while(|c| {
                let once = Plan {
                    count: 1.0,
                    interval: None,
                    implied: None,
                    days: None,
                };
                match self.one_rule(c, c.limits.low, &once) {
                    Judgement::Above(finding) => Some(finding),
                    // The doses of the last day used up the rule's count.
                    Judgement::Unclear(finding) if finding.code == "too-many-doses" => {
                        Some(finding)
                    }
                    Judgement::Accepts | Judgement::Unclear(_) => None,
                }
            })
            .collect();
        if blocked.len() == sure.len()
            && let Some(mut finding) = blocked.into_iter().next()
        {
            finding.level = Level::CannotCheck;
            findings.push(finding);
        }
    }

    /// Why a weight that a dose was counted from is to be looked at again.
    pub(super) fn weight_doubts(&self, used: &[&Candidate<'_>], findings: &mut Vec<Finding>) {
        if !used.iter().any(|c| c.uses_weight) {
            return;
        }
        let loud = self.medicine.high_alert;
        findings.extend(self.heavier_than_expected());
        let (level, code) = match self.facts.estimated {
            Some(true) if loud => (Level::CannotCheck, "weight-estimated"),
            Some(true) => (Level::Info, "weight-estimated"),
            None if loud => (Level::CannotCheck, "need-weight-kind"),
            None | Some(false) => return,
        };
        findings.push(Finding::new(level, code));
    }

    /// Pounds for kilograms, or another child: of an age few are so heavy. Obese children exist, so it is asked and not refused.
    fn heavier_than_expected(&self) -> Option<Finding> {
        let facts = self.facts;
        let Weight::Known(kg) = facts.weight else {
            return None;
        };
        let most = most_expected(facts.sex, facts.birth?, facts.today?)?;
        let level = if self.medicine.high_alert {
            Level::CannotCheck
        } else {
            Level::Warn
        };
        (kg > most).then(|| {
            Finding::new(level, "weight-high")
                .with("weight", Arg::Number(kg))
                .with("limit", Arg::Number(tidy(most)))
        })
    }
}

pub(super) fn only_knowledge(data: &Formulary, rule: Option<&Rule>) -> Finding {
    let finding = Finding::new(Level::CannotCheck, "only-knowledge");
    match rule {
        Some(rule) => finding.by_rule(data, rule),
        None => finding,
    }
}
