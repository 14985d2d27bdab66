//! The list of a day: who was seen or is being seen, in the order of the day. It is about many people, so that no page shows one of
//! them as its head, and says nothing of why they came.

use chrono::NaiveDate;

use crate::{domain::lang::Lang, i18n::dates};

use super::super::{
    paper::{Block, Column, Paper, Rich, Size, Style, Table},
    words::Words,
};

/// What stands on the paper. Texts are in its language already.
#[derive(Debug, Clone, PartialEq)]
pub struct DaySheet {
    pub lang: Lang,
    pub clinic: String,
    pub day: NaiveDate,
    pub training: bool,
    pub lines: Vec<DayLine>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayLine {
    /// `08:10`
    pub time: String,
    pub name: String,
    pub born: String,
    /// With its label; empty where there is none.
    pub number: String,
    pub address: String,
    pub phone: String,
    /// Signed, or still a draft.
    pub state: String,
    pub author: String,
}

pub fn day(data: &DaySheet) -> Paper {
    let lang = data.lang;
    let words = Words { lang };
    let title = words.say("day-title");
    let date = dates::long(lang, data.day);
    let count = data.lines.len().to_string();
    let blocks = if data.lines.is_empty() {
        vec![Block::Paragraph(Rich::plain(words.say("day-nobody")))]
    } else {
        let private = words.say("day-private");
        vec![people(data, words), Block::Note(private)]
    };
    Paper {
        lang,
        size: Size::A4,
        foot: format!("{title} · {date}"),
        subtitle: vec![words.say_with("day-count", &[("n", &count)])],
        title,
        code: None,
        issuer: data.clinic.clone(),
        identity: vec![Rich::bold(date)],
        mark: data.training.then(|| words.say("training-mark")),
        blocks,
    }
}

fn people(data: &DaySheet, words: Words) -> Block {
    let columns = [
        ("day-time", 1.1),
        ("call-person", 4.2),
        ("address", 3.0),
        ("day-seen", 2.8),
    ];
    let rows = data.lines.iter().map(|line| {
        let mut who = Rich::bold(&line.name).and(format!("\n{}", line.born), Style::Muted);
        if !line.number.is_empty() {
            who = who.and(format!("\n{}", line.number), Style::Plain);
        }
        let mut home = match line.address.trim() {
            "" => words.missing(),
            address => Rich::plain(address),
        };
        if !line.phone.trim().is_empty() {
            home = home.and(format!("\n{}", line.phone), Style::Plain);
        }
        let seen = Rich::plain(&line.state).and(format!("\n{}", line.author), Style::Muted);
        vec![Rich::bold(&line.time), who, home, seen]
    });
    Block::Table(Table {
        columns: columns
            .map(|(title, share)| Column {
                title: words.label(title),
                share,
            })
            .to_vec(),
        rows: rows.collect(),
    })
}
