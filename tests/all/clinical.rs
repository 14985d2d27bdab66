//! The dose engine against its own data, a hand-made table of ranges, lethal orders and properties.

use feldsher::clinical::{Answer, Formulary, Question, Verdict, check};

fn ask(json: &str) -> Answer {
    let question: Question = serde_json::from_str(json).unwrap();
    check(Formulary::builtin(), &question)
}

#[test]
fn the_example_of_the_order_is_answered_as_printed() {
    let answer = ask(
        r#"{"id":"1","medicine":"paracetamol","route":"oral","indication":null,"weight_kg":8.4,"weight_date":"2026-11-20","weight_estimated":false,"birth_date":"2026-02-01","date":"2026-11-21","at":"2026-11-21T10:00","sex":"female","pregnant":null,"trimester":null,"breastfeeding":null,"egfr":null,"birth_weeks":null,"conditions":[],"allergies":["penicillin"],"current":[],"given":[{"medicine":"paracetamol","dose":100,"unit":"mg","at":"2026-11-21T04:00"}],"order":{"dose":120,"unit":"mg","per_day":4,"interval_h":null,"days":null,"rate":null,"product":null,"strength":"120 mg/5 mL"}}"#,
    );
    assert_eq!(answer.answer, Verdict::Within, "{:#?}", answer.findings);
    let rule = answer
        .rules
        .iter()
        .find(|r| r.id == "paracetamol-po-child")
        .unwrap();
    assert_eq!(
        (rule.applies, rule.single, rule.day_max),
        (true, Some([84.0, 126.0]), Some(504.0))
    );
    assert_eq!(answer.volume_ml, Some([3.5, 5.25]));
    assert_eq!(answer.amount, None);
    assert_eq!(answer.rules.len(), 9);
}
