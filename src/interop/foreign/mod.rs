//! Reads a summary that another system wrote (a FHIR R4 bundle) and shows all of it: sections, entries, narrative as text, extensions
//! with their address. Nothing is dropped and nothing is understood better than it is said: what turns the meaning of an entry stands
//! in its warnings.
//!
//! Nothing in the file is run or followed: markup becomes text, a reference is looked up in the same file once, an entry is shown in
//! one place however often it is referred to.

mod lines;
mod markup;
mod offer;
mod turns;

use std::collections::{BTreeMap, BTreeSet};

use super::json::{self, Reason, Refusal, Value};
use crate::domain::foreign::{Foreign, Item, Line, Part};
use crate::domain::lang::Lang;
use crate::i18n::{has, tr};
use lines::Lines;

/// Reads a file. The words are in `lang`; what the file says stays as it is.
pub fn read(bytes: &[u8], lang: Lang) -> Result<Foreign, Refusal> {
    let bundle = json::parse(bytes)?;
    if bundle.text_of("resourceType") != Some("Bundle") {
        return Err(Refusal {
            line: 0,
            reason: Reason::NotABundle,
        });
    }
    Ok(Reader::new(&bundle, lang).read())
}

/// Text as it may be drawn: no control characters, nothing that turns the direction of what follows.
pub fn plain(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\n' | '\t' => Some(c),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' => None,
            c if c.is_control() => Some(' '),
            c => Some(c),
        })
        .collect()
}

struct Reader<'b> {
    bundle: &'b Value,
    lang: Lang,
    /// Every resource with the addresses under which the others know it.
    resources: Vec<&'b Value>,
    addresses: BTreeMap<String, usize>,
    shown: BTreeSet<usize>,
    warnings: Vec<String>,
}

impl<'b> Reader<'b> {
    fn new(bundle: &'b Value, lang: Lang) -> Self {
        let mut resources = Vec::new();
        let mut addresses = BTreeMap::new();
        for entry in bundle.list_of("entry") {
            let Some(resource) = entry.get("resource") else {
                continue;
            };
            let nth = resources.len();
            resources.push(resource);
            let kind = resource.text_of("resourceType").unwrap_or_default();
            let own = resource.text_of("id").map(|id| format!("{kind}/{id}"));
            let full = entry.text_of("fullUrl").map(str::to_owned);
            for address in [full, own].into_iter().flatten() {
                addresses.entry(address).or_insert(nth);
            }
        }
        Self {
            bundle,
            lang,
            resources,
            addresses,
            shown: BTreeSet::new(),
            warnings: Vec::new(),
        }
    }

    fn say(&self, key: &str) -> String {
        tr(self.lang, key, &[])
    }

    /// The resource behind a reference: by its whole address, or by the end of it.
    fn find(&self, reference: &str) -> Option<usize> {
        if let Some(found) = self.addresses.get(reference) {
            return Some(*found);
        }
        // A version is no part of who is meant.
        let reference = reference.split("/_history/").next().unwrap_or(reference);
        let mut ends = reference.rsplit('/');
        let (id, kind) = (ends.next()?, ends.next()?);
        self.addresses.get(&format!("{kind}/{id}")).copied()
    }

    fn read(mut self) -> Foreign {
        let composition = self
            .resources
            .iter()
            .position(|one| one.text_of("resourceType") == Some("Composition"));
        let mut parts = Vec::new();
        let (mut title, mut date, mut origin) = <(String, String, String)>::default();
        if self.bundle.text_of("type") != Some("document") || composition.is_none() {
            let kind = self.bundle.text_of("type").unwrap_or_default();
            let words = tr(self.lang, "foreign-no-document", &[("type", &plain(kind))]);
            self.warnings.push(words);
        }
        if turns::is_test(self.bundle)
            || composition.is_some_and(|at| turns::is_test(self.resources[at]))
        {
            self.warnings.push(self.say("foreign-test-data"));
        }
        if let Some(at) = composition {
            let resource = self.resources[at];
            self.shown.insert(at);
            title = plain(resource.text_of("title").unwrap_or_default());
            date = plain(resource.text_of("date").unwrap_or_default());
            origin = self.origin(resource);
            let (head, sections) = self.composition(resource);
            parts.push(head);
            parts.extend(sections);
        }
        let patient = self.patient();
        let person = patient
            .map(|at| self.title(self.resources[at]))
            .unwrap_or_default();
        // What is doubtful about the person is doubtful about everything.
        if let Some(warnings) = patient.and_then(|at| self.turned(self.resources[at])) {
            self.warnings.extend(warnings);
        }
        let mut rest = Part {
            title: self.say("foreign-rest"),
            ..Part::default()
        };
        for at in 0..self.resources.len() {
            if !self.shown.contains(&at) {
                let item = self.item(at);
                if Some(at) == patient {
                    let own = Part {
                        title: self.say("foreign-person"),
                        lines: Vec::new(),
                        items: vec![item],
                    };
                    parts.insert(usize::from(composition.is_some()), own);
                } else {
                    rest.items.push(item);
                }
            }
        }
        rest.lines = self.around();
        if !rest.items.is_empty() || !rest.lines.is_empty() {
            parts.push(rest);
        }
        if title.is_empty() {
            title = self.say("foreign-untitled");
        }
        Foreign {
            title,
            date,
            origin,
            person,
            warnings: self.warnings,
            parts,
        }
    }

    /// Whom the composition names as its subject, else the only patient there is.
    fn patient(&self) -> Option<usize> {
        let is_patient =
            |at: &usize| self.resources[*at].text_of("resourceType") == Some("Patient");
        let composition = self
            .resources
            .iter()
            .find(|one| one.get("section").is_some());
        let named = composition
            .and_then(|one| one.get("subject")?.text_of("reference"))
            .and_then(|reference| self.find(reference))
            .filter(is_patient);
        let mut all = (0..self.resources.len()).filter(is_patient);
        named.or_else(|| all.next())
    }

    /// Who keeps it, else who wrote it.
    fn origin(&self, composition: &Value) -> String {
        let of = |value: &Value| {
            let target = value.text_of("reference").and_then(|one| self.find(one));
            let said = value.text_of("display").map(plain);
            said.or_else(|| target.map(|at| self.title(self.resources[at])))
        };
        let custodian = composition.get("custodian").and_then(of);
        let authors = composition.list_of("author").iter().filter_map(of);
        custodian
            .into_iter()
            .chain(authors)
            .find(|name| !name.is_empty())
            .unwrap_or_default()
    }

    /// The document's own lines, and its sections.
    fn composition(&mut self, composition: &'b Value) -> (Part, Vec<Part>) {
        let mut head = Part {
            title: self.say("foreign-document"),
            ..Part::default()
        };
        head.lines = Lines::new(self).fields(composition, &["section"]);
        if let Some(warnings) = self.turned(composition) {
            self.warnings.extend(warnings);
        }
        let mut sections = Vec::new();
        for section in composition.list_of("section") {
            self.section(section, &mut sections, "");
        }
        (head, sections)
    }

    /// A section, and those inside it after it.
    fn section(&mut self, section: &'b Value, out: &mut Vec<Part>, above: &str) {
        let named = section
            .text_of("title")
            .map(plain)
            .filter(|title| !title.trim().is_empty());
        let coded = || section.get("code").map(lines::concept_text);
        let own = named
            .or_else(coded)
            .unwrap_or_else(|| self.say("foreign-untitled"));
        let title = if above.is_empty() {
            own
        } else {
            format!("{above} / {own}")
        };
        let mut part = Part {
            title: title.clone(),
            lines: self.section_lines(section),
            items: Vec::new(),
        };
        for entry in section.list_of("entry") {
            part.lines.extend(Lines::new(self).beside_reference(entry));
            let reference = entry.text_of("reference").unwrap_or_default();
            match self.find(reference) {
                Some(at) if self.shown.insert(at) => part.items.push(self.item(at)),
                Some(at) => part.lines.push(Line {
                    label: self.say("foreign-shown-above"),
                    value: self.title(self.resources[at]),
                    ..Line::default()
                }),
                None => part.lines.push(Line {
                    label: self.say("foreign-missing-entry"),
                    value: plain(reference),
                    turns: true,
                    ..Line::default()
                }),
            }
        }
        out.push(part);
        for inner in section.list_of("section") {
            self.section(inner, out, &title);
        }
    }

    /// What a section says besides its entries. Its code says what its title says.
    fn section_lines(&self, section: &Value) -> Vec<Line> {
        let mut lines = Lines::new(self).fields(section, &["code", "entry", "section", "title"]);
        if let Some(code) = section.get("code") {
            let mut own = Lines::new(self).value("code", code);
            let has_title = section
                .text_of("title")
                .is_some_and(|title| !title.trim().is_empty());
            for line in &mut own {
                line.technical |= has_title && !line.turns;
            }
            lines.extend(own);
        }
        lines
    }

    fn item(&mut self, at: usize) -> Item {
        self.shown.insert(at);
        let resource = self.resources[at];
        let kind = resource.text_of("resourceType").unwrap_or_default();
        // A kind that is no text stays among the lines.
        let kind_said: &[&str] = if kind.is_empty() {
            &[]
        } else {
            &["resourceType"]
        };
        let warnings = self.turned(resource).unwrap_or_default();
        let offer = warnings
            .is_empty()
            .then(|| offer::of(self, resource))
            .flatten();
        Item {
            kind: self.word("kind", kind),
            title: self.title(resource),
            warnings,
            lines: Lines::new(self).fields(resource, kind_said),
            offer,
        }
    }

    fn turned(&self, resource: &Value) -> Option<Vec<String>> {
        let all = turns::of(self.lang, resource);
        (!all.is_empty()).then_some(all)
    }

    /// What the entry is about, in its own words.
    fn title(&self, resource: &Value) -> String {
        for name in [
            "code",
            "vaccineCode",
            "medicationCodeableConcept",
            "type",
            "device",
            "category",
        ] {
            let concepts = resource.list_of(name).iter().map(lines::concept_text);
            if let Some(text) = concepts.into_iter().find(|text| !text.is_empty()) {
                return text;
            }
        }
        for name in ["name", "title", "deviceName", "description"] {
            let texts = resource.list_of(name).iter().map(lines::name_text);
            if let Some(text) = texts.into_iter().find(|text| !text.is_empty()) {
                return text;
            }
        }
        let inner = resource
            .get("medicationReference")
            .or_else(|| resource.get("practitioner"));
        let target = inner
            .and_then(|one| one.text_of("reference"))
            .and_then(|one| self.find(one));
        match target {
            // One step only: a reference back to here has no title of its own.
            Some(at)
                if self.resources[at].get("medicationReference").is_none()
                    && self.resources[at].get("practitioner").is_none() =>
            {
                self.title(self.resources[at])
            }
            _ => inner
                .and_then(|one| one.text_of("display"))
                .map(plain)
                .unwrap_or_default(),
        }
    }

    /// A word of FHIR in the reader's language; what we have no word for keeps its own.
    fn word(&self, group: &str, name: &str) -> String {
        let key = format!("foreign-{group}-{}", name.to_lowercase());
        if name.chars().all(|c| c.is_ascii_alphanumeric()) && has(self.lang, &key) {
            self.say(&key)
        } else {
            plain(name)
        }
    }

    /// What stands around the resources: the bundle's own fields, addresses, entries without a resource.
    fn around(&self) -> Vec<Line> {
        let mut out = Lines::new(self).fields(self.bundle, &["resourceType", "entry"]);
        for entry in self.bundle.list_of("entry") {
            out.extend(Lines::new(self).fields(entry, &["resource"]));
        }
        for entry in self.bundle.list_of("entry") {
            if !matches!(entry, Value::Object(_)) {
                out.extend(Lines::new(self).value("entry", entry));
            }
        }
        out
    }
}
