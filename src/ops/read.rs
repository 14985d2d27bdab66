//! What screens ask for: lists and searches. Each takes the permission of its own action.

use super::error::{OpError, OpResult};
use super::house::{House, SignedIn};
use super::policy::{Authorized, Scope, authorize, may};
use super::transact::take_draft;
use super::{links, matching, view};
use crate::domain::card::{Conflict, Draft, DraftView};
use crate::domain::chunk::Kind;
use crate::domain::ids::{DocId, PatientId};
use crate::domain::person::Person;
use crate::domain::role::User;
use crate::domain::visit::Access;
use crate::record::shape;
use crate::vault::delivery::{self, Counts};
use crate::vault::entries::{self, EntryRow};
use crate::vault::quarantine::{self, Refused};
use crate::vault::rebuild::{self, Report};
use crate::vault::{Connection, drafts, erased, facts, left, users};

/// A person found, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    pub patient: PatientId,
    pub person: Person,
    pub how: &'static str,
    /// Cards of the same person besides this one.
    pub linked: usize,
}

/// Who it is, or why nobody stands here under this id.
pub(super) fn person(conn: &Connection, patient: PatientId) -> OpResult<Person> {
    if let Some(person) = facts::person(conn, patient)? {
        return Ok(person);
    }
    if let Some(erased) = erased::find(conn, patient)? {
        return Err(OpError::Erased {
            id: patient,
            at: erased.at,
            who: erased.who,
        });
    }
    Err(if left::is_leaving(conn, patient)? {
        OpError::Left(patient)
    } else {
        OpError::Unknown(patient)
    })
}

impl House {
    /// How many people match, and the best `limit`.
    pub fn search(
        &self,
        _may: &Authorized<may::Search>,
        typed: &str,
        limit: usize,
    ) -> OpResult<(usize, Vec<Hit>)> {
        let (total, found) = self.index.search(typed, limit);
        let standing = links::standing(&self.conn)?;
        let mut hits = Vec::with_capacity(found.len());
        for (patient, how) in found {
            if let Some(person) = facts::person(&self.conn, patient)? {
                let linked = links::group(&standing, patient).len() - 1;
                hits.push(Hit {
                    patient,
                    person,
                    how: how.code(),
                    linked,
                });
            }
        }
        Ok((total, hits))
    }

    pub fn person(
        &self,
        _may: &Authorized<may::ReadPerson>,
        patient: PatientId,
    ) -> OpResult<Person> {
        person(&self.conn, patient)
    }

    /// People who could be the one being registered.
    pub fn duplicates(
        &self,
        _may: &Authorized<may::Register>,
        person: &Person,
    ) -> OpResult<Vec<(PatientId, Person, Vec<&'static str>)>> {
        matching::duplicates(&self.conn, person)
    }

    /// Drafts of this workstation and visits whose time of care lies in `from..until`.
    pub fn worklist(
        &self,
        _may: &Authorized<may::Worklist>,
        from: i64,
        until: i64,
    ) -> OpResult<(Vec<DraftView>, Vec<EntryRow>)> {
        Ok((
            drafts::all(&self.conn)?,
            entries::of_kind(&self.conn, Kind::VISIT, from, until)?,
        ))
    }

    /// Every conflict of this vault, in an order that is the same everywhere.
    pub fn conflicts(&self, _may: &Authorized<may::ListConflicts>) -> OpResult<Vec<Conflict>> {
        let people = view::people(&self.conn)?;
        let mut conflicts = Vec::new();
        let mut last = None;
        for (card, _) in facts::conflicts(&self.conn)? {
            if last != Some(card) {
                conflicts.extend(view::conflicts_of(
                    &facts::rows(&self.conn, card)?,
                    card,
                    &people,
                ));
                last = Some(card);
            }
        }
        Ok(conflicts)
    }

    pub fn proposals(
        &self,
        _may: &Authorized<may::ListProposals>,
    ) -> OpResult<Vec<(DocId, DocId, Vec<&'static str>)>> {
        matching::proposals(&self.conn)
    }

    /// The access log of one patient.
    pub fn access_log(&self, may: &Authorized<may::ReadAccessLog>) -> OpResult<Vec<(i64, Access)>> {
        let lines = self.access_lines()?;
        Ok(lines
            .into_iter()
            .filter(|(_, line)| line.patient.is_some() && line.patient == may.patient())
            .collect())
    }

    /// The whole access log of this vault.
    pub fn audit(&self, _may: &Authorized<may::ReadAudit>) -> OpResult<Vec<(i64, Access)>> {
        self.access_lines()
    }

    pub fn users(&self, _may: &Authorized<may::ListUsers>) -> OpResult<Vec<(User, bool)>> {
        let here: Vec<_> = self
            .slots()?
            .users()
            .map(|slot| slot.user_id.into_bytes())
            .collect();
        Ok(users::all(&self.conn)?
            .into_iter()
            .map(|user| (user.clone(), here.contains(&user.user.0)))
            .collect())
    }

    /// The clinical record as canonical JSON. Reading it whole is an opening, and stands in the access log.
    pub fn show(&mut self, me: &SignedIn, patient: PatientId) -> OpResult<String> {
        authorize::<may::ReadCard>(&me.who, Scope::Patient(patient))?;
        let shown = view::show(&self.conn, patient)?;
        self.log_access(me, "open", "care", patient)?;
        Ok(shown)
    }

    pub fn verify(&mut self, _may: &Authorized<may::Verify>) -> OpResult<Report> {
        Ok(rebuild::verify(&mut self.conn)?)
    }

    /// Patients whom the store took from this house: still here, and gone.
    pub fn left(&self) -> OpResult<left::Counts> {
        Ok(left::counts(&self.conn)?)
    }

    /// Whether record, drafts or quarantine hold anything of this patient, whatever became of her.
    pub fn keeps_anything_of(&self, patient: PatientId) -> OpResult<bool> {
        Ok(erased::is_here(&self.conn, patient)?)
    }

    /// How many records a law took, as far as this workstation has heard.
    pub fn erased(&self) -> OpResult<u64> {
        Ok(erased::count(&self.conn)?)
    }

    pub fn delivery(&self) -> OpResult<(Counts, Vec<Refused>)> {
        Ok((delivery::counts(&self.conn)?, quarantine::all(&self.conn)?))
    }

    /// One entry as it stands.
    pub fn entry(
        &self,
        _may: &Authorized<may::ReadCard>,
        doc: DocId,
    ) -> OpResult<Option<EntryRow>> {
        Ok(entries::one(&self.conn, doc)?)
    }

    /// Names of everybody known by a user entry: no secret in a house, they stand under every entry.
    pub fn names(
        &self,
    ) -> OpResult<std::collections::BTreeMap<crate::domain::ids::UserId, String>> {
        view::names(&self.conn)
    }

    /// Moves the write-ahead log into the file. A reader in the way is no harm: the next idle moment tries again.
    pub fn settle_file(&self) {
        if let Err(error) = crate::vault::file::checkpoint(&self.conn, false) {
            log::warn!("checkpoint: {error}");
        }
    }

    /// Which patient and kind a document belongs to; tells nothing of its content.
    pub fn where_is(&self, doc: DocId) -> OpResult<(PatientId, &'static str)> {
        if let Some(row) = entries::one(&self.conn, doc)?
            && let Some(patient) = row.patient
        {
            return Ok((patient, row.kind.name().unwrap_or("unknown")));
        }
        if let Some(draft) = drafts::one(&self.conn, doc)? {
            return Ok((draft.patient, "draft"));
        }
        facts::person(&self.conn, doc)?
            .map(|_| (doc, Kind::CARD.name().unwrap_or_default()))
            .ok_or(OpError::Unknown(doc))
    }

    pub fn draft(&self, doc: DocId) -> OpResult<Option<DraftView>> {
        Ok(drafts::one(&self.conn, doc)?)
    }

    /// The third door: keeps what is being typed. Durable when it returns.
    pub fn save_draft(
        &mut self,
        me: &SignedIn,
        id: Option<DocId>,
        patient: PatientId,
        content: &Draft,
    ) -> OpResult<DraftView> {
        authorize::<may::WriteDraft>(&me.who, Scope::Patient(patient))?;
        let now = self.clock.now();
        let known = match id {
            Some(id) => Some(drafts::one(&self.conn, id)?.ok_or(OpError::AlreadySigned)?),
            None => None,
        };
        if let Some(known) = &known {
            self.take_over(me, known)?;
        }
        let draft = match known {
            Some(known) => DraftView {
                saved_at: now,
                draft: content.clone(),
                ..known
            },
            None => {
                person(&self.conn, patient)?;
                DraftView {
                    id: self.new_doc()?,
                    patient,
                    author: me.who.user,
                    started_at: now,
                    saved_at: now,
                    draft: content.clone(),
                }
            }
        };
        drafts::save(&self.conn, &draft)?;
        Ok(draft)
    }

    /// Writing on in a colleague's draft: one line of the access log for each who does, not one for each second of typing.
    fn take_over(&mut self, me: &SignedIn, standing: &DraftView) -> OpResult<()> {
        const ACTION: &str = "take-draft";
        if standing.author == me.who.user {
            return Ok(());
        }
        authorize::<may::TakeDraft>(&me.who, Scope::Patient(standing.patient))?;
        let mine = me.who.user.to_string();
        let is_said = entries::naming(&self.conn, standing.id)?
            .iter()
            .filter_map(|row| shape::typed::<Access>(&row.content))
            .any(|line| line.action == ACTION && line.user == mine);
        if is_said {
            return Ok(());
        }
        let mut write = self.write(Some(me))?;
        let done = take_draft(&mut write, me, standing, ACTION).and_then(|()| write.commit());
        self.settle_commit(done).map(|_changes| ())
    }

    fn access_lines(&self) -> OpResult<Vec<(i64, Access)>> {
        let rows = entries::of_kind(&self.conn, Kind::ACCESS, i64::MIN, i64::MAX)?;
        Ok(rows
            .into_iter()
            .filter_map(|row| Some((row.entered_at, shape::typed(&row.content)?)))
            .collect())
    }
}
