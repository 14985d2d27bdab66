//! Working an expression out, as FHIRPath has it: nothing in, nothing out, unless the function says otherwise.

use std::cmp::Ordering;

use super::{Function, Node, Operator, Part, PatientPart, World};
use crate::domain::dates::PartialDate;
use crate::domain::number::Decimal;
use crate::domain::person::{Person, Sex};
use crate::forms::answers::{Answer, Quantity};

pub(super) fn out(node: &Node, world: &mut World<'_>) -> Vec<Answer> {
    match node {
        Node::Nothing => Vec::new(),
        Node::Value(answer) => vec![answer.clone()],
        Node::Answers(link_id) => (world.answers)(link_id)
            .into_iter()
            .filter(|answer| !answer.is_blank())
            .collect(),
        Node::Patient(part) => world
            .person
            .and_then(|person| of_person(person, *part))
            .into_iter()
            .collect(),
        Node::Today => world
            .today
            .map(|day| Answer::Date(PartialDate::from_day(day)))
            .into_iter()
            .collect(),
        Node::Part(part, inner) => out(inner, world)
            .into_iter()
            .filter_map(|answer| member(*part, answer))
            .collect(),
        Node::Call(function, focus, args) => {
            let focus = out(focus, world);
            let arg = args.first().map(|arg| out(arg, world));
            call(*function, focus, arg)
        }
        Node::Iif(condition, then, otherwise) => {
            let holds = truth(&out(condition, world)) == Some(true);
            out(if holds { then } else { otherwise }, world)
        }
        Node::Pair(operator, left, right) => {
            let (left, right) = (out(left, world), out(right, world));
            pair(*operator, &left, &right).into_iter().collect()
        }
        Node::Minus(inner) => match out(inner, world).as_slice() {
            [Answer::Number(number)] => Decimal::ZERO
                .checked_sub(*number)
                .map(Answer::Number)
                .into_iter()
                .collect(),
            _ => Vec::new(),
        },
    }
}

/// One value that is no yes or no counts as yes.
pub(super) fn truth(values: &[Answer]) -> Option<bool> {
    match values {
        [Answer::Bool(yes)] => Some(*yes),
        [_] => Some(true),
        _ => None,
    }
}

fn of_person(person: &Person, part: PatientPart) -> Option<Answer> {
    let words = |text: &str| Some(Answer::Text(text.trim().to_owned()));
    match part {
        PatientPart::Given => words(&person.name.given),
        PatientPart::Family => words(&person.name.family),
        PatientPart::Phone => words(&person.phone),
        PatientPart::BirthDate => Some(Answer::Date(person.born)),
        PatientPart::Gender if person.sex == Sex::Unknown => None,
        PatientPart::Gender => words(person.sex.code()),
    }
    .filter(|answer| !answer.is_blank())
}

fn member(part: Part, answer: Answer) -> Option<Answer> {
    let words = |text: String| (!text.is_empty()).then_some(Answer::Text(text));
    match (part, answer) {
        (Part::System, Answer::Choice(coding)) => words(coding.system),
        (Part::Code, Answer::Choice(coding)) => words(coding.code),
        (Part::Display, Answer::Choice(coding)) => words(coding.display),
        (Part::Value, Answer::Quantity(quantity)) => Some(Answer::Number(quantity.value)),
        (Part::Code | Part::Unit, Answer::Quantity(quantity)) => words(quantity.unit),
        _ => None,
    }
}

fn call(function: Function, focus: Vec<Answer>, arg: Option<Vec<Answer>>) -> Vec<Answer> {
    let count = |n: usize| Answer::Number(Decimal::from(n as i64));
    let letters = |text: &dyn Fn(&str) -> Answer| match focus.as_slice() {
        [Answer::Text(words)] => Some(text(words)),
        _ => None,
    };
    let with = |test: &dyn Fn(&str, &str) -> bool| match (focus.as_slice(), arg.as_deref()) {
        ([Answer::Text(words)], Some([Answer::Text(part)])) => {
            Some(Answer::Bool(test(words, part)))
        }
        _ => None,
    };
    let found = match function {
        Function::Exists => Some(Answer::Bool(!focus.is_empty())),
        Function::Empty => Some(Answer::Bool(focus.is_empty())),
        Function::Count => Some(count(focus.len())),
        Function::Not => truth(&focus).map(|yes| Answer::Bool(!yes)),
        Function::Sum => sum(&focus),
        Function::First => focus.first().cloned(),
        Function::Last => focus.last().cloned(),
        Function::Lower => letters(&|words| Answer::Text(words.to_lowercase())),
        Function::Upper => letters(&|words| Answer::Text(words.to_uppercase())),
        Function::Length => letters(&|words| count(words.chars().count())),
        Function::Abs => match focus.as_slice() {
            [Answer::Number(n)] if *n < Decimal::ZERO => {
                Decimal::ZERO.checked_sub(*n).map(Answer::Number)
            }
            [number @ Answer::Number(_)] => Some(number.clone()),
            _ => None,
        },
        Function::Round => {
            let digits = match arg.as_deref() {
                None => Some(0),
                Some([Answer::Number(n)]) => n.to_string().parse::<u8>().ok(),
                Some(_) => None,
            };
            match (focus.as_slice(), digits) {
                ([Answer::Number(n)], Some(digits)) => Some(Answer::Number(n.rounded(digits))),
                _ => None,
            }
        }
        Function::Contains => with(&|words, part| words.contains(part)),
        Function::StartsWith => with(&|words, part| words.starts_with(part)),
        Function::EndsWith => with(&|words, part| words.ends_with(part)),
    };
    found.into_iter().collect()
}

/// The sum of nothing is 0; quantities are added in one unit only.
fn sum(values: &[Answer]) -> Option<Answer> {
    let mut parts = values.iter();
    let first = parts
        .next()
        .cloned()
        .unwrap_or(Answer::Number(Decimal::ZERO));
    if !matches!(first, Answer::Number(_) | Answer::Quantity(_)) {
        return None;
    }
    parts.try_fold(first, |sum, part| match (sum, part) {
        (Answer::Number(a), Answer::Number(b)) => a.checked_add(*b).map(Answer::Number),
        (Answer::Quantity(a), Answer::Quantity(b)) if a.unit == b.unit => {
            let value = a.value.checked_add(b.value)?;
            Some(Answer::Quantity(Quantity { value, ..a }))
        }
        _ => None,
    })
}

fn pair(operator: Operator, left: &[Answer], right: &[Answer]) -> Option<Answer> {
    use Operator::*;
    match operator {
        And | Or | Xor | Implies => logic(operator, truth(left), truth(right)).map(Answer::Bool),
        Equal => equal(left, right).map(Answer::Bool),
        NotEqual => equal(left, right).map(|same| Answer::Bool(!same)),
        In => {
            let [one] = left else { return None };
            let found = right.iter().any(|other| same(one, other) == Some(true));
            Some(Answer::Bool(found))
        }
        Less | LessOrEqual | Greater | GreaterOrEqual => {
            let ([a], [b]) = (left, right) else {
                return None;
            };
            let order = match (a, b) {
                (Answer::Text(a), Answer::Text(b)) => Some(a.cmp(b)),
                (a, b) => a.compare(b),
            }?;
            Some(Answer::Bool(match operator {
                Less => order == Ordering::Less,
                LessOrEqual => order != Ordering::Greater,
                Greater => order == Ordering::Greater,
                _ => order != Ordering::Less,
            }))
        }
        Join => {
            let words = |values: &[Answer]| match values {
                [] => Some(String::new()),
                [Answer::Text(text)] => Some(text.clone()),
                _ => None,
            };
            Some(Answer::Text(words(left)? + &words(right)?))
        }
        Plus | Minus | Times | Divide | Whole | Rest => {
            let ([a], [b]) = (left, right) else {
                return None;
            };
            arithmetic(operator, a, b)
        }
    }
}

fn arithmetic(operator: Operator, a: &Answer, b: &Answer) -> Option<Answer> {
    let (a, b) = match (operator, a, b) {
        (Operator::Plus, Answer::Text(a), Answer::Text(b)) => {
            return Some(Answer::Text(format!("{a}{b}")));
        }
        (_, Answer::Number(a), Answer::Number(b)) => (*a, *b),
        _ => return None,
    };
    let whole = || {
        let text = a.checked_div(b)?.to_string();
        let digits = text.split('.').next()?;
        Decimal::parse(if digits == "-0" { "0" } else { digits }).ok()
    };
    match operator {
        Operator::Plus => a.checked_add(b),
        Operator::Minus => a.checked_sub(b),
        Operator::Times => a.checked_mul(b),
        Operator::Divide => a.checked_div(b),
        Operator::Whole => whole(),
        Operator::Rest => a.checked_sub(whole()?.checked_mul(b)?),
        _ => None,
    }
    .map(Answer::Number)
}

fn logic(operator: Operator, left: Option<bool>, right: Option<bool>) -> Option<bool> {
    match operator {
        Operator::And => match (left, right) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        },
        Operator::Or => match (left, right) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (Some(false), Some(false)) => Some(false),
            _ => None,
        },
        Operator::Xor => Some(left? != right?),
        // "a implies b" is "not a, or b".
        _ => logic(Operator::Or, left.map(|yes| !yes), right),
    }
}

fn equal(left: &[Answer], right: &[Answer]) -> Option<bool> {
    if left.is_empty() || right.is_empty() {
        return None;
    }
    if left.len() != right.len() {
        return Some(false);
    }
    let mut all = Some(true);
    for (a, b) in left.iter().zip(right) {
        all = logic(Operator::And, all, same(a, b));
    }
    all
}

/// Dates of different precision and quantities of different units may be the same or not.
fn same(a: &Answer, b: &Answer) -> Option<bool> {
    match (a, b) {
        (Answer::Date(_) | Answer::DateTime(_), Answer::Date(_) | Answer::DateTime(_)) => {
            a.compare(b).map(Ordering::is_eq)
        }
        (Answer::Quantity(x), Answer::Quantity(y)) if x.unit != y.unit => None,
        (a, b) => Some(a.same(b)),
    }
}
