//! What is wrong with answers (they cannot be signed so) and what is only unusual (ask again, then accept).

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveTime};

use crate::domain::dates::{PartialDate, Precision};
use crate::domain::number::Decimal;
use crate::forms::answers::{Answer, Answers};
use crate::forms::check::fits;
use crate::forms::enable::enabled;
use crate::forms::expression::World;
use crate::forms::form::{Bound, Constraint, DateRule, Form, Item, Kind, Text};
use crate::forms::repeat::plain;

/// A finding about one field. The sentence is the catalogue's; whoever shows it writes the arguments
/// in the reader's language.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldError {
    pub link_id: String,
    /// Catalogue key.
    pub code: &'static str,
    pub args: Vec<(&'static str, Arg)>,
}

impl FieldError {
    /// The form asks for it and there is no answer.
    pub fn required(link_id: &str) -> Self {
        Self {
            link_id: link_id.to_owned(),
            code: "form-field-required",
            args: Vec::new(),
        }
    }
}

/// A value inside a sentence.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg {
    Number(Decimal),
    Date(PartialDate),
    /// UCUM code; the item's units have its words.
    Unit(String),
    /// Link id of an item, to be shown by its label.
    Item(String),
    /// A time of day.
    Time(NaiveTime),
    /// Words of the form.
    Words(Text),
}

/// Hard findings on the items that take part, in the order of the form. `today` is the day at the place of care.
/// The program's facts must already be among the answers ([`crate::forms::with_facts`]).
pub fn validate(form: &Form, answers: &Answers, today: NaiveDate) -> Vec<FieldError> {
    let enabled = enabled(form, answers);
    let mut found = Vec::new();
    for item in form.all_items() {
        if !item.asks() || item.context.is_some() || !enabled.contains(&item.link_id) {
            continue;
        }
        let given = given(answers, &item.link_id);
        let mut say = |code, args| {
            found.push(FieldError {
                link_id: item.link_id.clone(),
                code,
                args,
            })
        };
        if given.is_empty() && item.required {
            say("form-field-required", vec![]);
        }
        if given.len() > 1 && !item.repeats {
            say("form-field-one-answer", vec![]);
        }
        occurs(item, given.len(), &mut say);
        let alone = item
            .options
            .iter()
            .find(|o| o.exclusive && given.iter().any(|answer| o.answer.same(answer)));
        if let Some(option) = alone.filter(|_| given.len() > 1) {
            say(
                "form-field-stands-alone",
                vec![("option", Arg::Words(option.text.clone()))],
            );
        }
        for broken in broken(item, answers, &enabled, Some(today)) {
            if broken.is_error {
                say(
                    "form-field-rule",
                    vec![("rule", Arg::Words(broken.human.clone()))],
                );
            }
        }
        for answer in given {
            if let Some((code, args)) = hard(item, answer, today) {
                say(code, args);
                continue;
            }
            let Some(other) = &item.limits.not_less_than else {
                continue;
            };
            let is_less = |beginning: &&Answer| {
                answer
                    .compare(beginning)
                    .is_some_and(std::cmp::Ordering::is_lt)
            };
            if enabled.contains(other) && self::given(answers, other).iter().any(is_less) {
                say(
                    "form-field-less-than",
                    vec![("item", Arg::Item(other.clone()))],
                );
            }
        }
    }
    found
}

/// Too few or too many answers where the form counts them. No answer at all is a matter of `required`.
fn occurs(item: &Item, given: usize, say: &mut impl FnMut(&'static str, Vec<(&'static str, Arg)>)) {
    if !item.repeats || given == 0 {
        return;
    }
    let count = |n: u32| vec![("limit", Arg::Number(Decimal::from(i64::from(n))))];
    match (item.limits.min_occurs, item.limits.max_occurs) {
        (Some(min), _) if given < min as usize => say("form-field-too-few", count(min)),
        (_, Some(max)) if given > max as usize => say("form-field-too-many", count(max)),
        _ => {}
    }
}

/// Rules of the item that are known not to hold.
fn broken<'i>(
    item: &'i Item,
    answers: &Answers,
    enabled: &BTreeSet<String>,
    today: Option<NaiveDate>,
) -> Vec<&'i Constraint> {
    let mut given = |name: &str| {
        let all = answers
            .iter()
            .filter(|(id, _)| enabled.contains(*id) && plain(id).0 == name);
        all.flat_map(|(_, given)| given.clone()).collect()
    };
    let mut world = World {
        answers: &mut given,
        today,
        person: None,
    };
    let rules = item.constraints.iter();
    rules
        .filter(|rule| rule.holds.truth(&mut world) == Some(false))
        .collect()
}

/// What the form calculates was stated otherwise: somebody else's arithmetic is not signed.
pub fn not_worked_out(form: &Form, stated: &Answers, given: &Answers) -> Option<FieldError> {
    let items = form.all_items();
    let other = items.into_iter().find(|item| {
        let own = stated.get(&item.link_id).filter(|own| !own.is_empty());
        item.calculated.is_some() && own.is_some_and(|own| given.get(&item.link_id) != Some(own))
    })?;
    Some(FieldError {
        link_id: other.link_id.clone(),
        code: "form-field-not-worked-out",
        args: Vec::new(),
    })
}

/// Soft findings: values outside the usual range for the age. To be asked about, never to be refused.
pub fn warnings(form: &Form, answers: &Answers, age_months: Option<u32>) -> Vec<FieldError> {
    let enabled = enabled(form, answers);
    let mut found = Vec::new();
    for item in form.all_items() {
        if !enabled.contains(&item.link_id) {
            continue;
        }
        for broken in broken(item, answers, &enabled, None) {
            if !broken.is_error {
                found.push(FieldError {
                    link_id: item.link_id.clone(),
                    code: "form-field-rule",
                    args: vec![("rule", Arg::Words(broken.human.clone()))],
                });
            }
        }
        let Some(range) = item.plausible_at(age_months) else {
            continue;
        };
        for number in given(answers, &item.link_id).into_iter().filter_map(number) {
            let mut say = |code, limit: Decimal| {
                let args = vec![
                    ("value", Arg::Number(number)),
                    ("limit", Arg::Number(limit)),
                ];
                found.push(FieldError {
                    link_id: item.link_id.clone(),
                    code,
                    args,
                });
            };
            match (range.low, range.high) {
                (Some(low), _) if number < low => say("form-field-unusually-low", low),
                (_, Some(high)) if number > high => say("form-field-unusually-high", high),
                _ => {}
            }
        }
    }
    found
}

type Finding = (&'static str, Vec<(&'static str, Arg)>);

/// The first thing wrong with one answer.
fn hard(item: &Item, answer: &Answer, today: NaiveDate) -> Option<Finding> {
    if item.kind == Kind::Integer && matches!(answer, Answer::Number(n) if !n.is_integer()) {
        return Some(("form-field-not-whole", vec![]));
    }
    if !fits(item.kind, answer) {
        return Some(("form-field-wrong-kind", vec![]));
    }
    match answer {
        Answer::Text(text) if !is_option(item, answer) => {
            if item.kind == Kind::Url && !is_address(text) {
                Some(("form-field-no-address", vec![]))
            } else if item.kind == Kind::Choice {
                Some(("form-field-not-an-option", vec![]))
            } else {
                words(item, text)
            }
        }
        Answer::Number(number) if !matches!(item.kind, Kind::Choice | Kind::OpenChoice) => {
            numbers(item, *number)
        }
        Answer::Quantity(quantity) => {
            if !item.units.is_empty() && item.units.iter().all(|unit| unit.code != quantity.unit) {
                let wanted = item
                    .units
                    .first()
                    .map(|unit| unit.code.clone())
                    .unwrap_or_default();
                return Some(("form-field-wrong-unit", vec![("unit", Arg::Unit(wanted))]));
            }
            numbers(item, quantity.value)
        }
        Answer::Date(date) if matches!(item.kind, Kind::Date | Kind::DateTime) => {
            dates(item, *date, today)
        }
        Answer::DateTime(at) => dates(item, PartialDate::from_day(at.date()), today),
        Answer::Time(time) if item.kind == Kind::Time => times(item, *time),
        Answer::Choice(_) | Answer::Number(_) | Answer::Date(_) | Answer::Time(_)
            if !is_option(item, answer) =>
        {
            Some(("form-field-not-an-option", vec![]))
        }
        Answer::Text(_)
        | Answer::Number(_)
        | Answer::Date(_)
        | Answer::Time(_)
        | Answer::Bool(_)
        | Answer::Choice(_) => None,
        // `fits` let no such answer through.
        Answer::Other(_) => Some(("form-field-wrong-kind", vec![])),
    }
}

fn words(item: &Item, text: &str) -> Option<Finding> {
    let length = text.chars().count();
    let count = |n: u32| Arg::Number(Decimal::from(i64::from(n)));
    if let Some(max) = item.limits.max_length.filter(|max| length > *max as usize) {
        return Some(("form-field-too-long", vec![("limit", count(max))]));
    }
    if let Some(min) = item.limits.min_length.filter(|min| length < *min as usize) {
        return Some(("form-field-too-short", vec![("limit", count(min))]));
    }
    let pattern = item.limits.pattern.as_ref()?;
    (!pattern.fits(text)).then_some(("form-field-pattern", vec![]))
}

/// A scheme, a colon, and something without spaces behind it.
fn is_address(text: &str) -> bool {
    let Some((scheme, rest)) = text.trim().split_once(':') else {
        return false;
    };
    let is_scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(is_scheme)
        && !rest.trim_start_matches('/').is_empty()
        && !rest.contains(char::is_whitespace)
}

fn times(item: &Item, time: NaiveTime) -> Option<Finding> {
    match (item.limits.min, item.limits.max) {
        (Some(Bound::Time(min)), _) if time < min => {
            Some(("form-field-time-early", vec![("limit", Arg::Time(min))]))
        }
        (_, Some(Bound::Time(max))) if time > max => {
            Some(("form-field-time-late", vec![("limit", Arg::Time(max))]))
        }
        _ => None,
    }
}

fn numbers(item: &Item, number: Decimal) -> Option<Finding> {
    if let Some(Bound::Number(min)) = item
        .limits
        .min
        .filter(|min| matches!(min, Bound::Number(min) if number < *min))
    {
        return Some(("form-field-too-small", vec![("limit", Arg::Number(min))]));
    }
    if let Some(Bound::Number(max)) = item
        .limits
        .max
        .filter(|max| matches!(max, Bound::Number(max) if number > *max))
    {
        return Some(("form-field-too-large", vec![("limit", Arg::Number(max))]));
    }
    let max = item
        .limits
        .max_decimals
        .filter(|max| u32::from(number.scale()) > *max)?;
    Some((
        "form-field-too-many-decimals",
        vec![("limit", Arg::Number(Decimal::from(i64::from(max))))],
    ))
}

fn dates(item: &Item, date: PartialDate, today: NaiveDate) -> Option<Finding> {
    let (earliest, latest) = date.earliest().zip(date.latest())?;
    if item.limits.whole_date && date.precision() != Precision::Day {
        return Some(("form-field-whole-date", vec![]));
    }
    match item.limits.date {
        Some(DateRule::Past) if earliest > today => return Some(("form-field-in-future", vec![])),
        Some(DateRule::Future) if latest < today => return Some(("form-field-in-past", vec![])),
        Some(DateRule::Past | DateRule::Future) | None => {}
    }
    match (item.limits.min, item.limits.max) {
        (Some(Bound::Date(min)), _) if min.earliest().is_some_and(|min| latest < min) => {
            Some(("form-field-too-early", vec![("limit", Arg::Date(min))]))
        }
        (_, Some(Bound::Date(max))) if max.latest().is_some_and(|max| earliest > max) => {
            Some(("form-field-too-late", vec![("limit", Arg::Date(max))]))
        }
        _ => None,
    }
}

fn is_option(item: &Item, answer: &Answer) -> bool {
    item.options.iter().any(|option| option.answer.same(answer))
}

fn given<'a>(answers: &'a Answers, link_id: &str) -> Vec<&'a Answer> {
    answers
        .get(link_id)
        .into_iter()
        .flatten()
        .filter(|answer| !answer.is_blank())
        .collect()
}

fn number(answer: &Answer) -> Option<Decimal> {
    match answer {
        Answer::Number(number) => Some(*number),
        Answer::Quantity(quantity) => Some(quantity.value),
        Answer::Text(_)
        | Answer::Date(_)
        | Answer::DateTime(_)
        | Answer::Time(_)
        | Answer::Bool(_)
        | Answer::Choice(_)
        | Answer::Other(_) => None,
    }
}
