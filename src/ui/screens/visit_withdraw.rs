//! Marking an entry as entered in error: the reason is coded, the entry stays readable.

use egui::Context;

use crate::domain::ids::{DocId, PatientId};
use crate::domain::visit::EnteredInError;
use crate::ui::cx::Cx;
use crate::ui::widgets::dialog::act_or_cancel_ui;
use crate::ui::widgets::text::{strong, whole_ui};
use crate::ui::widgets::{Btn, Choice, Dialog, Field, RecordKey};

/// Codes of the record; the words are `card-withdraw-<code>`.
pub const REASONS: [&str; 4] = ["wrong-patient", "duplicate", "mistake", "other"];

/// What is typed.
#[derive(Debug, Clone)]
pub struct WithdrawEdit {
    patient: PatientId,
    target: DocId,
    /// Whose entry it is, where no banner says so.
    who: String,
    reason: Option<usize>,
    note: String,
    missing: bool,
}

impl WithdrawEdit {
    pub fn new(patient: PatientId, target: DocId) -> Self {
        Self {
            patient,
            target,
            who: String::new(),
            reason: None,
            note: String::new(),
            missing: false,
        }
    }

    pub fn about(mut self, who: String) -> Self {
        self.who = who;
        self
    }

    /// What is to be withdrawn, and whether the dialog is over.
    pub fn show(&mut self, ctx: &Context, cx: &Cx) -> (Option<(PatientId, EnteredInError)>, bool) {
        let scope = format!("withdraw-{}", self.target);
        let title = cx.tr("card-withdraw");
        let shown = Dialog::new("withdraw", &title).show(ctx, cx, |ui| {
            if !self.who.is_empty() {
                whole_ui(ui, strong(&self.who));
            }
            whole_ui(ui, cx.tr("card-withdraw-what"));
            let words = REASONS.map(|r| cx.tr(&format!("card-withdraw-{r}")));
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let missing = cx.tr("card-reason-missing");
            let error = (self.missing && self.reason.is_none()).then_some(missing.as_str());
            Choice::new(
                RecordKey::new(&scope, "reason"),
                &cx.tr("common-reason"),
                &mut self.reason,
                &words,
            )
            .required(true)
            .error(error)
            .show(ui, cx);
            Field::new(
                RecordKey::new(&scope, "note"),
                &cx.tr("common-note"),
                &mut self.note,
            )
            .width(f32::INFINITY)
            .show(ui, cx);
            act_or_cancel_ui(ui, cx, Btn::danger(&cx.tr("card-withdraw-do")))
        });
        let (yes, no) = shown.inner;
        let reason = self.reason.and_then(|at| REASONS.get(at));
        self.missing |= yes && reason.is_none();
        let done = reason.filter(|_| yes).map(|reason| {
            (
                self.patient,
                EnteredInError {
                    target: self.target,
                    reason: (*reason).to_owned(),
                    note: self.note.trim().to_owned(),
                },
            )
        });
        let close = shown.close || no || done.is_some();
        (done, close)
    }
}
