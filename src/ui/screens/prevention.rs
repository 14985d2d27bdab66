//! The preventive plan of a card: one sentence in the passport, and behind it the next twelve months with vaccinations, screening
//! and follow-up.

use egui::{Context, Id, Ui};

use super::prevention_edit::PreventionEdit;
use super::visit_withdraw::WithdrawEdit;
use super::{Commands, Route};
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
use crate::ui::widgets::{Btn, Dialog, Severity, Table};
use crate::worker::prevention::{Line, Of, year};
use crate::worker::{Action, Op, PaperOf};

/// Width of the window with the plan, and height of its table.
const WIDTH: f32 = 1100.0;
const HEIGHT: f32 = 330.0;
/// Names in the passport's sentence; more are counted.
const NAMED: usize = 2;

/// What the plan remembers.
#[derive(Debug, Default)]
pub struct PreventionState {
    open: bool,
    table: TableState,
    edit: Option<PreventionEdit>,
    withdraw: Option<WithdrawEdit>,
}

/// The line in the passport and the button that opens the plan. Vaccinations have a line of their own above.
pub fn prevention_line_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    card: &CardView,
    state: &mut PreventionState,
) {
    let Some(lines) = lines(cx, model, card, false) else {
        return;
    };
    let due: Vec<&Line> = lines
        .iter()
        .filter(|line| line.is_due && line.of != Of::Dose)
        .collect();
    if !due.is_empty() {
        let names: Vec<&str> = due
            .iter()
            .take(NAMED)
            .map(|line| line.name.as_str())
            .collect();
        let mut names = names.join("; ");
        if due.len() > NAMED {
            let more = (due.len() - NAMED).to_string();
            names = cx.tr_with("vaccination-and-more", &[("names", &names), ("n", &more)]);
        }
        let sign = if due.iter().any(|line| line.is_overdue) {
            Severity::Warning
        } else {
            Severity::Required
        };
        let text = cx.tr_with("prevention-due-today", &[("names", &names)]);
        finding_line_ui(ui, cx, sign, &text);
    }
    let id = Id::unique("feldsher-prevention-open");
    if Btn::quiet(&cx.tr("prevention-open"))
        .id(id)
        .show(ui, cx)
        .clicked()
    {
        *state = PreventionState {
            open: true,
            ..PreventionState::default()
        };
        if let Some(first) = lines.iter().position(|line| line.is_due) {
            state.table = TableState::at(first);
        }
    }
}

fn lines(cx: &Cx, model: &Model, card: &CardView, with_reasons: bool) -> Option<Vec<Line>> {
    year(
        card,
        model.country(),
        cx.today,
        model.offset_minutes,
        (cx.lang, with_reasons),
    )
}

/// What the user did: an act, and the key of the sentence that says it is done.
pub type Act = (Op, &'static str);

/// The plan while it is open; returns what is to be kept.
pub fn prevention_dialog(
    ctx: &Context,
    cx: &Cx,
    model: &Model,
    card: &CardView,
    state: &mut PreventionState,
    send: &mut Commands,
) -> Option<Act> {
    if !state.open {
        return None;
    }
    let may = model.may_for(Action::Prevent, card.patient);
    let may_print = model.may_for(Action::Print, card.patient);
    let lines = lines(cx, model, card, true).unwrap_or_default();
    let title = cx.tr("prevention-title");
    let shown = Dialog::new("prevention", &title)
        .width(WIDTH)
        .show(ctx, cx, |ui| {
            let opened = if lines.is_empty() {
                ui.label(muted(cx, cx.tr("prevention-nothing")));
                None
            } else {
                table_ui(ui, cx, &lines, state)
            };
            let chosen = state.table.selected.and_then(|at| lines.get(at));
            ui.add_space(space::XS);
            if let Some(line) = chosen {
                whole_ui(ui, format!("{}. {}", line.name, line.reason));
            }
            whole_ui(ui, small(cx, cx.tr("prevention-not-approved")));
            let item = |line: &Line| match &line.of {
                Of::Item(item) => Some((item.clone(), line.name.clone())),
                Of::Dose => None,
            };
            let markable = chosen.and_then(item).filter(|_| may);
            let mut wishes = Wishes::default();
            if markable.is_none() && chosen.is_some() && may {
                whole_ui(ui, small(cx, cx.tr("prevention-only-items")));
            }
            buttons_ui(ui, |ui| {
                if markable.is_some() {
                    wishes.record = Btn::primary(&cx.tr("prevention-record"))
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
                if may && chosen.is_some_and(|line| line.marked.is_some()) {
                    wishes.withdraw = Btn::quiet(&cx.tr("card-withdraw")).show(ui, cx).clicked();
                }
            });
            if let Some((of, entry)) = chosen.and_then(|line| line.marked)
                && wishes.withdraw
            {
                state.withdraw = Some(WithdrawEdit::new(of, entry));
            }
            let of = opened.and_then(item).filter(|_| may);
            if let Some((item, name)) = of.or(markable.filter(|_| wishes.record)) {
                state.edit = Some(PreventionEdit::new(cx, card.patient, item, name));
            }
            if wishes.print {
                let patient = card.patient;
                send.go(Route::Preview(Box::new(PaperOf::MonthPlan { patient })));
            }
            wishes.close || wishes.print
        });
    let mut act = None;
    if let Some(edit) = &mut state.edit {
        let (done, close) = edit.show(ctx, cx);
        act = done.map(|preventive| {
            let op = Op::Prevent {
                patient: card.patient,
                preventive: Box::new(preventive),
            };
            (op, "prevention-saved")
        });
        if close {
            state.edit = None;
        }
    } else if let Some(edit) = &mut state.withdraw {
        let (done, close) = edit.show(ctx, cx);
        act = done.map(|(patient, error)| (Op::Withdraw { patient, error }, "card-withdrawn-done"));
        if close {
            state.withdraw = None;
        }
    } else if shown.close || shown.inner {
        state.open = false;
    }
    act
}

#[derive(Default)]
struct Wishes {
    record: bool,
    close: bool,
    print: bool,
    withdraw: bool,
}

/// Every line; returns the one that Enter opened.
fn table_ui<'a>(
    ui: &mut Ui,
    cx: &Cx,
    lines: &'a [Line],
    state: &mut PreventionState,
) -> Option<&'a Line> {
    let words = [
        "prevention-column-when",
        "prevention-column-what",
        "vaccination-status",
        "prevention-column-last",
    ]
    .map(|key| cx.tr(key));
    let columns = [
        Column::points(&words[0], 116.0),
        Column::rest(&words[1]),
        Column::points(&words[2], 220.0),
        Column::points(&words[3], 116.0),
    ];
    let label = cx.tr("prevention-title");
    let shown = Table::new("prevention", &label, &columns)
        .max_height(HEIGHT)
        .show(
            ui,
            cx,
            &mut state.table,
            lines.len(),
            |at| {
                lines.get(at).map_or_else(String::new, |line| {
                    format!("{} — {}", line.name, line.status)
                })
            },
            |ui, at, column| {
                if let Some(line) = lines.get(at) {
                    cell_ui(ui, cx, line, column);
                }
            },
        );
    shown.opened.and_then(|at| lines.get(at))
}

fn cell_ui(ui: &mut Ui, cx: &Cx, line: &Line, column: usize) {
    match column {
        0 if line.is_due => drop(ui.label(strong(cx.tr("prevention-now")))),
        // Done for good: there is no next time.
        0 if line.is_done && line.day <= cx.today => {}
        0 => drop(ui.label(cx.date(line.day))),
        1 => drop(ui.add(egui::Label::new(&line.name).wrap())),
        2 => status_ui(ui, cx, line),
        _ => {
            ui.label(line.last.map_or_else(String::new, |day| cx.date(day)));
        }
    }
}

fn status_ui(ui: &mut Ui, cx: &Cx, line: &Line) {
    if let Some(note) = &line.note {
        ui.label(note);
        return;
    }
    if line.is_overdue {
        sign_ui(ui, cx, Severity::Warning);
    } else if line.is_due {
        sign_ui(ui, cx, Severity::Required);
    }
    if line.is_due {
        ui.label(strong(&line.status));
    } else {
        ui.label(muted(cx, &line.status));
    }
}
