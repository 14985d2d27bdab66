//! The first door: `transact(op)`. Each arm asks the policy for its own permission, then does its work in one transaction.

use chrono::DateTime;

use super::error::{OpError, OpResult};
use super::house::{House, SignedIn};
use super::op::{Op, OpChanges, Registration};
use super::policy::{Authorized, Scope, authorize, may};
use super::write::{Circumstance, Write};
use super::{links, matching};
use crate::domain::card::Draft;
use crate::domain::chunk::Kind;
use crate::domain::ids::{DocId, PatientId};
use crate::domain::immunisation::Immunisation;
use crate::domain::visit::{Attachment, EnteredInError, Link, LinkAct};
use crate::record::shape::{self, Object};
use crate::vault::{blobs, drafts, entries, facts};

impl House {
    /// Does what a user asked for, whole or not at all.
    pub fn transact(&mut self, me: &SignedIn, op: &Op) -> OpResult<OpChanges> {
        let mut write = self.write(Some(me))?;
        let done = apply(&mut write, me, op).and_then(|()| write.commit());
        self.settle_commit(done)
    }
}

fn apply(write: &mut Write<'_, '_>, me: &SignedIn, op: &Op) -> OpResult<()> {
    let who = &me.who;
    match op {
        Op::Register(registration) => register(write, &authorize(who, Scope::House)?, registration),
        Op::EditPerson { patient, person } => {
            let edits = person_edits(write, *patient, person)?;
            edit(
                write,
                &authorize::<may::EditPerson>(who, Scope::Patient(*patient))?,
                &edits,
            )
        }
        Op::SetFact {
            patient,
            key,
            value,
        } => set_fact(
            write,
            &authorize(who, Scope::Patient(*patient))?,
            key,
            value,
        ),
        Op::SignVisit { draft } => sign_visit(write, me, *draft),
        Op::SignNew { patient, content } => {
            known(write, *patient)?;
            let now = write.now();
            sign(write, me, *patient, content, now)
        }
        Op::Prescribe {
            patient,
            prescription,
        } => {
            let may = authorize::<may::Prescribe>(who, Scope::Patient(*patient))?;
            entry(write, &may, Kind::PRESCRIPTION, prescription.as_ref())
        }
        Op::Administer {
            patient,
            administration,
        } => {
            let may = authorize::<may::Administer>(who, Scope::Patient(*patient))?;
            entry(write, &may, Kind::ADMINISTRATION, administration.as_ref())
        }
        Op::Immunise {
            patient,
            immunisation,
        } => immunise(
            write,
            &authorize(who, Scope::Patient(*patient))?,
            immunisation,
        ),
        Op::Refer { patient, referral } => {
            let may = authorize::<may::Refer>(who, Scope::Patient(*patient))?;
            entry(write, &may, Kind::REFERRAL, referral.as_ref())
        }
        Op::Attach {
            patient,
            attachment,
            bytes,
        } => attach(
            write,
            &authorize(who, Scope::Patient(*patient))?,
            attachment,
            bytes,
        ),
        Op::Withdraw { patient, error } => {
            withdraw(write, &authorize(who, Scope::Patient(*patient))?, error)
        }
        Op::Settle {
            patient,
            key,
            keep,
            shown,
        } => settle(
            write,
            &authorize(who, Scope::Patient(*patient))?,
            key,
            *keep,
            *shown,
        ),
        Op::Link {
            first,
            second,
            statement,
        } => link(
            write,
            &authorize(who, Scope::Patient(*first))?,
            *second,
            *statement,
        ),
        Op::DropDraft { draft } => {
            let standing = drafts::one(&write.tx, *draft)?.ok_or(OpError::Unknown(*draft))?;
            authorize::<may::WriteDraft>(who, Scope::Patient(standing.patient))?;
            drafts::remove(&write.tx, *draft)?;
            write.changes.worklist = true;
            Ok(())
        }
    }
}

fn register(
    write: &mut Write<'_, '_>,
    _may: &Authorized<may::Register>,
    new: &Registration,
) -> OpResult<()> {
    if new.person.name.is_empty() {
        return Err(OpError::Invalid {
            code: "name-missing",
            field: "family".to_owned(),
        });
    }
    let edits = register_facts(write, new)?;
    let patient = write.new_card(&edits)?;
    link_sure(write, patient)?;
    write.access("change", "registration", Some(patient), Some(patient))
}

/// Every fact that a registration writes.
pub(super) fn register_facts(
    write: &mut Write<'_, '_>,
    new: &Registration,
) -> OpResult<Vec<(String, Object)>> {
    let mut edits: Vec<(String, Object)> = shape::person_facts(&new.person).into_iter().collect();
    for allergy in &new.allergies {
        edits.push((format!("al/{}", write.new_key()?), shape::object(allergy)));
    }
    for problem in &new.problems {
        edits.push((format!("pr/{}", write.new_key()?), shape::object(problem)));
    }
    for medicine in &new.medicines {
        edits.push((format!("med/{}", write.new_key()?), shape::object(medicine)));
    }
    if new.no_known_allergies {
        edits.push((
            "alst".to_owned(),
            Object::from_iter([("none_known".to_owned(), true.into())]),
        ));
    }
    Ok(edits)
}

fn person_edits(
    write: &Write<'_, '_>,
    patient: PatientId,
    person: &crate::domain::person::Person,
) -> OpResult<Vec<(String, Object)>> {
    let before = facts::person(&write.tx, patient)?.ok_or(OpError::Unknown(patient))?;
    let mut edits: Vec<(String, Object)> = shape::person_facts(person).into_iter().collect();
    // A part that was emptied is written as empty: nothing is deleted, and the old value stays in the history.
    for key in shape::person_facts(&before).into_keys() {
        if !edits.iter().any(|(known, _)| *known == key) {
            edits.push((key, Object::from_iter([("value".to_owned(), "".into())])));
        }
    }
    Ok(edits)
}

fn edit<A>(
    write: &mut Write<'_, '_>,
    may: &Authorized<A>,
    edits: &[(String, Object)],
) -> OpResult<()> {
    let patient = patient_of(may)?;
    write.edit_card(patient, edits)?;
    link_sure(write, patient)?;
    write.access("change", "care", Some(patient), Some(patient))
}

fn set_fact(
    write: &mut Write<'_, '_>,
    may: &Authorized<may::EditCard>,
    key: &str,
    value: &Object,
) -> OpResult<()> {
    let key = match key.strip_suffix("/new") {
        Some(list) => format!("{list}/{}", write.new_key()?),
        None => key.to_owned(),
    };
    if !is_card_key(&key) {
        return Err(OpError::Invalid {
            code: "unknown-key",
            field: key,
        });
    }
    edit(write, may, &[(key, value.clone())])
}

fn sign_visit(write: &mut Write<'_, '_>, me: &SignedIn, draft: DocId) -> OpResult<()> {
    let standing = drafts::one(&write.tx, draft)?.ok_or(OpError::AlreadySigned)?;
    sign(
        write,
        me,
        standing.patient,
        &standing.draft,
        standing.started_at,
    )?;
    drafts::remove(&write.tx, draft)?;
    Ok(())
}

fn sign(
    write: &mut Write<'_, '_>,
    me: &SignedIn,
    patient: PatientId,
    content: &Draft,
    at: i64,
) -> OpResult<()> {
    let scope = Scope::Patient(patient);
    authorize::<may::SignVisit>(&me.who, scope)?;
    if !content.prescriptions.is_empty() {
        authorize::<may::Prescribe>(&me.who, scope)?;
    }
    if content.referral.is_some() {
        authorize::<may::Refer>(&me.who, scope)?;
    }
    let visit = sign_content(write, patient, content, at)?;
    write.access("change", "care", Some(patient), Some(visit))
}

/// The entries that a draft becomes; `at` is the time of care unless the draft says another.
pub(super) fn sign_content(
    write: &mut Write<'_, '_>,
    patient: PatientId,
    content: &Draft,
    at: i64,
) -> OpResult<DocId> {
    let when = Circumstance {
        care_at: Some(content.care_at.unwrap_or(at)),
        amends: content.amends,
    };
    let visit = write.entry(Kind::VISIT, patient, &content.visit, when)?;
    let inside = Circumstance {
        amends: None,
        ..when
    };
    for prescription in &content.prescriptions {
        let mut prescription = prescription.clone();
        prescription.visit = Some(visit);
        write.entry(Kind::PRESCRIPTION, patient, &prescription, inside)?;
    }
    if let Some(referral) = &content.referral {
        let mut referral = referral.clone();
        referral.visit = Some(visit);
        write.entry(Kind::REFERRAL, patient, &referral, inside)?;
    }
    Ok(visit)
}

fn entry<A>(
    write: &mut Write<'_, '_>,
    may: &Authorized<A>,
    kind: Kind,
    content: &impl serde::Serialize,
) -> OpResult<()> {
    let patient = patient_of(may)?;
    known(write, patient)?;
    let id = write.entry(kind, patient, content, Circumstance::default())?;
    write.access("change", "care", Some(patient), Some(id))
}

/// The day of the content decides; the head's time of care is a moment of that day, never one that has not come.
fn immunise(
    write: &mut Write<'_, '_>,
    may: &Authorized<may::Immunise>,
    content: &Immunisation,
) -> OpResult<()> {
    let invalid = |code, field: &str| OpError::Invalid {
        code,
        field: field.to_owned(),
    };
    if content.vaccine.trim().is_empty() {
        return Err(invalid("vaccine-missing", "vaccine"));
    }
    let now = write.now();
    // The place may be a day ahead of UTC.
    let tomorrow = DateTime::from_timestamp(now, 0)
        .and_then(|at| at.date_naive().succ_opt())
        .ok_or_else(|| invalid("vaccine-date", "date"))?;
    if !content.date.is_known() || content.date.is_after(tomorrow) {
        return Err(invalid("vaccine-date", "date"));
    }
    let reasoned = Immunisation::REASONS.contains(&content.status_reason.as_str());
    if content.is_done() == reasoned {
        return Err(invalid("vaccine-reason", "status_reason"));
    }
    let noon = content
        .date
        .earliest()
        .and_then(|day| day.and_hms_opt(12, 0, 0))
        .map_or(now, |noon| noon.and_utc().timestamp());
    let patient = patient_of(may)?;
    known(write, patient)?;
    let when = Circumstance {
        care_at: Some(noon.min(now)),
        amends: None,
    };
    let id = write.entry(Kind::IMMUNISATION, patient, content, when)?;
    write.access("change", "care", Some(patient), Some(id))
}

fn attach(
    write: &mut Write<'_, '_>,
    may: &Authorized<may::Attach>,
    attachment: &Attachment,
    bytes: &[u8],
) -> OpResult<()> {
    if bytes.len() > Attachment::LIMIT_BYTES {
        return Err(OpError::Invalid {
            code: "attachment-too-large",
            field: attachment.name.clone(),
        });
    }
    let sha256 = blobs::put(&write.tx, bytes)?;
    let described = Attachment {
        size: bytes.len() as i64,
        sha256: sha256.to_string(),
        ..attachment.clone()
    };
    entry(write, may, Kind::ATTACHMENT, &described)
}

fn withdraw(
    write: &mut Write<'_, '_>,
    may: &Authorized<may::Withdraw>,
    error: &EnteredInError,
) -> OpResult<()> {
    let target = entries::one(&write.tx, error.target)?.ok_or(OpError::Unknown(error.target))?;
    if target.patient != may.patient() {
        return Err(OpError::Unknown(error.target));
    }
    if error.reason.trim().is_empty() {
        return Err(OpError::Invalid {
            code: "reason-missing",
            field: "reason".to_owned(),
        });
    }
    entry(write, may, Kind::ENTERED_IN_ERROR, error)
}

fn settle(
    write: &mut Write<'_, '_>,
    may: &Authorized<may::Settle>,
    key: &str,
    keep: usize,
    shown: usize,
) -> OpResult<()> {
    let patient = patient_of(may)?;
    let standing: Vec<_> = facts::rows(&write.tx, patient)?
        .into_iter()
        .filter(|row| row.key == key)
        .collect();
    if standing.len() != shown || standing.len() < 2 {
        return Err(OpError::Moved {
            key: key.to_owned(),
        });
    }
    let kept = standing
        .into_iter()
        .nth(keep)
        .ok_or_else(|| OpError::Moved {
            key: key.to_owned(),
        })?;
    write.edit_card(patient, &[(key.to_owned(), kept.value)])?;
    write.access("settle", "care", Some(patient), Some(patient))
}

fn link(
    write: &mut Write<'_, '_>,
    may: &Authorized<may::LinkCards>,
    second: PatientId,
    statement: LinkAct,
) -> OpResult<()> {
    let first = patient_of(may)?;
    known(write, first)?;
    known(write, second)?;
    if first == second {
        return Err(OpError::Invalid {
            code: "link-to-itself",
            field: first.to_string(),
        });
    }
    let after = links::seen(&write.tx, first, second)?;
    let content = Link {
        first,
        second,
        statement,
        reasons: vec!["user".to_owned()],
        sure: false,
        after,
    };
    let id = write.entry(Kind::LINK, first, &content, Circumstance::default())?;
    write.changes.patients.push(second);
    write.access("link", "care", Some(first), Some(id))
}

/// Cards that are surely the same person are linked by the program itself, which then says so.
pub(super) fn link_sure(write: &mut Write<'_, '_>, patient: PatientId) -> OpResult<()> {
    for (other, reasons) in matching::sure(&write.tx, patient)? {
        let reasons = reasons.iter().map(|reason| (*reason).to_owned()).collect();
        let (first, second) = (patient.min(other), patient.max(other));
        let content = Link {
            first,
            second,
            statement: LinkAct::Same,
            reasons,
            sure: true,
            after: Vec::new(),
        };
        write.own_entry(Kind::LINK, first, &content)?;
        write.changes.patients.push(second);
        write.changes.linked.push((first, second));
    }
    Ok(())
}

fn known(write: &Write<'_, '_>, patient: PatientId) -> OpResult<()> {
    facts::person(&write.tx, patient)?
        .map(|_| ())
        .ok_or(OpError::Unknown(patient))
}

fn patient_of<A>(may: &Authorized<A>) -> OpResult<PatientId> {
    may.patient().ok_or_else(|| OpError::Invalid {
        code: "no-patient",
        field: String::new(),
    })
}

/// Keys of the table in `domain::card`; anything else would be written and never shown.
fn is_card_key(key: &str) -> bool {
    const PLAIN: [&str; 14] = [
        "name.sur", "name.giv", "name.pat", "sex", "born", "weeks", "lang", "addr", "tel", "dead",
        "alst", "preg", "blood", "job",
    ];
    const LISTS: [&str; 9] = ["id", "ct", "rel", "att", "al", "pr", "med", "alert", "risk"];
    PLAIN.contains(&key)
        || key
            .split_once('/')
            .is_some_and(|(list, id)| LISTS.contains(&list) && !id.is_empty() && id.len() <= 64)
}
