//! Holes that a review of orders written to get past the check has found: each stays closed.

use feldsher::clinical::{Given, Sex, Verdict};

use super::*;

#[test]
fn wild_numbers_and_dates_are_unreadable() {
    let cases: [(&str, Change); 10] = [
        ("schedule-invalid", |q| {
            q.order.as_mut().unwrap().interval_h = Some(1e14);
        }),
        ("schedule-invalid", |q| {
            q.order.as_mut().unwrap().interval_h = Some(1e300);
        }),
        ("schedule-invalid", |q| {
            q.order.as_mut().unwrap().interval_h = Some(800.0);
        }),
        ("schedule-invalid", |q| {
            q.order.as_mut().unwrap().interval_h = Some(0.01);
        }),
        ("schedule-invalid", |q| {
            q.order.as_mut().unwrap().per_day = Some(0.5);
        }),
        ("schedule-invalid", |q| {
            q.order.as_mut().unwrap().days = Some(1e6);
        }),
        ("contradiction-date", |q| {
            (q.at, q.date) = (NaiveDate::MAX.and_hms_opt(23, 59, 0), None);
        }),
        ("contradiction-date", |q| {
            (q.date, q.at) = (Some(NaiveDate::MIN), None);
        }),
        ("contradiction-birth", |q| {
            q.birth_date = Some(NaiveDate::MIN)
        }),
        ("contradiction-date", |q| {
            q.given = Some(vec![Given {
                medicine: "ibuprofen".to_owned(),
                at: NaiveDate::MIN.and_hms_opt(0, 0, 0),
                ..Given::default()
            }]);
        }),
    ];
    for (code, change) in cases {
        let mut question = ordinary();
        question.order.as_mut().unwrap().per_day = Some(2.0);
        change(&mut question);
        let answer = ask(&question);
        assert_eq!(answer.answer, Verdict::CannotCheck, "{code}");
        assert!(
            has(&answer, Level::CannotCheck, code),
            "{:?}",
            codes(&answer)
        );
    }
}

#[test]
fn a_strength_written_a_little_weaker_does_not_pass_a_stop() {
    for strength in ["50 %", "49.9 %", "49.6 %"] {
        let mut question = patient(
            "magnesium-sulfate",
            "intravenous",
            "1996-02-02".parse().unwrap(),
            60.0,
        );
        (question.pregnant, question.trimester) = (Some(true), Some(3));
        question.order = order(4.0, "g");
        question.order.as_mut().unwrap().strength = Some(strength.to_owned());
        let answer = ask(&question);
        assert!(
            has(&answer, Level::Contraindicated, "stop"),
            "{strength}: {:?}",
            codes(&answer)
        );
    }
}

#[test]
fn theophylline_by_its_own_name_counts_as_theophylline() {
    let adult = |change: Change| {
        let mut q = patient(
            "aminophylline",
            "intravenous",
            "1966-02-02".parse().unwrap(),
            70.0,
        );
        q.order = order(350.0, "mg");
        change(&mut q);
        ask(&q)
    };
    let before = adult(|_| {})
        .findings
        .iter()
        .filter(|f| f.level == Level::Contraindicated)
        .count();
    let taking: [Change; 2] = [
        |q| q.current = Some(vec!["theophylline".to_owned()]),
        |q| {
            q.given = Some(vec![Given {
                medicine: "theophylline".to_owned(),
                dose: Some(200.0),
                unit: Some("mg".to_owned()),
                at: today().and_hms_opt(4, 0, 0),
            }]);
        },
    ];
    for change in taking {
        let answer = adult(change);
        let now = answer
            .findings
            .iter()
            .filter(|f| f.level == Level::Contraindicated)
            .count();
        assert!(
            now > before && answer.answer == Verdict::Outside,
            "{:?}",
            codes(&answer)
        );
    }
}

#[test]
fn a_medicine_in_an_allergy_is_no_food_and_a_word_not_understood_stays_a_question() {
    let mut question = ordinary();
    for allergy in [
        "томапирин",
        "апельсинпенициллин",
        "Melox",
        "лимонадин",
        "пыльца и пеницилин",
        "sting biseptol ampik",
        "шерсть ампик",
        "penicillin, biseptolum forte",
        "пенициллин и какой-то сироп",
    ] {
        question.allergies = Some(vec![allergy.to_owned()]);
        let answer = ask(&question);
        assert_eq!(
            answer.answer,
            Verdict::CannotCheck,
            "{allergy}: {:?}",
            codes(&answer)
        );
    }
    // a known medicine beside what it did is understood
    for allergy in [
        "penicillin",
        "пенициллин: сыпь",
        "на пенициллины была сыпь",
        "анафилактический шок на пенициллин в 2019 году",
        "апельсины, томаты",
        "strawberries and melons",
    ] {
        question.allergies = Some(vec![allergy.to_owned()]);
        let answer = ask(&question);
        assert_eq!(
            answer.answer,
            Verdict::Within,
            "{allergy}: {:?}",
            codes(&answer)
        );
    }
    // the medicine that was read as a fruit
    question.allergies = Some(vec!["Meloxicam".to_owned()]);
    assert!(!has(&ask(&question), Level::Info, "allergy-not-medicine"));
}

/// An order for an adult of 70 kg, man, with everything known.
fn man(medicine: &str, route: &str, dose: f64, unit: &str, change: Change) -> Answer {
    let mut q = patient(medicine, route, "1966-02-02".parse().unwrap(), 70.0);
    q.sex = Some(Sex::Male);
    q.order = order(dose, unit);
    change(&mut q);
    ask(&q)
}

#[test]
fn a_small_newborn_of_unknown_weeks_may_be_preterm() {
    for (kg, weeks, code) in [
        (2.2, None, "need-birth-weeks"),
        (2.2, Some(34.0), "specialist"),
        (1.4, Some(38.0), "contradiction-birth-weeks"),
        (2.6, Some(29.0), "contradiction-birth-weeks"),
    ] {
        let mut q = patient("paracetamol", "oral", "2026-11-18".parse().unwrap(), kg);
        q.birth_weeks = weeks;
        q.order = order(10.0 * kg, "mg");
        let answer = ask(&q);
        assert!(
            answer.answer == Verdict::CannotCheck && has(&answer, Level::CannotCheck, code),
            "{kg} {weeks:?}: {:?}",
            codes(&answer)
        );
    }
    for (kg, weeks) in [(2.6, None), (2.2, Some(38.0)), (3.2, Some(40.0))] {
        let mut q = patient("paracetamol", "oral", "2026-11-18".parse().unwrap(), kg);
        q.birth_weeks = weeks;
        q.order = order(10.0 * kg, "mg");
        assert_eq!(
            ask(&q).answer,
            Verdict::Within,
            "{kg} {weeks:?}: {:?}",
            codes(&ask(&q))
        );
    }
}

#[test]
fn what_is_forbidden_by_vein_is_forbidden_into_the_marrow() {
    for route in ["intravenous", "intraosseous"] {
        let answer = man("epinephrine", route, 0.7, "mg", |_| {});
        // nothing was chosen: this can be anaphylaxis with a pulse
        assert!(
            answer.answer != Verdict::Within && has(&answer, Level::Contraindicated, "stop"),
            "{route}: {:?}",
            codes(&answer)
        );
    }
    let arrest = man("epinephrine", "intraosseous", 0.7, "mg", |q| {
        q.indication = Some("cardiac arrest only".to_owned());
    });
    assert_eq!(arrest.answer, Verdict::Within, "{:?}", codes(&arrest));
}

#[test]
fn what_no_rule_bounds_is_not_confirmed_many_times_a_day() {
    for (medicine, route, dose, unit) in [
        ("epinephrine", "intramuscular", 0.5, "mg"),
        ("furosemide", "intravenous", 40.0, "mg"),
        ("glucose", "intravenous", 25.0, "g"),
    ] {
        for (count, within) in [(1.0, true), (7.0, false), (24.0, false), (96.0, false)] {
            let mut q = patient(medicine, route, "1966-02-02".parse().unwrap(), 70.0);
            q.order = order(dose, unit);
            q.order.as_mut().unwrap().per_day = Some(count);
            let answer = ask(&q);
            assert_eq!(
                answer.answer == Verdict::Within,
                within,
                "{medicine} {count}: {:?}",
                codes(&answer)
            );
        }
    }
    let mut child = patient("ors", "oral", "2022-11-20".parse().unwrap(), 16.0);
    child.order = order(200.0, "mL");
    for (count, within) in [(8.0, true), (48.0, false)] {
        child.order.as_mut().unwrap().per_day = Some(count);
        assert_eq!(ask(&child).answer == Verdict::Within, within, "{count}");
    }
}

#[test]
fn a_course_far_longer_than_the_rules_is_outside() {
    type Case = (&'static str, &'static str, f64, &'static str, f64, Verdict);
    let cases: [Case; 6] = [
        (
            "metoclopramide",
            "intravenous",
            10.0,
            "mg",
            5.0,
            Verdict::Within,
        ),
        (
            "metoclopramide",
            "intravenous",
            10.0,
            "mg",
            6.0,
            Verdict::Outside,
        ),
        (
            "metoclopramide",
            "intravenous",
            10.0,
            "mg",
            11.0,
            Verdict::Outside,
        ),
        ("diazepam", "rectal", 10.0, "mg", 1.0, Verdict::Within),
        ("diazepam", "rectal", 10.0, "mg", 2.0, Verdict::CannotCheck),
        ("diazepam", "rectal", 10.0, "mg", 30.0, Verdict::Outside),
    ];
    for (medicine, route, dose, unit, days, verdict) in cases {
        let mut q = patient(medicine, route, "1966-02-02".parse().unwrap(), 70.0);
        q.order = order(dose, unit);
        q.order.as_mut().unwrap().days = Some(days);
        let answer = ask(&q);
        assert_eq!(
            answer.answer,
            verdict,
            "{medicine} {days}: {:?}",
            codes(&answer)
        );
    }
    // what is given once
    for id in [
        "vita-routine",
        "phenobarbital-child-status",
        "aminophylline-iv-load",
        "misoprostol-prevent",
        "oxytocin-pph-prevention",
        "benzathine-strep",
        "mgso4-load-iv",
        "mgso4-load-im",
    ] {
        assert_eq!(
            formulary().rule(id).unwrap().duration_days,
            Some([1, 1]),
            "{id}"
        );
    }
}

#[test]
fn an_unknown_product_by_the_needle_and_a_unit_of_another_medicine_are_questions() {
    let product: Change = |q| q.order.as_mut().unwrap().product = Some("Чудо-раствор".to_owned());
    let answer = man("metoclopramide", "intravenous", 10.0, "mg", product);
    assert!(
        answer.answer == Verdict::CannotCheck
            && has(&answer, Level::CannotCheck, "product-unnamed")
    );
    let answer = man("metoclopramide", "oral", 10.0, "mg", product);
    assert!(
        answer.answer == Verdict::CannotCheck
            && has(&answer, Level::CannotCheck, "product-unnamed")
    );
    for unit in ["mg elemental", "mg amoxicillin", "mg sulfamethoxazole"] {
        let answer = man("paracetamol", "oral", 500.0, unit, |_| {});
        assert!(
            answer.answer == Verdict::CannotCheck
                && has(&answer, Level::CannotCheck, "unit-mismatch"),
            "{unit}: {:?}",
            codes(&answer)
        );
    }
    // too much stays too much
    assert_eq!(
        man("paracetamol", "oral", 50_000.0, "mg elemental", |_| {}).answer,
        Verdict::Outside
    );
}

#[test]
fn pregnancy_is_asked_of_girls_of_ten_and_women_of_fifty_five() {
    for (birth, asked) in [
        ("2016-11-21", true),
        ("2016-11-22", false),
        ("1971-02-02", true),
        ("1970-02-02", false),
    ] {
        let mut q = patient("ibuprofen", "oral", birth.parse().unwrap(), 40.0);
        q.pregnant = None;
        q.order = order(200.0, "mg");
        assert_eq!(
            has(&ask(&q), Level::CannotCheck, "need-pregnancy"),
            asked,
            "{birth}: {:?}",
            codes(&ask(&q))
        );
    }
}

#[test]
fn an_adults_fixed_dose_is_not_confirmed_for_a_childs_weight() {
    for (kg, within) in [(34.9, false), (35.0, true)] {
        let mut q = patient("ibuprofen", "oral", "2013-02-02".parse().unwrap(), kg);
        q.order = order(400.0, "mg");
        let answer = ask(&q);
        assert_eq!(
            answer.answer == Verdict::Within,
            within,
            "{kg}: {:?}",
            codes(&answer)
        );
        assert_eq!(
            has(&answer, Level::CannotCheck, "adult-dose-light"),
            !within
        );
    }
}

#[test]
fn stops_of_the_labels_found_in_review() {
    type Case = (&'static str, &'static str, Change, Level, &'static str);
    let cases: [Case; 9] = [
        (
            "oxytocin",
            "intramuscular",
            |q| q.pregnant = Some(true),
            Level::Contraindicated,
            "stop",
        ),
        (
            "oxytocin",
            "intramuscular",
            |q| q.pregnant = None,
            Level::CannotCheck,
            "need-pregnancy",
        ),
        (
            "morphine",
            "intravenous",
            |q| q.conditions = Some(vec!["coma".to_owned()]),
            Level::Contraindicated,
            "stop",
        ),
        (
            "morphine",
            "intravenous",
            |q| q.conditions = Some(vec!["acute_asthma".to_owned()]),
            Level::Contraindicated,
            "stop",
        ),
        (
            "promethazine",
            "intramuscular",
            |q| q.conditions = Some(vec!["coma".to_owned()]),
            Level::Contraindicated,
            "stop",
        ),
        (
            "ibuprofen",
            "oral",
            |q| q.conditions = Some(vec!["gi_bleeding".to_owned()]),
            Level::Contraindicated,
            "stop",
        ),
        (
            "ibuprofen",
            "oral",
            |q| q.conditions = Some(vec!["analgesic_asthma".to_owned()]),
            Level::Contraindicated,
            "stop",
        ),
        (
            "metamizole",
            "intravenous",
            |q| q.conditions = Some(vec!["active_bleeding".to_owned()]),
            Level::Major,
            "avoid",
        ),
        (
            "metamizole",
            "intravenous",
            |q| q.conditions = Some(vec!["severe_heart_failure".to_owned()]),
            Level::Major,
            "avoid",
        ),
    ];
    for (medicine, route, change, level, code) in cases {
        let mut q = patient(medicine, route, "1996-02-02".parse().unwrap(), 60.0);
        q.order = order(1.0, "mg");
        assert!(
            !has(&ask(&q), level, code),
            "{medicine} before: {:?}",
            codes(&ask(&q))
        );
        change(&mut q);
        assert!(
            has(&ask(&q), level, code),
            "{medicine}: {:?}",
            codes(&ask(&q))
        );
    }
    let infusion = |birth: &str, kg: f64, conditions: &[&str]| {
        let mut q = patient("ringer-lactate", "intravenous", birth.parse().unwrap(), kg);
        q.indication = Some("severe dehydration (Plan C), under 12 months".to_owned());
        q.conditions = Some(conditions.iter().map(|c| (*c).to_owned()).collect());
        q.order = order(100.0 * kg, "mL");
        ask(&q)
    };
    assert_eq!(infusion("2026-05-01", 7.0, &[]).answer, Verdict::Within);
    for answer in [
        infusion("2026-11-18", 3.2, &[]),
        infusion("2026-05-01", 7.0, &["severe_heart_failure"]),
        infusion("2026-05-01", 7.0, &["oliguria"]),
    ] {
        assert!(
            answer.answer == Verdict::CannotCheck && has(&answer, Level::CannotCheck, "specialist")
        );
    }
}

#[test]
fn a_written_interval_is_compared_whatever_the_count() {
    for (medicine, dose, count, hours, verdict) in [
        ("paracetamol", 500.0, 1.0, 0.5, Verdict::Outside),
        ("paracetamol", 500.0, 1.0, 3.9, Verdict::Outside),
        ("paracetamol", 500.0, 1.0, 24.0, Verdict::Within),
        // its rule prints a count and no gap
        ("omeprazole", 20.0, 2.0, 0.5, Verdict::CannotCheck),
        ("omeprazole", 20.0, 2.0, 12.0, Verdict::Within),
    ] {
        let mut q = patient(medicine, "oral", "1966-02-02".parse().unwrap(), 70.0);
        q.order = order(dose, "mg");
        let asked = q.order.as_mut().unwrap();
        (asked.per_day, asked.interval_h) = (Some(count), Some(hours));
        let answer = ask(&q);
        assert_eq!(
            answer.answer,
            verdict,
            "{medicine} {count} {hours}: {:?}",
            codes(&answer)
        );
    }
}

#[test]
fn pieces_of_a_strength_that_no_table_knows_are_a_question() {
    let without = formulary()
        .medicines()
        .filter(|m| !formulary().products().iter().any(|p| p.medicine == m.id));
    let mut asked = 0;
    for medicine in without {
        let mut q = patient(&medicine.id, "oral", "1966-02-02".parse().unwrap(), 70.0);
        q.order = order(1.0, "tablet");
        q.order.as_mut().unwrap().strength = Some("500 mg".to_owned());
        asked += 1;
        assert!(
            has(&ask(&q), Level::CannotCheck, "strength-unusual"),
            "{}",
            medicine.id
        );
    }
    assert!(asked > 0);
}

/// "500+8 mg" is no tablet of co-amoxiclav: the dose of the second part is not known.
#[test]
fn the_second_part_of_a_combination_is_compared_too() {
    let ask_for = |strength: &str| {
        let mut q = patient("co-amoxiclav", "oral", "1980-03-09".parse().unwrap(), 70.0);
        q.order = order(500.0, "mg");
        let order = q.order.as_mut().unwrap();
        order.per_day = Some(3.0);
        order.strength = Some(strength.to_owned());
        ask(&q)
    };
    let usual = ask_for("500+125 mg");
    assert!(
        !usual.findings.iter().any(|f| f.code == "strength-unusual"),
        "{:?}",
        codes(&usual)
    );
    for strength in ["500+8 mg", "500+1250 mg", "500+125+5 mg", "8+500 mg"] {
        let answer = ask_for(strength);
        assert!(
            has(&answer, Level::CannotCheck, "strength-unusual"),
            "{strength}: {:?}",
            codes(&answer)
        );
        assert_ne!(answer.answer, Verdict::Within);
        let said = answer
            .findings
            .iter()
            .find(|f| f.code == "strength-unusual")
            .unwrap();
        assert!(said.args[0].1.to_string().contains('+'), "{:?}", said.args);
    }
}

/// An unknown name beside a known one can be the other side of any interaction of the medicine, and a major one harms too.
#[test]
fn an_unknown_name_in_the_list_is_no_warning_where_an_interaction_can_harm() {
    for (medicine, level) in [
        ("warfarin", Level::CannotCheck),
        ("ibuprofen", Level::CannotCheck),
        ("enalapril", Level::CannotCheck),
        ("loratadine", Level::Warn),
    ] {
        for current in ["неведомолин", "цефазолин неведомолин"] {
            let mut q = patient(medicine, "oral", "1980-03-09".parse().unwrap(), 70.0);
            q.current = Some(vec![current.to_owned()]);
            let answer = ask(&q);
            assert!(
                has(&answer, level, "current-unknown"),
                "{medicine} with {current}: {:?}",
                codes(&answer)
            );
        }
    }
}
