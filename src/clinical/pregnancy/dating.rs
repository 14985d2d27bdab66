//! When a pregnancy began, from the last period and the first ultrasound: the one place where that is decided.

use chrono::{Days, NaiveDate};

use super::book::{Dating, Trimesters};

const WEEK: i64 = 7;

/// What was told and measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Told {
    /// First day of the last period.
    pub lmp: Option<NaiveDate>,
    pub scan: Option<Scan>,
}

/// The first ultrasound: its day, and the age that it showed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scan {
    pub on: NaiveDate,
    pub days: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    Lmp,
    Ultrasound,
}

impl By {
    pub fn code(self) -> &'static str {
        match self {
            Self::Lmp => "lmp",
            Self::Ultrasound => "ultrasound",
        }
    }
}

/// A pregnancy with its dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dated {
    /// The first day from which weeks are counted.
    pub begun: NaiveDate,
    pub by: By,
    /// The expected day of birth.
    pub due: NaiveDate,
    /// The last period minus the day that the ultrasound counts from; `None` where one of them is missing.
    pub difference_days: Option<i64>,
    /// More than this and the ultrasound wins.
    pub allowed_days: Option<i64>,
    /// Age on the day of the ultrasound, by the date that stands.
    pub scanned_at_days: Option<i64>,
}

/// Why there is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undated {
    /// Neither a last period nor an ultrasound.
    Nothing,
    /// An age that no ultrasound shows.
    ScanAge,
    /// The ultrasound was before the last period: it saw no child of this pregnancy, or one of the dates is wrong.
    ScanBeforeLmp,
    /// Dates that no calendar holds.
    Calendar,
}

/// Completed weeks, and days of the week that runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Age {
    pub days: i64,
}

/// The day lies outside of the pregnancy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutOfRange {
    /// Before its first day.
    Before,
    /// Later than a pregnancy can last.
    After,
}

impl Age {
    pub fn weeks(self) -> i64 {
        self.days.div_euclid(WEEK)
    }

    pub fn odd_days(self) -> i64 {
        self.days.rem_euclid(WEEK)
    }
}

impl Dated {
    pub fn age_on(&self, rules: &Dating, day: NaiveDate) -> Result<Age, OutOfRange> {
        let days = (day - self.begun).num_days();
        if days < 0 {
            Err(OutOfRange::Before)
        } else if days > rules.max_days {
            Err(OutOfRange::After)
        } else {
            Ok(Age { days })
        }
    }

    /// Both were told and differ by more than is allowed: whoever reads the date must know.
    pub fn is_redated(&self) -> bool {
        self.by == By::Ultrasound && self.difference_days.is_some()
    }

    /// No ultrasound of the first half confirmed it (ACOG 700).
    pub fn is_uncertain(&self, rules: &Dating) -> bool {
        self.scanned_at_days
            .is_none_or(|days| days >= rules.well_dated_before_days)
    }
}

/// Where both are told and differ by more than the table of ACOG 700 allows, the ultrasound wins; else the last period stands.
pub fn date(rules: &Dating, told: &Told) -> Result<Dated, Undated> {
    let by_scan = match told.scan {
        Some(scan) if !(rules.scan_least_days..=rules.scan_most_days).contains(&scan.days) => {
            return Err(Undated::ScanAge);
        }
        Some(scan) => Some((scan, back(scan.on, scan.days)?)),
        None => None,
    };
    let (begun, by, difference, allowed) = match (told.lmp, by_scan) {
        (None, None) => return Err(Undated::Nothing),
        (Some(lmp), None) => (lmp, By::Lmp, None, None),
        (None, Some((_, first))) => (first, By::Ultrasound, None, None),
        (Some(lmp), Some((scan, _))) if scan.on < lmp => return Err(Undated::ScanBeforeLmp),
        (Some(lmp), Some((scan, first))) => {
            let difference = (lmp - first).num_days();
            let allowed = allowed(rules, (scan.on - lmp).num_days());
            let wins = difference.abs() > allowed;
            let (begun, by) = if wins {
                (first, By::Ultrasound)
            } else {
                (lmp, By::Lmp)
            };
            (begun, by, Some(difference), Some(allowed))
        }
    };
    let due = u64::try_from(rules.term_days)
        .ok()
        .and_then(|days| begun.checked_add_days(Days::new(days)))
        .ok_or(Undated::Calendar)?;
    Ok(Dated {
        begun,
        by,
        due,
        difference_days: difference,
        allowed_days: allowed,
        scanned_at_days: told.scan.map(|scan| (scan.on - begun).num_days()),
    })
}

/// 1, 2 or 3 on this day of the pregnancy.
pub fn trimester(rules: &Trimesters, age: Age) -> u8 {
    if age.days < rules.second_from_days {
        1
    } else if age.days < rules.third_from_days {
        2
    } else {
        3
    }
}

fn allowed(rules: &Dating, age_at_scan: i64) -> i64 {
    let fits = |below: Option<i64>| below.is_none_or(|below| age_at_scan < below);
    let band = rules.redate.iter().find(|band| fits(band.below_days));
    band.map_or(0, |band| band.differs_days)
}

fn back(day: NaiveDate, days: i64) -> Result<NaiveDate, Undated> {
    u64::try_from(days)
        .ok()
        .and_then(|days| day.checked_sub_days(Days::new(days)))
        .ok_or(Undated::Calendar)
}
