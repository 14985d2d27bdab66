//! Two values under one key.

use egui::Ui;

use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::screens::{Commands, parts};

#[derive(Debug, Default)]
pub struct ConflictsState {}

impl ConflictsState {
    pub fn forget_secrets(&mut self) {}
}

pub fn conflicts_ui(
    ui: &mut Ui,
    cx: &Cx,
    _model: &Model,
    _state: &mut ConflictsState,
    _send: &mut Commands,
) {
    parts::loading_ui(ui, cx);
}
