//! Telephone numbers in one written form (ITU-T E.164), so that the same telephone is found however it was typed.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::domain::country::Country;

/// A telephone number as "+77011234567".
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Phone(String);

/// Why a text is no telephone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    #[error("the number has {0} digits, too few")]
    TooShort(usize),
    #[error("the number has {0} digits, too many")]
    TooLong(usize),
    #[error("a telephone number has no {0:?}")]
    NotADigit(char),
}

impl PhoneError {
    /// Stable word for message catalogues.
    pub fn code(self) -> &'static str {
        match self {
            Self::TooShort(_) => "too-short",
            Self::TooLong(_) => "too-long",
            Self::NotADigit(_) => "not-a-digit",
        }
    }
}

impl Phone {
    /// Reads "8 701 123-45-67", "701 123 45 67", "+7 (701) 1234567", "00998…". Without "+" the number is taken as one of `home`.
    pub fn parse(text: &str, home: Country) -> Result<Self, PhoneError> {
        let mut digits = String::with_capacity(16);
        let text = text.trim();
        for c in text.strip_prefix('+').unwrap_or(text).chars() {
            match c {
                '0'..='9' => digits.push(c),
                '(' | ')' | '-' | '.' | '/' | '\u{2010}'..='\u{2014}' => {}
                _ if c.is_whitespace() => {}
                _ => return Err(PhoneError::NotADigit(c)),
            }
        }
        let (country, national) = dialling(home);
        let long = country.len() + national;
        if !text.starts_with('+') {
            if let Some(rest) = digits.strip_prefix("00") {
                digits = rest.to_owned();
            } else if digits.len() == national && !(home == Country::Kz && digits.starts_with('8'))
            {
                digits.insert_str(0, country);
            } else if digits.len() == national + 1 && digits.starts_with(trunk(home)) {
                digits.replace_range(..1, country);
            } else if digits.len() != long || !digits.starts_with(country) {
                return Err(if digits.len() < long {
                    PhoneError::TooShort(digits.len())
                } else {
                    PhoneError::TooLong(digits.len())
                });
            }
        }
        // a number of one of our countries has one length; others are between 7 and 15 digits (E.164)
        let fixed = Country::ALL
            .into_iter()
            .map(dialling)
            .find(|(code, _)| digits.starts_with(code));
        let (least, most) = fixed.map_or((7, 15), |(code, national)| {
            (code.len() + national, code.len() + national)
        });
        match digits.len() {
            n if n < least => Err(PhoneError::TooShort(n)),
            n if n > most => Err(PhoneError::TooLong(n)),
            _ => Ok(Self(format!("+{digits}"))),
        }
    }

    /// "+77011234567"
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// In groups for reading: "+7 701 123 45 67", with no-break spaces.
    pub fn grouped(&self) -> String {
        let digits = self.0.trim_start_matches('+');
        let Some((code, _)) = Country::ALL
            .into_iter()
            .map(dialling)
            .find(|(code, _)| digits.starts_with(code))
        else {
            return self.0.clone();
        };
        let rest = digits.strip_prefix(code).unwrap_or_default();
        let groups: [usize; 4] = match code {
            "7" => [3, 3, 2, 2],
            "998" => [2, 3, 2, 2],
            _ => [3, 2, 2, 2],
        };
        let mut out = format!("+{code}");
        let mut from = 0;
        for length in groups {
            out.push('\u{a0}');
            out.push_str(rest.get(from..from + length).unwrap_or_default());
            from += length;
        }
        out
    }
}

impl fmt::Debug for Phone {
    /// Hides the number: telephones are personal data and stay out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Phone(…)")
    }
}

/// Country code and digits of a national number.
fn dialling(country: Country) -> (&'static str, usize) {
    match country {
        Country::Kz => ("7", 10),
        Country::Uz => ("998", 9),
        Country::Ge => ("995", 9),
    }
}

/// The digit dialled before a national number at home.
fn trunk(country: Country) -> &'static str {
    match country {
        Country::Kz | Country::Uz => "8",
        Country::Ge => "0",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_telephone_has_one_form() {
        for (home, typed, form) in [
            (Country::Kz, "8 (701) 123-45-67", "+77011234567"),
            (Country::Kz, "701 123 45 67", "+77011234567"),
            (Country::Kz, "+7 701 1234567", "+77011234567"),
            (Country::Kz, "77011234567", "+77011234567"),
            (Country::Kz, "+998 90 123 45 67", "+998901234567"),
            (Country::Uz, "90 123 45 67", "+998901234567"),
            (Country::Uz, "998901234567", "+998901234567"),
            (Country::Uz, "00998901234567", "+998901234567"),
            (Country::Ge, "599 12 34 56", "+995599123456"),
            (Country::Ge, "0599123456", "+995599123456"),
            (Country::Ge, "+44 20 7946 0000", "+442079460000"),
        ] {
            assert_eq!(Phone::parse(typed, home).unwrap().as_str(), form, "{typed}");
        }
        assert_eq!(
            Phone::parse("87011234567", Country::Kz).unwrap().grouped(),
            "+7\u{a0}701\u{a0}123\u{a0}45\u{a0}67"
        );
        assert_eq!(
            Phone::parse("599123456", Country::Ge).unwrap().grouped(),
            "+995\u{a0}599\u{a0}12\u{a0}34\u{a0}56"
        );
    }

    #[test]
    fn wrong_numbers_are_refused() {
        for (home, typed, error) in [
            (Country::Kz, "", PhoneError::TooShort(0)),
            (Country::Kz, "8701123456", PhoneError::TooShort(10)),
            (Country::Kz, "+7701123456", PhoneError::TooShort(10)),
            (Country::Kz, "+770112345678", PhoneError::TooLong(12)),
            (Country::Uz, "+99890123456", PhoneError::TooShort(11)),
            (Country::Ge, "59912345O", PhoneError::NotADigit('O')),
            (Country::Ge, "1234567", PhoneError::TooShort(7)),
        ] {
            assert_eq!(Phone::parse(typed, home), Err(error), "{typed}");
        }
    }
}
