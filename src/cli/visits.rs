//! Visits from files and streams: drafts, and visits that are signed at once.

use std::io::{self, BufReader};

use serde_json::{Map, Value as Json, json};

use super::args::VisitCommand;
use super::face::{Face, Outcome, Trouble, say, words};
use super::input;
use super::lines::{Line, numbered};
use super::run::{change, id};
use crate::domain::ids::{DocId, PatientId};
use crate::worker::{Event, Job, Op, OpChanges};

/// `visit add`, one from a file or a stream of them.
pub fn add(face: &mut Face, command: &VisitCommand) -> Outcome<u8> {
    let VisitCommand::Add {
        patient,
        file,
        stream,
        sign,
        confirm_unusual,
    } = command;
    let signing = sign.then_some(Signing {
        confirmed: *confirm_unusual,
    });
    let patient = patient.as_deref().map(id).transpose()?;
    match (file, stream) {
        (Some(file), false) => {
            let patient = patient.ok_or_else(|| Trouble::call("no-patient", &[]))?;
            let value: Map<String, Json> = input::json(file)?;
            one_patient(patient, &value)?;
            say(&add_visit(face, patient, value, signing)?);
            Ok(0)
        }
        _ => visit_stream(face, patient, signing),
    }
}

/// The command and the file name one patient: of two, nobody here knows whose visit it is.
fn one_patient(patient: PatientId, value: &Map<String, Json>) -> Outcome {
    let Some(named) = value.get("patient") else {
        return Ok(());
    };
    let named = named
        .as_str()
        .map_or_else(|| named.to_string(), str::to_owned);
    if id(&named).is_ok_and(|named| named == patient) {
        return Ok(());
    }
    let asked = patient.to_string();
    Err(Trouble::call(
        "two-patients",
        &[("field", &named), ("patient", &asked)],
    ))
}

/// A visit is to be signed at once.
#[derive(Clone, Copy)]
struct Signing {
    /// Whoever typed the command has looked at what is unusual.
    confirmed: bool,
}

/// A draft, or where it is asked for a signed visit in one commit.
fn add_visit(
    face: &mut Face,
    patient: PatientId,
    mut value: Map<String, Json>,
    signing: Option<Signing>,
) -> Outcome<Json> {
    let own_id = value.remove("id");
    let confirmed = value.remove("confirm_unusual");
    let only_signed = [("id", &own_id), ("confirm_unusual", &confirmed)]
        .into_iter()
        .find(|(_, given)| given.is_some() && signing.is_none());
    if let Some((key, _)) = only_signed {
        return Err(Trouble::Usage(format!("{key}: only for a signed visit")));
    }
    let own_id = own_id
        .map(|own| id(own.as_str().unwrap_or_default()))
        .transpose()?;
    let confirmed = confirmed
        .map_or(Some(false), |said| said.as_bool())
        .ok_or_else(|| Trouble::Usage("confirm_unusual: not true or false".to_owned()))?;
    let content = Box::new(input::draft(value)?);
    if let Some(signing) = signing {
        return Ok(signed_line(&change(
            face,
            Op::SignNew {
                patient,
                content,
                id: own_id,
                confirmed: confirmed || signing.confirmed,
            },
        )?));
    }
    let job = Job::SaveDraft {
        ticket: 0,
        draft: None,
        patient,
        content,
    };
    let draft = face.ask(job, |event| match event {
        Event::DraftSaved { draft, .. } => Some(draft),
        _ => None,
    })?;
    Ok(json!({"visit": draft, "patient": patient, "signed": false}))
}

/// A draft that stands becomes a signed visit.
pub fn sign(face: &mut Face, draft: DocId, confirmed: bool) -> Outcome {
    let op = Op::SignVisit { draft, confirmed };
    say(&signed_line(&change(face, op)?));
    Ok(())
}

fn signed_line(changes: &OpChanges) -> Json {
    json!({"visit": changes.written.first(), "patient": changes.patients.first(), "signed": true, "entries": changes.written})
}

/// One line in, one acknowledgement out after the commit. A bad line is answered and the stream goes on.
fn visit_stream(
    face: &mut Face,
    patient: Option<PatientId>,
    signing: Option<Signing>,
) -> Outcome<u8> {
    let mut code = 0;
    for Line { number, text } in numbered(BufReader::new(io::stdin().lock())) {
        if planted("ack-before-commit") {
            say(&json!({"visit": null, "line": number, "planted": true}));
        }
        let done = text
            .and_then(|text| input::parse::<Map<String, Json>>(&text))
            .map_err(Trouble::Usage)
            .and_then(|value| {
                let named = value
                    .get("patient")
                    .and_then(Json::as_str)
                    .map(id)
                    .transpose()?;
                let patient = named
                    .or(patient)
                    .ok_or_else(|| Trouble::call("no-patient", &[]))?;
                let own_id = value.get("id").cloned();
                match add_visit(face, patient, value, signing) {
                    // Sent again because the answer was lost: the visit is in the record once.
                    Err(Trouble::Fault(fault)) if own_id.is_some() && fault.code == "already-signed" => {
                        Ok(json!({"visit": own_id, "patient": patient, "signed": true, "already": true}))
                    }
                    done => done,
                }
            });
        match done {
            Ok(mut acknowledged) => {
                acknowledged["line"] = json!(number);
                if !planted("ack-before-commit") {
                    say(&acknowledged);
                }
            }
            Err(Trouble::Usage(text)) => {
                code = 1;
                say(&json!({"error": "input", "text": text, "line": number}));
            }
            Err(Trouble::Fault(fault) | Trouble::Call(fault)) => {
                code = 1;
                say(
                    &json!({"error": fault.code, "text": words(face.lang, &fault), "line": number}),
                );
            }
        }
    }
    Ok(code)
}

/// A fault that the day's test plants to prove that it would be seen. Only debug builds listen.
fn planted(fault: &str) -> bool {
    cfg!(debug_assertions)
        && std::env::var("FELDSHER_PLANTED_FAULT").is_ok_and(|planted| planted == fault)
}
