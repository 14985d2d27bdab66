//! Body surface.

use serde_json::json;

use super::Answer;
use super::values::Values;

pub fn mosteller(v: &Values<'_>) -> Answer {
    let product = v.number("height_cm")? * v.number("weight_kg")?;
    let bsa = (product / v.constant("divisor")?).sqrt();
    Ok(vec![("bsa", json!(v.shown("bsa", bsa)))])
}
