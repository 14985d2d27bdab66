//! Judging an order by the rules: one dose, the fullest day, the gaps, the product.

use super::age::Span;
use super::amount::{Amounts, measurable, product};
use super::answer::{Answer, Arg, Arithmetic, Finding, Level};
use super::candidate::{Candidate, FULL, Scope, within};
use super::data::{DoseKind, Rule, Verified};
use super::facts::Weight;
use super::finding::{name_of, prose};
use super::limits::{above, below};
use super::question::Order;
use super::schedule::{Plan, part_of, unit_of};
use super::sheet::{Sheet, only_knowledge};
use crate::domain::dose::{Dose, Unit, tidy};

/// What one rule says of an order.
pub(super) enum Judgement {
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
/// Where a rule knows neither gap nor count, a dose within this time is asked about (the project's proposal).
const JUST_NOW_H: f64 = 1.0;
/// Times the longest course from which an order's days are above the rule.
const LONG_COURSE: f64 = 2.0;
/// Doses a day beyond which a rule without a limit for the day confirms nothing, and the same for what is given
/// "after each stool" (the project's proposal).
const MOST_UNBOUNDED: f64 = 6.0;
const MOST_REPEATED: f64 = 24.0;
/// An adult's fixed dose is not confirmed for anybody lighter (the project's proposal).
const ADULT_LEAST_KG: f64 = 35.0;
/// A dose under a tenth of the least is more likely a slip of unit than a choice.
const SLIP: f64 = 0.1;
/// Under half of the least a rescue does not rescue (the project's proposal).
const NO_RESCUE: f64 = 0.5;

/// Gaps up to this belong to rescue medicines (adrenaline, diazepam for convulsions), which are repeated when the need is back.
const RESCUE_GAP_H: f64 = 1.0;

impl Sheet<'_> {
    /// Judges the order; true when it is above the limit of every candidate rule.
    pub(super) fn judge(
        &self,
        order: &Order,
        answer: &mut Answer,
        findings: &mut Vec<Finding>,
    ) -> bool {
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
        let part = order.unit.as_deref().and_then(part_of);
        let judged: Vec<(&Candidate<'_>, Option<Judgement>)> = group
            .iter()
            .map(|c| {
                let judgement = value(c).map(|v| self.one_rule(c, v, &ordered.plan));
                (c, judgement.map(|j| self.of_part(c, part, ordered.dose, j)))
            })
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
        self.weight_doubts(&accepting, findings);
        self.second_substance(ordered, best, findings);
        self.under_dose(ordered, &accepting, findings);
        self.product_notes(ordered, best, order, answer, findings);
        answer.approved = accepting.iter().all(|c| self.site.approves(c.rule));
        answer.relied_on = accepting.iter().map(|c| c.rule.id.clone()).collect();
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

    /// "mg elemental" fits only a rule that counts the same part; another one can still say "too much".
    fn of_part(
        &self,
        candidate: &Candidate<'_>,
        part: Option<&str>,
        dose: Dose,
        judgement: Judgement,
    ) -> Judgement {
        let counted = candidate
            .rule
            .basis
            .as_ref()
            .and_then(|b| b.part.as_deref());
        if part.is_none() || part == counted || matches!(judgement, Judgement::Above(_)) {
            return judgement;
        }
        Judgement::Unclear(
            Finding::new(Level::CannotCheck, "unit-mismatch")
                .with("dose", Arg::Dose(dose))
                .with("unit", Arg::Text(candidate.rule.dose.unit.clone()))
                .by_rule(self.data, candidate.rule),
        )
    }

    /// One rule on one dose.
    pub(super) fn one_rule(&self, candidate: &Candidate<'_>, value: f64, plan: &Plan) -> Judgement {
        let rule = candidate.rule;
        let limits = &candidate.limits;
        let of = |value: f64| Arg::Dose(rule_dose(rule, value));
        let say =
            |level: Level, code: &'static str| Finding::new(level, code).by_rule(self.data, rule);
        let over = |code: &'static str, value: f64, limit: f64| {
            let level = if above(value, GROSS * limit) {
                Level::Contraindicated
            } else {
                Level::Major
            };
            Judgement::Above(
                say(level, code)
                    .with("dose", of(value))
                    .with("limit", of(limit))
                    .with("times", Arg::Number(value / limit)),
            )
        };
        if above(value, limits.hard) {
            return over("dose-above", value, limits.hard);
        }
        let course = rule.duration_days.map(|[_, most]| f64::from(most));
        if let (Some(days), Some(most)) = (plan.days, course)
            && days > most
        {
            let said = say(Level::Major, "too-many-days")
                .with("days", Arg::Number(days))
                .with("limit", Arg::Number(most));
            let long = most * LONG_COURSE;
            // Two days of what the rules give on one are asked about, not refused.
            if rule.hard_days || above(days, long) || (most > 1.0 && !below(days, long)) {
                return Judgement::Above(said);
            }
            // What is given once is not a course of two days.
            if most <= 1.0 {
                return Judgement::Unclear(Finding {
                    level: Level::CannotCheck,
                    ..said
                });
            }
        }
        let basis = rule.basis.as_ref();
        let day = basis.and_then(|basis| self.past.fullest(value, plan, self.facts.now, basis));
        if let (Some(day), Some(limit)) = (day, limits.hard_day)
            && above(day, limit)
        {
            return over("day-above", day, limit);
        }
        if let Some(gap) = rule.interval_h {
            let shorter = |hours: f64| below(hours, gap);
            if let Some(hours) = self.past.gap_hours(self.facts.now).filter(|h| shorter(*h)) {
                return Judgement::Above(
                    say(Level::Major, "too-soon")
                        .with("hours", Arg::Hours(hours))
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
        if self.too_early(candidate, value, plan) {
            return Judgement::Unclear(say(Level::CannotCheck, "need-time"));
        }
        if day.is_none() {
            return Judgement::Unclear(
                say(Level::CannotCheck, "given-unclear").with("other", name_of(self.medicine)),
            );
        }
        // A past dose of a thousandth is a slip of the unit: it says nothing of what was taken.
        let slip = |past: f64| below(past, limits.low * SLIP);
        if basis
            .and_then(|basis| self.past.smallest(self.facts.now, basis))
            .is_some_and(slip)
        {
            return Judgement::Unclear(
                say(Level::CannotCheck, "given-unclear").with("other", name_of(self.medicine)),
            );
        }
        if let Some(finding) = self.too_heavy(rule) {
            return Judgement::Unclear(finding);
        }
        if above(value, limits.high) {
            return Judgement::Unclear(
                say(Level::CannotCheck, "above-usual")
                    .with("dose", of(value))
                    .with("limit", of(limits.high)),
            );
        }
        if let (Some(day), Some(limit)) = (day, limits.day)
            && above(day, limit)
        {
            return Judgement::Unclear(
                say(Level::CannotCheck, "day-above-usual")
                    .with("dose", of(day))
                    .with("limit", of(limit)),
            );
        }
        if let Some(finding) = self.already_given(rule) {
            return Judgement::Unclear(finding);
        }
        let bounded = limits.hard_day.is_some() || rule.interval_h.is_some() || rule.repeats;
        if !bounded && (plan.count > 1.0 || self.past.count_lately(self.facts.now) > 0) {
            return Judgement::Unclear(
                say(Level::CannotCheck, "repeat-unknown").with("count", Arg::Number(plan.count)),
            );
        }
        // No gap is printed: doses closer than half the usual gap are not what the rule's count means.
        if let (None, Some(most), Some(hours)) =
            (rule.interval_h, rule.doses_per_day, plan.interval)
            && !rule.repeats
            && plan.count > 1.0
            && hours < 24.0 / most / 2.0
        {
            return Judgement::Unclear(
                say(Level::CannotCheck, "often")
                    .with("hours", Arg::Number(hours))
                    .with("limit", Arg::Number(24.0 / most / 2.0)),
            );
        }
        let count = plan.count + self.past.count_lately(self.facts.now) as f64;
        let most = if rule.repeats {
            MOST_REPEATED
        } else {
            MOST_UNBOUNDED
        };
        if limits.hard_day.is_none() && rule.doses_per_day.is_none() && count > most {
            return Judgement::Unclear(
                say(Level::CannotCheck, "repeat-unknown").with("count", Arg::Number(count)),
            );
        }
        if let Some(finding) = self.too_light(rule) {
            return Judgement::Unclear(finding);
        }
        if let Some(finding) = self.long_course(rule, plan.days, Level::CannotCheck, LONG_COURSE) {
            return Judgement::Unclear(finding);
        }
        if rule
            .doses_per_day
            .is_some_and(|most| above(plan.count, most))
        {
            return Judgement::Unclear(
                say(Level::CannotCheck, "too-many-doses")
                    .with("count", Arg::Number(plan.count))
                    .with("limit", Arg::Number(rule.doses_per_day.unwrap_or(0.0))),
            );
        }
        Judgement::Accepts
    }

    /// So many times the days after which a course is unusual, or longer, where the rule prints no course.
    fn long_course(
        &self,
        rule: &Rule,
        days: Option<f64>,
        level: Level,
        times: f64,
    ) -> Option<Finding> {
        let long = rule.long_days.as_ref()?;
        let limit = f64::from(long.days);
        let days = days.filter(|days| *days > limit && !below(*days, limit * times))?;
        let said = Finding::new(level, "long-course")
            .with("days", Arg::Number(days))
            .with("limit", Arg::Number(limit));
        Some(said.cite(self.data, &rule.id, &long.source, long.verified))
    }

    /// A day of the second substance of a combination ("500+125 mg"), which the rules of the first do not count.
    fn second_substance(
        &self,
        ordered: &Ordered,
        best: &Candidate<'_>,
        findings: &mut Vec<Finding>,
    ) {
        let Some(second) = &self.medicine.second else {
            return;
        };
        let day = best.rule.basis.as_ref().and_then(|basis| {
            let value = ordered.amounts.in_units_of(basis)?;
            let now = self.facts.now;
            let first = self.past.fullest(value, &ordered.plan, now, basis)?;
            Some(
                first
                    * self
                        .data
                        .second_share(self.medicine, self.strength.as_ref())?,
            )
        });
        let per_kg = |of_kg: f64| match self.facts.weight {
            Weight::Known(kg) => second.max_daily.min(of_kg * kg),
            Weight::Doubtful(_) | Weight::Missing => second.max_daily,
        };
        let limits = [
            (Level::CannotCheck, per_kg(second.max_daily_per_kg)),
            (Level::Warn, per_kg(second.usual_daily_per_kg)),
        ];
        let over = day.and_then(|day| {
            let (level, limit) = limits.into_iter().find(|(_, limit)| above(day, *limit))?;
            Some((level, day, limit))
        });
        if let Some((level, day, limit)) = over {
            let mg = |value: f64| Arg::Dose(Dose::new(tidy(value), Unit::Milligram));
            let key = format!("second-{}", self.medicine.id);
            findings.push(
                Finding::new(level, "second-above")
                    .with("part", prose(key, &second.name))
                    .with("dose", mg(day))
                    .with("limit", mg(limit))
                    .cite(self.data, &best.rule.id, &second.source, second.verified),
            );
        }
    }

    /// A fixed dose of adults for somebody with the weight of a child; a child whom nobody weighed may be one.
    fn too_light(&self, rule: &Rule) -> Option<Finding> {
        let fixed = matches!(rule.dose.kind, DoseKind::FixedDose | DoseKind::FixedDay);
        let grown = rule
            .population
            .age_min
            .is_some_and(|age| age.rough_days() >= Span::Months(12 * 12).rough_days());
        if !(fixed && grown) {
            return None;
        }
        match self.facts.question.weight_kg {
            Some(kg) if kg < ADULT_LEAST_KG => Some(
                Finding::new(Level::CannotCheck, "adult-dose-light")
                    .with("weight", Arg::Number(kg)),
            ),
            None if self.facts.may_be_child() && self.facts.weight_range.0 < ADULT_LEAST_KG => {
                Some(Finding::new(Level::CannotCheck, "need-weight"))
            }
            Some(_) | None => None,
        }
        .map(|finding| finding.by_rule(self.data, rule))
    }

    /// A dose per kilogram for somebody heavier than the rule was made for.
    pub(super) fn too_heavy(&self, rule: &Rule) -> Option<Finding> {
        let Weight::Known(kg) = self.facts.weight else {
            return None;
        };
        let most = rule.max_kg.filter(|most| kg > *most)?;
        Some(
            Finding::new(Level::CannotCheck, "heavier-than-rule")
                .with("weight", Arg::Number(kg))
                .with("limit", Arg::Number(most))
                .by_rule(self.data, rule),
        )
    }

    /// The doses of the last 24 hours use up the rule, or the last one is so fresh that this may be the same one again.
    fn already_given(&self, rule: &Rule) -> Option<Finding> {
        let say =
            |code: &'static str| Finding::new(Level::CannotCheck, code).by_rule(self.data, rule);
        let count = self.past.count_lately(self.facts.now) as f64 + 1.0;
        if let Some(most) = rule.doses_per_day
            && above(count, most)
        {
            return Some(
                say("too-many-doses")
                    .with("count", Arg::Number(count))
                    .with("limit", Arg::Number(most)),
            );
        }
        let hours = self.past.gap_hours(self.facts.now)?;
        // What is given once is not given again the next day; a rescue whose rule prints a gap of minutes is.
        let once = rule.duration_days.is_some_and(|[_, most]| most <= 1)
            && rule.interval_h.is_none_or(|gap| gap > RESCUE_GAP_H)
            && !rule.repeats;
        if once {
            return Some(say("given-just-now").with("hours", Arg::Number(hours)));
        }
        let fresh = rule
            .doses_per_day
            .map_or(JUST_NOW_H, |most| 24.0 / most / 2.0);
        (rule.interval_h.is_none() && !rule.repeats && hours < fresh)
            .then(|| say("given-just-now").with("hours", Arg::Number(hours)))
    }

    /// Without a time of day the end of the day is meant; would the order be too much at its earliest moment?
    fn too_early(&self, candidate: &Candidate<'_>, value: f64, plan: &Plan) -> bool {
        if self.facts.earliest == self.facts.now {
            return false;
        }
        let earliest = self.facts.earliest.max(self.past.last);
        let soon = match (candidate.rule.interval_h, self.past.gap_hours(earliest)) {
            (Some(gap), Some(hours)) => below(hours, gap),
            _ => false,
        };
        let basis = candidate.rule.basis.as_ref();
        let day = basis.and_then(|basis| self.past.fullest(value, plan, earliest, basis));
        let limit = candidate.limits.hard_day;
        soon || matches!((day, limit), (Some(day), Some(limit)) if above(day, limit))
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
        } else if accepting
            .iter()
            .all(|c| self.rescues(c.rule) && short(c, NO_RESCUE))
        {
            findings.push(make(Level::CannotCheck, "under-dose"));
        } else if accepting.iter().all(|c| short(c, LITTLE)) {
            findings.push(make(Level::Warn, "under-dose"));
        }
    }

    /// Given in an emergency and repeated within the hour, or once in a high-alert medicine (a loading dose).
    fn rescues(&self, rule: &Rule) -> bool {
        let soon = rule.interval_h.is_some_and(|gap| gap <= RESCUE_GAP_H);
        let once = rule.doses_per_day.is_some_and(|most| most <= 1.0)
            || rule.duration_days.is_some_and(|[_, most]| most <= 1);
        soon || (self.medicine.high_alert && once)
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
        findings.extend(self.long_course(best.rule, order.days, Level::Warn, 1.0));
        if Plan::open_ended(order) {
            findings
                .push(Finding::new(Level::CannotCheck, "need-count").by_rule(self.data, best.rule));
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
