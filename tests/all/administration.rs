//! Doses given at the point: signed, carried, counted, due; and on paper.

use chrono::NaiveDateTime;
use ed25519_dalek::SigningKey;
use feldsher::domain::administration::Administration;
use feldsher::domain::chunk::{Kind, Unit};
use feldsher::domain::dates::PartialDate;
use feldsher::domain::ids::{DocId, FacilityId, PatientId, UserId};
use feldsher::domain::lang::Lang;
use feldsher::domain::review::{Decision, Review};
use feldsher::domain::role::Role;
use feldsher::domain::visit::{EnteredInError, Prescription};
use feldsher::i18n::tr;
use feldsher::ops::OpError;
use feldsher::ops::op::Op;
use feldsher::ops::policy::{Scope, authorize, may};
use feldsher::ops::remote::{RemoteBatch, RemoteItem};
use feldsher::record::{Actor, Head, seal};
use feldsher::worker::{Course, PaperOf, fill};

use crate::guards::Copied as _;
use crate::house::{Point, carry, person, point, visit};
use crate::papers::page_text;
use crate::print::read_back::{bare, pdf};

/// 2026-09-21, 14:13:20 UTC: 19:13 at the point.
const NOW: i64 = 1_790_000_000;
const DAY: i64 = 86_400;

fn course() -> Prescription {
    Prescription {
        medicine: Some("ampicillin".into()),
        name: "Ампициллин".into(),
        dosage_form: "powder for injection".into(),
        strength: "500 mg".into(),
        dose: "500".into(),
        unit: "mg".into(),
        route: "intramuscular".into(),
        interval_h: "6".into(),
        days: Some(5),
        ..Prescription::default()
    }
}

fn dose(order: DocId) -> Administration {
    Administration {
        prescription: Some(order),
        medicine: Some("ampicillin".into()),
        name: "Ампициллин".into(),
        dose: "500".into(),
        unit: "mg".into(),
        amount: "2 mL".into(),
        route: "intramuscular".into(),
        given: true,
        answer: "within".into(),
        ..Administration::default()
    }
}

fn act(point: &mut Point, op: &Op) -> Result<Vec<DocId>, OpError> {
    point.house.transact(&point.me, op).map(|done| done.written)
}

fn prescribe(point: &mut Point, patient: PatientId, prescription: Prescription) -> DocId {
    let op = Op::Prescribe {
        patient,
        prescription: Box::new(prescription),
    };
    act(point, &op).unwrap()[0]
}

fn give(
    point: &mut Point,
    patient: PatientId,
    administration: Administration,
) -> Result<DocId, OpError> {
    let op = Op::Administer {
        patient,
        administration: Box::new(administration),
    };
    act(point, &op).map(|written| written[0])
}

fn withdraw(point: &mut Point, patient: PatientId, target: DocId) {
    let error = EnteredInError {
        target,
        reason: "mistake".into(),
        note: String::new(),
    };
    act(point, &Op::Withdraw { patient, error }).unwrap();
}

fn round(point: &Point) -> Vec<Course> {
    let may = authorize::<may::Round>(&point.me.who, Scope::House).unwrap();
    point.house.round(&may).unwrap()
}

/// Every page without spaces, as it is laid out.
fn sheet_text(paper: &feldsher::print::paper::Paper) -> String {
    let (pages, _) = pdf(paper);
    pages.iter().map(|page| bare(&page_text(page))).collect()
}

fn wall(text: &str) -> Option<NaiveDateTime> {
    Some(NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap())
}

#[test]
fn a_dose_is_signed_by_the_nurse_travels_and_stands_in_the_round_of_the_other_house() {
    let mut doctor = point("doctor", Role::Doctor);
    let mut nurse = point("nurse", Role::Nurse);
    let patient = doctor.register(person());
    let order = prescribe(&mut doctor, patient, course());
    carry(&doctor, &mut nurse);
    assert_eq!(round(&nurse).len(), 1);
    assert!(round(&nurse)[0].turns.is_empty());
    nurse.clock.set(NOW + 600);
    let given = Administration {
        given_at: wall("2026-09-21 19:20"),
        ..dose(order)
    };
    give(&mut nurse, patient, given.clone()).unwrap();
    let refused = Administration {
        given: false,
        status_reason: "refused".into(),
        given_at: wall("2026-09-21 19:22"),
        ..dose(order)
    };
    give(&mut nurse, patient, refused.clone()).unwrap();
    doctor.clock.set(NOW + 700);
    carry(&nurse, &mut doctor);
    let view = doctor.view(patient);
    assert_eq!(view.administrations.len(), 2);
    assert_eq!(view.administrations[1].content, given);
    assert_eq!(
        view.administrations[1].care_at,
        NOW - 800 + 1_200,
        "the wall clock decides"
    );
    assert!(view.administrations[0].content.is_refused());
    let turns: Vec<bool> = round(&doctor)[0].turns.iter().map(|t| t.given).collect();
    assert_eq!(
        turns,
        [true, false],
        "oldest first, both have had their turn"
    );
    assert_eq!(doctor.verified().problems, Vec::<String>::new());
    // A mistake is marked, stays readable and counts no more.
    let wrong = view.administrations[1].id;
    withdraw(&mut doctor, patient, wrong);
    assert_eq!(round(&doctor)[0].turns.len(), 1);
    assert_eq!(doctor.view(patient).administrations.len(), 2);
}

#[test]
fn a_dose_given_elsewhere_counts_at_its_own_time_and_is_never_shown_as_ours() {
    let mut point = point("feldsher", Role::Feldsher);
    let patient = point.register(person());
    let order = prescribe(&mut point, patient, course());
    let told = Administration {
        stated_by: "ambulance".into(),
        given_at: wall("2026-09-21 16:00"),
        dose: "250".into(),
        amount: String::new(),
        answer: String::new(),
        ..dose(order)
    };
    give(&mut point, patient, told.clone()).unwrap();
    let turns = &round(&point)[0].turns;
    assert_eq!(turns.len(), 1, "the interval counts it");
    assert!(turns[0].given && turns[0].at == NOW - 800 - 3 * 3_600);
    let view = point.view(patient);
    assert_eq!(view.administrations[0].content, told);
    let day = NaiveDateTime::parse_from_str("2026-09-21 12:00", "%Y-%m-%d %H:%M").unwrap();
    let what = PaperOf::Administration {
        patient,
        day: day.date(),
    };
    for lang in Lang::ALL {
        let place = point.house.place();
        let paper = fill::paper(&view, place, &what, Some(lang), NOW, 300).unwrap();
        let text = sheet_text(&paper);
        let say = |key: &str, who: &str| bare(&tr(lang, key, &[("who", who)]));
        let ambulance = tr(lang, "give-stated-ambulance", &[]);
        assert!(
            text.contains(&say("print-administration-elsewhere", "")),
            "{lang:?}: {text}"
        );
        assert!(
            text.contains(&say("print-administration-stated", &ambulance)),
            "{lang:?}: {text}"
        );
        assert!(text.contains(&bare("16:00")));
        let gave = bare(&tr(lang, "print-administration-by", &[]));
        assert!(
            !text.contains(&gave),
            "{lang:?}: nobody here signs for it: {text}"
        );
    }
    for slip in [
        Administration {
            stated_by: "rumour".into(),
            ..told.clone()
        },
        Administration {
            given_at: None,
            ..told.clone()
        },
        Administration {
            second_check: "alone".into(),
            ..told.clone()
        },
        Administration {
            given: false,
            status_reason: "refused".into(),
            ..told.clone()
        },
    ] {
        match give(&mut point, patient, slip) {
            Err(OpError::Invalid { code, .. }) => assert_eq!(code, "dose-stated"),
            other => panic!("{other:?}"),
        }
    }
    let ahead = Administration {
        given_at: wall("2026-09-21 19:30"),
        ..told
    };
    assert!(give(&mut point, patient, ahead).is_err());
}

#[test]
fn lot_and_expiry_travel_stand_on_the_sheet_and_hold_at_the_door() {
    let mut nurse = point("nurse", Role::Feldsher);
    let mut other = point("other", Role::Feldsher);
    let patient = nurse.register(person());
    let ordered = Prescription {
        product: "Ампициллин степной 500 мг".into(),
        ..course()
    };
    let order = prescribe(&mut nurse, patient, ordered);
    let boxed = Administration {
        given_at: wall("2026-09-21 19:00"),
        product: "Ампициллин горный 500 мг".into(),
        lot: "AB-12/3".into(),
        expires: PartialDate::from_ymd(2026, 9, 21).unwrap(),
        gtin: "09506000134352".into(),
        ..dose(order)
    };
    give(&mut nurse, patient, boxed.clone()).unwrap();
    carry(&nurse, &mut other);
    assert_eq!(other.view(patient).administrations[0].content, boxed);
    let day = wall("2026-09-21 00:00").unwrap().date();
    let what = PaperOf::Administration { patient, day };
    for lang in Lang::ALL {
        let view = other.view(patient);
        let place = other.house.place();
        let paper = fill::paper(&view, place, &what, Some(lang), NOW, 300).unwrap();
        let text = sheet_text(&paper);
        let lot = tr(lang, "print-item-vaccination-lot", &[]).to_lowercase();
        assert!(
            text.contains(&bare(&format!("{lot} AB-12/3"))),
            "{lang:?}: {text}"
        );
        let expires = tr(lang, "print-item-vaccination-expiry", &[]).to_lowercase();
        assert!(text.contains(&bare(&expires)), "{lang:?}: {text}");
        for product in ["Ампициллин степной 500 мг", "Ампициллин горный 500 мг"]
        {
            let said = tr(lang, "card-box", &[("product", product)]);
            assert!(text.contains(&bare(&said)), "{lang:?}: {said} in {text}");
        }
    }
    // A program that knows no package reads the rest; an entry without one is written as before.
    let without = serde_json::to_value(dose(order)).unwrap();
    for field in ["product", "lot", "expires", "gtin"] {
        assert!(without.get(field).is_none(), "{field}");
    }
    let past = Administration {
        expires: PartialDate::from_month(2026, 8).unwrap(),
        ..boxed.clone()
    };
    let reasoned = Administration {
        override_reason: "emergency".into(),
        ..past.clone()
    };
    for (code, slip) in [
        ("dose-expired", past),
        (
            "dose-package",
            Administration {
                gtin: "09506000134353".into(),
                ..boxed.clone()
            },
        ),
        (
            "dose-package",
            Administration {
                lot: "A".repeat(41),
                ..boxed.clone()
            },
        ),
        (
            "dose-package",
            Administration {
                product: "А".repeat(Prescription::PRODUCT_MAX + 1),
                ..boxed.clone()
            },
        ),
        (
            "dose-package",
            Administration {
                given: false,
                status_reason: "refused".into(),
                product: "Ампициллин горный".into(),
                ..dose(order)
            },
        ),
        (
            "dose-package",
            Administration {
                given: false,
                status_reason: "refused".into(),
                ..boxed.clone()
            },
        ),
        (
            "dose-stated",
            Administration {
                stated_by: "family".into(),
                ..boxed.clone()
            },
        ),
    ] {
        match give(&mut nurse, patient, slip.clone()) {
            Err(OpError::Invalid { code: said, .. }) => assert_eq!(said, code, "{slip:?}"),
            done => panic!("{code}: {done:?} {slip:?}"),
        }
    }
    give(&mut nurse, patient, reasoned).unwrap();
}

#[test]
fn what_cannot_be_counted_or_has_no_reason_is_not_signed() {
    let mut point = point("nurse", Role::Nurse);
    let patient = point.register(person());
    let other = point.register(feldsher::worker::Registration {
        person: feldsher::domain::person::Person {
            identifiers: Vec::new(),
            name: feldsher::domain::person::Name {
                family: "Басқа".into(),
                ..Default::default()
            },
            ..person().person
        },
        ..Default::default()
    });
    let loose = || Administration {
        prescription: None,
        ..dose(DocId::default())
    };
    let slips = [
        (
            "dose-medicine",
            Administration {
                name: " ".into(),
                medicine: None,
                ..loose()
            },
        ),
        (
            "dose-unreadable",
            Administration {
                dose: "пол-ампулы".into(),
                ..loose()
            },
        ),
        (
            "dose-unreadable",
            Administration {
                dose: "0".into(),
                ..loose()
            },
        ),
        (
            "dose-unreadable",
            Administration {
                unit: String::new(),
                ..loose()
            },
        ),
        (
            "dose-reason",
            Administration {
                status_reason: "refused".into(),
                ..loose()
            },
        ),
        (
            "dose-reason",
            Administration {
                given: false,
                ..loose()
            },
        ),
        (
            "dose-reason",
            Administration {
                given: false,
                status_reason: "tired".into(),
                ..loose()
            },
        ),
        (
            "dose-reason",
            Administration {
                given: false,
                status_reason: "other".into(),
                ..loose()
            },
        ),
        (
            "dose-time",
            Administration {
                given_at: wall("2026-09-21 19:30"),
                ..loose()
            },
        ),
        (
            "dose-time",
            Administration {
                given_at: wall("2026-09-14 19:00"),
                ..loose()
            },
        ),
    ];
    for (code, slip) in slips {
        match give(&mut point, patient, slip.clone()) {
            Err(OpError::Invalid { code: said, .. }) => assert_eq!(said, code, "{slip:?}"),
            done => panic!("{code}: {done:?} {slip:?}"),
        }
    }
    assert!(
        point.view(patient).administrations.is_empty(),
        "nothing was written"
    );
    let other_reason = Administration {
        given: false,
        status_reason: "other".into(),
        note: "разбилась ампула".into(),
        ..loose()
    };
    give(&mut point, patient, other_reason).unwrap();
    give(&mut point, patient, loose()).unwrap();
    // An order of nobody, and one of another record.
    assert!(matches!(
        give(&mut point, patient, dose(DocId([9; 16]))),
        Err(OpError::Unknown(_))
    ));
    let stranger = point.view(patient).administrations[0].id;
    assert!(give(&mut point, other, dose(stranger)).is_err());
}

#[test]
fn the_round_holds_what_runs_here_and_nothing_else() {
    let mut point = point("doctor", Role::Doctor);
    let patient = point.register(person());
    let at_home = Prescription {
        route: "oral".into(),
        ..course()
    };
    let orders = [
        // by its route
        (true, course()),
        (false, at_home.clone()),
        (
            false,
            Prescription {
                route: "subcutaneous".into(),
                ..course()
            },
        ),
        // said by the author
        (
            true,
            Prescription {
                given_here: Some(true),
                ..at_home
            },
        ),
        (
            false,
            Prescription {
                given_here: Some(false),
                ..course()
            },
        ),
        (
            true,
            Prescription {
                route: "intravenous".into(),
                days: None,
                ..course()
            },
        ),
        (
            true,
            Prescription {
                days: Some(0),
                ..course()
            },
        ),
    ];
    let ids: Vec<(bool, DocId)> = orders
        .into_iter()
        .map(|(here, order)| (here, prescribe(&mut point, patient, order)))
        .collect();
    let listed = |point: &Point| -> Vec<DocId> {
        let mut ids: Vec<DocId> = round(point).iter().map(|c| c.order).collect();
        ids.sort();
        ids
    };
    let mut wanted: Vec<DocId> = ids
        .iter()
        .filter(|(here, _)| *here)
        .map(|(_, id)| *id)
        .collect();
    wanted.sort();
    assert_eq!(listed(&point), wanted);
    // Withdrawn is out at once, over after its days and one more.
    let withdrawn = wanted.remove(0);
    withdraw(&mut point, patient, withdrawn);
    assert_eq!(listed(&point), wanted);
    point.clock.set(NOW + 6 * DAY + 60);
    let open_ended = [ids[5].1, ids[6].1];
    let mut still: Vec<DocId> = open_ended
        .into_iter()
        .filter(|id| wanted.contains(id))
        .collect();
    still.sort();
    assert_eq!(listed(&point), still);
    point.clock.set(NOW + 90 * DAY + 60);
    assert!(listed(&point).is_empty());
}

#[test]
fn an_order_of_a_withdrawn_visit_or_a_dead_patient_is_in_no_round() {
    let mut point = point("doctor", Role::Doctor);
    let patient = point.register(person());
    let mut content = visit();
    content.prescriptions = vec![course()];
    let op = Op::SignNew {
        patient,
        content: Box::new(content),
        id: None,
        confirmed: true,
    };
    let written = act(&mut point, &op).unwrap();
    assert_eq!(round(&point).len(), 1);
    withdraw(&mut point, patient, written[0]);
    assert_eq!(round(&point).len(), 0, "perhaps of another patient");
    prescribe(&mut point, patient, course());
    assert_eq!(round(&point).len(), 1);
    point.set(patient, "dead", serde_json::json!({"value": "2026-09-20"}));
    assert_eq!(round(&point).len(), 0);
}

#[test]
fn the_sheet_of_a_day_holds_every_dose_in_five_languages() {
    let mut point = point("nurse", Role::Nurse);
    let patient = point.register(person());
    let mut doctor = crate::house::point("doctor", Role::Doctor);
    carry(&point, &mut doctor);
    let order = prescribe(&mut doctor, patient, course());
    let hidden = prescribe(
        &mut doctor,
        patient,
        Prescription {
            name: "Отозванное".into(),
            medicine: None,
            ..course()
        },
    );
    withdraw(&mut doctor, patient, hidden);
    carry(&doctor, &mut point);
    let at = |time: &str| wall(&format!("2026-09-21 {time}"));
    let first = Administration {
        given_at: at("12:10"),
        volume_ml: "200".into(),
        rate_ml_h: "100".into(),
        drops_per_min: "33".into(),
        second_check: "alone".into(),
        note: "место спокойно".into(),
        ..dose(order)
    };
    let refused = Administration {
        given: false,
        status_reason: "refused".into(),
        given_at: at("18:15"),
        ..dose(order)
    };
    let loose = Administration {
        prescription: None,
        name: "Настой степной".into(),
        medicine: None,
        given_at: at("13:00"),
        ..dose(order)
    };
    let mistake = Administration {
        given_at: at("15:33"),
        ..dose(order)
    };
    for one in [first, refused, loose] {
        give(&mut point, patient, one).unwrap();
    }
    let mistake = give(&mut point, patient, mistake).unwrap();
    withdraw(&mut point, patient, mistake);
    let view = point.view(patient);
    let day = "2026-09-21".parse().unwrap();
    for lang in Lang::ALL {
        let word = |key: &str| tr(lang, key, &[]);
        let what = PaperOf::Administration { patient, day };
        let paper = fill::paper(&view, point.house.place(), &what, Some(lang), NOW, 300).unwrap();
        let text = sheet_text(&paper);
        for wanted in [
            word("print-administration-title"),
            word("print-administration-given"),
            word("print-administration-not"),
            word("give-reason-refused"),
            word("print-checked-alone"),
            word("print-administration-other"),
            word("print-allergy-not-recorded"),
            "12:10".into(),
            "18:15".into(),
            "13:00".into(),
            "место спокойно".into(),
            "Сынақов Үлгі".into(),
            "33".into(),
        ] {
            assert!(
                text.contains(&bare(&wanted)),
                "{lang:?}: {wanted} in {text}"
            );
        }
        for foreign in ["Отозванное", "15:33"] {
            assert!(!text.contains(&bare(foreign)), "{lang:?}: {foreign}");
        }
    }
    let what = PaperOf::Administration {
        patient,
        day: "2026-08-01".parse().unwrap(),
    };
    let paper = fill::paper(&view, point.house.place(), &what, Some(Lang::En), NOW, 300).unwrap();
    let text = sheet_text(&paper);
    let nothing = tr(Lang::En, "print-administration-nothing", &[]);
    assert!(text.contains(&bare(&nothing)), "{text}");
}

#[test]
fn the_round_of_the_demo_is_not_empty_and_its_doses_hold() {
    use feldsher::domain::country::Country;
    for country in Country::ALL {
        let today = "2026-11-21".parse().unwrap();
        let courses: Vec<_> = feldsher::demo::patients(1, country, today)
            .take(200)
            .flat_map(|patient| patient.visits)
            .filter(|visit| !visit.doses.is_empty())
            .collect();
        assert!(courses.len() >= 5, "{country:?}: {}", courses.len());
        for visit in &courses {
            let [order] = &visit.draft.prescriptions[..] else {
                panic!("one order: {visit:?}")
            };
            assert!(order.is_given_here());
            assert_ne!(order.answer, "outside");
            for dose in &visit.doses {
                assert!(dose.at >= visit.care_at);
                let one = &dose.administration;
                assert_eq!(one.given, one.status_reason.is_empty());
                assert_eq!((&one.dose, &one.unit), (&order.dose, &order.unit));
            }
        }
        let as_needed = courses.iter().any(|v| v.draft.prescriptions[0].as_needed);
        let missed = courses
            .iter()
            .flat_map(|v| &v.doses)
            .any(|d| !d.administration.given);
        println!(
            "{country:?}: {} courses, as needed {as_needed}, missed {missed}",
            courses.len()
        );
    }
}

/// A stop ends an order under a signature that can be checked, of somebody who may decide. Any other stop leaves it in the round: the
/// bedside check asks about it.
#[test]
fn a_stop_by_a_stranger_or_a_nurse_takes_nothing_out_of_the_round() {
    let mut doctor = point("doctor", Role::Doctor);
    let patient = doctor.register(person());
    let order = prescribe(&mut doctor, patient, course());
    let me = doctor.me.copy();
    let accounts = &mut doctor.house;
    accounts
        .add_user(&me, "nurse", "nurse", Role::Nurse, "correct horse")
        .unwrap();
    let nurse = accounts.sign_in("nurse", "correct horse").unwrap();
    let stranger = SigningKey::from_bytes(&[0x44; 32]);
    let place = doctor.house.place();
    let (device, facility) = (place.device, place.facility);
    let mut stop = |n: u8, by: UserId, key: &SigningKey| {
        let head = Head {
            id: DocId([n; 16]),
            kind: Kind::REVIEW,
            unit: Unit::Patient(patient),
            by: Some(by),
            // What an entry says of its author's role is not believed.
            role: "doctor".into(),
            device,
            facility,
            care_at: NOW,
            entered_at: NOW,
            clock_doubtful: false,
            amends: None,
        };
        let content = Review {
            prescription: order,
            decision: Decision::Stopped,
            ..Review::default()
        };
        let chunk = seal(&head, &content, key, Actor([n; 16])).unwrap();
        let batch = RemoteBatch {
            scope: FacilityId([1; 16]),
            log: 0,
            epoch: [1; 8],
            items: vec![(u64::from(n), RemoteItem::Change(chunk))],
            next: None,
        };
        doctor.house.apply_remote(&batch).unwrap();
        round(&doctor).len()
    };
    assert_eq!(stop(0x71, UserId([0x66; 16]), &stranger), 1, "a stranger");
    assert_eq!(stop(0x72, nurse.who.user, &nurse.key), 1, "a nurse");
    assert_eq!(stop(0x73, me.who.user, &stranger), 1, "another's key");
    assert_eq!(stop(0x74, me.who.user, &me.key), 0, "the doctor");
}
