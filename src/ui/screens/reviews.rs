//! Open orders that have become dangerous since they were signed: why, and what is decided. Nothing is chosen for the user.

use egui::Ui;

use super::card_words::{finding_text, prescription_details, unit_word};
use super::prescribe_override::{Interrupted, OverrideEdit, OverrideWords};
use super::round_words::medicine_name;
use crate::clinical::{Finding, Formulary, Level};
use crate::domain::ids::DocId;
use crate::domain::review::{Decision, Review};
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::screens::{Commands, parts};
use crate::ui::theme::tokens::space;
use crate::ui::widgets::alert::finding_line_ui;
use crate::ui::widgets::banner::{person_row_height, person_row_ui};
use crate::ui::widgets::dialog::act_or_cancel_ui;
use crate::ui::widgets::empty::empty_ui;
use crate::ui::widgets::table::{Column, TableState};
use crate::ui::widgets::text::{heading_ui, muted, small, strong, whole_ui};
use crate::ui::widgets::toast::News;
use crate::ui::widgets::{Alert, Btn, Dialog, Field, RecordKey, Severity, Table};
use crate::worker::dose::{Judged, Tier, dose_of, key};
use crate::worker::{Action, Job, Op, Ticket, ToReview};

/// Width of the list.
const LIST: f32 = 340.0;

const KEEPING: OverrideWords = OverrideWords {
    title: "review-keep-title",
    go_on: "review-keep-do",
    back: "review-keep-back",
};

#[derive(Debug, Default)]
pub struct ReviewsState {
    table: TableState,
    /// Which order is in front: a list that changes must not move the choice.
    pub in_front: Option<DocId>,
    /// The note of a stop that is being confirmed.
    stop: Option<String>,
    keep: Option<OverrideEdit>,
    sent: Option<(Ticket, Decision)>,
}

pub fn reviews_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    state: &mut ReviewsState,
    send: &mut Commands,
) {
    parts::head_ui(
        ui,
        &cx.tr("ui-command-reviews"),
        Some(muted(cx, cx.tr("review-sentence"))),
    );
    if let Some((ticket, decision)) = state.sent
        && model.done(ticket).is_some()
    {
        state.sent = None;
        state.in_front = None;
        let done = match decision {
            Decision::Kept => "review-kept",
            Decision::Stopped => "review-stopped",
        };
        send.toast(News::Done, cx.tr(done));
    }
    let fault = state.sent.and_then(|(ticket, _)| model.fault_of(ticket));
    if let Some(fault) = fault.or(model.fault.as_ref()) {
        parts::fault_ui(ui, cx, fault);
    }
    let Some(rows) = &model.reviews else {
        parts::loading_ui(ui, cx);
        return;
    };
    if rows.is_empty() {
        empty_ui(ui, cx, &cx.tr("review-none"), None);
        return;
    }
    let at = in_front(model, rows, state.in_front);
    if rows.get(at).map(|row| row.order) != state.in_front {
        state.stop = None;
        state.keep = None;
    }
    state.table.selected = Some(at);
    let rest = ui.available_height();
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::XL;
        ui.vertical(|ui| {
            ui.set_width(LIST.min(ui.available_width() * 0.4));
            list_ui(ui, cx, rows, state, rest);
        });
        ui.vertical(|ui| {
            ui.set_width(ui.available_width());
            if let Some(row) = rows.get(at) {
                state.in_front = Some(row.order);
                parts::page_ui(ui, "review", |ui| {
                    order_ui(ui, cx, model, row, state, send);
                });
            }
        });
    });
}

/// The one that was chosen, else the first of the card that is open, else the first.
fn in_front(model: &Model, rows: &[ToReview], chosen: Option<DocId>) -> usize {
    let chosen = chosen.and_then(|order| rows.iter().position(|row| row.order == order));
    let of_card = || {
        let card = model.card.as_ref()?;
        rows.iter()
            .position(|row| card.cards.contains(&row.patient.patient))
    };
    chosen.or_else(of_card).unwrap_or(0)
}

fn list_ui(ui: &mut Ui, cx: &Cx, rows: &[ToReview], state: &mut ReviewsState, height: f32) {
    let columns = [Column::rest("")];
    let width = ui.available_width() - 2.0 * space::S - ui.spacing().scroll.allocated_width();
    let heights: Vec<f32> = rows
        .iter()
        .map(|row| {
            let person = &row.patient.person;
            let given = parts::given_names(person);
            person_row_height(ui, cx, &person.name.family, &given, &name(cx, row), width)
        })
        .collect();
    let label = cx.tr("ui-command-reviews");
    let shown = Table::new("reviews", &label, &columns)
        .heights(&heights)
        .max_height(height)
        .show(
            ui,
            cx,
            &mut state.table,
            rows.len(),
            |at| {
                rows.get(at).map_or_else(String::new, |row| {
                    let person = parts::person_name(cx, &row.patient.person);
                    format!("{person} — {} — {}", name(cx, row), why(cx, row))
                })
            },
            |ui, at, _| {
                let Some(row) = rows.get(at) else { return };
                let person = &row.patient.person;
                let given = parts::given_names(person);
                person_row_ui(ui, cx, &person.name.family, &given, &name(cx, row));
            },
        );
    let chosen = shown
        .selected
        .and_then(|at| rows.get(at))
        .map(|row| row.order);
    if chosen != state.in_front {
        state.in_front = chosen;
        state.stop = None;
        state.keep = None;
    }
}

fn order_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    row: &ToReview,
    state: &mut ReviewsState,
    send: &mut Commands,
) {
    let person = &row.patient.person;
    heading_ui(ui, &name(cx, row));
    let line = format!(
        "{} · {}",
        parts::person_name(cx, person),
        parts::person_line(cx, person)
    );
    whole_ui(ui, muted(cx, line));
    ui.add_space(space::S);
    whole_ui(ui, strong(prescription_details(cx, &row.prescription)));
    let when = model.when(cx.lang, row.ordered_at);
    let args = [("when", when.as_str()), ("who", row.ordered_by.as_str())];
    whole_ui(ui, small(cx, cx.tr_with("give-ordered", &args)));
    ui.add_space(space::S);
    danger_ui(ui, cx, row);
    whole_ui(ui, small(cx, since(cx, model, row)));
    ui.add_space(space::M);
    acts_ui(ui, cx, model, row, state, send);
    dialogs(ui, cx, model, row, state, send);
}

fn acts_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    row: &ToReview,
    state: &mut ReviewsState,
    send: &mut Commands,
) {
    let waits = state
        .sent
        .is_some_and(|(ticket, _)| model.fault_of(ticket).is_none());
    let blocked = waits.then(|| cx.tr("screen-saving"));
    let may = model.may_for(Action::Prescribe, row.patient.patient);
    if !may {
        whole_ui(ui, cx.tr("review-may-not"));
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        if may {
            decide_ui(ui, cx, row, blocked.as_deref(), state);
        }
        if Btn::quiet(&cx.tr("screen-open-card"))
            .show(ui, cx)
            .clicked()
        {
            send.open_card(row.patient.patient);
        }
    });
}

fn decide_ui(
    ui: &mut Ui,
    cx: &Cx,
    row: &ToReview,
    blocked: Option<&str>,
    state: &mut ReviewsState,
) {
    let (stop, keep) = (cx.tr("review-stop"), cx.tr("review-keep"));
    if Btn::primary(&stop).blocked(blocked).show(ui, cx).clicked() {
        state.stop = Some(String::new());
    }
    if Btn::secondary(&keep)
        .blocked(blocked)
        .show(ui, cx)
        .clicked()
    {
        let edit = OverrideEdit::new(&format!("review-{}", row.order), tier(row));
        state.keep = Some(edit.with_words(KEEPING));
    }
}

fn dialogs(
    ui: &Ui,
    cx: &Cx,
    model: &Model,
    row: &ToReview,
    state: &mut ReviewsState,
    send: &mut Commands,
) {
    if let Some(mut note) = state.stop.take() {
        let title = cx.tr("review-stop-title");
        let shown = Dialog::new("review-stop", &title).show(ui.ctx(), cx, |ui| {
            // The list lies under the dialog: whose it is stands here too.
            whole_ui(ui, parts::person_name(cx, &row.patient.person));
            whole_ui(ui, strong(name(cx, row)));
            whole_ui(ui, prescription_details(cx, &row.prescription));
            whole_ui(ui, cx.tr("review-stop-what"));
            let scope = format!("review-stop-{}", row.order);
            Field::new(
                RecordKey::new(&scope, "note"),
                &cx.tr("common-note"),
                &mut note,
            )
            .width(f32::INFINITY)
            .char_limit(500)
            .show(ui, cx);
            act_or_cancel_ui(ui, cx, Btn::danger(&cx.tr("review-stop-do")))
        });
        let (yes, no) = shown.inner;
        if yes {
            let content = Review {
                note: note.trim().to_owned(),
                ..decided(row, Decision::Stopped)
            };
            sign(row, state, content, send);
        } else if !shown.close && !no {
            state.stop = Some(note);
        }
    }
    if let Some(mut edit) = state.keep.take() {
        let order = format!(
            "{} — {} — {}",
            parts::person_name(cx, &row.patient.person),
            name(cx, row),
            prescription_details(cx, &row.prescription)
        );
        let findings: Vec<String> = row.findings.iter().map(|f| finding_text(cx, f)).collect();
        let dose = dose_of(&row.prescription);
        let unit = dose.map_or_else(String::new, |(value, unit)| {
            unit_word(cx, unit, value.to_f64())
        });
        let what = Interrupted {
            order: &order,
            findings: &findings,
            dose: dose.map(|(value, _)| value),
            unit: &unit,
        };
        let (over, close) = edit.show(ui.ctx(), cx, model, &what, send);
        if let Some(over) = over {
            let content = Review {
                reason: over.reason,
                note: over.note,
                second_check: over.second_check,
                ..decided(row, Decision::Kept)
            };
            sign(row, state, content, send);
        } else if !close {
            state.keep = Some(edit);
        }
    }
}

/// What was shown is what is decided about.
fn decided(row: &ToReview, decision: Decision) -> Review {
    Review {
        prescription: row.order,
        decision,
        findings: row.findings.iter().map(key).collect(),
        ..Review::default()
    }
}

fn sign(row: &ToReview, state: &mut ReviewsState, content: Review, send: &mut Commands) {
    let ticket = send.ticket();
    state.sent = Some((ticket, content.decision));
    send.job(Job::Do {
        ticket,
        op: Box::new(Op::Review {
            patient: row.patient.patient,
            review: Box::new(content),
        }),
    });
}

/// A reason in any case; with a high-alert medicine that is forbidden also a second person, as when an order is written.
fn tier(row: &ToReview) -> Tier {
    let medicine = row.prescription.medicine.as_deref();
    let high_alert = medicine
        .and_then(|id| Formulary::builtin().medicine(id))
        .is_some_and(|medicine| medicine.high_alert);
    Tier::of(is_forbidden(row), high_alert).max(Tier::Reason)
}

fn is_forbidden(row: &ToReview) -> bool {
    row.findings
        .iter()
        .any(|f| f.level == Level::Contraindicated)
}

fn name(cx: &Cx, row: &ToReview) -> String {
    let order = &row.prescription;
    medicine_name(cx, order.medicine.as_deref(), &order.name)
}

/// Why, in one sentence for each finding.
pub fn why(cx: &Cx, row: &ToReview) -> String {
    let findings: Vec<String> = row.findings.iter().map(|f| finding_text(cx, f)).collect();
    findings.join(". ")
}

/// Who wrote what is new, and since when it is known here.
fn since(cx: &Cx, model: &Model, row: &ToReview) -> String {
    let since = model.when(cx.lang, row.since);
    match &row.origin {
        Some((who, at)) if !who.is_empty() => {
            let when = model.when(cx.lang, *at);
            let args = [("when", when.as_str()), ("who", who), ("since", &since)];
            cx.tr_with("review-origin", &args)
        }
        Some(_) | None => cx.tr_with("review-since", &[("since", &since)]),
    }
}

/// At the bedside the check of the dose stands below and says most of it: here only what it does not say, and whom to ask.
pub fn bedside_ui(ui: &mut Ui, cx: &Cx, row: &ToReview, judged: &Judged) {
    let said = |finding: &&Finding| !judged.findings.iter().any(|f| key(f) == key(finding));
    let more = row
        .findings
        .iter()
        .filter(said)
        .map(|f| finding_text(cx, f));
    let mut text = vec![cx.tr("review-title")];
    text.extend(more);
    text.push(cx.tr("review-ask-doctor"));
    finding_line_ui(ui, cx, severity(row), &text.join(". "));
}

/// The same words and sign here and on the card.
pub fn danger_ui(ui: &mut Ui, cx: &Cx, row: &ToReview) {
    let severity = severity(row);
    let title = format!("{}: {}", cx.tr("review-title"), name(cx, row));
    Alert::new(&format!("review-{}", row.order), severity, &title)
        .sentence(&why(cx, row))
        .show(ui, cx);
}

pub fn severity(row: &ToReview) -> Severity {
    if is_forbidden(row) {
        Severity::Prohibition
    } else {
        Severity::Warning
    }
}
