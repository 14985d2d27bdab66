//! Papers: from the record to pages, and from pages to preview, file, printer and viewer. Every paper that leaves the screen
//! stands in the access log.

use std::path::{Path, PathBuf};

use super::api::{Fault, PaperOf};
use super::beside::paper_folder;
use super::calls::last_day;
use super::calls::sheet::sheet;
use super::fill;
use super::lists::everybody;
use super::recall;
use super::sync_link::op_fault;
use super::target::{Over, target};
use crate::domain::lang::Lang;
use crate::domain::page::Page;
use crate::ops::policy::{Scope, authorize, may};
use crate::ops::{House, SignedIn};
use crate::print::paper::Paper;
use crate::print::printer::{self, HandOffError, PrintJob};
use crate::print::{layout, pdf};

/// The pages as they will be printed.
pub fn pages(
    house: &House,
    me: &SignedIn,
    what: &PaperOf,
    lang: Option<Lang>,
) -> Result<Vec<Page>, Fault> {
    Ok(layout::layout(&paper(house, me, what, lang)?))
}

/// Writes the PDF to `path`, whole or not at all.
pub fn save(
    house: &mut House,
    me: &SignedIn,
    what: &PaperOf,
    lang: Option<Lang>,
    path: &Path,
) -> Result<(), Fault> {
    let (_, bytes) = bytes(house, me, what, lang)?;
    let path = target(house.folder(), path, Over::Paper)?;
    note(house, me, what)?;
    printer::save(&path, &bytes).map_err(|error| hand_off_fault(&error))
}

/// Hands the PDF to the printing system; the file stays in the private folder until the next start, so that the job is not lost.
pub fn print(
    house: &mut House,
    me: &SignedIn,
    what: &PaperOf,
    lang: Option<Lang>,
) -> Result<(), Fault> {
    let (paper, file) = private_file(house, me, what, lang)?;
    let job = PrintJob {
        file: &file,
        printer: None,
        copies: 1,
        size: paper.size,
        title: "feldsher",
    };
    note(house, me, what)?;
    printer::print(&job).map_err(|error| hand_off_fault(&error))
}

/// Opens the PDF in the desktop's viewer.
pub fn open(
    house: &mut House,
    me: &SignedIn,
    what: &PaperOf,
    lang: Option<Lang>,
) -> Result<(), Fault> {
    let (_, file) = private_file(house, me, what, lang)?;
    note(house, me, what)?;
    printer::open(&file).map_err(|error| hand_off_fault(&error))
}

fn paper(house: &House, me: &SignedIn, what: &PaperOf, lang: Option<Lang>) -> Result<Paper, Fault> {
    let patient = match (what, what.patient()) {
        (PaperOf::Calls { filter, today }, _) => {
            let all = everybody(house, me, *today).map_err(|error| op_fault(&error))?;
            let lang = lang.unwrap_or(house.place().lang);
            let sheet = sheet(&all, filter, house.place(), lang, *today);
            return Ok(crate::print::papers::calls(&sheet));
        }
        (PaperOf::Recall { ahead, today }, _) => {
            let may =
                authorize(&me.who, Scope::House).map_err(|denied| op_fault(&denied.into()))?;
            // As the screen asks, so that both say the same of everybody.
            let until = last_day(*today, recall::MONTHS);
            let all = house.recall(&may, *today, until);
            let all = all.map_err(|error| op_fault(&error))?;
            let lang = lang.unwrap_or(house.place().lang);
            let sheet = recall::sheet(&all, *ahead, house.place(), lang, *today);
            return Ok(crate::print::papers::calls(&sheet));
        }
        (PaperOf::Day { day }, _) => {
            let lang = lang.unwrap_or(house.place().lang);
            let sheet = super::day_list::sheet(house, me, *day, lang);
            let sheet = sheet.map_err(|error| op_fault(&error))?;
            return Ok(crate::print::papers::day(&sheet));
        }
        (PaperOf::QuickStart, _) => {
            let lang = lang.unwrap_or(house.place().lang);
            return Ok(crate::print::papers::quick_start(lang));
        }
        (_, Some(patient)) => patient,
        (_, None) => return Err(Fault::new("no-patient")),
    };
    let may = authorize::<may::Print>(&me.who, Scope::Patient(patient))
        .map_err(|denied| op_fault(&denied.into()))?;
    let view = house
        .card_to_print(&may)
        .map_err(|error| op_fault(&error))?;
    let clock = house.clock();
    fill::paper(
        &view,
        house.place(),
        what,
        lang,
        clock.now(),
        clock.offset_minutes(),
    )
}

fn bytes(
    house: &House,
    me: &SignedIn,
    what: &PaperOf,
    lang: Option<Lang>,
) -> Result<(Paper, Vec<u8>), Fault> {
    let paper = paper(house, me, what, lang)?;
    let bytes = file_of(&paper, house.clock().now())?;
    Ok((paper, bytes))
}

fn file_of(paper: &Paper, now: i64) -> Result<Vec<u8>, Fault> {
    let meta = pdf::Meta {
        title: paper.title.clone(),
        lang: paper.lang,
        created: chrono::DateTime::from_timestamp(now, 0).unwrap_or_default(),
    };
    pdf::to_pdf(&layout::layout(paper), &meta).map_err(|error| {
        Fault::new("print-failed")
            .with("detail", &error)
            .retry(!error.is_permanent())
    })
}

/// Writes the quick start as PDF: it needs no record and nobody signed in. `now` in seconds since 1970.
pub fn save_quick_start(lang: Lang, now: i64, path: &Path) -> Result<(), Fault> {
    let bytes = file_of(&crate::print::papers::quick_start(lang), now)?;
    printer::save(path, &bytes).map_err(|error| hand_off_fault(&error))
}

fn private_file(
    house: &House,
    me: &SignedIn,
    what: &PaperOf,
    lang: Option<Lang>,
) -> Result<(Paper, PathBuf), Fault> {
    let (paper, bytes) = bytes(house, me, what, lang)?;
    let folder = paper_folder(house.folder());
    crate::paths::create_private(&folder)
        .map_err(|error| Fault::new("print-io").with("detail", error).retry(true))?;
    // Numbered by the clock: no personal data in a file name.
    let file = folder.join(format!("paper-{}.pdf", house.clock().now()));
    printer::save(&file, &bytes).map_err(|error| hand_off_fault(&error))?;
    Ok((paper, file))
}

fn note(house: &mut House, me: &SignedIn, what: &PaperOf) -> Result<(), Fault> {
    match what.patient() {
        Some(patient) => house.log_access(me, "print", "care", patient),
        // It shows nobody's data.
        None if matches!(what, PaperOf::QuickStart) => Ok(()),
        None if matches!(what, PaperOf::Day { .. }) => house.log_list(me, "print", "care"),
        None => house.log_list(me, "print", "recall"),
    }
    .map_err(|error| op_fault(&error))
}

pub(super) fn hand_off_fault(error: &HandOffError) -> Fault {
    let detail = match error {
        HandOffError::ToolMissing { tool } => tool.clone(),
        HandOffError::PrinterRefused { stderr } | HandOffError::ViewerRefused { stderr } => {
            stderr.clone()
        }
        HandOffError::Waiting { why } => why.clone(),
        HandOffError::NoPrinter => String::new(),
        HandOffError::Io(error) => error.to_string(),
    };
    Fault::new(&format!("print-{}", error.code()))
        .with("detail", &detail)
        .with("tool", detail)
        .retry(!error.is_permanent())
}
