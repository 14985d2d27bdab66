//! An order that is contraindicated or of a high-alert medicine goes on only with a coded reason; with both, only with a second
//! person's password, or alone with the dose typed again (design §6).

use egui::Context;

use super::{Commands, parts};
use crate::domain::number::Decimal;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::widgets::button::way_back_ui;
use crate::ui::widgets::dialog::buttons_ui;
use crate::ui::widgets::number_field::read_number;
use crate::ui::widgets::text::{muted, whole_ui};
use crate::ui::widgets::{Alert, Btn, Choice, Dialog, Field, NumberField, RecordKey, Severity};
use crate::worker::dose::{ALONE, REASONS, Tier};
use crate::worker::{Job, Ticket};

/// What is typed, and whose password is being asked about.
#[derive(Debug, Clone)]
pub struct OverrideEdit {
    scope: String,
    tier: Tier,
    words: OverrideWords,
    reason: Option<usize>,
    note: String,
    /// 0: a second person; 1: alone.
    way: Option<usize>,
    login: String,
    password: String,
    again: String,
    missing: bool,
    asked: Option<Ticket>,
}

/// Keys of the dialog's own sentences: an order is written, or a dose is given.
#[derive(Debug, Clone, Copy)]
pub struct OverrideWords {
    pub title: &'static str,
    pub go_on: &'static str,
    pub back: &'static str,
}

/// An order is written in spite of it.
const PRESCRIBING: OverrideWords = OverrideWords {
    title: "card-override-title",
    go_on: "card-override-do",
    back: "card-override-back",
};

/// A reason that was given, as the record keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overridden {
    pub reason: String,
    pub note: String,
    /// Login of the second person, `alone`, or empty where none was needed.
    pub second_check: String,
}

/// What the dialog shows of the order.
pub struct Interrupted<'a> {
    /// Name, dose, route in one line.
    pub order: &'a str,
    /// The findings that interrupt, one sentence each.
    pub findings: &'a [String],
    pub dose: Option<Decimal>,
    pub unit: &'a str,
}

impl OverrideEdit {
    pub fn new(scope: &str, tier: Tier) -> Self {
        Self {
            scope: format!("{scope}-override"),
            tier,
            words: PRESCRIBING,
            reason: None,
            note: String::new(),
            way: None,
            login: String::new(),
            password: String::new(),
            again: String::new(),
            missing: false,
            asked: None,
        }
    }

    pub fn with_words(self, words: OverrideWords) -> Self {
        Self { words, ..self }
    }

    /// The reason once it holds; the flag says that the dialog is over.
    pub fn show(
        &mut self,
        ctx: &Context,
        cx: &Cx,
        model: &Model,
        what: &Interrupted<'_>,
        send: &mut Commands,
    ) -> (Option<Overridden>, bool) {
        if let Some(ticket) = self.asked
            && model.done(ticket).is_some()
        {
            let login = self.login.trim().to_owned();
            return (self.answer(&login), true);
        }
        let own = model.session.as_ref().map(|s| s.login.clone());
        let title = cx.tr(self.words.title);
        let shown = Dialog::new("prescribe-override", &title)
            .width(620.0)
            .show(ctx, cx, |ui| {
                let sentence = what.findings.join(". ");
                // A high-alert medicine alone forbids nothing: it asks for care.
                let severity = if what.findings.is_empty() {
                    Severity::Warning
                } else {
                    Severity::Prohibition
                };
                Alert::new("interrupted", severity, what.order)
                    .sentence(
                        if sentence.is_empty() {
                            cx.tr("card-high-alert")
                        } else {
                            sentence
                        }
                        .as_str(),
                    )
                    .show(ui, cx);
                let words = REASONS.map(|r| cx.tr(&format!("card-override-{r}")));
                let words: Vec<&str> = words.iter().map(String::as_str).collect();
                let missing = cx.tr("card-reason-missing");
                let error = (self.missing && self.reason.is_none()).then_some(missing.as_str());
                Choice::new(
                    RecordKey::new(&self.scope, "reason"),
                    &cx.tr("common-reason"),
                    &mut self.reason,
                    &words,
                )
                .required(true)
                .error(error)
                .show(ui, cx);
                Field::new(
                    RecordKey::new(&self.scope, "note"),
                    &cx.tr("common-note"),
                    &mut self.note,
                )
                .width(f32::INFINITY)
                .char_limit(500)
                .show(ui, cx);
                if self.tier == Tier::SecondCheck {
                    self.second_ui(ui, cx, model, what, own.as_deref());
                }
                let (mut yes, mut no) = (false, false);
                buttons_ui(ui, |ui| {
                    yes = Btn::danger(&cx.tr(self.words.go_on)).show(ui, cx).clicked();
                    no = way_back_ui(ui, cx, self.words.back);
                });
                (yes, no)
            });
        let (yes, no) = shown.inner;
        let close = shown.close || no;
        if !yes {
            return (None, close);
        }
        self.missing = true;
        if self.tier != Tier::SecondCheck {
            let done = self.answer("");
            return (done.clone(), close || done.is_some());
        }
        if self.reason.is_none() {
            return (None, close);
        }
        match self.way {
            Some(0) if self.is_second(own.as_deref()) && !self.password.is_empty() => {
                let waiting = self
                    .asked
                    .is_some_and(|t| model.done(t).is_none() && model.fault_of(t).is_none());
                if !waiting {
                    let ticket = send.ticket();
                    send.job(Job::SecondCheck {
                        ticket,
                        login: self.login.trim().to_owned(),
                        password: std::mem::take(&mut self.password),
                    });
                    self.asked = Some(ticket);
                }
                (None, close)
            }
            Some(1) if self.is_same_dose(what.dose) => {
                let done = self.answer(ALONE);
                (done.clone(), close || done.is_some())
            }
            Some(_) | None => (None, close),
        }
    }

    fn second_ui(
        &mut self,
        ui: &mut egui::Ui,
        cx: &Cx,
        model: &Model,
        what: &Interrupted<'_>,
        own: Option<&str>,
    ) {
        let (second, alone) = (cx.tr("card-second-person"), cx.tr("card-second-alone"));
        let missing = cx.tr("card-field-missing");
        let error = (self.missing && self.way.is_none()).then_some(missing.as_str());
        Choice::new(
            RecordKey::new(&self.scope, "way"),
            &cx.tr("card-second-check"),
            &mut self.way,
            &[&second, &alone],
        )
        .required(true)
        .error(error)
        .show(ui, cx);
        match self.way {
            Some(0) => {
                let not_other = cx.tr("card-second-other");
                let is_own = !self.login.trim().is_empty() && !self.is_second(own);
                let login_error = if is_own {
                    Some(not_other.as_str())
                } else {
                    (self.missing && self.login.trim().is_empty()).then_some(missing.as_str())
                };
                Field::new(
                    RecordKey::new(&self.scope, "login"),
                    &cx.tr("card-second-login"),
                    &mut self.login,
                )
                .error(login_error)
                .char_limit(64)
                .show(ui, cx);
                Field::new(
                    RecordKey::new(&self.scope, "password"),
                    &cx.tr("common-password"),
                    &mut self.password,
                )
                .password()
                .char_limit(256)
                .show(ui, cx);
                if let Some(fault) = self.asked.and_then(|t| model.fault_of(t)) {
                    parts::fault_ui(ui, cx, fault);
                } else if self.asked.is_some() {
                    ui.label(muted(cx, cx.tr("card-second-asking")));
                }
            }
            Some(_) => {
                whole_ui(ui, muted(cx, cx.tr("card-second-alone-what")));
                let differs = cx.tr("card-second-differs");
                let wrong = self.missing && !self.is_same_dose(what.dose);
                NumberField::new(
                    RecordKey::new(&self.scope, "again"),
                    &cx.tr("card-second-again"),
                    &mut self.again,
                )
                .unit(what.unit)
                .required(true)
                .error(wrong.then_some(differs.as_str()))
                .show(ui, cx);
            }
            None => {}
        }
    }

    fn is_second(&self, own: Option<&str>) -> bool {
        let login = self.login.trim();
        !login.is_empty() && own.is_none_or(|own| !own.eq_ignore_ascii_case(login))
    }

    fn is_same_dose(&self, dose: Option<Decimal>) -> bool {
        matches!((read_number(&self.again), dose), (Ok(Some(again)), Some(dose)) if again == dose)
    }

    fn answer(&self, second_check: &str) -> Option<Overridden> {
        let reason = self.reason.and_then(|at| REASONS.get(at))?;
        Some(Overridden {
            reason: (*reason).to_owned(),
            note: self.note.trim().to_owned(),
            second_check: second_check.to_owned(),
        })
    }
}
