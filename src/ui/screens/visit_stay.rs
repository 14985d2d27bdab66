//! The summary of a stay takes over what was written in its days, into fields that are empty; whoever signs changes what is to be said
//! otherwise.

use egui::Ui;

use super::visit_editor::Editor;
use crate::codes::icd10::{Icd10, excludes};
use crate::domain::card::CardView;
use crate::domain::dates::PartialDate;
use crate::forms::{Answer, Item};
use crate::i18n::dates;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::widgets::Btn;
use crate::worker::fill::{Days, ENDED, assemble};

/// The button below the days of the stay.
pub(super) fn open_ui(ui: &mut Ui, cx: &Cx, items: &[Item]) -> bool {
    items.iter().any(|item| item.link_id == ENDED)
        && Btn::secondary(&cx.tr("stay-assemble"))
            .show(ui, cx)
            .clicked()
}

/// Fills what is empty; answers with the sentence for the user, and whether anything changed.
pub(super) fn take(cx: &Cx, model: &Model, card: &CardView, editor: &mut Editor) -> (String, bool) {
    let today = editor.day(model);
    let written = editor.content(card, today).visit;
    let Some(days) = Days::of(&written.answers, Some(today)) else {
        return (cx.tr("stay-no-day"), false);
    };
    // As the paper will be printed.
    let lang = card.person.language.unwrap_or(cx.lang);
    let found = assemble(card, model.country(), lang, days, model.offset_minutes);
    let mut taken = Vec::new();
    let shape = editor.shape();
    let own = found
        .answers
        .iter()
        .map(|(place, answer)| (*place, answer.clone()));
    let end = (ENDED, Answer::Date(PartialDate::from_day(days.to)));
    let is_any = found.visits > 0 || found.doses > 0 || !found.answers.is_empty();
    for (place, answer) in own.chain(is_any.then_some(end)) {
        let Some(item) = shape.item(place).filter(|item| !item.read_only) else {
            continue;
        };
        if editor.filled.fill_empty(item, &answer) {
            taken.push(item.text(cx.lang).to_owned());
        }
    }
    if editor.rest.visit.diagnoses.is_empty() {
        let list = Icd10::in_force();
        let fits = found.diagnoses.into_iter();
        for mut diagnosis in fits.filter(|d| !excludes(&d.code, card.person.sex)) {
            if let Some(title) = list.title(&diagnosis.code, cx.lang) {
                diagnosis.title = title.text.to_owned();
            }
            taken.push(diagnosis.code.clone());
            editor.rest.visit.diagnoses.push(diagnosis);
        }
    }
    let (from, to) = (
        dates::short(cx.lang, days.from),
        dates::short(cx.lang, days.to),
    );
    let (visits, doses) = (found.visits.to_string(), found.doses.to_string());
    let what = taken.join(", ");
    let args = [
        ("from", from.as_str()),
        ("to", &to),
        ("visits", &visits),
        ("doses", &doses),
        ("what", &what),
    ];
    if taken.is_empty() {
        (cx.tr_with("stay-nothing", &args), false)
    } else {
        (cx.tr_with("stay-taken", &args), true)
    }
}
