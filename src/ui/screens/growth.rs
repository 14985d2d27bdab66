//! The growth of a child: one line in the passport, and the curve behind it.

use egui::{Context, Id, RichText, Ui};

use super::{Commands, Route};
use crate::clinical::growth::{Chart, Growth, Indicator, Level, Tick, chart};
use crate::domain::card::CardView;
use crate::i18n::{dates, numbers};
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::theme::tokens::space;
use crate::ui::widgets::alert::finding_line_ui;
use crate::ui::widgets::curve::{Curve, CurveLine, CurveWords, Tone, curve_ui};
use crate::ui::widgets::dialog::buttons_ui;
use crate::ui::widgets::sign::sign_ui;
use crate::ui::widgets::text::{muted, small, strong, whole_ui};
use crate::ui::widgets::{Alert, Btn, Choice, Dialog, RecordKey, Severity};
use crate::worker::growth::words::{
    arithmetic, calm_sentence, finding_text, foot_word, indicator_word, is_complete, source_text,
    told, upright_word, value_text, z_text,
};
use crate::worker::growth::{Measured, measured, table_sex};
use crate::worker::{Action, PaperOf};

/// Width of the window with the curve, and height of the curve in it.
const WIDTH: f32 = 1040.0;
const HEIGHT: f32 = 330.0;
/// With the arithmetic below it the curve is lower, so that everything stands in one window.
const LOW: f32 = 180.0;

/// The finding that is said loudest.
const SEVERE: &str = "severe_acute_malnutrition";

/// What the curve remembers while it is open.
#[derive(Debug, Default)]
pub struct GrowthState {
    open: bool,
    shown: Option<usize>,
    chosen: Option<usize>,
    arithmetic: bool,
}

/// The line in the passport: what the last measurement says, and the button that opens the curve.
pub fn growth_line_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    card: &CardView,
    state: &mut GrowthState,
) {
    let all = measured(card, model.offset_minutes);
    let Some(last) = all.last() else {
        return;
    };
    match told(last).first().filter(|f| f.level > Level::Info) {
        Some(finding) => {
            finding_line_ui(
                ui,
                cx,
                severity(finding.level),
                &finding_text(cx.lang, finding),
            );
        }
        None => calm_ui(ui, cx, last),
    }
    let word = cx.tr("growth-open");
    if Btn::quiet(&word).id(open_button()).show(ui, cx).clicked() {
        *state = GrowthState {
            open: true,
            ..GrowthState::default()
        };
    }
}

fn open_button() -> Id {
    Id::unique("feldsher-growth-open")
}

/// The curve, while it is open.
pub fn growth_dialog(
    ctx: &Context,
    cx: &Cx,
    model: &Model,
    card: &CardView,
    state: &mut GrowthState,
    send: &mut Commands,
) {
    if !state.open {
        return;
    }
    let all = measured(card, model.offset_minutes);
    let Some(sex) = table_sex(&card.person) else {
        state.open = false;
        return;
    };
    let growths: Vec<&Growth> = all.iter().map(|m| &m.growth).collect();
    let charts: Vec<Chart> = Indicator::ALL
        .into_iter()
        .filter_map(|indicator| chart(indicator, sex, &growths))
        .collect();
    let title = cx.tr("growth-title");
    let shown = Dialog::new("growth", &title)
        .width(WIDTH)
        .show(ctx, cx, |ui| {
            let scope = format!("card-{}", card.patient);
            choice_ui(ui, cx, &scope, &charts, state);
            match state.shown.and_then(|at| charts.get(at)) {
                Some(chart) => chart_ui(ui, cx, card, chart, &all, state),
                None => drop(ui.label(muted(cx, cx.tr("growth-nothing")))),
            }
            let mut close = false;
            buttons_ui(ui, |ui| {
                close = Btn::primary(&cx.tr("common-close"))
                    .shortcut("Esc")
                    .show(ui, cx)
                    .clicked();
                let word = if state.arithmetic {
                    "growth-hide-arithmetic"
                } else {
                    "growth-show-arithmetic"
                };
                let id = Id::unique("feldsher-growth-arithmetic");
                if Btn::secondary(&cx.tr(word)).id(id).show(ui, cx).clicked() {
                    state.arithmetic = !state.arithmetic;
                }
                if model.may_for(Action::Print, card.patient)
                    && Btn::secondary(&cx.tr("growth-print"))
                        .show(ui, cx)
                        .clicked()
                {
                    let patient = card.patient;
                    send.go(Route::Preview(Box::new(PaperOf::Growth { patient })));
                    close = true;
                }
            });
            close
        });
    if shown.close || shown.inner {
        state.open = false;
    }
}

fn choice_ui(ui: &mut Ui, cx: &Cx, scope: &str, charts: &[Chart], state: &mut GrowthState) {
    // Thinness is what must not be missed: weight for length first, after five years BMI.
    if state.shown.is_none() {
        let of = |indicator| charts.iter().position(|c| c.indicator == indicator);
        let first = of(Indicator::Wfl).or_else(|| of(Indicator::Bmi));
        state.shown = first.or((!charts.is_empty()).then_some(0));
    }
    let words: Vec<String> = charts
        .iter()
        .map(|c| indicator_word(cx.lang, c.indicator))
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let label = cx.tr("growth-choose");
    let before = state.shown;
    Choice::new(
        RecordKey::new(scope, "growth"),
        &label,
        &mut state.shown,
        &words,
    )
    .show(ui, cx);
    if state.shown != before {
        state.chosen = None;
    }
}

fn chart_ui(
    ui: &mut Ui,
    cx: &Cx,
    card: &CardView,
    chart: &Chart,
    all: &[Measured],
    state: &mut GrowthState,
) {
    let last = chart.points.len().saturating_sub(1);
    let mut chosen = state.chosen.unwrap_or(last).min(last);
    let at = |chosen: usize| chart.points.get(chosen).and_then(|p| all.get(p.of));
    let head = at(chosen)
        .map(|m| head_text(cx, card, chart, m))
        .unwrap_or_default();
    let spoken = match at(chosen).and_then(|m| worst_text(cx, m)) {
        Some(worst) => format!("{head} · {worst}"),
        None => head.clone(),
    };
    let foot = foot_word(cx.lang, chart.foot);
    let upright = upright_word(cx.lang, chart.indicator);
    let words = CurveWords {
        foot: &foot,
        upright: &upright,
        spoken: &spoken,
    };
    let id = Id::unique(("feldsher-growth-curve", chart.indicator.code()));
    let height = if state.arithmetic { LOW } else { HEIGHT };
    curve_ui(ui, cx, id, &drawn(cx, chart), height, &words, &mut chosen);
    state.chosen = Some(chosen);
    let Some(measured) = at(chosen) else {
        return;
    };
    whole_ui(ui, strong(head_text(cx, card, chart, measured)));
    findings_ui(ui, cx, measured);
    if chart.points.len() > 1 {
        ui.label(small(cx, cx.tr("growth-keys")));
    }
    if state.arithmetic {
        ui.add_space(space::XS);
        for score in &measured.growth.scores {
            let what = indicator_word(cx.lang, score.indicator);
            whole_ui(ui, format!("{what} · {}", arithmetic(cx.lang, score)));
        }
        if measured.growth.age_corrected {
            let weeks = card.person.birth_weeks.unwrap_or_default().to_string();
            whole_ui(ui, cx.tr_with("growth-corrected-why", &[("weeks", &weeks)]));
        }
        let worst = told(measured).into_iter().find(|f| f.level > Level::Info);
        whole_ui(ui, small(cx, source_text(cx.lang, worst)));
    }
}

fn drawn<'c>(cx: &Cx, chart: &'c Chart) -> Curve<'c> {
    let ticks = |ticks: &[Tick]| {
        let written = ticks.iter();
        written
            .map(|tick| (tick.at, numbers::rounded(cx.lang, tick.written, 1)))
            .collect()
    };
    let lines = chart.lines.iter().map(|line| CurveLine {
        label: line.label(),
        tone: match line.z.abs() {
            0 => Tone::Middle,
            1 => Tone::Near,
            2 => Tone::Outer,
            _ => Tone::Far,
        },
        pieces: line.pieces.iter().map(Vec::as_slice).collect(),
    });
    Curve {
        x: chart.x,
        y: chart.y,
        x_ticks: ticks(&chart.x_ticks),
        y_ticks: ticks(&chart.y_ticks),
        lines: lines.collect(),
        points: chart.points.iter().map(|p| (p.x, p.y)).collect(),
    }
}

/// "21-Nov-2026 (2 y 8 m) · 12.4 kg · Weight for age z −0.42".
fn head_text(cx: &Cx, card: &CardView, chart: &Chart, measured: &Measured) -> String {
    let age = dates::age_on(cx.lang, card.person.born, measured.on);
    let mut parts = vec![format!("{} ({age})", cx.date(measured.on))];
    if let Some(kg) = measured.weight_kg {
        parts.push(value_text(cx.lang, Indicator::Wfa, kg));
    }
    if let Some(cm) = measured.length_cm {
        parts.push(value_text(cx.lang, Indicator::Lhfa, cm));
    }
    if let Some(score) = measured.growth.score(chart.indicator) {
        // Weight and length stand there already.
        if matches!(
            chart.indicator,
            Indicator::Bmi | Indicator::Hc | Indicator::Ac
        ) {
            parts.push(value_text(cx.lang, chart.indicator, score.value));
        }
        let what = indicator_word(cx.lang, chart.indicator);
        parts.push(format!("{what} z\u{a0}{}", z_text(cx.lang, score.z)));
    }
    parts.join(" · ")
}

fn worst_text(cx: &Cx, measured: &Measured) -> Option<String> {
    told(measured)
        .first()
        .filter(|f| f.level > Level::Info)
        .map(|finding| finding_text(cx.lang, finding))
}

/// Every finding of the day, the weightiest first; calm words where there is none.
fn findings_ui(ui: &mut Ui, cx: &Cx, measured: &Measured) {
    let told = told(measured);
    for finding in &told {
        let text = finding_text(cx.lang, finding);
        if finding.level == Level::Severe && finding.flag == SEVERE {
            Alert::new("growth-severe", Severity::Warning, &text).show(ui, cx);
        } else {
            finding_line_ui(ui, cx, severity(finding.level), &text);
        }
    }
    if told.iter().all(|f| f.level == Level::Info) {
        calm_ui(ui, cx, measured);
    }
}

/// "No malnutrition" with a tick where it was measured, else what is still to be measured.
fn calm_ui(ui: &mut Ui, cx: &Cx, measured: &Measured) {
    let text = calm_sentence(cx.lang, measured);
    if is_complete(measured) {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            sign_ui(ui, cx, Severity::Ok);
            whole_ui(ui, RichText::new(text).color(cx.tokens().ok.fg));
        });
    } else {
        finding_line_ui(ui, cx, Severity::Required, &text);
    }
}

fn severity(level: Level) -> Severity {
    match level {
        Level::Severe | Level::Moderate => Severity::Warning,
        Level::Implausible | Level::Info => Severity::Required,
    }
}
