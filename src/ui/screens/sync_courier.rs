//! Records by stick, on the sync page: where to, where from, and what became of it.

use egui::Ui;

use crate::ui::cx::Cx;
use crate::ui::file_dialog::{Picked, Picking};
use crate::ui::model::Model;
use crate::ui::screens::{Commands, parts};
use crate::ui::theme::tokens::space;
use crate::ui::widgets::button::way_back_ui;
use crate::ui::widgets::dialog::{Dialog, buttons_ui};
use crate::ui::widgets::text::{muted, strong, whole_ui};
use crate::ui::widgets::{Alert, Btn, Field, RecordKey, Severity};
use crate::worker::{Action, CourierNews, CourierRead, Job, courier_words};

const SCOPE: &str = "courier";

/// Which way the stick goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    To,
    From,
}

#[derive(Debug, Default)]
pub struct CourierState {
    asking: Option<Way>,
    path: String,
    picking: Option<Picking>,
    tried: bool,
}

/// The two buttons, and what was last told.
pub fn courier_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    state: &mut CourierState,
    send: &mut Commands,
) {
    if model.sync.enrolled.is_none() || !model.may(Action::Courier) {
        return;
    }
    let carrying = cx.tr("courier-busy-now");
    let exchanging = cx.tr("ui-status-exchanging");
    let blocked = if matches!(model.courier, Some(CourierNews::Running { .. })) {
        Some(carrying.as_str())
    } else {
        model.sync.running.then_some(exchanging.as_str())
    };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        if Btn::secondary(&cx.tr("courier-to-stick"))
            .blocked(blocked)
            .show(ui, cx)
            .clicked()
        {
            state.ask(Way::To);
        }
        // The reason stands once.
        let is_free = blocked.is_none();
        if is_free
            && Btn::secondary(&cx.tr("courier-from-stick"))
                .show(ui, cx)
                .clicked()
        {
            state.ask(Way::From);
        }
    });
    if let Some(news) = &model.courier {
        news_ui(ui, cx, news);
    }
    if let Some(way) = state.asking {
        ask_ui(ui, cx, way, state, send);
    }
}

impl CourierState {
    fn ask(&mut self, way: Way) {
        self.asking = Some(way);
        self.tried = false;
        self.picking = None;
    }
}

fn news_ui(ui: &mut Ui, cx: &Cx, news: &CourierNews) {
    let words = courier_words(cx.lang, news);
    let Some((first, rest)) = words.split_first() else {
        return;
    };
    ui.add_space(space::S);
    let severity = match news {
        CourierNews::Running { .. } => {
            ui.label(muted(cx, first));
            return;
        }
        CourierNews::Stopped => return,
        // Written is not yet delivered: no tick for it.
        CourierNews::Written(_) => {
            whole_ui(ui, strong(first));
            for line in rest {
                whole_ui(ui, line.as_str());
            }
            return;
        }
        CourierNews::Read(read) if needs_more(read) => Severity::Warning,
        CourierNews::Read(_) => Severity::Ok,
    };
    Alert::new("courier-news", severity, first)
        .sentence(&rest.join(". "))
        .show(ui, cx);
}

/// Somebody has to do something.
fn needs_more(read: &CourierRead) -> bool {
    read.has_gap || read.has_more || read.differs || read.is_renamed || read.held + read.refused > 0
}

fn ask_ui(ui: &mut Ui, cx: &Cx, way: Way, state: &mut CourierState, send: &mut Commands) {
    if let Some(picking) = state.picking.take() {
        match picking.take() {
            Picked::Waiting => state.picking = Some(picking),
            Picked::Nothing => {}
            Picked::File(path) => state.path = path.display().to_string(),
        }
    }
    let (title, sentence, verb) = match way {
        Way::To => ("courier-to-title", "courier-to-sentence", "courier-write"),
        Way::From => (
            "courier-from-title",
            "courier-from-sentence",
            "courier-read",
        ),
    };
    let needed = (state.tried && state.path.trim().is_empty()).then(|| cx.tr("courier-need-path"));
    let shown = Dialog::new("courier", &cx.tr(title)).show(ui.ctx(), cx, |ui| {
        parts::paragraph_ui(ui, &cx.tr(sentence));
        let hint = cx.tr("courier-path-hint");
        Field::new(
            RecordKey::new(SCOPE, "path"),
            &cx.tr("courier-path"),
            &mut state.path,
        )
        .hint(&hint)
        .width(f32::INFINITY)
        .error(needed.as_deref())
        .char_limit(1024)
        .show(ui, cx);
        let mut act = false;
        buttons_ui(ui, |ui| {
            act = Btn::primary(&cx.tr(verb)).show(ui, cx).clicked();
            if way == Way::From
                && Btn::secondary(&cx.tr("courier-choose"))
                    .show(ui, cx)
                    .clicked()
            {
                state.picking = Some(Picking::open(ui.ctx()));
            }
            if way_back_ui(ui, cx, "common-cancel") {
                ui.close();
            }
        });
        act
    });
    let path = state.path.trim();
    if shown.inner {
        state.tried = true;
        if !path.is_empty() {
            send.job(match way {
                Way::To => Job::CourierOut {
                    path: path.into(),
                    max_part: None,
                },
                Way::From => Job::CourierIn { path: path.into() },
            });
            state.asking = None;
            state.path.clear();
        }
    }
    if shown.close {
        state.asking = None;
    }
}
