//! The desk's part in a restore: who proves what before a backup takes the place of a clinic.

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use super::{Desk, locked, said};
use crate::ops::restoring::may_restore;
use crate::ops::{OpError, OpResult};
use crate::vault::VaultError;
use crate::vault::recovery::Share;
use crate::vault::restore;
use crate::vault::slots::KeySlots;
use crate::worker::api::{Fault, SHEET};

impl Desk {
    /// A restored vault is a new life of this workstation: it presents itself to the store under a new replica id. Whoever
    /// restores opens the backup; over a clinic that stands only a role that may, or two of the printed sheets.
    pub(super) fn restore(
        &mut self,
        file: &Path,
        login: &str,
        password: &str,
        shares: &[String],
    ) -> Result<Option<PathBuf>, Fault> {
        let shares = read_shares(shares)?;
        self.close();
        self.enter()?;
        let file = std::path::absolute(file).unwrap_or_else(|_no_folder| file.to_owned());
        let stands = self.folder.holds_clinic();
        if stands && shares.is_empty() {
            self.may_replace(login, password).map_err(said)?;
        }
        let staged = self.folder.staged_database();
        let refused: RefCell<Option<OpError>> = RefCell::default();
        let proof = |slots: &KeySlots| {
            if !shares.is_empty() {
                return slots.open_with_shares(&shares);
            }
            let opened = slots.unlock(login, password)?;
            if stands && let Err(error) = may_restore(&staged, &opened) {
                refused.replace(Some(error));
                return Err(VaultError::Cancelled);
            }
            Ok(opened.data_key)
        };
        let lock = self.lock.as_ref().ok_or_else(locked)?;
        let restored = restore::restore(&file, lock, true, &proof);
        if let Some(refused) = refused.into_inner() {
            return Err(said(refused));
        }
        Ok(restored?.aside)
    }

    /// The role that the user has here today. A vault that does not open for her, or not at all, says nothing: a restore is for
    /// such days.
    fn may_replace(&self, login: &str, password: &str) -> OpResult<()> {
        let slots = KeySlots::load(&self.folder.keys());
        let Ok(opened) = slots.and_then(|slots| slots.unlock(login, password)) else {
            return Ok(());
        };
        match may_restore(&self.folder.database(), &opened) {
            Err(denied @ OpError::Denied(_)) => Err(denied),
            Ok(()) | Err(_) => Ok(()),
        }
    }
}

/// What was typed from the printed sheets; a fault names the sheet, in the order typed.
pub(super) fn read_shares(typed: &[String]) -> Result<Vec<Share>, Fault> {
    typed
        .iter()
        .enumerate()
        .map(|(index, text)| {
            Share::parse(text).map_err(|error| {
                let mut fault = Fault::from(VaultError::from(error));
                fault.args.push((SHEET.to_owned(), (index + 1).to_string()));
                fault
            })
        })
        .collect()
}
