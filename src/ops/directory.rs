//! The emergency directory in the house: found by name, opened with a reason, reported with the next exchange.

use std::path::Path;

use super::error::{OpError, OpResult};
use super::house::{House, SignedIn};
use super::policy::{Authorized, Scope, authorize, may};
use crate::domain::emergency::{DirectoryAge, EmergencyPassport, EmergencyReason};
use crate::domain::ids::PatientId;
use crate::paths::DataFolder;
use crate::vault::directory::{Directory, Found};
use crate::vault::{DataKey, VaultError};

/// Characters of a reason in words.
pub const MAX_WORDS: usize = 300;

/// People of the region who are not in this house.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Elsewhere {
    /// `None`: there is no directory here.
    pub age: Option<DirectoryAge>,
    pub found: Vec<Found>,
    pub more: bool,
}

/// An emergency passport that was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    pub passport: EmergencyPassport,
    pub age: DirectoryAge,
}

/// A directory that cannot be opened is as good as none: it is fetched again.
pub(super) fn open(folder: &DataFolder, key: &DataKey) -> Option<Directory> {
    Directory::open(&folder.directory(), key).unwrap_or_else(|error| {
        log::warn!("directory: {}; it will be fetched again", error.code());
        None
    })
}

impl House {
    /// Who of the region is called so. Whoever has a card here is not among them: the card wins.
    pub fn search_directory(
        &self,
        _may: &Authorized<may::SearchDirectory>,
        typed: &str,
        limit: usize,
    ) -> OpResult<Elsewhere> {
        let Some(directory) = &self.directory else {
            return Ok(Elsewhere::default());
        };
        let (mut found, more) = directory.search(typed, limit)?;
        found.retain(|one| !self.index.has(one.who.card));
        Ok(Elsewhere {
            age: Some(directory.age()?),
            found,
            more,
        })
    }

    /// Opens an emergency passport. The line of the access log, with its reason, is durable before anything is shown.
    pub fn break_glass(
        &mut self,
        me: &SignedIn,
        patient: PatientId,
        reason: EmergencyReason,
        words: &str,
    ) -> OpResult<Opened> {
        authorize::<may::BreakGlass>(&me.who, Scope::Patient(patient))?;
        let words = words.trim();
        let unsaid = reason == EmergencyReason::Other && words.is_empty();
        if unsaid || words.chars().count() > MAX_WORDS {
            return Err(invalid(if unsaid {
                "directory-reason"
            } else {
                "directory-reason-long"
            }));
        }
        if self.index.has(patient) {
            return Err(invalid("directory-card-here"));
        }
        let directory = self.directory.as_ref();
        let directory = directory.ok_or_else(|| invalid("directory-none"))?;
        let passport = directory.passport(patient)?;
        let passport = passport.ok_or(OpError::Unknown(patient))?;
        let age = directory.age()?;
        let mut write = self.write(Some(me))?;
        let done = write
            .access_because(
                "break-glass",
                "emergency",
                Some(patient),
                None,
                (reason.code(), words),
            )
            .and_then(|()| write.commit());
        self.settle_commit(done)?;
        Ok(Opened { passport, age })
    }

    /// Of what day the directory here is.
    pub fn directory_age(&self) -> OpResult<Option<DirectoryAge>> {
        let directory = self.directory.as_ref();
        Ok(directory.map(Directory::age).transpose()?)
    }

    /// For what sync brings, which concerns no user. `None`: there is no directory.
    pub fn with_directory<T>(
        &mut self,
        work: impl FnOnce(&mut Directory) -> Result<T, VaultError>,
    ) -> OpResult<Option<T>> {
        Ok(self.directory.as_mut().map(work).transpose()?)
    }

    /// Puts a directory that was made and checked in the place of the one that stands.
    pub fn replace_directory(&mut self, made: &Path) -> OpResult<()> {
        let (place, key) = (self.folder().directory(), self.data_key().duplicate());
        // No file that is open can be replaced everywhere; its log belongs to it and goes first.
        self.directory = None;
        let moved = move_over(made, &place);
        self.directory = Directory::open(&place, &key)?;
        Ok(moved?)
    }
}

fn move_over(made: &Path, place: &Path) -> Result<(), VaultError> {
    for end in ["-wal", "-shm"] {
        let mut beside = place.as_os_str().to_owned();
        beside.push(end);
        // Usually closing took them away.
        std::fs::remove_file(&beside).ok();
    }
    std::fs::rename(made, place).map_err(crate::vault::io_at("replace", place))
}

fn invalid(code: &'static str) -> OpError {
    OpError::Invalid {
        code,
        field: String::new(),
    }
}
