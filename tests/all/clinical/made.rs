//! Rules that no source printed, made so that an answer hangs on one of their figures alone.

use feldsher::clinical::{BUILTIN_FILES, Files, Given, Verdict};
use serde_json::{Value, json};

use super::*;

/// The formulary with a medicine `testamol` that has these rules, besides what `change` does to the two files.
fn with(rules: &[Value], change: impl FnOnce(&mut Value, &mut Value)) -> Formulary {
    let mut formulary: Value = serde_json::from_str(BUILTIN_FILES.formulary).unwrap();
    let mut interactions: Value = serde_json::from_str(BUILTIN_FILES.interactions).unwrap();
    let mut medicine = formulary["medicines"][0].clone();
    for (field, value) in [
        ("id", json!("testamol")),
        ("inn", json!("testamol")),
        ("name_ru", json!("тестамол")),
        ("brand_examples", json!([])),
        ("allergy_classes", json!([])),
        ("stops", json!([])),
        ("rules", json!(rules)),
    ] {
        medicine[field] = value;
    }
    formulary["medicines"]
        .as_array_mut()
        .unwrap()
        .push(medicine);
    change(&mut formulary, &mut interactions);
    let parsed = Formulary::parse(&Files {
        formulary: &formulary.to_string(),
        interactions: &interactions.to_string(),
        ..BUILTIN_FILES
    });
    parsed.unwrap_or_else(|error| panic!("{error}"))
}

fn of(rules: &[Value]) -> Formulary {
    with(rules, |_, _| ())
}

/// The last medicine of the file: `testamol`.
fn testamol(formulary: &mut Value) -> &mut Value {
    formulary["medicines"]
        .as_array_mut()
        .unwrap()
        .last_mut()
        .unwrap()
}

/// A rule by mouth for everybody; `more` adds or replaces fields.
fn rule(id: &str, dose: Value, more: Value) -> Value {
    let mut rule = json!({
        "id": id, "route": ["oral"], "indication": "a test", "population": {}, "dose": dose,
        "verified": "source-seen", "seen": "primary", "source": "WHO-IMCI14", "where": "p. 1",
    });
    for (field, value) in more.as_object().unwrap() {
        rule[field] = value.clone();
    }
    rule
}

fn fixed(min: f64, max: f64) -> Value {
    json!({"kind": "fixed_dose", "min": min, "max": max, "unit": "mg"})
}

fn adult() -> Question {
    patient("testamol", "oral", "1990-01-01".parse().unwrap(), 70.0)
}

/// An adult with an order in milligrams.
fn ordered(dose: f64, per_day: Option<f64>, interval_h: Option<f64>) -> Question {
    let mut question = adult();
    question.order = order(dose, "mg");
    let order = question.order.as_mut().unwrap();
    (order.per_day, order.interval_h) = (per_day, interval_h);
    question
}

fn said(data: &Formulary, question: &Question) -> Vec<&'static str> {
    check(data, question)
        .findings
        .iter()
        .map(|f| f.code)
        .collect()
}

/// A single cap above the usual dose counts for the day too, where no cap for the day is printed.
#[test]
fn a_wider_single_cap_widens_the_day() {
    let cap = json!({"max_single": 1000, "doses_per_day": 3});
    let data = of(&[rule("t", fixed(200.0, 500.0), cap)]);
    for (dose, before, verdict, code) in [
        (500.0, 0.0, Verdict::Within, "within"),
        (900.0, 0.0, Verdict::CannotCheck, "above-usual"),
        (1000.0, 0.0, Verdict::CannotCheck, "above-usual"),
        (1000.0, 1.0, Verdict::Outside, "day-above"),
        (1001.0, 0.0, Verdict::Outside, "dose-above"),
    ] {
        let mut question = ordered(dose, Some(3.0), None);
        if before > 0.0 {
            question.given = Some(vec![Given {
                medicine: "testamol".to_owned(),
                dose: Some(before),
                unit: Some("mg".to_owned()),
                at: today().and_hms_opt(9, 0, 0),
            }]);
        }
        let answer = check(&data, &question);
        assert_eq!(
            answer.answer,
            verdict,
            "{dose} after {before}: {:?}",
            codes(&answer)
        );
        assert!(
            answer.findings.iter().any(|f| f.code == code),
            "{code}: {:?}",
            codes(&answer)
        );
    }
}

/// Twice a day is every twelve hours: from six on it is the count that is asked about, below six the gap.
#[test]
fn half_of_the_usual_gap_is_not_too_often() {
    let data = of(&[rule("t", fixed(100.0, 300.0), json!({"doses_per_day": 2}))]);
    for (hours, code) in [(5.9, "often"), (6.0, "too-many-doses"), (12.0, "within")] {
        let said = said(&data, &ordered(100.0, Some(2.0), Some(hours)));
        for other in ["often", "too-many-doses", "within"] {
            assert_eq!(said.contains(&other), other == code, "{hours} h: {said:?}");
        }
    }
}

/// "Under the range by more than a tenth is shown; less is rounding" (the project's proposal), for the day as for one dose.
#[test]
fn nine_tenths_of_a_day_are_rounding() {
    let day = json!({"kind": "fixed_day", "min": 100, "max": 400, "divided": 2, "unit": "mg"});
    let data = of(&[rule("t", day, json!({}))]);
    for (dose, shown) in [(50.0, false), (45.0, false), (44.9, true)] {
        let said = said(&data, &ordered(dose, Some(2.0), None));
        assert_eq!(said.contains(&"under-dose"), shown, "{dose}: {said:?}");
    }
}

/// 100 mg of tablets of 110 mg is one tablet and a tenth too much; of 111 mg it is more than a tenth.
#[test]
fn a_tenth_is_still_measured() {
    let data = of(&[rule("t", fixed(10.0, 1000.0), json!({}))]);
    for (strength, hard) in [("100 mg", false), ("110 mg", false), ("111 mg", true)] {
        let mut question = ordered(100.0, None, None);
        question.order.as_mut().unwrap().strength = Some(strength.to_owned());
        let said = said(&data, &question);
        assert_eq!(
            said.contains(&"hard-to-measure"),
            hard,
            "{strength}: {said:?}"
        );
    }
}

/// At five months nobody is above 14 kg in the data: a rule from 14 kg is for the heaviest, who must be weighed.
#[test]
fn the_heaviest_of_an_age_may_be_meant_by_a_rule_that_begins_there() {
    let born = today().checked_sub_months(Months::new(5)).unwrap();
    for (population, code) in [
        (json!({"weight_min": 14}), "need-weight"),
        (json!({"weight_min": 14.1}), "no-rule-patient"),
        (json!({"weight_max": 1.5}), "no-rule-patient"),
        (json!({"weight_max": 1.6}), "need-weight"),
    ] {
        let rule = rule("t", fixed(1.0, 2.0), json!({"population": population}));
        let mut question = patient("testamol", "oral", born, 7.0);
        question.weight_kg = None;
        let said = said(&of(&[rule]), &question);
        assert!(said.contains(&code), "{population}: {said:?}");
    }
}

/// Tablets by one rule and drops by another have no common range; two rules in tablets have: up to the lesser most.
#[test]
fn pieces_of_two_kinds_have_no_range() {
    let count =
        |unit: &str, max: f64| json!({"kind": "fixed_dose", "min": 1, "max": max, "unit": unit});
    for (other, range) in [("tablet", Some([1.0, 2.0])), ("drop", None), ("mL", None)] {
        let rules = [
            rule("t-1", count("tablet", 2.0), json!({})),
            rule("t-2", count(other, 3.0), json!({})),
        ];
        let answer = check(&of(&rules), &adult());
        assert_eq!(answer.amount.map(|a| a.value), range, "{other}");
        assert_eq!(answer.volume_ml, None, "{other}");
        assert_eq!(answer.proposals.len(), 2, "{other}");
    }
}

/// One stop forbids in pregnancy, another advises against it: whoever is asked loudly is not asked softly as well.
#[test]
fn a_loud_question_silences_the_same_quiet_one() {
    for (level, loud) in [("contraindicated", true), ("avoid", false)] {
        let data = with(&[rule("t", fixed(1.0, 2.0), json!({}))], |formulary, _| {
            let stop = |level: &str| {
                json!({
                    "level": level, "reason": "a test", "population": {"pregnant": true},
                    "verified": "source-seen", "seen": "primary", "source": "WHO-IMCI14", "where": "p. 1",
                })
            };
            testamol(formulary)["stops"] = json!([stop(level), stop("avoid")]);
        });
        let mut question = adult();
        question.pregnant = None;
        let said = said(&data, &question);
        assert_eq!(said.contains(&"need-pregnancy"), loud, "{level}: {said:?}");
        assert_eq!(said.contains(&"ask-pregnancy"), !loud, "{level}: {said:?}");
    }
}

/// A table may warn of a medicine with itself, by a group whose one member it is; on whichever side the group stands.
#[test]
fn the_same_medicine_twice_cites_its_own_interaction() {
    let other = "class:only_testamol";
    for (a, b) in [("testamol", other), (other, "testamol")] {
        let data = with(
            &[rule("t", fixed(1.0, 2.0), json!({}))],
            |_, interactions| {
                let mut pair = interactions["interactions"][0].clone();
                (pair["a"], pair["b"]) = (a.into(), b.into());
                let class =
                    json!({"id": "only_testamol", "name": "one", "medicines": ["testamol"]});
                for (list, row) in [("interactions", pair), ("interaction_classes", class)] {
                    interactions[list].as_array_mut().unwrap().push(row);
                }
            },
        );
        let of = |medicine: &str| {
            let mut question = patient(medicine, "oral", "1990-01-01".parse().unwrap(), 70.0);
            question.current = Some(vec![medicine.to_owned()]);
            let answer = check(&data, &question);
            let twice = answer.findings.into_iter().find(|f| f.code == "duplicate");
            twice.unwrap_or_else(|| panic!("{medicine}")).rule
        };
        assert!(
            of("testamol").is_some_and(|key| key.contains("only-testamol")),
            "{a}"
        );
        assert_eq!(
            of("amoxicillin"),
            None,
            "nothing is cited that speaks of another one"
        );
    }
}

/// A weekly medicine once a day is the slip that kills (methotrexate, ISMP): "once a day" says a gap of 24 hours.
#[test]
fn once_a_day_is_too_often_for_a_weekly_dose() {
    let data = of(&[rule("t", fixed(5.0, 20.0), json!({"interval_h": 168}))]);
    for (per_day, interval_h, code) in [
        (None, None, "within"),
        (None, Some(168.0), "within"),
        (Some(1.0), None, "often"),
        (Some(1.0), Some(24.0), "interval-short"),
    ] {
        let answer = check(&data, &ordered(10.0, per_day, interval_h));
        let within = code == "within";
        assert_eq!(
            answer.answer == Verdict::Within,
            within,
            "{:?}",
            codes(&answer)
        );
        assert!(
            answer.findings.iter().any(|f| f.code == code),
            "{code}: {:?}",
            codes(&answer)
        );
    }
}

/// What is given once is not a course of two days; one day is what it is.
#[test]
fn one_day_is_not_too_many_for_what_is_given_once() {
    let more = json!({"duration_days": [1, 1], "max_daily": 600});
    let data = of(&[rule("t", fixed(100.0, 300.0), more)]);
    for (days, verdict) in [
        (1.0, Verdict::Within),
        (2.0, Verdict::CannotCheck),
        (3.0, Verdict::Outside),
    ] {
        let mut question = ordered(100.0, None, None);
        question.order.as_mut().unwrap().days = Some(days);
        let answer = check(&data, &question);
        assert_eq!(answer.answer, verdict, "{days}: {:?}", codes(&answer));
        let said = answer.findings.iter().any(|f| f.code == "too-many-days");
        assert_eq!(said, days > 1.0, "{days}: {:?}", codes(&answer));
    }
}

fn hours_ago(question: &mut Question, hours: i64, dose: f64) {
    question.given = Some(vec![Given {
        medicine: "testamol".to_owned(),
        dose: Some(dose),
        unit: Some("mg".to_owned()),
        at: question.at.map(|at| at - chrono::TimeDelta::hours(hours)),
    }]);
}

/// Gaps up to an hour belong to rescue medicines, which are given again on the same day; what has a longer gap and a course of one day
/// is given once.
#[test]
fn what_is_given_once_is_asked_about_unless_its_gap_is_that_of_a_rescue() {
    for (gap, asked) in [(0.5, false), (1.0, false), (1.5, true), (2.0, true)] {
        let more = json!({"duration_days": [1, 1], "interval_h": gap, "max_daily": 1200});
        let data = of(&[rule("t", fixed(100.0, 300.0), more)]);
        let mut question = ordered(100.0, None, None);
        hours_ago(&mut question, 3, 100.0);
        let answer = check(&data, &question);
        let verdict = if asked {
            Verdict::CannotCheck
        } else {
            Verdict::Within
        };
        assert_eq!(answer.answer, verdict, "{gap} h: {:?}", codes(&answer));
        let said = answer.findings.iter().any(|f| f.code == "given-just-now");
        assert_eq!(said, asked, "{gap} h: {:?}", codes(&answer));
    }
}

/// Nothing is proposed when the doses of the day are used up; that the last one was just now is asked when a dose is ordered.
#[test]
fn only_a_used_up_day_keeps_a_proposal_back() {
    let more = json!({"doses_per_day": 2, "max_daily": 600});
    let data = of(&[rule("t", fixed(100.0, 300.0), more)]);
    let wish = |hours: &[i64]| {
        let mut question = adult();
        let each = hours.iter().map(|hours| {
            let mut one = adult();
            hours_ago(&mut one, *hours, 100.0);
            one.given.unwrap().remove(0)
        });
        question.given = Some(each.collect());
        question
    };
    let once = wish(&[3]);
    assert_eq!(check(&data, &once).answer, Verdict::Within);
    let again = Question {
        order: order(100.0, "mg"),
        ..once
    };
    assert!(said(&data, &again).contains(&"given-just-now"));
    let twice = check(&data, &wish(&[3, 9]));
    assert_eq!(twice.answer, Verdict::CannotCheck);
    assert!(has(&twice, Level::CannotCheck, "too-many-doses"));
}

/// An adult's fixed dose for somebody whom nobody weighed: a child of an age in which some weigh less than 35 kg is weighed first.
#[test]
fn who_may_be_a_light_child_is_weighed_before_an_adult_dose() {
    let grown = json!({"population": {"age_min": "P12Y"}});
    let rules = [rule("t", fixed(100.0, 300.0), grown)];
    let child = today().checked_sub_months(Months::new(18 * 12)).unwrap() + Days::new(1);
    let adult = child - Days::new(1);
    for (born, least_kg, asked) in [
        (child, 25.0, true),
        (adult, 25.0, false),
        (child, 34.9, true),
        (child, 35.0, false),
    ] {
        let data = with(&rules, |formulary, _| {
            let rows = formulary["weight_rules"]["plausible_kg"].as_array_mut();
            rows.unwrap().last_mut().unwrap()["min"] = json!(least_kg);
        });
        let mut question = patient("testamol", "oral", born, 60.0);
        question.weight_kg = None;
        question.order = order(100.0, "mg");
        let answer = check(&data, &question);
        let verdict = if asked {
            Verdict::CannotCheck
        } else {
            Verdict::Within
        };
        let case = format!("{born} from {least_kg} kg: {:?}", codes(&answer));
        assert_eq!(answer.answer, verdict, "{case}");
        assert_eq!(
            has(&answer, Level::CannotCheck, "need-weight"),
            asked,
            "{case}"
        );
    }
}
