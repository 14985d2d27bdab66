//! A list of people to be called, for the nurse who walks or telephones: street by street, with room to tick. It is about many people,
//! so that no page shows one of them as its head.

use chrono::NaiveDate;

use crate::{
    domain::lang::Lang,
    i18n::{dates, tr},
};

use super::super::{
    paper::{Block, Column, Paper, Rich, Size, Style, Table},
    words::Words,
};

/// What stands on the paper. Texts are in its language already.
#[derive(Debug, Clone, PartialEq)]
pub struct CallSheet {
    pub lang: Lang,
    pub clinic: String,
    /// Which list: at the top of every page.
    pub head: String,
    pub issued: NaiveDate,
    pub training: bool,
    /// What is counted: head of the first column of the numbers.
    pub counted: String,
    /// Heads of the columns of numbers.
    pub states: Vec<String>,
    /// A programme or vaccine, and how many in each state.
    pub counts: Vec<(String, Vec<usize>)>,
    pub lines: Vec<CallLine>,
    pub notes: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallLine {
    /// Empty where nobody wrote it down.
    pub address: String,
    pub name: String,
    pub born: String,
    pub phone: String,
    pub asks: Vec<String>,
}

pub fn calls(data: &CallSheet) -> Paper {
    let lang = data.lang;
    let say = |key: &str| tr(lang, key, &[]);
    let words = Words { lang };
    let title = say("ui-command-recall");
    let date = dates::long(lang, data.issued);
    let mut blocks = Vec::new();
    if !data.counts.is_empty() {
        blocks.push(counts(data));
    }
    if data.lines.is_empty() {
        blocks.push(Block::Paragraph(Rich::plain(say("recall-nobody"))));
    } else {
        blocks.push(people(data, words));
    }
    blocks.extend(data.notes.iter().cloned().map(Block::Note));
    Paper {
        lang,
        size: Size::A4,
        foot: format!("{title} · {date}"),
        subtitle: vec![date],
        title,
        code: None,
        issuer: data.clinic.clone(),
        identity: vec![Rich::bold(&data.head)],
        mark: data.training.then(|| words.say("training-mark")),
        blocks,
    }
}

fn counts(data: &CallSheet) -> Block {
    let mut columns = vec![Column {
        title: data.counted.clone(),
        share: 6.0,
    }];
    columns.extend(data.states.iter().map(|state| Column {
        title: state.clone(),
        share: 1.7,
    }));
    let rows = data.counts.iter().map(|(name, numbers)| {
        let mut row = vec![Rich::plain(name)];
        row.extend(numbers.iter().map(|n| Rich::bold(n.to_string())));
        row
    });
    Block::Table(Table {
        columns,
        rows: rows.collect(),
    })
}

fn people(data: &CallSheet, words: Words) -> Block {
    let columns = [
        ("address", 3.0),
        ("call-person", 3.6),
        ("call-what", 5.0),
        ("call-note", 1.8),
    ];
    let rows = data.lines.iter().map(|line| {
        let address = if line.address.trim().is_empty() {
            words.missing()
        } else {
            Rich::plain(&line.address)
        };
        let mut who = Rich::bold(&line.name).and(format!("\n{}", line.born), Style::Muted);
        if !line.phone.trim().is_empty() {
            who = who.and(format!("\n{}", line.phone), Style::Plain);
        }
        vec![address, who, asks(&line.asks), Rich::plain("")]
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

/// One thing in a line; several are told apart by their dots.
fn asks(asks: &[String]) -> Rich {
    match asks {
        [one] => Rich::plain(one),
        many => {
            let lines: Vec<String> = many.iter().map(|one| format!("• {one}")).collect();
            Rich::plain(lines.join("\n"))
        }
    }
}
