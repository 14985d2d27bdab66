//! How far a pregnancy is, and when it is due.

use chrono::{Days, NaiveDate};
use serde_json::json;

use super::Answer;
use super::refusal::Refusal;
use super::values::Values;

/// Days of a week.
const WEEK: i64 = 7;

/// From the last period, or from an ultrasound, which wins.
pub fn dating(v: &Values<'_>) -> Answer {
    let date = v
        .date("date")
        .ok_or_else(|| Refusal::Missing("date".to_owned()))?;
    let lmp = v.date("lmp");
    let scan = match (v.date("ultrasound_date"), v.maybe("ultrasound_weeks")) {
        (Some(on), Some(weeks)) => {
            let days = weeks as i64 * WEEK + v.maybe("ultrasound_days").unwrap_or(0.0) as i64;
            Some(begin(on, days)?)
        }
        (None, None) if v.maybe("ultrasound_days").is_none() => None,
        _ => {
            return Err(Refusal::NotValid(
                "an ultrasound has a date and weeks, both",
            ));
        }
    };
    let (first, by) = match (scan, lmp) {
        (Some(scan), _) => (scan, "ultrasound"),
        (None, Some(lmp)) => (lmp, "lmp"),
        (None, None) => return Err(Refusal::Missing("lmp or an ultrasound".to_owned())),
    };
    let days = (date - first).num_days();
    if days < 0 {
        return Err(Refusal::NotValid("the pregnancy begins after the date"));
    }
    if days as f64 > v.constant("max_days")? {
        return Err(Refusal::NotValid("more than 44 weeks: a date is wrong"));
    }
    let due = first
        .checked_add_days(Days::new(v.constant("term_days")? as u64))
        .ok_or(Refusal::NotValid("the date"))?;
    let difference = scan.zip(lmp).map(|(scan, lmp)| (lmp - scan).num_days());
    Ok(vec![
        ("weeks", json!(days / WEEK)),
        ("days", json!(days % WEEK)),
        ("edd", json!(due.to_string())),
        ("by", json!(by)),
        ("difference_days", json!(difference)),
    ])
}

/// The first day of a pregnancy that is `days` old on `on`.
fn begin(on: NaiveDate, days: i64) -> Result<NaiveDate, Refusal> {
    u64::try_from(days)
        .ok()
        .and_then(|days| on.checked_sub_days(Days::new(days)))
        .ok_or(Refusal::NotValid("the date of the ultrasound"))
}
