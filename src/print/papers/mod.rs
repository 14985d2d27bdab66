//! The papers. Each module is one function from plain data (`domain::paper`) to a `Paper`; no clock, no record.
//! The order of fields of national forms comes from `assets/papers/layouts.json`, never from code.

mod administration;
mod calls;
mod case;
mod day;
mod discharge;
mod extract;
mod form;
mod growth;
mod imci;
mod labels;
mod laboratory;
mod parts;
mod passport;
mod pregnancy;
mod prescription;
mod prevention;
mod quick_start;
mod referral;
mod vaccination;
mod visit;
mod wallet;

use crate::domain::{
    identifiers::IdentifierKind,
    lang::Lang,
    paper::{Amount, Diagnosis, Medicine, VitalValue},
};

use super::paper::Rich;

pub use administration::{AdministrationSheet, SheetDose, SheetRow, administration};
pub use calls::{CallLine, CallSheet, calls};
pub use case::{CaseSheet, case};
pub use day::{DayLine, DaySheet, day};
pub use discharge::discharge;
pub use extract::{ExtractSheet, ExtractVisit, extract};
pub use form::{Confidence, FieldLayout, FormLayout, layouts};
pub use growth::{GrowthSheet, growth};
pub use imci::{ImciRow, ImciSheet, imci};
pub use labels::{LabelSheet, labels};
pub use laboratory::{LaboratorySheet, TestGroup, laboratory};
pub use passport::{PassportFact, PassportRow, PassportSheet, passport};
pub use pregnancy::{PregnancySheet, pregnancy};
pub use prescription::prescription;
pub use prevention::{PlanLine, PlanMonth, PreventionSheet, prevention};
pub use quick_start::quick_start;
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

/// What a measured value is called.
pub fn vital_name(lang: Lang, code: &str) -> String {
    super::words::Words { lang }.vital_name(code)
}

/// The label of an identifier.
pub fn number_label(lang: Lang, kind: IdentifierKind) -> String {
    super::words::Words { lang }.number_label(kind)
}

/// Diagnoses with their codes, one in a line; `None` for none.
pub fn diagnoses_rich(lang: Lang, all: &[Diagnosis]) -> Option<Rich> {
    super::words::Words { lang }.diagnoses(all)
}

/// Medicines, one in a line, numbered where there are several; `None` for none.
pub fn medicines_rich(lang: Lang, all: &[Medicine]) -> Option<Rich> {
    super::words::Words { lang }.medicines(all)
}

/// A medicine in one line with its dose in bold.
pub fn medicine_rich(lang: Lang, medicine: &Medicine) -> Rich {
    super::words::Words { lang }.medicine(medicine)
}

/// A medicine in one line, as on the papers.
pub fn medicine_text(lang: Lang, medicine: &Medicine) -> String {
    super::words::Words { lang }.medicine(medicine).text()
}
