//! The administration sheet of one day, from the orders given at the point and the doses in the record.

use chrono::NaiveDate;

use super::{Fill, is_replaced, said};
use crate::domain::administration::Administration;
use crate::domain::card::Event;
use crate::domain::ids::DocId;
use crate::domain::number::Decimal;
use crate::domain::paper::{Clinician, Medicine};
use crate::domain::visit::Prescription;
use crate::i18n::{dates, has, numbers, tr};
use crate::print::papers::{AdministrationSheet, SheetDose, SheetRow, amount_text};

/// `second_check` of somebody who works alone.
const ALONE: &str = "alone";

impl Fill<'_> {
    pub(super) fn administration(&self, day: NaiveDate) -> AdministrationSheet {
        let all = &self.view.administrations;
        // A withdrawn entry is never printed.
        let mut doses: Vec<&Event<Administration>> = all
            .iter()
            .filter(|event| event.withdrawn.is_none() && !is_replaced(all, event))
            .filter(|event| self.local(event.care_at).date() == day)
            .collect();
        doses.sort_by_key(|event| (event.care_at, event.id));
        let mut rows = Vec::new();
        for order in self.orders_of(day, &doses) {
            let own = doses
                .iter()
                .filter(|dose| dose.content.prescription == Some(order.id));
            rows.push(SheetRow {
                medicine: self.prescribed(&order.content),
                ordered: Some(self.ordered_by(order)),
                doses: own.map(|dose| self.dose(dose)).collect(),
            });
        }
        let shown = |id: Option<DocId>| {
            id.is_some_and(|id| self.orders_of(day, &doses).iter().any(|o| o.id == id))
        };
        for dose in doses
            .iter()
            .filter(|dose| !shown(dose.content.prescription))
        {
            let one = &dose.content;
            rows.push(SheetRow {
                medicine: Medicine {
                    strength: said(&one.strength).map(|text| self.units_in(&text)),
                    dose: super::medicines::amount(&one.dose, &one.unit),
                    route: said(&one.route),
                    ..Medicine {
                        generic: self.generic(one.medicine.as_deref(), &one.name),
                        ..Medicine::default()
                    }
                },
                ordered: Some(self.say("print-administration-other")),
                doses: vec![self.dose(dose)],
            });
        }
        let mut by: Vec<Clinician> = Vec::new();
        // Who only wrote down what was told gave nothing and signs for nothing.
        let own = doses.iter().filter(|dose| !dose.content.is_stated());
        for clinician in own.filter_map(|dose| self.author(dose)) {
            if !by.contains(&clinician) {
                by.push(clinician);
            }
        }
        AdministrationSheet {
            context: self.context(None),
            day,
            rows,
            by,
        }
    }

    /// Orders that are given here and run on that day, and those of which a dose stands on it; in the order of writing.
    fn orders_of(
        &self,
        day: NaiveDate,
        doses: &[&Event<Administration>],
    ) -> Vec<&Event<Prescription>> {
        let all = &self.view.prescriptions;
        let in_error = |visit: DocId| {
            let mut visits = self.view.visits.iter();
            visits.any(|other| other.id == visit && other.withdrawn.is_some())
        };
        let runs = |event: &Event<Prescription>| {
            let first = self.local(event.care_at).date();
            let ends_at = event.content.ends_at(event.care_at);
            let stopped = self.view.stopped(event.id).map(|review| review.care_at);
            let last = self.local(stopped.unwrap_or(ends_at).min(ends_at)).date();
            event.content.is_given_here() && (first..=last).contains(&day)
        };
        let has_dose = |event: &Event<Prescription>| {
            doses
                .iter()
                .any(|dose| dose.content.prescription == Some(event.id))
        };
        let mut orders: Vec<&Event<Prescription>> = all
            .iter()
            .filter(|event| event.withdrawn.is_none() && !is_replaced(all, event) && event.acts())
            .filter(|event| !event.content.visit.is_some_and(in_error))
            .filter(|event| runs(event) || has_dose(event))
            .collect();
        orders.sort_by_key(|event| (event.care_at, event.id));
        orders
    }

    fn ordered_by(&self, order: &Event<Prescription>) -> String {
        let day = dates::short(self.lang, self.local(order.care_at).date());
        match self.author(order) {
            Some(author) => format!("{day}, {}", author.name),
            None => day,
        }
    }

    fn dose(&self, event: &Event<Administration>) -> SheetDose {
        let one = &event.content;
        let mut details = Vec::new();
        if one.given {
            let dose = super::medicines::amount(&one.dose, &one.unit);
            let measured = one
                .amount
                .split_once(' ')
                .and_then(|(value, unit)| super::medicines::amount(value, unit));
            let amounts: Vec<String> = [dose, measured]
                .iter()
                .flatten()
                .map(|amount| amount_text(self.lang, amount))
                .collect();
            details.extend(Some(amounts.join(", ")).filter(|text| !text.is_empty()));
            details.extend(self.drip(one));
            details.extend(self.on_box(&one.product));
            details.extend(self.package(one));
            details.extend(self.second(one));
        } else {
            let key = format!("give-reason-{}", one.status_reason);
            let known = has(self.lang, &key);
            details.extend(said(&one.status_reason).map(
                |code| {
                    if known { self.say(&key) } else { code }
                },
            ));
        }
        details.extend(said(&one.note));
        if one.is_stated() {
            let key = format!("give-stated-{}", one.stated_by);
            let who = if has(self.lang, &key) {
                self.say(&key)
            } else {
                one.stated_by.clone()
            };
            details.push(tr(
                self.lang,
                "print-administration-stated",
                &[("who", &who)],
            ));
        }
        if event.clock_doubtful {
            details.push(self.say("card-clock-doubtful").to_lowercase());
        }
        SheetDose {
            time: self.local(event.care_at).format("%H:%M").to_string(),
            given: one.given,
            stated: one.is_stated(),
            details,
            by: self
                .author(event)
                .map_or_else(|| self.say("print-author-unknown"), |by| by.name),
        }
    }

    fn package(&self, one: &Administration) -> Option<String> {
        let lot = said(&one.lot).map(|lot| {
            format!(
                "{} {lot}",
                self.say("print-item-vaccination-lot").to_lowercase()
            )
        });
        let expires = one.expires.is_known().then(|| {
            let words = self.say("print-item-vaccination-expiry").to_lowercase();
            format!("{words} {}", self.short(one.expires))
        });
        let whole: Vec<String> = [lot, expires].into_iter().flatten().collect();
        said(&whole.join(", "))
    }

    fn drip(&self, one: &Administration) -> Option<String> {
        let number = |text: &str| {
            Decimal::parse(text).map_or_else(
                |_| text.to_owned(),
                |number| numbers::decimal(self.lang, number),
            )
        };
        said(&one.volume_ml)?;
        let args = [
            ("volume", number(&one.volume_ml)),
            ("rate", number(&one.rate_ml_h)),
            ("drops", number(&one.drops_per_min)),
        ];
        let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
        Some(tr(self.lang, "print-drip", &args))
    }

    fn second(&self, one: &Administration) -> Option<String> {
        let who = said(&one.second_check)?;
        if who == ALONE {
            return Some(self.say("print-checked-alone"));
        }
        Some(tr(self.lang, "print-second-checked", &[("who", &who)]))
    }
}
