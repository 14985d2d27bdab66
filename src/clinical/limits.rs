//! What a rule allows for a given weight and age: one dose and one day, after every cap. Figures in the rule's own unit.

use chrono::NaiveDate;

use super::data::{Band, DoseKind, Rule};

/// Limits of one rule for one weight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Usual range of one dose.
    pub low: f64,
    pub high: f64,
    /// One dose above this is above the rule's limit. Above `high` where the rule prints a wider single cap,
    /// or where it speaks of a day that is usually, not always, divided.
    pub hard: f64,
    /// The most in 24 hours: usual, and the limit.
    pub day: Option<f64>,
    pub hard_day: Option<f64>,
    /// Least in a day, for rules that speak of a day.
    pub day_low: Option<f64>,
    /// Lowest and highest figure for one kilogram and one dose, for per-kg rules.
    pub per_kg: Option<(f64, f64)>,
    /// A cap, not the weight, made `high`.
    pub capped: bool,
}

/// Who the limits are for: a weight and, when known, an age.
#[derive(Debug, Clone, Copy)]
pub struct Who {
    pub kg: f64,
    pub born_today: Option<(NaiveDate, NaiveDate)>,
}

/// `None` where no band covers the person or the capping rule leaves nothing.
///
/// Above the highest weight of a rule its range is that of the highest weight. What is above the limit stays what it was for the
/// real weight: a weight that the rule does not know makes nothing sure, not even "too much".
pub fn limits(rule: &Rule, capped_by: Option<&Rule>, who: Who) -> Option<Limits> {
    let real = uncounted(rule, capped_by, who)?;
    let Some(kg) = rule.max_kg.filter(|most| who.kg > *most) else {
        return Some(real);
    };
    let range = uncounted(rule, capped_by, Who { kg, ..who })?;
    Some(Limits {
        low: range.low,
        high: range.high,
        hard: real.hard,
        day: range.day,
        hard_day: real.hard_day,
        day_low: range.day_low,
        per_kg: range.per_kg,
        capped: true,
    })
}

/// Limits at this weight, whether or not the rule was made for it.
fn uncounted(rule: &Rule, capped_by: Option<&Rule>, who: Who) -> Option<Limits> {
    let kg = who.kg;
    let min = rule.dose.min.unwrap_or(0.0);
    let max = rule.dose.max.unwrap_or(0.0);
    let times = rule.dose.divided.or(rule.doses_per_day).unwrap_or(1.0);
    let (mut low, mut high, of_day, per_kg) = match rule.dose.kind {
        DoseKind::PerKgDose => (min * kg, max * kg, None, Some((min, max))),
        DoseKind::PerKgDay => (
            min * kg / times,
            max * kg / times,
            Some((min * kg, max * kg)),
            Some((min / times, max / times)),
        ),
        DoseKind::FixedDose => (min, max, None, None),
        DoseKind::FixedDay => (min / times, max / times, Some((min, max)), None),
        DoseKind::Band => {
            let (low, high) = band(&rule.bands, who)?;
            let of_day = (rule.dose.per.as_deref() == Some("day")).then_some((low, high));
            (low, high, of_day, None)
        }
    };
    let day_cap = least([rule.max_daily, rule.max_daily_per_kg.map(|cap| cap * kg)]);
    let printed = high;
    let mut cap = least([rule.max_single, day_cap]);
    if let Some(other) = capped_by.and_then(|other| limits(other, None, who)) {
        // A band never allows what the per-kg rule of the same medicine and route calls outside.
        if above(low, other.high) {
            return None;
        }
        cap = least([cap, Some(other.high)]);
    }
    if let Some(cap) = cap {
        high = high.min(cap);
        low = low.min(high);
    }
    let hard = match (rule.dose.kind, of_day) {
        (_, Some((_, day))) => cap.map_or(day, |cap| cap.min(day)).max(high),
        (DoseKind::FixedDose, None) => cap.unwrap_or(high).max(high),
        (_, None) => high,
    };
    let by_count = rule.doses_per_day.map(|count| high * count);
    let day = least([day_cap, of_day.map(|(_, day)| day), by_count]);
    let hard_day = match (rule.dose.kind, day_cap) {
        (DoseKind::FixedDose, Some(cap)) => Some(cap),
        (DoseKind::FixedDose, None) => rule.doses_per_day.map(|count| hard * count),
        _ => day,
    };
    Some(Limits {
        low,
        high,
        hard,
        day,
        hard_day,
        day_low: of_day.map(|(low, _)| low),
        per_kg,
        capped: high < printed,
    })
}

/// Comparisons allow for the dust of binary arithmetic, nothing more.
pub const EDGE: f64 = 1.0 + 1e-9;

/// More than the limit and its dust.
pub fn above(value: f64, limit: f64) -> bool {
    value > limit * EDGE
}

/// Less than the limit and its dust.
pub fn below(value: f64, limit: f64) -> bool {
    value < limit * (2.0 - EDGE)
}

fn least<const N: usize>(values: [Option<f64>; N]) -> Option<f64> {
    values.into_iter().flatten().reduce(f64::min)
}

/// Dose range of the band for this person; with an unknown age, of all bands that could be meant.
fn band(bands: &[Band], who: Who) -> Option<(f64, f64)> {
    bands
        .iter()
        .filter(|band| {
            let heavy_enough = band.weight_min.is_none_or(|kg| who.kg >= kg);
            let light_enough = band.weight_max.is_none_or(|kg| who.kg < kg);
            let of_age = who.born_today.is_none_or(|(birth, today)| {
                band.age_min
                    .is_none_or(|span| span.is_reached(birth, today))
                    && band
                        .age_max
                        .is_none_or(|span| !span.is_reached(birth, today))
            });
            heavy_enough && light_enough && of_age
        })
        .map(|band| (band.dose_min, band.dose_max))
        .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 0.1 + 0.2 is not above 0.3; a thousandth more is.
    #[test]
    fn a_limit_is_passed_by_more_than_the_dust_of_arithmetic() {
        for limit in [0.3, 1.0, 4000.0] {
            for (share, is_above, is_below) in [
                (0.999, false, true),
                (1.0 - 3e-9, false, true),
                (2.0 - EDGE, false, false),
                (1.0, false, false),
                (EDGE, false, false),
                (1.0 + 3e-9, true, false),
                (1.001, true, false),
            ] {
                let value = limit * share;
                assert_eq!(above(value, limit), is_above, "{value} of {limit}");
                assert_eq!(below(value, limit), is_below, "{value} of {limit}");
            }
        }
        assert!(!above(0.1 + 0.2, 0.3) && !below(0.3, 0.1 + 0.2));
    }
}
