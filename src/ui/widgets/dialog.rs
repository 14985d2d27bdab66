//! Dialogs: the focus stays inside, the first input has it, Escape closes only the topmost, a click beside closes nothing.

use egui::{
    Align, Context, Frame, Id, Key, LayerId, Layout, Margin, Modal, Modifiers, Order, Rect, Stroke,
    Ui, UiBuilder, pos2, vec2,
};

use super::Btn;
use super::button::way_back_ui;
use super::focus_chain;
use super::text::heading_ui;
use crate::ui::cx::Cx;
use crate::ui::theme::tokens::{size, space};

/// A dialog. Call [`Dialog::show`] in every pass while it is open.
#[must_use = "call show"]
pub struct Dialog<'a> {
    id: Id,
    title: &'a str,
    width: f32,
}

/// What the content returned, and whether the dialog asks to be closed (Escape, or `ui.close()` inside).
pub struct DialogResponse<T> {
    pub inner: T,
    pub close: bool,
}

#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    pass: u64,
    was_top: bool,
    /// Who had the keyboard before the dialog opened.
    opener: Option<Id>,
    /// Who had it last inside.
    inside: Option<Id>,
}

impl<'a> Dialog<'a> {
    pub fn new(name: &str, title: &'a str) -> Self {
        Self {
            id: Id::unique(("feldsher-dialog", name)),
            // The button promises more to come; here it is.
            title: title.trim_end_matches('…'),
            width: size::DIALOG,
        }
    }

    pub fn width(mut self, width: f32) -> Self {
        self.width = width;
        self
    }

    pub fn show<T>(
        self,
        ctx: &Context,
        cx: &Cx,
        content: impl FnOnce(&mut Ui) -> T,
    ) -> DialogResponse<T> {
        let t = cx.tokens();
        let now = ctx.cumulative_pass_nr();
        let seen = ctx
            .data(|d| d.get_temp::<Seen>(self.id))
            .unwrap_or_default();
        let opened = seen.pass + 1 < now || seen.pass == 0;
        let mut seen = if opened {
            Seen {
                opener: ctx.memory(egui::Memory::focused),
                ..Seen::default()
            }
        } else {
            seen
        };
        if opened {
            focus_chain::ask_first_in(ctx, LayerId::new(Order::Foreground, self.id));
        }
        let frame = Frame::new()
            .fill(t.sheet)
            .stroke(Stroke::new(size::HAIRLINE, t.border))
            .corner_radius(size::RADIUS + 2)
            .inner_margin(Margin::same(space::XL as i8));
        let width = self
            .width
            .min(ctx.content_rect().width() - 2.0 * space::XXL);
        let layer = LayerId::new(Order::Foreground, self.id);
        let height = ctx.content_rect().height()
            - 4.0 * space::XXL
            - Foot::height(ctx, layer, now.saturating_sub(1));
        let shown = Modal::new(self.id)
            .frame(frame)
            .backdrop_color(t.scrim)
            .show(ctx, |ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing = vec2(space::S, space::S);
                heading_ui(ui, self.title);
                ui.add_space(space::S);
                let inner = egui::ScrollArea::vertical()
                    .max_height(height)
                    .min_scrolled_height(height)
                    .auto_shrink([false, true])
                    .show(ui, content)
                    .inner;
                // The foot was drawn here by `buttons_ui`, outside of what scrolls.
                ui.add_space((Foot::height(ctx, layer, now) - space::S).max(0.0));
                inner
            });
        ctx.accesskit_node_builder(shown.response.id, |node| {
            node.set_role(egui::Role::Dialog);
            node.set_label(self.title);
        });

        let is_top = shown.is_top_modal;
        if is_top && !opened && !seen.was_top {
            // A dialog above has closed: the keyboard comes back to where it was.
            if let Some(inside) = seen.inside {
                ctx.memory_mut(|m| m.request_focus(inside));
            }
        } else if is_top {
            seen.inside = ctx.memory(egui::Memory::focused).or(seen.inside);
        }
        let escaped = is_top
            && !opened
            && !shown.any_popup_open
            && ctx.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape));
        let close = escaped || shown.response.should_close();
        seen.pass = now;
        seen.was_top = is_top;
        ctx.data_mut(|d| d.insert_temp(self.id, seen));
        if close {
            focus_chain::withdraw(ctx);
            if let Some(opener) = seen.opener {
                focus_chain::ask_for(ctx, opener);
            }
        }
        DialogResponse {
            inner: shown.inner,
            close,
        }
    }
}

/// True while any dialog is open: shortcuts of the screen behind it sleep.
pub fn is_any_open(ctx: &Context) -> bool {
    ctx.memory(|m| m.top_modal_layer().is_some())
}

/// The row of buttons at the foot: below the content, and in sight however long the content is.
pub fn buttons_ui(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    let in_dialog = ui
        .stack()
        .iter()
        .any(|at| at.kind() == Some(egui::UiKind::Modal));
    if !in_dialog {
        ui.add_space(space::M);
        ui.horizontal(|ui| row(ui, content));
        return;
    }
    let top = ui.cursor().top().min(ui.clip_rect().bottom());
    let place = Rect::from_min_size(
        pos2(ui.max_rect().left(), top + space::M),
        vec2(ui.available_width(), ui.spacing().interact_size.y),
    );
    let mut foot = ui.new_child(
        UiBuilder::new()
            .max_rect(place)
            .layout(Layout::left_to_right(Align::Center)),
    );
    // It may be more than one row: an answer above the buttons.
    let below = Rect::from_min_max(place.min, ui.ctx().content_rect().max);
    foot.set_clip_rect(below.expand(space::M));
    row(&mut foot, content);
    let height = foot.min_rect().bottom() - top;
    Foot::note(ui, height);
}

fn row(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    ui.spacing_mut().item_spacing.x = space::S;
    content(ui);
}

/// How high the foot of a dialog was, and in which pass. It is drawn within the content and stands outside of what scrolls, so
/// the content must be that much lower.
#[derive(Debug, Clone, Copy, Default)]
struct Foot {
    pass: u64,
    height: f32,
}

impl Foot {
    fn id(layer: LayerId) -> Id {
        layer.id.with("foot")
    }

    /// Zero where no foot was drawn in that pass.
    fn height(ctx: &Context, layer: LayerId, pass: u64) -> f32 {
        let foot = ctx.data(|d| d.get_temp::<Self>(Self::id(layer)));
        foot.filter(|foot| foot.pass >= pass)
            .map_or(0.0, |foot| foot.height)
    }

    fn note(ui: &Ui, height: f32) {
        let pass = ui.ctx().cumulative_pass_nr();
        ui.data_mut(|d| d.insert_temp(Self::id(ui.layer_id()), Self { pass, height }));
    }
}

/// The foot of a dialog that does one thing: which of the act and Cancel was pressed.
pub fn act_or_cancel_ui(ui: &mut Ui, cx: &Cx, act: Btn<'_>) -> (bool, bool) {
    let (mut yes, mut no) = (false, false);
    buttons_ui(ui, |ui| {
        yes = act.show(ui, cx).clicked();
        no = way_back_ui(ui, cx, "common-cancel");
    });
    (yes, no)
}
