//! An allergy to what a medicine is dissolved in or preserved with: a stop names it, the record holds it in any words.

use feldsher::clinical::Verdict;

use super::*;

/// A child of six whose ceftriaxone into the muscle is within the limits.
fn ceftriaxone(route: &str) -> Question {
    let mut q = patient("ceftriaxone", route, "2020-03-09".parse().unwrap(), 18.0);
    q.indication = Some("severe bacterial infection".to_owned());
    q.order = order(1000.0, "mg");
    q.order.as_mut().unwrap().per_day = Some(1.0);
    assert_eq!(ask(&q).answer, Verdict::Within, "{:?}", codes(&ask(&q)));
    q
}

fn with_allergy(mut question: Question, allergy: &str) -> Answer {
    question.allergies = Some(vec![allergy.to_owned()]);
    ask(&question)
}

#[test]
fn ceftriaxone_into_the_muscle_is_forbidden_to_who_is_allergic_to_lidocaine() {
    for allergy in [
        "amide_anaesthetic",
        "lidocaine",
        "Lidocaine, rash",
        "local anaesthetics",
        "лидокаин",
        "аллергия на лидокаина гидрохлорид, сыпь",
        "местные анестетики",
        "Ультракаин",
        "лидокаинге",
        "жергілікті анестетиктерге",
        "lidokainga",
        "mahalliy anestetiklarga",
        "ლიდოკაინზე",
        "ადგილობრივი ანესთეტიკები",
    ] {
        let answer = with_allergy(ceftriaxone("intramuscular"), allergy);
        assert_eq!(answer.answer, Verdict::Outside, "{allergy}");
        assert!(
            has(&answer, Level::Contraindicated, "allergy-part"),
            "{allergy}: {:?}",
            codes(&answer)
        );
        // By vein nothing is dissolved in lidocaine.
        let answer = with_allergy(ceftriaxone("intravenous"), allergy);
        assert!(
            !answer.findings.iter().any(|f| f.code == "allergy-part"),
            "{allergy}: {:?}",
            codes(&answer)
        );
    }
}

#[test]
fn the_finding_says_which_allergy_and_why() {
    let answer = with_allergy(ceftriaxone("intramuscular"), "лидокаин");
    let finding = answer
        .findings
        .iter()
        .find(|f| f.code == "allergy-part")
        .unwrap();
    assert_eq!(finding.rule.as_deref(), Some("stop-ceftriaxone-5"));
    assert_eq!(finding.source.as_deref(), Some("SMPC-CEFTRIAXONE"));
    let args: Vec<String> = finding
        .args
        .iter()
        .map(|(name, arg)| format!("{name}={arg}"))
        .collect();
    assert_eq!(args[0], "allergy=лидокаин");
    assert_eq!(args[1], "medicine=Ceftriaxone");
    assert!(args[2].contains("water for injections"), "{args:?}");
}

/// Every stop of the formulary that names an allergy, asked with each of its classes, another class, none and nobody asked.
#[test]
fn every_stop_about_an_allergy_speaks_and_only_of_its_own() {
    let mut seen = 0;
    for medicine in formulary().medicines() {
        for stop in medicine.stops.iter().filter(|s| !s.allergy.is_empty()) {
            seen += 1;
            let route = stop.population.route.as_deref().unwrap_or("intravenous");
            let mut q = patient(&medicine.id, route, "1990-03-09".parse().unwrap(), 70.0);
            let says = |q: &Question| {
                ask(q).findings.into_iter().find(|f| {
                    f.code == "allergy-part" && f.rule.as_deref() == Some(stop.key.as_str())
                })
            };
            assert!(says(&q).is_none(), "{}: nobody is allergic", stop.key);
            q.allergies = Some(vec!["egg".to_owned()]);
            assert!(says(&q).is_none(), "{}: egg", stop.key);
            for class in &stop.allergy {
                q.allergies = Some(vec!["pollen".to_owned(), class.clone()]);
                let found = says(&q).unwrap_or_else(|| panic!("{}: {class}", stop.key));
                let safe = matches!(found.level, Level::Warn | Level::Info);
                assert_eq!(safe, medicine.id == "epinephrine", "{}", stop.key);
                assert!(safe || ask(&q).answer != Verdict::Within, "{}", stop.key);
            }
            q.allergies = None;
            q.order = order(1.0, "g");
            assert!(
                medicine.id == "epinephrine" || has(&ask(&q), Level::CannotCheck, "need-allergies"),
                "{}: not asked",
                stop.key
            );
        }
    }
    assert_eq!(seen, 11);
}
