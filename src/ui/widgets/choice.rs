//! One of a few: segments side by side, or a list when they do not fit. One Tab stop; arrows choose.

use egui::{
    Align, Align2, CornerRadius, Event, EventFilter, Key, Label, Layout, Modifiers, Rect, Response,
    Sense, Stroke, StrokeKind, TextStyle, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::field::{RecordKey, error_ui, label_ui};
use super::focus_chain;
use crate::ui::cx::Cx;
use crate::ui::theme::apply::focus_ring;
use crate::ui::theme::tokens::{size, space, strong_style};

/// More than this asks for a search box.
pub const CHOICES_MAX: usize = 7;
/// Room left and right of an option's word.
const PADDING: f32 = 14.0;
/// A label narrower than this stands above its options.
const LABEL_MIN: f32 = 180.0;

/// A choice. Build it, then [`Choice::show`].
#[must_use = "call show"]
pub struct Choice<'a> {
    key: RecordKey<'a>,
    label: &'a str,
    chosen: &'a mut Option<usize>,
    options: &'a [&'a str],
    required: bool,
    error: Option<&'a str>,
    beside: bool,
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
            beside: false,
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

    /// The options stand beside the label where both fit; a list of questions then reads like a table.
    pub fn beside(mut self, beside: bool) -> Self {
        self.beside = beside;
        self
    }

    /// The response tells of `changed()`.
    pub fn show(self, ui: &mut Ui, cx: &Cx) -> Response {
        let id = self.key.id();
        ui.scope_builder(UiBuilder::new().scope_id(id.with("scope")), |ui| {
            let options = self.width(ui);
            let room = ui.available_width() - options - space::S;
            if self.beside && room >= LABEL_MIN {
                return self.row_ui(ui, cx, room);
            }
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

    /// Label and options in one line.
    fn row_ui(self, ui: &mut Ui, cx: &Cx, room: f32) -> Response {
        let error = self.error;
        let response = ui
            .horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = space::S;
                let label = ui
                    .allocate_ui_with_layout(
                        vec2(room, cx.control()),
                        Layout::left_to_right(Align::Center),
                        |ui| {
                            ui.set_min_size(vec2(room, cx.control()));
                            ui.add(Label::new(self.label).wrap().sense(Sense::CLICK))
                        },
                    )
                    .inner;
                let response = self.options_ui(ui, cx).labelled_by(label.id);
                if label.clicked() {
                    response.request_focus();
                }
                response
            })
            .inner;
        if let Some(error) = error {
            error_ui(ui, cx, &response, error);
        }
        response
    }

    /// Width of all options side by side.
    fn width(&self, ui: &Ui) -> f32 {
        widths(ui, self.options).iter().sum()
    }

    fn options_ui(self, ui: &mut Ui, cx: &Cx) -> Response {
        let t = cx.tokens();
        let id = self.key.id();
        let (font, strong) = (
            TextStyle::Body.resolve(ui.style()),
            strong_style().resolve(ui.style()),
        );
        let (height, padding) = (cx.control(), PADDING);
        let widths = widths(ui, self.options);
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
            // Reached by Tab it may stand below the edge, and with it what its answer will say.
            if response.gained_focus() {
                let seen = response.rect.expand2(vec2(0.0, 2.0 * height));
                ui.scroll_to_rect(seen, None);
            }
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
            // What this answer brings up has to be there before the keyboard goes on: the pass is drawn again, and no digit
            // that comes meanwhile may change the answer.
            let later = id.with("goes-on");
            if ui.data_mut(|d| d.remove_temp::<()>(later)).is_some() {
                focus_chain::ask_next(ui.ctx());
            } else if pick_by_digit(ui, self.chosen, self.options.len()) {
                ui.data_mut(|d| d.insert_temp(later, ()));
                ui.ctx().request_discard("choice");
                ui.ctx().request_repaint();
            }
            if ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Enter)) {
                focus_chain::ask_next(ui.ctx());
            }
        } else {
            focus_chain::offer_input(ui, &response);
        }

        // The options stand in the group: a screen reader says to which question "yes" belongs.
        let group = ui.new_child(
            UiBuilder::new()
                .scope_id(id.with("options"))
                .max_rect(rect)
                .accessibility_parent(id),
        );
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
            let segment = group.interact(part, id.with(index), Sense::CLICK);
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

/// Width of each option. Semibold is the wider: it does not change with the choice.
fn widths(ui: &Ui, options: &[&str]) -> Vec<f32> {
    let strong = strong_style().resolve(ui.style());
    let colour = ui.visuals().text_color();
    let wide = |text: &str| {
        let galley = ui
            .painter()
            .layout_no_wrap(text.to_owned(), strong.clone(), colour);
        (galley.size().x + 2.0 * PADDING).ceil()
    };
    options.iter().map(|option| wide(option)).collect()
}

/// The digit of an option chooses it, also on the numeric keys; the keyboard then goes on to the next question.
fn pick_by_digit(ui: &Ui, chosen: &mut Option<usize>, count: usize) -> bool {
    const DIGITS: [Key; CHOICES_MAX] = [
        Key::Num1,
        Key::Num2,
        Key::Num3,
        Key::Num4,
        Key::Num5,
        Key::Num6,
        Key::Num7,
    ];
    // The first that was pressed, not the least: fast fingers put two into one pass.
    let pressed = ui.input_mut(|i| {
        let of = |event: &Event| match event {
            Event::Key {
                key,
                pressed: true,
                modifiers,
                ..
            } if modifiers.is_none() => DIGITS.iter().take(count).position(|digit| digit == key),
            _ => None,
        };
        let (at, option) = i
            .events
            .iter()
            .enumerate()
            .find_map(|(at, event)| Some((at, of(event)?)))?;
        i.events.remove(at);
        Some(option)
    });
    if pressed.is_some() {
        *chosen = pressed;
    }
    pressed.is_some()
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
