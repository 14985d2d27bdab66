//! Summaries for other systems and from them: two buttons at the end of the passport, a file to write, a file to read.

use egui::{Context, Id, Ui};

use super::foreign::{ForeignState, Taken, foreign_dialog};
use super::{Commands, parts};
use crate::domain::card::CardView;
use crate::ui::cx::Cx;
use crate::ui::file_dialog::{Picked, Picking};
use crate::ui::model::Model;
use crate::ui::theme::tokens::space;
use crate::ui::widgets::button::way_back_ui;
use crate::ui::widgets::dialog::{Dialog, buttons_ui};
use crate::ui::widgets::text::strong;
use crate::ui::widgets::toast::News;
use crate::ui::widgets::{Btn, Field, RecordKey};
use crate::worker::{Action, ExportOf, Fault, Job, Ticket};

/// Which way the file goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Out,
    In,
}

#[derive(Debug, Default)]
pub struct SummaryState {
    /// The dialog that asks for the file.
    asking: Option<Way>,
    path: String,
    tried: bool,
    picking: Option<Picking>,
    /// The file is being written or read.
    waiting: Option<Ticket>,
    fault: Option<Fault>,
    foreign: ForeignState,
}

/// The line in the passport.
pub fn summary_line_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    card: &CardView,
    state: &mut SummaryState,
) {
    let may_export = model.may_for(Action::Export, card.patient);
    let may_import = model.may_for(Action::Attach, card.patient);
    if !may_export && !may_import {
        return;
    }
    ui.add_space(space::M);
    ui.label(strong(cx.tr("foreign-ui-section")));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(space::S, space::S);
        let id = |name: &str| Id::unique(("feldsher-summary", name));
        let export = cx.tr("foreign-ui-export");
        if may_export
            && Btn::secondary(&export)
                .id(id("export"))
                .show(ui, cx)
                .clicked()
        {
            state.ask(Way::Out);
        }
        let import = cx.tr("foreign-ui-import");
        if may_import
            && Btn::secondary(&import)
                .id(id("import"))
                .show(ui, cx)
                .clicked()
        {
            state.ask(Way::In);
        }
    });
}

/// The dialogs, and what the user took from a foreign summary to write it into the card.
pub fn summary_dialogs(
    ctx: &Context,
    cx: &Cx,
    model: &Model,
    card: &CardView,
    state: &mut SummaryState,
    send: &mut Commands,
) -> Option<Taken> {
    state.hear(cx, model, send);
    if let Some(way) = state.asking {
        ask_ui(ctx, cx, card, way, state, send);
    }
    foreign_dialog(ctx, cx, model, card, &mut state.foreign, send)
}

impl SummaryState {
    /// The edit dialog of what was taken is gone: the summary comes back.
    pub fn come_back(&mut self) {
        self.foreign.come_back();
    }

    fn ask(&mut self, way: Way) {
        self.asking = Some(way);
        self.path.clear();
        self.tried = false;
        self.picking = None;
        self.fault = None;
    }

    fn hear(&mut self, cx: &Cx, model: &Model, send: &mut Commands) {
        let Some(ticket) = self.waiting else { return };
        if let Some(path) = model.paper_saved(ticket) {
            let path = path.display().to_string();
            let words = cx.tr_with("foreign-ui-exported", &[("path", &path)]);
            send.toast(News::Done, words);
        } else if model.foreign(ticket).is_some() {
            self.foreign = ForeignState::of(ticket);
        } else if let Some(fault) = model.fault_of(ticket) {
            // The dialog stays, with the path as it was typed.
            self.fault = Some(fault.clone());
            self.waiting = None;
            return;
        } else {
            return;
        }
        self.waiting = None;
        self.asking = None;
    }
}

fn ask_ui(
    ctx: &Context,
    cx: &Cx,
    card: &CardView,
    way: Way,
    state: &mut SummaryState,
    send: &mut Commands,
) {
    if let Some(picking) = state.picking.take() {
        match picking.take() {
            Picked::Waiting => state.picking = Some(picking),
            Picked::Nothing => {}
            Picked::File(path) => state.path = path.display().to_string(),
        }
    }
    let (title, sentence, verb, need) = match way {
        Way::Out => (
            "foreign-ui-export",
            "foreign-ui-export-sentence",
            "foreign-ui-write",
            "foreign-ui-need-path",
        ),
        Way::In => (
            "foreign-ui-import",
            "foreign-ui-import-sentence",
            "foreign-ui-read",
            "foreign-ui-need-file",
        ),
    };
    let needed = (state.tried && state.path.trim().is_empty()).then(|| cx.tr(need));
    let scope = format!("summary-{}", card.patient);
    let title = cx.tr(title);
    let shown = Dialog::new("summary", &title).show(ctx, cx, |ui| {
        parts::paragraph_ui(ui, &cx.tr(sentence));
        let hint = cx.tr("foreign-ui-path-hint");
        Field::new(
            RecordKey::new(&scope, "path"),
            &cx.tr("foreign-ui-path"),
            &mut state.path,
        )
        .hint(&hint)
        .width(f32::INFINITY)
        .error(needed.as_deref())
        .char_limit(1024)
        .show(ui, cx);
        if let Some(fault) = &state.fault {
            parts::fault_ui(ui, cx, fault);
        }
        let mut act = false;
        buttons_ui(ui, |ui| {
            act = Btn::primary(&cx.tr(verb)).show(ui, cx).clicked();
            let choose = cx.tr("courier-choose");
            if way == Way::In && Btn::secondary(&choose).show(ui, cx).clicked() {
                state.picking = Some(Picking::open(ui.ctx()));
            }
            if way_back_ui(ui, cx, "common-cancel") {
                ui.close();
            }
        });
        act
    });
    if shown.inner && state.waiting.is_none() {
        state.tried = true;
        let path = std::path::PathBuf::from(state.path.trim());
        if !path.as_os_str().is_empty() {
            let ticket = send.ticket();
            let patient = card.patient;
            send.job(match way {
                Way::Out => Job::Export {
                    ticket,
                    what: ExportOf::Summary { patient },
                    lang: None,
                    path,
                },
                Way::In => Job::ReadForeign {
                    ticket,
                    patient,
                    path,
                },
            });
            state.fault = None;
            state.waiting = Some(ticket);
        }
    }
    if shown.close {
        state.asking = None;
        state.fault = None;
    }
}
