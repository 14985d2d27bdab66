//! What a second hostile review of 22 November 2026 had left open: weights in pounds, the second substance of a combination, courses
//! without an end, names nobody knows, a strength that tells the form. Each limit at its exact edge.

use feldsher::clinical::{Given, Verdict};

use super::*;

/// Everything known, one dose a day of this many.
fn question(medicine: &str, route: &str, birth: &str, kg: f64, dose: f64, unit: &str) -> Question {
    let mut q = patient(medicine, route, birth.parse().unwrap(), kg);
    q.order = order(dose, unit);
    q.order.as_mut().unwrap().per_day = Some(1.0);
    q
}

fn adult(medicine: &str, route: &str, dose: f64, unit: &str) -> Question {
    question(medicine, route, "1980-05-10", 70.0, dose, unit)
}

fn edit(question: &mut Question) -> &mut Order {
    question.order.as_mut().unwrap()
}

/// The verdict, and the level of the finding with this code.
fn said(question: &Question, code: &str) -> (Verdict, Option<Level>) {
    let answer = ask(question);
    let found = answer.findings.iter().find(|f| f.code == code);
    (answer.answer, found.map(|f| f.level))
}

const WITHIN: Verdict = Verdict::Within;
const CANNOT: Verdict = Verdict::CannotCheck;
const OUTSIDE: Verdict = Verdict::Outside;

/// Orders of this kind with the code of their finding: a changed number and what is then said.
#[track_caller]
fn edges<T: Copy + std::fmt::Debug>(
    base: &Question,
    code: &str,
    change: impl Fn(&mut Question, T),
    cases: &[(T, Verdict, Option<Level>)],
) {
    for (value, verdict, level) in cases {
        let mut q = base.clone();
        change(&mut q, *value);
        assert_eq!(
            said(&q, code),
            (*verdict, *level),
            "{value:?} {:?}",
            codes(&ask(&q))
        );
    }
}

#[test]
fn a_weight_that_can_be_in_pounds_is_weighed_again() {
    // Four years (1461 days): WHO's line z +3 is 24.2 kg for boys, 25.2 kg for girls.
    let code = "weight-high";
    let mut morphine = question("morphine", "intramuscular", "2022-11-21", 20.0, 2.4, "mg");
    for (sex, cases) in [
        (
            Some(Sex::Male),
            [
                (24.1, WITHIN, None),
                (24.3, CANNOT, Some(Level::CannotCheck)),
            ],
        ),
        (
            Some(Sex::Female),
            [
                (25.1, WITHIN, None),
                (25.3, CANNOT, Some(Level::CannotCheck)),
            ],
        ),
        (
            None,
            [
                (25.1, WITHIN, None),
                (25.3, CANNOT, Some(Level::CannotCheck)),
            ],
        ),
    ] {
        morphine.sex = sex;
        edges(&morphine, code, |q, kg| q.weight_kg = Some(kg), &cases);
    }
    // Who is no high-alert medicine's patient is warned.
    let mut paracetamol = question("paracetamol", "oral", "2022-11-21", 20.0, 250.0, "mg");
    paracetamol.sex = Some(Sex::Male);
    let cases = [(24.1, WITHIN, None), (24.3, WITHIN, Some(Level::Warn))];
    edges(&paracetamol, code, |q, kg| q.weight_kg = Some(kg), &cases);
    // A proposal asks too; a dose that no weight enters does not.
    morphine.weight_kg = Some(30.0);
    edit(&mut morphine).dose = None;
    assert_eq!(said(&morphine, code), (CANNOT, Some(Level::CannotCheck)));
    let mut zinc = question("zinc", "oral", "2022-11-21", 30.0, 20.0, "mg");
    edit(&mut zinc).days = Some(10.0);
    assert_eq!(said(&zinc, code).1, None);
    // Twelve years: the weight of BMI z +3 at height z +1 is 73.1 kg for boys.
    let mut older = question("morphine", "intramuscular", "2014-11-21", 60.0, 7.0, "mg");
    older.sex = Some(Sex::Male);
    let cases = [
        (73.0, WITHIN, None),
        (73.3, CANNOT, Some(Level::CannotCheck)),
    ];
    edges(&older, code, |q, kg| q.weight_kg = Some(kg), &cases);
    assert_eq!(
        said(&adult("morphine", "intramuscular", 8.0, "mg"), code).1,
        None
    );
}

fn co_amoxiclav(kg: f64, dose: f64, per_day: f64, strength: Option<&str>) -> Question {
    let mut q = question(
        "co-amoxiclav",
        "oral",
        "2018-05-10",
        kg,
        dose,
        "mg amoxicillin",
    );
    edit(&mut q).per_day = Some(per_day);
    edit(&mut q).strength = strength.map(str::to_owned);
    q
}

#[test]
fn the_second_substance_of_a_combination_is_counted() {
    let code = "second-above";
    let cannot = Some(Level::CannotCheck);
    // 375 mg of clavulanic acid a day: 15 mg/kg at 25 kg, 10 mg/kg at 37.5 kg.
    let tablets = co_amoxiclav(25.0, 500.0, 3.0, Some("500+125 mg"));
    let cases = [
        (24.9, CANNOT, cannot),
        (25.0, WITHIN, Some(Level::Warn)),
        (37.4, WITHIN, Some(Level::Warn)),
        (37.5, WITHIN, None),
    ];
    edges(&tablets, code, |q, kg| q.weight_kg = Some(kg), &cases);
    // What was taken earlier counts.
    let taken = |count: i64| {
        let at = today().and_hms_opt(10, 0, 0).unwrap();
        let one = |n| Given {
            medicine: "co-amoxiclav".to_owned(),
            dose: Some(500.0),
            unit: Some("mg".to_owned()),
            at: Some(at - chrono::TimeDelta::hours(8 * n)),
        };
        Some((1..=count).map(one).collect())
    };
    let once = co_amoxiclav(25.0, 500.0, 1.0, Some("500+125 mg"));
    let cases = [
        (0, WITHIN, None),
        (1, WITHIN, None),
        (2, WITHIN, Some(Level::Warn)),
    ];
    edges(&once, code, |q, n| q.given = taken(n), &cases);
    // A day of 600 mg is the most whatever the weight, also an unknown one.
    let mut grown = co_amoxiclav(70.0, 400.0, 3.0, Some("250+125 mg"));
    grown.birth_date = Some("1980-05-10".parse().unwrap());
    let cases = [(400.0, WITHIN, None), (401.0, CANNOT, cannot)];
    edges(&grown, code, |q, dose| edit(q).dose = Some(dose), &cases);
    (grown.weight_kg, grown.weight_date) = (None, None);
    edges(&grown, code, |q, dose| edit(q).dose = Some(dose), &cases);
    // A strength of the first alone is that of a product; without one the leanest product is meant: 28.5 in 200.
    let lean = co_amoxiclav(20.5, 1000.0, 3.0, None);
    for (strength, kg, level) in [
        (Some("250 mg"), 33.3, None),
        (Some("500 mg"), 33.3, None),
        (None, 28.4, cannot),
        (None, 28.6, Some(Level::Warn)),
    ] {
        let mut q = lean.clone();
        q.weight_kg = Some(kg);
        edit(&mut q).strength = strength.map(str::to_owned);
        if strength.is_some() {
            edit(&mut q).dose = Some(500.0);
            let want = if strength == Some("250 mg") {
                cannot
            } else {
                Some(Level::Warn)
            };
            assert_eq!(said(&q, code).1, want, "{strength:?}");
        } else {
            assert_eq!(said(&q, code).1, level, "{kg}");
        }
    }
    // Tablets are counted too: 4 of 250+125 mg three times a day.
    let mut tablets = co_amoxiclav(20.5, 4.0, 3.0, Some("250+125 mg"));
    edit(&mut tablets).unit = Some("tablet".to_owned());
    assert_eq!(said(&tablets, code), (CANNOT, cannot));
    // Other combinations name no limit of a second substance.
    let trimethoprim = adult("co-trimoxazole", "oral", 800.0, "mg sulfamethoxazole");
    assert_eq!(said(&trimethoprim, code).1, None);
}

#[test]
fn a_course_beyond_what_is_usual_is_asked_about() {
    let code = "long-course";
    let warn = Some(Level::Warn);
    let cannot = Some(Level::CannotCheck);
    let dexamethasone = adult("dexamethasone", "intramuscular", 24.0, "mg");
    let cases = [
        (1.0, WITHIN, None),
        (14.0, WITHIN, None),
        (15.0, WITHIN, warn),
        (27.0, WITHIN, warn),
        (28.0, CANNOT, cannot),
        (365.0, CANNOT, cannot),
    ];
    edges(
        &dexamethasone,
        code,
        |q, days| edit(q).days = Some(days),
        &cases,
    );
    // A course is not what makes a day too much: above the limit it stays outside.
    let mut much = dexamethasone.clone();
    (edit(&mut much).dose, edit(&mut much).days) = (Some(30.0), Some(365.0));
    assert_eq!(ask(&much).answer, OUTSIDE);
    // The maxima of regulators are limits, not a usual course.
    let code = "too-many-days";
    let above = Some(Level::Major);
    let mut nimesulide = adult("nimesulide", "oral", 100.0, "mg");
    edit(&mut nimesulide).per_day = Some(2.0);
    let cases = [(15.0, WITHIN, None), (16.0, OUTSIDE, above)];
    edges(
        &nimesulide,
        code,
        |q, days| edit(q).days = Some(days),
        &cases,
    );
    let metoclopramide = adult("metoclopramide", "oral", 10.0, "mg");
    let cases = [(5.0, WITHIN, None), (6.0, OUTSIDE, above)];
    edges(
        &metoclopramide,
        code,
        |q, days| edit(q).days = Some(days),
        &cases,
    );
    let mut gentamicin = adult("gentamicin", "intramuscular", 360.0, "mg");
    edit(&mut gentamicin).strength = Some("40 mg/mL".to_owned());
    let cases = [(10.0, WITHIN, None), (11.0, OUTSIDE, above)];
    edges(
        &gentamicin,
        code,
        |q, days| edit(q).days = Some(days),
        &cases,
    );
    // Other printed courses: a warning up to twice their length, as before.
    let mut zinc = question("zinc", "oral", "2024-11-21", 12.0, 20.0, "mg");
    zinc.sex = Some(Sex::Male);
    zinc.indication = Some("diarrhoea".to_owned());
    let cases = [
        (14.0, WITHIN, None),
        (15.0, WITHIN, warn),
        (27.0, WITHIN, warn),
        (28.0, OUTSIDE, above),
    ];
    edges(&zinc, code, |q, days| edit(q).days = Some(days), &cases);
}

#[test]
fn a_product_that_nobody_knows_is_not_the_medicine() {
    let cannot = Some(Level::CannotCheck);
    let mut ibuprofen = adult("ibuprofen", "oral", 400.0, "mg");
    edit(&mut ibuprofen).per_day = Some(3.0);
    for (product, verdict, unnamed, unknown) in [
        ("Некст", CANNOT, cannot, None),
        ("Некст таблетки 400 мг", CANNOT, cannot, None),
        ("таблетки", WITHIN, None, Some(Level::Info)),
        ("таблетки 400 мг", WITHIN, None, Some(Level::Info)),
        ("Нурофен", WITHIN, None, None),
        ("Ибупрофен таблетки 400 мг", WITHIN, None, None),
        ("Нурофен Некст", CANNOT, None, cannot),
    ] {
        edit(&mut ibuprofen).product = Some(product.to_owned());
        assert_eq!(
            said(&ibuprofen, "product-unnamed"),
            (verdict, unnamed),
            "{product}"
        );
        assert_eq!(said(&ibuprofen, "product-unknown").1, unknown, "{product}");
    }
    let mut injected = adult("ceftriaxone", "intravenous", 1000.0, "mg");
    for (product, unnamed, unknown) in [("ампула", None, cannot), ("Цефзид", cannot, None)]
    {
        edit(&mut injected).product = Some(product.to_owned());
        assert_eq!(said(&injected, "product-unnamed").1, unnamed, "{product}");
        assert_eq!(said(&injected, "product-unknown").1, unknown, "{product}");
    }
}

#[test]
fn a_strength_of_drops_or_of_a_suspension_does_not_go_into_a_vein() {
    for (medicine, dose, strength, verdict) in [
        ("hydrocortisone", 100.0, "2.5 %", OUTSIDE),
        ("hydrocortisone", 100.0, "25 mg/mL", OUTSIDE),
        ("hydrocortisone", 100.0, "50 mg/mL", WITHIN),
        ("dexamethasone", 8.0, "0.1 %", OUTSIDE),
        ("dexamethasone", 8.0, "4 mg/mL", WITHIN),
    ] {
        let mut q = adult(medicine, "intravenous", dose, "mg");
        edit(&mut q).strength = Some(strength.to_owned());
        let wanted = (verdict == OUTSIDE).then_some(Level::Contraindicated);
        assert_eq!(
            said(&q, "wrong-form"),
            (verdict, wanted),
            "{medicine} {strength}"
        );
    }
}

#[test]
fn a_label_in_ratios_or_millions_is_compared_with_the_order() {
    let cannot = Some(Level::CannotCheck);
    let mut arrest = adult("epinephrine", "intravenous", 1.0, "mg");
    arrest.indication = Some("cardiac arrest only".to_owned());
    edit(&mut arrest).strength = Some("1 mg/mL".to_owned());
    for (label, level) in [("Адреналин 1:1000", None), ("Адреналин 1:10000", cannot)]
    {
        edit(&mut arrest).product = Some(label.to_owned());
        assert_eq!(said(&arrest, "product-strength").1, level, "{label}");
    }
    let mut syphilis = adult(
        "benzathine-benzylpenicillin",
        "intramuscular",
        2_400_000.0,
        "IU",
    );
    edit(&mut syphilis).strength = Some("2,4 млн ЕД".to_owned());
    for (label, level) in [
        ("Бициллин-1 2,4 млн ЕД", None),
        ("Бициллин-1 2.4 MU", None),
        ("Бициллин-1 1,2 млн ЕД", cannot),
    ] {
        edit(&mut syphilis).product = Some(label.to_owned());
        assert_eq!(said(&syphilis, "product-strength").1, level, "{label}");
        assert_eq!(said(&syphilis, "product-unknown").1, None, "{label}");
    }
    assert_eq!(said(&syphilis, "strength-unclear").1, None);
}

/// "mg elemental" weighs as "mg" does: the strength of the label is not needed.
#[test]
fn a_dose_of_a_part_in_milligrams_asks_for_no_strength() {
    let mut iron = adult("iron", "oral", 60.0, "mg elemental");
    edit(&mut iron).product = Some("Сорбифер 100 мг".to_owned());
    assert_eq!(said(&iron, "need-strength").1, None);
    for unit in ["tablet", "spoon"] {
        edit(&mut iron).unit = Some(unit.to_owned());
        assert_eq!(
            said(&iron, "need-strength").1,
            Some(Level::CannotCheck),
            "{unit}"
        );
    }
}

#[test]
fn after_a_severe_reaction_a_relative_is_not_given() {
    let cefalexin = {
        let mut q = adult("cefalexin", "oral", 500.0, "mg");
        q.birth_date = Some("2016-05-10".parse().unwrap());
        q.weight_kg = Some(28.0);
        edit(&mut q).per_day = Some(2.0);
        q
    };
    let cross = "allergy-cross";
    let ceftriaxone = adult("ceftriaxone", "intravenous", 1000.0, "mg");
    for (allergy, to_cefalexin, to_ceftriaxone) in [
        ("amoxicillin", Level::Major, Level::Warn),
        ("амоксициллин, сыпь", Level::Major, Level::Warn),
        (
            "амоксициллин: анафилаксия",
            Level::Contraindicated,
            Level::Major,
        ),
        (
            "amoxicillin (anaphylaxis)",
            Level::Contraindicated,
            Level::Major,
        ),
        (
            "амоксициллин: некролиз",
            Level::Contraindicated,
            Level::Major,
        ),
        (
            "амоксициллин, отёк Квинке",
            Level::Contraindicated,
            Level::Major,
        ),
    ] {
        for (base, wanted) in [(&cefalexin, to_cefalexin), (&ceftriaxone, to_ceftriaxone)] {
            let mut q = base.clone();
            q.allergies = Some(vec![allergy.to_owned()]);
            let (verdict, level) = said(&q, cross);
            assert_eq!(level, Some(wanted), "{allergy} {}", q.medicine);
            let stopped = wanted == Level::Contraindicated;
            assert_eq!(verdict == OUTSIDE, stopped, "{allergy} {}", q.medicine);
            assert_eq!(said(&q, "allergy-partly").1, None, "{allergy}");
        }
    }
    // What seldom crosses stays an info, however severe.
    let mut furosemide = adult("furosemide", "intravenous", 20.0, "mg");
    furosemide.allergies = Some(vec!["co-trimoxazole: anaphylaxis".to_owned()]);
    assert_eq!(said(&furosemide, "allergy-cross-low").1, Some(Level::Info));
}

#[test]
fn an_adult_in_cardiac_arrest_gets_a_milligram_and_a_child_its_dose_per_kg() {
    let mut arrest = adult("epinephrine", "intravenous", 1.0, "mg");
    arrest.indication = Some("cardiac arrest only".to_owned());
    edit(&mut arrest).strength = Some("1 mg/mL".to_owned());
    for (birth, dose, verdict) in [
        ("2008-11-21", 1.0, WITHIN),
        ("2008-11-22", 1.0, OUTSIDE),
        ("2008-11-22", 0.7, WITHIN),
        ("1980-05-10", 1.0, WITHIN),
        ("1980-05-10", 1.1, OUTSIDE),
        ("1980-05-10", 0.4, CANNOT),
    ] {
        arrest.birth_date = Some(birth.parse().unwrap());
        edit(&mut arrest).dose = Some(dose);
        let answer = ask(&arrest);
        assert_eq!(
            answer.answer,
            verdict,
            "{birth} {dose} {:?}",
            codes(&answer)
        );
    }
    // Not chosen, it confirms nothing; the dose of adults needs no weight.
    (arrest.weight_kg, arrest.weight_date) = (None, None);
    edit(&mut arrest).dose = Some(1.0);
    assert_eq!(ask(&arrest).answer, WITHIN);
    arrest.indication = None;
    assert_ne!(ask(&arrest).answer, WITHIN);
}

#[test]
fn a_misspelt_medicine_is_told_and_not_taken() {
    for (name, meant) in [("amoxicilin", Some("amoxicillin")), ("qqqqqqq", None)] {
        let answer = ask(&adult(name, "oral", 500.0, "mg"));
        assert_eq!(answer.answer, CANNOT);
        assert!(has(&answer, Level::CannotCheck, "medicine-unknown"));
        let told = answer.findings.iter().find(|f| f.code == "medicine-nearly");
        let arg = told
            .and_then(|f| f.arg("medicine"))
            .map(ToString::to_string);
        assert_eq!(arg.as_deref(), meant);
        assert!(answer.rules.is_empty() && told.is_none_or(|f| f.level == Level::Info));
    }
}
