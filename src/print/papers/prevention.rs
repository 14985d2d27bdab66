//! The month plan that a patient takes home: what to come for, and when.

use crate::domain::paper::PaperContext;

use super::{
    super::{
        paper::{Block, Paper, Rich, Size, Style},
        words::Words,
    },
    parts,
    vaccination::table,
};

/// What stands on the paper. Texts are in the patient's language already.
#[derive(Debug, Clone, PartialEq)]
pub struct PreventionSheet {
    pub context: PaperContext,
    /// Oldest month first.
    pub months: Vec<PlanMonth>,
    /// What stands in the place of months, or below them.
    pub notes: Vec<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct PlanMonth {
    pub title: String,
    pub lines: Vec<PlanLine>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct PlanLine {
    pub name: String,
    pub kind: String,
    pub when: String,
    pub is_due: bool,
    pub confirmed: bool,
}

/// The paper of the coming twelve months.
pub fn prevention(data: &PreventionSheet) -> Paper {
    let words = Words::of(&data.context);
    let mut paper = parts::empty(&data.context, Size::A4, words.say("prevention-title"));
    for month in &data.months {
        let rows = month.lines.iter().map(|line| {
            let name = if line.is_due {
                Rich::bold(&line.name)
            } else {
                Rich::plain(&line.name)
            };
            let name = if line.confirmed {
                name
            } else {
                name.and("\u{a0}*", Style::Muted)
            };
            vec![Rich::plain(&line.when), name, Rich::muted(&line.kind)]
        });
        let titles = [
            ("vaccination-date", 2.2),
            ("vaccination-what", 7.0),
            ("kind-of", 2.4),
        ];
        paper.blocks.push(Block::Heading(month.title.clone()));
        paper.blocks.push(table(&titles, rows.collect(), words));
    }
    let unsure = data.months.iter().flat_map(|month| &month.lines);
    if unsure.clone().any(|line| !line.confirmed) {
        paper
            .blocks
            .push(Block::Note(words.say("prevention-not-confirmed-mark")));
    }
    paper
        .blocks
        .extend(data.notes.iter().cloned().map(Block::Note));
    paper
}
