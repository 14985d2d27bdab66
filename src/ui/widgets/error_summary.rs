//! What must be mended before an act can be done, in the same words as at the fields; each line leads to its field.

use egui::{CornerRadius, Frame, Id, Margin, Sense, Stroke, TextStyle, Ui, WidgetInfo, vec2};

use super::focus_chain;
use super::sign::paint_invalid;
use super::text::strong;
use crate::ui::cx::Cx;
use crate::ui::theme::apply::focus_ring;
use crate::ui::theme::tokens::{size, space};

/// One thing to mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldFault {
    /// `RecordKey::id` of the field.
    pub field: Id,
    /// The same sentence as under the field.
    pub text: String,
}

/// Draws the summary if there is anything to mend. `take_focus` puts the keyboard on the first line: right after the refused act.
pub fn error_summary_ui(ui: &mut Ui, cx: &Cx, faults: &[FieldFault], take_focus: bool) {
    if faults.is_empty() {
        return;
    }
    let t = cx.tokens();
    let title = cx.tr_n("ui-errors-title", faults.len());
    let frame = Frame::new()
        .fill(t.sheet)
        .stroke(Stroke::new(1.5, t.danger.fg))
        .corner_radius(CornerRadius::same(size::RADIUS))
        .inner_margin(Margin::symmetric(12, 10));
    let response = frame
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.spacing_mut().item_spacing = vec2(space::S, 2.0);
            ui.horizontal(|ui| {
                let (rect, _) =
                    ui.allocate_exact_size(vec2(size::SIGN, size::SIGN), Sense::hover());
                paint_invalid(ui.painter(), rect, t);
                ui.label(strong(&title).color(t.danger.fg));
            });
            for (index, fault) in faults.iter().enumerate() {
                let wrap = ui.available_width() - size::SIGN - space::S;
                let galley = ui.painter().layout(
                    fault.text.clone(),
                    TextStyle::Body.resolve(ui.style()),
                    t.text,
                    wrap,
                );
                let (rect, _) = ui.allocate_exact_size(
                    vec2(ui.available_width(), galley.size().y + 6.0),
                    Sense::hover(),
                );
                let line = ui.interact(rect, fault.field.with("fault"), Sense::click());
                line.widget_info(|| WidgetInfo::labeled(egui::Role::Link, true, &fault.text));
                let at = rect.min + vec2(size::SIGN + space::S, 3.0);
                let underline = egui::Rect::from_min_size(at, galley.size());
                ui.painter().galley(at, galley, t.text);
                ui.painter().hline(
                    underline.x_range(),
                    underline.bottom(),
                    Stroke::new(if line.hovered() { 2.0 } else { 1.0 }, t.text),
                );
                if line.has_focus() {
                    focus_ring(ui, t, underline.expand2(vec2(4.0, 1.0)));
                }
                if take_focus && index == 0 {
                    line.request_focus();
                    line.scroll_to_me(Some(egui::Align::TOP));
                }
                focus_chain::offer_button(ui, &line);
                if line.clicked() {
                    focus_chain::ask_for(ui.ctx(), fault.field);
                }
            }
        })
        .response;
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(egui::Role::Alert);
        node.set_label(title);
    });
}
