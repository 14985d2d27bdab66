//! The answer book: what the engine said to every order of the tables, and at every edge of every rule, when a person last looked.
//!
//! It states no truth of medicine. It makes every change of an answer visible in a review: a rule edited for one child that moves
//! another one's answer shows as a changed line. Written anew with `FELDSHER_WRITE=1`; then read the difference, line by line.

use std::fmt::Write as _;

use chrono::TimeDelta;
use feldsher::clinical::{Given, Proposal, Verdict};

use super::*;

/// The book as it stands, and what the engine says now.
fn compare(file: &str, now: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/clinical")
        .join(file);
    if std::env::var_os("FELDSHER_WRITE").is_some() {
        std::fs::write(&path, now).unwrap();
        return;
    }
    let book = std::fs::read_to_string(&path).unwrap();
    let changed: Vec<String> = book
        .lines()
        .zip(now.lines())
        .filter(|(was, is)| was != is)
        .map(|(was, is)| format!("was {was}\nis  {is}"))
        .collect();
    assert!(
        changed.is_empty(),
        "{} lines of {file} changed (FELDSHER_WRITE=1 writes them anew):\n{}",
        changed.len(),
        changed[..changed.len().min(5)].join("\n")
    );
    assert_eq!(book.lines().count(), now.lines().count(), "{file}");
}

/// What a limit may be passed by, because figures are binary fractions.
const EDGE: f64 = 1.0 + 1e-9;

fn verdict(answer: &Answer) -> char {
    match answer.answer {
        Verdict::Within => 'W',
        Verdict::Outside => 'O',
        Verdict::CannotCheck => 'C',
    }
}

/// Findings with their arguments, loudest first.
fn findings(answer: &Answer) -> String {
    answer
        .findings
        .iter()
        .map(|f| {
            let args: Vec<String> = f.args.iter().map(|(n, a)| format!("{n}={a}")).collect();
            let rule = f.rule.as_deref().unwrap_or("-");
            let sum = f.arithmetic.as_ref().map_or_else(String::new, sum);
            format!("{:?} {} {rule} [{}]{sum}", f.level, f.code, args.join(", "))
        })
        .collect::<Vec<_>>()
        .join("; ")
}

fn sum(arithmetic: &feldsher::clinical::Arithmetic) -> String {
    let mut out = format!(" = {}", arithmetic.result);
    if let (Some(per_kg), Some(kg)) = (arithmetic.per_kg, arithmetic.weight_kg) {
        let _ = write!(out, " ({per_kg}/kg x {kg})");
    }
    if arithmetic.capped {
        out.push_str(" capped");
    }
    if let Some(measure) = &arithmetic.measure {
        let _ = write!(
            out,
            " -> {} ~ {} ({:.1} %)",
            measure.exact, measure.measured, measure.error_percent
        );
    }
    out
}

fn proposal(proposal: &Proposal) -> String {
    let times = (
        proposal.day_max.map(|d| d.to_string()),
        proposal.interval_h,
        proposal.doses_per_day,
        proposal.duration_days,
    );
    format!(
        "{}:{}..{} {times:?} {:?} {}",
        proposal.rule,
        sum(&proposal.low),
        sum(&proposal.high),
        proposal.verified,
        proposal.approved
    )
}

/// Everything that an answer holds, as text.
fn whole(answer: &Answer) -> String {
    let rules: Vec<String> = answer
        .rules
        .iter()
        .map(|r| {
            format!(
                "{} {} {:?} {} {:?}",
                r.id, r.applies, r.single, r.unit, r.day_max
            )
        })
        .collect();
    let proposals: Vec<String> = answer.proposals.iter().map(proposal).collect();
    format!(
        "{}|{}|{:?}|{:?}|{}|{}|{}",
        verdict(answer),
        findings(answer),
        answer.volume_ml,
        answer.amount,
        rules.join(","),
        proposals.join(","),
        answer.arithmetic.as_ref().map_or_else(String::new, sum),
    )
}

/// FNV-1a: short, the same on every machine.
fn seal(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash: u32, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

#[test]
fn every_order_of_the_tables_is_answered_as_in_the_book() {
    let mut now = String::new();
    for table in [orders::LETHAL, orders::ORDINARY] {
        for row in orders::rows(table) {
            let answer = ask(&row.question);
            let mut wish = row.question.clone();
            wish.order.iter_mut().for_each(|order| order.dose = None);
            let loud: Vec<String> = answer
                .findings
                .iter()
                .filter(|f| f.level < Level::Info)
                .map(|f| format!("{:?} {}", f.level, f.code))
                .collect();
            let _ = writeln!(
                now,
                "{}\t{}\t{}\t{}\t{:08x} {:08x}",
                row.question.id,
                verdict(&answer),
                answer.arithmetic.as_ref().map_or_else(String::new, sum),
                loud.join(", "),
                seal(&whole(&answer)),
                seal(&whole(&ask(&wish))),
            );
        }
    }
    compare("book-orders.tsv", &now);
}

/// One line of letters, a letter for each circumstance, and a seal over all that was said.
struct Line {
    letters: String,
    said: String,
}

impl Line {
    fn new() -> Self {
        Self {
            letters: String::new(),
            said: String::new(),
        }
    }

    fn ask(&mut self, question: &Question) {
        let answer = ask(question);
        self.letters.push(verdict(&answer));
        self.said.push_str(&whole(&answer));
    }

    /// A gap between groups, for the reader's eye.
    fn gap(&mut self) {
        self.letters.push(' ');
    }

    fn changed(&mut self, base: &Question, change: impl FnOnce(&mut Question)) {
        let mut question = base.clone();
        change(&mut question);
        self.ask(&question);
    }

    fn order(&mut self, base: &Question, change: impl FnOnce(&mut Order)) {
        let mut question = base.clone();
        question.order.as_mut().map(change);
        self.ask(&question);
    }
}

fn given(medicine: &str, dose: Option<f64>, unit: &str, minutes_ago: Option<i64>) -> Given {
    Given {
        medicine: medicine.to_owned(),
        dose,
        unit: Some(unit.to_owned()),
        at: minutes_ago.map(|m| today().and_hms_opt(10, 0, 0).unwrap() - TimeDelta::minutes(m)),
    }
}

/// Doses, times and earlier doses around the limits of one rule.
fn edges_of_rule(medicine: &Medicine, rule: &Rule) -> Line {
    let mut line = Line::new();
    let base = inside(medicine, rule).unwrap();
    line.ask(&base);
    let limits = ask(&base);
    let limits = limits.rules.iter().find(|r| r.id == rule.id).unwrap();
    let [low, high] = limits.single.unwrap();
    line.gap();
    let doses = [
        low * 0.05,
        low * 0.099,
        low * 0.101,
        low * 0.5,
        low * 0.89,
        low * 0.91,
        low,
        f64::midpoint(low, high),
        high,
        // The slack for binary fractions itself, once and twice.
        high * EDGE,
        high * 2.0 * EDGE,
        high * 1.004,
        high * 1.006,
        high * 1.06,
        high * 1.11,
        high * 2.0,
        high * 2.02,
        high * 12.0,
    ];
    for dose in doses {
        line.changed(&base, |q| q.order = order_in(rule, dose));
    }
    for cap in [rule.max_single, rule.max_daily].into_iter().flatten() {
        for dose in [cap, cap * EDGE, cap * 1.01, cap * 2.0 * EDGE] {
            line.changed(&base, |q| q.order = order_in(rule, dose));
        }
    }
    if let Some(day) = limits.day_max {
        line.gap();
        for (share, times) in [
            (1.0, 1.0),
            (0.5, 2.0),
            (0.502, 2.0),
            (0.26, 4.0),
            (0.25, 4.0),
            (1.01, 1.0),
            (EDGE, 1.0),
            (0.5 * EDGE, 2.0),
        ] {
            line.changed(&base, |q| {
                q.order = order_in(rule, day * share);
                q.order.iter_mut().for_each(|o| o.per_day = Some(times));
            });
        }
    }
    let mut middle = base.clone();
    middle.order = order_in(rule, f64::midpoint(low, high));
    let unit = middle.order.as_ref().unwrap().unit.clone().unwrap();
    line.gap();
    let usual = rule.doses_per_day.unwrap_or(1.0);
    for times in [
        0.0,
        0.5,
        1.0,
        2.0,
        3.0,
        4.0,
        6.0,
        7.0,
        24.0,
        25.0,
        usual,
        usual + 1.0,
    ] {
        line.order(&middle, |o| o.per_day = Some(times));
    }
    line.gap();
    let gap = rule.interval_h.unwrap_or(6.0);
    for hours in [
        0.0,
        0.5,
        1.0,
        4.0,
        6.0,
        8.0,
        12.0,
        24.0,
        48.0,
        gap - 0.1,
        gap * (2.0 - EDGE),
        gap,
    ] {
        line.order(&middle, |o| o.interval_h = Some(hours));
    }
    line.gap();
    let close = 12.0 / usual;
    for (times, hours) in [
        (usual, 24.0 / usual),
        (usual, close),
        (usual, close * 0.9),
        (2.0, close),
        (2.0, close * 0.9),
        (2.0, close * 0.25),
        (1.0, close * 0.9),
        (5.0, 4.8),
        (24.0, 1.0),
        (3.0, 0.5),
    ] {
        line.order(&middle, |o| {
            (o.per_day, o.interval_h) = (Some(times), Some(hours))
        });
    }
    line.order(&middle, |o| o.interval_h = Some(0.25));
    line.gap();
    let longest = rule.duration_days.map_or(1, |[_, most]| most);
    for days in [
        0,
        1,
        2,
        longest,
        longest + 1,
        2 * longest,
        2 * longest + 1,
        400,
    ] {
        line.order(&middle, |o| {
            o.days = Some(f64::from(days));
            o.per_day = Some(usual);
        });
    }
    line.order(&middle, |o| {
        o.days = Some(f64::from(longest) * 2.0 * EDGE);
        o.per_day = Some(usual);
    });
    line.gap();
    let minutes = (gap * 60.0) as i64;
    let dose = Some(f64::midpoint(low, high));
    for ago in [
        0,
        1,
        59,
        minutes / 2 - 1,
        minutes / 2,
        minutes - 1,
        minutes,
        24 * 60 - 1,
        24 * 60,
        24 * 60 + 1,
        -30,
    ] {
        line.changed(&middle, |q| {
            q.given = Some(vec![given(&medicine.id, dose, &unit, Some(ago))]);
        });
    }
    for (dose, unit, ago) in [
        (None, unit.as_str(), Some(600)),
        (dose, "", Some(600)),
        (dose, "spoon", Some(600)),
        (dose, unit.as_str(), None),
        (Some(high * 3.0), unit.as_str(), Some(600)),
    ] {
        line.changed(&middle, |q| {
            q.given = Some(vec![given(&medicine.id, dose, unit, ago)])
        });
        line.changed(&middle, |q| {
            q.at = None;
            q.given = Some(vec![given(&medicine.id, dose, unit, ago)]);
        });
    }
    line.changed(&middle, |q| {
        q.given = Some(
            [300, 660, 1020, 1400]
                .map(|ago| given(&medicine.id, dose, &unit, Some(ago)))
                .to_vec(),
        );
    });
    // Doses before, and more of them planned.
    for (times, before) in [
        (5.0, 1),
        (5.0, 2),
        (4.0, 2),
        (6.0, 1),
        (23.0, 1),
        (23.0, 2),
        (1.0, 6),
    ] {
        line.changed(&middle, |q| {
            q.order.iter_mut().for_each(|o| o.per_day = Some(times));
            let given = |n: i64| given(&medicine.id, Some(low), &unit, Some(900 + 60 * n));
            q.given = Some((0..before).map(given).collect());
        });
    }
    // No time of day: what was given the evening before may be closer than it seems.
    for before in [0.5, 0.9, 1.0, 1.5, 2.0, 2.9, 3.1] {
        line.changed(&middle, |q| {
            q.at = None;
            let ago = 600 + (gap * 60.0 * before) as i64;
            q.given = Some(vec![given(&medicine.id, dose, &unit, Some(ago))]);
        });
    }
    // Millilitres of nobody knows what.
    for (volume, indication) in [(500.0, true), (500.0, false), (1e5, true), (1e5, false)] {
        line.changed(&middle, |q| {
            q.order = order(volume, "mL");
            if !indication {
                q.indication = None;
            }
        });
    }
    line.gap();
    who(&mut line, &middle, rule);
    line
}

/// The patient, moved over every edge of the rule's population.
fn who(line: &mut Line, middle: &Question, rule: &Rule) {
    let spans = [rule.population.age_min, rule.population.age_max];
    let bands = rule.bands.iter().flat_map(|b| [b.age_min, b.age_max]);
    for span in spans.into_iter().chain(bands).flatten() {
        let Some(edge) = births_of(span) else {
            continue;
        };
        for shift in [-1, 0, 1] {
            line.changed(middle, |q| {
                q.birth_date = edge.checked_add_signed(TimeDelta::days(shift))
            });
        }
    }
    let weights = [rule.population.weight_min, rule.population.weight_max];
    let bands = rule.bands.iter().flat_map(|b| [b.weight_min, b.weight_max]);
    for kg in weights.into_iter().chain(bands).flatten() {
        for kg in [kg - 0.01, kg, kg + 0.01] {
            line.changed(middle, |q| q.weight_kg = Some(kg));
        }
    }
    line.gap();
    let kg = middle.weight_kg.unwrap();
    for kg in [
        None,
        Some(0.0),
        Some(-1.0),
        Some(kg / 10.0),
        Some(kg * 2.0),
        Some(kg * 10.0),
    ] {
        line.changed(middle, |q| q.weight_kg = kg);
    }
    for days in [-1, 1, 2, 3, 7, 8, 14, 15, 30, 31, 90, 91, 365, 366] {
        line.changed(middle, |q| {
            q.weight_date = today().checked_sub_signed(TimeDelta::days(days))
        });
    }
    for change in [
        (|q| q.weight_date = None) as Change,
        |q| q.weight_estimated = Some(true),
        |q| q.weight_estimated = None,
        |q| q.birth_date = None,
        |q| q.birth_date = today().checked_add_signed(TimeDelta::days(1)),
        |q| q.date = None,
        |q| q.at = None,
        |q| q.route = None,
        |q| q.route = Some("subcutaneous".to_owned()),
        |q| q.indication = None,
        |q| q.indication = Some("something else".to_owned()),
        |q| q.sex = None,
        |q| q.sex = Some(Sex::Male),
        |q| (q.sex, q.pregnant) = (None, Some(true)),
        |q| (q.pregnant, q.trimester) = (None, None),
        |q| (q.pregnant, q.trimester, q.sex) = (None, None, Some(Sex::Male)),
    ] {
        line.changed(middle, change);
    }
    line.gap();
    for change in [
        (|q| q.given = None) as Change,
        |q| (q.order.as_mut().unwrap()).rate = Some(feldsher::clinical::Rate::Number(20.0)),
        |q| (q.order.as_mut().unwrap()).unit = None,
        |q| (q.order.as_mut().unwrap()).unit = Some("mL".to_owned()),
        |q| (q.order.as_mut().unwrap()).unit = Some("tablet".to_owned()),
        |q| (q.order.as_mut().unwrap()).unit = Some("drop".to_owned()),
        |q| (q.order.as_mut().unwrap()).unit = Some("mcg".to_owned()),
        |q| (q.order.as_mut().unwrap()).unit = Some("IU".to_owned()),
        |q| (q.order.as_mut().unwrap()).strength = Some("1 mg/mL".to_owned()),
        |q| (q.order.as_mut().unwrap()).strength = Some("50 mg/mL".to_owned()),
        |q| (q.order.as_mut().unwrap()).strength = Some("10 %".to_owned()),
        |q| (q.order.as_mut().unwrap()).strength = Some("250 mg".to_owned()),
        |q| (q.order.as_mut().unwrap()).strength = Some("much".to_owned()),
    ] {
        line.changed(middle, change);
    }
}

/// Born so long ago that the span ends today.
fn births_of(span: feldsher::clinical::Span) -> Option<NaiveDate> {
    let (mut young, mut old) = (today(), today().checked_sub_months(Months::new(1500))?);
    // The first birth date, from the youngest, whose span is over today.
    while (young - old).num_days() > 1 {
        let middle = old + TimeDelta::days((young - old).num_days() / 2);
        if span.is_reached(middle, today()) {
            old = middle;
        } else {
            young = middle;
        }
    }
    Some(old)
}

/// What else may be true of the patient, for a medicine: every condition and interaction that its data names.
fn edges_of_medicine(medicine: &Medicine) -> Line {
    let mut line = Line::new();
    let base = medicine
        .rules
        .iter()
        .find_map(|rule| inside(medicine, rule))
        .unwrap_or_else(|| patient(&medicine.id, "oral", "1990-01-01".parse().unwrap(), 70.0));
    let mut base = Question {
        order: medicine.rules.first().and_then(|rule| order_in(rule, 1.0)),
        ..base
    };
    for strength in medicine.forms.iter().map(|f| f.strength.clone()) {
        line.order(&base, |o| o.strength = Some(strength.clone()));
        for route in [
            "oral",
            "intravenous",
            "intramuscular",
            "rectal",
            "inhalation",
        ] {
            line.changed(&base, |q| {
                q.route = Some(route.to_owned());
                q.order
                    .iter_mut()
                    .for_each(|o| o.strength = Some(strength.clone()));
            });
        }
    }
    line.gap();
    for stop in &medicine.stops {
        for condition in &stop.population.condition {
            line.changed(&base, |q| q.conditions = Some(vec![condition.clone()]));
        }
        for span in [stop.population.age_min, stop.population.age_max]
            .into_iter()
            .flatten()
        {
            let Some(edge) = births_of(span) else {
                continue;
            };
            for shift in [0, 1] {
                line.changed(&base, |q| {
                    q.birth_date = edge.checked_add_signed(TimeDelta::days(shift))
                });
            }
        }
    }
    line.gap();
    for change in [
        (|q| q.conditions = None) as Change,
        |q| q.conditions = Some(vec!["something rare".to_owned()]),
        |q| q.pregnant = None,
        |q| (q.pregnant, q.trimester) = (Some(true), None),
        |q| (q.pregnant, q.trimester) = (Some(true), Some(1)),
        |q| (q.pregnant, q.trimester) = (Some(true), Some(2)),
        |q| (q.pregnant, q.trimester) = (Some(true), Some(3)),
        |q| (q.pregnant, q.trimester) = (Some(false), Some(3)),
        |q| (q.pregnant, q.sex) = (Some(true), Some(Sex::Male)),
        |q| q.breastfeeding = None,
        |q| q.breastfeeding = Some(true),
        |q| q.egfr = None,
        |q| q.birth_weeks = None,
        |q| q.birth_weeks = Some(30.0),
        |q| q.birth_weeks = Some(50.0),
        |q| q.allergies = None,
        |q| q.allergies = Some(vec!["pollen".to_owned()]),
        |q| q.allergies = Some(vec!["penicilin".to_owned()]),
        |q| q.allergies = Some(vec!["zzz".to_owned()]),
        |q| q.current = None,
        |q| q.current = Some(vec!["zzz".to_owned()]),
    ] {
        line.changed(&base, change);
    }
    for (change, unit) in [
        ("spoon", "oral"),
        ("mg", "oral"),
        ("spoon", "subcutaneous"),
        ("mg", "subcutaneous"),
    ] {
        line.changed(&base, |q| {
            q.order = order(1.0, change);
            q.route = Some(unit.to_owned());
        });
    }
    for egfr in [5.0, 14.9, 15.0, 29.9, 30.0, 44.9, 45.0, 59.9, 60.0, 300.0] {
        line.changed(&base, |q| q.egfr = Some(egfr));
    }
    // An adult past sixty-five and a newborn are asked other things.
    for birth in [
        "1950-01-01",
        "1960-11-22",
        "1960-11-21",
        "2026-11-19",
        "2026-09-21",
        "2012-01-01",
    ] {
        base.birth_date = birth.parse().ok();
        for change in [
            (|_| ()) as Change,
            |q| q.egfr = None,
            |q| q.birth_weeks = None,
            |q| q.birth_weeks = Some(34.0),
            |q| q.pregnant = None,
            |q| q.weight_kg = Some(3.0),
            |q| q.weight_kg = Some(1.4),
            |q| (q.weight_kg, q.birth_weeks) = (Some(1.9), None),
            |q| (q.weight_kg, q.birth_weeks) = (Some(2.5), None),
            |q| (q.weight_kg, q.birth_weeks) = (Some(2.5), Some(29.0)),
            |q| (q.weight_kg, q.birth_weeks) = (Some(2.6), Some(29.0)),
            |q| (q.weight_kg, q.birth_weeks) = (Some(1.5), Some(37.0)),
            |q| (q.weight_kg, q.birth_weeks) = (Some(1.49), Some(37.0)),
        ] {
            line.changed(&base, change);
        }
    }
    line.gap();
    for class in formulary().allergy_classes() {
        line.changed(&base, |q| q.allergies = Some(vec![class.id.clone()]));
    }
    line.changed(&base, |q| q.allergies = Some(vec![medicine.id.clone()]));
    line.gap();
    for other in formulary().medicines() {
        line.changed(&base, |q| q.current = Some(vec![other.id.clone()]));
        line.changed(&base, |q| {
            q.given = Some(vec![given(&other.id, Some(1.0), "mg", Some(120))])
        });
    }
    for product in formulary().combinations() {
        line.changed(&base, |q| {
            q.given = Some(vec![given(&product.name, Some(1.0), "tablet", Some(120))])
        });
        line.order(&base, |o| o.product = Some(product.name.clone()));
    }
    line
}

#[test]
fn every_edge_is_answered_as_in_the_book() {
    let mut now = String::new();
    for (medicine, rule) in all_rules() {
        let line = edges_of_rule(medicine, rule);
        let _ = writeln!(
            now,
            "{}\t{}\t{:08x}",
            rule.id,
            line.letters,
            seal(&line.said)
        );
    }
    for medicine in formulary().medicines() {
        let line = edges_of_medicine(medicine);
        let _ = writeln!(
            now,
            "{}\t{}\t{:08x}",
            medicine.id,
            line.letters,
            seal(&line.said)
        );
    }
    compare("book-edges.tsv", &now);
}
