//! Whether the parts of a form fit together: conditions and their questions, limits and their kinds.

use std::collections::{BTreeMap, BTreeSet};

use crate::forms::answers::Answer;
use crate::forms::form::{Bound, Form, Item, Kind, Operator};
use crate::forms::mistakes::MistakeKind as What;
use crate::forms::parse::Reader;

/// Whether an item of this kind can hold such an answer.
pub fn fits(kind: Kind, answer: &Answer) -> bool {
    match kind {
        Kind::Group | Kind::Display => false,
        Kind::String | Kind::Text | Kind::Url => matches!(answer, Answer::Text(_)),
        Kind::Integer => matches!(answer, Answer::Number(n) if n.is_integer()),
        Kind::Decimal => matches!(answer, Answer::Number(_)),
        Kind::Quantity => matches!(answer, Answer::Quantity(_)),
        Kind::Date => matches!(answer, Answer::Date(_)),
        Kind::DateTime => matches!(answer, Answer::Date(_) | Answer::DateTime(_)),
        Kind::Time => matches!(answer, Answer::Time(_)),
        Kind::Boolean => matches!(answer, Answer::Bool(_)),
        Kind::Choice | Kind::OpenChoice => {
            matches!(
                answer,
                Answer::Choice(_)
                    | Answer::Text(_)
                    | Answer::Number(_)
                    | Answer::Date(_)
                    | Answer::Time(_)
            )
        }
    }
}

/// Limits that exclude every answer, or stand on a kind that has no such limit.
pub(super) fn limits(item: &Item, pointer: &str, reader: &mut Reader) {
    let limits = &item.limits;
    let is_number = matches!(item.kind, Kind::Integer | Kind::Decimal | Kind::Quantity);
    let is_words = matches!(
        item.kind,
        Kind::String | Kind::Text | Kind::Url | Kind::OpenChoice
    );
    let is_date = matches!(item.kind, Kind::Date | Kind::DateTime);
    let mut refuse = |name: &str| {
        reader.complain(
            pointer,
            What::LimitOnKind {
                name: name.to_owned(),
            },
        )
    };
    for (name, bound) in [("minValue", &limits.min), ("maxValue", &limits.max)] {
        match bound {
            Some(Bound::Number(_)) if !is_number => refuse(name),
            Some(Bound::Date(_)) if !is_date => refuse(name),
            Some(Bound::Time(_)) if item.kind != Kind::Time => refuse(name),
            Some(Bound::Number(_) | Bound::Date(_) | Bound::Time(_)) | None => {}
        }
    }
    // FHIR allows maxLength on any simple type; only words are counted here.
    if limits.min_length.is_some() && !is_words {
        refuse("minLength");
    }
    if limits.pattern.is_some() && !is_words {
        refuse("regex");
    }
    if (limits.min_occurs.is_some_and(|min| min > 1)
        || limits.max_occurs.is_some_and(|max| max > 1))
        && !item.repeats
    {
        refuse("minOccurs/maxOccurs");
    }
    if limits.max_decimals.is_some() && !is_number {
        refuse("maxDecimalPlaces");
    }
    if (limits.date.is_some() || limits.whole_date) && !is_date {
        refuse("date-rule");
    }
    if limits.not_less_than.is_some() && !is_number && !is_date {
        refuse("not-less-than");
    }
    if !item.plausible.is_empty() && !is_number {
        refuse("plausible");
    }
    if !item.units.is_empty() && !is_number {
        refuse("questionnaire-unit");
    }
    let reversed_values = match (limits.min, limits.max) {
        (Some(Bound::Number(min)), Some(Bound::Number(max))) => min > max,
        (Some(Bound::Date(min)), Some(Bound::Date(max))) => min > max,
        (Some(Bound::Time(min)), Some(Bound::Time(max))) => min > max,
        _ => false,
    };
    let reversed_lengths = limits
        .min_length
        .zip(limits.max_length)
        .is_some_and(|(min, max)| min > max);
    let reversed_ranges = item.plausible.iter().any(|range| {
        range
            .low
            .zip(range.high)
            .is_some_and(|(low, high)| low > high)
            || range
                .from_months
                .zip(range.below_months)
                .is_some_and(|(from, below)| from >= below)
    });
    let reversed_counts = limits
        .min_occurs
        .zip(limits.max_occurs)
        .is_some_and(|(min, max)| min > max);
    if reversed_counts || reversed_values || reversed_lengths || reversed_ranges {
        reader.complain(pointer, What::Limits);
    }
}

/// References between items: they exist, can be answered so, and do not go round in a circle.
pub(super) fn structure(form: &Form, reader: &mut Reader) {
    let items = form.all_items();
    let by_id: BTreeMap<&str, &Item> = items
        .iter()
        .map(|item| (item.link_id.as_str(), *item))
        .collect();
    let repeating = repeating(form);
    for item in &items {
        let place = reader
            .places
            .get(&item.link_id)
            .cloned()
            .unwrap_or_default();
        let conditions = item.enable.iter().flat_map(|enable| &enable.conditions);
        for (i, condition) in conditions.enumerate() {
            let here = format!("{place}/enableWhen/{i}");
            let link_id = condition.question.clone();
            match by_id.get(condition.question.as_str()) {
                Some(question) if question.unasked.is_some() => reader.needed(&link_id),
                Some(_) if is_inside_other(&repeating, &item.link_id, &link_id) => {
                    reader.complain(&here, What::AsksRepeated { link_id });
                }
                Some(question)
                    if decidable(question.kind, condition.operator, &condition.answer) => {}
                Some(_) => reader.complain(&here, What::ConditionAnswer { link_id }),
                // A refused item has its own mistake.
                None if reader.places.contains_key(&link_id) || link_id.is_empty() => {
                    reader.needed(&link_id);
                }
                None => reader.complain(&here, What::UnknownQuestion { link_id }),
            }
        }
        for asked in asked(item) {
            if by_id
                .get(asked)
                .is_none_or(|question| question.unasked.is_some())
            {
                reader.needed(asked);
            }
        }
        if let Some(other) = &item.limits.not_less_than {
            match by_id.get(other.as_str()) {
                Some(question) if question.unasked.is_some() => reader.needed(other),
                Some(_) if is_inside_other(&repeating, &item.link_id, other) => {
                    let link_id = other.clone();
                    reader.complain(&place, What::AsksRepeated { link_id });
                }
                Some(other) if other.kind == item.kind => {}
                _ => reader.complain(
                    &place,
                    What::UnknownQuestion {
                        link_id: other.clone(),
                    },
                ),
            }
        }
    }
    for link_id in circles(form) {
        let place = reader.places.get(&link_id).cloned().unwrap_or_default();
        reader.complain(&place, What::Cycle { link_id });
    }
}

/// Item → the repeating group that it stands in.
fn repeating(form: &Form) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for group in form.all_items() {
        if !group.is_repeating_group() {
            continue;
        }
        let mut waiting: Vec<&Item> = group.items.iter().collect();
        while let Some(item) = waiting.pop() {
            found.insert(item.link_id.clone(), group.link_id.clone());
            waiting.extend(&item.items);
        }
    }
    found
}

/// The question has many answers, one a repetition, and who asks stands outside and could mean any.
fn is_inside_other(repeating: &BTreeMap<String, String>, item: &str, question: &str) -> bool {
    let group = repeating.get(question);
    group.is_some() && group != repeating.get(item)
}

/// Items that the expressions of this one ask about.
fn asked(item: &Item) -> BTreeSet<&str> {
    let enable = item
        .enable
        .iter()
        .filter_map(|enable| enable.expression.as_ref());
    let rules = item.constraints.iter().map(|rule| &rule.holds);
    let all = enable.chain(&item.calculated).chain(rules);
    all.flat_map(|expression| expression.questions()).collect()
}

fn decidable(kind: Kind, operator: Operator, answer: &Answer) -> bool {
    match operator {
        Operator::Exists => {
            matches!(answer, Answer::Bool(_)) && !matches!(kind, Kind::Group | Kind::Display)
        }
        Operator::Equal | Operator::NotEqual => fits(kind, answer),
        Operator::Greater | Operator::Less | Operator::GreaterOrEqual | Operator::LessOrEqual => {
            fits(kind, answer)
                && matches!(
                    answer,
                    Answer::Number(_) | Answer::Quantity(_) | Answer::Date(_) | Answer::Time(_)
                )
        }
    }
}

/// Link ids whose conditions wait for each other. An item waits for its parent and for the questions of
/// its conditions, and an answer that is worked out for the answers in it; whoever waits for nobody is taken away until only circles remain.
fn circles(form: &Form) -> Vec<String> {
    let mut waits: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for item in form.all_items() {
        let conditions = item.enable.iter().flat_map(|enable| &enable.conditions);
        waits
            .entry(&item.link_id)
            .or_default()
            .extend(conditions.map(|c| c.question.as_str()));
        let shown_by = item.enable.iter().filter_map(|e| e.expression.as_ref());
        for expression in shown_by.chain(&item.calculated) {
            waits
                .entry(&item.link_id)
                .or_default()
                .extend(expression.questions());
        }
        for child in &item.items {
            waits
                .entry(&child.link_id)
                .or_default()
                .insert(&item.link_id);
        }
    }
    let known: BTreeSet<&str> = waits.keys().copied().collect();
    for questions in waits.values_mut() {
        questions.retain(|question| known.contains(question));
    }
    loop {
        let awaited: BTreeSet<&str> = waits.values().flatten().copied().collect();
        let before = waits.len();
        waits.retain(|item, questions| !questions.is_empty() && awaited.contains(item));
        let left: BTreeSet<&str> = waits.keys().copied().collect();
        for questions in waits.values_mut() {
            questions.retain(|question| left.contains(question));
        }
        if waits.len() == before {
            break;
        }
    }
    let has_condition = |id: &&str| {
        form.item(id)
            .is_some_and(|item| item.enable.is_some() || item.calculated.is_some())
    };
    waits
        .keys()
        .copied()
        .filter(has_condition)
        .map(str::to_owned)
        .collect()
}
