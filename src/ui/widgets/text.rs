//! Labels in the type styles of the theme.

use egui::text::LayoutJob;
use egui::{Align, Color32, FontSelection, Label, Response, RichText, Sense, Ui, WidgetInfo};

use crate::ui::cx::Cx;
use crate::ui::theme::tokens::strong_style;

/// Semibold, body size.
pub fn strong(text: impl Into<String>) -> RichText {
    RichText::new(text).text_style(strong_style())
}

/// 12 points, quiet: labels of fields and facts.
pub fn small(cx: &Cx, text: impl Into<String>) -> RichText {
    RichText::new(text).small().color(cx.tokens().muted)
}

/// Body size, quiet.
pub fn muted(cx: &Cx, text: impl Into<String>) -> RichText {
    RichText::new(text).color(cx.tokens().muted)
}

/// A heading of a card or a zone.
pub fn heading_ui(ui: &mut Ui, text: &str) -> Response {
    ui.add(Label::new(RichText::new(text).heading()).wrap())
}

/// A line that wraps and is never cut: names, doses, allergies.
pub fn whole_ui(ui: &mut Ui, text: impl Into<RichText>) -> Response {
    ui.add(Label::new(text.into()).wrap())
}

/// A small label before its value; the value is louder (PAB-0046). In a wrapping row the two go to the next line together.
pub fn fact_ui(ui: &mut Ui, cx: &Cx, label: &str, value: &str, color: Color32) {
    let mut job = LayoutJob::default();
    let style = ui.style();
    small(cx, format!("{label}  ")).append_to(
        &mut job,
        style,
        FontSelection::Default,
        Align::Center,
    );
    strong(value)
        .color(color)
        .append_to(&mut job, style, FontSelection::Default, Align::Center);
    job.wrap.max_width = ui.max_rect().width();
    let galley = ui.painter().layout_job(job);
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    let spoken = format!("{label} {value}");
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &spoken));
    ui.painter().galley(rect.min, galley, color);
}
