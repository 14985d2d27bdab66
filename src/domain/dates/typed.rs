//! Dates as people type them.

use chrono::{Datelike as _, NaiveDate};

use super::{DateError, PartialDate, Precision, count, number};

/// What a typed text means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TypedDate {
    pub date: PartialDate,
    /// The year was typed with two digits and the century was chosen here: show the whole year back.
    pub century_assumed: bool,
}

impl PartialDate {
    /// Reads what people type: `14071985`, `14.7.85`, `14/7/1985`, `1985`, `07.1985`, `071985`, `1985-07-14`, `19850714`; the day comes
    /// first unless a four-digit year leads. Empty is unknown. A two-digit year becomes the latest year with which the date does not pass
    /// `reference`: today for births and events, a later day where a plan is typed.
    pub fn parse_typed(text: &str, reference: NaiveDate) -> Result<TypedDate, DateError> {
        let text = text.trim().trim_end_matches(['.', ' ', '\u{a0}']);
        // «1985 г.» and «1985 ж.» are how papers print a year
        let text = text.strip_suffix(['г', 'ж']).unwrap_or(text).trim_end();
        if text.is_empty() {
            return Ok(TypedDate {
                date: PartialDate::UNKNOWN,
                century_assumed: false,
            });
        }
        let is_separator = |c: char| {
            matches!(c, '.' | '/' | '-' | ',' | '\u{2013}' | '\u{2011}') || c.is_whitespace()
        };
        if !text.chars().all(|c| c.is_ascii_digit() || is_separator(c)) {
            return Err(DateError::NotADate);
        }
        let parts: Vec<&str> = text
            .split(is_separator)
            .filter(|part| !part.is_empty())
            .collect();
        let whole = |date: Result<PartialDate, DateError>| {
            date.map(|date| TypedDate {
                date,
                century_assumed: false,
            })
        };
        match *parts.as_slice() {
            [run] => parse_run(run, reference),
            [year, month] if year.len() == 4 && month.len() <= 2 => whole(PartialDate::checked(
                number(year)?,
                count(month)?,
                1,
                Precision::Month,
            )),
            [month, year] if year.len() == 4 && month.len() <= 2 => whole(PartialDate::checked(
                number(year)?,
                count(month)?,
                1,
                Precision::Month,
            )),
            [_, _] => Err(DateError::MissingYear),
            [year, month, day] if year.len() == 4 && month.len() <= 2 && day.len() <= 2 => whole(
                PartialDate::checked(number(year)?, count(month)?, count(day)?, Precision::Day),
            ),
            [day, month, year] if day.len() <= 2 && month.len() <= 2 => match year.len() {
                4 => whole(PartialDate::checked(
                    number(year)?,
                    count(month)?,
                    count(day)?,
                    Precision::Day,
                )),
                2 => in_century(number(year)?, count(month)?, count(day)?, reference),
                _ => Err(DateError::NotADate),
            },
            _ => Err(DateError::NotADate),
        }
    }

    /// [`PartialDate::parse_typed`] for a birth date: a date wholly after `today` is refused.
    pub fn parse_birth(text: &str, today: NaiveDate) -> Result<TypedDate, DateError> {
        let typed = PartialDate::parse_typed(text, today)?;
        if typed.date.is_after(today) {
            Err(DateError::InFuture)
        } else {
            Ok(typed)
        }
    }
}

/// Digits without separators. With years of 18xx–21xx no run has two readings, save `YYYYMM` of 2001–2012, where the day-first
/// reading of six digits wins.
fn parse_run(run: &str, reference: NaiveDate) -> Result<TypedDate, DateError> {
    let part = |range: std::ops::Range<usize>| run.get(range).unwrap_or_default();
    let whole = |date: PartialDate| TypedDate {
        date,
        century_assumed: false,
    };
    match run.len() {
        4 => PartialDate::checked(number(run)?, 1, 1, Precision::Year).map(whole),
        6 => in_century(
            number(part(4..6))?,
            count(part(2..4))?,
            count(part(0..2))?,
            reference,
        )
        .or_else(|why| {
            let month_first =
                PartialDate::checked(number(part(2..6))?, count(part(0..2))?, 1, Precision::Month);
            let year_first =
                PartialDate::checked(number(part(0..4))?, count(part(4..6))?, 1, Precision::Month);
            month_first.or(year_first).map(whole).or(Err(why))
        }),
        8 => PartialDate::checked(
            number(part(4..8))?,
            count(part(2..4))?,
            count(part(0..2))?,
            Precision::Day,
        )
        .or_else(|why| {
            PartialDate::checked(
                number(part(0..4))?,
                count(part(4..6))?,
                count(part(6..8))?,
                Precision::Day,
            )
            .or(Err(why))
        })
        .map(whole),
        _ => Err(DateError::NotADate),
    }
}

fn in_century(yy: i32, month: u32, day: u32, reference: NaiveDate) -> Result<TypedDate, DateError> {
    let this_century = reference.year() - reference.year().rem_euclid(100);
    let mut why = DateError::NotADate;
    for year in [this_century + yy, this_century - 100 + yy] {
        match PartialDate::checked(year, month, day, Precision::Day) {
            Ok(date) if !date.is_after(reference) => {
                return Ok(TypedDate {
                    date,
                    century_assumed: true,
                });
            }
            Ok(_) => {}
            Err(error) => why = error,
        }
    }
    Err(why)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn typed_dates_are_read_as_people_mean_them() {
        let today = day("2026-11-21");
        for (typed, meant, assumed) in [
            ("14071985", "1985-07-14", false),
            ("14.7.85", "1985-07-14", true),
            ("14/7/1985", "1985-07-14", false),
            (" 14 07 1985 ", "1985-07-14", false),
            ("14-07-1985", "1985-07-14", false),
            ("14,07,1985", "1985-07-14", false),
            ("14.07.1985 г.", "1985-07-14", false),
            ("1985 ж.", "1985", false),
            ("1985", "1985", false),
            ("07.1985", "1985-07", false),
            ("7/1985", "1985-07", false),
            ("071985", "1985-07", false),
            ("1985-07", "1985-07", false),
            ("198507", "1985-07", false),
            ("1985-07-14", "1985-07-14", false),
            ("1985.7.14", "1985-07-14", false),
            ("19850714", "1985-07-14", false),
            ("140785", "1985-07-14", true),
            ("21.11.26", "2026-11-21", true),
            ("22.11.26", "1926-11-22", true),
            ("010100", "2000-01-01", true),
            ("29.02.24", "2024-02-29", true),
            ("29.2.00", "2000-02-29", true),
            ("1.1.2027", "2027-01-01", false),
            ("", "", false),
            ("  ", "", false),
        ] {
            let date: PartialDate = meant.parse().unwrap();
            assert_eq!(
                PartialDate::parse_typed(typed, today),
                Ok(TypedDate {
                    date,
                    century_assumed: assumed
                }),
                "{typed:?}"
            );
        }
        // a plan: the reference lies ahead
        let planned = PartialDate::parse_typed("1.12.26", day("2028-11-21")).unwrap();
        assert_eq!(planned.date.to_string(), "2026-12-01");
    }

    #[test]
    fn typing_errors_are_named() {
        let today = day("2026-11-21");
        for (typed, error) in [
            ("вчера", DateError::NotADate),
            ("85", DateError::NotADate),
            ("1471985", DateError::NotADate),
            ("14.7", DateError::MissingYear),
            ("14.7.", DateError::MissingYear),
            ("07.85", DateError::MissingYear),
            ("14.7.985", DateError::NotADate),
            ("1.2.3.4", DateError::NotADate),
            (
                "31.02.1985",
                DateError::NoSuchDay {
                    year: 1985,
                    month: 2,
                    day: 31,
                },
            ),
            (
                "29.02.23",
                DateError::NoSuchDay {
                    year: 1923,
                    month: 2,
                    day: 29,
                },
            ),
            ("14.13.1985", DateError::NoSuchMonth(13)),
            ("14131985", DateError::NoSuchMonth(13)),
            ("1785", DateError::YearOutOfRange(1785)),
            ("14.7.1585", DateError::YearOutOfRange(1585)),
            ("٣.٧.1985", DateError::NotADate),
            ("99999999999999999999", DateError::NotADate),
            ("---", DateError::NotADate),
        ] {
            assert_eq!(
                PartialDate::parse_typed(typed, today),
                Err(error),
                "{typed:?}"
            );
        }
        assert_eq!(
            PartialDate::parse_birth("22.11.2026", today),
            Err(DateError::InFuture)
        );
        assert_eq!(
            PartialDate::parse_birth("2027", today),
            Err(DateError::InFuture)
        );
        assert!(
            PartialDate::parse_birth("2026", today).is_ok(),
            "part of the year is past"
        );
    }
}
