//! Tables of whole orders: lethal ones, which may never be *within*, and ordinary ones, which may seldom be disturbed.

use super::*;
use feldsher::clinical::{Given, Tier, Verdict};

pub(super) const LETHAL: &str = include_str!("../../data/clinical/lethal.jsonl");
pub(super) const ORDINARY: &str = include_str!("../../data/clinical/ordinary.jsonl");

pub(super) struct Row {
    pub(super) question: Question,
    source: String,
    row: serde_json::Value,
}

pub(super) fn rows(table: &str) -> Vec<Row> {
    table
        .lines()
        .map(|line| {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            Row {
                question: serde_json::from_value(row["question"].clone()).unwrap(),
                source: row["source"].as_str().unwrap().to_owned(),
                row,
            }
        })
        .collect()
}

#[test]
fn lethal_orders_are_stopped() {
    let mut failures = Vec::new();
    let (mut stopped, mut unruled) = (0, 0);
    let rows = rows(LETHAL);
    for Row {
        question,
        source,
        row,
    } in &rows
    {
        let answer = ask(question);
        let why = row["why"].as_str().unwrap();
        assert!(!source.is_empty() && !why.is_empty(), "{row}");
        let without_rule = formulary()
            .medicine(&question.medicine)
            .unwrap()
            .rules
            .is_empty();
        let held = match answer.answer {
            Verdict::Outside => {
                stopped += 1;
                true
            }
            // Where there is no rule of dosing: it cannot be checked, and that interrupts.
            Verdict::CannotCheck if without_rule => {
                unruled += 1;
                answer.tier() >= Tier::Reason
            }
            Verdict::CannotCheck | Verdict::Within => false,
        };
        if !held {
            let codes = codes(&answer);
            failures.push(format!("{why}: {:?} {codes:?}", answer.answer));
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {}: {}",
        failures.len(),
        rows.len(),
        failures.join("\n")
    );
    assert!(
        rows.len() >= 200 && unruled >= 15,
        "{stopped} stopped, {unruled} without a rule"
    );
    // no order twice
    let once: std::collections::BTreeSet<String> = rows
        .iter()
        .map(|r| {
            let mut bare = r.question.clone();
            bare.id = String::new();
            format!("{bare:?}")
        })
        .collect();
    assert_eq!(once.len(), rows.len());
}

#[test]
fn taking_facts_away_never_makes_a_lethal_order_safe() {
    let forget: [Change; 17] = [
        |q| q.route = None,
        |q| q.indication = None,
        |q| q.weight_kg = None,
        |q| q.weight_date = None,
        |q| q.weight_estimated = None,
        |q| q.birth_date = None,
        |q| q.date = None,
        |q| q.at = None,
        |q| q.sex = None,
        |q| q.pregnant = None,
        |q| q.trimester = None,
        |q| q.breastfeeding = None,
        |q| q.egfr = None,
        |q| q.birth_weeks = None,
        |q| q.conditions = None,
        |q| q.allergies = None,
        |q| (q.current, q.given) = (None, None),
    ];
    let mut asked = 0;
    for row in rows(LETHAL) {
        for (first_at, first) in forget.iter().enumerate() {
            for second in &forget[first_at..] {
                let mut poorer = row.question.clone();
                first(&mut poorer);
                second(&mut poorer);
                let answer = ask(&poorer);
                asked += 1;
                assert_ne!(
                    answer.answer,
                    Verdict::Within,
                    "{poorer:#?} {:?}",
                    codes(&answer)
                );
            }
        }
    }
    assert!(asked > 30_000);
}

/// Orders of the table that are above a limit of the formulary because it is narrower than their source. Each is a
/// question to a clinician; none is a reason to raise a limit here.
const NARROWER: usize = 10;

#[test]
fn ordinary_orders_are_seldom_disturbed() {
    let rows = rows(ORDINARY);
    let mut outside = Vec::new();
    let mut interrupted = 0;
    let mut high_alert = 0;
    let mut answers = BTreeMap::new();
    let mut why = BTreeMap::new();
    for Row {
        question, source, ..
    } in &rows
    {
        assert!(!source.is_empty());
        let answer = ask(question);
        *answers.entry(format!("{:?}", answer.answer)).or_insert(0) += 1;
        if answer.answer == Verdict::CannotCheck {
            for finding in answer
                .findings
                .iter()
                .filter(|f| f.level == Level::CannotCheck)
            {
                *why.entry(finding.code).or_insert(0) += 1;
            }
        }
        high_alert += usize::from(answer.high_alert);
        if answer
            .findings
            .iter()
            .any(|f| f.level == Level::Contraindicated)
        {
            interrupted += 1;
        }
        if answer.answer == Verdict::Outside {
            outside.push(format!("{} ({source}): {:?}", question.id, codes(&answer)));
        }
    }
    let other = rows.iter().filter(|r| r.row["kind"] == "source").count();
    let share = |n: usize| n as f64 / rows.len() as f64 * 100.0;
    let figures = format!(
        "{} orders, {other} from other sources: {answers:?}; false outside {:.2} %, contraindicated findings {:.2} %, high-alert \
         medicines {:.2} %; cannot check because of {why:?}",
        rows.len(),
        share(outside.len()),
        share(interrupted),
        share(high_alert),
    );
    assert!(rows.len() >= 2000 && other >= 500, "{figures}");
    assert!(
        share(outside.len()) <= 0.5,
        "{figures}\n{}",
        outside.join("\n")
    );
    assert!(
        outside.len() <= NARROWER,
        "{figures}\n{}",
        outside.join("\n")
    );
    assert!(share(interrupted) <= 2.0, "{figures}");
}

/// A slip that turns an ordinary order into a harmful one. `None` where it does not apply.
type Slip = fn(&Question) -> Option<Question>;

fn times(question: &Question, factor: f64) -> Option<Question> {
    let mut slip = question.clone();
    slip.order.as_mut()?.dose = Some(slip.order.as_ref()?.dose? * factor);
    Some(slip)
}

#[test]
fn a_slip_of_the_hand_in_an_ordinary_order_is_never_within() {
    let slips: [(&str, Slip); 11] = [
        ("fivefold", |q| times(q, 5.0)),
        ("tenfold", |q| times(q, 10.0)),
        ("hundredfold", |q| times(q, 100.0)),
        ("a gram for a milligram", |q| {
            let mut slip = q.clone();
            let order = slip.order.as_mut()?;
            (order.unit.as_deref()? == "mg").then(|| order.unit = Some("g".to_owned()))?;
            Some(slip)
        }),
        ("a milligram for a microgram", |q| {
            let mut slip = q.clone();
            let order = slip.order.as_mut()?;
            (order.unit.as_deref()? == "microgram").then(|| order.unit = Some("mg".to_owned()))?;
            Some(slip)
        }),
        ("the weight's decimal mark lost", |q| {
            let mut slip = times(q, 10.0)?;
            slip.weight_kg = Some(slip.weight_kg? * 10.0);
            Some(slip)
        }),
        ("allergic to it", |q| {
            let mut slip = q.clone();
            slip.allergies = Some(vec![slip.medicine.clone()]);
            Some(slip)
        }),
        ("into the spine", |q| {
            let mut slip = q.clone();
            slip.route = Some("intrathecal".to_owned());
            Some(slip)
        }),
        ("takes it already", |q| {
            let mut slip = q.clone();
            slip.current = Some(vec![slip.medicine.clone()]);
            Some(slip)
        }),
        ("an unknown powder was given", |q| {
            let mut slip = q.clone();
            slip.given = Some(vec![Given {
                medicine: "a powder".to_owned(),
                ..Given::default()
            }]);
            Some(slip)
        }),
        ("for tomorrow's patient", |q| {
            let mut slip = q.clone();
            slip.birth_date = slip.date?.succ_opt();
            Some(slip)
        }),
    ];
    let mut asked = 0;
    for row in rows(ORDINARY) {
        if ask(&row.question).answer != Verdict::Within {
            continue;
        }
        for (what, slip) in slips {
            // repeated as often as needed: its source sets no limit
            if row.question.medicine == "ors" && what == "fivefold" {
                continue;
            }
            let Some(harmful) = slip(&row.question) else {
                continue;
            };
            asked += 1;
            let answer = ask(&harmful);
            assert_ne!(
                answer.answer,
                Verdict::Within,
                "{what}: {harmful:#?} {:?}",
                codes(&answer)
            );
        }
    }
    assert!(asked > 8_000, "{asked}");
}

#[test]
fn the_same_dose_again_is_asked_about() {
    // what is meant to be repeated after minutes
    let repeated = ["salbutamol", "epinephrine", "diazepam", "ors"];
    let mut asked = 0;
    for row in rows(ORDINARY) {
        let mut question = row.question;
        if ask(&question).answer != Verdict::Within
            || repeated.contains(&question.medicine.as_str())
        {
            continue;
        }
        let order = question.order.clone().unwrap();
        question.given = Some(vec![Given {
            medicine: question.medicine.clone(),
            dose: order.dose,
            unit: order.unit,
            at: question.at.map(|at| at - chrono::TimeDelta::minutes(20)),
        }]);
        asked += 1;
        let answer = ask(&question);
        assert_ne!(
            answer.answer,
            Verdict::Within,
            "{question:#?} {:?}",
            codes(&answer)
        );
    }
    assert!(asked > 1_000, "{asked}");
}
