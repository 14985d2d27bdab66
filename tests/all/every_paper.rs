//! Every paper that a point hands out, in five languages, about people who have more of everything than a paper likes: a family name
//! of forty letters, ten allergies, a visit of several pages.

use feldsher::domain::card::Draft;
use feldsher::domain::ids::{DocId, PatientId};
use feldsher::domain::lang::Lang;
use feldsher::domain::number::Decimal;
use feldsher::domain::paper::{LabelOf, LabelStock};
use feldsher::domain::role::Role;
use feldsher::domain::visit::Visit;
use feldsher::i18n::{dates, numbers, tr};
use feldsher::worker::{PaperOf, fill};
use serde_json::json;

use crate::house::{Point, person, point};
use crate::papers::{full, sign};
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
}

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
    let certificate = form_visit("urn:feldsher:form:kz-075u", &[]);
    let consent = form_visit("urn:feldsher:form:kz-consent", &[]);
    let forms = [("075u", certificate), ("consent", consent)];
    let forms = forms.map(|(name, draft)| (name, drafted(&mut point, patient, &draft)));
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
    point.clock.set(PRINTED);
    Everything {
        point,
        patient,
        child,
        visit,
        forms: forms.to_vec(),
    }
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
    for patient in [every.patient, every.child] {
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
