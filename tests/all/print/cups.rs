//! A real CUPS with its own socket, folders and queues: a page comes out, a stopped queue and an empty tray say so and keep the job,
//! a printer that is not there is named as missing. It needs root and `cupsd`; elsewhere it says so.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use feldsher::print::paper::Size;
use feldsher::print::printer::{HandOffError, PrintJob, print_with, printers_with};

const CUPSD: &str = "/usr/sbin/cupsd";
/// A printer without paper: it says so and stops.
const DRY: &str = "#!/bin/sh\n[ $# -eq 0 ] && { echo 'direct dry \"Unknown\" \"dry\"'; exit 0; }\necho 'STATE: +media-empty-error' >&2\nsleep 1\nexit 4\n";

/// A printer whose paper is a file.
const SHEET: &str = "#!/bin/sh\n[ $# -eq 0 ] && { echo 'direct sheet \"Unknown\" \"sheet\"'; exit 0; }\ncat \"${6:--}\" > \"${DEVICE_URI#sheet:}\"\n";

struct Cups {
    folder: tempfile::TempDir,
    daemon: Child,
}

impl Drop for Cups {
    fn drop(&mut self) {
        // The daemon is ours; that it has ended already changes nothing.
        self.daemon.kill().ok();
        self.daemon.wait().ok();
    }
}

impl Cups {
    fn start() -> Option<Self> {
        let id = Command::new("id").arg("-u").output().ok()?;
        let is_root = String::from_utf8_lossy(&id.stdout).trim() == "0";
        if !is_root || !Path::new(CUPSD).exists() {
            assert_ne!(
                std::env::var("CI").as_deref(),
                Ok("true"),
                "CI needs root and cupsd (cups)"
            );
            eprintln!("skipped: printing on a real queue needs root and cupsd (cups)");
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        // The filters of CUPS run as another user.
        open(root, 0o755);
        for name in [
            "etc",
            "state",
            "cache",
            "spool",
            "tmp",
            "log",
            "bin/backend",
        ] {
            fs::create_dir_all(root.join(name)).unwrap();
        }
        open(&root.join("tmp"), 0o1777);
        for (name, script) in [("dry", DRY), ("sheet", SHEET)] {
            let backend = root.join("bin/backend").join(name);
            fs::write(&backend, script).unwrap();
            open(&backend, 0o755);
        }
        for name in ["daemon", "filter"] {
            let theirs = Path::new("/usr/lib/cups").join(name);
            std::os::unix::fs::symlink(theirs, root.join("bin").join(name)).unwrap();
        }
        let at = root.display();
        let files = format!(
            "ServerRoot {at}/etc\nStateDir {at}/state\nCacheDir {at}/cache\nRequestRoot {at}/spool\nTempDir {at}/tmp\n\
             ServerBin {at}/bin\nErrorLog {at}/log/error\nAccessLog {at}/log/access\nPageLog {at}/log/page\n\
             SystemGroup root\n"
        );
        fs::write(root.join("etc/cups-files.conf"), files).unwrap();
        // Whoever reaches the socket may do everything: the folder is the test's own.
        let allow =
            |place: &str| format!("<Location {place}>\nOrder allow,deny\nAllow all\n</Location>\n");
        let open_to_all = [allow("/"), allow("/admin")].concat();
        let conf = format!(
            "Listen {at}/socket\nBrowsing Off\nLogLevel debug\nDefaultAuthType None\n{open_to_all}<Policy default>\n<Limit All>\nOrder allow,deny\nAllow all\n</Limit>\n</Policy>\n"
        );
        fs::write(root.join("etc/cupsd.conf"), conf).unwrap();
        let daemon = Command::new(CUPSD)
            .args(["-f", "-c"])
            .arg(root.join("etc/cupsd.conf"))
            .arg("-s")
            .arg(root.join("etc/cups-files.conf"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let cups = Self { folder, daemon };
        for tool in ["lp", "lpstat"] {
            let path = cups.folder.path().join(tool);
            let line = format!(
                "#!/bin/sh\nCUPS_SERVER={at}/socket exec /usr/bin/{tool} \"$@\"\n",
                at = cups.folder.path().display()
            );
            fs::write(&path, line).unwrap();
            open(&path, 0o755);
        }
        let began = Instant::now();
        while !cups.tool("lpstat", &["-r"]).0.contains("is running") {
            assert!(began.elapsed() < Duration::from_secs(20), "{}", cups.log());
            std::thread::sleep(Duration::from_millis(100));
        }
        Some(cups)
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log/error")).unwrap_or_default()
    }

    /// What a program of CUPS says, and whether it went well.
    fn tool(&self, name: &str, args: &[&str]) -> (String, bool) {
        let output = Command::new(name)
            .args(args)
            .env("CUPS_SERVER", self.folder.path().join("socket"))
            .env("LC_ALL", "C")
            .output()
            .unwrap();
        let mut said = String::from_utf8_lossy(&output.stdout).into_owned();
        said.push_str(&String::from_utf8_lossy(&output.stderr));
        (said, output.status.success())
    }

    fn queue(&self, name: &str, device: &str) {
        // Raw: what we hand over is what comes out.
        let (said, went) = self.tool("lpadmin", &["-p", name, "-E", "-v", device, "-m", "raw"]);
        assert!(went, "{said}\n{}", self.log());
    }

    fn print(&self, file: &Path, printer: &str) -> Result<(), HandOffError> {
        let job = PrintJob {
            file,
            printer: Some(printer),
            copies: 1,
            size: Size::A4,
            title: "feldsher",
        };
        print_with(self.folder.path().join("lp").as_os_str(), &job)
    }

    fn jobs(&self, printer: &str) -> usize {
        self.tool("lpstat", &["-o", printer]).0.lines().count()
    }

    /// Until the file that stands for the paper has these bytes.
    fn comes_out(&self, at: &Path, bytes: &[u8]) {
        let began = Instant::now();
        while fs::read(at).unwrap_or_default() != bytes {
            assert!(began.elapsed() < Duration::from_secs(20), "{}", self.log());
            std::thread::sleep(Duration::from_millis(100));
        }
    }
}

fn open(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_real_queue_prints_waits_and_keeps_the_job() {
    let Some(cups) = Cups::start() else { return };
    let root: PathBuf = cups.folder.path().to_owned();
    let out = root.join("out.pdf");
    fs::write(&out, b"").unwrap();
    open(&out, 0o666);
    cups.queue("Paper", &format!("sheet:{}", out.display()));
    cups.queue("Dry", "dry:/tray");
    let names = printers_with(root.join("lpstat").as_os_str()).unwrap();
    assert!(
        names.contains(&"Paper".to_owned()) && names.contains(&"Dry".to_owned()),
        "{names:?}"
    );

    let samples = super::samples::discharge(
        feldsher::domain::country::Country::Kz,
        feldsher::domain::lang::Lang::Kk,
    );
    let (_, bytes) = super::read_back::pdf(&feldsher::print::papers::discharge(&samples));
    let file = root.join("paper.pdf");
    fs::write(&file, &bytes).unwrap();

    cups.print(&file, "Paper").unwrap();
    cups.comes_out(&out, &bytes);

    // Somebody stopped the queue: the job waits, and is printed when it goes on.
    assert!(cups.tool("cupsdisable", &["Paper"]).1);
    fs::write(&out, b"").unwrap();
    let waits = cups.print(&file, "Paper").unwrap_err();
    assert!(matches!(&waits, HandOffError::Waiting { .. }), "{waits:?}");
    assert!(waits.is_permanent(), "a second try would print it twice");
    assert_eq!(cups.jobs("Paper"), 1);
    assert!(cups.tool("cupsenable", &["Paper"]).1);
    cups.comes_out(&out, &bytes);

    // No paper in the tray.
    let empty = cups.print(&file, "Dry").unwrap_err();
    let HandOffError::Waiting { why } = &empty else {
        panic!("{empty:?}\n{}", cups.log());
    };
    assert!(why.contains("media-empty"), "{why}");
    assert_eq!(cups.jobs("Dry"), 1);

    // No such printer, and none at all.
    let absent = cups.print(&file, "Gone").unwrap_err();
    assert!(matches!(absent, HandOffError::NoPrinter), "{absent:?}");
    let lp = root.join("lp");
    let any = PrintJob {
        file: &file,
        printer: None,
        copies: 1,
        size: Size::A4,
        title: "feldsher",
    };
    let none = print_with(lp.as_os_str(), &any).unwrap_err();
    assert!(matches!(none, HandOffError::NoPrinter), "{none:?}");
}
