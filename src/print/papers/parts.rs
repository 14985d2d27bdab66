//! What several papers share: head, foot, identity, tables of values, signatures.

use chrono::NaiveDate;

use crate::domain::{
    country::Country,
    identifiers::IdentifierKind,
    paper::{Clinician, Diagnoses, LabResult, PaperContext, PersonNumber, Study, Vital},
};

use super::super::{
    paper::{Block, Column, Field, Paper, Rich, Signature, Size, Style, Table},
    words::{Words, glued},
};

/// A paper without blocks yet: title, head and foot are set.
pub(super) fn empty(context: &PaperContext, size: Size, title: String) -> Paper {
    let words = Words::of(context);
    let date = words.date(context.issued);
    let numbered = match &context.number {
        Some(number) => words.say_with("number-and-date", &[("number", number), ("date", &date)]),
        // A plan, a curve, a sheet of doses: papers that never had one.
        None => date,
    };
    Paper {
        lang: context.lang,
        size,
        foot: format!("{title} · {numbered}"),
        subtitle: vec![numbered],
        title,
        issuer: issuer(context),
        identity: identity(context, words),
        mark: context.training.then(|| words.say("training-mark")),
        code: None,
        blocks: Vec::new(),
    }
}

/// The frame with the allergies, which every paper shows.
pub(super) fn allergies(context: &PaperContext, words: Words) -> Block {
    Block::Callout {
        label: words.say("allergy-label"),
        text: words.allergies(&context.patient.allergies),
    }
}

pub(super) fn field(words: Words, item: &str, value: Option<Rich>) -> Field {
    Field {
        label: words.label(item),
        value: value.unwrap_or_else(|| words.missing()),
    }
}

/// The fields that have a value; what does not apply to most patients is left out when nothing was recorded.
pub(super) fn fields_if_any(words: Words, items: Vec<(&str, Option<Rich>)>) -> Vec<Field> {
    items
        .into_iter()
        .filter(|(_, value)| value.is_some())
        .map(|(item, value)| field(words, item, value))
        .collect()
}

/// Where to find the patient, and the numbers that the head does not name.
pub(super) fn contacts(context: &PaperContext, words: Words) -> Vec<Field> {
    let patient = &context.patient;
    fields_if_any(
        words,
        vec![
            ("address", words.text(patient.address.as_deref())),
            ("phone", words.text(patient.phone.as_deref())),
            ("med-id", words.text(patient.med_id.as_deref())),
            (
                "other-numbers",
                numbers(context, words, |kind| !kind.is_national()),
            ),
        ],
    )
}

/// Labelled identifiers of the wanted kinds.
pub(super) fn numbers(
    context: &PaperContext,
    words: Words,
    wanted: impl Fn(IdentifierKind) -> bool,
) -> Option<Rich> {
    let found = context
        .patient
        .numbers
        .iter()
        .filter(|number| wanted(number.kind));
    let found: Vec<Rich> = found
        .map(|number| labelled(&words.number_label(number.kind), &number.value))
        .collect();
    (!found.is_empty()).then(|| Rich::join(found, "\n"))
}

/// National numbers: the own country's as it is, others with their names.
pub(super) fn own_number(context: &PaperContext, words: Words) -> Option<Rich> {
    let mut national = context
        .patient
        .numbers
        .iter()
        .filter(|number| number.kind.is_national());
    match (national.next(), national.next()) {
        (Some(only), None) if only.kind == own_kind(context.country) => {
            Some(Rich::plain(&only.value))
        }
        _ => numbers(context, words, IdentifierKind::is_national),
    }
}

fn own_kind(country: Country) -> IdentifierKind {
    match country {
        Country::Kz => IdentifierKind::KzIin,
        Country::Uz => IdentifierKind::UzPinfl,
        Country::Ge => IdentifierKind::GePersonal,
    }
}

pub(super) fn diagnosis_fields(diagnoses: &Diagnoses, words: Words) -> Vec<Field> {
    let main = words.diagnoses(&diagnoses.main);
    let mut fields = Vec::new();
    if let Some(referral) = &diagnoses.referral {
        fields.push(field(
            words,
            "diagnosis-referral",
            Some(words.diagnosis(referral)),
        ));
    }
    fields.push(field(words, "diagnosis-main", main));
    fields.extend(fields_if_any(
        words,
        vec![
            ("complications", words.diagnoses(&diagnoses.complications)),
            ("concomitant", words.diagnoses(&diagnoses.concomitant)),
        ],
    ));
    fields
}

pub(super) fn labs(labs: &[LabResult], words: Words) -> Option<Block> {
    let rows = labs.iter().map(|lab| {
        vec![
            day(lab.on, words),
            Rich::plain(&lab.name),
            Rich::bold(words.lab_value(&lab.value)),
            words
                .text(lab.normal.as_deref())
                .unwrap_or_else(|| words.missing()),
        ]
    });
    table(
        words,
        &[
            ("date", 2.4),
            ("test", 4.2),
            ("result", 2.6),
            ("normal", 2.4),
        ],
        rows.collect(),
    )
}

pub(super) fn studies(studies: &[Study], words: Words) -> Option<Block> {
    let rows = studies.iter().map(|study| {
        let conclusion = words
            .text(study.conclusion.as_deref())
            .unwrap_or_else(|| words.missing());
        vec![day(study.on, words), Rich::plain(&study.name), conclusion]
    });
    table(
        words,
        &[("date", 2.4), ("test", 3.6), ("conclusion", 5.6)],
        rows.collect(),
    )
}

pub(super) fn vitals(vitals: &[Vital], words: Words) -> Option<Block> {
    let rows = vitals.iter().map(|vital| {
        let previous = vital
            .previous
            .as_ref()
            .map_or_else(Rich::default, |(value, on)| {
                let value = words.vital_value(value);
                Rich::muted(words.say_with(
                    "value-with-date",
                    &[("value", &value), ("date", &words.date(*on))],
                ))
            });
        vec![
            Rich::plain(words.vital_name(&vital.code)),
            Rich::bold(words.vital_value(&vital.value)),
            previous,
        ]
    });
    table(
        words,
        &[("measure", 4.0), ("value", 3.2), ("previous", 4.4)],
        rows.collect(),
    )
}

/// Marks every page, beside the mark of a training paper.
pub(super) fn mark(paper: &mut Paper, text: &str) {
    paper.mark = Some(match paper.mark.take() {
        Some(mark) => format!("{text} · {mark}"),
        None => text.to_owned(),
    });
}

pub(super) fn signature(words: Words, role: String, clinician: Option<&Clinician>) -> Signature {
    Signature {
        role,
        name: words.clinician(clinician),
        under: words.say("signature"),
    }
}

pub(super) fn labelled(label: &str, value: &str) -> Rich {
    // a short label stays in one line with its value
    let label = if label.chars().count() <= 24 {
        glued(label)
    } else {
        label.to_owned()
    };
    Rich::muted(format!("{label}\u{a0}")).and(value, Style::Plain)
}

fn table(words: Words, columns: &[(&str, f32)], rows: Vec<Vec<Rich>>) -> Option<Block> {
    let column = |(title, share): &(&str, f32)| Column {
        title: words.say(&format!("column-{title}")),
        share: *share,
    };
    (!rows.is_empty()).then(|| {
        Block::Table(Table {
            columns: columns.iter().map(column).collect(),
            rows,
        })
    })
}

fn day(on: Option<NaiveDate>, words: Words) -> Rich {
    on.map_or_else(
        || words.missing(),
        |on| Rich::plain(crate::i18n::dates::long(words.lang, on)),
    )
}

fn issuer(context: &PaperContext) -> String {
    let facility = &context.facility;
    let phone = facility.phone.as_deref().map(glued);
    let parts = [
        Some(&facility.name),
        facility.department.as_ref(),
        facility.address.as_ref(),
        phone.as_ref(),
    ];
    parts
        .into_iter()
        .flatten()
        .map(|part| part.trim())
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

/// Name; born, sex, number (PAB-0016): labels quiet, values plain (PAB-0046).
fn identity(context: &PaperContext, words: Words) -> Vec<Rich> {
    let patient = &context.patient;
    let mut details = vec![
        labelled(&words.say("id-born"), &words.born(patient, context.issued)),
        labelled(&words.say("id-sex"), &words.sex(patient.sex)),
    ];
    let national: Vec<&PersonNumber> = patient
        .numbers
        .iter()
        .filter(|number| number.kind.is_national())
        .collect();
    if national.is_empty() {
        details.push(Rich::muted(words.say("id-no-number")));
    }
    details.extend(
        national
            .iter()
            .map(|number| labelled(&words.number_label(number.kind), &number.value)),
    );
    details.extend(
        patient
            .card_number
            .iter()
            .map(|card| labelled(&words.say("id-card"), card)),
    );
    vec![
        Rich::bold(words.name(patient)),
        Rich::join(details, "\u{a0}· "),
    ]
}
