//! From the text of a file to a [`Form`], or to every mistake in it at once. Reads the subset of FHIR R4
//! `Questionnaire` that `forms/README.md` names; whatever would change the meaning and is not
//! understood is refused with its place, never skipped.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::domain::country::Country;
use crate::domain::lang::Lang;
use crate::domain::number::Decimal;
use crate::forms::answers::{Answer, Coding, Quantity};
use crate::forms::check;
use crate::forms::extensions::{changes_behaviour, fhir, own};
use crate::forms::form::{
    Bound, Choice, Component, Condition, ContextFact, DateRule, Enable, Form, Item, Kind, Limits,
    Operator, Plausible, Text, Unit,
};
use crate::forms::mistakes::{FormMistake, MistakeKind as What};
use crate::forms::positions::Positions;

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
            mistakes: Vec::new(),
        };
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

pub(super) struct Reader<'a> {
    file: &'a str,
    positions: Positions,
    /// Language of the untranslated texts.
    language: Option<Lang>,
    /// Link id → pointer of every item met, refused ones too.
    pub places: BTreeMap<String, String>,
    mistakes: Vec<FormMistake>,
}

impl Reader<'_> {
    pub fn complain(&mut self, pointer: &str, what: What) {
        let line = self.positions.line(pointer);
        self.mistakes.push(FormMistake {
            file: self.file.to_owned(),
            line,
            pointer: pointer.to_owned(),
            what,
        });
    }

    fn form(&mut self, root: &Value) -> Form {
        self.refuse_modifiers(root, "");
        let mut legal_act = None;
        for (extension, url, pointer) in extensions(root, "") {
            match url {
                own::LEGAL_ACT => {
                    legal_act = self.required_string(extension, &pointer, "valueString")
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
        let kind = self.kind(json, pointer);
        let mut item = Item {
            link_id,
            kind: kind.unwrap_or(Kind::Group),
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
            items: self.items(json, pointer),
        };
        for (extension, url, place) in extensions(json, pointer) {
            self.item_extension(&mut item, extension, url, &place);
        }
        kind?;
        self.options(&mut item, json, pointer);
        self.initial(&mut item, json, pointer);
        if item.kind == Kind::Group && item.repeats {
            self.complain(pointer, What::RepeatingGroup);
        }
        check::limits(&item, pointer, self);
        Some(item)
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
            let known = [
                "dateTime",
                "time",
                "url",
                "attachment",
                "reference",
                "question",
            ]
            .contains(&name.as_str());
            let what = if known {
                What::UnsupportedType { name }
            } else {
                What::UnknownType { name }
            };
            self.complain(&format!("{pointer}/type"), what);
        }
        kind
    }

    fn item_extension(&mut self, item: &mut Item, json: &Value, url: &str, pointer: &str) {
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
            own::IDENTIFYING => item.identifying = self.flag(json, pointer, "valueBoolean"),
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
            url if url.starts_with("urn:feldsher:") || changes_behaviour(url) => {
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

    fn enable(&mut self, json: &Value, pointer: &str) -> Option<Enable> {
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
        (!conditions.is_empty()).then_some(Enable { all, conditions })
    }

    fn options(&mut self, item: &mut Item, json: &Value, pointer: &str) {
        let is_choice = matches!(item.kind, Kind::Choice | Kind::OpenChoice);
        if json.get("answerValueSet").is_some() {
            self.complain(&format!("{pointer}/answerValueSet"), What::ValueSet);
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
                Answer::Quantity(_) | Answer::Bool(_) | Answer::Other(_) => {
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
            item.options.push(Choice { answer, text });
        }
        if item.kind == Kind::Choice && item.options.is_empty() && item.context.is_none() {
            self.complain(pointer, What::NoOptions);
        }
    }

    fn initial(&mut self, item: &mut Item, json: &Value, pointer: &str) {
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

    /// `value[x]` or `answer[x]` of the kinds that answers have.
    fn value(&mut self, json: &Value, pointer: &str, prefix: &str) -> Option<Answer> {
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
        if let Some(date) = get("Date") {
            return date.as_str()?.parse().ok().map(Answer::Date);
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

    fn quantity_unit(&mut self, quantity: &Value, pointer: &str) -> Unit {
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

    fn unit(&mut self, coding: &Value, pointer: &str) -> Unit {
        let text = self.text(coding, pointer, "display");
        let Coding { system, code, .. } = self.coding(coding, pointer);
        let text = if text.is_empty() {
            Text::new(&code)
        } else {
            text
        };
        Unit { system, code, text }
    }

    fn coding(&mut self, json: &Value, pointer: &str) -> Coding {
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
    fn text(&mut self, json: &Value, pointer: &str, name: &str) -> Text {
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

    fn own_language(&self, mut text: Text) -> Text {
        if let (Some(lang), false) = (self.language, text.is_empty()) {
            text.translations
                .entry(lang)
                .or_insert_with(|| text.plain.clone());
        }
        text
    }

    fn refuse_modifiers(&mut self, json: &Value, pointer: &str) {
        for (extension, pointer) in array(json, pointer, "modifierExtension") {
            let name = extension
                .get("url")
                .and_then(Value::as_str)
                .map(last)
                .unwrap_or_default();
            self.complain(&pointer, What::ModifierExtension { name });
        }
    }

    fn string(&mut self, json: &Value, pointer: &str, field: &str) -> Option<String> {
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

    fn required_string(&mut self, json: &Value, pointer: &str, field: &str) -> Option<String> {
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

    fn flag(&mut self, json: &Value, pointer: &str, field: &str) -> bool {
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

    fn count(&mut self, json: &Value, pointer: &str, field: &str) -> Option<u32> {
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

    fn decimal(&mut self, json: &Value, pointer: &str, field: &str) -> Option<Decimal> {
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
fn array<'v>(json: &'v Value, pointer: &str, field: &str) -> Vec<(&'v Value, String)> {
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
fn extensions<'v>(json: &'v Value, pointer: &str) -> Vec<(&'v Value, &'v str, String)> {
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
fn language(code: &str) -> Option<Lang> {
    Lang::parse(code.split('-').next().unwrap_or(code))
}

fn last(url: &str) -> String {
    url.rsplit(['/', ':']).next().unwrap_or(url).to_owned()
}
