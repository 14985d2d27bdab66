//! Devices and their lives: enrolment by a one-time code, signed requests, counters, tokens. No clock decides here but for the
//! age of a code.

use ed25519_dalek::VerifyingKey;

use super::log::{self, Append};
use super::refused::Refused;
use super::storage::{Row, StoreError, Tx, Value, bytes, int, one, text};
use crate::domain::ids::{DeviceId, FacilityId, Hash32};
use crate::sync::auth::{Bound, CounterWindow, code_hash, is_sealed_by};
use crate::sync::cursor::{Log, Scope};
use crate::sync::guards::{Guard, Guards};
use crate::sync::message::Hello;
use crate::sync::notice::{Device, MAX_DEVICES, MAX_MANAGERS, MAX_NAME_BYTES, Notice};

/// Who sent a request, after its Hello was found good.
#[derive(Debug, Clone)]
pub struct Peer {
    pub device: DeviceId,
    pub key: VerifyingKey,
    pub scope: Scope,
    pub replica: [u8; 16],
    pub counter: u64,
    /// For this answer.
    pub token: [u8; 8],
    /// The replica was renamed: its old token was already out of use.
    pub renamed: bool,
}

/// What has to be drawn at random for one request.
#[derive(Debug, Clone, Copy)]
pub struct Fresh {
    pub token: [u8; 8],
    pub replica: [u8; 16],
    pub event: [u8; 16],
}

/// A device whose seal was good and whose number was not used before.
pub struct Admitted {
    pub key: VerifyingKey,
    pub scope: Scope,
    /// The highest number before this one.
    before: u64,
    enrol_token: [u8; 8],
    revoked: bool,
}

impl Admitted {
    /// To be asked when the transaction is durable: the number is used up in any case.
    pub fn speaking(self) -> Result<Self, Refused> {
        if self.revoked {
            return Err(Refused::Revoked);
        }
        Ok(self)
    }
}

/// Checks the seal of a request and uses its number up.
pub fn admit(
    tx: &mut dyn Tx,
    device: DeviceId,
    counter: u64,
    payload: &[u8],
    path: &str,
) -> Result<Admitted, StoreError> {
    let row = one(
        tx,
        "SELECT scope, public_key, revoked_at, enrol_token, counter_high, counter_window FROM device WHERE device = $1",
        &[bytes(device.0)],
    )?
    .ok_or(Refused::UnknownDevice)?;
    let key = VerifyingKey::from_bytes(&row.array(1)?)
        .map_err(|_point| StoreError::Corrupt("a key that is none"))?;
    if !is_sealed_by(payload, Bound::hello(path, device, counter), &key) {
        return Err(Refused::Signature.into());
    }
    // The counter is a signed column: beyond it nobody counts honestly.
    if counter > i64::MAX as u64 {
        return Err(Refused::Malformed.into());
    }
    let mut window = CounterWindow::from_parts(row.u64(4)?, row.bytes(5)?)
        .ok_or(StoreError::Corrupt("a counter window of another length"))?;
    // Another request of this device may be in the same place at this moment: the row decides, not what was read.
    let before = window.clone();
    if !window.take(counter) {
        return Err(Refused::Replayed {
            highest: window.highest,
        }
        .into());
    }
    let changed = tx.execute(
        "UPDATE device SET counter_high = $2, counter_window = $3 WHERE device = $1 AND counter_high = $4 AND counter_window = $5",
        &[
            bytes(device.0),
            int(window.highest),
            bytes(window.used()),
            int(before.highest),
            bytes(before.used()),
        ],
    )?;
    if changed == 0 {
        return Err(StoreError::Conflict(
            "two requests of one device".to_owned(),
        ));
    }
    Ok(Admitted {
        key,
        scope: FacilityId(row.array(0)?),
        before: before.highest,
        enrol_token: row.array(3)?,
        revoked: !row.is_null(2),
    })
}

/// Checks the signature of a Hello, uses its counter up and gives out the next token. A device that was taken out of use is refused
/// with its number used up: what was refused must not be carried out when some router delivers it again after a new enrolment.
pub fn greet(
    tx: &mut dyn Tx,
    hello: &Hello,
    payload: &[u8],
    path: &str,
    fresh: Fresh,
    guards: Guards,
    now: i64,
) -> Result<Result<Peer, Refused>, StoreError> {
    let device = match admit(tx, hello.device, hello.counter, payload, path)?.speaking() {
        Ok(device) => device,
        Err(refused) => return Ok(Err(refused)),
    };
    let scope = device.scope;
    let overtaken = hello.counter < device.before;
    let life = life(
        tx,
        hello,
        scope,
        &device.enrol_token,
        overtaken,
        fresh,
        guards,
        now,
    )?;
    let (replica, token, renamed) = life;
    Ok(Ok(Peer {
        device: hello.device,
        key: device.key,
        scope,
        replica,
        counter: hello.counter,
        token,
        renamed,
    }))
}

/// The same for a request that came in a courier file: signed, and of a device in use. It may be old, come twice or be overtaken, so
/// neither the line's counter nor its token is asked or moved. What is asked is whether another file bore this number.
pub fn greet_courier(
    tx: &mut dyn Tx,
    hello: &Hello,
    payload: &[u8],
    path: &str,
    file: [u8; 16],
    now: i64,
) -> Result<Peer, StoreError> {
    let device = courier_device(tx, hello.device)?;
    let bound = Bound::hello(path, hello.device, hello.counter);
    if !is_sealed_by(payload, bound, &device.key) {
        return Err(Refused::Signature.into());
    }
    if hello.counter > i64::MAX as u64 {
        return Err(Refused::Malformed.into());
    }
    if is_copy(tx, hello.device, hello.replica, hello.counter, file)? {
        return Err(Refused::Copied.into());
    }
    tx.execute(
        "INSERT INTO courier (device, replica, no, file, taken_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
        &[
            bytes(hello.device.0),
            bytes(hello.replica),
            int(hello.counter),
            bytes(file),
            Value::Int(now),
        ],
    )?;
    Ok(Peer {
        device: hello.device,
        key: device.key,
        scope: device.scope,
        replica: hello.replica,
        counter: hello.counter,
        token: [0; 8],
        renamed: false,
    })
}

/// A device whose courier files are taken in.
pub struct CourierDevice {
    pub key: VerifyingKey,
    pub scope: Scope,
    pub name: String,
}

pub fn courier_device(tx: &mut dyn Tx, device: DeviceId) -> Result<CourierDevice, StoreError> {
    let row = one(
        tx,
        "SELECT scope, public_key, revoked_at, name FROM device WHERE device = $1",
        &[bytes(device.0)],
    )?
    .ok_or(Refused::UnknownDevice)?;
    if !row.is_null(2) {
        return Err(Refused::Revoked.into());
    }
    Ok(CourierDevice {
        key: VerifyingKey::from_bytes(&row.array(1)?)
            .map_err(|_point| StoreError::Corrupt("a key that is none"))?,
        scope: FacilityId(row.array(0)?),
        name: row.text(3)?.to_owned(),
    })
}

/// Whether another file of this life of a database bore the number: two copies of one database wrote them.
pub fn is_copy(
    tx: &mut dyn Tx,
    device: DeviceId,
    replica: [u8; 16],
    no: u64,
    file: [u8; 16],
) -> Result<bool, StoreError> {
    let known = one(
        tx,
        "SELECT file FROM courier WHERE device = $1 AND replica = $2 AND no = $3",
        &[bytes(device.0), bytes(replica), int(no)],
    )?;
    known.map_or(Ok(false), |row| Ok(row.array(0)? != file))
}

/// What a good code brings.
#[derive(Debug, Clone)]
pub struct Enrolled {
    pub scope: Scope,
    pub scope_name: String,
}

/// Everything that a workstation brings along at enrolment, parsed.
#[derive(Debug, Clone)]
pub struct Newcomer {
    pub device: DeviceId,
    pub key: VerifyingKey,
    pub name: String,
    pub managers: Vec<VerifyingKey>,
}

/// Uses a code up. The same device may come again with a new code; its counter stays. One that was taken out of use may not: whoever holds
/// that computer joins as another workstation, with a key that nobody else has.
pub fn enrol(
    tx: &mut dyn Tx,
    code: &str,
    newcomer: &Newcomer,
    token: [u8; 8],
    now: i64,
) -> Result<Enrolled, StoreError> {
    let hash = code_hash(code);
    let used = tx.execute(
        "UPDATE enrol_code SET used_at = $2, device = $3 WHERE code_hash = $1 AND used_at IS NULL AND expires_at >= $2",
        &[bytes(hash.0), Value::Int(now), bytes(newcomer.device.0)],
    )?;
    if used == 0 && !comes_again(tx, hash, newcomer, now)? {
        return Err(Refused::Code.into());
    }
    let row = one(
        tx,
        "SELECT s.scope, s.name FROM enrol_code c JOIN scope s ON s.scope = c.scope WHERE c.code_hash = $1",
        &[bytes(hash.0)],
    )?
    .ok_or(StoreError::Corrupt("a code without a scope"))?;
    let scope = FacilityId(row.array(0)?);
    let enrolled = Enrolled {
        scope,
        scope_name: row.text(1)?.to_owned(),
    };
    if newcomer.name.len() > MAX_NAME_BYTES || newcomer.managers.len() > MAX_MANAGERS {
        return Err(Refused::TooLong.into());
    }
    let known = one(
        tx,
        "SELECT public_key, revoked_at FROM device WHERE device = $1",
        &[bytes(newcomer.device.0)],
    )?;
    match known {
        Some(row) if row.array(0)? != newcomer.key.to_bytes() => {
            return Err(Refused::DeviceTaken.into());
        }
        Some(row) if !row.is_null(1) => return Err(Refused::Revoked.into()),
        Some(_) => {
            tx.execute(
                "UPDATE device SET scope = $2, name = $3, enrol_token = $4 WHERE device = $1",
                &[
                    bytes(newcomer.device.0),
                    bytes(scope.0),
                    text(&newcomer.name),
                    bytes(token),
                ],
            )?;
            // The life that goes on presents the new token: that is no clone.
            tx.execute(
                "UPDATE replica SET token_issued = $2 WHERE device = $1",
                &[bytes(newcomer.device.0), bytes(token)],
            )?;
        }
        None => {
            let window = CounterWindow::default();
            tx.execute(
                "INSERT INTO device (device, scope, public_key, name, enrolled_at, revoked_at, enrol_token, counter_high, counter_window)
                 VALUES ($1, $2, $3, $4, $5, NULL, $6, $7, $8)",
                &[
                    bytes(newcomer.device.0),
                    bytes(scope.0),
                    bytes(newcomer.key.to_bytes()),
                    text(&newcomer.name),
                    Value::Int(now),
                    bytes(token),
                    int(window.highest),
                    bytes(window.used()),
                ],
            )?;
        }
    }
    for manager in &newcomer.managers {
        tx.execute(
            "INSERT INTO manager (scope, public_key, named_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            &[bytes(scope.0), bytes(manager.to_bytes()), Value::Int(now)],
        )?;
    }
    Ok(enrolled)
}

/// The answer was lost on the way, and the same workstation presents the same code once more, within its time.
fn comes_again(
    tx: &mut dyn Tx,
    code: Hash32,
    newcomer: &Newcomer,
    now: i64,
) -> Result<bool, StoreError> {
    let known = one(
        tx,
        "SELECT c.used_at FROM enrol_code c JOIN device d ON d.device = c.device AND d.scope = c.scope
         WHERE c.code_hash = $1 AND c.device = $2 AND d.public_key = $3 AND c.expires_at >= $4",
        &[
            bytes(code.0),
            bytes(newcomer.device.0),
            bytes(newcomer.key.to_bytes()),
            Value::Int(now),
        ],
    )?;
    Ok(known.is_some())
}

/// Tells the whole scope who may speak in it now.
pub fn announce(
    tx: &mut dyn Tx,
    scope: Scope,
    store_key: &ed25519_dalek::SigningKey,
) -> Result<(), StoreError> {
    let rows = tx.query(
        "SELECT device, public_key, name, revoked_at FROM device WHERE scope = $1 ORDER BY device LIMIT $2",
        &[bytes(scope.0), int(MAX_DEVICES as u64 + 1)],
    )?;
    let managers = tx.query(
        "SELECT public_key FROM manager WHERE scope = $1 ORDER BY public_key LIMIT $2",
        &[bytes(scope.0), int(MAX_MANAGERS as u64 + 1)],
    )?;
    if rows.len() > MAX_DEVICES || managers.len() > MAX_MANAGERS {
        return Err(Refused::Full.into());
    }
    let notice = Notice {
        scope,
        devices: rows.iter().map(device).collect::<Result<_, _>>()?,
        managers: managers
            .iter()
            .map(|row| row.array(0))
            .collect::<Result<_, _>>()?,
    };
    log::append(
        tx,
        scope,
        Log::Cards,
        &[Append::Notice(notice.seal(store_key))],
    )?;
    Ok(())
}

/// Notes a Push of a replica: what it brought, and on a line its place in the chain of the replica's pushes.
pub fn note_push(
    tx: &mut dyn Tx,
    peer: &Peer,
    hash: Option<Hash32>,
    accepted: u64,
    duplicates: u64,
) -> Result<(), StoreError> {
    let mut values = vec![
        bytes(peer.device.0),
        bytes(peer.replica),
        int(accepted),
        int(duplicates),
    ];
    let sql = match hash {
        None => {
            "UPDATE replica SET accepted = accepted + $3, duplicates = duplicates + $4 WHERE device = $1 AND replica = $2"
        }
        Some(hash) => {
            values.push(bytes(hash.0));
            "UPDATE replica SET last_push = $5, accepted = accepted + $3, duplicates = duplicates + $4 WHERE device = $1 AND replica = $2"
        }
    };
    tx.execute(sql, &values)?;
    Ok(())
}

pub fn note_event(
    tx: &mut dyn Tx,
    scope: Scope,
    id: [u8; 16],
    device: DeviceId,
    what: &str,
    now: i64,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO event (scope, id, at, device, what) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
        &[
            bytes(scope.0),
            bytes(id),
            Value::Int(now),
            bytes(device.0),
            text(what),
        ],
    )?;
    Ok(())
}

/// The token is good when it is the last issued or the last presented (an answer may have been lost). Anything older is a
/// second life of the same database: it goes on under a new name. A request that was overtaken on the way is no second life: its
/// token was good when it was sent, and the token that the workstation waits with now stays good.
fn life(
    tx: &mut dyn Tx,
    hello: &Hello,
    scope: Scope,
    enrol_token: &[u8; 8],
    overtaken: bool,
    fresh: Fresh,
    guards: Guards,
    now: i64,
) -> Result<([u8; 16], [u8; 8], bool), StoreError> {
    let row = one(
        tx,
        "SELECT token_issued, token_presented FROM replica WHERE device = $1 AND replica = $2",
        &[bytes(hello.device.0), bytes(hello.replica)],
    )?;
    let Some(row) = row else {
        if overtaken {
            // Of before the last enrolment, or of a life that was never heard of since: whoever lives now comes with the token of
            // the enrolment.
            let fresh = Fresh {
                token: *enrol_token,
                ..fresh
            };
            begin_life(tx, hello, hello.replica, fresh, now)?;
            return Ok((hello.replica, *enrol_token, false));
        }
        if hello.token != *enrol_token {
            note_event(tx, scope, fresh.event, hello.device, "replica-unknown", now)?;
        }
        begin_life(tx, hello, hello.replica, fresh, now)?;
        return Ok((hello.replica, fresh.token, false));
    };
    if overtaken {
        return Ok((hello.replica, row.array(0)?, false));
    }
    let is_last = [row.array(0)?, row.array(1)?].contains(&hello.token);
    if is_last || !guards.has(Guard::CloneToken) {
        tx.execute(
            "UPDATE replica SET token_issued = $3, token_presented = $4, seen_at = $5, app_version = $6 WHERE device = $1 AND replica = $2",
            &[
                bytes(hello.device.0),
                bytes(hello.replica),
                bytes(fresh.token),
                bytes(hello.token),
                Value::Int(now),
                text(&hello.app_version),
            ],
        )?;
        return Ok((hello.replica, fresh.token, false));
    }
    note_event(tx, scope, fresh.event, hello.device, "replica-cloned", now)?;
    begin_life(tx, hello, fresh.replica, fresh, now)?;
    Ok((fresh.replica, fresh.token, true))
}

fn begin_life(
    tx: &mut dyn Tx,
    hello: &Hello,
    replica: [u8; 16],
    fresh: Fresh,
    now: i64,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO replica (device, replica, token_issued, token_presented, last_push, seen_at, app_version, accepted, duplicates)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0)",
        &[
            bytes(hello.device.0),
            bytes(replica),
            bytes(fresh.token),
            bytes(hello.token),
            bytes([0; 32]),
            Value::Int(now),
            text(&hello.app_version),
        ],
    )?;
    Ok(())
}

fn device(row: &Row) -> Result<Device, StoreError> {
    Ok(Device {
        id: DeviceId(row.array(0)?),
        key: row.array(1)?,
        name: row.text(2)?.to_owned(),
        revoked: !row.is_null(3),
    })
}
