//! One allergy: agent first, the rest after it (RAD-0090…0150). Nothing is deleted: an error is marked as one.

use egui::{Context, Ui};

use super::fact_edit::{Coded, StatusEdit, end, foot_ui, note_ui, object, onset_ui};
use super::passport::{EditAnswer, Fact};
use super::prescribe_search::find_allergens;
use super::visit_fill::date_text;
use crate::domain::allergy::{Allergy, Severity as Grade};
use crate::domain::card::Noted;
use crate::domain::dates::PartialDate;
use crate::domain::ids::PatientId;
use crate::ui::cx::Cx;
use crate::ui::widgets::text::{small, whole_ui};
use crate::ui::widgets::{Choice, Dialog, Field, RecordKey};

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
    /// What the patient does not tolerate.
    agent: Coded,
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
            agent: Coded::default(),
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
        Self {
            key: noted.key.clone(),
            agent: Coded::open(&a.substance, a.code.clone()),
            reactions: a.reactions.join(", "),
            grade: GRADES.iter().position(|(g, _)| *g == a.severity),
            onset: date_text(a.onset),
            note: a.note.clone(),
            status: StatusEdit::open(a.status),
            ..Self::new(noted.card)
        }
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
            onset = onset_ui(ui, cx, &scope, &mut self.onset);
            note_ui(ui, cx, &scope, &mut self.note);
            foot_ui(ui, cx, &scope, &self.key, &mut self.status)
        });
        let is_missing = self.agent.words().is_empty();
        self.missing |= shown.inner.0 && is_missing;
        end(&shown, || match onset {
            Ok(onset) if !is_missing => Some(self.fact(onset)),
            Ok(_) | Err(_) => None,
        })
    }

    fn agent_ui(&mut self, ui: &mut Ui, cx: &Cx, scope: &str) {
        let key = RecordKey::new(scope, "agent");
        let words = ("card-agent", "card-agent-hint");
        self.agent.show(ui, cx, key, words, self.missing, |typed| {
            find_allergens(typed, cx.lang)
        });
        if !self.agent.words().is_empty() {
            let key = if self.agent.code().is_some() {
                "card-agent-known"
            } else {
                "card-agent-free"
            };
            whole_ui(ui, small(cx, cx.tr(key)));
        }
    }

    fn fact(&self, onset: Option<PartialDate>) -> Fact {
        let allergy = Allergy {
            substance: self.agent.words().to_owned(),
            code: self.agent.code(),
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
