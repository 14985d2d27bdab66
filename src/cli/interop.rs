//! `feldsher export` and `feldsher import`: FHIR out of the record, and a stranger's FHIR shown whole.

use std::path::Path;

use serde_json::json;

use super::args::{ExportCommand, ImportCommand};
use super::face::{Face, Outcome, Trouble, say, tell, words};
use super::run::id;
use crate::domain::foreign::{Foreign, Line, Offer};
use crate::domain::ids::PatientId;
use crate::domain::lang::Lang;
use crate::worker::{Event, ExportOf, Job, read_foreign};

pub fn export(face: &mut Face, command: &ExportCommand) -> Outcome {
    let (what, lang, output) = match command {
        ExportCommand::Ips {
            patient,
            lang,
            output,
        } => {
            let patient = id(patient)?;
            (ExportOf::Summary { patient }, lang, output)
        }
        ExportCommand::Visit {
            visit,
            lang,
            output,
        } => {
            let visit = id(visit)?;
            let (patient, kind) = face.ask(Job::WhereIs { doc: visit }, |event| match event {
                Event::Is { patient, kind } => Some((patient, kind)),
                _ => None,
            })?;
            if kind != "visit" {
                let of = visit.to_string();
                return Err(Trouble::call(
                    "paper-of-visit",
                    &[("id", &of), ("kind", kind)],
                ));
            }
            (ExportOf::Visit { patient, visit }, lang, output)
        }
    };
    let path = face.ask(
        Job::Export {
            ticket: 0,
            what,
            lang: *lang,
            path: output.clone(),
        },
        |event| match event {
            Event::PaperSaved { path, .. } => Some(path),
            _ => None,
        },
    )?;
    say(&json!({"exported": path}));
    Ok(())
}

/// With a patient: shown, and kept as a document of the card.
pub fn import(face: &mut Face, command: &ImportCommand) -> Outcome {
    let ImportCommand::Ips {
        file,
        patient,
        technical,
    } = command;
    let Some(patient) = patient else {
        return Ok(());
    };
    let patient: PatientId = id(patient)?;
    let read = Job::ReadForeign {
        ticket: 0,
        patient,
        path: file.clone(),
    };
    let foreign = face.ask(read, |event| match event {
        Event::Foreign { foreign, .. } => Some(foreign),
        _ => None,
    })?;
    print(&foreign, *technical);
    let attach = Job::AttachFile {
        ticket: 0,
        patient,
        visit: None,
        path: file.clone(),
    };
    let changes = face.ask(attach, |event| match event {
        Event::Done { changes, .. } => Some(changes),
        _ => None,
    })?;
    say(&json!({"attached": changes.written.first(), "patient": patient}));
    Ok(())
}

/// Without a record. The exit code.
pub fn show(file: &Path, technical: bool, lang: Lang) -> u8 {
    match read_foreign(file, lang) {
        Ok(foreign) => {
            print(&foreign, technical);
            0
        }
        Err(fault) => {
            tell(&words(lang, &fault));
            2
        }
    }
}

/// One JSON line for the document, one for each section, one for each entry.
fn print(foreign: &Foreign, technical: bool) {
    say(&json!({
        "title": foreign.title, "date": foreign.date, "origin": foreign.origin, "person": foreign.person,
        "warnings": foreign.warnings,
    }));
    let lines = |all: &[Line]| -> Vec<serde_json::Value> {
        all.iter()
            .filter(|line| technical || !line.technical)
            .map(|line| {
                let mut out =
                    json!({"depth": line.depth, "label": line.label, "value": line.value});
                if line.turns {
                    out["turns"] = json!(true);
                }
                out
            })
            .collect()
    };
    for part in &foreign.parts {
        say(&json!({"section": part.title, "lines": lines(&part.lines)}));
        for item in &part.items {
            let offer = item.offer.as_ref().map(|offer| match offer {
                Offer::Allergy(one) => json!({ "allergy": one }),
                Offer::Problem(one) => json!({ "problem": one }),
            });
            say(&json!({
                "section": part.title, "kind": item.kind, "title": item.title, "warnings": item.warnings,
                "lines": lines(&item.lines), "offer": offer,
            }));
        }
    }
}
