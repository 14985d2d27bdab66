//! The end of a pregnancy by keyboard: its day and its outcome.

use egui::Context;

use super::visit_fill::date_text;
use crate::domain::card::Event;
use crate::domain::dates::PartialDate;
use crate::domain::ids::{DocId, PatientId};
use crate::domain::pregnancy::Booking;
use crate::ui::cx::Cx;
use crate::ui::widgets::dialog::act_or_cancel_ui;
use crate::ui::widgets::{Btn, Choice, DateField, Dialog, Field, RecordKey};

/// What is typed.
#[derive(Debug)]
pub struct EndEdit {
    /// Card and entry that this one replaces.
    pub of: (PatientId, DocId),
    before: Booking,
    date: String,
    outcome: Option<usize>,
    note: String,
    tried: bool,
}

impl EndEdit {
    pub fn new(cx: &Cx, entry: &Event<Booking>) -> Self {
        Self {
            of: (entry.card, entry.id),
            before: entry.content.clone(),
            date: date_text(PartialDate::from_day(cx.today)),
            outcome: None,
            note: entry.content.note.clone(),
            tried: false,
        }
    }

    /// What is to be kept, and whether the dialog is over.
    pub fn show(&mut self, ctx: &Context, cx: &Cx) -> (Option<Booking>, bool) {
        let scope = format!("pregnancy-end-{}", self.of.1);
        let title = cx.tr("pregnancy-end");
        let mut date = None;
        let shown = Dialog::new("pregnancy-end", &title)
            .width(760.0)
            .show(ctx, cx, |ui| {
                let key = |field| RecordKey::new(&scope, field);
                let read = DateField::event(key("date"), &cx.tr("pregnancy-ended"), &mut self.date)
                    .required(true)
                    .show(ui, cx);
                date = read.value.ok().flatten();
                let words = Booking::OUTCOMES.map(|o| cx.tr(&format!("pregnancy-outcome-{o}")));
                let words: Vec<&str> = words.iter().map(String::as_str).collect();
                let missing = cx.tr("card-field-missing");
                let error = (self.tried && self.outcome.is_none()).then_some(missing.as_str());
                let label = cx.tr("pregnancy-outcome");
                Choice::new(key("outcome"), &label, &mut self.outcome, &words)
                    .required(true)
                    .error(error)
                    .show(ui, cx);
                Field::new(key("note"), &cx.tr("common-note"), &mut self.note)
                    .width(f32::INFINITY)
                    .show(ui, cx);
                act_or_cancel_ui(ui, cx, Btn::primary(&cx.tr("vaccination-sign")))
            });
        let (yes, no) = shown.inner;
        self.tried |= yes;
        let outcome = self.outcome.and_then(|at| Booking::OUTCOMES.get(at));
        let done = match (outcome, date) {
            (Some(outcome), Some(ended)) if yes => Some(Booking {
                ended,
                outcome: (*outcome).to_owned(),
                note: self.note.trim().to_owned(),
                ..self.before.clone()
            }),
            _ => None,
        };
        let close = shown.close || no || done.is_some();
        (done, close)
    }
}
