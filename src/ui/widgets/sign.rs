//! Severity: a shape, a word and a colour together, so that it also reads in grey and aloud.

use std::f32::consts::FRAC_1_SQRT_2;

use egui::{Painter, Pos2, Rect, Sense, Shape, Stroke, Ui, pos2, vec2};

use crate::ui::cx::Cx;
use crate::ui::theme::tokens::{Role, Tokens, size};

/// How much something matters. The shapes are those of the NHS study of alert symbols.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Severity {
    /// Circle with a bar: a contraindication, an allergy.
    Prohibition,
    /// Triangle: dose, interaction, overdue, pregnancy, conflict.
    Warning,
    /// Filled circle: what must be filled in or done.
    Required,
    /// Tick: done, in range.
    Ok,
    /// A ring in two parts: no connection, which is normal.
    Offline,
}

impl Severity {
    pub const ALL: [Self; 5] = [
        Self::Prohibition,
        Self::Warning,
        Self::Required,
        Self::Ok,
        Self::Offline,
    ];

    pub fn role(self, t: &Tokens) -> Role {
        match self {
            Self::Prohibition => t.danger,
            Self::Warning => t.warning,
            Self::Required => t.info,
            Self::Ok => t.ok,
            Self::Offline => t.offline,
        }
    }

    /// Key of the word that goes with the shape.
    pub fn word_key(self) -> &'static str {
        match self {
            Self::Prohibition => "ui-severity-prohibition",
            Self::Warning => "ui-severity-warning",
            Self::Required => "ui-severity-required",
            Self::Ok => "ui-severity-ok",
            Self::Offline => "ui-severity-offline",
        }
    }
}

/// Takes the room of a sign and paints it.
pub fn sign_ui(ui: &mut Ui, cx: &Cx, severity: Severity) {
    let (rect, _) = ui.allocate_exact_size(vec2(size::SIGN, size::SIGN), Sense::hover());
    paint_sign(ui.painter(), rect, severity, severity.role(cx.tokens()));
}

/// Paints the shape into `rect`.
pub fn paint_sign(painter: &Painter, rect: Rect, severity: Severity, role: Role) {
    let c = rect.center();
    let r = rect.height().min(rect.width()) * 0.5 - 1.0;
    let line = Stroke::new((r * 0.25).max(1.5), role.fg);
    match severity {
        Severity::Prohibition => {
            let r = r - line.width * 0.5;
            painter.circle_stroke(c, r, line);
            let d = r * FRAC_1_SQRT_2;
            painter.line_segment([c + vec2(-d, -d), c + vec2(d, d)], line);
        }
        Severity::Warning => {
            let top = pos2(c.x, c.y - r);
            let left = pos2(c.x - r * 1.05, c.y + r * 0.85);
            let right = pos2(c.x + r * 1.05, c.y + r * 0.85);
            painter.add(Shape::convex_polygon(
                vec![top, right, left],
                role.fg,
                Stroke::NONE,
            ));
            exclamation(painter, pos2(c.x, c.y + r * 0.18), r * 0.62, role.bg);
        }
        Severity::Required => {
            painter.circle_filled(c, r, role.fg);
            exclamation(painter, c, r * 0.72, role.bg);
        }
        Severity::Ok => tick(painter, c, r, line),
        Severity::Offline => {
            for side in [-1.0, 1.0] {
                let shift = c + vec2(side * r * 0.22, 0.0);
                let arc = (-6..=6)
                    .map(|i| i as f32 * 0.2)
                    .map(|angle: f32| shift + vec2(side * angle.cos(), angle.sin()) * r * 0.78);
                painter.line(arc.collect(), Stroke::new(1.8, role.fg));
            }
        }
    }
}

/// The sign of a field that cannot be taken as typed: a cross in an open circle; never filled.
pub fn paint_invalid(painter: &Painter, rect: Rect, t: &Tokens) {
    let c = rect.center();
    let r = rect.height() * 0.5 - 1.0;
    let line = Stroke::new(1.5, t.danger.fg);
    painter.circle_stroke(c, r, line);
    let d = r * 0.42;
    painter.line_segment([c + vec2(-d, -d), c + vec2(d, d)], line);
    painter.line_segment([c + vec2(-d, d), c + vec2(d, -d)], line);
}

/// A small arrow that points down (open) or right (closed).
pub fn paint_chevron(painter: &Painter, rect: Rect, open: bool, stroke: Stroke) {
    let c = rect.center();
    let r = rect.height() * 0.22;
    let points = if open {
        vec![
            c + vec2(-r, -r * 0.5),
            c + vec2(0.0, r * 0.5),
            c + vec2(r, -r * 0.5),
        ]
    } else {
        vec![
            c + vec2(-r * 0.5, -r),
            c + vec2(r * 0.5, 0.0),
            c + vec2(-r * 0.5, r),
        ]
    };
    painter.line(points, stroke);
}

fn tick(painter: &Painter, c: Pos2, r: f32, line: Stroke) {
    painter.line(
        vec![
            c + vec2(-r * 0.7, 0.0),
            c + vec2(-r * 0.15, r * 0.55),
            c + vec2(r * 0.8, -r * 0.6),
        ],
        line,
    );
}

fn exclamation(painter: &Painter, c: Pos2, half: f32, color: egui::Color32) {
    let width = (half * 0.34).max(1.5);
    painter.line_segment(
        [c + vec2(0.0, -half), c + vec2(0.0, half * 0.2)],
        Stroke::new(width, color),
    );
    painter.circle_filled(c + vec2(0.0, half * 0.78), width * 0.62, color);
}
