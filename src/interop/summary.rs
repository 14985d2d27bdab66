//! The International Patient Summary (HL7 IPS 2.0.1, FHIR R4): a document with three sections that always stand and others that stand
//! when there is something to say.
//!
//! The program compiled it, so the program is its author; the house keeps it. A section without an entry has its `emptyReason`:
//! `notasked` where nobody asked (allergies), `unavailable` where the record has nothing. *None known* is said only where somebody
//! asked and wrote it down.

use serde_json::{Value as Json, json};

use super::facts::Part;
use super::fhir::{kind, loinc, reference, urn_of};
use super::narrative;
use super::person::Folder;
use super::source::Source;
use crate::i18n::names;

/// The version of the guide that is followed.
pub const IPS: &str = "2.0.1";

/// A section of the composition. IPS requires the first three.
pub const SECTIONS: [(&str, &str); 10] = [
    ("11450-4", "interop-section-problems"),
    ("48765-2", "interop-section-allergies"),
    ("10160-0", "interop-section-medicines"),
    ("11369-6", "interop-section-immunisations"),
    ("30954-2", "interop-section-results"),
    ("8716-3", "interop-section-vitals"),
    ("104605-1", "interop-section-alerts"),
    ("11348-0", "interop-section-past"),
    ("10162-6", "interop-section-pregnancy"),
    ("18776-5", "interop-section-plan"),
];

/// How many of [`SECTIONS`] always stand.
pub const REQUIRED: usize = 3;

/// The bundle. The same card at the same moment gives the same bytes.
pub fn summary(source: &Source<'_>) -> Json {
    let mut folder = Folder::new(source);
    let mut medicines = folder.medicines();
    folder.running_orders(&mut medicines);
    if medicines.entries.is_empty() {
        medicines.empty = Some(("unavailable", source.say("interop-no-medicines")));
    }
    let mut results = folder.newest(false);
    folder.blood(&mut results);
    let parts: [Part; 10] = [
        folder.problems(false),
        folder.allergies(),
        medicines,
        folder.immunisations(),
        results,
        folder.newest(true),
        folder.alerts(),
        folder.problems(true),
        folder.pregnancy(),
        folder.plan(),
    ];
    let sections: Vec<Json> = SECTIONS
        .iter()
        .zip(parts)
        .enumerate()
        .filter(|(nth, (_, part))| *nth < REQUIRED || !part.entries.is_empty())
        .map(|(_, ((code, title), part))| section(source, code, title, part))
        .collect();

    let view = source.view;
    let id = urn_of(&format!("feldsher:{}:ips:{}", view.patient, source.now));
    let composition = json!({
        "resourceType": "Composition",
        "meta": {"profile": ["http://hl7.org/fhir/uv/ips/StructureDefinition/Composition-uv-ips"]},
        "language": source.lang.code(),
        "text": narrative::sentences(source.lang, &head(source)),
        "identifier": {"system": "urn:ietf:rfc:3986", "value": id},
        "status": "final",
        "type": loinc("60591-5", &source.say("interop-title")),
        "subject": folder.patient(),
        "date": source.instant(source.now),
        "author": [reference(&folder.device_urn())],
        "title": source.say("interop-title"),
        "custodian": reference(&folder.house_urn()),
        "section": sections,
    });
    let urn = urn_of(&format!("{id}:composition"));
    folder.close("document", &id, Some((urn, composition)))
}

/// Who, where, when, and what this paper cannot say.
fn head(source: &Source<'_>) -> Vec<String> {
    let view = source.view;
    let name = &view.person.name;
    let mut lines = vec![
        names::full(&name.family, &name.given, &name.patronymic),
        source.say_with(
            "interop-made",
            &[("clinic", source.clinic), ("date", &source.day(source.now))],
        ),
    ];
    if source.training {
        lines.push(source.say("print-training-mark"));
    }
    if view.newer + view.unreadable > 0 {
        lines.push(source.say("interop-incomplete"));
    }
    lines
}

fn section(source: &Source<'_>, code: &str, title: &str, part: Part) -> Json {
    let (text, reason) = match &part.empty {
        Some((code, words)) => {
            let words = [words.clone()];
            let reason = kind("list-empty-reason", code);
            (narrative::sentences(source.lang, &words), Some(reason))
        }
        None => (narrative::list(source.lang, &part.lines), None),
    };
    let entries: Vec<Json> = part.entries.iter().map(|urn| reference(urn)).collect();
    json!({
        "title": source.say(title),
        "code": loinc(code, &source.say(title)),
        "text": text,
        "entry": entries,
        "emptyReason": reason,
    })
}
