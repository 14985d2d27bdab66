//! The pregnancy card on paper: Kazakhstan 077/у, Uzbekistan 111. What was told at booking, every contact, the curves, the plan.

use crate::domain::paper::PaperContext;

use super::{
    super::{
        paper::{Block, Column, Figure, Paper, Rich, Table},
        words::Words,
    },
    form::{Content, begin, fill},
    vaccination::table,
};

/// What stands on the paper. Texts are in the patient's language already.
#[derive(Debug, Clone, PartialEq)]
pub struct PregnancySheet {
    pub context: PaperContext,
    /// The age and the expected day first, then what makes them uncertain.
    pub dating: Vec<String>,
    /// The most urgent first, then what was not measured; empty if nothing is to be said.
    pub findings: Vec<String>,
    /// Parts of the form with their texts; a part that is missing was not recorded.
    pub booking: Vec<(String, String)>,
    /// Titles of the columns, then a row for each contact, oldest first.
    pub columns: Vec<String>,
    pub contacts: Vec<Vec<String>>,
    pub figures: Vec<Figure>,
    /// Weeks, from which day, state.
    pub plan: Vec<[String; 3]>,
    pub notes: Vec<String>,
}

/// Parts that every form has; those that a country's layout does not name stand below it.
const PARTS: [&str; 11] = [
    "pregnancy-booked",
    "pregnancy-blood",
    "pregnancy-father-rh",
    "pregnancy-history",
    "pregnancy-numbers",
    "pregnancy-lmp",
    "pregnancy-scan",
    "pregnancy-fetuses",
    "pregnancy-body",
    "pregnancy-note",
    "pregnancy-end",
];

/// Share of the columns of date and weeks, against the others.
const FIRST: [f32; 2] = [1.5, 1.4];

/// The paper of one pregnancy.
pub fn pregnancy(data: &PregnancySheet) -> Paper {
    let context = &data.context;
    let words = Words::of(context);
    let (mut paper, form) = begin("pregnancy", context);
    let lines = |texts: &[String]| Rich::join(texts.iter().map(Rich::plain), "\n");
    if let [first, rest @ ..] = data.dating.as_slice() {
        paper.blocks.push(Block::Paragraph(Rich::bold(first)));
        if !rest.is_empty() {
            paper.blocks.push(Block::Paragraph(lines(rest)));
        }
    }
    if !data.findings.is_empty() {
        paper.blocks.push(Block::Callout {
            label: words.say("pregnancy-findings"),
            text: lines(&data.findings),
        });
    }
    paper
        .blocks
        .push(Block::Heading(words.say("pregnancy-booking")));
    let content = |part: &str| {
        let told = data.booking.iter().find(|(known, _)| known == part);
        told.map_or(Content::Missing, |(_, text)| {
            Content::Text(Rich::plain(text))
        })
    };
    paper
        .blocks
        .extend(fill(words, &form.fields, form.numbered, &PARTS, content));
    paper
        .blocks
        .push(Block::Heading(words.say("pregnancy-contacts")));
    paper.blocks.push(if data.contacts.is_empty() {
        Block::Paragraph(Rich::plain(words.say("pregnancy-no-contacts")))
    } else {
        contacts(data)
    });
    paper
        .blocks
        .extend(data.figures.iter().cloned().map(Block::Figure));
    if !data.plan.is_empty() {
        let titles = [
            ("pregnancy-age", 1.4),
            ("pregnancy-date", 2.0),
            ("pregnancy-state", 3.0),
        ];
        let rows = data
            .plan
            .iter()
            .map(|row| row.iter().map(Rich::plain).collect());
        paper
            .blocks
            .push(Block::Heading(words.say("pregnancy-plan")));
        paper.blocks.push(table(&titles, rows.collect(), words));
    }
    let notes = data.notes.iter().cloned().map(Block::Note);
    paper.blocks.extend(notes);
    paper.blocks.extend(form.doubt(words));
    paper
}

fn contacts(data: &PregnancySheet) -> Block {
    let columns = data.columns.iter().enumerate().map(|(at, title)| Column {
        title: title.clone(),
        share: FIRST.get(at).copied().unwrap_or(1.0),
    });
    let rows = data
        .contacts
        .iter()
        .map(|row| row.iter().map(Rich::plain).collect());
    Block::Table(Table {
        columns: columns.collect(),
        rows: rows.collect(),
    })
}
