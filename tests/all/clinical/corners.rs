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
    // Once a day at no named hour implies no gap; four times a day every six hours neither asks more.
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

#[test]
fn a_proposal_alone_is_what_the_check_proposes() {
    let mut question = ordinary();
    question.order = None;
    let proposals = feldsher::clinical::propose(formulary(), &question);
    assert!(!proposals.is_empty());
    assert_eq!(proposals, ask(&question).proposals);
    assert!(proposals.iter().all(|p| !p.approved));
}
