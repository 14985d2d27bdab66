//! A prescription in the order of the patient's country. It never replaces the special blank of a controlled medicine.

use crate::domain::paper::{PrescribedItem, Prescription, PrescriptionKind};

use super::{
    super::{
        paper::{Block, Paper, Rich, Size, Style},
        words::Words,
    },
    form::{Confidence, Content, FormLayout, fill, layout_of, untaken},
    parts,
};

/// The paper, with a square code that carries its number.
pub fn prescription(data: &Prescription) -> Paper {
    let context = &data.context;
    let words = Words::of(context);
    let form = layout_of("prescription", context.country);
    let mut paper = parts::empty(context, Size::A5, words.say("prescription-title"));
    paper.blocks.push(parts::allergies(context, words));
    match data.kind {
        Some(PrescriptionKind::Controlled) => {
            let text = Rich::plain(words.say("controlled"));
            paper.blocks.push(Block::Callout {
                label: words.say("controlled-label"),
                text,
            });
        }
        Some(PrescriptionKind::Paid | PrescriptionKind::Free) | None => {}
    }
    paper
        .blocks
        .extend(fill(words, &form.fields, form.numbered, &PARTS, |part| {
            content(data, words, part)
        }));
    for (index, item) in data.items.iter().enumerate() {
        paper
            .blocks
            .push(item_block(item, index, data.items.len(), form, words));
    }
    paper.code.clone_from(&context.number);
    let mut signatures = vec![parts::signature(
        words,
        words.say("prescriber"),
        data.prescriber.as_ref(),
    )];
    if data.countersigner.is_some() {
        signatures.push(parts::signature(
            words,
            words.say("countersigner"),
            data.countersigner.as_ref(),
        ));
    }
    paper.blocks.push(Block::Signatures(signatures));
    if form.confidence == Confidence::Knowledge {
        paper
            .blocks
            .push(Block::Note(words.say("layout-unconfirmed")));
    }
    paper
}

/// What a prescription can hold beyond the head of the page. Other personal details of the patient are nobody's
/// business at the pharmacy.
const PARTS: [&str; 7] = [
    "tax-number",
    "licence",
    "kind",
    "diagnosis",
    "weight",
    "valid-until",
    "collector",
];

const ITEM_PARTS: [&str; 16] = [
    "latin",
    "generic",
    "brand",
    "strength",
    "form",
    "dose",
    "daily-dose",
    "rate",
    "duration",
    "route",
    "frequency",
    "quantity",
    "instructions",
    "arithmetic",
    "substitution",
    "repeats",
];

fn content(data: &Prescription, words: Words, part: &str) -> Content {
    let context = &data.context;
    let patient = &context.patient;
    let text = |text: Option<&String>| words.text(text.map(String::as_str));
    let value = match part {
        "institution" => words.text(Some(&context.facility.name)),
        "tax-number" => text(context.facility.tax_number.as_ref()),
        "licence" => text(context.facility.licence.as_ref()),
        "kind" => data.kind.map(|kind| {
            Rich::plain(words.say(match kind {
                PrescriptionKind::Paid => "kind-paid",
                PrescriptionKind::Free => "kind-free",
                PrescriptionKind::Controlled => "kind-controlled",
            }))
        }),
        "address" => text(patient.address.as_ref()),
        "card-number" => text(patient.card_number.as_ref()),
        "diagnosis" => data.diagnosis.as_ref().map(|one| words.diagnosis(one)),
        "weight" => data.weight_kg.as_ref().map(|(weight, on)| {
            let weight = words.kilograms(*weight);
            Rich::plain(words.say_with(
                "value-with-date",
                &[("value", &weight), ("date", &words.date(*on))],
            ))
        }),
        "valid-until" => data.valid_until.map(|day| Rich::plain(words.date(day))),
        "collector" => text(data.collector.as_ref()),
        _ => None,
    };
    value.map_or(Content::Missing, Content::Text)
}

fn item_block(
    item: &PrescribedItem,
    index: usize,
    count: usize,
    form: &FormLayout,
    words: Words,
) -> Block {
    let mut blocks = Vec::new();
    if count > 1 {
        blocks.push(Block::Heading(
            words.say_with("medicine-nth", &[("n", &(index + 1).to_string())]),
        ));
    }
    blocks.extend(fill(words, &form.item_fields, false, &[], |part| {
        item_content(item, words, part)
    }));
    blocks.extend(untaken(words, &form.item_fields, &ITEM_PARTS, |part| {
        item_content(item, words, part)
    }));
    Block::Together(blocks)
}

fn item_content(item: &PrescribedItem, words: Words, part: &str) -> Content {
    let value = match part {
        "latin" => words
            .text(item.latin.as_deref())
            .map(|latin| Rich::bold(latin.text())),
        "daily-dose" => item
            .daily_dose
            .as_ref()
            .map(|dose| Rich::plain(words.amount(dose))),
        "quantity" => match (&item.quantity, item.packs) {
            (Some(quantity), None) => Some(Rich::bold(words.amount(quantity))),
            (Some(quantity), Some(packs)) => {
                let packs = words.say_with("packs", &[("packs", &packs.to_string())]);
                Some(Rich::bold(words.amount(quantity)).and(format!(" ({packs})"), Style::Plain))
            }
            (None, Some(packs)) => Some(Rich::plain(
                words.say_with("packs", &[("packs", &packs.to_string())]),
            )),
            (None, None) => None,
        },
        "arithmetic" => words.text(item.arithmetic.as_deref()),
        "substitution" => item
            .substitution
            .map(|allowed| Rich::plain(words.say(if allowed { "allowed" } else { "not-allowed" }))),
        "repeats" => item.repeats.map(|repeats| Rich::plain(repeats.to_string())),
        other => words.medicine_part(&item.medicine, other),
    };
    value.map_or(Content::Missing, Content::Text)
}
