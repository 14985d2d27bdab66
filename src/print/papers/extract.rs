//! The extract from the card: everything that is known of the patient, then every visit in the order of time.

use chrono::NaiveDateTime;

use crate::domain::paper::{Clinician, PaperContext};

use super::{
    super::{
        paper::{Block, Field, Paper, Rich, Signature, Size},
        words::Words,
    },
    parts,
    passport::PassportRow,
};

/// What stands on the paper. Texts are in the patient's language already.
#[derive(Debug, Clone, PartialEq)]
pub struct ExtractSheet {
    pub context: PaperContext,
    /// The parts of the card; the allergies stand above them.
    pub card: Vec<PassportRow>,
    /// Oldest first.
    pub visits: Vec<ExtractVisit>,
    /// A part of the record could not be read: what is not on the paper may exist.
    pub is_unreadable: bool,
}

/// One visit in its newest version.
#[derive(Debug, Clone, PartialEq)]
pub struct ExtractVisit {
    /// Local time.
    pub at: NaiveDateTime,
    /// The form by which it was written, where it has a name of its own.
    pub form: Option<String>,
    pub by: Option<Clinician>,
    /// Label and value, only what was recorded.
    pub fields: Vec<(String, Rich)>,
}

pub fn extract(data: &ExtractSheet) -> Paper {
    let context = &data.context;
    let words = Words::of(context);
    let mut paper = parts::empty(context, Size::A4, words.say("extract-title"));
    if data.is_unreadable {
        let warning = words.say("passport-unreadable");
        paper.blocks.push(Block::Paragraph(Rich::bold(warning)));
    }
    paper.blocks.push(parts::allergies(context, words));
    // The telephone stands among those to call.
    let mut at_home = context.clone();
    at_home.patient.phone = None;
    let mut card: Vec<Field> = data.card.iter().map(row).collect();
    card.extend(parts::contacts(&at_home, words));
    paper.blocks.push(Block::Fields(card));
    paper
        .blocks
        .push(Block::Heading(words.say("extract-visits")));
    if data.visits.is_empty() {
        let none = words.say("extract-no-visit");
        paper.blocks.push(Block::Paragraph(Rich::plain(none)));
    }
    for visit in &data.visits {
        paper.blocks.extend(entry(visit, words));
    }
    let by_hand = |role: &str| Signature {
        role: words.label(role),
        name: Rich::default(),
        under: words.say("signature"),
    };
    paper
        .blocks
        .push(Block::Signatures(vec![by_hand("doctor"), by_hand("head")]));
    paper
}

/// One visit under its day.
pub(super) fn entry(visit: &ExtractVisit, words: Words) -> [Block; 2] {
    let when = words.date_and_time(visit.at);
    let head = visit
        .form
        .as_ref()
        .map_or_else(|| when.clone(), |form| format!("{when} · {form}"));
    let mut fields: Vec<Field> = visit
        .fields
        .iter()
        .map(|(label, value)| Field {
            label: label.clone(),
            value: value.clone(),
        })
        .collect();
    fields.push(Field {
        label: words.label("clinician"),
        value: words.clinician(visit.by.as_ref()),
    });
    [Block::Heading(head), Block::Fields(fields)]
}

fn row(row: &PassportRow) -> Field {
    // Doses of vaccines are many and short.
    let between = match row.left_out_as {
        Some(_) => "; ",
        None => "\n",
    };
    let facts = row.facts.iter().map(|fact| fact.text.clone());
    Field {
        label: row.label.clone(),
        value: Rich::join(facts, between),
    }
}
