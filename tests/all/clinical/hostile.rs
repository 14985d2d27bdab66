//! Orders that a hostile review of 22 November 2026 got a wrong answer for. One row each: the question and the answers that are right.

use std::path::Path;

use feldsher::clinical::{Question, Verdict};
use serde_json::Value;

use super::*;

#[test]
fn what_a_hostile_review_found_is_answered_rightly() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/clinical");
    let mut wrong = Vec::new();
    let mut asked = 0;
    let text = std::fs::read_to_string(folder.join("hostile-engine.jsonl")).unwrap();
    for line in text.lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let question: Question = serde_json::from_value(row["question"].clone()).unwrap();
        let must = row["must"].as_array().unwrap();
        assert!(!must.is_empty(), "{line}");
        let answer = ask(&question);
        let said = match answer.answer {
            Verdict::Within => "within",
            Verdict::Outside => "outside",
            Verdict::CannotCheck => "cannot_check",
        };
        asked += 1;
        if !must.iter().any(|allowed| allowed == said) {
            wrong.push(format!(
                "{} item {}: {said}, must be {must:?}; {:?}",
                row["id"],
                row["item"],
                codes(&answer)
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(asked >= 29, "{asked} rows");
}
