//! The sick child under five: beside the questions, what follows from the answers so far, the worst on top.

use chrono::NaiveDate;
use egui::{Align, CornerRadius, Frame, Layout, Margin, Stroke, Ui, vec2};

use super::card_words::finding_text;
use super::prescribe_search::shown_name;
use super::visit::{VisitState, page_ui};
use super::visit_editor::Editor;
use super::visit_fill::Checked;
use super::{Commands, Route, parts};
use crate::clinical::imci::{Book, Classified, Colour, Remedy, Shown, State};
use crate::clinical::{Formulary, Level};
use crate::domain::card::{CardView, Event};
use crate::domain::visit::Visit;
use crate::i18n::dates;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::theme::tokens::{size, space};
use crate::ui::widgets::alert::finding_line_ui;
use crate::ui::widgets::sign::sign_ui;
use crate::ui::widgets::text::{heading_ui, muted, small, strong, whole_ui};
use crate::ui::widgets::{Btn, Severity};
use crate::worker::Action;
use crate::worker::dose::against;
use crate::worker::imci::{Looked, Speech, form_for, is_imci, of_visit};

/// Width of the column with the classification; at most half of what there is.
const COLUMN: f32 = 380.0;

/// The child of this card is under five, and its day of birth is known.
pub fn is_of_age(model: &Model, card: &CardView) -> bool {
    form_for(&card.person, model.today()).is_some()
}

/// The visit in hand; an IMCI visit has its classification beside it.
pub(super) fn beside_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    card: &CardView,
    editor: &mut Editor,
    state: &mut VisitState,
    send: &mut Commands,
) {
    if !is_imci(&editor.form.url) {
        parts::page_ui(ui, "visit", |ui| {
            page_ui(ui, cx, model, card, editor, state, send);
        });
        return;
    }
    let (whole, high) = (ui.available_width(), ui.available_height());
    let looked = looked(card, editor, editor.day(model));
    let column = COLUMN.min((whole - space::M) / 2.0).max(0.0);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        let questions = vec2((whole - column - space::M).max(0.0), high);
        ui.allocate_ui_with_layout(questions, Layout::top_down(Align::Min), |ui| {
            // The two columns scroll apart: the classification stays in sight while the answers come.
            parts::page_ui(ui, "visit", |ui| {
                whole_ui(ui, small(cx, cx.tr("imci-keys")));
                page_ui(ui, cx, model, card, editor, state, send);
            });
        });
        ui.allocate_ui_with_layout(vec2(column, high), Layout::top_down(Align::Min), |ui| {
            parts::page_ui(ui, "imci", |ui| match &looked {
                Some(looked) => {
                    let may = model.may_for(Action::Prescribe, card.patient);
                    if let Some(medicine) = column_ui(ui, cx, card, looked, may) {
                        state.prescription = None;
                        state.preset = Some(medicine);
                        send.go(Route::Prescribe);
                    }
                }
                None => {
                    whole_ui(ui, cx.tr("imci-other-age"));
                }
            });
        });
    });
}

fn looked(card: &CardView, editor: &Editor, day: NaiveDate) -> Option<Looked> {
    of_visit(&card.person, &editor.content(card, day).visit, day)
}

/// Questions that cannot be asked yet, or need not be, are not shown; what was answered always is.
pub(super) fn only_asked(
    card: &CardView,
    editor: &Editor,
    day: NaiveDate,
    mut checked: Checked,
) -> Checked {
    if !is_imci(&editor.form.url) {
        return checked;
    }
    let Some(chart) = Book::builtin().of_form(&editor.form.url) else {
        return checked;
    };
    let visit = editor.content(card, day).visit;
    if let Some(looked) = of_visit(&card.person, &visit, day) {
        checked.visible.retain(|id| {
            chart.sign(id).is_none()
                || looked.assessment.due.contains(id)
                || visit.answers.contains_key(id)
                || MEASURED.contains(&id.as_str())
        });
    }
    checked
}

/// Taken of every child.
const MEASURED: [&str; 4] = ["weight", "height", "temp", "muac"];

/// The whole classification; returns the medicine that is to be prescribed.
pub(super) fn column_ui(
    ui: &mut Ui,
    cx: &Cx,
    card: &CardView,
    looked: &Looked,
    may: bool,
) -> Option<Remedy> {
    let speech = Speech {
        lang: cx.lang,
        looked,
    };
    let mut wanted = None;
    heading_ui(ui, &cx.tr("imci-classification"));
    ui.add_space(space::XS);
    let severity = match looked.assessment.shown() {
        Shown::Red => Severity::Prohibition,
        Shown::Yellow => Severity::Warning,
        Shown::Green => Severity::Ok,
        Shown::Incomplete => Severity::Required,
    };
    framed_ui(ui, cx, severity, |ui| {
        whole_ui(
            ui,
            strong(speech.shown()).color(severity.role(cx.tokens()).fg),
        );
        if let Some(left) = speech.left() {
            whole_ui(ui, left);
        }
    });
    ui.add_space(space::S);
    let boxes = looked.assessment.by_weight();
    let mut open = boxes
        .iter()
        .filter(|one| one.state == State::CannotClassify)
        .peekable();
    for one in &boxes {
        match one.state {
            State::Absent => {}
            State::CannotClassify => {
                // All of them together, where the first one stands: what to do with them is said once.
                if open.peek().is_some() {
                    ui.label(strong(cx.tr("imci-open")));
                    for one in open.by_ref() {
                        open_ui(ui, cx, &speech, one);
                    }
                    ui.add_space(space::S);
                }
            }
            State::Classified | State::AtLeast | State::Unconfirmed => {
                if let Some(medicine) = box_ui(ui, cx, card, &speech, one, may) {
                    wanted = Some(medicine);
                }
                ui.add_space(space::S);
            }
        }
    }
    let absent: Vec<String> = boxes
        .iter()
        .filter(|one| one.state == State::Absent)
        .map(|one| speech.box_name(one))
        .collect();
    if !absent.is_empty() {
        let absent = format!("{} – {}", absent.join("; "), cx.tr("imci-absent"));
        whole_ui(ui, muted(cx, absent));
    }
    ui.add_space(space::S);
    heading_ui(ui, &cx.tr("imci-return-title"));
    for text in speech.returns() {
        whole_ui(ui, format!("• {text}"));
    }
    ui.add_space(space::S);
    whole_ui(ui, small(cx, speech.rules()));
    whole_ui(ui, small(cx, cx.tr("imci-not-approved")));
    ui.add_space(space::XL);
    wanted
}

/// A box that waits for answers, in two quiet lines: what is known already stands out beside it.
fn open_ui(ui: &mut Ui, cx: &Cx, speech: &Speech<'_>, one: &Classified<'_>) {
    whole_ui(ui, small(cx, speech.box_name(one)));
    if let Some(open) = speech.open(one) {
        whole_ui(ui, open);
    }
    ui.add_space(space::XS);
}

fn framed_ui(ui: &mut Ui, cx: &Cx, severity: Severity, content: impl FnOnce(&mut Ui)) {
    let role = severity.role(cx.tokens());
    Frame::new()
        .fill(role.bg)
        .stroke(Stroke::new(size::HAIRLINE, role.fg))
        .corner_radius(CornerRadius::same(size::RADIUS))
        .inner_margin(Margin::symmetric(10, 8))
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = space::S;
                sign_ui(ui, cx, severity);
                ui.vertical(content);
            });
        });
}

fn severity(one: &Classified<'_>) -> Severity {
    match one.colour() {
        Some(Colour::Red) => Severity::Prohibition,
        Some(Colour::Yellow) => Severity::Warning,
        Some(Colour::Green) => Severity::Ok,
        None => Severity::Required,
    }
}

fn box_ui(
    ui: &mut Ui,
    cx: &Cx,
    card: &CardView,
    speech: &Speech<'_>,
    one: &Classified<'_>,
    may: bool,
) -> Option<Remedy> {
    let mut wanted = None;
    let severity = severity(one);
    let fg = severity.role(cx.tokens()).fg;
    framed_ui(ui, cx, severity, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        let name = match speech.colour(one) {
            Some(colour) => format!("{} · {colour}", speech.box_name(one)),
            None => speech.box_name(one),
        };
        whole_ui(ui, small(cx, name));
        whole_ui(ui, strong(speech.class_name(one)).color(fg));
        for reason in speech.reasons(one) {
            whole_ui(ui, small(cx, reason));
        }
        if !one.is_settled()
            && let Some(ask) = speech.ask(one)
        {
            whole_ui(ui, ask);
        }
        for step in &one.steps {
            whole_ui(ui, format!("• {}", speech.step(&step.action)));
            for remedy in &step.medicines {
                let id = remedy.id();
                let Some(medicine) = Formulary::builtin().medicine(id) else {
                    continue;
                };
                against_ui(ui, cx, card, id);
                if may {
                    let name = shown_name(medicine, cx.lang);
                    let label = cx.tr_with("imci-prescribe", &[("medicine", &name)]);
                    let salt = (one.of.id.as_str(), step.action.as_str(), id);
                    if Btn::quiet(&label)
                        .id(egui::Id::unique(("feldsher-imci-rx", salt)))
                        .show(ui, cx)
                        .clicked()
                    {
                        wanted = Some(remedy.clone());
                    }
                }
            }
        }
        let plan = one.class.and_then(|class| class.plan);
        if let Some(fluid) = speech.looked.assessment.fluid.as_ref()
            && plan.is_some()
        {
            for line in speech.fluid(fluid) {
                whole_ui(ui, strong(line));
            }
        }
        if let Some(again) = speech.follow_up(one) {
            whole_ui(ui, again);
        }
    });
    wanted
}

/// The booklet names a medicine for every child; this one's allergies may forbid it.
fn against_ui(ui: &mut Ui, cx: &Cx, card: &CardView, medicine: &str) {
    for finding in against(Formulary::builtin(), card, medicine) {
        let severity = match finding.level {
            Level::Contraindicated => Severity::Prohibition,
            Level::CannotCheck | Level::Major | Level::Warn | Level::Info => Severity::Warning,
        };
        finding_line_ui(ui, cx, severity, &finding_text(cx, &finding));
    }
}

/// Above a signed visit by an IMCI form: what its answers mean by the rules of today. True: the paper is wanted.
pub(super) fn signed_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    card: &CardView,
    visit: &Event<Visit>,
) -> bool {
    let day = dates::local_day(visit.care_at, model.offset_minutes);
    let looked = day.and_then(|day| of_visit(&card.person, &visit.content, day));
    let Some(looked) = looked else {
        return false;
    };
    ui.add_space(space::S);
    column_ui(ui, cx, card, &looked, false);
    model.may_for(Action::Print, card.patient)
        && visit.acts()
        && Btn::secondary(&cx.tr("imci-print")).show(ui, cx).clicked()
}
