//! A small curve beside a number: how it came to be what it is. It has no axis; the numbers and days stand in words.

use egui::{Pos2, Sense, Shape, Stroke, Ui, pos2, vec2};

use crate::ui::cx::Cx;

/// Radius of the last point.
const LAST: f32 = 2.5;
/// Above, below and beside the curve.
const MARGIN: f32 = 3.0;

/// Draws `points` (when, how much), oldest first; nothing where there is no second one to compare with.
pub fn spark_ui(ui: &mut Ui, cx: &Cx, points: &[(f64, f64)], width: f32, height: f32) {
    let (rect, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    let ([first, .., last], true) = (points, ui.is_rect_visible(rect)) else {
        return;
    };
    let t = cx.tokens();
    let low = points.iter().map(|(_, y)| *y).fold(f64::INFINITY, f64::min);
    let high = points
        .iter()
        .map(|(_, y)| *y)
        .fold(f64::NEG_INFINITY, f64::max);
    let area = rect.shrink(MARGIN);
    let part = |v: f64, from: f64, to: f64| {
        // Values that are all the same lie in the middle.
        if to > from {
            ((v - from) / (to - from)) as f32
        } else {
            0.5
        }
    };
    let place = |(x, y): (f64, f64)| -> Pos2 {
        pos2(
            area.left() + part(x, first.0, last.0) * area.width(),
            area.bottom() - part(y, low, high) * area.height(),
        )
    };
    let line: Vec<Pos2> = points.iter().copied().map(place).collect();
    let painter = ui.painter();
    painter.hline(
        rect.x_range(),
        rect.bottom() - 0.5,
        Stroke::new(1.0, t.line),
    );
    painter.add(Shape::line(line, Stroke::new(1.5, t.accent)));
    painter.circle_filled(place(*last), LAST, t.accent);
}
