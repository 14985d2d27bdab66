//! The window itself, on a display: how soon it can be used beside an empty eframe window, frames and processor time while
//! nothing happens, time of a frame, memory. Needs a display with OpenGL (`xvfb-run -s "-screen 0 1366x768x24"` makes one).
//!
//! The file runs itself again for each window, so that each start is a process of its own. Nothing reaches into the program:
//! it is driven by key strokes, as a person does it.

#[path = "common/clinic.rs"]
mod clinic;
mod common;

use std::process::{Command, ExitCode};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use common::{Board, Samples, timed};
use eframe::egui::{self, Event, Key, Modifiers};
use feldsher::clock::SystemClock;
use feldsher::paths::DataFolder;
use feldsher::ui::app::App;
use feldsher::ui::model::Phase;
use feldsher::ui::screens::Route;
use feldsher::ui::window::{Options, RendererWish, Waker, app, native};
use feldsher::ui::{Settings, WindowError};
use feldsher::vault::slots::KdfCost;
use feldsher::worker::{self, Desk, demo};

/// Windows of each sort, turn by turn.
const STARTS: usize = 7;
const IDLE: Duration = Duration::from_secs(10);
/// A start that takes longer has gone wrong.
const PATIENCE: Duration = Duration::from_secs(60);

/// Set in the processes that this one starts: which window.
const PART: &str = "FELDSHER_BENCH_PART";
/// When the process was asked for, ns since 1970.
const FROM: &str = "FELDSHER_BENCH_FROM";

fn main() -> ExitCode {
    match std::env::var(PART).as_deref() {
        Ok("empty") => return empty_part(),
        Ok(part) => return program_part(part == "day"),
        Err(_whole) => {}
    }
    let mut board = Board::default();
    if std::env::var_os("DISPLAY").is_none() && std::env::var_os("WAYLAND_DISPLAY").is_none() {
        board.method("no display: the window was not measured");
        return board.finish();
    }
    let folder = clinic::folder(clinic::patients());
    board.method(&format!(
        "{STARTS} starts of each, turn by turn, from asking for the process to the end of the first frame that can be used (sign-in \
         with its list of users; {} patients in the vault); baseline: an eframe window of the same size with one label",
        clinic::patients()
    ));
    let (mut ours, mut empty, mut bare_memory) = (Vec::new(), Vec::new(), f64::NAN);
    for _ in 0..STARTS {
        let told = run("empty", &folder);
        empty.push(duration(&told, "usable"));
        bare_memory = figure(&told, "memory");
        ours.push(duration(&run("start", &folder), "usable"));
    }
    let (ours, empty) = (Samples::new(ours), Samples::new(empty));
    board.beside(
        "window usable, p50",
        ours.p(50.0),
        empty.p(50.0),
        "ms",
        Some(1.5),
    );
    board.method(&format!(
        "signed in, searched, a card opened by keys; then {} s without touching anything",
        IDLE.as_secs()
    ));
    let told = run("day", &folder);
    board.note("empty eframe window, memory", bare_memory, "MiB");
    board.figure(
        "memory with a card open",
        figure(&told, "memory"),
        "MiB",
        200.0,
    );
    board.figure("frames while idle", figure(&told, "idle-frames"), "", 0.0);
    board.note("processor while idle", figure(&told, "idle-cpu"), "ms");
    board.note(
        "a frame of the program, p50",
        figure(&told, "frame-p50"),
        "ms",
    );
    board.note(
        "a frame of the program, p99",
        figure(&told, "frame-p99"),
        "ms",
    );
    board.finish()
}

/// Runs one window to its end; its lines are `name value`.
fn run(part: &str, folder: &DataFolder) -> String {
    let own = std::env::current_exe().expect("this program");
    let done = Command::new(own)
        .env(PART, part)
        .env("FELDSHER_BENCH_DATA", folder.root())
        .env(FROM, since_1970().as_nanos().to_string())
        .output()
        .expect("a process");
    assert!(
        done.status.success(),
        "{part}: {}",
        String::from_utf8_lossy(&done.stderr)
    );
    String::from_utf8_lossy(&done.stdout).into_owned()
}

fn figure(told: &str, name: &str) -> f64 {
    told.lines()
        .find_map(|line| line.strip_prefix(name)?.trim().parse().ok())
        .unwrap_or(f64::NAN)
}

fn duration(told: &str, name: &str) -> Duration {
    Duration::from_secs_f64(figure(told, name) / 1e3)
}

fn since_1970() -> Duration {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
}

/// Time since the parent asked for this process.
fn age() -> Duration {
    let from = std::env::var(FROM).ok().and_then(|t| t.parse().ok());
    since_1970().saturating_sub(Duration::from_nanos(from.unwrap_or_default()))
}

#[expect(clippy::print_stdout, reason = "the parent process reads it")]
fn tell(name: &str, value: f64) {
    println!("{name} {value}");
}

fn tell_memory() {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kb = figure(&status.replace("kB", ""), "VmRSS:");
    tell("memory", kb / 1_024.0);
}

/// Processor time of this process so far, ms.
fn processor() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat
        .rsplit(')')
        .next()
        .unwrap_or("")
        .split_whitespace()
        .collect();
    let ticks = |at: usize| {
        fields
            .get(at)
            .and_then(|t| t.parse::<f64>().ok())
            .unwrap_or(f64::NAN)
    };
    // utime and stime are fields 14 and 15 of proc(5); the first here is field 3. A tick is 10 ms on every Linux in use.
    (ticks(11) + ticks(12)) * 10.0
}

// The baseline.

#[derive(Default)]
struct Empty {
    drawn: u32,
}

impl eframe::App for Empty {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        ui.label("Feldsher");
        self.drawn += 1;
        // The second frame begins when the first is on the display.
        if self.drawn == 2 {
            tell("usable", age().as_secs_f64() * 1e3);
            tell_memory();
            ui.ctx().send_viewport_cmd(egui::ViewportCommand::Close);
        }
        ui.ctx().request_repaint();
    }
}

fn empty_part() -> ExitCode {
    let shown = eframe::run_native(
        "feldsher",
        native(eframe::Renderer::Glow),
        Box::new(|_created| Ok(Box::new(Empty::default()))),
    );
    ExitCode::from(u8::from(shown.is_err()))
}

// The program.

/// What the window shows and is told; shared with the thread that plays the person.
#[derive(Default)]
struct Seen {
    context: Option<egui::Context>,
    frames: u64,
    times: Vec<Duration>,
    phase: Phase,
    route: Route,
    /// Place of the doctor in the list of users.
    doctor: usize,
    /// End of the first frame with the list of users.
    usable: Option<Duration>,
    typed: Vec<Event>,
}

struct Watched {
    app: App,
    seen: Arc<Mutex<Seen>>,
    /// Time of the frame's first half.
    logic: Duration,
    ready: bool,
}

impl eframe::App for Watched {
    fn raw_input_hook(&mut self, _ctx: &egui::Context, input: &mut egui::RawInput) {
        // Nobody gives this window the focus on a display without a window manager.
        input.focused = true;
        input.events.append(&mut see(&self.seen).typed);
    }

    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        if self.ready {
            see(&self.seen).usable.get_or_insert_with(age);
        }
        self.logic = timed(|| self.app.logic(ctx)).0;
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        let (drawing, ()) = timed(|| self.app.ui(ui));
        if !self.ready && self.app.model.phase == Phase::SignIn {
            self.ready = true;
            ui.ctx().request_repaint();
        }
        let mut seen = see(&self.seen);
        seen.context.get_or_insert_with(|| ui.ctx().clone());
        seen.frames += 1;
        seen.times.push(self.logic + drawing);
        seen.phase = self.app.model.phase.clone();
        seen.route = self.app.route.clone();
        let logins = self.app.model.clinic.as_ref().map(|c| c.logins.as_slice());
        let is_doctor = |(login, _): &(String, String)| login == "doctor";
        seen.doctor = logins
            .and_then(|l| l.iter().position(is_doctor))
            .unwrap_or(0);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.app.end();
    }
}

fn see(seen: &Mutex<Seen>) -> std::sync::MutexGuard<'_, Seen> {
    seen.lock().unwrap_or_else(PoisonError::into_inner)
}

fn program_part(day: bool) -> ExitCode {
    let data = std::env::var_os("FELDSHER_BENCH_DATA").expect("a folder");
    let waker = Waker::default();
    let wake = waker.clone();
    let desk = Desk::new(
        DataFolder::at(data),
        Arc::new(SystemClock),
        KdfCost::DEFAULT,
    );
    let (link, worker) = worker::start(desk, move || wake.wake()).expect("the worker");
    let options = Options {
        renderer: RendererWish::Glow,
        settings: Settings::default(),
        keep: Box::new(|_| {}),
        clock: Box::new(SystemClock),
    };
    let seen = Arc::new(Mutex::new(Seen::default()));
    let (drawn, played) = (Arc::clone(&seen), Arc::clone(&seen));
    thread::Builder::new()
        .name("person".to_owned())
        .spawn(move || person(&played, day))
        .expect("a thread");
    let shown = eframe::run_native(
        "feldsher",
        native(eframe::Renderer::Glow),
        Box::new(move |created| {
            Ok(Box::new(Watched {
                app: app(created, link, &waker, options),
                seen: drawn,
                logic: Duration::ZERO,
                ready: false,
            }))
        }),
    )
    .map_err(|error| WindowError {
        tried: error.to_string(),
    });
    worker.join().ok();
    ExitCode::from(u8::from(shown.is_err()))
}

/// Somebody at the keyboard.
fn person(seen: &Mutex<Seen>, day: bool) {
    until(seen, "the sign-in", |seen| seen.usable.is_some());
    tell(
        "usable",
        see(seen).usable.unwrap_or_default().as_secs_f64() * 1e3,
    );
    if day {
        let down = see(seen).doctor;
        press(seen, Key::Home);
        for _ in 0..down {
            press(seen, Key::ArrowDown);
        }
        press(seen, Key::Enter);
        write(seen, demo::PASSWORD);
        press(seen, Key::Enter);
        until(seen, "the worklist", |seen| seen.phase == Phase::Open);
        press(seen, Key::F3);
        write(seen, "а");
        thread::sleep(Duration::from_secs(1));
        press(seen, Key::ArrowDown);
        press(seen, Key::Enter);
        until(seen, "a card", |seen| seen.route == Route::Card);
        thread::sleep(Duration::from_secs(5)); // caret and toasts come to rest
        let (frames, used) = (see(seen).frames, processor());
        thread::sleep(IDLE);
        tell("idle-frames", (see(seen).frames - frames) as f64);
        tell("idle-cpu", processor() - used);
        let times = Samples::new(std::mem::take(&mut see(seen).times));
        tell("frame-p50", times.p(50.0));
        tell("frame-p99", times.p(99.0));
        tell_memory();
    }
    if let Some(context) = see(seen).context.clone() {
        context.send_viewport_cmd(egui::ViewportCommand::Close);
        context.request_repaint();
    }
}

/// Waits for the window; a window that never comes there ends the process.
fn until(seen: &Mutex<Seen>, what: &str, there: impl Fn(&Seen) -> bool) {
    let began = Instant::now();
    while !there(&see(seen)) {
        if began.elapsed() > PATIENCE {
            eprintln!("{what} did not come");
            std::process::exit(1);
        }
        thread::sleep(Duration::from_millis(2));
    }
}

fn press(seen: &Mutex<Seen>, key: Key) {
    for pressed in [true, false] {
        give(
            seen,
            Event::Key {
                key,
                physical_key: None,
                pressed,
                repeat: false,
                modifiers: Modifiers::NONE,
            },
        );
    }
}

fn write(seen: &Mutex<Seen>, text: &str) {
    give(seen, Event::Text(text.to_owned()));
}

fn give(seen: &Mutex<Seen>, event: Event) {
    let context = {
        let mut seen = see(seen);
        seen.typed.push(event);
        seen.context.clone()
    };
    if let Some(context) = context {
        context.request_repaint();
    }
    thread::sleep(Duration::from_millis(60));
}
