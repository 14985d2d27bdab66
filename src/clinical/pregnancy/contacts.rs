//! The planned contacts of one pregnancy beside those that were held.

use chrono::{NaiveDate, TimeDelta};

use super::book::{Planned, Schedule};

const WEEK: i64 = 7;
/// Due from so many days before its week.
const EARLY_DAYS: i64 = 7;
/// Told as "soon" from so many days before its week.
const SOON_DAYS: i64 = 28;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    Held,
    Due,
    Overdue,
    Soon,
    Later,
    /// The next one is nearer: it is not caught up.
    Missed,
}

impl Status {
    pub const ALL: [Self; 6] = [
        Self::Held,
        Self::Due,
        Self::Overdue,
        Self::Soon,
        Self::Later,
        Self::Missed,
    ];

    /// The ending of its catalogue key.
    pub fn code(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Due => "due",
            Self::Overdue => "overdue",
            Self::Soon => "soon",
            Self::Later => "later",
            Self::Missed => "missed",
        }
    }
}

/// One planned contact.
#[derive(Debug, Clone, PartialEq)]
pub struct Row<'b> {
    pub planned: &'b Planned,
    /// First day of its week.
    pub day: NaiveDate,
    pub held_on: Option<NaiveDate>,
    pub status: Status,
}

/// Every planned contact. A day that was held counts for the planned week it is nearest to; in the middle, for the later one.
pub fn contacts<'b>(
    schedule: &'b Schedule,
    begun: NaiveDate,
    held: &[NaiveDate],
    today: NaiveDate,
) -> Vec<Row<'b>> {
    let weeks: Vec<i64> = schedule.contacts.iter().map(|one| one.week).collect();
    let middle = |a: i64, b: i64| (a + b) * WEEK / 2;
    let rows = schedule
        .contacts
        .iter()
        .enumerate()
        .filter_map(|(at, planned)| {
            let opens = match at.checked_sub(1).and_then(|before| weeks.get(before)) {
                Some(before) => middle(*before, planned.week),
                None => 0,
            };
            let closes = weeks
                .get(at + 1)
                .map_or(i64::MAX, |after| middle(planned.week, *after));
            let age = |day: NaiveDate| (day - begun).num_days();
            let held_on = held
                .iter()
                .copied()
                .filter(|day| *day <= today && (opens..closes).contains(&age(*day)))
                .min();
            let first = planned.week * WEEK;
            let now = age(today);
            let status = if held_on.is_some() {
                Status::Held
            } else if now >= closes {
                Status::Missed
            } else if now >= first + WEEK {
                Status::Overdue
            } else if at == 0 || now >= first - EARLY_DAYS {
                // The first one is not waited for: the sooner the better (WHO: in the first twelve weeks).
                Status::Due
            } else if now >= first - SOON_DAYS {
                Status::Soon
            } else {
                Status::Later
            };
            Some(Row {
                planned,
                day: begun.checked_add_signed(TimeDelta::days(first))?,
                held_on,
                status,
            })
        });
    rows.collect()
}

/// What comes next: what is due before what is still ahead.
pub fn next<'r, 'b>(rows: &'r [Row<'b>]) -> Option<&'r Row<'b>> {
    let with = |wanted: &[Status]| rows.iter().find(|row| wanted.contains(&row.status));
    with(&[Status::Overdue, Status::Due]).or_else(|| with(&[Status::Soon, Status::Later]))
}
