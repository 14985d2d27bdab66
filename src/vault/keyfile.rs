//! What stands in the key-slot file `feldsher.keys`: plain JSON of wrapped keys, a version and a checksum.
//!
//! Must not know passwords or how keys are wrapped ([`super::slots`] does). The file is small and precious: without
//! it no password opens the vault. It is replaced in one step, and a twin beside it stands in when it is damaged.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{VaultError, disk, io_at};

/// Most slots of users in one vault.
pub const MAX_SLOTS: usize = 64;

const FORMAT: &str = "feldsher-keys";
const VERSION: u32 = 1;
/// A file of 64 slots is about 45 kB.
const MAX_BYTES: u64 = 1 << 20;

/// How hard guessing a password is made: Argon2id parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct KdfCost {
    /// Memory, KiB.
    pub m_kib: u32,
    /// Passes.
    pub t: u32,
    /// Lanes.
    pub p: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::vault) struct Kdf {
    pub cost: KdfCost,
    pub salt: Hex<16>,
}

/// A key wrapped by another: XChaCha20-Poly1305 nonce, and 32 bytes of key with 16 of tag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::vault) struct Wrapped {
    pub nonce: Hex<24>,
    pub sealed: Hex<48>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::vault) struct UserSlot {
    pub user: Hex<16>,
    pub login: String,
    /// Grows with every new password, so that an older slot pasted back is told apart.
    pub version: u32,
    pub kdf: Kdf,
    pub data_key: Wrapped,
    pub signing_seed: Wrapped,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::vault) struct RecoverySlot {
    pub set: Hex<3>,
    pub threshold: u8,
    pub shares: u8,
    pub data_key: Wrapped,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::vault) struct KeyFile {
    format: String,
    version: u32,
    pub vault: Hex<16>,
    /// First half of a hash keyed by the data key: a foreign key is refused before it is wrapped.
    pub check: Hex<16>,
    pub users: Vec<UserSlot>,
    pub recovery: Option<RecoverySlot>,
    /// SHA-256 of the file with this field empty: bit rot is noticed before a password is blamed.
    sum: String,
}

impl KeyFile {
    pub fn new(vault: [u8; 16], check: [u8; 16]) -> Self {
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            vault: Hex(vault),
            check: Hex(check),
            users: Vec::new(),
            recovery: None,
            sum: String::new(),
        }
    }

    /// Reads the file, or its twin when the file is damaged or gone.
    pub fn load(path: &Path) -> Result<Self, VaultError> {
        let twin = disk::beside(path, ".twin");
        match (read(path), read(&twin)) {
            (Ok(file), _) | (Err(_), Ok(file)) => Ok(file),
            (Err(first), Err(VaultError::Missing { .. })) => Err(first),
            // Missing, but a twin was there: the vault is not missing, its keys are.
            (Err(VaultError::Missing { .. }), Err(second)) => Err(second),
            (Err(first), Err(_)) => Err(first),
        }
    }

    /// Replaces the file, then its twin. A power cut in between leaves an older twin, which [`heal`] renews.
    pub fn save(&self, path: &Path) -> Result<(), VaultError> {
        let bytes = self.encode()?;
        disk::replace(path, &bytes)?;
        disk::replace(&disk::beside(path, ".twin"), &bytes)
    }

    pub(in crate::vault) fn encode(&self) -> Result<Vec<u8>, VaultError> {
        let mut whole = self.clone();
        whole.sum.clear();
        whole.sum = hex(&Sha256::digest(json(&whole)?));
        json(&whole)
    }

    pub(in crate::vault) fn decode(bytes: &[u8]) -> Result<Self, VaultError> {
        let unreadable = |detail: String| VaultError::KeysUnreadable { detail };
        let mut file: Self =
            serde_json::from_slice(bytes).map_err(|error| unreadable(error.to_string()))?;
        if file.format != FORMAT || file.version != VERSION {
            return Err(unreadable(format!(
                "{:?} version {}",
                file.format, file.version
            )));
        }
        let sum = std::mem::take(&mut file.sum);
        if hex(&Sha256::digest(json(&file)?)) != sum {
            return Err(unreadable("the checksum does not fit".to_owned()));
        }
        if file.users.len() > MAX_SLOTS {
            return Err(unreadable(format!("{} slots", file.users.len())));
        }
        Ok(file)
    }
}

/// Makes file and twin equal again after a power cut or bit rot. Called by the process that holds the vault.
/// `Ok(true)`: something was mended.
pub fn heal(path: &Path) -> Result<bool, VaultError> {
    let file = match KeyFile::load(path) {
        Ok(file) => file,
        Err(VaultError::Missing { .. }) => return Ok(false),
        Err(error) => return Err(error),
    };
    let bytes = file.encode()?;
    let twin = disk::beside(path, ".twin");
    let whole = [path, &twin]
        .iter()
        .all(|at| fs::read(at).is_ok_and(|found| found == bytes));
    if !whole {
        file.save(path)?;
    }
    Ok(!whole)
}

/// Bytes that are written as hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::vault) struct Hex<const N: usize>(pub [u8; N]);

impl<const N: usize> Serialize for Hex<N> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&hex(&self.0))
    }
}

impl<'de, const N: usize> Deserialize<'de> for Hex<N> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error as _;
        let text = String::deserialize(deserializer)?;
        unhex(&text)
            .map(Self)
            .ok_or_else(|| D::Error::custom(format!("not {N} bytes of hexadecimal digits")))
    }
}

pub(in crate::vault) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(in crate::vault) fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != 2 * N || !text.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(bytes)
}

fn json(file: &KeyFile) -> Result<Vec<u8>, VaultError> {
    serde_json::to_vec_pretty(file).map_err(|error| VaultError::KeysUnreadable {
        detail: error.to_string(),
    })
}

fn read(path: &Path) -> Result<KeyFile, VaultError> {
    let meta = match fs::metadata(path) {
        Ok(meta) => meta,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(VaultError::Missing {
                path: path.to_path_buf(),
            });
        }
        Err(error) => return Err(io_at("look at", path)(error)),
    };
    if meta.len() > MAX_BYTES {
        return Err(VaultError::KeysUnreadable {
            detail: format!("{} bytes long", meta.len()),
        });
    }
    KeyFile::decode(&fs::read(path).map_err(io_at("read", path))?)
}
