//! The files of one writing: `NAME`, `NAME-2`, `NAME-3`… A part has its name only when it is whole and on the stick.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{Seek, Write};
use std::path::{Path, PathBuf};

use super::CourierError;

/// Where parts are written to.
pub trait Parts {
    /// Room for the next part.
    fn begin(&mut self) -> Result<Box<dyn Place>, CourierError>;
    /// The part is whole.
    fn end(&mut self, place: Box<dyn Place>) -> Result<(), CourierError>;
}

/// A file, or what stands for one in a test.
pub trait Place: Write + Seek {
    /// Everything is on the disk.
    fn settle(&mut self) -> std::io::Result<()>;
}

impl Place for File {
    fn settle(&mut self) -> std::io::Result<()> {
        self.sync_all()
    }
}

/// Parts beside each other in one folder.
#[derive(Debug)]
pub struct FileParts {
    first: PathBuf,
    /// Whole ones, in their order.
    pub done: Vec<PathBuf>,
    unfinished: Option<PathBuf>,
}

/// Parts of one writing.
pub const MAX_PARTS: usize = 1_000;

impl FileParts {
    pub fn new(first: &Path) -> Self {
        Self {
            first: first.to_owned(),
            done: Vec::new(),
            unfinished: None,
        }
    }
}

impl FileParts {
    /// Takes everything away again: the same will be written anew.
    pub fn discard(&mut self) {
        for path in self.done.drain(..) {
            // The stick may have been pulled out: then there is nothing to tidy.
            fs::remove_file(path).ok();
        }
    }
}

impl Parts for FileParts {
    fn begin(&mut self) -> Result<Box<dyn Place>, CourierError> {
        if self.done.len() >= MAX_PARTS {
            return Err(CourierError::Full);
        }
        let path = part_path(&self.first, self.done.len() + 1);
        // Whatever lies there already may be on its way.
        if path.exists() {
            return Err(std::io::Error::from(std::io::ErrorKind::AlreadyExists).into());
        }
        let unfinished = with_suffix(&path, ".unfinished");
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&unfinished)?;
        self.unfinished = Some(unfinished);
        Ok(Box::new(file))
    }

    fn end(&mut self, mut place: Box<dyn Place>) -> Result<(), CourierError> {
        let path = part_path(&self.first, self.done.len() + 1);
        place.settle()?;
        drop(place);
        if let Some(unfinished) = self.unfinished.take() {
            fs::rename(&unfinished, &path)?;
        }
        settle_folder(&path)?;
        self.done.push(path);
        Ok(())
    }
}

impl Drop for FileParts {
    fn drop(&mut self) {
        if let Some(unfinished) = &self.unfinished {
            // The stick may have been pulled out: then there is nothing to tidy.
            fs::remove_file(unfinished).ok();
        }
    }
}

/// The name of part `n`, from 1.
pub fn part_path(first: &Path, n: usize) -> PathBuf {
    if n <= 1 {
        return first.to_owned();
    }
    let mut name = first.file_stem().map_or_else(OsString::new, OsString::from);
    name.push(format!("-{n}"));
    if let Some(extension) = first.extension() {
        name.push(".");
        name.push(extension);
    }
    first.with_file_name(name)
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.file_name().map_or_else(OsString::new, OsString::from);
    name.push(suffix);
    path.with_file_name(name)
}

fn settle_folder(path: &Path) -> std::io::Result<()> {
    // Windows has no fsync of folders; some sticks' file systems have none either, and the file itself is settled.
    if cfg!(unix)
        && let Some(folder) = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
    {
        File::open(folder).and_then(|folder| folder.sync_all()).ok();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_numbered_before_the_ending() {
        let named = |n| part_path(Path::new("/media/to-centre.courier"), n);
        assert_eq!(named(1), Path::new("/media/to-centre.courier"));
        assert_eq!(named(2), Path::new("/media/to-centre-2.courier"));
        assert_eq!(part_path(Path::new("stick"), 12), Path::new("stick-12"));
    }

    #[test]
    fn what_was_not_finished_leaves_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let first = folder.path().join("a.courier");
        let mut parts = FileParts::new(&first);
        let place = parts.begin().unwrap();
        parts.end(place).unwrap();
        let mut second = parts.begin().unwrap();
        second.write_all(b"half").unwrap();
        drop((second, parts));
        let left: Vec<_> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        assert_eq!(left, std::slice::from_ref(&first));
        // A file that may be on its way is never written over.
        assert!(matches!(
            FileParts::new(&first).begin(),
            Err(CourierError::Io(_))
        ));
    }
}
