//! Today: who came, what is still a draft, what is signed.

use egui::{Label, Ui};

use crate::i18n::dates;
use crate::ui::command::Command;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::screens::{Commands, Route, nav, parts};
use crate::ui::theme::tokens::space;
use crate::ui::widgets::badge::badge_width;
use crate::ui::widgets::banner::{person_row_height, person_row_ui};
use crate::ui::widgets::empty::empty_ui;
use crate::ui::widgets::table::{Column, TableState};
use crate::ui::widgets::text::muted;
use crate::ui::widgets::{Btn, Severity, Table, badge_ui};
use crate::worker::{Action, PaperOf, WorkItem, WorkState};

/// Width of the columns but the name's.
const TIME: f32 = 72.0;
const BORN: f32 = 190.0;
const AUTHOR: f32 = 170.0;
/// Narrower than this the birth date stands under the name and the author is left to the card.
const WIDE: f32 = 900.0;

#[derive(Debug, Default)]
pub struct WorklistState {
    table: TableState,
}

pub fn worklist_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    state: &mut WorklistState,
    send: &mut Commands,
) {
    let rows = sorted(model.worklist.as_deref().unwrap_or_default());
    let (drafts, signed) = counts(&rows);
    ui.horizontal_top(|ui| {
        ui.vertical(|ui| {
            ui.set_width((ui.available_width() - 520.0).max(240.0));
            let today = dates::long(cx.lang, cx.today);
            let mut sentence = today;
            if !rows.is_empty() {
                sentence = format!(
                    "{sentence} · {} · {}",
                    cx.tr_n("screen-worklist-drafts", drafts),
                    cx.tr_n("screen-worklist-signed", signed)
                );
            }
            parts::head_ui(ui, &Command::Worklist.name(cx), Some(muted(cx, sentence)));
        });
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
            for (command, primary) in [(Command::FindPatient, true), (Command::NewPatient, false)] {
                if command == Command::NewPatient && !model.may(Action::Register) {
                    continue;
                }
                let name = command.name(cx);
                let btn = if primary {
                    Btn::primary(&name)
                } else {
                    Btn::secondary(&name)
                };
                if btn.shortcut(command.keys()).show(ui, cx).clicked() {
                    send.command(command);
                }
            }
            if !rows.is_empty()
                && Btn::secondary(&cx.tr("common-print"))
                    .show(ui, cx)
                    .clicked()
            {
                let day = cx.today;
                send.go(Route::Preview(Box::new(PaperOf::Day { day })));
            }
        });
    });
    if let Some(fault) = &model.fault {
        parts::fault_ui(ui, cx, fault);
    }
    if model.worklist.is_none() {
        parts::loading_ui(ui, cx);
        return;
    }
    if rows.is_empty() {
        let act = Command::FindPatient.name(cx);
        empty_ui(
            ui,
            cx,
            &cx.tr("screen-worklist-empty"),
            Some((&Command::FindPatient.keys(), &act)),
        );
        return;
    }
    let heads = [
        cx.tr("common-time"),
        cx.tr("common-patient"),
        cx.tr("common-birth-date"),
        cx.tr("screen-state"),
        cx.tr("common-author"),
    ];
    let state_width = [WorkState::Draft, WorkState::Signed]
        .map(|state| badge_width(ui, &nav::state_word(cx, state)))
        .into_iter()
        .fold(0.0, f32::max)
        + 2.0 * space::S
        + 2.0;
    let wide = ui.available_width() >= WIDE;
    let mut columns = vec![Column::points(&heads[0], TIME), Column::rest(&heads[1])];
    let mut fixed = TIME + state_width;
    if wide {
        columns.push(Column::points(&heads[2], BORN));
        fixed += BORN + AUTHOR;
    }
    columns.push(Column::points(&heads[3], state_width));
    if wide {
        columns.push(Column::points(&heads[4], AUTHOR));
    }
    let name_width =
        ui.available_width() - fixed - 2.0 * space::S - ui.spacing().scroll.allocated_width();
    let second = |item: &WorkItem| {
        let person = &item.row.person;
        if !wide {
            return parts::person_line(cx, person);
        }
        format!(
            "{} · {}",
            parts::sex_word(cx, person.sex),
            parts::labelled_number(cx, person)
        )
    };
    let heights: Vec<f32> = rows
        .iter()
        .map(|item| {
            let person = &item.row.person;
            let given = parts::given_names(person);
            person_row_height(
                ui,
                cx,
                &person.name.family,
                &given,
                &second(item),
                name_width,
            )
        })
        .collect();
    let label = Command::Worklist.name(cx);
    let shown = Table::new("worklist", &label, &columns)
        .heights(&heights)
        .click_opens()
        .show(
            ui,
            cx,
            &mut state.table,
            rows.len(),
            |r| {
                rows.get(r)
                    .map_or_else(String::new, |i| parts::person_name(cx, &i.row.person))
            },
            |ui, r, c| {
                let Some(item) = rows.get(r) else { return };
                let person = &item.row.person;
                // Where the birth date has no column of its own, the state follows the name.
                let c = if !wide && c == 2 { 3 } else { c };
                match c {
                    0 => drop(ui.label(dates::time(item.at, model.offset_minutes))),
                    1 => {
                        let given = parts::given_names(person);
                        person_row_ui(ui, cx, &person.name.family, &given, &second(item));
                    }
                    2 => drop(ui.label(cx.partial_with_age(person.born))),
                    3 => {
                        let severity = match item.state {
                            WorkState::Draft => Severity::Required,
                            WorkState::Signed => Severity::Ok,
                        };
                        badge_ui(ui, cx, severity, &nav::state_word(cx, item.state));
                    }
                    _ => drop(ui.add(Label::new(muted(cx, &item.author)).wrap())),
                }
            },
        );
    if let Some(item) = shown.opened.and_then(|r| rows.get(r)) {
        nav::open(item, send);
    }
}

/// What is not finished stands first; then the newest.
fn sorted(rows: &[WorkItem]) -> Vec<&WorkItem> {
    let mut rows: Vec<&WorkItem> = rows.iter().collect();
    rows.sort_by_key(|item| (item.state, std::cmp::Reverse(item.at)));
    rows
}

fn counts(rows: &[&WorkItem]) -> (usize, usize) {
    let drafts = rows
        .iter()
        .filter(|item| item.state == WorkState::Draft)
        .count();
    (drafts, rows.len() - drafts)
}
