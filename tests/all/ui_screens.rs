//! The screens in the whole window, driven by keyboard against a worker whose answers are written down here.

mod calls;
mod desk;
mod flows;
mod look;
pub mod people;
mod rules;
mod stick;

use egui_kittest::Harness;
use feldsher::domain::lang::Lang;
use feldsher::ui::app::App;
use feldsher::ui::theme::tokens::Scheme;

pub use desk::Desk;

/// A window over a scripted worker.
pub type Window = Harness<'static, App>;

/// The window of a clinic in `lang`, before the worker has said anything.
pub fn open(lang: Lang) -> (Window, Desk) {
    open_sized(lang, 1366.0, 768.0, 0.25)
}

pub fn open_sized(lang: Lang, width: f32, height: f32, step: f32) -> (Window, Desk) {
    let (desk, app) = desk::start(lang);
    let mut h = super::ui::window(Scheme::Light)
        .with_size(egui::vec2(width, height))
        .with_step_dt(step)
        .build_ui_state(
            |ui, app: &mut App| {
                app.logic(ui.ctx());
                app.ui(ui);
            },
            app,
        );
    h.run();
    (h, desk)
}

/// Every word a screen reader (or an eye) finds in the window.
pub fn all_words(h: &Window) -> String {
    use egui_kittest::kittest::NodeT as _;
    h.root()
        .children_recursive()
        .flat_map(|n| {
            let node = n.accesskit_node();
            [node.label(), node.value(), node.description()]
        })
        .flatten()
        .collect::<Vec<_>>()
        .join("\n")
}

/// Name of what has the keyboard.
pub fn focused(h: &Window) -> String {
    use egui_kittest::kittest::NodeT as _;
    h.root()
        .children_recursive()
        .find(|n| n.is_focused() && n.accesskit_node().label().is_some())
        .and_then(|n| n.accesskit_node().label())
        .unwrap_or_default()
}
