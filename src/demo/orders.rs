//! Prescriptions as the dose engine answers them. An order that it would stop is not written.

use chrono::NaiveDate;

use super::health::{Health, condition_of};
use super::people::Resident;
use super::topics::{Amount, Wish};
use crate::clinical::{Formulary, Level, Order, Question, Sex as CheckedSex, Verdict, check};
use crate::domain::dose::plain;
use crate::domain::lang::Lang;
use crate::domain::person::Sex;
use crate::domain::visit::Prescription;

/// Facts of the day on which something is ordered.
#[derive(Debug, Clone, Copy)]
pub struct Bedside {
    pub day: NaiveDate,
    pub months: i64,
    pub kg: Option<f64>,
    /// Asked of women; `None` where nobody asks.
    pub pregnant: Option<bool>,
    /// 1–3 in a pregnancy.
    pub trimester: Option<u8>,
}

/// Generic name as the clinic's papers write it: Russian in Cyrillic, international elsewhere.
pub fn shown_name(id: &str, lang: Lang) -> String {
    let Some(medicine) = Formulary::builtin().medicine(id) else {
        return id.to_owned();
    };
    let name = match lang {
        Lang::Ru | Lang::Kk => &medicine.name_ru,
        Lang::Uz | Lang::Ka | Lang::En => &medicine.inn,
    };
    name.split(" (").next().unwrap_or(name).to_owned()
}

/// The prescription that `wish` leads to, with the engine's own answer and rules. `None` where the wish does not fit the
/// patient, or the engine names a reason not to give it.
pub fn order(
    wish: &Wish,
    resident: &Resident,
    health: &Health,
    bedside: Bedside,
) -> Option<Prescription> {
    if !(wish.months.0..wish.months.1).contains(&bedside.months) {
        return None;
    }
    let takes = |id: &str| {
        health
            .medicines
            .iter()
            .any(|m| m.medicine.as_deref() == Some(id))
    };
    if wish.renew && !takes(wish.medicine) {
        return None;
    }
    let kg = bedside.kg.unwrap_or(0.0);
    if !(wish.kg.0..wish.kg.1).contains(&kg) {
        return None;
    }
    let dose = match wish.dose {
        Amount::Fixed(dose) => dose,
        Amount::PerKg(per_kg, most, step) => ((per_kg * kg).min(most) / step).floor() * step,
    };
    if dose <= 0.0 {
        return None;
    }
    let person = &resident.person;
    let question = Question {
        medicine: wish.medicine.to_owned(),
        route: Some(wish.route.to_owned()),
        indication: wish.indication.map(ToOwned::to_owned),
        weight_kg: bedside.kg,
        weight_date: bedside.kg.map(|_| bedside.day),
        birth_date: person.born.day(),
        date: Some(bedside.day),
        sex: match person.sex {
            Sex::Female => Some(CheckedSex::Female),
            Sex::Male => Some(CheckedSex::Male),
            Sex::Unknown => None,
        },
        pregnant: bedside.pregnant,
        trimester: bedside.trimester,
        breastfeeding: bedside.pregnant.map(|_| false),
        birth_weeks: person.birth_weeks.map(f64::from),
        conditions: Some(
            health
                .problems
                .iter()
                .filter_map(|p| condition_of(p.code.as_deref()?))
                .map(ToOwned::to_owned)
                .collect(),
        ),
        allergies: if health.allergies.is_empty() {
            health.none_known.then(Vec::new)
        } else {
            let named = health.allergies.iter();
            Some(
                named
                    .map(|a| a.code.clone().unwrap_or_else(|| a.substance.clone()))
                    .collect(),
            )
        },
        current: Some(
            health
                .medicines
                .iter()
                .filter_map(|m| m.medicine.clone())
                .filter(|id| id != wish.medicine)
                .collect(),
        ),
        given: Some(Vec::new()),
        order: Some(Order {
            dose: Some(dose),
            unit: Some(wish.unit.to_owned()),
            per_day: Some(wish.per_day as f64),
            interval_h: (wish.every_h > 0).then_some(wish.every_h as f64),
            days: Some(wish.days as f64),
            strength: (!wish.strength.is_empty() && wish.unit != "puff")
                .then(|| wish.strength.to_owned()),
            ..Order::default()
        }),
        ..Question::default()
    };
    let answer = check(Formulary::builtin(), &question);
    let stopped = answer
        .findings
        .iter()
        .any(|f| matches!(f.level, Level::Contraindicated | Level::Major));
    let word = match answer.answer {
        Verdict::Within => "within",
        Verdict::CannotCheck => "cannot_check",
        Verdict::Outside => return None,
    };
    if stopped {
        return None;
    }
    Some(Prescription {
        medicine: Some(wish.medicine.to_owned()),
        name: shown_name(wish.medicine, resident.lang),
        dosage_form: wish.form.to_owned(),
        strength: wish.strength.to_owned(),
        dose: plain(dose),
        unit: wish.unit.to_owned(),
        amount: answer
            .arithmetic
            .and_then(|sum| sum.measure)
            .map_or_else(String::new, |measure| measure.measured.to_string()),
        route: wish.route.to_owned(),
        per_day: Some(wish.per_day),
        interval_h: if wish.every_h > 0 {
            wish.every_h.to_string()
        } else {
            String::new()
        },
        days: Some(wish.days),
        indication: wish.indication.unwrap_or_default().to_owned(),
        answer: word.to_owned(),
        rules: answer
            .rules
            .into_iter()
            .filter(|rule| rule.applies)
            .map(|rule| rule.id)
            .collect(),
        ..Prescription::default()
    })
}
