//! The charts as they stand in `assets/imci/`. Reads; decides nothing about a child.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::super::age::Span;
use super::super::immunise::Seen;
use super::logic::Expr;

/// Both charts.
#[derive(Debug, Clone, PartialEq)]
pub struct Book(pub Vec<Chart>);

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Band {
    /// 0 to 59 days.
    Infant,
    /// From day 60 to the fifth birthday.
    Child,
}

/// What is asked and concluded at one age.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chart {
    pub schema: String,
    pub band: Band,
    pub edition: String,
    pub title: String,
    pub valid_from: NaiveDate,
    /// What was read, and what was left out and why.
    pub seen: String,
    /// Where each short name of `where` leads.
    pub sources: BTreeMap<String, String>,
    pub from: Span,
    pub until: Span,
    /// `url` of the form whose link ids are the signs.
    pub form: String,
    pub signs: Vec<Sign>,
    pub boxes: Vec<ChartBox>,
    pub actions: Vec<Action>,
    #[serde(rename = "return")]
    pub returns: Vec<Return>,
    pub fluids: Fluids,
}

/// Something that is asked, looked at or measured.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Sign {
    pub id: String,
    #[serde(flatten)]
    pub kind: Kind,
    /// Of a number: what lies outside was measured wrong, or the child is dying. It never speaks for health.
    #[serde(default)]
    pub believable: Option<Believable>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Believable {
    pub from: f64,
    pub to: f64,
    pub verified: Seen,
    pub reason: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Kind {
    Bool,
    /// What lies outside is a slip, and counts as not answered.
    Number {
        min: f64,
        max: f64,
    },
    Choice {
        options: Vec<String>,
    },
    /// Computed from the answers named here.
    Derived {
        of: Vec<String>,
    },
}

/// One box of the chart.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChartBox {
    /// `imci-box-<id>` in the catalogues.
    pub id: String,
    /// The box is opened by this; without it always.
    #[serde(default)]
    pub gate: Option<Expr>,
    pub signs: Vec<Asked>,
    pub classes: Vec<Class>,
}

/// A sign of a box, and when it is asked once the box is open.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Asked {
    Always(String),
    When { id: String, when: Expr },
}

impl Asked {
    pub fn id(&self) -> &str {
        match self {
            Self::Always(id) | Self::When { id, .. } => id,
        }
    }

    pub fn when(&self) -> Option<&Expr> {
        match self {
            Self::Always(_) => None,
            Self::When { when, .. } => Some(when),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Colour {
    Green,
    Yellow,
    Red,
}

impl Colour {
    pub fn code(self) -> &'static str {
        match self {
            Self::Green => "green",
            Self::Yellow => "yellow",
            Self::Red => "red",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Class {
    /// `imci-class-<id>` in the catalogues; of one chart, used once.
    pub id: String,
    pub colour: Colour,
    /// A green class without it is what remains.
    #[serde(default)]
    pub when: Option<Expr>,
    #[serde(rename = "do")]
    pub actions: Vec<Wanted>,
    #[serde(default)]
    pub plan: Option<Plan>,
    /// Come back for a check after so many days.
    #[serde(default)]
    pub follow_up_days: Option<u32>,
    pub verified: Seen,
    #[serde(rename = "where")]
    pub place: String,
}

/// An action of a class, and when it belongs to it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Wanted {
    Always(String),
    When { id: String, when: Expr },
}

impl Wanted {
    pub fn id(&self) -> &str {
        match self {
            Self::Always(id) | Self::When { id, .. } => id,
        }
    }

    pub fn when(&self) -> Option<&Expr> {
        match self {
            Self::Always(_) => None,
            Self::When { when, .. } => Some(when),
        }
    }
}

/// `imci-do-<id>` in the catalogues. Doses are not here: a medicine leads to the dose check.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Action {
    pub id: String,
    #[serde(default)]
    pub medicines: Vec<Remedy>,
}

/// A medicine of the formulary, and for what of its own words it is given.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Remedy {
    Medicine(String),
    For { id: String, indication: String },
}

impl Remedy {
    pub fn id(&self) -> &str {
        match self {
            Self::Medicine(id) | Self::For { id, .. } => id,
        }
    }

    pub fn indication(&self) -> Option<&str> {
        match self {
            Self::Medicine(_) => None,
            Self::For { indication, .. } => Some(indication),
        }
    }
}

/// `imci-return-<id>`: what brings the mother back at once.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Return {
    pub id: String,
    #[serde(default)]
    pub when: Option<Expr>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Plan {
    A,
    B,
    C,
}

impl Plan {
    pub fn code(self) -> &'static str {
        match self {
            Self::A => "a",
            Self::B => "b",
            Self::C => "c",
        }
    }
}

/// The figures of the dehydration plans.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fluids {
    /// Millilitres after each loose stool, by age.
    pub a: Vec<ByAge>,
    pub b: PlanB,
    pub c: PlanC,
    /// Severe malnutrition: no plan B or C.
    pub stop: Expr,
    /// Severe malnutrition was looked for and is not there: plan C may be computed.
    pub cleared: Expr,
    pub verified: Seen,
    #[serde(rename = "where")]
    pub place: String,
}

/// A range of millilitres below an age.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ByAge {
    pub below: Span,
    pub ml: (f64, f64),
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanB {
    pub ml_per_kg: f64,
    pub hours: u32,
    /// Where there is no weight of today.
    pub by_age: Vec<ByAge>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanC {
    /// Of the giving set in the region.
    pub drops_per_ml: u32,
    pub by_age: Vec<Drip>,
    /// By tube or mouth where no vein is found.
    pub tube_ml_per_kg_h: f64,
    pub tube_hours: u32,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Drip {
    pub below: Span,
    /// Millilitres per kilogram and minutes, one after the other.
    pub phases: Vec<(f64, u32)>,
}

static BUILTIN: LazyLock<Book> = LazyLock::new(|| {
    let read = Book::parse(&[
        include_str!("../../../assets/imci/infant.json"),
        include_str!("../../../assets/imci/child.json"),
    ]);
    match read {
        Ok(book) => book,
        // Our own bug: a test reads the same files.
        Err(error) => panic!("the built-in IMCI charts are broken: {error}"),
    }
});

impl Book {
    /// The charts shipped with the program.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    pub fn parse(files: &[&str]) -> Result<Self, serde_json::Error> {
        let read = files.iter().map(|text| serde_json::from_str(text));
        Ok(Self(read.collect::<Result<_, _>>()?))
    }

    /// The chart for somebody born on `birth`; none from the fifth birthday on, and before birth.
    pub fn chart(&self, birth: NaiveDate, today: NaiveDate) -> Option<&Chart> {
        self.0.iter().find(|chart| {
            chart.from.is_reached(birth, today) && !chart.until.is_reached(birth, today)
        })
    }

    /// The chart whose answers a form holds.
    pub fn of_form(&self, url: &str) -> Option<&Chart> {
        self.0.iter().find(|chart| chart.form == url)
    }
}

impl Chart {
    pub fn sign(&self, id: &str) -> Option<&Sign> {
        self.signs.iter().find(|sign| sign.id == id)
    }

    pub fn action(&self, id: &str) -> Option<&Action> {
        self.actions.iter().find(|action| action.id == id)
    }

    pub fn classes(&self) -> impl Iterator<Item = (&ChartBox, &Class)> {
        self.boxes
            .iter()
            .flat_map(|one| one.classes.iter().map(move |class| (one, class)))
    }

    /// The class and its box.
    pub fn class(&self, id: &str) -> Option<(&ChartBox, &Class)> {
        self.classes().find(|(_, class)| class.id == id)
    }
}
