//! A visit being written: form, diagnoses, prescriptions, referral; kept while typing, signed at the end.

use egui::{Align, Id, Layout, Ui, UiBuilder, vec2};

use super::card_words::forms;
use super::visit_calc::{self, CalcEdit};
use super::visit_editor::{Editor, Stage};
use super::visit_form::{self, Between, FormPass, form_ui};
use super::visit_head::{self, clock, head_ui};
use super::visit_orders::{prescribe_button, prescriptions_ui, referral_part_ui};
use super::visit_referral::ReferralEdit;
use super::visit_sign::{all_faults, missing_diagnosis, sign, unusual};
use super::{
    Commands, Route, card, card_focus, diagnosis, diagnosis_offers, form_choice, imci, parts,
    visit_body, visit_last, visit_news, visit_stay,
};
use crate::clinical::imci::Remedy;
use crate::domain::card::CardView;
use crate::domain::ids::DocId;
use crate::forms::{Component, FormSet, VISIT};
use crate::ui::command::Command;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::theme::tokens::space;
use crate::ui::widgets::button::way_back_ui;
use crate::ui::widgets::dialog::buttons_ui;
use crate::ui::widgets::error_summary::error_summary_ui;
use crate::ui::widgets::text::whole_ui;
use crate::ui::widgets::toast::News;
use crate::ui::widgets::{Alert, Btn, Dialog, Severity};
use crate::worker::imci::is_imci;
use crate::worker::{Job, Op, PaperOf, Pin, calculate, news};

/// What is typed into the visit in hand.
#[derive(Debug, Default)]
pub struct VisitState {
    pub(super) editor: Option<Editor>,
    /// The prescription in hand waits for a reason (Alt+F9).
    pub(super) override_waits: bool,
    /// Which prescription of the draft is changed; `None` adds one.
    pub(super) prescription: Option<usize>,
    pub(super) referral: Option<ReferralEdit>,
    calculators: Option<CalcEdit>,
    discard: bool,
    /// The points of NEWS2 are shown.
    news_arithmetic: bool,
    /// Passes until the keyboard comes back to "prescribe".
    pub(super) back_in: u8,
    forms: Option<&'static FormSet>,
    /// `url` of the form that a new visit is to be written by.
    wanted: Option<&'static str>,
    /// The medicine that the next prescription begins with.
    pub(super) preset: Option<Remedy>,
}

impl VisitState {
    /// Lets go of whom the visit in hand was checked for: at lock. What is typed stays.
    pub fn forget_read(&mut self) {
        if let Some(editor) = &mut self.editor {
            editor.checked_of = None;
        }
    }

    /// With the forms of this site instead of the shipped ones.
    pub fn with_forms(forms: &'static FormSet) -> Self {
        Self {
            forms: Some(forms),
            ..Self::default()
        }
    }

    /// A finding waits for a reason.
    pub fn override_waits(&self) -> bool {
        self.override_waits
    }

    // A field keeps its own undo under its record's key; the visit as a whole has none.
    pub fn can_undo(&self) -> bool {
        false
    }

    pub fn can_redo(&self) -> bool {
        false
    }

    /// The draft in hand has this identity, once it was kept.
    pub fn draft(&self) -> Option<DocId> {
        self.editor.as_ref().and_then(|e| e.id)
    }

    pub(super) fn forms(&self) -> &'static FormSet {
        self.forms.unwrap_or_else(forms)
    }

    /// The next visit that is begun is written by this form.
    pub fn want(&mut self, form_url: &'static str) {
        self.wanted = Some(form_url);
    }

    /// Opens what the route asks for; false while it is not there yet.
    pub(super) fn open(
        &mut self,
        model: &Model,
        card: &CardView,
        draft: Option<DocId>,
        send: &mut Commands,
    ) -> bool {
        let is_open = self.editor.as_ref().is_some_and(|e| {
            let is_same = match (draft, self.wanted) {
                (Some(_), _) => e.id == draft,
                (None, Some(form)) => e.form.url == form,
                (None, None) => true,
            };
            e.patient == card.patient && is_same
        });
        if is_open {
            self.wanted = None;
            return true;
        }
        visit_keep(model, self, send);
        let form = self.wanted.take().unwrap_or(VISIT);
        self.referral = None;
        self.calculators = None;
        self.discard = false;
        self.editor = match draft {
            None => Editor::new((self.forms(), form), card, send.ticket(), model),
            Some(id) => card
                .drafts
                .iter()
                .find(|d| d.id == id)
                .and_then(|kept| Editor::open(self.forms(), kept)),
        };
        self.editor.is_some()
    }
}

/// Sends what is not yet kept: before lock, sign-out, end and change of card.
pub fn visit_keep(model: &Model, state: &mut VisitState, send: &mut Commands) {
    if let (Some(editor), Some(card)) = (&mut state.editor, &model.card)
        && card.patient == editor.patient
    {
        editor.keep(model, card, send);
    }
    if state
        .editor
        .as_ref()
        .is_some_and(|e| matches!(e.stage, Stage::Signed { .. }))
    {
        state.editor = None;
    }
}

/// Coming from a prescription the keyboard goes to where the next one begins; the zone's own wish comes first.
fn return_focus(ui: &Ui, state: &mut VisitState) {
    if state.back_in > 0 {
        state.back_in -= 1;
        if state.back_in == 0 {
            card_focus::ask(ui.ctx(), prescribe_button());
        }
        ui.ctx().request_repaint();
    }
}

pub fn visit_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    draft: Option<DocId>,
    state: &mut VisitState,
    send: &mut Commands,
) {
    let Some(card) = &model.card else {
        parts::no_card_ui(ui, cx, model);
        return;
    };
    if !state.open(model, card, draft, send) {
        parts::loading_ui(ui, cx);
        return;
    }
    let Some(mut editor) = state.editor.take() else {
        return;
    };
    let day = editor.day(model);
    editor.recheck(card, day);
    orders(ui, cx, model, card, &mut editor, state, send);
    // The head stands above, but the keyboard comes to "sign" last: two Enters must not sign.
    let head = ui
        .allocate_exact_size(
            vec2(ui.available_width(), visit_head::height(ui, cx, &editor)),
            egui::Sense::hover(),
        )
        .0;
    if let Stage::Signed { at, changes } = &editor.stage {
        let visit = card::written_visit(card, changes);
        let signed = (visit, editor.form.url.as_str());
        signed_ui(ui, cx, model, card.patient, signed, *at, send);
    } else {
        imci::beside_ui(ui, cx, model, card, &mut editor, state, send);
        dialogs_ui(ui, cx, &mut editor, state, send);
    }
    let layout = Layout::top_down(Align::Min);
    let mut above = ui.new_child(
        UiBuilder::new()
            .scope_id(Id::unique("feldsher-visit-head"))
            .max_rect(head)
            .layout(layout),
    );
    head_ui(&mut above, cx, model, card, &mut editor, send);
    return_focus(ui, state);
    editor.tick(ui.ctx(), model, card, send);
    if leave(ui, model, &editor) {
        send.go(Route::Card);
    }
    let is_over = matches!(editor.stage, Stage::Dropping(t) if model.done(t).is_some());
    if is_over {
        send.go(Route::Card);
        send.job(Job::RefreshCard {
            patient: card.patient,
        });
    } else if !(matches!(editor.stage, Stage::Signed { .. }) && leave(ui, model, &editor)) {
        state.editor = Some(editor);
    }
}

/// Esc with nothing open above goes back to the card; what is typed is kept.
fn leave(ui: &Ui, _model: &Model, _editor: &Editor) -> bool {
    let typing = ui.memory(egui::Memory::focused).is_some() && ui.ctx().text_edit_focused();
    !typing
        && !crate::ui::widgets::dialog::is_any_open(ui.ctx())
        && ui.input(|i| i.key_pressed(egui::Key::Escape))
}

fn orders(
    ui: &Ui,
    cx: &Cx,
    model: &Model,
    card: &CardView,
    editor: &mut Editor,
    state: &mut VisitState,
    send: &mut Commands,
) {
    let signed = matches!(editor.stage, Stage::Signed { .. });
    for order in &model.orders {
        match order {
            Command::Sign if !signed => sign(cx, model, card, editor),
            Command::Diagnosis if !signed => diagnosis::go_to_search(ui.ctx(), &editor.scope),
            Command::LastTime if !signed => {
                let (said, has_changed) = visit_last::take(cx, model, card, editor);
                if has_changed {
                    editor.changed(ui.ctx());
                }
                send.toast(News::Done, said);
            }
            Command::Prescribe if !signed => {
                state.prescription = None;
                send.go(Route::Prescribe);
            }
            Command::SaveDraft if !signed => {
                editor.keep(model, card, send);
                let text = match editor.save.kept_at.filter(|_| !editor.save.is_dirty()) {
                    Some(at) => cx.tr_with("card-saved-at", &[("time", &clock(model, at))]),
                    None => cx.tr("card-saving"),
                };
                send.toast(News::Done, text);
            }
            Command::Print => {
                if let Stage::Signed { changes, .. } = &editor.stage {
                    if let Some(visit) = card::written_visit(card, changes) {
                        let patient = card.patient;
                        let paper = form_choice::paper_of(&editor.form.url, patient, visit);
                        send.go(Route::Preview(Box::new(paper)));
                    }
                } else {
                    preview_draft(model, card, editor, send);
                }
            }
            _ => {}
        }
    }
}

/// The draft as a paper marked "not signed".
fn preview_draft(model: &Model, card: &CardView, editor: &Editor, send: &mut Commands) {
    let Some(session) = &model.session else {
        return;
    };
    let view = crate::domain::card::DraftView {
        id: editor.id.unwrap_or_default(),
        patient: editor.patient,
        author: session.user,
        started_at: editor.started_at,
        saved_at: model.now,
        draft: editor.content(card, editor.day(model)),
    };
    send.go(Route::Preview(Box::new(PaperOf::Draft(Box::new(view)))));
}

pub(super) fn page_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    card: &CardView,
    editor: &mut Editor,
    state: &mut VisitState,
    send: &mut Commands,
) {
    if let Some(fault) = editor.save.fault.clone().or(editor.sign_fault.clone()) {
        parts::fault_ui(ui, cx, &fault);
        ui.add_space(space::S);
    }
    if let Stage::Refused { fresh } = editor.stage {
        let faults = all_faults(cx, card, editor, editor.day(model));
        if faults.is_empty() {
            editor.stage = Stage::Writing;
        } else {
            error_summary_ui(ui, cx, &faults, fresh);
            ui.add_space(space::S);
            editor.stage = Stage::Refused { fresh: false };
        }
    }
    if let Stage::Warned { fresh } = editor.stage {
        let unusual = unusual(cx, card, editor).join(". ");
        let shown = Alert::new(
            "visit-unusual",
            Severity::Warning,
            &cx.tr("card-unusual-title"),
        )
        .sentence(&format!("{unusual}. {}", cx.tr("card-unusual-again")))
        .show(ui, cx);
        // Once: whoever then goes to the value that is asked about must not be drawn back here.
        if fresh {
            shown.scroll_to_me(Some(Align::TOP));
            editor.stage = Stage::Warned { fresh: false };
        }
        ui.add_space(space::S);
    }
    let shape = editor.shape();
    let previous =
        visit_form::previous_values(cx, &shape, card, editor.rest.amends, model.offset_minutes);
    let scope = editor.scope.clone();
    let day = editor.day(model);
    let checked = imci::only_asked(card, editor, day, editor.checked.clone());
    let show_missing = matches!(editor.stage, Stage::Refused { .. });
    let dx_error = missing_diagnosis(cx, editor)
        .filter(|_| show_missing)
        .map(|_| cx.tr("card-diagnosis-required"));
    let written = editor.content(card, day).visit;
    let body = visit_body::body_line(cx, card, &written, day);
    let news = news::of_visit(card, &written, day);
    let amends = editor.rest.amends;
    let offers = diagnosis_offers::offers(cx, model, card, amends, &written.diagnoses);
    let mut arithmetic = state.news_arithmetic;
    let (mut calculate, mut assemble) = (false, false);
    let pass = FormPass {
        form: &shape,
        scope: &scope,
        checked: &checked,
        show_missing,
        previous: &previous,
        in_rows: is_imci(&editor.form.url),
    };
    let Editor {
        filled,
        rest,
        diagnosis,
        ..
    } = editor;
    let mut changed = false;
    let mut pins = diagnosis::Pins {
        own: &model.own_diagnoses,
        wanted: None,
    };
    let mut between = Between {
        part: &mut |ui, component| match component {
            Component::Diagnoses => {
                changed |= diagnosis::diagnoses_ui(
                    ui,
                    cx,
                    &scope,
                    dx_error.as_deref(),
                    diagnosis,
                    &offers,
                    &mut pins,
                    &mut rest.visit.diagnoses,
                );
            }
            Component::Prescriptions => {
                changed |= prescriptions_ui(
                    ui,
                    cx,
                    model,
                    card,
                    &scope,
                    &mut rest.prescriptions,
                    state,
                    send,
                );
            }
        },
        beneath: &mut |ui, items| {
            visit_body::body_ui(ui, cx, items, body.as_ref());
            visit_news::news_ui(ui, cx, items, news.as_ref(), &mut arithmetic);
            calculate |= visit_calc::open_ui(ui, cx, items);
            assemble |= visit_stay::open_ui(ui, cx, items);
        },
    };
    let typed = form_ui(ui, cx, &pass, filled, &mut between);
    state.news_arithmetic = arithmetic;
    if let Some((diagnosis, is_pinned)) = pins.wanted {
        send.job(Job::PinDiagnosis(Pin {
            code: diagnosis.code,
            title: diagnosis.title,
            is_pinned,
        }));
    }
    if calculate {
        let known = calculate::known(&card.person, &written, model.country(), day);
        state.calculators = Some(CalcEdit::new(&scope, known));
    }
    if assemble {
        let (said, has_changed) = visit_stay::take(cx, model, card, editor);
        changed |= has_changed;
        send.toast(News::Done, said);
    }
    referral_part_ui(ui, cx, model, card, editor, state, &mut changed);
    if typed || changed {
        editor.changed(ui.ctx());
    }
    ui.add_space(space::L);
    if Btn::quiet(&cx.tr("card-discard")).show(ui, cx).clicked() {
        state.discard = true;
    }
    // Lists end with a blank line (MEDv-142), forms too: the last field is not glued to the edge.
    ui.add_space(space::XXL);
}

fn dialogs_ui(
    ui: &mut Ui,
    cx: &Cx,
    editor: &mut Editor,
    state: &mut VisitState,
    send: &mut Commands,
) {
    if let Some(edit) = &mut state.referral {
        let answer = edit.show(ui.ctx(), cx);
        if let Some(mut referral) = answer.done {
            referral.diagnoses.clone_from(&editor.rest.visit.diagnoses);
            editor.rest.referral = Some(referral);
            editor.changed(ui.ctx());
        }
        if answer.close {
            state.referral = None;
        }
    }
    if let Some(edit) = &mut state.calculators {
        let answer = edit.show(ui.ctx(), cx);
        if let Some(line) = answer.line {
            editor.filled.add_line(visit_calc::FINDINGS, &line);
            editor.changed(ui.ctx());
            send.toast(News::Done, cx.tr("calc-inserted"));
        }
        if answer.close {
            state.calculators = None;
        }
    }
    if state.discard {
        let shown = Dialog::new("discard", &cx.tr("card-discard")).show(ui.ctx(), cx, |ui| {
            whole_ui(ui, cx.tr("card-discard-sure"));
            let (mut yes, mut no) = (false, false);
            buttons_ui(ui, |ui| {
                no = way_back_ui(ui, cx, "card-keep-writing");
                yes = Btn::danger(&cx.tr("card-discard-yes"))
                    .show(ui, cx)
                    .clicked();
            });
            (yes, no)
        });
        let (yes, no) = shown.inner;
        if yes {
            match editor.id {
                Some(draft) => {
                    let ticket = send.ticket();
                    send.job(Job::Do {
                        ticket,
                        op: Box::new(Op::DropDraft { draft }),
                    });
                    editor.stage = Stage::Dropping(ticket);
                }
                None => send.go(Route::Card),
            }
        }
        state.discard = !(yes || no || shown.close);
    }
}

/// It is done: who signed and when, and what can be printed.
fn signed_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    patient: crate::domain::ids::PatientId,
    (visit, form_url): (Option<DocId>, &str),
    at: i64,
    send: &mut Commands,
) {
    ui.add_space(space::M);
    let name = model.session.as_ref().map_or("", |s| s.name.as_str());
    let when = model.date_time(cx.lang, at);
    let title = cx.tr_with("card-signed-by", &[("who", name), ("when", &when)]);
    Alert::new("visit-signed", Severity::Ok, &title)
        .sentence(&cx.tr("card-signed-next"))
        .show(ui, cx);
    ui.add_space(space::M);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let wait = cx.tr("card-signing");
        let is_own = matches!(
            form_choice::paper_of(form_url, patient, DocId::default()),
            PaperOf::Visit { .. }
        );
        let words = if is_own {
            Command::Print.name(cx)
        } else {
            cx.tr("card-print-discharge")
        };
        let print = Btn::primary(&words)
            .shortcut(Command::Print.keys())
            .blocked(visit.is_none().then_some(wait.as_str()))
            .show(ui, cx);
        if let Some(visit) = visit.filter(|_| print.clicked()) {
            let paper = form_choice::paper_of(form_url, patient, visit);
            send.go(Route::Preview(Box::new(paper)));
        }
        if is_imci(form_url) {
            let print = Btn::secondary(&cx.tr("imci-print"))
                .blocked(visit.is_none().then_some(wait.as_str()))
                .show(ui, cx);
            if let Some(visit) = visit.filter(|_| print.clicked()) {
                send.go(Route::Preview(Box::new(PaperOf::Imci { patient, visit })));
            }
        }
        if way_back_ui(ui, cx, "card-back-to-card") {
            send.go(Route::Card);
        }
    });
}
