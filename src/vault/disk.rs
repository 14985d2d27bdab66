//! Files that are either the old ones or the new ones, whatever happens in between.
//!
//! Write a temporary file, fsync it, rename it over the old one, fsync the folder: after a power cut at any point the
//! name holds one of the two whole contents.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::{VaultError, io_at};

/// Where a test cuts the power. The program itself always runs to the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::vault) enum Step {
    Created,
    HalfWritten,
    Written,
    Synced,
    Renamed,
    Done,
}

/// Replaces the content of `path` in one step, readable by the owner only.
pub(in crate::vault) fn replace(path: &Path, bytes: &[u8]) -> Result<(), VaultError> {
    replace_until(path, bytes, Step::Done)
}

pub(in crate::vault) fn replace_until(
    path: &Path,
    bytes: &[u8],
    last: Step,
) -> Result<(), VaultError> {
    let temporary = beside(path, ".new");
    let mut file = create_private(&temporary)?;
    if last == Step::Created {
        return Ok(());
    }
    let (front, back) = bytes.split_at(bytes.len() / 2);
    file.write_all(front).map_err(io_at("write", &temporary))?;
    if last == Step::HalfWritten {
        return Ok(());
    }
    file.write_all(back).map_err(io_at("write", &temporary))?;
    if last == Step::Written {
        return Ok(());
    }
    file.sync_all().map_err(io_at("write", &temporary))?;
    drop(file);
    if last == Step::Synced {
        return Ok(());
    }
    fs::rename(&temporary, path).map_err(io_at("rename", &temporary))?;
    if last == Step::Renamed {
        return Ok(());
    }
    sync_folder_of(path)
}

/// Renames and makes the rename durable.
pub(in crate::vault) fn rename(from: &Path, to: &Path) -> Result<(), VaultError> {
    fs::rename(from, to).map_err(io_at("rename", from))?;
    sync_folder_of(to)
}

/// Makes creations, renames and removals inside the folder of `path` durable.
pub(in crate::vault) fn sync_folder_of(path: &Path) -> Result<(), VaultError> {
    let Some(folder) = path.parent() else {
        return Ok(());
    };
    // Windows has no fsync of folders; NTFS journals its own directory entries.
    if cfg!(unix) {
        File::open(folder)
            .and_then(|file| file.sync_all())
            .map_err(io_at("write", folder))?;
    }
    Ok(())
}

/// Creates or empties a file that only the owner may read.
pub(in crate::vault) fn create_private(path: &Path) -> Result<File, VaultError> {
    let mut options = fs::OpenOptions::new();
    options.read(true).write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path).map_err(io_at("create", path))
}

/// Takes everybody else's access from a database and what SQLite keeps beside it.
pub(in crate::vault) fn keep_private(path: &Path) -> Result<(), VaultError> {
    #[cfg(unix)]
    for file in ["", "-wal", "-shm"].map(|suffix| beside(path, suffix)) {
        use std::os::unix::fs::PermissionsExt as _;
        let found = match fs::metadata(&file) {
            Ok(meta) => meta.permissions().mode(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(error) => return Err(io_at("look at", &file)(error)),
        };
        if found & 0o077 != 0 {
            fs::set_permissions(&file, fs::Permissions::from_mode(0o600))
                .map_err(io_at("protect", &file))?;
        }
    }
    #[cfg(not(unix))]
    let _: &Path = path;
    Ok(())
}

/// Removes a file that may not be there.
pub(in crate::vault) fn remove_if_there(path: &Path) -> Result<bool, VaultError> {
    match fs::remove_file(path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(io_at("remove", path)(error)),
    }
}

/// `name` + `suffix` in the same folder.
pub(in crate::vault) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.file_name().map_or_else(OsString::new, OsString::from);
    name.push(suffix);
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_power_cut_at_any_step_leaves_the_old_or_the_new_file() {
        let (old, new) = (
            b"old content".as_slice(),
            b"the new and longer content".as_slice(),
        );
        for last in [
            Step::Created,
            Step::HalfWritten,
            Step::Written,
            Step::Synced,
            Step::Renamed,
            Step::Done,
        ] {
            let dir = tempfile::tempdir().unwrap();
            let path = dir.path().join("file");
            replace(&path, old).unwrap();
            replace_until(&path, new, last).unwrap();
            let found = fs::read(&path).unwrap();
            assert_eq!(
                found,
                if last >= Step::Renamed { new } else { old },
                "{last:?}"
            );
            // What the cut left behind is in nobody's way.
            replace(&path, new).unwrap();
            assert_eq!(fs::read(&path).unwrap(), new);
            assert!(!beside(&path, ".new").exists());
        }
    }

    #[cfg(unix)]
    #[test]
    fn others_on_the_computer_cannot_read_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("file");
        replace(&path, b"x").unwrap();
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
    }
}
