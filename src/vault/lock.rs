//! One process writes a vault: the lock in the data folder.
//!
//! Must not know keys or SQL. The lock is the operating system's, so it goes with its process, however that ends; the
//! holder's number stands in a file beside it, because Windows lets nobody read a locked file.

use std::fs::{self, File, TryLockError};
use std::path::PathBuf;

use super::{VaultError, disk, io_at, restore, slots};
use crate::paths::DataFolder;

/// Proof that this process holds the data folder; dropping it lets the next one in.
#[derive(Debug)]
pub struct VaultLock {
    // Held open: closing the file releases the lock.
    _file: File,
    pid_file: PathBuf,
    folder: DataFolder,
    /// What a crash had left behind and is now in order.
    pub mended: Mended,
}

/// What [`enter`] found and put in order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Mended {
    /// A restore that had been cut was finished.
    pub restore: bool,
    /// The key file or its twin was renewed from the other.
    pub keys: bool,
}

/// Takes the data folder for this process, makes it if needed, and finishes what a crash interrupted.
///
/// # Errors
/// [`VaultError::Held`] with the holder's process number, if it could be read.
pub fn enter(folder: &DataFolder) -> Result<VaultLock, VaultError> {
    folder.create().map_err(io_at("create", folder.root()))?;
    let path = folder.lock();
    let pid_file = disk::beside(&path, ".pid");
    let file = fs::OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .map_err(io_at("open", &path))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            return Err(VaultError::Held {
                pid: read_pid(&pid_file),
            });
        }
        Err(TryLockError::Error(error)) => return Err(io_at("lock", &path)(error)),
    }
    disk::replace(&pid_file, std::process::id().to_string().as_bytes())?;
    let mended = Mended {
        restore: restore::finish(folder)?,
        keys: mend_keys(folder)?,
    };
    Ok(VaultLock {
        _file: file,
        pid_file,
        folder: folder.clone(),
        mended,
    })
}

impl VaultLock {
    pub fn folder(&self) -> &DataFolder {
        &self.folder
    }
}

impl Drop for VaultLock {
    fn drop(&mut self) {
        // Only information; a stale number is overwritten by the next holder.
        let _ = fs::remove_file(&self.pid_file);
    }
}

/// Unreadable keys are not this moment's trouble: unlocking names them, and a restore is still possible.
fn mend_keys(folder: &DataFolder) -> Result<bool, VaultError> {
    match slots::heal(&folder.keys()) {
        Err(VaultError::KeysUnreadable { .. }) => Ok(false),
        other => other,
    }
}

fn read_pid(path: &std::path::Path) -> Option<u32> {
    fs::read_to_string(path).ok()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_one_learns_who_holds_it() {
        let dir = tempfile::tempdir().unwrap();
        let folder = DataFolder::at(dir.path().join("data"));
        let first = enter(&folder).unwrap();
        assert_eq!(first.mended, Mended::default());
        for _ in 0..2 {
            let Err(VaultError::Held { pid }) = enter(&folder) else {
                panic!("two holders")
            };
            assert_eq!(pid, Some(std::process::id()));
        }
        drop(first);
        enter(&folder).unwrap();
    }
}
