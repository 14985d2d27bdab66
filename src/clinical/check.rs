//! The dose check itself. Order: stops, allergy, interactions, rules, one dose, day, interval, product.

use super::allergy;
use super::amount::{Amounts, measurable, product};
use super::answer::{
    Answer, Arg, Arithmetic, Finding, Level, Pieces, Proposal, RuleAnswer, Verdict,
};
use super::data::{Formulary, Medicine, Named, Rule, Verified};
use super::facts::{Facts, Weight};
use super::finding::{indication, name_of, prose};
use super::interaction;
use super::limits::{EDGE, Limits, Who, limits};
use super::population::{Match, Need, matches};
use super::question::{Order, Question};
use super::schedule::{Past, Plan, strength_of, unit_of};
use super::stops;
use crate::domain::dose::{Dose, Strength, Unit, tidy};

/// A rule that is, or may be, about this patient.
struct Candidate<'a> {
    rule: &'a Rule,
    /// At the weight that is known, or at the greatest this patient can have.
    limits: Limits,
    /// Facts still missing; empty when the rule surely applies.
    open: Vec<Need>,
    uses_weight: bool,
}

/// What one rule says of an order.
enum Judgement {
    Accepts,
    /// Neither accepted nor above the limit: a schedule or a size the rule does not speak of.
    Unclear(Finding),
    /// Above the rule's limit.
    Above(Finding),
}

/// The dose of an order, understood.
struct Ordered {
    dose: Dose,
    amounts: Amounts,
    plan: Plan,
}

/// Above twice the limit an overdose interrupts like a contraindication.
const GROSS: f64 = 2.0;
/// Under the range by more than a tenth is shown; less is rounding.
const LITTLE: f64 = 0.9;
/// A dose under a tenth of the least is more likely a slip of unit than a choice.
const SLIP: f64 = 0.1;

/// Judges one order, or proposes doses when it has none. Pure: the same data and question give the same answer.
pub fn check(data: &Formulary, question: &Question) -> Answer {
    let mut answer = Answer {
        id: question.id.clone(),
        answer: Verdict::CannotCheck,
        rules: Vec::new(),
        volume_ml: None,
        amount: None,
        findings: Vec::new(),
        proposals: Vec::new(),
        arithmetic: None,
        approved: false,
        high_alert: false,
    };
    let Some(medicine) = data.medicine(&question.medicine) else {
        answer.findings.push(
            Finding::new(Level::CannotCheck, "medicine-unknown")
                .with("medicine", Arg::Text(question.medicine.clone())),
        );
        return answer;
    };
    answer.high_alert = medicine.high_alert;
    let mut facts = Facts::of(data, question);
    let order = question.order.as_ref();
    let strength = match order.map_or(Ok(None), strength_of) {
        Ok(strength) => strength,
        Err(finding) => {
            answer.findings.push(finding);
            None
        }
    };
    facts.strength_mg_ml = strength
        .filter(|s| {
            s.amount.unit.factor() > 0.0 && s.amount.unit.dimension() == Unit::Milligram.dimension()
        })
        .and_then(|s| s.per_millilitre());
    let facts = facts;
    let past = Past::of(data, medicine, &facts);
    let proposing = order.is_none_or(|order| order.dose.is_none());

    let mut findings = std::mem::take(&mut answer.findings);
    before_dose(data, medicine, &facts, &past, proposing, &mut findings);
    answer.rules = medicine
        .rules
        .iter()
        .map(|rule| rule_answer(medicine, rule, &facts))
        .collect();

    let sheet = Sheet {
        data,
        medicine,
        facts: &facts,
        past: &past,
        strength,
        candidates: candidates(medicine, &facts),
    };
    sheet.ranges(&mut answer);
    let outside = match order.filter(|order| order.dose.is_some()) {
        Some(order) => sheet.judge(order, &mut answer, &mut findings),
        None => {
            sheet.can_propose(&mut findings);
            false
        }
    };
    answer.answer = verdict(outside, proposing, &findings);
    if answer.answer != Verdict::Within {
        answer.approved = false;
    }
    findings.sort_by_key(|f| f.level);
    answer.findings = findings;
    answer
}

/// What can be given, by every rule that surely applies. The same as [`check`] without an order's dose.
pub fn propose(data: &Formulary, question: &Question) -> Vec<Proposal> {
    check(data, question).proposals
}

fn verdict(outside: bool, proposing: bool, findings: &[Finding]) -> Verdict {
    let has = |level: Level| findings.iter().any(|f| f.level == level);
    if outside || has(Level::Contraindicated) {
        // A wish without a dose cannot be outside anything: nothing can be proposed.
        if proposing {
            Verdict::CannotCheck
        } else {
            Verdict::Outside
        }
    } else if has(Level::CannotCheck) {
        Verdict::CannotCheck
    } else {
        Verdict::Within
    }
}

/// Everything that is said before a dose is counted.
fn before_dose(
    data: &Formulary,
    medicine: &Medicine,
    facts: &Facts<'_>,
    past: &Past,
    proposing: bool,
    findings: &mut Vec<Finding>,
) {
    let question = facts.question;
    if facts.birth.is_none() || facts.today.is_none() {
        findings.push(Finding::new(Level::CannotCheck, "need-age"));
    }
    if question.route.is_none() {
        findings.push(Finding::new(Level::CannotCheck, "need-route"));
    }
    findings.extend(stops::findings(data, medicine, facts));
    findings.extend(facts.contradictions.iter().cloned());
    findings.extend(allergy::findings(
        data,
        medicine,
        question.allergies.as_deref(),
    ));
    let lately: Vec<&str> = question
        .given
        .iter()
        .flatten()
        .filter(|g| match (g.at, facts.now) {
            (Some(at), Some(now)) => now - at < chrono::TimeDelta::hours(24),
            _ => true,
        })
        .filter(|g| !data.named(&g.medicine).is_empty())
        .map(|g| g.medicine.as_str())
        .collect();
    findings.extend(interaction::findings(
        data,
        medicine,
        question.current.as_deref(),
        &lately,
    ));
    if question.given.is_none() && !medicine.rules.is_empty() {
        let (level, code) = if proposing {
            (Level::Info, "ask-given")
        } else {
            (Level::CannotCheck, "need-given")
        };
        findings.push(Finding::new(level, code));
    }
    findings.extend(past.findings.iter().cloned());
    if let Some(order) = &question.order {
        other_ingredients(data, medicine, facts, order, findings);
        if order.rate.is_some() {
            let level = if medicine.high_alert {
                Level::CannotCheck
            } else {
                Level::Warn
            };
            findings.push(Finding::new(level, "rate-not-checked"));
        }
    }
    // One question once.
    let mut seen: Vec<Finding> = Vec::new();
    for finding in findings.drain(..) {
        let asks = finding.code.starts_with("need-")
            || finding.code.starts_with("ask-")
            || finding.code.starts_with("weight-");
        if !(asks && seen.iter().any(|f| f.code == finding.code)) {
            seen.push(finding);
        }
    }
    *findings = seen;
}

/// A product that holds more than the medicine: its other parts are checked too, their doses cannot be.
fn other_ingredients(
    data: &Formulary,
    medicine: &Medicine,
    facts: &Facts<'_>,
    order: &Order,
    findings: &mut Vec<Finding>,
) {
    let Some(product) = order.product.as_deref() else {
        return;
    };
    let inside = data.ingredients(product);
    match data.named(product).as_slice() {
        [] => {}
        [Named::Combination(_)] | [_, _, ..] if inside.iter().any(|m| m.id != medicine.id) => {
            findings.push(
                Finding::new(Level::CannotCheck, "combination-product")
                    .with("other", Arg::Text(product.to_owned())),
            );
            for other in inside.into_iter().filter(|m| m.id != medicine.id) {
                let extra = stops::findings(data, other, facts)
                    .into_iter()
                    .chain(allergy::findings(
                        data,
                        other,
                        facts.question.allergies.as_deref(),
                    ))
                    .chain(interaction::findings(
                        data,
                        other,
                        facts.question.current.as_deref(),
                        &[],
                    ));
                findings.extend(
                    extra.filter(|f| matches!(f.level, Level::Contraindicated | Level::Major)),
                );
            }
        }
        [Named::Medicine(_)] if inside.first().is_some_and(|m| m.id != medicine.id) => {
            findings.push(
                Finding::new(Level::CannotCheck, "product-differs")
                    .with("other", Arg::Text(product.to_owned()))
                    .with("medicine", name_of(medicine)),
            );
        }
        [..] => {}
    }
}

/// Does the rule speak of this patient, route and indication; with which limits?
fn consider<'a>(
    medicine: &'a Medicine,
    rule: &'a Rule,
    facts: &Facts<'_>,
    scope: Scope,
) -> Option<Candidate<'a>> {
    let question = facts.question;
    let mut open = Vec::new();
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
    let by_age = rule
        .bands
        .iter()
        .any(|b| b.age_min.is_some() || b.age_max.is_some());
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
        (None, None) if one_weight => return None,
        // Between two weights no band fits at the ends; any band could be meant.
        (None, None) => rule
            .bands
            .iter()
            .filter_map(|b| b.weight_min)
            .filter(|kg| (light..heavy).contains(kg))
            .filter_map(at)
            .reduce(|a, b| if a.high > b.high { a } else { b })?,
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

/// How far a rule must fit to be considered.
#[derive(Clone, Copy)]
struct Scope {
    route: bool,
    indication: bool,
    population: bool,
}

const FULL: Scope = Scope {
    route: true,
    indication: true,
    population: true,
};

/// Rules that accept or limit the order. A band under a per-kg rule adds nothing where that rule is there itself.
fn candidates<'a>(medicine: &'a Medicine, facts: &Facts<'_>) -> Vec<Candidate<'a>> {
    within(medicine, facts, FULL)
}

fn within<'a>(medicine: &'a Medicine, facts: &Facts<'_>, scope: Scope) -> Vec<Candidate<'a>> {
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

fn rule_answer(medicine: &Medicine, rule: &Rule, facts: &Facts<'_>) -> RuleAnswer {
    let sure = consider(medicine, rule, facts, FULL).filter(|c| c.open.is_empty());
    RuleAnswer {
        id: rule.id.clone(),
        applies: sure.is_some(),
        single: sure
            .as_ref()
            .map(|c| [tidy(c.limits.low), tidy(c.limits.high)]),
        unit: rule.dose.unit.clone(),
        day_max: sure.and_then(|c| c.limits.day).map(tidy),
    }
}

/// One question laid out.
struct Sheet<'a> {
    data: &'a Formulary,
    medicine: &'a Medicine,
    facts: &'a Facts<'a>,
    past: &'a Past,
    strength: Option<Strength>,
    candidates: Vec<Candidate<'a>>,
}

impl Sheet<'_> {
    fn sure(&self) -> impl Iterator<Item = &Candidate<'_>> {
        self.candidates.iter().filter(|c| c.open.is_empty())
    }

    fn in_product(&self, rule: &Rule, value: f64) -> Option<Dose> {
        product(
            value,
            rule.basis.as_ref()?,
            self.strength.as_ref(),
            self.facts.question.route.as_deref(),
        )
    }

    /// Proposals of every rule that applies, and the range of the product: from the lowest least to the lowest most.
    fn ranges(&self, answer: &mut Answer) {
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

    fn proposal(&self, candidate: &Candidate<'_>) -> Option<Proposal> {
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
            approved: rule.signed_by.is_some(),
        })
    }

    /// Why no rule speaks surely of this patient.
    fn nothing_sure(&self, findings: &mut Vec<Finding>) {
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
    fn can_propose(&self, findings: &mut Vec<Finding>) {
        let sure: Vec<&Candidate<'_>> = self.sure().collect();
        if sure.is_empty() {
            self.nothing_sure(findings);
            return;
        }
        if sure.iter().all(|c| c.rule.verified == Verified::Knowledge) {
            findings.push(only_knowledge(self.data, sure.first().map(|c| c.rule)));
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
            && most > least * EDGE
        {
            findings.push(Finding::new(Level::CannotCheck, "choose-indication"));
        }
        self.weight_estimated(&sure, findings);
        let blocked: Vec<Finding> = sure
            .iter()
            .map_while(|c| {
                let once = Plan {
                    count: 1.0,
                    interval: None,
                    implied: None,
                };
                match self.one_rule(c, c.limits.low, &once) {
                    Judgement::Above(finding) => Some(finding),
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

    fn weight_estimated(&self, used: &[&Candidate<'_>], findings: &mut Vec<Finding>) {
        if self.facts.estimated && used.iter().any(|c| c.uses_weight) {
            let level = if self.medicine.high_alert {
                Level::CannotCheck
            } else {
                Level::Info
            };
            findings.push(Finding::new(level, "weight-estimated"));
        }
    }

    /// Judges the order; true when it is above the limit of every candidate rule.
    fn judge(&self, order: &Order, answer: &mut Answer, findings: &mut Vec<Finding>) -> bool {
        let ordered = match self.understand(order) {
            Ok(ordered) => ordered,
            Err(finding) => {
                findings.push(finding);
                if self.candidates.is_empty() && self.medicine.rules.is_empty() {
                    self.nothing_sure(findings);
                }
                return false;
            }
        };
        let fallback;
        let (group, fits) = if self.candidates.is_empty() {
            fallback = self.fallback();
            (&fallback, false)
        } else {
            (&self.candidates, true)
        };
        let value = |c: &Candidate<'_>| {
            c.rule
                .basis
                .as_ref()
                .and_then(|basis| ordered.amounts.in_units_of(basis))
        };
        let judged: Vec<(&Candidate<'_>, Option<Judgement>)> = group
            .iter()
            .map(|c| (c, value(c).map(|v| self.one_rule(c, v, &ordered.plan))))
            .collect();
        let above = |j: &Option<Judgement>| matches!(j, Some(Judgement::Above(_)));
        let all_above = !judged.is_empty() && judged.iter().all(|(_, j)| above(j));
        let by_weakest = judged
            .iter()
            .all(|(_, j)| j.is_none())
            .then(|| self.weakest(group, &ordered))
            .flatten();
        if all_above {
            // The widest rule speaks: nobody can say another one would have allowed it.
            let widest = judged
                .into_iter()
                .max_by(|(a, _), (b, _)| canonical_hard(a).total_cmp(&canonical_hard(b)))
                .and_then(|(_, judgement)| judgement);
            if let Some(Judgement::Above(finding)) = widest {
                findings.push(finding);
            }
            self.order_arithmetic(&ordered, None, answer);
            return true;
        }
        if let Some(finding) = by_weakest {
            findings.push(finding);
            return true;
        }
        if !fits {
            self.nothing_sure(findings);
            self.order_arithmetic(&ordered, None, answer);
            return false;
        }
        let sure: Vec<(&Candidate<'_>, Option<Judgement>)> = judged
            .into_iter()
            .filter(|(c, _)| c.open.is_empty())
            .collect();
        if sure.is_empty() {
            self.nothing_sure(findings);
            self.order_arithmetic(&ordered, None, answer);
            return false;
        }
        if sure.iter().any(|(_, j)| j.is_none()) {
            let code = if ordered.dose.unit == Unit::Millilitre && self.strength.is_none() {
                "need-strength"
            } else {
                "unit-mismatch"
            };
            let mut finding =
                Finding::new(Level::CannotCheck, code).with("dose", Arg::Dose(ordered.dose));
            if let Some((candidate, _)) = sure.first() {
                finding = finding.with("unit", Arg::Text(candidate.rule.dose.unit.clone()));
            }
            findings.push(finding);
            return false;
        }
        self.settle(&ordered, sure, order, answer, findings);
        false
    }

    /// The order is not above every rule: accepted, disputed or unclear.
    fn settle(
        &self,
        ordered: &Ordered,
        sure: Vec<(&Candidate<'_>, Option<Judgement>)>,
        order: &Order,
        answer: &mut Answer,
        findings: &mut Vec<Finding>,
    ) {
        let mut accepting = Vec::new();
        let mut unclear = Vec::new();
        let mut above = Vec::new();
        for (candidate, judgement) in sure {
            match judgement {
                Some(Judgement::Accepts) => accepting.push(candidate),
                Some(Judgement::Unclear(finding)) => unclear.push(finding),
                Some(Judgement::Above(finding)) => above.push(finding),
                None => {}
            }
        }
        if let Some(first) = above.into_iter().next() {
            let mut finding = Finding::new(Level::CannotCheck, "depends-on-indication")
                .with("dose", Arg::Dose(ordered.dose));
            finding.rule = first.rule;
            finding.source = first.source;
            finding.source_title = first.source_title;
            finding.verified = first.verified;
            finding.args.extend(
                first
                    .args
                    .into_iter()
                    .filter(|(name, _)| *name == "indication" || *name == "limit"),
            );
            findings.push(finding);
        } else if accepting.is_empty() {
            findings.extend(unclear);
        }
        let best = accepting
            .iter()
            .find(|c| c.rule.verified == Verified::SourceSeen)
            .or(accepting.first())
            .copied();
        self.order_arithmetic(ordered, best, answer);
        let Some(best) = best else {
            return;
        };
        if best.rule.verified == Verified::Knowledge {
            findings.push(only_knowledge(self.data, Some(best.rule)));
        }
        self.weight_estimated(&accepting, findings);
        self.under_dose(ordered, &accepting, findings);
        self.product_notes(ordered, best, order, answer, findings);
        answer.approved = accepting.iter().all(|c| c.rule.signed_by.is_some());
        let mut finding = Finding::new(Level::Info, "within")
            .with("dose", Arg::Dose(ordered.dose))
            .with("low", Arg::Dose(rule_dose(best.rule, best.limits.low)))
            .with("high", Arg::Dose(rule_dose(best.rule, best.limits.high)))
            .by_rule(self.data, best.rule);
        finding.arithmetic = answer.arithmetic;
        if !findings
            .iter()
            .any(|f| matches!(f.level, Level::CannotCheck | Level::Contraindicated))
        {
            findings.push(finding);
        }
    }

    /// One rule on one dose.
    fn one_rule(&self, candidate: &Candidate<'_>, value: f64, plan: &Plan) -> Judgement {
        let rule = candidate.rule;
        let limits = &candidate.limits;
        let of = |value: f64| Arg::Dose(rule_dose(rule, value));
        let say =
            |level: Level, code: &'static str| Finding::new(level, code).by_rule(self.data, rule);
        let over = |code: &'static str, value: f64, limit: f64| {
            let level = if value > GROSS * limit * EDGE {
                Level::Contraindicated
            } else {
                Level::Major
            };
            Judgement::Above(
                say(level, code)
                    .with("dose", of(value))
                    .with("limit", of(limit))
                    .with(
                        "times",
                        Arg::Number(if limit > 0.0 { value / limit } else { 0.0 }),
                    ),
            )
        };
        if value > limits.hard * EDGE {
            return over("dose-above", value, limits.hard);
        }
        let basis = rule.basis.as_ref();
        let day = basis.and_then(|basis| self.past.fullest(value, plan, self.facts.now, basis));
        if let (Some(day), Some(limit)) = (day, limits.hard_day)
            && day > limit * EDGE
        {
            return over("day-above", day, limit);
        }
        if let Some(gap) = rule.interval_h {
            let shorter = |hours: f64| hours < gap * (2.0 - EDGE);
            if let Some(hours) = self.past.gap_hours(self.facts.now).filter(|h| shorter(*h)) {
                return Judgement::Above(
                    say(Level::Major, "too-soon")
                        .with("hours", Arg::Number(hours))
                        .with("limit", Arg::Number(gap)),
                );
            }
            if let Some(hours) = plan.interval.filter(|h| shorter(*h)) {
                return Judgement::Above(
                    say(Level::Major, "interval-short")
                        .with("hours", Arg::Number(hours))
                        .with("limit", Arg::Number(gap)),
                );
            }
            if let Some(hours) = plan.implied.filter(|h| shorter(*h)) {
                let finding = say(Level::CannotCheck, "often")
                    .with("hours", Arg::Number(hours))
                    .with("limit", Arg::Number(gap));
                // Without a limit for the day nothing else guards against too many doses.
                return if limits.hard_day.is_none() {
                    Judgement::Above(Finding {
                        level: Level::Major,
                        ..finding
                    })
                } else {
                    Judgement::Unclear(finding)
                };
            }
        }
        if day.is_none() {
            return Judgement::Unclear(
                say(Level::CannotCheck, "given-unclear").with("other", name_of(self.medicine)),
            );
        }
        if value > limits.high * EDGE {
            return Judgement::Unclear(
                say(Level::CannotCheck, "above-usual")
                    .with("dose", of(value))
                    .with("limit", of(limits.high)),
            );
        }
        if let (Some(day), Some(limit)) = (day, limits.day)
            && day > limit * EDGE
        {
            return Judgement::Unclear(
                say(Level::CannotCheck, "day-above-usual")
                    .with("dose", of(day))
                    .with("limit", of(limit)),
            );
        }
        if rule
            .doses_per_day
            .is_some_and(|most| plan.count > most * EDGE)
        {
            return Judgement::Unclear(
                say(Level::CannotCheck, "too-many-doses")
                    .with("count", Arg::Number(plan.count))
                    .with("limit", Arg::Number(rule.doses_per_day.unwrap_or(0.0))),
            );
        }
        Judgement::Accepts
    }

    fn understand(&self, order: &Order) -> Result<Ordered, Finding> {
        let value = order.dose.unwrap_or(0.0);
        if !value.is_finite() || value <= 0.0 {
            return Err(Finding::new(Level::CannotCheck, "dose-invalid"));
        }
        let Some(unit) = order.unit.as_deref() else {
            return Err(Finding::new(Level::CannotCheck, "need-unit"));
        };
        let Some(unit) = unit_of(unit) else {
            return Err(Finding::new(Level::CannotCheck, "unit-unknown")
                .with("unit", Arg::Text(unit.to_owned())));
        };
        let dose = Dose::new(value, unit);
        let plan = Plan::of(order)?;
        Ok(Ordered {
            dose,
            amounts: Amounts::of(dose, self.strength.as_ref()),
            plan,
        })
    }

    /// Rules to be compared with when none fits: first another indication, then another route, then any patient.
    /// They can only say "above even that", never accept.
    fn fallback(&self) -> Vec<Candidate<'_>> {
        let scopes = [
            Scope {
                indication: false,
                ..FULL
            },
            Scope {
                indication: false,
                route: false,
                population: true,
            },
            Scope {
                indication: false,
                route: false,
                population: false,
            },
        ];
        scopes
            .into_iter()
            .map(|scope| within(self.medicine, self.facts, scope))
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }

    /// An order in mL without a strength is outside if it would be so with the weakest solution on the shelf.
    fn weakest(&self, group: &[Candidate<'_>], ordered: &Ordered) -> Option<Finding> {
        if ordered.dose.unit != Unit::Millilitre || self.strength.is_some() {
            return None;
        }
        let weakest = self
            .medicine
            .liquid_strengths
            .iter()
            .copied()
            .reduce(f64::min)?;
        let mut widest: Option<(f64, Finding)> = None;
        for candidate in group {
            let basis = candidate.rule.basis.as_ref()?;
            let value = ordered.dose.value * weakest / basis.factor(basis.dimension())?;
            match self.one_rule(candidate, value, &ordered.plan) {
                Judgement::Above(finding) => {
                    let hard = canonical_hard(candidate);
                    if widest.as_ref().is_none_or(|(before, _)| hard > *before) {
                        widest = Some((hard, finding));
                    }
                }
                Judgement::Accepts | Judgement::Unclear(_) => return None,
            }
        }
        widest.map(|(_, finding)| finding)
    }

    fn under_dose(
        &self,
        ordered: &Ordered,
        accepting: &[&Candidate<'_>],
        findings: &mut Vec<Finding>,
    ) {
        let short = |c: &Candidate<'_>, share: f64| {
            let Some(value) = c
                .rule
                .basis
                .as_ref()
                .and_then(|basis| ordered.amounts.in_units_of(basis))
            else {
                return false;
            };
            match c.limits.day_low {
                Some(day) if share >= LITTLE => {
                    ordered.plan.count > 1.0 && value * ordered.plan.count < day * share
                }
                Some(_) | None => value < c.limits.low * share,
            }
        };
        let Some(first) = accepting.first() else {
            return;
        };
        let low = Arg::Dose(rule_dose(first.rule, first.limits.low));
        let make = |level: Level, code: &'static str| {
            Finding::new(level, code)
                .with("dose", Arg::Dose(ordered.dose))
                .with("low", low.clone())
                .by_rule(self.data, first.rule)
        };
        if accepting.iter().all(|c| short(c, SLIP)) {
            findings.push(make(Level::CannotCheck, "unit-slip"));
        } else if accepting.iter().all(|c| short(c, LITTLE)) {
            findings.push(make(Level::Warn, "under-dose"));
        }
    }

    fn product_notes(
        &self,
        ordered: &Ordered,
        best: &Candidate<'_>,
        order: &Order,
        answer: &Answer,
        findings: &mut Vec<Finding>,
    ) {
        if let Some(part) = best
            .rule
            .basis
            .as_ref()
            .and_then(|basis| basis.part.as_ref())
            && ordered.dose.unit.dimension() == Unit::Milligram.dimension()
            && !order
                .unit
                .as_deref()
                .is_some_and(|unit| unit.contains(part.as_str()))
        {
            findings.push(Finding::new(Level::Warn, "basis").with("part", Arg::Text(part.clone())));
        }
        if let Some([_, most]) = best.rule.duration_days
            && order.days.is_some_and(|days| days > f64::from(most))
        {
            findings.push(
                Finding::new(Level::Warn, "too-many-days")
                    .with("days", Arg::Number(order.days.unwrap_or(0.0)))
                    .with("limit", Arg::Number(f64::from(most)))
                    .by_rule(self.data, best.rule),
            );
        }
        if Plan::open_ended(order) {
            findings
                .push(Finding::new(Level::CannotCheck, "need-count").by_rule(self.data, best.rule));
        }
        if let (Some(strength), Some(per_ml)) = (
            self.strength,
            self.strength.and_then(|s| s.per_millilitre()),
        ) && !self.medicine.liquid_strengths.is_empty()
            && !self
                .medicine
                .liquid_strengths
                .iter()
                .any(|known| (known / per_ml - 1.0).abs() < 0.01)
        {
            findings.push(
                Finding::new(Level::Warn, "strength-unusual")
                    .with("strength", Arg::Strength(strength)),
            );
        }
        if let Some(measure) = answer.arithmetic.as_ref().and_then(|a| a.measure)
            && measure.error_percent.abs() > 10.0
        {
            findings.push(
                Finding::new(Level::Warn, "hard-to-measure")
                    .with("exact", Arg::Dose(measure.exact))
                    .with("measured", Arg::Dose(measure.measured)),
            );
        }
    }

    /// How the ordered dose looks per kilogram and in the product.
    fn order_arithmetic(
        &self,
        ordered: &Ordered,
        best: Option<&Candidate<'_>>,
        answer: &mut Answer,
    ) {
        let weight = match self.facts.weight {
            Weight::Known(kg) => Some(kg),
            Weight::Doubtful(_) | Weight::Missing => None,
        };
        let weight = weight.filter(|_| best.is_some_and(|c| c.limits.per_kg.is_some()));
        let Some(basis) = crate::clinical::basis::Basis::parse(ordered.dose.unit.code()) else {
            return;
        };
        let route = self.facts.question.route.as_deref();
        let exact = product(ordered.dose.value, &basis, self.strength.as_ref(), route);
        let most = best
            .and_then(|c| self.in_product(c.rule, c.limits.hard))
            .map(|most| most.value);
        answer.arithmetic = Some(Arithmetic {
            per_kg: weight.map(|kg| Dose::new(tidy(ordered.dose.value / kg), ordered.dose.unit)),
            weight_kg: weight,
            result: ordered.dose,
            capped: false,
            measure: exact.map(|exact| measurable(exact, most.filter(|_| best.is_some()))),
            strength: self.strength,
        });
    }
}

fn rule_dose(rule: &Rule, value: f64) -> Dose {
    let unit = rule
        .basis
        .as_ref()
        .map_or(Unit::Milligram, |basis| basis.unit);
    Dose::new(tidy(value), unit)
}

fn canonical_hard(candidate: &Candidate<'_>) -> f64 {
    let factor = candidate
        .rule
        .basis
        .as_ref()
        .and_then(|basis| basis.factor(basis.dimension()));
    candidate.limits.hard * factor.unwrap_or(1.0)
}

fn only_knowledge(data: &Formulary, rule: Option<&Rule>) -> Finding {
    let finding = Finding::new(Level::CannotCheck, "only-knowledge");
    match rule {
        Some(rule) => finding.by_rule(data, rule),
        None => finding,
    }
}
