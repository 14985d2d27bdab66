//! Restore: a backup takes the vault's place, and the device begins a new life.
//!
//! Must not know what a replica or an epoch is: it leaves a mark, and the caller draws a new identity when it sees it
//! (sync §3). The restored files are prepared in a folder of their own and moved in afterwards; a power cut at any
//! point leaves the old vault, or a move that the next start finishes. The old files are kept aside, never removed.

use std::fs;
use std::path::{Path, PathBuf};

use super::backup::{ATTACHMENTS, DATABASE, KEYS, verify_unpacked};
use super::container::{Manifest, unpack};
use super::lock::VaultLock;
use super::secret::DataKey;
use super::slots::{self, KeySlots};
use super::{VaultError, disk, io_at};
use crate::paths::DataFolder;

/// What a restore did.
#[derive(Debug)]
pub struct Restored {
    pub manifest: Manifest,
    /// Where the vault that was there before lies now.
    pub aside: Option<PathBuf>,
}

/// Vaults kept beside the present one; nobody restores that often.
const LIMIT_ASIDE: u32 = 100_000;

/// Opens the key slots of a backup: with a password, or with the printed shares.
pub type Proof<'a> = &'a dyn Fn(&KeySlots) -> Result<DataKey, VaultError>;

/// Puts the backup in the place of the vault, which must be closed. Whoever restores proves first that the backup opens;
/// then every page and row count is compared, and only then anything moves. Afterwards [`new_life`] is true.
///
/// # Errors
/// [`VaultError::Exists`] if there is a vault and `replace` is false; [`VaultError::BackupDamaged`]; what `proof` says.
pub fn restore(
    backup: &Path,
    lock: &VaultLock,
    replace: bool,
    proof: Proof<'_>,
) -> Result<Restored, VaultError> {
    let folder = lock.folder();
    let occupied = folder.database().exists() || folder.keys().exists();
    if occupied && !replace {
        return Err(VaultError::Exists {
            path: folder.database(),
        });
    }
    let stage = Stage::begin(folder)?;
    let manifest = match prepare(backup, &stage.path, proof) {
        Ok(manifest) => manifest,
        Err(error) => {
            stage.give_up()?;
            return Err(error);
        }
    };
    let aside = stage.put_in_place()?;
    Ok(Restored {
        manifest,
        aside: occupied.then_some(aside),
    })
}

/// The folder where the files of the next vault are prepared.
pub(in crate::vault) struct Stage<'a> {
    folder: &'a DataFolder,
    path: PathBuf,
}

impl<'a> Stage<'a> {
    pub(in crate::vault) fn begin(folder: &'a DataFolder) -> Result<Self, VaultError> {
        let path = folder.restoring();
        remove_folder(&path)?;
        crate::paths::create_private(&path).map_err(io_at("create", &path))?;
        Ok(Self { folder, path })
    }

    pub(in crate::vault) fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// The prepared files take the vault's place; what was there goes into the folder that is answered.
    pub(in crate::vault) fn put_in_place(self) -> Result<PathBuf, VaultError> {
        let root = self.folder.root();
        let aside = (1..=LIMIT_ASIDE)
            .map(|n| format!("before-restore-{n}"))
            .find(|name| !root.join(name).exists());
        let aside = aside.unwrap_or_default();
        disk::replace(&self.file(READY), aside.as_bytes())?;
        finish(self.folder)?;
        slots::heal(&self.folder.keys())?;
        Ok(root.join(aside))
    }

    /// Nothing moved: what was prepared goes.
    pub(in crate::vault) fn give_up(self) -> Result<(), VaultError> {
        remove_folder(&self.path)
    }
}

/// Whether the vault was restored and its device has not yet drawn a new identity.
pub fn new_life(folder: &DataFolder) -> bool {
    folder.new_life().exists()
}

/// The caller has drawn a new replica identity, durably: the mark goes.
pub fn new_life_begun(folder: &DataFolder) -> Result<(), VaultError> {
    disk::remove_if_there(&folder.new_life())?;
    disk::sync_folder_of(&folder.new_life())
}

/// Finishes a restore that was cut, or clears one that never became ready. Called under the lock at every start.
pub(in crate::vault) fn finish(folder: &DataFolder) -> Result<bool, VaultError> {
    let stage = folder.restoring();
    let ready = stage.join(READY);
    let name = match fs::read_to_string(&ready) {
        Ok(name) => name,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            remove_folder(&stage)?;
            return Ok(false);
        }
        Err(error) => return Err(io_at("read", &ready)(error)),
    };
    let number = name
        .strip_prefix("before-restore-")
        .and_then(|n| n.parse::<u32>().ok());
    let Some(number) = number else {
        return Err(VaultError::BackupDamaged {
            detail: "the prepared restore cannot be read".to_owned(),
        });
    };
    let aside = folder.root().join(format!("before-restore-{number}"));
    // The mark first: a restored database without it would write under its old identity.
    arrive(&stage.join(NEW_LIFE), &folder.new_life(), &[], &aside)?;
    let database = folder.database();
    // The write-ahead log belongs to the old database; beside the new one it would be replayed into it.
    let logs = ["-wal", "-shm"].map(|suffix| disk::beside(&database, suffix));
    arrive(&stage.join(DATABASE), &database, &logs, &aside)?;
    let keys = folder.keys();
    arrive(
        &stage.join(KEYS),
        &keys,
        &[disk::beside(&keys, ".twin")],
        &aside,
    )?;
    for staged in files_in(&stage.join(ATTACHMENTS))? {
        let Some(name) = staged.file_name() else {
            continue;
        };
        crate::paths::create_private(&folder.attachments())
            .map_err(io_at("create", &folder.attachments()))?;
        arrive(&staged, &folder.attachments().join(name), &[], &aside)?;
    }
    disk::remove_if_there(&ready)?;
    remove_folder(&stage)?;
    disk::sync_folder_of(&stage)?;
    Ok(true)
}

const READY: &str = "ready";
/// The mark of a new life, among the prepared files.
pub(in crate::vault) const NEW_LIFE: &str = "new-life";

fn prepare(backup: &Path, stage: &Path, proof: Proof<'_>) -> Result<Manifest, VaultError> {
    let manifest = unpack(backup, stage)?;
    let slots = KeySlots::load(&stage.join(KEYS))?;
    if slots.vault_id() != manifest.vault_id() || !stage.join(DATABASE).is_file() {
        return Err(VaultError::BackupDamaged {
            detail: "its files do not belong together".to_owned(),
        });
    }
    verify_unpacked(&manifest, stage, &proof(&slots)?)?;
    disk::replace(
        &stage.join(NEW_LIFE),
        manifest.made_at.to_string().as_bytes(),
    )?;
    Ok(manifest)
}

/// Moves one staged file to its place; what is there, and its companions, go aside. Does nothing the second time.
fn arrive(
    staged: &Path,
    target: &Path,
    companions: &[PathBuf],
    aside: &Path,
) -> Result<(), VaultError> {
    if !staged.exists() {
        return Ok(());
    }
    for old in companions.iter().map(PathBuf::as_path).chain([target]) {
        if !old.exists() {
            continue;
        }
        let Some(name) = old.file_name() else {
            continue;
        };
        crate::paths::create_private(aside).map_err(io_at("create", aside))?;
        disk::rename(old, &aside.join(name))?;
    }
    disk::rename(staged, target)
}

fn files_in(folder: &Path) -> Result<Vec<PathBuf>, VaultError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(io_at("read", folder)(error)),
    };
    let mut files = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()
        .map_err(io_at("read", folder))?;
    files.sort();
    Ok(files)
}

fn remove_folder(folder: &Path) -> Result<(), VaultError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(io_at("remove", folder)(error))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}
