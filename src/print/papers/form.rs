//! The order of fields of a national form, read from the dated data file, and the filling of it.
//! It knows nothing of what a part says: the caller answers for each name of a part.

use std::{collections::BTreeSet, sync::LazyLock};

use serde::Deserialize;

use crate::domain::country::Country;

use super::super::{
    paper::{Block, Field, Rich, Signature},
    words::Words,
};

/// One form as the file has it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct FormLayout {
    /// `discharge` or `prescription`.
    pub paper: String,
    pub country: Country,
    /// Number of the form, when it has one.
    pub form: Option<String>,
    pub legal_act: String,
    /// ISO date, when it is known.
    pub valid_from: Option<String>,
    pub source: String,
    pub confidence: Confidence,
    /// Whether the fields are counted on paper.
    pub numbered: bool,
    pub fields: Vec<FieldLayout>,
    /// Fields of each medicine of a prescription.
    #[serde(default)]
    pub item_fields: Vec<FieldLayout>,
}

/// Where the order of fields comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// Read in a source.
    Seen,
    /// General knowledge; the paper says that it was not compared.
    Knowledge,
}

/// A field: its label (`print-item-<label>`) and the parts that stand in it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct FieldLayout {
    pub label: String,
    pub parts: Vec<String>,
}

/// All forms of the data file.
pub fn layouts() -> &'static [FormLayout] {
    &LAYOUTS.layouts
}

/// The form of one paper in one country.
pub(super) fn layout_of(paper: &str, country: Country) -> &'static FormLayout {
    let found = layouts()
        .iter()
        .find(|layout| layout.paper == paper && layout.country == country);
    found.unwrap_or_else(|| {
        panic!("the data file inside this program has no {paper} of {country:?}")
    })
}

#[derive(Deserialize)]
struct Layouts {
    layouts: Vec<FormLayout>,
}

static LAYOUTS: LazyLock<Layouts> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../assets/papers/layouts.json"))
        .unwrap_or_else(|error| panic!("the form layouts inside this program are damaged: {error}"))
});

/// What a part says: a text, blocks of the full width, a line to sign on, or nothing recorded.
pub(super) enum Content {
    Text(Rich),
    Blocks(Vec<Block>),
    /// A line to sign on, with the name in print.
    Signature {
        name: String,
    },
    Missing,
}

/// Fills fields in order. What `all` names and no field took is added at the end, so that no recorded word is lost.
pub(super) fn fill(
    words: Words,
    fields: &[FieldLayout],
    numbered: bool,
    all: &[&str],
    mut content: impl FnMut(&str) -> Content,
) -> Vec<Block> {
    let mut filled = Filled::default();
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    for (index, field) in fields.iter().enumerate() {
        let label = words.label(&field.label);
        let label = if numbered {
            format!("{}. {label}", index + 1)
        } else {
            label
        };
        let mut parts = Vec::new();
        for part in &field.parts {
            taken.insert(part);
            parts.push((part.as_str(), content(part)));
        }
        filled.add(words, &label, parts, true);
    }
    let rest: Vec<_> = all
        .iter()
        .filter(|part| !taken.contains(**part))
        .map(|part| (*part, content(part)))
        .collect();
    let rest: Vec<_> = rest
        .into_iter()
        .filter(|(_, content)| !matches!(content, Content::Missing))
        .collect();
    let mut more = Filled::default();
    if !rest.is_empty() {
        more.blocks.push(Block::Heading(words.say("more")));
    }
    for (part, content) in rest {
        more.add(words, &words.label(part), vec![(part, content)], false);
    }
    // what is signed stands above the signatures
    let at = filled
        .blocks
        .iter()
        .position(|block| matches!(block, Block::Signatures(_)))
        .unwrap_or(filled.blocks.len());
    filled.blocks.splice(at..at, more.blocks);
    filled.blocks
}

#[derive(Default)]
struct Filled {
    blocks: Vec<Block>,
}

impl Filled {
    fn add(&mut self, words: Words, label: &str, parts: Vec<(&str, Content)>, required: bool) {
        let several = parts.len() > 1;
        let mut texts = Vec::new();
        let mut wide = Vec::new();
        for (part, content) in parts {
            match content {
                Content::Text(text) if several => {
                    texts.push(
                        Rich::muted(format!("{}\u{a0} ", words.label(part))).followed_by(text),
                    );
                }
                Content::Text(text) => texts.push(text),
                Content::Blocks(blocks) => {
                    if several {
                        wide.push(Block::Note(words.label(part)));
                    }
                    wide.extend(blocks);
                }
                Content::Signature { name } => {
                    self.signature(words, label, name);
                    return;
                }
                Content::Missing => {}
            }
        }
        if texts.is_empty() && wide.is_empty() {
            if required {
                self.field(label, words.missing());
            }
        } else if wide.is_empty() {
            self.field(label, Rich::join(texts, "\n"));
        } else {
            self.blocks.push(Block::Heading(label.to_owned()));
            self.blocks.extend(texts.into_iter().map(Block::Paragraph));
            self.blocks.extend(wide);
        }
    }

    fn signature(&mut self, words: Words, role: &str, name: String) {
        let signature = Signature {
            role: role.to_owned(),
            name,
            under: words.say("signature"),
        };
        match self.blocks.last_mut() {
            Some(Block::Signatures(signatures)) => signatures.push(signature),
            _ => self.blocks.push(Block::Signatures(vec![signature])),
        }
    }

    fn field(&mut self, label: &str, value: Rich) {
        let field = Field {
            label: label.to_owned(),
            value,
        };
        match self.blocks.last_mut() {
            Some(Block::Fields(fields)) => fields.push(field),
            _ => self.blocks.push(Block::Fields(vec![field])),
        }
    }
}
