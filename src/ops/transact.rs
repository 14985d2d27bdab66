//! The first door: `transact(op)`. Each arm asks the policy for its own permission, then does its work in one transaction.

use std::collections::BTreeMap;

use chrono::DateTime;

use super::administer::administer;
use super::approvals;
use super::book::book;
use super::card_keys::check_fact;
use super::error::{OpError, OpResult};
use super::fit;
use super::house::{House, SignedIn};
use super::op::{Op, OpChanges, Registration};
use super::policy::{Authorized, Scope, authorize, may};
use super::review::review;
use super::sign_check::fit_to_sign;
use super::write::{Circumstance, Write};
use super::{links, matching, read, view};
use crate::domain::card::{Draft, DraftView};
use crate::domain::chunk::Kind;
use crate::domain::dates::PartialDate;
use crate::domain::gs1;
use crate::domain::ids::{DocId, PatientId};
use crate::domain::immunisation::Immunisation;
use crate::domain::person::Person;
use crate::domain::prevention::Preventive;
use crate::domain::visit::{Attachment, EnteredInError, Link, LinkAct, Referral, Visit};
use crate::record::RecordError;
use crate::record::shape::{self, Object};
use crate::vault::entries::EntryRow;
use crate::vault::facts::FactRow;
use crate::vault::{blobs, drafts, entries, facts, rebuild};

impl House {
    /// Does what a user asked for, whole or not at all.
    pub fn transact(&mut self, me: &SignedIn, op: &Op) -> OpResult<OpChanges> {
        let offset_minutes = self.clock.offset_minutes();
        let mut write = self.write(Some(me))?;
        let done = apply(&mut write, me, op, offset_minutes).and_then(|()| write.commit());
        self.settle_commit(done)
    }
}

fn apply(write: &mut Write<'_, '_>, me: &SignedIn, op: &Op, offset_minutes: i32) -> OpResult<()> {
    let who = &me.who;
    match op {
        Op::Register(registration) => register(write, &authorize(who, Scope::House)?, registration),
        Op::EditPerson {
            patient,
            person,
            shown,
        } => edit_person(
            write,
            &authorize(who, Scope::Patient(*patient))?,
            person,
            shown.as_deref(),
        ),
        Op::SetFact {
            patient,
            key,
            value,
            seen,
        } => set_fact(
            write,
            me,
            &authorize(who, Scope::Patient(*patient))?,
            (key, value),
            seen.as_deref(),
        ),
        Op::SignVisit { draft, confirmed } => sign_visit(write, me, *draft, *confirmed),
        Op::SignNew {
            patient,
            content,
            id,
            confirmed,
        } => {
            known(write, *patient)?;
            if let Some(id) = id {
                sent_before(write, *patient, *id, content)?;
            }
            let now = write.now();

            sign(write, me, *patient, (content, *confirmed), (now, *id))
        }
        Op::Prescribe {
            patient,
            prescription,
        } => {
            let may = authorize::<may::Prescribe>(who, Scope::Patient(*patient))?;
            entry(write, &may, Kind::PRESCRIPTION, prescription.as_ref())
        }
        Op::Review {
            patient,
            review: content,
        } => {
            let may = authorize(who, Scope::Patient(*patient))?;
            review(write, &may, content)
        }
        Op::Administer {
            patient,
            administration,
        } => {
            let may = authorize(who, Scope::Patient(*patient))?;
            administer(write, &may, administration, offset_minutes)
        }
        Op::Immunise {
            patient,
            immunisation,
            amends,
        } => immunise(
            write,
            &authorize(who, Scope::Patient(*patient))?,
            immunisation,
            *amends,
        ),
        Op::Book {
            patient,
            booking,
            amends,
        } => book(
            write,
            &authorize(who, Scope::Patient(*patient))?,
            booking,
            *amends,
        ),
        Op::Prevent {
            patient,
            preventive,
        } => prevent(
            write,
            &authorize(who, Scope::Patient(*patient))?,
            preventive,
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
            seen,
        } => settle(
            write,
            &authorize(who, Scope::Patient(*patient))?,
            key,
            (*keep, *shown),
            seen.as_deref(),
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
            take_draft(write, me, &standing, "drop-draft")?;
            drafts::remove(&write.tx, *draft)?;
            write.changes.worklist = true;
            Ok(())
        }
        Op::ApproveRules {
            items,
            position,
            remark,
        } => approvals::approve(
            write,
            &authorize(who, Scope::House)?,
            items,
            (position, remark),
        ),
        Op::WithdrawApproval { items, remark } => {
            approvals::withdraw(write, &authorize(who, Scope::House)?, items, remark)
        }
    }
}

/// A colleague's draft is taken by those the policy names, and the access log says so.
pub(super) fn take_draft(
    write: &mut Write<'_, '_>,
    me: &SignedIn,
    standing: &DraftView,
    action: &str,
) -> OpResult<()> {
    if standing.author == me.who.user {
        return Ok(());
    }
    authorize::<may::TakeDraft>(&me.who, Scope::Patient(standing.patient))?;
    write.access(action, "care", Some(standing.patient), Some(standing.id))
}

/// An id of the sender's is used once.
fn sent_before(
    write: &Write<'_, '_>,
    patient: PatientId,
    id: DocId,
    content: &Draft,
) -> OpResult<()> {
    match entries::one(&write.tx, id)? {
        Some(row) if row.kind == Kind::VISIT && row.patient == Some(patient) => {
            if says_the_same(write, patient, &row, content)? {
                return Err(OpError::AlreadySigned);
            }
            Err(OpError::Invalid {
                code: "id-differs",
                field: id.to_string(),
            })
        }
        None if !rebuild::is_known(&write.tx, id)? => Ok(()),
        Some(_) | None => Err(OpError::Invalid {
            code: "id-taken",
            field: id.to_string(),
        }),
    }
}

/// Whether the signed visit is what is sent now. Its form may have got a newer version in between, and a time of care that the
/// sender leaves open was the time of signing.
fn says_the_same(
    write: &Write<'_, '_>,
    patient: PatientId,
    signed: &EntryRow,
    sent: &Draft,
) -> OpResult<bool> {
    let referral = entries::of_patient(&write.tx, patient)?
        .into_iter()
        .filter(|row| row.kind == Kind::REFERRAL)
        .filter_map(|row| shape::typed::<Referral>(&row.content))
        .find(|referral| referral.visit == Some(signed.doc));
    let sent_referral = sent.referral.clone().map(|referral| Referral {
        visit: Some(signed.doc),
        ..referral
    });
    let same_visit = shape::typed::<Visit>(&signed.content).is_some_and(|visit| {
        visit.answers == sent.visit.answers && visit.diagnoses == sent.visit.diagnoses
    });
    Ok(same_visit
        && signed.amends == sent.amends
        && sent.care_at.is_none_or(|at| at == signed.care_at)
        && referral == sent_referral)
}

fn register(
    write: &mut Write<'_, '_>,
    may: &Authorized<may::Register>,
    new: &Registration,
) -> OpResult<()> {
    // Allergies, problems and medicines are for those who may write them on a card: what was only told at the window is asked
    // again by somebody who knows what to ask.
    if new.is_clinical() {
        authorize::<may::EditCard>(may.who(), Scope::Patient(PatientId::default()))?;
    }
    fit::registration(write, new)?;
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

/// Every part of a person as it is written; a part of `before` that was emptied is written as empty: nothing is deleted, and the
/// old value stays in the history.
fn person_facts(person: &Person, before: &Person) -> BTreeMap<String, Object> {
    let mut facts = shape::person_facts(person);
    for key in shape::person_facts(before).into_keys() {
        facts
            .entry(key)
            .or_insert_with(|| Object::from_iter([("value".to_owned(), "".into())]));
    }
    facts
}

fn edit_person(
    write: &mut Write<'_, '_>,
    may: &Authorized<may::EditPerson>,
    person: &Person,
    shown: Option<&Person>,
) -> OpResult<()> {
    let patient = patient_of(may)?;
    let now = read::person(&write.tx, patient)?;
    let shown = shown.unwrap_or(&now);
    let (saw, stands) = (shape::person_facts(shown), shape::person_facts(&now));
    // What the editor left as it was shown is left as it is now.
    let edits: Vec<(String, Object)> = person_facts(person, shown)
        .into_iter()
        .filter(|(key, value)| saw.get(key) != Some(value))
        .collect();
    let changed: Vec<&str> = edits.iter().map(|(key, _)| key.as_str()).collect();
    fit::person(write, person, &changed)?;
    let rows = facts::rows(&write.tx, patient)?;
    for (key, value) in &edits {
        undisputed(&rows, key)?;
        if stands.get(key) != saw.get(key) && stands.get(key) != Some(value) {
            return Err(OpError::Moved { key: key.clone() });
        }
    }
    edit(write, may, &edits)
}

/// Several values stand: to write another over them would settle the dispute unseen.
fn undisputed(rows: &[FactRow], key: &str) -> OpResult<()> {
    if rows.iter().any(|row| row.key == key && row.pos == 1) {
        return Err(OpError::Invalid {
            code: "disputed",
            field: key.to_owned(),
        });
    }
    Ok(())
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
    me: &SignedIn,
    may: &Authorized<may::EditCard>,
    (key, value): (&str, &Object),
    seen: Option<&str>,
) -> OpResult<()> {
    let patient = patient_of(may)?;
    let (key, is_new) = match key.strip_suffix("/new") {
        Some(list) => (format!("{list}/{}", write.new_key()?), true),
        None => (key.to_owned(), false),
    };
    check_fact(&key, value)?;
    fit::fact(write, patient, &key, value)?;
    // Of one person's cards each may say whether she is pregnant: an answer answers them all.
    let mut cards = vec![patient];
    let is_shared = view::SHARED.contains(&key.as_str());
    if is_shared {
        cards = links::group(&links::standing(&write.tx)?, patient);
    }
    let mut rows = Vec::with_capacity(cards.len());
    for card in cards {
        rows.push((card, facts::rows(&write.tx, card)?));
    }
    let stands = view::seen_of(view::shared(&rows, &key));
    if seen.is_some_and(|seen| !is_new && seen != stands) {
        return Err(OpError::Moved { key });
    }
    for (_, own) in &rows {
        undisputed(own, &key)?;
    }
    for (card, own) in &rows {
        if *card == patient || own.iter().any(|row| row.key == key) {
            let may: Authorized<may::EditCard> = authorize(&me.who, Scope::Patient(*card))?;
            edit(write, &may, &[(key.clone(), value.clone())])?;
        }
    }
    write.changes.fact = Some(key);
    Ok(())
}

fn sign_visit(
    write: &mut Write<'_, '_>,
    me: &SignedIn,
    draft: DocId,
    confirmed: bool,
) -> OpResult<()> {
    let standing = drafts::one(&write.tx, draft)?.ok_or(OpError::AlreadySigned)?;
    authorize::<may::SignVisit>(&me.who, Scope::Patient(standing.patient))?;
    take_draft(write, me, &standing, "sign-draft")?;
    let mut content = standing.draft;
    if standing.author != me.who.user {
        content.visit.drafted_by = Some(standing.author);
    }
    sign(
        write,
        me,
        standing.patient,
        (&content, confirmed),
        (standing.started_at, None),
    )?;
    drafts::remove(&write.tx, draft)?;
    Ok(())
}

fn sign(
    write: &mut Write<'_, '_>,
    me: &SignedIn,
    patient: PatientId,
    (content, confirmed): (&Draft, bool),
    (at, id): (i64, Option<DocId>),
) -> OpResult<()> {
    let scope = Scope::Patient(patient);
    authorize::<may::SignVisit>(&me.who, scope)?;
    if !content.prescriptions.is_empty() {
        authorize::<may::Prescribe>(&me.who, scope)?;
    }
    if content.referral.is_some() {
        authorize::<may::Refer>(&me.who, scope)?;
    }
    fit_to_sign(write, patient, content, confirmed)?;
    let visit = sign_content(write, patient, content, at, id)?;
    write.access("change", "care", Some(patient), Some(visit))
}

/// The entries that a draft becomes; `at` is the time of care unless the draft says another.
pub(super) fn sign_content(
    write: &mut Write<'_, '_>,
    patient: PatientId,
    content: &Draft,
    at: i64,
    id: Option<DocId>,
) -> OpResult<DocId> {
    let when = Circumstance {
        care_at: Some(content.care_at.unwrap_or(at)),
        amends: content.amends,
        id,
    };
    let visit = write.entry(Kind::VISIT, patient, &content.visit, when)?;
    let inside = Circumstance {
        amends: None,
        id: None,
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
    amends: Option<DocId>,
) -> OpResult<()> {
    let invalid = |code, field: &str| OpError::Invalid {
        code,
        field: field.to_owned(),
    };
    if content.vaccine.trim().is_empty() {
        return Err(invalid("vaccine-missing", "vaccine"));
    }
    let care_at = day_of(write.now(), content.date, "vaccine-date")?;
    let reasoned = Immunisation::REASONS.contains(&content.status_reason.as_str());
    if content.is_done() == reasoned {
        return Err(invalid("vaccine-reason", "status_reason"));
    }
    if !content.gtin.is_empty() && !gs1::is_gtin(&content.gtin) {
        return Err(invalid("value-unfit", "gtin"));
    }
    let patient = patient_of(may)?;
    known(write, patient)?;
    if let Some(earlier) = amends {
        let of_it = entries::one(&write.tx, earlier)?
            .is_some_and(|row| row.kind == Kind::IMMUNISATION && row.patient == Some(patient));
        if !of_it {
            return Err(OpError::Unknown(earlier));
        }
    }
    let when = Circumstance {
        care_at: Some(care_at),
        amends,
        id: None,
    };
    let id = write.entry(Kind::IMMUNISATION, patient, content, when)?;
    write.access("change", "care", Some(patient), Some(id))
}

/// Noon of a known day, or now if that has not come; a day that lies ahead is refused.
pub(super) fn day_of(now: i64, date: PartialDate, code: &'static str) -> OpResult<i64> {
    let invalid = || OpError::Invalid {
        code,
        field: "date".to_owned(),
    };
    // The place may be a day ahead of UTC.
    let tomorrow = DateTime::from_timestamp(now, 0)
        .and_then(|at| at.date_naive().succ_opt())
        .ok_or_else(invalid)?;
    if !date.is_known() || date.is_after(tomorrow) {
        return Err(invalid());
    }
    let noon = date
        .earliest()
        .and_then(|day| day.and_hms_opt(12, 0, 0))
        .map_or(now, |noon| noon.and_utc().timestamp());
    Ok(noon.min(now))
}

/// As for a vaccination, the day of the content decides.
fn prevent(
    write: &mut Write<'_, '_>,
    may: &Authorized<may::Prevent>,
    content: &Preventive,
) -> OpResult<()> {
    let invalid = |code, field: &str| OpError::Invalid {
        code,
        field: field.to_owned(),
    };
    if content.item.trim().is_empty() {
        return Err(invalid("value-unfit", "item"));
    }
    if !Preventive::STATUSES.contains(&content.status.as_str()) {
        return Err(invalid("value-unfit", "status"));
    }
    let care_at = day_of(write.now(), content.date, "prevention-date")?;
    let patient = patient_of(may)?;
    known(write, patient)?;
    let when = Circumstance {
        care_at: Some(care_at),
        ..Circumstance::default()
    };
    let id = write.entry(Kind::PREVENTION, patient, content, when)?;
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
    (keep, shown): (usize, usize),
    seen: Option<&str>,
) -> OpResult<()> {
    let patient = patient_of(may)?;
    let standing: Vec<_> = facts::rows(&write.tx, patient)?
        .into_iter()
        .filter(|row| row.key == key)
        .collect();
    let moved = seen.is_some_and(|seen| seen != view::seen_of(&standing));
    if moved || standing.len() != shown || standing.len() < 2 {
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
    if kept.unreadable {
        return Err(RecordError::Kept {
            key: key.to_owned(),
        }
        .into());
    }
    write.settle_card(patient, &(key.to_owned(), kept.value))?;
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

pub(super) fn known(write: &Write<'_, '_>, patient: PatientId) -> OpResult<()> {
    read::person(&write.tx, patient).map(|_| ())
}

pub(super) fn patient_of<A>(may: &Authorized<A>) -> OpResult<PatientId> {
    may.patient().ok_or_else(|| OpError::Invalid {
        code: "no-patient",
        field: String::new(),
    })
}
