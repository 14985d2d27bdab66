//! `feldsher imci`: sick children under five, JSON Lines in and out in the same order. Pure; reads no record.

use std::collections::BTreeMap;
use std::fmt;
use std::io::BufRead;

use chrono::NaiveDate;
use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value as Json;

use super::lines;
use crate::clinical::Sex;
use crate::clinical::imci::{
    Band, Because, Book, Child, Classified, Colour, Fluid, FluidPlan, Plan, Shown, State, Value,
    assess,
};
use crate::clinical::immunise::Seen;
use crate::domain::lang::Lang;
use crate::worker::imci::{Looked, Speech};

/// One line of the input; other keys are refused.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    id: Json,
    birth_date: NaiveDate,
    #[serde(default)]
    sex: Option<Sex>,
    date: NaiveDate,
    /// Day of the weight, if not `date`.
    #[serde(default)]
    weight_date: Option<NaiveDate>,
    #[serde(default, deserialize_with = "each_once")]
    answers: BTreeMap<String, Value>,
}

/// A sign answered twice is refused: nobody may guess which of the two is right.
fn each_once<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<String, Value>, D::Error> {
    struct Signs;
    impl<'de> Visitor<'de> for Signs {
        type Value = BTreeMap<String, Value>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("signs with their answers")
        }

        fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
            let mut answers = BTreeMap::new();
            while let Some((id, value)) = map.next_entry::<String, Value>()? {
                if answers.contains_key(&id) {
                    return Err(M::Error::custom(format!("{id}: answered twice")));
                }
                answers.insert(id, value);
            }
            Ok(answers)
        }
    }
    from.deserialize_map(Signs)
}

#[derive(Debug, Serialize)]
struct Answer {
    id: Json,
    band: Band,
    /// `red`, `yellow`, `green`, or `incomplete`: nothing worse is known and not all was asked.
    shown: &'static str,
    /// Every box has its final answer.
    complete: bool,
    boxes: Vec<BoxLine>,
    fluid: Option<FluidLine>,
    /// Signs that make sense to ask of this child now and are not answered.
    ask: Vec<String>,
    return_at_once: Vec<String>,
}

#[derive(Debug, Serialize)]
struct BoxLine {
    #[serde(rename = "box")]
    name: String,
    state: State,
    class: Option<String>,
    colour: Option<Colour>,
    verified: Option<Seen>,
    #[serde(rename = "where")]
    place: Option<String>,
    because: Vec<Because>,
    reasons: Vec<String>,
    missing: Vec<String>,
    #[serde(rename = "do")]
    actions: Vec<String>,
    medicines: Vec<String>,
    follow_up_days: Option<u32>,
}

#[derive(Debug, Serialize)]
struct FluidLine {
    plan: Plan,
    /// Why there are no millilitres.
    cannot: Option<&'static str>,
    /// The least and the most, equal where it is one volume; of plan C the sum of its phases.
    ml: Option<(f64, f64)>,
    hours: Option<f64>,
    phases: Vec<PhaseLine>,
    tube_ml_h: Option<f64>,
    /// Nobody has looked whether the child is severely malnourished.
    malnutrition_open: bool,
    text: Vec<String>,
}

#[derive(Debug, Serialize)]
struct PhaseLine {
    ml: f64,
    minutes: u32,
    ml_per_h: f64,
    drops_per_min: Option<f64>,
}

/// Answers every line; false if one of them was refused.
pub fn imci(input: impl BufRead) -> bool {
    lines::each(input, answer)
}

fn answer(question: Question) -> Result<Answer, String> {
    if question.date < question.birth_date {
        return Err("date is before birth_date".to_owned());
    }
    if question.weight_date.is_some_and(|day| day > question.date) {
        return Err("weight_date is after date".to_owned());
    }
    let child = Child {
        birth: question.birth_date,
        today: question.date,
        sex: question.sex,
        weight_on: question.weight_date,
        answers: &question.answers,
    };
    let assessment = assess(Book::builtin(), &child).map_err(|unfit| unfit.to_string())?;
    // An answer behind a door that is closed contradicts it; nobody may guess which of the two is right.
    if let Some(id) = question
        .answers
        .keys()
        .find(|id| !assessment.asked.contains(*id))
    {
        if id == "muac" {
            return Err("muac: the arm says nothing below six months of age".to_owned());
        }
        return Err(format!(
            "{id}: answered, but by the other answers it is not asked"
        ));
    }
    let ask = assessment
        .due
        .iter()
        .filter(|id| !question.answers.contains_key(*id) || assessment.again.contains(*id));
    let ask = ask.cloned().collect();
    let looked = Looked {
        birth: question.birth_date,
        on: question.date,
        assessment,
    };
    let speech = Speech {
        lang: Lang::En,
        looked: &looked,
    };
    let found = &looked.assessment;
    Ok(Answer {
        id: question.id,
        band: found.chart.band,
        shown: match found.shown() {
            Shown::Red => "red",
            Shown::Yellow => "yellow",
            Shown::Green => "green",
            Shown::Incomplete => "incomplete",
        },
        complete: found.is_complete(),
        boxes: found.boxes.iter().map(|one| line(one, &speech)).collect(),
        fluid: found.fluid.as_ref().map(|plan| fluid(plan, &speech)),
        ask,
        return_at_once: found.returns.iter().map(|id| (*id).to_owned()).collect(),
    })
}

fn line(one: &Classified<'_>, speech: &Speech<'_>) -> BoxLine {
    let mut medicines: Vec<String> = Vec::new();
    for remedy in one.steps.iter().flat_map(|step| &step.medicines) {
        if !medicines.iter().any(|id| id == remedy.id()) {
            medicines.push(remedy.id().to_owned());
        }
    }
    BoxLine {
        name: one.of.id.clone(),
        state: one.state,
        class: one.class.map(|class| class.id.clone()),
        colour: one.colour(),
        verified: one.class.map(|class| class.verified),
        place: one.class.map(|class| class.place.clone()),
        because: one.because.clone(),
        reasons: speech.reasons(one),
        missing: one.missing.iter().cloned().collect(),
        actions: one.steps.iter().map(|step| step.action.clone()).collect(),
        medicines,
        follow_up_days: one.class.and_then(|class| class.follow_up_days),
    }
}

fn fluid(plan: &FluidPlan, speech: &Speech<'_>) -> FluidLine {
    let mut line = FluidLine {
        plan: plan.plan,
        cannot: None,
        ml: None,
        hours: None,
        phases: Vec::new(),
        tube_ml_h: None,
        malnutrition_open: plan.malnutrition_open,
        text: speech.fluid(plan),
    };
    match &plan.fluid {
        Err(why) => line.cannot = Some(why.code()),
        Ok(Fluid::PerStool { ml }) => line.ml = Some(*ml),
        Ok(Fluid::ByAge { ml, hours }) => {
            line.ml = Some(*ml);
            line.hours = Some(f64::from(*hours));
        }
        Ok(Fluid::ByWeight { ml, hours, .. }) => {
            line.ml = Some((*ml, *ml));
            line.hours = Some(f64::from(*hours));
        }
        Ok(Fluid::Drip {
            phases, tube_ml_h, ..
        }) => {
            let ml: f64 = phases.iter().map(|phase| phase.ml).sum();
            let minutes: u32 = phases.iter().map(|phase| phase.minutes).sum();
            line.ml = Some((ml, ml));
            line.hours = Some(f64::from(minutes) / 60.0);
            line.tube_ml_h = Some(*tube_ml_h);
            line.phases = phases
                .iter()
                .map(|phase| PhaseLine {
                    ml: phase.ml,
                    minutes: phase.minutes,
                    ml_per_h: phase.ml_per_h,
                    drops_per_min: phase.drops_per_min,
                })
                .collect();
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(line: &str) -> Result<Answer, String> {
        serde_json::from_str(line)
            .map_err(|error| error.to_string())
            .and_then(answer)
    }

    #[test]
    fn fast_breathing_is_pneumonia_and_says_its_limit() {
        let line = r#"{"id":"1","birth_date":"2026-03-10","sex":"female","date":"2026-11-21","answers":{"unable-drink":false,"vomits-all":false,"convulsions":false,"convulsing-now":false,"lethargic":false,"cough":true,"cough-days":3,"resp":54,"indrawing":false,"stridor":false,"wheeze":false,"oximeter":false}}"#;
        let answer = ask(line).unwrap();
        let cough = answer.boxes.iter().find(|one| one.name == "cough").unwrap();
        assert_eq!(
            (
                cough.class.as_deref(),
                cough.colour,
                cough.state,
                cough.follow_up_days
            ),
            (
                Some("pneumonia"),
                Some(Colour::Yellow),
                State::Classified,
                Some(3)
            )
        );
        assert_eq!(
            cough.reasons,
            ["Breaths in one full minute, child calm 54, limit 50 at this age (8 mo)"]
        );
        assert_eq!(cough.medicines, ["amoxicillin"]);
        assert_eq!((answer.shown, answer.complete), ("yellow", false));
        assert!(answer.ask.contains(&"diarrhoea".to_owned()));
    }

    #[test]
    fn plan_c_says_its_phases() {
        let line = r#"{"id":"1","birth_date":"2025-03-10","sex":"male","date":"2026-11-21","answers":{"lethargic":true,"diarrhoea":true,"sunken-eyes":true,"pinch":"very-slow","drinking":"poor","weight":10,"oedema":false,"muac":130}}"#;
        let fluid = ask(line).unwrap().fluid.unwrap();
        assert_eq!(
            serde_json::to_string(&fluid.phases).unwrap(),
            r#"[{"ml":300.0,"minutes":30,"ml_per_h":600.0,"drops_per_min":200.0},{"ml":700.0,"minutes":150,"ml_per_h":280.0,"drops_per_min":93.0}]"#
        );
        assert_eq!((fluid.ml, fluid.hours), (Some((1000.0, 1000.0)), Some(3.0)));
    }

    #[test]
    fn what_does_not_fit_is_answered_with_its_reason() {
        for (line, why) in [
            (
                r#"{"id":7,"birth_date":"2026-01-01","date":"2025-02-01"}"#,
                "before birth_date",
            ),
            (
                r#"{"id":7,"birth_date":"2020-01-01","date":"2026-02-01"}"#,
                "fifth birthday",
            ),
            (
                r#"{"id":7,"birth_date":"2026-01-01","date":"2026-06-01","weight":3}"#,
                "unknown field `weight`",
            ),
            (
                r#"{"id":7,"birth_date":"2026-01-01","date":"2026-06-01","answers":{"luck":true}}"#,
                "luck: no such sign",
            ),
            (
                r#"{"id":7,"birth_date":"2026-01-01","date":"2026-06-01","answers":{"resp":400}}"#,
                "outside its limits",
            ),
            (
                r#"{"id":7,"birth_date":"2026-01-01","date":"2026-06-01","answers":{"cough":false,"stridor":true}}"#,
                "stridor: answered, but",
            ),
            (
                r#"{"id":7,"birth_date":"2026-01-01","date":"2026-06-01","weight_date":"2026-06-02"}"#,
                "weight_date is after",
            ),
            (
                r#"{"id":7,"birth_date":"2026-01-01","date":"2026-06-01","answers":{"cough":true,"temp":39,"cough":false}}"#,
                "cough: answered twice",
            ),
            (
                r#"{"id":7,"birth_date":"2026-01-01","date":"2026-06-01","date":"2026-06-02"}"#,
                "duplicate field `date`",
            ),
            (
                r#"{"id":7,"birth_date":"2026-01-01","date":"2026-06-01","answers":{"muac":100}}"#,
                "muac: the arm says nothing below six months",
            ),
        ] {
            let error = ask(line).err().unwrap();
            assert!(error.contains(why), "{error}");
        }
    }
}
