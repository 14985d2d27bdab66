//! Discharge summary: Kazakhstan выписной эпикриз, Uzbekistan form 027, Georgia IV-100/ა.

use crate::domain::{
    identifiers::IdentifierKind,
    paper::{Discharge, Medicine, Study},
};

use super::{
    super::{
        paper::{Paper, Rich},
        words::Words,
    },
    form::{Content, begin, fill},
    parts,
};

/// The paper in the order of the patient's country.
pub fn discharge(data: &Discharge) -> Paper {
    let context = &data.context;
    let words = Words::of(context);
    let (mut paper, form) = begin("discharge", context);

    paper
        .blocks
        .extend(fill(words, &form.fields, form.numbered, &PARTS, |part| {
            content(data, words, part)
        }));
    paper.blocks.extend(form.doubt(words));
    paper
}

/// The facts a discharge can hold beyond the head and the frame of every page: a form takes some of them, the rest is
/// printed after it. Personal details are printed only where the form asks for them.
const PARTS: [&str; 36] = [
    "patient-type",
    "referred-by",
    "addressed-to",
    "applied",
    "sent",
    "admitted",
    "discharged",
    "bed-days",
    "diagnosis-referral",
    "diagnosis-main",
    "complications",
    "concomitant",
    "past-diseases",
    "complaints",
    "illness-history",
    "life-history",
    "examination",
    "vitals",
    "labs",
    "studies",
    "consultations",
    "course",
    "treatment",
    "operations",
    "outcome",
    "state-when-sent",
    "state-at-discharge",
    "advice",
    "advice-medicines",
    "regimen",
    "diet",
    "next-visit",
    "observation",
    "follow-up",
    "hospital",
    "work",
];

fn content(data: &Discharge, words: Words, part: &str) -> Content {
    let context = &data.context;
    let patient = &context.patient;
    let advice = &data.advice;
    let text = |text: Option<&String>| words.text(text.map(String::as_str));
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| Rich::plain(words.date(day)));
    let medicines = |all: &[Medicine]| words.medicines(all);
    let studies = |all: &[Study]| parts::studies(all, words).map(|table| vec![table]);
    let blocks = match part {
        "vitals" => parts::vitals(&data.vitals, words).map(|table| vec![table]),
        "labs" => parts::labs(&data.labs, words).map(|table| vec![table]),
        "studies" => studies(&data.studies),
        "consultations" => studies(&data.consultations),
        "operations" => studies(&data.operations),
        _ => None,
    };
    if let Some(blocks) = blocks {
        return Content::Blocks(blocks);
    }
    let value = match part {
        "institution" => words.text(Some(&context.facility.name)),
        "institution-code" => text(context.facility.code.as_ref()),
        "department" => text(context.facility.department.as_ref()),
        "record-number" => text(context.number.as_ref()),
        "patient-type" => text(data.patient_type.as_ref()),
        "name" => Some(Rich::bold(words.name(patient))),
        "national-number" => parts::own_number(context, words),
        "med-id" => text(patient.med_id.as_ref()),
        "passport" => parts::numbers(context, words, |kind| kind == IdentifierKind::Passport),
        "other-numbers" => parts::numbers(context, words, |kind| {
            !kind.is_national() && kind != IdentifierKind::Passport
        }),
        "born" => Some(Rich::plain(words.born(patient, context.issued))),
        "sex" => Some(Rich::plain(words.sex(patient.sex))),
        "citizenship" => text(patient.citizenship.as_ref()),
        "address" => text(patient.address.as_ref()),
        "phone" => text(patient.phone.as_ref()),
        "email" => text(patient.email.as_ref()),
        "workplace" => text(patient.workplace.as_ref()),
        "card-number" => text(patient.card_number.as_ref()),
        "referred-by" => text(data.referred_by.as_ref()),
        "addressed-to" => text(data.addressed_to.as_ref()),
        "applied" => day(data.applied),
        "sent" => day(data.sent),
        "admitted" => day(data.admitted),
        "discharged" => day(data.discharged),
        "bed-days" => data.bed_days.map(|days| Rich::plain(days.to_string())),
        "diagnosis-referral" => data
            .diagnoses
            .referral
            .as_ref()
            .map(|one| words.diagnosis(one)),
        "diagnosis-main" => words.diagnoses(&data.diagnoses.main),
        "complications" => words.diagnoses(&data.diagnoses.complications),
        "concomitant" => words.diagnoses(&data.diagnoses.concomitant),
        "past-diseases" => text(data.past_diseases.as_ref()),
        "complaints" => text(data.complaints.as_ref()),
        "illness-history" => text(data.illness_history.as_ref()),
        "life-history" => text(data.life_history.as_ref()),
        "allergy" => Some(words.allergies(&patient.allergies)),
        "examination" => text(data.examination.as_ref()),
        "course" => text(data.course.as_ref()),
        "treatment" => medicines(&data.treatment),
        "outcome" => text(data.outcome.as_ref()),
        "state-when-sent" => text(data.state_when_sent.as_ref()),
        "state-at-discharge" => text(data.state_at_discharge.as_ref()),
        "advice" => text(advice.text.as_ref()),
        "advice-medicines" => medicines(&advice.medicines),
        "regimen" => text(advice.regimen.as_ref()),
        "diet" => text(advice.diet.as_ref()),
        "next-visit" => day(advice.next_visit),
        "observation" => text(advice.observation.as_ref()),
        "follow-up" => text(advice.follow_up.as_ref()),
        "hospital" => text(advice.hospital.as_ref()),
        "work" => text(advice.work.as_ref()),
        "issued" => Some(Rich::plain(words.date(context.issued))),
        "doctor" => {
            return Content::Signature {
                name: words.clinician(data.doctor.as_ref()),
            };
        }
        "head" => {
            return Content::Signature {
                name: words.clinician(data.head.as_ref()),
            };
        }
        _ => None,
    };
    value.map_or(Content::Missing, Content::Text)
}
