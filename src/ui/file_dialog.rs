//! The desktop's own file dialog, on a thread of its own: it may stay open for minutes and the window goes on.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use egui::Context;

/// A dialog that is open; [`Picking::take`] hands the answer over once.
#[derive(Debug, Clone)]
pub struct Picking(Arc<Mutex<Option<Option<PathBuf>>>>);

impl Picking {
    /// Asks for one file that exists.
    pub fn open(ctx: &Context) -> Self {
        let answer = Arc::new(Mutex::new(None));
        let (slot, ctx) = (Arc::clone(&answer), ctx.clone());
        let started = std::thread::Builder::new()
            .name("pick-file".into())
            .spawn(move || {
                let chosen = rfd::FileDialog::new().pick_file();
                if let Ok(mut slot) = slot.lock() {
                    *slot = Some(chosen);
                }
                ctx.request_repaint();
            });
        if let Err(error) = started {
            log::warn!("no file dialog: {error}");
            return Self::answered(None);
        }
        Self(answer)
    }

    /// One that was answered already.
    pub fn answered(path: Option<PathBuf>) -> Self {
        Self(Arc::new(Mutex::new(Some(path))))
    }

    /// The answer, once it is there: a path, or nothing if the user went back.
    pub fn take(&self) -> Option<Option<PathBuf>> {
        self.0.lock().ok()?.take()
    }
}
