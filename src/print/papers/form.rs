//! The order of fields of a national form, read from the dated data file, and the filling of it.
//! It knows nothing of what a part says: the caller answers for each name of a part. Also how a national form begins, and the doubt at its end.

use std::{collections::BTreeSet, sync::LazyLock};

use serde::Deserialize;

use crate::domain::{country::Country, paper::PaperContext};

use super::{
    super::{
        paper::{Block, Field, Paper, Rich, Signature, Size},
        words::{DASH, Words},
    },
    parts,
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
    /// The parts stand in one line, without labels of their own.
    #[serde(default)]
    pub line: bool,
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

/// A national form begins: its title and number in the patient's country, then the allergies.
pub(super) fn begin(name: &str, context: &PaperContext) -> (Paper, &'static FormLayout) {
    let words = Words::of(context);
    let form = layout_of(name, context.country);
    let title = words.say(&format!("{name}-title-{}", context.country.code()));
    let mut paper = parts::empty(context, Size::A4, title);
    paper.subtitle.extend(
        form.form
            .iter()
            .map(|number| words.say_with("form-number", &[("form", number)])),
    );
    paper.blocks.push(parts::allergies(context, words));
    (paper, form)
}

impl FormLayout {
    /// Stands at the end of a form whose layout nobody has compared with the official one.
    pub(super) fn doubt(&self, words: Words) -> Option<Block> {
        (self.confidence == Confidence::Knowledge)
            .then(|| Block::Note(words.say("layout-unconfirmed")))
    }
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
        name: Rich,
    },
    Missing,
}

/// Fills fields in order. A fact of `all` that no field took is added before the signatures, so that it is not lost.
pub(super) fn fill(
    words: Words,
    fields: &[FieldLayout],
    numbered: bool,
    all: &[&str],
    content: impl Fn(&str) -> Content,
) -> Vec<Block> {
    let mut filled = Filled {
        words,
        blocks: Vec::new(),
    };
    for (index, field) in fields.iter().enumerate() {
        let label = words.label(&field.label);
        let shown = if numbered {
            format!("{}. {label}", index + 1)
        } else {
            label.clone()
        };
        filled.add(field, &label, &shown, &content);
    }
    let more = Filled {
        words,
        blocks: Vec::new(),
    }
    .rest(fields, all, &content);
    if !more.is_empty() {
        let signed = |block: &Block| matches!(block, Block::Signatures(_));
        let at = filled
            .blocks
            .iter()
            .position(signed)
            .unwrap_or(filled.blocks.len());
        filled.blocks.splice(
            at..at,
            std::iter::once(Block::Heading(words.say("more"))).chain(more),
        );
    }
    filled.blocks
}

/// The facts of `all` that no field took, each under its own label.
pub(super) fn untaken(
    words: Words,
    fields: &[FieldLayout],
    all: &[&str],
    content: impl Fn(&str) -> Content,
) -> Vec<Block> {
    Filled {
        words,
        blocks: Vec::new(),
    }
    .rest(fields, all, &content)
}

struct Filled {
    words: Words,
    blocks: Vec<Block>,
}

impl Filled {
    fn rest(
        mut self,
        fields: &[FieldLayout],
        all: &[&str],
        content: &impl Fn(&str) -> Content,
    ) -> Vec<Block> {
        let taken: BTreeSet<&str> = fields
            .iter()
            .flat_map(|field| &field.parts)
            .map(|part| part.strip_suffix("-labelled").unwrap_or(part))
            .collect();
        for part in all.iter().filter(|part| !taken.contains(**part)) {
            if matches!(content(part), Content::Missing) {
                continue;
            }
            let label = self.words.label(part);
            let field = FieldLayout {
                label: (*part).to_owned(),
                parts: vec![(*part).to_owned()],
                line: false,
            };
            self.add(&field, &label, &label, content);
        }
        self.blocks
    }

    /// `label` names the field; `shown` is what is printed, with its number.
    fn add(
        &mut self,
        field: &FieldLayout,
        label: &str,
        shown: &str,
        content: &impl Fn(&str) -> Content,
    ) {
        let words = self.words;
        let mut texts = Vec::new();
        let mut wide = Vec::new();
        for part in &field.parts {
            let own = Some(words.label(part))
                .filter(|own| field.parts.len() > 1 && !field.line && own != label);
            match content(part) {
                Content::Text(text) => texts.push(match own {
                    Some(own) => Rich::muted(format!("{own}\u{a0} ")).followed_by(text),
                    None => text,
                }),
                Content::Blocks(blocks) => {
                    wide.extend(own.map(Block::Subheading));
                    wide.extend(blocks);
                }
                Content::Signature { name } => {
                    self.signature(shown, name);
                    return;
                }
                Content::Missing => {}
            }
        }
        if wide.is_empty() {
            let between = if field.line { DASH } else { "\n" };
            let value = if texts.is_empty() {
                words.missing()
            } else {
                Rich::join(texts, between)
            };
            self.field(shown, value);
        } else {
            self.blocks.push(Block::Heading(shown.to_owned()));
            self.blocks.extend(texts.into_iter().map(Block::Paragraph));
            self.blocks.extend(wide);
        }
    }

    fn signature(&mut self, role: &str, name: Rich) {
        let signature = Signature {
            role: role.to_owned(),
            name,
            under: self.words.say("signature"),
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
