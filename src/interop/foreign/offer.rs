//! What a user may take from a foreign entry into the card: an allergy or a problem that says exactly what our card can say. Nothing
//! is taken by itself.

use std::collections::BTreeSet;

use super::super::fhir::ICD10;
use super::super::json::Value;
use super::{Reader, lines, plain};
use crate::codes::icd10::Icd10;
use crate::domain::allergy::{Allergy, Severity, Status};
use crate::domain::dates::PartialDate;
use crate::domain::foreign::Offer;
use crate::domain::problem::Problem;

pub(super) fn of(reader: &Reader<'_>, resource: &Value) -> Option<Offer> {
    let title = reader.title(resource);
    if title.trim().is_empty() {
        return None;
    }
    match resource.text_of("resourceType")? {
        "AllergyIntolerance" => Some(Offer::Allergy(allergy(resource, title))),
        "Condition" => Some(Offer::Problem(problem(resource, title))),
        _ => None,
    }
}

fn allergy(resource: &Value, substance: String) -> Allergy {
    let mut reactions: Vec<String> = Vec::new();
    let mut seen = BTreeSet::new();
    let mut severity = Severity::Unknown;
    for reaction in resource.list_of("reaction") {
        for one in reaction.list_of("manifestation") {
            let text = lines::concept_text(one);
            if !text.is_empty() && seen.insert(text.clone()) {
                reactions.push(text);
            }
        }
        let said = match reaction.text_of("severity") {
            Some("mild") => Severity::Mild,
            Some("moderate") => Severity::Moderate,
            Some("severe") => Severity::Severe,
            _ => Severity::Unknown,
        };
        // Of several the gravest; `Severity` is ordered so, with "unknown" last.
        if said != Severity::Unknown && (severity == Severity::Unknown || said > severity) {
            severity = said;
        }
    }
    Allergy {
        substance,
        // Our own codes are of our formulary: what another system means by its code is not guessed.
        code: None,
        reactions,
        severity,
        status: Status::Active,
        onset: onset(resource),
        note: String::new(),
    }
}

fn problem(resource: &Value, title: String) -> Problem {
    let coded = resource
        .list_of("code")
        .iter()
        .flat_map(|code| code.list_of("coding"));
    let code = coded
        .filter(|coding| coding.text_of("system") == Some(ICD10))
        .filter_map(|coding| coding.text_of("code"))
        .find(|code| {
            Icd10::in_force()
                .title(code, crate::domain::lang::Lang::En)
                .is_some()
        });
    Problem {
        code: code.map(plain),
        title,
        status: Status::Active,
        onset: onset(resource),
        note: String::new(),
    }
}

/// As far as it is a date: the day of a moment, a month, a year.
fn onset(resource: &Value) -> PartialDate {
    let written = resource.text_of("onsetDateTime").unwrap_or_default();
    let day = written.split('T').next().unwrap_or_default();
    day.parse().unwrap_or_default()
}
