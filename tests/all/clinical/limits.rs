//! Edges, the last day, products.

use chrono::NaiveDate;
use feldsher::clinical::{Given, Question, Verdict};
use feldsher::domain::dose::{Dose, Unit};

use super::*;

#[test]
fn limits_hold_at_their_edges() {
    let child: NaiveDate = "2025-03-01".parse().unwrap();
    for (dose, per_day, verdict) in [
        (149.999, Some(4.0), Verdict::Within),
        (150.0, Some(4.0), Verdict::Within),
        (150.001, Some(4.0), Verdict::Outside),
        (120.0, Some(5.0), Verdict::CannotCheck),
        (150.0, Some(5.0), Verdict::Outside),
        (95.0, None, Verdict::Within),
        (50.0, None, Verdict::Within),
        (9.0, None, Verdict::CannotCheck),
    ] {
        let mut question = patient("paracetamol", "oral", child, 10.0);
        question.order = order(dose, "mg");
        question.order.as_mut().unwrap().per_day = per_day;
        let answer = ask(&question);
        assert_eq!(
            answer.answer,
            verdict,
            "{dose} x {per_day:?}: {:?}",
            codes(&answer)
        );
        assert_eq!(
            has(&answer, Level::Warn, "under-dose"),
            dose > 45.0 && dose < 90.0,
            "{dose}"
        );
    }
    // half-open ages: on the day of three months ibuprofen is no longer forbidden
    for (born, verdict) in [
        ("2026-08-22", Verdict::Outside),
        ("2026-08-21", Verdict::Within),
    ] {
        let mut question = patient("ibuprofen", "oral", born.parse().unwrap(), 6.0);
        question.order = order(50.0, "mg");
        assert_eq!(ask(&question).answer, verdict, "{born}");
    }
}

#[test]
fn the_last_day_is_summed_over_products_and_time() {
    let adult: NaiveDate = "1996-02-02".parse().unwrap();
    let given = |times: &[&str]| {
        times
            .iter()
            .map(|at| Given {
                medicine: "paracetamol".to_owned(),
                dose: Some(1.0),
                unit: Some("g".to_owned()),
                at: at.parse().ok().or_else(|| format!("{at}:00").parse().ok()),
            })
            .collect::<Vec<_>>()
    };
    for (times, verdict) in [
        (
            &["2026-11-20T12:00", "2026-11-20T18:00", "2026-11-21T02:00"][..],
            Verdict::Within,
        ),
        (
            &[
                "2026-11-20T10:00",
                "2026-11-20T12:00",
                "2026-11-20T18:00",
                "2026-11-21T02:00",
            ],
            Verdict::Within,
        ),
        (
            &[
                "2026-11-20T10:01",
                "2026-11-20T14:00",
                "2026-11-20T20:00",
                "2026-11-21T02:00",
            ],
            Verdict::Outside,
        ),
        (&["2026-11-21T06:01"], Verdict::Outside),
        (&["2026-11-21T06:00"], Verdict::Within),
    ] {
        let mut question = patient("paracetamol", "oral", adult, 70.0);
        question.given = Some(given(times));
        question.order = order(1000.0, "mg");
        let answer = ask(&question);
        assert_eq!(answer.answer, verdict, "{times:?}: {:?}", codes(&answer));
    }
}

#[test]
fn volumes_and_pieces_follow_the_strength() {
    let child: NaiveDate = "2025-03-01".parse().unwrap();
    let adult: NaiveDate = "1996-02-02".parse().unwrap();
    let with = |mut question: Question, dose: f64, unit: &str, strength: &str| {
        question.order = order(dose, unit);
        question.order.as_mut().unwrap().strength = Some(strength.to_owned());
        ask(&question)
    };
    let syrup = with(
        patient("paracetamol", "oral", child, 10.0),
        5.0,
        "mL",
        "120 mg/5 mL",
    );
    assert_eq!(
        (syrup.answer, syrup.volume_ml),
        (Verdict::Within, Some([4.16666667, 6.25])),
        "{:?}",
        codes(&syrup)
    );
    let sum = syrup.arithmetic.unwrap();
    assert_eq!(
        sum.measure.unwrap().measured,
        Dose::new(5.0, Unit::Millilitre)
    );
    let tablets = with(
        patient("paracetamol", "oral", adult, 70.0),
        1.0,
        "g",
        "500 mg",
    );
    assert_eq!(tablets.volume_ml, None);
    let pieces = tablets.amount.unwrap();
    assert_eq!((pieces.value, pieces.unit), ([1.0, 2.0], "tablet"));
    let vial = with(
        patient("ceftriaxone", "intramuscular", adult, 70.0),
        1.0,
        "g",
        "1 g",
    );
    assert_eq!(
        (vial.answer, vial.volume_ml, vial.amount),
        (Verdict::Within, None, None)
    );
    let unclear = with(
        patient("paracetamol", "oral", child, 10.0),
        5.0,
        "mL",
        "1,000 mg",
    );
    assert!(has(&unclear, Level::CannotCheck, "strength-unclear"));
    let unusual = with(
        patient("paracetamol", "oral", child, 10.0),
        120.0,
        "mg",
        "12 mg/5 mL",
    );
    assert!(has(&unusual, Level::Warn, "strength-unusual"));
}

#[test]
fn a_band_never_allows_what_the_rule_per_kilogram_forbids() {
    for (kg, allowed) in [
        (4.0, None),
        (6.6, None),
        (8.0, Some(120.0)),
        (8.4, Some(125.0)),
        (10.0, Some(125.0)),
    ] {
        let born = if kg < 5.0 { "2026-08-25" } else { "2026-05-01" };
        let mut question = patient("paracetamol", "oral", born.parse().unwrap(), kg);
        let answer = ask(&question);
        let band = answer
            .rules
            .iter()
            .find(|r| r.id == "paracetamol-po-imci")
            .unwrap();
        assert_eq!(band.single.map(|s| s[1]), allowed, "{kg}");
        question.indication = Some("fever 38.5 C or more, or ear pain (IMCI chart)".to_owned());
        question.order = order(125.0, "mg");
        let fits = ask(&question).answer == Verdict::Within;
        assert_eq!(
            fits,
            kg * 15.0 >= 125.0,
            "{kg}: {:?}",
            codes(&ask(&question))
        );
    }
}

#[test]
fn what_a_combination_held_is_counted() {
    let adult: NaiveDate = "1996-02-02".parse().unwrap();
    let given = |medicine: &str, dose: f64, unit: &str, at: &str| Given {
        medicine: medicine.to_owned(),
        dose: Some(dose),
        unit: Some(unit.to_owned()),
        at: format!("{at}:00").parse().ok(),
    };
    for (tablets, verdict) in [(4.0, Verdict::CannotCheck), (10.0, Verdict::Outside)] {
        let mut question = patient("paracetamol", "oral", adult, 70.0);
        // 325 mg in each, and 1 g of paracetamol: 2.3 g, then 4.25 g with the ordered gram
        question.given = Some(vec![given(
            "Ибуклин",
            tablets,
            "tablet",
            "2026-11-20T20:00",
        )]);
        question.order = order(1000.0, "mg");
        let answer = ask(&question);
        assert_eq!(answer.answer, verdict, "{tablets}: {:?}", codes(&answer));
        assert!(has(&answer, Level::CannotCheck, "hidden-ingredient"));
    }
}

#[test]
fn a_rule_without_a_day_bounds_nothing_and_so_allows_one_dose() {
    let adult: NaiveDate = "1986-02-02".parse().unwrap();
    let mut question = patient("benzathine-benzylpenicillin", "intramuscular", adult, 70.0);
    question.indication = Some("syphilis, adult".to_owned());
    question.order = order(2_400_000.0, "IU");
    assert_eq!(
        ask(&question).answer,
        Verdict::Within,
        "{:?}",
        codes(&ask(&question))
    );
    question.order.as_mut().unwrap().per_day = Some(2.0);
    let answer = ask(&question);
    assert_eq!(answer.answer, Verdict::CannotCheck);
    assert!(
        has(&answer, Level::CannotCheck, "repeat-unknown"),
        "{:?}",
        codes(&answer)
    );
    question.order.as_mut().unwrap().per_day = None;
    for (at, verdict) in [
        ("2026-11-21T08:00:00", Verdict::CannotCheck),
        // What is given once is asked about, also a day later.
        ("2026-11-20T10:00:00", Verdict::CannotCheck),
    ] {
        question.given = Some(vec![Given {
            medicine: "Бициллин-1".to_owned(),
            dose: Some(2_400_000.0),
            unit: Some("IU".to_owned()),
            at: at.parse().ok(),
        }]);
        assert_eq!(
            ask(&question).answer,
            verdict,
            "{at}: {:?}",
            codes(&ask(&question))
        );
    }
    let mut child = patient("ors", "oral", "2025-09-01".parse().unwrap(), 9.5);
    child.indication =
        Some("diarrhoea, no dehydration (Plan A), after each loose stool".to_owned());
    child.order = order(100.0, "mL");
    child.order.as_mut().unwrap().per_day = Some(6.0);
    assert_eq!(
        ask(&child).answer,
        Verdict::Within,
        "its source says after each stool: {:?}",
        codes(&ask(&child))
    );
}

#[test]
fn a_strength_is_one_that_is_sold_and_for_that_route() {
    let child: NaiveDate = "2025-03-01".parse().unwrap();
    for (medicine, route, dose, unit, strength, finding) in [
        ("paracetamol", "oral", 120.0, "mg", "120 mg/5 mL", None),
        (
            "paracetamol",
            "oral",
            5.0,
            "mL",
            "12 mg/5 mL",
            Some((Level::CannotCheck, "strength-unusual")),
        ),
        (
            "paracetamol",
            "oral",
            120.0,
            "mg",
            "12 mg/5 mL",
            Some((Level::Warn, "strength-unusual")),
        ),
        (
            "paracetamol",
            "oral",
            120.0,
            "mg",
            "10 mg/mL",
            Some((Level::Warn, "form-route")),
        ),
        (
            "paracetamol",
            "intravenous",
            100.0,
            "mg",
            "120 mg/5 mL",
            Some((Level::Contraindicated, "wrong-form")),
        ),
        (
            "paracetamol",
            "intramuscular",
            100.0,
            "mg",
            "500 mg",
            Some((Level::Contraindicated, "wrong-form")),
        ),
        (
            "gentamicin",
            "intramuscular",
            70.0,
            "mg",
            "4 mg/mL",
            Some((Level::CannotCheck, "strength-unusual")),
        ),
        ("ceftriaxone", "intramuscular", 2.0, "mL", "250 mg/mL", None),
        ("ceftriaxone", "intramuscular", 500.0, "mg", "0.5 g", None),
    ] {
        let mut question = patient(medicine, route, child, 10.0);
        question.order = order(dose, unit);
        question.order.as_mut().unwrap().strength = Some(strength.to_owned());
        let answer = ask(&question);
        let said: Vec<(Level, &str)> = answer
            .findings
            .iter()
            .filter(|f| ["strength-unusual", "form-route", "wrong-form"].contains(&f.code))
            .map(|f| (f.level, f.code))
            .collect();
        assert_eq!(
            said,
            finding.into_iter().collect::<Vec<_>>(),
            "{medicine} {route} {strength}"
        );
    }
    let mut question = patient("paracetamol", "oral", child, 10.0);
    question.order = order(120.0, "mg");
    question.order.as_mut().unwrap().product = Some("Чудо-сироп".to_owned());
    assert!(has(&ask(&question), Level::CannotCheck, "product-unnamed"));
}
