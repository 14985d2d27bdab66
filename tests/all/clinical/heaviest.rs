//! Where a dose per kilogram ends: at a cap, or at the highest weight that the rule was made for.

use feldsher::clinical::{DoseKind, Verdict};

use super::*;

fn per_kg() -> impl Iterator<Item = (&'static Medicine, &'static Rule)> {
    all_rules().filter(|(_, r)| matches!(r.dose.kind, DoseKind::PerKgDose | DoseKind::PerKgDay))
}

/// The most of one dose that this rule can ever mean, from its own figures alone.
fn most(rule: &Rule) -> f64 {
    let by_weight = [rule.max_kg, rule.population.weight_max]
        .into_iter()
        .flatten()
        .map(|kg| kg * rule.dose.max.unwrap());
    [rule.max_single, rule.max_daily]
        .into_iter()
        .flatten()
        .chain(by_weight)
        .reduce(f64::min)
        .unwrap_or_else(|| panic!("{}: nothing ends it", rule.id))
}

fn birth_of(rule: &Rule) -> NaiveDate {
    find_inside_of(rule).birth_date.unwrap()
}

fn find_inside_of(rule: &Rule) -> Question {
    let (medicine, rule) = all_rules().find(|(_, r)| r.id == rule.id).unwrap();
    inside(medicine, rule).unwrap()
}

/// From half a kilogram to 300: whoever it is, a rule that confirmed a dose did not confirm more than its most.
#[test]
fn no_weight_makes_a_rule_confirm_more_than_its_most() {
    let mut confirmed = 0;
    for (medicine, rule) in per_kg() {
        let most = most(rule);
        let base = find_inside_of(rule);
        for step in 0..60 {
            let kg = 0.5 * 600f64.powf(f64::from(step) / 59.0);
            for route in &rule.route {
                let mut q = patient(&medicine.id, route, birth_of(rule), kg);
                (q.pregnant, q.trimester) = (base.pregnant, base.trimester);
                q.indication = Some(rule.indication.clone());
                let per_kg = rule.dose.max.unwrap() * kg;
                for dose in [per_kg * 0.5, per_kg, most, most * 1.01, most * 1.5] {
                    q.order = order_in(rule, dose);
                    q.order.as_mut().unwrap().per_day = Some(1.0);
                    let answer = ask(&q);
                    if answer.answer != Verdict::Within || !answer.relied_on.contains(&rule.id) {
                        continue;
                    }
                    confirmed += 1;
                    assert!(
                        dose <= most * (1.0 + 1e-9),
                        "{}: {dose} at {kg} kg, most {most}",
                        rule.id
                    );
                }
            }
        }
    }
    assert!(confirmed > 1500, "{confirmed}");
}

/// Orders that were within the limits before their rules ended anywhere.
#[test]
fn doses_for_the_very_heavy_are_not_confirmed() {
    let cases = [
        (
            "ivermectin",
            "oral",
            "1980-03-09",
            300.0,
            60.0,
            1.0,
            Verdict::Outside,
        ),
        (
            "ivermectin",
            "oral",
            "1980-03-09",
            120.0,
            18.0,
            1.0,
            Verdict::Within,
        ),
        (
            "phenobarbital",
            "oral",
            "1980-03-09",
            150.0,
            600.0,
            2.0,
            Verdict::Outside,
        ),
        (
            "phenobarbital",
            "oral",
            "1980-03-09",
            150.0,
            200.0,
            2.0,
            Verdict::Within,
        ),
        (
            "phenobarbital",
            "oral",
            "2012-03-09",
            90.0,
            300.0,
            2.0,
            Verdict::Outside,
        ),
        // A boy of eleven with 89 kg.
        (
            "ringer-lactate",
            "intravenous",
            "2015-03-09",
            89.0,
            1800.0,
            1.0,
            Verdict::Outside,
        ),
    ];
    for (medicine, route, birth, kg, dose, per_day, verdict) in cases {
        let mut q = patient(medicine, route, birth.parse().unwrap(), kg);
        let unit = if medicine == "ringer-lactate" {
            "mL"
        } else {
            "mg"
        };
        q.order = order(dose, unit);
        q.order.as_mut().unwrap().per_day = Some(per_day);
        let answer = ask(&q);
        assert_eq!(
            answer.answer,
            verdict,
            "{medicine} {dose}: {:?}",
            codes(&answer)
        );
    }
}

/// A newborn heavier than nearly every newborn: weigh again or ask; nothing is confirmed, and nothing is proposed as confirmed.
#[test]
fn a_rule_confirms_nothing_above_its_highest_weight() {
    let newborn = |kg: f64, dose: Option<f64>| {
        let mut q = patient(
            "gentamicin",
            "intramuscular",
            "2026-11-18".parse().unwrap(),
            kg,
        );
        q.indication = Some("possible serious bacterial infection, first week".to_owned());
        q.order = dose.and_then(|dose| order(dose, "mg"));
        if let Some(order) = &mut q.order {
            order.per_day = Some(1.0);
        }
        ask(&q)
    };
    assert_eq!(newborn(4.7, Some(23.5)).answer, Verdict::Within);
    assert_eq!(newborn(4.7, None).answer, Verdict::Within);
    for dose in [Some(20.0), Some(26.0), Some(27.0), Some(29.9), None] {
        let answer = newborn(6.0, dose);
        assert_eq!(
            answer.answer,
            Verdict::CannotCheck,
            "{dose:?} {:?}",
            codes(&answer)
        );
        assert!(
            has(&answer, Level::CannotCheck, "heavier-than-rule"),
            "{dose:?}"
        );
        let rule = answer
            .rules
            .iter()
            .find(|r| r.id == "gentamicin-young-infant-w1")
            .unwrap();
        assert_eq!(
            rule.single,
            Some([26.0, 26.0]),
            "what is shown is of 5.2 kg"
        );
        let [proposal] = &answer.proposals[..] else {
            panic!("{:?}", answer.proposals)
        };
        assert!(proposal.high.capped && proposal.low.capped);
    }
    // Too much for the real weight is too much.
    assert_eq!(newborn(6.0, Some(31.0)).answer, Verdict::Outside);
}
