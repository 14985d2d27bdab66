//! Conditions with three values. What nobody answered is not known: it makes neither a yes nor a no.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::super::age::Span;
use super::child::{SEX, Value};
use super::data::{Chart, Colour, Kind};

/// In this order the truth of *all* is the least, of *any* the greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Truth {
    No,
    Unknown,
    Yes,
}

/// A condition of the data file.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum Expr {
    /// A sign answered with yes.
    Sign(String),
    All {
        all: Vec<Expr>,
    },
    Any {
        any: Vec<Expr>,
    },
    Not {
        not: Box<Expr>,
    },
    /// At least so many of them.
    Count {
        count: usize,
        of: Vec<Expr>,
    },
    Is {
        sign: String,
        is: Vec<String>,
    },
    /// This number or more.
    From {
        sign: String,
        from: f64,
    },
    Below {
        sign: String,
        below: f64,
    },
    AgeFrom {
        age_from: Span,
    },
    AgeBelow {
        age_below: Span,
    },
    /// What this class asks for is there, whatever class its box shows.
    Class {
        class: String,
    },
    /// A red class of one of these boxes.
    Severe {
        severe: Vec<String>,
    },
}

/// What made a condition true.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Because {
    Sign {
        sign: String,
    },
    /// Answered with no.
    No {
        sign: String,
    },
    Word {
        sign: String,
        word: String,
    },
    From {
        sign: String,
        value: f64,
        limit: f64,
    },
    Below {
        sign: String,
        value: f64,
        limit: f64,
    },
    Class {
        class: String,
    },
}

/// A condition looked at.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub truth: Truth,
    /// Of a *yes*.
    pub because: Vec<Because>,
    /// Of an *unknown*: signs whose answer can decide it.
    pub missing: BTreeSet<String>,
}

impl Found {
    fn plain(truth: Truth) -> Self {
        Self {
            truth,
            because: Vec::new(),
            missing: BTreeSet::new(),
        }
    }

    /// A yes that speaks of another box alone: it classifies no box whose own door nobody has opened. A child who cannot drink
    /// is not asked for an antibiotic for a cough that nobody mentioned.
    pub(super) fn is_borrowed(&self) -> bool {
        let of_class = |because: &Because| matches!(because, Because::Class { .. });
        self.truth == Truth::Yes && self.because.iter().all(of_class)
    }

    fn yes_if(yes: bool, because: impl FnOnce() -> Because) -> Self {
        if yes {
            Self {
                because: vec![because()],
                ..Self::plain(Truth::Yes)
            }
        } else {
            Self::plain(Truth::No)
        }
    }

    /// One of several parts with this truth: reasons of the yes, questions of the unknown.
    fn of(truth: Truth, parts: Vec<Self>) -> Self {
        let mut found = Self::plain(truth);
        for part in parts.into_iter().filter(|part| part.truth == truth) {
            for because in part.because {
                if !found.because.contains(&because) {
                    found.because.push(because);
                }
            }
            found.missing.extend(part.missing);
        }
        found
    }
}

/// What conditions are about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Facts<'a> {
    pub chart: &'a Chart,
    pub birth: NaiveDate,
    pub today: NaiveDate,
    pub values: &'a BTreeMap<String, Value>,
    /// Signs whose value never says *no*.
    pub doubtful: &'a BTreeSet<String>,
    pub sex_known: bool,
}

impl Facts<'_> {
    pub fn look(&self, expr: &Expr) -> Found {
        match expr {
            Expr::Sign(id) => self.answer(id, |value| {
                (*value == Value::Yes(true)).then(|| Because::Sign { sign: id.clone() })
            }),
            Expr::Is { sign, is } => self.answer(sign, |value| match value {
                Value::Word(word) if is.contains(word) => Some(Because::Word {
                    sign: sign.clone(),
                    word: word.clone(),
                }),
                Value::Word(_) | Value::Yes(_) | Value::Number(_) => None,
            }),
            Expr::From { sign, from } => self.number(sign, |value| {
                (value >= *from).then(|| Because::From {
                    sign: sign.clone(),
                    value,
                    limit: *from,
                })
            }),
            Expr::Below { sign, below } => self.number(sign, |value| {
                (value < *below).then(|| Because::Below {
                    sign: sign.clone(),
                    value,
                    limit: *below,
                })
            }),
            Expr::AgeFrom { age_from } => self.age(age_from.is_reached(self.birth, self.today)),
            Expr::AgeBelow { age_below } => self.age(!age_below.is_reached(self.birth, self.today)),
            Expr::Not { not } => {
                let found = self.look(not);
                let truth = match found.truth {
                    Truth::Yes => Truth::No,
                    Truth::No => Truth::Yes,
                    Truth::Unknown => Truth::Unknown,
                };
                let because = match (&**not, truth) {
                    (Expr::Sign(sign), Truth::Yes) => vec![Because::No { sign: sign.clone() }],
                    _ => Vec::new(),
                };
                Found {
                    truth,
                    because,
                    missing: found.missing,
                }
            }
            Expr::All { all } => {
                let parts = self.each(all);
                let truth = parts.iter().map(|part| part.truth).min();
                Found::of(truth.unwrap_or(Truth::Yes), parts)
            }
            Expr::Any { any } => {
                let parts = self.each(any);
                let truth = parts.iter().map(|part| part.truth).max();
                Found::of(truth.unwrap_or(Truth::No), parts)
            }
            Expr::Count { count, of } => {
                let parts = self.each(of);
                let with = |truth| parts.iter().filter(|part| part.truth == truth).count();
                let (yes, unknown) = (with(Truth::Yes), with(Truth::Unknown));
                let truth = if yes >= *count {
                    Truth::Yes
                } else if yes + unknown >= *count {
                    Truth::Unknown
                } else {
                    Truth::No
                };
                Found::of(truth, parts)
            }
            Expr::Class { class } => self.class(class),
            Expr::Severe { severe } => {
                let reds = self
                    .chart
                    .classes()
                    .filter(|(one, class)| class.colour == Colour::Red && severe.contains(&one.id));
                let parts: Vec<Found> = reds.map(|(_, class)| self.class(&class.id)).collect();
                let truth = parts.iter().map(|part| part.truth).max();
                Found::of(truth.unwrap_or(Truth::No), parts)
            }
        }
    }

    /// A box opened by a *no* is closed; one whose door is not known may be open.
    fn class(&self, id: &str) -> Found {
        // The validator refuses a name that nothing has.
        let Some((one, class)) = self.chart.class(id) else {
            return Found::plain(Truth::Unknown);
        };
        let gate = one.gate.as_ref().map(|gate| self.look(gate));
        let door = gate.as_ref().map_or(Truth::Yes, |gate| gate.truth);
        if door == Truth::No {
            return Found::plain(Truth::No);
        }
        let found = class.when.as_ref().map(|when| self.look(when));
        let found = found.unwrap_or_else(|| Found::plain(Truth::Unknown));
        if door == Truth::Unknown && found.is_borrowed() {
            return gate.unwrap_or(found);
        }
        match found.truth {
            Truth::Yes => Found::yes_if(true, || Because::Class {
                class: id.to_owned(),
            }),
            Truth::No | Truth::Unknown => found,
        }
    }

    fn each(&self, parts: &[Expr]) -> Vec<Found> {
        parts.iter().map(|part| self.look(part)).collect()
    }

    fn age(&self, holds: bool) -> Found {
        Found::plain(if holds { Truth::Yes } else { Truth::No })
    }

    fn number(&self, id: &str, holds: impl FnOnce(f64) -> Option<Because>) -> Found {
        self.answer(id, |value| match value {
            Value::Number(n) => holds(*n),
            Value::Yes(_) | Value::Word(_) => None,
        })
    }

    fn answer(&self, id: &str, holds: impl FnOnce(&Value) -> Option<Because>) -> Found {
        match self.values.get(id).map(holds) {
            Some(Some(because)) => Found::yes_if(true, || because),
            Some(None) if self.is_sure(id) => Found::plain(Truth::No),
            Some(None) | None => Found {
                missing: self.ask_for(id),
                ..Found::plain(Truth::Unknown)
            },
        }
    }

    /// Answered, and the answer can be believed.
    pub fn is_sure(&self, id: &str) -> bool {
        self.values.contains_key(id) && !self.doubtful.contains(id)
    }

    /// What has to be answered to know a sign: itself, or what it is computed from.
    pub fn ask_for(&self, id: &str) -> BTreeSet<String> {
        match self.chart.sign(id).map(|sign| &sign.kind) {
            Some(Kind::Derived { of }) => {
                let open: BTreeSet<String> =
                    of.iter().filter(|id| !self.is_sure(id)).cloned().collect();
                // Everything is answered and still there is no value: the sex is not known, or it was measured wrong.
                match (open.is_empty(), self.sex_known) {
                    (false, _) => open,
                    (true, false) => std::iter::once(SEX.to_owned()).collect(),
                    (true, true) => of.iter().cloned().collect(),
                }
            }
            Some(Kind::Bool | Kind::Number { .. } | Kind::Choice { .. }) | None => {
                std::iter::once(id.to_owned()).collect()
            }
        }
    }
}
