//! Screening and follow-up: the data are sound, each item comes when it should and never sooner, and the month plan is on paper.

mod corners;

use std::path::Path;

use chrono::{Days, Months, NaiveDate};
use feldsher::clinical::immunise::after;
use feldsher::clinical::prevention::{
    Book, Done, Kind, Meeting, Person, Status, Task, ahead, plan, problems,
};
use feldsher::clinical::{Sex, Span};
use feldsher::domain::country::Country;
use feldsher::domain::lang::Lang;
use feldsher::domain::prevention::Preventive;
use feldsher::domain::role::Role;
use feldsher::i18n::{self, tr};
use feldsher::ops::OpError;
use feldsher::ops::op::Op;
use feldsher::worker::{PaperOf, fill, prevention};
use proptest::prelude::*;
use serde_json::json;

use crate::house::{person, point};
use crate::print::read_back::{bare, pdf, read};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn known_key(key: &str) -> bool {
    Lang::ALL.iter().all(|lang| i18n::has(*lang, key))
}

#[test]
fn the_data_files_are_sound() {
    let wrong = problems(Book::builtin(), &known_key);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for country in Country::ALL {
        let programme = Book::builtin().programme(country).unwrap();
        // Whose figures nobody has read shows none of them as confirmed.
        let confirmed = programme
            .items
            .iter()
            .filter(|item| item.is_confirmed())
            .count();
        assert_eq!(confirmed > 0, country == Country::Kz, "{country:?}");
        let follow_up = programme
            .items
            .iter()
            .filter(|item| item.kind == Kind::FollowUp);
        assert!(
            follow_up.clone().count() > 5 && follow_up.clone().all(|item| !item.is_confirmed())
        );
    }
}

#[test]
fn the_validator_sees_faults() {
    let sound = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/assets/prevention/kz.json"
    ))
    .unwrap();
    for (from, to, said) in [
        ("feldsher-prevention/1", "feldsher-prevention/9", "schema"),
        (
            r#""until": "P77Y""#,
            r#""until": "P30Y""#,
            "ends before it begins",
        ),
        (r#""id": "kz-breast""#, r#""id": "kz-heart""#, "twice"),
        (r#""word": "bowel""#, r#""word": "bowels""#, "no words"),
        (r#""unless": ["C53"]"#, r#""unless": ["c53"]"#, "ICD-10"),
        (r#""every": "P4Y""#, r#""every": "P1D""#, "every week"),
    ] {
        assert!(sound.contains(from), "{from}");
        let book = Book::parse(&[&sound.replace(from, to)]).unwrap();
        let wrong = problems(&book, &known_key).join("\n");
        assert!(wrong.contains(said), "{to}: {wrong}");
    }
    assert!(Book::parse(&[&sound.replace(r#""word""#, r#""wort""#)]).is_err());
}

/// Sex, birth, ICD-10 codes, what was done; then item, status and day. Today is 21 November 2026.
const CASES: &str = "
    f 1986-11-21 -    -                       kz-breast                    due        2026-11-21
    f 1986-11-22 -    -                       kz-breast                    upcoming   2026-11-22
    f 1986-12-30 -    -                       kz-breast                    not_yet    2026-12-30
    f 1950-01-01 -    -                       kz-breast                    due        1990-01-01
    f 1949-11-22 -    -                       kz-breast                    due        1989-11-22
    f 1949-11-21 -    -                       kz-breast                    -          -
    m 1980-01-01 -    -                       kz-breast                    -          -
    f 1980-01-01 C50.4 -                      kz-breast                    -          -
    f 1980-01-01 -    kz-breast=2025-11-22    kz-breast                    not_yet    2027-11-22
    f 1980-01-01 -    kz-breast=2024-11-21    kz-breast                    due        2026-11-21
    f 1980-01-01 -    kz-breast=2024-10-22    kz-breast                    due        2026-10-22
    f 1980-01-01 -    kz-breast=2024-10-20    kz-breast                    overdue    2026-10-20
    f 1980-01-01 -    Z12.3=2025-11-22        kz-breast                    not_yet    2027-11-22
    f 1980-01-01 -    kz-breast=2027-01-01    kz-breast                    due        2020-01-01
    f 1950-12-01 -    kz-breast=2026-01-01    kz-breast                    -          -
    f 1990-01-01 -    kz-cervix=2024-03-01    kz-cervix                    not_yet    2028-03-01
    m 1970-01-01 -    kz-stroke=2021-01-01    kz-stroke                    done       2021-01-01
    m 1970-01-01 I10  -                       kz-heart                     -          -
    m 1970-01-01 I100 -                       kz-heart                     -          -
    m 1990-01-01 I10  -                       kz-hypertension-visit-nurse  due        2026-11-21
    m 1990-01-01 I10  I10=2026-09-30          kz-hypertension-visit-nurse  not_yet    2026-12-30
    m 1990-01-01 I11.9 I11.9=2026-05-01       kz-hypertension-visit-nurse  overdue    2026-08-01
    m 1990-01-01 I10  J06.9=2026-11-01        kz-hypertension-visit-nurse  due        2026-11-21
    m 1990-01-01 I10  I10=2026-09-30          kz-hypertension-visit-doctor due        2026-11-21
    m 1990-01-01 I10  D:I10=2026-09-30        kz-hypertension-visit-doctor not_yet    2027-03-30
    m 1990-01-01 -    -                       kz-hypertension-visit-nurse  -          -
    m 2026-11-10 -    -                       kz-newborn-hearing           due        2026-11-10
    m 2026-10-20 -    -                       kz-newborn-hearing           -          -";

#[test]
fn every_item_comes_when_it_should() {
    let today = day("2026-11-21");
    let programme = Book::builtin().programme(Country::Kz).unwrap();
    for line in CASES.lines().filter(|line| !line.trim().is_empty()) {
        let [sex, birth, code, did, item, status, due] =
            <[&str; 7]>::try_from(line.split_whitespace().collect::<Vec<_>>()).unwrap();
        let conditions: Vec<String> = (code != "-").then(|| code.to_owned()).into_iter().collect();
        let (mut done, mut meetings) = (Vec::new(), Vec::new());
        if let Some((what, date)) = did.split_once('=') {
            let date = day(date);
            if what.starts_with("kz-") {
                let item = what.to_owned();
                done.push(Done { item, date });
            } else {
                meetings.push(Meeting {
                    date,
                    codes: vec![what.trim_start_matches("D:").to_owned()],
                    doctor: what.starts_with("D:"),
                });
            }
        }
        let person = Person {
            birth: day(birth),
            sex: Some(if sex == "f" { Sex::Female } else { Sex::Male }),
            today,
            conditions: &conditions,
            done: &done,
            meetings: &meetings,
        };
        let tasks = plan(programme, &person);
        let found = tasks.iter().find(|task| task.item.id == item);
        let said = found.map_or(("-", "-".to_owned()), |t| {
            (t.status.snake(), t.due.to_string())
        });
        assert_eq!(said, (status, due.to_owned()), "{line}");
    }
}

#[test]
fn the_year_ahead_has_every_turn_and_ends_with_the_programme() {
    let programme = Book::builtin().programme(Country::Kz).unwrap();
    let today = day("2026-11-21");
    let conditions = ["I50.0".to_owned()];
    let person = Person {
        birth: day("1950-02-01"),
        sex: Some(Sex::Female),
        today,
        conditions: &conditions,
        done: &[],
        meetings: &[],
    };
    let tasks = plan(programme, &person);
    let days = |id: &str| {
        let task = tasks.iter().find(|task| task.item.id == id);
        task.map(|task| ahead(task, &person, 12))
            .unwrap_or_default()
    };
    assert_eq!(
        days("kz-heart-failure-visit-nurse").len(),
        12,
        "every month"
    );
    assert_eq!(days("kz-heart-failure-visit-doctor").len(), 4);
    assert_eq!(days("kz-breast"), [today], "once, then she is 77");
}

/// 40 programmes' worth of people: what was done in its interval is not asked, nothing before its age, nothing after.
fn history() -> impl Strategy<Value = Vec<(usize, u32)>> {
    proptest::collection::vec((0_usize..40, 0_u32..12_000), 0..12)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn a_plan_never_asks_for_what_was_done_in_its_interval_nor_before_its_age(
        country in 0_usize..3,
        age in 0_u64..36_000,
        girl in any::<bool>(),
        sick in proptest::collection::vec(0_usize..5, 0..4),
        marks in history(),
    ) {
        let programme = Book::builtin().programme(Country::ALL[country]).unwrap();
        let today = day("2026-11-21");
        let birth = today - Days::new(age);
        let conditions: Vec<String> = sick.iter().map(|n| ["I10", "E11.9", "D50.0", "I50", "C50"][*n].to_owned()).collect();
        let done: Vec<Done> = marks
            .iter()
            .map(|(n, ago)| Done {
                item: programme.items[n % programme.items.len()].id.clone(),
                date: today - Days::new(u64::from(*ago)),
            })
            .collect();
        let person = Person {
            birth,
            sex: Some(if girl { Sex::Female } else { Sex::Male }),
            today,
            conditions: &conditions,
            done: &done,
            meetings: &[],
        };
        let reach = |span: Option<Span>, other: NaiveDate| span.map_or(other, |span| after(birth, span));
        for task in plan(programme, &person) {
            let Task { item, due, status, .. } = &task;
            let last = done.iter().filter(|one| one.item == item.id).map(|one| one.date).max();
            prop_assert!(item.sex.is_none() || item.sex == person.sex);
            let days = ahead(&task, &person, 24);
            prop_assert!(days.iter().all(|day| *day >= today && *day < today + Months::new(24)));
            prop_assert!(days.windows(2).all(|pair| pair[0] < pair[1]));
            prop_assert!(!status.is_due() || *due <= today, "{task:?}");
            for on in days.iter().chain(status.is_due().then_some(due)) {
                prop_assert!(*on >= reach(item.from, birth), "{task:?}");
                prop_assert!(*on < reach(item.until, NaiveDate::MAX), "{task:?}");
                if let (Some(last), Some(every)) = (last, item.every) {
                    prop_assert!(*on >= after(last, every), "{task:?}");
                }
                prop_assert!(last.is_none() || item.every.is_some(), "{task:?}");
            }
            prop_assert_eq!(days.is_empty(), *status == Status::Done || *due >= today + Months::new(24));
        }
    }
}

fn mark(item: &str, status: &str, date: &str) -> Preventive {
    Preventive {
        item: item.into(),
        status: status.into(),
        date: date.parse().unwrap(),
        ..Preventive::default()
    }
}

/// 2026-09-21, 14:13 UTC.
const NOW: i64 = 1_790_000_000;

#[test]
fn what_is_marked_travels_counts_and_can_be_withdrawn_and_the_paper_says_so_in_five_languages() {
    let mut here = point("nurse", Role::Nurse);
    let mut woman = person();
    woman.person.born = "1970-03-10".parse().unwrap();
    let patient = here.register(woman);
    let problem = json!({"code": "I10", "title": "Гипертония", "status": "active"});
    here.set(patient, "pr/new", problem);
    let act = |here: &mut crate::house::Point, preventive| {
        let op = Op::Prevent {
            patient,
            preventive: Box::new(preventive),
        };
        here.house.transact(&here.me, &op)
    };
    for (slip, code) in [
        (mark("", "done", "2026-09-01"), "value-unfit"),
        (mark("kz-breast", "perhaps", "2026-09-01"), "value-unfit"),
        (mark("kz-breast", "done", ""), "prevention-date"),
        (mark("kz-breast", "done", "2026-09-25"), "prevention-date"),
    ] {
        match act(&mut here, slip) {
            Err(OpError::Invalid { code: said, .. }) => assert_eq!(said, code),
            other => panic!("{code}: {other:?}"),
        }
    }
    let written = act(&mut here, mark("kz-breast", "done", "2026-09-01"))
        .unwrap()
        .written;
    act(&mut here, mark("kz-bowel", "declined", "2026-09-02")).unwrap();
    act(&mut here, mark("kz-cervix", "invited", "2026-09-03")).unwrap();
    let mut there = point("doctor", Role::Doctor);
    crate::house::carry(&here, &mut there);
    assert_eq!(there.view(patient).preventive.len(), 3);
    assert_eq!(there.verified().problems, Vec::<String>::new());
    let today = day("2026-09-21");
    let names_on = |here: &crate::house::Point, today| {
        let view = here.view(patient);
        let speech = (Lang::En, true);
        let lines = prevention::year(&view, Country::Kz, today, 300, speech).unwrap();
        let due = lines.iter().filter(|line| line.is_due);
        due.map(|line| line.name.clone()).collect::<Vec<_>>()
    };
    let names = |here: &crate::house::Point| names_on(here, today);
    let due = names(&there);
    assert!(!due.contains(&"Mammography".to_owned()), "{due:?}");
    assert!(
        !due.iter().any(|name| name.contains("Stool")),
        "declined: {due:?}"
    );
    assert!(
        due.contains(&"Cervical screening".to_owned()),
        "invited is not done: {due:?}"
    );
    assert!(
        due.iter().any(|name| name.starts_with("Hypertension: ")),
        "{due:?}"
    );

    let later = names_on(&there, day("2028-09-02"));
    assert!(
        later.iter().any(|name| name.contains("Stool")),
        "asked anew: {later:?}"
    );

    for lang in Lang::ALL {
        let what = PaperOf::MonthPlan { patient };
        let place = there.house.place();
        let paper = fill::paper(&there.view(patient), place, &what, Some(lang), NOW, 300).unwrap();
        let (pages, bytes) = pdf(&paper);
        if let Some(folder) = std::env::var_os("FELDSHER_SHOTS") {
            let name = format!("month-plan-{}.pdf", lang.code());
            std::fs::write(Path::new(&folder).join(name), &bytes).unwrap();
        }
        let Some(read) = read(&bytes) else { continue };
        let whole: String = read.iter().map(|page| bare(page)).collect();
        for key in [
            "print-prevention-title",
            "prevention-item-cervix",
            "prevention-group-hypertension",
            "prevention-item-visit-nurse",
            "prevention-now",
            "prevention-not-approved",
            "print-prevention-not-confirmed-mark",
        ] {
            let wanted = bare(&tr(lang, key, &[]));
            assert!(whole.contains(&wanted), "{lang:?}: {key} in {whole}");
        }
        assert!(
            !whole.contains(&bare(&tr(lang, "prevention-item-breast", &[]))),
            "{lang:?}: done"
        );
        assert_eq!(read.len(), pages.len());
        assert!(
            read.iter()
                .all(|page| bare(page).contains(&bare("СЫНАҚОВА"))),
            "{lang:?}"
        );
    }

    let error = feldsher::domain::visit::EnteredInError {
        target: written[0],
        reason: "mistake".into(),
        note: String::new(),
    };
    here.house
        .transact(&here.me, &Op::Withdraw { patient, error })
        .unwrap();
    assert!(
        names(&here).contains(&"Mammography".to_owned()),
        "the mark was a mistake"
    );
}
