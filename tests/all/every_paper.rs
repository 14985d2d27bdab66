//! Every paper that a point hands out, in five languages, about people who have more of everything than a paper likes: a family name
//! of forty letters, ten allergies, a visit of several pages.

use chrono::DateTime;
use feldsher::domain::card::Draft;
use feldsher::domain::ids::{DocId, PatientId};
use feldsher::domain::lang::Lang;
use feldsher::domain::number::Decimal;
use feldsher::domain::paper::{LabelOf, LabelStock};
use feldsher::domain::role::Role;
use feldsher::domain::visit::Visit;
use feldsher::i18n::{dates, numbers, tr};
use feldsher::ops::policy::{Scope, authorize, may};
use feldsher::print::paper::Paper;
use feldsher::print::papers;
use feldsher::worker::calls::sheet::sheet;
use feldsher::worker::calls::{CallKind, last_day};
use feldsher::worker::recall::MONTHS;
use feldsher::worker::{PaperOf, day_list, fill, recall};
use serde_json::json;

use crate::calls::{filter, lists as calls};
use crate::house::{Point, person, point};
use crate::papers::{full, sign};
use crate::pregnancy::record as pregnancy;
use crate::print::read_back::{bare, sound};

/// 2026-09-21, 14:13 UTC: 19:13 at the point.
const NOW: i64 = 1_790_000_000;
const DAY: i64 = 86_400;
/// Two months later: the clock of a house never goes back.
const PRINTED: i64 = NOW + 61 * DAY;
const FAMILY: &str = "Үлгібектайғанмұхамедсейітнұрланқызы-Мыса";
const NUMBER: &str = "000101499599";

struct Everything {
    point: Point,
    patient: PatientId,
    child: PatientId,
    visit: DocId,
    forms: Vec<(&'static str, DocId)>,
    imci: DocId,
    woman: PatientId,
}

/// Answers with everything that the four printed forms of a consulting room ask.
const FORMS: [(&str, &[(&str, &str)]); 6] = [
    (
        "kz-075u",
        &[
            ("for", "t:Үлгі аудандық мектебі"),
            (
                "past-diseases",
                "t:Ветряная оспа в 2003 году, краснуха в 2005 году",
            ),
            ("therapist", "t:Здорова"),
            ("surgeon", "t:Здорова"),
            ("eye", "t:Миопия слабой степени обоих глаз"),
            ("chest", "t:2026-08-12, без патологии"),
            ("labs", "t:Общий анализ крови и мочи без особенностей"),
            ("fit", "c:urn:feldsher:code:kz-075u:fit|limited|"),
            ("limits", "t:Работа на высоте"),
            ("conclusion", "t:Годна с ограничениями"),
        ],
    ),
    (
        "kz-consent",
        &[
            (
                "signs",
                "c:urn:feldsher:code:kz-consent:signs|representative|",
            ),
            ("representative-name", "t:Үлгібаева Сынақ Мысалқызы"),
            (
                "representative-is",
                "c:urn:feldsher:code:kz-consent:representative-is|mother|",
            ),
            (
                "intervention",
                "t:Внутримышечное введение цефтриаксона, 5 дней",
            ),
            (
                "explained",
                "c:urn:feldsher:code:kz-consent:explained|purpose|\nc:urn:feldsher:code:kz-consent:explained|risks|",
            ),
            (
                "decision",
                "c:urn:feldsher:code:kz-consent:decision|agrees|",
            ),
        ],
    ),
    (
        "kz-refusal",
        &[
            ("signs", "c:urn:feldsher:code:kz-refusal:signs|patient|"),
            (
                "refused",
                "c:urn:feldsher:code:kz-refusal:refused|hospital|\nc:urn:feldsher:code:kz-refusal:refused|transport|",
            ),
            ("refused-what", "t:Госпитализация в районную больницу"),
            (
                "consequences",
                "t:Ухудшение состояния, дыхательная недостаточность, смерть",
            ),
            ("reason", "t:Некому смотреть за детьми"),
            ("will-sign", "c:urn:feldsher:code:kz-refusal:will-sign|no|"),
            ("witness", "t:Мысалова Үлгі, медсестра"),
        ],
    ),
    (
        "kz-001u-discharge",
        &[
            ("department", "t:Дневной стационар"),
            ("admitted", "d:2026-08-17"),
            ("discharged", "d:2026-08-21"),
            ("bed-days", "n:5"),
            ("complaints", "t:Кашель с мокротой, слабость"),
            ("history", "t:Болеет неделю"),
            ("exam", "t:Дыхание жёсткое, сухие хрипы с обеих сторон"),
            ("labs", "t:СОЭ 22 мм/ч"),
            ("treatment-given", "t:Цефтриаксон 1 г × 5 дней"),
            (
                "outcome",
                "c:urn:feldsher:code:kz-001u-discharge:outcome|improved|",
            ),
            ("state", "t:Удовлетворительное"),
            ("next-visit", "d:2026-08-28"),
            ("advice", "t:Беречься от сквозняков"),
        ],
    ),
    (
        "ge-sick-leave",
        &[
            ("sick-number", "t:ს-0007"),
            ("kind", "c:urn:feldsher:code:ge-sick-leave|first|"),
            ("workplace", "t:სკოლა, მასწავლებელი"),
            ("reason", "c:urn:feldsher:code:ge-sick-leave|illness|"),
            ("regime", "c:urn:feldsher:code:ge-sick-leave|home|"),
            ("sick-from", "d:2026-08-17"),
            ("sick-to", "d:2026-08-21"),
            ("to-work", "d:2026-08-22"),
        ],
    ),
    (
        "uz-sick-leave",
        &[
            ("sick-number", "t:ML-0007"),
            (
                "reason",
                "c:https://terminology.dhp.uz/fhir/integrations/CodeSystem/care-plan-reason-cs|DIS|",
            ),
            ("urban", "b:false"),
            ("sick-from", "d:2026-08-17"),
            ("sick-to", "d:2026-08-21"),
        ],
    ),
];

/// A child with fast breathing who is some dehydrated.
const IMCI: [(&str, &str); 9] = [
    ("diarrhoea", "b:true"),
    ("sunken-eyes", "b:true"),
    ("restless", "b:true"),
    ("weight", "q:9.6|kg"),
    ("oedema", "b:false"),
    ("muac", "q:136|mm"),
    ("cough", "b:true"),
    ("resp", "q:46|/min"),
    ("next-visit", "d:2026-11-24"),
];

fn form_visit(url: &str, answers: &[(&str, &str)]) -> Draft {
    Draft {
        visit: Visit {
            form: url.into(),
            form_version: "1.0".into(),
            answers: answers
                .iter()
                .map(|(id, text)| ((*id).to_owned(), (*text).to_owned()))
                .collect(),
            diagnoses: full().visit.diagnoses,
            ..Visit::default()
        },
        ..Draft::default()
    }
}

fn everything() -> Everything {
    let mut point = point("doctor", Role::Doctor);
    let mut registration = person();
    assert_eq!(FAMILY.chars().count(), 40);
    registration.person.name.family = FAMILY.into();
    registration.person.address = "Үлгі облысы, Мысал ауданы, Сынақ ауылы, Ұзын көше, 7-үй".into();
    let patient = point.register(registration);
    for n in 0..10 {
        let allergy = json!({"substance": format!("Бензилпенициллиннің {n}-тұзы"), "severity": "severe", "status": "active",
            "reactions": ["генерализованная крапивница с отёком лица через двадцать минут", "анафилаксия"]});
        point.set(patient, "al/new", allergy);
    }
    for (code, title) in [
        ("I10", "Гипертония"),
        ("E11.9", "Диабет"),
        ("J45.9", "Астма"),
    ] {
        let problem = json!({"code": code, "title": title, "status": "active", "onset": "2019"});
        point.set(patient, "pr/new", problem);
    }
    point.clock.set(NOW - 30 * DAY);
    let mut long = full();
    let history = "Больна с детства, лечилась у разных врачей. ".repeat(60);
    long.visit
        .answers
        .insert("history".into(), format!("t:{}", history.trim()));
    sign(&mut point, patient, &long);
    let forms = FORMS.map(|(name, answers)| {
        let url = format!("urn:feldsher:form:{name}");
        (
            name,
            drafted(&mut point, patient, &form_visit(&url, answers)),
        )
    });
    point.clock.set(NOW);
    let visit = sign(&mut point, patient, &full());
    let mut registration = person();
    registration.person.born = "2025-03-01".parse().unwrap();
    registration.person.identifiers.clear();
    let child = point.register(registration);
    for (days, kg, cm) in [(1, "8.9", "74"), (60, "9.6", "78")] {
        point.clock.set(NOW + days * DAY);
        let answers = [
            ("complaints", "t:Осмотр".to_owned()),
            ("weight", format!("q:{kg}|kg")),
            ("height", format!("q:{cm}|cm")),
        ];
        let visit = Visit {
            answers: answers.map(|(id, text)| (id.to_owned(), text)).into(),
            ..full().visit
        };
        let draft = Draft {
            visit,
            ..Draft::default()
        };
        sign(&mut point, child, &draft);
    }
    let sick = form_visit("urn:feldsher:form:imci-child", &IMCI);
    let imci = sign(&mut point, child, &sick);
    let woman = expecting(&mut point);
    // Of an age at which every screening asks for her.
    let mut registration = person();
    registration.person.born = "1976-02-03".parse().unwrap();
    registration.person.identifiers.clear();
    registration.person.address = "Сынақ ауылы, Ұзын көше, 9-үй".into();
    point.register(registration);
    point.clock.set(PRINTED);
    Everything {
        point,
        patient,
        child,
        visit,
        forms: forms.to_vec(),
        imci,
        woman,
    }
}

/// A woman with a scar who was seen three times.
fn expecting(point: &mut Point) -> PatientId {
    let mut registration = person();
    registration.person.born = "1998-03-10".parse().unwrap();
    registration.person.name.family = FAMILY.into();
    let woman = point.register(registration);
    let content = pregnancy::booking(|b| {
        (b.height_cm, b.weight_kg) = ("164".into(), "61".into());
        b.history = vec!["caesarean".into(), "preeclampsia".into()];
    });
    pregnancy::book(point, woman, content, None).unwrap();
    for (weeks, kg, fundal) in [(0, "63.5", "24"), (4, "66", "28"), (8, "69.2", "32")] {
        let answers = [
            ("weight", pregnancy::quantity(kg, "kg")),
            ("bp-sys", pregnancy::quantity("152", "mm[Hg]")),
            ("bp-dia", pregnancy::quantity("98", "mm[Hg]")),
            ("fundal", pregnancy::quantity(fundal, "cm")),
            ("urine-protein", pregnancy::choice("1+")),
        ];
        let contact = pregnancy::antenatal(&answers);
        pregnancy::sign(point, woman, contact, NOW + weeks * 7 * DAY).unwrap();
    }
    woman
}

/// A form is printed as the draft it is: what it asks for is tried in `national_forms`.
fn drafted(point: &mut Point, patient: PatientId, draft: &Draft) -> DocId {
    let saved = point
        .house
        .save_draft(&point.me, None, patient, draft)
        .unwrap();
    saved.id
}

impl Everything {
    fn all(&self) -> Vec<(String, PaperOf)> {
        let (patient, child, visit) = (self.patient, self.child, self.visit);
        let view = self.point.view(patient);
        let mut orders = view.prescriptions.iter();
        let order = orders.find(|p| p.content.visit == Some(visit));
        let day = "2026-09-21".parse().unwrap();
        let mut all: Vec<(String, PaperOf)> = [
            ("discharge", PaperOf::Discharge { patient, visit }),
            ("visit", PaperOf::Visit { patient, visit }),
            (
                "prescription",
                PaperOf::Prescription {
                    patient,
                    prescription: order.unwrap().id,
                },
            ),
            (
                "referral",
                PaperOf::Referral {
                    patient,
                    referral: view.referrals[0].id,
                },
            ),
            ("extract", PaperOf::Extract { patient }),
            ("laboratory", PaperOf::Laboratory { patient }),
            ("passport", PaperOf::Passport { patient }),
            ("wallet", PaperOf::Wallet { patient }),
            ("plan", PaperOf::MonthPlan { patient }),
            ("administration", PaperOf::Administration { patient, day }),
            ("growth", PaperOf::Growth { patient: child }),
            ("vaccination", PaperOf::Vaccination { patient: child }),
            (
                "imci",
                PaperOf::Imci {
                    patient: child,
                    visit: self.imci,
                },
            ),
            (
                "pregnancy",
                PaperOf::Pregnancy {
                    patient: self.woman,
                },
            ),
        ]
        .into_iter()
        .map(|(name, what)| (name.to_owned(), what))
        .collect();
        for of in [LabelOf::Patient, LabelOf::Specimen] {
            for on in [LabelStock::Roll, LabelStock::Sheet] {
                for patient in [patient, child] {
                    let name = format!("label-{of:?}-{on:?}-{}", u8::from(patient == child));
                    all.push((name.to_lowercase(), PaperOf::Labels { patient, of, on }));
                }
            }
        }
        for (name, draft) in &self.forms {
            let draft = view.drafts.iter().find(|one| one.id == *draft).unwrap();
            let what = PaperOf::Draft(Box::new(draft.clone()));
            all.push(((*name).to_owned(), what));
        }
        all
    }

    /// The lists, which are about nobody alone.
    fn lists(&self, lang: Lang) -> Vec<(String, Paper)> {
        let (house, me) = (&self.point.house, &self.point.me);
        let today = DateTime::from_timestamp(PRINTED, 0).unwrap().date_naive();
        let seen = "2026-09-21".parse().unwrap();
        let day = papers::day(&day_list::sheet(house, me, seen, lang).unwrap());
        let mut all = vec![("day".to_owned(), day)];
        let called = calls(house, me, today, 100);
        for kind in [CallKind::Screening, CallKind::FollowUp, CallKind::Pregnancy] {
            let list = sheet(&called, &filter(kind, None), house.place(), lang, today);
            all.push((format!("calls-{}", kind.code()), papers::calls(&list)));
        }
        let may = authorize::<may::Recall>(&me.who, Scope::House).unwrap();
        let children = house.recall(&may, today, last_day(today, MONTHS)).unwrap();
        let list = recall::sheet(&children, 0, house.place(), lang, today);
        all.push(("recall".to_owned(), papers::calls(&list)));
        all
    }
}

/// Nothing of a list is lost, and every list names somebody.
#[test]
fn every_list_in_five_languages_is_read_back_whole() {
    let every = everything();
    for lang in Lang::ALL {
        for (name, paper) in every.lists(lang) {
            assert_eq!(paper.lang, lang);
            let text = bare(&sound(&format!("{name}-{}", lang.code()), &paper).concat());
            let somebody = [FAMILY.to_uppercase(), "СЫНАҚОВА".to_owned()];
            assert!(
                somebody.iter().any(|family| text.contains(family)),
                "{name} {lang:?}: {text}"
            );
        }
    }
}

#[test]
fn every_paper_in_five_languages_is_read_back_whole() {
    let every = everything();
    let place = every.point.house.place();
    for (name, what) in every.all() {
        let view = every.point.view(what.patient().unwrap());
        for lang in Lang::ALL {
            let paper = fill::paper(&view, place, &what, Some(lang), PRINTED, 300).unwrap();
            assert_eq!(paper.lang, lang);
            let read = sound(&format!("{name}-{}", lang.code()), &paper);
            let text = bare(&read.concat());
            let of_child = what.patient() == Some(every.child);
            if !of_child {
                for value in [&FAMILY.to_uppercase(), NUMBER] {
                    assert!(text.contains(&bare(value)), "{name} {lang:?}: {value}");
                }
            }
            let many = match &what {
                PaperOf::Extract { .. } => 3,
                PaperOf::Discharge { .. } | PaperOf::Visit { .. } | PaperOf::Referral { .. } => 2,
                _ => 1,
            };
            assert!(read.len() >= many, "{name} {lang:?}: {} pages", read.len());
            if matches!(what, PaperOf::Extract { .. } | PaperOf::Visit { .. }) {
                values(&name, lang, &text);
            }
        }
    }
}

/// Numbers, units and dates as the language of the paper writes them.
fn values(name: &str, lang: Lang, text: &str) {
    let number = |text: &str| numbers::decimal(lang, Decimal::parse(text).unwrap());
    let unit = |code: &str| tr(lang, &format!("common-unit-{code}"), &[]);
    let day = |text: &str| dates::long(lang, text.parse().unwrap());
    for wanted in [
        format!("{} {}", number("61.5"), unit("kg")),
        format!("{} {}", number("38.4"), unit("celsius")),
        format!("124/76 {}", unit("mmhg")),
        format!("{} {}", number("5.4"), unit("mmol-l")),
        format!("{} {}", number("4.2"), unit("ml")),
        day("2026-09-21"),
        day("2026-09-25"),
        "Үлгі медициналық пункті".into(),
        "анафилаксия".into(),
        "чай степной".into(),
        "Зев гиперемирован.".into(),
    ] {
        let found = text.contains(&bare(&wanted));
        assert!(found, "{name} {lang:?}: «{wanted}» in {text}");
    }
}

/// The language is the patient's, whatever the house speaks; a patient who has none is addressed in the house's.
#[test]
fn the_language_of_every_paper_is_the_patients() {
    let mut every = everything();
    for patient in [every.patient, every.child, every.woman] {
        every.point.set(patient, "lang", json!({"value": "ka"}));
    }
    let place = every.point.house.place();
    assert_ne!(place.lang, Lang::Ka);
    for (name, what) in every.all() {
        let view = every.point.view(what.patient().unwrap());
        let paper = fill::paper(&view, place, &what, None, PRINTED, 300).unwrap();
        assert_eq!(paper.lang, Lang::Ka, "{name}");
    }
}

/// A square code on a label is read as a scanner reads it: the national number, or the number of the card.
#[test]
fn a_label_says_in_its_code_what_it_says_in_figures() {
    use feldsher::print::paper::Block;
    let every = everything();
    let place = every.point.house.place();
    for (patient, number) in [
        (every.patient, NUMBER.to_owned()),
        (every.child, every.child.number()),
    ] {
        let view = every.point.view(patient);
        let what = PaperOf::Labels {
            patient,
            of: LabelOf::Specimen,
            on: LabelStock::Roll,
        };
        let paper = fill::paper(&view, place, &what, None, PRINTED, 300).unwrap();
        let [Block::Labels(labels)] = paper.blocks.as_slice() else {
            panic!("{:?}", paper.blocks);
        };
        assert_eq!(labels.label.code, number);
        let facts: String = labels
            .label
            .facts
            .iter()
            .map(feldsher::print::paper::Rich::text)
            .collect();
        assert!(facts.contains(&number), "{facts}");
    }
}
