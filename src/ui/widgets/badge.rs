//! Chips: a word with its sign on the ground of its severity.

use egui::{
    Color32, CornerRadius, Rect, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2,
};

use super::sign::{Severity, paint_sign};
use crate::ui::cx::Cx;
use crate::ui::theme::tokens::{size, strong_style};

/// Room left and right of the text, above and below it.
const PADDING: egui::Vec2 = vec2(9.0, 4.0);
/// Width of the sign with its gap.
const SIGN: f32 = 23.0;

/// A chip. In a wrapping row it goes to the next line as a whole; longer than a line it wraps inside; it is never cut.
pub fn badge_ui(ui: &mut Ui, cx: &Cx, severity: Severity, text: &str) -> Response {
    let role = severity.role(cx.tokens());
    let (rect, response) = chip_ui(ui, text, SIGN, role.bg, role.fg, role.fg);
    let line = Rect::from_min_size(rect.min + PADDING, vec2(16.0, size::LINE));
    paint_sign(
        ui.painter(),
        Rect::from_center_size(line.center(), vec2(16.0, 16.0)),
        severity,
        role,
    );
    let spoken = format!("{} {text}", cx.tr(severity.word_key()));
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_description(spoken));
    response
}

/// A chip without severity: a quiet fact.
pub fn plain_badge_ui(ui: &mut Ui, cx: &Cx, text: &str) -> Response {
    let t = cx.tokens();
    chip_ui(ui, text, 0.0, t.sheet, t.border, t.text).1
}

/// Width in points that a chip with this text takes in one line.
pub fn badge_width(ui: &Ui, text: &str) -> f32 {
    let font = strong_style().resolve(ui.style());
    ui.painter()
        .layout_no_wrap(text.to_owned(), font, Color32::PLACEHOLDER)
        .size()
        .x
        + SIGN
        + 2.0 * PADDING.x
}

fn chip_ui(
    ui: &mut Ui,
    text: &str,
    sign: f32,
    fill: Color32,
    edge: Color32,
    color: Color32,
) -> (Rect, Response) {
    let font = strong_style().resolve(ui.style());
    let wrap = (ui.max_rect().width() - sign - 2.0 * PADDING.x).max(40.0);
    let galley = ui.painter().layout(text.to_owned(), font, color, wrap);
    let outer =
        (vec2(galley.size().x + sign, galley.size().y.max(size::LINE)) + 2.0 * PADDING).ceil();
    let (rect, response) = ui.allocate_exact_size(outer, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, text));
    ui.painter().rect(
        rect,
        CornerRadius::same(size::RADIUS),
        fill,
        Stroke::new(size::HAIRLINE, edge),
        StrokeKind::Inside,
    );
    ui.painter()
        .galley(rect.min + PADDING + vec2(sign, 0.0), galley, color);
    (rect, response)
}
