//! The zones of the window: banner, worklist, card, passport, status line; F6 goes round them.
//!
//! Zones are placed by hand in reading order, because egui's panels must be made before the centre and Tab follows creation.

use egui::accesskit::Role;
use egui::{Context, Id, Rect, Stroke, Ui, UiBuilder, pos2, vec2};

use super::cx::Cx;
use super::theme::tokens::{size, space};
use super::widgets::focus_chain;

/// A part of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Zone {
    Left,
    Centre,
    Right,
}

/// How the left zone stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Left {
    #[default]
    Open,
    /// Folded beside an open card: one banner, one patient (PAB-0015).
    Rail,
    None,
}

/// What the shell remembers.
#[derive(Debug, Default)]
pub struct Shell {
    wanted: Option<Zone>,
    current: Option<Zone>,
}

/// Which zones this pass has.
#[derive(Debug, Clone, Copy, Default)]
pub struct Zones {
    pub banner: bool,
    pub left: Left,
    /// Shown beside the card only where the window is wide enough; otherwise the caller offers it as tab F8.
    pub right: bool,
}

/// A part to be drawn; the shell calls once for each part it has, in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Banner,
    Left,
    Rail,
    Centre,
    Right,
    Status,
}

impl Shell {
    /// F6: the keyboard goes to the next zone.
    pub fn go(&mut self, ctx: &Context, zones: Zones, forward: bool) {
        let order = order(ctx, zones);
        let Some(count) = Some(order.len()).filter(|c| *c > 0) else {
            return;
        };
        let at = self
            .current
            .and_then(|c| order.iter().position(|z| *z == c));
        let next = match (at, forward) {
            (None, true) => 0,
            (None, false) => count - 1,
            (Some(at), true) => (at + 1) % count,
            (Some(at), false) => (at + count - 1) % count,
        };
        self.wanted = order.get(next).copied();
    }

    /// The keyboard goes to this zone in the next pass.
    pub fn go_to(&mut self, zone: Zone) {
        self.wanted = Some(zone);
    }

    /// The zone that has the keyboard.
    pub fn current(&self) -> Option<Zone> {
        self.current
    }
}

/// True where the right zone has room beside the card.
pub fn is_wide(ctx: &Context) -> bool {
    ctx.content_rect().width() >= size::WIDE
}

/// Draws the zones over the whole of `ui`.
pub fn shell_ui(
    ui: &mut Ui,
    cx: &Cx,
    shell: &mut Shell,
    zones: Zones,
    mut part: impl FnMut(&mut Ui, Part),
) {
    let t = cx.tokens();
    let whole = ui.max_rect();
    ui.painter().rect_filled(whole, 0.0, t.ground);
    let hair = Stroke::new(size::HAIRLINE, t.line);
    let margin = vec2(space::L, space::M);

    let mut top = whole.top();
    if zones.banner {
        let rect = Rect::from_min_max(whole.min, pos2(whole.right(), top + size::BANNER));
        let mut child = child(ui, "banner", Role::Banner, rect);
        part(&mut child, Part::Banner);
        top = child.min_rect().bottom().max(rect.bottom());
    }
    let bottom = whole.bottom() - size::STATUS;
    let body = Rect::from_min_max(pos2(whole.left(), top), pos2(whole.right(), bottom));

    let left_width = match zones.left {
        Left::Open => size::LEFT,
        Left::Rail => size::RAIL,
        Left::None => 0.0,
    };
    let right_width = if zones.right && is_wide(ui.ctx()) {
        size::RIGHT
    } else {
        0.0
    };
    let left = Rect::from_min_size(body.min, vec2(left_width, body.height()));
    let right = Rect::from_min_max(pos2(body.right() - right_width, body.top()), body.max);
    let centre = Rect::from_min_max(
        pos2(left.right(), body.top()),
        pos2(right.left(), body.bottom()),
    );

    let mut zone_ui =
        |ui: &mut Ui, zone: Zone, name: &str, rect: Rect, margin: egui::Vec2, drawn: Part| {
            if shell.wanted == Some(zone) {
                focus_chain::ask_first(ui.ctx());
            }
            let landmark = match zone {
                Zone::Left => Role::Navigation,
                Zone::Centre => Role::Main,
                Zone::Right => Role::Complementary,
            };
            let mut inner = child(ui, name, landmark, rect.shrink2(margin));
            inner.set_clip_rect(rect);
            part(&mut inner, drawn);
            if shell.wanted == Some(zone) {
                shell.wanted = None;
                shell.current = Some(zone);
                focus_chain::withdraw(ui.ctx());
            }
            if has_focus_in(ui.ctx(), rect) {
                shell.current = Some(zone);
            }
        };
    match zones.left {
        Left::Open => {
            zone_ui(ui, Zone::Left, "left", left, margin, Part::Left);
            ui.painter().vline(left.right() - 0.5, left.y_range(), hair);
        }
        Left::Rail => {
            zone_ui(
                ui,
                Zone::Left,
                "left",
                left,
                vec2(6.0, space::M),
                Part::Rail,
            );
            ui.painter().vline(left.right() - 0.5, left.y_range(), hair);
        }
        Left::None => {}
    }
    ui.painter().rect_filled(centre, 0.0, t.sheet);
    zone_ui(ui, Zone::Centre, "centre", centre, margin, Part::Centre);
    if right_width > 0.0 {
        zone_ui(
            ui,
            Zone::Right,
            "right",
            right,
            vec2(space::M, space::M),
            Part::Right,
        );
        ui.painter()
            .vline(right.left() + 0.5, right.y_range(), hair);
    }

    let status = Rect::from_min_max(pos2(whole.left(), bottom), whole.max);
    ui.painter().rect_filled(status, 0.0, t.ground);
    ui.painter()
        .hline(status.x_range(), status.top() + 0.5, hair);
    let place = status.shrink2(vec2(space::M, 1.0));
    let mut child = child(ui, "status", Role::ContentInfo, place);
    part(&mut child, Part::Status);
}

fn order(ctx: &Context, zones: Zones) -> Vec<Zone> {
    let mut order = Vec::new();
    if zones.left != Left::None {
        order.push(Zone::Left);
    }
    order.push(Zone::Centre);
    if zones.right && is_wide(ctx) {
        order.push(Zone::Right);
    }
    order
}

/// A part of the window; a screen reader jumps from landmark to landmark.
fn child(ui: &mut Ui, name: &str, landmark: Role, rect: Rect) -> Ui {
    let layout = egui::Layout::top_down(egui::Align::Min);
    ui.new_child(
        UiBuilder::new()
            .scope_id(Id::unique(("feldsher-zone", name)))
            .max_rect(rect)
            .accessibility_role(landmark)
            .layout(layout),
    )
}

fn has_focus_in(ctx: &Context, rect: Rect) -> bool {
    ctx.memory(egui::Memory::focused)
        .and_then(|id| ctx.read_response(id))
        .is_some_and(|r| rect.contains(r.rect.center()))
}
