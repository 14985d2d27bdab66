//! A dose that was not given: the reason is coded, «other» needs words.

use egui::Context;

use crate::domain::administration::Administration;
use crate::ui::cx::Cx;
use crate::ui::widgets::dialog::act_or_cancel_ui;
use crate::ui::widgets::text::{strong, whole_ui};
use crate::ui::widgets::{Btn, Choice, Dialog, Field, RecordKey};

/// What is typed.
#[derive(Debug)]
pub struct NotGivenEdit {
    scope: String,
    reason: Option<usize>,
    note: String,
    tried: bool,
}

impl NotGivenEdit {
    pub fn new(scope: &str) -> Self {
        Self {
            scope: format!("{scope}-not"),
            reason: None,
            note: String::new(),
            tried: false,
        }
    }

    /// Reason and note once they hold, and whether the dialog is over. `order` names the dose.
    pub fn show(
        &mut self,
        ctx: &Context,
        cx: &Cx,
        order: &str,
    ) -> (Option<(&'static str, String)>, bool) {
        let title = cx.tr("give-not-title");
        let shown = Dialog::new("give-not", &title)
            .width(620.0)
            .show(ctx, cx, |ui| {
                whole_ui(ui, strong(order));
                let words = Administration::REASONS.map(|r| cx.tr(&format!("give-reason-{r}")));
                let words: Vec<&str> = words.iter().map(String::as_str).collect();
                let missing = cx.tr("card-reason-missing");
                let error = (self.tried && self.reason.is_none()).then_some(missing.as_str());
                Choice::new(
                    RecordKey::new(&self.scope, "reason"),
                    &cx.tr("common-reason"),
                    &mut self.reason,
                    &words,
                )
                .required(true)
                .error(error)
                .show(ui, cx);
                let empty = cx.tr("card-field-missing");
                let needed = self.needs_note();
                let lacks = self.tried && needed && self.note.trim().is_empty();
                Field::new(
                    RecordKey::new(&self.scope, "note"),
                    &cx.tr("common-note"),
                    &mut self.note,
                )
                .required(needed)
                .error(lacks.then_some(empty.as_str()))
                .width(f32::INFINITY)
                .char_limit(500)
                .show(ui, cx);
                act_or_cancel_ui(ui, cx, Btn::primary(&cx.tr("give-not-do")))
            });
        let (yes, no) = shown.inner;
        self.tried |= yes;
        let whole = !self.needs_note() || !self.note.trim().is_empty();
        let done = self
            .reason
            .and_then(|at| Administration::REASONS.get(at))
            .filter(|_| yes && whole)
            .map(|reason| (*reason, self.note.trim().to_owned()));
        let close = shown.close || no || done.is_some();
        (done, close)
    }

    fn needs_note(&self) -> bool {
        self.reason.and_then(|at| Administration::REASONS.get(at)) == Some(&Administration::OTHER)
    }
}
