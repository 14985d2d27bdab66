//! NEWS2 of a visit: how ill an adult is by the vital signs that were just taken. The line beside the fields, the signed visit and the
//! papers begin here. Pure: knows the card, not the window.
//!
//! An item that is missing is missing, never nought: then there is no score. What the items that are there already say
//! (a single 3, a sum that is urgent by itself) is said all the same. From 16 years, not in pregnancy.

pub mod words;

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use super::answers::{choice, flag, quantity};
use super::pregnant;
use crate::clinical::calc::{self, Refusal};
use crate::domain::card::CardView;
use crate::domain::dates::Age;
use crate::domain::number::Decimal;
use crate::domain::visit::Visit;

/// The calculator, and the age from which it holds.
const CALCULATOR: &str = "news2";
const FROM_YEARS: u32 = 16;
/// Place of the visit form: the scale for people whose saturation is low for good.
const SCALE_2: &str = "spo2-scale-2";
/// Sums at which the score calls for somebody whatever is still missing (Royal College of Physicians 2017, chart 2).
const MEDIUM: u32 = 5;
const HIGH: u32 = 7;
/// A single value with so many points is urgent by itself.
const ALONE: u32 = 3;

/// One of the seven things that NEWS2 looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Item {
    Breaths,
    Saturation,
    Oxygen,
    Pressure,
    Pulse,
    Consciousness,
    Temperature,
}

/// What was found of one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    Number(Decimal),
    Flag(bool),
    /// A letter of ACVPU.
    Letter(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Band {
    Low,
    /// Low, but a single value has 3 points.
    LowMedium,
    Medium,
    High,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// What is there, with its points, in the order of the chart.
    pub items: Vec<(Item, Found, u32)>,
    pub missing: Vec<Item>,
    /// Typed, but nothing that can be measured.
    pub outside: Vec<Item>,
    /// Beyond what the score knows, and possible: with the points of its last row, and urgent by itself.
    pub extreme: Vec<Item>,
    /// The record does not agree whether she is pregnant: then there is no score, only what is urgent all the same.
    pub pregnancy_disputed: bool,
    pub scale_2: bool,
    /// Only where nothing is missing.
    pub score: Option<(u32, Band)>,
}

impl Item {
    const ALL: [Self; 7] = [
        Self::Breaths,
        Self::Saturation,
        Self::Oxygen,
        Self::Pressure,
        Self::Pulse,
        Self::Consciousness,
        Self::Temperature,
    ];

    /// Field of the calculator.
    fn field(self) -> &'static str {
        match self {
            Self::Breaths => "resp_rate",
            Self::Saturation => "spo2",
            Self::Oxygen => "oxygen",
            Self::Pressure => "sbp_mmhg",
            Self::Pulse => "pulse",
            Self::Consciousness => "consciousness",
            Self::Temperature => "temp_cel",
        }
    }

    fn of_field(field: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|item| item.field() == field)
    }

    fn found(self, visit: &Visit) -> Option<Found> {
        let number = |link_id, unit| quantity(visit, link_id, unit).map(Found::Number);
        match self {
            Self::Breaths => number("resp", "/min"),
            Self::Saturation => number("spo2", "%"),
            Self::Oxygen => flag(visit, "oxygen").map(Found::Flag),
            Self::Pressure => number("bp-sys", "mm[Hg]"),
            Self::Pulse => number("pulse", "/min"),
            Self::Consciousness => choice(visit, "consciousness").map(Found::Letter),
            Self::Temperature => number("temp", "Cel"),
        }
    }

    /// Measured only where somebody looks at how ill the patient is; pulse, pressure and temperature are taken of everybody.
    fn is_meant(self) -> bool {
        match self {
            Self::Breaths | Self::Saturation | Self::Oxygen | Self::Consciousness => true,
            Self::Pressure | Self::Pulse | Self::Temperature => false,
        }
    }
}

impl News {
    /// The points of what is there: the score is at least this.
    pub fn so_far(&self) -> u32 {
        self.items.iter().map(|(_, _, points)| points).sum()
    }

    /// Items that are urgent by themselves.
    pub fn threes(&self) -> Vec<Item> {
        let urgent = self.items.iter().filter(|(_, _, points)| *points >= ALONE);
        urgent.map(|(item, _, _)| *item).collect()
    }

    /// How ill the patient is by what is there; `None` where only the missing items could tell.
    pub fn band(&self) -> Option<Band> {
        if let Some((_, band)) = self.score {
            return Some(band);
        }
        match self.so_far() {
            HIGH.. => Some(Band::High),
            MEDIUM.. => Some(Band::Medium),
            _ if !self.threes().is_empty() || !self.extreme.is_empty() => Some(Band::LowMedium),
            _ => None,
        }
    }

    fn is_lasting(&self) -> bool {
        self.band().is_some() || !self.outside.is_empty() || self.pregnancy_disputed
    }

    /// Pulse and pressure of a usual visit ask for no score; what was measured for it, or is urgent, does.
    fn is_worth_saying(&self) -> bool {
        let meant = |item: Item| item.is_meant();
        self.band().is_some()
            || self.items.iter().any(|(item, _, _)| meant(*item))
            || !self.outside.is_empty()
    }
}

/// NEWS2 of what the visit says; `None` for children, in pregnancy, and where nothing was measured that asks for it.
pub fn of_visit(card: &CardView, visit: &Visit, on: NaiveDate) -> Option<News> {
    let age = Age::on(card.person.born, on)?;
    let pregnancy = pregnant::on_day(card, visit, on);
    if age.years < FROM_YEARS || (pregnancy.is_pregnant() && !pregnancy.denied) {
        return None;
    }
    let mut given: Map<String, Value> = [("age_years".to_owned(), json!(age.years))]
        .into_iter()
        .collect();
    let scale_2 = flag(visit, SCALE_2) == Some(true);
    if scale_2 {
        given.insert("spo2_scale_2".to_owned(), json!(true));
    }
    let found: Vec<(Item, Found)> = Item::ALL
        .into_iter()
        .filter_map(|item| Some((item, item.found(visit)?)))
        .collect();
    for (item, found) in &found {
        given.insert(item.field().to_owned(), found.value());
    }
    let mut outside = Vec::new();
    let mut extreme = Vec::new();
    let points = loop {
        match calc::news2_points(&given) {
            Ok(points) => break points,
            // Too low or too high to be usual is the worst that the chart knows, not nothing. More than all oxygen is no saturation.
            Err(Refusal::Outside {
                field,
                value,
                min,
                max,
                ..
            }) if value >= 0.0 && !(field == Item::Saturation.field() && value > max) => {
                extreme.push(Item::of_field(&field)?);
                given.insert(field, json!(value.clamp(min, max)));
            }
            // What cannot be has no points; it is said and left out.
            Err(Refusal::Outside { field, .. } | Refusal::Not { field, .. }) => {
                outside.push(Item::of_field(&field)?);
                given.remove(&field);
            }
            Err(_) => return None,
        }
    };
    let items = found.into_iter().filter_map(|(item, found)| {
        let (_, points) = points.iter().find(|(field, _)| *field == item.field())?;
        Some((item, found, *points))
    });
    let items: Vec<_> = items.collect();
    let missing = Item::ALL
        .into_iter()
        .filter(|item| items.iter().all(|(known, _, _)| known != item))
        .filter(|item| !outside.contains(item) && !extreme.contains(item))
        .collect();
    let news = News {
        items,
        missing,
        score: scored(&given).filter(|_| extreme.is_empty() && !pregnancy.denied),
        outside,
        extreme,
        pregnancy_disputed: pregnancy.denied,
        scale_2,
    };
    news.is_worth_saying().then_some(news)
}

/// What is said of a visit afterwards, on paper and where it is read: the score, what was urgent without it, and what was typed and
/// cannot be. That something could still be measured is said only while the patient is there.
pub fn of_past(card: &CardView, visit: &Visit, on: NaiveDate) -> Option<News> {
    of_visit(card, visit, on).filter(News::is_lasting)
}

/// The calculator's own answer, the same that the command line gives.
fn scored(given: &Map<String, Value>) -> Option<(u32, Band)> {
    let answer = calc::compute(CALCULATOR, given).ok()?;
    let score = u32::try_from(answer.get("score")?.as_u64()?).ok()?;
    let band = match answer.get("band")?.as_str()? {
        "low" => Band::Low,
        "low_medium" => Band::LowMedium,
        "medium" => Band::Medium,
        "high" => Band::High,
        _ => return None,
    };
    Some((score, band))
}

impl Found {
    fn value(&self) -> Value {
        match self {
            Self::Number(number) => json!(number.to_f64()),
            Self::Flag(yes) => json!(yes),
            Self::Letter(letter) => json!(letter),
        }
    }
}
