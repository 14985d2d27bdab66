//! Joining a store and talking to it. The line is used outside every lock; the house is held for one step at a time.

use std::time::{Duration, Instant};

use ed25519_dalek::VerifyingKey;

use super::api::Fault;
use super::directory::{self, Asker, Fetched};
use super::shared::{HouseGuest, SharedHouse};
use super::sync_port::{Port, notes};
use crate::domain::ids::{FacilityId, hex, unhex};
use crate::ops::op::OpChanges;
use crate::ops::{House, NewDevice, OpError, OpResult};
use crate::sync::backoff;
use crate::sync::client::{Client, Outcome, Report};
use crate::sync::cursor::{Cursor, Log};
use crate::sync::enrol::{EnrolAnswer, EnrolRequest};
use crate::sync::http::{self, HttpLine};
use crate::sync::port::{Identity, TransportError};
use crate::sync::session;
use crate::vault::places::CursorRow;

const URL: &str = "sync_url";
const SCOPE: &str = "sync_scope";
const SCOPE_NAME: &str = "sync_scope_name";
pub const LAST_AT: &str = "sync_last_at";

/// Where this workstation is enrolled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolled {
    pub url: String,
    pub scope: FacilityId,
    pub scope_name: String,
}

/// A line to the store, with what was learnt about it. Lives as long as the process.
pub struct SyncLink {
    client: Client,
    line: HttpLine,
    store_key: VerifyingKey,
    began: Instant,
    /// Seconds that the emergency directory may take of one session; none: as long as it needs.
    pub directory_time: Option<Duration>,
    /// What the last session brought of it.
    pub directory: Result<Fetched, Fault>,
    /// When the store was last asked for it.
    directory_asked: Option<Instant>,
    /// The version whose packs were not believed: fetching it again would bring the same.
    directory_refused: Option<u64>,
}

/// Uses the one-time code: the store learns this device's key, we pin the store's.
pub fn enrol(house: &SharedHouse, url: &str, code: &str) -> Result<Enrolled, Fault> {
    enrol_by(house, url, code, |request| http::enrol(url, request))
}

/// The same with any way to the store. A workstation that was taken out of use stays out: this computer then joins under another name,
/// with a key that nobody who had it before holds; what waits here goes out under the new one.
pub fn enrol_by(
    house: &SharedHouse,
    url: &str,
    code: &str,
    present: impl Fn(&EnrolRequest) -> Result<EnrolAnswer, TransportError>,
) -> Result<Enrolled, Fault> {
    let request = {
        let house = house.lock();
        let place = house.place();
        EnrolRequest {
            code: code.trim().to_owned(),
            device: place.device,
            device_key: hex(place.device_key.verifying_key().as_bytes()),
            device_name: place.clinic.clone(),
            manager_keys: Vec::new(),
        }
    };
    let (answer, renewed) = match present(&request) {
        Err(TransportError::Refused(refusal)) if refusal.code == REVOKED => {
            let new = house
                .lock()
                .draw_device()
                .map_err(|error| op_fault(&error))?;
            let request = EnrolRequest {
                device: new.id,
                device_key: hex(new.key.verifying_key().as_bytes()),
                ..request
            };
            (present(&request), Some(new))
        }
        answer => (answer, None),
    };
    let answer = answer.map_err(|error| transport_fault(&error))?;
    join(&mut house.lock(), url, &answer, renewed)
}

/// The store's word for a workstation that was taken out of use.
const REVOKED: &str = "revoked";

/// What the store answered to the code goes into the house: its key is pinned, its logs begin.
fn join(
    house: &mut House,
    url: &str,
    answer: &EnrolAnswer,
    renewed: Option<NewDevice>,
) -> Result<Enrolled, Fault> {
    let unreadable = || Fault::new("sync-answer-unreadable");
    let store_key: [u8; 32] = unhex(&answer.store_key)
        .and_then(|b| b.try_into().ok())
        .ok_or_else(unreadable)?;
    let epoch: [u8; 8] = unhex(&answer.epoch)
        .and_then(|b| b.try_into().ok())
        .ok_or_else(unreadable)?;
    let token: [u8; 8] = unhex(&answer.token)
        .and_then(|b| b.try_into().ok())
        .ok_or_else(unreadable)?;
    let mut notes = vec![
        (URL, url.trim_end_matches('/').as_bytes().to_vec()),
        (SCOPE, answer.scope.0.to_vec()),
        (SCOPE_NAME, answer.scope_name.as_bytes().to_vec()),
        (notes::STORE_KEY, store_key.to_vec()),
        (notes::TOKEN, token.to_vec()),
        // What the old store could read says nothing of this one.
        (notes::DICTS, Vec::new()),
    ];
    if renewed.is_some() {
        // Another workstation is another life of the database: this one's own name for it was the old one's.
        let mut replica = [0; 16];
        let drawn = house.entropy().fill(&mut replica);
        drawn.map_err(|error| op_fault(&error.into()))?;
        notes.push((notes::REPLICA, replica.to_vec()));
    }
    let cursors = Log::ALL.map(|log| {
        let start = Cursor::start(answer.scope, log, epoch);
        CursorRow {
            scope: start.scope,
            log: log.number(),
            epoch,
            seq: start.seq,
            chain: start.chain,
        }
    });
    let joined = is_elsewhere(house, answer.scope, &store_key)
        .and_then(|is_elsewhere| house.join(&notes, &cursors, is_elsewhere, renewed));
    joined.map_err(|error| op_fault(&error))?;
    Ok(Enrolled {
        url: url.to_owned(),
        scope: answer.scope,
        scope_name: answer.scope_name.clone(),
    })
}

/// After a restore: another replica towards the store. The old one may still live in another copy of the disk.
pub fn begin_new_life(house: &SharedHouse) -> Result<(), Fault> {
    let mut house = house.lock();
    let mut replica = [0; 16];
    house.entropy().fill(&mut replica)?;
    house
        .set_note(notes::REPLICA, &replica)
        .map_err(|e| op_fault(&e))
}

/// Where we are enrolled, if anywhere.
pub fn enrolled(house: &House) -> OpResult<Option<Enrolled>> {
    let text = |key: &str| -> OpResult<Option<String>> {
        Ok(house
            .note(key)?
            .map(|b| String::from_utf8_lossy(&b).into_owned()))
    };
    let scope = house.note(SCOPE)?.and_then(|b| FacilityId::from_slice(&b));
    Ok(match (text(URL)?, scope) {
        (Some(url), Some(scope)) => Some(Enrolled {
            url,
            scope,
            scope_name: text(SCOPE_NAME)?.unwrap_or_default(),
        }),
        _ => None,
    })
}

impl SyncLink {
    /// `None` when the workstation is not enrolled anywhere.
    pub fn open(house: &SharedHouse) -> Result<Option<Self>, Fault> {
        let mut guard = house.lock();
        let Some(enrolled) = enrolled(&guard).map_err(|e| op_fault(&e))? else {
            return Ok(None);
        };
        let identity = identity(&mut guard).map_err(|e| op_fault(&e))?;
        drop(guard);
        let line = HttpLine::new(&enrolled.url).map_err(|error| transport_fault(&error))?;
        let store_key = identity.store_key;
        Ok(Some(Self {
            client: Client::new(identity, env!("CARGO_PKG_VERSION")),
            line,
            store_key,
            began: Instant::now(),
            directory_time: None,
            directory: Ok(Fetched::default()),
            directory_asked: None,
            directory_refused: None,
        }))
    }

    /// One whole exchange: everything that waits goes, everything that is new comes.
    pub fn run(&mut self, house: &HouseGuest) -> Result<(Report, OpChanges), Fault> {
        let mut port = Port::new(house, self.store_key);
        let began = self.began;
        let elapsed_ms = move || began.elapsed().as_millis() as u64;
        let report = session::run(&mut self.client, &mut port, &mut self.line, &elapsed_ms)
            .map_err(|error| Fault::new("sync-stopped").with("detail", error).retry(true))?;
        let changes = port.changes;
        if report.outcome == Outcome::Done {
            house
                .step(|house| {
                    let now = house.clock().now();
                    house.set_note(LAST_AT, &now.to_be_bytes())
                })
                .map_err(|e| op_fault(&e))?;
            self.follow_directory(house, report.directory);
        }
        Ok((report, changes))
    }

    /// The records are through: the rest of the session is the emergency directory's. Its troubles are told beside, never instead.
    fn follow_directory(&mut self, house: &HouseGuest, newest: u64) {
        let here = house.step(|house| house.with_directory(|directory| directory.standing()));
        let here = here.map(|standing| standing.flatten().map_or(0, |standing| standing.version));
        let is_wanted = match here {
            // A store without a directory has nothing to say.
            Ok(here) => {
                newest > 0
                    && self.directory_refused != Some(newest)
                    && (here != newest || self.is_directory_old())
            }
            Err(_closed) => false,
        };
        if !is_wanted {
            // What was not believed goes on being told.
            if self.directory_refused != Some(newest) {
                self.directory = Ok(Fetched::default());
            }
            return;
        }
        let me = self.client.identity();
        let (device, key) = (me.device, me.key.clone());
        let line = self.line.to_directory();
        self.directory = line
            .map_err(|error| transport_fault(&error))
            .and_then(|mut line| {
                let mut asker = Asker {
                    device,
                    key: &key,
                    store_key: &self.store_key,
                    line: &mut line,
                    counter: &mut || self.client.next_counter(),
                };
                directory::fetch(house, &mut asker, self.directory_time)
            });
        match &self.directory {
            Ok(fetched) if fetched.coming.is_none() => self.directory_asked = Some(Instant::now()),
            Err(fault) if !fault.can_retry => self.directory_refused = Some(newest),
            Ok(_) | Err(_) => {}
        }
    }

    /// The same version may be of a newer day.
    fn is_directory_old(&self) -> bool {
        const AGAIN: Duration = Duration::from_secs(6 * 3_600);
        self.directory_asked.is_none_or(|at| at.elapsed() > AGAIN)
    }
}

/// What sync presents; the start number grows durably before the first request.
pub fn identity(house: &mut House) -> OpResult<Identity> {
    let number = |bytes: Option<Vec<u8>>| {
        bytes
            .and_then(|b| b.try_into().ok())
            .map_or(0, u64::from_be_bytes)
    };
    let boot_no = number(house.note(notes::BOOT)?) + 1;
    house.set_note(notes::BOOT, &boot_no.to_be_bytes())?;
    let (store_key, replica) = store_and_replica(house)?;
    let token = house
        .note(notes::TOKEN)?
        .and_then(|b| b.try_into().ok())
        .unwrap_or_default();
    let store_dicts = dicts(&house.note(notes::DICTS)?.unwrap_or_default());
    let place = house.place();
    Ok(Identity {
        device: place.device,
        key: place.device_key.clone(),
        store_key,
        replica,
        token,
        boot_no,
        store_dicts,
    })
}

/// The key that was pinned at enrolment, and the name of this life of the database.
pub fn store_and_replica(house: &mut House) -> OpResult<(VerifyingKey, [u8; 16])> {
    let fixed = |bytes: Option<Vec<u8>>| -> Option<[u8; 16]> { bytes?.try_into().ok() };
    let replica = match fixed(house.note(notes::REPLICA)?) {
        Some(replica) => replica,
        None => {
            let mut replica = [0; 16];
            house.entropy().fill(&mut replica)?;
            house.set_note(notes::REPLICA, &replica)?;
            replica
        }
    };
    let store_key: Option<[u8; 32]> = house
        .note(notes::STORE_KEY)?
        .and_then(|b| b.try_into().ok());
    let store_key = store_key.and_then(|b| VerifyingKey::from_bytes(&b).ok());
    let store_key = store_key.ok_or_else(|| OpError::Invalid {
        code: "not-enrolled",
        field: String::new(),
    })?;
    Ok((store_key, replica))
}

fn dicts(bytes: &[u8]) -> Vec<crate::sync::dictionary::DictId> {
    bytes.to_vec()
}

/// What we were told of logs so far was told by somebody else.
fn is_elsewhere(house: &House, scope: FacilityId, store_key: &[u8; 32]) -> OpResult<bool> {
    let differs = |known: Option<Vec<u8>>, now: &[u8]| known.is_some_and(|known| known != now);
    Ok(differs(house.note(SCOPE)?, &scope.0) || differs(house.note(notes::STORE_KEY)?, store_key))
}

/// What a session that did not come to its end has to say.
pub fn report_fault(report: &Report) -> Option<Fault> {
    match &report.outcome {
        Outcome::Done => None,
        Outcome::Cut => Some(Fault::new("sync-line-down").with("detail", "").retry(true)),
        Outcome::Portal => Some(portal()),
        Outcome::Busy => Some(Fault::new("sync-busy").retry(true)),
        Outcome::Refused { code } => Some(refused(code)),
        Outcome::Broken(what) => {
            Some(Fault::new("sync-broken").with("detail", format!("{what:?}")))
        }
    }
}

/// Seconds until the next try: five minutes after a success, jittered back-off after failures.
pub fn wait_secs(attempt: u32) -> u64 {
    const PERIOD_SECS: u64 = 300;
    let mut draw = [0; 8];
    if getrandom::fill(&mut draw).is_err() {
        return PERIOD_SECS;
    }
    let draw = u64::from_be_bytes(draw);
    if attempt == 0 {
        PERIOD_SECS / 2 + draw % PERIOD_SECS
    } else {
        backoff::wait_secs(attempt, draw)
    }
}

/// The same when the store asked for patience: never earlier, and spread out, so that those whom it sent away do not come back at once.
pub fn wait_after(asked: Option<u64>, attempt: u32) -> u64 {
    match asked {
        Some(secs) => secs.saturating_add(wait_secs(attempt.max(1))),
        None => wait_secs(attempt),
    }
}

/// A transport error in the words of the catalogue.
pub fn transport_fault(error: &TransportError) -> Fault {
    match error {
        // The store keeps apart neither wrong, used nor old codes, so that nobody can try them.
        TransportError::Refused(refusal) if refusal.code == "code" => Fault::new("enrol-code"),
        TransportError::Cut(detail) => Fault::new("sync-line-down")
            .with("detail", detail)
            .retry(true),
        TransportError::Portal(_) => portal(),
        TransportError::Refused(refusal) => refused(&refusal.code).retry(!refusal.is_permanent()),
        TransportError::Address(detail) => Fault::new("sync-address").with("detail", detail),
    }
}

fn portal() -> Fault {
    Fault::new("sync-portal").retry(true)
}

fn refused(code: &str) -> Fault {
    match code {
        REVOKED => Fault::new("sync-revoked"),
        code => Fault::new("sync-refused").with("reason", code),
    }
}

pub fn op_fault(error: &OpError) -> Fault {
    Fault {
        code: error.code(),
        args: error.args(),
        record_is_safe: error.record_is_safe(),
        can_retry: !error.is_permanent(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sync::port::Refusal;

    #[test]
    fn who_is_asked_to_wait_comes_no_earlier_and_not_with_all_the_others() {
        let waits: std::collections::BTreeSet<u64> =
            (0..200).map(|_| wait_after(Some(60), 3)).collect();
        assert!(waits.first().is_some_and(|first| *first > 60), "{waits:?}");
        assert!(waits.len() > 3, "{waits:?}");
    }

    /// The user read "the store refused the exchange" for a code that had grown old.
    #[test]
    fn an_old_code_says_that_it_is_the_code() {
        let refused = |code: &str| {
            let refusal = Refusal {
                status: 403,
                code: code.to_owned(),
                retry_after: None,
                counter: None,
            };
            transport_fault(&TransportError::Refused(refusal)).code
        };
        assert_eq!(refused("code"), "enrol-code");
        assert_eq!(refused("revoked"), "sync-revoked");
        assert_eq!(refused("full"), "sync-refused");
    }
}
