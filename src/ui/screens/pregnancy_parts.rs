//! What stands in the window of a pregnancy: its contacts, the plan, the curves.

use egui::{Id, Ui};

use crate::clinical::pregnancy::{Book, Chart, Measure, Row, Status};
use crate::clinical::title_text;
use crate::i18n::numbers;
use crate::ui::cx::Cx;
use crate::ui::widgets::curve::{Curve, CurveLine, CurveWords, Tone, curve_ui};
use crate::ui::widgets::sign::sign_ui;
use crate::ui::widgets::table::{Column, TableState};
use crate::ui::widgets::text::{muted, small, strong, whole_ui};
use crate::ui::widgets::{Severity, Table};
use crate::worker::pregnancy::words::{
    COLUMNS, age_text, cells, line_label, lines_text, status_word, upright_word, week_text,
};
use crate::worker::pregnancy::{Followed, chart};

/// Height of the tables and of the curve: head and buttons stand in the same window.
const HEIGHT: f32 = 200.0;
const CURVE: f32 = 230.0;
/// Below a long list of findings both are lower.
const LOW: f32 = 130.0;
const MANY: usize = 3;

fn low(followed: &Followed<'_>, height: f32) -> f32 {
    if followed.findings.len() < MANY {
        height
    } else {
        LOW
    }
}

/// Every visit that measured something, newest first.
pub fn contacts_ui(ui: &mut Ui, cx: &Cx, followed: &Followed<'_>, table: &mut TableState) {
    if followed.contacts.is_empty() {
        whole_ui(ui, muted(cx, cx.tr("pregnancy-gap-contact")));
        return;
    }
    let words: Vec<String> = ["common-date", "pregnancy-column-week"]
        .into_iter()
        .chain(COLUMNS)
        .map(|key| cx.tr(key))
        .collect();
    let columns: Vec<Column<'_>> = words
        .iter()
        .enumerate()
        .map(|(at, word)| match at {
            0 => Column::points(word, 190.0),
            1 => Column::points(word, 132.0),
            _ => Column::rest(word),
        })
        .collect();
    let rows: Vec<Vec<String>> = followed
        .contacts
        .iter()
        .map(|contact| {
            let day = cx.date(contact.on);
            let day = if contact.antenatal {
                day
            } else {
                format!("{day} · {}", cx.tr("pregnancy-other-visit"))
            };
            let mut row = vec![day, age_on(cx, followed, contact.on)];
            row.extend(cells(cx.lang, contact));
            row
        })
        .collect();
    let label = cx.tr("pregnancy-tab-contacts");
    Table::new("pregnancy-contacts", &label, &columns)
        .max_height(low(followed, HEIGHT))
        .show(
            ui,
            cx,
            table,
            rows.len(),
            |at| {
                rows.get(at)
                    .map_or_else(String::new, |row| spoken(&words, row))
            },
            |ui, at, column| {
                if let Some(text) = rows.get(at).and_then(|row| row.get(column)) {
                    ui.add(egui::Label::new(text).wrap());
                }
            },
        );
}

/// Numbers alone say nothing to ears: each with its heading.
fn spoken(words: &[String], row: &[String]) -> String {
    let filled = words.iter().zip(row).filter(|(_, text)| !text.is_empty());
    let said: Vec<String> = filled
        .map(|(word, text)| format!("{word} {text}"))
        .collect();
    said.join(", ")
}

fn age_on(cx: &Cx, followed: &Followed<'_>, day: chrono::NaiveDate) -> String {
    let rules = &Book::builtin().rules.dating;
    let age = followed.dated.ok().and_then(|d| d.age_on(rules, day).ok());
    age.map_or_else(String::new, |age| age_text(cx.lang, age))
}

/// The weeks in which the country sees her.
pub fn plan_ui(ui: &mut Ui, cx: &Cx, followed: &Followed<'_>, table: &mut TableState) {
    if let Some(schedule) = followed.schedule {
        whole_ui(ui, small(cx, title_text(cx.lang, &schedule.title)));
    }
    if followed.rows.is_empty() {
        whole_ui(ui, muted(cx, cx.tr("pregnancy-undated")));
        return;
    }
    let words = [
        "pregnancy-column-week",
        "pregnancy-column-from",
        "vaccination-status",
        "pregnancy-column-held",
    ]
    .map(|key| cx.tr(key));
    let columns = [
        Column::points(&words[0], 120.0),
        Column::points(&words[1], 150.0),
        Column::rest(&words[2]),
        Column::points(&words[3], 150.0),
    ];
    let label = cx.tr("pregnancy-tab-plan");
    let rows = &followed.rows;
    Table::new("pregnancy-plan", &label, &columns)
        .max_height(low(followed, HEIGHT))
        .show(
            ui,
            cx,
            table,
            rows.len(),
            |at| {
                rows.get(at).map_or_else(String::new, |row| {
                    let week = week_text(cx.lang, row.planned.week);
                    format!("{week} — {}", status_word(cx.lang, row))
                })
            },
            |ui, at, column| {
                if let Some(row) = rows.get(at) {
                    plan_cell_ui(ui, cx, row, column);
                }
            },
        );
    if rows
        .iter()
        .any(|row| row.planned.verified == crate::clinical::immunise::Seen::Knowledge)
    {
        whole_ui(ui, small(cx, cx.tr("pregnancy-unconfirmed")));
    }
}

fn plan_cell_ui(ui: &mut Ui, cx: &Cx, row: &Row<'_>, column: usize) {
    match column {
        0 => drop(ui.label(week_text(cx.lang, row.planned.week))),
        1 => drop(ui.label(cx.date(row.day))),
        2 => {
            let word = status_word(cx.lang, row);
            match row.status {
                Status::Overdue => {
                    sign_ui(ui, cx, Severity::Warning);
                    ui.label(strong(word));
                }
                Status::Due => {
                    sign_ui(ui, cx, Severity::Required);
                    ui.label(strong(word));
                }
                Status::Held | Status::Soon | Status::Later | Status::Missed => {
                    ui.label(muted(cx, word));
                }
            }
        }
        _ => drop(ui.label(row.held_on.map_or_else(String::new, |day| cx.date(day)))),
    }
}

/// One curve, its chosen point in words, and what its lines are.
pub fn curve_part_ui(
    ui: &mut Ui,
    cx: &Cx,
    followed: &Followed<'_>,
    measure: Measure,
    chosen: &mut Option<usize>,
) {
    let Some(chart) = chart(followed, measure) else {
        whole_ui(ui, muted(cx, cx.tr("pregnancy-nothing-measured")));
        return;
    };
    let last = chart.points.len().saturating_sub(1);
    let mut at = chosen.unwrap_or(last).min(last);
    let text = |at: usize| {
        let (of, _, value) = *chart.points.get(at)?;
        let contact = followed.contacts.get(of)?;
        let unit = match measure {
            Measure::Fundal => cx.tr("common-unit-cm"),
            Measure::Weight => cx.tr("common-unit-kg"),
        };
        let value = numbers::rounded(cx.lang, value, 1);
        let age = age_on(cx, followed, contact.on);
        Some(format!(
            "{} · {age} · {value}\u{a0}{unit}",
            cx.date(contact.on)
        ))
    };
    let spoken = text(at).unwrap_or_default();
    let (foot, upright) = (
        cx.tr("pregnancy-foot-weeks"),
        upright_word(cx.lang, measure),
    );
    let words = CurveWords {
        foot: &foot,
        upright: &upright,
        spoken: &spoken,
    };
    let id = Id::unique(("feldsher-pregnancy-curve", measure == Measure::Fundal));
    curve_ui(
        ui,
        cx,
        id,
        &drawn(cx, &chart),
        low(followed, CURVE),
        &words,
        &mut at,
    );
    *chosen = Some(at);
    if let Some(text) = text(at) {
        whole_ui(ui, strong(text));
    }
    whole_ui(ui, small(cx, lines_text(cx.lang, &chart)));
}

fn drawn<'c>(cx: &Cx, chart: &'c Chart) -> Curve<'c> {
    let ticks = |ticks: &[f64]| {
        let places = ticks.iter();
        places
            .map(|at| (*at, numbers::rounded(cx.lang, *at, 1)))
            .collect()
    };
    let lines = chart.lines.iter().map(|line| CurveLine {
        label: line_label(cx.lang, chart, line.label),
        tone: if line.is_edge {
            Tone::Outer
        } else {
            Tone::Middle
        },
        pieces: vec![line.points.as_slice()],
    });
    Curve {
        x: chart.x,
        y: chart.y,
        x_ticks: ticks(&chart.x_ticks),
        y_ticks: ticks(&chart.y_ticks),
        lines: lines.collect(),
        points: chart.points.iter().map(|(_, x, y)| (*x, *y)).collect(),
    }
}
