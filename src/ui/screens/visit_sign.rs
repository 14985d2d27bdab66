//! Whether a visit may be signed: what is missing, what is unusual, and the order to sign.

use super::visit_editor::{Editor, Stage};
use super::{diagnosis, visit_form};
use crate::codes::icd10;
use crate::domain::card::CardView;
use crate::forms::Component;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::widgets::RecordKey;
use crate::ui::widgets::error_summary::FieldFault;

/// Ctrl+Enter: refused with a summary, asked again about the unusual, else signed.
pub(super) fn sign(cx: &Cx, model: &Model, card: &CardView, editor: &mut Editor) {
    let day = editor.day(model);
    let faults = all_faults(cx, card, editor, day);
    editor.sign_fault = None;
    editor.stage = match &editor.stage {
        Stage::Closing | Stage::Signing(_) | Stage::Signed { .. } | Stage::Dropping(_) => return,
        _ if !faults.is_empty() => Stage::Refused { fresh: true },
        Stage::Writing | Stage::Refused { .. } if !unusual(cx, card, editor).is_empty() => {
            Stage::Warned { fresh: true }
        }
        Stage::Writing | Stage::Refused { .. } | Stage::Warned { .. } => Stage::Closing,
    };
}

/// What its author is asked about once more, in words.
pub(super) fn unusual(cx: &Cx, card: &CardView, editor: &Editor) -> Vec<String> {
    let sex = card.person.sex;
    let diagnoses = editor.rest.visit.diagnoses.iter();
    let excluded = diagnoses.filter(|d| icd10::excludes(&d.code, sex));
    let mut said = visit_form::warnings(cx, &editor.shape(), &editor.checked);
    said.extend(excluded.map(|d| cx.tr_with("card-diagnosis-sex", &[("code", &d.code)])));
    said
}

pub(super) fn all_faults(
    cx: &Cx,
    card: &CardView,
    editor: &Editor,
    day: chrono::NaiveDate,
) -> Vec<FieldFault> {
    let mut faults = visit_form::faults(
        cx,
        &editor.shape(),
        &editor.scope,
        &editor.checked,
        &editor.filled,
    );
    if let Some(item) = missing_diagnosis(cx, editor) {
        faults.push(FieldFault {
            field: RecordKey::new(&editor.scope, diagnosis::SEARCH).id(),
            text: format!("{} — {}", item, cx.tr("card-diagnosis-required")),
        });
    }
    if faults.is_empty() && editor.is_empty(card, day) {
        let first = editor
            .form
            .all_items()
            .into_iter()
            .find(|i| i.asks() && editor.checked.visible.contains(&i.link_id))
            .map(|i| i.link_id.clone())
            .unwrap_or_default();
        faults.push(FieldFault {
            field: RecordKey::new(&editor.scope, &first).id(),
            text: cx.tr("card-visit-empty"),
        });
    }
    faults
}

/// The form asks for a diagnosis and there is none: the label of that part.
pub(super) fn missing_diagnosis(cx: &Cx, editor: &Editor) -> Option<String> {
    editor
        .form
        .all_items()
        .into_iter()
        .find(|i| {
            i.component == Some(Component::Diagnoses)
                && i.required
                && editor.rest.visit.diagnoses.is_empty()
        })
        .map(|i| i.text(cx.lang).to_owned())
}
