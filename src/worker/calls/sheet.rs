//! A list on paper, in the house's language: whom to call, with room to tick.

use chrono::NaiveDate;

use super::words::{UNCONFIRMED, filter_text, part_name, row_texts, state_word};
use super::{CallFilter, CallKind, CallState, Called, Listed, listed};
use crate::clinical::title_text;
use crate::clinical::{pregnancy, prevention};
use crate::domain::country::Country;
use crate::domain::lang::Lang;
use crate::domain::person::Person;
use crate::domain::phone::Phone;
use crate::i18n::{dates, names, tr};
use crate::ops::Place;
use crate::print::papers::{CallLine, CallSheet};

/// Everything that the paper shows.
pub fn sheet(
    all: &[Called],
    filter: &CallFilter,
    place: &Place,
    lang: Lang,
    today: NaiveDate,
) -> CallSheet {
    let list = listed(all, filter, place.country, today);
    let lines: Vec<CallLine> = list
        .rows
        .iter()
        .filter_map(|row| {
            let one = all.get(row.at)?;
            let asks = row_texts(lang, one, row, today);
            Some(line(&one.person, asks, place.country, lang))
        })
        .collect();
    CallSheet {
        lang,
        clinic: place.clinic.clone(),
        head: filter_text(lang, filter, today),
        issued: today,
        training: place.demo,
        counted: tr(lang, "print-item-call-people", &[]),
        states: CallState::ALL.map(|state| state_word(lang, state)).to_vec(),
        counts: counts(&list, filter, lang),
        notes: notes(&list, &lines, filter.kind, place.country, lang),
        lines,
    }
}

/// Where somebody lives, who it is, and what for.
pub fn line(person: &Person, asks: Vec<String>, country: Country, lang: Lang) -> CallLine {
    let name = &person.name;
    let phone = Phone::parse(&person.phone, country);
    CallLine {
        address: person.address.clone(),
        name: names::full(&name.family, &name.given, &name.patronymic),
        born: dates::short_partial(lang, person.born),
        phone: phone.map_or_else(|_| person.phone.clone(), |phone| phone.grouped()),
        asks,
    }
}

fn counts(list: &Listed, filter: &CallFilter, lang: Lang) -> Vec<(String, Vec<usize>)> {
    let four = |counts: &super::Counts| CallState::ALL.map(|state| counts.of(state)).to_vec();
    let mut rows: Vec<(String, Vec<usize>)> = list
        .parts
        .iter()
        .filter(|(part, _)| filter.part.as_ref().is_none_or(|wanted| wanted == part))
        .map(|(part, counts)| (part_name(lang, filter.kind, part), four(counts)))
        .collect();
    if filter.part.is_none() {
        rows.push((tr(lang, "calls-all", &[]), four(&list.all)));
    }
    rows
}

/// What the list does not say by itself: marks, sources, whose plan is missing.
fn notes(
    list: &Listed,
    lines: &[CallLine],
    kind: CallKind,
    country: Country,
    lang: Lang,
) -> Vec<String> {
    let mut notes = Vec::new();
    if list.unplanned > 0 {
        let n = list.unplanned.to_string();
        notes.push(tr(lang, "calls-unplanned-count", &[("n", &n)]));
    }
    let said = lines.iter().flat_map(|line| line.asks.iter().cloned());
    let names = list
        .parts
        .iter()
        .map(|(part, _)| part_name(lang, kind, part));
    if said.chain(names).any(|text| text.contains(UNCONFIRMED)) {
        notes.push(tr(lang, "print-prevention-not-confirmed-mark", &[]));
    }
    if kind == CallKind::Pregnancy {
        let schedule = pregnancy::Book::builtin().schedule(country);
        notes.extend(schedule.map(|schedule| title_text(lang, &schedule.title)));
        notes.push(tr(lang, "calls-pregnancy-source", &[]));
    } else {
        let programme = prevention::Book::builtin().programme(country);
        notes.extend(programme.map(|programme| title_text(lang, &programme.title)));
        notes.push(tr(lang, "prevention-not-approved", &[]));
    }
    notes.push(tr(lang, "calls-private", &[]));
    notes
}
