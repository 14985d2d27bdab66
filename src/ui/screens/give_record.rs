//! From one signed order and what was done at the bedside to the question for the dose check, and to the entry. Pure.
//!
//! One dose is asked about, now: the engine counts it with the doses of the last 24 hours and the time since the last one, which come
//! from the administrations of the record. How the course goes on was judged when it was ordered.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;

use super::give_elsewhere::Told as ToldDose;
use super::give_package::Pack;
use super::prescribe_override::Overridden;
use crate::clinical::{Due, Order, Rate, Verdict};
use crate::domain::administration::Administration;
use crate::domain::card::{CardView, Draft, Event, standing};
use crate::domain::dose::{Dose, Strength, Unit, plain};
use crate::domain::ids::DocId;
use crate::domain::number::Decimal;
use crate::domain::visit::{Prescription, Visit};
use crate::forms::{Answer, Coding, Quantity};
use crate::worker::Taken;
use crate::worker::dose::{
    Asked, Judged, Moment, PREGNANT, PREGNANT_NO, PREGNANT_YES, Tier, WEIGHT, Wish, dose_of, said,
};

/// Code system of the answers about pregnancy.
const LOINC: &str = "http://loinc.org";

/// What was measured and said at the bedside.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bedside {
    pub weight: Option<Decimal>,
    /// Something stands in the weight field that is not a weight.
    pub weight_unreadable: bool,
    pub pregnant: Option<bool>,
    /// Strength of the product in the hand.
    pub strength: String,
    /// What is on the box in the hand, where the nurse wrote it down.
    pub product: String,
    /// It runs in as a drip, at this speed in words.
    pub rate: Option<String>,
}

/// What was given and not given of this order, newest first.
pub fn turns_of(card: &CardView, order: DocId) -> Vec<&Event<Administration>> {
    standing(&card.administrations, None)
        .filter(|event| event.content.prescription == Some(order))
        .collect()
}

pub fn taken(event: &Event<Administration>) -> Taken {
    Taken {
        at: event.care_at,
        given: event.content.given,
        doubtful: event.clock_doubtful,
    }
}

/// The bedside as the check reads a visit: the weight just taken counts before every older one.
pub fn draft_of(bedside: &Bedside) -> Draft {
    let mut answers = BTreeMap::new();
    if let Some(value) = bedside.weight {
        let unit = "kg".to_owned();
        let weight = Answer::Quantity(Quantity { value, unit });
        answers.insert(WEIGHT.to_owned(), weight.encode());
    }
    if let Some(pregnant) = bedside.pregnant {
        let code = if pregnant { PREGNANT_YES } else { PREGNANT_NO };
        let said = Answer::Choice(Coding {
            system: LOINC.to_owned(),
            code: code.to_owned(),
            display: String::new(),
        });
        answers.insert(PREGNANT.to_owned(), said.encode());
    }
    Draft {
        visit: Visit {
            answers,
            ..Visit::default()
        },
        ..Draft::default()
    }
}

/// Whether another strength changes only what is measured off: a dose in millilitres or pieces is of its own product.
pub fn may_change_product(order: &Prescription) -> bool {
    let (Some((_, unit)), Ok(strength)) = (dose_of(order), Strength::parse(&order.strength)) else {
        return false;
    };
    unit.dimension() == strength.amount.unit.dimension()
}

/// What is asked of the dose check.
pub fn wish(event: &Event<Prescription>, bedside: &Bedside) -> Option<Wish> {
    let order = &event.content;
    let (dose, unit) = dose_of(order)?;
    Some(Wish {
        medicine: order.medicine.clone()?,
        route: said(&order.route),
        indication: said(&order.indication),
        order: Order {
            dose: Some(dose.to_f64()),
            unit: Some(unit.code().to_owned()),
            rate: bedside.rate.clone().map(Rate::Text),
            product: box_in_hand(order, bedside),
            strength: said(&bedside.strength),
            ..Order::default()
        },
        skip: None,
        given: Some(event.id),
        weight_unreadable: bedside.weight_unreadable,
    })
}

/// The words on the box that the dose comes from: what the nurse read off it, else those of the order as long as the strength in the hand
/// is the ordered one. Of another strength the ordered box says nothing.
fn box_in_hand(order: &Prescription, bedside: &Bedside) -> Option<String> {
    let is_ordered = bedside.strength.trim() == order.strength.trim();
    said(&bedside.product).or_else(|| said(&order.product).filter(|_| is_ordered))
}

/// Why a dose is given only with a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bar {
    Outside,
    /// The package is past its date.
    Expired,
    /// Before the time that the order itself names.
    Early(NaiveDateTime),
    /// Every ordered dose has had its turn.
    Finished,
    /// Of a high-alert medicine: two pairs of eyes.
    HighAlert,
}

/// What stands before this dose, the gravest first.
pub fn bar(judged: &Judged, due: Option<Due>, now: Option<NaiveDateTime>) -> Option<Bar> {
    let early = due.zip(now).and_then(|(due, now)| due.too_early(now));
    if judged.verdict == Verdict::Outside || judged.is_contraindicated() {
        Some(Bar::Outside)
    } else if let Some(at) = early {
        Some(Bar::Early(at))
    } else if due == Some(Due::Finished) {
        Some(Bar::Finished)
    } else if judged.high_alert {
        Some(Bar::HighAlert)
    } else {
        None
    }
}

/// The same with the package in the hand: only what is outside limits is graver than one past its date.
pub fn bar_with(bar: Option<Bar>, is_expired: bool) -> Option<Bar> {
    match bar {
        Some(Bar::Outside) => bar,
        _ if is_expired => Some(Bar::Expired),
        _ => bar,
    }
}

/// How loudly: at the bedside a high-alert medicine is always checked by two, or typed again by one (ISMP, independent double
/// check before administration); anything else that bars asks for a coded reason.
pub fn tier(judged: &Judged, bar: Option<Bar>) -> Tier {
    if judged.high_alert {
        Tier::SecondCheck
    } else if bar.is_some() {
        Tier::Reason
    } else {
        Tier::Quiet
    }
}

/// A drip as it is counted.
#[derive(Debug, Clone, PartialEq)]
pub struct Dripped {
    pub volume_ml: Decimal,
    pub rate_ml_h: String,
    pub drops_per_min: String,
}

/// What goes into the record with a dose.
pub struct Bedtime<'a> {
    pub asked: Option<&'a Asked>,
    pub judged: &'a Judged,
    pub bedside: &'a Bedside,
    pub drip: Option<&'a Dripped>,
    pub pack: &'a Pack,
    pub over: Option<&'a Overridden>,
    pub moment: Moment,
}

/// The dose as it will be signed: given now.
pub fn given(event: &Event<Prescription>, done: &Bedtime<'_>) -> Administration {
    let order = &event.content;
    let weight = done.asked.and_then(|asked| asked.weight);
    let amount = measured(done.judged).filter(|dose| Some(dose.unit) != Unit::parse(&order.unit));
    let over =
        |get: fn(&Overridden) -> &String| done.over.map_or_else(String::new, |o| get(o).clone());
    Administration {
        strength: done.bedside.strength.trim().to_owned(),
        product: done.bedside.product.trim().to_owned(),
        amount: amount.map_or_else(String::new, |dose| {
            format!("{} {}", plain(dose.value), dose.unit.code())
        }),
        lot: done.pack.lot.clone(),
        expires: done.pack.expires,
        gtin: done.pack.gtin.clone(),
        given: true,
        weight_kg: weight.map_or_else(String::new, |weight| plain(weight.kg)),
        weight_on: weight.and_then(|weight| weight.on),
        weighed: weight.is_some_and(|weight| weight.in_draft),
        answer: done.judged.code().to_owned(),
        rules: done.judged.rules.clone(),
        override_reason: over(|o| &o.reason),
        second_check: over(|o| &o.second_check),
        volume_ml: done
            .drip
            .map_or_else(String::new, |d| d.volume_ml.to_string()),
        rate_ml_h: done.drip.map_or_else(String::new, |d| d.rate_ml_h.clone()),
        drops_per_min: done
            .drip
            .map_or_else(String::new, |d| d.drops_per_min.clone()),
        note: over(|o| &o.note),
        ..turn(event, done.moment)
    }
}

/// The turn that was not taken.
pub fn not_given(
    event: &Event<Prescription>,
    reason: &str,
    note: &str,
    moment: Moment,
) -> Administration {
    Administration {
        status_reason: reason.to_owned(),
        note: note.trim().to_owned(),
        ..turn(event, moment)
    }
}

/// A dose given elsewhere, as told: it is counted, and nothing of it was checked here.
pub fn stated(event: &Event<Prescription>, told: &ToldDose, moment: Moment) -> Administration {
    Administration {
        given: true,
        stated_by: told.stated_by.to_owned(),
        given_at: Some(told.at),
        dose: told.dose.to_string(),
        // Nobody here saw the package.
        strength: String::new(),
        note: told.note.clone(),
        ..turn(event, moment)
    }
}

/// What both say: which order, which medicine, how much, when.
fn turn(event: &Event<Prescription>, moment: Moment) -> Administration {
    let order = &event.content;
    Administration {
        prescription: Some(event.id),
        medicine: order.medicine.clone(),
        name: order.name.clone(),
        dosage_form: order.dosage_form.clone(),
        strength: order.strength.clone(),
        dose: order.dose.clone(),
        unit: order.unit.clone(),
        route: order.route.clone(),
        given_at: moment.local(moment.now),
        ..Administration::default()
    }
}

/// What a syringe or a tablet gives of this dose.
pub fn measured(judged: &Judged) -> Option<Dose> {
    judged
        .arithmetic
        .and_then(|sum| sum.measure)
        .map(|measure| measure.measured)
}

#[cfg(test)]
#[path = "give_record_tests.rs"]
mod tests;
