//! Free text: medicines, products, allergies.

use feldsher::clinical::Verdict;

use super::*;

#[test]
fn a_free_text_names_everything_in_it() {
    let mut question = ordinary();
    for (allergy, level, code) in [
        (
            "penicillin and Panadol",
            Level::Contraindicated,
            "allergy-same",
        ),
        ("аллергия на пенициллина", Level::Info, "within"),
        ("пыльца", Level::Info, "within"),
        ("something red", Level::CannotCheck, "allergy-unknown"),
    ] {
        question.allergies = Some(vec![allergy.to_owned()]);
        assert!(
            has(&ask(&question), level, code),
            "{allergy}: {:?}",
            codes(&ask(&question))
        );
    }
    question = patient("amoxicillin", "oral", "2016-03-01".parse().unwrap(), 30.0);
    for allergy in [
        "aspirin, penicillin",
        "на пенициллины была сыпь",
        "пенициллинге",
        "Amoxicillin",
        "co-amoxiclav",
    ] {
        question.allergies = Some(vec![allergy.to_owned()]);
        assert!(
            ask(&question)
                .findings
                .iter()
                .any(|f| f.level == Level::Contraindicated),
            "{allergy}"
        );
    }
    question = patient("diclofenac", "oral", "1986-03-01".parse().unwrap(), 70.0);
    question.current = Some(vec!["Panadol 500 + Nurofen".to_owned()]);
    assert!(
        has(&ask(&question), Level::Major, "interaction"),
        "{:?}",
        codes(&ask(&question))
    );
    question = ordinary();
    question.current = Some(vec!["Nurofen and paracetamol".to_owned()]);
    assert!(has(&ask(&question), Level::CannotCheck, "duplicate"));
}

#[test]
fn what_is_no_medicine_does_not_silence_an_order_and_what_is_unknown_stays_visible() {
    let mut question = ordinary();
    for (allergy, level, code) in [
        ("пыльца", Level::Info, "allergy-not-medicine"),
        (
            "пыльца берёзы и полыни",
            Level::Info,
            "allergy-not-medicine",
        ),
        (
            "Аллергия на цитрусовые, шерсть кошки",
            Level::Info,
            "allergy-not-medicine",
        ),
        (
            "pollen of birch; house dust",
            Level::Info,
            "allergy-not-medicine",
        ),
        ("жусан тозаңы", Level::Info, "allergy-not-medicine"),
        ("mushuk juni", Level::Info, "allergy-not-medicine"),
        ("ყვავილის მტვერი", Level::Info, "allergy-not-medicine"),
        (
            "пыльца неведомого дерева",
            Level::CannotCheck,
            "allergy-partly",
        ),
        ("укус осы", Level::Info, "allergy-not-medicine"),
        // a medicine spelt wrongly beside pollen is not pollen
        ("пыльца, анальгено", Level::CannotCheck, "allergy-unknown"),
        (
            "пыль и красный сироп",
            Level::CannotCheck,
            "allergy-unknown",
        ),
        ("на", Level::CannotCheck, "allergy-unknown"),
        ("", Level::CannotCheck, "allergy-unknown"),
        ("какой-то антибиотик", Level::CannotCheck, "allergy-unknown"),
        (
            "пенициллин, неведомый сироп",
            Level::CannotCheck,
            "allergy-partly",
        ),
    ] {
        question.allergies = Some(vec![allergy.to_owned()]);
        let answer = ask(&question);
        assert!(has(&answer, level, code), "{allergy}: {:?}", codes(&answer));
        let verdict = if level == Level::CannotCheck {
            Verdict::CannotCheck
        } else {
            Verdict::Within
        };
        assert_eq!(answer.answer, verdict, "{allergy}");
        // the words themselves are shown
        assert!(
            answer
                .findings
                .iter()
                .any(|f| f.arg("allergy").is_some_and(|a| a.to_string() == allergy))
        );
    }
}

#[test]
fn names_of_the_region_are_recognised() {
    for (text, medicine) in [
        ("Панадол", "paracetamol"),
        ("ნუროფენი", "ibuprofen"),
        ("Analgin", "metamizole"),
        ("Но-шпа", "drotaverine"),
        ("Клофелин", "clonidine"),
        ("Промедол", "trimeperidine"),
        ("Д дәрумені", "colecalciferol"),
    ] {
        assert_eq!(
            formulary().medicine_named(text).map(|m| m.id.as_str()),
            Some(medicine),
            "{text}"
        );
    }
    // endings of the languages, and nothing else
    let mut question = patient("amoxicillin", "oral", "2016-03-01".parse().unwrap(), 30.0);
    for (allergy, same) in [
        ("амоксициллинге", true),
        ("амоксициллинами", true),
        ("амоксициллиноподобное", false),
    ] {
        question.allergies = Some(vec![allergy.to_owned()]);
        assert_eq!(
            has(&ask(&question), Level::Contraindicated, "allergy-same"),
            same,
            "{allergy}"
        );
    }
    let rows = formulary().regional_names();
    assert!(rows.len() > 600 && rows.iter().any(|r| r.lang == "ka" && r.brand));
}

#[test]
fn two_of_one_group_and_the_same_twice_are_said() {
    let adult: NaiveDate = "1966-03-01".parse().unwrap();
    for (medicine, current, level, code) in [
        ("enalapril", "Капотен", Level::Warn, "duplicate-therapy"),
        // two beta blockers at once stop the heart
        (
            "bisoprolol",
            "Анаприлин",
            Level::Contraindicated,
            "interaction",
        ),
        (
            "atorvastatin",
            "simvastatin",
            Level::Warn,
            "duplicate-therapy",
        ),
        (
            "amoxicillin",
            "ampicillin",
            Level::Warn,
            "duplicate-therapy",
        ),
        ("loratadine", "Супрастин", Level::Warn, "duplicate-therapy"),
        ("enalapril", "Энап", Level::CannotCheck, "duplicate"),
        (
            "paracetamol",
            "Цитрамон",
            Level::CannotCheck,
            "duplicate-hidden",
        ),
        ("amoxicillin", "Аугментин", Level::CannotCheck, "duplicate"),
        // said once, by the interaction that knows more
        ("ibuprofen", "diclofenac", Level::Major, "interaction"),
    ] {
        let mut question = patient(medicine, "oral", adult, 70.0);
        question.current = Some(vec![current.to_owned()]);
        let answer = ask(&question);
        assert!(
            has(&answer, level, code),
            "{medicine} {current}: {:?}",
            codes(&answer)
        );
        if code == "interaction" {
            assert!(!has(&answer, Level::Warn, "duplicate-therapy"));
        }
    }
    let mut question = patient("enalapril", "oral", adult, 70.0);
    question.current = Some(vec!["metformin".to_owned()]);
    assert!(
        !ask(&question)
            .findings
            .iter()
            .any(|f| f.code.starts_with("duplicate"))
    );
}

#[test]
fn diagnoses_mean_conditions() {
    let of = |code: &str, over: bool| {
        formulary()
            .conditions_of_code(code, over)
            .collect::<Vec<_>>()
    };
    for (code, conditions) in [
        ("J45.0", &["asthma"][..]),
        ("j45", &["asthma"]),
        ("N18.5", &["severe_renal_impairment"]),
        ("N18.3", &["renal_impairment"]),
        ("N18.1", &[]),
        ("K25.4", &["peptic_ulcer", "active_bleeding", "gi_bleeding"]),
        ("J06.9", &[]),
        ("", &[]),
        ("J4", &[]),
    ] {
        assert_eq!(of(code, false), conditions, "{code}");
    }
    assert_eq!(
        of("D70", true),
        ["agranulocytosis_history"],
        "history does not pass"
    );
    assert!(of("J45.0", true).is_empty());
    let mut question = patient("labetalol", "oral", "1996-02-02".parse().unwrap(), 60.0);
    question.conditions = Some(of("J45.9", false).into_iter().map(str::to_owned).collect());
    assert!(has(&ask(&question), Level::Contraindicated, "stop"));
}
