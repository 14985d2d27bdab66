//! Debian's PostgreSQL twice: a primary and its streaming replica, on private ports, gone with the test.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::store::rig::{installed, is_root};

pub const DATABASE: &str = "failover";
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Pair {
    folder: tempfile::TempDir,
    binaries: PathBuf,
    ports: [u16; 2],
}

pub const PRIMARY: usize = 0;
pub const REPLICA: usize = 1;

impl Pair {
    /// `synchronous`: a commit is answered when the replica has it too. `None`: not installed here; in CI that is a failure.
    pub fn start(synchronous: bool) -> Option<Self> {
        let Some(binaries) = installed() else {
            assert!(
                std::env::var_os("CI").is_none(),
                "PostgreSQL is not installed (Debian: postgresql)"
            );
            eprintln!("skipped: PostgreSQL is not installed (Debian: postgresql)");
            return None;
        };
        let ports = [0, 1].map(|_| std::net::TcpListener::bind("127.0.0.1:0").unwrap());
        let ports = ports.map(|listener| listener.local_addr().unwrap().port());
        let pair = Self {
            folder: tempfile::tempdir().unwrap(),
            binaries,
            ports,
        };
        if is_root() {
            let owned = Command::new("chown")
                .arg("postgres")
                .arg(pair.folder.path())
                .status();
            assert!(owned.unwrap().success());
        }
        let cluster = ["-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync"];
        let data = pair.data(PRIMARY);
        pair.run(
            "initdb",
            &[&["-D", &data, "--locale=C.UTF-8"], &cluster[..]].concat(),
        );
        pair.serve(PRIMARY);
        pair.ask(PRIMARY, &format!("CREATE DATABASE {DATABASE}"));
        let from = format!("host=127.0.0.1 port={} user=postgres", ports[PRIMARY]);
        let data = pair.data(REPLICA);
        pair.run(
            "pg_basebackup",
            &[
                "-D",
                &data,
                "-d",
                &from,
                "-R",
                "-c",
                "fast",
                "-X",
                "stream",
                "--no-sync",
            ],
        );
        pair.serve(REPLICA);
        pair.until("the replica follows", || {
            let followers = "SELECT COUNT(*) FROM pg_stat_replication WHERE state = 'streaming'";
            pair.number(PRIMARY, followers) == 1
        });
        if synchronous {
            pair.ask(PRIMARY, "ALTER SYSTEM SET synchronous_standby_names = '*'");
            pair.ask(PRIMARY, "SELECT pg_reload_conf()");
            pair.until("commits wait for the replica", || {
                let waiting = "SELECT COUNT(*) FROM pg_stat_replication WHERE sync_state = 'sync'";
                pair.number(PRIMARY, waiting) == 1
            });
        }
        Some(pair)
    }

    /// For the store: whichever of the two may be written to.
    pub fn address(&self) -> String {
        let [one, two] = self.ports;
        format!(
            "postgres://postgres@127.0.0.1:{one},127.0.0.1:{two}/{DATABASE}?target_session_attrs=read-write"
        )
    }

    /// Everything of the primary dies at once, without a word.
    pub fn kill_primary(&self) {
        let file = format!("{}/postmaster.pid", self.data(PRIMARY));
        let text = std::fs::read_to_string(file).unwrap();
        let id = text.lines().next().unwrap();
        let children = Command::new("pgrep").args(["-P", id]).output().unwrap();
        let children = String::from_utf8(children.stdout).unwrap();
        let all: Vec<&str> = std::iter::once(id).chain(children.lines()).collect();
        // A child that ended by itself in between is no trouble.
        Command::new("kill")
            .arg("-KILL")
            .args(all)
            .status()
            .unwrap();
        self.until("the primary is dead", || self.connect(PRIMARY).is_err());
    }

    /// The replica no longer hears of anything.
    pub fn stop_replica(&self) {
        let data = self.data(REPLICA);
        self.run("pg_ctl", &["-D", &data, "-w", "-m", "fast", "stop"]);
    }

    pub fn promote(&self) {
        let data = self.data(REPLICA);
        self.run("pg_ctl", &["-D", &data, "-w", "promote"]);
    }

    pub fn serve(&self, which: usize) {
        let (data, folder, port) = (
            self.data(which),
            self.folder.path().display(),
            self.ports[which],
        );
        let options = format!(
            "-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off -c max_wal_senders=4"
        );
        let log = format!("{folder}/log{which}");
        self.run(
            "pg_ctl",
            &["-D", &data, "-w", "-l", &log, "-o", &options, "start"],
        );
    }

    pub fn number(&self, which: usize, sql: &str) -> i64 {
        self.connect(which)
            .unwrap()
            .query_one(sql, &[])
            .unwrap()
            .get(0)
    }

    fn ask(&self, which: usize, sql: &str) {
        self.connect(which).unwrap().simple_query(sql).unwrap();
    }

    /// To the store's database, and before it is there to the cluster's own.
    pub fn connect(&self, which: usize) -> Result<postgres::Client, postgres::Error> {
        let at = |database: &str| {
            let port = self.ports[which];
            let address = format!("postgres://postgres@127.0.0.1:{port}/{database}");
            postgres::Client::connect(&address, postgres::NoTls)
        };
        at(DATABASE).or_else(|_not_yet| at("postgres"))
    }

    fn data(&self, which: usize) -> String {
        let folder = self.folder.path().join(["primary", "replica"][which]);
        folder.display().to_string()
    }

    fn until(&self, what: &str, mut is_so: impl FnMut() -> bool) {
        let began = Instant::now();
        while !is_so() {
            assert!(began.elapsed() < PATIENCE, "waited in vain: {what}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        let status = self.command(program).args(arguments).status().unwrap();
        assert!(status.success(), "{program} {arguments:?}");
    }

    fn command(&self, program: &str) -> Command {
        let program = self.binaries.join(program);
        let mut command = if is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        command
            .current_dir(self.folder.path())
            .stdout(Stdio::null());
        command
    }
}

impl Drop for Pair {
    fn drop(&mut self) {
        for which in [REPLICA, PRIMARY] {
            // The killed one is stopped already.
            self.command("pg_ctl")
                .args(["-D", &self.data(which), "-w", "-m", "immediate", "stop"])
                .stderr(Stdio::null())
                .status()
                .ok();
        }
    }
}
