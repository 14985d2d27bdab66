//! One item of screening or follow-up by keyboard: done, declined, or the person was invited.

use egui::Context;

use super::visit_fill::date_text;
use crate::domain::dates::PartialDate;
use crate::domain::ids::PatientId;
use crate::domain::prevention::Preventive;
use crate::ui::cx::Cx;
use crate::ui::widgets::dialog::act_or_cancel_ui;
use crate::ui::widgets::text::{strong, whole_ui};
use crate::ui::widgets::{Btn, Choice, DateField, Dialog, Field, RecordKey};

/// What is typed.
#[derive(Debug)]
pub struct PreventionEdit {
    scope: String,
    item: String,
    name: String,
    what: Option<usize>,
    date: String,
    note: String,
}

impl PreventionEdit {
    pub fn new(cx: &Cx, patient: PatientId, item: String, name: String) -> Self {
        Self {
            scope: format!("card-{patient}-prevention-{item}"),
            item,
            name,
            what: Some(0),
            date: date_text(PartialDate::from_day(cx.today)),
            note: String::new(),
        }
    }

    /// What is to be kept, and whether the dialog is over.
    pub fn show(&mut self, ctx: &Context, cx: &Cx) -> (Option<Preventive>, bool) {
        let title = cx.tr("prevention-record");
        let mut date = None;
        let shown = Dialog::new("prevention-edit", &title)
            .width(640.0)
            .show(ctx, cx, |ui| {
                whole_ui(ui, strong(&self.name));
                let key = |field| RecordKey::new(&self.scope, field);
                let words = Preventive::STATUSES.map(|s| cx.tr(&format!("prevention-what-{s}")));
                let words: Vec<&str> = words.iter().map(String::as_str).collect();
                let label = cx.tr("vaccination-what");
                Choice::new(key("what"), &label, &mut self.what, &words).show(ui, cx);
                let read = DateField::event(key("date"), &cx.tr("common-date"), &mut self.date)
                    .required(true)
                    .show(ui, cx);
                date = read.value.ok().flatten();
                Field::new(key("note"), &cx.tr("common-note"), &mut self.note)
                    .width(f32::INFINITY)
                    .show(ui, cx);
                act_or_cancel_ui(ui, cx, Btn::primary(&cx.tr("vaccination-sign")))
            });
        let (yes, no) = shown.inner;
        let status = self.what.and_then(|at| Preventive::STATUSES.get(at));
        let done = match (status, date) {
            (Some(status), Some(date)) if yes => Some(Preventive {
                item: self.item.clone(),
                name: self.name.clone(),
                status: (*status).to_owned(),
                date,
                note: self.note.trim().to_owned(),
            }),
            _ => None,
        };
        let close = shown.close || no || done.is_some();
        (done, close)
    }
}
