//! First run.

use egui::Ui;

use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::screens::{Commands, parts};

#[derive(Debug, Default)]
pub struct FirstRunState {}

impl FirstRunState {
    pub fn speak(&mut self, _lang: crate::domain::lang::Lang) {}

    pub fn forget_secrets(&mut self) {}
}

pub fn first_run_ui(
    ui: &mut Ui,
    cx: &Cx,
    _model: &Model,
    _state: &mut FirstRunState,
    _send: &mut Commands,
) {
    parts::loading_ui(ui, cx);
}

pub fn shares_ui(
    ui: &mut Ui,
    cx: &Cx,
    _model: &Model,
    _shares: &[String],
    _state: &mut FirstRunState,
    _send: &mut Commands,
) {
    parts::loading_ui(ui, cx);
}
