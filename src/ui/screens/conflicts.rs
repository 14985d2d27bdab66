//! Two values that were written apart under one key: both are shown, nothing is chosen for the user.

use egui::{Label, Ui};

use crate::domain::card::ConflictValue;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::screens::{Commands, conflict_words, parts};
use crate::ui::theme::tokens::{size, space};
use crate::ui::widgets::banner::{person_row_height, person_row_ui};
use crate::ui::widgets::button::way_back_ui;
use crate::ui::widgets::dialog::{Dialog, buttons_ui};
use crate::ui::widgets::empty::empty_ui;
use crate::ui::widgets::table::{Column, TableState};
use crate::ui::widgets::text::{heading_ui, muted, strong, whole_ui};
use crate::ui::widgets::toast::News;
use crate::ui::widgets::{Btn, Choice, RecordKey, Table};
use crate::worker::{Action, ConflictRow, Job, Op, Ticket};

/// Width of the list.
const LIST: f32 = 340.0;
/// More values than this are settled in steps.
const VALUES_MAX: usize = 4;

#[derive(Debug, Default)]
pub struct ConflictsState {
    table: TableState,
    /// Which conflict is in front, by its id: a list that changes must not move the choice.
    pub in_front: Option<String>,
    /// Which value shall stay. Nothing until the user chooses.
    pub keep: Option<usize>,
    pub confirm: bool,
    ticket: Option<Ticket>,
}

pub fn conflicts_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    state: &mut ConflictsState,
    send: &mut Commands,
) {
    parts::head_ui(
        ui,
        &cx.tr("ui-command-conflicts"),
        Some(muted(cx, cx.tr("screen-conflicts-sentence"))),
    );
    if let Some(ticket) = state.ticket
        && model.done(ticket).is_some()
    {
        state.ticket = None;
        state.keep = None;
        state.in_front = None;
        send.toast(News::Done, cx.tr("screen-conflict-settled"));
    }
    if let Some(fault) = state
        .ticket
        .and_then(|t| model.fault_of(t))
        .or(model.fault.as_ref())
    {
        parts::fault_ui(ui, cx, fault);
    }
    let Some(rows) = &model.conflicts else {
        parts::loading_ui(ui, cx);
        return;
    };
    if rows.is_empty() {
        empty_ui(ui, cx, &cx.tr("screen-conflicts-none"), None);
        return;
    }
    let at = state
        .in_front
        .as_ref()
        .and_then(|id| rows.iter().position(|r| r.conflict.id == *id));
    if at.is_none() {
        state.keep = None;
        state.confirm = false;
    }
    let at = at.unwrap_or(0);
    state.table.selected = Some(at);
    let rest = ui.available_height();
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::XL;
        ui.vertical(|ui| {
            ui.set_width(LIST.min(ui.available_width() * 0.4));
            list_ui(ui, cx, rows, state, rest);
        });
        ui.vertical(|ui| {
            ui.set_width(ui.available_width());
            if let Some(row) = rows.get(at) {
                state.in_front = Some(row.conflict.id.clone());
                parts::page_ui(ui, "conflict", |ui| {
                    conflict_ui(ui, cx, model, row, state, send);
                });
            }
        });
    });
}

fn list_ui(ui: &mut Ui, cx: &Cx, rows: &[ConflictRow], state: &mut ConflictsState, height: f32) {
    let columns = [Column::rest("")];
    let width = ui.available_width() - 2.0 * space::S - ui.spacing().scroll.allocated_width();
    let what = |row: &ConflictRow| conflict_words::fact_word(cx, &row.conflict.key);
    let heights: Vec<f32> = rows
        .iter()
        .map(|row| {
            let person = &row.patient.person;
            let given = parts::given_names(person);
            person_row_height(ui, cx, &person.name.family, &given, &what(row), width)
        })
        .collect();
    let label = cx.tr("ui-command-conflicts");
    let shown = Table::new("conflicts", &label, &columns)
        .heights(&heights)
        .max_height(height)
        .show(
            ui,
            cx,
            &mut state.table,
            rows.len(),
            |r| {
                rows.get(r).map_or_else(String::new, |row| {
                    format!(
                        "{} {}",
                        parts::person_name(cx, &row.patient.person),
                        what(row)
                    )
                })
            },
            |ui, r, _| {
                let Some(row) = rows.get(r) else { return };
                let person = &row.patient.person;
                let given = parts::given_names(person);
                person_row_ui(ui, cx, &person.name.family, &given, &what(row));
            },
        );
    let chosen = shown
        .selected
        .and_then(|r| rows.get(r))
        .map(|row| row.conflict.id.clone());
    if chosen != state.in_front {
        state.in_front = chosen;
        state.keep = None;
        state.confirm = false;
    }
}

fn conflict_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    row: &ConflictRow,
    state: &mut ConflictsState,
    send: &mut Commands,
) {
    heading_ui(ui, &conflict_words::fact_word(cx, &row.conflict.key));
    whole_ui(
        ui,
        muted(
            cx,
            format!(
                "{} · {}",
                parts::person_name(cx, &row.patient.person),
                parts::person_line(cx, &row.patient.person)
            ),
        ),
    );
    ui.add_space(space::S);
    let key = &row.conflict.key;
    let values: Vec<ConflictValue> = row
        .conflict
        .values
        .iter()
        .take(VALUES_MAX)
        .map(|value| ConflictValue {
            summary: conflict_words::summary_word(cx, key, &value.summary),
            ..value.clone()
        })
        .collect();
    let values = values.as_slice();
    for (index, value) in values.iter().enumerate() {
        let lines = conflict_words::differences(cx, values, index);
        let chosen = state.keep == Some(index);
        value_ui(ui, cx, model, index, value, &lines, chosen);
    }
    if conflict_words::weighs_on_doses(&row.conflict.key) {
        parts::hint_ui(ui, cx, &cx.tr("screen-conflict-doses"));
    }
    ui.add_space(space::S);
    let names: Vec<String> = (1..=values.len())
        .map(|n| cx.tr_with("screen-conflict-value", &[("number", &n.to_string())]))
        .collect();
    let options: Vec<&str> = names.iter().map(String::as_str).collect();
    Choice::new(
        RecordKey::new(&row.conflict.id, "keep"),
        &cx.tr("screen-conflict-which"),
        &mut state.keep,
        &options,
    )
    .show(ui, cx);
    ui.add_space(space::M);
    let need = cx.tr("screen-conflict-need-choice");
    let may_not = cx.tr("screen-conflict-may-not");
    let busy = state.ticket.is_some_and(|t| model.fault_of(t).is_none());
    let wait = cx.tr("screen-saving");
    let blocked = if !model.may_for(Action::Settle, row.patient.patient) {
        Some(may_not.as_str())
    } else if busy {
        Some(wait.as_str())
    } else if state.keep.is_none() {
        Some(need.as_str())
    } else {
        None
    };
    ui.horizontal(|ui| {
        if Btn::primary(&cx.tr("screen-conflict-settle"))
            .blocked(blocked)
            .show(ui, cx)
            .clicked()
        {
            state.confirm = true;
        }
    });
    ui.add_space(space::XS);
    let open = cx.tr("screen-open-card");
    if Btn::quiet(&open).show(ui, cx).clicked() {
        send.open_card(row.conflict.card);
    }
    if state.confirm {
        confirm_ui(ui, cx, row, values, state, send);
    }
}

fn value_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    index: usize,
    value: &ConflictValue,
    lines: &[String],
    chosen: bool,
) {
    let t = cx.tokens();
    let (fill, edge, width) = if chosen {
        (t.selected, t.accent, size::FOCUS)
    } else {
        (t.sheet, t.border, size::HAIRLINE)
    };
    egui::Frame::new()
        .fill(fill)
        .stroke(egui::Stroke::new(width, edge))
        .corner_radius(size::RADIUS)
        .inner_margin(egui::Margin::symmetric(14, 10))
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = space::XS;
            ui.label(muted(
                cx,
                cx.tr_with(
                    "screen-conflict-value",
                    &[("number", &(index + 1).to_string())],
                ),
            ));
            ui.add(Label::new(strong(&value.summary)).wrap());
            for line in lines {
                whole_ui(ui, line.as_str());
            }
            let unknown = cx.tr("screen-conflict-place-unknown");
            let who = [value.by_name.as_str(), value.place.as_str()].map(str::trim);
            let who = match who {
                ["", ""] => cx.tr("common-unknown"),
                ["", place] => place.to_owned(),
                [name, ""] => format!("{name} · {unknown}"),
                [name, place] => format!("{name} · {place}"),
            };
            let when = model.date_time(cx.lang, value.at);
            whole_ui(ui, muted(cx, format!("{who} · {when}")));
        });
}

fn confirm_ui(
    ui: &mut Ui,
    cx: &Cx,
    row: &ConflictRow,
    values: &[ConflictValue],
    state: &mut ConflictsState,
    send: &mut Commands,
) {
    let title = cx.tr("screen-conflict-confirm");
    let keep = state.keep.and_then(|k| values.get(k).map(|v| (k, v)));
    let mut act = false;
    let shown = Dialog::new("settle", &title).show(ui.ctx(), cx, |ui| {
        if let Some((_, value)) = keep {
            whole_ui(ui, muted(cx, cx.tr("screen-conflict-stays")));
            whole_ui(ui, strong(&value.summary));
            for line in conflict_words::differences(cx, values, state.keep.unwrap_or_default()) {
                whole_ui(ui, line);
            }
            ui.add_space(space::S);
            whole_ui(ui, muted(cx, cx.tr("screen-conflict-goes")));
            for (index, other) in values.iter().enumerate() {
                if Some(index) != state.keep {
                    whole_ui(ui, other.summary.as_str());
                    for line in conflict_words::differences(cx, values, index) {
                        whole_ui(ui, line);
                    }
                }
            }
        }
        ui.add_space(space::S);
        parts::hint_ui(ui, cx, &cx.tr("screen-conflict-kept-in-log"));
        buttons_ui(ui, |ui| {
            if Btn::primary(&cx.tr("screen-conflict-keep-this"))
                .show(ui, cx)
                .clicked()
            {
                act = true;
            }
            if way_back_ui(ui, cx, "common-cancel") {
                ui.close();
            }
        });
    });
    if shown.close || keep.is_none() {
        state.confirm = false;
    }
    if let (true, Some((index, _))) = (act, keep) {
        state.confirm = false;
        let ticket = send.ticket();
        state.ticket = Some(ticket);
        send.job(Job::Do {
            ticket,
            op: Box::new(Op::Settle {
                patient: row.conflict.card,
                key: row.conflict.key.clone(),
                keep: index,
                shown: row.conflict.values.len(),
                seen: Some(row.conflict.seen.clone()),
            }),
        });
    }
}
