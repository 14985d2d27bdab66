//! The parts of an item: its extensions, conditions, answers to choose from, initial answers.

use serde_json::Value;

use crate::forms::answers::Answer;
use crate::forms::check;
use crate::forms::expression::Expression;
use crate::forms::extensions::{changes_behaviour, fhir, own};
use crate::forms::form::{
    Bound, Component, Condition, ContextFact, DateRule, Enable, Item, Kind, Operator, Pattern,
    Plausible,
};
use crate::forms::mistakes::MistakeKind as What;
use crate::forms::parse::Reader;
use crate::forms::parse::elements::{array, extensions, last};

impl Reader<'_> {
    pub(super) fn item_extension(
        &mut self,
        item: &mut Item,
        json: &Value,
        url: &str,
        pointer: &str,
    ) {
        match url {
            fhir::HIDDEN => item.hidden = self.flag(json, pointer, "valueBoolean"),
            fhir::UNIT | fhir::UNIT_OPTION => match json.get("valueCoding") {
                Some(coding) => {
                    let unit = self.unit(coding, &format!("{pointer}/valueCoding"));
                    item.units.push(unit);
                }
                None => self.complain(
                    pointer,
                    What::Missing {
                        field: "valueCoding".into(),
                    },
                ),
            },
            fhir::MIN_VALUE => item.limits.min = self.bound(json, pointer),
            fhir::MAX_VALUE => item.limits.max = self.bound(json, pointer),
            fhir::MIN_LENGTH => item.limits.min_length = self.count(json, pointer, "valueInteger"),
            fhir::MAX_DECIMALS => {
                item.limits.max_decimals = self.count(json, pointer, "valueInteger")
            }
            fhir::REGEX => {
                if let Some(text) = self.required_string(json, pointer, "valueString") {
                    item.limits.pattern = Pattern::new(&text);
                    if item.limits.pattern.is_none() {
                        self.complain(pointer, What::Pattern { pattern: text });
                    }
                }
            }
            // Dates and times are written as this program has them.
            fhir::ENTRY_FORMAT if matches!(item.kind, Kind::String | Kind::Text | Kind::Url) => {
                item.hint = self
                    .string(json, pointer, "valueString")
                    .unwrap_or_default();
            }
            fhir::MIN_OCCURS => item.limits.min_occurs = self.count(json, pointer, "valueInteger"),
            fhir::MAX_OCCURS => item.limits.max_occurs = self.count(json, pointer, "valueInteger"),
            fhir::VARIABLE => {}
            fhir::ENABLE_EXPRESSION => {
                if let Some(read) = self.expression(json, &item.link_id, url, pointer) {
                    if read.leaves_the_form() {
                        self.complain(pointer, What::Expression { name: last(url) });
                    }
                    item.enable
                        .get_or_insert_with(|| Enable {
                            all: true,
                            conditions: Vec::new(),
                            expression: None,
                        })
                        .expression = Some(read);
                }
            }
            fhir::CALCULATED => {
                item.calculated = self.expression(json, &item.link_id, url, pointer);
                if item
                    .calculated
                    .as_ref()
                    .is_some_and(Expression::asks_the_card)
                {
                    self.complain(pointer, What::Expression { name: last(url) });
                }
            }
            fhir::INITIAL => self.initial_expression(item, json, url, pointer),
            fhir::CONSTRAINT => self.constraint(item, json, pointer),
            own::IDENTIFYING => item.identifying = self.flag(json, pointer, "valueBoolean"),
            own::SIGNATURE if item.kind == Kind::Display => {
                item.signature = self.flag(json, pointer, "valueBoolean");
            }
            own::SIGNATURE => self.complain(
                pointer,
                What::LimitOnKind {
                    name: "signature".into(),
                },
            ),
            own::WHOLE_DATE => item.limits.whole_date = self.flag(json, pointer, "valueBoolean"),
            own::NOT_LESS_THAN => {
                item.limits.not_less_than = self.required_string(json, pointer, "valueString")
            }
            own::COMPONENT => {
                item.component = self.word(json, pointer, |word| match word {
                    "diagnoses" => Some(Component::Diagnoses),
                    "prescriptions" => Some(Component::Prescriptions),
                    _ => None,
                });
            }
            own::CONTEXT => {
                item.context = self.word(json, pointer, |word| match word {
                    "sex" => Some(ContextFact::Sex),
                    "age-years" => Some(ContextFact::AgeYears),
                    "age-months" => Some(ContextFact::AgeMonths),
                    _ => None,
                });
            }
            own::DATE_RULE => {
                item.limits.date = self.word(json, pointer, |word| match word {
                    "past" => Some(DateRule::Past),
                    "future" => Some(DateRule::Future),
                    _ => None,
                });
            }
            own::PLAUSIBLE => {
                let range = self.plausible(json, pointer);
                item.plausible.push(range);
            }
            url if url.starts_with("urn:feldsher:") => {
                let what = What::UnknownWord {
                    field: "url".into(),
                    word: url.to_owned(),
                };
                self.complain(pointer, what);
            }
            url if changes_behaviour(url) => {
                self.complain(pointer, What::Expression { name: last(url) });
            }
            _ => {}
        }
    }

    fn plausible(&mut self, json: &Value, pointer: &str) -> Plausible {
        let mut range = Plausible::default();
        for (part, url, place) in extensions(json, pointer) {
            match url {
                "low" => range.low = self.decimal(part, &place, "valueDecimal"),
                "high" => range.high = self.decimal(part, &place, "valueDecimal"),
                "from-months" => range.from_months = self.count(part, &place, "valueInteger"),
                "below-months" => range.below_months = self.count(part, &place, "valueInteger"),
                other => {
                    let what = What::UnknownWord {
                        field: "url".into(),
                        word: other.to_owned(),
                    };
                    self.complain(&place, what);
                }
            }
        }
        if range.low.is_none() && range.high.is_none() {
            self.complain(
                pointer,
                What::Missing {
                    field: "low".into(),
                },
            );
        }
        range
    }

    fn word<T>(
        &mut self,
        json: &Value,
        pointer: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let word = self.required_string(json, pointer, "valueCode")?;
        let known = read(&word);
        if known.is_none() {
            self.complain(
                pointer,
                What::UnknownWord {
                    field: "valueCode".into(),
                    word,
                },
            );
        }
        known
    }

    fn bound(&mut self, json: &Value, pointer: &str) -> Option<Bound> {
        match self.value(json, pointer, "value") {
            Some(Answer::Number(number)) => Some(Bound::Number(number)),
            Some(Answer::Quantity(quantity)) => Some(Bound::Number(quantity.value)),
            Some(Answer::Date(date)) => Some(Bound::Date(date)),
            Some(Answer::Time(time)) => Some(Bound::Time(time)),
            Some(_) => {
                self.complain(pointer, What::Limits);
                None
            }
            None => {
                // "_valueDate" with an expression inside: a limit that would have to be computed.
                self.complain(
                    pointer,
                    What::Expression {
                        name: "minValue/maxValue".into(),
                    },
                );
                None
            }
        }
    }

    pub(super) fn enable(&mut self, json: &Value, pointer: &str) -> Option<Enable> {
        let all = match self.string(json, pointer, "enableBehavior").as_deref() {
            Some("all") => true,
            None | Some("any") => false,
            Some(word) => {
                let what = What::UnknownWord {
                    field: "enableBehavior".into(),
                    word: word.to_owned(),
                };
                self.complain(&format!("{pointer}/enableBehavior"), what);
                false
            }
        };
        let mut conditions = Vec::new();
        for (condition, pointer) in array(json, pointer, "enableWhen") {
            let question = self
                .required_string(condition, &pointer, "question")
                .unwrap_or_default();
            let operator = self
                .required_string(condition, &pointer, "operator")
                .and_then(|name| {
                    let operator = Operator::parse(&name);
                    if operator.is_none() {
                        self.complain(
                            &format!("{pointer}/operator"),
                            What::UnknownOperator { name },
                        );
                    }
                    operator
                });
            let answer = self.value(condition, &pointer, "answer");
            if answer.is_none() {
                self.complain(
                    &pointer,
                    What::ConditionAnswer {
                        link_id: question.clone(),
                    },
                );
            }
            if let (Some(operator), Some(answer)) = (operator, answer) {
                conditions.push(Condition {
                    question,
                    operator,
                    answer,
                });
            }
        }
        (!conditions.is_empty()).then_some(Enable {
            all,
            conditions,
            expression: None,
        })
    }

    pub(super) fn initial(&mut self, item: &mut Item, json: &Value, pointer: &str) {
        for (initial, place) in array(json, pointer, "initial") {
            // A quantity without a value only proposes its unit.
            if let Some(quantity) = initial
                .get("valueQuantity")
                .filter(|q| q.get("value").is_none())
            {
                let unit = self.quantity_unit(quantity, &place);
                item.units.insert(0, unit);
                continue;
            }
            match self
                .value(initial, &place, "value")
                .filter(|answer| check::fits(item.kind, answer))
            {
                Some(answer) => {
                    if let (Answer::Quantity(_), Some(json)) =
                        (&answer, initial.get("valueQuantity"))
                    {
                        let unit = self.quantity_unit(json, &place);
                        if item.units.iter().all(|known| known.code != unit.code) {
                            item.units.push(unit);
                        }
                    }
                    item.initial.push(answer);
                }
                None => self.complain(&place, What::InitialOnKind),
            }
        }
        if item.initial.len() > 1 && !item.repeats {
            self.complain(&format!("{pointer}/initial"), What::ManyInitial);
        }
    }
}
