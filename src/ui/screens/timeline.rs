//! The visits of a card, newest first: one row each, nothing cut; arrows move, Enter opens.

use std::collections::BTreeSet;
use std::rc::Rc;

use egui::{Id, Label, RichText, TextStyle, Ui};

use super::card_words::{author, diagnosis_line, form_of, forms, prescription_line, vitals_line};
use super::file_read;
use crate::codes::fold;
use crate::domain::card::standing;
use crate::domain::card::{CardView, Event, SignatureState};
use crate::domain::ids::{DocId, PatientId};
use crate::domain::lang::Lang;
use crate::domain::visit::{Attachment, Visit};
use crate::forms::{Answer, decode_all};
use crate::i18n::dates;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::theme::tokens::{space, strong_style};
use crate::ui::widgets::Table;
use crate::ui::widgets::table::{Column, TableState};
use crate::ui::widgets::text::{small, strong};

/// Where the arrows stand, and which visits they stand among.
#[derive(Debug, Default)]
pub struct Timeline {
    table: TableState,
    shown: Vec<DocId>,
    /// The rows as they were last made, and from what: a card of many years is not read anew in every frame.
    made: Option<(Source, Rc<Rows>)>,
}

/// What the rows of a card hang on.
#[derive(Debug, Clone, PartialEq)]
struct Source {
    card: (PatientId, u64),
    lang: Lang,
    offset_minutes: i32,
    find: String,
    category: Option<String>,
    /// Of the widest column, points, and how many pixels a point has.
    width: (f32, f32),
}

/// The rows that are wanted, newest first, and how high each is, points.
#[derive(Debug)]
struct Rows {
    rows: Vec<Row>,
    heights: Vec<f32>,
}

/// Width of the column of date and author.
const WHEN: f32 = 168.0;
/// Above and below the lines of a row.
const PADDING: f32 = 6.0;
/// Longest piece of the complaints shown where there is no diagnosis; the whole text is one Enter away.
const COMPLAINT_CHARS: usize = 160;

/// The lines of one row.
#[derive(Debug)]
struct Row {
    id: DocId,
    day: String,
    author: String,
    /// Withdrawn, corrected, unsigned: said in words.
    state: Option<String>,
    title: String,
    vitals: String,
    prescriptions: Vec<String>,
    /// Categories of its diagnoses.
    categories: Vec<String>,
    quiet: bool,
}

impl Timeline {
    /// Lets go of what was read of a card; where the arrows stand is kept.
    pub fn forget(&mut self) {
        self.made = None;
    }
}

/// What of the timeline is wanted.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'a> {
    /// These words, in any script.
    pub find: &'a str,
    /// One problem: the category of its diagnoses (`J45` for `J45.9`).
    pub category: Option<&'a str>,
}

/// Problems that a filter offers at most.
const CATEGORIES_MAX: usize = 6;

/// The problems of this card, those of most visits first: category, and the title last written under it.
pub fn categories(card: &CardView) -> Vec<(String, String)> {
    let mut all: Vec<(String, String, usize)> = Vec::new();
    for visit in newest_first(card) {
        if visit.withdrawn.is_some() {
            continue;
        }
        for diagnosis in &visit.content.diagnoses {
            let category = category(&diagnosis.code);
            if category.is_empty() {
                continue;
            }
            match all.iter_mut().find(|(known, ..)| *known == category) {
                Some((_, _, count)) => *count += 1,
                None => all.push((category, diagnosis.title.clone(), 1)),
            }
        }
    }
    // Equal ones stay newest first.
    all.sort_by_key(|(_, _, count)| std::cmp::Reverse(*count));
    all.truncate(CATEGORIES_MAX);
    all.into_iter()
        .map(|(code, title, _)| (code, title))
        .collect()
}

fn category(code: &str) -> String {
    code.split('.').next().unwrap_or_default().to_owned()
}

/// The visit the arrows stand on, or the newest.
pub fn selected<'a>(card: &'a CardView, timeline: &Timeline) -> Option<&'a Event<Visit>> {
    let id = timeline
        .table
        .selected
        .and_then(|at| timeline.shown.get(at));
    match id {
        Some(id) => card.visits.iter().find(|v| v.id == *id),
        None => newest_first(card).into_iter().next(),
    }
}

/// The Tab stop of the list.
pub fn table_id() -> Id {
    Table::new("timeline", "", &[]).id()
}

/// Draws the list; returns the visit to open.
pub fn timeline_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    card: &CardView,
    wanted: Wanted<'_>,
    timeline: &mut Timeline,
) -> Option<DocId> {
    if card.visits.is_empty() && card.attachments.is_empty() {
        return None;
    }
    let source = Source {
        card: (card.patient, model.card_read),
        lang: cx.lang,
        offset_minutes: model.offset_minutes,
        find: wanted.find.to_owned(),
        category: wanted.category.map(str::to_owned),
        width: (ui.available_width(), ui.pixels_per_point()),
    };
    let made = match timeline.made.take() {
        Some((of, rows)) if of == source => rows,
        _ => Rc::new(rows(ui, cx, model, card, wanted)),
    };
    timeline.made = Some((source, Rc::clone(&made)));
    let Rows { rows, heights } = &*made;
    if rows.is_empty() {
        ui.label(crate::ui::widgets::text::muted(
            cx,
            cx.tr("ui-search-nothing"),
        ));
        return None;
    }
    timeline.shown = rows.iter().map(|r| r.id).collect();
    let columns = [Column::points("", WHEN), Column::rest("")];
    let label = cx.tr("card-timeline");
    let shown = Table::new("timeline", &label, &columns)
        .heights(heights)
        .show(
            ui,
            cx,
            &mut timeline.table,
            rows.len(),
            |at| {
                rows.get(at)
                    .map(|r| format!("{} {} {}", r.day, r.author, r.title))
                    .unwrap_or_default()
            },
            |ui, at, column| {
                if let Some(row) = rows.get(at) {
                    cell_ui(ui, cx, row, column);
                }
            },
        );
    shown.opened.and_then(|at| rows.get(at)).map(|r| r.id)
}

fn rows(ui: &Ui, cx: &Cx, model: &Model, card: &CardView, wanted: Wanted<'_>) -> Rows {
    let stands: BTreeSet<DocId> = standing(&card.visits, None).map(|v| v.id).collect();
    let visits = newest_first(card).into_iter().map(|visit| {
        let row = row(cx, model, card, visit, stands.contains(&visit.id));
        (visit.care_at, row)
    });
    // What was attached to a visit stands in its row.
    let files = card
        .attachments
        .iter()
        .filter(|file| !card.visits.iter().any(|v| file.content.visit == Some(v.id)))
        .map(|file| (file.care_at, file_row(cx, model, card, file)));
    let mut rows: Vec<(i64, Row)> = visits
        .chain(files)
        .filter(|(_, row)| fits(row, wanted))
        .collect();
    rows.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    let rows: Vec<Row> = rows.into_iter().map(|(_, row)| row).collect();
    let width = ui.available_width() - WHEN - 2.0 * space::S - 2.0;
    let heights = rows.iter().map(|row| height(ui, row, width)).collect();
    Rows { rows, heights }
}

fn newest_first(card: &CardView) -> Vec<&Event<Visit>> {
    let mut visits: Vec<&Event<Visit>> = card.visits.iter().collect();
    visits.sort_by_key(|v| std::cmp::Reverse((v.care_at, v.entered_at, v.id)));
    visits
}

fn row(cx: &Cx, model: &Model, card: &CardView, visit: &Event<Visit>, stands: bool) -> Row {
    let content = &visit.content;
    let diagnoses: Vec<String> = content
        .diagnoses
        .iter()
        .map(|d| diagnosis_line(&d.code, &d.title))
        .collect();
    let title = if diagnoses.is_empty() {
        complaint(content).unwrap_or_else(|| cx.tr("card-no-diagnosis"))
    } else {
        diagnoses.join(" · ")
    };
    let prescriptions = card
        .prescriptions
        .iter()
        .filter(|p| p.content.visit == Some(visit.id))
        .map(|p| {
            let line = prescription_line(cx, &p.content);
            if p.withdrawn.is_some() {
                format!(
                    "{line} ({})",
                    cx.tr("common-entered-in-error").to_lowercase()
                )
            } else if card.stopped(p.id).is_some() {
                format!("{line} ({})", cx.tr("review-mark-stopped"))
            } else {
                line
            }
        })
        .chain(
            card.attachments
                .iter()
                .filter(|file| file.content.visit == Some(visit.id) && file.withdrawn.is_none())
                .map(|file| format!("{} — {}", cx.tr("card-file"), file.content.name)),
        )
        .collect();
    Row {
        id: visit.id,
        day: dates::local_day(visit.care_at, model.offset_minutes)
            .map_or_else(|| cx.tr("common-date-unknown"), |day| cx.date(day)),
        author: author(cx, card, visit),
        state: state_text(cx, visit, stands),
        title,
        vitals: form_of(forms(), content)
            .map(|form| vitals_line(cx, form, content))
            .unwrap_or_default(),
        prescriptions,
        categories: content
            .diagnoses
            .iter()
            .map(|d| category(&d.code))
            .collect(),
        quiet: !stands,
    }
}

/// A file of the card: its name, what it is, and that it stays in this house.
fn file_row(cx: &Cx, model: &Model, card: &CardView, file: &Event<Attachment>) -> Row {
    let place = file_read::place(cx, card.files_here.contains(&file.id));
    Row {
        id: file.id,
        day: dates::local_day(file.care_at, model.offset_minutes)
            .map_or_else(|| cx.tr("common-date-unknown"), |day| cx.date(day)),
        author: author(cx, card, file),
        state: file
            .withdrawn
            .is_some()
            .then(|| cx.tr("common-entered-in-error")),
        title: format!("{} — {}", cx.tr("card-file"), file.content.name),
        vitals: format!("{} · {place}", file_read::what(cx, &file.content)),
        prescriptions: Vec::new(),
        categories: Vec::new(),
        quiet: file.withdrawn.is_some(),
    }
}

/// What is not as usual with this entry.
pub fn state_text(cx: &Cx, visit: &Event<Visit>, stands: bool) -> Option<String> {
    if visit.withdrawn.is_some() {
        return Some(cx.tr("common-entered-in-error"));
    }
    if !stands {
        return Some(cx.tr("card-corrected-later"));
    }
    match visit.signature {
        SignatureState::Invalid => Some(cx.tr("card-signature-invalid")),
        SignatureState::UnknownAuthor => Some(cx.tr("card-signature-unknown")),
        SignatureState::Valid if visit.amends.is_some() => Some(cx.tr("card-is-correction")),
        SignatureState::Valid => None,
    }
}

fn complaint(visit: &Visit) -> Option<String> {
    let stored = visit.answers.get("complaints")?;
    let answers = decode_all(stored);
    let [Answer::Text(text)] = answers.as_slice() else {
        return None;
    };
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= COMPLAINT_CHARS {
        return Some(line);
    }
    let cut: String = line.chars().take(COMPLAINT_CHARS).collect();
    let whole = cut
        .rsplit_once(' ')
        .map_or(cut.as_str(), |(words, _)| words);
    Some(format!("{whole} …"))
}

fn fits(row: &Row, wanted: Wanted<'_>) -> bool {
    let of_problem = |category: &str| row.categories.iter().any(|own| own == category);
    if !wanted.category.is_none_or(of_problem) {
        return false;
    }
    if wanted.find.trim().is_empty() {
        return true;
    }
    let wanted = fold::fold(wanted.find);
    let all = format!(
        "{} {} {} {} {}",
        row.day,
        row.author,
        row.title,
        row.vitals,
        row.prescriptions.join(" ")
    );
    let all = fold::fold(&all);
    wanted.split(' ').all(|word| all.contains(word))
}

fn height(ui: &Ui, row: &Row, width: f32) -> f32 {
    let high = |text: &str, style: TextStyle, width: f32| {
        if text.is_empty() {
            return 0.0;
        }
        let font = style.resolve(ui.style());
        ui.painter()
            .layout(text.to_owned(), font, egui::Color32::PLACEHOLDER, width)
            .size()
            .y
    };
    let when = high(&row.day, strong_style(), WHEN)
        + high(&row.author, TextStyle::Small, WHEN - 2.0 * space::S)
        + row.state.as_ref().map_or(0.0, |s| {
            high(s, TextStyle::Small, WHEN - 2.0 * space::S - 20.0).max(18.0) + 2.0
        });
    let main = high(&row.title, strong_style(), width)
        + high(&row.vitals, TextStyle::Small, width)
        + row
            .prescriptions
            .iter()
            .map(|p| high(p, TextStyle::Body, width) + 2.0)
            .sum::<f32>();
    (when.max(main) + 2.0 * PADDING + 4.0).ceil()
}

fn cell_ui(ui: &mut Ui, cx: &Cx, row: &Row, column: usize) {
    let t = cx.tokens();
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.add_space(PADDING);
        let color = if row.quiet { t.muted } else { t.text };
        if column == 0 {
            ui.label(strong(&row.day).color(color));
            ui.add(Label::new(small(cx, &row.author)).wrap());
            if let Some(state) = &row.state {
                ui.add_space(2.0);
                ui.add(Label::new(RichText::new(state).small().color(t.warning.fg)).wrap());
            }
        } else {
            let mut title = strong(&row.title).color(color);
            if row.quiet {
                title = title.strikethrough();
            }
            ui.add(Label::new(title).wrap());
            if !row.vitals.is_empty() {
                ui.add(Label::new(small(cx, &row.vitals)).wrap());
            }
            for line in &row.prescriptions {
                ui.add_space(2.0);
                ui.add(Label::new(RichText::new(line).color(color)).wrap());
            }
        }
    });
}
