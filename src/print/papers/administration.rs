//! The administration sheet: what was ordered to be given at the point, and every dose of one day, given or not.

use chrono::NaiveDate;

use crate::domain::paper::{Clinician, Medicine, PaperContext};

use super::{
    super::{
        paper::{Block, Column, Paper, Rich, Size, Style, Table},
        words::{DASH, Words, glued},
    },
    parts,
};

/// What stands on the sheet. Texts are in the paper's language already.
#[derive(Debug, Clone, PartialEq)]
pub struct AdministrationSheet {
    pub context: PaperContext,
    pub day: NaiveDate,
    pub rows: Vec<SheetRow>,
    /// Everybody who signed a dose, in the order of the day.
    pub by: Vec<Clinician>,
}

/// One order, or doses that no order of the sheet names.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetRow {
    pub medicine: Medicine,
    /// Who ordered it, when.
    pub ordered: Option<String>,
    pub doses: Vec<SheetDose>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetDose {
    /// `08:10`; the words of a doubtful clock stand in `details`.
    pub time: String,
    pub given: bool,
    /// Given elsewhere, as somebody told: whoever wrote it down did not give it.
    pub stated: bool,
    /// Amount, reason, drip, second person: one line each.
    pub details: Vec<String>,
    pub by: String,
}

/// Shares of the two columns.
const ORDER: f32 = 5.0;
const DOSES: f32 = 5.0;

/// The paper of one day.
pub fn administration(data: &AdministrationSheet) -> Paper {
    let words = Words::of(&data.context);
    let mut paper = parts::empty(&data.context, Size::A4, words.say("administration-title"));
    paper.blocks.push(parts::allergies(&data.context, words));
    let day = words.date(data.day);
    paper.blocks.push(Block::Heading(
        words.say_with("administration-of", &[("date", &day)]),
    ));
    if data.rows.is_empty() {
        let nothing = words.say("administration-nothing");
        paper.blocks.push(Block::Paragraph(Rich::plain(nothing)));
        return paper;
    }
    paper.blocks.push(doses(data, words));
    let signatures = data
        .by
        .iter()
        .map(|by| parts::signature(words, words.say("administration-by"), Some(by)));
    if !data.by.is_empty() {
        paper.blocks.push(Block::Signatures(signatures.collect()));
    }
    paper
}

/// Orders and doses of the day.
pub(super) fn doses(data: &AdministrationSheet, words: Words) -> Block {
    let column = |key: &str, share| Column {
        title: words.say(key),
        share,
    };
    Block::Table(Table {
        columns: vec![
            column("administration-order", ORDER),
            column("administration-doses", DOSES),
        ],
        rows: data.rows.iter().map(|row| cells(row, words)).collect(),
    })
}

fn cells(row: &SheetRow, words: Words) -> Vec<Rich> {
    let mut order = words.medicine(&row.medicine);
    if let Some(ordered) = &row.ordered {
        order = order.and("\n", Style::Plain).and(ordered, Style::Muted);
    }
    let doses = if row.doses.is_empty() {
        Rich::muted(words.say("administration-none"))
    } else {
        Rich::join(row.doses.iter().map(|dose| line(dose, words)), "\n")
    };
    vec![order, doses]
}

/// «08:10 дано — 2 мл — Үлгі М., медсестра»
fn line(dose: &SheetDose, words: Words) -> Rich {
    let word = words.say(if dose.stated {
        "administration-elsewhere"
    } else if dose.given {
        "administration-given"
    } else {
        "administration-not"
    });
    let style = if dose.given && !dose.stated {
        Style::Plain
    } else {
        Style::Bold
    };
    let mut line = Rich::bold(&dose.time).and(format!("\u{a0}{}", glued(&word)), style);
    for detail in &dose.details {
        line = line.and(DASH, Style::Plain).and(detail, Style::Plain);
    }
    let by = if dose.stated {
        words.say_with("administration-noted", &[("who", &dose.by)])
    } else {
        dose.by.clone()
    };
    line.and(DASH, Style::Plain).and(by, Style::Plain)
}
