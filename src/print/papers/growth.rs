//! The growth of a child: its curves, and every measurement in numbers.

use crate::domain::paper::PaperContext;

use super::{
    super::{
        paper::{Block, Column, Figure, Paper, Rich, Size, Table},
        words::Words,
    },
    parts,
};

/// What stands on the paper. Texts are in the patient's language already.
#[derive(Debug, Clone, PartialEq)]
pub struct GrowthSheet {
    pub context: PaperContext,
    /// What the last measurement says, the weightiest first; empty if nothing is wrong.
    pub findings: Vec<String>,
    pub figures: Vec<Figure>,
    /// Titles of the columns, then a row for each day of measuring.
    pub columns: Vec<String>,
    pub rows: Vec<Vec<String>>,
    pub sources: Vec<String>,
}

/// Share of the first column, which holds date and age, against the others.
const FIRST: f32 = 2.2;

/// The paper of a child's growth.
pub fn growth(data: &GrowthSheet) -> Paper {
    let words = Words::of(&data.context);
    let mut paper = parts::empty(&data.context, Size::A4, words.say("growth-title"));
    paper.blocks.push(parts::allergies(&data.context, words));
    if !data.findings.is_empty() {
        paper.blocks.push(Block::Callout {
            label: words.say("growth-findings"),
            text: Rich::join(data.findings.iter().map(Rich::bold), "\n"),
        });
    }
    paper
        .blocks
        .extend(data.figures.iter().cloned().map(Block::Figure));
    let columns = data.columns.iter().enumerate().map(|(at, title)| Column {
        title: title.clone(),
        share: if at == 0 { FIRST } else { 1.0 },
    });
    let rows = data
        .rows
        .iter()
        .map(|row| row.iter().map(Rich::plain).collect());
    paper.blocks.push(Block::Table(Table {
        columns: columns.collect(),
        rows: rows.collect(),
    }));
    paper
        .blocks
        .extend(data.sources.iter().cloned().map(Block::Note));
    paper
}
