//! Vaccination plans: the data files, every vaccine of every calendar, catch-up cases from WHO's decision tables, and properties.

mod files;
mod record;
mod rows;
mod words;

use chrono::{Days, NaiveDate};
use feldsher::clinical::Sex;
use feldsher::clinical::immunise::{
    Book, Child, Facts, Given, Row, Speech, Status, after, fold, plan, problems,
};
use feldsher::domain::country::Country;
use feldsher::domain::lang::Lang;
use feldsher::i18n;
use proptest::prelude::*;

const CALENDARS: &str = include_str!("../data/immunise/calendars.tsv");
const CATCH_UP: &str = include_str!("../data/immunise/catch-up.txt");

fn book() -> &'static Book {
    Book::builtin()
}

/// The rules with the calendar of Kazakhstan, changed at these places.
fn changed(rules: &[(&str, &str)], calendar: &[(&str, &str)]) -> Book {
    let change = |text: &str, places: &[(&str, &str)]| {
        places.iter().fold(text.to_owned(), |text, (from, to)| {
            assert!(text.contains(from), "{from}");
            text.replacen(from, to, 1)
        })
    };
    let rules = change(include_str!("../../assets/immunisation/who.json"), rules);
    let calendar = change(include_str!("../../assets/immunisation/kz.json"), calendar);
    Book::parse(&rules, &[&calendar]).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn dose(vaccine: &str, date: NaiveDate) -> Given {
    Given {
        vaccine: vaccine.to_owned(),
        date: Some(date),
    }
}

fn rows(
    country: Country,
    birth: NaiveDate,
    sex: Option<Sex>,
    today: NaiveDate,
    given: &[Given],
) -> Vec<Row> {
    let child = Child {
        birth,
        sex,
        today,
        given,
        facts: Facts::default(),
    };
    plan(book(), book().calendar(country).unwrap(), &child)
}

fn find<'r>(rows: &'r [Row], vaccine: &str, number: u32) -> &'r Row {
    rows.iter()
        .find(|row| row.vaccine == vaccine && row.dose == Some(number))
        .unwrap_or_else(|| panic!("no row {vaccine} {number} in {rows:#?}"))
}

#[test]
fn the_data_files_are_sound() {
    let wrong = problems(book());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(book().calendars.len(), Country::ALL.len());
}

#[test]
fn the_validator_sees_faults() {
    let rules = include_str!("../../assets/immunisation/who.json");
    let kz = include_str!("../../assets/immunisation/kz.json");
    for (from, to, complaint) in [
        (
            "\"dose\": 2, \"age\": \"P3M\"",
            "\"dose\": 2, \"age\": \"P71D\"",
            "too soon after",
        ),
        (
            "\"age\": \"P2M\", \"antigens\": [[\"pcv\"",
            "\"age\": \"P2W\", \"antigens\": [[\"pcv\"",
            "minimum age",
        ),
        (
            "\"vaccine\": \"Td\", \"dose\": 6",
            "\"vaccine\": \"IPV\", \"dose\": 6",
            "does not hold",
        ),
        ("[\"dtp\", \"p3\"]", "[\"dtp\", \"p4\"]", "out of order"),
        ("feldsher-calendar/1", "feldsher-calendar/2", "schema"),
    ] {
        assert!(kz.contains(from), "{from}");
        let broken = kz.replacen(from, to, 1);
        let wrong = problems(&Book::parse(rules, &[&broken]).unwrap());
        assert!(
            wrong.iter().any(|w| w.contains(complaint)),
            "{complaint}: {wrong:?}"
        );
    }
    for (from, to, complaint) in [
        (
            "\"also\": [\"DTwP\"",
            "\"also\": [\"ОПВ\", \"DTwP\"",
            "both",
        ),
        (
            "\"source\": \"who-table3\"",
            "\"source\": \"nobody\"",
            "unknown source",
        ),
        (
            "\"source\": \"project\", \"verified\": \"knowledge\"",
            "\"source\": \"project\", \"verified\": \"source-seen\"",
            "do not agree",
        ),
    ] {
        let broken = rules.replacen(from, to, 1);
        assert_ne!(broken, rules, "{from}");
        let wrong = problems(&Book::parse(&broken, &[kz]).unwrap());
        assert!(
            wrong.iter().any(|w| w.contains(complaint)),
            "{complaint}: {wrong:?}"
        );
    }
}

#[test]
fn vaccines_are_known_by_the_names_on_the_cards() {
    for (name, id) in [
        ("бцж", "BCG"),
        ("БЦЖ-М", "BCG"),
        ("АбКДС + Хиб + ВГВ + ИПВ", "DTaP-Hib-HepB-IPV"),
        ("гексаксим", "DTaP-Hib-HepB-IPV"),
        ("AKDS", "DTP"),
        ("ADS-M", "Td"),
        ("адсм", "Td"),
        ("QPQ 2", "MMR"),
        ("КПК-1", "MMR"),
        ("ОПВ-3", "OPV"),
        ("ბცჟ", "BCG"),
        ("ჰექსა 2", "DTaP-Hib-HepB-IPV"),
        ("Prevenar 13", "PCV"),
        ("vpch", "HPV"),
        ("OPV0", "OPV"),
        ("DTP3", "DTP"),
        ("HPV9", "HPV"),
        ("PCV13", "PCV"),
    ] {
        assert_eq!(
            book().vaccine(name).map(|v| v.id.as_str()),
            Some(id),
            "{name}"
        );
    }
    let mixed = book().product("АКДС + ИПВ").unwrap();
    assert_eq!(mixed.components, ["dt", "ipv", "pertussis"]);
    for name in ["", "аспирин", "АКДС + аспирин", "1", "Penta 12", "OPV7"] {
        assert_eq!(book().product(name), None, "{name}");
    }
    assert_eq!(fold("АКДС + ВГВ"), "акдсвгв");
}

/// Kazakhstan: resolution 612; Uzbekistan: calendar after 2019; Georgia: order 01-60/n. A child that is never late.
#[test]
fn every_vaccine_of_every_country_on_its_day() {
    let birth = day("2024-01-15");
    for country in Country::ALL {
        let lines: Vec<(&str, u32, NaiveDate)> = CALENDARS
            .lines()
            .filter_map(|line| line.strip_prefix(country.code())?.strip_prefix('\t'))
            .map(|line| {
                let [vaccine, number, age] = line.split('\t').collect::<Vec<_>>()[..] else {
                    panic!("{line}")
                };
                let span = feldsher::clinical::Span::parse(age).unwrap();
                (vaccine, number.parse().unwrap(), after(birth, span))
            })
            .collect();
        let asked = book().calendar(country).unwrap().lines.len();
        assert_eq!(lines.len(), asked, "{country:?}: a line without a test");
        let mut given: Vec<Given> = Vec::new();
        for (vaccine, number, due) in lines {
            let at = |today, given: &[Given]| {
                let rows = rows(country, birth, Some(Sex::Female), today, given);
                find(&rows, vaccine, number).clone()
            };
            if let Some(before) = due.pred_opt().filter(|d| *d >= birth) {
                let row = at(before, &given);
                assert_eq!(row.status, Status::Upcoming, "{country:?} {row:?}");
                assert_eq!(row.due, Some(due), "{country:?} {row:?}");
                assert!(row.earliest <= row.due, "{row:?}");
            }
            let row = at(due, &given);
            assert_eq!(
                (row.status, row.due),
                (Status::Due, Some(due)),
                "{country:?} {row:?}"
            );
            given.push(dose(vaccine, due));
            let row = at(due, &given);
            assert_eq!(
                (row.status, row.given_on),
                (Status::Given, Some(due)),
                "{country:?} {row:?}"
            );
        }
        let end = rows(
            country,
            birth,
            Some(Sex::Female),
            after(birth, feldsher::clinical::Span::Months(17 * 12)),
            &given,
        );
        assert!(
            end.iter()
                .all(|row| !row.status.is_due() && row.status != Status::TooOld),
            "{end:#?}"
        );
        let boy = rows(country, birth, Some(Sex::Male), day("2024-01-16"), &[]);
        assert!(boy.iter().all(|row| row.vaccine != "HPV"));
    }
}

#[test]
fn catch_up_follows_whos_decision_tables() {
    let mut cases = 0;
    for line in CATCH_UP.lines().filter(|line| !line.starts_with('#')) {
        let [name, who, given, expected, _table] =
            line.split('|').map(str::trim).collect::<Vec<_>>()[..]
        else {
            panic!("{line}")
        };
        let [country, birth, sex, today] = who.split(' ').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        let given: Vec<Given> = given
            .split(',')
            .map(str::trim)
            .filter(|one| !one.is_empty())
            .map(|one| {
                let (vaccine, date) = one.rsplit_once(' ').unwrap();
                dose(vaccine, day(date))
            })
            .collect();
        let sex = match sex {
            "male" => Some(Sex::Male),
            "female" => Some(Sex::Female),
            _ => None,
        };
        let rows = rows(
            Country::parse(country).unwrap(),
            day(birth),
            sex,
            day(today),
            &given,
        );
        for one in expected.split(';') {
            let [vaccine, number, status, due] = one.trim().split(' ').collect::<Vec<_>>()[..]
            else {
                panic!("{line}")
            };
            let row = find(&rows, vaccine, number.parse().unwrap());
            let found = serde_json::to_value(row.status).unwrap();
            assert_eq!(found, status, "{name}: {row:#?}");
            assert_eq!(row.due, Some(day(due)), "{name}: {row:#?}");
            cases += 1;
        }
    }
    assert!(cases >= 70, "{cases}");
}

#[test]
fn what_does_not_count_is_said() {
    let birth = day("2026-01-01");
    for (given, vaccine, number, code) in [
        (
            vec![("Hexa", "2026-02-11")],
            "DTaP-Hib-HepB-IPV",
            1,
            "note-age",
        ),
        (
            vec![("Hexa", "2026-03-01"), ("Hexa", "2026-03-28")],
            "DTaP-Hib-IPV",
            2,
            "note-interval",
        ),
        (
            vec![("BCG", "2027-01-01"), ("MMR", "2027-01-28")],
            "MMR",
            1,
            "note-live",
        ),
        (
            vec![("Td", "2026-06-01")],
            "DTaP-Hib-HepB-IPV",
            1,
            "note-product",
        ),
        (
            vec![("DT", "2026-03-01")],
            "DTaP-Hib-HepB-IPV",
            1,
            "note-no-pertussis",
        ),
    ] {
        let given: Vec<Given> = given.iter().map(|(v, d)| dose(v, day(d))).collect();
        let rows = rows(
            Country::Kz,
            birth,
            Some(Sex::Male),
            day("2027-03-01"),
            &given,
        );
        let row = find(&rows, vaccine, number);
        assert!(
            row.because.iter().any(|b| b.code == code),
            "{code}: {row:#?}"
        );
        assert_eq!(
            row.status == Status::Given,
            code == "note-no-pertussis",
            "{row:#?}"
        );
    }
}

#[test]
fn nothing_on_the_card_is_dropped() {
    let given = [
        dose("витамин", day("2026-02-01")),
        Given {
            vaccine: "MMR".to_owned(),
            date: None,
        },
        dose("BCG", day("2027-01-01")),
        dose("BCG", day("2025-12-31")),
        dose("COVID-19", day("2026-03-01")),
        dose("HepB", day("2026-01-01")),
        dose("HepB", day("2026-03-01")),
        dose("HepB", day("2026-04-01")),
        dose("HepB", day("2026-05-01")),
    ];
    let rows = rows(
        Country::Kz,
        day("2026-01-01"),
        Some(Sex::Male),
        day("2026-06-01"),
        &given,
    );
    for (vaccine, status, code) in [
        ("витамин", Status::CannotCheck, "unknown-name"),
        ("MMR", Status::CannotCheck, "no-date"),
        ("BCG", Status::CannotCheck, "future"),
        ("BCG", Status::CannotCheck, "before-birth"),
        ("COVID-19", Status::Given, "not-in-calendar"),
        ("HepB", Status::Given, "extra"),
    ] {
        assert!(
            rows.iter().any(|row| row.vaccine == vaccine
                && row.status == status
                && row.dose.is_none()
                && row.because[0].code == code),
            "{vaccine} {code}: {rows:#?}"
        );
    }
}

#[test]
fn contraindications_are_findings() {
    let anaphylaxis = ["Hexa".to_owned()];
    let cases = [
        (
            Facts {
                pregnant: Some(true),
                ..Facts::default()
            },
            "MMR",
            1,
            true,
        ),
        (
            Facts {
                pregnant: Some(true),
                ..Facts::default()
            },
            "HPV",
            1,
            true,
        ),
        (
            Facts {
                pregnant: Some(true),
                ..Facts::default()
            },
            "HepA",
            1,
            false,
        ),
        (
            Facts {
                immunodeficient: Some(true),
                ..Facts::default()
            },
            "MMR",
            1,
            true,
        ),
        (
            Facts {
                immunodeficient: Some(true),
                ..Facts::default()
            },
            "OPV",
            1,
            true,
        ),
        (
            Facts {
                immunodeficient: Some(true),
                ..Facts::default()
            },
            "HepA",
            1,
            false,
        ),
        (
            Facts {
                anaphylaxis: &anaphylaxis,
                ..Facts::default()
            },
            "IPV",
            1,
            true,
        ),
        (
            Facts {
                anaphylaxis: &anaphylaxis,
                ..Facts::default()
            },
            "MMR",
            1,
            false,
        ),
        (
            Facts {
                pregnant: Some(false),
                immunodeficient: Some(false),
                ..Facts::default()
            },
            "MMR",
            1,
            false,
        ),
    ];
    for (facts, vaccine, number, forbidden) in cases {
        let child = Child {
            birth: day("2014-01-01"),
            sex: Some(Sex::Female),
            today: day("2026-01-01"),
            given: &[],
            facts,
        };
        let rows = plan(book(), book().calendar(Country::Kz).unwrap(), &child);
        let row = find(&rows, vaccine, number);
        assert_eq!(
            row.status == Status::Contraindicated,
            forbidden,
            "{facts:?} {row:#?}"
        );
        if forbidden {
            assert!(row.because[0].code.starts_with("contra-"));
        }
    }
    let infant = Child {
        birth: day("2026-01-01"),
        sex: None,
        today: day("2026-03-01"),
        given: &[],
        facts: Facts {
            intussusception: Some(true),
            ..Facts::default()
        },
    };
    let rows = plan(book(), book().calendar(Country::Uz).unwrap(), &infant);
    assert_eq!(find(&rows, "Rota", 1).status, Status::Contraindicated);
}

/// No reason is empty or lacks a word in any language.
#[test]
fn every_reason_is_said_in_five_languages() {
    let mut said = std::collections::BTreeSet::new();
    let mut listen = |rows: &[Row]| {
        for because in rows.iter().flat_map(|row| &row.because) {
            for lang in Lang::ALL {
                let speech = Speech {
                    tr: &|key, args| {
                        assert!(i18n::has(lang, key), "{key} {}", lang.code());
                        i18n::tr(lang, key, args)
                    },
                    count: &|key, n| i18n::tr_n(lang, key, n, &[]),
                    day: &|day| i18n::dates::short(lang, day),
                    vaccine: &|id| book().vaccine(id).map_or(id, |v| v.name(lang)).to_owned(),
                };
                let text = because.say(&speech);
                assert!(!text.contains(['⟦', '{']), "{text}");
                said.insert(because.code);
            }
        }
    };
    for line in CATCH_UP.lines().filter(|line| !line.starts_with('#')) {
        let parts: Vec<&str> = line.split('|').map(str::trim).collect();
        let who: Vec<&str> = parts[1].split(' ').collect();
        let given: Vec<Given> = parts[2]
            .split(',')
            .filter_map(|one| one.trim().rsplit_once(' '))
            .map(|(vaccine, date)| dose(vaccine, day(date)))
            .collect();
        listen(&rows(
            Country::parse(who[0]).unwrap(),
            day(who[1]),
            None,
            day(who[3]),
            &given,
        ));
    }
    assert!(said.len() >= 20, "{said:?}");
}

/// The antigen for whose sake a vaccine is given, by hand.
fn lead(vaccine: &str) -> &'static str {
    match vaccine {
        "DTaP-Hib-HepB-IPV" | "DTaP-Hib-IPV" | "DTwP-HepB-Hib" | "DTP" | "DTaP" | "DT" | "Td" => {
            "dt"
        }
        "HepB" => "hepb",
        "OPV" | "IPV" => "polio",
        "PCV" => "pcv",
        "Rota" => "rota",
        "MMR" => "mmr",
        "HPV" => "hpv",
        "HepA" => "hepa",
        "BCG" => "bcg",
        "Hib" => "hib",
        other => panic!("{other}"),
    }
}

fn given_history() -> impl Strategy<Value = Vec<(usize, u32)>> {
    proptest::collection::vec((0_usize..24, 0_u32..3000), 0..12)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    /// Whatever stands on the card: giving each proposed dose on its day makes it given, at no age under the minimum, at no interval
    /// under four weeks, with live vaccines on one day or four weeks apart, and the plan comes to an end.
    #[test]
    fn following_the_plan_completes_it(
        country in 0_usize..3,
        birth in 0_u64..700,
        age in 0_u64..2600,
        girl in any::<bool>(),
        history in given_history(),
    ) {
        let country = Country::ALL[country];
        let birth = day("2017-01-01") + Days::new(birth);
        let mut today = birth + Days::new(age);
        let sex = Some(if girl { Sex::Female } else { Sex::Male });
        let names: Vec<&str> = book().rules.vaccines.iter().map(|v| v.id.as_str()).collect();
        let mut given: Vec<Given> = history
            .iter()
            .map(|(v, d)| dose(names[*v % names.len()], birth + Days::new(u64::from(*d))))
            .filter(|one| one.date.unwrap() <= today)
            .collect();
        let old = given.len();
        let end = after(birth, feldsher::clinical::Span::Months(18 * 12));
        for _step in 0..80 {
            let plan = rows(country, birth, sex, today, &given);
            for row in &plan {
                if let (Some(earliest), Some(due)) = (row.earliest, row.due) {
                    prop_assert!(earliest <= due, "{row:?}");
                    let own = book().vaccine(&row.vaccine).and_then(|v| v.min_age);
                    let own = own.map_or(birth, |span| after(birth, span));
                    prop_assert!(earliest >= own, "{row:?}");
                    prop_assert!(!row.status.is_due() || due <= today, "{row:?}");
                }
            }
            let next = plan
                .iter()
                .filter(|row| matches!(row.status, Status::Due | Status::Overdue | Status::Upcoming | Status::NotYet))
                .min_by_key(|row| row.due.unwrap().max(today));
            let Some(next) = next else { break };
            let date = next.due.unwrap().max(today);
            if date >= end {
                break;
            }
            today = date;
            given.push(dose(&next.vaccine, date));
            let then = rows(country, birth, sex, today, &given);
            let waits = then.iter().find(|row| {
                row.vaccine == next.vaccine
                    && row.dose == next.dose
                    && !matches!(row.status, Status::Given)
            });
            prop_assert!(waits.is_none(), "gave {next:#?} and {waits:#?}");
            let extra = then.iter().any(|row| row.dose.is_none() && row.given_on == Some(date) && row.vaccine == next.vaccine);
            prop_assert!(!extra, "{next:#?} counted for nothing");
        }
        let last = rows(country, birth, sex, today, &given);
        prop_assert!(last.iter().all(|row| !row.status.is_due()), "{last:#?}");
        prop_assert!(given.len() - old < 60, "no end");
        for (n, one) in given.iter().enumerate().skip(old) {
            let date = one.date.unwrap();
            let antigen = lead(&one.vaccine);
            if !["hepb", "bcg"].contains(&antigen) {
                prop_assert!(date >= birth + Days::new(42), "{one:?}");
            }
            for earlier in &given[old..n] {
                let apart = (date - earlier.date.unwrap()).num_days();
                if lead(&earlier.vaccine) == antigen && one.vaccine != "IPV" && earlier.vaccine != "IPV" {
                    prop_assert!(apart >= 28, "{earlier:?} {one:?}");
                }
                let live = ["bcg", "mmr", "rota"];
                if live.contains(&antigen) && live.contains(&lead(&earlier.vaccine)) {
                    prop_assert!(apart == 0 || apart >= 28, "{earlier:?} {one:?}");
                }
            }
        }
    }

    #[test]
    fn the_order_of_the_card_does_not_matter(history in given_history(), age in 0_u64..4000) {
        let birth = day("2015-03-31");
        let today = birth + Days::new(age);
        let names: Vec<&str> = book().rules.vaccines.iter().map(|v| v.id.as_str()).collect();
        let mut given: Vec<Given> = Vec::new();
        for (v, d) in &history {
            let one = dose(names[*v % names.len()], birth + Days::new(u64::from(*d)));
            // Two products of one day may take each other's place.
            if given.iter().all(|g| g.date != one.date) {
                given.push(one);
            }
        }
        let once = rows(Country::Kz, birth, Some(Sex::Female), today, &given);
        given.reverse();
        let again = rows(Country::Kz, birth, Some(Sex::Female), today, &given);
        let shape = |rows: &[Row]| {
            let mut shape: Vec<String> = rows.iter().map(|row| format!("{row:?}")).collect();
            shape.sort();
            shape
        };
        prop_assert_eq!(shape(&once), shape(&again));
    }
}
