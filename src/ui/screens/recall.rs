//! Who is to be called: a month, and every child with a dose due in it, street by street. The other lists are [`calls`]' work.

use egui::{Label, TextStyle, Ui};

use super::calls::{self, CallsState};
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::screens::{Commands, Route, parts};
use crate::ui::theme::tokens::{size, space};
use crate::ui::widgets::empty::empty_ui;
use crate::ui::widgets::table::{Column, TableState};
use crate::ui::widgets::text::{muted, strong};
use crate::ui::widgets::{Btn, Choice, RecordKey, Table};
use crate::worker::calls::words::{kind_word, month_text};
use crate::worker::calls::{CallKind, last_day};
use crate::worker::recall::{MONTHS, RecallLine, lines};
use crate::worker::{Job, PaperOf, Recalled};

const WHO: f32 = 260.0;
const PHONE: f32 = 150.0;
/// Above and below the lines of a row.
const PADDING: f32 = 6.0;
/// Name and birth date.
const LEAST: f32 = 2.0 * size::LINE;
/// Room for the scroll bar.
const BAR: f32 = 20.0;

#[derive(Debug)]
pub struct RecallState {
    /// Vaccination, then [`CallKind::ALL`].
    kind: Option<usize>,
    /// From this month, 0 to [`MONTHS`].
    ahead: u32,
    table: TableState,
    calls: CallsState,
}

impl Default for RecallState {
    fn default() -> Self {
        Self {
            kind: Some(0),
            ahead: 0,
            table: TableState::default(),
            calls: CallsState::default(),
        }
    }
}

impl RecallState {
    /// What is asked for when the screen comes to the front: the whole span at once, months are chosen here.
    pub fn question(&self, model: &Model, send: &mut Commands) -> Job {
        let today = model.today();
        match self.call_kind() {
            Some(_) => calls::question(today, send),
            None => Job::Recall {
                today,
                until: last_day(today, MONTHS),
            },
        }
    }

    fn call_kind(&self) -> Option<CallKind> {
        let at = self.kind?.checked_sub(1)?;
        CallKind::ALL.get(at).copied()
    }
}

pub fn recall_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    state: &mut RecallState,
    send: &mut Commands,
) {
    parts::head_ui(
        ui,
        &cx.tr("ui-command-recall"),
        Some(muted(cx, cx.tr("calls-sentence"))),
    );
    let mut words = vec![cx.tr("calls-kind-vaccination")];
    words.extend(CallKind::ALL.map(|kind| kind_word(cx.lang, kind)));
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let key = RecordKey::new("recall", "kind");
    let label = cx.tr("calls-for");
    let before = state.kind;
    Choice::new(key, &label, &mut state.kind, &words).show(ui, cx);
    if state.kind != before {
        // The numbers of the kinds come from one answer: it is asked for once.
        let is_here = match state.call_kind() {
            Some(_) => model.calls.is_some(),
            None => model.recall.is_some(),
        };
        state.calls = CallsState::default();
        if !is_here {
            let job = state.question(model, send);
            send.job(job);
        }
    }
    if let Some(kind) = state.call_kind() {
        calls::calls_ui(ui, cx, model, kind, &mut state.calls, send);
        return;
    }
    ui.add(Label::new(muted(cx, cx.tr("recall-sentence"))).wrap());
    if let Some(fault) = &model.fault {
        parts::fault_ui(ui, cx, fault);
    }
    month_ui(ui, cx, state);
    let Some(all) = &model.recall else {
        parts::loading_ui(ui, cx);
        return;
    };
    let rows = lines(all, state.ahead, cx.lang, cx.today);
    if rows.is_empty() {
        empty_ui(ui, cx, &cx.tr("recall-nobody"), None);
        return;
    }
    parts::line_ui(ui, cx, |ui| {
        if Btn::secondary(&cx.tr("vaccination-print"))
            .show(ui, cx)
            .clicked()
        {
            let paper = PaperOf::Recall {
                ahead: state.ahead,
                today: cx.today,
            };
            send.go(Route::Preview(Box::new(paper)));
        }
        ui.label(muted(cx, cx.tr_n("common-count-patients", rows.len())));
    });
    if let Some(opened) = table_ui(ui, cx, model, &rows, state) {
        send.open_card(opened.patient);
    }
}

fn month_ui(ui: &mut Ui, cx: &Cx, state: &mut RecallState) {
    parts::line_ui(ui, cx, |ui| {
        let back = Btn::quiet(&cx.tr("recall-month-before")).show(ui, cx);
        if back.clicked() {
            state.ahead = state.ahead.saturating_sub(1);
            state.table = TableState::default();
        }
        ui.label(strong(month_text(cx.lang, state.ahead, cx.today)));
        if Btn::quiet(&cx.tr("recall-month-after"))
            .show(ui, cx)
            .clicked()
        {
            state.ahead = (state.ahead + 1).min(MONTHS);
            state.table = TableState::default();
        }
    });
}

fn table_ui<'m>(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    rows: &[RecallLine<'m>],
    state: &mut RecallState,
) -> Option<&'m Recalled> {
    let heads = [
        "common-address",
        "common-patient",
        "common-phone",
        "vaccination-due",
    ]
    .map(|key| cx.tr(key));
    let columns = [
        Column::rest(&heads[0]),
        Column::points(&heads[1], WHO),
        Column::points(&heads[2], PHONE),
        Column::shares(&heads[3], parts::ASKS),
    ];
    // Nothing is cut: a row is as high as its longest column.
    let rest = ui.available_width() - WHO - PHONE - BAR;
    let (address_width, width) = parts::called_widths(rest);
    let font = TextStyle::Body.resolve(ui.style());
    let color = cx.tokens().text;
    let tall = |text: String, width: f32| {
        let galley = ui.painter().layout(text, font.clone(), color, width);
        galley.rect.height()
    };
    let heights: Vec<f32> = rows
        .iter()
        .map(|line| {
            let due = tall(line.due.join("\n"), width);
            let address = tall(line.one.person.address.clone(), address_width);
            let name = parts::person_name(cx, &line.one.person);
            let who = tall(name, WHO - 2.0 * space::S) + size::LINE;
            due.max(address).max(who).max(LEAST) + 2.0 * PADDING
        })
        .collect();
    let label = cx.tr("ui-command-recall");
    let shown = Table::new("recall", &label, &columns)
        .heights(&heights)
        .show(
            ui,
            cx,
            &mut state.table,
            rows.len(),
            |at| {
                rows.get(at).map_or_else(String::new, |line| {
                    format!(
                        "{} — {}",
                        parts::person_name(cx, &line.one.person),
                        line.due.join(", ")
                    )
                })
            },
            |ui, at, column| {
                let Some(line) = rows.get(at) else { return };
                let person = &line.one.person;
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    ui.add_space(PADDING);
                    match column {
                        0..=2 => parts::called_cell_ui(ui, cx, model, person, column),
                        _ => {
                            for due in &line.due {
                                ui.add(Label::new(due).wrap());
                            }
                        }
                    }
                });
            },
        );
    shown
        .opened
        .and_then(|at| rows.get(at))
        .map(|line| line.one)
}
