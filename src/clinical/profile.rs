//! National profiles: where editions of a guideline conflict, which one stands in a country (`assets/clinical/profiles.json`).
//!
//! A choice that was read in its source and signed by a named clinician takes the rules of the other editions out, for patients whom a
//! rule of the chosen edition is about. Any other choice only makes an answer stricter. Without a country nothing changes.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::Deserialize;

use super::answer::{Answer, Arg, Finding, Level, Verdict};
use super::candidate::{Scope, within};
use super::data::{Formulary, Medicine, Verified};
use super::facts::Facts;
use super::finding::prose;
use super::question::Question;
use crate::domain::country::Country;

/// Rules of which only those of one edition can be meant.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conflict {
    pub id: String,
    pub editions: Vec<Edition>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edition {
    pub id: String,
    /// English prose; translated under `edition-<conflict>-<edition>`.
    pub text: String,
    pub rules: Vec<String>,
}

/// What a country has chosen.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    pub country: Country,
    pub conflict: String,
    /// Id of the edition.
    pub stands: String,
    pub verified: Verified,
    pub seen: Option<String>,
    pub source: String,
    #[serde(rename = "where")]
    pub place: String,
    pub signed_by: Option<String>,
    pub signed_on: Option<NaiveDate>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Profiles {
    pub(super) schema: String,
    #[serde(rename = "valid_from")]
    _valid_from: NaiveDate,
    #[serde(rename = "status")]
    _status: String,
    pub(super) conflicts: Vec<Conflict>,
    pub(super) choices: Vec<Choice>,
}

impl Choice {
    /// `kz-zinc`.
    pub fn id(&self) -> String {
        format!("{}-{}", self.country.code(), self.conflict)
    }

    /// Read in its source, and signed.
    fn counts(&self) -> bool {
        self.verified == Verified::SourceSeen && self.signed_by.is_some()
    }
}

/// Rules that do not stand for this patient, with the choice that says so.
pub(super) type Unchosen = BTreeMap<String, String>;

/// Has the country of the question chosen between rules of its medicine?
pub(super) fn is_about(data: &Formulary, question: &Question) -> bool {
    let medicine = data.medicine(&question.medicine);
    question
        .country
        .zip(medicine)
        .is_some_and(|(country, medicine)| of_medicine(data, country, medicine).next().is_some())
}

/// The choices of a country that are about a medicine.
fn of_medicine<'a>(
    data: &'a Formulary,
    country: Country,
    medicine: &Medicine,
) -> impl Iterator<Item = &'a Choice> {
    let own = |id: &String| medicine.rules.iter().any(|rule| rule.id == *id);
    data.profiles.choices.iter().filter(move |choice| {
        choice.country == country
            && sides(data, choice).is_some_and(|(stands, _)| stands.rules.iter().any(own))
    })
}

/// The choices of the country that are about this patient and medicine, and the rules that they take out.
pub(super) fn chosen<'a>(
    data: &'a Formulary,
    medicine: &Medicine,
    facts: &Facts<'_>,
) -> (Vec<&'a Choice>, Unchosen) {
    let mut choices = Vec::new();
    let mut out = Unchosen::new();
    let Some(country) = facts.question.country else {
        return (choices, out);
    };
    for choice in of_medicine(data, country, medicine) {
        let Some((stands, others)) = sides(data, choice) else {
            continue;
        };
        // The editions conflict where the chosen one surely speaks of this patient, whatever it calls the disease.
        let scope = Scope {
            route: true,
            indication: false,
            population: true,
        };
        let speaks: BTreeSet<String> = within(medicine, facts, scope)
            .into_iter()
            .filter(|candidate| candidate.open.is_empty())
            .map(|candidate| candidate.rule.id.clone())
            .collect();
        if !stands.rules.iter().any(|id| speaks.contains(id)) {
            continue;
        }
        let rules = others.flat_map(|edition| &edition.rules);
        let before = out.len();
        out.extend(
            rules
                .filter(|id| speaks.contains(*id))
                .map(|id| (id.clone(), choice.id())),
        );
        if out.len() > before {
            choices.push(choice);
        }
    }
    (choices, out)
}

/// The edition that stands, and the others.
fn sides<'a>(
    data: &'a Formulary,
    choice: &'a Choice,
) -> Option<(&'a Edition, impl Iterator<Item = &'a Edition>)> {
    let mut conflicts = data.profiles.conflicts.iter();
    let conflict = conflicts.find(|conflict| conflict.id == choice.conflict)?;
    let stands = conflict.editions.iter().find(|e| e.id == choice.stands)?;
    let others = conflict.editions.iter().filter(|e| e.id != choice.stands);
    Some((stands, others))
}

/// Of the answer of every rule and that of the chosen ones: the latter where every choice counts, else the stricter. Where no choice
/// is about the patient the two are the same.
pub(super) fn settle(
    data: &Formulary,
    choices: &[&Choice],
    every: Answer,
    of_chosen: Answer,
) -> Answer {
    let counts = choices.iter().all(|choice| choice.counts());
    let mut answer = if counts || strictness(&of_chosen) > strictness(&every) {
        of_chosen
    } else {
        every
    };
    for choice in choices {
        let Some((stands, _)) = sides(data, choice) else {
            continue;
        };
        let code = if counts {
            "profile-stands"
        } else {
            "profile-unsigned"
        };
        answer.findings.push(
            Finding::new(Level::Info, code)
                .with("edition", edition_text(choice, stands))
                .cite(data, &choice.id(), &choice.source, choice.verified),
        );
    }
    answer
}

fn edition_text(choice: &Choice, edition: &Edition) -> Arg {
    prose(
        format!("edition-{}-{}", choice.conflict, edition.id),
        &edition.text,
    )
}

fn strictness(answer: &Answer) -> u8 {
    match answer.answer {
        Verdict::Within => 0,
        Verdict::CannotCheck => 1,
        Verdict::Outside => 2,
    }
}

/// Each fault is one line that names the place.
pub(super) fn faults(data: &Formulary) -> Vec<String> {
    let mut out = Vec::new();
    let profiles = &data.profiles;
    let mut ids = BTreeSet::new();
    for conflict in &profiles.conflicts {
        let id = &conflict.id;
        let mut editions = BTreeSet::new();
        if !ids.insert(id) || conflict.editions.len() < 2 {
            out.push(format!("conflict {id}: twice, or fewer than two editions"));
        }
        let mut rules = BTreeSet::new();
        for edition in &conflict.editions {
            if !editions.insert(&edition.id) || edition.text.is_empty() || edition.rules.is_empty()
            {
                out.push(format!("conflict {id}: edition {}", edition.id));
            }
            for rule in &edition.rules {
                if data.rule(rule).is_none() || !rules.insert(rule) {
                    out.push(format!("conflict {id}: rule {rule} unknown or twice"));
                }
            }
        }
    }
    let mut made = BTreeSet::new();
    for choice in &profiles.choices {
        let place = format!("choice {}", choice.id());
        if sides(data, choice).is_none() {
            out.push(format!("{place}: unknown conflict or edition"));
        }
        if !made.insert(choice.id()) {
            out.push(format!("{place}: twice"));
        }
        if choice.signed_by.is_some() != choice.signed_on.is_some() {
            out.push(format!("{place}: signed by nobody or never"));
        }
        super::validate::check_provenance(
            data,
            &place,
            choice.verified,
            choice.seen.as_deref(),
            &choice.source,
            &choice.place,
            &mut out,
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_about_the_medicine_of_its_rules() {
        let data = Formulary::builtin();
        for (medicine, country, about) in [
            ("zinc", Some(Country::Kz), true),
            ("zinc", None, false),
            // It has rules in a conflict too, but nobody has chosen between them.
            ("gentamicin", Some(Country::Kz), false),
            ("paracetamol", Some(Country::Kz), false),
            ("unicornol", Some(Country::Kz), false),
        ] {
            let question = Question {
                medicine: medicine.to_owned(),
                country,
                ..Question::default()
            };
            assert_eq!(is_about(data, &question), about, "{medicine} {country:?}");
        }
    }
}
