//! Fluid after a burn: Parkland.

use serde_json::{Value, json};

use super::Answer;
use super::fluid;
use super::refusal::{Refusal, Why};
use super::values::{Values, number};

pub fn parkland(v: &Values<'_>) -> Answer {
    let (weight, percent) = (v.number("weight_kg")?, v.number("burn_percent")?);
    let child = v.number("age_years")? < v.constant("child_under_years")?;
    let from = v.constant(if child {
        "child_from_percent"
    } else {
        "adult_from_percent"
    })?;
    if percent < from {
        return Err(Refusal::NotValid(Why::SmallBurn));
    }
    let total = v.constant("ml_per_kg_percent")? * weight * percent;
    let half = total / 2.0;
    let (first, all) = (v.constant("first_hours")?, v.constant("all_hours")?);
    let left = first - v.number("hours_since_burn")?;
    let early = (left >= v.constant("least_hours")?).then(|| half / left);
    let maintenance = if child {
        Some(fluid::holliday_segar(weight))
    } else {
        None
    };
    let shown = |name: &str, value: f64| number(v.shown(name, value));
    Ok(vec![
        ("total_24h_ml", shown("total_24h_ml", total)),
        ("first_8h_ml", shown("first_8h_ml", half)),
        ("next_16h_ml", shown("next_16h_ml", half)),
        (
            "rate_until_8h_ml_h",
            early.map_or(Value::Null, |rate| shown("rate_until_8h_ml_h", rate)),
        ),
        (
            "rate_until_24h_ml_h",
            shown("rate_until_24h_ml_h", half / (all - first)),
        ),
        (
            "maintenance_24h_ml",
            json!(maintenance.map(|ml| shown("maintenance_24h_ml", ml))),
        ),
    ])
}
