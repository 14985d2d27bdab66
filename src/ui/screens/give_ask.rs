//! What a nurse measures and asks before she gives a dose.

use egui::{Id, Ui};

use super::card_words::number_text;
use super::give::GiveState;
use super::parts::tick_ui;
use super::prescribe_answer::{AnswerPart, conditions_ui, kidneys_ui};
use crate::domain::dose::plain;
use crate::i18n::dates;
use crate::ui::cx::Cx;
use crate::ui::theme::tokens::space;
use crate::ui::widgets::text::{strong, whole_ui};
use crate::ui::widgets::{Choice, NumberField, RecordKey};
use crate::worker::dose::{Asked, Weighing};

pub(super) fn ask_ui(
    ui: &mut Ui,
    cx: &Cx,
    part: &AnswerPart<'_>,
    asked: Option<&Asked>,
    state: &mut GiveState,
) {
    let judged = part.judged;
    let scope = state.scope.clone();
    ui.add_space(space::XS);
    ui.label(strong(cx.tr("card-ask-title")));
    whole_ui(ui, weight_text(cx, asked.and_then(|asked| asked.weight)));
    kidneys_ui(ui, cx, part);
    let label = cx.tr(if judged.wants_scale() {
        "card-on-scale"
    } else {
        "give-weight-today"
    });
    NumberField::new(RecordKey::new(&scope, "weight"), &label, &mut state.weight)
        .unit(&cx.tr("common-unit-kg"))
        .kilograms(true)
        .show(ui, cx);
    if judged.lacks("given") || state.told.given_asked {
        let id = Id::unique(("feldsher-asked-given", scope.as_str()));
        let words = cx.tr("card-asked-given");
        tick_ui(ui, cx, id, &mut state.told.given_asked, &words);
    }
    if judged.lacks("current") || state.told.medicines_asked {
        let id = Id::unique(("feldsher-asked-medicines", scope.as_str()));
        let words = cx.tr("card-asked-medicines");
        tick_ui(ui, cx, id, &mut state.told.medicines_asked, &words);
    }
    if judged.lacks("conditions") || state.ask.conditions.is_some() {
        conditions_ui(ui, cx, part, &scope, &mut state.ask);
    }
    let (yes, no) = (cx.tr("common-yes"), cx.tr("common-no"));
    if judged.lacks("pregnancy") || state.pregnant.is_some() {
        let key = RecordKey::new(&scope, "asked-pregnant");
        let label = cx.tr("give-pregnant");
        Choice::new(key, &label, &mut state.pregnant, &[&yes, &no]).show(ui, cx);
    }
    if judged.lacks("breastfeeding") || state.ask.breastfeeding.is_some() {
        let key = RecordKey::new(&scope, "asked-breastfeeding");
        let label = cx.tr("card-asked-breastfeeding");
        Choice::new(key, &label, &mut state.ask.breastfeeding, &[&yes, &no]).show(ui, cx);
    }
    if judged.lacks("egfr") || !state.ask.egfr.is_empty() {
        let key = RecordKey::new(&scope, "asked-egfr");
        NumberField::new(key, &cx.tr("card-asked-egfr"), &mut state.ask.egfr)
            .unit(&cx.tr("card-egfr-unit"))
            .show(ui, cx);
    }
    ui.add_space(space::S);
}

/// The weight that counts, with its day and how long ago that is.
fn weight_text(cx: &Cx, weight: Option<Weighing>) -> String {
    let Some(weight) = weight else {
        return cx.tr("give-weight-none");
    };
    let kg = number_text(cx, &plain(weight.kg));
    match weight.on {
        Some(day) => {
            let ago = dates::relative_day(cx.lang, day, cx.today);
            let date = format!("{} ({ago})", cx.date(day));
            cx.tr_with("give-weight-known", &[("weight", &kg), ("date", &date)])
        }
        None => cx.tr_with("give-weight-undated", &[("weight", &kg)]),
    }
}
