//! Orders that a hostile review of 22 November 2026 found answered too mildly because the data did not know something, with what
//! the answer may be now; and the same orders without the danger, which must stay what they were.

use feldsher::clinical::Verdict;

use super::*;

const TABLE: &str = include_str!("../../data/clinical/hostile-data.jsonl");

#[derive(serde::Deserialize)]
struct Row {
    id: String,
    item: String,
    question: Question,
    /// Allowed answers; "major" and "interaction" ask for such a finding beside whatever answer.
    must: Vec<String>,
}

#[test]
fn what_the_hostile_review_found_in_the_data_is_mended() {
    let mut failures = Vec::new();
    let (mut dangerous, mut harmless) = (0, 0);
    for line in TABLE.lines() {
        let row: Row = serde_json::from_str(line).unwrap();
        assert!(!row.must.is_empty(), "{}", row.id);
        let answer = ask(&row.question);
        let said = match answer.answer {
            Verdict::Outside => "outside",
            Verdict::CannotCheck => "cannot_check",
            Verdict::Within => "within",
        };
        let held = row.must.iter().any(|must| match must.as_str() {
            "major" => answer.findings.iter().any(|f| f.level == Level::Major),
            "interaction" => answer.findings.iter().any(|f| f.code == "interaction"),
            verdict => verdict == said,
        });
        if row.must == ["within"] {
            harmless += 1;
        } else {
            dangerous += 1;
        }
        if !held {
            failures.push(format!(
                "{} {}: {said} {:?}",
                row.id,
                row.item,
                codes(&answer)
            ));
        }
    }
    assert!(
        failures.is_empty(),
        "{}: {}",
        failures.len(),
        failures.join("\n")
    );
    assert!(
        dangerous >= 60 && harmless >= 12,
        "{dangerous} dangerous, {harmless} harmless"
    );
}
