//! What was seen after a dose, added to it later: half an hour after, at the next visit, or when the mother calls.

use egui::Context;

use super::vaccination_words::vaccine_name;
use crate::domain::card::Event;
use crate::domain::ids::{DocId, PatientId};
use crate::domain::immunisation::Immunisation;
use crate::ui::cx::Cx;
use crate::ui::widgets::dialog::act_or_cancel_ui;
use crate::ui::widgets::text::whole_ui;
use crate::ui::widgets::{Alert, Btn, Choice, Dialog, Field, RecordKey, Severity};

/// The dose, and what is typed.
#[derive(Debug)]
pub struct ReactionEdit {
    patient: PatientId,
    of: DocId,
    dose: Immunisation,
    local: Option<usize>,
    general: Option<usize>,
    text: String,
    tried: bool,
}

impl ReactionEdit {
    pub fn new(event: &Event<Immunisation>) -> Self {
        let place = |list: &[&str], code: &str| list.iter().position(|one| *one == code);
        Self {
            patient: event.card,
            of: event.id,
            local: place(&Immunisation::LOCAL, &event.content.reaction_local),
            general: place(&Immunisation::GENERAL, &event.content.reaction_general),
            text: event.content.reaction.clone(),
            dose: event.content.clone(),
            tried: false,
        }
    }

    /// The dose with its reaction, whose entry it replaces; and whether the dialog is over.
    pub fn show(
        &mut self,
        ctx: &Context,
        cx: &Cx,
    ) -> (Option<(PatientId, DocId, Immunisation)>, bool) {
        let scope = format!("reaction-{}", self.of);
        let title = cx.tr("vaccination-reaction");
        let shown = Dialog::new("vaccination-reaction", &title)
            .width(820.0)
            .show(ctx, cx, |ui| {
                let name = vaccine_name(cx, &self.dose.vaccine);
                whole_ui(ui, format!("{name}, {}", cx.partial(self.dose.date)));
                let missing = cx.tr("vaccination-reaction-missing");
                let missing = (self.tried && !self.says()).then_some(missing.as_str());
                let words = Immunisation::LOCAL.map(|c| cx.tr(&format!("vaccination-local-{c}")));
                let words: Vec<&str> = words.iter().map(String::as_str).collect();
                let key = RecordKey::new(&scope, "local");
                Choice::new(key, &cx.tr("vaccination-local"), &mut self.local, &words)
                    .error(missing)
                    .show(ui, cx);
                let words =
                    Immunisation::GENERAL.map(|c| cx.tr(&format!("vaccination-general-{c}")));
                let words: Vec<&str> = words.iter().map(String::as_str).collect();
                let key = RecordKey::new(&scope, "general");
                let label = cx.tr("vaccination-general");
                Choice::new(key, &label, &mut self.general, &words).show(ui, cx);
                let label = cx.tr("vaccination-reaction-text");
                Field::new(RecordKey::new(&scope, "text"), &label, &mut self.text)
                    .width(f32::INFINITY)
                    .show(ui, cx);
                if self.written().had_anaphylaxis() {
                    Alert::new("reaction", Severity::Prohibition, &name)
                        .sentence(&cx.tr("vaccination-reaction-anaphylaxis"))
                        .show(ui, cx);
                }
                act_or_cancel_ui(ui, cx, Btn::primary(&cx.tr("vaccination-sign")))
            });
        let (yes, no) = shown.inner;
        self.tried |= yes;
        let done = (yes && self.says()).then(|| (self.patient, self.of, self.written()));
        let close = shown.close || no || done.is_some();
        (done, close)
    }

    fn says(&self) -> bool {
        self.local.is_some() || self.general.is_some() || !self.text.trim().is_empty()
    }

    fn written(&self) -> Immunisation {
        let code = |list: &[&str], at: Option<usize>| {
            at.and_then(|at| list.get(at))
                .map_or("", |code| code)
                .to_owned()
        };
        Immunisation {
            reaction_local: code(&Immunisation::LOCAL, self.local),
            reaction_general: code(&Immunisation::GENERAL, self.general),
            reaction: self.text.trim().to_owned(),
            ..self.dose.clone()
        }
    }
}
