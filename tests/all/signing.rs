//! What is signed is looked at first, whichever face sends it: limits of the form, emptiness, days that have not come.

use feldsher::domain::card::Draft;
use feldsher::domain::ids::{DocId, PatientId};
use feldsher::domain::lang::Lang;
use feldsher::domain::role::Role;
use feldsher::domain::visit::Diagnosis;
use feldsher::forms::{FormSet, VISIT};
use feldsher::ops::OpError;
use feldsher::ops::op::{Op, OpChanges};
use feldsher::worker::{Fault, fault_words};

use super::house::{Point, person, point};

/// A visit by the shipped form.
fn visit(answers: &[(&str, &str)]) -> Draft {
    let form = FormSet::in_force().current(VISIT).unwrap();
    let mut draft = Draft::default();
    draft.visit.form.clone_from(&form.url);
    draft.visit.form_version.clone_from(&form.version);
    draft.visit.answers = answers
        .iter()
        .map(|(link_id, text)| ((*link_id).to_owned(), (*text).to_owned()))
        .collect();
    draft
}

impl Point {
    /// The same visit through both ways of signing; they must agree.
    fn try_sign(
        &mut self,
        patient: PatientId,
        content: &Draft,
        confirmed: bool,
    ) -> Result<OpChanges, OpError> {
        let kept = self
            .house
            .save_draft(&self.me, None, patient, content)
            .unwrap();
        let of_draft = Op::SignVisit {
            draft: kept.id,
            confirmed,
        };
        let of_draft = self.house.transact(&self.me, &of_draft);
        let new = self.try_new(patient, content, None, confirmed);
        let code = |done: &Result<OpChanges, OpError>| done.as_ref().err().map(OpError::code);
        assert_eq!(code(&of_draft), code(&new));
        new
    }

    fn try_new(
        &mut self,
        patient: PatientId,
        content: &Draft,
        id: Option<DocId>,
        confirmed: bool,
    ) -> Result<OpChanges, OpError> {
        let op = Op::SignNew {
            patient,
            content: Box::new(content.clone()),
            id,
            confirmed,
        };
        self.house.transact(&self.me, &op)
    }
}

fn words(lang: Lang, error: &OpError) -> String {
    let fault = Fault {
        code: error.code(),
        args: error.args(),
        record_is_safe: error.record_is_safe(),
        can_retry: !error.is_permanent(),
    };
    fault_words(lang, &fault).unwrap()
}

#[test]
fn nobody_weighs_minus_five_kilograms_and_forty_one_point_five_degrees_are_asked_about() {
    let mut a = point("a", Role::Feldsher);
    let mut grown = person();
    grown.person.born = "1985-02-03".parse().unwrap();
    let patient = a.register(grown);
    for (link_id, text, code) in [
        ("weight", "q:-5|kg", "visit-unfit"),
        ("weight", "q:1240|kg", "visit-unfit"),
        ("weight", "q:70|g", "visit-unfit"),
        ("weight", "t:many", "visit-unfit"),
        ("temp", "q:46|Cel", "visit-unfit"),
        ("next-visit", "d:2020-01-01", "visit-unfit"),
        ("temp", "q:41.5|Cel", "visit-unusual"),
        ("spo2", "q:80|%", "visit-unusual"),
    ] {
        let content = visit(&[("complaints", "t:кашель"), (link_id, text)]);
        let refused = a.try_sign(patient, &content, false).unwrap_err();
        assert_eq!(refused.code(), code, "{link_id} {text}");
        for lang in Lang::ALL {
            let said = words(lang, &refused);
            assert!(said.contains(&format!("({link_id})")), "{said}");
            assert!(
                !said.contains('$') && !said.contains("form-field"),
                "{said}"
            );
        }
        let confirmed = a.try_sign(patient, &content, true);
        assert_eq!(
            confirmed.is_ok(),
            code == "visit-unusual",
            "{link_id} {text}"
        );
    }
    let usual = visit(&[("weight", "q:70|kg"), ("temp", "q:36.6|Cel")]);
    a.try_sign(patient, &usual, false).unwrap();
    let refused = a
        .try_new(patient, &visit(&[("weight", "q:1240|kg")]), None, true)
        .unwrap_err();
    assert!(
        words(Lang::En, &refused).starts_with("Weight (weight): The value must be at most 400.")
    );
}

#[test]
fn a_visit_in_which_nothing_stands_is_not_signed() {
    let mut a = point("a", Role::Feldsher);
    let patient = a.register(person());
    let mut titleless = visit(&[]);
    titleless.visit.diagnoses.push(Diagnosis::default());
    for empty in [
        Draft::default(),
        visit(&[]),
        visit(&[("complaints", "t:"), ("plan", "t:  ")]),
        titleless,
    ] {
        let refused = a.try_sign(patient, &empty, true).unwrap_err();
        assert_eq!(refused.code(), "visit-empty");
    }
    assert!(a.view(patient).visits.is_empty());
}

#[test]
fn a_visit_of_the_day_after_tomorrow_has_not_happened() {
    let mut a = point("a", Role::Feldsher);
    let patient = a.register(person());
    let at = |secs: i64| Draft {
        care_at: Some(1_790_000_000 + secs),
        ..visit(&[("complaints", "t:кашель")])
    };
    let refused = a.try_sign(patient, &at(2 * 86_400), true).unwrap_err();
    assert_eq!(refused.code(), "visit-to-come");
    // Clocks differ, and what lies behind is typed in later.
    a.try_sign(patient, &at(80_000), false).unwrap();
    a.try_sign(patient, &at(-30 * 86_400), false).unwrap();
    // A clock that fell back to 1970 says nothing of the future.
    a.clock.set(86_400);
    a.try_sign(patient, &at(0), false).unwrap();
}

#[test]
fn an_id_that_was_used_for_another_visit_is_an_error_and_not_already() {
    let mut a = point("a", Role::Feldsher);
    let patient = a.register(person());
    let id = Some(DocId([5; 16]));
    let said = visit(&[("complaints", "t:кашель")]);
    a.try_new(patient, &said, id, false).unwrap();
    let again = a.try_new(patient, &said, id, false);
    assert!(matches!(again, Err(OpError::AlreadySigned)), "{again:?}");
    let mut timed = said.clone();
    timed.care_at = Some(1_700_000_000);
    let mut diagnosed = said.clone();
    diagnosed.visit.diagnoses.push(Diagnosis {
        code: "J20.9".into(),
        ..Diagnosis::default()
    });
    let mut referred = said.clone();
    referred.referral = Some(feldsher::domain::visit::Referral {
        destination: "cardiology".into(),
        ..Default::default()
    });
    for other in [
        visit(&[("complaints", "t:зуд")]),
        timed,
        diagnosed,
        referred,
    ] {
        let refused = a.try_new(patient, &other, id, false).unwrap_err();
        assert_eq!(refused.code(), "id-differs");
    }
    assert_eq!(a.view(patient).visits.len(), 1);
    // The ministry's newer form does not make an old visit another one.
    let mut newer = said;
    newer.visit.form_version = "9.9".into();
    let again = a.try_new(patient, &newer, id, false);
    assert!(matches!(again, Err(OpError::AlreadySigned)), "{again:?}");
}

#[test]
fn nobody_is_born_the_day_after_tomorrow() {
    let mut a = point("a", Role::Registrar);
    // 2026-09-21, with five hours to the east.
    let born = |day: &str| {
        let mut new = person();
        new.person.born = day.parse().unwrap();
        new
    };
    for day in ["2026-09-24", "2026-10", "2027"] {
        let op = Op::Register(Box::new(born(day)));
        let refused = a.house.transact(&a.me, &op).unwrap_err();
        assert_eq!(refused.code(), "birth-to-come", "{day}");
    }
    let patient = a.register(born("2026-09-22"));
    a.register(born("2026"));
    let mut dead = born("2026-09-22").person;
    dead.deceased = Some("2026-12-01".parse().unwrap());
    let edit = |person| Op::EditPerson {
        patient,
        person: Box::new(person),
        shown: None,
    };
    let refused = a.house.transact(&a.me, &edit(dead)).unwrap_err();
    assert_eq!(refused.code(), "death-to-come");
    let refused = a.house.transact(&a.me, &edit(born("2026-12-01").person));
    assert_eq!(refused.unwrap_err().code(), "birth-to-come");

    let mut b = point("b", Role::Doctor);
    let patient = b.register(person());
    for (key, code) in [("born", "birth-to-come"), ("dead", "death-to-come")] {
        let value = serde_json::json!({"value": "2026-12-01"});
        let op = Op::SetFact {
            patient,
            key: key.into(),
            value: value.as_object().unwrap().clone(),
            seen: None,
        };
        let refused = b.house.transact(&b.me, &op).unwrap_err();
        assert_eq!(refused.code(), code);
    }
}

#[test]
fn a_mistyped_name_inside_a_fact_is_refused_with_the_names_there_are() {
    let mut a = point("a", Role::Doctor);
    let patient = a.register(person());
    for (key, value, code, known) in [
        ("pr/new", r#"{"titel": "asthma"}"#, "unknown-part", "title"),
        (
            "pr/new",
            r#"{"title": "asthma", "at": 1}"#,
            "unknown-part",
            "title",
        ),
        ("tel", r#"{"number": "1"}"#, "unknown-part", "value"),
        ("alst", r#"{"none": true}"#, "unknown-part", "none_known"),
        ("att/x", r#"{"palce": "1"}"#, "unknown-part", "facility"),
        ("att/x", r#"{"facility": {"a": 1}}"#, "value-unfit", ""),
        ("telephone", r#"{"value": "1"}"#, "unknown-key", "tel"),
        (
            "prob/new",
            r#"{"title": "asthma"}"#,
            "unknown-key",
            "pr/new",
        ),
    ] {
        let op = Op::SetFact {
            patient,
            key: key.into(),
            value: serde_json::from_str(value).unwrap(),
            seen: None,
        };
        let refused = a.house.transact(&a.me, &op).unwrap_err();
        assert_eq!(refused.code(), code, "{key} {value}");
        let said = words(Lang::Ru, &refused);
        assert!(said.contains(known), "{said}");
    }
}
