//! The card as a person reads it, made from the projections. With linked cards it is the union, allergies of all included.

use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;

use super::error::{OpError, OpResult};
use super::house::House;
use super::policy::{Action, Authorized, Scope, allows, may};
use super::{links, read};
use crate::domain::card::{CardView, Conflict, ConflictValue, Event, LinkView, Noted, Sent};
use crate::domain::chunk::Kind;
use crate::domain::ids::{DocId, FacilityId, Hash32, PatientId, UserId, hex, unhex};
use crate::domain::person::{Person, Relative};
use crate::domain::problem::Pregnancy;
use crate::domain::review::Review;
use crate::domain::role::User;
use crate::domain::visit::{Attachment, EnteredInError, LinkAct};
use crate::record::{self, shape};
use crate::vault::entries::EntryRow;
use crate::vault::facts::FactRow;
use crate::vault::{Connection, blobs, delivery, drafts, entries, facts, left, quarantine, users};

impl House {
    /// The card for a paper; the paper itself is written to the access log. Opening a card is [`House::open_card`], which writes the access log; this one refreshes what is open.
    pub fn card_to_print(&self, may: &Authorized<may::Print>) -> OpResult<CardView> {
        let patient = may.patient().ok_or_else(|| OpError::Invalid {
            code: "no-patient",
            field: String::new(),
        })?;
        view(&self.conn, patient)
    }

    /// The card for a bundle that leaves for other systems; whoever writes it also writes the access log.
    pub fn card_to_export(&self, may: &Authorized<may::Export>) -> OpResult<CardView> {
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
        read::person(&self.conn, patient)?;
        self.log_access(me, "open", "care", patient)?;
        self.card(&may)
    }

    /// Opening, printing, exporting: one line of the access log for each card of the person, since all of them are shown.
    pub fn log_access(
        &mut self,
        me: &super::SignedIn,
        action: &str,
        purpose: &str,
        patient: PatientId,
    ) -> OpResult<()> {
        let cards = links::group(&links::standing(&self.conn)?, patient);
        let mut write = self.write(Some(me))?;
        let done = cards
            .into_iter()
            .try_for_each(|card| write.access(action, purpose, Some(card), None))
            .and_then(|()| write.commit());
        self.settle_commit(done).map(|_changes| ())
    }
}

impl House {
    /// A list about many people that leaves the screen: one line of the access log, which names nobody.
    pub fn log_list(&mut self, me: &super::SignedIn, action: &str, purpose: &str) -> OpResult<()> {
        let mut write = self.write(Some(me))?;
        let done = write
            .access(action, purpose, None, None)
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
        .map(|key| {
            let standing = || rows.iter().filter(|row| row.key == key);
            Conflict {
                id: conflict_id(card, &key),
                card,
                values: standing().map(|row| conflict_value(row, people)).collect(),
                seen: seen_of(standing()),
                key,
            }
        })
        .collect()
}

/// A short mark of the values that stand under a key, in their order; empty for none. Two marks are equal when the values are.
pub fn seen_of<'a>(standing: impl IntoIterator<Item = &'a FactRow>) -> String {
    let mut text = String::new();
    for row in standing {
        text.push_str(&shape::canonical(&row.value));
        text.push(if row.unreadable { '?' } else { '.' });
    }
    if text.is_empty() {
        return text;
    }
    hex(&record::hash(text.as_bytes()).0[..8])
}

/// Facts about the person, of which linked cards can hold only one between them.
pub const SHARED: [&str; 2] = ["preg", "blood"];

fn marks(rows: &[(PatientId, Vec<FactRow>)]) -> BTreeMap<(PatientId, String), String> {
    let mut marks = BTreeMap::new();
    for (card, own) in rows {
        for row in own.iter().filter(|row| row.pos == 0) {
            let standing = own.iter().filter(|other| other.key == row.key);
            marks.insert((*card, row.key.clone()), seen_of(standing));
        }
    }
    for key in SHARED {
        let mark = seen_of(shared(rows, key));
        for (card, _) in rows {
            marks.insert((*card, key.to_owned()), mark.clone());
        }
    }
    marks
}

/// What all cards of a person say under one key.
pub fn shared<'a>(
    rows: &'a [(PatientId, Vec<FactRow>)],
    key: &'a str,
) -> impl Iterator<Item = &'a FactRow> {
    rows.iter()
        .flat_map(|(_, own)| own)
        .filter(move |row| row.key == key)
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

pub(super) fn view(conn: &Connection, patient: PatientId) -> OpResult<CardView> {
    let standing = links::standing(conn)?;
    let cards = links::group(&standing, patient);
    let people = people(conn)?;
    let mut view = CardView {
        patient,
        person: read::person(conn, patient)?,
        is_leaving: left::is_leaving(conn, patient)?,
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
    let mut standing = Vec::with_capacity(cards.len());
    for card in &cards {
        let rows = facts::rows(conn, *card)?;
        add_facts(&mut view, *card, &rows, &people);
        standing.push((*card, rows));
        let rows = entries::of_patient(conn, *card)?;
        add_entries(conn, &mut view, *card, &rows)?;
        view.unreadable += quarantine::of_patient(conn, *card)?;
        view.unreadable += usize::from(facts::waits(conn, *card)?);
        view.drafts.extend(drafts::of_patient(conn, *card)?);
    }
    add_shared(&mut view, &standing);
    view.seen = marks(&standing);
    view.cards = cards;
    view.places = people
        .iter()
        .filter(|(_, user)| !user.place.is_empty())
        .map(|(id, user)| (*id, user.place.clone()))
        .collect();
    view.names = named(people);
    view.visits
        .sort_by_key(|event| std::cmp::Reverse((event.care_at, event.id)));
    view.prescriptions
        .sort_by_key(|event| std::cmp::Reverse((event.care_at, event.id)));
    view.immunisations
        .sort_by_key(|event| std::cmp::Reverse((event.content.date, event.care_at, event.id)));
    view.pregnancies
        .sort_by_key(|event| std::cmp::Reverse((event.entered_at, event.id)));
    view.preventive
        .sort_by_key(|event| std::cmp::Reverse((event.content.date, event.care_at, event.id)));
    view.reviews
        .sort_by_key(|event| std::cmp::Reverse((event.care_at, event.id)));
    view.reviews_of_nobody = reviews_of_nobody(conn, &view.reviews)?;
    view.administrations
        .sort_by_key(|event| std::cmp::Reverse((event.care_at, event.id)));
    Ok(view)
}

/// Decisions by people whom no house ever announced with a role that may decide. A decision outlives the employment of its author.
fn reviews_of_nobody(conn: &Connection, reviews: &[Event<Review>]) -> OpResult<BTreeSet<DocId>> {
    if reviews.is_empty() {
        return Ok(BTreeSet::new());
    }
    let known = users::announced(conn)?;
    let may_decide =
        |event: &Event<Review>| may_decide(&known, event.facility, event.by, event.card);
    let nobody = reviews.iter().filter(|event| !may_decide(event));
    Ok(nobody.map(|event| event.id).collect())
}

/// Did that house ever announce this user with a role that may decide about orders?
pub(super) fn may_decide(
    known: &users::Announced,
    facility: FacilityId,
    by: Option<UserId>,
    patient: PatientId,
) -> bool {
    let patient = Scope::Patient(patient);
    by.is_some_and(|by| {
        known
            .ever(facility, by)
            .any(|user| allows(user.role, Action::Prescribe, patient))
    })
}

/// What the cards of one person say in their facts; no entries.
pub(super) fn told(
    conn: &Connection,
    patient: PatientId,
    person: Person,
    cards: Vec<PatientId>,
) -> OpResult<CardView> {
    let mut view = CardView {
        patient,
        person,
        ..CardView::default()
    };
    let mut standing = Vec::with_capacity(cards.len());
    for card in &cards {
        let rows = facts::rows(conn, *card)?;
        add_facts(&mut view, *card, &rows, &BTreeMap::new());
        standing.push((*card, rows));
    }
    add_shared(&mut view, &standing);
    view.cards = cards;
    Ok(view)
}

fn add_facts(
    view: &mut CardView,
    card: PatientId,
    rows: &[FactRow],
    people: &BTreeMap<UserId, User>,
) {
    view.newer += rows.iter().filter(|row| row.newer).count();
    let lost = &mut view.unreadable;
    *lost += rows.iter().filter(|row| row.unreadable).count();
    view.allergies.extend(list(card, rows, "al/", lost));
    view.problems.extend(list(card, rows, "pr/", lost));
    view.medicines.extend(list(card, rows, "med/", lost));
    view.alerts.extend(list(card, rows, "alert/", lost));
    view.contacts.extend(list(card, rows, "ct/", lost));
    view.habits.extend(list(card, rows, "risk/", lost));
    view.disability.extend(list(card, rows, "disab", lost));
    view.procedures.extend(list(card, rows, "proc/", lost));
    view.family.extend(list(card, rows, "fam/", lost));
    view.asked.extend(list(card, rows, "none/", lost));
    // Shown with the person; here only for what cannot be shown.
    list::<Relative>(card, rows, "rel/", lost);
    for row in rows.iter().filter(|row| row.key == "alst" && row.pos == 0) {
        let disputed = rows
            .iter()
            .any(|other| other.key == "alst" && other.pos == 1);
        match row.value.get("none_known").map(serde_json::Value::as_bool) {
            Some(Some(true)) if !disputed => {
                view.none_known = view.none_known.max(Some((row.by, row.at)));
            }
            Some(Some(_)) | None => {}
            Some(None) => *lost += usize::from(!row.newer),
        }
    }
    view.conflicts.extend(conflicts_of(rows, card, people));
}

/// One person has one blood group and is pregnant or not: what cards say differently is a dispute, whatever their clocks said.
fn add_shared(view: &mut CardView, standing: &[(PatientId, Vec<FactRow>)]) {
    let (mut pregnancies, mut groups) = (Vec::new(), Vec::new());
    for (card, rows) in standing {
        let lost = &mut view.unreadable;
        pregnancies.extend(list::<Pregnancy>(*card, rows, "preg", lost));
        for noted in list::<BTreeMap<String, String>>(*card, rows, "blood", lost) {
            match noted.value.get("value").cloned() {
                Some(value) => groups.push(Noted {
                    card: noted.card,
                    key: noted.key,
                    value,
                    by: noted.by,
                    at: noted.at,
                    disputed: noted.disputed,
                    newer: noted.newer,
                }),
                None => *lost += usize::from(!noted.newer),
            }
        }
    }
    (view.pregnancy, view.pregnancy_also) = united(pregnancies);
    (view.blood, view.blood_also) = united(groups);
}

/// Equal statements are one; of unequal ones all stand, disputed.
fn united<T: PartialEq>(mut all: Vec<Noted<T>>) -> (Option<Noted<T>>, Vec<Noted<T>>) {
    if all.windows(2).all(|two| two[0].value == two[1].value) {
        return (all.into_iter().max_by_key(|noted| noted.at), Vec::new());
    }
    for noted in &mut all {
        noted.disputed = true;
    }
    let also = all.split_off(1);
    (all.pop(), also)
}

/// Both values of a dispute are shown: every row becomes an item of the list. `lost` counts those that this program has no words for.
pub(super) fn list<T: DeserializeOwned>(
    card: PatientId,
    rows: &[FactRow],
    under: &str,
    lost: &mut usize,
) -> Vec<Noted<T>> {
    let disputed = |key: &str| rows.iter().any(|row| row.key == key && row.pos == 1);
    let is_under = |key: &str| key == under || under.ends_with('/') && key.starts_with(under);
    let mut found = Vec::new();
    for row in rows
        .iter()
        .filter(|row| is_under(&row.key) && !row.unreadable)
    {
        match shape::typed(&row.value) {
            Some(value) => found.push(Noted {
                card,
                key: row.key.clone(),
                value,
                by: row.by,
                at: row.at,
                disputed: disputed(&row.key),
                newer: row.newer,
            }),
            // A row of a newer program is counted as that.
            None => *lost += usize::from(!row.newer),
        }
    }
    found
}

fn add_entries(
    conn: &Connection,
    view: &mut CardView,
    card: PatientId,
    rows: &[EntryRow],
) -> OpResult<()> {
    let withdrawn: BTreeMap<DocId, String> = rows
        .iter()
        .filter(|row| row.kind == Kind::ENTERED_IN_ERROR && row.acts())
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
        let newer = row.version > record::entry::VERSION;
        let shown = match row.kind {
            Kind::VISIT => add(&mut view.visits, meta.event()),
            Kind::PRESCRIPTION => add(&mut view.prescriptions, meta.event()),
            Kind::ADMINISTRATION => add(&mut view.administrations, meta.event()),
            Kind::REFERRAL => add(&mut view.referrals, meta.event()),
            Kind::ATTACHMENT => {
                let event = meta.event::<Attachment>();
                let hash = event.as_ref().and_then(|e| unhex(&e.content.sha256));
                if let Some(hash) = hash.and_then(|hash| hash.try_into().ok())
                    && blobs::has(conn, Hash32(hash))?
                {
                    view.files_here.insert(row.doc);
                }
                add(&mut view.attachments, event)
            }
            Kind::IMMUNISATION => add(&mut view.immunisations, meta.event()),
            Kind::PREVENTION => add(&mut view.preventive, meta.event()),
            Kind::PREGNANCY => add(&mut view.pregnancies, meta.event()),
            Kind::REVIEW => add(&mut view.reviews, meta.event()),
            other if other.name().is_none() => {
                view.newer += 1;
                true
            }
            _ => true,
        };
        if newer {
            view.newer += 1;
        } else if !shown {
            view.unreadable += 1;
        }
    }
    Ok(())
}

/// Whether there was anything to add.
fn add<T>(list: &mut Vec<Event<T>>, event: Option<Event<T>>) -> bool {
    let there = event.is_some();
    list.extend(event);
    there
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
                .filter(|other| other.amends == Some(row.doc) && other.acts())
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
    read::person(conn, patient)?;
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
