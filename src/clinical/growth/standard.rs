//! Which table answers for an indicator, and the lines of a curve.

use std::sync::LazyLock;

use super::indicator::Indicator;
use super::lms::Lms;
use super::table::Table;
use super::{DAYS_PER_MONTH, STANDING_FROM_DAY};
use crate::clinical::Sex;

/// The daily tables of 2006 end here; the monthly ones of 2007 begin at 61 months, on the next day.
pub const LAST_DAY_OF_2006: u32 = 1856;

/// First month of the tables of 2007.
const FIRST_MONTH_OF_2007: f64 = 61.0;

/// The z-scores that a chart has a line for.
pub const Z_LINES: [f64; 7] = [-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0];

/// Where on a chart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Axis {
    /// Age in days: all but weight-for-length.
    Days(f64),
    /// Completed and broken months, for the tables of 2007.
    Months(f64),
    /// Length of a lying child.
    LengthCm(f64),
    /// Height of a standing child.
    HeightCm(f64),
}

macro_rules! table {
    ($name:ident, $file:literal) => {
        static $name: LazyLock<Table> = LazyLock::new(|| {
            Table::parse(include_str!(concat!("../../../assets/growth/", $file)))
                // Our own bug: a test reads every table.
                .unwrap_or_else(|| panic!("the built-in table {} is broken", $file))
        });
    };
}

table!(WFA_2006, "who2006-wfa.tsv");
table!(LHFA_2006, "who2006-lhfa.tsv");
table!(BMI_2006, "who2006-bmi.tsv");
table!(HC_2006, "who2006-hc.tsv");
table!(AC_2006, "who2006-ac.tsv");
table!(WFL_2006, "who2006-wfl.tsv");
table!(WFH_2006, "who2006-wfh.tsv");
table!(WFA_2007, "who2007-wfa.tsv");
table!(LHFA_2007, "who2007-lhfa.tsv");
table!(BMI_2007, "who2007-bmi.tsv");

/// The row for `indicator` at a place of its chart; `None` where WHO publishes none.
pub fn row(indicator: Indicator, sex: Sex, axis: Axis) -> Option<Lms> {
    match axis {
        Axis::LengthCm(cm) => (indicator == Indicator::Wfl).then(|| WFL_2006.at(sex, cm))?,
        Axis::HeightCm(cm) => (indicator == Indicator::Wfl).then(|| WFH_2006.at(sex, cm))?,
        Axis::Days(days) if days <= f64::from(LAST_DAY_OF_2006) => {
            let table = match indicator {
                Indicator::Wfa => &*WFA_2006,
                Indicator::Lhfa => &*LHFA_2006,
                Indicator::Bmi => &*BMI_2006,
                Indicator::Hc => &*HC_2006,
                Indicator::Ac => &*AC_2006,
                Indicator::Wfl => return None,
            };
            // The step at two years belongs to a day; nothing lies between 730 and 731.
            table.at(sex, (days + 0.5).floor())
        }
        Axis::Days(days) => row(indicator, sex, Axis::Months(days / DAYS_PER_MONTH)),
        Axis::Months(months) if months < FIRST_MONTH_OF_2007 => {
            let days = (months * DAYS_PER_MONTH + 0.5)
                .floor()
                .min(f64::from(LAST_DAY_OF_2006));
            row(indicator, sex, Axis::Days(days))
        }
        Axis::Months(months) => {
            let table = match indicator {
                Indicator::Wfa => &*WFA_2007,
                Indicator::Lhfa => &*LHFA_2007,
                Indicator::Bmi => &*BMI_2007,
                Indicator::Hc | Indicator::Ac | Indicator::Wfl => return None,
            };
            table.at(sex, months)
        }
    }
}

/// The values of the lines of [`Z_LINES`] at one place of a chart.
pub fn reference(indicator: Indicator, sex: Sex, axis: Axis) -> Option<[f64; 7]> {
    let lms = row(indicator, sex, axis)?;
    Some(Z_LINES.map(|z| lms.value_at(z)))
}

/// Length below two years, height from then on.
pub fn is_height_age(days: u32) -> bool {
    days >= STANDING_FROM_DAY
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lms(indicator: Indicator, sex: Sex, axis: Axis) -> (f64, f64, f64) {
        let row = row(indicator, sex, axis).unwrap();
        (row.l, row.m, row.s)
    }

    #[test]
    fn every_table_is_read_to_its_ends() {
        for (table, first, last) in [
            (&*WFA_2006, 0.0, 1856.0),
            (&*LHFA_2006, 0.0, 1856.0),
            (&*BMI_2006, 0.0, 1856.0),
            (&*HC_2006, 0.0, 1856.0),
            (&*AC_2006, 91.0, 1856.0),
            (&*WFL_2006, 45.0, 110.0),
            (&*WFH_2006, 65.0, 120.0),
            (&*WFA_2007, 61.0, 120.0),
            (&*LHFA_2007, 61.0, 228.0),
            (&*BMI_2007, 61.0, 228.0),
        ] {
            let span = table.span();
            assert!(
                (span.0 - first).abs() < 1e-9 && (span.1 - last).abs() < 1e-6,
                "{span:?}"
            );
            for sex in [Sex::Male, Sex::Female] {
                let (low, high) = (table.at(sex, first).unwrap(), table.at(sex, last).unwrap());
                assert!(low.m > 0.0 && high.m > low.m * 0.9 && low.s > 0.0 && high.s < 0.2);
            }
        }
    }

    #[test]
    fn rows_of_who_2006_and_2007() {
        use Indicator::*;
        // Facts of the published tables; the length of girls falls by 0.7 cm at day 731.
        for (indicator, sex, axis, want) in [
            (Wfa, Sex::Male, Axis::Days(365.0), (0.0645, 9.646, 0.10925)),
            (
                Lhfa,
                Sex::Female,
                Axis::Days(730.0),
                (1.0, 86.4008, 0.03733),
            ),
            (
                Lhfa,
                Sex::Female,
                Axis::Days(731.0),
                (1.0, 85.7299, 0.03764),
            ),
            (
                Bmi,
                Sex::Male,
                Axis::Months(228.0),
                (-0.8419, 22.1883, 0.12948),
            ),
            (
                Wfa,
                Sex::Female,
                Axis::Months(120.0),
                (-0.5958, 31.8578, 0.17262),
            ),
        ] {
            assert_eq!(lms(indicator, sex, axis), want);
        }
    }

    #[test]
    fn the_two_standards_meet_without_a_gap_and_end_where_they_end() {
        use Indicator::*;
        for indicator in [Wfa, Lhfa, Bmi] {
            for days in [1855.0, 1856.0, 1857.0, 1858.0] {
                assert!(row(indicator, Sex::Male, Axis::Days(days)).is_some());
            }
            for months in [60.9, 60.99, 60.999, 61.0, 61.001] {
                assert!(row(indicator, Sex::Male, Axis::Months(months)).is_some());
            }
        }
        for (indicator, axis) in [
            (Wfa, Axis::Months(120.01)),
            (Lhfa, Axis::Months(228.01)),
            (Bmi, Axis::Days(-1.0)),
            (Hc, Axis::Days(1857.0)),
            (Ac, Axis::Days(90.0)),
            (Wfl, Axis::Days(365.0)),
            (Wfl, Axis::LengthCm(44.9)),
            (Wfl, Axis::LengthCm(110.1)),
            (Wfl, Axis::HeightCm(64.9)),
            (Wfl, Axis::HeightCm(120.1)),
            (Wfa, Axis::HeightCm(100.0)),
        ] {
            assert_eq!(row(indicator, Sex::Female, axis), None, "{indicator:?}");
        }
    }
}
