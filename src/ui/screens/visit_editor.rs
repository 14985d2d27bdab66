//! A visit in hand: its fields, what is kept and what not yet, and how far the signing is.
//!
//! Knows egui only for its clock and its focus. The rule of autosave: a first change is sent at once (the draft gets its
//! identity), later ones at most [`REST_SECS`] after the key press and whenever the focus moves.

use std::borrow::Cow;
use std::time::Duration;

use chrono::NaiveDate;
use egui::{Context, Id};

use super::Commands;
use super::diagnosis::DiagnosisState;
use super::visit_fill::{Checked, Filled};
use crate::domain::card::{CardView, Draft, DraftView};
use crate::domain::ids::{DocId, PatientId};
use crate::domain::person::Person;
use crate::forms::{Form, FormSet};
use crate::i18n::dates;
use crate::ui::model::Model;
use crate::worker::dose::Told;
use crate::worker::{Fault, Job, Op, OpChanges, Ticket};

/// Longest rest between a key press and the job that keeps it.
pub const REST_SECS: f64 = 0.7;
/// After a refused save the next try.
const RETRY_SECS: f64 = 5.0;

/// How far the signing is.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Stage {
    #[default]
    Writing,
    /// Something must be mended first. `fresh` until the summary took the keyboard.
    Refused {
        fresh: bool,
    },
    /// Unusual values are shown; the next order signs. `fresh` until they were brought into sight.
    Warned {
        fresh: bool,
    },
    /// Waits until the last words are kept.
    Closing,
    Signing(Ticket),
    Signed {
        at: i64,
        changes: OpChanges,
    },
    Dropping(Ticket),
}

/// One visit being written.
#[derive(Debug)]
pub struct Editor {
    pub patient: PatientId,
    /// Name of the record in every field's identity.
    pub scope: String,
    pub id: Option<DocId>,
    pub form: &'static Form,
    pub filled: Filled,
    /// Everything but the answers.
    pub rest: Draft,
    pub started_at: i64,
    pub told: Told,
    pub checked: Checked,
    /// What [`Self::checked`] was worked out from.
    pub(super) checked_of: Option<(Filled, Person, NaiveDate)>,
    pub diagnosis: DiagnosisState,
    pub stage: Stage,
    pub save: Autosave,
    pub sign_fault: Option<Fault>,
}

/// What is kept and what not yet.
#[derive(Debug, Default)]
pub struct Autosave {
    revision: u64,
    kept_revision: u64,
    sent: Option<(Ticket, u64)>,
    /// Window time of the first change that is not kept.
    changed_at: Option<f64>,
    focus: Option<Id>,
    pub kept_at: Option<i64>,
    pub fault: Option<Fault>,
}

impl Editor {
    /// An empty visit by the form with this `url`. `number` tells it from every other of this window.
    pub fn new(
        (forms, url): (&'static FormSet, &str),
        card: &CardView,
        number: u64,
        model: &Model,
    ) -> Option<Self> {
        let form = forms.current(url)?;
        let (patient, now) = (card.patient, model.now);
        let day = dates::local_day(now, model.offset_minutes).unwrap_or_else(|| model.today());
        Some(Self {
            patient,
            scope: format!("visit-{patient}-{number}"),
            id: None,
            form,
            filled: Filled::begin(form, &card.person, day),
            rest: Draft::default(),
            started_at: now,
            told: Told::default(),
            checked: Checked::default(),
            checked_of: None,
            diagnosis: DiagnosisState::default(),
            stage: Stage::Writing,
            save: Autosave::default(),
            sign_fault: None,
        })
    }

    /// A draft that was kept.
    pub fn open(forms: &'static FormSet, kept: &DraftView) -> Option<Self> {
        let form = super::card_words::form_of(forms, &kept.draft.visit)?;
        Some(Self {
            patient: kept.patient,
            scope: format!("draft-{}", kept.id),
            id: Some(kept.id),
            form,
            filled: Filled::open(form, &kept.draft.visit.answers),
            rest: kept.draft.clone(),
            started_at: kept.started_at,
            told: Told::default(),
            checked: Checked::default(),
            checked_of: None,
            diagnosis: DiagnosisState::default(),
            stage: Stage::Writing,
            save: Autosave {
                kept_at: Some(kept.saved_at),
                ..Autosave::default()
            },
            sign_fault: None,
        })
    }

    /// The form as it stands on the screen.
    pub fn shape(&self) -> Cow<'static, Form> {
        self.filled.shape(self.form)
    }

    /// Local day of the care.
    pub fn day(&self, model: &Model) -> NaiveDate {
        let at = self.rest.care_at.unwrap_or(model.now);
        dates::local_day(at, model.offset_minutes).unwrap_or_else(|| model.today())
    }

    /// The draft as it stands.
    pub fn content(&self, card: &CardView, day: NaiveDate) -> Draft {
        let mut draft = self.rest.clone();
        draft.visit.form.clone_from(&self.form.url);
        draft.visit.form_version.clone_from(&self.form.version);
        draft.visit.answers = self.filled.stored(self.form, &card.person, day);
        draft
    }

    /// Something was typed or chosen.
    pub fn changed(&mut self, ctx: &Context) {
        self.save.revision += 1;
        self.save.changed_at.get_or_insert(ctx.input(|i| i.time));
        if matches!(self.stage, Stage::Warned { .. }) {
            self.stage = Stage::Writing;
        }
    }

    pub fn recheck(&mut self, card: &CardView, day: NaiveDate) {
        let is_known = self
            .checked_of
            .as_ref()
            .is_some_and(|(filled, person, on)| {
                (filled, person, *on) == (&self.filled, &card.person, day)
            });
        if !is_known {
            self.checked = self.filled.check(self.form, &card.person, day);
            self.checked_of = Some((self.filled.clone(), card.person.clone(), day));
        }
    }

    /// Nothing at all was written.
    pub fn is_empty(&self, card: &CardView, day: NaiveDate) -> bool {
        let draft = self.content(card, day);
        draft.visit.answers.is_empty()
            && draft.visit.diagnoses.is_empty()
            && draft.prescriptions.is_empty()
            && draft.referral.is_none()
    }

    /// Hears what became of the last save, sends the next when it is due, and carries the signing on. Once a pass.
    pub fn tick(&mut self, ctx: &Context, model: &Model, card: &CardView, send: &mut Commands) {
        self.save.hear(&mut self.id, ctx, model);
        let now = ctx.input(|i| i.time);
        let focus = ctx.memory(egui::Memory::focused);
        let moved = focus != self.save.focus;
        self.save.focus = focus;
        let closing = self.stage == Stage::Closing;
        if self.save.is_dirty() && self.save.sent.is_none() {
            let waited = self.save.changed_at.map_or(REST_SECS, |since| now - since);
            if moved
                || closing
                || self.id.is_none() && self.save.fault.is_none()
                || waited >= REST_SECS
            {
                self.send(model, card, send);
            } else {
                ctx.request_repaint_after(Duration::from_secs_f64((REST_SECS - waited).max(0.01)));
            }
        }
        match &self.stage {
            Stage::Closing if self.save.fault.is_some() => self.stage = Stage::Writing,
            Stage::Closing if !self.save.is_dirty() && self.save.sent.is_none() => {
                if let Some(draft) = self.id {
                    let ticket = send.ticket();
                    send.job(Job::Do {
                        ticket,
                        // What is unusual was shown and signed again ([`Stage::Warned`]).
                        op: Box::new(Op::SignVisit {
                            draft,
                            confirmed: true,
                        }),
                    });
                    self.stage = Stage::Signing(ticket);
                } else {
                    // Only what the form proposed stands there, and nothing was kept yet.
                    self.save.revision += 1;
                }
            }
            Stage::Signing(ticket) => {
                if let Some(changes) = model.done(*ticket) {
                    self.stage = Stage::Signed {
                        at: model.now,
                        changes: changes.clone(),
                    };
                } else if let Some(fault) = model.fault_of(*ticket) {
                    self.sign_fault = Some(fault.clone());
                    self.stage = Stage::Writing;
                }
            }
            Stage::Dropping(ticket) => {
                if let Some(fault) = model.fault_of(*ticket) {
                    self.sign_fault = Some(fault.clone());
                    self.stage = Stage::Writing;
                }
            }
            Stage::Closing
            | Stage::Writing
            | Stage::Refused { .. }
            | Stage::Warned { .. }
            | Stage::Signed { .. } => {}
        }
    }

    /// Sends what is not yet kept, now.
    pub fn keep(&mut self, model: &Model, card: &CardView, send: &mut Commands) {
        // Without an identity a second save would make a second draft; the first is under way and this one follows it.
        let must_wait = self.id.is_none() && self.save.sent.is_some();
        let is_open = !matches!(self.stage, Stage::Signed { .. } | Stage::Dropping(_));
        if self.save.is_dirty() && is_open && !must_wait {
            self.send(model, card, send);
        }
    }

    fn send(&mut self, model: &Model, card: &CardView, send: &mut Commands) {
        let ticket = send.ticket();
        send.job(Job::SaveDraft {
            ticket,
            draft: self.id,
            patient: self.patient,
            content: Box::new(self.content(card, self.day(model))),
        });
        self.save.sent = Some((ticket, self.save.revision));
        self.save.changed_at = None;
    }
}

impl Autosave {
    pub fn is_dirty(&self) -> bool {
        self.revision > self.kept_revision
    }

    pub fn is_sending(&self) -> bool {
        self.sent.is_some()
    }

    fn hear(&mut self, id: &mut Option<DocId>, ctx: &Context, model: &Model) {
        let Some((ticket, revision)) = self.sent else {
            return;
        };
        if let Some((draft, at)) = model.draft_saved(ticket) {
            *id = Some(draft);
            self.kept_at = Some(at);
            self.kept_revision = revision;
            self.sent = None;
            self.fault = None;
        } else if let Some(fault) = model.fault_of(ticket) {
            self.fault = Some(fault.clone());
            self.sent = None;
            // Tried again later, and sooner when the user goes on.
            self.changed_at = Some(ctx.input(|i| i.time) + RETRY_SECS - REST_SECS);
        }
    }
}
