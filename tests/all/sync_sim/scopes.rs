//! Which house holds whom: what the store's operator grants and takes away, while people go on writing.

use std::collections::BTreeSet;

use feldsher::store::erase::Erasure;
use feldsher::store::refused::Refused;
use feldsher::store::storage::StoreError;
use feldsher::sync::client::Outcome;
use feldsher::sync::cursor::Scope;

use super::world::{World, kinds};
use crate::sync::rig::NOW;

impl World {
    /// The other house is to hold a patient too, while somebody writes about her (31, 32).
    pub fn grant(&mut self) -> Result<(), String> {
        let no = self.dice.below(self.patients.len());
        let patient = self.patients[no];
        let holders = self.centre.holders(patient);
        let all: BTreeSet<Scope> = self.machines.iter().map(|m| m.scope).collect();
        let Some(scope) = all.into_iter().find(|scope| !holders.contains(scope)) else {
            return Ok(());
        };
        if holders.is_empty() || self.erased.contains(&no) {
            return Ok(());
        }
        let at = self.dice.below(self.machines.len());
        if self.machines[at].knows(patient) {
            self.write_fact_of(at, no)?;
            self.tally.hit(31);
        }
        if !self
            .centre
            .store
            .grant(scope, patient)
            .map_err(|e| e.to_string())?
        {
            return Ok(());
        }
        self.grants += 1;
        self.wanted.insert((scope, no));
        self.granted.insert((scope, no));
        if self.revoked.remove(&(scope, no)) {
            self.tally.hit(35);
        }
        self.say(format!("p{no} is granted to {scope}"));
        let other = (0..self.machines.len()).find(|at| self.machines[*at].scope == scope);
        if let Some(at) = other
            && self.has(kinds::LINE)
        {
            let report = self.sync(at, 80, None)?;
            if report.is_some_and(|report| report.outcome == Outcome::Cut) {
                self.tally.hit(32);
            }
        }
        Ok(())
    }

    /// A house is to hold a patient no longer, while it still has something unsent or not safe of her (33).
    pub fn take_away(&mut self) -> Result<(), String> {
        let no = self.dice.below(self.patients.len());
        let holders = self.centre.holders(self.patients[no]);
        let kept = |scope: &Scope| self.wanted.contains(&(*scope, no));
        if holders.len() < 2 || holders.iter().filter(|scope| kept(scope)).count() < 2 {
            return Ok(());
        }
        let scope = holders[self.dice.below(holders.len())];
        let mut machines = 0..self.machines.len();
        let at = machines.find(|at| self.machines[*at].scope == scope);
        if let Some(at) = at
            && self.machines[at].knows(self.patients[no])
        {
            self.write_fact_of(at, no)?;
            if self.dice.percent(50) {
                self.sync_at(at)?;
            }
        }
        self.take_from(scope, no)?;
        if let Some(at) = at
            && self.dice.percent(70)
        {
            self.sync_at(at)?;
        }
        Ok(())
    }

    pub fn take_from(&mut self, scope: Scope, no: usize) -> Result<(), String> {
        let revoked = self.centre.store.revoke(scope, self.patients[no]);
        if !revoked.map_err(|error| format!("revoke: {error}"))? {
            return Ok(());
        }
        self.wanted.remove(&(scope, no));
        self.granted.remove(&(scope, no));
        self.revoked.insert((scope, no));
        self.tally.hit(33);
        self.say(format!("p{no} is taken from {scope}"));
        Ok(())
    }

    pub fn grant_to(&mut self, scope: Scope, no: usize) -> Result<(), String> {
        let granted = self.centre.store.grant(scope, self.patients[no]);
        granted.map_err(|error| format!("grant: {error}"))?;
        self.wanted.insert((scope, no));
        self.granted.insert((scope, no));
        self.revoked.remove(&(scope, no));
        Ok(())
    }

    /// A law takes a record while somebody may have something unsent of it (39).
    pub fn erase(&mut self) -> Result<(), String> {
        let no = self.dice.below(self.patients.len());
        let at = self.dice.below(self.machines.len());
        if self.machines[at].knows(self.patients[no]) {
            self.write_fact_of(at, no)?;
        }
        self.erase_now(no)?;
        if self.has(kinds::LINE) {
            self.sync(at, 80, None)?;
        }
        Ok(())
    }

    pub fn erase_now(&mut self, no: usize) -> Result<(), String> {
        let erased = self
            .centre
            .store
            .erase(self.patients[no], "Сынақ соты", "№ 12");
        match erased {
            Ok(done) => {
                if !done.erased && !self.erased.contains(&no) {
                    return Err(format!("p{no} was erased by nobody"));
                }
            }
            // Nobody has sent anything of her yet.
            Err(StoreError::Refused(Refused::UnknownPatient)) => return Ok(()),
            Err(error) => return Err(format!("erase: {error}")),
        }
        self.say(format!("p{no} is erased"));
        self.erased.insert(no);
        for set in [&mut self.wanted, &mut self.granted, &mut self.revoked] {
            set.retain(|(_, of)| *of != no);
        }
        self.tally.hit(39);
        Ok(())
    }

    /// To a store that was restored the operator says again what was erased.
    pub fn erase_again(&mut self) -> Result<(), String> {
        for no in self.erased.clone() {
            let again = self.centre.store.erase_again(&Erasure {
                patient: self.patients[no],
                at: NOW,
                by: "Сынақ соты".to_owned(),
                reason: "№ 12".to_owned(),
            });
            if again.map_err(|error| format!("erase: {error}"))?.erased {
                self.say(format!("p{no} is erased again"));
            }
        }
        Ok(())
    }
}
