//! Age limits as guidelines write them (P7D, P2M, P12Y) and calendar arithmetic on them.

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Deserializer, de::Error as _};

/// A span of age from birth in calendar units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    Days(u32),
    Months(u32),
}

impl Span {
    /// Reads `P<n>D`, `P<n>W`, `P<n>M`, `P<n>Y`.
    pub fn parse(text: &str) -> Option<Self> {
        let body = text.strip_prefix('P')?;
        let (digits, unit) = body.split_at_checked(body.len().checked_sub(1)?)?;
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let count: u32 = digits.parse().ok()?;
        match unit {
            "D" => Some(Self::Days(count)),
            "W" => Some(Self::Days(count.checked_mul(7)?)),
            "M" => Some(Self::Months(count)),
            "Y" => Some(Self::Months(count.checked_mul(12)?)),
            _ => None,
        }
    }

    /// The first day on which a person born on `birth` has reached this age.
    /// Born on the 31st, a month is reached on the last day of a shorter month.
    pub fn reached_on(self, birth: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Days(days) => birth.checked_add_days(Days::new(u64::from(days))),
            Self::Months(months) => birth.checked_add_months(Months::new(months)),
        }
    }

    /// Rough length in days, only to put spans in order.
    pub fn rough_days(self) -> f64 {
        match self {
            Self::Days(days) => f64::from(days),
            Self::Months(months) => f64::from(months) * 30.4375,
        }
    }

    /// `age >= self` for someone born on `birth`, on `today`.
    pub fn is_reached(self, birth: NaiveDate, today: NaiveDate) -> bool {
        self.reached_on(birth).is_some_and(|day| day <= today)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom(format!("bad age span {text}")))
    }
}

/// Completed years between two dates; zero if `today` is before `birth`.
pub fn completed_years(birth: NaiveDate, today: NaiveDate) -> u32 {
    today.years_since(birth).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_span_is_figures_and_a_unit() {
        for wrong in ["P+5D", "P-5D", "PD", "P", "5D", "P5", "P5H", "P1.5M"] {
            assert_eq!(Span::parse(wrong), None, "{wrong}");
        }
        assert_eq!(Span::parse("P2W"), Some(Span::Days(14)));
        assert!(Span::Months(24).rough_days() > Span::Days(700).rough_days());
        assert!(Span::Months(1).rough_days() < Span::Days(32).rough_days());
    }

    #[test]
    fn ages_are_counted_by_the_calendar() {
        for (span, birth, reached) in [
            ("P1M", "2026-01-31", "2026-02-28"),
            ("P2M", "2026-01-15", "2026-03-15"),
            ("P1Y", "2024-02-29", "2025-02-28"),
            ("P7D", "2026-02-25", "2026-03-04"),
            ("P2W", "2026-02-25", "2026-03-11"),
            ("P12Y", "2014-11-21", "2026-11-21"),
        ] {
            assert_eq!(
                Span::parse(span).unwrap().reached_on(day(birth)),
                Some(day(reached)),
                "{span}"
            );
        }
        for bad in ["", "P", "PM", "1M", "P1X", "P-1D", "P1.5Y", "Pя"] {
            assert_eq!(Span::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_limit_begins_on_the_day_it_is_reached() {
        let span = Span::parse("P3M").unwrap();
        assert!(!span.is_reached(day("2026-01-10"), day("2026-04-09")));
        assert!(span.is_reached(day("2026-01-10"), day("2026-04-10")));
    }
}
