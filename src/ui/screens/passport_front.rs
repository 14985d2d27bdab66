//! The whole health passport in the centre (F8): three columns, what an emergency asks for on top of each, the rest below.

use egui::{Align, Layout, Ui, UiBuilder, vec2};

use super::card::CardState;
use super::parts::page_ui;
use super::passport::{conflicts_ui, dialogs_ui, past_ui};
use super::passport_blocks::{Block, block_ui};
use super::passport_lines::Shown;
use super::{Commands, Route, parts};
use crate::ui::command::Command;
use crate::ui::cx::Cx;
use crate::ui::model::Model;
use crate::ui::theme::tokens::space;
use crate::ui::widgets::Btn;
use crate::ui::widgets::button::way_back_ui;
use crate::ui::widgets::text::heading_ui;
use crate::worker::{Action, PaperOf};

/// Read from the top of each column: nothing of an emergency stands lower than what is not one.
const COLUMNS: [&[Block]; 3] = [
    &[
        Block::Allergies,
        Block::Blood,
        Block::Alerts,
        Block::Pregnancy,
        Block::Procedures,
        Block::Disability,
        Block::Habits,
        Block::Family,
    ],
    &[
        Block::Problems,
        Block::Medicines,
        Block::Body,
        Block::Laboratory,
        Block::Vaccination,
        Block::Prevention,
    ],
    &[
        Block::Vitals,
        Block::Contacts,
        Block::Identity,
        Block::Authors,
    ],
];
/// A column narrower than this has no room for a dose and its button.
const COLUMN_MIN: f32 = 280.0;

/// Draws the passport; true when it is to be closed.
pub fn passport_front_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    state: &mut CardState,
    send: &mut Commands,
) -> bool {
    let Some(card) = &model.card else {
        parts::no_card_ui(ui, cx, model);
        return false;
    };
    let close = head_ui(ui, cx, model, state, send);
    let shown = Shown {
        cx,
        model,
        card,
        may_edit: model.may_for(Action::EditCard, card.patient),
        front: true,
        sources: state.passport.sources,
        show_all: state.passport.show_all,
    };
    state.fault_ui(ui, cx);
    page_ui(ui, "passport-front", |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        conflicts_ui(ui, cx, card, send);
        columns_ui(ui, |ui, blocks| {
            for block in blocks {
                block_ui(ui, &shown, *block, state, send);
            }
        });
        past_ui(ui, cx, card, state);
        ui.add_space(space::L);
    });
    dialogs_ui(ui, &shown, state, send);
    close
}

/// As many columns as have room; what a missing column would hold stands below the others.
fn columns_ui(ui: &mut Ui, mut draw: impl FnMut(&mut Ui, &[Block])) {
    let whole = ui.available_width();
    let count = (((whole + space::XL) / (COLUMN_MIN + space::XL)) as usize).clamp(1, COLUMNS.len());
    let gaps = space::XL * (count - 1) as f32;
    let width = (whole - gaps) / count as f32;
    let top = ui.cursor().min;
    let mut bottom = top.y;
    for at in 0..count {
        let left = top.x + at as f32 * (width + space::XL);
        let place = egui::Rect::from_min_size(egui::pos2(left, top.y), vec2(width, f32::INFINITY));
        let builder = UiBuilder::new()
            .max_rect(place)
            .layout(Layout::top_down(Align::Min))
            .scope_id(egui::Id::unique(("feldsher-passport-column", at)));
        let mut column = ui.new_child(builder);
        column.set_width(width);
        for blocks in COLUMNS.iter().skip(at).step_by(count) {
            draw(&mut column, blocks);
        }
        bottom = bottom.max(column.min_rect().bottom());
    }
    ui.allocate_rect(
        egui::Rect::from_min_max(top, egui::pos2(top.x + whole, bottom)),
        egui::Sense::hover(),
    );
}

fn head_ui(
    ui: &mut Ui,
    cx: &Cx,
    model: &Model,
    state: &mut CardState,
    send: &mut Commands,
) -> bool {
    let Some(card) = &model.card else {
        return false;
    };
    let patient = card.patient;
    let may_print = model.may_for(Action::Print, patient);
    let mut close = false;
    let mut paper = None;
    ui.horizontal(|ui| {
        ui.set_min_height(cx.control());
        ui.spacing_mut().item_spacing.x = space::S;
        heading_ui(ui, &Command::Passport.name(cx));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            close = way_back_ui(ui, cx, "common-back");
            if may_print {
                let ordered = model.orders.contains(&Command::Print);
                let print = Btn::secondary(&Command::Print.name(cx))
                    .shortcut(Command::Print.keys())
                    .show(ui, cx);
                if print.clicked() || ordered {
                    paper = Some(PaperOf::Passport { patient });
                }
                if Btn::secondary(&cx.tr("passport-wallet"))
                    .show(ui, cx)
                    .clicked()
                {
                    paper = Some(PaperOf::Wallet { patient });
                }
            }
            let id = egui::Id::unique("feldsher-passport-sources");
            let words = cx.tr("passport-sources");
            parts::tick_ui(ui, cx, id, &mut state.passport.sources, &words);
        });
    });
    ui.add_space(space::XS);
    if let Some(paper) = paper {
        send.go(Route::Preview(Box::new(paper)));
    }
    close
}
