//! What the program writes down about itself: three rotating log files, and a report when it panics.
//!
//! Must not know anything about patients: callers log ids and codes, never names (design §11). Lines are cut at 2 kB
//! and line breaks are shown as `⏎`, so that one message is one line. A panic report holds the place, the thread, the
//! build and the backtrace; never a formatted message, which could carry what somebody typed.

use std::backtrace::Backtrace;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use ::log::{LevelFilter, Log, Metadata, Record};

use crate::clock::Clock;

/// Bytes of one log file before the next is begun.
pub const FILE_BYTES: u64 = 5 << 20;
/// How many files are kept.
pub const FILES: usize = 3;
/// Longest line, bytes.
pub const LINE_BYTES: usize = 2_048;
/// Panic reports beyond this many are removed, oldest first.
pub const REPORTS: usize = 10;

/// A panic that happened in an earlier run and was not yet looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PanicReport {
    pub path: PathBuf,
    /// What a person may read before sending it.
    pub text: String,
}

/// Sends the `log` macros to `folder/feldsher.log`, and panics to reports beside it. Call once, before threads start.
pub fn start(
    folder: &Path,
    level: LevelFilter,
    clock: impl Clock + Clone + 'static,
) -> io::Result<()> {
    let sink = RotatingLog::open(folder, FILE_BYTES, level, Box::new(clock.clone()))?;
    // Set already: a test harness or a second call; the first one stays.
    if ::log::set_boxed_logger(Box::new(sink)).is_ok() {
        ::log::set_max_level(level);
    }
    report_panics(folder.to_path_buf(), clock);
    Ok(())
}

/// Reports of earlier panics, oldest first.
pub fn panic_reports(folder: &Path) -> io::Result<Vec<PanicReport>> {
    let mut reports = Vec::new();
    for path in report_files(folder)? {
        reports.push(PanicReport {
            text: fs::read_to_string(&path)?,
            path,
        });
    }
    Ok(reports)
}

/// The user has seen it (sent or not): it goes.
pub fn dismiss(report: &PanicReport) -> io::Result<()> {
    fs::remove_file(&report.path)
}

/// A log that keeps its size.
pub struct RotatingLog {
    folder: PathBuf,
    limit: u64,
    level: LevelFilter,
    clock: Box<dyn Clock>,
    open: Mutex<Open>,
}

struct Open {
    file: File,
    bytes: u64,
}

impl RotatingLog {
    pub fn open(
        folder: &Path,
        limit: u64,
        level: LevelFilter,
        clock: Box<dyn Clock>,
    ) -> io::Result<Self> {
        crate::paths::create_private(folder)?;
        let file = append_to(&log_file(folder, 0))?;
        let bytes = file.metadata()?.len();
        Ok(Self {
            folder: folder.to_path_buf(),
            limit,
            level,
            clock,
            open: Mutex::new(Open { file, bytes }),
        })
    }

    fn write(&self, line: &str) -> io::Result<()> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if open.bytes > 0 && open.bytes + line.len() as u64 > self.limit {
            for n in (0..FILES - 1).rev() {
                let (from, to) = (log_file(&self.folder, n), log_file(&self.folder, n + 1));
                if from.exists() {
                    fs::rename(from, to)?;
                }
            }
            *open = Open {
                file: append_to(&log_file(&self.folder, 0))?,
                bytes: 0,
            };
        }
        open.file.write_all(line.as_bytes())?;
        open.bytes += line.len() as u64;
        Ok(())
    }
}

impl Log for RotatingLog {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        // Other people's crates may log whole requests: only their warnings.
        let own = metadata.target().starts_with("feldsher");
        let level = if own {
            self.level
        } else {
            self.level.min(LevelFilter::Warn)
        };
        metadata.level() <= level
    }

    fn log(&self, record: &Record<'_>) {
        if !self.enabled(record.metadata()) {
            return;
        }
        let line = format!(
            "{} {:5} {} {}",
            stamp(self.clock.now()),
            record.level(),
            record.target(),
            record.args()
        );
        // A log that cannot be written (full disk) must not stop the work; there is nowhere to say so.
        let _ = self.write(&one_line(&line));
    }

    fn flush(&self) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        // As above: nowhere to say so.
        let _ = open.file.flush();
    }
}

fn report_panics(folder: PathBuf, clock: impl Clock + 'static) {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        // A literal message is ours; a formatted one may hold what somebody typed.
        let message = info
            .payload()
            .downcast_ref::<&'static str>()
            .copied()
            .unwrap_or("(message withheld)");
        let thread = std::thread::current()
            .name()
            .unwrap_or("without name")
            .to_owned();
        let text = report(
            clock.now(),
            &place,
            message,
            &thread,
            &Backtrace::force_capture().to_string(),
        );
        ::log::error!("panic at {place} in thread {thread}");
        // The hook must not panic itself; without a folder the log line above remains.
        let _ = save_report(&folder, clock.now(), &text);
        before(info);
    }));
}

fn report(now: i64, place: &str, message: &str, thread: &str, backtrace: &str) -> String {
    let (version, os, arch) = (
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH,
    );
    let build = if cfg!(debug_assertions) {
        "debug"
    } else {
        "release"
    };
    format!(
        "feldsher {version} {build} {os} {arch}\nat {}\nthread {thread}\nplace {place}\nmessage {message}\n\n{backtrace}\n",
        stamp(now)
    )
}

fn save_report(folder: &Path, now: i64, text: &str) -> io::Result<()> {
    crate::paths::create_private(folder)?;
    let old = report_files(folder)?;
    for path in old.iter().take((old.len() + 1).saturating_sub(REPORTS)) {
        fs::remove_file(path)?;
    }
    let stamp = stamp(now).replace(':', "");
    for n in 0..1_000 {
        let path = folder.join(format!("panic-{stamp}-{n:03}.txt"));
        match fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&path)
        {
            Ok(mut file) => return file.write_all(text.as_bytes()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn report_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(files),
        Err(error) => return Err(error),
        Ok(entries) => {
            for entry in entries {
                let path = entry?.path();
                let name = path
                    .file_name()
                    .and_then(|name| name.to_str())
                    .unwrap_or_default();
                if name.starts_with("panic-") && path.extension().is_some_and(|end| end == "txt") {
                    files.push(path);
                }
            }
        }
    }
    files.sort();
    Ok(files)
}

/// `feldsher.log` is the newest, then `feldsher.1.log`, `feldsher.2.log`.
fn log_file(folder: &Path, n: usize) -> PathBuf {
    folder.join(if n == 0 {
        "feldsher.log".to_owned()
    } else {
        format!("feldsher.{n}.log")
    })
}

fn append_to(path: &Path) -> io::Result<File> {
    fs::OpenOptions::new().append(true).create(true).open(path)
}

fn stamp(now: i64) -> String {
    chrono::DateTime::from_timestamp(now, 0).map_or_else(
        || now.to_string(),
        |at| at.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
    )
}

/// One line of at most [`LINE_BYTES`], its own line break included.
fn one_line(text: &str) -> String {
    const CUT: &str = " …";
    let mut line = text.replace("\r\n", "⏎").replace(['\n', '\r'], "⏎");
    if line.len() + 1 > LINE_BYTES {
        let mut end = LINE_BYTES - 1 - CUT.len();
        while !line.is_char_boundary(end) {
            end -= 1;
        }
        line.truncate(end);
        line.push_str(CUT);
    }
    line.push('\n');
    line
}

#[cfg(test)]
mod tests {
    use ::log::Level;

    use super::*;
    use crate::clock::FixedClock;

    fn write(log: &RotatingLog, target: &str, level: Level, text: &str) {
        log.log(
            &Record::builder()
                .target(target)
                .level(level)
                .args(format_args!("{text}"))
                .build(),
        );
    }

    fn clock() -> Box<dyn Clock> {
        Box::new(FixedClock::at(1_795_000_000))
    }

    #[test]
    fn three_files_of_limited_size_and_the_newest_lines_are_kept() {
        let dir = tempfile::tempdir().unwrap();
        let log = RotatingLog::open(dir.path(), 10_000, LevelFilter::Info, clock()).unwrap();
        for n in 0..2_000 {
            write(&log, "feldsher::sync", Level::Info, &format!("line {n}"));
        }
        let sizes: Vec<u64> = (0..FILES)
            .map(|n| fs::metadata(log_file(dir.path(), n)).unwrap().len())
            .collect();
        assert!(sizes.iter().all(|size| *size <= 10_000), "{sizes:?}");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), FILES);
        let newest = fs::read_to_string(log_file(dir.path(), 0)).unwrap();
        assert!(
            newest.ends_with("2026-11-18T11:06:40Z INFO  feldsher::sync line 1999\n"),
            "{newest}"
        );
        // Another start goes on in the same file.
        drop(log);
        let log = RotatingLog::open(dir.path(), 10_000, LevelFilter::Info, clock()).unwrap();
        write(&log, "feldsher", Level::Info, "again");
        assert!(
            fs::read_to_string(log_file(dir.path(), 0))
                .unwrap()
                .starts_with(&newest[..40])
        );
    }

    #[test]
    fn a_message_is_one_short_line() {
        for text in ["a\nb\r\nc", &"ы".repeat(5_000), &"x".repeat(LINE_BYTES), ""] {
            let line = one_line(text);
            assert!(
                line.len() <= LINE_BYTES && line.ends_with('\n') && line.matches('\n').count() == 1
            );
        }
        assert_eq!(one_line("a\nb\r\nc"), "a⏎b⏎c\n");
    }

    #[test]
    fn other_crates_are_heard_only_when_they_warn() {
        let dir = tempfile::tempdir().unwrap();
        let log = RotatingLog::open(dir.path(), 10_000, LevelFilter::Debug, clock()).unwrap();
        write(&log, "reqwest::connect", Level::Info, "GET /secret");
        write(&log, "wgpu_core", Level::Warn, "adapter");
        write(&log, "feldsher::vault", Level::Debug, "own");
        write(&log, "feldsher::vault", Level::Trace, "too much");
        let text = fs::read_to_string(log_file(dir.path(), 0)).unwrap();
        let ends: Vec<&str> = text
            .lines()
            .filter_map(|line| line.rsplit(' ').next())
            .collect();
        assert_eq!(ends, ["adapter", "own"]);
    }

    #[test]
    fn reports_are_found_counted_and_dismissed() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(panic_reports(&dir.path().join("none")).unwrap(), []);
        for n in 0..REPORTS as i64 + 5 {
            save_report(dir.path(), n / 2, &format!("report {n}")).unwrap();
        }
        let reports = panic_reports(dir.path()).unwrap();
        assert_eq!(reports.len(), REPORTS);
        assert_eq!(
            reports.last().unwrap().text,
            format!("report {}", REPORTS + 4)
        );
        dismiss(&reports[0]).unwrap();
        assert_eq!(panic_reports(dir.path()).unwrap().len(), REPORTS - 1);
    }
}
