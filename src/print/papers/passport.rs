//! The health passport on one sheet. What does not fit is left out by name, in a fixed order, and stands in the card; where even
//! that is not enough, the paper has more sheets and says so at the top.

use crate::domain::paper::PaperContext;
use crate::i18n::tr;

use super::{
    super::{
        layout::layout,
        paper::{Block, Field, Paper, Rich, Size, Style},
        words::Words,
    },
    parts,
};

/// What stands on the paper. Texts are in the patient's language already.
#[derive(Debug, Clone, PartialEq)]
pub struct PassportSheet {
    pub context: PaperContext,
    /// What an emergency asks for, in its order; the allergies stand above it.
    pub first: Vec<PassportRow>,
    pub rest: Vec<PassportRow>,
    /// A part of the record could not be read: what is not on the paper may exist.
    pub is_unreadable: bool,
}

/// One part of the passport.
#[derive(Debug, Clone, PartialEq)]
pub struct PassportRow {
    pub label: String,
    /// It gives way where one sheet is not enough; the name with which that is said (`print-passport-part-…`).
    pub left_out_as: Option<&'static str>,
    pub facts: Vec<PassportFact>,
}

/// One fact, and who wrote it where and when.
#[derive(Debug, Clone, PartialEq)]
pub struct PassportFact {
    pub text: Rich,
    pub source: Option<String>,
}

/// How much is left out, the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Detail {
    Whole,
    WithoutSources,
    WithoutPast,
    /// Nothing is left out; the paper has more than one sheet.
    Sheets,
}

/// The paper, on one sheet if that can be.
pub fn passport(data: &PassportSheet) -> Paper {
    [Detail::Whole, Detail::WithoutSources, Detail::WithoutPast]
        .into_iter()
        .map(|detail| arranged(data, detail))
        .find(|paper| layout(paper).len() == 1)
        .unwrap_or_else(|| arranged(data, Detail::Sheets))
}

fn arranged(data: &PassportSheet, detail: Detail) -> Paper {
    let context = &data.context;
    let words = Words::of(context);
    let mut paper = parts::empty(context, Size::A4Dense, words.say("passport-title"));
    if detail == Detail::Sheets {
        paper
            .blocks
            .push(Block::Paragraph(Rich::bold(words.say("passport-long"))));
    }
    if data.is_unreadable {
        paper.blocks.push(Block::Paragraph(Rich::bold(
            words.say("passport-unreadable"),
        )));
    }
    paper.blocks.push(parts::allergies(context, words));
    let is_left_out =
        |row: &PassportRow| detail == Detail::WithoutPast && row.left_out_as.is_some();
    let fields = |rows: &[PassportRow]| -> Vec<Field> {
        rows.iter()
            .filter(|row| !is_left_out(row))
            .map(|row| field(row, detail))
            .collect()
    };
    paper
        .blocks
        .push(Block::Heading(words.say("passport-first")));
    paper.blocks.push(Block::Fields(fields(&data.first)));
    paper
        .blocks
        .push(Block::Heading(words.say("passport-rest")));
    let mut rest = fields(&data.rest);
    // The telephone stands above, where it is looked for.
    let mut at_home = context.clone();
    at_home.patient.phone = None;
    rest.extend(parts::contacts(&at_home, words));
    paper.blocks.push(Block::Fields(rest));
    let mut lacks = Vec::new();
    if matches!(detail, Detail::WithoutSources | Detail::WithoutPast) {
        lacks.push(words.say("passport-part-sources"));
    }
    lacks.extend(data.rest.iter().filter(|row| is_left_out(row)).map(|row| {
        let key = format!(
            "print-passport-part-{}",
            row.left_out_as.unwrap_or_default()
        );
        tr(words.lang, &key, &[("n", &row.facts.len().to_string())])
    }));
    if !lacks.is_empty() {
        let what = lacks.join("; ");
        let text = words.say_with("passport-short", &[("what", &what)]);
        paper.blocks.push(Block::Note(text));
    }
    let date = words.date(context.issued);
    let state = words.say_with("passport-state", &[("date", &date)]);
    paper.blocks.push(Block::Note(state));
    paper
}

fn field(row: &PassportRow, detail: Detail) -> Field {
    let with_sources = matches!(detail, Detail::Whole | Detail::Sheets);
    // Doses of vaccines are many and short.
    let between = match row.left_out_as {
        Some(_) => "; ",
        None => "\n",
    };
    let facts = row.facts.iter().enumerate().map(|(at, fact)| {
        let next = row.facts.get(at + 1).and_then(|next| next.source.as_ref());
        match &fact.source {
            // Of facts from one hand at one time the last one says it.
            Some(source) if with_sources && next != Some(source) => {
                fact.text.clone().and(format!(" · {source}"), Style::Muted)
            }
            Some(_) | None => fact.text.clone(),
        }
    });
    Field {
        label: row.label.clone(),
        value: Rich::join(facts, between),
    }
}
