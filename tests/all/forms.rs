//! Forms: the shipped ones are sound, mistakes are explained, foreign ones load or are refused item by item.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::NaiveDate;
use feldsher::domain::country::Country;
use feldsher::domain::lang::Lang;
use feldsher::domain::number::Decimal;
use feldsher::domain::person::Sex;
use feldsher::forms::{
    Answer, Answers, Arg, Coding, Component, Facts, Form, FormMistake, FormSet, Kind, Quantity,
    VISIT, builtin, decode_all, encode_all, extensions, to_store, validate, visible, warnings,
    with_facts,
};
use feldsher::i18n;
use proptest::prelude::*;

fn visit() -> Form {
    let (set, mistakes) = FormSet::load(builtin(), vec![]);
    assert!(mistakes.is_empty(), "{}", list(&mistakes));
    set.current(VISIT).unwrap().clone()
}

fn list(mistakes: &[FormMistake]) -> String {
    mistakes
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}

/// A form around one list of items, each on its own line: the first item stands on line 3.
fn form_of(items: &[&str]) -> String {
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
        &[("weight", quantity("8.405", "kg"))],
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
fn every_mistake_is_explained_with_line_and_remedy() {
    let fhir = "http://hl7.org/fhir/StructureDefinition";
    let sdc =
        "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression";
    let ok = r#"{"linkId": "a", "type": "string"}"#;
    let on = |rest: &str| format!(r#"{{"linkId": "b", {rest}}}"#);
    let when = |rest: &str| on(&format!(r#""type": "string", "enableWhen": [{{{rest}}}]"#));
    let extended = |kind: &str, extension: &str| {
        on(&format!(
            r#""type": "{kind}", "extension": [{{{extension}}}]"#
        ))
    };
    // The item under test stands on line 4, after the sound one.
    let cases: Vec<(String, &str)> = vec![
        (r#"{"type": "string"}"#.into(), "missing"),
        (r#"{"linkId": "b"}"#.into(), "missing"),
        (r#"{"linkId": 5, "type": "string"}"#.into(), "wrong-type"),
        (on(r#""type": "string", "required": "yes""#), "wrong-type"),
        (on(r#""type": "sting""#), "unknown-type"),
        (on(r#""type": "attachment""#), "unsupported-type"),
        (on(r#""type": "dateTime""#), "unsupported-type"),
        (
            r#"{"linkId": "a", "type": "string"}"#.into(),
            "duplicate-link-id",
        ),
        (
            r#"{"linkId": "b c", "type": "string"}"#.into(),
            "bad-link-id",
        ),
        (
            when(r#""question": "zz", "operator": "=", "answerString": "x""#),
            "unknown-question",
        ),
        (
            when(r#""question": "b", "operator": "=", "answerString": "x""#),
            "cycle",
        ),
        (
            when(r#""question": "a", "operator": "~", "answerString": "x""#),
            "unknown-operator",
        ),
        (
            when(r#""question": "a", "operator": "=", "answerBoolean": true"#),
            "condition-answer",
        ),
        (
            when(r#""question": "a", "operator": ">", "answerString": "x""#),
            "condition-answer",
        ),
        (
            when(r#""question": "a", "operator": "exists""#),
            "condition-answer",
        ),
        (on(r#""type": "choice""#), "no-options"),
        (
            on(r#""type": "choice", "answerValueSet": "http://example.org/vs""#),
            "value-set",
        ),
        (
            extended("integer", &format!(r#""url": "{sdc}""#)),
            "expression",
        ),
        (
            extended(
                "string",
                &format!(r#""url": "{fhir}/regex", "valueString": ".*""#),
            ),
            "expression",
        ),
        (
            extended(
                "string",
                r#""url": "urn:feldsher:form:identifing", "valueBoolean": true"#,
            ),
            "expression",
        ),
        (
            on(r#""type": "string", "modifierExtension": [{"url": "http://example.org/x"}]"#),
            "modifier-extension",
        ),
        (
            on(r#""type": "group", "repeats": true, "item": []"#),
            "repeating-group",
        ),
        (
            on(r#""type": "string", "initial": [{"valueString": "x"}, {"valueString": "y"}]"#),
            "many-initial",
        ),
        (
            on(r#""type": "date", "initial": [{"valueBoolean": true}]"#),
            "initial-on-kind",
        ),
        (
            on(&format!(
                r#""type": "integer", "extension": [{{"url": "{fhir}/minValue", "valueInteger": 5}}, {{"url": "{fhir}/maxValue", "valueInteger": 4}}]"#
            )),
            "limits",
        ),
        (
            extended(
                "string",
                &format!(r#""url": "{fhir}/minValue", "valueInteger": 5"#),
            ),
            "limit-on-kind",
        ),
        (
            on(
                r#""type": "choice", "answerOption": [{"valueString": "x"}, {"valueTime": "10:00"}]"#,
            ),
            "value",
        ),
        (
            on(r#""type": "string", "answerOption": [{"valueString": "x"}]"#),
            "option-on-kind",
        ),
        (
            extended(
                "group",
                r#""url": "urn:feldsher:form:component", "valueCode": "labs""#,
            ),
            "unknown-word",
        ),
        (
            on(
                r#""type": "string", "enableBehavior": "some", "enableWhen": [{"question": "a", "operator": "exists", "answerBoolean": true}]"#,
            ),
            "unknown-word",
        ),
    ];
    let mut seen = BTreeSet::new();
    for (item, code) in &cases {
        let mistakes = Form::parse(&form_of(&[ok, item]), "site/test.json").expect_err(item);
        assert_eq!(mistakes.len(), 1, "{item}\n{}", list(&mistakes));
        assert_eq!(mistakes[0].line, 4, "{item}\n{}", list(&mistakes));
        assert_explained(&mistakes[0], code);
        seen.insert(*code);
    }
    let whole: Vec<(String, &str, usize)> = vec![
        (
            "{\n\"resourceType\": \"Questionnaire\",\n]".into(),
            "not-json",
            3,
        ),
        (
            "{\"resourceType\": \"Patient\"}".into(),
            "not-questionnaire",
            1,
        ),
        (" ".repeat(feldsher::forms::MAX_BYTES + 1), "too-large", 1),
        (
            form_of(
                &vec![ok; 2001]
                    .iter()
                    .enumerate()
                    .map(|(i, _)| format!("{{\"linkId\": \"i{i}\", \"type\": \"string\"}}"))
                    .collect::<Vec<_>>()
                    .iter()
                    .map(String::as_str)
                    .collect::<Vec<_>>(),
            ),
            "too-many",
            2003,
        ),
        (form_of(&[]), "missing", 1),
    ];
    for (text, code, line) in &whole {
        let mistakes = Form::parse(text, "site/test.json").unwrap_err();
        assert_eq!(
            (mistakes.len(), mistakes[0].line),
            (1, *line),
            "{}",
            list(&mistakes)
        );
        assert_explained(&mistakes[0], code);
        seen.insert(*code);
    }
    // Every sentence of the catalogue has been reached by a case.
    let keys = i18n::source(Lang::En)
        .lines()
        .filter_map(|line| line.strip_prefix("form-mistake-")?.split_once(" ="));
    let unreached: Vec<_> = keys
        .map(|(code, _)| code)
        .filter(|code| *code != "place" && !seen.contains(code))
        .collect();
    assert_eq!(unreached, Vec::<&str>::new());
}

fn assert_explained(mistake: &FormMistake, code: &str) {
    assert_eq!(
        mistake.what.key(),
        format!("form-mistake-{code}"),
        "{mistake}"
    );
    assert_eq!(mistake.what.remedy_key(), format!("form-remedy-{code}"));
    assert_eq!(mistake.file, "site/test.json");
    let args = mistake.what.args();
    let args: Vec<(&str, &str)> = args
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    for lang in Lang::ALL {
        for key in [mistake.what.key(), mistake.what.remedy_key()] {
            let said = i18n::try_tr(lang, key, 1, &args);
            assert!(said.is_ok(), "{said:?}");
        }
    }
}

#[test]
fn one_file_tells_all_its_mistakes_at_once() {
    let mistakes = Form::parse(
        &form_of(&[
            r#"{"linkId": "a", "type": "attachment"}"#,
            r#"{"linkId": "g", "type": "group", "item": [{"linkId": "b", "type": "reference"}]}"#,
            r#"{"linkId": "c", "type": "string", "enableWhen": [{"question": "a", "operator": "exists", "answerBoolean": true}]}"#,
        ]),
        "many.json",
    )
    .unwrap_err();
    // The condition on the refused item is not a second mistake.
    let got: Vec<_> = mistakes
        .iter()
        .map(|m| (m.line, m.pointer.as_str(), m.what.key()))
        .collect();
    assert_eq!(
        got,
        [
            (3, "/item/0/type", "form-mistake-unsupported-type"),
            (4, "/item/1/item/0/type", "form-mistake-unsupported-type")
        ]
    );
}

#[test]
fn circles_of_conditions_are_found_through_parents() {
    let when = |question: &str| {
        format!(
            r#""enableWhen": [{{"question": "{question}", "operator": "exists", "answerBoolean": true}}]"#
        )
    };
    let group = format!(
        r#"{{"linkId": "g", "type": "group", {}, "item": [{{"linkId": "inside", "type": "string"}}]}}"#,
        when("inside")
    );
    let x = format!(r#"{{"linkId": "x", "type": "string", {}}}"#, when("y"));
    let y = format!(r#"{{"linkId": "y", "type": "string", {}}}"#, when("x"));
    let hangs_on = format!(r#"{{"linkId": "z", "type": "string", {}}}"#, when("y"));
    let mistakes = Form::parse(&form_of(&[&group, &x, &y, &hangs_on]), "c.json").unwrap_err();
    let got: Vec<_> = mistakes.iter().map(|m| (m.line, m.what.key())).collect();
    assert_eq!(got, [3, 4, 5].map(|line| (line, "form-mistake-cycle")));
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
fn a_site_form_wins_when_newer_and_old_versions_stay() {
    let form = |version: &str, title: &str| {
        format!(
            r#"{{"resourceType": "Questionnaire", "url": "urn:x", "version": "{version}", "title": "{title}", "item": [{{"linkId": "a", "type": "string"}}]}}"#
        )
    };
    let file = |name: &str, text: String| (name.to_owned(), text);
    let shipped = || vec![file("x.json", form("1.9", "shipped"))];
    let site = vec![
        file("newer.json", form("1.10", "site")),
        file("older.json", form("1.2", "old site")),
        file("broken.json", "{".to_owned()),
    ];
    let (set, mistakes) = FormSet::load(shipped(), site);
    assert_eq!(set.current("urn:x").unwrap().title(Lang::En), "site");
    assert_eq!(
        set.version("urn:x", "1.9").unwrap().title(Lang::En),
        "shipped"
    );
    assert_eq!(
        set.version("urn:x", "1.2").unwrap().title(Lang::En),
        "old site"
    );
    assert!(set.version("urn:x", "3").is_none() && set.current("urn:y").is_none());
    assert_eq!(
        mistakes.iter().map(|m| m.file.as_str()).collect::<Vec<_>>(),
        ["broken.json"]
    );
    let (set, _) = FormSet::load(shipped(), vec![file("same.json", form("1.9", "mended"))]);
    assert_eq!(set.current("urn:x").unwrap().title(Lang::Kk), "mended");
    let (set, _) = FormSet::load(builtin(), vec![]);
    for country in Country::ALL {
        assert!(
            set.for_country(country)
                .iter()
                .any(|form| form.url == VISIT)
        );
    }
}

#[test]
fn the_project_extensions_are_documented() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("forms/extensions.json");
    let json: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(root).unwrap()).unwrap();
    assert!(json["valid_from"].is_string() && json["source"].is_string());
    let documented: BTreeSet<&str> = json["extensions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["url"].as_str().unwrap())
        .collect();
    assert_eq!(documented, extensions::own::ALL.into_iter().collect());
}

#[test]
fn foreign_questionnaires_load_or_are_refused_item_by_item() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/fixtures/questionnaires");
    if !folder.is_dir() {
        println!("skipped: {} is not here", folder.display());
        return;
    }
    // File → items that load, or the place and the reason of every refusal.
    let expected: &[(&str, &str)] = &[
        (
            "catalog-behavior_answer_expression.json",
            "6 expression, 29 unsupported-type",
        ),
        (
            "catalog-behavior_context_variables.json",
            "30 expression, 44 expression",
        ),
        (
            "catalog-behavior_questionnaire_constraint.json",
            "31 expression",
        ),
        (
            "catalog-behavior_skip_logic_with_expression.json",
            "4 expression, 44 expression",
        ),
        (
            "catalog-component_attachment_with_validation.json",
            "29 unsupported-type",
        ),
        (
            "catalog-component_auto_complete_with_validation.json",
            "2 items",
        ),
        (
            "catalog-component_boolean_choice_with_validation.json",
            "2 items",
        ),
        (
            "catalog-component_date_picker_with_validation.json",
            "2 items",
        ),
        (
            "catalog-component_date_time_picker_with_validation.json",
            "7 unsupported-type",
        ),
        ("catalog-component_dropdown_with_validation.json", "2 items"),
        ("catalog-component_initial_value.json", "7 items"),
        ("catalog-component_location_widget.json", "3 items"),
        ("catalog-component_modal_with_validation.json", "2 items"),
        (
            "catalog-component_multi_select_choice_with_validation.json",
            "2 items",
        ),
        (
            "catalog-component_open_choice_with_validation.json",
            "2 items",
        ),
        ("catalog-component_quantity.json", "1 items"),
        ("catalog-component_repeated_group.json", "4 repeating-group"),
        (
            "catalog-component_single_choice_with_validation.json",
            "2 items",
        ),
        ("catalog-component_slider_with_validation.json", "2 items"),
        (
            "catalog-component_text_fields_with_validation.json",
            "10 items",
        ),
        (
            "catalog-component_time_picker_with_validation.json",
            "7 unsupported-type",
        ),
        (
            "catalog-layout_paginated.json",
            "852 duplicate-link-id, 853 unsupported-type",
        ),
        (
            "demo-new-patient-registration-paginated.json",
            "67 expression, 101 expression, 138 expression, 193 expression, 342 expression, 383 expression, 417 expression, 453 expression",
        ),
    ];
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let mut got = Vec::new();
    for name in names {
        let text = std::fs::read_to_string(folder.join(&name)).unwrap();
        let result = match Form::parse(&text, &name) {
            Ok(form) => format!("{} items", form.all_items().len()),
            Err(mistakes) => {
                let reason = |m: &FormMistake| {
                    format!(
                        "{} {}",
                        m.line,
                        m.what.key().trim_start_matches("form-mistake-")
                    )
                };
                mistakes.iter().map(reason).collect::<Vec<_>>().join(", ")
            }
        };
        got.push((name, result));
    }
    let got: Vec<(&str, &str)> = got
        .iter()
        .map(|(name, result)| (name.as_str(), result.as_str()))
        .collect();
    assert_eq!(got, expected, "\n{got:#?}");
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
