//! What the change log is made of: one Automerge change with the names it travels under.

use super::ids::{DeviceId, DocId, FacilityId, PatientId};

/// Whose record a document belongs to; decides which scopes receive it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    Patient(PatientId),
    Facility(FacilityId),
    Device(DeviceId),
}

impl Unit {
    /// One tag byte and the id: 17 bytes, the form used in entries, tables and frames.
    pub fn to_bytes(self) -> [u8; 17] {
        let (tag, id) = match self {
            Self::Patient(id) => (0, id.0),
            Self::Facility(id) => (1, id.0),
            Self::Device(id) => (2, id.0),
        };
        let mut out = [0; 17];
        out[0] = tag;
        out[1..].copy_from_slice(&id);
        out
    }

    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (tag, id) = bytes.split_first()?;
        let id: [u8; 16] = id.try_into().ok()?;
        match tag {
            0 => Some(Self::Patient(DocId(id))),
            1 => Some(Self::Facility(FacilityId(id))),
            2 => Some(Self::Device(DeviceId(id))),
            _ => None,
        }
    }
}

/// The number of a document's kind, fixed for ever. A number this program does not know is kept and passed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kind(pub u16);

impl Kind {
    /// The mutable card of one patient.
    pub const CARD: Self = Self(1);
    // Scope unit patient.
    pub const VISIT: Self = Self(16);
    pub const PRESCRIPTION: Self = Self(17);
    pub const ADMINISTRATION: Self = Self(18);
    pub const REFERRAL: Self = Self(19);
    pub const LINK: Self = Self(20);
    pub const ENTERED_IN_ERROR: Self = Self(21);
    pub const ATTACHMENT: Self = Self(22);
    pub const IMMUNISATION: Self = Self(23);
    pub const PREVENTION: Self = Self(24);
    pub const PREGNANCY: Self = Self(25);
    pub const REVIEW: Self = Self(26);
    // Scope unit facility.
    /// A signature under rules of dosing, or its withdrawal.
    pub const APPROVAL: Self = Self(27);
    pub const USER: Self = Self(32);
    pub const DEVICE: Self = Self(33);
    // Scope unit device.
    pub const ACCESS: Self = Self(48);

    /// The registry: every kind that this program reads, with its word.
    pub const KNOWN: [(Self, &'static str); 16] = [
        (Self::CARD, "card"),
        (Self::VISIT, "visit"),
        (Self::PRESCRIPTION, "prescription"),
        (Self::ADMINISTRATION, "administration"),
        (Self::REFERRAL, "referral"),
        (Self::LINK, "link"),
        (Self::ENTERED_IN_ERROR, "entered-in-error"),
        (Self::ATTACHMENT, "attachment"),
        (Self::IMMUNISATION, "immunisation"),
        (Self::PREVENTION, "prevention"),
        (Self::PREGNANCY, "pregnancy"),
        (Self::REVIEW, "review"),
        (Self::APPROVAL, "approval"),
        (Self::USER, "user"),
        (Self::DEVICE, "device"),
        (Self::ACCESS, "access"),
    ];

    /// Whether a document of this kind may belong to such a unit. A kind that this program does not know may belong to any.
    pub fn belongs_to(self, doc: DocId, unit: Unit) -> bool {
        match self {
            Self::CARD => unit == Unit::Patient(doc),
            Self::VISIT
            | Self::PRESCRIPTION
            | Self::ADMINISTRATION
            | Self::REFERRAL
            | Self::LINK
            | Self::ENTERED_IN_ERROR
            | Self::ATTACHMENT
            | Self::IMMUNISATION
            | Self::PREVENTION
            | Self::PREGNANCY
            | Self::REVIEW => matches!(unit, Unit::Patient(_)),
            Self::APPROVAL | Self::USER | Self::DEVICE => matches!(unit, Unit::Facility(_)),
            Self::ACCESS => matches!(unit, Unit::Device(_)),
            _ => true,
        }
    }

    pub fn name(self) -> Option<&'static str> {
        Self::KNOWN
            .iter()
            .find(|(kind, _)| *kind == self)
            .map(|(_, name)| *name)
    }
}

/// One raw (uncompressed, chunk type 1) Automerge change. Its identity is the SHA-256 of `bytes`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    pub doc: DocId,
    pub kind: Kind,
    pub unit: Unit,
    pub bytes: Vec<u8>,
}
