//! Dehydration plans A, B and C in millilitres.

use serde_json::{Map, Value as Json, json};

use super::super::age::Span;
use super::super::calc;
use super::assess::Classified;
use super::child::{Child, Value, WEIGHT};
use super::data::{ByAge, Plan};
use super::logic::{Facts, Truth};

/// Minutes of an hour.
const HOUR: f64 = 60.0;

/// The plan of a dehydrated child.
#[derive(Debug, Clone, PartialEq)]
pub struct FluidPlan {
    pub plan: Plan,
    pub fluid: Result<Fluid, NoFluid>,
    /// Nobody has looked yet whether the child is severely malnourished.
    pub malnutrition_open: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Fluid {
    /// Millilitres after each loose stool.
    PerStool { ml: (f64, f64) },
    ByWeight {
        kg: f64,
        ml_per_kg: f64,
        ml: f64,
        hours: u32,
    },
    /// There is no weight of today.
    ByAge { ml: (f64, f64), hours: u32 },
    Drip {
        kg: f64,
        drops_per_ml: u32,
        phases: Vec<Phase>,
        /// Without a vein: millilitres an hour by tube, and for how many hours.
        tube_ml_h: f64,
        tube_ml_per_kg_h: f64,
        tube_hours: u32,
    },
}

#[derive(Debug, Clone, PartialEq)]
pub struct Phase {
    pub ml_per_kg: f64,
    pub ml: f64,
    pub minutes: u32,
    pub ml_per_h: f64,
    /// None where nobody can count so many.
    pub drops_per_min: Option<f64>,
}

/// Why there are no millilitres.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoFluid {
    /// Such a child is rehydrated in another way, by a doctor.
    SevereMalnutrition,
    MalnutritionUnknown,
    WeightMissing,
    WeightOld,
    /// No child of this age weighs that.
    WeightUnlikely,
}

impl NoFluid {
    pub fn code(self) -> &'static str {
        match self {
            Self::SevereMalnutrition => "severe-malnutrition",
            Self::MalnutritionUnknown => "malnutrition-unknown",
            Self::WeightMissing => "weight-missing",
            Self::WeightOld => "weight-old",
            Self::WeightUnlikely => "weight-unlikely",
        }
    }
}

/// The plan that the dehydration box names; none while there is none.
pub(super) fn fluid(
    facts: &Facts<'_>,
    child: &Child<'_>,
    boxes: &[Classified<'_>],
) -> Option<FluidPlan> {
    let plan = boxes.iter().find_map(|one| one.class?.plan)?;
    let fluids = &facts.chart.fluids;
    let malnourished = facts.look(&fluids.stop).truth;
    let cleared = facts.look(&fluids.cleared).truth == Truth::Yes;
    let at_age = |rows: &[ByAge]| {
        rows.iter()
            .find(|row| below(facts, row.below))
            .map(|r| r.ml)
    };
    let fluid = match plan {
        Plan::A => Ok(Fluid::PerStool {
            ml: at_age(&fluids.a)?,
        }),
        Plan::B | Plan::C if malnourished == Truth::Yes => Err(NoFluid::SevereMalnutrition),
        Plan::B => match weight(facts, child) {
            Ok(kg) => Ok(Fluid::ByWeight {
                kg,
                ml_per_kg: fluids.b.ml_per_kg,
                ml: (kg * fluids.b.ml_per_kg).round(),
                hours: fluids.b.hours,
            }),
            Err(NoFluid::WeightUnlikely) => Err(NoFluid::WeightUnlikely),
            Err(_) => Ok(Fluid::ByAge {
                ml: at_age(&fluids.b.by_age)?,
                hours: fluids.b.hours,
            }),
        },
        Plan::C => match weight(facts, child) {
            Err(NoFluid::WeightUnlikely) => Err(NoFluid::WeightUnlikely),
            _ if !cleared => Err(NoFluid::MalnutritionUnknown),
            kg => kg.map(|kg| drip(facts, kg)),
        },
    };
    Some(FluidPlan {
        plan,
        fluid,
        malnutrition_open: plan == Plan::B && malnourished != Truth::Yes && !cleared,
    })
}

fn drip(facts: &Facts<'_>, kg: f64) -> Fluid {
    let plan = &facts.chart.fluids.c;
    let row = plan.by_age.iter().find(|row| below(facts, row.below));
    let phases = row.map(|row| row.phases.as_slice()).unwrap_or_default();
    Fluid::Drip {
        kg,
        drops_per_ml: plan.drops_per_ml,
        phases: phases
            .iter()
            .map(|(ml_per_kg, minutes)| {
                let ml = (kg * ml_per_kg).round();
                Phase {
                    ml_per_kg: *ml_per_kg,
                    ml,
                    minutes: *minutes,
                    ml_per_h: (ml * HOUR / f64::from(*minutes)).round(),
                    drops_per_min: drops(ml, *minutes, plan.drops_per_ml),
                }
            })
            .collect(),
        tube_ml_h: (kg * plan.tube_ml_per_kg_h).round(),
        tube_ml_per_kg_h: plan.tube_ml_per_kg_h,
        tube_hours: plan.tube_hours,
    }
}

/// By the bedside calculator, which refuses what nobody can count.
fn drops(ml: f64, minutes: u32, drops_per_ml: u32) -> Option<f64> {
    let given: Map<String, Json> = [
        ("volume_ml".to_owned(), json!(ml)),
        ("minutes".to_owned(), json!(minutes)),
        ("drops_per_ml".to_owned(), json!(drops_per_ml)),
    ]
    .into_iter()
    .collect();
    let answer = calc::compute("drip_rate", &given).ok()?;
    answer.get("drops_per_min")?.as_f64()
}

/// A weight of today that a child of this age can have.
fn weight(facts: &Facts<'_>, child: &Child<'_>) -> Result<f64, NoFluid> {
    let Some(Value::Number(kg)) = facts.values.get(WEIGHT) else {
        return Err(NoFluid::WeightMissing);
    };
    if !child.is_weighed_today() {
        return Err(NoFluid::WeightOld);
    }
    if facts.is_sure(WEIGHT) && child.can_weigh(*kg) {
        Ok(*kg)
    } else {
        Err(NoFluid::WeightUnlikely)
    }
}

fn below(facts: &Facts<'_>, age: Span) -> bool {
    !age.is_reached(facts.birth, facts.today)
}
