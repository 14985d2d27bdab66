//! The emergency passport: what a stranger has to know about a resident of the region before touching her, as the store last made
//! it from her card. Read-only and never an authority: where the card itself is at hand, the card wins.

use serde::Serialize;

use super::allergy::Allergy;
use super::dates::PartialDate;
use super::ids::PatientId;
use super::person::{Contact, KnownNumber, Name, Person, Sex};
use super::problem::{CurrentMedicine, Pregnancy, Problem};

/// One resident. A list holds what stands; what was written apart and is not settled stands side by side.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct EmergencyPassport {
    pub card: PatientId,
    /// The first bytes of the hash of the card's state that this was made from.
    #[serde(skip)]
    pub made_from: [u8; MADE_FROM_BYTES],
    /// Something in the card could not be read by the store, waited for another change, or was too long: what follows is not all.
    pub incomplete: bool,
    #[serde(flatten)]
    pub name: Name,
    pub sex: Sex,
    pub born: PartialDate,
    /// An unknown date still says that the person died.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deceased: Option<PartialDate>,
    pub numbers: Vec<KnownNumber>,
    /// The medical point that holds the card, as the store knows it.
    pub place: String,
    /// Somebody asked and wrote that there are no known allergies.
    pub no_known_allergies: bool,
    pub allergies: Vec<Allergy>,
    /// Blood group and Rh; two where they differ.
    pub blood: Vec<String>,
    pub problems: Vec<Problem>,
    pub medicines: Vec<CurrentMedicine>,
    /// Two where the statements differ.
    pub pregnancy: Vec<Pregnancy>,
    pub alerts: Vec<String>,
    pub contacts: Vec<Contact>,
}

pub const MADE_FROM_BYTES: usize = 4;

impl EmergencyPassport {
    /// Who it is, as lists and banners show people.
    pub fn person(&self) -> Person {
        Person {
            name: self.name.clone(),
            sex: self.sex,
            born: self.born,
            identifiers: self.numbers.clone(),
            contacts: self.contacts.clone(),
            deceased: self.deceased,
            ..Person::default()
        }
    }
}

/// Of what day the directory of this workstation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct DirectoryAge {
    /// UTC seconds on the store's clock.
    pub made_at: i64,
    pub people: u64,
}

/// Why a record outside of this house is opened. A closed list, so that whoever reads the access log can count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EmergencyReason {
    /// Life or health is in danger now.
    LifeInDanger,
    /// The person cannot say what matters.
    CannotSpeak,
    /// A visitor from elsewhere asks for care.
    AwayFromHome,
    /// Something else, which has to be said in words.
    Other,
}

impl EmergencyReason {
    pub const ALL: [Self; 4] = [
        Self::LifeInDanger,
        Self::CannotSpeak,
        Self::AwayFromHome,
        Self::Other,
    ];

    /// Never changes: it is written into the access log.
    pub fn code(self) -> &'static str {
        match self {
            Self::LifeInDanger => "life-in-danger",
            Self::CannotSpeak => "cannot-speak",
            Self::AwayFromHome => "away-from-home",
            Self::Other => "other",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}
