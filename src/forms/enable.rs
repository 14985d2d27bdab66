//! Which items take part in a form, given the answers so far.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::domain::dates::Age;
use crate::domain::number::Decimal;
use crate::domain::person::{Person, Sex};
use crate::forms::answers::{Answer, Answers, Coding};
use crate::forms::begin::suited;
use crate::forms::expression::World;
use crate::forms::form::{Condition, ContextFact, Form, Item, Operator};
use crate::forms::repeat::plain;

/// What the program knows about the patient and a form's conditions may use.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Facts {
    /// `Unknown` fills in no answer.
    pub sex: Sex,
    /// Completed months of age on the day of the visit.
    pub age_months: Option<u32>,
    /// The day of the visit; without it nothing is worked out from today.
    pub today: Option<NaiveDate>,
}

impl Facts {
    pub fn of(person: &Person, today: NaiveDate) -> Self {
        Self {
            sex: person.sex,
            age_months: Age::on(person.born, today).map(Age::total_months),
            today: Some(today),
        }
    }
}

/// Code system in which the sex is answered: male, female.
pub const SEX_SYSTEM: &str = "http://hl7.org/fhir/administrative-gender";

/// The answers with the facts about the patient and what the form works out filled in, as [`visible`] and `validate` need them.
pub fn with_facts(form: &Form, answers: &Answers, facts: &Facts) -> Answers {
    let mut answers = answers.clone();
    for item in form.all_items() {
        let Some(fact) = item.context else { continue };
        let number = |n: u32| Answer::Number(Decimal::from(i64::from(n)));
        let answer = match fact {
            ContextFact::Sex => match facts.sex {
                Sex::Female => Some("female"),
                Sex::Male => Some("male"),
                Sex::Unknown => None,
            }
            .map(|code| {
                Answer::Choice(Coding {
                    system: SEX_SYSTEM.into(),
                    code: code.into(),
                    display: String::new(),
                })
            }),
            ContextFact::AgeYears => facts.age_months.map(|months| number(months / 12)),
            ContextFact::AgeMonths => facts.age_months.map(number),
        };
        answers.insert(item.link_id.clone(), answer.into_iter().collect());
    }
    work_out(form, &mut answers, facts.today);
    answers
}

/// Puts in what the form calculates; whatever was typed there goes.
fn work_out(form: &Form, answers: &mut Answers, today: Option<NaiveDate>) {
    let items = form.all_items();
    let calculated: Vec<&Item> = items
        .into_iter()
        .filter(|i| i.calculated.is_some())
        .collect();
    if calculated.is_empty() {
        return;
    }
    for item in &calculated {
        answers.remove(&item.link_id);
    }
    let mut decision = Decision::new(form, answers);
    decision.today = today;
    let found: Vec<(String, Vec<Answer>)> = calculated
        .into_iter()
        .map(|item| (item.link_id.clone(), decision.given(&item.link_id)))
        .collect();
    for (link_id, given) in found {
        if !given.is_empty() {
            answers.insert(link_id, given);
        }
    }
}

/// What the record keeps: answers of items that take part, without the program's own facts and without
/// blanks. Answers to link ids that the form does not know stay.
pub fn to_store(form: &Form, answers: &Answers) -> Answers {
    let enabled = enabled(form, answers);
    let mut kept = Answers::new();
    for (link_id, given) in answers {
        let item = form.item(link_id);
        let takes_part =
            item.is_none_or(|item| item.context.is_none() && enabled.contains(link_id));
        let given: Vec<Answer> = given
            .iter()
            .filter(|answer| !answer.is_blank())
            .cloned()
            .collect();
        if takes_part && !given.is_empty() {
            kept.insert(link_id.clone(), given);
        }
    }
    kept
}

/// Link ids to show now.
pub fn visible(form: &Form, answers: &Answers) -> BTreeSet<String> {
    fn walk(items: &[Item], enabled: &BTreeSet<String>, shown: &mut BTreeSet<String>) {
        for item in items {
            if enabled.contains(&item.link_id) && !item.hidden && item.context.is_none() {
                shown.insert(item.link_id.clone());
                walk(&item.items, enabled, shown);
            }
        }
    }
    let mut shown = BTreeSet::new();
    walk(&form.items, &enabled(form, answers), &mut shown);
    shown
}

/// Link ids whose conditions hold, hidden ones too. An item whose parent does not take part does not
/// either, and the answers of such items count as absent.
pub fn enabled(form: &Form, answers: &Answers) -> BTreeSet<String> {
    let mut decision = Decision::new(form, answers);
    let all = form.all_items();
    all.iter()
        .filter(|item| decision.takes_part(&item.link_id))
        .map(|item| item.link_id.clone())
        .collect()
}

struct Decision<'a> {
    by_id: BTreeMap<&'a str, &'a Item>,
    parents: BTreeMap<&'a str, &'a str>,
    /// Name in the file → link ids of all its repetitions.
    repeated: BTreeMap<&'a str, Vec<&'a str>>,
    answers: &'a Answers,
    known: BTreeMap<String, bool>,
    worked_out: BTreeMap<String, Vec<Answer>>,
    today: Option<NaiveDate>,
}

impl<'a> Decision<'a> {
    fn new(form: &'a Form, answers: &'a Answers) -> Self {
        let mut decision = Self {
            by_id: BTreeMap::new(),
            parents: BTreeMap::new(),
            repeated: BTreeMap::new(),
            answers,
            known: BTreeMap::new(),
            worked_out: BTreeMap::new(),
            today: None,
        };
        for item in form.all_items() {
            let link_id = item.link_id.as_str();
            decision.by_id.insert(link_id, item);
            let name = plain(link_id).0;
            decision.repeated.entry(name).or_default().push(link_id);
            for child in &item.items {
                decision.parents.insert(child.link_id.as_str(), link_id);
            }
        }
        decision
    }

    /// Ends because a form with circles does not parse.
    fn takes_part(&mut self, link_id: &str) -> bool {
        if let Some(known) = self.known.get(link_id) {
            return *known;
        }
        let Some(item) = self.by_id.get(link_id).copied() else {
            return false;
        };
        let parent = self.parents.get(link_id).copied();
        let holds =
            parent.is_none_or(|parent| self.takes_part(parent)) && self.conditions_hold(item);
        self.known.insert(link_id.to_owned(), holds);
        holds
    }

    fn conditions_hold(&mut self, item: &'a Item) -> bool {
        let Some(enable) = &item.enable else {
            return true;
        };
        let mut conditions = enable.conditions.iter();
        let conditions_hold = enable.conditions.is_empty()
            || if enable.all {
                conditions.all(|condition| self.holds(condition))
            } else {
                conditions.any(|condition| self.holds(condition))
            };
        let expression = enable.expression.as_ref();
        conditions_hold
            && expression.is_none_or(|expression| {
                let mut answers = |name: &str| self.all_given(name);
                let mut world = World {
                    answers: &mut answers,
                    today: None,
                    person: None,
                };
                expression.truth(&mut world) == Some(true)
            })
    }

    fn holds(&mut self, condition: &Condition) -> bool {
        let given = self.given(&condition.question);
        holds(condition, &given)
    }

    /// The answers of an item; none of one that does not take part.
    fn given(&mut self, link_id: &str) -> Vec<Answer> {
        if !self.takes_part(link_id) {
            return Vec::new();
        }
        let answers = self.answers;
        if let Some(given) = answers.get(link_id) {
            return given.clone();
        }
        let item = self.by_id.get(link_id).copied();
        let Some((item, calculated)) = item.and_then(|i| i.calculated.as_ref().map(|c| (i, c)))
        else {
            return Vec::new();
        };
        if let Some(known) = self.worked_out.get(link_id) {
            return known.clone();
        }
        let today = self.today;
        let mut answers = |name: &str| self.all_given(name);
        let mut world = World {
            answers: &mut answers,
            today,
            person: None,
        };
        let given = suited(item, calculated.work_out(&mut world));
        self.worked_out.insert(link_id.to_owned(), given.clone());
        given
    }

    /// The answers of all repetitions.
    fn all_given(&mut self, name: &str) -> Vec<Answer> {
        let found = self.repeated.get(name).cloned().unwrap_or_default();
        found
            .into_iter()
            .flat_map(|link_id| self.given(link_id))
            .collect()
    }
}

/// The truth of one condition over the answers of its question. `!=` also holds when there is no answer
/// (FHIR R4: true when no answer equals the given one); every other comparison needs an answer.
fn holds(condition: &Condition, given: &[Answer]) -> bool {
    let mut given = given.iter().filter(|answer| !answer.is_blank());
    let wanted = &condition.answer;
    match condition.operator {
        Operator::Exists => given.next().is_some() == (*wanted == Answer::Bool(true)),
        Operator::Equal => given.any(|answer| answer.same(wanted)),
        Operator::NotEqual => !given.any(|answer| answer.same(wanted)),
        Operator::Greater => given.any(|answer| {
            answer
                .compare(wanted)
                .is_some_and(std::cmp::Ordering::is_gt)
        }),
        Operator::Less => given.any(|answer| {
            answer
                .compare(wanted)
                .is_some_and(std::cmp::Ordering::is_lt)
        }),
        Operator::GreaterOrEqual => given.any(|answer| {
            answer
                .compare(wanted)
                .is_some_and(std::cmp::Ordering::is_ge)
        }),
        Operator::LessOrEqual => given.any(|answer| {
            answer
                .compare(wanted)
                .is_some_and(std::cmp::Ordering::is_le)
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn truth_table() {
        let number = |text: &str| Answer::Number(Decimal::parse(text).unwrap());
        let coding = |code: &str, display: &str| {
            Answer::Choice(Coding {
                system: "s".into(),
                code: code.into(),
                display: display.into(),
            })
        };
        use Operator::*;
        for (given, operator, wanted, truth) in [
            (vec![], Exists, Answer::Bool(true), false),
            (vec![], Exists, Answer::Bool(false), true),
            (
                vec![Answer::Text(" ".into())],
                Exists,
                Answer::Bool(true),
                false,
            ),
            (vec![Answer::Bool(false)], Exists, Answer::Bool(true), true),
            (
                vec![Answer::Bool(false)],
                Exists,
                Answer::Bool(false),
                false,
            ),
            (vec![], Equal, number("1"), false),
            (vec![number("1.0")], Equal, number("1"), true),
            (
                vec![coding("a", "Old words")],
                Equal,
                coding("a", "New words"),
                true,
            ),
            (
                vec![coding("a", ""), coding("b", "")],
                Equal,
                coding("b", ""),
                true,
            ),
            (vec![], NotEqual, number("1"), true),
            (vec![number("1")], NotEqual, number("1"), false),
            (vec![number("2")], NotEqual, number("1"), true),
            (
                vec![coding("a", ""), coding("b", "")],
                NotEqual,
                coding("b", ""),
                false,
            ),
            (vec![], Greater, number("1"), false),
            (vec![number("1")], Greater, number("1"), false),
            (vec![number("1.1")], Greater, number("1"), true),
            (vec![number("1")], GreaterOrEqual, number("1"), true),
            (vec![number("0.9")], GreaterOrEqual, number("1"), false),
            (vec![], Less, number("1"), false),
            (vec![number("0.9")], Less, number("1"), true),
            (vec![number("1")], Less, number("1"), false),
            (vec![number("1")], LessOrEqual, number("1"), true),
            (vec![number("1.1")], LessOrEqual, number("1"), false),
            (
                vec![Answer::Text("1".into())],
                LessOrEqual,
                number("1"),
                false,
            ),
        ] {
            let condition = Condition {
                question: "q".into(),
                operator,
                answer: wanted,
            };
            assert_eq!(holds(&condition, &given), truth, "{given:?} {condition:?}");
        }
    }
}
