//! Where things lie on the computer: one data folder, and the names inside it.
//!
//! Must not know what the files contain. The environment comes in as an argument, so that a test needs none.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

/// The folder that holds a vault and everything beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataFolder {
    root: PathBuf,
}

/// The system gives no place for data: neither a home nor an application folder is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no data folder: set --data")]
pub struct NoDataFolder;

impl DataFolder {
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// `--data DIR` if given, else the platform's folder: `%LOCALAPPDATA%\Feldsher` on Windows,
    /// `~/Library/Application Support/Feldsher` on macOS, else `$XDG_DATA_HOME/feldsher` or
    /// `~/.local/share/feldsher` (XDG Base Directory 0.8: a relative `XDG_DATA_HOME` is ignored).
    pub fn find(
        given: Option<PathBuf>,
        env: impl Fn(&str) -> Option<OsString>,
    ) -> Result<Self, NoDataFolder> {
        if let Some(root) = given {
            return Ok(Self { root });
        }
        let absolute = |name: &str| {
            env(name)
                .map(PathBuf::from)
                .filter(|path| path.is_absolute())
        };
        let root = if cfg!(windows) {
            absolute("LOCALAPPDATA").map(|base| base.join("Feldsher"))
        } else if cfg!(target_os = "macos") {
            absolute("HOME").map(|home| home.join("Library/Application Support/Feldsher"))
        } else {
            absolute("XDG_DATA_HOME")
                .or_else(|| absolute("HOME").map(|home| home.join(".local/share")))
                .map(|base| base.join("feldsher"))
        };
        root.map(Self::at).ok_or(NoDataFolder)
    }

    /// [`find`](Self::find) in this process's environment.
    pub fn find_here(given: Option<PathBuf>) -> Result<Self, NoDataFolder> {
        Self::find(given, |name| std::env::var_os(name))
    }

    /// Makes the folder and its subfolders, readable by their owner only (0700 on unix; on Windows the profile's own
    /// access list already says so). A folder that exists keeps its files and loses other people's access.
    pub fn create(&self) -> io::Result<()> {
        for folder in [
            self.root.clone(),
            self.logs(),
            self.backups(),
            self.attachments(),
        ] {
            create_private(&folder)?;
        }
        Ok(())
    }

    /// A clinic was set up here, or a part of one is still there.
    pub fn holds_clinic(&self) -> bool {
        self.keys().exists() || self.database().exists() || self.restoring().exists()
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The encrypted database; SQLite puts `-wal` and `-shm` beside it.
    pub fn database(&self) -> PathBuf {
        self.root.join("feldsher.db")
    }

    /// The key slots; a twin stands beside them.
    pub fn keys(&self) -> PathBuf {
        self.root.join("feldsher.keys")
    }

    pub fn lock(&self) -> PathBuf {
        self.root.join("feldsher.lock")
    }

    pub fn reserve(&self) -> PathBuf {
        self.root.join("reserve.bin")
    }

    pub fn backups(&self) -> PathBuf {
        self.root.join("backups")
    }

    pub fn attachments(&self) -> PathBuf {
        self.root.join("attachments")
    }

    /// Log files and panic reports.
    pub fn logs(&self) -> PathBuf {
        self.root.join("logs")
    }

    /// The emergency directory of the region, encrypted; it can be fetched again and is in no backup.
    pub fn directory(&self) -> PathBuf {
        self.root.join("directory.db")
    }

    /// The next directory in the making.
    pub fn directory_making(&self) -> PathBuf {
        self.root.join("directory-making.db")
    }

    /// What has come of a pack so far, encrypted.
    pub fn directory_coming(&self) -> PathBuf {
        self.root.join("directory-coming.db")
    }

    /// Where a restore is prepared before it takes the vault's place.
    pub fn restoring(&self) -> PathBuf {
        self.root.join("restoring")
    }

    /// The database of the backup that is about to be restored.
    pub fn staged_database(&self) -> PathBuf {
        self.restoring().join("feldsher.db")
    }

    /// There after a restore, until the device has drawn a new identity.
    pub fn new_life(&self) -> PathBuf {
        self.root.join("new-life")
    }

    /// What the user chose for this computer: language, renderer, size of letters. No personal data.
    pub fn settings(&self) -> PathBuf {
        self.root.join("settings.json")
    }
}

/// Makes a folder that only its owner may enter.
pub fn create_private(folder: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
        builder.mode(0o700).create(folder)?;
        let found = std::fs::metadata(folder)?.permissions().mode();
        if found & 0o077 != 0 {
            std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))?;
        }
        Ok(())
    }
    #[cfg(not(unix))]
    builder.create(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(all(unix, not(target_os = "macos")))]
    #[test]
    fn the_folder_follows_the_platform() {
        let find = |given: Option<&str>, vars: &[(&str, &str)]| {
            DataFolder::find(given.map(PathBuf::from), |name| {
                vars.iter()
                    .find(|(var, _)| *var == name)
                    .map(|(_, value)| OsString::from(value))
            })
            .map(|folder| folder.root().to_path_buf())
        };
        for (given, vars, wanted) in [
            (Some("/x/y"), &[("HOME", "/home/n")][..], Ok("/x/y")),
            (
                None,
                &[("HOME", "/home/n")],
                Ok("/home/n/.local/share/feldsher"),
            ),
            (
                None,
                &[("HOME", "/home/n"), ("XDG_DATA_HOME", "/d")],
                Ok("/d/feldsher"),
            ),
            (
                None,
                &[("HOME", "/home/n"), ("XDG_DATA_HOME", "d")],
                Ok("/home/n/.local/share/feldsher"),
            ),
            (None, &[], Err(NoDataFolder)),
        ] {
            assert_eq!(
                find(given, vars),
                wanted.map(PathBuf::from),
                "{given:?} {vars:?}"
            );
        }
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_on_the_computer_may_look_inside() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().unwrap();
        let folder = DataFolder::at(dir.path().join("deep/feldsher"));
        std::fs::create_dir_all(folder.root()).unwrap();
        std::fs::set_permissions(folder.root(), std::fs::Permissions::from_mode(0o755)).unwrap();
        folder.create().unwrap();
        folder.create().unwrap();
        for path in [
            folder.root().to_path_buf(),
            folder.backups(),
            folder.logs(),
            folder.attachments(),
        ] {
            assert_eq!(
                std::fs::metadata(&path).unwrap().permissions().mode() & 0o777,
                0o700,
                "{}",
                path.display()
            );
        }
    }
}
