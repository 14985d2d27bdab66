//! The house of the pictures: the demo's invented village, and a few people who have everything that a screen can show. Written once by
//! the real worker; every scene works on a copy.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use egui_kittest::Harness;
use feldsher::clock::FixedClock;
use feldsher::domain::administration::Administration;
use feldsher::domain::card::Draft;
use feldsher::domain::country::Country;
use feldsher::domain::ids::{DocId, PatientId};
use feldsher::domain::immunisation::Immunisation;
use feldsher::domain::lang::Lang;
use feldsher::domain::pregnancy::Booking;
use feldsher::domain::role::Role;
use feldsher::domain::visit::Prescription;
use feldsher::ops::op::Registration;
use feldsher::paths::DataFolder;
use feldsher::vault::slots::KdfCost;
use feldsher::worker::{Desk, Event, Job, Op, OpChanges};
use serde_json::{Value, json};

use crate::ui_card::fixture::{DAY, visit};
use crate::ui_day::{NOW, Room, open};

pub const PASSWORD: &str = "demo-password";
const HOUR: i64 = 3_600;

/// Who lives here besides the demo's people.
#[derive(Debug, Clone, Copy)]
pub struct People {
    /// Two and a half, allergic, a course running here, a visit half written.
    pub child: PatientId,
    /// Four months old, vaccinated at birth and at two months.
    pub infant: PatientId,
    /// Twenty-nine weeks, in danger.
    pub woman: PatientId,
    /// Fifty-six, high pressure, on enalapril.
    pub man: PatientId,
    pub dead: PatientId,
    /// The order of the child that runs here.
    pub order: DocId,
    /// The child's draft.
    pub draft: DocId,
    /// The child's newest signed visit.
    pub visit: DocId,
}

struct Template {
    folder: tempfile::TempDir,
    people: People,
}

/// Whoever lives in the house.
pub fn people() -> People {
    template().people
}

/// A window of the house in Russian, signed in with this role.
pub fn enter(role: Role) -> Harness<'static, Room> {
    let mut h = door();
    let job = Job::Unlock {
        login: role.code().into(),
        password: PASSWORD.into(),
    };
    let room = h.state_mut();
    room.desk
        .handle(job, &mut |event| room.events.send(event).unwrap());
    h.run_steps(12);
    assert!(h.state().app.model.session.is_some(), "{role:?}");
    h
}

/// The house with everybody outside.
pub fn door() -> Harness<'static, Room> {
    let folder = tempfile::tempdir().unwrap();
    copy(template().folder.path(), folder.path());
    open(Lang::Ru, desk(folder.path()), folder)
}

pub fn desk(folder: &Path) -> Desk {
    let clock = Arc::new(FixedClock::at(NOW));
    Desk::new(DataFolder::at(folder), clock, KdfCost::CHEAPEST)
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), to).unwrap();
        }
    }
}

fn template() -> &'static Template {
    static TEMPLATE: OnceLock<Template> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = desk(folder.path());
        let demo = Job::MakeDemo {
            patients: 24,
            seed: 7,
            country: Country::Kz,
            lang: Lang::Ru,
        };
        ask(&mut desk, demo);
        let people = settle(&mut desk);
        ask(&mut desk, Job::CloseForTheDay);
        Template { folder, people }
    })
}

fn ask(desk: &mut Desk, job: Job) -> Vec<Event> {
    let mut events = Vec::new();
    desk.handle(job, &mut |event| {
        assert!(!matches!(event, Event::Failed { .. }), "{event:?}");
        events.push(event);
    });
    events
}

fn act(desk: &mut Desk, op: Op) -> OpChanges {
    let job = Job::Do {
        ticket: 0,
        op: Box::new(op),
    };
    let done = ask(desk, job).into_iter().find_map(|event| match event {
        Event::Done { changes, .. } => Some(changes),
        _ => None,
    });
    done.unwrap()
}

fn register(desk: &mut Desk, told: Value) -> PatientId {
    let registration: Registration = serde_json::from_value(told).unwrap();
    act(desk, Op::Register(Box::new(registration))).written[0]
}

fn set(desk: &mut Desk, patient: PatientId, key: &str, value: Value) {
    let op = Op::SetFact {
        patient,
        key: key.into(),
        value: value.as_object().unwrap().clone(),
        seen: None,
    };
    act(desk, op);
}

fn sign(desk: &mut Desk, patient: PatientId, days_ago: i64, content: Draft) -> OpChanges {
    let op = Op::SignNew {
        patient,
        content: Box::new(Draft {
            care_at: Some(NOW - days_ago * DAY - 2 * HOUR),
            ..content
        }),
        id: None,
        confirmed: true,
    };
    act(desk, op)
}

fn seen(answers: &[(&str, &str)], diagnoses: &[(&str, &str)]) -> Draft {
    Draft {
        visit: visit(answers, diagnoses),
        ..Draft::default()
    }
}

fn settle(desk: &mut Desk) -> People {
    let (child, order, draft, last) = child(desk);
    danger(desk);
    course(desk);
    alike(desk);
    People {
        child,
        infant: infant(desk),
        woman: woman(desk),
        man: man(desk),
        dead: dead(desk),
        order,
        draft,
        visit: last,
    }
}

fn child(desk: &mut Desk) -> (PatientId, DocId, DocId, DocId) {
    let told = json!({
        "family": "Үлгібаев", "given": "Сынақ", "patronymic": "Мысалұлы", "born": "2024-03-10", "sex": "male",
        "language": "kk", "phone": "+7 001 000 00 01", "address": "Үлгілі ауылы, Мысал көшесі 12, 3-пәтер",
        "identifiers": [{"kind": "kz-iin", "value": "240310599995"}],
        "allergies": [
            {"substance": "Амоксициллин", "code": "amoxicillin", "reactions": ["крапивница", "отёк губ"], "severity": "severe"},
            {"substance": "пыльца полыни"}
        ],
        "problems": [{"code": "D50.9", "title": "Железодефицитная анемия неуточнённая", "onset": "2026-03"}],
        "medicines": [{"medicine": "iron", "name": "Железо", "dose": "25 мг", "frequency": "1 раз в день"}]
    });
    let card = register(desk, told);
    set(
        desk,
        card,
        "alert/new",
        json!({"text": "Судороги при высокой температуре"}),
    );
    let colds: [(i64, &str, &str, &str, (&str, &str)); 3] = [
        (
            300,
            "Боль в ухе",
            "q:10.1|kg",
            "q:37.9|Cel",
            ("H66.9", "Средний отит неуточнённый"),
        ),
        (
            160,
            "Жидкий стул до шести раз в день, пьёт охотно",
            "q:11.4|kg",
            "q:37.9|Cel",
            (
                "A09",
                "Другой гастроэнтерит и колит инфекционного и неуточнённого происхождения",
            ),
        ),
        (
            40,
            "Осмотр здорового ребёнка",
            "q:12.9|kg",
            "q:36.6|Cel",
            ("Z00.1", "Плановый осмотр ребёнка"),
        ),
    ];
    for (days, complaints, kg, temp, diagnosis) in colds {
        let complaints = format!("t:{complaints}");
        let answers = [
            ("complaints", complaints.as_str()),
            ("weight", kg),
            ("temp", temp),
        ];
        sign(desk, card, days, seen(&answers, &[diagnosis]));
    }
    let mut newest = seen(
        &[
            (
                "complaints",
                "t:Кашель, насморк, температура третий день. Ест хуже, пьёт.",
            ),
            ("weight", "q:13.2|kg"),
            ("height", "q:92|cm"),
            ("temp", "q:38.4|Cel"),
            ("pulse", "q:124|/min"),
            ("resp", "q:32|/min"),
            ("spo2", "q:97|%"),
            ("exam", "t:Зев гиперемирован, хрипов нет."),
        ],
        &[(
            "J06.9",
            "Острая инфекция верхних дыхательных путей неуточнённая",
        )],
    );
    newest.prescriptions = vec![syrup()];
    let written = sign(desk, card, 1, newest).written;
    let (last, order) = (written[0], written[1]);
    let dose = Administration {
        prescription: Some(order),
        medicine: Some("paracetamol".into()),
        name: "Парацетамол".into(),
        dose: "180".into(),
        unit: "mg".into(),
        route: "oral".into(),
        given: true,
        ..Administration::default()
    };
    act(
        desk,
        Op::Administer {
            patient: card,
            administration: Box::new(dose),
        },
    );
    let begun = seen(&[("complaints", "t:Снова температура с ночи")], &[]);
    let kept = Job::SaveDraft {
        ticket: 0,
        draft: None,
        patient: card,
        content: Box::new(begun),
    };
    let draft = ask(desk, kept).into_iter().find_map(|event| match event {
        Event::DraftSaved { draft, .. } => Some(draft),
        _ => None,
    });
    (card, order, draft.unwrap(), last)
}

/// A child whose doses are given here; none was given yet.
fn course(desk: &mut Desk) {
    let told = json!({
        "family": "Курсов", "given": "Үлгі", "born": "2021-04-02", "sex": "male", "no_known_allergies": true
    });
    let card = register(desk, told);
    let answers = [("complaints", "t:Температура"), ("weight", "q:18|kg")];
    let cold = (
        "J06.9",
        "Острая инфекция верхних дыхательных путей неуточнённая",
    );
    let mut ordered = seen(&answers, &[cold]);
    ordered.prescriptions = vec![Prescription {
        dose: "240".into(),
        amount: "10 mL".into(),
        ..syrup()
    }];
    sign(desk, card, 0, ordered);
}

fn syrup() -> Prescription {
    Prescription {
        medicine: Some("paracetamol".into()),
        name: "Парацетамол".into(),
        dosage_form: "syrup / suspension".into(),
        strength: "120 mg/5 mL".into(),
        dose: "180".into(),
        unit: "mg".into(),
        amount: "7.5 mL".into(),
        route: "oral".into(),
        interval_h: "6".into(),
        days: Some(3),
        answer: "within".into(),
        given_here: Some(true),
        ..Prescription::default()
    }
}

/// An order that became dangerous when the allergy was written down.
fn danger(desk: &mut Desk) {
    let told = json!({
        "family": "Сынақбаев", "given": "Үлгі", "born": "2022-05-02", "sex": "male", "no_known_allergies": true
    });
    let card = register(desk, told);
    let mut ordered = seen(
        &[("complaints", "t:Боль в ухе"), ("weight", "q:16|kg")],
        &[("H66.9", "Средний отит неуточнённый")],
    );
    ordered.prescriptions = vec![Prescription {
        medicine: Some("amoxicillin".into()),
        name: "Амоксициллин".into(),
        strength: "250 mg/5 mL".into(),
        dose: "400".into(),
        unit: "mg".into(),
        route: "oral".into(),
        per_day: Some(2),
        days: Some(7),
        given_here: Some(true),
        ..Prescription::default()
    }];
    sign(desk, card, 1, ordered);
    set(
        desk,
        card,
        "al/new",
        json!({"substance": "Пенициллин", "code": "penicillin"}),
    );
}

/// Two cards that may be one person.
fn alike(desk: &mut Desk) {
    for (given, patronymic, born, phone) in [
        ("Гүлжанат", "Мысалбекқызы", "1961", "+7 001 000 00 07"),
        ("Гульжанат", "", "1961-08-19", "+7 001 000 00 08"),
    ] {
        let told = json!({
            "family": "Үлгіленова-Нұрмысалбетова", "given": given, "patronymic": patronymic, "born": born, "sex": "female",
            "phone": phone, "address": "Қарасынақ ауылы"
        });
        register(desk, told);
    }
}

fn infant(desk: &mut Desk) -> PatientId {
    let told = json!({
        "family": "Мысалова", "given": "Нәресте", "born": "2026-07-10", "sex": "female", "no_known_allergies": true
    });
    let card = register(desk, told);
    for (vaccine, date) in [
        ("HepB", "2026-07-10"),
        ("BCG", "2026-07-12"),
        ("DTaP-Hib-HepB-IPV", "2026-09-10"),
        ("PCV", "2026-09-10"),
    ] {
        let immunisation = Immunisation {
            vaccine: vaccine.into(),
            date: date.parse().unwrap(),
            lot: "U92A".into(),
            ..Immunisation::default()
        };
        let op = Op::Immunise {
            patient: card,
            immunisation: Box::new(immunisation),
            amends: None,
        };
        act(desk, op);
    }
    card
}

fn woman(desk: &mut Desk) -> PatientId {
    let told = json!({
        "family": "Oʻlgixoʻjayeva", "given": "Namuna", "patronymic": "Misol qizi", "born": "1998-07-04", "sex": "female",
        "language": "uz", "identifiers": [{"kind": "uz-pinfl", "value": "40407985430012"}]
    });
    let card = register(desk, told);
    let booking = Booking {
        date: "2026-06-20".parse().unwrap(),
        lmp: "2026-05-04".parse().unwrap(),
        scan_on: "2026-07-20".parse().unwrap(),
        scan_weeks: Some(12),
        scan_days: Some(6),
        gravida: Some(3),
        parity: Some(2),
        living: Some(2),
        fetuses: Some(1),
        height_cm: "164".into(),
        weight_kg: "61".into(),
        history: vec!["caesarean".into()],
        history_asked: true,
        ..Booking::default()
    };
    let op = Op::Book {
        patient: card,
        booking: Box::new(booking),
        amends: None,
    };
    act(desk, op);
    let contact: [(i64, &[(&str, &str)]); 2] = [
        (
            33,
            &[
                ("weight", "q:67.2|kg"),
                ("bp-sys", "q:122|mm[Hg]"),
                ("bp-dia", "q:78|mm[Hg]"),
                ("fundal", "q:23|cm"),
                ("haemoglobin", "q:101|g/L"),
                ("danger", "b:false"),
            ],
        ),
        (
            0,
            &[
                ("weight", "q:70.5|kg"),
                ("bp-sys", "q:148|mm[Hg]"),
                ("bp-dia", "q:96|mm[Hg]"),
                ("fundal", "q:24|cm"),
                ("fetal-heart", "q:138|/min"),
                ("urine-protein", "c:urn:feldsher:code:antenatal|2+|"),
            ],
        ),
    ];
    for (days, answers) in contact {
        let mut content = seen(
            answers,
            &[(
                "Z34.8",
                "Наблюдение за течением другой нормальной беременности",
            )],
        );
        content.visit.form = feldsher::forms::ANTENATAL.into();
        sign(desk, card, days, content);
    }
    card
}

fn man(desk: &mut Desk) -> PatientId {
    let told = json!({
        "family": "Ескендірұлы-Мысалбаев", "given": "Үлгібек", "patronymic": "Сынақбайұлы", "born": "1970-03-10", "sex": "male",
        "no_known_allergies": true, "address": "Үлгілі ауылы",
        "problems": [{"code": "I10", "title": "Эссенциальная [первичная] гипертензия", "onset": "2019"}],
        "medicines": [{"medicine": "enalapril", "name": "Эналаприл", "dose": "10 мг", "frequency": "2 раза в день"}]
    });
    let card = register(desk, told);
    for (days, pressure) in [(90, "q:162|mm[Hg]"), (30, "q:150|mm[Hg]")] {
        let answers = [
            ("complaints", "t:Контроль давления"),
            ("weight", "q:92|kg"),
            ("bp-sys", pressure),
            ("bp-dia", "q:94|mm[Hg]"),
            ("pulse", "q:78|/min"),
        ];
        let mut content = seen(
            &answers,
            &[("I10", "Эссенциальная [первичная] гипертензия")],
        );
        if days == 30 {
            content.prescriptions = vec![Prescription {
                medicine: Some("amlodipine".into()),
                name: "Амлодипин".into(),
                dosage_form: "tablet".into(),
                strength: "5 mg".into(),
                dose: "5".into(),
                unit: "mg".into(),
                route: "oral".into(),
                per_day: Some(1),
                days: Some(30),
                answer: "within".into(),
                ..Prescription::default()
            }];
        }
        sign(desk, card, days, content);
    }
    card
}

fn dead(desk: &mut Desk) -> PatientId {
    let told = json!({
        "family": "სანიმუშოშვილი", "given": "მაგალითი", "born": "1941-05-21", "sex": "female", "deceased": "2026-10-02",
        "identifiers": [{"kind": "ge-personal", "value": "01019045678"}]
    });
    register(desk, told)
}
