//! Settings.

use egui::Ui;

use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::screens::{Commands, parts};

#[derive(Debug, Default)]
pub struct SettingsState {}

impl SettingsState {
    pub fn forget_secrets(&mut self) {}
}

pub fn settings_ui(
    ui: &mut Ui,
    cx: &Cx,
    _model: &Model,
    _settings: &crate::ui::Settings,
    _state: &mut SettingsState,
    _send: &mut Commands,
) {
    parts::loading_ui(ui, cx);
}
