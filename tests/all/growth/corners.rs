//! Ages in months, arithmetic as it is shown, and the limits to the last digit.

use feldsher::clinical::Sex;
use feldsher::clinical::growth::{Axis, Child, Growth, Indicator, reference};
use feldsher::domain::lang::Lang;
use feldsher::worker::growth::words::arithmetic;

use super::{child, of};

fn months(age: f64) -> Child {
    Child {
        age_days: None,
        age_months: Some(age),
        ..Child::of(Sex::Female, 0.0)
    }
}

fn has(growth: &Growth, flag: &str) -> bool {
    growth.flags.iter().any(|found| found == flag)
}

/// WHO counts a month as 30.4375 days and rounds to the nearest day.
#[test]
fn an_age_in_months_is_the_nearest_day() {
    for (age, days) in [
        (0.0, 0),
        (1.0, 30),
        (2.0, 61),
        (12.0, 365),
        (24.0, 731),
        (60.0, 1826),
    ] {
        assert_eq!(of(&months(age)).age_days, days, "{age}");
    }
    // A row of the standard of 2006 is that of the day: height, not length, at 24 months.
    for (age, days) in [(12.0, 365.0), (24.0, 731.0), (60.99, 1856.0)] {
        for indicator in [Indicator::Wfa, Indicator::Lhfa, Indicator::Bmi] {
            let of = |axis| reference(indicator, Sex::Female, axis);
            let (by_month, by_day) = (of(Axis::Months(age)), of(Axis::Days(days)));
            assert_eq!(by_month, by_day, "{indicator:?} {age}");
        }
    }
    // The standard of 2007 begins with month 61: boys 18.5057 kg, girls 109.6016 cm.
    let median = |indicator, sex| reference(indicator, sex, Axis::Months(61.0)).unwrap()[3];
    assert!((median(Indicator::Wfa, Sex::Male) - 18.5057).abs() < 1e-9);
    assert!((median(Indicator::Lhfa, Sex::Female) - 109.6016).abs() < 1e-9);
}

/// RCPCH: until two years of age the weeks before term do not count.
#[test]
fn a_child_born_early_has_the_limits_of_the_age_that_counts() {
    let early = |age: f64| {
        of(&Child {
            birth_weeks: Some(30.0),
            ..months(age)
        })
    };
    assert!(early(23.9).age_corrected && !early(24.0).age_corrected);
    // The arm is judged from six months on: 200 days less ten weeks are not yet, 260 are.
    for (days, judged) in [(200.0, false), (260.0, true)] {
        let thin = of(&Child {
            birth_weeks: Some(30.0),
            muac_cm: Some(11.4),
            ..child(Sex::Female, days)
        });
        assert_eq!(has(&thin, "muac_severe"), judged, "{days}");
    }
    // At nine months she may stand; before, the word is a slip.
    for (age, ignored) in [(8.9, true), (9.0, false), (9.1, false)] {
        let standing = of(&Child {
            length_cm: Some(70.0),
            standing: Some(true),
            ..months(age)
        });
        assert_eq!(has(&standing, "standing_ignored"), ignored, "{age}");
    }
}

/// WHO 2006: only weight, body mass index, arm and weight-for-length go on in equal steps beyond ±3.
#[test]
fn the_arithmetic_that_is_shown_is_the_one_that_was_done() {
    let shown = |kg: f64, cm: f64, indicator: Indicator| {
        let growth = of(&Child {
            weight_kg: Some(kg),
            length_cm: Some(cm),
            ..child(Sex::Male, 365.0)
        });
        let score = growth.score(indicator).unwrap();
        let text = arithmetic(Lang::En, score);
        assert_eq!(text.contains('^'), !score.stepped, "{text}");
        (score.z.abs() > 3.0, score.stepped)
    };
    // boys at one year: 9.6 kg and 75.7 cm in the middle, 6.9 kg and 68.6 cm at −3
    assert_eq!(shown(9.6, 75.7, Indicator::Wfa), (false, false));
    assert_eq!(shown(7.2, 75.7, Indicator::Wfa), (false, false));
    assert_eq!(shown(6.0, 75.7, Indicator::Wfa), (true, true));
    assert_eq!(shown(15.0, 75.7, Indicator::Wfa), (true, true));
    assert_eq!(shown(9.6, 65.0, Indicator::Lhfa), (true, false));
    assert_eq!(shown(9.6, 85.0, Indicator::Lhfa), (true, false));
}

/// Overweight is more than +2 and up to +3, obesity more than +3: to the digit that is shown.
#[test]
fn a_score_on_the_limit_is_on_the_milder_side() {
    let boy = |kg: f64| {
        of(&Child {
            weight_kg: Some(kg),
            length_cm: Some(78.0),
            ..child(Sex::Male, 400.0)
        })
    };
    let lms = boy(10.0).score(Indicator::Wfl).unwrap().lms;
    let (two, three) = (lms.value_at(2.0), lms.value_at(3.0));
    let hundredth = (three - two) / 100.0;
    for (kg, z, overweight, obesity) in [
        (two - hundredth, 1.99, false, false),
        (two, 2.0, false, false),
        (lms.value_at(2.01), 2.01, true, false),
        (three, 3.0, true, false),
        (three + hundredth, 3.01, false, true),
    ] {
        let growth = boy(kg);
        assert_eq!(growth.wfl, Some(z));
        let flags = (has(&growth, "overweight"), has(&growth, "obesity"));
        assert_eq!(flags, (overweight, obesity), "{z}");
    }
}

#[test]
fn a_flag_names_title_and_year_of_its_source() {
    let thin = of(&Child {
        muac_cm: Some(11.0),
        ..child(Sex::Female, 400.0)
    });
    let found = thin.findings.iter().find(|one| one.flag == "muac_severe");
    let source = &found.unwrap().source;
    assert!(
        source.starts_with("WHO and UNICEF") && source.ends_with(", 2009"),
        "{source}"
    );
}
