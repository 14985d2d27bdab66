//! Emergency data of people who are not in this house: `directory search` and `directory show`.

use serde_json::json;

use super::args::DirectoryCommand;
use super::face::{Face, Outcome, say, tell};
use super::run::id;
use crate::clock::{Clock as _, SystemClock};
use crate::i18n::{dates, tr};
use crate::worker::{DirectoryAge, Event, Job};

pub fn directory(face: &mut Face, command: &DirectoryCommand) -> Outcome {
    match command {
        DirectoryCommand::Search { text } => search(face, text),
        DirectoryCommand::Show {
            patient,
            reason,
            words,
        } => {
            let job = Job::BreakGlass {
                ticket: 0,
                patient: id(patient)?,
                reason: *reason,
                words: words.clone(),
            };
            let opened = face.ask(job, |event| match event {
                Event::EmergencyPassport { opened, .. } => Some(opened),
                _ => None,
            })?;
            say(&json!({"as_of": opened.age.made_at, "passport": opened.passport}));
            tell_age(face, opened.age);
            Ok(())
        }
    }
}

fn search(face: &mut Face, text: &str) -> Outcome {
    let job = Job::SearchDirectory {
        ticket: 0,
        query: text.to_owned(),
    };
    let found = face.ask(job, |event| match event {
        Event::Elsewhere { found, .. } => Some(found),
        _ => None,
    })?;
    for one in &found.found {
        let who = &one.who;
        say(&json!({
            "patient": who.card, "family": who.name.family, "given": who.name.given, "patronymic": who.name.patronymic,
            "born": who.born, "sex": who.sex, "numbers": who.numbers, "place": who.place, "deceased": who.deceased,
            "found_by": one.how.code(),
        }));
    }
    match found.age {
        Some(age) => tell_age(face, age),
        None => tell(&tr(face.lang, "cli-directory-none", &[])),
    }
    if found.more {
        tell(&tr(face.lang, "cli-directory-more", &[]));
    }
    Ok(())
}

fn tell_age(face: &Face, age: DirectoryAge) {
    let day = dates::date_time(face.lang, age.made_at, SystemClock.offset_minutes());
    tell(&tr(face.lang, "cli-directory-age", &[("date", &day)]));
}
