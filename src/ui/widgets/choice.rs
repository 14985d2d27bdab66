//! One of a few: segments side by side, or a list when they do not fit. One Tab stop; arrows choose.

use egui::{
    Align2, CornerRadius, EventFilter, Key, Modifiers, Rect, Response, Sense, Stroke, StrokeKind,
    TextStyle, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::field::{RecordKey, error_ui, label_ui};
use super::focus_chain;
use crate::ui::cx::Cx;
use crate::ui::theme::apply::focus_ring;
use crate::ui::theme::tokens::{size, strong_style};

/// More than this asks for a search box.
pub const CHOICES_MAX: usize = 7;

/// A choice. Build it, then [`Choice::show`].
#[must_use = "call show"]
pub struct Choice<'a> {
    key: RecordKey<'a>,
    label: &'a str,
    chosen: &'a mut Option<usize>,
    options: &'a [&'a str],
    required: bool,
    error: Option<&'a str>,
}

impl<'a> Choice<'a> {
    /// `options` in their order; nothing is chosen until the user chooses.
    pub fn new(
        key: RecordKey<'a>,
        label: &'a str,
        chosen: &'a mut Option<usize>,
        options: &'a [&'a str],
    ) -> Self {
        debug_assert!(options.len() <= CHOICES_MAX, "{label}: use a search box");
        Self {
            key,
            label,
            chosen,
            options,
            required: false,
            error: None,
        }
    }

    pub fn required(mut self, required: bool) -> Self {
        self.required = required;
        self
    }

    pub fn error(mut self, error: Option<&'a str>) -> Self {
        self.error = error;
        self
    }

    /// The response tells of `changed()`.
    pub fn show(self, ui: &mut Ui, cx: &Cx) -> Response {
        let id = self.key.id();
        ui.scope_builder(UiBuilder::new().scope_id(id.with("scope")), |ui| {
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                let label = label_ui(ui, cx, self.label, self.required);
                let error = self.error;
                let response = self.options_ui(ui, cx).labelled_by(label.id);
                if label.clicked() {
                    response.request_focus();
                }
                if let Some(error) = error {
                    error_ui(ui, cx, &response, error);
                }
                response
            })
            .inner
        })
        .inner
    }

    fn options_ui(self, ui: &mut Ui, cx: &Cx) -> Response {
        let t = cx.tokens();
        let id = self.key.id();
        let (font, strong) = (
            TextStyle::Body.resolve(ui.style()),
            strong_style().resolve(ui.style()),
        );
        let (height, padding) = (cx.control(), 14.0);
        // Semibold is the wider: the width does not change with the choice.
        let widths: Vec<f32> = self
            .options
            .iter()
            .map(|o| {
                (ui.painter()
                    .layout_no_wrap((*o).to_owned(), strong.clone(), t.text)
                    .size()
                    .x
                    + 2.0 * padding)
                    .ceil()
            })
            .collect();
        let total: f32 = widths.iter().sum();
        let in_row = total <= ui.available_width();
        let outer = if in_row {
            vec2(total, height)
        } else {
            vec2(ui.available_width(), height * self.options.len() as f32)
        };
        let (rect, _) = ui.allocate_exact_size(outer, Sense::hover());

        let mut response = ui.interact(rect, id, Sense::FOCUSABLE);
        let before = *self.chosen;
        if response.has_focus() {
            ui.memory_mut(|m| {
                m.set_focus_lock_filter(
                    id,
                    EventFilter {
                        horizontal_arrows: true,
                        vertical_arrows: true,
                        tab: false,
                        escape: false,
                    },
                )
            });
            step_by_keys(ui, self.chosen, self.options.len());
            if ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Enter)) {
                focus_chain::ask_next(ui.ctx());
            }
        } else {
            focus_chain::offer_input(ui, &response);
        }

        let mut edge = rect.min;
        for (index, option) in self.options.iter().enumerate() {
            let part = if in_row {
                let width = widths.get(index).copied().unwrap_or_default();
                let part = Rect::from_min_size(edge, vec2(width, height));
                edge.x += width;
                part
            } else {
                let part = Rect::from_min_size(edge, vec2(rect.width(), height));
                edge.y += height;
                part
            };
            // Reached by the group's arrows, not by Tab.
            let segment = ui.interact(part, id.with(index), Sense::CLICK);
            if segment.clicked() {
                *self.chosen = Some(index);
                response.request_focus();
            }
            let chosen = *self.chosen == Some(index);
            segment.widget_info(|| {
                WidgetInfo::selected(egui::Role::RadioButton, true, chosen, option)
            });
            let fill = match (chosen, segment.hovered()) {
                (true, _) => t.selected,
                (false, true) => t.hover,
                (false, false) => t.sheet,
            };
            let last = self.options.len().saturating_sub(1);
            let r = size::RADIUS;
            let corners = match (index == 0, index == last, in_row) {
                (true, true, _) => CornerRadius::same(r),
                (true, _, true) => CornerRadius {
                    nw: r,
                    sw: r,
                    ne: 0,
                    se: 0,
                },
                (_, true, true) => CornerRadius {
                    ne: r,
                    se: r,
                    nw: 0,
                    sw: 0,
                },
                (true, _, false) => CornerRadius {
                    nw: r,
                    ne: r,
                    sw: 0,
                    se: 0,
                },
                (_, true, false) => CornerRadius {
                    sw: r,
                    se: r,
                    nw: 0,
                    ne: 0,
                },
                (false, false, _) => CornerRadius::ZERO,
            };
            ui.painter().rect_filled(part, corners, fill);
            if index > 0 {
                let line = Stroke::new(size::HAIRLINE, t.line);
                if in_row {
                    ui.painter()
                        .vline(part.left(), part.y_range().shrink(1.0), line);
                } else {
                    ui.painter()
                        .hline(part.x_range().shrink(1.0), part.top(), line);
                }
            }
            if chosen {
                // A line under the word as well: not by colour alone.
                let bar = if in_row {
                    Rect::from_min_max(
                        pos2(part.left() + 1.0, part.bottom() - 3.0),
                        pos2(part.right() - 1.0, part.bottom()),
                    )
                } else {
                    Rect::from_min_max(part.min, pos2(part.left() + 3.0, part.bottom()))
                };
                ui.painter()
                    .rect_filled(bar, CornerRadius::same(1), t.accent);
            }
            let (font, color) = if chosen {
                (strong.clone(), t.text)
            } else {
                (font.clone(), t.text)
            };
            if in_row {
                ui.painter()
                    .text(part.center(), Align2::CENTER_CENTER, option, font, color);
            } else {
                ui.painter().text(
                    part.left_center() + vec2(padding, 0.0),
                    Align2::LEFT_CENTER,
                    option,
                    font,
                    color,
                );
            }
        }
        let edge = if self.error.is_some() {
            Stroke::new(1.5, t.danger.fg)
        } else {
            Stroke::new(size::HAIRLINE, t.border)
        };
        ui.painter().rect_stroke(
            rect,
            CornerRadius::same(size::RADIUS),
            edge,
            StrokeKind::Inside,
        );
        if response.has_focus() {
            focus_ring(ui, t, rect);
        }
        if *self.chosen != before {
            response.mark_changed();
        }
        response.widget_info(|| WidgetInfo::new(egui::Role::RadioGroup));
        response
    }
}

/// Arrows go round the options; the first arrow chooses the first (or last) of them.
fn step_by_keys(ui: &Ui, chosen: &mut Option<usize>, count: usize) {
    if count == 0 {
        return;
    }
    let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    if pressed(Key::ArrowRight) || pressed(Key::ArrowDown) {
        *chosen = Some(chosen.map_or(0, |c| (c + 1) % count));
    }
    if pressed(Key::ArrowLeft) || pressed(Key::ArrowUp) {
        *chosen = Some(chosen.map_or(count - 1, |c| (c + count - 1) % count));
    }
}
