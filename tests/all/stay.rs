//! A stay of five days: the summary says what was written in them and nothing else, the whole case is on paper in five languages,
//! and another house prints the same.

use feldsher::domain::administration::Administration;
use feldsher::domain::card::Draft;
use feldsher::domain::country::Country;
use feldsher::domain::ids::{DocId, PatientId};
use feldsher::domain::lang::Lang;
use feldsher::domain::role::Role;
use feldsher::domain::visit::{Diagnosis, EnteredInError, Prescription, Visit};
use feldsher::forms::{Answer, FormSet};
use feldsher::i18n::tr;
use feldsher::ops::op::Op;
use feldsher::worker::fill::{Assembled, Days, assemble};
use feldsher::worker::{PaperOf, fill};

use crate::house::{Point, carry, person, point};
use crate::papers::sign;
use crate::print::read_back::{bare, sound};

/// 2026-09-21, 14:13:20 UTC: 19:13 at the point. The day of admission.
const NOW: i64 = 1_790_000_000;
const DAY: i64 = 86_400;
const OFFSET_MINUTES: i32 = 300;
const SUMMARY: &str = "urn:feldsher:form:kz-001u-discharge";

struct Ward {
    point: Point,
    patient: PatientId,
    wrong: DocId,
}

fn entry(answers: &[(&str, &str)]) -> Draft {
    let answers = answers
        .iter()
        .map(|(id, text)| ((*id).into(), (*text).into()));
    Draft {
        visit: Visit {
            form: "urn:feldsher:form:visit".into(),
            form_version: "1.0".into(),
            answers: answers.collect(),
            diagnoses: vec![Diagnosis {
                code: "J20.9".into(),
                title: "Острый бронхит неуточнённый".into(),
                ..Diagnosis::default()
            }],
            ..Visit::default()
        },
        ..Draft::default()
    }
}

fn act(point: &mut Point, op: &Op) -> DocId {
    point.house.transact(&point.me, op).unwrap().written[0]
}

fn prescribe(point: &mut Point, patient: PatientId, name: &str, route: &str) -> DocId {
    let prescription = Prescription {
        name: name.into(),
        dose: "500".into(),
        unit: "mg".into(),
        route: route.into(),
        interval_h: "12".into(),
        days: Some(5),
        ..Prescription::default()
    };
    let op = Op::Prescribe {
        patient,
        prescription: Box::new(prescription),
    };
    act(point, &op)
}

fn give(point: &mut Point, patient: PatientId, order: DocId, change: Administration) -> DocId {
    let administration = Administration {
        prescription: Some(order),
        name: "Ампициллин".into(),
        dose: "500".into(),
        unit: "mg".into(),
        route: "intramuscular".into(),
        ..change
    };
    let op = Op::Administer {
        patient,
        administration: Box::new(administration),
    };
    act(point, &op)
}

/// Five days: a visit on each, two doses on three of them, one refused, one told, one entered in error.
fn five_days() -> Ward {
    let mut point = point("doctor", Role::Doctor);
    let patient = point.register(person());
    let given = Administration {
        given: true,
        ..Administration::default()
    };
    // The day before is not of the stay.
    point.clock.set(NOW - DAY);
    let mut before = entry(&[("complaints", "t:Накануне"), ("glucose", "q:9.9|mmol/L")]);
    before.visit.diagnoses[0].code = "K29.7".into();
    sign(&mut point, patient, &before);
    point.clock.set(NOW);
    let first = entry(&[
        ("complaints", "t:Кашель с мокротой, слабость."),
        ("history", "t:Болеет неделю."),
        ("exam", "t:Сухие хрипы с обеих сторон."),
        ("temp", "q:38.4|Cel"),
        ("glucose", "q:5.4|mmol/L"),
    ]);
    sign(&mut point, patient, &first);
    let order = prescribe(&mut point, patient, "Ампициллин", "intramuscular");
    prescribe(&mut point, patient, "Чай степной", "oral");
    let mut wrong = None;
    for day in 0..5 {
        let morning = NOW + day * DAY + 600;
        point.clock.set(morning);
        if day > 0 {
            let number = format!("t:День {}: хрипов меньше.", day + 1);
            let temp = format!("q:3{}.6|Cel", 8 - day.min(2));
            let mut answers = vec![("exam", number.as_str()), ("temp", &temp)];
            if day == 4 {
                answers.extend([
                    ("advice", "t:Пить тёплое."),
                    ("next-visit", "d:2026-10-02"),
                    ("glucose", "q:5.1|mmol/L"),
                ]);
            }
            sign(&mut point, patient, &entry(&answers));
        }
        if day < 3 {
            give(&mut point, patient, order, given.clone());
            point.clock.set(morning + 3_600);
            give(&mut point, patient, order, given.clone());
        }
        if day == 3 {
            let refused = Administration {
                status_reason: "refused".into(),
                ..Administration::default()
            };
            give(&mut point, patient, order, refused);
            point.clock.set(morning + 60);
            let told = Administration {
                stated_by: "ambulance".into(),
                given_at: Some("2026-09-24T16:00:00".parse().unwrap()),
                ..given.clone()
            };
            give(&mut point, patient, order, told);
        }
        if day == 4 {
            wrong = Some(give(&mut point, patient, order, given.clone()));
        }
    }
    let wrong = wrong.unwrap();
    let error = EnteredInError {
        target: wrong,
        reason: "mistake".into(),
        note: String::new(),
    };
    point.clock.set(NOW + 4 * DAY + 7_200);
    act(&mut point, &Op::Withdraw { patient, error });
    Ward {
        point,
        patient,
        wrong,
    }
}

fn days() -> Days {
    Days {
        from: "2026-09-21".parse().unwrap(),
        to: "2026-09-25".parse().unwrap(),
    }
}

fn assembled(ward: &Ward, lang: Lang) -> Assembled {
    let view = ward.point.view(ward.patient);
    assemble(&view, Country::Kz, lang, days(), OFFSET_MINUTES)
}

#[test]
fn the_summary_of_five_days_says_what_was_written_in_them() {
    let ward = five_days();
    let found = assembled(&ward, Lang::Ru);
    assert_eq!(
        (found.visits, found.doses),
        (5, 8),
        "the withdrawn dose is none"
    );
    assert_eq!(found.diagnoses[0].code, "J20.9");
    let text = |place: &str| match &found.answers[place] {
        Answer::Text(text) => text.as_str(),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        text("complaints"),
        "21-сен-2026: Кашель с мокротой, слабость."
    );
    assert_eq!(text("history"), "21-сен-2026: Болеет неделю.");
    assert_eq!(
        text("labs"),
        "21-сен-2026: Глюкоза крови 5,4\u{a0}ммоль/л\n25-сен-2026: Глюкоза крови 5,1\u{a0}ммоль/л"
    );
    assert!(text("exam").starts_with("21-сен-2026: Сухие хрипы с обеих сторон. Температура"));
    let course: Vec<&str> = text("course").lines().collect();
    assert_eq!(course.len(), 4, "{course:?}");
    assert!(course[0].starts_with("22-сен-2026, Сынақов Үлгі: День 2: хрипов меньше. "));
    assert!(course[0].contains("37,6\u{a0}°C"), "{}", course[0]);
    let treatment: Vec<&str> = text("treatment-given").lines().collect();
    assert_eq!(treatment.len(), 4, "{treatment:#?}");
    assert!(treatment[0].contains("дано доз: 6 (21-сен-2026 – 23-сен-2026)"));
    assert!(treatment[0].contains("500\u{a0}мг") && treatment[0].contains("ампициллин"));
    let said = |word: &str| treatment.iter().any(|line| line.contains(word));
    let refused = tr(Lang::Ru, "give-reason-refused", &[]);
    assert!(
        said(&format!("НЕ дано: 1 (24-сен-2026; {refused})")),
        "{treatment:#?}"
    );
    assert!(
        said("в другом месте, со слов: 1 (24-сен-2026)"),
        "{treatment:#?}"
    );
    assert!(treatment[3].contains("чай степной"), "{treatment:#?}");
    assert!(treatment[3].contains("назначено 21-сен-2026, доз не записано"));
    assert!(text("state").starts_with("25-сен-2026: День 5"));
    assert_eq!(text("advice"), "25-сен-2026: Пить тёплое.");
    let next = "2026-10-02".parse().unwrap();
    assert_eq!(found.answers["next-visit"], Answer::Date(next));
    let all: String = found.answers.values().map(Answer::encode).collect();
    assert!(!all.contains("Накануне") && !all.contains("9,9"), "{all}");
    // Nothing in the days, nothing said.
    let view = ward.point.view(ward.patient);
    let empty = Days {
        from: "2026-01-01".parse().unwrap(),
        to: "2026-01-05".parse().unwrap(),
    };
    let none = assemble(&view, Country::Kz, Lang::Ru, empty, OFFSET_MINUTES);
    assert_eq!(none, Assembled::default());
}

#[test]
fn every_place_of_the_summary_is_a_field_of_the_form() {
    let ward = five_days();
    let found = assembled(&ward, Lang::Kk);
    let field_of = |url: &str, place: &str| {
        FormSet::in_force()
            .current(url)
            .unwrap()
            .item(place)
            .is_some()
    };
    for place in found.answers.keys() {
        let urls = [
            SUMMARY,
            "urn:feldsher:form:uz-027",
            "urn:feldsher:form:ge-100a",
        ];
        assert!(urls.iter().any(|url| field_of(url, place)), "{place}");
    }
    for place in [
        "complaints",
        "history",
        "exam",
        "labs",
        "course",
        "treatment-given",
        "state",
    ] {
        assert!(field_of(SUMMARY, place), "{place}");
    }
}

/// Signs what was assembled.
fn summary(ward: &mut Ward) -> DocId {
    let found = assembled(ward, Lang::Ru);
    let mut draft = entry(&[("admitted", "d:2026-09-21"), ("discharged", "d:2026-09-25")]);
    draft.visit.form = SUMMARY.into();
    draft.visit.form_version = "1.1".into();
    let own = found.answers.iter();
    let own = own.filter(|(place, _)| !["investigations", "state-at-discharge"].contains(*place));
    draft
        .visit
        .answers
        .extend(own.map(|(place, answer)| ((*place).to_owned(), answer.encode())));
    draft.visit.diagnoses = found.diagnoses;
    sign(&mut ward.point, ward.patient, &draft)
}

#[test]
fn the_whole_case_is_on_paper_in_five_languages_and_the_other_house_prints_the_same() {
    let mut ward = five_days();
    let visit = summary(&mut ward);
    let patient = ward.patient;
    let mut other = point("nurse", Role::Nurse);
    carry(&ward.point, &mut other);
    let what = PaperOf::Case { patient, visit };
    let now = NOW + 5 * DAY;
    for lang in Lang::ALL {
        // Users travel in the scope of their house, which `carry` does not: their names are lent.
        let names = ward.point.view(patient).names;
        let of = |point: &Point| {
            let mut view = point.view(patient);
            view.names.clone_from(&names);
            fill::paper(&view, point.house.place(), &what, Some(lang), now, 300).unwrap()
        };
        let paper = of(&ward.point);
        assert_eq!(paper, of(&other), "{lang:?}");
        let text = bare(&sound(&format!("case-{}", lang.code()), &paper).concat());
        for key in [
            "print-case-title",
            "print-case-entries",
            "print-administration-title",
            "print-item-admitted",
        ] {
            assert!(
                text.contains(&bare(&tr(lang, key, &[]))),
                "{lang:?}: {key} in {text}"
            );
        }
        for day in 2..=5 {
            assert!(
                text.contains(&format!("День{day}:хрипов")),
                "{lang:?}: {day}"
            );
        }
        let form = FormSet::in_force().current(SUMMARY).unwrap();
        for wanted in [
            form.title(lang),
            form.item("course").unwrap().text(lang),
            "дано доз: 6",
        ] {
            assert!(text.contains(&bare(wanted)), "{lang:?}: {wanted} in {text}");
        }
        assert!(!text.contains("Накануне"), "{lang:?}");
        let given = bare(&tr(lang, "print-administration-given", &[]));
        assert!(text.matches(&given).count() >= 6, "{lang:?}");
    }
    // An earlier summary is no entry of the days, and the visit itself has no case.
    let again = assembled(&ward, Lang::Ru);
    assert_eq!(again.visits, 5);
    let view = ward.point.view(patient);
    let plain = view
        .visits
        .iter()
        .find(|v| v.content.form != SUMMARY)
        .unwrap();
    for (id, code) in [(plain.id, "paper-of-stay"), (ward.wrong, "unknown-record")] {
        let what = PaperOf::Case { patient, visit: id };
        let place = ward.point.house.place();
        let fault = fill::paper(&view, place, &what, None, now, 300).unwrap_err();
        assert_eq!(fault.code, code);
    }
}
