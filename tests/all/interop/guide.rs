//! What IPS 2.0.1 and FHIR R4 ask of our bundles, written from the guide's profiles: a second opinion, not the exporter's.

use std::collections::BTreeSet;

use feldsher::domain::lang::Lang;
use feldsher::i18n::tr;
use serde_json::{Value as Json, json};

use super::{resources, village};

/// AdministrativeGender of R4.
const GENDERS: [&str; 4] = ["male", "female", "other", "unknown"];

/// LOINC of a section, whether it must stand, what may stand in it.
const SECTIONS: [(&str, bool, &[&str]); 16] = [
    ("11450-4", true, &["Condition", "DocumentReference"]),
    (
        "48765-2",
        true,
        &["AllergyIntolerance", "DocumentReference"],
    ),
    (
        "10160-0",
        true,
        &[
            "MedicationStatement",
            "MedicationRequest",
            "MedicationAdministration",
            "MedicationDispense",
            "DocumentReference",
        ],
    ),
    ("11369-6", false, &["Immunization", "DocumentReference"]),
    (
        "30954-2",
        false,
        &["Observation", "DiagnosticReport", "DocumentReference"],
    ),
    ("47519-4", false, &["Procedure", "DocumentReference"]),
    (
        "46264-8",
        false,
        &["DeviceUseStatement", "DocumentReference"],
    ),
    ("104605-1", false, &["Flag", "DocumentReference"]),
    ("42348-3", false, &["Consent", "DocumentReference"]),
    (
        "47420-5",
        false,
        &["Condition", "ClinicalImpression", "DocumentReference"],
    ),
    ("11348-0", false, &["Condition", "DocumentReference"]),
    ("10162-6", false, &["Observation", "DocumentReference"]),
    ("81338-6", false, &[]),
    (
        "18776-5",
        false,
        &[
            "CarePlan",
            "ImmunizationRecommendation",
            "DocumentReference",
        ],
    ),
    ("29762-2", false, &["Observation", "DocumentReference"]),
    ("8716-3", false, &["Observation", "DocumentReference"]),
];

/// Fields that must stand, by type; `a|b` where one of them is enough.
const REQUIRED: [(&str, &[&str]); 15] = [
    (
        "Composition",
        &[
            "status", "type", "subject", "date", "author", "title", "section",
        ],
    ),
    ("Patient", &["name", "birthDate|_birthDate", "gender"]),
    ("Organization", &["name"]),
    ("Practitioner", &["name"]),
    ("Device", &["identifier"]),
    ("AllergyIntolerance", &["code", "patient"]),
    ("Condition", &["code", "subject"]),
    (
        "MedicationStatement",
        &[
            "status",
            "medicationCodeableConcept",
            "subject",
            "effectiveDateTime|effectivePeriod|_effectiveDateTime",
        ],
    ),
    (
        "MedicationRequest",
        &["status", "intent", "medicationCodeableConcept", "subject"],
    ),
    (
        "Immunization",
        &[
            "status",
            "vaccineCode",
            "patient",
            "occurrenceDateTime|occurrenceString|_occurrenceDateTime",
        ],
    ),
    (
        "Observation",
        &[
            "status",
            "code",
            "subject",
            "effectiveDateTime|_effectiveDateTime",
            "performer",
        ],
    ),
    ("Flag", &["status", "code", "subject"]),
    ("CarePlan", &["status", "intent", "subject"]),
    ("Procedure", &["status", "subject"]),
    ("DiagnosticReport", &["status", "code"]),
];

/// Everything that is wrong with a summary.
pub fn errors(bundle: &Json) -> Vec<String> {
    let mut out = Vec::new();
    let mut wrong = |is_wrong: bool, what: String| {
        if is_wrong {
            out.push(what);
        }
    };
    wrong(
        bundle["type"] != "document",
        "the type is not document".into(),
    );
    wrong(
        bundle["identifier"]["system"].is_null() || bundle["identifier"]["value"].is_null(),
        "no identifier".into(),
    );
    wrong(
        bundle["timestamp"]
            .as_str()
            .is_none_or(|at| chrono::DateTime::parse_from_rfc3339(at).is_err()),
        "no timestamp".into(),
    );
    let all = resources(bundle);
    wrong(
        all.first()
            .is_none_or(|first| first["resourceType"] != "Composition"),
        "the composition is not first".into(),
    );
    for kind in ["Composition", "Patient"] {
        let count = all.iter().filter(|one| one["resourceType"] == kind).count();
        wrong(count != 1, format!("{count} of {kind}"));
    }
    let entries = bundle["entry"].as_array().cloned().unwrap_or_default();
    let addresses: Vec<&str> = entries
        .iter()
        .filter_map(|entry| entry["fullUrl"].as_str())
        .collect();
    let unique: BTreeSet<&str> = addresses.iter().copied().collect();
    wrong(
        addresses.len() != entries.len() || unique.len() != entries.len(),
        "an address is missing or stands twice".into(),
    );
    for entry in &entries {
        let (url, id) = (
            entry["fullUrl"].as_str().unwrap_or_default(),
            entry["resource"]["id"].as_str().unwrap_or_default(),
        );
        wrong(
            !is_urn(url) || !url.ends_with(id) || id.is_empty(),
            format!("address {url} of {id}"),
        );
        for name in ["search", "request", "response"] {
            wrong(!entry[name].is_null(), format!("an entry has {name}"));
        }
    }
    let mut reached = BTreeSet::new();
    for resource in &all {
        references(resource, &mut |reference| {
            if unique.contains(reference) {
                reached.insert(reference.to_owned());
            } else {
                wrong(
                    true,
                    format!("{} refers to {reference}", resource["resourceType"]),
                );
            }
        });
    }
    for (entry, resource) in entries.iter().zip(&all).skip(1) {
        let url = entry["fullUrl"].as_str().unwrap_or_default();
        wrong(
            !reached.contains(url),
            format!("nobody refers to {} {url}", resource["resourceType"]),
        );
    }
    for resource in &all {
        out.extend(resource_errors(resource));
    }
    if let Some(composition) = all.first() {
        out.extend(section_errors(composition, &entries));
    }
    out
}

fn section_errors(composition: &Json, entries: &[Json]) -> Vec<String> {
    let mut out = Vec::new();
    if composition["type"]["coding"][0] != json!({"system": "http://loinc.org", "code": "60591-5"})
    {
        out.push("the composition is of another type".into());
    }
    let sections = composition["section"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    for (code, must, kinds) in SECTIONS {
        let own: Vec<&Json> = sections
            .iter()
            .filter(|one| one["code"]["coding"][0]["code"] == code)
            .collect();
        if own.len() > 1 || (must && own.is_empty()) {
            out.push(format!("section {code} stands {} times", own.len()));
        }
        for section in own {
            if section["code"]["coding"][0]["system"] != "http://loinc.org"
                || section["title"].as_str().is_none_or(str::is_empty)
            {
                out.push(format!("section {code} has no title or code"));
            }
            let div = section["text"]["div"].as_str().unwrap_or_default();
            if !div.starts_with("<div xmlns=\"http://www.w3.org/1999/xhtml\"")
                || !div.ends_with("</div>")
            {
                out.push(format!("section {code} has no narrative"));
            }
            let listed = section["entry"].as_array().cloned().unwrap_or_default();
            // ips-comp-1: one of the two.
            if listed.is_empty() == section["emptyReason"].is_null() {
                out.push(format!("section {code}: entries and emptyReason"));
            }
            if !section["section"].is_null() {
                out.push(format!("section {code} has sections"));
            }
            for entry in listed {
                let target = entries
                    .iter()
                    .find(|one| one["fullUrl"] == entry["reference"]);
                let kind =
                    target.map(|one| one["resource"]["resourceType"].as_str().unwrap_or_default());
                if kind.is_none_or(|kind| !kinds.contains(&kind)) {
                    out.push(format!("section {code} lists {kind:?}"));
                }
            }
        }
    }
    let known = sections.iter().filter(|one| {
        SECTIONS
            .iter()
            .any(|(code, ..)| one["code"]["coding"][0]["code"] == *code)
    });
    if known.count() != sections.len() {
        out.push("a section that IPS does not know".into());
    }
    out
}

fn resource_errors(one: &Json) -> Vec<String> {
    let kind = one["resourceType"].as_str().unwrap_or_default();
    let mut out: Vec<String> = Vec::new();
    let fields = REQUIRED.iter().find(|(known, _)| *known == kind);
    match fields {
        None => out.push(format!("{kind} is not expected in a summary")),
        Some((_, fields)) => {
            for field in *fields {
                if field.split('|').all(|field| one[field].is_null()) {
                    out.push(format!("{kind} without {field}"));
                }
            }
        }
    }
    let in_error = one["verificationStatus"]["coding"][0]["code"] == "entered-in-error";
    match kind {
        // ait-1, ait-2; con-3, con-5
        "AllergyIntolerance" | "Condition" if in_error != one["clinicalStatus"].is_null() => {
            out.push(format!("{kind}: clinicalStatus and verificationStatus"));
        }
        "AllergyIntolerance" => {
            for reaction in one["reaction"].as_array().into_iter().flatten() {
                if reaction["manifestation"].is_null() {
                    out.push("a reaction without manifestation".into());
                }
            }
        }
        // ips-2, ips-3, obs-6, obs-7
        "Observation" => {
            let values = one
                .as_object()
                .into_iter()
                .flatten()
                .filter(|(name, _)| name.starts_with("value"))
                .count();
            if values > 1 || (values == 0 && one["component"].is_null()) {
                out.push(format!(
                    "Observation {} with {values} values",
                    one["code"]["text"]
                ));
            }
        }
        "Patient" if !GENDERS.iter().any(|sex| one["gender"] == *sex) => {
            out.push(format!("sex {}", one["gender"]));
        }
        // con-4 has no twin here: nothing is abated.
        "Flag" if one["status"] != "active" => out.push("a flag that is not active".into()),
        _ => {}
    }
    out
}

fn references(value: &Json, hear: &mut dyn FnMut(&str)) {
    match value {
        Json::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Json::String(text) if name == "reference" => hear(text),
                    _ => references(value, hear),
                }
            }
        }
        Json::Array(items) => items.iter().for_each(|item| references(item, hear)),
        _ => {}
    }
}

fn is_urn(text: &str) -> bool {
    text.strip_prefix("urn:uuid:").is_some_and(|id| {
        let lengths: Vec<usize> = id.split('-').map(str::len).collect();
        lengths == [8, 4, 4, 4, 12]
            && id
                .chars()
                .all(|c| c == '-' || c.is_ascii_digit() || ('a'..='f').contains(&c))
    })
}

#[test]
fn summaries_of_invented_people_keep_the_guide() {
    let all = village();
    assert!(all.len() >= 80, "{}", all.len());
    for made in all {
        assert_eq!(
            errors(&made.bundle),
            Vec::<String>::new(),
            "{:?}",
            made.view.patient
        );
    }
    // The table sees every section that we write, in somebody.
    let mut seen = BTreeSet::new();
    for made in all {
        for section in resources(&made.bundle)[0]["section"].as_array().unwrap() {
            seen.insert(section["code"]["coding"][0]["code"].as_str().unwrap());
        }
    }
    for wanted in [
        "11450-4", "48765-2", "10160-0", "11369-6", "8716-3", "18776-5",
    ] {
        assert!(seen.contains(wanted), "{wanted} {seen:?}");
    }
}

/// A check that cannot fail checks nothing: each of these is found.
#[test]
fn the_guide_is_kept_by_nobody_who_breaks_it() {
    let good = &village()[0].bundle;
    let broken = |change: &dyn Fn(&mut Json)| {
        let mut bad = good.clone();
        change(&mut bad);
        errors(&bad)
    };
    assert!(broken(&|_| {}).is_empty());
    let changes: [(&str, &dyn Fn(&mut Json)); 9] = [
        ("collection", &|b| b["type"] = json!("collection")),
        ("no timestamp", &|b| b["timestamp"] = Json::Null),
        ("order", &|b| b["entry"].as_array_mut().unwrap().swap(0, 1)),
        ("dangling", &|b| {
            b["entry"][0]["resource"]["subject"]["reference"] = json!("urn:uuid:0")
        }),
        ("no status", &|b| {
            b["entry"][0]["resource"]["status"] = Json::Null
        }),
        ("no allergies", &|b| {
            b["entry"][0]["resource"]["section"]
                .as_array_mut()
                .unwrap()
                .retain(|s| s["code"]["coding"][0]["code"] != "48765-2");
        }),
        ("sex", &|b| b["entry"][1]["resource"]["gender"] = json!("F")),
        ("no narrative", &|b| {
            b["entry"][0]["resource"]["section"][0]["text"] = Json::Null
        }),
        ("second composition", &|b| {
            let first = b["entry"][0].clone();
            b["entry"].as_array_mut().unwrap().push(first);
        }),
    ];
    for (name, change) in changes {
        assert!(!broken(change).is_empty(), "{name}");
    }
}

/// The narrative is in the language of the patient, and the titles too.
#[test]
fn titles_are_in_the_language_of_the_patient() {
    for made in village() {
        let composition = resources(&made.bundle)[0];
        let lang = Lang::parse(composition["language"].as_str().unwrap()).unwrap();
        if let Some(own) = made.view.person.language {
            assert_eq!(lang, own);
        }
        assert_eq!(composition["title"], json!(tr(lang, "interop-title", &[])));
    }
}
