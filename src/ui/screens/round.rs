//! The nurse's round: every order whose doses are given here, what is late first. Enter opens one dose; a scanned code puts the
//! arrows on its patient.

use egui::{Label, Ui, UiBuilder, vec2};

use super::card_words::schedule_text;
use super::passport::moment;
use super::reviews::{severity, why};
use super::round_scan::{Meant, meant};
use super::round_words::{
    badge, dose_line, due_of_course, due_text, medicine_name, rank, when_text,
};
use super::scan::Scan;
use crate::clinical::Due;
use crate::domain::ids::DocId;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::screens::{Commands, Route, parts};
use crate::ui::theme::tokens::space;
use crate::ui::widgets::alert::finding_line_ui;
use crate::ui::widgets::badge::badge_ui;
use crate::ui::widgets::banner::{person_row_height, person_row_ui};
use crate::ui::widgets::empty::empty_ui;
use crate::ui::widgets::table::{Column, TableState};
use crate::ui::widgets::text::{muted, small, strong};
use crate::ui::widgets::{RecordKey, Severity, Table, focus_chain};
use crate::worker::Course;

const TABLE: &str = "round";
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
    scan: Scan,
    said: Option<Meant>,
    /// The order that a scan chose and the row it stood in: while the arrows stand there, they stay on the order.
    pinned: Option<(DocId, usize)>,
}

const SCAN: RecordKey<'static> = RecordKey {
    scope: "round",
    field: "scan",
};
/// Label and input of the scan, in one strip above the list.
const STRIP: f32 = 62.0;

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
    if let Some(text) = state.scan.listen(ui.ctx(), SCAN.id(), &[]) {
        choose(ui, &rows, state, text);
    }
    keep_to_order(&rows, state);
    // The list is drawn first: it gets the keyboard when the round opens.
    let strip = ui.allocate_space(vec2(ui.available_width(), STRIP)).1;
    if let Some(said) = state.said {
        said_ui(ui, cx, said, &rows);
    }
    let opened = table_ui(ui, cx, &rows, state);
    ui.scope_builder(UiBuilder::new().max_rect(strip), |ui| {
        if let Some(text) = state.scan.show(ui, cx, SCAN, &cx.tr("round-scan")) {
            choose(ui, &rows, state, text);
        }
    });
    if let Some(line) = opened {
        send.open_card(line.course.patient);
        send.go(Route::Give {
            order: line.course.order,
        });
    }
}

/// Puts the arrows on what was scanned, or says why not and leaves nothing chosen: Enter would open somebody else's dose.
fn choose(ui: &Ui, rows: &[Line<'_>], state: &mut RoundState, text: String) {
    let said = meant(&text, rows.iter().map(|line| line.course));
    state.said = Some(said);
    let row = rows.iter().position(|line| match said {
        Meant::Order(order) => line.course.order == order,
        Meant::Patient(patient) => line.course.patient == patient,
        Meant::Nobody | Meant::Several | Meant::Unread => false,
    });
    if let Some((at, line)) = row.and_then(|at| rows.get(at).map(|line| (at, line))) {
        state.table.jump_to(at);
        state.pinned = Some((line.course.order, at));
        state.scan.taken();
        focus_chain::ask_for(ui.ctx(), Table::new(TABLE, "", &[]).id());
    } else {
        state.table.selected = None;
        state.pinned = None;
        state.scan.refused(text);
    }
}

/// The list sorts itself anew as time goes on: what a scan chose stays chosen, not its place.
fn keep_to_order(rows: &[Line<'_>], state: &mut RoundState) {
    let Some((order, row)) = state.pinned else {
        return;
    };
    if state.table.selected != Some(row) {
        state.pinned = None;
        return;
    }
    let now = rows.iter().position(|line| line.course.order == order);
    if now != Some(row) {
        state.table.selected = now;
        state.pinned = now.map(|row| (order, row));
    }
}

fn said_ui(ui: &mut Ui, cx: &Cx, said: Meant, rows: &[Line<'_>]) {
    let patient = rows.iter().find_map(|line| match said {
        Meant::Order(order) => (line.course.order == order).then_some(line.course.patient),
        Meant::Patient(patient) => (line.course.patient == patient).then_some(patient),
        Meant::Nobody | Meant::Several | Meant::Unread => None,
    });
    let own: Vec<&Line<'_>> = rows
        .iter()
        .filter(|line| Some(line.course.patient) == patient)
        .collect();
    let (severity, text) = match (said, own.first()) {
        (Meant::Order(_) | Meant::Patient(_), Some(line)) => {
            let name = parts::person_name(cx, &line.course.person);
            let count = own.len().to_string();
            let args = [("name", name.as_str()), ("count", &count)];
            (Severity::Ok, cx.tr_with("round-scan-found", &args))
        }
        (Meant::Several, _) => (Severity::Warning, cx.tr("round-scan-several")),
        (Meant::Unread, _) => (Severity::Warning, cx.tr("round-scan-unread")),
        (Meant::Nobody | Meant::Order(_) | Meant::Patient(_), _) => {
            (Severity::Warning, cx.tr("round-scan-nobody"))
        }
    };
    finding_line_ui(ui, cx, severity, &text);
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
    let shown = Table::new(TABLE, &label, &columns)
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
