//! Vaccinations, screening and follow-up of one person in one row of days.

use chrono::{Months, NaiveDate};

use super::super::immunise::Row;
use super::plan::{Person, Task, ahead};

/// One thing to do, and the day from which it can be done; what is due already stands under today.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry<'a> {
    pub day: NaiveDate,
    pub what: What<'a>,
    /// Not its first time in this plan: it is asked again after it was done.
    pub again: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub enum What<'a> {
    Dose(&'a Row),
    Task(&'a Task<'a>),
}

/// Everything of the coming `months`, by day.
pub fn months<'a>(
    rows: &'a [Row],
    tasks: &'a [Task<'a>],
    person: &Person<'_>,
    months: u32,
) -> Vec<Entry<'a>> {
    let today = person.today;
    let end = today
        .checked_add_months(Months::new(months))
        .unwrap_or(NaiveDate::MAX);
    let doses = rows
        .iter()
        .filter(|row| row.status.is_open())
        .filter_map(|row| {
            let day = row.due?.max(today);
            (day < end).then_some(Entry {
                day,
                what: What::Dose(row),
                again: false,
            })
        });
    let tasks = tasks.iter().flat_map(|task| {
        let days = ahead(task, person, months).into_iter().enumerate();
        days.map(move |(n, day)| Entry {
            day,
            what: What::Task(task),
            again: n > 0,
        })
    });
    let mut all: Vec<Entry<'a>> = doses.chain(tasks).collect();
    all.sort_by_key(|entry| entry.day);
    all
}
