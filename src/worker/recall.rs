//! The vaccination list of a month in words: every child with a dose due in it, street by street, on screen and on paper.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::calls::sheet::line;
use super::calls::words::month_text;
use super::calls::{first_day, last_day, street};
use super::vaccination::{row_name, status_word, vaccine_name};
use super::{Due, Recalled};
use crate::clinical::immunise::{Book, Status};
use crate::clinical::title_text;
use crate::domain::lang::Lang;
use crate::i18n::{dates, tr};
use crate::ops::Place;
use crate::print::papers::CallSheet;

/// Months that the list looks ahead.
pub const MONTHS: u32 = 12;

/// One child of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct RecallLine<'r> {
    pub one: &'r Recalled,
    /// Each dose, or why none can be named.
    pub due: Vec<String>,
}

/// The list of one month, in the order in which a nurse walks. The first month holds everything that is late too; a later one only
/// what falls due in it.
pub fn lines(all: &[Recalled], ahead: u32, lang: Lang, today: NaiveDate) -> Vec<RecallLine<'_>> {
    let mut lines: Vec<RecallLine<'_>> = all
        .iter()
        .map(|one| RecallLine {
            one,
            due: words(one, ahead, lang, today),
        })
        .filter(|line| !line.due.is_empty())
        .collect();
    lines.sort_by_cached_key(|line| street(&line.one.person));
    lines
}

/// The same list on paper, with the doses that the month asks for: so many are to be taken along.
pub fn sheet(
    all: &[Recalled],
    ahead: u32,
    place: &Place,
    lang: Lang,
    today: NaiveDate,
) -> CallSheet {
    let say = |key: &str| tr(lang, key, &[]);
    let lines = lines(all, ahead, lang, today);
    let calendar = Book::builtin().calendar(place.country);
    let mut notes = vec![say("recall-sentence")];
    if lines
        .iter()
        .any(|line| line.one.nothing_recorded || line.one.rows.is_empty())
    {
        notes.push(say("recall-not-counted"));
    }
    notes.extend(calendar.map(|calendar| title_text(lang, &calendar.title)));
    notes.push(say("vaccination-not-approved"));
    notes.push(say("calls-private"));
    CallSheet {
        lang,
        clinic: place.clinic.clone(),
        head: format!(
            "{} · {}",
            say("calls-kind-vaccination"),
            month_text(lang, ahead, today)
        ),
        issued: today,
        training: place.demo,
        counted: say("common-vaccine"),
        states: ["calls-state-due", "calls-state-declined"]
            .map(say)
            .to_vec(),
        counts: counts(&lines, ahead, lang, today),
        lines: lines
            .iter()
            .map(|one| line(&one.one.person, one.due.clone(), place.country, lang))
            .collect(),
        notes,
    }
}

/// Doses of each vaccine, to be given and declined. Children without any record are left out: nobody knows what they have had.
fn counts(
    lines: &[RecallLine<'_>],
    ahead: u32,
    lang: Lang,
    today: NaiveDate,
) -> Vec<(String, Vec<usize>)> {
    let mut of: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    for due in lines.iter().flat_map(|line| named(line.one, ahead, today)) {
        let [wanted, declined] = of.entry(vaccine_name(lang, &due.row.vaccine)).or_default();
        if due.declined.is_some() {
            *declined += 1;
        } else {
            *wanted += 1;
        }
    }
    of.into_iter()
        .map(|(name, numbers)| (name, numbers.to_vec()))
        .collect()
}

fn words(one: &Recalled, ahead: u32, lang: Lang, today: NaiveDate) -> Vec<String> {
    // Neither has doses to name. Both are shown once, this month: nobody may forget them.
    let instead = if one.rows.is_empty() {
        Some("vaccination-no-birth")
    } else {
        one.nothing_recorded.then_some("recall-no-record")
    };
    match instead {
        Some(key) if ahead == 0 => vec![tr(lang, key, &[])],
        Some(_) => Vec::new(),
        None => named(one, ahead, today)
            .map(|due| due_text(lang, due))
            .collect(),
    }
}

/// The doses of a month that can be named.
fn named(one: &Recalled, ahead: u32, today: NaiveDate) -> impl Iterator<Item = &Due> {
    let (first, last) = (first_day(today, ahead), last_day(today, ahead));
    let is_in = move |due: &&Due| match due.row.due {
        None => false,
        Some(day) if ahead == 0 => day <= last,
        Some(day) => day >= first && day <= last && due.row.status != Status::CannotCheck,
    };
    let rows = one.rows.iter().filter(|_| !one.nothing_recorded);
    rows.filter(is_in)
}

fn due_text(lang: Lang, due: &Due) -> String {
    let name = row_name(lang, &due.row);
    if let Some(declined) = &due.declined {
        let key = format!("vaccination-declined-{}", declined.status_reason);
        let date = dates::short_partial(lang, declined.date);
        return format!("{name} — {}", tr(lang, &key, &[("date", &date)]));
    }
    let date = due
        .row
        .due
        .map(|day| dates::short(lang, day))
        .unwrap_or_default();
    format!("{name} — {} {date}", status_word(lang, due.row.status))
}
