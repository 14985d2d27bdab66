//! Short good news that goes away by itself. An error is never only here: it stays where it happened.

use std::time::Duration;

use egui::{Align2, Area, Context, Id, Order, vec2};

use super::badge::badge_ui;
use super::sign::Severity;
use crate::ui::cx::Cx;
use crate::ui::theme::tokens::{size, space};

/// How long a toast stays.
pub const SHOWN_SECS: f64 = 5.0;
/// More than this and the oldest goes.
pub const TOASTS_MAX: usize = 4;

/// What a toast may say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// Done: saved, signed, sent.
    Done,
    /// The connection came or went.
    Connection,
}

/// The toasts of the window.
#[derive(Debug, Default)]
pub struct Toasts {
    list: Vec<Toast>,
}

#[derive(Debug)]
struct Toast {
    news: News,
    text: String,
    /// Seconds of the window's clock; set when first drawn.
    until: Option<f64>,
}

impl Toasts {
    pub fn push(&mut self, news: News, text: impl Into<String>) {
        self.list.push(Toast {
            news,
            text: text.into(),
            until: None,
        });
        let surplus = self.list.len().saturating_sub(TOASTS_MAX);
        self.list.drain(..surplus);
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Draws what is still to be seen and wakes the window once when the next one is due to go.
    pub fn show(&mut self, ctx: &Context, cx: &Cx) {
        let now = ctx.input(|i| i.time);
        for toast in &mut self.list {
            toast.until.get_or_insert(now + SHOWN_SECS);
        }
        self.list.retain(|t| t.until.is_some_and(|u| u > now));
        let Some(next) = self.list.iter().filter_map(|t| t.until).reduce(f64::min) else {
            return;
        };
        let offset = vec2(-space::L, -(size::STATUS + space::M));
        Area::new(Id::unique("feldsher-toasts"))
            .order(Order::Foreground)
            .interactable(false)
            .fade_in(false)
            .anchor(Align2::RIGHT_BOTTOM, offset)
            .show(ctx, |ui| {
                ui.with_layout(egui::Layout::top_down(egui::Align::Max), |ui| {
                    for toast in &self.list {
                        let severity = match toast.news {
                            News::Done => Severity::Ok,
                            News::Connection => Severity::Offline,
                        };
                        let shown = badge_ui(ui, cx, severity, &toast.text);
                        ui.ctx().accesskit_node_builder(shown.id, |node| {
                            node.set_role(egui::Role::Status);
                            node.set_label(toast.text.as_str());
                        });
                    }
                });
            });
        ctx.request_repaint_after(Duration::from_secs_f64((next - now).max(0.05)));
    }
}
