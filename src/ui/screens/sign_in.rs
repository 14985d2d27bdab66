//! Sign in.

use egui::Ui;

use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::screens::{Commands, parts};

#[derive(Debug, Default)]
pub struct SignInState {}

impl SignInState {
    pub fn lock(&mut self, _session: Option<&crate::worker::Session>) {}

    pub fn forget_secrets(&mut self) {}
}

pub fn sign_in_ui(
    ui: &mut Ui,
    cx: &Cx,
    _model: &Model,
    _state: &mut SignInState,
    _send: &mut Commands,
) {
    parts::loading_ui(ui, cx);
}
