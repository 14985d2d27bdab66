//! A line of text with its buttons at the right edge: the buttons take what they need, the text wraps in the rest.
//! No word of any language may push the page wider than its zone: a cut dose is a hazard (MEDi-012).

use egui::{Align, Layout, Ui, vec2};

use crate::ui::cx::Cx;
use crate::ui::theme::tokens::{size, space};

/// `right` draws from the edge inwards, `left` in the rest of the width.
pub fn row_ui(ui: &mut Ui, cx: &Cx, right: impl FnOnce(&mut Ui), left: impl FnOnce(&mut Ui)) {
    let whole = vec2(ui.available_width(), cx.control());
    ui.allocate_ui_with_layout(whole, Layout::right_to_left(Align::Min), |ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        right(ui);
        let rest = vec2(ui.available_width(), cx.control());
        ui.allocate_ui_with_layout(rest, Layout::top_down(Align::Min), |ui| {
            ui.set_width(rest.x);
            // One line of text stands in the middle of its buttons.
            ui.add_space((cx.control() - size::LINE) * 0.5);
            left(ui);
        });
    });
}
