//! What forms of others ask beyond the program's own: repetitions, expressions, value sets, times; and what is left out with its reason.

use chrono::NaiveDate;
use feldsher::domain::person::{Name, Person, Sex};
use feldsher::forms::{
    Answer, Answers, Facts, Form, Kind, begin, decode_all, encode_all, not_worked_out, to_store,
    validate, visible, warnings, with_facts,
};

use crate::forms::{form_of, list};

const FHIR: &str = "http://hl7.org/fhir/StructureDefinition";
const SDC: &str = "http://hl7.org/fhir/uv/sdc/StructureDefinition";

fn parse(items: &[&str]) -> Form {
    Form::parse(&form_of(items), "test.json")
        .unwrap_or_else(|mistakes| panic!("{}", list(&mistakes)))
}

fn refused(items: &[&str]) -> Vec<String> {
    let mistakes = Form::parse(&form_of(items), "test.json").expect_err("refused");
    let key = |m: &feldsher::forms::FormMistake| m.what.key().replace("form-mistake-", "");
    mistakes
        .iter()
        .map(|m| format!("{} {}", m.line, key(m)))
        .collect()
}

fn expression(name: &str, text: &str) -> String {
    format!(
        r#"{{"url": "{SDC}/sdc-questionnaire-{name}", "valueExpression": {{"language": "text/fhirpath", "expression": "{text}"}}}}"#
    )
}

fn extended(link_id: &str, kind: &str, more: &str, extensions: &[&str]) -> String {
    format!(
        r#"{{"linkId": "{link_id}", "type": "{kind}"{more}, "extension": [{}]}}"#,
        extensions.join(", ")
    )
}

fn answers(given: &[(&str, &str)]) -> Answers {
    let read = given
        .iter()
        .map(|(id, lines)| ((*id).to_owned(), decode_all(lines)));
    read.collect()
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

fn facts() -> Facts {
    Facts {
        today: Some(today()),
        ..Facts::default()
    }
}

/// What is wrong with the answers, as "link-id code".
fn wrong(form: &Form, given: &[(&str, &str)]) -> String {
    let shape = form.unfolded_for(given.iter().map(|(id, _)| *id));
    let all = with_facts(&shape, &answers(given), &facts());
    let found = validate(&shape, &all, today());
    let found: Vec<String> = found
        .iter()
        .map(|e| format!("{} {}", e.link_id, e.code.trim_start_matches("form-field-")))
        .collect();
    found.join(", ")
}

/// What the record keeps of the answers, as "link-id=line".
fn kept(form: &Form, given: &[(&str, &str)]) -> String {
    let shape = form.unfolded_for(given.iter().map(|(id, _)| *id));
    let all = with_facts(&shape, &answers(given), &facts());
    let stored = to_store(&shape, &all);
    let stored: Vec<String> = stored
        .iter()
        .map(|(id, given)| format!("{id}={}", encode_all(given)))
        .collect();
    stored.join(", ")
}

#[test]
fn a_group_repeats_and_each_repetition_is_checked_by_itself() {
    let form = parse(&[&format!(
        r#"{{"linkId": "child", "type": "group", "repeats": true, "text": "Child",
            "extension": [{{"url": "{FHIR}/questionnaire-maxOccurs", "valueInteger": 3}}], "item": [
            {{"linkId": "name", "type": "string", "required": true}},
            {{"linkId": "ill", "type": "boolean"}},
            {{"linkId": "since", "type": "date", "enableWhen": [{{"question": "ill", "operator": "=", "answerBoolean": true}}]}},
            {{"linkId": "until", "type": "date", "extension": [{{"url": "urn:feldsher:form:not-less-than", "valueString": "since"}}]}}]}}"#
    )]);
    let group = form.item("child").unwrap();
    assert!(group.is_repeating_group() && group.repetitions_max() == 3);
    let given = [
        ("name", "t:Үлгі"),
        ("ill", "b:true"),
        ("since", "d:2026-11-02"),
        ("name 3", "t:Сынақ"),
        ("ill 3", "b:false"),
        ("since 3", "d:2026-11-03"),
        ("until 3", "d:2026-11-01"),
    ];
    let shape = form.unfolded_for(given.iter().map(|(id, _)| *id));
    let ids: Vec<&str> = shape.items.iter().map(|i| i.link_id.as_str()).collect();
    assert_eq!(ids, ["child", "child 2", "child 3"]);
    assert_eq!(shape.items[2].repetition, 3);
    let all = with_facts(&shape, &answers(&given), &facts());
    let shown = visible(&shape, &all);
    assert!(shown.contains("since") && !shown.contains("since 3"));
    assert_eq!(wrong(&form, &given), "name 2 required");
    let earlier = [given[0], given[1], given[2], ("until", "d:2026-11-01")];
    assert_eq!(wrong(&form, &earlier), "until less-than");
    assert_eq!(
        kept(&form, &given),
        "ill=b:true, ill 3=b:false, name=t:Үлгі, name 3=t:Сынақ, since=d:2026-11-02, until 3=d:2026-11-01"
    );
    // What is no repetition of this form stays as it came.
    let foreign = [
        ("name", "t:x"),
        ("name 999", "t:y"),
        ("name 02", "t:z"),
        ("else 2", "t:w"),
    ];
    assert_eq!(
        form.unfolded_for(foreign.iter().map(|(id, _)| *id))
            .items
            .len(),
        1
    );
    assert!(kept(&form, &foreign).contains("name 999=t:y"));
}

#[test]
fn what_the_form_calculates_follows_the_answers() {
    const OF: &str = "%resource.descendants().where(linkId=";
    let bmi = format!(
        "({OF}'w').answer.value.value / (({OF}'h').answer.value.value / 100) * ({OF}'h').answer.value.value / 100))).round(1)"
    );
    let unit = |code: &str| {
        format!(
            r#"{{"url": "{FHIR}/questionnaire-unit", "valueCoding": {{"system": "http://unitsofmeasure.org", "code": "{code}"}}}}"#
        )
    };
    let due = expression("calculatedExpression", "today()");
    let grade = expression(
        "calculatedExpression",
        &format!("iif({OF}'bmi').answer.value > 30, 'high', 'usual')"),
    );
    let form = parse(&[
        &extended("w", "quantity", "", &[&unit("kg")]),
        &extended("h", "quantity", "", &[&unit("cm")]),
        &extended(
            "bmi",
            "decimal",
            "",
            &[&expression("calculatedExpression", &bmi)],
        ),
        &extended("grade", "string", "", &[&grade]),
        &extended("day", "date", "", &[&due]),
        &extended(
            "why",
            "string",
            "",
            &[&expression(
                "enableWhenExpression",
                &format!("{OF}'bmi').answer.value > 30"),
            )],
        ),
    ]);
    let given = [
        ("w", "q:95|kg"),
        ("h", "q:170|cm"),
        ("bmi", "n:20"),
        ("why", "t:x"),
    ];
    assert_eq!(
        kept(&form, &given),
        "bmi=n:32.9, day=d:2026-11-22, grade=t:high, h=q:170|cm, w=q:95|kg, why=t:x"
    );
    // Without a height there is no index, and nothing that hangs on it.
    assert_eq!(
        kept(&form, &[("w", "q:95|kg"), ("bmi", "n:20"), ("why", "t:x")]),
        "day=d:2026-11-22, grade=t:usual, w=q:95|kg"
    );
    // Somebody else's arithmetic is not signed.
    let stated = answers(&given);
    let own = with_facts(&form, &stated, &facts());
    assert_eq!(not_worked_out(&form, &stated, &own).unwrap().link_id, "bmi");
    assert_eq!(not_worked_out(&form, &own, &own), None);
    let circle = expression(
        "calculatedExpression",
        &format!("{OF}'b').answer.value + 1"),
    );
    let back = expression(
        "calculatedExpression",
        &format!("{OF}'a').answer.value + 1"),
    );
    let (a, b) = (
        extended("a", "integer", "", &[&circle]),
        extended("b", "integer", "", &[&back]),
    );
    assert_eq!(refused(&[&a, &b]), ["3 cycle", "4 cycle"]);
    let own = expression("calculatedExpression", "%context.answer.value + 1");
    assert_eq!(
        refused(&[&extended("a", "integer", "", &[&own])]),
        ["3 cycle"]
    );
}

#[test]
fn a_sum_takes_all_repetitions() {
    let sum = expression(
        "calculatedExpression",
        "%resource.descendants().where(linkId='points').answer.value.sum()",
    );
    let form = parse(&[
        r#"{"linkId": "g", "type": "group", "repeats": true, "item": [{"linkId": "points", "type": "integer"}]}"#,
        &extended("total", "integer", "", &[&sum]),
    ]);
    let given = [("points", "n:2"), ("points 2", "n:3"), ("points 4", "n:5")];
    assert!(
        kept(&form, &given).ends_with("total=n:10"),
        "{}",
        kept(&form, &given)
    );
}

#[test]
fn what_cannot_be_asked_is_left_out_with_its_reason() {
    let sound = r#"{"linkId": "a", "type": "string"}"#;
    let later = r#"{"linkId": "z", "type": "string", "enableWhen": [{"question": "x", "operator": "exists", "answerBoolean": true}]}"#;
    let needs = extended(
        "z",
        "string",
        "",
        &[&expression(
            "enableWhenExpression",
            "%resource.descendants().where(linkId='x').answer.exists()",
        )],
    );
    let picture = r#"{"linkId": "x", "type": "attachment", "text": "Picture"}"#;
    let form = parse(&[sound, picture]);
    let item = form.item("x").unwrap();
    assert_eq!(item.kind, Kind::Display);
    assert_eq!(form.unasked().len(), 1);
    let reason = item.unasked.as_ref().unwrap();
    assert_eq!(
        (reason.line, reason.what.key()),
        (4, "form-mistake-unsupported-type")
    );
    assert!(
        visible(&form, &Answers::new()).contains("x"),
        "it stands in its place"
    );
    for (items, want) in [
        (vec![sound, picture, later], vec!["4 unsupported-type"]),
        (
            vec![sound, picture, needs.as_str()],
            vec!["4 unsupported-type"],
        ),
        (
            vec![
                sound,
                r#"{"linkId": "x", "type": "attachment", "required": true}"#,
            ],
            vec!["4 unsupported-type"],
        ),
        (
            vec![
                sound,
                r#"{"linkId": "x", "type": "choice", "answerValueSet": "http://example.org/vs", "item": [{"linkId": "y", "type": "string", "required": true}]}"#,
            ],
            vec!["4 value-set"],
        ),
        // An error of the author is no limit of the program.
        (
            vec![
                sound,
                r#"{"linkId": "x", "type": "attachment", "prefix": 5}"#,
            ],
            vec!["4 wrong-type", "4 unsupported-type"],
        ),
        (
            vec![
                sound,
                r#"{"linkId": "x", "type": "attachment", "modifierExtension": [{"url": "http://example.org/m"}]}"#,
            ],
            vec!["4 modifier-extension"],
        ),
    ] {
        assert_eq!(refused(&items), want, "{items:?}");
    }
    // A whole group that cannot be shown truly takes its fields with it.
    let group = format!(
        r#"{{"linkId": "g", "type": "group", "extension": [{}], "item": [{{"linkId": "inside", "type": "string"}}]}}"#,
        expression("enableWhenExpression", "%nobody")
    );
    let form = parse(&[sound, &group]);
    assert!(form.item("inside").is_none() && form.item("g").unwrap().unasked.is_some());
}

#[test]
fn choices_come_from_a_value_set_in_the_file() {
    let file = |compose: &str, item: &str| {
        format!(
            r##"{{"resourceType": "Questionnaire", "url": "urn:t", "version": "1", "language": "en",
"contained": [{{"resourceType": "ValueSet", "id": "vs", {compose}}}],
"item": [{{"linkId": "a", "required": true, "type": "{item}", "answerValueSet": "#vs"}}]}}"##
        )
    };
    let listed = r#""compose": {"include": [{"system": "urn:s", "concept": [{"code": "1", "display": "One", "designation": [{"language": "ru", "value": "Один"}]}, {"code": "2"}]}]}"#;
    let form = Form::parse(&file(listed, "choice"), "t").unwrap();
    let options = &form.item("a").unwrap().options;
    let got: Vec<String> = options.iter().map(|o| o.answer.encode()).collect();
    assert_eq!(got, ["c:urn:s|1|One", "c:urn:s|2|"]);
    assert_eq!(
        options[0].text.get(feldsher::domain::lang::Lang::Ru),
        "Один"
    );
    assert_eq!(options[1].text.plain, "2");
    assert_eq!(wrong(&form, &[("a", "c:urn:s|3|")]), "a not-an-option");
    let expanded = r#""compose": {"include": [{"system": "urn:s"}]}, "expansion": {"contains": [{"system": "urn:s", "code": "9", "display": "Nine"}]}"#;
    let form = Form::parse(&file(expanded, "open-choice"), "t").unwrap();
    assert_eq!(form.item("a").unwrap().options.len(), 1);
    for (compose, item, want) in [
        (
            r#""compose": {"include": [{"system": "urn:s", "filter": []}]}"#,
            "choice",
            "value-set",
        ),
        (
            r#""compose": {"include": [{"valueSet": ["urn:v"]}]}"#,
            "choice",
            "value-set",
        ),
        (listed, "string", "option-on-kind"),
    ] {
        let mistakes = Form::parse(&file(compose, item), "t").unwrap_err();
        assert_eq!(
            mistakes[0].what.key(),
            format!("form-mistake-{want}"),
            "{compose}"
        );
    }
}

#[test]
fn times_addresses_patterns_counts_and_rules_are_checked() {
    let limit = |name: &str, value: &str| format!(r#"{{"url": "{FHIR}/{name}", {value}}}"#);
    let rule = |severity: &str| {
        format!(
            r#"{{"url": "{FHIR}/questionnaire-constraint", "extension": [{{"url": "key", "valueId": "k"}}, {{"url": "severity", "valueCode": "{severity}"}}, {{"url": "human", "valueString": "Not the same"}}, {{"url": "expression", "valueString": "%context.answer.value = %resource.descendants().where(linkId='code').answer.value"}}]}}"#
        )
    };
    let form = parse(&[
        r#"{"linkId": "at", "type": "dateTime", "extension": [{"url": "urn:feldsher:form:date-rule", "valueCode": "past"}]}"#,
        &extended(
            "clock",
            "time",
            "",
            &[
                &limit("minValue", r#""valueTime": "08:00:00""#),
                &limit("maxValue", r#""valueTime": "18:30:00""#),
            ],
        ),
        r#"{"linkId": "web", "type": "url"}"#,
        &extended(
            "code",
            "string",
            "",
            &[&limit("regex", r#""valueString": "[А-Я]{2}[0-9]{3}""#)],
        ),
        &extended(
            "many",
            "integer",
            r#", "repeats": true"#,
            &[
                &limit("questionnaire-minOccurs", r#""valueInteger": 2"#),
                &limit("questionnaire-maxOccurs", r#""valueInteger": 3"#),
            ],
        ),
        &format!(
            r#"{{"linkId": "ill", "type": "choice", "repeats": true, "answerOption": [{{"valueString": "cough"}}, {{"valueString": "fever"}}, {{"valueString": "none", "extension": [{{"url": "{FHIR}/questionnaire-optionExclusive", "valueBoolean": true}}]}}]}}"#
        ),
        &extended("again", "string", "", &[&rule("error")]),
        &extended("softly", "string", "", &[&rule("warning")]),
    ]);
    for (given, want) in [
        (vec![("at", "m:2026-11-22T10:30"), ("clock", "h:08:00")], ""),
        (vec![("at", "d:2026-11")], ""),
        (vec![("at", "m:2026-11-23T00:00")], "at in-future"),
        (vec![("at", "t:вчера")], "at wrong-kind"),
        (vec![("clock", "h:07:59")], "clock time-early"),
        (vec![("clock", "h:18:31")], "clock time-late"),
        (vec![("web", "t:https://example.org/a")], ""),
        (vec![("web", "t:example.org")], "web no-address"),
        (vec![("web", "t:https://a b")], "web no-address"),
        (vec![("code", "t:КЖ123")], ""),
        (vec![("code", "t:КЖ1234")], "code pattern"),
        (vec![("many", "n:1\nn:2")], ""),
        (vec![("many", "n:1")], "many too-few"),
        (vec![("many", "n:1\nn:2\nn:3\nn:4")], "many too-many"),
        (vec![("ill", "t:cough\nt:fever")], ""),
        (vec![("ill", "t:cough\nt:none")], "ill stands-alone"),
        (vec![("code", "t:КЖ123"), ("again", "t:КЖ123")], ""),
        (vec![("code", "t:КЖ123"), ("again", "t:x")], "again rule"),
        (vec![("again", "t:x")], ""),
    ] {
        assert_eq!(wrong(&form, &given), want, "{given:?}");
    }
    let given = answers(&[("code", "t:КЖ123"), ("softly", "t:x")]);
    let soft = warnings(&form, &given, None);
    assert_eq!((soft.len(), soft[0].code), (1, "form-field-rule"));
}

#[test]
fn a_new_form_begins_with_what_it_proposes() {
    let initial = |text: &str| expression("initialExpression", text);
    let context = format!(
        r#""extension": [{{"url": "{SDC}/sdc-questionnaire-launchContext", "extension": [{{"url": "name", "valueCoding": {{"code": "client"}}}}, {{"url": "type", "valueCode": "Patient"}}]}}], "item": ["#
    );
    let text = form_of(&[
        &extended("family", "string", "", &[&initial("%client.name.family")]),
        &extended("born", "date", "", &[&initial("%client.birthDate")]),
        &extended(
            "sex",
            "choice",
            r#", "answerOption": [{"valueCoding": {"code": "female"}}, {"valueCoding": {"code": "male"}}]"#,
            &[&initial("%client.gender")],
        ),
        &extended("day", "date", "", &[&initial("today()")]),
        // Not understood: the field begins empty, or with what the file has.
        &extended("city", "string", "", &[&initial("%client.address.city")]),
        &extended("land", "string", r#", "initial": [{"valueString": "KZ"}]"#, &[&initial("%client.address.country")]),
        r#"{"linkId": "several", "type": "string", "repeats": true, "initial": [{"valueString": "x"}, {"valueString": "y"}]}"#,
    ])
    .replacen("\"item\": [", &context, 1);
    let form = Form::parse(&text, "t").unwrap_or_else(|m| panic!("{}", list(&m)));
    let person = Person {
        name: Name {
            family: "Үлгібаева".into(),
            ..Name::default()
        },
        sex: Sex::Female,
        born: "2020-03-01".parse().unwrap(),
        ..Person::default()
    };
    let began = begin(&form, &person, today());
    let got: Vec<String> = began
        .iter()
        .map(|(id, all)| format!("{id}={}", encode_all(all)))
        .collect();
    assert_eq!(
        got,
        [
            "born=d:2020-03-01",
            "day=d:2026-11-22",
            "family=t:Үлгібаева",
            "land=t:KZ",
            "several=t:x\nt:y",
            "sex=c:|female|"
        ]
    );
    assert!(matches!(began["day"][0], Answer::Date(_)));
    // Where nobody can type it, it must be understood, or the item is left out.
    let fixed = extended(
        "a",
        "string",
        r#", "readOnly": true"#,
        &[&initial("%nobody")],
    );
    assert_eq!(parse(&[&fixed]).unasked().len(), 1);
}
