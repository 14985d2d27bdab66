//! Why a courier file was not written or not taken in. Whatever it is, nothing was changed by that file.

use std::io;

use thiserror::Error;

use crate::sync::port::VaultError;

#[derive(Debug, Error)]
pub enum CourierError {
    #[error("this is not a courier file")]
    NotOurs,
    #[error("the file was written by a newer program")]
    Newer,
    /// With whom it is for: [`super::envelope::hint_of`] that key.
    #[error("the file is for somebody else")]
    Elsewhere { receiver: [u8; 8] },
    #[error("the file is not whole: it was copied in part")]
    Cut,
    #[error("the file is damaged")]
    Damaged,
    #[error("the file was not signed by the one it names")]
    Sender,
    /// Authentic and without meaning here; the word says what.
    #[error("the file says something that has no meaning: {0}")]
    Meaning(&'static str),
    /// The store's log does not continue the one that is here.
    #[error("the file shows another history than the one known here")]
    History,
    #[error("a part of less than {0} bytes is too small")]
    TooSmall(u64),
    #[error("no room is left for the file")]
    Full,
    #[error("the file could not be read or written: {0}")]
    Io(io::Error),
    #[error("{0}")]
    Vault(#[from] VaultError),
}

impl CourierError {
    /// A stable word; the sentence is `error-<word>` in the catalogues.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotOurs => "courier-not-ours",
            Self::Newer => "courier-newer",
            Self::Elsewhere { .. } => "courier-elsewhere",
            Self::Cut => "courier-cut",
            Self::Damaged => "courier-damaged",
            Self::Sender => "courier-sender",
            Self::Meaning(_) => "courier-meaning",
            Self::History => "courier-history",
            Self::TooSmall(_) => "courier-too-small",
            Self::Full => "courier-full",
            Self::Io(_) => "courier-io",
            Self::Vault(_) => "courier-stopped",
        }
    }

    /// The same file, read again, gives the same answer.
    pub fn is_permanent(&self) -> bool {
        !matches!(self, Self::Full | Self::Io(_) | Self::Vault(_))
    }
}

impl From<io::Error> for CourierError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            io::ErrorKind::UnexpectedEof => Self::Cut,
            _ => Self::Io(error),
        }
    }
}
