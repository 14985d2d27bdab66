//! What else an assessment says: what to ask and to measure again, why, how sure, and how fast a drip runs.

use std::collections::{BTreeMap, BTreeSet};

use feldsher::clinical::Sex;
use feldsher::clinical::imci::{Assessment, Because, Child, Fluid, Unfit, Value, assess};
use feldsher::domain::lang::Lang;
use feldsher::i18n;
use feldsher::worker::imci::{Looked, Speech, is_imci};

use super::{book, born, look, read, today};

fn boy(age: &str, changes: &str) -> Assessment<'static> {
    let birth = born(age);
    let chart = book().chart(birth, today()).unwrap();
    look(birth, Some(Sex::Male), &read(chart, birth, changes))
}

fn set(words: &[&str]) -> BTreeSet<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// WHO Anthro flags: weight for age beyond -6 and 5, length beyond 6, proportion beyond 5. What does not fit the age was measured
/// wrong; where only the proportion is strange, nobody knows which.
#[test]
fn the_measure_that_does_not_fit_is_taken_again_and_no_other() {
    for (age, changes, again) in [
        ("8m", ".", &[][..]),
        ("17m", "weight=40,height=76", &["weight"]),
        ("8m", "weight=14.3,height=75", &["weight"]),
        ("17m", "weight=16.2,height=57", &["height"]),
        ("20m", "weight=10.8,height=67", &["height"]),
        ("20m", "weight=19.9,height=67", &["height", "weight"]),
        // weight for length 8.0, body mass index 9.1; 4.8 and 5.4; 5.1 and 4.9
        ("17m", "weight=15.5,height=70", &["height", "weight"]),
        ("17m", "weight=14.5,height=76", &["height", "weight"]),
        ("17m", "weight=17.5,height=85", &["height", "weight"]),
    ] {
        assert_eq!(boy(age, changes).again, set(again), "{changes}");
    }
}

/// What stands behind a door is asked unless somebody has closed it.
#[test]
fn a_closed_door_hides_its_questions() {
    for (changes, door, behind) in [
        (".", true, false),
        ("cough=yes", true, true),
        ("-cough", true, true),
    ] {
        let asked = boy("8m", changes).asked;
        assert_eq!(asked.contains("cough"), door, "{changes}");
        for id in ["resp", "stridor", "oximeter"] {
            assert_eq!(asked.contains(id), behind, "{changes}: {id}");
        }
        assert!(asked.contains("muac") && asked.contains("height"));
        assert!(!asked.contains("wfl-z"), "it is computed, not asked");
    }
}

/// Severe pneumonia hangs on the danger signs of another box: the one that is missing is asked for here too.
#[test]
fn a_box_asks_for_what_another_box_has_not_asked() {
    let found = boy("8m", "cough=yes,-vomits-all");
    let cough = found.boxes.iter().find(|one| one.of.id == "cough");
    assert_eq!(cough.unwrap().missing, set(&["vomits-all"]));
}

#[test]
fn the_reasons_of_severe_malnutrition_name_a_box_only_if_its_door_is_open() {
    let because = |changes: &str| -> BTreeSet<String> {
        let found = boy("8m", &format!("muac=114,appetite=passed,{changes}"));
        let one = found.boxes.iter().find(|one| one.of.id == "malnutrition");
        let one = one.unwrap();
        assert_eq!(one.class.unwrap().id, "complicated-malnutrition");
        let classes = one.because.iter().filter_map(|because| match because {
            Because::Class { class } => Some(class.clone()),
            _ => None,
        });
        classes.collect()
    };
    let (danger, cough) = ("very-severe-disease", "severe-pneumonia");
    assert_eq!(because("lethargic=yes"), set(&[danger]));
    assert_eq!(because("lethargic=yes,-cough"), set(&[danger]));
    assert_eq!(because("lethargic=yes,cough=yes"), set(&[danger, cough]));
    // Stridor is of the cough box itself: heard is heard, whoever forgot to ask for the cough.
    assert_eq!(because("stridor=yes,-cough"), set(&[cough]));
}

#[test]
fn only_a_class_that_nobody_read_is_said_to_be_unconfirmed() {
    for (changes, name, confirmed) in [
        ("fever=yes,malaria-area=yes", "fever", false),
        ("fever=yes,stiff-neck=yes", "fever", true),
        ("fever=yes", "fever", true),
        (".", "fever", true), // no fever, no class
    ] {
        let birth = born("8m");
        let looked = Looked {
            assessment: boy("8m", changes),
            birth,
            on: today(),
        };
        let mut boxes = looked.assessment.boxes.iter();
        let one = boxes.find(|one| one.of.id == name).unwrap();
        assert_eq!(one.is_confirmed(), confirmed, "{changes}");
        for lang in Lang::ALL {
            let looked = &looked;
            let said = Speech { lang, looked }.reasons(one);
            let warning = i18n::tr(lang, "imci-not-confirmed", &[]);
            assert_eq!(said.contains(&warning), !confirmed, "{changes} {lang:?}");
        }
    }
}

/// A colour is a word too, in every language.
#[test]
fn every_colour_has_its_word() {
    for (changes, key) in [
        ("lethargic=yes", "imci-colour-red"),
        ("pallor=some", "imci-colour-yellow"),
        (".", "imci-colour-green"),
    ] {
        let looked = Looked {
            assessment: boy("8m", changes),
            birth: born("8m"),
            on: today(),
        };
        for lang in Lang::ALL {
            let looked = &looked;
            let first = looked.assessment.by_weight()[0];
            let said = Speech { lang, looked }.colour(first);
            assert_eq!(said, Some(i18n::tr(lang, key, &[])), "{changes}");
        }
    }
}

#[test]
fn an_answer_that_is_none_is_refused_by_its_name() {
    let birth = born("8m");
    for (id, value) in [
        ("cough", Value::Word("yes".into())),
        ("cough", Value::Number(1.0)),
        ("resp", Value::Yes(true)),
        ("resp", Value::Number(151.0)),
        ("resp", Value::Number(2.0)),
        ("resp", Value::Number(f64::NAN)),
        ("drinking", Value::Word("greedy".into())),
        ("drinking", Value::Yes(false)),
        ("wfl-z", Value::Number(-1.0)), // computed, not answered
    ] {
        let answers = BTreeMap::from([(id.to_owned(), value)]);
        let child = Child {
            birth,
            today: today(),
            sex: Some(Sex::Male),
            weight_on: None,
            answers: &answers,
        };
        let refused = assess(book(), &child).err();
        assert_eq!(refused, Some(Unfit::NoAnswer(id.into())), "{answers:?}");
    }
}

#[test]
fn a_form_leads_to_its_own_chart() {
    for chart in &book().0 {
        let found = book().of_form(&chart.form);
        assert_eq!(found.map(|found| found.band), Some(chart.band));
        assert!(is_imci(&chart.form));
    }
    assert!(!is_imci("urn:feldsher:form:visit"));
}

/// WHO chart booklet, plan C: 30 ml/kg in an hour and 70 in five under 12 months, half an hour and two and a half from then on;
/// without a vein 20 ml/kg an hour for six hours.
#[test]
fn a_drip_has_its_millilitres_an_hour() {
    for (age, kg, per_hour, tube) in [
        ("8m", "8", [240.0, 112.0], 160.0),
        ("20m", "10", [600.0, 280.0], 200.0),
    ] {
        let dry = format!("diarrhoea=yes,sunken-eyes=yes,pinch=very-slow,weight={kg}");
        let Ok(Fluid::Drip {
            phases,
            tube_ml_h,
            tube_hours,
            ..
        }) = boy(age, &dry).fluid.unwrap().fluid
        else {
            panic!("{age}: no drip");
        };
        let said: Vec<f64> = phases.iter().map(|phase| phase.ml_per_h).collect();
        assert_eq!((said.as_slice(), tube_ml_h), (&per_hour[..], tube), "{age}");
        assert_eq!(tube_hours, 6);
    }
}

/// Plan B may begin before anybody looked at feet and arm, and then it says so; the others do not need the sentence.
#[test]
fn plan_b_says_that_malnutrition_was_not_looked_for() {
    let (a, b, c) = (
        "diarrhoea=yes",
        "diarrhoea=yes,sunken-eyes=yes,restless=yes",
        "diarrhoea=yes,sunken-eyes=yes,pinch=very-slow",
    );
    for (plan, changes, open) in [
        (b, "weight=8", false),
        (b, "weight=8,-height", false),
        (b, "weight=8,-height,-muac", true),
        (b, "weight=8,-oedema", true),
        (b, "weight=8,oedema=yes", false), // there is no plan B for her
        (b, "weight=8,muac=114", false),
        (a, "weight=8", false),
        (a, "weight=8,-oedema", false),
        (c, "weight=8,-oedema", false), // the drip is refused by name
        (c, "weight=8", false),
    ] {
        let fluid = boy("8m", &format!("{plan},{changes}")).fluid.unwrap();
        assert_eq!(fluid.malnutrition_open, open, "{plan},{changes}");
    }
}
