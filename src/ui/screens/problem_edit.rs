//! One health problem, from ICD-10 or in words.

use egui::Context;

use super::diagnosis::{DiagnosisState, diagnosis_search_ui};
use super::fact_edit::{StatusEdit, end, foot_ui, note_ui, object, onset_ui};
use super::passport::{EditAnswer, Fact};
use super::visit_fill::date_text;
use crate::domain::card::Noted;
use crate::domain::dates::PartialDate;
use crate::domain::ids::PatientId;
use crate::domain::problem::Problem;
use crate::ui::cx::Cx;
use crate::ui::widgets::{Dialog, Field, RecordKey};

/// What is typed.
#[derive(Debug)]
pub struct ProblemEdit {
    card: PatientId,
    key: String,
    search: DiagnosisState,
    code: Option<(String, String)>,
    title: String,
    onset: String,
    note: String,
    status: StatusEdit,
    missing: bool,
}

impl ProblemEdit {
    pub fn new(card: PatientId) -> Self {
        Self {
            card,
            key: "pr/new".into(),
            search: DiagnosisState::default(),
            code: None,
            title: String::new(),
            onset: String::new(),
            note: String::new(),
            status: StatusEdit::default(),
            missing: false,
        }
    }

    pub fn open(noted: &Noted<Problem>) -> Self {
        let p = &noted.value;
        Self {
            key: noted.key.clone(),
            code: p.code.clone().map(|code| (code, p.title.clone())),
            title: p.title.clone(),
            onset: date_text(p.onset),
            note: p.note.clone(),
            status: StatusEdit::open(p.status),
            ..Self::new(noted.card)
        }
    }

    pub fn show(&mut self, ctx: &Context, cx: &Cx) -> EditAnswer {
        let scope = format!("{}-{}", self.card, self.key);
        let title = cx.tr("card-problem");
        let mut onset = Ok(None);
        let shown = Dialog::new("problem", &title)
            .width(640.0)
            .show(ctx, cx, |ui| {
                let label = cx.tr("card-diagnosis-search");
                let key = RecordKey::new(&scope, "search");
                if let Some(found) =
                    diagnosis_search_ui(ui, cx, key, &label, None, &mut self.search, &[])
                {
                    self.title.clone_from(&found.title);
                    self.code = Some((found.code, found.title));
                }
                let missing = cx.tr("card-field-missing");
                let error =
                    (self.missing && self.title.trim().is_empty()).then_some(missing.as_str());
                let coded = self.code();
                Field::new(
                    RecordKey::new(&scope, "title"),
                    &cx.tr("card-problem-words"),
                    &mut self.title,
                )
                .required(true)
                .error(error)
                .unit(coded.as_deref().unwrap_or_default())
                .width(f32::INFINITY)
                .show(ui, cx);
                onset = onset_ui(ui, cx, &scope, &mut self.onset);
                note_ui(ui, cx, &scope, &mut self.note);
                foot_ui(ui, cx, &scope, &self.key, &mut self.status)
            });
        let is_missing = self.title.trim().is_empty();
        self.missing |= shown.inner.0 && is_missing;
        end(&shown, || match onset {
            Ok(onset) if !is_missing => Some(self.fact(onset)),
            Ok(_) | Err(_) => None,
        })
    }

    /// The code holds while the words are those it was chosen with.
    fn code(&self) -> Option<String> {
        self.code
            .as_ref()
            .filter(|(_, words)| *words == self.title)
            .map(|(code, _)| code.clone())
    }

    fn fact(&self, onset: Option<PartialDate>) -> Fact {
        Fact {
            card: self.card,
            key: self.key.clone(),
            value: object(&Problem {
                code: self.code(),
                title: self.title.trim().to_owned(),
                status: self.status.value(),
                onset: onset.unwrap_or(PartialDate::UNKNOWN),
                note: self.note.trim().to_owned(),
            }),
        }
    }
}
