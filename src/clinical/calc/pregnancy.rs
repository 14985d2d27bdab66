//! How far a pregnancy is, and when it is due: the fields of the calculator around the one function that dates.

use serde_json::json;

use super::Answer;
use super::refusal::{Refusal, Why};
use super::values::Values;
use crate::clinical::pregnancy::{Book, OutOfRange, Scan, Told, Undated, date};

/// Days of a week.
const WEEK: i64 = 7;

/// From the last period, or from an ultrasound, which wins where the two are too far apart.
pub fn dating(v: &Values<'_>) -> Answer {
    let on = v
        .date("date")
        .ok_or_else(|| Refusal::Missing("date".to_owned()))?;
    let scan = match (v.date("ultrasound_date"), v.maybe("ultrasound_weeks")) {
        (Some(on), Some(weeks)) => Some(Scan {
            on,
            days: weeks as i64 * WEEK + v.maybe("ultrasound_days").unwrap_or(0.0) as i64,
        }),
        (None, None) if v.maybe("ultrasound_days").is_none() => None,
        _ => {
            return Err(Refusal::NotValid(Why::HalfAScan));
        }
    };
    if scan.is_some_and(|scan| scan.on > on) {
        return Err(Refusal::NotValid(Why::ScanAfterDate));
    }
    let rules = &Book::builtin().rules.dating;
    let lmp = v.date("lmp");
    let dated = date(rules, &Told { lmp, scan }).map_err(|undated| match undated {
        Undated::Nothing => Refusal::Missing("lmp or an ultrasound".to_owned()),
        Undated::ScanAge => Refusal::NotValid(Why::ScanAge),
        Undated::ScanBeforeLmp => Refusal::NotValid(Why::ScanBeforeLmp),
        Undated::Calendar => Refusal::NotValid(Why::Date),
    })?;
    let age = dated.age_on(rules, on).map_err(|out| match out {
        OutOfRange::Before => Refusal::NotValid(Why::NotBegun),
        OutOfRange::After => Refusal::NotValid(Why::TooLong),
    })?;
    Ok(vec![
        ("weeks", json!(age.weeks())),
        ("days", json!(age.odd_days())),
        ("edd", json!(dated.due.to_string())),
        ("by", json!(dated.by.code())),
        ("difference_days", json!(dated.difference_days)),
    ])
}
