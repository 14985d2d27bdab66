//! What can go wrong with an intent, as data: what failed, whether the record is safe, whether trying again helps.

use thiserror::Error;

use super::policy::Denied;
use crate::domain::ids::DocId;
use crate::forms::{Arg, FieldError, clock};
use crate::record::RecordError;
use crate::vault::VaultError;

#[derive(Debug, Error)]
pub enum OpError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error(transparent)]
    Vault(#[from] VaultError),
    #[error(transparent)]
    Record(#[from] RecordError),
    #[error("nothing here with the id {0}")]
    Unknown(DocId),
    /// The store took this patient from this house; what was here is safe there.
    #[error("no longer held by this house: {0}")]
    Left(DocId),
    /// A law took this patient's record, here and everywhere.
    #[error("erased by law: {id}")]
    Erased {
        id: DocId,
        /// UTC seconds, on the store's clock.
        at: i64,
        who: String,
    },
    /// The input does not hold together; `field` is the part to look at.
    #[error("{field}: {code}")]
    Invalid { code: &'static str, field: String },
    /// An answer of a visit that its form does not take, or, where it `is_possible`, takes when its author confirms it.
    #[error("{}: {}", .finding.link_id, .finding.code)]
    Unfit {
        /// URL of the form.
        form: String,
        finding: FieldError,
        is_possible: bool,
    },
    /// A name that nobody knows: of a key of the card, or inside a `place` of it. `known` lists what there is.
    #[error("{name}: not known in {place:?}")]
    Unheard {
        place: Option<String>,
        name: String,
        known: String,
    },
    /// Somebody changed the values since they were shown.
    #[error("the values under {key} have changed since they were shown")]
    Moved { key: String },
    /// The draft was signed already, for example before a crash that hid the answer.
    #[error("this draft is signed already")]
    AlreadySigned,
}

pub type OpResult<T> = Result<T, OpError>;

impl OpError {
    /// A stable word: `error-<code>` in the catalogue.
    pub fn code(&self) -> String {
        match self {
            Self::Denied(_) => "denied".to_owned(),
            // The vault names its catalogue key; here the word behind `error-` is asked for.
            Self::Vault(error) => {
                let key = error.code();
                key.strip_prefix("error-").unwrap_or(key).to_owned()
            }
            Self::Record(RecordError::TooLong { .. }) => "entry-too-long".to_owned(),
            Self::Record(RecordError::Newer { .. }) => "newer-entry".to_owned(),
            Self::Record(RecordError::Kept { .. }) => "fact-unreadable".to_owned(),
            Self::Record(_) => "record-unreadable".to_owned(),
            Self::Unknown(_) => "unknown-record".to_owned(),
            Self::Left(_) => "patient-left".to_owned(),
            Self::Erased { .. } => "patient-erased".to_owned(),
            Self::Invalid { code, .. } => (*code).to_owned(),
            Self::Unfit {
                is_possible: false, ..
            } => "visit-unfit".to_owned(),
            Self::Unfit {
                is_possible: true, ..
            } => "visit-unusual".to_owned(),
            Self::Unheard { place: None, .. } => "unknown-key".to_owned(),
            Self::Unheard { place: Some(_), .. } => "unknown-part".to_owned(),
            Self::Moved { .. } => "values-moved".to_owned(),
            Self::AlreadySigned => "already-signed".to_owned(),
        }
    }

    pub fn args(&self) -> Vec<(String, String)> {
        let own = |pairs: Vec<(&str, String)>| {
            pairs.into_iter().map(|(k, v)| (k.to_owned(), v)).collect()
        };
        match self {
            Self::Denied(denied) => own(vec![
                ("role", denied.role.code().to_owned()),
                ("action", denied.action.code().to_owned()),
            ]),
            Self::Vault(error) => own(error.args()),
            Self::Record(RecordError::TooLong { limit }) => own(vec![("limit", limit.to_string())]),
            Self::Record(RecordError::Newer { key } | RecordError::Kept { key })
            | Self::Moved { key } => own(vec![("key", key.clone())]),
            Self::Record(error) => own(vec![("detail", error.to_string())]),
            Self::Unknown(id) | Self::Left(id) => own(vec![("id", id.to_string())]),
            Self::Erased { id, at, who } => own(vec![
                ("id", id.to_string()),
                ("erased_at", at.to_string()),
                ("who", who.clone()),
            ]),
            Self::Invalid { field, .. } => own(vec![("field", field.clone())]),
            Self::Unheard { place, name, known } => own(vec![
                ("field", name.clone()),
                ("place", place.clone().unwrap_or_default()),
                ("known", known.clone()),
            ]),
            Self::Unfit { form, finding, .. } => {
                let mut args = own(vec![
                    ("form", form.clone()),
                    ("field", finding.link_id.clone()),
                    ("finding", finding.code.to_owned()),
                ]);
                args.extend(finding.args.iter().map(|(name, arg)| {
                    let text = match arg {
                        Arg::Number(number) => number.to_string(),
                        Arg::Date(date) => date.to_string(),
                        Arg::Time(time) => clock(*time),
                        Arg::Words(text) => text.plain.clone(),
                        Arg::Unit(text) | Arg::Item(text) => text.clone(),
                    };
                    ((*name).to_owned(), text)
                }));
                args
            }
            Self::AlreadySigned => Vec::new(),
        }
    }

    pub fn record_is_safe(&self) -> bool {
        match self {
            Self::Vault(error) => error.record_is_safe(),
            Self::Denied(_)
            | Self::Record(_)
            | Self::Unknown(_)
            | Self::Left(_)
            | Self::Erased { .. }
            | Self::Invalid { .. }
            | Self::Unfit { .. }
            | Self::Unheard { .. }
            | Self::Moved { .. }
            | Self::AlreadySigned => true,
        }
    }

    pub fn is_permanent(&self) -> bool {
        match self {
            Self::Vault(error) => error.is_permanent(),
            Self::Moved { .. } => false,
            Self::Denied(_)
            | Self::Record(_)
            | Self::Unknown(_)
            | Self::Left(_)
            | Self::Erased { .. }
            | Self::Invalid { .. }
            | Self::Unfit { .. }
            | Self::Unheard { .. }
            | Self::AlreadySigned => true,
        }
    }
}
