//! The health passport: what must be known before touching the patient. A quiet column beside the card, and with F8 the whole of it
//! in the centre, what an emergency asks for first. Every list is edited by keyboard.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use egui::{Id, RichText, Ui};

use super::allergy_edit::AllergyEdit;
use super::background_edit::{ContactEdit, DisabilityEdit, FamilyEdit, HabitEdit, ProcedureEdit};
use super::card::CardState;
use super::conflict_words::summary_word;
use super::foreign::Taken;
use super::growth::{GrowthState, growth_dialog};
use super::parts::page_ui;
use super::passport_blocks::{Block, block_ui};
use super::passport_edit::{AlertEdit, BloodEdit, MedicineEdit, PregnancyEdit};
use super::passport_lines::{Shown, has_past};
use super::passport_trend::{TrendState, trend_dialog};
use super::pregnancy::{Act, PregnancyState, pregnancy_dialog};
use super::prevention::{PreventionState, prevention_dialog};
use super::problem_edit::ProblemEdit;
use super::summary::{SummaryState, summary_dialogs, summary_line_ui};
use super::vaccination::{VaccinationState, vaccination_dialog};
use super::{Commands, Route, parts};
use crate::clinical::pregnancy::{Known, begun, known};
use crate::clinical::{Formulary, PREGNANCY_POSSIBLE};
use crate::domain::card::{CardView, Draft, Noted};
use crate::domain::dates::Age;
use crate::domain::ids::PatientId;
use crate::domain::person::Sex;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::theme::tokens::space;
use crate::ui::widgets::text::whole_ui;
use crate::ui::widgets::{Btn, Severity, badge_ui};
use crate::worker::dose::{Moment, Told, Wish, ask};
use crate::worker::{Action, Op, Ticket};

/// Beside the card: what an emergency asks for, then what is to be done.
const COLUMN: [Block; 12] = [
    Block::Allergies,
    Block::Blood,
    Block::Alerts,
    Block::Pregnancy,
    Block::Problems,
    Block::Medicines,
    Block::Vitals,
    Block::Contacts,
    Block::Implants,
    Block::Body,
    Block::Vaccination,
    Block::Prevention,
];

/// What the passport remembers: the fact that is edited.
#[derive(Debug, Default)]
pub struct PassportState {
    pub(super) edit: Option<Edit>,
    /// What stood on the card when the dialog was opened.
    pub(super) seen: BTreeMap<(PatientId, String), String>,
    /// The dialog that was saved and has no answer yet: refused, it opens again with everything typed.
    sent: Option<(Ticket, Edit)>,
    pub(super) growth: GrowthState,
    pub(super) vaccination: VaccinationState,
    pub(super) prevention: PreventionState,
    pub(super) pregnancy: PregnancyState,
    pub(super) trend: TrendState,
    summary: SummaryState,
    /// Resolved entries and those entered in error are shown too.
    pub(super) show_all: bool,
    /// Author, place and time stand under every fact.
    pub(super) sources: bool,
}

impl PassportState {
    /// The act with this ticket was refused: its dialog comes back.
    pub fn refused(&mut self, ticket: Ticket, card: &CardView) {
        if let Some((_, edit)) = self.sent.take_if(|(sent, _)| *sent == ticket) {
            self.edit = Some(edit);
            self.seen.clone_from(&card.seen);
        }
    }
}

/// The fact in hand.
#[derive(Debug)]
pub enum Edit {
    Allergy(AllergyEdit),
    Problem(ProblemEdit),
    Medicine(MedicineEdit),
    Alert(AlertEdit),
    Pregnancy(PregnancyEdit),
    Blood(BloodEdit),
    Contact(ContactEdit),
    Procedure(ProcedureEdit),
    Family(FamilyEdit),
    Habit(HabitEdit),
    Disability(DisabilityEdit),
}

/// A fact to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// The card in which it stands.
    pub card: PatientId,
    pub key: String,
    pub value: serde_json::Map<String, serde_json::Value>,
}

/// What an edit dialog said in this pass.
#[derive(Debug, Default)]
pub struct EditAnswer {
    pub done: Option<Fact>,
    pub close: bool,
}

/// The quiet column beside the card.
pub fn passport_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    state: &mut CardState,
    send: &mut Commands,
) {
    let Some(card) = &model.card else {
        return;
    };
    let shown = Shown {
        cx,
        model,
        card,
        may_edit: model.may_for(Action::EditCard, card.patient),
        front: false,
        sources: false,
        show_all: state.passport.show_all,
    };
    page_ui(ui, "passport", |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        conflicts_ui(ui, cx, card, send);
        for block in COLUMN {
            block_ui(ui, &shown, block, state, send);
        }
        past_ui(ui, cx, card, state);
        summary_line_ui(ui, cx, model, card, &mut state.passport.summary);
        ui.add_space(space::L);
    });
    dialogs_ui(ui, &shown, state, send);
}

/// Begins to edit a fact; what stands on the card now is what was seen.
pub(super) fn edit(state: &mut PassportState, card: &CardView, edit: Edit) {
    state.edit = Some(edit);
    state.seen.clone_from(&card.seen);
}

/// The dialogs of the passport, wherever its blocks are drawn.
pub(super) fn dialogs_ui(
    ui: &mut Ui,
    shown: &Shown<'_>,
    state: &mut CardState,
    send: &mut Commands,
) {
    let (cx, model, card) = (shown.cx, shown.model, shown.card);
    trend_dialog(ui.ctx(), shown, &mut state.passport.trend);
    let summary = &mut state.passport.summary;
    if let Some(taken) = summary_dialogs(ui.ctx(), cx, model, card, summary, send) {
        let taken = match taken {
            Taken::Allergy(value) => Edit::Allergy(AllergyEdit::open(&new(card, "al/new", value))),
            Taken::Problem(value) => Edit::Problem(ProblemEdit::open(&new(card, "pr/new", value))),
        };
        edit(&mut state.passport, card, taken);
    } else if state.passport.edit.is_none() {
        state.passport.summary.come_back();
    }
    growth_dialog(ui.ctx(), cx, model, card, &mut state.passport.growth, send);
    let vaccination = &mut state.passport.vaccination;
    if let Some((op, done)) = vaccination_dialog(ui.ctx(), cx, model, card, vaccination, send) {
        state.act(op, done, send);
    }
    let prevention = &mut state.passport.prevention;
    if let Some((op, done)) = prevention_dialog(ui.ctx(), cx, model, card, prevention, send) {
        state.act(op, done, send);
    }
    let pregnancy = &mut state.passport.pregnancy;
    match pregnancy_dialog(ui.ctx(), cx, model, card, pregnancy, send) {
        Some(Act::Do(op, done)) => drop(state.act(op, done, send)),
        Some(Act::Contact(patient, draft)) => state.begin(patient, draft, send),
        None => {}
    }
    let answer = match &mut state.passport.edit {
        None => return,
        Some(Edit::Allergy(e)) => e.show(ui.ctx(), cx),
        Some(Edit::Problem(e)) => e.show(ui.ctx(), cx),
        Some(Edit::Medicine(e)) => e.show(ui.ctx(), cx),
        Some(Edit::Alert(e)) => e.show(ui.ctx(), cx),
        Some(Edit::Pregnancy(e)) => e.show(ui.ctx(), cx),
        Some(Edit::Blood(e)) => e.show(ui.ctx(), cx),
        Some(Edit::Contact(e)) => e.show(ui.ctx(), cx),
        Some(Edit::Procedure(e)) => e.show(ui.ctx(), cx),
        Some(Edit::Family(e)) => e.show(ui.ctx(), cx),
        Some(Edit::Habit(e)) => e.show(ui.ctx(), cx),
        Some(Edit::Disability(e)) => e.show(ui.ctx(), cx),
    };
    if let Some(fact) = answer.done {
        let op = Op::SetFact {
            patient: fact.card,
            seen: Some(
                state
                    .passport
                    .seen
                    .get(&(fact.card, fact.key.clone()))
                    .cloned()
                    .unwrap_or_default(),
            ),
            key: fact.key,
            value: fact.value,
        };
        let ticket = state.act(op, "common-saved", send);
        state.passport.sent = state.passport.edit.take().map(|edit| (ticket, edit));
    }
    if answer.close {
        state.passport.edit = None;
    }
}

/// A fact that is in no card yet, for its dialog.
fn new<T>(card: &CardView, key: &str, value: T) -> Noted<T> {
    Noted {
        card: card.patient,
        key: key.to_owned(),
        value,
        by: None,
        at: 0,
        disputed: false,
        newer: false,
    }
}

/// Nobody is asked about a boy or a girl of seven.
pub(super) fn can_be_pregnant(card: &CardView, today: NaiveDate) -> bool {
    let possible = PREGNANCY_POSSIBLE;
    card.person.sex != Sex::Male
        && Age::bounds(card.person.born, today).is_none_or(|(youngest, oldest)| {
            youngest.years <= *possible.end() && oldest.years >= *possible.start()
        })
}

/// "Pregnant, 24 weeks", where the card or a visit says so.
pub fn pregnancy_mark(cx: &Cx, model: &Model, card: &CardView) -> Option<String> {
    let wish = Wish {
        medicine: "paracetamol".to_owned(),
        ..Wish::default()
    };
    let asked = ask(
        Formulary::builtin(),
        card,
        &Draft::default(),
        &wish,
        &Told::default(),
        moment(model),
    );
    let pregnant = asked.questions.first().and_then(|q| q.pregnant) == Some(true);
    if !pregnant {
        return None;
    }
    let booked = match known(card) {
        Known::Open(entry) => begun(&entry.content).ok().map(|dated| dated.begun),
        Known::None | Known::Ended(_) | Known::Disputed(_) => None,
    };
    let lmp = || card.pregnancy.as_ref().and_then(|p| p.value.lmp.day());
    let weeks = booked
        .or_else(lmp)
        .map(|day| (model.today() - day).num_days() / 7)
        .filter(|w| (0..45).contains(w));
    Some(match weeks {
        Some(weeks) => super::card_words::count(cx, "card-pregnant-weeks", weeks),
        None => cx.tr("card-pregnant"),
    })
}

/// Where F8 puts the keyboard.
pub fn first_button() -> Id {
    super::passport_lines::add_button("allergy")
}

/// The moment for the dose check.
pub fn moment(model: &Model) -> Moment {
    Moment {
        now: model.now,
        offset_minutes: model.offset_minutes,
        country: Some(model.country()),
    }
}

/// Whether what is over is shown; offered where there is any.
pub(super) fn past_ui(ui: &mut Ui, cx: &Cx, card: &CardView, state: &mut CardState) {
    let hidden = has_past(&card.allergies, |a| a.status)
        || has_past(&card.problems, |p| p.status)
        || has_past(&card.medicines, |m| m.status)
        || has_past(&card.alerts, |a| a.status)
        || has_past(&card.contacts, |c| c.status)
        || has_past(&card.procedures, |p| p.status)
        || has_past(&card.family, |f| f.status);
    if hidden {
        ui.add_space(space::S);
        let words = cx.tr("card-show-past");
        let id = Id::unique("feldsher-passport-past");
        parts::tick_ui(ui, cx, id, &mut state.passport.show_all, &words);
    }
}

pub(super) fn conflicts_ui(ui: &mut Ui, cx: &Cx, card: &CardView, send: &mut Commands) {
    if card.conflicts.is_empty() {
        return;
    }
    badge_ui(
        ui,
        cx,
        Severity::Warning,
        &cx.tr_n("card-conflicts", card.conflicts.len()),
    );
    for conflict in &card.conflicts {
        for value in &conflict.values {
            whole_ui(
                ui,
                RichText::new(format!(
                    "{} — {}",
                    summary_word(cx, &conflict.key, &value.summary),
                    value.by_name
                )),
            );
        }
        ui.add_space(2.0);
    }
    if Btn::secondary(&cx.tr("card-settle")).show(ui, cx).clicked() {
        send.go(Route::Conflicts);
    }
}
