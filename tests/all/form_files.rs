//! Form files: mistakes are explained, versions chosen, foreign files loaded or refused item by item.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use feldsher::domain::country::Country;
use feldsher::domain::lang::Lang;
use feldsher::forms::{Form, FormMistake, FormSet, VISIT, builtin, extensions};
use feldsher::i18n;

use crate::forms::{form_of, list};

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
    let needed = |kind: &str, extension: &str| {
        on(&format!(
            r#""required": true, "type": "{kind}", "extension": [{{{extension}}}]"#
        ))
    };
    // The item under test stands on line 4, after the sound one.
    let cases: Vec<(String, &str)> = vec![
        (r#"{"type": "string"}"#.into(), "missing"),
        (r#"{"linkId": "b"}"#.into(), "missing"),
        (r#"{"linkId": 5, "type": "string"}"#.into(), "wrong-type"),
        (on(r#""type": "string", "required": "yes""#), "wrong-type"),
        (on(r#""type": "sting""#), "unknown-type"),
        (
            on(r#""required": true, "type": "attachment""#),
            "unsupported-type",
        ),
        (
            on(r#""required": true, "type": "reference""#),
            "unsupported-type",
        ),
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
            on(r#""required": true, "type": "choice", "answerValueSet": "http://example.org/vs""#),
            "value-set",
        ),
        (needed("integer", &format!(r#""url": "{sdc}""#)), "missing"),
        (
            needed(
                "integer",
                &format!(
                    r#""url": "{sdc}", "valueExpression": {{"language": "text/cql", "expression": "1"}}"#
                ),
            ),
            "expression",
        ),
        (
            needed(
                "integer",
                &format!(
                    r#""url": "{sdc}", "valueExpression": {{"language": "text/fhirpath", "expression": "now()"}}"#
                ),
            ),
            "expression-part",
        ),
        (
            needed(
                "string",
                &format!(r#""url": "{fhir}/regex", "valueString": "(?=x)""#),
            ),
            "pattern",
        ),
        (
            extended(
                "string",
                r#""url": "urn:feldsher:form:identifing", "valueBoolean": true"#,
            ),
            "unknown-word",
        ),
        (
            on(r#""type": "string", "modifierExtension": [{"url": "http://example.org/x"}]"#),
            "modifier-extension",
        ),
        (
            on(
                r#""type": "group", "repeats": true, "item": [{"linkId": "c", "type": "group", "repeats": true, "required": true}]"#,
            ),
            "repeating-group",
        ),
        (
            on(
                r#""type": "group", "repeats": true, "item": [{"linkId": "c", "type": "string"}]}, {"linkId": "d", "type": "string", "enableWhen": [{"question": "c", "operator": "exists", "answerBoolean": true}]"#,
            ),
            "asks-repeated",
        ),
        (
            on(
                r#""type": "string", "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-maxOccurs", "valueInteger": 3}]"#,
            ),
            "limit-on-kind",
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
            on(r#""type": "choice", "answerOption": [{"valueString": "x"}, {"valueTime": "ten"}]"#),
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
    let many: Vec<String> = (0..=feldsher::forms::MAX_ITEMS)
        .map(|i| format!("{{\"linkId\": \"i{i}\", \"type\": \"string\"}}"))
        .collect();
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
            form_of(&many.iter().map(String::as_str).collect::<Vec<_>>()),
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
            r#"{"linkId": "a", "required": true, "type": "attachment"}"#,
            r#"{"linkId": "g", "type": "group", "item": [{"linkId": "b", "required": true, "type": "reference"}]}"#,
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

/// Law, country, doubt and five languages of every national form.
#[test]
fn national_forms_say_where_they_come_from() {
    let (set, _) = FormSet::load(builtin(), vec![]);
    let national: Vec<&Form> = Country::ALL
        .iter()
        .flat_map(|country| set.for_country(*country))
        .filter(|form| form.countries.len() == 1)
        .collect();
    assert!(!national.is_empty());
    for form in national {
        assert!(form.date.is_some() && form.source.is_some() && form.legal_act.is_some());
        assert_eq!(form.unasked().len(), 0, "{}", form.url);
        for item in form.all_items() {
            for text in std::iter::once(&item.text).chain(item.options.iter().map(|o| &o.text)) {
                for lang in Lang::ALL {
                    let said = text
                        .translations
                        .get(&lang)
                        .is_some_and(|t| !t.trim().is_empty());
                    assert!(said, "{} in {}", item.link_id, lang.code());
                }
            }
        }
    }
    // Nobody has seen the order of Kazakhstan.
    assert!(
        set.current("urn:feldsher:form:kz-052u-1")
            .unwrap()
            .unconfirmed
    );
}

/// `feldsher forms check`: the shipped folder passes; a folder with a mistake names it with its line and what to do.
#[test]
fn a_folder_of_forms_is_checked_on_the_command_line() {
    let run = |folder: &Path| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_feldsher"))
            .args(["forms", "check", folder.to_str().unwrap()])
            .env("LC_ALL", "ru_RU.UTF-8")
            .output()
            .unwrap();
        let lines = String::from_utf8(output.stdout).unwrap();
        let lines: Vec<serde_json::Value> = lines
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let said = String::from_utf8(output.stderr).unwrap();
        (output.status.code(), lines, said)
    };
    let (code, lines, said) = run(&Path::new(env!("CARGO_MANIFEST_DIR")).join("forms"));
    assert_eq!((code, said.as_str()), (Some(0), ""));
    assert!(lines.len() >= builtin().len(), "{lines:?}");
    assert!(lines.iter().all(|line| line["loads"] == true), "{lines:?}");

    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    put(
        "a.json",
        &form_of(&[
            r#"{"linkId": "a", "type": "string"}"#,
            r#"{"linkId": "p", "type": "attachment", "text": "Фото"}"#,
        ]),
    );
    put("b.json", &form_of(&[r#"{"linkId": "a", "type": "sting"}"#]));
    put("c.txt", "no form");
    let (code, lines, said) = run(folder.path());
    assert_eq!(code, Some(1));
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert_eq!(lines[0]["loads"], true);
    assert_eq!(lines[0]["left_out"][0]["code"], "unsupported-type");
    assert_eq!(lines[0]["left_out"][0]["line"], 4);
    assert_eq!(lines[1]["mistakes"][0]["line"], 3);
    assert!(said.contains("Файл b.json, строка 3"), "{said}");
    assert!(
        said.contains("group, display, string"),
        "the remedy: {said}"
    );
    let (code, ..) = run(&folder.path().join("nowhere"));
    assert_eq!(code, Some(2));
}

#[test]
fn the_project_extensions_are_documented() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("forms/about/extensions.json");
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

/// Questionnaires that others wrote, where they stand beside the project; CI must have them.
pub fn foreign_forms() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/fixtures/questionnaires");
    if folder.is_dir() {
        return Some(folder);
    }
    let text = format!("{} is not here", folder.display());
    assert!(std::env::var_os("CI").is_none(), "{text}");
    eprintln!("skipped: {text}");
    None
}

#[test]
fn foreign_questionnaires_load_or_are_refused_item_by_item() {
    let Some(folder) = foreign_forms() else {
        return;
    };
    // File → items that load, or the place and the reason of every refusal.
    let expected: &[(&str, &str)] = &[
        // Which resources there are to choose from is asked of a server.
        (
            "catalog-behavior_answer_expression.json",
            "6 expression, 29 unsupported-type",
        ),
        ("catalog-behavior_context_variables.json", "3 items"),
        ("catalog-behavior_questionnaire_constraint.json", "4 items"),
        (
            "catalog-behavior_skip_logic_with_expression.json",
            "4 items",
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
            "1 items",
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
        ("catalog-component_repeated_group.json", "4 items"),
        (
            "catalog-component_single_choice_with_validation.json",
            "2 items",
        ),
        ("catalog-component_slider_with_validation.json", "2 items"),
        // Five of its ten are the words of the other five.
        (
            "catalog-component_text_fields_with_validation.json",
            "5 items",
        ),
        (
            "catalog-component_time_picker_with_validation.json",
            "2 items",
        ),
        // The standard forbids it (que-2): an answer could belong to either.
        ("catalog-layout_paginated.json", "852 duplicate-link-id"),
        ("demo-new-patient-registration-paginated.json", "13 items"),
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

/// A ministry's file in the data folder, with the program itself: read at the start, used for new visits, mistakes named.
#[test]
fn a_file_in_the_data_folder_is_the_form_of_new_visits() {
    use std::process::{Command, Output};

    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let run = |args: &[&str]| -> Output {
        Command::new(env!("CARGO_BIN_EXE_feldsher"))
            .args(args)
            .args(["--data", data.to_str().unwrap()])
            .env("FELDSHER_PASSWORD", "three words kept")
            .output()
            .unwrap()
    };
    let line = |output: &Output| -> serde_json::Value {
        assert!(output.status.success(), "{output:?}");
        serde_json::from_slice(&output.stdout).unwrap()
    };
    line(&run(&[
        "setup",
        "--clinic",
        "Үлгі",
        "--country",
        "kz",
        "--lang",
        "ru",
        "--name",
        "Сынақ",
        "--role",
        "doctor",
    ]));
    let person = folder.path().join("person.json");
    std::fs::write(
        &person,
        r#"{"family": "Үлгібаев", "given": "Сынақ", "born": "2020-01-02", "sex": "male"}"#,
    )
    .unwrap();
    let patient = line(&run(&["register", "--file", person.to_str().unwrap()]))["patient"]
        .as_str()
        .unwrap()
        .to_owned();
    let visit = folder.path().join("visit.json");
    let add = |answers: &str| {
        std::fs::write(&visit, format!(r#"{{"answers": {answers}}}"#)).unwrap();
        run(&[
            "visit",
            "add",
            &patient,
            "--file",
            visit.to_str().unwrap(),
            "--sign",
        ])
    };
    line(&add(r#"{"complaints": "кашель"}"#));
    assert!(
        !add(r#"{"complaints": "кашель", "tick-bite": "yes"}"#)
            .status
            .success(),
        "the shipped form does not ask that"
    );

    // The ministry asks one thing more; a second file is broken.
    let forms = data.join("forms");
    std::fs::create_dir_all(&forms).unwrap();
    let shipped = include_str!("../../forms/visit.json");
    let newer = shipped.replacen("\"version\": \"1.1\"", "\"version\": \"1.2\"", 1).replacen(
        "\"linkId\": \"complaints\",",
        "\"linkId\": \"tick-bite\", \"text\": \"Tick bite\", \"type\": \"string\"}, {\"linkId\": \"complaints\",",
        1,
    );
    assert_ne!(newer, shipped);
    std::fs::write(forms.join("visit.json"), format!("\u{feff}{newer}")).unwrap();
    std::fs::write(
        forms.join("broken.json"),
        "{\"resourceType\": \"Questionnaire\",\n oops",
    )
    .unwrap();
    let signed = add(r#"{"complaints": "зуд", "tick-bite": "вчера"}"#);
    line(&signed);
    let said = String::from_utf8_lossy(&signed.stderr).into_owned();
    assert!(said.contains("forms/broken.json:2"), "{said}");

    let record = line(&run(&["show", &patient]));
    let mut versions: Vec<String> = record["entries"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|e| Some(e["content"]["form_version"].as_str()?.to_owned()))
        .collect();
    versions.sort();
    assert_eq!(versions, ["1.1", "1.2"], "{record}");
}
