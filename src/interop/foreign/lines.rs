//! Values as labelled lines: every leaf of the JSON becomes a line, in the order of the file.

use super::super::json::Value;
use super::super::systems;
use super::{Reader, markup, plain};
use crate::domain::foreign::Line;

/// Names under which no reader looks for meaning.
const TECHNICAL: [&str; 9] = [
    "id",
    "fullUrl",
    "versionId",
    "lastUpdated",
    "profile",
    "source",
    "system",
    "assigner",
    "userSelected",
];
/// Longest value that is shown: what is longer is a picture or a signature in letters, and its size is said.
const LONGEST: usize = 20_000;
/// Data up to this length is shown as it is: it may be a curve of figures.
const SHORT_DATA: usize = 300;
/// A choice of FHIR (`valueQuantity`) is named by its first part.
const CHOICES: [&str; 10] = [
    "value",
    "onset",
    "effective",
    "occurrence",
    "medication",
    "deceased",
    "abatement",
    "performed",
    "multipleBirth",
    "occurred",
];

pub(super) struct Lines<'r, 'b> {
    reader: &'r Reader<'b>,
    out: Vec<Line>,
    depth: u8,
    technical: bool,
    turns: bool,
}

impl<'r, 'b> Lines<'r, 'b> {
    pub fn new(reader: &'r Reader<'b>) -> Self {
        Self {
            reader,
            out: Vec::new(),
            depth: 0,
            technical: false,
            turns: false,
        }
    }

    /// The fields of an object, without some.
    pub fn fields(mut self, value: &Value, without: &[&str]) -> Vec<Line> {
        self.all(value, without);
        self.out
    }

    pub fn value(mut self, name: &str, value: &Value) -> Vec<Line> {
        self.one(name, value);
        self.out
    }

    /// What a reference says besides where it leads, and where it leads.
    pub fn beside_reference(mut self, value: &Value) -> Vec<Line> {
        self.technical = true;
        self.all(value, &[]);
        for line in &mut self.out {
            line.technical &= !line.turns;
        }
        self.out
    }

    fn all(&mut self, value: &Value, without: &[&str]) {
        match value {
            Value::Object(fields) => {
                for (name, value) in fields {
                    if !without.contains(&name.as_str()) {
                        self.one(name, value);
                    }
                }
            }
            other => self.one("", other),
        }
    }

    /// The fields of an object one step further in. What was said above already is left out, if it was a text or a number: only those
    /// were said.
    fn deeper(&mut self, value: &Value, said: &[&str]) {
        let is_said = |name: &&str| match value.get(name) {
            Some(Value::Text(_)) => true,
            Some(Value::Number(_)) => *name == "value",
            _ => false,
        };
        let without: Vec<&str> = said.iter().copied().filter(is_said).collect();
        self.depth = self.depth.saturating_add(1);
        self.all(value, &without);
        self.depth = self.depth.saturating_sub(1);
    }

    fn one(&mut self, name: &str, value: &Value) {
        match (name, value) {
            (_, Value::List(items)) => {
                if items.is_empty() {
                    self.leaf(name, "[]");
                }
                for item in items {
                    self.one(name, item);
                }
            }
            (_, Value::Object(fields)) if fields.is_empty() => self.leaf(name, "{}"),
            ("text", Value::Object(_)) if value.get("div").is_some() => self.narrative(value),
            ("extension" | "modifierExtension", Value::Object(_)) => self.extension(name, value),
            ("coding" | "valueCoding" | "security" | "tag", Value::Object(_)) => {
                self.coding(name, value)
            }
            (_, Value::Object(_)) if is_concept(value) => self.concept(name, value),
            (_, Value::Object(_)) if is_quantity(value) => self.quantity(name, value),
            (_, Value::Object(_)) if value.text_of("reference").is_some() => {
                self.reference(name, value)
            }
            (_, Value::Object(_)) => self.group(name, "", value, &[]),
            (_, Value::Text(text)) => self.leaf(name, text),
            (_, Value::Number(text)) => self.leaf(name, text),
            (_, Value::Bool(yes)) => self.leaf(name, if *yes { "true" } else { "false" }),
            (_, Value::Null) => self.leaf(name, "null"),
        }
    }

    fn leaf(&mut self, name: &str, value: &str) {
        let is_binary = value.len() > LONGEST || (name == "data" && value.len() > SHORT_DATA);
        let value = if is_binary {
            let n = value.len().to_string();
            crate::i18n::tr(self.reader.lang, "foreign-long", &[("n", &n)])
        } else {
            plain(value)
        };
        let technical = self.technical || TECHNICAL.contains(&name);
        self.line(name, value, technical);
    }

    fn line(&mut self, name: &str, value: String, technical: bool) {
        let base = CHOICES.iter().find(|choice| {
            name.strip_prefix(*choice)
                .is_some_and(|rest| rest.chars().next().is_some_and(char::is_uppercase))
        });
        let name = base.copied().unwrap_or(name);
        let hidden = name.strip_prefix('_').unwrap_or(name);
        self.out.push(Line {
            depth: self.depth,
            label: self.reader.word("word", hidden),
            value,
            turns: self.turns,
            technical: technical && !self.turns,
        });
    }

    /// A heading, and the fields under it.
    fn group(&mut self, name: &str, said: &str, value: &Value, without: &[&str]) {
        let technical = self.technical || name == "meta";
        self.line(name, plain(said), technical);
        let before = self.technical;
        self.technical = technical;
        self.deeper(value, without);
        self.technical = before;
    }

    fn narrative(&mut self, value: &Value) {
        let div = value.text_of("div").unwrap_or_default();
        let struck = self.reader.say("foreign-struck");
        let text = markup::text(div, &struck);
        self.line("text", plain(&text), false);
        // How the text came about is of no use to a reader of it; anything else might be.
        let is_plain = matches!(
            value.text_of("status"),
            Some("generated" | "additional" | "extensions")
        );
        let before = self.technical;
        self.technical |= is_plain && value.get("extension").is_none();
        self.deeper(value, &["div"]);
        self.technical = before;
    }

    /// The address says what it is; without knowing it, nobody may act as if it were not there.
    fn extension(&mut self, name: &str, value: &Value) {
        let before = self.turns;
        self.turns |= name == "modifierExtension";
        self.group(
            name,
            value.text_of("url").unwrap_or_default(),
            value,
            &["url"],
        );
        self.turns = before;
    }

    /// "Hypertension, I10 (ICD-10)".
    fn coding(&mut self, name: &str, value: &Value) {
        let said = coding_text(value);
        let system = value.text_of("system").unwrap_or_default();
        // By its short name, which stands beside the code.
        let is_named = systems::name(system).is_some() && value.text_of("code").is_some();
        let without = if is_named {
            &["system", "code", "display"][..]
        } else {
            &["code", "display"][..]
        };
        self.line(name, said, self.technical);
        self.deeper(value, without);
    }

    fn concept(&mut self, name: &str, value: &Value) {
        self.group(
            name,
            value.text_of("text").unwrap_or_default(),
            value,
            &["text"],
        );
    }

    /// "< 5.4 mmol/L": the comparator belongs to the number.
    fn quantity(&mut self, name: &str, value: &Value) {
        let number = match value.get("value") {
            Some(Value::Number(text) | Value::Text(text)) => text.as_str(),
            _ => "",
        };
        let unit = value
            .text_of("unit")
            .or_else(|| value.text_of("code"))
            .unwrap_or_default();
        let parts = [
            value.text_of("comparator").unwrap_or_default(),
            number,
            unit,
        ];
        let said = parts
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        let same_code = value.text_of("code") == Some(unit);
        let mut without = vec!["comparator", "unit"];
        if matches!(value.get("value"), Some(Value::Number(_) | Value::Text(_))) {
            without.push("value");
        }
        if same_code {
            without.push("code");
        }
        self.line(name, plain(&said), self.technical);
        self.deeper(value, &without);
    }

    fn reference(&mut self, name: &str, value: &Value) {
        let reference = value.text_of("reference").unwrap_or_default();
        let target = self.reader.find(reference);
        let said = value.text_of("display").map(plain);
        let title = target.map(|at| self.reader.title(self.reader.resources[at]));
        let said = said.or(title).filter(|text| !text.is_empty());
        match (said, target) {
            (Some(said), Some(_)) => self.line(name, said, self.technical),
            (said, _) => {
                let said = said
                    .map(|said| format!("{said} \u{2014} "))
                    .unwrap_or_default();
                self.line(name, format!("{said}{}", plain(reference)), self.technical);
            }
        }
        if target.is_some() {
            self.depth = self.depth.saturating_add(1);
            self.line("reference", plain(reference), true);
            self.depth = self.depth.saturating_sub(1);
        }
        self.deeper(value, &["reference", "display"]);
    }
}

fn is_concept(value: &Value) -> bool {
    value.get("coding").is_some()
}

fn is_quantity(value: &Value) -> bool {
    matches!(value.get("value"), Some(Value::Number(_)))
        && (value.get("unit").is_some()
            || value.get("code").is_some()
            || value.get("comparator").is_some())
}

/// Words, code and the short name of the system, as far as they are there.
fn coding_text(value: &Value) -> String {
    let display = value.text_of("display").map(plain).unwrap_or_default();
    let code = value.text_of("code").map(plain).unwrap_or_default();
    let system = value
        .text_of("system")
        .and_then(systems::name)
        .unwrap_or_default();
    let said = if system.is_empty() || code.is_empty() {
        code
    } else {
        format!("{code} ({system})")
    };
    [display, said]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

/// The words of a concept: its text, else of its first coding.
pub(super) fn concept_text(value: &Value) -> String {
    let own = value
        .text_of("text")
        .map(plain)
        .filter(|text| !text.trim().is_empty());
    let mut coded = value.list_of("coding").iter().map(|coding| {
        let display = coding
            .text_of("display")
            .map(plain)
            .filter(|text| !text.trim().is_empty());
        display.unwrap_or_else(|| coding_text(coding))
    });
    own.or_else(|| coded.find(|text| !text.is_empty()))
        .unwrap_or_default()
}

/// A name of a person or thing.
pub(super) fn name_text(value: &Value) -> String {
    match value {
        Value::Text(text) => plain(text),
        Value::Object(_) => {
            if let Some(text) = value.text_of("text").or_else(|| value.text_of("name")) {
                return plain(text);
            }
            let given = value.list_of("given").iter().filter_map(Value::text);
            let parts: Vec<&str> = value
                .list_of("prefix")
                .iter()
                .filter_map(Value::text)
                .chain(given)
                .chain(value.text_of("family"))
                .collect();
            plain(&parts.join(" "))
        }
        _ => String::new(),
    }
}
