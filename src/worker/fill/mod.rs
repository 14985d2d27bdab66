//! Fills the papers from the card: `domain::card` in, `print::papers` out. Pure; knows no vault and no clock.
//!
//! - A withdrawn entry, and what belongs to a withdrawn visit, is never printed: fault `withdrawn-record`. A paper leaves
//!   the house and cannot be called back, and what was entered for the wrong patient may be somebody else's.
//! - A corrected visit: the visit note shows the original with what was corrected after it; the other papers, which act on
//!   the facts, take them from the newest version.
//! - What the record does not hold (who pays, until when a prescription is valid, the head of the institution) is not
//!   invented: the paper says that it is not recorded.

mod administration;
pub(super) mod answers;
mod chain;
mod context;
mod extract;
mod growth;
mod imci;
mod labels;
mod medicines;
mod notes;
mod orders;
mod passport;
mod pregnancy;
mod prevention;
mod stay;
mod summary;
mod vaccination;
pub(super) mod vitals;
mod wallet;

use chrono::{DateTime, NaiveDateTime};

pub use stay::{Assembled, Days, ENDED, assemble};
pub use summary::bundle;

use super::api::{Fault, PaperOf};
use crate::domain::card::{CardView, Event};
use crate::domain::country::Country;
use crate::domain::ids::{DeviceId, DocId, FacilityId, PatientId};
use crate::domain::lang::Lang;
use crate::ops::Place;
use crate::print::paper::Paper;
use crate::print::papers;

/// The paper that was asked for, in `lang` or the patient's language or the house's.
pub fn paper(
    view: &CardView,
    place: &Place,
    what: &PaperOf,
    lang: Option<Lang>,
    now: i64,
    offset_minutes: i32,
) -> Result<Paper, Fault> {
    let fill = Fill {
        view,
        place: Issuer::of(place),
        lang: lang.or(view.person.language).unwrap_or(place.lang),
        now,
        offset_minutes,
    };
    match what {
        PaperOf::Discharge { patient, visit } => {
            fill.same_person(*patient)?;
            Ok(papers::discharge(&fill.discharge(*visit)?))
        }
        PaperOf::Visit { patient, visit } => {
            fill.same_person(*patient)?;
            Ok(papers::visit(&fill.visit(*visit)?))
        }
        PaperOf::Prescription {
            patient,
            prescription,
        } => {
            fill.same_person(*patient)?;
            Ok(papers::prescription(&fill.prescription(*prescription)?))
        }
        PaperOf::Referral { patient, referral } => {
            fill.same_person(*patient)?;
            Ok(papers::referral(&fill.referral(*referral)?))
        }
        PaperOf::Growth { patient } => {
            fill.same_person(*patient)?;
            Ok(papers::growth(&fill.growth()?))
        }
        PaperOf::Vaccination { patient } => {
            fill.same_person(*patient)?;
            Ok(papers::vaccination(&fill.vaccination()))
        }
        PaperOf::Pregnancy { patient } => {
            fill.same_person(*patient)?;
            Ok(papers::pregnancy(&fill.pregnancy()?))
        }
        PaperOf::Passport { patient } => {
            fill.same_person(*patient)?;
            Ok(papers::passport(&fill.passport()))
        }
        PaperOf::Wallet { patient } => {
            fill.same_person(*patient)?;
            Ok(papers::wallet(&fill.wallet()))
        }
        PaperOf::Extract { patient } => {
            fill.same_person(*patient)?;
            Ok(papers::extract(&fill.extract()))
        }
        PaperOf::Laboratory { patient } => {
            fill.same_person(*patient)?;
            Ok(papers::laboratory(&fill.laboratory()))
        }
        PaperOf::Labels { patient, of, on } => {
            fill.same_person(*patient)?;
            Ok(papers::labels(&fill.labels(*of, *on)))
        }
        PaperOf::MonthPlan { patient } => {
            fill.same_person(*patient)?;
            Ok(papers::prevention(&fill.prevention()))
        }
        PaperOf::Administration { patient, day } => {
            fill.same_person(*patient)?;
            Ok(papers::administration(&fill.administration(*day)))
        }
        PaperOf::Case { patient, visit } => {
            fill.same_person(*patient)?;
            Ok(papers::case(&fill.case(*visit)?))
        }
        PaperOf::Imci { patient, visit } => {
            fill.same_person(*patient)?;
            Ok(papers::imci(&fill.imci(*visit)?))
        }
        // About nobody alone: `worker::papers` makes it.
        PaperOf::Calls { .. }
        | PaperOf::Recall { .. }
        | PaperOf::Day { .. }
        | PaperOf::QuickStart => Err(Fault::new("no-patient")),
        PaperOf::Draft(draft) => {
            fill.same_person(draft.patient)?;
            Ok(papers::visit(&fill.draft(draft)))
        }
    }
}

/// Everything that a paper is made from.
struct Fill<'v> {
    view: &'v CardView,
    place: Issuer<'v>,
    lang: Lang,
    now: i64,
    offset_minutes: i32,
}

/// What of the house stands on its papers.
#[derive(Clone, Copy)]
struct Issuer<'v> {
    clinic: &'v str,
    facility: FacilityId,
    country: Country,
    device: DeviceId,
    demo: bool,
}

impl<'v> Issuer<'v> {
    fn of(place: &'v Place) -> Self {
        Self {
            clinic: &place.clinic,
            facility: place.facility,
            country: place.country,
            device: place.device,
            demo: place.demo,
        }
    }

    /// For words that are no paper yet.
    fn nobody(country: Country) -> Self {
        Self {
            clinic: "",
            facility: FacilityId([0; 16]),
            country,
            device: DeviceId([0; 16]),
            demo: false,
        }
    }
}

impl Fill<'_> {
    fn same_person(&self, patient: PatientId) -> Result<(), Fault> {
        if patient == self.view.patient || self.view.cards.contains(&patient) {
            Ok(())
        } else {
            Err(unknown(patient))
        }
    }

    /// Wall clock of the medical point.
    fn local(&self, at: i64) -> NaiveDateTime {
        DateTime::from_timestamp(at.saturating_add(i64::from(self.offset_minutes) * 60), 0)
            .unwrap_or_default()
            .naive_utc()
    }
}

/// The event with this id; withdrawn or replaced ones are refused.
fn standing<T>(events: &[Event<T>], id: DocId) -> Result<&Event<T>, Fault> {
    let event = events
        .iter()
        .find(|event| event.id == id)
        .ok_or_else(|| unknown(id))?;
    if event.withdrawn.is_some() {
        return Err(fault("withdrawn-record", id));
    }
    if is_replaced(events, event) {
        return Err(fault("replaced-record", id));
    }
    Ok(event)
}

/// A newer version of it stands.
fn is_replaced<T>(events: &[Event<T>], event: &Event<T>) -> bool {
    events
        .iter()
        .any(|other| other.amends == Some(event.id) && other.withdrawn.is_none() && other.acts())
}

fn unknown(id: DocId) -> Fault {
    fault("unknown-record", id)
}

fn fault(code: &str, id: DocId) -> Fault {
    Fault::new(code).with("id", id)
}

/// A text that says something.
fn said(text: &str) -> Option<String> {
    Some(text.trim())
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
}
