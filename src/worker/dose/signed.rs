//! An order as it was signed: whether it stands, and what of it the check can read. Pure.

use crate::domain::card::{CardView, Event, standing};
use crate::domain::dose::Unit;
use crate::domain::ids::DocId;
use crate::domain::number::Decimal;
use crate::domain::visit::Prescription;

/// The order, if it may still be given: it stands, its visit stands, nobody stopped it, and its signature is none that does not fit.
pub fn order_of(card: &CardView, order: DocId) -> Option<&Event<Prescription>> {
    let event = standing(&card.prescriptions, None).find(|event| event.id == order)?;
    let in_error = event.content.visit.is_some_and(|visit| {
        card.visits
            .iter()
            .any(|other| other.id == visit && other.withdrawn.is_some())
    });
    let stopped = card.stopped(order).is_some();
    (event.acts() && !in_error && !stopped).then_some(event)
}

/// The dose of the order as a number with a unit; nothing where it is none.
pub fn dose_of(order: &Prescription) -> Option<(Decimal, Unit)> {
    let dose = Decimal::parse(&order.dose).ok()?;
    (dose > Decimal::ZERO).then_some((dose, Unit::parse(&order.unit)?))
}

/// A text of the entry that says something.
pub fn said(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}
