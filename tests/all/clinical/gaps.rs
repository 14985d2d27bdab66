//! Missing, stale and contradictory facts.

use chrono::Days;
use feldsher::clinical::{Given, Question, Sex, Verdict};

use super::*;

/// One gap or contradiction at a time, and the finding that must say so.
pub(super) fn gaps() -> [(&'static str, Change); 27] {
    [
        ("need-weight", |q| q.weight_kg = None),
        ("weight-date-needed", |q| q.weight_date = None),
        ("weight-stale", |q| {
            q.weight_date = "2026-10-21".parse().ok()
        }),
        ("weight-date-wrong", |q| {
            q.weight_date = "2026-11-22".parse().ok()
        }),
        ("weight-date-wrong", |q| {
            q.weight_date = "2025-02-01".parse().ok()
        }),
        ("weight-implausible", |q| q.weight_kg = Some(100.0)),
        ("weight-implausible", |q| q.weight_kg = Some(1.0)),
        ("weight-implausible", |q| q.weight_kg = Some(f64::NAN)),
        ("need-time", |q| {
            q.at = None;
            let at = today().and_hms_opt(9, 0, 0);
            let (dose, unit) = (Some(120.0), Some("mg".to_owned()));
            q.given = Some(vec![Given {
                medicine: "paracetamol".to_owned(),
                dose,
                unit,
                at,
            }]);
        }),
        ("need-age", |q| q.birth_date = None),
        ("need-age", |q| (q.date, q.at) = (None, None)),
        ("contradiction-birth", |q| {
            q.birth_date = "2026-12-01".parse().ok()
        }),
        ("contradiction-date", |q| q.date = "2026-11-20".parse().ok()),
        ("need-route", |q| q.route = None),
        ("no-rule-route", |q| {
            q.route = Some("intrathecal".to_owned())
        }),
        ("no-rule-indication", |q| {
            q.indication = Some("headache".to_owned())
        }),
        ("need-conditions", |q| q.conditions = None),
        ("condition-unknown", |q| {
            q.conditions = Some(vec!["bad liver".to_owned()])
        }),
        ("need-given", |q| q.given = None),
        ("given-unknown", |q| {
            q.given = Some(vec![Given {
                medicine: "a powder".to_owned(),
                ..Given::default()
            }])
        }),
        ("given-unclear", |q| {
            q.given = Some(vec![Given {
                medicine: "Panadol".to_owned(),
                ..Given::default()
            }])
        }),
        ("duplicate", |q| {
            q.current = Some(vec!["Panadol".to_owned()])
        }),
        ("duplicate-hidden", |q| {
            q.current = Some(vec!["Citramon P".to_owned()])
        }),
        ("allergy-unknown", |q| {
            q.allergies = Some(vec!["a red syrup".to_owned()])
        }),
        ("contradiction-pregnancy", |q| {
            (q.sex, q.pregnant) = (Some(Sex::Male), Some(true))
        }),
        ("unit-unknown", |q| q.order = order(120.0, "spoon")),
        ("dose-invalid", |q| q.order = order(f64::INFINITY, "mg")),
    ]
}

#[test]
fn missing_stale_and_contradictory_facts_never_look_like_safety() {
    assert_eq!(
        ask(&ordinary()).answer,
        Verdict::Within,
        "{:?}",
        codes(&ask(&ordinary()))
    );
    for (code, change) in gaps() {
        let mut question = ordinary();
        change(&mut question);
        let answer = ask(&question);
        assert_eq!(
            answer.answer,
            Verdict::CannotCheck,
            "{code}: {:?}",
            codes(&answer)
        );
        assert!(
            has(&answer, Level::CannotCheck, code),
            "{code}: {:?}",
            codes(&answer)
        );
    }
}

#[test]
fn a_weight_holds_as_long_as_the_age_allows() {
    for (born, days, held) in [
        ("2026-11-01", 1, true),
        ("2026-11-01", 2, false),
        ("2026-10-21", 7, true),
        ("2026-10-21", 8, false),
        ("2025-11-21", 30, true),
        ("2025-11-21", 31, false),
        ("2021-11-21", 90, true),
        ("2021-11-21", 91, false),
        ("2011-11-21", 365, true),
        ("2011-11-21", 366, false),
    ] {
        let kg = match born {
            "2026-11-01" => 3.6,
            "2026-10-21" => 4.2,
            "2025-11-21" => 9.5,
            "2021-11-21" => 18.0,
            _ => 45.0,
        };
        let mut question = patient("paracetamol", "oral", born.parse().unwrap(), kg);
        question.weight_date = today().checked_sub_days(Days::new(days));
        question.order = order(10.0 * kg, "mg");
        let answer = ask(&question);
        assert_eq!(
            answer.answer == Verdict::Within,
            held,
            "{born} {days}: {:?}",
            codes(&answer)
        );
        assert_eq!(
            has(&answer, Level::CannotCheck, "weight-stale"),
            !held,
            "{born} {days}"
        );
    }
}

#[test]
fn unknown_pregnancy_and_kidneys_stop_only_where_they_matter() {
    let woman: NaiveDate = "1996-02-02".parse().unwrap();
    let old: NaiveDate = "1956-02-02".parse().unwrap();
    let girl: NaiveDate = "2017-02-02".parse().unwrap();
    let ibuprofen = |birth, change: fn(&mut Question)| {
        let mut q = patient("ibuprofen", "oral", birth, 60.0);
        q.order = order(200.0, "mg");
        change(&mut q);
        ask(&q)
    };
    assert_eq!(ibuprofen(woman, |_| {}).answer, Verdict::Within);
    let answer = ibuprofen(woman, |q| q.pregnant = None);
    assert!(
        answer.answer == Verdict::CannotCheck && has(&answer, Level::CannotCheck, "need-pregnancy")
    );
    let answer = ibuprofen(woman, |q| q.pregnant = Some(true));
    assert!(
        answer.answer == Verdict::CannotCheck && has(&answer, Level::CannotCheck, "need-trimester")
    );
    assert_eq!(
        ibuprofen(woman, |q| (q.sex, q.pregnant) = (Some(Sex::Male), None)).answer,
        Verdict::Within
    );
    assert_eq!(
        ibuprofen(woman, |q| (q.sex, q.pregnant) = (None, None)).answer,
        Verdict::CannotCheck
    );
    assert_eq!(
        ibuprofen(old, |q| q.pregnant = None).answer,
        Verdict::Within
    );
    let mut child = patient("ibuprofen", "oral", girl, 30.0);
    child.pregnant = None;
    child.order = order(200.0, "mg");
    assert_eq!(ask(&child).answer, Verdict::Within);

    let nimesulide = |birth, egfr, conditions: &[&str]| {
        let mut q = patient("nimesulide", "oral", birth, 60.0);
        q.egfr = egfr;
        q.conditions = Some(conditions.iter().map(|c| (*c).to_owned()).collect());
        q.order = order(100.0, "mg");
        ask(&q)
    };
    assert_eq!(nimesulide(woman, None, &[]).answer, Verdict::Within);
    assert!(has(&nimesulide(woman, None, &[]), Level::Info, "ask-egfr"));
    assert_eq!(nimesulide(old, None, &[]).answer, Verdict::CannotCheck);
    assert_eq!(
        nimesulide(woman, None, &["renal_impairment"]).answer,
        Verdict::CannotCheck
    );
    assert_eq!(
        nimesulide(woman, None, &["severe_renal_impairment"]).answer,
        Verdict::Outside
    );
    assert_eq!(nimesulide(old, Some(30.0), &[]).answer, Verdict::Within);
    assert_eq!(nimesulide(old, Some(29.9), &[]).answer, Verdict::Outside);
}

#[test]
fn facts_that_contradict_each_other_are_said_and_the_worse_one_counts() {
    let old: NaiveDate = "1956-02-02".parse().unwrap();
    let woman: NaiveDate = "1996-02-02".parse().unwrap();
    let girl: NaiveDate = "2019-02-02".parse().unwrap();
    // a good eGFR beside listed failing kidneys
    let mut question = patient("nimesulide", "oral", old, 60.0);
    question.conditions = Some(vec!["severe_renal_impairment".to_owned()]);
    question.order = order(100.0, "mg");
    let answer = ask(&question);
    assert_eq!(answer.answer, Verdict::Outside);
    assert!(has(&answer, Level::CannotCheck, "contradiction-egfr"));
    type Case = (NaiveDate, f64, Change, &'static str);
    let cases: [Case; 5] = [
        (
            girl,
            24.0,
            |q| q.pregnant = Some(true),
            "contradiction-pregnancy",
        ),
        (
            old,
            60.0,
            |q| q.pregnant = Some(true),
            "contradiction-pregnancy",
        ),
        (
            girl,
            24.0,
            |q| q.breastfeeding = Some(true),
            "contradiction-breastfeeding",
        ),
        (
            woman,
            60.0,
            |q| (q.sex, q.pregnant, q.breastfeeding) = (Some(Sex::Male), None, Some(true)),
            "contradiction-breastfeeding",
        ),
        (
            woman,
            60.0,
            |q| q.conditions = Some(vec!["preeclampsia".to_owned()]),
            "contradiction-pregnancy",
        ),
    ];
    for (birth, kg, change, code) in cases {
        let mut question = patient("paracetamol", "oral", birth, kg);
        question.order = order(200.0, "mg");
        change(&mut question);
        let answer = ask(&question);
        assert!(
            has(&answer, Level::CannotCheck, code),
            "{code}: {:?}",
            codes(&answer)
        );
        assert_ne!(answer.answer, Verdict::Within);
    }
}

#[test]
fn medicines_of_birth_are_not_for_little_girls_and_preterm_newborns_have_no_rule() {
    let girl: NaiveDate = "2023-02-02".parse().unwrap();
    for (medicine, route, dose, unit, indication) in [
        ("oxytocin", "intramuscular", 10.0, "IU", None),
        ("misoprostol", "oral", 600.0, "microgram", None),
        (
            "tranexamic-acid",
            "intravenous",
            1000.0,
            "mg",
            Some("postpartum haemorrhage, within 3 hours of birth"),
        ),
    ] {
        let mut question = patient(medicine, route, girl, 14.0);
        question.indication = indication.map(str::to_owned);
        question.order = order(dose, unit);
        assert_ne!(
            ask(&question).answer,
            Verdict::Within,
            "{medicine}: {:?}",
            codes(&ask(&question))
        );
    }
    for (weeks, verdict) in [
        (39.0, Verdict::Within),
        (37.0, Verdict::Within),
        (36.0, Verdict::CannotCheck),
    ] {
        let mut question = patient("paracetamol", "oral", "2026-11-18".parse().unwrap(), 2.6);
        question.birth_weeks = Some(weeks);
        question.order = order(26.0, "mg");
        let answer = ask(&question);
        assert_eq!(answer.answer, verdict, "{weeks}: {:?}", codes(&answer));
    }
}

#[test]
fn what_interrupts_is_contraindicated_or_high_alert() {
    use feldsher::clinical::Tier;
    let adult: NaiveDate = "1966-02-02".parse().unwrap();
    for (medicine, route, dose, unit, allergy, tier) in [
        ("paracetamol", "oral", 500.0, "mg", None, Tier::Quiet),
        ("paracetamol", "oral", 1100.0, "mg", None, Tier::Quiet),
        ("paracetamol", "oral", 5000.0, "mg", None, Tier::Reason),
        ("insulin", "subcutaneous", 10.0, "IU", None, Tier::Reason),
        (
            "potassium-chloride",
            "oral",
            500.0,
            "mg",
            None,
            Tier::Reason,
        ),
        (
            "ceftriaxone",
            "intramuscular",
            1000.0,
            "mg",
            None,
            Tier::Reason,
        ),
        (
            "ceftriaxone",
            "intramuscular",
            1000.0,
            "mg",
            Some("ceftriaxone"),
            Tier::SecondCheck,
        ),
    ] {
        let mut question = patient(medicine, route, adult, 70.0);
        question.order = order(dose, unit);
        question.allergies = Some(allergy.into_iter().map(str::to_owned).collect());
        assert_eq!(ask(&question).tier(), tier, "{medicine} {dose}");
    }
}
