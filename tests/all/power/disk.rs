//! A file system for SQLite on real files that remembers every write in its order, and can be full.

use std::fs::File;
use std::io::{Error, ErrorKind};
use std::ops::Range;
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use feldsher::vault::{Entropy as _, OsEntropy};
use sqlite_vfs::wip::{WalIndex, WalIndexLock};
use sqlite_vfs::{DatabaseHandle, LockKind, OpenAccess, OpenOptions, Vfs};

/// What was asked of one file.
#[derive(Debug, Clone)]
pub enum What {
    Write {
        at: u64,
        bytes: Vec<u8>,
    },
    Length(u64),
    /// From here on everything before is on the platter.
    Sync,
    Gone,
}

/// The path of the file, and what was asked of it.
pub type Event = (Arc<str>, What);

#[derive(Default)]
struct State {
    events: Vec<Event>,
    remembers: bool,
    /// The folder whose writes are counted.
    counted: String,
    writes: usize,
    /// So many of them have room.
    room: Option<usize>,
}

#[derive(Clone, Default)]
pub struct Disk(Arc<Mutex<State>>);

impl Disk {
    /// Every database that this process opens from now on lies on it.
    pub fn install() -> Self {
        let disk = Self::default();
        sqlite_vfs::register("remembering", disk.clone(), true).unwrap();
        disk
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }

    pub fn remember(&self) {
        let mut state = self.state();
        state.events.clear();
        state.remembers = true;
    }

    pub fn forget(&self) -> Vec<Event> {
        let mut state = self.state();
        state.remembers = false;
        std::mem::take(&mut state.events)
    }

    /// How many events are remembered: a moment in their order.
    pub fn moment(&self) -> usize {
        self.state().events.len()
    }

    /// After so many writes there is no more room in this folder; `None`: there is.
    pub fn room_for(&self, folder: &Path, writes: Option<usize>) {
        let mut state = self.state();
        state.counted = folder.to_string_lossy().into_owned();
        state.writes = 0;
        state.room = writes;
    }

    /// Writes since [`Disk::room_for`].
    pub fn writes(&self) -> usize {
        self.state().writes
    }

    fn tell(&self, file: &Arc<str>, what: impl FnOnce() -> What) {
        let mut state = self.state();
        if state.remembers {
            state.events.push((file.clone(), what()));
        }
    }
}

pub struct Handle {
    file: File,
    name: Arc<str>,
    disk: Disk,
    lock: LockKind,
}

impl Vfs for Disk {
    type Handle = Handle;

    fn open(&self, db: &str, opts: OpenOptions) -> Result<Handle, Error> {
        let mut how = File::options();
        how.read(true);
        match opts.access {
            OpenAccess::Read => &mut how,
            OpenAccess::Write => how.write(true),
            OpenAccess::Create => how.write(true).create(true).truncate(false),
            OpenAccess::CreateNew => how.write(true).create_new(true),
        };
        Ok(Handle {
            file: how.open(db)?,
            name: db.into(),
            disk: self.clone(),
            lock: LockKind::None,
        })
    }

    fn delete(&self, db: &str) -> Result<(), Error> {
        std::fs::remove_file(db)?;
        self.tell(&db.into(), || What::Gone);
        Ok(())
    }

    fn exists(&self, db: &str) -> Result<bool, Error> {
        Path::new(db).try_exists()
    }

    fn temporary_name(&self) -> String {
        unreachable!("temporary tables lie in memory")
    }

    fn random(&self, buffer: &mut [i8]) {
        let mut bytes = vec![0; buffer.len()];
        OsEntropy.fill(&mut bytes).unwrap();
        for (to, from) in buffer.iter_mut().zip(bytes) {
            *to = from.cast_signed();
        }
    }

    fn sleep(&self, duration: Duration) -> Duration {
        std::thread::sleep(duration);
        duration
    }
}

impl DatabaseHandle for Handle {
    type WalIndex = Index;

    fn size(&self) -> Result<u64, Error> {
        Ok(self.file.metadata()?.len())
    }

    /// What lies beyond the end reads as zeros, and is told.
    fn read_exact_at(&mut self, buf: &mut [u8], offset: u64) -> Result<(), Error> {
        let mut done = 0;
        while done < buf.len() {
            match self.file.read_at(&mut buf[done..], offset + done as u64)? {
                0 => {
                    buf[done..].fill(0);
                    return Err(ErrorKind::UnexpectedEof.into());
                }
                more => done += more,
            }
        }
        Ok(())
    }

    fn write_all_at(&mut self, buf: &[u8], offset: u64) -> Result<(), Error> {
        {
            let mut state = self.disk.state();
            let counts = self.name.starts_with(&state.counted);
            if counts && state.room.is_some_and(|room| state.writes >= room) {
                // The crate's word for a full disk.
                return Err(ErrorKind::WriteZero.into());
            }
            state.writes += usize::from(counts);
        }
        self.file.write_all_at(buf, offset)?;
        self.disk.tell(&self.name, || What::Write {
            at: offset,
            bytes: buf.to_vec(),
        });
        Ok(())
    }

    fn sync(&mut self, _data_only: bool) -> Result<(), Error> {
        self.disk.tell(&self.name, || What::Sync);
        Ok(())
    }

    fn set_len(&mut self, size: u64) -> Result<(), Error> {
        self.file.set_len(size)?;
        self.disk.tell(&self.name, || What::Length(size));
        Ok(())
    }

    fn lock(&mut self, lock: LockKind) -> Result<bool, Error> {
        self.lock = lock;
        Ok(true)
    }

    fn reserved(&mut self) -> Result<bool, Error> {
        Ok(false)
    }

    fn current_lock(&self) -> Result<LockKind, Error> {
        Ok(self.lock)
    }

    fn wal_index(&self, _readonly: bool) -> Result<Index, Error> {
        Ok(Index)
    }
}

/// Bytes that SQLite maps of the index at a time.
const REGION: usize = 32_768;

/// The index of the log, for one connection alone: it is made anew from the log at every opening.
pub struct Index;

impl WalIndex for Index {
    #[expect(
        clippy::large_stack_arrays,
        reason = "the crate asks for the array itself"
    )]
    fn map(&mut self, _region: u32) -> Result<[u8; REGION], Error> {
        Ok([0; REGION])
    }

    fn lock(&mut self, _locks: Range<u8>, _lock: WalIndexLock) -> Result<bool, Error> {
        Ok(true)
    }

    fn delete(self) -> Result<(), Error> {
        Ok(())
    }
}
