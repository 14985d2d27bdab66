//! The head of a visit: when it is, whether the last words are kept, and the way to sign.

use egui::{Align, Layout, TextStyle, Ui, Vec2, vec2};

use super::Commands;
use super::visit_editor::{Editor, Stage};
use crate::domain::card::CardView;
use crate::forms::VISIT;
use crate::ui::command::Command;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::theme::tokens::space;
use crate::ui::widgets::text::{heading_ui, muted};
use crate::ui::widgets::{Btn, Severity, badge_ui};
use crate::worker::Action;
use crate::worker::imci::is_imci;

/// Room for what stands beside the title: the day, whether it is kept, the way to sign.
const BESIDE: f32 = 540.0;
/// The line under the head, with the space around it.
const LINE: f32 = 12.0;

pub(super) fn head_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    card: &CardView,
    editor: &mut Editor,
    send: &mut Commands,
) {
    ui.horizontal(|ui| {
        ui.set_min_height(cx.control());
        ui.spacing_mut().item_spacing.x = space::S;
        let text = title(cx, editor);
        let room = room(ui);
        let size = heading(ui, &text, room);
        let wrapped = vec2(size.x.min(room), size.y);
        ui.allocate_ui_with_layout(wrapped, Layout::top_down(Align::Min), |ui| {
            heading_ui(ui, &text);
        });
        ui.label(muted(
            cx,
            model.date_time(cx.lang, editor.rest.care_at.unwrap_or(editor.started_at)),
        ));
        if !matches!(editor.stage, Stage::Signed { .. }) {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let busy = matches!(editor.stage, Stage::Closing | Stage::Signing(_));
                let wait = cx.tr("card-signing");
                let not_yours = cx.tr("card-may-not-sign");
                let blocked = if busy {
                    Some(wait.as_str())
                } else if model.may_for(Action::SignVisit, card.patient) {
                    None
                } else {
                    Some(not_yours.as_str())
                };
                if Btn::primary(&cx.tr("card-sign"))
                    .shortcut(Command::Sign.keys())
                    .blocked(blocked)
                    .show(ui, cx)
                    .clicked()
                {
                    send.command(Command::Sign);
                }
                saved_ui(ui, cx, model, editor);
            });
        }
    });
    ui.add_space(space::XS);
    ui.separator();
}

/// What is written; a form of a country has its own name.
fn title(cx: &Cx, editor: &Editor) -> String {
    if editor.rest.amends.is_some() {
        cx.tr("card-visit-correction")
    } else if is_imci(&editor.form.url) {
        cx.tr("imci-title")
    } else if editor.form.url == VISIT {
        cx.tr("common-visit")
    } else {
        editor.form.title(cx.lang).to_owned()
    }
}

/// How high the head is with its line: the name of a form may need two rows.
pub(super) fn height(ui: &Ui, cx: &Cx, editor: &Editor) -> f32 {
    let rows = heading(ui, &title(cx, editor), room(ui)).y;
    LINE + rows.max(cx.control())
}

/// How wide the title may be.
fn room(ui: &Ui) -> f32 {
    let whole = ui.available_width();
    (whole - BESIDE).max(whole * 0.4)
}

/// The room that a heading takes.
fn heading(ui: &Ui, text: &str, width: f32) -> Vec2 {
    let font = TextStyle::Heading.resolve(ui.style());
    let color = ui.visuals().text_color();
    let galley = ui.painter().layout(text.to_owned(), font, color, width);
    galley.size().ceil()
}

fn saved_ui(ui: &mut Ui, cx: &Cx, model: &Model, editor: &Editor) {
    let save = &editor.save;
    if save.fault.is_some() {
        badge_ui(ui, cx, Severity::Warning, &cx.tr("card-not-saved"));
    } else if save.is_dirty() || save.is_sending() {
        ui.label(muted(cx, cx.tr("card-saving")));
    } else if let Some(at) = save.kept_at {
        ui.label(muted(
            cx,
            cx.tr_with("card-saved-at", &[("time", &clock(model, at))]),
        ));
    }
}

/// `12:03:05` at the place.
pub(super) fn clock(model: &Model, at: i64) -> String {
    let local = (at + i64::from(model.offset_minutes) * 60).rem_euclid(86_400);
    format!(
        "{:02}:{:02}:{:02}",
        local / 3600,
        local / 60 % 60,
        local % 60
    )
}
