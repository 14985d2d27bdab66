//! The lists of the card as resources: allergies, problems, medicines, alerts. Each with who wrote it and when.
//!
//! | in the card | in the bundle |
//! |---|---|
//! | active, resolved | `clinicalStatus` |
//! | entered in error, and nothing else under its key | stays at home |
//! | entered in error beside another value | `verificationStatus` entered-in-error, no `clinicalStatus` |
//! | two values under one key | both, each with a note that they differ |
//! | "none known" that somebody stated, and no allergy | the statement "no known allergy" |

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::fhir::{self, concept, kind, unknown, urn_of_fact};
use super::person::Folder;
use crate::domain::allergy::{Allergy, AllergyStatus, Severity, Status};
use crate::domain::card::Noted;
use crate::domain::dates::PartialDate;
use crate::domain::ids::PatientId;
use crate::domain::problem::{Alert, CurrentMedicine, Problem};
use crate::i18n::{dates, has};

/// A part of a summary: words for people, addresses for programs.
#[derive(Debug, Default)]
pub(super) struct Part {
    pub lines: Vec<String>,
    pub entries: Vec<String>,
    /// Code of `list-empty-reason` and the sentence for it, where nothing is listed.
    pub empty: Option<(&'static str, String)>,
}

impl Part {
    pub fn push(&mut self, line: String, urn: String) {
        self.lines.push(line);
        self.entries.push(urn);
    }
}

/// Values of a list that leave the house, each with its address.
fn leaving<T>(all: &[Noted<T>], status: impl Fn(&T) -> Status) -> Vec<(String, &Noted<T>)> {
    let mut seen: BTreeMap<(PatientId, &str), usize> = BTreeMap::new();
    all.iter()
        .filter_map(|noted| {
            let nth = seen.entry((noted.card, noted.key.as_str())).or_default();
            let urn = urn_of_fact(noted.card, &noted.key, *nth);
            *nth += 1;
            let stays = status(&noted.value) == Status::EnteredInError && !noted.disputed;
            (!stays).then_some((urn, noted))
        })
        .collect()
}

impl Folder<'_> {
    pub fn allergies(&mut self) -> Part {
        let source = self.source;
        let view = source.view;
        let mut part = Part::default();
        for (urn, noted) in leaving(&view.allergies, |one| one.status) {
            let resource = self.allergy(noted);
            let urn = self.add(&urn, resource);
            part.push(self.allergy_line(noted), urn);
        }
        match view.allergy_status() {
            AllergyStatus::Known => {}
            AllergyStatus::NoneKnown => {
                let (by, at) = view.none_known.unwrap_or_default();
                let by_name = source.name(by).unwrap_or_default().to_owned();
                let line = source.say_with(
                    "print-allergy-none-known",
                    &[("by", &by_name), ("date", &source.day(at))],
                );
                // Only because somebody asked, and wrote it down (IPS 2.0: a statement of SNOMED CT, not an empty list).
                let resource = json!({
                    "resourceType": "AllergyIntolerance",
                    "clinicalStatus": kind("allergyintolerance-clinical", "active"),
                    "code": concept(fhir::SNOMED, Some("716186003"), &line),
                    "patient": self.patient(),
                    "recordedDate": source.instant(at),
                    "recorder": self.author(by),
                });
                let urn = self.add(&urn_of_fact(view.patient, "alst", 0), resource);
                part.push(line, urn);
            }
            AllergyStatus::NotRecorded => {
                let words = source.say("print-allergy-not-recorded");
                self.nothing(&mut part, "notasked", words);
            }
            AllergyStatus::Unavailable => {
                let words = source.say("print-allergy-unavailable");
                self.nothing(&mut part, "unavailable", words);
            }
        }
        part
    }

    /// An empty list needs its reason; beside entries (a resolved allergy) the same words stand as a line.
    fn nothing(&self, part: &mut Part, code: &'static str, words: String) {
        if part.entries.is_empty() {
            part.empty = Some((code, words));
        } else {
            part.lines.push(words);
        }
    }

    fn allergy(&mut self, noted: &Noted<Allergy>) -> Json {
        let source = self.source;
        let one = &noted.value;
        let code = source.medicine(one.code.as_deref(), &one.substance);
        let manifestations: Vec<Json> = one
            .reactions
            .iter()
            .map(|text| json!({ "text": text }))
            .collect();
        let severity = (one.severity != Severity::Unknown).then(|| one.severity.code());
        let reaction = match (manifestations.is_empty(), severity) {
            (true, None) => Json::Null,
            // FHIR asks for a manifestation beside the severity.
            (true, Some(severity)) => json!([{
                "manifestation": [unknown(&source.say("print-allergy-no-reaction"))],
                "severity": severity,
            }]),
            (false, severity) => json!([{"manifestation": manifestations, "severity": severity}]),
        };
        json!({
            "resourceType": "AllergyIntolerance",
            "clinicalStatus": clinical("allergyintolerance-clinical", one.status),
            "verificationStatus": in_error("allergyintolerance-verification", one.status),
            "code": code,
            "patient": self.patient(),
            "onsetDateTime": fhir::date(one.onset),
            "recordedDate": source.instant(noted.at),
            "recorder": self.author(noted.by),
            "note": self.notes(noted, &[&one.note]),
            "reaction": reaction,
        })
    }

    fn allergy_line(&self, noted: &Noted<Allergy>) -> String {
        let source = self.source;
        let one = &noted.value;
        let mut parts = vec![self.headed(&one.substance, noted, one.status)];
        parts.push(if one.reactions.is_empty() {
            source.say("print-allergy-no-reaction")
        } else {
            one.reactions.join(" + ")
        });
        parts.push(source.say(&format!("common-severity-{}", one.severity.code())));
        parts.extend(self.since(one.onset));
        parts.push(one.note.clone());
        joined(&parts)
    }

    /// Problems that are active, or those of the past.
    pub fn problems(&mut self, are_past: bool) -> Part {
        let source = self.source;
        let mut part = Part::default();
        for (urn, noted) in leaving(&source.view.problems, |one| one.status) {
            let one = &noted.value;
            if (one.status == Status::Resolved) != are_past {
                continue;
            }
            let resource = self.problem(noted);
            let urn = self.add(&urn, resource);
            let title = source.diagnosis(one.code.as_deref(), &one.title);
            let mut parts = vec![self.headed(&title, noted, one.status)];
            parts.extend(self.since(one.onset));
            parts.push(one.note.clone());
            part.push(joined(&parts), urn);
        }
        if part.entries.is_empty() && !are_past {
            part.empty = Some(("unavailable", source.say("interop-no-problems")));
        }
        part
    }

    fn problem(&mut self, noted: &Noted<Problem>) -> Json {
        let source = self.source;
        let one = &noted.value;
        json!({
            "resourceType": "Condition",
            "clinicalStatus": clinical("condition-clinical", one.status),
            "verificationStatus": in_error("condition-ver-status", one.status),
            "category": [kind("condition-category", "problem-list-item")],
            "code": concept(fhir::ICD10, one.code.as_deref(), &words_of(one)),
            "subject": self.patient(),
            "onsetDateTime": fhir::date(one.onset),
            "recordedDate": source.instant(noted.at),
            "recorder": self.author(noted.by),
            "note": self.notes(noted, &[&one.note]),
        })
    }

    /// What she takes, as somebody wrote it into the card. Orders stand beside them (`events`).
    pub fn medicines(&mut self) -> Part {
        let source = self.source;
        let mut part = Part::default();
        for (urn, noted) in leaving(&source.view.medicines, |one| one.status) {
            let resource = self.medicine(noted);
            let urn = self.add(&urn, resource);
            part.push(self.medicine_line(noted), urn);
        }
        part
    }

    fn medicine(&mut self, noted: &Noted<CurrentMedicine>) -> Json {
        let source = self.source;
        let one = &noted.value;
        let status = match one.status {
            Status::Active => "active",
            Status::Resolved => "completed",
            Status::EnteredInError => "entered-in-error",
        };
        let is_dated = one.since.is_known() || one.until.is_known();
        json!({
            "resourceType": "MedicationStatement",
            "status": status,
            "medicationCodeableConcept": source.medicine(one.medicine.as_deref(), &one.name),
            "subject": self.patient(),
            "effectivePeriod": {"start": fhir::date(one.since), "end": fhir::date(one.until)},
            "_effectiveDateTime": (!is_dated).then(fhir::absent),
            "dateAsserted": source.instant(noted.at),
            "informationSource": self.author(noted.by),
            "note": self.notes(noted, &[]),
            "dosage": [{
                "text": joined(&[one.dose.clone(), one.frequency.clone()]),
                "route": {"text": route(self, &one.route)},
            }],
        })
    }

    fn medicine_line(&self, noted: &Noted<CurrentMedicine>) -> String {
        let one = &noted.value;
        let mut parts = vec![
            self.headed(&one.name, noted, one.status),
            one.dose.clone(),
            route(self, &one.route),
            one.frequency.clone(),
        ];
        parts.extend(self.since(one.since));
        if one.until.is_known() {
            let until = dates::long_partial(self.source.lang, one.until);
            parts.push(self.source.say_with("interop-until", &[("date", &until)]));
        }
        joined(&parts)
    }

    pub fn alerts(&mut self) -> Part {
        let source = self.source;
        let mut part = Part::default();
        for (urn, noted) in leaving(&source.view.alerts, |one: &Alert| one.status) {
            if noted.value.status != Status::Active {
                continue;
            }
            let resource = json!({
                "resourceType": "Flag",
                "status": "active",
                "code": {"text": noted.value.text},
                "subject": self.patient(),
                "period": {"start": source.instant(noted.at)},
                "author": self.author(noted.by),
            });
            let urn = self.add(&urn, resource);
            part.push(self.headed(&noted.value.text, noted, Status::Active), urn);
        }
        part
    }

    /// The name of a fact with what must not be overlooked: no longer true, wrong, doubted.
    fn headed<T>(&self, name: &str, noted: &Noted<T>, status: Status) -> String {
        let source = self.source;
        let state = match status {
            Status::Active => None,
            Status::Resolved => Some("interop-resolved"),
            Status::EnteredInError => Some("interop-in-error"),
        };
        let doubt = noted.disputed.then_some("interop-disputed");
        [Some(name.trim().to_owned())]
            .into_iter()
            .chain([state, doubt].map(|key| key.map(|key| source.say(key))))
            .flatten()
            .collect::<Vec<_>>()
            .join(" \u{2014} ")
    }

    fn since(&self, date: PartialDate) -> Option<String> {
        let source = self.source;
        date.is_known().then(|| {
            let date = dates::long_partial(source.lang, date);
            source.say_with("interop-since", &[("date", &date)])
        })
    }

    pub fn notes<T>(&self, noted: &Noted<T>, own: &[&str]) -> Vec<Json> {
        let doubt = noted.disputed.then(|| self.source.say("interop-disputed"));
        own.iter()
            .map(|text| (*text).to_owned())
            .chain(doubt)
            .filter(|text| !text.trim().is_empty())
            .map(|text| json!({ "text": text }))
            .collect()
    }
}

/// The title, else the code: a concept without words is unreadable.
fn words_of(one: &Problem) -> String {
    if one.title.trim().is_empty() {
        one.code.clone().unwrap_or_default()
    } else {
        one.title.clone()
    }
}

/// A route in words; the record may hold a code of the formulary or somebody's own word.
pub(super) fn route(folder: &Folder<'_>, route: &str) -> String {
    let key = format!("common-route-{route}");
    if has(folder.source.lang, &key) {
        folder.source.say(&key)
    } else {
        route.to_owned()
    }
}

fn clinical(system: &str, status: Status) -> Option<Json> {
    match status {
        Status::Active | Status::Resolved => Some(kind(system, status.code())),
        Status::EnteredInError => None,
    }
}

fn in_error(system: &str, status: Status) -> Option<Json> {
    (status == Status::EnteredInError).then(|| kind(system, status.code()))
}

/// Parts of a line that say something.
pub(super) fn joined(parts: &[String]) -> String {
    parts
        .iter()
        .map(|part| part.trim())
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}
