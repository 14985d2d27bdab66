//! An open prescription that has become dangerous: told where it is open, once, until somebody decides; two houses over a real store.

use std::sync::Arc;

use feldsher::clock::SystemClock;
use feldsher::domain::country::Country;
use feldsher::domain::ids::{DocId, PatientId};
use feldsher::domain::lang::Lang;
use feldsher::domain::review::{Decision, Review};
use feldsher::domain::role::Role;
use feldsher::domain::visit::{LinkAct, Prescription};
use feldsher::paths::DataFolder;
use feldsher::store::serve::{Limits, Running, start};
use feldsher::store::sqlite::Sqlite;
use feldsher::store::{Store, system_entropy};
use feldsher::vault::slots::KdfCost;
use feldsher::worker::dose::key;
use feldsher::worker::{Desk, Event, Job, NewClinic, Op, Registration, ToReview};
use serde_json::json;

const PASSWORD: &str = "correct horse";

/// One workstation.
struct Point {
    desk: Desk,
    folder: tempfile::TempDir,
}

/// A store, and where it listens.
struct There {
    store: Arc<Store>,
    running: Running,
    _folder: tempfile::TempDir,
}

fn there() -> There {
    let folder = tempfile::tempdir().unwrap();
    let storage = Arc::new(Sqlite::open(&folder.path().join("store.sqlite")).unwrap());
    let store = Arc::new(Store::open(storage, Arc::new(SystemClock), system_entropy()).unwrap());
    let listen = ([127, 0, 0, 1], 0).into();
    let running = start(store.clone(), listen, Limits::default()).unwrap();
    There {
        store,
        running,
        _folder: folder,
    }
}

fn desk(folder: &tempfile::TempDir) -> Desk {
    let place = DataFolder::at(folder.path());
    Desk::new(place, Arc::new(SystemClock), KdfCost::CHEAPEST)
}

impl Point {
    fn new(login: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut point = Self {
            desk: desk(&folder),
            folder,
        };
        point.ask(Job::CreateClinic(Box::new(NewClinic {
            name: "Үлгі медициналық пункті".to_owned(),
            country: Country::Kz,
            lang: Lang::Ru,
            login: login.to_owned(),
            user_name: "Сынақов Үлгі".to_owned(),
            role: Role::Doctor,
            password: PASSWORD.to_owned(),
        })));
        point
    }

    fn enrolled(there: &There, login: &str) -> Self {
        let mut point = Self::new(login);
        let code = there.store.enrol_code("Үлгі", 15).unwrap().code;
        let url = there.running.url();
        point.ask(Job::Enrol { url, code });
        point
    }

    fn ask(&mut self, job: Job) -> Vec<Event> {
        let mut events = Vec::new();
        self.desk.handle(job, &mut |event| events.push(event));
        for event in &events {
            assert!(!matches!(event, Event::Failed { .. }), "{event:?}");
        }
        events
    }

    fn act(&mut self, op: Op) -> DocId {
        let op = Box::new(op);
        let events = self.ask(Job::Do { ticket: 0, op });
        let written = events.into_iter().find_map(|event| match event {
            Event::Done { changes, .. } => changes.written.first().copied(),
            _ => None,
        });
        written.unwrap()
    }

    fn register(&mut self, given: &str) -> PatientId {
        let registration: Registration = serde_json::from_value(json!({
            "family": "Сынақова", "given": given, "sex": "female", "born": "1982-01-01",
        }))
        .unwrap();
        self.act(Op::Register(Box::new(registration)))
    }

    fn set(&mut self, patient: PatientId, key: &str, value: serde_json::Value) -> DocId {
        self.act(Op::SetFact {
            patient,
            key: key.to_owned(),
            value: value.as_object().unwrap().clone(),
            seen: None,
        })
    }

    fn prescribe(&mut self, patient: PatientId) -> DocId {
        let prescription = Prescription {
            medicine: Some("amoxicillin".into()),
            name: "амоксициллин".into(),
            dose: "500".into(),
            unit: "mg".into(),
            strength: "250 mg".into(),
            route: "oral".into(),
            per_day: Some(3),
            days: Some(7),
            given_here: Some(true),
            answer: "cannot_check".into(),
            ..Prescription::default()
        };
        self.act(Op::Prescribe {
            patient,
            prescription: Box::new(prescription),
        })
    }

    fn allergic(&mut self, patient: PatientId) {
        self.set(patient, "al/new", json!({"substance": "Пенициллин"}));
    }

    fn sync(&mut self) {
        for event in self.ask(Job::SyncNow) {
            if let Event::Sync(view) = event {
                assert_eq!((view.last_fault, view.waiting), (None, 0));
            }
        }
    }

    fn reviews(&mut self) -> Vec<ToReview> {
        let events = self.ask(Job::Reviews);
        let listed = events.into_iter().find_map(|event| match event {
            Event::Reviews(rows) => Some(rows),
            _ => None,
        });
        listed.unwrap()
    }

    fn decide(&mut self, row: &ToReview, decision: Decision) {
        let kept = decision == Decision::Kept;
        let review = Review {
            prescription: row.order,
            decision,
            findings: row.findings.iter().map(key).collect(),
            reason: if kept {
                "benefit".into()
            } else {
                String::new()
            },
            ..Review::default()
        };
        self.act(Op::Review {
            patient: row.patient.patient,
            review: Box::new(review),
        });
    }

    fn in_round(&mut self) -> usize {
        let events = self.ask(Job::Round);
        let listed = events.into_iter().find_map(|event| match event {
            Event::Round(rows) => Some(rows.len()),
            _ => None,
        });
        listed.unwrap()
    }

    /// The program ends and starts again.
    fn restart(&mut self, login: &str) {
        self.ask(Job::Stop);
        self.desk = desk(&self.folder);
        self.ask(Job::Unlock {
            login: login.to_owned(),
            password: PASSWORD.to_owned(),
        });
    }
}

/// The first house prescribes, the second writes the allergy down, and both know it.
fn two_houses() -> (There, Point, Point, DocId) {
    let there = there();
    let mut a = Point::enrolled(&there, "first");
    let mut b = Point::enrolled(&there, "second");
    let patient = a.register("Айна");
    let order = a.prescribe(patient);
    assert_eq!(a.reviews(), [], "nobody knows of an allergy");
    a.sync();
    b.sync();
    b.allergic(patient);
    assert_eq!(
        b.reviews().len(),
        1,
        "where it was written it shows at once"
    );
    assert_eq!(a.reviews(), [], "nothing has come yet");
    b.sync();
    a.sync();
    (there, a, b, order)
}

#[test]
fn an_allergy_from_another_house_raises_one_task_and_a_reason_given_there_ends_it_here() {
    let (there, mut a, mut b, order) = two_houses();
    let rows = a.reviews();
    let [row] = rows.as_slice() else {
        panic!("{rows:?}")
    };
    assert_eq!(row.order, order);
    assert_eq!(row.prescription.name, "амоксициллин");
    assert_eq!(row.patient.person.name.given, "Айна");
    let codes: Vec<&str> = row.findings.iter().map(|f| f.code).collect();
    assert_eq!(codes, ["allergy-class"]);
    let (by, _at) = row.origin.as_ref().unwrap();
    assert_eq!(by, "Сынақов Үлгі");

    // Not twice, and nothing of it is lost.
    a.sync();
    b.set(
        row.patient.patient,
        "tel",
        json!({"value": "+7 700 000 00 09"}),
    );
    b.sync();
    a.sync();
    let again = a.reviews();
    assert_eq!(again.len(), 1);
    assert_eq!(again[0].since, row.since);
    let verified = a.ask(Job::Verify);
    assert!(
        matches!(verified.as_slice(), [Event::Verified(report)] if report.problems.is_empty()),
        "{verified:?}"
    );
    a.restart("first");
    let again = a.reviews();
    assert_eq!((again.len(), again[0].since), (1, row.since));

    let there_too = b.reviews();
    b.decide(&there_too[0], Decision::Kept);
    assert_eq!(b.reviews(), []);
    assert_eq!(a.reviews().len(), 1, "the reason has not come yet");
    b.sync();
    a.sync();
    assert_eq!(a.reviews(), []);
    a.restart("first");
    assert_eq!(a.reviews(), []);
    assert_eq!(a.in_round(), 1, "it goes on");
    // What is new after the reason is asked about again.
    let patient = row.patient.patient;
    a.set(
        patient,
        "med/new",
        json!({"medicine": "methotrexate", "name": "метотрексат"}),
    );
    let codes: Vec<&str> = a.reviews()[0].findings.iter().map(|f| f.code).collect();
    assert_eq!(codes, ["interaction"]);
    there.running.stop().unwrap();
}

#[test]
fn a_stop_ends_the_task_the_round_and_the_paper_in_both_houses() {
    let (there, mut a, mut b, order) = two_houses();
    assert_eq!(a.in_round(), 1);
    let rows = a.reviews();
    a.decide(&rows[0], Decision::Stopped);
    assert_eq!((a.reviews(), a.in_round()), (Vec::new(), 0));
    a.sync();
    b.sync();
    assert_eq!((b.reviews(), b.in_round()), (Vec::new(), 0));
    let mut events = Vec::new();
    let paper = Job::Preview {
        ticket: 1,
        what: feldsher::worker::PaperOf::Prescription {
            patient: rows[0].patient.patient,
            prescription: order,
        },
        lang: None,
    };
    b.desk.handle(paper, &mut |event| events.push(event));
    assert!(
        matches!(events.as_slice(), [Event::Failed { fault, .. }] if fault.code == "stopped-record"),
        "{events:?}"
    );
    there.running.stop().unwrap();
}

#[test]
fn an_allergy_on_a_linked_card_counts_while_they_are_one_person() {
    let mut a = Point::new("first");
    let (one, two) = (a.register("Айна"), a.register("Үлгі"));
    let order = a.prescribe(one);
    a.allergic(two);
    assert_eq!(a.reviews(), [], "two people");
    let link = |statement| Op::Link {
        first: one,
        second: two,
        statement,
    };
    a.act(link(LinkAct::Same));
    let rows = a.reviews();
    assert_eq!(
        rows.iter().map(|row| row.order).collect::<Vec<_>>(),
        [order]
    );
    assert_eq!(
        rows[0].patient.patient, one,
        "the card that holds the order"
    );
    a.act(link(LinkAct::Different));
    assert_eq!(a.reviews(), []);
}

#[test]
fn cards_that_another_house_parts_are_two_people_here_too() {
    let there = there();
    let mut a = Point::enrolled(&there, "first");
    let mut b = Point::enrolled(&there, "second");
    // The order stands in the card that the link names second.
    let (one, two) = (a.register("Айна"), a.register("Үлгі"));
    a.allergic(one);
    let order = a.prescribe(two);
    let link = |statement| Op::Link {
        first: one,
        second: two,
        statement,
    };
    a.act(link(LinkAct::Same));
    a.sync();
    b.sync();
    let orders: Vec<DocId> = b.reviews().iter().map(|row| row.order).collect();
    assert_eq!(orders, [order]);
    a.act(link(LinkAct::Different));
    a.sync();
    b.sync();
    assert_eq!((a.reviews(), b.reviews()), (Vec::new(), Vec::new()));
    there.running.stop().unwrap();
}

#[test]
fn a_window_looks_in_idle_moments_and_tells_by_itself() {
    let folder = tempfile::tempdir().unwrap();
    let mut a = Point {
        desk: desk(&folder).in_background(),
        folder,
    };
    a.ask(Job::CreateClinic(Box::new(NewClinic {
        name: "Үлгі".to_owned(),
        country: Country::Kz,
        lang: Lang::Kk,
        login: "first".to_owned(),
        user_name: "Сынақов Үлгі".to_owned(),
        role: Role::Doctor,
        password: PASSWORD.to_owned(),
    })));
    let idle = |point: &mut Point| {
        let mut told = Vec::new();
        while point.desk.is_reviewing() {
            point.desk.idle(&mut |event| {
                if let Event::Reviews(rows) = event {
                    told.push(rows.len());
                }
            });
        }
        told
    };
    let patient = a.register("Айна");
    a.prescribe(patient);
    assert_eq!(idle(&mut a), [0; 0], "nothing to tell");
    a.allergic(patient);
    assert_eq!(a.reviews(), [], "the job is not kept waiting");
    assert_eq!(idle(&mut a), [1]);
    assert_eq!(a.reviews().len(), 1);
    a.set(patient, "pr/new", json!({"code": "J06.9", "title": "ЖРВИ"}));
    assert_eq!(idle(&mut a), [0; 0], "nothing has changed");
    assert_eq!(idle(&mut a), [0; 0], "an idle window is idle");
}

#[test]
fn a_decision_without_a_reason_or_about_another_card_is_refused() {
    let mut a = Point::new("first");
    let (one, two) = (a.register("Айна"), a.register("Үлгі"));
    let order = a.prescribe(one);
    let mut refused = |patient, reason: &str, findings: &[&str], decision| {
        let review = Review {
            prescription: order,
            decision,
            findings: findings.iter().map(|f| (*f).to_owned()).collect(),
            reason: reason.into(),
            ..Review::default()
        };
        let op = Box::new(Op::Review {
            patient,
            review: Box::new(review),
        });
        let mut code = None;
        a.desk.handle(Job::Do { ticket: 1, op }, &mut |event| {
            if let Event::Failed { fault, .. } = event {
                code = Some(fault.code);
            }
        });
        code
    };
    let unfit = Some("value-unfit".to_owned());
    assert_eq!(refused(one, "", &["a|b|"], Decision::Kept), unfit);
    assert_eq!(refused(one, "because", &["a|b|"], Decision::Kept), unfit);
    assert_eq!(refused(one, "benefit", &[], Decision::Kept), unfit);
    assert!(refused(two, "benefit", &["a|b|"], Decision::Kept).is_some());
    assert_eq!(refused(one, "benefit", &["a|b|"], Decision::Kept), None);
    assert_eq!(refused(one, "", &[], Decision::Stopped), None);
}
