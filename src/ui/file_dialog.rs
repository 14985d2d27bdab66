//! The desktop's own file dialog, on a thread of its own: it may stay open for minutes and the window goes on.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use egui::Context;

/// What the dialog said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Picked {
    #[default]
    Waiting,
    /// The user went back.
    Nothing,
    File(PathBuf),
}

/// A dialog that is open; [`Picking::take`] hands the answer over once.
#[derive(Debug, Clone, Default)]
pub struct Picking(Arc<Mutex<Picked>>);

impl Picking {
    /// Asks for one file that exists.
    pub fn open(ctx: &Context) -> Self {
        let picking = Self::default();
        let (slot, ctx) = (picking.clone(), ctx.clone());
        let started = std::thread::Builder::new()
            .name("pick-file".into())
            .spawn(move || {
                let chosen = rfd::FileDialog::new().pick_file();
                slot.put(chosen.map_or(Picked::Nothing, Picked::File));
                ctx.request_repaint();
            });
        if let Err(error) = started {
            log::warn!("no file dialog: {error}");
            picking.put(Picked::Nothing);
        }
        picking
    }

    /// One that was answered already.
    pub fn answered(path: PathBuf) -> Self {
        Self(Arc::new(Mutex::new(Picked::File(path))))
    }

    /// The answer, once it is there.
    pub fn take(&self) -> Picked {
        self.0
            .lock()
            .map_or(Picked::Nothing, |mut slot| std::mem::take(&mut *slot))
    }

    fn put(&self, picked: Picked) {
        if let Ok(mut slot) = self.0.lock() {
            *slot = picked;
        }
    }
}
