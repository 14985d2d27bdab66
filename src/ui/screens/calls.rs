//! Who is due, invited, done, by screening programme, by follow-up group, and of the pregnancies: numbers above, people below, street
//! by street. Enter opens the card, the space bar notes that somebody was invited; what was noted by mistake is taken back.

use chrono::NaiveDate;
use egui::{Event, Key, Label, Modifiers, TextStyle, Ui};

use super::visit_withdraw::WithdrawEdit;
use crate::domain::ids::{DocId, PatientId};
use crate::domain::visit::EnteredInError;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::screens::{Commands, Route, parts};
use crate::ui::theme::tokens::{size, space};
use crate::ui::widgets::empty::empty_ui;
use crate::ui::widgets::table::{Column, TableState};
use crate::ui::widgets::text::{muted, small, strong, whole_ui};
use crate::ui::widgets::toast::News;
use crate::ui::widgets::{Btn, Choice, RecordKey, Table};
use crate::worker::calls::words::{
    UNCONFIRMED, ask_name, month_text, part_name, row_texts, state_word,
};
use crate::worker::calls::{
    CallFilter, CallKind, CallState, Called, Counts, Listed, Of, invitations, invited_by, listed,
};
use crate::worker::prevention::MONTHS;
use crate::worker::{Action, Fault, Job, Op, PaperOf, Ticket, Which};

const WHO: f32 = 260.0;
const PHONE: f32 = 150.0;
const NUMBER: f32 = 120.0;
/// Programmes seen at once; more are scrolled to.
const PARTS_HEIGHT: f32 = 5.0 * size::ROW;
/// Points below which both tables do not fit under each other.
const LEAST_PAGE: f32 = 520.0;
/// Height of the people's table on a page that scrolls.
const LEAST_TABLE: f32 = 300.0;
/// Above and below the lines of a row.
const PADDING: f32 = 6.0;
/// Name and birth date.
const LEAST: f32 = 2.0 * size::LINE;
/// Room for the scroll bar.
const BAR: f32 = 20.0;

#[derive(Debug)]
pub struct CallsState {
    /// From this month.
    ahead: u32,
    /// A programme or group; all without it.
    part: Option<String>,
    parts: TableState,
    /// Of [`CallState::ALL`], then everybody.
    state: Option<usize>,
    table: TableState,
    kept: Option<Kept>,
    /// Invitations, and those taken back, under way, with what each says when it is durable.
    acting: Vec<(Ticket, String)>,
    back: Option<TakeBack>,
    fault: Option<Fault>,
}

impl Default for CallsState {
    fn default() -> Self {
        Self {
            ahead: 0,
            part: None,
            parts: TableState::at(0),
            state: Some(0),
            table: TableState::default(),
            kept: None,
            acting: Vec::new(),
            back: None,
            fault: None,
        }
    }
}

/// Invitations of one person that were entered by mistake.
#[derive(Debug)]
struct TakeBack {
    entries: Vec<(PatientId, DocId)>,
    edit: WithdrawEdit,
}

/// A list is made once and drawn in many passes: a village is long.
#[derive(Debug)]
struct Kept {
    of: (u64, CallFilter, NaiveDate, crate::domain::lang::Lang),
    list: Listed,
    texts: Vec<Vec<String>>,
    /// Of the rows, in a table so wide.
    heights: (f32, Vec<f32>),
}

/// What is asked for when one of these lists comes to the front.
pub fn question(today: NaiveDate, send: &mut Commands) -> Job {
    Job::Calls {
        ticket: send.ticket(),
        today,
        which: Which::After(None),
    }
}

/// Where the window is too low for two tables, the page scrolls and the lower one keeps a height of its own.
pub fn calls_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    kind: CallKind,
    state: &mut CallsState,
    send: &mut Commands,
) {
    if ui.available_height() < LEAST_PAGE {
        parts::page_ui(ui, "calls", |ui| {
            lists_ui(ui, cx, model, kind, state, Some(LEAST_TABLE), send);
        });
    } else {
        lists_ui(ui, cx, model, kind, state, None, send);
    }
}

fn lists_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    kind: CallKind,
    state: &mut CallsState,
    table_height: Option<f32>,
    send: &mut Commands,
) {
    hear(model, state, send);
    read_on(cx, model, send);
    for fault in state.fault.iter().chain(&model.fault) {
        parts::fault_ui(ui, cx, fault);
    }
    month_ui(ui, cx, state);
    let Some(all) = &model.calls else {
        parts::loading_ui(ui, cx);
        return;
    };
    let country = model.country();
    let filter = CallFilter {
        kind,
        ahead: state.ahead,
        part: state.part.clone(),
        state: state.state.and_then(|at| CallState::ALL.get(at)).copied(),
    };
    let of = (all.generation, filter.clone(), cx.today, cx.lang);
    let mut kept = match state.kept.take() {
        Some(kept) if kept.of == of => kept,
        Some(_) | None => {
            let list = listed(&all.people, &filter, country, cx.today);
            let texts = list.rows.iter().map(|row| {
                let one = all.people.get(row.at);
                one.map_or_else(Vec::new, |one| row_texts(cx.lang, one, row, cx.today))
            });
            Kept {
                of,
                texts: texts.collect(),
                list,
                heights: (0.0, Vec::new()),
            }
        }
    };
    parts_ui(ui, cx, kind, &kept.list, state);
    ui.add_space(space::XS);
    let mut words = CallState::ALL.map(|one| state_word(cx.lang, one)).to_vec();
    words.push(cx.tr("calls-everybody"));
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let key = RecordKey::new("calls", "state");
    let label = cx.tr("calls-who");
    let changed = Choice::new(key, &label, &mut state.state, &words)
        .show(ui, cx)
        .changed();
    if changed {
        state.table = TableState::default();
    }
    let invite = acts_ui(ui, cx, model, &all.people, &filter, &kept, state, send);
    if kept.list.rows.is_empty() {
        empty_ui(ui, cx, &cx.tr("recall-nobody"), None);
    } else {
        let done = table_ui(ui, cx, model, &all.people, &mut kept, state, table_height);
        if let Some(patient) = done.opened {
            send.open_card(patient);
        }
        if invite || done.invited {
            mark(cx, model, &all.people, &kept, state, send);
        }
    }
    state.kept = Some(kept);
    back_ui(ui, cx, state, send);
}

/// Why an invitation is taken back; every entry of it is marked, and says no more.
fn back_ui(ui: &Ui, cx: &Cx, state: &mut CallsState, send: &mut Commands) {
    let Some(mut back) = state.back.take() else {
        return;
    };
    let (done, close) = back.edit.show(ui.ctx(), cx);
    if let Some((_, error)) = done {
        state.fault = None;
        for (patient, target) in back.entries {
            let ticket = send.ticket();
            let error = EnteredInError {
                target,
                ..error.clone()
            };
            send.job(Job::Do {
                ticket,
                op: Box::new(Op::Withdraw { patient, error }),
            });
            let said = cx.tr("card-withdrawn-done");
            state.acting.push((ticket, said));
        }
    } else if !close {
        state.back = Some(back);
    }
}

/// The next slice of the village, or those who have changed since it was read.
fn read_on(cx: &Cx, model: &Model, send: &mut Commands) {
    let today = cx.today;
    if let Some((ticket, after)) = model.calls_next {
        let which = Which::After(Some(after));
        send.job(Job::Calls {
            ticket,
            today,
            which,
        });
    } else if model.calls_are_whole() && !model.calls_changed.is_empty() {
        let ticket = send.ticket();
        send.job(Job::Calls {
            ticket,
            today,
            which: Which::Of(model.calls_changed.clone()),
        });
    }
}

fn hear(model: &Model, state: &mut CallsState, send: &mut Commands) {
    let fault = &mut state.fault;
    state.acting.retain(|(ticket, said)| {
        if let Some(failed) = model.fault_of(*ticket) {
            *fault = Some(failed.clone());
            return false;
        }
        if model.done(*ticket).is_some() {
            send.toast(News::Done, said.clone());
            return false;
        }
        true
    });
}

fn month_ui(ui: &mut Ui, cx: &Cx, state: &mut CallsState) {
    parts::line_ui(ui, cx, |ui| {
        let before = state.ahead;
        if Btn::quiet(&cx.tr("recall-month-before"))
            .show(ui, cx)
            .clicked()
        {
            state.ahead = state.ahead.saturating_sub(1);
        }
        ui.label(strong(month_text(cx.lang, state.ahead, cx.today)));
        if Btn::quiet(&cx.tr("recall-month-after"))
            .show(ui, cx)
            .clicked()
        {
            state.ahead = (state.ahead + 1).min(MONTHS - 1);
        }
        if state.ahead != before {
            state.table = TableState::default();
        }
    });
}

/// People in each state, all together and by part; the arrows choose which are listed below.
fn parts_ui(ui: &mut Ui, cx: &Cx, kind: CallKind, list: &Listed, state: &mut CallsState) {
    let heads = CallState::ALL.map(|one| state_word(cx.lang, one));
    let label = cx.tr("calls-parts");
    let mut columns = vec![Column::rest(&label)];
    columns.extend(
        heads
            .iter()
            .map(|head| Column::points(head, NUMBER).right()),
    );
    // What concerns nobody this month is left out.
    let shown: Vec<&(String, Counts)> = list
        .parts
        .iter()
        .filter(|(part, counts)| *counts != Counts::default() || state.part.as_ref() == Some(part))
        .collect();
    let at_part = |at: usize| at.checked_sub(1).and_then(|at| shown.get(at)).copied();
    let name = |at: usize| match at_part(at) {
        Some((part, _)) => part_name(cx.lang, kind, part),
        None => cx.tr("calls-all"),
    };
    let counts = |at: usize| at_part(at).map_or(list.all, |(_, counts)| *counts);
    let chosen = shown
        .iter()
        .position(|(part, _)| state.part.as_ref() == Some(part));
    state.parts.selected = Some(chosen.map_or(0, |at| at + 1));
    let before = state.parts.selected;
    // A long name takes two lines: half a name is another programme.
    let wide = ui.available_width() - NUMBER * 4.0 - BAR - 2.0 * space::S;
    let font = TextStyle::Body.resolve(ui.style());
    let high = |at: usize| {
        let galley = ui
            .painter()
            .layout(name(at), font.clone(), cx.tokens().text, wide);
        (galley.size().y + 2.0 * space::XS).max(size::ROW)
    };
    let heights: Vec<f32> = (0..=shown.len()).map(high).collect();
    Table::new("calls-parts", &label, &columns)
        .heights(&heights)
        .max_height(PARTS_HEIGHT)
        .show(
            ui,
            cx,
            &mut state.parts,
            shown.len() + 1,
            |at| {
                let numbers = CallState::ALL
                    .map(|one| format!("{} {}", state_word(cx.lang, one), counts(at).of(one)));
                format!("{} — {}", name(at), numbers.join(", "))
            },
            |ui, at, column| match column.checked_sub(1).and_then(|c| CallState::ALL.get(c)) {
                Some(one) => drop(ui.label(counts(at).of(*one).to_string())),
                None => drop(ui.add(Label::new(name(at)).wrap())),
            },
        );
    if state.parts.selected != before {
        let part = state.parts.selected.and_then(at_part);
        state.part = part.map(|(part, _)| part.clone());
        state.table = TableState::default();
    }
}

/// Print and invite; whether somebody is to be invited.
#[expect(
    clippy::too_many_arguments,
    reason = "one line of buttons of one screen"
)]
fn acts_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    people: &[Called],
    filter: &CallFilter,
    kept: &Kept,
    state: &mut CallsState,
    send: &mut Commands,
) -> bool {
    let chosen = state.table.selected.and_then(|at| kept.list.rows.get(at));
    let can = chosen
        .and_then(|row| Some((people.get(row.at)?, row)))
        .is_some_and(|(one, row)| {
            model.may_for(Action::Prevent, one.patient)
                && !invitations(one, row, cx.today).is_empty()
        });
    let invited = chosen.and_then(|row| {
        let one = people.get(row.at)?;
        let entries = invited_by(one, row);
        let may = model.may_for(Action::Withdraw, one.patient);
        (may && !entries.is_empty()).then_some((one, entries))
    });
    let mut invite = false;
    let mut back = false;
    parts::line_ui(ui, cx, |ui| {
        if filter.kind != CallKind::Pregnancy {
            let why = cx.tr("calls-invite-nobody");
            invite = Btn::primary(&cx.tr("calls-invite"))
                .shortcut(cx.tr("calls-key-space"))
                .blocked((!can).then_some(why.as_str()))
                .show(ui, cx)
                .clicked();
        }
        if invited.is_some() {
            back = Btn::secondary(&cx.tr("calls-take-back"))
                .show(ui, cx)
                .clicked();
        }
        if Btn::secondary(&cx.tr("vaccination-print"))
            .show(ui, cx)
            .clicked()
        {
            let filter = filter.clone();
            let today = cx.today;
            send.go(Route::Preview(Box::new(PaperOf::Calls { filter, today })));
        }
        ui.label(muted(
            cx,
            cx.tr_n("common-count-patients", kept.list.rows.len()),
        ));
    });
    if back
        && let Some((one, entries)) = invited
        && let Some((card, entry)) = entries.first().copied()
    {
        let who = parts::person_name(cx, &one.person);
        let edit = WithdrawEdit::new(card, entry).about(who);
        state.back = Some(TakeBack { entries, edit });
    }
    let mut notes = Vec::new();
    if kept.list.unplanned > 0 {
        let n = kept.list.unplanned.to_string();
        notes.push(cx.tr_with("calls-unplanned-count", &[("n", &n)]));
    }
    notes.push(cx.tr(match filter.kind {
        CallKind::Pregnancy => "calls-pregnancy-source",
        CallKind::Screening | CallKind::FollowUp => "prevention-not-approved",
    }));
    let parts = kept.list.parts.iter();
    let mut names = parts.map(|(part, _)| part_name(cx.lang, filter.kind, part));
    let is_marked = |text: &String| text.contains(UNCONFIRMED);
    if names.any(|name| is_marked(&name)) || kept.texts.iter().flatten().any(is_marked) {
        notes.push(cx.tr("print-prevention-not-confirmed-mark"));
    }
    whole_ui(ui, small(cx, notes.join(" ")));
    invite
}

/// What the hand did in the table.
#[derive(Debug, Default)]
struct Done {
    opened: Option<PatientId>,
    invited: bool,
}

fn table_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    people: &[Called],
    kept: &mut Kept,
    state: &mut CallsState,
    max_height: Option<f32>,
) -> Done {
    let heads = [
        "common-address",
        "common-patient",
        "common-phone",
        "vaccination-due",
    ]
    .map(|key| cx.tr(key));
    let columns = [
        Column::rest(&heads[0]),
        Column::points(&heads[1], WHO),
        Column::points(&heads[2], PHONE),
        Column::shares(&heads[3], parts::ASKS),
    ];
    let rest = ui.available_width() - WHO - PHONE - BAR;
    if (kept.heights.0 - rest).abs() > 0.5 {
        kept.heights = (rest, heights(ui, cx, people, kept, rest));
    }
    let Kept {
        list,
        texts,
        heights,
        ..
    } = kept;
    let line = |at: usize| {
        let one = people.get(list.rows.get(at)?.at)?;
        Some((one, texts.get(at)?))
    };
    let label = cx.tr("ui-command-recall");
    let shown = Table::new("calls", &label, &columns)
        .heights(&heights.1)
        .max_height(max_height.unwrap_or(f32::INFINITY))
        .show(
            ui,
            cx,
            &mut state.table,
            list.rows.len(),
            |at| {
                line(at).map_or_else(String::new, |(one, texts)| {
                    let name = parts::person_name(cx, &one.person);
                    format!("{name} — {}", texts.join(", "))
                })
            },
            |ui, at, column| {
                if let Some((one, texts)) = line(at) {
                    cell_ui(ui, cx, model, one, texts, column);
                }
            },
        );
    let invited = shown.response.has_focus() && is_struck(ui);
    let opened = shown.opened.and_then(line).map(|(one, _)| one.patient);
    Done { opened, invited }
}

/// The space bar, once: a key that is held down would mark the people below, one after the other.
fn is_struck(ui: &Ui) -> bool {
    let is_fresh = |event: &Event| {
        matches!(
            event,
            Event::Key {
                key: Key::Space,
                pressed: true,
                repeat: false,
                ..
            }
        )
    };
    let fresh = ui.input(|i| i.events.iter().any(is_fresh));
    ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Space)) && fresh
}

/// Nothing is cut: a row is as high as its longest column.
fn heights(ui: &Ui, cx: &Cx, people: &[Called], kept: &Kept, rest: f32) -> Vec<f32> {
    let (address_width, width) = parts::called_widths(rest);
    let font = TextStyle::Body.resolve(ui.style());
    let color = cx.tokens().text;
    let tall = |text: String, width: f32| {
        let galley = ui.painter().layout(text, font.clone(), color, width);
        galley.rect.height()
    };
    let rows = kept.list.rows.iter().zip(&kept.texts);
    rows.map(|(row, texts)| {
        let person = people.get(row.at).map(|one| &one.person);
        let address = person.map_or_else(String::new, |person| person.address.clone());
        let name = person.map_or_else(String::new, |person| parts::person_name(cx, person));
        let who = tall(name, WHO - 2.0 * space::S) + size::LINE;
        let due = tall(texts.join("\n"), width);
        due.max(tall(address, address_width)).max(who).max(LEAST) + 2.0 * PADDING
    })
    .collect()
}

fn cell_ui(ui: &mut Ui, cx: &Cx, model: &Model, one: &Called, texts: &[String], column: usize) {
    let person = &one.person;
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.add_space(PADDING);
        match column {
            0..=2 => parts::called_cell_ui(ui, cx, model, person, column),
            _ => {
                for text in texts {
                    ui.add(Label::new(text).wrap());
                }
            }
        }
    });
}

/// Everything that the chosen person is to be called for, as invited today.
fn mark(
    cx: &Cx,
    model: &Model,
    people: &[Called],
    kept: &Kept,
    state: &mut CallsState,
    send: &mut Commands,
) {
    let row = state.table.selected.and_then(|at| kept.list.rows.get(at));
    let Some((one, row)) = row.and_then(|row| Some((people.get(row.at)?, row))) else {
        return;
    };
    // The answer to the last press is still on its way: twice is not said.
    if !state.acting.is_empty() || !model.may_for(Action::Prevent, one.patient) {
        return;
    }
    state.fault = None;
    for mut preventive in invitations(one, row, cx.today) {
        let name = ask_name(cx.lang, &Of::Item(preventive.item.clone()));
        preventive.name = name.replace(UNCONFIRMED, "");
        let ticket = send.ticket();
        let who = parts::person_name(cx, &one.person);
        let name = format!("{who}: {}", preventive.name);
        let said = cx.tr_with("calls-invited", &[("name", &name)]);
        send.job(Job::Do {
            ticket,
            op: Box::new(Op::Prevent {
                patient: one.patient,
                preventive: Box::new(preventive),
            }),
        });
        state.acting.push((ticket, said));
    }
}
