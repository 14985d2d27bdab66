//! Who: the patient, the house, the people who wrote, the program; and the bundle that holds them.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::fhir::{self, absent, clean, instant, reference, urn};
use super::source::Source;
use super::systems;
use crate::domain::identifiers::IdentifierKind;
use crate::domain::ids::UserId;
use crate::domain::person::Person;

/// The resources of a bundle as they come together; each has its address once.
pub(super) struct Folder<'s> {
    pub source: &'s Source<'s>,
    entries: Vec<(String, Json)>,
    people: BTreeMap<UserId, String>,
}

impl<'s> Folder<'s> {
    /// With the patient, the house and the program.
    pub fn new(source: &'s Source<'s>) -> Self {
        let mut folder = Self {
            source,
            entries: Vec::new(),
            people: BTreeMap::new(),
        };
        folder.add(&folder.patient_urn(), patient(source));
        let organization = json!({
            "resourceType": "Organization",
            "identifier": [{"system": "urn:ietf:rfc:3986", "value": urn(source.facility.0)}],
            "name": source.clinic,
            "address": [{"country": source.country.code().to_uppercase()}],
        });
        folder.add(&folder.house_urn(), organization);
        let device = json!({
            "resourceType": "Device",
            "identifier": [{"system": "urn:ietf:rfc:3986", "value": urn(source.device.0)}],
            "deviceName": [{"name": "Feldsher", "type": "user-friendly-name"}],
            "version": [{"value": env!("CARGO_PKG_VERSION")}],
            "owner": reference(&folder.house_urn()),
        });
        folder.add(&folder.device_urn(), device);
        folder
    }

    pub fn patient_urn(&self) -> String {
        urn(self.source.view.patient.0)
    }

    pub fn patient(&self) -> Json {
        reference(&self.patient_urn())
    }

    pub fn house_urn(&self) -> String {
        urn(self.source.facility.0)
    }

    pub fn device_urn(&self) -> String {
        urn(self.source.device.0)
    }

    /// Takes a resource in and gives its address back.
    pub fn add(&mut self, urn: &str, resource: Json) -> String {
        if self.entries.iter().all(|(known, _)| known != urn) {
            self.entries.push((urn.to_owned(), clean(resource)));
        }
        urn.to_owned()
    }

    /// Who wrote something; nothing where the workstation acted by itself or nobody here knows the name.
    pub fn author(&mut self, user: Option<UserId>) -> Option<Json> {
        let id = user?;
        let name = self.source.name(user)?.to_owned();
        if let Some(known) = self.people.get(&id) {
            return Some(reference(known));
        }
        let practitioner = json!({
            "resourceType": "Practitioner",
            "identifier": [{"system": "urn:ietf:rfc:3986", "value": urn(id.0)}],
            "name": [{"text": name}],
        });
        let urn = self.add(&urn(id.0), practitioner);
        self.people.insert(id, urn.clone());
        Some(reference(&urn))
    }

    /// The author, else the house: where FHIR wants somebody.
    pub fn performer(&mut self, user: Option<UserId>) -> Json {
        self.author(user)
            .unwrap_or_else(|| reference(&self.house_urn()))
    }

    /// The whole bundle. `first` stands before everything else, as a document asks of its composition.
    pub fn close(self, kind: &str, id: &str, first: Option<(String, Json)>) -> Json {
        let entries: Vec<Json> = first
            .into_iter()
            .map(|(urn, resource)| (urn, clean(resource)))
            .chain(self.entries)
            .map(|(urn, mut resource)| {
                let id = urn.rsplit(':').next().unwrap_or_default();
                if let Some(fields) = resource.as_object_mut() {
                    fields.insert("id".into(), json!(id));
                }
                json!({"fullUrl": urn, "resource": resource})
            })
            .collect();
        let profile = (kind == "document")
            .then_some("http://hl7.org/fhir/uv/ips/StructureDefinition/Bundle-uv-ips");
        clean(json!({
            "resourceType": "Bundle",
            "id": id.rsplit(':').next(),
            "meta": {
                "profile": [profile],
                // FHIR: health data of people who do not exist.
                "security": [self.source.training.then(|| fhir::hl7("v3-ActReason", "HTEST"))],
            },
            "language": self.source.lang.code(),
            "identifier": {"system": "urn:ietf:rfc:3986", "value": id},
            "type": kind,
            "timestamp": instant(self.source.now, self.source.offset_minutes),
            "entry": entries,
        }))
    }
}

fn patient(source: &Source<'_>) -> Json {
    let person: &Person = &source.view.person;
    let own = json!({
        "use": "secondary",
        "system": "urn:ietf:rfc:3986",
        "value": urn(source.view.patient.0),
        "assigner": {"display": source.clinic},
    });
    let identifiers: Vec<Json> = person
        .identifiers
        .iter()
        .map(|number| identifier(source, &number.kind, &number.value))
        .chain([own])
        .collect();
    let name = &person.name;
    let contacts: Vec<Json> = person
        .contacts
        .iter()
        .map(|contact| {
            json!({
                "relationship": [{"text": relation(source, &contact.relation)}],
                "name": {"text": contact.name},
                "telecom": [phone(&contact.phone)],
            })
        })
        .collect();
    let dead = person.deceased;
    json!({
        "resourceType": "Patient",
        "identifier": identifiers,
        "name": [{
            "text": name.plain(),
            "family": name.family,
            "given": [name.given, name.patronymic],
        }],
        "telecom": [phone(&person.phone)],
        "gender": person.sex.code(),
        "birthDate": fhir::date(person.born),
        "_birthDate": (!person.born.is_known()).then(absent),
        "deceasedDateTime": dead.and_then(fhir::date),
        "deceasedBoolean": dead.filter(|date| !date.is_known()).map(|_| true),
        "address": [{"text": person.address}],
        "contact": contacts,
        "communication": [person.language.map(|lang| {
            json!({"language": {"coding": [{"system": "urn:ietf:bcp:47", "code": lang.code()}]}, "preferred": true})
        })],
    })
}

fn identifier(source: &Source<'_>, kind: &str, value: &str) -> Json {
    let known = systems::number(kind);
    let is_temporary = kind == IdentifierKind::Temporary.code();
    json!({
        "use": if is_temporary { "temp" } else { "official" },
        "type": {
            "coding": [known.kind.map(|code| fhir::hl7("v2-0203", &code))],
            "text": label(source, kind),
        },
        "system": known.system,
        "value": value,
    })
}

/// As papers name the number; a kind that this program does not know keeps its own word.
fn label(source: &Source<'_>, kind: &str) -> String {
    let key = match IdentifierKind::from_code(kind) {
        Some(IdentifierKind::KzIin) => "common-national-number-kz",
        Some(IdentifierKind::UzPinfl) => "common-national-number-uz",
        Some(IdentifierKind::GePersonal) => "common-national-number-ge",
        Some(IdentifierKind::Passport) => "print-id-passport",
        Some(IdentifierKind::IdCard) => "print-id-id-card",
        Some(IdentifierKind::BirthCertificate) => "print-id-birth-certificate",
        Some(IdentifierKind::Temporary) => "print-id-temporary",
        None => return kind.to_owned(),
    };
    source.say(key)
}

fn phone(number: &str) -> Option<Json> {
    (!number.trim().is_empty()).then(|| json!({"system": "phone", "value": number}))
}

/// A relation in words: the record may hold a code that the program offers, or somebody's own word.
fn relation(source: &Source<'_>, relation: &str) -> String {
    let key = format!("screen-relation-{relation}");
    if crate::i18n::has(source.lang, &key) {
        source.say(&key)
    } else {
        relation.to_owned()
    }
}
