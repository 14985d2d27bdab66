//! The validator of `assets/imci/` sees each fault by itself, and calls nothing a fault that is none.

use feldsher::clinical::imci::{Book, problems};
use serde_json::{Value as Json, json};

const CHILD: &str = include_str!("../../../assets/imci/child.json");

fn said(chart: &str) -> String {
    let book = Book::parse(&[chart]).unwrap();
    problems(&book, &|_| true).join("\n")
}

#[test]
fn a_fault_of_the_chart_is_named() {
    for (from, to, fault) in [
        (
            r#""from": 80, "to": 250"#,
            r#""from": 8, "to": 250"#,
            "muac: believable",
        ),
        (
            r#""from": 80, "to": 250"#,
            r#""from": 250, "to": 250"#,
            "muac: believable",
        ),
        (
            r#""reason": "outside the arms of children from six months to five years: often centimetres and millimetres mixed""#,
            r#""reason": """#,
            "muac: believable",
        ),
        (
            r#""of": ["weight"]"#,
            r#""of": []"#,
            "wfa-z: made of nothing known",
        ),
        (
            r#""of": ["weight"]"#,
            r#""of": ["weight", "luck"]"#,
            "wfa-z: made of nothing known",
        ),
        (
            r#"{"id": "tb-check"}"#,
            r#"{"id": "tb-check"}, {"id": "idle"}"#,
            "action idle: nobody wants it",
        ),
        (
            r#""gate": "ear-problem""#,
            r#""gate": {"class": "pneumonia"}"#,
            "ear: a door that hangs on classes",
        ),
        // No class of dysentery is red, and there is no box of luck.
        (
            r#""when": {"severe": ["danger", "cough", "fever","#,
            r#""when": {"severe": ["dysentery", "cough", "fever","#,
            "no box dysentery with a red class",
        ),
        (
            r#""when": {"severe": ["danger", "cough", "fever","#,
            r#""when": {"severe": ["luck", "cough", "fever","#,
            "no box luck with a red class",
        ),
        // The red class of the box "danger" that asks for a red class of the box "danger".
        (
            r#"{"any": ["unable-drink", "vomits-all","#,
            r#"{"any": [{"severe": ["danger"]}, "unable-drink", "vomits-all","#,
            "very-severe-disease: a circle",
        ),
    ] {
        assert!(CHILD.contains(from), "{from}");
        let wrong = said(&CHILD.replacen(from, to, 1));
        assert!(wrong.contains(fault), "{to}: {wrong}");
    }
    assert_eq!(said(CHILD), "");
}

#[test]
fn an_action_without_words_is_named() {
    let book = Book::parse(&[CHILD]).unwrap();
    let wrong = problems(&book, &|key| key != "imci-do-tb-check");
    assert_eq!(
        wrong,
        ["child: action tb-check: nobody wants it, or no words"]
    );
}

#[test]
fn all_of_a_list_may_be_counted() {
    let all = CHILD.replacen(r#""count": 2"#, r#""count": 4"#, 1);
    assert_eq!(said(&all), "");
    let more = CHILD.replacen(r#""count": 2"#, r#""count": 5"#, 1);
    assert!(said(&more).contains("5 of 4"));
}

/// A condition may look eight classes deep; nine are taken for a circle.
#[test]
fn classes_may_name_classes_eight_deep() {
    let chain = |links: usize| {
        let mut chart: Json = serde_json::from_str(CHILD).unwrap();
        let class = |n: usize| {
            let when = if n == links {
                json!("lethargic")
            } else {
                json!({"class": format!("link-{}", n + 1)})
            };
            json!({"id": format!("link-{n}"), "colour": "red", "when": when, "do": [],
                "verified": "secondary", "where": "CB14 p. 1"})
        };
        let classes: Vec<Json> = (0..=links).map(class).collect();
        let other = json!({"id": "chain", "signs": ["lethargic"], "classes": classes});
        chart["boxes"].as_array_mut().unwrap().push(other);
        said(&chart.to_string())
    };
    assert_eq!(chain(8), "");
    assert_eq!(chain(9), "child: chain: link-0: a circle");
}
