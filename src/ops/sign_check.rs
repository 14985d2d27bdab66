//! Whether a visit may be signed as it stands: by the form that it was written in, with the limits that the screen shows. Every face
//! that signs comes through here; what is typed elsewhere and what is sent in a file is asked the same.

use super::error::{OpError, OpResult};
use super::write::Write;
use super::{links, read};
use crate::codes::icd10;
use crate::domain::card::Draft;
use crate::domain::chunk::Kind;
use crate::domain::ids::{DocId, PatientId};
use crate::domain::person::Sex;
use crate::domain::visit::Referral;
use crate::forms::{
    Answer, Answers, Component, Facts, FieldError, Form, FormSet, VISIT, decode_all,
    not_worked_out, validate, warnings, with_facts,
};
use crate::vault::entries;

/// Refuses what is empty, impossible or still to come; what is only unusual passes when its author has `confirmed` it.
pub(super) fn fit_to_sign(
    write: &Write<'_, '_>,
    patient: PatientId,
    content: &Draft,
    confirmed: bool,
) -> OpResult<()> {
    let invalid = |code, field: &str| OpError::Invalid {
        code,
        field: field.to_owned(),
    };
    let at = content.care_at.unwrap_or(write.now());
    if write.is_to_come(at) {
        return Err(invalid("visit-to-come", "care_at"));
    }
    let given = answers(content);
    let nothing_referred = content.referral.as_ref().is_some_and(says_nothing);
    if is_blank(content, &given) {
        return Err(invalid("visit-empty", ""));
    }
    if nothing_referred {
        return Err(invalid("referral-empty", "referral"));
    }
    if let Some(earlier) = content.amends {
        amends_own(write, patient, earlier)?;
    }
    let person = read::person(&write.tx, patient)?;
    // A clock that is known to be wrong says nothing of the care that it dates by itself.
    let is_told = content.care_at.is_some() || !write.is_clock_doubtful();
    let born = person.born.earliest().filter(|_| is_told);
    if born
        .zip(write.local_day(at))
        .is_some_and(|(born, day)| day < born)
    {
        return Err(invalid("visit-before-birth", "care_at"));
    }
    diagnoses_fit(content, person.sex, confirmed)?;
    let Some((form, today)) = form_of(content).zip(write.local_day(at)) else {
        // A form that was never here has no limits here.
        return Ok(());
    };
    let known = Facts::of(&person, today);
    let form = &*form.unfolded_for(given.keys().map(String::as_str));
    let stated = given;
    let given = with_facts(form, &stated, &known);
    let impossible = not_worked_out(form, &stated, &given)
        .or_else(|| validate(form, &given, today).into_iter().next());
    if let Some(finding) = impossible.or_else(|| no_diagnosis(form, content)) {
        return Err(OpError::Unfit {
            form: form.url.clone(),
            finding,
            is_possible: false,
        });
    }
    let unusual = warnings(form, &given, known.age_months).into_iter().next();
    match unusual.filter(|_| !confirmed) {
        Some(finding) => Err(OpError::Unfit {
            form: form.url.clone(),
            finding,
            is_possible: true,
        }),
        None => Ok(()),
    }
}

/// What is corrected is a signed visit of this person, in this card or in one that is linked with it.
fn amends_own(write: &Write<'_, '_>, patient: PatientId, earlier: DocId) -> OpResult<()> {
    let cards = links::group(&links::standing(&write.tx)?, patient);
    let is_own = entries::one(&write.tx, earlier)?.is_some_and(|row| {
        row.kind == Kind::VISIT
            && row.acts()
            && row.patient.is_some_and(|card| cards.contains(&card))
    });
    if is_own {
        return Ok(());
    }
    Err(OpError::Invalid {
        code: "amends-elsewhere",
        field: earlier.to_string(),
    })
}

/// A diagnosis says something, its code is one, and its patient can have it; of the last its author may be surer than a list.
fn diagnoses_fit(content: &Draft, sex: Sex, confirmed: bool) -> OpResult<()> {
    let referred = content.referral.iter().flat_map(|r| &r.diagnoses);
    for diagnosis in content.visit.diagnoses.iter().chain(referred) {
        let code = diagnosis.code.trim();
        let fault = if code.is_empty() {
            let untitled = diagnosis.title.trim().is_empty();
            untitled.then_some("diagnosis-empty")
        } else if !icd10::is_well_formed(&diagnosis.code) {
            Some("diagnosis-code")
        } else {
            (!confirmed && icd10::excludes(code, sex)).then_some("diagnosis-sex")
        };
        if let Some(fault) = fault {
            return Err(OpError::Invalid {
                code: fault,
                field: diagnosis.code.clone(),
            });
        }
    }
    Ok(())
}

fn says_nothing(referral: &Referral) -> bool {
    referral.destination.trim().is_empty()
        && referral.reason.trim().is_empty()
        && referral.diagnoses.is_empty()
}

fn answers(content: &Draft) -> Answers {
    let decoded = |(link_id, text): (&String, &String)| (link_id.clone(), decode_all(text));
    content.visit.answers.iter().map(decoded).collect()
}

fn is_blank(content: &Draft, given: &Answers) -> bool {
    let diagnoses = &content.visit.diagnoses;
    given.values().flatten().all(Answer::is_blank)
        && diagnoses
            .iter()
            .all(|d| d.code.trim().is_empty() && d.title.trim().is_empty())
        && content.prescriptions.is_empty()
        && content.referral.is_none()
}

/// The version of the form in which the answers were given, else the newest of its kind.
fn form_of(content: &Draft) -> Option<&'static Form> {
    let set = FormSet::in_force();
    let visit = &content.visit;
    let url = if visit.form.is_empty() {
        VISIT
    } else {
        &visit.form
    };
    set.version(url, &visit.form_version)
        .or_else(|| set.current(url))
}

/// The form asks for a diagnosis, and none is given.
fn no_diagnosis(form: &Form, content: &Draft) -> Option<FieldError> {
    let missing = content.visit.diagnoses.is_empty();
    let items = form.all_items();
    let asked = items
        .iter()
        .find(|item| item.component == Some(Component::Diagnoses) && item.required);
    asked
        .filter(|_| missing)
        .map(|item| FieldError::required(&item.link_id))
}
