//! Workstations in memory, a real store, and lines that break: what the tests of sync and store share.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use ed25519_dalek::SigningKey;
use feldsher::clock::FixedClock;
use feldsher::domain::chunk::{Chunk, Kind, Unit};
use feldsher::domain::ids::{DeviceId, DocId, FacilityId, Hash32, UserId};
use feldsher::record::{self, Actor, Card, Head};
use feldsher::store::devices::Newcomer;
use feldsher::store::exchange::Exchange;
use feldsher::store::storage::{Storage, StoreError};
use feldsher::store::{Entropy, Store};
use feldsher::sync::auth::SYNC_PATH;
use feldsher::sync::client::{Client, Report};
use feldsher::sync::cursor::{Cursor, Log, Place, Scope};
use feldsher::sync::digest::{BucketSum, SetDigest, bucket_sums};
use feldsher::sync::frame::FrameReader;
use feldsher::sync::message::{Reset, Stable, What};
use feldsher::sync::notice::Notice;
use feldsher::sync::port::{
    Batch, Contact, Identity, Queued, Refusal, Settlement, SyncVault, Transport, TransportError,
    VaultResult,
};
use feldsher::sync::session;
use serde_json::json;

pub const NOW: i64 = 1_790_000_000;

/// Randomness from a seed: the same seed gives the same run.
#[derive(Clone)]
pub struct Dice(Arc<Mutex<u64>>);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(seed ^ 0x9e37_79b9_7f4a_7c15)))
    }

    pub fn roll(&self) -> u64 {
        let mut state = self.0.lock().unwrap();
        *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = *state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&self, limit: usize) -> usize {
        (self.roll() % limit.max(1) as u64) as usize
    }

    pub fn percent(&self, chance: u64) -> bool {
        self.roll() % 100 < chance
    }

    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut out = [0; N];
        out.fill_with(|| self.roll() as u8);
        out
    }

    pub fn entropy(&self) -> Entropy {
        let dice = self.clone();
        Arc::new(move |buffer: &mut [u8]| buffer.fill_with(|| dice.roll() as u8))
    }
}

pub fn open_store(storage: Arc<dyn Storage>, dice: &Dice) -> Arc<Store> {
    let clock = Arc::new(FixedClock::at(NOW));
    Arc::new(Store::open(storage, clock, dice.entropy()).unwrap())
}

/// One chunk in a memory vault.
#[derive(Debug, Clone)]
pub struct Row {
    pub chunk: Chunk,
    pub place: Option<Place>,
    /// Position in the outbox.
    pub queued: Option<u64>,
    order: u64,
}

/// A vault that keeps everything in memory and every promise of the port.
#[derive(Debug, Clone, Default)]
pub struct MemVault {
    pub rows: BTreeMap<Hash32, Row>,
    pub cursors: Vec<Cursor>,
    pub quarantine: BTreeMap<Hash32, String>,
    pub reauthor: Vec<Hash32>,
    pub held: BTreeMap<Hash32, u32>,
    pub contact: Option<Contact>,
    pub stable: BTreeMap<(Scope, Log), u64>,
    pub notices: Vec<Vec<u8>>,
    pub grants: Vec<Unit>,
    pub boot_no: Option<u64>,
    /// Placed, and not here.
    pub gaps: BTreeMap<Hash32, (Place, DocId)>,
    pub resets: u32,
    pub repairs: u32,
    next: u64,
}

impl MemVault {
    pub fn write(&mut self, chunk: Chunk) -> Hash32 {
        let hash = record::hash(&chunk.bytes);
        let position = self.tick();
        self.rows.entry(hash).or_insert(Row {
            chunk,
            place: None,
            queued: Some(position),
            order: position,
        });
        hash
    }

    pub fn outbox_len(&self) -> usize {
        self.rows
            .values()
            .filter(|row| row.queued.is_some())
            .count()
    }

    /// What this workstation holds of its scope.
    pub fn placed(&self) -> BTreeSet<Hash32> {
        let placed = self.rows.iter().filter(|(_, row)| row.place.is_some());
        placed.map(|(hash, _)| *hash).collect()
    }

    /// Changes of one document, oldest first.
    pub fn changes(&self, doc: DocId) -> Vec<Vec<u8>> {
        let mut rows: Vec<&Row> = self
            .rows
            .iter()
            .filter(|(hash, row)| row.chunk.doc == doc && !self.quarantine.contains_key(*hash))
            .map(|(_, row)| row)
            .collect();
        rows.sort_by_key(|row| row.order);
        rows.iter().map(|row| row.chunk.bytes.clone()).collect()
    }

    fn tick(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    fn in_log(&self, scope: Scope, log: Log) -> impl Iterator<Item = (&Hash32, &DocId)> {
        self.rows
            .iter()
            .filter(move |(_, row)| {
                row.place
                    .is_some_and(|place| (place.scope, place.log) == (scope, log))
            })
            .map(|(hash, row)| (hash, &row.chunk.doc))
    }

    fn gaps_in(&self, scope: Scope, log: Log) -> impl Iterator<Item = (&Hash32, &DocId)> {
        self.gaps
            .iter()
            .filter(move |(_, (place, _))| (place.scope, place.log) == (scope, log))
            .map(|(hash, (_, doc))| (hash, doc))
    }

    fn queue_again(&mut self, mut hashes: Vec<Hash32>) {
        hashes.sort_by_key(|hash| self.rows.get(hash).map(|row| row.order));
        for hash in hashes {
            let position = self.tick();
            if let Some(row) = self.rows.get_mut(&hash) {
                row.place = None;
                row.queued = Some(position);
            }
        }
    }
}

impl SyncVault for MemVault {
    fn cursors(&mut self) -> VaultResult<Vec<Cursor>> {
        Ok(self.cursors.clone())
    }

    fn lacking(&mut self) -> VaultResult<Vec<Hash32>> {
        Ok(self.gaps.keys().copied().collect())
    }

    fn outbox(&mut self, position: u64, max_bytes: usize) -> VaultResult<Vec<Queued>> {
        let mut all: Vec<Queued> = self
            .rows
            .iter()
            .filter_map(|(hash, row)| {
                Some(Queued {
                    position: row.queued.filter(|queued| *queued > position)?,
                    hash: *hash,
                    chunk: row.chunk.clone(),
                })
            })
            .collect();
        all.sort_by_key(|queued| queued.position);
        let mut bytes = 0;
        let fitting = all.iter().take_while(|queued| {
            let fits = bytes == 0 || bytes + queued.chunk.bytes.len() <= max_bytes;
            bytes += queued.chunk.bytes.len();
            fits
        });
        let count = fitting.count();
        all.truncate(count);
        Ok(all)
    }

    fn apply(&mut self, batch: &Batch) -> VaultResult<Vec<Hash32>> {
        let mut missing = Vec::new();
        for item in &batch.items {
            let at = Place {
                scope: batch.scope,
                log: batch.log,
                epoch: batch.epoch,
                seq: item.seq,
            };
            let place = Some(at);
            match &item.what {
                What::Change(chunk) => {
                    let hash = record::hash(&chunk.bytes);
                    let before = self.changes(chunk.doc);
                    let order = self.tick();
                    self.gaps.remove(&hash);
                    if let Some(row) = self.rows.get_mut(&hash) {
                        row.place = place;
                        continue;
                    }
                    if let Err(poison) = record::check(chunk, &before) {
                        self.quarantine.insert(hash, poison.code().to_owned());
                    }
                    self.rows.insert(
                        hash,
                        Row {
                            chunk: chunk.clone(),
                            place,
                            queued: None,
                            order,
                        },
                    );
                }
                What::Own { hash, doc } => match self.rows.get_mut(hash) {
                    Some(row) => row.place = place,
                    None => {
                        self.gaps.insert(*hash, (at, *doc));
                        missing.push(*hash);
                    }
                },
                What::Grant(unit) => self.grants.push(*unit),
                What::Notice(bytes) => self.notices.push(bytes.clone()),
                What::Revoke(unit) => {
                    let gone = self.rows.values_mut().filter(|row| {
                        let is_here = row
                            .place
                            .is_some_and(|p| (p.scope, p.log) == (at.scope, at.log));
                        row.chunk.unit == *unit && is_here
                    });
                    gone.for_each(|row| row.place = None);
                }
                What::Elsewhere { .. } | What::Unknown { .. } => {}
            }
        }
        if let Some(next) = batch.next {
            for cursor in &mut self.cursors {
                if (cursor.scope, cursor.log) == (next.scope, next.log) {
                    *cursor = next;
                }
            }
        }
        Ok(missing)
    }

    fn settle(&mut self, settled: &[(Hash32, Settlement)]) -> VaultResult<()> {
        for (hash, settlement) in settled {
            match settlement {
                Settlement::Accepted(place) => {
                    if let Some(row) = self.rows.get_mut(hash) {
                        row.place = *place;
                        row.queued = None;
                    }
                }
                Settlement::Held { missing } => {
                    *self.held.entry(*hash).or_default() += 1;
                    let known = self.rows.iter().find(|(_, row)| {
                        record::inspect(&row.chunk).is_ok_and(|header| header.change == *missing)
                    });
                    if let Some((known, row)) = known
                        && row.queued.is_none()
                    {
                        let again = vec![*known, *hash];
                        self.queue_again(again);
                    }
                }
                Settlement::Reauthor => {
                    self.reauthor.push(*hash);
                    self.put_away(*hash, "fork");
                }
                Settlement::Poison { reason } => self.put_away(*hash, reason),
                Settlement::Gone => {
                    self.rows.remove(hash);
                }
            }
        }
        Ok(())
    }

    fn reset(&mut self, reset: &Reset) -> VaultResult<()> {
        self.resets += 1;
        let lost = self
            .rows
            .iter()
            .filter(|(hash, row)| match row.place {
                Some(place) => {
                    (place.scope, place.log) == (reset.scope, reset.log)
                        && place.seq > reset.fork_seq
                }
                None => row.queued.is_none() && !self.quarantine.contains_key(*hash),
            })
            .map(|(hash, _)| *hash)
            .collect();
        self.queue_again(lost);
        self.gaps.retain(|_, (place, _)| {
            (place.scope, place.log) != (reset.scope, reset.log) || place.seq <= reset.fork_seq
        });
        for cursor in &mut self.cursors {
            if (cursor.scope, cursor.log) == (reset.scope, reset.log) {
                *cursor = reset.resume;
            }
        }
        Ok(())
    }

    fn requeue(&mut self, hashes: &[Hash32]) -> VaultResult<()> {
        self.queue_again(hashes.to_vec());
        self.gaps.retain(|hash, _| !hashes.contains(hash));
        Ok(())
    }

    fn mark_stable(&mut self, mark: Stable) -> VaultResult<()> {
        self.stable.insert((mark.scope, mark.log), mark.seq);
        Ok(())
    }

    fn log_ended(&mut self, scope: Scope, log: Log) -> VaultResult<bool> {
        let mut cursors = self.cursors.iter();
        let cursor = cursors.find(|cursor| (cursor.scope, cursor.log) == (scope, log));
        let end = cursor.map_or(u64::MAX, |cursor| cursor.seq);
        let promised = |row: &Row| {
            let place = row.place;
            place.is_some_and(|at| (at.scope, at.log) == (scope, log) && at.seq > end)
        };
        let rows = self.rows.iter().filter(|(_, row)| promised(row));
        let again: Vec<Hash32> = rows.map(|(hash, _)| *hash).collect();
        let went_back = !again.is_empty();
        self.queue_again(again);
        Ok(went_back)
    }

    fn digest(&mut self, scope: Scope, log: Log) -> VaultResult<SetDigest> {
        Ok(SetDigest::of(
            self.in_log(scope, log).chain(self.gaps_in(scope, log)),
        ))
    }

    fn bucket_sums(&mut self, scope: Scope, log: Log) -> VaultResult<Vec<BucketSum>> {
        let all = self.in_log(scope, log).chain(self.gaps_in(scope, log));
        Ok(bucket_sums(all.map(|(hash, _)| hash)))
    }

    fn bucket(&mut self, scope: Scope, log: Log, bucket: u8) -> VaultResult<Vec<Hash32>> {
        Ok(self
            .in_log(scope, log)
            .chain(self.gaps_in(scope, log))
            .map(|(hash, _)| *hash)
            .filter(|hash| hash.0[0] == bucket)
            .collect())
    }

    fn remember(&mut self, contact: &Contact) -> VaultResult<()> {
        self.contact = Some(contact.clone());
        Ok(())
    }

    fn raise_boot(&mut self, boot_no: u64) -> VaultResult<()> {
        self.boot_no = Some(boot_no);
        Ok(())
    }

    fn repair_began(&mut self, _scope: Scope, _log: Log) -> VaultResult<()> {
        self.repairs += 1;
        Ok(())
    }
}

impl MemVault {
    fn put_away(&mut self, hash: Hash32, reason: &str) {
        if let Some(row) = self.rows.get_mut(&hash) {
            row.queued = None;
            row.place = None;
        }
        self.quarantine.insert(hash, reason.to_owned());
    }
}

/// A workstation: vault, protocol state and a doctor who writes.
pub struct Station {
    pub vault: MemVault,
    pub client: Client,
    pub device: DeviceId,
    pub key: SigningKey,
    pub scope: Scope,
    pub actor: Actor,
    dice: Dice,
    clock: u64,
}

impl Station {
    /// Enrols at a store in this process.
    pub fn enrol(store: &Store, scope: &str, dice: &Dice) -> Self {
        let key = SigningKey::from_bytes(&dice.bytes());
        let device = DeviceId(dice.bytes());
        let code = store.enrol_code(scope, 15).unwrap();
        let newcomer = Newcomer {
            device,
            key: key.verifying_key(),
            name: "Кабинет".to_owned(),
            managers: Vec::new(),
        };
        let (enrolled, epoch, token) = store.enrol(&code.code, &newcomer).unwrap();
        let identity = Identity {
            device,
            key: key.clone(),
            store_key: store.public_key(),
            replica: dice.bytes(),
            token,
            boot_no: 1,
            store_dicts: Vec::new(),
        };
        Self::with(identity, enrolled.scope, epoch, dice)
    }

    pub fn with(identity: Identity, scope: Scope, epoch: [u8; 8], dice: &Dice) -> Self {
        let vault = MemVault {
            cursors: Log::ALL
                .map(|log| Cursor::start(scope, log, epoch))
                .to_vec(),
            ..MemVault::default()
        };
        Self {
            vault,
            device: identity.device,
            key: identity.key.clone(),
            scope,
            actor: Actor(dice.bytes()),
            client: Client::new(identity, "0.1.0"),
            dice: dice.clone(),
            clock: 0,
        }
    }

    pub fn sync(&mut self, line: &mut dyn Transport) -> Report {
        self.clock += 1;
        session::run(&mut self.client, &mut self.vault, line, &|| 0).unwrap()
    }

    /// Starts the program anew: a new actor, one boot number more, what the vault remembers.
    pub fn restart(&mut self) {
        let mut identity = self.client.identity().clone();
        identity.boot_no = self.vault.boot_no.unwrap_or(identity.boot_no) + 1;
        self.client = Client::new(identity, "0.1.0");
        self.actor = Actor(self.dice.bytes());
    }

    pub fn new_patient(&mut self, name: &str) -> DocId {
        let patient = DocId(self.dice.bytes());
        self.edit(patient, "name.sur", name);
        patient
    }

    /// One change of a card, on top of what this workstation holds.
    pub fn edit(&mut self, patient: DocId, key: &str, value: &str) -> Hash32 {
        let chunk = self.card_change(patient, key, value);
        self.vault.write(chunk)
    }

    /// The same without writing it.
    pub fn card_change(&self, patient: DocId, key: &str, value: &str) -> Chunk {
        let changes = self.vault.changes(patient);
        let before = changes.iter().map(Vec::as_slice);
        let (mut card, _) = Card::load(patient, self.actor, before);
        let serde_json::Value::Object(fields) = json!({ "text": value }) else {
            unreachable!()
        };
        card.put(key, &fields, UserId([3; 16]), NOW).unwrap();
        card.commit(NOW, self.device, &self.key).unwrap()
    }

    pub fn visit(&mut self, patient: DocId, note: &str) -> Hash32 {
        let chunk = self.entry(Kind::VISIT, Unit::Patient(patient), note);
        self.vault.write(chunk)
    }

    pub fn head(&self, kind: Kind, unit: Unit) -> Head {
        Head {
            id: DocId(self.dice.bytes()),
            kind,
            unit,
            by: None,
            role: String::new(),
            device: self.device,
            facility: FacilityId([5; 16]),
            care_at: NOW,
            entered_at: NOW,
            clock_doubtful: false,
            amends: None,
        }
    }

    pub fn entry(&self, kind: Kind, unit: Unit, note: &str) -> Chunk {
        let head = self.head(kind, unit);
        let actor = Actor(self.dice.bytes());
        record::seal(&head, &json!({ "note": note }), &self.key, actor).unwrap()
    }

    pub fn notice(&self) -> Notice {
        let bytes = self.vault.notices.last().expect("a notice came");
        let key = &self.client.identity().store_key;
        Notice::open(bytes, self.scope, key).expect("of our store")
    }
}

/// A line without HTTP: the store's own code, byte for byte what would travel.
pub struct Direct<'a> {
    pub store: &'a Store,
    pub fate: Fate,
    /// The last request, for replays.
    pub last_request: Vec<u8>,
    pub last_answer: Vec<u8>,
}

/// What becomes of an exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    Whole,
    RequestLost,
    /// Only so many bytes arrive; the store sees the line break.
    RequestCut(usize),
    AnswerCut(usize),
    /// The request arrives twice; the second answer is heard.
    Doubled,
    /// A captive portal answers.
    Portal,
}

impl<'a> Direct<'a> {
    pub fn new(store: &'a Store) -> Self {
        Self::with(store, Fate::Whole)
    }

    pub fn with(store: &'a Store, fate: Fate) -> Self {
        Self {
            store,
            fate,
            last_request: Vec::new(),
            last_answer: Vec::new(),
        }
    }
}

impl Transport for Direct<'_> {
    fn exchange(
        &mut self,
        body: &[u8],
        on_bytes: &mut dyn FnMut(&[u8]) -> bool,
    ) -> Result<(), TransportError> {
        let cut = || TransportError::Cut("in the test".to_owned());
        self.last_request = body.to_vec();
        let answer = match self.fate {
            Fate::RequestLost => return Err(cut()),
            Fate::Portal => {
                on_bytes(b"<html><body>Sign in to the network</body></html>");
                return Ok(());
            }
            Fate::RequestCut(at) if at < body.len() => {
                answer_to(self.store, &body[..at], false).ok();
                return Err(cut());
            }
            Fate::Doubled => {
                answer_to(self.store, body, true).ok();
                answer_to(self.store, body, true)
            }
            Fate::Whole | Fate::RequestCut(_) | Fate::AnswerCut(_) => {
                answer_to(self.store, body, true)
            }
        };
        let answer = answer.map_err(refusal)?;
        let whole = answer.len();
        let at = match self.fate {
            Fate::AnswerCut(at) => at.min(whole),
            _ => whole,
        };
        self.last_answer = answer;
        for part in self.last_answer[..at].chunks(700) {
            if !on_bytes(part) {
                return Ok(());
            }
        }
        if at < whole { Err(cut()) } else { Ok(()) }
    }
}

/// What the HTTP shell does with a body, without HTTP.
pub fn answer_to(store: &Store, body: &[u8], whole: bool) -> Result<Vec<u8>, StoreError> {
    use feldsher::store::refused::Refused;
    let mut exchange = Exchange::new(store, SYNC_PATH, NOW);
    let mut reader = FrameReader::default();
    reader.push(body);
    while let Some(frame) = reader
        .next_frame()
        .map_err(|_unreadable| Refused::Malformed)?
    {
        exchange.frame(&frame)?;
    }
    if !whole || !reader.is_at_border() {
        return Err(Refused::Cut.into());
    }
    exchange.finish()
}

fn refusal(error: StoreError) -> TransportError {
    use feldsher::store::refused::Refused;
    match error {
        StoreError::Refused(refused) => TransportError::Refused(Refusal {
            status: refused.status(),
            code: refused.code().to_owned(),
            retry_after: None,
            counter: match refused {
                Refused::Replayed { highest } => Some(highest),
                _ => None,
            },
        }),
        other => panic!("{other}"),
    }
}
