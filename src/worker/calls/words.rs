//! The lists in words. Text only, no drawing.

use chrono::{Datelike as _, NaiveDate};

use super::{Ask, CallFilter, CallKind, CallState, Called, ListedRow, Of, first_day, part_of};
use crate::clinical::prevention::{Book, Status};
use crate::domain::dates::PartialDate;
use crate::domain::lang::Lang;
use crate::i18n::{dates, tr};
use crate::worker::prevention::{item_name, status_word};

/// After the name of what no source confirmed.
pub const UNCONFIRMED: &str = "\u{a0}*";

pub fn kind_word(lang: Lang, kind: CallKind) -> String {
    tr(lang, &format!("calls-kind-{}", kind.code()), &[])
}

pub fn state_word(lang: Lang, state: CallState) -> String {
    tr(lang, &format!("calls-state-{}", state.code()), &[])
}

/// Name of a screening programme, a group of follow-up, a part of the pregnancies.
pub fn part_name(lang: Lang, kind: CallKind, part: &str) -> String {
    match kind {
        CallKind::Screening => named(lang, part),
        CallKind::FollowUp => tr(lang, &format!("prevention-group-{part}"), &[]),
        CallKind::Pregnancy => tr(lang, &format!("calls-part-{part}"), &[]),
    }
}

/// What is asked: an item by its name, a contact by its week.
pub fn ask_name(lang: Lang, of: &Of) -> String {
    match of {
        Of::Item(id) => named(lang, id),
        Of::Contact(week) => tr(lang, "calls-contact", &[("week", &week.to_string())]),
        Of::PastTerm | Of::Undated | Of::Disputed => {
            let (_, part) = part_of(of);
            tr(lang, &format!("calls-part-{part}"), &[])
        }
    }
}

fn named(lang: Lang, id: &str) -> String {
    match Book::builtin().item(id) {
        Some(item) if item.is_confirmed() => item_name(lang, item),
        Some(item) => format!("{}{UNCONFIRMED}", item_name(lang, item)),
        // Of a newer program.
        None => id.to_owned(),
    }
}

/// `Маммография — просрочено, 02-май-2025`.
pub fn ask_text(
    lang: Lang,
    ask: &Ask,
    (state, day): (CallState, NaiveDate),
    today: NaiveDate,
) -> String {
    let name = ask_name(lang, &ask.of);
    let said = state_text(lang, ask, (state, day), today);
    if said.is_empty() {
        name
    } else {
        format!("{name} — {said}")
    }
}

fn state_text(
    lang: Lang,
    ask: &Ask,
    (state, day): (CallState, NaiveDate),
    today: NaiveDate,
) -> String {
    let answered = |key: &str| {
        let date = ask.answer.as_ref().map(|answer| answer.date);
        let date = dates::short_partial(lang, date.unwrap_or_default());
        tr(lang, key, &[("date", &date)])
    };
    let on = |key: &str, day: NaiveDate| tr(lang, key, &[("date", &dates::short(lang, day))]);
    match (state, &ask.of) {
        (CallState::Declined, _) => answered("prevention-declined-on"),
        (CallState::Invited, _) => answered("prevention-invited-on"),
        (CallState::Done, _) => on("calls-done-on", day),
        (CallState::Due, Of::PastTerm) => on("calls-term-was", ask.due),
        (CallState::Due, Of::Undated | Of::Disputed) => String::new(),
        (CallState::Due, _) if ask.is_overdue && day == today => on("calls-overdue-since", ask.due),
        (CallState::Due, _) if day > today => on("calls-due-from", day),
        (CallState::Due, Of::Item(_)) if ask.last.is_none() => tr(lang, "calls-no-record", &[]),
        (CallState::Due, _) => status_word(lang, Status::Due),
    }
}

/// Every ask of a row, one sentence each.
pub fn row_texts(lang: Lang, one: &Called, row: &ListedRow, today: NaiveDate) -> Vec<String> {
    if row.asks.is_empty() && one.unplanned {
        return vec![tr(lang, "calls-unplanned", &[])];
    }
    row.asks
        .iter()
        .filter_map(|(n, state, day)| {
            Some(ask_text(lang, one.asks.get(*n)?, (*state, *day), today))
        })
        .collect()
}

/// `Ноябрь 2026`.
pub fn month_text(lang: Lang, ahead: u32, today: NaiveDate) -> String {
    let first = first_day(today, ahead);
    let month = PartialDate::from_month(first.year(), first.month());
    dates::long_partial(lang, month.unwrap_or_default())
}

/// Which list: family, month, and part and state where only those are in it.
pub fn filter_text(lang: Lang, filter: &CallFilter, today: NaiveDate) -> String {
    let mut all = vec![
        kind_word(lang, filter.kind),
        month_text(lang, filter.ahead, today),
    ];
    let part = filter.part.as_ref();
    all.extend(part.map(|part| part_name(lang, filter.kind, part)));
    all.extend(filter.state.map(|state| state_word(lang, state)));
    all.join(" · ")
}
