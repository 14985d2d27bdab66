//! Why the store refuses a request: a stable word and an HTTP status. No personal data, nothing about others.

use thiserror::Error;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Refused {
    #[error("unknown device")]
    UnknownDevice,
    #[error("the signature does not fit")]
    Signature,
    #[error("this request was made before")]
    Replayed { highest: u64 },
    #[error("the device was revoked")]
    Revoked,
    #[error("no such code, or it was used, or it is too old")]
    Code,
    #[error("the device id belongs to another key")]
    DeviceTaken,
    #[error("the scope has as many devices or managers as it may")]
    Full,
    #[error("another protocol version")]
    Protocol,
    #[error("not a well-formed request")]
    Malformed,
    #[error("the request ended too early")]
    Cut,
    #[error("a dictionary that is not known here")]
    Dictionary,
    #[error("too long")]
    TooLong,
    #[error("too many requests")]
    Quota { retry_after: u64 },
    #[error("busy")]
    Busy,
    #[error("no such scope")]
    UnknownScope,
    #[error("no such patient")]
    UnknownPatient,
    #[error("no such pack of the directory; ask for a plan again")]
    UnknownPack,
    #[error("no other scope holds the patient: grant her to another one first")]
    LastHolder,
    #[error("the patient's record was erased by law")]
    Erased,
    #[error("another file of this workstation bore the same number: its database exists twice")]
    Copied,
}

impl Refused {
    pub fn code(self) -> &'static str {
        match self {
            Self::UnknownDevice => "unknown-device",
            Self::Signature => "signature",
            Self::Replayed { .. } => "replayed",
            Self::Revoked => "revoked",
            Self::Code => "code",
            Self::DeviceTaken => "device-taken",
            Self::Full => "full",
            Self::Protocol => "protocol",
            Self::Malformed => "malformed",
            Self::Cut => "cut",
            Self::Dictionary => "dictionary",
            Self::TooLong => "too-long",
            Self::Quota { .. } => "quota",
            Self::Busy => "busy",
            Self::UnknownScope => "unknown-scope",
            Self::UnknownPatient => "unknown-patient",
            Self::UnknownPack => "unknown-pack",
            Self::Copied => "copied",
            Self::LastHolder => "last-holder",
            Self::Erased => "erased",
        }
    }

    pub fn status(self) -> u16 {
        match self {
            Self::UnknownDevice | Self::Signature | Self::Replayed { .. } | Self::Revoked => 401,
            Self::Code => 403,
            Self::DeviceTaken | Self::Full | Self::Copied | Self::LastHolder => 409,
            Self::Protocol | Self::Malformed | Self::Dictionary => 400,
            Self::Cut => 408,
            Self::Erased => 410,
            Self::TooLong => 413,
            Self::Quota { .. } => 429,
            Self::Busy => 503,
            Self::UnknownScope | Self::UnknownPatient | Self::UnknownPack => 404,
        }
    }

    pub fn is_permanent(self) -> bool {
        !matches!(self, Self::Cut | Self::Quota { .. } | Self::Busy)
    }
}
