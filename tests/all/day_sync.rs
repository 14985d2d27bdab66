//! What a user saw on a whole day with two workstations and a store over HTTP; `tests/day.sh` lives through all of it.

use std::sync::Arc;

use feldsher::clock::SystemClock;
use feldsher::domain::country::Country;
use feldsher::domain::ids::PatientId;
use feldsher::domain::lang::Lang;
use feldsher::domain::role::Role;
use feldsher::paths::DataFolder;
use feldsher::store::serve::{Limits, Running, start};
use feldsher::store::sqlite::Sqlite;
use feldsher::store::{Store, system_entropy};
use feldsher::vault::slots::KdfCost;
use feldsher::worker::{Desk, Event, Job, NewClinic, Op, OpChanges, Registration};
use serde_json::json;

/// One workstation, enrolled.
struct Point {
    desk: Desk,
    _folder: tempfile::TempDir,
}

impl Point {
    fn enrolled(store: &Store, running: &Running, login: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = DataFolder::at(folder.path());
        let desk = Desk::new(place, Arc::new(SystemClock), KdfCost::CHEAPEST);
        let mut point = Self {
            desk,
            _folder: folder,
        };
        point.ask(Job::CreateClinic(Box::new(NewClinic {
            name: "Үлгі медициналық пункті".to_owned(),
            country: Country::Kz,
            lang: Lang::Ru,
            login: login.to_owned(),
            user_name: "Сынақов Үлгі".to_owned(),
            role: Role::Doctor,
            password: "correct horse".to_owned(),
        })));
        let code = store.enrol_code("Үлгі", 15).unwrap().code;
        let url = running.url();
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

    fn register(&mut self, phone: &str) -> PatientId {
        let registration: Registration = serde_json::from_value(json!({
            "family": "Сынақова", "given": "Айна", "sex": "female", "born": "1902-01-01", "phone": phone,
            "identifiers": [{"kind": "kz-iin", "value": "000101499599"}],
        }))
        .unwrap();
        let op = Box::new(Op::Register(Box::new(registration)));
        let events = self.ask(Job::Do { ticket: 0, op });
        events
            .into_iter()
            .find_map(|event| match event {
                Event::Done { changes, .. } => changes.written.first().copied(),
                _ => None,
            })
            .unwrap()
    }

    /// One exchange: the links that it made, and how much still waits after it.
    fn sync(&mut self) -> (Vec<(PatientId, PatientId)>, u64) {
        let mut changed = OpChanges::default();
        let mut waiting = None;
        for event in self.ask(Job::SyncNow) {
            match event {
                Event::Changed(changes) => changed = changes,
                Event::Sync(view) => {
                    assert_eq!(view.last_fault, None);
                    waiting = Some(view.waiting);
                }
                _ => {}
            }
        }
        (changed.linked, waiting.unwrap())
    }

    fn show(&mut self, patient: PatientId) -> String {
        let events = self.ask(Job::Show { patient });
        events
            .into_iter()
            .find_map(|event| match event {
                Event::Shown { json } => Some(json),
                _ => None,
            })
            .unwrap()
    }
}

#[test]
fn cards_that_link_during_an_exchange_leave_nothing_waiting_and_show_the_same_on_both_sides() {
    let folder = tempfile::tempdir().unwrap();
    let storage = Arc::new(Sqlite::open(&folder.path().join("store.sqlite")).unwrap());
    let store = Arc::new(Store::open(storage, Arc::new(SystemClock), system_entropy()).unwrap());
    let listen = ([127, 0, 0, 1], 0).into();
    let running = start(store.clone(), listen, Limits::default()).unwrap();
    let mut a = Point::enrolled(&store, &running, "first");
    let mut b = Point::enrolled(&store, &running, "second");

    let one = a.register("+7 700 000 00 01");
    let two = b.register("+7 700 000 00 02");
    a.sync();
    let (linked, waiting) = b.sync();
    assert_eq!(linked, [(one.min(two), one.max(two))]);
    assert_eq!(waiting, 0, "the link goes in the exchange that made it");
    assert_eq!(a.sync().1, 0, "the link goes in the exchange that made it");
    b.sync();

    for card in [one, two] {
        let shown = a.show(card);
        assert_eq!(shown, b.show(card));
        assert!(shown.contains(&one.to_string()) && shown.contains(&two.to_string()));
    }
    running.stop().unwrap();
}

/// Rule and name of every signature that this workstation knows.
fn approvals(point: &mut Point) -> Vec<(String, String)> {
    let events = point.ask(Job::Approvals);
    let rows = events.into_iter().find_map(|event| match event {
        Event::Approvals(rows) => Some(rows),
        _ => None,
    });
    rows.unwrap()
        .into_iter()
        .map(|row| (row.item, row.name))
        .collect()
}

#[test]
fn a_signature_under_a_rule_reaches_the_other_workstation_of_the_house_and_so_does_its_withdrawal()
{
    const RULE: &str = "paracetamol-po-child";
    let folder = tempfile::tempdir().unwrap();
    let storage = Arc::new(Sqlite::open(&folder.path().join("store.sqlite")).unwrap());
    let store = Arc::new(Store::open(storage, Arc::new(SystemClock), system_entropy()).unwrap());
    let listen = ([127, 0, 0, 1], 0).into();
    let running = start(store.clone(), listen, Limits::default()).unwrap();
    let mut a = Point::enrolled(&store, &running, "first");
    let mut b = Point::enrolled(&store, &running, "second");
    let hash = feldsher::clinical::Formulary::builtin()
        .hash_of(RULE)
        .unwrap();
    let op = Box::new(Op::ApproveRules {
        items: [(RULE.to_owned(), hash.to_owned())].into(),
        position: String::new(),
        remark: String::new(),
    });
    a.ask(Job::Do { ticket: 1, op });
    assert_eq!(a.sync().1, 0);
    let mut told = false;
    for event in b.ask(Job::SyncNow) {
        if let Event::Changed(changes) = event {
            told |= changes.rules;
        }
    }
    assert!(told, "the window hears that something was signed");
    assert_eq!(
        approvals(&mut b),
        [(RULE.to_owned(), "Сынақов Үлгі".to_owned())]
    );
    let op = Box::new(Op::WithdrawApproval {
        items: [RULE.to_owned()].into(),
        remark: String::new(),
    });
    b.ask(Job::Do { ticket: 2, op });
    b.sync();
    a.sync();
    assert!(approvals(&mut a).is_empty());
}
