//! The dose engine against its own data, tables made outside the project, lethal and ordinary orders, and properties.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::{Days, Months, NaiveDate};
use feldsher::clinical::{Answer, Formulary, Level, Medicine, Order, Question, Rule, Sex, check};

mod book;
mod corners;
mod data;
mod gaps;
mod heaviest;
mod hostile;
mod hostile_data;
mod limits;
mod made;
mod names;
mod numbers;
mod orders;
mod profiles;
mod properties;
mod questioned;
mod review;
mod reviewed;
mod rules;
mod slipped;
mod solvents;
mod validator;
mod words;

const TODAY: &str = "2026-11-21";

fn formulary() -> &'static Formulary {
    Formulary::builtin()
}

fn today() -> NaiveDate {
    TODAY.parse().unwrap()
}

fn ask(question: &Question) -> Answer {
    check(formulary(), question)
}

fn from_json(json: &str) -> Question {
    serde_json::from_str(json).unwrap()
}

/// A patient of whom everything is known and nothing speaks against anything.
fn patient(medicine: &str, route: &str, birth: NaiveDate, kg: f64) -> Question {
    Question {
        id: "1".to_owned(),
        medicine: medicine.to_owned(),
        route: Some(route.to_owned()),
        weight_kg: Some(kg),
        weight_date: Some(today()),
        weight_estimated: Some(false),
        birth_date: Some(birth),
        date: Some(today()),
        at: today().and_hms_opt(10, 0, 0),
        sex: Some(Sex::Female),
        pregnant: Some(false),
        breastfeeding: Some(false),
        egfr: Some(95.0),
        birth_weeks: Some(40.0),
        conditions: Some(Vec::new()),
        allergies: Some(Vec::new()),
        current: Some(Vec::new()),
        given: Some(Vec::new()),
        ..Question::default()
    }
}

fn order(dose: f64, unit: &str) -> Option<Order> {
    Some(Order {
        dose: Some(dose),
        unit: Some(unit.to_owned()),
        ..Order::default()
    })
}

/// The unit of a rule as an order can write it, with a strength where the rule counts a named solution.
fn order_in(rule: &Rule, dose: f64) -> Option<Order> {
    let (unit, strength) = match rule.dose.unit.split_once(" of ") {
        Some((unit, of)) if unit == "mL" => {
            (unit, Some(of.trim_end_matches(" elemental").to_owned()))
        }
        Some((unit, _)) => (unit, None),
        None => (rule.dose.unit.as_str(), None),
    };
    let mut order = order(dose, unit)?;
    order.strength = strength;
    Some(order)
}

fn births() -> Vec<NaiveDate> {
    let days = [
        0, 3, 6, 7, 9, 14, 20, 27, 28, 32, 45, 59, 60, 70, 89, 93, 120, 150, 185, 250, 330, 364,
    ];
    let months = [
        13, 20, 25, 30, 40, 55, 61, 73, 85, 97, 110, 121, 133, 146, 160, 170, 181, 200, 217, 300,
        420, 600, 800,
    ];
    let by_day = days
        .into_iter()
        .filter_map(|d| today().checked_sub_days(Days::new(d)));
    let by_month = months
        .into_iter()
        .filter_map(|m| today().checked_sub_months(Months::new(m)));
    by_day.chain(by_month).collect()
}

const WEIGHTS: [f64; 32] = [
    1.2, 1.7, 2.2, 2.8, 3.3, 3.9, 4.5, 5.2, 5.8, 6.5, 7.4, 8.4, 9.3, 10.5, 11.5, 12.5, 13.5, 14.5,
    15.5, 17.0, 18.5, 20.5, 22.5, 24.5, 27.0, 31.0, 36.0, 41.0, 46.0, 52.0, 60.0, 70.0,
];

/// A patient inside the population of a rule.
fn inside(medicine: &Medicine, rule: &Rule) -> Option<Question> {
    static FOUND: LazyLock<BTreeMap<String, Option<Question>>> = LazyLock::new(|| {
        all_rules()
            .map(|(m, r)| (r.id.clone(), find_inside(m, r)))
            .collect()
    });
    let question = FOUND.get(&rule.id).cloned().flatten();
    assert!(question.as_ref().is_none_or(|q| q.medicine == medicine.id));
    question
}

/// Found by asking the engine itself which rules apply.
fn find_inside(medicine: &Medicine, rule: &Rule) -> Option<Question> {
    let route = rule.route.first()?;
    // from old to young: the first hit is far from the lower edges
    for birth in births().into_iter().rev() {
        let made_for = |kg: &f64| rule.max_kg.is_none_or(|most| *kg <= most);
        for kg in WEIGHTS.into_iter().rev().filter(made_for) {
            let mut question = patient(&medicine.id, route, birth, kg);
            question.indication = Some(rule.indication.clone());
            if rule.population.pregnant == Some(true) {
                question.pregnant = Some(true);
                question.trimester = Some(2);
            }
            let answer = ask(&question);
            let sound = !answer
                .findings
                .iter()
                .any(|f| f.code == "weight-implausible" || f.code.starts_with("contradiction"));
            if sound && answer.rules.iter().any(|r| r.id == rule.id && r.applies) {
                return Some(question);
            }
        }
    }
    None
}

fn all_rules() -> impl Iterator<Item = (&'static Medicine, &'static Rule)> {
    formulary()
        .medicines()
        .flat_map(|m| m.rules.iter().map(move |r| (m, r)))
}

fn codes(answer: &Answer) -> Vec<String> {
    answer
        .findings
        .iter()
        .map(|f| {
            let args: Vec<String> = f
                .args
                .iter()
                .map(|(name, arg)| format!("{name}={arg}"))
                .collect();
            format!("{:?} {} [{}]", f.level, f.code, args.join(", "))
        })
        .collect()
}

fn has(answer: &Answer, level: Level, code: &str) -> bool {
    answer
        .findings
        .iter()
        .any(|f| f.level == level && f.code == code)
}

type Change = fn(&mut Question);

/// An ordinary order for a toddler that is within limits.
fn ordinary() -> Question {
    let mut question = patient("paracetamol", "oral", "2025-03-01".parse().unwrap(), 10.0);
    question.order = order(120.0, "mg");
    question
}
