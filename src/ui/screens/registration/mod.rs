//! A new patient: who, which numbers, how to reach, allergies; and whether the person is already known.

mod check;
mod form;
pub mod known;

use egui::{Key, Modifiers, Ui};

use crate::domain::identifiers::{Checked, IdentifierKind};
use crate::domain::ids::PatientId;
use crate::domain::person::Person;
use crate::ui::command::Command;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::screens::{Commands, parts};
use crate::ui::theme::tokens::space;
use crate::ui::widgets::error_summary::error_summary_ui;
use crate::ui::widgets::table::TableState;
use crate::ui::widgets::text::muted;
use crate::ui::widgets::toast::News;
use crate::ui::widgets::{Btn, RecordKey};
use crate::worker::{Job, Op, Ticket};

const SCOPE: &str = "registration";
/// From this width on the panel of known people stands beside the form.
const WIDE: f32 = 960.0;
/// Width of that panel.
const PANEL: f32 = 320.0;

/// What is typed.
#[derive(Debug)]
pub struct RegistrationState {
    pub family: String,
    pub given: String,
    pub patronymic: String,
    pub born: String,
    /// 0 female, 1 male, 2 not known.
    pub sex: Option<usize>,
    weeks: String,
    pub numbers: Vec<NumberInput>,
    pub phone: String,
    pub address: String,
    pub language: Option<usize>,
    pub kin_name: String,
    pub kin_relation: Option<usize>,
    pub kin_phone: String,
    /// 0 known, 1 none known, 2 not asked.
    pub allergies: Option<usize>,
    pub allergy_rows: Vec<AllergyInput>,
    /// What was read off a number, so that a later number may replace it but never what was typed.
    derived_born: Option<String>,
    derived_sex: Option<usize>,
    known: TableState,
    /// The user states that a sure match is another person.
    pub anyway: bool,
    asked: Option<Person>,
    asked_ticket: Ticket,
    ticket: Option<Ticket>,
    tried: bool,
    just_refused: bool,
}

/// One number of the person.
#[derive(Debug)]
pub struct NumberInput {
    pub kind: IdentifierKind,
    pub text: String,
    /// A doubtful number was compared with the paper.
    pub confirmed: bool,
}

/// One allergy as typed.
#[derive(Debug, Default)]
pub struct AllergyInput {
    pub substance: String,
    pub reaction: String,
}

impl Default for RegistrationState {
    fn default() -> Self {
        Self {
            family: String::new(),
            given: String::new(),
            patronymic: String::new(),
            born: String::new(),
            sex: None,
            weeks: String::new(),
            numbers: Vec::new(),
            phone: String::new(),
            address: String::new(),
            language: None,
            kin_name: String::new(),
            kin_relation: None,
            kin_phone: String::new(),
            allergies: None,
            allergy_rows: vec![AllergyInput::default()],
            derived_born: None,
            derived_sex: None,
            known: TableState::default(),
            anyway: false,
            asked: None,
            asked_ticket: 0,
            ticket: None,
            tried: false,
            just_refused: false,
        }
    }
}

impl NumberInput {
    fn new(kind: IdentifierKind) -> Self {
        Self {
            kind,
            text: String::new(),
            confirmed: false,
        }
    }

    fn check(
        &self,
        today: chrono::NaiveDate,
    ) -> Option<Result<Checked, crate::domain::identifiers::IdentifierError>> {
        (!self.text.trim().is_empty())
            .then(|| crate::domain::identifiers::Identifier::parse(self.kind, &self.text, today))
    }
}

pub fn registration_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    state: &mut RegistrationState,
    send: &mut Commands,
) {
    if state.numbers.is_empty() {
        let national = IdentifierKind::national(model.country());
        state.numbers.push(NumberInput::new(national));
    }
    if let Some(patient) = registered(model, state) {
        let name = parts::person_name(cx, &check::person(cx, model.country(), state));
        send.toast(
            News::Done,
            cx.tr_with("screen-registered", &[("name", &name)]),
        );
        *state = RegistrationState::default();
        send.open_card(patient);
        return;
    }
    if state.ticket.is_some_and(|t| model.fault_of(t).is_some()) {
        state.just_refused = false;
    }
    let submit_by_key = ui.input_mut(|i| i.consume_key(Modifiers::COMMAND, Key::Enter));
    let mut submit = submit_by_key;
    parts::page_ui(ui, "registration", |ui| {
        parts::head_ui(
            ui,
            &cx.tr("screen-register-title"),
            Some(muted(cx, cx.tr("screen-register-sentence"))),
        );
        let faults = if state.tried {
            check::faults(cx, model.country(), model, state)
        } else {
            Vec::new()
        };
        error_summary_ui(ui, cx, &faults, std::mem::take(&mut state.just_refused));
        if let Some(fault) = state
            .ticket
            .and_then(|t| model.fault_of(t))
            .or(model.fault.as_ref())
        {
            parts::fault_ui(ui, cx, fault);
        }
        if ui.available_width() >= WIDE {
            let form_width = ui.available_width() - PANEL - space::XL;
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = space::XL;
                ui.vertical(|ui| {
                    ui.set_width(form_width);
                    form::form_ui(ui, cx, model, state, &faults);
                    ui.add_space(space::XL);
                });
                ui.vertical(|ui| {
                    ui.set_width(PANEL);
                    known::known_ui(ui, cx, model, state, &faults, send);
                    // Beside the form the one act is in sight without scrolling.
                    submit |= foot_ui(ui, cx, model, state);
                });
            });
        } else {
            form::form_ui(ui, cx, model, state, &faults);
            known::known_ui(ui, cx, model, state, &faults, send);
            submit |= foot_ui(ui, cx, model, state);
        }
    });
    ask_duplicates(cx, model, state, send);
    let busy = state
        .ticket
        .is_some_and(|t| model.fault_of(t).is_none() && model.done(t).is_none());
    if submit && !busy {
        state.tried = true;
        if check::faults(cx, model.country(), model, state).is_empty() {
            let ticket = send.ticket();
            state.ticket = Some(ticket);
            send.job(Job::Do {
                ticket,
                op: Box::new(Op::Register(Box::new(check::registration(
                    cx,
                    model.country(),
                    state,
                )))),
            });
        } else {
            state.just_refused = true;
            ui.ctx().request_repaint();
        }
    }
}

/// The button; true when it was pressed.
fn foot_ui(ui: &mut Ui, cx: &Cx, model: &Model, state: &RegistrationState) -> bool {
    ui.add_space(space::L);
    let wait = cx.tr("screen-saving");
    let busy = state
        .ticket
        .is_some_and(|t| model.fault_of(t).is_none() && model.done(t).is_none());
    let pressed = Btn::primary(&cx.tr("screen-register-act"))
        .shortcut(Command::Sign.keys())
        .blocked(busy.then_some(wait.as_str()))
        .show(ui, cx)
        .clicked();
    ui.add_space(space::XL);
    pressed
}

fn registered(model: &Model, state: &RegistrationState) -> Option<PatientId> {
    let changes = model.done(state.ticket?)?;
    changes.patients.first().copied()
}

/// Asks who else it could be whenever something that matters has changed.
fn ask_duplicates(cx: &Cx, model: &Model, state: &mut RegistrationState, send: &mut Commands) {
    let person = check::person(cx, model.country(), state);
    let enough = person.name.plain().chars().count() >= 3 || !person.identifiers.is_empty();
    if !enough || state.asked.as_ref() == Some(&person) {
        return;
    }
    state.anyway = false;
    state.asked = Some(person.clone());
    state.asked_ticket = send.ticket();
    send.job(Job::Duplicates {
        ticket: state.asked_ticket,
        person: Box::new(person),
    });
}

fn key(field: &str) -> RecordKey<'_> {
    RecordKey::new(SCOPE, field)
}
