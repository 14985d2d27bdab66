//! Identities: 16 random bytes (UUIDv7, so that ids of one place sort by time) and content hashes.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

macro_rules! id16 {
    ($(#[$doc:meta] $name:ident),+ $(,)?) => {$(
        #[$doc]
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(pub [u8; 16]);

        impl $name {
            /// 32 hexadecimal digits, hyphens allowed; `None` for anything else.
            pub fn parse(text: &str) -> Option<Self> {
                parse_hex::<16>(text).map(Self)
            }

            pub fn from_slice(bytes: &[u8]) -> Option<Self> {
                bytes.try_into().ok().map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_hex(f, &self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_hex(f, &self.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = String::deserialize(d)?;
                Self::parse(&text).ok_or_else(|| D::Error::custom("not an id of 32 hexadecimal digits"))
            }
        }
    )+};
}

id16! {
    /// One document of the record: a card or an entry.
    DocId,
    /// A user of the program at some medical point.
    UserId,
    /// A workstation.
    DeviceId,
    /// A house: the ambulatory or medical point.
    FacilityId,
}

impl DocId {
    /// The end of the id, by which a paper is found again: `7F3A-09BC`. Papers print it, also as a square code.
    pub fn number(self) -> String {
        let text = self.to_string().to_uppercase();
        let end = text.get(text.len().saturating_sub(8)..).unwrap_or(&text);
        match end.split_at_checked(4) {
            Some((first, second)) => format!("{first}-{second}"),
            None => end.to_owned(),
        }
    }
}

/// A patient is known by the document id of the card.
pub type PatientId = DocId;

/// SHA-256 of some bytes: the content address of a chunk or an attachment.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Hash32(pub [u8; 32]);

impl Hash32 {
    pub fn parse(text: &str) -> Option<Self> {
        parse_hex::<32>(text).map(Self)
    }

    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
}

impl fmt::Display for Hash32 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hex(f, &self.0)
    }
}

impl fmt::Debug for Hash32 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hex(f, &self.0)
    }
}

/// Lower-case hexadecimal digits of `bytes`.
pub fn hex(bytes: &[u8]) -> String {
    use fmt::Write as _;
    let mut text = String::with_capacity(bytes.len() * 2);
    for b in bytes {
        // Writing to a String cannot fail.
        write!(text, "{b:02x}").ok();
    }
    text
}

/// The bytes behind an even number of hexadecimal digits.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    if !digits.len().is_multiple_of(2) {
        return None;
    }
    digits
        .chunks(2)
        .map(|pair| Some(nibble(pair[0])? << 4 | nibble(pair[1])?))
        .collect()
}

fn parse_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits: String = text.trim().chars().filter(|c| *c != '-').collect();
    unhex(&digits)?.try_into().ok()
}

fn nibble(digit: u8) -> Option<u8> {
    (digit as char).to_digit(16).map(|d| d as u8)
}

fn write_hex(f: &mut fmt::Formatter<'_>, bytes: &[u8]) -> fmt::Result {
    bytes.iter().try_for_each(|b| write!(f, "{b:02x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_with_and_without_hyphens() {
        let id = DocId([7; 16]);
        assert_eq!(DocId::parse(&id.to_string()), Some(id));
        assert_eq!(
            DocId::parse("07070707-0707-0707-0707-070707070707"),
            Some(id)
        );
        assert_eq!(DocId::parse("07"), None);
        assert_eq!(DocId::parse("zz070707070707070707070707070707"), None);
    }
}
