//! What no visit has a place for: whom to call, operations and implants, illnesses of relatives, habits, disability.

use egui::Context;

use super::fact_edit::{StatusEdit, end, foot_ui, note_ui, object, save_ui};
use super::passport::{EditAnswer, Fact};
use super::visit_fill::date_text;
use crate::domain::background::{
    DISABILITY_VALUES, Disability, FamilyIllness, HABIT_VALUES, HABITS, Habit, Procedure,
    ProcedureKind,
};
use crate::domain::card::Noted;
use crate::domain::country::Country;
use crate::domain::dates::PartialDate;
use crate::domain::ids::PatientId;
use crate::domain::person::Contact;
use crate::domain::phone::Phone;
use crate::i18n;
use crate::ui::cx::Cx;
use crate::ui::widgets::{Choice, DateField, Dialog, Field, RecordKey};

/// What a relative can be; a word that stands nowhere here is kept as it was written.
const RELATIONS: [&str; 7] = [
    "mother",
    "father",
    "spouse",
    "child",
    "sibling",
    "guardian",
    "neighbour",
];
/// Of whom an illness is asked.
const BLOOD_RELATIONS: [&str; 5] = ["mother", "father", "sibling", "grandparent", "child"];

/// Who somebody is to the patient, in words; a free word as it is.
pub fn relation_word(cx: &Cx, relation: &str) -> String {
    let key = format!("screen-relation-{relation}");
    if i18n::has(cx.lang, &key) {
        cx.tr(&key)
    } else {
        relation.to_owned()
    }
}

/// One of `relations`, or what was written before.
#[derive(Debug, Default)]
struct Relation {
    chosen: Option<usize>,
    written: String,
}

impl Relation {
    fn open(written: &str, relations: &[&str]) -> Self {
        Self {
            chosen: relations.iter().position(|r| *r == written),
            written: written.to_owned(),
        }
    }

    fn value(&self, relations: &[&str]) -> String {
        self.chosen
            .and_then(|at| relations.get(at))
            .map_or_else(|| self.written.clone(), |r| (*r).to_owned())
    }

    fn show(&mut self, ui: &mut egui::Ui, cx: &Cx, scope: &str, label: &str, relations: &[&str]) {
        let words: Vec<String> = relations.iter().map(|r| relation_word(cx, r)).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        Choice::new(
            RecordKey::new(scope, "relation"),
            &cx.tr(label),
            &mut self.chosen,
            &words,
        )
        .show(ui, cx);
    }
}

/// Somebody to call.
#[derive(Debug)]
pub struct ContactEdit {
    card: PatientId,
    key: String,
    country: Country,
    name: String,
    phone: String,
    relation: Relation,
    status: StatusEdit,
    missing: bool,
}

impl ContactEdit {
    pub fn new(card: PatientId, country: Country) -> Self {
        Self {
            card,
            key: "ct/new".into(),
            country,
            name: String::new(),
            phone: String::new(),
            relation: Relation::default(),
            status: StatusEdit::default(),
            missing: false,
        }
    }

    pub fn open(noted: &Noted<Contact>, country: Country) -> Self {
        let c = &noted.value;
        Self {
            key: noted.key.clone(),
            name: c.name.clone(),
            phone: c.phone.clone(),
            relation: Relation::open(&c.relation, &RELATIONS),
            status: StatusEdit::open(c.status),
            ..Self::new(noted.card, country)
        }
    }

    pub fn show(&mut self, ctx: &Context, cx: &Cx) -> EditAnswer {
        let scope = format!("{}-{}", self.card, self.key);
        let title = cx.tr("passport-contact");
        let shown = Dialog::new("contact", &title).show(ctx, cx, |ui| {
            required_ui(
                ui,
                cx,
                &scope,
                "screen-kin-name",
                &mut self.name,
                self.missing,
            );
            Field::new(
                RecordKey::new(&scope, "phone"),
                &cx.tr("common-phone"),
                &mut self.phone,
            )
            .char_limit(40)
            .show(ui, cx);
            self.relation
                .show(ui, cx, &scope, "screen-kin-relation", &RELATIONS);
            foot_ui(ui, cx, &scope, &self.key, &mut self.status)
        });
        let is_missing = self.name.trim().is_empty();
        self.missing |= shown.inner.0 && is_missing;
        end(&shown, || {
            // A short number of the village is kept as it is.
            let typed = self.phone.trim();
            let phone = Phone::parse(typed, self.country)
                .map_or_else(|_| typed.to_owned(), |phone| phone.as_str().to_owned());
            (!is_missing).then(|| Fact {
                card: self.card,
                key: self.key.clone(),
                value: object(&Contact {
                    name: self.name.trim().to_owned(),
                    relation: self.relation.value(&RELATIONS),
                    phone,
                    status: self.status.value(),
                }),
            })
        })
    }
}

const KINDS: [(ProcedureKind, &str); 2] = [
    (ProcedureKind::Operation, "passport-procedure-operation"),
    (ProcedureKind::Implant, "passport-procedure-implant"),
];

/// The word of a kind.
pub fn kind_word(cx: &Cx, kind: ProcedureKind) -> String {
    let found = KINDS.iter().find(|(known, _)| *known == kind);
    found.map_or_else(String::new, |(_, key)| cx.tr(key))
}

/// An operation, or what stayed in the body.
#[derive(Debug)]
pub struct ProcedureEdit {
    card: PatientId,
    key: String,
    kind: Option<usize>,
    title: String,
    date: String,
    note: String,
    status: StatusEdit,
    missing: bool,
}

impl ProcedureEdit {
    pub fn new(card: PatientId) -> Self {
        Self {
            card,
            key: "proc/new".into(),
            kind: None,
            title: String::new(),
            date: String::new(),
            note: String::new(),
            status: StatusEdit::default(),
            missing: false,
        }
    }

    pub fn open(noted: &Noted<Procedure>) -> Self {
        let p = &noted.value;
        Self {
            key: noted.key.clone(),
            kind: KINDS.iter().position(|(kind, _)| *kind == p.kind),
            title: p.title.clone(),
            date: date_text(p.date),
            note: p.note.clone(),
            status: StatusEdit::open(p.status),
            ..Self::new(noted.card)
        }
    }

    pub fn show(&mut self, ctx: &Context, cx: &Cx) -> EditAnswer {
        let scope = format!("{}-{}", self.card, self.key);
        let title = cx.tr("passport-procedure");
        let mut date = Ok(None);
        let shown = Dialog::new("procedure", &title).show(ctx, cx, |ui| {
            let words = KINDS.map(|(_, key)| cx.tr(key));
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let missing = cx.tr("card-field-missing");
            let error = (self.missing && self.kind.is_none()).then_some(missing.as_str());
            Choice::new(
                RecordKey::new(&scope, "kind"),
                &cx.tr("passport-procedure-kind"),
                &mut self.kind,
                &words,
            )
            .required(true)
            .error(error)
            .show(ui, cx);
            let label = "passport-procedure-title";
            required_ui(ui, cx, &scope, label, &mut self.title, self.missing);
            date = DateField::event(
                RecordKey::new(&scope, "date"),
                &cx.tr("passport-procedure-date"),
                &mut self.date,
            )
            .partial()
            .show(ui, cx)
            .value;
            note_ui(ui, cx, &scope, &mut self.note);
            foot_ui(ui, cx, &scope, &self.key, &mut self.status)
        });
        let kind = self.kind.and_then(|at| KINDS.get(at));
        let is_missing = self.title.trim().is_empty() || kind.is_none();
        self.missing |= shown.inner.0 && is_missing;
        end(&shown, || match (kind, date) {
            (Some((kind, _)), Ok(date)) if !is_missing => Some(Fact {
                card: self.card,
                key: self.key.clone(),
                value: object(&Procedure {
                    kind: *kind,
                    title: self.title.trim().to_owned(),
                    date: date.unwrap_or(PartialDate::UNKNOWN),
                    note: self.note.trim().to_owned(),
                    status: self.status.value(),
                }),
            }),
            _ => None,
        })
    }
}

/// An illness of a relative.
#[derive(Debug)]
pub struct FamilyEdit {
    card: PatientId,
    key: String,
    relation: Relation,
    title: String,
    note: String,
    status: StatusEdit,
    missing: bool,
}

impl FamilyEdit {
    pub fn new(card: PatientId) -> Self {
        Self {
            card,
            key: "fam/new".into(),
            relation: Relation::default(),
            title: String::new(),
            note: String::new(),
            status: StatusEdit::default(),
            missing: false,
        }
    }

    pub fn open(noted: &Noted<FamilyIllness>) -> Self {
        let f = &noted.value;
        Self {
            key: noted.key.clone(),
            relation: Relation::open(&f.relation, &BLOOD_RELATIONS),
            title: f.title.clone(),
            note: f.note.clone(),
            status: StatusEdit::open(f.status),
            ..Self::new(noted.card)
        }
    }

    pub fn show(&mut self, ctx: &Context, cx: &Cx) -> EditAnswer {
        let scope = format!("{}-{}", self.card, self.key);
        let title = cx.tr("passport-family-illness");
        let shown = Dialog::new("family", &title).show(ctx, cx, |ui| {
            let label = "passport-family-title";
            required_ui(ui, cx, &scope, label, &mut self.title, self.missing);
            self.relation
                .show(ui, cx, &scope, "passport-family-who", &BLOOD_RELATIONS);
            note_ui(ui, cx, &scope, &mut self.note);
            foot_ui(ui, cx, &scope, &self.key, &mut self.status)
        });
        let is_missing = self.title.trim().is_empty();
        self.missing |= shown.inner.0 && is_missing;
        end(&shown, || {
            (!is_missing).then(|| Fact {
                card: self.card,
                key: self.key.clone(),
                value: object(&FamilyIllness {
                    relation: self.relation.value(&BLOOD_RELATIONS),
                    title: self.title.trim().to_owned(),
                    note: self.note.trim().to_owned(),
                    status: self.status.value(),
                }),
            })
        })
    }
}

/// One habit; which one is chosen first, unless it is known.
#[derive(Debug)]
pub struct HabitEdit {
    card: PatientId,
    habit: Option<usize>,
    value: Option<usize>,
    note: String,
    /// It is changed, not begun.
    known: bool,
    missing: bool,
}

impl HabitEdit {
    pub fn new(card: PatientId) -> Self {
        Self {
            card,
            habit: None,
            value: None,
            note: String::new(),
            known: false,
            missing: false,
        }
    }

    pub fn open(noted: &Noted<Habit>) -> Self {
        let habit = noted.key.strip_prefix("risk/").unwrap_or_default();
        Self {
            habit: HABITS.iter().position(|known| *known == habit),
            value: HABIT_VALUES.iter().position(|v| *v == noted.value.value),
            note: noted.value.note.clone(),
            known: true,
            ..Self::new(noted.card)
        }
    }

    pub fn show(&mut self, ctx: &Context, cx: &Cx) -> EditAnswer {
        let scope = format!("{}-risk-{:?}", self.card, self.habit.filter(|_| self.known));
        let title = cx.tr("passport-habits");
        let shown = Dialog::new("habit", &title).show(ctx, cx, |ui| {
            let missing = cx.tr("card-field-missing");
            let wanted =
                |at: Option<usize>| (self.missing && at.is_none()).then_some(missing.as_str());
            let (no_habit, no_value) = (wanted(self.habit), wanted(self.value));
            let words = HABITS.map(|habit| cx.tr(&format!("passport-habit-{habit}")));
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            if self.known {
                let word = self.habit.and_then(|at| words.get(at));
                crate::ui::widgets::text::whole_ui(ui, word.copied().unwrap_or_default());
            } else {
                Choice::new(
                    RecordKey::new(&scope, "habit"),
                    &cx.tr("passport-procedure-kind"),
                    &mut self.habit,
                    &words,
                )
                .required(true)
                .error(no_habit)
                .show(ui, cx);
            }
            let values = HABIT_VALUES.map(|value| cx.tr(&format!("passport-habit-{value}")));
            let values: Vec<&str> = values.iter().map(String::as_str).collect();
            Choice::new(
                RecordKey::new(&scope, "value"),
                &cx.tr("card-status"),
                &mut self.value,
                &values,
            )
            .required(true)
            .error(no_value)
            .show(ui, cx);
            Field::new(
                RecordKey::new(&scope, "note"),
                &cx.tr("passport-habit-note"),
                &mut self.note,
            )
            .width(f32::INFINITY)
            .show(ui, cx);
            save_ui(ui, cx, StatusEdit::default())
        });
        let chosen = self
            .habit
            .and_then(|at| HABITS.get(at))
            .zip(self.value.and_then(|at| HABIT_VALUES.get(at)));
        self.missing |= shown.inner.0 && chosen.is_none();
        end(&shown, || {
            let (habit, value) = chosen?;
            Some(Fact {
                card: self.card,
                key: format!("risk/{habit}"),
                value: object(&Habit {
                    value: (*value).to_owned(),
                    note: self.note.trim().to_owned(),
                }),
            })
        })
    }
}

/// Disability as it is stated now.
#[derive(Debug)]
pub struct DisabilityEdit {
    card: PatientId,
    value: Option<usize>,
    note: String,
    missing: bool,
}

impl DisabilityEdit {
    pub fn open(card: PatientId, noted: Option<&Noted<Disability>>) -> Self {
        let value = noted.map_or("", |n| n.value.value.as_str());
        Self {
            card: noted.map_or(card, |n| n.card),
            value: DISABILITY_VALUES.iter().position(|v| *v == value),
            note: noted.map_or_else(String::new, |n| n.value.note.clone()),
            missing: false,
        }
    }

    pub fn show(&mut self, ctx: &Context, cx: &Cx) -> EditAnswer {
        let scope = format!("{}-disab", self.card);
        let title = cx.tr("passport-disability");
        let shown = Dialog::new("disability", &title).show(ctx, cx, |ui| {
            let words = DISABILITY_VALUES.map(|v| cx.tr(&format!("passport-disability-{v}")));
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let missing = cx.tr("card-field-missing");
            let error = (self.missing && self.value.is_none()).then_some(missing.as_str());
            Choice::new(
                RecordKey::new(&scope, "value"),
                &cx.tr("passport-disability-now"),
                &mut self.value,
                &words,
            )
            .required(true)
            .error(error)
            .show(ui, cx);
            Field::new(
                RecordKey::new(&scope, "note"),
                &cx.tr("passport-disability-note"),
                &mut self.note,
            )
            .width(f32::INFINITY)
            .show(ui, cx);
            save_ui(ui, cx, StatusEdit::default())
        });
        let chosen = self.value.and_then(|at| DISABILITY_VALUES.get(at));
        self.missing |= shown.inner.0 && chosen.is_none();
        end(&shown, || {
            Some(Fact {
                card: self.card,
                key: "disab".into(),
                value: object(&Disability {
                    value: (*chosen?).to_owned(),
                    note: self.note.trim().to_owned(),
                }),
            })
        })
    }
}

/// A line of words that must not stay empty.
fn required_ui(
    ui: &mut egui::Ui,
    cx: &Cx,
    scope: &str,
    label: &str,
    text: &mut String,
    missing: bool,
) {
    let words = cx.tr("card-field-missing");
    let error = (missing && text.trim().is_empty()).then_some(words.as_str());
    Field::new(RecordKey::new(scope, label), &cx.tr(label), text)
        .required(true)
        .error(error)
        .char_limit(200)
        .width(f32::INFINITY)
        .show(ui, cx);
}
