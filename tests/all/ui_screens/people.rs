//! Invented people of three countries, and what the worker tells about them.

use std::collections::BTreeMap;

use feldsher::clinical::Formulary;
use feldsher::domain::allergy::Allergy;
use feldsher::domain::approval::Approved;
use feldsher::domain::card::{CardView, Conflict, ConflictValue};
use feldsher::domain::dates::PartialDate;
use feldsher::domain::ids::{DeviceId, DocId, UserId};
use feldsher::domain::person::{Contact, KnownNumber, Name, Person, Sex};
use feldsher::domain::problem::{CurrentMedicine, Problem};
use feldsher::domain::role::Role;
use feldsher::forms::{FormSet, Text};
use feldsher::worker::{
    AccessRow, ConflictRow, CourierRead, CourierWritten, DirectoryAge, Duplicate, Elsewhere,
    EmergencyPassport, Fault, FormsView, LanView, NeighbourView, PatientRow, Proposal, Refusal,
    SiteForm, Stranger, SyncView, UserRow, WorkItem, WorkState,
};

use super::desk::now;

/// Family, given, patronymic, born, sex, kind and number, phone, address.
type Row = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    Sex,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

const PEOPLE: [Row; 8] = [
    (
        "Қасымова",
        "Айгүл",
        "Ерланқызы",
        "1985-07-14",
        Sex::Female,
        "kz-iin",
        "850714400123",
        "+77011234567",
        "Ақсу ауылы, Абай көшесі 12",
    ),
    (
        "Ахметов",
        "Данияр",
        "Серікұлы",
        "2024-03-02",
        Sex::Male,
        "kz-iin",
        "240302500456",
        "+77025550101",
        "Ақсу ауылы, Жамбыл көшесі 3",
    ),
    (
        "Төлегенова-Нұрмағамбетова",
        "Гүлжанат",
        "Қайратбекқызы",
        "1961",
        Sex::Female,
        "kz-iin",
        "610101400789",
        "",
        "Қарасу ауылы",
    ),
    (
        "Yusupova",
        "Gulnora",
        "Oʻktamovna",
        "1992-11-05",
        Sex::Female,
        "uz-pinfl",
        "40511925900021",
        "+998901234567",
        "Qoʻrgʻontepa, Navoiy koʻchasi 7",
    ),
    (
        "Toʻlaganov",
        "Shuhrat",
        "Baxtiyorovich",
        "1978-01-30",
        Sex::Male,
        "uz-pinfl",
        "33001785900033",
        "+998935550202",
        "Qoʻrgʻontepa",
    ),
    (
        "ქავთარაძე",
        "ნინო",
        "გიორგის ასული",
        "1969-05-21",
        Sex::Female,
        "ge-personal",
        "01019045678",
        "+995555123456",
        "სოფელი ზემო ალვანი",
    ),
    (
        "ღვინიაშვილი",
        "ლევან",
        "",
        "2019-09-09",
        Sex::Male,
        "birth-certificate",
        "I-აბ 123456",
        "",
        "სოფელი ზემო ალვანი",
    ),
    (
        "Белгісіз",
        "",
        "",
        "",
        Sex::Unknown,
        "temporary",
        "t-0909-20261121",
        "",
        "",
    ),
];

pub fn id(n: u8) -> DocId {
    DocId([n; 16])
}

pub fn person(n: usize) -> Person {
    let (family, given, patronymic, born, sex, kind, number, phone, address) = PEOPLE[n];
    Person {
        name: Name {
            family: family.into(),
            given: given.into(),
            patronymic: patronymic.into(),
        },
        sex,
        born: born.parse::<PartialDate>().unwrap(),
        identifiers: vec![KnownNumber {
            kind: kind.into(),
            value: number.into(),
        }],
        phone: phone.into(),
        address: address.into(),
        contacts: if n == 1 {
            vec![Contact {
                name: "Ахметова Сәуле".into(),
                relation: "mother".into(),
                phone: "+77025550102".into(),
                ..Contact::default()
            }]
        } else {
            Vec::new()
        },
        ..Person::default()
    }
}

pub fn row(n: usize, found_by: &'static str) -> PatientRow {
    PatientRow {
        patient: id(n as u8 + 1),
        person: person(n),
        found_by,
        linked: usize::from(n == 3),
    }
}

/// Every family name, for looking whether one is still to be seen.
pub fn families() -> Vec<String> {
    (0..PEOPLE.len())
        .map(|n| feldsher::i18n::names::capitals(PEOPLE[n].0))
        .collect()
}

pub fn worklist() -> Vec<WorkItem> {
    (0..8)
        .map(|n| WorkItem {
            patient: id(n as u8 + 1),
            row: row(n, ""),
            at: now() - 9_000 + n as i64 * 1_100,
            state: if n % 4 == 3 || n == 0 {
                WorkState::Draft
            } else {
                WorkState::Signed
            },
            doc: id(100 + n as u8),
            author: if n % 2 == 0 {
                "Сейітова Айгүл".into()
            } else {
                "Жұмабекова Дина".into()
            },
        })
        .collect()
}

pub fn found() -> Vec<PatientRow> {
    [
        (0, "exact"),
        (3, "fold"),
        (5, "fold"),
        (2, "weak"),
        (1, "number"),
        (4, "weak"),
        (6, "weak"),
    ]
    .into_iter()
    .map(|(n, how)| row(n, how))
    .collect()
}

pub fn duplicates() -> Vec<Duplicate> {
    vec![
        Duplicate {
            row: row(0, ""),
            reasons: vec!["national-number", "birth-date", "name-fold"],
            sure: true,
        },
        Duplicate {
            row: row(2, ""),
            reasons: vec!["name-weak", "birth-compatible"],
            sure: false,
        },
    ]
}

fn conflict(n: usize, key: &str, values: &[(&str, &str, i64)]) -> ConflictRow {
    ConflictRow {
        patient: row(n, ""),
        conflict: Conflict {
            seen: String::new(),
            id: format!("{n:016x}{key}"),
            card: id(n as u8 + 1),
            key: key.into(),
            values: values
                .iter()
                .map(|(summary, by_name, ago)| ConflictValue {
                    json: format!(
                        "{{\"onset\":\"{}\",\"status\":\"{}\",\"title\":\"{summary}\"}}",
                        if *ago > 86_400 { "2019" } else { "2021-04" },
                        if *ago > 86_400 { "resolved" } else { "active" },
                    ),
                    summary: (*summary).into(),
                    by: Some(UserId([2; 16])),
                    by_name: (*by_name).into(),
                    place: if by_name.starts_with("Dr") {
                        "Namuna qishloq vrachlik punkti".into()
                    } else {
                        "Ақсу фельдшерлік пункті".into()
                    },
                    at: now() - ago,
                })
                .collect(),
        },
    }
}

pub fn conflicts() -> Vec<ConflictRow> {
    vec![
        conflict(
            0,
            "pr/11111111111111111111111111111111",
            &[
                (
                    "Артериальная гипертензия, II степень, риск 3",
                    "Сейітова Айгүл",
                    86_400,
                ),
                (
                    "Артериальная гипертензия, I степень",
                    "Dr. Karimov Oybek",
                    90_000,
                ),
            ],
        ),
        conflict(
            3,
            "tel",
            &[
                ("+998 90 123 45 67", "Жұмабекова Дина", 172_800),
                ("+998 93 765 43 21", "Сейітова Айгүл", 200_000),
            ],
        ),
        conflict(
            5,
            "addr",
            &[
                ("სოფელი ზემო ალვანი", "ნათია გელაშვილი", 300_000),
                ("ქალაქი თელავი, ჭავჭავაძის 4", "Сейітова Айгүл", 310_000),
            ],
        ),
    ]
}

pub fn proposals() -> Vec<Proposal> {
    let mut other = row(2, "");
    other.patient = id(77);
    other.person.name.family = "Тулегенова-Нурмагамбетова".into();
    other.person.name.given = "Гульжанат".into();
    other.person.name.patronymic = String::new();
    other.person.born = "1961-08-19".parse().unwrap();
    other.person.identifiers.clear();
    other.person.phone = "+77013334455".into();
    vec![
        Proposal {
            first: row(2, ""),
            second: other,
            reasons: vec!["name-fold", "birth-compatible"],
        },
        Proposal {
            first: row(4, ""),
            second: row(3, ""),
            reasons: vec!["phone"],
        },
    ]
}

pub fn sync_view() -> SyncView {
    SyncView {
        erased: 2,
        enrolled: Some("https://store.densaulyq.example".into()),
        waiting: 14,
        accepted: 3,
        stable: 12_450,
        left: (1, 4),
        refused: vec![Refusal {
            doc: id(42),
            kind: "visit".into(),
            reason: "signature".into(),
            at: now() - 7_000,
        }],
        last_at: Some(now() - 5_400),
        next_at: Some(now() + 600),
        running: false,
        lan: Box::new(LanView {
            port: Some(8_442),
            address: "192.168.1.20:8442".into(),
            code: None,
            neighbours: vec![
                NeighbourView {
                    device: DeviceId([7; 16]),
                    name: "Дәрігер кабинеті".into(),
                    address: "192.168.1.21:8442".into(),
                    last_at: Some(now() - 8),
                    waiting: 0,
                    fault: None,
                },
                NeighbourView {
                    device: DeviceId([8; 16]),
                    name: "Мейіргер".into(),
                    address: "192.168.1.22:8442".into(),
                    last_at: Some(now() - 90_000),
                    waiting: 37,
                    fault: Some(
                        Fault::new("lan-unreachable")
                            .with("address", "192.168.1.22:8442")
                            .with("detail", "Connection refused"),
                    ),
                },
            ],
            fault: None,
        }),
        last_fault: Some(Fault {
            code: "sync-revoked".into(),
            args: Vec::new(),
            record_is_safe: true,
            can_retry: false,
        }),
        directory: Some(DirectoryAge {
            made_at: now() - 90_000,
            people: 202_398,
        }),
        directory_coming: Some((3_400_000, 10_200_000)),
    }
}

pub fn users() -> Vec<UserRow> {
    [
        ("aigul", "Сейітова Айгүл Маратқызы", Role::Feldsher, true),
        ("dina", "Жұмабекова Дина", Role::Nurse, true),
        ("marat", "Омаров Марат", Role::Manager, true),
        ("oybek", "Karimov Oybek Rustamovich", Role::Doctor, false),
        ("natia", "ნათია გელაშვილი", Role::Doctor, false),
        ("audit", "Әділов Нұрлан", Role::Auditor, false),
    ]
    .into_iter()
    .enumerate()
    .map(|(n, (login, name, role, here))| UserRow {
        user: UserId([n as u8 + 1; 16]),
        login: login.into(),
        name: name.into(),
        role,
        here,
    })
    .collect()
}

pub fn access_log() -> Vec<AccessRow> {
    [
        ("Сейітова Айгүл", "feldsher", "open", "care", 600),
        ("Сейітова Айгүл", "feldsher", "change", "care", 540),
        (
            "Karimov Oybek Rustamovich",
            "doctor",
            "settle",
            "care",
            90_000,
        ),
        (
            "Жұмабекова Дина",
            "registrar",
            "change",
            "registration",
            400_000,
        ),
        ("ნათია გელაშვილი", "doctor", "print", "care", 500_000),
    ]
    .into_iter()
    .map(|(user, role, action, purpose, ago)| AccessRow {
        at: now() - ago,
        user: user.into(),
        role: role.into(),
        action: action.into(),
        patient: Some(id(1)),
        purpose: purpose.into(),
        reason: String::new(),
        note: String::new(),
        device: "Ақсу-1".into(),
    })
    .collect()
}

pub fn card(n: usize) -> CardView {
    CardView {
        patient: id(n as u8 + 1),
        person: person(n),
        cards: vec![id(n as u8 + 1)],
        ..CardView::default()
    }
}

/// Two files of a ministry: one in use, one with a mistake.
pub fn forms() -> FormsView {
    let (_, mistakes) = FormSet::load(
        Vec::new(),
        vec![(
            "anc.json".into(),
            "{\"resourceType\": \"Questionnaire\",\n oops".into(),
        )],
    );
    FormsView {
        files: vec![SiteForm {
            file: "visit.json".into(),
            titles: Text {
                plain: "Outpatient visit".into(),
                translations: BTreeMap::new(),
            },
            url: "urn:feldsher:form:visit".into(),
            version: "1.1".into(),
            in_use: true,
        }],
        mistakes,
    }
}

/// Signatures of an invented pharmacist: under a rule as it stands, and under an older text of another.
pub fn approvals() -> Vec<Approved> {
    let data = Formulary::builtin();
    let signed = |n: u8, rule: &str, hash: String| Approved {
        entry: DocId([n; 16]),
        item: rule.into(),
        hash,
        edition: chrono::NaiveDate::from_ymd_opt(2026, 11, 20).unwrap(),
        by: UserId([8; 16]),
        name: "Иманова Р.".into(),
        role: Role::Pharmacist,
        position: "клиникалық фармацевт".into(),
        place: "Аудандық аурухана".into(),
        at: now() - 86_400,
        remark: String::new(),
    };
    let child = "paracetamol-po-child";
    let now = data.hash_of(child).unwrap_or_default().to_owned();
    vec![
        signed(81, "paracetamol-po-adult", "0".repeat(64)),
        signed(82, child, now),
    ]
}

pub fn courier_written() -> CourierWritten {
    CourierWritten {
        files: vec!["/media/USB/feldsher-to-centre.courier".into()],
        bytes: 214_000,
        records: 112,
        visits: 37,
        too_long: 0,
    }
}

pub fn courier_read() -> CourierRead {
    CourierRead {
        confirmed: 112,
        received: 5,
        waiting: 2,
        has_more: true,
        ..CourierRead::default()
    }
}

/// People of the region who are not in the house.
pub fn strangers() -> Elsewhere {
    let of = |n: usize| Stranger {
        how: feldsher::vault::search::How::Number,
        who: emergency(n),
    };
    Elsewhere {
        age: sync_view().directory,
        found: (2..6).map(of).collect(),
        more: true,
    }
}

/// An emergency passport with something of everything.
pub fn emergency(n: usize) -> EmergencyPassport {
    let known = person(n);
    EmergencyPassport {
        card: id(n as u8 + 100),
        name: known.name,
        sex: known.sex,
        born: known.born,
        numbers: known.identifiers,
        place: "Қызылсу ауылдық дәрігерлік амбулаториясы".into(),
        allergies: vec![Allergy {
            substance: "Пенициллин".into(),
            reactions: vec!["анафилаксия".into()],
            severity: feldsher::domain::allergy::Severity::Severe,
            note: "2019, после второй таблетки".into(),
            ..Allergy::default()
        }],
        blood: vec!["A(II) Rh−".into()],
        problems: vec![Problem {
            code: Some("I48.9".into()),
            title: "Фибрилляция предсердий неуточнённая".into(),
            onset: "2021-03".parse().unwrap(),
            ..Problem::default()
        }],
        medicines: vec![CurrentMedicine {
            name: "Варфарин".into(),
            dose: "2.5 mg".into(),
            frequency: "1 × 1".into(),
            ..CurrentMedicine::default()
        }],
        alerts: vec!["Имплантированный кардиостимулятор".into()],
        contacts: vec![Contact {
            name: "Сынақов Үлгі".into(),
            relation: "spouse".into(),
            phone: "+0 700 000 00 07".into(),
            ..Contact::default()
        }],
        ..EmergencyPassport::default()
    }
}
