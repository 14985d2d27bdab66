//! A new patient.

use egui::Ui;

use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::screens::{Commands, parts};

#[derive(Debug, Default)]
pub struct RegistrationState {}

impl RegistrationState {
    pub fn forget_secrets(&mut self) {}
}

pub fn registration_ui(
    ui: &mut Ui,
    cx: &Cx,
    _model: &Model,
    _state: &mut RegistrationState,
    _send: &mut Commands,
) {
    parts::loading_ui(ui, cx);
}
