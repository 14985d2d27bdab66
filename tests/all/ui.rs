//! The widgets and the shell, driven by keyboard without a display.

mod gallery;
pub mod keys;
pub mod names;
pub mod whole;
mod widgets;

use egui_kittest::kittest::NodeT as _;
use egui_kittest::{Harness, HarnessBuilder};
use feldsher::domain::lang::Lang;
use feldsher::ui::Cx;
use feldsher::ui::theme::apply::install;
use feldsher::ui::theme::tokens::Scheme;

/// The day of all tests.
pub fn today() -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
}

pub fn cx(lang: Lang) -> Cx {
    Cx::new(lang, Scheme::Light, today())
}

/// A window of the smallest screen we promise, with our fonts and style.
pub fn window<State>(scheme: Scheme) -> HarnessBuilder<State> {
    Harness::<State>::builder()
        .with_size(egui::vec2(1366.0, 768.0))
        .with_context_setup(move |ctx| install(ctx, scheme))
        .with_theme(if scheme.tokens().dark {
            egui::Theme::Dark
        } else {
            egui::Theme::Light
        })
}

/// A button has one line and lies inside the window: a long language must not break its label into a column of letters.
fn buttons_are_whole<State>(harness: &Harness<'_, State>, name: &str) {
    let window = harness.ctx.content_rect();
    for node in harness.root().children_recursive() {
        if node.accesskit_node().role() == egui::accesskit::Role::Button {
            let rect = node.rect();
            let label = node.accesskit_node().label();
            // A row of a list may be a button of several lines.
            let lines = label.as_deref().map_or(1, |label| label.lines().count());
            let most = 40.0 + 20.0 * lines as f32;
            assert!(rect.height() <= most, "{name}: {label:?} is {rect}");
            assert!(
                rect.right() <= window.right() + 1.0,
                "{name}: {label:?} is cut"
            );
        }
    }
}

/// Looks whether the buttons are whole, and writes a picture into the folder of `FELDSHER_SHOTS`, if that is set.
pub fn shoot<State>(harness: &mut Harness<'_, State>, name: &str) {
    buttons_are_whole(harness, name);
    picture(harness, name);
}

/// Only the picture, for what is no screen of the program.
pub fn picture<State>(harness: &mut Harness<'_, State>, name: &str) {
    let Some(folder) = std::env::var_os("FELDSHER_SHOTS") else {
        return;
    };
    let picture = harness.render().unwrap();
    std::fs::create_dir_all(&folder).unwrap();
    picture
        .save(std::path::Path::new(&folder).join(format!("{name}.png")))
        .unwrap();
}
