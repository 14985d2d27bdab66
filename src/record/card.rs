//! The card: what several people keep up to date about one living person. Flat root keys, each one scalar that carries its
//! author and time inside itself.

use std::collections::BTreeMap;

use automerge::transaction::{CommitOptions, Transactable as _};
use automerge::{ActorId, Automerge, ROOT, ReadDoc as _, ScalarValue, Value};
use ed25519_dalek::SigningKey;
use serde_json::{Map, Value as Json};

use super::signed::{SIG, card_signature};
use super::{Actor, RecordError, check, fields};
use crate::domain::chunk::{Chunk, Kind, Unit};
use crate::domain::ids::{DeviceId, DocId, Hash32, UserId};

/// One value of one key: what, by whom, when.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    pub value: Map<String, Json>,
    /// UTC seconds on the author's clock; never used to choose between values.
    pub at: i64,
    pub by: Option<UserId>,
    /// Written by a newer program: shown, read-only.
    pub newer: bool,
    /// Not a scalar that this program can read: kept, read-only, its `value` empty. It stands all the same: a fact that is
    /// there and cannot be read is not a fact that is not there.
    pub unreadable: bool,
    raw: Vec<u8>,
}

/// A card in memory. Loaded to edit or to merge, never kept for the screen.
pub struct Card {
    id: DocId,
    doc: Automerge,
    staged: BTreeMap<String, ScalarValue>,
}

impl Card {
    pub fn new(id: DocId, actor: Actor) -> Self {
        Self {
            id,
            doc: Automerge::new().with_actor(ActorId::from(&actor.0[..])),
            staged: BTreeMap::new(),
        }
    }

    /// Rebuilds a card from its changes in any order, each of which has passed the gate; a change that does not apply is left out and its index returned,
    /// the good ones beside it stay (one bad change must not hide another doctor's good one, sync §4 row 2).
    pub fn load<'a>(
        id: DocId,
        actor: Actor,
        changes: impl IntoIterator<Item = &'a [u8]>,
    ) -> (Self, Vec<usize>) {
        let mut card = Self::new(id, actor);
        let mut refused = Vec::new();
        let mut good = Vec::new();
        for (index, bytes) in changes.into_iter().enumerate() {
            match check::kept(bytes) {
                Ok(change) => good.push((index, change)),
                Err(_poison) => refused.push(index),
            }
        }
        if card
            .doc
            .apply_changes(good.iter().map(|(_, change)| change.clone()))
            .is_err()
        {
            card = Self::new(id, actor);
            for (index, change) in good {
                if card.doc.apply_changes([change]).is_err() {
                    refused.push(index);
                }
            }
        }
        (card, refused)
    }

    pub fn id(&self) -> DocId {
        self.id
    }

    /// A change waits for a predecessor that is not here.
    pub fn has_orphans(&self) -> bool {
        !self.doc.get_missing_deps(&[]).is_empty()
    }

    /// Hashes of the changes that nothing follows, in order: what the state of the card is made of.
    pub fn heads(&self) -> Vec<Hash32> {
        let mut heads: Vec<Hash32> = self
            .doc
            .get_heads()
            .into_iter()
            .map(|head| Hash32(head.0))
            .collect();
        heads.sort_unstable();
        heads
    }

    /// Every key that holds a fact, in order.
    pub fn keys(&self) -> Vec<String> {
        self.doc.keys(ROOT).filter(|key| key != SIG).collect()
    }

    /// All values that stand side by side under a key, equal contents counted once, in an order that is the same everywhere.
    /// More than one is a conflict.
    pub fn facts(&self, key: &str) -> Vec<Fact> {
        let values = self.doc.get_all(ROOT, key).unwrap_or_default();
        let mut facts: Vec<Fact> = values.iter().map(|(value, _)| fact(value)).collect();
        facts.sort_by(|a, b| (a.at, a.by, &a.raw).cmp(&(b.at, b.by, &b.raw)));
        let mut distinct: Vec<Fact> = Vec::with_capacity(facts.len());
        for fact in facts {
            if !distinct.iter().any(|known| known.says_the_same(&fact)) {
                distinct.push(fact);
            }
        }
        distinct
    }

    /// The value that every replica shows first.
    pub fn fact(&self, key: &str) -> Option<Fact> {
        let (value, _) = self.doc.get(ROOT, key).ok()??;
        Some(fact(&value))
    }

    /// Every scalar that stands under a key, as it is.
    fn raw(&self, key: &str) -> Vec<Vec<u8>> {
        let values = self.doc.get_all(ROOT, key).unwrap_or_default();
        values.iter().map(|(value, _)| fact(value).raw).collect()
    }

    /// Stages a new value; it replaces every value that now stands under the key.
    pub fn put(
        &mut self,
        key: &str,
        value: &Map<String, Json>,
        by: UserId,
        at: i64,
    ) -> Result<(), RecordError> {
        let facts = self.facts(key);
        if facts.iter().any(|fact| fact.newer) {
            return Err(RecordError::Newer {
                key: key.to_owned(),
            });
        }
        if facts.iter().any(|fact| fact.unreadable) {
            return Err(RecordError::Kept {
                key: key.to_owned(),
            });
        }
        // Fields of a newer program stay with the value they were written beside: settling for one doctor's dose must not carry
        // over what stood with the other's.
        let chosen = facts.into_iter().find(|fact| fact.value == *value);
        let kept = chosen.or_else(|| self.fact(key)).map(|fact| fact.raw);
        let standing = self.raw(key);
        let mut at = at;
        // Writing the winner's own bytes again would be recorded as a deletion of the losers, which every gate refuses: the time
        // of the decision is what makes it another value.
        let raw = loop {
            let mut stamped = value.clone();
            stamped.insert("at".to_owned(), Json::from(at));
            stamped.insert("by".to_owned(), Json::from(by.to_string()));
            let raw = fields::encode(&stamped, kept.as_deref())?;
            if !standing.contains(&raw) {
                break raw;
            }
            at += 1;
        };
        self.staged.insert(key.to_owned(), ScalarValue::Bytes(raw));
        Ok(())
    }

    /// The facts of a refused change again, under this card's actor. The card holds what [`super::twin::basis`] names.
    pub fn reauthor(
        &mut self,
        refused: &Chunk,
        time: i64,
        device: DeviceId,
        key: &SigningKey,
    ) -> Result<Chunk, RecordError> {
        let puts = check::puts(&refused.bytes)
            .map_err(|poison| RecordError::Unreadable(poison.to_string()))?;
        self.staged
            .extend(puts.into_iter().filter(|(key, _)| key != SIG));
        self.commit(time, device, key)
    }

    /// Turns what was staged into one change, signed by the device. On any failure drop the card, on any later one the actor too.
    pub fn commit(
        &mut self,
        time: i64,
        device: DeviceId,
        key: &SigningKey,
    ) -> Result<Chunk, RecordError> {
        if self.staged.is_empty() {
            return Err(RecordError::Empty);
        }
        let mut puts = std::mem::take(&mut self.staged);
        let signature = card_signature(self.id, &puts, device, key);
        puts.insert(SIG.to_owned(), ScalarValue::Bytes(signature));
        let mut tx = self.doc.transaction();
        for (key, value) in puts {
            tx.put(ROOT, key, value)
                .map_err(|e| RecordError::Unreadable(e.to_string()))?;
        }
        tx.commit_with(CommitOptions::default().with_time(time));
        let change = self.doc.get_last_local_change().ok_or(RecordError::Empty)?;
        super::entry::fits_the_wire(change.raw_bytes())?;
        Ok(Chunk {
            doc: self.id,
            kind: Kind::CARD,
            unit: Unit::Patient(self.id),
            bytes: change.raw_bytes().to_vec(),
        })
    }
}

impl Fact {
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.value == other.value
            && self.unreadable == other.unreadable
            && (!self.unreadable || self.raw == other.raw)
    }
}

fn fact(value: &Value<'_>) -> Fact {
    readable(value).unwrap_or_else(|| Fact {
        value: Map::new(),
        at: 0,
        by: None,
        newer: false,
        unreadable: true,
        raw: match value.as_scalar() {
            Some(ScalarValue::Bytes(raw)) => raw.clone(),
            Some(other) => format!("{other:?}").into_bytes(),
            None => Vec::new(),
        },
    })
}

fn readable(value: &Value<'_>) -> Option<Fact> {
    let Value::Scalar(scalar) = value else {
        return None;
    };
    let ScalarValue::Bytes(raw) = scalar.as_ref() else {
        return None;
    };
    let (mut value, version) = fields::decode(raw).ok()?;
    let at = value
        .remove("at")
        .and_then(|at| at.as_i64())
        .unwrap_or_default();
    let by = value
        .remove("by")
        .and_then(|by| UserId::parse(by.as_str()?));
    Some(Fact {
        value,
        at,
        by,
        newer: version > fields::VERSION,
        unreadable: false,
        raw: raw.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{check, signed};
    use serde_json::json;

    const ID: DocId = DocId([1; 16]);

    fn object(value: Json) -> Map<String, Json> {
        let Json::Object(map) = value else {
            panic!("an object")
        };
        map
    }

    fn write(log: &mut Vec<Vec<u8>>, actor: u8, edits: &[(&str, Json)]) -> Chunk {
        let (mut card, refused) = Card::load(ID, Actor([actor; 16]), log.iter().map(Vec::as_slice));
        assert!(refused.is_empty());
        for (key, value) in edits {
            card.put(
                key,
                &object(value.clone()),
                UserId([actor; 16]),
                i64::from(actor),
            )
            .unwrap();
        }
        let chunk = card
            .commit(
                0,
                DeviceId([actor; 16]),
                &SigningKey::from_bytes(&[actor; 32]),
            )
            .unwrap();
        assert_eq!(check(&chunk, log).map(|h| h.actor), Ok([actor; 16]));
        log.push(chunk.bytes.clone());
        chunk
    }

    fn card(log: &[&[u8]]) -> Card {
        Card::load(ID, Actor([0; 16]), log.iter().copied()).0
    }

    #[test]
    fn two_keys_edited_apart_both_stand() {
        let mut base = Vec::new();
        write(&mut base, 1, &[("name.sur", json!({"value": "Сынақова"}))]);
        let (mut a, mut b) = (base.clone(), base.clone());
        write(&mut a, 2, &[("al/1", json!({"substance": "penicillin"}))]);
        write(&mut b, 3, &[("al/2", json!({"substance": "lidocaine"}))]);
        let merged = card(&[&base[0], &a[1], &b[1]]);
        assert_eq!(merged.keys(), ["al/1", "al/2", "name.sur"]);
    }

    #[test]
    fn one_key_edited_apart_keeps_both_values_until_settled() {
        let mut base = Vec::new();
        write(&mut base, 1, &[("pr/1", json!({"title": "asthma"}))]);
        let (mut a, mut b) = (base.clone(), base.clone());
        write(&mut a, 2, &[("pr/1", json!({"title": "asthma, mild"}))]);
        write(&mut b, 3, &[("pr/1", json!({"title": "asthma, severe"}))]);
        let one = card(&[&base[0], &a[1], &b[1]]);
        let other = card(&[&b[1], &base[0], &a[1]]);
        assert_eq!(one.facts("pr/1").len(), 2);
        assert_eq!(one.facts("pr/1"), other.facts("pr/1"));

        let mut log = vec![base[0].clone(), a[1].clone(), b[1].clone()];
        write(&mut log, 4, &[("pr/1", json!({"title": "asthma, severe"}))]);
        let log: Vec<&[u8]> = log.iter().map(Vec::as_slice).collect();
        assert_eq!(card(&log).facts("pr/1").len(), 1);
    }

    #[test]
    fn settling_for_the_winner_within_its_own_second_is_still_a_write() {
        let mut base = Vec::new();
        write(&mut base, 1, &[("tel", json!({"value": "1"}))]);
        let (mut a, mut b) = (base.clone(), base.clone());
        write(&mut a, 2, &[("tel", json!({"value": "2"}))]);
        write(&mut b, 3, &[("tel", json!({"value": "3"}))]);
        for (actor, value) in [(2, "2"), (3, "3")] {
            // The same user, second and value as one of the two that stand.
            let mut log = vec![base[0].clone(), a[1].clone(), b[1].clone()];
            write(&mut log, actor, &[("tel", json!({"value": value}))]);
            let log: Vec<&[u8]> = log.iter().map(Vec::as_slice).collect();
            assert_eq!(card(&log).facts("tel").len(), 1);
        }
    }

    #[test]
    fn the_same_content_written_apart_is_one_value() {
        let mut base = Vec::new();
        write(
            &mut base,
            1,
            &[("tel", json!({"value": "+7 700 000 00 00"}))],
        );
        let (mut a, mut b) = (base.clone(), base.clone());
        write(&mut a, 2, &[("tel", json!({"value": "+7 700 000 00 01"}))]);
        write(&mut b, 3, &[("tel", json!({"value": "+7 700 000 00 01"}))]);
        assert_eq!(card(&[&base[0], &a[1], &b[1]]).facts("tel").len(), 1);
    }

    #[test]
    fn a_newer_entry_is_shown_and_read_only() {
        let raw = super::super::cbor::encode(&ciborium::Value::Map(vec![
            (ciborium::Value::from(0), ciborium::Value::from(2)),
            (ciborium::Value::from(9), ciborium::Value::from("latex")),
        ]));
        let mut card = Card::new(ID, Actor([1; 16]));
        card.staged
            .insert("al/1".to_owned(), ScalarValue::Bytes(raw));
        card.commit(0, DeviceId([1; 16]), &SigningKey::from_bytes(&[1; 32]))
            .unwrap();
        assert!(card.fact("al/1").unwrap().newer);
        let refused = card.put(
            "al/1",
            &object(json!({"substance": "x"})),
            UserId([1; 16]),
            0,
        );
        assert_eq!(
            refused,
            Err(RecordError::Newer {
                key: "al/1".to_owned()
            })
        );
    }

    #[test]
    fn settling_for_the_other_value_keeps_the_newer_fields_beside_it() {
        let scalar = |dose: &str, newer: &str| {
            super::super::cbor::encode(&ciborium::Value::Map(vec![
                (ciborium::Value::from(0), ciborium::Value::from(1)),
                (ciborium::Value::from(16), ciborium::Value::from(dose)),
                (ciborium::Value::from(977), ciborium::Value::from(newer)),
            ]))
        };
        let mut log = Vec::new();
        for (actor, dose) in [(2, "5"), (3, "10")] {
            let mut card = Card::new(ID, Actor([actor; 16]));
            card.staged.insert(
                "med/1".to_owned(),
                ScalarValue::Bytes(scalar(dose, &format!("beside {dose}"))),
            );
            let key = SigningKey::from_bytes(&[actor; 32]);
            log.push(card.commit(0, DeviceId([actor; 16]), &key).unwrap().bytes);
        }
        for dose in ["5", "10"] {
            let mut log = log.clone();
            write(&mut log, 4, &[("med/1", json!({"dose": dose}))]);
            let log: Vec<&[u8]> = log.iter().map(Vec::as_slice).collect();
            let ciborium::Value::Map(fields) =
                super::super::cbor::decode(&card(&log).raw("med/1")[0]).unwrap()
            else {
                panic!("a map")
            };
            let newer = ciborium::Value::from(format!("beside {dose}"));
            assert!(
                fields.contains(&(ciborium::Value::from(977), newer)),
                "{fields:?}"
            );
        }
    }

    #[test]
    fn a_change_two_steps_ahead_of_what_is_here_waits_and_is_not_refused() {
        let mut log = Vec::new();
        write(&mut log, 1, &[("tel", json!({"value": "1"}))]);
        write(&mut log, 1, &[("tel", json!({"value": "2"}))]);
        let third = write(&mut log, 1, &[("tel", json!({"value": "3"}))]);
        // The second came without the first, and waits; the third follows it.
        assert!(check(&third, &log[1..2]).is_ok());
        assert!(check(&third, &[]).is_ok());
        assert_eq!(card(&[&log[2], &log[1], &log[0]]).facts("tel").len(), 1);
    }

    #[test]
    fn a_bad_change_does_not_hide_the_good_one_beside_it() {
        let mut base = Vec::new();
        write(&mut base, 1, &[("tel", json!({"value": "1"}))]);
        let mut bad = base[0].clone();
        let last = bad.len() - 1;
        bad[last] ^= 1;
        let (card, refused) = Card::load(ID, Actor([0; 16]), [bad.as_slice(), base[0].as_slice()]);
        assert_eq!(refused, [0]);
        assert_eq!(card.keys(), ["tel"]);
    }

    #[test]
    fn the_device_signs_what_it_changed() {
        let mut log = Vec::new();
        let chunk = write(&mut log, 5, &[("tel", json!({"value": "1"}))]);
        let signed = signed(&chunk).unwrap();
        assert!(signed.verify(&SigningKey::from_bytes(&[5; 32]).verifying_key()));
        assert!(!signed.verify(&SigningKey::from_bytes(&[6; 32]).verifying_key()));
    }

    #[test]
    fn a_missing_predecessor_is_seen() {
        let mut log = Vec::new();
        write(&mut log, 1, &[("tel", json!({"value": "1"}))]);
        write(&mut log, 1, &[("tel", json!({"value": "2"}))]);
        let card = card(&[&log[1]]);
        assert!(card.has_orphans() && card.keys().is_empty());
    }
}
