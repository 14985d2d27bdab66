//! Expressions of forms: the part of FHIRPath that `forms/README.md` names, read once and worked out over answers.
//!
//! What is not in that part is no [`Expression`]; nothing is guessed. A result is a list of answers, and an empty one means that it
//! cannot be said: a comparison with a missing answer is neither true nor false.

mod read;
mod work;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::domain::person::Person;
use crate::forms::answers::Answer;

/// One expression, sound by construction: every item it names is one of the form.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    node: Node,
}

/// What an expression may name.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    /// Link id of every item → the item around it.
    pub outline: BTreeMap<String, Option<String>>,
    /// Variables, the nearest last.
    pub variables: Vec<(String, Option<Expression>)>,
    /// Names under which the form calls the patient.
    pub patient: BTreeSet<String>,
}

/// What an expression is worked out over.
pub struct World<'a> {
    /// The answers of an item that takes part.
    pub answers: &'a mut dyn FnMut(&str) -> Vec<Answer>,
    pub today: Option<NaiveDate>,
    pub person: Option<&'a Person>,
}

#[derive(Debug, Clone, PartialEq)]
enum Node {
    Value(Answer),
    Nothing,
    /// The answers of an item, by link id.
    Answers(String),
    Patient(PatientPart),
    Today,
    Part(Part, Box<Node>),
    Call(Function, Box<Node>, Vec<Node>),
    Iif(Box<Node>, Box<Node>, Box<Node>),
    Pair(Operator, Box<Node>, Box<Node>),
    Minus(Box<Node>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PatientPart {
    Given,
    Family,
    Gender,
    BirthDate,
    Phone,
}

/// A member of a coding or a quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    System,
    Code,
    Display,
    Value,
    Unit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Function {
    Exists,
    Empty,
    Not,
    Count,
    Sum,
    First,
    Last,
    Lower,
    Upper,
    Length,
    Abs,
    Round,
    Contains,
    StartsWith,
    EndsWith,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    Times,
    Divide,
    Whole,
    Rest,
    Plus,
    Minus,
    Join,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
    In,
    And,
    Or,
    Xor,
    Implies,
}

impl Expression {
    /// Reads an expression of the item `own`; else the part that is not understood.
    pub fn read(text: &str, own: &str, scope: &Scope) -> Result<Self, String> {
        read::expression(text, own, scope).map(|node| Self { node })
    }

    pub fn work_out(&self, world: &mut World<'_>) -> Vec<Answer> {
        work::out(&self.node, world)
    }

    /// True, false, or not to be said.
    pub fn truth(&self, world: &mut World<'_>) -> Option<bool> {
        work::truth(&self.work_out(world))
    }

    /// Link ids of the items it asks about.
    pub fn questions(&self) -> BTreeSet<&str> {
        let mut found = BTreeSet::new();
        self.node.each(&mut |node| {
            if let Node::Answers(link_id) = node {
                found.insert(link_id.as_str());
            }
        });
        found
    }

    /// It asks about the patient's card or the day, which conditions do not know.
    pub fn leaves_the_form(&self) -> bool {
        let mut leaves = false;
        self.node.each(&mut |node| {
            leaves |= matches!(node, Node::Patient(_) | Node::Today);
        });
        leaves
    }

    /// It asks about the patient's card.
    pub fn asks_the_card(&self) -> bool {
        let mut asks = false;
        self.node
            .each(&mut |node| asks |= matches!(node, Node::Patient(_)));
        asks
    }
}

impl Node {
    fn each<'n>(&'n self, see: &mut dyn FnMut(&'n Self)) {
        see(self);
        match self {
            Self::Value(_) | Self::Nothing | Self::Answers(_) | Self::Patient(_) | Self::Today => {}
            Self::Part(_, inner) | Self::Minus(inner) => inner.each(see),
            Self::Call(_, focus, args) => {
                focus.each(see);
                for arg in args {
                    arg.each(see);
                }
            }
            Self::Iif(a, b, c) => {
                a.each(see);
                b.each(see);
                c.each(see);
            }
            Self::Pair(_, a, b) => {
                a.each(see);
                b.each(see);
            }
        }
    }

    fn size(&self) -> usize {
        let mut size = 0;
        self.each(&mut |_| size += 1);
        size
    }
}

#[cfg(test)]
mod tests;
