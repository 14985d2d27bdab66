//! Opens the window: OpenGL first, wgpu second, and a sentence that helps if neither starts.

use std::sync::{Arc, Mutex, OnceLock};

use eframe::NativeOptions;

use super::app::App;
use super::settings::Settings;
use super::theme::apply::install;
use crate::clock::Clock;
use crate::worker::WorkerLink;

/// Which painter is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RendererWish {
    /// OpenGL, then wgpu.
    #[default]
    Auto,
    Glow,
    Wgpu,
}

impl RendererWish {
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "auto" => Some(Self::Auto),
            "glow" => Some(Self::Glow),
            "wgpu" => Some(Self::Wgpu),
            _ => None,
        }
    }
}

/// What the window is opened with.
pub struct Options {
    pub renderer: RendererWish,
    pub settings: Settings,
    /// Called whenever the user changed a setting.
    pub keep: Box<dyn Fn(&Settings) + Send>,
    pub clock: Box<dyn Clock + Send>,
}

/// Why there is no window; the text says what to do.
#[derive(Debug, thiserror::Error)]
#[error(
    "The window could not be opened ({tried}). The records are safe. Update the driver of the display, start with --renderer \
     glow or --renderer wgpu, or use the command line (feldsher --help)."
)]
pub struct WindowError {
    /// What each painter said.
    pub tried: String,
}

/// Wakes the window from another thread. Made before the window, because the worker starts first.
#[derive(Debug, Clone, Default)]
pub struct Waker {
    context: Arc<OnceLock<egui::Context>>,
}

impl Waker {
    /// The window that is woken from now on.
    fn attach(&self, context: &egui::Context) {
        self.context.set(context.clone()).ok();
    }

    /// Asks for a frame; before the window stands there is nobody to wake, and its first frame reads everything anyway.
    pub fn wake(&self) {
        if let Some(context) = self.context.get() {
            context.request_repaint();
        }
    }
}

/// The window as it is asked for.
pub fn native(renderer: eframe::Renderer) -> NativeOptions {
    NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title("Feldsher")
            .with_app_id("feldsher")
            .with_inner_size([1366.0, 768.0])
            .with_min_inner_size([1024.0, 600.0])
            .with_maximized(true),
        renderer,
        persist_window: false,
        ..NativeOptions::default()
    }
}

/// The program inside a window that has just been made.
pub fn app(
    created: &eframe::CreationContext<'_>,
    link: WorkerLink,
    waker: &Waker,
    options: Options,
) -> App {
    install(&created.egui_ctx, options.settings.colours.scheme());
    waker.attach(&created.egui_ctx);
    App::new(link, options.settings, options.keep, options.clock)
}

/// Runs the window until it is closed. `waker` is the one that was given to the worker.
pub fn run(link: WorkerLink, waker: &Waker, options: Options) -> Result<(), WindowError> {
    let order: &[eframe::Renderer] = match options.renderer {
        RendererWish::Auto => &[eframe::Renderer::Glow, eframe::Renderer::Wgpu],
        RendererWish::Glow => &[eframe::Renderer::Glow],
        RendererWish::Wgpu => &[eframe::Renderer::Wgpu],
    };
    // The parts stay here until a painter has really started.
    let parts = Arc::new(Mutex::new(Some((link, options))));
    let mut tried = Vec::new();
    for renderer in order {
        let (parts_here, waker_here) = (Arc::clone(&parts), waker.clone());
        let result = eframe::run_native(
            "feldsher",
            native(*renderer),
            Box::new(move |created| {
                let taken = parts_here.lock().ok().and_then(|mut p| p.take());
                let Some((link, options)) = taken else {
                    return Err("the window was already started".into());
                };
                Ok(Box::new(app(created, link, &waker_here, options)))
            }),
        );
        match result {
            Ok(()) => return Ok(()),
            Err(error) => {
                log::warn!("window with {renderer:?}: {error}");
                tried.push(format!("{renderer:?}: {error}"));
            }
        }
        // The window stood already: a second one would find nobody to talk to.
        if parts.lock().is_ok_and(|p| p.is_none()) {
            break;
        }
    }
    Err(WindowError {
        tried: tried.join("; "),
    })
}
