//! Handing a finished file over: keep it, print it, open it in the desktop's viewer.
//! No shell is involved: file names go as single arguments. It knows nothing of what stands on the paper.

use std::{
    ffi::OsStr,
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use super::paper::Size;

/// Why a paper did not reach the printer, the disk or the viewer. The record is safe in every case.
#[derive(Debug, thiserror::Error)]
pub enum HandOffError {
    /// The program that prints or opens files is not installed.
    #[error("{tool} is not installed")]
    ToolMissing { tool: String },
    /// The printing system knows no (such) printer.
    #[error("no printer")]
    NoPrinter,
    /// The printing system said no; `stderr` are its own words.
    #[error("the printing system refused: {stderr}")]
    PrinterRefused { stderr: String },
    /// The job is in the queue and stays there: the printer is stopped, out of paper, off or gone. `why` are the system's own words.
    #[error("the job waits in the queue: {why}")]
    Waiting { why: String },
    /// The viewer ended with an error; `stderr` are its own words.
    #[error("the viewer refused: {stderr}")]
    ViewerRefused { stderr: String },
    #[error("the file could not be written or read")]
    Io(#[from] io::Error),
}

impl HandOffError {
    /// Stable word for catalogues (`error-print-…`).
    pub fn code(&self) -> &'static str {
        match self {
            Self::ToolMissing { .. } => "tool-missing",
            Self::NoPrinter => "no-printer",
            Self::PrinterRefused { .. } => "refused",
            Self::Waiting { .. } => "waiting",
            Self::ViewerRefused { .. } => "viewer",
            Self::Io(_) => "io",
        }
    }

    /// Whether somebody has to change something before another try can help.
    pub fn is_permanent(&self) -> bool {
        match self {
            // Another try would print the page twice.
            Self::ToolMissing { .. } | Self::NoPrinter | Self::Waiting { .. } => true,
            Self::PrinterRefused { .. } | Self::ViewerRefused { .. } | Self::Io(_) => false,
        }
    }
}

/// How to print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintJob<'a> {
    pub file: &'a Path,
    /// None: the printer the system prefers.
    pub printer: Option<&'a str>,
    /// At least one.
    pub copies: u32,
    pub size: Size,
    /// Shown in the printer's queue: no personal data.
    pub title: &'a str,
}

/// Writes `bytes` beside `path` and renames: `path` holds either the old file or the whole new one, also after a power cut.
pub fn save(path: &Path, bytes: &[u8]) -> Result<(), HandOffError> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let name = path
        .file_name()
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "not a file name"))?;
    let mut beside = std::ffi::OsString::from(".");
    beside.push(name);
    beside.push(format!(".{}.part", std::process::id()));
    let beside = folder.join(beside);
    let written = write_durably(&beside, bytes).and_then(|()| fs::rename(&beside, path));
    if let Err(error) = written {
        // the half-written file helps nobody; that it may not go away changes nothing
        fs::remove_file(&beside).ok();
        return Err(error.into());
    }
    sync_folder(folder)?;
    Ok(())
}

/// Gives the file to the printing system: CUPS `lp`, or the Windows print verb.
/// Answers when the job is in the queue, which is not yet paper.
#[cfg(not(windows))]
pub fn print(job: &PrintJob) -> Result<(), HandOffError> {
    print_with(OsStr::new("lp"), job)
}

/// Gives the file to the printing system: CUPS `lp`, or the Windows print verb.
/// Windows answers when the program that prints PDFs was started; it chooses the printer the system prefers.
#[cfg(windows)]
pub fn print(job: &PrintJob) -> Result<(), HandOffError> {
    for _ in 0..job.copies.max(1) {
        windows::print(job.file)?;
    }
    Ok(())
}

/// The names of the printers the system knows, the preferred one first. Empty when there is none.
#[cfg(not(windows))]
pub fn printers() -> Result<Vec<String>, HandOffError> {
    printers_with(OsStr::new("lpstat"))
}

/// The names of the printers the system knows. Windows prints on the one it prefers, so there is nothing to choose.
#[cfg(windows)]
pub fn printers() -> Result<Vec<String>, HandOffError> {
    Ok(Vec::new())
}

/// Opens the file in the program the desktop uses for it.
pub fn open(file: &Path) -> Result<(), HandOffError> {
    let (tool, first): (&str, &[&str]) = if cfg!(windows) {
        ("rundll32.exe", &["url.dll,FileProtocolHandler"])
    } else if cfg!(target_os = "macos") {
        ("open", &[])
    } else {
        ("xdg-open", &[])
    };
    open_with(OsStr::new(tool), first, file)
}

/// [`print`] by the `lp` at a given place.
pub fn print_with(lp: &OsStr, job: &PrintJob) -> Result<(), HandOffError> {
    let mut command = Command::new(lp);
    if let Some(printer) = job.printer {
        command.arg("-d").arg(printer);
    }
    command.arg("-n").arg(job.copies.max(1).to_string());
    command.arg("-o").arg(format!("media={}", job.size.media()));
    command.arg("-t").arg(job.title);
    command.arg("--").arg(whole(job.file)?);
    let output = spawn(&mut command)?;
    if let Some(stderr) = complaint(&output) {
        return Err(if says_no_printer(&stderr) {
            HandOffError::NoPrinter
        } else {
            HandOffError::PrinterRefused { stderr }
        });
    }
    // "request id is Kyocera-12 (1 file(s))"
    let said = String::from_utf8_lossy(&output.stdout);
    match said.split_whitespace().nth(3) {
        Some(request) => look_after(&beside(lp), request),
        None => Ok(()),
    }
}

/// Looks at the job until it left the queue, at most for [`LOOKS`]: a printer that will not print says so within that time or not at all.
fn look_after(lpstat: &OsStr, request: &str) -> Result<(), HandOffError> {
    let Some((printer, _)) = request.rsplit_once('-') else {
        return Ok(());
    };
    for look in 1..=LOOKS {
        // A printing system that does not answer now took the job all the same.
        let Ok(jobs) = output(Command::new(lpstat).args(["-o", printer])) else {
            return Ok(());
        };
        let waits = jobs
            .lines()
            .any(|line| line.split_whitespace().next() == Some(request));
        if !waits {
            return Ok(());
        }
        let Ok(state) = output(Command::new(lpstat).args(["-l", "-p", printer])) else {
            return Ok(());
        };
        if let Some(why) = trouble(&state, look == LOOKS) {
            return Err(HandOffError::Waiting { why });
        }
        std::thread::sleep(BETWEEN_LOOKS);
    }
    Ok(())
}

/// What `lpstat -l -p` says of a printer that does not print: that it is disabled, or its alerts (RFC 8011, 5.4.12). A page on its way
/// to a good printer is first connected: that counts at the last look only.
fn trouble(state: &str, is_last: bool) -> Option<String> {
    let mut lines = state.lines().map(str::trim);
    let head = lines.next()?;
    let alerts = lines.find_map(|line| line.strip_prefix("Alerts:"))?.trim();
    let stops = |alert: &str| {
        // A warning or a report leaves the printer at work.
        let goes_on = alert.ends_with("-warning") || alert.ends_with("-report");
        let begins = |all: &[&str]| all.iter().any(|stop| alert.starts_with(stop));
        !goes_on && (begins(&STOPS) || is_last && begins(&CONNECTS))
    };
    let named: Vec<&str> = alerts
        .split([' ', ','])
        .filter(|alert| stops(alert))
        .collect();
    if !named.is_empty() {
        return Some(named.join(", "));
    }
    let why = if matches!(alerts, "" | "none") {
        head
    } else {
        alerts
    };
    head.contains(" disabled ").then(|| why.to_owned())
}

/// Beginnings of the alerts with which nothing is printed until somebody comes.
const STOPS: [&str; 12] = [
    "cover-open",
    "door-open",
    "interlock-open",
    "marker-supply-empty",
    "media-empty",
    "media-jam",
    "media-needed",
    "offline",
    "output-area-full",
    "paused",
    "shutdown",
    "toner-empty",
];

/// Beginnings of the alerts of a printer that is being called.
const CONNECTS: [&str; 2] = ["connecting-to-device", "timed-out"];

/// How often a new job is looked at, and the time between.
const LOOKS: u32 = 8;
const BETWEEN_LOOKS: std::time::Duration = std::time::Duration::from_millis(200);

/// The `lpstat` that belongs to this `lp`.
fn beside(lp: &OsStr) -> std::ffi::OsString {
    Path::new(lp).with_file_name("lpstat").into_os_string()
}

/// [`printers`] by the `lpstat` at a given place.
pub fn printers_with(lpstat: &OsStr) -> Result<Vec<String>, HandOffError> {
    let preferred = output(Command::new(lpstat).arg("-d"))?;
    let preferred = preferred
        .rsplit_once(": ")
        .map(|(_, name)| name.trim().to_owned());
    let mut names: Vec<String> = output(Command::new(lpstat).arg("-e"))?
        .lines()
        .map(|name| name.trim().to_owned())
        .collect();
    names.retain(|name| !name.is_empty());
    names.sort_by_key(|name| Some(name) != preferred.as_ref());
    Ok(names)
}

/// [`open`] by the program at a given place; `first` are its arguments before the file.
pub fn open_with(tool: &OsStr, first: &[&str], file: &Path) -> Result<(), HandOffError> {
    let mut command = Command::new(tool);
    command.args(first).arg(whole(file)?);
    match run(&mut command)? {
        None => Ok(()),
        Some(stderr) => Err(HandOffError::ViewerRefused { stderr }),
    }
}

/// The file's whole name: it exists, and no program takes it for an option.
fn whole(file: &Path) -> Result<PathBuf, HandOffError> {
    fs::metadata(file)?;
    Ok(std::path::absolute(file)?)
}

/// Runs to the end; None when it went well, else its words.
fn run(command: &mut Command) -> Result<Option<String>, HandOffError> {
    Ok(complaint(&spawn(command)?))
}

/// The words of a program that failed.
fn complaint(output: &std::process::Output) -> Option<String> {
    if output.status.success() {
        return None;
    }
    let stderr = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Some(if stderr.is_empty() {
        output.status.to_string()
    } else {
        stderr
    })
}

fn output(command: &mut Command) -> Result<String, HandOffError> {
    Ok(String::from_utf8_lossy(&spawn(command)?.stdout).into_owned())
}

fn spawn(command: &mut Command) -> Result<std::process::Output, HandOffError> {
    let tool = command.get_program().to_string_lossy().into_owned();
    // English answers, so that "no printer" is recognised
    let output = command.env("LC_ALL", "C").stdin(Stdio::null()).output();
    output.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => HandOffError::ToolMissing { tool },
        _ => HandOffError::Io(error),
    })
}

/// The words of CUPS 1.4 to 2.4 for "there is nothing to print on".
fn says_no_printer(stderr: &str) -> bool {
    let stderr = stderr.to_lowercase();
    [
        "no default destination",
        "printer or class does not exist",
        "unknown destination",
        "no such destination",
    ]
    .iter()
    .any(|words| stderr.contains(words))
        || stderr.contains("destination") && stderr.contains("does not exist")
}

fn write_durably(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        // a patient's paper is for its user only
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Windows keeps the rename itself; a folder cannot be opened for syncing there.
#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(windows)]
mod windows {
    use super::{Command, HandOffError, Path, run, says_no_printer, whole};

    /// The shell's print verb. The file's name travels in the environment, so that no character of it is ever read
    /// as a command; the sentence is fixed.
    pub(super) fn print(file: &Path) -> Result<(), HandOffError> {
        let sentence = "$ErrorActionPreference='Stop'; Start-Process -FilePath $env:FELDSHER_PAPER -Verb Print -WindowStyle Hidden";
        let mut command = Command::new("powershell.exe");
        command
            .args(["-NoProfile", "-NonInteractive", "-Command", sentence])
            .env("FELDSHER_PAPER", whole(file)?);
        match run(&mut command)? {
            None => Ok(()),
            Some(stderr) if says_no_printer(&stderr) => Err(HandOffError::NoPrinter),
            Some(stderr) => Err(HandOffError::PrinterRefused { stderr }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::trouble;

    /// What `lpstat -l -p` of CUPS 2.4 writes.
    fn state(words: &str, alerts: &str) -> String {
        format!(
            "printer Ward {words} since Mon Nov 23 05:12:29 2026 -\n\tForm mounted:\n\tAlerts: {alerts}\n\tLocation: \n"
        )
    }

    #[test]
    fn a_printer_at_work_is_no_trouble() {
        let works = "now printing Ward-3.  enabled";
        for alerts in [
            "none",
            "media-empty-warning",
            "toner-low-report",
            "cups-waiting-for-job-completed",
        ] {
            assert_eq!(trouble(&state(works, alerts), true), None, "{alerts}");
        }
        assert_eq!(trouble(&state(works, "connecting-to-device"), false), None);
        assert_eq!(trouble("", true), None);
    }

    #[test]
    fn a_printer_that_waits_says_why() {
        for (words, alerts, why) in [
            (
                "now printing Ward-3.  enabled",
                "connecting-to-device",
                "connecting-to-device",
            ),
            (
                "now printing Ward-3.  enabled",
                "toner-low-report media-empty-error",
                "media-empty-error",
            ),
            ("disabled", "paused", "paused"),
            (
                "disabled",
                "none",
                "printer Ward disabled since Mon Nov 23 05:12:29 2026 -",
            ),
        ] {
            assert_eq!(trouble(&state(words, alerts), true).as_deref(), Some(why));
        }
    }
}
