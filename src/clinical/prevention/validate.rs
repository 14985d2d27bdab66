//! What is wrong with the data files, as sentences for developers. Run by the tests over the shipped files.

use std::collections::BTreeSet;

use super::super::immunise::Seen;
use super::data::{Book, DoneBy, Item, Kind};

const SCHEMA: &str = "feldsher-prevention/1";

/// Every fault by name; empty when sound. `word` says whether a catalogue has the key.
pub fn problems(book: &Book, word: &dyn Fn(&str) -> bool) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut ids = BTreeSet::new();
    let mut countries = BTreeSet::new();
    for programme in &book.0 {
        let country = programme.country.code();
        if programme.schema != SCHEMA || programme.title.is_empty() || programme.seen.is_empty() {
            wrong.push(format!("{country}: schema, title or seen"));
        }
        if !countries.insert(programme.country) {
            wrong.push(format!("{country}: twice"));
        }
        for item in &programme.items {
            if !item.id.starts_with(country) || !ids.insert(&item.id) {
                wrong.push(format!("{}: not of {country}, or twice", item.id));
            }
            of_item(item, word, &mut wrong);
        }
    }
    wrong
}

fn of_item(item: &Item, word: &dyn Fn(&str) -> bool, wrong: &mut Vec<String>) {
    let mut say = |what: &str| wrong.push(format!("{}: {what}", item.id));
    if item.place.is_empty() {
        say("no place in a source");
    }
    if !word(&format!("prevention-item-{}", item.word)) {
        say("no words");
    }
    let group = item.group.as_deref();
    if group.is_some_and(|group| !word(&format!("prevention-group-{group}"))) {
        say("no words for its group");
    }
    match item.kind {
        Kind::Screening if item.from.is_none() || item.until.is_none() => say("no ages"),
        Kind::FollowUp if item.when.is_empty() || group.is_none() => say("no disease"),
        Kind::FollowUp if item.every.is_none() => say("no interval"),
        Kind::Screening | Kind::FollowUp => {}
    }
    if let (Some(from), Some(until)) = (item.from, item.until)
        && from.rough_days() >= until.rough_days()
    {
        say("ends before it begins");
    }
    if item.every.is_some_and(|every| every.rough_days() < 7.0) {
        say("more often than every week");
    }
    // An interval that nobody found is not confirmed by anybody.
    if item.every.is_none() && item.every_verified != Seen::Knowledge {
        say("an interval that is missing cannot be confirmed");
    }
    if item.done_by != DoneBy::Mark && !item.codes.is_empty() {
        say("codes that count for nothing");
    }
    for code in item.when.iter().chain(&item.unless).chain(&item.codes) {
        let mut letters = code.chars();
        let fits = letters.next().is_some_and(|c| c.is_ascii_uppercase())
            && letters.all(|c| c.is_ascii_digit() || c == '.')
            && code.len() >= 3;
        if !fits {
            say("not the beginning of an ICD-10 code");
        }
    }
}
