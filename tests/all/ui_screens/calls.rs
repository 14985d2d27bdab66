//! The lists of who is to be called: numbers, one key for an invitation, taking it back, and the way to paper.

use egui::Key;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use feldsher::domain::dates::PartialDate;
use feldsher::domain::ids::DocId;
use feldsher::domain::lang::Lang;
use feldsher::ui::command::Command;
use feldsher::worker::calls::{Answered, Ask, Called, Of};
use feldsher::worker::{Event, Job, Op, OpChanges, PaperOf, Recalled, Which};

use super::look::stage;
use super::{Window, all_words, open, people};
use crate::ui::{cx, shoot};

fn press(h: &mut Window, key: Key) {
    h.key_press(key);
    h.run();
}

fn asked_of(n: usize, of: &str, last: Option<&str>, answer: Option<&str>) -> Called {
    let today = cx(Lang::Ru).today;
    let last: Option<chrono::NaiveDate> = last.map(|day| day.parse().unwrap());
    let person = people::person(n);
    Called {
        patient: people::id(n as u8),
        cards: vec![people::id(n as u8)],
        unplanned: false,
        asks: vec![Ask {
            of: Of::Item(of.to_owned()),
            days: if last == Some(today) {
                vec![]
            } else {
                vec![today]
            },
            due: today,
            is_overdue: false,
            last,
            answer: answer.map(|a| Answered {
                status: a.to_owned(),
                date: PartialDate::from_day(today),
                card: people::id(n as u8),
                entry: DocId([n as u8; 16]),
            }),
        }],
        person,
    }
}

#[test]
fn who_is_due_is_counted_by_programme_and_one_key_gives_the_invitation() {
    let (mut h, desk) = open(Lang::Ru);
    stage(&mut h, &desk, "worklist");
    h.state_mut().order(Command::Recall);
    h.run();
    assert!(
        desk.asked()
            .iter()
            .any(|job| matches!(job, Job::Recall { .. }))
    );
    let word = |key: &str| cx(Lang::Ru).tr(key);
    h.get_by_label(&word("calls-kind-screening")).click();
    h.run();
    let jobs = desk.asked();
    let ticket = jobs.iter().find_map(|job| match job {
        Job::Calls {
            ticket,
            which: Which::After(None),
            ..
        } => Some(*ticket),
        _ => None,
    });
    let ticket = ticket.unwrap();
    let today = cx(Lang::Ru).today.to_string();
    let slice = |rows, next| Event::Calls {
        ticket,
        rows,
        of: None,
        next,
    };
    desk.say(
        &mut h,
        slice(
            vec![
                asked_of(1, "kz-breast", None, None),
                asked_of(2, "kz-breast", None, Some("invited")),
            ],
            Some(people::id(2)),
        ),
    );
    assert!(
        !all_words(&h).contains(&word("prevention-item-breast")),
        "half a village would pass for all of it"
    );
    let more = desk.asked();
    assert!(more.iter().any(|job| matches!(
        job,
        Job::Calls { ticket: t, which: Which::After(Some(after)), .. } if *t == ticket && *after == people::id(2)
    )));
    desk.say(
        &mut h,
        slice(
            vec![
                asked_of(3, "kz-breast", Some(&today), None),
                asked_of(4, "kz-heart", None, None),
            ],
            None,
        ),
    );
    let rows = |h: &Window, text: &str| {
        let found = h.get_all_by_role(egui::Role::Row).filter(|row| {
            let name = row.accesskit_node().label();
            name.is_some_and(|name| name.contains(text))
        });
        found.count()
    };
    let breast = word("prevention-item-breast");
    let counted = format!(
        "{breast} — {} 1, {} 1, {} 0, {} 1",
        word("calls-state-due"),
        word("calls-state-invited"),
        word("calls-state-declined"),
        word("calls-state-done")
    );
    assert_eq!(rows(&h, &counted), 1, "{}", all_words(&h));
    // The worklist beside it names people too.
    let name = |n: usize| format!("{} — {breast}", people::person(n).name.patronymic);
    assert_eq!(rows(&h, &name(1)), 1);
    assert_eq!(rows(&h, &name(2)), 0, "she is invited already");
    // A click and the space bar.
    let row = h.get_all_by_role(egui::Role::Row).find(|row| {
        let label = row.accesskit_node().label();
        label.is_some_and(|label| label.contains(&name(1)))
    });
    row.unwrap().click();
    h.run();
    press(&mut h, Key::Space);
    let jobs = desk.asked();
    let done = jobs.iter().find_map(|job| match job {
        Job::Do { ticket, op } => match op.as_ref() {
            Op::Prevent {
                patient,
                preventive,
            } => Some((*ticket, *patient, preventive.as_ref().clone())),
            _ => None,
        },
        _ => None,
    });
    let (act, patient, mark) = done.unwrap();
    assert_eq!(
        (patient, mark.item.as_str(), mark.status.as_str()),
        (people::id(1), "kz-breast", "invited")
    );
    assert_eq!((mark.date.to_string(), mark.name), (today, breast.clone()));
    let changes = OpChanges {
        patients: vec![people::id(1)],
        ..OpChanges::default()
    };
    desk.say(
        &mut h,
        Event::Done {
            ticket: act,
            changes,
        },
    );
    let jobs = desk.asked();
    assert!(jobs.iter().any(|job| matches!(
        job,
        Job::Calls { which: Which::Of(who), .. } if *who == [people::id(1)]
    )));
    desk.say(
        &mut h,
        Event::Calls {
            ticket: 0,
            rows: vec![asked_of(1, "kz-breast", None, Some("invited"))],
            of: Some(vec![people::id(1)]),
            next: None,
        },
    );
    assert_eq!(rows(&h, &name(1)), 0, "she left the list of those to call");
    // The head of the column says the same; the choice stands below it.
    let invited = word("calls-state-invited");
    let mut options = h.get_all_by_label(&invited);
    options.nth(1).unwrap().click();
    drop(options);
    h.run();
    assert_eq!(rows(&h, &name(1)), 1);
    // By mistake: the entry is marked, with a reason, and only hers.
    let row = h.get_all_by_role(egui::Role::Row).find(|row| {
        let label = row.accesskit_node().label();
        label.is_some_and(|label| label.contains(&name(1)))
    });
    row.unwrap().click();
    h.run();
    h.get_by_label(&word("calls-take-back")).click();
    h.run();
    assert!(all_words(&h).contains(&people::person(1).name.given));
    shoot(&mut h, "calls-take-back-ru");
    h.get_by_label(&word("card-withdraw-do")).click();
    h.run();
    assert!(desk.asked().is_empty(), "not without a reason");
    h.get_by_label(&word("card-withdraw-mistake")).click();
    h.run();
    h.get_by_label(&word("card-withdraw-do")).click();
    h.run();
    let jobs = desk.asked();
    let back = jobs.iter().find_map(|job| match job {
        Job::Do { op, .. } => match op.as_ref() {
            Op::Withdraw { patient, error } => Some((*patient, error.clone())),
            _ => None,
        },
        _ => None,
    });
    let (patient, error) = back.unwrap();
    assert_eq!((patient, error.target), (people::id(1), DocId([1; 16])));
    assert_eq!(error.reason, "mistake");
}

#[test]
fn the_vaccination_list_of_the_month_in_sight_goes_to_paper() {
    let (mut h, desk) = open(Lang::Ka);
    stage(&mut h, &desk, "worklist");
    h.state_mut().order(Command::Recall);
    h.run();
    let vague = Recalled {
        patient: people::id(1),
        person: people::person(1),
        rows: Vec::new(),
        nothing_recorded: true,
    };
    desk.say(&mut h, Event::Recall(vec![vague]));
    desk.asked();
    let word = |key: &str| cx(Lang::Ka).tr(key);
    assert!(all_words(&h).contains(&word("vaccination-no-birth")));
    h.get_by_label(&word("vaccination-print")).click();
    h.run();
    let jobs = desk.asked();
    assert!(
        jobs.iter().any(|job| matches!(
            job,
            Job::Preview {
                what: PaperOf::Recall { ahead: 0, .. },
                ..
            }
        )),
        "{jobs:?}"
    );
}
