//! Growth: every child of WHO's example survey, the steps and the limits.

mod corners;
mod curves;

use std::fs;

use feldsher::clinical::Sex;
use feldsher::clinical::growth::{Child, Growth, Indicator, Level, assess};

fn child(sex: Sex, age_days: f64) -> Child {
    Child::of(sex, age_days)
}

fn of(child: &Child) -> Growth {
    assess(child).unwrap()
}

/// "It is done when" 4 of the issue on clinical safety: within 0.01 z on every child.
#[test]
fn every_child_of_the_survey_has_the_z_scores_of_who() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/growth/survey.tsv");
    let text = fs::read_to_string(path).unwrap();
    let (mut children, mut scores, mut largest) = (0, 0, 0.0_f64);
    let mut wrong = Vec::new();
    for row in text.lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        let number = |at: usize| cells[at].parse::<f64>().ok();
        let sex = if cells[1] == "1" {
            Sex::Male
        } else {
            Sex::Female
        };
        let Some(age_days) = number(2) else {
            continue;
        };
        children += 1;
        let growth = of(&Child {
            weight_kg: number(3),
            length_cm: number(4),
            standing: match cells[5] {
                "h" => Some(true),
                "l" => Some(false),
                _ => None,
            },
            oedema: Some(cells[6] == "y"),
            head_cm: number(7),
            muac_cm: number(8),
            ..child(sex, age_days)
        });
        for (at, got) in [
            (9, growth.wfa),
            (10, growth.lhfa),
            (11, growth.wfl),
            (12, growth.bmi),
            (13, growth.hc),
            (14, growth.ac),
        ] {
            match (got, number(at)) {
                (Some(got), Some(want)) => {
                    scores += 1;
                    largest = largest.max((got - want).abs());
                    // Two numbers of two digits: anything under 0.0101 is a difference of at most 0.01.
                    if (got - want).abs() > 0.0101 {
                        wrong.push(format!("child {} column {at}: {got} for {want}", cells[0]));
                    }
                }
                (None, None) => {}
                (got, want) => {
                    wrong.push(format!(
                        "child {} column {at}: {got:?} for {want:?}",
                        cells[0]
                    ));
                }
            }
        }
    }
    println!("{children} children, {scores} z-scores, largest difference {largest:.4}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(children, 498);
    assert!(scores > 2000, "{scores}");
}

#[test]
fn a_length_becomes_a_height_at_two_years() {
    // 0.7 cm: the same girl lying and standing on both sides of day 731.
    let at = |days, cm, standing| {
        of(&Child {
            length_cm: Some(cm),
            standing,
            weight_kg: Some(12.0),
            ..child(Sex::Female, days)
        })
    };
    for (days, lying, standing) in [(730.0, 86.4, 85.7), (731.0, 86.4, 85.7)] {
        let (one, two) = (at(days, lying, Some(false)), at(days, standing, Some(true)));
        assert_eq!((one.lhfa, one.wfl), (two.lhfa, two.wfl), "{days}");
        assert_eq!(one.length_cm, two.length_cm);
    }
    assert_eq!(at(730.0, 86.4, None).length_cm, Some(86.4));
    assert_eq!(at(731.0, 86.4, None).length_cm, Some(86.4));
    assert_eq!(at(731.0, 86.4, Some(false)).length_cm, Some(85.7));
    assert_eq!(at(730.0, 86.4, Some(true)).length_cm, Some(87.1));
    // Under nine months nobody stands: the word is ignored, the length is not.
    let baby = at(200.0, 66.0, Some(true));
    assert_eq!(baby.length_cm, Some(66.0));
    assert!(baby.flags.contains(&"standing_ignored".to_owned()));
    assert!(
        !at(280.0, 66.0, Some(true))
            .flags
            .contains(&"standing_ignored".to_owned())
    );
}

#[test]
fn oedema_leaves_no_score_of_weight_and_is_severe() {
    let growth = of(&Child {
        weight_kg: Some(10.0),
        length_cm: Some(80.0),
        muac_cm: Some(13.5),
        oedema: Some(true),
        ..child(Sex::Male, 500.0)
    });
    assert_eq!((growth.wfa, growth.wfl, growth.bmi), (None, None, None));
    assert!(growth.lhfa.is_some() && growth.ac.is_some());
    assert_eq!(growth.worst().unwrap().level, Level::Severe);
    assert_eq!(growth.flags, ["severe_acute_malnutrition", "oedema"]);
}

#[test]
fn wasting_by_weight_and_by_arm() {
    let boy = |kg: f64, muac: Option<f64>, days: f64| {
        of(&Child {
            weight_kg: Some(kg),
            length_cm: Some(75.0),
            muac_cm: muac,
            ..child(Sex::Male, days)
        })
        .flags
    };
    let has = |flags: &[String], name: &str| flags.iter().any(|f| f == name);
    // WHO field table, boys, 75 cm: −3 SD 7.5 kg, −2 SD 8.1 kg.
    assert!(has(&boy(7.4, None, 400.0), "severe_wasting"));
    assert!(has(&boy(7.6, None, 400.0), "moderate_wasting"));
    assert!(!has(&boy(7.6, None, 400.0), "severe_wasting"));
    assert!(!has(&boy(8.3, None, 400.0), "moderate_wasting"));
    for (muac, days, severe, moderate) in [
        (11.4, 400.0, true, false),
        (11.5, 400.0, false, true),
        (12.4, 400.0, false, true),
        (12.5, 400.0, false, false),
        // Only from 6 to 59 months.
        (11.4, 150.0, false, false),
        (11.4, 1830.0, false, false),
    ] {
        let flags = boy(9.5, Some(muac), days);
        assert_eq!(has(&flags, "muac_severe"), severe, "{muac} {days}");
        assert_eq!(has(&flags, "muac_moderate"), moderate, "{muac} {days}");
        assert_eq!(has(&flags, "severe_acute_malnutrition"), severe);
        assert_eq!(has(&flags, "moderate_acute_malnutrition"), moderate);
    }
}

#[test]
fn implausible_values_are_said_and_not_hidden() {
    let growth = of(&Child {
        weight_kg: Some(26.0),
        length_cm: Some(55.0),
        head_cm: Some(60.0),
        ..child(Sex::Male, 365.0)
    });
    for flag in [
        "wfa_implausible",
        "lhfa_implausible",
        "hc_implausible",
        "bmi_implausible",
    ] {
        assert!(
            growth.flags.contains(&flag.to_owned()),
            "{flag} {:?}",
            growth.flags
        );
    }
    assert!(growth.wfa.unwrap() > 5.0);
}

/// Grams for kilograms: that number is named and left out, the others are answered.
#[test]
fn an_impossible_measurement_does_not_cost_the_others() {
    let growth = of(&Child {
        weight_kg: Some(9600.0),
        length_cm: Some(75.7),
        head_cm: Some(91.0),
        muac_cm: Some(0.0),
        ..child(Sex::Male, 365.0)
    });
    assert_eq!(growth.lhfa, Some(-0.02));
    assert_eq!(
        (growth.wfa, growth.wfl, growth.bmi, growth.hc, growth.ac),
        (None, None, None, None, None)
    );
    assert_eq!(
        growth.flags,
        [
            "weight_kg_impossible",
            "head_cm_impossible",
            "muac_cm_impossible"
        ]
    );
    assert!(assess(&child(Sex::Male, 8000.0)).is_err());
}

#[test]
fn a_child_born_early_is_counted_from_the_due_date() {
    let at = |days: f64, weeks: Option<f64>| {
        of(&Child {
            birth_weeks: weeks,
            weight_kg: Some(4.0),
            ..child(Sex::Female, days)
        })
    };
    let corrected = at(84.0, Some(32.0));
    assert_eq!((corrected.age_days, corrected.age_corrected), (28, true));
    assert_eq!(corrected.wfa, at(28.0, None).wfa);
    assert!(corrected.flags.contains(&"age_corrected".to_owned()));
    // Not born at term yet: no score, and it is said.
    let early = at(14.0, Some(32.0));
    assert_eq!(early.wfa, None);
    assert!(early.flags.contains(&"before_term".to_owned()));
    // At term and from two years on nothing is corrected.
    assert!(!at(84.0, Some(37.0)).age_corrected);
    assert!(!at(731.0, Some(28.0)).age_corrected);
    assert!(at(730.0, Some(28.0)).age_corrected);
}

#[test]
fn school_children_by_month() {
    let boy = |months: f64, kg: f64, cm: f64| {
        assess(&Child {
            age_days: None,
            age_months: Some(months),
            weight_kg: Some(kg),
            length_cm: Some(cm),
            standing: Some(true),
            ..Child::of(Sex::Male, 0.0)
        })
        .unwrap()
    };
    // The medians of month 120 and 228.
    let ten = boy(120.0, 31.1586, 137.7795);
    assert_eq!(ten.wfa, Some(0.0));
    assert_eq!(
        boy(120.1, 31.1586, 137.7).wfa,
        None,
        "no weight-for-age after ten"
    );
    let adult = boy(228.0, 22.1883 * 1.765432 * 1.765432, 176.5432);
    assert_eq!((adult.lhfa, adult.bmi), (Some(0.0), Some(0.0)));
    assert_eq!(boy(228.1, 70.0, 176.0).lhfa, None);
    // Half a month is half the way.
    let (low, mid, high) = (
        boy(80.0, 22.0, 120.0),
        boy(80.5, 22.0, 120.0),
        boy(81.0, 22.0, 120.0),
    );
    let between = f64::midpoint(low.lhfa.unwrap(), high.lhfa.unwrap());
    assert!((mid.lhfa.unwrap() - between).abs() < 0.011);
    // Overweight from +1 after five years, from +2 before.
    let heavy = boy(100.0, 34.0, 128.0);
    assert!(
        heavy.bmi.unwrap() > 1.0
            && heavy
                .flags
                .iter()
                .any(|f| f == "overweight" || f == "obesity")
    );
    for indicator in [Indicator::Wfl, Indicator::Hc, Indicator::Ac] {
        assert!(heavy.score(indicator).is_none());
    }
}

/// What is shown is what is judged.
#[test]
fn flags_follow_the_rounded_score() {
    for tenth in 40..160 {
        let growth = of(&Child {
            weight_kg: Some(f64::from(tenth) / 10.0),
            length_cm: Some(75.0),
            ..child(Sex::Female, 400.0)
        });
        let z = growth.wfl.unwrap();
        let has = |name: &str| growth.flags.iter().any(|f| f == name);
        assert_eq!(has("severe_wasting"), z < -3.0, "{z}");
        assert_eq!(has("moderate_wasting"), (-3.0..-2.0).contains(&z), "{z}");
        assert_eq!(has("obesity"), z > 3.0, "{z}");
    }
}
