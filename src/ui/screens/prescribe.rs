//! One medicine: search, dose, check.

use egui::Ui;

use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::screens::visit::VisitState;
use crate::ui::screens::{Commands, parts};

/// What is typed about the medicine in hand.
#[derive(Debug, Default)]
pub struct PrescribeState {}

pub fn prescribe_ui(
    ui: &mut Ui,
    cx: &Cx,
    _model: &Model,
    _visit: &mut VisitState,
    _state: &mut PrescribeState,
    _send: &mut Commands,
) {
    parts::loading_ui(ui, cx);
}
