//! Labels: whose folder or tube it is. The name, the birth date, the number in figures and as a square code.

use crate::domain::paper::{LabelOf, LabelStock, PaperContext};

use super::{
    super::{
        paper::{Block, Label, Labels, Paper, Rich, Size, Style},
        words::Words,
    },
    parts,
};

/// What stands on the labels. Texts are in the patient's language already.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelSheet {
    pub context: PaperContext,
    pub of: LabelOf,
    pub on: LabelStock,
    /// The number of the card, for who has no national one.
    pub card: String,
}

pub fn labels(data: &LabelSheet) -> Paper {
    let context = &data.context;
    let words = Words::of(context);
    let title = match data.of {
        LabelOf::Patient => words.say("label-title-patient"),
        LabelOf::Specimen => words.say("label-title-specimen"),
    };
    let size = match data.on {
        LabelStock::Roll => Size::Label,
        LabelStock::Sheet => Size::A4,
    };
    let patient = &context.patient;
    let national = patient.numbers.iter().find(|one| one.kind.is_national());
    let (label, number) = match national {
        Some(one) => (words.number_label(one.kind), one.value.clone()),
        None => (words.say("id-card"), data.card.clone()),
    };
    let born = crate::i18n::dates::long_partial(words.lang, patient.born);
    let mut facts = vec![
        Rich::plain(format!("{born} · {}", words.sex(patient.sex))),
        Rich::muted(format!("{label}\u{a0}")).and(&number, Style::Bold),
    ];
    if context.training {
        facts.push(Rich::bold(words.say("training-mark")));
    }
    let blanks = match data.of {
        LabelOf::Patient => Vec::new(),
        LabelOf::Specimen => vec![words.say("label-specimen"), words.say("label-taken")],
    };
    let mut paper = parts::empty(context, size, title);
    paper.blocks.push(Block::Labels(Labels {
        on: data.on,
        label: Label {
            name: words.name(patient),
            facts,
            blanks,
            code: number,
        },
    }));
    paper
}
