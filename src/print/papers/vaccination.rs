//! The vaccination card on paper: what was given, what was refused, what comes next. Kazakhstan 065/у, Uzbekistan 063.

use crate::domain::paper::PaperContext;

use super::{
    super::{
        paper::{Block, Column, Paper, Rich, Style, Table},
        words::Words,
    },
    form::{FieldLayout, begin},
};

/// What stands on the paper. Texts are in the patient's language already.
#[derive(Debug, Clone, PartialEq)]
pub struct VaccinationSheet {
    pub context: PaperContext,
    /// Oldest first.
    pub given: Vec<GivenDose>,
    pub declined: Vec<DeclinedDose>,
    pub planned: Vec<PlannedDose>,
    /// Which calendar, and how it is known.
    pub notes: Vec<String>,
}

/// One dose; what nobody wrote down is `None`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GivenDose {
    pub vaccine: String,
    pub date: String,
    /// Why it does not count, if it does not.
    pub note: Option<String>,
    pub lot: Option<String>,
    pub expiry: Option<String>,
    pub dose: Option<String>,
    pub route: Option<String>,
    pub site: Option<String>,
    pub reaction: Option<String>,
    /// Who gave it, or that it was copied from another card.
    pub by: Option<String>,
}

/// A refusal or an exemption that stands.
#[derive(Debug, Clone, PartialEq)]
pub struct DeclinedDose {
    pub vaccine: String,
    pub what: String,
    pub date: String,
    pub until: Option<String>,
    pub note: Option<String>,
}

/// What is planned next.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedDose {
    pub vaccine: String,
    pub status: String,
    /// To be done now.
    pub is_due: bool,
    pub date: Option<String>,
    pub note: Option<String>,
}

/// The paper of a vaccination card, its columns in the order of the country's form.
pub fn vaccination(data: &VaccinationSheet) -> Paper {
    let context = &data.context;
    let words = Words::of(context);
    let (mut paper, form) = begin("vaccination", context);
    paper
        .blocks
        .push(Block::Heading(words.say("vaccination-given")));
    paper.blocks.push(if data.given.is_empty() {
        Block::Paragraph(Rich::plain(words.say("vaccination-none")))
    } else {
        given(&form.fields, &data.given, words)
    });
    if !data.declined.is_empty() {
        paper
            .blocks
            .push(Block::Heading(words.say("vaccination-declined")));
        paper.blocks.push(declined(&data.declined, words));
    }
    if !data.planned.is_empty() {
        paper
            .blocks
            .push(Block::Heading(words.say("vaccination-planned")));
        paper.blocks.push(planned(&data.planned, words));
    }
    let notes = data.notes.iter().cloned().map(Block::Note);
    paper.blocks.extend(notes);
    paper.blocks.extend(form.doubt(words));
    paper
}

fn given(fields: &[FieldLayout], doses: &[GivenDose], words: Words) -> Block {
    let columns = fields.iter().map(|field| Column {
        title: words.label(&field.label),
        share: field
            .parts
            .iter()
            .map(|part| share(part))
            .fold(0.0, f32::max),
    });
    let cell = |dose: &GivenDose, field: &FieldLayout| {
        let said: Vec<Rich> = field
            .parts
            .iter()
            .filter_map(|part| part_of(dose, part))
            .collect();
        if said.is_empty() {
            words.missing()
        } else {
            Rich::join(said, if field.line { ", " } else { "\n" })
        }
    };
    let rows = doses
        .iter()
        .map(|dose| fields.iter().map(|field| cell(dose, field)).collect());
    Block::Table(Table {
        columns: columns.collect(),
        rows: rows.collect(),
    })
}

/// Room of a column, against the others.
fn share(part: &str) -> f32 {
    match part {
        "dose" | "route" | "site" => 3.4,
        "vaccine" => 2.8,
        // A date stands in one line, in Georgian letters too.
        "date" | "expiry" => 2.8,
        "lot" => 2.4,
        "reaction" => 2.2,
        "by" => 2.1,
        _ => 2.0,
    }
}

fn part_of(dose: &GivenDose, part: &str) -> Option<Rich> {
    let plain = |text: &Option<String>| text.as_ref().map(Rich::plain);
    match part {
        "vaccine" => {
            let name = Rich::bold(&dose.vaccine);
            Some(match &dose.note {
                Some(note) => name.and(format!("\n{note}"), Style::Muted),
                None => name,
            })
        }
        "date" => Some(Rich::plain(&dose.date)),
        "lot" => plain(&dose.lot),
        "expiry" => plain(&dose.expiry),
        "dose" => plain(&dose.dose),
        "route" => plain(&dose.route),
        "site" => plain(&dose.site),
        "reaction" => plain(&dose.reaction),
        "by" => plain(&dose.by),
        _ => None,
    }
}

fn declined(all: &[DeclinedDose], words: Words) -> Block {
    let titles = [
        ("vaccination-vaccine", 2.4),
        ("vaccination-what", 2.4),
        ("vaccination-date", 2.0),
        ("vaccination-until", 2.0),
        ("vaccination-note", 3.2),
    ];
    let rows = all.iter().map(|one| {
        let text = |text: &Option<String>| text.as_ref().map_or_else(Rich::default, Rich::plain);
        vec![
            Rich::bold(&one.vaccine),
            Rich::plain(&one.what),
            Rich::plain(&one.date),
            text(&one.until),
            text(&one.note),
        ]
    });
    table(&titles, rows.collect(), words)
}

fn planned(all: &[PlannedDose], words: Words) -> Block {
    let titles = [
        ("vaccination-vaccine", 3.0),
        ("vaccination-state", 2.8),
        ("vaccination-date", 2.0),
        ("vaccination-note", 3.6),
    ];
    let rows = all.iter().map(|one| {
        let text = |text: &Option<String>| text.as_ref().map_or_else(Rich::default, Rich::plain);
        let status = if one.is_due {
            Rich::bold(&one.status)
        } else {
            Rich::plain(&one.status)
        };
        vec![
            Rich::plain(&one.vaccine),
            status,
            text(&one.date),
            text(&one.note),
        ]
    });
    table(&titles, rows.collect(), words)
}

pub(super) fn table(titles: &[(&str, f32)], rows: Vec<Vec<Rich>>, words: Words) -> Block {
    let columns = titles.iter().map(|(title, share)| Column {
        title: words.label(title),
        share: *share,
    });
    Block::Table(Table {
        columns: columns.collect(),
        rows,
    })
}
