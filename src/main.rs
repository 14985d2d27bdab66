//! `feldsher`: chooses window or command line, nothing else.

use std::process::ExitCode;

use clap::Parser as _;
use feldsher::cli::{self, Cli};

fn main() -> ExitCode {
    let typed = Cli::parse();
    match &typed.command {
        Some(command) => ExitCode::from(cli::run(&typed, command)),
        None => window(&typed),
    }
}

#[cfg(feature = "desktop")]
fn window(typed: &Cli) -> ExitCode {
    match desktop::open(typed) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            cli::tell(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

#[cfg(not(feature = "desktop"))]
fn window(_typed: &Cli) -> ExitCode {
    cli::tell("this build has no window; `feldsher --help` lists the commands");
    ExitCode::from(2)
}

#[cfg(feature = "desktop")]
mod desktop {
    use std::error::Error;
    use std::path::Path;
    use std::sync::Arc;

    use feldsher::cli::{Cli, RendererName};
    use feldsher::clock::SystemClock;
    use feldsher::paths::DataFolder;
    use feldsher::ui::settings::Settings;
    use feldsher::ui::window::{Options, RendererWish, Waker, run};
    use feldsher::vault::slots::KdfCost;
    use feldsher::worker::{self, Desk};

    /// Starts log, worker and window; returns when the window was closed and the vault after it.
    pub fn open(typed: &Cli) -> Result<(), Box<dyn Error>> {
        let folder = DataFolder::find_here(typed.data.clone())?;
        folder.create()?;
        feldsher::log::start(&folder.logs(), log::LevelFilter::Info, SystemClock)?;
        let settings_file = folder.settings();
        let waker = Waker::default();
        let wake = waker.clone();
        let desk = Desk::new(folder, Arc::new(SystemClock), KdfCost::DEFAULT);
        let (link, thread) = worker::start(desk, move || wake.wake())?;
        let options = Options {
            renderer: match typed.renderer {
                None => RendererWish::Auto,
                Some(RendererName::Glow) => RendererWish::Glow,
                Some(RendererName::Wgpu) => RendererWish::Wgpu,
            },
            settings: read_settings(&settings_file),
            keep: Box::new(move |settings| keep_settings(&settings_file, settings)),
            clock: Box::new(SystemClock),
        };
        let shown = run(link, &waker, options);
        if thread.join().is_err() {
            log::error!("the worker ended in a panic");
        }
        Ok(shown?)
    }

    /// Settings hold no personal data; a file that cannot be read means the usual ones.
    fn read_settings(file: &Path) -> Settings {
        let text = std::fs::read_to_string(file).unwrap_or_default();
        Settings::from_json(&text)
    }

    fn keep_settings(file: &Path, settings: &Settings) {
        let written = std::fs::write(file, settings.to_json());
        if let Err(error) = written {
            log::warn!("settings: {error}");
        }
    }
}
