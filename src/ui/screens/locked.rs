//! The locked window: no patient, no list; the one who worked is offered first.

use egui::Ui;

use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::screens::sign_in::{SignInState, door_ui};
use crate::ui::screens::{Commands, parts};
use crate::ui::widgets::text::muted;

/// Width of the sheet.
const WIDTH: f32 = 560.0;

/// The whole window while it is locked.
pub fn locked_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    state: &mut SignInState,
    send: &mut Commands,
) {
    parts::sheet_ui(ui, cx, "locked", WIDTH, |ui| {
        parts::head_ui(
            ui,
            &cx.tr("screen-locked-title"),
            Some(muted(cx, cx.tr("screen-locked-sentence"))),
        );
        door_ui(ui, cx, model, state, send, &cx.tr("screen-unlock"));
    });
}
