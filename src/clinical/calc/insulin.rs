//! A dose of insulin as the syringe or pen at hand can measure it.

use serde_json::json;

use super::Answer;
use super::refusal::{Refusal, Why};
use super::values::Values;

/// Device → step in IU, the strength it is made for (`None`: a pen carries its own), the most it holds.
const DEVICES: [(&str, f64, Option<&str>, f64); 6] = [
    ("pen_1", 1.0, None, 60.0),
    ("pen_half", 0.5, None, 30.0),
    ("syringe_u40_1", 1.0, Some("40"), 40.0),
    ("syringe_u100_1", 1.0, Some("100"), 50.0),
    ("syringe_u100_half", 0.5, Some("100"), 30.0),
    ("syringe_u100_2", 2.0, Some("100"), 100.0),
];

pub fn measurable(v: &Values<'_>) -> Answer {
    let device = v.word("device").unwrap_or_default();
    let Some((_, step, made_for, most)) = DEVICES.iter().find(|(name, ..)| *name == device) else {
        return Err(Refusal::Missing("device".to_owned()));
    };
    let strength = v.word("insulin_iu_per_ml");
    // A U-100 insulin in a U-40 syringe is two and a half times the dose.
    if made_for.is_some() && *made_for != strength {
        return Err(Refusal::NotValid(Why::OtherSyringe));
    }
    let wanted = v.number("dose_iu")?;
    if wanted > *most {
        return Err(Refusal::NotValid(Why::DeviceFull));
    }
    let steps = wanted / step;
    // On a tie down: low sugar is the nearer danger.
    let rounded = if steps.fract() > 0.5 {
        steps.ceil()
    } else {
        steps.floor()
    };
    let dose = v.shown("dose_iu", rounded * step);
    let difference = (dose - wanted) / wanted * 100.0;
    if difference.abs() > v.constant("most_percent")? {
        return Err(Refusal::NotValid(Why::CoarseDevice));
    }
    Ok(vec![
        ("dose_iu", json!(dose)),
        (
            "difference_percent",
            json!(v.shown("difference_percent", difference)),
        ),
    ])
}
