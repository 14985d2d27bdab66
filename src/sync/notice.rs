//! What the store tells a scope about itself: who may speak in it. Signed by the store, so that a workstation that knows the
//! store's key knows the devices and the managers whose signatures count.

use ed25519_dalek::{SigningKey, VerifyingKey};

use super::auth::{Bound, SEAL_BYTES, Seal, is_sealed_by, seal};
use super::codec::{CodecError, Reader, Writer};
use super::cursor::Scope;
use crate::domain::ids::{DeviceId, FacilityId, Hash32};

/// Devices of one house in one notice.
pub const MAX_DEVICES: usize = 100;
/// Root keys of managers in one notice.
pub const MAX_MANAGERS: usize = 32;

/// The newest notice of a scope replaces the older ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub scope: Scope,
    pub devices: Vec<Device>,
    /// Ed25519 keys of managers named at enrolment: who signs *user* entries.
    pub managers: Vec<[u8; 32]>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    pub id: DeviceId,
    pub key: [u8; 32],
    pub name: String,
    pub revoked: bool,
}

impl Notice {
    pub fn seal(&self, key: &SigningKey) -> Vec<u8> {
        let mut w = Writer::default();
        w.u8(VERSION);
        w.raw(&self.scope.0);
        w.varint(self.devices.len() as u64);
        for device in &self.devices {
            w.raw(&device.id.0);
            w.raw(&device.key);
            w.bytes(device.name.as_bytes());
            w.u8(u8::from(device.revoked));
        }
        w.varint(self.managers.len() as u64);
        self.managers.iter().for_each(|key| w.raw(key));
        w.u8(Seal::EMPTY.algorithm);
        w.raw(&Seal::EMPTY.signature);
        seal(&mut w.0, bound(self.scope), key);
        w.0
    }

    /// `None`: of a newer version, not for this scope, or not signed by this store.
    pub fn open(bytes: &[u8], scope: Scope, store: &VerifyingKey) -> Option<Self> {
        if !is_sealed_by(bytes, bound(scope), store) {
            return None;
        }
        let body = bytes.get(..bytes.len().checked_sub(SEAL_BYTES)?)?;
        Self::read(body).ok().filter(|notice| notice.scope == scope)
    }

    fn read(body: &[u8]) -> Result<Self, CodecError> {
        let mut r = Reader::new(body);
        if r.u8()? != VERSION {
            return Err(CodecError::Value("version"));
        }
        let scope = FacilityId(r.array()?);
        let mut devices = Vec::new();
        for _ in 0..r.count("devices", MAX_DEVICES, 50)? {
            devices.push(Device {
                id: DeviceId(r.array()?),
                key: r.array()?,
                name: r.text("name", MAX_NAME_BYTES)?,
                revoked: r.u8()? != 0,
            });
        }
        let managers = (0..r.count("managers", MAX_MANAGERS, 32)?)
            .map(|_| r.array())
            .collect::<Result<_, _>>()?;
        r.end()?;
        Ok(Self {
            scope,
            devices,
            managers,
        })
    }
}

/// UTF-8 bytes of a device's name.
pub const MAX_NAME_BYTES: usize = 256;
const VERSION: u8 = 1;

fn bound(scope: Scope) -> Bound<'static> {
    Bound {
        path: "notice",
        device: DeviceId(scope.0),
        counter: 0,
        frame: Hash32([0; 32]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_is_believed_from_its_store_for_its_scope_only() {
        let key = SigningKey::from_bytes(&[5; 32]);
        let notice = Notice {
            scope: FacilityId([1; 16]),
            devices: vec![Device {
                id: DeviceId([2; 16]),
                key: [3; 32],
                name: "Кабинет 1".to_owned(),
                revoked: false,
            }],
            managers: vec![[4; 32]],
        };
        let bytes = notice.seal(&key);
        let open = |bytes: &[u8], scope, seed| {
            Notice::open(
                bytes,
                FacilityId(scope),
                &SigningKey::from_bytes(&seed).verifying_key(),
            )
        };
        assert_eq!(open(&bytes, [1; 16], [5; 32]), Some(notice));
        assert_eq!(open(&bytes, [2; 16], [5; 32]), None);
        assert_eq!(open(&bytes, [1; 16], [6; 32]), None);
        assert_eq!(open(&[], [1; 16], [5; 32]), None);
    }
}
