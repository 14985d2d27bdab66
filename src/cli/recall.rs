//! `feldsher recall`: who is to be called, one line a person, street by street; or the same list as PDF.

use std::path::Path;

use chrono::NaiveDate;
use serde_json::{Value as Json, json};

use super::args::{RecallName, StateName};
use super::face::{Face, Outcome, Trouble, say, tell};
use super::papers::today;
use crate::domain::country::Country;
use crate::domain::ids::PatientId;
use crate::domain::lang::Lang;
use crate::domain::person::Person;
use crate::i18n::tr;
use crate::worker::calls::words::{ask_name, part_name};
use crate::worker::calls::{
    CallFilter, CallKind, CallState, Called, Listed, ListedRow, last_day, listed, part_of, parts,
    street,
};
use crate::worker::{Event, Job, PaperOf, Recalled, Which};

pub struct Wanted {
    pub kind: RecallName,
    pub month: u32,
    pub part: Option<String>,
    pub state: Option<StateName>,
}

pub fn recall(
    face: &mut Face,
    wanted: &Wanted,
    lang: Option<Lang>,
    output: Option<&Path>,
) -> Outcome {
    let today = today();
    let Some(kind) = call_kind(wanted.kind) else {
        if wanted.part.is_some() || wanted.state.is_some() {
            return Err(Trouble::call("recall-vaccination", &[]));
        }
        let ahead = wanted.month;
        return match output {
            Some(path) => save(face, PaperOf::Recall { ahead, today }, lang, path),
            None => vaccination(face, ahead, today),
        };
    };
    let country = country(face)?;
    let known = parts(kind, country);
    if let Some(part) = &wanted.part
        && !known.contains(part)
    {
        let all = known.join(", ");
        return Err(Trouble::call(
            "recall-part",
            &[("id", part), ("known", &all)],
        ));
    }
    let filter = CallFilter {
        kind,
        ahead: wanted.month,
        part: wanted.part.clone(),
        state: wanted.state.map(|state| match state {
            StateName::Due => CallState::Due,
            StateName::Invited => CallState::Invited,
            StateName::Declined => CallState::Declined,
            StateName::Done => CallState::Done,
        }),
    };
    if let Some(path) = output {
        return save(face, PaperOf::Calls { filter, today }, lang, path);
    }
    let all = everybody(face, today)?;
    let list = listed(&all, &filter, country, today);
    for row in &list.rows {
        if let Some(one) = all.get(row.at) {
            say(&line(one, row));
        }
    }
    tell(&numbers(face.lang, kind, &list));
    Ok(())
}

fn save(face: &mut Face, what: PaperOf, lang: Option<Lang>, path: &Path) -> Outcome {
    let job = Job::SavePaper {
        ticket: 0,
        what,
        lang,
        path: path.to_owned(),
    };
    let path = face.ask(job, |event| match event {
        Event::PaperSaved { path, .. } => Some(path),
        _ => None,
    })?;
    say(&json!({"paper": path}));
    Ok(())
}

fn call_kind(name: RecallName) -> Option<CallKind> {
    match name {
        RecallName::Vaccination => None,
        RecallName::Screening => Some(CallKind::Screening),
        RecallName::FollowUp => Some(CallKind::FollowUp),
        RecallName::Pregnancy => Some(CallKind::Pregnancy),
    }
}

fn country(face: &mut Face) -> Outcome<Country> {
    let house = face.desk.country();
    house.ok_or_else(|| Trouble::Usage("no clinic is open".to_owned()))
}

fn everybody(face: &mut Face, today: NaiveDate) -> Outcome<Vec<Called>> {
    let mut all = Vec::new();
    let mut after: Option<PatientId> = None;
    loop {
        let job = Job::Calls {
            ticket: 0,
            today,
            which: Which::After(after),
        };
        let (rows, next) = face.ask(job, |event| match event {
            Event::Calls { rows, next, .. } => Some((rows, next)),
            _ => None,
        })?;
        all.extend(rows);
        if next.is_none() {
            return Ok(all);
        }
        after = next;
    }
}

fn person(person: &Person) -> Json {
    json!({"name": person.name.plain(), "born": person.born, "address": person.address, "phone": person.phone})
}

fn line(one: &Called, row: &ListedRow) -> Json {
    let asks: Vec<Json> = row
        .asks
        .iter()
        .filter_map(|(n, state, day)| {
            let ask = one.asks.get(*n)?;
            let (_, part) = part_of(&ask.of);
            Some(json!({
                "part": part, "name": ask_name(Lang::En, &ask.of), "state": state.code(), "day": day, "due": ask.due,
                "overdue": ask.is_overdue, "last": ask.last, "answered": ask.answer.as_ref().map(|answer| answer.date),
            }))
        })
        .collect();
    json!({"patient": one.patient, "person": person(&one.person), "no_birth_date": one.unplanned, "asks": asks})
}

/// Due, invited, declined, done of each part: a sentence for people.
fn numbers(lang: Lang, kind: CallKind, list: &Listed) -> String {
    let mut lines = Vec::new();
    let all = (tr(lang, "calls-all", &[]), list.all);
    let parts = list.parts.iter();
    let parts = parts.map(|(part, counts)| (part_name(lang, kind, part), *counts));
    for (name, counts) in std::iter::once(all).chain(parts) {
        let numbers = CallState::ALL.map(|state| {
            let word = crate::worker::calls::words::state_word(lang, state);
            format!("{word} {}", counts.of(state))
        });
        lines.push(format!("{name}: {}", numbers.join(", ")));
    }
    lines.join("\n")
}

/// Children with a dose due in the month; what is late stands in this month's list.
fn vaccination(face: &mut Face, month: u32, today: NaiveDate) -> Outcome {
    let until = last_day(today, month);
    let job = Job::Recall { today, until };
    let mut rows: Vec<Recalled> = face.ask(job, |event| match event {
        Event::Recall(rows) => Some(rows),
        _ => None,
    })?;
    rows.sort_by_cached_key(|one| street(&one.person));
    let first = crate::worker::calls::first_day(today, month);
    for one in rows {
        let due: Vec<Json> = one
            .rows
            .iter()
            .filter(|due| month == 0 || due.row.due.is_some_and(|day| day >= first))
            .map(|due| {
                json!({
                    "vaccine": due.row.vaccine, "dose": due.row.dose, "due": due.row.due, "status": due.row.status.snake(),
                    "declined": due.declined.as_ref().map(|refusal| &refusal.status_reason),
                })
            })
            .collect();
        // Whose day of birth is not known has no doses, and stands in this month's list.
        if !due.is_empty() || month == 0 {
            say(&json!({
                "patient": one.patient, "person": person(&one.person), "no_birth_date": one.rows.is_empty(),
                "nothing_recorded": one.nothing_recorded, "due": due,
            }));
        }
    }
    Ok(())
}
