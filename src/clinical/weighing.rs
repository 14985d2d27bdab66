//! A weight beside the one before it: a slip of unit or of patient is seen before a dose is counted from it.

use chrono::NaiveDate;

use super::age::Span;
use super::answer::{Arg, Finding, Level};
use super::limits::above;

/// A weight and its day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weighed {
    pub kg: f64,
    pub on: NaiveDate,
}

/// So many times more or less is a slip: grams for kilograms, a lost decimal mark.
const SLIP: f64 = 5.0;
/// A child that gains or loses more than this in a week is weighed again.
const WEEK_SHARE: f64 = 0.10;
/// From one year on, more than half as much again within three months (the project's proposal).
const SEASON_SHARE: f64 = 0.5;
const SEASON_DAYS: i64 = 90;

/// What is asked when the weight has jumped: `CannotCheck` for a slip, a `Warn` for a change that can be real.
pub fn weight_jump(before: Weighed, now: Weighed, birth: Option<NaiveDate>) -> Option<Finding> {
    let sane = |kg: f64| kg.is_finite() && kg > 0.0;
    if !(sane(before.kg) && sane(now.kg)) || now.on < before.on {
        return None;
    }
    let ratio = (now.kg / before.kg).max(before.kg / now.kg);
    let days = (now.on - before.on).num_days();
    let child = birth.is_none_or(|birth| !Span::Months(15 * 12).is_reached(birth, now.on));
    let infant = birth.is_none_or(|birth| !Span::Months(12).is_reached(birth, now.on));
    // A newborn of 1 kg may weigh five times as much a year later; nobody does so in three months.
    let slip = ratio >= SLIP && (days <= SEASON_DAYS || !child);
    let change = (now.kg - before.kg).abs() / before.kg;
    let level = if slip {
        Level::CannotCheck
    } else if (child && days <= 7 && above(change, WEEK_SHARE))
        || (!infant && days <= SEASON_DAYS && ratio > 1.0 + SEASON_SHARE)
    {
        Level::Warn
    } else {
        return None;
    };
    Some(
        Finding::new(level, "weight-jump")
            .with("before", Arg::Number(before.kg))
            .with("date", Arg::Day(before.on))
            .with("weight", Arg::Number(now.kg)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_that_jumped_is_questioned() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let child = Some(day("2025-11-21"));
        let infant = Some(day("2026-08-01"));
        let adult = Some(day("1980-01-01"));
        for (birth, before, on, kg, level) in [
            (child, 9.0, "2026-11-14", 9.9, None),
            (child, 9.0, "2026-11-14", 9.91, Some(Level::Warn)),
            (child, 9.0, "2026-11-14", 8.09, Some(Level::Warn)),
            (child, 9.0, "2026-11-13", 9.91, None),
            (child, 9.0, "2026-09-01", 14.0, Some(Level::Warn)),
            (child, 9.6, "2026-11-01", 96.0, Some(Level::CannotCheck)),
            (infant, 3.2, "2026-08-02", 6.0, None),
            (infant, 5.2, "2026-11-18", 6.0, Some(Level::Warn)),
            (adult, 70.0, "2026-11-20", 78.0, None),
            (adult, 70.0, "2026-11-01", 7.0, Some(Level::CannotCheck)),
            (adult, 70.0, "2010-11-01", 7.0, Some(Level::CannotCheck)),
            (adult, 50.0, "2026-11-01", 80.0, Some(Level::Warn)),
            (None, 50.0, "2026-11-20", 60.0, Some(Level::Warn)),
            // Nothing is said of weights that are none, nor of a weighing before the last one.
            (child, 0.0, "2026-11-14", 9.9, None),
            (child, 9.0, "2026-11-14", 0.0, None),
            (child, -9.0, "2026-11-14", 9.9, None),
            (child, f64::NAN, "2026-11-14", 9.9, None),
            (child, 9.0, "2026-11-14", f64::INFINITY, None),
            (child, 9.0, "2026-11-22", 19.9, None),
            (child, 9.0, "2026-11-21", 19.9, Some(Level::Warn)),
            // Fifteen years are the end of childhood; half as much again within a season is the limit itself.
            (
                Some(day("2011-11-22")),
                50.0,
                "2026-11-15",
                56.0,
                Some(Level::Warn),
            ),
            (Some(day("2011-11-21")), 50.0, "2026-11-15", 56.0, None),
            (adult, 50.0, "2026-11-01", 75.0, None),
            (adult, 50.0, "2026-11-01", 75.1, Some(Level::Warn)),
            (adult, 50.0, "2026-08-22", 80.0, None),
            (adult, 50.0, "2026-08-23", 80.0, Some(Level::Warn)),
            (Some(day("2025-11-22")), 5.0, "2026-09-21", 8.0, None),
            (
                Some(day("2025-11-21")),
                5.0,
                "2026-09-21",
                8.0,
                Some(Level::Warn),
            ),
            (infant, 2.0, "2026-08-22", 10.0, None),
            (infant, 2.0, "2026-08-23", 10.0, Some(Level::CannotCheck)),
            (infant, 2.0, "2026-08-23", 9.9, None),
            // Exactly a tenth in a week is no jump.
            (child, 10.0, "2026-11-14", 11.0, None),
        ] {
            let found = weight_jump(
                Weighed {
                    kg: before,
                    on: day(on),
                },
                Weighed {
                    kg,
                    on: day("2026-11-21"),
                },
                birth,
            );
            assert_eq!(found.map(|f| f.level), level, "{before} on {on}, now {kg}");
        }
    }
}
