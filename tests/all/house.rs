//! The house through its doors: register, sign, lock, sync two of them by hand, verify.

use std::sync::Arc;

use chrono::NaiveDate;
use feldsher::clinical::immunise::{Book, Recorded};
use feldsher::clock::FixedClock;
use feldsher::domain::card::Draft;
use feldsher::domain::country::Country;
use feldsher::domain::ids::{DocId, FacilityId, PatientId};
use feldsher::domain::immunisation::{Immunisation, ImmunisationStatus};
use feldsher::domain::lang::Lang;
use feldsher::domain::person::{KnownNumber, Name, Person, Sex};
use feldsher::domain::role::Role;
use feldsher::domain::visit::{Diagnosis, LinkAct, Prescription, Visit};
use feldsher::ops::op::{Op, Registration};
use feldsher::ops::policy::{Scope, authorize, may};
use feldsher::ops::remote::{RemoteBatch, RemoteItem};
use feldsher::ops::{House, OpError, Setup, SignedIn};
use feldsher::paths::DataFolder;
use feldsher::vault::OsEntropy;
use feldsher::vault::slots::KdfCost;
use serde_json::json;

pub struct Point {
    pub house: House,
    pub me: SignedIn,
    pub clock: Arc<FixedClock>,
    pub folder: tempfile::TempDir,
}

/// A point of an invented clinic with one user and the cheapest password.
pub fn setup<'a>(clinic: &'a str, login: &'a str, role: Role) -> Setup<'a> {
    Setup {
        clinic,
        country: Country::Kz,
        lang: Lang::Ru,
        demo: false,
        login,
        name: "Сынақов Үлгі",
        role,
        password: "correct horse",
        cost: KdfCost::CHEAPEST,
    }
}

pub fn point(login: &str, role: Role) -> Point {
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::new(FixedClock::at(1_790_000_000));
    let setup = setup("Үлгі медициналық пункті", login, role);
    let (house, me, shares) = House::create(
        &DataFolder::at(folder.path()),
        &setup,
        clock.clone(),
        Box::new(OsEntropy),
    )
    .unwrap();
    assert_eq!(shares.len(), 3);
    Point {
        house,
        me,
        clock,
        folder,
    }
}

pub fn person() -> Registration {
    Registration {
        person: Person {
            name: Name {
                family: "Сынақова".into(),
                given: "Айна".into(),
                patronymic: "Үлгіқызы".into(),
            },
            sex: Sex::Female,
            born: "1902-01-01".parse().unwrap(),
            identifiers: vec![KnownNumber {
                kind: "kz-iin".into(),
                value: "000101499599".into(),
            }],
            phone: "+7 700 000 00 00".into(),
            ..Person::default()
        },
        ..Registration::default()
    }
}

impl Point {
    pub fn register(&mut self, registration: Registration) -> PatientId {
        let changes = self
            .house
            .transact(&self.me, &Op::Register(Box::new(registration)))
            .unwrap();
        changes.written[0]
    }

    pub fn set(&mut self, patient: PatientId, key: &str, value: serde_json::Value) {
        let serde_json::Value::Object(value) = value else {
            panic!("an object")
        };
        self.house
            .transact(
                &self.me,
                &Op::SetFact {
                    seen: None,
                    patient,
                    key: key.into(),
                    value,
                },
            )
            .unwrap();
    }

    pub fn view(&self, patient: PatientId) -> feldsher::domain::card::CardView {
        self.house
            .card(&authorize::<may::ReadCard>(&self.me.who, Scope::Patient(patient)).unwrap())
            .unwrap()
    }

    pub fn verified(&mut self) -> feldsher::vault::rebuild::Report {
        let may = authorize::<may::Verify>(&self.me.who, Scope::House).unwrap();
        self.house.verify(&may).unwrap()
    }
}

/// Everything in `from`'s outbox, as a store would hand it on.
pub fn carry(from: &Point, to: &mut Point) {
    let items = from
        .house
        .outbox(0, usize::MAX)
        .unwrap()
        .into_iter()
        .map(|logged| (logged.n as u64, RemoteItem::Change(logged.chunk)));
    let batch = RemoteBatch {
        scope: FacilityId([1; 16]),
        log: 0,
        epoch: [1; 8],
        items: items.collect(),
        next: None,
    };
    to.house.apply_remote(&batch).unwrap();
}

pub fn visit() -> Draft {
    Draft {
        visit: Visit {
            form: "visit".into(),
            drafted_by: None,
            form_version: "1.0".into(),
            answers: [
                ("complaints".to_owned(), "кашель".to_owned()),
                ("weight".to_owned(), "61.5 kg".to_owned()),
            ]
            .into(),
            diagnoses: vec![Diagnosis {
                code: "J20.9".into(),
                title: "Острый бронхит".into(),
                ..Diagnosis::default()
            }],
        },
        prescriptions: vec![Prescription {
            name: "paracetamol".into(),
            dose: "500".into(),
            unit: "mg".into(),
            ..Prescription::default()
        }],
        ..Draft::default()
    }
}

#[test]
fn a_day_of_one_point_is_kept_and_verifies() {
    let mut point = point("feldsher", Role::Feldsher);
    let patient = point.register(person());
    let draft = point
        .house
        .save_draft(&point.me, None, patient, &visit())
        .unwrap();
    assert_eq!(point.view(patient).drafts.len(), 1);
    point
        .house
        .transact(
            &point.me,
            &Op::SignVisit {
                draft: draft.id,
                confirmed: false,
            },
        )
        .unwrap();
    let again = point.house.transact(
        &point.me,
        &Op::SignVisit {
            draft: draft.id,
            confirmed: false,
        },
    );
    assert!(matches!(again, Err(OpError::AlreadySigned)));
    point.set(
        patient,
        "al/new",
        json!({"substance": "penicillin", "severity": "severe", "status": "active"}),
    );

    let view = point.view(patient);
    assert_eq!(
        (
            view.visits.len(),
            view.prescriptions.len(),
            view.drafts.len(),
            view.allergies.len()
        ),
        (1, 1, 0, 1)
    );
    assert_eq!(view.visits[0].content.diagnoses[0].code, "J20.9");
    assert_eq!(view.prescriptions[0].content.visit, Some(view.visits[0].id));
    assert_eq!(
        view.last_answer("weight").map(|(w, _)| w.to_owned()),
        Some("61.5 kg".to_owned())
    );

    let report = point.verified();
    assert_eq!(
        (
            report.problems.len(),
            report.signatures_invalid,
            report.signatures_unknown
        ),
        (0, 0, 0),
        "{report:?}"
    );
    // User, card, its log line, visit, prescription, log line, allergy, log line.
    assert_eq!(report.chunks, 8);
}

#[test]
fn the_same_person_registered_at_two_points_is_one_record() {
    let (mut a, mut b) = (point("a", Role::Feldsher), point("b", Role::Feldsher));
    let at_a = a.register(person());
    let mut other = person();
    other.person.phone = "+7 700 000 00 99".into();
    let at_b = b.register(other);
    b.set(
        at_b,
        "al/new",
        json!({"substance": "penicillin", "status": "active"}),
    );
    carry(&b, &mut a);
    carry(&a, &mut b);
    for (point, own) in [(&a, at_a), (&b, at_b)] {
        let view = point.view(own);
        assert_eq!(view.cards.len(), 2);
        assert!(view.links[0].sure);
        assert_eq!(view.allergies.len(), 1);
    }
    // What is opened is both cards, and the log of either says so.
    a.house.open_card(&a.me, at_a).unwrap();
    let auditor = feldsher::ops::policy::Who {
        role: Role::Auditor,
        ..a.me.who.clone()
    };
    for card in [at_a, at_b] {
        let may = authorize::<may::ReadAccessLog>(&auditor, Scope::Patient(card)).unwrap();
        let log = a.house.access_log(&may).unwrap();
        let openings = log.iter().filter(|(_, line)| line.action == "open");
        assert_eq!(openings.count(), 1, "{card}");
    }
    // A person looks and says no: two people again, on both.
    let undo = Op::Link {
        first: at_a,
        second: at_b,
        statement: LinkAct::Different,
    };
    a.house.transact(&a.me, &undo).unwrap();
    carry(&a, &mut b);
    assert_eq!((a.view(at_a).cards.len(), b.view(at_b).cards.len()), (1, 1));
    assert!(a.verified().problems.is_empty() && b.verified().problems.is_empty());
}

#[test]
fn two_offline_edits_of_one_problem_are_a_conflict_until_settled() {
    let (mut a, mut b) = (point("a", Role::Doctor), point("b", Role::Doctor));
    let patient = a.register(person());
    a.set(
        patient,
        "pr/1",
        json!({"title": "asthma", "status": "active"}),
    );
    carry(&a, &mut b);
    a.set(
        patient,
        "pr/1",
        json!({"title": "asthma, mild", "status": "active"}),
    );
    b.set(
        patient,
        "pr/1",
        json!({"title": "asthma, severe", "status": "active"}),
    );
    carry(&a, &mut b);
    carry(&b, &mut a);
    let may = authorize::<may::ListConflicts>(&a.me.who, Scope::House).unwrap();
    let (on_a, on_b) = (
        a.house.conflicts(&may).unwrap(),
        b.house.conflicts(&may).unwrap(),
    );
    assert_eq!(on_a.len(), 1);
    assert_eq!(on_a[0].id, on_b[0].id);
    let values = |c: &feldsher::domain::card::Conflict| {
        c.values.iter().map(|v| v.json.clone()).collect::<Vec<_>>()
    };
    assert_eq!(values(&on_a[0]), values(&on_b[0]));
    assert_eq!(
        a.house.show(&a.me, patient).unwrap(),
        b.house.show(&b.me, patient).unwrap()
    );

    let settle = Op::Settle {
        seen: None,
        patient,
        key: "pr/1".into(),
        keep: 1,
        shown: 2,
    };
    a.house.transact(&a.me, &settle).unwrap();
    assert!(matches!(
        a.house.transact(&a.me, &settle),
        Err(OpError::Moved { .. })
    ));
    carry(&a, &mut b);
    assert!(b.house.conflicts(&may).unwrap().is_empty());
    assert_eq!(
        a.house.show(&a.me, patient).unwrap(),
        b.house.show(&b.me, patient).unwrap()
    );
}

#[test]
fn what_a_role_may_not_do_is_refused_and_leaves_nothing() {
    let mut point = point("nurse", Role::Nurse);
    let before = point.house.delivery().unwrap();
    let op = Op::Prescribe {
        patient: DocId([9; 16]),
        prescription: Box::default(),
    };
    assert!(matches!(
        point.house.transact(&point.me, &op),
        Err(OpError::Denied(_))
    ));
    assert_eq!(point.house.delivery().unwrap(), before);
}

#[test]
fn a_clock_that_jumped_back_is_written_down_and_refuses_nothing() {
    let mut point = point("a", Role::Feldsher);
    let patient = point.register(person());
    point.clock.set(86_400);
    let draft = point
        .house
        .save_draft(&point.me, None, patient, &visit())
        .unwrap();
    point
        .house
        .transact(
            &point.me,
            &Op::SignVisit {
                draft: draft.id,
                confirmed: false,
            },
        )
        .unwrap();
    assert!(point.view(patient).visits[0].clock_doubtful);
}

#[test]
fn a_hostile_change_goes_to_quarantine_and_the_good_one_beside_it_stays() {
    let (mut a, mut b) = (point("a", Role::Doctor), point("b", Role::Doctor));
    let patient = a.register(person());
    let mut items: Vec<_> = a
        .house
        .outbox(0, usize::MAX)
        .unwrap()
        .into_iter()
        .map(|l| l.chunk)
        .collect();
    let mut bad = items[1].clone();
    let last = bad.bytes.len() - 1;
    bad.bytes[last] ^= 1;
    items.insert(0, bad);
    let items = items
        .into_iter()
        .enumerate()
        .map(|(n, chunk)| (n as u64 + 1, RemoteItem::Change(chunk)))
        .collect();
    let batch = RemoteBatch {
        scope: FacilityId([1; 16]),
        log: 0,
        epoch: [1; 8],
        items,
        next: None,
    };
    b.house.apply_remote(&batch).unwrap();
    assert_eq!(b.verified().quarantined, 1);
    assert_eq!(b.view(patient).person.name.family, "Сынақова");
}

#[test]
fn a_second_entry_under_a_known_id_cannot_replace_what_was_signed() {
    use feldsher::record::{Actor, Entry, entry::reauthor, seal};
    let (mut a, mut b) = (point("a", Role::Doctor), point("b", Role::Doctor));
    let patient = a.register(person());
    let draft = a.house.save_draft(&a.me, None, patient, &visit()).unwrap();
    let signed = a
        .house
        .transact(
            &a.me,
            &Op::SignVisit {
                draft: draft.id,
                confirmed: false,
            },
        )
        .unwrap()
        .written[0];
    carry(&a, &mut b);
    let sent = a.house.outbox(0, usize::MAX).unwrap();
    let chunk = sent
        .into_iter()
        .map(|logged| logged.chunk)
        .find(|chunk| chunk.doc == signed)
        .unwrap();
    let head = Entry::open(&chunk.bytes).unwrap().head;
    let forged = seal(
        &head,
        &json!({"form": "visit", "answers": {"complaints": "t:nothing"}}),
        &b.me.key,
        Actor([9; 16]),
    )
    .unwrap();
    let twin = reauthor(&chunk, Actor([8; 16])).unwrap();
    let items = vec![
        (1, RemoteItem::Change(forged)),
        (2, RemoteItem::Change(twin)),
    ];
    let batch = RemoteBatch {
        scope: FacilityId([1; 16]),
        log: 1,
        epoch: [1; 8],
        items,
        next: None,
    };
    b.house.apply_remote(&batch).unwrap();
    assert_eq!(
        b.view(patient).visits[0].content.answers["complaints"],
        "кашель"
    );
    assert_eq!(b.verified().quarantined, 1);
}

#[test]
fn twelve_hours_without_anybody_wipe_the_key_and_papers_do_not_outlive_a_start() {
    use feldsher::worker::{Desk, Event, Job, NewClinic};
    let folder = tempfile::tempdir().unwrap();
    let data = DataFolder::at(folder.path());
    let clock = Arc::new(FixedClock::at(1_790_000_000));
    let mut desk = Desk::new(data.clone(), clock.clone(), KdfCost::CHEAPEST);
    let new = NewClinic {
        name: "Үлгі".into(),
        country: Country::Kz,
        lang: Lang::Ru,
        login: "feldsher".into(),
        user_name: "Сынақов".into(),
        role: Role::Feldsher,
        password: "correct horse".into(),
    };
    desk.handle(Job::CreateClinic(Box::new(new)), &mut |_| {});
    desk.handle(Job::Lock, &mut |_| {});
    let closed = |desk: &mut Desk| {
        let mut closed = false;
        desk.idle(&mut |event| closed |= matches!(event, Event::Closed));
        closed
    };
    assert!(!closed(&mut desk) && desk.house().is_some());
    clock.set(1_790_000_000 + 13 * 3_600);
    assert!(closed(&mut desk) && desk.house().is_none());

    let papers = folder.path().join("papers");
    std::fs::create_dir(&papers).unwrap();
    drop(desk);
    Desk::new(data, clock, KdfCost::CHEAPEST).handle(Job::Look, &mut |_| {});
    assert!(!papers.exists());
}

fn dose(vaccine: &str, date: &str) -> Immunisation {
    Immunisation {
        vaccine: vaccine.into(),
        date: date.parse().unwrap(),
        lot: "A123".into(),
        expiry: "2027-05".parse().unwrap(),
        site: "left-thigh".into(),
        route: "intramuscular".into(),
        ..Immunisation::default()
    }
}

/// 2026-09-21, as the clock of these tests.
fn infant(given: &str, born: &str) -> Registration {
    Registration {
        person: Person {
            name: Name {
                family: "Сынақова".into(),
                given: given.into(),
                ..Name::default()
            },
            sex: Sex::Female,
            born: born.parse().unwrap(),
            ..Person::default()
        },
        ..Registration::default()
    }
}

#[test]
fn a_vaccination_is_signed_travels_and_counts_in_the_plan() {
    let mut first = point("nurse", Role::Nurse);
    let mut second = point("doctor", Role::Doctor);
    let patient = first.register(infant("Айна", "2026-07-01"));
    let give = |point: &mut Point, immunisation: Immunisation| {
        point.house.transact(
            &point.me,
            &Op::Immunise {
                patient,
                immunisation: Box::new(immunisation),
                amends: None,
            },
        )
    };
    give(&mut first, dose("HepB", "2026-07-01")).unwrap();
    let refused = Immunisation {
        status: ImmunisationStatus::NotDone,
        status_reason: "refusal".into(),
        ..dose("BCG", "2026-07-02")
    };
    give(&mut first, refused.clone()).unwrap();
    carry(&first, &mut second);
    let view = second.view(patient);
    assert_eq!(view.immunisations.len(), 2);
    let newest = &view.immunisations[0];
    assert_eq!(newest.content, refused);
    assert_eq!(newest.care_at, 1_782_993_600, "noon of the day itself");
    let recorded = Recorded::of(Book::builtin(), &view);
    assert_eq!(recorded.given.len(), 1, "a refusal is no dose");
    assert_eq!(recorded.given[0].vaccine, "HepB");
    assert_eq!(second.verified().problems, Vec::<String>::new());
    for (slip, code) in [
        (dose("", "2026-07-01"), "vaccine-missing"),
        (dose("BCG", ""), "vaccine-date"),
        (dose("BCG", "2026-09-25"), "vaccine-date"),
        (
            Immunisation {
                status_reason: "refusal".into(),
                ..dose("BCG", "2026-07-02")
            },
            "vaccine-reason",
        ),
        (
            Immunisation {
                status: ImmunisationStatus::NotDone,
                ..dose("BCG", "2026-07-02")
            },
            "vaccine-reason",
        ),
    ] {
        match give(&mut first, slip) {
            Err(OpError::Invalid { code: said, .. }) => assert_eq!(said, code),
            other => panic!("{code}: {other:?}"),
        }
    }
    assert_eq!(first.view(patient).immunisations.len(), 2);
}

#[test]
fn the_recall_list_knows_doses_refusals_links_and_withdrawals() {
    let mut point = point("doctor", Role::Doctor);
    let today: NaiveDate = "2026-09-21".parse().unwrap();
    let child = point.register(infant("Айна", "2026-07-01"));
    let twin = point.register(infant("Мүлде Басқа", "2026-07-01"));
    point.register(infant("Ересек", "1990-01-01"));
    let vague = point.register(infant("Белгісіз", "2026"));
    let list = |point: &Point| {
        let may = authorize::<may::Recall>(&point.me.who, Scope::House).unwrap();
        point.house.recall(&may, today, today).unwrap()
    };
    let due = |point: &Point, patient| {
        let list = list(point);
        let one = list.iter().find(|one| one.patient == patient);
        one.map(|one| {
            let names = one.rows.iter().map(|due| due.row.vaccine.clone());
            names.collect::<Vec<_>>()
        })
    };
    assert_eq!(list(&point).len(), 3);
    assert_eq!(due(&point, vague), Some(Vec::new()), "nobody may forget it");
    let before = due(&point, child).unwrap();
    assert!(before.contains(&"PCV".to_owned()), "{before:?}");
    let act = |point: &mut Point, op: &Op| point.house.transact(&point.me, op).unwrap().written;
    let give = |patient, immunisation| Op::Immunise {
        patient,
        immunisation: Box::new(immunisation),
        amends: None,
    };
    let written = act(&mut point, &give(twin, dose("PCV", "2026-09-10")));
    act(
        &mut point,
        &Op::Link {
            first: child,
            second: twin,
            statement: LinkAct::Same,
        },
    );
    assert_eq!(list(&point).len(), 2, "two cards, one child");
    let after = list(&point);
    let one = after.iter().find(|one| one.patient != vague).unwrap();
    assert!(!one.rows.iter().any(|due| due.row.vaccine == "PCV"));
    act(
        &mut point,
        &Op::Withdraw {
            patient: twin,
            error: feldsher::domain::visit::EnteredInError {
                target: written[0],
                reason: "mistake".into(),
                note: String::new(),
            },
        },
    );
    let refusal = Immunisation {
        status: ImmunisationStatus::NotDone,
        status_reason: "medical-exemption".into(),
        until: "2026-10-01".parse().unwrap(),
        ..dose("PCV", "2026-09-20")
    };
    act(&mut point, &give(child, refusal));
    let after = list(&point);
    let one = after.iter().find(|one| one.patient != vague).unwrap();
    let pcv = one
        .rows
        .iter()
        .find(|due| due.row.vaccine == "PCV")
        .unwrap();
    assert_eq!(
        pcv.declined.as_ref().unwrap().status_reason,
        "medical-exemption"
    );
}

/// The line of the list and the child's own plan are one: what the record says against a vaccine reaches both.
#[test]
fn the_recall_list_is_the_childs_own_plan() {
    use feldsher::worker::vaccination::planned;
    let mut point = point("doctor", Role::Doctor);
    let today: NaiveDate = "2026-09-21".parse().unwrap();
    let well = point.register(infant("Айна", "2025-03-01"));
    let ill = point.register(infant("Мүлде Басқа", "2025-03-01"));
    let linked = point.register(infant("Басқа Мүлде", "2025-03-01"));
    let hiv = json!({"code": "B24", "title": "ВИЧ", "status": "active"});
    point.set(ill, "pr/new", hiv);
    let allergic = json!({"substance": "ККП", "status": "active"});
    point.set(linked, "al/new", allergic);
    let disputed = point.register(infant("Дауда", "2010-03-01"));
    point.set(disputed, "preg", json!({"value": "yes"}));
    let may = authorize::<may::Recall>(&point.me.who, Scope::House).unwrap();
    let list = point.house.recall(&may, today, today).unwrap();
    let names = |patient| {
        let one = list.iter().find(|one| one.patient == patient).unwrap();
        let rows = one.rows.iter().map(|due| &due.row);
        rows.map(|row| row.vaccine.clone()).collect::<Vec<_>>()
    };
    assert!(names(well).contains(&"MMR".to_owned()));
    for patient in [ill, linked, disputed] {
        assert!(!names(patient).contains(&"MMR".to_owned()));
    }
    for patient in [well, ill, linked, disputed] {
        let view = point.view(patient);
        let plan = planned(&view, Country::Kz, today).unwrap().rows;
        let due = plan
            .into_iter()
            .filter(|row| row.status.is_open() && row.due.is_some_and(|due| due <= today));
        let one = list.iter().find(|one| one.patient == patient).unwrap();
        let listed: Vec<_> = one.rows.iter().map(|due| due.row.clone()).collect();
        assert_eq!(listed, due.collect::<Vec<_>>());
    }
}

#[test]
fn closing_takes_the_house_from_a_guest_in_the_middle_of_its_visit() {
    use feldsher::worker::SharedHouse;
    let Point {
        house,
        folder: _kept,
        ..
    } = point("feldsher", Role::Feldsher);
    let shared = SharedHouse::new(house);
    let guest = shared.guest();
    let (began, first_step) = std::sync::mpsc::channel();
    let visits = std::thread::Builder::new().name("guest".to_owned());
    let visit = visits.spawn(move || {
        let mut steps = 0;
        loop {
            let step = guest.step(|_house| {
                std::thread::sleep(std::time::Duration::from_millis(20));
                Ok(())
            });
            if let Err(error) = step {
                return (steps, error.code());
            }
            steps += 1;
            began.send(()).ok();
        }
    });
    let visit = visit.unwrap();
    first_step.recv().unwrap();
    drop(shared.into_inner().expect("the house, keys and all"));
    let (steps, code) = visit.join().unwrap();
    assert!(steps > 0);
    assert_eq!(code, "locked");
}
