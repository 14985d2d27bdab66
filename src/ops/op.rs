//! Every intent that changes the record, as plain data. The window, the command line and tests make the same values.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json};

use crate::domain::administration::Administration;
use crate::domain::allergy::Allergy;
use crate::domain::card::Draft;
use crate::domain::ids::{DocId, PatientId};
use crate::domain::immunisation::Immunisation;
use crate::domain::person::Person;
use crate::domain::pregnancy::Booking;
use crate::domain::prevention::Preventive;
use crate::domain::problem::{CurrentMedicine, Problem};
use crate::domain::review::Review;
use crate::domain::visit::{Attachment, EnteredInError, LinkAct, Prescription, Referral};

/// One intent of one user. Ids, time and signatures are added inside `House::transact`.
#[derive(Debug, Clone, PartialEq)]
pub enum Op {
    /// A new card.
    Register(Box<Registration>),
    /// Identity and contact of a known patient; only what differs is written. `shown` is the person as the editor was given them:
    /// what somebody else has changed since is refused. Without it, what is there now counts as seen.
    EditPerson {
        patient: PatientId,
        person: Box<Person>,
        shown: Option<Box<Person>>,
    },
    /// One fact of the card under its key (`domain::card` lists them); `new` in the place of an id draws one. `seen` is the mark
    /// of what stood there when it was shown (`CardView::seen`), as for `EditPerson`. Pregnancy and blood group are written to
    /// every linked card that states them.
    SetFact {
        patient: PatientId,
        key: String,
        value: Map<String, Json>,
        seen: Option<String>,
    },
    /// A draft becomes a signed visit, with its prescriptions and referral as entries of their own. `confirmed`: its author was
    /// asked about what is unusual for the age and said that it is right.
    SignVisit {
        draft: DocId,
        confirmed: bool,
    },
    /// A visit that was written elsewhere and needs no draft here (a stream, a paper typed in): signed in one commit.
    /// With an id of the sender's, sending it again after a lost answer writes nothing twice.
    SignNew {
        patient: PatientId,
        content: Box<Draft>,
        id: Option<DocId>,
        confirmed: bool,
    },
    Prescribe {
        patient: PatientId,
        prescription: Box<Prescription>,
    },
    /// An open order was looked at again: it goes on with a reason, or ends.
    Review {
        patient: PatientId,
        review: Box<Review>,
    },
    /// A dose given, or not given with its reason.
    Administer {
        patient: PatientId,
        administration: Box<Administration>,
    },
    /// A vaccine given, refused or exempted; with `amends` it takes the place of an earlier entry, as when a reaction is added.
    Immunise {
        patient: PatientId,
        immunisation: Box<Immunisation>,
        amends: Option<DocId>,
    },
    /// A pregnancy is booked, corrected, or has ended; `amends` names the entry that this one replaces.
    Book {
        patient: PatientId,
        booking: Box<Booking>,
        amends: Option<DocId>,
    },
    /// Screening or follow-up done, declined, or the person invited.
    Prevent {
        patient: PatientId,
        preventive: Box<Preventive>,
    },
    Refer {
        patient: PatientId,
        referral: Box<Referral>,
    },
    Attach {
        patient: PatientId,
        attachment: Box<Attachment>,
        bytes: Vec<u8>,
    },
    /// Marks an entry as entered in error; the entry stays readable.
    Withdraw {
        patient: PatientId,
        error: EnteredInError,
    },
    /// Of the `shown` values that stand under a key, number `keep` (from 0, in the order shown) stays; `seen` is their mark.
    Settle {
        patient: PatientId,
        key: String,
        keep: usize,
        shown: usize,
        seen: Option<String>,
    },
    /// A user states that two cards are one person, or two.
    Link {
        first: PatientId,
        second: PatientId,
        statement: LinkAct,
    },
    DropDraft {
        draft: DocId,
    },
    /// A pharmacist or doctor signs rules of dosing: id → hash of the text that was shown.
    ApproveRules {
        items: BTreeMap<String, String>,
        position: String,
        remark: String,
    },
    /// The signatures under these rules that stand are taken back.
    WithdrawApproval {
        items: BTreeSet<String>,
        remark: String,
    },
}

/// What registration writes at once.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Registration {
    #[serde(flatten)]
    pub person: Person,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub allergies: Vec<Allergy>,
    /// Somebody asked, and there are none.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub no_known_allergies: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Problem>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub medicines: Vec<CurrentMedicine>,
}

impl Registration {
    /// Says more than who the person is.
    pub fn is_clinical(&self) -> bool {
        self.no_known_allergies
            || !self.allergies.is_empty()
            || !self.problems.is_empty()
            || !self.medicines.is_empty()
    }
}

/// What a transaction changed, so that a screen refreshes just that (Anki's pattern).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OpChanges {
    /// Cards that were written or linked.
    pub patients: Vec<PatientId>,
    /// The documents made: card, visit, prescriptions…
    pub written: Vec<DocId>,
    /// Key of the fact that was set: one that ended in `/new` has its own now.
    pub fact: Option<String>,
    pub worklist: bool,
    pub conflicts: bool,
    pub users: bool,
    /// Signatures under rules of dosing.
    pub rules: bool,
    /// Links that the program made by itself, to be said on screen.
    pub linked: Vec<(PatientId, PatientId)>,
}

impl OpChanges {
    /// What another transaction changed as well; what it made is its own.
    pub fn join(&mut self, other: Self) {
        self.patients.extend(other.patients);
        self.linked.extend(other.linked);
        self.conflicts |= other.conflicts;
        self.users |= other.users;
        self.rules |= other.rules;
        self.worklist |= other.worklist;
    }
}
