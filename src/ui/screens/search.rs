//! Find a patient.

use egui::Ui;

use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::screens::{Commands, parts};

#[derive(Debug, Default)]
pub struct SearchScreen {}

impl SearchScreen {
    pub fn forget_secrets(&mut self) {}
}

pub fn search_ui(
    ui: &mut Ui,
    cx: &Cx,
    _model: &Model,
    _state: &mut SearchScreen,
    _send: &mut Commands,
) {
    parts::loading_ui(ui, cx);
}

pub fn focus(_ctx: &egui::Context) {}
