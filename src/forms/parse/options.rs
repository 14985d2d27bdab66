//! The answers to choose from: listed at the item, or in a value set that stands in the same file.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::forms::answers::{Answer, Coding, clock};
use crate::forms::extensions::fhir;
use crate::forms::form::{Choice, Item, Kind, Text};
use crate::forms::mistakes::MistakeKind as What;
use crate::forms::parse::Reader;
use crate::forms::parse::elements::{array, extensions, language};

/// Answers of one item.
const OPTIONS_MAX: usize = 500;

/// Value sets of the file by their id, and where each stands.
pub(super) fn contained(root: &Value) -> BTreeMap<String, (&Value, String)> {
    array(root, "", "contained")
        .into_iter()
        .filter(|(set, _)| set.get("resourceType").and_then(Value::as_str) == Some("ValueSet"))
        .filter_map(|(set, pointer)| {
            let id = set.get("id").and_then(Value::as_str)?;
            Some((id.to_owned(), (set, pointer)))
        })
        .collect()
}

impl Reader<'_> {
    pub(super) fn options(&mut self, item: &mut Item, json: &Value, pointer: &str) {
        let is_choice = matches!(item.kind, Kind::Choice | Kind::OpenChoice);
        if let Some(url) = json.get("answerValueSet") {
            let place = format!("{pointer}/answerValueSet");
            let id = url.as_str().and_then(|url| url.strip_prefix('#'));
            match id.and_then(|id| self.contained.get(id).cloned()) {
                Some((set, inside)) if is_choice => self.value_set(item, set, &inside, &place),
                Some(_) => self.complain(&place, What::OptionOnKind),
                None => self.complain(&place, What::ValueSet),
            }
            return;
        }
        for (option, place) in array(json, pointer, "answerOption") {
            if !is_choice {
                self.complain(&place, What::OptionOnKind);
                return;
            }
            let Some(answer) = self.value(option, &place, "value") else {
                self.complain(
                    &place,
                    What::Value {
                        field: "answerOption".into(),
                    },
                );
                continue;
            };
            let text = match &answer {
                Answer::Choice(coding) => match option.get("valueCoding") {
                    Some(json) if !coding.display.is_empty() => self.text(json, &place, "display"),
                    _ => Text::new(&coding.code),
                },
                Answer::Text(_) => self.text(option, &place, "valueString"),
                Answer::Number(number) => Text::new(&number.to_string()),
                Answer::Date(date) => Text::new(&date.to_string()),
                Answer::Time(time) => Text::new(&clock(*time)),
                Answer::Quantity(_) | Answer::DateTime(_) | Answer::Bool(_) | Answer::Other(_) => {
                    self.complain(
                        &place,
                        What::Value {
                            field: "answerOption".into(),
                        },
                    );
                    continue;
                }
            };
            if self.flag(option, &place, "initialSelected") {
                item.initial.push(answer.clone());
            }
            let exclusive = extensions(option, &place)
                .into_iter()
                .any(|(e, url, at)| url == fhir::EXCLUSIVE && self.flag(e, &at, "valueBoolean"));
            item.options.push(Choice {
                answer,
                text,
                exclusive,
            });
        }
        if item.kind == Kind::Choice && item.options.is_empty() && item.context.is_none() {
            self.complain(pointer, What::NoOptions);
        }
    }

    /// Only a list of codes is read: what is taken from a code system by a rule is not in the file.
    fn value_set(&mut self, item: &mut Item, set: &Value, inside: &str, place: &str) {
        let compose = set.get("compose");
        let is_ruled = |part: &Value| {
            ["filter", "valueSet"]
                .iter()
                .any(|rule| part.get(rule).is_some())
                || part
                    .get("concept")
                    .and_then(Value::as_array)
                    .is_none_or(Vec::is_empty)
        };
        let parts = compose.map(|c| array(c, &format!("{inside}/compose"), "include"));
        let listed = parts.filter(|parts| {
            !parts.is_empty()
                && parts.iter().all(|(part, _)| !is_ruled(part))
                && compose.is_none_or(|c| c.get("exclude").is_none())
        });
        let mut concepts: Vec<(&Value, String, Option<&Value>)> = Vec::new();
        if let Some(parts) = listed {
            for (part, at) in parts {
                let found = array(part, &at, "concept").into_iter();
                concepts.extend(found.map(|(concept, at)| (concept, at, part.get("system"))));
            }
        } else if let Some(expansion) = set.get("expansion") {
            let found = array(expansion, &format!("{inside}/expansion"), "contains").into_iter();
            concepts.extend(found.map(|(concept, at)| (concept, at, concept.get("system"))));
        }
        let is_flat = concepts
            .iter()
            .all(|(concept, ..)| concept.get("contains").is_none());
        if concepts.is_empty() || !is_flat || concepts.len() > OPTIONS_MAX {
            self.complain(place, What::ValueSet);
            return;
        }
        for (concept, at, system) in concepts {
            let mut text = self.text(concept, &at, "display");
            for (designation, at) in array(concept, &at, "designation") {
                let lang = self.string(designation, &at, "language");
                let words = self.string(designation, &at, "value");
                if let (Some(lang), Some(words)) = (lang.as_deref().and_then(language), words) {
                    text.translations.insert(lang, words);
                }
            }
            let Some(code) = self.required_string(concept, &at, "code") else {
                continue;
            };
            if text.is_empty() {
                text = Text::new(&code);
            }
            let coding = Coding {
                system: system
                    .and_then(Value::as_str)
                    .unwrap_or_default()
                    .to_owned(),
                display: self.string(concept, &at, "display").unwrap_or_default(),
                code,
            };
            item.options.push(Choice {
                answer: Answer::Choice(coding),
                text,
                exclusive: false,
            });
        }
    }
}
