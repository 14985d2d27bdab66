//! The plan of vaccinations in words: names, statuses, reasons, and one sentence for the passport.

use crate::clinical::immunise::{Row, Status};
use crate::domain::card::{CardView, Event};
use crate::domain::country::Country;
use crate::domain::immunisation::Immunisation;
use crate::ui::cx::Cx;
use crate::ui::widgets::Severity;
use crate::worker::vaccination as words;
pub use crate::worker::vaccination::{Planned, entry_of};

/// Names in one sentence; more are counted.
const NAMED: usize = 4;

/// The plan of the open card on the day of the screen.
pub fn planned(cx: &Cx, card: &CardView, country: Country) -> Option<Planned> {
    words::planned(card, country, cx.today)
}

/// The refusal or exemption that stands for this row.
pub fn declined_of<'c>(cx: &Cx, card: &'c CardView, row: &Row) -> Option<&'c Immunisation> {
    words::declined_of(card, row, cx.today)
}

/// Name of a vaccine in the user's language.
pub fn vaccine_name(cx: &Cx, id: &str) -> String {
    words::vaccine_name(cx.lang, id)
}

/// `АбКДС+Хиб+ВГВ+ИПВ 2`.
pub fn row_name(cx: &Cx, row: &Row) -> String {
    words::row_name(cx.lang, row)
}

pub fn reasons(cx: &Cx, row: &Row) -> String {
    words::reasons(cx.lang, row)
}

pub fn status_word(cx: &Cx, status: Status) -> String {
    words::status_word(cx.lang, status)
}

/// What was seen after the dose of a row.
pub fn reaction_of(cx: &Cx, event: &Event<Immunisation>) -> Option<String> {
    words::reaction_words(cx.lang, &event.content)
}

pub fn severity(status: Status) -> Option<Severity> {
    match status {
        Status::Overdue | Status::CannotCheck => Some(Severity::Warning),
        Status::Due => Some(Severity::Required),
        Status::Contraindicated => Some(Severity::Prohibition),
        Status::Given | Status::Upcoming | Status::NotYet | Status::TooOld | Status::NotNeeded => {
            None
        }
    }
}

/// What is due today as one sentence, with its sign; without one where nothing is to do.
pub fn sentence(cx: &Cx, card: &CardView, planned: Option<&Planned>) -> (Option<Severity>, String) {
    let Some(planned) = planned else {
        return (Some(Severity::Warning), cx.tr("vaccination-no-birth"));
    };
    let due: Vec<&Row> = planned
        .rows
        .iter()
        .filter(|row| row.status.is_due() && declined_of(cx, card, row).is_none())
        .collect();
    if planned.is_child && planned.nothing_recorded {
        return (Some(Severity::Warning), cx.tr("vaccination-no-record"));
    }
    if !due.is_empty() {
        let names: Vec<String> = due
            .iter()
            .take(NAMED)
            .map(|row| row_name(cx, row))
            .collect();
        let mut names = names.join(", ");
        if due.len() > NAMED {
            let more = (due.len() - NAMED).to_string();
            names = cx.tr_with("vaccination-and-more", &[("names", &names), ("n", &more)]);
        }
        let overdue = due.iter().any(|row| row.status == Status::Overdue);
        let sign = if overdue {
            Severity::Warning
        } else {
            Severity::Required
        };
        return (
            Some(sign),
            cx.tr_with("vaccination-due-today", &[("names", &names)]),
        );
    }
    let next = planned
        .rows
        .iter()
        .filter(|row| matches!(row.status, Status::Upcoming | Status::NotYet))
        .filter_map(|row| Some((row.due?, row)))
        .min_by_key(|(due, _)| *due);
    let text = match next {
        Some((due, row)) => cx.tr_with(
            "vaccination-next",
            &[("name", &row_name(cx, row)), ("date", &cx.date(due))],
        ),
        None => cx.tr("vaccination-nothing"),
    };
    (None, text)
}
