//! The shipped forms are sound; answers are shown, checked and stored as the form says.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::NaiveDate;
use feldsher::domain::country::Country;
use feldsher::domain::lang::Lang;
use feldsher::domain::number::Decimal;
use feldsher::domain::person::Sex;
use feldsher::forms::{
    Answer, Answers, Arg, Coding, Component, Facts, Form, FormMistake, FormSet, Kind, Quantity,
    VISIT, builtin, decode_all, encode_all, to_store, validate, visible, warnings, with_facts,
};
use feldsher::i18n;
use proptest::prelude::*;

fn visit() -> Form {
    let (set, mistakes) = FormSet::load(builtin(), vec![]);
    assert!(mistakes.is_empty(), "{}", list(&mistakes));
    set.current(VISIT).unwrap().clone()
}

pub fn list(mistakes: &[FormMistake]) -> String {
    mistakes
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}

/// A form around one list of items, each on its own line: the first item stands on line 3.
pub fn form_of(items: &[&str]) -> String {
    format!(
        "{{\"resourceType\": \"Questionnaire\", \"url\": \"urn:test\", \"version\": \"1\",\n\"item\": [\n{}\n]}}",
        items.join(",\n")
    )
}

fn parse(items: &[&str]) -> Form {
    Form::parse(&form_of(items), "test.json")
        .unwrap_or_else(|mistakes| panic!("{}", list(&mistakes)))
}

fn number(text: &str) -> Answer {
    Answer::Number(Decimal::parse(text).unwrap())
}

fn quantity(text: &str, unit: &str) -> Answer {
    Answer::Quantity(Quantity {
        value: Decimal::parse(text).unwrap(),
        unit: unit.into(),
    })
}

fn date(text: &str) -> Answer {
    Answer::Date(text.parse().unwrap())
}

fn coding(code: &str) -> Answer {
    Answer::Choice(Coding {
        system: "http://loinc.org".into(),
        code: code.into(),
        display: String::new(),
    })
}

fn answers(given: &[(&str, Answer)]) -> Answers {
    let mut all = Answers::new();
    for (link_id, answer) in given {
        all.entry((*link_id).to_owned())
            .or_default()
            .push(answer.clone());
    }
    all
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 7, 28).unwrap()
}

#[test]
fn the_visit_form_has_every_field_with_codes_units_and_five_languages() {
    let form = visit();
    assert_eq!(form.countries, Country::ALL);
    assert!(form.source.is_some() && form.date.is_some());
    for lang in Lang::ALL {
        assert!(
            form.title.translations.contains_key(&lang),
            "title in {}",
            lang.code()
        );
        for item in form.all_items() {
            let texts = std::iter::once(&item.text)
                .chain(item.units.iter().map(|unit| &unit.text))
                .chain(item.options.iter().map(|option| &option.text));
            for text in texts.filter(|text| !text.is_empty() || item.asks()) {
                let words = text
                    .translations
                    .get(&lang)
                    .map(String::as_str)
                    .unwrap_or_default();
                assert!(
                    !words.trim().is_empty(),
                    "{} has no label in {}",
                    item.link_id,
                    lang.code()
                );
                let cyrillic = words.contains(|c: char| ('\u{400}'..='\u{52f}').contains(&c));
                assert!(
                    !cyrillic || matches!(lang, Lang::Ru | Lang::Kk),
                    "{words} in {}",
                    lang.code()
                );
            }
        }
    }
    for (link_id, loinc, unit) in [
        ("weight", "29463-7", "kg"),
        ("height", "8302-2", "cm"),
        ("temp", "8310-5", "Cel"),
        ("bp-sys", "8480-6", "mm[Hg]"),
        ("bp-dia", "8462-4", "mm[Hg]"),
        ("pulse", "8867-4", "/min"),
        ("resp", "9279-1", "/min"),
        ("spo2", "59408-5", "%"),
        ("glucose", "14743-9", "mmol/L"),
        ("head", "8287-5", "cm"),
        ("muac", "56072-2", "cm"),
        ("muac-mother", "56072-2", "cm"),
        ("creatinine", "14682-9", "umol/L"),
        ("creatinine-mg", "2160-0", "mg/dL"),
    ] {
        let item = form.item(link_id).unwrap();
        assert_eq!(item.kind, Kind::Quantity);
        assert!(
            item.codes
                .iter()
                .any(|c| c.system == "http://loinc.org" && c.code == loinc),
            "{link_id}"
        );
        assert_eq!(item.units.first().map(|u| u.code.as_str()), Some(unit));
        assert!(
            item.limits.min.is_some() && item.limits.max.is_some(),
            "{link_id} has hard limits"
        );
        // The new ones have usual ranges at the ages at which they are asked.
        let ages = [
            "weight", "height", "temp", "bp-sys", "bp-dia", "pulse", "resp", "spo2", "glucose",
        ];
        for age in [
            None,
            Some(0),
            Some(11),
            Some(12),
            Some(59),
            Some(143),
            Some(144),
            Some(1200),
        ] {
            if !ages.contains(&link_id) {
                continue;
            }
            assert!(
                item.plausible_at(age).is_some(),
                "{link_id} has a usual range at {age:?} months"
            );
        }
    }
    for link_id in [
        "complaints",
        "history",
        "exam",
        "plan",
        "advice",
        "next-visit",
        "sick-from",
        "sick-to",
        "pregnant",
        "lmp",
    ] {
        assert!(form.item(link_id).is_some(), "{link_id}");
    }
    let places: Vec<_> = form
        .all_items()
        .iter()
        .filter_map(|item| item.component)
        .collect();
    assert_eq!(places, [Component::Diagnoses, Component::Prescriptions]);
    assert!(form.item("sick-number").unwrap().identifying);
}

/// Version 1.1: what does not apply to this patient is not on the screen.
#[test]
fn measurements_are_asked_of_those_they_fit() {
    let form = visit();
    let asked = [
        "head",
        "muac",
        "length-position",
        "oedema",
        "oxygen",
        "spo2-scale-2",
        "consciousness",
        "creatinine",
        "creatinine-mg",
        "creatinine-date",
        "muac-mother",
    ];
    let cm = |text: &str| quantity(text, "cm");
    let spo2 = |text: &str| ("spo2", quantity(text, "%"));
    let check = |sex: Sex, months: Option<u32>, given: &[(&str, Answer)], want: &str| {
        let facts = Facts {
            sex,
            age_months: months,
            today: Some(today()),
        };
        let shown = visible(&form, &with_facts(&form, &answers(given), &facts));
        let got: Vec<&str> = asked.into_iter().filter(|id| shown.contains(*id)).collect();
        assert_eq!(got.join(" "), want, "{sex:?} {months:?} {given:?}");
    };
    let (girl, man) = (Sex::Female, Sex::Male);
    check(girl, Some(3), &[], "head oedema");
    check(
        girl,
        Some(3),
        &[("height", cm("60"))],
        "head length-position oedema",
    );
    check(girl, Some(5), &[], "head oedema");
    check(girl, Some(6), &[], "head muac oedema");
    let small = "head muac oedema creatinine creatinine-mg";
    check(girl, Some(12), &[], small);
    check(girl, Some(59), &[], small);
    let lab = "creatinine creatinine-mg";
    check(girl, Some(60), &[("height", cm("110"))], lab);
    check(man, Some(480), &[], lab);
    check(man, None, &[("height", cm("110"))], lab);
    // Saturation means little without knowing of oxygen, in a child too; the rest belongs to NEWS2 from 16 years.
    check(
        girl,
        Some(30),
        &[spo2("90")],
        "head muac oedema oxygen creatinine creatinine-mg",
    );
    let news = "oxygen consciousness creatinine creatinine-mg";
    check(
        man,
        Some(191),
        &[spo2("90")],
        "oxygen creatinine creatinine-mg",
    );
    check(man, Some(192), &[spo2("96")], news);
    let both = "oxygen spo2-scale-2 consciousness creatinine creatinine-mg";
    // On air above 95 % both scales give no point, so nobody is asked which.
    check(man, Some(192), &[spo2("95")], both);
    check(
        man,
        Some(192),
        &[spo2("97"), ("oxygen", Answer::Bool(true))],
        both,
    );
    check(
        man,
        Some(480),
        &[("resp", quantity("18", "/min"))],
        "consciousness creatinine creatinine-mg",
    );
    let pregnant = ("pregnant", coding("LA15173-0"));
    check(
        girl,
        Some(300),
        &[spo2("90"), pregnant],
        "oxygen creatinine creatinine-mg muac-mother",
    );
    check(
        man,
        Some(480),
        &[("creatinine", quantity("90", "umol/L"))],
        "creatinine creatinine-date",
    );
    check(
        man,
        Some(480),
        &[("creatinine-mg", quantity("1.02", "mg/dL"))],
        "creatinine creatinine-mg creatinine-date",
    );
}

/// A value typed into the field of the other unit does not pass; a creatinine without its day does not either.
#[test]
fn creatinine_in_the_wrong_unit_is_refused() {
    let form = visit();
    let day = ("creatinine-date", date("2026-07-20"));
    let adult = Facts {
        sex: Sex::Male,
        age_months: Some(600),
        today: Some(today()),
    };
    for (given, want) in [
        (
            vec![("creatinine", quantity("90", "umol/L")), day.clone()],
            "",
        ),
        (
            vec![("creatinine-mg", quantity("1.02", "mg/dL")), day.clone()],
            "",
        ),
        (
            vec![("creatinine", quantity("1.02", "umol/L")), day.clone()],
            "creatinine form-field-too-small",
        ),
        (
            vec![("creatinine-mg", quantity("90", "mg/dL")), day.clone()],
            "creatinine-mg form-field-too-large",
        ),
        (
            vec![("creatinine", quantity("90", "mg/dL")), day.clone()],
            "creatinine form-field-wrong-unit",
        ),
        (
            vec![("creatinine", quantity("90", "umol/L"))],
            "creatinine-date form-field-required",
        ),
        (
            vec![
                ("creatinine", quantity("90", "umol/L")),
                ("creatinine-date", date("2026-07-29")),
            ],
            "creatinine-date form-field-in-future",
        ),
    ] {
        let all = with_facts(&form, &answers(&given), &adult);
        let found = validate(&form, &all, today());
        let got: Vec<String> = found
            .iter()
            .map(|e| format!("{} {}", e.link_id, e.code))
            .collect();
        assert_eq!(got.join(", "), want, "{given:?}");
    }
}

/// What was signed in 1.0 opens in 1.0, and 1.1 asks the same under the same names: histories go on.
#[test]
fn the_older_visit_form_stays_and_the_newer_one_takes_nothing_away() {
    let (set, _) = FormSet::load(builtin(), vec![]);
    let (old, new) = (
        set.version(VISIT, "1.0").unwrap(),
        set.version(VISIT, "1.1").unwrap(),
    );
    assert_eq!(set.current(VISIT).unwrap().version, new.version);
    assert!(old.item("head").is_none() && old.item("creatinine").is_none());
    for item in old.all_items() {
        let now = new.item(&item.link_id).unwrap();
        assert_eq!(
            (item.kind, &item.codes, &item.units, &item.options),
            (now.kind, &now.codes, &now.units, &now.options),
            "{}",
            item.link_id
        );
    }
}

#[test]
fn pregnancy_is_asked_only_where_it_fits() {
    let form = visit();
    let check = |sex: Sex, years: Option<u32>, pregnant: Option<&str>, want: (bool, bool)| {
        let given = pregnant
            .map(|code| answers(&[("pregnant", coding(code))]))
            .unwrap_or_default();
        let facts = Facts {
            sex,
            age_months: years.map(|y| y * 12 + 3),
            today: Some(today()),
        };
        let shown = visible(&form, &with_facts(&form, &given, &facts));
        let got = (shown.contains("pregnant"), shown.contains("lmp"));
        assert_eq!(got, want, "{sex:?} {years:?} {pregnant:?}");
        assert!(!shown.contains("patient-sex") && shown.contains("complaints"));
    };
    let (yes, no, unknown) = (Some("LA15173-0"), Some("LA26683-5"), Some("LA4489-6"));
    check(Sex::Female, Some(25), None, (true, false));
    check(Sex::Female, Some(25), yes, (true, true));
    check(Sex::Female, Some(25), unknown, (true, true));
    check(Sex::Female, Some(25), no, (true, false));
    check(Sex::Female, Some(9), yes, (false, false));
    check(Sex::Female, Some(10), None, (true, false));
    check(Sex::Female, Some(55), None, (true, false));
    check(Sex::Female, Some(56), yes, (false, false));
    check(Sex::Female, None, None, (true, false));
    check(Sex::Unknown, Some(30), None, (true, false));
    check(Sex::Male, Some(30), yes, (false, false));
}

#[test]
fn answers_of_the_visit_are_checked() {
    let form = visit();
    let check = |given: &[(&str, Answer)], want: &[(&str, &str)]| {
        let found = validate(&form, &answers(given), today());
        let got: Vec<_> = found.iter().map(|e| (e.link_id.as_str(), e.code)).collect();
        assert_eq!(got, want, "{given:?}");
    };
    check(&[], &[]);
    check(
        &[
            ("weight", quantity("8.4", "kg")),
            ("temp", quantity("36.6", "Cel")),
        ],
        &[],
    );
    check(
        &[("weight", quantity("8400", "kg"))],
        &[("weight", "form-field-too-large")],
    );
    check(
        &[("weight", quantity("8.4", "g"))],
        &[("weight", "form-field-wrong-unit")],
    );
    check(
        &[("weight", quantity("8.4055", "kg"))],
        &[("weight", "form-field-too-many-decimals")],
    );
    check(
        &[("weight", number("8.4"))],
        &[("weight", "form-field-wrong-kind")],
    );
    check(
        &[("weight", Answer::Other("w:8.4".into()))],
        &[("weight", "form-field-wrong-kind")],
    );
    check(
        &[("temp", quantity("20", "Cel"))],
        &[("temp", "form-field-too-small")],
    );
    check(
        &[
            ("temp", quantity("36", "Cel")),
            ("temp", quantity("37", "Cel")),
        ],
        &[("temp", "form-field-one-answer")],
    );
    check(
        &[
            ("bp-sys", quantity("80", "mm[Hg]")),
            ("bp-dia", quantity("120", "mm[Hg]")),
        ],
        &[("bp-sys", "form-field-less-than")],
    );
    check(
        &[("next-visit", date("2026-07-27"))],
        &[("next-visit", "form-field-in-past")],
    );
    check(&[("next-visit", date("2026-07-28"))], &[]);
    check(
        &[("next-visit", date("2026-08"))],
        &[("next-visit", "form-field-whole-date")],
    );
    check(
        &[
            ("lmp", date("2026-08-01")),
            ("pregnant", coding("LA15173-0")),
        ],
        &[("lmp", "form-field-in-future")],
    );
    check(
        &[
            ("lmp", date("2026-08-01")),
            ("pregnant", coding("LA26683-5")),
        ],
        &[],
    );
    check(
        &[
            ("sick-from", date("2026-07-28")),
            ("sick-to", date("2026-07-27")),
        ],
        &[("sick-to", "form-field-less-than")],
    );
    check(
        &[("pregnant", coding("LA0"))],
        &[("pregnant", "form-field-not-an-option")],
    );
    check(
        &[("complaints", Answer::Text("к".repeat(20_001)))],
        &[("complaints", "form-field-too-long")],
    );
    check(&[("from-a-newer-form", Answer::Other("z:1".into()))], &[]);

    let soft = |given: &[(&str, Answer)], age: Option<u32>| -> Vec<&'static str> {
        warnings(&form, &answers(given), age)
            .iter()
            .map(|e| e.code)
            .collect()
    };
    let pulse = |n: &str| [("pulse", quantity(n, "/min"))];
    assert_eq!(soft(&pulse("150"), Some(2)), [""; 0]);
    assert_eq!(
        soft(&pulse("150"), Some(480)),
        ["form-field-unusually-high"]
    );
    assert_eq!(soft(&pulse("60"), Some(0)), ["form-field-unusually-low"]);
    assert_eq!(
        soft(&pulse("150"), None),
        [""; 0],
        "an unknown age gives the widest range"
    );
    assert_eq!(
        soft(&[("spo2", quantity("85", "%"))], None),
        ["form-field-unusually-low"]
    );
    assert_eq!(
        soft(&[("temp", quantity("41.5", "Cel"))], Some(30)),
        ["form-field-unusually-high"]
    );
}

#[test]
fn limits_of_words_numbers_choices_and_dates() {
    let form = parse(&[
        r#"{"linkId": "must", "text": "Must", "type": "string", "required": true, "maxLength": 5, "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/minLength", "valueInteger": 2}]}"#,
        r#"{"linkId": "whole", "type": "integer"}"#,
        r#"{"linkId": "open", "type": "open-choice", "repeats": true, "answerOption": [{"valueString": "a"}]}"#,
        r#"{"linkId": "closed", "type": "choice", "answerOption": [{"valueString": "a"}, {"valueInteger": 3}]}"#,
        r#"{"linkId": "day", "type": "date", "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/minValue", "valueDate": "2020-01-01"}, {"url": "http://hl7.org/fhir/StructureDefinition/maxValue", "valueDate": "2020-12-31"}]}"#,
    ]);
    let check = |given: &[(&str, Answer)], want: &[&str]| {
        let mut given = given.to_vec();
        if given.iter().all(|(link_id, _)| *link_id != "must") {
            given.push(("must", Answer::Text("okay".into())));
        }
        let found = validate(&form, &answers(&given), today());
        assert_eq!(
            found.iter().map(|e| e.code).collect::<Vec<_>>(),
            want,
            "{given:?}"
        );
        for error in &found {
            assert_every_language_says(
                error.code,
                &error.args.iter().map(|(name, _)| *name).collect::<Vec<_>>(),
            );
        }
    };
    let text = |words: &str| Answer::Text(words.into());
    check(&[("must", text(" "))], &["form-field-required"]);
    check(&[("must", text("a"))], &["form-field-too-short"]);
    check(&[("must", text("жжжжж"))], &[]);
    check(&[("must", text("жжжжжж"))], &["form-field-too-long"]);
    check(&[("whole", number("1.5"))], &["form-field-not-whole"]);
    check(&[("open", text("a")), ("open", text("own words"))], &[]);
    check(
        &[("closed", text("own words"))],
        &["form-field-not-an-option"],
    );
    check(&[("closed", number("3"))], &[]);
    check(&[("closed", number("4"))], &["form-field-not-an-option"]);
    check(&[("day", date("2019-12-31"))], &["form-field-too-early"]);
    check(&[("day", date("2020"))], &[]);
    check(&[("day", date("2021-01"))], &["form-field-too-late"]);
    let too_long = validate(&form, &answers(&[("must", text("жжжжжж"))]), today());
    assert_eq!(too_long[0].args, [("limit", Arg::Number(Decimal::from(5)))]);
}

fn assert_every_language_says(key: &str, names: &[&str]) {
    for lang in Lang::ALL {
        let args: Vec<(&str, &str)> = names.iter().map(|name| (*name, "7")).collect();
        let said = i18n::try_tr(lang, key, 1, &args);
        assert!(said.is_ok(), "{said:?}");
    }
}

#[test]
fn conditions_reach_through_the_tree() {
    let form = parse(&[
        r#"{"linkId": "ask", "type": "boolean"}"#,
        r#"{"linkId": "group", "type": "group", "enableWhen": [{"question": "ask", "operator": "=", "answerBoolean": true}], "item": [{"linkId": "in", "type": "string"}]}"#,
        r#"{"linkId": "after", "type": "string", "enableWhen": [{"question": "in", "operator": "exists", "answerBoolean": true}]}"#,
        r#"{"linkId": "both", "type": "string", "enableBehavior": "all", "enableWhen": [{"question": "ask", "operator": "exists", "answerBoolean": true}, {"question": "in", "operator": "=", "answerString": "x"}]}"#,
        r#"{"linkId": "either", "type": "string", "enableBehavior": "any", "enableWhen": [{"question": "ask", "operator": "exists", "answerBoolean": true}, {"question": "in", "operator": "=", "answerString": "x"}]}"#,
        r#"{"linkId": "secret", "type": "string", "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden", "valueBoolean": true}]}"#,
    ]);
    let check = |ask: Option<bool>, inside: Option<&str>, want: &[&str]| {
        let mut given = Answers::new();
        given.extend(ask.map(|ask| ("ask".to_owned(), vec![Answer::Bool(ask)])));
        given.extend(inside.map(|text| ("in".to_owned(), vec![Answer::Text(text.to_owned())])));
        let shown = visible(&form, &given);
        assert_eq!(
            shown.iter().map(String::as_str).collect::<Vec<_>>(),
            want,
            "{ask:?} {inside:?}"
        );
    };
    check(None, None, &["ask"]);
    check(Some(true), None, &["ask", "either", "group", "in"]);
    check(
        Some(true),
        Some("x"),
        &["after", "ask", "both", "either", "group", "in"],
    );
    check(
        Some(true),
        Some("y"),
        &["after", "ask", "either", "group", "in"],
    );
    // The group is gone, so what was typed inside counts no more.
    check(Some(false), Some("x"), &["ask", "either"]);
}

#[test]
fn what_is_stored() {
    let form = visit();
    let facts = Facts {
        sex: Sex::Male,
        age_months: Some(400),
        today: Some(today()),
    };
    let given = answers(&[
        ("complaints", Answer::Text("кашель".into())),
        ("plan", Answer::Text("  ".into())),
        ("pregnant", coding("LA15173-0")),
        ("of-a-newer-form", Answer::Other("z:1".into())),
    ]);
    let kept = to_store(&form, &with_facts(&form, &given, &facts));
    assert_eq!(
        kept.keys().map(String::as_str).collect::<Vec<_>>(),
        ["complaints", "of-a-newer-form"]
    );
}

#[test]
fn every_finding_about_a_field_has_its_sentence() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/forms/validate.rs");
    let program = std::fs::read_to_string(root).unwrap();
    let used: BTreeSet<&str> = program
        .split('"')
        .filter(|text| text.starts_with("form-field-"))
        .collect();
    let sentences = i18n::source(Lang::En)
        .lines()
        .filter(|line| line.starts_with("form-field-"));
    let said: BTreeSet<&str> = sentences
        .filter_map(|line| line.split(" =").next())
        .collect();
    assert_eq!(used, said);
}

fn any_answer() -> impl Strategy<Value = Answer> {
    let word = "[\\PC\\n\\r|\\\\:]{0,12}";
    let decimal =
        (any::<i64>(), 0_u8..10).prop_map(|(m, scale)| Decimal::new(m / 10, scale).unwrap());
    let day = (1850_i32..2200, 1_u32..13, 1_u32..29, 0..4).prop_map(|(y, m, d, part)| match part {
        0 => String::new(),
        1 => format!("{y:04}"),
        2 => format!("{y:04}-{m:02}"),
        _ => format!("{y:04}-{m:02}-{d:02}"),
    });
    prop_oneof![
        word.prop_map(Answer::Text),
        decimal.clone().prop_map(Answer::Number),
        (decimal, word).prop_map(|(value, unit)| Answer::Quantity(Quantity { value, unit })),
        day.prop_map(|text| Answer::Date(text.parse().unwrap())),
        any::<bool>().prop_map(Answer::Bool),
        (word, word, word).prop_map(|(system, code, display)| Answer::Choice(Coding {
            system,
            code,
            display
        })),
    ]
}

proptest! {
    #[test]
    fn answers_survive_the_record(given in prop::collection::vec(any_answer(), 0..5)) {
        prop_assert_eq!(decode_all(&encode_all(&given)), given);
    }

    #[test]
    fn any_stored_line_survives_an_older_program(line in "[a-z]?:?[\\PC|\\\\]{0,20}") {
        prop_assert_eq!(Answer::decode(&line).encode(), line);
    }

    #[test]
    fn no_text_breaks_the_reader(text in "[\\[\\]{}\",:a-z0-9 \\n\\\\]{0,60}") {
        prop_assert!(Form::parse(&text, "x.json").is_err());
    }
}
