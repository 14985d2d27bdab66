//! When doses fall: what was given, what is planned, and the fullest 24 hours among them.

use chrono::{NaiveDateTime, TimeDelta};

use super::amount::Amounts;
use super::answer::{Arg, Finding, Level};
use super::basis::Basis;
use super::data::{Formulary, Medicine, Named};
use super::facts::Facts;
use super::finding::name_of;
use super::interaction;
use super::question::{Given, Order};
use crate::domain::dose::{Dose, Strength, Unit};

/// Doses of the same substance already given.
#[derive(Debug, Default)]
pub struct Past {
    doses: Vec<(Option<NaiveDateTime>, Amounts)>,
    /// Time of the last one, when known.
    pub last: Option<NaiveDateTime>,
    pub findings: Vec<Finding>,
}

/// What the order plans.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// Doses in the first 24 hours, at least one.
    pub count: f64,
    /// Hours between doses, as written in the order.
    pub interval: Option<f64>,
    /// Hours between doses that follow from the count.
    pub implied: Option<f64>,
    /// Days of the course, as written in the order.
    pub days: Option<f64>,
}

/// Most doses of one day that are laid out one by one.
const MOST_PLANNED: f64 = 96.0;
/// Hours between doses that an order can mean: the shortest gap any rule prints is two minutes, the longest a month.
const GAPS_H: std::ops::RangeInclusive<f64> = 0.03..=31.0 * 24.0;
/// Days that an order can mean: longer is a slip of the hand, whatever the rule.
const MOST_DAYS: f64 = 3660.0;

impl Plan {
    pub fn of(order: &Order) -> Result<Self, Finding> {
        for value in [order.per_day, order.interval_h, order.days]
            .into_iter()
            .flatten()
        {
            if !value.is_finite() || value <= 0.0 {
                return Err(Finding::new(Level::CannotCheck, "schedule-invalid"));
            }
        }
        // A wild number is a slip; so is "half a time a day", which nobody can lay out in a day.
        if order
            .interval_h
            .is_some_and(|hours| !GAPS_H.contains(&hours))
            || order.days.is_some_and(|days| days > MOST_DAYS)
            || order.per_day.is_some_and(|count| count < 1.0)
        {
            return Err(Finding::new(Level::CannotCheck, "schedule-invalid"));
        }
        // Doses that begin within one day: every 5 hours is five (0, 5, 10, 15 and 20 h), not four.
        let by_interval = order
            .interval_h
            .map(|hours| (24.0 / hours - 1e-9).ceil().max(1.0));
        let count = match (order.per_day, by_interval) {
            (Some(count), Some(fits)) if order.interval_h.is_some_and(|hours| hours >= 1.0) => {
                count.max(fits)
            }
            (Some(count), _) => count,
            // "every 5 minutes" without saying how often is judged dose by dose
            (None, Some(fits)) if order.interval_h.is_some_and(|hours| hours >= 1.0) => fits,
            (None, _) => 1.0,
        };
        if count > MOST_PLANNED {
            return Err(Finding::new(Level::CannotCheck, "schedule-invalid"));
        }
        Ok(Self {
            count: count.ceil(),
            interval: order.interval_h,
            implied: match (order.per_day, order.interval_h) {
                (Some(count), None) => Some(24.0 / count),
                (None, _) | (_, Some(_)) => None,
            },
            days: order.days,
        })
    }

    /// Several doses at short gaps, and nobody said how many.
    pub fn open_ended(order: &Order) -> bool {
        order.per_day.is_none() && order.interval_h.is_some_and(|hours| hours < 1.0)
    }
}

impl Past {
    pub fn of(data: &Formulary, medicine: &Medicine, facts: &Facts<'_>) -> Self {
        let mut past = Self::default();
        for given in facts.question.given.iter().flatten() {
            let named = data.named(&given.medicine);
            let name = || Arg::Text(given.medicine.clone());
            if let (Some(at), Some(now)) = (given.at, facts.now)
                && at > now
            {
                past.findings.push(
                    Finding::new(Level::CannotCheck, "given-in-future").with("other", name()),
                );
                continue;
            }
            if named.is_empty() {
                past.findings
                    .push(Finding::new(Level::CannotCheck, "given-unknown").with("other", name()));
                continue;
            }
            // A second medicine in the same line may be this one, spelt wrongly.
            let externals: Vec<&str> = data.externals.values().map(String::as_str).collect();
            // What else a product holds is surely not this one: it matters for a day.
            let lately = match (given.at, facts.now) {
                (Some(at), Some(now)) => now - at < TimeDelta::hours(24),
                _ => true,
            };
            if let Some(unread) = interaction::unread(data, &given.medicine, &externals)
                && (lately || !data.strange_words(&given.medicine).is_empty())
            {
                past.findings.push(
                    Finding::new(Level::CannotCheck, "given-unknown")
                        .with("other", Arg::Text(unread)),
                );
            }
            let inside = data.ingredients(&given.medicine);
            let own = matches!(named.as_slice(), [Named::Medicine(_)])
                && inside.first().is_some_and(|m| m.id == medicine.id);
            let hidden = !own
                && inside
                    .iter()
                    .any(|m| m.id == medicine.id || medicine.contains.contains(&m.id));
            if !own && !hidden {
                continue;
            }
            past.last = past.last.max(given.at);
            if hidden {
                if lately {
                    past.findings.push(
                        Finding::new(Level::CannotCheck, "hidden-ingredient")
                            .with("other", name())
                            .with("medicine", name_of(medicine)),
                    );
                }
                // Its usual composition is counted, so that too much is seen; that it may be another one stays said.
                if let Some(amount) = inside_pieces(data, &named, medicine, given) {
                    past.doses.push((given.at, Amounts::of(amount, None)));
                }
                continue;
            }
            if given.at.is_none() {
                past.findings
                    .push(Finding::new(Level::CannotCheck, "given-unclear").with("other", name()));
            }
            let unit = given.unit.as_deref().and_then(unit_of);
            match (given.dose, unit) {
                (Some(dose), Some(unit)) if dose.is_finite() && dose >= 0.0 => {
                    past.doses
                        .push((given.at, Amounts::of(Dose::new(dose, unit), None)));
                }
                _ if lately => {
                    past.findings.push(
                        Finding::new(Level::CannotCheck, "given-unclear").with("other", name()),
                    );
                }
                _ => {}
            }
        }
        past
    }

    /// The fullest 24 hours that end with a planned dose, in units of the rule.
    /// `None` when a past dose cannot be compared with the rule.
    pub fn fullest(
        &self,
        dose: f64,
        plan: &Plan,
        now: Option<NaiveDateTime>,
        basis: &Basis,
    ) -> Option<f64> {
        let mut past = Vec::with_capacity(self.doses.len());
        for (at, amounts) in &self.doses {
            let old =
                matches!((at, now), (Some(at), Some(now)) if now - *at >= TimeDelta::hours(24));
            if !old {
                past.push((*at, amounts.in_units_of(basis)?));
            }
        }
        let step = plan.interval.or(plan.implied).unwrap_or(24.0);
        let mut fullest = 0.0f64;
        let mut planned = 0.0;
        while planned < plan.count {
            // Both are bounded above; what cannot be laid out counts as still within the day.
            let ahead = TimeDelta::try_seconds((planned * step * 3600.0) as i64);
            let then = now
                .zip(ahead)
                .and_then(|(now, ahead)| now.checked_add_signed(ahead));
            let before: f64 = past
                .iter()
                .filter(|(at, _)| match (at, then) {
                    (Some(at), Some(then)) => then - *at < TimeDelta::hours(24),
                    _ => true,
                })
                .map(|(_, amount)| amount)
                .sum();
            planned += 1.0;
            fullest = fullest.max(before + planned * dose);
        }
        Some(fullest)
    }

    /// The smallest dose of the last 24 hours in units of the rule; `None` where there is none or it cannot be compared.
    pub fn smallest(&self, now: Option<NaiveDateTime>, basis: &Basis) -> Option<f64> {
        self.doses
            .iter()
            .filter(|(at, _)| !matches!((at, now), (Some(at), Some(now)) if now - *at >= TimeDelta::hours(24)))
            .filter_map(|(_, amounts)| amounts.in_units_of(basis))
            .reduce(f64::min)
    }

    /// Doses of the last 24 hours; one without a time counts.
    pub fn count_lately(&self, now: Option<NaiveDateTime>) -> usize {
        let is_old = |at: &Option<NaiveDateTime>| matches!((at, now), (Some(at), Some(now)) if now - *at >= TimeDelta::hours(24));
        self.doses.iter().filter(|(at, _)| !is_old(at)).count()
    }

    /// Hours since the last dose.
    pub fn gap_hours(&self, now: Option<NaiveDateTime>) -> Option<f64> {
        Some((now? - self.last?).num_seconds() as f64 / 3600.0)
    }
}

/// Milligrams of the medicine in what was given of a combination product, where its composition is in the data.
fn inside_pieces(
    data: &Formulary,
    named: &[Named],
    medicine: &Medicine,
    given: &Given,
) -> Option<Dose> {
    let [Named::Combination(at)] = named else {
        return None;
    };
    let product = data.combinations.get(*at)?;
    let each = product.amounts.get(&medicine.id)?;
    let pieces = given.dose.filter(|dose| dose.is_finite() && *dose >= 0.0)?;
    let unit = unit_of(given.unit.as_deref()?)?;
    let counted = product.piece.as_deref().and_then(Unit::parse)?;
    (unit == counted).then(|| Dose::new(each * pieces, Unit::Milligram))
}

/// Unit of an order or a past dose; "mg elemental", "mg amoxicillin" name a part of the product.
pub(super) fn unit_of(text: &str) -> Option<Unit> {
    Unit::parse(text).or_else(|| {
        let (unit, _) = text.trim().split_once(' ')?;
        part_of(text).and_then(|_| Unit::parse(unit))
    })
}

/// The part of the product that a unit names.
pub(super) fn part_of(text: &str) -> Option<&str> {
    let (_, part) = text.trim().split_once(' ')?;
    matches!(part, "elemental" | "amoxicillin" | "sulfamethoxazole").then_some(part)
}

/// The strength of an order, or why it is not understood.
pub(super) fn strength_of(order: &Order) -> Result<Option<Strength>, Finding> {
    match order.strength.as_deref().map(str::trim) {
        None | Some("") => Ok(None),
        Some(text) => Strength::parse(text).map(Some).map_err(|_unclear| {
            Finding::new(Level::CannotCheck, "strength-unclear")
                .with("strength", Arg::Text(text.to_owned()))
        }),
    }
}
