//! The assessment of a sick child, for the record and for the mother: what was found, what to do, and when to come back at once.

use chrono::NaiveDateTime;

use crate::domain::paper::{Clinician, PaperContext};

use super::{
    super::{
        paper::{Block, Column, Paper, Rich, Size, Style, Table},
        words::Words,
    },
    parts,
};

/// What stands on the paper. Texts are in the paper's language already.
#[derive(Debug, Clone, PartialEq)]
pub struct ImciSheet {
    pub context: PaperContext,
    pub at: NaiveDateTime,
    /// The whole in one sentence.
    pub shown: String,
    /// What was not asked.
    pub left: Option<String>,
    /// The worst first.
    pub rows: Vec<ImciRow>,
    /// Problems that the child does not have.
    pub absent: Option<String>,
    /// "Come back at once if the child", and then what.
    pub return_title: String,
    pub returns: Vec<String>,
    pub next_visit: Option<String>,
    /// Titles of the two columns: what was found, what to do.
    pub columns: [String; 2],
    /// The rules, and who has approved them.
    pub notes: Vec<String>,
    pub clinician: Option<Clinician>,
    pub signed_at: NaiveDateTime,
}

/// One box.
#[derive(Debug, Clone, PartialEq)]
pub struct ImciRow {
    /// The box with its colour as a word.
    pub name: String,
    pub class: String,
    pub reasons: Vec<String>,
    /// What to do, with the fluid and the day of the next check.
    pub actions: Vec<String>,
}

/// Shares of the two columns.
const FOUND: f32 = 4.5;
const TO_DO: f32 = 5.5;

/// The paper of one assessment.
pub fn imci(data: &ImciSheet) -> Paper {
    let words = Words::of(&data.context);
    let mut paper = parts::empty(&data.context, Size::A4, words.say("imci-title"));
    paper.blocks.push(parts::allergies(&data.context, words));
    paper.blocks.push(Block::Callout {
        label: words.date_and_time(data.at),
        text: match &data.left {
            Some(left) => Rich::bold(&data.shown).and(format!("\n{left}"), Style::Plain),
            None => Rich::bold(&data.shown),
        },
    });
    let [found, to_do] = &data.columns;
    let column = |title: &str, share| Column {
        title: title.to_owned(),
        share,
    };
    paper.blocks.push(Block::Table(Table {
        columns: vec![column(found, FOUND), column(to_do, TO_DO)],
        rows: data.rows.iter().map(cells).collect(),
    }));
    if let Some(absent) = &data.absent {
        paper.blocks.push(Block::Note(absent.clone()));
    }
    let returns: Vec<String> = data.returns.iter().map(|one| format!("• {one}")).collect();
    let mut home = vec![Block::Callout {
        label: data.return_title.clone(),
        text: Rich::plain(format!("\n{}", returns.join("\n"))),
    }];
    if let Some(day) = &data.next_visit {
        home.push(Block::Paragraph(Rich::bold(day)));
    }
    paper.blocks.push(Block::Together(home));
    paper
        .blocks
        .extend(data.notes.iter().cloned().map(Block::Note));
    let mut signature = parts::signature(words, words.label("clinician"), data.clinician.as_ref());
    signature.under = words.signed_at(data.signed_at);
    paper.blocks.push(Block::Signatures(vec![signature]));
    paper
}

fn cells(row: &ImciRow) -> Vec<Rich> {
    let mut found = Rich::muted(format!("{}\n", row.name)).and(&row.class, Style::Bold);
    for reason in &row.reasons {
        found = found.and(format!("\n{reason}"), Style::Plain);
    }
    let actions: Vec<String> = row.actions.iter().map(|one| format!("• {one}")).collect();
    vec![found, Rich::plain(actions.join("\n"))]
}
