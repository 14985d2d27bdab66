//! Ages by the calendar.

use chrono::{Datelike as _, Days, NaiveDate};

use super::{PartialDate, Precision, add_months};

/// Age by the calendar: whole years, the months after them, the days after those. A day that a month lacks counts as the first of the
/// next month: who is born on 29 February is a year older on 1 March.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Age {
    pub years: u32,
    /// 0–11
    pub months: u32,
    /// 0–30
    pub days: u32,
    pub total_days: u32,
    /// The birth date is only a year or a month; the middle of it was taken.
    pub approximate: bool,
}

/// The units in which people speak of an age.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgeForm {
    /// younger than a month
    Days(u32),
    /// younger than a year
    MonthsDays {
        months: u32,
        days: u32,
    },
    /// younger than five years, where doses and growth change with months
    YearsMonths {
        years: u32,
        months: u32,
    },
    Years(u32),
}

impl Age {
    /// None when the birth date is unknown or wholly after `on`.
    pub fn on(birth: PartialDate, on: NaiveDate) -> Option<Self> {
        let (earliest, latest) = (birth.earliest()?, birth.latest()?.min(on));
        let half = u64::try_from((latest - earliest).num_days()).ok()? / 2;
        let age = Self::between(earliest.checked_add_days(Days::new(half))?, on)?;
        Some(Self {
            approximate: birth.precision() != Precision::Day,
            ..age
        })
    }

    /// The youngest and the oldest the person can be; equal when the day of birth is known. Rules with an age limit test both.
    pub fn bounds(birth: PartialDate, on: NaiveDate) -> Option<(Self, Self)> {
        let approximate = birth.precision() != Precision::Day;
        let youngest = Self::between(birth.latest()?.min(on), on)?;
        let oldest = Self::between(birth.earliest()?, on)?;
        Some((
            Self {
                approximate,
                ..youngest
            },
            Self {
                approximate,
                ..oldest
            },
        ))
    }

    /// None when `birth` is after `on`.
    pub fn between(birth: NaiveDate, on: NaiveDate) -> Option<Self> {
        let total_days = u32::try_from((on - birth).num_days()).ok()?;
        let apart = (on.year() - birth.year()) * 12 + i32::try_from(on.month()).ok()?
            - i32::try_from(birth.month()).ok()?;
        let apart = u32::try_from(apart).ok()?;
        let (months, since) = [apart, apart.checked_sub(1).unwrap_or(apart)]
            .into_iter()
            .filter_map(|months| Some((months, add_months(birth, months)?)))
            .find(|(_, anniversary)| *anniversary <= on)?;
        let days = u32::try_from((on - since).num_days()).ok()?;
        Some(Self {
            years: months / 12,
            months: months % 12,
            days,
            total_days,
            approximate: false,
        })
    }

    /// Whole months since birth.
    pub fn total_months(self) -> u32 {
        self.years * 12 + self.months
    }

    pub fn form(self) -> AgeForm {
        match (self.years, self.months) {
            (0, 0) => AgeForm::Days(self.days),
            (0, months) => AgeForm::MonthsDays {
                months,
                days: self.days,
            },
            (years @ 1..=4, months) => AgeForm::YearsMonths { years, months },
            (years, _) => AgeForm::Years(years),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn ages_follow_the_calendar() {
        for (birth, on, years, months, days, form) in [
            ("1985-07-14", "2026-11-21", 41, 4, 7, AgeForm::Years(41)),
            ("1985-07-14", "2026-07-13", 40, 11, 29, AgeForm::Years(40)),
            ("1985-07-14", "2026-07-14", 41, 0, 0, AgeForm::Years(41)),
            ("2026-11-21", "2026-11-21", 0, 0, 0, AgeForm::Days(0)),
            ("2026-11-01", "2026-11-21", 0, 0, 20, AgeForm::Days(20)),
            ("2026-01-31", "2026-02-28", 0, 0, 28, AgeForm::Days(28)),
            (
                "2026-01-31",
                "2026-03-01",
                0,
                1,
                0,
                AgeForm::MonthsDays { months: 1, days: 0 },
            ),
            (
                "2024-02-29",
                "2025-02-28",
                0,
                11,
                30,
                AgeForm::MonthsDays {
                    months: 11,
                    days: 30,
                },
            ),
            (
                "2024-02-29",
                "2025-03-01",
                1,
                0,
                0,
                AgeForm::YearsMonths {
                    years: 1,
                    months: 0,
                },
            ),
            (
                "2022-12-15",
                "2026-11-21",
                3,
                11,
                6,
                AgeForm::YearsMonths {
                    years: 3,
                    months: 11,
                },
            ),
            ("2021-11-21", "2026-11-21", 5, 0, 0, AgeForm::Years(5)),
            (
                "2025-12-31",
                "2026-12-30",
                0,
                11,
                29,
                AgeForm::MonthsDays {
                    months: 11,
                    days: 29,
                },
            ),
        ] {
            let age = Age::on(day(birth).into(), day(on)).unwrap();
            assert_eq!(
                (age.years, age.months, age.days, age.form()),
                (years, months, days, form),
                "{birth} {on}"
            );
            assert!(!age.approximate);
        }
        assert_eq!(
            Age::on(day("2026-11-22").into(), day("2026-11-21")),
            None,
            "not born yet"
        );
        assert_eq!(Age::on(PartialDate::UNKNOWN, day("2026-11-21")), None);
    }

    #[test]
    fn ages_grow_every_day() {
        for birth in ["2023-01-31", "2024-02-29", "2023-12-31", "2023-08-30"] {
            let born = day(birth);
            let mut before = None;
            for days in 0..1500 {
                let age = Age::between(born, born + Days::new(days)).unwrap();
                let now = (age.total_months(), age.days);
                assert!(before < Some(now), "{birth} + {days}");
                assert_eq!(u64::from(age.total_days), days);
                before = Some(now);
            }
        }
    }

    #[test]
    fn partial_births_give_approximate_ages_and_bounds() {
        let on = day("2026-11-21");
        let birth = PartialDate::from_year(2020).unwrap();
        let age = Age::on(birth, on).unwrap();
        assert!(age.approximate);
        assert_eq!(age.years, 6);
        let (young, old) = Age::bounds(birth, on).unwrap();
        assert_eq!((young.years, old.years), (5, 6));
        let this_year = Age::bounds(PartialDate::from_year(2026).unwrap(), on).unwrap();
        assert_eq!(
            (this_year.0.total_days, this_year.1.total_months()),
            (0, 10)
        );
        assert!(
            Age::on(PartialDate::from_month(2026, 11).unwrap(), on)
                .unwrap()
                .total_days
                <= 20
        );
    }
}
