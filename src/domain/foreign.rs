//! A document that another system wrote, as people read it. Nothing of it belongs to the record; it is shown.

use super::allergy::Allergy;
use super::problem::Problem;

/// Everything that a file contains, in parts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Foreign {
    pub title: String,
    /// The date that the document bears, as it is written there; empty where it has none.
    pub date: String,
    /// Who keeps or wrote it, as it says.
    pub origin: String,
    /// The person it is about, as it says.
    pub person: String,
    /// What must be known before reading: test data, no document, a reference that leads nowhere.
    pub warnings: Vec<String>,
    /// Sections in their order, then what stands in none.
    pub parts: Vec<Part>,
}

/// A section of the document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Part {
    pub title: String,
    /// What the section says itself: its text, why it is empty.
    pub lines: Vec<Line>,
    pub items: Vec<Item>,
}

/// One entry: an allergy, a medicine, a person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Item {
    /// What it is, in words.
    pub kind: String,
    pub title: String,
    /// What turns its meaning: entered in error, refuted, not done, a modifier that nobody here knows. Never empty for such an entry.
    pub warnings: Vec<String>,
    pub lines: Vec<Line>,
    /// What the user may take into the card, if it says what our card can say and nothing turns its meaning.
    pub offer: Option<Offer>,
}

/// One value with its label.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// How deep it stands under the line above.
    pub depth: u8,
    pub label: String,
    pub value: String,
    /// It changes the meaning of what stands around it.
    pub turns: bool,
    /// Addresses and ids: of no use to a reader, kept for whoever looks.
    pub technical: bool,
}

/// A fact in the words of our card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Offer {
    Allergy(Allergy),
    Problem(Problem),
}
