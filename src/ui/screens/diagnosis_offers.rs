//! What the field of the diagnosis offers before a letter is typed: what the patient had at the last visit, then what this clinician
//! signs most; before both stands what she pinned herself. An offer is a row to choose from; nothing is written by itself.

use super::diagnosis::FoundDiagnosis;
use crate::codes::icd10::{Icd10, excludes};
use crate::domain::card::Event;
use crate::domain::card::{CardView, standing};
use crate::domain::ids::DocId;
use crate::domain::visit::{Diagnosis, Visit};
use crate::i18n::dates;
use crate::ui::cx::Cx;
use crate::ui::model::Model;

/// Rows with a figure of their own.
const OFFERED: usize = 9;

/// The newest visit of this patient that stands and says a diagnosis.
pub(super) fn last_visit(card: &CardView, corrects: Option<DocId>) -> Option<&Event<Visit>> {
    standing(&card.visits, corrects)
        .filter(|visit| visit.acts() && !visit.content.diagnoses.is_empty())
        .max_by_key(|visit| (visit.care_at, visit.entered_at))
}

/// What is offered beside the diagnoses that are `listed` already.
pub(super) fn offers(
    cx: &Cx,
    model: &Model,
    card: &CardView,
    corrects: Option<DocId>,
    listed: &[Diagnosis],
) -> Vec<FoundDiagnosis> {
    let list = Icd10::in_force();
    let offer = |code: &str, title: &str, why: String| {
        let known = list.title(code, cx.lang);
        FoundDiagnosis {
            code: code.to_owned(),
            title: known.as_ref().map_or(title, |known| known.text).to_owned(),
            foreign: known
                .map(|known| known.lang)
                .filter(|lang| *lang != cx.lang),
            why,
        }
    };
    let (pinned, often): (Vec<_>, Vec<_>) = model.own_diagnoses.iter().partition(|d| d.pinned);
    let why = cx.tr("card-diagnosis-pinned");
    let pinned = pinned.into_iter();
    let mut found: Vec<FoundDiagnosis> = pinned
        .map(|d| offer(&d.code, &d.title, why.clone()))
        .collect();
    if let Some(visit) = last_visit(card, corrects) {
        let day = dates::local_day(visit.care_at, model.offset_minutes);
        let when = day.map_or_else(String::new, |day| cx.date(day));
        let why = cx.tr_with("card-diagnosis-last", &[("when", &when)]);
        let had = visit.content.diagnoses.iter();
        found.extend(had.map(|d| offer(&d.code, &d.title, why.clone())));
    }
    let why = cx.tr("card-diagnosis-own");
    found.extend(
        often
            .into_iter()
            .map(|d| offer(&d.code, &d.title, why.clone())),
    );
    let mut seen: Vec<String> = listed.iter().map(|d| d.code.clone()).collect();
    found.retain(|one| {
        let is_new = !seen.contains(&one.code) && !excludes(&one.code, card.person.sex);
        seen.push(one.code.clone());
        is_new
    });
    found.truncate(OFFERED);
    found
}
