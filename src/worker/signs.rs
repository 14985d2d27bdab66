//! What was measured of a person, one sign at a time with the values before it. The passport on screen and on paper begins here.
//! Pure: knows the card, not the window. A value keeps the unit in which it was written; values of another unit stand in no row with it.

use chrono::NaiveDate;

use super::fill::answers::Sheet;
use super::fill::vitals::measured;
use crate::domain::card::{CardView, standing};
use crate::domain::dates::Age;
use crate::domain::ids::{DocId, FacilityId, UserId};
use crate::domain::lang::Lang;
use crate::domain::number::Decimal;
use crate::domain::paper::{Amount, VitalValue};
use crate::i18n::{dates, has, tr};
use crate::print::papers::{amount_text, vital_text};

/// What is looked at first when life is in danger.
pub const VITAL: [&str; 6] = [
    "blood-pressure",
    "pulse",
    "respiration",
    "saturation",
    "temperature",
    "glucose",
];
/// Anthropometry.
pub const BODY: [&str; 5] = [
    "weight",
    "height",
    "bmi",
    "head-circumference",
    "arm-circumference",
];
/// Of a laboratory.
pub const LABORATORY: [&str; 2] = ["haemoglobin", "creatinine"];

/// Earlier values that a curve shows beside the last one.
const MOST_POINTS: usize = 24;
/// From this age on the index of a body says what it says without a child's tables.
const BMI_FROM: u32 = 18;

/// One sign and its values in one unit, oldest first; never empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Sign {
    /// As in `print-vital-…`.
    pub code: &'static str,
    pub points: Vec<Point>,
}

/// One value with its origin.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    pub value: VitalValue,
    pub day: NaiveDate,
    pub visit: DocId,
    pub by: Option<UserId>,
    pub facility: FacilityId,
    /// UTC seconds.
    pub care_at: i64,
    pub entered_at: i64,
    pub clock_doubtful: bool,
}

impl Sign {
    /// The newest value.
    pub fn last(&self) -> &Point {
        // A sign is made with its first point.
        &self.points[self.points.len() - 1]
    }

    /// One number of each point for a curve: of a blood pressure the systolic one.
    pub fn numbers(&self) -> Vec<f64> {
        self.points
            .iter()
            .map(|point| number(&point.value))
            .collect()
    }
}

/// Every sign of `codes` that was ever measured in a visit that stands, in the order of `codes`.
pub fn signs(card: &CardView, codes: &[&'static str], offset_minutes: i32) -> Vec<Sign> {
    let mut visits: Vec<_> = standing(&card.visits, None)
        .filter(|visit| visit.acts())
        .collect();
    visits.sort_by_key(|visit| (visit.care_at, visit.entered_at, visit.id));
    let mut all: Vec<(&'static str, Point)> = Vec::new();
    for visit in visits {
        let Some(day) = dates::local_day(visit.care_at, offset_minutes) else {
            continue;
        };
        // Values and units are the same in every language.
        let sheet = Sheet::of(&visit.content, Lang::En);
        let (mut found, _) = measured(&sheet);
        let haemoglobin = sheet.amount("haemoglobin").map(VitalValue::Number);
        found.extend(haemoglobin.map(|value| ("haemoglobin", value)));
        found.extend(bmi(card, &found, day).map(|value| ("bmi", value)));
        all.extend(found.into_iter().map(|(code, value)| {
            let point = Point {
                value,
                day,
                visit: visit.id,
                by: visit.by,
                facility: visit.facility,
                care_at: visit.care_at,
                entered_at: visit.entered_at,
                clock_doubtful: visit.clock_doubtful,
            };
            (code, point)
        }));
    }
    codes
        .iter()
        .filter_map(|code| {
            let own = || all.iter().filter(|(known, _)| known == code);
            let unit = unit(&own().next_back()?.1.value).to_owned();
            let mut points: Vec<Point> = own()
                .filter(|(_, point)| unit == self::unit(&point.value))
                .map(|(_, point)| point.clone())
                .collect();
            points.drain(..points.len().saturating_sub(MOST_POINTS));
            Some(Sign { code, points })
        })
        .collect()
}

/// Name of a sign in one language.
pub fn name(lang: Lang, code: &str) -> String {
    let key = format!("print-vital-{code}");
    if has(lang, &key) {
        tr(lang, &key, &[])
    } else {
        code.to_owned()
    }
}

/// Number and unit in one language.
pub fn value_text(lang: Lang, value: &VitalValue) -> String {
    match value {
        VitalValue::Number(amount) => amount_text(lang, amount),
        VitalValue::Pressure(..) => vital_text(lang, value),
    }
}

fn unit(value: &VitalValue) -> &str {
    match value {
        VitalValue::Number(amount) => &amount.unit,
        VitalValue::Pressure(..) => "mmhg",
    }
}

fn number(value: &VitalValue) -> f64 {
    match value {
        VitalValue::Number(amount) => amount.value.to_f64(),
        VitalValue::Pressure(systolic, _) => f64::from(*systolic),
    }
}

/// Of an adult, from weight and height of one visit: a height of another day is not taken.
fn bmi(
    card: &CardView,
    found: &[(&'static str, VitalValue)],
    day: NaiveDate,
) -> Option<VitalValue> {
    let (youngest, _) = Age::bounds(card.person.born, day)?;
    if youngest.years < BMI_FROM {
        return None;
    }
    let of = |code: &str, unit: &str| {
        found.iter().find_map(|(known, value)| match value {
            VitalValue::Number(amount) if *known == code && amount.unit == unit => {
                Some(amount.value.to_f64())
            }
            VitalValue::Number(_) | VitalValue::Pressure(..) => None,
        })
    };
    let (kg, metres) = (of("weight", "kg")?, of("height", "cm")? / 100.0);
    if metres < 0.5 {
        return None;
    }
    let tenths = (kg / (metres * metres) * 10.0).round() as i64;
    Some(VitalValue::Number(Amount {
        value: Decimal::new(tenths, 1)?,
        unit: "kg-m2".to_owned(),
    }))
}
