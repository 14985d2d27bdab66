//! Maintenance fluid of a child.

use serde_json::json;

use super::Answer;
use super::values::{Values, number};

/// Hours of a day.
const HOURS: f64 = 24.0;

pub fn maintenance(v: &Values<'_>) -> Answer {
    let rest = v.constant(if v.word("rule") == Some("who") {
        "who_rest"
    } else {
        "holliday_rest"
    })?;
    let step = v.constant("step_kg")?;
    let weight = v.number("weight_kg")?;
    let day = v.constant("first")? * weight.min(step)
        + v.constant("second")? * (weight - step).clamp(0.0, step)
        + rest * (weight - 2.0 * step).max(0.0);
    let day = day.min(v.constant("most_per_day")?);
    Ok(vec![
        ("ml_per_day", number(v.shown("ml_per_day", day))),
        ("ml_per_h", json!(v.shown("ml_per_h", day / HOURS))),
    ])
}

/// 100 mL for each of the first ten kilograms, 50 for the second ten, 20 for the others, at most 2,400 (1957).
pub(super) fn holliday_segar(weight: f64) -> f64 {
    (100.0 * weight.min(10.0)
        + 50.0 * (weight - 10.0).clamp(0.0, 10.0)
        + 20.0 * (weight - 20.0).max(0.0))
    .min(2400.0)
}
