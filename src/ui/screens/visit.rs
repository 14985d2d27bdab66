//! A visit being written.

use egui::Ui;

use crate::domain::ids::DocId;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::screens::{Commands, parts};

/// What is typed.
#[derive(Debug, Default)]
pub struct VisitState {}

impl VisitState {
    /// A finding waits for a reason.
    pub fn override_waits(&self) -> bool {
        false
    }

    pub fn can_undo(&self) -> bool {
        false
    }

    pub fn can_redo(&self) -> bool {
        false
    }
}

pub fn visit_ui(
    ui: &mut Ui,
    cx: &Cx,
    _model: &Model,
    _draft: Option<DocId>,
    _state: &mut VisitState,
    _send: &mut Commands,
) {
    parts::loading_ui(ui, cx);
}

/// Sends what is not yet kept.
pub fn visit_keep(_model: &Model, _state: &mut VisitState, _send: &mut Commands) {}
