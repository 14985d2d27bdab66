//! The small things of FHIR's JSON: texts with translations, values, codings, flags; each says where it is wrong.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::domain::lang::Lang;
use crate::domain::number::Decimal;
use crate::forms::answers::{self, Answer, Coding, Quantity};
use crate::forms::expression::Scope;
use crate::forms::extensions::fhir;
use crate::forms::form::{Text, Unit};
use crate::forms::mistakes::{FormMistake, MistakeKind as What};
use crate::forms::positions::Positions;

/// Goes through the JSON of one file and collects its mistakes.
pub(in crate::forms) struct Reader<'a> {
    pub(super) file: &'a str,
    pub(super) positions: Positions,
    /// Language of the untranslated texts.
    pub(super) language: Option<Lang>,
    /// Link id → pointer of every item met, refused ones too.
    pub(in crate::forms) places: BTreeMap<String, String>,
    /// Value sets of the file by their id, and where they stand.
    pub(super) contained: BTreeMap<String, (&'a Value, String)>,
    pub(super) scope: Scope,
    pub(super) in_repeating_group: bool,
    /// Link id → why this program cannot ask it.
    pub(super) unasked: BTreeMap<String, FormMistake>,
    pub(super) mistakes: Vec<FormMistake>,
}

impl Reader<'_> {
    pub(in crate::forms) fn complain(&mut self, pointer: &str, what: What) {
        let line = self.positions.line(pointer);
        self.mistakes.push(FormMistake {
            file: self.file.to_owned(),
            line,
            pointer: pointer.to_owned(),
            what,
        });
    }

    /// Something cannot be decided without this item: if it was left out, it is a mistake after all.
    pub(in crate::forms) fn needed(&mut self, link_id: &str) {
        if let Some(reason) = self.unasked.get(link_id)
            && !self.mistakes.contains(reason)
        {
            self.mistakes.push(reason.clone());
        }
    }

    /// `value[x]` or `answer[x]` of the kinds that answers have.
    pub(super) fn value(&mut self, json: &Value, pointer: &str, prefix: &str) -> Option<Answer> {
        let get = |kind: &str| json.get(format!("{prefix}{kind}"));
        let number = |value: &Value| {
            value
                .as_number()
                .and_then(|n| Decimal::parse(&n.to_string()).ok())
        };
        if let Some(text) = get("String").and_then(Value::as_str) {
            return Some(Answer::Text(text.to_owned()));
        }
        if let Some(whole) = get("Integer") {
            return number(whole).filter(|n| n.is_integer()).map(Answer::Number);
        }
        if let Some(value) = get("Decimal") {
            return number(value).map(Answer::Number);
        }
        if let Some(flag) = get("Boolean") {
            return flag.as_bool().map(Answer::Bool);
        }
        // A time with its zone means nothing by the clock of another place.
        if let Some(date) = get("Date").or_else(|| get("DateTime")) {
            return date.as_str()?.parse().ok().map(Answer::Date);
        }
        if let Some(time) = get("Time") {
            return answers::time(time.as_str()?).map(Answer::Time);
        }
        if let Some(address) = get("Uri").and_then(Value::as_str) {
            return Some(Answer::Text(address.to_owned()));
        }
        if let Some(coding) = get("Coding") {
            return Some(Answer::Choice(
                self.coding(coding, &format!("{pointer}/{prefix}Coding")),
            ));
        }
        let quantity = get("Quantity")?;
        let unit = self.quantity_unit(quantity, pointer).code;
        quantity
            .get("value")
            .and_then(number)
            .map(|value| Answer::Quantity(Quantity { value, unit }))
    }

    pub(super) fn quantity_unit(&mut self, quantity: &Value, pointer: &str) -> Unit {
        let field = |reader: &mut Self, name| reader.string(quantity, pointer, name);
        let text = field(self, "unit")
            .or_else(|| field(self, "code"))
            .unwrap_or_default();
        let code = field(self, "code").unwrap_or_else(|| text.clone());
        Unit {
            system: field(self, "system").unwrap_or_default(),
            code,
            text: self.own_language(Text::new(&text)),
        }
    }

    pub(super) fn unit(&mut self, coding: &Value, pointer: &str) -> Unit {
        let text = self.text(coding, pointer, "display");
        let Coding { system, code, .. } = self.coding(coding, pointer);
        let text = if text.is_empty() {
            Text::new(&code)
        } else {
            text
        };
        Unit { system, code, text }
    }

    pub(super) fn coding(&mut self, json: &Value, pointer: &str) -> Coding {
        let code = self.string(json, pointer, "code");
        let display = self.string(json, pointer, "display").unwrap_or_default();
        // A coding without a code is told apart by its words.
        let code = code.unwrap_or_else(|| display.clone());
        if code.is_empty() {
            self.complain(
                pointer,
                What::Missing {
                    field: "code".into(),
                },
            );
        }
        Coding {
            system: self.string(json, pointer, "system").unwrap_or_default(),
            code,
            display,
        }
    }

    /// `name` with the translations of `_name`. Languages that the program does not have are left out.
    pub(super) fn text(&mut self, json: &Value, pointer: &str, name: &str) -> Text {
        let mut text = Text::new(&self.string(json, pointer, name).unwrap_or_default());
        let shadow = format!("_{name}");
        if let Some(extended) = json.get(&shadow) {
            for (translation, url, place) in extensions(extended, &format!("{pointer}/{shadow}")) {
                if url != fhir::TRANSLATION {
                    continue;
                }
                let part = |wanted: &str| {
                    extensions(translation, &place)
                        .into_iter()
                        .find(|(_, url, _)| *url == wanted)
                        .map(|(e, ..)| e)
                };
                let lang = part("lang")
                    .and_then(|e| e.get("valueCode"))
                    .and_then(Value::as_str);
                let content = part("content")
                    .and_then(|e| e.get("valueString").or_else(|| e.get("valueMarkdown")));
                match (lang, content.and_then(Value::as_str)) {
                    (Some(code), Some(content)) if !content.trim().is_empty() => {
                        if let Some(lang) = language(code) {
                            text.translations.insert(lang, content.to_owned());
                        }
                    }
                    _ => self.complain(
                        &place,
                        What::Value {
                            field: shadow.clone(),
                        },
                    ),
                }
            }
        }
        self.own_language(text)
    }

    pub(super) fn own_language(&self, mut text: Text) -> Text {
        if let (Some(lang), false) = (self.language, text.is_empty()) {
            text.translations
                .entry(lang)
                .or_insert_with(|| text.plain.clone());
        }
        text
    }

    pub(super) fn refuse_modifiers(&mut self, json: &Value, pointer: &str) {
        for (extension, pointer) in array(json, pointer, "modifierExtension") {
            let name = extension
                .get("url")
                .and_then(Value::as_str)
                .map(last)
                .unwrap_or_default();
            self.complain(&pointer, What::ModifierExtension { name });
        }
    }

    pub(super) fn string(&mut self, json: &Value, pointer: &str, field: &str) -> Option<String> {
        let value = json.get(field)?;
        let text = value.as_str().map(str::to_owned);
        if text.is_none() {
            self.complain(
                &format!("{pointer}/{field}"),
                What::WrongType {
                    field: field.to_owned(),
                },
            );
        }
        text.filter(|text| !text.trim().is_empty())
    }

    pub(super) fn required_string(
        &mut self,
        json: &Value,
        pointer: &str,
        field: &str,
    ) -> Option<String> {
        let before = self.mistakes.len();
        let text = self.string(json, pointer, field);
        if text.is_none() && self.mistakes.len() == before {
            self.complain(
                pointer,
                What::Missing {
                    field: field.to_owned(),
                },
            );
        }
        text
    }

    pub(super) fn flag(&mut self, json: &Value, pointer: &str, field: &str) -> bool {
        match json.get(field).map(Value::as_bool) {
            None => false,
            Some(Some(flag)) => flag,
            Some(None) => {
                self.complain(
                    &format!("{pointer}/{field}"),
                    What::WrongType {
                        field: field.to_owned(),
                    },
                );
                false
            }
        }
    }

    pub(super) fn count(&mut self, json: &Value, pointer: &str, field: &str) -> Option<u32> {
        let value = json.get(field)?;
        let count = value.as_u64().and_then(|n| u32::try_from(n).ok());
        if count.is_none() {
            self.complain(
                &format!("{pointer}/{field}"),
                What::WrongType {
                    field: field.to_owned(),
                },
            );
        }
        count
    }

    pub(super) fn decimal(&mut self, json: &Value, pointer: &str, field: &str) -> Option<Decimal> {
        let number = json
            .get(field)
            .and_then(Value::as_number)
            .and_then(|n| Decimal::parse(&n.to_string()).ok());
        if number.is_none() {
            self.complain(
                pointer,
                What::Value {
                    field: field.to_owned(),
                },
            );
        }
        number
    }
}

/// The entries of an array field with their pointers; nothing when it is absent or no array.
pub(super) fn array<'v>(json: &'v Value, pointer: &str, field: &str) -> Vec<(&'v Value, String)> {
    let entries = json
        .get(field)
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    entries
        .iter()
        .enumerate()
        .map(|(i, entry)| (entry, format!("{pointer}/{field}/{i}")))
        .collect()
}

/// Extensions of an element: value, URL, pointer.
pub(super) fn extensions<'v>(json: &'v Value, pointer: &str) -> Vec<(&'v Value, &'v str, String)> {
    let found = array(json, pointer, "extension").into_iter();
    found
        .map(|(e, pointer)| {
            (
                e,
                e.get("url").and_then(Value::as_str).unwrap_or_default(),
                pointer,
            )
        })
        .collect()
}

/// "kk", "kk-KZ", "uz-Latn": the first part decides.
pub(super) fn language(code: &str) -> Option<Lang> {
    Lang::parse(code.split('-').next().unwrap_or(code))
}

pub(super) fn last(url: &str) -> String {
    url.rsplit(['/', ':']).next().unwrap_or(url).to_owned()
}
