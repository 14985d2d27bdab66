//! Dates as people know them: unknown, a year, a month, or a day; and ages by the calendar.
//! Knows nothing of today (a reference date is an argument) and nothing of words: i18n writes dates for people.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};

mod age;
mod typed;

pub use age::{Age, AgeForm};
pub use typed::TypedDate;

/// Years outside are typing errors: nobody in a card was born, treated or booked then.
pub const YEARS: std::ops::RangeInclusive<i32> = 1850..=2199;

/// How much of a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Precision {
    #[default]
    Unknown,
    Year,
    Month,
    Day,
}

/// A date that may be partly or wholly unknown. Text and serde form: "", "1985", "1985-07", "1985-07-14".
/// Order: unknown first, then by the first day the date can mean, the vaguer before the sharper.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PartialDate {
    first: Option<NaiveDate>,
    precision: Precision,
}

/// Why a text is no date. Nothing was stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    #[error("not a date")]
    NotADate,
    #[error("the year is missing")]
    MissingYear,
    #[error("month {0} does not exist")]
    NoSuchMonth(u32),
    #[error("{year}-{month}-{day} does not exist")]
    NoSuchDay { year: i32, month: u32, day: u32 },
    #[error("year {0} is not plausible")]
    YearOutOfRange(i32),
    #[error("the date is in the future")]
    InFuture,
}

impl DateError {
    /// Stable word for message catalogues.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotADate => "not-a-date",
            Self::MissingYear => "missing-year",
            Self::NoSuchMonth(_) => "no-such-month",
            Self::NoSuchDay { .. } => "no-such-day",
            Self::YearOutOfRange(_) => "year-out-of-range",
            Self::InFuture => "in-future",
        }
    }
}

impl PartialDate {
    pub const UNKNOWN: Self = Self {
        first: None,
        precision: Precision::Unknown,
    };

    /// None when the year is outside [`YEARS`].
    pub fn from_year(year: i32) -> Option<Self> {
        Self::checked(year, 1, 1, Precision::Year).ok()
    }

    /// None when the month does not exist or the year is outside [`YEARS`].
    pub fn from_month(year: i32, month: u32) -> Option<Self> {
        Self::checked(year, month, 1, Precision::Month).ok()
    }

    /// None when the day does not exist or the year is outside [`YEARS`].
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        Self::checked(year, month, day, Precision::Day).ok()
    }

    pub fn from_day(day: NaiveDate) -> Self {
        Self {
            first: Some(day),
            precision: Precision::Day,
        }
    }

    pub fn precision(self) -> Precision {
        self.precision
    }

    pub fn is_known(self) -> bool {
        self.first.is_some()
    }

    pub fn year(self) -> Option<i32> {
        self.first.map(|d| d.year())
    }

    /// 1–12 when the month is known.
    pub fn month(self) -> Option<u32> {
        self.first
            .filter(|_| self.precision >= Precision::Month)
            .map(|d| d.month())
    }

    /// The whole date when the day is known.
    pub fn day(self) -> Option<NaiveDate> {
        self.first.filter(|_| self.precision == Precision::Day)
    }

    /// First day this date can mean.
    pub fn earliest(self) -> Option<NaiveDate> {
        self.first
    }

    /// Last day this date can mean.
    pub fn latest(self) -> Option<NaiveDate> {
        let first = self.first?;
        let next = match self.precision {
            Precision::Unknown => return None,
            Precision::Day => return Some(first),
            Precision::Month => add_months(first, 1)?,
            Precision::Year => add_months(first, 12)?,
        };
        next.pred_opt()
    }

    /// Every day `other` can mean is a day this can mean. Unknown contains everything.
    pub fn contains(self, other: Self) -> bool {
        match (
            self.earliest().zip(self.latest()),
            other.earliest().zip(other.latest()),
        ) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some((a, b)), Some((c, d))) => a <= c && d <= b,
        }
    }

    /// Some day fits both: the two may be the same date. Unknown is compatible with everything.
    pub fn compatible(self, other: Self) -> bool {
        match (
            self.earliest().zip(self.latest()),
            other.earliest().zip(other.latest()),
        ) {
            (None, _) | (_, None) => true,
            (Some((a, b)), Some((c, d))) => a <= d && c <= b,
        }
    }

    /// No day it can mean is on or before `day`.
    pub fn is_after(self, day: NaiveDate) -> bool {
        self.earliest().is_some_and(|first| first > day)
    }

    fn checked(year: i32, month: u32, day: u32, precision: Precision) -> Result<Self, DateError> {
        if !YEARS.contains(&year) {
            return Err(DateError::YearOutOfRange(year));
        }
        if !(1..=12).contains(&month) {
            return Err(DateError::NoSuchMonth(month));
        }
        let first = NaiveDate::from_ymd_opt(year, month, day).ok_or(DateError::NoSuchDay {
            year,
            month,
            day,
        })?;
        Ok(Self {
            first: Some(first),
            precision,
        })
    }
}

impl From<NaiveDate> for PartialDate {
    fn from(day: NaiveDate) -> Self {
        Self::from_day(day)
    }
}

impl fmt::Display for PartialDate {
    /// The canonical text of records, not for people.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.first, self.precision) {
            (None, _) | (_, Precision::Unknown) => Ok(()),
            (Some(d), Precision::Year) => write!(f, "{:04}", d.year()),
            (Some(d), Precision::Month) => write!(f, "{:04}-{:02}", d.year(), d.month()),
            (Some(d), Precision::Day) => {
                write!(f, "{:04}-{:02}-{:02}", d.year(), d.month(), d.day())
            }
        }
    }
}

impl fmt::Debug for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PartialDate({self})")
    }
}

impl FromStr for PartialDate {
    type Err = DateError;

    /// Only the canonical text of records; see [`PartialDate::parse_typed`] for what people type.
    fn from_str(text: &str) -> Result<Self, DateError> {
        if text.is_empty() {
            return Ok(Self::UNKNOWN);
        }
        if !text.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
            return Err(DateError::NotADate);
        }
        let parts: Vec<&str> = text.split('-').collect();
        match *parts.as_slice() {
            [y] if y.len() == 4 => Self::checked(number(y)?, 1, 1, Precision::Year),
            [y, m] if y.len() == 4 && m.len() == 2 => {
                Self::checked(number(y)?, count(m)?, 1, Precision::Month)
            }
            [y, m, d] if y.len() == 4 && m.len() == 2 && d.len() == 2 => {
                Self::checked(number(y)?, count(m)?, count(d)?, Precision::Day)
            }
            _ => Err(DateError::NotADate),
        }
    }
}

impl TryFrom<String> for PartialDate {
    type Error = DateError;

    fn try_from(text: String) -> Result<Self, DateError> {
        text.parse()
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> Self {
        date.to_string()
    }
}

/// The same day `months` later, or the first of the month after when that month is too short.
fn add_months(day: NaiveDate, months: u32) -> Option<NaiveDate> {
    let index = day.year() * 12 + i32::try_from(day.month0() + months).ok()?;
    let (year, month) = (
        index.div_euclid(12),
        u32::try_from(index.rem_euclid(12)).ok()? + 1,
    );
    NaiveDate::from_ymd_opt(year, month, day.day()).or_else(|| {
        let (year, month) = if month == 12 {
            (year + 1, 1)
        } else {
            (year, month + 1)
        };
        NaiveDate::from_ymd_opt(year, month, 1)
    })
}

fn number(digits: &str) -> Result<i32, DateError> {
    digits.parse().ok().ok_or(DateError::NotADate)
}

fn count(digits: &str) -> Result<u32, DateError> {
    digits.parse().ok().ok_or(DateError::NotADate)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn records_keep_the_precision() {
        for text in ["", "1985", "1985-07", "1985-07-14"] {
            let date: PartialDate = text.parse().unwrap();
            let json = serde_json::to_string(&date).unwrap();
            assert_eq!(json, format!("\"{text}\""));
            assert_eq!(serde_json::from_str::<PartialDate>(&json).unwrap(), date);
        }
        for text in [
            "85",
            "1985-7",
            "1985-13",
            "1985-02-30",
            "14.07.1985",
            "1985-07-14T00:00",
            "-1985",
            "+198",
        ] {
            assert!(text.parse::<PartialDate>().is_err(), "{text}");
        }
    }

    #[test]
    fn partial_dates_compare_by_what_they_can_mean() {
        let date = |text: &str| text.parse::<PartialDate>().unwrap();
        for (a, b, contains, compatible) in [
            ("1985", "1985-07-14", true, true),
            ("1985-07", "1985-07-14", true, true),
            ("1985-07-14", "1985", false, true),
            ("1985-06", "1985-07-14", false, false),
            ("1985", "1986", false, false),
            ("", "1985", true, true),
            ("1985", "", false, true),
            ("1985-07-14", "1985-07-14", true, true),
            ("1984-12", "1984-12-31", true, true),
        ] {
            assert_eq!(date(a).contains(date(b)), contains, "{a} contains {b}");
            assert_eq!(
                date(a).compatible(date(b)),
                compatible,
                "{a} compatible {b}"
            );
            assert_eq!(
                date(b).compatible(date(a)),
                compatible,
                "{b} compatible {a}"
            );
        }
        assert_eq!(date("1984-02").latest(), Some(day("1984-02-29")));
        assert_eq!(date("1985-12").latest(), Some(day("1985-12-31")));
    }
}
