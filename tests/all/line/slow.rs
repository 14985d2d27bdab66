//! Lines of 2 kbit/s: the store lives in a network namespace of its own, and each workstation reaches it over a pair of virtual cards
//! with `tc tbf` on both ends. A workstation speaks plain HTTP to its own machine only, so the faults' proxy stands beside it and its
//! far side crosses the slow line. Needs root and iproute2.

use std::net::Ipv4Addr;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::proxy::Proxy;
use super::station::Station;
use super::{SCOPE, all, assert_converged, code, weather};
use crate::store::rig::is_root;

/// Bits a second, each way.
const RATE: &str = "2kbit";
/// What the line swallows before it drops, in time: a modem far away keeps half a minute.
const LATENCY: &str = "30s";
/// A small packet goes between others.
const MTU: &str = "576";
/// One packet: what goes beyond waits for the rate.
const BURST: &str = "600";
const PORT: u16 = 8440;
/// With the faults on; the rest is enrolment, measuring and convergence.
const BAD_SECONDS: u64 = 60;

/// The namespace and its lines; gone with the test.
struct Lines {
    name: String,
    prefix: String,
}

impl Lines {
    fn lay(count: usize) -> Self {
        let id = std::process::id();
        let lines = Self {
            name: format!("feldsher-line-{id}"),
            prefix: format!("fl{}", id % 100_000),
        };
        root(&["ip", "netns", "add", &lines.name]);
        lines.inside(&["ip", "link", "set", "lo", "up"]);
        for at in 0..count {
            let (here, there) = (lines.card(at), format!("{}t{at}", lines.prefix));
            let peer = ["peer", "name", &there, "netns", &lines.name];
            root(
                &[
                    &["ip", "link", "add", &here, "mtu", MTU, "type", "veth"],
                    &peer[..],
                ]
                .concat(),
            );
            let (near, far) = (
                format!("{}/30", address(at, 1)),
                format!("{}/30", address(at, 2)),
            );
            root(&["ip", "addr", "add", &near, "dev", &here]);
            lines.inside(&["ip", "addr", "add", &far, "dev", &there]);
            let shaped = [
                "root", "tbf", "rate", RATE, "burst", BURST, "latency", LATENCY,
            ];
            root(&[&["tc", "qdisc", "add", "dev", &here], &shaped[..]].concat());
            lines.inside(&[&["tc", "qdisc", "add", "dev", &there], &shaped[..]].concat());
            root(&["ip", "link", "set", &here, "up"]);
            lines.inside(&["ip", "link", "set", &there, "mtu", MTU, "up"]);
        }
        lines
    }

    fn card(&self, at: usize) -> String {
        format!("{}h{at}", self.prefix)
    }

    fn inside(&self, command: &[&str]) {
        root(&[&["ip", "netns", "exec", &self.name], command].concat());
    }

    /// Bytes on the wire since the cards are up, headers and repetitions included: up, down.
    fn wire(&self, at: usize) -> (u64, u64) {
        let counted = |what: &str| -> u64 {
            let path = format!("/sys/class/net/{}/statistics/{what}_bytes", self.card(at));
            std::fs::read_to_string(path)
                .unwrap()
                .trim()
                .parse()
                .unwrap()
        };
        (counted("tx"), counted("rx"))
    }
}

/// One side of a line, in the range for trying lines (RFC 2544); another run of this test beside us has others.
fn address(at: usize, side: u32) -> Ipv4Addr {
    let of_run = std::process::id() % 8_192 * 16;
    Ipv4Addr::from_bits(Ipv4Addr::new(198, 18, 0, 0).to_bits() + of_run + at as u32 * 4 + side)
}

impl Drop for Lines {
    fn drop(&mut self) {
        // The cards go with the namespace that holds their other ends.
        Command::new("ip")
            .args(["netns", "del", &self.name])
            .status()
            .ok();
    }
}

fn root(command: &[&str]) {
    let output = Command::new(command[0])
        .args(&command[1..])
        .output()
        .unwrap();
    assert!(output.status.success(), "{command:?}: {output:?}");
}

/// Serves inside the namespace; killed with the test.
struct Far(std::process::Child);

impl Far {
    fn start(lines: &Lines, data: &std::path::Path) -> Self {
        let listen = format!("0.0.0.0:{PORT}");
        let mut child = Command::new("ip")
            .args([
                "netns",
                "exec",
                &lines.name,
                env!("CARGO_BIN_EXE_feldsher-store"),
            ])
            .args(["serve", "--behind-proxy", "--listen", &listen, "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let out = child.stdout.as_mut().unwrap();
        std::io::BufRead::read_line(&mut std::io::BufReader::new(out), &mut line).unwrap();
        assert!(line.contains("listening"), "{line}");
        Self(child)
    }
}

impl Drop for Far {
    fn drop(&mut self) {
        // Already dead is as good.
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// Without root nobody lays a line: said, and not called skipped, because whoever is not root cannot mend it.
fn may_lay() -> bool {
    if !is_root() {
        eprintln!("the lines of 2 kbit/s were not laid: only root may (network namespaces, tc)");
        return false;
    }
    let tools = |name: &str| Command::new(name).arg("-V").output().is_ok();
    if tools("ip") && tools("tc") {
        return true;
    }
    assert!(
        std::env::var_os("CI").is_none(),
        "ip and tc are missing (Debian: iproute2)"
    );
    eprintln!("skipped: ip and tc are missing (Debian: iproute2)");
    false
}

#[test]
fn three_workstations_and_the_store_converge_at_2_kbit_with_faults() {
    if !may_lay() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let net = Lines::lay(3);
    let _store = Far::start(&net, folder.path());
    let weather = weather();
    let lines: Vec<Proxy> = (0..3)
        .map(|at| {
            let to = (address(at, 2), PORT).into();
            Proxy::start(to, &weather)
        })
        .collect();
    let mut stations: Vec<Station> = ["a", "b", "c"].map(Station::set_up).into();
    let codes: Vec<String> = stations.iter().map(|_| code(folder.path())).collect();
    let patients = all(&mut stations, &lines, |at, station, line| {
        let joined = station.enrol(&line.url(), &codes[at]);
        assert!(joined.status.success(), "{joined:?}");
        let patient = station.register(["Сынақ", "Мысал", "Болжам"][at]);
        assert!(station.sync().complete);
        patient
    });
    for _ in 0..2 {
        all(&mut stations, &lines, |_, station, _| {
            assert!(station.sync().complete);
        });
    }
    measure("nothing new", &net, &stations[0], &lines[0]);
    stations[0].visit(&patients[..1], "measured");
    measure("one visit", &net, &stations[0], &lines[0]);

    let began = Instant::now();
    weather.turns_bad(true);
    let tries = all(&mut stations, &lines, |_, station, line| {
        let mut tries = Vec::new();
        while began.elapsed() < Duration::from_secs(BAD_SECONDS) {
            if tries.len() < 2 {
                station.visit(&patients, &format!("try{}", tries.len()));
            }
            tries.push(station.sync_after(|| line.last()).complete);
        }
        tries
    });
    weather.turns_bad(false);
    assert!(!weather.struck().is_empty());
    let began = Instant::now();
    assert_converged(folder.path(), &mut stations, &lines, &patients);
    eprintln!(
        "{SCOPE}: tries with faults {tries:?}, {:?}; converged after {} s",
        weather.struck(),
        began.elapsed().as_secs()
    );
}

/// Bytes and time of one exchange, the start of the program taken off: only what is between its first byte and the end counts as line.
fn measure(what: &str, net: &Lines, station: &Station, line: &Proxy) {
    line.carried();
    let (up, down) = net.wire(0);
    let began = Instant::now();
    let exchange = station.sync();
    let took = began.elapsed();
    assert!(exchange.complete, "{exchange:?}");
    let (http_up, http_down) = line.carried();
    let (wire_up, wire_down) = net.wire(0);
    eprintln!(
        "{what} at {RATE}/s: {http_up} B up and {http_down} B down (HTTP), {} and {} B on the wire, {:.1} s with the program's start",
        wire_up - up,
        wire_down - down,
        took.as_secs_f64()
    );
    // 500 B of headers and frames each way take some four seconds; a minute would be a fault of ours.
    assert!(took < Duration::from_secs(60), "{what}: {took:?}");
    assert!(
        http_up + http_down < 4_096,
        "{what}: {http_up} + {http_down}"
    );
}
