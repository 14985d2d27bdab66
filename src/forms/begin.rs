//! What a new form proposes: the initial answers of its file, and those worked out from the patient's card.

use chrono::NaiveDate;

use crate::domain::person::Person;
use crate::forms::answers::{Answer, Answers, Quantity};
use crate::forms::check::fits;
use crate::forms::expression::World;
use crate::forms::form::{Form, Item, Kind};

/// The answers with which a new form begins, before anybody wrote anything.
pub fn begin(form: &Form, person: &Person, today: NaiveDate) -> Answers {
    let mut answers = Answers::new();
    for item in form.all_items() {
        if item.is_computed() {
            continue;
        }
        let worked_out = item.initial_expression.as_ref().map(|expression| {
            let mut world = World {
                answers: &mut |_| Vec::new(),
                today: Some(today),
                person: Some(person),
            };
            suited(item, expression.work_out(&mut world))
        });
        let given = worked_out
            .filter(|given| !given.is_empty())
            .unwrap_or_else(|| item.initial.clone());
        if !given.is_empty() {
            answers.insert(item.link_id.clone(), given);
        }
    }
    answers
}

/// What was worked out as an answer that the item can have; nothing when it is no such answer.
pub(super) fn suited(item: &Item, values: Vec<Answer>) -> Vec<Answer> {
    let several = item.repeats;
    let found: Vec<Answer> = values
        .into_iter()
        .filter_map(|value| one(item, value))
        .collect();
    if found.len() > 1 && !several {
        return Vec::new();
    }
    found
}

fn one(item: &Item, value: Answer) -> Option<Answer> {
    let digits = item
        .limits
        .max_decimals
        .and_then(|max| u8::try_from(max).ok());
    let rounded = |number: crate::domain::number::Decimal| match digits {
        Some(digits) => number.rounded(digits),
        None => number,
    };
    let answer = match (item.kind, value) {
        (Kind::Choice | Kind::OpenChoice, value) => {
            let option = item
                .options
                .iter()
                .find(|option| match (&option.answer, &value) {
                    (Answer::Choice(coding), Answer::Text(code)) => coding.code == *code,
                    (answer, value) => answer.same(value),
                });
            match option {
                Some(option) => option.answer.clone(),
                None if item.kind == Kind::OpenChoice => value,
                None => return None,
            }
        }
        (Kind::Quantity, Answer::Number(number)) => Answer::Quantity(Quantity {
            value: rounded(number),
            unit: item
                .units
                .first()
                .map(|u| u.code.clone())
                .unwrap_or_default(),
        }),
        (_, Answer::Number(number)) => Answer::Number(rounded(number)),
        (_, value) => value,
    };
    fits(item.kind, &answer).then_some(answer)
}
