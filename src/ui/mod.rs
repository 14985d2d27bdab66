//! All egui: theme, widgets, commands, the shell of zones, screens.
//!
//! It must not know the vault, the record, sync, the store or `ops`; it reads a model, draws, and sends commands.
//!
//! # How a screen is written
//! A screen is one file: a state struct, one function that draws, tests at the bottom.
//!
//! ```text
//! pub struct Vitals { pub weight: String, pub errors: Vec<FieldError> }
//!
//! pub fn vitals_ui(ui: &mut egui::Ui, cx: &Cx, draft: &str, state: &mut Vitals) {
//!     heading_ui(ui, cx, &cx.tr("common-visit"));
//!     NumberField::new(RecordKey::new(draft, "weight"), &cx.tr("common-dose"), &mut state.weight)
//!         .unit(&cx.tr("common-unit-kg"))
//!         .show(ui, cx);
//! }
//! ```
//! - [`Cx`] carries what every widget needs: language, colours, today, sizes. Pass it on, never store it.
//! - Text is typed only through [`widgets::field::Field`] and its kin. The [`widgets::field::RecordKey`] names the record and
//!   the field; it is the identity of the field, so undo cannot cross patients and an error summary can jump to it.
//! - Words come from `assets/locales/*/`; colours and sizes from [`theme::tokens`].
//! - Vertical rhythm: `ui.add_space(space::M)` between groups, nothing between the fields of a group (the theme spaces them).
//! - Everything with focus is drawn in reading order; [`shell::shell_ui`] draws the zones in that order too.
//! - Never ask for a repaint without a reason: an idle window draws no frame.

pub mod app;
pub mod command;
pub mod cx;
pub mod file_dialog;
pub mod model;
pub mod palette;
pub mod screens;
pub mod settings;
pub mod shell;
pub mod theme;
pub mod widgets;
pub mod window;

pub use cx::Cx;
pub use settings::Settings;
pub use window::{Options, RendererWish, Waker, WindowError, run};
