//! Apgar: how a newborn came.

use serde_json::json;

use super::Answer;
use super::values::{Values, number};

const BANDS: [&str; 3] = ["low", "intermediate", "reassuring"];

pub fn score(v: &Values<'_>) -> Answer {
    let parts = ["appearance", "pulse", "grimace", "activity", "respiration"];
    let total: f64 = parts
        .iter()
        .filter_map(|part| v.word(part)?.parse::<f64>().ok())
        .sum();
    let band = v.up_to("band", total)? as usize;
    Ok(vec![
        ("score", number(total)),
        ("band", json!(BANDS.get(band))),
    ])
}
