//! Screening and follow-up at their edges: faults of the files, what counts as confirmed, the months ahead with the vaccinations.

use chrono::Months;
use feldsher::clinical::Sex;
use feldsher::clinical::immunise::{self, Child, Facts};
use feldsher::clinical::prevention::{
    Book, Done, Person, What, Why, ahead, months, plan, problems,
};
use feldsher::domain::country::Country;

use super::{day, known_key};

const KZ: &str = include_str!("../../../assets/prevention/kz.json");

fn changed(from: &str, to: &str) -> Book {
    assert!(KZ.contains(from), "{from}");
    Book::parse(&[&KZ.replacen(from, to, 1)]).unwrap()
}

#[test]
fn each_fault_of_an_item_is_named() {
    let nurse =
        r#""group": "hypertension", "when": ["I10", "I11", "I12", "I13", "I15"], "every": "P3M""#;
    for (from, to, complaint) in [
        (
            r#""sex": "female", "from": "P30Y", "#,
            r#""sex": "female", "#,
            "kz-cervix: no ages",
        ),
        (r#""until": "P75Y", "#, "", "kz-cervix: no ages"),
        (
            nurse,
            r#""group": "hypertension", "every": "P3M""#,
            "kz-hypertension-visit-nurse: no disease",
        ),
        (
            nurse,
            r#""when": ["I10"], "every": "P3M""#,
            "kz-hypertension-visit-nurse: no disease",
        ),
        (
            nurse,
            r#""group": "hypertension", "when": ["I10"]"#,
            "kz-hypertension-visit-nurse: no interval",
        ),
        (
            r#""every": "P4Y""#,
            r#""every": "P6D""#,
            "kz-cervix: more often than every week",
        ),
    ] {
        let wrong = problems(&changed(from, to), &known_key);
        assert_eq!(wrong, [complaint], "{to}");
    }
    let weekly = changed(r#""every": "P4Y""#, r#""every": "P1W""#);
    assert_eq!(
        problems(&weekly, &known_key),
        Vec::<String>::new(),
        "every week is allowed"
    );
}

/// Confirmed is an item of which nothing is from general knowledge: neither what is asked nor how often.
#[test]
fn one_figure_from_knowledge_leaves_the_whole_item_unconfirmed() {
    let half = changed(
        r#""verified": "secondary", "every_verified": "secondary", "where": "women 40-76"#,
        r#""verified": "knowledge", "every_verified": "secondary", "where": "women 40-76"#,
    );
    for (book, id, confirmed) in [
        (Book::builtin(), "kz-breast", true),
        (Book::builtin(), "kz-heart", true),
        (Book::builtin(), "kz-cervix", false),
        (Book::builtin(), "kz-bowel", false),
        (Book::builtin(), "kz-hypertension-visit-nurse", false),
        (&half, "kz-breast", false),
    ] {
        let item = book.item(id).unwrap();
        assert_eq!((item.id.as_str(), item.is_confirmed()), (id, confirmed));
    }
    for programme in &Book::builtin().0 {
        for item in &programme.items {
            assert_eq!(Book::builtin().item(&item.id), Some(item));
        }
    }
    assert_eq!(Book::builtin().item("kz-nothing"), None);
}

fn woman<'a>(
    birth: &str,
    sex: Option<Sex>,
    conditions: &'a [String],
    done: &'a [Done],
) -> Person<'a> {
    Person {
        birth: day(birth),
        sex,
        today: day("2026-11-21"),
        conditions,
        done,
        meetings: &[],
    }
}

#[test]
fn a_year_ends_before_its_last_day_and_a_programme_before_its_last_birthday() {
    let programme = Book::builtin().programme(Country::Kz).unwrap();
    let ill = ["I10".to_owned()];
    let days = |person: &Person<'_>, id: &str, months| {
        let tasks = plan(programme, person);
        let task = tasks.iter().find(|task| task.item.id == id).unwrap();
        ahead(task, person, months)
    };
    let person = woman("1990-01-01", Some(Sex::Female), &ill, &[]);
    let visits = |months| days(&person, "kz-hypertension-visit-nurse", months);
    assert_eq!(
        visits(3),
        [day("2026-11-21")],
        "21 February is the next quarter's"
    );
    assert_eq!(visits(4), [day("2026-11-21"), day("2027-02-21")]);
    // Mammography until the day before she is 77: the next turn would fall on that birthday.
    let older = woman("1951-11-21", Some(Sex::Female), &[], &[]);
    assert_eq!(days(&older, "kz-breast", 36), [day("2026-11-21")]);
    let younger = woman("1951-11-22", Some(Sex::Female), &[], &[]);
    assert_eq!(
        days(&younger, "kz-breast", 36),
        [day("2026-11-21"), day("2028-11-21")]
    );
}

/// Why it is doubtful is said where the programme is for one sex and hers is not recorded, and nowhere else.
#[test]
fn an_unknown_sex_is_named_where_it_decides() {
    let programme = Book::builtin().programme(Country::Kz).unwrap();
    for (sex, id, named) in [
        (None, "kz-breast", true),
        (None, "kz-stroke", true),
        (None, "kz-bowel", false),
        (Some(Sex::Female), "kz-breast", false),
        (Some(Sex::Female), "kz-bowel", false),
    ] {
        let person = woman("1970-01-01", sex, &[], &[]);
        let tasks = plan(programme, &person);
        let task = tasks.iter().find(|task| task.item.id == id).unwrap();
        assert_eq!(task.why.contains(&Why::SexUnknown), named, "{sex:?} {id}");
    }
}

/// A child of Uzbekistan and the tasks of a hypertensive grown-up in one row of days.
#[test]
fn doses_and_tasks_stand_in_one_row_of_days() {
    let today = day("2026-11-21");
    let calendar = immunise::Book::builtin().calendar(Country::Uz).unwrap();
    let child = Child {
        // Twelve months on 21 December; the BCG of the first days is behind, rotavirus can still be given.
        birth: day("2025-12-21"),
        sex: Some(Sex::Male),
        today,
        given: &[],
        facts: Facts {
            immunodeficient: Some(true),
            ..Facts::default()
        },
    };
    let rows = immunise::plan(immunise::Book::builtin(), calendar, &child);
    let ill = ["I10".to_owned()];
    let person = woman("1990-01-01", Some(Sex::Male), &ill, &[]);
    let tasks = plan(Book::builtin().programme(Country::Kz).unwrap(), &person);

    let doses = |ahead: u32| -> Vec<(String, u32, chrono::NaiveDate)> {
        months(&rows, &tasks, &person, ahead)
            .iter()
            .filter_map(|entry| match entry.what {
                What::Dose(row) => Some((row.vaccine.clone(), row.dose?, entry.day)),
                What::Task(_) => None,
            })
            .collect()
    };
    let pcv = |number, on: &str| ("PCV".to_owned(), number, day(on));
    // The first is overdue: it stands under today. Then four weeks and eight.
    let third = pcv(3, "2027-02-13");
    assert!(doses(1).contains(&pcv(1, "2026-11-21")), "{:?}", doses(1));
    assert!(!doses(2).contains(&third), "{:?}", doses(2));
    let whole = doses(24);
    assert!(whole.contains(&third), "{whole:?}");
    for row in &rows {
        let listed = whole
            .iter()
            .any(|one| one.0 == row.vaccine && Some(one.1) == row.dose);
        let due = row.due.is_some_and(|due| due < today + Months::new(24));
        assert_eq!(listed, row.status.is_open() && due, "{row:?}");
    }
    assert!(
        rows.iter().any(|row| !row.status.is_open()),
        "a contraindication is no appointment"
    );

    let all = months(&rows, &tasks, &person, 12);
    assert!(all.windows(2).all(|pair| pair[0].day <= pair[1].day));
    let nurse: Vec<(String, bool)> = all
        .iter()
        .filter(|entry| matches!(entry.what, What::Task(task) if task.item.id == "kz-hypertension-visit-nurse"))
        .map(|entry| (entry.day.to_string(), entry.again))
        .collect();
    let expected = [
        ("2026-11-21", false),
        ("2027-02-21", true),
        ("2027-05-21", true),
        ("2027-08-21", true),
    ];
    assert_eq!(nurse, expected.map(|(day, again)| (day.to_owned(), again)));
    assert!(
        all.iter()
            .all(|entry| !(entry.again && matches!(entry.what, What::Dose(_))))
    );
}

/// A dose that falls due on the first day after the months asked for is not in them.
#[test]
fn the_day_behind_the_last_month_is_not_in_it() {
    let today = day("2026-11-21");
    let calendar = immunise::Book::builtin().calendar(Country::Kz).unwrap();
    for (birth, listed) in [("2025-12-21", false), ("2025-12-20", true)] {
        let child = Child {
            birth: day(birth),
            sex: None,
            today,
            given: &[],
            facts: Facts::default(),
        };
        let rows = immunise::plan(immunise::Book::builtin(), calendar, &child);
        let person = woman(birth, None, &[], &[]);
        let found = months(&rows, &[], &person, 1);
        let mmr = found
            .iter()
            .any(|entry| matches!(entry.what, What::Dose(row) if row.vaccine == "MMR"));
        assert_eq!(mmr, listed, "{birth}");
    }
}

/// A code that was typed with a Cyrillic letter or in small letters asks for the same care.
#[test]
fn nobody_vanishes_by_the_letters_of_a_code() {
    let asked = |code: &str| {
        let conditions = [code.to_owned()];
        let person = woman("1970-01-01", Some(Sex::Female), &conditions, &[]);
        let tasks = plan(Book::builtin().programme(Country::Kz).unwrap(), &person);
        let ids = tasks.iter().map(|task| task.item.id.clone());
        ids.collect::<Vec<_>>()
    };
    let diabetes = asked("E11.9");
    assert!(diabetes.len() > asked("J06.9").len());
    for code in ["Е11.9", "е11,9", "e11.9", " E11.9 ", "E119", "Е119", "E11"] {
        assert_eq!(asked(code), diabetes, "{code}");
    }
}
