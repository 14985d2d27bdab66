//! NEWS2: how ill an adult is by the vital signs.

use serde_json::json;

use super::Answer;
use super::refusal::Refusal;
use super::values::{Values, number, round};

pub fn score(v: &Values<'_>) -> Answer {
    if v.is("pregnant") {
        return Err(Refusal::NotValid(
            "pregnancy has its own early warning score",
        ));
    }
    let oxygen = v.is("oxygen");
    let saturation = match (v.is("spo2_scale_2"), oxygen) {
        (false, _) => "spo2",
        (true, false) => "spo2_2_air",
        (true, true) => "spo2_2_oxygen",
    };
    let awake = v.word("consciousness") == Some("A");
    // The chart knows tenths of a degree: 36.04 is 36.0.
    let temp = round(v.number("temp_cel")?, 1);
    let parts = [
        ("resp_rate", v.up_to("resp_rate", v.number("resp_rate")?)?),
        ("spo2", v.up_to(saturation, v.number("spo2")?)?),
        ("oxygen", if oxygen { v.constant("oxygen")? } else { 0.0 }),
        ("sbp_mmhg", v.up_to("sbp", v.number("sbp_mmhg")?)?),
        ("pulse", v.up_to("pulse", v.number("pulse")?)?),
        (
            "consciousness",
            if awake { 0.0 } else { v.constant("not_alert")? },
        ),
        ("temp_cel", v.up_to("temp", temp)?),
    ];
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
