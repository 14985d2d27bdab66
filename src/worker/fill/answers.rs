//! The answers of a visit, read by the form version in which they were written, in the words of the paper's language.

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::domain::dates::PartialDate;
use crate::domain::lang::Lang;
use crate::domain::paper::{Amount, FormPaper, FormPart};
use crate::domain::visit::Visit;
use crate::forms::{
    Answer, Answers, Component, Form, FormSet, Item, Kind, Quantity, VISIT, clock, decode_all,
    enabled, plain,
};
use crate::i18n::{dates, has, numbers, tr};
use crate::print::papers::amount_text;
use crate::worker::form_paper::has_own_paper;

/// Items of the general visit form that the papers have a place for.
const PLACED: [&str; 22] = [
    "complaints",
    "history",
    "weight",
    "height",
    "head",
    "muac",
    "temp",
    "bp-sys",
    "bp-dia",
    "pulse",
    "resp",
    "spo2",
    "glucose",
    "creatinine",
    "creatinine-mg",
    "exam",
    "plan",
    "advice",
    "next-visit",
    "sick-from",
    "sick-to",
    "sick-number",
];

/// The answers of one visit.
pub struct Sheet {
    form: Option<Cow<'static, Form>>,
    answers: Answers,
    lang: Lang,
}

impl Sheet {
    pub fn of(visit: &Visit, lang: Lang) -> Self {
        let forms = FormSet::in_force();
        let form = forms
            .version(&visit.form, &visit.form_version)
            .or_else(|| forms.current(&visit.form))
            .map(|form| form.unfolded_for(visit.answers.keys().map(String::as_str)));
        let answers = visit
            .answers
            .iter()
            .map(|(link_id, text)| {
                let answers = decode_all(text).into_iter().filter(|a| !a.is_blank());
                (link_id.clone(), answers.collect())
            })
            .collect();
        Self {
            form,
            answers,
            lang,
        }
    }

    /// Answers of an item of the general visit form, or of the item of this form with the same code.
    pub fn answers(&self, place: &str) -> &[Answer] {
        self.answers
            .get(&self.link_id(place))
            .map_or(&[], Vec::as_slice)
    }

    /// The answer as a text; several stand in lines.
    pub fn text(&self, place: &str) -> Option<String> {
        self.say(&self.link_id(place))
    }

    /// The day of a whole date; an answer that is no whole date is printed by [`Self::more`].
    pub fn day(&self, place: &str) -> Option<NaiveDate> {
        match self.answers(place) {
            [Answer::Date(date)] => date.day(),
            _ => None,
        }
    }

    /// A number with its unit.
    pub fn amount(&self, place: &str) -> Option<Amount> {
        let [answer] = self.answers(place) else {
            return None;
        };
        match answer {
            Answer::Quantity(quantity) => Some(amount(quantity)),
            Answer::Number(value) => {
                let unit = self
                    .item(&self.link_id(place))
                    .and_then(|item| item.units.first());
                Some(Amount {
                    value: *value,
                    unit: unit.map_or_else(String::new, |unit| unit_code(&unit.code)),
                })
            }
            Answer::Text(_)
            | Answer::Date(_)
            | Answer::DateTime(_)
            | Answer::Time(_)
            | Answer::Bool(_)
            | Answer::Choice(_)
            | Answer::Other(_) => None,
        }
    }

    pub fn label(&self, link_id: &str) -> String {
        let own = self.item(link_id).map(|item| {
            let text = item.text(self.lang);
            format!("{} {text}", item.prefix).trim_start().to_owned()
        });
        match (own, plain(link_id)) {
            (None, _) => link_id.to_owned(),
            (Some(own), (_, 1)) => own,
            (Some(own), (_, number)) => format!("{own} ({number})"),
        }
    }

    /// Every answer as label and text, in the order of the form; unknown link ids last.
    pub fn all(&self) -> Vec<(String, String, String)> {
        let items = self
            .form
            .as_deref()
            .map(Form::all_items)
            .unwrap_or_default();
        let known: Vec<&str> = items.iter().map(|item| item.link_id.as_str()).collect();
        let unknown = self
            .answers
            .keys()
            .map(String::as_str)
            .filter(|link_id| !known.contains(link_id));
        known
            .iter()
            .copied()
            .chain(unknown)
            .filter_map(|link_id| {
                Some((link_id.to_owned(), self.label(link_id), self.say(link_id)?))
            })
            .collect()
    }

    /// The form as a paper of its own; `None` for what the program has a paper for.
    pub fn paper(&self) -> Option<FormPaper> {
        let form = self.form.as_deref().filter(|form| has_own_paper(form))?;
        let mut parts: Vec<FormPart> = Vec::new();
        let mut known = Vec::new();
        for top in &form.items {
            let heading = match (top.kind, top.repetition) {
                (Kind::Group, 0 | 1) => top.text(self.lang).to_owned(),
                (Kind::Group, number) => format!("{} ({number})", top.text(self.lang)),
                _ => String::new(),
            };
            let mut fields = Vec::new();
            let mut waiting = vec![top];
            while let Some(item) = waiting.pop() {
                known.push(item.link_id.as_str());
                if let Some(text) = self.say(&item.link_id) {
                    fields.push((self.label(&item.link_id), text));
                }
                if let Some(component) = item.component {
                    put_fields(&mut parts, &heading, std::mem::take(&mut fields));
                    // Nobody knows here whether anything stands in it: the paper writes a heading once.
                    parts.push(match component {
                        Component::Diagnoses => FormPart::Diagnoses(heading.clone()),
                        Component::Prescriptions => FormPart::Medicines(heading.clone()),
                    });
                }
                waiting.extend(item.items.iter().rev());
            }
            put_fields(&mut parts, &heading, fields);
        }
        let unknown = self
            .answers
            .keys()
            .filter(|id| !known.contains(&id.as_str()));
        let rest: Vec<_> = unknown
            .filter_map(|id| Some((id.clone(), self.say(id)?)))
            .collect();
        put_fields(&mut parts, "", rest);
        let enabled = enabled(form, &self.answers);
        let signing = form.all_items().into_iter();
        let signing = signing.filter(|item| item.signature && enabled.contains(&item.link_id));
        Some(FormPaper {
            title: form.title(self.lang).to_owned(),
            legal_act: form.legal_act.clone(),
            unconfirmed: form.unconfirmed,
            parts,
            signed_by: signing
                .map(|item| item.text(self.lang).to_owned())
                .collect(),
        })
    }

    /// What no place of a paper took: items that only this form has, and answers of another kind than the place takes.
    pub fn more(&self, taken: &[&str]) -> Vec<(String, String)> {
        let taken: Vec<String> = taken.iter().map(|place| self.link_id(place)).collect();
        self.all()
            .into_iter()
            .filter(|(link_id, _, _)| !taken.contains(link_id))
            .map(|(_, label, text)| (label, text))
            .collect()
    }

    fn say(&self, link_id: &str) -> Option<String> {
        let answers = self.answers.get(link_id)?;
        let item = self.item(link_id);
        let lines: Vec<String> = answers
            .iter()
            .map(|answer| self.say_one(item, answer))
            .collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }

    fn say_one(&self, item: Option<&Item>, answer: &Answer) -> String {
        match answer {
            Answer::Text(text) | Answer::Other(text) => text.clone(),
            Answer::Number(number) => numbers::decimal(self.lang, *number),
            Answer::Quantity(quantity) => {
                let mut amount = amount(quantity);
                let unit =
                    item.and_then(|item| item.units.iter().find(|u| u.code == quantity.unit));
                if let Some(unit) =
                    unit.filter(|_| !has(self.lang, &format!("common-unit-{}", amount.unit)))
                {
                    unit.text.get(self.lang).clone_into(&mut amount.unit);
                }
                amount_text(self.lang, &amount)
            }
            Answer::Date(date) => dates::long_partial(self.lang, *date),
            Answer::DateTime(at) => {
                let day = PartialDate::from_day(at.date());
                format!(
                    "{}, {}",
                    dates::long_partial(self.lang, day),
                    clock(at.time())
                )
            }
            Answer::Time(time) => clock(*time),
            Answer::Bool(yes) => tr(
                self.lang,
                if *yes { "common-yes" } else { "common-no" },
                &[],
            ),
            Answer::Choice(coding) => {
                let option = item.and_then(|item| {
                    item.options
                        .iter()
                        .find(|option| option.answer.same(answer))
                });
                match option {
                    Some(option) => option.text.get(self.lang).to_owned(),
                    None if coding.display.is_empty() => coding.code.clone(),
                    None => coding.display.clone(),
                }
            }
        }
    }

    fn item(&self, link_id: &str) -> Option<&Item> {
        self.form.as_deref()?.item(link_id)
    }

    /// The link id of a place in this form: the same link id, else the item with the same code.
    fn link_id(&self, place: &str) -> String {
        let same_code = || {
            let code = FormSet::in_force()
                .current(VISIT)?
                .item(place)?
                .codes
                .first()?;
            let items = self.form.as_deref()?.all_items();
            let found = items.into_iter().find(|item| item.codes.contains(code))?;
            Some(found.link_id.clone())
        };
        if PLACED.contains(&place) && self.item(place).is_none() {
            same_code().unwrap_or_else(|| place.to_owned())
        } else {
            place.to_owned()
        }
    }
}

/// Fields under their heading; those without one join what stands above without one.
fn put_fields(parts: &mut Vec<FormPart>, heading: &str, fields: Vec<(String, String)>) {
    match parts.last_mut() {
        _ if fields.is_empty() => {}
        Some(FormPart::Fields(last, all)) if last.is_empty() && heading.is_empty() => {
            all.extend(fields);
        }
        _ => parts.push(FormPart::Fields(heading.to_owned(), fields)),
    }
}

/// An amount in the unit codes of the papers.
fn amount(quantity: &Quantity) -> Amount {
    Amount {
        value: quantity.value,
        unit: unit_code(&quantity.unit),
    }
}

/// UCUM and formulary units in the codes of the catalogue (`common-unit-…`); an unknown one stays as it is.
pub(super) fn unit_code(unit: &str) -> String {
    match unit {
        "Cel" => "celsius",
        "mm[Hg]" => "mmhg",
        "/min" => "per-minute",
        "%" => "percent",
        "mmol/L" | "mmol/l" => "mmol-l",
        "umol/L" | "umol/l" => "umol-l",
        "mg/dL" | "mg/dl" => "mg-dl",
        "g/L" | "g/l" => "g-l",
        "kg/m2" => "kg-m2",
        "mL" => "ml",
        "L" => "l",
        "ug" | "µg" | "μg" => "mcg",
        "IU" | "[iU]" => "iu",
        other => other,
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_in_the_shipped_form() {
        let form = FormSet::in_force().current(VISIT).unwrap();
        for place in PLACED {
            assert!(form.item(place).is_some(), "{place}");
        }
    }
}
