//! Which paper is asked for.

use chrono::NaiveDate;

use super::calls::CallFilter;
use crate::domain::card::DraftView;
use crate::domain::ids::{DocId, PatientId};
use crate::domain::paper::{LabelOf, LabelStock};

/// Which paper.
#[derive(Debug, Clone, PartialEq)]
pub enum PaperOf {
    Discharge {
        patient: PatientId,
        visit: DocId,
    },
    Visit {
        patient: PatientId,
        visit: DocId,
    },
    Prescription {
        patient: PatientId,
        prescription: DocId,
    },
    Referral {
        patient: PatientId,
        referral: DocId,
    },
    /// The curves of a child.
    Growth {
        patient: PatientId,
    },
    /// The vaccination card.
    Vaccination {
        patient: PatientId,
    },
    /// The pregnancy card.
    Pregnancy {
        patient: PatientId,
    },
    /// The health passport on one sheet, what an emergency asks for first.
    Passport {
        patient: PatientId,
    },
    /// The same for a wallet, with a square code that any telephone reads.
    Wallet {
        patient: PatientId,
    },
    /// Everything that the card holds, with every visit.
    Extract {
        patient: PatientId,
    },
    /// What goes to the laboratory with a specimen.
    Laboratory {
        patient: PatientId,
    },
    /// With the name and the number, to stick on.
    Labels {
        patient: PatientId,
        of: LabelOf,
        on: LabelStock,
    },
    /// Vaccinations, screening and follow-up of the coming year.
    MonthPlan {
        patient: PatientId,
    },
    /// What was ordered and given on one day.
    Administration {
        patient: PatientId,
        day: NaiveDate,
    },
    /// The assessment of a sick child: a signed visit by an IMCI form.
    Imci {
        patient: PatientId,
        visit: DocId,
    },
    /// A stay from admission to discharge: `visit` is its signed summary.
    Case {
        patient: PatientId,
        visit: DocId,
    },
    /// A list of the house: who is to be called.
    Calls {
        filter: CallFilter,
        today: NaiveDate,
    },
    /// A list of the house: vaccinations of a month, counted from this one.
    Recall {
        ahead: u32,
        today: NaiveDate,
    },
    /// A list of the house: who was seen on a day.
    Day {
        day: NaiveDate,
    },
    /// The ten things of a first day, for the wall: about nobody.
    QuickStart,
    /// The draft as it stands, marked "not signed".
    Draft(Box<DraftView>),
}

impl PaperOf {
    /// Whose paper it is; a list is nobody's.
    pub fn patient(&self) -> Option<PatientId> {
        match self {
            Self::Discharge { patient, .. }
            | Self::Visit { patient, .. }
            | Self::Prescription { patient, .. }
            | Self::Referral { patient, .. }
            | Self::Imci { patient, .. }
            | Self::Case { patient, .. }
            | Self::Growth { patient }
            | Self::Vaccination { patient }
            | Self::Pregnancy { patient }
            | Self::Passport { patient }
            | Self::Wallet { patient }
            | Self::Extract { patient }
            | Self::Laboratory { patient }
            | Self::Labels { patient, .. }
            | Self::MonthPlan { patient }
            | Self::Administration { patient, .. } => Some(*patient),
            Self::Draft(draft) => Some(draft.patient),
            Self::Calls { .. } | Self::Recall { .. } | Self::Day { .. } | Self::QuickStart => None,
        }
    }
}
