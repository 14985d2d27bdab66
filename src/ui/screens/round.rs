//! The nurse's round: every order whose doses are given here, what is late first. Enter opens one dose.

use egui::{Label, Ui};

use super::card_words::schedule_text;
use super::passport::moment;
use super::reviews::{severity, why};
use super::round_words::{
    badge, dose_line, due_of_course, due_text, medicine_name, rank, when_text,
};
use crate::clinical::Due;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::screens::{Commands, Route, parts};
use crate::ui::theme::tokens::space;
use crate::ui::widgets::Severity;
use crate::ui::widgets::Table;
use crate::ui::widgets::badge::badge_ui;
use crate::ui::widgets::banner::{person_row_height, person_row_ui};
use crate::ui::widgets::empty::empty_ui;
use crate::ui::widgets::table::{Column, TableState};
use crate::ui::widgets::text::{muted, small, strong};
use crate::worker::Course;

/// Width of the columns but the medicine's, which is the widest (MEDv-159).
const WHEN: f32 = 230.0;
const WHO: f32 = 280.0;
/// Above and below the lines of a row.
const PADDING: f32 = 6.0;
/// A badge above the words of a cell.
const BADGE: f32 = 24.0;
/// Room for the scroll bar.
const BAR: f32 = 20.0;

#[derive(Debug, Default)]
pub struct RoundState {
    table: TableState,
}

/// One order in words.
struct Line<'m> {
    course: &'m Course,
    due: Due,
    when: String,
    name: String,
    dose: String,
    often: String,
    /// Why the order is to be reviewed before it is given.
    danger: Option<(Severity, String)>,
}

pub fn round_ui(ui: &mut Ui, cx: &Cx, model: &Model, state: &mut RoundState, send: &mut Commands) {
    parts::head_ui(
        ui,
        &cx.tr("ui-command-round"),
        Some(muted(cx, cx.tr("round-sentence"))),
    );
    if let Some(fault) = &model.fault {
        parts::fault_ui(ui, cx, fault);
    }
    let Some(all) = &model.round else {
        parts::loading_ui(ui, cx);
        return;
    };
    let rows = listed(cx, model, all);
    if rows.is_empty() {
        empty_ui(ui, cx, &cx.tr("round-nobody"), None);
        return;
    }
    if let Some(line) = table_ui(ui, cx, &rows, state) {
        send.open_card(line.course.patient);
        send.go(Route::Give {
            order: line.course.order,
        });
    }
}

/// What is finished is left out.
fn listed<'m>(cx: &Cx, model: &Model, all: &'m [Course]) -> Vec<Line<'m>> {
    let moment = moment(model);
    let now = moment.minute(model.now);
    let mut rows: Vec<Line<'m>> = all
        .iter()
        .filter_map(|course| {
            let due = due_of_course(course, moment).filter(|due| *due != Due::Finished)?;
            let order = &course.prescription;
            Some(Line {
                course,
                due,
                when: when_text(cx, due, now),
                name: medicine_name(cx, order.medicine.as_deref(), &order.name),
                dose: dose_line(cx, order),
                often: schedule_text(cx, order),
                danger: model
                    .to_review(course.order)
                    .map(|row| (severity(row), why(cx, row))),
            })
        })
        .collect();
    rows.sort_by_cached_key(|line| {
        let person = &line.course.person.name;
        (rank(line.due), person.plain(), line.course.order)
    });
    rows
}

fn table_ui<'r, 'm>(
    ui: &mut Ui,
    cx: &Cx,
    rows: &'r [Line<'m>],
    state: &mut RoundState,
) -> Option<&'r Line<'m>> {
    let heads = ["round-when", "common-patient", "common-medicine"].map(|key| cx.tr(key));
    let columns = [
        Column::points(&heads[0], WHEN),
        Column::points(&heads[1], WHO),
        Column::rest(&heads[2]),
    ];
    let second = |line: &Line<'_>| {
        let person = &line.course.person;
        format!(
            "{} · {}",
            cx.partial_with_age(person.born),
            parts::labelled_number(cx, person)
        )
    };
    // Nothing is cut: a row is as high as its longest column.
    let width = ui.available_width() - WHEN - WHO - BAR - 2.0 * space::S;
    let font = egui::TextStyle::Body.resolve(ui.style());
    let color = cx.tokens().text;
    let tall = |text: &str, width: f32| {
        let text = text.to_owned();
        let galley = ui.painter().layout(text, font.clone(), color, width);
        galley.rect.height()
    };
    let heights: Vec<f32> = rows
        .iter()
        .map(|line| {
            let person = &line.course.person;
            let given = parts::given_names(person);
            let who = WHO - 2.0 * space::S;
            let who = person_row_height(ui, cx, &person.name.family, &given, &second(line), who);
            let mut when = tall(&line.when, WHEN - 2.0 * space::S);
            if badge(cx, line.due).is_some() {
                when += BADGE;
            }
            let mut medicine =
                tall(&line.name, width) + tall(&line.dose, width) + tall(&line.often, width);
            if let Some((_, why)) = &line.danger {
                medicine += BADGE + 4.0 + tall(why, width);
            }
            who.max(when + 2.0 * PADDING).max(medicine + 2.0 * PADDING)
        })
        .collect();
    let label = cx.tr("ui-command-round");
    let shown = Table::new("round", &label, &columns)
        .heights(&heights)
        .click_opens()
        .show(
            ui,
            cx,
            &mut state.table,
            rows.len(),
            |at| {
                rows.get(at).map_or_else(String::new, |line| {
                    let danger = line.danger.as_ref().map_or_else(String::new, |(_, why)| {
                        format!(" — {}: {why}", cx.tr("review-title"))
                    });
                    format!(
                        "{} — {} {} — {}{danger}",
                        parts::person_name(cx, &line.course.person),
                        line.name,
                        line.dose,
                        due_text(cx, line.due, None)
                    )
                })
            },
            |ui, at, column| {
                if let Some(line) = rows.get(at) {
                    cell_ui(ui, cx, line, &second(line), column);
                }
            },
        );
    shown.opened.and_then(|at| rows.get(at))
}

fn cell_ui(ui: &mut Ui, cx: &Cx, line: &Line<'_>, second: &str, column: usize) {
    if column == 1 {
        let person = &line.course.person;
        let given = parts::given_names(person);
        person_row_ui(ui, cx, &person.name.family, &given, second);
        return;
    }
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.add_space(PADDING);
        if column == 0 {
            if let Some((severity, word)) = badge(cx, line.due) {
                badge_ui(ui, cx, severity, &word);
                ui.add_space(2.0);
            }
            ui.add(Label::new(&line.when).wrap());
        } else {
            ui.add(Label::new(strong(&line.name)).wrap());
            ui.add(Label::new(&line.dose).wrap());
            if !line.often.is_empty() {
                ui.add(Label::new(small(cx, &line.often)).wrap());
            }
            if let Some((severity, why)) = &line.danger {
                ui.add_space(4.0);
                badge_ui(ui, cx, *severity, &cx.tr("review-title"));
                ui.add(Label::new(why).wrap());
            }
        }
    });
}
