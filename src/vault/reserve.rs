//! The reserve: 64 MB kept for the moment when the disk is full, so that the visit in hand can still be written.
//!
//! Must not know what is being written. The bytes are really allocated: written, not a hole, and not compressible.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::{VaultError, disk, io_at};

/// Bytes of the reserve.
pub const RESERVE_BYTES: u64 = 64 << 20;
/// Room that must be left beside a reserve that is made again, or it would fill the disk itself.
pub const HEADROOM_BYTES: u64 = 32 << 20;

/// The reserve file of a data folder.
#[derive(Debug, Clone)]
pub struct Reserve {
    path: PathBuf,
    bytes: u64,
    headroom: u64,
}

/// Whether the reserve is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReserveState {
    /// Allocated.
    Ready,
    /// The disk has no room for it: tell the user that space is short.
    Spent,
}

impl Reserve {
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self::with_size(path, RESERVE_BYTES, HEADROOM_BYTES)
    }

    /// Another size: tests, or a very small disk.
    pub fn with_size(path: impl Into<PathBuf>, bytes: u64, headroom: u64) -> Self {
        Self {
            path: path.into(),
            bytes,
            headroom,
        }
    }

    pub fn state(&self) -> ReserveState {
        match fs::metadata(&self.path) {
            Ok(meta) if meta.len() == self.bytes => ReserveState::Ready,
            Ok(_) | Err(_) => ReserveState::Spent,
        }
    }

    /// Makes the reserve if it is not there and there is room. Called at start and once an hour.
    pub fn ensure(&self) -> Result<ReserveState, VaultError> {
        let temporary = disk::beside(&self.path, ".new");
        if self.state() == ReserveState::Ready {
            return Ok(ReserveState::Ready);
        }
        match allocate(&temporary, self.bytes, self.headroom) {
            Ok(()) => disk::rename(&temporary, &self.path).map(|()| ReserveState::Ready),
            Err(error) => {
                disk::remove_if_there(&temporary)?;
                if matches!(error, VaultError::DiskFull) {
                    Ok(ReserveState::Spent)
                } else {
                    Err(error)
                }
            }
        }
    }

    /// Gives the reserve back to the disk. `false`: there was none left to give.
    pub fn release(&self) -> Result<bool, VaultError> {
        disk::remove_if_there(&self.path)
    }

    /// Runs `write`; if the disk is full, gives the reserve back and runs it once more. The flag says whether the
    /// reserve went: the caller then tells the user to free space. `write` must have no effect when it fails
    /// (a transaction that rolls back).
    pub fn or_release<T>(
        &self,
        mut write: impl FnMut() -> Result<T, VaultError>,
    ) -> Result<(T, bool), VaultError> {
        match write() {
            Err(VaultError::DiskFull) if self.release()? => write().map(|done| (done, true)),
            outcome => outcome.map(|done| (done, false)),
        }
    }
}

fn allocate(path: &Path, bytes: u64, headroom: u64) -> Result<(), VaultError> {
    const CHUNK: usize = 1 << 20;
    let mut file = disk::create_private(path)?;
    let mut chunk = vec![0; CHUNK];
    // Any pattern that a compressing file system cannot shrink (xorshift64, Marsaglia 2003); not a secret.
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut left = bytes + headroom;
    while left > 0 {
        for word in chunk.chunks_exact_mut(8) {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            word.copy_from_slice(&state.to_ne_bytes());
        }
        let part = chunk
            .get(..left.min(CHUNK as u64) as usize)
            .unwrap_or(&chunk);
        file.write_all(part).map_err(io_at("write", path))?;
        left -= part.len() as u64;
    }
    // Some file systems notice only here that there was no room.
    file.sync_all().map_err(io_at("write", path))?;
    file.set_len(bytes).map_err(io_at("write", path))?;
    file.sync_all().map_err(io_at("write", path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small(dir: &Path) -> Reserve {
        Reserve::with_size(dir.join("reserve.bin"), 3 << 20, 1 << 20)
    }

    #[test]
    fn it_is_really_allocated() {
        let dir = tempfile::tempdir().unwrap();
        let reserve = small(dir.path());
        assert_eq!(reserve.state(), ReserveState::Spent);
        assert_eq!(reserve.ensure().unwrap(), ReserveState::Ready);
        let meta = fs::metadata(dir.path().join("reserve.bin")).unwrap();
        assert_eq!(meta.len(), 3 << 20);
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt as _;
            assert!(
                meta.blocks() * 512 >= meta.len(),
                "{} blocks",
                meta.blocks()
            );
        }
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_full_disk_takes_the_reserve_and_the_write_goes_through() {
        let dir = tempfile::tempdir().unwrap();
        let reserve = small(dir.path());
        reserve.ensure().unwrap();
        let full_until_released = || match reserve.state() {
            ReserveState::Ready => Err(VaultError::DiskFull),
            ReserveState::Spent => Ok(7),
        };
        assert_eq!(reserve.or_release(full_until_released).unwrap(), (7, true));
        assert_eq!(reserve.or_release(|| Ok(8)).unwrap(), (8, false));
        // Nothing left to give: the error is told.
        let refused = reserve.or_release(|| Err::<(), _>(VaultError::DiskFull));
        assert!(matches!(refused, Err(VaultError::DiskFull)));
        // Other errors do not cost the reserve.
        reserve.ensure().unwrap();
        assert!(
            reserve
                .or_release(|| Err::<(), _>(VaultError::Busy))
                .is_err()
        );
        assert_eq!(reserve.state(), ReserveState::Ready);
    }

    #[test]
    fn a_half_made_reserve_is_made_again() {
        let dir = tempfile::tempdir().unwrap();
        let reserve = small(dir.path());
        fs::write(dir.path().join("reserve.bin"), "cut").unwrap();
        assert_eq!(reserve.state(), ReserveState::Spent);
        assert_eq!(reserve.ensure().unwrap(), ReserveState::Ready);
    }
}
