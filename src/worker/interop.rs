//! FHIR for other systems: from the record to a file, and a stranger's file to the screen. Every bundle that leaves stands in the access
//! log; reading a stranger's file changes nothing.

use std::io::Read as _;
use std::path::Path;

use super::api::{Event, ExportOf, Fault, Job};
use super::fill;
use super::papers::hand_off_fault;
use super::sync_link::op_fault;
use super::target::{Over, target};
use crate::domain::foreign::Foreign;
use crate::domain::lang::Lang;
use crate::interop::foreign;
use crate::interop::json::{MAX_BYTES, Reason, Refusal};
use crate::ops::policy::{Scope, authorize, may};
use crate::ops::{House, SignedIn};
use crate::print::printer;

/// One of the two jobs of this file.
pub fn work(house: &mut House, me: &SignedIn, job: Job) -> Result<Event, Fault> {
    match job {
        Job::Export {
            ticket,
            what,
            lang,
            path,
        } => {
            let path = export(house, me, what, lang, &path)?;
            Ok(Event::PaperSaved { ticket, path })
        }
        Job::ReadForeign {
            ticket,
            patient,
            path,
        } => {
            authorize::<may::Attach>(&me.who, Scope::Patient(patient))
                .map_err(|denied| op_fault(&denied.into()))?;
            let foreign = Box::new(read_foreign(&path, house.place().lang)?);
            Ok(Event::Foreign {
                ticket,
                path,
                foreign,
            })
        }
        _ => Err(Fault::new("no-patient")),
    }
}

/// Writes the bundle, whole or not at all.
fn export(
    house: &mut House,
    me: &SignedIn,
    what: ExportOf,
    lang: Option<Lang>,
    path: &Path,
) -> Result<std::path::PathBuf, Fault> {
    let may = authorize::<may::Export>(&me.who, Scope::Patient(what.patient()))
        .map_err(|denied| op_fault(&denied.into()))?;
    let view = house
        .card_to_export(&may)
        .map_err(|error| op_fault(&error))?;
    let clock = house.clock();
    let (now, offset) = (clock.now(), clock.offset_minutes());
    let bundle = fill::bundle(&view, house.place(), &what, lang, now, offset)?;
    let mut bytes = serde_json::to_vec_pretty(&bundle)
        .map_err(|error| Fault::new("print-failed").with("detail", error))?;
    bytes.push(b'\n');
    let path = target(house.folder(), path, Over::Nothing)?;
    house
        .log_access(me, "export", "care", what.patient())
        .map_err(|error| op_fault(&error))?;
    printer::save(&path, &bytes).map_err(|error| hand_off_fault(&error))?;
    Ok(path)
}

/// Reads a file of another system; the words around it are in `lang`. Needs no record.
pub fn read_foreign(path: &Path, lang: Lang) -> Result<Foreign, Fault> {
    let mut bytes = Vec::new();
    // One byte more than allowed tells that it is too large.
    std::fs::File::open(path)
        .and_then(|file| file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes))
        .map_err(|error| {
            Fault::new("foreign-unreadable")
                .with("path", path.display())
                .with("detail", error)
        })?;
    foreign::read(&bytes, lang).map_err(|refusal| refused(refusal, path))
}

fn refused(refusal: Refusal, path: &Path) -> Fault {
    Fault::new(&format!("foreign-{}", refusal.reason.code()))
        .with("path", path.display())
        .with("line", refusal.line)
}

/// The faults of reading, for the test that every one has its sentence.
pub fn foreign_faults() -> Vec<Fault> {
    let all = [
        Reason::TooLarge,
        Reason::NotText,
        Reason::Xml,
        Reason::NotJson,
        Reason::TooDeep,
        Reason::TooMany,
        Reason::NamedTwice,
        Reason::NotABundle,
    ];
    let refused = all.map(|reason| refused(Refusal { line: 7, reason }, Path::new("file.json")));
    let unreadable = Fault::new("foreign-unreadable")
        .with("path", "file.json")
        .with("detail", "…");
    refused.into_iter().chain([unreadable]).collect()
}
