//! What a visit orders: its prescriptions and its referral.

use egui::{Align, Id, Ui};

use super::card_row::row_ui;
use super::card_words::prescription_details;
use super::visit::VisitState;
use super::visit_editor::Editor;
use super::visit_referral::{ReferralEdit, referral_line};
use super::{Commands, Route, card_focus};
use crate::domain::card::CardView;
use crate::domain::visit::Prescription;
use crate::ui::command::Command;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::theme::tokens::space;
use crate::ui::widgets::Btn;
use crate::ui::widgets::text::{heading_ui, muted, strong, whole_ui};
use crate::worker::Action;

pub(super) fn prescriptions_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    card: &CardView,
    scope: &str,
    list: &mut Vec<Prescription>,
    state: &mut VisitState,
    send: &mut Commands,
) -> bool {
    let mut gone = None;
    for (index, p) in list.iter().enumerate() {
        let id = egui::Id::unique(("feldsher-visit-rx", scope, index));
        let (mut edit, mut remove) = (false, false);
        row_ui(
            ui,
            cx,
            |ui| {
                let (change, away) = (cx.tr("common-edit"), cx.tr("common-remove"));
                remove = Btn::quiet(&away)
                    .id(id.with("remove"))
                    .show(ui, cx)
                    .clicked();
                edit = Btn::quiet(&change)
                    .id(id.with("edit"))
                    .show(ui, cx)
                    .clicked();
            },
            |ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                prescription_ui(ui, cx, p);
            },
        );
        if edit {
            state.prescription = Some(index);
            send.go(Route::Prescribe);
        }
        if remove {
            gone = Some(index);
        }
    }
    if list.is_empty() {
        ui.label(muted(cx, cx.tr("card-rx-none")));
    }
    let not_yours = cx.tr("card-may-not-prescribe");
    let blocked = (!model.may_for(Action::Prescribe, card.patient)).then_some(not_yours.as_str());
    let prescribe = Btn::secondary(&Command::Prescribe.name(cx))
        .id(prescribe_button())
        .shortcut(Command::Prescribe.keys())
        .blocked(blocked)
        .show(ui, cx);
    card_focus::offer(ui, prescribe_button(), &prescribe);
    if prescribe.clicked() {
        state.prescription = None;
        send.go(Route::Prescribe);
    }
    if let Some(index) = gone {
        list.remove(index);
    }
    gone.is_some()
}

/// One prescription: name and the rest, and what the check said unless all was well.
pub fn prescription_ui(ui: &mut Ui, cx: &Cx, p: &Prescription) {
    let mut line = egui::text::LayoutJob::default();
    let style = ui.style();
    strong(&p.name).append_to(
        &mut line,
        style,
        egui::FontSelection::Default,
        Align::Center,
    );
    let details = prescription_details(cx, p);
    if !details.is_empty() {
        egui::RichText::new(format!(" — {details}")).append_to(
            &mut line,
            style,
            egui::FontSelection::Default,
            Align::Center,
        );
    }
    ui.add(egui::Label::new(line).wrap());
    let verdict = match p.answer.as_str() {
        "outside" => Some("finding-verdict-outside"),
        "cannot_check" => Some("finding-verdict-cannot-check"),
        _ => None,
    };
    if let Some(verdict) = verdict {
        let mut text = cx.tr(verdict);
        if !p.override_reason.is_empty() {
            let reason = cx.tr(&format!("card-override-{}", p.override_reason));
            text = format!("{text} · {reason}");
        }
        whole_ui(ui, egui::RichText::new(text).color(cx.tokens().warning.fg));
    } else if !p.override_reason.is_empty() {
        let reason = cx.tr(&format!("card-override-{}", p.override_reason));
        whole_ui(ui, muted(cx, reason));
    }
}

pub(super) fn referral_part_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    card: &CardView,
    editor: &mut Editor,
    state: &mut VisitState,
    changed: &mut bool,
) {
    ui.add_space(space::M);
    heading_ui(ui, &cx.tr("common-referral"));
    match &editor.rest.referral {
        Some(referral) => {
            whole_ui(ui, referral_line(cx, referral));
            let mut gone = false;
            ui.horizontal(|ui| {
                if Btn::quiet(&cx.tr("card-referral-edit"))
                    .show(ui, cx)
                    .clicked()
                {
                    state.referral = Some(ReferralEdit::open(&editor.scope, referral));
                }
                gone = Btn::quiet(&cx.tr("card-referral-remove"))
                    .show(ui, cx)
                    .clicked();
            });
            if gone {
                editor.rest.referral = None;
                *changed = true;
            }
        }
        None => {
            let not_yours = cx.tr("card-may-not-refer");
            let blocked =
                (!model.may_for(Action::Refer, card.patient)).then_some(not_yours.as_str());
            if Btn::secondary(&cx.tr("card-refer"))
                .blocked(blocked)
                .show(ui, cx)
                .clicked()
            {
                state.referral = Some(ReferralEdit::new(&editor.scope));
            }
        }
    }
}

/// The Tab stop to which the keyboard comes back after a prescription.
pub(super) fn prescribe_button() -> Id {
    Id::unique("feldsher-visit-prescribe")
}
