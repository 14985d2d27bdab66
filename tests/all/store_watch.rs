//! A store in service: what it counts, how it says that it is well, how it asks for patience and how it stops; and a day of load.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use feldsher::clock::FixedClock;
use feldsher::store::Store;
use feldsher::store::load::play::{play, read_back};
use feldsher::store::load::workstation::Workstation;
use feldsher::store::load::{Load, LoadError, run};
use feldsher::store::serve::{Limits, Running, start_watched};
use feldsher::store::storage::{Storage, StoreError, Tx};
use feldsher::store::system_entropy;
use feldsher::sync::client::Outcome;
use feldsher::sync::cursor::Log;
use feldsher::sync::http::HttpLine;
use serde_json::json;

use crate::store::rig::{Process, World, on_sqlite, program};
use crate::sync::rig::{Dice, NOW, Station};

/// A database that is away, or slow, when told to be.
struct Moody {
    inner: Arc<dyn Storage>,
    away: AtomicBool,
    slow_ms: AtomicU64,
}

impl Storage for Moody {
    fn transact(
        &self,
        work: &mut dyn FnMut(&mut dyn Tx) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        if self.away.load(Ordering::SeqCst) {
            return Err(StoreError::Database("away".to_owned()));
        }
        std::thread::sleep(Duration::from_millis(self.slow_ms.load(Ordering::SeqCst)));
        self.inner.transact(work)
    }

    fn migrate(&self) -> Result<(), StoreError> {
        self.inner.migrate()
    }
}

fn moody() -> (World, Arc<Moody>, Arc<Store>) {
    let world = on_sqlite();
    let storage = Arc::new(Moody {
        inner: Arc::clone(&world.storage),
        away: AtomicBool::new(false),
        slow_ms: AtomicU64::new(0),
    });
    let clock = Arc::new(FixedClock::at(NOW));
    let store = Store::open(storage.clone(), clock, Dice::new(3).entropy()).unwrap();
    (world, storage, Arc::new(store))
}

fn watched(store: &Arc<Store>, limits: Limits) -> Running {
    let anywhere = "127.0.0.1:0".parse().unwrap();
    start_watched(Arc::clone(store), anywhere, Some(anywhere), limits).unwrap()
}

/// Status line with heads, and body.
fn get(url: &str, path: &str) -> (String, String) {
    let address = url.strip_prefix("http://").unwrap();
    let mut line = TcpStream::connect(address).unwrap();
    write!(
        line,
        "GET {path} HTTP/1.1\r\nhost: store\r\nconnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    line.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.to_owned(), body.to_owned())
}

fn metrics(running: &Running) -> String {
    let (head, body) = get(&running.watch_url().unwrap(), "/metrics");
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    body
}

fn value(text: &str, name: &str) -> Option<f64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|rest| rest.strip_prefix(' ')?.parse().ok())
}

#[test]
fn what_happened_is_counted_and_nobody_is_named() {
    let world = on_sqlite();
    let running = watched(&world.store, Limits::default());
    let mut station = world.station("дом Пробникова");
    let other = world.station("дом");
    let patient = station.new_patient("Пробников");
    for n in 0..4 {
        station.visit(patient, &format!("запись {n}"));
    }
    let mut broken = station.card_change(patient, "name.given", "Проба");
    broken.bytes.truncate(60);
    station.vault.write(broken);
    let mut line = HttpLine::new(&running.url()).unwrap();
    assert_eq!(station.sync(&mut line).outcome, Outcome::Done);
    world.store.revoke_device(other.device, "украден").unwrap();
    let mut stolen = other;
    stolen.sync(&mut line);

    let text = metrics(&running);
    let of = |name: &str| value(&text, &format!("feldsher_store_{name}"));
    assert_eq!(
        of("changes_total{verdict=\"accepted\"}"),
        Some(5.0),
        "{text}"
    );
    assert_eq!(of("changes_total{verdict=\"refused\"}"), Some(1.0));
    let reasons = text
        .lines()
        .filter(|line| line.starts_with("feldsher_store_refused_changes_total{"));
    assert_eq!(reasons.count(), 1);
    assert_eq!(
        of("requests_total{kind=\"sync\",answer=\"revoked\"}"),
        Some(1.0)
    );
    let answered = of("requests_total{kind=\"sync\",answer=\"ok\"}").unwrap();
    assert_eq!(of("request_seconds_count"), Some(answered + 1.0));
    assert!(of("push_frame_seconds_count").unwrap() >= 1.0);
    assert!(of("in_bytes_total").unwrap() > 500.0 && of("out_bytes_total").unwrap() > 500.0);
    assert_eq!(
        (of("devices"), of("devices_revoked")),
        (Some(1.0), Some(1.0))
    );
    assert_eq!(
        (of("devices_seen"), of("quarantine")),
        (Some(1.0), Some(1.0))
    );
    assert_eq!(
        (of("database_up"), of("requests_in_work")),
        (Some(1.0), Some(0.0))
    );
    assert!(of("database_bytes").unwrap() > 10_000.0);
    // Numbers and words of this program only.
    let ids = [
        station.device.to_string(),
        stolen.device.to_string(),
        station.scope.to_string(),
        patient.to_string(),
    ];
    for secret in ids
        .iter()
        .map(String::as_str)
        .chain(["Пробников", "дом", "Кабинет", "украден"])
    {
        assert!(!text.contains(secret), "{secret}");
    }
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (name, number) = line.rsplit_once(' ').unwrap();
        assert!(
            name.starts_with("feldsher_store_") && number.parse::<f64>().is_ok(),
            "{line}"
        );
        let plain = |c: char| c.is_ascii_alphanumeric() || "_{}=\"+.-,".contains(c);
        assert!(name.chars().all(plain), "{line}");
    }
    // Not at the address of the workstations.
    let (head, _) = get(&running.url(), "/metrics");
    assert!(head.starts_with("HTTP/1.1 404"), "{head}");
}

#[test]
fn a_store_whose_database_is_away_says_that_it_is_not_well() {
    let (_world, storage, store) = moody();
    let running = watched(&store, Limits::default());
    let ask = |url: &str, path: &str| {
        // An answer is good for a second.
        std::thread::sleep(Duration::from_millis(1_100));
        get(url, path)
    };
    let (own, watch) = (running.url(), running.watch_url().unwrap());
    for (url, path) in [(&own, "/v1/health"), (&watch, "/health")] {
        let (head, body) = ask(url, path);
        assert!(head.starts_with("HTTP/1.1 200") && body == "ok\n", "{head}");
    }
    storage.away.store(true, Ordering::SeqCst);
    for (url, path) in [(&own, "/v1/health"), (&watch, "/health")] {
        let (head, _) = ask(url, path);
        assert!(
            head.starts_with("HTTP/1.1 503") && head.contains("retry-after: 5"),
            "{head}"
        );
    }
    let text = metrics(&running);
    assert_eq!(value(&text, "feldsher_store_database_up"), Some(0.0));
    assert_eq!(value(&text, "feldsher_store_devices"), None);
    storage.away.store(false, Ordering::SeqCst);
    let (head, _) = ask(&own, "/v1/health");
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
}

#[test]
fn a_full_store_asks_to_come_again_and_nothing_is_lost() {
    let world = on_sqlite();
    let mut station = world.station("дом");
    station.new_patient("Пробников");
    let full = watched(
        &world.store,
        Limits {
            at_once: 0,
            ..Limits::default()
        },
    );
    let report = station.sync(&mut HttpLine::new(&full.url()).unwrap());
    assert_eq!(
        (report.outcome, report.retry_after),
        (Outcome::Busy, Some(5))
    );
    assert_eq!(station.vault.outbox_len(), 1);
    let text = metrics(&full);
    assert_eq!(
        value(
            &text,
            "feldsher_store_requests_total{kind=\"sync\",answer=\"busy\"}"
        ),
        Some(1.0)
    );
    full.stop().unwrap();
    let open = watched(&world.store, Limits::default());
    let report = station.sync(&mut HttpLine::new(&open.url()).unwrap());
    assert_eq!(
        (report.outcome, station.vault.outbox_len()),
        (Outcome::Done, 0)
    );
}

/// What is in work is answered, and whoever says nothing does not keep the store from stopping.
#[test]
fn a_stop_lets_the_request_in_work_finish_and_waits_for_nobody_else() {
    let (world, storage, store) = moody();
    let limits = Limits {
        stop: Duration::from_secs(5),
        ..Limits::default()
    };
    let running = watched(&store, limits);
    let url = running.url();
    let mut station = Station::enrol(&store, "дом", &world.dice);
    station.new_patient("Пробников");
    storage.slow_ms.store(150, Ordering::SeqCst);
    let report = std::thread::scope(|scope| {
        let syncing = scope.spawn(|| station.sync(&mut HttpLine::new(&url).unwrap()));
        std::thread::sleep(Duration::from_millis(250));
        running.stop().unwrap();
        syncing.join().unwrap()
    });
    // The session's first request was in work; the next one finds nobody.
    assert!(
        report.pushed == 1 || report.outcome == Outcome::Done,
        "{report:?}"
    );
    storage.slow_ms.store(0, Ordering::SeqCst);

    let limits = Limits {
        stop: Duration::from_millis(300),
        ..Limits::default()
    };
    let running = watched(&store, limits);
    let mut silent = TcpStream::connect(running.address()).unwrap();
    silent
        .write_all(b"POST /v1/sync HTTP/1.1\r\nhost: store\r\ncontent-length: 100\r\n\r\nFel")
        .unwrap();
    std::thread::sleep(Duration::from_millis(100));
    let began = Instant::now();
    running.stop().unwrap();
    assert!(
        began.elapsed() < Duration::from_secs(5),
        "{:?}",
        began.elapsed()
    );
}

#[test]
fn a_day_of_load_is_played_and_read_back_by_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let process = Process::start(folder.path());
    let arguments = [
        "load",
        "--url",
        &process.url,
        "--workstations",
        "3",
        "--visits",
        "30",
        "--at-once",
        "2",
    ];
    let report = program(folder.path(), &arguments);
    // Six patients' cards and thirty visits each, twenty changes in a frame.
    assert_eq!(
        (&report["changes"], &report["frames"]),
        (&json!(108), &json!(6))
    );
    assert_eq!(
        (&report["lost"], &report["read_back"]),
        (&json!(0), &json!(108))
    );
    let times = ["p50_ms", "p95_ms", "p99_ms", "max_ms"].map(|name| report[name].as_f64().unwrap());
    assert!(times[0] > 0.0 && times.is_sorted(), "{report}");
    assert!(report["frames_per_second"].as_f64().unwrap() > 0.0);
    let stats = program(folder.path(), &["stats"]);
    assert_eq!(
        (&stats["chunks"], &stats["devices"], &stats["quarantine"]),
        (&json!(108), &json!(3), &json!(0))
    );
    // Once more into the same one: it holds nothing but load.
    assert_eq!(program(folder.path(), &arguments)["lost"], 0);
}

#[test]
fn a_load_is_never_played_into_records_and_notices_what_is_missing() {
    let world = on_sqlite();
    let running = watched(&world.store, Limits::default());
    let load = Load {
        url: running.url(),
        workstations: 1,
        visits: 25,
        at_once: 1,
        pid: None,
    };
    let mut days = [Workstation::enrol(&world.store, "дом", 25, &system_entropy()).unwrap()];
    play(&mut days, &load).unwrap();
    let scope = world.store.devices(None).unwrap()[0].scope;
    world.forget_tail(scope, Log::Entries, 22);
    assert_eq!(read_back(&mut days, &load).unwrap(), 27);
    assert_eq!(days[0].lost(), 3);
    let refused = run(&world.store, &load, &|_| ());
    assert!(matches!(refused, Err(LoadError::Records)), "{refused:?}");
}
