//! Buttons: one primary a screen, the rest quiet; a blocked one says why.

use egui::{
    Button, FontSelection, Id, Response, RichText, Stroke, TextStyle, TextWrapMode, Ui, UiBuilder,
    WidgetText, vec2,
};

use super::focus_chain;
use super::text::{small, strong};
use crate::ui::cx::Cx;
use crate::ui::theme::apply::focus_ring;
use crate::ui::theme::tokens::size;

/// Between label and keys.
const GAP: f32 = 10.0;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Primary,
    Secondary,
    Danger,
    Quiet,
}

/// A button. The label is a verb; «…» when more input follows.
#[must_use = "call show"]
pub struct Btn<'a> {
    label: &'a str,
    kind: Kind,
    shortcut: Option<String>,
    blocked: Option<&'a str>,
    min_width: f32,
    salt: Option<Id>,
    about: Option<&'a str>,
}

impl<'a> Btn<'a> {
    /// The one act of the screen.
    pub fn primary(label: &'a str) -> Self {
        Self::of(label, Kind::Primary)
    }

    pub fn secondary(label: &'a str) -> Self {
        Self::of(label, Kind::Secondary)
    }

    /// Confirms something that harms or cannot be taken back. Filled red: nowhere else.
    pub fn danger(label: &'a str) -> Self {
        Self::of(label, Kind::Danger)
    }

    /// Text only, for small acts inside a card.
    pub fn quiet(label: &'a str) -> Self {
        Self::of(label, Kind::Quiet)
    }

    /// The keys that do the same, shown in the button.
    pub fn shortcut(mut self, keys: impl Into<String>) -> Self {
        self.shortcut = Some(keys.into());
        self
    }

    /// With a reason the button cannot be pressed and the reason stands beside it.
    pub fn blocked(mut self, reason: Option<&'a str>) -> Self {
        self.blocked = reason;
        self
    }

    pub fn min_width(mut self, width: f32) -> Self {
        self.min_width = width;
        self
    }

    /// An identity of its own, for equal labels in one place (one per row).
    pub fn id(mut self, id: Id) -> Self {
        self.salt = Some(id);
        self
    }

    /// What the act is about, read aloud after the label: «Add» stands at more than one list.
    pub fn about(mut self, about: &'a str) -> Self {
        self.about = Some(about);
        self
    }

    pub fn show(self, ui: &mut Ui, cx: &Cx) -> Response {
        let t = cx.tokens();
        // By label, not by position: an error that appears above must not take the focus away.
        let id = self
            .salt
            .unwrap_or_else(|| ui.scope_id().with(("btn", self.label)));
        let enabled = self.blocked.is_none();
        let wraps = ui.layout().main_wrap();
        if wraps {
            self.take_a_line(ui);
        }
        let response = ui
            .scope_builder(UiBuilder::new().scope_id(id), |ui| {
                if !enabled {
                    ui.disable();
                }
                let hair = |color| Stroke::new(size::HAIRLINE, color);
                let (rest, over, edge, text) = match self.kind {
                    Kind::Primary => (t.accent, t.accent_hover, hair(t.accent), t.on_accent),
                    Kind::Danger => (t.danger.fg, t.danger.fg, hair(t.danger.fg), t.sheet),
                    Kind::Secondary => (t.sheet, t.hover, hair(t.border), t.text),
                    Kind::Quiet => (egui::Color32::TRANSPARENT, t.hover, Stroke::NONE, t.accent),
                };
                let widgets = &mut ui.visuals_mut().widgets;
                for (widget, fill) in [
                    (&mut widgets.noninteractive, rest),
                    (&mut widgets.inactive, rest),
                    (&mut widgets.hovered, over),
                    (&mut widgets.active, over),
                ] {
                    widget.weak_bg_fill = fill;
                    widget.bg_fill = fill;
                    widget.bg_stroke = edge;
                    widget.fg_stroke.color = text;
                }
                let label = self.text();
                let size = vec2(self.min_width, cx.control());
                let button = match &self.shortcut {
                    Some(keys) => {
                        let keys = match self.kind {
                            Kind::Primary | Kind::Danger => RichText::new(keys).small(),
                            Kind::Secondary | Kind::Quiet => {
                                RichText::new(keys).small().color(t.muted)
                            }
                        };
                        Button::new((label, keys))
                    }
                    None => Button::new(label),
                };
                let mut button = button.min_size(size).gap(GAP);
                if wraps {
                    button = button.wrap_mode(TextWrapMode::Extend);
                }
                ui.add(button)
            })
            .inner;
        if response.has_focus() {
            focus_ring(ui, t, response.rect);
        }
        focus_chain::offer_button(ui, &response);
        if let Some(about) = self.about {
            let spoken = format!("{} — {about}", self.label);
            ui.ctx()
                .accesskit_node_builder(response.id, |node| node.set_label(spoken));
        }
        if let Some(reason) = self.blocked {
            ui.label(small(cx, reason));
            ui.ctx()
                .accesskit_node_builder(response.id, |node| node.set_description(reason));
        }
        response
    }

    /// In a row that wraps, what does not fit any more goes to the next line whole: a label is never broken into letters.
    fn take_a_line(&self, ui: &mut Ui) {
        if ui.cursor().left() <= ui.max_rect().left() + 1.0 {
            return;
        }
        let of = |text: RichText| {
            let font = FontSelection::Style(TextStyle::Button);
            WidgetText::from(text)
                .into_galley(ui, Some(TextWrapMode::Extend), f32::INFINITY, font)
                .size()
                .x
        };
        let keys = self
            .shortcut
            .as_ref()
            .map_or(0.0, |keys| of(RichText::new(keys).small()) + GAP);
        let width = of(self.text()) + keys + 2.0 * ui.spacing().button_padding.x;
        if width.max(self.min_width) > ui.available_size_before_wrap().x {
            ui.end_row();
        }
    }

    fn text(&self) -> RichText {
        match self.kind {
            Kind::Primary | Kind::Danger => strong(self.label),
            Kind::Secondary | Kind::Quiet => RichText::new(self.label),
        }
    }

    fn of(label: &'a str, kind: Kind) -> Self {
        Self {
            label,
            kind,
            shortcut: None,
            blocked: None,
            min_width: 0.0,
            salt: None,
            about: None,
        }
    }
}

/// The way back of a dialog or a screen, whose key is Esc; true when it was pressed.
pub fn way_back_ui(ui: &mut Ui, cx: &Cx, key: &str) -> bool {
    Btn::secondary(&cx.tr(key))
        .shortcut("Esc")
        .show(ui, cx)
        .clicked()
}
