//! Body mass index of adults.

use serde_json::json;

use super::Answer;
use super::values::Values;

const CLASSES: [&str; 4] = ["underweight", "normal", "overweight", "obese"];

pub fn adult(v: &Values<'_>) -> Answer {
    let metres = v.number("height_cm")? / 100.0;
    let bmi = v.shown("bmi", v.number("weight_kg")? / (metres * metres));
    let class = v.below("class", bmi)? as usize;
    Ok(vec![
        ("bmi", json!(bmi)),
        ("class", json!(CLASSES.get(class))),
    ])
}
