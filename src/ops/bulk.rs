//! Many records at once, for the demo: the same writers and projections as the first door, many intents to a transaction.

use super::card_keys::check_fact;
use super::error::OpResult;
use super::house::{House, SignedIn};
use super::op::Registration;
use super::transact::{register_facts, sign_content};
use super::write::{Circumstance, Write};
use crate::domain::administration::Administration;
use crate::domain::card::Draft;
use crate::domain::chunk::Kind;
use crate::domain::ids::{DocId, PatientId};
use crate::domain::immunisation::Immunisation;
use crate::domain::pregnancy::Booking;
use crate::domain::visit::EnteredInError;
use crate::record::shape::Object;

/// An open transaction that takes many records.
pub struct Bulk<'a, 'u>(Write<'a, 'u>);

impl House {
    /// Runs `work` in one transaction. Only a vault that was made for invented patients takes this.
    pub fn bulk<'u, T>(
        &mut self,
        work: impl FnOnce(&mut Bulk<'_, 'u>) -> OpResult<T>,
    ) -> OpResult<T> {
        assert!(self.place().demo, "bulk writing is for invented patients");
        let (done, committed) = {
            let mut bulk = Bulk(self.write(None)?);
            let done = work(&mut bulk)?;
            (done, bulk.0.commit())
        };
        self.settle_commit(committed)?;
        Ok(done)
    }
}

impl<'u> Bulk<'_, 'u> {
    pub fn register(
        &mut self,
        author: &'u SignedIn,
        at: i64,
        registration: &Registration,
    ) -> OpResult<PatientId> {
        self.0.act_as(author, at);
        let edits = register_facts(&mut self.0, registration)?;
        self.0.new_card(&edits)
    }

    /// Facts of a card by their keys; `new` in the place of an id draws one.
    pub fn facts(
        &mut self,
        author: &'u SignedIn,
        at: i64,
        patient: PatientId,
        facts: &[(String, Object)],
    ) -> OpResult<()> {
        self.0.act_as(author, at);
        let mut edits = Vec::with_capacity(facts.len());
        for (key, value) in facts {
            let key = match key.strip_suffix("/new") {
                Some(list) => format!("{list}/{}", self.0.new_key()?),
                None => key.clone(),
            };
            check_fact(&key, value)?;
            edits.push((key, value.clone()));
        }
        self.0.edit_card(patient, &edits)
    }

    /// A signed visit with its prescriptions; the visit's id.
    pub fn visit(
        &mut self,
        author: &'u SignedIn,
        at: i64,
        patient: PatientId,
        draft: &Draft,
    ) -> OpResult<DocId> {
        self.0.act_as(author, at);
        sign_content(&mut self.0, patient, draft, at, None)
    }

    /// A dose, a refusal or an exemption of its day.
    pub fn immunise(
        &mut self,
        author: &'u SignedIn,
        at: i64,
        patient: PatientId,
        content: &Immunisation,
    ) -> OpResult<DocId> {
        self.0.act_as(author, at);
        let noon = content
            .date
            .earliest()
            .and_then(|day| day.and_hms_opt(12, 0, 0));
        let when = Circumstance {
            care_at: noon.map(|noon| noon.and_utc().timestamp()),
            ..Circumstance::default()
        };
        self.0.entry(Kind::IMMUNISATION, patient, content, when)
    }

    /// A pregnancy, booked.
    pub fn book(
        &mut self,
        author: &'u SignedIn,
        at: i64,
        patient: PatientId,
        booking: &Booking,
    ) -> OpResult<DocId> {
        self.0.act_as(author, at);
        let when = Circumstance::default();
        self.0.entry(Kind::PREGNANCY, patient, booking, when)
    }

    /// A dose given or not given.
    pub fn administer(
        &mut self,
        author: &'u SignedIn,
        at: i64,
        patient: PatientId,
        dose: &Administration,
    ) -> OpResult<DocId> {
        self.0.act_as(author, at);
        let when = Circumstance::default();
        self.0.entry(Kind::ADMINISTRATION, patient, dose, when)
    }

    /// The newest document of this transaction.
    pub fn newest(&self) -> Option<DocId> {
        self.0.changes.written.last().copied()
    }

    pub fn withdraw(
        &mut self,
        author: &'u SignedIn,
        at: i64,
        patient: PatientId,
        error: &EnteredInError,
    ) -> OpResult<DocId> {
        self.0.act_as(author, at);
        self.0.entry(
            Kind::ENTERED_IN_ERROR,
            patient,
            error,
            Circumstance::default(),
        )
    }
}
