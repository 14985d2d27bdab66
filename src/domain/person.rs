//! A person as the registry knows them.

use serde::{Deserialize, Serialize};

use super::allergy::Status;
use super::dates::PartialDate;
use super::identifiers::{Identifier, IdentifierKind};
use super::ids::PatientId;
use super::lang::Lang;

/// Administrative sex (FHIR `administrative-gender`, the part that doses and forms use).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Sex {
    Female,
    Male,
    #[default]
    Unknown,
}

impl Sex {
    pub const ALL: [Self; 3] = [Self::Female, Self::Male, Self::Unknown];

    pub fn code(self) -> &'static str {
        match self {
            Self::Female => "female",
            Self::Male => "male",
            Self::Unknown => "unknown",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sex| sex.code() == text)
    }
}

/// The parts of a name as written on the paper that was shown; spelling is never changed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Name {
    pub family: String,
    pub given: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub patronymic: String,
}

impl Name {
    pub fn is_empty(&self) -> bool {
        self.family.trim().is_empty() && self.given.trim().is_empty()
    }

    /// Family, given, patronymic with single spaces: for search, never for display.
    pub fn plain(&self) -> String {
        [&self.family, &self.given, &self.patronymic]
            .iter()
            .flat_map(|part| part.split_whitespace())
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// A number or paper by which the person is known, as kept in the card.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct KnownNumber {
    /// [`IdentifierKind::code`].
    pub kind: String,
    pub value: String,
}

impl KnownNumber {
    pub fn identifier(&self) -> Option<Identifier> {
        IdentifierKind::from_code(&self.kind)
            .map(|kind| Identifier::from_record(kind, self.value.clone()))
    }
}

/// Next of kin or another person to call.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Contact {
    pub name: String,
    /// Free word or FHIR v3-RoleCode (`mother`, `father`, `guardian`, `spouse`, `neighbour`).
    pub relation: String,
    pub phone: String,
    /// A number that no longer answers is resolved, not deleted.
    #[serde(skip_serializing_if = "is_active")]
    pub status: Status,
}

fn is_active(status: &Status) -> bool {
    *status == Status::Active
}

/// A family tie to another patient or to a named person without a card.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Relative {
    /// `mother`, `father`, `child`, `sibling`, `spouse`, `grandparent`, `grandchild`.
    pub relation: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patient: Option<PatientId>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
}

/// Identity and contact of one patient; what `register` writes and the banner shows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Person {
    #[serde(flatten)]
    pub name: Name,
    pub sex: Sex,
    pub born: PartialDate,
    /// Completed weeks of gestation at birth, 22–44.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_weeks: Option<u8>,
    /// Language of the patient's papers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Lang>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub identifiers: Vec<KnownNumber>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub address: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub phone: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<Contact>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub relatives: Vec<Relative>,
    /// Date of death; an unknown date still says that the person died.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deceased: Option<PartialDate>,
}

impl Person {
    /// The national number, else the first number there is.
    pub fn main_number(&self) -> Option<&KnownNumber> {
        let national = |n: &&KnownNumber| {
            IdentifierKind::from_code(&n.kind).is_some_and(IdentifierKind::is_national)
        };
        self.identifiers
            .iter()
            .find(national)
            .or_else(|| self.identifiers.first())
    }
}
