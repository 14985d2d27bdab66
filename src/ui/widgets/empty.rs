//! Where nothing is yet: what would be here, and which key fills it.

use egui::{Label, RichText, Ui};

use super::text::muted;
use crate::ui::cx::Cx;
use crate::ui::theme::tokens::{space, strong_style};

/// `what` is a sentence; `key` a pair of keys and what they do, such as `("F3", "найти пациента")`.
pub fn empty_ui(ui: &mut Ui, cx: &Cx, what: &str, key: Option<(&str, &str)>) {
    ui.vertical_centered(|ui| {
        ui.add_space(space::XXL);
        ui.add(Label::new(muted(cx, what)).wrap());
        if let Some((keys, act)) = key {
            ui.add_space(space::XS);
            let mut line = egui::text::LayoutJob::default();
            let strong = RichText::new(keys)
                .text_style(strong_style())
                .color(cx.tokens().text);
            strong.append_to(
                &mut line,
                ui.style(),
                egui::FontSelection::Default,
                egui::Align::Center,
            );
            muted(cx, format!("  {act}")).append_to(
                &mut line,
                ui.style(),
                egui::FontSelection::Default,
                egui::Align::Center,
            );
            ui.add(Label::new(line).wrap());
        }
        ui.add_space(space::XXL);
    });
}
