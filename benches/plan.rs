//! Vaccination plans of a whole clinic, made without a database. Bar: 20,000 patients in 1 s.

mod common;

use std::process::ExitCode;

use chrono::{Days, NaiveDate};
use common::{Board, Samples, timed};
use feldsher::clinical::Sex;
use feldsher::clinical::immunise::{Book, Calendar, Child, Facts, Given, Status, plan};

const PATIENTS: u64 = 20_000;
const ROUNDS: usize = 5;

struct Patient {
    birth: NaiveDate,
    sex: Sex,
    given: Vec<Given>,
}

fn main() -> ExitCode {
    let mut board = Board::default();
    let today = NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day");
    let book = Book::builtin();
    board.method(&format!(
        "{PATIENTS} invented people for each calendar, from newborn to 18 years with the doses that their age makes likely, one in seven late or missing; {ROUNDS} rounds"
    ));
    for calendar in &book.calendars {
        let people: Vec<Patient> = (0..PATIENTS).map(|n| patient(calendar, n, today)).collect();
        let mut due = 0;
        let rounds = Samples::new((0..ROUNDS).map(|_| {
            let (time, found) = timed(|| {
                people
                    .iter()
                    .map(|one| {
                        let child = Child {
                            birth: one.birth,
                            sex: Some(one.sex),
                            today,
                            given: &one.given,
                            facts: Facts::default(),
                        };
                        plan(book, calendar, &child)
                            .iter()
                            .filter(|row| matches!(row.status, Status::Due | Status::Overdue))
                            .count()
                    })
                    .sum::<usize>()
            });
            due = found;
            time
        }));
        let names = Samples::new((0..ROUNDS).map(|_| {
            let read = || {
                people
                    .iter()
                    .flat_map(|one| &one.given)
                    .filter(|g| book.product(&g.vaccine).is_some())
                    .count()
            };
            timed(|| std::hint::black_box(read())).0
        }));
        let doses: usize = people.iter().map(|one| one.given.len()).sum();
        let country = calendar.country.code();
        board.note(
            &format!("{country}: doses on the cards"),
            doses as f64,
            "doses",
        );
        board.note(&format!("{country}: doses due"), due as f64, "doses");
        board.beside(
            &format!("{country}: plan beside the reading of its names, p50"),
            rounds.p(50.0),
            names.p(50.0),
            "ms",
            None,
        );
        board.figure(
            &format!("{country}: plan of {PATIENTS} patients, slowest round"),
            rounds.p(100.0),
            "ms",
            1000.0,
        );
    }
    board.finish()
}

/// The same people on every machine: a small multiplicative generator is enough here.
fn patient(calendar: &Calendar, n: u64, today: NaiveDate) -> Patient {
    let mut state = n.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5bd1_e995;
    let mut below = |limit: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % limit
    };
    let birth = today - Days::new(below(18 * 365));
    let mut given = Vec::new();
    for line in &calendar.lines {
        let late = if below(7) == 0 { below(400) } else { below(20) };
        let date = line.age.reached_on(birth).expect("a day") + Days::new(late);
        if date <= today && below(12) != 0 {
            given.push(Given {
                vaccine: line.vaccine.clone(),
                date: Some(date),
            });
        }
    }
    Patient {
        birth,
        sex: if below(2) == 0 {
            Sex::Female
        } else {
            Sex::Male
        },
        given,
    }
}
