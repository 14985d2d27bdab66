//! The note of one visit.

use crate::domain::paper::{Diagnoses, FormPaper, FormPart, VisitNote};

use super::{
    super::{
        paper::{Block, Field, Paper, Rich, Signature, Size, Style},
        words::Words,
    },
    parts::{self, field, fields_if_any},
};

/// The paper of a visit, with what was added after it was signed.
pub fn visit(data: &VisitNote) -> Paper {
    let context = &data.context;
    let words = Words::of(context);
    let text = |text: Option<&String>| words.text(text.map(String::as_str));
    if let Some(form) = &data.form {
        return form_paper(data, form);
    }
    let mut paper = parts::empty(context, Size::A4, words.say("visit-title"));
    paper.blocks.push(parts::allergies(context, words));

    let mut first = vec![field(
        words,
        "visit-at",
        Some(Rich::plain(words.date_and_time(data.at))),
    )];
    first.extend(fields_if_any(
        words,
        vec![
            ("place", text(data.place.as_ref())),
            ("reason", text(data.reason.as_ref())),
        ],
    ));
    first.extend(parts::contacts(context, words));
    first.extend([
        field(words, "complaints", text(data.complaints.as_ref())),
        field(words, "history", text(data.history.as_ref())),
        field(words, "examination", text(data.examination.as_ref())),
    ]);
    paper.blocks.push(Block::Fields(first));

    match parts::vitals(&data.vitals, words) {
        Some(table) => paper
            .blocks
            .extend([Block::Heading(words.label("vitals")), table]),
        None => paper
            .blocks
            .push(Block::Fields(vec![field(words, "vitals", None)])),
    }

    let more = data.more.iter().map(|(label, value)| Field {
        label: label.clone(),
        value: Rich::plain(value),
    });
    let mut last: Vec<Field> = more.collect();
    last.extend(parts::diagnosis_fields(&data.diagnoses, words));
    last.extend([
        field(words, "plan", text(data.plan.as_ref())),
        field(words, "medicines", words.medicines(&data.medicines)),
        field(words, "advice", text(data.advice.as_ref())),
        field(
            words,
            "next-visit",
            data.next_visit.map(|day| Rich::plain(words.date(day))),
        ),
    ]);
    last.extend(fields_if_any(
        words,
        vec![("sick-leave", text(data.sick_leave.as_ref()))],
    ));
    paper.blocks.push(Block::Fields(last));
    end(&mut paper, data, words);
    paper
}

/// A form with a paper of its own: its title and legal act, its fields in its order.
fn form_paper(data: &VisitNote, form: &FormPaper) -> Paper {
    let context = &data.context;
    let words = Words::of(context);
    let mut paper = parts::empty(context, Size::A4, form.title.clone());
    if let Some(act) = &form.legal_act {
        paper
            .blocks
            .push(Block::Paragraph(Rich::muted(act.clone())));
    }
    paper.blocks.push(parts::allergies(context, words));
    let at = Rich::plain(words.date_and_time(data.at));
    let first = vec![field(words, "visit-at", Some(at))];
    paper.blocks.push(Block::Fields(first));
    let mut diagnoses = match &data.diagnoses {
        none if *none == Diagnoses::default() => Vec::new(),
        some => parts::diagnosis_fields(some, words),
    };
    let medicines = words.medicines(&data.medicines);
    let mut medicines = fields_if_any(words, vec![("medicines", medicines)]);
    let mut written = "";
    for part in &form.parts {
        let (heading, fields) = match part {
            FormPart::Fields(heading, fields) => {
                let fields = fields.iter().map(|(label, value)| Field {
                    label: label.clone(),
                    value: Rich::plain(value),
                });
                (heading, fields.collect())
            }
            FormPart::Diagnoses(heading) => (heading, std::mem::take(&mut diagnoses)),
            FormPart::Medicines(heading) => (heading, std::mem::take(&mut medicines)),
        };
        if fields.is_empty() {
            continue;
        }
        // Diagnoses divide their group; its heading stands over what comes first.
        if !heading.is_empty() && heading != written {
            paper.blocks.push(Block::Heading(heading.clone()));
        }
        written = heading;
        paper.blocks.push(Block::Fields(fields));
    }
    // What the form has no place for is not lost.
    diagnoses.extend(medicines);
    if !diagnoses.is_empty() {
        // Not under the heading of what stands above.
        if !written.is_empty() {
            paper.blocks.push(Block::Heading(words.say("more")));
        }
        paper.blocks.push(Block::Fields(diagnoses));
    }
    end(&mut paper, data, words);
    if let Some(Block::Signatures(signatures)) = paper.blocks.last_mut() {
        signatures.extend(form.signed_by.iter().map(|who| Signature {
            role: who.clone(),
            name: Rich::default(),
            under: words.say("signature-by-hand"),
        }));
    }
    if form.unconfirmed {
        paper
            .blocks
            .push(Block::Note(words.say("layout-unconfirmed")));
    }
    paper
}

/// What was added later, and who signed.
fn end(paper: &mut Paper, data: &VisitNote, words: Words) {
    if !data.addenda.is_empty() {
        paper.blocks.push(Block::Heading(words.say("addenda")));
        for addendum in &data.addenda {
            let who = Rich::muted(format!(
                "{} · {}\n",
                words.date_and_time(addendum.at),
                addendum.by
            ));
            paper
                .blocks
                .push(Block::Paragraph(who.and(&addendum.text, Style::Plain)));
        }
    }
    let mut signature = parts::signature(words, words.label("clinician"), data.clinician.as_ref());
    signature.under = match data.signed_at {
        Some(at) => words.signed_at(at),
        None => words.say("not-signed"),
    };
    if data.signed_at.is_none() {
        parts::mark(paper, &words.say("draft-mark"));
    }
    paper.blocks.push(Block::Signatures(vec![signature]));
}
