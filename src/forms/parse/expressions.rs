//! Expressions of a file and what they may name: variables, the patient, the items around.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::forms::expression::Expression;
use crate::forms::form::{Constraint, Item};
use crate::forms::mistakes::MistakeKind as What;
use crate::forms::parse::Reader;
use crate::forms::parse::elements::{extensions, last};

const LANGUAGE: &str = "text/fhirpath";

/// Link id of every item of the file → the item around it.
pub(super) fn outline(
    parent: &Value,
    around: Option<&str>,
    found: &mut BTreeMap<String, Option<String>>,
) {
    let items = parent.get("item").and_then(Value::as_array);
    for item in items.into_iter().flatten() {
        let link_id = item.get("linkId").and_then(Value::as_str);
        if let Some(link_id) = link_id {
            found.insert(link_id.to_owned(), around.map(str::to_owned));
        }
        outline(item, link_id, found);
    }
}

impl Reader<'_> {
    /// A variable that cannot be read is a mistake only where it is used.
    pub(super) fn variable(&mut self, extension: &Value, own: &str) {
        let Some(expression) = extension.get("valueExpression") else {
            return;
        };
        let word = |field: &str| expression.get(field).and_then(Value::as_str);
        let Some(name) = word("name") else { return };
        let read = word("expression")
            .filter(|_| word("language") == Some(LANGUAGE))
            .and_then(|text| Expression::read(text, own, &self.scope).ok());
        self.scope.variables.push((name.to_owned(), read));
    }

    /// The name under which the form calls the patient.
    pub(super) fn launch_context(&mut self, extension: &Value) {
        let part = |wanted: &str| {
            let parts = extensions(extension, "").into_iter();
            parts
                .into_iter()
                .find(|(_, url, _)| *url == wanted)
                .map(|(part, ..)| part)
        };
        let is_patient = part("type")
            .and_then(|t| t.get("valueCode"))
            .and_then(Value::as_str)
            == Some("Patient");
        let name = part("name").and_then(|name| {
            let coding = name
                .get("valueCoding")
                .and_then(|coding| coding.get("code"));
            coding
                .or_else(|| name.get("valueId"))
                .and_then(Value::as_str)
        });
        if let Some(name) = name.filter(|_| is_patient) {
            self.scope.patient.insert(name.to_owned());
        }
    }

    /// The expression of an extension; `None` when it is not understood, which is said.
    pub(super) fn expression(
        &mut self,
        json: &Value,
        own: &str,
        url: &str,
        pointer: &str,
    ) -> Option<Expression> {
        let expression = json.get("valueExpression");
        let word = |field: &str| {
            expression
                .and_then(|e| e.get(field))
                .and_then(Value::as_str)
        };
        let Some(text) = word("expression") else {
            let field = "valueExpression".to_owned();
            self.complain(pointer, What::Missing { field });
            return None;
        };
        if word("language") != Some(LANGUAGE) {
            self.complain(pointer, What::Expression { name: last(url) });
            return None;
        }
        self.read_expression(text, own, &last(url), pointer)
    }

    fn read_expression(
        &mut self,
        text: &str,
        own: &str,
        name: &str,
        pointer: &str,
    ) -> Option<Expression> {
        match Expression::read(text, own, &self.scope) {
            Ok(read) => Some(read),
            Err(part) => {
                let name = name.to_owned();
                self.complain(pointer, What::ExpressionPart { name, part });
                None
            }
        }
    }

    /// What is only proposed may be missing: the field then begins empty. Where nobody can type it, it must be understood.
    pub(super) fn initial_expression(
        &mut self,
        item: &mut Item,
        json: &Value,
        url: &str,
        pointer: &str,
    ) {
        let first_mistake = self.mistakes.len();
        let read = self.expression(json, &item.link_id, url, pointer);
        // A new form has no answers yet.
        item.initial_expression = read.filter(|read| read.questions().is_empty());
        if !item.read_only {
            self.mistakes.truncate(first_mistake);
        }
    }

    pub(super) fn constraint(&mut self, item: &mut Item, json: &Value, pointer: &str) {
        let name = "questionnaire-constraint";
        let (mut text, mut human, mut is_error) = (None, None, true);
        for (part, url, place) in extensions(json, pointer) {
            match url {
                "expression" => text = self.string(part, &place, "valueString"),
                "human" => human = Some(self.text(part, &place, "valueString")),
                "severity" => {
                    is_error = part.get("valueCode").and_then(Value::as_str) != Some("warning")
                }
                _ => {}
            }
        }
        let (Some(text), Some(human)) = (text, human.filter(|human| !human.is_empty())) else {
            let field = "expression, human".to_owned();
            self.complain(pointer, What::Missing { field });
            return;
        };
        let Some(holds) = self.read_expression(&text, &item.link_id, name, pointer) else {
            return;
        };
        if holds.asks_the_card() {
            self.complain(
                pointer,
                What::Expression {
                    name: name.to_owned(),
                },
            );
        }
        item.constraints.push(Constraint {
            holds,
            human,
            is_error,
        });
    }
}
