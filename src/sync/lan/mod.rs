//! Two workstations of one house over the local network: an exchange in both directions without a store, hostile until checked.
//!
//! Start reading at [`talk`] (who says what when). Each reads the other's log from where she stopped, takes what is missing here, and
//! tells what the store's log has shown her. [`tls`] is the line: TLS 1.3 in which both show their device's key and nothing else;
//! [`pair`] makes two workstations know each other's key by a short code that people carry from one screen to the other.
//!
//! Nothing here moves a cursor of the store. Any part may be cut, doubled or come late: a change is known by its SHA-256, and how far a
//! log was read is stored in the transaction that stores what it brought.

pub mod message;
pub mod pair;
pub mod talk;
pub mod tls;

use std::io;

use thiserror::Error;

use super::codec::CodecError;
use super::frame::FrameError;
use super::port::VaultError;

/// Where a workstation listens if nobody chose otherwise.
pub const PORT: u16 = 8442;

/// Why a meeting did not come to its end. What was taken before stays taken.
#[derive(Debug, Error)]
pub enum LanError {
    #[error("the line broke: {0}")]
    Cut(io::Error),
    /// Its key is not the one that is known under this name, or it does not know ours.
    #[error("the other workstation is not paired with this one")]
    Stranger,
    #[error("the other workstation refused: {0}")]
    Refused(Refusal),
    /// Whatever is there, it does not speak as a workstation does.
    #[error("the other side says something that has no meaning: {0}")]
    Meaning(&'static str),
    #[error("TLS: {0}")]
    Tls(String),
    #[error(transparent)]
    Vault(#[from] VaultError),
}

impl From<io::Error> for LanError {
    fn from(error: io::Error) -> Self {
        tls::broken(error)
    }
}

impl From<FrameError> for LanError {
    fn from(_error: FrameError) -> Self {
        Self::Meaning("frame")
    }
}

impl From<CodecError> for LanError {
    fn from(_error: CodecError) -> Self {
        Self::Meaning("message")
    }
}

/// Said to the other side before the line is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Refusal {
    #[error("its program is older than this one")]
    Older,
    #[error("its program is newer than this one")]
    Newer,
    #[error("it belongs to another house")]
    OtherHouse,
    #[error("no code is shown there")]
    NoCode,
    #[error("the code is wrong")]
    Code,
    #[error("not paired")]
    Stranger,
    #[error("this is the same workstation")]
    Self_,
}

impl Refusal {
    pub const ALL: [Self; 7] = [
        Self::Older,
        Self::Newer,
        Self::OtherHouse,
        Self::NoCode,
        Self::Code,
        Self::Stranger,
        Self::Self_,
    ];

    /// A stable word.
    pub fn code(self) -> &'static str {
        match self {
            Self::Older => "older",
            Self::Newer => "newer",
            Self::OtherHouse => "other-house",
            Self::NoCode => "no-code",
            Self::Code => "code",
            Self::Stranger => "stranger",
            Self::Self_ => "self",
        }
    }
}
