//! `feldsher print`: which paper an id can become.

use std::path::Path;

use chrono::NaiveDate;
use serde_json::json;

use super::args::PaperName;
use super::face::{Face, Outcome, Trouble, say};
use crate::clock::{Clock as _, SystemClock};
use crate::domain::ids::{DocId, PatientId};
use crate::domain::lang::Lang;
use crate::domain::paper::{LabelOf, LabelStock};
use crate::i18n::dates;
use crate::worker::{Event, Fault, Job, PaperOf, save_quick_start};

/// Writes a paper as PDF; the id must be of what the paper is made of.
pub fn print(
    face: &mut Face,
    (what, date, sheet): (PaperName, Option<NaiveDate>, bool),
    doc: DocId,
    lang: Option<Lang>,
    output: &Path,
) -> Outcome {
    let (patient, kind) = face.ask(Job::WhereIs { doc }, |event| match event {
        Event::Is { patient, kind } => Some((patient, kind)),
        _ => None,
    })?;
    let wanted = match what {
        PaperName::Discharge | PaperName::Visit | PaperName::Imci | PaperName::Case => "visit",
        PaperName::Prescription => "prescription",
        PaperName::Referral => "referral",
        PaperName::Growth
        | PaperName::Vaccination
        | PaperName::Pregnancy
        | PaperName::Passport
        | PaperName::Wallet
        | PaperName::Plan
        | PaperName::Extract
        | PaperName::Laboratory
        | PaperName::Label
        | PaperName::Specimen
        | PaperName::Administration => "card",
    };
    let of_patient = what == PaperName::Discharge && kind == "card";
    if kind != wanted && !of_patient {
        let code = format!("paper-of-{wanted}");
        return Err(Trouble::call(
            &code,
            &[("id", &doc.to_string()), ("kind", kind)],
        ));
    }
    let what = match what {
        PaperName::Discharge => PaperOf::Discharge {
            patient,
            visit: if of_patient {
                last_visit(face, patient)?
            } else {
                doc
            },
        },
        PaperName::Visit => PaperOf::Visit {
            patient,
            visit: doc,
        },
        PaperName::Case => PaperOf::Case {
            patient,
            visit: doc,
        },
        PaperName::Imci => PaperOf::Imci {
            patient,
            visit: doc,
        },
        PaperName::Prescription => PaperOf::Prescription {
            patient,
            prescription: doc,
        },
        PaperName::Referral => PaperOf::Referral {
            patient,
            referral: doc,
        },
        PaperName::Growth => PaperOf::Growth { patient },
        PaperName::Vaccination => PaperOf::Vaccination { patient },
        PaperName::Pregnancy => PaperOf::Pregnancy { patient },
        PaperName::Passport => PaperOf::Passport { patient },
        PaperName::Wallet => PaperOf::Wallet { patient },
        PaperName::Plan => PaperOf::MonthPlan { patient },
        PaperName::Extract => PaperOf::Extract { patient },
        PaperName::Laboratory => PaperOf::Laboratory { patient },
        PaperName::Label | PaperName::Specimen => PaperOf::Labels {
            patient,
            of: if what == PaperName::Label {
                LabelOf::Patient
            } else {
                LabelOf::Specimen
            },
            on: if sheet {
                LabelStock::Sheet
            } else {
                LabelStock::Roll
            },
        },
        PaperName::Administration => PaperOf::Administration {
            patient,
            day: date.unwrap_or_else(today),
        },
    };
    save(face, what, lang, output)
}

/// Writes the list of a day as PDF.
pub fn day(face: &mut Face, date: Option<NaiveDate>, lang: Option<Lang>, output: &Path) -> Outcome {
    let day = date.unwrap_or_else(today);
    save(face, PaperOf::Day { day }, lang, output)
}

/// Writes the quick start as PDF; nobody has to be signed in.
pub fn quick_start(lang: Lang, output: &Path) -> Result<(), Fault> {
    save_quick_start(lang, SystemClock.now(), output)?;
    say(&json!({"paper": output}));
    Ok(())
}

fn save(face: &mut Face, what: PaperOf, lang: Option<Lang>, output: &Path) -> Outcome {
    let path = face.ask(
        Job::SavePaper {
            ticket: 0,
            what,
            lang,
            path: output.to_owned(),
        },
        |event| match event {
            Event::PaperSaved { path, .. } => Some(path),
            _ => None,
        },
    )?;
    say(&json!({"paper": path}));
    Ok(())
}

/// The day at this place.
pub fn today() -> NaiveDate {
    let clock = SystemClock;
    dates::local_day(clock.now(), clock.offset_minutes()).unwrap_or_default()
}

fn last_visit(face: &mut Face, patient: PatientId) -> Outcome<DocId> {
    let view = face.ask(Job::OpenCard { patient }, |event| match event {
        Event::Card(view) => Some(view),
        _ => None,
    })?;
    let standing = view
        .visits
        .iter()
        .find(|visit| visit.withdrawn.is_none() && visit.amended_by.is_empty());
    standing
        .map(|visit| visit.id)
        .ok_or_else(|| Trouble::call("no-visit", &[]))
}
