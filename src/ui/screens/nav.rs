//! The left zone: where one can go, with its key, and who came today.

use egui::{Label, RichText, Ui};

use crate::domain::ids::PatientId;
use crate::ui::command::{Command, Situation};
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::screens::{Commands, Route, parts};
use crate::ui::theme::tokens::space;
use crate::ui::widgets::Table;
use crate::ui::widgets::banner::{person_row_height, person_row_ui};
use crate::ui::widgets::table::{Column, TableState};
use crate::ui::widgets::text::{muted, small, strong};
use crate::worker::{WorkItem, WorkState};

/// Height of a place to go.
const PLACE: f32 = 34.0;
/// Width of the keys.
const KEYS: f32 = 60.0;
/// Width of the bar that marks the chosen row.
const BAR: f32 = 3.0;
/// Height below which today's list shows nobody whole.
const TODAY: f32 = 130.0;
/// Width of a time.
const TIME: f32 = 50.0;

#[derive(Debug, Default)]
pub struct NavState {
    places: TableState,
    today: TableState,
    rail: TableState,
    /// The card to come back to after a lock.
    pub last_card: Option<PatientId>,
}

/// A place, and how many things wait there.
struct Place {
    command: Command,
    route: Route,
    count: usize,
}

/// The open left zone.
pub fn nav_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    route: &Route,
    situation: &Situation,
    state: &mut NavState,
    send: &mut Commands,
) {
    // A dialog above puts the commands to sleep, not the list of places.
    let awake = Situation {
        dialog_open: false,
        ..*situation
    };
    let places = places(model, &awake);
    let columns = [Column::rest(""), Column::points("", KEYS).right()];
    // In the wider of the two weights: a chosen row must not grow.
    let width = ui.available_width() - KEYS - 2.0 * space::S - 2.0;
    let heights: Vec<f32> = places
        .iter()
        .map(|place| {
            let font = crate::ui::theme::tokens::strong_style().resolve(ui.style());
            let text = place.command.name(cx);
            let galley = ui.painter().layout(text, font, cx.tokens().text, width);
            (galley.size().y + 14.0).max(PLACE)
        })
        .collect();
    let here = places.iter().position(|p| p.route == *route);
    let focused = ui.memory(|m| m.has_focus(Table::new("nav", "", &columns).id()));
    if !focused {
        state.places.selected = here;
    }
    let label = cx.tr("screen-nav");
    let shown = Table::new("nav", &label, &columns)
        .heights(&heights)
        .click_opens()
        .max_height((heights.iter().sum::<f32>() + 4.0).min(ui.available_height()))
        .show(
            ui,
            cx,
            &mut state.places,
            places.len(),
            |r| {
                places
                    .get(r)
                    .map_or_else(String::new, |p| p.command.name(cx))
            },
            |ui, r, c| {
                let Some(place) = places.get(r) else { return };
                if c == 0 {
                    let name = place.command.name(cx);
                    let name = if Some(r) == here {
                        strong(name)
                    } else {
                        RichText::new(name)
                    };
                    ui.add(Label::new(name).wrap());
                } else if place.count > 0 {
                    let role = cx.tokens().warning;
                    ui.label(
                        strong(format!("\u{a0}{}\u{a0}", place.count))
                            .color(role.fg)
                            .background_color(role.bg),
                    );
                } else {
                    ui.label(small(cx, place.command.keys()));
                }
            },
        );
    if let Some(place) = shown.opened.and_then(|r| places.get(r)) {
        send.command(place.command);
    }
    // In a low window the places come first; today's list is one key away.
    let has_room = ui.available_height() >= TODAY;
    if *route != Route::Worklist && situation.may_work_list && has_room {
        ui.add_space(space::M);
        ui.label(muted(cx, cx.tr("common-today")));
        today_ui(ui, cx, model, state, send);
    }
}

/// Beside an open card: time and initials only (one banner, one patient).
pub fn rail_ui(ui: &mut Ui, cx: &Cx, model: &Model, state: &mut NavState, send: &mut Commands) {
    let rows = model.worklist.as_deref().unwrap_or_default();
    let columns = [Column::rest("")];
    let label = Command::Worklist.name(cx);
    let heights = vec![42.0; rows.len()];
    ui.vertical_centered(|ui| ui.label(small(cx, Command::Worklist.keys())));
    let shown = Table::new("rail", &label, &columns)
        .heights(&heights)
        .click_opens()
        .show(
            ui,
            cx,
            &mut state.rail,
            rows.len(),
            |r| rows.get(r).map_or_else(String::new, initials),
            |ui, r, _| {
                let Some(item) = rows.get(r) else { return };
                // The cell has no room for the usual margin.
                let rect = ui.max_rect().expand2(egui::vec2(space::S, 0.0));
                let t = cx.tokens();
                let font = egui::TextStyle::Small.resolve(ui.style());
                let time = crate::i18n::dates::time(item.at, model.offset_minutes);
                for (text, shift) in [(time, -8.0), (initials(item), 8.0)] {
                    ui.painter().text(
                        rect.center() + egui::vec2(BAR / 2.0, shift),
                        egui::Align2::CENTER_CENTER,
                        text,
                        font.clone(),
                        t.text,
                    );
                }
            },
        );
    if let Some(item) = shown.opened.and_then(|r| rows.get(r)) {
        open(item, send);
    }
}

/// Opens what the line of the list stands for: the draft, or the card.
pub fn open(item: &WorkItem, send: &mut Commands) {
    send.open_card(item.patient);
    if item.state == WorkState::Draft {
        send.go(Route::Visit {
            draft: Some(item.doc),
        });
    }
}

fn today_ui(ui: &mut Ui, cx: &Cx, model: &Model, state: &mut NavState, send: &mut Commands) {
    let Some(rows) = &model.worklist else {
        parts::loading_ui(ui, cx);
        return;
    };
    if rows.is_empty() {
        parts::hint_ui(ui, cx, &cx.tr("screen-worklist-empty"));
        return;
    }
    let columns = [Column::points("", TIME), Column::rest("")];
    let width =
        ui.available_width() - TIME - 2.0 * space::S - ui.spacing().scroll.allocated_width();
    let line = |item: &WorkItem| state_word(cx, item.state);
    let heights: Vec<f32> = rows
        .iter()
        .map(|item| {
            let person = &item.row.person;
            let given = parts::given_names(person);
            person_row_height(ui, cx, &person.name.family, &given, &line(item), width)
        })
        .collect();
    let label = Command::Worklist.name(cx);
    let shown = Table::new("today", &label, &columns)
        .heights(&heights)
        .click_opens()
        .show(
            ui,
            cx,
            &mut state.today,
            rows.len(),
            |r| {
                rows.get(r)
                    .map_or_else(String::new, |i| parts::person_name(cx, &i.row.person))
            },
            |ui, r, c| {
                let Some(item) = rows.get(r) else { return };
                if c == 0 {
                    ui.label(small(
                        cx,
                        crate::i18n::dates::time(item.at, model.offset_minutes),
                    ));
                } else {
                    let person = &item.row.person;
                    let given = parts::given_names(person);
                    person_row_ui(ui, cx, &person.name.family, &given, &line(item));
                }
            },
        );
    if let Some(item) = shown.opened.and_then(|r| rows.get(r)) {
        open(item, send);
    }
}

/// Draft or signed, in a word.
pub fn state_word(cx: &Cx, state: WorkState) -> String {
    cx.tr(match state {
        WorkState::Draft => "common-draft",
        WorkState::Signed => "common-signed",
    })
}

fn initials(item: &WorkItem) -> String {
    let name = &item.row.person.name;
    [&name.family, &name.given]
        .iter()
        .filter_map(|part| part.trim().chars().next())
        .map(|c| crate::i18n::names::capitals(&c.to_string()))
        .collect::<Vec<_>>()
        .join("\u{a0}")
}

fn places(model: &Model, situation: &Situation) -> Vec<Place> {
    let conflicts = model.conflicts.as_ref().map_or(0, Vec::len);
    let proposals = model.proposals.as_ref().map_or(0, Vec::len);
    let refused = model.sync.refused.len();
    let reviews = model.reviews.as_ref().map_or(0, Vec::len);
    let due = super::round_words::count_due(model);
    [
        (Command::Worklist, Route::Worklist, 0),
        (Command::Round, Route::Round, due),
        (Command::Reviews, Route::Reviews, reviews),
        (Command::FindPatient, Route::Search, 0),
        (Command::NewPatient, Route::Registration, 0),
        (Command::Conflicts, Route::Conflicts, conflicts),
        (Command::Proposals, Route::Proposals, proposals),
        (Command::Recall, Route::Recall, 0),
        (Command::Rules, Route::Rules, 0),
        (Command::SyncStatus, Route::Sync, refused),
        (Command::Users, Route::Users, 0),
        (Command::AccessLog, Route::AccessLog, 0),
        (Command::Settings, Route::Settings, 0),
    ]
    .into_iter()
    .filter(|(command, _, _)| command.is_available(situation))
    .map(|(command, route, count)| Place {
        command,
        route,
        count,
    })
    .collect()
}
