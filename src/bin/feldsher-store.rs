//! `feldsher-store`: the reference national store. Answers are JSON lines on standard output; logs go to standard error.

use std::fs::File;
use std::io::{BufReader, Write as _};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};
use feldsher::clock::SystemClock;
use feldsher::domain::ids::{DocId, FacilityId};
use feldsher::domain::lang::Lang;
use feldsher::i18n::tr;
use feldsher::store::admin::CODE_MINUTES;
use feldsher::store::courier::CarryError;
use feldsher::store::erase::{Erasure, MAX_WHO};
use feldsher::store::load::{Load, LoadError, run as run_load};
use feldsher::store::postgres::Postgres;
use feldsher::store::serve::{Limits, start_watched};
use feldsher::store::sqlite::Sqlite;
use feldsher::store::storage::{Storage, StoreError};
use feldsher::store::{Store, system_entropy};
use feldsher::sync::courier::parts::FileParts;
use feldsher::sync::courier::{CourierError, SMALLEST_PART, USUAL_PART};
use serde::Serialize;

/// The national store of Feldsher: takes in the records of workstations and passes them on to their houses.
///
/// TLS is not spoken here: put a reverse proxy with a certificate in front and say --behind-proxy. Without one the store listens
/// to this machine only.
#[derive(Parser)]
#[command(name = "feldsher-store", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    place: Place,
}

#[derive(Args)]
struct Place {
    /// Folder of the embedded SQLite database.
    #[arg(long, global = true, default_value = "feldsher-store-data")]
    data: PathBuf,
    /// `postgres://user@host/database` instead of the embedded database. The connection itself is not encrypted.
    #[arg(long, global = true)]
    database: Option<String>,
}

#[derive(Subcommand)]
enum Command {
    /// Serve workstations until SIGTERM or SIGINT.
    Serve {
        #[arg(long, default_value = "127.0.0.1:8440")]
        listen: SocketAddr,
        /// A reverse proxy with TLS stands in front: other addresses than this machine's may be listened on.
        #[arg(long)]
        behind_proxy: bool,
        /// Serve `/metrics` (Prometheus) and `/health` here, on an address of their own: this machine's, or with --behind-proxy another.
        #[arg(long, value_name = "ADDRESS")]
        metrics: Option<SocketAddr>,
        /// When a record counts as safe: after `mark-stable` (the backup says so), or at once (a single machine without one).
        #[arg(long, value_enum, default_value_t = Stable::Marked)]
        stable: Stable,
        /// Hours between two builds of the emergency directory; 0 leaves them to `directory build`.
        #[arg(long, default_value_t = 24, value_parser = clap::value_parser!(u32).range(0..=8760))]
        directory_hours: u32,
    },
    /// Print a one-time code with which a workstation joins a scope. A name that is new makes a new scope.
    EnrolCode {
        #[arg(long)]
        scope: String,
        #[arg(long, default_value_t = CODE_MINUTES)]
        minutes: u32,
    },
    /// Workstations: who is enrolled, and taking one out of use.
    #[command(subcommand)]
    Device(Device),
    /// Let a scope hold a patient: the history and all that comes.
    Grant {
        #[arg(long)]
        scope: String,
        #[arg(long)]
        patient: String,
    },
    /// Let a scope hold a patient no longer: its workstations drop what the store has safely.
    Revoke {
        #[arg(long)]
        scope: String,
        #[arg(long)]
        patient: String,
    },
    /// Erase a patient's record for everybody and for ever, because a law or a court says so. Without --confirm it only prints what would
    /// go. A store that is restored from before it has to be told again: keep what `erasures list` prints beside every backup.
    Erase {
        #[arg(long)]
        patient: String,
        /// Which law or decision, for whoever asks later. It stays: no name of the patient.
        #[arg(long)]
        reason: String,
        /// In whose name: every house that held the record is shown this. No name of the patient.
        #[arg(long)]
        by: String,
        /// The same id as --patient, typed again.
        #[arg(long, value_name = "PATIENT")]
        confirm: Option<String>,
    },
    /// Records that were erased: print them, or say them again to a store that was restored.
    #[command(subcommand)]
    Erasures(Erasures),
    /// After a restore from a backup or a failover: begin a new life, so that workstations hand back what was lost.
    NewEpoch,
    /// Records by stick.
    #[command(subcommand)]
    Courier(Courier),
    /// Emergency data of everybody, which every workstation holds.
    #[command(subcommand)]
    Directory(Directory),
    /// Everything accepted so far is covered by a backup outside this machine (to be called by the backup).
    MarkStable,
    /// Print the figures of the store.
    Stats,
    /// Try what a store bears: invented workstations play a day against a store that serves this database, which must hold nothing else.
    Load {
        #[arg(long, default_value = "http://127.0.0.1:8440")]
        url: String,
        #[arg(long, default_value_t = 100)]
        workstations: usize,
        /// Of each workstation.
        #[arg(long, default_value_t = 20)]
        visits: usize,
        /// Requests on their way at the same time.
        #[arg(long, default_value_t = 32)]
        at_once: usize,
        /// The store's process on this machine: its memory is watched.
        #[arg(long)]
        pid: Option<u32>,
    },
}

#[derive(Subcommand)]
enum Device {
    /// Print every workstation, one a line.
    List,
    /// Take a workstation out of use at once and for ever: stolen, sold, given away. What it has not sent stays in it. With a new code the
    /// same computer joins as another workstation.
    Revoke {
        /// Its id, or its name where only one bears it.
        which: String,
        /// Why, for whoever asks later.
        #[arg(long)]
        reason: String,
    },
}

#[derive(Subcommand)]
enum Erasures {
    /// Print every erasure, one a line.
    List,
    /// Say again what `list` printed. Safe to do twice.
    Replay { file: PathBuf },
}

#[derive(Subcommand)]
enum Directory {
    /// Look at every card now and make what has changed ready to be fetched.
    Build {
        /// A whole pack too, for workstations that begin.
        #[arg(long)]
        base: bool,
    },
    /// Of what day it is, how many people, how many bytes.
    Status,
}

#[derive(Subcommand)]
enum Courier {
    /// Take in the file of a workstation and write its answer, which only that workstation can read. Safe to do twice.
    Import {
        file: PathBuf,
        #[arg(long, value_name = "FILE")]
        answer: PathBuf,
        /// Bytes of one file of the answer at most; what does not fit goes into further files beside it.
        #[arg(long, value_name = "BYTES", default_value_t = USUAL_PART)]
        max_size: u64,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Stable {
    Marked,
    Immediate,
}

fn main() -> ExitCode {
    init_log();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are answers, not errors.
            let code = u8::from(error.use_stderr()) * 2;
            error.print().ok();
            return ExitCode::from(code);
        }
    };
    match run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Carried { code, words }) => {
            print_json(&serde_json::json!({ "error": code }));
            writeln!(std::io::stderr().lock(), "{words}").ok();
            ExitCode::FAILURE
        }
        Err(error) => {
            print_json(&serde_json::json!({ "error": error.to_string() }));
            ExitCode::from(if error.is_usage() { 2 } else { 1 })
        }
    }
}

#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("{0}")]
    Usage(String),
    #[error(
        "{0} is in use, perhaps by a store that runs already: stop that one, or choose another address with --listen or --metrics; nothing was changed"
    )]
    Busy(String),
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("{0}")]
    Io(#[from] std::io::Error),
    #[error("{0}")]
    Load(#[from] LoadError),
    #[error("{0} changes were sent and not found when everything was read back")]
    Lost(usize),
    /// A courier file: a stable word, and the sentence in the terminal's language.
    #[error("{code}")]
    Carried { code: String, words: String },
}

impl Failure {
    fn is_usage(&self) -> bool {
        matches!(self, Self::Usage(_))
    }
}

fn run(cli: Cli) -> Result<(), Failure> {
    match cli.command {
        Command::Serve {
            listen,
            behind_proxy,
            metrics,
            stable,
            directory_hours,
        } => {
            let mut asked = [Some(listen), metrics].into_iter().flatten();
            if !behind_proxy && !asked.all(|address| address.ip().is_loopback()) {
                return Err(Failure::Usage(
                    "without TLS only this machine is served: use a loopback address, or --behind-proxy".to_owned(),
                ));
            }
            let store = make(&cli.place)?.stable_immediately(stable == Stable::Immediate);
            serve(store, listen, metrics, directory_hours)
        }
        Command::EnrolCode { scope, minutes } => {
            print_json(&open(&cli.place)?.enrol_code(&scope, minutes)?);
            Ok(())
        }
        Command::Device(Device::List) => {
            open(&cli.place)?.devices(None)?.iter().for_each(print_json);
            Ok(())
        }
        Command::Device(Device::Revoke { which, reason }) => {
            revoke(&open(&cli.place)?, &which, reason.trim())
        }
        Command::Grant { scope, patient } => {
            let (scope, patient) = ids(&scope, &patient)?;
            let granted = open(&cli.place)?.grant(scope, patient)?;
            print_json(&serde_json::json!({ "granted": granted }));
            Ok(())
        }
        Command::Revoke { scope, patient } => {
            let (scope, patient) = ids(&scope, &patient)?;
            let revoked = open(&cli.place)?.revoke(scope, patient)?;
            print_json(&serde_json::json!({ "revoked": revoked }));
            Ok(())
        }
        Command::Erase {
            patient,
            reason,
            by,
            confirm,
        } => erase(&cli.place, &patient, &reason, &by, confirm.as_deref()),
        Command::Erasures(Erasures::List) => {
            open(&cli.place)?.erasures()?.iter().for_each(print_json);
            Ok(())
        }
        Command::Erasures(Erasures::Replay { file }) => replay(&open(&cli.place)?, &file),
        Command::NewEpoch => {
            let epoch = open(&cli.place)?.new_epoch()?;
            print_json(&serde_json::json!({ "epoch": feldsher::domain::ids::hex(&epoch) }));
            Ok(())
        }
        Command::Courier(Courier::Import {
            file,
            answer,
            max_size,
        }) => carry(&open(&cli.place)?, &file, &answer, max_size),
        Command::Directory(Directory::Build { base }) => {
            print_json(&open(&cli.place)?.build_directory(base)?);
            Ok(())
        }
        Command::Directory(Directory::Status) => {
            print_json(&open(&cli.place)?.directory_status()?);
            Ok(())
        }
        Command::MarkStable => {
            let logs = open(&cli.place)?.mark_stable()?;
            print_json(&serde_json::json!({ "logs": logs }));
            Ok(())
        }
        Command::Load {
            url,
            workstations,
            visits,
            at_once,
            pid,
        } => played(
            &open(&cli.place)?,
            &Load {
                url,
                workstations,
                visits,
                at_once,
                pid,
            },
        ),
        Command::Stats => {
            print_json(&open(&cli.place)?.stats()?);
            Ok(())
        }
    }
}

fn played(store: &Store, load: &Load) -> Result<(), Failure> {
    let report = run_load(store, load, &|words| log::info!("{words}"))?;
    print_json(&report);
    match report.lost {
        0 => Ok(()),
        lost => Err(Failure::Lost(lost)),
    }
}

fn revoke(store: &Store, which: &str, reason: &str) -> Result<(), Failure> {
    if reason.is_empty() {
        return Err(Failure::Usage(
            "--reason must say why; nothing was changed".to_owned(),
        ));
    }
    let found = store.devices(Some(which))?;
    let [device] = found.as_slice() else {
        let ids: Vec<String> = found.iter().map(|one| one.device.to_string()).collect();
        return Err(Failure::Usage(if ids.is_empty() {
            format!("no workstation has the id or name {which}; nothing was changed")
        } else {
            format!(
                "{} workstations are called {which}: give the id of one of {}; nothing was changed",
                ids.len(),
                ids.join(", ")
            )
        }));
    };
    let revoked = store.revoke_device(device.device, reason)?;
    let (id, name) = (device.device, &device.name);
    print_json(&serde_json::json!({ "device": id, "name": name, "revoked": revoked }));
    Ok(())
}

fn erase(
    place: &Place,
    patient: &str,
    reason: &str,
    by: &str,
    confirm: Option<&str>,
) -> Result<(), Failure> {
    let (reason, by) = (reason.trim(), by.trim());
    for (name, value, limit) in [("reason", reason, MAX_REASON), ("by", by, MAX_WHO)] {
        if value.is_empty() || value.len() > limit || value.contains(char::is_control) {
            return Err(Failure::Usage(format!(
                "--{name} must have words, on one line and no more than {limit} bytes; nothing was erased"
            )));
        }
    }
    let id = DocId::parse(patient).ok_or_else(|| bad_id("patient"))?;
    let store = open(place)?;
    let holding = store.holding(id)?;
    if let Some(at) = holding.erased_at {
        print_json(&serde_json::json!({ "patient": id, "erased": false, "erased_at": at }));
        return Ok(());
    }
    print_json(&holding);
    if confirm.and_then(DocId::parse) != Some(id) {
        return Err(Failure::Usage(
            "nothing was erased: this is what would go, from this store and from every house, for ever; nobody can bring it back. \
             If that is meant, say --confirm with the id of the patient"
                .to_owned(),
        ));
    }
    let erased = store.erase(id, by, reason)?;
    print_json(&erased);
    forget_in_directory(&store, erased.directory_waits)
}

fn replay(store: &Store, file: &Path) -> Result<(), Failure> {
    let text = std::fs::read_to_string(file)?;
    let mut orders = Vec::new();
    for (n, line) in text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.is_empty())
    {
        let order: Erasure = serde_json::from_str(line).map_err(|error| {
            Failure::Usage(format!(
                "{}, line {}: {error}; nothing was erased",
                file.display(),
                n + 1
            ))
        })?;
        orders.push(order);
    }
    let mut waits = false;
    for order in orders {
        let erased = store.erase_again(&order)?;
        print_json(&erased);
        waits |= erased.directory_waits;
    }
    forget_in_directory(store, waits)
}

/// Packs of the emergency directory that name somebody who was erased go at once.
fn forget_in_directory(store: &Store, waits: bool) -> Result<(), Failure> {
    if waits {
        print_json(&store.build_directory(false)?);
        // The packs that named her went with the build.
        store.scrub()?;
    }
    Ok(())
}

/// Bytes of the reason for an erasure.
const MAX_REASON: usize = 500;

fn carry(store: &Store, file: &Path, answer: &Path, max_size: u64) -> Result<(), Failure> {
    let failed = |code: String, path: &Path, detail: &str| {
        let bytes = SMALLEST_PART.to_string();
        let named = path.display().to_string();
        let args = [
            ("path", named.as_str()),
            ("detail", detail),
            ("bytes", &bytes),
        ];
        let words = tr(terminal_lang(), &format!("error-{code}"), &args);
        Failure::Carried { code, words }
    };
    let source = File::open(file)
        .map_err(|error| failed("courier-io".to_owned(), file, &error.to_string()))?;
    let mut parts = FileParts::new(answer);
    match store.carry(BufReader::new(source), &mut parts, max_size) {
        Ok(carried) => {
            print_json(&serde_json::json!({
                "device": carried.device, "name": carried.name, "accepted": carried.verdicts.accepted,
                "duplicates": carried.verdicts.duplicates, "held": carried.verdicts.held, "refused": carried.verdicts.refused,
                "copied": carried.is_copy, "answer": parts.done, "bytes": carried.bytes,
            }));
            if carried.is_copy {
                return Err(failed("courier-copied".to_owned(), file, ""));
            }
            Ok(())
        }
        Err(error) => {
            // The same command is to be given again: nothing of a half-made answer stays in its way.
            parts.discard();
            let path = match &error {
                CarryError::Courier(CourierError::Full | CourierError::Io(_)) => answer,
                CarryError::Courier(_) | CarryError::Store(_) => file,
            };
            Err(failed(error.code(), path, &error.to_string()))
        }
    }
}

/// The language of the terminal where it is one of ours, else English.
fn terminal_lang() -> Lang {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty())
        .and_then(|value| Lang::parse(value.split(['_', '.', '@']).next().unwrap_or_default()))
        .unwrap_or(Lang::En)
}

fn ids(scope: &str, patient: &str) -> Result<(FacilityId, DocId), Failure> {
    let scope = FacilityId::parse(scope).ok_or_else(|| bad_id("scope"))?;
    let patient = DocId::parse(patient).ok_or_else(|| bad_id("patient"))?;
    Ok((scope, patient))
}

fn bad_id(what: &str) -> Failure {
    Failure::Usage(format!("--{what} is an id of 32 hexadecimal digits"))
}

/// Opens a store that stands. In a mistyped folder a new one would hand out codes that the running store never takes.
fn open(place: &Place) -> Result<Store, Failure> {
    let stands = place.database.is_some() || place.data.join(FILE).exists();
    if !stands {
        return Err(Failure::Usage(format!(
            "no store in {}: name its folder with --data; `feldsher-store serve` begins a new one; nothing was changed",
            place.data.display()
        )));
    }
    make(place)
}

/// The store's file in its folder.
const FILE: &str = "store.sqlite";

fn make(place: &Place) -> Result<Store, Failure> {
    let storage: Arc<dyn Storage> = match &place.database {
        Some(address) => Arc::new(Postgres::open(address)?),
        None => {
            create_private(&place.data)?;
            Arc::new(Sqlite::open(&place.data.join(FILE))?)
        }
    };
    Ok(Store::open(
        storage,
        Arc::new(SystemClock),
        system_entropy(),
    )?)
}

/// The folder holds a nation's records: only its owner reads it.
fn create_private(folder: &std::path::Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn serve(
    store: Store,
    listen: SocketAddr,
    metrics: Option<SocketAddr>,
    directory_hours: u32,
) -> Result<(), Failure> {
    let store = Arc::new(store);
    let running = start_watched(Arc::clone(&store), listen, metrics, Limits::default());
    let running = running.map_err(|error| {
        if error.kind() == std::io::ErrorKind::AddrInUse {
            Failure::Busy(
                [Some(listen), metrics]
                    .into_iter()
                    .flatten()
                    .map(|a| a.to_string())
                    .collect::<Vec<_>>()
                    .join(" or "),
            )
        } else {
            error.into()
        }
    })?;
    let mut told = serde_json::json!({ "listening": running.url() });
    if let Some(url) = running.watch_url() {
        told["metrics"] = url.into();
    }
    print_json(&told);
    let (stop, stopped) = mpsc::channel();
    let builder = (directory_hours > 0)
        .then(|| std::thread::Builder::new().name("directory".to_owned()))
        .map(|thread| {
            thread.spawn(move || keep_directory(&store, i64::from(directory_hours), &stopped))
        })
        .transpose()?;
    wait_for_signal()?;
    log::info!("store: stopping");
    drop(stop);
    running.stop()?;
    // A build in the making ends first: it is durable or it is not.
    if builder.is_some_and(|builder| builder.join().is_err()) {
        log::error!("store: the directory's thread panicked");
    }
    Ok(())
}

/// Builds the emergency directory when its time has come, until nobody is there who could stop it.
fn keep_directory(store: &Store, hours: i64, stopped: &mpsc::Receiver<()>) {
    const LOOK: Duration = Duration::from_secs(600);
    loop {
        let built = match store.directory_is_due(hours * 3_600) {
            Ok(true) => store.build_directory(false).map(Some),
            Ok(false) => Ok(None),
            Err(error) => Err(error),
        };
        match built {
            Ok(Some(built)) => log::info!(
                "store: directory version {}: {} people, {} changed, {} gone, {} unreadable",
                built.version,
                built.people,
                built.changed,
                built.gone,
                built.unreadable
            ),
            Ok(None) => {}
            Err(error) => log::error!("store: the directory was not built: {error}"),
        }
        if stopped.recv_timeout(LOOK) != Err(mpsc::RecvTimeoutError::Timeout) {
            return;
        }
    }
}

fn wait_for_signal() -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            let mut terminate = signal(SignalKind::terminate())?;
            tokio::select! {
                _ = terminate.recv() => Ok(()),
                interrupted = tokio::signal::ctrl_c() => interrupted,
            }
        }
        #[cfg(not(unix))]
        tokio::signal::ctrl_c().await
    })
}

fn print_json(value: &impl Serialize) {
    let Ok(line) = serde_json::to_string(value) else {
        return;
    };
    let mut out = std::io::stdout().lock();
    // Nobody reads: then nobody misses it.
    writeln!(out, "{line}").and_then(|()| out.flush()).ok();
}

/// Warnings and the life of the store to standard error; ids only, never a record.
struct Stderr;

impl log::Log for Stderr {
    fn enabled(&self, metadata: &log::Metadata<'_>) -> bool {
        metadata.target().starts_with("feldsher") || metadata.level() <= log::Level::Warn
    }

    fn log(&self, record: &log::Record<'_>) {
        if self.enabled(record.metadata()) {
            let mut err = std::io::stderr().lock();
            writeln!(err, "{} {}", record.level(), record.args()).ok();
        }
    }

    fn flush(&self) {}
}

fn init_log() {
    static LOGGER: Stderr = Stderr;
    if log::set_logger(&LOGGER).is_ok() {
        log::set_max_level(log::LevelFilter::Info);
    }
}
