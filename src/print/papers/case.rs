//! The case history of a stay: its days, every entry, the doses of every day, and the summary at the end.

use chrono::NaiveDate;

use crate::domain::paper::{PaperContext, VisitNote};

use super::{
    super::{
        paper::{Block, Paper, Rich, Size},
        words::Words,
    },
    administration::{AdministrationSheet, doses},
    extract::{ExtractVisit, entry},
    parts::{self, field},
    visit::visit,
};

/// What stands on the paper. Texts are in the patient's language already.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseSheet {
    pub context: PaperContext,
    pub admitted: NaiveDate,
    pub discharged: NaiveDate,
    /// Oldest first.
    pub visits: Vec<ExtractVisit>,
    /// Of the days with an order or a dose.
    pub sheets: Vec<AdministrationSheet>,
    /// The signed summary.
    pub epicrisis: VisitNote,
}

pub fn case(data: &CaseSheet) -> Paper {
    let context = &data.context;
    let words = Words::of(context);
    let mut paper = parts::empty(context, Size::A4, words.say("case-title"));
    let allergies = parts::allergies(context, words);
    paper.blocks.push(allergies.clone());
    let day = |day| Some(Rich::plain(words.date(day)));
    let mut first = vec![
        field(words, "admitted", day(data.admitted)),
        field(words, "discharged", day(data.discharged)),
    ];
    first.extend(parts::diagnosis_fields(&data.epicrisis.diagnoses, words));
    first.extend(parts::contacts(context, words));
    paper.blocks.push(Block::Fields(first));

    paper.blocks.push(Block::Heading(words.say("case-entries")));
    if data.visits.is_empty() {
        let none = words.say("extract-no-visit");
        paper.blocks.push(Block::Paragraph(Rich::plain(none)));
    }
    for one in &data.visits {
        let [Block::Heading(when), fields] = entry(one, words) else {
            continue;
        };
        paper.blocks.extend([Block::Subheading(when), fields]);
    }

    let title = words.say("administration-title");
    paper.blocks.push(Block::Heading(title));
    if data.sheets.is_empty() {
        let none = words.say("case-no-doses");
        paper.blocks.push(Block::Paragraph(Rich::plain(none)));
    }
    for sheet in &data.sheets {
        let day = words.date(sheet.day);
        let of = words.say_with("administration-of", &[("date", &day)]);
        paper
            .blocks
            .extend([Block::Subheading(of), doses(sheet, words)]);
    }

    let summary = visit(&data.epicrisis);
    paper.blocks.push(Block::Heading(summary.title));
    // The allergies stand at the head already.
    let rest = summary.blocks.into_iter();
    paper
        .blocks
        .extend(rest.filter(|block| *block != allergies));
    paper
}
