//! What a form is after it was read: items in a tree, each with its kind, words, limits and conditions.

use std::collections::BTreeMap;

use chrono::NaiveTime;

use crate::domain::country::Country;
use crate::domain::dates::PartialDate;
use crate::domain::lang::Lang;
use crate::domain::number::Decimal;
use crate::forms::answers::{Answer, Coding};
use crate::forms::expression::Expression;
use crate::forms::mistakes::FormMistake;

/// One form definition, sound by construction: link ids are unique and conditions can be decided.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    /// Canonical URL: the form's identity over all its versions.
    pub url: String,
    /// Dotted numbers, compared as such; "0" when the file gives none.
    pub version: String,
    pub date: Option<PartialDate>,
    pub title: Text,
    /// Countries for which it is meant; empty means any.
    pub countries: Vec<Country>,
    /// The legal act behind the form, as its file names it.
    pub legal_act: Option<String>,
    /// Where the questions come from (`copyright`).
    pub source: Option<String>,
    /// Nobody has compared its layout with the official form.
    pub unconfirmed: bool,
    pub items: Vec<Item>,
}

/// A label with its translations.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    pub plain: String,
    pub translations: BTreeMap<Lang, String>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    pub link_id: String,
    pub kind: Kind,
    pub text: Text,
    /// Number or letter before the text ("1a)"), empty when there is none.
    pub prefix: String,
    /// Meaning of the item in code systems, LOINC first where one exists.
    pub codes: Vec<Coding>,
    pub required: bool,
    pub repeats: bool,
    pub read_only: bool,
    /// Never shown; takes part in conditions.
    pub hidden: bool,
    /// The answer can tell who the patient is.
    pub identifying: bool,
    /// Words over a line on the paper, to be signed by hand by whom they name.
    pub signature: bool,
    pub component: Option<Component>,
    /// The program answers this item itself; such answers are not stored.
    pub context: Option<ContextFact>,
    pub limits: Limits,
    /// Ranges outside of which a value is asked about, by age.
    pub plausible: Vec<Plausible>,
    /// Units a quantity may have, the preferred one first.
    pub units: Vec<Unit>,
    pub options: Vec<Choice>,
    pub initial: Vec<Answer>,
    pub enable: Option<Enable>,
    /// The program works the answer out; nobody types it.
    pub calculated: Option<Expression>,
    /// What is proposed when a new form is begun.
    pub initial_expression: Option<Expression>,
    /// What must hold between this answer and others.
    pub constraints: Vec<Constraint>,
    /// How the answer is to be written, in the words of the form.
    pub hint: String,
    /// Which repetition of a repeating group this is, from 1; 0 is no repeating group.
    pub repetition: u32,
    /// Why the program cannot ask this. Such an item has no answer and nothing depends on it.
    pub unasked: Option<FormMistake>,
    pub items: Vec<Item>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Group,
    Display,
    /// One line.
    String,
    /// Several lines.
    Text,
    Integer,
    Decimal,
    Quantity,
    Date,
    /// A day with its time; the day alone if that is all that is known.
    DateTime,
    Time,
    /// An address of the web, or another one that begins with its scheme.
    Url,
    Boolean,
    Choice,
    /// A choice that also takes free words.
    OpenChoice,
}

/// A part of the visit that has its own screen; the form only says where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Component {
    Diagnoses,
    Prescriptions,
}

/// A fact about the patient that conditions may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContextFact {
    /// Coding of `http://hl7.org/fhir/administrative-gender`.
    Sex,
    AgeYears,
    AgeMonths,
}

/// Hard limits: an answer outside cannot be signed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Limits {
    pub min: Option<Bound>,
    pub max: Option<Bound>,
    /// Characters.
    pub min_length: Option<u32>,
    pub max_length: Option<u32>,
    /// Digits after the decimal mark.
    pub max_decimals: Option<u32>,
    pub date: Option<DateRule>,
    /// A date must name its day.
    pub whole_date: bool,
    /// What the whole text must look like.
    pub pattern: Option<Pattern>,
    /// Answers, or repetitions of a group.
    pub min_occurs: Option<u32>,
    pub max_occurs: Option<u32>,
    /// Link id of an item whose value this one must not be less than (an end and its beginning).
    pub not_less_than: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bound {
    Number(Decimal),
    Date(PartialDate),
    Time(NaiveTime),
}

/// A regular expression for a whole text.
#[derive(Debug, Clone)]
pub struct Pattern {
    text: String,
    regex: regex_lite::Regex,
}

/// A rule between answers, with its sentence from the form.
#[derive(Debug, Clone, PartialEq)]
pub struct Constraint {
    pub holds: Expression,
    /// What to say when it does not hold.
    pub human: Text,
    /// Cannot be signed so; otherwise it is asked about.
    pub is_error: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateRule {
    /// Not after today.
    Past,
    /// Not before today.
    Future,
}

/// The usual range of a value at an age.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plausible {
    pub low: Option<Decimal>,
    pub high: Option<Decimal>,
    /// Completed months of age, inclusive.
    pub from_months: Option<u32>,
    /// Completed months of age, exclusive.
    pub below_months: Option<u32>,
}

/// A unit by its UCUM code, with the word that people read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    pub system: String,
    pub code: String,
    pub text: Text,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    pub answer: Answer,
    pub text: Text,
    /// Stands alone: "none of these".
    pub exclusive: bool,
}

/// When an item takes part: conditions on other answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Enable {
    /// All conditions must hold, otherwise any of them.
    pub all: bool,
    pub conditions: Vec<Condition>,
    /// Must hold as well.
    pub expression: Option<Expression>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// Link id of the item that is asked about.
    pub question: String,
    pub operator: Operator,
    pub answer: Answer,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    Exists,
    Equal,
    NotEqual,
    Greater,
    Less,
    GreaterOrEqual,
    LessOrEqual,
}

impl Form {
    pub fn title(&self, lang: Lang) -> &str {
        self.title.get(lang)
    }

    /// The program's reasons for the items that it cannot ask.
    pub fn unasked(&self) -> Vec<&FormMistake> {
        let items = self.all_items();
        items
            .into_iter()
            .filter_map(|item| item.unasked.as_ref())
            .collect()
    }

    /// All items, parents before their children, in the order of the form.
    pub fn all_items(&self) -> Vec<&Item> {
        let mut found = Vec::new();
        let mut waiting: Vec<&Item> = self.items.iter().rev().collect();
        while let Some(item) = waiting.pop() {
            found.push(item);
            waiting.extend(item.items.iter().rev());
        }
        found
    }

    pub fn item(&self, link_id: &str) -> Option<&Item> {
        fn find<'f>(items: &'f [Item], link_id: &str) -> Option<&'f Item> {
            items.iter().find_map(|item| {
                if item.link_id == link_id {
                    return Some(item);
                }
                find(&item.items, link_id)
            })
        }
        find(&self.items, link_id)
    }
}

impl Item {
    pub fn text(&self, lang: Lang) -> &str {
        self.text.get(lang)
    }

    /// Whether a person or the program gives it an answer.
    pub fn asks(&self) -> bool {
        !matches!(self.kind, Kind::Group | Kind::Display)
    }

    /// Asked, but of nobody: the program answers it.
    pub fn is_computed(&self) -> bool {
        self.context.is_some() || self.calculated.is_some()
    }

    /// The usual range at an age; `None` age fits only ranges without an age.
    pub fn plausible_at(&self, age_months: Option<u32>) -> Option<&Plausible> {
        self.plausible.iter().find(|range| match age_months {
            Some(age) => {
                range.from_months.is_none_or(|from| age >= from)
                    && range.below_months.is_none_or(|below| age < below)
            }
            None => range.from_months.is_none() && range.below_months.is_none(),
        })
    }
}

impl Pattern {
    /// `None` when it is no pattern that this program can apply.
    pub fn new(text: &str) -> Option<Self> {
        let regex = regex_lite::RegexBuilder::new(&format!("^(?:{text})$"))
            .size_limit(256 * 1024)
            .build()
            .ok()?;
        Some(Self {
            text: text.to_owned(),
            regex,
        })
    }

    pub fn fits(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Text {
    pub fn new(plain: &str) -> Self {
        Self {
            plain: plain.to_owned(),
            translations: BTreeMap::new(),
        }
    }

    /// The words in `lang`, else the form's own language.
    pub fn get(&self, lang: Lang) -> &str {
        self.translations.get(&lang).unwrap_or(&self.plain)
    }

    pub fn is_empty(&self) -> bool {
        self.plain.is_empty()
    }
}

impl Kind {
    /// The type codes of FHIR R4 that this program understands.
    pub fn parse(code: &str) -> Option<Self> {
        Some(match code {
            "group" => Self::Group,
            "display" => Self::Display,
            "string" => Self::String,
            "text" => Self::Text,
            "integer" => Self::Integer,
            "decimal" => Self::Decimal,
            "quantity" => Self::Quantity,
            "date" => Self::Date,
            "dateTime" => Self::DateTime,
            "time" => Self::Time,
            "url" => Self::Url,
            "boolean" => Self::Boolean,
            "choice" => Self::Choice,
            "open-choice" => Self::OpenChoice,
            _ => return None,
        })
    }
}

impl Operator {
    pub fn parse(code: &str) -> Option<Self> {
        Some(match code {
            "exists" => Self::Exists,
            "=" => Self::Equal,
            "!=" => Self::NotEqual,
            ">" => Self::Greater,
            "<" => Self::Less,
            ">=" => Self::GreaterOrEqual,
            "<=" => Self::LessOrEqual,
            _ => return None,
        })
    }
}
