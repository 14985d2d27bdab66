//! Corners that no order of the tables comes near: how an allergy or another medicine may be written.

use super::*;

/// Codes of what is said of an allergy.
fn said(medicine: &str, allergy: &str) -> Vec<&'static str> {
    let mut question = patient(medicine, "oral", "1990-01-01".parse().unwrap(), 70.0);
    question.allergies = Some(vec![allergy.to_owned()]);
    ask(&question)
        .findings
        .iter()
        .map(|f| f.code)
        .filter(|code| code.starts_with("allergy"))
        .collect()
}

#[test]
fn an_allergy_is_understood_word_by_word() {
    for (medicine, allergy, codes) in [
        // A class of two words, alone, among others, and as part of another word.
        ("enalapril", "ACE inhibitor", &["allergy-class"][..]),
        ("enalapril", "the ACE inhibitor, rash", &["allergy-class"]),
        ("enalapril", "ингибиторы АПФ", &["allergy-class"]),
        ("enalapril", "palace inhibitor", &["allergy-unknown"]),
        ("enalapril", "ACE inhibitory", &["allergy-unknown"]),
        // What stands beside a class of two words can be another medicine.
        (
            "enalapril",
            "ACE inhibitor qyw",
            &["allergy-class", "allergy-partly"],
        ),
        // Six letters are enough for an ending; five are not.
        ("morphine", "опиоиды", &["allergy-class"]),
        ("morphine", "opioide", &["allergy-class"]),
        // Of what stands beside, two letters say nothing, three may be a name.
        ("amoxicillin", "penicillin qy", &["allergy-class"]),
        (
            "amoxicillin",
            "penicillin qyw",
            &["allergy-class", "allergy-partly"],
        ),
        // One thing of a kind, of at most two unknown words.
        ("amoxicillin", "pollen", &["allergy-not-medicine"]),
        ("amoxicillin", "pollen of qyw", &["allergy-partly"]),
        ("amoxicillin", "pollen of qyw wyq", &["allergy-partly"]),
        ("amoxicillin", "pollen of qyw wyq yqw", &["allergy-unknown"]),
        ("amoxicillin", "pollen cat dog qyw wyq", &["allergy-partly"]),
        ("amoxicillin", "cat qyw", &["allergy-unknown"]),
    ] {
        assert_eq!(said(medicine, allergy), codes, "{medicine}, {allergy}");
    }
}

#[test]
fn a_medicine_that_is_not_in_the_formulary_is_met_by_its_own_words() {
    let met = |medicine: &str, current: &str| {
        let mut question = patient(medicine, "oral", "1990-01-01".parse().unwrap(), 70.0);
        question.current = Some(vec![current.to_owned()]);
        let answer = ask(&question);
        answer.findings.iter().any(|f| f.code == "interaction")
    };
    for (medicine, current, meets) in [
        ("amoxicillin", "allopurinol", true),
        ("tramadol", "SSRI", true),
        ("tramadol", "inhibitor", false),
        ("tramadol", "MAO", false),
        ("metronidazole", "alcohol", true),
        ("metformin", "iodinated", false),
        ("metformin", "contrast", true),
    ] {
        assert_eq!(met(medicine, current), meets, "{medicine} with {current}");
    }
}

/// Which questions are asked, and what is refused, by code.
fn codes_of(question: &Question) -> Vec<&'static str> {
    ask(question).findings.iter().map(|f| f.code).collect()
}

#[test]
fn a_date_that_nobody_can_have_meant_takes_no_other_with_it() {
    let base = ordinary();
    let wild: NaiveDate = "0206-11-20".parse().unwrap();
    let time = |day: NaiveDate| day.and_hms_opt(9, 0, 0);
    let mut question = base.clone();
    question.weight_date = Some(wild);
    let said = codes_of(&question);
    assert!(said.contains(&"contradiction-date"), "{said:?}");
    assert!(
        !said.contains(&"need-age") && !said.contains(&"need-time"),
        "{said:?}"
    );
    // The weight's date is gone with its fault: the weight has no date.
    assert!(
        said.iter()
            .any(|code| code.starts_with("weight-") || *code == "need-weight"),
        "{said:?}"
    );
    question = base.clone();
    question.date = Some(wild);
    let said = codes_of(&question);
    assert!(said.contains(&"contradiction-date"), "{said:?}");
    assert!(
        !said.contains(&"need-age"),
        "the time says the day: {said:?}"
    );
    let weight = |code: &&str| code.contains("weight");
    assert!(
        !said.iter().any(weight),
        "the day of the weight is sane: {said:?}"
    );
    question.at = None;
    assert!(codes_of(&question).contains(&"need-age"));
    question = base.clone();
    question.at = time(wild);
    let said = codes_of(&question);
    assert!(
        said.contains(&"contradiction-date") && !said.contains(&"need-age"),
        "{said:?}"
    );
    question = base.clone();
    question.birth_date = Some(wild);
    let said = codes_of(&question);
    assert!(
        said.contains(&"contradiction-birth") && said.contains(&"need-age"),
        "{said:?}"
    );
    assert!(!said.contains(&"contradiction-date"), "{said:?}");
}

#[test]
fn what_was_given_counts_for_a_day_and_not_a_minute_longer() {
    use feldsher::clinical::Given;
    let now = today().and_hms_opt(10, 0, 0).unwrap();
    let given = |minutes: i64, dose: Option<f64>| {
        let mut question = ordinary();
        question.given = Some(vec![Given {
            medicine: "paracetamol".to_owned(),
            dose,
            unit: Some("mg".to_owned()),
            at: Some(now - chrono::TimeDelta::minutes(minutes)),
        }]);
        codes_of(&question)
    };
    for (minutes, dose, unclear) in [
        (24 * 60 - 1, None, true),
        (24 * 60, None, false),
        (24 * 60 - 1, Some(-5.0), true),
        (24 * 60, Some(-5.0), false),
        (24 * 60 - 1, Some(100.0), false),
    ] {
        let said = given(minutes, dose);
        assert_eq!(
            said.contains(&"given-unclear"),
            unclear,
            "{minutes} {dose:?}: {said:?}"
        );
    }
}

#[test]
fn a_plan_of_doses_is_bounded() {
    let with = |per_day: Option<f64>, interval_h: Option<f64>, days: Option<f64>| {
        let mut question = ordinary();
        let order = question.order.as_mut().unwrap();
        (order.per_day, order.interval_h, order.days) = (per_day, interval_h, days);
        codes_of(&question)
    };
    let refused = |said: Vec<&'static str>| said.contains(&"schedule-invalid");
    assert!(refused(with(Some(97.0), None, None)));
    assert!(!refused(with(Some(96.0), None, None)));
    assert!(!refused(with(Some(95.0), None, None)));
    assert!(!refused(with(Some(4.0), None, Some(3660.0))));
    assert!(refused(with(Some(4.0), None, Some(3661.0))));
    assert!(refused(with(Some(0.9), None, None)));
    assert!(refused(with(None, Some(0.02), None)));
    assert!(refused(with(None, Some(-6.0), None)));
    // Once a day is every 24 hours; four times a day every six hours neither asks more.
    let once = with(Some(1.0), None, None);
    assert!(!once.contains(&"often"), "{once:?}");
    let both = with(Some(4.0), Some(6.0), None);
    assert!(!both.contains(&"often"), "{both:?}");
    // "Every three hours, twice a day" is eight doses if the gap is believed.
    let eight = with(Some(2.0), Some(3.0), None);
    assert!(
        eight.contains(&"day-above") || eight.contains(&"interval-short"),
        "{eight:?}"
    );
}

#[test]
fn what_was_given_yesterday_at_this_hour_no_longer_meets_the_order() {
    use feldsher::clinical::{Given, Severity};
    let id = |side: &str| formulary().medicine(side).map(|m| m.id.clone());
    let (a, b) = formulary()
        .interactions()
        .iter()
        .filter(|pair| pair.severity == Severity::Contraindicated)
        .find_map(|pair| id(&pair.a).zip(id(&pair.b)))
        .unwrap();
    let now = today().and_hms_opt(10, 0, 0).unwrap();
    for (minutes, meets) in [
        (5, true),
        (24 * 60 - 1, true),
        (24 * 60, false),
        (30 * 60, false),
    ] {
        let mut question = patient(&a, "intravenous", "1990-01-01".parse().unwrap(), 70.0);
        question.given = Some(vec![Given {
            medicine: b.clone(),
            dose: Some(1.0),
            unit: Some("g".to_owned()),
            at: Some(now - chrono::TimeDelta::minutes(minutes)),
        }]);
        let said = codes_of(&question).contains(&"interaction");
        assert_eq!(said, meets, "{a} after {b}, {minutes} minutes");
    }
}

/// A count of pieces below zero is a slip of the hand: it takes nothing away from what was given besides.
#[test]
fn pieces_below_zero_are_not_taken_from_the_day() {
    use feldsher::clinical::Given;
    let given = |medicine: &str, dose: f64, unit: &str, hour: u32| Given {
        medicine: medicine.to_owned(),
        dose: Some(dose),
        unit: Some(unit.to_owned()),
        at: today().and_hms_opt(hour, 0, 0),
    };
    for (pieces, above) in [(-5.0, true), (0.0, true), (f64::NEG_INFINITY, true)] {
        let mut question = patient("paracetamol", "oral", "1990-01-01".parse().unwrap(), 70.0);
        question.order = order(1.0, "g");
        question.given = Some(vec![
            given("paracetamol", 3.5, "g", 1),
            given("Citramon", pieces, "tablet", 2),
        ]);
        let said = codes_of(&question);
        assert_eq!(said.contains(&"day-above"), above, "{pieces}: {said:?}");
    }
}

/// Ceftriaxone up to 41 weeks of age from conception: on the day of 41 weeks no longer.
#[test]
fn an_age_in_weeks_ends_on_its_day() {
    for (days, stopped) in [(34, true), (35, false), (36, false)] {
        let born = today() - chrono::TimeDelta::days(days);
        let mut question = patient("ceftriaxone", "intramuscular", born, 3.6);
        question.birth_weeks = Some(36.0);
        let stops = ask(&question).findings;
        let by_age = stops
            .iter()
            .any(|f| f.code == "stop" && f.rule.as_deref() == Some("stop-ceftriaxone-2"));
        assert_eq!(by_age, stopped, "{days} days: {stops:?}");
    }
}

/// "9.9 %" on a label is the 10 % of the shelf, which is not infiltrated; more than a hundredth below it is another solution.
#[test]
fn a_strength_within_a_hundredth_is_the_forbidden_one() {
    for (strength, stopped) in [("10 %", true), ("9.9 %", true), ("9.89 %", false)] {
        let mut question = patient(
            "lidocaine",
            "infiltration",
            "1990-01-01".parse().unwrap(),
            70.0,
        );
        question.order = order(50.0, "mg");
        question.order.as_mut().unwrap().strength = Some(strength.to_owned());
        let said = codes_of(&question);
        assert_eq!(said.contains(&"stop"), stopped, "{strength}: {said:?}");
    }
}

/// The rule counts puffs of 100 microgram, ten at most: five of 200 are as many, six are more.
#[test]
fn a_puff_of_another_strength_is_another_dose() {
    for (puffs, strength, above) in [
        (10.0, None, false),
        (10.0, Some("100 microgram/puff"), false),
        (11.0, Some("100 microgram/puff"), true),
        (5.0, Some("200 microgram/puff"), false),
        (6.0, Some("200 microgram/puff"), true),
        (20.0, Some("50 microgram/puff"), false),
        (21.0, Some("50 microgram/puff"), true),
    ] {
        let mut question = patient("salbutamol", "inhaled", "1990-01-01".parse().unwrap(), 70.0);
        question.order = order(puffs, "puff");
        question.order.as_mut().unwrap().strength = strength.map(str::to_owned);
        let said = codes_of(&question);
        assert_eq!(
            said.contains(&"dose-above"),
            above,
            "{puffs} of {strength:?}: {said:?}"
        );
    }
}

#[test]
fn a_proposal_alone_is_what_the_check_proposes() {
    let mut question = ordinary();
    question.order = None;
    let proposals = feldsher::clinical::propose(formulary(), &question);
    assert!(!proposals.is_empty());
    assert_eq!(proposals, ask(&question).proposals);
    assert!(proposals.iter().all(|p| !p.approved));
}

/// A product by two names holds more than the medicine that was ordered, or another one altogether.
#[test]
fn a_product_of_two_names_is_a_combination() {
    for (product, told) in [
        ("парацетамол", false),
        ("парацетамол амоксициллин", true),
        ("ибупрофен амоксициллин", true),
        ("парацетамол Панадол", false),
    ] {
        let mut question = ordinary();
        assert_eq!(question.medicine, "paracetamol");
        question.order.as_mut().unwrap().product = Some(product.to_owned());
        let answer = ask(&question);
        let said = has(&answer, Level::CannotCheck, "combination-product");
        assert_eq!(said, told, "{product}: {:?}", codes(&answer));
    }
}

/// The other part of a product, which no table places, matters for a day; a word that nobody reads may be this medicine at any time.
#[test]
fn what_else_was_in_a_product_is_asked_about_for_a_day() {
    use feldsher::clinical::Given;
    for (name, hours, asked) in [
        ("Андипал", 3, true),
        ("Андипал", 30, false),
        ("ибупрофен", 3, false),
        ("ибупрофен неведомолин", 3, true),
        ("ибупрофен неведомолин", 30, true),
    ] {
        let mut question = ordinary();
        question.given = Some(vec![Given {
            medicine: name.to_owned(),
            dose: Some(1.0),
            unit: Some("tablet".to_owned()),
            at: question.at.map(|at| at - chrono::TimeDelta::hours(hours)),
        }]);
        let answer = ask(&question);
        let said = has(&answer, Level::CannotCheck, "given-unknown");
        assert_eq!(said, asked, "{name} {hours} h ago: {:?}", codes(&answer));
    }
}
