//! Two things between the fields of a form: where one more repetition of a group begins, and what the program cannot ask.

use egui::Ui;

use super::visit_fill::Filled;
use crate::forms::{FormMistake, Item};
use crate::ui::cx::Cx;
use crate::ui::theme::tokens::space;
use crate::ui::widgets::text::{muted, whole_ui};
use crate::ui::widgets::{Btn, RecordKey};

/// The end of one repetition: it can be taken out, and behind the last one another begins. True when something changed.
pub(super) fn repetition_end_ui(
    ui: &mut Ui,
    cx: &Cx,
    scope: &str,
    group: &Item,
    is_last: bool,
    filled: &mut Filled,
) -> bool {
    if group.repetition == 0 {
        return false;
    }
    let title = group.text(cx.lang);
    let mut changed = false;
    ui.add_space(space::XS);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let field = |what: &str| format!("{}-{what}", group.link_id);
        if is_last && group.repetition < group.repetitions_max() {
            let words = cx.tr_with("form-repeat-add", &[("group", title)]);
            let (words, field) = (words.trim_end_matches([' ', ':']), field("add"));
            let id = RecordKey::new(scope, &field).id();
            if Btn::secondary(words).id(id).show(ui, cx).clicked() {
                filled.add(&group.link_id);
                changed = true;
            }
        }
        if group.repetition > 1 {
            let number = group.repetition.to_string();
            let args = [("group", title), ("number", number.as_str())];
            let words = cx.tr_with("form-repeat-remove", &args);
            let field = field("remove");
            let id = RecordKey::new(scope, &field).id();
            if Btn::quiet(&words).id(id).show(ui, cx).clicked() {
                filled.remove(group);
                changed = true;
            }
        }
    });
    changed
}

/// In the place of an item that the program cannot ask: its words, and why.
pub(super) fn unasked_ui(ui: &mut Ui, cx: &Cx, item: &Item, reason: &FormMistake) {
    let args = reason.what.args();
    let args: Vec<(&str, &str)> = args
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let why = cx.tr_with(reason.what.key(), &args);
    let text = item.text(cx.lang);
    let said = cx.tr_with("form-unasked", &[("item", text), ("why", &why)]);
    whole_ui(ui, muted(cx, said));
}
