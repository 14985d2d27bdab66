//! How much the kidneys filter, from creatinine.

use serde_json::json;

use super::Answer;
use super::refusal::Refusal;
use super::values::Values;

const STAGES: [&str; 6] = ["G1", "G2", "G3a", "G3b", "G4", "G5"];

/// CKD-EPI 2021 (without race), adults.
pub fn ckd_epi(v: &Values<'_>) -> Answer {
    let female = v.word("sex") == Some("female");
    let of_sex = |name: &str| {
        v.constant(&format!(
            "{name}_{}",
            if female { "female" } else { "male" }
        ))
    };
    let ratio = creatinine_mg_dl(v)? / of_sex("kappa")?;
    let egfr = v.constant("factor")?
        * ratio.min(1.0).powf(of_sex("alpha")?)
        * ratio.max(1.0).powf(v.constant("above")?)
        * v.constant("per_year")?.powf(v.number("age_years")?)
        * if female { v.constant("female")? } else { 1.0 };
    let egfr = v.shown("egfr", egfr);
    let stage = v.below("stage", egfr)? as usize;
    Ok(vec![
        ("egfr", json!(egfr)),
        ("stage", json!(STAGES.get(stage))),
    ])
}

/// Bedside equation of Schwartz 2009, children.
pub fn schwartz(v: &Values<'_>) -> Answer {
    let egfr = v.constant("k")? * v.number("height_cm")? / creatinine_mg_dl(v)?;
    Ok(vec![("egfr", json!(v.shown("egfr", egfr)))])
}

/// Laboratories of the region write µmol/L; the equations want mg/dL.
fn creatinine_mg_dl(v: &Values<'_>) -> Result<f64, Refusal> {
    match (v.maybe("creatinine_umol_l"), v.maybe("creatinine_mg_dl")) {
        (Some(umol), None) => Ok(umol / v.constant("umol_per_mg_dl")?),
        (None, Some(mg)) => Ok(mg),
        _ => Err(Refusal::OneOf("creatinine_umol_l and creatinine_mg_dl")),
    }
}
