//! Papers filled from a card that the house made: every fact is on the page, in five languages, and nothing of another visit.

use std::collections::BTreeSet;
use std::path::Path;

use feldsher::domain::card::{CardView, Draft};
use feldsher::domain::ids::{DocId, PatientId};
use feldsher::domain::lang::Lang;
use feldsher::domain::role::Role;
use feldsher::domain::visit::{
    Diagnosis, DiagnosisRole, EnteredInError, Prescription, Referral, Visit,
};
use feldsher::i18n::{self, tr};
use feldsher::ops::op::Op;
use feldsher::worker::{Fault, PaperOf, fill};
use serde_json::json;

use crate::house::{Point, person, point};
use crate::print::read_back::{bare, pdf, read};

const DAY: i64 = 86_400;
/// 2026-09-21, 14:13 UTC: 19:13 at the point.
const NOW: i64 = 1_790_000_000;
const OFFSET_MINUTES: i32 = 300;

/// A visit with everything that the form asks.
pub fn full() -> Draft {
    let answers = [
        ("complaints", "t:Кашель үшінші күн, ყელის ტკივილი."),
        ("history", "t:Oʻgʻli ham kasal."),
        ("weight", "q:61.5|kg"),
        ("height", "q:164|cm"),
        ("temp", "q:38.4|Cel"),
        ("bp-sys", "q:124|mm[Hg]"),
        ("bp-dia", "q:76|mm[Hg]"),
        ("pulse", "q:92|/min"),
        ("resp", "q:18|/min"),
        ("spo2", "q:97|%"),
        ("glucose", "q:5.4|mmol/L"),
        ("exam", "t:Зев гиперемирован."),
        ("pregnant", "c:http://loinc.org|LA26683-5|No"),
        ("plan", "t:Мазок из зева."),
        ("advice", "t:Пить больше воды."),
        ("next-visit", "d:2026-09-25"),
        ("sick-from", "d:2026-09-21"),
        ("sick-to", "d:2026-09-24"),
        ("sick-number", "t:БЛ-0007"),
        ("of-a-ministry", "t:Ответ чужой формы"),
    ];
    Draft {
        visit: Visit {
            form: "urn:feldsher:form:visit".into(),
            drafted_by: None,
            form_version: "1.0".into(),
            answers: answers
                .map(|(id, text)| (id.to_owned(), text.to_owned()))
                .into(),
            diagnoses: vec![
                Diagnosis {
                    code: "J20.9".into(),
                    title: "Острый бронхит неуточнённый".into(),
                    role: DiagnosisRole::Main,
                },
                Diagnosis {
                    code: "I10".into(),
                    title: "Гипертония, 2 степень".into(),
                    role: DiagnosisRole::Concomitant,
                },
            ],
        },
        prescriptions: vec![
            Prescription {
                medicine: Some("paracetamol".into()),
                name: "Парацетамол".into(),
                dosage_form: "syrup / suspension".into(),
                strength: "120 mg/5 mL".into(),
                product: "Панадол Бэби 120 мг/5 мл".into(),
                dose: "101".into(),
                unit: "mg".into(),
                amount: "4.2 mL".into(),
                route: "oral".into(),
                per_day: Some(3),
                interval_h: "8".into(),
                days: Some(5),
                note: "После еды".into(),
                answer: "within".into(),
                ..Prescription::default()
            },
            Prescription {
                name: "Чай степной".into(),
                dose: "2".into(),
                unit: "tablet".into(),
                route: "oral".into(),
                ..Prescription::default()
            },
        ],
        referral: Some(Referral {
            destination: "Районная больница, ЛОР".into(),
            reason: "Исключить пневмонию".into(),
            urgency: "urgent".into(),
            ..Referral::default()
        }),
        ..Draft::default()
    }
}

pub struct Case {
    pub point: Point,
    pub patient: PatientId,
    earlier: DocId,
    pub visit: DocId,
}

impl Case {
    /// A patient with an earlier visit and a full one.
    pub fn new() -> Self {
        let mut point = point("feldsher", Role::Feldsher);
        let patient = point.register(person());
        point.clock.set(NOW - 30 * DAY);
        let mut earlier = full();
        earlier.visit.answers = [
            ("complaints".to_owned(), "t:Прошлая жалоба".to_owned()),
            ("weight".to_owned(), "q:60|kg".to_owned()),
        ]
        .into();
        earlier.visit.diagnoses[0] = Diagnosis {
            code: "K29.7".into(),
            title: "Прошлый гастрит".into(),
            ..Diagnosis::default()
        };
        earlier.prescriptions.truncate(1);
        earlier.prescriptions[0].note = "Прошлое назначение".into();
        earlier.referral = None;
        let earlier = sign(&mut point, patient, &earlier);
        point.clock.set(NOW);
        let visit = sign(&mut point, patient, &full());
        Self {
            point,
            patient,
            earlier,
            visit,
        }
    }

    pub fn view(&self) -> CardView {
        self.point.view(self.patient)
    }

    fn prescription(&self, name: &str) -> DocId {
        let view = self.view();
        let mut found = view
            .prescriptions
            .iter()
            .filter(|p| p.content.visit == Some(self.visit));
        found.find(|p| p.content.name == name).unwrap().id
    }

    pub fn visit_paper(&self) -> PaperOf {
        PaperOf::Visit {
            patient: self.patient,
            visit: self.visit,
        }
    }

    pub fn discharge(&self) -> PaperOf {
        PaperOf::Discharge {
            patient: self.patient,
            visit: self.visit,
        }
    }

    pub fn four(&self) -> [PaperOf; 4] {
        [
            self.discharge(),
            self.visit_paper(),
            PaperOf::Prescription {
                patient: self.patient,
                prescription: self.prescription("Парацетамол"),
            },
            PaperOf::Referral {
                patient: self.patient,
                referral: self.view().referrals[0].id,
            },
        ]
    }

    fn paper(
        &self,
        view: &CardView,
        what: &PaperOf,
        lang: Option<Lang>,
    ) -> Result<feldsher::print::paper::Paper, Fault> {
        fill::paper(
            view,
            self.point.house.place(),
            what,
            lang,
            NOW + DAY,
            OFFSET_MINUTES,
        )
    }

    /// The text of the PDF, without spaces.
    pub fn text(&self, view: &CardView, what: &PaperOf, lang: Lang) -> String {
        self.pages(view, what, lang).concat()
    }

    fn pages(&self, view: &CardView, what: &PaperOf, lang: Lang) -> Vec<String> {
        let paper = self.paper(view, what, Some(lang)).unwrap();
        let (pages, bytes) = pdf(&paper);
        let read = read(&bytes).unwrap_or_else(|| pages.iter().map(page_text).collect());
        read.iter().map(|page| bare(page)).collect()
    }

    fn refused(&self, what: &PaperOf) -> String {
        self.paper(&self.view(), what, None).unwrap_err().code
    }

    fn withdraw(&mut self, target: DocId) {
        let error = EnteredInError {
            target,
            reason: "mistake".into(),
            note: String::new(),
        };
        let op = Op::Withdraw {
            patient: self.patient,
            error,
        };
        self.point.house.transact(&self.point.me, &op).unwrap();
    }
}

pub fn sign(point: &mut Point, patient: PatientId, draft: &Draft) -> DocId {
    let before: BTreeSet<DocId> = point.view(patient).visits.iter().map(|v| v.id).collect();
    let saved = point
        .house
        .save_draft(&point.me, None, patient, draft)
        .unwrap();
    let op = Op::SignVisit {
        draft: saved.id,
        confirmed: false,
    };
    point.house.transact(&point.me, &op).unwrap();
    let after = point.view(patient);
    let new = after.visits.iter().find(|v| !before.contains(&v.id));
    new.unwrap().id
}

pub fn page_text(page: &feldsher::domain::page::Page) -> String {
    use feldsher::domain::page::Item;
    page.items
        .iter()
        .map(|item| match item {
            Item::Text { text, .. } => text.as_str(),
            Item::Line { .. } | Item::Rect { .. } => "",
        })
        .collect()
}

#[track_caller]
fn has_all(text: &str, wanted: &[&str]) {
    for wanted in wanted {
        assert!(
            text.contains(&bare(wanted)),
            "«{wanted}» is missing in {text}"
        );
    }
}

#[track_caller]
fn has_none(text: &str, foreign: &[&str]) {
    for foreign in foreign {
        assert!(
            !text.contains(&bare(foreign)),
            "«{foreign}» leaked into {text}"
        );
    }
}

/// Words that the paper's language gives to the same facts: diagnosis, medicine, form and dose, frequency, route, role, weight.
fn words(lang: Lang) -> [&'static str; 7] {
    match lang {
        Lang::En => [
            "J20.9 Acute bronchitis, unspecified",
            "paracetamol",
            "120 mg/5 mL — syrup or suspension — DOSE 101 mg ≈ 4.2 mL — 5 days",
            "3 times a day, every 8 h",
            "by mouth",
            "Сынақов Үлгі, Feldsher",
            "61.5 kg",
        ],
        Lang::Ru => [
            "J20.9 Острый бронхит неуточнённый",
            "парацетамол",
            "120 мг/5 мл — сироп или суспензия — ДОЗА 101 мг ≈ 4,2 мл — 5 дней",
            "3 раза в день, каждые 8 ч",
            "внутрь",
            "Сынақов Үлгі, Фельдшер",
            "61,5 кг",
        ],
        Lang::Kk => [
            "J20.9",
            "парацетамол",
            "120 мг/5 мл — шәрбат немесе суспензия — ДОЗА 101 мг ≈ 4,2 мл — 5 күн",
            "күніне 3 рет, әр 8 сағат сайын",
            "ішке",
            "Сынақов Үлгі, Фельдшер",
            "61,5 кг",
        ],
        Lang::Uz => [
            "J20.9",
            "paracetamol",
            "120 mg/5 ml — sirop yoki suspenziya — DOZA 101 mg ≈ 4,2 ml — 5 kun",
            "kuniga 3 marta, har 8 soatda",
            "ichishga",
            "Сынақов Үлгі, Feldsher",
            "61,5 kg",
        ],
        Lang::Ka => [
            "J20.9",
            "paracetamol",
            "120 მგ/5 მლ — სიროფი ან სუსპენზია — დოზა 101 მგ ≈ 4,2 მლ — 5 დღე",
            "დღეში 3-ჯერ, ყოველ 8 საათში",
            "პერორალურად",
            "Сынақов Үлгі, ფერშალი",
            "61,5 კგ",
        ],
    }
}

#[test]
fn the_four_papers_hold_every_fact_in_five_languages_and_nothing_of_another_visit() {
    let mut case = Case::new();
    case.point.set(
        case.patient,
        "al/new",
        json!({"substance": "Пенициллин", "reactions": ["отёк Квинке"], "severity": "severe", "status": "active"}),
    );
    case.point.set(
        case.patient,
        "pr/new",
        json!({"code": "J45.9", "title": "Бронхиальная астма", "status": "active"}),
    );
    let view = case.view();
    let [discharge, visit, prescription, referral] = case.four();
    for lang in Lang::ALL {
        let [diagnosis, medicine, line, frequency, route, author, weight] = words(lang);
        let everywhere = [
            diagnosis,
            "СЫНАҚОВА Айна Үлгіқызы",
            "000101499599",
            "Үлгі медициналық пункті",
            "Пенициллин",
            "отёк Квинке",
            &tr(lang, "common-severity-severe", &[]),
            author,
            medicine,
            weight,
        ];
        let told = [
            "Кашель үшінші күн, ყელის ტკივილი.",
            "Oʻgʻli ham kasal.",
            "Зев гиперемирован.",
            "Гипертония, 2 степень",
            "Ответ чужой формы",
            "124/76",
            &tr(lang, "print-vital-saturation", &[]),
            "60",
        ];
        let earlier = [
            "Прошлая жалоба",
            "Прошлый гастрит",
            "Прошлое назначение",
            "K29.7",
        ];
        for paper in [&discharge, &visit, &prescription, &referral] {
            let text = case.text(&view, paper, lang);
            has_all(&text, &everywhere);
            has_none(&text, &earlier);
            let product = [("product", "Панадол Бэби 120 мг/5 мл")];
            has_all(&text, &[i18n::tr(lang, "card-box", &product).as_str()]);
        }
        let ordered = [line, frequency, route, "После еды"];
        for paper in [&discharge, &visit, &referral] {
            let text = case.text(&view, paper, lang);
            has_all(&text, &told);
            has_all(&text, &ordered);
            has_all(&text, &["Чай степной".to_lowercase().as_str()]);
        }
        let from = i18n::dates::long(lang, "2026-09-21".parse().unwrap());
        let to = i18n::dates::long(lang, "2026-09-24".parse().unwrap());
        let next = i18n::dates::long(lang, "2026-09-25".parse().unwrap());
        let taken_home = [
            "Мазок из зева.",
            "Пить больше воды.",
            &from,
            &to,
            &next,
            "БЛ-0007",
        ];
        for paper in [&discharge, &visit] {
            has_all(&case.text(&view, paper, lang), &taken_home);
        }
        let text = case.text(&view, &visit, lang);
        has_all(&text, &["19:13"]);
        has_none(&text, &[&tr(lang, "print-draft-mark", &[])]);
        has_all(&case.text(&view, &discharge, lang), &["J45.9"]);
        let text = case.text(&view, &prescription, lang);
        has_all(&text, &["После еды", frequency, "303", &from]);
        // One medicine on one blank, and nobody else's business at the pharmacy.
        has_none(&text, &["чай степной", "Зев гиперемирован", "Гипертония"]);
        let urgent = tr(lang, "print-urgency-urgent", &[]);
        let text = case.text(&view, &referral, lang);
        has_all(
            &text,
            &["Районная больница, ЛОР", "Исключить пневмонию", &urgent],
        );
    }
    // Without a wish the patient's language, else the house's.
    assert_eq!(case.paper(&view, &visit, None).unwrap().lang, Lang::Ru);
    case.point.set(case.patient, "lang", json!({"value": "ka"}));
    assert_eq!(
        case.paper(&case.view(), &visit, None).unwrap().lang,
        Lang::Ka
    );
}

/// A child of the same house: thin at two, measured three times; the paper shows curves, numbers and the finding.
#[test]
fn the_paper_of_growth_in_five_languages() {
    use feldsher::domain::page::Item;
    let mut point = point("feldsher", Role::Feldsher);
    let mut child = person();
    child.person.sex = feldsher::domain::person::Sex::Male;
    child.person.born = "2025-08-01".parse().unwrap();
    let patient = point.register(child);
    for (days, kg, cm) in [(10, "8.2", "74"), (200, "8.9", "80"), (400, "8.4", "84.5")] {
        point.clock.set(NOW + days * DAY);
        let mut draft = Draft::default();
        draft.visit.answers = [
            ("complaints".to_owned(), "t:Осмотр".to_owned()),
            ("weight".to_owned(), format!("q:{kg}|kg")),
            ("height".to_owned(), format!("q:{cm}|cm")),
        ]
        .into();
        draft.visit.diagnoses = full().visit.diagnoses;
        sign(&mut point, patient, &draft);
    }
    let view = point.view(patient);
    for lang in Lang::ALL {
        let paper = fill::paper(
            &view,
            point.house.place(),
            &PaperOf::Growth { patient },
            Some(lang),
            NOW + 401 * DAY,
            OFFSET_MINUTES,
        )
        .unwrap();
        let (pages, bytes) = pdf(&paper);
        if let Some(folder) = std::env::var_os("FELDSHER_SHOTS") {
            std::fs::write(
                Path::new(&folder).join(format!("growth-{}.pdf", lang.code())),
                &bytes,
            )
            .unwrap();
        }
        let read = read(&bytes).unwrap_or_else(|| pages.iter().map(page_text).collect());
        let text: String = read.iter().map(|page| bare(page)).collect();
        let word = |key: &str| feldsher::i18n::tr(lang, key, &[]);
        has_all(
            &text,
            &[
                &word("print-growth-title"),
                &word("growth-flag-severe-acute-malnutrition"),
                &word("growth-wfa"),
                &word("growth-foot-height"),
            ],
        );
        let items = || pages.iter().flat_map(|page| &page.items);
        let marks = items().filter(|i| matches!(i, Item::Rect { .. })).count();
        assert!(
            marks >= 3 * 3,
            "{lang:?}: a mark for each measurement: {marks}"
        );
        for item in items() {
            let (x, y) = match item {
                Item::Text { x_mm, y_mm, .. } | Item::Rect { x_mm, y_mm, .. } => (*x_mm, *y_mm),
                Item::Line { to_mm, .. } => *to_mm,
            };
            assert!(
                (5.0..=205.0).contains(&x) && (5.0..=292.0).contains(&y),
                "{item:?}"
            );
        }
    }
}

#[test]
fn allergies_have_four_answers() {
    let mut case = Case::new();
    let visit = case.visit_paper();
    let mut views = vec![("print-allergy-not-recorded", case.view())];
    case.point
        .set(case.patient, "alst", json!({"none_known": true}));
    views.push(("print-allergy-none-known", case.view()));
    let mut unread = case.view();
    unread.unreadable = 1;
    views.push(("print-allergy-unavailable", unread));
    case.point.set(
        case.patient,
        "al/new",
        json!({"substance": "Пенициллин", "status": "active"}),
    );
    for lang in Lang::ALL {
        let day = i18n::dates::long(lang, "2026-09-21".parse().unwrap());
        let args = [("by", "Сынақов Үлгі"), ("date", day.as_str())];
        for (key, view) in &views {
            for (other, _) in &views {
                let sentence = tr(lang, other, &args);
                let text = case.text(view, &visit, lang);
                if key == other {
                    has_all(&text, &[&sentence]);
                } else {
                    has_none(&text, &[&sentence]);
                }
            }
        }
        let text = case.text(&case.view(), &visit, lang);
        has_all(
            &text,
            &["Пенициллин", &tr(lang, "print-allergy-no-reaction", &[])],
        );
    }
}

#[test]
fn what_was_withdrawn_is_on_no_paper() {
    let mut case = Case::new();
    let [discharge, visit, prescription, referral] = case.four();
    let tea = case.prescription("Чай степной");
    case.withdraw(tea);
    let view = case.view();
    for paper in [&discharge, &visit, &referral] {
        let text = case.text(&view, paper, Lang::Ru);
        has_none(&text, &["чай степной"]);
        has_all(&text, &["парацетамол"]);
    }
    let patient = case.patient;
    assert_eq!(
        case.refused(&PaperOf::Prescription {
            patient,
            prescription: tea
        }),
        "withdrawn-record"
    );
    case.withdraw(case.visit);
    for paper in [&discharge, &visit, &prescription, &referral] {
        assert_eq!(case.refused(paper), "withdrawn-record");
    }
    let unknown = DocId([7; 16]);
    for paper in [
        PaperOf::Visit {
            patient,
            visit: unknown,
        },
        PaperOf::Visit {
            patient: unknown,
            visit: case.earlier,
        },
        PaperOf::Prescription {
            patient,
            prescription: unknown,
        },
        PaperOf::Referral {
            patient,
            referral: unknown,
        },
    ] {
        assert_eq!(case.refused(&paper), "unknown-record");
    }
}

#[test]
fn a_corrected_visit_shows_both_and_orders_follow_the_correction() {
    let mut case = Case::new();
    case.point.clock.set(NOW + 3600);
    let mut correction = full();
    correction.amends = Some(case.visit);
    correction.referral = None;
    correction.prescriptions = vec![Prescription {
        name: "Сироп солодки".into(),
        dose: "5".into(),
        unit: "mL".into(),
        route: "oral".into(),
        ..Prescription::default()
    }];
    let answers = &mut correction.visit.answers;
    answers.insert("exam".into(), "t:Зев чистый, исправлено.".into());
    answers.insert("weight".into(), "q:62|kg".into());
    answers.remove("glucose");
    correction.visit.diagnoses.truncate(1);
    let corrected = sign(&mut case.point, case.patient, &correction);
    let view = case.view();
    let [discharge, visit, prescription, referral] = case.four();

    let text = case.text(&view, &visit, Lang::Ru);
    let heading = bare(&tr(Lang::Ru, "print-addenda", &[]));
    let (before, after) = text
        .split_once(&heading)
        .expect("corrections have a heading");
    has_all(
        before,
        &[
            "Зев гиперемирован.",
            "61,5 кг",
            "Гипертония, 2 степень",
            "5,4",
        ],
    );
    has_none(before, &["исправлено", "солодки"]);
    has_all(
        after,
        &[
            "20:13",
            "Сынақов Үлгі",
            "Зев чистый, исправлено.",
            "62 кг",
            "сироп солодки",
            "убрано",
        ],
    );
    has_none(after, &["Кашель", "Гипертония", "Пить больше воды"]);
    // Asked by the correction's own id it is the same paper.
    let by_correction = PaperOf::Visit {
        patient: case.patient,
        visit: corrected,
    };
    assert_eq!(case.text(&view, &by_correction, Lang::Ru), text);

    for paper in [&discharge, &referral] {
        let text = case.text(&view, paper, Lang::Ru);
        has_all(
            &text,
            &[
                "Зев чистый, исправлено.",
                "62 кг",
                "сироп солодки",
                "парацетамол",
            ],
        );
        has_none(&text, &["гиперемирован", "61,5"]);
    }
    has_all(&case.text(&view, &prescription, Lang::Ru), &["62 кг"]);

    case.withdraw(corrected);
    let text = case.text(&case.view(), &visit, Lang::Ru);
    has_none(&text, &["исправлено", "солодки"]);
}

#[test]
fn a_draft_says_on_every_page_that_it_is_not_signed() {
    let mut case = Case::new();
    let mut draft = full();
    draft.visit.answers.insert(
        "exam".into(),
        format!("t:{}", "Черновой осмотр. ".repeat(500)),
    );
    let saved = case
        .point
        .house
        .save_draft(&case.point.me, None, case.patient, &draft)
        .unwrap();
    let what = PaperOf::Draft(Box::new(saved));
    for lang in Lang::ALL {
        let pages = case.pages(&case.view(), &what, lang);
        assert!(pages.len() > 1);
        for page in &pages {
            has_all(page, &[&tr(lang, "print-draft-mark", &[])]);
        }
        has_all(
            &pages.concat(),
            &[
                "Черновой осмотр.",
                &tr(lang, "print-not-signed", &[]),
                "Чай степной".to_lowercase().as_str(),
            ],
        );
    }
}
