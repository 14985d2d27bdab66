//! Every command with its key, from the one list that also makes menu and palette: a topic of the help.

use egui::{Label, RichText, Ui};

use crate::ui::command::{Command, Situation};
use crate::ui::cx::Cx;
use crate::ui::theme::tokens::space;
use crate::ui::widgets::text::{muted, small, strong};

/// Width of the keys.
const KEYS: f32 = 110.0;
/// Keys that no command has: they belong to the fields.
const PLAIN_KEYS: [(&str, &str); 5] = [
    ("Tab", "screen-key-tab"),
    ("Enter", "screen-key-enter"),
    ("↑ ↓", "screen-key-arrows"),
    ("Esc", "screen-key-escape"),
    ("Ctrl+C  Ctrl+V", "screen-key-copy"),
];

/// Draws the table of keys; grey is what does nothing on the screen that is open behind the help.
pub fn keys_ui(ui: &mut Ui, cx: &Cx, situation: &Situation) {
    let (keyed, bare): (Vec<Command>, Vec<Command>) = Command::ALL
        .into_iter()
        // Nothing in the card obeys the keys of tabs yet.
        .filter(|c| !matches!(c, Command::Tab(_)) && *c != Command::EmergencyAccess)
        .partition(|c| c.shortcut().is_some());
    let mut lines: Vec<(String, String, bool)> = keyed
        .into_iter()
        .map(|c| (c.keys(), c.name(cx), c.is_available(situation)))
        .collect();
    lines.extend(
        PLAIN_KEYS
            .iter()
            .map(|(keys, key)| ((*keys).to_owned(), cx.tr(key), true)),
    );
    columns_ui(ui, cx, &lines);
    ui.add_space(space::S);
    let names: Vec<String> = bare.into_iter().map(|c| c.name(cx)).collect();
    ui.add(
        Label::new(small(
            cx,
            cx.tr_with("screen-help-palette", &[("names", &names.join(" · "))]),
        ))
        .wrap(),
    );
}

fn columns_ui(ui: &mut Ui, cx: &Cx, lines: &[(String, String, bool)]) {
    let count = if ui.available_width() > 900.0 { 3 } else { 2 };
    let column = (ui.available_width() - (count - 1) as f32 * space::XL) / count as f32;
    let each = lines.len().div_ceil(count);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::XL;
        for part in lines.chunks(each.max(1)) {
            ui.vertical(|ui| {
                ui.set_width(column);
                ui.spacing_mut().item_spacing.y = 3.0;
                for (keys, name, available) in part {
                    ui.horizontal_top(|ui| {
                        ui.spacing_mut().item_spacing.x = space::S;
                        ui.allocate_ui_with_layout(
                            egui::vec2(KEYS, 20.0),
                            egui::Layout::top_down(egui::Align::Min),
                            |ui| {
                                ui.set_width(KEYS);
                                let keys = if *available {
                                    strong(keys)
                                } else {
                                    muted(cx, keys)
                                };
                                ui.add(Label::new(keys).wrap());
                            },
                        );
                        let name = if *available {
                            RichText::new(name)
                        } else {
                            muted(cx, name)
                        };
                        ui.add(Label::new(name).wrap());
                    });
                }
            });
        }
    });
}
