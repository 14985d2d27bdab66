//! Glasgow coma scale.

use serde_json::json;

use super::Answer;
use super::values::{Values, number};

const BANDS: [&str; 3] = ["severe", "moderate", "mild"];

/// With a part that cannot be tested there is no sum: it would look like a low score.
pub fn glasgow(v: &Values<'_>) -> Answer {
    let part = |name: &str| v.word(name).unwrap_or_default();
    let parts = [part("eye"), part("verbal"), part("motor")];
    let components = format!("E{} V{} M{}", parts[0], parts[1], parts[2]);
    let sum = parts
        .iter()
        .map(|part| part.parse::<f64>().ok())
        .sum::<Option<f64>>();
    let band = sum.map(|sum| v.up_to("band", sum)).transpose()?;
    Ok(vec![
        ("score", json!(sum.map(number))),
        ("components", json!(components)),
        (
            "band",
            json!(band.and_then(|band| BANDS.get(band as usize))),
        ),
    ])
}
