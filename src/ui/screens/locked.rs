//! Locked.
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::screens::sign_in::SignInState;
use crate::ui::screens::{Commands, parts};
use egui::Ui;

pub fn locked_ui(
    ui: &mut Ui,
    cx: &Cx,
    _model: &Model,
    _state: &mut SignInState,
    _send: &mut Commands,
) {
    parts::loading_ui(ui, cx);
}
