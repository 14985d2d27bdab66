//! Who opened the card.

use egui::Ui;

use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::screens::{Commands, parts};

#[derive(Debug, Default)]
pub struct AccessLogState {}

impl AccessLogState {
    pub fn forget_secrets(&mut self) {}
}

pub fn access_log_ui(
    ui: &mut Ui,
    cx: &Cx,
    _model: &Model,
    _state: &mut AccessLogState,
    _send: &mut Commands,
) {
    parts::loading_ui(ui, cx);
}
