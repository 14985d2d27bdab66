//! A dose given, or not given: what must hold before it is signed.

use super::error::{OpError, OpResult};
use super::policy::{Authorized, may};
use super::transact::{known, patient_of};
use super::write::{Circumstance, Write};
use crate::domain::administration::Administration;
use crate::domain::chunk::Kind;
use crate::domain::dose::Unit;
use crate::domain::gs1;
use crate::domain::ids::PatientId;
use crate::domain::number::Decimal;
use crate::domain::visit::Prescription;
use crate::vault::entries;

/// A dose is written down at once or soon after; what is older belongs into the words of a visit.
const OLDEST_SECS: i64 = 7 * 86_400;
/// The wall clock of the screen is a few seconds behind the one of the record, or before it.
const AHEAD_SECS: i64 = 60;

/// Signs it. The wall clock in the content decides the time of care; without one it is now.
pub(super) fn administer(
    write: &mut Write<'_, '_>,
    may: &Authorized<may::Administer>,
    content: &Administration,
    offset_minutes: i32,
) -> OpResult<()> {
    let patient = patient_of(may)?;
    known(write, patient)?;
    let now = write.now();
    let care_at = content
        .given_at
        .map(|at| at.and_utc().timestamp() - i64::from(offset_minutes) * 60);
    holds(content, care_at, now)?;
    belongs(write, patient, content)?;
    let when = Circumstance {
        care_at: Some(care_at.unwrap_or(now).min(now)),
        ..Circumstance::default()
    };
    let id = write.entry(Kind::ADMINISTRATION, patient, content, when)?;
    write.access("change", "care", Some(patient), Some(id))
}

fn holds(content: &Administration, care_at: Option<i64>, now: i64) -> OpResult<()> {
    let named = |text: &Option<String>| text.as_deref().is_some_and(|id| !id.trim().is_empty());
    if content.name.trim().is_empty() && !named(&content.medicine) {
        return Err(invalid("dose-medicine", "medicine"));
    }
    // The check of the next dose counts with this one: it must be a number with a unit.
    let dose = Decimal::parse(&content.dose).is_ok_and(|dose| dose > Decimal::ZERO);
    if content.given && !(dose && Unit::parse(&content.unit).is_some()) {
        return Err(invalid("dose-unreadable", "dose"));
    }
    let reasoned = Administration::REASONS.contains(&content.status_reason.as_str());
    let coded = if content.given {
        content.status_reason.is_empty()
    } else {
        reasoned
    };
    let explained =
        content.status_reason != Administration::OTHER || !content.note.trim().is_empty();
    if !coded || !explained {
        return Err(invalid("dose-reason", "status_reason"));
    }
    // What was told has a time of its own and was not checked at this bedside.
    let is_known = Administration::SAYERS.contains(&content.stated_by.as_str());
    let is_own = content.override_reason.is_empty() && content.second_check.is_empty();
    let is_own = is_own && !content.has_package();
    let told = is_known && content.given && content.given_at.is_some() && is_own;
    if content.is_stated() && !told {
        return Err(invalid("dose-stated", "stated_by"));
    }
    package_holds(content)?;
    if care_at.is_some_and(|at| at > now + AHEAD_SECS || at < now - OLDEST_SECS) {
        return Err(invalid("dose-time", "given_at"));
    }
    Ok(())
}

/// A package belongs to a dose that went in; one past its date went in for a reason.
fn package_holds(content: &Administration) -> OpResult<()> {
    let is_read = content.gtin.is_empty() || gs1::is_gtin(&content.gtin);
    let fits = content.lot.chars().count() <= Administration::LOT_MAX
        && content.product.chars().count() <= Prescription::PRODUCT_MAX;
    if content.has_package() && !(content.given && is_read && fits) {
        return Err(invalid("dose-package", "lot"));
    }
    let day = content.given_at.map(|at| at.date());
    let expired = day.is_some_and(|day| content.is_expired_on(day));
    if expired && content.override_reason.is_empty() {
        return Err(invalid("dose-expired", "expires"));
    }
    Ok(())
}

/// The order that it names is one of the same record.
fn belongs(write: &Write<'_, '_>, patient: PatientId, content: &Administration) -> OpResult<()> {
    let Some(order) = content.prescription else {
        return Ok(());
    };
    let row = entries::one(&write.tx, order)?.ok_or(OpError::Unknown(order))?;
    if row.kind == Kind::PRESCRIPTION && row.patient == Some(patient) {
        Ok(())
    } else {
        Err(OpError::Unknown(order))
    }
}

fn invalid(code: &'static str, field: &str) -> OpError {
    OpError::Invalid {
        code,
        field: field.to_owned(),
    }
}
