//! NEWS2: how ill an adult is by the vital signs.

use serde_json::json;

use super::Answer;
use super::refusal::{Refusal, Why};
use super::values::{Values, number, round};

/// An item and its points; `None` where the item was not given.
type Points = [(&'static str, Option<f64>); 7];

pub fn score(v: &Values<'_>) -> Answer {
    let mut parts = Vec::new();
    for (name, points) in points(v)? {
        let points = points.ok_or_else(|| Refusal::Missing(name.to_owned()))?;
        parts.push((name, points));
    }
    let total: f64 = parts.iter().map(|(_, points)| points).sum();
    let threes: Vec<&str> = parts
        .iter()
        .filter(|(_, points)| *points >= 3.0)
        .map(|(name, _)| *name)
        .collect();
    let band = match total as u32 {
        7.. => "high",
        5..=6 => "medium",
        _ if !threes.is_empty() => "low_medium",
        _ => "low",
    };
    Ok(vec![
        ("score", number(total)),
        ("band", json!(band)),
        ("threes", json!(threes)),
    ])
}

/// The points of each item by itself. On scale 2 those of the saturation hang on whether oxygen is given.
pub fn points(v: &Values<'_>) -> Result<Points, Refusal> {
    if v.is("pregnant") {
        return Err(Refusal::NotValid(Why::Pregnant));
    }
    let oxygen = v.word("oxygen").map(|word| word == "true");
    let saturation = match (v.is("spo2_scale_2"), oxygen) {
        (false, _) => Some("spo2"),
        (true, Some(false)) => Some("spo2_2_air"),
        (true, Some(true)) => Some("spo2_2_oxygen"),
        (true, None) => None,
    };
    let by = |table: &str, value: Option<f64>| value.map(|x| v.up_to(table, x)).transpose();
    let given = |name: &str, is_so: Option<bool>| match is_so {
        Some(true) => v.constant(name).map(Some),
        Some(false) => Ok(Some(0.0)),
        None => Ok(None),
    };
    let drowsy = v.word("consciousness").map(|word| word != "A");
    // The chart knows tenths of a degree: 36.04 is 36.0.
    let temp = v.maybe("temp_cel").map(|temp| round(temp, 1));
    Ok([
        ("resp_rate", by("resp_rate", v.maybe("resp_rate"))?),
        (
            "spo2",
            match saturation {
                Some(table) => by(table, v.maybe("spo2"))?,
                None => None,
            },
        ),
        ("oxygen", given("oxygen", oxygen)?),
        ("sbp_mmhg", by("sbp", v.maybe("sbp_mmhg"))?),
        ("pulse", by("pulse", v.maybe("pulse"))?),
        ("consciousness", given("not_alert", drowsy)?),
        ("temp_cel", by("temp", temp)?),
    ])
}
