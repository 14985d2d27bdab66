//! Cards put straight into a store's tables, so that thousands of them cost little.

use ed25519_dalek::SigningKey;
use feldsher::domain::chunk::{Chunk, Kind, Unit};
use feldsher::domain::emergency::EmergencyPassport;
use feldsher::domain::ids::{DeviceId, DocId, PatientId, UserId};
use feldsher::domain::person::Name;
use feldsher::record::{self, Actor, Card};
use feldsher::store::storage::{Storage, Value, within};
use serde_json::json;
use sha2::{Digest as _, Sha256};

const DEVICE: DeviceId = DeviceId([1; 16]);

/// The card of invented person `n` as a change of its own.
pub fn card(n: u32, version: u32) -> (PatientId, Chunk) {
    let mut id = [0; 16];
    id.copy_from_slice(&Sha256::digest(n.to_be_bytes())[..16]);
    let id = DocId(id);
    let mut actor = [0; 16];
    actor[..4].copy_from_slice(&n.to_be_bytes());
    actor[4..8].copy_from_slice(&version.to_be_bytes());
    let mut card = Card::new(id, Actor(actor));
    for (key, value) in [
        (
            "name.sur",
            json!({"value": format!("Үлгі{}", letters(n % 50))}),
        ),
        (
            "name.giv",
            json!({"value": format!("Сынақ{}", letters((n + version) % 17))}),
        ),
        (
            "born",
            json!({"value": format!("19{:02}-0{}-1{}", n % 40, 1 + n % 9, version % 10)}),
        ),
        ("id/kz-iin", json!({"value": number(n)})),
        (
            "al/1",
            json!({"substance": format!("Субстанция {version}"), "severity": "severe"}),
        ),
    ] {
        let value = value.as_object().expect("an object");
        card.put(key, value, UserId([1; 16]), 5).expect("a fact");
    }
    let key = SigningKey::from_bytes(&[1; 32]);
    (id, card.commit(0, DEVICE, &key).expect("a change"))
}

/// The national number of person `n`.
pub fn number(n: u32) -> String {
    format!("0001014{n:05}")
}

/// Two letters for a number below a hundred.
fn letters(n: u32) -> String {
    let letter = |n: u32| char::from_u32(u32::from('а') + n % 10).unwrap_or('а');
    [letter(n / 10), letter(n)].iter().collect()
}

pub fn put_card(storage: &dyn Storage, (_, chunk): &(PatientId, Chunk)) {
    put(storage, chunk, 0);
}

/// Another change beside the first: what they say differently stands side by side, as after two houses wrote apart.
pub fn change_card(storage: &dyn Storage, n: u32, version: u32) {
    put(storage, &card(n, version).1, i64::from(version));
}

pub fn forget_card(storage: &dyn Storage, n: u32) {
    let unit = Unit::Patient(card(n, 0).0).to_bytes().to_vec();
    within(storage, |tx| {
        tx.execute(
            "DELETE FROM chunk WHERE unit = $1",
            &[Value::Bytes(unit.clone())],
        )
    })
    .expect("the store's table");
}

fn put(storage: &dyn Storage, chunk: &Chunk, pos: i64) {
    let blob = |bytes: &[u8]| Value::Bytes(bytes.to_vec());
    let hash = record::hash(&chunk.bytes);
    let actor: [u8; 32] = Sha256::digest(hash.0).into();
    within(storage, |tx| {
        tx.execute(
            "INSERT INTO chunk (unit, doc, pos, hash, kind, actor, actor_seq, change_hash, bytes, device, received_at)
             VALUES ($1, $2, $3, $4, $5, $6, 1, $4, $7, $8, 0)",
            &[
                blob(&chunk.unit.to_bytes()),
                blob(&chunk.doc.0),
                Value::Int(pos),
                blob(&hash.0),
                Value::Int(i64::from(Kind::CARD.0)),
                blob(&actor[..16]),
                blob(&chunk.bytes),
                blob(&DEVICE.0),
            ],
        )
    })
    .expect("the store's table");
}

/// A passport that no card was needed for.
pub fn passport(n: u8) -> EmergencyPassport {
    EmergencyPassport {
        card: DocId([n; 16]),
        name: Name {
            family: format!("Үлгі{n}"),
            ..Name::default()
        },
        ..EmergencyPassport::default()
    }
}
