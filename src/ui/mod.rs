//! All egui.
