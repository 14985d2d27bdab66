//! That a law took a patient's record: told to every house that has or brings anything of hers, as a notice in its log. Signed by the
//! store itself: nothing less makes a workstation drop what it has. A program that does not know it takes it for a notice that it cannot
//! read.

use ed25519_dalek::{SigningKey, VerifyingKey};

use super::auth::{Bound, SEAL_BYTES, Seal, is_sealed_by, seal};
use super::codec::{CodecError, Reader, Writer};
use crate::domain::ids::{DeviceId, DocId, Hash32, PatientId};

/// Bytes of [`Tombstone::who`].
pub const MAX_WHO: usize = 200;

/// What is left of a record that was erased: no word of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tombstone {
    pub patient: PatientId,
    /// UTC seconds, on the store's clock.
    pub at: i64,
    /// In whose name it was done, in the words of the store's operator.
    pub who: String,
}

impl Tombstone {
    pub fn seal(&self, key: &SigningKey) -> Vec<u8> {
        let mut w = Writer::default();
        w.u8(VERSION);
        w.raw(&self.patient.0);
        w.raw(&self.at.to_be_bytes());
        w.bytes(self.who.as_bytes());
        w.u8(Seal::EMPTY.algorithm);
        w.raw(&Seal::EMPTY.signature);
        seal(&mut w.0, BOUND, key);
        w.0
    }

    /// `None`: something else, of a newer version, or not signed by this store.
    pub fn open(bytes: &[u8], store: &VerifyingKey) -> Option<Self> {
        if !is_sealed_by(bytes, BOUND, store) {
            return None;
        }
        let body = bytes.get(..bytes.len().checked_sub(SEAL_BYTES)?)?;
        Self::read(body).ok()
    }

    fn read(body: &[u8]) -> Result<Self, CodecError> {
        let mut r = Reader::new(body);
        if r.u8()? != VERSION {
            return Err(CodecError::Value("version"));
        }
        let tombstone = Self {
            patient: DocId(r.array()?),
            at: i64::from_be_bytes(r.array()?),
            who: r.text("who", MAX_WHO)?,
        };
        r.end()?;
        Ok(tombstone)
    }
}

const VERSION: u8 = 1;

/// For every scope of this store alike.
const BOUND: Bound<'static> = Bound {
    path: "tombstone",
    device: DeviceId([0; 16]),
    counter: 0,
    frame: Hash32([0; 32]),
};

#[cfg(test)]
mod tests {
    use super::super::notice::Notice;
    use super::*;
    use crate::domain::ids::FacilityId;

    #[test]
    fn a_tombstone_is_believed_from_its_store_only_and_is_no_other_notice() {
        let key = SigningKey::from_bytes(&[5; 32]);
        let (ours, other) = (
            key.verifying_key(),
            SigningKey::from_bytes(&[6; 32]).verifying_key(),
        );
        let tombstone = Tombstone {
            patient: DocId([1; 16]),
            at: 1_790_000_000,
            who: "Решение суда № 12".to_owned(),
        };
        let bytes = tombstone.seal(&key);
        assert_eq!(Tombstone::open(&bytes, &other), None);
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            assert_eq!(Tombstone::open(&changed, &ours), None, "byte {at}");
        }
        assert_eq!(Tombstone::open(&[], &ours), None);
        for scope in [FacilityId([0; 16]), FacilityId([1; 16])] {
            assert_eq!(Notice::open(&bytes, scope, &ours), None);
        }
        let notice = Notice {
            scope: FacilityId([0; 16]),
            devices: Vec::new(),
            managers: Vec::new(),
        };
        assert_eq!(Tombstone::open(&notice.seal(&key), &ours), None);
        assert_eq!(Tombstone::open(&bytes, &ours), Some(tombstone));
    }
}
