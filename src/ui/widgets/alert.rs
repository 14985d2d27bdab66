//! A message that stays: shape, word, colour, one sentence, and the reasons behind a key.

use egui::{
    CornerRadius, Frame, Id, Label, Margin, Response, RichText, Sense, Stroke, Ui, WidgetInfo, vec2,
};

use super::focus_chain;
use super::sign::{Severity, paint_chevron, sign_ui};
use super::text::strong;
use crate::ui::cx::Cx;
use crate::ui::theme::apply::focus_ring;
use crate::ui::theme::tokens::{size, space};

/// An alert. Build it, then [`Alert::show`].
#[must_use = "call show"]
pub struct Alert<'a> {
    id: Id,
    severity: Severity,
    title: &'a str,
    sentence: &'a str,
    details: &'a [String],
}

impl<'a> Alert<'a> {
    /// `salt` tells this alert from others: the id of its finding.
    pub fn new(salt: &str, severity: Severity, title: &'a str) -> Self {
        Self {
            id: Id::unique(("feldsher-alert", salt)),
            severity,
            title,
            sentence: "",
            details: &[],
        }
    }

    /// What happened, is the data safe, what to do.
    pub fn sentence(mut self, sentence: &'a str) -> Self {
        self.sentence = sentence;
        self
    }

    /// Rule, source and arithmetic, one line each; hidden until asked for.
    pub fn details(mut self, details: &'a [String]) -> Self {
        self.details = details;
        self
    }

    pub fn show(self, ui: &mut Ui, cx: &Cx) -> Response {
        let role = self.severity.role(cx.tokens());
        let word = cx.tr(self.severity.word_key());
        let frame = Frame::new()
            .fill(role.bg)
            .stroke(Stroke::new(size::HAIRLINE, role.fg))
            .corner_radius(CornerRadius::same(size::RADIUS))
            .inner_margin(Margin::symmetric(12, 10));
        let response = frame
            .show(ui, |ui| {
                ui.set_min_width(ui.available_width());
                ui.spacing_mut().item_spacing = vec2(space::S, space::XS);
                ui.horizontal_top(|ui| {
                    ui.add_space(0.0);
                    let (rect, _) = ui.allocate_exact_size(vec2(size::SIGN, 21.0), Sense::hover());
                    super::sign::paint_sign(
                        ui.painter(),
                        egui::Rect::from_center_size(rect.center(), vec2(size::SIGN, size::SIGN)),
                        self.severity,
                        role,
                    );
                    ui.vertical(|ui| {
                        ui.horizontal_wrapped(|ui| {
                            ui.add(
                                Label::new(
                                    strong(format!("{word} — {}", self.title)).color(role.fg),
                                )
                                .wrap(),
                            );
                        });
                        if !self.sentence.is_empty() {
                            ui.add(
                                Label::new(RichText::new(self.sentence).color(cx.tokens().text))
                                    .wrap(),
                            );
                        }
                        if !self.details.is_empty() {
                            self.details_ui(ui, cx);
                        }
                    });
                });
            })
            .response;
        // Said aloud when it appears.
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_role(egui::Role::Alert);
            node.set_label(format!("{word} {} {}", self.title, self.sentence));
        });
        response
    }

    fn details_ui(&self, ui: &mut Ui, cx: &Cx) {
        let t = cx.tokens();
        let role = self.severity.role(t);
        let mut open = ui.data(|d| d.get_temp::<bool>(self.id)).unwrap_or(false);
        let word = cx.tr(if open {
            "ui-details-hide"
        } else {
            "ui-details-show"
        });
        let galley = ui.painter().layout_no_wrap(
            word.clone(),
            egui::TextStyle::Body.resolve(ui.style()),
            role.fg,
        );
        let (rect, _) = ui.allocate_exact_size(vec2(galley.size().x + 22.0, 24.0), Sense::hover());
        let response = ui.interact(rect, self.id.with("toggle"), Sense::click());
        response.widget_info(|| WidgetInfo::selected(egui::Role::Button, true, open, &word));
        let chevron = egui::Rect::from_min_size(rect.min, vec2(18.0, rect.height()));
        paint_chevron(ui.painter(), chevron, open, Stroke::new(1.5, role.fg));
        ui.painter().galley(
            egui::pos2(rect.left() + 20.0, rect.center().y - galley.size().y * 0.5),
            galley,
            role.fg,
        );
        if response.hovered() {
            ui.painter().hline(
                rect.x_range(),
                rect.bottom() - 2.0,
                Stroke::new(1.0, role.fg),
            );
        }
        if response.has_focus() {
            focus_ring(ui, t, rect);
        }
        focus_chain::offer_button(ui, &response);
        if response.clicked() {
            open = !open;
            ui.data_mut(|d| d.insert_temp(self.id, open));
        }
        if open {
            for line in self.details {
                ui.add(Label::new(RichText::new(line).color(t.text)).wrap());
            }
        }
    }
}

/// One line with a sign: a finding beside an order that does not interrupt.
pub fn finding_line_ui(ui: &mut Ui, cx: &Cx, severity: Severity, text: &str) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        sign_ui(ui, cx, severity);
        let word = cx.tr(severity.word_key());
        ui.label(RichText::new(format!("{word} — {text}")).color(severity.role(cx.tokens()).fg));
    });
}
