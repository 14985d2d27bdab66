//! As at the last visit: its complaints and diagnoses come into the draft in hand, into fields that are empty, and the user is told from
//! which visit. Nothing that was measured, nothing about allergies and no order comes along: orders are taken one by one where they are
//! written, and each runs every check again.

use super::diagnosis_offers::last_visit;
use super::visit_editor::Editor;
use crate::codes::icd10::{Icd10, excludes};
use crate::domain::card::CardView;
use crate::forms::{Answer, Kind, decode_all};
use crate::ui::cx::Cx;
use crate::ui::model::Model;

/// The field of the complaints in every form that has one.
const COMPLAINTS: &str = "complaints";

/// Fills what is empty; answers with the sentence for the user, and whether anything changed.
pub(super) fn take(cx: &Cx, model: &Model, card: &CardView, editor: &mut Editor) -> (String, bool) {
    let nothing = || (cx.tr("card-last-time-nothing"), false);
    let Some(visit) = last_visit(card, editor.rest.amends) else {
        return nothing();
    };
    let mut taken = Vec::new();
    let asked = editor
        .form
        .item(COMPLAINTS)
        .filter(|item| matches!(item.kind, Kind::Text | Kind::String) && !item.read_only);
    let words = visit
        .content
        .answers
        .get(COMPLAINTS)
        .map(|text| decode_all(text));
    if let (Some(item), Some([Answer::Text(words)])) = (asked, words.as_deref()) {
        let typed = editor.filled.typed.entry(item.link_id.clone()).or_default();
        if typed.trim().is_empty() && !words.trim().is_empty() {
            typed.clone_from(words);
            taken.push(item.text(cx.lang).to_owned());
        }
    }
    if editor.rest.visit.diagnoses.is_empty() {
        let list = Icd10::in_force();
        let fits = visit.content.diagnoses.iter();
        let fits = fits.filter(|d| !excludes(&d.code, card.person.sex));
        for diagnosis in fits {
            let mut diagnosis = diagnosis.clone();
            if let Some(title) = list.title(&diagnosis.code, cx.lang) {
                diagnosis.title = title.text.to_owned();
            }
            taken.push(diagnosis.code.clone());
            editor.rest.visit.diagnoses.push(diagnosis);
        }
    }
    if taken.is_empty() {
        return nothing();
    }
    let when = model.when(cx.lang, visit.care_at);
    let what = taken.join(", ");
    let args = [("what", what.as_str()), ("when", when.as_str())];
    (cx.tr_with("card-last-time-taken", &args), true)
}
