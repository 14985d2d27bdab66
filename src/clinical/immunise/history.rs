//! What was given, understood: known products in order of date, and what could not be understood.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::super::age::Span;
use super::book::Book;
use super::reason::Because;

/// One dose of the past as a card names it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    pub vaccine: String,
    #[serde(default)]
    pub date: Option<NaiveDate>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Dose<'b> {
    pub date: NaiveDate,
    pub product: String,
    pub components: Vec<&'b str>,
    pub min_age: Option<Span>,
    /// Live, and not exempt from the interval of live vaccines.
    pub live: bool,
    /// Some series counted it, or said why not.
    pub used: bool,
}

/// A line of the card that no rule can use.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Strange {
    pub name: String,
    pub because: Because,
}

pub(super) fn understand<'b>(
    book: &'b Book,
    given: &[Given],
    birth: NaiveDate,
    today: NaiveDate,
) -> (Vec<Dose<'b>>, Vec<Strange>) {
    let mut doses = Vec::with_capacity(given.len());
    let mut strange = Vec::new();
    for one in given {
        let mut refuse = |because| {
            strange.push(Strange {
                name: one.vaccine.clone(),
                because,
            });
        };
        let Some(product) = book.product(&one.vaccine) else {
            refuse(Because::new("unknown-name").text("name", &one.vaccine));
            continue;
        };
        let Some(date) = one.date else {
            refuse(Because::new("no-date"));
            continue;
        };
        if date > today {
            refuse(Because::new("future").day("date", date));
        } else if date < birth {
            refuse(Because::new("before-birth").day("date", date));
        } else {
            doses.push(Dose {
                date,
                live: book.is_live(&product.components),
                product: product.id,
                components: product.components,
                min_age: product.min_age,
                used: false,
            });
        }
    }
    doses.sort_by_key(|dose| dose.date);
    (doses, strange)
}
