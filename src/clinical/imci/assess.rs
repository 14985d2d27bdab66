//! The boxes of a chart for one child.

use std::collections::BTreeSet;

use super::super::immunise::Seen;
use super::child::{Child, SEX, Unfit};
use super::data::{Book, Chart, ChartBox, Class, Colour, Kind, Remedy};
use super::fluid::{FluidPlan, fluid};
use super::logic::{Because, Facts, Found, Truth};

/// How sure a box is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Classified,
    /// This class is there; a worse one is not excluded.
    AtLeast,
    /// Something was not asked.
    CannotClassify,
    /// All was asked, but the rule behind the green class was not read in a source.
    Unconfirmed,
    /// The child does not have this problem.
    Absent,
}

/// One box with its answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Classified<'c> {
    pub of: &'c ChartBox,
    pub state: State,
    pub class: Option<&'c Class>,
    pub because: Vec<Because>,
    /// Signs that were not answered yet and belong to this box.
    pub missing: BTreeSet<String>,
    pub steps: Vec<Step>,
}

impl Classified<'_> {
    pub fn colour(&self) -> Option<Colour> {
        self.class.map(|class| class.colour)
    }

    /// The figures behind the class were read somewhere.
    pub fn is_confirmed(&self) -> bool {
        self.class
            .is_none_or(|class| class.verified > Seen::Knowledge)
    }

    /// Nothing is left to ask.
    pub fn is_settled(&self) -> bool {
        match self.state {
            State::Classified | State::Absent => true,
            State::AtLeast | State::CannotClassify | State::Unconfirmed => false,
        }
    }
}

/// Something to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub action: String,
    pub medicines: Vec<Remedy>,
}

/// What the whole assessment shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shown {
    /// Every box is green, or the problem is not there.
    Green,
    /// Nothing worse is known, and not everything was asked.
    Incomplete,
    Yellow,
    Red,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Assessment<'c> {
    pub chart: &'c Chart,
    /// In the order of the chart.
    pub boxes: Vec<Classified<'c>>,
    /// Signs that no answer has ruled out.
    pub asked: BTreeSet<String>,
    /// Signs that can be asked now, answered or not.
    pub due: BTreeSet<String>,
    /// Signs whose answer is not believable: to be counted or measured again.
    pub again: BTreeSet<String>,
    pub fluid: Option<FluidPlan>,
    /// Ids of what brings the mother back at once.
    pub returns: Vec<&'c str>,
}

impl<'c> Assessment<'c> {
    pub fn shown(&self) -> Shown {
        let worst = self.boxes.iter().filter_map(Classified::colour).max();
        match worst {
            Some(Colour::Red) => Shown::Red,
            Some(Colour::Yellow) => Shown::Yellow,
            Some(Colour::Green) | None if !self.is_complete() => Shown::Incomplete,
            Some(Colour::Green) | None => Shown::Green,
        }
    }

    /// Every box has its final answer.
    pub fn is_complete(&self) -> bool {
        self.boxes.iter().all(Classified::is_settled)
    }

    /// The worst first; what cannot be classified stands before green, what is absent last.
    pub fn by_weight(&self) -> Vec<&Classified<'c>> {
        let weight = |one: &Classified<'_>| match (one.colour(), one.state) {
            (Some(Colour::Red), _) => 0,
            (Some(Colour::Yellow), _) => 1,
            (None, State::CannotClassify | State::Unconfirmed | State::AtLeast) => 2,
            (Some(Colour::Green), _) => 3,
            (None, State::Classified | State::Absent) => 4,
        };
        let mut boxes: Vec<_> = self.boxes.iter().collect();
        boxes.sort_by_key(|one| weight(one));
        boxes
    }
}

/// Classifies every box of the chart for this child's age.
pub fn assess<'c>(book: &'c Book, child: &Child<'_>) -> Result<Assessment<'c>, Unfit> {
    let chart = book.chart(child.birth, child.today).ok_or(Unfit::Age)?;
    let known = child.known(chart)?;
    let facts = Facts {
        chart,
        birth: child.birth,
        today: child.today,
        values: &known.values,
        doubtful: &known.doubtful,
        sex_known: child.sex.is_some(),
    };
    let due = due(&facts);
    let mut boxes: Vec<Classified<'_>> = chart
        .boxes
        .iter()
        .map(|one| classify(&facts, one))
        .collect();
    for one in &mut boxes {
        one.missing.retain(|id| due.contains(id) || id == SEX);
    }
    let asked = chart.boxes.iter().flat_map(|one| asked(&facts, one));
    let returns = chart
        .returns
        .iter()
        .filter(|one| {
            let truth = one.when.as_ref().map(|when| facts.look(when).truth);
            truth != Some(Truth::No)
        })
        .map(|one| one.id.as_str())
        .collect();
    Ok(Assessment {
        chart,
        asked: asked.collect(),
        again: facts
            .doubtful
            .iter()
            .filter(|id| child.answers.contains_key(*id))
            .cloned()
            .collect(),
        due,
        fluid: fluid(&facts, child, &boxes),
        boxes,
        returns,
    })
}

/// The signs of a box that may be asked: its door, and unless that is closed what stands behind.
fn asked(facts: &Facts<'_>, one: &ChartBox) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    if let Some(gate) = &one.gate {
        gate.signs(facts.chart, &mut found);
        if facts.look(gate).truth == Truth::No {
            return found;
        }
    }
    found.extend(behind(facts, one, Truth::Unknown));
    found
}

/// The signs of a box whose own condition is at least `truth`, computed ones by what they are made of.
fn behind(facts: &Facts<'_>, one: &ChartBox, truth: Truth) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for sign in &one.signs {
        if sign
            .when()
            .is_some_and(|when| facts.look(when).truth < truth)
        {
            continue;
        }
        match facts.chart.sign(sign.id()).map(|sign| &sign.kind) {
            Some(Kind::Derived { of }) => found.extend(of.iter().cloned()),
            Some(Kind::Bool | Kind::Number { .. } | Kind::Choice { .. }) | None => {
                found.insert(sign.id().to_owned());
            }
        }
    }
    found
}

/// What can be asked now. A sign whose own door nobody has opened yet waits: first the door is asked.
fn due(facts: &Facts<'_>) -> BTreeSet<String> {
    let boxes = &facts.chart.boxes;
    let is_open = |one: &ChartBox| {
        let gate = one.gate.as_ref();
        gate.is_none_or(|gate| facts.look(gate).truth == Truth::Yes)
    };
    let mut found: BTreeSet<String> = boxes
        .iter()
        .filter(|one| is_open(one))
        .flat_map(|one| behind(facts, one, Truth::Yes))
        .collect();
    for one in boxes {
        let mut doors = BTreeSet::new();
        if let Some(gate) = &one.gate {
            gate.signs(facts.chart, &mut doors);
        }
        doors.retain(|id| {
            let mut others = boxes.iter().filter(|other| other.id != one.id);
            !others.any(|other| other.signs.iter().any(|sign| sign.id() == id))
        });
        found.extend(doors);
    }
    found
}

fn classify<'c>(facts: &Facts<'_>, one: &'c ChartBox) -> Classified<'c> {
    let gate = one.gate.as_ref().map(|gate| facts.look(gate));
    let mut answer = Classified {
        of: one,
        state: State::Absent,
        class: None,
        because: Vec::new(),
        missing: BTreeSet::new(),
        steps: Vec::new(),
    };
    if gate.as_ref().is_some_and(|gate| gate.truth == Truth::No) {
        return answer;
    }
    let open = gate.is_some_and(|gate| {
        answer.missing.extend(gate.missing);
        gate.truth == Truth::Unknown
    });
    for sign in &one.signs {
        let closed = sign
            .when()
            .is_some_and(|when| facts.look(when).truth == Truth::No);
        if !closed && !facts.is_sure(sign.id()) {
            answer.missing.extend(facts.ask_for(sign.id()));
        }
    }
    let whole = answer.missing.is_empty();
    let mut unknown_above = open;
    for class in &one.classes {
        let found = class.when.as_ref().map(|when| facts.look(when));
        let borrowed = open && found.as_ref().is_some_and(Found::is_borrowed);
        let truth = match &found {
            Some(_) if borrowed => Truth::Unknown,
            Some(found) => found.truth,
            None => Truth::Yes,
        };
        if truth == Truth::Unknown {
            unknown_above = true;
        }
        if let Some(found) = &found
            && truth == Truth::Unknown
        {
            answer.missing.extend(found.missing.iter().cloned());
        }
        if truth != Truth::Yes {
            continue;
        }
        let is_green = class.colour == Colour::Green;
        if is_green && (unknown_above || !whole) {
            break;
        }
        if is_green && class.verified == Seen::Knowledge {
            answer.state = State::Unconfirmed;
            return answer;
        }
        answer.class = Some(class);
        answer.because = found.map(|found| found.because).unwrap_or_default();
        answer.state = if unknown_above && class.colour != Colour::Red {
            State::AtLeast
        } else {
            State::Classified
        };
        answer.steps = steps(facts, class);
        return answer;
    }
    if !answer.missing.is_empty() || unknown_above {
        answer.state = State::CannotClassify;
    }
    answer
}

/// What is to be done. What may or may not belong to this child is listed: its words say when.
fn steps(facts: &Facts<'_>, class: &Class) -> Vec<Step> {
    class
        .actions
        .iter()
        .filter(|wanted| {
            let truth = wanted.when().map(|when| facts.look(when).truth);
            truth != Some(Truth::No)
        })
        .map(|wanted| Step {
            action: wanted.id().to_owned(),
            medicines: facts
                .chart
                .action(wanted.id())
                .map(|action| action.medicines.clone())
                .unwrap_or_default(),
        })
        .collect()
}
