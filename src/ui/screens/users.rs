//! Who works here.

use egui::Ui;

use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::screens::{Commands, parts};

#[derive(Debug, Default)]
pub struct UsersState {}

impl UsersState {
    pub fn forget_secrets(&mut self) {}
}

pub fn users_ui(
    ui: &mut Ui,
    cx: &Cx,
    _model: &Model,
    _state: &mut UsersState,
    _send: &mut Commands,
) {
    parts::loading_ui(ui, cx);
}
