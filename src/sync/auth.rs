//! Who speaks: Ed25519 signatures of devices and of the store, and the counter that makes every request one of a kind.
//! Nothing here looks at a clock: a dead CMOS battery is normal where this runs.

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest as _, Sha256};

use crate::domain::ids::{DeviceId, Hash32};

/// Which algorithm, so that a national one can be added.
pub const ED25519: u8 = 1;
/// Bytes that a seal takes at the end of a payload.
pub const SEAL_BYTES: usize = 65;
/// The path that a request to the store is signed for.
pub const SYNC_PATH: &str = "POST /v1/sync";
/// A device's requests may overtake each other by this many.
pub const WINDOW: u64 = 1_024;
/// `boot_no << BOOT_SHIFT | request`: 16 million requests per start of the program, no write per request.
pub const BOOT_SHIFT: u32 = 24;

/// An algorithm and a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seal {
    pub algorithm: u8,
    pub signature: [u8; 64],
}

impl Seal {
    /// Stands where the real one is put in [`seal`].
    pub const EMPTY: Self = Self {
        algorithm: ED25519,
        signature: [0; 64],
    };
}

/// What a signature is bound to besides the payload.
#[derive(Debug, Clone, Copy)]
pub struct Bound<'a> {
    /// Method and path, or the name of another transport.
    pub path: &'a str,
    pub device: DeviceId,
    pub counter: u64,
    /// Which frame of the request; the answer's End binds the hash of the frames before it instead.
    pub frame: Hash32,
}

impl<'a> Bound<'a> {
    pub fn hello(path: &'a str, device: DeviceId, counter: u64) -> Self {
        Self {
            path,
            device,
            counter,
            frame: Hash32([0; 32]),
        }
    }

    pub fn push(path: &'a str, device: DeviceId, counter: u64, no: u64) -> Self {
        let mut frame = [0; 32];
        frame[0] = 1;
        frame[24..].copy_from_slice(&no.to_be_bytes());
        Self {
            path,
            device,
            counter,
            frame: Hash32(frame),
        }
    }

    /// The first frame of a courier file, with the hash of the file's head.
    pub fn letter(device: DeviceId, no: u64, head: Hash32) -> Self {
        Self {
            path: "courier letter",
            device,
            counter: no,
            frame: head,
        }
    }

    pub fn answer(device: DeviceId, counter: u64, frames: Hash32) -> Self {
        Self {
            path: "answer",
            device,
            counter,
            frame: frames,
        }
    }
}

/// Signs a payload that ends with [`Seal::EMPTY`], in place.
pub fn seal(payload: &mut [u8], bound: Bound<'_>, key: &SigningKey) {
    let Some(body) = payload.len().checked_sub(SEAL_BYTES) else {
        return;
    };
    let signature = key.sign(&message(&payload[..body], bound)).to_bytes();
    payload[body] = ED25519;
    payload[body + 1..].copy_from_slice(&signature);
}

/// Whether a payload that ends with a seal was signed by this key for this purpose.
pub fn is_sealed_by(payload: &[u8], bound: Bound<'_>, key: &VerifyingKey) -> bool {
    let Some(body) = payload.len().checked_sub(SEAL_BYTES) else {
        return false;
    };
    let (body, seal) = payload.split_at(body);
    let (Some(&ED25519), Ok(signature)) = (seal.first(), seal[1..].try_into()) else {
        return false;
    };
    key.verify_strict(&message(body, bound), &Signature::from_bytes(&signature))
        .is_ok()
}

/// Running hash of the frames of an answer.
#[derive(Debug, Clone, Default)]
pub struct Transcript(Sha256);

impl Transcript {
    pub fn add(&mut self, kind: u8, payload: &[u8]) {
        self.0.update([kind]);
        self.0.update((payload.len() as u64).to_be_bytes());
        self.0.update(payload);
    }

    pub fn hash(&self) -> Hash32 {
        Hash32(self.0.clone().finalize().into())
    }
}

/// The counters of a device that were already used: the highest, and which of the [`WINDOW`] below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CounterWindow {
    pub highest: u64,
    used: [u8; WINDOW as usize / 8],
}

impl Default for CounterWindow {
    fn default() -> Self {
        Self {
            highest: 0,
            used: [0; WINDOW as usize / 8],
        }
    }
}

impl CounterWindow {
    pub fn from_parts(highest: u64, used: &[u8]) -> Option<Self> {
        Some(Self {
            highest,
            used: used.try_into().ok()?,
        })
    }

    pub fn used(&self) -> &[u8] {
        &self.used
    }

    /// Uses a counter up. False: it was used before, or is too old to know.
    #[must_use]
    pub fn take(&mut self, counter: u64) -> bool {
        if counter > self.highest {
            // Slots between the old and the new highest belong to numbers not seen yet.
            let steps = (counter - self.highest).min(WINDOW);
            for step in 1..=steps {
                self.mark(counter - steps + step, false);
            }
            self.highest = counter;
            self.mark(counter, true);
            return true;
        }
        if self.highest - counter >= WINDOW || counter == 0 || self.is_marked(counter) {
            return false;
        }
        self.mark(counter, true);
        true
    }

    fn is_marked(&self, counter: u64) -> bool {
        let slot = (counter % WINDOW) as usize;
        self.used[slot / 8] >> (slot % 8) & 1 == 1
    }

    fn mark(&mut self, counter: u64, used: bool) {
        let slot = (counter % WINDOW) as usize;
        let bit = 1 << (slot % 8);
        if used {
            self.used[slot / 8] |= bit;
        } else {
            self.used[slot / 8] &= !bit;
        }
    }
}

/// An enrolment code is stored only as this.
pub fn code_hash(code: &str) -> Hash32 {
    let folded: String = code
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    let mut hasher = Sha256::new();
    hasher.update(b"feldsher enrolment code 1\0");
    hasher.update(folded.as_bytes());
    Hash32(hasher.finalize().into())
}

fn message(body: &[u8], bound: Bound<'_>) -> Vec<u8> {
    let mut message = b"feldsher log sync 1\0".to_vec();
    message.extend((bound.path.len() as u64).to_be_bytes());
    message.extend(bound.path.as_bytes());
    message.extend(bound.device.0);
    message.extend(bound.counter.to_be_bytes());
    message.extend(bound.frame.0);
    message.extend(Sha256::digest(body));
    message
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEVICE: DeviceId = DeviceId([1; 16]);

    #[test]
    fn a_seal_holds_for_its_own_purpose_only() {
        let key = SigningKey::from_bytes(&[5; 32]);
        let mut payload = vec![7; 100];
        let bound = Bound::push(SYNC_PATH, DEVICE, 9, 2);
        seal(&mut payload, bound, &key);
        let verify = |payload: &[u8], bound| is_sealed_by(payload, bound, &key.verifying_key());
        assert!(verify(&payload, bound));
        for other in [
            Bound::push(SYNC_PATH, DEVICE, 9, 3),
            Bound::push(SYNC_PATH, DEVICE, 10, 2),
            Bound::push("courier", DEVICE, 9, 2),
            Bound::push(SYNC_PATH, DeviceId([2; 16]), 9, 2),
            Bound::hello(SYNC_PATH, DEVICE, 9),
        ] {
            assert!(!verify(&payload, other));
        }
        for at in 0..payload.len() {
            let mut changed = payload.clone();
            changed[at] ^= 1;
            assert!(!verify(&changed, bound), "byte {at}");
        }
        assert!(!verify(&payload[..60], bound));
    }

    #[test]
    fn a_counter_is_good_once_and_may_be_a_little_late() {
        let mut window = CounterWindow::default();
        assert!(!window.take(0));
        for (counter, good) in [
            (5, true),
            (5, false),
            (3, true),
            (3, false),
            (5 + WINDOW, true),
            (5, false),
            (6, true),
            (6, false),
            (1 << 40, true),
            (7, false),
            ((1 << 40) - 1, true),
            ((1 << 40) - 1, false),
            (1 << 40, false),
        ] {
            assert_eq!(window.take(counter), good, "{counter}");
        }
    }

    #[test]
    fn a_code_may_be_typed_with_hyphens_and_capitals() {
        assert_eq!(code_hash("AB12-cd34"), code_hash("ab12cd34"));
        assert_ne!(code_hash("ab12cd34"), code_hash("ab12cd35"));
    }
}
