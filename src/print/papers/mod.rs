//! The papers. Each module is one function from plain data (`domain::paper`) to a `Paper`; no clock, no record.
//! The order of fields of national forms comes from `assets/papers/layouts.json`, never from code.

mod administration;
mod calls;
mod discharge;
mod form;
mod growth;
mod imci;
mod parts;
mod passport;
mod pregnancy;
mod prescription;
mod prevention;
mod referral;
mod vaccination;
mod visit;
mod wallet;

use crate::domain::{
    lang::Lang,
    paper::{Amount, Medicine, VitalValue},
};

use super::paper::Rich;

pub use administration::{AdministrationSheet, SheetDose, SheetRow, administration};
pub use calls::{CallLine, CallSheet, calls};
pub use discharge::discharge;
pub use form::{Confidence, FieldLayout, FormLayout, layouts};
pub use growth::{GrowthSheet, growth};
pub use imci::{ImciRow, ImciSheet, imci};
pub use passport::{PassportFact, PassportRow, PassportSheet, passport};
pub use pregnancy::{PregnancySheet, pregnancy};
pub use prescription::prescription;
pub use prevention::{PlanLine, PlanMonth, PreventionSheet, prevention};
pub use referral::referral;
pub use vaccination::{DeclinedDose, GivenDose, PlannedDose, VaccinationSheet, vaccination};
pub use visit::visit;
pub use wallet::{WalletEntry, WalletItem, WalletSheet, wallet};

/// Number and unit as the papers write them, for a text that goes on one.
pub fn amount_text(lang: Lang, amount: &Amount) -> String {
    super::words::Words { lang }.amount(amount)
}

/// A measured value as the papers write it.
pub fn vital_text(lang: Lang, value: &VitalValue) -> String {
    super::words::Words { lang }.vital_value(value)
}

/// A medicine in one line with its dose in bold.
pub fn medicine_rich(lang: Lang, medicine: &Medicine) -> Rich {
    super::words::Words { lang }.medicine(medicine)
}

/// A medicine in one line, as on the papers.
pub fn medicine_text(lang: Lang, medicine: &Medicine) -> String {
    super::words::Words { lang }.medicine(medicine).text()
}
