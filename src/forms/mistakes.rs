//! Why a form file is refused. Each mistake has a code; the sentence and the remedy are in the
//! catalogues under [`MistakeKind::key`] and [`MistakeKind::remedy_key`].

use std::fmt;

/// One mistake in a form file and where to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormMistake {
    pub file: String,
    /// From 1.
    pub line: usize,
    /// JSON pointer (RFC 6901) of the value.
    pub pointer: String,
    pub what: MistakeKind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MistakeKind {
    NotJson {
        detail: String,
    },
    TooLarge {
        max: usize,
    },
    TooMany {
        max: usize,
    },
    NotQuestionnaire,
    Missing {
        field: String,
    },
    WrongType {
        field: String,
    },
    UnknownType {
        name: String,
    },
    UnsupportedType {
        name: String,
    },
    DuplicateLinkId {
        link_id: String,
    },
    BadLinkId {
        link_id: String,
    },
    UnknownQuestion {
        link_id: String,
    },
    Cycle {
        link_id: String,
    },
    UnknownOperator {
        name: String,
    },
    ConditionAnswer {
        link_id: String,
    },
    NoOptions,
    ValueSet,
    Expression {
        name: String,
    },
    /// An expression has a part outside of what this program works out.
    ExpressionPart {
        name: String,
        part: String,
    },
    Pattern {
        pattern: String,
    },
    AsksRepeated {
        link_id: String,
    },
    ModifierExtension {
        name: String,
    },
    RepeatingGroup,
    ManyInitial,
    Limits,
    LimitOnKind {
        name: String,
    },
    Value {
        field: String,
    },
    InitialOnKind,
    OptionOnKind,
    UnknownWord {
        field: String,
        word: String,
    },
}

impl fmt::Display for FormMistake {
    /// For logs and developers; people read the catalogue's sentence.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}:{} {} {}",
            self.file,
            self.line,
            self.pointer,
            self.what.key()
        )?;
        for (name, value) in self.what.args() {
            write!(f, " {name}={value}")?;
        }
        Ok(())
    }
}

impl MistakeKind {
    /// The form is sound, and this program cannot do what it asks. An item with such a mistake is left out if nothing needs it.
    pub fn is_own_limit(&self) -> bool {
        matches!(
            self,
            Self::UnsupportedType { .. }
                | Self::ValueSet
                | Self::Expression { .. }
                | Self::ExpressionPart { .. }
                | Self::Pattern { .. }
                | Self::RepeatingGroup
        )
    }

    /// Catalogue key of the sentence.
    pub fn key(&self) -> &'static str {
        self.keys().0
    }

    /// Catalogue key of what to do about it; takes the same arguments.
    pub fn remedy_key(&self) -> &'static str {
        self.keys().1
    }

    /// Arguments of both sentences.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::NotJson { detail } => vec![("detail", detail.clone())],
            Self::TooLarge { max } | Self::TooMany { max } => vec![("max", max.to_string())],
            Self::Missing { field } | Self::WrongType { field } | Self::Value { field } => {
                vec![("field", field.clone())]
            }
            Self::UnknownType { name }
            | Self::UnsupportedType { name }
            | Self::UnknownOperator { name }
            | Self::Expression { name }
            | Self::ModifierExtension { name }
            | Self::LimitOnKind { name } => vec![("name", name.clone())],
            Self::DuplicateLinkId { link_id }
            | Self::BadLinkId { link_id }
            | Self::UnknownQuestion { link_id }
            | Self::Cycle { link_id }
            | Self::AsksRepeated { link_id }
            | Self::ConditionAnswer { link_id } => vec![("item", link_id.clone())],
            Self::ExpressionPart { name, part } => {
                vec![("name", name.clone()), ("part", part.clone())]
            }
            Self::Pattern { pattern } => vec![("pattern", pattern.clone())],
            Self::UnknownWord { field, word } => {
                vec![("field", field.clone()), ("word", word.clone())]
            }
            Self::NotQuestionnaire
            | Self::NoOptions
            | Self::ValueSet
            | Self::RepeatingGroup
            | Self::ManyInitial
            | Self::Limits
            | Self::InitialOnKind
            | Self::OptionOnKind => Vec::new(),
        }
    }

    fn keys(&self) -> (&'static str, &'static str) {
        macro_rules! pair {
            ($code:literal) => {
                (
                    concat!("form-mistake-", $code),
                    concat!("form-remedy-", $code),
                )
            };
        }
        match self {
            Self::NotJson { .. } => pair!("not-json"),
            Self::TooLarge { .. } => pair!("too-large"),
            Self::TooMany { .. } => pair!("too-many"),
            Self::NotQuestionnaire => pair!("not-questionnaire"),
            Self::Missing { .. } => pair!("missing"),
            Self::WrongType { .. } => pair!("wrong-type"),
            Self::UnknownType { .. } => pair!("unknown-type"),
            Self::UnsupportedType { .. } => pair!("unsupported-type"),
            Self::DuplicateLinkId { .. } => pair!("duplicate-link-id"),
            Self::BadLinkId { .. } => pair!("bad-link-id"),
            Self::UnknownQuestion { .. } => pair!("unknown-question"),
            Self::Cycle { .. } => pair!("cycle"),
            Self::UnknownOperator { .. } => pair!("unknown-operator"),
            Self::ConditionAnswer { .. } => pair!("condition-answer"),
            Self::NoOptions => pair!("no-options"),
            Self::ValueSet => pair!("value-set"),
            Self::Expression { .. } => pair!("expression"),
            Self::ExpressionPart { .. } => pair!("expression-part"),
            Self::Pattern { .. } => pair!("pattern"),
            Self::AsksRepeated { .. } => pair!("asks-repeated"),
            Self::ModifierExtension { .. } => pair!("modifier-extension"),
            Self::RepeatingGroup => pair!("repeating-group"),
            Self::ManyInitial => pair!("many-initial"),
            Self::Limits => pair!("limits"),
            Self::LimitOnKind { .. } => pair!("limit-on-kind"),
            Self::Value { .. } => pair!("value"),
            Self::InitialOnKind => pair!("initial-on-kind"),
            Self::OptionOnKind => pair!("option-on-kind"),
            Self::UnknownWord { .. } => pair!("unknown-word"),
        }
    }
}
