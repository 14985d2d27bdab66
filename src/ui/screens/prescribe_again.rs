//! As last time: what was ordered for this patient before, one key away from being ordered again. The check runs anew with today's
//! weight and card; nothing of its old answer is taken over.

use std::collections::BTreeSet;

use egui::Ui;

use super::card_focus;
use super::card_words::prescription_line;
use super::prescribe::{PrescribeState, fill};
use crate::domain::card::{CardView, Event};
use crate::domain::visit::Prescription;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::theme::tokens::space;
use crate::ui::widgets::text::{small, strong, whole_ui};
use crate::ui::widgets::{Btn, RecordKey, focus_chain};

/// Earlier orders that are offered.
const OFFERED: usize = 5;

/// The newest order of each medicine that stands, newest first.
fn earlier(card: &CardView) -> Vec<&Event<Prescription>> {
    let mut standing: Vec<_> = card
        .prescriptions
        .iter()
        .filter(|order| order.withdrawn.is_none())
        .collect();
    standing.sort_by_key(|order| std::cmp::Reverse(order.care_at));
    let mut named = BTreeSet::new();
    standing.retain(|order| named.insert(order.content.name.as_str()));
    standing.truncate(OFFERED);
    standing
}

/// The first of the list, to which ↓ brings the keyboard.
pub(super) fn again_button() -> egui::Id {
    egui::Id::unique("feldsher-rx-again-first")
}

/// The list, where no medicine is chosen yet. The dose gets the keyboard: it is what may have changed.
pub(super) fn again_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    card: &CardView,
    state: &mut PrescribeState,
) {
    let earlier = earlier(card);
    if earlier.is_empty() {
        return;
    }
    ui.label(strong(cx.tr("card-rx-earlier")));
    for (at, order) in earlier.into_iter().enumerate() {
        whole_ui(ui, prescription_line(cx, &order.content));
        let again = cx.tr("card-rx-again");
        ui.horizontal_wrapped(|ui| {
            let mut button = Btn::secondary(&again)
                .about(&order.content.name)
                .id(egui::Id::unique(("feldsher-rx-again", order.id)));
            if at == 0 {
                button = button.shortcut("↓");
            }
            let response = button.show(ui, cx);
            if at == 0 {
                card_focus::offer(ui, again_button(), &response);
            }
            let pressed = response.clicked();
            ui.label(small(cx, model.when(cx.lang, order.care_at)));
            if pressed {
                fill(state, &order.content);
                focus_chain::ask_for(ui.ctx(), RecordKey::new(&state.scope, "dose").id());
            }
        });
        ui.add_space(space::S);
    }
}
