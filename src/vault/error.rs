//! What can go wrong with a vault, said so that a screen can answer: what happened, is the record safe, what now.

use std::io;
use std::path::{Path, PathBuf};

/// A failure of the vault. Holds no personal data: file names of the data folder, numbers, codes.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// The operating system refused a file operation.
    #[error("could not {doing} {}", path.display())]
    Io {
        doing: &'static str,
        path: PathBuf,
        source: io::Error,
    },
    /// No room left. What was committed stays; what was being written is not saved.
    #[error("the disk is full")]
    DiskFull,
    /// Another connection holds the database for longer than the busy timeout.
    #[error("the database is busy")]
    Busy,
    /// A statement failed for a reason that is ours: a bug or a changed schema.
    #[error("a database statement failed")]
    Sql(#[source] rusqlite::Error),
    /// There is no vault at this place.
    #[error("no vault at {}", path.display())]
    Missing { path: PathBuf },
    /// There is a vault already, and nobody said to replace it.
    #[error("a vault exists at {}", path.display())]
    Exists { path: PathBuf },
    /// The file is an ordinary, readable SQLite database.
    #[error("the database at {} is not encrypted", path.display())]
    NotEncrypted { path: PathBuf },
    /// The file cannot be a vault: empty, or not a whole number of pages.
    #[error("{} is not a vault", path.display())]
    NotADatabase { path: PathBuf },
    /// No page of the file opens with this key: the key slots belong to another vault.
    #[error("the data key does not open this database")]
    WrongKey,
    /// The key is right, and some pages are damaged.
    #[error("the database is damaged: {}", problems.join("; "))]
    Corrupt { problems: Vec<String> },
    /// The library linked into this build is too old or without encryption.
    #[error("this build cannot keep a vault: {detail}")]
    Engine { detail: String },
    /// Another process has the vault open.
    #[error("the vault is held by process {pid:?}")]
    Held { pid: Option<u32> },
    /// The vault was last written by a newer program.
    #[error("the vault is at version {vault}, this program knows {program}")]
    NewerProgram { vault: u32, program: u32 },
    /// A migration did not finish; its transaction was rolled back.
    #[error("migration {version} failed")]
    Migration {
        version: u32,
        source: Box<VaultError>,
    },
    /// User name or password is wrong; which of the two is not told.
    #[error("login or password is wrong")]
    BadLogin,
    /// Neither the key-slot file nor its twin can be read.
    #[error("the key file cannot be read: {detail}")]
    KeysUnreadable { detail: String },
    /// A user of that login name exists already.
    #[error("the login name is taken")]
    LoginTaken,
    /// A login name must have 1 to 64 characters, none of them a control character.
    #[error("the login name cannot be used")]
    LoginUnfit,
    /// Whatever asked for it, the window or a variable of the environment.
    #[error("a password has at least {min} characters")]
    PasswordShort { min: usize },
    /// No such user has a slot.
    #[error("no such user in the key file")]
    NoSuchUser,
    /// All slots are in use.
    #[error("all {max} key slots are in use")]
    SlotsFull { max: usize },
    /// Removing the only user would close the vault for good.
    #[error("the last user cannot be removed")]
    LastUser,
    /// The asked KDF cost is below the floor, or beyond any reason.
    #[error("the password cost is out of bounds")]
    KdfOutOfBounds,
    /// A recovery share was typed wrongly.
    #[error("the recovery share cannot be read")]
    Share(#[from] super::recovery::ShareError),
    /// The shares are in order but do not open this vault.
    #[error("these recovery shares belong to another vault or were replaced")]
    SharesUnfit,
    /// The backup file is damaged or is not a backup.
    #[error("the backup is damaged: {detail}")]
    BackupDamaged { detail: String },
    /// The person stopped it.
    #[error("stopped by the user")]
    Cancelled,
    /// The operating system gave no random bytes.
    #[error("no randomness: {detail}")]
    Entropy { detail: String },
}

impl VaultError {
    /// Whether everything that was ever acknowledged as saved is still whole, as far as this error tells.
    pub fn record_is_safe(&self) -> bool {
        match self {
            Self::Corrupt { .. }
            | Self::NotADatabase { .. }
            | Self::KeysUnreadable { .. }
            | Self::WrongKey => false,
            Self::Io { .. }
            | Self::DiskFull
            | Self::Busy
            | Self::Sql(_)
            | Self::Missing { .. }
            | Self::Exists { .. }
            | Self::NotEncrypted { .. }
            | Self::Engine { .. }
            | Self::Held { .. }
            | Self::NewerProgram { .. }
            | Self::Migration { .. }
            | Self::BadLogin
            | Self::LoginTaken
            | Self::LoginUnfit
            | Self::PasswordShort { .. }
            | Self::NoSuchUser
            | Self::SlotsFull { .. }
            | Self::LastUser
            | Self::KdfOutOfBounds
            | Self::Share(_)
            | Self::SharesUnfit
            | Self::BackupDamaged { .. }
            | Self::Cancelled
            | Self::Entropy { .. } => true,
        }
    }

    /// Whether the same call will fail again until a person changes something (types another password, installs
    /// another program). `false`: trying again later can help.
    pub fn is_permanent(&self) -> bool {
        match self {
            Self::DiskFull
            | Self::Busy
            | Self::Held { .. }
            | Self::Cancelled
            | Self::Entropy { .. } => false,
            Self::Io { source, .. } => !matches!(
                source.kind(),
                io::ErrorKind::Interrupted
                    | io::ErrorKind::WouldBlock
                    | io::ErrorKind::TimedOut
                    | io::ErrorKind::ResourceBusy
            ),
            Self::Migration { source, .. } => source.is_permanent(),
            Self::Sql(_)
            | Self::Missing { .. }
            | Self::Exists { .. }
            | Self::NotEncrypted { .. }
            | Self::NotADatabase { .. }
            | Self::WrongKey
            | Self::Corrupt { .. }
            | Self::Engine { .. }
            | Self::NewerProgram { .. }
            | Self::BadLogin
            | Self::KeysUnreadable { .. }
            | Self::LoginTaken
            | Self::LoginUnfit
            | Self::PasswordShort { .. }
            | Self::NoSuchUser
            | Self::SlotsFull { .. }
            | Self::LastUser
            | Self::KdfOutOfBounds
            | Self::Share(_)
            | Self::SharesUnfit
            | Self::BackupDamaged { .. } => true,
        }
    }

    /// Key of the message in the catalogue `error.ftl`; stable.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Io { .. } => "error-vault-io",
            Self::DiskFull => "error-vault-disk-full",
            Self::Busy => "error-vault-busy",
            Self::Sql(_) => "error-vault-sql",
            Self::Missing { .. } => "error-vault-missing",
            Self::Exists { .. } => "error-vault-exists",
            Self::NotEncrypted { .. } => "error-vault-not-encrypted",
            Self::NotADatabase { .. } => "error-vault-not-a-database",
            Self::WrongKey => "error-vault-wrong-key",
            Self::Corrupt { .. } => "error-vault-corrupt",
            Self::Engine { .. } => "error-vault-engine",
            Self::Held { pid: Some(_) } => "error-vault-held",
            Self::Held { pid: None } => "error-vault-held-unknown",
            Self::NewerProgram { .. } => "error-vault-newer-program",
            Self::Migration { .. } => "error-vault-migration",
            Self::BadLogin => "error-vault-bad-login",
            Self::KeysUnreadable { .. } => "error-vault-keys-unreadable",
            Self::LoginTaken => "error-vault-login-taken",
            Self::LoginUnfit => "error-vault-login-unfit",
            Self::PasswordShort { .. } => "error-vault-password-short",
            Self::NoSuchUser => "error-vault-no-such-user",
            Self::SlotsFull { .. } => "error-vault-slots-full",
            Self::LastUser => "error-vault-last-user",
            Self::KdfOutOfBounds => "error-vault-kdf-bounds",
            Self::Share(share) => share.code(),
            Self::SharesUnfit => "error-vault-shares-unfit",
            Self::BackupDamaged { .. } => "error-vault-backup-damaged",
            Self::Cancelled => "error-vault-cancelled",
            Self::Entropy { .. } => "error-vault-entropy",
        }
    }

    /// The arguments of the message: names are those of the placeables in `error.ftl`.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Io { path, .. }
            | Self::Missing { path }
            | Self::Exists { path }
            | Self::NotEncrypted { path }
            | Self::NotADatabase { path } => vec![("path", path.display().to_string())],
            Self::Held { pid: Some(pid) } => vec![("pid", pid.to_string())],
            Self::NewerProgram { vault, program } => {
                vec![
                    ("vault", vault.to_string()),
                    ("program", program.to_string()),
                ]
            }
            Self::Migration { version, .. } => vec![("version", version.to_string())],
            Self::SlotsFull { max } => vec![("max", max.to_string())],
            Self::PasswordShort { min } => vec![("min", min.to_string())],
            Self::Share(share) => share.args(),
            Self::DiskFull
            | Self::Busy
            | Self::Sql(_)
            | Self::WrongKey
            | Self::Corrupt { .. }
            | Self::Engine { .. }
            | Self::Held { pid: None }
            | Self::BadLogin
            | Self::KeysUnreadable { .. }
            | Self::LoginTaken
            | Self::LoginUnfit
            | Self::NoSuchUser
            | Self::LastUser
            | Self::KdfOutOfBounds
            | Self::SharesUnfit
            | Self::BackupDamaged { .. }
            | Self::Cancelled
            | Self::Entropy { .. } => Vec::new(),
        }
    }
}

impl From<rusqlite::Error> for VaultError {
    fn from(source: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match source.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Corrupt {
                problems: vec![source.to_string()],
            },
            Some(ErrorCode::OperationInterrupted) => Self::Cancelled,
            _ => Self::Sql(source),
        }
    }
}

/// Makes the closure for `map_err`: a full disk is told apart from every other trouble.
pub fn io_at<'a>(doing: &'static str, path: &'a Path) -> impl FnOnce(io::Error) -> VaultError + 'a {
    move |source| match source.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => VaultError::DiskFull,
        _ => VaultError::Io {
            doing,
            path: path.to_path_buf(),
            source,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_apart() {
        let full = io::Error::from(io::ErrorKind::StorageFull);
        assert!(matches!(
            io_at("write", Path::new("x"))(full),
            VaultError::DiskFull
        ));
        let denied = io::Error::from(io::ErrorKind::PermissionDenied);
        let error = io_at("write", Path::new("x"))(denied);
        assert!(
            matches!(error, VaultError::Io { .. })
                && error.is_permanent()
                && error.record_is_safe()
        );
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_device_without_room_is_a_full_disk() {
        use std::io::Write as _;
        let path = Path::new("/dev/full");
        let mut file = std::fs::OpenOptions::new().write(true).open(path).unwrap();
        let error = file
            .write_all(b"x")
            .map_err(io_at("write", path))
            .unwrap_err();
        assert!(matches!(error, VaultError::DiskFull) && !error.is_permanent());
    }
}
