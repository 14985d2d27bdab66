//! Find a patient: by any part of the name in any script, by number, date of birth or telephone.

use egui::{Context, Key, Label, Layout, Modifiers, Ui};

use crate::domain::person::Person;
use crate::ui::command::Command;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::screens::elsewhere::{ElsewhereState, age_text};
use crate::ui::screens::{Commands, parts};
use crate::ui::theme::tokens::space;
use crate::ui::widgets::badge::plain_badge_ui;
use crate::ui::widgets::banner::{person_row_height, person_row_ui};
use crate::ui::widgets::field::focus_field;
use crate::ui::widgets::search_box::{Found, ROW_MARGIN, ROWS_MAX, SearchState};
use crate::ui::widgets::text::{muted, small};
use crate::ui::widgets::{Btn, RecordKey, SearchBox};
use crate::worker::{Action, Job, PatientRow, Stranger, Ticket};

const KEY: RecordKey<'static> = RecordKey {
    scope: "search",
    field: "query",
};
/// Room for the telephone and how the row was found.
const RIGHT: f32 = 330.0;
/// Points that a scroll bar may take from a row.
const BAR: f32 = 20.0;
/// Room for the mark of the directory and the point that holds the card.
const AWAY_RIGHT: f32 = 250.0;

/// Points for the field above the list, and for what stands below it: how many, a hint, a button.
const BELOW: f32 = 150.0;

/// Rows that are left to people who are not in the house, where there are any.
const AWAY_ROWS: usize = 4;

#[derive(Debug, Default)]
pub struct SearchScreen {
    pub search: SearchState,
    ticket: Ticket,
    away_ticket: Ticket,
    elsewhere: ElsewhereState,
}

/// A row of the list: the house's own people first.
enum Row<'a> {
    Here(&'a PatientRow),
    Away(&'a Stranger),
}

/// F3: the keyboard goes to the search box.
pub fn focus(ctx: &Context) {
    focus_field(ctx, KEY);
}

pub fn search_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    state: &mut SearchScreen,
    send: &mut Commands,
) {
    parts::head_ui(
        ui,
        &cx.tr("screen-search-title"),
        Some(muted(cx, cx.tr("screen-search-sentence"))),
    );
    let typed = !state.search.text.trim().is_empty();
    let found = model.found.as_ref().filter(|_| typed && state.ticket > 0);
    let rows: &[PatientRow] = found.map_or(&[], |f| f.rows.as_slice());
    let total = found.map_or(0, |f| f.total);
    // The rows of the last letters stay until the answer comes; only a fresh answer may be opened by Enter alone.
    let fresh = found.is_some_and(|f| f.ticket == state.ticket);
    let only = (fresh && total == 1).then(|| rows.first()).flatten();
    let mut opened = None;
    if let Some(only) = only
        && state.search.selected().is_none()
        && ui.memory(|m| m.has_focus(KEY.id()))
        && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Enter))
    {
        opened = Some(only.patient);
    }
    let away = model.elsewhere.as_ref();
    let away = away.filter(|(ticket, _)| typed && *ticket == state.away_ticket);
    let strangers = away.map_or(&[][..], |(_, away)| away.found.as_slice());
    let own = rows.iter().take(ROWS_MAX - strangers.len().min(AWAY_ROWS));
    let list: Vec<Row<'_>> = own
        .map(Row::Here)
        .chain(strangers.iter().map(Row::Away))
        .collect();
    let label = Command::FindPatient.name(cx);
    let waiting = typed && !fresh && rows.is_empty();
    let heights: Vec<f32> = list.iter().map(|row| height(ui, cx, row)).collect();
    let hint = cx.tr("screen-search-hint");
    let search = SearchBox::new(KEY, &label)
        .hint(&hint)
        .label_hidden()
        .width(f32::INFINITY)
        .heights(&heights)
        .list_height(ui.available_height() - BELOW)
        .in_place()
        .waiting(waiting);
    let hint_width = ui.available_width();
    let shown = search.show(
        ui,
        cx,
        &mut state.search,
        Found {
            items: &list,
            total: total + strangers.len(),
        },
        |row| match row {
            Row::Here(row) => row.patient.to_string(),
            Row::Away(row) => row.who.card.to_string(),
        },
        |row| match row {
            Row::Here(row) => parts::person_name(cx, &row.person),
            Row::Away(row) => format!(
                "{} · {}",
                parts::person_name(cx, &row.who.person()),
                cx.tr("directory-badge")
            ),
        },
        |ui, row| match row {
            Row::Here(row) => row_ui(ui, cx, model, row),
            Row::Away(row) => away_ui(ui, cx, row),
        },
    );
    if let (Some((_, away)), false) = (away, strangers.is_empty())
        && let Some(age) = away.age
    {
        parts::hint_ui(ui, cx, &age_text(cx, model, age));
        if away.more {
            parts::hint_ui(ui, cx, &cx.tr("directory-more"));
        }
    }
    if shown.changed && !state.search.text.trim().is_empty() {
        state.ticket = send.ticket();
        send.job(Job::Search {
            ticket: state.ticket,
            query: state.search.text.clone(),
        });
        if model.may(Action::SearchDirectory) && model.sync.directory.is_some() {
            state.away_ticket = send.ticket();
            send.job(Job::SearchDirectory {
                ticket: state.away_ticket,
                query: state.search.text.clone(),
            });
        }
    }
    match shown.chosen.and_then(|i| list.get(i)) {
        Some(Row::Here(row)) => opened = opened.or(Some(row.patient)),
        Some(Row::Away(row)) => state.elsewhere.choose(cx, &row.who),
        None => {}
    }
    state.elsewhere.show(ui.ctx(), cx, model, send);
    if let Some(patient) = opened {
        state.search.clear();
        state.ticket = 0;
        send.open_card(patient);
        return;
    }
    if only.is_some() {
        parts::hint_ui(ui, cx, &cx.tr("screen-search-only"));
    }
    if let Some(fault) = model.fault_of(state.ticket).or(model.fault.as_ref()) {
        parts::fault_ui(ui, cx, fault);
    }
    if !typed {
        examples_ui(ui, cx, hint_width);
    }
    if typed && fresh && model.may(Action::Register) {
        ui.add_space(space::S);
        let name = Command::NewPatient.name(cx);
        if Btn::secondary(&name)
            .shortcut(Command::NewPatient.keys())
            .show(ui, cx)
            .clicked()
        {
            send.command(Command::NewPatient);
        }
    }
}

/// Nothing of a person is cut: a row is as high as what it says.
fn height(ui: &Ui, cx: &Cx, row: &Row<'_>) -> f32 {
    let whole = ui.available_width() - 2.0 * ROW_MARGIN - BAR;
    let of = |person: &Person, right: f32| {
        let (family, given) = (&person.name.family, parts::given_names(person));
        let line = parts::person_line(cx, person);
        person_row_height(ui, cx, family, &given, &line, named(whole, right)) + space::XS
    };
    match row {
        Row::Here(row) => of(&row.person, RIGHT),
        Row::Away(row) => of(&row.who.person(), AWAY_RIGHT),
    }
}

/// Points for name and numbers in a row of so many, beside what stands on the right.
fn named(whole: f32, right: f32) -> f32 {
    (whole - right).max(240.0)
}

fn row_ui(ui: &mut Ui, cx: &Cx, model: &Model, row: &PatientRow) {
    let width = named(ui.available_width(), RIGHT);
    ui.allocate_ui_with_layout(
        egui::vec2(width, ui.available_height()),
        Layout::top_down(egui::Align::Min),
        |ui| {
            ui.set_width(width);
            person_row_ui(
                ui,
                cx,
                &row.person.name.family,
                &parts::given_names(&row.person),
                &parts::person_line(cx, &row.person),
            );
        },
    );
    ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
        ui.add(Label::new(muted(cx, found_word(cx, row.found_by))));
        if row.linked > 0 {
            ui.label(muted(cx, cx.tr_n("screen-search-linked", row.linked)));
        }
        if !row.person.phone.is_empty() {
            ui.label(parts::phone_text(&row.person.phone, model.country()));
        }
    });
}

/// Somebody of the directory: no telephone, no linked cards, and a mark that says what opens.
fn away_ui(ui: &mut Ui, cx: &Cx, row: &Stranger) {
    let person = row.who.person();
    let width = named(ui.available_width(), AWAY_RIGHT);
    ui.allocate_ui_with_layout(
        egui::vec2(width, ui.available_height()),
        Layout::top_down(egui::Align::Min),
        |ui| {
            ui.set_width(width);
            person_row_ui(
                ui,
                cx,
                &person.name.family,
                &parts::given_names(&person),
                &parts::person_line(cx, &person),
            );
        },
    );
    ui.with_layout(Layout::top_down(egui::Align::Max), |ui| {
        plain_badge_ui(ui, cx, &cx.tr("directory-badge"));
        ui.add(Label::new(small(cx, &row.who.place)).wrap());
    });
}

/// How the row was found, in words.
pub fn found_word(cx: &Cx, found_by: &str) -> String {
    match found_by {
        "exact" | "canonical" => cx.tr("screen-found-exact"),
        "fold" => cx.tr("screen-found-fold"),
        "weak" => cx.tr("screen-found-weak"),
        "number" => cx.tr("screen-found-number"),
        _ => String::new(),
    }
}

fn examples_ui(ui: &mut Ui, cx: &Cx, width: f32) {
    ui.add_space(space::L);
    ui.scope(|ui| {
        ui.set_max_width(width.min(720.0));
        for (what, example) in [
            ("screen-search-by-name", "Қасымова Ай · qasim · ქავთარ"),
            ("screen-search-by-number", "850714 400 123"),
            ("screen-search-by-born", "14.07.1985 · 1985"),
            ("screen-search-by-phone", "701 123 45 67"),
        ] {
            parts::fact_row_ui(ui, cx, 230.0, &cx.tr(what), example);
        }
    });
}
