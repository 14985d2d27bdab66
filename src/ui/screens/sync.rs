//! What has left the house.

use egui::Ui;

use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::screens::{Commands, parts};

#[derive(Debug, Default)]
pub struct SyncState {}

impl SyncState {
    pub fn forget_secrets(&mut self) {}
}

pub fn sync_ui(ui: &mut Ui, cx: &Cx, _model: &Model, _state: &mut SyncState, _send: &mut Commands) {
    parts::loading_ui(ui, cx);
}
