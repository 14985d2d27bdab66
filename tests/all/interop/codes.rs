//! No code leaves that the record, the formulary or the visit's form does not hold.

use std::collections::BTreeSet;

use feldsher::clinical::Formulary;
use feldsher::domain::card::CardView;
use feldsher::forms::FormSet;
use feldsher::interop::fhir::{ATC, ICD10, LOINC, STRUCTURE, UCUM};
use feldsher::interop::systems;
use serde_json::Value as Json;

use super::village;

/// `(system, code)` of every coding and quantity.
fn codes(value: &Json, out: &mut BTreeSet<(String, String)>) {
    match value {
        Json::Array(items) => items.iter().for_each(|item| codes(item, out)),
        Json::Object(fields) => {
            if let (Some(system), Some(code)) = (fields.get("system"), fields.get("code")) {
                let text = |value: &Json| value.as_str().unwrap_or_default().to_owned();
                out.insert((text(system), text(code)));
            }
            fields.values().for_each(|value| codes(value, out));
        }
        _ => {}
    }
}

/// What the record of a person holds, by code system.
fn held(view: &CardView) -> BTreeSet<(String, String)> {
    let mut out = BTreeSet::new();
    let mut hold = |system: &str, code: &str| {
        out.insert((system.to_owned(), code.to_owned()));
    };
    let problems = view
        .problems
        .iter()
        .filter_map(|noted| noted.value.code.as_deref());
    let diagnoses = view
        .visits
        .iter()
        .flat_map(|visit| &visit.content.diagnoses)
        .map(|d| d.code.as_str());
    let referred = view
        .referrals
        .iter()
        .flat_map(|one| &one.content.diagnoses)
        .map(|d| d.code.as_str());
    problems
        .chain(diagnoses)
        .chain(referred)
        .for_each(|code| hold(ICD10, code));
    let medicines = view
        .medicines
        .iter()
        .filter_map(|noted| noted.value.medicine.as_deref())
        .chain(
            view.prescriptions
                .iter()
                .filter_map(|event| event.content.medicine.as_deref()),
        )
        .chain(
            view.allergies
                .iter()
                .filter_map(|noted| noted.value.code.as_deref()),
        );
    for id in medicines {
        if let Some(medicine) = Formulary::builtin().medicine(id)
            && let [code] = &medicine.atc[..]
        {
            hold(ATC, code);
        }
    }
    for visit in &view.visits {
        let forms = FormSet::in_force();
        let form = forms.version(&visit.content.form, &visit.content.form_version);
        for item in form.into_iter().flat_map(|form| form.all_items()) {
            if visit.content.answers.contains_key(&item.link_id) {
                item.codes
                    .iter()
                    .for_each(|one| hold(&one.system, &one.code));
            }
        }
        for answer in visit.content.answers.values() {
            if let Some((_, unit)) = answer
                .strip_prefix("q:")
                .and_then(|rest| rest.split_once('|'))
            {
                hold(UCUM, unit);
            }
            let parts: Vec<&str> = answer
                .strip_prefix("c:")
                .unwrap_or_default()
                .split('|')
                .collect();
            if let [system, code, _] = parts[..] {
                hold(system, code);
            }
        }
    }
    // Of a dose or a count: the unit that the record names in its own way.
    for unit in ["mg", "g", "ug", "[IU]", "mmol", "mL", "d", "1"] {
        hold(UCUM, unit);
    }
    if let Some(lang) = view.person.language {
        hold("urn:ietf:bcp:47", lang.code());
    }
    out
}

#[test]
fn no_code_appears_that_is_not_in_the_record() {
    let mut seen = BTreeSet::new();
    for made in village() {
        let held = held(&made.view);
        let mut used = BTreeSet::new();
        codes(&made.bundle, &mut used);
        made.visits
            .iter()
            .for_each(|(_, bundle)| codes(bundle, &mut used));
        for (system, code) in used {
            let is_structure = STRUCTURE
                .iter()
                .any(|(known, codes)| *known == system && codes.contains(&code.as_str()));
            assert!(
                is_structure || held.contains(&(system.clone(), code.clone())),
                "{system} {code} of {:?}",
                made.view.patient
            );
            seen.insert(system);
        }
    }
    for system in [ICD10, ATC, LOINC, UCUM] {
        assert!(seen.contains(system), "nobody has a code of {system}");
        assert!(systems::name(system).is_some());
    }
}
