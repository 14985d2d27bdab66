//! The real programs over really bad lines: three workstations and the store as processes, and between them a line that cuts three
//! connections in ten, falls silent, answers with sign-in pages and hands on half answers.
//!
//! `FELDSHER_LINE_STALL_SECONDS` is how long a silence lasts: 2 if not said, so that the tests of every day are quick; 30 is what a
//! mobile network does. `FELDSHER_LINE_SEED` deals the faults in another order. The variant at 2 kbit/s lays its lines between network
//! namespaces with `tc tbf`: only root may, and elsewhere it says so.

mod proxy;
#[cfg(target_os = "linux")]
mod slow;
mod station;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use self::proxy::{CARDS, Fate, Proxy, Weather};
use self::station::Station;
use crate::store::rig::{Process, program};

const SCOPE: &str = "Үлгі ауданы";
/// Exchanges of one workstation after the faults have ended.
const TO_CONVERGE: usize = 4;

fn number(variable: &str, otherwise: u64) -> u64 {
    let said = std::env::var(variable).ok();
    said.map_or(otherwise, |said| said.parse().unwrap())
}

fn weather() -> std::sync::Arc<Weather> {
    let stall = Duration::from_secs(number("FELDSHER_LINE_STALL_SECONDS", 2));
    Weather::fair(number("FELDSHER_LINE_SEED", 1), stall)
}

fn code(store: &Path) -> String {
    let said = program(store, &["enrol-code", "--scope", SCOPE]);
    said["code"].as_str().unwrap().to_owned()
}

fn address(url: &str) -> SocketAddr {
    url.trim_start_matches("http://").parse().unwrap()
}

/// One thread for each workstation.
fn all<T: Send>(
    stations: &mut [Station],
    lines: &[Proxy],
    work: impl Fn(usize, &mut Station, &Proxy) -> T + Sync,
) -> Vec<T> {
    let work = &work;
    std::thread::scope(|scope| {
        let running: Vec<_> = stations
            .iter_mut()
            .zip(lines)
            .enumerate()
            .map(|(at, (station, line))| scope.spawn(move || work(at, station, line)))
            .collect();
        running.into_iter().map(|one| one.join().unwrap()).collect()
    })
}

/// After the faults: everybody holds the same, each visit once, and every program finds its own record whole.
fn assert_converged(store: &Path, stations: &mut [Station], lines: &[Proxy], patients: &[String]) {
    for round in 0..TO_CONVERGE {
        let held = all(stations, lines, |_, station, _| {
            let exchange = station.sync();
            assert!(exchange.complete, "{exchange:?}");
            exchange.accepted
        });
        let stats = program(store, &["stats"]);
        let chunks = stats["chunks"].as_u64().unwrap();
        if held.iter().all(|one| *one == chunks) {
            assert_eq!(stats["quarantine"], 0, "{stats}");
            let scope = &stats["scopes"][0];
            let placed =
                scope["cards_seq"].as_u64().unwrap() + scope["entries_seq"].as_u64().unwrap();
            // Each enrolment is told to the scope by one notice in its log.
            let notices = stats["devices"].as_u64().unwrap();
            assert_eq!(placed - notices, chunks, "twice or not at all: {stats}");
            break;
        }
        assert!(round + 1 < TO_CONVERGE, "{held:?} of {chunks}");
    }
    let shown = all(stations, lines, |_, station, _| {
        station.assert_clean();
        let shown = patients.iter().map(|patient| station.show(patient));
        shown.collect::<Vec<_>>()
    });
    assert!(
        shown.iter().all(|one| *one == shown[0]),
        "they show different records"
    );
    let everything = shown[0].concat();
    for mark in stations.iter().flat_map(|station| &station.signed) {
        assert_eq!(everything.matches(mark.as_str()).count(), 1, "{mark}");
    }
}

#[test]
fn three_workstations_and_the_store_converge_over_a_line_that_breaks() {
    const ROUNDS: usize = 9;
    let folder = tempfile::tempdir().unwrap();
    let store = Process::start(folder.path());
    let weather = weather();
    let lines: Vec<Proxy> = (0..3)
        .map(|_| Proxy::start(address(&store.url), &weather))
        .collect();
    let mut stations: Vec<Station> = ["a", "b", "c"].map(Station::set_up).into();
    let codes: Vec<String> = stations.iter().map(|_| code(folder.path())).collect();
    let mut patients = all(&mut stations, &lines, |at, station, line| {
        let joined = station.enrol(&line.url(), &codes[at]);
        assert!(joined.status.success(), "{joined:?}");
        let patient = station.register(["Сынақ", "Мысал", "Болжам"][at]);
        assert!(station.sync().complete);
        patient
    });
    all(&mut stations, &lines, |_, station, _| station.sync());

    weather.turns_bad(true);
    let incomplete = all(&mut stations, &lines, |_, station, line| {
        let mut incomplete = 0;
        for round in 0..ROUNDS {
            if round % 3 == 0 {
                station.visit(&patients, &format!("round{round}"));
            }
            incomplete += u64::from(!station.sync_after(|| line.last()).complete);
        }
        incomplete
    });
    // One more patient each, registered while the line was bad.
    patients.extend(all(&mut stations, &lines, |_, station, line| {
        let patient = station.register("Кейін");
        station.visit(std::slice::from_ref(&patient), "late");
        station.sync_after(|| line.last());
        patient
    }));
    // What the deck holds has all come up.
    for turn in 0.. {
        if weather.dealt() >= CARDS {
            break;
        }
        assert!(turn < CARDS, "the line is not used");
        stations[0].sync_after(|| lines[0].last());
    }
    weather.turns_bad(false);
    let struck = weather.struck();
    assert_all_struck(&struck);
    assert!(incomplete.iter().sum::<u64>() > 5, "{incomplete:?}");
    assert_converged(folder.path(), &mut stations, &lines, &patients);
    eprintln!("{} connections; faults: {struck:?}", weather.dealt());
}

fn assert_all_struck(struck: &BTreeMap<Fate, u64>) {
    for fate in [
        Fate::RequestCut,
        Fate::AnswerCut,
        Fate::Portal,
        Fate::Redirect,
        Fate::Truncated,
        Fate::Emptied,
    ] {
        assert!(
            struck.contains_key(&fate),
            "{fate:?} never came: {struck:?}"
        );
    }
}

/// The user saw "the store cannot be reached" and called its support, where a browser would have asked for a voucher.
#[test]
fn a_sign_in_page_is_called_one_while_joining_and_the_code_is_still_good() {
    let folder = tempfile::tempdir().unwrap();
    let store = Process::start(folder.path());
    let weather = weather();
    let line = Proxy::start(address(&store.url), &weather);
    let station = Station::set_up("a");
    let code = code(folder.path());
    for fate in [Fate::Portal, Fate::Redirect] {
        weather.deals(&[fate]);
        let said = station.enrol(&line.url(), &code);
        assert_eq!(line.last(), Some(fate));
        assert!(!said.status.success());
        let told = String::from_utf8(said.stderr).unwrap();
        assert!(told.contains("sign in"), "{told}");
    }
    weather.turns_bad(false);
    let said = station.enrol(&line.url(), &code);
    assert!(said.status.success(), "{said:?}");
}

/// The answer to a good code was lost, and the user read that the code was used already: by herself. Nobody else may use it.
#[test]
fn a_code_whose_answer_was_lost_is_good_once_more_for_the_same_workstation_only() {
    let folder = tempfile::tempdir().unwrap();
    let store = Process::start(folder.path());
    let weather = weather();
    let line = Proxy::start(address(&store.url), &weather);
    let (station, other) = (Station::set_up("a"), Station::set_up("b"));
    let code = code(folder.path());
    weather.deals(&[Fate::Emptied]);
    assert!(!station.enrol(&line.url(), &code).status.success());
    weather.turns_bad(false);
    let stolen = other.enrol(&line.url(), &code);
    let told = String::from_utf8(stolen.stderr).unwrap();
    assert!(told.contains("was used already"), "{told}");
    let said = station.enrol(&line.url(), &code);
    assert!(said.status.success(), "{said:?}");
    assert!(station.sync().complete);
    assert_eq!(program(folder.path(), &["stats"])["devices"], 1);
}
