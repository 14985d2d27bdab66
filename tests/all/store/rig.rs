//! A world for the national store: a database of either kind, workstations in memory, and the program itself.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Arc;

use feldsher::domain::ids::{DocId, FacilityId, Hash32};
use feldsher::store::Store;
use feldsher::store::postgres::Postgres;
use feldsher::store::serve::{Limits, Running, start};
use feldsher::store::sqlite::Sqlite;
use feldsher::store::storage::{Row, Storage, Value, within};
use feldsher::sync::client::Outcome;
use feldsher::sync::cursor::Log;
use feldsher::sync::digest::SetDigest;

use crate::sync::rig::{Dice, Direct, Station, open_store};

/// A database, and the dice of this case.
pub struct World {
    pub storage: Arc<dyn Storage>,
    pub store: Arc<Store>,
    pub dice: Dice,
    /// Every how many bytes a line is cut: every one where it is quick.
    pub step: usize,
    /// Removed with the case.
    _folder: Option<tempfile::TempDir>,
}

impl World {
    pub fn new(storage: Arc<dyn Storage>, step: usize, folder: Option<tempfile::TempDir>) -> Self {
        let dice = Dice::new(7);
        Self {
            store: open_store(Arc::clone(&storage), &dice),
            storage,
            dice,
            step,
            _folder: folder,
        }
    }

    pub fn station(&self, scope: &str) -> Station {
        Station::enrol(&self.store, scope, &self.dice)
    }

    pub fn line(&self) -> Direct<'_> {
        Direct::new(&self.store)
    }

    pub fn serve(&self, limits: Limits) -> Running {
        start(
            Arc::clone(&self.store),
            "127.0.0.1:0".parse().unwrap(),
            limits,
        )
        .unwrap()
    }

    pub fn rows(&self, sql: &str) -> Vec<Row> {
        within(&*self.storage, |tx| tx.query(sql, &[])).unwrap()
    }

    pub fn count(&self, table: &str) -> u64 {
        self.rows(&format!("SELECT COUNT(*) FROM {table}"))[0]
            .u64(0)
            .unwrap()
    }

    /// Every log is dense and names each chunk once.
    pub fn assert_sound(&self) {
        let rows =
            self.rows("SELECT scope, log, seq, hash, what FROM log_entry ORDER BY scope, log, seq");
        let mut seen = BTreeSet::new();
        let mut before = (Vec::new(), -1, 0);
        for row in rows {
            let (scope, log, seq) = (
                row.bytes(0).unwrap().to_vec(),
                row.i64(1).unwrap(),
                row.i64(2).unwrap(),
            );
            let expected = if (&before.0, before.1) == (&scope, log) {
                before.2 + 1
            } else {
                1
            };
            assert_eq!(seq, expected, "a gap in a log");
            if row.i64(4).unwrap() == 0 {
                assert!(
                    seen.insert((scope.clone(), row.bytes(3).unwrap().to_vec())),
                    "a chunk twice in one log"
                );
            }
            before = (scope, log, seq);
        }
    }

    /// Takes the newest entries of a scope's log away, as a restore from yesterday's backup does.
    pub fn forget_tail(&self, scope: FacilityId, log: Log, keep: u64) {
        within(&*self.storage, |tx| {
            let at = [
                Value::Bytes(scope.0.to_vec()),
                Value::Int(i64::from(log.number())),
                Value::Int(keep as i64),
            ];
            tx.execute(
                "DELETE FROM chunk WHERE hash IN (SELECT hash FROM log_entry WHERE scope = $1 AND log = $2 AND seq > $3)",
                &at,
            )?;
            tx.execute("DELETE FROM doc WHERE doc NOT IN (SELECT doc FROM chunk)", &[])?;
            tx.execute("DELETE FROM log_entry WHERE scope = $1 AND log = $2 AND seq > $3", &at)?;
            let left = tx.query(
                "SELECT hash, doc, what, chain FROM log_entry WHERE scope = $1 AND log = $2 AND seq <= $3 ORDER BY seq",
                &at,
            )?;
            let mut set = SetDigest::default();
            for row in left.iter().filter(|row| matches!(row.i64(2), Ok(0))) {
                set.add(Hash32(row.array(0)?), DocId(row.array(1)?));
            }
            let chain = left.last().map_or(Ok([0; 16]), |row| row.array(3))?;
            tx.execute(
                "UPDATE log_head SET seq = $3, chain = $4, set_count = $5, set_sum = $6 WHERE scope = $1 AND log = $2",
                &[
                    at[0].clone(),
                    at[1].clone(),
                    at[2].clone(),
                    Value::Bytes(chain.to_vec()),
                    Value::Int(set.count as i64),
                    Value::Bytes(set.sum.to_vec()),
                ],
            )
        })
        .unwrap();
    }
}

pub fn on_sqlite() -> World {
    let folder = tempfile::tempdir().unwrap();
    let storage = Arc::new(Sqlite::open(&folder.path().join("store.sqlite")).unwrap());
    World::new(storage, 1, Some(folder))
}

/// Syncs everyone until nothing moves.
pub fn settle(world: &World, stations: &mut [&mut Station]) {
    for _ in 0..6 {
        for station in stations.iter_mut() {
            let report = station.sync(&mut world.line());
            assert_eq!(report.outcome, Outcome::Done, "{report:?}");
        }
    }
}

pub fn assert_same(a: &Station, b: &Station) {
    assert_eq!(a.vault.placed(), b.vault.placed());
    assert_eq!(a.vault.outbox_len(), 0);
    assert_eq!(b.vault.outbox_len(), 0);
}

// The cases.

/// One command of the store's program: its JSON line.
pub fn program(data: &std::path::Path, arguments: &[&str]) -> serde_json::Value {
    let output = Command::new(env!("CARGO_BIN_EXE_feldsher-store"))
        .args(arguments)
        .arg("--data")
        .arg(data)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The store's program, serving; killed with the test.
pub struct Process {
    child: std::process::Child,
    pub url: String,
}

impl Process {
    pub fn start(data: &std::path::Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_feldsher-store"))
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let out = child.stdout.as_mut().unwrap();
        std::io::BufRead::read_line(&mut std::io::BufReader::new(out), &mut line).unwrap();
        let told: serde_json::Value = serde_json::from_str(&line).unwrap();
        let url = told["listening"].as_str().unwrap().to_owned();
        Self { child, url }
    }

    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub fn terminate(&mut self) -> std::process::ExitStatus {
        let id = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &id])
                .status()
                .unwrap()
                .success()
        );
        self.child.wait().unwrap()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Already dead is as good.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// Debian's PostgreSQL on a private port, gone with the test.
pub struct Cluster {
    folder: tempfile::TempDir,
    binaries: PathBuf,
    port: u16,
}

impl Cluster {
    /// `None`: not installed here. In CI that is a failure.
    pub fn start() -> Option<Self> {
        let Some(binaries) = installed() else {
            assert!(
                std::env::var_os("CI").is_none(),
                "PostgreSQL is not installed (Debian: postgresql)"
            );
            eprintln!("skipped: PostgreSQL is not installed (Debian: postgresql)");
            return None;
        };
        let folder = tempfile::tempdir().unwrap();
        let port = std::net::TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let cluster = Self {
            folder,
            binaries,
            port,
        };
        if is_root() {
            let owned = Command::new("chown")
                .arg("postgres")
                .arg(cluster.folder.path())
                .status();
            assert!(owned.unwrap().success());
        }
        let data = cluster.data();
        cluster.run(
            "initdb",
            &[
                "-D",
                &data,
                "-A",
                "trust",
                "-U",
                "postgres",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
            ],
        );
        let sockets = cluster.folder.path().display();
        let options = format!(
            "-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={sockets} -c fsync=off"
        );
        cluster.run(
            "pg_ctl",
            &[
                "-D",
                &data,
                "-w",
                "-l",
                &format!("{sockets}/log"),
                "-o",
                &options,
                "start",
            ],
        );
        Some(cluster)
    }

    pub fn world(&self, database: &str) -> World {
        // Names are cut at 63 bytes; the cases differ before that.
        let admin = format!("postgres://postgres@127.0.0.1:{}/postgres", self.port);
        let mut client = postgres::Client::connect(&admin, postgres::NoTls).unwrap();
        client
            .batch_execute(&format!("CREATE DATABASE {database}"))
            .unwrap();
        let address = format!(
            "postgres://postgres@127.0.0.1:{}/{}",
            self.port,
            &database[..database.len().min(63)]
        );
        World::new(Arc::new(Postgres::open(&address).unwrap()), 41, None)
    }

    pub fn data(&self) -> String {
        self.folder.path().join("data").display().to_string()
    }

    pub fn run(&self, program: &str, arguments: &[&str]) {
        let program = self.binaries.join(program);
        let mut command = if is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        let status = command
            .args(arguments)
            .current_dir(self.folder.path())
            .stdout(Stdio::null())
            .status()
            .unwrap();
        assert!(status.success(), "{arguments:?}");
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.run(
            "pg_ctl",
            &["-D", &self.data(), "-w", "-m", "immediate", "stop"],
        );
    }
}

pub fn installed() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let mut folders: Vec<PathBuf> = versions
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .filter(|folder| folder.join("initdb").exists())
        .collect();
    folders.sort();
    folders.pop()
}

pub fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().unwrap();
    id.stdout == b"0\n"
}
