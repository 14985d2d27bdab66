//! One allergy: agent first, the rest after it (RAD-0090…0150). Nothing is deleted: an error is marked as one.

use egui::{Context, Ui};

use super::passport::{EditAnswer, Fact};
use super::prescribe_search::{FoundMedicine, find_allergens};
use super::problem_edit::{StatusEdit, object};
use super::visit_fill::date_text;
use crate::domain::allergy::{Allergy, Severity as Grade};
use crate::domain::card::Noted;
use crate::domain::dates::PartialDate;
use crate::domain::ids::PatientId;
use crate::ui::cx::Cx;
use crate::ui::widgets::dialog::buttons_ui;
use crate::ui::widgets::search_box::{Found, SearchState};
use crate::ui::widgets::text::{muted, small, strong, whole_ui};
use crate::ui::widgets::{Btn, Choice, DateField, Dialog, Field, RecordKey, SearchBox};

const GRADES: [(Grade, &str); 4] = [
    (Grade::Mild, "common-severity-mild"),
    (Grade::Moderate, "common-severity-moderate"),
    (Grade::Severe, "common-severity-severe"),
    (Grade::Unknown, "common-unknown"),
];

/// What is typed.
#[derive(Debug)]
pub struct AllergyEdit {
    card: PatientId,
    key: String,
    search: SearchState,
    /// The agent chosen from the list, and the words with which it was chosen.
    code: Option<(String, String)>,
    reactions: String,
    grade: Option<usize>,
    onset: String,
    note: String,
    status: StatusEdit,
    missing: bool,
}

impl AllergyEdit {
    pub fn new(card: PatientId) -> Self {
        Self {
            card,
            key: "al/new".into(),
            search: SearchState::default(),
            code: None,
            reactions: String::new(),
            grade: None,
            onset: String::new(),
            note: String::new(),
            status: StatusEdit::default(),
            missing: false,
        }
    }

    pub fn open(noted: &Noted<Allergy>) -> Self {
        let a = &noted.value;
        let mut edit = Self::new(noted.card);
        edit.key.clone_from(&noted.key);
        edit.search.text.clone_from(&a.substance);
        edit.code = a.code.clone().map(|code| (code, a.substance.clone()));
        edit.reactions = a.reactions.join(", ");
        edit.grade = GRADES.iter().position(|(g, _)| *g == a.severity);
        edit.onset = date_text(a.onset);
        edit.note.clone_from(&a.note);
        edit.status = StatusEdit::open(a.status);
        edit
    }

    pub fn show(&mut self, ctx: &Context, cx: &Cx) -> EditAnswer {
        let title = cx.tr("common-allergy");
        let scope = format!("{}-{}", self.card, self.key);
        let mut onset = Ok(None);
        let shown = Dialog::new("allergy", &title).show(ctx, cx, |ui| {
            self.agent_ui(ui, cx, &scope);
            Field::new(
                RecordKey::new(&scope, "reactions"),
                &cx.tr("card-reactions"),
                &mut self.reactions,
            )
            .hint(&cx.tr("card-reactions-hint"))
            .width(f32::INFINITY)
            .show(ui, cx);
            let words = GRADES.map(|(_, key)| cx.tr(key));
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            Choice::new(
                RecordKey::new(&scope, "severity"),
                &cx.tr("card-severity"),
                &mut self.grade,
                &words,
            )
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
            if self.key != "al/new" {
                self.status.show(ui, cx, &scope);
            }
            save_ui(ui, cx, &self.status)
        });
        let (yes, no) = shown.inner;
        let is_missing = self.search.text.trim().is_empty();
        self.missing |= yes && is_missing;
        let done = match (yes && !is_missing, onset) {
            (true, Ok(onset)) => Some(self.fact(onset)),
            _ => None,
        };
        EditAnswer {
            close: shown.close || no || done.is_some(),
            done,
        }
    }

    fn agent_ui(&mut self, ui: &mut Ui, cx: &Cx, scope: &str) {
        let (found, total) = find_allergens(&self.search.text, cx.lang);
        let missing = cx.tr("card-field-missing");
        let error =
            (self.missing && self.search.text.trim().is_empty()).then_some(missing.as_str());
        let shown = SearchBox::new(RecordKey::new(scope, "agent"), &cx.tr("card-agent"))
            .hint(&cx.tr("card-agent-hint"))
            .min_chars(crate::codes::names::LETTERS_FIRST)
            .error(error)
            .width(f32::INFINITY)
            .show(
                ui,
                cx,
                &mut self.search,
                Found {
                    items: &found,
                    total,
                },
                |f| f.id.clone(),
                |f| f.name.clone(),
                |ui, f| medicine_row_ui(ui, cx, f),
            );
        if let Some(chosen) = shown.chosen.and_then(|at| found.get(at)) {
            self.search.clear();
            self.search.text.clone_from(&chosen.name);
            self.code = Some((chosen.id.clone(), chosen.name.clone()));
        }
        let known = self.known_code().is_some();
        if !self.search.text.trim().is_empty() {
            let key = if known {
                "card-agent-known"
            } else {
                "card-agent-free"
            };
            whole_ui(ui, small(cx, cx.tr(key)));
        }
    }

    /// The code holds while the words are those it was chosen with.
    fn known_code(&self) -> Option<String> {
        self.code
            .as_ref()
            .filter(|(_, words)| *words == self.search.text)
            .map(|(code, _)| code.clone())
    }

    fn fact(&self, onset: Option<PartialDate>) -> Fact {
        let allergy = Allergy {
            substance: self.search.text.trim().to_owned(),
            code: self.known_code(),
            reactions: self
                .reactions
                .split([',', '+', ';'])
                .map(str::trim)
                .filter(|r| !r.is_empty())
                .map(str::to_owned)
                .collect(),
            severity: self
                .grade
                .and_then(|at| GRADES.get(at))
                .map_or(Grade::Unknown, |(g, _)| *g),
            status: self.status.value(),
            onset: onset.unwrap_or(PartialDate::UNKNOWN),
            note: self.note.trim().to_owned(),
        };
        Fact {
            card: self.card,
            key: self.key.clone(),
            value: object(&allergy),
        }
    }
}

/// One found medicine in a list: name, the name it was found by, its group.
pub fn medicine_row_ui(ui: &mut Ui, cx: &Cx, found: &FoundMedicine) {
    ui.label(strong(&found.name));
    if let Some(other) = &found.found_as {
        ui.label(muted(cx, format!("= {other}")));
    }
    if !found.group.is_empty() {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.label(small(
                cx,
                super::prescribe_order::group_text(cx, &found.group),
            ));
        });
    }
}

/// Save and cancel; saving an error is red.
pub fn save_ui(ui: &mut Ui, cx: &Cx, status: &StatusEdit) -> (bool, bool) {
    let (mut yes, mut no) = (false, false);
    buttons_ui(ui, |ui| {
        yes = if status.is_error() {
            Btn::danger(&cx.tr("card-mark-error"))
                .show(ui, cx)
                .clicked()
        } else {
            Btn::primary(&cx.tr("common-save")).show(ui, cx).clicked()
        };
        no = Btn::secondary(&cx.tr("common-cancel"))
            .shortcut("Esc")
            .show(ui, cx)
            .clicked();
    });
    (yes, no)
}
