//! The smaller facts of the passport: a current medicine, an alert, pregnancy, blood group.

use egui::Context;

use super::fact_edit::{Coded, StatusEdit, end, foot_ui, object, save_ui};
use super::passport::{EditAnswer, Fact};
use super::prescribe_search::find_medicines;
use super::visit_fill::date_text;
use crate::domain::card::Noted;
use crate::domain::dates::PartialDate;
use crate::domain::ids::PatientId;
use crate::domain::problem::{Alert, CurrentMedicine, Pregnancy};
use crate::ui::cx::Cx;
use crate::ui::widgets::text::{small, whole_ui};
use crate::ui::widgets::{Choice, DateField, Dialog, Field, RecordKey};

/// A medicine the patient takes, whoever prescribed it.
#[derive(Debug)]
pub struct MedicineEdit {
    card: PatientId,
    key: String,
    name: Coded,
    dose: String,
    frequency: String,
    since: String,
    until: String,
    route: String,
    status: StatusEdit,
    missing: bool,
}

impl MedicineEdit {
    pub fn new(card: PatientId) -> Self {
        Self {
            card,
            key: "med/new".into(),
            name: Coded::default(),
            dose: String::new(),
            frequency: String::new(),
            since: String::new(),
            until: String::new(),
            route: String::new(),
            status: StatusEdit::default(),
            missing: false,
        }
    }

    pub fn open(noted: &Noted<CurrentMedicine>) -> Self {
        let m = &noted.value;
        Self {
            key: noted.key.clone(),
            name: Coded::open(&m.name, m.medicine.clone()),
            dose: m.dose.clone(),
            frequency: m.frequency.clone(),
            since: date_text(m.since),
            until: date_text(m.until),
            route: m.route.clone(),
            status: StatusEdit::open(m.status),
            ..Self::new(noted.card)
        }
    }

    pub fn show(&mut self, ctx: &Context, cx: &Cx) -> EditAnswer {
        let scope = format!("{}-{}", self.card, self.key);
        let title = cx.tr("card-medicine-taken");
        let (mut since, mut until) = (Ok(None), Ok(None));
        let shown = Dialog::new("medicine", &title).show(ctx, cx, |ui| {
            let key = RecordKey::new(&scope, "name");
            let words = ("common-medicine", "card-medicine-hint");
            self.name.show(ui, cx, key, words, self.missing, |typed| {
                find_medicines(typed, cx.lang)
            });
            if !self.name.words().is_empty() && self.name.code().is_none() {
                whole_ui(ui, small(cx, cx.tr("card-medicine-free")));
            }
            for (field, label, text) in [
                ("dose", "common-dose", &mut self.dose),
                ("frequency", "card-frequency", &mut self.frequency),
            ] {
                let label = cx.tr(label);
                Field::new(RecordKey::new(&scope, field), &label, text).show(ui, cx);
            }
            since = DateField::event(
                RecordKey::new(&scope, "since"),
                &cx.tr("card-since-label"),
                &mut self.since,
            )
            .partial()
            .show(ui, cx)
            .value;
            until = DateField::plan(
                RecordKey::new(&scope, "until"),
                &cx.tr("card-until-label"),
                &mut self.until,
            )
            .partial()
            .show(ui, cx)
            .value;
            foot_ui(ui, cx, &scope, &self.key, &mut self.status)
        });
        let is_missing = self.name.words().is_empty();
        self.missing |= shown.inner.0 && is_missing;
        end(&shown, || match (since, until) {
            (Ok(since), Ok(until)) if !is_missing => Some(Fact {
                card: self.card,
                key: self.key.clone(),
                value: object(&CurrentMedicine {
                    medicine: self.name.code(),
                    name: self.name.words().to_owned(),
                    dose: self.dose.trim().to_owned(),
                    route: self.route.clone(),
                    frequency: self.frequency.trim().to_owned(),
                    since: since.unwrap_or(PartialDate::UNKNOWN),
                    until: until.unwrap_or(PartialDate::UNKNOWN),
                    status: self.status.value(),
                }),
            }),
            _ => None,
        })
    }
}

/// What everybody must see.
#[derive(Debug)]
pub struct AlertEdit {
    card: PatientId,
    key: String,
    text: String,
    status: StatusEdit,
    missing: bool,
}

impl AlertEdit {
    pub fn new(card: PatientId) -> Self {
        Self {
            card,
            key: "alert/new".into(),
            text: String::new(),
            status: StatusEdit::default(),
            missing: false,
        }
    }

    pub fn open(noted: &Noted<Alert>) -> Self {
        Self {
            key: noted.key.clone(),
            text: noted.value.text.clone(),
            status: StatusEdit::open(noted.value.status),
            ..Self::new(noted.card)
        }
    }

    pub fn show(&mut self, ctx: &Context, cx: &Cx) -> EditAnswer {
        let scope = format!("{}-{}", self.card, self.key);
        let title = cx.tr("card-alert");
        let shown = Dialog::new("alert", &title).show(ctx, cx, |ui| {
            let missing = cx.tr("card-field-missing");
            let error = (self.missing && self.text.trim().is_empty()).then_some(missing.as_str());
            Field::new(
                RecordKey::new(&scope, "text"),
                &cx.tr("card-alert-text"),
                &mut self.text,
            )
            .required(true)
            .error(error)
            .char_limit(200)
            .width(f32::INFINITY)
            .show(ui, cx);
            foot_ui(ui, cx, &scope, &self.key, &mut self.status)
        });
        let is_missing = self.text.trim().is_empty();
        self.missing |= shown.inner.0 && is_missing;
        end(&shown, || {
            (!is_missing).then(|| Fact {
                card: self.card,
                key: self.key.clone(),
                value: object(&Alert {
                    text: self.text.trim().to_owned(),
                    status: self.status.value(),
                }),
            })
        })
    }
}

/// Pregnancy as stated now.
#[derive(Debug)]
pub struct PregnancyEdit {
    card: PatientId,
    value: Option<usize>,
    lmp: String,
    missing: bool,
}

const PREGNANT: [(&str, &str); 3] = [
    ("yes", "common-yes"),
    ("no", "common-no"),
    ("unknown", "common-unknown"),
];

impl PregnancyEdit {
    pub fn open(card: PatientId, noted: Option<&Noted<Pregnancy>>) -> Self {
        let value = noted.and_then(|n| PREGNANT.iter().position(|(v, _)| *v == n.value.value));
        Self {
            card: noted.map_or(card, |n| n.card),
            value,
            lmp: noted.map_or_else(String::new, |n| date_text(n.value.lmp)),
            missing: false,
        }
    }

    pub fn show(&mut self, ctx: &Context, cx: &Cx) -> EditAnswer {
        let scope = format!("{}-preg", self.card);
        let title = cx.tr("common-pregnancy");
        let mut lmp = Ok(None);
        let shown = Dialog::new("pregnancy", &title).show(ctx, cx, |ui| {
            let words = PREGNANT.map(|(_, key)| cx.tr(key));
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let missing = cx.tr("card-field-missing");
            let error = (self.missing && self.value.is_none()).then_some(missing.as_str());
            Choice::new(
                RecordKey::new(&scope, "value"),
                &cx.tr("card-pregnant-now"),
                &mut self.value,
                &words,
            )
            .required(true)
            .error(error)
            .show(ui, cx);
            if self.value == Some(0) {
                lmp = DateField::event(
                    RecordKey::new(&scope, "lmp"),
                    &cx.tr("card-lmp"),
                    &mut self.lmp,
                )
                .show(ui, cx)
                .value;
            }
            save_ui(ui, cx, StatusEdit::default())
        });
        self.missing |= shown.inner.0 && self.value.is_none();
        let chosen = self.value.and_then(|at| PREGNANT.get(at));
        end(&shown, || match (chosen, lmp) {
            (Some((value, _)), Ok(lmp)) => Some(Fact {
                card: self.card,
                key: "preg".into(),
                value: object(&Pregnancy {
                    value: (*value).to_owned(),
                    lmp: lmp.unwrap_or(PartialDate::UNKNOWN),
                }),
            }),
            _ => None,
        })
    }
}

/// Blood group (AB0 with the numerals in use in the region) and Rh.
#[derive(Debug)]
pub struct BloodEdit {
    card: PatientId,
    group: Option<usize>,
    rhesus: Option<usize>,
    missing: bool,
}

const GROUPS: [&str; 4] = ["O(I)", "A(II)", "B(III)", "AB(IV)"];
const RHESUS: [&str; 2] = ["Rh+", "Rh−"];

impl BloodEdit {
    pub fn open(card: PatientId, noted: Option<&Noted<String>>) -> Self {
        let text = noted.map_or("", |n| n.value.as_str());
        Self {
            card: noted.map_or(card, |n| n.card),
            group: GROUPS.iter().position(|g| text.starts_with(g)),
            rhesus: RHESUS.iter().position(|r| text.ends_with(r)),
            missing: false,
        }
    }

    pub fn show(&mut self, ctx: &Context, cx: &Cx) -> EditAnswer {
        let scope = format!("{}-blood", self.card);
        let title = cx.tr("card-blood");
        let shown = Dialog::new("blood", &title).show(ctx, cx, |ui| {
            let missing = cx.tr("card-field-missing");
            let error =
                |at: Option<usize>| (self.missing && at.is_none()).then_some(missing.as_str());
            let (no_group, no_rhesus) = (error(self.group), error(self.rhesus));
            Choice::new(
                RecordKey::new(&scope, "group"),
                &cx.tr("card-blood-group"),
                &mut self.group,
                &GROUPS,
            )
            .error(no_group)
            .show(ui, cx);
            Choice::new(
                RecordKey::new(&scope, "rhesus"),
                &cx.tr("card-blood-rhesus"),
                &mut self.rhesus,
                &RHESUS,
            )
            .error(no_rhesus)
            .show(ui, cx);
            save_ui(ui, cx, StatusEdit::default())
        });
        let chosen = self
            .group
            .and_then(|g| GROUPS.get(g))
            .zip(self.rhesus.and_then(|r| RHESUS.get(r)));
        self.missing |= shown.inner.0 && chosen.is_none();
        end(&shown, || {
            let (group, rhesus) = chosen?;
            let mut value = serde_json::Map::new();
            value.insert("value".into(), format!("{group} {rhesus}").into());
            Some(Fact {
                card: self.card,
                key: "blood".into(),
                value,
            })
        })
    }
}
