//! From the text of a file to a [`Form`], or to every mistake in it at once. Reads the subset of FHIR R4
//! `Questionnaire` that `forms/README.md` names; whatever would change the meaning and is not
//! understood is refused with its place, never skipped.

mod elements;
mod expressions;
mod options;
mod parts;

use std::collections::BTreeMap;

use serde_json::Value;

use crate::domain::country::Country;
use crate::forms::check;
use crate::forms::expression::Scope;
use crate::forms::extensions::{changes_behaviour, fhir, own};
use crate::forms::form::{Enable, Form, Item, Kind, Limits, Text};
use crate::forms::mistakes::{FormMistake, MistakeKind as What};
use crate::forms::positions::Positions;

pub(super) use elements::Reader;
use elements::{array, extensions, language, last};

/// A form file may have so many bytes …
pub const MAX_BYTES: usize = 2 * 1024 * 1024;
/// … and so many items.
pub const MAX_ITEMS: usize = 2_000;
const MAX_LINK_ID: usize = 255;
const COUNTRY_SYSTEM: &str = "urn:iso:std:iso:3166";

impl Form {
    /// Reads one form file; `file_name` is only for the mistakes.
    pub fn parse(json_text: &str, file_name: &str) -> Result<Self, Vec<FormMistake>> {
        let single = |line: usize, what: What| {
            vec![FormMistake {
                file: file_name.to_owned(),
                line,
                pointer: String::new(),
                what,
            }]
        };
        if json_text.len() > MAX_BYTES {
            return Err(single(1, What::TooLarge { max: MAX_BYTES }));
        }
        let json_text = json_text.trim_start_matches('\u{feff}');
        let root: Value = serde_json::from_str(json_text).map_err(|e| {
            single(
                e.line().max(1),
                What::NotJson {
                    detail: e.to_string(),
                },
            )
        })?;
        if root.get("resourceType").and_then(Value::as_str) != Some("Questionnaire") {
            return Err(single(1, What::NotQuestionnaire));
        }
        let mut reader = Reader {
            file: file_name,
            positions: Positions::of(json_text),
            language: root
                .get("language")
                .and_then(Value::as_str)
                .and_then(language),
            places: BTreeMap::new(),
            contained: options::contained(&root),
            scope: Scope::default(),
            in_repeating_group: false,
            unasked: BTreeMap::new(),
            mistakes: Vec::new(),
        };
        expressions::outline(&root, None, &mut reader.scope.outline);
        let form = reader.form(&root);
        check::structure(&form, &mut reader);
        if reader.mistakes.is_empty() {
            Ok(form)
        } else {
            reader
                .mistakes
                .sort_by(|a, b| (a.line, &a.pointer).cmp(&(b.line, &b.pointer)));
            Err(reader.mistakes)
        }
    }
}

/// A question without words of its own has them in a display right below it (the SDK of Android calls it a flyover).
fn label_from_below(item: &mut Item) {
    let is_label = item.items.first().is_some_and(|first| {
        first.kind == Kind::Display && first.enable.is_none() && first.unasked.is_none()
    });
    if item.asks() && item.text.is_empty() && is_label {
        item.text = item.items.remove(0).text;
    }
}

impl Reader<'_> {
    fn form(&mut self, root: &Value) -> Form {
        self.refuse_modifiers(root, "");
        let mut legal_act = None;
        let mut unconfirmed = false;
        for (extension, url, pointer) in extensions(root, "") {
            match url {
                fhir::VARIABLE => self.variable(extension, ""),
                fhir::LAUNCH_CONTEXT => self.launch_context(extension),
                own::LEGAL_ACT => {
                    legal_act = self.required_string(extension, &pointer, "valueString")
                }
                own::UNCONFIRMED => {
                    unconfirmed = self.flag(extension, &pointer, "valueBoolean");
                }
                url if changes_behaviour(url) => {
                    self.complain(&pointer, What::Expression { name: last(url) })
                }
                _ => {}
            }
        }
        let title = match self.text(root, "", "title") {
            title if title.is_empty() => Text::new(self.file),
            title => title,
        };
        let date = self.string(root, "", "date").and_then(|date| {
            // A date may carry a time of day, which forms do not need.
            let read = date.get(..10).unwrap_or(&date).parse().ok();
            if read.is_none() {
                self.complain(
                    "/date",
                    What::Value {
                        field: "date".into(),
                    },
                );
            }
            read
        });
        let version = self
            .string(root, "", "version")
            .unwrap_or_else(|| "0".to_owned());
        if !version.split('.').all(|part| {
            !part.is_empty() && part.len() < 10 && part.bytes().all(|b| b.is_ascii_digit())
        }) {
            self.complain(
                "/version",
                What::Value {
                    field: "version".into(),
                },
            );
        }
        let items = self.items(root, "");
        if items.is_empty() && self.places.is_empty() {
            self.complain(
                "",
                What::Missing {
                    field: "item".into(),
                },
            );
        }
        Form {
            url: self
                .string(root, "", "url")
                .unwrap_or_else(|| self.file.to_owned()),
            version,
            date,
            title,
            countries: self.countries(root),
            legal_act,
            source: self.string(root, "", "copyright"),
            unconfirmed,
            items,
        }
    }

    fn countries(&mut self, root: &Value) -> Vec<Country> {
        let mut found = Vec::new();
        for (concept, pointer) in array(root, "", "jurisdiction") {
            for (coding, pointer) in array(concept, &pointer, "coding") {
                let coding = self.coding(coding, &pointer);
                match Country::parse(&coding.code.to_lowercase())
                    .filter(|_| coding.system == COUNTRY_SYSTEM)
                {
                    Some(country) => found.push(country),
                    None => {
                        let what = What::UnknownWord {
                            field: "jurisdiction".into(),
                            word: coding.code,
                        };
                        self.complain(&pointer, what);
                    }
                }
            }
        }
        found
    }

    fn items(&mut self, parent: &Value, pointer: &str) -> Vec<Item> {
        if parent.get("item").is_some_and(|items| !items.is_array()) {
            self.complain(
                &format!("{pointer}/item"),
                What::WrongType {
                    field: "item".into(),
                },
            );
        }
        array(parent, pointer, "item")
            .into_iter()
            .filter_map(|(item, pointer)| self.item(item, &pointer))
            .collect()
    }

    /// `None` when the item cannot be understood at all; its children are still read for their mistakes.
    fn item(&mut self, json: &Value, pointer: &str) -> Option<Item> {
        if self.places.len() == MAX_ITEMS {
            self.complain(pointer, What::TooMany { max: MAX_ITEMS });
        }
        if self.places.len() >= MAX_ITEMS {
            return None;
        }
        let link_id = self
            .required_string(json, pointer, "linkId")
            .unwrap_or_default();
        self.place(&link_id, pointer);
        self.refuse_modifiers(json, pointer);
        let first_mistake = self.mistakes.len();
        let variables = self.scope.variables.len();
        for (extension, _, _) in extensions(json, pointer)
            .into_iter()
            .filter(|(_, url, _)| *url == fhir::VARIABLE)
        {
            self.variable(extension, &link_id);
        }
        let kind = self.kind(json, pointer);
        let is_repeating = kind == Some(Kind::Group) && self.flag(json, pointer, "repeats");
        if is_repeating && self.in_repeating_group {
            self.complain(pointer, What::RepeatingGroup);
        }
        let around = self.in_repeating_group;
        self.in_repeating_group |= is_repeating;
        let items = self.items(json, pointer);
        self.in_repeating_group = around;
        let mut item = Item {
            link_id,
            kind: kind.unwrap_or(Kind::Display),
            text: self.text(json, pointer, "text"),
            prefix: self.string(json, pointer, "prefix").unwrap_or_default(),
            codes: array(json, pointer, "code")
                .into_iter()
                .map(|(c, p)| self.coding(c, &p))
                .collect(),
            required: self.flag(json, pointer, "required"),
            repeats: self.flag(json, pointer, "repeats"),
            read_only: self.flag(json, pointer, "readOnly"),
            hidden: false,
            identifying: false,
            signature: false,
            component: None,
            context: None,
            limits: Limits {
                max_length: self.count(json, pointer, "maxLength"),
                ..Limits::default()
            },
            plausible: Vec::new(),
            units: Vec::new(),
            options: Vec::new(),
            initial: Vec::new(),
            enable: self.enable(json, pointer),
            calculated: None,
            initial_expression: None,
            constraints: Vec::new(),
            hint: String::new(),
            repetition: 0,
            unasked: None,
            items,
        };
        for (extension, url, place) in extensions(json, pointer) {
            self.item_extension(&mut item, extension, url, &place);
        }
        self.scope.variables.truncate(variables);
        if kind.is_some() {
            self.options(&mut item, json, pointer);
            self.initial(&mut item, json, pointer);
            check::limits(&item, pointer, self);
        }
        label_from_below(&mut item);
        self.leave_out(&mut item, pointer, first_mistake);
        (kind.is_some() || item.unasked.is_some()).then_some(item)
    }

    /// What the program cannot ask is left out with its reason where nobody has to answer it. What must be answered, is hidden or
    /// has mistakes of its author in it stays a mistake of the file.
    fn leave_out(&mut self, item: &mut Item, pointer: &str, first_mistake: usize) {
        let found = self.mistakes.get(first_mistake..).unwrap_or_default();
        let below = format!("{pointer}/item/");
        let is_only_limits = found
            .iter()
            .all(|mistake| mistake.what.is_own_limit() && !mistake.pointer.starts_with(&below));
        let Some(reason) = found.first().filter(|_| is_only_limits).cloned() else {
            return;
        };
        let mut waiting = vec![&*item];
        let mut link_ids = Vec::new();
        while let Some(part) = waiting.pop() {
            if part.required || part.component.is_some() {
                return;
            }
            link_ids.push(part.link_id.clone());
            waiting.extend(&part.items);
        }
        if item.hidden {
            return;
        }
        self.mistakes.truncate(first_mistake);
        for link_id in link_ids {
            self.unasked.insert(link_id, reason.clone());
        }
        item.unasked = Some(reason);
        item.kind = Kind::Display;
        item.items.clear();
        item.options.clear();
        item.initial.clear();
        item.calculated = None;
        item.initial_expression = None;
        item.constraints.clear();
        item.repeats = false;
        item.limits = Limits::default();
        // It may stand where it would not have to, rather than be passed over.
        item.enable = item.enable.take().map(|enable| Enable {
            expression: None,
            ..enable
        });
        if item
            .enable
            .as_ref()
            .is_some_and(|e| e.conditions.is_empty())
        {
            item.enable = None;
        }
    }

    fn place(&mut self, link_id: &str, pointer: &str) {
        if link_id.is_empty() {
            return;
        }
        let here = format!("{pointer}/linkId");
        if link_id.len() > MAX_LINK_ID
            || link_id.contains(|c: char| c.is_whitespace() || c.is_control())
        {
            self.complain(
                &here,
                What::BadLinkId {
                    link_id: link_id.to_owned(),
                },
            );
        }
        if self.places.contains_key(link_id) {
            self.complain(
                &here,
                What::DuplicateLinkId {
                    link_id: link_id.to_owned(),
                },
            );
        } else {
            self.places.insert(link_id.to_owned(), pointer.to_owned());
        }
    }

    fn kind(&mut self, json: &Value, pointer: &str) -> Option<Kind> {
        let name = self.required_string(json, pointer, "type")?;
        let kind = Kind::parse(&name);
        if kind.is_none() {
            // Types of the standard that this program has no field for, as against typing errors.
            let known = ["attachment", "reference", "question"].contains(&name.as_str());
            let what = if known {
                What::UnsupportedType { name }
            } else {
                What::UnknownType { name }
            };
            self.complain(&format!("{pointer}/type"), what);
        }
        kind
    }
}
