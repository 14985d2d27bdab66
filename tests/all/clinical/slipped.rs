//! Orders that a reviewer of 22 November 2026 brought through as *within*, by their schedule, a missing weight, a slip in what was
//! given, or a piece by the wrong way. One line each: what differs from an ordinary order, and the finding that now holds it.

use feldsher::clinical::{Question, Verdict};
use serde_json::{Value, json};

use super::*;

/// A child of two years, 12.4 kg, everything asked.
fn child() -> Value {
    json!({"id":"1","medicine":"paracetamol","route":"oral","weight_kg":12.4,"weight_date":"2026-11-20","weight_estimated":false,
        "birth_date":"2024-03-09","date":"2026-11-21","at":"2026-11-21T12:00","sex":"male","birth_weeks":40,
        "conditions":[],"allergies":[],"current":[],"given":[],
        "order":{"dose":180,"unit":"mg","per_day":4,"interval_h":6,"strength":"120 mg/5 mL"}})
}

fn adult() -> Value {
    let mut line = child();
    merge(
        &mut line,
        &json!({"weight_kg":70,"birth_date":"1980-03-09","egfr":90}),
    );
    line
}

fn merge(line: &mut Value, other: &Value) {
    for (key, value) in other.as_object().unwrap() {
        line[key] = value.clone();
    }
}

fn answer_of(line: &Value) -> Answer {
    let question: Question = serde_json::from_value(line.clone()).unwrap();
    ask(&question)
}

#[test]
fn the_ordinary_orders_are_within() {
    for line in [child(), {
        let mut line = adult();
        merge(
            &mut line,
            &json!({"order":{"dose":1000,"unit":"mg","per_day":3,"interval_h":8}}),
        );
        line
    }] {
        let answer = answer_of(&line);
        assert_eq!(answer.answer, Verdict::Within, "{:?}", codes(&answer));
    }
}

#[test]
fn a_gap_that_does_not_divide_the_day_counts_every_dose_that_begins_in_it() {
    for (hours, count) in [
        (24.0, 1),
        (13.0, 2),
        (12.0, 2),
        (7.0, 4),
        (6.0, 4),
        (5.0, 5),
        (23.0, 2),
        (36.0, 1),
    ] {
        let mut line = adult();
        merge(
            &mut line,
            &json!({"order":{"dose":1000,"unit":"mg","interval_h":hours}}),
        );
        let most = f64::from(count) * 1000.0;
        let answer = answer_of(&line);
        let above = has(&answer, Level::Major, "day-above")
            || has(&answer, Level::Contraindicated, "day-above");
        assert_eq!(
            above,
            most > 4000.0,
            "every {hours} h: {:?}",
            codes(&answer)
        );
    }
    for (change, expected) in [
        (
            json!({"medicine":"phenobarbital","route":"intravenous","weight_kg":20,"birth_date":"2020-11-10",
            "order":{"dose":400,"unit":"mg","interval_h":13,"days":1}}),
            Verdict::Within,
        ),
        (
            json!({"weight_kg":12.0,"order":{"dose":180,"unit":"mg","interval_h":5}}),
            Verdict::Within,
        ),
    ] {
        let mut line = child();
        merge(&mut line, &change);
        let answer = answer_of(&line);
        assert_ne!(answer.answer, expected, "{change}: {:?}", codes(&answer));
    }
}

#[test]
fn what_is_missing_or_a_slip_is_never_within() {
    for (whose, change, code) in [
        // A weight that nobody took is not better than a light one.
        (
            child(),
            json!({"medicine":"benzylpenicillin","route":"intravenous","weight_kg":null,"weight_date":null,"birth_date":"2014-11-01",
            "order":{"dose":4_000_000,"unit":"IU","per_day":6,"interval_h":4}}),
            "need-weight",
        ),
        // A thousandth of a dose was not what was given.
        (
            adult(),
            json!({"given":[{"medicine":"paracetamol","dose":1,"unit":"mg","at":"2026-11-21T06:00"}],
            "order":{"dose":1000,"unit":"mg","per_day":3,"interval_h":8}}),
            "given-unclear",
        ),
        (
            adult(),
            json!({"given":[{"medicine":"paracetamol","dose":0,"unit":"mg","at":"2026-11-21T06:00"}],
            "order":{"dose":1000,"unit":"mg","per_day":3,"interval_h":8}}),
            "given-unclear",
        ),
        // A loading dose is given once, and not a day later again.
        (
            child(),
            json!({"medicine":"phenobarbital","route":"intravenous","weight_kg":3.5,"birth_date":"2026-11-10",
            "indication":"neonatal convulsions, loading dose",
            "given":[{"medicine":"phenobarbital","dose":70,"unit":"mg","at":"2026-11-20T11:00"}],
            "order":{"dose":70,"unit":"mg","per_day":1}}),
            "given-just-now",
        ),
        // A failing heart is asked about before a litre runs.
        (
            child(),
            json!({"medicine":"ringer-lactate","route":"intravenous","weight_kg":21,"birth_date":"2020-11-06","conditions":null,
            "order":{"dose":420,"unit":"mL","per_day":1}}),
            "need-conditions",
        ),
        // Pieces by a way that they are not for.
        (
            adult(),
            json!({"order":{"dose":1,"unit":"suppository","per_day":3,"interval_h":8,"strength":"500 mg"}}),
            "form-route",
        ),
        (
            adult(),
            json!({"medicine":"diazepam","route":"rectal","order":{"dose":2,"unit":"tablet","per_day":1,"strength":"5 mg"}}),
            "form-route",
        ),
        (
            adult(),
            json!({"medicine":"ceftriaxone","route":"intravenous",
            "order":{"dose":1,"unit":"tablet","per_day":1,"interval_h":24,"strength":"1000 mg"}}),
            "wrong-form",
        ),
    ] {
        let mut line = whose;
        merge(&mut line, &change);
        let answer = answer_of(&line);
        assert_ne!(answer.answer, Verdict::Within, "{change}");
        assert!(
            answer.findings.iter().any(|f| f.code == code),
            "{code}: {:?}",
            codes(&answer)
        );
    }
}
