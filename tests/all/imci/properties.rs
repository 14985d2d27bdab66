//! Whatever is answered: fewer answers never make a child greener, and what is missing can be seen and said.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use feldsher::clinical::Sex;
use feldsher::clinical::imci::{Chart, Colour, Kind, Shown, State, Value};
use feldsher::domain::lang::Lang;
use feldsher::domain::number::Decimal;
use feldsher::forms::{self, Answer, Coding, Facts, Form};
use feldsher::worker::imci::{Looked, Speech};
use proptest::prelude::*;

use super::{book, born, form, look, today};

/// A value or none for every sign of a chart.
fn random_answers(chart: &'static Chart) -> impl Strategy<Value = BTreeMap<String, Value>> {
    let signs: Vec<_> = chart
        .signs
        .iter()
        .filter_map(|sign| {
            let values: BoxedStrategy<Value> = match &sign.kind {
                Kind::Derived { .. } => return None,
                Kind::Bool => any::<bool>().prop_map(Value::Yes).boxed(),
                Kind::Choice { options } => proptest::sample::select(options.clone())
                    .prop_map(Value::Word)
                    .boxed(),
                Kind::Number { min, max } => {
                    let near = match sign.id.as_str() {
                        "weight" => vec![3.0, 4.5, 7.0, 7.8, 9.5],
                        "height" => vec![52.0, 65.0, 75.0],
                        "temp" => vec![35.4, 36.6, 37.4, 37.5, 38.0, 38.5],
                        "muac" => vec![110.0, 114.0, 115.0, 124.0, 125.0, 140.0],
                        "resp" | "resp-again" => vec![30.0, 39.0, 40.0, 49.0, 50.0, 59.0, 60.0],
                        "spo2" => vec![89.0, 90.0],
                        "feeds" => vec![7.0, 8.0],
                        _ => vec![3.0, 13.0, 14.0],
                    };
                    let (min, max) = (*min, *max);
                    proptest::sample::select(near)
                        .prop_map(move |n: f64| Value::Number(n.clamp(min, max)))
                        .boxed()
                }
            };
            // Mostly answered, and mostly with nothing bad, so that green is reached too.
            let calm = calm(&sign.kind, &sign.id);
            let value = prop_oneof![
                6 => Just(Some(calm)),
                3 => values.prop_map(Some),
                1 => Just(None),
            ];
            Some(value.prop_map({
                let id = sign.id.clone();
                move |value| (id.clone(), value)
            }))
        })
        .collect();
    signs.prop_map(|pairs| {
        pairs
            .into_iter()
            .filter_map(|(id, value)| Some((id, value?)))
            .collect()
    })
}

fn calm(kind: &Kind, id: &str) -> Value {
    match kind {
        Kind::Bool => Value::Yes(matches!(id, "breastfed" | "attached" | "suckling")),
        Kind::Choice { options } => Value::Word(options[0].clone()),
        Kind::Number { .. } | Kind::Derived { .. } => Value::Number(match id {
            "weight" => 4.5,
            "height" => 55.0,
            "temp" => 36.8,
            "muac" => 140.0,
            "resp" | "resp-again" => 35.0,
            "spo2" => 97.0,
            "feeds" => 9.0,
            _ => 3.0,
        }),
    }
}

fn charts() -> impl Strategy<Value = (NaiveDate, BTreeMap<String, Value>)> {
    let births = [
        "0d", "6d", "7d", "30d", "59d", "60d", "4m", "8m", "12m", "30m", "60m-1",
    ];
    proptest::sample::select(births.map(born).to_vec()).prop_flat_map(|birth| {
        let chart = book().chart(birth, today()).unwrap();
        // Half of them without what stands behind closed doors, as a form keeps them.
        (random_answers(chart), any::<bool>()).prop_map(move |(mut answers, sound)| {
            let mut before = if sound { usize::MAX } else { answers.len() };
            while answers.len() < before {
                before = answers.len();
                let asked = look(birth, Some(Sex::Female), &answers).asked;
                answers.retain(|id, _| asked.contains(id));
            }
            (birth, answers)
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn fewer_answers_never_make_a_child_greener((birth, answers) in charts()) {
        let whole = look(birth, Some(Sex::Female), &answers);
        // Answers that contradict each other are met too, but only never green is promised of them.
        let sound = answers.keys().all(|id| whole.asked.contains(id));
        for id in answers.keys() {
            let mut fewer = answers.clone();
            fewer.remove(id);
            let found = look(birth, Some(Sex::Female), &fewer);
            for (before, after) in whole.boxes.iter().zip(&found.boxes) {
                let was_green = before.colour() == Some(Colour::Green);
                prop_assert!(
                    after.colour() != Some(Colour::Green) || was_green,
                    "{} without {id}: {before:?} {after:?}", before.of.id
                );
                prop_assert!(
                    after.state != State::Absent || before.state == State::Absent,
                    "{} without {id} is gone", before.of.id
                );
                // Nothing that shows can become worse by knowing less.
                let worse = before.colour().is_some() && after.colour() > before.colour();
                prop_assert!(!sound || !worse, "{} without {id}", before.of.id);
            }
            prop_assert!(found.shown() != Shown::Green || whole.shown() == Shown::Green);
            prop_assert!(whole.asked.is_subset(&found.asked), "{id}");
        }
    }

    #[test]
    fn what_is_missing_can_be_seen_in_the_form((birth, answers) in charts()) {
        let found = look(birth, Some(Sex::Female), &answers);
        let form = form(found.chart);
        let stored: forms::Answers = answers
            .iter()
            .map(|(id, value)| (id.clone(), vec![as_answer(form, id, value)]))
            .collect();
        let age = feldsher::domain::dates::Age::between(birth, today()).unwrap();
        let facts = Facts { age_months: Some(age.total_months()), ..Facts::default() };
        let shown = forms::visible(form, &forms::with_facts(form, &stored, &facts));
        for one in &found.boxes {
            for id in &one.missing {
                prop_assert!(shown.contains(id) || id == "sex", "{id} of {} is not shown", one.of.id);
            }
        }
        // And it is said in every language without a hole.
        for lang in Lang::ALL {
            let looked = Looked { assessment: found.clone(), birth, on: today() };
            let speech = Speech { lang, looked: &looked };
            for one in &looked.assessment.boxes {
                let mut said = speech.reasons(one);
                said.extend([speech.box_name(one), speech.class_name(one)]);
                said.extend(speech.ask(one).into_iter().chain(speech.follow_up(one)));
                said.extend(one.steps.iter().map(|step| speech.step(&step.action)));
                said.extend(looked.assessment.fluid.iter().flat_map(|plan| speech.fluid(plan)));
                said.extend(speech.returns());
                for text in said {
                    prop_assert!(!text.contains('⟦') && !text.contains('{'), "{lang:?} {text}");
                }
            }
        }
    }
}

fn as_answer(form: &Form, id: &str, value: &Value) -> Answer {
    let decimal = |n: f64| Decimal::parse(&n.to_string()).unwrap();
    match value {
        Value::Yes(yes) => Answer::Bool(*yes),
        Value::Number(n) => match form.item(id).unwrap().units.first() {
            Some(unit) => Answer::Quantity(forms::Quantity {
                value: decimal(*n),
                unit: unit.code.clone(),
            }),
            None => Answer::Number(decimal(*n)),
        },
        Value::Word(word) => Answer::Choice(Coding {
            system: "urn:feldsher:imci".into(),
            code: word.clone(),
            display: String::new(),
        }),
    }
}
