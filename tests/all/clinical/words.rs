//! Findings and calculations as sentences in five languages.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use feldsher::clinical::{Arg, Question, Words, data_text, unseen_source, word_key, word_rows};
use feldsher::domain::country::Country;
use feldsher::domain::lang::Lang;
use feldsher::i18n;

use super::*;

/// The program leaves out a row that it cannot read: then the English would be shown.
#[test]
fn every_row_of_the_tables_has_key_english_and_translation_once() {
    let tables = [
        ("ru", include_str!("../../../assets/clinical/words/ru.tsv")),
        ("kk", include_str!("../../../assets/clinical/words/kk.tsv")),
        ("uz", include_str!("../../../assets/clinical/words/uz.tsv")),
        ("ka", include_str!("../../../assets/clinical/words/ka.tsv")),
    ];
    for (lang, text) in tables {
        let mut keys = BTreeSet::new();
        for row in text.lines().filter(|row| !row.starts_with('#')) {
            let cells: Vec<&str> = row.split('\t').collect();
            assert_eq!(cells.len(), 3, "{lang}: {row}");
            assert!(
                cells.iter().all(|cell| !cell.trim().is_empty()),
                "{lang}: {row}"
            );
            assert!(keys.insert(cells[0]), "{lang}: {} stands twice", cells[0]);
        }
    }
}

#[test]
fn every_sentence_can_be_said_in_every_language() {
    let mut questions: Vec<Question> = include_str!("../../data/clinical/lethal.jsonl")
        .lines()
        .map(|line| {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            serde_json::from_value(row["question"].clone()).unwrap()
        })
        .collect();
    for (medicine, rule) in all_rules() {
        let mut question = inside(medicine, rule).unwrap();
        question.order = order_in(rule, 3.0);
        questions.push(question.clone());
        question.order = None;
        questions.push(question.clone());
        question.conditions = None;
        question.pregnant = None;
        question.breastfeeding = None;
        question.egfr = None;
        question.birth_weeks = None;
        question.allergies = None;
        question.current = None;
        question.given = None;
        questions.push(question);
    }
    for (_, change) in super::gaps::gaps() {
        let mut question = ordinary();
        change(&mut question);
        questions.push(question);
    }
    let more: [Change; 15] = [
        |q| {
            (q.medicine, q.country) = ("zinc".to_owned(), Some(Country::Kz));
        },
        |q| {
            (q.medicine, q.route) = ("gentamicin".to_owned(), Some("intramuscular".to_owned()));
            (q.birth_date, q.weight_kg) = ("2026-11-18".parse().ok(), Some(6.0));
        },
        |q| {
            (q.medicine, q.route) = ("ceftriaxone".to_owned(), Some("intramuscular".to_owned()));
            q.allergies = Some(vec!["lidocaine".to_owned()]);
        },
        |q| {
            (q.medicine, q.allergies) =
                ("cefalexin".to_owned(), Some(vec!["amoxicillin".to_owned()]))
        },
        |q| (q.medicine, q.allergies) = ("furosemide".to_owned(), Some(vec!["sulfa".to_owned()])),
        |q| {
            (q.medicine, q.allergies) =
                ("loratadine".to_owned(), Some(vec!["Loratadine".to_owned()]))
        },
        |q| q.order.as_mut().unwrap().strength = Some("five".to_owned()),
        |q| q.order.as_mut().unwrap().strength = Some("12 mg/5 mL".to_owned()),
        |q| q.order.as_mut().unwrap().rate = Some(feldsher::clinical::Rate::Number(5.0)),
        |q| q.order.as_mut().unwrap().product = Some("Citramon".to_owned()),
        |q| q.order.as_mut().unwrap().product = Some("Nurofen".to_owned()),
        |q| q.order.as_mut().unwrap().interval_h = Some(2.0),
        |q| q.order.as_mut().unwrap().per_day = Some(5.0),
        |q| q.order.as_mut().unwrap().per_day = Some(-1.0),
        |q| q.current = Some(vec!["some powder".to_owned()]),
    ];
    for change in more {
        let mut question = ordinary();
        change(&mut question);
        questions.push(question);
    }
    let mut said = BTreeSet::new();
    for question in &questions {
        let answer = ask(question);
        for lang in Lang::ALL {
            let tr = |key: &str, args: &[(&str, String)]| {
                let args: Vec<(&str, &str)> = args.iter().map(|(n, t)| (*n, t.as_str())).collect();
                match i18n::try_tr(lang, key, 0, &args) {
                    Ok(text) => Some(text),
                    Err(errors) => panic!("{} {key}: {errors:?}", lang.code()),
                }
            };
            let number = |value: f64| i18n::numbers::rounded(lang, value, 9);
            let day = |day: NaiveDate| i18n::dates::short(lang, day);
            let data = |key: &str, english: &str| {
                let text = data_text(lang, key, english);
                text.translated.then_some(text.text)
            };
            let words = Words {
                tr: &tr,
                number: &number,
                day: &day,
                data: &data,
            };
            for finding in &answer.findings {
                let text = finding.say(&words);
                assert!(
                    !text.is_empty() && !text.contains('{') && !text.contains('⟦'),
                    "{text}"
                );
                said.insert(finding.code);
            }
            if let Some(sum) = &answer.arithmetic {
                assert!(!sum.say(&words).is_empty());
            }
            for proposal in &answer.proposals {
                assert!(!proposal.high.say(&words).is_empty());
            }
        }
    }
    assert!(
        said.len() >= 64,
        "only {} codes were said: {said:?}",
        said.len()
    );
}

/// What a nurse read: "1.05 h" as an hour and five minutes.
#[test]
fn time_since_a_dose_is_said_in_hours_and_minutes() {
    let tr = |key: &str, args: &[(&str, String)]| {
        let args: Vec<(&str, &str)> = args.iter().map(|(n, t)| (*n, t.as_str())).collect();
        i18n::has(Lang::En, key).then(|| i18n::tr(Lang::En, key, &args))
    };
    let words = Words {
        tr: &tr,
        number: &|value| i18n::numbers::rounded(Lang::En, value, 9),
        day: &|day| i18n::dates::short(Lang::En, day),
        data: &|_, _| None,
    };
    for (hours, said) in [
        (1.05, "1 h 3 min"),
        (4.0, "4 h"),
        (0.5, "30 min"),
        (0.0, "0 h"),
        (3.999, "3 h 59 min"),
        (1.0 / 60.0, "1 min"),
        (23.0 + 59.0 / 60.0, "23 h 59 min"),
    ] {
        let text = Arg::Hours(hours).say(&words).replace('\u{a0}', " ");
        assert_eq!(text, said, "{hours}");
    }
}

#[test]
fn the_calculation_reads_as_a_nurse_writes_it() {
    for (dose, strength, lang, text) in [
        (
            100.8,
            "120 mg/5 mL",
            Lang::En,
            "12 mg/kg × 8.4 kg = 101 mg → 4.2 mL of 120 mg/5 mL",
        ),
        (
            100.8,
            "120 mg/5 mL",
            Lang::Ru,
            "12 мг/кг × 8,4 кг = 101 мг → 4,2 мл (120 мг/5 мл)",
        ),
        // Of one millilitre the figure is left out; what cannot be drawn up says what can, and by how much it differs.
        (
            84.0,
            "24 mg/mL",
            Lang::En,
            "10 mg/kg × 8.4 kg = 84 mg → 3.5 mL of 24 mg/mL ≈ 3.6 mL (2.9 %)",
        ),
        (
            90.3,
            "120 mg/5 mL",
            Lang::En,
            "10.8 mg/kg × 8.4 kg = 90.3 mg → 3.76 mL of 120 mg/5 mL ≈ 3.8 mL (1 %)",
        ),
        (
            96.0,
            "120 mg/5 mL",
            Lang::Ka,
            "11,4 მგ/კგ × 8,4 კგ = 96 მგ → 4 მლ (120 მგ/5 მლ)",
        ),
    ] {
        let mut question = patient("paracetamol", "oral", "2026-02-01".parse().unwrap(), 8.4);
        question.order = order(dose, "mg");
        question.order.as_mut().unwrap().strength = Some(strength.to_owned());
        let sum = ask(&question).arithmetic.unwrap();
        let tr = |key: &str, args: &[(&str, String)]| {
            let args: Vec<(&str, &str)> = args.iter().map(|(n, t)| (*n, t.as_str())).collect();
            Some(i18n::tr(lang, key, &args))
        };
        let number = |value: f64| i18n::numbers::rounded(lang, value, 9);
        let day = |day: NaiveDate| i18n::dates::short(lang, day);
        let words = Words {
            tr: &tr,
            number: &number,
            day: &day,
            data: &|_, _| None,
        };
        assert_eq!(sum.say(&words).replace('\u{a0}', " "), text);
    }
}

#[test]
fn a_finding_reads_as_a_nurse_is_told() {
    let mut question = ordinary();
    question.weight_kg = None;
    let tr = |key: &str, args: &[(&str, String)]| {
        let args: Vec<(&str, &str)> = args.iter().map(|(n, t)| (*n, t.as_str())).collect();
        Some(i18n::tr(Lang::En, key, &args))
    };
    let words = Words {
        tr: &tr,
        number: &|value| i18n::numbers::rounded(Lang::En, value, 9),
        day: &|day| i18n::dates::short(Lang::En, day),
        data: &|_, _| None,
    };
    let answer = ask(&question);
    let said = |code: &str| {
        let found = answer.findings.iter().find(|f| f.code == code);
        found.unwrap().say(&words)
    };
    assert_eq!(
        said("need-weight"),
        i18n::tr(Lang::En, "finding-need-weight", &[])
    );
    question = ordinary();
    question.order = order(240.0, "mg");
    let answer = ask(&question);
    let above = answer
        .findings
        .iter()
        .find(|f| f.code == "dose-above")
        .unwrap();
    let text = above.say(&words).replace('\u{a0}', " ");
    assert!(text.contains("240 mg") && text.contains("150 mg"), "{text}");
}

/// Titles of the calendars, programmes and schedules of each country.
fn national_titles() -> impl Iterator<Item = &'static str> {
    use feldsher::clinical::{immunise, pregnancy, prevention};
    Country::ALL.into_iter().flat_map(|country| {
        let calendar = immunise::Book::builtin().calendar(country);
        let programme = prevention::Book::builtin().programme(country);
        let schedule = pregnancy::Book::builtin().schedule(country);
        [
            calendar.map(|one| one.title.as_str()),
            programme.map(|one| one.title.as_str()),
            schedule.map(|one| one.title.as_str()),
        ]
        .into_iter()
        .flatten()
    })
}

#[test]
fn translations_belong_to_the_english_of_the_data() {
    let mut english: BTreeMap<String, String> = BTreeMap::new();
    for source in formulary().sources() {
        let with = unseen_source(&source.title);
        assert!(
            with.is_none() || source.kind == "to-check",
            "{}",
            source.title
        );
        if let Some(with) = with {
            english.insert(word_key("source", with), with.to_owned());
        }
    }
    let titles: Vec<&str> = national_titles().collect();
    for title in &titles {
        english.insert(word_key("source", title), (*title).to_owned());
    }
    for medicine in formulary().medicines() {
        english.insert(word_key("group", &medicine.group), medicine.group.clone());
        english.insert(format!("medicine-{}", medicine.id), medicine.inn.clone());
        for stop in &medicine.stops {
            english.insert(stop.key.clone(), stop.reason.clone());
        }
        if let Some(second) = &medicine.second {
            english.insert(format!("second-{}", medicine.id), second.name.clone());
        }
        for rule in &medicine.rules {
            english.insert(format!("indication-{}", rule.id), rule.indication.clone());
            if let Some(text) = &rule.administer {
                english.insert(format!("administer-{}", rule.id), text.clone());
            }
            if let Some(text) = &rule.note {
                english.insert(format!("note-{}", rule.id), text.clone());
            }
        }
    }
    for pair in formulary().interactions() {
        english.insert(format!("{}-effect", pair.key), pair.effect.clone());
        english.insert(format!("{}-action", pair.key), pair.action.clone());
    }
    for class in formulary().allergy_classes() {
        english.insert(
            format!("allergy-{}", class.id.replace('_', "-")),
            class.name.clone(),
        );
    }
    for conflict in formulary().conflicts() {
        for edition in &conflict.editions {
            english.insert(
                format!("edition-{}-{}", conflict.id, edition.id),
                edition.text.clone(),
            );
        }
    }
    let mut wrong = Vec::new();
    for lang in Lang::ALL {
        for (key, original, text) in word_rows(lang) {
            if english.get(key).map(String::as_str) != Some(original) {
                wrong.push(format!(
                    "{} {key}: the English is now {:?}",
                    lang.code(),
                    english.get(key)
                ));
            }
            if text.trim().is_empty() {
                wrong.push(format!("{} {key}: empty", lang.code()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // Laws and calendars of the country are named in the language of whoever reads.
    for lang in Lang::ALL {
        for title in &titles {
            let key = word_key("source", title);
            assert!(data_text(lang, &key, title).translated, "{lang:?}: {title}");
        }
    }
    // How to give it and remarks are longer prose; where they have no translation the screen says that they are in English.
    let spoken = |key: &str| !key.starts_with("administer-") && !key.starts_with("note-");
    for lang in Lang::ALL {
        let left: Vec<&String> = english
            .iter()
            .filter(|(key, text)| spoken(key) && !data_text(lang, key, text).translated)
            .map(|(key, _)| key)
            .collect();
        assert!(left.is_empty(), "{}: {left:?}", lang.code());
    }
}

/// A sentence whose English was changed after it was translated is shown in English and marked, never in its old translation.
#[test]
fn a_translation_of_another_sentence_is_not_shown() {
    for lang in [Lang::Ru, Lang::Kk, Lang::Uz, Lang::Ka] {
        let rows = word_rows(lang);
        assert!(rows.len() > 400, "{} rows in {}", rows.len(), lang.code());
        for (key, english, text) in rows {
            let same = data_text(lang, key, english);
            assert_eq!((same.text.as_str(), same.translated), (text, true), "{key}");
            let changed = format!("{english}, but not at night");
            let other = data_text(lang, key, &changed);
            assert_eq!((other.text, other.translated), (changed, false), "{key}");
        }
    }
    assert!(word_rows(Lang::En).is_empty());
}
