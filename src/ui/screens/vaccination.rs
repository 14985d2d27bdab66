//! The vaccination card: one sentence in the passport, and behind it every dose of the calendar with date, lot and reason.

use egui::{Context, Id, Ui};

use super::vaccination_edit::VaccinationEdit;
use super::vaccination_reaction::ReactionEdit;
use super::vaccination_words::{
    Planned, declined_of, entry_of, planned, reaction_of, reasons, row_name, sentence, severity,
    status_word,
};
use super::visit_withdraw::WithdrawEdit;
use super::{Commands, Route};
use crate::clinical::immunise::{Row, Status};
use crate::domain::card::CardView;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::theme::tokens::space;
use crate::ui::widgets::alert::finding_line_ui;
use crate::ui::widgets::button::way_back_ui;
use crate::ui::widgets::dialog::buttons_ui;
use crate::ui::widgets::sign::sign_ui;
use crate::ui::widgets::table::{Column, TableState};
use crate::ui::widgets::text::{muted, small, strong, whole_ui};
use crate::ui::widgets::{Btn, Dialog, Table};
use crate::worker::{Action, Op, PaperOf};

/// Width of the window with the card, and height of its table.
const WIDTH: f32 = 1060.0;
const HEIGHT: f32 = 330.0;

/// What the card of vaccinations remembers.
#[derive(Debug, Default)]
pub struct VaccinationState {
    open: bool,
    table: TableState,
    edit: Option<VaccinationEdit>,
    reaction: Option<ReactionEdit>,
    withdraw: Option<WithdrawEdit>,
}

/// What the user did: an act, and the key of the sentence that says it is done.
pub type Act = (Op, &'static str);

/// The line in the passport and the button that opens the card.
pub fn vaccination_line_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    card: &CardView,
    state: &mut VaccinationState,
) {
    let all = planned(cx, card, model.country());
    let (sign, text) = sentence(cx, card, all.as_ref());
    // A grown-up of whom nothing is known is not a task of every day.
    let is_quiet = all.as_ref().is_some_and(|p| !p.is_child);
    match sign.filter(|_| !is_quiet) {
        Some(sign) => finding_line_ui(ui, cx, sign, &text),
        None => drop(whole_ui(ui, muted(cx, text))),
    }
    let word = cx.tr("vaccination-open");
    let id = Id::unique("feldsher-vaccination-open");
    if Btn::quiet(&word).id(id).show(ui, cx).clicked() {
        *state = VaccinationState {
            open: true,
            ..VaccinationState::default()
        };
        let first_due = all
            .as_ref()
            .and_then(|p| p.rows.iter().position(|row| row.status.is_due()));
        if let Some(row) = first_due {
            state.table = TableState::at(row);
        }
    }
}

/// The card while it is open; returns what is to be done.
pub fn vaccination_dialog(
    ctx: &Context,
    cx: &Cx,
    model: &Model,
    card: &CardView,
    state: &mut VaccinationState,
    send: &mut Commands,
) -> Option<Act> {
    if !state.open {
        return None;
    }
    let may = model.may_for(Action::Immunise, card.patient);
    let all = planned(cx, card, model.country());
    let title = cx.tr("vaccination-title");
    let shown = Dialog::new("vaccination", &title)
        .width(WIDTH)
        .show(ctx, cx, |ui| {
            let (sign, text) = sentence(cx, card, all.as_ref());
            match sign {
                Some(sign) => finding_line_ui(ui, cx, sign, &text),
                None => drop(whole_ui(ui, strong(text))),
            }
            whole_ui(ui, small(cx, cx.tr("vaccination-ask-before")));
            let opened = all
                .as_ref()
                .and_then(|all| table_ui(ui, cx, card, all, state));
            let chosen = all
                .as_ref()
                .and_then(|all| all.rows.get(state.table.selected?));
            ui.add_space(space::XS);
            let entry = chosen.and_then(|row| entry_of(card, row));
            if let Some(row) = chosen {
                whole_ui(ui, format!("{}: {}", row_name(cx, row), reasons(cx, row)));
            }
            if let Some(reaction) = entry.and_then(|event| reaction_of(cx, event)) {
                let text = [("text", reaction.as_str())];
                whole_ui(ui, cx.tr_with("vaccination-reaction-was", &text));
            }
            whole_ui(ui, small(cx, cx.tr("vaccination-not-approved")));
            let mut wishes = Wishes::default();
            let may_print = model.may_for(Action::Print, card.patient);
            buttons_ui(ui, |ui| {
                buttons(
                    ui,
                    cx,
                    may.then_some(entry.is_some()),
                    may_print,
                    &mut wishes,
                );
            });
            wishes.record |= may && opened.is_some_and(|row| row.status.is_open());
            if wishes.record {
                let row = opened.or(chosen).filter(|row| row.status.is_open());
                state.edit = Some(VaccinationEdit::new(cx, card.patient, row));
            }
            if let Some(event) = entry.filter(|_| wishes.withdraw) {
                state.withdraw = Some(WithdrawEdit::new(event.card, event.id));
            }
            if let Some(event) = entry.filter(|_| wishes.reaction) {
                state.reaction = Some(ReactionEdit::new(event));
            }
            if wishes.print {
                let patient = card.patient;
                send.go(Route::Preview(Box::new(PaperOf::Vaccination { patient })));
            }
            wishes.close || wishes.print
        });
    let dialogs = below(ctx, cx, card, all.as_ref(), state);
    let is_top = state.edit.is_none() && state.withdraw.is_none() && state.reaction.is_none();
    if (shown.close || shown.inner) && is_top {
        state.open = false;
    }
    dialogs
}

#[derive(Default)]
struct Wishes {
    close: bool,
    record: bool,
    reaction: bool,
    withdraw: bool,
    print: bool,
}

/// `may`: whether the user may write, and then whether the chosen row has an entry behind it.
fn buttons(ui: &mut Ui, cx: &Cx, may: Option<bool>, may_print: bool, wishes: &mut Wishes) {
    if may.is_some() {
        wishes.record = Btn::primary(&cx.tr("vaccination-record"))
            .shortcut("Enter")
            .show(ui, cx)
            .clicked();
    }
    wishes.close = way_back_ui(ui, cx, "common-close");
    if may_print {
        wishes.print = Btn::secondary(&cx.tr("vaccination-print"))
            .show(ui, cx)
            .clicked();
    }
    if may == Some(true) {
        wishes.reaction = Btn::secondary(&cx.tr("vaccination-reaction-add"))
            .show(ui, cx)
            .clicked();
        wishes.withdraw = Btn::quiet(&cx.tr("card-withdraw")).show(ui, cx).clicked();
    }
}

/// The dialogs above the card.
fn below(
    ctx: &Context,
    cx: &Cx,
    card: &CardView,
    all: Option<&Planned>,
    state: &mut VaccinationState,
) -> Option<Act> {
    let mut act = None;
    if let Some(edit) = &mut state.edit {
        let rows = all.map_or(&[][..], |all| &all.rows);
        let (done, close) = edit.show(ctx, cx, rows);
        if let Some(immunisation) = done {
            let op = Op::Immunise {
                patient: card.patient,
                immunisation: Box::new(immunisation),
                amends: None,
            };
            act = Some((op, "vaccination-saved"));
        }
        if close {
            state.edit = None;
        }
    }
    if let Some(edit) = &mut state.reaction {
        let (done, close) = edit.show(ctx, cx);
        if let Some((patient, of, immunisation)) = done {
            let op = Op::Immunise {
                patient,
                immunisation: Box::new(immunisation),
                amends: Some(of),
            };
            act = Some((op, "vaccination-reaction-saved"));
        }
        if close {
            state.reaction = None;
        }
    }
    if let Some(edit) = &mut state.withdraw {
        let (done, close) = edit.show(ctx, cx);
        if let Some((patient, error)) = done {
            act = Some((Op::Withdraw { patient, error }, "card-withdrawn-done"));
        }
        if close {
            state.withdraw = None;
        }
    }
    act
}

/// Every dose; returns the row that Enter opened.
fn table_ui<'a>(
    ui: &mut Ui,
    cx: &Cx,
    card: &CardView,
    all: &'a Planned,
    state: &mut VaccinationState,
) -> Option<&'a Row> {
    let words = [
        "common-vaccine",
        "vaccination-status",
        "vaccination-due",
        "vaccination-given",
        "common-lot",
    ]
    .map(|key| cx.tr(key));
    let columns = [
        Column::rest(&words[0]),
        Column::points(&words[1], 260.0),
        Column::points(&words[2], 124.0),
        Column::points(&words[3], 124.0),
        Column::points(&words[4], 130.0),
    ];
    let label = cx.tr("vaccination-title");
    let shown = Table::new("vaccination", &label, &columns)
        .max_height(HEIGHT)
        .show(
            ui,
            cx,
            &mut state.table,
            all.rows.len(),
            |at| {
                all.rows.get(at).map_or_else(String::new, |row| {
                    format!("{} — {}", row_name(cx, row), status_word(cx, row.status))
                })
            },
            |ui, at, column| {
                if let Some(row) = all.rows.get(at) {
                    cell_ui(ui, cx, card, row, column);
                }
            },
        );
    shown.opened.and_then(|at| all.rows.get(at))
}

fn cell_ui(ui: &mut Ui, cx: &Cx, card: &CardView, row: &Row, column: usize) {
    let quiet = matches!(
        row.status,
        Status::TooOld | Status::NotNeeded | Status::NotYet
    );
    let text = |ui: &mut Ui, text: String| {
        if quiet {
            ui.label(muted(cx, text));
        } else {
            ui.label(text);
        }
    };
    match column {
        0 => text(ui, row_name(cx, row)),
        1 => status_ui(ui, cx, card, row),
        2 => text(ui, row.due.map_or_else(String::new, |day| cx.date(day))),
        3 => text(
            ui,
            row.given_on.map_or_else(String::new, |day| cx.date(day)),
        ),
        _ => {
            let lot = entry_of(card, row).map_or("", |event| &event.content.lot);
            text(ui, lot.to_owned());
        }
    }
}

/// A refusal or exemption stands in the place of the status: nobody calls the family twice for nothing.
fn status_ui(ui: &mut Ui, cx: &Cx, card: &CardView, row: &Row) {
    if let Some(declined) = declined_of(cx, card, row) {
        let key = format!("vaccination-declined-{}", declined.status_reason);
        let date = cx.partial(declined.date);
        ui.label(cx.tr_with(&key, &[("date", &date)]));
        return;
    }
    if let Some(sign) = severity(row.status) {
        sign_ui(ui, cx, sign);
    }
    let word = status_word(cx, row.status);
    if row.status.is_due() {
        ui.label(strong(word));
    } else {
        ui.label(muted(cx, word));
    }
}
