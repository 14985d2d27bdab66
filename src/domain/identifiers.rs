//! Numbers by which a person is known: national numbers, documents, and the temporary number of those who have none yet.
//! Checks what the number itself says; whether it belongs to this patient is asked with [`Checked::against`].

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::country::Country;
use crate::domain::dates::PartialDate;

mod rules;

/// What kind of number it is. Records keep [`IdentifierKind::code`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IdentifierKind {
    /// ИИН / ЖСН, 12 digits
    KzIin,
    /// JSHSHIR / ПИНФЛ, 14 digits
    UzPinfl,
    /// პირადი ნომერი, 11 digits
    GePersonal,
    Passport,
    IdCard,
    BirthCertificate,
    /// Given by this medical point to a newborn, a foreigner, an unconscious patient.
    Temporary,
}

impl IdentifierKind {
    pub const ALL: [Self; 7] = [
        Self::KzIin,
        Self::UzPinfl,
        Self::GePersonal,
        Self::Passport,
        Self::IdCard,
        Self::BirthCertificate,
        Self::Temporary,
    ];

    /// Never changes: it is written into records.
    pub fn code(self) -> &'static str {
        match self {
            Self::KzIin => "kz-iin",
            Self::UzPinfl => "uz-pinfl",
            Self::GePersonal => "ge-personal",
            Self::Passport => "passport",
            Self::IdCard => "id-card",
            Self::BirthCertificate => "birth-certificate",
            Self::Temporary => "temporary",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// One person, one number, for life: two cards with the same one are the same person.
    pub fn is_national(self) -> bool {
        self.country().is_some()
    }

    /// The country whose national number this is.
    pub fn country(self) -> Option<Country> {
        match self {
            Self::KzIin => Some(Country::Kz),
            Self::UzPinfl => Some(Country::Uz),
            Self::GePersonal => Some(Country::Ge),
            Self::Passport | Self::IdCard | Self::BirthCertificate | Self::Temporary => None,
        }
    }

    /// The national number of a country.
    pub fn national(country: Country) -> Self {
        match country {
            Country::Kz => Self::KzIin,
            Country::Uz => Self::UzPinfl,
            Country::Ge => Self::GePersonal,
        }
    }
}

/// A number in its canonical text: the same document typed in two ways is equal.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Identifier {
    kind: IdentifierKind,
    value: String,
}

/// Sex as a national number states it. What the patient's card says is asked of the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberSex {
    Female,
    Male,
}

/// A number that may be used, with what it says and what is doubtful about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    pub identifier: Identifier,
    pub sex: Option<NumberSex>,
    pub birth: Option<NaiveDate>,
    pub warnings: Vec<IdentifierWarning>,
}

/// Doubts that do not block: the user confirms with a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdentifierWarning {
    /// The last digit does not follow the published rule; official examples break it too.
    CheckDigitDiffers,
    /// Seventh digit 0, given to some foreign citizens: states neither sex nor century.
    CenturyNotStated,
    /// No document of the three countries that we know is numbered like this.
    UnusualForm,
    /// The birth date in the number is not the one on the card.
    BirthDateDiffers,
    /// The sex in the number is not the one on the card.
    SexDiffers,
}

impl IdentifierWarning {
    /// Stable word for message catalogues.
    pub fn code(self) -> &'static str {
        match self {
            Self::CheckDigitDiffers => "check-digit-differs",
            Self::CenturyNotStated => "century-not-stated",
            Self::UnusualForm => "unusual-form",
            Self::BirthDateDiffers => "birth-date-differs",
            Self::SexDiffers => "sex-differs",
        }
    }
}

/// Why a text cannot be a number of this kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdentifierError {
    #[error("empty")]
    Empty,
    #[error("{typed} digits instead of {wanted}")]
    WrongLength { typed: usize, wanted: usize },
    #[error("{0:?} cannot stand in this number")]
    WrongCharacter(char),
    #[error("the first figures are no date of birth")]
    NoSuchBirthDate,
    #[error("the date of birth in the number is in the future")]
    BirthInFuture,
    #[error("figure {0} states no century")]
    NoSuchCentury(u8),
    #[error("the last figure does not fit the others")]
    WrongCheckDigit,
    /// Both passes of the rule give 10: no last figure can fit.
    #[error("no such number is ever issued")]
    NeverIssued,
    #[error("too long")]
    TooLong,
    #[error("no figure in it")]
    NoFigure,
}

impl IdentifierError {
    /// Stable word for message catalogues.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::WrongLength { .. } => "wrong-length",
            Self::WrongCharacter(_) => "wrong-character",
            Self::NoSuchBirthDate => "no-such-birth-date",
            Self::BirthInFuture => "birth-in-future",
            Self::NoSuchCentury(_) => "no-such-century",
            Self::WrongCheckDigit => "wrong-check-digit",
            Self::NeverIssued => "never-issued",
            Self::TooLong => "too-long",
            Self::NoFigure => "no-figure",
        }
    }
}

impl Identifier {
    /// Reads what people type; spaces and hyphens between figures are free. `today` bounds the birth date in the number.
    pub fn parse(
        kind: IdentifierKind,
        text: &str,
        today: NaiveDate,
    ) -> Result<Checked, IdentifierError> {
        if text.trim().is_empty() {
            return Err(IdentifierError::Empty);
        }
        match kind {
            IdentifierKind::KzIin => rules::kz_iin(text, today),
            IdentifierKind::UzPinfl => rules::uz_pinfl(text, today),
            IdentifierKind::GePersonal => rules::ge_personal(text),
            IdentifierKind::Passport | IdentifierKind::IdCard => rules::document(kind, text),
            IdentifierKind::BirthCertificate => rules::birth_certificate(text),
            IdentifierKind::Temporary => rules::temporary(text),
        }
    }

    /// For records read back: the value was checked when it was written, perhaps by another program version.
    pub fn from_record(kind: IdentifierKind, value: impl Into<String>) -> Self {
        Self {
            kind,
            value: value.into(),
        }
    }

    pub fn kind(&self) -> IdentifierKind {
        self.kind
    }

    pub fn value(&self) -> &str {
        &self.value
    }
}

impl fmt::Debug for Identifier {
    /// Hides the value: numbers of people stay out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Identifier({}, …)", self.kind.code())
    }
}

impl Checked {
    /// Doubts about giving this number to a patient with that birth date and sex; partial dates are compared as far as they go.
    pub fn against(&self, birth: PartialDate, sex: Option<NumberSex>) -> Vec<IdentifierWarning> {
        let mut warnings = Vec::new();
        if self
            .birth
            .is_some_and(|day| !birth.compatible(PartialDate::from_day(day)))
        {
            warnings.push(IdentifierWarning::BirthDateDiffers);
        }
        if let (Some(stated), Some(known)) = (self.sex, sex)
            && stated != known
        {
            warnings.push(IdentifierWarning::SexDiffers);
        }
        warnings
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use IdentifierError as E;
    use IdentifierKind as K;
    use NumberSex::{Female, Male};

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
    }

    fn check(kind: K, text: &str) -> Result<Checked, E> {
        Identifier::parse(kind, text, today())
    }

    #[test]
    fn national_numbers_state_sex_and_birth() {
        for (kind, text, sex, birth) in [
            (K::KzIin, "000101399890", Some(Male), Some("1900-01-01")),
            (K::KzIin, "000101399994", Some(Male), Some("1900-01-01")),
            (K::KzIin, "000101499599", Some(Female), Some("1900-01-01")),
            (K::KzIin, "000101 499-599", Some(Female), Some("1900-01-01")),
            (K::UzPinfl, "30101009999979", Some(Male), Some("1900-01-01")),
            (K::UzPinfl, "30211975910033", Some(Male), Some("1997-11-02")),
            (K::GePersonal, "00000000019", None, None),
            (K::GePersonal, "99999999999", None, None),
            (K::GePersonal, "01000000000", None, None),
        ] {
            let checked = check(kind, text).unwrap();
            assert_eq!(checked.sex, sex, "{text}");
            assert_eq!(checked.birth, birth.map(|b| b.parse().unwrap()), "{text}");
            assert_eq!(checked.warnings, [], "{text}");
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            assert_eq!(checked.identifier.value(), digits, "leading zeros stay");
            assert!(kind.is_national());
        }
    }

    #[test]
    fn impossible_national_numbers_are_refused() {
        for (kind, text, error) in [
            (K::KzIin, "991231599997", E::BirthInFuture),
            (K::KzIin, "991231699299", E::BirthInFuture),
            (K::KzIin, "000101399891", E::WrongCheckDigit),
            (K::KzIin, "000231399890", E::NoSuchBirthDate),
            (K::KzIin, "000101799890", E::NoSuchCentury(7)),
            (
                K::KzIin,
                "00010139989",
                E::WrongLength {
                    typed: 11,
                    wanted: 12,
                },
            ),
            (
                K::KzIin,
                "0001013998900",
                E::WrongLength {
                    typed: 13,
                    wanted: 12,
                },
            ),
            (K::KzIin, "00010139989O", E::WrongCharacter('O')),
            (K::KzIin, "", E::Empty),
            (K::UzPinfl, "53112999999998", E::BirthInFuture),
            (K::UzPinfl, "63112999999988", E::BirthInFuture),
            (K::UzPinfl, "42902009999966", E::NoSuchBirthDate),
            (K::UzPinfl, "31234567890124", E::NoSuchBirthDate),
            (K::UzPinfl, "00101009999979", E::NoSuchCentury(0)),
            (
                K::GePersonal,
                "1234567890",
                E::WrongLength {
                    typed: 10,
                    wanted: 11,
                },
            ),
            (K::GePersonal, "0100000000O", E::WrongCharacter('O')),
        ] {
            assert_eq!(check(kind, text), Err(error), "{text}");
        }
        for last in 0..=9 {
            assert_eq!(
                check(K::KzIin, &format!("00010139991{last}")),
                Err(E::NeverIssued)
            );
        }
    }

    #[test]
    fn doubtful_numbers_warn_and_pass() {
        for (kind, text, warning) in [
            (
                K::UzPinfl,
                "30101009999978",
                IdentifierWarning::CheckDigitDiffers,
            ),
            (
                K::UzPinfl,
                "40503855900021",
                IdentifierWarning::CheckDigitDiffers,
            ),
            (K::Passport, "123", IdentifierWarning::UnusualForm),
            (K::BirthCertificate, "გ 12", IdentifierWarning::UnusualForm),
        ] {
            assert_eq!(check(kind, text).unwrap().warnings, [warning], "{text}");
        }
    }

    #[test]
    fn a_foreigners_iin_states_no_century() {
        let last = (0..=9)
            .find_map(|d| check(K::KzIin, &format!("80010109900{d}")).ok())
            .unwrap();
        assert_eq!(last.warnings, [IdentifierWarning::CenturyNotStated]);
        assert_eq!((last.sex, last.birth), (None, None));
    }

    #[test]
    fn the_card_is_compared_with_the_number() {
        let checked = check(K::UzPinfl, "30211975910033").unwrap();
        let date = |text: &str| text.parse::<PartialDate>().unwrap();
        for (birth, sex, expected) in [
            ("1997-11-02", Some(Male), vec![]),
            ("1997", None, vec![]),
            ("", Some(Male), vec![]),
            (
                "1994-01-27",
                Some(Male),
                vec![IdentifierWarning::BirthDateDiffers],
            ),
            ("1997-11", Some(Female), vec![IdentifierWarning::SexDiffers]),
        ] {
            assert_eq!(checked.against(date(birth), sex), expected, "{birth}");
        }
    }

    #[test]
    fn documents_have_one_form() {
        for (kind, text, value) in [
            (K::Passport, "n 12345678", "N12345678"),
            (K::Passport, "AC1234567", "AC1234567"),
            (K::Passport, "АС 1234567", "AC1234567"),
            (K::Passport, "D1234567", "D1234567"),
            (K::Passport, "10ab12345", "10AB12345"),
            (K::IdCard, "012 345 678", "012345678"),
            (K::IdCard, "aa-1234567", "AA1234567"),
            (K::BirthCertificate, "I-МЯ №123456", "I-МЯ 123456"),
            (K::BirthCertificate, "і мя 123456", "I-МЯ 123456"),
            (K::BirthCertificate, "I-МЯ N 123456", "I-МЯ 123456"),
            (K::BirthCertificate, "1-мя № 123456", "I-МЯ 123456"),
            (K::BirthCertificate, "II-TN 0123456", "II-TN 0123456"),
            (
                K::Temporary,
                " 018F3C2E-7B1A-7CCC-8000-ABCDEF012345 ",
                "018f3c2e-7b1a-7ccc-8000-abcdef012345",
            ),
            (K::Temporary, "T-17", "t-17"),
        ] {
            let checked = check(kind, text).unwrap();
            assert_eq!(checked.identifier.value(), value, "{text}");
            assert_eq!(checked.warnings, [], "{text}");
            assert!(!kind.is_national());
        }
        for (kind, text, error) in [
            (K::Passport, "АЯ1234567", E::WrongCharacter('Я')),
            (K::Passport, "ABC", E::NoFigure),
            (K::Passport, "A12345678901234567890", E::TooLong),
            (K::BirthCertificate, "I-МЯ", E::NoFigure),
            (K::BirthCertificate, "I_МЯ 123456", E::WrongCharacter('_')),
            (K::Temporary, "тест", E::WrongCharacter('т')),
            (K::Temporary, "--", E::Empty),
        ] {
            assert_eq!(check(kind, text), Err(error), "{text}");
        }
    }

    #[test]
    fn codes_are_stable_and_values_stay_out_of_logs() {
        for (kind, code) in K::ALL.into_iter().zip([
            "kz-iin",
            "uz-pinfl",
            "ge-personal",
            "passport",
            "id-card",
            "birth-certificate",
            "temporary",
        ]) {
            assert_eq!(kind.code(), code);
            assert_eq!(K::from_code(code), Some(kind));
            assert_eq!(serde_json::to_string(&kind).unwrap(), format!("\"{code}\""));
        }
        let identifier = Identifier::from_record(K::KzIin, "000101399890");
        assert!(!format!("{identifier:?}").contains("000101"));
    }
}
