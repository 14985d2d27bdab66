//! One health problem, from ICD-10 or in words; and the state of an entry, which all lists share.

use egui::{Context, Ui};
use serde_json::{Map, Value as Json};

use super::allergy_edit::save_ui;
use super::diagnosis::{DiagnosisState, diagnosis_search_ui};
use super::passport::{EditAnswer, Fact};
use super::visit_fill::date_text;
use crate::domain::allergy::Status;
use crate::domain::card::Noted;
use crate::domain::dates::PartialDate;
use crate::domain::ids::PatientId;
use crate::domain::problem::Problem;
use crate::ui::cx::Cx;
use crate::ui::widgets::{Choice, DateField, Dialog, Field, RecordKey};

const STATUSES: [(Status, &str); 3] = [
    (Status::Active, "card-status-active"),
    (Status::Resolved, "card-status-resolved"),
    (Status::EnteredInError, "common-entered-in-error"),
];

/// How an entry stands.
#[derive(Debug, Clone, Copy, Default)]
pub struct StatusEdit {
    chosen: Option<usize>,
}

impl StatusEdit {
    pub fn open(status: Status) -> Self {
        Self {
            chosen: STATUSES.iter().position(|(s, _)| *s == status),
        }
    }

    pub fn value(self) -> Status {
        self.chosen
            .and_then(|at| STATUSES.get(at))
            .map_or(Status::Active, |(s, _)| *s)
    }

    pub fn is_error(self) -> bool {
        self.value() == Status::EnteredInError
    }

    pub fn show(&mut self, ui: &mut Ui, cx: &Cx, scope: &str) {
        let words = STATUSES.map(|(_, key)| cx.tr(key));
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        Choice::new(
            RecordKey::new(scope, "status"),
            &cx.tr("card-status"),
            &mut self.chosen,
            &words,
        )
        .show(ui, cx);
    }
}

/// A value as the object that the record keeps.
pub fn object<T: serde::Serialize>(value: &T) -> Map<String, Json> {
    match serde_json::to_value(value) {
        Ok(Json::Object(map)) => map,
        // Our own plain structs are objects.
        Ok(_) | Err(_) => Map::new(),
    }
}

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
                    diagnosis_search_ui(ui, cx, key, &label, None, &mut self.search)
                {
                    self.title.clone_from(&found.title);
                    self.code = Some((found.code, found.title));
                }
                let missing = cx.tr("card-field-missing");
                let error =
                    (self.missing && self.title.trim().is_empty()).then_some(missing.as_str());
                let coded = self
                    .code
                    .as_ref()
                    .filter(|(_, words)| *words == self.title)
                    .map(|(code, _)| code.clone());
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
                onset = DateField::event(
                    RecordKey::new(&scope, "onset"),
                    &cx.tr("card-onset"),
                    &mut self.onset,
                )
                .partial()
                .show(ui, cx)
                .value;
                Field::new(
                    RecordKey::new(&scope, "note"),
                    &cx.tr("common-note"),
                    &mut self.note,
                )
                .width(f32::INFINITY)
                .show(ui, cx);
                if self.key != "pr/new" {
                    self.status.show(ui, cx, &scope);
                }
                save_ui(ui, cx, &self.status)
            });
        let (yes, no) = shown.inner;
        let is_missing = self.title.trim().is_empty();
        self.missing |= yes && is_missing;
        let done = match (yes && !is_missing, onset) {
            (true, Ok(onset)) => Some(Fact {
                card: self.card,
                key: self.key.clone(),
                value: object(&Problem {
                    code: self
                        .code
                        .as_ref()
                        .filter(|(_, words)| *words == self.title)
                        .map(|(code, _)| code.clone()),
                    title: self.title.trim().to_owned(),
                    status: self.status.value(),
                    onset: onset.unwrap_or(PartialDate::UNKNOWN),
                    note: self.note.trim().to_owned(),
                }),
            }),
            _ => None,
        };
        EditAnswer {
            close: shown.close || no || done.is_some(),
            done,
        }
    }
}
