//! The backup file: a manifest, then the files themselves, each with its SHA-256.
//!
//! Must not know SQL or users. Layout: magic, length of the manifest (u32, big-endian), manifest (JSON), SHA-256 of
//! the manifest, then the contents in the manifest's order. Contents are encrypted already; the numbers of rows are
//! sealed with a key that comes from the data key, so a stranger learns the size and the date, nothing else.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Write as _};
use std::path::{Path, PathBuf};

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::keyfile::{Hex, hex};
use super::secret::{DataKey, Entropy, Purpose};
use super::{VaultError, disk, io_at};

/// Rows of each table.
pub type RowCounts = BTreeMap<String, u64>;

const MAGIC: &[u8; 18] = b"FELDSHER-BACKUP-1\n";
const MAX_MANIFEST: u32 = 16 << 20;
const MAX_FILES: usize = 100_000;

/// Why a backup was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reason {
    /// The day's own; seven are kept.
    Daily,
    /// Before a migration; two are kept.
    Migration,
    /// A person asked; never removed by the program.
    Hand,
}

/// What the backup says about itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub(in crate::vault) vault: Hex<16>,
    /// By the clock of the computer that made it; UTC seconds.
    pub made_at: i64,
    pub reason: Reason,
    /// Migration the vault had reached.
    pub schema: u32,
    /// Version of the program that made it.
    pub program: String,
    pub(in crate::vault) files: Vec<Entry>,
    pub(in crate::vault) sealed_nonce: Hex<24>,
    pub(in crate::vault) sealed_rows: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::vault) struct Entry {
    /// Relative, `/` between folders.
    pub name: String,
    pub bytes: u64,
    pub sha256: Hex<32>,
}

impl Manifest {
    pub fn vault_id(&self) -> uuid::Uuid {
        uuid::Uuid::from_bytes(self.vault.0)
    }

    /// Seals the numbers of rows; binds them to everything else in the manifest.
    pub(in crate::vault) fn seal(
        &mut self,
        rows: &RowCounts,
        key: &DataKey,
        entropy: &mut dyn Entropy,
    ) -> Result<(), VaultError> {
        entropy.fill(&mut self.sealed_nonce.0)?;
        let plain = serde_json::to_vec(rows).map_err(damaged)?;
        let aad = self.bound()?;
        let sealed = cipher(key)
            .encrypt(
                XNonce::from_slice(&self.sealed_nonce.0),
                Payload {
                    msg: &plain,
                    aad: &aad,
                },
            )
            .map_err(damaged)?;
        self.sealed_rows = hex(&sealed);
        Ok(())
    }

    /// The numbers of rows. Fails for a manifest that was changed or belongs to another vault.
    pub(in crate::vault) fn open(&self, key: &DataKey) -> Result<RowCounts, VaultError> {
        let sealed: Option<Vec<u8>> = (0..self.sealed_rows.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(self.sealed_rows.get(at..at + 2)?, 16).ok())
            .collect();
        let sealed = sealed.ok_or_else(|| damaged("the sealed part is not hexadecimal"))?;
        let aad = self.bound()?;
        let plain = cipher(key)
            .decrypt(
                XNonce::from_slice(&self.sealed_nonce.0),
                Payload {
                    msg: &sealed,
                    aad: &aad,
                },
            )
            .map_err(|_unfit: chacha20poly1305::Error| damaged("the seal does not fit this key"))?;
        serde_json::from_slice(&plain).map_err(damaged)
    }

    fn bound(&self) -> Result<Vec<u8>, VaultError> {
        let mut bare = self.clone();
        bare.sealed_rows.clear();
        serde_json::to_vec(&bare).map_err(damaged)
    }
}

/// Measures a file for the manifest.
pub(in crate::vault) fn measure(path: &Path, name: &str) -> Result<Entry, VaultError> {
    let mut file = File::open(path).map_err(io_at("open", path))?;
    let mut hasher = Sha256::new();
    let bytes = io::copy(&mut file, &mut hasher).map_err(io_at("read", path))?;
    Ok(Entry {
        name: name.to_owned(),
        bytes,
        sha256: Hex(hasher.finalize().into()),
    })
}

/// Writes the whole backup file and fsyncs it. `sources` stand in the manifest's order.
pub(in crate::vault) fn write(
    target: &Path,
    manifest: &Manifest,
    sources: &[PathBuf],
) -> Result<(), VaultError> {
    let at = |what| io_at(what, target);
    let mut file = disk::create_private(target)?;
    let head = serde_json::to_vec(manifest).map_err(damaged)?;
    let length = u32::try_from(head.len()).map_err(damaged)?;
    file.write_all(MAGIC).map_err(at("write"))?;
    file.write_all(&length.to_be_bytes()).map_err(at("write"))?;
    file.write_all(&head).map_err(at("write"))?;
    file.write_all(&Sha256::digest(&head))
        .map_err(at("write"))?;
    for source in sources {
        let mut from = File::open(source).map_err(io_at("open", source))?;
        io::copy(&mut from, &mut file).map_err(at("write"))?;
    }
    file.sync_all().map_err(at("write"))
}

/// Reads the manifest alone.
pub fn manifest(path: &Path) -> Result<Manifest, VaultError> {
    read_manifest(&mut File::open(path).map_err(io_at("open", path))?)
}

/// Reads the whole file and compares every hash; needs no key.
pub fn check(path: &Path) -> Result<Manifest, VaultError> {
    walk(path, |_, content| {
        io::copy(content, &mut io::sink()).map(drop)
    })
}

/// Unpacks everything into `folder`, comparing hashes, and fsyncs it.
pub(in crate::vault) fn unpack(path: &Path, folder: &Path) -> Result<Manifest, VaultError> {
    walk(path, |entry, content| {
        let target = entry
            .name
            .split('/')
            .fold(folder.to_path_buf(), |at, part| at.join(part));
        if let Some(parent) = target.parent() {
            crate::paths::create_private(parent)?;
        }
        let mut file = disk::create_private(&target).map_err(io::Error::other)?;
        io::copy(content, &mut file)?;
        file.sync_all()
    })
}

fn walk(
    path: &Path,
    mut each: impl FnMut(&Entry, &mut dyn Read) -> io::Result<()>,
) -> Result<Manifest, VaultError> {
    let mut file = File::open(path).map_err(io_at("open", path))?;
    let manifest = read_manifest(&mut file)?;
    for entry in &manifest.files {
        let mut content = Hashing {
            inner: (&mut file).take(entry.bytes),
            hasher: Sha256::new(),
            bytes: 0,
        };
        each(entry, &mut content).map_err(io_at("unpack", path))?;
        if content.bytes != entry.bytes || content.hasher.finalize().as_slice() != entry.sha256.0 {
            return Err(damaged(format!("{} is not what was written", entry.name)));
        }
    }
    if file.read(&mut [0]).map_err(io_at("read", path))? != 0 {
        return Err(damaged("there is something after the end"));
    }
    Ok(manifest)
}

fn read_manifest(file: &mut File) -> Result<Manifest, VaultError> {
    let mut magic = [0; MAGIC.len()];
    let mut length = [0; 4];
    let short = |_: io::Error| damaged("the file ends too early");
    file.read_exact(&mut magic).map_err(short)?;
    if &magic != MAGIC {
        return Err(damaged("this is not a backup"));
    }
    file.read_exact(&mut length).map_err(short)?;
    let length = u32::from_be_bytes(length);
    if length > MAX_MANIFEST {
        return Err(damaged("the manifest is too long"));
    }
    let mut head = vec![0; length as usize];
    let mut sum = [0; 32];
    file.read_exact(&mut head).map_err(short)?;
    file.read_exact(&mut sum).map_err(short)?;
    if Sha256::digest(&head).as_slice() != sum {
        return Err(damaged("the manifest is not what was written"));
    }
    let manifest: Manifest = serde_json::from_slice(&head).map_err(damaged)?;
    if manifest.files.len() > MAX_FILES || !manifest.files.iter().all(|entry| is_safe(&entry.name))
    {
        return Err(damaged("a name in the manifest cannot be used"));
    }
    Ok(manifest)
}

/// Names we write ourselves: short, plain, at most one folder deep, never upwards.
fn is_safe(name: &str) -> bool {
    let parts: Vec<&str> = name.split('/').collect();
    parts.len() <= 2
        && parts.iter().all(|part| {
            !part.is_empty()
                && part.len() <= 128
                && !part.starts_with('.')
                && part
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'))
        })
}

fn cipher(key: &DataKey) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.derive(Purpose::Backup).bytes().into())
}

fn damaged(detail: impl ToString) -> VaultError {
    VaultError::BackupDamaged {
        detail: detail.to_string(),
    }
}

struct Hashing<R> {
    inner: R,
    hasher: Sha256,
    bytes: u64,
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        if let Some(part) = buffer.get(..count) {
            self.hasher.update(part);
        }
        self.bytes += count as u64;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_climb_out_of_the_folder() {
        for name in ["feldsher.db", "attachments/0a1b", "feldsher.keys"] {
            assert!(is_safe(name), "{name}");
        }
        for name in [
            "",
            "..",
            "../x",
            "a/../b",
            "/etc/passwd",
            "a\\b",
            "C:x",
            "a/b/c",
            ".hidden",
            "a/",
            "é",
        ] {
            assert!(!is_safe(name), "{name}");
        }
    }
}
