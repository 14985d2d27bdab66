//! Ten-year risk of a heart attack or stroke: SCORE2 and SCORE2-OP.

use serde_json::json;

use super::Answer;
use super::refusal::{Refusal, Why};
use super::values::Values;

const CATEGORIES: [&str; 3] = ["low_to_moderate", "high", "very_high"];

/// From this age the middle table of categories holds (ESC 2021).
const FIFTY: f64 = 50.0;

/// 40 to 69 years.
pub fn middle_aged(v: &Values<'_>) -> Answer {
    let table = if v.number("age_years")? < FIFTY {
        "category_under_50"
    } else {
        "category"
    };
    risk(v, table)
}

/// From 70 years.
pub fn older(v: &Values<'_>) -> Answer {
    risk(v, "category")
}

fn risk(v: &Values<'_>, categories: &str) -> Answer {
    if v.is("diabetes") {
        return Err(Refusal::NotValid(Why::Diabetes));
    }
    if v.is("known_disease") {
        return Err(Refusal::NotValid(Why::KnownDisease));
    }
    let region = match (v.word("country"), v.word("region")) {
        (Some(country), None) => v.named(country)?,
        (None, Some(region)) => region,
        _ => return Err(Refusal::OneOf("country and region")),
    };
    let sex = v.word("sex").unwrap_or_default();
    let c = |name: &str| v.constant(&format!("{sex}_{name}"));
    let age = (v.number("age_years")? - v.constant("age_centre")?) / v.constant("age_unit")?;
    let hdl = (v.number("hdl_mmol_l")? - v.constant("hdl_centre")?) / v.constant("hdl_unit")?;
    let parts = [
        ("smoker", f64::from(u8::from(v.is("smoker")))),
        (
            "sbp",
            (v.number("sbp_mmhg")? - v.constant("sbp_centre")?) / v.constant("sbp_unit")?,
        ),
        (
            "tc",
            v.number("total_cholesterol_mmol_l")? - v.constant("tc_centre")?,
        ),
        ("hdl", hdl),
    ];
    let mut predictor = c("age")? * age - c("mean")?;
    for (name, x) in parts {
        predictor += c(name)? * x + c(&format!("age_{name}"))? * age * x;
    }
    let uncalibrated = 1.0 - c("survival")?.powf(predictor.exp());
    let (shift, slope) = (c(&format!("{region}_1"))?, c(&format!("{region}_2"))?);
    let hazard = (-(1.0 - uncalibrated).ln()).ln();
    let risk = 1.0 - (-(shift + slope * hazard).exp()).exp();
    let percent = v.shown("risk_percent", 100.0 * risk);
    let category = v.below(categories, percent)? as usize;
    Ok(vec![
        ("risk_percent", json!(percent)),
        ("region", json!(region)),
        ("category", json!(CATEGORIES.get(category))),
    ])
}
