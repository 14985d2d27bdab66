//! F1.
use crate::ui::command::Situation;
use crate::ui::cx::Cx;

pub fn help_ui(_ctx: &egui::Context, _cx: &Cx, _situation: &Situation) -> bool {
    true
}
