//! Ordered, taken and given medicines as lines of a paper, in its language.

use super::answers::unit_code;
use super::{Fill, is_replaced, said};
use crate::clinical::{Formulary, data_text};
use crate::domain::administration::Administration;
use crate::domain::allergy::Status;
use crate::domain::card::Event;
use crate::domain::dose::respelt;
use crate::domain::ids::DocId;
use crate::domain::number::Decimal;
use crate::domain::paper::{Amount, Medicine};
use crate::domain::problem::CurrentMedicine;
use crate::domain::visit::Prescription;
use crate::i18n::{has, numbers, tr, tr_n};

impl Fill<'_> {
    /// What was ordered in any of these visits and stands.
    pub(super) fn ordered(&self, in_visit: impl Fn(DocId) -> bool) -> Vec<Medicine> {
        let all = &self.view.prescriptions;
        let mut standing: Vec<&Event<Prescription>> = all
            .iter()
            .filter(|event| event.content.visit.is_some_and(&in_visit))
            .filter(|event| event.withdrawn.is_none() && !is_replaced(all, event))
            // What was stopped must not be taken on.
            .filter(|event| self.view.stopped(event.id).is_none())
            .collect();
        // The order of writing: the card is newest first.
        standing.sort_by_key(|event| (event.care_at, event.id));
        standing
            .into_iter()
            .map(|event| self.prescribed(&event.content))
            .collect()
    }

    pub(super) fn prescribed(&self, one: &Prescription) -> Medicine {
        let dose = amount(&one.dose, &one.unit);
        let measured = one
            .measured()
            .split_once(' ')
            .and_then(|(value, unit)| amount(value, unit));
        let unread_dose = match dose {
            Some(_) => None,
            None => said(&format!("{} {}", one.dose, one.unit)),
        };
        let unread_amount = match measured {
            Some(_) => None,
            None => said(one.measured()),
        };
        let notes = [
            unread_dose,
            unread_amount,
            self.indication(one),
            said(&one.note),
        ];
        Medicine {
            generic: self.generic(one.medicine.as_deref(), &one.name),
            brand: joined([said(&one.brand), self.on_box(&one.product)], ", "),
            strength: said(&one.strength).map(|text| self.units_in(&text)),
            form: said(&one.dosage_form).map(|form| self.form(&form)),
            dose,
            measured,
            rounded: one.is_rounded(),
            rate: None,
            duration_days: one.days.and_then(|days| u32::try_from(days).ok()),
            route: said(&one.route),
            frequency: self.how_often(one),
            instructions: joined(notes, ". "),
        }
    }

    /// Medicines of the card that the patient takes at present.
    pub(super) fn current(&self) -> Vec<Medicine> {
        self.view
            .medicines
            .iter()
            .filter(|noted| noted.value.status == Status::Active)
            .map(|noted| self.taken(&noted.value))
            .collect()
    }

    /// What was given to the patient on the local day of `at`, up to `at`.
    pub(super) fn given(&self, at: i64) -> Vec<Medicine> {
        let day = self.local(at).date();
        let all = &self.view.administrations;
        let mut given: Vec<&Event<Administration>> = all
            .iter()
            .filter(|event| event.content.given)
            .filter(|event| event.withdrawn.is_none() && !is_replaced(all, event))
            .filter(|event| self.local(event.care_at).date() == day)
            .collect();
        given.sort_by_key(|event| (event.care_at, event.id));
        given
            .into_iter()
            .map(|event| {
                let one = &event.content;
                let dose = amount(&one.dose, &one.unit);
                let unread = match dose {
                    Some(_) => None,
                    None => said(&format!("{} {}", one.dose, one.unit)),
                };
                let time = self.local(event.care_at).format("%H:%M").to_string();
                let key = if one.is_stated() {
                    "print-given-elsewhere-at"
                } else {
                    "print-given-at"
                };
                let given = tr(self.lang, key, &[("time", &time)]);
                Medicine {
                    generic: self.generic(one.medicine.as_deref(), &one.name),
                    brand: self.on_box(&one.product),
                    dose,
                    route: said(&one.route),
                    frequency: Some(given),
                    instructions: joined([unread, said(&one.note)], ". "),
                    ..Medicine::default()
                }
            })
            .collect()
    }

    pub(super) fn taken(&self, one: &CurrentMedicine) -> Medicine {
        let dose = one
            .dose
            .trim()
            .split_once(' ')
            .and_then(|(value, unit)| amount(value, unit));
        let unread = match dose {
            Some(_) => None,
            None => said(&one.dose),
        };
        Medicine {
            generic: self.generic(one.medicine.as_deref(), &one.name),
            dose,
            route: said(&one.route),
            frequency: said(&one.frequency),
            instructions: unread,
            ..Medicine::default()
        }
    }

    /// What is printed on the box, word for word, in the place of the trade name.
    pub(super) fn on_box(&self, product: &str) -> Option<String> {
        let product = said(product)?;
        Some(tr(self.lang, "card-box", &[("product", &product)]))
    }

    /// A name chosen from the formulary in the paper's language; a typed one as typed.
    pub(super) fn generic(&self, id: Option<&str>, written: &str) -> String {
        let Some(medicine) = id.and_then(|id| Formulary::builtin().medicine(id)) else {
            return written.to_owned();
        };
        let key = format!("medicine-{}", medicine.id);
        let name = data_text(self.lang, &key, &medicine.inn);
        if name.translated {
            short(&name.text).to_owned()
        } else {
            written.to_owned()
        }
    }

    /// Words of the rules stand in English only; on a paper in another language the diagnosis says what it is for.
    fn indication(&self, one: &Prescription) -> Option<String> {
        let text = said(&one.indication)?;
        let from_rules = one
            .medicine
            .as_deref()
            .and_then(|id| Formulary::builtin().medicine(id))
            .is_some_and(|medicine| {
                let mut rules = medicine.rules.iter();
                rules.any(|rule| rule.indication == text)
            });
        (!from_rules).then_some(text)
    }

    fn form(&self, form: &str) -> String {
        let slug: Vec<&str> = form
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        let key = format!("print-form-{}", slug.join("-").to_lowercase());
        if has(self.lang, &key) {
            self.say(&key)
        } else {
            form.to_owned()
        }
    }

    /// As needed, and how often at most; or simply how often.
    fn how_often(&self, one: &Prescription) -> Option<String> {
        let often = self.frequency(one.per_day, &one.interval_h);
        match (one.as_needed, often) {
            (false, often) => often,
            (true, None) => Some(self.say("print-as-needed")),
            (true, Some(often)) => Some(format!("{} {often}", self.say("card-as-needed"))),
        }
    }

    /// "3 times a day, every 8 h".
    fn frequency(&self, per_day: Option<i64>, interval_h: &str) -> Option<String> {
        let times = per_day
            .filter(|times| *times > 0)
            .map(|times| tr_n(self.lang, "print-times-a-day", times, &[]));
        let every = said(interval_h).map(|hours| {
            let hours = Decimal::parse(&hours)
                .map_or(hours.clone(), |hours| numbers::decimal(self.lang, hours));
            tr(self.lang, "print-every-hours", &[("hours", &hours)])
        });
        joined([times, every], ", ")
    }

    /// "120 mg/5 mL" with the units of the language.
    pub(super) fn units_in(&self, text: &str) -> String {
        respelt(text, |word| {
            let key = format!("common-unit-{}", unit_code(word));
            has(self.lang, &key).then(|| self.say(&key))
        })
    }
}

/// The dose of a day, exact.
pub(super) fn daily(dose: &Amount, per_day: i64) -> Option<Amount> {
    let text = dose.value.to_string();
    let digits: i64 = text.replace('.', "").parse().ok()?;
    let value = Decimal::new(digits.checked_mul(per_day)?, dose.value.scale())?;
    Some(Amount {
        value,
        unit: dose.unit.clone(),
    })
}

pub(super) fn amount(value: &str, unit: &str) -> Option<Amount> {
    Some(Amount {
        value: Decimal::parse(value.trim()).ok()?,
        unit: unit_code(unit.trim()),
    })
}

/// "Sulfamethoxazole + trimethoprim (co-trimoxazole)" without what stands in brackets.
fn short(name: &str) -> &str {
    name.split(" (").next().unwrap_or(name)
}

fn joined<const N: usize>(parts: [Option<String>; N], between: &str) -> Option<String> {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(between))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dose_of_a_day_is_exact() {
        let dose = amount("2.6", "mL").unwrap();
        assert_eq!(dose.unit, "ml");
        assert_eq!(daily(&dose, 3).unwrap().value.to_string(), "7.8");
        assert_eq!(amount("as needed", ""), None);
    }
}
