//! The form that goes to the laboratory with the specimen and comes back with the results: to be filled in by hand.

use crate::domain::paper::{Diagnosis, PaperContext};

use super::{
    super::{
        paper::{Block, Column, Field, Paper, Rich, Signature, Size, Table},
        words::Words,
    },
    parts,
};

/// What stands on the paper. Texts are in the patient's language already.
#[derive(Debug, Clone, PartialEq)]
pub struct LaboratorySheet {
    pub context: PaperContext,
    /// Of the last visit.
    pub diagnoses: Vec<Diagnosis>,
    pub groups: Vec<TestGroup>,
    /// Nobody has compared the tests with an official form.
    pub unconfirmed: bool,
}

/// Tests that are made from one specimen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestGroup {
    pub title: String,
    /// Name and unit; the unit is empty where there is none.
    pub tests: Vec<(String, String)>,
}

pub fn laboratory(data: &LaboratorySheet) -> Paper {
    let context = &data.context;
    let words = Words::of(context);
    let mut paper = parts::empty(context, Size::A4Dense, words.say("laboratory-title"));
    paper.blocks.push(parts::allergies(context, words));
    let by_hand = |key: &str| Field {
        label: words.say(key),
        // Room to write.
        value: Rich::plain("\u{a0}\n\u{a0}"),
    };
    paper.blocks.push(Block::Fields(vec![
        Field {
            label: words.label("diagnosis"),
            value: words
                .diagnoses(&data.diagnoses)
                .unwrap_or_else(|| words.missing()),
        },
        by_hand("label-specimen"),
        by_hand("label-taken"),
    ]));
    paper.blocks.push(Block::Note(words.say("laboratory-how")));
    for group in &data.groups {
        paper.blocks.push(Block::Heading(group.title.clone()));
        paper.blocks.push(table(group, words));
    }
    let by_hand = |role: &str| Signature {
        role: words.say(role),
        name: Rich::default(),
        under: words.say("signature-by-hand"),
    };
    paper.blocks.push(Block::Signatures(vec![
        by_hand("laboratory-sender"),
        by_hand("laboratory-by"),
    ]));
    if data.unconfirmed {
        let doubt = words.say("layout-unconfirmed");
        paper.blocks.push(Block::Note(doubt));
    }
    paper
}

fn table(group: &TestGroup, words: Words) -> Block {
    let columns = [
        ("test", 5.0),
        ("result", 2.6),
        ("unit", 1.8),
        ("normal", 2.4),
    ];
    let rows = group.tests.iter().map(|(name, unit)| {
        vec![
            Rich::plain(format!("\u{2610}\u{a0}{name}")),
            Rich::default(),
            Rich::plain(unit),
            Rich::default(),
        ]
    });
    Block::Table(Table {
        columns: columns
            .map(|(title, share)| Column {
                title: words.say(&format!("column-{title}")),
                share,
            })
            .to_vec(),
        rows: rows.collect(),
    })
}
