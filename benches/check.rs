//! One full check of an order with ten current medicines: stops, allergies, interactions, rules, the last day, product. Bar: 100 µs.

mod common;

use std::hint::black_box;
use std::process::ExitCode;

use common::{Board, Samples, timed};
use feldsher::clinical::{Formulary, Question, check};

/// Orders that are answered in turn, so that no answer stays warm by itself.
const ORDERS: &str = include_str!("../tests/data/clinical/ordinary.jsonl");
/// Checks of each order.
const ROUNDS: usize = 3;
const CURRENT: [&str; 10] = [
    "enalapril",
    "amlodipine",
    "bisoprolol",
    "indapamide",
    "atorvastatin",
    "Кардиомагнил",
    "metformin",
    "omeprazole",
    "Л-Тироксин",
    "Панадол 500",
];

fn main() -> ExitCode {
    let mut board = Board::default();
    let data = Formulary::builtin();
    let questions: Vec<Question> = ORDERS
        .lines()
        .filter_map(|line| {
            let row: serde_json::Value = serde_json::from_str(line).ok()?;
            let mut question: Question = serde_json::from_value(row["question"].clone()).ok()?;
            question.current = Some(CURRENT.map(str::to_owned).into());
            question.allergies = Some(vec!["penicillin".to_owned(), "пыльца берёзы".to_owned()]);
            Some(question)
        })
        .collect();
    board.method(&format!(
        "{} orders of the ordinary table, each {ROUNDS} times, with {} current medicines and two allergies, one thread",
        questions.len(),
        CURRENT.len()
    ));
    for question in questions.iter().take(100) {
        black_box(check(data, question));
    }
    let times = Samples::new((0..ROUNDS).flat_map(|_| {
        questions
            .iter()
            .map(|question| timed(|| black_box(check(data, black_box(question)))).0)
    }));
    // What the command line does besides, on the same machine in the same minute.
    let parses = Samples::new(ORDERS.lines().map(|line| {
        timed(|| black_box(serde_json::from_str::<serde_json::Value>(line).is_ok())).0
    }));
    board.beside(
        "a check beside reading its line, p50",
        times.p(50.0) * 1e3,
        parses.p(50.0) * 1e3,
        "µs",
        None,
    );
    board.note("a check, p99", times.p(99.0) * 1e3, "µs");
    board.figure("a check, p50", times.p(50.0) * 1e3, "µs", 100.0);
    board.figure("a check, p95", times.p(95.0) * 1e3, "µs", 100.0);
    board.finish()
}
