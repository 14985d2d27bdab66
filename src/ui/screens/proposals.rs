//! Pairs of cards.

use egui::Ui;

use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::screens::{Commands, parts};

#[derive(Debug, Default)]
pub struct ProposalsState {}

impl ProposalsState {
    pub fn forget_secrets(&mut self) {}
}

pub fn proposals_ui(
    ui: &mut Ui,
    cx: &Cx,
    _model: &Model,
    _state: &mut ProposalsState,
    _send: &mut Commands,
) {
    parts::loading_ui(ui, cx);
}
