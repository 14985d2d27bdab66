//! What a summary says of a card: every fact, nothing else, and never its opposite.

use std::path::Path;

use feldsher::domain::ids::DocId;
use feldsher::domain::lang::Lang;
use feldsher::domain::role::Role;
use feldsher::interop::foreign;
use feldsher::worker::{Desk, Event, ExportOf, Job};
use serde_json::{Value as Json, json};

use super::{Made, bundle, of_type, resources, texts, village};
use crate::house::{Point, person, point};

fn summary(point: &Point, patient: DocId, lang: Option<Lang>) -> Json {
    let view = point.view(patient);
    bundle(&point.house, &view, ExportOf::Summary { patient }, lang)
}

fn section<'b>(bundle: &'b Json, code: &str) -> &'b Json {
    let sections = resources(bundle)[0]["section"].as_array().unwrap();
    sections
        .iter()
        .find(|one| one["code"]["coding"][0]["code"] == code)
        .unwrap()
}

fn bare(registration: feldsher::ops::op::Registration) -> feldsher::ops::op::Registration {
    feldsher::ops::op::Registration {
        person: registration.person,
        ..feldsher::ops::op::Registration::default()
    }
}

#[test]
fn an_empty_list_says_why_it_is_empty_and_never_that_there_is_nothing() {
    let mut point = point("feldsher", Role::Feldsher);
    let patient = point.register(bare(person()));
    let made = summary(&point, patient, None);
    assert!(
        super::guide::errors(&made).is_empty(),
        "{:?}",
        super::guide::errors(&made)
    );
    for (code, reason) in [
        ("48765-2", "notasked"),
        ("11450-4", "unavailable"),
        ("10160-0", "unavailable"),
    ] {
        let section = section(&made, code);
        assert_eq!(
            section["emptyReason"]["coding"][0]["code"], reason,
            "{code}"
        );
        assert!(section["entry"].is_null());
    }
    assert!(!made.to_string().contains("716186003"));
    // Only after somebody has asked.
    point.set(patient, "alst", json!({"none_known": true}));
    let made = summary(&point, patient, None);
    assert!(
        super::guide::errors(&made).is_empty(),
        "{:?}",
        super::guide::errors(&made)
    );
    let [statement] = of_type(&made, "AllergyIntolerance")[..] else {
        panic!("{made}")
    };
    assert_eq!(statement["code"]["coding"][0]["code"], "716186003");
    assert!(statement["recorder"]["reference"].is_string());
    assert!(section(&made, "48765-2")["emptyReason"].is_null());
    // And not beside an allergy.
    point.set(
        patient,
        "al/new",
        json!({"substance": "Пенициллин", "severity": "severe", "status": "active"}),
    );
    let made = summary(&point, patient, None);
    assert!(!made.to_string().contains("716186003"));
}

#[test]
fn a_pregnancy_and_a_blood_group_leave_as_they_were_stated() {
    let mut point = point("feldsher", Role::Feldsher);
    let mut woman = bare(person());
    woman.person.sex = feldsher::domain::person::Sex::Female;
    let patient = point.register(woman);
    point.set(patient, "preg", json!({"value": "yes", "lmp": "2026-05"}));
    point.set(patient, "blood", json!({"value": "A(II) Rh+"}));
    let made = summary(&point, patient, Some(Lang::En));
    assert_eq!(super::guide::errors(&made), Vec::<String>::new());
    let told = section(&made, "10162-6")["text"]["div"].as_str().unwrap();
    assert!(
        told.contains("pregnant") && !told.contains("not pregnant"),
        "{told}"
    );
    let all = of_type(&made, "Observation");
    let of = |code: &str| {
        all.iter()
            .find(|one| one["code"]["coding"][0]["code"] == code)
            .unwrap()
    };
    assert_eq!(of("82810-3")["valueCodeableConcept"]["text"], "pregnant");
    // As far as it is known, and no further.
    assert_eq!(of("8665-2")["valueDateTime"], "2026-05");
    assert_eq!(of("882-1")["valueCodeableConcept"]["text"], "A(II) Rh+");
    assert!(of("882-1")["effectiveDateTime"].is_null());
    point.set(patient, "preg", json!({"value": "no"}));
    let made = summary(&point, patient, Some(Lang::En));
    assert!(
        section(&made, "10162-6")["text"]["div"]
            .as_str()
            .unwrap()
            .contains("not pregnant")
    );
}

#[test]
fn what_was_entered_in_error_stays_at_home_and_what_is_over_reads_as_over() {
    let mut point = point("feldsher", Role::Feldsher);
    let patient = point.register(bare(person()));
    for (key, status, title) in [
        ("pr/new", "active", "Астма"),
        ("pr/new", "resolved", "Пневмония"),
        ("pr/new", "entered-in-error", "Чужой диабет"),
    ] {
        point.set(
            patient,
            key,
            json!({"title": title, "status": status, "code": "J45.9"}),
        );
    }
    let made = summary(&point, patient, None);
    assert!(
        super::guide::errors(&made).is_empty(),
        "{:?}",
        super::guide::errors(&made)
    );
    assert!(!made.to_string().contains("Чужой диабет"));
    assert_eq!(
        section(&made, "11450-4")["entry"].as_array().unwrap().len(),
        1
    );
    let past = section(&made, "11348-0");
    assert!(past["text"]["div"].as_str().unwrap().contains("Пневмония"));
    let over = of_type(&made, "Condition");
    let over: Vec<&str> = over
        .iter()
        .filter(|c| c["clinicalStatus"]["coding"][0]["code"] == "resolved")
        .map(|c| c["code"]["text"].as_str().unwrap())
        .collect();
    assert_eq!(over, ["Пневмония"]);
}

#[test]
fn what_somebody_typed_cannot_become_markup_and_stays_as_typed_elsewhere() {
    let mut point = point("feldsher", Role::Feldsher);
    let patient = point.register(bare(person()));
    let nasty = "<script>alert('x')</script> & \"]]>";
    point.set(
        patient,
        "al/new",
        json!({"substance": nasty, "status": "active"}),
    );
    let made = summary(&point, patient, None);
    let [allergy] = of_type(&made, "AllergyIntolerance")[..] else {
        panic!("{made}")
    };
    assert_eq!(allergy["code"]["text"], nasty);
    let div = section(&made, "48765-2")["text"]["div"].as_str().unwrap();
    assert!(!div.contains("<script"), "{div}");
    // Read back, the words are the words.
    let read = foreign::read(made.to_string().as_bytes(), Lang::En).unwrap();
    let text = everything(&read);
    assert!(text.contains(nasty), "{text}");
}

#[test]
fn a_dose_leaves_in_the_words_in_which_it_was_written() {
    let mut point = point("feldsher", Role::Feldsher);
    let patient = point.register(bare(person()));
    let written = json!({"name": "Варфарин", "dose": "2,5 мг; по МНО", "frequency": "вечером", "status": "active"});
    point.set(patient, "med/new", written);
    let made = summary(&point, patient, None);
    let [medicine] = of_type(&made, "MedicationStatement")[..] else {
        panic!("{made}")
    };
    assert_eq!(medicine["dosage"][0]["text"], "2,5 мг; по МНО, вечером");
    assert_eq!(
        medicine["medicationCodeableConcept"],
        json!({"text": "Варфарин"})
    );
}

#[test]
fn the_same_card_at_the_same_moment_is_the_same_file_in_five_languages_five() {
    let mut point = point("feldsher", Role::Feldsher);
    let patient = point.register(person());
    let mut seen = std::collections::BTreeSet::new();
    for lang in Lang::ALL {
        let made = summary(&point, patient, Some(lang));
        assert_eq!(made, summary(&point, patient, Some(lang)));
        assert!(super::guide::errors(&made).is_empty());
        seen.insert(made.to_string());
    }
    assert_eq!(seen.len(), 5);
}

/// Every fact of the card is in the summary, and read back it is on the screen.
#[test]
fn there_and_back_every_fact_is_shown() {
    for made in village() {
        let read = foreign::read(made.bundle.to_string().as_bytes(), Lang::Ru).unwrap();
        let shown = everything(&read);
        for fact in facts(made) {
            let fact = foreign::plain(fact.trim());
            assert!(
                shown.contains(&fact),
                "{fact} of {:?}\n{shown}",
                made.view.patient
            );
        }
    }
}

/// What the lists of the card say, word for word.
fn facts(made: &Made) -> Vec<String> {
    use feldsher::domain::allergy::Status;
    let view = &made.view;
    let person = &view.person;
    let mut out = vec![
        person.name.family.clone(),
        person.name.given.clone(),
        person.born.to_string(),
        person.phone.clone(),
        person.address.clone(),
    ];
    out.extend(person.identifiers.iter().map(|n| n.value.clone()));
    out.extend(
        person
            .contacts
            .iter()
            .flat_map(|c| [c.name.clone(), c.phone.clone()]),
    );
    for noted in view
        .allergies
        .iter()
        .filter(|n| n.value.status != Status::EnteredInError)
    {
        out.push(noted.value.substance.clone());
        out.extend(noted.value.reactions.clone());
        out.push(noted.value.note.clone());
    }
    for noted in view
        .problems
        .iter()
        .filter(|n| n.value.status != Status::EnteredInError)
    {
        out.extend([
            noted.value.title.clone(),
            noted.value.code.clone().unwrap_or_default(),
            noted.value.onset.to_string(),
        ]);
    }
    for noted in view
        .medicines
        .iter()
        .filter(|n| n.value.status != Status::EnteredInError)
    {
        let one = &noted.value;
        out.extend([
            one.name.clone(),
            one.dose.clone(),
            one.frequency.clone(),
            one.since.to_string(),
        ]);
    }
    out.extend(
        view.alerts
            .iter()
            .filter(|n| n.value.status == Status::Active)
            .map(|n| n.value.text.clone()),
    );
    out.extend(view.blood.iter().map(|n| n.value.clone()));
    for event in view
        .immunisations
        .iter()
        .filter(|e| e.withdrawn.is_none() && e.amended_by.is_empty())
    {
        let one = &event.content;
        out.extend([
            one.name.clone(),
            one.date.to_string(),
            one.lot.clone(),
            one.note.clone(),
            one.reaction.clone(),
        ]);
    }
    out.retain(|fact| !fact.trim().is_empty());
    out
}

/// Everything that a reader can see of a foreign document.
pub fn everything(read: &feldsher::domain::foreign::Foreign) -> String {
    let mut out = vec![
        read.title.clone(),
        read.date.clone(),
        read.origin.clone(),
        read.person.clone(),
    ];
    out.extend(read.warnings.clone());
    for part in &read.parts {
        out.push(part.title.clone());
        out.extend(
            part.lines
                .iter()
                .flat_map(|l| [l.label.clone(), l.value.clone()]),
        );
        for item in &part.items {
            out.extend([item.kind.clone(), item.title.clone()]);
            out.extend(item.warnings.clone());
            out.extend(
                item.lines
                    .iter()
                    .flat_map(|l| [l.label.clone(), l.value.clone()]),
            );
        }
    }
    out.join("\n")
}

/// A visit travels with all of its answers, diagnoses and orders.
#[test]
fn a_signed_visit_leaves_whole() {
    let mut checked = 0;
    for made in village() {
        for (id, bundle) in &made.visits {
            let visit = made.view.visits.iter().find(|v| v.id == *id).unwrap();
            let mut out = Vec::new();
            texts("", bundle, &mut out);
            let answers = &of_type(bundle, "QuestionnaireResponse")[0]["item"];
            let given: Vec<&str> = answers
                .as_array()
                .into_iter()
                .flatten()
                .map(|a| a["linkId"].as_str().unwrap())
                .collect();
            for link_id in visit.content.answers.keys() {
                assert!(given.contains(&link_id.as_str()), "{link_id}");
            }
            for diagnosis in &visit.content.diagnoses {
                assert!(
                    out.iter()
                        .any(|(name, text)| *name == "code" && *text == diagnosis.code),
                    "{diagnosis:?}"
                );
            }
            let orders = made
                .view
                .prescriptions
                .iter()
                .filter(|p| p.content.visit == Some(*id))
                .count();
            assert_eq!(of_type(bundle, "MedicationRequest").len(), orders);
            assert_eq!(of_type(bundle, "Encounter").len(), 1);
            checked += 1;
        }
    }
    assert!(checked > 100, "{checked}");
}

/// The door: a role, a line in the access log, a file that is not written over another.
#[test]
fn an_export_stands_in_the_access_log_and_overwrites_nothing() {
    let point = point("feldsher", Role::Feldsher);
    let folder = point.folder.path().to_owned();
    let out = tempfile::tempdir().unwrap();
    let mut point = point;
    let patient = point.register(person());
    drop(point.house);
    let mut desk = Desk::new(
        feldsher::paths::DataFolder::at(&folder),
        point.clock.clone(),
        feldsher::vault::slots::KdfCost::CHEAPEST,
    );
    let mut ask = |job: Job| {
        let mut heard = Vec::new();
        desk.handle(job, &mut |event| heard.push(event));
        heard.pop().unwrap()
    };
    ask(Job::Unlock {
        login: "feldsher".into(),
        password: "correct horse".into(),
    });
    let path = out.path().join("ips.json");
    let job = |path: &Path| Job::Export {
        ticket: 7,
        what: ExportOf::Summary { patient },
        lang: None,
        path: path.to_owned(),
    };
    assert!(matches!(
        ask(job(&path)),
        Event::PaperSaved { ticket: 7, .. }
    ));
    let first = std::fs::read(&path).unwrap();
    let Event::Failed { fault, .. } = ask(job(&path)) else {
        panic!("written over")
    };
    assert_eq!(fault.code, "target-taken");
    assert_eq!(std::fs::read(&path).unwrap(), first);
    let Event::Failed { fault, .. } = ask(job(&folder.join("feldsher.db"))) else {
        panic!("written over the record")
    };
    assert_eq!(fault.code, "target-in-clinic");
    let Event::Shown { json } = ask(Job::Show { patient }) else {
        panic!("not shown")
    };
    assert!(json.contains(&patient.to_string()));
    let Event::Foreign { foreign, .. } = ask(Job::ReadForeign {
        ticket: 8,
        patient,
        path,
    }) else {
        panic!("not read")
    };
    assert!(!foreign.parts.is_empty());
}
