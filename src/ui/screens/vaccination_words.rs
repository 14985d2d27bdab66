//! The plan of vaccinations in words: names, statuses, reasons, and one sentence for the passport.

use crate::clinical::Sex as AskedSex;
use crate::clinical::immunise::{Book, Child, Recorded, Row, Speech, Status, declined, plan};
use crate::domain::card::{CardView, Event};
use crate::domain::country::Country;
use crate::domain::immunisation::Immunisation;
use crate::domain::person::Sex;
use crate::i18n;
use crate::ui::cx::Cx;
use crate::ui::widgets::Severity;

/// Names in one sentence; more are counted.
const NAMED: usize = 4;

/// The plan of the open card on the day of the screen.
pub struct Planned {
    pub rows: Vec<Row>,
    pub is_child: bool,
    /// No vaccination stands in the record: not the same as none given.
    pub nothing_recorded: bool,
}

/// `None` where the day of birth is not known, or lies ahead.
pub fn planned(cx: &Cx, card: &CardView, country: Country) -> Option<Planned> {
    let book = Book::builtin();
    let birth = card.person.born.day().filter(|born| *born <= cx.today)?;
    let recorded = Recorded::of(book, card);
    let child = Child {
        birth,
        sex: asked_sex(card.person.sex),
        today: cx.today,
        given: &recorded.given,
        facts: recorded.facts(),
    };
    let until = book.rules.childhood_until.span;
    let is_child = cx.today < crate::clinical::immunise::after(birth, until);
    let mut rows = plan(book, book.calendar(country)?, &child);
    // Of a grown-up's childhood only what was given is of use.
    rows.retain(|row| is_child || row.status != Status::TooOld);
    Some(Planned {
        rows,
        is_child,
        nothing_recorded: recorded.given.is_empty(),
    })
}

pub fn asked_sex(sex: Sex) -> Option<AskedSex> {
    match sex {
        Sex::Female => Some(AskedSex::Female),
        Sex::Male => Some(AskedSex::Male),
        Sex::Unknown => None,
    }
}

/// Entries that were neither withdrawn nor corrected.
pub fn standing(card: &CardView) -> impl Iterator<Item = &Event<Immunisation>> {
    card.immunisations
        .iter()
        .filter(|event| event.withdrawn.is_none() && event.amended_by.is_empty())
}

/// The refusal or exemption that stands for this row.
pub fn declined_of<'c>(cx: &Cx, card: &'c CardView, row: &Row) -> Option<&'c Immunisation> {
    if !row.status.is_open() {
        return None;
    }
    declined(row, cx.today, standing(card).map(|event| &event.content))
}

/// The entry behind a row that was given.
pub fn entry_of<'c>(card: &'c CardView, row: &Row) -> Option<&'c Event<Immunisation>> {
    let book = Book::builtin();
    let wanted = book.product(&row.vaccine);
    let same_day = |event: &&Event<Immunisation>| {
        event.content.is_done() && event.content.date.day() == row.given_on
    };
    let shares = |event: &&Event<Immunisation>| {
        event.content.vaccine == row.vaccine
            || match (&wanted, book.product(&event.content.vaccine)) {
                (Some(a), Some(b)) => a.components.iter().any(|c| b.components.contains(c)),
                (None, _) | (_, None) => false,
            }
    };
    row.given_on?;
    standing(card).filter(same_day).find(shares)
}

/// Name of a vaccine in the user's language.
pub fn vaccine_name(cx: &Cx, id: &str) -> String {
    Book::builtin()
        .vaccine(id)
        .map_or_else(|| id.to_owned(), |vaccine| vaccine.name(cx.lang).to_owned())
}

/// `АбКДС+Хиб+ВГВ+ИПВ 2`.
pub fn row_name(cx: &Cx, row: &Row) -> String {
    let name = vaccine_name(cx, &row.vaccine);
    match row.dose {
        Some(dose) => format!("{name}\u{a0}{dose}"),
        None => name,
    }
}

pub fn reasons(cx: &Cx, row: &Row) -> String {
    let speech = Speech {
        tr: &|key, args| cx.tr_with(key, args),
        count: &|key, n| i18n::tr_n(cx.lang, key, n, &[]),
        day: &|day| cx.date(day),
        vaccine: &|id| vaccine_name(cx, id),
    };
    let all: Vec<String> = row.because.iter().map(|one| one.say(&speech)).collect();
    all.join(" ")
}

pub fn status_word(cx: &Cx, status: Status) -> String {
    cx.tr(&format!("vaccination-status-{}", status.code()))
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
