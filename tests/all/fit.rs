//! What cannot be is refused whichever face sends it: of persons and their lists, and of visits when they are signed.

use feldsher::domain::card::Draft;
use feldsher::domain::ids::{DocId, PatientId};
use feldsher::domain::lang::Lang;
use feldsher::domain::person::{Person, Sex};
use feldsher::domain::role::Role;
use feldsher::domain::visit::{Diagnosis, LinkAct, Referral};
use feldsher::ops::op::{Op, OpChanges, Registration};
use feldsher::ops::{OpError, OpResult};
use feldsher::worker::{Fault, fault_words};
use serde_json::{Value, json};

use super::house::{Point, person, point, visit};

fn sign(a: &mut Point, patient: PatientId, content: &Draft, confirmed: bool) -> OpResult<DocId> {
    let op = Op::SignNew {
        patient,
        content: Box::new(content.clone()),
        id: None,
        confirmed,
    };
    a.house.transact(&a.me, &op).map(|done| done.written[0])
}

fn set(a: &mut Point, patient: PatientId, key: &str, value: &Value) -> OpResult<OpChanges> {
    let op = Op::SetFact {
        patient,
        key: key.into(),
        value: value.as_object().unwrap().clone(),
        seen: None,
    };
    a.house.transact(&a.me, &op)
}

/// The code of the refusal, or nothing; a refusal has its sentence in every language.
fn code<T>(done: OpResult<T>) -> String {
    let Err(error) = done else {
        return String::new();
    };
    told(&error);
    error.code()
}

fn told(error: &OpError) {
    let fault = Fault {
        code: error.code(),
        args: error.args(),
        record_is_safe: error.record_is_safe(),
        can_retry: !error.is_permanent(),
    };
    for lang in Lang::ALL {
        let said = fault_words(lang, &fault).unwrap();
        assert!(!said.contains('$') && !said.contains("error-"), "{said}");
    }
}

fn diagnosed(code: &str, title: &str) -> Draft {
    let mut draft = visit();
    draft.visit.diagnoses = vec![Diagnosis {
        code: code.into(),
        title: title.into(),
        ..Diagnosis::default()
    }];
    draft
}

#[test]
fn a_correction_corrects_a_visit_of_the_same_person() {
    let mut a = point("a", Role::Doctor);
    let [own, linked, other] = ["1950", "1960", "1970"].map(|born| {
        let mut new = person();
        new.person.born = born.parse().unwrap();
        new.person.name.given = format!("Үлгі{born}");
        new.person.identifiers.clear();
        a.register(new)
    });
    let op = Op::Link {
        first: own,
        second: linked,
        statement: LinkAct::Same,
    };
    a.house.transact(&a.me, &op).unwrap();
    let [of_own, of_linked, of_other] =
        [own, linked, other].map(|patient| sign(&mut a, patient, &visit(), false).unwrap());
    let prescription = a.view(own).prescriptions[0].id;
    for (earlier, wanted) in [
        (of_own, ""),
        (of_linked, ""),
        (of_other, "amends-elsewhere"),
        (prescription, "amends-elsewhere"),
        (own, "amends-elsewhere"),
        (DocId([9; 16]), "amends-elsewhere"),
    ] {
        let content = Draft {
            amends: Some(earlier),
            ..visit()
        };
        assert_eq!(code(sign(&mut a, own, &content, true)), wanted, "{earlier}");
    }
}

#[test]
fn nobody_is_treated_before_the_first_day_that_the_birth_can_mean() {
    let mut a = point("a", Role::Doctor);
    // 2026-03-01 and 2026-02-28 at noon UTC.
    let (march, february) = (1_772_366_400, 1_772_280_000);
    for (born, care_at, wanted) in [
        ("2026-03-01", march, ""),
        ("2026-03-01", february, "visit-before-birth"),
        ("2026-03", february, "visit-before-birth"),
        ("2026", february, ""),
        ("", february, ""),
    ] {
        let mut new = person();
        new.person.born = born.parse().unwrap();
        new.person.identifiers.clear();
        let patient = a.register(new);
        let mut content = diagnosed("J20.9", "");
        content.visit.answers.remove("weight");
        content.care_at = Some(care_at);
        let done = sign(&mut a, patient, &content, true);
        assert_eq!(code(done), wanted, "{born} {care_at}");
    }
    // A clock that fell back to 1970 dates the visit wrongly, and the visit is signed all the same.
    let patient = a.register(person());
    sign(&mut a, patient, &visit(), false).unwrap();
    let mut young = person();
    young.person.born = "2000".parse().unwrap();
    let young = a.register(young);
    a.clock.set(86_400);
    assert_eq!(code(sign(&mut a, young, &visit(), false)), "");
}

#[test]
fn a_diagnosis_says_something_is_a_code_and_can_be_had() {
    let mut a = point("a", Role::Doctor);
    let [woman, man, unknown] = [Sex::Female, Sex::Male, Sex::Unknown].map(|sex| {
        let mut new = person();
        new.person.sex = sex;
        new.person.identifiers.clear();
        new.person.name.given = sex.code().to_owned();
        a.register(new)
    });
    for (patient, icd, title, unsure, sure) in [
        (woman, "J20.9", "", "", ""),
        (woman, "", "ушиб", "", ""),
        (woman, "S02.00", "", "", ""),
        (woman, "", " ", "diagnosis-empty", "diagnosis-empty"),
        (woman, "ОРВИ", "", "diagnosis-code", "diagnosis-code"),
        (woman, "j20.9", "", "diagnosis-code", "diagnosis-code"),
        (woman, "К29", "гастрит", "diagnosis-code", "diagnosis-code"),
        (woman, "999", "", "diagnosis-code", "diagnosis-code"),
        (woman, "O80.0", "", "", ""),
        (unknown, "O80.0", "", "", ""),
        (man, "O80.0", "", "diagnosis-sex", ""),
        (man, "N40", "", "", ""),
    ] {
        let content = diagnosed(icd, title);
        let done = code(sign(&mut a, patient, &content, false));
        assert_eq!(done, unsure, "{icd} {title}");
        let done = code(sign(&mut a, patient, &content, true));
        assert_eq!(done, sure, "{icd} {title}, confirmed");
    }
}

#[test]
fn a_referral_says_where_to_or_why() {
    let mut a = point("a", Role::Doctor);
    let patient = a.register(person());
    let referred = |destination: &str, reason: &str, urgency: &str, icd: &[&str]| Draft {
        referral: Some(Referral {
            destination: destination.into(),
            reason: reason.into(),
            urgency: urgency.into(),
            diagnoses: icd
                .iter()
                .flat_map(|code| diagnosed(code, "").visit.diagnoses)
                .collect(),
            ..Referral::default()
        }),
        ..visit()
    };
    for (content, wanted) in [
        (referred("", "", "", &[]), "referral-empty"),
        (referred(" ", "", "urgent", &[]), "referral-empty"),
        (referred("cardiology", "", "", &[]), ""),
        (referred("", "ЭКГ", "", &[]), ""),
        (referred("", "", "", &["I10"]), ""),
        (referred("", "", "", &["many"]), "diagnosis-code"),
    ] {
        assert_eq!(
            code(sign(&mut a, patient, &content, true)),
            wanted,
            "{content:?}"
        );
    }
}

/// [`person`] with other words.
fn told_as(change: &Value) -> Registration {
    let mut told = serde_json::to_value(person()).unwrap();
    for (key, value) in change.as_object().unwrap() {
        told[key] = value.clone();
    }
    serde_json::from_value(told).unwrap()
}

#[test]
fn a_registration_that_cannot_be_is_refused() {
    let mut a = point("a", Role::Doctor);
    for (change, wanted) in [
        (json!({"deceased": "1901"}), "death-before-birth"),
        (json!({"born": "1985-07", "deceased": "1985-07-02"}), ""),
        (
            json!({"born": "1985-07", "deceased": "1985-06-30"}),
            "death-before-birth",
        ),
        (json!({"deceased": ""}), ""),
        (json!({"born": "", "deceased": "1950"}), ""),
        (json!({"birth_weeks": 19}), "birth-weeks"),
        (json!({"birth_weeks": 20}), ""),
        (json!({"birth_weeks": 45}), ""),
        (json!({"birth_weeks": 46}), "birth-weeks"),
        (json!({"born": "1899-12-31"}), "birth-too-early"),
        (json!({"born": "1901-09-20"}), "birth-too-early"),
        (json!({"born": "1901-09-21"}), ""),
        (json!({"born": "1901"}), ""),
        (json!({"born": "1900"}), "birth-too-early"),
        (json!({"family": "", "given": " "}), "name-missing"),
        (json!({"allergies": [{"severity": "severe"}]}), "fact-empty"),
        (
            json!({"allergies": [{"substance": "latex", "onset": "2030"}]}),
            "onset-to-come",
        ),
        (json!({"problems": [{"note": "?"}]}), "fact-empty"),
        (json!({"problems": [{"code": ""}]}), "fact-empty"),
        // A Cyrillic Е.
        (json!({"problems": [{"code": "Е11.9"}]}), "diagnosis-code"),
        (
            json!({"problems": [{"code": "I10"}, {"title": "астма"}]}),
            "",
        ),
        (
            json!({"problems": [{"code": "I10", "onset": "2026-12"}]}),
            "onset-to-come",
        ),
        (json!({"medicines": [{"dose": "5 mg"}]}), "fact-empty"),
        (json!({"medicines": [{"name": "эналаприл"}]}), ""),
        (
            json!({"allergies": [{"substance": "latex"}], "no_known_allergies": true}),
            "allergies-differ",
        ),
        (
            json!({"allergies": [{"substance": "latex", "status": "resolved"}], "no_known_allergies": true}),
            "",
        ),
    ] {
        let op = Op::Register(Box::new(told_as(&change)));
        assert_eq!(code(a.house.transact(&a.me, &op)), wanted, "{change}");
    }
}

#[test]
fn an_edit_that_cannot_be_is_refused_and_a_telephone_is_not() {
    let mut a = point("a", Role::Doctor);
    let patient = a.register(person());
    let edit = |a: &mut Point, person: Person| {
        let op = Op::EditPerson {
            patient,
            person: Box::new(person),
            shown: None,
        };
        a.house.transact(&a.me, &op)
    };
    for (change, wanted) in [
        (json!({"deceased": "1901"}), "death-before-birth"),
        (json!({"birth_weeks": 9}), "birth-weeks"),
        (json!({"born": "1899"}), "birth-too-early"),
        (json!({"family": "", "given": ""}), "name-missing"),
        (json!({"family": ""}), ""),
        (json!({"phone": "1"}), ""),
    ] {
        let done = edit(&mut a, told_as(&change).person);
        assert_eq!(code(done), wanted, "{change}");
    }
}

#[test]
fn a_fact_that_cannot_be_is_refused() {
    let mut a = point("a", Role::Doctor);
    let mut new = person();
    new.person.deceased = Some("1990".parse().unwrap());
    new.person.name.patronymic.clear();
    let patient = a.register(new);
    for (key, value, wanted) in [
        ("pr/new", json!({"note": "?"}), "fact-empty"),
        ("pr/new", json!({"title": " ", "code": ""}), "fact-empty"),
        ("pr/new", json!({"code": "I10"}), ""),
        ("pr/new", json!({"code": "Е11.9"}), "diagnosis-code"),
        ("pr/new", json!({"code": "диабет"}), "diagnosis-code"),
        ("pr/new", json!({"code": "Е11.9", "status": "resolved"}), ""),
        (
            "pr/new",
            json!({"title": "астма", "onset": "2030-01-01"}),
            "onset-to-come",
        ),
        ("pr/new", json!({"title": "астма", "onset": "2026"}), ""),
        ("al/new", json!({"severity": "severe"}), "fact-empty"),
        (
            "al/new",
            json!({"substance": "latex", "onset": "2027"}),
            "onset-to-come",
        ),
        ("al/new", json!({"substance": "latex"}), ""),
        ("med/new", json!({"dose": "5 mg"}), "fact-empty"),
        ("med/new", json!({"name": "эналаприл"}), ""),
        // An empty one that another program wrote is marked as what it is.
        ("al/x", json!({"status": "entered-in-error"}), ""),
        ("name.giv", json!({"value": ""}), ""),
        ("name.sur", json!({"value": " "}), "name-missing"),
        ("born", json!({"value": "1899"}), "birth-too-early"),
        ("born", json!({"value": "1991"}), "death-before-birth"),
        ("dead", json!({"value": "1901"}), "death-before-birth"),
        ("dead", json!({"value": ""}), ""),
        ("weeks", json!({"value": "46"}), "birth-weeks"),
        ("weeks", json!({"value": "many"}), "birth-weeks"),
        ("weeks", json!({"value": "38"}), ""),
        ("weeks", json!({"value": ""}), ""),
    ] {
        assert_eq!(
            code(set(&mut a, patient, key, &value)),
            wanted,
            "{key} {value}"
        );
    }
    assert_eq!(a.view(patient).unreadable, 0);
}
