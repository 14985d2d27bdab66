//! A weight beside the one before it: a slip of unit or of patient is seen before a dose is counted from it.

use chrono::NaiveDate;

use super::age::Span;
use super::answer::{Arg, Finding, Level};
use super::growth::{Axis, Indicator, reference};
use super::limits::above;
use super::question::Sex;

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
/// Places among the lines of a growth chart ([`Z_LINES`](super::growth::Z_LINES)).
const PLUS_ONE: usize = 4;
const PLUS_THREE: usize = 6;

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

/// The most kilograms that nobody asks about at this age: WHO weight-for-age z +3. Where WHO has none, from ten years to
/// nineteen, BMI-for-age z +3 at height-for-age z +1, which at ten years is the same weight within 4 % (the project's choice).
/// Of two sexes, where it is not known, the heavier.
pub(super) fn most_expected(sex: Option<Sex>, birth: NaiveDate, today: NaiveDate) -> Option<f64> {
    let age = Axis::Days((today - birth).num_days() as f64);
    let line = |indicator, sex, z: usize| reference(indicator, sex, age)?.get(z).copied();
    let most = |sex: Sex| {
        line(Indicator::Wfa, sex, PLUS_THREE).or_else(|| {
            let metres = line(Indicator::Lhfa, sex, PLUS_ONE)? / 100.0;
            Some(line(Indicator::Bmi, sex, PLUS_THREE)? * metres * metres)
        })
    };
    let sexes = [Sex::Male, Sex::Female].into_iter();
    sexes
        .filter(|one| sex.is_none_or(|known| known == *one))
        .filter_map(most)
        .reduce(f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Compared with the printed lines of WHO's charts: 24.2 and 25.2 kg at four years (1461 days), 56.4 and 59.2 at ten.
    #[test]
    fn the_most_expected_is_z_plus_three_and_goes_on_after_ten_years() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let tenths = |sex, birth: &str| {
            let most = most_expected(sex, day(birth), day("2026-11-21"));
            most.map(|kg| (kg * 10.0).round() / 10.0)
        };
        for (birth, boy, girl) in [
            ("2026-11-21", Some(5.0), Some(4.8)),
            ("2022-11-21", Some(24.2), Some(25.2)),
            ("2016-11-21", Some(56.4), Some(59.2)),
            ("2016-11-20", Some(54.2), Some(59.7)),
            ("2012-11-21", Some(96.6), Some(96.3)),
            ("2007-11-22", Some(120.0), Some(104.2)),
            ("2007-11-20", None, None),
            ("2026-11-22", None, None),
        ] {
            assert_eq!(tenths(Some(Sex::Male), birth), boy, "{birth}");
            assert_eq!(tenths(Some(Sex::Female), birth), girl, "{birth}");
            let heavier = boy.zip(girl).map(|(boy, girl): (f64, f64)| boy.max(girl));
            assert_eq!(tenths(None, birth), heavier, "{birth}");
        }
    }

    /// Exactly as heavy as expected is not heavier.
    #[test]
    fn the_most_expected_itself_is_not_questioned() {
        use crate::clinical::{Formulary, check};
        let born = "2022-11-21".parse().unwrap();
        let today = "2026-11-21".parse().unwrap();
        let most = most_expected(Some(Sex::Male), born, today).unwrap();
        let asked = |kg: f64| {
            let question = serde_json::json!({
                "medicine": "morphine", "route": "intramuscular", "weight_kg": kg, "weight_date": "2026-11-21",
                "weight_estimated": false, "birth_date": born, "date": "2026-11-21", "at": "2026-11-21T10:00", "sex": "male",
                "conditions": [], "allergies": [], "current": [], "given": [],
                "order": {"dose": 2.4, "unit": "mg", "per_day": 1},
            });
            let question = serde_json::from_value(question).unwrap();
            let answer = check(Formulary::builtin(), &question);
            answer.findings.iter().any(|f| f.code == "weight-high")
        };
        assert!(!asked(most));
        assert!(asked(most * (1.0 + 1e-12)));
    }

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
