//! Rows of the plan at their edges: the day an age, an interval or a product decides, what was given instead, what comes again.
//! Ages and intervals are those of WHO SMART Guidelines Immunizations 0.2.0 (`assets/immunisation/who.json` names the tables).

use feldsher::clinical::Sex;
use feldsher::clinical::immunise::{Book, Child, Facts, Given, Row, Said, Status, plan};
use feldsher::domain::country::Country;

use super::{book, changed, day, dose, find};

/// `kz 2026-01-01 male 2026-03-01` and `HepB 2026-01-01, Hexa 2026-03-01`: country, birth, sex and day of the plan; then the card.
fn by(book: &Book, who: &str, given: &str, facts: Facts<'_>) -> Vec<Row> {
    let [country, birth, sex, today] = who.split(' ').collect::<Vec<_>>()[..] else {
        panic!("{who}")
    };
    let given: Vec<Given> = given
        .split(',')
        .filter_map(|one| one.trim().rsplit_once(' '))
        .map(|(vaccine, date)| dose(vaccine, day(date)))
        .collect();
    let child = Child {
        birth: day(birth),
        sex: Some(if sex == "male" {
            Sex::Male
        } else {
            Sex::Female
        }),
        today: day(today),
        given: &given,
        facts,
    };
    let calendar = book.calendar(Country::parse(country).unwrap()).unwrap();
    plan(book, calendar, &child)
}

fn planned(who: &str, given: &str) -> Vec<Row> {
    by(book(), who, given, Facts::default())
}

fn says(row: &Row, code: &str) -> bool {
    row.because.iter().any(|because| because.code == code)
}

fn has(rows: &[Row], vaccine: &str, number: u32) -> bool {
    rows.iter()
        .any(|row| row.vaccine == vaccine && row.dose == Some(number))
}

/// What a row names as a vaccine under one of its reasons.
fn named<'r>(row: &'r Row, code: &str) -> Vec<&'r str> {
    let because = row.because.iter().filter(|because| because.code == code);
    because
        .flat_map(|because| &because.args)
        .filter_map(|(_, said)| match said {
            Said::Vaccine(id) => Some(id.as_str()),
            Said::Day(_) | Said::Span(_) | Said::Text(_) => None,
        })
        .collect()
}

/// A reason is named where it makes the day later than the calendar's, and not where it falls on the same day.
#[test]
fn only_what_postpones_a_dose_is_named() {
    let late_td = "Hexa 2018-03-01, Pentaxim 2018-04-01, Hexa 2021-07-01";
    for (who, given, (vaccine, number), due, code, named) in [
        // Four weeks after BCG is the day of the calendar; one day later is not.
        (
            "kz 2025-01-01 male 2025-12-20",
            "BCG 2025-12-04",
            ("MMR", 1),
            "2026-01-01",
            "limit-live",
            false,
        ),
        (
            "kz 2025-01-01 male 2025-12-20",
            "BCG 2025-12-05",
            ("MMR", 1),
            "2026-01-02",
            "limit-live",
            true,
        ),
        // HPV is not live, varicella and yellow fever are.
        (
            "kz 2014-01-01 female 2026-01-15",
            "MMR 2015-01-01, HPV 2026-01-10",
            ("MMR", 2),
            "2020-01-01",
            "limit-live",
            false,
        ),
        (
            "kz 2014-01-01 female 2026-01-15",
            "MMR 2015-01-01, Varicella 2026-01-10",
            ("MMR", 2),
            "2026-02-07",
            "limit-live",
            true,
        ),
        (
            "kz 2014-01-01 female 2026-01-15",
            "MMR 2015-01-01, Yellow fever 2026-01-10",
            ("MMR", 2),
            "2026-02-07",
            "limit-live",
            true,
        ),
        (
            "kz 2026-01-01 male 2026-03-10",
            "HepB 2026-01-01, Hexa 2026-03-04",
            ("DTaP-Hib-IPV", 2),
            "2026-04-01",
            "limit-interval",
            false,
        ),
        (
            "kz 2026-01-01 male 2026-03-10",
            "HepB 2026-01-01, Hexa 2026-03-05",
            ("DTaP-Hib-IPV", 2),
            "2026-04-02",
            "limit-interval",
            true,
        ),
        // The calendar asks MMR at the youngest age that WHO knows.
        (
            "kz 2026-01-01 male 2026-06-01",
            "",
            ("MMR", 1),
            "2027-01-01",
            "limit-age",
            false,
        ),
        // Td begins at 4 years, which is also six months after the dose before: the interval was there first.
        (
            "kz 2018-01-01 male 2026-02-01",
            late_td,
            ("Td", 4),
            "2022-01-01",
            "limit-product",
            false,
        ),
        (
            "kz 2018-01-01 male 2026-02-01",
            late_td,
            ("Td", 4),
            "2022-01-01",
            "limit-interval",
            true,
        ),
        (
            "kz 2018-01-01 male 2026-02-01",
            "",
            ("Td", 1),
            "2022-01-01",
            "limit-product",
            true,
        ),
    ] {
        let rows = planned(who, given);
        let row = find(&rows, vaccine, number);
        assert_eq!(row.due, Some(day(due)), "{who} {given}: {row:#?}");
        assert_eq!(says(row, code), named, "{code} {who} {given}: {row:#?}");
    }
}

/// A calendar that asks earlier than WHO allows is not followed, and the row says so.
#[test]
fn a_dose_is_not_due_under_the_minimum_age() {
    let early = changed(
        &[],
        &[(
            "\"dose\": 1, \"age\": \"P12M\", \"until\": \"P15M\", \"antigens\": [[\"mmr\"",
            "\"dose\": 1, \"age\": \"P9M\", \"until\": \"P15M\", \"antigens\": [[\"mmr\"",
        )],
    );
    let who = "kz 2026-01-01 male 2026-11-01";
    let rows = by(&early, who, "", Facts::default());
    let row = find(&rows, "MMR", 1);
    assert_eq!(row.due, Some(day("2027-01-01")), "{row:#?}");
    assert!(says(row, "limit-age"), "{row:#?}");
}

/// Where two antigens wait for the same day, the reason is that of the one for whose sake the product is given.
#[test]
fn the_leading_antigen_gives_the_reason() {
    let given = "DTP 2026-01-10, Penta 2026-02-10, HepB 2026-03-12";
    let rows = planned("uz 2024-01-01 male 2026-04-01", given);
    let row = find(&rows, "DTwP-HepB-Hib", 3);
    assert_eq!(row.due, Some(day("2026-08-10")), "{row:#?}");
    assert!(says(row, "limit-interval"), "{row:#?}");
    assert!(
        !says(row, "limit-first"),
        "hepatitis B may come on the same day: {row:#?}"
    );
}

#[test]
fn on_the_seventh_birthday_it_is_td() {
    let given = "Hexa 2020-01-21, Pentaxim 2020-02-21, Hexa 2020-03-21, Pentaxim 2021-05-21";
    let eve = planned("kz 2019-11-21 male 2026-11-20", given);
    assert_eq!(find(&eve, "DTaP", 5).status, Status::Due);
    let rows = planned("kz 2019-11-21 male 2026-11-21", given);
    let row = find(&rows, "Td", 5);
    assert_eq!(row.status, Status::Overdue, "{row:#?}");
    assert!(!has(&rows, "DTaP", 5));
    // The calendar asks this antigen alone: no part of a combination is missing.
    assert!(!says(row, "part-missing"), "{row:#?}");
}

/// Diphtheria can be given at once as DTaP; polio has to wait until the combination is not allowed any more.
#[test]
fn what_can_be_given_before_the_seventh_birthday_does_not_wait_for_the_rest() {
    let given = "HepB 2019-01-01, DTP 2019-03-01, OPV 2025-12-10";
    let rows = planned("kz 2019-01-01 male 2025-12-15", given);
    for (vaccine, status, due) in [
        ("DTaP", Status::Overdue, "2019-04-01"),
        ("IPV", Status::Upcoming, "2026-01-07"),
    ] {
        let row = find(&rows, vaccine, 2);
        assert_eq!(
            (row.status, row.due),
            (status, Some(day(due))),
            "{vaccine}: {row:#?}"
        );
        assert_eq!(named(row, "part-missing"), ["DTaP-Hib-IPV"], "{row:#?}");
    }
}

/// A calendar may number Td anew; the product fits its age, so the calendar's number stays.
#[test]
fn the_number_of_a_dose_is_the_calendars() {
    let anew = changed(
        &[],
        &[(
            "\"vaccine\": \"Td\", \"dose\": 6",
            "\"vaccine\": \"Td\", \"dose\": 1",
        )],
    );
    let given = "DTP 2010-03-01, DTP 2010-04-01, DTP 2010-05-01, DTP 2011-07-01, DTaP 2016-01-01";
    let rows = by(
        &anew,
        "kz 2010-01-01 male 2026-01-10",
        given,
        Facts::default(),
    );
    assert_eq!(find(&rows, "Td", 1).status, Status::Due);
}

/// Choice of this program (README of the data): catch-up ends with the eighteenth birthday, the booster for life does not.
#[test]
fn childhood_ends_on_the_eighteenth_birthday() {
    // The dose at birth was missed: on the day of the next line it is none any more, so a third dose is asked.
    let given = "HepB 2009-01-22, HepB 2009-03-22";
    let eve = planned("kz 2008-11-22 male 2026-11-21", given);
    assert_eq!(find(&eve, "MMR", 1).status, Status::Overdue);
    assert_eq!(find(&eve, "HepB", 1).status, Status::TooOld);
    assert_eq!(find(&eve, "HepB", 4).status, Status::Overdue);
    assert!(!has(&eve, "Td", 7));
    let rows = planned("kz 2008-11-22 male 2026-11-22", given);
    assert_eq!(find(&rows, "MMR", 1).status, Status::TooOld);
    assert!(!has(&rows, "HepB", 4));
    assert_eq!(find(&rows, "Td", 7).status, Status::CannotCheck);
}

const DTP_TO_SIX_YEARS: &str =
    "DTP 2009-01-22, DTP 2009-02-22, DTP 2009-03-22, DTP 2010-05-22, DTaP 2014-11-22";

#[test]
fn the_booster_for_life_is_numbered_on_and_due_ten_years_after_the_last() {
    for (age, more, today, last) in [
        ("not yet 16", "", "2024-06-01", None),
        (
            "complete",
            "Td 2024-11-22",
            "2025-11-22",
            Some((7, "2034-11-22")),
        ),
        (
            "one more in childhood",
            "Td 2024-11-22, Td 2025-06-01",
            "2025-11-22",
            Some((8, "2035-06-01")),
        ),
        (
            "two in adult life",
            "Td 2024-11-22, Td 2034-11-22, Td 2044-11-22",
            "2050-01-01",
            Some((9, "2054-11-22")),
        ),
    ] {
        let given = format!("{DTP_TO_SIX_YEARS}, {more}");
        let rows = planned(&format!("kz 2008-11-22 male {today}"), &given);
        let Some((number, due)) = last else {
            assert!(!has(&rows, "Td", 7), "{age}: {rows:#?}");
            continue;
        };
        let row = find(&rows, "Td", number);
        assert_eq!(row.due, Some(day(due)), "{age}: {row:#?}");
        assert!(row.given_on.is_none(), "{age}: {row:#?}");
        // Every Td on the card stands in the plan once.
        for (n, date) in more
            .split(", ")
            .map(|one| day(&one[3..]))
            .enumerate()
            .skip(1)
        {
            let given: Vec<_> = rows.iter().filter(|r| r.given_on == Some(date)).collect();
            assert_eq!(given.len(), 1, "{age}: {given:#?}");
            assert_eq!(given[0].dose, Some(6 + n as u32), "{age}: {given:#?}");
        }
    }
}

/// Nothing on a card is dropped, also where a booster for life or a shortened series could swallow it.
#[test]
fn what_no_series_needs_is_shown_with_its_reason() {
    let full = format!("{DTP_TO_SIX_YEARS}, Td 2024-11-22");
    for (who, given, vaccine, code) in [
        (
            "kz 2008-11-22 male 2050-01-01",
            format!("{full}, COVID-19 2030-03-01"),
            "COVID-19",
            "not-in-calendar",
        ),
        (
            "uz 2020-01-01 male 2026-01-01",
            "HepA 2022-01-01".to_owned(),
            "HepA",
            "not-in-calendar",
        ),
        (
            "kz 2025-01-01 male 2026-01-01",
            "Rota 2025-03-01".to_owned(),
            "Rota",
            "not-in-calendar",
        ),
        (
            "kz 2020-01-01 male 2026-01-01",
            "HepA 2022-01-01, HepA 2022-08-01, HepA 2023-08-01".to_owned(),
            "HepA",
            "extra",
        ),
    ] {
        let rows = planned(who, &given);
        let row = rows
            .iter()
            .find(|r| r.vaccine == vaccine && r.dose.is_none());
        assert!(row.is_some_and(|row| says(row, code)), "{who}: {rows:#?}");
    }
    // A late start without boosters: the fourth dose is one too many, and the booster for life has not begun.
    let short = changed(
        &[(
            "\"booster_interval\": \"P1Y\", \"boosters\": 2",
            "\"boosters\": 0",
        )],
        &[],
    );
    let given = "Td 2023-01-01, Td 2023-02-01, Td 2023-09-01, Td 2025-01-01";
    let rows = by(
        &short,
        "kz 2015-01-01 male 2026-01-01",
        given,
        Facts::default(),
    );
    let fourth = rows
        .iter()
        .find(|row| row.given_on == Some(day("2025-01-01")));
    assert!(fourth.is_some_and(|row| says(row, "extra")), "{rows:#?}");
}

#[test]
fn a_dose_given_as_another_product_says_which_and_when() {
    let parts = "HepB 2026-01-01, DTP 2026-03-01, Hib 2026-03-01, IPV 2026-03-01, HepB 2026-03-10";
    let rows = planned("kz 2026-01-01 male 2026-03-15", parts);
    let row = find(&rows, "DTaP-Hib-HepB-IPV", 1);
    assert_eq!(row.given_on, Some(day("2026-03-01")), "{row:#?}");
    assert_eq!(named(row, "given-as"), ["DTP"], "{row:#?}");
    assert_eq!(
        named(row, "given-part"),
        ["HepB"],
        "the others came on the same day: {row:#?}"
    );

    let mixed = "HepB 2026-01-01, Hexa 2026-03-01, HepB 2026-04-01, DTP 2026-04-01, Hib 2026-04-01, IPV 2026-04-01";
    let rows = planned("kz 2026-01-01 male 2026-04-15", mixed);
    let first = find(&rows, "DTaP-Hib-HepB-IPV", 1);
    assert_eq!(
        named(first, "given-as"),
        [""; 0],
        "the calendar's own: {first:#?}"
    );
    let second = find(&rows, "DTaP-Hib-IPV", 2);
    assert_eq!(named(second, "given-as"), ["DTP"], "{second:#?}");
}

/// WHO table 3: from 7 years a late start has two boosters, so the first of three is not asked and the next dose goes on behind it.
#[test]
fn doses_go_on_behind_one_that_is_not_needed() {
    let given = "Td 2023-02-01, Td 2023-03-01, Td 2023-09-01, Td 2024-09-01";
    let rows = planned("uz 2016-01-01 male 2026-01-01", given);
    for (vaccine, number, status, on) in [
        ("DTwP-HepB-Hib", 3, Status::Given, Some("2023-09-01")),
        ("DTP", 4, Status::NotNeeded, None),
        ("Td", 5, Status::Given, Some("2024-09-01")),
        ("Td", 6, Status::NotYet, None),
    ] {
        let row = find(&rows, vaccine, number);
        assert_eq!(
            (row.status, row.given_on),
            (status, on.map(day)),
            "{row:#?}"
        );
    }
}

#[test]
fn td_counts_from_the_fourth_birthday() {
    let before = "Penta 2022-03-01, Penta 2022-04-01, Penta 2022-05-01";
    for (date, counts) in [("2025-12-31", false), ("2026-01-01", true)] {
        let rows = planned(
            "uz 2022-01-01 male 2026-02-01",
            &format!("{before}, Td {date}"),
        );
        let row = find(&rows, "DTP", 4);
        assert_eq!(row.given_on.is_some(), counts, "{date}: {row:#?}");
        assert_eq!(says(row, "note-product"), !counts, "{date}: {row:#?}");
    }
}

/// Missing pertussis is said of the first three doses of diphtheria and tetanus, of no booster and of no other vaccine.
#[test]
fn a_missing_pertussis_part_is_said_where_it_is_missing() {
    let whole = "HepB 2020-01-01, BCG 2020-01-02, Hexa 2020-03-01, PCV 2020-03-01, Rota 2020-03-01, \
         Hexa 2020-04-01, PCV 2020-04-01, Rota 2020-04-01, Hexa 2020-05-01, MMR 2021-01-01, PCV 2021-01-01, \
         DTP 2021-07-01, OPV 2021-07-01, DT 2025-01-01";
    let rows = planned("ge 2020-01-01 male 2026-01-01", whole);
    assert_eq!(
        find(&rows, "DT", 5).given_on,
        Some(day("2025-01-01")),
        "{rows:#?}"
    );
    assert!(
        rows.iter().all(|row| !says(row, "note-no-pertussis")),
        "{rows:#?}"
    );
    let rows = planned("ge 2026-01-01 male 2026-06-01", "DT 2026-03-01");
    let of: Vec<_> = rows
        .iter()
        .filter(|row| says(row, "note-no-pertussis"))
        .collect();
    assert_eq!(of.len(), 1, "{of:#?}");
}

/// A minimum age of the calendar's own holds for the antigen that leads the line (README of the data).
#[test]
fn a_lines_own_age_is_about_its_leading_antigen() {
    let strict = changed(
        &[],
        &[(
            "\"dose\": 3, \"age\": \"P4M\", \"antigens\": [[\"dtp\"",
            "\"dose\": 3, \"age\": \"P4M\", \"min_age\": \"P4M\", \"antigens\": [[\"dtp\"",
        )],
    );
    let before = "HepB 2026-01-01, Hexa 2026-03-01, Pentaxim 2026-03-29";
    for (vaccine, date, counts) in [
        ("HepB", "2026-04-15", true),
        ("DTP", "2026-04-30", false),
        ("DTP", "2026-05-01", true),
    ] {
        let given = format!("{before}, {vaccine} {date}");
        let rows = by(
            &strict,
            "kz 2026-01-01 male 2026-05-02",
            &given,
            Facts::default(),
        );
        let row = find(&rows, "DTaP-Hib-HepB-IPV", 3);
        assert_eq!(
            says(row, "note-age"),
            !counts,
            "{vaccine} {date}: {rows:#?}"
        );
    }
}

/// Two doses instead of one that was missed at birth come behind the calendar's own, each four weeks after the one before.
#[test]
fn doses_beyond_the_calendar_are_asked_in_their_order() {
    let four = changed(
        &[(
            "\"interval\": \"P4W\", \"total\": 3",
            "\"interval\": \"P4W\", \"total\": 4",
        )],
        &[],
    );
    let given = "HepB 2025-03-01, HepB 2025-04-01";
    let rows = by(
        &four,
        "kz 2025-01-01 male 2026-01-01",
        given,
        Facts::default(),
    );
    let due = |number| find(&rows, "HepB", number).due;
    assert_eq!(
        (due(4), due(5)),
        (Some(day("2025-04-29")), Some(day("2026-01-29")))
    );
    assert_eq!(
        find(&rows, "DTaP-Hib-HepB-IPV", 1).status,
        Status::Overdue,
        "{rows:#?}"
    );
    assert!(!has(&rows, "HepB", 6));
}

#[test]
fn a_contraindication_touches_its_own_vaccines_alone() {
    let mmr = ["MMR".to_owned()];
    let after_mmr = Facts {
        anaphylaxis: &mmr,
        ..Facts::default()
    };
    let bowel = Facts {
        intussusception: Some(true),
        ..Facts::default()
    };
    for (facts, vaccine, forbidden) in [
        (bowel, "Rota", true),
        (bowel, "PCV", false),
        (bowel, "OPV", false),
        (after_mmr, "MMR", true),
        (after_mmr, "Rota", false),
        (after_mmr, "OPV", false),
    ] {
        let rows = by(book(), "uz 2026-01-01 male 2026-03-01", "", facts);
        let row = find(&rows, vaccine, 1);
        assert_eq!(
            row.status == Status::Contraindicated,
            forbidden,
            "{facts:?} {row:#?}"
        );
    }
}

/// A limit names the title of its source, not its key.
#[test]
fn a_reason_names_its_source_in_full() {
    let rows = planned(
        "kz 2026-01-01 male 2026-03-10",
        "HepB 2026-01-01, Hexa 2026-03-05",
    );
    let row = find(&rows, "DTaP-Hib-IPV", 2);
    let limit = row
        .because
        .iter()
        .find(|because| because.code == "limit-interval")
        .unwrap();
    let source = limit.args.iter().find(|(name, _)| *name == "source");
    let Some((_, Said::Text(title))) = source else {
        panic!("{limit:?}")
    };
    assert!(
        title.starts_with("WHO SMART Guidelines Immunizations 0.2.0, decision tables IMMZ.D2"),
        "{title}"
    );
    assert_eq!(
        book().source("no key of ours"),
        "no key of ours",
        "rather than nothing"
    );
}
