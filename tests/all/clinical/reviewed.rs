//! Names that hide a second medicine, as a hostile review of the check has found them: each stays closed.

use feldsher::clinical::{Given, Verdict};

use super::*;

/// A boy of two with fever: 180 mg of paracetamol as a syrup, which is within the limits.
fn child() -> Question {
    let mut q = patient("paracetamol", "oral", "2024-03-09".parse().unwrap(), 12.4);
    q.sex = Some(Sex::Male);
    q.pregnant = None;
    q.order = order(180.0, "mg");
    let order = q.order.as_mut().unwrap();
    (order.per_day, order.interval_h) = (Some(4.0), Some(6.0));
    order.strength = Some("120 mg/5 mL".to_owned());
    assert_eq!(ask(&q).answer, Verdict::Within);
    q
}

fn adult(medicine: &str, route: &str, dose: f64, per_day: f64) -> Question {
    let mut q = patient(medicine, route, "1980-03-09".parse().unwrap(), 70.0);
    q.order = order(dose, "mg");
    q.order.as_mut().unwrap().per_day = Some(per_day);
    assert_eq!(
        ask(&q).answer,
        Verdict::Within,
        "{medicine} {:?}",
        codes(&ask(&q))
    );
    q
}

fn given(medicine: &str, minutes_ago: i64) -> Option<Vec<Given>> {
    let at = today().and_hms_opt(10, 0, 0).unwrap();
    Some(vec![Given {
        medicine: medicine.to_owned(),
        at: Some(at - chrono::TimeDelta::minutes(minutes_ago)),
        ..Given::default()
    }])
}

fn said(question: &Question) -> Vec<&'static str> {
    ask(question).findings.iter().map(|f| f.code).collect()
}

#[track_caller]
fn cannot(question: &Question, code: &str) {
    let answer = ask(question);
    assert_ne!(answer.answer, Verdict::Within, "{:?}", codes(&answer));
    assert!(
        has(&answer, Level::CannotCheck, code),
        "{code}: {:?}",
        codes(&answer)
    );
}

#[test]
fn a_second_medicine_in_one_line_does_not_disappear() {
    for name in [
        "нурофен, цефекон",
        "супрастин, парацетомол",
        "Nurofen and tsefekon",
    ] {
        let mut q = child();
        q.given = given(name, 120);
        cannot(&q, "given-unknown");
    }
    // How it was taken is no second medicine.
    for name in [
        "супрастин 1/2 таблетки утром",
        "Нурофен сироп для детей 5 мл",
        "Suprastin 12.5 mg, tablet, kuniga 2 marta",
    ] {
        let mut q = child();
        q.given = given(name, 120);
        let said = said(&q);
        assert!(!said.contains(&"given-unknown"), "{name}: {said:?}");
    }
    for (medicine, route, dose, per_day, name) in [
        (
            "ceftriaxone",
            "intravenous",
            1000.0,
            1.0,
            "парацетамол, кальция глюкенат",
        ),
        (
            "gentamicin",
            "intramuscular",
            350.0,
            1.0,
            "парацетамол, амикоцин",
        ),
    ] {
        let mut q = adult(medicine, route, dose, per_day);
        q.current = Some(vec![name.to_owned()]);
        cannot(&q, "current-unknown");
        q.current = Some(vec![
            "парацетамол 500 мг 2 раза в день после еды".to_owned(),
        ]);
        assert_eq!(
            ask(&q).answer,
            Verdict::Within,
            "{medicine} {:?}",
            codes(&ask(&q))
        );
    }
}

#[test]
fn a_product_that_holds_more_than_the_order_is_not_checked() {
    for (product, code) in [
        ("Терафлю", "combination-product"),
        ("Фервекс", "combination-product"),
        ("Колдрекс", "combination-product"),
        ("Teraligen", "product-differs"),
        ("Панадол Экстра", "product-unknown"),
        ("Панадол, цефекон", "product-unknown"),
    ] {
        let mut q = child();
        q.order.as_mut().unwrap().product = Some(product.to_owned());
        cannot(&q, code);
    }
    for (medicine, product) in [("phenobarbital", "Корвалол"), ("metamizole", "Спазмалгон")]
    {
        let mut q = patient(medicine, "oral", "1980-03-09".parse().unwrap(), 70.0);
        q.order = order(60.0, "mg");
        q.order.as_mut().unwrap().product = Some(product.to_owned());
        cannot(&q, "combination-product");
    }
    for (medicine, product) in [
        ("nimesulide", "Нимесил"),
        ("fenoterol-ipratropium", "Беродуал"),
        ("paracetamol", "Панадол сироп 120 мг/5 мл"),
    ] {
        let mut q = patient(medicine, "oral", "1980-03-09".parse().unwrap(), 70.0);
        q.order = order(100.0, "mg");
        q.order.as_mut().unwrap().product = Some(product.to_owned());
        let said = said(&q);
        let quiet = ["combination-product", "product-unknown", "product-differs"]
            .iter()
            .all(|code| !said.contains(code));
        assert!(quiet, "{product}: {said:?}");
    }
}

#[test]
fn a_strength_of_two_substances_is_not_that_of_one() {
    for (medicine, dose, strength) in [
        ("ibuprofen", 120.0, "100+125 mg/5 mL"),
        ("paracetamol", 180.0, "120+8 mg/5 mL"),
        ("paracetamol", 180.0, "500+8 mg"),
    ] {
        let mut q = child();
        q.medicine = medicine.to_owned();
        let order = q.order.as_mut().unwrap();
        (order.dose, order.per_day, order.interval_h) = (Some(dose), Some(3.0), Some(8.0));
        order.strength = Some(strength.to_owned());
        cannot(&q, "combination-product");
    }
    let mut q = child();
    q.medicine = "co-amoxiclav".to_owned();
    q.order.as_mut().unwrap().strength = Some("250+62.5 mg/5 mL".to_owned());
    assert!(!said(&q).contains(&"combination-product"));
}

#[test]
fn what_else_a_product_holds_is_read() {
    let ibuprofen = || adult("ibuprofen", "oral", 400.0, 3.0);
    let mut q = ibuprofen();
    q.allergies = Some(vec!["Пенталгин".to_owned()]);
    assert!(has(&ask(&q), Level::Contraindicated, "allergy-class"));
    assert_eq!(ask(&q).answer, Verdict::Outside);
    q = ibuprofen();
    q.current = Some(vec!["Пенталгин".to_owned()]);
    assert!(has(&ask(&q), Level::Major, "interaction"));
    assert!(said(&q).contains(&"current-unknown"));
    q = ibuprofen();
    q.given = given("Пенталгин", 30);
    cannot(&q, "given-unknown");
    assert!(has(&ask(&q), Level::Major, "interaction"));
    // Its further parts could not be placed.
    q = child();
    q.medicine = "ibuprofen".to_owned();
    q.allergies = Some(vec!["Корвалол".to_owned()]);
    cannot(&q, "allergy-partly");
    // A second antihistamine hides in the powder.
    q = patient(
        "chlorphenamine",
        "oral",
        "1980-03-09".parse().unwrap(),
        70.0,
    );
    q.order = order(4.0, "mg");
    q.given = given("Терафлю", 60);
    cannot(&q, "hidden-ingredient");
}
