//! What holds for every rule, weight and age.

use chrono::{Days, NaiveDate};
use feldsher::clinical::{Given, Medicine, Rule, Verdict, measurable};
use feldsher::domain::dose::{Dose, Unit, parse_number, plain, shown};
use proptest::prelude::*;

use super::*;

fn any_rule() -> impl Strategy<Value = (&'static Medicine, &'static Rule)> {
    (0..270usize).prop_map(|n| all_rules().nth(n).unwrap())
}

fn any_birth() -> impl Strategy<Value = NaiveDate> {
    prop_oneof![0u64..60, 60u64..2000, 2000u64..30_000]
        .prop_map(|d| today().checked_sub_days(Days::new(d)).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4096, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn more_weight_never_lowers_a_limit((medicine, rule) in any_rule(), birth in any_birth(), a in 0.5f64..120.0, more in 0.0f64..40.0) {
        let route = rule.route.first().unwrap();
        let at = |kg| {
            let mut q = patient(&medicine.id, route, birth, kg);
            q.indication = Some(rule.indication.clone());
            q.pregnant = rule.population.pregnant.or(Some(false));
            let answer = ask(&q);
            let sane = !has(&answer, Level::CannotCheck, "weight-implausible");
            (answer.rules.into_iter().find(|r| r.id == rule.id).unwrap(), sane)
        };
        let ((light, _), (heavy, sane)) = (at(a), at(a + more));
        // A weight nobody of the age has is not counted with: the greatest one is.
        if !sane {
            return Ok(());
        }
        if let (Some(l), Some(h)) = (light.single, heavy.single) {
            prop_assert!(h[1] >= l[1] * (1.0 - 1e-9), "{}: {l:?} then {h:?}", rule.id);
        }
        if let (Some(l), Some(h)) = (light.day_max, heavy.day_max) {
            prop_assert!(h >= l * (1.0 - 1e-9), "{}: {l} then {h}", rule.id);
        }
        for cap in [rule.max_single, rule.max_daily, rule.max_daily_per_kg.map(|c| c * (a + more))].into_iter().flatten() {
            prop_assert!(heavy.single.is_none_or(|s| s[1] <= cap * (1.0 + 1e-8)), "{}", rule.id);
        }
        for cap in [rule.max_daily, rule.max_daily_per_kg.map(|c| c * (a + more))].into_iter().flatten() {
            prop_assert!(heavy.day_max.is_none_or(|d| d <= cap * (1.0 + 1e-8)), "{}", rule.id);
        }
    }

    #[test]
    fn within_never_exceeds_a_cap_and_never_lacks_a_weight(
        (medicine, rule) in any_rule(), birth in any_birth(), kg in 0.5f64..120.0, dose in 0.0f64..3.0,
        count in 1u8..8, weighed in any::<bool>(), chosen in any::<bool>(),
    ) {
        let mut question = patient(&medicine.id, rule.route.first().unwrap(), birth, kg);
        question.pregnant = rule.population.pregnant.or(Some(false));
        question.trimester = question.pregnant.filter(|p| *p).map(|_| 2);
        if chosen {
            question.indication = Some(rule.indication.clone());
        }
        let answer = ask(&question);
        let Some([_, high]) = answer.rules.iter().find(|r| r.id == rule.id).and_then(|r| r.single) else {
            return Ok(());
        };
        let ordered = high * dose;
        question.order = order_in(rule, ordered);
        question.order.as_mut().unwrap().per_day = Some(f64::from(count));
        if !weighed {
            question.weight_kg = None;
        }
        let answer = ask(&question);
        if answer.answer == Verdict::Within {
            prop_assert!(!answer.findings.iter().any(|f| matches!(f.level, Level::Contraindicated | Level::CannotCheck)));
            // a rule printed in another unit (a band in mL) may be the one that allows it
            let mut allowed = answer.rules.iter().any(|r| {
                r.applies && formulary().rule(&r.id).unwrap().dose.unit != rule.dose.unit
            });
            for r in answer.rules.iter().filter(|r| r.applies) {
                let this = formulary().rule(&r.id).unwrap();
                // only rules in the same unit are compared here
                if this.dose.unit == rule.dose.unit {
                    let single = r.single.unwrap()[1];
                    let cap = this.max_single.unwrap_or(f64::INFINITY);
                    prop_assert!(ordered <= cap * (1.0 + 1e-9), "{}: {ordered} over {cap}", r.id);
                    let day_cap = this.max_daily.unwrap_or(f64::INFINITY);
                    prop_assert!(ordered * f64::from(count) <= day_cap * (1.0 + 1e-9), "{}", r.id);
                    allowed |= ordered <= single * (1.0 + 1e-9);
                }
            }
            prop_assert!(allowed, "{}: {ordered}", rule.id);
            if !weighed {
                let per_kg = answer.findings.iter().filter(|f| f.code == "within").any(|f| {
                    let id = f.rule.as_deref().unwrap();
                    formulary().rule(id).unwrap().dose.unit.is_empty()
                        || matches!(formulary().rule(id).unwrap().dose.kind, feldsher::clinical::DoseKind::PerKgDose | feldsher::clinical::DoseKind::PerKgDay)
                });
                prop_assert!(!per_kg, "{}: within by a rule per kilogram without a weight", rule.id);
            }
        }
    }

    #[test]
    fn typed_numbers_are_read_back(whole in 0u32..100_000, decimals in 0u32..1000, comma in any::<bool>()) {
        let value = f64::from(whole) + f64::from(decimals) / 1000.0;
        let mut text = plain(value);
        if comma {
            text = text.replace('.', ",");
        }
        match parse_number(&text) {
            Ok(read) => prop_assert!((read - value).abs() < 1e-9, "{text}: {read}"),
            // three decimals after one to three digits look like thousands
            Err(_) => prop_assert!(text.split([',', '.']).nth(1).is_some_and(|d| d.len() == 3) && whole > 0 && whole < 1000),
        }
    }

    #[test]
    fn what_is_measured_never_passes_the_limit(exact in 0.001f64..500.0, room in 1.0f64..1.5) {
        let limit = exact * room;
        for unit in [Unit::Millilitre, Unit::Tablet, Unit::Drop] {
            let measure = measurable(Dose::new(exact, unit), Some(limit));
            prop_assert!(measure.measured.value <= limit * (1.0 + 1e-9));
        }
        prop_assert!((shown(exact) / exact - 1.0).abs() < 0.006);
    }

    #[test]
    fn wild_numbers_never_panic_and_never_look_like_safety(
        (medicine, rule) in any_rule(), wild in wild_number(), place in 0usize..11, year in -262_142i32..262_142, at in any::<bool>(),
    ) {
        let mut question = patient(&medicine.id, rule.route.first().unwrap(), "1990-05-05".parse().unwrap(), 60.0);
        question.order = order_in(rule, rule.dose.max.unwrap_or(1.0));
        question.given = Some(vec![Given {
            medicine: medicine.id.clone(),
            dose: Some(1.0),
            unit: Some("mg".to_owned()),
            at: today().and_hms_opt(1, 0, 0),
        }]);
        let order = question.order.as_mut().unwrap();
        order.per_day = Some(2.0);
        let day = NaiveDate::from_ymd_opt(year, 6, 1);
        let time = day.and_then(|day| day.and_hms_opt(12, 0, 0));
        match place {
            0 => order.dose = Some(wild),
            1 => order.per_day = Some(wild),
            2 => order.interval_h = Some(wild),
            3 => order.days = Some(wild),
            4 => question.weight_kg = Some(wild),
            5 => question.egfr = Some(wild),
            6 => question.birth_weeks = Some(wild),
            7 => question.given.as_mut().unwrap()[0].dose = Some(wild),
            8 if at => (question.at, question.date) = (time, None),
            8 => (question.at, question.date) = (None, day),
            9 if at => question.weight_date = day,
            9 => question.birth_date = day,
            _ => question.given.as_mut().unwrap()[0].at = time,
        }
        let answer = ask(&question);
        let lost = match place {
            // a million units of penicillin is a dose
            0 => !(0.0..1e9).contains(&wild),
            1..=6 => !(0.0..1e6).contains(&wild),
            // however much was given before: a rule without a limit for the day does not add up
            7 => !(0.0..f64::INFINITY).contains(&wild),
            _ => false,
        };
        prop_assert!(!lost || answer.answer != Verdict::Within, "{place} {wild}: {:?}", codes(&answer));
    }
}

fn wild_number() -> impl Strategy<Value = f64> {
    prop_oneof![
        any::<f64>(),
        (-320i32..309).prop_map(|power| 10f64.powi(power)),
        Just(f64::NAN),
        Just(f64::INFINITY),
        Just(-1.0),
        0.0f64..100.0,
    ]
}
