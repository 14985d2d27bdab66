//! Invented people and their cards. Nobody of this name exists here.

use std::collections::BTreeMap;

use feldsher::domain::allergy::{Allergy, Severity, Status};
use feldsher::domain::card::{
    CardView, Conflict, ConflictValue, Draft, DraftView, Event, LinkView, Noted, Sent,
    SignatureState,
};
use feldsher::domain::chunk::Kind;
use feldsher::domain::dates::PartialDate;
use feldsher::domain::ids::{DeviceId, DocId, FacilityId, UserId};
use feldsher::domain::person::{KnownNumber, Person, Sex};
use feldsher::domain::problem::{Alert, CurrentMedicine, Pregnancy, Problem};
use feldsher::domain::visit::{Diagnosis, DiagnosisRole, Prescription, Visit};

/// 2026-11-21 09:03:05 UTC, 14:03:05 at the place.
pub const NOW: i64 = 1_795_251_785;
pub const DAY: i64 = 86_400;
pub const NURSE: UserId = UserId([1; 16]);
pub const DOCTOR: UserId = UserId([2; 16]);

pub fn id(n: u8) -> DocId {
    DocId([n; 16])
}

pub fn event<T>(n: u8, kind: Kind, card: DocId, days_ago: i64, content: T) -> Event<T> {
    Event {
        id: id(n),
        kind,
        card,
        by: Some(DOCTOR),
        role: "doctor".into(),
        device: DeviceId::default(),
        facility: FacilityId::default(),
        care_at: NOW - days_ago * DAY - 7200,
        entered_at: NOW - days_ago * DAY - 6000,
        clock_doubtful: false,
        amends: None,
        amended_by: Vec::new(),
        withdrawn: None,
        signature: SignatureState::Valid,
        sent: Sent::Accepted,
        content,
    }
}

pub fn visit(answers: &[(&str, &str)], diagnoses: &[(&str, &str)]) -> Visit {
    Visit {
        form: "urn:feldsher:form:visit".into(),
        drafted_by: None,
        form_version: "1.0".into(),
        answers: answers
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
            .collect(),
        diagnoses: diagnoses
            .iter()
            .enumerate()
            .map(|(at, (code, title))| Diagnosis {
                code: (*code).into(),
                title: (*title).into(),
                role: if at == 0 {
                    DiagnosisRole::Main
                } else {
                    DiagnosisRole::Concomitant
                },
            })
            .collect(),
    }
}

pub fn noted<T>(card: DocId, key: &str, days_ago: i64, value: T) -> Noted<T> {
    Noted {
        card,
        key: key.into(),
        value,
        by: Some(DOCTOR),
        at: NOW - days_ago * DAY,
        disputed: false,
        newer: false,
    }
}

fn names() -> BTreeMap<UserId, String> {
    BTreeMap::from([
        (NURSE, "Ахметова Г. С.".to_owned()),
        (DOCTOR, "Сейітова А. М.".to_owned()),
    ])
}

/// A boy of two and a half with a penicillin allergy, many visits, one corrected, one withdrawn.
pub fn child() -> CardView {
    let card = id(10);
    let mut view = CardView {
        patient: card,
        cards: vec![card],
        names: names(),
        ..CardView::default()
    };
    view.person = Person {
        sex: Sex::Male,
        born: PartialDate::from_ymd(2024, 3, 10).unwrap(),
        identifiers: vec![KnownNumber {
            kind: "kz-iin".into(),
            value: "240310500123".into(),
        }],
        ..Person::default()
    };
    view.person.name.family = "Жұмабаев".into();
    view.person.name.given = "Нұрасыл".into();
    view.person.name.patronymic = "Бауыржанұлы".into();
    view.allergies = vec![
        noted(
            card,
            "al/1",
            400,
            Allergy {
                substance: "Амоксициллин".into(),
                code: Some("amoxicillin".into()),
                reactions: vec!["крапивница".into(), "отёк губ".into()],
                severity: Severity::Severe,
                ..Allergy::default()
            },
        ),
        noted(
            card,
            "al/2",
            200,
            Allergy {
                substance: "пыльца".into(),
                ..Allergy::default()
            },
        ),
        noted(
            card,
            "al/3",
            300,
            Allergy {
                substance: "Ибупрофен".into(),
                code: Some("ibuprofen".into()),
                status: Status::EnteredInError,
                note: "спутали с братом".into(),
                ..Allergy::default()
            },
        ),
    ];
    view.problems = vec![noted(
        card,
        "pr/1",
        250,
        Problem {
            code: Some("D50".into()),
            title: "Железодефицитная анемия".into(),
            onset: PartialDate::from_month(2026, 3).unwrap(),
            ..Problem::default()
        },
    )];
    view.medicines = vec![noted(
        card,
        "med/1",
        60,
        CurrentMedicine {
            medicine: Some("iron".into()),
            name: "Железо".into(),
            dose: "25 мг".into(),
            frequency: "1 раз в день".into(),
            ..CurrentMedicine::default()
        },
    )];
    view.alerts = vec![noted(
        card,
        "alert/1",
        30,
        Alert {
            text: "Судороги при температуре".into(),
            ..Alert::default()
        },
    )];
    let mut visits = vec![
        event(
            20,
            Kind::VISIT,
            card,
            12,
            visit(
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
                &[("J06.9", "Острая инфекция верхних дыхательных путей")],
            ),
        ),
        event(
            21,
            Kind::VISIT,
            card,
            71,
            visit(
                &[
                    ("complaints", "t:Осмотр здорового ребёнка"),
                    ("weight", "q:12.6|kg"),
                    ("height", "q:90|cm"),
                ],
                &[
                    ("Z00.1", "Плановый осмотр ребёнка"),
                    ("D50.9", "Железодефицитная анемия"),
                ],
            ),
        ),
        event(
            22,
            Kind::VISIT,
            card,
            72,
            visit(&[("weight", "q:21.6|kg"), ("temp", "q:36.6|Cel")], &[]),
        ),
        event(
            23,
            Kind::VISIT,
            card,
            160,
            visit(
                &[
                    ("complaints", "t:Жидкий стул до шести раз в день"),
                    ("weight", "q:11.4|kg"),
                    ("temp", "q:37.9|Cel"),
                ],
                &[(
                    "A09",
                    "Диарея и гастроэнтерит, предположительно инфекционные",
                )],
            ),
        ),
        event(
            24,
            Kind::VISIT,
            card,
            300,
            visit(
                &[("complaints", "t:Боль в ухе"), ("weight", "q:10.1|kg")],
                &[("H66.9", "Средний отит")],
            ),
        ),
    ];
    visits[2].amended_by = vec![id(21)];
    visits[1].amends = Some(id(22));
    visits[3].by = Some(NURSE);
    visits[3].role = "nurse".into();
    visits[4].withdrawn = Some("wrong-patient".into());
    view.visits = visits;
    view.prescriptions = vec![event(
        30,
        Kind::PRESCRIPTION,
        card,
        12,
        Prescription {
            visit: Some(id(20)),
            medicine: Some("paracetamol".into()),
            name: "Парацетамол".into(),
            dosage_form: "syrup / suspension".into(),
            strength: "120 mg/5 mL".into(),
            dose: "180".into(),
            unit: "mg".into(),
            amount: "7.5 mL".into(),
            route: "oral".into(),
            per_day: Some(3),
            days: Some(3),
            answer: "within".into(),
            ..Prescription::default()
        },
    )];
    view
}

/// The same boy with everything at once: linked card, conflict, an unfinished visit.
pub fn busy_child() -> CardView {
    let mut view = child();
    view.cards.push(id(11));
    view.links = vec![LinkView {
        entry: id(40),
        other: id(11),
        sure: true,
        reasons: vec!["national-number".into(), "birth-date".into()],
        at: NOW - 3 * DAY,
    }];
    view.conflicts = vec![Conflict {
        seen: String::new(),
        id: "00112233445566aa".into(),
        card: id(10),
        key: "pr/1".into(),
        values: [
            ("Железодефицитная анемия", "Сейітова А. М."),
            ("Анемия лёгкой степени", "Ахметова Г. С."),
        ]
        .map(|(summary, by)| ConflictValue {
            json: "{\"title\":\"x\"}".into(),
            summary: summary.into(),
            by: None,
            by_name: by.into(),
            place: String::new(),
            at: NOW - 2 * DAY,
        })
        .into(),
    }];
    view.problems[0].disputed = true;
    view.drafts = vec![draft()];
    view
}

/// A visit half written this morning, as a restart finds it.
pub fn draft() -> DraftView {
    DraftView {
        id: id(50),
        patient: id(10),
        author: DOCTOR,
        started_at: NOW - 2400,
        saved_at: NOW - 1800,
        draft: Draft {
            visit: visit(
                &[("complaints", "t:Снова температура с ночи")],
                &[("J06.9", "Острая инфекция верхних дыхательных путей")],
            ),
            ..Draft::default()
        },
    }
}

/// A pregnant woman with an Uzbek name; nobody asked her about allergies.
pub fn woman() -> CardView {
    let card = id(12);
    let mut view = CardView {
        patient: card,
        cards: vec![card],
        names: names(),
        ..CardView::default()
    };
    view.person = Person {
        sex: Sex::Female,
        born: PartialDate::from_ymd(1998, 7, 4).unwrap(),
        identifiers: vec![KnownNumber {
            kind: "uz-pinfl".into(),
            value: "40407985430012".into(),
        }],
        ..Person::default()
    };
    view.person.name.family = "Toʻxtayeva".into();
    view.person.name.given = "Gulchehra".into();
    view.person.name.patronymic = "Oʻktam qizi".into();
    view.pregnancy = Some(noted(
        card,
        "preg",
        20,
        Pregnancy {
            value: "yes".into(),
            lmp: PartialDate::from_ymd(2026, 6, 6).unwrap(),
        },
    ));
    view.blood = Some(noted(card, "blood", 20, "A(II) Rh+".to_owned()));
    view.visits = vec![event(
        60,
        Kind::VISIT,
        card,
        20,
        visit(
            &[
                ("complaints", "t:Tekshiruv"),
                ("weight", "q:64|kg"),
                ("bp-sys", "q:118|mm[Hg]"),
                ("bp-dia", "q:74|mm[Hg]"),
                ("pregnant", "c:http://loinc.org|LA15173-0|"),
            ],
            &[("Z34.9", "Нормальная беременность")],
        ),
    )];
    view
}

/// A girl known only by her first name, dead: the colours of the banner.
pub fn dead() -> CardView {
    let mut view = woman();
    view.patient = id(13);
    view.cards = vec![id(13)];
    view.person.deceased = Some(PartialDate::from_ymd(2026, 10, 2).unwrap());
    view.pregnancy = None;
    view
}
