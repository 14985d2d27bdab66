//! NEWS2 of a visit: the score of the calculator, what is urgent before all is measured, and nothing where it does not hold.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use feldsher::clinical::calc::{compute, news2_points};
use feldsher::domain::card::CardView;
use feldsher::domain::lang::Lang;
use feldsher::domain::person::Sex;
use feldsher::domain::visit::Visit;
use feldsher::i18n::tr;
use feldsher::worker::news::words::{self, arithmetic, is_urgent, sentence};
use feldsher::worker::news::{News, of_past, of_visit};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::papers::{Case, full, sign};
use crate::print::read_back::bare;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

fn adult(born: &str) -> CardView {
    let mut card = CardView::default();
    card.person.born = born.parse().unwrap();
    card.person.sex = Sex::Female;
    card
}

/// "resp 16 spo2 97 oxygen no sbp 120 pulse 72 avpu A temp 36.8", any of them, and "scale2 yes", "pregnant yes".
fn visit(said: &str) -> Visit {
    let words: Vec<&str> = said.split_whitespace().collect();
    let mut answers = BTreeMap::new();
    for pair in words.chunks(2) {
        let [name, value] = pair else {
            panic!("{said}");
        };
        let flag = format!("b:{}", *value == "yes");
        let (place, answer) = match *name {
            "resp" => ("resp", format!("q:{value}|/min")),
            "spo2" => ("spo2", format!("q:{value}|%")),
            "oxygen" => ("oxygen", flag),
            "sbp" => ("bp-sys", format!("q:{value}|mm[Hg]")),
            "pulse" => ("pulse", format!("q:{value}|/min")),
            "avpu" => ("consciousness", format!("c:urn:feldsher:acvpu|{value}|")),
            "temp" => ("temp", format!("q:{value}|Cel")),
            "scale2" => ("spo2-scale-2", flag),
            "pregnant" if *value == "no" => {
                ("pregnant", "c:http://loinc.org|LA26683-5|".to_owned())
            }
            "pregnant" => ("pregnant", "c:http://loinc.org|LA15173-0|".to_owned()),
            other => panic!("{other}"),
        };
        answers.insert(place.to_owned(), answer);
    }
    Visit {
        answers,
        ..Visit::default()
    }
}

fn of(said: &str) -> Option<News> {
    of_visit(&adult("1966-01-01"), &visit(said), today())
}

const WELL: &str = "resp 16 spo2 97 oxygen no sbp 120 pulse 72 avpu A temp 36.8";

#[test]
fn what_the_vital_signs_say() {
    for (said, want) in [
        (WELL, "0, low risk"),
        (
            "resp 21 spo2 95 oxygen no sbp 110 pulse 72 avpu A temp 36.8",
            "4, low risk",
        ),
        (
            "resp 25 spo2 97 oxygen no sbp 120 pulse 72 avpu A temp 36.8",
            "3, 3 of them for breathing rate. A single 3 is urgent: have the patient assessed at once",
        ),
        (
            "resp 16 spo2 97 oxygen no sbp 120 pulse 72 avpu C temp 36.8",
            "3, 3 of them for consciousness. A single 3 is urgent: have the patient assessed at once",
        ),
        (
            "resp 22 spo2 94 oxygen no sbp 120 pulse 95 avpu A temp 38.1",
            "5, medium risk. Urgent: have the patient assessed at once",
        ),
        (
            "resp 25 spo2 92 oxygen yes sbp 120 pulse 72 avpu A temp 36.8",
            "7, high risk. Emergency: call for help and send the patient on",
        ),
        // What is missing is missing, never nought.
        (
            "resp 16 spo2 97",
            "not complete. Missing: supplemental oxygen, systolic blood pressure, pulse, consciousness, temperature",
        ),
        (
            "resp 16 spo2 97 sbp 120 pulse 72 avpu A temp 36.8",
            "not complete. Missing: supplemental oxygen",
        ),
        (
            "resp 16 spo2 97 oxygen no sbp 120 pulse 72 temp 36.8",
            "not complete. Missing: consciousness",
        ),
        // What is there may be urgent all the same, also in a visit that was no early warning at all.
        (
            "sbp 88 pulse 72",
            "not complete, but 3 points for systolic blood pressure. A single 3 is urgent: have the patient assessed at once. \
             Missing: breathing rate, SpO₂, supplemental oxygen, consciousness, temperature",
        ),
        (
            "resp 22 sbp 100 pulse 95 temp 36.8",
            "not complete, but already 5. Urgent: have the patient assessed at once. \
             Missing: SpO₂, supplemental oxygen, consciousness",
        ),
        (
            "resp 25 sbp 88 pulse 95 temp 36.8",
            "not complete, but already 7. Emergency: call for help and send the patient on. \
             Missing: SpO₂, supplemental oxygen, consciousness",
        ),
        // On scale 2 the saturation has no points until somebody says whether oxygen is given.
        (
            "resp 16 spo2 97 scale2 yes sbp 120 pulse 72 avpu A temp 36.8",
            "not complete. Missing: SpO₂, supplemental oxygen",
        ),
        (
            "resp 16 spo2 97 scale2 yes oxygen yes sbp 120 pulse 72 avpu A temp 36.8",
            "5, medium risk. Urgent: have the patient assessed at once",
        ),
        (
            "resp 16 spo2 90 scale2 yes oxygen no sbp 120 pulse 72 avpu A temp 36.8",
            "0, low risk",
        ),
        (
            "resp 16 spo2 90 scale2 no oxygen no sbp 120 pulse 72 avpu A temp 36.8",
            "3, 3 of them for SpO₂. A single 3 is urgent: have the patient assessed at once",
        ),
        // Beyond the chart: measured again, not left out in silence.
        (
            "resp 16 spo2 45 oxygen no sbp 120 pulse 72 avpu A temp 36.8",
            "not complete, but 3 points for SpO₂. A single 3 is urgent: have the patient assessed at once. \
             Extreme value: SpO₂. Check the patient and measure again at once",
        ),
        (
            "pulse 15",
            "not complete, but 3 points for pulse. A single 3 is urgent: have the patient assessed at once. \
             Extreme value: pulse. Check the patient and measure again at once. \
             Missing: breathing rate, SpO₂, supplemental oxygen, systolic blood pressure, consciousness, temperature",
        ),
        // The chart has only 2 points for heat; beyond it is urgent all the same.
        (
            "resp 16 spo2 97 oxygen no sbp 120 pulse 72 avpu A temp 45",
            "not complete. Urgent: have the patient assessed at once. \
             Extreme value: temperature. Check the patient and measure again at once",
        ),
        (
            "resp 0 spo2 0 oxygen no sbp 0 pulse 0 avpu U temp 24",
            "not complete, but already 18. Emergency: call for help and send the patient on. \
             Extreme value: breathing rate, SpO₂, systolic blood pressure, pulse, temperature. \
             Check the patient and measure again at once",
        ),
        // No saturation at all.
        (
            "resp 16 spo2 105 oxygen no sbp 120 pulse 72 avpu A temp 36.8",
            "not complete. Measure again: SpO₂",
        ),
        (
            "resp 16.5 spo2 97 oxygen no sbp 120 pulse 72 avpu A temp 36.8",
            "not complete. Measure again: breathing rate",
        ),
    ] {
        let news = of(said).unwrap_or_else(|| panic!("nothing is said of {said}"));
        assert_eq!(sentence(Lang::En, &news), want, "{said}");
        assert_eq!(is_urgent(&news), want.contains("rgen"), "{said}");
        let complete =
            news.missing.is_empty() && news.outside.is_empty() && news.extreme.is_empty();
        assert_eq!(news.score.is_some(), complete, "{said}");
        for lang in Lang::ALL {
            let text = sentence(lang, &news);
            assert!(!text.contains(['$', '⟦']), "{text}");
        }
    }
}

#[test]
fn nothing_is_said_where_it_does_not_hold() {
    let grown = adult("1966-01-01");
    // A usual visit: nobody looks at how ill the patient is.
    assert_eq!(of(""), None);
    assert_eq!(of("sbp 130 pulse 72 temp 36.6"), None);
    // Sixteen on the day.
    let at = |born: &str| of_visit(&adult(born), &visit(WELL), today());
    assert!(at("2010-11-22").is_some());
    assert_eq!(at("2010-11-23"), None, "children have other signs");
    assert_eq!(of_visit(&CardView::default(), &visit(WELL), today()), None);
    assert_eq!(of(&format!("{WELL} pregnant yes")), None);
    // Afterwards only what was said with certainty.
    let past = |said: &str| of_past(&grown, &visit(said), today()).is_some();
    assert!(past(WELL) && past("sbp 88 pulse 72"));
    let over = of_past(&grown, &visit("sbp 88 pulse 72"), today()).unwrap();
    let found = "not complete, but 3 points for systolic blood pressure. Missing";
    assert!(
        words::past(Lang::En, &over).starts_with(found),
        "what was found, not what to do"
    );
    assert!(
        !past("resp 16 spo2 97"),
        "that more could be measured is no news"
    );
    // Words of a newer program or a wrong unit are no values.
    let mut odd = visit(WELL);
    odd.answers.insert("temp".into(), "q:98.2|[degF]".into());
    let news = of_visit(&grown, &odd, today()).unwrap();
    assert_eq!(
        sentence(Lang::En, &news),
        "not complete. Missing: temperature"
    );
}

#[test]
fn the_arithmetic_names_every_point() {
    let news = of("resp 25 spo2 92 oxygen yes sbp 105 pulse 131 avpu V temp 39.1").unwrap();
    assert_eq!(
        arithmetic(Lang::En, &news).replace('\u{a0}', " "),
        "breathing rate 25: 3 · SpO₂ 92: 2 · supplemental oxygen yes: 2 · systolic blood pressure 105: 1 · pulse 131: 3 · \
         consciousness responds to voice: 3 · temperature 39.1: 2 · 16 in all"
    );
    let news = of("resp 16 spo2 90 scale2 yes").unwrap();
    assert!(!arithmetic(Lang::En, &news).contains("in all"));
}

/// Screen and paper say one score, reckoned from the signed values; what was measured newly stands in the table.
#[test]
fn the_early_warning_and_the_laboratory_are_on_the_papers() {
    let mut case = Case::new();
    let mut draft = full();
    draft.visit.form_version = "1.1".into();
    for (id, text) in [
        ("resp", "q:25|/min"),
        ("spo2", "q:93|%"),
        ("oxygen", "b:false"),
        ("consciousness", "c:urn:feldsher:acvpu|A|Alert"),
        ("creatinine", "q:120|umol/L"),
        ("creatinine-date", "d:2026-09-20"),
    ] {
        draft.visit.answers.insert(id.to_owned(), text.to_owned());
    }
    case.visit = sign(&mut case.point, case.patient, &draft);
    let mut view = case.view();
    // The patient of the other papers is older than any score knows.
    view.person.born = "1960-01-01".parse().unwrap();
    let event = view.visits.iter().find(|v| v.id == case.visit).unwrap();
    let day = NaiveDate::from_ymd_opt(2026, 9, 21).unwrap();
    let news = of_past(&view, &event.content, day).unwrap();
    assert_eq!(news.score.map(|(score, _)| score), Some(7));
    for lang in Lang::ALL {
        let said = words::past(lang, &news);
        let unit = tr(lang, "common-unit-umol-l", &[]);
        let creatinine = tr(lang, "print-vital-creatinine", &[]);
        for what in [case.visit_paper(), case.discharge()] {
            let text = bare(&case.text(&view, &what, lang));
            for wanted in ["NEWS2", &said, &creatinine, &format!("120 {unit}")] {
                let wanted = bare(wanted);
                assert!(text.contains(&wanted), "{lang:?}: {wanted}\n{text}");
            }
        }
    }
    // A visit that could not be asked whether oxygen was given says nothing of a score.
    let case = Case::new();
    for what in case.four() {
        let text = case.text(&case.view(), &what, Lang::Ru);
        assert!(!text.contains("NEWS2"));
    }
}

fn complete() -> impl Strategy<Value = Map<String, Value>> {
    let letters = prop::sample::select(vec!["A", "C", "V", "P", "U"]);
    (1..=80_u32, 50..=100_u32, any::<[bool; 2]>(), 30..=300_u32, 20..=250_u32, letters, 250..=440_u32).prop_map(
        |(resp, spo2, [scale, oxygen], sbp, pulse, letter, temp)| {
            let given = json!({
                "age_years": 60, "resp_rate": resp, "spo2": spo2, "spo2_scale_2": scale, "oxygen": oxygen,
                "sbp_mmhg": sbp, "pulse": pulse, "consciousness": letter, "temp_cel": f64::from(temp) / 10.0,
            });
            given.as_object().unwrap().clone()
        },
    )
}

proptest! {
    /// Points add up to the score, and taking an item away never makes the patient look worse than she is.
    #[test]
    fn points_add_up(given in complete(), away in 0..7_usize) {
        let sum = |given: &Map<String, Value>| -> u64 {
            news2_points(given).unwrap().iter().map(|(_, points)| u64::from(*points)).sum()
        };
        let score = compute("news2", &given).unwrap()["score"].as_u64().unwrap();
        prop_assert_eq!(sum(&given), score);
        let items = ["resp_rate", "spo2", "oxygen", "sbp_mmhg", "pulse", "consciousness", "temp_cel"];
        let mut less = given.clone();
        less.remove(items[away]);
        prop_assert!(sum(&less) <= score);
        prop_assert!(compute("news2", &less).is_err(), "no score without {}", items[away]);
    }
}
