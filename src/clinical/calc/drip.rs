//! Drops a minute of an infusion by gravity.

use serde_json::json;

use super::Answer;
use super::refusal::{Refusal, Why};
use super::values::{Values, number};

/// Minutes of an hour.
const HOUR: f64 = 60.0;

pub fn rate(v: &Values<'_>) -> Answer {
    let (volume, minutes) = (v.number("volume_ml")?, v.number("minutes")?);
    let set: f64 = v
        .word("drops_per_ml")
        .and_then(|word| word.parse().ok())
        .ok_or_else(|| Refusal::Missing("drops_per_ml".to_owned()))?;
    let drops = v.shown("drops_per_min", volume * set / minutes);
    if drops < v.constant("least")? || drops > v.constant("most")? {
        return Err(Refusal::NotValid(Why::Uncountable));
    }
    let given = volume * set / drops;
    Ok(vec![
        ("drops_per_min", number(drops)),
        (
            "ml_per_h",
            json!(v.shown("ml_per_h", volume * HOUR / minutes)),
        ),
        ("given_minutes", number(v.shown("given_minutes", given))),
    ])
}
