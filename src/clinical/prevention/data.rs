//! Programmes and groups as they stand in `assets/prevention/`. Reads; decides nothing about a person.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

use super::super::age::Span;
use super::super::immunise::Seen;
use super::super::question::Sex;
use crate::domain::country::Country;

/// What all countries ask.
#[derive(Debug, Clone, PartialEq)]
pub struct Book(pub Vec<Programme>);

/// What one country asks.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    pub schema: String,
    pub country: Country,
    pub edition: String,
    /// The legal act, or that there is none.
    pub title: String,
    pub valid_from: NaiveDate,
    /// How it was read, and what was left out.
    pub seen: String,
    pub items: Vec<Item>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Screening,
    FollowUp,
}

/// What counts as having done it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DoneBy {
    /// A mark, or a visit with one of the item's codes.
    Mark,
    /// Any visit for the disease.
    Visit,
    /// A doctor's visit for the disease.
    Doctor,
}

/// One thing that comes again and again, or once.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    pub id: String,
    pub kind: Kind,
    /// `prevention-item-<word>` in the catalogues.
    pub word: String,
    /// `prevention-group-<group>`: the disease that is followed up.
    #[serde(default)]
    pub group: Option<String>,
    #[serde(default)]
    pub sex: Option<Sex>,
    /// From this age on, and until the day before that one.
    #[serde(default)]
    pub from: Option<Span>,
    #[serde(default)]
    pub until: Option<Span>,
    /// Beginnings of ICD-10 codes: only with an active problem of these.
    #[serde(default)]
    pub when: Vec<String>,
    /// And not with one of these: who has the disease is followed up, not screened.
    #[serde(default)]
    pub unless: Vec<String>,
    /// Once, where it is missing.
    #[serde(default)]
    pub every: Option<Span>,
    pub done_by: DoneBy,
    #[serde(default)]
    pub codes: Vec<String>,
    pub verified: Seen,
    pub every_verified: Seen,
    #[serde(rename = "where")]
    pub place: String,
}

impl Item {
    /// Every figure of it was read somewhere.
    pub fn is_confirmed(&self) -> bool {
        self.verified > Seen::Knowledge && self.every_verified > Seen::Knowledge
    }
}

static BUILTIN: LazyLock<Book> = LazyLock::new(|| {
    let read = Book::parse(&[
        include_str!("../../../assets/prevention/kz.json"),
        include_str!("../../../assets/prevention/uz.json"),
        include_str!("../../../assets/prevention/ge.json"),
    ]);
    match read {
        Ok(book) => book,
        // Our own bug: a test reads the same files.
        Err(error) => panic!("the built-in programmes of prevention are broken: {error}"),
    }
});

impl Book {
    /// The programmes shipped with the program.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    pub fn parse(files: &[&str]) -> Result<Self, serde_json::Error> {
        let read = files.iter().map(|text| serde_json::from_str(text));
        Ok(Self(read.collect::<Result<_, _>>()?))
    }

    pub fn programme(&self, country: Country) -> Option<&Programme> {
        self.0.iter().find(|one| one.country == country)
    }

    /// An item of any country by its id.
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.0
            .iter()
            .flat_map(|one| &one.items)
            .find(|item| item.id == id)
    }
}
