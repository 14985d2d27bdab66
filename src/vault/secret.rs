//! Secrets in memory: the data key that opens the vault, the keys derived from it, and where randomness comes from.
//!
//! Must not know files, users or SQL. A key lives on a memory page of its own that the operating system is asked not
//! to swap out, is wiped when dropped, and is never printed.

use std::fmt;

use sha2::{Digest as _, Sha256};
use zeroize::{Zeroize as _, Zeroizing};

use super::VaultError;

/// Length in bytes of every symmetric key here.
pub const KEY_LEN: usize = 32;

/// Where random bytes come from. An argument, so that a simulation can replay a run from its seed.
pub trait Entropy {
    /// Fills `out` completely, or says why it could not.
    fn fill(&mut self, out: &mut [u8]) -> Result<(), VaultError>;
}

/// The operating system's own generator.
#[derive(Debug, Default, Clone, Copy)]
pub struct OsEntropy;

impl Entropy for OsEntropy {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), VaultError> {
        getrandom::fill(out).map_err(|source| VaultError::Entropy {
            detail: source.to_string(),
        })
    }
}

/// The 256-bit key of the database file. Everything else in the vault hangs from it.
pub struct DataKey(Locked);

/// A key derived from the data key for one purpose; knowing it tells nothing about the data key.
pub struct SubKey(Zeroizing<[u8; KEY_LEN]>);

/// What a derived key is for. The label goes into the derivation: never change one that has been released.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Files beside the database (images, PDF).
    Attachment,
    /// The sealed part of a backup's manifest.
    Backup,
    /// The emergency directory and what is on its way into it: files beside the database that are no part of the record.
    Directory,
    /// Recognising that two key slots carry the same data key, without showing it.
    KeyCheck,
}

impl DataKey {
    /// Draws a new key.
    pub fn generate(entropy: &mut dyn Entropy) -> Result<Self, VaultError> {
        let mut bytes = Zeroizing::new([0; KEY_LEN]);
        entropy.fill(bytes.as_mut())?;
        Ok(Self::from_bytes(&bytes))
    }

    /// Copies the bytes onto a locked page; the caller wipes its own copy.
    pub fn from_bytes(bytes: &[u8; KEY_LEN]) -> Self {
        Self(Locked::new(bytes))
    }

    /// A second holder of the same key, on its own page.
    pub fn duplicate(&self) -> Self {
        Self::from_bytes(self.bytes())
    }

    /// Whether the operating system agreed to keep the key out of swap. Small `RLIMIT_MEMLOCK` values make it refuse;
    /// the vault then still opens, and the status screen says so.
    pub fn locked(&self) -> bool {
        self.0.guard.is_some()
    }

    /// HKDF-Expand (RFC 5869 §2.3), one block. The data key is uniformly random, so Extract is not needed (§3.3).
    pub fn derive(&self, purpose: Purpose) -> SubKey {
        SubKey(expand(self.bytes(), purpose.label().as_bytes()))
    }

    /// The key of another database beside this one.
    pub fn beside(&self, purpose: Purpose) -> Self {
        Self::from_bytes(self.derive(purpose).bytes())
    }

    pub(in crate::vault) fn bytes(&self) -> &[u8; KEY_LEN] {
        self.0.bytes()
    }

    /// The raw-key literal of SQLCipher: `x'…64 hex digits…'`.
    pub(in crate::vault) fn raw_literal(&self) -> Zeroizing<String> {
        const HEX: &[u8; 16] = b"0123456789abcdef";
        let mut text = Zeroizing::new(String::with_capacity(2 * KEY_LEN + 3));
        text.push_str("x'");
        for byte in self.bytes() {
            text.push(char::from(HEX[usize::from(byte >> 4)]));
            text.push(char::from(HEX[usize::from(byte & 15)]));
        }
        text.push('\'');
        text
    }
}

impl SubKey {
    pub fn bytes(&self) -> &[u8; KEY_LEN] {
        &self.0
    }
}

impl Purpose {
    fn label(self) -> &'static str {
        match self {
            Self::Attachment => "feldsher/v1/attachment",
            Self::Backup => "feldsher/v1/backup",
            Self::Directory => "feldsher/v1/directory",
            Self::KeyCheck => "feldsher/v1/key-check",
        }
    }
}

impl fmt::Debug for DataKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DataKey(hidden, locked: {})", self.locked())
    }
}

impl fmt::Debug for SubKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SubKey(hidden)")
    }
}

/// HMAC-SHA256 (RFC 2104) over the parts, one after another.
pub(in crate::vault) fn hmac_sha256(key: &[u8; KEY_LEN], parts: &[&[u8]]) -> Zeroizing<[u8; 32]> {
    const BLOCK: usize = 64;
    let mut pad = Zeroizing::new([0x36_u8; BLOCK]);
    for (slot, byte) in pad.iter_mut().zip(key) {
        *slot ^= byte;
    }
    let mut inner = Sha256::new_with_prefix(&pad[..]);
    for part in parts {
        inner.update(part);
    }
    // from the inner pad (0x36) to the outer one (0x5c)
    for slot in pad.iter_mut() {
        *slot ^= 0x36 ^ 0x5c;
    }
    let outer = Sha256::new_with_prefix(&pad[..]).chain_update(inner.finalize());
    Zeroizing::new(outer.finalize().into())
}

/// First block of HKDF-Expand.
pub(in crate::vault) fn expand(key: &[u8; KEY_LEN], info: &[u8]) -> Zeroizing<[u8; KEY_LEN]> {
    hmac_sha256(key, &[info, &[1]])
}

/// A page that holds nothing but one key: locks of one page do not nest, so keys must not share pages.
#[repr(align(4096))]
struct Page([u8; 4096]);

struct Locked {
    // Dropped before the page it guards.
    guard: Option<region::LockGuard>,
    page: Box<Page>,
}

impl Locked {
    fn new(bytes: &[u8; KEY_LEN]) -> Self {
        let mut page = Box::new(Page([0; 4096]));
        // A refusal (RLIMIT_MEMLOCK, a container) must not keep a nurse from her patients: go on unlocked and report it.
        let guard = region::lock(page.0.as_ptr(), page.0.len()).ok();
        for (slot, byte) in page.0.iter_mut().zip(bytes) {
            *slot = *byte;
        }
        Self { guard, page }
    }

    fn bytes(&self) -> &[u8; KEY_LEN] {
        self.page.0.first_chunk().unwrap_or(&[0; KEY_LEN])
    }
}

impl Drop for Locked {
    fn drop(&mut self) {
        // Wiped while still locked.
        self.page.0[..KEY_LEN].zeroize();
    }
}

#[cfg(test)]
pub(in crate::vault) mod tests {
    use super::*;

    /// A generator for tests: the same seed gives the same keys.
    pub struct SeededEntropy(pub u64);

    impl Entropy for SeededEntropy {
        fn fill(&mut self, out: &mut [u8]) -> Result<(), VaultError> {
            for block in out.chunks_mut(32) {
                self.0 += 1;
                let bytes = Sha256::digest(self.0.to_be_bytes());
                block.copy_from_slice(&bytes[..block.len()]);
            }
            Ok(())
        }
    }

    fn unhex(text: &str) -> Vec<u8> {
        (0..text.len())
            .step_by(2)
            .map(|i| u8::from_str_radix(&text[i..i + 2], 16).unwrap())
            .collect()
    }

    /// RFC 5869 appendix A, test cases 1 and 3: the first block of the output.
    #[test]
    fn expand_matches_rfc_5869() {
        for (prk, info, okm) in [
            (
                "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5",
                "f0f1f2f3f4f5f6f7f8f9",
                "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf",
            ),
            (
                "19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04",
                "",
                "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d",
            ),
        ] {
            let key: [u8; 32] = unhex(prk).try_into().unwrap();
            assert_eq!(expand(&key, &unhex(info)).as_slice(), unhex(okm));
        }
    }

    #[test]
    fn purposes_give_different_keys_and_the_same_purpose_the_same() {
        let key = DataKey::generate(&mut SeededEntropy(1)).unwrap();
        let again = key.duplicate();
        let all = [Purpose::Attachment, Purpose::Backup, Purpose::KeyCheck];
        for a in all {
            for b in all {
                assert_eq!(
                    key.derive(a).bytes() == again.derive(b).bytes(),
                    a == b,
                    "{a:?} {b:?}"
                );
            }
            assert_ne!(key.derive(a).bytes(), key.bytes());
        }
    }

    #[test]
    fn a_key_is_never_printed() {
        let key = DataKey::from_bytes(&[0xAB; 32]);
        let printed = format!("{key:?} {:?}", key.derive(Purpose::Backup));
        assert!(
            !printed.to_lowercase().contains("abab") && !printed.contains("171"),
            "{printed}"
        );
        assert_eq!(
            key.raw_literal().as_str(),
            format!("x'{}'", "ab".repeat(32))
        );
    }

    #[test]
    fn many_keys_come_and_go_without_unlocking_each_other() {
        let keys: Vec<DataKey> = (0..40_u8).map(|n| DataKey::from_bytes(&[n; 32])).collect();
        let kept: Vec<DataKey> = keys.iter().map(DataKey::duplicate).collect();
        drop(keys);
        for (n, key) in kept.iter().enumerate() {
            assert_eq!(key.bytes(), &[n as u8; 32]);
        }
    }

    #[test]
    fn the_system_generator_does_not_repeat_itself() {
        let a = DataKey::generate(&mut OsEntropy).unwrap();
        let b = DataKey::generate(&mut OsEntropy).unwrap();
        assert_ne!(a.bytes(), b.bytes());
    }
}
