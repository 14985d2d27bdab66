//! A referral, with room for the answer of the receiving side.

use crate::domain::paper::{Referral, Urgency};

use super::{
    super::{
        paper::{Block, Paper, Rich, Signature, Size},
        words::Words,
    },
    parts::{self, field, fields_if_any},
};

/// The paper of a referral.
pub fn referral(data: &Referral) -> Paper {
    let context = &data.context;
    let words = Words::of(context);
    let text = |text: Option<&String>| words.text(text.map(String::as_str));
    let mut paper = parts::empty(context, Size::A4, words.say("referral-title"));
    paper.blocks.push(parts::allergies(context, words));

    let urgency = data.urgency.map(|urgency| {
        Rich::bold(words.say(match urgency {
            Urgency::Planned => "urgency-planned",
            Urgency::Urgent => "urgency-urgent",
            Urgency::Emergency => "urgency-emergency",
        }))
    });
    let mut fields = vec![field(words, "to-facility", text(data.to_facility.as_ref()))];
    fields.extend(fields_if_any(
        words,
        vec![("to-specialist", text(data.to_specialist.as_ref()))],
    ));
    fields.extend([
        field(words, "urgency", urgency),
        field(words, "question", text(data.question.as_ref())),
    ]);
    fields.extend(parts::diagnosis_fields(&data.diagnoses, words));
    fields.extend(parts::contacts(context, words));
    fields.extend([
        field(words, "complaints", text(data.complaints.as_ref())),
        field(words, "history", text(data.history.as_ref())),
        field(words, "examination", text(data.examination.as_ref())),
    ]);
    paper.blocks.push(Block::Fields(fields));
    let tables = [
        ("vitals", parts::vitals(&data.vitals, words)),
        ("labs", parts::labs(&data.labs, words)),
        ("studies", parts::studies(&data.studies, words)),
    ];
    for (item, table) in tables {
        match table {
            Some(table) => paper
                .blocks
                .extend([Block::Heading(words.label(item)), table]),
            None => paper
                .blocks
                .push(Block::Fields(vec![field(words, item, None)])),
        }
    }
    let mut last = vec![field(
        words,
        "current-medicines",
        words.medicines(&data.medicines),
    )];
    last.extend(fields_if_any(
        words,
        vec![("done", text(data.done.as_ref()))],
    ));
    paper.blocks.push(Block::Fields(last));
    paper.blocks.push(Block::Signatures(vec![parts::signature(
        words,
        words.say("sender"),
        data.clinician.as_ref(),
    )]));

    let answer = Signature {
        role: words.say("reply-by"),
        name: Rich::default(),
        under: words.say("signature"),
    };
    paper.blocks.push(Block::Together(vec![
        Block::Heading(words.say("reply")),
        Block::Lines(5),
        Block::Signatures(vec![answer]),
    ]));
    paper
}
