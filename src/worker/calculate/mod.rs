//! The calculators of a visit: which are meant for this patient, what is known already, and what comes out.
//!
//! NEWS2, body mass index, kidneys, dating of a pregnancy and the drip of an order stand where they are used and are not listed
//! again, but for the drip, which a visit may need without an order.

pub mod words;

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use super::answers::quantity;
use super::growth::amount;
use crate::clinical::calc::{self, Calculator, Field, Refusal};
use crate::domain::country::Country;
use crate::domain::dates::Age;
use crate::domain::person::{Person, Sex};
use crate::domain::visit::Visit;

/// In the order in which they are offered.
const OFFERED: [&str; 10] = [
    "score2",
    "score2_op",
    "apgar",
    TRIAGE,
    "gcs",
    "parkland",
    "maintenance_fluid",
    "insulin_rounding",
    "drip_rate",
    "bsa",
];

const TRIAGE: &str = "etat";

/// Days of life of a newborn (WHO).
const NEWBORN_DAYS: u32 = 28;

/// Facts of the record; they are shown, not asked.
const OF_THE_RECORD: [&str; 4] = ["sex", "age_years", "age_months", "country"];

/// A region of risk is asked only where no country says it.
const REGION: &str = "region";

/// What came out, or why nothing did.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// Fields that are still empty.
    Missing(Vec<String>),
    Refused(Refusal),
    /// The out fields of the calculator.
    Done(Map<String, Value>),
}

/// What the record and this visit say, by the calculators' field names.
pub fn known(
    person: &Person,
    visit: &Visit,
    country: Country,
    day: NaiveDate,
) -> Map<String, Value> {
    let mut known = Map::new();
    let mut put = |field: &str, value: Option<Value>| {
        if let Some(value) = value {
            known.insert(field.to_owned(), value);
        }
    };
    put("country", Some(json!(country.code())));
    put(
        "sex",
        (person.sex != Sex::Unknown).then(|| json!(person.sex.code())),
    );
    if let Some(age) = Age::on(person.born, day).filter(|age| !age.approximate) {
        let months = age.years * 12 + age.months;
        // Whole years, as the charts count; an infant is part of a year old.
        let years = if age.years == 0 {
            f64::from(months) / 12.0
        } else {
            f64::from(age.years)
        };
        put("age_years", Some(json!(years)));
        put("age_months", Some(json!(months)));
        put("age_days", Some(json!(age.total_days)));
    }
    put("weight_kg", amount(visit, "weight").map(|kg| json!(kg)));
    put("height_cm", amount(visit, "height").map(|cm| json!(cm)));
    let pressure = quantity(visit, "bp-sys", "mm[Hg]");
    put("sbp_mmhg", pressure.map(|mmhg| json!(mmhg.to_f64())));
    known
}

/// The calculators that hold for somebody of this age.
pub fn offered(known: &Map<String, Value>) -> Vec<&'static Calculator> {
    let number = |field: &str| known.get(field).and_then(Value::as_f64);
    OFFERED
        .iter()
        .filter_map(|name| calc::find(name))
        .filter(|about| {
            let newborn = number("age_days").is_none_or(|days| days < f64::from(NEWBORN_DAYS));
            let of_age = about
                .fields
                .iter()
                .filter(|field| field.name.starts_with("age_"))
                .all(|field| number(&field.name).is_none_or(|age| holds(field, age)));
            of_age && (newborn || about.name != "apgar")
        })
        .collect()
}

fn holds(field: &Field, age: f64) -> bool {
    field.min.is_none_or(|min| age >= min) && field.max.is_none_or(|max| age <= max)
}

/// Fields that a person has to fill in.
pub fn asked<'a>(about: &'a Calculator, known: &Map<String, Value>) -> Vec<&'a Field> {
    about
        .fields
        .iter()
        .filter(|field| {
            let of_the_record = OF_THE_RECORD.contains(&field.name.as_str());
            let said = of_the_record && known.contains_key(&field.name);
            let spared = field.name == REGION && known.contains_key("country");
            !said && !spared
        })
        .collect()
}

/// What the record says of the fields of this calculator.
pub fn told<'a>(
    about: &'a Calculator,
    known: &'a Map<String, Value>,
) -> Vec<(&'a Field, &'a Value)> {
    let asked = asked(about, known);
    about
        .fields
        .iter()
        .filter(|field| !asked.iter().any(|asked| asked.name == field.name))
        .filter_map(|field| Some((field, known.get(&field.name)?)))
        .collect()
}

/// `given` are the answers of a person, by field.
pub fn outcome(
    about: &Calculator,
    known: &Map<String, Value>,
    given: &Map<String, Value>,
) -> Outcome {
    let asked = asked(about, known);
    let missing: Vec<String> = asked
        .iter()
        .filter(|field| !field.optional && !given.contains_key(&field.name))
        .map(|field| field.name.clone())
        .collect();
    let mut all: Map<String, Value> = told(about, known)
        .into_iter()
        .map(|(field, value)| (field.name.clone(), value.clone()))
        .collect();
    all.extend(given.clone());
    match calc::compute(&about.name, &all) {
        Ok(answer) => Outcome::Done(answer),
        // What is wrong already is said before the rest is typed, and so is an emergency.
        Err(Refusal::Missing(_)) if !missing.is_empty() => {
            let urgent = if about.name == TRIAGE {
                calc::etat_emergency(&all)
            } else {
                None
            };
            urgent.map_or(Outcome::Missing(missing), Outcome::Done)
        }
        Err(refusal) => Outcome::Refused(refusal),
    }
}

/// Somebody has to come at once.
pub fn is_emergency(answer: &Map<String, Value>) -> bool {
    answer.get("category").and_then(Value::as_str) == Some("emergency")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::dates::PartialDate;

    fn person(born: Option<PartialDate>) -> Person {
        Person {
            sex: Sex::Female,
            born: born.unwrap_or_default(),
            ..Person::default()
        }
    }

    fn names(born: &str) -> Vec<&'static str> {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap_or_default();
        let born = (!born.is_empty()).then(|| PartialDate::from_day(day(born)));
        let known = known(
            &person(born),
            &Visit::default(),
            Country::Uz,
            day("2026-11-22"),
        );
        offered(&known)
            .iter()
            .map(|about| about.name.as_str())
            .collect()
    }

    #[test]
    fn each_age_is_offered_what_is_meant_for_it() {
        let grown = ["gcs", "parkland", "insulin_rounding", "drip_rate", "bsa"];
        let with = |first: &[&'static str]| [first, &grown].concat();
        for (born, want) in [
            ("1976-11-23", with(&["score2"])),
            ("1987-11-23", with(&[])),
            ("1986-11-22", with(&["score2"])),
            ("1956-11-22", with(&["score2_op"])),
            ("1936-11-22", with(&[])),
        ] {
            assert_eq!(names(born), want, "{born}");
        }
        let newborn = names("2026-10-26");
        assert!(newborn.contains(&"apgar") && !newborn.contains(&"maintenance_fluid"));
        let infant = names("2026-10-22");
        assert!(!infant.contains(&"apgar") && infant.contains(&"maintenance_fluid"));
        assert!(infant.contains(&"etat") && infant.contains(&"parkland"));
        assert_eq!(
            names("").len(),
            OFFERED.len(),
            "an unknown age hides nothing"
        );
    }

    #[test]
    fn what_is_known_is_not_asked_and_what_is_wrong_is_said_at_once() {
        let about = calc::find("score2").expect("described");
        let mut known = Map::new();
        for (field, value) in [
            ("sex", json!("female")),
            ("age_years", json!(50)),
            ("country", json!("kz")),
            ("sbp_mmhg", json!(140)),
        ] {
            known.insert(field.to_owned(), value);
        }
        let names: Vec<&str> = asked(about, &known)
            .iter()
            .map(|field| field.name.as_str())
            .collect();
        let want = [
            "smoker",
            "sbp_mmhg",
            "total_cholesterol_mmol_l",
            "hdl_mmol_l",
            "diabetes",
            "known_disease",
        ];
        assert_eq!(names, want, "a measured pressure can be typed over");
        let mut given = Map::new();
        assert_eq!(
            outcome(about, &known, &given),
            Outcome::Missing(want.map(str::to_owned).to_vec())
        );
        for (field, value) in [
            ("smoker", json!("true")),
            ("sbp_mmhg", json!(140.0)),
            ("total_cholesterol_mmol_l", json!(6.3)),
            ("hdl_mmol_l", json!(14)),
            ("diabetes", json!("false")),
        ] {
            given.insert(field.to_owned(), value);
        }
        assert!(
            matches!(outcome(about, &known, &given), Outcome::Refused(Refusal::Outside { field, .. }) if field == "hdl_mmol_l")
        );
        given.insert("hdl_mmol_l".to_owned(), json!(1.4));
        assert_eq!(
            outcome(about, &known, &given),
            Outcome::Missing(vec!["known_disease".to_owned()])
        );
        given.insert("known_disease".to_owned(), json!("false"));
        let mut whole = given.clone();
        for field in ["sex", "age_years", "country"] {
            whole.insert(field.to_owned(), known[field].clone());
        }
        let direct = calc::compute("score2", &whole).expect("computed");
        assert_eq!(outcome(about, &known, &given), Outcome::Done(direct));
    }

    #[test]
    fn an_emergency_does_not_wait_for_the_other_signs_and_nothing_else_is_said_early() {
        let about = calc::find(TRIAGE).expect("described");
        let mut known = Map::new();
        known.insert("age_months".to_owned(), json!(30));
        for (field, answer, urgent) in [
            ("not_breathing", "true", true),
            ("convulsing", "true", true),
            ("avpu", "U", true),
            ("avpu", "A", false),
            ("not_breathing", "false", false),
            ("cold_hands", "true", false),
            ("severe_pain", "true", false),
        ] {
            let mut given = Map::new();
            given.insert(field.to_owned(), json!(answer));
            match outcome(about, &known, &given) {
                Outcome::Done(answer) => assert!(urgent && is_emergency(&answer), "{field}"),
                Outcome::Missing(fields) => assert!(!urgent && fields.len() == 22, "{field}"),
                Outcome::Refused(refusal) => panic!("{field}: {refusal}"),
            }
        }
        // Without an age nothing is made up in its place.
        let mut given = Map::new();
        given.insert("not_breathing".to_owned(), json!("true"));
        assert!(matches!(
            outcome(about, &Map::new(), &given),
            Outcome::Missing(_)
        ));
    }
}
