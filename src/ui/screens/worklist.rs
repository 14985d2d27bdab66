//! Today.

use egui::Ui;

use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::screens::{Commands, parts};

#[derive(Debug, Default)]
pub struct WorklistState {}

impl WorklistState {
    pub fn forget_secrets(&mut self) {}
}

pub fn worklist_ui(
    ui: &mut Ui,
    cx: &Cx,
    _model: &Model,
    _state: &mut WorklistState,
    _send: &mut Commands,
) {
    parts::loading_ui(ui, cx);
}
