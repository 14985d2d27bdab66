//! The desk's part in a restore and a salvage: who proves what before another database takes the place of a clinic's.

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use super::{Desk, Send, locked, said, session};
use crate::domain::ids::UserId;
use crate::ops::restoring::may_restore;
use crate::ops::{House, OpError, OpResult};
use crate::vault::recovery::Share;
use crate::vault::restore;
use crate::vault::salvage::{self, Salvaged};
use crate::vault::slots::KeySlots;
use crate::vault::{OsEntropy, VaultError};
use crate::worker::api::{Event, Fault, SHEET};

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

    /// The damaged vault is opened by one of its users who may restore, or by two of the printed sheets; what can be read of it takes its
    /// place. Towards the store this is the same workstation: it lacks what it lost, and asks for it.
    pub(super) fn salvage(
        &mut self,
        login: &str,
        password: &str,
        shares: &[String],
        send: Send<'_>,
    ) -> Result<Salvaged, Fault> {
        let shares = read_shares(shares)?;
        self.close();
        self.enter()?;
        let slots = KeySlots::load(&self.folder.keys())?;
        let (key, who) = if shares.is_empty() {
            self.may_replace(login, password).map_err(said)?;
            let opened = slots.unlock(login, password)?;
            (opened.data_key, Some(UserId(opened.user_id.into_bytes())))
        } else {
            (slots.open_with_shares(&shares)?, None)
        };
        let lock = self.lock.as_ref().ok_or_else(locked)?;
        let told = &mut |done, of| send(Event::reading(done, of));
        Ok(salvage::salvage(lock, &key, who, told)?)
    }

    /// Two of the printed sheets set a new password.
    pub(super) fn recover(
        &mut self,
        shares: &[String],
        login: &str,
        password: &str,
        send: Send<'_>,
    ) -> Result<(), Fault> {
        self.enter()?;
        let shares = read_shares(shares)?;
        if let Some(shared) = self.house.clone() {
            let me = shared
                .lock()
                .recover(&shares, login, password)
                .map_err(said)?;
            send(Event::Unlocked(Box::new(session(&shared.lock(), &me))));
            self.me = Some(me);
            self.opened_at = Some(self.clock.now());
            return Ok(());
        }
        let key = KeySlots::load(&self.folder.keys())?.open_with_shares(&shares)?;
        let clock = self.clock.clone();
        let told = &mut |done, of| send(Event::reading(done, of));
        let entropy = Box::new(OsEntropy);
        let mut house =
            House::open(&self.folder, &key, clock, entropy, self.cost, told).map_err(said)?;
        let me = house.recover(&shares, login, password).map_err(said)?;
        self.welcome(house, me, send)
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
