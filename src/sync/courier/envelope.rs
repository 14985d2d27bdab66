//! Encryption of a courier file to one receiver, a portion at a time: memory stays flat however long the file is. The format is
//! described in the module above.

use std::io::{Read, Seek, SeekFrom, Write};

use chacha20poly1305::aead::stream::{DecryptorBE32, EncryptorBE32};
use chacha20poly1305::{ChaCha20Poly1305, Key};
use ed25519_dalek::{SigningKey, VerifyingKey};
use hkdf::Hkdf;
use sha2::{Digest as _, Sha256};
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::Zeroizing;

use super::CourierError;

/// The first bytes of every courier file.
pub const MAGIC: [u8; 8] = *b"\x89FCOU1\r\n";
/// Where the version stands.
const VERSION_AT: usize = 5;
/// What key and signature are bound to: everything but the length.
pub const BOUND: usize = 48;
const HEAD: usize = BOUND + 8;
/// Plain text of one portion.
pub const PORTION: usize = 64 * 1024;
const TAG: usize = 16;
const NONCE: usize = 7;

/// The first 48 bytes of a file.
pub type Head = [u8; BOUND];

/// How a file names its receiver without telling a stranger who it is.
pub fn hint_of(receiver: &VerifyingKey) -> [u8; 8] {
    let mut hasher = Sha256::new();
    hasher.update(b"feldsher courier receiver 1\0");
    hasher.update(receiver.as_bytes());
    let full: [u8; 32] = hasher.finalize().into();
    let mut hint = [0; 8];
    hint.copy_from_slice(&full[..8]);
    hint
}

/// Writes one file.
pub struct Sealer<W> {
    out: W,
    stream: Option<EncryptorBE32<ChaCha20Poly1305>>,
    waiting: Vec<u8>,
    written: u64,
}

impl<W: Write + Seek> Sealer<W> {
    /// `secret` is random and never used twice.
    pub fn begin(
        mut out: W,
        receiver: &VerifyingKey,
        secret: [u8; 32],
    ) -> Result<(Self, Head), CourierError> {
        let secret = StaticSecret::from(secret);
        let mut head = [0; BOUND];
        head[..8].copy_from_slice(&MAGIC);
        head[8..16].copy_from_slice(&hint_of(receiver));
        head[16..].copy_from_slice(PublicKey::from(&secret).as_bytes());
        let theirs = PublicKey::from(receiver.to_montgomery().to_bytes());
        let agreed = secret.diffie_hellman(&theirs);
        if !agreed.was_contributory() {
            return Err(CourierError::Meaning("key"));
        }
        let material = derive(&head, agreed.as_bytes(), receiver);
        out.write_all(&head)?;
        out.write_all(&[0; 8])?;
        let sealer = Self {
            out,
            stream: Some(EncryptorBE32::new(
                Key::from_slice(&material[..32]),
                material[32..].into(),
            )),
            waiting: Vec::with_capacity(2 * PORTION),
            written: HEAD as u64,
        };
        Ok((sealer, head))
    }

    pub fn write(&mut self, bytes: &[u8]) -> Result<(), CourierError> {
        self.waiting.extend_from_slice(bytes);
        // One byte at least is kept for the last portion.
        while self.waiting.len() > PORTION {
            let rest = self.waiting.split_off(PORTION);
            let portion = std::mem::replace(&mut self.waiting, rest);
            let stream = self.stream.as_mut().ok_or(CourierError::Full)?;
            let sealed = stream
                .encrypt_next(portion.as_slice())
                .map_err(|_counter| CourierError::Full)?;
            self.put(&sealed)?;
        }
        Ok(())
    }

    /// How long the file would be with so many bytes more.
    pub fn length_with(&self, more: usize) -> u64 {
        let plain = (self.waiting.len() + more) as u64;
        self.written + plain + (plain.div_ceil(PORTION as u64).max(1)) * TAG as u64
    }

    /// Ends the file; before this it is no courier file.
    pub fn finish(mut self) -> Result<W, CourierError> {
        let stream = self.stream.take().ok_or(CourierError::Full)?;
        let sealed = stream
            .encrypt_last(self.waiting.as_slice())
            .map_err(|_counter| CourierError::Full)?;
        self.put(&sealed)?;
        self.out.seek(SeekFrom::Start(BOUND as u64))?;
        self.out.write_all(&self.written.to_be_bytes())?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), CourierError> {
        self.out.write_all(bytes)?;
        self.written += bytes.len() as u64;
        Ok(())
    }
}

/// Reads one file, portion by portion.
pub struct Opener<R> {
    source: R,
    stream: Option<DecryptorBE32<ChaCha20Poly1305>>,
    /// Bytes of the file that were not read yet.
    left: u64,
}

impl<R: Read> Opener<R> {
    /// `size` is what the file system says.
    pub fn begin(mut source: R, size: u64, me: &SigningKey) -> Result<(Self, Head), CourierError> {
        let mut front = [0; HEAD];
        let have = usize::try_from(size).unwrap_or(HEAD).min(HEAD);
        source.read_exact(&mut front[..have])?;
        is_ours(&front[..have])?;
        if have < HEAD {
            return Err(CourierError::Cut);
        }
        let (bound, length) = front.split_at(BOUND);
        let mut head = [0; BOUND];
        head.copy_from_slice(bound);
        let mut hint = [0; 8];
        hint.copy_from_slice(&head[8..16]);
        if hint != hint_of(&me.verifying_key()) {
            return Err(CourierError::Elsewhere { receiver: hint });
        }
        let told = length
            .try_into()
            .map(u64::from_be_bytes)
            .unwrap_or_default();
        // 0: whoever wrote it did not come to its end.
        if told == 0 || told > size {
            return Err(CourierError::Cut);
        }
        if told < size || size <= (HEAD + TAG) as u64 {
            return Err(CourierError::Damaged);
        }
        let mut theirs = [0; 32];
        theirs.copy_from_slice(&head[16..]);
        let agreed =
            StaticSecret::from(me.to_scalar_bytes()).diffie_hellman(&PublicKey::from(theirs));
        if !agreed.was_contributory() {
            return Err(CourierError::Damaged);
        }
        let material = derive(&head, agreed.as_bytes(), &me.verifying_key());
        let opener = Self {
            source,
            stream: Some(DecryptorBE32::new(
                Key::from_slice(&material[..32]),
                material[32..].into(),
            )),
            left: size - HEAD as u64,
        };
        Ok((opener, head))
    }

    /// The next portion of plain text; `None` after the last.
    pub fn portion(&mut self) -> Result<Option<Vec<u8>>, CourierError> {
        if self.left == 0 {
            return Ok(None);
        }
        let take = self.left.min((PORTION + TAG) as u64);
        let mut sealed = vec![0; take as usize];
        self.source.read_exact(&mut sealed)?;
        self.left -= take;
        let plain = if self.left > 0 {
            let stream = self.stream.as_mut().ok_or(CourierError::Damaged)?;
            stream.decrypt_next(sealed.as_slice())
        } else {
            let stream = self.stream.take().ok_or(CourierError::Damaged)?;
            stream.decrypt_last(sealed.as_slice())
        };
        plain.map(Some).map_err(|_tag| CourierError::Damaged)
    }
}

/// Whether these first bytes, all of them or fewer, may begin a file that this program reads.
fn is_ours(front: &[u8]) -> Result<(), CourierError> {
    let have = front.len().min(MAGIC.len());
    if front[..have] == MAGIC[..have] {
        return Ok(());
    }
    let mut other = [0; MAGIC.len()];
    other[..have].copy_from_slice(&front[..have]);
    if have == MAGIC.len() && other[VERSION_AT] > MAGIC[VERSION_AT] {
        other[VERSION_AT] = MAGIC[VERSION_AT];
        if other == MAGIC {
            return Err(CourierError::Newer);
        }
    }
    Err(CourierError::NotOurs)
}

fn derive(head: &Head, agreed: &[u8; 32], receiver: &VerifyingKey) -> Zeroizing<[u8; 32 + NONCE]> {
    let mut info = b"feldsher courier file 1\0".to_vec();
    info.extend_from_slice(receiver.as_bytes());
    let mut material = Zeroizing::new([0; 32 + NONCE]);
    let expanded = Hkdf::<Sha256>::new(Some(head), agreed).expand(&info, material.as_mut());
    assert!(expanded.is_ok(), "39 bytes are within the reach of HKDF");
    material
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn keys() -> (SigningKey, SigningKey) {
        (
            SigningKey::from_bytes(&[3; 32]),
            SigningKey::from_bytes(&[4; 32]),
        )
    }

    fn sealed(plain: &[u8], to: &SigningKey) -> Vec<u8> {
        let out = Cursor::new(Vec::new());
        let (mut sealer, _) = Sealer::begin(out, &to.verifying_key(), [9; 32]).unwrap();
        for part in plain.chunks(5_000) {
            sealer.write(part).unwrap();
        }
        let told = sealer.length_with(0);
        let bytes = sealer.finish().unwrap().into_inner();
        assert_eq!(told, bytes.len() as u64);
        bytes
    }

    fn opened(bytes: &[u8], me: &SigningKey) -> Result<Vec<u8>, CourierError> {
        let (mut opener, _) = Opener::begin(bytes, bytes.len() as u64, me)?;
        let mut plain = Vec::new();
        while let Some(portion) = opener.portion()? {
            plain.extend(portion);
        }
        Ok(plain)
    }

    #[test]
    fn every_length_around_a_portion_comes_back() {
        let (me, other) = keys();
        for length in [1, 100, PORTION - 1, PORTION, PORTION + 1, 3 * PORTION] {
            let plain: Vec<u8> = (0..length).map(|n| (n * 7) as u8).collect();
            let file = sealed(&plain, &me);
            assert_eq!(opened(&file, &me).unwrap(), plain, "{length}");
            assert!(matches!(
                opened(&file, &other),
                Err(CourierError::Elsewhere { .. })
            ));
        }
    }

    #[test]
    fn a_cut_is_told_from_damage() {
        let (me, _) = keys();
        let file = sealed(&vec![1; 2 * PORTION + 10], &me);
        for cut in [
            0,
            3,
            20,
            55,
            56,
            57,
            100,
            HEAD + PORTION + TAG,
            file.len() - 1,
        ] {
            let error = opened(&file[..cut], &me).unwrap_err();
            assert!(matches!(error, CourierError::Cut), "{cut}: {error}");
        }
        for at in (0..file.len()).step_by(997).chain(0..HEAD) {
            let mut damaged = file.clone();
            damaged[at] ^= 0x10;
            assert!(opened(&damaged, &me).is_err(), "byte {at}");
        }
        let mut longer = file.clone();
        longer.push(0);
        assert!(matches!(opened(&longer, &me), Err(CourierError::Damaged)));
        // Two portions that changed places.
        let (first, second) = (HEAD, HEAD + PORTION + TAG);
        let mut swapped = file.clone();
        let (a, b) = swapped.split_at_mut(second);
        a[first..].swap_with_slice(&mut b[..PORTION + TAG]);
        assert!(matches!(opened(&swapped, &me), Err(CourierError::Damaged)));
        let mut newer = file;
        newer[5] = b'2';
        assert!(matches!(opened(&newer, &me), Err(CourierError::Newer)));
        assert!(matches!(
            opened(b"%PDF-1.3 and so on", &me),
            Err(CourierError::NotOurs)
        ));
    }
}
