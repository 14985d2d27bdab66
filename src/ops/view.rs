//! The card as a person reads it, made from the projections. With linked cards it is the union, allergies of all included.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;

use super::error::{OpError, OpResult};
use super::house::House;
use super::links;
use super::policy::{Authorized, may};
use crate::domain::card::{CardView, Conflict, ConflictValue, Event, LinkView, Noted, Sent};
use crate::domain::chunk::Kind;
use crate::domain::ids::{DocId, Hash32, PatientId, UserId, hex, unhex};
use crate::domain::role::User;
use crate::domain::visit::{Attachment, EnteredInError, LinkAct};
use crate::record::{self, shape};
use crate::vault::entries::EntryRow;
use crate::vault::facts::FactRow;
use crate::vault::{Connection, blobs, delivery, drafts, entries, facts, quarantine, users};

impl House {
    /// The card for a paper; the paper itself is written to the access log. Opening a card is [`House::open_card`], which writes the access log; this one refreshes what is open.
    pub fn card_to_print(&self, may: &Authorized<may::Print>) -> OpResult<CardView> {
        let patient = may.patient().ok_or_else(|| OpError::Invalid {
            code: "no-patient",
            field: String::new(),
        })?;
        view(&self.conn, patient)
    }

    /// Reads a card again after a change.
    pub fn card(&self, may: &Authorized<may::ReadCard>) -> OpResult<CardView> {
        let patient = may.patient().ok_or_else(|| OpError::Invalid {
            code: "no-patient",
            field: String::new(),
        })?;
        view(&self.conn, patient)
    }

    /// An attachment of this card, and its bytes where they have arrived.
    pub fn attachment(
        &self,
        may: &Authorized<may::ReadCard>,
        id: DocId,
    ) -> OpResult<(Attachment, Option<Vec<u8>>)> {
        let card = self.card(may)?;
        let found = card.attachments.into_iter().find(|file| file.id == id);
        let described = found.ok_or(OpError::Unknown(id))?.content;
        let bytes = match unhex(&described.sha256).and_then(|hash| hash.try_into().ok()) {
            Some(hash) => blobs::get(&self.conn, Hash32(hash))?,
            None => None,
        };
        Ok((described, bytes))
    }

    /// Opens a card: one line in the access log, then the view.
    pub fn open_card(&mut self, me: &super::SignedIn, patient: PatientId) -> OpResult<CardView> {
        let may = super::policy::authorize::<may::ReadCard>(
            &me.who,
            super::policy::Scope::Patient(patient),
        )?;
        facts::person(&self.conn, patient)?.ok_or(OpError::Unknown(patient))?;
        self.log_access(me, "open", "care", patient)?;
        self.card(&may)
    }

    /// One line of the access log by itself: opening, printing, exporting.
    pub fn log_access(
        &mut self,
        me: &super::SignedIn,
        action: &str,
        purpose: &str,
        patient: PatientId,
    ) -> OpResult<()> {
        let mut write = self.write(Some(me))?;
        let done = write
            .access(action, purpose, Some(patient), None)
            .and_then(|()| write.commit());
        self.settle_commit(done).map(|_changes| ())
    }
}

/// Every conflict of one card.
pub fn conflicts_of(
    rows: &[FactRow],
    card: PatientId,
    people: &BTreeMap<UserId, User>,
) -> Vec<Conflict> {
    let disputed = rows
        .iter()
        .filter(|row| row.pos == 1)
        .map(|row| row.key.clone());
    disputed
        .map(|key| Conflict {
            id: conflict_id(card, &key),
            card,
            values: rows
                .iter()
                .filter(|row| row.key == key)
                .map(|row| conflict_value(row, people))
                .collect(),
            key,
        })
        .collect()
}

/// The same on every workstation: from card and key alone.
pub fn conflict_id(card: PatientId, key: &str) -> String {
    let mut seed = card.0.to_vec();
    seed.extend(key.as_bytes());
    hex(&record::hash(&seed).0[..8])
}

/// Everybody who is known by a user entry.
pub fn people(conn: &Connection) -> OpResult<BTreeMap<UserId, User>> {
    Ok(users::all(conn)?
        .into_iter()
        .map(|user| (user.user, user))
        .collect())
}

/// Their names.
pub fn names(conn: &Connection) -> OpResult<BTreeMap<UserId, String>> {
    Ok(named(people(conn)?))
}

fn named(people: BTreeMap<UserId, User>) -> BTreeMap<UserId, String> {
    people
        .into_iter()
        .map(|(id, user)| (id, user.name))
        .collect()
}

fn view(conn: &Connection, patient: PatientId) -> OpResult<CardView> {
    let standing = links::standing(conn)?;
    let cards = links::group(&standing, patient);
    let people = people(conn)?;
    let mut view = CardView {
        patient,
        person: facts::person(conn, patient)?.ok_or(OpError::Unknown(patient))?,
        links: standing
            .iter()
            .filter(|((a, b), stands)| {
                stands.link.statement == LinkAct::Same && cards.contains(a) && cards.contains(b)
            })
            .map(|((a, b), stands)| LinkView {
                entry: stands.entry,
                other: if *a == patient { *b } else { *a },
                sure: stands.link.sure,
                reasons: stands.link.reasons.clone(),
                at: stands.at,
            })
            .collect(),
        ..CardView::default()
    };
    for card in &cards {
        add_facts(&mut view, *card, &facts::rows(conn, *card)?, &people);
        let rows = entries::of_patient(conn, *card)?;
        add_entries(conn, &mut view, *card, &rows)?;
        view.unreadable += quarantine::of_patient(conn, *card)?;
        view.drafts.extend(drafts::of_patient(conn, *card)?);
    }
    view.cards = cards;
    view.names = named(people);
    view.visits
        .sort_by_key(|event| std::cmp::Reverse((event.care_at, event.id)));
    view.prescriptions
        .sort_by_key(|event| std::cmp::Reverse((event.care_at, event.id)));
    view.immunisations
        .sort_by_key(|event| std::cmp::Reverse((event.content.date, event.care_at, event.id)));
    view.administrations
        .sort_by_key(|event| std::cmp::Reverse((event.care_at, event.id)));
    Ok(view)
}

fn add_facts(
    view: &mut CardView,
    card: PatientId,
    rows: &[FactRow],
    people: &BTreeMap<UserId, User>,
) {
    view.newer += rows.iter().filter(|row| row.newer).count();
    view.allergies.extend(list(card, rows, "al/"));
    view.problems.extend(list(card, rows, "pr/"));
    view.medicines.extend(list(card, rows, "med/"));
    view.alerts.extend(list(card, rows, "alert/"));
    view.pregnancy = newest(
        view.pregnancy.take(),
        list(card, rows, "preg").into_iter().next(),
    );
    let blood = list::<BTreeMap<String, String>>(card, rows, "blood")
        .into_iter()
        .next();
    let blood = blood.and_then(|noted| {
        let value = noted.value.get("value")?.clone();
        Some(Noted {
            card,
            key: noted.key,
            value,
            by: noted.by,
            at: noted.at,
            disputed: noted.disputed,
            newer: noted.newer,
        })
    });
    view.blood = newest(view.blood.take(), blood);
    let none_known = rows
        .iter()
        .find(|row| row.key == "alst" && row.value.get("none_known") == Some(&true.into()));
    if let Some(row) = none_known {
        view.none_known = view.none_known.max(Some((row.by, row.at)));
    }
    view.conflicts.extend(conflicts_of(rows, card, people));
}

/// Both values of a dispute are shown: every row becomes an item of the list.
fn list<T: DeserializeOwned>(card: PatientId, rows: &[FactRow], prefix: &str) -> Vec<Noted<T>> {
    let disputed = |key: &str| rows.iter().any(|row| row.key == key && row.pos == 1);
    rows.iter()
        .filter(|row| row.key.starts_with(prefix))
        .filter_map(|row| {
            Some(Noted {
                card,
                key: row.key.clone(),
                value: shape::typed(&row.value)?,
                by: row.by,
                at: row.at,
                disputed: disputed(&row.key),
                newer: row.newer,
            })
        })
        .collect()
}

fn newest<T>(a: Option<Noted<T>>, b: Option<Noted<T>>) -> Option<Noted<T>> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if b.at > a.at { b } else { a }),
        (one, other) => one.or(other),
    }
}

fn add_entries(
    conn: &Connection,
    view: &mut CardView,
    card: PatientId,
    rows: &[EntryRow],
) -> OpResult<()> {
    let withdrawn: BTreeMap<DocId, String> = rows
        .iter()
        .filter(|row| row.kind == Kind::ENTERED_IN_ERROR)
        .filter_map(|row| shape::typed::<EnteredInError>(&row.content))
        .map(|error| (error.target, error.reason))
        .collect();
    for row in rows {
        let meta = Meta {
            row,
            card,
            rows,
            withdrawn: &withdrawn,
            sent: delivery::of(conn, row.n)?,
        };
        match row.kind {
            Kind::VISIT => view.visits.extend(meta.event()),
            Kind::PRESCRIPTION => view.prescriptions.extend(meta.event()),
            Kind::ADMINISTRATION => view.administrations.extend(meta.event()),
            Kind::REFERRAL => view.referrals.extend(meta.event()),
            Kind::IMMUNISATION => view.immunisations.extend(meta.event()),
            Kind::ATTACHMENT => {
                let event = meta.event::<Attachment>();
                let hash = event.as_ref().and_then(|e| unhex(&e.content.sha256));
                if let Some(hash) = hash.and_then(|hash| hash.try_into().ok())
                    && blobs::has(conn, Hash32(hash))?
                {
                    view.files_here.insert(row.doc);
                }
                view.attachments.extend(event);
            }
            other if other.name().is_none() => view.newer += 1,
            _ => {}
        }
        if row.version > record::entry::VERSION {
            view.newer += 1;
        }
    }
    Ok(())
}

struct Meta<'a> {
    row: &'a EntryRow,
    card: PatientId,
    rows: &'a [EntryRow],
    withdrawn: &'a BTreeMap<DocId, String>,
    sent: Sent,
}

impl Meta<'_> {
    fn event<T: DeserializeOwned>(&self) -> Option<Event<T>> {
        let row = self.row;
        Some(Event {
            id: row.doc,
            kind: row.kind,
            card: self.card,
            by: row.author,
            role: row.role.clone(),
            device: row.device,
            facility: row.facility,
            care_at: row.care_at,
            entered_at: row.entered_at,
            clock_doubtful: row.doubtful,
            amends: row.amends,
            amended_by: self
                .rows
                .iter()
                .filter(|other| other.amends == Some(row.doc))
                .map(|other| other.doc)
                .collect(),
            withdrawn: self.withdrawn.get(&row.doc).cloned(),
            signature: row.signature,
            sent: self.sent,
            content: shape::typed(&row.content)?,
        })
    }
}

fn conflict_value(row: &FactRow, people: &BTreeMap<UserId, User>) -> ConflictValue {
    let author = row.by.and_then(|by| people.get(&by));
    let summary = ["title", "substance", "name", "text", "value"]
        .iter()
        .find_map(|field| row.value.get(*field)?.as_str())
        .unwrap_or_default();
    ConflictValue {
        json: shape::canonical(&row.value),
        summary: summary.to_owned(),
        by: row.by,
        by_name: author.map(|user| user.name.clone()).unwrap_or_default(),
        place: author.map(|user| user.place.clone()).unwrap_or_default(),
        at: row.at,
    }
}

/// The clinical record of a person as canonical JSON: no local state, the same on every workstation that has the same chunks.
pub fn show(conn: &Connection, patient: PatientId) -> OpResult<String> {
    facts::person(conn, patient)?.ok_or(OpError::Unknown(patient))?;
    let standing = links::standing(conn)?;
    let group = links::group(&standing, patient);
    let mut cards = Vec::new();
    let mut events = Vec::new();
    for card in &group {
        let mut keys: BTreeMap<String, Vec<serde_json::Value>> = BTreeMap::new();
        for row in facts::rows(conn, *card)? {
            keys.entry(row.key).or_default().push(serde_json::json!({
                "value": row.value, "at": row.at, "by": row.by.map(|by| by.to_string()),
            }));
        }
        for values in keys.values_mut() {
            values.sort_by_cached_key(ToString::to_string);
        }
        cards.push(serde_json::json!({"card": card, "facts": keys}));
        for row in entries::of_patient(conn, *card)? {
            events.push(serde_json::json!({
                "id": row.doc, "kind": row.kind.name().map_or_else(|| row.kind.0.to_string(), str::to_owned), "card": card,
                "by": row.author.map(|by| by.to_string()), "role": row.role, "device": row.device, "facility": row.facility,
                "care_at": row.care_at, "entered_at": row.entered_at, "clock_doubtful": row.doubtful,
                "amends": row.amends, "content": row.content,
            }));
        }
    }
    events.sort_by_cached_key(|event| (event["care_at"].as_i64(), event["id"].to_string()));
    let first = group.first().copied().unwrap_or(patient);
    let record = serde_json::json!({"patient": first, "cards": cards, "entries": events});
    // `serde_json::Map` keeps its keys sorted: equal records are equal texts.
    Ok(record.to_string())
}
