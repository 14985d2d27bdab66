//! A paper before it is printed.

use egui::Ui;

use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::screens::{Commands, parts};
use crate::worker::PaperOf;

/// Which page, how large.
#[derive(Debug, Default)]
pub struct PreviewState {}

pub fn preview_ui(
    ui: &mut Ui,
    cx: &Cx,
    _model: &Model,
    _what: &PaperOf,
    _state: &mut PreviewState,
    _send: &mut Commands,
) {
    parts::loading_ui(ui, cx);
}
