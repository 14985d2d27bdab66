//! A curve: lines of a standard with their labels at the end, the patient's points, one of them chosen by arrows.

use egui::{
    Align2, EventFilter, Id, Key, Modifiers, Pos2, Rect, Response, Sense, Shape, Stroke, TextStyle,
    Ui, WidgetInfo, pos2, vec2,
};

use crate::ui::cx::Cx;
use crate::ui::theme::apply::focus_ring;
use crate::ui::theme::tokens::{Tokens, space};
use crate::ui::widgets::focus_chain;

/// Room for the numbers on the left, the z-scores on the right, the numbers and the word below.
const LEFT: f32 = 44.0;
const RIGHT: f32 = 30.0;
const BELOW: f32 = 40.0;
const ABOVE: f32 = 26.0;

/// Radius of a point, and of the chosen one.
const POINT: f32 = 3.5;
const CHOSEN: f32 = 6.0;

/// What is drawn, in its own numbers.
pub struct Curve<'a> {
    pub x: (f64, f64),
    pub y: (f64, f64),
    /// Where, and what is written there.
    pub x_ticks: Vec<(f64, String)>,
    pub y_ticks: Vec<(f64, String)>,
    /// From the lowest to the highest.
    pub lines: Vec<CurveLine<'a>>,
    pub points: Vec<(f64, f64)>,
}

/// A line of the standard. It has more than one piece where its table has a step.
pub struct CurveLine<'a> {
    /// At its end; it says without colour which line this is.
    pub label: String,
    pub tone: Tone,
    pub pieces: Vec<&'a [(f64, f64)]>,
}

/// How loud a line is: as loud as what lies beyond it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Middle,
    Near,
    Outer,
    Far,
}

/// What the chart says of itself.
pub struct CurveWords<'a> {
    /// Below the foot.
    pub foot: &'a str,
    /// Above the upright axis: what is measured, with its unit.
    pub upright: &'a str,
    /// Of the chosen point, for ears.
    pub spoken: &'a str,
}

/// Draws `chart`; arrows and clicks move `chosen`, an index into its points.
pub fn curve_ui(
    ui: &mut Ui,
    cx: &Cx,
    id: Id,
    chart: &Curve<'_>,
    height: f32,
    words: &CurveWords<'_>,
    chosen: &mut usize,
) -> Response {
    let t = cx.tokens();
    let width = ui.available_width();
    let (whole, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    let response = ui.interact(whole, id, Sense::click());
    choose_by_keys(ui, &response, chart.points.len(), chosen);
    let area = Rect::from_min_max(
        whole.min + vec2(LEFT, ABOVE),
        whole.max - vec2(RIGHT, BELOW),
    );
    let place = |x: f64, y: f64| -> Pos2 {
        let part = |v: f64, (from, to): (f64, f64)| ((v - from) / (to - from)) as f32;
        pos2(
            area.left() + part(x, chart.x) * area.width(),
            area.bottom() - part(y, chart.y) * area.height(),
        )
    };
    if response.clicked()
        && let Some(at) = response.interact_pointer_pos()
    {
        let far = |(x, y): &(f64, f64)| place(*x, *y).distance_sq(at);
        let nearest = chart
            .points
            .iter()
            .enumerate()
            .min_by(|(_, a), (_, b)| far(a).total_cmp(&far(b)));
        if let Some((index, _)) = nearest {
            *chosen = index;
        }
        response.request_focus();
    }
    let painter = ui.painter_at(whole.expand(space::XS));
    let font = TextStyle::Small.resolve(ui.style());
    let hair = Stroke::new(1.0, t.line);
    painter.rect_filled(area, 0.0, t.sheet);
    let row = ui.text_style_height(&TextStyle::Small);
    let between = area.height() / chart.y_ticks.len().max(2) as f32;
    let every = if between < row { 2 } else { 1 };
    for (number, (at, text)) in chart.y_ticks.iter().enumerate() {
        let y = place(chart.x.0, *at).y;
        painter.hline(area.x_range(), y, hair);
        if number % every != 0 {
            continue;
        }
        painter.text(
            pos2(area.left() - 6.0, y),
            Align2::RIGHT_CENTER,
            text,
            font.clone(),
            t.muted,
        );
    }
    for (at, text) in &chart.x_ticks {
        let x = place(*at, chart.y.0).x;
        painter.vline(x, area.y_range(), hair);
        painter.text(
            pos2(x, area.bottom() + 4.0),
            Align2::CENTER_TOP,
            text,
            font.clone(),
            t.muted,
        );
    }
    painter.text(
        pos2(area.center().x, whole.bottom()),
        Align2::CENTER_BOTTOM,
        words.foot,
        font.clone(),
        t.muted,
    );
    painter.text(
        whole.left_top(),
        Align2::LEFT_TOP,
        words.upright,
        font.clone(),
        t.muted,
    );
    // Where the numbers would lie on each other, those of the quiet lines give way.
    let apart = chart.lines.windows(2).filter_map(|pair| {
        let end = |line: &CurveLine<'_>| line.pieces.last()?.last().map(|(x, y)| place(*x, *y).y);
        Some(end(&pair[0])? - end(&pair[1])?)
    });
    let crowded = apart.fold(f32::INFINITY, f32::min) < 0.8 * row;
    for line in &chart.lines {
        let stroke = line_stroke(t, line);
        for piece in &line.pieces {
            let points: Vec<Pos2> = piece.iter().map(|(x, y)| place(*x, *y)).collect();
            painter.add(Shape::line(points, stroke));
        }
        let quiet = crowded && matches!(line.tone, Tone::Near | Tone::Outer);
        if let Some((x, y)) = line.pieces.last().and_then(|piece| piece.last())
            && !quiet
        {
            painter.text(
                place(*x, *y) + vec2(6.0, 0.0),
                Align2::LEFT_CENTER,
                &line.label,
                font.clone(),
                stroke.color,
            );
        }
    }
    let points: Vec<Pos2> = chart.points.iter().map(|(x, y)| place(*x, *y)).collect();
    painter.add(Shape::line(points.clone(), Stroke::new(1.5, t.accent)));
    for (index, point) in points.iter().enumerate() {
        if index == *chosen {
            painter.circle(*point, CHOSEN, t.sheet, Stroke::new(2.0, t.accent));
        }
        painter.circle_filled(*point, POINT, t.accent);
    }
    if response.has_focus() {
        focus_ring(ui, t, whole);
    }
    let spoken = words.spoken.to_owned();
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Image, true, &spoken));
    response
}

fn line_stroke(t: &Tokens, line: &CurveLine<'_>) -> Stroke {
    match line.tone {
        Tone::Middle => Stroke::new(1.5, t.ok.fg),
        Tone::Near => Stroke::new(1.0, t.border),
        Tone::Outer => Stroke::new(1.5, t.warning.fg),
        Tone::Far => Stroke::new(1.5, t.danger.fg),
    }
}

fn choose_by_keys(ui: &Ui, response: &Response, count: usize, chosen: &mut usize) {
    *chosen = (*chosen).min(count.saturating_sub(1));
    if !response.has_focus() {
        focus_chain::offer_input(ui, response);
        return;
    }
    ui.memory_mut(|m| {
        m.set_focus_lock_filter(
            response.id,
            EventFilter {
                horizontal_arrows: true,
                vertical_arrows: false,
                tab: false,
                escape: false,
            },
        );
    });
    let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    if pressed(Key::ArrowLeft) {
        *chosen = chosen.saturating_sub(1);
    }
    if pressed(Key::ArrowRight) {
        *chosen = (*chosen + 1).min(count.saturating_sub(1));
    }
    if pressed(Key::Home) {
        *chosen = 0;
    }
    if pressed(Key::End) {
        *chosen = count.saturating_sub(1);
    }
}
