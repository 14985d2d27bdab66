//! Bedside calculators. Each is described by `assets/calc/calculators.json` (fields with UCUM units, limits, constants, source)
//! and computed by one file here, named after what it computes.
//!
//! Outside the limits of a field there is a refusal, never a number. What is classed is the number that is shown.

mod apgar;
mod bmi;
mod bsa;
mod burns;
mod consciousness;
mod descriptor;
mod drip;
mod fluid;
mod insulin;
mod kidney;
mod news;
mod pregnancy;
mod refusal;
mod score2;
mod triage;
mod values;

use serde_json::{Map, Value};

pub use descriptor::{Calculator, Field, calculators, find};
pub use refusal::{Refusal, Why};
use values::Values;

/// What a calculator answers: out fields in the order of the description.
type Answer = Result<Vec<(&'static str, Value)>, Refusal>;

/// Name in the data file and what computes it.
const RUN: [(&str, fn(&Values<'_>) -> Answer); 15] = [
    ("apgar", apgar::score),
    ("bmi", bmi::adult),
    ("bsa", bsa::mosteller),
    ("drip_rate", drip::rate),
    ("egfr_ckd_epi_2021", kidney::ckd_epi),
    ("egfr_schwartz", kidney::schwartz),
    ("etat", triage::etat),
    ("gcs", consciousness::glasgow),
    ("gestational_age", pregnancy::dating),
    ("insulin_rounding", insulin::measurable),
    ("maintenance_fluid", fluid::maintenance),
    ("news2", news::score),
    ("parkland", burns::parkland),
    ("score2", score2::middle_aged),
    ("score2_op", score2::older),
];

/// Computes `name` from the fields of `given`; the answer has the out fields of its description.
pub fn compute(name: &str, given: &Map<String, Value>) -> Result<Map<String, Value>, Refusal> {
    let unknown = || Refusal::NoSuch(name.to_owned());
    let about = find(name).ok_or_else(unknown)?;
    let (_, run) = RUN
        .iter()
        .find(|(known, _)| *known == name)
        .ok_or_else(unknown)?;
    let values = Values::read(about, given)?;
    Ok(by_name(run(&values)?))
}

fn by_name(answer: Vec<(&'static str, Value)>) -> Map<String, Value> {
    answer
        .into_iter()
        .map(|(field, value)| (field.to_owned(), value))
        .collect()
}

/// ETAT's answer before every sign was looked for, where it is an emergency already: one sign is enough, whatever the others say.
pub fn etat_emergency(given: &Map<String, Value>) -> Option<Map<String, Value>> {
    let values = Values::read_known(find("etat")?, given).ok()?;
    let answer = by_name(triage::etat(&values).ok()?);
    (answer.get("category")? == "emergency").then_some(answer)
}

/// NEWS2's points of the items that are given, before the others are known. There is no score without all of them.
pub fn news2_points(given: &Map<String, Value>) -> Result<Vec<(&'static str, u32)>, Refusal> {
    let name = "news2";
    let about = find(name).ok_or_else(|| Refusal::NoSuch(name.to_owned()))?;
    let points = news::points(&Values::read_known(about, given)?)?;
    Ok(points
        .into_iter()
        .filter_map(|(item, points)| Some((item, points? as u32)))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_description_is_computed_and_every_computation_described() {
        let described: Vec<&str> = calculators().iter().map(|c| c.name.as_str()).collect();
        assert_eq!(described.len(), RUN.len());
        for (name, _) in RUN {
            assert!(described.contains(&name), "{name}");
        }
    }
}
