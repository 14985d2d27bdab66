//! A chart as strokes and letters in one strip; it is never divided between pages.

use super::{
    layout::{HAIRLINE_MM, Sheet},
    paginate::Strip,
    paper::{Figure, Rich},
    text::{TextLine, line_height_mm, wrap},
};
use crate::domain::page::{Item, Shade};

/// Height of the drawing, without what is written above and below it.
const DRAWN_MM: f32 = 52.0;
/// Room for the numbers at the left and the labels at the right.
const LEFT_MM: f32 = 9.0;
const RIGHT_MM: f32 = 8.0;
const LOUD_MM: f32 = 0.25;
const QUIET_MM: f32 = 0.15;
const POINTS_MM: f32 = 0.5;
/// Side of the mark of a measurement.
const MARK_MM: f32 = 1.6;

pub(super) fn figure_strip(sheet: Sheet, figure: &Figure) -> Strip {
    let row_mm = line_height_mm(sheet.small_pt);
    let (left, right) = (sheet.left_mm + LEFT_MM, sheet.edge_mm() - RIGHT_MM);
    let (top, bottom) = (row_mm + 1.0, row_mm + 1.0 + DRAWN_MM);
    let place = |(x, y): (f64, f64)| -> (f32, f32) {
        let part = |v: f64, (from, to): (f64, f64)| ((v - from) / (to - from)) as f32;
        (
            left + part(x, figure.x) * (right - left),
            bottom - part(y, figure.y) * (bottom - top),
        )
    };
    let mut items = Vec::new();
    let stroke = |from_mm, to_mm, width_mm, shade| Item::Line {
        from_mm,
        to_mm,
        width_mm,
        shade,
    };
    items.extend(words(&figure.upright, sheet, |_| sheet.left_mm, 0.0));
    for (at, text) in &figure.y_ticks {
        let y = place((figure.x.0, *at)).1;
        items.push(stroke((left, y), (right, y), HAIRLINE_MM, Shade::Hairline));
        items.extend(words(
            text,
            sheet,
            |line| left - 1.2 - line.width_mm,
            y - row_mm / 2.0,
        ));
    }
    for (at, text) in &figure.x_ticks {
        let x = place((*at, figure.y.0)).0;
        items.push(stroke((x, top), (x, bottom), HAIRLINE_MM, Shade::Hairline));
        items.extend(words(
            text,
            sheet,
            |line| x - line.width_mm / 2.0,
            bottom + 0.5,
        ));
    }
    for line in &figure.lines {
        let (width_mm, shade) = if line.loud {
            (LOUD_MM, Shade::Ink)
        } else {
            (QUIET_MM, Shade::Muted)
        };
        for piece in &line.pieces {
            items.extend(strokes(piece, place, width_mm, shade));
        }
        if let Some(end) = line.pieces.last().and_then(|piece| piece.last()) {
            let (x, y) = place(*end);
            items.extend(words(&line.label, sheet, |_| x + 1.2, y - row_mm / 2.0));
        }
    }
    items.extend(strokes(&figure.points, place, POINTS_MM, Shade::Ink));
    for point in &figure.points {
        let (x, y) = place(*point);
        items.push(Item::Rect {
            x_mm: x - MARK_MM / 2.0,
            y_mm: y - MARK_MM / 2.0,
            width_mm: MARK_MM,
            height_mm: MARK_MM,
            shade: Shade::Ink,
        });
    }
    items.extend(words(
        &figure.foot,
        sheet,
        |line| f32::midpoint(left, right) - line.width_mm / 2.0,
        bottom + 0.5 + row_mm,
    ));
    Strip {
        height_mm: bottom + 0.5 + 2.0 * row_mm,
        items,
        ..Strip::default()
    }
}

fn strokes(
    points: &[(f64, f64)],
    place: impl Fn((f64, f64)) -> (f32, f32),
    width_mm: f32,
    shade: Shade,
) -> Vec<Item> {
    points
        .windows(2)
        .map(|pair| Item::Line {
            from_mm: place(pair[0]),
            to_mm: place(pair[1]),
            width_mm,
            shade,
        })
        .collect()
}

/// One small line of letters; `x` is asked with the line's own width.
fn words(text: &str, sheet: Sheet, x: impl Fn(&TextLine) -> f32, top_mm: f32) -> Vec<Item> {
    wrap(&Rich::plain(text), sheet.small_pt, sheet.text_mm())
        .first()
        .map(|line| line.items(x(line), top_mm, sheet.small_pt).collect())
        .unwrap_or_default()
}
