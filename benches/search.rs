//! Search as you type over a whole clinic: every keystroke of names, numbers, birth dates and phones. Bar: 16 ms at p99.

#[path = "common/clinic.rs"]
mod clinic;
mod common;
#[path = "common/door.rs"]
mod door;

use std::process::ExitCode;

use common::{Board, Samples, timed};
use door::unlock;
use feldsher::demo;
use feldsher::domain::country::Country;
use feldsher::domain::person::Person;
use feldsher::ops::policy::{Scope, authorize, may};

/// People whose names are typed.
const TYPED: usize = 150;
/// Hits that a screen shows.
const SHOWN: usize = 50;

fn main() -> ExitCode {
    let mut board = Board::default();
    let count = clinic::patients();
    let (house, me) = unlock(&clinic::folder(count));
    let may = authorize::<may::Search>(&me.who, Scope::House).expect("a doctor may search");

    // Names of the same making as those in the clinic, so that most keystrokes find many.
    let day = chrono::DateTime::from_timestamp(1_790_000_000, 0).expect("a day");
    let people: Vec<Person> = demo::patients(1, Country::Kz, day.date_naive())
        .step_by(7)
        .take(TYPED)
        .map(|patient| patient.registration.person)
        .collect();
    let keystrokes: Vec<String> = people.iter().flat_map(typings).collect();

    let names: Vec<String> = demo::patients(1, Country::Kz, day.date_naive())
        .take(count as usize)
        .map(|patient| patient.registration.person.name.plain().to_lowercase())
        .collect();
    board.method(&format!(
        "{} keystrokes over {count} patients, {SHOWN} hits each with their person lines; baseline: one pass of `contains` over the names",
        keystrokes.len()
    ));
    let mut found = 0;
    let answers = Samples::new(keystrokes.iter().map(|typed| {
        let (time, (total, _)) = timed(|| house.search(&may, typed, SHOWN).expect("an answer"));
        found += usize::from(total > 0);
        time
    }));
    let passes = Samples::new(keystrokes.iter().map(|typed| {
        let typed = typed.to_lowercase();
        timed(|| std::hint::black_box(names.iter().filter(|name| name.contains(&typed)).count())).0
    }));
    board.note(
        "keystrokes that found somebody",
        found as f64 / keystrokes.len() as f64 * 100.0,
        "%",
    );
    board.note("one pass over the names, p99", passes.p(99.0), "ms");
    board.beside("search, p50", answers.p(50.0), passes.p(50.0), "ms", None);
    board.figure("search, p99", answers.p(99.0), "ms", 16.0);
    board.note("search, slowest", answers.p(100.0), "ms");
    board.finish()
}

/// What a registrar types, one more letter each time.
fn typings(person: &Person) -> Vec<String> {
    let mut whole = vec![
        format!("{} {}", person.name.family, person.name.given),
        person.name.given.clone(),
        person.phone.clone(),
        person.born.to_string(),
    ];
    whole.extend(person.identifiers.iter().map(|number| number.value.clone()));
    whole
        .iter()
        .flat_map(|text| {
            let ends = text
                .char_indices()
                .map(|(at, letter)| at + letter.len_utf8());
            ends.map(|end| text[..end].to_owned())
        })
        .collect()
}
