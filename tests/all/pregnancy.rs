//! The pregnancy card: dates, contacts and danger signs by their data; what is booked, corrected and ended; the paper.

mod curves;
mod data;
mod history;
mod paper;
pub mod record;
mod worst;

use chrono::{Days, NaiveDate};
use feldsher::clinical::calc;
use feldsher::clinical::pregnancy::{
    ASKED, Book, By, Contact, Dated, Finding, Gap, Level, OutOfRange, Scan, Status, Told, Undated,
    Woman, contacts, date, findings, fundal_chart, gaps, next, problems, trimester, weight_chart,
};
use feldsher::domain::country::Country;
use feldsher::domain::lang::Lang;
use feldsher::i18n;
use feldsher::worker::pregnancy::words::{dating_sentences, finding_text};
use proptest::prelude::*;
use serde_json::json;

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn book() -> &'static Book {
    Book::builtin()
}

fn known_key(key: &str) -> bool {
    Lang::ALL.iter().all(|lang| i18n::has(*lang, key))
}

#[test]
fn the_data_files_are_sound() {
    let wrong = problems(book(), &known_key);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for country in Country::ALL {
        assert!(book().schedule(country).unwrap().contacts.len() >= 8);
    }
}

#[test]
fn the_validator_sees_faults() {
    let read = |name: &str| {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/pregnancy/");
        std::fs::read_to_string(format!("{folder}{name}")).unwrap()
    };
    let (rules, kz) = (read("rules.json"), read("kz.json"));
    for (from, to, said) in [
        ("feldsher-pregnancy/1", "feldsher-pregnancy/2", "schema"),
        (
            r#""differs_days": 21"#,
            r#""differs_days": 3"#,
            "does not rise",
        ),
        (
            r#""second_from_days": 98"#,
            r#""second_from_days": 200"#,
            "out of order",
        ),
        (r#""id": "fever""#, r#""id": "bleeding""#, "twice"),
        (r#""id": "fever""#, r#""id": "cough""#, "no words"),
        (r#""systolic": 160, "#, "", "limits"),
        (
            r#""source": "glowm-danger""#,
            r#""source": "hearsay""#,
            "no source",
        ),
        (r#""low": 110"#, r#""low": 170"#, "limits that are none"),
        (
            r#""first_kg": [0.5, 2.0]"#,
            r#""first_kg": [2.0, 0.5]"#,
            "gain",
        ),
    ] {
        assert!(rules.contains(from), "{from}");
        let book = Book::parse(&rules.replacen(from, to, 1), &[&kz]).unwrap();
        let wrong = problems(&book, &known_key).join("\n");
        assert!(wrong.contains(said), "{to}: {wrong}");
    }
    let wrong = Book::parse(&rules, &[&kz.replace("\"week\": 16", "\"week\": 40")]).unwrap();
    assert!(
        problems(&wrong, &known_key)
            .join("\n")
            .contains("weeks out of order")
    );
    assert!(Book::parse(&rules.replace("\"limits\"", "\"limit\""), &[]).is_err());
}

fn told(lmp: Option<&str>, scan: Option<(&str, i64)>) -> Told {
    Told {
        lmp: lmp.map(day),
        scan: scan.map(|(on, days)| Scan { on: day(on), days }),
    }
}

#[test]
fn the_ultrasound_wins_beyond_the_days_of_acog_700_and_never_within() {
    let rules = &book().rules.dating;
    // age by the last period on the day of the scan, and how far apart the two may be
    for (weeks, days, allowed) in [
        (6, 0, 5),
        (8, 6, 5),
        (9, 0, 7),
        (13, 6, 7),
        (15, 6, 7),
        (16, 0, 10),
        (21, 6, 10),
        (22, 0, 14),
        (27, 6, 14),
        (28, 0, 21),
        (36, 0, 21),
    ] {
        let age = weeks * 7 + days;
        let lmp = day("2026-01-05");
        let on = lmp + Days::new(age as u64);
        for differs in [-allowed - 1, -allowed, 0, allowed, allowed + 1] {
            let scan = Scan {
                on,
                days: age + differs,
            };
            let dated = date(
                rules,
                &Told {
                    lmp: Some(lmp),
                    scan: Some(scan),
                },
            )
            .unwrap();
            let wins = differs.abs() > allowed;
            let wanted = if wins { By::Ultrasound } else { By::Lmp };
            assert_eq!(dated.by, wanted, "{weeks}+{days}: {differs}");
            assert_eq!(dated.difference_days, Some(differs));
            assert_eq!(dated.is_redated(), wins);
            let begun = if wins {
                on - Days::new(scan.days as u64)
            } else {
                lmp
            };
            assert_eq!((dated.begun, dated.due), (begun, begun + Days::new(280)));
        }
    }
}

#[test]
fn dates_that_cannot_be_are_refused() {
    let rules = &book().rules.dating;
    assert_eq!(date(rules, &Told::default()), Err(Undated::Nothing));
    for days in [0, 34, 301, -7] {
        let wrong = told(Some("2026-05-01"), Some(("2026-07-15", days)));
        assert_eq!(date(rules, &wrong), Err(Undated::ScanAge), "{days}");
    }
    let dated = date(rules, &told(Some("2026-05-01"), None)).unwrap();
    assert_eq!(
        dated.age_on(rules, day("2026-04-30")),
        Err(OutOfRange::Before)
    );
    assert_eq!(
        dated.age_on(rules, day("2027-03-06")),
        Err(OutOfRange::After)
    );
    let last = dated.age_on(rules, day("2027-03-05")).unwrap();
    assert_eq!((last.weeks(), last.odd_days()), (44, 0));
    // A last period after the scan that saw the child: one of the two is wrong, and nothing is dated.
    for (lmp, scan) in [
        ("2026-08-01", ("2026-07-01", 42)),
        ("2026-07-16", ("2026-07-15", 80)),
    ] {
        let odd = told(Some(lmp), Some(scan));
        assert_eq!(date(rules, &odd), Err(Undated::ScanBeforeLmp), "{lmp}");
        let said = dating_sentences(Lang::En, date(rules, &odd), day("2026-11-22"));
        assert!(said[0].contains("before the last period"), "{said:?}");
    }
    assert!(date(rules, &told(Some("2026-07-15"), Some(("2026-07-15", 80)))).is_ok());
    assert!(
        date(rules, &told(None, Some(("2026-07-15", 80))))
            .unwrap()
            .difference_days
            .is_none()
    );
}

#[test]
fn trimesters_end_with_thirteen_and_twenty_seven_weeks_and_six_days() {
    let dated = date(&book().rules.dating, &told(Some("2026-01-05"), None)).unwrap();
    for (weeks, days, wanted) in [
        (0, 0, 1),
        (13, 6, 1),
        (14, 0, 2),
        (27, 6, 2),
        (28, 0, 3),
        (44, 0, 3),
    ] {
        let on = dated.begun + Days::new(weeks * 7 + days);
        let age = dated.age_on(&book().rules.dating, on).unwrap();
        assert_eq!(
            trimester(&book().rules.trimesters, age),
            wanted,
            "{weeks}+{days}"
        );
    }
}

#[test]
fn the_calculator_takes_no_ultrasound_before_the_last_period_or_after_the_day() {
    let ask = |lmp: Option<&str>, scan: &str, date: &str| {
        let mut given = serde_json::Map::from_iter([
            ("date".to_owned(), json!(date)),
            ("ultrasound_date".to_owned(), json!(scan)),
            ("ultrasound_weeks".to_owned(), json!(6)),
        ]);
        given.extend(lmp.map(|lmp| ("lmp".to_owned(), json!(lmp))));
        calc::compute("gestational_age", &given)
    };
    assert!(ask(Some("2026-08-01"), "2026-07-01", "2026-11-22").is_err());
    assert!(ask(Some("2026-05-20"), "2026-07-01", "2026-11-22").is_ok());
    assert!(ask(None, "2026-07-01", "2026-06-30").is_err());
    assert!(ask(None, "2026-07-01", "2026-07-01").is_ok());
}

proptest! {
    #[test]
    fn calculator_and_card_date_alike(
        lmp in prop::option::of(-200i64..0), scan in prop::option::of((-200i64..0, 35i64..=300)),
    ) {
        let today = day("2026-11-21");
        let at = |days: i64| today - Days::new(days.unsigned_abs());
        let told = Told {
            lmp: lmp.map(at),
            scan: scan.map(|(on, days)| Scan { on: at(on), days }),
        };
        let mut given = serde_json::Map::from_iter([("date".to_owned(), json!(today.to_string()))]);
        if let Some(lmp) = told.lmp {
            given.insert("lmp".into(), json!(lmp.to_string()));
        }
        if let Some(scan) = told.scan {
            given.insert("ultrasound_date".into(), json!(scan.on.to_string()));
            given.insert("ultrasound_weeks".into(), json!(scan.days / 7));
            given.insert("ultrasound_days".into(), json!(scan.days % 7));
        }
        let rules = &book().rules.dating;
        let ours = date(rules, &told).ok().and_then(|dated| Some((dated, dated.age_on(rules, today).ok()?)));
        match (ours, calc::compute("gestational_age", &given)) {
            (None, Err(_)) => {}
            (Some((dated, age)), Ok(answer)) => {
                prop_assert_eq!(&answer["weeks"], &json!(age.weeks()));
                prop_assert_eq!(&answer["days"], &json!(age.odd_days()));
                prop_assert_eq!(&answer["edd"], &json!(dated.due.to_string()));
                prop_assert_eq!(&answer["by"], &json!(dated.by.code()));
            }
            (ours, theirs) => prop_assert!(false, "{ours:?} {theirs:?}"),
        }
    }
}

#[test]
fn a_contact_is_due_overdue_missed_or_held_by_its_week() {
    let kz = book().schedule(Country::Kz).unwrap();
    let begun = day("2026-01-05");
    let at = |weeks: u64, days: u64| begun + Days::new(weeks * 7 + days);
    let status = |week: i64, held: &[NaiveDate], today: NaiveDate| {
        let rows = contacts(kz, begun, held, today);
        rows.iter()
            .find(|row| row.planned.week == week)
            .unwrap()
            .status
    };
    for (week, today, wanted) in [
        (12, at(6, 0), Status::Due),
        (12, at(12, 6), Status::Due),
        (12, at(13, 0), Status::Overdue),
        (12, at(14, 0), Status::Missed),
        (20, at(15, 6), Status::Later),
        (20, at(16, 0), Status::Soon),
        (20, at(18, 6), Status::Soon),
        (20, at(19, 0), Status::Due),
        (20, at(20, 6), Status::Due),
        (20, at(21, 0), Status::Overdue),
        (20, at(22, 4), Status::Missed),
        (40, at(41, 0), Status::Overdue),
    ] {
        assert_eq!(status(week, &[], today), wanted, "{week} on {today}");
    }
    // A contact counts for the nearest week, and for one only; in the middle for the later.
    for (held, week) in [
        (at(9, 0), 12),
        (at(13, 6), 12),
        (at(14, 0), 16),
        (at(17, 6), 16),
        (at(18, 0), 20),
    ] {
        let rows = contacts(kz, begun, &[held], at(30, 0));
        let of: Vec<i64> = rows
            .iter()
            .filter(|row| row.held_on == Some(held))
            .map(|row| row.planned.week)
            .collect();
        assert_eq!(of, [week], "{held}");
    }
    // What lies ahead of today was not held.
    assert_eq!(status(20, &[at(20, 0)], at(19, 0)), Status::Due);
    let rows = contacts(kz, begun, &[at(12, 0), at(16, 1)], at(21, 2));
    let row = next(&rows).unwrap();
    assert_eq!(
        (row.planned.week, row.status, row.day),
        (20, Status::Overdue, at(20, 0))
    );
}

fn woman() -> Woman {
    Woman {
        dated: Some(dated()),
        fetuses: Some(1),
        rh_negative: Some(false),
        father_rh_negative: None,
        has_history: false,
    }
}

/// 30 weeks and 0 days on 2026-08-03.
fn dated() -> Dated {
    date(&book().rules.dating, &told(Some("2026-01-05"), None)).unwrap()
}

fn at_week(weeks: u64) -> NaiveDate {
    dated().begun + Days::new(weeks * 7)
}

/// Everything measured, nothing odd.
fn sound(weeks: u64) -> Contact {
    Contact {
        on: at_week(weeks),
        time: None,
        antenatal: true,
        weight_kg: Some(65.0),
        systolic: Some(118.0),
        diastolic: Some(76.0),
        temperature: Some(36.7),
        pulse: Some(84.0),
        respiration: Some(18.0),
        saturation: Some(98.0),
        fundal_cm: (weeks >= 20).then_some(weeks as f64),
        fetal_heart: (weeks >= 20).then_some(140.0),
        haemoglobin_g_l: Some(118.0),
        protein_plus: Some(0.0),
        presentation: Some("cephalic".into()),
        movements: Some("felt".into()),
        oedema: Some("none".into()),
        danger: Some(Vec::new()),
    }
}

fn ids<'f>(found: &'f [Finding<'_>]) -> Vec<&'f str> {
    found
        .iter()
        .map(|finding| finding.sign.id.as_str())
        .collect()
}

fn say(woman: &Woman, contacts: &[Contact], today: NaiveDate) -> Vec<String> {
    let found = findings(book(), woman, contacts, today);
    ids(&found).into_iter().map(str::to_owned).collect()
}

#[test]
fn each_sign_begins_at_its_limit() {
    type Change = fn(&mut Contact);
    let cases: [(u64, Change, &[&str]); 59] = [
        (30, |_| {}, &[]),
        (30, |c| c.systolic = Some(139.0), &[]),
        (30, |c| c.systolic = Some(140.0), &["bp-high"]),
        (30, |c| c.diastolic = Some(90.0), &["bp-high"]),
        (
            30,
            |c| (c.systolic, c.diastolic) = (None, Some(90.0)),
            &["bp-high"],
        ),
        (30, |c| c.systolic = Some(159.0), &["bp-high"]),
        (30, |c| c.systolic = Some(160.0), &["bp-severe"]),
        (30, |c| c.diastolic = Some(110.0), &["bp-severe"]),
        (30, |c| c.protein_plus = Some(0.5), &[]),
        (30, |c| c.protein_plus = Some(1.0), &["protein"]),
        (
            30,
            |c| (c.systolic, c.protein_plus) = (Some(140.0), Some(1.0)),
            &["preeclampsia"],
        ),
        (
            30,
            |c| (c.systolic, c.protein_plus) = (Some(165.0), Some(2.0)),
            &["bp-severe", "preeclampsia"],
        ),
        // before 20 weeks it is not called pre-eclampsia, and nothing is hidden
        (
            16,
            |c| (c.systolic, c.protein_plus) = (Some(140.0), Some(1.0)),
            &["bp-high", "protein"],
        ),
        (30, |c| c.fetal_heart = Some(109.0), &["fetal-heart"]),
        (30, |c| c.fetal_heart = Some(110.0), &[]),
        (30, |c| c.fetal_heart = Some(160.0), &[]),
        (30, |c| c.fetal_heart = Some(161.0), &["fetal-heart"]),
        (14, |c| c.fetal_heart = Some(170.0), &[]),
        (13, |c| c.haemoglobin_g_l = Some(109.0), &["hb-low"]),
        (14, |c| c.haemoglobin_g_l = Some(109.0), &[]),
        (27, |c| c.haemoglobin_g_l = Some(104.0), &["hb-low"]),
        (27, |c| c.haemoglobin_g_l = Some(105.0), &[]),
        (28, |c| c.haemoglobin_g_l = Some(109.0), &["hb-low"]),
        (28, |c| c.haemoglobin_g_l = Some(110.0), &[]),
        (28, |c| c.haemoglobin_g_l = Some(69.0), &["hb-severe"]),
        (30, |c| c.fundal_cm = Some(27.0), &[]),
        (30, |c| c.fundal_cm = Some(26.9), &["fundal-low"]),
        (30, |c| c.fundal_cm = Some(33.0), &[]),
        (30, |c| c.fundal_cm = Some(33.1), &["fundal-high"]),
        (19, |c| c.fundal_cm = Some(10.0), &[]),
        (35, |c| c.presentation = Some("breech".into()), &[]),
        (
            36,
            |c| c.presentation = Some("transverse".into()),
            &["presentation"],
        ),
        (30, |c| c.movements = Some("reduced".into()), &["movements"]),
        (16, |c| c.movements = Some("none".into()), &[]),
        (30, |c| c.oedema = Some("face-hands".into()), &["swelling"]),
        (35, |c| c.presentation = Some("unclear".into()), &[]),
        (
            36,
            |c| c.presentation = Some("unclear".into()),
            &["presentation-unclear"],
        ),
        (30, |c| c.systolic = Some(90.0), &[]),
        (30, |c| c.systolic = Some(89.0), &["bp-low"]),
        (
            30,
            |c| (c.systolic, c.diastolic) = (Some(80.0), None),
            &["bp-low"],
        ),
        (30, |c| c.temperature = Some(37.9), &[]),
        (30, |c| c.temperature = Some(38.0), &["temperature"]),
        (30, |c| c.pulse = Some(119.0), &[]),
        (30, |c| c.pulse = Some(120.0), &["pulse"]),
        (30, |c| c.pulse = Some(50.0), &[]),
        (30, |c| c.pulse = Some(49.0), &["pulse"]),
        (30, |c| c.respiration = Some(24.0), &[]),
        (30, |c| c.respiration = Some(25.0), &["respiration"]),
        (30, |c| c.saturation = Some(95.0), &[]),
        (30, |c| c.saturation = Some(94.0), &["saturation"]),
        // shock before twenty weeks is shock
        (
            8,
            |c| (c.systolic, c.pulse, c.saturation) = (Some(78.0), Some(134.0), Some(90.0)),
            &["shock", "saturation"],
        ),
        (
            30,
            |c| (c.systolic, c.pulse) = (Some(89.0), Some(109.0)),
            &["bp-low"],
        ),
        (
            30,
            |c| (c.systolic, c.pulse) = (Some(89.0), Some(110.0)),
            &["shock"],
        ),
        (
            30,
            |c| (c.systolic, c.pulse) = (Some(90.0), Some(119.0)),
            &[],
        ),
        (
            30,
            |c| (c.systolic, c.pulse) = (Some(98.0), Some(137.0)),
            &["pulse"],
        ),
        (
            30,
            |c| (c.systolic, c.pulse) = (Some(100.0), Some(140.0)),
            &["shock"],
        ),
        // A pressure of nothing was not measured: no pulse is so many times as high.
        (
            30,
            |c| (c.systolic, c.pulse) = (Some(0.0), Some(100.0)),
            &["bp-low"],
        ),
        (
            30,
            |c| (c.systolic, c.diastolic, c.pulse) = (Some(80.0), None, Some(130.0)),
            &["shock"],
        ),
        (41, |_| {}, &["post-term"]),
    ];
    for (n, (weeks, change, wanted)) in cases.into_iter().enumerate() {
        let mut contact = sound(weeks);
        change(&mut contact);
        assert_eq!(
            say(&woman(), &[contact.clone()], contact.on),
            wanted,
            "case {n}: {weeks} weeks"
        );
    }
    for code in ASKED {
        let contact = Contact {
            danger: Some(vec![code.to_owned()]),
            ..sound(30)
        };
        assert_eq!(say(&woman(), &[contact], at_week(30)), [code]);
    }
}

#[test]
fn the_most_urgent_comes_first_and_the_newest_value_counts_whatever_its_day() {
    let mut first = sound(28);
    first.haemoglobin_g_l = Some(100.0);
    first.systolic = Some(150.0);
    let mut last = sound(30);
    last.haemoglobin_g_l = None;
    last.danger = Some(vec!["bleeding".into()]);
    last.fundal_cm = Some(20.0);
    let both = [first.clone(), last.clone()];
    let found = findings(book(), &woman(), &both, at_week(31));
    assert_eq!(ids(&found), ["bleeding", "hb-low", "fundal-low"]);
    assert!(found.is_sorted_by_key(|finding| finding.sign.level));
    assert_eq!(found[1].on, Some(at_week(28)));
    // Not measured since: the high pressure stands.
    last.systolic = None;
    last.diastolic = None;
    let found = say(&woman(), &[first, last], at_week(31));
    assert!(found.contains(&"bp-high".to_owned()), "{found:?}");
}

#[test]
fn a_better_reading_within_a_day_takes_nothing_back_whatever_the_order() {
    let at = |weeks: u64, time: &str, over: f64, under: f64| Contact {
        time: Some(time.parse().unwrap()),
        systolic: Some(over),
        diastolic: Some(under),
        ..sound(weeks)
    };
    let severe = at(30, "09:05:00", 178.0, 118.0);
    let better = at(30, "09:05:02", 138.0, 88.0);
    let equal = at(30, "09:05:00", 138.0, 88.0);
    for other in [&better, &equal] {
        for both in [
            [severe.clone(), other.clone()],
            [other.clone(), severe.clone()],
        ] {
            let found = findings(book(), &woman(), &both, at_week(30));
            assert_eq!(ids(&found), ["bp-severe"]);
            assert_eq!(found[0].numbers, [("over", 178.0), ("under", 118.0)]);
        }
    }
    let said = |contacts: &[Contact], today: NaiveDate| {
        let found = findings(book(), &woman(), contacts, today);
        finding_text(Lang::En, &found[0], today)
    };
    let both = [severe.clone(), better.clone()];
    let text = said(&both, at_week(30));
    assert!(text.starts_with("09:05: Blood pressure 178/118"), "{text}");
    let text = said(&both, at_week(31));
    assert!(text.starts_with("03-Aug-2026 09:05: Blood"), "{text}");
    let text = said(std::slice::from_ref(&severe), at_week(30));
    assert!(text.starts_with("Blood pressure 178/118"), "{text}");
    // The next morning is within 24 hours, the next noon is not.
    let next = |time: &str| Contact {
        on: at_week(30) + Days::new(1),
        ..at(30, time, 138.0, 88.0)
    };
    let of = |other: Contact| say(&woman(), &[other, severe.clone()], at_week(31));
    assert_eq!(of(next("09:04:00")), ["bp-severe"]);
    assert!(of(next("12:00:00")).is_empty());
    // A form of the same day on which she was told to have no danger sign hides none.
    let bled = Contact {
        danger: Some(vec!["bleeding".into()]),
        ..sound(30)
    };
    assert_eq!(say(&woman(), &[sound(30), bled], at_week(30)), ["bleeding"]);
}

#[test]
fn who_she_is_adds_what_must_be_known() {
    let on = at_week(30);
    let with = |change: fn(&mut Woman)| {
        let mut woman = woman();
        change(&mut woman);
        let mut contact = sound(30);
        contact.fundal_cm = Some(40.0);
        say(&woman, &[contact], on)
    };
    assert_eq!(with(|_| {}), ["fundal-high"]);
    assert_eq!(with(|w| w.fetuses = Some(2)), ["fetuses"]);
    assert_eq!(
        with(|w| w.rh_negative = Some(true)),
        ["fundal-high", "rhesus"]
    );
    assert_eq!(
        with(|w| (w.rh_negative, w.father_rh_negative) = (Some(true), Some(true))),
        ["fundal-high"]
    );
    assert_eq!(with(|w| w.has_history = true), ["fundal-high", "history"]);
    // Without a date the strictest limit of haemoglobin holds, and what hangs on weeks is not invented.
    let undated = Woman {
        dated: None,
        ..woman()
    };
    let contact = Contact {
        haemoglobin_g_l: Some(107.0),
        fundal_cm: Some(40.0),
        fetal_heart: Some(100.0),
        ..sound(30)
    };
    assert_eq!(say(&undated, &[contact], on), ["fetal-heart", "hb-low"]);
}

#[test]
fn what_nobody_measured_is_said_and_never_counts_as_fine() {
    let of = |contacts: &[Contact], woman: &Woman| gaps(book(), woman, contacts, at_week(30));
    assert_eq!(of(&[], &woman()), [Gap::Contact]);
    assert_eq!(of(&[sound(30)], &woman()), []);
    assert_eq!(of(&[sound(16)], &woman()), []);
    let bare = Contact {
        on: at_week(30),
        antenatal: true,
        ..Contact::default()
    };
    let unknown = Woman {
        rh_negative: None,
        ..woman()
    };
    assert_eq!(
        of(std::slice::from_ref(&bare), &unknown),
        [
            Gap::Pressure,
            Gap::Protein,
            Gap::Danger,
            Gap::Weight,
            Gap::Fundal,
            Gap::FetalHeart,
            Gap::Haemoglobin,
            Gap::Rhesus
        ]
    );
    // Haemoglobin of an earlier contact is enough; yesterday's pressure of another visit is not this contact's.
    let earlier = sound(28);
    let other = Contact {
        antenatal: false,
        ..sound(30)
    };
    let left = of(&[bare, earlier, other], &woman());
    assert_eq!(left.len(), 6, "{left:?}");
    assert!(!left.contains(&Gap::Haemoglobin) && left.contains(&Gap::Pressure));
}

#[test]
fn charts_have_lines_for_one_child_and_points_for_all() {
    let contacts = [sound(24), sound(30), sound(12)];
    let fundal = fundal_chart(book(), &woman(), &contacts).unwrap();
    assert_eq!(fundal.points, [(0, 24.0, 24.0), (1, 30.0, 30.0)]);
    let ends: Vec<(f64, f64)> = fundal.lines.iter().map(|line| line.points[0]).collect();
    assert_eq!(ends, [(20.0, 17.0), (20.0, 20.0), (20.0, 23.0)]);
    let twins = Woman {
        fetuses: Some(2),
        ..woman()
    };
    assert!(
        fundal_chart(book(), &twins, &contacts)
            .unwrap()
            .lines
            .is_empty()
    );
    assert!(fundal_chart(book(), &woman(), &[sound(12)]).is_none());
    // 60 kg, 165 cm: body mass index 22. At 40 weeks 0.5 + 27 × 0.35 to 2 + 27 × 0.5 kg more.
    let weight = weight_chart(book(), &woman(), (Some(60.0), Some(165.0)), &contacts).unwrap();
    let ends: Vec<f64> = weight.lines.iter().map(|line| line.points[2].1).collect();
    assert!(
        (ends[0] - 69.95).abs() < 1e-9 && (ends[1] - 75.5).abs() < 1e-9,
        "{ends:?}"
    );
    assert!(
        weight_chart(book(), &woman(), (None, None), &contacts)
            .unwrap()
            .lines
            .is_empty()
    );
    for chart in [fundal, weight] {
        let inside =
            |x: f64, y: f64| chart.x.0 <= x && x <= chart.x.1 && chart.y.0 <= y && y <= chart.y.1;
        assert!(
            chart.points.iter().all(|(_, x, y)| inside(*x, *y)),
            "{chart:?}"
        );
        assert!(
            chart
                .lines
                .iter()
                .flat_map(|l| &l.points)
                .all(|(x, y)| inside(*x, *y))
        );
    }
}

#[test]
fn every_level_is_used_and_nothing_of_knowledge_is_called_confirmed() {
    use feldsher::clinical::immunise::Seen;
    for level in Level::ALL {
        assert!(
            book().rules.signs.iter().any(|sign| sign.level == level),
            "{level:?}"
        );
    }
    for sign in &book().rules.signs {
        let general = sign.source == "project";
        assert!(!general || sign.verified == Seen::Knowledge, "{}", sign.id);
    }
}
